/* The ways through a document: its outline, and links between the parts of a story that jumps.
 *
 * In: the pages' items and their objects.  Out: one entry a story, and where there are several pages one a page above them;
 * an annotation on each jump line that leads to the next part, and on each line at the head of a part that leads back.
 * Sources: ISO 32000-1 12.3.2, 12.3.3, 12.5.6.5. */
#include "output/pdf.h"

/* ---- Destinations ---- */

/* A destination that shows the top left corner of `rect` and keeps the reader's zoom. */
static PdfObject destination(qpdf_data qpdf, const Page *page, PdfObject object, const BaseRect *rect)
{
    GString *text = g_string_new("[/XYZ ");
    output_points(text, ((int64_t)rect->x + page->bleed) / pdf_unit(page));
    g_string_append_c(text, ' ');
    output_points(text, ((int64_t)page->height + page->bleed - rect->y) / pdf_unit(page));
    g_string_append(text, " null]");
    PdfObject array = pdf_parse(qpdf, "%s", text->str);
    g_string_free(text, TRUE);
    qpdf_oh_insert_item(qpdf, array, 0, object);
    return array;
}

/* ---- Outline ---- */

static char *story_title(const ModelStory *story)
{
    const ModelTexts *headline = &story->elements[MODEL_ELEMENT_HEADLINE];
    if (headline->n == 0) return g_strdup(story->slug ? story->slug : "");
    GString *title = g_string_new(headline->items[0].text);
    for (unsigned i = 1; i < headline->n; i++) g_string_append_printf(title, " %s", headline->items[i].text);
    return g_string_free(title, FALSE);
}

/* Number and section of a page, or its place in the document. */
static char *page_title(const Page *page, size_t place)
{
    g_autofree char *number = page->number ? g_strdup(page->number) : g_strdup_printf("%zu", place + 1);
    return page->section ? g_strdup_printf("%s %s", number, page->section) : g_steal_pointer(&number);
}

/* Links the entries of one level to each other and to what they stand under; all of them are open. */
static void link_entries(qpdf_data qpdf, PdfObject parent, const GArray *entries, size_t n_below)
{
    if (entries->len == 0) return;
    for (unsigned i = 0; i < entries->len; i++) {
        PdfObject entry = g_array_index(entries, PdfObject, i);
        pdf_set(qpdf, entry, "/Parent", parent);
        if (i > 0) pdf_set(qpdf, entry, "/Prev", g_array_index(entries, PdfObject, i - 1));
        if (i + 1 < entries->len) pdf_set(qpdf, entry, "/Next", g_array_index(entries, PdfObject, i + 1));
    }
    pdf_set(qpdf, parent, "/First", g_array_index(entries, PdfObject, 0));
    pdf_set(qpdf, parent, "/Last", g_array_index(entries, PdfObject, entries->len - 1));
    pdf_set(qpdf, parent, "/Count", qpdf_oh_new_integer(qpdf, (long long)(entries->len + n_below)));
}

static PdfObject make_entry(qpdf_data qpdf, const char *title, PdfObject target)
{
    PdfObject entry = qpdf_oh_new_dictionary(qpdf);
    pdf_set(qpdf, entry, "/Title", pdf_text(qpdf, title));
    pdf_set(qpdf, entry, "/Dest", target);
    return pdf_indirect(qpdf, entry);
}

/* Appends an entry for each story of the page, at its first text in reading order. */
static void add_stories(qpdf_data qpdf, const Page *page, PdfObject object, GArray *entries)
{
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        if (item->kind != PAGE_GLYPHS || !item->story || !g_hash_table_add(known, (gpointer)item->story)) continue;
        g_autofree char *title = story_title(item->story);
        PdfObject entry = make_entry(qpdf, title, destination(qpdf, page, object, &item->rect));
        g_array_append_val(entries, entry);
    }
}

/* Appends an entry for the page, its stories under it; returns how many they are. */
static size_t add_page(qpdf_data qpdf, const Page *page, PdfObject object, size_t place, GArray *entries)
{
    g_autoptr(GArray) stories = g_array_new(FALSE, FALSE, sizeof(PdfObject));
    g_autofree char *title = page_title(page, place);
    PdfObject entry = make_entry(qpdf, title, destination(qpdf, page, object, &(BaseRect){0}));
    add_stories(qpdf, page, object, stories);
    link_entries(qpdf, entry, stories, 0);
    g_array_append_val(entries, entry);
    return stories->len;
}

static void write_outline(qpdf_data qpdf, const Page *const *pages, const PdfObject *objects, size_t n_pages)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(PdfObject));
    size_t n_below = 0;
    for (size_t i = 0; i < n_pages && n_pages > 1; i++) n_below += add_page(qpdf, pages[i], objects[i], i, entries);
    if (n_pages == 1) add_stories(qpdf, pages[0], objects[0], entries);
    if (entries->len == 0) return;
    PdfObject root = pdf_indirect(qpdf, pdf_parse(qpdf, "<</Type/Outlines>>"));
    link_entries(qpdf, root, entries, n_below);
    pdf_set(qpdf, qpdf_get_root(qpdf), "/Outlines", root);
    pdf_set(qpdf, qpdf_get_root(qpdf), "/PageMode", qpdf_oh_new_name(qpdf, "/UseOutlines"));
}

/* ---- Links ---- */

/* The part of a story that an item leads to, by its number; 0: none. */
static unsigned part_led_to(const PageItem *item)
{
    if (item->kind != PAGE_GLYPHS || !item->story || !item->story->whole) return 0;
    if (item->role == FLOW_JUMP) return item->story->part + 1;
    return item->role == FLOW_HEAD && item->element == MODEL_ELEMENT_CONTINUED ? item->story->part - 1 : 0;
}

/* The first text of a part, and its page; NULL when the document has it not. */
static const PageItem *find_part(const Page *const *pages, size_t n_pages, const ModelStory *whole, unsigned part, size_t *page)
{
    for (*page = 0; *page < n_pages; ++*page)
        for (unsigned i = 0; i < pages[*page]->items->len; i++) {
            const PageItem *item = &g_array_index(pages[*page]->items, PageItem, i);
            bool is_it = item->kind == PAGE_GLYPHS && item->story && item->story->whole == whole && item->story->part == part;
            if (is_it) return item;
        }
    return NULL;
}

static PdfObject make_link(qpdf_data qpdf, const Page *page, const PageItem *item, PdfObject target)
{
    BaseRect rect = {item->rect.x + page->bleed, page->height + page->bleed - item->rect.y - item->rect.height, item->rect.width,
                     item->rect.height};
    PdfObject link = pdf_parse(qpdf, "<</Type/Annot/Subtype/Link/Border[0 0 0]>>");
    pdf_set(qpdf, link, "/Rect", pdf_rectangle(qpdf, page, &rect));
    pdf_set(qpdf, link, "/Dest", target);
    return pdf_indirect(qpdf, link);
}

static void write_links(qpdf_data qpdf, const Page *const *pages, const PdfObject *objects, size_t n_pages, size_t index)
{
    PdfObject links = qpdf_oh_new_array(qpdf);
    for (unsigned i = 0; i < pages[index]->items->len; i++) {
        const PageItem *item = &g_array_index(pages[index]->items, PageItem, i);
        unsigned part = part_led_to(item);
        size_t there = 0;
        const PageItem *target = part ? find_part(pages, n_pages, item->story->whole, part, &there) : NULL;
        if (target)
            pdf_push(qpdf, links,
                     make_link(qpdf, pages[index], item, destination(qpdf, pages[there], objects[there], &target->rect)));
    }
    if (qpdf_oh_get_array_n_items(qpdf, links)) pdf_set(qpdf, objects[index], "/Annots", links);
}

void pdf_nav_write(qpdf_data qpdf, const Page *const *pages, const PdfObject *objects, size_t n_pages)
{
    write_outline(qpdf, pages, objects, n_pages);
    for (size_t i = 0; i < n_pages; i++) write_links(qpdf, pages, objects, n_pages, i);
}
