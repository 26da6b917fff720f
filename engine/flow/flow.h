/* flow/ - resolved layout and text -> galley, the fourth intermediate form: lines in frames.
 *
 * In: the resolved layout; fonts to shape with.  Out: every frame of the page with the lines that stand in it, each story's
 * fit, and findings about both.  Method: heads, captions and furniture are composed each into its own frame; a story's body fills
 * the thread of its block's legs.  A thread is a list of line slots on the grid, so a leg narrowed by a headline or a picture is only
 * a slot with another segment, and a paragraph knows nothing of legs.  Balancing is a loop: place, look, take back, repeat. */
#ifndef FLOW_H
#define FLOW_H

#include "paragraph/paragraph.h"

/* A label stands in the empty box of a picture that is missing.  A pull quote repeats words of the text: it is counted nowhere as text. */
typedef enum {
    FLOW_HEAD,
    FLOW_LEG,
    FLOW_JUMP,
    FLOW_CAPTION,
    FLOW_FURNITURE,
    FLOW_LABEL,
    FLOW_PULL_QUOTE,
    FLOW_DROP_CAP, /* the first character of the leg that follows */
    FLOW_N_FRAMES
} FlowFrameKind;
extern const char *const flow_frame_words[];

/* A rectangle with its lines.  Lines are in reading order. */
typedef struct {
    FlowFrameKind kind;
    const char *id;       /* block id, or furniture id */
    ModelElement element; /* of a head */
    unsigned number;      /* of a leg or caption in its block, from 0 */
    BaseRect rect;        /* on the sheet */
    ModelDirection direction;
    const ModelStory *story; /* NULL: furniture */
    unsigned first_line, n_lines;
} FlowFrame;

/* A line in its frame.  Where it stands in inline direction says its ParLine. */
typedef struct {
    unsigned line; /* of the ParLines */
    unsigned frame;
    DkLength center; /* of the line's em box, from the frame's over side in block direction */
    int slot;        /* of a leg, counted from 0; else the line's number in the frame */
} FlowLine;

/* What stands beside a part of a line: a reading, a line under a name.  Places are in the line's frame. */
typedef struct {
    TextMarkKind kind;
    unsigned line; /* of the galley */
    unsigned mark; /* of the runs */
    unsigned frame;
    DkLength start, end;      /* in inline direction */
    DkLength over, under;     /* in block direction */
    ModelDirection direction; /* of the reading's own line, which runs through the middle of that rectangle */
    unsigned reading;         /* of the ParLines; FLOW_NO_LINE: a stroke over the whole rectangle ... */
    DkLength weight;          /* ... this heavy */
} FlowBeside;
#define FLOW_NO_LINE G_MAXUINT

typedef struct {
    const ModelBlock *block;
    ModelMoves moves;                                    /* made, or, where fitting only reports, that it would make */
    int set, available, over, short_by, over_characters; /* see DkFit */
} FlowFit;

/* A head that was too wide for its frame, and how it was set; all but `n_lines` as before where fitting only reports. */
typedef struct {
    unsigned frame; /* of the galley */
    DkLength size, from_size, tracking, from_tracking;
    unsigned n_lines, from_lines;
} FlowHeadFit;

/* The fourth intermediate form. */
typedef struct {
    GArray *frames;    /* FlowFrame, in reading order */
    GArray *lines;     /* FlowLine, frame by frame */
    GArray *besides;   /* FlowBeside, line by line */
    GArray *fits;      /* FlowFit, one a block with a story */
    GArray *head_fits; /* FlowHeadFit, one a head that did not fit as its layout has it */
} FlowGalley;

/* Fits the stories of a page, as far as its layout lets something give: the page with their moves made, or, where fitting only reports,
 * noted; `resolved` itself where nothing moves.  Reports what was moved (`story-fitted`), what is left (`fit-failed`), and what two
 * stories side by side forbid (`fit-unlike`). */
const ModelResolved *flow_fit(const ModelResolved *resolved, TextFonts *fonts, BaseArena *arena, DkDiagnostics *list);
/* Fills the page's frames: shapes into `runs`, breaks into `lines`.  Reports overset text with its story, block and character count
 * (`overset`), a head that was made to fit (`head-fitted`) or does not (`head-too-wide`, `head-too-deep`), a loose or forced line, a
 * runt. */
FlowGalley *flow_fill(const ModelResolved *resolved, TextFonts *fonts, TextRuns *runs, ParLines *lines, BaseArena *arena,
                      DkDiagnostics *list);
/* Measures in a draft of a page, as far as its pictures are open, what `depths` leaves open: heads, captions and furniture by the lines of
 * their text, pictures by their own shape, blocks by the lines at which the legs of their story end level.  Whether another
 * draft is wanted, because what was found moves something that other depths hang on. */
bool flow_find_depths(const ModelResolved *draft, TextFonts *fonts, ModelDepths *depths);
/* Reports depths that, in a draft that has them all, are not what their content needs there (`depths-unsettled`). */
void flow_check_depths(const ModelResolved *draft, TextFonts *fonts, const ModelDepths *depths, DkDiagnostics *list);
/* Where in its source a line's first character is written. */
BasePlace flow_line_place(const TextRuns *runs, const ParLine *line);
/* Where the story of `block`, which the page need not hold, is cut for its next part when it does not fit with its jump line; false
 * when it fits, or when not even a line does. */
bool flow_cut(const ModelResolved *resolved, const ModelBlock *block, TextFonts *fonts, BaseArena *arena, unsigned *byte);
void flow_galley_free(FlowGalley *galley);
void flow_dump(const FlowGalley *galley, const ParLines *lines, BaseDump *dump);

#endif
