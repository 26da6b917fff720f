/* Runs the command as a user does, in a temporary folder that holds a small whole issue: page.yaml, layout.yaml, story.md. */
#ifndef TESTS_CLI_COMMAND_H
#define TESTS_CLI_COMMAND_H

#include <glib.h>

/* What a run left behind. */
typedef struct {
    int status; /* exit status; -N when signal N ended it */
    char *out, *err;
} Run;

typedef struct {
    char *folder;
    GSpawnChildSetupFunc limit; /* run in the child before the command; NULL: nothing */
} Issue;

Issue *issue_new(void);
void issue_free(Issue *issue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Issue, issue_free)

/* A path in the issue's folder, freed with g_free. */
char *issue_path(const Issue *issue, const char *name);
void issue_write(const Issue *issue, const char *name, const char *text);
/* Puts `replacement` in the place of `found`, which must be in the file once. */
void issue_edit(const Issue *issue, const char *name, const char *found, const char *replacement);
/* The text of a file, or NULL when there is none. */
char *issue_read(const Issue *issue, const char *name);
/* The names in the folder that were not there at first, in order, with a space between. */
char *issue_new_names(const Issue *issue);

/* Runs `duikai LINE` in the issue's folder; LINE is split as a shell would. */
Run *issue_run(const Issue *issue, const char *line);
void run_free(Run *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)

/* Starts it and returns at once; `input` then is the writing end of its standard input. */
GPid issue_start(const Issue *issue, const char *line, int *input);
/* Waits for it: exit status, or -N for signal N. */
int issue_wait(GPid pid);

/* Fails, showing what was printed, unless the run ended with `status`. */
#define assert_status(run, wanted) assert_run((run), (wanted), G_STRFUNC, __LINE__)
void assert_run(const Run *run, int wanted, const char *function, int line);
/* Fails, showing the text, unless `part` is in it. */
void assert_contains(const char *text, const char *part);

/* Each file of tests adds its own. */
void add_usage_tests(void);
void add_input_tests(void);
void add_output_tests(void);
void add_signal_tests(void);

#endif
