/* Habits: what knows a newspaper, as layouts/habits.yaml has it. */
#ifndef RECONSTRUCT_HABITS_H
#define RECONSTRUCT_HABITS_H

#include "reconstruct/chars.h"

#define REC_FLAT_MAX 60 /* characters of a piece's start or end that a habit sees: patterns stay fast on any text */

/* What a piece looks like, whatever its words. */
typedef enum {
    REC_SHAPE_PROSE,
    REC_SHAPE_LINES,
    REC_SHAPE_PARTED,
    REC_SHAPE_LEG_FOOT,
    REC_SHAPE_HALF_BRACKET,
    REC_SHAPE_SHORT,
    REC_SHAPE_QUESTION,
    REC_SHAPE_ONE_CHARACTER,
    REC_SHAPE_NO_HAN,
    REC_SHAPE_COLUMNS,
    REC_SHAPE_PHRASES,
    REC_SHAPE_VERSE,
    REC_SHAPE_OF_RUN,
    REC_SHAPE_FOLIO,
    REC_SHAPE_BEFORE_DATE,
    REC_SHAPE_AFTER_SIGNER,
    REC_SHAPE_INDENTED,
    REC_SHAPE_COLUMN_HEADS,
    REC_SHAPE_GOES_ON,
    REC_SHAPE_UNDER_FOLIO,
    REC_SHAPE_PAPER_NAME,
    REC_SHAPE_SAID_BEFORE,
    REC_SHAPE_BEFORE_CREDIT,
    REC_SHAPE_AFTER_TEXT,
    REC_SHAPE_BEFORE_TURN,
    REC_SHAPE_BEHIND_TEXT,
    REC_SHAPE_UNDER_CODE,
    REC_N_SHAPES
} RecShape;

typedef enum { REC_WHERE_WHOLE, REC_WHERE_START, REC_WHERE_END, REC_WHERE_INSIDE } RecWhere;

/* One habit: a pattern of the flat text, or a shape, or both, that speak for a role. */
typedef struct {
    const char *id;
    RecRole role;
    RecWhere where;
    GRegex *match;  /* NULL: `shape` alone speaks */
    RecShape shape; /* REC_N_SHAPES: `match` alone speaks */
    int weight;
    bool is_dropped;     /* what matches is noise */
    bool is_partial;     /* the pattern sees an end, and speaks for the whole piece */
    bool is_contact;     /* it finds where to go or call, which news say as well */
    bool is_over_briefs; /* a head of briefs: each head behind it begins another */
    bool keeps_spaces;   /* the pattern sees white space, as a flat text that keeps it has it; of those that see a piece's start */
    bool needs_gap;      /* what matches is parted from the rest of the text by white space */
    const char *
        needs[REC_N_NEEDS]; /* characters, one of which a text that matches has, begins with, ends with; NULL: any text may match */
    unsigned number;        /* from 0 on, of all habits */
    const char *example;
} RecHabit;

/* Signals between two pieces. */
typedef enum {
    REC_JOIN_UNFINISHED,
    REC_JOIN_FULL,
    REC_JOIN_SHORT_END,
    REC_JOIN_FLUSH,
    REC_JOIN_SAME_MEASURE,
    REC_JOIN_EQUAL_MEASURE,
    REC_JOIN_NEIGHBOURS,
    REC_JOIN_SAME_LINES,
    REC_JOIN_ODD_QUOTES,
    REC_JOIN_INDENTED,
    REC_JOIN_OTHER_MEASURE,
    REC_JOIN_FINISHED,
    REC_JOIN_HEAD_BETWEEN,
    REC_JOIN_UNDER_HEADS,
    REC_JOIN_WORD_OVER,
    REC_JOIN_LONG_WORD_OVER,
    REC_JOIN_WORD_HINTED,
    REC_JOIN_NO_WORD_OVER,
    REC_JOIN_LEANS_ON_NOTHING,
    REC_JOIN_NO_SHARED_WORDS,
    REC_JOIN_SHARED_WORDS,
    REC_JOIN_MORE_SHARED_WORDS,
    REC_JOIN_MANY_SHARED_WORDS,
    REC_JOIN_MOST_SHARED_WORDS,
    REC_JOIN_HALF_PAIR,
    REC_JOIN_TAIL,
    REC_JOIN_SAME_LEG,
    REC_JOIN_OTHER_LEG,
    REC_JOIN_OTHER_SIGN,
    REC_N_JOIN_SIGNALS
} RecJoinSignal;

/* Signals of two heads of one story, and what they may be. */
typedef enum {
    REC_PAIR_FIRST_NARROWER,
    REC_PAIR_SECOND_NARROWER,
    REC_PAIR_SECOND_SHORT,
    REC_PAIR_EVEN,
    REC_PAIR_TOGETHER,
    REC_PAIR_TRADITIONAL,
    REC_PAIR_FIRST_PHRASES,
    REC_PAIR_SECOND_PHRASES,
    REC_PAIR_FIRST_BRIEF,
    REC_PAIR_SECOND_BRIEF,
    REC_PAIR_FIRST_FIGURE,
    REC_PAIR_FIRST_LEADS,
    REC_PAIR_SECOND_LEADS,
    REC_N_PAIR_SIGNALS
} RecPairSignal;
typedef enum { REC_PAIR_KICKER, REC_PAIR_DECK, REC_PAIR_HEADLINE, REC_PAIR_STANDING, REC_PAIR_NAME, REC_N_PAIRS } RecPair;

/* Signals of a text that was taken for a head of a story, for it and against it. */
typedef enum {
    REC_HEAD_KICKER,
    REC_HEAD_DECK,
    REC_HEAD_STANDING,
    REC_HEAD_CROSS,
    REC_HEAD_KNOWN,
    REC_HEAD_OVER_DATELINE,
    REC_HEAD_OVER_INDENT,
    REC_HEAD_OVER_FLUSH,
    REC_HEAD_OVER_NOTHING,
    REC_HEAD_UNDER_BREAK,
    REC_HEAD_UNDER_BLANK,
    REC_HEAD_MANY_WORDS,
    REC_HEAD_NO_WORDS,
    REC_HEAD_WORDS_ELSEWHERE,
    REC_HEAD_HALF_SENTENCE,
    REC_HEAD_PLACED,
    REC_HEAD_ALONE,
    REC_HEAD_CLEAR_STACK,
    REC_HEAD_EVEN_STACK,
    REC_HEAD_TALL_STACK,
    REC_HEAD_WITH_KIN,
    REC_HEAD_WIDE,
    REC_N_HEAD_SIGNALS
} RecHeadSignal;

extern const char *const rec_head_names[]; /* "kicker" ..., NULL-terminated */
extern const char *const rec_join_names[]; /* "unfinished" ..., NULL-terminated */

#define REC_JOIN_LEAST 4 /* of weight, that joins two pieces */

/* Habits that are asked by themselves: what a whole text is by its words, furniture, labels; where a dateline ends, a credit begins. */
typedef enum {
    REC_CHOICE_FORM,
    REC_CHOICE_FURNITURE,
    REC_CHOICE_LABEL,
    REC_CHOICE_DATELINE,
    REC_CHOICE_CREDIT,
    REC_N_CHOICES
} RecChoice;

struct RecHabits {
    BaseArena *arena;
    GArray *habits;                   /* RecHabit */
    RecNeeds *needs;                  /* of each, by its number */
    GPtrArray *chosen[REC_N_CHOICES]; /* const RecHabit *: those asked in one go, in their order */
    int joins[REC_N_JOIN_SIGNALS];
    int pairs[REC_N_PAIR_SIGNALS][REC_N_PAIRS];
    double confidences[REC_N_LEADS];      /* that a role is right, for each lead over the next */
    double join_confidences[REC_N_LEADS]; /* that a join is right, for each weight from REC_JOIN_LEAST on */
    int heads[REC_N_HEAD_SIGNALS];
    double head_confidences[REC_N_LEADS]; /* that a head is right, for each weight from 0 on */
    bool knows_heads;                     /* both are given */
    GPtrArray *persons;                   /* const char *: what stands before a name in a dateline */
    GHashTable *traditional;              /* code points that only Traditional text has */
    GHashTable *look_alikes;              /* code point -> const char *, the group it belongs to */
    GHashTable *leaning;                  /* code points that lean on the one before them */
    GHashTable *reaching;                 /* code points that reach for the one behind them */
    GHashTable *units;                    /* code points that stand behind a figure */
};

/* How sure a lead over the next role makes. */
double rec_confidence(const RecHabits *habits, int lead);
/* How sure a join's weight makes. */
double rec_join_confidence(const RecHabits *habits, int weight);
/* How sure the signals (bits) of a head make it. */
double rec_head_confidence(const RecHabits *habits, unsigned evidence);
/* Whether a text may match at all: a look at its characters, so that most patterns need not run. */
static inline bool rec_habit_may_match(const RecHabit *habit, const RecFlat *flat)
{
    return !flat->needs || rec_patterns_have(&flat->open, habit->number);
}
/* Whether a habit's pattern matches, and the source's range that it takes. */
bool rec_habit_matches(const RecHabit *habit, const RecFlat *flat, RecRange *range);

#endif
