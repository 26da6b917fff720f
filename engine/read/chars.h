/* Text on its way from a file to the model: one entry a code point, each with the place it comes from.
 *
 * In: scalars of YAML (read/scalar.h), text of Markdown.  Out: strings, with every line end inside them decided and, where asked, ASCII marks made
 * full-width.  The steps are filters over one array, so no step can lose a place.
 * Two code points are line ends here: '\n', a source's own line end, which read_join_lines turns into a space or nothing, and
 * READ_LINE_BREAK, a break that was asked for, which stays. */
#ifndef READ_CHARS_H
#define READ_CHARS_H

#include "model/model.h"

#define READ_LINE_BREAK 0x2028 /* U+2028 LINE SEPARATOR */

/* Bits of a character's spans: 1 << ModelSpanKind. */
typedef struct {
    gunichar c;
    unsigned spans;
    unsigned mark; /* 1 + index of the innermost mark (read/marks.h); 0: none */
    int line, column;
    bool begins_line; /* a line end of the source stood before it, which read_join_lines has decided */
    bool is_literal;  /* escaped, or an entity: never markup */
} ReadChar;

typedef GArray ReadChars; /* of ReadChar */

ReadChars *read_chars_new(void);
void read_chars_add(ReadChars *chars, gunichar c, unsigned spans, BasePlace place);
static inline ReadChar *read_chars_at(const ReadChars *chars, guint index)
{
    return &g_array_index(chars, ReadChar, index);
}
/* The characters from `first` on, `n` of them, as a string in the arena. */
const char *read_chars_string(const ReadChars *chars, guint first, guint n, BaseArena *arena);
/* Whether `c` takes part in Chinese setting: an ideograph, kana, a full-width form or mark, a mark that Chinese and Latin share. */
bool read_is_han(gunichar c);
/* Drops the line ends between Han and makes the others spaces; the character after one begins a line. */
void read_join_lines(ReadChars *chars);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReadChars, g_array_unref)

#endif
