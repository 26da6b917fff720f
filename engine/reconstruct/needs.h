/* Needs: which patterns a text may match, by its characters.  Most patterns match only texts that have one of a few characters, or begin or
 * end with one: a look at each character of a text, once, says for all patterns which need not run. */
#ifndef RECONSTRUCT_NEEDS_H
#define RECONSTRUCT_NEEDS_H

#include <glib.h>
#include <stdbool.h>

#define REC_NEEDS_MOST 256 /* patterns that are looked at; one of a higher number always may match */
#define REC_NEEDS_WORDS (REC_NEEDS_MOST / 64)

/* Where a text has the character that a pattern needs. */
typedef enum { REC_NEED_ANYWHERE, REC_NEED_FIRST, REC_NEED_LAST, REC_N_NEEDS } RecNeed;

/* A set of patterns, by their numbers. */
typedef struct {
    guint64 bits[REC_NEEDS_WORDS];
} RecPatterns;

/* Patterns, for each place that they need a character at. */
typedef struct {
    RecPatterns at[REC_N_NEEDS];
} RecNeedSets;

typedef struct {
    guint16 kinds[0x10000]; /* of each character: the index of its sets; the first are empty.  Those from U+FFFF on are one */
    GArray *sets;           /* RecNeedSets: who needs it */
    RecNeedSets needing;    /* who needs any */
} RecNeeds;

RecNeeds *rec_needs_new(void);
void rec_needs_free(RecNeeds *needs);
/* Says that a pattern (its number from 0) needs one of the characters of a text at a place. */
void rec_needs_add(RecNeeds *needs, unsigned pattern, RecNeed place, const char *characters);
/* The patterns that may match a text, by those that its characters meet. */
RecPatterns rec_needs_open(const RecNeeds *needs, const RecNeedSets *met);

/* Adds to `met` the patterns that need a character at a place. */
static inline void rec_needs_meet(const RecNeeds *needs, gunichar c, RecNeed place, RecNeedSets *met)
{
    unsigned kind = needs->kinds[MIN(c, 0xffff)];
    if (!kind) return;
    const RecPatterns *set = &g_array_index(needs->sets, RecNeedSets, kind).at[place];
    for (int i = 0; i < REC_NEEDS_WORDS; i++) met->at[place].bits[i] |= set->bits[i];
}

static inline bool rec_patterns_have(const RecPatterns *patterns, unsigned pattern)
{
    return pattern >= REC_NEEDS_MOST || patterns->bits[pattern / 64] >> pattern % 64 & 1;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecNeeds, rec_needs_free)

#endif
