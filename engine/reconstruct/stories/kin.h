/* Kin: how well two legs go together by the words that they share. */
#ifndef RECONSTRUCT_KIN_H
#define RECONSTRUCT_KIN_H

#include "reconstruct/habits.h"

typedef struct RecKin RecKin;

RecKin *rec_kin_new(const RecSource *source, const RecPieces *pieces, const RecRoles *roles);
void rec_kin_free(RecKin *kin);
/* Takes legs that these links (RecLink) join as one from now on; NULL: each by itself. */
void rec_kin_set_links(RecKin *kin, const GArray *links);
/* What the words say of a leg that ends with piece `before` and one that begins with piece `index`: a number that is greater the more
 * they share that the rest of the text lacks; 0: nothing. */
int rec_kin_weigh(RecKin *kin, int before, int index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecKin, rec_kin_free)

#endif
