/* Outlines, by coordinate compression: the rectangles' edges cut the plane into cells, and where one of two neighbouring cells is
 * inside and the other is not, there is an edge.  Edges that go on are joined.  Blocks have a handful of rectangles. */
#include "page/outline.h"

typedef struct {
    GArray *xs, *ys; /* DkLength, sorted, each once */
    bool *is_inside; /* of the cell right of and below each pair of them, row by row */
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

static unsigned index_of(const GArray *values, DkLength value)
{
    guint index = 0;
    g_array_binary_search((GArray *)values, &value, compare, &index); /* it is in there */
    return index;
}

static void mark(Cells *cells, const BaseRect *rect)
{
    unsigned left = index_of(cells->xs, rect->x), right = index_of(cells->xs, rect->x + rect->width);
    unsigned top = index_of(cells->ys, rect->y), foot = index_of(cells->ys, rect->y + rect->height);
    for (unsigned j = top; j < foot; j++)
        for (unsigned i = left; i < right; i++) cells->is_inside[j * cells->xs->len + i] = true;
}

static Cells cells_new(const BaseRect *rects, unsigned n)
{
    Cells cells = {g_array_new(FALSE, FALSE, sizeof(DkLength)), g_array_new(FALSE, FALSE, sizeof(DkLength)), NULL};
    for (unsigned i = 0; i < n; i++) {
        DkLength right = rects[i].x + rects[i].width, foot = rects[i].y + rects[i].height;
        g_array_append_val(cells.xs, rects[i].x);
        g_array_append_val(cells.xs, right);
        g_array_append_val(cells.ys, rects[i].y);
        g_array_append_val(cells.ys, foot);
    }
    sorted_once(cells.xs);
    sorted_once(cells.ys);
    cells.is_inside = g_new0(bool, (gsize)cells.xs->len *cells.ys->len);
    for (unsigned i = 0; i < n; i++) mark(&cells, &rects[i]);
    return cells;
}

/* Whether the cell in column `i` and row `j` lies in a rectangle; none does outside the grid. */
static bool is_inside(const Cells *cells, int i, int j)
{
    if (i < 0 || j < 0 || i + 1 >= (int)cells->xs->len || j + 1 >= (int)cells->ys->len) return false;
    return cells->is_inside[(unsigned)j * cells->xs->len + (unsigned)i];
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
    g_free(cells.is_inside);
    return edges;
}
