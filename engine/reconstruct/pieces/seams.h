/* Seams: how well one printed line goes on from another, by its words alone. */
#ifndef RECONSTRUCT_SEAMS_H
#define RECONSTRUCT_SEAMS_H

#include "reconstruct/habits.h"

/* What the words of a text say of two lines that may stand one behind the other, in tenths of a bit: how much likelier the second goes on
 * from the first than any line would. */
typedef struct RecSeams RecSeams;

/* `lines` (RecLine) are the printed lines: what stands over their ends proves nothing. */
RecSeams *rec_seams_new(const RecSource *source, const GArray *lines, const RecHabits *habits);
void rec_seams_free(RecSeams *seams);
int rec_seams_weigh(const RecSeams *seams, RecRange first, RecRange second);
/* The same for a line that may begin a text. */
int rec_seams_weigh_start(const RecSeams *seams, RecRange line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecSeams, rec_seams_free)

#endif
