/* Values: numbers, lengths, inks. */
#include "read/read.h"
#include "read/read_tests.h"
#include "read/value.h"

static const struct {
    const char *word;
    ReadFault fault;
    double value;
    ModelUnit unit;
} lengths[] = {
    {"9.5pt", READ_GOOD, 9.5, MODEL_UNIT_PT},
    {"25.4mm", READ_GOOD, 72, MODEL_UNIT_PT},
    {"1in", READ_GOOD, 72, MODEL_UNIT_PT},
    {"0pt", READ_GOOD, 0, MODEL_UNIT_PT},
    {"-0.02em", READ_GOOD, -0.02, MODEL_UNIT_EM},
    {"+2em", READ_GOOD, 2, MODEL_UNIT_EM},
    {"2 em", READ_GOOD, 2, MODEL_UNIT_EM},
    {".5line", READ_GOOD, .5, MODEL_UNIT_LINE},
    {"50%", READ_GOOD, 50, MODEL_UNIT_PERCENT},
    {"初号", READ_GOOD, 42, MODEL_UNIT_PT},
    {"小五", READ_GOOD, 9, MODEL_UNIT_PT},
    {"八号", READ_GOOD, 5, MODEL_UNIT_PT},
    {"10000pt", READ_GOOD, 10000, MODEL_UNIT_PT},
    {"-10000pt", READ_GOOD, -10000, MODEL_UNIT_PT},
    {"10000.1pt", READ_TOO_LARGE},
    {"3528mm", READ_TOO_LARGE}, /* 10 000.6 pt */
    {"99999999999999999999999999999999999pt", READ_TOO_LARGE},
    {"9.5", READ_NO_UNIT},
    {"9.5 ", READ_NO_UNIT},
    {"9.5pts", READ_UNKNOWN_UNIT},
    {"9.5PT", READ_UNKNOWN_UNIT},
    {"9,5pt", READ_UNKNOWN_UNIT},
    {"1e3pt", READ_UNKNOWN_UNIT},
    {"0x10pt", READ_UNKNOWN_UNIT},
    {"5cm", READ_UNKNOWN_UNIT},
    {"5号", READ_UNKNOWN_UNIT},
    {"", READ_NO_NUMBER},
    {"pt", READ_NO_NUMBER},
    {"-pt", READ_NO_NUMBER},
    {"- 5pt", READ_NO_NUMBER},
    {"5.pt", READ_NO_NUMBER},
    {".pt", READ_NO_NUMBER},
    {"nanpt", READ_NO_NUMBER},
    {"infpt", READ_NO_NUMBER},
    {" 5pt", READ_NO_NUMBER},
    {"九号", READ_NO_NUMBER},
};

static void test_lengths(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        ModelLength length = {0};
        g_test_message("%s", lengths[i].word);
        g_assert_cmpint(read_parse_length(lengths[i].word, &length), ==, lengths[i].fault);
        if (lengths[i].fault != READ_GOOD) continue;
        g_assert_cmpfloat_with_epsilon(length.value, lengths[i].value, 1e-12);
        g_assert_cmpint(length.unit, ==, lengths[i].unit);
    }
}

static void test_command_line(void)
{
    DkLength em = base_length_from_pt(9.5), line = base_length_from_pt(13.5), length = 0;
    g_assert_true(read_length("16em", em, line, &length));
    g_assert_cmpint(length, ==, 16 * em);
    g_assert_true(read_length("小五", em, line, &length));
    g_assert_cmpint(length, ==, 9 * DK_PT);
    g_assert_true(read_length("1.5line", em, line, &length));
    g_assert_cmpint(length, ==, line * 3 / 2);
    g_assert_true(read_length("390mm", em, line, &length));
    g_assert_cmpint(length, ==, 1132044); /* 390 * 72 / 25.4 * 1024 = 1 132 044.09 */
    g_assert_false(read_length("50%", em, line, &length));
    g_assert_false(read_length("10000em", em, line, &length));
    g_assert_false(read_length("16", em, line, &length));
}

static const struct {
    const char *word;
    bool is_good;
    ModelInk ink;
} inks[] = {
    {"K100", true, {.k = 100}},
    {"M100 Y100", true, {.m = 100, .y = 100}},
    {"C0 M100 Y100 K0", true, {.m = 100, .y = 100}},
    {"Y5.5  C1", true, {.c = 1, .y = 5.5}},
    {"none", true, {.is_none = true}},
    {"K0", true, {0}},
    {"", false},
    {"K", false},
    {"K101", false},
    {"K-1", false},
    {"K1 K2", false},
    {"K1,M2", false},
    {"k100", false},
    {"K100%", false},
    {"None", false},
    {"R255", false},
    {"K 100", false},
    {"K1e1", false},
    {"Knan", false},
    {" K1", false},
};

static void test_inks(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(inks); i++) {
        ModelInk ink = {0};
        g_test_message("\"%s\"", inks[i].word);
        g_assert_cmpint(read_parse_ink(inks[i].word, &ink), ==, inks[i].is_good);
        if (!inks[i].is_good) continue;
        g_assert_cmpfloat(ink.c, ==, inks[i].ink.c);
        g_assert_cmpfloat(ink.m, ==, inks[i].ink.m);
        g_assert_cmpfloat(ink.y, ==, inks[i].ink.y);
        g_assert_cmpfloat(ink.k, ==, inks[i].ink.k);
        g_assert_cmpint(ink.is_none, ==, inks[i].ink.is_none);
    }
}

void add_value_tests(void)
{
    g_test_add_func("/read/values/lengths", test_lengths);
    g_test_add_func("/read/values/command-line", test_command_line);
    g_test_add_func("/read/values/inks", test_inks);
}
