/* Forms that papers have of their own, each shown by a small text: what is read of it, story by story, and outside the stories.
 *
 * The texts are invented, no paper's; a form that differs by script stands once in each. */
#include <locale.h>

#include "reconstruct/drafts.h"
#include "reconstruct/write/wording.h"

static void append_element(const RecDraft *draft, const RecElement *element, GString *out)
{
    g_string_append(out, rec_role_words[element->role]);
    g_string_append(out, ": ");
    rec_wording(draft, element, REC_FORM_PLAIN, out);
    g_string_append_c(out, '\n');
}

/* Every element of the stories, a line each, a blank line before each story but the first; furniture and noise behind them. */
static char *read_of(const char *text)
{
    g_autoptr(RecDraft) draft = drafts_make(text, -1, (RecOptions){.corrections = REC_CORRECTIONS_OFF, .sheet = "none"});
    GString *out = g_string_new(NULL);
    for (guint s = 0; s < draft->stories->stories->len; s++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, s);
        if (s) g_string_append_c(out, '\n');
        for (unsigned i = 0; i < story->n_elements; i++)
            append_element(draft, &g_array_index(draft->stories->elements, RecElement, story->first_element + i), out);
    }
    const GArray *lists[] = {draft->stories->furniture, draft->stories->noise, draft->stories->review};
    for (size_t k = 0; k < G_N_ELEMENTS(lists); k++)
        for (guint i = 0; i < lists[k]->len; i++) append_element(draft, &g_array_index(lists[k], RecElement, i), out);
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *name, *text, *read;
} Case;

#define QUARRY_1 "石场关了三年，山上的草长得比人高。老队长每天还是六点上山，沿着旧轨道走一个来回，看看有没有人偷挖。"
#define QUARRY_2 "去年秋天，县里来人量地，说要在坑底种葡萄。老队长不信，捏了一把土，放在嘴里尝了尝。“酸的，”他说，“能种。”"
#define QUARRY_3 "今年五月，第一批葡萄挂了果。老队长摘下一串，走到轨道尽头，放在从前装炸药的石屋门口。"
#define FERRY_1 "擺渡的人姓韋，船是父親留下的。鎮上造了橋以後，一天難得有三個客人，他仍舊天不亮就把船划到對岸等著。"
#define FERRY_2 "有人問他等誰，他說：「等過河的。」問的人笑了，橋上車來車往，誰還過河。他不答，只把船板擦了又擦。"

/* ---- Paragraphs in one line of the file ---- */

static const Case glued[] = {
    {"indents-inside", "葡萄坑\n\n文/苏远山\n\n　　" QUARRY_1 "　　" QUARRY_2 "　　" QUARRY_3 "\n",
     "headline: 葡萄坑\nbyline: 文/苏远山\nbody: " QUARRY_1 "\nbody: " QUARRY_2 "\nbody: " QUARRY_3 "\n"},
    {"indents-inside-traditional", "最後的渡船\n\n文/容靜\n\n　　" FERRY_1 "　　" FERRY_2 "\n",
     "headline: 最後的渡船\nbyline: 文/容靜\nbody: " FERRY_1 "\nbody: " FERRY_2 "\n"},
    {"credit-is-no-paragraph", "葡萄坑\n\n" QUARRY_1 "\n\n老队长在坑底查看新栽的葡萄苗。　　苏远山/摄\n\n" QUARRY_2 "\n",
     "headline: 葡萄坑\ncaption: 老队长在坑底查看新栽的葡萄苗。\ncredit: 苏远山/摄\nbody: " QUARRY_1 "\nbody: " QUARRY_2 "\n"},
};

/* ---- An interview's turns in one line of the file ---- */

#define ASK_1 "记者：您守了多少年灯塔？"
#define SAY_1 "阮阿海：三十四年零两个月。岛上没有电的时候点的是煤油灯，一夜要上去添三回油，台阶一百零八级，我数着上，数着下。"
#define ASK_2 "记者：最怕什么？"
#define SAY_2 "阮阿海：怕雾。有一年起了大雾，我敲了一夜的钟，第二天手抬不起来。老船长路过，在海上喊：“听见了！”我就坐在地上哭了。"
#define ASK_3 "問：為什麼在山上開書店？"
#define SAY_3 "答：山上安靜。城裡的房租一年漲三成，我算了算，賣一千本書只夠付一個月。搬上來以後，書賣得少了，人卻讀得久了。"
#define ASK_4 "問：冬天有人來嗎？"
#define SAY_4 "答：有。去年大寒那天，一個學生走了三個鐘頭的山路，進門先烤火，烤暖了才說：我想買一本講星星的書。"

static const Case turns[] = {
    {"turns", "灯塔上的人\n\n" ASK_1 SAY_1 ASK_2 SAY_2 "\n",
     "headline: 灯塔上的人\nbody: " ASK_1 "\nbody: " SAY_1 "\nbody: " ASK_2 "\nbody: " SAY_2 "\n"},
    {"turns-traditional", "山頂的書店\n\n" ASK_3 SAY_3 ASK_4 SAY_4 "\n",
     "headline: 山頂的書店\nbody: " ASK_3 "\nbody: " SAY_3 "\nbody: " ASK_4 "\nbody: " SAY_4 "\n"},
    /* who is quoted begins no turn, nor does a name that a colon follows once */
    {"no-turns",
     "葡萄坑\n\n老队长：石场关了三年，山上的草长得比人高。他说：“能种。”他又说：“要先养土。”县里的人记下来：坑底一百二十亩，六月前"
     "种完。"
     "村里人问起这件事，老队长只是笑。\n",
     "headline: 葡萄坑\nbody: "
     "老队长：石场关了三年，山上的草长得比人高。他说：“能种。”他又说：“要先养土。”县里的人记下来：坑底一百二十亩，六"
     "月前种完。村里人问起这件事，老队长只是笑。\n"},
};

/* ---- Stanzas in one line of the file ---- */

static const Case stanzas[] = {
    {"stanzas",
     "夜渔\n\n水产系　蓝小舟\n\n我们把灯放进海里 海就浅了一寸 像一只碗\n\n父亲收网的时候 不说一句话 "
     "只把月亮抖落在甲板上\n\n葡萄坑\n\n" QUARRY_1 "\n",
     "headline: 夜渔\nbyline: 水产系　蓝小舟\nbody: 我们把灯放进海里\nbody: 海就浅了一寸\nbody: 像一只碗\nbody: "
     "父亲收网的时候\nbody: "
     "不说一句话\nbody: 只把月亮抖落在甲板上\n\nheadline: 葡萄坑\nbody: " QUARRY_1 "\n"},
    {"stanzas-traditional",
     "海邊的郵局\n\n寄給你的風　已經過了三個漁村　還沒有貼郵票\n\n收信的人坐在燈塔下　把浪聲拆開　一封一封地讀\n",
     "headline: 海邊的郵局\nbody: 寄給你的風\nbody: 已經過了三個漁村\nbody: 還沒有貼郵票\nbody: 收信的人坐在燈塔下\nbody: "
     "把浪聲拆開\nbody: "
     "一封一封地讀\n"},
    /* two heads of phrases are no poem */
    {"heads-of-phrases", "山坑变葡萄园　石屋变酒窖\n\n" QUARRY_1 "\n\n旧船重下水　老匠再收徒　渡口又热闹\n\n" QUARRY_2 "\n",
     "headline: 山坑变葡萄园　石屋变酒窖\nbody: " QUARRY_1 "\n\nheadline: 旧船重下水　老匠再收徒　渡口又热闹\nbody: " QUARRY_2
     "\n"},
};

/* ---- Columns' names, credits, bylines ---- */

static const Case labels[] = {
    {"label-and-head", "图片新闻　石场栽下葡萄苗\n\n" QUARRY_2 "\n",
     "standing-head: 图片新闻\nheadline: 石场栽下葡萄苗\nbody: " QUARRY_2 "\n"},
    {"label-and-head-traditional", "體育 划船隊十連勝\n\n" FERRY_1 "\n",
     "standing-head: 體育\nheadline: 划船隊十連勝\nbody: " FERRY_1 "\n"},
    {"label-alone", "天气\n\n今天白天晴，北风三级，最高气温六度，夜里有霜，请菜农注意防冻。\n",
     "headline: 天气\nbody: 今天白天晴，北风三级，最高气温六度，夜里有霜，请菜农注意防冻。\n"},
    {"no-label", "石场变果园　葡萄挂满枝\n\n" QUARRY_2 "\n", "headline: 石场变果园　葡萄挂满枝\nbody: " QUARRY_2 "\n"},
    {"student", "葡萄坑\n\n学生记者　苏远山　容　静\n\n" QUARRY_1 "\n",
     "headline: 葡萄坑\nbyline: 学生记者　苏远山　容　静\nbody: " QUARRY_1 "\n"},
    {"office", "葡萄坑\n\n农学院　顾静\n\n" QUARRY_1 "\n", "headline: 葡萄坑\nbyline: 农学院　顾静\nbody: " QUARRY_1 "\n"},
    {"credit-by", "葡萄坑\n\n" QUARRY_1 "\n\n老队长在坑底查看葡萄苗。摄影：容　静\n\n" QUARRY_2 "\n",
     "headline: 葡萄坑\ncaption: 老队长在坑底查看葡萄苗。\ncredit: 摄影：容　静\nbody: " QUARRY_1 "\nbody: " QUARRY_2 "\n"},
    {"credit-by-traditional", "最後的渡船\n\n" FERRY_1 "\n\n渡船停在橋下。攝影：容靜\n\n" FERRY_2 "\n",
     "headline: 最後的渡船\ncaption: 渡船停在橋下。\ncredit: 攝影：容靜\nbody: " FERRY_1 "\nbody: " FERRY_2 "\n"},
};

/* ---- The foot of a leg in a text without printed lines ---- */

static const Case feet[] = {
    {"sentence-goes-on",
     "葡萄坑\n\n" QUARRY_1 QUARRY_2
     "\n\n县里来的人走了以后，村里的年轻人陆续\n\n老队长在坑底查看葡萄苗。　顾静/摄\n\n回来。" QUARRY_3 "\n",
     "headline: 葡萄坑\ncaption: 老队长在坑底查看葡萄苗。\ncredit: 顾静/摄\nbody: " QUARRY_1 QUARRY_2
     "\nbody: 县里来的人走了以后，村里的年轻人陆续回来。" QUARRY_3 "\n"},
    /* a head with a pause over a text stays one */
    {"head-with-a-pause", "葡萄坑\n\n" QUARRY_1 QUARRY_2 "\n\n石场变果园，老队长当学徒\n\n本报讯（记者　顾静）　" QUARRY_3 "\n",
     "headline: 葡萄坑\nbody: " QUARRY_1 QUARRY_2
     "\n\nheadline: 石场变果园，老队长当学徒\ndateline: 本报讯（记者　顾静）\nbody: " QUARRY_3 "\n"},
};

/* ---- Heads and their texts ---- */

#define THEFT_1_BODY "三个月里，沙洲街丢了四十一只井盖。昨夜两点，巡警在沙洲街口截住一辆盖着油布的板车，井盖就压在油布底下。"
#define THEFT_1 "本报讯（记者 顾静） " THEFT_1_BODY
#define THEFT_2 "沙洲街是老街，井盖是铁的，一只能卖六十元。街坊们夜里不敢走路，只好自己轮流打着灯守井盖，一守就是半个月。"
#define RAIN_BODY "今天夜里有大雨，明天转晴，气温回升到二十度。气象台提醒，大雨时不要在河边停车，农户要疏通水沟。"
#define RAIN "本报讯 " RAIN_BODY
#define DIVER_BODY "昨天下午，一名学生在桥边落水，卖鱼的小伙脱下围裙就跳，把学生托上了船。"
#define DIVER "本报讯（记者 苏远山） " DIVER_BODY

static const Case heads[] = {
    {"heads-under-another-text",
     THEFT_1 "\n\n" THEFT_2 "\n\n沙洲街“井盖大盗”落网记\n\n" RAIN
             "\n\n天气\n\n今夜大雨　明天转晴回升\n\n市井短波\n\n小伙桥边救学生\n\n" DIVER "\n",
     "headline: 沙洲街“井盖大盗”落网记\ndateline: 本报讯（记者 顾静）\nbody: " THEFT_1_BODY "\nbody: " THEFT_2
     "\n\nstanding-head: 天气\nheadline: 今夜大雨　明天转晴回升\ndateline: 本报讯\nbody: " RAIN_BODY
     "\n\nstanding-head: 市井短波\nheadline: 小伙桥边救学生\ndateline: 本报讯（记者 苏远山）\nbody: " DIVER_BODY "\n"},
};

/* ---- What new users met ---- */

static const Case met[] = {
    /* half the lines end a sentence, and yet the indents show that they were printed; a number that a line's end parted is one */
    {"short-paragraphs",
     "守塔人阮阿海\n\n　　本报记者　顾　静\n\n　　阮阿海在岛上守灯塔，一守就是3\n4年。上月，记者坐船上岛，和他说\n了半天话。\n"
     "　　他说，最怕的是雾。\n　　那年起了大雾，他敲了一夜的钟，\n第二天手抬不起来。一条船就这样得\n救了。\n　　岛上如今有了电。\n"
     "　　他还是六点上塔，擦一遍灯，看\n一会儿海。\n",
     "headline: 守塔人阮阿海\nbyline: 本报记者　顾　静\nbody: "
     "阮阿海在岛上守灯塔，一守就是34年。上月，记者坐船上岛，和他说了半天话。\nbody: 他说，最怕的是雾。\nbody: "
     "那年起了大雾，他敲了一夜的钟，第二天手抬不起来。一条船就这样得救了。\nbody: 岛上如今有了电。\nbody: "
     "他还是六点上塔，擦一遍灯，看一会儿海。\n"},
    {"two-talks",
     "葡萄是怎样种在石坑里的\n\n问：石头上怎么长葡萄？\n\n答：先铺一尺厚的土，再修水沟，土是从河边一车一车拉来的。\n\n"
     "渡口的船为什么一条也没有停下来\n\n问：桥修好了，船还开吗？\n\n答：开，一天三班，老人和挑担子的人还是愿意坐船过河。\n",
     "headline: 葡萄是怎样种在石坑里的\nbody: 问：石头上怎么长葡萄？\nbody: "
     "答：先铺一尺厚的土，再修水沟，土是从河边一车一车拉来的。\n\n"
     "headline: 渡口的船为什么一条也没有停下来\nbody: 问：桥修好了，船还开吗？\nbody: "
     "答：开，一天三班，老人和挑担子的人还是愿意坐船过河。\n"},
    {"picture-from-an-office",
     "漁船獲救\n\n　　【本報訊】" FERRY_1
     "\n\n▲昨日獲救的漁船。\n　　（海事處圖片）\n\n渡輪停航　居民繞道\n\n　　【本報訊】" FERRY_2 "\n",
     "headline: 漁船獲救\ncaption: ▲昨日獲救的漁船。\ncredit: （海事處圖片）\ndateline: 【本報訊】\nbody: " FERRY_1
     "\n\nheadline: 渡輪停航　居民繞道\ndateline: 【本報訊】\nbody: " FERRY_2 "\n"},
    {"title-of-one-character", "桥\n\n　　顾　静\n\n　　" FERRY_1 "\n　　" FERRY_2 "\n",
     "headline: 桥\nbyline: 顾　静\nbody: " FERRY_1 "\nbody: " FERRY_2 "\n"},
    {"running-head", "体育新闻\n2024年7月14日 星期日 第7版 责编 顾静\n\n石场队客场两球告负\n\n　　本报讯 " QUARRY_1 "\n",
     "standing-head: 体育新闻\nheadline: 石场队客场两球告负\ndateline: 本报讯\nbody: " QUARRY_1
     "\ndate: 2024年7月14日　星期日\nfolio: 第7版　责编　顾静\n"},
    {"dateline-torn-inside-a-word",
     "老旧小区加装电梯\n\n本报讯（记者 陶雪 通\n讯员 苏文杰）“住了二十八\n年，头一回坐电梯回家！”昨\n日，家住梅岭小区5栋的曾阿\n"
     "姨高兴地说。当天，该小区首\n批六部加装电梯正式投用。\n\n梅岭小区建于上世纪九十\n年代，一半以上住户年过六十。\n"
     "去年起，街道牵头成立协调小\n组，上门征求意见四百多次，\n采光、噪音、费用分摊等难题\n一个个解开。\n",
     "headline: 老旧小区加装电梯\ndateline: 本报讯（记者 陶雪 通讯员 苏文杰）\n"
     "body: “住了二十八年，头一回坐电梯回家！”昨日，家住梅岭小区5栋的曾阿姨高兴地说。当天，该小区首批六部加装电梯正式投用。\n"
     "body: 梅岭小区建于上世纪九十年代，一半以上住户年过六十。去年起，街道牵头成立协调小组，上门征求意见四百多次，"
     "采光、噪音、费用分摊等难题一个个解开。\n"},
    {"teaser-of-a-page-in-words", "漁船獲救\n\n　　【本報訊】" FERRY_1 "\n\n職棒總冠軍賽今晚開打　見八版\n",
     "headline: 漁船獲救\ndateline: 【本報訊】\nbody: " FERRY_1 "\nteaser: 職棒總冠軍賽今晚開打　見八版\n"},
    {"signed-heads-of-a-talk",
     "漁船獲救\n\n　　【本報訊】" FERRY_1
     "\n\n人物專訪\n「燈亮著，船就知道家在哪」\n——訪望嶼燈塔管理員石金土\n記者蘇怡君\n\n望嶼燈塔今年剛滿一百歲，主任管理員\n"
     "石金土在這裡待了三十三年。停航期間，\n記者搭漁船上島，和他談了一個下午。\n",
     "headline: 漁船獲救\ndateline: 【本報訊】\nbody: " FERRY_1
     "\n\nstanding-head: 人物專訪\nheadline: 「燈亮著，船就知道家在哪」\ndeck: ——訪望嶼燈塔管理員石金土\nbyline: 記者蘇怡君\n"
     "body: 望嶼燈塔今年剛滿一百歲，主任管理員石金土在這裡待了三十三年。停航期間，記者搭漁船上島，和他談了一個下午。\n"},
    {"section-of-two", "第十四版　地方．生活\n中華民國八十四年十月十二日　星期四\n\n漁船獲救\n\n　　【本報訊】" FERRY_1 "\n",
     "headline: 漁船獲救\ndateline: 【本報訊】\nbody: " FERRY_1
     "\nfolio: 第十四版　地方．生活\ndate: 中華民國八十四年十月十二日　星期四\n"},
    {"section-of-two-dots", "第十四版　地方‧生活\n中華民國八十四年十月十二日　星期四\n\n漁船獲救\n\n　　【本報訊】" FERRY_1 "\n",
     "headline: 漁船獲救\ndateline: 【本報訊】\nbody: " FERRY_1
     "\nfolio: 第十四版　地方‧生活\ndate: 中華民國八十四年十月十二日　星期四\n"},
};

/* ---- Poems in a row ---- */

#define VERSES_1 "灯塔收起光\n像收起一把伞\n雾从门缝进来\n坐在我身旁\n"
#define VERSES_1_READ "body: 灯塔收起光\nbody: 像收起一把伞\nbody: 雾从门缝进来\nbody: 坐在我身旁\n"
#define VERSES_2 "把昨天的浪\n折進信封\n潮水就有了地址\n"
#define VERSES_2_READ "body: 把昨天的浪\nbody: 折進信封\nbody: 潮水就有了地址\n"

static const Case poems[] = {
    {"poem-cycle-prose",
     "石滩日报\n\n雾中的灯塔（外一首）\n阮小禾\n\n" VERSES_1 "\n退潮\n沙滩还留着脚印\n海已经不认得了\n\n葡萄坑\n顾静\n"
     "　　石场关了三年，山上的草长得比人\n高。老队长每天还是六点上山，沿着旧\n轨道走一个来回，看看有没有人偷挖。\n"
     "　　去年秋天，县里来人量地，说要在\n坑底种葡萄。\n",
     "headline: 雾中的灯塔（外一首）\nbyline: 阮小禾\n" VERSES_1_READ
     "cross-head: 退潮\nbody: 沙滩还留着脚印\nbody: 海已经不认得了\n\nheadline: 葡萄坑\nbyline: 顾静\n"
     "body: " QUARRY_1 "\nbody: 去年秋天，县里来人量地，说要在坑底种葡萄。\nnameplate: 石滩日报\n"},
    {"poems-traditional", "〈小雪〉\n林靜\n\n" VERSES_2 "\n〈渡船〉\n沈來福\n\n" VERSES_2 "\n橋上的人不看船\n船也不看橋\n",
     "headline: 〈小雪〉\nbyline: 林靜\n" VERSES_2_READ "\nheadline: 〈渡船〉\nbyline: 沈來福\n" VERSES_2_READ
     "body: 橋上的人不看船\nbody: 船也不看橋\n"},
    {"poems-without-blanks", "雾中的灯塔\n阮小禾\n" VERSES_1 "\n退潮以后\n沈来福\n" VERSES_1,
     "headline: 雾中的灯塔\nbyline: 阮小禾\n" VERSES_1_READ "\nheadline: 退潮以后\nbyline: 沈来福\n" VERSES_1_READ},
    {"stanzas-of-two", "雾中的灯塔\n\n阮小禾\n\n灯塔收起光\n像收起一把伞\n\n雾从门缝进来\n坐在我身旁\n",
     "headline: 雾中的灯塔\nbyline: 阮小禾\n" VERSES_1_READ},
    /* heads of two lines over a text behind a poem are no stanza */
    {"head-behind-poem", "雾中的灯塔\n阮小禾\n\n" VERSES_1 "\n石坑里种葡萄\n三年见了成效\n\n" QUARRY_1 "\n",
     "headline: 雾中的灯塔\nbyline: 阮小禾\n" VERSES_1_READ "\nheadline: 石坑里种葡萄\nheadline: 三年见了成效\nbody: " QUARRY_1
     "\n"},
};

/* ---- Notices and small advertisements that have lost the blank lines between them ---- */

static const Case columns[] = {
    {"column",
     "声明公告\n　　顾阿四遗失居民身份证，号码3307211\n97803140216，声明作废。\n　　石滩镇小北门豆腐坊遗失营业执照副本，\n"
     "声明作废。\n停水通知\n　　因小北门水管检修，本周四8时至16时\n停止供水，请居民储水备用。\n　　　　　　石滩镇自来水厂\n"
     "　　　　　　2023年4月6日\n诚聘\n本坊因扩大门面，诚聘磨豆师傅2名，包吃住。\n联系电话：13511112222 顾师傅\n"
     "石滩小北门豆腐坊有限公司\n房屋出租\n老码头边2室1厅，家具齐全，月租700元，电话13533334444。\n送达公告\n"
     "　　沈来福：本院受理容静诉你买卖合同\n纠纷一案，已经审结，请于30日内来领\n判决书。\n　　　　石滩县人民法院\n",
     "headline: 停水通知\nbody: 因小北门水管检修，本周四8时至16时停止供水，请居民储水备用。\nbody: 石滩镇自来水厂\nbody: "
     "2023年4月6日\n\n"
     "headline: 送达公告\nbody: 沈来福：本院受理容静诉你买卖合同纠纷一案，已经审结，请于30日内来领判决书。\nbody: 石滩县人民法院\n"
     "advertisement: 声明公告\nadvertisement: 顾阿四遗失居民身份证，号码330721197803140216，声明作废。\n"
     "advertisement: 石滩镇小北门豆腐坊遗失营业执照副本，声明作废。\nadvertisement: 诚聘\n"
     "advertisement: 本坊因扩大门面，诚聘磨豆师傅2名，包吃住。\nadvertisement: 联系电话：13511112222　顾师傅\n"
     "advertisement: 石滩小北门豆腐坊有限公司\nadvertisement: 房屋出租\n"
     "advertisement: 老码头边2室1厅，家具齐全，月租700元，电话13533334444。\n"},
    /* a notice over other news: what news say of losing and calling parts nothing */
    {"notice-over-news",
     "停电公告\n　　因线路检修，本周五8时至17时老码\n头一带停止供电。\n　　　　　　石滩供电所\n　　　　　　2023年4月6日\n"
     "渡工拾得钱包寻失主\n　　本报讯（记者　顾静）　前天傍晚，\n渡工沈来福在船上拾得钱包一只。失主\n遗失钱包以后没有报案。沈来福请"
     "看到\n"
     "电话号码的人联系渡口，他一直等到半\n夜。\n",
     "headline: 停电公告\nbody: 因线路检修，本周五8时至17时老码头一带停止供电。\nbody: 石滩供电所\nbody: 2023年4月6日\n\n"
     "headline: 渡工拾得钱包寻失主\ndateline: 本报讯（记者　顾静）\nbody: "
     "前天傍晚，渡工沈来福在船上拾得钱包一只。失主遗失钱包以后没有报案。沈来福请看到电话号码的人联系渡口，他一直等到半夜。\n"},
};

/* ---- Zero-width spaces, which web pages put where a line may end ---- */

#define ZERO "\xe2\x80\x8b"

static const Case zero_widths[] = {
    {"head", "石坑种葡萄\xef\xbb\xbf三年见成效\n\n\u3000\u3000石场" ZERO "关了三年，山上" ZERO "的草长得比人高。\n",
     "headline: 石坑种葡萄三年见成效\nbody: 石场关了三年，山上的草长得比人高。\n"},
    {"beside-blank", "石坑种葡萄 " ZERO "　三年见成效\n\n" QUARRY_1 "\n", "headline: 石坑种葡萄　三年见成效\nbody: " QUARRY_1 "\n"},
    {"byline", "葡萄坑\n\n本报" ZERO "记者　顾" ZERO "静\n\n" QUARRY_1 "\n",
     "headline: 葡萄坑\nbyline: 本报记者　顾静\nbody: " QUARRY_1 "\n"},
};

/* They are white space in the account of every character. */
static void test_zero_width_count(void)
{
    g_autoptr(RecDraft) draft = drafts_make(zero_widths[0].text, -1, (RecOptions){.sheet = "none"});
    g_assert_cmpuint(draft->ledger.n_space, ==, 3 + 3 + 2);
    g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
}

/* ---- Heads that run wide, words of pictures, teasers by their page ---- */

#define FLUSH_LINES "　　石场关了三年，山上的草长得比人\n高。老队长每天还是六点上山，沿着旧\n轨道走一个来回，看看有没有人偷挖。\n"

static const Case wide[] = {
    {"second-line-wide", "石滩日报\n2023年4月6日　星期四\n\n对话守山人老队长\n“一座山，你守它，它也守你一年”\n\n" FLUSH_LINES,
     "kicker: 对话守山人老队长\nheadline: “一座山，你守它，它也守你一年”\nbody: " QUARRY_1
     "\nnameplate: 石滩日报\ndate: 2023年4月6日　星期四\n"},
    {"caption-without-a-cue",
     "石滩日报\n2023年4月6日　星期四\n\n葡萄坑\n□本报记者 顾　静\n" FLUSH_LINES
     "　　今年五月，挂了果。\n老队长在坑底查看葡萄苗。\n顾静 摄\n",
     "headline: 葡萄坑\nbyline: □本报记者　顾　静\ncaption: 老队长在坑底查看葡萄苗。\ncredit: 顾静　摄\nbody: " QUARRY_1
     "\nbody: 今年五月，挂了果。\nnameplate: 石滩日报\ndate: 2023年4月6日　星期四\n"},
    {"teasers-page-first",
     "石滩日报\n2023年4月6日　星期四\n\n今日导读\n■ A02 民生 | 老码头夏天开夜航\n■ A04 文化 | 皮影戏进课堂\n\n"
     "葡萄坑\n\n" QUARRY_1 "\n",
     "headline: 葡萄坑\nbody: " QUARRY_1 "\nnameplate: 石滩日报\ndate: 2023年4月6日　星期四\nteaser: 今日导读\n"
     "teaser: ■　A02　民生　|　老码头夏天开夜航\nteaser: ■　A04　文化　|　皮影戏进课堂\n"},
};

/* ---- Running ---- */

static void test_case(gconstpointer data)
{
    const Case *one = data;
    g_autofree char *read = read_of(one->text);
    g_test_message("%s", read);
    g_assert_cmpstr(read, ==, one->read);
}

static void add_cases(const char *group, const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *path = g_strdup_printf("/reconstruct/forms/%s/%s", group, cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* messages quote the texts */
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    add_cases("glued", glued, G_N_ELEMENTS(glued));
    add_cases("turns", turns, G_N_ELEMENTS(turns));
    add_cases("stanzas", stanzas, G_N_ELEMENTS(stanzas));
    add_cases("labels", labels, G_N_ELEMENTS(labels));
    add_cases("feet", feet, G_N_ELEMENTS(feet));
    add_cases("heads", heads, G_N_ELEMENTS(heads));
    add_cases("met", met, G_N_ELEMENTS(met));
    add_cases("poems", poems, G_N_ELEMENTS(poems));
    add_cases("wide", wide, G_N_ELEMENTS(wide));
    add_cases("columns", columns, G_N_ELEMENTS(columns));
    add_cases("zero-width", zero_widths, G_N_ELEMENTS(zero_widths));
    g_test_add_func("/reconstruct/forms/zero-width/count", test_zero_width_count);
    return g_test_run();
}
