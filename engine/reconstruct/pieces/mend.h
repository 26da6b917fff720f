/* Mend: printed lines that extraction put behind the wrong ones, put back. */
#ifndef RECONSTRUCT_MEND_H
#define RECONSTRUCT_MEND_H

#include "reconstruct/pieces/seams.h"

/* One leg whose lines stand in another order than they were printed. */
typedef struct {
    unsigned first_line, n_lines; /* of the pieces' lines */
    unsigned *order;              /* the line that stands in each place, counted from first_line */
    int gain, margin;             /* tenths of a bit over the order as given, over the next best one */
} RecMend;

/* The legs to be mended. */
GArray *rec_mends_new(const RecSource *source, const RecPieces *pieces, const RecHabits *habits); /* RecMend */
/* The lines that it takes to be moved. */
GArray *rec_mends_moves(const RecPieces *pieces, const GArray *mends); /* RecMove */
/* The text with those legs' lines in their new order, as runs of the given one. */
GArray *rec_mends_runs(const RecSource *source, const RecPieces *pieces, const GArray *mends); /* RecRange */

#endif
