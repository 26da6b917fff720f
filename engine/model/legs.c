/* A block's legs: where they stand, their lines, where they are narrowed, and the rules between them.
 *
 * A leg is counted in inline and block direction: horizontally its lines run down and its measure is its width; vertically they run
 * from right to left and the measure is its height.  Horizontal lines lie on the grid of the type area; vertical ones are counted
 * from the leg's right edge, and what is left of the width stays empty. */
#include "model/resolving.h"

static bool is_vertical(const ModelJob *job, const ModelBlock *block)
{
    return job->resolved->styles[block->styles[MODEL_ROLE_BODY]].direction == MODEL_DIRECTION_VERTICAL;
}

static DkLength leg_measure(const ModelLeg *leg)
{
    return leg->is_vertical ? leg->rect.height : leg->rect.width;
}

/* What a rectangle in a leg takes of its lines and of their length.  Vertical lines that it touches are narrowed whole. */
static ModelNarrow narrow_of(ModelJob *job, const ModelLeg *leg, BaseRect rect, BasePlace place)
{
    DkLength line = job->resolved->line;
    if (!leg->is_vertical)
        return (ModelNarrow){.first_line = model_whole_lines(job, rect.y - leg->rect.y, place),
                             .n_lines = model_whole_lines(job, rect.height, place),
                             .offset = rect.x - leg->rect.x,
                             .width = rect.width};
    DkLength before = leg->rect.x + leg->rect.width - rect.x - rect.width;
    int first = before / line;
    return (ModelNarrow){.first_line = first,
                         .n_lines = (before + rect.width + line - 1) / line - first,
                         .offset = rect.y - leg->rect.y,
                         .width = rect.height};
}

/* A leg whose depth follows from the page is as narrow as it is written as far down as it goes. */
static ModelNarrow cut_narrow(ModelNarrow narrow, const ModelLeg *leg)
{
    narrow.first_line = MIN(narrow.first_line, leg->n_lines);
    narrow.n_lines = MIN(narrow.n_lines, leg->n_lines - narrow.first_line);
    return narrow;
}

static void add_narrows(ModelJob *job, const ModelWrittenLeg *from, ModelLeg *leg)
{
    bool is_open = from->at.lines.unit == MODEL_UNIT_REST;
    leg->first_narrow = job->narrows->len;
    leg->n_narrows = from->n_narrows;
    int end = 0; /* of the narrowing before */
    for (unsigned i = 0; i < from->n_narrows; i++) {
        const ModelWrittenRect *at = &from->narrows[i];
        BaseRect rect = model_rect(job, at, leg->rect);
        ModelNarrow narrow = narrow_of(job, leg, rect, at->place);
        bool is_inside = narrow.offset >= 0 && narrow.width > 0 && narrow.offset + narrow.width <= leg_measure(leg) + DK_PT / 50 &&
                         narrow.first_line >= 0 && (is_open || narrow.first_line + narrow.n_lines <= leg->n_lines);
        if (!is_inside)
            base_report(job->list, DK_ERROR, "narrow-outside-leg", at->place,
                        "this narrowing leaves its leg of %.2f em and %d line%s", (double)leg_measure(leg) / job->resolved->em,
                        leg->n_lines, base_plural(leg->n_lines));
        if (narrow.first_line < end)
            base_report(
                job->list, DK_ERROR, "narrows-overlap", at->place,
                "narrowings of a leg are listed from the top down and share no line; this one begins in line %d, after line %d",
                narrow.first_line + 1, end);
        end = narrow.first_line + narrow.n_lines;
        if (is_open) narrow = cut_narrow(narrow, leg);
        g_array_append_val(job->narrows, narrow);
    }
}

static void add_leg(ModelJob *job, const ModelWrittenLeg *from, BaseRect rect, bool runs_down)
{
    ModelLeg leg = {.rect = rect, .is_vertical = runs_down};
    if (runs_down) {
        BaseRect area = job->resolved->type_area;
        leg.grid_line = (area.x + area.width - rect.x - rect.width) / job->resolved->line;
        leg.n_lines = rect.width / job->resolved->line;
    } else {
        leg.grid_line = model_whole_lines(job, rect.y - job->resolved->type_area.y, from->at.place);
        leg.n_lines = model_whole_lines(job, rect.height, from->at.place);
    }
    add_narrows(job, from, &leg);
    g_array_append_val(job->legs, leg);
}

#define NARROWEST 7 /* em: in a shorter line slack has too few places to go to (RULES 2.6) */

/* Checks legs that lie in `rect`, of which the last to be added is typical. */
static void check_legs(ModelJob *job, BaseRect rect, BaseRect container, const ModelWrittenBlock *block, BasePlace place)
{
    if (rect.height) model_check_inside(job, rect, "a leg of block", block->id, place);
    if (rect.height) model_check_in_block(job, rect, container, "leg", block->id, place);
    const ModelLeg *leg = &g_array_index(job->legs, ModelLeg, job->legs->len - 1);
    DkLength narrowest = leg_measure(leg);
    for (unsigned i = 0; i < leg->n_narrows; i++)
        narrowest = MIN(narrowest, g_array_index(job->narrows, ModelNarrow, leg->first_narrow + i).width);
    if (narrowest >= NARROWEST * job->resolved->em) return;
    double measure = (double)narrowest / job->resolved->em;
    base_report_amount(base_report(job->list, DK_WARNING, "leg-narrow", place,
                                   "a leg of \"%s\" has a measure of %.2f em; under %d em lines are loose", block->id, measure,
                                   NARROWEST),
                       measure, "em");
}

/* Where equal legs begin.  Lines that run down are counted across, from the block's right edge unless the legs have an x. */
static BaseRect legs_rect(ModelParts *parts, const ModelWrittenRect *written, bool runs_down)
{
    BaseRect rect = model_leg_rect(parts, written);
    if (!runs_down) return rect;
    rect.width = rect.height;
    if (written->x.unit == MODEL_UNIT_UNSET) rect.x = parts->container.x + parts->container.width - rect.width;
    return rect;
}

/* Lines that run down are as long as the block is deep, so its depth cannot follow from them. */
static void check_depth(const ModelParts *parts, const ModelWrittenRect *at, bool runs_down)
{
    bool is_open = at->lines.unit == MODEL_UNIT_REST || parts->written->at[0].lines.unit == MODEL_UNIT_AUTO;
    if (runs_down && is_open)
        base_report(parts->job->list, DK_ERROR, "bad-value", at->place,
                    "the legs of \"%s\" run down; say how many lines they have, and how deep the block is", parts->written->id);
}

/* The measure of n legs that fill a room with the gutters between them (破栏, RULES 2.3), a point at least. */
static DkLength equal_measure(DkLength room, int n, DkLength gutter)
{
    return (DkLength)MAX((room - (int64_t)(n - 1) * gutter) / n, DK_PT);
}

/* Equal legs stand side by side, or one below the other where their lines run down. */
static void add_equal_legs(ModelParts *parts, bool runs_down)
{
    ModelJob *job = parts->job;
    const ModelWrittenBlock *written = parts->written;
    BasePlace place = written->leg_at.place;
    BaseRect rect = legs_rect(parts, &written->leg_at, runs_down), container = parts->container;
    check_depth(parts, &written->leg_at, runs_down);
    DkLength room = runs_down ? container.height - (rect.y - container.y) : container.width - (rect.x - container.x);
    ModelScale scale = model_grid_scale(job, runs_down ? container.height : container.width);
    DkLength gutter = model_length(job, written->leg_gutter, scale, job->resolved->em, place);
    DkLength measure = model_length(job, written->leg_measure, scale, equal_measure(room, written->leg_count, gutter), place);
    int64_t needed = (int64_t)written->leg_count * measure + (int64_t)(written->leg_count - 1) * gutter;
    if (needed > room + DK_PT / 50) {
        base_report(job->list, DK_ERROR, "legs-too-wide", place,
                    "%d leg%s of %.2f em and gutters of %.2f em take %.2f em; block \"%s\" has %.2f em", written->leg_count,
                    base_plural(written->leg_count), (double)measure / job->resolved->em, (double)gutter / job->resolved->em,
                    (double)needed / job->resolved->em, written->id, (double)room / job->resolved->em);
        return;
    }
    for (int i = 0; i < written->leg_count; i++) {
        DkLength step = i * (measure + gutter);
        BaseRect leg = runs_down ? (BaseRect){rect.x, rect.y + step, rect.width, measure}
                                 : (BaseRect){rect.x + step, rect.y, measure, rect.height};
        add_leg(job, &(ModelWrittenLeg){.at = written->leg_at}, leg, runs_down);
    }
    if (runs_down) rect.height = (DkLength)needed;
    else rect.width = (DkLength)needed;
    check_legs(job, rect, container, written, place);
}

void model_add_legs(ModelParts *parts, ModelBlock *block)
{
    ModelJob *job = parts->job;
    const ModelWrittenBlock *written = parts->written;
    bool runs_down = is_vertical(job, block);
    block->first_leg = job->legs->len;
    if (written->leg_count) add_equal_legs(parts, runs_down);
    for (unsigned i = 0; i < written->n_legs; i++) {
        const ModelWrittenLeg *leg = &written->legs[i];
        BaseRect rect = model_leg_rect(parts, &leg->at);
        check_depth(parts, &leg->at, runs_down);
        add_leg(job, leg, rect, runs_down);
        check_legs(job, rect, parts->container, written, leg->at.place);
    }
    block->n_legs = job->legs->len - block->first_leg;
}

/* A rule in the middle of each gutter between legs that are neighbours, as long as both go. */
/* A rule between legs that is wider than the white between them lies on their text. */
static void check_gutter(ModelJob *job, const ModelBlock *block, DkLength weight, DkLength gutter)
{
    if (weight <= gutter) return;
    BasePlace place = block->place;
    place.frame = block->id;
    base_report(job->list, DK_WARNING, "frames-overlap", place,
                "the column rules of \"%s\", %.4g pt wide, lie on its legs, which stand %.4g pt apart", block->id,
                base_length_pt(weight), base_length_pt(gutter));
}

void model_add_column_rules(ModelJob *job, const ModelBlock *block, ModelStroke stroke)
{
    for (unsigned i = 1; i < block->n_legs; i++) {
        BaseRect a = g_array_index(job->legs, ModelLeg, block->first_leg + i - 1).rect;
        BaseRect b = g_array_index(job->legs, ModelLeg, block->first_leg + i).rect;
        DkLength top = MAX(a.y, b.y), foot = MIN(a.y + a.height, b.y + b.height), right_edge = a.x + a.width;
        DkLength left = MAX(a.x, b.x), right = MIN(a.x + a.width, b.x + b.width), lower_edge = a.y + a.height;
        ModelRule rule = {.stroke = stroke};
        if (b.x >= right_edge && foot > top) rule.rect = (BaseRect){right_edge + (b.x - right_edge) / 2, top, 0, foot - top};
        else if (b.y >= lower_edge && right > left)
            rule.rect = (BaseRect){left, lower_edge + (b.y - lower_edge) / 2, right - left, 0};
        else continue;
        check_gutter(job, block, stroke.weight, rule.rect.height ? b.x - right_edge : b.y - lower_edge);
        g_array_append_val(job->rules, rule);
    }
}
