/* A file of habits that says what cannot be used is refused, each fault with its line. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "reconstruct/drafts.h"
#include "reconstruct/habits.h"

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
    {REST "lists: {name: 王李}\nhabits:\n  - {id: a, role: byline, match: '^<name>', weight: 1, example: '[[王]]芳'}\n", NULL},
    {REST
     "lists: {name: [王, '[李]']}\nhabits:\n  - {id: a, role: byline, match: '^(?<n><name>)', weight: 1, example: '[[王]]芳'}\n",
     NULL},
    {REST "lists: {name: 王}\nhabits:\n  - {id: a, role: byline, match: '^<nam>', weight: 1}\n",
     ":7:34: error: no list is named \"nam\" (did you mean <name>?)"},
    {REST "lists: {Name: 王}\nhabits:\n" GOOD, ":5:9: error: the name of a list is of small letters"},
    {REST "lists: {name: []}\nhabits:\n" GOOD, ":5:15: error: a list is a text"},
    {REST "lists: {name: [[王]]}\nhabits:\n" GOOD, ":5:16: error: the words of a list are texts"},
    {REST "lists: [a]\nhabits:\n" GOOD, ":5:8: error: \"lists\" is a map"},
    {HABITS GOOD "  - a\n", ":7:5: error: a habit is a map"},
    {HABITS "  []\n", ":6:3: error: the list of habits is empty"},
    {REST, ":1:1: error: the key \"habits\" is missing"},
    {"duikai: habits/1\n", ":1:1: error: the key \"confidences\" is missing"},
    {"duikai: habits/1\njoins: [1, 2]\n", ":2:8: error: \"joins\" is a map, not a list"},
    {"duikai: habits/1\npairs: {even: 3}\n", ":2:15: error: \"even\" is a map"},
    {"duikai: habits/1\nlook-alikes: 人入\n", ":2:14: error: \"look-alikes\" is a list"},
    {HABITS GOOD "look-alikes: [未末, 士土]\n", NULL},
    {HABITS GOOD "look-alikes: [未末, 木末]\n", ":7:19: error: \"末\" is in a group before"},
    {"duikai: habits/1\nleaning: [a]\n", ":2:10: error: \"leaning\" is a text"},
    {HABITS GOOD "heads: {alone: 3}\n", ":7:1: error: \"heads\" without \"head-confidences\" says nothing"},
    {HABITS GOOD "head-confidences: [0.5, 0.6, 0.7, 0.8, 0.9, 0.9, 0.9, 0.9, 1]\n",
     ":7:1: error: \"head-confidences\" without \"heads\" says nothing"},
    {HABITS GOOD "heads: {alone: 3}\nhead-confidences: [0.5, 0.6, 0.7, 0.8, 0.9, 0.9, 0.9, 0.9, 1]\n", NULL},
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

/* ---- Briefs ---- */

static const char briefs[] =
    "简讯\n\n学校食堂添新菜\n\n　　实验小学食堂昨天添了四道新菜，南 瓜粥最受欢迎，家长每周都可以来校里 "
    "尝一尝，也可以给厨师提意见。\n\n河堤路装上新路灯\n\n　　河堤路的四十二盏路灯昨晚全部亮起 来，附近的居民说散步的人多了，夜里 "
    "骑车回家也不怕看不清路面。\n\n老街书屋周末开放\n\n　　老街书屋从本周起周末开放，藏书四 千余册，市民凭身份证就能借走两本， "
    "三十天以内还回来就可以。\n";

/* How many stories the briefs are to the project's habits with some words changed. */
static guint count_briefs(const char *from, const char *to)
{
    g_autofree char *own = drafts_path("layouts/habits.yaml"), *folder = g_dir_make_tmp("duikai-habits-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "habits.yaml", NULL), *words = drafts_read(own);
    g_autoptr(GString) changed = g_string_new(words);
    g_assert_cmpuint(g_string_replace(changed, from, to, 0), ==, 1);
    g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    RecSource *source = rec_source_new();
    rec_source_add(source, "raw.txt", briefs, strlen(briefs));
    RecOptions options = {.apply_from = 0.95, .sheet = "none"};
    g_autoptr(RecDraft) draft = rec_draft_new(source, rec_habits_read(path, list), &options, list);
    g_remove(path);
    g_rmdir(folder);
    return draft->stories->stories->len;
}

/* A habit of heads over briefs is told by its key, whatever it is called. */
static void test_briefs(void)
{
    g_assert_cmpuint(count_briefs("id: head-of-briefs", "id: short-news"), ==, 3);
    g_assert_cmpuint(count_briefs("briefs: true", "briefs: false"), <, 3);
}

/* ---- Needs ---- */

#define INSIDE_MAX 400 /* characters that a habit of the inside sees */

/* How a habit sees a text. */
typedef enum { VIEW_START, VIEW_END, VIEW_INSIDE, VIEW_SPACES, N_VIEWS } View;

static View view_of(const RecHabit *habit)
{
    if (habit->keeps_spaces) return VIEW_SPACES;
    return habit->where == REC_WHERE_INSIDE ? VIEW_INSIDE : habit->where == REC_WHERE_END ? VIEW_END : VIEW_START;
}

static RecFlat *flat_of(const RecSource *source, RecRange line, View view, const RecNeeds *needs)
{
    RecFlat *flat = rec_flat_new(needs);
    flat->keeps_spaces = view == VIEW_SPACES;
    rec_flat_set(flat, source, line, view == VIEW_INSIDE ? INSIDE_MAX : REC_FLAT_MAX, view == VIEW_END);
    return flat;
}

/* Whether a habit's pattern takes something of a flat text, whatever it needs. */
static bool takes(const RecHabit *habit, const RecFlat *flat)
{
    RecRange found;
    return rec_habit_matches(habit, flat, &found); /* the flat text knows no needs */
}

/* How many habits match a line that has nothing of what they need. */
static unsigned count_silent(const RecHabits *habits, const RecSource *source, RecRange line)
{
    unsigned n = 0;
    for (View view = VIEW_START; view < N_VIEWS; view++) {
        g_autoptr(RecFlat) flat = flat_of(source, line, view, NULL);
        g_autoptr(RecFlat) asked = flat_of(source, line, view, habits->needs);
        for (guint i = 0; i < habits->habits->len; i++) {
            const RecHabit *habit = &g_array_index(habits->habits, RecHabit, i);
            if (view_of(habit) != view || rec_habit_may_match(habit, asked) || !takes(habit, flat)) continue;
            g_test_message("%s does not look at: %s", habit->id, flat->text->str);
            n++;
        }
    }
    return n;
}

/* The same of all lines of a text. */
static unsigned count_silent_lines(const RecHabits *habits, const char *text)
{
    g_autoptr(RecSource) source = rec_source_new();
    rec_source_add(source, "text", text, strlen(text));
    unsigned n = 0;
    for (const char *p = text; *p;) {
        size_t length = strcspn(p, "\n");
        n += count_silent(habits, source, (RecRange){(unsigned)(p - text), (unsigned)length});
        p += length + (p[length] == '\n');
    }
    return n;
}

/* What patterns take by their rarer alternatives, a line each. */
static const char rare[] = "市长表示，\n他介绍：\n他介紹，\n他告诉大家\n更正\n特此更正\n特此致歉\n特此致謝\n"
                           "印刷：长河厂\n零售1元\n零售五角\n满100减\n滿100送\n加盟\n有意者\n高薪\n面议\n"
                           "6188020（王经理\n6188020王小姐\n电话：王小姐\n電話：王小姐\n¥99\n￥99\n低至3\n首付\n月供\n"
                           "起订\n敬请惠顾\n恭请选购\n声明遗失\n聲明遺失\n本报电话：7654321\n本報電話：7654321\n"
                           "发行部：7654321\n發行科：7654321\n广告部：7654321\n零售每份：五角\n值班委：王长江\n"
                           "订价：每年四元\n訂價：每季四元\n报费每年四元\n每季订价四元\n（作者王芳）\n"
                           "（作者：王芳）\n本报观察员\n本報觀察員\n公示\n一览\n一覽\n对阵\n對陣\n乡间微言\n"
                           "江边拾遗\n江邊拾遺\n读者来函\n讀者來函摘登\n敬请垂询\n敬請垂電\n欢迎来电\n欢迎垂电\n"
                           "歡迎光臨\n作废公告\n作廢啟事\n一句话新闻\n新闻集锦\n新聞集萃\n要闻简报\n短波\n"
                           "读者来电\n讀者來稿\n今日看点\n今日推薦\n今明天气\n天气预测\n每日一笑\n招领启事\n股票行情\n"
                           "粮油市場\n法庭新聞\n特别关注\n專題報導\n特別策劃\n本报特稿\n画里话外\n彩票\n影苑\n学海\n"
                           "灯下絮语\n江边夜读\n山村随感\n车间微言\n乡村走笔\n江城琐谈\n心語集心語\n矿山百味\n街头剪影\n"
                           "今日谈\n街谈巷议\n社論\n新闻快遞\n学习札记\n青年論壇\n市场纵横\n文化茶座\n生活一角\n"
                           "经济廣角\n民生聚焦\n两会视點\n国际之窗\n少年园地\n法律专访\n前方傳真\n赛场看臺\n现场直播\n"
                           "前方连線\n抗旱一線\n市场短波\n人物速递\n人间随筆\n江南文藝\n新江副刊\n健康门診\n山城小议\n"
                           "读者之聲\n批评與建議\n记者手记\n编辑感言\n新闻链接\n新闻背景\n相关人物\n热线追蹤\n新闻反饋\n"
                           "延伸閱讀\n名词解釋\n編後\n對話\n专家坐堂\n导读\n内容提要\n下期預告\n明日看點\n"
                           "上一篇\n放大\n缩小\n默認\nPDF\n返回\n返回顶部\n返回版面\n返回列表\n版面導航\n版面概览\n往期回顧\n"
                           "打印\n收藏\n分享到\n分享\n字体\n关闭窗口\n下載\n复制全文\n朗讀\n语音播報\n>>\n大中小\n"
                           "第三版要闻\nB2广告\n要闻A1\n经济2版\n三版：文艺\n第一張第二頁\nK3\nA5港聞\n2016-11-22\n"
                           "·12·\n12/30\n民国二十一年\n十月十日\n农历三月\n强调\n群众\n顧客\n三号井工人\n各位读者：\n同志们！\n"
                           "美术编辑\n版面設計\n校對\n版式\n——记长江桥\n-建桥记\n见5版\n詳見A5版>\n▶3版）\n"
                           "老桥拆除新桥通车……A2\n老桥拆除新桥通车——B12》\n老桥拆除新桥通车…3版→\n转2版⑳\n(作者系沅江人)\n";

/* What a habit needs is in every text that its pattern takes: it is never silent where it has something to say. */
static void test_needs(void)
{
    g_autoptr(RecHabits) habits = drafts_habits();
    g_assert_cmpuint(count_silent_lines(habits, rare), ==, 0);
    for (guint i = 0; i < habits->habits->len; i++) {
        const RecHabit *habit = &g_array_index(habits->habits, RecHabit, i);
        if (!habit->example) continue;
        g_autoptr(GString) text = g_string_new(habit->example);
        g_string_replace(text, "[[", "", 1);
        g_string_replace(text, "]]", "", 1);
        g_assert_cmpuint(count_silent_lines(habits, text->str), ==, 0);
    }
    for (const char *const *input = drafts_inputs; *input; input++) {
        g_autofree char *path = drafts_raw(*input), *text = drafts_read(path);
        g_assert_cmpuint(count_silent_lines(habits, text), ==, 0);
    }
}

/* Few patterns run on a plain headline: each that does takes as long as a hundred looks. */
static void test_few_run(void)
{
    static const char line[] = "老桥昨晨拆除";
    g_autoptr(RecHabits) habits = drafts_habits();
    g_autoptr(RecSource) source = rec_source_new();
    rec_source_add(source, "text", line, strlen(line));
    g_autoptr(RecFlat) flat = flat_of(source, (RecRange){0, (unsigned)strlen(line)}, VIEW_START, habits->needs);
    unsigned n = 0;
    for (guint i = 0; i < habits->habits->len; i++) {
        const RecHabit *habit = &g_array_index(habits->habits, RecHabit, i);
        bool is_run = habit->match && rec_habit_may_match(habit, flat);
        if (is_run) g_test_message("%s", habit->id);
        n += is_run;
    }
    g_assert_cmpuint(n, <=, habits->habits->len / 10);
}

/* ---- Plain text ---- */

/* What a habit takes, and plain headlines and lines of notices that look like it. */
static void test_plain(void)
{
    static const struct {
        const char *habit, *line;
        bool is_taken;
    } lines[] = {
        {"weather", "暴雨过后的风景", false},
        {"weather", "小雪时节话风鸡", false},
        {"weather", "雷雨夜抢修供电线路的风采", false},
        {"weather", "春节期间晴好气温偏高", false},
        {"weather", "北风吹来大雪压青松", false},
        {"weather", "暴雨中三级干部包村到户", false},
        {"weather", "今日天气：阴转小雨　北风三到四级　最高气温八度", true},
        {"weather", "临江多云转晴 12～18℃ 东南风2级", true},
        {"teaser-title", "周冠宇首次登上 F1", false},
        {"teaser-title", "上海国际赛车场今晚迎来 F1", false},
        {"teaser-title", "长株潭一体化再提速　G60", false},
        {"teaser-title", "新版医保目录新增药品——D3", false},
        {"teaser-title", "新版医保目录新增药品 B12", false},
        {"teaser-title", "老码头要变新客厅　A3版", true},
        {"teaser-title", "老码头要变新客厅　见A3", true},
        {"teaser-title", "老码头要变新客厅　刊A3", true},
        {"teaser-title", "老码头要变新客厅 ▶B12", true},
        {"teaser-title", "老码头要变新客厅……A3", true},
        {"teaser-title", "老码头要变新客厅——A03", true},
        {"imprint", "老字号烤鸭店每月售出万余只", false},
        {"imprint", "门前三包每月订出新章程", false},
        {"imprint", "每月售价四角", true},
        {"imprint", "新房定价机制改革", false},
        {"imprint", "不动产登记证昨日发出第一本", false},
        {"imprint", "猪肉零售价15元一斤", false},
        {"imprint", "药品定价不再由厂家说了算", false},
        {"imprint", "本报零售价：1.00元", true},
        {"imprint", "今日8版　零售价1元", true},
        {"imprint", "订价：每月四角", true},
        {"imprint", "省报刊登记证第012号", true},
        {"imprint", "登記證內版台報字第零零三號", true},
        {"imprint", "江州日报社　社址：江州市建设路四号", false},
        {"imprint", "社址：江州市建设路四号", true},
        {"imprint-labels", "社长：我们这个合作社是2010年办起来的", false},
        {"imprint-labels", "主编：这本书的稿子前后改了三遍", false},
        {"imprint-labels", "主编：伍思远　编辑：柯楠", false},
        {"imprint-labels", "总编：读者来信每天都有", false},
        {"imprint-labels", "印：这批货要赶在月底前出厂", false},
        {"imprint-labels", "承印：江州长河印刷厂", true},
        {"imprint-labels", "社长：李明 总编：王长江", true},
        {"imprint-labels", "發行人：王長江", true},
        {"imprint-labels", "本报电话：7654321", true},
        {"byline-place", "乡里来了文工团 乐翻天", false},
        {"byline-place", "晚饭后走进图书馆 方知足", false},
        {"byline-place", "村里办起合作社 万户富", false},
        {"byline-place", "教师进修学校 方明", true},
        {"byline-place", "水产系 蓝小舟", true},
        {"byline-bracketed", "（作者系沅塘县第三中学教师）", false},
        {"byline-bracketed", "（作者王芳）", true},
        {"sponsor-labels", "主办单位：市体育局", false},
        {"sponsor-labels", "承办单位：市网球协会", false},
        {"sponsor-labels", "主办单位：市体育局　承办单位：市网球协会", false},
        {"sponsor-labels", "主管、主办：中共江州市委", true},
        {"sponsor-labels", "主管：江州市委　主办：江州日报社", true},
        {"sponsor-labels", "主管单位：江州市委　主办单位：江州日报社", true},
    };
    g_autoptr(RecHabits) habits = drafts_habits();
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(RecSource) source = rec_source_new();
        rec_source_add(source, "line", lines[i].line, strlen(lines[i].line));
        unsigned n_asked = 0;
        for (guint k = 0; k < habits->habits->len; k++) {
            const RecHabit *habit = &g_array_index(habits->habits, RecHabit, k);
            if (strcmp(habit->id, lines[i].habit) != 0) continue;
            g_autoptr(RecFlat) flat = flat_of(source, (RecRange){0, (unsigned)source->text->len}, view_of(habit), NULL);
            g_test_message("%s: %s", habit->id, lines[i].line);
            g_assert_cmpint(takes(habit, flat), ==, lines[i].is_taken);
            n_asked++;
        }
        g_assert_cmpuint(n_asked, ==, 1);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/habits/faults", test_faults);
    g_test_add_func("/reconstruct/habits/forms", test_forms);
    g_test_add_func("/reconstruct/habits/briefs", test_briefs);
    g_test_add_func("/reconstruct/habits/needs", test_needs);
    g_test_add_func("/reconstruct/habits/few-run", test_few_run);
    g_test_add_func("/reconstruct/habits/plain", test_plain);
    return g_test_run();
}
