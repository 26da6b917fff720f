/* Issues: golden cases of what is said and set on each page; and that a story cut into parts, at whatever length and in whatever
 * blocks, keeps each of its characters once and in order. */
#include <duikai.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cases.h"

static DkEngine *engine;

static void say_findings(GString *said, const DkDiagnostics *list)
{
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        const DkDiagnostic *item = dk_diagnostics_item(list, i);
        char *text = dk_diagnostic_text(item);
        if (item->page) g_string_append_printf(said, "page %d: ", item->page);
        g_string_append_printf(said, "%s\n", text);
        dk_free(text);
    }
}

static void append_text(GString *out, DkPage *page, DkDiagnostics *list)
{
    unsigned char *data;
    size_t size;
    g_assert_true(dk_pages_render(&page, 1, DK_FORMAT_TEXT, NULL, &data, &size, list));
    g_string_append_len(out, (const char *)data, (gssize)size);
    dk_free(data);
}

/* The text of every page, then the findings. */
static char *run_case(const char *kind, const char *file)
{
    g_assert_cmpstr(kind, ==, "issue");
    GString *said = g_string_new(NULL);
    DkDiagnostics *list = dk_diagnostics_new();
    g_assert_true(dk_is_issue(file));
    DkIssue *issue = dk_issue_open(engine, file, list);
    if (issue) g_string_append_printf(said, "issue %s\n", dk_issue_title(issue));
    for (size_t i = 0; issue && i < dk_issue_page_count(issue); i++) {
        DkIssuePage entry = dk_issue_page(issue, i);
        DkPage *page = dk_issue_page_open(issue, i, list);
        g_string_append_printf(said, "page %s%s%s\n", entry.label, entry.is_spread ? " spread" : "", page ? "" : " not set");
        if (page) g_assert_cmpstr(dk_page_info(page).number, ==, entry.label);
        if (page) append_text(said, page, list);
        dk_page_free(page);
    }
    say_findings(said, list);
    dk_issue_free(issue);
    dk_diagnostics_free(list);
    return g_string_free(said, FALSE);
}

/* ---- Any story, any blocks ---- */

static const char layout[] = "duikai: layout/1\nsheet: {width: 200mm, height: 300mm}\n"
                             "type-area: {left: 10mm, top: 10mm, width: 50em, height: 60line}\n"
                             "grid: {size: 9pt, leading: 12pt}\n"
                             "styles: {body: {indent: 2em, breaker: %s}, jump: {font: hei, size: 8pt}}\n"
                             "blocks: [{id: b, at: {line: 1, width: 50em, lines: %d}, "
                             "legs: {count: %d, measure: %dem, line: 1, lines: %d}}]\n";
static const char *const pages[] = {"duikai: page/1\nlayout: l0.yaml\nstories: {b: s.md}\n",
                                    "duikai: page/1\nlayout: l1.yaml\nstories: {b: {story: s.md, part: 2}}\n",
                                    "duikai: page/1\nlayout: l2.yaml\nstories: {b: {story: s.md, part: 3}}\n"};
static const char issue_file[] = "duikai: issue/1\npages: [{page: p0.yaml}, {page: p1.yaml}, {page: p2.yaml}]\n";

static void write_file(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void append_paragraph(GRand *random, GString *out)
{
    static const char *const words[] = {"青",   "川", "县", "城",  "，",     "。", "“水”",
                                        "2024", "年", "——", "GDP", "（一）", "、", "；"};
    if (g_rand_int_range(random, 0, 8) == 0) g_string_append(out, "### ");
    g_string_append(out, "字");
    for (int n = g_rand_int_range(random, 1, 160); n > 0; n--)
        g_string_append(out, g_rand_boolean(random) ? "字" : words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
    g_string_append(out, "\n\n");
}

/* Writes an issue of three blocks and one story; returns what the story's words are. */
static char *write_issue(GRand *random, const char *folder)
{
    GString *story = g_string_new("---\nslug: s\n---\n\n");
    gsize head = story->len;
    for (int n = g_rand_int_range(random, 1, 14); n > 0; n--) append_paragraph(random, story);
    write_file(folder, "s.md", story->str);
    for (int i = 0; i < 3; i++) {
        int count = g_rand_int_range(random, 1, 4), lines = i == 2 ? 60 : g_rand_int_range(random, 1, 14);
        const char *breaker = g_rand_boolean(random) ? "first-fit" : "total-fit";
        g_autofree char *text = g_strdup_printf(layout, breaker, lines, count, 48 / count - 1, lines);
        g_autofree char *layout_name = g_strdup_printf("l%d.yaml", i), *page_name = g_strdup_printf("p%d.yaml", i);
        write_file(folder, layout_name, text);
        write_file(folder, page_name, pages[i]);
    }
    write_file(folder, "issue.yaml", issue_file);
    g_string_erase(story, 0, (gssize)head);
    g_string_replace(story, "### ", "", 0);
    return g_string_free(story, FALSE);
}

/* The words alone: no spaces, line ends or jump lines. */
static char *plain(const char *text)
{
    g_autoptr(GRegex) other = g_regex_new("▶下转[0-9]+版[①②③]?|上接[0-9]+版|[ \\n]", 0, 0, NULL);
    return g_regex_replace_literal(other, text, -1, 0, "", 0, NULL);
}

static unsigned n_jumped;

static void check_issue(const char *folder, const char *story)
{
    g_autofree char *path = g_build_filename(folder, "issue.yaml", NULL);
    DkDiagnostics *list = dk_diagnostics_new();
    DkIssue *issue = dk_issue_open(engine, path, list);
    GString *text = g_string_new(NULL);
    bool is_overset = false;
    g_assert_nonnull(issue);
    for (size_t i = 0; i < dk_issue_page_count(issue); i++) {
        DkPage *page = dk_issue_page_open(issue, i, list);
        g_assert_nonnull(page);
        for (size_t k = 0; k < dk_page_fit_count(page); k++) is_overset |= dk_page_fit(page, k).over > 0;
        append_text(text, page, list);
        dk_page_free(page);
    }
    n_jumped += strstr(text->str, "下转") != NULL;
    g_autofree char *is = plain(text->str), *wanted = plain(story);
    if (is_overset) g_assert_true(g_str_has_prefix(wanted, is));
    else g_assert_cmpstr(is, ==, wanted);
    g_string_free(text, TRUE);
    dk_issue_free(issue);
    dk_diagnostics_free(list);
}

static void remove_files(const char *folder)
{
    static const char *const names[] = {"s.md", "l0.yaml", "l1.yaml", "l2.yaml", "p0.yaml", "p1.yaml", "p2.yaml", "issue.yaml"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_remove(path);
    }
    g_rmdir(folder);
}

static void test_any(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20240308);
    g_autofree char *folder = g_dir_make_tmp("duikai-XXXXXX", NULL);
    for (int i = 0; i < 60; i++) {
        g_autofree char *story = write_issue(random, folder);
        g_test_message("%d: %s", i, story);
        check_issue(folder, story);
    }
    g_assert_cmpuint(n_jumped, >, 20);
    remove_files(folder);
}

/* What two pages give together is what each gives, one after the other. */
static void check_both(DkPage *const *facing, DkFormat format, DkDiagnostics *list)
{
    const DkWriteOptions joined = {.joins_facing = true};
    unsigned char *parts[3];
    size_t sizes[3];
    g_assert_true(dk_pages_render(facing, 1, format, NULL, &parts[0], &sizes[0], list));
    g_assert_true(dk_pages_render(facing + 1, 1, format, NULL, &parts[1], &sizes[1], list));
    g_assert_true(dk_pages_render(facing, 2, format, &joined, &parts[2], &sizes[2], list));
    g_assert_cmpuint(sizes[1], >, 0);
    g_assert_cmpuint(sizes[2], ==, sizes[0] + sizes[1]);
    g_assert_cmpmem(parts[2], sizes[0], parts[0], sizes[0]);
    g_assert_cmpmem(parts[2] + sizes[0], sizes[1], parts[1], sizes[1]);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) dk_free(parts[i]);
}

/* Pages 2 and 3 of an issue face each other and become one sheet of both widths; others do not. */
static void test_facing(void)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-facing-XXXXXX", NULL), *path = g_build_filename(folder, "issue.yaml", NULL);
    DkDiagnostics *list = dk_diagnostics_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    g_free(write_issue(random, folder));
    DkIssue *issue = dk_issue_open(engine, path, list);
    DkPage *set[3];
    for (size_t i = 0; i < 3; i++) set[i] = dk_issue_page_open(issue, i, list);
    g_assert_false(dk_pages_face(set[0], set[1]));
    g_assert_true(dk_pages_face(set[1], set[2]));
    g_assert_false(dk_pages_face(set[2], set[1]));
    DkWriteOptions joined = {.joins_facing = true};
    unsigned char *svg;
    size_t size;
    g_assert_true(dk_pages_render(set + 1, 2, DK_FORMAT_SVG, &joined, &svg, &size, list));
    g_assert_nonnull(g_strstr_len((const char *)svg, (gssize)size, "width=\"1133.8"));
    dk_free(svg);
    check_both(set + 1, DK_FORMAT_TEXT, list);
    check_both(set + 1, DK_FORMAT_DUMP, list);
    for (size_t i = 0; i < 3; i++) dk_page_free(set[i]);
    dk_issue_free(issue);
    dk_diagnostics_free(list);
    remove_files(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DkDiagnostics *list = dk_diagnostics_new();
    engine = dk_engine_new(NULL, list);
    g_assert_nonnull(engine);
    cases_add("issue", "issue/issue.cases", run_case);
    g_test_add_func("/issue/any-story", test_any);
    g_test_add_func("/issue/facing", test_facing);
    int status = g_test_run();
    cases_finish();
    dk_engine_free(engine);
    dk_diagnostics_free(list);
    return status;
}
