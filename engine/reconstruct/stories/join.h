/* Joins: what speaks for two pieces being one paragraph. */
#ifndef RECONSTRUCT_JOIN_H
#define RECONSTRUCT_JOIN_H

#include "reconstruct/pieces/seams.h"
#include "reconstruct/stories/kin.h"

/* What is known when two pieces are weighed. */
typedef struct {
    const RecSource *source;
    const RecPieces *pieces;
    const RecRoles *roles;
    RecSeams *seams; /* NULL, as is `kin`: the text is no single page, and its words are not looked at */
    RecKin *kin;
    GArray *links;        /* RecLink: of the pieces so far */
    GArray *heads_before; /* guint: heads before each piece */
} RecJoiner;

/* Bits of RecJoinSignal. */
unsigned rec_join_signals(const RecJoiner *joiner, int before, int index);
int rec_join_weigh(const RecHabits *habits, unsigned signals);

#endif
