/* Facsimile setting: lines end where the source's lines end, squeezed or stretched; what does not fit is broken and says so. */
#include <locale.h>
#include <string.h>

#include "setting.h"

static ParSegment even(const void *data, int line)
{
    (void)line;
    return (ParSegment){0, *(const DkLength *)data};
}

/* Sets a text whose source lines are parted by |, in a measure of ems. */
static Setting *facsimile(const char *printed, double ems)
{
    g_auto(GStrv) lines = g_strsplit(printed, "|", -1);
    g_autofree char *text = g_strjoinv("", lines);
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(unsigned));
    unsigned at = 0;
    for (char **line = lines; line[1]; line++) {
        at += (unsigned)strlen(*line);
        g_array_append_val(starts, at);
    }
    SettingRequest request = {.text = text, .style = setting_style(), .measure = 1000 * EM};
    Setting *setting = setting_new(&request);
    DkLength measure = (DkLength)(ems * EM);
    ParRequest again = {.runs = setting->runs,
                        .style = &setting->style,
                        .measure = {even, &measure},
                        .line_starts = (const unsigned *)(const void *)starts->data,
                        .n_line_starts = starts->len,
                        .keeps_lines = true};
    setting->result = par_break(setting->lines, &again);
    return setting;
}

static const ParLine *line_of(const Setting *setting, unsigned index)
{
    return setting_line(setting, setting->result.first_line + index);
}

static void test_ends(void)
{
    static const struct {
        const char *printed;
        double measure;
    } cases[] = {
        {"春眠不觉晓处处闻|啼鸟夜来风雨声花|落知多少", 8}, /* as first-fit would */
        {"春眠不觉晓处|处闻啼鸟夜来|风雨声", 7.6},         /* a little shorter than the measure, and stretched to it */
        {"春眠不觉晓处处闻啼|鸟", 8.6},                    /* wider by 0.4 em, which eight gaps between Han give */
        {"春眠不觉晓|，处处闻啼鸟|。", 6},                 /* against the rules of line edges, as printed */
        {"春眠不觉晓处处闻啼鸟夜来1|风雨声", 12},          /* the twelve Han alone would fill the line */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Setting) setting = facsimile(cases[i].printed, cases[i].measure);
        g_autofree char *words = setting_words(setting);
        g_assert_cmpstr(words, ==, cases[i].printed);
        for (unsigned k = 0; k < setting->result.n_lines; k++) {
            const ParLine *line = line_of(setting, k);
            g_assert_cmpint(line->excess, ==, 0);
            g_assert_false(line->is_forced);
            if (!line->is_last) g_assert_cmpint(line->width, ==, line->measure);
        }
    }
}

/* A line that is too long goes on in the next, and the source's other lines keep their ends. */
static void test_too_long(void)
{
    g_autoptr(Setting) setting = facsimile("春眠不觉|晓处处闻啼鸟夜来风雨|声花落知多少", 8);
    g_autofree char *words = setting_words(setting);
    g_assert_cmpstr(words, ==, "春眠不觉|晓处处闻啼鸟夜来|风雨|声花落知多少");
    DkLength tightest = 10 * EM - 9 * (EM / 20);
    g_assert_cmpint(line_of(setting, 1)->excess, ==, tightest - 8 * EM);
    g_assert_cmpint(line_of(setting, 0)->excess + line_of(setting, 2)->excess + line_of(setting, 3)->excess, ==, 0);
}

/* A line that did not fill its measure in print stands at its own width, and is not loose. */
static void test_short(void)
{
    g_autoptr(Setting) setting = facsimile("春眠不|觉晓处处闻啼鸟夜|来风雨声花|落知多少", 8);
    g_autofree char *words = setting_words(setting);
    g_assert_cmpstr(words, ==, "春眠不|觉晓处处闻啼鸟夜|来风雨声花|落知多少");
    static const int ems[] = {3, 8, 5, 4};
    for (unsigned k = 0; k < G_N_ELEMENTS(ems); k++) {
        g_assert_cmpint(line_of(setting, k)->width, ==, ems[k] * EM);
        g_assert_false(line_of(setting, k)->is_loose);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/facsimile/ends", test_ends);
    g_test_add_func("/paragraph/facsimile/short", test_short);
    g_test_add_func("/paragraph/facsimile/too-long", test_too_long);
    return g_test_run();
}
