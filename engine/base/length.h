/* Lengths: fixed point, 1/1024 pt.  Sums are exact, so breaks and golden dumps are the same on every machine. */
#ifndef BASE_LENGTH_H
#define BASE_LENGTH_H

#include "duikai.h"

/* The largest length any input may ask for, 10 000 pt (3.5 m): sums of a million of them still fit 64 bits, of 200 fit 32. */
#define BASE_LENGTH_MAX (10000 * DK_PT)

/* A rectangle on the sheet: x to the right and y down from the trimmed sheet's top left corner. */
typedef struct {
    DkLength x, y, width, height;
} BaseRect;

/* Nearest length to `pt` points; `pt` must be finite and within BASE_LENGTH_MAX. */
DkLength base_length_from_pt(double pt);
/* `length` in points, exactly. */
double base_length_pt(DkLength length);
/* `length` times numerator / denominator, rounded to nearest, halves away from zero. */
DkLength base_length_scale(DkLength length, int64_t numerator, int64_t denominator);

#endif
