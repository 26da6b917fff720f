/* Match: open ends and beginnings put together so that the whole page agrees best. */
#ifndef RECONSTRUCT_MATCH_H
#define RECONSTRUCT_MATCH_H

#include <glib.h>
#include <stdbool.h>

/* A beginning that may go on from an end. */
typedef struct {
    int end, start;
    int weight;     /* over leaving both alone; positive */
    bool is_chosen; /* in: by whoever tried first; out: by the match */
} RecMatch;

/* Chooses among pairs (RecMatch, by start; no start has more than a few), so that no end and no start is in two and the weights add up to
 * the most. */
void rec_match(GArray *pairs);

#endif
