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
#define GOOD_COST 60.0  /* a packing that needs no further look */
#define SIZE_COST 40.0  /* for a body size half a point away from the usual */
#define STORIES_MAX 24  /* more are no page */
#define CELLS_MAX 60000 /* 30 000 characters: three times what the fullest broadsheet holds */

/* Type areas after RULES 2.2. */
typedef struct {
    const char *name;
    double width, height, left, top, area_width, area_height; /* mm */
} Sheet;
static const Sheet sheets[] = {{"tabloid", 275, 390, 15, 18, 245, 354}, {"broadsheet", 390, 545, 18.9, 28, 352.2, 489}};
static const double sizes[] = {9.5, 9, 10, 8.5, 10.5, 11, 12, 13, 14, 8};

/* The plan in the making: the best so far. */
typedef struct {
    const RecDraft *draft;
    RecCopy **copies;
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
        if (planner->best && planner->best_cost <= GOOD_COST) return;
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
    return is_known ? NULL : g_strdup_printf("\"%s\" is no sheet: broadsheet or tabloid", sheet);
}

static RecPlan *pack(const RecDraft *draft, RecCopy **copies, unsigned n)
{
    Planner planner = {.draft = draft, .copies = copies, .n = n};
    for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++) {
        bool is_asked = !draft->options.sheet || strcmp(draft->options.sheet, sheets[i].name) == 0;
        if (is_asked && !planner.best) try_sheet(&planner, &sheets[i]);
    }
    return planner.best ? planner.best : refused(g_strdup("the stories are longer than the sheet at its smallest body size"));
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
    return why ? refused(why) : pack(draft, (RecCopy **)copies->pdata, n);
}
