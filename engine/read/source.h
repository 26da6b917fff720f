/* A file that is being read: its text, where a byte of it stands, and what has been reported about it.
 *
 * In: a path.  Out: checked UTF-8, places with line and column in code points, findings with those places.
 * At most READ_FINDINGS_MAX errors and as many warnings are listed for one file, so that a hostile file cannot flood the list. */
#ifndef READ_SOURCE_H
#define READ_SOURCE_H

#include "base/base.h"

#define READ_FINDINGS_MAX 100

typedef struct {
    const char *path; /* in the arena */
    const char *text; /* NUL-terminated, in the scratch arena */
    size_t size;
    BaseArena *arena;   /* of what is read */
    BaseArena *scratch; /* of what only reading needs: goes with the source */
    DkDiagnostics *list;
    GArray *line_starts; /* size_t: offset of each line's first byte */
    size_t cursor;       /* the last offset that was asked for ... */
    int line, column;    /* ... and where it stands */
    unsigned n_errors, n_warnings;
    bool restores; /* texts of the front matter become full-width: `punctuation: restore` */
} ReadSource;

/* Reads the file at `path`, which was named at `place`.  NULL with an error. */
ReadSource *read_source_open(const char *path, BasePlace place, BaseArena *arena, DkDiagnostics *list);
/* Takes `size` bytes of UTF-8 at `text` as the file's. */
ReadSource *read_source_new(const char *path, const char *text, size_t size, BaseArena *arena, DkDiagnostics *list);
void read_source_free(ReadSource *source);
/* Where the byte at `offset` stands; quick when the offsets asked for rise. */
BasePlace read_source_place(ReadSource *source, size_t offset);

/* Reports a finding at `place`; NULL when the list is full.  A hint can be added to what is returned with read_hint. */
DkDiagnostic *read_error(ReadSource *source, BasePlace place, const char *code, const char *format, ...) G_GNUC_PRINTF(4, 5);
DkDiagnostic *read_warning(ReadSource *source, BasePlace place, const char *code, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Adds the next step to a finding just made, which may be NULL. */
void read_hint(ReadSource *source, DkDiagnostic *item, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* `text` as it can stand in a message: one line, at most 40 code points, control characters as spaces. */
const char *read_shown(ReadSource *source, const char *text, size_t n_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReadSource, read_source_free)

#endif
