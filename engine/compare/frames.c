/* Gathers a page's items: glyphs into lines, lines and other items into elements, elements into frames.
 *
 * In: ComparePage.  Out: CompareFrames.  A column ends where the next line does not stand under the one before: so the legs of a
 * body, and the two captions of a block, are told apart without a word of them in the dump. */
#include "compare/frames.h"

#include <string.h>

BaseRect compare_rect_around(BaseRect a, BaseRect b)
{
    static const BaseRect nothing = {0, 0, 0, 0};
    if (memcmp(&a, &nothing, sizeof a) == 0) return b;
    if (memcmp(&b, &nothing, sizeof b) == 0) return a;
    DkLength x = MIN(a.x, b.x), y = MIN(a.y, b.y);
    return (BaseRect){x, y, MAX(a.x + a.width, b.x + b.width) - x, MAX(a.y + a.height, b.y + b.height) - y};
}

static void element_free(void *data)
{
    CompareElement *element = data;
    g_array_unref(element->lines);
    g_array_unref(element->items);
    g_free(element);
}

static void frame_free(void *data)
{
    CompareFrame *frame = data;
    g_ptr_array_unref(frame->elements);
    g_free(frame);
}

static guint hash_of(const void *id)
{
    return id ? g_str_hash(id) : 0;
}

static gboolean is_same_id(const void *a, const void *b)
{
    return g_strcmp0(a, b) == 0;
}

GHashTable *compare_ids_new(void)
{
    return g_hash_table_new(hash_of, is_same_id);
}

CompareFrame *compare_frames_find(const CompareFrames *frames, const char *id)
{
    return g_hash_table_lookup(frames->by_id, id);
}

const CompareElement *compare_frame_element(const CompareFrame *frame, const char *name)
{
    for (guint i = 0; i < frame->elements->len; i++) {
        const CompareElement *element = g_ptr_array_index(frame->elements, i);
        if (strcmp(element->name, name) == 0) return element;
    }
    return NULL;
}

static CompareFrame *frame_of(CompareFrames *frames, const char *id)
{
    CompareFrame *frame = compare_frames_find(frames, id);
    if (frame) return frame;
    frame = g_new0(CompareFrame, 1);
    frame->id = id;
    frame->order = G_MAXUINT;
    frame->elements = g_ptr_array_new_with_free_func(element_free);
    g_ptr_array_add(frames->frames, frame);
    g_hash_table_insert(frames->by_id, (gpointer)id, frame);
    return frame;
}

static CompareElement *element_of(CompareFrame *frame, const char *name)
{
    CompareElement *element = (CompareElement *)compare_frame_element(frame, name);
    if (element) return element;
    element = g_new(CompareElement, 1);
    *element = (CompareElement){name, g_array_new(FALSE, FALSE, sizeof(CompareLine)), g_array_new(FALSE, FALSE, sizeof(unsigned))};
    g_ptr_array_add(frame->elements, element);
    return element;
}

/* ---- Lines ---- */

/* The end of the line that begins with item `first`. */
static unsigned line_end(const ComparePage *page, unsigned first)
{
    const CompareItem *head = compare_item(page, first);
    unsigned end = first + 1;
    for (; end < page->items->len; end++) {
        const CompareItem *item = compare_item(page, end);
        bool goes_on = item->kind == PAGE_GLYPHS && item->line == head->line && g_strcmp0(item->frame, head->frame) == 0 &&
                       g_strcmp0(item->role, head->role) == 0;
        if (!goes_on) break;
    }
    return end;
}

static void place_line(CompareLine *line)
{
    BaseRect rect = line->rect;
    line->start = line->is_vertical ? rect.y : rect.x;
    line->end = line->start + (line->is_vertical ? rect.height : rect.width);
    line->center = line->is_vertical ? -(rect.x + rect.width / 2) : rect.y + rect.height / 2;
}

/* Slots: under the line before goes on in its column, anything else begins one. */
static void number_line(CompareLine *line, const GArray *before)
{
    if (before->len == 0) return;
    const CompareLine *last = &g_array_index(before, CompareLine, before->len - 1);
    bool is_under = line->center > last->center && line->start < last->end && last->start < line->end;
    line->column = is_under ? last->column : last->column + 1;
    line->row = is_under ? last->row + 1 : 0;
}

static void add_line(CompareFrames *frames, CompareElement *element, unsigned first, unsigned end)
{
    const ComparePage *page = frames->page;
    const CompareItem *head = compare_item(page, first);
    CompareLine line = {
        .text = head->text, .first_item = first, .n_items = end - first, .rect = head->rect, .is_vertical = head->is_vertical};
    if (end - first > 1) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (unsigned i = first; i < end; i++) {
            g_string_append(text, compare_item(page, i)->text);
            line.rect = compare_rect_around(line.rect, compare_item(page, i)->rect);
        }
        line.text = g_string_chunk_insert_len(frames->strings, text->str, (gssize)text->len);
    }
    place_line(&line);
    number_line(&line, element->lines);
    g_array_append_val(element->lines, line);
}

CompareFrames *compare_frames_new(const ComparePage *page)
{
    CompareFrames *frames = g_new(CompareFrames, 1);
    *frames = (CompareFrames){page, g_ptr_array_new_with_free_func(frame_free), compare_ids_new(), g_string_chunk_new(4096)};
    CompareFrame *frame = NULL;
    unsigned order = 0;
    for (unsigned i = 0; i < page->items->len;) {
        const CompareItem *item = compare_item(page, i);
        unsigned end = item->kind == PAGE_GLYPHS ? line_end(page, i) : i + 1;
        if (!frame || g_strcmp0(frame->id, item->frame) != 0) frame = frame_of(frames, item->frame);
        if (item->kind == PAGE_GLYPHS) {
            add_line(frames, element_of(frame, item->role ? item->role : "text"), i, end);
            if (item->story) frame->story = item->story;
            if (frame->order == G_MAXUINT) frame->order = order++;
        } else {
            CompareElement *element = element_of(frame, page_item_words[item->kind]);
            g_array_append_val(element->items, i);
        }
        for (; i < end; i++) frame->rect = compare_rect_around(frame->rect, compare_item(page, i)->rect);
    }
    return frames;
}

void compare_frames_free(CompareFrames *frames)
{
    if (!frames) return;
    g_ptr_array_unref(frames->frames);
    g_hash_table_unref(frames->by_id);
    g_string_chunk_free(frames->strings);
    g_free(frames);
}
