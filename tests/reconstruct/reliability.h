/* How often what was said with some confidence was right. */
#ifndef TESTS_RECONSTRUCT_RELIABILITY_H
#define TESTS_RECONSTRUCT_RELIABILITY_H

#include <glib.h>
#include <stdbool.h>

#define RELIABILITY_N_BINS 6
extern const double reliability_edges[RELIABILITY_N_BINS + 1];

/* What was said in bins of confidence, and how often it was right. */
typedef struct {
    unsigned n[RELIABILITY_N_BINS], n_right[RELIABILITY_N_BINS];
    double said[RELIABILITY_N_BINS];
} Reliability;

void reliability_enter(Reliability *table, double confidence, bool is_right);
/* Prints the table, and fails where a bin was right less often than it said, beyond what chance allows (as rare as two standard errors), and where
 * of what was said at 0.95 and more less than 19 of 20 was right. */
void reliability_check(const char *what, const Reliability *table);

#endif
