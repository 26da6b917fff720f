/* Lengths: the few conversions between points and the fixed-point unit. */
#include "base/base.h"

#include <math.h>

DkLength base_length_from_pt(double pt)
{
    double units = round(pt * DK_PT);
    g_assert(fabs(units) <= BASE_LENGTH_MAX);
    return (DkLength)units;
}

double base_length_pt(DkLength length)
{
    return (double)length / DK_PT;
}

DkLength base_length_scale(DkLength length, int64_t numerator, int64_t denominator)
{
    g_assert(denominator > 0);
    int64_t product = (int64_t)length * numerator;
    int64_t half = denominator / 2;
    int64_t scaled = product >= 0 ? (product + half) / denominator : -((-product + half) / denominator);
    g_assert(scaled >= INT32_MIN && scaled <= INT32_MAX);
    return (DkLength)scaled;
}
