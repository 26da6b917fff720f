/* What compare and golden share: running comparisons, telling what they found, writing the reports. */
#ifndef CLI_COMPARING_H
#define CLI_COMPARING_H

#include "cli/cli.h"

/* Comparisons as they are made: the reports are written of all at the end. */
typedef struct {
    CliSession *session;
    GPtrArray *comparisons; /* DkComparison * */
    unsigned n_failed;      /* not the same */
    bool has_errors;        /* something could not be compared */
} CliComparing;

void cli_comparing_init(CliComparing *comparing, CliSession *session);
void cli_comparing_clear(CliComparing *comparing);
/* Takes over a comparison (NULL: it could not be made) and prints what it found under `name`. */
void cli_comparing_add(CliComparing *comparing, DkComparison *comparison, const char *name);
/* Writes --report and --json, prints the errors and the summary; the exit status. */
int cli_comparing_finish(CliComparing *comparing);
/* The files below all of the folders (NULL-terminated) that are wanted, by their names from there on, each once and in order; released
 * with g_ptr_array_unref.  NULL, after a message, where a folder cannot be read: what is in it would go unseen. */
GPtrArray *cli_files_below(const char *const *folders, bool (*is_wanted)(const char *path));
/* Options that both commands have. */
extern const CliOption cli_comparing_options[];

#endif
