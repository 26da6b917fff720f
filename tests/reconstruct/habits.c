/* A file of habits that says what cannot be used is refused, each fault with its line. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "reconstruct/reconstruct.h"

/* All that must be there but the habits; 5 lines. */
#define REST                                                                                                                       \
    "duikai: habits/1\njoins: {full: 2}\npairs: {even: {deck: 1}}\nconfidences: [0.5, 0.6, 0.7, 0.8, 0.9, 0.9, 0.9, 0.9, 1]\n"
#define HABITS REST "habits:\n"
#define GOOD "  - {id: a, role: body, when: prose, weight: 4}\n"

static const struct {
    const char *text;
    const char *wanted; /* in an error's text; NULL: there is none */
} cases[] = {
    {HABITS GOOD, NULL},
    {HABITS "  - {id: a, role: noise, match: '^>', where: start, drop: true, partial: false, weight: 0, example: '>'}\n", NULL},
    {HABITS "  - {id: a, role: noise, match: '^>', drop: yes, weight: 0}\n",
     ":6:45: error: \"drop\" is true or false, not \"yes\""},
    {HABITS "  - {id: a, role: noise, match: '^>', partial: [true], weight: 0}\n", ":6:48: error: \"partial\" is a text"},
    {HABITS "  - {id: a, role: body, when: prose}\n", ":6:5: error: the key \"weight\" is missing"},
    {HABITS "  - {id: a, role: body, when: prose, weight: much}\n", ":6:46: error: a weight is"},
    {HABITS "  - {id: a, when: prose, weight: 1}\n", ":6:5: error: the key \"role\" is missing"},
    {HABITS "  - {role: body, when: prose, weight: 1}\n", ":6:5: error: the key \"id\" is missing"},
    {HABITS "  - {id: a, role: body, weight: 1}\n", ":6:5: error: a habit has a match or a when"},
    {HABITS "  - {id: [a], role: body, when: prose, weight: 1}\n", ":6:10: error: \"id\" is a text"},
    {HABITS "  - {id: a, role: body, match: {a: b}, weight: 1}\n", ":6:32: error: \"match\" is a text"},
    {HABITS "  - {id: a, role: body, match: '(', weight: 1}\n", ":6:32: error: not a pattern"},
    {HABITS GOOD "  - a\n", ":7:5: error: a habit is a map"},
    {HABITS "  []\n", ":6:3: error: the list of habits is empty"},
    {REST, ":1:1: error: the key \"habits\" is missing"},
    {"duikai: habits/1\n", ":1:1: error: the key \"confidences\" is missing"},
    {"duikai: habits/1\njoins: [1, 2]\n", ":2:8: error: \"joins\" is a map, not a list"},
    {"duikai: habits/1\npairs: {even: 3}\n", ":2:15: error: \"even\" is a map"},
    {"duikai: habits/1\nlook-alikes: 人入\n", ":2:14: error: \"look-alikes\" is a list"},
    {"duikai: habits/1\nleaning: [a]\n", ":2:10: error: \"leaning\" is a text"},
    {"duikai: habits/2\n", ":1:1: error: a file of habits begins with"},
    {"[]\n", ":1:1: error: a file of habits begins with"},
};

static bool has_error(const DkDiagnostics *list, const char *wanted)
{
    bool is_found = false;
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(list, i));
        g_test_message("%s", text);
        is_found |= wanted && strstr(text, wanted);
    }
    return is_found;
}

static void test_faults(void)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-habits-XXXXXX", NULL), *path = g_build_filename(folder, "habits.yaml", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
        g_assert_true(g_file_set_contents(path, cases[i].text, -1, NULL));
        g_autoptr(RecHabits) habits = rec_habits_read(path, list);
        g_assert_cmpint(has_error(list, cases[i].wanted), ==, cases[i].wanted != NULL);
        g_assert_cmpint(habits != NULL, ==, cases[i].wanted == NULL);
    }
    g_remove(path);
    g_rmdir(folder);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/habits/faults", test_faults);
    return g_test_run();
}
