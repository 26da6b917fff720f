/* Heads: few lines of display type, broken where their words part.
 *
 * RULES 2.5: as few lines as can be, each a sense unit, of about equal width.  A break costs what it tears: nothing at a
 * space or behind a mark, little between words, much inside one.  Among the ways with the fewest lines the one of least cost is
 * taken, uneven lines costing the square of what they lack; heads are short, so every way is tried. */
#include "paragraph/composer.h"

enum {
    HEAD_MAX = 400, /* items; a longer text is no head */
    TORN_PAUSE = 0, /* in squares of an em */
    TORN_WORDS = 60,
    TORN_WORD = 2000,
};

/* The best way to set the items before an index: in how many lines, at what cost, the last line from where. */
typedef struct {
    int n_lines;
    int64_t cost;
    unsigned from;
} Way;

static bool is_parted_by_mark(const Composer *composer, unsigned next)
{
    TextClass before = composer->items[next - 1].class;
    return before == TEXT_SPACE || before == TEXT_WIDE_SPACE || before == TEXT_PAUSE || before == TEXT_STOP || before == TEXT_CLOSE;
}

static int64_t tear(const Composer *composer, unsigned next)
{
    int64_t em = composer->style->size;
    if (next >= composer->n || composer->items[next].must_start || is_parted_by_mark(composer, next)) return TORN_PAUSE;
    const TextCluster *cluster = &g_array_index(composer->request->runs->clusters, TextCluster, composer->first_cluster + next);
    return (cluster->is_word_start ? TORN_WORDS : TORN_WORD) * em * em;
}

static void try_line(const Composer *composer, Way *ways, unsigned first, unsigned next)
{
    const Way *before = &ways[first];
    Line line = par_line_measure(composer, first, next, par_measure_of(composer, (unsigned)before->n_lines, first));
    if (!par_line_fits(&line)) return;
    int64_t lack = MAX(line.measure - line.natural, 0);
    Way way = {before->n_lines + 1, before->cost + lack * lack + tear(composer, next), first};
    Way *best = &ways[next];
    if (best->n_lines == 0 || way.n_lines < best->n_lines || (way.n_lines == best->n_lines && way.cost < best->cost)) *best = way;
}

static void try_lines(const Composer *composer, Way *ways, unsigned first)
{
    for (unsigned next = first + 1; next <= composer->items[first].limit; next++)
        if (par_may_break(composer, next)) try_line(composer, ways, first, next);
}

bool par_head_fit(const Composer *composer, GArray *ends)
{
    if (composer->n == 0 || composer->n > HEAD_MAX) return false;
    Way ways[HEAD_MAX + 1] = {{0}};
    try_lines(composer, ways, 0);
    for (unsigned first = 1; first < composer->n; first++)
        if (ways[first].n_lines > 0) try_lines(composer, ways, first);
    if (ways[composer->n].n_lines == 0) return false;
    g_array_set_size(ends, (guint)ways[composer->n].n_lines);
    for (unsigned next = composer->n, i = ends->len; i > 0; next = ways[next].from)
        g_array_index(ends, BreakAt, --i) = (BreakAt){next, false};
    return true;
}

/* A line that is not the last stands for the pause at its end: the mark takes no room there and is not drawn (RULES 2.5). */
void par_head_drop_pause(const Composer *composer, ParLine *set, ParBox *boxes)
{
    unsigned last = set->n_boxes;
    while (last > 0 && boxes[last - 1].width == 0) last--;
    if (set->is_last || last < 2) return;
    ParBox *mark = &boxes[last - 1], *before = &boxes[last - 2];
    if (g_array_index(composer->request->runs->clusters, TextCluster, mark->cluster).class != TEXT_PAUSE) return;
    DkLength gap = composer->items[before->cluster - composer->first_cluster].gap.width; /* nothing follows it now */
    DkLength width = mark->position - gap;
    set->offset +=
        par_align(composer->style->align, set->measure, width) - par_align(composer->style->align, set->measure, set->width);
    set->natural -= set->width - width;
    set->width = width;
    before->width -= gap;
    *mark = (ParBox){.cluster = mark->cluster, .position = width, .is_hidden = true};
}
