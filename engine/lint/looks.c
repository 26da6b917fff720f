/* The page's looks as a whole: faces, sizes, grey slabs, boxes (RULES 2.5, 2.7). */
#include "lint/job.h"

#include <string.h>

#define MOST_FACES 5 /* RULES 2.7: four or five */
#define MOST_SIZES 3 /* house: news, lead paragraph, feature */
/* Readings and notes inside lines are set at half size; they are no size of text (house). */
#define SMALL_SHARE 7 / 10

/* A role's face without its weight: song of song-bold. */
static char *face_of(const char *role)
{
    const char *dash = strchr(role, '-');
    return dash ? g_strndup(role, (size_t)(dash - role)) : g_strdup(role);
}

void lint_too_many_faces(const LintJob *job)
{
    g_autoptr(GHashTable) faces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const GArray *runs = job->forms->runs->runs;
    for (unsigned i = 0; i < runs->len; i++)
        g_hash_table_add(faces, face_of(job->forms->runs->styles[g_array_index(runs, TextRun, i).style].font));
    unsigned n = g_hash_table_size(faces);
    if (n <= MOST_FACES) return;
    LintFault fault = {.place = lint_page_place(job),
                       .amount = n,
                       .unit = "faces",
                       .cure = "set what belongs together in one face, and use its weights for contrast"};
    lint_found(job, &fault, "the page is set in %u faces, weights not counted; %d are enough", n, MOST_FACES);
}

void lint_too_many_sizes(const LintJob *job)
{
    g_autoptr(GHashTable) sizes = g_hash_table_new(g_direct_hash, g_direct_equal);
    const GArray *items = job->forms->page->items;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *item = &g_array_index(items, PageItem, i);
        bool is_text = item->kind == PAGE_GLYPHS && item->role == FLOW_LEG && item->size >= job->resolved->em * SMALL_SHARE;
        if (is_text) g_hash_table_add(sizes, GINT_TO_POINTER(item->size));
    }
    unsigned n = g_hash_table_size(sizes);
    if (n <= MOST_SIZES) return;
    LintFault fault = {.place = lint_page_place(job),
                       .amount = n,
                       .unit = "sizes",
                       .cure = "set the stories in the grid's size, and only features in another"};
    lint_found(job, &fault, "the stories are set in %u sizes of text; %d are enough", n, MOST_SIZES);
}

/* ---- Grey slabs ---- */

#define SLAB_LINES 20
#define SLAB_LEGS 3 /* "several": two legs are one story's usual shape (house) */
#define SLAB_GAP 3  /* em: a wider gap lets light in (house) */

/* The longest stretch of a leg that nothing breaks, as a rectangle. */
typedef struct {
    const LintBox *leg;
    BaseRect rect;
} Stretch;

static BaseRect stretch_rect(const LintJob *job, const LintBox *leg, int first, int n)
{
    DkLength line = job->resolved->line;
    BaseRect rect = leg->rect;
    if (leg->frame->direction == MODEL_DIRECTION_VERTICAL)
        return (BaseRect){lint_right(&rect) - (first + n) * line, rect.y, n * line, rect.height};
    return (BaseRect){rect.x, rect.y + first * line, rect.width, n * line};
}

static GArray *stretches_of(const LintJob *job)
{
    GArray *stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        int first = 0, n = box->kind == LINT_LEG ? lint_longest_run(job, box, &first) : 0;
        if (n <= SLAB_LINES) continue;
        Stretch stretch = {box, stretch_rect(job, box, first, n)};
        g_array_append_val(stretches, stretch);
    }
    return stretches;
}

/* What two stretches side by side share, in block direction; 0: they are no neighbours. */
static DkLength shared(const LintJob *job, const BaseRect *slab, const Stretch *next)
{
    bool is_vertical = next->leg->frame->direction == MODEL_DIRECTION_VERTICAL;
    DkLength gap = is_vertical ? next->rect.y - lint_foot(slab) : next->rect.x - lint_right(slab);
    DkLength depth = is_vertical ? lint_across(slab, &next->rect) : lint_down(slab, &next->rect);
    return gap < 0 || gap >= SLAB_GAP * job->resolved->em ? 0 : MAX(0, depth);
}

/* The slab that begins with a stretch, grown leg by leg; gives how many legs it has and how deep it is. */
static unsigned grow(const LintJob *job, const GArray *stretches, const Stretch *first, DkLength *depth)
{
    BaseRect slab = first->rect;
    bool is_vertical = first->leg->frame->direction == MODEL_DIRECTION_VERTICAL;
    *depth = is_vertical ? slab.width : slab.height;
    unsigned n = 1;
    for (unsigned i = 0; i < stretches->len; i++) {
        const Stretch *next = &g_array_index(stretches, Stretch, i);
        DkLength both = shared(job, &slab, next);
        if (both <= SLAB_LINES * job->resolved->line) continue;
        *depth = MIN(*depth, both);
        slab = lint_union(slab, next->rect);
        n++;
    }
    return n;
}

static bool has_left_neighbour(const LintJob *job, const GArray *stretches, const Stretch *stretch)
{
    for (unsigned i = 0; i < stretches->len; i++) {
        const Stretch *other = &g_array_index(stretches, Stretch, i);
        if (shared(job, &other->rect, stretch) > SLAB_LINES * job->resolved->line) return true;
    }
    return false;
}

void lint_grey_slab(const LintJob *job)
{
    g_autoptr(GArray) stretches = stretches_of(job);
    for (unsigned i = 0; i < stretches->len; i++) {
        const Stretch *first = &g_array_index(stretches, Stretch, i);
        DkLength depth;
        unsigned n = has_left_neighbour(job, stretches, first) ? 0 : grow(job, stretches, first, &depth);
        if (n < SLAB_LEGS) continue;
        LintFault fault = {.place = lint_box_place(first->leg),
                           .amount = lint_rows(job, depth),
                           .unit = "lines",
                           .cure = "put in a cross-head, a quote, a picture or a box"};
        lint_found(job, &fault, "%u legs from leg %u of \"%s\" on are grey for %.0f lines", n, first->leg->number + 1,
                   first->leg->id, fault.amount);
    }
}

/* ---- Boxes ---- */

#define LEAST_PADDING 45 /* hundredths of an em; half an em (RULES 2.7) but for what rounding to the grid takes */

/* What a border leaves of its block: a pattern is part of the box, a line hardly. */
static BaseRect inside_border(const LintJob *job, const ModelBlock *block)
{
    BaseRect rect = job->resolved->rects[block->first_rect];
    DkLength depth = model_rule_is_pattern(block->border.kind) ? block->border.weight : 0;
    return (BaseRect){rect.x + depth, rect.y + depth, rect.width - 2 * depth, rect.height - 2 * depth};
}

/* The least distance of a rectangle from the sides of one around it. */
static DkLength padding(const BaseRect *box, const BaseRect *inner)
{
    DkLength across = MIN(inner->x - box->x, lint_right(box) - lint_right(inner));
    return MIN(across, MIN(inner->y - box->y, lint_foot(box) - lint_foot(inner)));
}

static bool is_boxed(const ModelBlock *block)
{
    return block->n_rects == 1 && block->story &&
           (block->border.weight || (!block->tint.is_none && block->tint.c + block->tint.m + block->tint.y + block->tint.k > 0));
}

void lint_box_tight(const LintJob *job)
{
    for (unsigned i = 0; i < job->resolved->n_blocks; i++) {
        const ModelBlock *block = &job->resolved->blocks[i];
        const LintBox *tightest = NULL;
        DkLength least = job->resolved->em * LEAST_PADDING / 100;
        BaseRect inside = inside_border(job, block);
        for (unsigned k = 0; is_boxed(block) && k < job->boxes->len; k++) {
            const LintBox *box = lint_box(job, k);
            if (box->block != block || !box->frame || !box->frame->n_lines) continue;
            DkLength room = padding(&inside, &box->ink);
            if (room >= least) continue;
            least = room;
            tightest = box;
        }
        if (!tightest) continue;
        LintFault fault = {.place = lint_box_place(tightest),
                           .amount = lint_ems(job, least),
                           .unit = "em",
                           .cure = "leave half an em to an em inside the box"};
        lint_found(job, &fault, "text of \"%s\" stands %.2f em inside its box", block->id, fault.amount);
    }
}
