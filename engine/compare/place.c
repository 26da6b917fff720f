/* How far things have moved, told once for as much as moved together.
 *
 * In: a frame's lines and items that are the same in both pages.  Out: differences "moved" and "leading".  Lines are compared slot
 * by slot, so new words in an old place have not moved; a line whose words are others is held by whichever of its ends or centre moved
 * least, for it may be flush or centred.  After a hunk that adds or takes lines the slots hold other lines: what follows
 * belongs to the reflow.  Shared shifts are looked for from the whole frame down: element, column, then runs of lines. */
#include "compare/layout.h"

#include <string.h>

enum { ROUNDING = 2 }; /* units by which sums of rounded lengths may differ */

/* ---- Marking ---- */

static DkLength least(DkLength a, DkLength b)
{
    return ABS(b) < ABS(a) ? b : a;
}

/* How far a stretch from start to end has moved, held by its start, its end or its centre. */
static DkLength anchored(DkLength old_start, DkLength old_end, DkLength new_start, DkLength new_end)
{
    DkLength start = new_start - old_start, end = new_end - old_end;
    return least(least(start, end), (start + end) / 2);
}

static CompareMark line_mark(const CompareElement *old, unsigned index, const CompareLine *b, bool is_same_text)
{
    const CompareLine *a = compare_line(old, index);
    DkLength along = anchored(a->start, a->end, b->start, b->end), across = b->center - a->center;
    bool knows_along = is_same_text || along == 0;
    CompareMark mark = {.element = old,
                        .is_line = true,
                        .column = a->column,
                        .row = a->row,
                        .line = (int)index + 1,
                        .rect = compare_rect_around(a->rect, b->rect)};
    mark.knows_x = a->is_vertical || knows_along;
    mark.knows_y = !a->is_vertical || knows_along;
    mark.dx = a->is_vertical ? -across : knows_along ? along : 0;
    mark.dy = !a->is_vertical ? across : knows_along ? along : 0;
    return mark;
}

/* The line in the same slot of the other page, or NULL. */
static const CompareLine *in_slot(const CompareElement *element, const CompareLine *old)
{
    for (guint i = 0; i < element->lines->len; i++) {
        const CompareLine *line = compare_line(element, i);
        if (line->column == old->column && line->row == old->row) return line;
    }
    return NULL;
}

/* Lines that are compared by slot: all up to the start of the first hunk that changes their number, that hunk's first included. */
static unsigned n_comparable(const CompareElement *old, const GArray *hunks)
{
    for (guint h = 0; h < hunks->len; h++) {
        CompareHunk hunk = g_array_index(hunks, CompareHunk, h);
        if (hunk.n_old != hunk.n_new) return MIN(hunk.first_old + 1, old->lines->len);
    }
    return old->lines->len;
}

/* Where no line's words are the same, the column as a whole tells how far it has moved along the line. */
static void mark_extent(const CompareContext *context, const CompareElement *old, const CompareElement *new, unsigned at)
{
    const CompareElement *elements[2] = {old, new};
    DkLength starts[2] = {G_MAXINT32, G_MAXINT32}, ends[2] = {G_MININT32, G_MININT32};
    for (int side = 0; side < 2; side++)
        for (guint i = 0; i < elements[side]->lines->len; i++) {
            const CompareLine *line = compare_line(elements[side], i);
            if (line->column > 0) break;
            starts[side] = MIN(starts[side], line->start);
            ends[side] = MAX(ends[side], line->end);
        }
    const CompareLine *first = compare_line(old, 0);
    DkLength along = anchored(starts[0], ends[0], starts[1], ends[1]);
    CompareMark mark = {.element = old, .rect = first->rect, .knows_x = !first->is_vertical, .knows_y = first->is_vertical};
    mark.dx = first->is_vertical ? 0 : along;
    mark.dy = first->is_vertical ? along : 0;
    g_array_insert_val(context->marks, at, mark);
}

/* Whether the lines of a head, now more or fewer, still stand around the same place of it. */
static bool keeps_place(const CompareElement *old, const CompareElement *new)
{
    const CompareLine *a = compare_line(old, 0), *b = compare_line(old, old->lines->len - 1);
    const CompareLine *c = compare_line(new, 0), *d = compare_line(new, new->lines->len - 1);
    bool is_head = strcmp(old->name, flow_frame_words[FLOW_LEG]) != 0;
    return is_head && old->lines->len != new->lines->len &&ABS(anchored(a->center, b->center, c->center, d->center)) <= 1;
}

void compare_mark_lines(const CompareContext *context, const CompareElement *old, const CompareElement *new, const GArray *hunks)
{
    unsigned n = n_comparable(old, hunks);
    guint at = context->marks->len;
    bool knows_along = false;
    if (compare_line(old, 0)->is_vertical != compare_line(new, 0)->is_vertical) return; /* told as a change of direction */
    for (unsigned i = 0; i < n && !keeps_place(old, new); i++) {
        const CompareLine *a = compare_line(old, i), *b = i < new->lines->len ? compare_line(new, i) : NULL;
        if (!b || b->column != a->column || b->row != a->row) b = in_slot(new, a);
        if (!b) continue;
        CompareMark mark = line_mark(old, i, b, strcmp(a->text, b->text) == 0);
        knows_along |= mark.knows_x && mark.knows_y;
        g_array_append_val(context->marks, mark);
    }
    if (!knows_along) mark_extent(context, old, new, at);
}

/* ---- Telling ---- */

/* Takes one side of a mark's shift into the range seen so far. */
typedef struct {
    DkLength least, most;
    bool is_known;
} Range;

static void range_add(Range *range, bool is_known, DkLength shift)
{
    if (!is_known) return;
    range->least = range->is_known ? MIN(range->least, shift) : shift;
    range->most = range->is_known ? MAX(range->most, shift) : shift;
    range->is_known = true;
}

bool compare_marks_share(const GArray *marks, DkLength tolerance, DkLength *dx, DkLength *dy)
{
    Range x = {0}, y = {0};
    for (guint i = 0; i < marks->len; i++) {
        const CompareMark *mark = &g_array_index(marks, CompareMark, i);
        range_add(&x, mark->knows_x, mark->dx);
        range_add(&y, mark->knows_y, mark->dy);
    }
    *dx = compare_beyond(x.least, tolerance);
    *dy = compare_beyond(y.least, tolerance);
    return x.most - x.least <= tolerance && y.most - y.least <= tolerance;
}

static void add_moved(const CompareContext *context, const GArray *marks, DkLength dx, DkLength dy, bool is_whole_frame)
{
    const CompareMark *first = &g_array_index(marks, CompareMark, 0);
    BaseRect rect = {0};
    for (guint i = 0; i < marks->len; i++) rect = compare_rect_around(rect, g_array_index(marks, CompareMark, i).rect);
    DkDifference difference = compare_difference(context, "moved", is_whole_frame ? NULL : first->element, rect);
    difference.count = (int)marks->len;
    difference.line = is_whole_frame || !first->is_line ? 0 : first->line;
    difference.dx = dx;
    difference.dy = dy;
    compare_list_add(context->list, &difference);
}

/* Tells the shift of all marks when they share one; false when they do not. */
static bool tell_shared(const CompareContext *context, const GArray *marks, bool is_whole_frame)
{
    DkLength dx, dy;
    if (marks->len == 0) return true;
    if (!compare_marks_share(marks, context->tolerance, &dx, &dy)) return false;
    if (dx || dy) add_moved(context, marks, dx, dy, is_whole_frame);
    return true;
}

typedef bool (*IsWanted)(const CompareMark *mark, const CompareMark *like);

static bool is_of_element(const CompareMark *mark, const CompareMark *like)
{
    return mark->element == like->element;
}

static bool is_of_column(const CompareMark *mark, const CompareMark *like)
{
    return mark->element == like->element && mark->column == like->column;
}

static GArray *marks_like(const GArray *marks, const CompareMark *like, IsWanted is_wanted)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(CompareMark));
    for (guint i = 0; i < marks->len; i++) {
        const CompareMark *mark = &g_array_index(marks, CompareMark, i);
        if (is_wanted(mark, like)) g_array_append_val(found, *mark);
    }
    return found;
}

/* ---- Leading ---- */

static DkLength across(const CompareMark *mark)
{
    return compare_line(mark->element, (unsigned)mark->line - 1)->is_vertical ? -mark->dx : mark->dy;
}

/* The first mark of a line, or the number of marks: the mark of a whole column may stand before it. */
static guint first_line_mark(const GArray *marks)
{
    guint i = 0;
    while (i < marks->len && !g_array_index(marks, CompareMark, i).is_line) i++;
    return i;
}

/* Whether every line has moved from the one before in its column by the same, and all columns start as far: then the leading has
 * changed. */
static bool is_leading(const GArray *marks, DkLength *by)
{
    guint first = first_line_mark(marks);
    bool is_found = false;
    *by = 0;
    for (guint i = first + 1; i < marks->len; i++) {
        const CompareMark *a = &g_array_index(marks, CompareMark, i - 1), *b = &g_array_index(marks, CompareMark, i);
        if (!b->is_line) return false;
        bool is_under = b->column == a->column && b->row == a->row + 1;
        DkLength step = across(b) - across(is_under ? a : &g_array_index(marks, CompareMark, first));
        if (!is_under && ABS(step) > ROUNDING) return false;
        if (is_under && is_found && ABS(step - *by) > ROUNDING) return false;
        if (is_under && !is_found) is_found = true, *by = step;
    }
    return is_found && compare_beyond(*by, ROUNDING) != 0;
}

static DkLength leading_of(const CompareElement *element)
{
    for (guint i = 1; i < element->lines->len; i++)
        if (compare_line(element, i)->row > 0) return compare_line(element, i)->center - compare_line(element, i - 1)->center;
    return 0;
}

static char *points(DkLength length)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strconcat(g_ascii_formatd(number, sizeof number, "%.2f", base_length_pt(length)), " pt", NULL);
}

/* Told once for the element; that its first line stands still, or its middle, is what leading does, else the element moved too. */
static bool tell_leading(const CompareContext *context, const GArray *marks)
{
    DkLength by;
    if (!is_leading(marks, &by)) return false;
    const CompareMark *first = &g_array_index(marks, CompareMark, first_line_mark(marks));
    const CompareMark *last = &g_array_index(marks, CompareMark, marks->len - 1);
    DkLength old = leading_of(first->element);
    g_autofree char *expected = points(old), *actual = points(old + by);
    DkDifference difference = compare_difference(context, "leading", first->element, compare_rect_around(first->rect, last->rect));
    difference.count = (int)marks->len;
    difference.amount = base_length_pt(by);
    difference.unit = "pt";
    difference.expected = expected;
    difference.actual = actual;
    compare_list_add(context->list, &difference);
    DkLength head = across(first), middle = (across(first) + across(last)) / 2, tail = across(last);
    DkLength shift = compare_beyond(least(least(head, middle), tail), context->tolerance);
    bool is_vertical = compare_line(first->element, 0)->is_vertical;
    if (shift) add_moved(context, marks, is_vertical ? -shift : 0, is_vertical ? 0 : shift, false);
    return true;
}

/* ---- From the frame down ---- */

static bool moved_alike(const CompareMark *a, const CompareMark *b, DkLength tolerance)
{
    return (!a->knows_x || !b->knows_x || ABS(a->dx - b->dx) <= tolerance) &&
           (!a->knows_y || !b->knows_y || ABS(a->dy - b->dy) <= tolerance);
}

static void tell_runs(const CompareContext *context, const GArray *marks)
{
    for (guint i = 0; i < marks->len;) {
        g_autoptr(GArray) run = g_array_new(FALSE, FALSE, sizeof(CompareMark));
        const CompareMark *first = &g_array_index(marks, CompareMark, i);
        while (i < marks->len && moved_alike(first, &g_array_index(marks, CompareMark, i), context->tolerance))
            g_array_append_val(run, g_array_index(marks, CompareMark, i++));
        tell_shared(context, run, false);
    }
}

static void tell_columns(const CompareContext *context, const GArray *marks)
{
    for (guint i = 0; i < marks->len;) {
        g_autoptr(GArray) column = marks_like(marks, &g_array_index(marks, CompareMark, i), is_of_column);
        if (!tell_shared(context, column, false) && !tell_leading(context, column)) tell_runs(context, column);
        i += column->len;
    }
}

void compare_shifts(const CompareContext *context)
{
    const GArray *marks = context->marks;
    bool is_page_rules = context->old && !context->old->id; /* the layout's own rules are no frame */
    if (!is_page_rules && tell_shared(context, marks, true)) return;
    for (guint i = 0; i < marks->len;) {
        g_autoptr(GArray) element = marks_like(marks, &g_array_index(marks, CompareMark, i), is_of_element);
        if (!tell_shared(context, element, false) && !tell_leading(context, element)) tell_columns(context, element);
        i += element->len;
    }
}
