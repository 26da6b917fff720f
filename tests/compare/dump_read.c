/* The dump reader: what it takes, what it refuses and where it says so, and that no damage to a dump makes it stumble. */
#include "compare/draft.h"

#include <string.h>

static ComparePage *read_dump(const char *text, size_t size, DkDiagnostics *list)
{
    return compare_dump_read("page.txt", text, size, list);
}

/* Every length comes back as it was written. */
static void test_lengths(void)
{
    for (DkLength length = -3000; length < 3000; length += 7) {
        Draft *draft = draft_new();
        draft_item(draft, "lead", "headline", 0)->rect.x = length;
        g_autofree char *dump = draft_dump(draft);
        g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
        g_autoptr(ComparePage) page = read_dump(dump, strlen(dump), list);
        g_assert_nonnull(page);
        g_assert_cmpint(g_array_index(page->items, CompareItem, 7).rect.x, ==, length);
        draft_free(draft);
    }
}

/* Quotes, backslashes, control characters and rare Han come back as they were. */
static void test_texts(void)
{
    static const char odd[] = "\"\\\x01\x1f\x7f<\xf0\xa0\x80\x80渌";
    Draft *draft = draft_new();
    draft_item(draft, "code", "code", 0)->text = odd;
    g_autofree char *dump = draft_dump(draft);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autoptr(ComparePage) page = read_dump(dump, strlen(dump), list);
    g_assert_nonnull(page);
    g_assert_cmpstr(g_array_index(page->items, CompareItem, 6).text, ==, odd);
    draft_free(draft);
}

/* ---- What is refused ---- */

#define PAGE "page - width=10.0000 height=10.0000 bleed=0.0000 language=zh-Hans-CN\n"
#define GLYPHS                                                                                                                     \
    "glyphs 0 frame=a x=0.0000 y=0.0000 width=1.0000 height=1.0000 story=- order=0 line=0 role=leg face=F size=9.5000 ink=none "

static const struct {
    const char *name, *text;
    int line, column;
    const char *message; /* a part of it */
} refused[] = {
    {"empty", "", 1, 1, "cut off"},
    {"no-page", "fill 0 frame=a x=0.0000 y=0.0000 width=1.0000 height=1.0000 ink=none\n", 1, 1, "begins with one line"},
    {"two-pages", PAGE PAGE, 2, 1, "begins with one line"},
    {"no-end", "page - width=10.0000", 1, 1, "cut off"},
    {"unknown-kind", PAGE "blob 0\n", 2, 1, "not a line"},
    {"unknown-key", PAGE "fill 0 frame=a colour=red\n", 2, 16, "not key=value"},
    {"foreign-key", PAGE "fill 0 frame=a weight=1.0000\n", 2, 23, "has no weight"},
    {"key-twice", PAGE "fill 0 frame=a frame=a\n", 2, 22, "stands twice"},
    {"key-missing", PAGE "fill 0 frame=a\n", 2, 15, "needs width"},
    {"no-index", PAGE "fill x frame=a\n", 2, 6, "index is missing"},
    {"wrong-index", PAGE "fill 1 frame=a x=0.0000 y=0.0000 width=1.0000 height=1.0000 ink=none\n", 2, 69, "not the next"},
    {"length-without-point", PAGE "fill 0 frame=a x=0\n", 2, 19, "not a length"},
    {"length-of-two-decimals", PAGE "fill 0 frame=a x=0.00\n", 2, 22, "four decimals"},
    {"length-too-long", PAGE "fill 0 frame=a x=9999999.0000\n", 2, 30, "at most"},
    {"length-with-exponent", PAGE "fill 0 frame=a x=1e3\n", 2, 19, "not a length"},
    {"text-without-quotes", PAGE "code 0 frame=a text=x\n", 2, 21, "in quotes"},
    {"text-not-closed", PAGE "code 0 frame=a text=\"x\n", 2, 23, "closing quote"},
    {"wrong-escape", PAGE "code 0 frame=a text=\"\\q\"\n", 2, 24, "escape"},
    {"escape-of-nothing", PAGE "code 0 frame=a text=\"\\u0000\"\n", 2, 28, "control character"},
    {"glyph-of-none", PAGE "glyph 0 id=1 x=0.0000 y=0.0000\n", 2, 31, "not the next one"},
    {"glyphs-missing", PAGE GLYPHS "glyphs=0..1 text=\"甲乙\"\nglyph 0 id=1 x=0.0000 y=0.0000\n", 4, 1, "cut off"},
    {"range-backwards", PAGE GLYPHS "glyphs=3..1 text=\"\"\n", 2, 134, "not a range"},
    {"glyphs-of-another", PAGE GLYPHS "glyphs=5..6 text=\"\"\n", 2, 142, "not the next ones"},
};

static void test_refused(const void *data)
{
    size_t i = GPOINTER_TO_SIZE(data);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autoptr(ComparePage) page = read_dump(refused[i].text, strlen(refused[i].text), list);
    g_assert_null(page);
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 1);
    const DkDiagnostic *item = dk_diagnostics_item(list, 0);
    g_assert_cmpstr(item->code, ==, "dump-malformed");
    g_assert_cmpstr(item->file, ==, "page.txt");
    g_test_message("%d:%d: %s", item->line, item->column, item->message);
    g_assert_nonnull(strstr(item->message, refused[i].message));
    g_assert_cmpint(item->line, ==, refused[i].line);
    g_assert_cmpint(item->column, ==, refused[i].column);
}

/* ---- Damage ---- */

enum { MUTANTS = 20000 };

/* One of the usual damages: a bit, a byte of the format's own, a piece cut out or doubled, the end cut off. */
static void damage(GString *text, GRand *random)
{
    static const char own[] = " =\"\n\\.-0123456789:uPgx\xff";
    gsize at = (gsize)g_rand_int_range(random, 0, (gint32)text->len), n = (gsize)g_rand_int_range(random, 1, 40);
    n = MIN(n, text->len - at);
    g_autofree char *piece = g_strndup(text->str + at, n);
    switch (g_rand_int_range(random, 0, 5)) {
    case 0: text->str[at] = (char)(text->str[at] ^ 1 << g_rand_int_range(random, 0, 8)); break;
    case 1: text->str[at] = own[g_rand_int_range(random, 0, (gint32)sizeof own - 1)]; break;
    case 2: g_string_erase(text, (gssize)at, (gssize)n); break;
    case 3: g_string_insert(text, (gssize)at, piece); break;
    default: g_string_truncate(text, at);
    }
}

/* Mutants are read from memory that ends where they do, so that a sanitized build sees any step beyond; those that are still
 * dumps are compared with the page they came from. */
static void test_mutants(void)
{
    Draft *draft = draft_new();
    g_autofree char *dump = draft_dump(draft);
    g_autoptr(GRand) random = g_rand_new_with_seed(20220617);
    g_autoptr(DkDiagnostics) none = dk_diagnostics_new();
    g_autoptr(ComparePage) original = read_dump(dump, strlen(dump), none);
    unsigned n_read = 0;
    for (unsigned i = 0; i < MUTANTS; i++) {
        g_autoptr(GString) text = g_string_new(dump);
        for (int n = g_rand_int_range(random, 1, 4); n > 0 && text->len; n--) damage(text, random);
        g_autofree char *exact = g_memdup2(text->str, text->len);
        g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
        g_autoptr(ComparePage) page = read_dump(exact ? exact : "", text->len, list);
        g_assert_cmpuint(dk_diagnostics_count(list), ==, page ? 0 : 1);
        if (!page) continue;
        n_read++;
        CompareList *differences = compare_list_new();
        compare_layout(page, original, 0, differences);
        compare_list_free(differences);
    }
    g_test_message("%u of %d mutants were still dumps", n_read, MUTANTS);
    g_assert_cmpuint(n_read, >, 100);
    g_assert_cmpuint(n_read, <, MUTANTS / 2);
    draft_free(draft);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/compare/dump/lengths", test_lengths);
    g_test_add_func("/compare/dump/texts", test_texts);
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *path = g_strconcat("/compare/dump/refused/", refused[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_refused);
    }
    g_test_add_func("/compare/dump/mutants", test_mutants);
    return g_test_run();
}
