/* Golden cases: a file of small inputs, each with the text that must come of it.
 *
 *   #### NAME: KIND             begins a case; KIND is for the runner
 *   lines of the case's first file, called case.yaml, or case.md where KIND is "story" or "galley"
 *   #### file OTHER.md          begins another file beside it
 *   #### says                   begins what is expected, to the character
 *
 * Where the first line is "#### NAME: KIND escaped", \ooo (octal), \r, \t, \n and \\ in the files stand for bytes that an editor would
 * not keep.  Each case runs in an empty folder of its own.  With DUIKAI_UPDATE_CASES=1 the file is rewritten
 * with what came, for a person to read and commit; a plain run never writes. */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include <glib.h>

/* Runs a case on `file` of the current folder and returns what it says, released with g_free. */
typedef char *(*CaseRun)(const char *kind, const char *file);

/* Adds the cases of tests/`path` as tests named /`suite`/NAME. */
void cases_add(const char *suite, const char *path, CaseRun run);
/* To be called after the tests have run: writes the file of cases_add anew when that was asked for. */
void cases_finish(void);

#endif
