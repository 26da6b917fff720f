/* Files: every input is read whole by us under a size cap; every output is written beside its target, fsynced and renamed. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <glib.h>

#include "base/diagnostics.h"

#define BASE_TEXT_MAX ((size_t)64 << 20)     /* a story, layout or page file */
#define BASE_PICTURE_MAX ((size_t)512 << 20) /* a picture file */

/* The whole of a file ("-" is standard input), or NULL with an error `file-unreadable` or `file-too-large` at `place`
 * (where the name was given; place.file may be NULL). */
GBytes *base_file_read(const char *path, size_t max, BasePlace place, DkDiagnostics *list);
/* The same, checked to be UTF-8 without NUL; error `not-utf8` with the line and column.  A byte order mark is dropped. */
GBytes *base_file_read_text(const char *path, BasePlace place, DkDiagnostics *list);
/* What a text that is not UTF-8 is most likely written in, by the name that iconv knows; NULL: nothing known. */
const char *base_likely_encoding(const void *bytes, size_t size);
/* Whether there is a file at `path`.  It is noted in `list`, as every file that is read. */
bool base_file_exists(const char *path, DkDiagnostics *list);
/* Replaces the file at `path` whole, or leaves it as it was with an error `output-not-written`.  "-" is standard output. */
bool base_file_replace(const char *path, const void *data, size_t size, DkDiagnostics *list);
/* Removes a folder and all in it, as far as it can: for folders of one's own, made for a while.  Links are not followed. */
void base_folder_remove(const char *path);
/* `name` relative to the folder of the file `base`, unless it is absolute; the caller releases it with g_free. */
char *base_file_beside(const char *base, const char *name);

#endif
