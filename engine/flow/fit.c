/* Copy-fitting: a story that is too long or too short for its block is set anew with what its body style lets give.
 *
 * In: a body that was placed, and its block.  Out: the block with other styles, or as it was, and what was moved.  Method: the story is
 * tried in a scratch of its own, again and again, until its lines meet the block's; the page's own lines wait.  Trials are ordered by
 * what the eye sees of them, and the first that fits is taken (house, after what editors do):
 *   1. tracking: lines of 17 em that lack half an em for one more character are stretched by 3 % anyway, from line to line;
 *   2. size, by quarter points: the colour stays, only beside another story it shows;
 *   3. the style of punctuation: each mark shows it, so it is last, and with it the others begin from nothing again.
 * Within a step, tracking is as little as will do.  No two stories of a page differ visibly: each may leave the layout's style by no
 * more than MODEL_FIT_TRACKING_MOST and MODEL_FIT_SIZE_MOST, and two of them by no more than twice that. */
#include "flow/body.h"

#include <stdlib.h>
#include <string.h>

/* Tracking is tried in as many steps: a step of a sixth moves a story of 50 lines by an eighth of a line, less than can be told. */
#define TRACKING_STEPS 6
/* Quarter points are the steps of type that a reader cannot tell beside the step before (trade). */
#define SIZE_STEP (DK_PT / 4)

/* A place in the order of trials. */
typedef struct {
    int tracking; /* steps of TRACKING_STEPS */
    int size;     /* steps of SIZE_STEP */
    bool is_punctuated;
} Trial;

typedef struct {
    const FlowBody *body;
    const ModelStyle *style; /* of the block's body, as the layout has it */
    int available, slack;    /* lines: room, and how much of it may stay empty */
    int sign;                /* 1: the story must grow, -1: it must shrink */
    int n_trials;
} Fitter;

static const ModelRole text_roles[] = {MODEL_ROLE_BODY, MODEL_ROLE_QUOTE, MODEL_ROLE_STRONG, MODEL_ROLE_DATELINE};

static FlowMoves moves_of(const Fitter *fitter, Trial trial)
{
    const ModelFit *may = &fitter->style->fit;
    FlowMoves moves = {.tracking = fitter->sign * (may->tracking * trial.tracking / TRACKING_STEPS),
                       .size = fitter->sign * trial.size * SIZE_STEP,
                       .punctuation = fitter->style->punctuation};
    if (trial.is_punctuated) moves.punctuation = may->punctuation;
    return moves;
}

/* A style of the story as the moves leave it; sizes and tracking of its other parts go along in proportion. */
static ModelStyle moved_style(const ModelStyle *from, const ModelStyle *body, const FlowMoves *moves)
{
    ModelStyle style = flow_style_at(from, (DkLength)((int64_t)from->size * (body->size + moves->size) / body->size));
    style.tracking += moves->tracking;
    if (from->punctuation == body->punctuation) style.punctuation = moves->punctuation;
    return style;
}

/* The block with the moved styles, which are added to the job's. */
static ModelBlock *moved_block(FlowJob *job, const ModelBlock *block, const ModelStyle *body, const FlowMoves *moves)
{
    ModelBlock *moved = base_arena_new_array(job->arena, ModelBlock, 1);
    *moved = *block;
    for (size_t i = 0; i < G_N_ELEMENTS(text_roles); i++) {
        ModelStyle style = moved_style(&job->runs->styles[block->styles[text_roles[i]]], body, moves);
        moved->styles[text_roles[i]] = flow_add_style(job, &style);
    }
    return moved;
}

/* How many lines the story takes with these moves. */
static int lines_with(Fitter *fitter, const FlowMoves *moves)
{
    const FlowJob *job = fitter->body->job;
    g_autoptr(DkDiagnostics) unheard = dk_diagnostics_new();
    g_autoptr(BaseArena) arena = base_arena_new();
    TextRuns *runs = text_runs_new(job->resolved->styles, job->resolved->n_styles);
    ParLines *lines = par_lines_new();
    FlowJob scratch = {job->resolved, job->fonts, runs, lines, NULL, arena, unheard};
    const ModelBlock *block = moved_block(&scratch, fitter->body->block, fitter->style, moves);
    FlowBody body = {.job = &scratch,
                     .block = block,
                     .thread = flow_thread_new(job->resolved, fitter->body->origin, arena),
                     .paragraphs = g_array_new(FALSE, TRUE, sizeof(FlowParagraph))};
    flow_body_shape(&body);
    flow_body_try(&body);
    g_array_unref(body.paragraphs);
    par_lines_free(lines);
    text_runs_free(runs);
    fitter->n_trials++;
    return body.n_slots;
}

static int lines_at(Fitter *fitter, Trial trial)
{
    FlowMoves moves = moves_of(fitter, trial);
    return lines_with(fitter, &moves);
}

/* Whether a story of so many lines is long enough when it had to grow, short enough when it had to shrink. */
static bool is_reached(const Fitter *fitter, int n)
{
    return fitter->sign > 0 ? n >= fitter->available - fitter->slack : n <= fitter->available;
}

/* The least tracking with which a trial reaches its aim; at all of it, it does. */
static int least_tracking(Fitter *fitter, Trial trial)
{
    int low = 0, high = TRACKING_STEPS;
    while (low < high) {
        trial.tracking = low + (high - low) / 2;
        if (is_reached(fitter, lines_at(fitter, trial))) high = trial.tracking;
        else low = trial.tracking + 1;
    }
    return low;
}

/* Looks for the first trial that fits; else leaves the last that makes a story that is too long shortest. */
static bool find_trial(Fitter *fitter, Trial *found)
{
    const ModelFit *may = &fitter->style->fit;
    int n_sizes = may->size / SIZE_STEP, fewest = G_MAXINT;
    for (int i = 0; i < (n_sizes + 1) * (may->has_punctuation ? 2 : 1); i++) {
        Trial trial = {TRACKING_STEPS, i % (n_sizes + 1), i > n_sizes};
        int n = lines_at(fitter, trial);
        if (is_reached(fitter, n)) {
            trial.tracking = least_tracking(fitter, trial);
            n = lines_at(fitter, trial);
            *found = trial;
            if (n <= fitter->available) return true;
        } else if (fitter->sign < 0 && n < fewest) {
            fewest = n;
            *found = trial;
        }
    }
    return false;
}

/* ---- Findings ---- */

char *flow_moves_text(const FlowMoves *moves, const ModelStyle *style)
{
    GString *text = g_string_new(NULL);
    if (moves->tracking) g_string_append_printf(text, "tracking %+.4f em", (double)moves->tracking / style->size);
    if (moves->size)
        g_string_append_printf(text, "%s%.2f pt instead of %.2f pt", text->len ? ", " : "",
                               base_length_pt(style->size + moves->size), base_length_pt(style->size));
    if (moves->punctuation != style->punctuation)
        g_string_append_printf(text, "%spunctuation %s", text->len ? ", " : "", model_punctuation_words[moves->punctuation]);
    return g_string_free(text, FALSE);
}

static void report(const Fitter *fitter, const FlowMoves *moves, int before, bool is_fitting)
{
    const FlowJob *job = fitter->body->job;
    const ModelBlock *block = fitter->body->block;
    bool is_applied = job->resolved->fit == MODEL_FIT_APPLY;
    g_autofree char *moved = flow_moves_text(moves, fitter->style);
    BasePlace place = {.file = block->story->path, .story = block->story->slug, .frame = block->id};
    const char *over = fitter->sign < 0 ? "too long" : "short";
    DkDiagnostic *item;
    if (is_fitting)
        item = base_report(job->list, DK_NOTE, "story-fitted", place, "story \"%s\" is %d line%s %s for block \"%s\"; it %s %s",
                           block->story->slug, before, before == 1 ? "" : "s", over, block->id,
                           is_applied ? "is set with" : "would fit with", moved);
    else
        item = base_report(job->list, DK_NOTE, "fit-failed", place,
                           "story \"%s\" is %d line%s %s for block \"%s\", more than its style \"%s\" lets give",
                           block->story->slug, before, before == 1 ? "" : "s", over, block->id, fitter->style->id);
    base_report_amount(item, before, "lines");
}

/* ---- The way in ---- */

static bool gives(const ModelFit *may)
{
    return may->tracking > 0 || may->size >= SIZE_STEP || may->has_punctuation;
}

const ModelBlock *flow_fit(const FlowBody *body, int available, FlowMoves *moves)
{
    const ModelStyle *style = &body->job->resolved->styles[body->block->styles[MODEL_ROLE_BODY]];
    int slack = (int)body->block->n_legs, over = body->n_slots - available;
    Fitter fitter = {body, style, available, slack, over > 0 ? -1 : 1, 0};
    *moves = (FlowMoves){.punctuation = style->punctuation};
    bool is_right = over <= 0 && -over <= slack;
    if (is_right || body->job->resolved->fit == MODEL_FIT_OFF || !gives(&style->fit)) return NULL;
    Trial found = {0};
    bool is_fitting = find_trial(&fitter, &found);
    bool is_moved = is_fitting || fitter.sign < 0; /* what is too long loses less when all that may give does */
    if (is_moved) *moves = moves_of(&fitter, found);
    report(&fitter, moves, ABS(over), is_fitting);
    bool is_applied = is_moved && body->job->resolved->fit == MODEL_FIT_APPLY;
    return is_applied ? moved_block(body->job, body->block, style, moves) : NULL;
}
