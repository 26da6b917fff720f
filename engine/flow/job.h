/* What the files of flow/ share: the job of filling one page, and the few steps they call of each other. */
#ifndef FLOW_JOB_H
#define FLOW_JOB_H

#include "flow/flow.h"

typedef struct {
    const ModelResolved *resolved;
    TextFonts *fonts;
    TextRuns *runs;
    ParLines *lines;
    FlowGalley *galley;
    BaseArena *arena;
    DkDiagnostics *list;
} FlowJob;

/* One text to set into a frame of its own: a line of a headline, a caption, a date line. */
typedef struct {
    const char *text;
    const TextSpan *spans; /* cover the text */
    unsigned n_spans;
    BasePlace place; /* where the text is written */
    unsigned credit; /* of a caption: byte at which its credit begins; 0: it has none, or nothing else */
} FlowText;

/* A galley without frames, to be filled. */
FlowGalley *flow_galley_new(void);
/* Sets one frame of its own. */
void flow_fill_furniture(FlowJob *job, const ModelFurniture *furniture);
void flow_fill_head(FlowJob *job, const ModelBlock *block, const ModelHead *head);
void flow_fill_caption(FlowJob *job, const ModelBlock *block, unsigned number);

/* Shapes one text; returns its paragraph. */
unsigned flow_shape(FlowJob *job, const FlowText *text, const ModelStory *story, ModelDirection direction);
/* The texts of one frame, each a paragraph, all in one style. */
typedef struct {
    const FlowText *items;
    unsigned n;
    unsigned style;       /* of the runs' styles */
    unsigned *paragraphs; /* of the runs */
} FlowTexts;

/* Shapes a head's texts again in a style that fits, when one is too wide for its frame and such a style can help; whether the texts
 * now stand in lines that fit (RULES 2.5). */
bool flow_head_fit(FlowJob *job, const FlowFrame *frame, FlowTexts *texts);
/* Moves the lines of a head so that marks at their edges hang. */
void flow_head_hang(FlowJob *job, const FlowFrame *frame, const ModelStyle *style);
/* What a finding calls a frame, and where it says it is. */
const char *flow_frame_word(const FlowFrame *frame);
BasePlace flow_frame_place(const FlowFrame *frame, BasePlace place);
/* Appends `frame` and sets the texts in it, one below the other, as the style at `style` says; reports what does not fit. */
void flow_compose(FlowJob *job, FlowFrame frame, const FlowText *texts, unsigned n_texts, unsigned style);

/* A place for one line of body text. */
typedef struct {
    unsigned leg; /* of the block, from 0 */
    int line;     /* of the leg, from 0 */
    ParSegment segment;
} FlowSlot;

/* The slots of a block whose text runs round something, all of them. */
typedef struct {
    const FlowSlot *slots;
    const int *before;     /* by line of all legs, one more than each has: how many slots stand before it */
    const int *first_line; /* by leg: its first in `before` */
} FlowParted;

/* NULL: nothing stands in the block's legs. */
const FlowParted *flow_parted_new(const ModelResolved *resolved, const ModelBlock *block, BaseArena *arena);
/* From line to line in the legs of a block, and how many lines one of them holds. */
DkLength flow_pitch(const ModelResolved *resolved, const ModelBlock *block);
int flow_leg_lines(const ModelResolved *resolved, const ModelLeg *leg, DkLength pitch);
/* The segment of one line of a leg: its whole measure, unless a narrowing covers the line. */
ParSegment flow_leg_segment(const ModelResolved *resolved, const ModelLeg *leg, int line, DkLength pitch);

/* The line slots of a block's legs, in reading order, down to the line `foot`, not included: of the type area, from 0, on the grid; of
 * the block's highest leg where its lines are off the grid. */
typedef struct {
    const ModelResolved *resolved;
    const ModelBlock *block;
    const FlowParted *parted; /* NULL: every line is one slot */
    DkLength pitch, origin;   /* of the lines that feet are counted in */
    int foot, n_slots;
    int cap_lines;      /* the first lines of the first leg, which a drop cap takes ... */
    DkLength cap_width; /* ... so much of */
} FlowThread;

FlowThread flow_thread_new(const ModelResolved *resolved, const ModelBlock *block, BaseArena *arena);
void flow_thread_cut(FlowThread *thread, int foot);
/* The lowest grid line any leg reaches, and the first at which the legs hold `n` slots: legs then end level, the last one short. */
int flow_thread_foot(const FlowThread *thread);
int flow_thread_foot_for(const FlowThread *thread, int n);
/* The slot at `index`; past the thread's end, the last one. */
FlowSlot flow_thread_slot(const FlowThread *thread, int index);
/* What a line that takes `depth` slots from `index` on has of all of them. */
ParSegment flow_thread_deep_segment(const FlowThread *thread, int index, int depth);
/* The first slot of the leg after the one that slot `index` is in; n_slots in the last leg. */
int flow_thread_next_leg(const FlowThread *thread, int index);
/* The thread's slots as a measure. */
ParMeasure flow_thread_measure(const FlowThread *thread);

/* Sets the story of a block into its legs, with its jump line, and records how it fits. */
void flow_body(FlowJob *job, const ModelBlock *block);
/* The grid line of the type area, from 0, at which the legs of a block have to end so that they hold its story. */
int flow_body_foot(FlowJob *job, const ModelBlock *block);

/* A copy of `from` at another size, its leading kept; and the index of a style added to the runs' own. */
ModelStyle flow_style_at(const ModelStyle *from, DkLength size);
unsigned flow_add_style(FlowJob *job, const ModelStyle *style);
/* The same, or the index of one made before that is no other: for many small parts of a text. */
unsigned flow_share_style(FlowJob *job, const ModelStyle *style);
/* The style of notes in two rows among text in style `base`. */
unsigned flow_note_style(FlowJob *job, unsigned base);

/* Reports the frame's lines that are loose, forced, a runt, or wider than their measure. */
void flow_report_lines(const FlowJob *job, const FlowFrame *frame);

static inline DkLength flow_inline_size(const FlowFrame *frame)
{
    return frame->direction == MODEL_DIRECTION_VERTICAL ? frame->rect.height : frame->rect.width;
}

static inline DkLength flow_block_size(const FlowFrame *frame)
{
    return frame->direction == MODEL_DIRECTION_VERTICAL ? frame->rect.width : frame->rect.height;
}

#endif
