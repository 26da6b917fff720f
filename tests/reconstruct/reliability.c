#include "reconstruct/reliability.h"

#include <math.h>

#define CHANCE 0.0228 /* of a normal variable, to be two standard errors below its mean */

const double reliability_edges[RELIABILITY_N_BINS + 1] = {0, 0.6, 0.8, 0.9, 0.95, 0.99, 1.01};

void reliability_enter(Reliability *table, double confidence, bool is_right)
{
    size_t bin = 0;
    while (bin + 1 < RELIABILITY_N_BINS && confidence >= reliability_edges[bin + 1]) bin++;
    table->n[bin]++;
    table->n_right[bin] += is_right;
    table->said[bin] += confidence;
}

/* Prints how many were right of what was said at 0.95 and more, from 0.8 on, and below. */
static void print_thirds(const char *what, const Reliability *table)
{
    unsigned n[3] = {0}, n_right[3] = {0};
    for (size_t i = 0; i < RELIABILITY_N_BINS; i++) {
        int third = reliability_edges[i] >= 0.95 ? 0 : reliability_edges[i] >= 0.8 ? 1 : 2;
        n[third] += table->n[i];
        n_right[third] += table->n_right[i];
    }
    g_test_message("%s: at .95 %u of %u, at .8 %u of %u, below %u of %u right", what, n_right[0], n[0], n_right[1], n[1],
                   n_right[2], n[2]);
}

/* How probable it is that no more than `n_right` of `n` are right when each is with probability `share`: the binomial tail. */
static double tail_of(unsigned n, unsigned n_right, double share)
{
    double sum = 0;
    if (share <= 0 || n_right >= n) return 1;
    for (unsigned k = 0; k <= n_right; k++)
        sum += exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(share) + (n - k) * log1p(-share));
    return sum;
}

void reliability_check(const char *what, const Reliability *table)
{
    unsigned n_sure = 0, n_sure_right = 0;
    g_test_message("%s: said | mean | right of all | share", what);
    for (size_t i = 0; i < RELIABILITY_N_BINS; i++) {
        if (!table->n[i]) continue;
        double mean = table->said[i] / table->n[i], share = (double)table->n_right[i] / table->n[i];
        g_test_message("  %.2f to %.2f | %.3f | %u of %u | %.3f", reliability_edges[i], MIN(1, reliability_edges[i + 1]), mean,
                       table->n_right[i], table->n[i], share);
        if (reliability_edges[i] >= 0.95) n_sure += table->n[i];
        if (reliability_edges[i] >= 0.95) n_sure_right += table->n_right[i];
        g_assert_cmpfloat(tail_of(table->n[i], table->n_right[i], mean - 0.01), >=, CHANCE);
    }
    print_thirds(what, table);
    g_assert_cmpuint(n_sure_right * 20, >=, n_sure * 19);
}

/* Cases of some levels taken together. */
typedef struct {
    int first; /* level */
    double n, n_right;
} Pool;

static double share_of(const Pool *pool)
{
    return (pool->n_right + 0.5) / (pool->n + 1);
}

void reliability_read_off(const ReliabilityList *list, unsigned left_out, double *confidences)
{
    g_autofree Pool *pools = g_new0(Pool, list->n_levels), *levels = g_new0(Pool, list->n_levels);
    for (guint i = 0; i < list->cases->len; i++) {
        const ReliabilityCase *one = &g_array_index(list->cases, ReliabilityCase, i);
        Pool *level = &levels[CLAMP(one->level, 0, list->n_levels - 1)];
        level->n += one->paper != left_out;
        level->n_right += one->paper != left_out && one->is_right;
    }
    int n = 0;
    for (int level = 0; level < list->n_levels; level++) {
        pools[n++] = (Pool){level, levels[level].n, levels[level].n_right};
        for (; n > 1 && share_of(&pools[n - 1]) < share_of(&pools[n - 2]); n--) {
            pools[n - 2].n += pools[n - 1].n;
            pools[n - 2].n_right += pools[n - 1].n_right;
        }
    }
    for (int i = 0; i < n; i++)
        for (int level = pools[i].first; level < (i + 1 < n ? pools[i + 1].first : list->n_levels); level++)
            confidences[level] = MIN(share_of(&pools[i]), list->most);
}

void reliability_check_unseen(const char *what, const GArray *cases, const ReliabilityList *list)
{
    Reliability table = {0};
    g_autofree double *confidences = g_new(double, list->n_levels);
    for (unsigned paper = 0; paper < list->n_papers; paper++) {
        reliability_read_off(list, paper, confidences);
        for (guint i = 0; i < cases->len; i++) {
            const ReliabilityCase *one = &g_array_index(cases, ReliabilityCase, i);
            if (one->paper == paper)
                reliability_enter(&table, confidences[CLAMP(one->level, 0, list->n_levels - 1)], one->is_right);
        }
    }
    g_autofree char *words = g_strdup_printf("%s, each paper by the others", what);
    reliability_check(words, &table);
}
