/* Legs: whether they end level and are filled (RULES 2.6). */
#include "lint/job.h"

/* ---- Feet ---- */

static const ModelLeg *leg_of(const LintJob *job, const LintBox *box)
{
    return &job->resolved->legs[box->block->first_leg + box->number];
}

/* How many lines of its own pitch, on the grid or off it, a leg holds. */
static int lines_of(const LintJob *job, const ModelBlock *block, const ModelLeg *leg)
{
    return (int)((int64_t)leg->n_lines * job->resolved->line / lint_pitch(job, block));
}

/* How far below the grid's first line a leg's line `number` begins. */
static DkLength line_top(const LintJob *job, const LintBox *box, int number)
{
    return leg_of(job, box)->grid_line * job->resolved->line + number * lint_pitch(job, box->block);
}

/* The foot of the leg's last line. */
static DkLength foot_of(const LintJob *job, const LintBox *box)
{
    return line_top(job, box, lint_line(job, box->frame, box->frame->n_lines - 1)->slot + 1);
}

/* The lowest foot of a block's legs, but for the last one that holds text, which may end short. */
static DkLength lowest_foot(const LintJob *job, const ModelBlock *block, const LintBox **last)
{
    DkLength lowest = G_MININT32;
    *last = NULL;
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_LEG || box->block != block || !box->frame->n_lines) continue;
        lowest = MAX(lowest, foot_of(job, box));
        *last = box;
    }
    return lowest;
}

static void check_feet(const LintJob *job, const ModelBlock *block)
{
    const LintBox *last;
    DkLength lowest = lowest_foot(job, block, &last);
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_LEG || box->block != block || box == last) continue;
        DkLength end = line_top(job, box, lines_of(job, block, leg_of(job, box)));
        int gap = (MIN(lowest, end) - foot_of(job, box)) / lint_pitch(job, block);
        if (gap <= 1) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = gap,
                           .unit = "lines",
                           .cure = "move a cross-head, cut or add a line, or give the legs other depths"};
        lint_found(job, &fault, "leg %u of \"%s\" ends %d lines above the others", box->number + 1, box->id, gap);
    }
}

void lint_feet_differ(const LintJob *job)
{
    for (unsigned i = 0; i < job->resolved->n_blocks; i++) {
        const ModelBlock *block = &job->resolved->blocks[i];
        if (block->story && block->is_balanced && block->n_legs > 1) check_feet(job, block);
    }
}

/* ---- Room left ---- */

void lint_underset(const LintJob *job)
{
    const GArray *fits = job->forms->galley->fits;
    for (unsigned i = 0; i < fits->len; i++) {
        const FlowFit *fit = &g_array_index(fits, FlowFit, i);
        if (!fit->block->n_legs || fit->short_by <= (int)fit->block->n_legs) continue;
        LintFault fault = {.place = fit->block->place,
                           .amount = fit->short_by,
                           .unit = "lines",
                           .cure = "lengthen the story, or make the block shallower"};
        fault.place.frame = fit->block->id;
        fault.place.story = fit->block->story->slug;
        lint_found(job, &fault, "story \"%s\" leaves %d lines of block \"%s\" empty, more than one in each leg",
                   fit->block->story->slug, fit->short_by, fit->block->id);
    }
}

static bool has_leg_box(const LintJob *job, const ModelBlock *block, unsigned leg)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        bool is_text = box->kind == LINT_LEG || box->kind == LINT_JUMP;
        if (is_text && box->block == block && box->number == leg && box->frame->n_lines) return true;
    }
    return false;
}

void lint_leg_empty(const LintJob *job)
{
    for (unsigned i = 0; i < job->resolved->n_blocks; i++) {
        const ModelBlock *block = &job->resolved->blocks[i];
        for (unsigned leg = 0; block->story && leg < block->n_legs; leg++) {
            if (has_leg_box(job, block, leg)) continue;
            int n_lines = lines_of(job, block, &job->resolved->legs[block->first_leg + leg]);
            LintFault fault = {
                .place = block->place, .amount = n_lines, .unit = "lines", .cure = "give the block fewer legs, or a longer story"};
            fault.place.frame = block->id;
            fault.place.story = block->story->slug;
            lint_found(job, &fault, "leg %u of \"%s\", %d line%s deep, is empty", leg + 1, block->id, n_lines,
                       base_plural(n_lines));
        }
    }
}

/* ---- Depth and width ---- */

#define LEAST_LINES 5             /* RULES 2.6 */
#define LEAST_ABOVE_PICTURE 3     /* RULES 2.6 */
#define LONGEST_LEG (720 * DK_PT) /* 10 in, RULES 2.6 */
#define LEAST_GUTTER 1            /* em, RULES 2.3 */
#define ROUNDING (DK_PT / 10)

static bool is_over_picture(const LintJob *job, const LintBox *leg)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        DkLength gap = box->rect.y - lint_foot(&leg->ink);
        bool is_under = gap > -job->resolved->line && gap < 2 * job->resolved->line;
        if (box->kind == LINT_PICTURE && box->block == leg->block && is_under && lint_across(&box->rect, &leg->ink) > 0)
            return true;
    }
    return false;
}

void lint_leg_short(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_LEG || box->block->n_legs < 2) continue;
        int n = (int)box->frame->n_lines, least = is_over_picture(job, box) ? LEAST_ABOVE_PICTURE : LEAST_LINES;
        if (n >= least) continue;
        LintFault fault = {
            .place = lint_box_place(box), .amount = n, .unit = "lines", .cure = "give the story fewer and deeper legs"};
        lint_found(job, &fault, "leg %u of \"%s\" has %d line%s, %d at least", box->number + 1, box->id, n, base_plural(n), least);
    }
}

void lint_leg_long(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_LEG) continue;
        int first, n = lint_longest_run(job, box, &first);
        if (n * (int64_t)lint_pitch(job, box->block) <= LONGEST_LEG) continue;
        LintFault fault = {
            .place = lint_box_place(box), .amount = n, .unit = "lines", .cure = "put in a cross-head, a quote or a picture"};
        lint_found(job, &fault, "leg %u of \"%s\" runs on for %d lines without a cross-head", box->number + 1, box->id, n);
    }
}

static void check_gutter(const LintJob *job, const LintBox *a, const LintBox *b)
{
    bool is_beside = lint_down(&a->rect, &b->rect) > job->resolved->line;
    DkLength gap = -(is_beside ? lint_across(&a->rect, &b->rect) : lint_down(&a->rect, &b->rect));
    bool is_stacked_lines = !is_beside && a->frame->direction != MODEL_DIRECTION_VERTICAL; /* one column goes on under the other */
    if (is_stacked_lines || gap < 0 || gap >= LEAST_GUTTER * job->resolved->em - ROUNDING ||
        lint_is_parted(job, &a->rect, &b->rect))
        return;
    LintFault fault = {.place = lint_box_place(b),
                       .amount = lint_ems(job, gap),
                       .unit = "em",
                       .cure = "widen the gutter, or draw a column rule in it"};
    lint_found(job, &fault, "legs %u and %u of \"%s\" stand %.2f em apart", a->number + 1, b->number + 1, b->id, fault.amount);
}

void lint_gutter_narrow(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *a = lint_box(job, i);
        for (unsigned k = i + 1; a->kind == LINT_LEG && k < job->boxes->len; k++) {
            const LintBox *b = lint_box(job, k);
            if (b->kind == LINT_LEG && b->block == a->block) check_gutter(job, a, b);
        }
    }
}
