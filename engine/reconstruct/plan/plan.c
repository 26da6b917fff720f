/* Plan: chooses sheet, body size and leading so that the stories fill the type area.
 *
 * In: the draft.  Out: RecPlans, the best first, or one that says why there is none.
 * Method: the sheet asked for, or the smallest that the stories fill; body sizes from the one asked for, or from 9.5 pt, a daily's
 * usual, away from it.  The stories are packed; then the leading, which the text says nothing about, is what fills the area
 * exactly, within what a newspaper sets (1.25 to 1.45 of the size, RULES 1.12).  Stories that fill no sheet stand on a clipping, a sheet
 * that ends where they do; on a sheet that was asked for they take its upper part. */
#include <math.h>
#include <string.h>

#include "reconstruct/plan/plan.h"

#define PT_MM (72 / 25.4)
#define LEAST_LEADING 1.2
#define CLOSE_LEADING 1.25
#define USUAL_LEADING 1.32
#define MOST_LEADING 1.45
#define GOOD_COST 18.0      /* a story, of a packing that needs no further look */
#define FAIR_COST 40.0      /* the same of one on a whole sheet for which no clipping is tried */
#define SIZE_COST 20.0      /* for a body size half a point away from the usual */
#define LEADING_COST 120.0  /* for a leading twice as wide as the usual */
#define PART_COST 25.0      /* for stories that fill no sheet */
#define SHAPE_COST 80.0     /* for a clipping e times as deep, or as wide, as it should be */
#define SHAPE 1.15          /* of a clipping: its depth to its width */
#define SHAPE_LEAST 0.16    /* of the text alone, without its heads, of one that is tried ... */
#define SHAPE_MOST 2.5      /* ... and the most */
#define CROWDED 1.15        /* a sheet for which the text is this much too long is not tried, ... */
#define EMPTY 0.5           /* ... nor one of which it fills no more than this */
#define HEAD_SHARE 1.25     /* text with its heads to text alone */
#define CELLS_MAX 60000     /* 30 000 characters: three times what the fullest broadsheet holds */
#define FURNITURE_MAX 20000 /* characters, at 1.5 times the body's size and a line of an advertisement two lines deep */
#define PLANS_MAX 14        /* that are kept to choose from */
#define PART_PLANS_MAX 5    /* of them of one clipping, so that others are among them */

/* Type areas after RULES 2.2. */
typedef struct {
    const char *name;
    double width, height, left, top, area_width, area_height; /* mm */
} Sheet;
static const Sheet sheets[] = {{"half-tabloid", 195, 275, 13, 14, 169, 247},
                               {"tabloid", 275, 390, 15, 18, 245, 354},
                               {"broadsheet", 390, 545, 18.9, 28, 352.2, 489}};
static const double sizes[] = {9.5, 9, 10, 8.5, 10.5, 8};
/* Widths of clippings, mm: of a column or two, of the sheets and between; their margins, and the depth of the deepest sheet. */
static const double clip_widths[] = {84, 105, 126, 140, 155, 169, 187, 205, 225, 245, 300, 352.2};
#define CLIP_LEFT 13
#define CLIP_TOP 14
#define CLIP_DEPTH 489

/* The plans in the making, the best first. */
typedef struct {
    const RecDraft *draft;
    RecCopy **copies;
    const unsigned *stories; /* which story each copy is of */
    unsigned n;
    RecPlan *best;
} Planner;

void rec_plan_free(RecPlan *plan)
{
    while (plan) {
        RecPlan *next = plan->next;
        rec_slices_free(plan->slices);
        g_ptr_array_unref(plan->frames);
        g_free(plan->stories);
        g_free(plan->refusal);
        g_free(plan);
        plan = next;
    }
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
    plan->area = sheet->area_height * PT_MM;
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
static void name_blocks(const RecPlan *plan)
{
    RecSlices *slices = plan->slices;
    for (guint i = 0; i < slices->blocks->len; i++) {
        RecBlock *block = &g_array_index(slices->blocks, RecBlock, i);
        block->is_lead = block->story == 0; /* the packing begins with it */
        block->story = plan->stories[block->story];
    }
    g_array_sort(slices->blocks, compare_blocks);
}

static void shift(RecSlices *slices, int lines)
{
    for (guint i = 0; i < slices->blocks->len; i++) g_array_index(slices->blocks, RecBlock, i).line += lines;
    for (guint i = 0; i < slices->rules->len; i++) g_array_index(slices->rules, RecRule, i).line += lines;
}

/* ---- Depth ---- */

/* Leading and depth of the type area, of which the stories and the furniture above and below them take `lines`. */
static void set_depth(RecPlan *plan, int lines)
{
    double leading = plan->is_part ? plan->size * USUAL_LEADING : plan->area / lines;
    plan->leading = floor(leading * 8) / 8;
    plan->n_lines = plan->is_part && !plan->is_cut ? (int)floor(plan->area / plan->leading) : lines;
    if (plan->is_cut) plan->sheet_height = ceil(2 * plan->top + lines * plan->leading / PT_MM);
}

bool rec_plan_lay(const RecDraft *draft, RecPlan *plan, const RecTune *tunes)
{
    g_autofree RecTune *own = g_new0(RecTune, plan->n_stories);
    for (unsigned i = 0; tunes && i < plan->n_stories; i++) own[i] = tunes[plan->stories[i]];
    int usual = (int)floor(plan->area / (USUAL_LEADING * plan->size)) - plan->furniture;
    rec_slices_lay(plan->slices, own, plan->is_part ? 0 : CLAMP(usual, plan->least, plan->most));
    if (plan->slices->height > (tunes ? plan->limit : plan->most)) return false;
    name_blocks(plan);
    rec_slices_grade(plan->slices);
    set_depth(plan, plan->slices->height + plan->furniture);
    g_ptr_array_set_size(plan->frames, 0);
    shift(plan->slices, rec_frames_above(draft, plan));
    rec_frames_below(draft, plan);
    return true;
}

/* ---- Sheets ---- */

/* Lines that the furniture takes, above and below together. */
static int furniture_lines(const RecDraft *draft, const Sheet *sheet, double size)
{
    RecPlan *plan = new_plan(sheet, size);
    int lines = rec_frames_above(draft, plan) + rec_frames_below(draft, plan);
    rec_plan_free(plan);
    return lines;
}

/* One way to use a sheet. */
typedef struct {
    const Sheet *sheet;
    double size;          /* of the body, pt */
    double close;         /* the closest leading, body ems */
    double width;         /* mm that the stories take of the sheet */
    bool is_part, is_cut; /* as of RecPlan */
} Use;

/* A plan without its stories. */
static RecPlan *plan_of(const RecDraft *draft, const Use *use)
{
    RecPlan *plan = new_plan(use->sheet, use->size);
    double line = use->size, area = plan->area;
    plan->is_part = use->is_part;
    plan->is_cut = use->is_cut;
    plan->furniture = furniture_lines(draft, use->sheet, use->size);
    plan->least = (int)ceil(area / (MOST_LEADING * line)) - plan->furniture;
    plan->most = (int)floor(area / (use->close * line)) - plan->furniture;
    plan->limit = (int)floor(area / (LEAST_LEADING * line)) - plan->furniture;
    return plan;
}

/* Keeps a plan in its place among the best. */
static void keep_plan(Planner *planner, RecPlan *plan)
{
    RecPlan **at = &planner->best;
    while (*at && (*at)->cost <= plan->cost) at = &(*at)->next;
    plan->next = *at;
    *at = plan;
    RecPlan *last = planner->best;
    for (int n = 1; last && n < PLANS_MAX; n++) last = last->next;
    if (!last) return;
    rec_plan_free(last->next);
    last->next = NULL;
}

/* What stories cost that fill no sheet: that they do not, and their shape. */
static double part_cost(const RecPlan *plan)
{
    if (!plan->is_part) return 0;
    double depth = (plan->slices->height + plan->furniture) * USUAL_LEADING, width = plan->slices->width / 2.0;
    return PART_COST + SHAPE_COST * fabs(log(depth / width / SHAPE));
}

static void add_plan(Planner *planner, const Use *use, RecSlices *slices)
{
    RecPlan *plan = plan_of(planner->draft, use);
    plan->slices = slices;
    plan->stories = g_memdup2(planner->stories, planner->n * sizeof *planner->stories);
    plan->n_stories = planner->n;
    if (!rec_plan_lay(planner->draft, plan, NULL)) {
        rec_plan_free(plan);
        return;
    }
    double open = fabs(plan->leading / (plan->size * USUAL_LEADING) - 1);
    plan->cost = slices->cost + SIZE_COST * fabs(use->size - sizes[0]) * 2 + LEADING_COST * open + part_cost(plan);
    keep_plan(planner, plan);
}

static void try_use(Planner *planner, const Use *use)
{
    g_autoptr(RecPlan) like = plan_of(planner->draft, use);
    int width = (int)floor(use->width * PT_MM / use->size * 2);
    if (like->most <= 10 || width > REC_WIDTH_MAX) return;
    RecRoom room = {width, use->is_part ? 1 : MAX(like->least, 1), like->most, use->close, like->furniture > 0};
    g_autoptr(GPtrArray) found = rec_slices_find(planner->copies, planner->n, &room);
    g_ptr_array_set_free_func(found, NULL);
    for (guint i = 0; i < found->len; i++) {
        if (i < (use->is_part ? PART_PLANS_MAX : PLANS_MAX)) add_plan(planner, use, g_ptr_array_index(found, i));
        else rec_slices_free(g_ptr_array_index(found, i));
    }
}

/* The depth that the text takes at some width, with heads as they usually are; mm. */
static double depth_of(const Planner *planner, double width, double size)
{
    double cells = 0;
    for (unsigned i = 0; i < planner->n; i++) {
        const GArray *units = planner->copies[i]->units;
        for (guint k = 0; k < units->len; k++) cells += MAX(0, g_array_index(units, gint16, k));
    }
    double em = size / PT_MM;
    return cells / 2 * em * em * USUAL_LEADING * HEAD_SHARE / width;
}

/* How much of a sheet the text fills. */
static double fullness(const Planner *planner, const Sheet *sheet, double size)
{
    double room = sheet->area_height - furniture_lines(planner->draft, sheet, size) * USUAL_LEADING * size / PT_MM;
    return depth_of(planner, sheet->area_width, size) / MAX(1, room);
}

static bool is_best_below(const Planner *planner, double cost)
{
    return planner->best && planner->best->cost <= cost * planner->n;
}

static bool is_good(const Planner *planner)
{
    return is_best_below(planner, GOOD_COST);
}

/* A whole sheet, at the sizes there are. */
static void try_sheet(Planner *planner, const Sheet *sheet, double close)
{
    double asked = base_length_pt(planner->draft->options.body);
    for (size_t i = 0; i < (asked > 0 ? 1 : G_N_ELEMENTS(sizes)) && !is_good(planner); i++) {
        double size = asked > 0 ? asked : sizes[i], full = fullness(planner, sheet, size);
        if (full >= EMPTY && full <= CROWDED) try_use(planner, &(Use){sheet, size, close, sheet->area_width, false, false});
    }
}

/* Clippings of all widths that would have a page's shape; or, of a sheet that was asked for, as much of it as the stories take. */
static void try_parts(Planner *planner, const Sheet *asked)
{
    double body = base_length_pt(planner->draft->options.body), size = body > 0 ? body : sizes[0];
    size_t last = G_N_ELEMENTS(clip_widths) - 1;
    while (asked && last > 0 && clip_widths[last] > asked->area_width) last--;
    for (size_t i = 0; i <= last; i++) {
        double width = clip_widths[i], shape = depth_of(planner, width, size) / width;
        Sheet clip = {"clipping", width + 2 * CLIP_LEFT, 0, CLIP_LEFT, CLIP_TOP, width, CLIP_DEPTH};
        bool may_be = shape >= SHAPE_LEAST && shape <= SHAPE_MOST;
        bool is_nearest = (i == 0 && shape < SHAPE_LEAST) || (i == last && shape > SHAPE_MOST);
        if (may_be || is_nearest) try_use(planner, &(Use){asked ? asked : &clip, size, USUAL_LEADING, width, true, !asked});
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
    if (n > REC_PAGE_STORIES) return g_strdup_printf("the text holds %u stories; a page holds %d at most", n, REC_PAGE_STORIES);
    if (draft->ledger.n_stories > CELLS_MAX)
        return g_strdup_printf("the text is longer than the %d em that a page holds", CELLS_MAX / 2);
    if (draft->ledger.n_furniture > FURNITURE_MAX)
        return g_strdup_printf("what is no story, advertisements and the like, has %u characters; a page holds %d of it at most",
                               draft->ledger.n_furniture, FURNITURE_MAX);
    if (cells > CELLS_MAX)
        return g_strdup_printf("the text is %" G_GINT64_FORMAT " em long; a page holds %d at most", cells / 2, CELLS_MAX / 2);
    const char *sheet = draft->options.sheet;
    bool is_known = !sheet;
    for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++) is_known |= g_strcmp0(sheet, sheets[i].name) == 0;
    return is_known ? NULL : g_strdup_printf("\"%s\" is no sheet: broadsheet, tabloid or half-tabloid", sheet);
}

static const Sheet *asked_sheet(const RecDraft *draft)
{
    for (size_t i = 0; draft->options.sheet && i < G_N_ELEMENTS(sheets); i++)
        if (strcmp(draft->options.sheet, sheets[i].name) == 0) return &sheets[i];
    return NULL;
}

static RecPlan *pack(const RecDraft *draft, RecCopy **copies, const unsigned *stories, unsigned n)
{
    static const double leadings[] = {CLOSE_LEADING, LEAST_LEADING};
    Planner planner = {.draft = draft, .copies = copies, .stories = stories, .n = n};
    const Sheet *asked = asked_sheet(draft);
    for (size_t k = 0; k < G_N_ELEMENTS(leadings) && !planner.best; k++) {
        for (size_t i = 0; i < G_N_ELEMENTS(sheets) && !is_good(&planner); i++)
            if (!asked || asked == &sheets[i]) try_sheet(&planner, &sheets[i], leadings[k]);
        if (!is_best_below(&planner, FAIR_COST) && k == 0) try_parts(&planner, asked);
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

RecPlan *rec_plan_new(const RecDraft *draft)
{
    unsigned n = draft->stories->stories->len;
    char *why = find_refusal(draft, NULL, n); /* before the stories are worded, which takes the memory of a text of any length */
    if (why) return refused(why);
    g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func((GDestroyNotify)rec_copy_free);
    for (unsigned i = 0; i < n; i++) {
        g_ptr_array_add(copies, rec_copy_new(draft, &g_array_index(draft->stories->stories, RecStory, i)));
    }
    why = find_refusal(draft, (RecCopy *const *)copies->pdata, n);
    if (why) return refused(why);
    unsigned stories[REC_PAGE_STORIES];
    lead_first((RecCopy **)copies->pdata, n, stories);
    return pack(draft, (RecCopy **)copies->pdata, stories, n);
}
