/* Facsimile setting: each line of the source is a line of the page.
 *
 * In: the bytes at which lines of the source begin.  Out: items that must start a line.  A line of the source that fits, squeezed
 * by all steps of RULES 1.8 at most, ends where it ended there, rules of line edges or not.  One that does not fit is broken
 * first-fit, and its first line says by how much it was too wide.  One far too narrow was not flush in print either. */
#include "paragraph/composer.h"

#define SHORT_EMS 2 /* that a line lacks which was not full: what a unit that had no room leaves is less, but for long numbers */

void par_mark_lines(Composer *composer)
{
    const ParRequest *request = composer->request;
    unsigned k = 0;
    for (unsigned i = 0; i < composer->n; i++) {
        bool is_line_start = false;
        for (; k < request->n_line_starts && request->line_starts[k] <= composer->clusters[i].first_byte; k++) is_line_start = true;
        if (!is_line_start || i == 0 || composer->items[i].must_start) continue;
        Item *item = &composer->items[i];
        item->must_start = item->is_source_line = item->may_start = item->is_break = true;
    }
}

bool par_keeps_line(const Composer *composer, unsigned first, DkLength measure)
{
    if (!composer->request->keeps_lines) return false;
    Line whole = par_line_measure(composer, first, composer->items[first].limit, measure);
    return par_line_fits(&whole);
}

bool par_is_short(const Composer *composer, const Line *line)
{
    bool is_of_source = composer->request->keeps_lines && line->next < composer->n && composer->items[line->next].is_source_line;
    if (!is_of_source || line->measure - line->natural <= SHORT_EMS * composer->style->size) return false;
    return par_line_looseness(line) > composer->style->size / 4; /* RULES 1.8: what is more is a loose line */
}

DkLength par_excess(const Composer *composer, unsigned first, unsigned next, DkLength measure)
{
    bool begins = first == 0 || composer->items[first].must_start;
    bool ends = next >= composer->n || composer->items[next].must_start;
    if (!composer->request->keeps_lines || !begins || ends) return 0;
    Line whole = par_line_measure(composer, first, composer->items[first].limit, measure);
    return (DkLength)CLAMP(whole.natural - whole.give_all - measure, 1, PAR_WIDEST);
}
