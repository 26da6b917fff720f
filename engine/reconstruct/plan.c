/* Plan: chooses sheet, body size and leading so that the stories fill the type area.
 *
 * In: the draft.  Out: RecPlan, or one that says why there is none.
 * Method: sheets from the one asked for, or from the smaller to the larger; body sizes from the one asked for, or from 9.5 pt, a
 * daily's usual, away from it.  The stories are packed; then the leading, which the text says nothing about, is what fills the area
 * exactly, within what a newspaper sets (1.2 to 1.5 of the size, RULES 1.12).  The first sheet and size whose white is small
 * is taken, else the one with the least. */
#include <math.h>
#include <string.h>

#include "reconstruct/plan.h"

#define PT_MM (72 / 25.4)
#define LEAST_LEADING 1.2
#define MOST_LEADING 1.5
#define GOOD_COST 50.0    /* a packing that needs no further look */
#define SIZE_COST 15.0    /* for a body size half a point away from the usual */
#define LEAST_HEAD 2.1    /* body ems: 20 pt on 9.5 (RULES 2.5) */
#define LEAST_PARTED 1.75 /* of one that would look like its neighbour's */
#define GRADE 0.35        /* body ems, between two headlines of one face */
#define STEP 0.85         /* of the lead's size, for the next largest */
#define STORIES_MAX 24    /* more are no page */
#define CELLS_MAX 60000   /* 30 000 characters: three times what the fullest broadsheet holds */

/* Type areas after RULES 2.2. */
typedef struct {
    const char *name;
    double width, height, left, top, area_width, area_height; /* mm */
} Sheet;
static const Sheet sheets[] = {{"half-tabloid", 195, 275, 13, 14, 169, 247},
                               {"tabloid", 275, 390, 15, 18, 245, 354},
                               {"broadsheet", 390, 545, 18.9, 28, 352.2, 489}};
static const double sizes[] = {9.5, 9, 10, 8.5, 10.5, 11, 12, 13, 14, 8};

/* The plan in the making: the best so far. */
typedef struct {
    const RecDraft *draft;
    RecCopy **copies;
    const unsigned *stories; /* which story each copy is of */
    unsigned n;
    RecPlan *best;
    double best_cost;
} Planner;

void rec_plan_free(RecPlan *plan)
{
    if (!plan) return;
    rec_slices_free(plan->slices);
    g_ptr_array_unref(plan->frames);
    g_free(plan->refusal);
    g_free(plan);
}

static RecPlan *new_plan(const Sheet *sheet, double size)
{
    RecPlan *plan = g_new0(RecPlan, 1);
    plan->frames = g_ptr_array_new_with_free_func((GDestroyNotify)rec_frame_free);
    plan->sheet = sheet->name;
    plan->sheet_width = sheet->width;
    plan->sheet_height = sheet->height;
    plan->left = sheet->left;
    plan->top = sheet->top;
    plan->size = size;
    plan->width = (int)floor(sheet->area_width * PT_MM / size * 2);
    return plan;
}

static int compare_blocks(const void *a, const void *b)
{
    unsigned left = ((const RecBlock *)a)->story, right = ((const RecBlock *)b)->story;
    return (left > right) - (left < right);
}

/* Brings the blocks back into the order of the stories. */
static void name_blocks(RecSlices *slices, const unsigned *stories)
{
    for (guint i = 0; i < slices->blocks->len; i++) {
        RecBlock *block = &g_array_index(slices->blocks, RecBlock, i);
        block->story = stories[block->story];
    }
    g_array_sort(slices->blocks, compare_blocks);
}

/* No headline is as large as the lead's: the steps between them are what a reader sees first. */
static void grade_heads(RecSlices *slices)
{
    double lead = 0;
    for (guint i = 0; i < slices->blocks->len; i++) {
        const RecBlock *block = &g_array_index(slices->blocks, RecBlock, i);
        if (block->is_lead) lead = block->head.headline_size;
    }
    for (guint i = 0; lead > 0 && i < slices->blocks->len; i++) {
        RecBlock *block = &g_array_index(slices->blocks, RecBlock, i);
        double most = MAX(LEAST_HEAD, STEP * lead);
        if (!block->is_lead && block->head.headline_size > most) block->head.headline_size = most;
    }
}

/* How much two headlines are seen together: 0 not at all, most one above the other. */
static int nearness(const RecBlock *a, const RecBlock *b)
{
    bool is_beside = a->line <= b->line + b->lines + 1 && b->line <= a->line + a->lines + 1;
    int overlap = MIN(a->x + a->width, b->x + b->width) - MAX(a->x, b->x);
    if (!is_beside || overlap < -REC_GUTTER) return 0;
    return overlap > 0 ? 4 : 1;
}

/* Makes a headline a little smaller than a neighbour's of the same face and size (lint, heads-alike). */
static void part_sizes(const RecBlock *other, RecBlock *block)
{
    bool is_alike = other->face == block->face && nearness(other, block) > 0 &&
                    fabs(other->head.headline_size - block->head.headline_size) < GRADE;
    if (is_alike) block->head.headline_size = MAX(LEAST_PARTED, other->head.headline_size - GRADE);
}

/* The face that a headline's neighbours, the first `n` blocks, have least; `first` when several do. */
static int least_used(const RecSlices *slices, guint index, guint n, int first)
{
    const RecBlock *block = &g_array_index(slices->blocks, RecBlock, index);
    int uses[REC_N_FACES] = {0}, best = first;
    for (guint k = 0; k < n; k++) {
        const RecBlock *other = &g_array_index(slices->blocks, RecBlock, k);
        if (k != index) uses[other->face] += nearness(block, other);
    }
    for (int face = 1; face < REC_N_FACES; face++)
        if (uses[face] < uses[best]) best = face;
    return best;
}

/* Gives each headline the face that its neighbours have least, first those before it, then all; the lead's, 0, is its own. */
static void choose_faces(RecSlices *slices)
{
    guint n = slices->blocks->len;
    for (guint i = 0; i < 2 * n; i++) {
        RecBlock *block = &g_array_index(slices->blocks, RecBlock, i % n);
        int first = i < n ? 1 + (int)(i % (REC_N_FACES - 1)) : block->face;
        block->face = block->is_lead ? 0 : least_used(slices, i % n, MIN(i, n), MAX(first, 1));
    }
    for (guint i = 0; i < n; i++)
        for (guint k = 0; k < i; k++)
            part_sizes(&g_array_index(slices->blocks, RecBlock, k), &g_array_index(slices->blocks, RecBlock, i));
}

/* A headline is not larger than the one of the same width right above it (lint, head-grows). */
static void step_down(RecSlices *slices)
{
    g_autoptr(GPtrArray) blocks = g_ptr_array_new();
    for (int line = 1; line <= slices->height; line++)
        for (guint i = 0; i < slices->blocks->len; i++)
            if (g_array_index(slices->blocks, RecBlock, i).line == line)
                g_ptr_array_add(blocks, &g_array_index(slices->blocks, RecBlock, i));
    for (guint i = 0; i < blocks->len; i++) {
        RecBlock *block = g_ptr_array_index(blocks, i);
        for (guint k = 0; k < i; k++) {
            const RecBlock *above = g_ptr_array_index(blocks, k);
            bool is_under = above->x == block->x && above->width == block->width && above->line < block->line;
            double most = above->head.headline_size - (above->face == block->face ? GRADE : 0);
            if (is_under && above->head.headline && block->head.headline_size > most)
                block->head.headline_size = MAX(LEAST_HEAD, most);
        }
    }
}

static void shift(RecSlices *slices, int lines)
{
    for (guint i = 0; i < slices->blocks->len; i++) g_array_index(slices->blocks, RecBlock, i).line += lines;
    for (guint i = 0; i < slices->rules->len; i++) g_array_index(slices->rules, RecRule, i).line += lines;
}

/* Lines that the furniture takes, above and below together. */
static int furniture_lines(const RecDraft *draft, const Sheet *sheet, double size)
{
    RecPlan *plan = new_plan(sheet, size);
    int lines = rec_frames_above(draft, plan) + rec_frames_below(draft, plan);
    rec_plan_free(plan);
    return lines;
}

/* Packs for one sheet and size; keeps the plan when it is the best so far. */
static void try_size(Planner *planner, const Sheet *sheet, double size)
{
    double area = sheet->area_height * PT_MM;
    int furniture = furniture_lines(planner->draft, sheet, size);
    int least = (int)ceil(area / (MOST_LEADING * size)) - furniture, most = (int)floor(area / (LEAST_LEADING * size)) - furniture;
    RecPlan *plan = new_plan(sheet, size);
    if (most > 10) plan->slices = rec_slices_new(planner->copies, planner->n, plan->width, MAX(least, 1), most);
    double cost = plan->slices ? plan->slices->cost + SIZE_COST * fabs(size - sizes[0]) * 2 : G_MAXDOUBLE;
    if (!plan->slices || (planner->best && cost >= planner->best_cost)) {
        rec_plan_free(plan);
        return;
    }
    name_blocks(plan->slices, planner->stories);
    grade_heads(plan->slices);
    choose_faces(plan->slices);
    step_down(plan->slices);
    plan->n_lines = plan->slices->height + furniture;
    plan->leading = floor(area / plan->n_lines * 8) / 8;
    shift(plan->slices, rec_frames_above(planner->draft, plan));
    rec_frames_below(planner->draft, plan);
    rec_plan_free(planner->best);
    planner->best = plan;
    planner->best_cost = cost;
}

static void try_sheet(Planner *planner, const Sheet *sheet)
{
    double asked = base_length_pt(planner->draft->options.body);
    if (asked > 0) try_size(planner, sheet, asked);
    for (size_t i = 0; asked <= 0 && i < G_N_ELEMENTS(sizes); i++) {
        if (planner->best && planner->best->slices->cost <= GOOD_COST) return;
        try_size(planner, sheet, sizes[i]);
    }
}

static RecPlan *refused(char *why)
{
    RecPlan *plan = new_plan(&sheets[0], sizes[0]);
    plan->refusal = why;
    return plan;
}

/* Why the stories are no page, before any packing; NULL: they may be one. */
static char *find_refusal(const RecDraft *draft, RecCopy *const *copies, unsigned n)
{
    gint64 cells = 0;
    for (unsigned i = 0; copies && i < n; i++)
        for (guint k = 0; k < copies[i]->units->len; k++) cells += MAX(0, g_array_index(copies[i]->units, gint16, k));
    if (n == 0) return g_strdup("the text holds no story");
    if (n > STORIES_MAX) return g_strdup_printf("the text holds %u stories; a page holds %d at most", n, STORIES_MAX);
    if (cells > CELLS_MAX)
        return g_strdup_printf("the text is %" G_GINT64_FORMAT " em long; a page holds %d at most", cells / 2, CELLS_MAX / 2);
    const char *sheet = draft->options.sheet;
    bool is_known = !sheet;
    for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++) is_known |= g_strcmp0(sheet, sheets[i].name) == 0;
    return is_known ? NULL : g_strdup_printf("\"%s\" is no sheet: broadsheet, tabloid or half-tabloid", sheet);
}

static RecPlan *pack(const RecDraft *draft, RecCopy **copies, const unsigned *stories, unsigned n)
{
    Planner planner = {.draft = draft, .copies = copies, .stories = stories, .n = n};
    for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++) {
        bool is_asked = !draft->options.sheet || strcmp(draft->options.sheet, sheets[i].name) == 0;
        if (is_asked && !planner.best) try_sheet(&planner, &sheets[i]);
    }
    return planner.best ? planner.best : refused(g_strdup("the stories are longer than the sheet at its smallest body size"));
}

/* Brings the story that matters most to the front, where the packer begins at the top; the others keep the text's order. */
static void lead_first(RecCopy **copies, unsigned n, unsigned *stories)
{
    unsigned lead = 0;
    for (unsigned i = 1; i < n; i++)
        if (rec_copy_importance(copies[i]) > rec_copy_importance(copies[lead])) lead = i;
    RecCopy *first = copies[lead];
    for (unsigned i = lead; i > 0; i--) copies[i] = copies[i - 1];
    copies[0] = first;
    first->is_lead = true;
    for (unsigned i = 0; i < n; i++) stories[i] = i == 0 ? lead : i <= lead ? i - 1 : i;
}

RecPlan *rec_plan_new(const RecDraft *draft, const int *extra)
{
    unsigned n = draft->stories->stories->len;
    if (n > STORIES_MAX) return refused(find_refusal(draft, NULL, n));
    g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func((GDestroyNotify)rec_copy_free);
    for (unsigned i = 0; i < n; i++) {
        RecCopy *copy = rec_copy_new(draft, &g_array_index(draft->stories->stories, RecStory, i));
        copy->extra = extra ? extra[i] : 0;
        g_ptr_array_add(copies, copy);
    }
    char *why = find_refusal(draft, (RecCopy *const *)copies->pdata, n);
    if (why) return refused(why);
    unsigned stories[STORIES_MAX];
    lead_first((RecCopy **)copies->pdata, n, stories);
    return pack(draft, (RecCopy **)copies->pdata, stories, n);
}
