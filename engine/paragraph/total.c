/* Total-fit: all lines of a paragraph weighed at once.
 *
 * A line's cost is a list of amounts, compared in order: a later one counts only where all earlier ones are equal, so no weight
 * can ever buy a loose line with many small squeezes (RULES 1.8: the order of steps is CLREQ's).  Costs of lines add up
 * amount by amount, so the best set of breaks is a shortest path from cluster to cluster, found in one pass (Knuth and Plass 1981,
 * with lexicographic cost).  A place is reached at most once per number of lines where measures differ, once where they do
 * not, and behind a hyphen once per number of hyphens in a row; only lines near their measure are asked, so time is linear in the text. */
#include <string.h>

#include "paragraph/composer.h"

/* The amounts, gravest first. */
enum {
    COST_FORCED, /* lines that break a rule or cut a unit */
    COST_RUNT,   /* a last line of one character */
    COST_LOOSE,  /* lines that need more than a quarter of an em a gap */
    COST_ROW,    /* lines that end within a word below as many as the style allows */
    COST_HYPHEN, /* lines that end within a word */
    COST_SOLID,  /* stretch and shrink between Han: squares, summed over the gaps, so that it spreads evenly over lines */
    COST_MARK,   /* stretch of blanks of marks, of Han-Latin gaps, of word spaces */
    COST_LATIN,
    COST_WORD,
    COST_STEPS, /* then CLREQ's steps of shrinking, the last of them first: squares */
    N_COSTS = COST_STEPS + STEP_HAN
};

typedef struct {
    int64_t amount[N_COSTS];
} Cost;

/* A place reached: a line may start at item `at`, after `line` lines. */
typedef struct {
    unsigned at, line;
    uint32_t parent; /* state + 1; 0: the start */
    uint32_t next;   /* state + 1 of the same place */
    uint32_t cost;   /* slot of the costs, given back when the place is done */
    uint8_t row;     /* lines just before it that end within a word, counted up to the style's most */
    bool is_forced;  /* the line before it */
} State;

enum { STATES_PER_PLACE = 8 };

typedef struct {
    const Composer *composer;
    GArray *states;   /* State */
    uint32_t *heads;  /* by item: state + 1, 0: not reached */
    GArray *costs;    /* Cost */
    GArray *free;     /* uint32_t: slots of costs to use again */
    unsigned settled; /* from this line on the measure does not change ... */
    unsigned horizon; /* ... up to this one; further ones were not asked for */
    bool is_pruned;   /* some place was reached in more ways than are kept */
} Search;

static int compare(const Cost *a, const Cost *b)
{
    for (int i = 0; i < N_COSTS; i++)
        if (a->amount[i] != b->amount[i]) return a->amount[i] < b->amount[i] ? -1 : 1;
    return 0;
}

static State *state_at(const Search *search, uint32_t link)
{
    return &g_array_index(search->states, State, link - 1);
}

static Cost *cost_of(const Search *search, const State *state)
{
    return &g_array_index(search->costs, Cost, state->cost);
}

/* What shrinking a line costs: step by step, as justification will do it. */
static void add_shrink(Cost *cost, const Line *line, DkLength em)
{
    int64_t need = line->natural - line->measure;
    for (int step = 0; step < N_STEPS && need > 0; step++) {
        int64_t amount = MIN(need, line->give[step]), square = amount * amount;
        if (step == STEP_HAN) cost->amount[COST_SOLID] += square / MAX(line->give[STEP_HAN] / MAX(em / PAR_TIGHTEST, 1), 1);
        else cost->amount[COST_STEPS + STEP_HAN - 1 - step] += square;
        need -= amount;
    }
}

static void add_stretch(Cost *cost, const Line *line, DkLength em)
{
    int64_t need = line->measure - line->natural;
    int64_t word = MIN(need, line->word_take), latin = MIN(need - word, line->latin_take);
    int64_t mark = MIN(need - word - latin, line->mark_take), solid = need - word - latin - mark;
    cost->amount[COST_WORD] += word * word;
    cost->amount[COST_MARK] += mark * mark;
    cost->amount[COST_LATIN] += latin * latin;
    if (solid <= 0) return;
    cost->amount[COST_SOLID] += solid * solid / MAX(line->n_han, 1);
    cost->amount[COST_LOOSE] += line->n_han == 0 || solid / line->n_han > em / 4;
}

/* Adds the line's cost, `row` lines that end within a word being above it; returns how many are so above the next one. */
static uint8_t add_line(Cost *cost, const Composer *composer, const Line *line, uint8_t row)
{
    unsigned most = composer->style->hyphens_in_a_row;
    bool is_hyphened = par_ends_with_hyphen(composer, line);
    cost->amount[COST_FORCED] += line->is_forced;
    cost->amount[COST_RUNT] += line->is_last && line->start > 0 && par_is_runt(composer, line->start);
    cost->amount[COST_ROW] += is_hyphened && most > 0 && row == most;
    cost->amount[COST_HYPHEN] += is_hyphened;
    if (line->natural > line->measure) add_shrink(cost, line, composer->style->size);
    else if (!line->is_last && !line->ends_early) add_stretch(cost, line, composer->style->size);
    return is_hyphened ? (uint8_t)MIN(row + 1u, most) : 0;
}

static Cost total_cost(const Composer *composer, const GArray *ends)
{
    Cost total = {0};
    unsigned first = 0;
    uint8_t row = 0;
    for (guint i = 0; i < ends->len; i++) {
        const BreakAt *at = &g_array_index(ends, BreakAt, i);
        Line line = par_line_measure(composer, first, at->next, par_measure_of(composer, i, first));
        line.is_forced = at->is_forced;
        line.ends_early = par_ends_early(composer, at->next);
        row = add_line(&total, composer, &line, row);
        first = at->next;
    }
    return total;
}

int par_compare_ends(const Composer *composer, const GArray *first, const GArray *second)
{
    Cost first_cost = total_cost(composer, first), second_cost = total_cost(composer, second);
    return compare(&first_cost, &second_cost);
}

static uint32_t take_slot(Search *search)
{
    if (search->free->len == 0) {
        g_array_set_size(search->costs, search->costs->len + 1);
        return search->costs->len - 1;
    }
    uint32_t slot = g_array_index(search->free, uint32_t, search->free->len - 1);
    g_array_set_size(search->free, search->free->len - 1);
    return slot;
}

/* The state at the new one's place that it is to be weighed against: the one with as many lines and hyphens, or the worst of too many;
 * NULL: the place has room. */
static State *rival(Search *search, const State *reached)
{
    State *worst = NULL;
    unsigned n = 0, line = MIN(reached->line, search->settled);
    for (uint32_t link = search->heads[reached->at]; link; link = state_at(search, link)->next, n++) {
        State *state = state_at(search, link);
        if (MIN(state->line, search->settled) == line && state->row == reached->row) return state;
        if (!worst || compare(cost_of(search, state), cost_of(search, worst)) > 0) worst = state;
    }
    if (n < STATES_PER_PLACE) return NULL;
    search->is_pruned = true;
    return worst;
}

static void reach(Search *search, State reached, const Cost *cost)
{
    State *other = rival(search, &reached);
    if (other) {
        if (compare(cost, cost_of(search, other)) >= 0) return;
        reached.next = other->next;
        reached.cost = other->cost;
        *other = reached;
    } else {
        reached.cost = take_slot(search);
        reached.next = search->heads[reached.at];
        g_array_append_val(search->states, reached);
        other = &g_array_index(search->states, State, search->states->len - 1);
        search->heads[reached.at] = search->states->len;
    }
    *cost_of(search, other) = *cost;
}

/* Reaches the place behind a line that starts at `link`'s. */
static void take_line(Search *search, uint32_t link, Line *line)
{
    const State *from = state_at(search, link);
    line->ends_early = par_ends_early(search->composer, line->next);
    Cost cost = *cost_of(search, from);
    uint8_t row = add_line(&cost, search->composer, line, from->row);
    State reached = {.at = line->next, .line = from->line + 1, .parent = link, .row = row, .is_forced = line->is_forced};
    reach(search, reached, &cost);
}

/* Follows the line that first-fit takes, loose or forced as it may be. */
static void follow_longest(Search *search, uint32_t link, BreakAt at, DkLength measure)
{
    Line line = par_line_measure(search->composer, state_at(search, link)->at, at.next, measure);
    line.is_forced = at.is_forced;
    take_line(search, link, &line);
}

/* Follows the lines that may start at a state: those that are not loose, the one that ends the paragraph, and the longest.  So every line
 * that first-fit could take there is among them, and no way it finds is missed. */
static void follow(Search *search, uint32_t link)
{
    const Composer *composer = search->composer;
    unsigned first = state_at(search, link)->at, limit = composer->items[first].limit, longest = 0, followed = 0;
    DkLength measure = par_measure_of(composer, state_at(search, link)->line, first), loose = composer->style->size / 4;
    for (unsigned next = par_first_end(composer, first, measure) - 1; next < limit;) {
        next = par_next_break(composer, next + 1);
        if (par_is_beyond(composer, first, next, measure)) break;
        Line line = par_line_measure(composer, first, next, measure);
        if (!par_line_fits(&line)) continue;
        longest = next;
        if (next < limit && par_line_looseness(&line) > loose) continue;
        take_line(search, link, &line);
        followed = next;
    }
    if (longest == 0) follow_longest(search, link, par_fit_line(composer, first, measure), measure);
    else if (longest != followed) follow_longest(search, link, (BreakAt){longest, false}, measure);
}

/* Finds the line from which on all have one measure, as far as the paragraph is likely to reach: half as far again as its width, and a
 * line more for each that the text ends. */
static void find_settled(Search *search)
{
    const Composer *composer = search->composer;
    int64_t room = 0, wanted = composer->sums[composer->n].natural;
    unsigned n_ends = 0;
    for (unsigned i = 0; i < composer->n; i++) n_ends += composer->items[i].must_start;
    DkLength before = -1;
    unsigned line = 0;
    for (unsigned last = composer->n; line <= last; line++) {
        DkLength measure = par_measure_of(composer, line, G_MAXUINT);
        if (measure != before) search->settled = line;
        before = measure;
        room += measure;
        if (room > wanted * 3 / 2) last = MIN(last, line + n_ends);
    }
    search->horizon = line;
}

static void search_all(Search *search)
{
    const Composer *composer = search->composer;
    reach(search, (State){0}, &(Cost){0});
    for (unsigned at = 0; at < composer->n; at++) {
        for (uint32_t link = search->heads[at]; link; link = state_at(search, link)->next) follow(search, link);
        for (uint32_t link = search->heads[at]; link; link = state_at(search, link)->next)
            g_array_append_val(search->free, state_at(search, link)->cost);
    }
}

static uint32_t best_end(const Search *search)
{
    uint32_t best = search->heads[search->composer->n];
    for (uint32_t link = best; link; link = state_at(search, link)->next)
        if (compare(cost_of(search, state_at(search, link)), cost_of(search, state_at(search, best))) < 0) best = link;
    return best;
}

static void collect_ends(const Search *search, GArray *ends)
{
    for (uint32_t link = best_end(search); link && state_at(search, link)->parent; link = state_at(search, link)->parent) {
        BreakAt at = {state_at(search, link)->at, state_at(search, link)->is_forced};
        g_array_append_val(ends, at);
    }
    for (guint i = 0; i < ends->len / 2; i++) {
        BreakAt *a = &g_array_index(ends, BreakAt, i), *b = &g_array_index(ends, BreakAt, ends->len - 1 - i), kept = *a;
        *a = *b;
        *b = kept;
    }
}

/* Whether a way may have been missed: where some were dropped, and where lines were taken for as wide as those before them. */
static bool may_have_missed(const Search *search, const GArray *ends)
{
    return search->is_pruned || ends->len > search->horizon;
}

/* What is left then need not be the best; it is never worse than first-fit. */
static void keep_better(const Composer *composer, GArray *ends)
{
    GArray *other = g_array_new(FALSE, FALSE, sizeof(BreakAt));
    par_first_fit(composer, 0, other);
    if (par_compare_ends(composer, other, ends) < 0) {
        g_array_set_size(ends, 0);
        g_array_append_vals(ends, other->data, other->len);
    }
    g_array_unref(other);
}

void par_total_fit(const Composer *composer, GArray *ends)
{
    if (composer->n == 0) return;
    Search search = {.composer = composer,
                     .states = g_array_new(FALSE, FALSE, sizeof(State)),
                     .heads = g_new0(uint32_t, composer->n + 1),
                     .costs = g_array_new(FALSE, FALSE, sizeof(Cost)),
                     .free = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    find_settled(&search);
    search_all(&search);
    collect_ends(&search, ends);
    if (may_have_missed(&search, ends)) keep_better(composer, ends);
    g_array_unref(search.states);
    g_array_unref(search.costs);
    g_array_unref(search.free);
    g_free(search.heads);
}
