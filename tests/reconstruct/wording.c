/* reconstruct/ writes words without the blanks that lines' ends and typists left, and with those that part names. */
#include <locale.h>
#include <string.h>

#include "reconstruct/drafts.h"
#include "reconstruct/write/write.h"

/* A text, and what is in its story. */
static const struct {
    const char *given, *written;
} cases[] = {
    /* role words and names on lines of their own, behind blanks, torn by a line's end */
    {"本报讯\n(记者\n田小军\n通讯员\n龙云)\n", "（记者 田小军 通讯员 龙云）"},
    {"本报讯 (记者 田小军 通讯员 龙云) ", "（记者 田小军 通讯员 龙云）"},
    {"本报讯 (记者 田小军 李明 通讯员 龙云) ", "（记者 田小军 李明 通讯员 龙云）"},
    {"本报讯(见习记者\n田小军)", "（见习记者 田小军）"},
    {"本报讯（记者　谷雨　通讯员　沈一舟）", "（记者　谷雨　通讯员　沈一舟）"},
    {"本报讯(记者田小军)", "（记者田小军）"},
    /* blanks behind stops */
    {"本报讯 会议开完了. 2018年的计划, 今年都要补上.", "会议开完了。2018年的计划，今年都要补上。"},
    {"本报讯 全县种树280万\n株. 今年再种65\n0万株.", "再种650万株。"},
    {"本报讯 今年受灾的村打电话到0739-\n5123456报告,地块编号2024\n-12号.", "0739-5123456报告，地块编号2024-12号。"},
    /* numbers that a space parts, which was a line's end */
    {"本报讯 同比增长6. 3%,面积23 .8公顷,电话0797- 8123456等.", "同比增长6.3%，面积23.8公顷，电话0797-8123456等。"},
    {"本报讯 名次升到第6. 3月又升了.", "名次升到第6. 3月又升了。"}, /* a sentence's end as well */
    {"本报讯 新机器叫 Red Star, 比 Blue Star 好.", "Red Star，比Blue Star好。"},
};

static void test_cases(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat("全县春耕生产现场推进会召开\n\n", cases[i].given,
                                            "4月10日,全县春耕生产现场推进会在茶坪镇白岩村召开,副县长杨丽主持会议.\n", NULL);
        g_autoptr(RecDraft) draft = drafts_make(text, -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
        g_assert_cmpuint(draft->stories->stories->len, ==, 1);
        g_autofree char *story = rec_story_text(draft, &g_array_index(draft->stories->stories, RecStory, 0));
        g_autoptr(GString) joined = g_string_new(story);
        g_string_replace(joined, "\n  ", "", 0); /* what YAML folds, of text that has no blank there */
        g_string_replace(joined, "\n", "", 0);
        if (!strstr(joined->str, cases[i].written)) g_test_message("%s", story);
        g_assert_nonnull(strstr(joined->str, cases[i].written));
        g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
    }
}

/* Two telephone numbers on two lines are two: a line's end parts short numbers alone. */
static void test_two_numbers(void)
{
    g_autoptr(RecDraft) draft =
        drafts_make("全县春耕生产现场推进会召开\n\n本报讯 咨询电话：0733-8866110\n8866120。会议4月10日开完了。\n", -1,
                    (RecOptions){.apply_from = 0.95, .sheet = "none"});
    const RecStory *story = &g_array_index(draft->stories->stories, RecStory, 0);
    g_autofree char *words = rec_words(draft, rec_element(draft, story, story->n_elements - 1));
    g_assert_nonnull(strstr(words, "0733-8866110 8866120。"));
    g_autoptr(RecDraft) first =
        drafts_make("20\n22年，全县种树二百八十万株。\n", -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
    g_autofree char *story_text = rec_story_text(first, &g_array_index(first->stories->stories, RecStory, 0));
    g_assert_nonnull(strstr(story_text, "年，全县种树")); /* digits from the text's first byte on */
}

/* A headline with what no YAML may hold is a file that is read again all the same. */
static void test_controls(void)
{
    g_autoptr(RecDraft) draft =
        drafts_make("全县春耕\xc2\x81生产\xe2\x80\xa8现场\x01推进会召开\n\n本报讯 4月10日，会议在茶坪镇召开。\n", -1,
                    (RecOptions){.apply_from = 0.95, .sheet = "none"});
    g_autofree char *story = rec_story_text(draft, &g_array_index(draft->stories->stories, RecStory, 0));
    const char *end = strstr(story + 3, "\n---");
    g_assert_nonnull(end);
    g_autofree char *front = g_strndup(story, (gsize)(end - story));
    g_test_message("%s", front);
    g_assert_nonnull(strstr(front, "生产"));
    for (const char *p = front; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_assert_true(c == '\n' || (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c != 0x2028));
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    g_test_add_func("/reconstruct/wording/cases", test_cases);
    g_test_add_func("/reconstruct/wording/two-numbers", test_two_numbers);
    g_test_add_func("/reconstruct/wording/controls", test_controls);
    return g_test_run();
}
