/* reconstruct/ - extracted text -> draft: stories, furniture, layout, report.
 *
 * In: one page's text as archives have it: lines and columns broken anywhere, stories shuffled, marks flattened, no coordinates.
 * Out: a draft for a person to check, written as stories, page file, layout and report.  Every code point of the source is in
 * exactly one place: a story, the furniture, the noise, or the list for review; white space between printed lines is counted apart.
 *
 * Method: a pipeline, each stage a new structure made from a const one, each with a dump:
 *   pieces/   source -> lines (what may be printed lines) -> blanks (between texts, where they were lost) -> pieces (paragraphs as printed,
 *             with their measure)
 *   stories/  -> roles (what each piece is, and the signals that say so) -> links (pieces joined over columns) -> stories (heads above
 *             their text) -> proposals (look-alike readings), losses, order, outcomes
 *   plan/     -> plan (blocks on a sheet)
 *   write/    -> files: stories, page file, layout, reports
 * What knows a newspaper's habits is in layouts/habits.yaml, not here.  Files with coordinates (ALTO, PAGE, hOCR) enter at `lines`.
 *
 * Terms: cell: half an em, the width of a mark or a digit in punctuation style half (RULES 1.4); unit: what is never parted
 * (a Han with its marks, a number, a word); measure: line length, here in cells. */
#ifndef RECONSTRUCT_H
#define RECONSTRUCT_H

#include "base/base.h"

/* Bytes of the source text. */
typedef struct {
    unsigned first, n;
} RecRange;

/* ---- Source ---- */

typedef struct {
    char *path;
    unsigned first_byte;
} RecFile;

/* The texts of one page, one after the other, each ended by a blank line. */
typedef struct RecSource RecSource;
struct RecSource {
    GString *text;
    GArray *files;       /* RecFile */
    GArray *line_starts; /* unsigned: first byte of each line */
    GArray *counts;      /* unsigned: characters before every 256th byte */
    bool has_wide_marks; /* marks were printed one em wide, not half */
    char *paper;         /* its name, where two witnesses in the text have one; NULL: habits alone know it */
    RecSource *given;    /* what this one was made of by moving text; NULL: as read, and it has no files of its own otherwise */
    GArray *runs;        /* RecRange of `given`, in the order of this text */
    GArray *run_starts;  /* unsigned: the first byte of each run here */
};

RecSource *rec_source_new(void);
void rec_source_free(RecSource *source);
void rec_source_add(RecSource *source, const char *path, const char *bytes, size_t n);
/* The same text in another order: runs (RecRange) that part it.  Takes both over. */
RecSource *rec_source_moved(RecSource *given, GArray *runs);
/* How many bytes from `byte` on, at most `n`, stand one behind the other in the text as it was read. */
unsigned rec_source_run(const RecSource *source, unsigned byte, unsigned n);
/* How many texts it was read from. */
unsigned rec_source_count(const RecSource *source);
/* Where a byte of the text was read. */
BasePlace rec_source_place(const RecSource *source, unsigned byte);
/* The byte at which the character begins that `byte` is in. */
static inline unsigned rec_char_start(const RecSource *source, unsigned byte)
{
    while (byte && ((guchar)source->text->str[byte] & 0xc0) == 0x80) byte--;
    return byte;
}
/* The end of a range: the first byte past it. */
static inline unsigned rec_end(RecRange range)
{
    return range.first + range.n;
}

/* ---- Lines ---- */

/* What parts a line from the one before it. */
typedef enum { REC_GAP_SPACE, REC_GAP_NEWLINE, REC_GAP_BLANK } RecGap;

/* What may be a printed line: text between two spaces that a line end may have left, or between line ends of the file. */
typedef struct {
    RecRange range; /* without white space at its ends */
    int width;      /* cells */
    int head;       /* cells of its first unit */
    int indent;     /* cells of white space before it, at a line's start */
    int give;       /* cells by which its marks may have been squeezed; 0 where they are narrow anyway */
    RecGap gap;     /* before it */
    bool is_stop;   /* it ends with a sentence's end */
    bool is_lone;   /* it stands alone: a head, a byline, no running text */
    bool is_folio;  /* a word of the folio, between its other lines, in a text that has lost its blank lines */
    bool is_verse;  /* a line of a poem, in a text that has lost its blank lines, or whose stanzas were a line each */
    gint16 measure; /* of the run of lines it was found in, where a text has lost its blank lines; 0: not known */
} RecLine;

/* Reads off the printed lines whether marks were one em wide or half; before `rec_lines_new`. */
void rec_source_find_marks(RecSource *source);

/* Finds a paper's name that no habit knows; before `rec_pieces_new`. */
void rec_source_find_paper(RecSource *source);

GArray *rec_lines_new(const RecSource *source); /* RecLine */
/* A range as one line, with its widths; no indent. */
RecLine rec_line_of(const RecSource *source, RecRange range, RecGap gap);

/* ---- Habits ---- */

typedef enum {
    REC_ROLE_BODY,
    REC_ROLE_CROSS_HEAD,
    REC_ROLE_HEADLINE,
    REC_ROLE_KICKER,
    REC_ROLE_DECK,
    REC_ROLE_STANDING_HEAD,
    REC_ROLE_BYLINE,
    REC_ROLE_DATELINE,
    REC_ROLE_CAPTION,
    REC_ROLE_CREDIT,
    REC_ROLE_JUMP,
    REC_ROLE_JUMP_IN,
    REC_ROLE_TABLE,
    REC_ROLE_NAMEPLATE,
    REC_ROLE_DATE,
    REC_ROLE_ISSUE,
    REC_ROLE_IMPRINT,
    REC_ROLE_SPONSOR,
    REC_ROLE_FOLIO,
    REC_ROLE_CODE_LABEL,
    REC_ROLE_TEASER,
    REC_ROLE_TEASER_PAGE,
    REC_ROLE_ADVERTISEMENT,
    REC_ROLE_NOISE,
    REC_N_ROLES
} RecRole;
extern const char *const rec_role_words[]; /* "body" ... , NULL-terminated */
/* Whether a piece of that role stands outside the stories. */
bool rec_role_is_furniture(RecRole role);

/* Leads that are told apart; greater ones count as the last. */
#define REC_N_LEADS 9

typedef struct RecHabits RecHabits;
/* Reads a file of habits.  NULL with errors. */
RecHabits *rec_habits_read(const char *path, DkDiagnostics *list);
void rec_habits_free(RecHabits *habits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecSource, rec_source_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecHabits, rec_habits_free)

/* ---- Blanks ---- */

/* Lines with the blank lines put back that a text has lost: before each run of text, before each stack of heads. */
GArray *rec_blanks_new(const RecSource *source, const GArray *lines, const RecHabits *habits); /* RecLine */

/* ---- Pieces ---- */

typedef enum { REC_START_UNKNOWN, REC_START_INDENTED, REC_START_FLUSH } RecStart;

/* A paragraph as printed, or a part of one that a column's end cut off: printed lines that belong together. */
typedef struct {
    RecRange range;
    unsigned first_line, n_lines; /* of the pieces' lines */
    int measure;                  /* cells; 0: not known */
    int n_fitting, n_inner;       /* of its lines but the last, those that break where that measure breaks */
    RecStart start;
    bool is_prose;    /* has sentences */
    bool is_finished; /* ends with a sentence's end */
    bool is_full;     /* its last line reaches the measure */
    bool is_parted;   /* was glued to the piece before it */
    bool is_orphan;   /* the end of a paragraph that stands elsewhere */
    bool has_odd_quotes;
    bool is_verse;    /* a line of a poem */
    RecRange doubled; /* a line of it that stands there twice; n 0: none */
    bool is_upright;  /* a head whose characters stood one below the other */
    bool is_folio;    /* what a folio has beside its date and the paper's name: a section, a page number */
    RecGap gap;       /* before it */
} RecPiece;

typedef struct {
    GArray *pieces; /* RecPiece */
    GArray *lines;  /* RecLine, printed lines as decided */
} RecPieces;

RecPieces *rec_pieces_new(const RecSource *source, const GArray *lines, const RecHabits *habits);
/* The same with the strays cut off: ends of paragraphs that extraction put behind a leg's last line. */
RecPieces *rec_pieces_cut(const RecSource *source, const RecPieces *pieces);
void rec_pieces_free(RecPieces *pieces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecPieces, rec_pieces_free)

/* What a measure is read from: how many lines break where it breaks. */
typedef struct {
    int measure; /* the least that fits most lines; 0: none */
    int n_fitting, n_inner;
    RecStart start;
} RecFit;
/* Fits a measure to printed lines. */
RecFit rec_fit(const RecLine *lines, unsigned n_lines);
/* How many of them, but the last, break where a given measure breaks. */
int rec_fit_count(const RecLine *lines, unsigned n_lines, int measure);
/* Whether a line between the first and the last, which no indent explains, breaks where a given measure breaks; true for too few lines. */
bool rec_fit_speaks(const RecLine *lines, unsigned n_lines, int measure);

/* ---- Roles ---- */

/* A habit that spoke for a role of a piece. */
typedef struct {
    unsigned habit;
    RecRange range; /* what it matched; n 0: the whole piece */
} RecSignal;

typedef struct {
    RecRole role;
    int lead;          /* weight over the next role's */
    double confidence; /* 0..1, as `confidences` of the habits has it for such a lead over what is more than short */
    unsigned first_signal, n_signals;
    RecRange text;  /* the piece without what follows here; n of these 0: it has none */
    RecRange noise; /* at its start */
    RecRange dateline, jump_in;
    RecRange credit, jump; /* at its end */
    bool is_signed;        /* body that ends with its author's name in brackets: its story ends there */
    bool is_of_run;        /* an advertisement by the texts that it stands with */
    bool is_line;          /* body that is one line, which nothing goes on from: verse, a salutation, a signature */
} RecView;

typedef struct {
    GArray *views;   /* RecView, one a piece */
    GArray *signals; /* RecSignal */
} RecRoles;

RecRoles *rec_roles_new(const RecSource *source, const RecPieces *pieces, const RecHabits *habits);
void rec_roles_free(RecRoles *roles);

/* ---- Links ---- */

/* A piece's neighbours in its paragraph, and why: bits of the join signals. */
typedef struct {
    int previous, next; /* pieces; -1: none */
    unsigned signals;
    int score;
    int behind; /* of a piece that begins a leg and no paragraph goes on in: the one that ends the leg before in its story; -1: not known */
} RecLink;

GArray *rec_links_new(const RecSource *source, const RecPieces *pieces, const RecRoles *roles,
                      const RecHabits *habits); /* RecLink */

/* ---- Stories ---- */

/* Why a text has another role in the end than its words and its shape alone gave it. */
typedef enum {
    REC_WHY_READ, /* it has not */
    REC_WHY_INSIDE,
    REC_WHY_SENTENCE,
    REC_WHY_TEASER,
    REC_WHY_OVER_TEASER,
    REC_WHY_ADVERTISEMENT,
    REC_WHY_CREDIT,
    REC_WHY_OVER_HEAD,
    REC_WHY_STACK,
    REC_WHY_ALONE,
    REC_WHY_SECOND,
    REC_WHY_TWICE,
    REC_N_WHYS
} RecWhy;
extern const char *const rec_why_words[]; /* "" ..., a clause each, NULL-terminated */

/* One text of a story or of the page: a head, a paragraph, a caption, a line of furniture. */
typedef struct {
    RecRole role;
    unsigned first_part, n_parts; /* RecRange, its text in reading order */
    unsigned piece;               /* its first piece */
    int lead;                     /* of its role over the next */
    double confidence;            /* as of RecView; of a head, what its evidence makes it */
    unsigned evidence;            /* of a head: bits of the head signals */
    bool is_judged;               /* it is a head, and these are known; there may be none */
    int margin;       /* of its place in a stack of heads over any other; 0: it stands alone, or the stack was not read */
    bool is_lost_end; /* its end, or at least its mark, is not in the source */
    bool is_placed;   /* its words or its measure put it with a story that it does not stand in */
    RecWhy why;       /* of its role, where that is not the one it was read as */
} RecElement;

/* Gives a text another role, for a reason. */
static inline void rec_element_turn(RecElement *element, RecRole role, RecWhy why)
{
    if (element->role == role) return;
    element->role = role;
    element->why = why;
}

typedef struct {
    char *slug;
    unsigned first_element, n_elements;
    int measure; /* cells; 0: not known */
    int widest;  /* the widest measure that some of its paragraphs show for certain */
    int n_legs;  /* at least, from column breaks in mid-sentence */
    bool is_headless;
} RecStory;

typedef struct {
    GArray *stories;   /* RecStory */
    GArray *elements;  /* RecElement, story by story */
    GArray *parts;     /* RecRange */
    GArray *furniture; /* RecElement */
    GArray *noise;     /* RecElement */
    GArray *review;    /* RecElement: texts without a place */
} RecStories;

RecStories *rec_stories_new(const RecSource *source, const RecPieces *pieces, const RecRoles *roles, const GArray *links,
                            const RecHabits *habits);
void rec_stories_free(RecStories *stories);

/* ---- Proposals ---- */

/* Another reading of one character, voted for by the rest of the text. */
typedef struct {
    unsigned byte; /* of the source */
    gunichar read, proposed;
    double confidence;         /* 0..1 */
    unsigned n_for, n_against; /* occurrences of the context with the one and the other */
    RecRange context;
} RecProposal;

/* RecProposal, by byte.  `witnesses` are other pages of the same issue, which vote as well; NULL: none. */
GArray *rec_proposals_new(const RecSource *source, const RecSource *witnesses, const RecHabits *habits);

/* ---- Losses ---- */

typedef enum { REC_LOSS_DAY, REC_LOSS_STOP } RecLossKind;
extern const char *const rec_loss_words[]; /* "day", "stop" */

/* What is missing at a place of the source.  It is never filled in. */
typedef struct {
    RecLossKind kind;
    unsigned byte;
    char text[16];     /* what may have stood there; "": nothing says what */
    double confidence; /* 0..1; 0 without a text */
    RecRange witness;  /* n 0: none */
    char *reason;      /* in words */
} RecLoss;

/* ---- Order ---- */

/* What says that the text stands in another order than it is read in. */
typedef struct {
    unsigned n_bodies;   /* pieces of body in all */
    unsigned n_far;      /* that go on past other texts */
    unsigned n_torn;     /* that end or begin in mid-sentence, their rest nowhere */
    unsigned n_unpaired; /* that have half a pair of brackets or quotes */
    unsigned n_masthead; /* lines of a masthead in the middle of stories */
    unsigned n_homeless; /* texts without a place */
    unsigned n_turns;    /* changes of measure inside stories, where there are several */
    unsigned n_moved;    /* texts that stood behind the wrong one and were put back */
    unsigned n_placed;   /* heads and paragraphs that stood in another story than their own */
    bool is_shuffled;
} RecOrder;

/* ---- Outcomes ---- */

/* What became of a piece: the text that has its words, and where that stands. */
typedef struct {
    const RecElement *element; /* NULL: nowhere, or the draft is wrong */
    const char *where;         /* a story's slug, "furniture", "noise", "review" */
} RecOutcome;

/* ---- Ledger ---- */

/* Where the source's code points went; all but `n_twice` and `n_missing` add up to `n_all`. */
typedef struct {
    unsigned n_all, n_space; /* white space, on its own: line ends, and the gaps between printed lines */
    unsigned n_stories, n_furniture, n_noise, n_review;
    unsigned n_twice, n_missing; /* 0, or the draft is wrong */
} RecLedger;

RecLedger rec_ledger(const RecSource *source, const RecStories *stories);

/* ---- Plan ---- */

typedef struct RecPlan RecPlan;

/* ---- Draft ---- */

/* A text that stands elsewhere than it was read: ranges of the text as it was before (RecSource.given). */
typedef struct {
    RecRange text;
    RecRange behind;  /* what it stands behind now; n 0: first in its leg */
    int gain, margin; /* tenths of a bit of evidence over the order as it was, over the next best one */
    double confidence;
} RecMove;

typedef enum { REC_CORRECTIONS_OFF, REC_CORRECTIONS_PROPOSE, REC_CORRECTIONS_APPLY } RecCorrections;

typedef struct {
    RecCorrections corrections;
    double apply_from;          /* the confidence from which a proposal is applied */
    const char *sheet;          /* "broadsheet", "tabloid", "half-tabloid"; NULL: as the text asks */
    DkLength body;              /* size; 0: as the text asks, 9.5 pt before others */
    bool keeps_lines;           /* stories are set line for line as printed */
    bool keeps_order;           /* no text is moved */
    const RecSource *witnesses; /* other pages of the issue, which vote on look-alike readings; outlive the draft; NULL: none */
} RecOptions;

typedef struct RecColumns RecColumns; /* columns.h */

/* Everything that is known of a page, stage by stage. */
typedef struct {
    RecOptions options;
    RecHabits *habits;
    RecSource *source;
    GArray *moves; /* RecMove: what was put back, of the source as it was given */
    GArray *lines; /* RecLine */
    RecPieces *pieces;
    RecRoles *roles;
    GArray *links; /* RecLink */
    RecStories *stories;
    GPtrArray *tables; /* RecColumns; NULL: not looked for yet */
    GArray *table_of;  /* guint, by element: 1 + index of the table that it is a row of; 0: none */
    GArray *proposals; /* RecProposal */
    GArray *losses;    /* RecLoss, by byte */
    RecOrder order;
    RecLedger ledger;
    RecPlan *plan;
} RecDraft;

/* Finds the tables of the stories and the widths of their columns. */
void rec_columns_find(RecDraft *draft);
GArray *rec_losses_new(const RecDraft *draft);
/* The first loss in a range or at its end; NULL: none. */
const RecLoss *rec_loss_at(const RecDraft *draft, RecRange range);
RecOrder rec_order(const RecDraft *draft);
GArray *rec_outcomes_new(const RecDraft *draft); /* RecOutcome, one a piece: the one place that says what role it has in the end */

/* The layout, with others that are nearly as good behind it. */
RecPlan *rec_plan_new(const RecDraft *draft);
void rec_plan_free(RecPlan *plan);
/* The paper's name as its datelines have it, two of them at least; NULL: none; freed with g_free. */
char *rec_paper_name(const RecDraft *draft);

/* More bytes than a page has: no words are compared in such a text, and nothing is put back. */
#define REC_PAGE_BYTES (200u << 10)
/* More pieces than a page can have by any reading: what has them is no newspaper page. */
#define REC_PIECES_MAX 200000u

/* Runs all stages.  Takes the source and the habits over.  NULL with an error `no-page` for a text of too many lines or
 * pieces. */
RecDraft *rec_draft_new(RecSource *source, RecHabits *habits, const RecOptions *options, DkDiagnostics *list);
void rec_draft_free(RecDraft *draft);
/* Writes the draft's files into a folder, which is made; false with errors. */
bool rec_draft_write(const RecDraft *draft, const char *folder, DkDiagnostics *list);
/* Writes what a page needs to be set, only where it is another than is there and without waiting for the disk: to try a plan. */
bool rec_draft_write_trial(const RecDraft *draft, const char *folder, DkDiagnostics *list);
/* Reports what a person must know of a draft: what was not found, is lost, was put back, has no place.  Of a text without a page, what
 * its reading asks for alone. */
void rec_findings(const RecDraft *draft, DkDiagnostics *list);
/* Reports why there is no page; needs a plan with a refusal. */
void rec_draft_refuse(const RecDraft *draft, DkDiagnostics *list);
/* Whether nothing in a folder would be lost by writing a draft there; errors where one of its files was changed since or was not a
 * draft's. */
bool rec_folder_is_free(const char *folder, DkDiagnostics *list);
/* Whether a draft in it has a page. */
bool rec_folder_has_page(const char *folder);
/* Takes the draft before out of a folder that is free, so that nothing of it stays; false with errors. */
bool rec_folder_clear(const char *folder, DkDiagnostics *list);
/* Notes the files of the draft in a folder as those that may be taken out again; false with an error. */
bool rec_folder_settle(const char *folder, DkDiagnostics *list);
/* All dumps, one after the other. */
char *rec_draft_dump(const RecDraft *draft);

/* ---- Dumps ---- */

void rec_lines_dump(const RecSource *source, const GArray *lines, BaseDump *dump);
void rec_moves_dump(const RecDraft *draft, BaseDump *dump);
void rec_pieces_dump(const RecSource *source, const RecPieces *pieces, BaseDump *dump);
void rec_roles_dump(const RecSource *source, const RecRoles *roles, const RecHabits *habits, BaseDump *dump);
void rec_links_dump(const GArray *links, const RecHabits *habits, BaseDump *dump);
void rec_stories_dump(const RecSource *source, const RecStories *stories, BaseDump *dump);
void rec_proposals_dump(const RecDraft *draft, BaseDump *dump);
void rec_losses_dump(const RecDraft *draft, BaseDump *dump);
void rec_order_dump(const RecOrder *order, BaseDump *dump);
void rec_ledger_dump(const RecLedger *ledger, BaseDump *dump);
void rec_plan_dump(const RecPlan *plan, BaseDump *dump);
/* The names and weights of join signals, for a report; freed with g_free. */
char *rec_join_words(unsigned signals, const RecHabits *habits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecRoles, rec_roles_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecStories, rec_stories_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecDraft, rec_draft_free)

#endif
