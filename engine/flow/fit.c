/* Copy-fitting of one story: what may give is moved, as little as will do, until its lines meet the block's.
 *
 * In: a page, one of its blocks, what may give.  Out: the moves, and how the story fits with them.  Method: knobs are tried in the order
 * in which the layout names them, or else in that of what the eye sees (house, after what editors do): tracking, for lines of 17 em
 * that lack half an em are stretched by 3 % anyway, from line to line; size, by quarter points; the style of punctuation, which
 * each mark shows; then leading, head and picture.  A later knob moves only when all before it, moved as far as they may, are not
 * enough; then those before it begin from nothing again, and each is moved as little as will do, found by halving.  The story
 * is set in a scratch of its own; it is shaped again only when its size is another. */
#include <string.h>

#include "flow/body.h"
#include "flow/fitting.h"

/* Tracking is tried in as many steps: a step of a sixth moves a story of 50 lines by an eighth of a line, less than can be told. */
#define TRACKING_STEPS 6
/* Quarter points are the steps of type that a reader cannot tell beside the step before (trade). */
#define SIZE_STEP (DK_PT / 4)
/* Off the grid: a story of 50 lines moves by half a line at each step (house). */
#define LEADING_STEP (DK_PT / 8)

/* How many steps a knob has, and how many it is moved. */
typedef struct {
    ModelKnob knob;
    int most, step;
} Range;

/* The story shaped, in the size of the last trial. */
typedef struct {
    bool is_shaped, is_plain; /* plain: shaping added no styles, so that others of the same size may take their place */
    DkLength size;
    FlowJob job;
    FlowBody body;
    unsigned n_styles;
} Scratch;

/* Lines that the story takes, and that the block has; both are far apart where the moves cannot be made. */
typedef struct {
    int n, available;
} Outcome;

/* A trial that was made: as halving ends, the same is asked again. */
typedef struct {
    int steps[MODEL_N_KNOBS]; /* by range */
    Outcome outcome;
} Trial;

typedef struct {
    const ModelResolved *resolved;
    TextFonts *fonts;
    unsigned block;
    const ModelFit *may;
    int sign; /* 1: the story must grow, -1: it must shrink */
    int slack;
    Range ranges[MODEL_N_KNOBS];
    unsigned n_ranges;
    GArray *trials; /* Trial */
    Scratch scratch;
    BaseArena *arena;
    DkDiagnostics *unheard;
} Fitter;

/* ---- One trial ---- */

static void drop_scratch(Scratch *scratch)
{
    if (!scratch->is_shaped) return;
    g_array_unref(scratch->body.paragraphs);
    par_lines_free(scratch->job.lines);
    text_runs_free(scratch->job.runs);
    scratch->is_shaped = false;
}

static void shape(Fitter *fitter, const ModelResolved *page, DkLength size)
{
    Scratch *scratch = &fitter->scratch;
    const ModelBlock *block = &page->blocks[fitter->block];
    drop_scratch(scratch);
    TextRuns *runs = text_runs_new(page->styles, page->n_styles);
    scratch->job = (FlowJob){page, fitter->fonts, runs, par_lines_new(), NULL, fitter->arena, fitter->unheard};
    scratch->body = (FlowBody){.job = &scratch->job,
                               .block = block,
                               .thread = flow_thread_new(page, block, fitter->arena),
                               .paragraphs = g_array_new(FALSE, TRUE, sizeof(FlowParagraph)),
                               .is_counted = true};
    if (scratch->body.thread.n_slots) flow_body_shape(&scratch->body);
    scratch->n_styles = page->n_styles;
    scratch->is_plain = runs->n_styles == page->n_styles;
    scratch->is_shaped = true;
    scratch->size = size;
}

/* The story as it is shaped, in the styles of another page. */
static void swap_styles(Scratch *scratch, const ModelResolved *page, const ModelBlock *block, BaseArena *arena)
{
    const ModelStyle *before = scratch->job.runs->styles;
    for (unsigned i = 0; i < scratch->body.paragraphs->len; i++) {
        FlowParagraph *paragraph = &g_array_index(scratch->body.paragraphs, FlowParagraph, i);
        paragraph->style = page->styles + (paragraph->style - before);
        paragraph->depth = flow_body_depth(page, paragraph->style);
    }
    scratch->job.resolved = page;
    scratch->job.runs->styles = page->styles;
    scratch->body.block = block;
    scratch->body.thread = flow_thread_new(page, block, arena);
}

/* Whether the block's heads fit their frames; moves have seen to it, but for a head that is turned over into more lines. */
static bool heads_fit(Fitter *fitter, const ModelResolved *page)
{
    const ModelBlock *block = &page->blocks[fitter->block];
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    FlowJob job = {page,          fitter->fonts, text_runs_new(page->styles, page->n_styles), par_lines_new(), flow_galley_new(),
                   fitter->arena, list};
    for (unsigned i = block->first_head; i < block->first_head + block->n_heads; i++)
        if (page->heads[i].element == MODEL_ELEMENT_HEADLINE) flow_fill_head(&job, block, &page->heads[i]);
    bool is_good = !base_has_errors(list, 0);
    flow_galley_free(job.galley);
    par_lines_free(job.lines);
    text_runs_free(job.runs);
    return is_good;
}

static const ModelResolved *moved_page(Fitter *fitter, const ModelMoves *moves)
{
    const ModelMoves **all = base_arena_new_array(fitter->arena, const ModelMoves *, fitter->resolved->n_blocks);
    all[fitter->block] = moves;
    return flow_moved(fitter->resolved, all, fitter->arena);
}

static Outcome outcome_of(Fitter *fitter, const ModelMoves *moves)
{
    Scratch *scratch = &fitter->scratch;
    const ModelResolved *page = moved_page(fitter, moves);
    if (!page) return (Outcome){fitter->sign > 0 ? 0 : G_MAXINT / 2, fitter->sign > 0 ? G_MAXINT / 2 : 0};
    bool is_same = scratch->is_shaped && scratch->is_plain && scratch->size == moves->size;
    if (is_same) swap_styles(scratch, page, &page->blocks[fitter->block], fitter->arena);
    else shape(fitter, page, moves->size);
    if (!scratch->body.thread.n_slots) return (Outcome){0, 0};
    flow_body_try(&scratch->body);
    return (Outcome){scratch->body.n_slots, scratch->body.thread.n_slots};
}

/* ---- The knobs ---- */

static ModelMoves moves_at(const Fitter *fitter)
{
    const ModelFit *may = fitter->may;
    ModelMoves moves = {0};
    DkLength line = fitter->resolved->line;
    for (unsigned i = 0; i < fitter->n_ranges; i++) {
        int by = fitter->sign * fitter->ranges[i].step;
        switch (fitter->ranges[i].knob) {
        case MODEL_KNOB_TRACKING: moves.tracking = by * may->tracking / TRACKING_STEPS; break;
        case MODEL_KNOB_SIZE: moves.size = by * SIZE_STEP; break;
        case MODEL_KNOB_PUNCTUATION: moves.is_punctuated = by != 0; break;
        case MODEL_KNOB_LEADING: moves.leading = by * (may->leading < line ? LEADING_STEP : line); break;
        case MODEL_KNOB_HEAD: moves.head = by; break;
        case MODEL_KNOB_PICTURE: moves.picture = by; break;
        case MODEL_N_KNOBS: break;
        }
    }
    if (moves.is_punctuated) moves.punctuation = may->punctuation;
    return moves;
}

static Outcome outcome(Fitter *fitter)
{
    Trial trial = {0};
    for (unsigned i = 0; i < fitter->n_ranges; i++) trial.steps[i] = fitter->ranges[i].step;
    for (unsigned i = 0; i < fitter->trials->len; i++) {
        const Trial *made = &g_array_index(fitter->trials, Trial, i);
        if (memcmp(made->steps, trial.steps, sizeof trial.steps) == 0) return made->outcome;
    }
    ModelMoves moves = moves_at(fitter);
    trial.outcome = outcome_of(fitter, &moves);
    g_array_append_val(fitter->trials, trial);
    return trial.outcome;
}

static int most_of(const ModelFit *may, ModelKnob knob, DkLength line)
{
    switch (knob) {
    case MODEL_KNOB_TRACKING: return may->tracking > 0 ? TRACKING_STEPS : 0;
    case MODEL_KNOB_SIZE: return may->size / SIZE_STEP;
    case MODEL_KNOB_PUNCTUATION: return may->has_punctuation;
    case MODEL_KNOB_LEADING: return may->leading / (may->leading < line ? LEADING_STEP : line);
    case MODEL_KNOB_HEAD: return may->head;
    case MODEL_KNOB_PICTURE: return may->picture;
    case MODEL_N_KNOBS: return 0;
    }
    g_assert_not_reached();
}

/* Lines off the grid take one slot each, so text of two grid lines stays on it; a leading is never taken down to nothing. */
static int least_leading(const Fitter *fitter, int most)
{
    const ModelResolved *r = fitter->resolved;
    const ModelStyle *body = &r->styles[r->blocks[fitter->block].styles[MODEL_ROLE_BODY]];
    if (fitter->may->leading < r->line) return body->leading > r->line ? 0 : most;
    return fitter->sign > 0 ? most : MIN(most, body->leading / r->line - 1);
}

/* How far a head or picture can move at all. */
static int reach_of(Fitter *fitter, Range *range)
{
    int reach = 0;
    for (range->step = 1; range->step <= range->most; range->step++) {
        ModelMoves moves = moves_at(fitter);
        const ModelResolved *page = moved_page(fitter, &moves);
        if (!page || (moves.head && !heads_fit(fitter, page))) break;
        reach = range->step;
    }
    range->step = 0;
    return reach;
}

static void add_range(Fitter *fitter, ModelKnob knob)
{
    Range *range = &fitter->ranges[fitter->n_ranges];
    *range = (Range){knob, most_of(fitter->may, knob, fitter->resolved->line), 0};
    if (knob == MODEL_KNOB_LEADING && range->most) range->most = least_leading(fitter, range->most);
    fitter->n_ranges++;
    if (range->most > 0 && knob >= MODEL_KNOB_HEAD) range->most = reach_of(fitter, range);
    if (range->most <= 0) fitter->n_ranges--;
}

static void add_ranges(Fitter *fitter)
{
    const uint8_t *order = fitter->may->order;
    for (unsigned i = 0; i < MODEL_N_KNOBS && order[i]; i++) add_range(fitter, (ModelKnob)(order[i] - 1));
    for (unsigned k = 0; k < MODEL_N_KNOBS && !order[0]; k++) add_range(fitter, (ModelKnob)k);
}

/* ---- The search ---- */

/* Whether a story that had to grow is long enough, one that had to shrink short enough. */
static bool is_reached(const Fitter *fitter, Outcome found)
{
    return fitter->sign > 0 ? found.n >= found.available - fitter->slack : found.n <= found.available;
}

/* Moves the first `n` knobs all the way, or back. */
static void set_ranges(Fitter *fitter, unsigned n, bool is_full)
{
    for (unsigned i = 0; i < n; i++) fitter->ranges[i].step = is_full ? fitter->ranges[i].most : 0;
}

/* The least step of a knob, from `low` on, with which the story is reached, those before it moved all the way; at its most, it is. */
static void find_least(Fitter *fitter, unsigned index, int low)
{
    Range *range = &fitter->ranges[index];
    int high = range->most;
    set_ranges(fitter, index, true);
    while (low < high) {
        range->step = low + (high - low) / 2;
        if (is_reached(fitter, outcome(fitter))) high = range->step;
        else low = range->step + 1;
    }
    range->step = low;
}

/* With knob `index` where it is, the ones before it as little as will do. */
static Outcome find_lesser(Fitter *fitter, unsigned index)
{
    for (unsigned i = index; i-- > 0;) find_least(fitter, i, 0);
    return outcome(fitter);
}

/* Looks for the least moves with which the story fits, knob `index` being the last that moves. */
static bool find_with(Fitter *fitter, unsigned index, Outcome *found)
{
    Range *range = &fitter->ranges[index];
    find_least(fitter, index, 1);
    for (; range->step <= range->most; range->step++) {
        set_ranges(fitter, index, true);
        *found = find_lesser(fitter, index);
        if (is_reached(fitter, *found) && found->n <= found->available) return true;
    }
    return false;
}

/* The moves with which the story fits; else those that leave a story that is too long the shortest. */
static bool find_moves(Fitter *fitter, ModelMoves *moves, Outcome *found)
{
    Outcome shortest = *found;
    for (unsigned i = 0; i < fitter->n_ranges; i++) {
        set_ranges(fitter, fitter->n_ranges, false);
        set_ranges(fitter, i + 1, true);
        Outcome full = outcome(fitter);
        if (fitter->sign < 0 && full.n - full.available < shortest.n - shortest.available) {
            shortest = full;
            *moves = moves_at(fitter);
        }
        if (!is_reached(fitter, full) || !find_with(fitter, i, found)) continue;
        *moves = moves_at(fitter);
        return true;
    }
    *found = shortest;
    return false;
}

/* ---- The way in ---- */

bool flow_fit_gives(const ModelFit *may)
{
    for (unsigned k = 0; k < MODEL_N_KNOBS; k++)
        if (most_of(may, (ModelKnob)k, G_MAXINT32) > 0) return true;
    return false;
}

static bool is_any(const ModelMoves *moves)
{
    return moves->tracking || moves->size || moves->is_punctuated || moves->leading || moves->head || moves->picture;
}

void flow_fit_story(const ModelResolved *resolved, TextFonts *fonts, unsigned index, FlowFitted *fitted)
{
    g_autoptr(DkDiagnostics) unheard = dk_diagnostics_new();
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(GArray) trials = g_array_new(FALSE, FALSE, sizeof(Trial));
    Fitter fitter = {.resolved = resolved,
                     .fonts = fonts,
                     .block = index,
                     .may = &fitted->may,
                     .slack = (int)resolved->blocks[index].n_legs,
                     .trials = trials,
                     .arena = arena,
                     .unheard = unheard};
    ModelMoves none = {0};
    Outcome found = outcome_of(&fitter, &none);
    fitted->before = fitted->left = found.n - found.available;
    fitted->is_tried = found.available > 0 && (fitted->before > 0 || -fitted->before > fitter.slack);
    if (fitted->is_tried) {
        fitter.sign = fitted->before > 0 ? -1 : 1;
        add_ranges(&fitter);
        fitted->is_fitting = find_moves(&fitter, &fitted->moves, &found);
        fitted->is_moved = is_any(&fitted->moves);
        fitted->left = found.n - found.available;
    }
    drop_scratch(&fitter.scratch);
}
