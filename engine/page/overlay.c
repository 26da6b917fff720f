/* Overlays: what was decided about a page, and where it hurts, drawn over it.
 *
 * In: the forms a page was made from.  Out: a copy of the page with one layer an overlay.  Each layer is a page of its own whose
 * items any back end can draw; it hangs on nothing that was set for print, so the page below stays as it is. */
#include "page/overlay.h"

#include <math.h>

const char *const page_overlay_words[] = {"frames", "grid", "slack", "order", "fit", "fallback", "lint", NULL};

static void (*const draw[PAGE_N_OVERLAYS])(Overlay *overlay) = {
    overlay_draw_frames, overlay_draw_grid,     overlay_draw_slack, overlay_draw_order,
    overlay_draw_fit,    overlay_draw_fallback, overlay_draw_lint,
};

/* The words of labels, which live as long as the copy. */
typedef struct {
    Page page; /* first, so that the two have one address */
    BaseArena *arena;
    PageLayer layers[PAGE_N_OVERLAYS];
} Copy;

/* Of a broadsheet 7 pt, of a tabloid 5: so large in a view of the whole page that it can just be read. */
static DkLength label_size(const Page *page)
{
    double side = sqrt((double)page->width * page->height);
    return (DkLength)CLAMP(side / 187, 4.5 * DK_PT, 7 * DK_PT);
}

static ModelStyle label_style(DkLength size)
{
    return (ModelStyle){.id = "overlay", .font = "hei", .size = size, .leading = size, .digits = MODEL_DIGITS_NATURAL};
}

static Page *new_layer(const Page *below, BaseArena *arena)
{
    Page *page = base_arena_alloc(arena, sizeof *page);
    *page = (Page){.width = below->width,
                   .height = below->height,
                   .bleed = below->bleed,
                   .language = below->language,
                   .items = g_array_new(FALSE, FALSE, sizeof(PageItem)),
                   .glyphs = g_array_new(FALSE, FALSE, sizeof(PageGlyph)),
                   .points = g_array_new(FALSE, FALSE, sizeof(PagePoint))};
    return page;
}

static void add_layer(Copy *copy, Overlay *overlay, PageOverlay kind)
{
    overlay->page = new_layer(&copy->page, copy->arena);
    overlay_legend_begin(overlay, page_overlay_words[kind]);
    draw[kind](overlay);
    copy->layers[copy->page.n_layers++] = (PageLayer){page_overlay_words[kind], overlay->page};
}

Page *page_overlays_make(const PageOverlayRequest *request, unsigned wanted)
{
    Copy *copy = g_new0(Copy, 1);
    copy->page = *request->page;
    copy->page.layers = copy->layers;
    copy->page.n_layers = 0;
    copy->arena = base_arena_new();
    DkLength size = label_size(request->page);
    ModelStyle style = label_style(size);
    g_autoptr(DkDiagnostics) unheard = dk_diagnostics_new();
    TextRuns *runs = text_runs_new(&style, 1);
    Overlay overlay = {request, NULL, copy->arena, runs, unheard, size, MAX(size / 20, DK_PT / 4)};
    for (unsigned kind = 0; kind < PAGE_N_OVERLAYS; kind++)
        if (wanted >> kind & 1) add_layer(copy, &overlay, (PageOverlay)kind);
    text_runs_free(runs);
    return &copy->page;
}

void page_overlays_free(Page *page)
{
    if (!page) return;
    Copy *copy = (Copy *)page;
    for (unsigned i = 0; i < page->n_layers; i++) {
        g_array_unref(page->layers[i].page->items);
        g_array_unref(page->layers[i].page->glyphs);
        g_array_unref(page->layers[i].page->points);
    }
    base_arena_free(copy->arena);
    g_free(copy);
}

/* ---- What the overlays share ---- */

const FlowLine *overlay_placed(const Overlay *overlay, const FlowFrame *frame, unsigned number)
{
    return &g_array_index(overlay->request->galley->lines, FlowLine, frame->first_line + number);
}

const ParLine *overlay_line_set(const Overlay *overlay, const FlowLine *placed)
{
    return &g_array_index(overlay->request->lines->lines, ParLine, placed->line);
}

BaseRect overlay_line_rect(const Overlay *overlay, const FlowFrame *frame, const FlowLine *placed)
{
    const ParLine *line = overlay_line_set(overlay, placed);
    return page_boxes_rect(frame, line->offset, line->offset + MAX(line->measure, line->width), placed->center, line->em);
}

const ModelBlock *overlay_block(const Overlay *overlay, const char *id)
{
    const ModelResolved *resolved = overlay->request->resolved;
    for (unsigned i = 0; id && i < resolved->n_blocks; i++)
        if (strcmp(resolved->blocks[i].id, id) == 0) return &resolved->blocks[i];
    return NULL;
}
