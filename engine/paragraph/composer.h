/* Inside paragraph/: a paragraph as items with their blanks, and a line as a range of them.
 *
 * An item is one cluster: a blank before it, its body, a blank after it, and the gap to the next item.  Blanks belong to marks, gaps lie
 * between words, between Han and Latin, and wherever a style tracks its text.  What can give or take slack says at which step. */
#ifndef PARAGRAPH_COMPOSER_H
#define PARAGRAPH_COMPOSER_H

#include "paragraph/paragraph.h"

/* The steps at which a line shrinks, in order: CLREQ's, then one that only total-fit has (see items.c). */
typedef enum {
    STEP_WORD_SPACE,
    STEP_DOT,
    STEP_BRACKET,
    STEP_PAUSE,
    STEP_HAN_LATIN,
    STEP_STOP,
    STEP_HAN,
    N_STEPS,
    STEP_NONE = N_STEPS
} Step;

enum {
    PAR_TIGHTEST = 20,          /* Han come closer by this part of an em at most */
    PAR_WIDEST = G_MAXINT32 / 2 /* what a width is given as that is more: no measure comes near it */
};

/* Where a line may stretch between an item and the next. */
typedef enum { STRETCH_NONE, STRETCH_WORD_SPACE, STRETCH_HAN_LATIN, STRETCH_HAN } Stretch;

/* A blank as it stands inside a line. */
typedef struct {
    DkLength width; /* natural */
    DkLength give;  /* what it may give at its step */
    uint8_t step;   /* Step; STEP_NONE: gives nothing */
    DkLength take;  /* what a mark's may take, total-fit only */
} Blank;

typedef struct {
    Blank lead, trail, gap;
    DkLength body;
    DkLength own_lead;              /* the blank before the body that the cluster's advance holds */
    DkLength lead_edge, trail_edge; /* the blanks at a line's start and end */
    DkLength em;
    DkLength take;       /* what the gap may take at its own stretch step */
    DkLength tight;      /* what it may give at STEP_HAN */
    uint8_t class;       /* TextClass */
    uint8_t stretch;     /* Stretch of the gap */
    bool may_start;      /* a line may start here, at the style's level */
    bool is_break;       /* ... at level none */
    bool must_start;     /* a line must start here ... */
    bool is_source_line; /* ... because one of the source does: the line above is flush all the same */
    bool is_space;       /* vanishes at a line's edge */
    bool may_hang;
    bool may_row;           /* of a note: its second row may start here */
    DkLength row, row_lead; /* of a note: what the item takes in its row, and the blank before its body there */
    unsigned limit;         /* the first item after this one that must start a line, else their number */
    unsigned next_break;    /* the first item from this one on that may start a line, else their number */
    unsigned next_solid;    /* the first item from this one on that is no word space, else their number */
    unsigned last_solid;    /* the last item up to this one that is no space; G_MAXUINT: none */
} Item;

/* Running totals of the items before an index, and what the ends of lines are looked up by.  Totals of 32 bits wrap around; over a line
 * that fits its measure differences are exact. */
typedef struct {
    int64_t natural, give_all;
    int64_t reach; /* with all that stretches, as far as it does without being loose */
    int64_t least; /* the narrowest of the lines' ends from this one to the limit, squeezed: never falls up to there */
    int64_t most;  /* the widest end up to this one, by its reach: never falls */
    uint32_t word_take, latin_take, mark_take, n_han;
    uint32_t give[N_STEPS];
} Sums;

typedef struct Note Note;

/* An item's blanks as set in a line. */
typedef struct {
    DkLength lead, trail, gap;
} Slot;

typedef struct {
    const ParRequest *request;
    const TextParagraph *paragraph;
    const TextCluster *clusters; /* item 0's on */
    const TextRun *runs;         /* of the request's runs */
    const ModelStyle *style;
    unsigned first_cluster; /* of the runs: item 0 */
    unsigned n;
    Item *items;
    Sums *sums; /* n + 1 */
    bool is_justified;
    GArray *slots; /* Slot: of the line being justified */
    GArray *notes; /* Note, in order; NULL: none */
} Composer;

/* A line: items start .. next - 1, of which first .. last are what is seen: blanks at the edges vanish.  first = next: blanks alone. */
typedef struct {
    unsigned start, first, last, next;
    DkLength measure;
    int64_t natural;        /* marks at the edges trimmed */
    int64_t give_all;       /* what it may shrink by ... */
    DkLength give[N_STEPS]; /* ... at each step; only of lines that must shrink */
    DkLength word_take, latin_take, mark_take;
    int n_han; /* places that stretch between Han */
    bool is_last, is_hanging, is_forced;
    bool ends_early; /* the text ends the line here */
    bool is_short;   /* the source has a line that does not fill the measure */
    DkLength excess; /* see ParLine */
} Line;

/* paragraph.c: a composer for the rest of the request's paragraph. */
Composer par_composer_make(const ParRequest *request);
void par_composer_clear(Composer *composer);

/* items.c: makes the items of clusters `from` .. the paragraph's end. */
void par_items_make(Composer *composer);
void par_items_clear(Composer *composer);

/* marks.c: the blanks that a mark of the language has in its advance, and what is left of them in a punctuation style. */
typedef struct {
    DkLength lead, trail;
} MarkBlanks;
MarkBlanks par_mark_blanks(const TextCluster *cluster, const TextParagraph *paragraph, DkLength em);
bool par_is_halved(TextClass class, ModelPunctuation punctuation);

/* ruby.c: room for readings that are wider than their base, and for names that are spread. */
void par_give_room(Composer *composer);

/* note.c: notes in two rows.  What the rows of a line's notes take beyond the widths of their items; and their boxes, put into rows once
 * the line is set. */
void par_notes_make(Composer *composer);
DkLength par_note_room(const Composer *composer, const Line *line);
void par_notes_place(const Composer *composer, const Line *line, ParLine *set, ParBox *boxes);

/* prohibit.c: whether a line may start with `after` when `before` ends the line above it. */
bool par_may_part(TextClass before, TextClass after, ModelProhibition level);

/* line.c */
DkLength par_line_indent(const Composer *composer, unsigned first);
/* Measures the line of items first .. next - 1 in `measure`. */
Line par_line_measure(const Composer *composer, unsigned first, unsigned next, DkLength measure);
bool par_line_fits(const Line *line);
/* Fills in what the ends of lines are looked up by, once the totals stand. */
void par_ends_make(Composer *composer);
/* Whether no line from `first` that ends at `next` or later can fit: what edges and hanging could save is less than two ems. */
bool par_is_beyond(const Composer *composer, unsigned first, unsigned next, DkLength measure);
/* The first end of a line from `first` that may fill the measure without being loose, or one before it; their limit: there is none. */
unsigned par_first_end(const Composer *composer, unsigned first, DkLength measure);
/* The first end from `next` on at which a line may end. */
unsigned par_next_break(const Composer *composer, unsigned next);
/* Whether a line may start at item `index`, or the paragraph ends there. */
bool par_may_break(const Composer *composer, unsigned index);
/* Stretch a place between Han needs beyond what words, Han-Latin gaps and marks take; 0: none.  G_MAXINT32: there is no place. */
DkLength par_line_looseness(const Line *line);
/* Whether the text itself ends the line before item `next`, which is then not flush. */
bool par_ends_early(const Composer *composer, unsigned next);
/* What the shortest line from where this one starts that breaks no rule is wider by than the measure. */
DkLength par_excess_of_unit(const Composer *composer, const Line *line);
/* Whether the line ends within a word, behind a hyphen. */
bool par_ends_with_hyphen(const Composer *composer, const Line *line);
/* One character and its marks. */
bool par_is_runt(const Composer *composer, unsigned first);

/* fit.c, total.c: the two breakers.  Each appends the item indices where lines end (`next`) to `ends`, as BreakAt.  First-fit stops
 * after `max_lines` where that is above 0; total-fit always weighs the whole paragraph. */
typedef struct {
    unsigned next;
    bool is_forced;
} BreakAt;
/* The longest line from `first` that fits, prohibitions kept when they can be. */
BreakAt par_fit_line(const Composer *composer, unsigned first, DkLength measure);
void par_first_fit(const Composer *composer, int max_lines, GArray *ends);
void par_total_fit(const Composer *composer, GArray *ends);
/* Which of two ways to break the whole paragraph costs less by total-fit's cost: below 0 the first, 0 neither. */
int par_compare_ends(const Composer *composer, const GArray *first, const GArray *second);
/* printed.c: marks where lines of the source begin, and what a line of the source that does not fit from `first` on is too wide by. */
void par_mark_lines(Composer *composer);
/* Whether the line of the source that begins at `first` fits, and so stays one line. */
bool par_keeps_line(const Composer *composer, unsigned first, DkLength measure);
/* Whether a line that ends where the source ends it was none that filled its measure: it would have to be torn open, and lacks more than two
 * ems. */
bool par_is_short(const Composer *composer, const Line *line);
DkLength par_excess(const Composer *composer, unsigned first, unsigned next, DkLength measure);
/* head.c: few even lines; false when there is no way to set the text in lines that fit. */
bool par_head_fit(const Composer *composer, GArray *ends);
void par_head_drop_pause(const Composer *composer, ParLine *set, ParBox *boxes);
DkLength par_measure_of(const Composer *composer, unsigned line, unsigned first);

/* reason.c: why the line ends where it ends. */
ParReason par_line_reason(const Composer *composer, const Line *line);

/* justify.c: gives a line its slack and appends it. */
void par_justify(const Composer *composer, const Line *line, ParSegment segment, ParLines *lines);
/* align.c: where a line's boxes start in its measure. */
DkLength par_align(ModelAlign align, DkLength measure, DkLength width);
/* Places the boxes of a line in visual order (UAX #9 L2). */
void par_order_boxes(const TextRuns *runs, ParBox *boxes, unsigned n);

#endif
