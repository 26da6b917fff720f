/* A story's body in its block: the order of the steps, and the way into the galley. */
#include "flow/body.h"

/* The leg's rectangle; an endless one, of a galley, ends behind the slots that are used. */
static BaseRect leg_rect(const FlowBody *body, unsigned leg)
{
    BaseRect rect = body->job->resolved->legs[body->block->first_leg + leg].rect;
    DkLength depth = body->n_slots * body->thread.pitch;
    if (rect.width >= MODEL_ENDLESS) rect.width = depth;
    if (rect.height >= MODEL_ENDLESS) rect.height = depth;
    return rect;
}

static FlowFrame leg_frame(const FlowBody *body, unsigned leg)
{
    const ModelStyle *style = &body->job->runs->styles[body->block->styles[MODEL_ROLE_BODY]];
    return (FlowFrame){.kind = FLOW_LEG,
                       .id = body->block->id,
                       .number = leg,
                       .rect = leg_rect(body, leg),
                       .direction = style->direction,
                       .story = body->block->story,
                       .first_line = body->job->galley->lines->len};
}

static FlowFrame *last_frame(FlowGalley *galley)
{
    return &g_array_index(galley->frames, FlowFrame, galley->frames->len - 1);
}

/* The frame of leg `leg`: the last one when it is the same leg's, else a new one. */
static void open_leg(const FlowBody *body, unsigned leg, unsigned first_frame)
{
    FlowGalley *galley = body->job->galley;
    if (galley->frames->len > first_frame && last_frame(galley)->number == leg) return;
    FlowFrame frame = leg_frame(body, leg);
    g_array_append_val(galley->frames, frame);
}

/* The middle of `depth` slots from `slot` on. */
static DkLength slot_center(const FlowBody *body, FlowSlot slot, int depth)
{
    DkLength line = body->thread.pitch;
    return slot.line * line + depth * line / 2;
}

static void append_line(const FlowBody *body, const FlowParagraph *placed, unsigned number, unsigned first_frame)
{
    FlowGalley *galley = body->job->galley;
    FlowSlot slot = flow_thread_slot(&body->thread, flow_body_slot(&body->thread, placed, (int)number));
    open_leg(body, slot.leg, first_frame);
    FlowLine line = {.line = placed->first_line + number,
                     .frame = galley->frames->len - 1,
                     .center = slot_center(body, slot, placed->depth),
                     .slot = slot.line};
    g_array_append_val(galley->lines, line);
    last_frame(galley)->n_lines++;
}

static void append_legs(const FlowBody *body)
{
    unsigned first_frame = body->job->galley->frames->len, first_line = body->job->galley->lines->len;
    for (unsigned i = 0; i < body->paragraphs->len; i++) {
        const FlowParagraph *placed = &g_array_index(body->paragraphs, FlowParagraph, i);
        for (unsigned l = 0; l < placed->n_lines; l++) {
            int end = flow_body_slot(&body->thread, placed, (int)l) + placed->depth;
            if (end <= body->thread.n_slots) append_line(body, placed, l, first_frame);
        }
    }
    flow_body_beside(body, first_line);
    for (unsigned f = first_frame; f < body->job->galley->frames->len; f++)
        flow_report_lines(body->job, &g_array_index(body->job->galley->frames, FlowFrame, f));
}

/* The jump line gets a frame of its own, in the leg it ends. */
static void append_jump(const FlowBody *body)
{
    const FlowJump *jump = &body->jump;
    if (jump->slot < 0 || jump->slot >= body->thread.n_slots) return;
    FlowGalley *galley = body->job->galley;
    FlowSlot slot = flow_thread_slot(&body->thread, jump->slot);
    ParRequest request = {.runs = body->job->runs,
                          .paragraph = jump->paragraph,
                          .style = jump->style,
                          .measure = flow_thread_measure(&body->thread),
                          .first_line = jump->slot,
                          .max_lines = 1};
    ParResult result = par_break(body->job->lines, &request);
    FlowFrame frame = leg_frame(body, slot.leg);
    frame.kind = FLOW_JUMP;
    FlowLine line = {
        .line = result.first_line, .frame = galley->frames->len, .center = slot_center(body, slot, 1), .slot = slot.line};
    frame.n_lines = 1;
    g_array_append_val(galley->lines, line);
    g_array_append_val(galley->frames, frame);
}

/* A story whose block has no legs cannot be set at all: all of it is over. */
static void report_no_legs(FlowJob *job, const ModelBlock *block)
{
    FlowFit fit = {.block = block, .over_characters = (int)g_utf8_strlen(block->story->text, block->story->n_bytes)};
    g_array_append_val(job->galley->fits, fit);
    if (!fit.over_characters) return;
    BasePlace place = model_story_place(block->story, 0);
    place.frame = block->id;
    DkDiagnostic *item =
        base_report(job->list, DK_ERROR, "overset", place, "block \"%s\" has no legs for the %d character%s of story \"%s\"",
                    block->id, fit.over_characters, base_plural(fit.over_characters), block->story->slug);
    base_report_amount(item, fit.over_characters, "characters");
    base_report_hint(job->list, item, "add \"legs\" to the block, or give it room");
}

static void set_body(FlowBody *body)
{
    flow_body_shape(body);
    flow_body_place(body);
}

void flow_body(FlowJob *job, const ModelBlock *block)
{
    FlowBody body = {.job = job,
                     .block = block,
                     .thread = flow_thread_new(job->resolved, block, job->arena),
                     .paragraphs = g_array_new(FALSE, TRUE, sizeof(FlowParagraph)),
                     .first_line = job->lines->lines->len};
    int available = body.thread.n_slots;
    if (available) {
        set_body(&body);
        flow_drop_cap_append(&body);
        append_legs(&body);
        flow_body_record_fit(&body, available);
        flow_body_report_lone(&body);
        append_jump(&body);
    } else {
        report_no_legs(job, block);
    }
    g_array_unref(body.paragraphs);
}

int flow_body_foot(FlowJob *job, const ModelBlock *block)
{
    ModelBlock level = *block;
    level.is_balanced = true;
    FlowBody body = {.job = job,
                     .block = &level,
                     .thread = flow_thread_new(job->resolved, &level, job->arena),
                     .paragraphs = g_array_new(FALSE, TRUE, sizeof(FlowParagraph)),
                     .first_line = job->lines->lines->len,
                     .is_counted = true};
    int foot = flow_thread_foot(&body.thread);
    if (body.thread.n_slots) {
        set_body(&body);
        bool is_one = block->n_legs == 1 && body.n_slots <= body.thread.n_slots;
        foot = is_one ? flow_thread_foot_for(&body.thread, body.n_slots) : body.thread.foot;
    }
    g_array_unref(body.paragraphs);
    return foot;
}
