/* A page from files of the current folder, resolved and set as the engine does it, for the tests of what a layout leaves open. */
#ifndef TESTS_FLOW_PAGE_H
#define TESTS_FLOW_PAGE_H

#include "pipeline.h"

typedef struct {
    BaseArena *arena;
    DkDiagnostics *list;
    DkEngine engine;
    const ModelResolved *resolved; /* NULL: the page cannot be set */
    TextRuns *runs;
    ParLines *lines;
    FlowGalley *galley; /* NULL without a resolved page */
} SetPage;

/* Writes a story of the current folder with "{12}" turned into 12 Han. */
void page_write(const char *name, const char *text);
/* Sets the page of file `name`; ended with page_clear. */
void page_set(SetPage *page, const char *name, ModelFitMode fit);
void page_clear(SetPage *page);
/* The lines that a layout begins with: 50 em and 60 lines of 12 pt, styles. */
extern const char page_base_layout[];
/* Runs a case (cases.h): the stories expanded, the layouts standing on base.yaml.  Says what was found, where everything stands, how each
 * story fits. */
char *page_case(const char *kind, const char *file);
/* Characters of a story that stand in legs. */
glong page_characters(const SetPage *page, const ModelStory *story);
/* The findings, one a line. */
char *page_findings(const SetPage *page);

#endif
