/* Plan: the layout that the evidence asks for.
 *
 * In: the stories with their measures, legs and lengths.  Out: RecPlan: a sheet, a grid, and a place for every story and every line of
 * furniture, so that the type area is full.  Widths are in cells (half an em of the body size), depths in grid lines. */
#ifndef RECONSTRUCT_PLAN_H
#define RECONSTRUCT_PLAN_H

#include "reconstruct/write.h"

#define REC_GUTTER 3 /* cells between legs and between blocks: 1.5 em, as the front page has them */
#define REC_LEGS_MAX 7
#define REC_HEAD_LINES_MAX 5

/* ---- Copy: how much room a story asks for ---- */

typedef struct {
    GArray *units;                       /* gint16: a unit's cells; COPY_* below for what begins */
    bool keeps_lines;                    /* it is set line for line, at its own measure */
    int headline, kicker, deck;          /* cells at their own size; 0: none */
    int headline_in[REC_HEAD_LINES_MAX]; /* cells of the headline's widest line, parted in 1 .. 5 */
    GArray *bylines;                     /* int: cells of each */
    int cross_head;                      /* cells of the widest cross-head */
    int n_pictures;
    bool has_standing_head, has_jump;
    int measure; /* evidence, cells; 0: none */
    int extra;   /* lines that setting has shown to be missing */
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
    double headline_size, kicker_size, deck_size; /* in body ems */
    int standing, kicker, headline, deck, byline; /* grid lines of each frame; 0: none */
    int lines;                                    /* in all */
} RecHead;

/* Where text begins beside a head: level with its headline. */
static inline int rec_aside_line(const RecHead *head)
{
    return 2 + head->standing + head->kicker;
}

RecHead rec_head_of(const RecCopy *copy, int width, bool is_lead);

/* ---- Slices: blocks packed into a rectangle ---- */

/* One story's block. */
typedef struct {
    unsigned story;
    bool is_lead;
    int face;                  /* of its headline: number in write_page.c's list; neighbours differ */
    int x, line, width, lines; /* cells; grid lines, from 1 */
    int n_legs, measure, rows; /* of text; rows: lines of a leg that no picture shortens */
    int span;                  /* the last legs, over which the pictures lie; n_legs: over the block */
    int picture_lines;         /* of each picture */
    int side;                  /* cells of a head that stands beside the text, not above it; 0: above */
    RecHead head;
} RecBlock;

#define REC_N_FACES 4 /* of headlines */

typedef struct {
    int x, line, width, lines; /* width 0: upright, in the middle between two blocks */
} RecRule;

typedef struct {
    GArray *blocks; /* RecBlock, in story order */
    GArray *rules;  /* RecRule */
    int height;     /* grid lines */
    double cost;
} RecSlices;

/* Packs stories into `width` cells; of the packings found the one that is nearest to between `least` and `most` lines deep and costs
 * least, stretched to `least` when it is shorter.  NULL when all are deeper than `most`. */
RecSlices *rec_slices_new(RecCopy *const *copies, unsigned n, int width, int least, int most);
void rec_slices_free(RecSlices *slices);

/* ---- Plan ---- */

/* A frame of furniture. */
typedef struct {
    char *id;
    const char *style;
    GPtrArray *texts; /* char *, its lines; of a code its words */
    bool is_code, is_boxed;
    int x, line, width, lines;
} RecFrame;

struct RecPlan {
    const char *sheet;
    double sheet_width, sheet_height, left, top; /* mm */
    double size, leading;                        /* pt */
    int width, n_lines;                          /* of the type area: cells, grid lines */
    RecSlices *slices;
    GPtrArray *frames; /* RecFrame */
    char *refusal;     /* why no page can be made; NULL: there is one */
};

/* The furniture above and below the stories; returns the lines it takes above, and sets those below. */
int rec_frames_above(const RecDraft *draft, RecPlan *plan);
int rec_frames_below(const RecDraft *draft, RecPlan *plan);
void rec_frame_free(RecFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecSlices, rec_slices_free)

#endif
