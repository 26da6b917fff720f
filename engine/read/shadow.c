/* Shadow: the text md4c reads.
 *
 * In: the body of a story.  Out: the same text without `<!-- notes -->`, and a map back to the source.  Two disguises, each of the
 * same length as what it hides, so that offsets stay; the text that is set is always taken from the source:
 * - A mark beside two stars or more becomes a letter.  CommonMark's rule for emphasis was made for scripts with spaces: in
 *   说**“你好”**了 neither pair of stars may open or close anything, for a mark stands inside and a letter outside.  Single stars
 *   are left to CommonMark's rule, which keeps those of 、*ST株冶 as they are; but the braces of a reading are marks of none.
 * - The colon of `]:` becomes a letter.  A line such as `[注]: 说明` would be a link reference definition, and its words lost.
 * Notes go before Markdown is read, so that one may stand anywhere, even in a word or at the head of a paragraph. */
#include "read/shadow.h"

#include <string.h>

typedef struct {
    size_t shadow, source;
} Piece;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* ---- Notes ---- */

static void add_piece(ReadShadow *shadow, const ReadSource *source, size_t from, size_t to)
{
    if (to == from) return;
    while (shadow->pieces->len && g_array_index(shadow->pieces, Piece, shadow->pieces->len - 1).shadow >= shadow->text->len)
        g_array_set_size(shadow->pieces, shadow->pieces->len - 1); /* all of it has been trimmed away */
    Piece piece = {.shadow = shadow->text->len, .source = from};
    g_array_append_val(shadow->pieces, piece);
    g_string_append_len(shadow->text, source->text + from, (gssize)(to - from));
}

static bool is_escaped(const char *text, size_t first, size_t at)
{
    size_t n = 0;
    while (at - n > first && text[at - n - 1] == '\\') n++;
    return n % 2 == 1;
}

/* The next `word` from `at` on, or NULL; each call costs no more than the way to it. */
static const char *find(const char *at, const char *word)
{
    size_t length = strlen(word);
    while ((at = strchr(at, *word)) && strncmp(at, word, length) != 0) at++;
    return at;
}

/* Offset of the next note from `at` on, or the source's size. */
static size_t find_note(const ReadSource *source, size_t first, size_t at)
{
    for (const char *p = source->text + at; (p = find(p, "<!--")); p++)
        if (!is_escaped(source->text, first, (size_t)(p - source->text))) return (size_t)(p - source->text);
    return source->size;
}

/* Closes up the blanks around a note that has been left out and returns where the text goes on. */
static size_t close_up(ReadShadow *shadow, const ReadSource *source, size_t at)
{
    GString *text = shadow->text;
    bool is_after_blank = text->len == 0 || is_blank(text->str[text->len - 1]) || text->str[text->len - 1] == '\n';
    while (is_after_blank && is_blank(source->text[at])) at++;
    if (source->text[at] != '\n' && source->text[at] != '\r') return at;
    size_t length = text->len; /* two blanks before a line end would be a forced break */
    while (length && is_blank(text->str[length - 1])) length--;
    g_string_truncate(text, length);
    return at;
}

static void leave_notes_out(ReadShadow *shadow, ReadSource *source)
{
    size_t at = shadow->first;
    for (;;) {
        size_t note = find_note(source, shadow->first, at);
        add_piece(shadow, source, at, note);
        if (note == source->size) return;
        const char *end = find(source->text + note + 2, "-->"); /* "<!-->" is a whole note, as in HTML */
        if (!end) {
            DkDiagnostic *item =
                read_error(source, read_source_place(source, note), "note-open", "a note begins here and never ends");
            read_hint(source, item, "close it with -->, or write \\<!-- for the characters themselves");
            return;
        }
        at = close_up(shadow, source, (size_t)(end + 3 - source->text));
    }
}

/* ---- Disguises ---- */

/* Puts a letter of the same length over the character at `p`. */
static void disguise(char *p)
{
    static const char *const letters[] = {"x", "é", "一", "𠀀"};
    size_t length = (size_t)(g_utf8_next_char(p) - p);
    memcpy(p, letters[length - 1], length);
}

#define MARKS_BEFORE "\"',.:?!)}" /* ASCII marks that may be hidden before stars; a semicolon may end an entity */
#define MARKS_AFTER "\"'({"       /* and after them; a square bracket may begin a link */

/* Whether the mark at `p` may be hidden without touching other markup. */
static bool is_hidable(const char *text, const char *p, const char *marks)
{
    gunichar c = g_utf8_get_char(p);
    if (c >= 0x80) return g_unichar_ispunct(c);
    return strchr(marks, (char)c) && !is_escaped(text, 0, (size_t)(p - text));
}

static void hide_marks_beside_stars(GString *shadow)
{
    bool is_link = false; /* a link's target began on this line: its marks are left alone */
    char *text = shadow->str, *end = text + shadow->len;
    for (char *p = text; p < end; p++) {
        if (*p == '\n') is_link = false;
        if (p[0] == ']' && p[1] == '(') is_link = true;
        if (*p != '*') continue;
        size_t n = strspn(p, "*");
        char *before = p > text ? g_utf8_prev_char(p) : NULL;
        bool is_strong = n >= 2;
        if (before && (is_strong || *before == '}') && is_hidable(text, before, is_link ? "" : MARKS_BEFORE)) disguise(before);
        if (p[n] && (is_strong || p[n] == '{') && is_hidable(text, p + n, is_link ? "" : MARKS_AFTER)) disguise(p + n);
        p += n - 1;
    }
}

static void hide_definitions(GString *shadow)
{
    for (char *p = shadow->str, *end = p + shadow->len; p < end; p++)
        if (p[0] == ']' && p[1] == ':') p[1] = 'x';
}

ReadShadow *read_shadow_new(ReadSource *source, size_t first)
{
    ReadShadow *shadow = g_new(ReadShadow, 1);
    shadow->text = g_string_sized_new(source->size - first + 1);
    shadow->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    shadow->first = first;
    leave_notes_out(shadow, source);
    hide_marks_beside_stars(shadow->text);
    hide_definitions(shadow->text);
    return shadow;
}

void read_shadow_free(ReadShadow *shadow)
{
    if (!shadow) return;
    g_string_free(shadow->text, TRUE);
    g_array_unref(shadow->pieces);
    g_free(shadow);
}

size_t read_shadow_source(const ReadShadow *shadow, size_t offset, size_t *n)
{
    guint low = 0, high = shadow->pieces->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(shadow->pieces, Piece, middle).shadow <= offset) low = middle;
        else high = middle;
    }
    const Piece *piece = &g_array_index(shadow->pieces, Piece, low);
    size_t end = low + 1 < shadow->pieces->len ? piece[1].shadow : shadow->text->len;
    *n = end - offset;
    return piece->source + (offset - piece->shadow);
}
