/* lint/ - a finished page -> findings: what make-up editors, printers and the standards forbid, and a program can see.
 *
 * In: all five forms of one page, none changed.  Out: a finding a fault, each with the code of its rule (base/lint_rules.h), place,
 * amount and what would cure it.  Method: the page is looked at once and kept as boxes and strokes (look.c); then every rule that is not
 * off is asked, one function each.  What setting found out on its own way is not said again. */
#ifndef LINT_H
#define LINT_H

#include "output/output.h"

typedef struct {
    const ModelResolved *resolved;
    const TextRuns *runs;
    const ParLines *lines;
    const FlowGalley *galley;
    const Page *page;
} LintForms;

/* A rule as `duikai lint --list` shows it. */
typedef struct {
    const char *code, *source, *text;
    BaseLintLevel level; /* where nothing else is said */
} LintRule;
extern const LintRule lint_rules[BASE_N_LINT_RULES];

/* Asks every rule of the page.  `levels` goes before the layout's own levels where it is not UNSET; NULL: it says nothing. */
void lint_check(const LintForms *forms, const BaseLintLevel *levels, DkDiagnostics *list);

#endif
