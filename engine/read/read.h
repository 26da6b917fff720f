/* read/ - page file and layout (YAML), story (CommonMark with YAML front matter) -> model.
 *
 * In: paths.  Out: the model as written (model/written.h) and stories, in an arena.  Every unknown key, wrong unit, bad value gets
 * a diagnostic with file:line:column, what was found, what is allowed, and the nearest known word.
 * Method: libyaml's events into a small tree that keeps places, then one table of keys a mapping (read/keys.h) that types the
 * scalars; md4c's callbacks into paragraphs and spans.  The tables are held against layouts/schema/ by a test. */
#ifndef READ_H
#define READ_H

#include "model/model.h"
#include "model/written.h"

/* Each returns NULL with errors in `list`; data live in `arena`.  `place` says where the name was given, if in a file. */
const ModelPageFile *read_page_file(const char *path, BaseArena *arena, DkDiagnostics *list);
const ModelPageFile *read_page_file_at(const char *path, BasePlace place, BaseArena *arena, DkDiagnostics *list);
const ModelLayout *read_layout(const char *path, BasePlace place, BaseArena *arena, DkDiagnostics *list);

/* Style sheets of an issue, which stand over the styles of its layouts: paths to open, and where each is named. */
typedef struct {
    const char *const *paths;
    const BasePlace *places;
    unsigned n;
} ReadSheets;
/* `sheets` may be NULL. */
const ModelLayout *read_layout_with(const char *path, BasePlace place, const ReadSheets *sheets, BaseArena *arena,
                                    DkDiagnostics *list);

const ModelIssue *read_issue(const char *path, BaseArena *arena, DkDiagnostics *list);
/* Whether the file, which is not a pipe, says that it is an issue. */
bool read_is_issue(const char *path);
/* Whether the file says that it is of one of the formats: something is made from it. */
bool read_is_source(const char *path);

typedef struct {
    bool restores_punctuation; /* whatever the story says */
} ReadStoryOptions;

/* `path` "-" reads standard input.  A galley's story may have no front matter when `options` is given; its slug is then the
 * file's name.  `options` NULL: none. */
const ModelStory *read_story(const char *path, BasePlace place, const ReadStoryOptions *options, BaseArena *arena,
                             DkDiagnostics *list);
/* A golden case (`duikai: golden/1`): a page file, what it should become, and how near is near enough. */
typedef enum { READ_GOLDEN_DUMP, READ_GOLDEN_PNG, READ_GOLDEN_PDF, READ_N_GOLDENS } ReadGoldenKind;
typedef struct {
    const char *path, *page;                /* the case, the page file */
    const char *issue;                      /* that the page is set in; NULL: it stands alone */
    const char *references[READ_N_GOLDENS]; /* files to open, which need not be there; NULL: the case has none */
    DkCompareOptions options;
    ModelTexts masks; /* of the options, with their places */
} ReadGolden;
const ReadGolden *read_golden(const char *path, BaseArena *arena, DkDiagnostics *list);

/* A length of the formats ("9.5pt", "16em", "小五") given on a command line, in points; `em` and `line` are what those units
 * mean.  False when `word` is no length, or out of range. */
bool read_length(const char *word, DkLength em, DkLength line, DkLength *length);
/* Name and version of library `index` of this room, as "libyaml 0.2.5"; NULL past the last.  Freed with g_free. */
char *read_library(size_t index);

#endif
