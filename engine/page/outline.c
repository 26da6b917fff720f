/* Outlines, by coordinate compression: the rectangles' edges cut the plane into cells, and where one of two neighbouring cells is
 * inside and the other is not, there is an edge.  Edges that go on are joined.  Blocks have a handful of rectangles. */
#include "page/outline.h"

typedef struct {
    const BaseRect *rects;
    unsigned n;
    GArray *xs, *ys; /* DkLength, sorted, each once */
} Cells;

static int compare(const void *a, const void *b)
{
    DkLength left = *(const DkLength *)a, right = *(const DkLength *)b;
    return (left > right) - (left < right);
}

static GArray *sorted_once(GArray *values)
{
    g_array_sort(values, compare);
    unsigned kept = 0;
    for (unsigned i = 0; i < values->len; i++) {
        DkLength value = g_array_index(values, DkLength, i);
        if (!kept || g_array_index(values, DkLength, kept - 1) != value) g_array_index(values, DkLength, kept++) = value;
    }
    g_array_set_size(values, kept);
    return values;
}

static Cells cells_new(const BaseRect *rects, unsigned n)
{
    Cells cells = {rects, n, g_array_new(FALSE, FALSE, sizeof(DkLength)), g_array_new(FALSE, FALSE, sizeof(DkLength))};
    for (unsigned i = 0; i < n; i++) {
        DkLength right = rects[i].x + rects[i].width, foot = rects[i].y + rects[i].height;
        g_array_append_val(cells.xs, rects[i].x);
        g_array_append_val(cells.xs, right);
        g_array_append_val(cells.ys, rects[i].y);
        g_array_append_val(cells.ys, foot);
    }
    sorted_once(cells.xs);
    sorted_once(cells.ys);
    return cells;
}

/* Whether the cell in column `i` and row `j` lies in a rectangle; none does outside the grid. */
static bool is_inside(const Cells *cells, int i, int j)
{
    if (i < 0 || j < 0 || i + 1 >= (int)cells->xs->len || j + 1 >= (int)cells->ys->len) return false;
    DkLength x = g_array_index(cells->xs, DkLength, i), y = g_array_index(cells->ys, DkLength, j);
    for (unsigned r = 0; r < cells->n; r++) {
        const BaseRect *rect = &cells->rects[r];
        if (x >= rect->x && x < rect->x + rect->width && y >= rect->y && y < rect->y + rect->height) return true;
    }
    return false;
}

static bool is_edge(const Cells *cells, bool is_vertical, int line, int step)
{
    if (is_vertical) return is_inside(cells, line - 1, step) != is_inside(cells, line, step);
    return is_inside(cells, step, line - 1) != is_inside(cells, step, line);
}

/* The edges on one line of the cells' grid. */
static void add_edges(const Cells *cells, bool is_vertical, int line, GArray *edges)
{
    const GArray *across = is_vertical ? cells->xs : cells->ys, *along = is_vertical ? cells->ys : cells->xs;
    DkLength at = g_array_index(across, DkLength, line);
    int first = -1;
    for (int step = 0; step < (int)along->len; step++) {
        bool goes_on = step + 1 < (int)along->len && is_edge(cells, is_vertical, line, step);
        if (goes_on && first < 0) first = step;
        if (goes_on || first < 0) continue;
        DkLength from = g_array_index(along, DkLength, first), to = g_array_index(along, DkLength, step);
        BaseRect edge = is_vertical ? (BaseRect){at, from, 0, to - from} : (BaseRect){from, at, to - from, 0};
        g_array_append_val(edges, edge);
        first = -1;
    }
}

GArray *page_outline(const BaseRect *rects, unsigned n)
{
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(BaseRect));
    Cells cells = cells_new(rects, n);
    for (int i = 0; i < (int)cells.ys->len; i++) add_edges(&cells, false, i, edges);
    for (int i = 0; i < (int)cells.xs->len; i++) add_edges(&cells, true, i, edges);
    g_array_unref(cells.xs);
    g_array_unref(cells.ys);
    return edges;
}
