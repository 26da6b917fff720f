/* Threads: a block's legs as one list of line slots on the grid.
 *
 * A leg that is narrowed over some lines, or legs of unequal measure and depth, only give slots with other segments.  Where text runs
 * round something, a line has no slot, one, or one at each side; the slots are then found beforehand (around.c).  Level feet are
 * a cut: all legs end at one grid line of the type area, the last one may be short (CLREQ, columns; RULES 2.6). */
#include "flow/job.h"

static const ModelLeg *thread_leg(const FlowThread *thread, unsigned leg)
{
    return &thread->resolved->legs[thread->block->first_leg + leg];
}

static DkLength leg_measure(const ModelLeg *leg)
{
    return leg->is_vertical ? leg->rect.height : leg->rect.width;
}

DkLength flow_pitch(const ModelResolved *resolved, const ModelBlock *block)
{
    return block->pitch ? block->pitch : resolved->line;
}

int flow_leg_lines(const ModelResolved *resolved, const ModelLeg *leg, DkLength pitch)
{
    return pitch == resolved->line ? leg->n_lines : (int)((int64_t)leg->n_lines * resolved->line / pitch);
}

ParSegment flow_leg_segment(const ModelResolved *resolved, const ModelLeg *leg, int line, DkLength pitch)
{
    int64_t over = (int64_t)line * pitch, under = over + pitch, grid = resolved->line;
    for (unsigned i = 0; i < leg->n_narrows; i++) {
        const ModelNarrow *narrow = &resolved->narrows[leg->first_narrow + i];
        if (under > narrow->first_line * grid && over < (narrow->first_line + narrow->n_lines) * grid)
            return (ParSegment){narrow->offset, narrow->width};
    }
    return (ParSegment){0, leg_measure(leg)};
}

static int lines_above(const FlowThread *thread, const ModelLeg *leg, int foot)
{
    int n = flow_leg_lines(thread->resolved, leg, thread->pitch);
    int64_t depth = thread->origin + (int64_t)foot * thread->pitch - (int64_t)leg->grid_line * thread->resolved->line;
    return (int)CLAMP(depth / thread->pitch, 0, n);
}

/* The slots of a leg above a foot: its lines, unless text runs round something in it. */
static int leg_slots(const FlowThread *thread, unsigned leg, int foot)
{
    int n = lines_above(thread, thread_leg(thread, leg), foot);
    const FlowParted *parted = thread->parted;
    return parted ? parted->before[parted->first_line[leg] + n] - parted->before[parted->first_line[leg]] : n;
}

static int slots_above(const FlowThread *thread, int foot)
{
    int n = 0;
    for (unsigned l = 0; l < thread->block->n_legs; l++) n += leg_slots(thread, l, foot);
    return n;
}

/* Lines off the grid are counted from the highest leg on. */
static DkLength origin_of(const FlowThread *thread)
{
    int highest = G_MAXINT;
    if (thread->pitch == thread->resolved->line) return 0;
    for (unsigned l = 0; l < thread->block->n_legs; l++) highest = MIN(highest, thread_leg(thread, l)->grid_line);
    return thread->block->n_legs ? highest * thread->resolved->line : 0;
}

FlowThread flow_thread_new(const ModelResolved *resolved, const ModelBlock *block, BaseArena *arena)
{
    FlowThread thread = {.resolved = resolved,
                         .block = block,
                         .parted = flow_parted_new(resolved, block, arena),
                         .pitch = flow_pitch(resolved, block)};
    thread.origin = origin_of(&thread);
    flow_thread_cut(&thread, flow_thread_foot(&thread));
    return thread;
}

void flow_thread_cut(FlowThread *thread, int foot)
{
    thread->foot = foot;
    thread->n_slots = slots_above(thread, foot);
}

int flow_thread_foot(const FlowThread *thread)
{
    int foot = 0;
    for (unsigned l = 0; l < thread->block->n_legs; l++) {
        const ModelLeg *leg = thread_leg(thread, l);
        DkLength top = leg->grid_line * thread->resolved->line - thread->origin;
        foot = MAX(foot, (top + thread->pitch - 1) / thread->pitch + flow_leg_lines(thread->resolved, leg, thread->pitch));
    }
    return foot;
}

int flow_thread_foot_for(const FlowThread *thread, int n)
{
    int low = 0, high = flow_thread_foot(thread);
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (slots_above(thread, middle) >= n) high = middle;
        else low = middle + 1;
    }
    return low;
}

static FlowSlot slot_at(const FlowThread *thread, int index)
{
    int left = MIN(index, thread->n_slots - 1);
    for (unsigned l = 0; l < thread->block->n_legs; l++) {
        const ModelLeg *leg = thread_leg(thread, l);
        int n = leg_slots(thread, l, thread->foot);
        if (left < n && thread->parted) return thread->parted->slots[thread->parted->before[thread->parted->first_line[l]] + left];
        if (left < n) return (FlowSlot){l, left, flow_leg_segment(thread->resolved, leg, left, thread->pitch)};
        left -= n;
    }
    g_assert_not_reached();
}

FlowSlot flow_thread_slot(const FlowThread *thread, int index)
{
    FlowSlot slot = slot_at(thread, index);
    bool is_beside_cap =
        slot.leg == 0 && slot.line < thread->cap_lines &&
        slot.segment.offset == flow_leg_segment(thread->resolved, thread_leg(thread, 0), slot.line, thread->pitch).offset;
    if (!is_beside_cap) return slot;
    slot.segment.offset += thread->cap_width;
    slot.segment.width = MAX(0, slot.segment.width - thread->cap_width);
    return slot;
}

int flow_thread_next_leg(const FlowThread *thread, int index)
{
    int end = 0;
    for (unsigned l = 0; l < thread->block->n_legs && end <= index; l++) end += leg_slots(thread, l, thread->foot);
    return end;
}

ParSegment flow_thread_deep_segment(const FlowThread *thread, int index, int depth)
{
    ParSegment segment = flow_thread_slot(thread, index).segment;
    for (int i = 1; i < depth && thread->parted; i++) {
        ParSegment other = flow_thread_slot(thread, index + i).segment;
        DkLength start = MAX(segment.offset, other.offset);
        segment = (ParSegment){start, MIN(segment.offset + segment.width, other.offset + other.width) - start};
    }
    return segment;
}

static ParSegment thread_segment(const void *data, int line)
{
    return flow_thread_slot(data, line).segment;
}

ParMeasure flow_thread_measure(const FlowThread *thread)
{
    return (ParMeasure){thread_segment, thread};
}
