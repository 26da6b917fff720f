/* page -> plain text: the words of each set line on a line of its own, in reading order.
 *
 * In: glyph items, which stand in reading order, those of one line as neighbours.  Out: UTF-8.  What a line's items hold is told
 * by their glyphs, not by their whole text: an item's text is the paragraph's.  Readings are left out: they stand beside the words;
 * and so are pull quotes, which repeat words. */
#include "output/output.h"

GBytes *output_text(const Page *page)
{
    GString *out = g_string_new(NULL);
    const PageItem *last = NULL;
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        if (item->kind != PAGE_GLYPHS || item->is_reading || item->role == FLOW_PULL_QUOTE) continue;
        bool is_line = last && last->line != item->line && last->role != FLOW_DROP_CAP;
        if (is_line) g_string_append_c(out, '\n');
        for (unsigned j = 0; j < item->n_glyphs; j++) {
            const PageGlyph *glyph = &g_array_index(page->glyphs, PageGlyph, item->first_glyph + j);
            g_string_append_len(out, item->text + glyph->first_byte, glyph->n_bytes);
        }
        last = item;
    }
    if (last) g_string_append_c(out, '\n');
    return g_string_free_to_bytes(out);
}
