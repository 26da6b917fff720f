/* Restoring, held against print: the lines of a newspaper whose marks are known, flattened and restored again. */
#include "read/restore.h"
#include "read/read.h"
#include "read/read_tests.h"

#include <string.h>

static const struct {
    gunichar full;
    char ascii;
} folded[] = {{0xff0c, ','}, {0x3002, '.'}, {0xff1a, ':'}, {0xff1b, ';'},  {0xff1f, '?'},  {0xff01, '!'}, {0xff08, '('},
              {0xff09, ')'}, {0x201c, '"'}, {0x201d, '"'}, {0x2018, '\''}, {0x2019, '\''}, {0xff3b, '['}, {0xff3d, ']'}};

static gunichar flattened(gunichar c)
{
    for (size_t i = 0; i < G_N_ELEMENTS(folded); i++)
        if (folded[i].full == c) return (guchar)folded[i].ascii;
    return c;
}

static ReadChars *chars_of(const char *text, bool is_flat)
{
    ReadChars *chars = read_chars_new();
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        read_chars_add(chars, is_flat ? flattened(c) : c, 0, (BasePlace){.line = 1, .column = 1});
    }
    return chars;
}

static char *restored(const char *text, bool is_flat)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(ReadChars) chars = chars_of(text, is_flat);
    read_restore(chars, &(ReadQuotes){0});
    return g_strdup(read_chars_string(chars, 0, chars->len, arena));
}

/* Paragraphs of the table that begin inside a quotation, whose first quote closes (RULES 1.1: one of the page's 38). */
static bool begins_inside(const char *text)
{
    const char *open = strstr(text, "“"), *close = strstr(text, "”");
    return close && (!open || close < open);
}

static char *shared_file(const char *name)
{
    const char *folder = g_getenv("DUIKAI_SHARED_DATA");
    g_autofree char *beside = g_test_build_filename(G_TEST_DIST, "..", "..", "shared", "data", NULL);
    return g_build_filename(folder ? folder : beside, name, NULL);
}

/* Calls `check` with each paragraph of the table as it was printed, its lines joined; false when the table is not here. */
static bool each_printed(void (*check)(const char *printed, void *data), void *data)
{
    g_autofree char *path = shared_file("typography/zhuzhou_20220617_line_breaks.tsv"), *table = NULL;
    if (!g_file_get_contents(path, &table, NULL, NULL)) return false;
    g_auto(GStrv) rows = g_strsplit(table, "\n", -1);
    for (char **row = rows; *row; row++) {
        g_auto(GStrv) fields = g_strsplit(*row, "\t", -1);
        if (**row == '#' || g_strv_length(fields) < 6) continue;
        g_auto(GStrv) lines = g_strsplit(fields[5], "|", -1);
        g_autofree char *printed = g_strjoinv("", lines);
        check(printed, data);
    }
    return true;
}

typedef struct {
    unsigned n, n_inside;
    GHashTable *raw; /* paragraphs of the extraction, restored, without spaces */
} Printed;

static void check_flattened(const char *printed, void *data)
{
    Printed *count = data;
    count->n++;
    count->n_inside += begins_inside(printed);
    if (begins_inside(printed)) return;
    g_autofree char *got = restored(printed, true);
    g_assert_cmpstr(got, ==, printed);
}

/* The printed paragraphs, flattened here. */
static void test_printed(void)
{
    Printed count = {0};
    if (!each_printed(check_flattened, &count)) {
        g_test_skip("the shared data are not here");
        return;
    }
    g_test_message("%u paragraphs restored as printed, %u begin inside a quotation", count.n - count.n_inside, count.n_inside);
    g_assert_cmpuint(count.n, >=, 38);
    g_assert_cmpuint(count.n_inside, <=, 1);
}

static char *without_spaces(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    return g_strjoinv("", parts);
}

static void check_extracted(const char *printed, void *data)
{
    Printed *count = data;
    g_autofree char *solid = without_spaces(printed);
    count->n++;
    count->n_inside += begins_inside(printed);
    if (begins_inside(printed) || g_hash_table_contains(count->raw, solid)) return;
    g_test_fail_printf("no paragraph of the extraction is restored as \"%s\"", solid);
}

/* The same paragraphs as extraction left them: in samples/, with a space at each printed line's end. */
static void test_extracted(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "samples", "zhuzhou-daily-2022-06-17", "raw.txt", NULL);
    g_autofree char *raw = NULL;
    g_assert_true(g_file_get_contents(path, &raw, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(raw, "\n", -1);
    g_autoptr(GHashTable) paragraphs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (char **line = lines; *line; line++) {
        g_autofree char *solid = without_spaces(g_str_has_prefix(*line, "> ") ? *line + 2 : *line);
        g_hash_table_add(paragraphs, restored(solid, false));
    }
    Printed count = {.raw = paragraphs};
    if (!each_printed(check_extracted, &count)) g_test_skip("the shared data are not here");
}

/* What is full-width already stays, and a second pass changes nothing. */
static void test_settled(void)
{
    static const char text[] = "“一‘渌’同巡”模式，让‘我为他人’（摄）——《书》、3,000元、10:30，don't。";
    g_autofree char *once = restored(text, false), *twice = restored(once, false);
    g_assert_cmpstr(once, ==, text);
    g_assert_cmpstr(twice, ==, text);
}

/* The same number of bytes takes the same number of steps, whatever they are: no text may take more than a moment. */
static void test_linear(void)
{
    static const char *const patterns[] = {"中.", "...", "(", "中(", ")中", "\"", "中'", "a'", "1.", "1", "A.", "中,a", " , "};
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        g_autoptr(GString) text = g_string_new("中");
        while (text->len < (1u << 20)) g_string_append(text, patterns[i]);
        gint64 start = g_get_monotonic_time();
        g_autofree char *got = restored(text->str, false);
        g_assert_nonnull(got);
        g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC); /* some 0.2 s; quadratic would be hours */
    }
}

void add_restore_tests(void)
{
    g_test_add_func("/read/restored/printed", test_printed);
    g_test_add_func("/read/restored/extracted", test_extracted);
    g_test_add_func("/read/restored/settled", test_settled);
    g_test_add_func("/read/restored/linear", test_linear);
}
