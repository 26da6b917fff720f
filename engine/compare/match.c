/* Pairs lines, items and frames of two pages.
 *
 * Lines: common ends first, then the longest common subsequence by the usual table; beyond TABLE_MAX cells what is between is one
 * hunk, which is true and only less exact.  Items: the same thing at the same place, then by likeness in falling degree; each looks
 * only among those that share a key with it, and among the first NEAR_MAX of these. */
#include "compare/match.h"

#include <string.h>

enum { TABLE_MAX = 4000000, NEAR_MAX = 512 };

/* ---- Lines ---- */

typedef struct {
    const CompareElement *old, *new;
    unsigned first, n_old, n_new; /* what the common ends leave */
    uint16_t *table;              /* (n_old + 1) rows of n_new + 1: length of the longest common subsequence from here on */
} Lcs;

static bool is_same_line(const CompareElement *old, unsigned i, const CompareElement *new, unsigned j)
{
    return strcmp(compare_line(old, i)->text, compare_line(new, j)->text) == 0;
}

static uint16_t *cell(const Lcs *lcs, unsigned i, unsigned j)
{
    return &lcs->table[(size_t)i * (lcs->n_new + 1) + j];
}

static void fill_table(Lcs *lcs)
{
    lcs->table = g_new0(uint16_t, (size_t)(lcs->n_old + 1) * (lcs->n_new + 1));
    for (unsigned i = lcs->n_old; i-- > 0;)
        for (unsigned j = lcs->n_new; j-- > 0;) {
            bool is_same = is_same_line(lcs->old, lcs->first + i, lcs->new, lcs->first + j);
            *cell(lcs, i, j) = is_same ? *cell(lcs, i + 1, j + 1) + 1 : MAX(*cell(lcs, i + 1, j), *cell(lcs, i, j + 1));
        }
}

static void add_hunk(GArray *hunks, CompareHunk hunk)
{
    if (hunk.n_old || hunk.n_new) g_array_append_val(hunks, hunk);
}

/* Walks the table: equal lines end a hunk, others lengthen it. */
static void walk_table(const Lcs *lcs, GArray *hunks)
{
    unsigned i = 0, j = 0;
    CompareHunk hunk = {lcs->first, 0, lcs->first, 0};
    while (i < lcs->n_old || j < lcs->n_new) {
        bool has_both = i < lcs->n_old && j < lcs->n_new;
        if (has_both && is_same_line(lcs->old, lcs->first + i, lcs->new, lcs->first + j)) {
            add_hunk(hunks, hunk);
            i++, j++;
            hunk = (CompareHunk){lcs->first + i, 0, lcs->first + j, 0};
        } else if (j == lcs->n_new || (has_both && *cell(lcs, i + 1, j) >= *cell(lcs, i, j + 1))) i++, hunk.n_old++;
        else j++, hunk.n_new++;
    }
    add_hunk(hunks, hunk);
}

GArray *compare_match_lines(const CompareElement *old, const CompareElement *new)
{
    GArray *hunks = g_array_new(FALSE, FALSE, sizeof(CompareHunk));
    unsigned n_old = old->lines->len, n_new = new->lines->len, first = 0;
    while (first < n_old && first < n_new && is_same_line(old, first, new, first)) first++;
    while (n_old > first && n_new > first && is_same_line(old, n_old - 1, new, n_new - 1)) n_old--, n_new--;
    Lcs lcs = {old, new, first, n_old - first, n_new - first, NULL};
    bool is_small = (uint64_t)lcs.n_old * lcs.n_new < TABLE_MAX && MIN(lcs.n_old, lcs.n_new) < UINT16_MAX;
    if (lcs.n_old == 0 || lcs.n_new == 0 || !is_small) {
        add_hunk(hunks, (CompareHunk){first, lcs.n_old, first, lcs.n_new});
        return hunks;
    }
    fill_table(&lcs);
    walk_table(&lcs, hunks);
    g_free(lcs.table);
    return hunks;
}

/* ---- Items ---- */

bool compare_item_is_alike(const CompareItem *a, const CompareItem *b)
{
    return a->kind == b->kind && g_strcmp0(a->ink, b->ink) == 0 && g_strcmp0(a->stroke, b->stroke) == 0 && a->size == b->size &&
           g_strcmp0(a->text, b->text) == 0;
}

typedef struct {
    const ComparePage *old_page, *new_page;
    GArray *old, *new; /* indices that are not yet paired */
    DkLength dx, dy;
    GArray *pairs;
} Pairing;

static int64_t distance(const BaseRect *a, const BaseRect *b, const Pairing *pairing)
{
    return llabs((int64_t)a->x + pairing->dx - b->x) + llabs((int64_t)a->y + pairing->dy - b->y) +
           llabs((int64_t)a->width - b->width) + llabs((int64_t)a->height - b->height);
}

typedef enum { SAME_THING, OTHER_PAINT, OTHER_PLACE, OTHER_SIZE, OTHER_ALL } Likeness;

static bool overlaps(const BaseRect *a, const BaseRect *b)
{
    return a->x <= b->x + b->width && b->x <= a->x + a->width && a->y <= b->y + b->height && b->y <= a->y + a->height;
}

static bool is_like(const CompareItem *a, const CompareItem *b, Likeness likeness, const Pairing *pairing)
{
    bool is_there = distance(&a->rect, &b->rect, pairing) == 0;
    switch (likeness) {
    case SAME_THING: return is_there && compare_item_is_alike(a, b);
    case OTHER_PAINT: return is_there;
    case OTHER_PLACE: return a->rect.width == b->rect.width && a->rect.height == b->rect.height && compare_item_is_alike(a, b);
    case OTHER_SIZE: return (a->rect.width > a->rect.height) == (b->rect.width > b->rect.height) && compare_item_is_alike(a, b);
    case OTHER_ALL: return overlaps(&a->rect, &b->rect);
    }
    g_assert_not_reached();
}

/* What items that are alike have in common as a text, `dx`, `dy` off; others may have it too. */
static char *key_of(const CompareItem *item, Likeness likeness, DkLength dx, DkLength dy)
{
    const BaseRect *rect = &item->rect;
    GString *key = g_string_new(NULL);
    bool has_place = likeness == SAME_THING || likeness == OTHER_PAINT, has_size = likeness <= OTHER_PLACE;
    bool has_paint = likeness != OTHER_PAINT && likeness != OTHER_ALL;
    if (has_place)
        g_string_append_printf(key, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " ", (int64_t)rect->x + dx, (int64_t)rect->y + dy);
    if (has_size) g_string_append_printf(key, "%d %d ", rect->width, rect->height);
    if (has_paint)
        g_string_append_printf(key, "%d %d %s %s %s", (int)item->kind, item->size, item->ink ? item->ink : "",
                               item->stroke ? item->stroke : "", item->text ? item->text : "");
    return g_string_free(key, FALSE);
}

/* The new items by their keys: GArray of indices, in order. */
static GHashTable *by_key(const Pairing *pairing, Likeness likeness)
{
    GHashTable *groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    for (unsigned j = 0; j < pairing->new->len; j++) {
        unsigned index = g_array_index(pairing->new, unsigned, j);
        char *key = key_of(compare_item(pairing->new_page, index), likeness, 0, 0);
        GArray *group = g_hash_table_lookup(groups, key);
        if (group) g_free(key);
        else g_hash_table_insert(groups, key, group = g_array_new(FALSE, FALSE, sizeof(unsigned)));
        g_array_append_val(group, index);
    }
    return groups;
}

/* The place in `group` of the nearest item that is like `old`, or its length. */
static unsigned nearest(const Pairing *pairing, const CompareItem *old, const GArray *group, Likeness likeness)
{
    unsigned best = group->len;
    int64_t least = G_MAXINT64;
    for (unsigned j = 0; j < MIN(group->len, NEAR_MAX) && least > 0; j++) {
        const CompareItem *new = compare_item(pairing->new_page, g_array_index(group, unsigned, j));
        if (!is_like(old, new, likeness, pairing)) continue;
        int64_t far = distance(&old->rect, &new->rect, pairing);
        if (far < least) least = far, best = j;
    }
    return best;
}

/* Takes those out of `indices` of which `is_paired` says so. */
static void keep_unpaired(GArray *indices, const bool *is_paired)
{
    unsigned n = 0;
    for (unsigned i = 0; i < indices->len; i++) {
        unsigned index = g_array_index(indices, unsigned, i);
        if (!is_paired[index]) g_array_index(indices, unsigned, n++) = index;
    }
    g_array_set_size(indices, n);
}

static void pair_alike(Pairing *pairing, Likeness likeness)
{
    g_autoptr(GHashTable) groups = by_key(pairing, likeness);
    g_autofree bool *old_paired = g_new0(bool, pairing->old_page->items->len);
    g_autofree bool *new_paired = g_new0(bool, pairing->new_page->items->len);
    for (unsigned i = 0; i < pairing->old->len; i++) {
        unsigned old = g_array_index(pairing->old, unsigned, i);
        const CompareItem *item = compare_item(pairing->old_page, old);
        g_autofree char *key = key_of(item, likeness, pairing->dx, pairing->dy);
        GArray *group = g_hash_table_lookup(groups, key);
        unsigned j = group ? nearest(pairing, item, group, likeness) : 0;
        if (!group || j == group->len) continue;
        ComparePair pair = {old, g_array_index(group, unsigned, j)};
        g_array_append_val(pairing->pairs, pair);
        g_array_remove_index(group, j);
        old_paired[pair.old] = new_paired[pair.new] = true;
    }
    keep_unpaired(pairing->old, old_paired);
    keep_unpaired(pairing->new, new_paired);
}

static GArray *copy_of(const GArray *indices)
{
    GArray *copy = g_array_new(FALSE, FALSE, sizeof(unsigned));
    if (indices && indices->len) g_array_append_vals(copy, indices->data, indices->len);
    return copy;
}

CompareMatch *compare_match_items(const ComparePage *old, const GArray *old_items, const ComparePage *new, const GArray *new_items,
                                  DkLength dx, DkLength dy)
{
    Pairing pairing = {old, new, copy_of(old_items), copy_of(new_items), dx, dy, g_array_new(FALSE, FALSE, sizeof(ComparePair))};
    pair_alike(&pairing, SAME_THING);
    pairing.dx = pairing.dy = 0;
    if (dx || dy) pair_alike(&pairing, SAME_THING);
    pairing.dx = dx;
    pairing.dy = dy;
    for (Likeness likeness = OTHER_PAINT; likeness <= OTHER_ALL; likeness++) pair_alike(&pairing, likeness);
    CompareMatch *match = g_new(CompareMatch, 1);
    *match = (CompareMatch){pairing.pairs, pairing.old, pairing.new};
    return match;
}

void compare_match_free(CompareMatch *match)
{
    if (!match) return;
    g_array_unref(match->pairs);
    g_array_unref(match->removed);
    g_array_unref(match->added);
    g_free(match);
}

/* ---- Frames ---- */

/* The words of a frame: its first line's, which tell two frames apart well enough to pair the ones that have lost their id. */
static const char *first_words(const CompareFrame *frame)
{
    for (guint i = 0; i < frame->elements->len; i++) {
        const CompareElement *element = g_ptr_array_index(frame->elements, i);
        if (element->lines->len) return compare_line(element, 0)->text;
    }
    return NULL;
}

static bool is_renamed(const CompareFrame *old, const CompareFrame *new)
{
    if (old->story || new->story) return g_strcmp0(old->story, new->story) == 0;
    const char *old_words = first_words(old), *new_words = first_words(new);
    if (old_words || new_words) return g_strcmp0(old_words, new_words) == 0;
    return memcmp(&old->rect, &new->rect, sizeof old->rect) == 0;
}

/* The frame of `new` that was `old` under another id: one that `old`'s page does not know. */
static const CompareFrame *find_renamed(const CompareFrame *old, const CompareFrames *olds, const CompareFrames *news)
{
    for (guint i = 0; i < news->frames->len; i++) {
        const CompareFrame *new = g_ptr_array_index(news->frames, i);
        if (!compare_frames_find(olds, new->id) && is_renamed(old, new)) return new;
    }
    return NULL;
}

static bool is_paired(const GArray *pairs, const CompareFrame *new)
{
    for (guint i = 0; i < pairs->len; i++)
        if (g_array_index(pairs, CompareFramePair, i).new == new) return true;
    return false;
}

GArray *compare_match_frames(const CompareFrames *old, const CompareFrames *new)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(CompareFramePair));
    for (guint i = 0; i < old->frames->len; i++) {
        const CompareFrame *frame = g_ptr_array_index(old->frames, i);
        CompareFramePair pair = {frame, compare_frames_find(new, frame->id)};
        if (!pair.new) pair.new = find_renamed(frame, old, new);
        if (pair.new &&is_paired(pairs, pair.new)) pair.new = NULL;
        g_array_append_val(pairs, pair);
    }
    for (guint i = 0; i < new->frames->len; i++) {
        CompareFramePair pair = {NULL, g_ptr_array_index(new->frames, i)};
        if (!is_paired(pairs, pair.new)) g_array_append_val(pairs, pair);
    }
    return pairs;
}
