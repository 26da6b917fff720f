/* Binding: stories to blocks, texts to furniture; and what has no place or no use is reported. */
#include "model/resolving.h"

#include <string.h>

static void report_unknown(ModelJob *job, const char *code, const char *message, const char *name, const char **names,
                           BasePlace place)
{
    DkDiagnostic *item = base_report(job->list, DK_ERROR, code, place, message, name);
    const char *nearest = base_nearest(name, names);
    if (nearest) base_report_hint(job->list, item, "did you mean \"%s\"?", nearest);
}

/* ---- Stories ---- */

static ModelBlock *find_block(ModelJob *job, ModelBlock *blocks, const ModelPlacedStory *placed)
{
    unsigned n = job->resolved->n_blocks;
    const char **names = base_arena_new_array(job->arena, const char *, n + 1);
    for (unsigned i = 0; i < n; i++) {
        if (strcmp(blocks[i].id, placed->block) == 0) return &blocks[i];
        names[i] = blocks[i].id;
    }
    report_unknown(job, "unknown-block", "the layout has no block \"%s\"", placed->block, names, placed->block_place);
    return NULL;
}

/* A story stands on a page once; two stories of one slug cannot be told apart in findings. */
static void check_twice(ModelJob *job, unsigned index)
{
    for (unsigned i = 0; i < index; i++) {
        bool is_same = strcmp(job->stories[i]->path, job->stories[index]->path) == 0;
        bool has_same_slug = strcmp(job->stories[i]->slug, job->stories[index]->slug) == 0;
        if (!is_same && !has_same_slug) continue;
        base_report(job->list, DK_ERROR, is_same ? "story-twice" : "slug-twice", job->page_file->stories[index].place,
                    is_same ? "story \"%s\" is already placed in block \"%s\""
                            : "slug \"%s\" is already used by the story in block \"%s\"",
                    job->stories[index]->slug, job->page_file->stories[i].block);
        return;
    }
}

static bool has_head(const ModelJob *job, const ModelBlock *block, ModelElement element)
{
    for (unsigned i = 0; i < block->n_heads; i++)
        if (g_array_index(job->heads, ModelHead, block->first_head + i).element == element) return true;
    return false;
}

static void check_elements(ModelJob *job, const ModelBlock *block)
{
    for (ModelElement e = 0; e < MODEL_N_ELEMENTS; e++) {
        const ModelTexts *texts = &block->story->elements[e];
        bool has_frame = has_head(job, block, e);
        if (texts->n && !has_frame) {
            BasePlace place = {.file = block->story->path,
                               .line = texts->items[0].line,
                               .column = texts->items[0].column,
                               .story = block->story->slug,
                               .frame = block->id};
            DkDiagnostic *item = base_report(job->list, DK_WARNING, "element-unplaced", place,
                                             "block \"%s\" has no frame for the %s \"%s\"; it is not set", block->id,
                                             model_element_words[e], texts->items[0].text);
            base_report_hint(job->list, item, "add \"put: %s\" to the block's head", model_element_words[e]);
        }
        if (!texts->n && has_frame)
            base_report(job->list, DK_NOTE, "element-missing", (BasePlace){.file = block->story->path, .story = block->story->slug},
                        "story \"%s\" has no %s; that frame of block \"%s\" stays empty", block->story->slug,
                        model_element_words[e], block->id);
    }
}

static void check_pictures(ModelJob *job, const ModelBlock *block)
{
    const ModelStory *story = block->story;
    for (unsigned i = 0; i < story->n_pictures; i++) {
        const ModelPicture *picture = &story->pictures[i];
        BasePlace place = {
            .file = story->path, .line = picture->line, .column = picture->column, .story = story->slug, .frame = block->id};
        if (i >= block->n_pictures) {
            base_report(job->list, DK_WARNING, "picture-unplaced", place,
                        "block \"%s\" has no frame for picture \"%s\"; it is not set", block->id, picture->file);
            continue;
        }
        const ModelPictureFrame *frame = &g_array_index(job->pictures, ModelPictureFrame, block->first_picture + i);
        if (!frame->has_caption && (picture->caption || picture->credit))
            base_report(job->list, DK_WARNING, "element-unplaced", place,
                        "block \"%s\" has no frame for the caption \"%s\"; it is not set", block->id,
                        picture->caption ? picture->caption : picture->credit);
        if (!g_file_test(picture->path, G_FILE_TEST_EXISTS)) {
            DkDiagnostic *item = base_report(job->list, DK_WARNING, "picture-missing", place,
                                             "there is no picture \"%s\"; its frame is drawn empty", picture->path);
            base_report_hint(job->list, item, "a picture's path counts from the story's folder");
        }
    }
    if (story->n_pictures < block->n_pictures)
        base_report(job->list, DK_NOTE, "picture-frame-empty", block->place,
                    "story \"%s\" has %u pictures for the %u picture frames of \"%s\"", story->slug, story->n_pictures,
                    block->n_pictures, block->id);
}

static void check_jump(ModelJob *job, const ModelBlock *block)
{
    if (!block->story->jump || block->n_legs) return;
    base_report(job->list, DK_WARNING, "element-unplaced", (BasePlace){.file = block->story->path, .story = block->story->slug},
                "block \"%s\" has no leg for the jump line \"%s\"; it is not set", block->id, block->story->jump);
}

static void bind_stories(ModelJob *job, ModelBlock *blocks)
{
    for (unsigned i = 0; i < job->page_file->n_stories; i++) {
        check_twice(job, i);
        ModelBlock *block = find_block(job, blocks, &job->page_file->stories[i]);
        if (!block) continue;
        block->story = job->stories[i];
        check_elements(job, block);
        check_pictures(job, block);
        check_jump(job, block);
    }
    for (unsigned i = 0; i < job->resolved->n_blocks; i++)
        if (!blocks[i].story)
            base_report(job->list, DK_WARNING, "unused-block", blocks[i].place, "page \"%s\" places no story in block \"%s\"",
                        job->page_file->path, blocks[i].id);
}

/* ---- Furniture ---- */

static ModelFurniture *find_furniture(ModelJob *job, ModelFurniture *furniture, const ModelFurnitureText *text)
{
    unsigned n = job->resolved->n_furniture;
    const char **names = base_arena_new_array(job->arena, const char *, n + 1);
    for (unsigned i = 0; i < n; i++) {
        if (strcmp(furniture[i].id, text->id) == 0) return &furniture[i];
        names[i] = furniture[i].id;
    }
    report_unknown(job, "unknown-furniture", "the layout has no furniture \"%s\"", text->id, names, text->place);
    return NULL;
}

static void bind_furniture_text(ModelJob *job, ModelFurniture *furniture, const ModelFurnitureText *text)
{
    furniture->file = job->page_file->path;
    if (furniture->kind != MODEL_FURNITURE_PICTURE) furniture->texts = text->texts;
    if (furniture->kind != MODEL_FURNITURE_TEXT && text->texts.n > 1)
        base_report(job->list, DK_ERROR, "wrong-type", text->place, "furniture \"%s\" is a %s and takes one text, not %u", text->id,
                    model_furniture_words[furniture->kind], text->texts.n);
    if (furniture->kind != MODEL_FURNITURE_PICTURE || !text->texts.n) return;
    g_autofree char *path = base_file_beside(job->page_file->path, text->texts.items[0].text);
    furniture->path = base_arena_strdup(job->arena, path);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        base_report(job->list, DK_WARNING, "picture-missing", text->place, "there is no picture \"%s\"; its frame is drawn empty",
                    path);
}

static void bind_furniture(ModelJob *job, ModelFurniture *furniture)
{
    for (unsigned i = 0; i < job->page_file->n_furniture; i++) {
        ModelFurniture *bound = find_furniture(job, furniture, &job->page_file->furniture[i]);
        if (bound) bind_furniture_text(job, bound, &job->page_file->furniture[i]);
    }
    for (unsigned i = 0; i < job->resolved->n_furniture; i++)
        if (!furniture[i].file)
            base_report(job->list, DK_WARNING, "unused-furniture", job->layout->furniture[i].place,
                        "page \"%s\" says nothing for furniture \"%s\"", job->page_file->path, furniture[i].id);
}

void model_bind(ModelJob *job, ModelBlock *blocks, ModelFurniture *furniture)
{
    bind_stories(job, blocks);
    bind_furniture(job, furniture);
}
