/* Stories: that every character knows where it comes from, and that size costs no more than size. */
#include "read/read.h"
#include "read/read_tests.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *folder, *path;
} Fixture;

static void set_up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->folder = g_dir_make_tmp("duikai-story-XXXXXX", NULL);
    fixture->path = g_build_filename(fixture->folder, "story.md", NULL);
}

static void tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_remove(fixture->path);
    g_rmdir(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture->path);
}

static void write_text(const Fixture *fixture, const char *text, gssize size)
{
    g_assert_true(g_file_set_contents(fixture->path, text, size, NULL));
}

/* ---- Places ---- */

/* The character of the source at a place; lines and columns from 1. */
static gunichar source_char(char **lines, BasePlace place)
{
    g_assert_cmpint(place.line, >=, 1);
    g_assert_cmpint(place.line, <=, (int)g_strv_length(lines));
    const char *line = lines[place.line - 1];
    g_assert_cmpint(place.column, <=, (int)g_utf8_strlen(line, -1) + 1);
    return g_utf8_get_char(g_utf8_offset_to_pointer(line, place.column - 1));
}

/* Whether a character of the text may come from another one of the source. */
static bool is_explained(gunichar c, gunichar source)
{
    if (c == source || source == '&' || source == '\\') return true;      /* itself, or an entity, or an escape */
    if (c == ' ' || c == 0x2028) return true;                             /* a line's end */
    if (c == 0x3000) return source == 0 || strchr("'\"\r", (char)source); /* after the dateline */
    if (source < 0x80 && source && strchr(",.:;?!()[]\"'", (char)source)) return c > 0x2000; /* restored */
    return false;
}

static unsigned check_places(const ModelStory *story, const char *source)
{
    g_auto(GStrv) lines = g_strsplit(source, "\n", -1);
    const char *end = story->text + story->n_bytes;
    unsigned n = 0;
    for (const char *p = story->text; p < end; p = g_utf8_next_char(p), n++) {
        BasePlace place = model_story_place(story, (unsigned)(p - story->text));
        gunichar c = g_utf8_get_char(p), from = source_char(lines, place);
        if (!is_explained(c, from))
            g_error("%s: U+%04X at byte %d is said to come from %d:%d, where U+%04X stands", story->path, c, (int)(p - story->text),
                    place.line, place.column, from);
    }
    return n;
}

static void test_places(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char source[] = "---\n"
                                 "dateline: \"株洲\\u65e5\\u62a5讯(全媒体记者/'胡\n  文洁')\"\n"
                                 "slug: s\npunctuation: restore\n---\n\n"
                                 "6月<!-- 注 -->16日,**渌<!-- raw: 禄\n\n两行 -->口区**......&amp;[2020]&#26666;\\*\n"
                                 "第二行,*强调(一)*。Latin\nwords  \n硬换行\n\n"
                                 "> 引文,\"一\"\n> 续\n\n### <!-- x -->小标题:甲\n\n2. 第二,项\n";
    write_text(fixture, source, -1);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    const ModelStory *story = read_story(fixture->path, (BasePlace){0}, NULL, arena, list);
    g_assert_nonnull(story);
    g_assert_cmpstr(story->text, ==,
                    "株洲日报讯（全媒体记者/‘胡文洁’）　6月16日，渌口区……&[2020]株*第二行，强调（一）。Latin words\u2028硬换行"
                    "引文，“一”续小标题：甲2.第二，项");
    g_assert_cmpint(check_places(story, source), ==, g_utf8_strlen(story->text, -1));
}

/* Where the source's lines begin: none in flow; with `breaks: source` each line end inside a paragraph, the dateline's own and one
 * before dots that become an ellipsis among them. */
static void test_printed_lines(Fixture *fixture, gconstpointer data)
{
    (void)data;
    for (int keeps = 0; keeps < 2; keeps++) {
        g_autofree char *source = g_strdup_printf("---\nslug: s\npunctuation: restore\ndateline: \"株洲日报\n  讯\"\n%s---\n\n"
                                                  "一二\n三四\nLatin\nword\n\n五\n......六\n",
                                                  keeps ? "breaks: source\n" : "");
        write_text(fixture, source, -1);
        g_autoptr(BaseArena) arena = base_arena_new();
        g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
        const ModelStory *story = read_story(fixture->path, (BasePlace){0}, NULL, arena, list);
        g_assert_nonnull(story);
        g_assert_cmpstr(story->text, ==, "株洲日报讯　一二三四Latin word五……六");
        g_assert_cmpint(story->keeps_lines, ==, keeps);
        static const char *const lines[] = {"讯　一二", "三四", "Latin ", "word五", "……六"};
        g_assert_cmpuint(story->n_line_starts, ==, keeps ? G_N_ELEMENTS(lines) : 0);
        for (unsigned i = 0; i < story->n_line_starts; i++)
            g_assert_true(g_str_has_prefix(story->text + story->line_starts[i], lines[i]));
    }
}

/* Every story of every sample. */
static void test_samples(void)
{
    g_autofree char *samples = g_test_build_filename(G_TEST_DIST, "..", "samples", NULL);
    g_autoptr(GDir) issues = g_dir_open(samples, 0, NULL);
    g_assert_nonnull(issues);
    unsigned n_stories = 0;
    for (const char *issue; (issue = g_dir_read_name(issues));) {
        g_autofree char *folder = g_build_filename(samples, issue, "stories", NULL);
        g_autoptr(GDir) stories = g_dir_open(folder, 0, NULL);
        for (const char *name; stories && (name = g_dir_read_name(stories)); n_stories++) {
            g_autofree char *path = g_build_filename(folder, name, NULL), *source = NULL;
            g_autoptr(BaseArena) arena = base_arena_new();
            g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
            const ModelStory *story = read_story(path, (BasePlace){0}, NULL, arena, list);
            g_assert_nonnull(story);
            g_assert_cmpuint(dk_diagnostics_count(list), ==, 0);
            g_assert_true(g_file_get_contents(path, &source, NULL, NULL));
            check_places(story, source);
        }
    }
    g_assert_cmpuint(n_stories, >=, 9);
}

/* ---- Files ---- */

static void test_missing(void)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    BasePlace place = {.file = "page.yaml", .line = 7, .column = 9};
    g_assert_null(read_story("/nowhere/story.md", place, NULL, arena, list));
    g_assert_null(read_layout("/nowhere/layout.yaml", place, arena, list));
    g_assert_null(read_page_file("/nowhere/page.yaml", arena, list));
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 3);
    for (size_t i = 0; i < 3; i++) {
        const DkDiagnostic *item = dk_diagnostics_item(list, i);
        g_assert_cmpstr(item->code, ==, "file-unreadable");
        g_assert_cmpstr(item->file, ==, i < 2 ? "page.yaml" : "/nowhere/page.yaml");
    }
}

static void test_options(Fixture *fixture, gconstpointer data)
{
    (void)data;
    write_text(fixture, "中国,美国。\n", -1);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    const ModelStory *story = read_story(fixture->path, (BasePlace){0}, &(ReadStoryOptions){true}, arena, list);
    g_assert_nonnull(story);
    g_assert_cmpstr(story->slug, ==, "story");
    g_assert_cmpstr(story->text, ==, "中国，美国。");
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 0);
}

/* A NUL would end a C string, and the rest of the story with it. */
static void test_nul(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char text[] = "---\nslug: s\n---\n\n正文\0后面\n";
    write_text(fixture, text, sizeof text - 1);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_assert_null(read_story(fixture->path, (BasePlace){0}, NULL, arena, list));
    const DkDiagnostic *item = dk_diagnostics_item(list, 0);
    g_assert_cmpstr(item->code, ==, "not-utf8");
    g_assert_cmpint(item->line, ==, 5);
    g_assert_cmpint(item->column, ==, 3);
}

/* A file of mistakes is reported up to a limit, and one finding says so. */
static void test_many_findings(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GString) text = g_string_new("---\nslug: s\n");
    for (int i = 0; i < 1000; i++) g_string_append_printf(text, "key%d: x\n", i);
    g_string_append(text, "---\n\n");
    for (int i = 0; i < 1000; i++) g_string_append(text, "<b>\n");
    write_text(fixture, text->str, -1);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_assert_null(read_story(fixture->path, (BasePlace){0}, NULL, arena, list));
    unsigned n_too_many = 0;
    for (size_t i = 0; i < dk_diagnostics_count(list); i++)
        n_too_many += strcmp(dk_diagnostics_item(list, i)->code, "too-many-findings") == 0;
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 202); /* of errors and of warnings each a hundred, and one that says so */
    g_assert_cmpuint(n_too_many, ==, 2);
}

/* ---- Size ---- */

/* Two megabytes, so that the sanitizers end in time; DUIKAI_LARGE_MIB=10 for a measurement. */
static gsize large(void)
{
    const char *mib = g_getenv("DUIKAI_LARGE_MIB");
    return (gsize)(mib ? atoi(mib) : 2) << 20;
}

static void repeat(GString *text, const char *pattern)
{
    for (gsize size = large(); text->len < size;) g_string_append(text, pattern);
}

/* Reads a large story; the limit is far above what it takes, and far below what quadratic cost would be. */
static void check_time(const Fixture *fixture, const GString *text, const char *pattern)
{
    write_text(fixture, text->str, (gssize)text->len);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    gint64 start = g_get_monotonic_time();
    read_story(fixture->path, (BasePlace){0}, NULL, arena, list);
    double seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
    g_test_message("%.2f s for %zu KiB of \"%s\"", seconds, text->len >> 10, pattern);
    g_assert_cmpfloat(seconds, <, 60);
    g_assert_cmpuint(dk_diagnostics_count(list), <, 250);
}

/* The same of some megabytes of one pattern. */
static void check_large(const Fixture *fixture, const char *front, const char *pattern, const char *end)
{
    g_autoptr(GString) text = g_string_new(front);
    repeat(text, pattern);
    g_string_append(text, end);
    check_time(fixture, text, pattern);
}

/* Brackets in brackets, with classes that are known and with one that is not. */
static void test_nested_brackets(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const classes[] = {"]{.name}", "]{.spread}", "]{.none}", "]"};
    enum { N = 60000 };
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        g_autoptr(GString) text = g_string_new("---\nslug: s\n---\n\n");
        for (int n = 0; n < N; n++) g_string_append_c(text, '[');
        for (int n = 0; n < N; n++) g_string_append(text, "字");
        for (int n = 0; n < N; n++) g_string_append(text, classes[i]);
        check_time(fixture, text, classes[i]);
    }
}

static void test_large_bodies(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const patterns[] = {
        "一段中文,有\"引号\"和**强调**。\n\n",
        "一行中文，没有段落\n",
        "没有换行",
        "**",
        "*甲",
        "<!-- 注 -->字",
        "<!--",
        "[甲]:",
        "[甲](",
        "> ",
        "1. ",
        "- 甲\n",
        "| a ",
        "&amp;",
        "\\*",
        "“**”",
        "`",
        "a\x01",
        "<b>",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        check_large(fixture, "---\nslug: s\npunctuation: restore\n---\n\n", patterns[i], "");
        if (i < 4) check_large(fixture, "---\nslug: s\n---\n\n", patterns[i], "");
    }
}

static void test_large_front_matters(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const patterns[] = {"字",   "字\n  ", "a: b\n", "- a\n", "[",      "[], ",
                                           "{a: ", "? ",     ": ",     "&a ",   "# 注\n", "\t"};
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) check_large(fixture, "---\nslug: s\nheadline: ", patterns[i], "\n---\n");
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) check_large(fixture, "---\n", patterns[i], "\n---\n");
    check_large(fixture, "---\nslug: s\nheadline: \"", "\\u4e00", "\"\n---\n");
    check_large(fixture, "---\nslug: s\nheadline: \"", "字\\\n", "\"\n---\n");
    check_large(fixture, "---\nslug: s\nheadline: '", "''字\n\n", "'\n---\n");
    check_large(fixture, "---\nslug: s\nheadline: |\n", "  字\n", "---\n");
    check_large(fixture, "---\nslug: s\nheadline:\n", "  - 字\n", "---\n");
    check_large(fixture, "---\nslug: s\npunctuation: restore\ndateline: >\n", "  中,\"\n", "---\n");
}

void add_story_tests(void)
{
    g_test_add("/read/story/places", Fixture, NULL, set_up, test_places, tear_down);
    g_test_add("/read/story/printed-lines", Fixture, NULL, set_up, test_printed_lines, tear_down);
    g_test_add_func("/read/story/samples", test_samples);
    g_test_add_func("/read/story/missing", test_missing);
    g_test_add("/read/story/nul", Fixture, NULL, set_up, test_nul, tear_down);
    g_test_add("/read/story/many-findings", Fixture, NULL, set_up, test_many_findings, tear_down);
    g_test_add("/read/story/options", Fixture, NULL, set_up, test_options, tear_down);
    g_test_add("/read/story/large-bodies", Fixture, NULL, set_up, test_large_bodies, tear_down);
    g_test_add("/read/story/nested-brackets", Fixture, NULL, set_up, test_nested_brackets, tear_down);
    g_test_add("/read/story/large-front-matters", Fixture, NULL, set_up, test_large_front_matters, tear_down);
}
