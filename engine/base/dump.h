/* Dump writer: the text form of every intermediate form, `kind id key=value ...`, one line a thing, in document order.
 * Lengths are printed in points with four decimals, text in JSON's quoting; nothing depends on locale or machine. */
#ifndef BASE_DUMP_H
#define BASE_DUMP_H

#include <glib.h>

#include "base/length.h"

typedef struct BaseDump BaseDump;

BaseDump *base_dump_new(void);
/* Ends the dump and returns its text, which the caller releases with g_free. */
char *base_dump_finish(BaseDump *dump);
/* Begins a line for the thing `id` of `kind`; base_dump_end closes it. */
void base_dump_begin(BaseDump *dump, const char *kind, const char *id);
void base_dump_begin_index(BaseDump *dump, const char *kind, unsigned index);
void base_dump_end(BaseDump *dump);
void base_dump_length(BaseDump *dump, const char *key, DkLength value);
void base_dump_rect(BaseDump *dump, BaseRect rect); /* x= y= width= height= */
void base_dump_int(BaseDump *dump, const char *key, int64_t value);
void base_dump_range(BaseDump *dump, const char *key, unsigned first, unsigned n); /* key=first..first+n-1, key=- when n is 0 */
void base_dump_word(BaseDump *dump, const char *key, const char *value);           /* a name; NULL prints - */
void base_dump_text(BaseDump *dump, const char *key, const char *bytes, size_t n); /* quoted */
/* Appends text in JSON's quoting to any string. */
void base_append_quoted(GString *out, const char *bytes, size_t n);

#endif
