/* Leaf: one story in a block of some width.
 *
 * In: a story's copy, a width.  Out: every way in which it can stand there, how deep each is and what is wrong with it.
 * Method: legs from one to seven, its pictures over some of the last ones, its head above or beside the text, the headline in a line
 * more than it needs.  Costs count in lines of one column's white. */
#include <math.h>

#include "reconstruct/plan/plan.h"

/* Costs, shares and limits without a source of their own are house values, weighed against each other until the drafts of the test
 * inputs stood as editors make up such pages (trade) and broke no rule of lint that their text does not ask for. */
#define LEAST_MEASURE REC_LEAST_MEASURE
#define MOST_MEASURE 56         /* 28 em: wider lines lose the reader */
#define MEASURE_COST 60.0       /* for a measure e times as wide as the evidence, or as narrow */
#define GUESS_COST 25.0         /* the same where there is no evidence */
#define SHALLOW_COST 24.0       /* for each line that a leg beside others lacks of ... */
#define LEG_LEAST 5             /* ... so many (RULES 2.6) */
#define ASIDE_LEAST 60          /* cells of a block in which a head may stand beside the text */
#define ASIDE_COST 8.0          /* a head above is what a reader looks for */
#define ASIDE_MEASURE_COST 30.0 /* as MEASURE_COST: a few lines lose no reader */
#define CROSS_HEAD_COST 12.0    /* a cross-head that has to be broken */
#define ROW_COST 20.0           /* a row of a table that has to be turned over */
#define SLAB_LINES 20           /* of legs beside each other that nothing breaks: more are a grey slab (RULES 2.7) */
#define SLAB_LEGS 3             /* so many legs make one */
#define SLAB_COST 60.0
#define NARROWER_MOST 2   /* cells: gutters that are wider still look like a missing leg */
#define WIDE_GUTTER 7     /* cells between legs that let light in (lint, grey-slab) */
#define SLAB_LEG_COST 9.0 /* fewer, which with a neighbour's may make one; for each */
#define LONG_COST 12.0    /* a leg that runs on for ten inches */
#define LONG_LINES 55
#define PICTURE_LEAST 6 /* lines */
#define PICTURE_MOST 26
#define PICTURE_SHARE 0.6 /* of the text's own room, that a picture may take ... */
#define PICTURE_COST 1.2  /* ... for a line of a column more */
#define CAPTION_AIR 1     /* lines below a caption */
#define CAPTION_SIZE 0.92
#define HEAD_AIR 2           /* lines that a headline may have more than it needs, and one more for each ... */
#define HEAD_AIR_CELLS 60    /* ... cells of width */
#define LEAD_SIZE 3.6        /* body ems that the lead's headline wants to have ... */
#define LEAD_COST 60.0       /* ... for each that it lacks */
#define LEAD_LINES_COST 30.0 /* for each line of it past the second */
#define HEAD_LINES_COST 25.0 /* the same of another */
#define TORN_COST 30.0       /* for a line of a headline that begins inside a word */
#define LARGER 1.15          /* it must make the headline larger by so much */
#define MORE_LINES_COST 4.0  /* for a headline in a line more than it needs */

static int wanted_measure(const RecCopy *copy)
{
    return copy->measure ? copy->measure : REC_USUAL_MEASURE;
}

static int body_lines(RecLeaves *leaves, unsigned story, int measure)
{
    int *known = &leaves->lines[story * (unsigned)(leaves->width + 1) + (unsigned)measure];
    if (!*known) *known = rec_copy_lines(leaves->copies[story], measure) + 1;
    return *known - 1;
}

/* Cells that lie under the text: all of the block, or what a head beside it leaves. */
static int text_width(const RecLeaf *leaf, int width)
{
    return leaf->side ? width - leaf->side - REC_GUTTER : width;
}

/* Lines that pictures and their captions take of the legs under them. */
static int covered_lines(const RecLeaf *leaf)
{
    return leaf->pictures * (leaf->picture_lines + leaf->caption_lines);
}

/* Rows and depth, of legs, text and pictures as they are. */
static void measure_depth(RecLeaf *leaf)
{
    bool is_over_all = leaf->span == leaf->n_legs;
    int covered = is_over_all ? 0 : leaf->span * covered_lines(leaf);
    leaf->rows = MAX(1, (leaf->text + covered + leaf->n_legs - 1) / leaf->n_legs);
    int depth = leaf->rows + (is_over_all ? covered_lines(leaf) : 0);
    leaf->height = leaf->side ? MAX(leaf->head.lines, rec_aside_line(&leaf->head) - 1 + depth) : leaf->head.lines + depth;
}

/* What a leaf may be deeper: its pictures by half, the air about its headline. */
static void measure_give(RecLeaf *leaf, int width)
{
    bool is_over_all = leaf->span == leaf->n_legs;
    leaf->picture_give = leaf->pictures && is_over_all ? leaf->picture_lines / 2 : 0;
    int air = leaf->head.headline && !leaf->side ? HEAD_AIR + width / HEAD_AIR_CELLS : 0;
    leaf->give = leaf->pictures * leaf->picture_give + air;
}

/* The lines of the leg that is filled last. */
static int last_rows(const RecLeaf *leaf)
{
    int covered = leaf->span == leaf->n_legs ? 0 : leaf->span * covered_lines(leaf);
    int own = leaf->span == leaf->n_legs ? 0 : covered_lines(leaf);
    return leaf->text + covered - (leaf->n_legs - 1) * leaf->rows - own;
}

/* ---- Costs ---- */

/* The cells that legs of a given measure leave empty, over all their lines. */
static double white_of(const RecLeaf *leaf, int width)
{
    return REC_WHITE_COST * (width - leaf->n_legs * leaf->measure - (leaf->n_legs - 1) * leaf->gutter) * leaf->rows / 20.0;
}

/* What the headline lacks: the lead's, to be the strongest of the page; another's, to be read at a glance. */
static double head_cost(const RecCopy *copy, const RecHead *head, bool has_more)
{
    if (!copy->headline) return 0;
    double cost = (has_more ? MORE_LINES_COST : 0) + (head->is_torn ? TORN_COST : 0);
    if (!copy->is_lead) return cost + HEAD_LINES_COST * MAX(0, head->headline_lines - 2);
    return cost + LEAD_COST * MAX(0, LEAD_SIZE - head->headline_size) + LEAD_LINES_COST * MAX(0, head->headline_lines - 2);
}

/* Lines that a leg runs on without a cross-head, as they lie in a story evenly. */
static int unbroken_rows(const RecCopy *copy, const RecLeaf *leaf)
{
    return leaf->rows / (copy->n_cross_heads / leaf->n_legs + 1);
}

static double legs_cost(const RecCopy *copy, const RecLeaf *leaf)
{
    double cost = 0;
    if (leaf->n_legs > 1)
        cost += SHALLOW_COST * (MAX(0, LEG_LEAST - leaf->rows) + MAX(0, LEG_LEAST + copy->has_jump - last_rows(leaf)));
    int rows = unbroken_rows(copy, leaf);
    bool is_light = leaf->gutter > REC_GUTTER || leaf->n_legs < SLAB_LEGS;
    if (rows > SLAB_LINES) cost += is_light ? SLAB_LEG_COST * MIN(leaf->n_legs, SLAB_LEGS) : SLAB_COST;
    else if (leaf->gutter > REC_GUTTER) cost += SLAB_COST; /* for nothing */
    if (rows > LONG_LINES) cost += LONG_COST;
    return cost;
}

/* A picture that is much larger than its story's text stands for what the page has not got. */
static double picture_cost(const RecLeaf *leaf, int width)
{
    if (!leaf->pictures) return 0;
    int cells = leaf->span == leaf->n_legs ? text_width(leaf, width) : leaf->span * (leaf->measure + leaf->gutter) - leaf->gutter;
    double picture = cells * covered_lines(leaf), text = (double)leaf->text * leaf->measure;
    return PICTURE_COST * MAX(0, picture - PICTURE_SHARE * text) / 20;
}

/* What is wrong with a leaf, in the packer's cost. */
static double cost_of(const RecCopy *copy, const RecLeaf *leaf, int width, bool has_more)
{
    double cost = head_cost(copy, &leaf->head, has_more) + legs_cost(copy, leaf) + picture_cost(leaf, width);
    if (leaf->side) cost += ASIDE_COST;
    if (copy->cross_head > leaf->measure) cost += CROSS_HEAD_COST;
    if (copy->row > leaf->measure) cost += ROW_COST;
    if (copy->keeps_lines) return cost + white_of(leaf, width);
    double each = leaf->side ? ASIDE_MEASURE_COST : copy->measure ? MEASURE_COST : GUESS_COST;
    return cost + each * fabs(log((double)leaf->measure / wanted_measure(copy)));
}

/* ---- Ways to stand ---- */

/* Where a story is to stand, and who wants to know. */
typedef struct {
    RecLeaves *leaves;
    unsigned story;
    int width;
    void (*see)(const RecLeaf *leaf, void *data);
    void *data;
} Place;

/* Lines of the longest caption under a picture `cells` wide; its credit is not parted (RULES 2.8). */
static int caption_lines(const RecCopy *copy, int cells)
{
    int line = MAX(1, (int)((cells - 2) / CAPTION_SIZE)), rest = line - copy->caption % line;
    return 1 + copy->caption / line + (copy->credit > rest ? 1 + copy->credit / (line + 1) : 0);
}

/* Completes a leaf whose legs, span and side are set, and shows it. */
static void show(const Place *place, RecLeaf leaf, int more_lines)
{
    const RecCopy *copy = place->leaves->copies[place->story];
    int room = text_width(&leaf, place->width);
    leaf.story = place->story;
    if (!leaf.gutter) leaf.gutter = REC_GUTTER;
    leaf.measure = copy->keeps_lines ? copy->measure : (room - (leaf.n_legs - 1) * leaf.gutter) / leaf.n_legs;
    leaf.least = CLAMP(MAX(copy->cross_head, copy->row), REC_LEAST_MEASURE, MAX(REC_LEAST_MEASURE, leaf.measure));
    int cells = leaf.span == leaf.n_legs ? room : leaf.span * (leaf.measure + leaf.gutter) - leaf.gutter;
    leaf.pictures = copy->n_pictures;
    leaf.picture_lines = CLAMP(cells / 5, PICTURE_LEAST, PICTURE_MOST); /* half as deep as wide, as most are wider than high */
    leaf.caption_lines = caption_lines(copy, cells) + CAPTION_AIR;
    leaf.text = body_lines(place->leaves, place->story, leaf.measure);
    RecHeadRoom head = {leaf.side ? leaf.side : place->width, copy->is_lead, 0, place->leaves->line};
    RecHead plain = rec_head_of(copy, &head);
    head.more_lines = more_lines;
    leaf.head = more_lines ? rec_head_of(copy, &head) : plain;
    if (more_lines && leaf.head.headline_size < LARGER * plain.headline_size) return;
    measure_depth(&leaf);
    measure_give(&leaf, place->width);
    leaf.is_good = leaf.span == leaf.n_legs || last_rows(&leaf) >= LEG_LEAST + copy->has_jump;
    leaf.cost = cost_of(copy, &leaf, place->width, more_lines > 0);
    if (leaf.is_good) place->see(&leaf, place->data);
}

/* A story of a few lines in a wide block stands beside its head: below it, each leg would have a line or two. */
static void show_aside(const Place *place)
{
    const RecCopy *copy = place->leaves->copies[place->story];
    int width = place->width, measure = wanted_measure(copy), n_legs = (width + REC_GUTTER) / (measure + REC_GUTTER);
    bool may_stand = copy->headline && !copy->n_pictures && !copy->keeps_lines && !copy->is_lead && width >= ASIDE_LEAST;
    if (!may_stand || n_legs < 2 || body_lines(place->leaves, place->story, measure) >= LEG_LEAST * n_legs) return;
    for (int i = 0; i < 4; i++) {
        RecLeaf leaf = {.n_legs = 1 + i / 2, .span = 1 + i / 2, .side = width / (2 + i % 2)};
        int own = (text_width(&leaf, width) - (leaf.n_legs - 1) * REC_GUTTER) / leaf.n_legs;
        if (own >= LEAST_MEASURE && own <= MOST_MEASURE) show(place, leaf, 0);
    }
}

/* Legs of one number, under each headline and with the pictures over each number of them. */
static void show_legs(const Place *place, int n_legs)
{
    const RecCopy *copy = place->leaves->copies[place->story];
    for (int more = 0; more <= 1; more++) show(place, (RecLeaf){.n_legs = n_legs, .span = n_legs}, more);
    bool may_be_wide = n_legs >= SLAB_LEGS && !copy->keeps_lines && place->width >= n_legs * (LEAST_MEASURE + WIDE_GUTTER);
    if (may_be_wide) show(place, (RecLeaf){.n_legs = n_legs, .span = n_legs, .gutter = WIDE_GUTTER}, 0);
    if (!copy->n_pictures || copy->keeps_lines) return;
    for (int span = 1; span < n_legs; span++) show(place, (RecLeaf){.n_legs = n_legs, .span = span}, 0);
}

void rec_leaves_of(RecLeaves *leaves, unsigned story, int width, void (*see)(const RecLeaf *leaf, void *data), void *data)
{
    Place place = {leaves, story, width, see, data};
    const RecCopy *copy = leaves->copies[story];
    for (int n_legs = 1; n_legs <= REC_LEGS_MAX; n_legs++) {
        int measure = (width - (n_legs - 1) * REC_GUTTER) / n_legs;
        if (measure < LEAST_MEASURE || (copy->keeps_lines && measure < wanted_measure(copy))) break;
        if (!copy->keeps_lines && measure > MOST_MEASURE && (width - REC_GUTTER) / 2 >= LEAST_MEASURE) continue;
        show_legs(&place, n_legs);
    }
    show_aside(&place);
}

/* ---- Depth ---- */

void rec_leaf_deepen(RecLeaf *leaf, int lines)
{
    lines = CLAMP(lines, 0, leaf->give);
    int each = leaf->pictures ? MIN(leaf->picture_give, lines / leaf->pictures) : 0, air = lines - each * leaf->pictures;
    leaf->picture_lines += each;
    if (leaf->head.headline && !leaf->side) {
        leaf->head.headline += air;
        leaf->head.lines += air;
    }
    leaf->height += lines;
    leaf->give -= lines;
}

void rec_leaf_tune(RecLeaf *leaf, const RecTune *tune)
{
    leaf->text = MAX(1, leaf->text + tune->rows * leaf->n_legs);
    leaf->measure = MAX(leaf->least, leaf->measure - MIN(tune->cells, NARROWER_MOST));
    measure_depth(leaf);
}
