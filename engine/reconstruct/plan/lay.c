/* Lay: a packing laid out: a place for every block, rules between them.
 *
 * In: the rectangles of a packing, what setting has shown of their depths.  Out: blocks and rules.
 * Method: depths are added up from the stories; then what the whole is deeper is handed down, to each rectangle as far as it gives:
 * pictures, the air about headlines, a line of white between stories.  What nobody takes is white at a stack's foot. */
#include "reconstruct/plan/plan.h"

#define CUT_NEAR 3    /* grid lines by which two rules may differ and still look like one */
#define CUT_COST 90.0 /* one that two stacks side by side make between them, which the parts cannot see */

static const RecPart *part_of(const GArray *parts, int number)
{
    return &g_array_index(parts, RecPart, number);
}

/* The rectangles with the depths that setting has shown. */
static GArray *measured(const RecSlices *slices, const RecTune *tunes)
{
    GArray *parts = g_array_copy(slices->parts);
    for (guint i = 0; i < parts->len; i++) {
        RecPart *part = &g_array_index(parts, RecPart, i);
        if (part->kind == REC_LEAF) {
            if (tunes) rec_leaf_tune(&part->leaf, &tunes[part->leaf.story]);
            part->height = part->leaf.height;
            part->give = part->leaf.give;
            continue;
        }
        const RecPart *a = part_of(parts, part->first), *b = part_of(parts, part->second);
        if (part->kind == REC_STACK) {
            part->height = a->height + REC_SEPARATION + b->height;
            part->give = a->give + b->give + REC_SEPARATION_GIVE;
        } else {
            part->height = MAX(a->height, b->height);
            part->give = MAX(0, MIN(a->height + a->give, b->height + b->give) - part->height);
        }
    }
    return parts;
}

/* ---- Places ---- */

typedef struct {
    int x, line, width, lines;
} Area;

static void place(RecSlices *slices, const GArray *parts, int number, Area area);

static void place_leaf(RecSlices *slices, const RecPart *part, Area area)
{
    RecLeaf leaf = part->leaf;
    rec_leaf_deepen(&leaf, area.lines - leaf.height);
    RecBlock block = {.story = leaf.story,
                      .x = area.x,
                      .line = area.line,
                      .width = area.width,
                      .lines = leaf.height,
                      .n_legs = leaf.n_legs,
                      .measure = leaf.measure,
                      .rows = leaf.rows,
                      .span = leaf.span,
                      .side = leaf.side,
                      .picture_lines = leaf.pictures ? leaf.picture_lines : 0,
                      .caption_lines = leaf.caption_lines,
                      .head = leaf.head};
    g_array_append_val(slices->blocks, block);
}

static void place_stack(RecSlices *slices, const GArray *parts, const RecPart *part, Area area)
{
    const RecPart *above = part_of(parts, part->first), *below = part_of(parts, part->second);
    int room = area.lines - part->height, pulled = MIN(room, part->give), gap = pulled > 2 ? REC_SEPARATION_GIVE : 0;
    int both = above->give + below->give, taken = pulled - gap, first = both ? (taken * above->give + both / 2) / both : 0;
    if (taken - first > below->give) first = taken - below->give;
    Area top = area, foot = area;
    top.lines = above->height + MIN(first, above->give);
    gap += REC_SEPARATION;
    foot.line = area.line + top.lines + gap;
    foot.lines = area.lines - top.lines - gap;
    RecRule rule = {area.line + top.lines + gap / 2.0, area.x, area.width, 0};
    g_array_append_val(slices->rules, rule);
    place(slices, parts, part->first, top);
    place(slices, parts, part->second, foot);
}

static void place_side(RecSlices *slices, const GArray *parts, const RecPart *part, Area area)
{
    Area left = area, right = area;
    left.width = part_of(parts, part->first)->width;
    right.x = area.x + left.width + REC_GUTTER;
    right.width = area.width - left.width - REC_GUTTER;
    RecRule rule = {area.line, right.x - REC_GUTTER, 0, area.lines};
    g_array_append_val(slices->rules, rule);
    place(slices, parts, part->first, left);
    place(slices, parts, part->second, right);
}

static void place(RecSlices *slices, const GArray *parts, int number, Area area)
{
    const RecPart *part = part_of(parts, number);
    switch (part->kind) {
    case REC_LEAF: place_leaf(slices, part, area); break;
    case REC_STACK: place_stack(slices, parts, part, area); break;
    case REC_SIDE: place_side(slices, parts, part, area); break;
    }
}

void rec_slices_lay(RecSlices *slices, const RecTune *tunes, int lines)
{
    g_autoptr(GArray) parts = measured(slices, tunes);
    const RecPart *whole = part_of(parts, (int)parts->len - 1);
    g_array_set_size(slices->blocks, 0);
    g_array_set_size(slices->rules, 0);
    slices->height = CLAMP(lines, whole->height, whole->height + whole->give);
    place(slices, parts, (int)parts->len - 1, (Area){0, 1, slices->width, slices->height});
}

/* ---- Seams ---- */

double rec_slices_cut_cost(const RecSlices *slices)
{
    unsigned n = 0;
    for (guint i = 0; i < slices->rules->len; i++) {
        const RecRule *first = &g_array_index(slices->rules, RecRule, i);
        int covered = first->width;
        if (first->x != 0 || !first->width || first->width == slices->width) continue;
        for (guint k = 0; k < slices->rules->len; k++) {
            const RecRule *other = &g_array_index(slices->rules, RecRule, k);
            if (other->x > 0 && other->width && ABS(other->line - first->line) <= CUT_NEAR) covered += other->width + REC_GUTTER;
        }
        n += covered >= slices->width;
    }
    return CUT_COST * n;
}

void rec_slices_free(RecSlices *slices)
{
    if (!slices) return;
    g_array_unref(slices->parts);
    g_array_unref(slices->blocks);
    g_array_unref(slices->rules);
    g_free(slices);
}
