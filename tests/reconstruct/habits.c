/* A file of habits that says what cannot be used is refused, each fault with its line. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "reconstruct/drafts.h"
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

/* Lines at a story's end, and what each is. */
static void test_forms(void)
{
    static const struct {
        const char *line;
        RecRole role;
    } forms[] = {
        {"江岸商场全场家电欢迎垂询", REC_ROLE_ADVERTISEMENT},
        {"新張誌慶歡迎光臨惠顧", REC_ROLE_ADVERTISEMENT},
        {"敬请光临江岸商场", REC_ROLE_ADVERTISEMENT},
        {"海港日報微信公眾號", REC_ROLE_CODE_LABEL},
        {"海港日報微信號", REC_ROLE_CODE_LABEL},
        {"江岸晚报公众号", REC_ROLE_CODE_LABEL},
        {"▲工人在新桥上安装护栏 王小明 摄", REC_ROLE_CAPTION},
        {"▲工人在新橋上安裝護欄 王小明 攝", REC_ROLE_CAPTION},
        {"▲工人在新桥上安装护栏（市交通局供图）", REC_ROLE_CAPTION},
        {"▲压实责任", REC_ROLE_CROSS_HEAD},
        {"●摄影大赛今日开幕", REC_ROLE_CROSS_HEAD},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_autofree char *text = g_strdup_printf(
            "新桥昨日建成通车\n\n本报讯（记者王小明）新桥昨天建成通车，两岸群众前来观看。\n\n%s\n\n新桥长三百米，宽二十米。\n",
            forms[i].line);
        g_autoptr(RecDraft) draft = drafts_make(text, -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
        const GArray *views = draft->roles->views;
        g_assert_cmpuint(views->len, >=, 4);
        RecRole role = g_array_index(views, RecView, views->len - 2).role;
        g_test_message("%s: %s", forms[i].line, rec_role_words[role]);
        g_assert_cmpstr(rec_role_words[role], ==, rec_role_words[forms[i].role]);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/habits/faults", test_faults);
    g_test_add_func("/reconstruct/habits/forms", test_forms);
    return g_test_run();
}
