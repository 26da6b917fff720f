/* A fuzzer's bytes as a text and the way it is set: what tests/fuzz/composer.c tries, and what it has found. */
#ifndef TESTS_CODED_H
#define TESTS_CODED_H

#include "laws.h"

/* Sets what the bytes stand for, and aborts when a law of laws.h is broken.  The first eight bytes choose style, language, direction and
 * measure, the rest is the text; false: they stand for nothing. */
bool coded_check(const uint8_t *bytes, size_t size, TextFonts *fonts);

#endif
