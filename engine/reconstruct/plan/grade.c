/* Grade: the headlines of a page laid out, beside each other: sizes that step down from the lead's, faces that differ from the
 * neighbours'.
 *
 * In: blocks with the headlines that each has room for.  Out: the same, some smaller, each with a face.  RULES 2.5. */
#include <math.h>

#include "reconstruct/plan/plan.h"

#define LEAST_HEAD 2.1    /* body ems: 20 pt on 9.5 (RULES 2.5) */
#define LEAST_PARTED 1.75 /* of one that would look like its neighbour's */
#define GRADE 0.35        /* body ems, between two headlines of one face */
#define STEP 0.85         /* of the lead's size, for the next largest */

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
        if (!block->is_lead) block->head.headline_size = MIN(block->head.headline_size, MAX(LEAST_HEAD, STEP * lead));
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
    double size = MAX(LEAST_PARTED, other->head.headline_size - GRADE);
    if (is_alike) block->head.headline_size = MIN(block->head.headline_size, size);
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
}

/* Parts the sizes of neighbours that have one face. */
static void part_alike(RecSlices *slices)
{
    for (guint i = 0; i < slices->blocks->len; i++)
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
            if (is_under && above->head.headline) block->head.headline_size = MIN(block->head.headline_size, MAX(LEAST_HEAD, most));
        }
    }
}

void rec_slices_grade(RecSlices *slices)
{
    grade_heads(slices);
    choose_faces(slices);
    part_alike(slices);
    step_down(slices);
    part_alike(slices); /* a step down may have made two alike again */
    step_down(slices);
}
