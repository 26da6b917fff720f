/* One block's geometry: rectangles, head frames, legs, picture frames, rules. */
#include "model/resolving.h"

/* The rectangle around the block's own. */
static BaseRect bounds(const GArray *rects, unsigned first, unsigned n)
{
    BaseRect all = g_array_index(rects, BaseRect, first);
    for (unsigned i = first + 1; i < first + n; i++) {
        BaseRect rect = g_array_index(rects, BaseRect, i);
        DkLength right = MAX(all.x + all.width, rect.x + rect.width), foot = MAX(all.y + all.height, rect.y + rect.height);
        all.x = MIN(all.x, rect.x);
        all.y = MIN(all.y, rect.y);
        all.width = right - all.x;
        all.height = foot - all.y;
    }
    return all;
}

static void add_rects(ModelJob *job, const ModelWrittenBlock *written, ModelBlock *block)
{
    block->first_rect = job->rects->len;
    block->n_rects = written->n_at;
    for (unsigned i = 0; i < written->n_at; i++) {
        BaseRect rect = model_rect(job, &written->at[i], job->resolved->type_area);
        model_check_inside(job, rect, "block", written->id, written->at[i].place);
        g_array_append_val(job->rects, rect);
    }
}

static void add_heads(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block)
{
    block->first_head = job->heads->len;
    block->n_heads = written->n_heads;
    for (unsigned i = 0; i < written->n_heads; i++) {
        const ModelWrittenHead *from = &written->heads[i];
        const char *word = model_element_words[from->put];
        ModelHead head = {.element = from->put,
                          .style = model_style_index(job, from->style, word, from->style_place),
                          .rect = model_rect(job, &from->at, container),
                          .border = model_stroke(job, &from->border, from->place),
                          .tint = from->tint};
        model_check_inside(job, head.rect, word, written->id, from->place);
        model_check_in_block(job, head.rect, container, word, written->id, from->place);
        g_array_append_val(job->heads, head);
    }
}

static void add_narrows(ModelJob *job, const ModelWrittenLeg *from, ModelLeg *leg)
{
    leg->first_narrow = job->narrows->len;
    leg->n_narrows = from->n_narrows;
    int end = 0; /* of the narrowing before */
    for (unsigned i = 0; i < from->n_narrows; i++) {
        const ModelWrittenRect *at = &from->narrows[i];
        BaseRect rect = model_rect(job, at, leg->rect);
        ModelNarrow narrow = {.first_line = model_whole_lines(job, rect.y - leg->rect.y, at->place),
                              .n_lines = model_whole_lines(job, rect.height, at->place),
                              .offset = rect.x - leg->rect.x,
                              .width = rect.width};
        bool is_inside = narrow.offset >= 0 && narrow.width > 0 && narrow.offset + narrow.width <= leg->rect.width + DK_PT / 50 &&
                         narrow.first_line >= 0 && narrow.first_line + narrow.n_lines <= leg->n_lines;
        if (!is_inside)
            base_report(job->list, DK_ERROR, "narrow-outside-leg", at->place,
                        "this narrowing leaves its leg of %.2f em and %d lines", (double)leg->rect.width / job->resolved->em,
                        leg->n_lines);
        if (narrow.first_line < end)
            base_report(
                job->list, DK_ERROR, "narrows-overlap", at->place,
                "narrowings of a leg are listed from the top down and share no line; this one begins in line %d, after line %d",
                narrow.first_line + 1, end);
        end = narrow.first_line + narrow.n_lines;
        g_array_append_val(job->narrows, narrow);
    }
}

static void add_leg(ModelJob *job, const ModelWrittenLeg *from, BaseRect rect)
{
    ModelLeg leg = {.rect = rect,
                    .grid_line = model_whole_lines(job, rect.y - job->resolved->type_area.y, from->at.place),
                    .n_lines = model_whole_lines(job, rect.height, from->at.place)};
    add_narrows(job, from, &leg);
    g_array_append_val(job->legs, leg);
}

#define NARROWEST 7 /* em: in a shorter line slack has too few places to go to (2.6) */

/* Checks legs that lie in `rect`, of which the last to be added is typical. */
static void check_legs(ModelJob *job, BaseRect rect, BaseRect container, const ModelWrittenBlock *block, BasePlace place)
{
    model_check_inside(job, rect, "a leg of block", block->id, place);
    model_check_in_block(job, rect, container, "leg", block->id, place);
    const ModelLeg *leg = &g_array_index(job->legs, ModelLeg, job->legs->len - 1);
    DkLength narrowest = leg->rect.width;
    for (unsigned i = 0; i < leg->n_narrows; i++)
        narrowest = MIN(narrowest, g_array_index(job->narrows, ModelNarrow, leg->first_narrow + i).width);
    if (narrowest >= NARROWEST * job->resolved->em) return;
    double measure = (double)narrowest / job->resolved->em;
    base_report_amount(base_report(job->list, DK_WARNING, "leg-narrow", place,
                                   "a leg of \"%s\" is %.2f em wide; under %d em lines are loose", block->id, measure, NARROWEST),
                       measure, "em");
}

static void add_equal_legs(ModelJob *job, const ModelWrittenBlock *written, BaseRect container)
{
    ModelScale scale = model_grid_scale(job, container.width);
    BasePlace place = written->leg_at.place;
    BaseRect rect = model_rect(job, &written->leg_at, container);
    DkLength measure = model_length(job, written->leg_measure, scale, 0, place);
    DkLength gutter = model_length(job, written->leg_gutter, scale, job->resolved->em, place);
    int64_t needed = (int64_t)written->leg_count * measure + (int64_t)(written->leg_count - 1) * gutter;
    DkLength room = container.width - (rect.x - container.x);
    if (needed > room + DK_PT / 50) {
        base_report(job->list, DK_ERROR, "legs-too-wide", place,
                    "%d legs of %.2f em and gutters of %.2f em take %.2f em; block \"%s\" has %.2f em", written->leg_count,
                    (double)measure / job->resolved->em, (double)gutter / job->resolved->em, (double)needed / job->resolved->em,
                    written->id, (double)room / job->resolved->em);
        return;
    }
    for (int i = 0; i < written->leg_count; i++) {
        BaseRect leg = {rect.x + i * (measure + gutter), rect.y, measure, rect.height};
        add_leg(job, &(ModelWrittenLeg){.at = written->leg_at}, leg);
    }
    check_legs(job, (BaseRect){rect.x, rect.y, (DkLength)needed, rect.height}, container, written, place);
}

static void add_legs(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block)
{
    block->first_leg = job->legs->len;
    if (written->leg_count) add_equal_legs(job, written, container);
    for (unsigned i = 0; i < written->n_legs; i++) {
        const ModelWrittenLeg *leg = &written->legs[i];
        BaseRect rect = model_rect(job, &leg->at, container);
        add_leg(job, leg, rect);
        check_legs(job, rect, container, written, leg->at.place);
    }
    block->n_legs = job->legs->len - block->first_leg;
}

static void add_pictures(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block)
{
    block->first_picture = job->pictures->len;
    block->n_pictures = written->n_pictures;
    for (unsigned i = 0; i < written->n_pictures; i++) {
        const ModelWrittenPicture *from = &written->pictures[i];
        ModelPictureFrame frame = {.rect = model_rect(job, &from->at, container),
                                   .border = model_stroke(job, &from->border, from->at.place),
                                   .has_caption = from->has_caption};
        model_check_inside(job, frame.rect, "a picture of block", written->id, from->at.place);
        model_check_in_block(job, frame.rect, container, "picture", written->id, from->at.place);
        if (from->has_caption) {
            frame.caption = model_rect(job, &from->caption, container);
            frame.caption_style = model_style_index(job, from->caption_style, "caption", from->caption_style_place);
            frame.credit_style = model_style_index(job, from->credit_style, "credit", from->credit_style_place);
            model_check_inside(job, frame.caption, "a caption of block", written->id, from->caption.place);
            model_check_in_block(job, frame.caption, container, "caption", written->id, from->caption.place);
        }
        g_array_append_val(job->pictures, frame);
    }
}

/* A rule in the middle of each gutter, as deep as both its legs go. */
static void add_column_rules(ModelJob *job, const ModelBlock *block, ModelStroke stroke)
{
    for (unsigned i = 1; i < block->n_legs; i++) {
        BaseRect left = g_array_index(job->legs, ModelLeg, block->first_leg + i - 1).rect;
        BaseRect right = g_array_index(job->legs, ModelLeg, block->first_leg + i).rect;
        DkLength top = MAX(left.y, right.y), foot = MIN(left.y + left.height, right.y + right.height);
        DkLength edge = left.x + left.width;
        if (right.x < edge || foot <= top) continue;
        ModelRule rule = {{edge + (right.x - edge) / 2, top, 0, foot - top}, stroke};
        g_array_append_val(job->rules, rule);
    }
}

static void add_rules(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block)
{
    block->first_rule = job->rules->len;
    if (written->column_rules.is_set) add_column_rules(job, block, model_stroke(job, &written->column_rules, written->place));
    for (unsigned i = 0; i < written->n_rules; i++) {
        ModelRule rule = model_rule(job, &written->rules[i], container);
        model_check_inside(job, rule.rect, "a rule of block", written->id, written->rules[i].place);
        g_array_append_val(job->rules, rule);
    }
    block->n_rules = job->rules->len - block->first_rule;
}

ModelBlock model_resolve_block(ModelJob *job, const ModelWrittenBlock *written)
{
    ModelBlock block = {.id = written->id,
                        .border = model_stroke(job, &written->border, written->place),
                        .tint = written->tint,
                        .is_balanced = !written->is_unbalanced,
                        .place = written->place};
    for (int r = 0; r < MODEL_N_ROLES; r++)
        block.styles[r] = model_style_index(job, written->styles[r], model_role_words[r], written->style_places[r]);
    add_rects(job, written, &block);
    BaseRect container = bounds(job->rects, block.first_rect, block.n_rects);
    add_heads(job, written, container, &block);
    add_legs(job, written, container, &block);
    add_pictures(job, written, container, &block);
    add_rules(job, written, container, &block);
    return block;
}
