/* Plan: the layout that the evidence asks for.
 *
 * In: the stories with their measures, legs and lengths.  Out: RecPlan: a sheet, a grid, and a place for every story and every line of
 * furniture, so that the type area is full.  Widths are in cells (half an em of the body size), depths in grid lines. */
#ifndef RECONSTRUCT_PLAN_H
#define RECONSTRUCT_PLAN_H

#include "reconstruct/write/write.h"

#define REC_GUTTER 3 /* cells between legs and between blocks: 1.5 em, as the front page has them */
#define REC_LEGS_MAX 7
#define REC_HEAD_LINES_MAX 5
#define REC_SMALL_LEADING 1.2 /* of kickers and decks, of their size */
#define REC_LEAST_MEASURE 16  /* cells: 8 em; narrower columns are torn open (RULES 1.8) */
#define REC_USUAL_MEASURE 34  /* of a story that shows none */
#define REC_WIDTH_MAX 600     /* cells of a type area; a broadsheet's at 3.4 pt */
#define REC_SEPARATION 1      /* grid lines between blocks one above the other ... */
#define REC_SEPARATION_GIVE 1 /* ... and so many more where depth is to be filled */
#define REC_WHITE_COST 1.0    /* a line of white, over a tenth of the width */

/* ---- Copy: how much room a story asks for ---- */

typedef struct {
    GArray *units;    /* gint16: a unit's cells; REC_COPY_* below for what begins */
    bool keeps_lines; /* it is set line for line, at its own measure */
    int n_kickers, n_decks;
    int headline, kicker, deck;          /* cells at their own size; 0: none */
    int headline_in[REC_HEAD_LINES_MAX]; /* cells of the headline's widest line, parted in 1 .. 5 */
    bool is_torn_in[REC_HEAD_LINES_MAX]; /* whether one of these begins inside a word */
    GArray *bylines;                     /* int: cells of each */
    int cross_head;                      /* cells of the widest cross-head */
    int n_cross_heads;
    int row;                         /* cells of the widest row of a table */
    int n_pictures, caption, credit; /* cells of the longest */
    bool has_standing_head, has_jump;
    int measure; /* evidence, cells; 0: none */
    bool has_dateline, is_lead;
} RecCopy;

enum { REC_COPY_PARAGRAPH = -1, REC_COPY_CROSS_HEAD = -2, REC_COPY_LINE = -3 };

RecCopy *rec_copy_new(const RecDraft *draft, const RecStory *story);
void rec_copy_free(RecCopy *copy);
/* How much a story matters, as far as its text shows: its length, a kicker, a dateline. */
double rec_copy_importance(const RecCopy *copy);
/* Lines of the body, set first-fit to `measure` cells. */
int rec_copy_lines(const RecCopy *copy, int measure);

/* Grid lines of a story, counted from 0, that are narrower than its measure. */
typedef struct {
    int line, n, measure; /* cells */
} RecNarrow;

GArray *rec_narrow_runs(const RecCopy *copy); /* RecNarrow */

/* A head as it stands in a block of some width. */
typedef struct {
    int headline_lines;                           /* lines of the headline */
    bool is_torn;                                 /* one of them begins inside a word */
    double headline_size, kicker_size, deck_size; /* in body ems */
    int standing, kicker, headline, deck, byline; /* grid lines of each frame; 0: none */
    int lines;                                    /* in all */
} RecHead;

/* Where text begins beside a head: level with its headline. */
static inline int rec_aside_line(const RecHead *head)
{
    return 2 + head->standing + head->kicker;
}

/* What a head is made for. */
typedef struct {
    int width; /* cells */
    bool is_lead;
    int more_lines; /* of the headline, than it needs */
    double line;    /* body ems of a grid line, at least */
} RecHeadRoom;

RecHead rec_head_of(const RecCopy *copy, const RecHeadRoom *room);

/* ---- Leaves: one story in a block of some width ---- */

typedef struct {
    unsigned story;
    int n_legs, span, side;                    /* as of RecBlock */
    int gutter;                                /* cells between legs */
    int measure, text, rows;                   /* text: lines in all; rows: lines of a leg that no picture shortens */
    int least;                                 /* measure, that its cross-heads and rows of tables need */
    int pictures, picture_lines, picture_give; /* lines of each, and that each may be deeper */
    int caption_lines;
    int height, give; /* the least depth, and the lines that it may be deeper */
    double cost;
    bool is_good; /* every leg has some lines */
    RecHead head;
} RecLeaf;

/* What all leaves of a page share. */
typedef struct {
    RecCopy *const *copies;
    unsigned n;
    int width;   /* of the page */
    double line; /* body ems of a grid line */
    int *lines;  /* story and measure -> lines + 1; 0: not counted yet */
} RecLeaves;

/* Calls `see` with every way in which a story can stand in a block of `width` cells. */
void rec_leaves_of(RecLeaves *leaves, unsigned story, int width, void (*see)(const RecLeaf *leaf, void *data), void *data);
/* Gives a leaf depth: `lines` more, at most its give, to its pictures and the air about its headline. */
void rec_leaf_deepen(RecLeaf *leaf, int lines);
/* What setting has shown of a story: lines by which its legs are longer than counted, cells by which they are to be narrower. */
typedef struct {
    int rows, cells;
} RecTune;
void rec_leaf_tune(RecLeaf *leaf, const RecTune *tune);

/* ---- Slices: blocks packed into a rectangle ---- */

/* One story's block. */
typedef struct {
    unsigned story;
    bool is_lead;
    int face;                         /* of its headline: number in write/page.c's list; neighbours differ */
    int x, line, width, lines;        /* cells; grid lines, from 1 */
    int n_legs, measure, rows;        /* of text; rows: lines of a leg that no picture shortens */
    int span;                         /* the last legs, over which the pictures lie; n_legs: over the block */
    int picture_lines, caption_lines; /* of each picture */
    int side;                         /* cells of a head that stands beside the text, not above it; 0: above */
    RecHead head;
} RecBlock;

#define REC_N_FACES 4 /* of headlines */

typedef struct {
    double line;
    int x, width, lines; /* width 0: upright, in the middle between two blocks */
} RecRule;

typedef enum { REC_LEAF, REC_STACK, REC_SIDE } RecPartKind;

/* A rectangle of a packing: one story, or two rectangles one above the other, or side by side. */
typedef struct {
    RecPartKind kind;
    int width;
    int height, give;  /* as of a leaf */
    int first, second; /* of the parts */
    RecLeaf leaf;
} RecPart;

typedef struct {
    GArray *parts;  /* RecPart, the whole last */
    GArray *blocks; /* RecBlock, in story order; once it is laid out */
    GArray *rules;  /* RecRule */
    int width, height;
    double cost;
} RecSlices;

/* What stories are packed into. */
typedef struct {
    int width, least, most; /* cells; grid lines */
    double line;            /* body ems of a grid line, at least */
    bool is_bound;          /* furniture reaches from side to side: no seam runs from top to foot */
} RecRoom;

/* Packings of the stories, the cheapest first: those that are `most` lines deep or less. */
GPtrArray *rec_slices_find(RecCopy *const *copies, unsigned n, const RecRoom *room); /* RecSlices */
/* Lays a packing out, `lines` deep or as deep as it must be, its stories tuned (NULL: as counted). */
void rec_slices_lay(RecSlices *slices, const RecTune *tunes, int lines);
/* What is to be paid for rules of parts side by side that look like one through the whole packing. */
double rec_slices_cut_cost(const RecSlices *slices);
void rec_slices_free(RecSlices *slices);
/* Gives headlines their faces, and sizes that step down from the lead's. */
void rec_slices_grade(RecSlices *slices);

/* ---- Plan ---- */

/* A frame of furniture. */
typedef struct {
    char *id;
    const char *style;
    GPtrArray *texts; /* char *, its lines; of a code its words */
    bool is_code, is_boxed;
    int x, line, width, lines;
    int inset; /* cells between the box and its text; 0: the box is the frame's border */
} RecFrame;

struct RecPlan {
    const char *sheet;
    double sheet_width, sheet_height, left, top; /* mm */
    double area;                                 /* pt of depth that the sheet has for text */
    double size, leading;                        /* pt */
    int width, n_lines;                          /* of the type area: cells, grid lines */
    int least, most, limit; /* lines that the stories may take; limit: once setting has shown that they are longer */
    int furniture;          /* lines that furniture takes, above and below them */
    bool is_part;           /* the stories fill no sheet: their depth is what they need ... */
    bool is_cut;            /* ... and the sheet ends where they do */
    RecSlices *slices;
    unsigned *stories; /* which story each one of the packing is */
    unsigned n_stories;
    double cost;
    GPtrArray *frames;  /* RecFrame */
    double teaser_size; /* body ems */
    char *refusal;      /* why no page can be made; NULL: there is one */
    RecPlan *next;      /* the next best one */
};

#define REC_PAGE_STORIES 24 /* more are no page */

/* Lays a plan out anew, each story tuned (NULL: as counted); false when the sheet is too small for that. */
bool rec_plan_lay(const RecDraft *draft, RecPlan *plan, const RecTune *tunes);

/* The furniture above and below the stories; returns the lines it takes above, and sets those below. */
int rec_frames_above(const RecDraft *draft, RecPlan *plan);
int rec_frames_below(const RecDraft *draft, RecPlan *plan);
void rec_frame_free(RecFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecSlices, rec_slices_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecPlan, rec_plan_free)

#endif
