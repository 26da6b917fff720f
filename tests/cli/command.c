/* The small issue and the running of the command; see command.h. */
#include "cli/command.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char page_text[] = "duikai: page/1\n"
                                "layout: layout.yaml\n"
                                "paper: 小报\n"
                                "date: \"2022-06-17\"\n"
                                "page: \"01\"\n"
                                "stories:\n"
                                "  lead: story.md\n"
                                "furniture:\n"
                                "  folio: 第1版\n";

static const char layout_text[] = "duikai: layout/1\n"
                                  "name: small\n"
                                  "sheet: {width: 100mm, height: 90mm, bleed: 3mm}\n"
                                  "type-area: {left: 10mm, top: 10mm, width: 20em, height: 14line}\n"
                                  "grid: {size: 9.5pt, leading: 13.5pt}\n"
                                  "styles:\n"
                                  "  body: {font: song, indent: 2em}\n"
                                  "  headline: {font: hei-bold, size: 18pt, leading: 2line, align: start, indent: 0em}\n"
                                  "blocks:\n"
                                  "  - id: lead\n"
                                  "    at: {x: 0em, line: 1, width: 20em, lines: 8}\n"
                                  "    head:\n"
                                  "      - {put: headline, style: headline, x: 0em, line: 1, width: 20em, lines: 2}\n"
                                  "    legs: {count: 1, measure: 20em, gutter: 1em, x: 0em, line: 3, lines: 6}\n"
                                  "furniture:\n"
                                  "  - id: folio\n"
                                  "    at: {x: 0em, line: 14, width: 20em, lines: 1}\n";

static const char story_text[] =
    "---\n"
    "slug: small\n"
    "headline: 小版面也要排得整齐\n"
    "---\n"
    "\n"
    "六月十六日，编辑部把一篇短稿排进一个小版面。稿子虽短，标点、行首、行尾都按规矩来，一行也不马虎。\n"
    "\n"
    "排好以后，大家看了都说清楚。这篇稿子不长也不短，正好填满四五行，留下一行空白也不妨事。\n";

void issue_write(const Issue *issue, const char *name, const char *text)
{
    g_autofree char *path = issue_path(issue, name);
    g_autoptr(GError) error = NULL;
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
    g_assert_cmpint(chmod(path, 0644), ==, 0);
}

char *issue_path(const Issue *issue, const char *name)
{
    return g_build_filename(issue->folder, name, NULL);
}

char *issue_read(const Issue *issue, const char *name)
{
    g_autofree char *path = issue_path(issue, name);
    char *text = NULL;
    return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

Issue *issue_new(void)
{
    Issue *issue = g_new0(Issue, 1);
    g_autoptr(GError) error = NULL;
    issue->folder = g_dir_make_tmp("duikai-XXXXXX", &error);
    g_assert_no_error(error);
    g_assert_cmpint(chmod(issue->folder, 0755), ==, 0);
    issue_write(issue, "page.yaml", page_text);
    issue_write(issue, "layout.yaml", layout_text);
    issue_write(issue, "story.md", story_text);
    return issue;
}

static void remove_tree(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        remove_tree(inner);
    }
    if (folder) g_dir_close(folder);
    g_remove(path);
}

void issue_free(Issue *issue)
{
    if (!issue) return;
    remove_tree(issue->folder);
    g_free(issue->folder);
    g_free(issue);
}

void issue_edit(const Issue *issue, const char *name, const char *found, const char *replacement)
{
    g_autofree char *text = issue_read(issue, name);
    g_assert_nonnull(text);
    g_auto(GStrv) parts = g_strsplit(text, found, -1);
    g_assert_cmpuint(g_strv_length(parts), ==, 2);
    g_autofree char *edited = g_strconcat(parts[0], replacement, parts[1], NULL);
    issue_write(issue, name, edited);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *issue_new_names(const Issue *issue)
{
    static const char *const first[] = {"layout.yaml", "page.yaml", "story.md", NULL};
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) folder = g_dir_open(issue->folder, 0, NULL);
    g_assert_nonnull(folder);
    for (const char *name; (name = g_dir_read_name(folder));)
        if (!g_strv_contains(first, name)) g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

/* The words of the command line, the command first. */
static char **words_of(const char *line)
{
    const char *command = g_getenv("DUIKAI_COMMAND");
    g_assert_nonnull(command);
    g_autofree char *quoted = g_shell_quote(command);
    g_autofree char *whole = g_strconcat(quoted, " ", line, NULL);
    char **words = NULL;
    g_autoptr(GError) error = NULL;
    g_shell_parse_argv(whole, NULL, &words, &error);
    g_assert_no_error(error);
    return words;
}

static int status_of(int wait_status)
{
    return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -WTERMSIG(wait_status);
}

Run *issue_run(const Issue *issue, const char *line)
{
    g_auto(GStrv) words = words_of(line);
    Run *run = g_new0(Run, 1);
    g_autoptr(GError) error = NULL;
    int status = 0;
    g_spawn_sync(issue->folder, words, NULL, G_SPAWN_LEAVE_DESCRIPTORS_OPEN, issue->limit, NULL, &run->out, &run->err, &status,
                 &error);
    g_assert_no_error(error);
    run->status = status_of(status);
    return run;
}

void run_free(Run *run)
{
    if (!run) return;
    g_free(run->out);
    g_free(run->err);
    g_free(run);
}

GPid issue_start(const Issue *issue, const char *line, int *input)
{
    g_auto(GStrv) words = words_of(line);
    g_autoptr(GError) error = NULL;
    GPid pid = 0;
    g_spawn_async_with_pipes(issue->folder, words, NULL,
                             G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, issue->limit,
                             NULL, &pid, input, NULL, NULL, &error);
    g_assert_no_error(error);
    return pid;
}

int issue_wait(GPid pid)
{
    int status = 0;
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    return status_of(status);
}

void assert_run(const Run *run, int wanted, const char *function, int line)
{
    if (run->status == wanted) return;
    g_test_fail_printf("%s:%d: status %d, wanted %d; standard error:\n%s", function, line, run->status, wanted, run->err);
}

void assert_contains(const char *text, const char *part)
{
    if (strstr(text, part)) return;
    g_test_fail_printf("\"%s\" is not in:\n%s", part, text);
}
