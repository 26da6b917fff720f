/* UAX #14 without tailoring against the Unicode Consortium's own test. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "paragraph/tables.h"
#include "text/shaping.h"

enum { LONGEST = 256 };

/* A line of the test: ÷ and × between code points in hexadecimal, then a comment. */
static bool check_line(const char *line)
{
    g_auto(GStrv) half = g_strsplit(line, "#", 2);
    g_auto(GStrv) words = g_strsplit_set(g_strstrip(half[0]), " \t", -1);
    uint32_t codes[LONGEST];
    bool wanted[LONGEST] = {false}, found[LONGEST];
    size_t n = 0;
    bool is_break = false;
    for (char **word = words; *word; word++) {
        if (strcmp(*word, "÷") == 0 || strcmp(*word, "×") == 0) {
            is_break = strcmp(*word, "÷") == 0;
            continue;
        }
        g_assert_cmpuint(n, <, G_N_ELEMENTS(codes));
        codes[n] = (uint32_t)strtoul(*word, NULL, 16);
        wanted[n] = n > 0 && is_break;
        n++;
    }
    text_uax14(codes, n, found);
    return memcmp(wanted, found, n * sizeof *found) == 0;
}

static void test_uax14(void)
{
    g_auto(GStrv) lines = table_lines("LineBreakTest-17.0.0.txt");
    if (!lines) {
        g_test_skip("the shared table is not there");
        return;
    }
    unsigned n_good = 0, n = 0;
    for (; lines[n]; n++) {
        bool is_good = check_line(lines[n]);
        n_good += is_good;
        if (!is_good && n - n_good < 40) g_test_message("%s", lines[n]);
    }
    g_test_message("%u of %u", n_good, n);
    g_assert_cmpuint(n_good, ==, n);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/uax14", test_uax14);
    return g_test_run();
}
