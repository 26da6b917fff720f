/* Filling a page: every frame in reading order.  Furniture first, then block by block: head, body, jump, captions. */
#include "flow/job.h"

#include <string.h>

const char *const flow_frame_words[] = {"head", "leg", "jump", "caption", "furniture", "label", "pull-quote", "drop-cap", NULL};

/* The texts of a list, each a span of one style. */
static FlowText *flow_texts(FlowJob *job, const ModelTexts *texts, unsigned style, const char *file)
{
    FlowText *list = base_arena_new_array(job->arena, FlowText, texts->n);
    TextSpan *spans = base_arena_new_array(job->arena, TextSpan, texts->n);
    for (unsigned i = 0; i < texts->n; i++) {
        const ModelText *item = &texts->items[i];
        spans[i] = (TextSpan){0, (unsigned)strlen(item->text), style};
        list[i] = (FlowText){item->text, &spans[i], 1, {.file = file, .line = item->line, .column = item->column}};
    }
    return list;
}

void flow_fill_furniture(FlowJob *job, const ModelFurniture *furniture)
{
    if (furniture->kind != MODEL_FURNITURE_TEXT || !furniture->texts.n) return;
    FlowFrame frame = {.kind = FLOW_FURNITURE, .id = furniture->id, .rect = furniture->rect};
    flow_compose(job, frame, flow_texts(job, &furniture->texts, furniture->style, furniture->file), furniture->texts.n,
                 furniture->style);
}

void flow_fill_head(FlowJob *job, const ModelBlock *block, const ModelHead *head)
{
    const ModelTexts *texts = &block->story->elements[head->element];
    if (!texts->n) return;
    FlowFrame frame = {.kind = FLOW_HEAD, .id = block->id, .element = head->element, .rect = head->rect, .story = block->story};
    flow_compose(job, frame, flow_texts(job, texts, head->style, block->story->path), texts->n, head->style);
}

/* Caption and credit are one text, an em of space between; the credit is not parted (RULES 2.8). */
void flow_fill_caption(FlowJob *job, const ModelBlock *block, unsigned number)
{
    const ModelPictureFrame *slot = &job->resolved->pictures[block->first_picture + number];
    const ModelPicture *picture = &block->story->pictures[number];
    if (!slot->has_caption || (!picture->caption && !picture->credit)) return;
    const char *caption = picture->caption ? picture->caption : "", *credit = picture->credit ? picture->credit : "";
    const char *space = *caption && *credit ? "\u3000" : "";
    TextSpan spans[2] = {{0, (unsigned)(strlen(caption) + strlen(space)), slot->caption_style}};
    spans[1] = (TextSpan){spans[0].n_bytes, (unsigned)strlen(credit), slot->credit_style};
    FlowText text = {.text = base_arena_printf(job->arena, "%s%s%s", caption, space, credit),
                     .spans = spans[0].n_bytes ? spans : spans + 1,
                     .n_spans = (spans[0].n_bytes > 0) + (spans[1].n_bytes > 0),
                     .place = {.file = block->story->path, .line = picture->line, .column = picture->column},
                     .credit = *credit ? spans[0].n_bytes : 0};
    FlowFrame frame = {.kind = FLOW_CAPTION, .id = block->id, .number = number, .rect = slot->caption, .story = block->story};
    flow_compose(job, frame, &text, 1, slot->caption_style);
}

/* What a pull quote says: its words without the spaces, pause or full stop that only the sentence around them wants. */
static const char *pull_words(FlowJob *job, const ModelStory *story, const ModelPull *pull)
{
    static const char dropped[] = "，、；：。,;: \u3000";
    const char *end = story->text + pull->first_byte + pull->n_bytes, *start = story->text + pull->first_byte;
    while (end > start) {
        const char *last = g_utf8_prev_char(end);
        if (!g_utf8_strchr(dropped, -1, g_utf8_get_char(last))) break;
        end = last;
    }
    return base_arena_strndup(job->arena, start, (size_t)(end - start));
}

/* The room between the rules, half a line from each; the line that says whose words they are is its last. */
static BaseRect pull_room(const FlowJob *job, const ModelPullFrame *slot)
{
    DkLength air = slot->stroke.weight ? MIN(job->resolved->line / 2, slot->rect.height / 2) : 0;
    return (BaseRect){slot->rect.x, slot->rect.y + air, slot->rect.width, slot->rect.height - 2 * air};
}

static void fill_pull(FlowJob *job, const ModelBlock *block, unsigned number)
{
    const ModelPullFrame *slot = &job->resolved->pulls[block->first_pull + number];
    const ModelPull *pull = &block->story->pulls[number];
    BasePlace place = model_story_place(block->story, pull->first_byte);
    FlowFrame frame = {.kind = FLOW_PULL_QUOTE, .id = block->id, .number = number, .story = block->story};
    frame.rect = pull_room(job, slot);
    FlowFrame credit = frame;
    if (pull->credit) {
        bool is_vertical = job->resolved->styles[slot->style].direction == MODEL_DIRECTION_VERTICAL;
        DkLength room = MAX(job->resolved->line, job->resolved->styles[slot->credit_style].leading);
        DkLength *depth = is_vertical ? &frame.rect.width : &frame.rect.height;
        *depth = MAX(0, *depth - room);
        *(is_vertical ? &credit.rect.width : &credit.rect.height) = room;
        *(is_vertical ? &frame.rect.x : &credit.rect.y) += is_vertical ? room : *depth;
    }
    ModelText words = {pull_words(job, block->story, pull), place.line, place.column};
    flow_compose(job, frame, flow_texts(job, &(ModelTexts){&words, 1}, slot->style, place.file), 1, slot->style);
    if (!pull->credit) return;
    ModelText who = {base_arena_printf(job->arena, "——%s", pull->credit), place.line, place.column};
    flow_compose(job, credit, flow_texts(job, &(ModelTexts){&who, 1}, slot->credit_style, place.file), 1, slot->credit_style);
}

/* The name of a picture that is missing, in the upper part of its box, where the diagonals leave room; a box too small for words stays
 * without. */
static void fill_label(FlowJob *job, const ModelShown *shown, BaseRect box, const char *id, unsigned style)
{
    if (!shown->label) return;
    ModelStyle plain = job->runs->styles[style];
    BaseRect rect = {box.x + box.width / 6, box.y, box.width * 2 / 3, box.height / 4};
    plain.size = MIN(job->resolved->em, rect.width / 8);
    plain.leading = plain.size + plain.size / 4;
    plain.indent = plain.tracking = 0;
    plain.align = plain.block_align = MODEL_ALIGN_CENTER;
    plain.direction = MODEL_DIRECTION_HORIZONTAL;
    if (plain.size < 3 * DK_PT || rect.height < plain.size) return;
    ModelText name = {shown->label, 0, 0};
    FlowFrame frame = {.kind = FLOW_LABEL, .id = id, .rect = rect};
    unsigned added = flow_add_style(job, &plain);
    flow_compose(job, frame, flow_texts(job, &(ModelTexts){&name, 1}, added, NULL), 1, added);
}

static void fill_block(FlowJob *job, const ModelBlock *block)
{
    if (!block->story) return;
    for (unsigned i = 0; i < block->n_heads; i++) flow_fill_head(job, block, &job->resolved->heads[block->first_head + i]);
    flow_body(job, block);
    for (unsigned i = 0; i < MIN(block->n_pulls, block->story->n_pulls); i++) fill_pull(job, block, i);
    for (unsigned i = 0; i < MIN(block->n_pictures, block->story->n_pictures); i++) {
        const ModelPictureFrame *frame = &job->resolved->pictures[block->first_picture + i];
        flow_fill_caption(job, block, i);
        fill_label(job, &frame->shown, frame->rect, block->id, block->styles[MODEL_ROLE_BODY]);
    }
}

FlowGalley *flow_galley_new(void)
{
    FlowGalley *galley = g_new(FlowGalley, 1);
    galley->frames = g_array_new(FALSE, FALSE, sizeof(FlowFrame));
    galley->lines = g_array_new(FALSE, FALSE, sizeof(FlowLine));
    galley->besides = g_array_new(FALSE, FALSE, sizeof(FlowBeside));
    galley->fits = g_array_new(FALSE, FALSE, sizeof(FlowFit));
    galley->head_fits = g_array_new(FALSE, FALSE, sizeof(FlowHeadFit));
    return galley;
}

FlowGalley *flow_fill(const ModelResolved *resolved, TextFonts *fonts, TextRuns *runs, ParLines *lines, BaseArena *arena,
                      DkDiagnostics *list)
{
    FlowGalley *galley = flow_galley_new();
    FlowJob job = {resolved, fonts, runs, lines, galley, arena, list};
    for (unsigned i = 0; i < resolved->n_furniture; i++) {
        const ModelFurniture *furniture = &resolved->furniture[i];
        flow_fill_furniture(&job, furniture);
        fill_label(&job, &furniture->shown, furniture->rect, furniture->id, furniture->style);
    }
    for (unsigned i = 0; i < resolved->n_blocks; i++) fill_block(&job, &resolved->blocks[i]);
    return galley;
}

void flow_galley_free(FlowGalley *galley)
{
    if (!galley) return;
    g_array_unref(galley->frames);
    g_array_unref(galley->lines);
    g_array_unref(galley->besides);
    g_array_unref(galley->fits);
    g_array_unref(galley->head_fits);
    g_free(galley);
}
