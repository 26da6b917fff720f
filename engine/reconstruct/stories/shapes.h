/* What the files that weigh roles share: the piece at hand, as the habits see it. */
#ifndef RECONSTRUCT_SHAPES_H
#define RECONSTRUCT_SHAPES_H

#include "reconstruct/pieces/seams.h"
#include "reconstruct/stories/stories.h"

typedef struct {
    const RecSource *source;
    const RecPieces *pieces;
    const RecHabits *habits;
    RecRoles *out;
    RecFlat *start, *tail; /* of the piece at hand, as the habits see it: its first characters and its last, */
    const RecFlat *end;    /* which are the start where that is all of it */
    RecFlat *spaced;       /* its start with its white space */
    RecFlat *inside;       /* all of it; empty where it is too long, or more than a page is read */
    gunichar last;         /* its last character, what closes a quotation or a bracket left out */
    GArray *parting;       /* unsigned: the habits that part something off a piece, ... */
    GArray *others;        /* ... and those that do not */
    GTree *dates;          /* flat text of the dates before it */
    guint8 *datelines;     /* of each piece: an Answer, for neighbours ask it again */
    int weights[REC_N_ROLES];
    int shortness;   /* of the weight of a headline, what says no more than that the piece is short */
    RecSeams *seams; /* NULL: not asked for yet */
} RecWeigher;

/* Whether a piece, of which `text` is left, has a shape: how it is laid out, what stands before it and behind it. */
bool rec_has_shape(RecWeigher *weigher, const RecPiece *piece, RecRange text, RecShape shape);

#endif
