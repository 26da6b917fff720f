/* The page's text form: the golden format.  Glyph items give their words, so that a difference can be read. */
#include "page/page.h"

#include <string.h>

static void dump_stroke(BaseDump *dump, const PageItem *item)
{
    base_dump_word(dump, "kind", model_rule_words[item->stroke.kind]);
    base_dump_length(dump, "weight", item->stroke.weight);
    model_dump_ink(dump, "ink", item->stroke.ink);
}

static void dump_words(const Page *page, const PageItem *item, BaseDump *dump)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (unsigned i = 0; i < item->n_glyphs; i++) {
        const PageGlyph *glyph = &g_array_index(page->glyphs, PageGlyph, item->first_glyph + i);
        g_string_append_len(words, item->text + glyph->first_byte, glyph->n_bytes);
    }
    base_dump_text(dump, "text", words->str, words->len);
}

static void dump_glyphs(const Page *page, const PageItem *item, BaseDump *dump)
{
    base_dump_word(dump, "story", item->story ? item->story->slug : NULL);
    base_dump_int(dump, "order", item->order);
    base_dump_int(dump, "line", item->line);
    base_dump_word(dump, "role", item->role == FLOW_HEAD ? model_element_words[item->element] : flow_frame_words[item->role]);
    base_dump_word(dump, "face", item->face->name);
    base_dump_length(dump, "size", item->size);
    model_dump_ink(dump, "ink", item->ink);
    if (item->is_vertical) base_dump_int(dump, "orientation", item->orientation);
    if (item->ruby) base_dump_int(dump, item->is_reading ? "reading" : "base", (int)item->ruby);
    if (item->scale != 1024) base_dump_int(dump, "scale", item->scale);
    base_dump_range(dump, "glyphs", item->first_glyph, item->n_glyphs);
    dump_words(page, item, dump);
}

/* The part of the picture that is shown, in per cent from its left and top and of its width and height; all of it, give or take a
 * rounding, is not said. */
static void dump_shown(const PageItem *item, BaseDump *dump)
{
    const ModelShown *shown = &item->shown;
    const BaseRect *rect = &item->rect;
    if (!shown->picture || (shown->width <= rect->width * 1.001 && shown->height <= rect->height * 1.001)) return;
    const int64_t parts[][2] = {{rect->x - shown->x, shown->width},
                                {rect->y - shown->y, shown->height},
                                {rect->width, shown->width},
                                {rect->height, shown->height}};
    g_autoptr(GString) text = g_string_new(NULL);
    for (unsigned i = 0; i < 4; i++) {
        int64_t hundredths = (parts[i][0] * 10000 + parts[i][1] / 2) / parts[i][1];
        g_string_append_printf(text, "%s%d.%02d", i ? " " : "", (int)(hundredths / 100), (int)(hundredths % 100));
    }
    base_dump_text(dump, "shown", text->str, text->len);
}

static void dump_item(const Page *page, unsigned index, BaseDump *dump)
{
    const PageItem *item = &g_array_index(page->items, PageItem, index);
    base_dump_begin_index(dump, page_item_words[item->kind], index);
    base_dump_word(dump, "frame", item->frame);
    base_dump_rect(dump, item->rect);
    if (item->kind == PAGE_FILL || item->kind == PAGE_SHAPE) model_dump_ink(dump, "ink", item->ink);
    if (item->kind == PAGE_RULE || item->kind == PAGE_BORDER) dump_stroke(dump, item);
    if (item->kind == PAGE_CODE) base_dump_text(dump, "text", item->text, strlen(item->text));
    if (item->kind == PAGE_PICTURE) {
        g_autofree char *name = g_path_get_basename(item->path); /* the folder differs from machine to machine */
        base_dump_text(dump, "file", name, strlen(name));
        dump_shown(item, dump);
    }
    if (item->kind == PAGE_GLYPHS) dump_glyphs(page, item, dump);
    base_dump_end(dump);
}

static void dump_glyph(const PageGlyph *glyph, unsigned index, BaseDump *dump)
{
    base_dump_begin_index(dump, "glyph", index);
    base_dump_int(dump, "id", glyph->glyph);
    base_dump_length(dump, "x", glyph->x);
    base_dump_length(dump, "y", glyph->y);
    base_dump_end(dump);
}

void page_dump(const Page *page, BaseDump *dump)
{
    base_dump_begin(dump, "page", NULL);
    if (page->number) base_dump_text(dump, "number", page->number, strlen(page->number)); /* as written: it may hold spaces */
    base_dump_length(dump, "width", page->width);
    base_dump_length(dump, "height", page->height);
    base_dump_length(dump, "bleed", page->bleed);
    base_dump_word(dump, "language", model_language_words[page->language]);
    base_dump_end(dump);
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        dump_item(page, i, dump);
        for (unsigned g = 0; item->kind == PAGE_GLYPHS && g < item->n_glyphs; g++)
            dump_glyph(&g_array_index(page->glyphs, PageGlyph, item->first_glyph + g), item->first_glyph + g, dump);
    }
}
