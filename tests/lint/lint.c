/* Every rule of the linter: a tiny page that breaks it, and one that does not. */
#include "lint/lint.h"

#include <string.h>

#include "lint/page.h"

static TextFonts *fonts;

static void check_finding(const DkDiagnostic *item, const TinyCase *row)
{
    g_assert_cmpstr(item->code, ==, lint_rules[row->rule].code);
    g_assert_cmpint(item->severity, ==, DK_ERROR);
    g_assert_true(item->file || item->frame);
    g_assert_nonnull(item->unit);
    g_assert_nonnull(item->hint);
}

static void test_case(const void *data)
{
    const TinyCase *row = data;
    g_autoptr(DkDiagnostics) bad = tiny_lint(&row->bad, fonts, row->rule), good = tiny_lint(&row->good, fonts, row->rule);
    for (size_t i = 0; i < dk_diagnostics_count(bad); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(bad, i));
        g_test_message("bad: %s", text);
        check_finding(dk_diagnostics_item(bad, i), row);
    }
    for (size_t i = 0; i < dk_diagnostics_count(good); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(good, i));
        g_test_message("good: %s", text);
    }
    g_assert_cmpuint(dk_diagnostics_count(bad), ==, row->n ? row->n : 1);
    g_assert_cmpuint(dk_diagnostics_count(good), ==, 0);
    g_assert_cmpint(dk_diagnostics_status(bad, false), ==, DK_STATUS_STANDARD);
    if (row->says && dk_diagnostics_count(bad)) g_assert_nonnull(strstr(dk_diagnostics_item(bad, 0)->message, row->says));
}

static void add_rows(const TinyCase *rows, unsigned n, bool has_row[BASE_N_LINT_RULES])
{
    for (unsigned i = 0; i < n; i++) {
        g_autofree char *path = g_strdup_printf("/lint/%s/%u", lint_rules[rows[i].rule].code, i);
        g_test_add_data_func(path, &rows[i], test_case);
        has_row[rows[i].rule] = true;
    }
}

static bool has_row[BASE_N_LINT_RULES];

/* A rule that no page was made for would be a rule that nobody saw at work. */
static void test_all(void)
{
    for (unsigned i = 0; i < BASE_N_LINT_RULES; i++)
        if (!has_row[i]) g_error("rule \"%s\" has no page in the table", lint_rules[i].code);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* one fault says little: see every row */
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    fonts = text_fonts_new(".", NULL, list);
    g_assert_nonnull(fonts);
    add_rows(tiny_heads, tiny_n_heads, has_row);
    add_rows(tiny_stories, tiny_n_stories, has_row);
    add_rows(tiny_legs, tiny_n_legs, has_row);
    add_rows(tiny_pictures, tiny_n_pictures, has_row);
    add_rows(tiny_text, tiny_n_text, has_row);
    add_rows(tiny_press, tiny_n_press, has_row);
    g_test_add_func("/lint/every-rule-has-a-page", test_all);
    int status = g_test_run();
    text_fonts_free(fonts);
    return status;
}
