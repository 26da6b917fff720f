/* Legs: whether they end level and are filled (RULES 2.6). */
#include "lint/job.h"

/* ---- Feet ---- */

/* The grid line behind the leg's last line; -1: it holds none. */
static int foot_of(const LintJob *job, const LintBox *box)
{
    const ModelLeg *leg = &job->resolved->legs[box->block->first_leg + box->number];
    const FlowLine *last = &g_array_index(job->forms->galley->lines, FlowLine, box->frame->first_line + box->frame->n_lines - 1);
    return leg->grid_line + last->slot + 1;
}

/* The lowest foot of a block's legs, but for the last one that holds text, which may end short. */
static int lowest_foot(const LintJob *job, const ModelBlock *block, const LintBox **last)
{
    int lowest = -1;
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
    int lowest = lowest_foot(job, block, &last);
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_LEG || box->block != block || box == last) continue;
        const ModelLeg *leg = &job->resolved->legs[block->first_leg + box->number];
        int gap = MIN(lowest, leg->grid_line + leg->n_lines) - foot_of(job, box);
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
            int n_lines = job->resolved->legs[block->first_leg + leg].n_lines;
            LintFault fault = {
                .place = block->place, .amount = n_lines, .unit = "lines", .cure = "give the block fewer legs, or a longer story"};
            fault.place.frame = block->id;
            fault.place.story = block->story->slug;
            lint_found(job, &fault, "leg %u of \"%s\", %d lines deep, is empty", leg + 1, block->id, n_lines);
        }
    }
}
