/* First-fit: each line is the longest that fits, as papers are set (RULES 1.2, 1.4, 1.8).
 *
 * Marks are squeezed first, so what is forbidden at the next line's start comes in; only when that fails is the last character pushed
 * out with it.  A line that fits at its natural width is left so.  A last line of one character is cured by bringing one more down,
 * where the line above it does not become loose (RULES 1.9). */
#include "paragraph/composer.h"

/* Squeezes only to end the paragraph, or where lines are flush. */
static bool is_fitting(const Composer *composer, const Line *line)
{
    if (!par_line_fits(line)) return false;
    return composer->is_justified || line->natural <= line->measure || line->is_last;
}

/* What must be cut: the last place that no rule but the level forbids, else the last cluster that fits, else one cluster. */
static BreakAt force(const Composer *composer, unsigned first, DkLength measure)
{
    unsigned best = first + 1;
    bool is_best_break = false;
    for (unsigned next = first + 1; next <= composer->items[first].limit && !par_is_beyond(composer, first, next, measure);
         next++) {
        Line line = par_line_measure(composer, first, next, measure);
        if (!par_line_fits(&line)) continue;
        bool is_break = next < composer->n && composer->items[next].is_break;
        if (is_best_break && !is_break) continue;
        best = next;
        is_best_break = is_break;
    }
    return (BreakAt){best, true};
}

/* The last end at `least` or later, of a line from `first`, with which it fits; 0: there is none. */
static unsigned last_fitting(const Composer *composer, unsigned first, unsigned least, DkLength measure)
{
    unsigned best = 0;
    for (unsigned next = least - 1; next < composer->items[first].limit;) {
        next = par_next_break(composer, next + 1);
        if (par_is_beyond(composer, first, next, measure)) break;
        Line line = par_line_measure(composer, first, next, measure);
        if (is_fitting(composer, &line)) best = next;
        if (best == next && line.natural == measure && !par_is_runt(composer, next)) break;
    }
    return best;
}

/* Ends that leave the line loose are asked only where no later one fits. */
BreakAt par_fit_line(const Composer *composer, unsigned first, DkLength measure)
{
    if (par_keeps_line(composer, first, measure)) return (BreakAt){composer->items[first].limit, false};
    unsigned full = par_first_end(composer, first, measure), best = last_fitting(composer, first, full, measure);
    if (!best) best = last_fitting(composer, first, first + 1, measure);
    return best ? (BreakAt){best, false} : force(composer, first, measure);
}

/* Moves the end of the line above a runt forward to where both are good, if there is such a place. */
static void cure_runt(const Composer *composer, GArray *ends)
{
    if (ends->len < 2 || !composer->is_justified || composer->request->goes_on ||
        g_array_index(ends, BreakAt, ends->len - 1).next < composer->n)
        return;
    BreakAt *above = &g_array_index(ends, BreakAt, ends->len - 2);
    if (above->is_forced || composer->items[above->next].must_start || !par_is_runt(composer, above->next)) return;
    unsigned first = ends->len > 2 ? g_array_index(ends, BreakAt, ends->len - 3).next : 0;
    DkLength measure = par_measure_of(composer, ends->len - 2, first);
    for (unsigned next = above->next - 1; next > first; next--) {
        if (!par_may_break(composer, next) || par_is_runt(composer, next)) continue;
        Line line = par_line_measure(composer, first, next, measure);
        Line last = par_line_measure(composer, next, composer->n, par_measure_of(composer, ends->len - 1, next));
        if (!par_line_fits(&line)) continue; /* a hyphen is wider than what it stands for */
        if (!par_line_fits(&last) || par_line_looseness(&line) > composer->style->size / 4) return;
        above->next = next;
        return;
    }
}

void par_first_fit(const Composer *composer, int max_lines, GArray *ends)
{
    for (unsigned first = 0; first < composer->n;) {
        BreakAt at = par_fit_line(composer, first, par_measure_of(composer, ends->len, first));
        g_array_append_val(ends, at);
        first = at.next;
        if (max_lines > 0 && ends->len >= (guint)max_lines) break;
    }
    cure_runt(composer, ends);
}
