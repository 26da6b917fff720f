/* What the files of lint/ share: the page as boxes and strokes, and how a fault is reported. */
#ifndef LINT_JOB_H
#define LINT_JOB_H

#include "lint/lint.h"

/* ---- The page as a linter sees it (look.c) ---- */

typedef enum {
    LINT_HEAD,
    LINT_LEG,
    LINT_JUMP,
    LINT_CAPTION,
    LINT_FURNITURE,
    LINT_PICTURE,
    LINT_CODE,
    LINT_PULL_QUOTE,
    LINT_DROP_CAP
} LintBoxKind;

/* Something that stands on the page. */
typedef struct {
    LintBoxKind kind;
    const ModelBlock *block; /* NULL: furniture */
    const char *id;          /* of block or furniture */
    ModelElement element;    /* of a head */
    unsigned number;         /* of a leg, picture or caption in its block, from 0 */
    BaseRect rect;           /* its frame */
    BaseRect ink;            /* its lines' em boxes; of what has no lines, the frame */
    DkLength size;           /* of its largest text */
    const TextFace *face;    /* of that text */
    const FlowFrame *frame;  /* NULL: it has no lines */
} LintBox;

/* A straight line that parts what is on its two sides: a rule, a side of a border or of a ground. */
typedef struct {
    BaseRect rect;
    bool is_vertical;
    bool is_rule; /* drawn as one, not the side of a box */
} LintStroke;

typedef struct {
    const LintForms *forms;
    const ModelResolved *resolved;
    GArray *boxes;   /* LintBox; furniture, then block by block: heads, legs, jump, captions, pictures */
    GArray *strokes; /* LintStroke */
    DkDiagnostics *list;
    BaseLintRule rule; /* the one that is asked */
    DkSeverity severity;
} LintJob;

void lint_look(LintJob *job);

static inline const LintBox *lint_box(const LintJob *job, unsigned index)
{
    return &g_array_index(job->boxes, LintBox, index);
}
/* Whether a box is a kicker, headline or deck, and not a line that merely stands with them. */
static inline bool lint_is_title(const LintBox *box)
{
    bool is_part =
        box->element == MODEL_ELEMENT_KICKER || box->element == MODEL_ELEMENT_HEADLINE || box->element == MODEL_ELEMENT_DECK;
    return box->kind == LINT_HEAD && is_part;
}
/* Whether a stroke stands between two boxes that lie side by side or one below the other, along four fifths of where they face. */
bool lint_is_parted(const LintJob *job, const BaseRect *a, const BaseRect *b);
/* Whether a line is a cross-head's. */
bool lint_is_cross_head(const LintJob *job, const FlowFrame *frame, const FlowLine *line);
static inline const FlowLine *lint_line(const LintJob *job, const FlowFrame *frame, unsigned index)
{
    return &g_array_index(job->forms->galley->lines, FlowLine, frame->first_line + index);
}
static inline const ParLine *lint_set_line(const LintJob *job, const FlowLine *line)
{
    return &g_array_index(job->forms->lines->lines, ParLine, line->line);
}
static inline const TextParagraph *lint_paragraph(const LintJob *job, const FlowLine *line)
{
    return &g_array_index(job->forms->runs->paragraphs, TextParagraph, lint_set_line(job, line)->paragraph);
}
/* Box `index` of a set line as a cluster. */
const TextCluster *lint_cluster(const LintJob *job, const ParLine *line, unsigned index);
/* The style of a set line's first character; NULL: it has none. */
const ModelStyle *lint_line_style(const LintJob *job, const ParLine *line);
/* Stretches of a leg's lines that no cross-head parts: the first slot and the count of the longest.  0: there is none. */
int lint_longest_run(const LintJob *job, const LintBox *leg, int *first);
/* The largest headline of a block, or NULL. */
const LintBox *lint_headline(const LintJob *job, const ModelBlock *block);

/* ---- Rectangles ---- */

static inline DkLength lint_right(const BaseRect *rect)
{
    return rect->x + rect->width;
}
static inline DkLength lint_foot(const BaseRect *rect)
{
    return rect->y + rect->height;
}
/* How far two rectangles overlap across and down; negative: the gap between them. */
DkLength lint_across(const BaseRect *a, const BaseRect *b);
DkLength lint_down(const BaseRect *a, const BaseRect *b);
/* The smallest rectangle around both; an empty one (no width and no height) counts for nothing. */
BaseRect lint_union(BaseRect a, BaseRect b);

/* ---- Findings (report.c) ---- */

typedef struct {
    BasePlace place;
    double amount; /* in `unit`; unit NULL: none */
    const char *unit;
    const char *cure; /* what would mend it */
} LintFault;

/* Reports a fault against the rule that is asked. */
void lint_found(const LintJob *job, const LintFault *fault, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Places: of a block or furniture in the layout, of a line of set text in its story, of the page itself. */
BasePlace lint_box_place(const LintBox *box);
BasePlace lint_line_place(const LintJob *job, const FlowFrame *frame, const FlowLine *line);
BasePlace lint_page_place(const LintJob *job);
double lint_ems(const LintJob *job, DkLength length);             /* of the grid */
double lint_rows(const LintJob *job, DkLength length);            /* grid lines */
DkLength lint_pitch(const LintJob *job, const ModelBlock *block); /* from line to line of its legs, which may be off the grid */

/* ---- Rules: one function each ---- */

#define LINT_DECLARE(symbol, function, ...) void lint_##function(const LintJob *job);
BASE_LINT_RULES(LINT_DECLARE)
#undef LINT_DECLARE

#endif
