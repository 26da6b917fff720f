/* Make-up of a draft, as an editor does it at the desk: set, look, mend, set again.
 *
 * In: a draft with its plans, the best first.  Out: the same with one plan, its depths those that setting has shown.
 * Method: each plan is set; a story that is longer or shorter than counted gets legs that are so, until all fit; then a story that the
 * linter finds fault with is tried a line of a leg deeper and shallower.  The first plan without a fault is taken, else the one
 * whose faults and cost together are least. */
#include "duikai_makeup.h"
#include "base/file.h"

#include <glib/gstdio.h>
#include <string.h>

#define ROUNDS 5          /* of setting a plan until its stories fit */
#define SHORTER_ROUNDS 2  /* of these, in which a story may also get shorter */
#define FAULT_COST 40.0   /* a finding of the linter, in the plan's cost */
#define OVERSET_COST 1000 /* a story that does not fit at all */

/* What one setting shows. */
typedef struct {
    unsigned n_faults, n_over;
    int *over, *short_by, *legs; /* by story */
    unsigned *faults;
    bool *mendable; /* whether one of them is of its legs */
} Look;

typedef struct {
    RecDraft *draft;
    DkEngine *engine;
    const char *folder; /* for trials */
    unsigned n;         /* stories */
    Look look;
    RecTune *tunes; /* of the look */
} Desk;

static void look_init(Look *look, unsigned n)
{
    *look = (Look){.over = g_new0(int, n + 1), .short_by = g_new0(int, n + 1), .legs = g_new0(int, n + 1)};
    look->faults = g_new0(unsigned, n + 1);
    look->mendable = g_new0(bool, n + 1);
}

static void look_clear(Look *look)
{
    g_free(look->over);
    g_free(look->short_by);
    g_free(look->legs);
    g_free(look->faults);
    g_free(look->mendable);
}

/* The story that a slug names, or `n`. */
static unsigned story_of(const Desk *desk, const char *slug)
{
    const GArray *stories = desk->draft->stories->stories;
    unsigned i = 0;
    while (i < desk->n && g_strcmp0(g_array_index(stories, RecStory, i).slug, slug) != 0) i++;
    return i;
}

static void see_fits(Desk *desk, const DkPage *page)
{
    for (size_t i = 0; i < dk_page_fit_count(page); i++) {
        DkFit fit = dk_page_fit(page, i);
        unsigned story = story_of(desk, fit.story);
        desk->look.over[story] = fit.over;
        desk->look.short_by[story] = fit.short_by;
        desk->look.n_over += fit.over > 0;
    }
    const GArray *blocks = desk->draft->plan->slices->blocks;
    for (guint i = 0; i < blocks->len; i++) {
        const RecBlock *block = &g_array_index(blocks, RecBlock, i);
        desk->look.legs[block->story] = block->n_legs;
    }
}

/* Whether a finding is about how a story's legs fill or break. */
static bool is_of_legs(const char *code)
{
    static const char *const codes[] = {"feet-differ", "underset",       "leg-short", "leg-empty", "cross-head-stranded",
                                        "line-loose",  "lone-character", "grey-slab", "leg-long",  "runt"};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        if (strcmp(code, codes[i]) == 0) return true;
    return false;
}

static void see_faults(Desk *desk, const DkDiagnostics *found)
{
    for (size_t i = 0; i < dk_diagnostics_count(found); i++) {
        const DkDiagnostic *item = dk_diagnostics_item(found, i);
        if (item->severity == DK_NOTE) continue;
        desk->look.n_faults++;
        unsigned story = story_of(desk, item->story);
        if (story == desk->n) story = story_of(desk, item->frame);
        desk->look.faults[story]++;
        desk->look.mendable[story] |= is_of_legs(item->code);
    }
}

/* A page that cannot be read back at all is a fault of ours or of the disk: its errors are passed on. */
static void report_unset(const DkDiagnostics *found, DkDiagnostics *list)
{
    for (size_t i = 0; i < dk_diagnostics_count(found); i++) {
        const DkDiagnostic *item = dk_diagnostics_item(found, i);
        if (item->severity == DK_ERROR) base_report(list, DK_ERROR, item->code, (BasePlace){0}, "%s", item->message);
    }
}

/* Sets the plan with its stories tuned; false when it cannot be. */
static bool see(Desk *desk, const RecTune *tunes, DkDiagnostics *list)
{
    memset(desk->look.faults, 0, (desk->n + 1) * sizeof *desk->look.faults);
    memset(desk->look.mendable, 0, (desk->n + 1) * sizeof *desk->look.mendable);
    desk->look.n_faults = desk->look.n_over = 0;
    if (!rec_plan_lay(desk->draft, desk->draft->plan, tunes)) return false;
    if (!rec_draft_write_trial(desk->draft, desk->folder, list)) return false;
    g_autoptr(DkDiagnostics) found = dk_diagnostics_new();
    g_autofree char *path = g_build_filename(desk->folder, "page.yaml", NULL);
    DkPage *page = dk_page_open(desk->engine, path, found);
    if (!page) {
        report_unset(found, list);
        return false;
    }
    see_fits(desk, page);
    dk_page_lint(page, NULL, found);
    see_faults(desk, found);
    dk_page_free(page);
    return true;
}

static RecTune *copied(const Desk *desk, const RecTune *tunes)
{
    return g_memdup2(tunes, (desk->n + 1) * sizeof *tunes);
}

/* Makes legs longer where a story did not fit, shorter where it left more than a line of each; whether any is. */
static bool correct(const Desk *desk, RecTune *tunes, int round)
{
    bool is_changed = false;
    for (unsigned i = 0; i < desk->n; i++) {
        int legs = MAX(1, desk->look.legs[i]), more = (desk->look.over[i] + legs - 1) / legs;
        if (!more && round < SHORTER_ROUNDS) more = -(desk->look.short_by[i] / legs);
        tunes[i].rows += more;
        is_changed |= more != 0;
    }
    return is_changed;
}

/* Sets the plan, and again with the depths that setting shows, until all stories fit. */
static bool see_fitting(Desk *desk, RecTune *tunes, DkDiagnostics *list)
{
    bool is_set = see(desk, tunes, list);
    for (int round = 0; is_set && round < ROUNDS && correct(desk, tunes, round); round++) is_set = see(desk, tunes, list);
    return is_set;
}

/* Whether a story has a fault that another depth may cure. */
static bool has_mendable(const Desk *desk)
{
    bool is_any = false;
    for (unsigned i = 0; i < desk->n; i++) is_any |= desk->look.mendable[i];
    return is_any && !desk->look.n_over;
}

/* Tries every story with a fault in another way, and keeps those that are better for it. */
static bool mend(Desk *desk, const RecTune *by, DkDiagnostics *list)
{
    unsigned n_before = desk->look.n_faults;
    g_autofree unsigned *before = g_memdup2(desk->look.faults, (desk->n + 1) * sizeof *before);
    g_autofree RecTune *tried = copied(desk, desk->tunes);
    for (unsigned i = 0; i < desk->n; i++) {
        if (!before[i]) continue;
        tried[i].rows += by->rows;
        tried[i].cells += by->cells;
    }
    if (by->cells ? see_fitting(desk, tried, list) : see(desk, tried, list)) {
        for (unsigned i = 0; i < desk->n; i++)
            if (before[i] && (desk->look.over[i] || desk->look.faults[i] >= before[i])) tried[i] = desk->tunes[i];
        if (see(desk, tried, list) && !desk->look.n_over && desk->look.n_faults < n_before) {
            memcpy(desk->tunes, tried, (desk->n + 1) * sizeof *tried);
            return true;
        }
    }
    return see(desk, desk->tunes, list);
}

/* Sets the draft's plan until its stories fit and mends what can be; returns its cost with all faults, or infinity. */
static double settle(Desk *desk, DkDiagnostics *list)
{
    static const RecTune ways[] = {{1, 0}, {-1, 0}, {0, 1}, {0, 2}};
    memset(desk->tunes, 0, (desk->n + 1) * sizeof *desk->tunes);
    bool is_set = see_fitting(desk, desk->tunes, list);
    for (size_t i = 0; i < G_N_ELEMENTS(ways) && is_set && has_mendable(desk); i++) is_set = mend(desk, &ways[i], list);
    if (!is_set) return G_MAXDOUBLE;
    return desk->draft->plan->cost + FAULT_COST * desk->look.n_faults + OVERSET_COST * desk->look.n_over;
}

/* Takes the plan out of those of the draft that is to be kept, and lets the others go. */
static void choose(RecDraft *draft, RecPlan *first, RecPlan *chosen)
{
    RecPlan **at = &first;
    while (*at && *at != chosen) at = &(*at)->next;
    *at = chosen->next;
    chosen->next = NULL;
    rec_plan_free(first);
    draft->plan = chosen;
}

/* Sets all plans until one stands without a fault; returns the best, with its tunes in `tunes`, or NULL when none can be set at all. */
static RecPlan *find_best(Desk *desk, RecPlan *first, RecTune *tunes, DkDiagnostics *list)
{
    RecPlan *best = NULL;
    double least = G_MAXDOUBLE;
    for (RecPlan *plan = first; plan; plan = plan->next) {
        desk->draft->plan = plan;
        double cost = settle(desk, list);
        if (cost >= least) continue;
        best = plan;
        least = cost;
        memcpy(tunes, desk->tunes, (desk->n + 1) * sizeof *tunes);
        if (!desk->look.n_faults && !desk->look.n_over) break;
    }
    return best;
}

bool makeup(RecDraft *draft, DkEngine *engine, DkDiagnostics *list)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("duikai-XXXXXX", &error);
    if (!folder) {
        base_report(list, DK_ERROR, "output-not-written", (BasePlace){0}, "cannot make a folder for trials: %s", error->message);
        return false;
    }
    Desk desk = {.draft = draft, .engine = engine, .folder = folder, .n = draft->stories->stories->len};
    desk.tunes = g_new0(RecTune, desk.n + 1);
    look_init(&desk.look, desk.n);
    g_autofree RecTune *tunes = g_new0(RecTune, desk.n + 1);
    g_autoptr(DkDiagnostics) unset = dk_diagnostics_new();
    RecPlan *first = draft->plan, *best = find_best(&desk, first, tunes, unset);
    if (!best) report_unset(unset, list);
    look_clear(&desk.look);
    g_free(desk.tunes);
    base_folder_remove(folder);
    choose(draft, first, best ? best : first);
    rec_plan_lay(draft, draft->plan, best ? tunes : NULL);
    return true;
}
