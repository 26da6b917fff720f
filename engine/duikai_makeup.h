/* Make-up of a draft: its plans are set, and the one that stands best before the linter is kept. */
#ifndef DUIKAI_MAKEUP_H
#define DUIKAI_MAKEUP_H

#include "pipeline.h"
#include "reconstruct/plan.h"

/* Sets the draft's plans in `folder`, where it has been written, each with the depths that setting shows; chooses the best and writes it.
 * False with errors when a file cannot be written. */
bool makeup(RecDraft *draft, DkEngine *engine, const char *folder, DkDiagnostics *list);

#endif
