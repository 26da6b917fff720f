/* Heads: where two of them stand to each other, and their weight (RULES 2.5, 2.7).
 *
 * A story's heads count as one: the ink of kicker, headline and deck together.  Heads that run down the page are judged with the axes
 * exchanged, as a page read from right to left wants it. */
#include "lint/job.h"

/* A gap that parts two stories without a rule, in em: RULES 2.7. */
#define PARTING_GAP 2
/* Lines of text that must stand between one story's head and the next one's: RULES 2.7. */
#define STACKED_LINES 3

/* Headlines that differ by less than a tenth are of one size to the eye; beside each other when the stories' places are this near. */
#define NEAR_GAP 3 /* em, lines */
/* A lower head of the same width is much larger from a quarter on: less follows from the number of its words (house). */
#define GROWTH 5 / 4
#define SAME_WIDTH 10 /* per cent */

/* All heads of a story. */
typedef struct {
    const LintBox *headline; /* NULL: it has none */
    BaseRect ink, frame, block;
    bool is_vertical;
} Heads;

static Heads heads_of(const LintJob *job, const ModelBlock *block)
{
    Heads heads = {.headline = lint_headline(job, block)};
    for (unsigned i = 0; i < block->n_rects; i++)
        heads.block = lint_union(heads.block, job->resolved->rects[block->first_rect + i]);
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (!lint_is_title(box) || box->block != block) continue;
        heads.ink = lint_union(heads.ink, box->ink);
        heads.frame = lint_union(heads.frame, box->rect);
    }
    heads.is_vertical = heads.headline && heads.headline->frame->direction == MODEL_DIRECTION_VERTICAL;
    return heads;
}

/* Calls `see` for each pair of stories that have headlines. */
static void each_pair(const LintJob *job, void (*see)(const LintJob *job, const Heads *a, const Heads *b))
{
    unsigned n = job->resolved->n_blocks;
    g_autofree Heads *heads = g_new(Heads, n);
    for (unsigned i = 0; i < n; i++) heads[i] = heads_of(job, &job->resolved->blocks[i]);
    for (unsigned a = 0; a < n; a++)
        for (unsigned b = a + 1; b < n; b++)
            if (heads[a].headline && heads[b].headline) see(job, &heads[a], &heads[b]);
}

static bool is_alike(const LintBox *a, const LintBox *b)
{
    return a->face == b->face && ABS(a->size - b->size) * 10 < MAX(a->size, b->size);
}

/* ---- Side by side ---- */

static void check_side_by_side(const LintJob *job, const Heads *a, const Heads *b)
{
    if (a->is_vertical != b->is_vertical) return;
    bool is_vertical = a->is_vertical;
    DkLength shared = is_vertical ? lint_across(&a->ink, &b->ink) : lint_down(&a->ink, &b->ink);
    DkLength gap = -(is_vertical ? lint_down(&a->frame, &b->frame) : lint_across(&a->frame, &b->frame));
    if (shared < DK_PT || gap >= PARTING_GAP * job->resolved->em || lint_is_parted(job, &a->frame, &b->frame)) return;
    LintFault fault = {.place = lint_box_place(b->headline),
                       .amount = lint_ems(job, MAX(0, gap)),
                       .unit = "em",
                       .cure = "put a rule or a picture between them, box one, or set one head lower"};
    lint_found(job, &fault, "the heads of \"%s\" and \"%s\" stand side by side, %.1f em apart%s", a->headline->id, b->headline->id,
               fault.amount, is_alike(a->headline, b->headline) ? ", in one face and size" : "");
}

void lint_heads_side_by_side(const LintJob *job)
{
    each_pair(job, check_side_by_side);
}

/* ---- One under the other ---- */

static void check_stacked(const LintJob *job, const Heads *a, const Heads *b)
{
    bool is_vertical = a->is_vertical && b->is_vertical;
    DkLength shared = is_vertical ? lint_down(&a->ink, &b->ink) : lint_across(&a->ink, &b->ink);
    DkLength gap = -(is_vertical ? lint_across(&a->ink, &b->ink) : lint_down(&a->ink, &b->ink));
    if (shared <= 0 || gap < 0 || gap >= STACKED_LINES * job->resolved->line) return;
    bool is_second_lower = is_vertical ? b->ink.x < a->ink.x : b->ink.y > a->ink.y;
    const LintBox *lower = is_second_lower ? b->headline : a->headline, *upper = is_second_lower ? a->headline : b->headline;
    LintFault fault = {.place = lint_box_place(lower),
                       .amount = lint_rows(job, gap),
                       .unit = "lines",
                       .cure = "let three lines or more of text, or a picture, stand between them"};
    lint_found(job, &fault, "the head of \"%s\" stands %.1f lines under the head of \"%s\"", lower->id, fault.amount, upper->id);
}

void lint_heads_stacked(const LintJob *job)
{
    each_pair(job, check_stacked);
}

/* ---- Look ---- */

static bool is_near(const LintJob *job, const Heads *a, const Heads *b)
{
    DkLength across = lint_across(&a->block, &b->block), down = lint_down(&a->block, &b->block);
    return (down > 0 && -across < NEAR_GAP * job->resolved->em) || (across > 0 && -down < NEAR_GAP * job->resolved->line);
}

static void check_alike(const LintJob *job, const Heads *a, const Heads *b)
{
    if (!is_near(job, a, b) || !is_alike(a->headline, b->headline)) return;
    LintFault fault = {.place = lint_box_place(b->headline),
                       .amount = base_length_pt(b->headline->size),
                       .unit = "pt",
                       .cure = "set one of them in another face, or a grade larger or smaller"};
    lint_found(job, &fault, "the headlines of the neighbours \"%s\" and \"%s\" are both %.1f pt of %s", a->headline->id,
               b->headline->id, fault.amount, b->headline->face->name);
}

void lint_heads_alike(const LintJob *job)
{
    each_pair(job, check_alike);
}

void lint_heads_one_look(const LintJob *job)
{
    const LintBox *first = NULL;
    unsigned n = 0;
    for (unsigned i = 0; i < job->resolved->n_blocks; i++) {
        const LintBox *headline = lint_headline(job, &job->resolved->blocks[i]);
        if (!headline) continue;
        if (!first) first = headline;
        if (!is_alike(first, headline)) return;
        n++;
    }
    if (n < 3) return;
    LintFault fault = {.place = lint_page_place(job),
                       .amount = n,
                       .unit = "headlines",
                       .cure = "give the stories weight by other sizes and faces"};
    lint_found(job, &fault, "all %u headlines are %.1f pt of %s", n, base_length_pt(first->size), first->face->name);
}

/* ---- Weight ---- */

/* Whether a headline begins in the upper half of the type area. */
static bool is_high(const LintJob *job, const LintBox *headline)
{
    BaseRect area = job->resolved->type_area;
    return headline->rect.y < area.y + area.height / 2;
}

void lint_head_outweighs_lead(const LintJob *job)
{
    const LintBox *lead = NULL;
    for (unsigned i = 0; i < job->resolved->n_blocks; i++) {
        const LintBox *box = lint_headline(job, &job->resolved->blocks[i]);
        if (box && is_high(job, box) && (!lead || box->size > lead->size)) lead = box;
    }
    for (unsigned i = 0; lead && i < job->resolved->n_blocks; i++) {
        const LintBox *box = lint_headline(job, &job->resolved->blocks[i]);
        if (!box || box->size <= lead->size) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = base_length_pt(box->size - lead->size),
                           .unit = "pt",
                           .cure = "set it smaller, or give a story of the upper half a larger headline"};
        lint_found(job, &fault, "the headline of \"%s\" is %.1f pt, larger than the largest above it, %.1f pt of \"%s\"", box->id,
                   base_length_pt(box->size), base_length_pt(lead->size), lead->id);
    }
}

static void check_growth(const LintJob *job, const Heads *a, const Heads *b)
{
    const Heads *upper = a->frame.y <= b->frame.y ? a : b, *lower = upper == a ? b : a;
    DkLength width = MAX(a->frame.width, b->frame.width);
    bool is_under = lint_down(&a->frame, &b->frame) <= 0 && lint_across(&a->frame, &b->frame) * 5 >= width * 4;
    bool is_same = ABS(a->frame.width - b->frame.width) * 100LL < width * (long long)SAME_WIDTH;
    if (!is_under || !is_same || lower->headline->size <= upper->headline->size * GROWTH) return;
    LintFault fault = {.place = lint_box_place(lower->headline),
                       .amount = base_length_pt(lower->headline->size - upper->headline->size),
                       .unit = "pt",
                       .cure = "set the lower one smaller, or change their places"};
    lint_found(job, &fault, "the headline of \"%s\" is %.1f pt, the one of the same width above it, of \"%s\", only %.1f pt",
               lower->headline->id, base_length_pt(lower->headline->size), upper->headline->id,
               base_length_pt(upper->headline->size));
}

void lint_head_grows(const LintJob *job)
{
    each_pair(job, check_growth);
}
