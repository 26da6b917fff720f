/* Values of the formats: lengths, inks, numbers; see layouts/README.md. */
#ifndef READ_VALUE_H
#define READ_VALUE_H

#include "model/model.h"

typedef enum {
    READ_GOOD,
    READ_NO_NUMBER,    /* it does not begin with a decimal number */
    READ_NO_UNIT,      /* a number alone */
    READ_UNKNOWN_UNIT, /* what follows the number is none */
    READ_TOO_LARGE
} ReadFault;

/* A decimal number at the start of `word`, digits with at most one point and a sign; `*end` is what follows.  Nothing else that C
 * would take (hexadecimal, exponents, inf, nan) is a number here. */
ReadFault read_parse_number(const char *word, double *number, const char **end);
/* `word` as a length; mm, in and the size names become points. */
ReadFault read_parse_length(const char *word, ModelLength *length);
/* `word` as an ink recipe; false when it is none. */
bool read_parse_ink(const char *word, ModelInk *ink);
/* The units as words, NULL-terminated, for messages. */
extern const char *const read_unit_words[];

#endif
