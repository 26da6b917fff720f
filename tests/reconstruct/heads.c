/* Headlines parted into lines: where the sense parts, of about one width, no word, number or mark torn off (RULES 2.5). */
#include "reconstruct/plan/plan.h"

static const struct {
    const char *text;
    int n;
    const char *lines;
    int widest; /* cells */
} cases[] = {
    {"四平山煤矿掘进二队提前完成全年任务", 1, "四平山煤矿掘进二队提前完成全年任务", 34},
    {"四平山煤矿掘进二队提前完成全年任务", 2, "四平山煤矿掘进二队|提前完成全年任务", 18},
    {"省城长途电话开办夜间半价业务", 4, "省城|长途电话|开办夜间|半价业务", 8},
    {"地铁12号线今起试运行", 2, "地铁12号线|今起试运行", 10},
    {"发挥龙头作用加强创新研发　带动株洲生物医药和大健康产业高质量发展", 2,
     "发挥龙头作用加强创新研发|带动株洲生物医药和大健康产业高质量发展", 38},
    {"我市拿到全省首份“中国出口商品品牌证明书”", 2, "我市拿到全省首份|“中国出口商品品牌证明书”", 24},
    {"季候風到　清晨僅十六度", 3, "季候風到|清晨僅|十六度", 8},
    {"GDP增长12.5%，迈上新台阶", 2, "GDP增长12.5%，|迈上新台阶", 13},
    {"2022", 3, "2022", 4}, /* a number has one line, however many are asked for */
    {"中", 2, "中", 2},
    {"", 2, "", 0},
};

static void test_lines(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) lines = rec_head_lines(cases[i].text, cases[i].n);
        g_ptr_array_add(lines, NULL);
        g_autofree char *joined = g_strjoinv("|", (char **)lines->pdata);
        g_assert_cmpstr(joined, ==, cases[i].lines);
        int widest[4];
        rec_head_widths(cases[i].text, 4, widest);
        g_assert_cmpint(widest[cases[i].n - 1], ==, cases[i].widest);
    }
}

/* A text of a megabyte is no head: it stays one line, at once. */
static void test_no_head(void)
{
    g_autofree char *text = g_strnfill(1000000, 'a');
    g_autoptr(GPtrArray) lines = rec_head_lines(text, 4);
    g_assert_cmpuint(lines->len, ==, 1);
    g_assert_cmpstr(g_ptr_array_index(lines, 0), ==, text);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/heads/lines", test_lines);
    g_test_add_func("/reconstruct/heads/no-head", test_no_head);
    return g_test_run();
}
