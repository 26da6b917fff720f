/* The printed page as judge: lines of the front page of 17 June 2022 against first-fit in style half at level gb.
 *
 * The table gives each paragraph's printed lines and the range of measures that fit them best; the middle of the range is taken. */
#include "setting.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    int right, checked, first_right, first_checked, offered;
} Score;

/* Sets each printed line from where the print began it, so that one line set otherwise does not put the rest out. */
static bool is_line_as_printed(const char *rest, const char *line, DkLength measure, bool is_first)
{
    SettingRequest request = {.text = rest, .style = setting_style(), .measure = measure, .is_indented = is_first};
    request.style.indent = 2 * EM;
    g_autoptr(Setting) setting = setting_new(&request);
    return setting_line(setting, 0)->n_bytes == strlen(line);
}

/* First lines are counted apart: the extraction cut some paragraphs in two, so not all of them had an indent. */
static void check_paragraph(char *const *field, Score *sum)
{
    double middle = (g_ascii_strtod(field[1], NULL) + g_ascii_strtod(field[2], NULL)) / 2;
    g_auto(GStrv) lines = g_strsplit(field[5], "|", -1);
    g_autofree char *text = g_strjoinv("", lines);
    sum->offered += atoi(field[3]);
    unsigned at = 0;
    for (unsigned i = 0; lines[i + 1]; i++) {
        bool is_right = is_line_as_printed(text + at, lines[i], (DkLength)(middle * EM), i == 0);
        at += (unsigned)strlen(lines[i]);
        if (!is_right) g_test_message("paragraph %s, %g em: printed %s", field[0], middle, lines[i]);
        *(i ? &sum->checked : &sum->first_checked) += 1;
        *(i ? &sum->right : &sum->first_right) += is_right;
    }
}

static void test_printed(void)
{
    g_autofree char *table = setting_shared("zhuzhou_20220617_line_breaks.tsv");
    if (!table) {
        g_test_skip("the shared table is not there");
        return;
    }
    g_auto(GStrv) rows = g_strsplit(table, "\n", -1);
    Score sum = {0};
    for (unsigned i = 0; rows[i]; i++) {
        if (rows[i][0] == '#' || !rows[i][0]) continue;
        g_auto(GStrv) field = g_strsplit(rows[i], "\t", -1);
        check_paragraph(field, &sum);
    }
    g_test_message("%d of %d printed lines as printed, %d of %d first lines", sum.right, sum.checked, sum.first_right,
                   sum.first_checked);
    g_assert_cmpint(sum.checked, ==, sum.offered);
    g_assert_cmpint(sum.right, >=, 192);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/printed", test_printed);
    return g_test_run();
}
