/* Make-up of a draft: its plans are set, and the one that stands best before the linter is kept. */
#ifndef DUIKAI_MAKEUP_H
#define DUIKAI_MAKEUP_H

#include "pipeline.h"
#include "reconstruct/plan/plan.h"

/* Sets the draft's plans, each with the depths that setting shows, and leaves the draft with the best.  Where none can be set whole, that is
 * the one with the least overset, and rendering it says so.  False with an error when there is no room for trials. */
bool makeup(RecDraft *draft, DkEngine *engine, DkDiagnostics *list);

#endif
