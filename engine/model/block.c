/* One block's geometry: rectangles, head frames, picture frames, rules; its legs are in legs.c. */
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
                          .tint = from->tint};
        head.border = model_border(job, &from->border, &head.rect, 1, from->place);
        if (head.rect.width <= 0)
            base_report(job->list, DK_ERROR, "out-of-range", from->place,
                        "the %s of \"%s\" has no width: it begins at %.2f em of the block's %.2f", word, written->id,
                        (double)(head.rect.x - container.x) / job->resolved->em, (double)container.width / job->resolved->em);
        model_check_inside(job, head.rect, word, written->id, from->place);
        model_check_in_block(job, head.rect, container, word, written->id, from->place);
        g_array_append_val(job->heads, head);
    }
}

/* A caption stands below its picture, as wide as it, unless the layout says otherwise: so the two move together. */
static ModelWrittenRect caption_place(const ModelJob *job, const ModelWrittenRect *written, BaseRect picture, BaseRect container)
{
    ModelWrittenRect place = *written;
    ModelLength left = {base_length_pt(picture.x - container.x), MODEL_UNIT_PT},
                width = {base_length_pt(picture.width), MODEL_UNIT_PT};
    ModelLength line = {(double)(picture.y + picture.height - container.y) / job->resolved->line + 1, MODEL_UNIT_LINE};
    if (place.x.unit == MODEL_UNIT_UNSET && place.width.unit == MODEL_UNIT_UNSET) place.x = left;
    if (place.width.unit == MODEL_UNIT_UNSET) place.width = width;
    if (place.line.unit == MODEL_UNIT_UNSET) place.line = line;
    return place;
}

static void add_pictures(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block)
{
    block->first_picture = job->pictures->len;
    block->n_pictures = written->n_pictures;
    for (unsigned i = 0; i < written->n_pictures; i++) {
        const ModelWrittenPicture *from = &written->pictures[i];
        ModelPictureFrame frame = {.rect = model_rect(job, &from->at, container), .has_caption = from->has_caption};
        frame.border = model_border(job, &from->border, &frame.rect, 1, from->at.place);
        model_check_inside(job, frame.rect, "a picture of block", written->id, from->at.place);
        model_check_in_block(job, frame.rect, container, "picture", written->id, from->at.place);
        if (from->has_caption) {
            ModelWrittenRect caption = caption_place(job, &from->caption, frame.rect, container);
            frame.caption = model_rect(job, &caption, container);
            frame.caption_style = model_style_index(job, from->caption_style, "caption", from->caption_style_place);
            frame.credit_style = model_style_index(job, from->credit_style, "credit", from->credit_style_place);
            model_check_inside(job, frame.caption, "a caption of block", written->id, from->caption.place);
            model_check_in_block(job, frame.caption, container, "caption", written->id, from->caption.place);
        }
        g_array_append_val(job->pictures, frame);
    }
}

static void add_rules(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block)
{
    block->first_rule = job->rules->len;
    if (written->column_rules.is_set) model_add_column_rules(job, block, model_stroke(job, &written->column_rules, written->place));
    for (unsigned i = 0; i < written->n_rules; i++) {
        ModelRule rule = model_rule(job, &written->rules[i], container);
        model_check_inside(job, rule.rect, "a rule of block", written->id, written->rules[i].place);
        g_array_append_val(job->rules, rule);
    }
    block->n_rules = job->rules->len - block->first_rule;
}

ModelBlock model_resolve_block(ModelJob *job, const ModelWrittenBlock *written)
{
    ModelBlock block = {.id = written->id, .tint = written->tint, .is_balanced = !written->is_unbalanced, .place = written->place};
    for (int r = 0; r < MODEL_N_ROLES; r++)
        block.styles[r] = model_style_index(job, written->styles[r], model_role_words[r], written->style_places[r]);
    add_rects(job, written, &block);
    block.border =
        model_border(job, &written->border, &g_array_index(job->rects, BaseRect, block.first_rect), block.n_rects, written->place);
    BaseRect container = bounds(job->rects, block.first_rect, block.n_rects);
    add_heads(job, written, container, &block);
    model_add_legs(job, written, container, &block);
    add_pictures(job, written, container, &block);
    model_add_pulls(job, written, container, &block);
    block.drop_cap = model_drop_cap(job, written);
    add_rules(job, written, container, &block);
    return block;
}
