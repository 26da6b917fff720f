/* preview/'s own: values of JSON (RFC 8259), safe wherever a browser may put them: no < > & and no line separators in strings. */
#ifndef PREVIEW_JSON_H
#define PREVIEW_JSON_H

#include "base/base.h"

/* An object's or list's next value begins with a comma unless it is the first; a key is a literal of ours. */
void json_begin(GString *out, char bracket); /* '{' or '[', as a value */
void json_end(GString *out, char bracket);
void json_key(GString *out, const char *key);
void json_text(GString *out, const char *key, const char *value); /* NULL: nothing is written */
void json_bytes(GString *out, const char *key, const char *bytes, size_t n);
void json_int(GString *out, const char *key, int64_t value);
void json_number(GString *out, const char *key, double value); /* to three decimals */
void json_points(GString *out, const char *key, DkLength value);
void json_bool(GString *out, const char *key, bool value);
void json_rect(GString *out, const BaseRect *rect); /* x, y, width, height */

#endif
