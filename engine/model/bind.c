/* Binding: stories to blocks, texts to furniture; and what has no place or no use is reported. */
#include "model/resolving.h"

#include <string.h>

/* ---- Stories ---- */

/* Who holds each path and slug on this page, for a story stands there once, and two of one slug cannot be told apart in findings. */
typedef struct {
    GHashTable *blocks;        /* id -> ModelBlock */
    GHashTable *paths, *slugs; /* -> ModelPlacedStory */
} Binding;

static void check_twice(ModelJob *job, const Binding *binding, unsigned index)
{
    const ModelPlacedStory *placed = &job->page_file->stories[index];
    const ModelStory *story = job->stories[index];
    const ModelPlacedStory *same = g_hash_table_lookup(binding->paths, story->path);
    const ModelPlacedStory *alike = g_hash_table_lookup(binding->slugs, story->slug);
    if (same)
        base_report(job->list, DK_ERROR, "story-twice", placed->place, "story \"%s\" is already placed in block \"%s\"",
                    story->slug, same->block);
    else if (alike)
        base_report(job->list, DK_ERROR, "slug-twice", placed->place, "slug \"%s\" is already used by the story in block \"%s\"",
                    story->slug, alike->block);
    g_hash_table_insert(binding->paths, (gpointer)story->path, (gpointer)placed);
    g_hash_table_insert(binding->slugs, (gpointer)story->slug, (gpointer)placed);
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
            base_report(job->list, DK_NOTE, "element-missing",
                        (BasePlace){block->story->path, 1, 1, block->story->slug, block->id, 0, 0}, /* its front matter */
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
        if (!base_file_exists(picture->path, job->list)) {
            DkDiagnostic *item = base_report(job->list, DK_WARNING, "picture-missing", place,
                                             "there is no picture \"%s\"; its frame is drawn empty", picture->path);
            base_report_hint(job->list, item, "a picture's path counts from the story's folder");
        }
    }
    if (story->n_pictures < block->n_pictures)
        base_report(job->list, DK_NOTE, "picture-frame-empty", block->place,
                    "story \"%s\" has %u picture%s for the %u picture frame%s of \"%s\"", story->slug, story->n_pictures,
                    base_plural(story->n_pictures), block->n_pictures, base_plural(block->n_pictures), block->id);
}

/* A block without legs does not set the jump line; that it does not set the body is found where that would be set. */
static void check_jump(ModelJob *job, const ModelBlock *block)
{
    const ModelStory *story = block->story;
    if (block->n_legs || !story->jump) return;
    BasePlace place = model_jump_place(story);
    place.frame = block->id;
    base_report(job->list, DK_WARNING, "element-unplaced", place, "block \"%s\" has no leg for the jump line \"%s\"; it is not set",
                block->id, story->jump);
}

static void bind_story(ModelJob *job, const Binding *binding, unsigned index)
{
    const ModelPlacedStory *placed = &job->page_file->stories[index];
    ModelBlock *block = g_hash_table_lookup(binding->blocks, placed->block);
    check_twice(job, binding, index);
    if (!block) {
        model_report_unknown(job, "unknown-block", placed->block_place, binding->blocks, "block", placed->block);
        return;
    }
    block->story = job->stories[index];
    check_elements(job, block);
    check_pictures(job, block);
    model_check_pulls(job, block);
    check_jump(job, block);
}

/* Whether the page places a part of a story here that nothing is left for, which has been said. */
static bool is_emptied(const ModelPageFile *file, const char *block)
{
    for (unsigned i = 0; i < file->n_emptied; i++)
        if (strcmp(file->emptied[i], block) == 0) return true;
    return false;
}

static void bind_stories(ModelJob *job, ModelBlock *blocks)
{
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal), paths = g_hash_table_new(g_str_hash, g_str_equal),
                          slugs = g_hash_table_new(g_str_hash, g_str_equal);
    Binding binding = {ids, paths, slugs};
    unsigned n = job->resolved->n_blocks;
    for (unsigned i = 0; i < n; i++) g_hash_table_insert(ids, (gpointer)blocks[i].id, &blocks[i]);
    for (unsigned i = 0; i < job->page_file->n_stories; i++) bind_story(job, &binding, i);
    for (unsigned i = 0; i < n; i++) {
        if (blocks[i].story || is_emptied(job->page_file, blocks[i].id)) continue;
        DkDiagnostic *item = base_report(job->list, DK_WARNING, "unused-block", blocks[i].place,
                                         "page \"%s\" places no story in block \"%s\"", job->page_file->path, blocks[i].id);
        base_report_hint(job->list, item, "name one under \"stories\" of the page");
    }
}

/* ---- Furniture ---- */

static void bind_furniture_text(ModelJob *job, ModelFurniture *furniture, const ModelFurnitureText *text)
{
    furniture->file = text->place.file; /* the issue's, or the page's */
    if (furniture->kind != MODEL_FURNITURE_PICTURE && text->picture) {
        base_report(job->list, DK_ERROR, "wrong-kind", text->place, "furniture \"%s\" is a %s, and the page gives it a picture",
                    text->id, model_furniture_words[furniture->kind]);
        return;
    }
    if (furniture->kind != MODEL_FURNITURE_PICTURE) furniture->texts = text->texts;
    if (furniture->kind != MODEL_FURNITURE_TEXT && text->texts.n > 1)
        base_report(job->list, DK_ERROR, "wrong-kind", text->place, "furniture \"%s\" is a %s and takes one text, not %u", text->id,
                    model_furniture_words[furniture->kind], text->texts.n);
    if (furniture->kind != MODEL_FURNITURE_PICTURE || !text->texts.n) return;
    g_autofree char *path = base_file_beside(text->place.file, text->texts.items[0].text);
    furniture->path = base_arena_strdup(job->arena, path);
    furniture->picture = text->picture;
    if (!base_file_exists(path, job->list))
        base_report(job->list, DK_WARNING, "picture-missing", text->place, "there is no picture \"%s\"; its frame is drawn empty",
                    path);
}

static void bind_furniture(ModelJob *job, ModelFurniture *furniture)
{
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    unsigned n = job->resolved->n_furniture;
    for (unsigned i = 0; i < n; i++) g_hash_table_insert(ids, (gpointer)furniture[i].id, &furniture[i]);
    for (unsigned i = 0; i < job->page_file->n_furniture; i++) {
        const ModelFurnitureText *text = &job->page_file->furniture[i];
        ModelFurniture *bound = g_hash_table_lookup(ids, text->id);
        if (bound) bind_furniture_text(job, bound, text);
        else model_report_unknown(job, "unknown-furniture", text->place, ids, "furniture", text->id);
    }
    for (unsigned i = 0; i < n; i++) {
        if (furniture[i].file) continue;
        DkDiagnostic *item = base_report(job->list, DK_WARNING, "unused-furniture", job->layout->furniture[i].place,
                                         "page \"%s\" says nothing for furniture \"%s\"", job->page_file->path, furniture[i].id);
        base_report_hint(job->list, item, "name it under \"furniture\" of the page; [] leaves it empty");
    }
}

/* ---- What is put where, before it is bound ---- */

void model_index_placed(ModelJob *job, GHashTable *stories, GHashTable *texts)
{
    const ModelPageFile *file = job->page_file;
    for (unsigned i = 0; i < file->n_stories; i++)
        g_hash_table_insert(stories, (gpointer)file->stories[i].block, (gpointer)job->stories[i]);
    for (unsigned i = 0; i < file->n_furniture; i++)
        if (file->furniture[i].texts.n) g_hash_table_add(texts, (gpointer)file->furniture[i].id);
    job->placed_stories = stories;
    job->placed_texts = texts;
}

const ModelStory *model_story_of(const ModelJob *job, const char *block)
{
    return g_hash_table_lookup(job->placed_stories, block);
}

void model_bind(ModelJob *job, ModelBlock *blocks, ModelFurniture *furniture)
{
    bind_stories(job, blocks);
    bind_furniture(job, furniture);
}
