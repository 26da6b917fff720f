/* The page as boxes and strokes: what stands where, and what parts it.  Frames and lines come from the galley, the ink of lines,
 * strokes and grounds from the placed items. */
#include "lint/job.h"

#include <string.h>

/* A stroke that begins or ends this much short still parts two boxes: rules are drawn in the middle of empty lines. */
#define PARTED_SHARE 4 / 5
/* Frames and rules are placed in em and lines, and rounded: so much is no distance. */
#define TOUCH (DK_PT / 10)

/* ---- Rectangles ---- */

DkLength lint_across(const BaseRect *a, const BaseRect *b)
{
    return MIN(lint_right(a), lint_right(b)) - MAX(a->x, b->x);
}

DkLength lint_down(const BaseRect *a, const BaseRect *b)
{
    return MIN(lint_foot(a), lint_foot(b)) - MAX(a->y, b->y);
}

BaseRect lint_union(BaseRect a, BaseRect b)
{
    if (!a.width && !a.height) return b;
    if (!b.width && !b.height) return a;
    DkLength x = MIN(a.x, b.x), y = MIN(a.y, b.y);
    return (BaseRect){x, y, MAX(lint_right(&a), lint_right(&b)) - x, MAX(lint_foot(&a), lint_foot(&b)) - y};
}

/* ---- Boxes ---- */

static const LintBoxKind frame_kinds[] = {[FLOW_HEAD] = LINT_HEAD,
                                          [FLOW_LEG] = LINT_LEG,
                                          [FLOW_JUMP] = LINT_JUMP,
                                          [FLOW_CAPTION] = LINT_CAPTION,
                                          [FLOW_FURNITURE] = LINT_FURNITURE,
                                          [FLOW_LABEL] = LINT_FURNITURE,
                                          [FLOW_PULL_QUOTE] = LINT_PULL_QUOTE,
                                          [FLOW_DROP_CAP] = LINT_DROP_CAP};

G_STATIC_ASSERT(G_N_ELEMENTS(frame_kinds) == FLOW_N_FRAMES);

static const ModelBlock *block_of(const ModelResolved *resolved, const FlowFrame *frame)
{
    for (unsigned i = 0; frame->story && i < resolved->n_blocks; i++)
        if (strcmp(resolved->blocks[i].id, frame->id) == 0) return &resolved->blocks[i];
    return NULL;
}

static void look_at_frames(LintJob *job)
{
    const FlowGalley *galley = job->forms->galley;
    for (unsigned i = 0; i < galley->frames->len; i++) {
        const FlowFrame *frame = &g_array_index(galley->frames, FlowFrame, i);
        LintBox box = {.kind = frame_kinds[frame->kind],
                       .block = block_of(job->resolved, frame),
                       .id = frame->id,
                       .element = frame->element,
                       .number = frame->number,
                       .rect = frame->rect,
                       .frame = frame};
        g_array_append_val(job->boxes, box);
    }
}

/* The ink of the lines; boxes still stand in the order of the galley's frames. */
static void look_at_lines(LintJob *job)
{
    const GArray *items = job->forms->page->items;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *item = &g_array_index(items, PageItem, i);
        if (item->kind != PAGE_GLYPHS) continue;
        const FlowLine *line = &g_array_index(job->forms->galley->lines, FlowLine, item->line);
        LintBox *box = &g_array_index(job->boxes, LintBox, line->frame);
        box->ink = lint_union(box->ink, item->rect);
        if (item->size <= box->size) continue;
        box->size = item->size;
        box->face = item->face;
    }
}

static void add_picture(LintJob *job, LintBoxKind kind, const ModelBlock *block, const char *id, BaseRect rect)
{
    LintBox box = {.kind = kind, .block = block, .id = id, .rect = rect, .ink = rect};
    g_array_append_val(job->boxes, box);
}

static void look_at_pictures(LintJob *job)
{
    const ModelResolved *r = job->resolved;
    for (unsigned i = 0; i < r->n_blocks; i++) {
        const ModelBlock *block = &r->blocks[i];
        for (unsigned k = 0; block->story && k < MIN(block->n_pictures, block->story->n_pictures); k++) {
            add_picture(job, LINT_PICTURE, block, block->id, r->pictures[block->first_picture + k].rect);
            g_array_index(job->boxes, LintBox, job->boxes->len - 1).number = k;
        }
    }
    for (unsigned i = 0; i < r->n_furniture; i++) {
        const ModelFurniture *furniture = &r->furniture[i];
        if (furniture->kind == MODEL_FURNITURE_PICTURE && furniture->path)
            add_picture(job, LINT_PICTURE, NULL, furniture->id, furniture->rect);
        if (furniture->kind == MODEL_FURNITURE_CODE && furniture->texts.n)
            add_picture(job, LINT_CODE, NULL, furniture->id, furniture->rect);
    }
}

/* ---- Strokes ---- */

static void add_stroke(LintJob *job, BaseRect rect, bool is_vertical, bool is_rule)
{
    LintStroke stroke = {rect, is_vertical, is_rule};
    g_array_append_val(job->strokes, stroke);
}

static void look_at_strokes(LintJob *job)
{
    const GArray *items = job->forms->page->items;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *item = &g_array_index(items, PageItem, i);
        BaseRect rect = item->rect;
        if (item->kind == PAGE_RULE) add_stroke(job, rect, rect.height > rect.width, true);
        if (item->kind != PAGE_BORDER && item->kind != PAGE_FILL) continue;
        add_stroke(job, (BaseRect){rect.x, rect.y, rect.width, 0}, false, false);
        add_stroke(job, (BaseRect){rect.x, lint_foot(&rect), rect.width, 0}, false, false);
        add_stroke(job, (BaseRect){rect.x, rect.y, 0, rect.height}, true, false);
        add_stroke(job, (BaseRect){lint_right(&rect), rect.y, 0, rect.height}, true, false);
    }
}

void lint_look(LintJob *job)
{
    look_at_frames(job);
    look_at_lines(job);
    look_at_pictures(job);
    look_at_strokes(job);
}

/* ---- Questions ---- */

/* Whether the stroke lies in the gap of two boxes side by side, and along most of where they face. */
static bool parts_across(const LintStroke *stroke, const BaseRect *a, const BaseRect *b)
{
    DkLength from = MIN(lint_right(a), lint_right(b)), to = MAX(a->x, b->x);
    BaseRect facing = {0, MAX(a->y, b->y), 0, lint_down(a, b)};
    return stroke->is_vertical && stroke->rect.x >= from - TOUCH && lint_right(&stroke->rect) <= to + TOUCH &&
           lint_down(&stroke->rect, &facing) >= facing.height * PARTED_SHARE;
}

static bool parts_down(const LintStroke *stroke, const BaseRect *a, const BaseRect *b)
{
    DkLength from = MIN(lint_foot(a), lint_foot(b)), to = MAX(a->y, b->y);
    BaseRect facing = {MAX(a->x, b->x), 0, lint_across(a, b), 0};
    return !stroke->is_vertical && stroke->rect.y >= from - TOUCH && lint_foot(&stroke->rect) <= to + TOUCH &&
           lint_across(&stroke->rect, &facing) >= facing.width * PARTED_SHARE;
}

bool lint_is_parted(const LintJob *job, const BaseRect *a, const BaseRect *b)
{
    bool is_side_by_side = lint_down(a, b) > lint_across(a, b);
    for (unsigned i = 0; i < job->strokes->len; i++) {
        const LintStroke *stroke = &g_array_index(job->strokes, LintStroke, i);
        if (is_side_by_side ? parts_across(stroke, a, b) : parts_down(stroke, a, b)) return true;
    }
    return false;
}

const LintBox *lint_headline(const LintJob *job, const ModelBlock *block)
{
    const LintBox *found = NULL;
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        bool is_headline = box->kind == LINT_HEAD && box->block == block && box->element == MODEL_ELEMENT_HEADLINE;
        if (is_headline && (!found || box->size > found->size)) found = box;
    }
    return found;
}

static const ModelParagraph *story_paragraph(const ModelStory *story, unsigned byte)
{
    for (unsigned i = 0; i < story->n_paragraphs; i++) {
        const ModelParagraph *paragraph = &story->paragraphs[i];
        if (byte >= paragraph->first_byte && byte < paragraph->first_byte + paragraph->n_bytes) return paragraph;
    }
    return NULL;
}

bool lint_is_cross_head(const LintJob *job, const FlowFrame *frame, const FlowLine *line)
{
    const ModelParagraph *paragraph = story_paragraph(frame->story, lint_set_line(job, line)->first_byte);
    return paragraph && paragraph->kind == MODEL_PARAGRAPH_CROSS_HEAD;
}

const TextCluster *lint_cluster(const LintJob *job, const ParLine *line, unsigned index)
{
    unsigned cluster = g_array_index(job->forms->lines->boxes, ParBox, line->first_box + index).cluster;
    return &g_array_index(job->forms->runs->clusters, TextCluster, cluster);
}

const ModelStyle *lint_line_style(const LintJob *job, const ParLine *line)
{
    if (!line->n_boxes) return NULL;
    const TextRun *run = &g_array_index(job->forms->runs->runs, TextRun, lint_cluster(job, line, 0)->run);
    return &job->forms->runs->styles[run->style];
}

int lint_longest_run(const LintJob *job, const LintBox *leg, int *first)
{
    int longest = 0, start = 0;
    for (unsigned i = 0; i < leg->frame->n_lines; i++) {
        const FlowLine *line = lint_line(job, leg->frame, i);
        bool is_break = lint_is_cross_head(job, leg->frame, line);
        if (!i || is_break) start = line->slot + is_break;
        if (line->slot + 1 - start <= longest) continue;
        longest = line->slot + 1 - start;
        *first = start;
    }
    return longest;
}
