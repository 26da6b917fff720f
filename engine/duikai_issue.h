/* Inside the top of engine/: an issue as the files that set it share it. */
#ifndef DUIKAI_ISSUE_H
#define DUIKAI_ISSUE_H

#include "pipeline.h"

typedef struct {
    const ModelPageFile *page_file; /* as the issue has it; NULL: it cannot be read, and the findings say why */
    const ModelLayout *layout;
    const ModelStory **stories; /* as many as the page file places */
    bool is_refused;            /* it has a part of a story that does not follow from the others, and the findings say which */
} IssuePage;

struct DkIssue {
    DkEngine *engine;
    BaseArena *arena;
    const ModelIssue *issue;
    const char *title;
    IssuePage *pages;
    GHashTable *layouts, *stories; /* full path -> ModelLayout, ModelStory; NULL: it cannot be read */
    ReadSheets sheets;
};

/* Cuts the stories that stand on several pages into their parts, with the jump lines between them, and reports what does not agree. */
void issue_tie(DkIssue *issue, DkDiagnostics *list);

/* Reports pages on the wrong side of an open paper, and facing pages that do not match. */
void issue_check_facing(const DkIssue *issue, DkDiagnostics *list);

#endif
