/* Two dumps -> what differs between them in layout.
 *
 * In: two pages read from dumps, a tolerance for lengths.  Out: differences, in the order of the expected page.
 * Method: frames are paired; in each pair, items and lines are paired and what each says of itself is compared (items here, lines
 * in text.c and style.c); what is left is where they stand, which place.c tells as few shifts as will do. */
#include "compare/layout.h"

#include <string.h>

DkDifference compare_difference(const CompareContext *context, const char *kind, const CompareElement *element, BaseRect rect)
{
    const CompareFrame *frame = context->old ? context->old : context->new;
    return (DkDifference){.kind = kind,
                          .frame = frame ? frame->id : NULL,
                          .story = frame ? frame->story : NULL,
                          .element = element ? element->name : NULL,
                          .x = rect.x,
                          .y = rect.y,
                          .width = rect.width,
                          .height = rect.height};
}

static void add_versions(const CompareContext *context, DkDifference difference, const char *expected, const char *actual)
{
    difference.expected = expected;
    difference.actual = actual;
    compare_list_add(context->list, &difference);
}

/* ---- Items ---- */

static char *size_words(DkLength width, DkLength height)
{
    char numbers[2][G_ASCII_DTOSTR_BUF_SIZE];
    DkLength sides[2] = {width, height};
    for (int i = 0; i < 2; i++) g_ascii_formatd(numbers[i], sizeof numbers[i], "%.2f", base_length_pt(sides[i]) * 25.4 / 72);
    return g_strdup_printf("%s × %s mm", numbers[0], numbers[1]);
}

static char *stroke_words(const CompareItem *item)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strdup_printf("%s %s pt", item->stroke, g_ascii_formatd(number, sizeof number, "%.2f", base_length_pt(item->size)));
}

static void compare_paint(const CompareContext *context, const CompareElement *element, const CompareItem *old,
                          const CompareItem *new)
{
    BaseRect rect = compare_rect_around(old->rect, new->rect);
    if (g_strcmp0(old->ink, new->ink) != 0)
        add_versions(context, compare_difference(context, "ink", element, rect), old->ink, new->ink);
    if (g_strcmp0(old->stroke, new->stroke) != 0 || old->size != new->size) {
        g_autofree char *expected = stroke_words(old), *actual = stroke_words(new);
        add_versions(context, compare_difference(context, "stroke", element, rect), expected, actual);
    }
    if (g_strcmp0(old->text, new->text) != 0)
        add_versions(context, compare_difference(context, page_item_words[old->kind], element, rect), old->text, new->text);
}

static void compare_pair(const CompareContext *context, const CompareElement *element, ComparePair pair)
{
    const CompareItem *old = compare_item(context->old_page, pair.old), *new = compare_item(context->new_page, pair.new);
    compare_paint(context, element, old, new);
    g_array_append_val(context->pairs, pair);
    BaseRect a = old->rect, b = new->rect, rect = compare_rect_around(a, b);
    if (compare_beyond(a.width - b.width, context->tolerance) || compare_beyond(a.height - b.height, context->tolerance)) {
        g_autofree char *expected = size_words(a.width, a.height), *actual = size_words(b.width, b.height);
        add_versions(context, compare_difference(context, "resized", element, rect), expected, actual);
        return;
    }
    CompareMark mark = {.element = element, .knows_x = true, .knows_y = true, .dx = b.x - a.x, .dy = b.y - a.y, .rect = rect};
    g_array_append_val(context->marks, mark);
}

static void add_items(const CompareContext *context, const char *kind, const CompareElement *element, const ComparePage *page,
                      const GArray *indices)
{
    for (guint i = 0; i < indices->len; i++) {
        const CompareItem *item = compare_item(page, g_array_index(indices, unsigned, i));
        DkDifference difference = compare_difference(context, kind, element, item->rect);
        difference.count = 1;
        compare_list_add(context->list, &difference);
    }
}

static void compare_items(const CompareContext *context, const CompareElement *old, const CompareElement *new, DkLength dx,
                          DkLength dy)
{
    g_autoptr(CompareMatch) match = compare_match_items(context->old_page, old->items, context->new_page, new->items, dx, dy);
    for (guint i = 0; i < match->pairs->len; i++) compare_pair(context, old, g_array_index(match->pairs, ComparePair, i));
    add_items(context, "removed", old, context->old_page, match->removed);
    add_items(context, "added", new, context->new_page, match->added);
}

/* ---- Elements ---- */

static BaseRect element_rect(const ComparePage *page, const CompareElement *element)
{
    BaseRect rect = {0};
    for (guint i = 0; i < element->lines->len; i++) rect = compare_rect_around(rect, compare_line(element, i)->rect);
    for (guint i = 0; i < element->items->len; i++)
        rect = compare_rect_around(rect, compare_item(page, g_array_index(element->items, unsigned, i))->rect);
    return rect;
}

static void add_element(const CompareContext *context, const char *kind, const ComparePage *page, const CompareElement *element)
{
    DkDifference difference = compare_difference(context, kind, element, element_rect(page, element));
    difference.count = (int)(element->lines->len + element->items->len);
    const char *words = element->lines->len ? compare_line(element, 0)->text : NULL;
    if (strcmp(kind, "added") == 0) difference.actual = words;
    else difference.expected = words;
    compare_list_add(context->list, &difference);
}

static void compare_words(const CompareContext *context, const CompareElement *old, const CompareElement *new, bool is_same_story)
{
    g_autoptr(GArray) hunks = compare_match_lines(old, new);
    if (is_same_story) compare_text(context, old, new, hunks);
    compare_style(context, old, new, hunks);
    compare_mark_lines(context, old, new, hunks);
}

/* ---- Frames ---- */

static void compare_elements(const CompareContext *context, bool is_same_story)
{
    const CompareFrame *old = context->old, *new = context->new;
    for (guint i = 0; i < old->elements->len; i++) {
        const CompareElement *element = g_ptr_array_index(old->elements, i), *other = compare_frame_element(new, element->name);
        if (!other) add_element(context, "removed", context->old_page, element);
        else if (element->lines->len) compare_words(context, element, other, is_same_story);
    }
    DkLength dx = 0, dy = 0;
    if (!compare_marks_share(context->marks, context->tolerance, &dx, &dy)) dx = dy = 0;
    for (guint i = 0; i < old->elements->len; i++) {
        const CompareElement *element = g_ptr_array_index(old->elements, i), *other = compare_frame_element(new, element->name);
        if (other && element->items->len) compare_items(context, element, other, dx, dy);
    }
    for (guint i = 0; i < new->elements->len; i++) {
        const CompareElement *element = g_ptr_array_index(new->elements, i);
        if (!compare_frame_element(old, element->name)) add_element(context, "added", context->new_page, element);
    }
}

static void compare_frame(const CompareContext *context)
{
    const CompareFrame *old = context->old, *new = context->new;
    BaseRect rect = compare_rect_around(old->rect, new->rect);
    if (g_strcmp0(old->id, new->id) != 0)
        add_versions(context, compare_difference(context, "renamed", NULL, rect), old->id, new->id);
    bool is_same_story = g_strcmp0(old->story, new->story) == 0;
    if (!is_same_story) add_versions(context, compare_difference(context, "story", NULL, rect), old->story, new->story);
    compare_elements(context, is_same_story);
}

static void add_frame(const CompareContext *context)
{
    const CompareFrame *frame = context->old ? context->old : context->new;
    DkDifference difference = compare_difference(context, context->old ? "removed" : "added", NULL, frame->rect);
    compare_list_add(context->list, &difference);
}

/* ---- Order ---- */

typedef struct {
    unsigned key, at; /* place in the new order; which thing it is of, in the old order */
} Placed;

/* Clears of `sequence` what is in the same order in both pages: a longest rising subsequence.  What remains has changed its place. */
static GArray *out_of_order(const GArray *sequence)
{
    guint n = sequence->len;
    g_autofree guint *length = g_new(guint, n + 1), *next = g_new(guint, n + 1);
    guint best = n;
    length[n] = 0;
    for (guint i = n; i-- > 0;) {
        length[i] = 1;
        next[i] = n;
        for (guint j = i + 1; j < n; j++)
            if (g_array_index(sequence, Placed, j).key > g_array_index(sequence, Placed, i).key && length[j] + 1 > length[i])
                length[i] = length[j] + 1, next[i] = j;
        if (length[i] > length[best]) best = i;
    }
    GArray *left = g_array_new(FALSE, FALSE, sizeof(Placed));
    for (guint i = 0; i < n; i++) {
        if (i == best) best = next[best];
        else g_array_append_val(left, g_array_index(sequence, Placed, i));
    }
    return left;
}

static int by_old_order(const void *a, const void *b)
{
    unsigned first = ((const CompareFramePair *)a)->old->order, second = ((const CompareFramePair *)b)->old->order;
    return (first > second) - (first < second);
}

/* Stories that are read earlier or later than the others. */
static void compare_order(CompareContext *context, const GArray *pairs)
{
    g_autoptr(GArray) read = g_array_new(FALSE, FALSE, sizeof(CompareFramePair));
    g_autoptr(GArray) sequence = g_array_new(FALSE, FALSE, sizeof(Placed));
    for (guint i = 0; i < pairs->len; i++) {
        CompareFramePair pair = g_array_index(pairs, CompareFramePair, i);
        if (pair.old && pair.new &&pair.old->order != G_MAXUINT &&pair.new->order != G_MAXUINT) g_array_append_val(read, pair);
    }
    g_array_sort(read, by_old_order);
    for (guint i = 0; i < read->len; i++) {
        Placed placed = {g_array_index(read, CompareFramePair, i).new->order, i};
        g_array_append_val(sequence, placed);
    }
    g_autoptr(GArray) moved = out_of_order(sequence);
    for (guint i = 0; i < moved->len; i++) {
        CompareFramePair pair = g_array_index(read, CompareFramePair, g_array_index(moved, Placed, i).at);
        context->old = pair.old;
        context->new = pair.new;
        DkDifference difference = compare_difference(context, "order", NULL, pair.new->rect);
        compare_list_add(context->list, &difference);
    }
}

static int by_old_paint(const void *a, const void *b)
{
    unsigned first = ((const ComparePair *)a)->old, second = ((const ComparePair *)b)->old;
    return (first > second) - (first < second);
}

/* Fills, rules, borders, pictures and codes that are painted earlier or later than the others. */
static void compare_paint_order(CompareContext *context, const CompareFrames *old)
{
    g_autoptr(GArray) sequence = g_array_new(FALSE, FALSE, sizeof(Placed));
    g_array_sort(context->pairs, by_old_paint);
    for (guint i = 0; i < context->pairs->len; i++) {
        ComparePair pair = g_array_index(context->pairs, ComparePair, i);
        Placed placed = {pair.new, pair.old};
        g_array_append_val(sequence, placed);
    }
    g_autoptr(GArray) moved = out_of_order(sequence);
    for (guint i = 0; i < moved->len; i++) {
        const CompareItem *item = compare_item(context->old_page, g_array_index(moved, Placed, i).at);
        context->old = compare_frames_find(old, item->frame);
        const CompareElement *element = compare_frame_element(context->old, page_item_words[item->kind]);
        DkDifference difference = compare_difference(context, "paint-order", element, item->rect);
        compare_list_add(context->list, &difference);
    }
}

/* ---- The page ---- */

static void compare_page(CompareContext *context)
{
    const ComparePage *old = context->old_page, *new = context->new_page;
    BaseRect sheet = {0, 0, old->width, old->height};
    context->old = context->new = NULL;
    if (compare_beyond(old->width - new->width, context->tolerance) ||
        compare_beyond(old->height - new->height, context->tolerance)) {
        g_autofree char *expected = size_words(old->width, old->height), *actual = size_words(new->width, new->height);
        add_versions(context, compare_difference(context, "resized", NULL, sheet), expected, actual);
    }
    if (compare_beyond(old->bleed - new->bleed, context->tolerance)) {
        g_autofree char *expected = size_words(old->bleed, old->bleed), *actual = size_words(new->bleed, new->bleed);
        DkDifference difference = compare_difference(context, "resized", NULL, sheet);
        difference.element = "bleed";
        add_versions(context, difference, expected, actual);
    }
    const char *versions[][3] = {{"number", old->number, new->number}, {"language", old->language, new->language}};
    for (size_t i = 0; i < G_N_ELEMENTS(versions); i++) {
        DkDifference difference = compare_difference(context, "page", NULL, sheet);
        difference.element = versions[i][0];
        if (g_strcmp0(versions[i][1], versions[i][2]) != 0) add_versions(context, difference, versions[i][1], versions[i][2]);
    }
}

/* Whether every frame has moved, and all alike: then the page's type area has, which is told once. */
static bool tell_page_shift(CompareContext *context, const GArray *marks_by_pair)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(CompareMark));
    unsigned n_frames = 0;
    for (guint i = 0; i < marks_by_pair->len; i++) {
        const GArray *marks = g_array_index(marks_by_pair, GArray *, i);
        g_array_append_vals(all, marks->data, marks->len);
        n_frames += marks->len > 0;
    }
    DkLength dx, dy;
    bool is_shared = n_frames > 1 && compare_marks_share(all, context->tolerance, &dx, &dy);
    if (!is_shared) return false;
    context->old = context->new = NULL;
    context->marks = all;
    compare_shifts(context);
    return true;
}

static void tell_shifts(CompareContext *context, const GArray *pairs, const GArray *marks_by_pair)
{
    if (tell_page_shift(context, marks_by_pair)) return;
    for (guint i = 0; i < pairs->len; i++) {
        CompareFramePair pair = g_array_index(pairs, CompareFramePair, i);
        context->old = pair.old;
        context->new = pair.new;
        context->marks = g_array_index(marks_by_pair, GArray *, i);
        compare_shifts(context);
    }
}

/* Differences were found kind by kind; they are told frame by frame, the page's own first. */
static int by_frame(const void *a, const void *b, void *ranks)
{
    int first = GPOINTER_TO_INT(g_hash_table_lookup(ranks, ((const DkDifference *)a)->frame));
    int second = GPOINTER_TO_INT(g_hash_table_lookup(ranks, ((const DkDifference *)b)->frame));
    return (first > second) - (first < second);
}

static void sort_by_frame(CompareList *list, const GArray *pairs)
{
    g_autoptr(GHashTable) ranks = compare_ids_new();
    for (guint i = 0; i < pairs->len; i++) {
        CompareFramePair pair = g_array_index(pairs, CompareFramePair, i);
        const char *id = pair.old ? pair.old->id : pair.new->id;
        g_hash_table_insert(ranks, (void *)id, GINT_TO_POINTER((int)i + 1));
    }
    g_hash_table_insert(ranks, NULL, NULL);
    g_array_sort_with_data(list->items, by_frame, ranks);
}

static void clear_marks(void *data)
{
    g_array_unref(*(GArray **)data);
}

void compare_layout(const ComparePage *actual, const ComparePage *expected, DkLength tolerance, CompareList *list)
{
    g_autoptr(CompareFrames) old = compare_frames_new(expected), new = compare_frames_new(actual);
    g_autoptr(GArray) pairs = compare_match_frames(old, new);
    g_autoptr(GArray) marks_by_pair = g_array_new(FALSE, FALSE, sizeof(GArray *));
    g_array_set_clear_func(marks_by_pair, (GDestroyNotify)clear_marks);
    g_autoptr(GArray) item_pairs = g_array_new(FALSE, FALSE, sizeof(ComparePair));
    CompareContext context = {.old_page = expected, .new_page = actual, .tolerance = tolerance, .list = list, .pairs = item_pairs};
    compare_page(&context);
    for (guint i = 0; i < pairs->len; i++) {
        CompareFramePair pair = g_array_index(pairs, CompareFramePair, i);
        context.old = pair.old;
        context.new = pair.new;
        context.marks = g_array_new(FALSE, FALSE, sizeof(CompareMark));
        g_array_append_val(marks_by_pair, context.marks);
        if (pair.old && pair.new) compare_frame(&context);
        else add_frame(&context);
    }
    tell_shifts(&context, pairs, marks_by_pair);
    compare_order(&context, pairs);
    compare_paint_order(&context, old);
    sort_by_frame(list, pairs);
}
