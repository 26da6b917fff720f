/* Sizes of heads: the grades of type, and the arithmetic by which editors plan a head (RULES 2.1, 2.3). */
#include "model/model.h"

/* The grades of type in points (RULES 2.1, CLREQ 2.1), with the display sizes above them; above 72 steps of a sixth or less (house
 * rule). */
static const double grades[] = {5,  5.5, 6.5, 7.5, 9,  10.5, 12, 14, 15,  16,  18,  22,  24,
                                26, 36,  42,  56,  63, 72,   84, 96, 112, 128, 144, 168, 192};

DkLength model_grade_below(DkLength size, int steps)
{
    int below = 0;
    while (below < (int)G_N_ELEMENTS(grades) && base_length_from_pt(grades[below]) < size) below++;
    return below == 0 ? size : base_length_from_pt(grades[MAX(0, below - steps)]);
}

int model_title_capacity(DkLength width, DkLength size)
{
    return size > 0 ? width / size : 0;
}

int model_title_lines(const DkLength *sizes, unsigned n, DkLength line, int blanks)
{
    int64_t sum = (int64_t)blanks * line;
    for (unsigned i = 0; i < n; i++) sum += sizes[i];
    return line > 0 ? (int)((sum + line - 1) / line) : 0;
}
