/* Output: formats, dumps, several pages, and all that can go wrong when a file is written. */
#include "cli/command.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each format begins as it should, to a file by its extension and to standard output by --format. */
static void test_formats(void)
{
    static const char *const formats[][3] = {
        {"pdf", "out.pdf", "%PDF-"}, {"png", "out.png", "\x89PNG"}, {"svg", "out.svg", "<?xml"}, {"dump", "out.txt", "page "}};
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autoptr(Issue) issue = issue_new();
        g_autofree char *to_file = g_strdup_printf("render page.yaml -o %s", formats[i][1]);
        g_autofree char *to_output = g_strdup_printf("render page.yaml -o - --format %s", formats[i][0]);
        g_autoptr(Run) file = issue_run(issue, to_file), output = issue_run(issue, to_output);
        assert_status(file, 0);
        assert_status(output, 0);
        g_autofree char *text = issue_read(issue, formats[i][1]);
        g_assert_nonnull(text);
        g_assert_true(g_str_has_prefix(text, formats[i][2]));
        g_assert_cmpstr(output->out, ==, text); /* the same bytes, up to the first NUL */
    }
}

static void from_page_file(gpointer data)
{
    (void)data;
    dup2(open("page.yaml", O_RDONLY), STDIN_FILENO);
}

/* Without -o a file goes beside the page file, and a page from standard input to standard output. */
static void test_default_name(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue->limit = from_page_file;
    g_autoptr(Run) standard = issue_run(issue, "render -");
    assert_status(standard, 0);
    g_assert_true(g_str_has_prefix(standard->out, "%PDF-"));
    issue->limit = NULL;
    g_autoptr(Run) pdf = issue_run(issue, "render page.yaml"), png = issue_run(issue, "render --format png page.yaml");
    assert_status(pdf, 0);
    assert_status(png, 0);
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "page.pdf page.png");
}

/* Width and height of the PNG in a file, from its header (PNG specification, 11.2.2). */
static void png_size(const Issue *issue, const char *name, guint32 *width, guint32 *height)
{
    g_autofree char *path = issue_path(issue, name), *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    g_assert_cmpuint(size, >, 24);
    memcpy(width, bytes + 16, 4);
    memcpy(height, bytes + 20, 4);
    *width = GUINT32_FROM_BE(*width);
    *height = GUINT32_FROM_BE(*height);
}

static void test_ppi(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) low = issue_run(issue, "render page.yaml -o low.png"),
                   high = issue_run(issue, "render page.yaml -o high.png --ppi 300");
    assert_status(low, 0);
    assert_status(high, 0);
    guint32 width = 0, height = 0;
    png_size(issue, "low.png", &width, &height); /* 100 by 90 mm: 393.7 by 354.3 pixels */
    g_assert_true(width == 394 && height >= 354 && height <= 355);
    png_size(issue, "high.png", &width, &height);
    g_assert_true(width >= 1181 && width <= 1182 && height == 1063);
}

/* Every overlay goes on every kind of picture, and no file is as it was without. */
static void test_overlays(void)
{
    static const char *const names[] = {"pdf", "png", "svg"};
    g_autoptr(Issue) issue = issue_new();
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *plain = g_strdup_printf("render page.yaml -o plain.%s", names[i]);
        g_autofree char *all =
            g_strdup_printf("render page.yaml -o all.%s --overlay frames,grid --overlay slack,order,fit,fallback,lint", names[i]);
        g_autoptr(Run) first = issue_run(issue, plain), second = issue_run(issue, all);
        assert_status(first, 0);
        assert_status(second, 0);
    }
    g_autofree char *svg = issue_read(issue, "all.svg"), *bare = issue_read(issue, "plain.svg");
    g_assert_true(strlen(svg) > strlen(bare) + 10000 && !strstr(bare, "overlay"));
    for (const char *const *word = (const char *const[]){"frames", "grid", "slack", "order", "fit", "fallback", "lint", NULL};
         *word; word++) {
        g_autofree char *group = g_strdup_printf("<g class=\"overlay\" data-overlay=\"%s\">", *word);
        assert_contains(svg, group);
    }
    g_autoptr(Run) galley = issue_run(issue, "galley story.md --measure 16em -o proof.svg --overlay frames,slack");
    assert_status(galley, 0);
}

static void test_dumps(void)
{
    static const char *const stages[] = {"resolved", "runs", "lines", "galley", "page"};
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
        g_autofree char *line = g_strconcat("render page.yaml --dump ", stages[i], NULL);
        g_autoptr(Run) run = issue_run(issue, line);
        assert_status(run, 0);
        g_assert_cmpuint(strlen(run->out), >, 100);
        g_assert_true(g_utf8_validate(run->out, -1, NULL));
        g_assert_true(g_hash_table_add(seen, g_strdup(run->out))); /* no two are the same */
    }
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "");
}

/* Two page files make one PDF of two pages, and the same bytes each time. */
static void test_two_pages(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) one = issue_run(issue, "render page.yaml -o one.pdf"),
                   two = issue_run(issue, "render page.yaml page.yaml -o two.pdf"),
                   again = issue_run(issue, "render page.yaml page.yaml -o again.pdf");
    assert_status(one, 0);
    assert_status(two, 0);
    assert_status(again, 0);
    g_autofree char *same = g_find_program_in_path("cmp"), *two_path = issue_path(issue, "two.pdf"),
                    *again_path = issue_path(issue, "again.pdf");
    char *words[] = {same, two_path, again_path, NULL};
    int status = -1;
    g_assert_true(g_spawn_sync(NULL, words, NULL, 0, NULL, NULL, NULL, NULL, &status, NULL));
    g_assert_cmpint(status, ==, 0);
    GStatBuf one_file, two_file;
    g_autofree char *one_path = issue_path(issue, "one.pdf");
    g_assert_cmpint(g_stat(one_path, &one_file) | g_stat(two_path, &two_file), ==, 0);
    g_assert_cmpint(two_file.st_size, >, one_file.st_size);
    g_assert_cmpint(two_file.st_size, <, 2 * one_file.st_size); /* faces are cut once a document */
}

/* The words of the story, line by line, none lost. */
static void test_galley_text(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_write(issue, "story.md", "排好以后，大家看了都说清楚。这篇稿子不长也不短，正好填满四五行。\n");
    g_autoptr(Run) run = issue_run(issue, "galley story.md --measure 10em --indent 0em");
    assert_status(run, 0);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(run->out), "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), >=, 3);
    for (char **line = lines; *line; line++) g_assert_cmpint(g_utf8_strlen(*line, -1), <=, 12);
    g_autofree char *joined = g_strjoinv("", lines);
    g_assert_cmpstr(joined, ==, "排好以后，大家看了都说清楚。这篇稿子不长也不短，正好填满四五行。");
    g_autoptr(Run) proof = issue_run(issue, "galley story.md --measure 10em -o proof.pdf");
    assert_status(proof, 0);
    g_autofree char *pdf = issue_read(issue, "proof.pdf");
    g_assert_true(g_str_has_prefix(pdf, "%PDF-"));
}

/* A row a line for people, an object a line for programs; both name the step by its number in RULES 1.8. */
static void test_explain(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_write(issue, "few.md", "中中，中中中。中中\n");
    const char *galley = "galley few.md --measure 6em --indent 0em --punctuation full --breaker first-fit --explain";
    g_autofree char *for_people = g_strconcat(galley, " table", NULL), *for_programs = g_strconcat(galley, " json", NULL);
    g_autoptr(Run) table = issue_run(issue, for_people), json = issue_run(issue, for_programs);
    assert_status(table, 0);
    assert_status(json, 0);
    assert_contains(table->out,
                    "galley leg 1     1  few.md:1:1    6.000    6.500  6.000  -0.500 shrink 1 marks at the line's edges; "
                    "-0.500 shrink 5 blanks of pauses  squeezed, for 。 may not start a line  中中，中中中。\n");
    assert_contains(table->out, "the paragraph ends");
    g_auto(GStrv) objects = g_strsplit(json->out, "\n", -1);
    g_assert_cmpuint(g_strv_length(objects), ==, 3);
    assert_contains(objects[0], "\"steps\":{\"edge\":0.5000,\"pause\":0.5000}");
    g_autoptr(Run) page = issue_run(issue, "render page.yaml --explain json");
    assert_status(page, 0);
    assert_contains(page->out, "\"element\":\"leg\"");
    g_autoptr(Run) both = issue_run(issue, "render page.yaml --explain json --dump page");
    assert_status(both, 2);
    g_autoptr(Run) file = issue_run(issue, "render page.yaml --explain json -o page.pdf");
    assert_status(file, 2);
    assert_contains(file->err, "--explain prints to standard output");
}

/* ---- Output that cannot be written: status 74, a reason, a next step, the old file as it was ---- */

static void assert_refused(Issue *issue, const char *line, const char *reason)
{
    issue_write(issue, "old.pdf", "old");
    g_autoptr(Run) run = issue_run(issue, line);
    issue->limit = NULL;
    assert_status(run, 74);
    assert_contains(run->err, reason);
    g_autofree char *old = issue_read(issue, "old.pdf");
    g_assert_cmpstr(old, ==, "old");
}

/* A story that is set anew to fit its block asks its faces for each character once. */
static void test_audit_of_fitted(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_edit(issue, "layout.yaml", "body: {font: song, indent: 2em}", "body: {font: song, indent: 2em, fit: {tracking: 0.03em}}");
    issue_edit(issue, "story.md", "也不妨事。", "也不妨事。又又又又又又又又又又又又又又又又又又");
    g_autoptr(Run) check = issue_run(issue, "check page.yaml");
    assert_contains(check->err, "[story-fitted]");
    g_autoptr(Run) fitted = issue_run(issue, "fonts --audit page.yaml"),
                   plain = issue_run(issue, "fonts --audit page.yaml --fit off");
    assert_contains(fitted->out, "small");
    g_assert_cmpstr(fitted->out, ==, plain->out);
}

static void test_full_device(void)
{
    g_autoptr(Issue) issue = issue_new();
    assert_refused(issue, "render page.yaml -o /dev/full", "No space left on device");
    struct stat status;
    g_assert_true(stat("/dev/full", &status) == 0 && S_ISCHR(status.st_mode));
}

/* A report goes into a pipe or a device and through a link, and none of them becomes a file. */
static void test_report_targets(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autofree char *pipe = issue_path(issue, "pipe"), *link = issue_path(issue, "link.json");
    issue_write(issue, "kept.json", "");
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    g_assert_cmpint(symlink("kept.json", link), ==, 0);
    int reader = open(pipe, O_RDWR | O_CLOEXEC); /* so that writing does not wait, and its end does not come */
    g_autoptr(Run) piped = issue_run(issue, "compare page.yaml page.yaml --json pipe");
    g_autoptr(Run) linked = issue_run(issue, "compare page.yaml page.yaml --json link.json");
    assert_status(piped, 0);
    assert_status(linked, 0);
    char said[10] = "";
    g_assert_cmpint(read(reader, said, sizeof said - 1), ==, sizeof said - 1);
    g_assert_cmpstr(said, ==, "{\"duikai\"");
    struct stat status;
    g_assert_true(stat(pipe, &status) == 0 && S_ISFIFO(status.st_mode));
    g_assert_true(lstat(link, &status) == 0 && S_ISLNK(status.st_mode));
    g_autofree char *kept = issue_read(issue, "kept.json");
    assert_contains(kept, "\"duikai\"");
    close(reader);
}

/* The output never takes the place of what it is made from, by whatever name. */
static void test_output_is_source(void)
{
    static const char *const names[] = {"layout.yaml", "story.md", "link.pdf"};
    g_autoptr(Issue) issue = issue_new();
    g_autofree char *link = issue_path(issue, "link.pdf");
    g_assert_cmpint(symlink("page.yaml", link), ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *before = issue_read(issue, names[i]);
        g_autofree char *line = g_strconcat("render page.yaml --format pdf -o ", names[i], NULL);
        assert_refused(issue, line, "the page is made from this very file");
        g_autofree char *after = issue_read(issue, names[i]);
        g_assert_cmpstr(before, ==, after);
    }
    assert_refused(issue, "galley story.md --measure 16em --format pdf -o story.md", "made from this very file");
    issue_write(issue, "look.yaml", "duikai: styles/1\nstyles: {headline: {ink: K80}}\n");
    issue_edit(issue, "layout.yaml", "grid:", "style-sheets: look.yaml\ngrid:");
    g_autofree char *before = issue_read(issue, "look.yaml");
    assert_refused(issue, "render page.yaml --format pdf -o look.yaml", "pages are made from this file");
    g_autofree char *after = issue_read(issue, "look.yaml");
    g_assert_cmpstr(before, ==, after);
}

static void to_full_device(gpointer data)
{
    (void)data;
    dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
}

/* Standard output on a full disk, for a page, a dump, a table and help. */
static void test_full_standard_output(void)
{
    static const char *const lines[] = {
        "render page.yaml -o -", "render page.yaml --dump page",  "check page.yaml", "render --help", "info", "fonts",
        "completions bash",      "galley story.md --measure 16em"};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Issue) issue = issue_new();
        issue->limit = to_full_device;
        assert_refused(issue, lines[i], "No space left on device");
    }
}

static void to_small_files(gpointer data)
{
    (void)data;
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){2000, 2000});
}

/* A disk that fills up while the file is written: a limit on the size of files fails in the same place. */
static void test_file_too_large(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue->limit = to_small_files;
    assert_refused(issue, "render page.yaml -o old.pdf", "File too large");
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "old.pdf");
}

/* Root may write anywhere, so it becomes nobody first. */
static void to_nobody(gpointer data)
{
    (void)data;
    if (geteuid() != 0) return;
    if (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0) _exit(99);
}

/* Whether the command can be run by nobody: the folders above it may be closed. */
static gboolean nobody_may_run(Issue *issue)
{
    issue->limit = to_nobody;
    g_auto(GStrv) words = g_new0(char *, 3);
    words[0] = g_strdup(g_getenv("DUIKAI_COMMAND"));
    words[1] = g_strdup("--version");
    int status = 1;
    return g_spawn_sync("/", words, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, to_nobody, NULL, NULL, NULL,
                        &status, NULL) &&
           status == 0;
}

static void test_closed_folder(void)
{
    g_autoptr(Issue) issue = issue_new();
    if (!nobody_may_run(issue)) {
        g_test_skip("another user than root cannot reach the command here");
        return;
    }
    g_assert_cmpint(chmod(issue->folder, 0555), ==, 0);
    assert_refused(issue, "render page.yaml -o old.pdf", "Permission denied");
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "old.pdf");
    g_assert_cmpint(chmod(issue->folder, 0755), ==, 0);
}

static void test_no_such_folder(void)
{
    g_autoptr(Issue) issue = issue_new();
    assert_refused(issue, "render page.yaml -o nowhere/out.pdf", "make the folder first");
}

static void test_output_is_folder(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autofree char *folder = issue_path(issue, "folder.pdf");
    g_assert_cmpint(g_mkdir(folder, 0755), ==, 0);
    assert_refused(issue, "render page.yaml -o folder.pdf", "Is a directory");
}

/* A link stays a link, and an old file's mode stays. */
static void test_link_and_mode(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_write(issue, "real.pdf", "old");
    g_autofree char *real = issue_path(issue, "real.pdf"), *link = issue_path(issue, "link.pdf");
    g_assert_cmpint(chmod(real, 0640) | symlink("real.pdf", link), ==, 0);
    g_autoptr(Run) run = issue_run(issue, "render page.yaml -o link.pdf");
    assert_status(run, 0);
    struct stat status;
    g_assert_true(lstat(link, &status) == 0 && S_ISLNK(status.st_mode));
    g_assert_true(stat(real, &status) == 0 && (status.st_mode & 07777) == 0640 && status.st_size > 1000);
}

/* A link to a file still to be made stays a link. */
static void test_dangling_link(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autofree char *link = issue_path(issue, "link.pdf"), *made = issue_path(issue, "made.pdf");
    g_assert_cmpint(symlink("made.pdf", link), ==, 0);
    g_autoptr(Run) run = issue_run(issue, "render page.yaml -o link.pdf");
    assert_status(run, 0);
    struct stat status;
    g_assert_true(lstat(link, &status) == 0 && S_ISLNK(status.st_mode));
    g_assert_true(lstat(made, &status) == 0 && S_ISREG(status.st_mode));
}

/* Another page of the issue votes, and the report says so; one that is not there is an error, and nothing is written. */
static void test_witness(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_write(issue, "raw.txt", "记者昨天从禄口区获悉，新桥通车。\n");
    issue_write(issue, "page-02.txt", "渌口区召开会议。渌口区委书记到渌口区人民医院看望。干部到渌口区的禄山村。\n");
    g_autoptr(Run) alone = issue_run(issue, "reconstruct raw.txt -o alone --warning-exit-0");
    g_autoptr(Run) voted = issue_run(issue, "reconstruct raw.txt --witness page-02.txt -o voted --warning-exit-0");
    g_autoptr(Run) missing = issue_run(issue, "reconstruct raw.txt --witness page-03.txt -o missing");
    assert_status(alone, 0);
    assert_status(voted, 0);
    assert_status(missing, 4);
    assert_contains(missing->err, "page-03.txt");
    g_autofree char *before = issue_read(issue, "alone/report.md"), *report = issue_read(issue, "voted/report.md");
    g_assert_null(strstr(before, "| 禄 | 渌 |"));
    assert_contains(report, "| 禄 | 渌 |");
    assert_contains(report, "page-02.txt");
    g_autofree char *folder = issue_path(issue, "missing");
    g_assert_false(g_file_test(folder, G_FILE_TEST_EXISTS));
}

/* A text that gives no page leaves its stories and the report, and the terminal points there. */
static void test_no_page(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue_write(issue, "raw.txt", "\n");
    g_autoptr(Run) run = issue_run(issue, "reconstruct raw.txt -o draft --render");
    assert_status(run, 4);
    assert_contains(run->err, "[no-page]");
    assert_contains(run->err, "no page was made: the text is empty (");
    assert_contains(run->err, "duikai: no page; draft/report.md says");
    g_autofree char *report = issue_read(issue, "draft/report.md"), *page = issue_path(issue, "draft/page.pdf");
    g_assert_nonnull(report);
    g_assert_false(g_file_test(page, G_FILE_TEST_EXISTS));
    g_autoptr(Run) dump = issue_run(issue, "reconstruct raw.txt --dump");
    g_assert_null(strstr(dump->err, "report.md"));
    g_autoptr(Run) missing = issue_run(issue, "reconstruct none.txt -o none");
    assert_status(missing, 4);
    g_assert_null(strstr(missing->err, "report.md"));
}

void add_output_tests(void)
{
    g_test_add_func("/cli/output/formats", test_formats);
    g_test_add_func("/cli/output/default-name", test_default_name);
    g_test_add_func("/cli/output/ppi", test_ppi);
    g_test_add_func("/cli/output/overlays", test_overlays);
    g_test_add_func("/cli/output/dumps", test_dumps);
    g_test_add_func("/cli/output/two-pages", test_two_pages);
    g_test_add_func("/cli/output/witness", test_witness);
    g_test_add_func("/cli/output/no-page", test_no_page);
    g_test_add_func("/cli/output/galley-text", test_galley_text);
    g_test_add_func("/cli/output/explain", test_explain);
    g_test_add_func("/cli/output/audit-of-fitted", test_audit_of_fitted);
    g_test_add_func("/cli/output/full-device", test_full_device);
    g_test_add_func("/cli/output/report-targets", test_report_targets);
    g_test_add_func("/cli/output/full-standard-output", test_full_standard_output);
    g_test_add_func("/cli/output/file-too-large", test_file_too_large);
    g_test_add_func("/cli/output/closed-folder", test_closed_folder);
    g_test_add_func("/cli/output/no-such-folder", test_no_such_folder);
    g_test_add_func("/cli/output/output-is-folder", test_output_is_folder);
    g_test_add_func("/cli/output/dangling-link", test_dangling_link);
    g_test_add_func("/cli/output/output-is-source", test_output_is_source);
    g_test_add_func("/cli/output/link-and-mode", test_link_and_mode);
}
