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

/* Judges every row of a table; returns how many there are. */
static unsigned check_table(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    unsigned n = 0;
    for (unsigned i = 0; lines[i]; i++) {
        if (lines[i][0] == '#' || !lines[i][0]) continue;
        g_auto(GStrv) field = g_strsplit(lines[i], "\t", -1);
        g_assert_cmpuint(g_strv_length(field), ==, 9);
        check_case(field);
        n++;
    }
    return n;
}

static void test_lines(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "paragraph", "lines.cases", NULL), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpuint(check_table(text), >=, 39);
}

/* The table of the design, which the cases above began as, row by row. */
static void test_table(void)
{
    g_autofree char *text = setting_shared("own_line_cases.tsv");
    if (!text) {
        g_test_skip("own_line_cases.tsv is not there");
        return;
    }
    unsigned n = check_table(text);
    g_test_message("%u of %u rows", n, n);
    g_assert_cmpuint(n, >=, 37);
}

/* Lines beyond `most` in a row that end within a word, and loose ones, of a text that begins with `n_before` characters more. */
static void count_rows(unsigned n_before, unsigned limit, unsigned most, unsigned *n_beyond, unsigned *n_loose)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (unsigned i = 0; i < n_before; i++) g_string_append(text, "中");
    for (unsigned i = 0; i < 6; i++)
        g_string_append(text,
                        "administration与各地的representatives和organisations在一起communication过，residential的development也");
    SettingRequest request = {.text = text->str, .style = setting_style(), .measure = 24 * EM};
    request.style.breaker = MODEL_BREAKER_TOTAL_FIT;
    request.style.punctuation = MODEL_PUNCTUATION_FULL;
    request.style.is_hyphenated = true;
    request.style.word_language = "en-US";
    request.style.hyphens_in_a_row = limit;
    g_autoptr(Setting) setting = setting_new(&request);
    for (unsigned i = 0; i < setting->result.n_lines; i++) {
        const ParLine *line = setting_line(setting, i);
        g_assert_cmpint(line->is_row_long, ==, limit && line->n_hyphens > limit);
        *n_beyond += line->n_hyphens > most;
        *n_loose += line->is_loose;
    }
}

/* Words that end lines one below the other: no more than the style allows where it can be helped, and no line is loose for it. */
static void test_hyphen_rows(void)
{
    unsigned n_free = 0, n_held = 0;
    for (unsigned n_before = 0; n_before < 40; n_before++) {
        unsigned free = 0, held = 0, loose_free = 0, loose_held = 0;
        count_rows(n_before, 0, 1, &free, &loose_free);
        count_rows(n_before, 1, 1, &held, &loose_held);
        g_assert_cmpuint(held, <=, free);
        g_assert_cmpuint(loose_held, <=, loose_free);
        n_free += free;
        n_held += held;
    }
    g_test_message("%u lines beyond the limit without one, %u with it", n_free, n_held);
    g_assert_cmpuint(n_held, <, n_free);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/lines", test_lines);
    g_test_add_func("/paragraph/lines/table", test_table);
    g_test_add_func("/paragraph/lines/hyphen-rows", test_hyphen_rows);
    return g_test_run();
}
