/* Placing a story's paragraphs in the slots of its thread.
 *
 * Method: place all, look how many slots were used, cut the thread at the level foot that holds them, take back and place
 * again.  A cross-head stays in one piece and in the leg of the line that follows it: where the leg's foot is too near, it goes to
 * the next leg's top.  So does a line that takes more slots than its leg has left. */
#include "flow/body.h"

/* Whether the slots from `at` on lie below each other, so that a deep line has a segment in them; a piece beside a picture that is
 * only partly below another leaves too little. */
static bool is_deep(const FlowThread *thread, int at, int depth)
{
    FlowSlot top = flow_thread_slot(thread, at);
    ParSegment segment = flow_thread_deep_segment(thread, at, depth);
    for (int i = 1; i < depth; i++) {
        FlowSlot slot = flow_thread_slot(thread, at + i);
        if (slot.leg != top.leg || slot.line != top.line + i) return false;
    }
    return segment.width >= top.segment.width / 2;
}

/* The same where text runs round something: slots are tried one after the other. */
static int parted_slot(const FlowThread *thread, int first_slot, int depth, int line)
{
    for (int at = first_slot;; at++) {
        if (at + depth > thread->n_slots) return at + line * depth;
        if (!is_deep(thread, at, depth)) continue;
        if (line-- == 0) return at;
        at += depth - 1;
    }
}

/* The slot of the line `line` behind the one that begins at `at`, where each takes `depth` slots of one leg. */
static int slot_after(const FlowThread *thread, int at, int depth, int line)
{
    if (thread->parted && depth == 1) return at + line;
    if (thread->parted) return parted_slot(thread, at, depth, line);
    for (;;) {
        int next = flow_thread_next_leg(thread, at), n = (next - at) / depth;
        if (line < n || next >= thread->n_slots) return at + line * depth;
        line -= n;
        at = next;
    }
}

int flow_body_slot(const FlowThread *thread, const FlowParagraph *placed, int line)
{
    if (!placed->turn || line < placed->turn) return slot_after(thread, placed->first_slot, placed->depth, line);
    int before = slot_after(thread, placed->first_slot, placed->depth, placed->turn - 1);
    return slot_after(thread, flow_thread_next_leg(thread, before), placed->depth, line - placed->turn);
}

/* The slots of a paragraph. */
typedef struct {
    const FlowThread *thread;
    const FlowParagraph *placed;
} DeepMeasure;

static ParSegment deep_segment(const void *data, int line)
{
    const DeepMeasure *measure = data;
    int slot = flow_body_slot(measure->thread, measure->placed, line);
    return flow_thread_deep_segment(measure->thread, slot, measure->placed->depth);
}

/* The slot behind a paragraph's last line. */
static int end_slot(const FlowBody *body, const FlowParagraph *placed)
{
    if (!placed->n_lines) return placed->first_slot;
    return flow_body_slot(&body->thread, placed, (int)placed->n_lines - 1) + placed->depth;
}

/* Whether only the number of lines is asked: not of the last ones, beside which a jump line may stand. */
static bool is_counted(const FlowBody *body, const FlowParagraph *placed)
{
    bool is_last = placed == &g_array_index(body->paragraphs, FlowParagraph, body->paragraphs->len - 1);
    return body->is_counted && (body->jump.slot < 0 || !is_last);
}

void flow_body_break(FlowBody *body, FlowParagraph *placed, int first_slot)
{
    DeepMeasure measure = {&body->thread, placed};
    placed->first_slot = first_slot;
    ParRequest request = {.runs = body->job->runs,
                          .paragraph = placed->paragraph,
                          .style = placed->style,
                          .is_indented = !placed->is_carried,
                          .goes_on = placed->goes_on,
                          .measure = {deep_segment, &measure},
                          .line_starts = body->block->story->line_starts,
                          .n_line_starts = body->block->story->n_line_starts,
                          .keeps_lines = body->block->story->keeps_lines && !placed->is_head,
                          .is_counted = is_counted(body, placed)};
    ParResult result = par_break(body->job->lines, &request);
    placed->first_line = result.first_line;
    placed->n_lines = result.n_lines;
}

/* A cross-head and one line after it want to stand in one leg. */
static void keep_head(FlowBody *body, FlowParagraph *placed)
{
    int n = (int)placed->n_lines * placed->depth + 1;
    int next = flow_thread_next_leg(&body->thread, placed->first_slot);
    bool is_cut = end_slot(body, placed) + 1 > next;
    bool is_helped = next + n <= flow_thread_next_leg(&body->thread, next); /* else it is longer than a leg, and cut anywhere */
    if (!is_cut || !is_helped) return;
    par_lines_truncate(body->job->lines, placed->first_line);
    flow_body_break(body, placed, next);
}

static void place_paragraphs(FlowBody *body)
{
    body->n_slots = 0;
    for (unsigned i = 0; i < body->paragraphs->len; i++) {
        FlowParagraph *placed = &g_array_index(body->paragraphs, FlowParagraph, i);
        if (placed->is_break) {
            placed->first_slot = body->n_slots++;
            continue;
        }
        placed->turn = 0;
        flow_body_break(body, placed, body->n_slots);
        if (placed->is_head) keep_head(body, placed);
        else if (placed->style->avoids_lone_lines) flow_body_keep_lines(body, placed);
        body->n_slots = end_slot(body, placed);
    }
}

/* With an em of air between. */
bool flow_body_has_room_for_jump(const FlowBody *body, const FlowParagraph *placed, int slot)
{
    if (!placed->n_lines || placed->depth > 1) return false;
    const ParLine *last = &g_array_index(body->job->lines->lines, ParLine, placed->first_line + placed->n_lines - 1);
    ParSegment segment = flow_thread_slot(&body->thread, slot).segment;
    return last->offset - segment.offset + last->width + placed->style->size + body->jump.width <= segment.width;
}

static void place_jump(FlowBody *body)
{
    if (body->jump.slot < 0) return;
    const FlowParagraph *last =
        body->paragraphs->len ? &g_array_index(body->paragraphs, FlowParagraph, body->paragraphs->len - 1) : NULL;
    body->jump.slot = body->n_slots - (last && flow_body_has_room_for_jump(body, last, body->n_slots - 1));
    body->n_slots = body->jump.slot + 1;
}

void flow_body_try(FlowBody *body)
{
    par_lines_truncate(body->job->lines, body->first_line);
    place_paragraphs(body);
    place_jump(body);
}

/* Level feet: cut the thread where its slots just hold the story.  A cut that moves lines to other segments, or a cross-head to
 * another leg, needs the story placed anew, and a cut one line lower while it does not hold. */
static void balance(FlowBody *body)
{
    int full = flow_thread_foot(&body->thread);
    for (int foot = flow_thread_foot_for(&body->thread, body->n_slots); foot <= full; foot++) {
        flow_thread_cut(&body->thread, foot);
        flow_body_try(body);
        if (body->n_slots <= body->thread.n_slots) return;
    }
}

void flow_body_place(FlowBody *body)
{
    flow_body_try(body);
    if (body->block->is_balanced && body->block->n_legs > 1 && body->n_slots < body->thread.n_slots) balance(body);
}
