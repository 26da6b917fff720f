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
#define LEAST_MEASURE 16        /* cells: 8 em; narrower columns are torn open (RULES 1.8) */
#define MOST_MEASURE 56         /* 28 em: wider lines lose the reader */
#define USUAL_MEASURE 34        /* of a story that shows none */
#define MEASURE_COST 60.0       /* for a measure e times as wide as the evidence, or as narrow */
#define SHALLOW_COST 8.0        /* for each line that a leg beside others lacks of ... */
#define LEG_LEAST 5             /* ... so many (RULES 2.6) */
#define ASIDE_LEAST 60          /* cells of a block in which a head may stand beside the text */
#define ASIDE_LINES 14          /* of the text, at the usual measure */
#define ASIDE_COST 8.0          /* a head above is what a reader looks for */
#define ASIDE_MEASURE_COST 30.0 /* as MEASURE_COST: a few lines lose no reader */
#define CROSS_HEAD_COST 12.0    /* a cross-head that has to be broken */
#define PICTURE_LEAST 6         /* lines */
#define PICTURE_MOST 26
#define HEAD_AIR 4           /* lines that a head may have more than it needs */
#define SIDE_COST 2.0        /* two heads side by side */
#define WHITE_COST 1.0       /* a line of white, over a tenth of the width */
#define DEPTH_COST 0.3       /* a line of depth, as far as options are compared that may grow into different pages */
#define SEPARATION 1         /* grid lines between blocks one above the other */
#define LEAD_SIZE 3.6        /* body ems that the lead's headline wants to have ... */
#define LEAD_COST 60.0       /* ... for each that it lacks */
#define LEAD_LINES_COST 20.0 /* for each line of it past the second */
#define SEAM_COST 25.0       /* a straight white line from side to side: the page falls in two (lint, page-cut) */
#define CUT_NEAR 3           /* grid lines by which two rules may differ and still look like one */
#define CUT_COST 60.0        /* one that two stacks side by side make between them, which the parts cannot see */

/* A story in a block: how many legs, over how many of the last ones its pictures lie, the head above or beside the text; and what
 * follows from it. */
typedef struct {
    int n_legs, span, side;
    int measure, rows, picture_lines, height;
    bool is_good; /* every leg has some lines */
    RecHead head;
} Leaf;

typedef enum { LEAF, STACK, SIDE } Kind;

typedef struct {
    Kind kind;
    int height;
    double cost;
    unsigned split;    /* first story of the second part */
    int width;         /* of the first part, when side by side */
    int first, second; /* options of the parts */
    Leaf leaf;
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

/* Cells that lie under the text: all of the block, or what a head beside it leaves. */
static int text_width(const Leaf *leaf, int width)
{
    return leaf->side ? width - leaf->side - REC_GUTTER : width;
}

/* The depth of pictures over some cells: about half their width, as most are wider than high. */
static int picture_depth(int cells)
{
    return CLAMP(cells / 5, PICTURE_LEAST, PICTURE_MOST);
}

/* Completes a leaf whose legs, span and side are set, each picture `more` lines deeper than usual. */
static void measure_leaf(Packer *packer, unsigned story, int width, int more, Leaf *leaf)
{
    const RecCopy *copy = packer->copies[story];
    int room = text_width(leaf, width);
    leaf->measure = copy->keeps_lines ? copy->measure : (room - (leaf->n_legs - 1) * REC_GUTTER) / leaf->n_legs;
    int cells = leaf->span == leaf->n_legs ? room : leaf->span * (leaf->measure + REC_GUTTER) - REC_GUTTER;
    leaf->picture_lines = copy->n_pictures ? picture_depth(cells) + more : 0;
    int n = body_lines(packer, story, leaf->measure), pictures = copy->n_pictures * (leaf->picture_lines + 2);
    n += n / 40; /* one line in forty may turn out longer in the face itself */
    bool is_over_all = leaf->span == leaf->n_legs;
    int covered = is_over_all ? 0 : leaf->span * pictures;
    leaf->rows = (n + covered + leaf->n_legs - 1) / leaf->n_legs;
    leaf->is_good = is_over_all || leaf->rows - pictures >= LEG_LEAST;
    leaf->head = rec_head_of(copy, leaf->side ? leaf->side : width, copy->is_lead);
    int depth = leaf->rows + (is_over_all ? pictures : 0);
    leaf->height = leaf->side ? MAX(leaf->head.lines, rec_aside_line(&leaf->head) - 1 + depth) : leaf->head.lines + depth;
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

/* What is wrong with a leaf, in the packer's cost. */
static double leaf_cost(const Packer *packer, unsigned story, int width, const Leaf *leaf)
{
    const RecCopy *copy = packer->copies[story];
    int wanted = copy->measure ? copy->measure : USUAL_MEASURE;
    double cost = lead_cost(copy, leaf->side ? leaf->side : width) + (leaf->side ? ASIDE_COST : 0);
    if (copy->cross_head > leaf->measure) cost += CROSS_HEAD_COST;
    if (leaf->n_legs > 1) cost += SHALLOW_COST * MAX(0, LEG_LEAST - leaf->rows);
    if (copy->keeps_lines) return cost + white_of(width, leaf->n_legs, leaf->measure, leaf->rows);
    return cost + (leaf->side ? ASIDE_MEASURE_COST : MEASURE_COST) * fabs(log((double)leaf->measure / wanted));
}

static void keep_leaf(Packer *packer, Node *node, unsigned story, int width, Leaf leaf)
{
    measure_leaf(packer, story, width, 0, &leaf);
    if (!leaf.is_good) return;
    keep(node, (Option){.kind = LEAF, .height = leaf.height, .cost = leaf_cost(packer, story, width, &leaf), .leaf = leaf}, width);
}

/* A story of a few lines in a wide block stands beside its head: below it, each leg would have a line or two. */
static void try_aside(Packer *packer, Node *node, unsigned story, int width)
{
    const RecCopy *copy = packer->copies[story];
    int measure = copy->measure ? copy->measure : USUAL_MEASURE, n_legs = (width + REC_GUTTER) / (measure + REC_GUTTER);
    bool may_stand = copy->headline && !copy->n_pictures && !copy->keeps_lines && !copy->is_lead && width >= ASIDE_LEAST;
    if (!may_stand || n_legs < 2 || body_lines(packer, story, measure) >= LEG_LEAST * n_legs) return;
    for (int i = 0; i < 4; i++) {
        Leaf leaf = {.n_legs = 1 + i / 2, .span = 1 + i / 2, .side = width / (2 + i % 2)};
        int own = (text_width(&leaf, width) - (leaf.n_legs - 1) * REC_GUTTER) / leaf.n_legs;
        if (own >= LEAST_MEASURE && own <= MOST_MEASURE) keep_leaf(packer, node, story, width, leaf);
    }
}

static void try_leaf(Packer *packer, Node *node, unsigned story, int width)
{
    const RecCopy *copy = packer->copies[story];
    int wanted = copy->measure ? copy->measure : USUAL_MEASURE;
    for (int n_legs = 1; n_legs <= REC_LEGS_MAX; n_legs++) {
        int measure = (width - (n_legs - 1) * REC_GUTTER) / n_legs;
        if (measure < LEAST_MEASURE || (copy->keeps_lines && measure < wanted)) break;
        if (!copy->keeps_lines && measure > MOST_MEASURE && (width - REC_GUTTER) / 2 >= LEAST_MEASURE) continue;
        keep_leaf(packer, node, story, width, (Leaf){.n_legs = n_legs, .span = n_legs});
        bool may_span = copy->n_pictures && !copy->keeps_lines && n_legs > 2;
        if (may_span) keep_leaf(packer, node, story, width, (Leaf){.n_legs = n_legs, .span = (n_legs + 1) / 2});
        if (may_span && n_legs > 3) keep_leaf(packer, node, story, width, (Leaf){.n_legs = n_legs, .span = n_legs - 1});
    }
    try_aside(packer, node, story, width);
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

/* The leaf with its pictures as much deeper, by half at most, as the block has room for. */
static Leaf filled(Packer *packer, const RecBlock *area, Leaf leaf)
{
    for (int more = 1, most = leaf.picture_lines / 2; more <= most; more++) {
        Leaf deeper = leaf;
        measure_leaf(packer, area->story, area->width, more, &deeper);
        if (deeper.height > area->lines || !deeper.is_good) break;
        leaf = deeper;
    }
    return leaf;
}

static void place_leaf(Packer *packer, const Option *option, const RecBlock *area)
{
    Leaf leaf = filled(packer, area, option->leaf);
    RecBlock block = *area;
    block.is_lead = packer->copies[area->story]->is_lead;
    block.n_legs = leaf.n_legs;
    block.measure = leaf.measure;
    block.rows = leaf.rows;
    block.span = leaf.span;
    block.side = leaf.side;
    block.picture_lines = leaf.picture_lines;
    block.head = leaf.head;
    int room = MIN(HEAD_AIR, area->lines - leaf.height);
    if (block.head.headline && !leaf.side) { /* what is left is air about the headline */
        block.head.headline += room;
        block.head.lines += room;
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

/* ---- The whole ---- */

/* Straight lines from side to side that rules of parts beside each other make, none of them the page's own. */
static unsigned count_cuts(const RecSlices *slices, int width)
{
    unsigned n = 0;
    for (guint i = 0; i < slices->rules->len; i++) {
        const RecRule *first = &g_array_index(slices->rules, RecRule, i);
        int covered = first->width;
        if (first->x != 0 || !first->width || first->width == width) continue;
        for (guint k = 0; k < slices->rules->len; k++) {
            const RecRule *other = &g_array_index(slices->rules, RecRule, k);
            if (other->x > 0 && other->width && ABS(other->line - first->line) <= CUT_NEAR) covered += other->width + REC_GUTTER;
        }
        n += covered >= width;
    }
    return n;
}

/* One packing laid out; NULL when it is deeper than `most`. */
static RecSlices *lay_out(Packer *packer, const Node *root, int option, int least, int most)
{
    const Option *chosen = &root->options[option];
    if (chosen->height > most) return NULL;
    RecSlices *slices = packer->out = g_new0(RecSlices, 1);
    slices->blocks = g_array_new(FALSE, FALSE, sizeof(RecBlock));
    slices->rules = g_array_new(FALSE, FALSE, sizeof(RecRule));
    slices->height = MAX(chosen->height, least);
    place(packer, root, option, &(RecBlock){.line = 1, .width = packer->width, .lines = slices->height}, packer->n - 1);
    slices->cost = chosen->cost + WHITE_COST * MAX(0, least - chosen->height) * packer->width / 20.0 +
                   CUT_COST * count_cuts(slices, packer->width);
    return slices;
}

RecSlices *rec_slices_new(RecCopy *const *copies, unsigned n, int width, int least, int most)
{
    Packer packer = {
        .copies = copies, .n = n, .width = width, .nodes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free)};
    packer.lines = g_hash_table_new(NULL, NULL);
    const Node *root = solve(&packer, 0, n - 1, width);
    RecSlices *best = NULL;
    for (int i = 0; i < root->n; i++) {
        RecSlices *slices = lay_out(&packer, root, i, least, most);
        bool is_better = slices && (!best || slices->cost < best->cost);
        rec_slices_free(is_better ? best : slices);
        if (is_better) best = slices;
    }
    g_hash_table_unref(packer.nodes);
    g_hash_table_unref(packer.lines);
    return best;
}

void rec_slices_free(RecSlices *slices)
{
    if (!slices) return;
    g_array_unref(slices->blocks);
    g_array_unref(slices->rules);
    g_free(slices);
}
