/* Slices: stories packed into a rectangle by cutting it across and down.
 *
 * In: the stories in order, a width.  Out: a block for each, and the rules between them.
 * Method: dynamic programming over (first story, last story, width).  A rectangle holds one story, or two rectangles one above the
 * other, or two side by side; the widths tried are those that the stories' own measures make with one to five legs, so that the
 * printed widths come out again where they fit.  A few packings of different depth are kept for each rectangle.  Costs are named
 * below; they count in lines of one column's white. */
#include <math.h>

#include "reconstruct/plan.h"

#define N_OPTIONS 8
#define LEAST_MEASURE 16     /* cells: 8 em; narrower columns are torn open (RULES 1.8) */
#define MOST_MEASURE 56      /* 28 em: wider lines lose the reader */
#define USUAL_MEASURE 34     /* of a story that shows none */
#define MEASURE_COST 60.0    /* for a measure e times as wide as the evidence, or as narrow */
#define SHALLOW_COST 6.0     /* for each line that a leg lacks of five */
#define SIDE_COST 2.0        /* two heads side by side */
#define WHITE_COST 1.0       /* a line of white, over a tenth of the width */
#define DEPTH_COST 0.3       /* a line of depth, as far as options are compared that may grow into different pages */
#define SEPARATION 1         /* grid lines between blocks one above the other */
#define LEAD_SIZE 3.6        /* body ems that the lead's headline wants to have ... */
#define LEAD_COST 60.0       /* ... for each that it lacks */
#define LEAD_LINES_COST 20.0 /* for each line of it past the second */
#define SEAM_COST 25.0       /* a straight white line from side to side: the page falls in two (lint, page-cut) */

typedef enum { LEAF, STACK, SIDE } Kind;

typedef struct {
    Kind kind;
    int height;
    double cost;
    unsigned split;    /* first story of the second part */
    int width;         /* of the first part, when side by side */
    int first, second; /* options of the parts */
    int n_legs, measure;
} Option;

typedef struct {
    Option options[N_OPTIONS];
    int n;
} Node;

typedef struct {
    RecCopy *const *copies;
    unsigned n;
    int width;         /* of the page */
    GHashTable *nodes; /* key -> Node */
    GHashTable *lines; /* story and measure -> lines + 1 */
    RecSlices *out;
} Packer;

/* ---- One story ---- */

static int body_lines(Packer *packer, unsigned story, int measure)
{
    void *key = GUINT_TO_POINTER(story << 8 | (unsigned)measure);
    int known = GPOINTER_TO_INT(g_hash_table_lookup(packer->lines, key));
    if (known) return known - 1;
    int n = rec_copy_lines(packer->copies[story], measure);
    g_hash_table_insert(packer->lines, key, GINT_TO_POINTER(n + 1));
    return n;
}

static int picture_lines(const RecCopy *copy, int width)
{
    return copy->n_pictures ? CLAMP(width / 6, 8, 26) : 0;
}

/* Rows of each leg; one line in forty may turn out longer in the face itself. */
static int rows_of(Packer *packer, unsigned story, int n_legs, int measure)
{
    int n = body_lines(packer, story, measure);
    return (n + n / 40 + n_legs - 1) / n_legs;
}

static int head_and_pictures(const Packer *packer, unsigned story, int width)
{
    const RecCopy *copy = packer->copies[story];
    return rec_head_of(copy, width, copy->is_lead).lines + copy->n_pictures * (picture_lines(copy, width) + 2);
}

/* What an option is worth keeping for: its cost, and the room it takes, which its neighbours would want. */
static double weight(const Option *option, int width)
{
    return option->cost + DEPTH_COST * option->height * width / 20.0;
}

/* Keeps an option of `width` cells: of two of about one height the cheaper, of all the best. */
static void keep(Node *node, Option option, int width)
{
    int worst = -1;
    for (int i = 0; i < node->n; i++) {
        Option *other = &node->options[i];
        if (ABS(other->height - option.height) <= 1) {
            if (option.cost < other->cost) *other = option;
            return;
        }
        if (worst < 0 || weight(other, width) > weight(&node->options[worst], width)) worst = i;
    }
    if (node->n < N_OPTIONS) node->options[node->n++] = option;
    else if (weight(&option, width) < weight(&node->options[worst], width)) node->options[worst] = option;
}

/* The cells that legs of a given measure leave empty, over all their lines. */
static double white_of(int width, int n_legs, int measure, int rows)
{
    return WHITE_COST * (width - n_legs * measure - (n_legs - 1) * REC_GUTTER) * rows / 20.0;
}

/* What the lead's headline lacks to be the strongest of the page. */
static double lead_cost(const RecCopy *copy, int width)
{
    if (!copy->is_lead || !copy->headline) return 0;
    RecHead head = rec_head_of(copy, width, true);
    return LEAD_COST * MAX(0, LEAD_SIZE - head.headline_size) + LEAD_LINES_COST * MAX(0, head.headline_lines - 2);
}

static void try_leaf(Packer *packer, Node *node, unsigned story, int width)
{
    int wanted = packer->copies[story]->measure ? packer->copies[story]->measure : USUAL_MEASURE;
    bool keeps_lines = packer->copies[story]->keeps_lines;
    for (int n_legs = 1; n_legs <= REC_LEGS_MAX; n_legs++) {
        int measure = (width - (n_legs - 1) * REC_GUTTER) / n_legs;
        if (measure < LEAST_MEASURE) break;
        if (keeps_lines && measure < wanted) break;
        if (!keeps_lines && measure > MOST_MEASURE && (width - REC_GUTTER) / 2 >= LEAST_MEASURE) continue;
        int rows = rows_of(packer, story, n_legs, keeps_lines ? wanted : measure);
        double cost = SHALLOW_COST * MAX(0, 5 - rows) + lead_cost(packer->copies[story], width);
        cost += keeps_lines ? white_of(width, n_legs, wanted, rows) : MEASURE_COST * fabs(log((double)measure / wanted));
        keep(node,
             (Option){.kind = LEAF,
                      .height = head_and_pictures(packer, story, width) + rows,
                      .cost = cost,
                      .n_legs = n_legs,
                      .measure = keeps_lines ? wanted : measure},
             width);
    }
}

/* ---- Two parts ---- */

static Node *solve(Packer *packer, unsigned first, unsigned last, int width);

static void try_stack(Packer *packer, Node *node, const unsigned range[3], int width)
{
    Node *above = solve(packer, range[0], range[1] - 1, width), *below = solve(packer, range[1], range[2], width);
    double seam = width == packer->width ? SEAM_COST : 0;
    for (int i = 0; i < above->n; i++)
        for (int k = 0; k < below->n; k++)
            keep(node,
                 (Option){.kind = STACK,
                          .height = above->options[i].height + SEPARATION + below->options[k].height,
                          .cost = above->options[i].cost + below->options[k].cost + seam,
                          .split = range[1],
                          .first = i,
                          .second = k},
                 width);
}

static void try_side(Packer *packer, Node *node, const unsigned range[3], const int widths[2])
{
    Node *left = solve(packer, range[0], range[1] - 1, widths[0]), *right = solve(packer, range[1], range[2], widths[1]);
    for (int i = 0; i < left->n; i++) {
        for (int k = 0; k < right->n; k++) {
            const Option *a = &left->options[i], *b = &right->options[k];
            int shorter = a->height < b->height ? widths[0] : widths[1];
            double white = WHITE_COST * ABS(a->height - b->height) * shorter / 20.0;
            keep(node,
                 (Option){.kind = SIDE,
                          .height = MAX(a->height, b->height),
                          .cost = a->cost + b->cost + white + SIDE_COST,
                          .split = range[1],
                          .width = widths[0],
                          .first = i,
                          .second = k},
                 widths[0] + REC_GUTTER + widths[1]);
        }
    }
}

/* The widths that a story's own measure makes, as bits of `marks`. */
static void mark_widths(const RecCopy *copy, guint8 *marks, int most)
{
    int measure = copy->measure ? copy->measure : USUAL_MEASURE;
    for (int n = 1; n <= 5; n++) {
        int width = n * measure + (n - 1) * REC_GUTTER;
        if (width <= most) marks[width] = 1;
    }
}

static void try_sides(Packer *packer, Node *node, const unsigned range[3], int width)
{
    int room = width - REC_GUTTER;
    if (room < 2 * LEAST_MEASURE) return;
    g_autofree guint8 *marks = g_malloc0((gsize)room + 1);
    g_autofree guint8 *mirrored = g_malloc0((gsize)room + 1);
    unsigned n_stories = range[2] - range[0] + 1;
    for (unsigned i = range[0]; i < range[1]; i++) mark_widths(packer->copies[i], marks, room);
    for (unsigned i = range[1]; i <= range[2]; i++) mark_widths(packer->copies[i], mirrored, room);
    for (int parts = 2; parts <= 4 && n_stories <= 10; parts++) marks[room / parts] = marks[room - room / parts] = 1;
    marks[room / 2] = 1;
    for (int first = LEAST_MEASURE; first <= room - LEAST_MEASURE; first++)
        if (marks[first] || mirrored[room - first]) try_side(packer, node, range, (int[]){first, room - first});
}

static Node *solve(Packer *packer, unsigned first, unsigned last, int width)
{
    guint64 key = (guint64)first << 40 | (guint64)last << 20 | (guint64)width;
    Node *node = g_hash_table_lookup(packer->nodes, &key);
    if (node) return node;
    node = g_new0(Node, 1);
    guint64 *kept = g_new(guint64, 1);
    *kept = key;
    g_hash_table_insert(packer->nodes, kept, node);
    if (first == last) try_leaf(packer, node, first, width);
    for (unsigned split = first + 1; split <= last; split++) {
        unsigned range[3] = {first, split, last};
        try_stack(packer, node, range, width);
        try_sides(packer, node, range, width);
    }
    return node;
}

/* ---- Laying out ---- */

static void place(Packer *packer, const Node *node, int option, const RecBlock *area, unsigned last);

static void place_leaf(Packer *packer, const Option *option, const RecBlock *area)
{
    const RecCopy *copy = packer->copies[area->story];
    RecBlock block = *area;
    block.is_lead = copy->is_lead;
    block.n_legs = option->n_legs;
    block.measure = option->measure;
    block.rows = rows_of(packer, area->story, option->n_legs, option->measure);
    block.head = rec_head_of(copy, area->width, copy->is_lead);
    block.picture_lines = picture_lines(copy, area->width);
    int room = area->lines - option->height;
    int taken = copy->n_pictures ? MIN(room / copy->n_pictures, 16) : 0;
    block.picture_lines += taken;
    room -= taken * copy->n_pictures;
    if (block.head.headline) { /* what is left is air about the headline */
        block.head.headline += MIN(room, 4);
        block.head.lines += MIN(room, 4);
    }
    g_array_append_val(packer->out->blocks, block);
}

static void add_rule(Packer *packer, RecRule rule)
{
    g_array_append_val(packer->out->rules, rule);
}

static void place_stack(Packer *packer, const Option *option, const RecBlock *area, unsigned last)
{
    const Node *above = solve(packer, area->story, option->split - 1, area->width);
    const Node *below = solve(packer, option->split, last, area->width);
    int heights[2] = {above->options[option->first].height, below->options[option->second].height};
    int room = area->lines - heights[0] - heights[1] - SEPARATION;
    RecBlock top = *area, foot = *area;
    top.lines = heights[0] + room * heights[0] / (heights[0] + heights[1]);
    foot.story = option->split;
    foot.line = area->line + top.lines + SEPARATION;
    foot.lines = area->lines - top.lines - SEPARATION;
    add_rule(packer, (RecRule){area->x, foot.line - SEPARATION, area->width, 0});
    place(packer, above, option->first, &top, option->split - 1);
    place(packer, below, option->second, &foot, last);
}

static void place_side(Packer *packer, const Option *option, const RecBlock *area, unsigned last)
{
    RecBlock left = *area, right = *area;
    left.width = option->width;
    right.story = option->split;
    right.x = area->x + option->width + REC_GUTTER;
    right.width = area->width - option->width - REC_GUTTER;
    add_rule(packer, (RecRule){right.x - REC_GUTTER, area->line, 0, area->lines});
    place(packer, solve(packer, area->story, option->split - 1, left.width), option->first, &left, option->split - 1);
    place(packer, solve(packer, option->split, last, right.width), option->second, &right, last);
}

static void place(Packer *packer, const Node *node, int option, const RecBlock *area, unsigned last)
{
    const Option *chosen = &node->options[option];
    switch (chosen->kind) {
    case LEAF: place_leaf(packer, chosen, area); break;
    case STACK: place_stack(packer, chosen, area, last); break;
    case SIDE: place_side(packer, chosen, area, last); break;
    }
}

/* The option that fits between `least` and `most` lines at the least cost, white at the foot counted; -1: none fits. */
static int choose(const Node *node, int width, int least, int most)
{
    int best = -1;
    double best_cost = 0;
    for (int i = 0; i < node->n; i++) {
        const Option *option = &node->options[i];
        if (option->height > most) continue;
        double cost = option->cost + WHITE_COST * MAX(0, least - option->height) * width / 20.0;
        if (best >= 0 && cost >= best_cost) continue;
        best = i;
        best_cost = cost;
    }
    return best;
}

RecSlices *rec_slices_new(RecCopy *const *copies, unsigned n, int width, int least, int most)
{
    Packer packer = {
        .copies = copies, .n = n, .width = width, .nodes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free)};
    packer.lines = g_hash_table_new(NULL, NULL);
    const Node *root = solve(&packer, 0, n - 1, width);
    int option = choose(root, width, least, most);
    if (option >= 0) {
        RecSlices *slices = packer.out = g_new0(RecSlices, 1);
        slices->blocks = g_array_new(FALSE, FALSE, sizeof(RecBlock));
        slices->rules = g_array_new(FALSE, FALSE, sizeof(RecRule));
        slices->height = MAX(root->options[option].height, least);
        slices->cost = root->options[option].cost + WHITE_COST * MAX(0, least - root->options[option].height) * width / 20.0;
        place(&packer, root, option, &(RecBlock){.line = 1, .width = width, .lines = slices->height}, n - 1);
    }
    g_hash_table_unref(packer.nodes);
    g_hash_table_unref(packer.lines);
    return packer.out;
}

void rec_slices_free(RecSlices *slices)
{
    if (!slices) return;
    g_array_unref(slices->blocks);
    g_array_unref(slices->rules);
    g_free(slices);
}
