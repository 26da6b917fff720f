/* What preview and watch share: pages that are set again whenever a file that they were made from changes. */
#ifndef CLI_WATCHING_H
#define CLI_WATCHING_H

#include "cli/cli.h"

/* What is wrong with the pages now, and the last good ones. */
typedef struct {
    const CliValues *values;
    bool lints; /* findings of dk_page_lint are among them */
    DkWatch *watch;
    GPtrArray *lists;      /* const DkDiagnostics *: findings of now, those of the fonts first */
    GPtrArray *good;       /* DkPage *, the last good one of each page that ever was */
    GPtrArray *found;      /* const DkDiagnostics *, those that came with each good page */
    GArray *page_lists;    /* size_t, which of `lists` is about each good page now */
    const char *title;     /* of the issue; NULL: there is none, or several */
    bool is_whole;         /* every page could be set */
    unsigned milliseconds; /* that setting the changed ones took */
    struct CliWatchingState *state;
} CliWatching;

/* Whether all operands can be waited for; false after a usage error. */
bool cli_watching_can(const CliCommand *command, const CliValues *values);
/* Sets all pages, and makes the first interrupt stop the watch. */
CliWatching *cli_watching_new(const CliValues *values, bool lints);
void cli_watching_free(CliWatching *watching);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CliWatching, cli_watching_free)
/* Waits for a change, sets anew what has changed and prints the findings of that; false: it was interrupted.  With a preview, what
 * browsers ask for is drawn meanwhile.  Pages in `good` that were replaced live until the next call. */
bool cli_watching_wait(CliWatching *watching, DkPreview *preview);
/* Prints one result as a line of standard output: the time, the status, what was done with what, the findings in numbers.  `more`:
 * findings of making it, or NULL.  False: it cannot be printed. */
bool cli_watching_tell(const CliWatching *watching, const char *what, const char *done, const DkDiagnostics *more);

#endif
