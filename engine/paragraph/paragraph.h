/* paragraph/ - glyph runs -> lines, the third intermediate form: where lines break, and where every cluster stands in its line.
 *
 * In: one shaped paragraph, its style, and a measure function (line index -> segment of the line that may be filled; unequal
 * measures are the normal case).  Out: lines of boxes with exact inline positions.  Pure arithmetic in 1/1024 pt.
 * Method: each cluster is a box with a body and blanks at both sides; classes and pairs say what the blanks are in each
 * punctuation style, where a line may break at each prohibition level, and what gives or takes slack in which order
 * (RULES 1.2-1.9, after CLREQ 3.1.4, 3.1.6 and its line adjustment, GB/T 15834 5.1).
 * A line's slack is given by steps: a later step is touched only when the earlier ones are used up. */
#ifndef PARAGRAPH_H
#define PARAGRAPH_H

#include "text/text.h"

/* Where a line may stand in inline direction: from `offset` on, `width` long. */
typedef struct {
    DkLength offset, width;
} ParSegment;

typedef struct {
    ParSegment (*segment)(const void *data, int line); /* `line` counts from 0 over the whole thread; answers every line */
    const void *data;
} ParMeasure;

typedef struct {
    const TextRuns *runs;
    unsigned paragraph;
    const ModelStyle *style; /* of the paragraph: breaking, justification, alignment, indent */
    bool goes_on;            /* the paragraph's rest stands elsewhere: its last line here is a line like any other */
    bool is_indented;        /* first line indented by the style; not for a paragraph carried over */
    ParMeasure measure;
    int first_line;              /* of the thread, for the measure */
    unsigned first_cluster;      /* of the paragraph, to resume at; 0 at its start */
    unsigned whole_from;         /* byte from which on the text is parted nowhere, unless it is wider than a line; 0: nowhere */
    bool is_head;                /* few even lines, broken between words (text_find_words) rather than where they are full */
    int max_lines;               /* stop after as many; <= 0: no limit */
    const unsigned *line_starts; /* bytes of the paragraph's text where lines are to begin, rising: facsimile setting ... */
    unsigned n_line_starts;
    bool keeps_lines; /* ... lines end there and, where they fit, nowhere else */
    bool is_counted;  /* only how many lines there are is asked: none is appended */
} ParRequest;

/* A box of a line: one cluster and where it stands.  A trimmed mark's glyphs stand before `position` by what was trimmed off
 * their leading side: the glyph's cluster starts at `position` + `shift`. */
typedef struct {
    unsigned cluster;  /* of the runs */
    DkLength position; /* of the box's start from the line's start (ParLine.offset) */
    DkLength
        shift; /* of the cluster's own start from `position`; above 0 where a reading is wider than its base, or the blank before a
                          mark is opened */
    DkLength width;  /* room the box takes, its blanks as set and the slack behind it included */
    DkLength across; /* of the cluster's centre from the line's, in block direction: other than 0 in a note of two rows alone */
    bool is_hidden;  /* takes no room and is not drawn: a soft hyphen inside a line, a pause where a head is broken */
} ParBox;

typedef enum {
    PAR_SLACK_NONE, /* the line is at its natural width */
    PAR_SHRINK_EDGE,
    PAR_SHRINK_WORD_SPACE,
    PAR_SHRINK_DOT,
    PAR_SHRINK_BRACKET,
    PAR_SHRINK_PAUSE,
    PAR_SHRINK_HAN_LATIN,
    PAR_SHRINK_STOP,
    PAR_SHRINK_HAN, /* total-fit and facsimile only */
    PAR_STRETCH_WORD_SPACE,
    PAR_STRETCH_HAN_LATIN,
    PAR_STRETCH_MARK, /* total-fit only */
    PAR_STRETCH_HAN,
    PAR_STRETCH_UNLIMITED,
    PAR_N_SLACKS
} ParSlack;
extern const char *const par_slack_words[];

/* Why a line ends where it ends. */
typedef enum {
    PAR_END_PARAGRAPH,  /* the paragraph does */
    PAR_END_TEXT,       /* the text asks for it */
    PAR_END_FULL,       /* nothing more goes in */
    PAR_END_TAKEN_IN,   /* squeezed, for a rule forbids to end it at the place before */
    PAR_END_PUSHED_OUT, /* more would go in, but a rule forbids to end it there */
    PAR_END_UNIT,       /* more would go in, but what follows is not parted */
    PAR_END_WEIGHED,    /* neither a rule nor the measure: the paragraph as a whole is better so */
    PAR_END_HYPHEN,     /* within a word, behind a hyphen */
    PAR_END_SOURCE,     /* facsimile: the source's line does */
    PAR_END_FORCED,     /* no place was left that no rule forbids */
    PAR_N_ENDS
} ParEnd;
extern const char *const par_end_words[];

typedef struct {
    ParEnd end;
    uint32_t mark;       /* of taken in and pushed out: which mark's rule it is; else 0 */
    bool is_mark_at_end; /* it may not end a line; false: it may not start one */
} ParReason;

typedef struct {
    unsigned paragraph; /* of the runs */
    unsigned first_box, n_boxes;
    unsigned first_byte, n_bytes; /* of the paragraph's text, spaces at the line's edges included */
    DkLength offset;              /* of the line's start: segment, indent and alignment together */
    DkLength measure;             /* the segment's width less the indent */
    DkLength natural;             /* width before any slack was given, marks at the edges trimmed */
    DkLength width;               /* as set, a hanging mark not counted */
    DkLength em;                  /* of the paragraph's style: what the limits count in */
    DkLength gap;                 /* the widest stretch at any one place between Han, 0 when none */
    ParSlack slack;               /* the last step that was used */
    DkLength given[PAR_N_SLACKS]; /* how much each step gave (shrink) or took (stretch), all its places together */
    bool is_first, is_last;       /* of the paragraph */
    bool is_loose;                /* more than 1/4 em a gap (JIS X 4051, RULES 1.8) */
    bool is_forced;               /* a rule was broken as a last resort, or a unit longer than the measure was cut */
    bool is_runt;                 /* the paragraph's last line holds one character */
    bool is_hanging;
    unsigned n_hyphens; /* lines in a row that end within a word, this one the last; 0: it does not ... */
    bool is_row_long;   /* ... and the style allows fewer */
    DkLength forced_by; /* what the shortest line that keeps all rules is too wide by, of one that is forced */
    ParReason reason;
    DkLength excess; /* facsimile: what the source's line, which begins here and ends further on, is too wide by; 0: it fits */
} ParLine;

/* The third intermediate form.  Lines of a paragraph are neighbours; boxes are in text order. */
typedef struct {
    GArray *lines; /* ParLine */
    GArray *boxes; /* ParBox */
} ParLines;

ParLines *par_lines_new(void);
void par_lines_free(ParLines *lines);

typedef struct {
    unsigned first_line, n_lines; /* of the lines; appended by the call, unless they are only counted */
    unsigned next_cluster;        /* of the paragraph: where to resume; its count when the paragraph is finished */
} ParResult;

/* Breaks and justifies one paragraph by its style's breaker, and appends its lines. */
ParResult par_break(ParLines *lines, const ParRequest *request);
/* Drops all lines from `n_lines` on and their boxes: a trial is taken back. */
void par_lines_truncate(ParLines *lines, unsigned n_lines);
/* Natural width of the whole paragraph on one line, in its style; a million points for one that is wider. */
DkLength par_natural_width(const TextRuns *runs, unsigned paragraph, const ModelStyle *style);
void par_dump(const ParLines *lines, const TextRuns *runs, BaseDump *dump);

#endif
