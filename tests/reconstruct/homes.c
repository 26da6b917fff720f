/* Texts that stand in the middle of another story find their own, and stay what they are there. */
#include <locale.h>
#include <string.h>

#include "reconstruct/drafts.h"
#include "reconstruct/write/write.h"

/* A headline, a caption and its credit between the two legs of one paragraph; a story without a head has the words of two of them. */
static const char text[] =
    "新桥昨日建成通车\n\n"
    "本报讯（记者王小明）新桥昨天建成 通车，两岸的许多群众前来观看，大家都非 常高兴地走过新修的桥面，有人说这座桥修 "
    "得真好真快真漂亮，我们以后进城再也不用\n\n"
    "新港公园今日开门\n\n▲工人在新桥上安装护栏。李大光 摄\n\n"
    "坐船过河了，孩子上学也比从前近了许多， 老人看病也方便，大家都说这是一件好事。 记者看到桥上的路灯也已经装好了。\n\n"
    "本报讯（记者李大光）昨天下午工人在新桥上安装护栏，新港公园今日开门，群众前来游玩。\n";

static RecDraft *draft_of(const char *words)
{
    return drafts_make(words, -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
}

static void test_strays(void)
{
    static const struct {
        RecRole role;
        const char *words;
    } wanted[] = {{REC_ROLE_HEADLINE, "新港公园今日开门"},
                  {REC_ROLE_CAPTION, "▲工人在新桥上安装护栏。"},
                  {REC_ROLE_CREDIT, "李大光　摄"},
                  {REC_ROLE_DATELINE, "本报讯（记者李大光）"}};
    g_autoptr(RecDraft) draft = draft_of(text);
    g_assert_cmpuint(draft->stories->stories->len, ==, 2);
    g_assert_cmpuint(draft->stories->review->len, ==, 0);
    const RecStory *story = &g_array_index(draft->stories->stories, RecStory, 1);
    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++) {
        g_autofree char *words = rec_words(draft, rec_element(draft, story, i));
        g_assert_cmpstr(words, ==, wanted[i].words);
        g_assert_cmpint(rec_element(draft, story, i)->role, ==, wanted[i].role);
    }
}

/* A line that extraction gave twice is noise once, whatever it is a part of. */
static void test_doubled(void)
{
    static const char *const texts[] = {
        "渌的的「的\n\n新华社北京6月16日电\n新华社北京6月16日电\n。A3「「\n", /* a dateline: not text, so not cut from it */
        ("本报讯　全市今年新增公园四十二处，\n其中大半在老城区，居民出门就能走到，\n其中大半在老城区，居民出门就能走到，\n"
         "秋天以前全部开放。\n"),
        "招租：临街旺铺三间，有意者请速来面谈，\n招租：临街旺铺三间，有意者请速来面谈，\n电话：0731-2888888。\n"};
    static const unsigned n_noise[] = {0, 1, 1};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(RecDraft) draft = draft_of(texts[i]);
        g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
        g_test_message("%zu: %u in the noise", i, draft->stories->noise->len);
        g_assert_cmpuint(draft->stories->noise->len, ==, n_noise[i]);
    }
}

/* A paper whose name no habit knows is known by a dateline or a byline and by its place; an agency, or a word of a story, is none. */
static void test_paper_name(void)
{
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"南岭周末 封面故事 P4\n2014年6月14日 星期六\n\n新桥昨日建成通车\n\n南岭周末讯（记者王小明）新桥昨天建成通车。\n",
         "南岭周末"},
        {"南 岭 周 末\n2014年6月14日 星期六\n\n新桥昨日建成通车\n\n■南岭周末记者 王小明\n\n新桥昨天建成通车。\n", "南　岭　周　末"},
        {"新华社\n北京6月16日电（新华社记者王小明）新桥昨天建成通车，两岸的群众前来观看。\n", NULL},
        {"2014年6月14日 星期六\n\n新桥昨日建成通车\n\n全媒体记者 王小明\n\n新桥昨天建成，全媒体的群众前来观看。\n", NULL}};
    g_autoptr(GString) cut = g_string_new("1"); /* where the text's beginning ends, a character would be cut */
    for (int i = 0; i < 300; i++) g_string_append(cut, "中");
    g_string_append(cut, "\n\n南岭周末讯（记者王小明）新桥昨天建成通车。\n");
    g_autoptr(RecDraft) long_line = draft_of(cut->str);
    g_assert_null(long_line->source->paper);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RecDraft) draft = draft_of(cases[i].text);
        g_autofree char *found = NULL;
        for (guint k = 0; k < draft->stories->furniture->len; k++) {
            const RecElement *element = &g_array_index(draft->stories->furniture, RecElement, k);
            if (element->role != REC_ROLE_NAMEPLATE) continue;
            g_assert_null(found);
            found = rec_words(draft, element);
        }
        g_test_message("%zu: %s", i, found ? found : "none");
        g_assert_cmpstr(found, ==, cases[i].name);
    }
}

/* Who took a picture, on a line of its own: with the sentence over it its caption; without one, a picture all the same, and as high as
 * any. */
static void test_lone_credit(void)
{
    static const char head[] =
        "新桥昨日建成通车\n\n本报讯（记者王小明）新桥昨天建成通车。两岸的群众前来观看，有人说这座桥修得真好。\n\n";
    static const char tail[] = "本报记者 李大光 摄\n\n桥上的路灯也已经装好了。老人看病方便了，孩子上学也近了许多。\n";
    for (int i = 0; i < 2; i++) {
        g_autofree char *words = g_strconcat(head, i ? "工人在新桥上安装护栏。\n\n" : "", tail, NULL);
        g_autoptr(RecDraft) draft = drafts_make(words, -1, (RecOptions){.apply_from = 0.95});
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, 0);
        g_assert_cmpuint(draft->stories->stories->len, ==, 1);
        g_assert_cmpuint(rec_picture_count(draft, story), ==, 1);
        g_autofree char *markdown = rec_story_text(draft, story), *layout = rec_layout_text(draft);
        g_assert_cmpint(strstr(markdown, "caption: 工人在新桥上安装护栏。") != NULL, ==, i == 1);
        g_assert_nonnull(strstr(markdown, "credit: 本报记者　李大光　摄"));
        g_assert_nonnull(strstr(layout, "pictures:"));
        g_assert_null(strstr(layout, "lines: 0"));
    }
}

/* Heads that extraction gave behind their text, as a page is drawn: they are its own when they share its words. */
static void test_heads_behind(void)
{
    static const char body[] =
        "江岸晚报\n2024年11月14日　星期四\n"
        "　　上午十点，老街食堂门口已经排起\n了队，一荤两素十二块钱，老人们都说\n这里的菜合口味。食堂开业一百天，已\n"
        "经接待了四万多人次。\n　　排队的并不都是老人，在对面写字\n楼上班的人也来办卡，中午吃完再回去\n"
        "上班，比叫外卖便宜。\n";
    static const char *const heads[] = {"一荤两素十二块钱\n老街食堂为啥天天排队\n", "城墙根下旧书成市\n淘书者不少\n"};
    static const char next[] =
        "□本报记者　李大光\n新桥昨日建成通车\n　　本报讯（记者王小明）新桥昨天建成\n通车，两岸的许多群众前来观看，大家\n"
        "都非常高兴，说这座桥修得好。\n";
    for (unsigned i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_autofree char *words = g_strconcat(body, heads[i], next, NULL);
        g_autoptr(RecDraft) draft = draft_of(words);
        g_assert_cmpuint(draft->stories->stories->len, ==, 2 + i);
        g_autofree char *headline = rec_headline(draft, &g_array_index(draft->stories->stories, RecStory, 0));
        g_assert_cmpstr(headline, ==, i ? "" : "老街食堂为啥天天排队");
        g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
    }
}

/* A paragraph a line of the file, no blank lines, stops that became points: nothing is lost, and no head is text. */
static void test_a_line_each(void)
{
    static const char words[] =
        "全县春耕生产现场推进会召开\n"
        "本报讯(记者 "
        "田小军)4月10日,全县春耕生产现场推进会在茶坪镇白岩村召开.会议要求,各乡镇要抢抓农时,落实面积,备足种子化肥,组织农机下田,"
        "确保早稻栽插在谷雨以前完成八成以上.\n"
        "一座桥连起两个村的心愿\n"
        "本报讯(通讯员 向海)清明刚过,站在新落成的连心桥上,68岁的村民姚本茂乐得合不拢嘴,他说孩子们上学再也不用绕山路,"
        "老人看病也不用等渡船,两岸的橘子也能当天运出去了.\n";
    g_autoptr(RecDraft) draft = draft_of(words);
    g_assert_cmpuint(draft->stories->stories->len, ==, 2);
    g_assert_cmpuint(draft->losses->len, ==, 0);
    for (guint i = 0; i < 2; i++) g_assert_false(g_array_index(draft->stories->stories, RecStory, i).is_headless);
}

/* The rest of a report stands behind a short story that came between; its words bring it home.  Without them it stays. */
static void test_rests(void)
{
    static const char beginning[] = "江滩救起江豚\n\n本报讯（记者王小明）渔民陈水生昨天清晨在芦花洲的浅滩上发现一头搁浅的江豚，"
                                    "他和儿子用湿被单盖住江豚，一边浇水一边给渔政站打电话。渔政站的快艇从\n\n"
                                    "学生食堂添新菜\n\n本报讯（记者李大光）实验小学食堂昨天添了四道新菜，南瓜粥最受欢迎。\n\n";
    static const char *const rests[] = {
        "上游开来，六个人把江豚抬进水槽。陈水生说，芦花洲这几年水清了，江豚也多了，渔政站的人每月都来浅滩看一回。\n",
        "二楼的窗口还卖面条。校长说，菜单每周一换，家长可以来尝。\n",
        "二楼的窗口还卖面条，陈水生去过芦花洲。校长说，菜单每周一换，家长可以来尝。\n"}; /* two names: two words */
    for (unsigned i = 0; i < G_N_ELEMENTS(rests); i++) {
        g_autofree char *words = g_strconcat(beginning, rests[i], NULL);
        g_autoptr(RecDraft) draft = draft_of(words);
        g_assert_cmpuint(draft->stories->stories->len, ==, 2);
        const RecStory *first = &g_array_index(draft->stories->stories, RecStory, 0);
        g_autofree char *story = rec_story_text(draft, first);
        g_assert_cmpint(strstr(story, "抬进水槽") != NULL, ==, i == 0);
        g_assert_null(strstr(story, "二楼的窗口"));
        g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
    }
}

/* A story that is gone back to is as it was left: what stood behind the one between, or ended it, is not its own. */
static void test_gone_back_to(void)
{
    static const char beginning[] = "新桥昨日建成通车\n\n本报讯（记者王小明）新桥昨天建成 通车，两岸的许多群众前来观看，大家都非 "
                                    "常高兴地走过新修的桥面，有人说这座桥修 得真好真快真漂亮，我们以后进城再也不用\n\n";
    static const char between[] =
        "学校食堂添新菜\n\n本报讯（记者李大光）实验小学食堂昨天添了四道新菜，南瓜粥最 受欢迎，家长可以来尝。";
    static const char *const ends[] = {"\n\n", "（校文）\n\n", "▶下转02版①\n\n", "\n\n老码头要变新客厅\n\n详见四版\n\n"};
    static const char rest[] =
        "坐船过河了，孩子上学也比从前近了许多， 老人看病也方便，大家都说这是一件好事。 记者看到桥上的路灯也已经装好了。\n\n"
        "桥头添了新站\n\n　　公交公司把两条线路延到新桥的桥头， 头班车早上六点出发，末班车夜里十点收， "
        "沿途停靠七站，票价一元，学生可以半价。\n";
    for (unsigned i = 0; i < 2 * G_N_ELEMENTS(ends); i++) {
        g_autofree char *words = g_strconcat(beginning, i % 2 ? "简讯\n\n" : "", between, ends[i / 2], rest, NULL);
        g_autoptr(RecDraft) draft = draft_of(words);
        g_test_message("%s", words);
        g_assert_cmpuint(draft->stories->stories->len, ==, 2);
        g_autofree char *story = rec_story_text(draft, &g_array_index(draft->stories->stories, RecStory, 0));
        g_assert_nonnull(strstr(story, "\n### 桥头添了新站\n"));
        g_assert_nonnull(strstr(story, "票价一元"));
        g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/homes/strays", test_strays);
    g_test_add_func("/reconstruct/homes/doubled", test_doubled);
    g_test_add_func("/reconstruct/homes/paper-name", test_paper_name);
    g_test_add_func("/reconstruct/homes/lone-credit", test_lone_credit);
    g_test_add_func("/reconstruct/homes/heads-behind", test_heads_behind);
    g_test_add_func("/reconstruct/homes/a-line-each", test_a_line_each);
    g_test_add_func("/reconstruct/homes/rests", test_rests);
    g_test_add_func("/reconstruct/homes/gone-back-to", test_gone_back_to);
    return g_test_run();
}
