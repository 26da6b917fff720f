/* Heads, datelines, teasers: short texts whose first lines are told apart, each line of what is wanted "role: words". */
#include <locale.h>
#include <string.h>

#include "reconstruct/drafts.h"
#include "reconstruct/write/write.h"

static RecDraft *draft_of(const char *text)
{
    return drafts_make(text, -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
}

/* All texts of the stories but their bodies, "role: words" a line, an empty line before each story but the first. */
static char *heads_of(const RecDraft *draft)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        if (i) g_string_append_c(all, '\n');
        for (unsigned k = 0; k < story->n_elements; k++) {
            const RecElement *element = rec_element(draft, story, k);
            g_autofree char *words = rec_words(draft, element);
            if (element->role != REC_ROLE_BODY) g_string_append_printf(all, "%s: %s\n", rec_role_words[element->role], words);
        }
    }
    return g_string_free(all, FALSE);
}

/* The furniture of a draft, a line each. */
static char *furniture_of(const RecDraft *draft)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < draft->stories->furniture->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->furniture, RecElement, i);
        g_autofree char *words = rec_words(draft, element);
        g_string_append_printf(all, "%s: %s\n", rec_role_words[element->role], words);
    }
    return g_string_free(all, FALSE);
}

/* ---- Teasers ---- */

/* Titles with the page that each is on, in one block or several, under a word that says so or none: teasers, and no story's heads. */
static void test_teasers(void)
{
    static const struct {
        const char *block, *furniture;
    } cases[] = {
        {"今日导读\n老码头要变新客厅 3版\n三中学子捧回机器人金奖 5版\n",
         "teaser: 今日导读\nteaser: 老码头要变新客厅　3版\nteaser: 三中学子捧回机器人金奖　5版\n"},
        {"导读\n\n老码头要变新客厅……A3\n\n三中学子捧回机器人金奖……B1版\n",
         "teaser: 导读\nteaser: 老码头要变新客厅……A3\nteaser: 三中学子捧回机器人金奖……B1版\n"},
        {"要闻导读\n老码头要变新客厅 详见A05版\n", "teaser: 要闻导读\nteaser: 老码头要变新客厅　详见A05版\n"},
        {"今日看點\n舊碼頭變新客廳　A3版\n機械人隊奪金　見B1版\n",
         "teaser: 今日看點\nteaser: 舊碼頭變新客廳　A3版\nteaser: 機械人隊奪金　見B1版\n"},
        {"今日导读\n老码头要变新客厅 3版\n三中学子\n捧回机器人金奖 5版\n",
         "teaser: 今日导读\nteaser: 老码头要变新客厅　3版\nteaser: 三中学子\nteaser: 捧回机器人金奖　5版\n"},
        {"老码头要变新客厅\n（见3版）\n", "teaser: 老码头要变新客厅\nteaser-page: （见3版）\n"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(
            "%s\n新桥昨日建成通车\n\n本报讯（记者罗岚）昨日上午，大桥建成通车，两岸群众前来观看。\n", cases[i].block);
        g_autoptr(RecDraft) draft = draft_of(text);
        g_autofree char *heads = heads_of(draft), *furniture = furniture_of(draft);
        g_assert_cmpstr(heads, ==, "headline: 新桥昨日建成通车\ndateline: 本报讯（记者罗岚）\n");
        g_assert_cmpstr(furniture, ==, cases[i].furniture);
    }
}

/* Lines with a number that are none: a headline that ends with an edition, a standing head with a story under it. */
static void test_no_teasers(void)
{
    static const char *const heads[] = {"县志出到第3版", "《辞典》出新版"};
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_autofree char *text = g_strdup_printf("%s\n\n本报讯（记者罗岚）昨日上午，新书首发，读者排队购买。\n", heads[i]);
        g_autofree char *wanted = g_strdup_printf("headline: %s\ndateline: 本报讯（记者罗岚）\n", heads[i]);
        g_autoptr(RecDraft) draft = draft_of(text);
        g_autofree char *found = heads_of(draft);
        g_assert_cmpstr(found, ==, wanted);
    }
}

/* ---- Datelines without brackets ---- */

static void test_datelines(void)
{
    static const struct {
        const char *first, *dateline; /* what a paragraph begins with; NULL: it has no dateline but the paper's */
    } cases[] = {
        {"本报讯　记者　罗岚　昨日上午，", "本报讯　记者　罗岚"},
        {"本报讯 记者 罗岚 通讯员 丁宁 昨日上午，", "本报讯 记者 罗岚 通讯员 丁宁"},
        {"本报讯　记者　罗岚　高启明　通讯员　丁宁　7月3日，", "本报讯　记者　罗岚　高启明　通讯员　丁宁"},
        {"本报讯 记者罗岚报道：昨日上午，", "本报讯记者罗岚报道："},
        {"江岸晚报讯　通讯员　丁宁　日前，", "江岸晚报讯　通讯员　丁宁"},
        {"本報訊　記者　羅嵐　昨日上午，", "本報訊　記者　羅嵐"},
        {"本报讯　昨日上午，", "本报讯"},
        {"本报讯（记者 罗岚 通讯员 丁宁）昨日上午，", "本报讯（记者 罗岚 通讯员 丁宁）"},
        {"本报讯 记者 罗　岚 昨日上午，", "本报讯 记者 罗　岚"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text =
            g_strdup_printf("新桥昨日建成通车\n\n%s大桥建成通车，两岸群众前来观看，都说修得好。\n", cases[i].first);
        g_autofree char *wanted = g_strdup_printf("headline: 新桥昨日建成通车\ndateline: %s\n", cases[i].dateline);
        g_autoptr(RecDraft) draft = draft_of(text);
        g_autofree char *found = heads_of(draft);
        g_assert_cmpstr(found, ==, wanted);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    g_test_add_func("/reconstruct/stacks/datelines", test_datelines);
    g_test_add_func("/reconstruct/stacks/teasers", test_teasers);
    g_test_add_func("/reconstruct/stacks/no-teasers", test_no_teasers);
    return g_test_run();
}
