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

bool par_is_beyond(const Composer *composer, unsigned first, unsigned next, DkLength measure)
{
    unsigned solid = composer->items[next - 1].last_solid, start = composer->items[first].next_solid;
    if (solid == G_MAXUINT || solid < start) return false;
    const Sums *from = &composer->sums[start], *to = &composer->sums[solid + 1];
    int64_t width = (DkLength)(to->natural - from->natural) - composer->items[solid].gap.width;
    for (int i = 0; i < N_STEPS; i++) width -= (DkLength)(to->give[i] - from->give[i]);
    return width - 2 * composer->items[solid].em > measure;
}

static void take_off(Line *line, const Blank *blank, DkLength edge)
{
    line->natural -= blank->width - edge;
    if (blank->step != STEP_NONE) line->give[blank->step] -= blank->give;
}

/* Blanks at the line's edges are what they are there, and give nothing more. */
static void trim_edges(const Composer *composer, Line *line)
{
    const Item *first = &composer->items[line->first], *last = &composer->items[line->last];
    take_off(line, &first->lead, first->lead_edge);
    take_off(line, &last->trail, last->trail_edge);
    take_off(line, &last->gap, 0);
    if (last->stretch == STRETCH_WORD_SPACE) line->word_take -= last->take;
    if (last->stretch == STRETCH_HAN_LATIN) line->latin_take -= last->take;
    line->n_han -= last->stretch == STRETCH_HAN || last->stretch == STRETCH_HAN_LATIN;
    line->give[STEP_HAN] -= last->tight;
}

/* Takes the last mark out of the line: it stands beyond the measure. */
static void hang(const Composer *composer, Line *line)
{
    const Item *last = &composer->items[line->last];
    line->is_hanging = true;
    line->natural -= last->body + last->trail_edge;
    take_off(line, &last->lead, 0);
    if (line->last == line->first) return;
    const Item *before = last - 1;
    take_off(line, &before->gap, 0);
    line->give[STEP_HAN] -= before->tight;
    line->n_han -= before->stretch == STRETCH_HAN || before->stretch == STRETCH_HAN_LATIN;
}

static DkLength sum_give(const Line *line)
{
    DkLength sum = 0;
    for (int i = 0; i < N_STEPS; i++) sum += line->give[i];
    return sum;
}

Line par_line_measure(const Composer *composer, unsigned first, unsigned next, DkLength measure)
{
    Line line = {.start = first,
                 .first = composer->items[first].next_solid,
                 .next = next,
                 .measure = measure,
                 .is_last = next >= composer->n};
    line.last = composer->items[next - 1].last_solid;
    if (line.last == G_MAXUINT || line.last < line.first || line.first >= next) { /* blanks alone */
        line.first = line.last = next;
        return line;
    }
    const Sums *from = &composer->sums[line.first], *to = &composer->sums[line.last + 1];
    line.natural = (DkLength)(to->natural - from->natural);
    line.word_take = (DkLength)(to->word_take - from->word_take);
    line.latin_take = (DkLength)(to->latin_take - from->latin_take);
    line.n_han = (int)(to->n_han - from->n_han);
    for (int i = 0; i < N_STEPS; i++) line.give[i] = (DkLength)(to->give[i] - from->give[i]);
    trim_edges(composer, &line);
    line.give_all = sum_give(&line);
    if (line.natural - line.give_all > measure && composer->items[line.last].may_hang) {
        hang(composer, &line);
        line.give_all = sum_give(&line);
    }
    return line;
}

bool par_line_fits(const Line *line)
{
    return line->natural - line->give_all <= line->measure;
}

DkLength par_line_looseness(const Line *line)
{
    DkLength need = line->measure - line->natural - line->word_take - line->latin_take;
    if (need <= 0) return 0;
    return line->n_han > 0 ? (need + line->n_han - 1) / line->n_han : G_MAXINT32;
}

/* A last line of one character, marks not counted: 1.9.  A word or number is more than a character. */
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
