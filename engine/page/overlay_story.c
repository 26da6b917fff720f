/* Overlays "order" and "fit": how each story runs, and whether it fills its place.
 *
 * Order: a numbered disc where each story starts, a line through its heads and down its legs, smaller discs at the legs of a story
 * that has several; a thinner line leads on to the next story.  Fit: the lines that a block lacks are hatched where they would
 * stand, a block whose text is left over ends in a red bar; a label says how many lines. */
#include "page/overlay.h"

/* ---- Order ---- */

/* Where the reader is: at the end of what was read last. */
typedef struct {
    Overlay *overlay;
    const ModelStory *story;
    PagePoint at;
    unsigned n_stories;
    bool has_start;
    bool is_numbering; /* the way is drawn first and the discs after it, so that nothing crosses a number */
} Reading;

/* The start of a frame's line: there the way hides least of the text. */
static PagePoint line_start(const FlowFrame *frame, const FlowLine *placed)
{
    PagePoint point;
    page_frame_point(frame, 0, placed->center, &point.x, &point.y);
    return point;
}

static void begin_story(Reading *reading, const FlowFrame *frame, PagePoint start)
{
    Overlay *overlay = reading->overlay;
    DkLength radius = overlay->size * 2;
    char number[16];
    g_snprintf(number, sizeof number, "%u", ++reading->n_stories);
    if (reading->is_numbering) overlay_disc(overlay, start, PAINT_VIOLET, overlay->size * 2, number);
    else if (reading->has_start) overlay_arrow(overlay, reading->at, start, PAINT_GREY, 2 * overlay->hair, radius);
    reading->story = frame->story;
    reading->has_start = true;
}

static unsigned count_legs(const Overlay *overlay, const ModelStory *story)
{
    unsigned n = 0;
    for (unsigned f = 0; f < overlay->request->galley->frames->len; f++) {
        const FlowFrame *frame = overlay_frame(overlay, f);
        n += frame->kind == FLOW_LEG && frame->story == story && frame->n_lines > 0;
    }
    return n;
}

static void mark_leg(Reading *reading, const FlowFrame *frame, PagePoint start)
{
    char number[32];
    if (!reading->is_numbering || count_legs(reading->overlay, frame->story) < 2) return;
    g_snprintf(number, sizeof number, "%u.%u", reading->n_stories, frame->number + 1);
    overlay_disc(reading->overlay, start, PAINT_VIOLET, reading->overlay->size * 5 / 4, number);
}

static void draw_way(Overlay *overlay, PagePoint from, PagePoint to, const FlowFrame *frame)
{
    bool is_leg = frame->kind == FLOW_LEG;
    overlay_arrow(overlay, from, to, PAINT_VIOLET, 3 * overlay->hair, is_leg ? overlay->size : 0);
}

/* Goes through one frame with lines, from its first to its last. */
static void read_frame(Reading *reading, const FlowFrame *frame)
{
    Overlay *overlay = reading->overlay;
    PagePoint start = line_start(frame, overlay_placed(overlay, frame, 0));
    PagePoint end = line_start(frame, overlay_placed(overlay, frame, frame->n_lines - 1));
    bool begins = frame->story != reading->story;
    if (begins) begin_story(reading, frame, start);
    else if (!reading->is_numbering) draw_way(overlay, reading->at, start, frame);
    bool is_leg = frame->kind == FLOW_LEG;
    if (is_leg && !reading->is_numbering) overlay_arrow(overlay, start, end, PAINT_VIOLET, 4 * overlay->hair, 0);
    if (is_leg && !begins) mark_leg(reading, frame, start); /* a story without a head has its own number there */
    reading->at = is_leg ? end : start;
}

static void read_page(Overlay *overlay, bool is_numbering)
{
    Reading reading = {.overlay = overlay, .is_numbering = is_numbering};
    for (unsigned f = 0; f < overlay->request->galley->frames->len; f++) {
        const FlowFrame *frame = overlay_frame(overlay, f);
        if (frame->story && frame->n_lines > 0) read_frame(&reading, frame);
    }
}

void overlay_draw_order(Overlay *overlay)
{
    read_page(overlay, false);
    read_page(overlay, true);
    overlay_legend(overlay, PAINT_VIOLET, 0, "order of reading 阅读次序: stories and legs");
    overlay_legend(overlay, PAINT_GREY, 0, "to the next story");
}

/* ---- Fit ---- */

/* The lines of a leg from slot `first` on. */
static BaseRect slots_rect(const Overlay *overlay, const ModelLeg *leg, int first)
{
    DkLength line = overlay->request->resolved->line, passed = first * line;
    BaseRect rect = leg->rect;
    if (!leg->is_vertical) return (BaseRect){rect.x, rect.y + passed, rect.width, MAX(0, rect.height - passed)};
    return (BaseRect){rect.x, rect.y, MAX(0, rect.width - passed), rect.height};
}

/* The first slot of a leg that nothing stands in. */
static int first_free_slot(const Overlay *overlay, const ModelBlock *block, unsigned leg)
{
    int next = 0;
    for (unsigned f = 0; f < overlay->request->galley->frames->len; f++) {
        const FlowFrame *frame = overlay_frame(overlay, f);
        bool is_leg = frame->kind == FLOW_LEG || frame->kind == FLOW_JUMP;
        if (!is_leg || frame->number != leg || strcmp(frame->id, block->id) != 0) continue;
        for (unsigned i = 0; i < frame->n_lines; i++) next = MAX(next, overlay_placed(overlay, frame, i)->slot + 1);
    }
    return next;
}

static void mark_under(Overlay *overlay, const ModelBlock *block)
{
    for (unsigned k = 0; k < block->n_legs; k++) {
        const ModelLeg *leg = &overlay->request->resolved->legs[block->first_leg + k];
        BaseRect empty = slots_rect(overlay, leg, first_free_slot(overlay, block, k));
        overlay_fill(overlay, empty, PAINT_SKY, 75);
        overlay_hatch(overlay, empty, PAINT_BLUE);
    }
}

/* A bar along the end of the thread: what follows has no place. */
static void mark_over(Overlay *overlay, const ModelBlock *block)
{
    if (block->n_legs == 0) return;
    const ModelLeg *leg = &overlay->request->resolved->legs[block->first_leg + block->n_legs - 1];
    const BaseRect *rect = &leg->rect;
    DkLength weight = overlay->size / 2, deep = overlay->request->resolved->line;
    BaseRect last = leg->is_vertical ? (BaseRect){rect->x, rect->y, MIN(deep, rect->width), rect->height}
                                     : (BaseRect){rect->x, rect->y + MAX(0, rect->height - deep), rect->width, deep};
    overlay_fill(overlay, last, PAINT_RED, 70);
    overlay_fill(overlay,
                 leg->is_vertical ? (BaseRect){rect->x - weight, rect->y, weight, rect->height}
                                  : (BaseRect){rect->x, rect->y + rect->height, rect->width, weight},
                 PAINT_RED, 0);
}

static void tag_fit(Overlay *overlay, const FlowFit *fit, PagePoint at)
{
    if (fit->over)
        overlay_tag(overlay, at, TAG_ABOVE_LEFT, PAINT_RED, "%s  %d line%s over, %d character%s", fit->block->id, fit->over,
                    base_plural(fit->over), fit->over_characters, base_plural(fit->over_characters));
    else if (fit->short_by)
        overlay_tag(overlay, at, TAG_ABOVE_LEFT, PAINT_BLUE, "%s  %d line%s under: %d of %d", fit->block->id, fit->short_by,
                    base_plural(fit->short_by), fit->set, fit->available);
    else
        overlay_tag(overlay, at, TAG_ABOVE_LEFT, PAINT_GREEN, "%s  full: %d line%s", fit->block->id, fit->set,
                    base_plural(fit->set));
}

static void draw_fit(Overlay *overlay, const FlowFit *fit)
{
    const ModelBlock *block = fit->block;
    const BaseRect *rect = &overlay->request->resolved->rects[block->first_rect + block->n_rects - 1];
    OverlayPaint paint = fit->over ? PAINT_RED : fit->short_by ? PAINT_SKY : PAINT_GREEN;
    for (unsigned k = 0; k < block->n_rects; k++)
        overlay_fill(overlay, overlay->request->resolved->rects[block->first_rect + k], paint, 93);
    if (fit->short_by) mark_under(overlay, block);
    if (fit->over) mark_over(overlay, block);
    DkLength foot = MIN(rect->y + rect->height, overlay->page->height - overlay->size);
    tag_fit(overlay, fit, (PagePoint){rect->x + rect->width, foot});
}

void overlay_draw_fit(Overlay *overlay)
{
    unsigned n_over = 0, n_under = 0;
    const GArray *fits = overlay->request->galley->fits;
    for (unsigned i = 0; i < fits->len; i++) {
        const FlowFit *fit = &g_array_index(fits, FlowFit, i);
        draw_fit(overlay, fit);
        n_over += fit->over > 0;
        n_under += fit->short_by > 0;
    }
    overlay_legend(overlay, PAINT_GREEN, 60, "full 足 (%u)", fits->len - n_over - n_under);
    overlay_legend(overlay, PAINT_SKY, 30, "lines under 缺 (%u)", n_under);
    overlay_legend(overlay, PAINT_RED, 30, "lines over 溢 (%u)", n_over);
}
