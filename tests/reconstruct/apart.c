/* What stands apart from the news: advertisements are furniture, news that mention what they have are stories; notices are signed. */
#include <locale.h>
#include <string.h>

#include "reconstruct/drafts.h"
#include "reconstruct/write/write.h"

static const char before[] =
    "新桥昨日建成通车\n\n本报讯（记者王小明）新桥昨天建成通车，两岸群众前来观看，桥长三百米，宽二十米。\n\n";
static const char after[] = "\n\n小学生进城看戏\n\n本报讯（记者李大光）昨天上午，四百名小学生进城看戏，剧场里坐得满满的。\n";

static RecDraft *draft_between(const char *text)
{
    g_autofree char *whole = g_strconcat(before, text, after, NULL);
    return drafts_make(whole, -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
}

static void tell(const RecDraft *draft)
{
    g_autoptr(GArray) outcomes = rec_outcomes_new(draft);
    for (guint i = 0; i < outcomes->len; i++) {
        const RecOutcome *outcome = &g_array_index(outcomes, RecOutcome, i);
        g_autofree char *words = outcome->element ? rec_words(draft, outcome->element) : NULL;
        g_test_message("  %s %s: %s", outcome->where, outcome->element ? rec_role_words[outcome->element->role] : "",
                       words ? words : "");
    }
}

static unsigned count_advertisements(const RecDraft *draft)
{
    unsigned n = 0;
    for (guint i = 0; i < draft->stories->furniture->len; i++)
        n += g_array_index(draft->stories->furniture, RecElement, i).role == REC_ROLE_ADVERTISEMENT;
    return n;
}

/* Advertisements between two reports: all of their texts are furniture, and the reports stay as they are. */
static void test_advertisements(void)
{
    static const struct {
        const char *text;
        unsigned n; /* texts */
    } cases[] = {
        {"旺铺招租\n\n位于朝阳路86号的临街门面一间，面积五十平方米，水电齐全，拎包即可开业。业主直租，电话：13800138000。", 2},
        {"湖畔花园二期\n\n推窗见湖 出门进园\n\n贵宾热线：0731-28880000\n\n地址：湖滨大道与学府路交汇处", 4},
        {"好邻居超市年终大酬宾\n\n全场商品低至六折，满100减30，食用油、大米再送礼品一份。活动只限本周末三天。\n\n地址：解放路步行街"
         "入口\n\n电话"
         "：22881234",
         4},
        {"分类信息\n\n遗失声明\n\n李小兰遗失居民身份证一张，证号430200199001010022，声明作废。\n\n陈志强不慎遗失驾驶证，声明作废。",
         4},
        {"注销公告\n\n临江市顺达物流有限公司经股东会决议，拟向登记机关申请注销登记，请债权人自本公告之日起45日内向本公司清算组申报"
         "债权。联系人："
         "周某 电话：13900139000",
         2},
        {"喜臨門酒樓新張誌慶\n\n粵菜小炒，生猛海鮮，全日茶市八折。地址：中環大道十八號地下。訂座電話：2555-0199。", 2},
        {"诚聘\n\n本厂因生产需要，诚聘缝纫工二十名，月薪四千元起，包吃住。有意者请来电，电话：0731-22336677。", 2},
        {"祖传膏药 专治腰腿痛\n\n每盒28元，五盒起订，货到付款。咨询热线：400-800-1234", 2},
        {"云岭山庄避暑公寓\n\n　　推门见山，关门听雨。云岭山庄的四十间客房，我们为您留到八月底。三餐由农家烧柴灶烹制，晚上有篝火。"
         "现在"
         "入住，首月房费立减三百元，欢迎您随时来参观。\n地址：临江市云岭镇石桥路6号\n电话：0731-22336688",
         4},
        {"这个冬天，选暖阳牌壁炉\n\n您还在为取暖发愁吗？暖阳牌壁炉一炉暖三间，旧炉抵现最高八百元，再送免费清洗一次。我们承诺：十年"
         "质保。\n\n"
         "暖阳旗舰店：临江市解放路18号\n服务热线：400-811-0602",
         4},
        {"老兵搬家\n\n承接单位、家庭搬迁，空调拆装，免费上门看货。\n\n手机：13700137000", 3},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RecDraft) draft = draft_between(cases[i].text);
        g_test_message("advertisement %zu", i);
        tell(draft);
        g_assert_cmpuint(count_advertisements(draft), ==, cases[i].n);
        g_assert_cmpuint(draft->stories->stories->len, ==, 2);
        g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
    }
}

/* News with a telephone, a price, an address, a word of the trade: stories. */
static void test_news(void)
{
    static const char *const cases[] = {
        "老人免费乘公交下月起扩大到县城\n\n记者从公交公司获悉，下月起六十五岁以上老人可以免费乘坐全部线路，咨询电话：0731-"
        "22881234。",
        "猪肉价格连降三周\n\n本周精瘦肉每斤降到十三元，比上月优惠两成。菜市场的摊主说，八折的时候最多，满街都是来买肉的人。",
        "图书馆周末开书法班\n\n市图书馆将从本周六起开办少儿书法班，招收五十名学员，地点在图书馆二楼，报名电话：0731-22885678。",
        "县图书馆暑期延长开放\n\n7月1日起，县图书馆开放时间延长至晚上九点，市民凭身份证即可办证。地址：文化路12号，电话：0731-"
        "22885678。",
        "闲置校舍公开招租\n\n本报讯（记者赵新）城关镇把六所闲置校舍拿出来公开招租，已有三家企业前来洽谈。有意者可拨打电话：0731-"
        "22886699。",
        "转让门面要先看清合同\n\n市民刘先生花八万元盘下一间旺铺，签了转让合同才发现房东另有其人。律师说，转让门面要看清三份证件。",
        "新楼盘开盘首日排长队\n\n昨天上午，城东一处楼盘开盘，首付八万元起的小户型最热销，排队的人从售楼处排到路口。",
        "敬老院开放日来了百名老人\n\n“欢迎您随时来参观！”昨天上午，院长在门口迎接第一批老人。咨询电话：0731-22885678。",
        "图书馆下周开书法班\n\n市图书馆少儿书法班下周六开课，名额有限，先到先得。报名地址：文化路12号，电话：0731-22885678。",
        "古镇灯会开到正月十五\n\n即日起至正月十五，古镇每晚亮灯，凭身份证免费入园。地址：河街1号，电话：0731-22885678。",
        "热线追踪\n\n路灯亮了\n\n本报热线22880000接到读者来电后，路灯管理处当天派人上门维修，柳叶巷的七盏路灯昨晚全部亮了。",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RecDraft) draft = draft_between(cases[i]);
        g_test_message("news %zu", i);
        tell(draft);
        g_assert_cmpuint(count_advertisements(draft), ==, 0);
        g_assert_cmpuint(draft->stories->review->len, ==, 0);
        g_assert_cmpuint(draft->stories->furniture->len, ==, 0);
    }
}

/* Notices: a story each, with head, text and signature; what follows begins a story of its own. */
static void test_notices(void)
{
    static const struct {
        const char *text, *head, *last;
    } cases[] = {
        {"停水通知\n\n因主管道检修，城区河东片定于11月15日停水一天，请居民提前储水。\n\n县自来水公司\n11月13日", "停水通知",
         "11月13日"},
        {"关于沿江路封闭施工的公告\n\n因沿江路改造，需封闭施工三个月，过往车辆请绕行。咨询电话：0731-"
         "22331122。\n\n特此公告。\n\n县公安局交通警察大队\n\n"
         "2021.11.13",
         "关于沿江路封闭施工的公告", "2021.11.13"},
        {"招标公告\n\n受县第一中学委托，对食堂设备公开招标，有意者请于月底前报名。联系人：周老师 "
         "电话：22339988\n\n县招标办公室\n二〇二一年十一月十三日",
         "招标公告", "二〇二一年十一月十三日"},
        {"校友會通告\n\n定於本月廿五日下午二時在禮堂舉行年會，敬請各屆校友準時出席。\n\n南山中學校友會\n民國七十四年", "校友會通告",
         "民國七十四年"},
        {"关于道路临时管制的通告\n\n为保障文艺演出安全，当天十七时至二十二时人民路禁止机动车通行。\n\n县公安局\n县交通运输局\n2021"
         "年11月13日",
         "关于道路临时管制的通告", "2021年11月13日"},
        {"征文启事\n\n本报副刊即日起征集河街旧事，散文、图片均可，稿件请寄编辑部。\n\n本报编辑部2021年11月13日", "征文启事",
         "本报编辑部2021年11月13日"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RecDraft) draft = draft_between(cases[i].text);
        g_test_message("notice %zu", i);
        tell(draft);
        g_assert_cmpuint(draft->stories->stories->len, ==, 3);
        g_assert_cmpuint(count_advertisements(draft), ==, 0);
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, 1);
        const RecElement *first = rec_element(draft, story, 0), *last = rec_element(draft, story, story->n_elements - 1);
        g_autofree char *head = rec_words(draft, first), *end = rec_words(draft, last);
        g_assert_cmpstr(head, ==, cases[i].head);
        g_assert_cmpstr(end, ==, cases[i].last);
        g_assert_cmpint(last->role, ==, REC_ROLE_BODY);
        const RecStory *next = &g_array_index(draft->stories->stories, RecStory, 2);
        g_autofree char *next_head = rec_words(draft, rec_element(draft, next, 0));
        g_assert_cmpstr(next_head, ==, "小学生进城看戏");
    }
}

/* Lines that the paper says of itself, many facts in each, and what it says again on a web page. */
static void test_furniture(void)
{
    static const struct {
        const char *line;
        RecRole role;
    } lines[] = {
        {"总编辑：王长江 值班总编：李大明 零售价：1.00元", REC_ROLE_IMPRINT},
        {"国内统一刊号CN43-0012 邮发代号41-22 中共青山市委主管主办 青山日报社出版", REC_ROLE_IMPRINT},
        {"本報地址：青山市中山路一號 電話：二二三三四四五 零售每份十元 發行人：王長江 社長：李大明", REC_ROLE_IMPRINT},
        {"登記證：局版台報字第〇〇一二號 中華郵政台字第一二三號登記為第一類新聞紙", REC_ROLE_IMPRINT},
        {"广告经营许可证：4302004000012 印刷：青山日报印务公司", REC_ROLE_IMPRINT},
        {"印刷：青山日报印务有限公司 地址：青山市工业路8号", REC_ROLE_IMPRINT},
        {"社址：青山市人民路1号 邮编：412000 总编室电话：22880011", REC_ROLE_IMPRINT},
        {"晴转多云 北风3级 气温5℃～14℃", REC_ROLE_IMPRINT},
        {"今日天氣：多雲時晴 氣溫十五至二十二度", REC_ROLE_IMPRINT},
        {"责任编辑：陈一 版式：林二 电话：0731-22880000", REC_ROLE_FOLIO},
        {"本版责编 陈一 美编 林二 校对 黄三", REC_ROLE_FOLIO},
        {"責任編輯／陳一 美術設計／林二 校對／黃三", REC_ROLE_FOLIO},
        {"下期看点 住在山里的三户人家", REC_ROLE_TEASER},
        {"主辦：青山市政府 承辦：青山文教基金會 協辦：青山日報", REC_ROLE_SPONSOR},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *whole = g_strconcat("青山日报\n2021年3月5日 星期五\n", lines[i].line, "\n\n", before, NULL);
        g_autoptr(RecDraft) draft = drafts_make(whole, -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
        g_test_message("%s", lines[i].line);
        tell(draft);
        g_assert_cmpuint(draft->stories->stories->len, ==, 1);
        g_assert_cmpuint(draft->stories->furniture->len, ==, 3);
        g_assert_cmpint(g_array_index(draft->stories->furniture, RecElement, 2).role, ==, lines[i].role);
        g_assert_cmpuint(draft->stories->review->len, ==, 0);
    }
}

/* The second line of a code's label is one as well; a line under another block is none. */
static void test_code_label(void)
{
    g_autoptr(RecDraft) draft = draft_between("扫一扫\n听渔歌");
    tell(draft);
    g_assert_cmpuint(draft->stories->furniture->len, ==, 2);
    g_assert_cmpint(g_array_index(draft->stories->furniture, RecElement, 1).role, ==, REC_ROLE_CODE_LABEL);
    g_autoptr(RecDraft) parted = draft_between("扫一扫\n\n渔歌又唱起来");
    g_assert_cmpuint(parted->stories->furniture->len, ==, 1);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    g_test_add_func("/reconstruct/apart/advertisements", test_advertisements);
    g_test_add_func("/reconstruct/apart/news", test_news);
    g_test_add_func("/reconstruct/apart/notices", test_notices);
    g_test_add_func("/reconstruct/apart/furniture", test_furniture);
    g_test_add_func("/reconstruct/apart/code-label", test_code_label);
    return g_test_run();
}
