/* QR codes as vector rectangles.
 *
 * Level M (15 % of the words may be lost: the usual choice for print), byte mode, which carries UTF-8.  Edges are computed from
 * the module's number, not by adding widths, so that rounding leaves neither gap nor overlap between rows. */
#include "output/shared.h"

#include <qrencode.h>
#include <string.h>

enum { QUIET = 4 /* modules, ISO/IEC 18004 */ };
/* A module is to be wider than a line of the coarsest screen, 0.3 mm (85 lpi, RULES 3.1), by what ink spreads on newsprint (house
 * rule). */
#define LEAST_MODULE_MM 0.35

typedef struct {
    BaseRect square; /* code and quiet zone */
    int n;           /* modules a side, quiet zone included */
} Grid;

static DkLength edge(const Grid *grid, int module)
{
    return base_length_scale(grid->square.width, module, grid->n);
}

static void add_run(GArray *rects, const Grid *grid, int row, int first, int end)
{
    BaseRect rect = {.x = grid->square.x + edge(grid, first + QUIET), .y = grid->square.y + edge(grid, row + QUIET)};
    rect.width = edge(grid, end + QUIET) - edge(grid, first + QUIET);
    rect.height = edge(grid, row + 1 + QUIET) - edge(grid, row + QUIET);
    g_array_append_val(rects, rect);
}

static void add_row(GArray *rects, const Grid *grid, const QRcode *code, int row)
{
    const unsigned char *modules = code->data + (ptrdiff_t)row * code->width;
    for (int i = 0; i < code->width;) {
        int first = i;
        while (i < code->width && (modules[i] & 1)) i++;
        if (i > first) add_run(rects, grid, row, first, i);
        else i++;
    }
}

static Grid grid_of(const QRcode *code, const BaseRect *rect)
{
    DkLength side = MIN(rect->width, rect->height);
    return (Grid){.square = {rect->x + (rect->width - side) / 2, rect->y + (rect->height - side) / 2, side, side},
                  .n = code->width + 2 * QUIET};
}

GArray *output_code_rects(const char *text, const BaseRect *rect)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) return NULL;
    Grid grid = grid_of(code, rect);
    GArray *rects = g_array_new(FALSE, FALSE, sizeof(BaseRect));
    for (int row = 0; row < code->width; row++) add_row(rects, &grid, code, row);
    QRcode_free(code);
    return rects;
}

/* ---- Checks ---- */

static double mm(DkLength length)
{
    return base_length_pt(length) / 72 * 25.4;
}

static BasePlace place_of(const PageItem *code)
{
    return code->words ? *code->words : (BasePlace){.frame = code->frame};
}

static void check_module(const PageItem *item, const Grid *grid, DkDiagnostics *list)
{
    double module = mm(grid->square.width) / grid->n;
    if (module >= LEAST_MODULE_MM - 0.0005) return;
    DkDiagnostic *found = base_report(list, DK_WARNING, "code-small", place_of(item),
                                      "the code's modules are %.2f mm wide; newsprint holds %.2f mm", module, LEAST_MODULE_MM);
    base_report_amount(found, module, "mm");
    base_report_hint(list, found, "give it a frame of %.1f by %.1f mm, or shorter words", LEAST_MODULE_MM * grid->n,
                     LEAST_MODULE_MM * grid->n);
}

static bool is_paper(const ModelInk *ink)
{
    return ink->is_none || (ink->c <= 0 && ink->m <= 0 && ink->y <= 0 && ink->k <= 0);
}

/* Whether an item leaves ink in the code's square: a border where its stroke is; a tint under the code as much as text over it, for the
 * white of a code is the paper's. */
static bool is_in_the_way(const PageItem *code, const PageItem *item, const BaseRect *square)
{
    const ModelInk *ink;
    if (item == code) return false;
    g_autoptr(GArray) rects = output_item_rects(item, &ink);
    BaseRect own = item->rect;
    unsigned n = rects ? (is_paper(ink) ? 0 : rects->len) : 1;
    for (unsigned i = 0; i < n; i++) {
        BaseRect rect = rects ? g_array_index(rects, BaseRect, i) : own;
        DkLength across = MIN(rect.x + rect.width, square->x + square->width) - MAX(rect.x, square->x);
        DkLength down = MIN(rect.y + rect.height, square->y + square->height) - MAX(rect.y, square->y);
        if (across > DK_PT / 20 && down > DK_PT / 20) return true;
    }
    return false;
}

/* Whether an item makes the code's square white again, whatever is under it. */
static bool is_white_over(const PageItem *item, const BaseRect *square)
{
    const BaseRect *rect = &item->rect;
    DkLength slip = DK_PT / 20;
    return item->kind == PAGE_FILL && !item->ink.is_none && is_paper(&item->ink) && rect->x <= square->x + slip &&
           rect->y <= square->y + slip && rect->x + rect->width >= square->x + square->width - slip &&
           rect->y + rect->height >= square->y + square->height - slip;
}

static void check_quiet_zone(const Page *page, const PageItem *code, const Grid *grid, DkDiagnostics *list)
{
    const PageItem *intruder = NULL;
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        if (is_white_over(item, &grid->square)) intruder = NULL;
        else if (!intruder && is_in_the_way(code, item, &grid->square)) intruder = item;
    }
    if (!intruder) return;
    DkDiagnostic *found =
        base_report(list, DK_WARNING, "code-crowded", place_of(code),
                    "a %s stands in the code or in the white of %d modules around it", page_item_words[intruder->kind], QUIET);
    base_report_hint(list, found, "a scanner wants %.1f mm of bare paper on every side", mm(grid->square.width) / grid->n * QUIET);
}

void output_check_codes(const Page *page, DkDiagnostics *list)
{
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        if (item->kind != PAGE_CODE) continue;
        QRcode *code = QRcode_encodeString8bit(item->text, 0, QR_ECLEVEL_M);
        if (!code && !*item->text) {
            base_report(list, DK_WARNING, "code-empty", place_of(item), "a code without words; its frame stays empty");
            continue;
        }
        if (!code) {
            base_report(list, DK_WARNING, "code-too-long", place_of(item), "%zu bytes are more than a QR code can hold",
                        strlen(item->text));
            continue;
        }
        Grid grid = grid_of(code, &item->rect);
        QRcode_free(code);
        check_module(item, &grid, list);
        check_quiet_zone(page, item, &grid, list);
    }
}
