/* Bad input: each gets a message with its place and a next step, the right status, and leaves an old output as it was. */
#include "cli/command.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One edit to the small issue, and what check and render must say of it. */
typedef struct {
    const char *name;
    const char *file, *found, *replacement; /* the edit; file NULL: none */
    int status;
    const char *place; /* how the line of the finding begins */
    const char *said;  /* part of the finding */
} Bad;

static const Bad bads[] = {
    {"story-not-utf8", "story.md", "编辑部", "\xb1\xe0", 4, "story.md:6:7: error: ", "[not-utf8]"},
    {"lone-carriage-returns", "story.md", "headline: 小版面", "headline: 小\rheadlin: 版面", 4, "story.md:4:1: error: ", "headlin"},
    {"page-not-utf8", "page.yaml", "小报", "\xb1\xa8\xd0\xa1", 4, "page.yaml:3:8: error: ", "save the file as UTF-8"},
    {"yaml-unclosed", "layout.yaml", "bleed: 3mm}", "bleed: 3mm", 4, "layout.yaml:", "error: "},
    {"yaml-tab", "page.yaml", "  lead: story.md", "\tlead: story.md", 4, "page.yaml:7:", "error: "},
    {"yaml-not-a-map", "page.yaml", "duikai: page/1", "- duikai: page/1", 4, "page.yaml:", "error: "},
    {"yaml-empty", "page.yaml", "", NULL, 4, "page.yaml:", "error: "},
    {"yaml-duplicate-key", "page.yaml", "paper: 小报", "paper: 小报\npaper: 大报", 4, "page.yaml:4:1: error: ", "paper"},
    {"front-matter-unclosed", "story.md", "---\n\n六月", "\n六月", 4, "story.md:", "error: "},
    {"unknown-key-layout", "layout.yaml", "leading: 13.5pt", "leding: 13.5pt", 4,
     "layout.yaml:5:21: error: ", "did you mean \"leading\"?"},
    {"unknown-key-page", "page.yaml", "furniture:", "furnitur:", 4, "page.yaml:8:1: error: ", "did you mean \"furniture\"?"},
    {"unknown-key-story", "story.md", "headline:", "headlin:", 4, "story.md:3:1: error: ", "did you mean \"headline\"?"},
    {"unknown-format", "page.yaml", "page/1", "page/9", 4, "page.yaml:1:9: error: ", "page/1"},
    {"unknown-word", "layout.yaml", "align: start", "align: strat", 4, "layout.yaml:8:", "did you mean \"start\"?"},
    {"unknown-unit", "layout.yaml", "width: 100mm", "width: 100mn", 4, "layout.yaml:3:16: error: ", "100mn"},
    {"missing-unit", "layout.yaml", "width: 100mm", "width: 100", 4, "layout.yaml:3:16: error: ", "100"},
    {"missing-key", "layout.yaml", "grid: {size: 9.5pt, leading: 13.5pt}\n", "", 4, "layout.yaml:", "grid"},
    {"negative-length", "layout.yaml", "width: 100mm", "width: -100mm", 4, "layout.yaml:3:16: error: ", "-100mm"},
    {"nan-length", "layout.yaml", "width: 100mm", "width: nanmm", 4, "layout.yaml:3:16: error: ", "nanmm"},
    {"yaml-nan-length", "layout.yaml", "width: 100mm", "width: .nan", 4, "layout.yaml:3:16: error: ", ".nan"},
    {"infinite-length", "layout.yaml", "width: 100mm", "width: infmm", 4, "layout.yaml:3:16: error: ", "infmm"},
    {"enormous-length", "layout.yaml", "width: 100mm", "width: 1e12mm", 4, "layout.yaml:3:16: error: ", "1e12mm"},
    {"enormous-count", "layout.yaml", "count: 1", "count: 99999999999", 4, "layout.yaml:14:", "99999999999"},
    {"zero-leading", "layout.yaml", "leading: 13.5pt", "leading: 0pt", 4, "layout.yaml:5:", "0pt"},
    {"block-outside", "layout.yaml", "line: 1, width: 20em, lines: 8", "line: 1, width: 20em, lines: 80", 4,
     "layout.yaml:11:", "lead"},
    {"block-too-wide", "layout.yaml", "x: 0em, line: 1, width: 20em, lines: 8", "x: 15em, line: 1, width: 20em, lines: 8", 4,
     "layout.yaml:11:", "lead"},
    {"head-beyond-block", "layout.yaml", "style: headline, x: 0em, line: 1, width: 20em,", "style: headline, x: 25em, line: 1,", 4,
     "layout.yaml:13:9: error: ", "has no width"},
    {"no-legs", "layout.yaml", "    legs: {count: 1, measure: 20em, gutter: 1em, x: 0em, line: 3, lines: 6}\n", "", 5,
     "story.md:6:1: error: ", "has no legs"},
    {"unknown-style", "layout.yaml", "style: headline", "style: headlin", 4, "layout.yaml:13:", "did you mean \"headline\"?"},
    {"unknown-role", "layout.yaml", "font: hei-bold", "font: hei-blod", 4, "layout.yaml:", "did you mean \"hei-bold\"?"},
    {"unknown-block", "page.yaml", "  lead: story.md", "  laed: story.md", 4, "page.yaml:7:3: error: ", "did you mean \"lead\"?"},
    {"unknown-furniture", "page.yaml", "  folio:", "  foliage:", 4, "page.yaml:9:3: error: ", "foliage"},
    {"no-such-layout", "page.yaml", "layout.yaml", "layuot.yaml", 4, "page.yaml:2:9: error: ", "layuot.yaml"},
    {"part-alone", "page.yaml", "lead: story.md", "lead: {story: story.md, part: 2}", 3,
     "page.yaml:7:17: warning: ", "[part-alone]"},
    {"no-such-story", "page.yaml", "story.md", "stroy.md", 4, "page.yaml:7:9: error: ", "stroy.md"},
    {"story-is-a-folder", "page.yaml", "story.md", ".", 4, "page.yaml:7:9: error: ", "[file-unreadable]"},
    {"no-slug", "story.md", "slug: small\n", "", 4, "story.md:", "slug"},
    {"fit-beyond-the-eye", "layout.yaml", "  body: {font: song, indent: 2em}",
     "  body: {font: song, indent: 2em, fit: {tracking: 0.1em}}", 4, "layout.yaml:7:", "at most 0.03 em"},
    {"unused-block", "page.yaml", "  folio: 第1版", "  {}", 3, "layout.yaml:16:5: warning: ", "folio"},
    {"no-such-picture", "story.md", "slug: small", "slug: small\npicture: {file: gone.png}", 3, "", "gone.png"},
    {"markup-not-set", "story.md", "大家看了都说清楚", "[大家](http://x.org)看了都说清楚", 3, "story.md:8:", "[markup-not-set]"},
    {"element-unplaced", "story.md", "slug: small", "slug: small\ndeck: 没有地方放", 3, "", "没有地方放"},
    {"overset", "layout.yaml", "line: 3, lines: 6}", "line: 3, lines: 2}", 5, "", "[overset]"},
    {"private-use-headline", "story.md", "headline: 小版面", "headline: 小\xee\x80\x80版面", 3, "story.md:3:11: ", "U+E000"},
    {"private-use", "story.md", "六月十六日", "六月\xee\x80\x80十六日", 3, "", "U+E000"},
};

static void edit(const Issue *issue, const Bad *bad)
{
    if (bad->replacement) issue_edit(issue, bad->file, bad->found, bad->replacement);
    else issue_write(issue, bad->file, "");
}

/* The line of standard error that begins so and holds `said`; fails, showing all, when there is none. */
static void assert_finding(const char *err, const char *place, const char *said)
{
    g_auto(GStrv) lines = g_strsplit(err, "\n", -1);
    for (char **line = lines; *line; line++)
        if (g_str_has_prefix(*line, place) && strstr(*line, said)) return;
    g_test_fail_printf("no line begins with \"%s\" and has \"%s\" in:\n%s", place, said, err);
}

static void test_bad(gconstpointer data)
{
    const Bad *bad = data;
    g_autoptr(Issue) issue = issue_new();
    edit(issue, bad);
    g_autoptr(Run) check = issue_run(issue, "check page.yaml");
    assert_status(check, bad->status);
    assert_finding(check->err, bad->place, bad->said);
    issue_write(issue, "out.pdf", "old");
    g_autoptr(Run) render = issue_run(issue, "render page.yaml -o out.pdf");
    assert_status(render, bad->status);
    assert_finding(render->err, bad->place, bad->said);
    g_assert_cmpstr(render->out, ==, "");
    g_autofree char *output = issue_read(issue, "out.pdf"), *names = issue_new_names(issue);
    bool is_written = g_str_has_prefix(output, "%PDF-");
    g_assert_cmpint(is_written, ==, bad->status != 4);
    if (!is_written) g_assert_cmpstr(output, ==, "old");
    g_assert_cmpstr(names, ==, "out.pdf");
}

/* An issue is one however its YAML is written, and writes nothing where a part of a story does not follow from the others. */
static void test_issue_forms(void)
{
    static const char *const forms[] = {"{duikai: issue/1, pages: [{page: page.yaml}]}\n",
                                        "# ours\n  pages: [{page: page.yaml}]\n  'duikai': \"issue/1\"\n",
                                        "{\n  \"duikai\": \"issue/1\",\n  \"pages\": [{\"page\": \"page.yaml\"}]\n}\n"};
    g_autoptr(Issue) issue = issue_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(forms); i++) {
        issue_write(issue, "issue.yaml", forms[i]);
        g_autoptr(Run) run = issue_run(issue, "check issue.yaml");
        assert_status(run, 0);
    }
    issue_write(issue, "issue.yaml", "{duikai: issue/1, pages: []}\n");
    g_autoptr(Run) none = issue_run(issue, "check issue.yaml");
    assert_status(none, 4);
    assert_finding(none->err, "issue.yaml:1:26: error: ", "no page");
    issue_write(issue, "issue.yaml", forms[0]);
    issue_edit(issue, "page.yaml", "lead: story.md", "lead: {story: story.md, part: 2}");
    issue_write(issue, "out.pdf", "old");
    g_autoptr(Run) render = issue_run(issue, "render issue.yaml -o out.pdf");
    assert_status(render, 4);
    assert_finding(render->err, "page.yaml:7:17: error: ", "[jump-part-missing]");
    g_autofree char *output = issue_read(issue, "out.pdf");
    g_assert_cmpstr(output, ==, "old");
}

/* Of pictures that cannot be had, the findings alone speak: a library's own words stay off standard error. */
static void test_pictures(void)
{
    static const struct {
        const char *picture, *said;
    } rows[] = {{"{file: broken.pdf}", "the PDF is damaged"},
                {"{file: bare.svg, page: 2}", "only a PDF or TIFF has pages"},
                {"{file: gone.png}", "gone.png"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Issue) issue = issue_new();
        g_autofree char *slug = g_strdup_printf("slug: small\npicture: %s", rows[i].picture);
        issue_write(issue, "broken.pdf", "%PDF-1.4\n%%EOF\n");
        issue_write(issue, "bare.svg",
                    "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><rect width='9' height='9'/></svg>");
        issue_edit(issue, "story.md", "slug: small", slug);
        issue_edit(issue, "layout.yaml", "    legs:", "    pictures: [{x: 10em, line: 1, width: 9em, lines: 2}]\n    legs:");
        g_autoptr(Run) run = issue_run(issue, "check page.yaml -q --diagnostics json");
        assert_status(run, 3);
        assert_contains(run->err, rows[i].said);
        g_auto(GStrv) lines = g_strsplit(run->err, "\n", -1);
        for (char **line = lines; *line && **line; line++) g_assert_true(g_str_has_prefix(*line, "{"));
    }
}

/* A story, a bare text and a page file in each other's place: the error names the command that takes it. */
static void test_other_files(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_write(issue, "raw.txt", "株洲日报\n\n本报讯：六月十六日，编辑部排稿。\n");
    for (const char *const *command = (const char *const[]){"render -o page.pdf", "check", "lint", NULL}; *command; command++) {
        g_autofree char *of_raw = g_strconcat(*command, " raw.txt", NULL), *of_story = g_strconcat(*command, " story.md", NULL);
        g_autoptr(Run) raw = issue_run(issue, of_raw), story = issue_run(issue, of_story);
        assert_status(raw, 4);
        assert_contains(raw->err, "raw.txt:1:1: error: this is bare text");
        assert_contains(raw->err, "\"duikai reconstruct\"");
        assert_status(story, 4);
        assert_contains(story->err, "story.md:1:1: error: this is a story");
        assert_contains(story->err, "\"duikai galley\"");
    }
    g_autoptr(Run) galley = issue_run(issue, "galley page.yaml --measure 16em");
    assert_status(galley, 4);
    assert_contains(galley->err, "page.yaml:1:1: error: ");
    assert_contains(galley->err, "\"duikai render\"");
}

/* A stack of more than 32 bits hold: 120 blocks, each as deep as a length can be. */
static void test_deep_stack(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(GString) blocks = g_string_new("");
    for (int i = 0; i < 120; i++) {
        g_autofree char *upper = i ? g_strdup_printf("b%d", i - 1) : g_strdup("lead");
        g_string_append_printf(blocks, "  - {id: b%d, at: {below: %s, skip: 700, width: 20em, lines: 700}}\n", i, upper);
    }
    g_string_append(blocks, "furniture:\n");
    issue_edit(issue, "layout.yaml", "furniture:\n", blocks->str);
    g_autoptr(Run) run = issue_run(issue, "check page.yaml");
    assert_status(run, 3);
    assert_contains(run->err, "[stack-too-deep]");
}

/* A headline of more lines than lengths can count is too deep, not as deep as what is left of its number. */
static void test_deep_head(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(GString) story = g_string_new("---\nslug: a\nheadline:\n");
    for (int i = 0; i < 160000; i++) g_string_append(story, "  - 题\n");
    g_string_append(story, "---\n\n六月十六日，编辑部排稿。\n");
    issue_write(issue, "story.md", story->str);
    g_autoptr(Run) run = issue_run(issue, "check page.yaml");
    assert_status(run, 5);
    assert_contains(run->err, "[head-too-deep]");
}

/* The issue that every case edits is itself good. */
static void test_good(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) run = issue_run(issue, "check page.yaml");
    assert_status(run, 0);
    g_assert_cmpstr(run->err, ==, "");
    assert_contains(run->out, "lead");
}

static void test_no_such_page(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) run = issue_run(issue, "render gone.yaml -o out.pdf");
    assert_status(run, 4);
    assert_contains(run->err, "cannot read \"gone.yaml\": No such file or directory");
    assert_contains(run->err, "check the name");
    assert_contains(run->err, "duikai: 1 error");
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "");
}

/* What a finding quotes cannot drive the terminal. */
static void test_escape_in_name(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) run = issue_run(issue, "render \x1b[31m\xe2\x80\xaered.yaml");
    assert_status(run, 4);
    assert_contains(run->err, "cannot read \" [31m red.yaml\"");
}

static gpointer write_pipe(gpointer data)
{
    g_autofree char *pipe = g_strconcat(data, "/pipe.yaml", NULL), *page = g_strconcat(data, "/page.yaml", NULL);
    g_autofree char *text = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(page, &text, &size, NULL));
    int file = g_open(pipe, O_WRONLY, 0); /* waits for the reader */
    g_assert_cmpint(write(file, text, size), ==, (gssize)size);
    close(file);
    return NULL;
}

/* A page file may be a pipe, as of <(...), which can be read but once. */
static void test_pipe(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autofree char *pipe = issue_path(issue, "pipe.yaml");
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    GThread *thread = g_thread_new("pipe", write_pipe, issue->folder);
    g_autoptr(Run) run = issue_run(issue, "check pipe.yaml");
    g_thread_join(thread);
    assert_status(run, 0);
    assert_contains(run->out, "lead");
}

/* A folder that leads back to itself is gone through once; one that cannot be read is no empty one. */
static void test_folders(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autofree char *folder = issue_path(issue, "cases"), *loop = issue_path(issue, "cases/loop"),
                    *other = issue_path(issue, "cases/other");
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    g_assert_cmpint(symlink(".", loop), ==, 0);
    g_assert_cmpint(symlink(".", other), ==, 0);
    issue_write(issue, "cases/page.golden.yaml", "duikai: golden/1\npage: ../page.yaml\ndump: page.txt\n");
    g_autoptr(Run) made = issue_run(issue, "golden cases --update");
    assert_status(made, 0);
    g_autoptr(Run) run = issue_run(issue, "golden cases");
    assert_status(run, 0);
    g_assert_cmpstr(run->out, ==, "page: same (compared: layout)\n");
    g_autoptr(Run) compared = issue_run(issue, "compare cases cases");
    assert_status(compared, 0);
    g_assert_cmpint(g_unlink(loop) | g_unlink(other), ==, 0);
    g_autoptr(Run) gone = issue_run(issue, "golden cases/gone");
    assert_status(gone, 4);
    assert_contains(gone->err, "cannot read the folder \"cases/gone");
    g_autofree char *text = issue_path(issue, "cases/page.txt"), *one = issue_path(issue, "cases/page.golden.yaml");
    g_assert_cmpint(g_unlink(text) | g_unlink(one) | g_rmdir(folder), ==, 0);
}

/* One page of several is bad: the PDF would lack it, so there is none. */
static void test_one_bad_of_two(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) run = issue_run(issue, "render page.yaml gone.yaml -o out.pdf");
    assert_status(run, 4);
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "");
}

/* What is over on one page says nothing against the next. */
static void test_overset_before_another(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_edit(issue, "layout.yaml", "line: 3, lines: 6}", "line: 3, lines: 2}");
    g_autoptr(Run) check = issue_run(issue, "check --diagnostics json page.yaml page.yaml");
    assert_status(check, 5);
    g_auto(GStrv) rows = g_strsplit(check->out, "\n", -1);
    g_assert_cmpuint(g_strv_length(rows), ==, 3); /* a row each, and what follows the last line end */
    g_autoptr(Run) render = issue_run(issue, "render page.yaml page.yaml -o both.pdf");
    assert_status(render, 5);
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "both.pdf");
}

/* A nesting deeper than any page needs must not eat the stack. */
static void test_deep_yaml(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(GString) deep = g_string_new("duikai: ");
    for (int i = 0; i < 100000; i++) g_string_append_c(deep, '[');
    issue_write(issue, "page.yaml", deep->str);
    g_autoptr(Run) run = issue_run(issue, "check page.yaml");
    assert_status(run, 4);
    assert_contains(run->err, "page.yaml:1:");
}

/* The statuses that options change. */
static void test_strictness(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_edit(issue, "story.md", "六月十六日", "六月\xee\x80\x80十六日");
    g_autoptr(Run) strict = issue_run(issue, "check --strict page.yaml");
    assert_status(strict, 6);
    g_autoptr(Run) still_strict = issue_run(issue, "check --strict --warning-exit-0 page.yaml");
    assert_status(still_strict, 6);
    g_autoptr(Run) lenient = issue_run(issue, "check --warning-exit-0 page.yaml");
    assert_status(lenient, 0);
    assert_contains(lenient->err, "warning: ");
    g_autoptr(Run) audit = issue_run(issue, "fonts --audit page.yaml");
    assert_status(audit, 3);
    assert_contains(audit->out, "U+E000");
}

/* Runs the command with the issue's folder as its data folder. */
static Run *run_with_own_data(const Issue *issue, const char *line)
{
    g_autofree char *before = g_strdup(g_getenv("DUIKAI_DATA_DIR"));
    g_setenv("DUIKAI_DATA_DIR", issue->folder, TRUE);
    Run *run = issue_run(issue, line);
    g_setenv("DUIKAI_DATA_DIR", before, TRUE);
    return run;
}

static void test_no_data(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) run = run_with_own_data(issue, "fonts");
    assert_status(run, 4);
    assert_contains(run->err, "/fonts/");
    assert_contains(run->err, "No such file or directory");
}

/* roles.yaml with what no role or face can be: said with its place, never an abort. */
static void test_bad_roles(void)
{
    static const char *const bad[] = {
        "faces: []\nroles: {song: [x]}\n",
        "faces: {a: b}\nroles: {song: [a]}\n",
        "faces: {a: {file: x}}\nroles: {song: a}\n",
        "faces: {a: {file: x}}\nroles: {song: [b]}\n",
        "faces: {? [a] : {file: x}}\nroles: {song: [a]}\n",
        "faces: {a: {? [b] : 1, file: x}}\nroles: {song: [a]}\n",
    };
    g_autoptr(Issue) issue = issue_new();
    g_autofree char *fonts = issue_path(issue, "fonts");
    g_assert_cmpint(g_mkdir(fonts, 0755), ==, 0);
    issue_write(issue, "fonts/fonts.conf", "<fontconfig></fontconfig>\n");
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *text = g_strconcat("duikai: fonts/1\n", bad[i], NULL);
        issue_write(issue, "fonts/roles.yaml", text);
        g_autoptr(Run) run = run_with_own_data(issue, "fonts");
        assert_status(run, 4);
        assert_contains(run->err, "/fonts/roles.yaml:");
    }
}

/* A data folder whose one font is no font: the roles have no face, and a page says why. */
static void test_unreadable_font(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autofree char *fonts = issue_path(issue, "fonts"), *configuration = NULL;
    g_assert_cmpint(g_mkdir(fonts, 0755), ==, 0);
    configuration = g_strdup_printf("<fontconfig><dir>%s</dir></fontconfig>\n", fonts);
    issue_write(issue, "fonts/fonts.conf", configuration);
    issue_write(issue, "fonts/roles.yaml",
                "duikai: fonts/1\nfaces:\n  broken: {file: broken.otf}\n"
                "roles:\n  song: [broken]\n  hei-bold: [broken]\n");
    issue_write(issue, "fonts/broken.otf", "OTTO, but no font");
    g_autoptr(Run) roles = run_with_own_data(issue, "fonts"), strict = run_with_own_data(issue, "check --strict page.yaml");
    assert_status(roles, 0);
    assert_contains(roles->out, "\nsong      -");
    assert_contains(roles->out, "\nhei-bold  -");
    assert_status(strict, 6);
    assert_contains(strict->err, "broken.otf: warning: ");
    g_autofree char *font = issue_path(issue, "fonts/broken.otf");
    g_assert_cmpint(g_unlink(font), ==, 0);
    g_autoptr(Run) bare = run_with_own_data(issue, "check page.yaml");
    assert_status(bare, 6);
    assert_contains(bare->err, "error: none of the fonts is installed");
}

/* A character that no face has is found where it is written, in a head too. */
static void test_head_place(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_write(issue, "story.md", "---\nslug: a\nheadline: 稿\xee\x80\x80子\n---\n\n六月十六日，编辑部排稿。\n");
    g_autoptr(Run) run = issue_run(issue, "check page.yaml");
    assert_status(run, 3);
    assert_contains(run->err, "story.md:3:11: warning: no face of role ");
}

/* A line of one Latin word that leaves room says how much, for it has no gap that could be loose. */
static void test_no_gap(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_write(issue, "story.md", "https://example.com/a/very/long/path/ end\n");
    g_autoptr(Run) run = issue_run(issue, "galley story.md --measure 8em");
    assert_status(run, 3);
    assert_contains(run->err, " em short of its measure, for it has no gap to stretch [line-loose]");
    g_assert_null(strstr(run->err, " 0.00 em"));
}

/* A finding about a line names the page by its number, of a single page too. */
static void test_page_number(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_edit(issue, "page.yaml", "page: \"01\"", "page: \"07\"");
    issue_write(issue, "story.md", "---\nslug: small\n---\n\nabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz 中\n");
    g_autoptr(Run) run = issue_run(issue, "check --diagnostics json page.yaml");
    assert_status(run, 3);
    assert_contains(run->err, "\"frame\":\"lead\",\"page\":7,\"setLine\":1,\"amount\":");
}

/* A code's faults are told at its words, for those are what an editor changes first. */
static void test_code_place(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_edit(issue, "layout.yaml", "furniture:\n",
               "furniture:\n  - {id: qr, kind: code, at: {line: 13, width: 1em, lines: 1}}\n");
    issue_edit(issue, "page.yaml", "furniture:\n", "furniture:\n  qr: https://example.org/\n");
    g_autoptr(Run) run = issue_run(issue, "check --diagnostics json page.yaml");
    assert_contains(run->err, "\"code\":\"code-small\",\"file\":\"page.yaml\",\"line\":9,");
}

/* What is found in one page file of several says which. */
static void test_page_file(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_write(issue, "story.md", "---\nslug: small\n---\n\nabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz 中\n");
    g_autofree char *text = issue_read(issue, "page.yaml");
    issue_write(issue, "other.yaml", text);
    g_autoptr(Run) run = issue_run(issue, "check --diagnostics json page.yaml other.yaml");
    assert_status(run, 3);
    assert_contains(run->err, "\"pageFile\":\"page.yaml\"");
    assert_contains(run->err, "\"pageFile\":\"other.yaml\"");
}

static void test_json(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_edit(issue, "layout.yaml", "leading: 13.5pt", "leding: 13.5pt");
    g_autoptr(Run) run = issue_run(issue, "check --diagnostics json page.yaml");
    assert_status(run, 4);
    assert_contains(run->err,
                    "{\"severity\":\"error\",\"code\":\"unknown-key\",\"file\":\"layout.yaml\",\"line\":5,\"column\":21,");
    g_auto(GStrv) lines = g_strsplit(g_strchomp(run->err), "\n", -1);
    for (char **line = lines; *line; line++)
        g_assert_true(g_str_has_prefix(*line, "{\"severity\":") && g_str_has_suffix(*line, "}"));
}

static void test_color(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) plain = issue_run(issue, "check gone.yaml");
    g_assert_null(strchr(plain->err, '\033'));
    g_autoptr(Run) colored = issue_run(issue, "check --color always gone.yaml");
    assert_contains(colored->err, "\033[1;31merror\033[0m: ");
    g_autoptr(Run) quiet = issue_run(issue, "check --quiet gone.yaml");
    g_assert_null(strstr(quiet->err, "duikai: 1 error"));
    assert_contains(quiet->err, "error: ");
}

void add_input_tests(void)
{
    g_test_add_func("/cli/input/good", test_good);
    for (size_t i = 0; i < G_N_ELEMENTS(bads); i++) {
        g_autofree char *path = g_strconcat("/cli/input/", bads[i].name, NULL);
        g_test_add_data_func(path, &bads[i], test_bad);
    }
    g_test_add_func("/cli/input/no-such-page", test_no_such_page);
    g_test_add_func("/cli/input/escape-in-name", test_escape_in_name);
    g_test_add_func("/cli/input/pipe", test_pipe);
    g_test_add_func("/cli/input/deep-stack", test_deep_stack);
    g_test_add_func("/cli/input/other-files", test_other_files);
    g_test_add_func("/cli/input/deep-head", test_deep_head);
    g_test_add_func("/cli/input/issue-forms", test_issue_forms);
    g_test_add_func("/cli/input/pictures", test_pictures);
    g_test_add_func("/cli/input/folders", test_folders);
    g_test_add_func("/cli/input/one-bad-of-two", test_one_bad_of_two);
    g_test_add_func("/cli/input/overset-before-another", test_overset_before_another);
    g_test_add_func("/cli/input/deep-yaml", test_deep_yaml);
    g_test_add_func("/cli/input/strictness", test_strictness);
    g_test_add_func("/cli/input/no-data", test_no_data);
    g_test_add_func("/cli/input/bad-roles", test_bad_roles);
    g_test_add_func("/cli/input/unreadable-font", test_unreadable_font);
    g_test_add_func("/cli/input/head-place", test_head_place);
    g_test_add_func("/cli/input/no-gap", test_no_gap);
    g_test_add_func("/cli/input/page-number", test_page_number);
    g_test_add_func("/cli/input/code-place", test_code_place);
    g_test_add_func("/cli/input/page-file", test_page_file);
    g_test_add_func("/cli/input/json", test_json);
    g_test_add_func("/cli/input/color", test_color);
}
