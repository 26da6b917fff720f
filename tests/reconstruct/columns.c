/* Rows of a table get the white space that puts their cells under each other; what is no table is left as it is. */
#include <locale.h>
#include <string.h>

#include "reconstruct/drafts.h"
#include "reconstruct/write/write.h"

#define HEAD "市场一周行情\n\n本报讯（记者王小明）上周农产品批发市场的价格涨多跌少，大白菜涨幅最大。\n\n"
#define FIGURE "\xe2\x80\x87" /* U+2007: as wide as a digit */

static char *story_of(const char *rows)
{
    g_autofree char *text = g_strconcat(HEAD, rows, NULL);
    g_autoptr(RecDraft) draft = drafts_make(text, -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
    g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
    g_assert_cmpuint(draft->stories->stories->len, ==, 1);
    return rec_story_text(draft, &g_array_index(draft->stories->stories, RecStory, 0));
}

static void check(const char *rows, const char *const *wanted)
{
    g_autofree char *story = story_of(rows);
    for (; *wanted; wanted++) {
        g_autofree char *line = g_strconcat("\n", *wanted, "\n", NULL);
        if (!strstr(story, line)) g_error("no \"%s\" in:\n%s", *wanted, story);
    }
}

/* Names flush left, figures flush right, an odd half em by a figure space. */
static void test_aligned(void)
{
    check("品种 均价 环比\n大白菜 1.46 +12.3%\n土豆 28.60 -0.8%\n苹果 6.90 +0.7%\n",
          (const char *[]){"品种　　" FIGURE "均价　　环比", "大白菜　" FIGURE "1.46　+12.3%", "土豆　　28.60　" FIGURE "-0.8%",
                           "苹果　　" FIGURE "6.90　" FIGURE "+0.7%", NULL});
}

/* Rows with other numbers of cells are another table, and one row alone is none. */
static void test_runs(void)
{
    check("东堤 15 11 3 1\n北岬村 5 1 3 10\n合计 20 12\n",
          (const char *[]){"东堤　　15　11　3　" FIGURE "1", "北岬村　" FIGURE "5　" FIGURE "1　3　10", NULL});
}

/* Long cells in different columns would push all others apart: such rows keep the space between their cells. */
static void test_long_cells(void)
{
    check("甲队 一场比赛因为大雨改期 12 1\n乙队 10 另一场比赛因为大雾改期 2\n丙队 4 4 3\n", (const char *[]){"丙队　4 4 3", NULL});
}

/* A quotation that goes over two lines of a headline opens in the first and closes in the second. */
static void test_headline_quotes(void)
{
    g_autoptr(RecDraft) draft = drafts_make("\"冷链的最后一公里，\n其实是最后一百米\"\n\n——访冷链公司王小明\n\n■本报记者 李大光\n\n"
                                            "双十一刚过，生鲜订单退货率再度成为业内话题。本报记者日前与他进行了对话。\n",
                                            -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
    g_autofree char *headline = rec_headline(draft, &g_array_index(draft->stories->stories, RecStory, 0));
    g_assert_cmpstr(headline, ==, "“冷链的最后一公里，　其实是最后一百米”");
}

int main(int argc, char *argv[])
{
    setlocale(LC_ALL, "");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/columns/aligned", test_aligned);
    g_test_add_func("/reconstruct/columns/runs", test_runs);
    g_test_add_func("/reconstruct/columns/long-cells", test_long_cells);
    g_test_add_func("/reconstruct/columns/headline-quotes", test_headline_quotes);
    return g_test_run();
}
