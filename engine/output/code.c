/* QR codes as vector rectangles.
 *
 * Level M (15 % of the words may be lost: the usual choice for print), byte mode, which carries UTF-8.  Edges are computed from
 * the module's number, not by adding widths, so that rounding leaves neither gap nor overlap between rows. */
#include "output/shared.h"

#include <qrencode.h>

enum { QUIET = 4 /* modules, ISO/IEC 18004 */ };

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

GArray *output_code_rects(const char *text, const BaseRect *rect)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) return NULL;
    Grid grid = {.n = code->width + 2 * QUIET};
    DkLength side = MIN(rect->width, rect->height);
    grid.square = (BaseRect){rect->x + (rect->width - side) / 2, rect->y + (rect->height - side) / 2, side, side};
    GArray *rects = g_array_new(FALSE, FALSE, sizeof(BaseRect));
    for (int row = 0; row < code->width; row++) add_row(rects, &grid, code, row);
    QRcode_free(code);
    return rects;
}
