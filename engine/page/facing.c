/* Two facing pages side by side as one sheet, for looking at.
 *
 * In: two placed pages, in reading order.  Out: a page as wide as both, whose items are those of both; what counts inside a page (order,
 * lines, readings) goes on from the first to the second.  Layers of the same overlays are joined likewise. */
#include "page/page.h"

/* What is added to the second page's counts. */
typedef struct {
    DkLength x;
    unsigned glyphs, points, line, ruby, page;
    int order;
} Shift;

static Shift shift_after(const Page *page)
{
    Shift shift = {.glyphs = page->glyphs->len, .points = page->points->len, .page = 1};
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        shift.line = MAX(shift.line, item->line + 1);
        shift.ruby = MAX(shift.ruby, item->ruby);
        shift.order = MAX(shift.order, item->order + 1);
    }
    return shift;
}

static void add_items(Page *joined, const Page *page, const Shift *shift)
{
    for (unsigned i = 0; i < page->items->len; i++) {
        PageItem item = g_array_index(page->items, PageItem, i);
        item.rect.x += shift->x;
        item.shown.x += shift->x;
        item.first_glyph += shift->glyphs;
        item.first_point += shift->points;
        item.line += shift->line;
        item.page += shift->page;
        if (item.ruby) item.ruby += shift->ruby;
        if (item.order >= 0) item.order += shift->order;
        g_array_append_val(joined->items, item);
    }
    for (unsigned i = 0; i < page->glyphs->len; i++) {
        PageGlyph glyph = g_array_index(page->glyphs, PageGlyph, i);
        glyph.x += shift->x;
        g_array_append_val(joined->glyphs, glyph);
    }
    for (unsigned i = 0; i < page->points->len; i++) {
        PagePoint point = g_array_index(page->points, PagePoint, i);
        point.x += shift->x;
        g_array_append_val(joined->points, point);
    }
}

static Page *joined_new(const Page *first, const Page *second)
{
    Page *joined = g_new(Page, 1);
    *joined = *first;
    joined->width = first->width + second->width;
    joined->height = MAX(first->height, second->height);
    joined->items = g_array_new(FALSE, FALSE, sizeof(PageItem));
    joined->glyphs = g_array_new(FALSE, FALSE, sizeof(PageGlyph));
    joined->points = g_array_new(FALSE, FALSE, sizeof(PagePoint));
    joined->layers = NULL;
    joined->n_layers = 0;
    return joined;
}

/* `first_x` and `second_x` are where the two pages stand. */
static Page *join(const Page *first, const Page *second, DkLength first_x, DkLength second_x)
{
    Page *joined = joined_new(first, second);
    Shift start = {.x = first_x}, after = shift_after(first);
    after.x = second_x;
    add_items(joined, first, &start);
    add_items(joined, second, &after);
    return joined;
}

Page *page_facing_make(const Page *first, const Page *second)
{
    DkLength first_x = first->is_bound_right ? second->width : 0, second_x = first->is_bound_right ? 0 : first->width;
    Page *joined = join(first, second, first_x, second_x);
    const char *numbers[] = {first->number ? first->number : "", second->number ? second->number : ""};
    PageLayer *layers = g_new0(PageLayer, first->n_layers + 1);
    joined->number = g_strdup_printf("%s-%s", numbers[0], numbers[1]);
    for (unsigned i = 0; i < MIN(first->n_layers, second->n_layers); i++) {
        const PageLayer *layer = &first->layers[i], *other = &second->layers[i];
        layers[i] = (PageLayer){layer->name, join(layer->page, other->page, first_x, second_x)};
        joined->n_layers++;
    }
    joined->layers = layers;
    return joined;
}

void page_facing_free(Page *page)
{
    if (!page) return;
    for (unsigned i = 0; i < page->n_layers; i++) {
        page_free((Page *)page->layers[i].page);
        g_free((Page *)page->layers[i].page);
    }
    g_free((PageLayer *)page->layers);
    g_free((char *)page->number);
    page_free(page);
    g_free(page);
}
