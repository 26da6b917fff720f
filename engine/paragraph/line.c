/* A line as a range of items: its natural width and what it may give, from running totals in constant time. */
#include "paragraph/composer.h"

DkLength par_line_indent(const Composer *composer, unsigned first)
{
    const ParRequest *request = composer->request;
    bool is_first = first == 0 && request->first_cluster == 0;
    return is_first && request->is_indented ? composer->style->indent : 0;
}

DkLength par_measure_of(const Composer *composer, unsigned line, unsigned first)
{
    const ParMeasure *measure = &composer->request->measure;
    ParSegment segment = measure->segment(measure->data, composer->request->first_line + (int)line);
    return MAX(0, segment.width - par_line_indent(composer, first));
}

bool par_may_break(const Composer *composer, unsigned index)
{
    return index >= composer->n || composer->items[index].may_start;
}

unsigned par_next_break(const Composer *composer, unsigned next)
{
    return next < composer->n ? composer->items[next].next_break : composer->n;
}

/* ---- Looking up ends ---- */

/* What a line that ends before `next` counts up to there: squeezed, and what edges and hanging could save taken off. */
static int64_t least_at(const Composer *composer, unsigned next)
{
    unsigned solid = composer->items[next - 1].last_solid;
    if (solid == G_MAXUINT) return G_MININT64 / 2; /* blanks alone */
    const Item *last = &composer->items[solid];
    const Sums *to = &composer->sums[solid + 1];
    return to->natural - to->give_all - last->gap.width - 2 * last->em;
}

/* The same stretched, and what an edge could add put on: a hyphen, a reading's room, a gap that was less than none. */
static int64_t most_at(const Composer *composer, unsigned next)
{
    unsigned solid = composer->items[next - 1].last_solid;
    if (solid == G_MAXUINT) return 0;
    const Item *last = &composer->items[solid];
    return composer->sums[solid + 1].reach + MAX(last->trail_edge - last->trail.width, 0) + MAX(-last->gap.width, 0);
}

void par_ends_make(Composer *composer)
{
    composer->sums[0].most = 0;
    for (unsigned next = 1; next <= composer->n; next++)
        composer->sums[next].most = MAX(composer->sums[next - 1].most, most_at(composer, next));
    for (unsigned next = composer->n; next > 0; next--) {
        Sums *sums = &composer->sums[next];
        sums->least = least_at(composer, next);
        bool is_limit = next == composer->n || composer->items[next].must_start;
        if (!is_limit) sums->least = MIN(sums->least, sums[1].least);
    }
}

bool par_is_beyond(const Composer *composer, unsigned first, unsigned next, DkLength measure)
{
    const Sums *from = &composer->sums[composer->items[first].next_solid];
    return composer->sums[next].least - (from->natural - from->give_all) > measure;
}

unsigned par_first_end(const Composer *composer, unsigned first, DkLength measure)
{
    const Item *start = &composer->items[first];
    if (composer->notes || measure == 0) return first + 1; /* rows of notes are not in the totals; blanks alone fill nothing */
    unsigned low = MIN(start->next_solid + 1, start->limit), high = start->limit;
    if (low >= high) return low;
    const Item *solid = &composer->items[start->next_solid];
    int64_t wanted = composer->sums[start->next_solid].reach + measure - MAX(solid->lead_edge - solid->lead.width, 0);
    for (unsigned step = 16; low + step < high; step *= 2) { /* a line is short, a paragraph may be long */
        if (composer->sums[low + step].most >= wanted) high = low + step;
        else low += step;
    }
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (composer->sums[middle].most < wanted) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* ---- A line ---- */

/* Takes what a blank and its slack count in the totals off the line, but for what is left of it at the edge. */
static void take_off(Line *line, const Blank *blank, DkLength edge)
{
    line->natural -= blank->width - edge;
    line->mark_take -= blank->take;
    if (blank->step != STEP_NONE) line->give_all -= blank->give;
}

static void take_off_gap(Line *line, const Item *item)
{
    take_off(line, &item->gap, 0);
    line->give_all -= item->tight;
    if (item->stretch == STRETCH_WORD_SPACE) line->word_take -= item->take;
    if (item->stretch == STRETCH_HAN_LATIN) line->latin_take -= item->take;
    line->n_han -= item->stretch == STRETCH_HAN || item->stretch == STRETCH_HAN_LATIN;
}

/* Takes the last mark out of the line: it stands beyond the measure. */
static void hang(const Composer *composer, Line *line)
{
    const Item *last = &composer->items[line->last];
    line->is_hanging = true;
    line->natural -= last->body + last->trail_edge;
    if (line->last == line->first) {
        line->natural -= last->lead_edge;
        return;
    }
    take_off(line, &last->lead, 0);
    take_off_gap(line, last - 1);
}

static void give_back(Line *line, const Blank *blank)
{
    if (blank->step != STEP_NONE) line->give[blank->step] -= blank->give;
}

/* Splits what the line may give into its steps; what stands at the edges gives nothing. */
static void split_give(const Composer *composer, Line *line)
{
    const Sums *from = &composer->sums[line->first], *to = &composer->sums[line->last + 1];
    for (int i = 0; i < N_STEPS; i++) line->give[i] = (DkLength)(to->give[i] - from->give[i]);
    const Item *first = &composer->items[line->first], *last = &composer->items[line->last];
    give_back(line, &first->lead);
    give_back(line, &last->trail);
    give_back(line, &last->gap);
    line->give[STEP_HAN] -= last->tight;
    if (!line->is_hanging || last == first) return;
    give_back(line, &last->lead);
    give_back(line, &(last - 1)->gap);
    line->give[STEP_HAN] -= (last - 1)->tight;
}

Line par_line_measure(const Composer *composer, unsigned first, unsigned next, DkLength measure)
{
    Line line = {.start = first, .first = composer->items[first].next_solid, .next = next, .measure = measure};
    line.is_last = next >= composer->n && !composer->request->goes_on;
    line.last = composer->items[next - 1].last_solid;
    if (line.last == G_MAXUINT || line.last < line.first || line.first >= next) { /* blanks alone */
        line.first = line.last = next;
        return line;
    }
    const Sums *from = &composer->sums[line.first], *to = &composer->sums[line.last + 1];
    line.natural = to->natural - from->natural;
    line.give_all = to->give_all - from->give_all;
    line.word_take = (DkLength)(to->word_take - from->word_take);
    line.latin_take = (DkLength)(to->latin_take - from->latin_take);
    line.mark_take = (DkLength)(to->mark_take - from->mark_take);
    line.n_han = (int)(to->n_han - from->n_han);
    take_off(&line, &composer->items[line.first].lead, composer->items[line.first].lead_edge);
    take_off(&line, &composer->items[line.last].trail, composer->items[line.last].trail_edge);
    take_off_gap(&line, &composer->items[line.last]);
    if (composer->notes) line.natural += par_note_room(composer, &line);
    if (line.natural - line.give_all > measure && composer->items[line.last].may_hang) hang(composer, &line);
    if (line.natural > measure) split_give(composer, &line);
    return line;
}

bool par_line_fits(const Line *line)
{
    return line->natural - line->give_all <= line->measure;
}

DkLength par_line_looseness(const Line *line)
{
    int64_t need = line->measure - line->natural - line->word_take - line->latin_take - line->mark_take;
    if (need <= 0) return 0;
    return line->n_han > 0 ? (DkLength)MIN((need + line->n_han - 1) / line->n_han, G_MAXINT32) : G_MAXINT32;
}

bool par_ends_early(const Composer *composer, unsigned next)
{
    return next < composer->n && composer->items[next].must_start && !composer->items[next].is_source_line;
}

DkLength par_excess_of_unit(const Composer *composer, const Line *line)
{
    unsigned next = par_next_break(composer, line->start + 1);
    Line whole = par_line_measure(composer, line->start, next, line->measure);
    return (DkLength)CLAMP(whole.natural - whole.give_all - line->measure, 0, PAR_WIDEST);
}

bool par_ends_with_hyphen(const Composer *composer, const Line *line)
{
    return !line->is_last && composer->clusters[line->next - 1].character == TEXT_SOFT_HYPHEN;
}

/* A last line of one character, marks not counted: RULES 1.9.  A word or number is more than a character. */
bool par_is_runt(const Composer *composer, unsigned first)
{
    int n_characters = 0;
    for (unsigned i = first; i < composer->n && n_characters < 2; i++) {
        TextClass class = composer->items[i].class;
        n_characters +=
            class == TEXT_HAN || class == TEXT_LATIN || class == TEXT_DIGIT || class == TEXT_ORNAMENT || class == TEXT_OTHER;
        if (class == TEXT_DASH || class == TEXT_ELLIPSIS) n_characters += 2;
    }
    return n_characters == 1;
}
