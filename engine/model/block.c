/* One block's geometry: rectangles, head frames, picture frames, rules; its legs are in legs.c. */
#include "model/resolving.h"

/* Deeper than any head: a draft is to show which style a ladder gives a head that has all the room it wants. */
#define DRAFT_HEAD_LINES 40

/* The block's rectangles, and the one around them. */
static void add_rects(ModelJob *job, const ModelWrittenBlock *written, const ModelStand *stand, ModelBlock *block)
{
    block->first_rect = job->rects->len;
    block->n_rects = written->n_at;
    for (unsigned i = 0; i < written->n_at; i++) {
        BaseRect rect = written->n_at == 1 ? stand->rect : model_rect(job, &written->at[i], job->resolved->type_area);
        if (rect.height) model_check_inside(job, rect, "block", written->id, written->at[i].place);
        g_array_append_val(job->rects, rect);
    }
}

/* Reports a part that leaves the sheet, the type area or its block. */
static void check_part(const ModelParts *parts, BaseRect rect, const char *what, const char *inside, BasePlace place)
{
    if (!rect.height) return;
    model_check_inside(parts->job, rect, what, parts->written->id, place);
    model_check_in_block(parts->job, rect, parts->container, inside, parts->written->id, place);
}

static void add_heads(ModelParts *parts, ModelBlock *block)
{
    ModelJob *job = parts->job;
    const ModelWrittenBlock *written = parts->written;
    BaseRect container = parts->container;
    block->first_head = job->heads->len;
    block->n_heads = written->n_heads;
    for (unsigned i = 0; i < written->n_heads; i++) {
        const ModelWrittenHead *from = &written->heads[i];
        const char *word = model_element_words[from->put];
        unsigned open = model_head_open(parts, i);
        ModelHead head = {.element = from->put,
                          .style = model_style_index(job, from->style, word, from->style_place),
                          .rect = model_part_rect(parts, &from->at, open, !model_has_element(parts->story, from->put)),
                          .tint = from->tint,
                          .open = from->at.lines.unit == MODEL_UNIT_AUTO ? open : 0};
        head.border = model_border(job, &from->border, &head.rect, 1, from->place);
        if (head.open && job->is_draft && head.rect.height && from->around.kind == MODEL_AROUND_NONE)
            head.rect.height = DRAFT_HEAD_LINES * job->resolved->line;
        if (head.rect.width <= 0)
            base_report(job->list, DK_ERROR, "out-of-range", from->place,
                        "the %s of \"%s\" has no width: it begins at %.2f em of the block's %.2f", word, written->id,
                        (double)(head.rect.x - container.x) / job->resolved->em, (double)container.width / job->resolved->em);
        check_part(parts, head.rect, word, word, from->place);
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

static void add_caption(ModelParts *parts, const ModelWrittenPicture *from, unsigned open, bool is_absent, ModelPictureFrame *frame)
{
    ModelJob *job = parts->job;
    ModelWrittenRect caption = caption_place(job, &from->caption, frame->rect, parts->container);
    frame->caption = model_part_rect(parts, &caption, open, is_absent);
    frame->caption_open = from->caption.lines.unit == MODEL_UNIT_AUTO ? open : 0;
    frame->caption_style = model_style_index(job, from->caption_style, "caption", from->caption_style_place);
    frame->credit_style = model_style_index(job, from->credit_style, "credit", from->credit_style_place);
    check_part(parts, frame->caption, "a caption of block", "caption", from->caption.place);
}

static void add_pictures(ModelParts *parts, ModelBlock *block)
{
    ModelJob *job = parts->job;
    const ModelWrittenBlock *written = parts->written;
    block->first_picture = job->pictures->len;
    block->n_pictures = written->n_pictures;
    for (unsigned i = 0; i < written->n_pictures; i++) {
        const ModelWrittenPicture *from = &written->pictures[i];
        const ModelPicture *put = parts->story && i < parts->story->n_pictures ? &parts->story->pictures[i] : NULL;
        unsigned open = model_picture_open(parts, i);
        ModelPictureFrame frame = {.rect = model_part_rect(parts, &from->at, open, !put),
                                   .has_caption = from->has_caption,
                                   .open = from->at.lines.unit == MODEL_UNIT_AUTO ? open : 0};
        frame.border = model_border(job, &from->border, &frame.rect, 1, from->at.place);
        check_part(parts, frame.rect, "a picture of block", "picture", from->at.place);
        if (from->has_caption) add_caption(parts, from, open + 1, !put || (!put->caption && !put->credit), &frame);
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

/* A block that has not even room for its head and pictures shows nothing, so that it stands over no other; its text is reported as
 * overset. */
static bool has_room(const ModelParts *parts, const ModelBlock *block, const ModelStand *stand)
{
    DkLength room = parts->container.height, line = parts->job->resolved->line,
             wanted = MAX(block->least, stand->is_cut ? line : 0);
    bool is_fixed = !stand->is_stacked && !parts->is_fluid;
    if (is_fixed || parts->job->is_draft || wanted <= room) return true;
    if (!stand->is_cut && parts->story)
        model_report_room(parts->job, parts->written->id, parts->written->at[0].place, wanted, room);
    return false;
}

ModelBlock model_resolve_block(ModelJob *job, const ModelWrittenBlock *written, const ModelStand *stand)
{
    ModelBlock block = {.id = written->id,
                        .tint = written->tint,
                        .is_balanced = !written->is_unbalanced,
                        .weight = MAX(1, written->weight),
                        .place = written->place};
    for (int r = 0; r < MODEL_N_ROLES; r++)
        block.styles[r] = model_style_index(job, written->styles[r], model_role_words[r], written->style_places[r]);
    block.has_fit = written->fit.place.line > 0;
    if (block.has_fit) block.fit = model_block_fit(job, &written->fit, block.styles[MODEL_ROLE_BODY]);
    add_rects(job, written, stand, &block);
    ModelParts parts = {.job = job,
                        .written = written,
                        .story = model_story_of(job, written->id),
                        .container = model_bounds(&g_array_index(job->rects, BaseRect, block.first_rect), block.n_rects),
                        .open = stand->open,
                        .is_cut = stand->is_cut};
    if (written->n_at == 1 && written->at[0].lines.unit == MODEL_UNIT_AUTO) block.open = stand->open;
    /* a depth that was found once may be found to be more */
    if (block.open && job->is_draft) parts.container.height = job->resolved->n_lines * job->resolved->line;
    block.least = model_parts_least(&parts);
    if (!has_room(&parts, &block, stand)) {
        block.tint.is_none = true;
        return block;
    }
    block.border =
        model_border(job, &written->border, &g_array_index(job->rects, BaseRect, block.first_rect), block.n_rects, written->place);
    add_heads(&parts, &block);
    model_add_legs(&parts, &block);
    add_pictures(&parts, &block);
    model_add_pulls(job, written, parts.container, &block);
    block.drop_cap = model_drop_cap(job, written);
    add_rules(job, written, parts.container, &block);
    block.has_rest = parts.has_rest;
    block.air = parts.air;
    return block;
}
