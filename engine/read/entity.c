/* Entities: the names a newspaper's text may hold, out of HTML's two thousand, and all numeric ones. */
#include "read/markdown.h"

#include <string.h>

static const struct {
    const char *name;
    gunichar c;
} entities[] = {
    {"amp", '&'},       {"lt", '<'},       {"gt", '>'},        {"quot", '"'},      {"apos", '\''},     {"nbsp", 0xa0},
    {"iexcl", 0xa1},    {"cent", 0xa2},    {"pound", 0xa3},    {"curren", 0xa4},   {"yen", 0xa5},      {"brvbar", 0xa6},
    {"sect", 0xa7},     {"uml", 0xa8},     {"copy", 0xa9},     {"ordf", 0xaa},     {"laquo", 0xab},    {"not", 0xac},
    {"shy", 0xad},      {"reg", 0xae},     {"macr", 0xaf},     {"deg", 0xb0},      {"plusmn", 0xb1},   {"sup2", 0xb2},
    {"sup3", 0xb3},     {"acute", 0xb4},   {"micro", 0xb5},    {"para", 0xb6},     {"middot", 0xb7},   {"cedil", 0xb8},
    {"sup1", 0xb9},     {"ordm", 0xba},    {"raquo", 0xbb},    {"frac14", 0xbc},   {"frac12", 0xbd},   {"frac34", 0xbe},
    {"iquest", 0xbf},   {"times", 0xd7},   {"divide", 0xf7},   {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009},
    {"zwnj", 0x200c},   {"zwj", 0x200d},   {"ndash", 0x2013},  {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019},
    {"ldquo", 0x201c},  {"rdquo", 0x201d}, {"dagger", 0x2020}, {"Dagger", 0x2021}, {"bull", 0x2022},   {"hellip", 0x2026},
    {"permil", 0x2030}, {"prime", 0x2032}, {"Prime", 0x2033},  {"lsaquo", 0x2039}, {"rsaquo", 0x203a}, {"euro", 0x20ac},
    {"numero", 0x2116}, {"trade", 0x2122}, {"larr", 0x2190},   {"uarr", 0x2191},   {"rarr", 0x2192},   {"darr", 0x2193},
    {"minus", 0x2212},  {"infin", 0x221e}, {"ne", 0x2260},     {"le", 0x2264},     {"ge", 0x2265},
};

/* Digits of a numeric entity up to its ';'; md4c has checked that they are digits, and at most seven. */
static gunichar numeric(const char *digits, unsigned base)
{
    guint64 number = g_ascii_strtoull(digits, NULL, base);
    bool is_text = number >= 0x20 && number != 0x7f && !(number >= 0x80 && number < 0xa0);
    return is_text && number <= 0x10ffff && g_unichar_validate((gunichar)number) ? (gunichar)number : 0;
}

gunichar read_entity(const char *bytes, size_t n)
{
    char name[16] = {0};
    if (n < 3 || n - 2 >= sizeof name) return 0;
    memcpy(name, bytes + 1, n - 2);
    if (name[0] == '#') return name[1] == 'x' || name[1] == 'X' ? numeric(name + 2, 16) : numeric(name + 1, 10);
    for (size_t i = 0; i < G_N_ELEMENTS(entities); i++)
        if (strcmp(entities[i].name, name) == 0) return entities[i].c;
    return 0;
}
