/* Values: strict readers of numbers, lengths and inks. */
#include "read/value.h"

#include <math.h>
#include <string.h>

#include "read/read.h"

#define NUMBER_MAX 10000.0 /* of any number, in whatever unit it counts: BASE_LENGTH_MAX in points */
#define DIGITS_MAX 32

/* CLREQ 2.1 and the trade: sizes by name, in DTP points. */
static const struct {
    const char *name;
    double pt;
} sizes[] = {
    {"初号", 42}, {"小初", 36}, {"一号", 26},   {"小一", 24}, {"二号", 22},  {"小二", 18},  {"三号", 16},  {"小三", 15},
    {"四号", 14}, {"小四", 12}, {"五号", 10.5}, {"小五", 9},  {"六号", 7.5}, {"小六", 6.5}, {"七号", 5.5}, {"八号", 5},
};

static const struct {
    const char *word;
    ModelUnit unit;
    double numerator, denominator; /* to MODEL_UNIT_PT; two numbers, so that one division rounds once */
} units[] = {
    {"pt", MODEL_UNIT_PT, 1, 1}, {"mm", MODEL_UNIT_PT, 72, 25.4}, {"in", MODEL_UNIT_PT, 72, 1},
    {"em", MODEL_UNIT_EM, 1, 1}, {"line", MODEL_UNIT_LINE, 1, 1}, {"%", MODEL_UNIT_PERCENT, 1, 1},
};
const char *const read_unit_words[] = {"pt", "mm", "in", "em", "line", "%", NULL};

ReadFault read_parse_number(const char *word, double *number, const char **end)
{
    const char *p = word + (*word == '-' || *word == '+');
    size_t whole = strspn(p, "0123456789");
    size_t part = p[whole] == '.' ? strspn(p + whole + 1, "0123456789") : 0;
    if (whole == 0 && part == 0) return READ_NO_NUMBER;
    if (p[whole] == '.' && part == 0) return READ_NO_NUMBER;
    *end = p + whole + (part ? part + 1 : 0);
    if (*end - word > DIGITS_MAX) return READ_TOO_LARGE;
    char digits[DIGITS_MAX + 1] = {0};
    memcpy(digits, word, (size_t)(*end - word));
    *number = g_ascii_strtod(digits, NULL);
    return fabs(*number) <= NUMBER_MAX ? READ_GOOD : READ_TOO_LARGE;
}

static bool parse_size_name(const char *word, ModelLength *length)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        if (strcmp(word, sizes[i].name) != 0) continue;
        *length = (ModelLength){.value = sizes[i].pt, .unit = MODEL_UNIT_PT};
        return true;
    }
    return false;
}

ReadFault read_parse_length(const char *word, ModelLength *length)
{
    if (parse_size_name(word, length)) return READ_GOOD;
    double number = 0;
    const char *unit = word;
    ReadFault fault = read_parse_number(word, &number, &unit);
    if (fault != READ_GOOD) return fault;
    while (*unit == ' ') unit++;
    if (*unit == '\0') return READ_NO_UNIT;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (strcmp(unit, units[i].word) != 0) continue;
        *length = (ModelLength){.value = number * units[i].numerator / units[i].denominator, .unit = units[i].unit};
        return fabs(length->value) <= NUMBER_MAX ? READ_GOOD : READ_TOO_LARGE;
    }
    return READ_UNKNOWN_UNIT;
}

/* One part of a recipe, "M100", into its place in `inks`; NULL when it is none, else what follows. */
static const char *parse_ink_part(const char *word, double inks[4], bool has[4])
{
    static const char letters[] = "CMYK";
    const char *letter = *word ? strchr(letters, *word) : NULL;
    const char *end = word;
    double number = 0;
    if (!letter || !g_ascii_isdigit(word[1]) || read_parse_number(word + 1, &number, &end) != READ_GOOD) return NULL;
    size_t i = (size_t)(letter - letters);
    if (has[i] || number > 100 || (*end != ' ' && *end != '\0')) return NULL;
    has[i] = true;
    inks[i] = number;
    return end;
}

bool read_parse_ink(const char *word, ModelInk *ink)
{
    *ink = (ModelInk){0};
    if (strcmp(word, "none") == 0) {
        ink->is_none = true;
        return true;
    }
    double inks[4] = {0};
    bool has[4] = {false};
    const char *p = word;
    do {
        p = parse_ink_part(p, inks, has);
        while (p && *p == ' ') p++;
    } while (p && *p);
    *ink = (ModelInk){.c = inks[0], .m = inks[1], .y = inks[2], .k = inks[3]};
    return p != NULL;
}

bool read_length(const char *word, DkLength em, DkLength line, DkLength *length)
{
    ModelLength written;
    if (read_parse_length(word, &written) != READ_GOOD) return false;
    double pt = written.value;
    if (written.unit == MODEL_UNIT_PERCENT) return false;
    if (written.unit == MODEL_UNIT_EM) pt *= base_length_pt(em);
    if (written.unit == MODEL_UNIT_LINE) pt *= base_length_pt(line);
    if (fabs(pt) > base_length_pt(BASE_LENGTH_MAX)) return false;
    *length = base_length_from_pt(pt);
    return true;
}
