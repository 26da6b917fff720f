/* Slices: stories packed into a rectangle by cutting it across and down.
 *
 * In: the stories in order, a width.  Out: packings, the cheapest first.
 * Method: dynamic programming over (first story, last story, width).  A rectangle holds one story, or two rectangles one above the
 * other, or two side by side; the widths tried are those that the stories' own measures make with one to five legs, so that the
 * printed widths come out again where they fit.  A few packings are kept for each rectangle, each with its least depth and what
 * it may be deeper, so that two side by side can be made to end level.  Costs are named below; they count in lines of one column's
 * white. */
#include "reconstruct/plan/plan.h"

/* House values, weighed against those of leaf.c, for none is right by itself; N_OPTIONS and N_ROOT_OPTIONS bound time, not looks. */
#define N_OPTIONS 12
#define N_ROOT_OPTIONS 96
#define SIDE_COST 2.0     /* two heads side by side */
#define PULL_COST 0.25    /* a line by which a rectangle is made deeper, over a tenth of the width */
#define FOOT_COST 2.0     /* the same of white at its foot, when it gives no more */
#define DEPTH_COST 0.3    /* a line of depth, as far as options are compared that may grow into different pages */
#define SEAM_COST 90.0    /* a straight white line through the page: it falls in two (lint, page-cut) */
#define PARTS_STORIES 10u /* stories of a rectangle that is also cut into equal parts */

typedef struct {
    RecPartKind kind;
    int height, give;
    double cost, weight;
    unsigned split;    /* first story of the second part */
    int width;         /* of the first part, when side by side */
    int first, second; /* options of the parts; of a leaf: its number */
} Option;

/* A rectangle, with its options by weight. */
typedef struct {
    int width, n, most;
    Option options[];
} Node;

typedef struct {
    RecLeaves leaves;
    const RecRoom *room;
    Node **nodes;       /* by first and last story and width */
    GArray *all_leaves; /* RecLeaf */
    Node *seen;         /* whose leaves are shown */
} Packer;

/* ---- Options ---- */

/* Whether one option is never worse than another. */
static bool is_over(const Option *a, const Option *b)
{
    return a->cost <= b->cost && a->height <= b->height && a->height + a->give >= b->height + b->give;
}

static bool is_hopeless(const Node *node, double weight)
{
    return node->n == node->most && weight >= node->options[node->n - 1].weight;
}

/* Keeps an option: of two of one depth the better, of all the best. */
static void keep(Node *node, Option option)
{
    option.weight = option.cost + DEPTH_COST * option.height * node->width / 20.0;
    if (is_hopeless(node, option.weight)) return;
    int n = 0;
    for (int i = 0; i < node->n; i++)
        if (is_over(&node->options[i], &option)) return;
    for (int i = 0; i < node->n; i++)
        if (!is_over(&option, &node->options[i])) node->options[n++] = node->options[i];
    node->n = MIN(n, node->most - 1);
    int at = node->n;
    for (; at > 0 && node->options[at - 1].weight > option.weight; at--) node->options[at] = node->options[at - 1];
    node->options[at] = option;
    node->n++;
}

static void keep_leaf(const RecLeaf *leaf, void *data)
{
    Packer *packer = data;
    int number = (int)packer->all_leaves->len;
    g_array_append_vals(packer->all_leaves, leaf, 1);
    keep(packer->seen, (Option){REC_LEAF, leaf->height, leaf->give, leaf->cost, 0, 0, 0, number, 0});
}

/* ---- Two parts ---- */

static Node *solve(Packer *packer, unsigned first, unsigned last, int width);

static bool is_root(const Packer *packer, const unsigned range[3])
{
    return range[0] == 0 && range[2] == packer->leaves.n - 1;
}

/* A seam from side to side is as it should be above one story that runs over the page's foot (lint, page-cut). */
static double stack_cost(const Packer *packer, const unsigned range[3], int width)
{
    bool is_foot = range[1] == range[2] && range[2] == packer->leaves.n - 1;
    return width == packer->room->width && !is_foot ? SEAM_COST : 0;
}

static void try_stack(Packer *packer, Node *node, const unsigned range[3], int width)
{
    Node *above = solve(packer, range[0], range[1] - 1, width), *below = solve(packer, range[1], range[2], width);
    double seam = stack_cost(packer, range, width);
    for (int i = 0; i < above->n; i++) {
        const Option *a = &above->options[i];
        for (int k = 0; k < below->n; k++) {
            const Option *b = &below->options[k];
            if (is_hopeless(node, a->weight + b->weight + seam)) break;
            Option option = {.kind = REC_STACK,
                             .height = a->height + REC_SEPARATION + b->height,
                             .give = a->give + b->give + REC_SEPARATION_GIVE,
                             .cost = a->cost + b->cost + seam,
                             .split = range[1],
                             .first = i,
                             .second = k};
            if (option.height <= packer->room->most) keep(node, option);
        }
    }
}

/* Two options side by side: the shallower one is made deeper as far as it gives, the rest is white. */
static Option beside(const Option *a, const Option *b, const int widths[2])
{
    const Option *low = a->height < b->height ? a : b;
    int width = a->height < b->height ? widths[0] : widths[1], gap = ABS(a->height - b->height), pulled = MIN(gap, low->give);
    int height = MAX(a->height, b->height);
    return (Option){.kind = REC_SIDE,
                    .height = height,
                    .give = MAX(0, MIN(a->height + a->give, b->height + b->give) - height),
                    .cost = a->cost + b->cost + SIDE_COST + (PULL_COST * pulled + FOOT_COST * (gap - pulled)) * width / 20.0};
}

static void try_side(Packer *packer, Node *node, const unsigned range[3], const int widths[2])
{
    Node *left = solve(packer, range[0], range[1] - 1, widths[0]), *right = solve(packer, range[1], range[2], widths[1]);
    double seam = is_root(packer, range) && !packer->room->is_bound ? SEAM_COST : 0;
    for (int i = 0; i < left->n; i++) {
        for (int k = 0; k < right->n; k++) {
            if (is_hopeless(node, left->options[i].weight + right->options[k].weight + seam)) break;
            Option option = beside(&left->options[i], &right->options[k], widths);
            option.cost += seam;
            option.split = range[1];
            option.width = widths[0];
            option.first = i;
            option.second = k;
            keep(node, option);
        }
    }
}

/* The widths that a story's own measure makes, as bits of `marks`. */
static void mark_widths(const RecCopy *copy, guint8 *marks, int most)
{
    int measure = copy->measure ? copy->measure : REC_USUAL_MEASURE;
    for (int n = 1; n <= 5; n++) {
        int width = n * measure + (n - 1) * REC_GUTTER;
        if (width <= most) marks[width] = 1;
    }
}

static void try_sides(Packer *packer, Node *node, const unsigned range[3], int width)
{
    int room = width - REC_GUTTER;
    if (room < 2 * REC_LEAST_MEASURE) return;
    guint8 marks[REC_WIDTH_MAX + 1] = {0}, mirrored[REC_WIDTH_MAX + 1] = {0};
    unsigned n_stories = range[2] - range[0] + 1;
    for (unsigned i = range[0]; i < range[1]; i++) mark_widths(packer->leaves.copies[i], marks, room);
    for (unsigned i = range[1]; i <= range[2]; i++) mark_widths(packer->leaves.copies[i], mirrored, room);
    for (int parts = 2; parts <= 4 && n_stories <= PARTS_STORIES; parts++) marks[room / parts] = marks[room - room / parts] = 1;
    marks[room / 2] = 1;
    for (int first = REC_LEAST_MEASURE; first <= room - REC_LEAST_MEASURE; first++)
        if (marks[first] || mirrored[room - first]) try_side(packer, node, range, (int[]){first, room - first});
}

static Node *new_node(const Packer *packer, unsigned first, unsigned last, int width)
{
    int most = first == 0 && last == packer->leaves.n - 1 ? N_ROOT_OPTIONS : N_OPTIONS;
    Node *node = g_malloc(sizeof *node + (size_t)most * sizeof *node->options);
    node->width = width;
    node->n = 0;
    node->most = most;
    return node;
}

static Node *solve(Packer *packer, unsigned first, unsigned last, int width)
{
    unsigned n = packer->leaves.n;
    Node **kept = &packer->nodes[(first * n + last) * (unsigned)(packer->room->width + 1) + (unsigned)width];
    if (*kept) return *kept;
    Node *node = *kept = new_node(packer, first, last, width);
    if (first == last) {
        packer->seen = node;
        rec_leaves_of(&packer->leaves, first, width, keep_leaf, packer);
    }
    for (unsigned split = first + 1; split <= last; split++) {
        unsigned range[3] = {first, split, last};
        try_stack(packer, node, range, width);
        try_sides(packer, node, range, width);
    }
    return node;
}

/* ---- The packings found ---- */

/* Copies an option's rectangles, parts first; returns the number of the last. */
static int extract(Packer *packer, const Node *node, int number, const unsigned range[2], GArray *parts)
{
    const Option *option = &node->options[number];
    RecPart part = {.kind = option->kind, .width = node->width, .height = option->height, .give = option->give};
    if (option->kind == REC_LEAF) {
        part.leaf = g_array_index(packer->all_leaves, RecLeaf, option->first);
    } else {
        bool is_side = option->kind == REC_SIDE;
        int left = is_side ? option->width : node->width, right = is_side ? node->width - left - REC_GUTTER : node->width;
        unsigned first[2] = {range[0], option->split - 1}, second[2] = {option->split, range[1]};
        part.first = extract(packer, solve(packer, first[0], first[1], left), option->first, first, parts);
        part.second = extract(packer, solve(packer, second[0], second[1], right), option->second, second, parts);
    }
    g_array_append_val(parts, part);
    return (int)parts->len - 1;
}

static RecSlices *slices_of(Packer *packer, const Node *root, int number)
{
    RecSlices *slices = g_new0(RecSlices, 1);
    slices->parts = g_array_new(FALSE, FALSE, sizeof(RecPart));
    slices->blocks = g_array_new(FALSE, FALSE, sizeof(RecBlock));
    slices->rules = g_array_new(FALSE, FALSE, sizeof(RecRule));
    slices->width = packer->room->width;
    slices->height = root->options[number].height;
    extract(packer, root, number, (unsigned[]){0, packer->leaves.n - 1}, slices->parts);
    double white = REC_WHITE_COST * MAX(0, packer->room->least - slices->height - root->options[number].give);
    slices->cost = root->options[number].cost + white * slices->width / 20.0;
    rec_slices_lay(slices, NULL, packer->room->least);
    slices->cost += rec_slices_cut_cost(slices);
    return slices;
}

static int compare_costs(const void *a, const void *b)
{
    double left = (*(const RecSlices *const *)a)->cost, right = (*(const RecSlices *const *)b)->cost;
    return (left > right) - (left < right);
}

static void drop_packer(Packer *packer, unsigned n_nodes)
{
    for (unsigned i = 0; i < n_nodes; i++) g_free(packer->nodes[i]);
    g_free(packer->nodes);
    g_free(packer->leaves.lines);
    g_array_unref(packer->all_leaves);
}

GPtrArray *rec_slices_find(RecCopy *const *copies, unsigned n, const RecRoom *room)
{
    g_assert(room->width <= REC_WIDTH_MAX);
    unsigned n_widths = (unsigned)room->width + 1;
    Packer packer = {.leaves = {copies, n, room->width, room->line, g_new0(int, n *n_widths)},
                     .room = room,
                     .nodes = g_new0(Node *, n * n * n_widths),
                     .all_leaves = g_array_new(FALSE, FALSE, sizeof(RecLeaf))};
    const Node *root = solve(&packer, 0, n - 1, room->width);
    GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)rec_slices_free);
    for (int i = 0; i < root->n; i++)
        if (root->options[i].height <= room->most) g_ptr_array_add(found, slices_of(&packer, root, i));
    g_ptr_array_sort(found, compare_costs);
    drop_packer(&packer, n * n * n_widths);
    return found;
}
