/* What the files of flow/ that set a story's body share: the paragraphs of one block, shaped, and where they stand in its thread. */
#ifndef FLOW_BODY_H
#define FLOW_BODY_H

#include "flow/job.h"

/* A paragraph of the story: shaped once, broken as often as need be. */
typedef struct {
    const ModelStyle *style;
    unsigned paragraph;           /* of the runs */
    bool is_break;                /* an empty line */
    bool is_carried, goes_on;     /* of a story's part: begun before it, ended after it */
    bool is_head;                 /* a cross-head: in one piece, in the leg of the line that follows */
    int depth;                    /* slots a line takes: a leading of two grid lines takes two */
    unsigned first_line, n_lines; /* of the ParLines */
    int first_slot;
    int turn; /* the line from which on it goes on in the next leg, whatever room is left; 0: none */
} FlowParagraph;

/* The jump line after the last words. */
typedef struct {
    const ModelStyle *style;
    unsigned paragraph;
    DkLength width;
    int slot; /* -1: the story has none */
} FlowJump;

/* The story's first character, deeper than a line. */
typedef struct {
    int n_lines; /* 0: none */
    unsigned paragraph, style;
    unsigned line; /* of the ParLines */
    DkLength width;
} FlowDropCap;

typedef struct {
    FlowJob *job;
    const ModelBlock *block;
    FlowThread thread;
    GArray *paragraphs; /* FlowParagraph */
    FlowJump jump;
    FlowDropCap cap;
    unsigned first_line; /* of the ParLines */
    int n_slots;         /* used, those past the thread's end included */
    bool is_counted;     /* only that is asked: lines are not kept, but for what a jump line may stand beside */
} FlowBody;

/* How many slots a line in a style takes. */
int flow_body_depth(const ModelResolved *resolved, const ModelStyle *style);
/* The first slot of line `line` of a paragraph that was placed; each line takes its slots in one leg. */
int flow_body_slot(const FlowThread *thread, const FlowParagraph *placed, int line);
/* Breaks a paragraph into the slots from `first_slot` on. */
void flow_body_break(FlowBody *body, FlowParagraph *placed, int first_slot);
/* Sets a paragraph anew where one of its lines is alone at a leg's foot or head, and the next leg can help (lone.c). */
void flow_body_keep_lines(FlowBody *body, FlowParagraph *placed);
/* Reports the paragraphs that have such a line against their style. */
void flow_body_report_lone(const FlowBody *body);
/* Shapes the readings of a paragraph, the spans of which are given in its parts' styles, and lists its marks (TextMark).  Readings are
 * paragraphs of the runs of their own. */
GArray *flow_body_marks(FlowBody *body, const ModelParagraph *paragraph, unsigned style);
/* Sets what stands beside the lines of the galley from `first_line` on; reports what has no room in the leading. */
void flow_body_beside(const FlowBody *body, unsigned first_line);
/* Shapes the block's drop cap and takes its room from the thread; returns the bytes of the first paragraph that are in it. */
unsigned flow_drop_cap_shape(FlowBody *body);
/* Appends it to the galley, before the legs. */
void flow_drop_cap_append(const FlowBody *body);
/* Whether the jump line has room beside the last line of `placed`, which stands in slot `slot`. */
bool flow_body_has_room_for_jump(const FlowBody *body, const FlowParagraph *placed, int slot);
/* Shapes the story's paragraphs and its jump line. */
void flow_body_shape(FlowBody *body);
/* Breaks all into the thread as it is. */
void flow_body_try(FlowBody *body);
/* Breaks all into the thread, balanced when the block is. */
void flow_body_place(FlowBody *body);
/* Records and reports how the story fits into `available` slots; drops what is over. */
void flow_body_record_fit(FlowBody *body, int available);

#endif
