/* Heads that must be broken: few even lines, each a sense unit (RULES 2.5). */
#include <locale.h>

#include "setting.h"

static char *head_lines(const char *text, double measure)
{
    SettingRequest request = {.text = text, .style = setting_style(), .measure = 1000 * EM};
    request.style.font = "song-black";
    request.style.align = MODEL_ALIGN_CENTER;
    g_autoptr(Setting) setting = setting_new(&request);
    text_find_words(setting->runs, 0);
    request.measure = (DkLength)(measure * EM);
    return setting_head_words(setting, request.measure);
}

static void test_heads(void)
{
    static const struct {
        const char *text;
        double measure;
        const char *lines;
    } cases[] = {
        {"发挥龙头作用加强创新研发　带动株洲生物医药和大健康产业高质量发展", 20,
         "发挥龙头作用加强创新研发　|带动株洲生物医药和大健康产业高质量发展"},
        {"新能源装备产业，如何迈入超车道？", 9, "新能源装备产业，|如何迈入超车道？"},
        {"新华桥改造工程沥青铺装完成", 8, "新华桥改造工程|沥青铺装完成"},
        {"株洲兴隆新材料拿到全省首份证明书", 9, "株洲兴隆新材料|拿到全省首份证明书"},
        {"曹慧泉在千金集团调研时强调", 7, "曹慧泉在千金|集团调研时强调"},
        {"地铁12号线今起试运行", 6.5, "地铁12号线|今起试运行"},
        {"居民进社区了解新政", 6, "居民进社区|了解新政"}, /* 了 by itself leans on the word before it, 了解 does not */
        {"短题", 9, "短题"},
        {"云溪队客场两球告负", 5, "云溪队客场|两球告负"},
        {"校园食堂开放日家长当考官", 7, "校园食堂开放日|家长当考官"},
        {"我市举行新闻发布会通报疫情", 9, "我市举行|新闻发布会通报疫情"},
        {"中国共产党云溪市第十次代表大会开幕", 8, "中国共产党|云溪市第十次|代表大会开幕"},
        {"中国共产党云溪市第十次代表大会开幕", 11, "中国共产党云溪市|第十次代表大会开幕"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *lines = head_lines(cases[i].text, cases[i].measure);
        if (!g_str_equal(lines, cases[i].lines)) g_test_message("%s", lines);
        g_assert_cmpstr(lines, ==, cases[i].lines);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/heads", test_heads);
    return g_test_run();
}
