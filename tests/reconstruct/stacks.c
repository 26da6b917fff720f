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

/* ---- Kicker, headline, deck without sizes ---- */

/* What each line of a stack is, told by its width, its form and the words that the lead has: a letter a line. */
static void test_levels(void)
{
    static const struct {
        const char *heads, *wanted;
    } cases[] = {
        /* a headline of two phrases, a short line over it, one that says more under it */
        {"今年秋粮大丰收\n\n一斤稻谷多卖两分钱 江岸粮农喜开了怀\n\n粮站开仓到夜里十点\n", "KHD"},
        /* the lead has the headline's words, not the kicker's */
        {"盼了二十年 等了七个春秋\n\n江岸新桥昨日建成通车\n\n已有三万群众上桥观看\n", "KHD"},
        {"从“隔江相望”到“抬脚就到”\n\n江岸新桥昨日建成通车\n\n——跨江工程建设纪实\n", "KHD"},
        {"听“〇〇后”桥工聊一聊\n\n“我把名字写在了桥墩里”\n", "KH"}, /* what somebody said is the headline */
        {"“我把名字写在了桥墩里”\n\n——访桥工丁一宁\n", "HD"},       /* no headline goes on behind a dash */
        {"替两岸人家架桥\n\n的人\n", "HH"},                         /* no line begins with 的 but a second one */
        {"江岸论语\n\n桥头的石狮子\n\n程不识\n", "SHN"},            /* a column and its author, though the name is no surname's */
        {"桥头絮语\n\n桥与船\n\n言若水\n", "SHN"},
        {"桥上人来人往\n\n桥头絮语\n", "SH"}, /* extraction gave the column's name last */
    };
    static const char letters[] = {[REC_ROLE_HEADLINE] = 'H',
                                   [REC_ROLE_KICKER] = 'K',
                                   [REC_ROLE_DECK] = 'D',
                                   [REC_ROLE_STANDING_HEAD] = 'S',
                                   [REC_ROLE_BYLINE] = 'N'};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(
            "%s\n江岸新桥昨日上午建成通车，两岸群众前来观看，都说修得好，走得稳。\n\n新桥长三百米，宽二十米，是江上第三座桥。\n",
            cases[i].heads);
        g_autoptr(RecDraft) draft = draft_of(text);
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, 0);
        char found[8] = "";
        for (unsigned k = 0; k < story->n_elements && k < 7; k++) {
            RecRole role = rec_element(draft, story, k)->role;
            if (role < sizeof letters && letters[role]) found[strlen(found)] = letters[role];
        }
        g_test_message("%s", cases[i].heads);
        g_assert_cmpstr(found, ==, cases[i].wanted);
    }
}

/* ---- Two stacks that stand together ---- */

#define BRIDGE                                                                                                                     \
    "　　新桥上的护栏换了颜色，由灰变红。桥\n工队队长说，护栏每三年要刷一次漆，今年\n"       \
    "改用红漆，是听了渔民的话。\n　　渔民夜里回港，远远看不见灰护栏，换\n成红的，一里外就看得清楚。\n"
#define POOL                                                                                                                                                                      \
    "　　本报讯（记者罗岚）昨日上午，城南泳\n池开放，首日有三百名学生下水。泳池票价\n十元，学生半价，每天开到晚上九点。\n" \
    "　　泳池设有救生员八名，深水区要凭证入\n内，家长可以在岸上等候。\n"

/* Heads that a text has under it stand right over those of the next: each goes to the text that has its words. */
static void test_twins(void)
{
    static const struct {
        const char *text, *heads;
    } cases[] = {
        {BRIDGE "民生小议\n护栏为什么要红\n丁一宁\n城南泳池开放\n学生票半价\n" POOL,
         "standing-head: 民生小议\nheadline: 护栏为什么要红\nbyline: 丁一宁\n\nheadline: 城南泳池开放\nheadline: 学生票半价\n"
         "dateline: 本报讯（记者罗岚）\n"},
        {BRIDGE "新桥护栏由灰变红\n居民都说好看\n热线回音\n城南泳池开放\n" POOL,
         "headline: 新桥护栏由灰变红\nheadline: 居民都说好看\n\nstanding-head: 热线回音\nheadline: 城南泳池开放\n"
         "dateline: 本报讯（记者罗岚）\n"},
        /* words that neither text has alone, or that both have: one stack */
        {BRIDGE "孩子们有了好去处\n城南泳池昨日开放\n" POOL, "\nheadline: 孩子们有了好去处\n"
                                                             "headline: 城南泳池昨日开放\ndateline: 本报讯（记者罗岚）\n"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RecDraft) draft = draft_of(cases[i].text);
        g_autofree char *found = heads_of(draft);
        g_assert_cmpstr(found, ==, cases[i].heads);
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
    g_test_add_func("/reconstruct/stacks/levels", test_levels);
    g_test_add_func("/reconstruct/stacks/twins", test_twins);
    return g_test_run();
}
