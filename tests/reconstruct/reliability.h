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

/* One case of what a list of confidences is for: the paper it is of, the level (a lead, a weight) that its confidence is read at. */
typedef struct {
    unsigned paper;
    int level; /* from 0 on */
    bool is_right;
} ReliabilityCase;

/* What a list of confidences is read off. */
typedef struct {
    const GArray *cases; /* ReliabilityCase */
    unsigned n_papers;
    int n_levels;
    double most; /* no level is surer than this: the list's own most */
} ReliabilityList;

/* How often each level is right in the cases of all papers but one: never less sure for a greater level (pool adjacent violators), and
 * never surer than half a case more that was wrong would leave it. */
void reliability_read_off(const ReliabilityList *list, unsigned left_out, double *confidences);
/* Cases, those of each paper by a list read off the other papers, so that none speaks for itself: prints and checks that table. */
void reliability_check_unseen(const char *what, const GArray *cases, const ReliabilityList *list);

#endif
