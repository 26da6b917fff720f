/* Why a line ends where it ends: looked up when the line is set, from the places where it could have ended.
 *
 * A breaker only says where lines end.  Asked again for the places around that end, the rules say what kept the line from ending
 * where it is full: a mark that was taken in or pushed out with the character before it (RULES 1.2), a unit (RULES 1.6), the paragraph as
 * a whole (RULES 1.8), or nothing. */
#include "paragraph/composer.h"

/* Notes the mark for which no line may start at `index`. */
static void note_mark(const Composer *composer, unsigned index, ParReason *reason)
{
    unsigned solid = composer->items[index - 1].last_solid;
    unsigned before = solid == G_MAXUINT ? index - 1 : solid;
    bool is_start = !par_may_part(TEXT_HAN, composer->items[index].class, composer->style->prohibition);
    reason->mark = composer->clusters[is_start ? index : before].character;
    reason->is_mark_at_end = !is_start;
}

static bool has_room(const Composer *composer, const Line *line)
{
    if (composer->style->breaker == MODEL_BREAKER_TOTAL_FIT) return line->natural <= line->measure;
    return par_line_fits(line);
}

/* Squeezed: a rule forbade the last place where the line would have ended without. */
static ParReason squeezed_reason(const Composer *composer, const Line *line)
{
    bool is_total = composer->style->breaker == MODEL_BREAKER_TOTAL_FIT;
    for (unsigned next = line->next - 1; next > line->start; next--) {
        if (!composer->items[next].is_break) continue;
        Line shorter = par_line_measure(composer, line->start, next, line->measure);
        if (shorter.natural > line->measure) continue;
        ParReason reason = {.end = is_total ? PAR_END_WEIGHED : PAR_END_FULL};
        if (par_may_break(composer, next)) return reason;
        reason.end = PAR_END_TAKEN_IN;
        note_mark(composer, next, &reason);
        return reason;
    }
    return (ParReason){.end = PAR_END_FULL};
}

/* Not squeezed: what would still go in, and why it does not. */
static ParReason short_reason(const Composer *composer, const Line *line)
{
    ParReason reason = {.end = PAR_END_FULL};
    for (unsigned next = line->next + 1; next <= composer->items[line->start].limit; next++) {
        if (par_is_beyond(composer, line->start, next, line->measure)) break;
        Line longer = par_line_measure(composer, line->start, next, line->measure);
        if (!has_room(composer, &longer)) continue;
        if (par_may_break(composer, next)) return (ParReason){.end = PAR_END_WEIGHED};
        bool is_break = composer->items[next].is_break;
        if (is_break) note_mark(composer, next, &reason);
        if (is_break || reason.end == PAR_END_FULL) reason.end = is_break ? PAR_END_PUSHED_OUT : PAR_END_UNIT;
    }
    return reason;
}

ParReason par_line_reason(const Composer *composer, const Line *line)
{
    if (line->is_forced) return (ParReason){.end = PAR_END_FORCED};
    if (line->is_last) return (ParReason){.end = PAR_END_PARAGRAPH};
    if (line->ends_early) return (ParReason){.end = PAR_END_TEXT};
    if (line->next < composer->n && composer->items[line->next].is_source_line) return (ParReason){.end = PAR_END_SOURCE};
    if (line->first >= line->next) return (ParReason){.end = PAR_END_FULL};
    if (par_ends_with_hyphen(composer, line)) return (ParReason){.end = PAR_END_HYPHEN};
    return line->natural > line->measure ? squeezed_reason(composer, line) : short_reason(composer, line);
}
