/* Scalars: a scalar's text laid beside its source again, so that each of its characters has a place.
 *
 * In: a scalar as libyaml decoded it and the source it came from.  Out: its characters, a folded line end as '\n'.  Method: one
 * walk over both; they differ only in escapes, doubled quotes and line ends (YAML 1.1, 5.7 and 9). */
#include "read/scalar.h"

#include <string.h>

#define NAME_MAX_LENGTH 64

typedef struct {
    ReadSource *source;
    const ReadNode *node;
    size_t at;
    bool is_folding; /* past a line end: the blanks before the next text are no text */
} Walk;

static size_t past_blanks(const char *text, size_t at)
{
    while (text[at] == ' ' || text[at] == '\t') at++;
    return at;
}

static size_t past_space(const char *text, size_t at)
{
    while (text[at] && strchr(" \t\r\n", text[at])) at++;
    return at;
}

/* The length in bytes of the escape that begins at `at`, a backslash. */
static size_t escape_length(const char *text, size_t at)
{
    switch (text[at + 1]) {
    case 'x': return 4;
    case 'u': return 6;
    case 'U': return 10;
    default: return 1 + (size_t)(g_utf8_next_char(text + at + 1) - (text + at + 1));
    }
}

static void start(Walk *walk)
{
    const char *text = walk->source->text;
    walk->at = walk->node->offset;
    if (walk->node->style == READ_SINGLE_QUOTED || walk->node->style == READ_DOUBLE_QUOTED) walk->at++;
    walk->is_folding = walk->node->style == READ_LITERAL || walk->node->style == READ_FOLDED;
    if (walk->is_folding) walk->at += strcspn(text + walk->at, "\n");
}

/* Whether the character to be matched is what a line end of the source was folded into. */
static bool is_line_end(const Walk *walk, gunichar c)
{
    if (c != ' ' && c != '\n') return false;
    if (walk->is_folding && c == '\n') return true;
    size_t next = past_blanks(walk->source->text, walk->at);
    return walk->source->text[next] == '\n' || walk->source->text[next] == '\r';
}

/* Moves to the source of `c` and returns how many bytes it takes there. */
static size_t match(Walk *walk, gunichar c)
{
    const char *text = walk->source->text;
    if (walk->is_folding) walk->at = past_space(text, walk->at);
    walk->is_folding = false;
    bool is_double = walk->node->style == READ_DOUBLE_QUOTED;
    while (is_double && text[walk->at] == '\\' && (text[walk->at + 1] == '\n' || text[walk->at + 1] == '\r'))
        walk->at = past_space(text, walk->at + 1); /* an escaped line end is nothing */
    if (is_double && text[walk->at] == '\\') return escape_length(text, walk->at);
    if (walk->node->style == READ_SINGLE_QUOTED && c == '\'') return 2;
    return text[walk->at] ? (size_t)(g_utf8_next_char(text + walk->at) - (text + walk->at)) : 0;
}

ReadChars *read_scalar_chars(const ReadNode *node)
{
    ReadChars *chars = read_chars_new();
    Walk walk = {.source = node->source, .node = node};
    start(&walk);
    const char *end = node->text + node->n_bytes;
    for (const char *p = node->text; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_line_end(&walk, c)) {
            walk.is_folding = true;
            read_chars_add(chars, '\n', 0, read_source_place(walk.source, walk.at));
            continue;
        }
        size_t n = match(&walk, c);
        read_chars_add(chars, c, 0, read_source_place(walk.source, walk.at));
        walk.at = MIN(walk.at + n, walk.source->size);
    }
    return chars;
}

/* Takes characters `first` .. `end - 1` as one text. */
static ModelText text_of(ReadSource *source, const ReadNode *node, const ReadChars *chars, guint first, guint end,
                         ReadQuotes *quotes)
{
    g_autoptr(ReadChars) part = read_chars_new();
    if (end > first) g_array_append_vals(part, read_chars_at(chars, first), end - first);
    read_join_lines(part);
    if (source->restores) read_restore(part, quotes);
    ModelText text = {
        .text = read_chars_string(part, 0, part->len, source->arena), .line = node->place.line, .column = node->place.column};
    if (part->len) {
        text.line = read_chars_at(part, 0)->line;
        text.column = read_chars_at(part, 0)->column;
    }
    return text;
}

/* Appends the text or, of a literal block, the texts of a scalar. */
static void add_texts(ReadSource *source, const ReadNode *node, ReadQuotes *quotes, GArray *texts)
{
    g_autoptr(ReadChars) chars = read_scalar_chars(node);
    guint n = chars->len, first = 0;
    while (n && read_chars_at(chars, n - 1)->c == '\n') n--; /* what a block without "-" ends with */
    for (guint i = 0; i < n && node->style == READ_LITERAL; i++) {
        if (read_chars_at(chars, i)->c != '\n') continue;
        ModelText text = text_of(source, node, chars, first, i, quotes);
        g_array_append_val(texts, text);
        first = i + 1;
    }
    ModelText text = text_of(source, node, chars, first, n, quotes);
    g_array_append_val(texts, text);
}

const char *read_scalar_string(ReadSource *source, const ReadNode *node)
{
    g_autoptr(ReadChars) chars = read_scalar_chars(node);
    return text_of(source, node, chars, 0, chars->len, &(ReadQuotes){0}).text;
}

ModelTexts read_scalar_texts(ReadSource *source, const ReadNode *node)
{
    g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(ModelText));
    ReadQuotes quotes = {0}; /* the lines of one head are one text: a quotation may run over them */
    if (node->kind == READ_SCALAR) add_texts(source, node, &quotes, texts);
    for (const ReadNode *item = node->first; item; item = item->next) add_texts(source, item, &quotes, texts);
    ModelText *items = base_arena_new_array(source->arena, ModelText, texts->len);
    if (texts->len) memcpy(items, texts->data, sizeof *items * texts->len);
    return (ModelTexts){.items = items, .n = texts->len};
}

bool read_is_name(const ReadNode *node)
{
    glong n = 0;
    for (const char *p = node->text; *p; p = g_utf8_next_char(p), n++) {
        gunichar c = g_utf8_get_char(p);
        if (n == NAME_MAX_LENGTH || g_unichar_isspace(c) || g_unichar_iscntrl(c)) return false;
    }
    return n > 0;
}
