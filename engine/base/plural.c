/* Numbers and nouns in findings: "1 line", "2 lines".  A unit is kept in its plural, as programs read it; sentences have both. */
#include "base/base.h"

#include <string.h>

const char *base_plural(double n)
{
    return n == 1 ? "" : "s";
}

int base_unit_bytes(double amount, const char *unit)
{
    bool is_one = amount == 1 && g_str_has_suffix(unit, "s");
    return (int)strlen(unit) - is_one;
}
