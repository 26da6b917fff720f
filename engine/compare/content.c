/* Two PDFs in plain form -> where their content differs.
 *
 * In: text in which each object stands by itself, its page named in a comment before it (qpdf's QDF form).  Out: one difference for
 * each object that differs, with its first line that does in both versions.  What a page looks like is not judged: nothing here
 * draws a PDF. */
#include "compare/compare.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN_BYTES = 72, TOLD_MAX = 50 };

typedef struct {
    const char *text;
    size_t size;
} Piece;

typedef struct {
    Piece body;
    int page;        /* 0: of no page */
    bool is_content; /* the page's content, not the page itself */
} Object;

static bool next_line(Piece *left, Piece *line)
{
    if (left->size == 0) return false;
    const char *end = memchr(left->text, '\n', left->size);
    line->text = left->text;
    line->size = end ? (size_t)(end - left->text) : left->size;
    size_t used = line->size + (end != NULL);
    left->text += used;
    left->size -= used;
    return true;
}

static bool starts_with(Piece line, const char *word)
{
    return line.size >= strlen(word) && memcmp(line.text, word, strlen(word)) == 0;
}

static bool is_object_head(Piece line)
{
    static const char end[] = " 0 obj";
    return line.size > sizeof end && g_ascii_isdigit(*line.text) && memcmp(line.text + line.size - 6, end, 6) == 0;
}

static int page_number(Piece line, const char *before)
{
    return starts_with(line, before) ? atoi(line.text + strlen(before)) : 0;
}

/* All objects; what stands before the first is the file's head, what follows the last its trailer, which belongs to the last. */
static GArray *split(GBytes *bytes)
{
    GArray *objects = g_array_new(FALSE, FALSE, sizeof(Object));
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    Piece left = {text, size}, line;
    Object object = {0};
    while (next_line(&left, &line)) {
        int of_page = page_number(line, "%% Page "), of_content = page_number(line, "%% Contents for page ");
        if (of_page) object.page = of_page, object.is_content = false;
        if (of_content) object.page = of_content, object.is_content = true;
        if (is_object_head(line)) object.body = (Piece){left.text, 0};
        if (!starts_with(line, "endobj") || !object.body.text) continue;
        object.body.size = (size_t)(line.text - object.body.text);
        g_array_append_val(objects, object);
        object = (Object){0};
    }
    return objects;
}

static bool is_same(Piece a, Piece b)
{
    return a.size == b.size && memcmp(a.text, b.text, a.size) == 0;
}

/* The length of a stream, which plain form keeps as an object of its own and which says nothing that its stream does not. */
static bool is_number(Piece body)
{
    for (size_t i = 0; i < body.size; i++)
        if (!g_ascii_isdigit(body.text[i]) && body.text[i] != '\n') return false;
    return true;
}

static char *shown(Piece line)
{
    return g_utf8_make_valid(line.text, (gssize)MIN(line.size, SHOWN_BYTES));
}

static void add_object(const Object *old, const Object *new, CompareList *list)
{
    Piece a = old->body, b = new->body, old_line = {"", 0}, new_line = {"", 0};
    int number = 0;
    do {
        bool has_old = next_line(&a, &old_line), has_new = next_line(&b, &new_line);
        if (!has_old) old_line = (Piece){"", 0};
        if (!has_new) new_line = (Piece){"", 0};
        number++;
    } while (is_same(old_line, new_line));
    g_autofree char *expected = shown(old_line), *actual = shown(new_line);
    g_autofree char *element = old->page ? g_strdup_printf("page %d%s", old->page, old->is_content ? " content" : "") : NULL;
    DkDifference difference = {.kind = "content", .element = element, .line = number, .expected = expected, .actual = actual};
    compare_list_add(list, &difference);
}

void compare_content(GBytes *actual, GBytes *expected, CompareList *list)
{
    if (g_bytes_equal(actual, expected)) return;
    guint before = list->items->len;
    g_autoptr(GArray) olds = split(expected), news = split(actual);
    for (guint i = 0; i < MIN(olds->len, news->len) && list->items->len - before < TOLD_MAX; i++) {
        const Object *old = &g_array_index(olds, Object, i), *new = &g_array_index(news, Object, i);
        if (!is_same(old->body, new->body) && !(is_number(old->body) && is_number(new->body))) add_object(old, new, list);
    }
    if (olds->len == news->len && list->items->len > before) return;
    g_autofree char *were = g_strdup_printf("%u object%s", olds->len, base_plural(olds->len)),
                    *are = g_strdup_printf("%u object%s", news->len, base_plural(news->len));
    DkDifference difference = {.kind = "content", .expected = were, .actual = are};
    compare_list_add(list, &difference);
}
