/* Stories on the page: seams through all of them, and texts that meet (RULES 2.7). */
#include "lint/job.h"

#define PARTING_GAP 2 /* em, RULES 2.7 */
/* Under a text another may begin with nothing between when so many lines are white (house: then nobody reads on). */
#define PARTING_LINES 3
/* A story this wide, in hundredths of the type area, is one that runs across the page. */
#define FULL_WIDTH 90
/* The nameplate's band ends above this share of the type area, in hundredths. */
#define NAMEPLATE_BAND 25
/* Overlaps that roundings make do not close a seam. */
#define TOUCH (DK_PT / 10)

/* ---- Seams ---- */

/* What stands on the page as one piece: a rectangle of a block, or furniture. */
typedef struct {
    DkLength from, to; /* across the seam's direction */
    DkLength length;   /* along it */
    bool is_story;
} Piece;

static int by_start(const void *a, const void *b)
{
    const Piece *left = a, *right = b;
    return (left->from > right->from) - (left->from < right->from);
}

static void add_piece(GArray *pieces, const BaseRect *rect, bool is_vertical, bool is_story)
{
    Piece piece = {is_vertical ? rect->x : rect->y, is_vertical ? lint_right(rect) : lint_foot(rect),
                   is_vertical ? rect->height : rect->width, is_story};
    g_array_append_val(pieces, piece);
}

/* Whether another rectangle of the block goes on where `rect` ends: there the story itself reaches over. */
static bool goes_on(const LintJob *job, const ModelBlock *block, const BaseRect *rect, bool is_vertical)
{
    for (unsigned k = 0; k < block->n_rects; k++) {
        const BaseRect *next = &job->resolved->rects[block->first_rect + k];
        DkLength gap = is_vertical ? next->x - lint_right(rect) : next->y - lint_foot(rect);
        DkLength shared = is_vertical ? lint_down(rect, next) : lint_across(rect, next);
        if (next != rect && ABS(gap) <= TOUCH && shared > TOUCH) return true;
    }
    return false;
}

static void add_block(const LintJob *job, GArray *pieces, const ModelBlock *block, bool is_vertical)
{
    for (unsigned k = 0; block->story && k < block->n_rects; k++) {
        const BaseRect *rect = &job->resolved->rects[block->first_rect + k];
        add_piece(pieces, rect, is_vertical, true);
        if (goes_on(job, block, rect, is_vertical)) g_array_index(pieces, Piece, pieces->len - 1).to += 3 * TOUCH;
    }
}

static GArray *pieces_of(const LintJob *job, bool is_vertical)
{
    const ModelResolved *r = job->resolved;
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    for (unsigned i = 0; i < r->n_blocks; i++) add_block(job, pieces, &r->blocks[i], is_vertical);
    for (unsigned i = 0; i < r->n_furniture; i++)
        if (r->furniture[i].texts.n || r->furniture[i].path) add_piece(pieces, &r->furniture[i].rect, is_vertical, false);
    g_array_sort(pieces, by_start);
    return pieces;
}

/* Stories, furniture and the longest story on one side of a seam. */
typedef struct {
    unsigned n_stories, n_furniture;
    DkLength longest, to;
} Side;

static Side side_of(const GArray *pieces, unsigned first, unsigned end)
{
    Side side = {0};
    for (unsigned i = first; i < end; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);
        *(piece->is_story ? &side.n_stories : &side.n_furniture) += 1;
        if (piece->is_story) side.longest = MAX(side.longest, piece->length);
        side.to = MAX(side.to, piece->to);
    }
    return side;
}

/* A seam is as it should be under the nameplate and what stands beside it, and above one story that runs across the page's foot. */
static bool is_usual(const LintJob *job, const Side *before, const Side *after, bool is_vertical)
{
    if (!before->n_stories || !after->n_stories) return true;
    if (is_vertical) return false;
    BaseRect area = job->resolved->type_area;
    bool is_band = before->n_furniture && (before->to - area.y) * 100LL <= area.height * (long long)NAMEPLATE_BAND;
    bool is_foot = after->n_stories == 1 && after->longest * 100LL >= area.width * (long long)FULL_WIDTH;
    return is_band || is_foot;
}

static void report_seam(const LintJob *job, DkLength at, bool is_vertical)
{
    BaseRect area = job->resolved->type_area;
    LintFault fault = {.place = lint_page_place(job),
                       .amount = is_vertical ? lint_ems(job, at - area.x) : lint_rows(job, at - area.y) + 1,
                       .unit = is_vertical ? "em" : "lines",
                       .cure = "let a story, a head or a picture reach over it"};
    if (is_vertical)
        lint_found(job, &fault, "a straight seam %.1f em from the left cuts the page in two from top to foot", fault.amount);
    else lint_found(job, &fault, "a straight seam at line %.1f cuts the page in two from side to side", fault.amount);
}

static void check_seams(const LintJob *job, bool is_vertical)
{
    g_autoptr(GArray) pieces = pieces_of(job, is_vertical);
    DkLength reached = pieces->len ? g_array_index(pieces, Piece, 0).to : 0;
    for (unsigned i = 1; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);
        if (piece->from >= reached - TOUCH) {
            Side before = side_of(pieces, 0, i), after = side_of(pieces, i, pieces->len);
            if (!is_usual(job, &before, &after, is_vertical)) report_seam(job, reached + (piece->from - reached) / 2, is_vertical);
        }
        reached = MAX(reached, piece->to);
    }
}

void lint_page_cut(const LintJob *job)
{
    check_seams(job, false);
    check_seams(job, true);
}

/* ---- Texts that meet ---- */

/* The leg's measure over the lines that are set. */
static BaseRect text_of(const LintBox *leg)
{
    BaseRect rect = leg->rect;
    if (leg->frame->direction == MODEL_DIRECTION_VERTICAL) {
        rect.x = leg->ink.x;
        rect.width = leg->ink.width;
    } else {
        rect.y = leg->ink.y;
        rect.height = leg->ink.height;
    }
    return rect;
}

/* Whether a head, a picture or furniture lies between two texts that stand one under the other. */
static bool is_filled(const LintJob *job, const BaseRect *upper, const BaseRect *lower)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        bool is_between =
            box->rect.y >= lint_foot(upper) - job->resolved->line && lint_foot(&box->rect) <= lower->y + job->resolved->line;
        bool is_over = lint_across(&box->rect, upper) > 0 && lint_across(&box->rect, lower) > 0;
        if (box->kind != LINT_LEG && box->kind != LINT_JUMP && is_between && is_over) return true;
    }
    return false;
}

static void check_texts(const LintJob *job, const LintBox *a, const LintBox *b)
{
    BaseRect first = text_of(a), second = text_of(b);
    DkLength across = lint_across(&first, &second), down = lint_down(&first, &second), line = job->resolved->line;
    bool is_beside = down > line && across <= 0 && -across < PARTING_GAP * job->resolved->em;
    bool is_under = across > 0 && down <= 0 && -down < PARTING_LINES * line;
    if ((!is_beside && !is_under) || lint_is_parted(job, &first, &second)) return;
    const BaseRect *upper = first.y < second.y ? &first : &second, *lower = upper == &first ? &second : &first;
    if (is_under && is_filled(job, upper, lower)) return;
    LintFault fault = {.place = lint_box_place(b),
                       .amount = is_beside ? lint_ems(job, -across) : lint_rows(job, -down),
                       .unit = is_beside ? "em" : "lines",
                       .cure = "put a rule, a head or 2 em of white between them, or box one story"};
    lint_found(job, &fault, "the texts of \"%s\" and \"%s\" meet %s, %.1f %s apart, with nothing between them", a->id, b->id,
               is_beside ? "side by side" : "one under the other", fault.amount, fault.unit);
}

void lint_stories_meet(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *a = lint_box(job, i);
        for (unsigned k = i + 1; a->kind == LINT_LEG && k < job->boxes->len; k++) {
            const LintBox *b = lint_box(job, k);
            if (b->kind == LINT_LEG && b->block != a->block) check_texts(job, a, b);
        }
    }
}
