/* Signals and limits: an interrupt ends with 130 or 143 and leaves an old file or a whole one, never a part. */
#include "cli/command.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* The command waits for a story on standard input that never comes. */
static void test_waiting(gconstpointer data)
{
    int number = GPOINTER_TO_INT(data), input = -1;
    g_autoptr(Issue) issue = issue_new();
    GPid pid = issue_start(issue, "galley - --measure 16em -o out.pdf", &input);
    g_usleep(G_USEC_PER_SEC / 2);
    g_assert_cmpint(kill(pid, number), ==, 0);
    g_assert_cmpint(issue_wait(pid), ==, 128 + number);
    close(input);
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "");
}

static void to_ignored_hang_up(gpointer data)
{
    (void)data;
    signal(SIGHUP, SIG_IGN);
}

/* Under nohup the command outlives its terminal. */
static void test_ignored(void)
{
    g_autoptr(Issue) issue = issue_new();
    issue->limit = to_ignored_hang_up;
    int input = -1;
    GPid pid = issue_start(issue, "galley - --measure 16em -o out.pdf", &input);
    g_usleep(G_USEC_PER_SEC / 2);
    g_assert_cmpint(kill(pid, SIGHUP), ==, 0);
    g_usleep(G_USEC_PER_SEC / 10);
    close(input);
    g_assert_cmpint(issue_wait(pid), ==, 0);
}

/* Interrupts spread over a whole run: whenever one comes, the file is the old one or a whole new one. */
static void test_any_moment(void)
{
    static const gulong milliseconds[] = {0, 5, 10, 20, 30, 40, 60, 80, 100, 120, 150, 200, 300, 400, 600};
    for (size_t i = 0; i < G_N_ELEMENTS(milliseconds); i++) {
        g_autoptr(Issue) issue = issue_new();
        issue_write(issue, "out.pdf", "old");
        int input = -1;
        GPid pid = issue_start(issue, "render page.yaml -o out.pdf", &input);
        g_usleep(milliseconds[i] * 1000);
        kill(pid, SIGTERM);
        int status = issue_wait(pid);
        close(input);
        g_assert_true(status == 143 || status == 0 || status == -SIGTERM); /* the last: before the command had begun */
        g_autofree char *text = issue_read(issue, "out.pdf"), *names = issue_new_names(issue);
        g_assert_cmpstr(names, ==, "out.pdf");
        if (strcmp(text, "old") != 0) g_assert_true(g_str_has_prefix(text, "%PDF-"));
        if (status == 0) g_assert_true(g_str_has_prefix(text, "%PDF-"));
    }
}

static void to_little_time(gpointer data)
{
    (void)data;
    setrlimit(RLIMIT_CPU, &(struct rlimit){1, 60});
}

static void write_long_story(const Issue *issue, int n_paragraphs)
{
    g_autoptr(GString) story = g_string_new(NULL);
    for (int i = 0; i < n_paragraphs; i++)
        g_string_append(story, "六月十六日，编辑部把一篇长稿排进一个长栏。稿子很长，一行也不马虎。\n\n");
    issue_write(issue, "story.md", story->str);
}

/* A story that takes more than the second of processor time it is given. */
static void test_out_of_time(void)
{
    g_autoptr(Issue) issue = issue_new();
    write_long_story(issue, 100000);
    issue->limit = to_little_time;
    g_autoptr(Run) run = issue_run(issue, "galley story.md --measure 16em -o out.pdf");
    assert_status(run, 75);
    assert_contains(run->err, "out of processor time");
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "");
}

static void to_little_memory(gpointer data)
{
    (void)data;
    rlim_t most = (rlim_t)300 << 20;
    setrlimit(RLIMIT_AS, &(struct rlimit){most, most});
}

/* The same long story with less memory than it takes.  The sanitizers want an address space without limit, so another build runs. */
static void test_out_of_memory(void)
{
    const char *optimised = g_getenv("DUIKAI_OPTIMISED_COMMAND");
    if (!optimised || !g_file_test(optimised, G_FILE_TEST_IS_EXECUTABLE)) {
        g_test_skip("there is no optimised build");
        return;
    }
    g_autoptr(Issue) issue = issue_new();
    write_long_story(issue, 200000);
    issue_write(issue, "out.pdf", "old");
    issue->limit = to_little_memory;
    g_autofree char *before = g_strdup(g_getenv("DUIKAI_COMMAND"));
    g_setenv("DUIKAI_COMMAND", optimised, TRUE);
    g_autoptr(Run) run = issue_run(issue, "galley story.md --measure 16em -o out.pdf");
    g_setenv("DUIKAI_COMMAND", before, TRUE);
    assert_status(run, 75);
    assert_contains(run->err, "out of memory");
    g_autofree char *text = issue_read(issue, "out.pdf");
    g_assert_cmpstr(text, ==, "old");
}

void add_signal_tests(void)
{
    g_test_add_data_func("/cli/signals/interrupt", GINT_TO_POINTER(SIGINT), test_waiting);
    g_test_add_data_func("/cli/signals/terminate", GINT_TO_POINTER(SIGTERM), test_waiting);
    g_test_add_data_func("/cli/signals/hang-up", GINT_TO_POINTER(SIGHUP), test_waiting);
    g_test_add_func("/cli/signals/ignored", test_ignored);
    g_test_add_func("/cli/signals/any-moment", test_any_moment);
    g_test_add_func("/cli/signals/out-of-time", test_out_of_time);
    g_test_add_func("/cli/signals/out-of-memory", test_out_of_memory);
}
