/* Why lines end where they end: RULES 1.2, 1.6 and 1.8 asked again for each line that was set. */
#include <string.h>

#include "setting.h"

typedef struct {
    const char *text;
    ModelPunctuation punctuation;
    ModelBreaker breaker;
    double measure;
    const char *ends; /* of the lines, in order */
    const char *mark; /* of the first line; NULL: none */
    bool is_mark_at_end;
} Case;

static void check(const Case *c)
{
    SettingRequest request = {.text = c->text, .style = setting_style(), .measure = (DkLength)(c->measure * EM)};
    request.style.punctuation = c->punctuation;
    request.style.breaker = c->breaker;
    g_autoptr(Setting) setting = setting_new(&request);
    g_autoptr(GString) ends = g_string_new(NULL);
    for (unsigned i = 0; i < setting->result.n_lines; i++)
        g_string_append_printf(ends, "%s%s", i ? " " : "", par_end_words[setting_line(setting, i)->reason.end]);
    if (strcmp(ends->str, c->ends) != 0) g_test_message("%s", c->text);
    g_assert_cmpstr(ends->str, ==, c->ends);
    const ParReason *first = &setting_line(setting, 0)->reason;
    g_assert_cmpuint(first->mark, ==, c->mark ? g_utf8_get_char(c->mark) : 0);
    g_assert_cmpint(first->is_mark_at_end, ==, c->is_mark_at_end);
}

static void test_reasons(void)
{
    static const Case cases[] = {
        {"中中中中中中", MODEL_PUNCTUATION_HALF, MODEL_BREAKER_FIRST_FIT, 4, "full paragraph", NULL, false},
        {"中中中中中。中中", MODEL_PUNCTUATION_HALF, MODEL_BREAKER_FIRST_FIT, 5, "pushed-out paragraph", "。", false},
        {"中中中中（中中）中", MODEL_PUNCTUATION_HALF, MODEL_BREAKER_FIRST_FIT, 5, "pushed-out paragraph", "（", true},
        {"中中，中中中。中中", MODEL_PUNCTUATION_FULL, MODEL_BREAKER_FIRST_FIT, 6, "taken-in paragraph", "。", false},
        {"中，中中中中中中", MODEL_PUNCTUATION_FULL, MODEL_BREAKER_FIRST_FIT, 5.5, "full paragraph", NULL, false},
        {"中中中中3420.26亿元", MODEL_PUNCTUATION_HALF, MODEL_BREAKER_FIRST_FIT, 6, "unit paragraph", NULL, false},
        {"中中\xE2\x80\xA8中中", MODEL_PUNCTUATION_HALF, MODEL_BREAKER_FIRST_FIT, 6, "text paragraph", NULL, false},
        {"mean\xC2\xADing", MODEL_PUNCTUATION_HALF, MODEL_BREAKER_FIRST_FIT, 3.5, "hyphen paragraph", NULL, false},
        {"3420260", MODEL_PUNCTUATION_HALF, MODEL_BREAKER_FIRST_FIT, 2, "forced paragraph", NULL, false},
        {"中中中中中中中中中", MODEL_PUNCTUATION_HALF, MODEL_BREAKER_FIRST_FIT, 8, "weighed paragraph", NULL, false},
        {"中，中中中中中中中中中", MODEL_PUNCTUATION_FULL, MODEL_BREAKER_TOTAL_FIT, 5.5, "weighed paragraph", NULL, false},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) check(&cases[i]);
}

/* A loose line's stretch is told apart at the limit: a quarter of an em a gap is the third step's, the rest has no limit. */
static void test_limit(void)
{
    SettingRequest request = {.text = "中中中ABCDEFGH中", .style = setting_style(), .measure = 4 * EM};
    g_autoptr(Setting) setting = setting_new(&request);
    const ParLine *line = setting_line(setting, 0);
    g_assert_true(line->is_loose);
    g_assert_cmpint(line->natural, ==, 3 * EM);
    g_assert_cmpint(line->given[PAR_STRETCH_HAN], ==, 2 * (EM / 4));
    g_assert_cmpint(line->given[PAR_STRETCH_UNLIMITED], ==, EM - 2 * (EM / 4));
    g_assert_cmpint(line->gap, ==, EM / 2);
    g_assert_cmpint(line->slack, ==, PAR_STRETCH_UNLIMITED);
    g_assert_cmpint(line->em, ==, EM);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/reasons", test_reasons);
    g_test_add_func("/paragraph/limit", test_limit);
    return g_test_run();
}
