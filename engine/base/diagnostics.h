/* Diagnostics: findings with severity, stable code, place, amount and one sentence, collected in a list.
 * The list copies every string it is given. */
#ifndef BASE_DIAGNOSTICS_H
#define BASE_DIAGNOSTICS_H

#include <glib.h>

#include "duikai.h"

/* Where a finding is; what does not apply stays 0. */
typedef struct {
    const char *file;
    int line, column; /* from 1; columns count code points */
    const char *story, *frame;
    int page, set_line;
} BasePlace;

/* Appends a finding and returns it, so that the caller can add an amount or a hint.  `code` must be a literal listed in
 * base/diagnostics.c, where it is tied to the exit status it means; an unlisted code is a programmer's error. */
DkDiagnostic *base_report(DkDiagnostics *list, DkSeverity severity, const char *code, BasePlace place, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
/* Adds how much, in which unit (a literal), to a finding just made. */
void base_report_amount(DkDiagnostic *item, double amount, const char *unit);
/* What a noun ends in that `n` counts: nothing for one, else "s". */
const char *base_plural(double n);
/* How many bytes of a unit's word, a plural, are said after an amount: "lines" is said "line" after 1.  For "%.*s". */
int base_unit_bytes(double amount, const char *unit);
/* Adds the next step to a finding just made. */
void base_report_hint(DkDiagnostics *list, DkDiagnostic *item, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Says of the findings from `first` on that they are about page `page`, from 1, of an issue. */
void base_report_page(DkDiagnostics *list, size_t first, int page, const char *label);
/* Says of the findings from `first` on that they were made in setting the page of the page file `path`. */
void base_report_page_file(DkDiagnostics *list, size_t first, const char *path);
/* Keeps in mind that `path` is read or looked for from here on; of a file noted twice the first time counts. */
void base_note_file(DkDiagnostics *list, const char *path);
/* Whether a noted file is gone or empty now that was not: it may be on its way to being saved. */
bool base_has_lost_file(const DkDiagnostics *list);
/* Findings after which no nearest name is looked for any more: that takes time, and a file has few slips. */
#define BASE_NEAREST_MAX 20
/* The candidate nearest to `word` by edit distance, else the only one that begins with it, or NULL when none is near enough to have been meant.
 * `candidates` is NULL-terminated. */
const char *base_nearest(const char *word, const char *const *candidates);
/* Hints at the nearest key of `known`, whose keys are texts, if there is one. */
void base_report_nearest(DkDiagnostics *list, DkDiagnostic *item, const char *word, GHashTable *known);
/* Whether there is an error among the findings from `first` on: one list may hold the findings of several pages. */
bool base_has_errors(const DkDiagnostics *list, size_t first);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DkDiagnostics, dk_diagnostics_free)

#endif
