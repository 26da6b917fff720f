/* What the files of flow/ that fit heads share: one head, measured. */
#ifndef FLOW_HEAD_FIT_H
#define FLOW_HEAD_FIT_H

#include "flow/job.h"

/* Closer than this, in thousandths of an em, the strokes of neighbours touch (RULES 2.5). */
#define FLOW_HEAD_TIGHTEST (-50)
#define FLOW_HEAD_STEP (DK_PT / 2)

typedef struct {
    DkLength natural;
    int n_gaps; /* places that the tracking widens */
} HeadLine;

typedef struct {
    FlowJob *job;
    const FlowFrame *frame;
    const FlowTexts *texts;
    const ModelStyle *style; /* as the layout has it */
    const HeadLine *lines;   /* one a text */
    unsigned widest;
} Head;

/* The tightest tracking that a style of a head may have. */
DkLength flow_head_tightest(const ModelStyle *style);
DkLength flow_head_room(const Head *head);
/* Shapes the texts in their style. */
void flow_head_shape(FlowJob *job, const FlowFrame *frame, FlowTexts *texts);
/* Finds the largest style in which no text takes more than two lines, all of them broken between words, and all fit the frame's
 * depth. */
bool flow_head_turn(const Head *head, ModelStyle *found, unsigned *n_lines);

#endif
