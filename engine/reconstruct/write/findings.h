/* What a person must know of a draft, as findings: on the terminal, and in both reports. */
#ifndef RECONSTRUCT_FINDINGS_H
#define RECONSTRUCT_FINDINGS_H

#include "reconstruct/reconstruct.h"

/* What was not found, or is not in the text, and what can be done about it: notes, each with its advice. */
void rec_hints(const RecDraft *draft, DkDiagnostics *list);
/* Runs of characters that stand for none (RecRange, by byte): U+FFFD, controls, those of no standard. */
GArray *rec_garbled(const RecSource *source);

#endif
