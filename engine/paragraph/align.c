/* Alignment: where a line starts in its measure, and where its boxes stand when some of its text runs against it. */
#include "paragraph/composer.h"

DkLength par_align(ModelAlign align, DkLength measure, DkLength width)
{
    switch (align) {
    case MODEL_ALIGN_CENTER: return (measure - width) / 2;
    case MODEL_ALIGN_END: return measure - width;
    default: return 0;
    }
}

static uint8_t level_of(const TextRuns *runs, const ParBox *box)
{
    const TextCluster *cluster = &g_array_index(runs->clusters, TextCluster, box->cluster);
    return g_array_index(runs->runs, TextRun, cluster->run).level;
}

static void reverse(unsigned *order, unsigned first, unsigned end)
{
    for (; first + 1 < end; first++, end--) {
        unsigned kept = order[first];
        order[first] = order[end - 1];
        order[end - 1] = kept;
    }
}

/* UAX #9, rule L2: from the highest level down to 1, reverses every run of boxes at that level or above. */
static void reorder(const uint8_t *levels, unsigned *order, unsigned n, uint8_t highest)
{
    for (uint8_t level = highest; level > 0; level--)
        for (unsigned i = 0, end; i < n; i = end) {
            for (end = i; end < n && levels[order[end]] >= level;) end++;
            reverse(order, i, end);
            end = MAX(end, i + 1);
        }
}

void par_order_boxes(const TextRuns *runs, ParBox *boxes, unsigned n)
{
    uint8_t highest = 0;
    for (unsigned i = 0; i < n; i++) highest = MAX(highest, level_of(runs, &boxes[i]));
    if (highest == 0) return;
    g_autofree uint8_t *levels = g_new(uint8_t, n);
    g_autofree unsigned *order = g_new(unsigned, n);
    for (unsigned i = 0; i < n; i++) {
        levels[i] = level_of(runs, &boxes[i]);
        order[i] = i;
    }
    reorder(levels, order, n, highest);
    DkLength position = 0;
    for (unsigned i = 0; i < n; i++) {
        boxes[order[i]].position = position;
        position += boxes[order[i]].width;
    }
}
