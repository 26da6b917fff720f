/* Stops: full stops that paragraphs have lost. */
#ifndef RECONSTRUCT_STOPS_H
#define RECONSTRUCT_STOPS_H

#include "reconstruct/reconstruct.h"

/* Appends a RecLoss for each paragraph of the stories that ends without one. */
void rec_find_stops(const RecDraft *draft, GArray *out);

#endif
