/* What a person is told of a text that gives no page, or stands in no order: what it is, and how to go on. */
#include <locale.h>
#include <string.h>

#include "reconstruct/drafts.h"

/* What is said of a text: the errors and notes, a line each. */
static char *said_of(const char *text, const char *sheet)
{
    g_autoptr(RecDraft) draft = drafts_make(text, -1, (RecOptions){.corrections = REC_CORRECTIONS_PROPOSE, .sheet = sheet});
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    if (draft->ledger.n_stories == 0) rec_draft_refuse(draft, list);
    else rec_findings(draft, list);
    GString *said = g_string_new(NULL);
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        g_autofree char *line = dk_diagnostic_text(dk_diagnostics_item(list, i));
        g_string_append_printf(said, "%s\n", line);
    }
    g_test_message("%s", said->str);
    return g_string_free(said, FALSE);
}

static void assert_said(const char *said, const char *words)
{
    if (!strstr(said, words)) g_test_message("not said: %s", words);
    g_assert_nonnull(strstr(said, words));
}

/* Texts without a story: each is told apart, each with its cure. */
static void test_storyless(void)
{
    static const struct {
        const char *text, *what, *cure;
    } cases[] = {
        {"", "the text is empty", "needs text recognition first"},
        {" \n　\n\n", "the text is empty", "needs text recognition first"},
        {"石坑里种出葡萄\n", "\"石坑里种出葡萄\" may be a head, and no text stands under it", "on the lines below it"},
        {"灯塔收起光\n像收起一把伞\n雾从门缝进来\n坐在我身旁\n", "its 4 lines may be heads, or verses",
         "over a poem, its title and its author"},
        {"石滩日报\n2023年4月6日 星期四\n", "taken for masthead, teasers, advertisements", "with its paragraphs below it"},
        {"<<< --- >>>\n\n#### ====\n", "were taken for noise", "Chinese text, in UTF-8"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *said = said_of(cases[i].text, NULL);
        assert_said(said, cases[i].what);
        assert_said(said, cases[i].cure);
        assert_said(said, "[no-page]");
    }
}

/* A text of some stories, and as many characters as are wanted. */
static char *long_text(unsigned n_stories, unsigned n_paragraphs)
{
    GString *text = g_string_new("石滩日报\n\n2023年4月6日 星期四\n\n");
    for (unsigned i = 0; i < n_stories; i++) {
        g_string_append_printf(text, "石坑里第%u年种出葡萄\n\n　　本报讯（记者　顾静）　", i + 2);
        for (unsigned k = 0; k < n_paragraphs; k++)
            g_string_append_printf(
                text, "第%u天，老队长沿着旧轨道走一个来回，在坑底数了%u株葡萄苗，又给水沟清了淤泥，到天黑才下山。\n　　", k + 1,
                40 + k * 7);
        g_string_append(text, "他说，明年还要种。\n\n");
    }
    return g_string_free(text, FALSE);
}

static void refuse_long(unsigned n_stories, unsigned n_paragraphs, const char *sheet, const char *what, const char *cure)
{
    g_autofree char *text = long_text(n_stories, n_paragraphs);
    g_autoptr(RecDraft) draft = drafts_make(text, -1, (RecOptions){.corrections = REC_CORRECTIONS_PROPOSE, .sheet = sheet});
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    rec_draft_refuse(draft, list);
    g_autofree char *said = dk_diagnostic_text(dk_diagnostics_item(list, 0));
    g_test_message("%s", said);
    assert_said(said, what);
    assert_said(said, cure);
}

/* Texts longer than a page: how long, and in how many parts they may be given; a sheet that was asked for may be the reason. */
static void test_long(void)
{
    refuse_long(6, 60, NULL, "longer than the sheet", "give the text in 2 parts of about ");
    refuse_long(30, 3, NULL, "holds 30 stories; a page holds 24 at most; its stories have ", "in 2 parts of about ");
    refuse_long(3, 30, "half-tabloid", "longer than the sheet", "leave --sheet half-tabloid away");
}

/* Says the refusal of a text. */
static char *refusal_of(const char *text)
{
    g_autoptr(RecDraft) draft = drafts_make(text, -1, (RecOptions){.corrections = REC_CORRECTIONS_PROPOSE});
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    rec_draft_refuse(draft, list);
    return dk_diagnostic_text(dk_diagnostics_item(list, 0));
}

/* A run of marks, which no line's end may part, is as long as its characters; advertisements count where they are too many. */
static void test_endless(void)
{
    g_autoptr(GString) marks = g_string_new("县里的水厂开工了\n\n他说：");
    for (int i = 0; i < 70000; i++) g_string_append(marks, "（");
    g_autofree char *of_marks = refusal_of(marks->str);
    g_test_message("%s", of_marks);
    assert_said(of_marks, "longer than the 30000 em that a page holds; its story has 70011 characters");
    assert_said(of_marks, "give the text in 8 parts of about ");
    g_autofree char *story = long_text(1, 2);
    g_autoptr(GString) sold = g_string_new(story);
    for (int i = 0; i < 700; i++)
        g_string_append_printf(
            sold, "遗失声明\n黄小明遗失身份证，证号43020319%06d，声明作废。电话：0731-22880000 地址：人民路%d号\n\n", i, i);
    g_autofree char *of_sold = refusal_of(sold->str);
    g_test_message("%s", of_sold);
    assert_said(of_sold, "what is no story, advertisements and the like, has ");
    assert_said(of_sold, "give the text in 5 parts of about ");
}

/* A text in no order: what to compare, and what would help. */
static void test_shuffled(void)
{
    g_autofree char *path = drafts_raw("seed"), *text = drafts_read(path), *said = said_of(text, NULL);
    assert_said(said, "[text-shuffled]");
    assert_said(said, "(compare the stories with the print where report.md lists them");
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* messages quote the texts */
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/refusals/storyless", test_storyless);
    g_test_add_func("/reconstruct/refusals/long", test_long);
    g_test_add_func("/reconstruct/refusals/endless", test_endless);
    g_test_add_func("/reconstruct/refusals/shuffled", test_shuffled);
    return g_test_run();
}
