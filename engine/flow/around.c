/* Text round pictures and other frames: which slots they leave of a leg's lines.
 *
 * In: a block's legs and the page's obstacles.  Out: for each line its slots, in reading order.  Method: everything is counted as the leg
 * counts, along and across its lines, so vertical legs need nothing of their own.  A line's em boxes keep the obstacle's gap on
 * all sides: at the sides the white is the gap, over and under it as many lines stay empty as that takes (RULES 2.6).  What is left of
 * a line is set when it is 7 em wide, else it stays empty; of two pieces the wider alone, unless all that part them want both. */
#include "flow/job.h"

#include <string.h>

#define LEAST_EMS 7 /* trade: 5 to 7 */
enum { PIECES_MAX = 16 };

/* A leg as its lines see it. */
typedef struct {
    const ModelResolved *resolved;
    const ModelLeg *leg;
    unsigned number;   /* in its block */
    DkLength em, line; /* of the body, from line to line */
    const char *block; /* id: a part of a story is measured in a copy of its block */
} Leg;

/* A rectangle or an outline in the leg's own directions. */
typedef struct {
    DkLength along, length, across, depth;
    const ModelContour *contour; /* strips of `depth`; NULL: a box */
    bool is_mirrored;            /* the strips count against the block direction */
} Shape;

static Shape shape_in(const Leg *leg, const ModelObstacle *obstacle)
{
    const BaseRect *rect = &obstacle->rect, *own = &leg->leg->rect;
    bool runs_down = leg->leg->is_vertical;
    Shape shape = runs_down ? (Shape){rect->y - own->y, rect->height, own->x + own->width - rect->x - rect->width, rect->width}
                            : (Shape){rect->x - own->x, rect->width, rect->y - own->y, rect->height};
    shape.is_mirrored = runs_down;
    if (obstacle->kind != MODEL_AROUND_OUTLINE || obstacle->picture < 0) return shape;
    const ModelShown *shown = &leg->resolved->pictures[obstacle->picture].shown;
    const ModelContour *contour = runs_down ? &shown->columns : &shown->rows;
    if (contour->n) shape.contour = contour;
    return shape;
}

/* What an outline covers between `from` and `to` of its depth; false: nothing. */
static bool cover(const Shape *shape, DkLength from, DkLength to, DkLength *start, DkLength *end)
{
    const ModelContour *contour = shape->contour;
    bool is_inked = false;
    for (unsigned i = 0; i < contour->n; i++) {
        unsigned strip = shape->is_mirrored ? contour->n - 1 - i : i;
        DkLength over = base_length_scale(shape->depth, i, contour->n), under = base_length_scale(shape->depth, i + 1, contour->n);
        if (under <= from || over >= to || contour->end[strip] == 0) continue;
        *start = is_inked ? MIN(*start, contour->first[strip]) : contour->first[strip];
        *end = is_inked ? MAX(*end, contour->end[strip]) : contour->end[strip];
        is_inked = true;
    }
    return is_inked;
}

/* What an obstacle takes of a line, its gaps included; false: nothing. */
static bool blocked(const Leg *leg, const ModelObstacle *obstacle, int line, DkLength *start, DkLength *end)
{
    Shape shape = shape_in(leg, obstacle);
    DkLength center = line * leg->line + leg->line / 2, over = center - leg->em / 2, under = over + leg->em;
    DkLength from = over - obstacle->gap - shape.across, to = under + obstacle->gap - shape.across;
    if (to <= 0 || from >= shape.depth) return false;
    *start = 0;
    *end = shape.length;
    if (shape.contour && !cover(&shape, from, to, start, end)) return false;
    *start += shape.along - obstacle->gap;
    *end += shape.along + obstacle->gap;
    return *end > 0 && *start < (leg->leg->is_vertical ? leg->leg->rect.height : leg->leg->rect.width);
}

typedef struct {
    ParSegment items[PIECES_MAX];
    unsigned n;
    bool is_parted, is_both;
} Pieces;

/* Takes start..end out of every piece. */
static void take_out(Pieces *pieces, DkLength start, DkLength end)
{
    Pieces left = {.n = 0, .is_parted = pieces->is_parted, .is_both = pieces->is_both};
    for (unsigned i = 0; i < pieces->n; i++) {
        ParSegment piece = pieces->items[i];
        DkLength stop = piece.offset + piece.width;
        if (end <= piece.offset || start >= stop) {
            if (left.n < PIECES_MAX) left.items[left.n++] = piece;
            continue;
        }
        left.is_parted = true;
        if (start > piece.offset && left.n < PIECES_MAX) left.items[left.n++] = (ParSegment){piece.offset, start - piece.offset};
        if (end < stop && left.n < PIECES_MAX) left.items[left.n++] = (ParSegment){end, stop - end};
    }
    *pieces = left;
}

/* Drops what is too narrow for text, and all but the widest where no text is to stand at both sides. */
static void choose(const Leg *leg, Pieces *pieces)
{
    unsigned kept = 0;
    if (!pieces->is_parted) return;
    for (unsigned i = 0; i < pieces->n; i++)
        if (pieces->items[i].width >= LEAST_EMS * leg->em) pieces->items[kept++] = pieces->items[i];
    pieces->n = kept;
    for (unsigned i = 1; i < pieces->n && !pieces->is_both; i++)
        if (pieces->items[i].width > pieces->items[0].width) pieces->items[0] = pieces->items[i];
    if (!pieces->is_both) pieces->n = MIN(pieces->n, 1);
}

static Leg leg_of(const ModelResolved *resolved, const ModelBlock *block, unsigned number)
{
    return (Leg){.resolved = resolved,
                 .leg = &resolved->legs[block->first_leg + number],
                 .number = number,
                 .em = resolved->styles[block->styles[MODEL_ROLE_BODY]].size,
                 .line = flow_pitch(resolved, block),
                 .block = block->id};
}

/* Whether an obstacle is the leg's own block. */
static bool is_own(const Leg *leg, const ModelObstacle *obstacle)
{
    return obstacle->block >= 0 && strcmp(leg->resolved->blocks[obstacle->block].id, leg->block) == 0;
}

static Pieces pieces_of(const Leg *leg, int line)
{
    const ModelResolved *r = leg->resolved;
    Pieces pieces = {.items = {flow_leg_segment(r, leg->leg, line, leg->line)}, .n = 1, .is_both = true};
    for (unsigned i = 0; i < r->n_obstacles; i++) {
        DkLength start, end;
        const ModelObstacle *obstacle = &r->obstacles[i];
        if (is_own(leg, obstacle) || !blocked(leg, obstacle, line, &start, &end)) continue;
        pieces.is_both &= obstacle->is_both;
        take_out(&pieces, start, end);
    }
    choose(leg, &pieces);
    return pieces;
}

/* Whether an obstacle comes near a leg at all. */
static bool is_touched(const Leg *leg)
{
    const BaseRect *own = &leg->leg->rect;
    for (unsigned i = 0; i < leg->resolved->n_obstacles; i++) {
        const ModelObstacle *obstacle = &leg->resolved->obstacles[i];
        const BaseRect *rect = &obstacle->rect;
        DkLength gap = obstacle->gap;
        if (!is_own(leg, obstacle) && rect->x - gap < own->x + own->width && rect->x + rect->width + gap > own->x &&
            rect->y - gap < own->y + own->height && rect->y + rect->height + gap > own->y)
            return true;
    }
    return false;
}

static void add_leg(const Leg *leg, GArray *slots, int *before)
{
    int n_lines = flow_leg_lines(leg->resolved, leg->leg, leg->line);
    for (int line = 0; line < n_lines; line++) {
        Pieces pieces = pieces_of(leg, line);
        before[line] = (int)slots->len;
        for (unsigned i = 0; i < pieces.n; i++) {
            FlowSlot slot = {leg->number, line, pieces.items[i]};
            g_array_append_val(slots, slot);
        }
    }
    before[n_lines] = (int)slots->len;
}

const FlowParted *flow_parted_new(const ModelResolved *resolved, const ModelBlock *block, BaseArena *arena)
{
    int n_lines = 0;
    bool is_any = false;
    for (unsigned l = 0; l < block->n_legs && resolved->n_obstacles; l++) {
        Leg leg = leg_of(resolved, block, l);
        is_any |= is_touched(&leg);
        n_lines += flow_leg_lines(resolved, leg.leg, leg.line) + 1;
    }
    if (!is_any) return NULL;
    g_autoptr(GArray) slots = g_array_new(FALSE, FALSE, sizeof(FlowSlot));
    int *before = base_arena_new_array(arena, int, n_lines), *first = base_arena_new_array(arena, int, block->n_legs);
    for (unsigned l = 0, at = 0; l < block->n_legs; l++) {
        Leg leg = leg_of(resolved, block, l);
        first[l] = (int)at;
        add_leg(&leg, slots, before + at);
        at += (unsigned)flow_leg_lines(resolved, leg.leg, leg.line) + 1;
    }
    FlowSlot *kept = base_arena_new_array(arena, FlowSlot, slots->len);
    if (slots->len) memcpy(kept, slots->data, slots->len * sizeof *kept);
    FlowParted *parted = base_arena_new_array(arena, FlowParted, 1);
    *parted = (FlowParted){kept, before, first};
    return parted;
}
