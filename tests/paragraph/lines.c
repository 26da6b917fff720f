/* Line cases: lines.cases, one case a line, each in the punctuation style and at the level it names. */
#include "setting.h"

#include <string.h>

static unsigned word_index(const char *const *words, const char *word)
{
    for (unsigned i = 0; words[i]; i++)
        if (g_ascii_strcasecmp(words[i], word) == 0) return i;
    g_error("unknown word \"%s\"", word);
}

static void check_case(char *const *field)
{
    SettingRequest request = {.text = field[6], .style = setting_style(), .is_indented = true};
    g_auto(GStrv) style = g_strsplit(field[2], "+gap", 2), level = g_strsplit(field[3], "+", 2);
    request.style.punctuation = (ModelPunctuation)word_index(model_punctuation_words, style[0]);
    request.style.prohibition = (ModelProhibition)word_index(model_prohibition_words, level[0]);
    request.style.is_hanging = level[1] != NULL;
    if (style[1]) request.style.font = "mono"; /* the cases count half an em a letter */
    if (style[1]) request.style.han_latin_gap = request.style.han_digit_gap = (DkLength)(g_ascii_strtod(style[1], NULL) * EM);
    request.style.indent = (DkLength)(g_ascii_strtod(field[4], NULL) * EM);
    request.measure = (DkLength)(g_ascii_strtod(field[5], NULL) * EM);
    g_autoptr(Setting) setting = setting_new(&request);
    g_autofree char *words = setting_words(setting);
    if (strcmp(words, field[7]) != 0) {
        g_test_message("%s: %s", field[0], field[1]);
        g_assert_cmpstr(words, ==, field[7]);
    }
    g_auto(GStrv) widths = g_strsplit(g_strstrip(field[8]), " ", -1);
    for (unsigned i = 0; widths[i]; i++) {
        DkLength natural = (DkLength)(g_ascii_strtod(widths[i], NULL) * EM);
        if (setting_line(setting, i)->natural != natural) g_test_message("%s: line %u", field[0], i + 1);
        g_assert_cmpint(setting_line(setting, i)->natural, ==, natural);
    }
}

static void test_lines(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "paragraph", "lines.cases", NULL), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    unsigned n = 0;
    for (unsigned i = 0; lines[i]; i++) {
        if (lines[i][0] == '#' || !lines[i][0]) continue;
        g_auto(GStrv) field = g_strsplit(lines[i], "\t", -1);
        g_assert_cmpuint(g_strv_length(field), ==, 9);
        check_case(field);
        n++;
    }
    g_assert_cmpuint(n, >=, 37);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/lines", test_lines);
    return g_test_run();
}
