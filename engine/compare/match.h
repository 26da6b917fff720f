/* Which things of two pages are the same things.  Private to the room; "old" is the expected page, "new" the actual one. */
#ifndef COMPARE_MATCH_H
#define COMPARE_MATCH_H

#include "compare/frames.h"

/* Lines that do not match: n_old from first_old on have become n_new from first_new on. */
typedef struct {
    unsigned first_old, n_old, first_new, n_new;
} CompareHunk;

/* The hunks between two elements' lines, by a longest common subsequence of their texts, in order. */
GArray *compare_match_lines(const CompareElement *old, const CompareElement *new);

/* Two items that are the same thing.  Indices of the pages' items. */
typedef struct {
    unsigned old, new;
} ComparePair;

typedef struct {
    GArray *pairs;           /* ComparePair */
    GArray *removed, *added; /* unsigned */
} CompareMatch;

/* Two pages' frames that are the same frame.  Either may be NULL: added or removed. */
typedef struct {
    const CompareFrame *old, *new;
} CompareFramePair;

/* Pairs items of one kind; `dx`, `dy` is how far their frame has probably moved. */
CompareMatch *compare_match_items(const ComparePage *old, const GArray *old_items, const ComparePage *new, const GArray *new_items,
                                  DkLength dx, DkLength dy);
void compare_match_free(CompareMatch *match);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CompareMatch, compare_match_free)
/* Pairs frames by id, then by story, then by what they say; in the order of the expected page, added ones last. */
GArray *compare_match_frames(const CompareFrames *old, const CompareFrames *new);

/* Whether two items are painted alike, wherever they stand. */
bool compare_item_is_alike(const CompareItem *a, const CompareItem *b);

#endif
