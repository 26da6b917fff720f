/* What holds of every paragraph that is set, whatever its text and style. */
#ifndef TESTS_LAWS_H
#define TESTS_LAWS_H

#include "paragraph/paragraph.h"

/* Aborts when the shaped paragraph breaks a law of text/: every byte in one cluster, in order, clusters and glyphs in their runs. */
void laws_check_text(const TextRuns *runs, unsigned paragraph);
/* Aborts when the lines break a law of paragraph/: every cluster once and in order, no line over its measure, flush lines flush, no
 * forbidden edge unless it is reported. */
void laws_check_lines(const ParLines *lines, const ParResult *result, const ParRequest *request);
/* Aborts when total-fit's breaks cost more than first-fit's. */
void laws_check_breakers(const ParRequest *request);

#endif
