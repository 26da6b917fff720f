/* Reads the dump of stage page back.
 *
 * In: `kind id key=value ...` lines as page/dump.c writes them.  Out: ComparePage.  Strict: each kind has its keys, each key once and
 * of its type, indices count up without a gap, and every glyph belongs to the item above it; the first breach is reported with its
 * line and column, for a dump that is half understood would compare as half a page. */
#include "compare/compare.h"

#include <string.h>

typedef enum { WORD, TEXT, LENGTH, INTEGER, RANGE } ValueType;

typedef enum {
    K_NUMBER,
    K_WIDTH,
    K_HEIGHT,
    K_BLEED,
    K_LANGUAGE,
    K_FRAME,
    K_STORY,
    K_X,
    K_Y,
    K_INK,
    K_KIND,
    K_WEIGHT,
    K_TEXT,
    K_FILE,
    K_SHOWN,
    K_ORDER,
    K_ROLE,
    K_LINE,
    K_FACE,
    K_SIZE,
    K_ORIENTATION,
    K_SCALE,
    K_BASE,
    K_READING,
    K_GLYPHS,
    K_ID,
    N_KEYS
} Key;

static const struct {
    const char *name;
    ValueType type;
} keys[N_KEYS] = {{"number", TEXT},         {"width", LENGTH},  {"height", LENGTH}, {"bleed", LENGTH},    {"language", WORD},
                  {"frame", WORD},          {"story", WORD},    {"x", LENGTH},      {"y", LENGTH},        {"ink", WORD},
                  {"kind", WORD},           {"weight", LENGTH}, {"text", TEXT},     {"file", TEXT},       {"shown", TEXT},
                  {"order", INTEGER},       {"role", WORD},     {"line", INTEGER},  {"face", WORD},       {"size", LENGTH},
                  {"orientation", INTEGER}, {"scale", INTEGER}, {"base", INTEGER},  {"reading", INTEGER}, {"glyphs", RANGE},
                  {"id", INTEGER}};

#define BIT(key) (1u << (key))
#define ITEM_KEYS (BIT(K_FRAME) | BIT(K_X) | BIT(K_Y) | BIT(K_WIDTH) | BIT(K_HEIGHT))
#define STROKE_KEYS (ITEM_KEYS | BIT(K_KIND) | BIT(K_WEIGHT) | BIT(K_INK))
#define TEXT_KEYS (BIT(K_ORDER) | BIT(K_ROLE) | BIT(K_STORY) | BIT(K_LINE) | BIT(K_FACE) | BIT(K_SIZE) | BIT(K_INK))

/* The kinds of line: the items in the order of PageItemKind, then page and glyph. */
enum { LINE_PAGE = PAGE_SHAPE + 1, LINE_GLYPH, N_LINES };
static const struct {
    const char *name;
    unsigned required, optional;
} kinds[N_LINES] = {
    [PAGE_FILL] = {"fill", ITEM_KEYS | BIT(K_INK), 0},
    [PAGE_RULE] = {"rule", STROKE_KEYS, 0},
    [PAGE_BORDER] = {"border", STROKE_KEYS, 0},
    [PAGE_PICTURE] = {"picture", ITEM_KEYS | BIT(K_FILE), BIT(K_SHOWN)},
    [PAGE_CODE] = {"code", ITEM_KEYS | BIT(K_TEXT), 0},
    [PAGE_GLYPHS] = {"glyphs", ITEM_KEYS | TEXT_KEYS | BIT(K_GLYPHS) | BIT(K_TEXT),
                     BIT(K_ORIENTATION) | BIT(K_SCALE) | BIT(K_BASE) | BIT(K_READING)},
    [PAGE_SHAPE] = {"shape", ITEM_KEYS | BIT(K_INK), 0},
    [LINE_PAGE] = {"page", BIT(K_WIDTH) | BIT(K_HEIGHT) | BIT(K_BLEED) | BIT(K_LANGUAGE), BIT(K_NUMBER)},
    [LINE_GLYPH] = {"glyph", BIT(K_ID) | BIT(K_X) | BIT(K_Y), 0},
};

typedef struct {
    const char *string; /* of a word or text */
    int64_t number;     /* of a length or integer; first of a range */
    unsigned n;         /* of a range */
} Value;

typedef struct {
    ComparePage *page;
    DkDiagnostics *list;
    const char *line, *at, *end; /* start of the line, where reading stands, end of the line */
    int number;                  /* of the line */
    Value values[N_KEYS];
    unsigned given;
    GString *text;
} Reader;

G_GNUC_PRINTF(2, 3) static bool malformed(Reader *reader, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    BasePlace place = {.file = reader->page->path,
                       .line = reader->number,
                       .column = 1 + (int)g_utf8_strlen(reader->line, reader->at - reader->line)};
    DkDiagnostic *item = base_report(reader->list, DK_ERROR, "dump-malformed", place, "%s", message);
    base_report_hint(reader->list, item, "a page's dump is made by duikai render PAGE.yaml -o FILE.txt");
    return false;
}

/* ---- Values ---- */

static const char *keep(Reader *reader, const char *bytes, size_t n)
{
    if (n == 1 && *bytes == '-') return NULL;
    char short_word[128];
    if (n >= sizeof short_word) return g_string_chunk_insert_len(reader->page->strings, bytes, (gssize)n);
    memcpy(short_word, bytes, n);
    short_word[n] = '\0';
    return g_string_chunk_insert_const(reader->page->strings, short_word); /* ids and faces stand on every line */
}

static size_t word_length(const Reader *reader)
{
    const char *space = memchr(reader->at, ' ', (size_t)(reader->end - reader->at));
    return (size_t)((space ? space : reader->end) - reader->at);
}

static bool read_word(Reader *reader, Value *value)
{
    size_t n = word_length(reader);
    if (n == 0) return malformed(reader, "a word is missing");
    value->string = keep(reader, reader->at, n);
    reader->at += n;
    return true;
}

/* Digits, at most ten of them; false when there is none. */
static bool read_digits(Reader *reader, int64_t *number)
{
    const char *first = reader->at;
    *number = 0;
    while (reader->at < reader->end && g_ascii_isdigit(*reader->at) && reader->at - first < 10)
        *number = *number * 10 + (*reader->at++ - '0');
    return reader->at > first;
}

static bool read_sign(Reader *reader)
{
    bool is_negative = reader->at < reader->end && *reader->at == '-';
    reader->at += is_negative;
    return is_negative;
}

static bool read_integer(Reader *reader, Value *value)
{
    bool is_negative = read_sign(reader);
    if (!read_digits(reader, &value->number) || value->number > UINT32_MAX) return malformed(reader, "not a whole number");
    if (is_negative) value->number = -value->number;
    return true;
}

/* Points with four decimals, which tell two lengths a unit apart: the length that was written comes back exactly. */
static bool read_length(Reader *reader, Value *value)
{
    int64_t whole = 0, decimals = 0;
    bool is_negative = read_sign(reader);
    if (!read_digits(reader, &whole) || reader->at == reader->end || *reader->at != '.')
        return malformed(reader, "not a length in points");
    const char *point = reader->at++;
    if (!read_digits(reader, &decimals) || reader->at - point != 5) return malformed(reader, "a length has four decimals");
    int64_t length = ((whole * 10000 + decimals) * DK_PT + 5000) / 10000;
    if (length > INT32_MAX) return malformed(reader, "a length is at most %d pt", INT32_MAX / DK_PT);
    value->number = is_negative ? -length : length;
    return true;
}

static bool read_range(Reader *reader, Value *value)
{
    int64_t last = 0;
    if (*reader->at == '-') {
        reader->at++;
        return true;
    }
    if (!read_digits(reader, &value->number) || reader->end - reader->at < 3 || strncmp(reader->at, "..", 2) != 0)
        return malformed(reader, "not a range");
    reader->at += 2;
    if (!read_digits(reader, &last) || last < value->number || last - value->number > G_MAXINT32)
        return malformed(reader, "not a range");
    value->n = (unsigned)(last - value->number + 1);
    return true;
}

/* \u and its four digits, of which base_append_quoted writes control characters only. */
static bool read_escape(Reader *reader)
{
    char c = ++reader->at < reader->end ? *reader->at++ : '\0';
    if (c == '"' || c == '\\') g_string_append_c(reader->text, c);
    else if (c != 'u' || reader->end - reader->at < 4) return malformed(reader, "not an escape of a text");
    else {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = g_ascii_xdigit_value(*reader->at++);
            if (digit < 0) return malformed(reader, "not an escape of a text");
            code = code * 16 + digit;
        }
        if (code == 0 || code > 0x7f) return malformed(reader, "an escape stands for a control character only");
        g_string_append_c(reader->text, (char)code);
    }
    return true;
}

static bool read_text(Reader *reader, Value *value)
{
    if (reader->at == reader->end || *reader->at != '"') return malformed(reader, "a text stands in quotes");
    reader->at++;
    g_string_truncate(reader->text, 0);
    while (reader->at < reader->end && *reader->at != '"') {
        if (*reader->at == '\\') {
            if (!read_escape(reader)) return false;
            continue;
        }
        const char *start = reader->at;
        while (reader->at < reader->end && *reader->at != '"' && *reader->at != '\\') reader->at++;
        g_string_append_len(reader->text, start, reader->at - start);
    }
    if (reader->at == reader->end) return malformed(reader, "a text has no closing quote");
    reader->at++;
    value->string = g_string_chunk_insert_len(reader->page->strings, reader->text->str, (gssize)reader->text->len);
    return true;
}

static bool read_value(Reader *reader, Key key)
{
    Value *value = &reader->values[key];
    *value = (Value){0};
    switch (keys[key].type) {
    case WORD: return read_word(reader, value);
    case TEXT: return read_text(reader, value);
    case LENGTH: return read_length(reader, value);
    case INTEGER: return read_integer(reader, value);
    case RANGE: return read_range(reader, value);
    }
    g_assert_not_reached();
}

/* ---- Lines ---- */

static bool read_key(Reader *reader, Key *key)
{
    const char *equals = memchr(reader->at, '=', (size_t)(reader->end - reader->at));
    size_t n = equals ? (size_t)(equals - reader->at) : 0;
    for (*key = 0; *key < N_KEYS; (*key)++)
        if (n && *reader->at == *keys[*key].name && n == strlen(keys[*key].name) && memcmp(reader->at, keys[*key].name, n) == 0) {
            reader->at += n + 1;
            return true;
        }
    return malformed(reader, "not key=value with a key of a page's dump");
}

static bool read_pairs(Reader *reader, unsigned kind)
{
    unsigned allowed = kinds[kind].required | kinds[kind].optional;
    reader->given = 0;
    while (reader->at < reader->end) {
        Key key;
        if (*reader->at != ' ') return malformed(reader, "a space is missing");
        reader->at++;
        if (!read_key(reader, &key)) return false;
        if (!(allowed & BIT(key))) return malformed(reader, "\"%s\" has no %s", kinds[kind].name, keys[key].name);
        if (reader->given & BIT(key)) return malformed(reader, "%s stands twice", keys[key].name);
        if (!read_value(reader, key)) return false;
        reader->given |= BIT(key);
    }
    for (Key key = 0; key < N_KEYS; key++)
        if (kinds[kind].required & ~reader->given & BIT(key))
            return malformed(reader, "\"%s\" needs %s", kinds[kind].name, keys[key].name);
    return true;
}

static DkLength length_of(const Reader *reader, Key key)
{
    return (DkLength)reader->values[key].number;
}

static void take_page(Reader *reader)
{
    ComparePage *page = reader->page;
    page->number = reader->given & BIT(K_NUMBER) ? reader->values[K_NUMBER].string : NULL;
    page->language = reader->values[K_LANGUAGE].string;
    page->width = length_of(reader, K_WIDTH);
    page->height = length_of(reader, K_HEIGHT);
    page->bleed = length_of(reader, K_BLEED);
}

static bool take_glyph(Reader *reader, int64_t index)
{
    ComparePage *page = reader->page;
    const CompareItem *item = page->items->len ? &g_array_index(page->items, CompareItem, page->items->len - 1) : NULL;
    if (index != page->glyphs->len || !item || index >= (int64_t)item->first_glyph + item->n_glyphs)
        return malformed(reader, "glyph %" G_GINT64_FORMAT " is not the next one of the item above", index);
    CompareGlyph glyph = {(uint32_t)reader->values[K_ID].number, length_of(reader, K_X), length_of(reader, K_Y)};
    g_array_append_val(page->glyphs, glyph);
    return true;
}

/* Whether all glyphs that the last item claims have come. */
static bool is_complete(const ComparePage *page)
{
    if (page->items->len == 0) return true;
    const CompareItem *last = &g_array_index(page->items, CompareItem, page->items->len - 1);
    return last->kind != PAGE_GLYPHS || page->glyphs->len == last->first_glyph + last->n_glyphs;
}

static void take_glyphs(Reader *reader, CompareItem *item)
{
    item->text = reader->values[K_TEXT].string;
    item->role = reader->values[K_ROLE].string;
    item->face = reader->values[K_FACE].string;
    item->story = reader->values[K_STORY].string;
    item->order = (int)reader->values[K_ORDER].number;
    item->line = (int)reader->values[K_LINE].number;
    item->size = length_of(reader, K_SIZE);
    item->is_vertical = (reader->given & BIT(K_ORIENTATION)) != 0;
    item->orientation = item->is_vertical ? (int)reader->values[K_ORIENTATION].number : 0;
    item->scale = reader->given & BIT(K_SCALE) ? (int)reader->values[K_SCALE].number : DK_PT;
    item->n_glyphs = reader->values[K_GLYPHS].n;
    item->first_glyph = item->n_glyphs ? (unsigned)reader->values[K_GLYPHS].number : reader->page->glyphs->len;
}

/* The file of a picture, and which part of it is shown. */
static const char *picture_words(Reader *reader)
{
    const char *file = reader->values[K_FILE].string;
    if (!(reader->given & BIT(K_SHOWN))) return file;
    g_autofree char *words = g_strdup_printf("%s, shown %s", file, reader->values[K_SHOWN].string);
    return keep(reader, words, strlen(words));
}

static bool take_item(Reader *reader, PageItemKind kind, int64_t index)
{
    ComparePage *page = reader->page;
    if (index != page->items->len) return malformed(reader, "item %" G_GINT64_FORMAT " is not the next one", index);
    if (!is_complete(page)) return malformed(reader, "glyphs of the item above are missing");
    CompareItem item = {.kind = kind, .frame = reader->values[K_FRAME].string};
    item.rect = (BaseRect){length_of(reader, K_X), length_of(reader, K_Y), length_of(reader, K_WIDTH), length_of(reader, K_HEIGHT)};
    if (reader->given & BIT(K_INK)) item.ink = reader->values[K_INK].string;
    if (kind == PAGE_RULE || kind == PAGE_BORDER) {
        item.stroke = reader->values[K_KIND].string;
        item.size = length_of(reader, K_WEIGHT);
    }
    if (kind == PAGE_PICTURE) item.text = picture_words(reader);
    if (kind == PAGE_CODE) item.text = reader->values[K_TEXT].string;
    if (kind == PAGE_GLYPHS) take_glyphs(reader, &item);
    if (kind == PAGE_GLYPHS && item.first_glyph != page->glyphs->len) return malformed(reader, "its glyphs are not the next ones");
    g_array_append_val(page->items, item);
    return true;
}

/* The first word of a line, which must be of a kind that may stand here. */
static bool read_kind(Reader *reader, unsigned *kind)
{
    size_t n = word_length(reader);
    for (*kind = 0; *kind < N_LINES; (*kind)++)
        if (n == strlen(kinds[*kind].name) && memcmp(reader->at, kinds[*kind].name, n) == 0) break;
    if (*kind == N_LINES) return malformed(reader, "not a line of a page's dump");
    if ((*kind == LINE_PAGE) != (reader->number == 1)) return malformed(reader, "a page's dump begins with one line \"page\"");
    reader->at += n;
    return true;
}

static bool read_line(Reader *reader)
{
    unsigned kind;
    int64_t index = 0;
    if (!read_kind(reader, &kind)) return false;
    if (reader->at == reader->end || *reader->at++ != ' ') return malformed(reader, "an id is missing");
    if (kind == LINE_PAGE) {
        if (word_length(reader) != 1 || *reader->at != '-') return malformed(reader, "the id of a page is -");
        reader->at++;
    } else if (!read_digits(reader, &index)) return malformed(reader, "an index is missing");
    if (!read_pairs(reader, kind)) return false;
    if (kind == LINE_GLYPH) return take_glyph(reader, index);
    if (kind != LINE_PAGE) return take_item(reader, (PageItemKind)kind, index);
    take_page(reader);
    return true;
}

/* ---- The whole ---- */

static bool read_lines(Reader *reader, const char *text, size_t size)
{
    const char *end = text + size;
    for (const char *line = text; line < end; line = reader->end + 1) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        reader->number++;
        reader->line = reader->at = line;
        reader->end = stop ? stop : end;
        if (!stop) return malformed(reader, "the last line has no end: the dump is cut off");
        if (!read_line(reader)) return false;
    }
    if (reader->number == 0 || !is_complete(reader->page)) {
        reader->line = reader->at = end;
        reader->number++;
        return malformed(reader, "the dump is cut off");
    }
    return true;
}

ComparePage *compare_dump_read(const char *path, const char *text, size_t size, DkDiagnostics *list)
{
    g_autoptr(ComparePage) page = g_new0(ComparePage, 1);
    page->strings = g_string_chunk_new(16384);
    page->path = g_string_chunk_insert(page->strings, path);
    page->items = g_array_new(FALSE, FALSE, sizeof(CompareItem));
    page->glyphs = g_array_new(FALSE, FALSE, sizeof(CompareGlyph));
    g_autoptr(GString) scratch = g_string_new(NULL);
    Reader reader = {.page = page, .list = list, .text = scratch, .line = text, .at = text, .end = text};
    return read_lines(&reader, text, size) ? g_steal_pointer(&page) : NULL;
}

void compare_page_free(ComparePage *page)
{
    if (!page) return;
    g_array_unref(page->items);
    g_array_unref(page->glyphs);
    g_string_chunk_free(page->strings);
    g_free(page);
}
