/* Characters: the array, the joining of lines, strings made of it. */
#include "read/chars.h"

ReadChars *read_chars_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(ReadChar));
}

void read_chars_add(ReadChars *chars, gunichar c, unsigned spans, BasePlace place)
{
    ReadChar entry = {.c = c, .spans = spans, .line = place.line, .column = place.column};
    g_array_append_val(chars, entry);
}

const char *read_chars_string(const ReadChars *chars, guint first, guint n, BaseArena *arena)
{
    g_autoptr(GString) string = g_string_sized_new(3 * (gsize)n);
    for (guint i = first; i < first + n; i++) g_string_append_unichar(string, read_chars_at(chars, i)->c);
    return base_arena_strndup(arena, string->str, string->len);
}

/* Hyphens, dashes, quotes, ellipses: General Punctuation without its spaces and controls. */
static bool is_shared_mark(gunichar c)
{
    return (c >= 0x2010 && c <= 0x2027) || c == 0x00b7;
}

bool read_is_han(gunichar c)
{
    if (c < 0x80) return false;
    if (is_shared_mark(c)) return true;
    if (c >= 0x2030 && c < 0x2c00) return true; /* signs and ornaments: ‰ ※ ℃ № ① ▶ ● */
    return g_unichar_iswide(c) && g_unichar_get_script(c) != G_UNICODE_SCRIPT_HANGUL; /* Korean has spaces between words */
}

/* How far a line end looks past the marks that Chinese and Latin share for what kind of text they belong to. */
#define LOOK_MAX 8

/* Whether the text that begins at `from` and goes on in steps of `step` is Han. */
static bool is_han_side(const ReadChars *chars, guint from, int step)
{
    bool is_han = false;
    for (guint i = from, n = 0; i < chars->len && n < LOOK_MAX; i += (guint)step, n++) { /* i wraps below 0 and so ends the loop */
        gunichar c = read_chars_at(chars, i)->c;
        if (c != ' ' && !g_ascii_ispunct((char)(c < 0x80 ? c : 'a')) && !is_shared_mark(c)) return read_is_han(c);
        is_han |= is_shared_mark(c);
    }
    return is_han; /* nothing but marks */
}

void read_join_lines(ReadChars *chars)
{
    guint out = 0;
    for (guint i = 0; i < chars->len; i++) {
        ReadChar entry = *read_chars_at(chars, i);
        if (entry.c == '\n') {
            while (out && read_chars_at(chars, out - 1)->c == ' ') out--;
            guint next = i + 1;
            while (next < chars->len && (read_chars_at(chars, next)->c == ' ' || read_chars_at(chars, next)->c == '\n')) next++;
            i = next - 1;
            if (out && next < chars->len) read_chars_at(chars, next)->begins_line = true;
            bool is_edge = out == 0 || next == chars->len || read_chars_at(chars, next)->c == READ_LINE_BREAK ||
                           read_chars_at(chars, out - 1)->c == READ_LINE_BREAK;
            /* what stands before `out` has been moved there, so both sides are looked at in one array */
            if (is_edge || is_han_side(chars, out - 1, -1) || is_han_side(chars, next, 1)) continue;
            entry.c = ' ';
        }
        *read_chars_at(chars, out++) = entry;
    }
    g_array_set_size(chars, out);
}
