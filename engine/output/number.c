/* Numbers in output files: fixed decimals made from integers, so that neither the locale nor a NaN can reach a file. */
#include "output/shared.h"

void output_decimal(GString *out, int64_t value, unsigned decimals)
{
    char digits[32];
    unsigned n = 0;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    for (; decimals > 0 && rest % 10 == 0; decimals--) rest /= 10;
    if (value < 0 && rest > 0) g_string_append_c(out, '-');
    for (; rest > 0 || n < decimals; rest /= 10) digits[n++] = (char)('0' + rest % 10);
    if (n == 0) digits[n++] = '0';
    while (n > 0) {
        if (n == decimals) g_string_append_c(out, '.');
        g_string_append_c(out, digits[--n]);
    }
}

void output_points(GString *out, int64_t length)
{
    int64_t scaled = length * 10000;
    int64_t half = scaled < 0 ? -DK_PT / 2 : DK_PT / 2;
    output_decimal(out, (scaled + half) / DK_PT, 4);
}
