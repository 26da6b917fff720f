/* Lone lines: a paragraph's first line at a leg's foot, its last at a leg's head (CLREQ, widows and orphans; RULES 1.9).
 *
 * In: a paragraph as it was broken into the thread.  Where its first line is alone it begins in the next leg; where its last is, the line
 * before it goes along.  Both leave slots of the leg above empty.  What cannot be helped so stays, and is reported. */
#include "flow/body.h"

static unsigned leg_of(const FlowBody *body, const FlowParagraph *placed, unsigned line)
{
    return flow_thread_slot(&body->thread, flow_body_slot(&body->thread, placed, (int)line)).leg;
}

static bool is_set(const FlowBody *body, const FlowParagraph *placed, unsigned line)
{
    return flow_body_slot(&body->thread, placed, (int)line) + placed->depth <= body->thread.n_slots;
}

/* Whether the first line, of several, stands in a leg without the second. */
static bool is_foot_alone(const FlowBody *body, const FlowParagraph *placed)
{
    return !placed->is_carried && placed->n_lines > 1 && is_set(body, placed, 1) &&
           leg_of(body, placed, 0) != leg_of(body, placed, 1);
}

/* Whether the last line, of several, stands in a leg without the one before. */
static bool is_head_alone(const FlowBody *body, const FlowParagraph *placed)
{
    unsigned last = placed->n_lines - 1;
    return !placed->goes_on && placed->n_lines > 1 && is_set(body, placed, last) &&
           leg_of(body, placed, last - 1) != leg_of(body, placed, last);
}

static void break_again(FlowBody *body, FlowParagraph *placed, int first_slot)
{
    par_lines_truncate(body->job->lines, placed->first_line);
    flow_body_break(body, placed, first_slot);
}

/* The slot at which the leg behind the paragraph's first one begins. */
static int next_leg(const FlowBody *body, const FlowParagraph *placed)
{
    return flow_thread_next_leg(&body->thread, placed->first_slot);
}

void flow_body_keep_lines(FlowBody *body, FlowParagraph *placed)
{
    if (is_head_alone(body, placed) && placed->n_lines > 2) {
        placed->turn = (int)placed->n_lines - 2;
        break_again(body, placed, placed->first_slot);
    }
    int first_slot = placed->first_slot;
    if (is_foot_alone(body, placed)) {
        placed->turn = 0;
        break_again(body, placed, next_leg(body, placed));
    }
    if (!is_foot_alone(body, placed) && !is_head_alone(body, placed)) return;
    placed->turn = 0;
    break_again(body, placed, first_slot);
}

static void report(const FlowBody *body, const FlowParagraph *placed, unsigned line)
{
    const ParLine *set = &g_array_index(body->job->lines->lines, ParLine, placed->first_line + line);
    FlowSlot slot = flow_thread_slot(&body->thread, flow_body_slot(&body->thread, placed, (int)line));
    BasePlace place = flow_line_place(body->job->runs, set);
    place.story = body->block->story->slug;
    place.frame = body->block->id;
    place.set_line = slot.line + 1;
    base_report_amount(base_report(body->job->list, DK_WARNING, "lone-line", place,
                                   "line %d of \"%s\" stands alone at the %s of leg %u", place.set_line, place.frame,
                                   line ? "head" : "foot", slot.leg + 1),
                       1, "lines");
}

void flow_body_report_lone(const FlowBody *body)
{
    for (unsigned i = 0; i < body->paragraphs->len; i++) {
        const FlowParagraph *placed = &g_array_index(body->paragraphs, FlowParagraph, i);
        if (placed->is_break || placed->is_head || !placed->style->avoids_lone_lines) continue;
        if (is_foot_alone(body, placed)) report(body, placed, 0);
        if (is_head_alone(body, placed)) report(body, placed, placed->n_lines - 1);
    }
}
