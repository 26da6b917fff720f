/* base/: lengths, arena, diagnostics, nearest word, dump writer, files. */
#include "base/base.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_length(void)
{
    g_assert_cmpint(base_length_from_pt(9.5), ==, 9728);
    g_assert_cmpint(base_length_from_pt(-0.0004), ==, 0);
    g_assert_cmpfloat(base_length_pt(9728), ==, 9.5);
    g_assert_cmpint(base_length_scale(9728, 1, 2), ==, 4864);
    g_assert_cmpint(base_length_scale(3, 1, 2), ==, 2);
    g_assert_cmpint(base_length_scale(-3, 1, 2), ==, -2);
    g_assert_cmpint(base_length_scale(BASE_LENGTH_MAX, 1051, 10), ==, 1076224000);
}

static void test_arena(void)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    for (size_t size = 0; size < 3000; size++) {
        unsigned char *piece = base_arena_alloc(arena, size);
        g_assert_cmpuint((uintptr_t)piece % 16, ==, 0);
        for (size_t i = 0; i < size; i++) g_assert_cmpint(piece[i], ==, 0);
        memset(piece, 0xff, size);
    }
    g_assert_nonnull(base_arena_alloc(arena, (size_t)5 << 20));
    g_assert_cmpstr(base_arena_printf(arena, "%d %s", 7, "行"), ==, "7 行");
    g_assert_null(base_arena_strdup(arena, NULL));
}

static void test_report(void)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_assert_cmpint(dk_diagnostics_status(list, true), ==, DK_STATUS_GOOD);
    BasePlace place = {.file = "layouts/front.yaml", .line = 41, .column = 9};
    DkDiagnostic *item = base_report(list, DK_WARNING, "glyph-missing", place, "no face has U+%04X", 0xE000);
    base_report_hint(list, item, "did you mean \"%s\"?", "columns");
    base_report_amount(item, 1.5, "em");
    g_assert_cmpint(dk_diagnostics_status(list, false), ==, DK_STATUS_WARNINGS);
    g_assert_cmpint(dk_diagnostics_status(list, true), ==, DK_STATUS_FONT);
    g_autofree char *text = dk_diagnostic_text(item);
    g_assert_cmpstr(text, ==, "layouts/front.yaml:41:9: warning: no face has U+E000 (did you mean \"columns\"?) [glyph-missing]");
    g_autofree char *json = dk_diagnostic_json(item);
    g_assert_cmpstr(
        json, ==,
        "{\"severity\":\"warning\",\"code\":\"glyph-missing\",\"file\":\"layouts/front.yaml\",\"line\":41,\"column\":9,"
        "\"amount\":1.5000,\"unit\":\"em\",\"message\":\"no face has U+E000\",\"hint\":\"did you mean \\\"columns\\\"?\"}");
    base_report(list, DK_ERROR, "overset", (BasePlace){0}, "over");
    g_assert_cmpint(dk_diagnostics_status(list, false), ==, DK_STATUS_OVERSET);
    base_report(list, DK_ERROR, "file-unreadable", (BasePlace){0}, "gone");
    g_assert_cmpint(dk_diagnostics_status(list, false), ==, DK_STATUS_INPUT);
    g_assert_true(base_has_errors(list, 0));
    g_assert_true(base_has_errors(list, 2));
    g_assert_false(base_has_errors(list, 3));
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 3);
}

static void test_nearest(void)
{
    static const char *const words[] = {"columns", "leading", "size", "x", NULL};
    g_assert_cmpstr(base_nearest("colums", words), ==, "columns");
    g_assert_cmpstr(base_nearest("laeding", words), ==, "leading");
    g_assert_cmpstr(base_nearest("szie", words), ==, "size");
    g_assert_null(base_nearest("nameplate", words));
    static const char *const long_words[] = {"zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK", "broadsheet", NULL};
    g_assert_cmpstr(base_nearest("zh-Hans", long_words), ==, "zh-Hans-CN");
    g_assert_cmpstr(base_nearest("broad", long_words), ==, "broadsheet");
    g_assert_null(base_nearest("zh", long_words));  /* too short to tell, */
    g_assert_null(base_nearest("zh-", long_words)); /* and the beginning of several */
    g_autofree char *endless = g_strnfill(10000, 'a');
    g_assert_null(base_nearest(endless, words));
}

static void test_dump(void)
{
    BaseDump *dump = base_dump_new();
    base_dump_begin(dump, "frame", "lead");
    base_dump_length(dump, "a", base_length_from_pt(-0.25));
    base_dump_length(dump, "b", 1);
    base_dump_range(dump, "runs", 40, 4);
    base_dump_range(dump, "none", 40, 0);
    base_dump_text(dump, "text", "a\"\n行", 6);
    base_dump_end(dump);
    g_autofree char *text = base_dump_finish(dump);
    g_assert_cmpstr(text, ==, "frame lead a=-0.2500 b=0.0010 runs=40..43 none=- text=\"a\\\"\\u000a行\"\n");
}

typedef struct {
    char *folder, *file;
    DkDiagnostics *list;
} Files;

static void files_set_up(Files *files, gconstpointer unused)
{
    (void)unused;
    files->folder = g_dir_make_tmp("duikai-base-XXXXXX", NULL);
    files->file = g_build_filename(files->folder, "out.txt", NULL);
    files->list = dk_diagnostics_new();
}

static void files_tear_down(Files *files, gconstpointer unused)
{
    (void)unused;
    g_remove(files->file);
    g_assert_cmpint(g_rmdir(files->folder), ==, 0); /* no temporary file is left */
    g_free(files->file);
    g_free(files->folder);
    dk_diagnostics_free(files->list);
}

static void test_replace(Files *files, gconstpointer unused)
{
    (void)unused;
    g_assert_true(base_file_replace(files->file, "old", 3, files->list));
    g_assert_cmpint(g_chmod(files->file, 0640), ==, 0);
    g_assert_true(base_file_replace(files->file, "newer", 5, files->list));
    struct stat status;
    g_assert_cmpint(stat(files->file, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0640);
    g_autoptr(GBytes) bytes = base_file_read(files->file, 100, (BasePlace){0}, files->list);
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), "newer", 5);
    g_assert_false(base_file_replace("/dev/full", "x", 1, files->list));
    g_assert_false(base_file_replace(files->folder, "x", 1, files->list));
    g_autofree char *nowhere = g_build_filename(files->folder, "none", "x", NULL);
    g_assert_false(base_file_replace(nowhere, "x", 1, files->list));
    g_assert_cmpuint(dk_diagnostics_count(files->list), ==, 3);
    g_assert_cmpint(dk_diagnostics_status(files->list, false), ==, DK_STATUS_OUTPUT);
}

static void test_read(Files *files, gconstpointer unused)
{
    (void)unused;
    static const char bad[] = "\xef\xbb\xbf行一\n行二\xff";
    g_assert_true(base_file_replace(files->file, bad, sizeof bad - 1, files->list));
    g_assert_null(base_file_read_text(files->file, (BasePlace){0}, files->list));
    const DkDiagnostic *item = dk_diagnostics_item(files->list, 0);
    g_assert_cmpstr(item->code, ==, "not-utf8");
    g_assert_cmpint(item->line, ==, 2);
    g_assert_cmpint(item->column, ==, 3);
    g_assert_true(base_file_replace(files->file, bad, sizeof bad - 2, files->list));
    g_autoptr(GBytes) text = base_file_read_text(files->file, (BasePlace){0}, files->list);
    g_assert_cmpmem(g_bytes_get_data(text, NULL), g_bytes_get_size(text), bad + 3, sizeof bad - 5);
    g_assert_null(base_file_read(files->file, 4, (BasePlace){0}, files->list));
    g_assert_null(base_file_read(files->folder, 4, (BasePlace){0}, files->list));
    g_assert_cmpuint(dk_diagnostics_count(files->list), ==, 3);
}

/* What is told of text in an encoding of old: 云溪日报, a full stop and a line feed. */
static void test_encoding(Files *files, gconstpointer unused)
{
    (void)unused;
    static const struct {
        const char *bytes;
        size_t n;
        const char *encoding;
    } cases[] = {
        {"\xd4\xc6\xcf\xaa\xc8\xd5\xb1\xa8\xa1\xa3\n", 11, "GB18030"},
        {"\xd4\xc6\x81\x30\x81\x30\xcf\xaa\n", 9, "GB18030"},
        {"\xb6\xb3\xb7\xcb\xa4\xe9\xb3\xf8\xa1\x43\xb4\x4c\xa4\x40\n", 15, "BIG5"},
        {"\xff\xfe\x91\x4e\x0a\x00", 6, "UTF-16"},
        {"\xfe\xff\x4e\x91\x00\x0a", 6, "UTF-16"},
        {"\x91\x4e\x2a\x6e\x0a\x00", 6, "UTF-16LE"},
        {"\x4e\x91\x6e\x2a\x00\x0a", 6, "UTF-16BE"},
        {"云溪日报\xff\n", 14, NULL},       /* damaged UTF-8 */
        {"云溪日报\xb1\xa8。\n", 18, NULL}, /* and with a scrap of GB18030 in it */
        {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, NULL},
        {"caf\xe9 cr\xe8me\n", 11, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpstr(base_likely_encoding(cases[i].bytes, cases[i].n), ==, cases[i].encoding);
        g_assert_true(base_file_replace(files->file, cases[i].bytes, cases[i].n, files->list));
        g_assert_null(base_file_read_text(files->file, (BasePlace){0}, files->list));
        const DkDiagnostic *item = dk_diagnostics_item(files->list, i);
        g_autofree char *command = g_strdup_printf("iconv -f %s -t UTF-8 FILE", cases[i].encoding ? cases[i].encoding : "");
        g_assert_cmpint(strstr(item->hint, command) != NULL, ==, cases[i].encoding != NULL);
    }
}

static void test_plural(void)
{
    g_autofree char *one = g_strdup_printf("%d line%s", 1, base_plural(1)), *none = g_strdup_printf("%d line%s", 0, base_plural(0));
    g_assert_cmpstr(one, ==, "1 line");
    g_assert_cmpstr(none, ==, "0 lines");
    static const struct {
        double amount;
        const char *unit, *said;
    } cases[] = {{1, "lines", "line"}, {2, "lines", "lines"}, {0.5, "marks", "marks"}, {1, "em", "em"}, {-1, "lines", "lines"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *said = g_strdup_printf("%.*s", base_unit_bytes(cases[i].amount, cases[i].unit), cases[i].unit);
        g_assert_cmpstr(said, ==, cases[i].said);
    }
}

static void test_beside(void)
{
    static const struct {
        const char *base, *name, *expected;
    } cases[] = {
        {"page.yaml", "a.md", "a.md"},
        {"in/page.yaml", "a.md", "in/a.md"},
        {"in/page.yaml", "/a.md", "/a.md"},
        {"./page.yaml", "a.md", "./a.md"},
        {"-", "a.md", "a.md"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = base_file_beside(cases[i].base, cases[i].name);
        g_assert_cmpstr(path, ==, cases[i].expected);
    }
}

/* A folder goes with all in it; what its links lead to stays. */
static void test_folder(void)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-base-XXXXXX", NULL), *other = g_dir_make_tmp("duikai-base-XXXXXX", NULL);
    g_autofree char *deep = g_build_filename(folder, "a", "b", NULL), *file = g_build_filename(deep, "c.txt", NULL);
    g_autofree char *kept = g_build_filename(other, "kept.txt", NULL), *link = g_build_filename(folder, "link", NULL);
    g_assert_cmpint(g_mkdir_with_parents(deep, 0777), ==, 0);
    g_assert_true(g_file_set_contents(file, "c", -1, NULL) && g_file_set_contents(kept, "kept", -1, NULL));
    g_assert_cmpint(symlink(other, link), ==, 0);
    base_folder_remove(folder);
    g_assert_false(g_file_test(folder, G_FILE_TEST_EXISTS));
    g_assert_true(g_file_test(kept, G_FILE_TEST_EXISTS));
    base_folder_remove(other);
    g_assert_false(g_file_test(other, G_FILE_TEST_EXISTS));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/length", test_length);
    g_test_add_func("/base/arena", test_arena);
    g_test_add_func("/base/report", test_report);
    g_test_add_func("/base/nearest", test_nearest);
    g_test_add_func("/base/plural", test_plural);
    g_test_add_func("/base/dump", test_dump);
    g_test_add("/base/file/replace", Files, NULL, files_set_up, test_replace, files_tear_down);
    g_test_add("/base/file/read", Files, NULL, files_set_up, test_read, files_tear_down);
    g_test_add("/base/file/encoding", Files, NULL, files_set_up, test_encoding, files_tear_down);
    g_test_add_func("/base/file/beside", test_beside);
    g_test_add_func("/base/file/folder", test_folder);
    return g_test_run();
}
