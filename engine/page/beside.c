/* Lines under names: a rule, or a wave that is a polygon.
 *
 * In: the besides of a galley.  Out: items of the page, painted before the text.  The wave is a sine: its upper and its lower edge stand half the
 * weight from its middle at right angles to it, so that it is as heavy on its slopes as on its crests. */
#include "page/beside.h"

#include <math.h>

enum { STEPS = 8 }; /* points a half wave: at 10 pt they are a quarter of a point apart */

/* A wave along `length`, `swing` to either side, `weight` heavy, of `n` half waves. */
typedef struct {
    double length, swing, weight;
    int n;
} Wave;

/* The point of the wave's edge, `side` 1 or -1, at step `i`: along it, and across from its middle. */
static void edge_point(const Wave *wave, int i, int side, double *along, double *across)
{
    double phase = G_PI * i / STEPS, slope = wave->swing * G_PI * wave->n / wave->length * cos(phase);
    double norm = sqrt(1 + slope * slope), half = side * wave->weight / 2;
    *along = wave->length * i / (STEPS * wave->n) - half * slope / norm;
    *across = wave->swing * sin(phase) + half / norm;
}

static void add_point(Page *page, const BaseRect *rect, bool is_upright, double along, double across)
{
    DkLength middle_x = rect->x + rect->width / 2, middle_y = rect->y + rect->height / 2;
    PagePoint point = {rect->x + (DkLength)lround(along), middle_y + (DkLength)lround(across)};
    if (is_upright) point = (PagePoint){middle_x + (DkLength)lround(across), rect->y + (DkLength)lround(along)};
    g_array_append_val(page->points, point);
}

static void add_wave(Page *page, PageItem item, DkLength em, DkLength weight)
{
    bool is_upright = item.rect.height > item.rect.width;
    DkLength length = is_upright ? item.rect.height : item.rect.width, depth = is_upright ? item.rect.width : item.rect.height;
    Wave wave = {length, (depth - weight) / 2.0, weight, MAX(2, (int)lround(6.0 * length / em))};
    item.kind = PAGE_SHAPE;
    item.first_point = page->points->len;
    for (int side = 1; side >= -1; side -= 2)
        for (int i = 0; i <= STEPS * wave.n; i++) {
            double along, across;
            edge_point(&wave, side > 0 ? i : STEPS * wave.n - i, side, &along, &across);
            add_point(page, &item.rect, is_upright, along, across);
        }
    item.n_points = page->points->len - item.first_point;
    g_array_append_val(page->items, item);
}

static void add_rule(Page *page, PageItem item, DkLength weight)
{
    item.kind = PAGE_RULE;
    item.stroke = (ModelStroke){MODEL_RULE_THIN, weight, item.ink};
    if (item.rect.width > item.rect.height)
        item.rect = (BaseRect){item.rect.x, item.rect.y + item.rect.height / 2, item.rect.width, 0};
    else item.rect = (BaseRect){item.rect.x + item.rect.width / 2, item.rect.y, 0, item.rect.height};
    g_array_append_val(page->items, item);
}

BaseRect page_beside_rect(const FlowFrame *frame, const FlowBeside *beside)
{
    DkLength x0, y0, x1, y1;
    page_frame_point(frame, beside->start, beside->over, &x0, &y0);
    page_frame_point(frame, beside->end, beside->under, &x1, &y1);
    return (BaseRect){MIN(x0, x1), MIN(y0, y1), ABS(x1 - x0), ABS(y1 - y0)};
}

void page_place_name_lines(Page *page, const TextRuns *runs, const FlowGalley *galley)
{
    for (unsigned i = 0; i < galley->besides->len; i++) {
        const FlowBeside *beside = &g_array_index(galley->besides, FlowBeside, i);
        if (beside->reading != FLOW_NO_LINE || beside->end <= beside->start) continue;
        const FlowFrame *frame = &g_array_index(galley->frames, FlowFrame, beside->frame);
        const TextCluster *cluster =
            &g_array_index(runs->clusters, TextCluster, g_array_index(runs->marks, TextMark, beside->mark).first_cluster);
        const ModelStyle *style = &runs->styles[g_array_index(runs->runs, TextRun, cluster->run).style];
        if (style->ink.is_none) continue; /* nor are the words painted */
        PageItem item = {.frame = frame->id, .order = -1, .rect = page_beside_rect(frame, beside), .ink = style->ink};
        if (beside->kind == TEXT_MARK_TITLE) add_wave(page, item, style->size, beside->weight);
        else add_rule(page, item, beside->weight);
    }
}
