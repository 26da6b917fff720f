/* Match: an assignment of greatest total weight.
 *
 * In: pairs of an end and a start with their weights.  Out: the pairs that are chosen.
 * Method.  Pairs that share no end and no start, even over others, are groups of their own.  Inside a group the assignment is exact:
 * Kuhn and Munkres by shortest augmenting paths, each start with a column of its own for going on from nothing.  A group of more starts
 * than a page has keeps the choice it came with, so that the cost stays linear.  Among equals the choice it came with stands. */
#include "reconstruct/stories/match.h"

#include <string.h>

#define GROUP_MOST 96     /* starts; a page has less than half as many legs */
#define FINE 1024         /* steps of a weight: one of them is enough to prefer the choice before */
#define FORBIDDEN 1000000 /* cost of what is no pair: more than any weight; each start may go on from nothing at no cost */

/* ---- Groups ---- */

typedef struct {
    GHashTable *nodes; /* end + 1 as it is, start + 1 negative -> node + 1 */
    GArray *parents;   /* guint: of each node */
} Groups;

static guint root_of(Groups *groups, guint node)
{
    guint *parents = (guint *)(void *)groups->parents->data;
    while (parents[node] != node) node = parents[node] = parents[parents[node]];
    return node;
}

static guint node_of(Groups *groups, int key)
{
    guint found = GPOINTER_TO_UINT(g_hash_table_lookup(groups->nodes, GINT_TO_POINTER(key)));
    if (found) return found - 1;
    guint node = groups->parents->len;
    g_array_append_val(groups->parents, node);
    g_hash_table_insert(groups->nodes, GINT_TO_POINTER(key), GUINT_TO_POINTER(node + 1));
    return node;
}

/* ---- One group ---- */

typedef struct {
    int n_starts, n_columns; /* columns: ends, then one of its own for each start; counted from 1, as starts are */
    int *costs;              /* start and column -> cost */
    int *rises, *falls;      /* of starts, of columns: what is taken off the costs */
    int *holders;            /* the start that has a column; 0: none */
    int *before;             /* the column before one on the path */
    int *least;              /* the least cost by which a column can be reached */
    bool *is_seen;
} Assignment;

static int *cost_at(const Assignment *assignment, int start, int column)
{
    return &assignment->costs[(gsize)(start - 1) * (gsize)assignment->n_columns + (gsize)(column - 1)];
}

/* Goes on from a column's holder: which column that was not seen yet is reached at the least cost. */
static int next_column(Assignment *assignment, int column)
{
    int start = assignment->holders[column], best = 0;
    for (int i = 1; i <= assignment->n_columns; i++) {
        if (assignment->is_seen[i]) continue;
        int cost = *cost_at(assignment, start, i) - assignment->rises[start] - assignment->falls[i];
        if (cost < assignment->least[i]) {
            assignment->least[i] = cost;
            assignment->before[i] = column;
        }
        if (!best || assignment->least[i] < assignment->least[best]) best = i;
    }
    int step = assignment->least[best];
    for (int i = 0; i <= assignment->n_columns; i++) {
        if (assignment->is_seen[i]) assignment->rises[assignment->holders[i]] += step;
        if (assignment->is_seen[i]) assignment->falls[i] -= step;
        else assignment->least[i] -= step;
    }
    return best;
}

/* Gives a start a column, others changing theirs. */
static void augment(Assignment *assignment, int start)
{
    int column = 0;
    assignment->holders[0] = start;
    for (int i = 0; i <= assignment->n_columns; i++) {
        assignment->least[i] = G_MAXINT / 2;
        assignment->is_seen[i] = false;
    }
    while (assignment->holders[column]) {
        assignment->is_seen[column] = true;
        column = next_column(assignment, column);
    }
    for (; column; column = assignment->before[column])
        assignment->holders[column] = assignment->holders[assignment->before[column]];
}

static void assign(Assignment *assignment)
{
    gsize n = (gsize)assignment->n_columns + 1;
    assignment->rises = g_new0(int, (gsize)assignment->n_starts + 1);
    assignment->falls = g_new0(int, n);
    assignment->holders = g_new0(int, n);
    assignment->before = g_new0(int, n);
    assignment->least = g_new0(int, n);
    assignment->is_seen = g_new0(bool, n);
    for (int i = 1; i <= assignment->n_starts; i++) augment(assignment, i);
    g_free(assignment->rises);
    g_free(assignment->falls);
    g_free(assignment->before);
    g_free(assignment->least);
    g_free(assignment->is_seen);
}

/* The number, from 1, of a key, which gets the next one when it has none. */
static int number_of(GHashTable *numbers, int key)
{
    int number = GPOINTER_TO_INT(g_hash_table_lookup(numbers, GINT_TO_POINTER(key + 1)));
    if (number) return number;
    number = (int)g_hash_table_size(numbers) + 1;
    g_hash_table_insert(numbers, GINT_TO_POINTER(key + 1), GINT_TO_POINTER(number));
    return number;
}

/* Settles the pairs of one group, given by their index. */
static void settle(GArray *pairs, const GArray *group)
{
    g_autoptr(GHashTable) ends = g_hash_table_new(NULL, NULL), starts = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < group->len; i++) {
        const RecMatch *pair = &g_array_index(pairs, RecMatch, g_array_index(group, guint, i));
        number_of(ends, pair->end);
        number_of(starts, pair->start);
    }
    int n_ends = (int)g_hash_table_size(ends), n_starts = (int)g_hash_table_size(starts);
    if (n_starts > GROUP_MOST) return;
    Assignment assignment = {.n_starts = n_starts, .n_columns = n_ends + n_starts};
    gsize n = (gsize)n_starts * (gsize)assignment.n_columns;
    assignment.costs = g_new(int, n);
    for (gsize i = 0; i < n; i++) assignment.costs[i] = FORBIDDEN;
    for (int i = 1; i <= n_starts; i++) *cost_at(&assignment, i, n_ends + i) = 0;
    for (guint i = 0; i < group->len; i++) {
        const RecMatch *pair = &g_array_index(pairs, RecMatch, g_array_index(group, guint, i));
        *cost_at(&assignment, number_of(starts, pair->start), number_of(ends, pair->end)) = -pair->weight * FINE - pair->is_chosen;
    }
    assign(&assignment);
    for (guint i = 0; i < group->len; i++) {
        RecMatch *pair = &g_array_index(pairs, RecMatch, g_array_index(group, guint, i));
        pair->is_chosen = assignment.holders[number_of(ends, pair->end)] == number_of(starts, pair->start);
    }
    g_free(assignment.costs);
    g_free(assignment.holders);
}

void rec_match(GArray *pairs)
{
    Groups groups = {g_hash_table_new(NULL, NULL), g_array_new(FALSE, FALSE, sizeof(guint))};
    for (guint i = 0; i < pairs->len; i++) {
        const RecMatch *pair = &g_array_index(pairs, RecMatch, i);
        guint a = root_of(&groups, node_of(&groups, pair->end + 1)), b = root_of(&groups, node_of(&groups, -pair->start - 1));
        g_array_index(groups.parents, guint, MAX(a, b)) = MIN(a, b);
    }
    g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref); /* of each root, in order */
    g_autoptr(GHashTable) lists = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < pairs->len; i++) {
        gpointer root = GUINT_TO_POINTER(root_of(&groups, node_of(&groups, g_array_index(pairs, RecMatch, i).end + 1)));
        GArray *list = g_hash_table_lookup(lists, root);
        if (!list) {
            list = g_array_new(FALSE, FALSE, sizeof(guint));
            g_hash_table_insert(lists, root, list);
            g_ptr_array_add(members, list);
        }
        g_array_append_val(list, i);
    }
    for (guint i = 0; i < members->len; i++) settle(pairs, members->pdata[i]);
    g_hash_table_unref(groups.nodes);
    g_array_unref(groups.parents);
}
