/* Two pictures -> the pixels that a reader would see as different, and the regions they make.
 *
 * In: two rasters of the same size, a mask.  Out: counted pixels, as runs and as regions.  Method: as pixelmatch (Mapbox, ISC
 * licence) describes it: the difference of two colours in YIQ (Kotsarenko and Ramos, 2010) against a threshold, then a pixel
 * that looks like the edge of an anti-aliased shape in either picture is forgiven (Vyšniauskas, 2009).  Rows and pixels with
 * equal bytes are passed over first, which is nearly all of a page that is right. */
#include "compare/pixels.h"

#include <math.h>
#include <string.h>

/* The largest difference two colours can have in this measure: black against white gives 32 857, yellow against blue the most. */
#define MAX_DELTA 35215.0

enum { CELL = 8 /* pixels, the side of the squares that regions grow by */ };

typedef struct {
    const OutputRaster *old, *new;
    const uint8_t *mask; /* one byte a pixel, not 0: not compared; NULL: none */
    double max_delta;
} Pictures;

/* ---- Colours ---- */

static double luma(uint32_t pixel)
{
    return (pixel >> 16 & 0xff) * 0.29889531 + (pixel >> 8 & 0xff) * 0.58662247 + (pixel & 0xff) * 0.11448223;
}

/* The difference to the eye, 0 to MAX_DELTA. */
static double delta(uint32_t a, uint32_t b)
{
    double red = (double)(a >> 16 & 0xff) - (b >> 16 & 0xff), green = (double)(a >> 8 & 0xff) - (b >> 8 & 0xff);
    double blue = (double)(a & 0xff) - (b & 0xff);
    double y = red * 0.29889531 + green * 0.58662247 + blue * 0.11448223;
    double i = red * 0.59597799 - green * 0.27417610 - blue * 0.32180189;
    double q = red * 0.21147017 - green * 0.52261711 + blue * 0.31114694;
    return 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q;
}

/* ---- Anti-aliasing ---- */

typedef struct {
    unsigned left, right, top, bottom; /* inclusive, within the picture */
    bool is_at_edge;
} Around;

static Around around(const OutputRaster *raster, unsigned x, unsigned y)
{
    Around box = {x > 0 ? x - 1 : 0, MIN(x + 1, raster->width - 1), y > 0 ? y - 1 : 0, MIN(y + 1, raster->height - 1), false};
    box.is_at_edge = x == box.left || x == box.right || y == box.top || y == box.bottom;
    return box;
}

static uint32_t at(const OutputRaster *raster, unsigned x, unsigned y)
{
    return raster->pixels[(size_t)y * raster->width + x];
}

/* Whether more than two of a pixel's neighbours are equal to it: it belongs to a flat part. */
static bool is_flat(const OutputRaster *raster, unsigned x, unsigned y)
{
    Around box = around(raster, x, y);
    unsigned n_equal = box.is_at_edge;
    for (unsigned v = box.top; v <= box.bottom; v++)
        for (unsigned u = box.left; u <= box.right; u++) n_equal += (u != x || v != y) && at(raster, u, v) == at(raster, x, y);
    return n_equal > 2;
}

/* Whether a pixel of `raster` is part of an anti-aliased edge: at most two neighbours are equal, some are lighter and some
 * darker, and the lightest or the darkest lies in a part that is flat in both pictures. */
static bool is_edge(const OutputRaster *raster, const OutputRaster *other, unsigned x, unsigned y)
{
    Around box = around(raster, x, y);
    unsigned n_equal = box.is_at_edge, dark_x = 0, dark_y = 0, light_x = 0, light_y = 0;
    double darkest = 0, lightest = 0, own = luma(at(raster, x, y));
    for (unsigned v = box.top; v <= box.bottom; v++)
        for (unsigned u = box.left; u <= box.right; u++) {
            if (u == x && v == y) continue;
            double step = luma(at(raster, u, v)) - own;
            if (step == 0 && ++n_equal > 2) return false;
            if (step < darkest) darkest = step, dark_x = u, dark_y = v;
            if (step > lightest) lightest = step, light_x = u, light_y = v;
        }
    if (darkest == 0 || lightest == 0) return false;
    return (is_flat(raster, dark_x, dark_y) && is_flat(other, dark_x, dark_y)) ||
           (is_flat(raster, light_x, light_y) && is_flat(other, light_x, light_y));
}

static bool differs(const Pictures *pictures, unsigned x, unsigned y)
{
    size_t i = (size_t)y * pictures->old->width + x;
    uint32_t a = pictures->old->pixels[i], b = pictures->new->pixels[i];
    if (a == b || (pictures->mask && pictures->mask[i]) || delta(a, b) <= pictures->max_delta) return false;
    return !is_edge(pictures->old, pictures->new, x, y) && !is_edge(pictures->new, pictures->old, x, y);
}

/* ---- Runs ---- */

static void add_row(const Pictures *pictures, unsigned y, GArray *runs)
{
    unsigned width = pictures->old->width;
    const uint32_t *a = pictures->old->pixels + (size_t)y * width, *b = pictures->new->pixels + (size_t)y *width;
    if (memcmp(a, b, width * sizeof *a) == 0) return;
    for (unsigned x = 0; x < width; x++) {
        if (a[x] == b[x] || !differs(pictures, x, y)) continue;
        CompareRun run = {y, x, 1};
        while (x + 1 < width && differs(pictures, x + 1, y)) x++, run.n++;
        g_array_append_val(runs, run);
    }
}

/* A band of rows, which one thread goes through. */
typedef struct {
    const Pictures *pictures;
    unsigned first, end;
    GArray *runs;
} Band;

static void *compare_band(void *data)
{
    Band *band = data;
    for (unsigned y = band->first; y < band->end; y++) add_row(band->pictures, y, band->runs);
    return NULL;
}

/* All runs from the top, found by as many threads as there are processors; the runs do not depend on how many. */
static GArray *find_runs(const Pictures *pictures)
{
    enum { MOST = 8 };
    Band bands[MOST];
    GThread *threads[MOST];
    unsigned n = CLAMP(g_get_num_processors(), 1, MOST), height = pictures->old->height;
    for (unsigned i = 0; i < n; i++) {
        GArray *runs = g_array_new(FALSE, FALSE, sizeof(CompareRun));
        bands[i] = (Band){pictures, (unsigned)((uint64_t)height * i / n), (unsigned)((uint64_t)height * (i + 1) / n), runs};
        threads[i] = i ? g_thread_new("pixels", compare_band, &bands[i]) : NULL;
    }
    compare_band(&bands[0]);
    for (unsigned i = 1; i < n; i++) {
        g_thread_join(threads[i]);
        g_array_append_vals(bands[0].runs, bands[i].runs->data, bands[i].runs->len);
        g_array_unref(bands[i].runs);
    }
    return bands[0].runs;
}

/* ---- Regions ---- */

typedef struct {
    unsigned columns, rows;
    unsigned *labels; /* of each cell: its region + 1; 0 none */
    bool *is_hit;
} Cells;

/* Gives the region to a cell and all that are joined to it, corner to corner included. */
static void flood(Cells *cells, unsigned start, unsigned label, GArray *stack)
{
    cells->labels[start] = label;
    g_array_append_val(stack, start);
    while (stack->len) {
        unsigned cell = g_array_index(stack, unsigned, stack->len - 1), x = cell % cells->columns, y = cell / cells->columns;
        g_array_set_size(stack, stack->len - 1);
        for (unsigned v = y ? y - 1 : 0; v <= MIN(y + 1, cells->rows - 1); v++)
            for (unsigned u = x ? x - 1 : 0; u <= MIN(x + 1, cells->columns - 1); u++) {
                unsigned next = v * cells->columns + u;
                if (!cells->is_hit[next] || cells->labels[next]) continue;
                cells->labels[next] = label;
                g_array_append_val(stack, next);
            }
    }
}

static void grow(CompareRegion *region, CompareRun run)
{
    unsigned right = MAX(region->x + region->width, run.x + run.n), bottom = MAX(region->y + region->height, run.y + 1);
    if (region->n_pixels == 0) *region = (CompareRegion){run.x, run.y, run.n, 1, 0};
    else {
        region->x = MIN(region->x, run.x);
        region->y = MIN(region->y, run.y);
        region->width = right - region->x;
        region->height = bottom - region->y;
    }
    region->n_pixels += run.n;
}

static void hit_cells(Cells *cells, const GArray *runs)
{
    for (guint i = 0; i < runs->len; i++) {
        CompareRun run = g_array_index(runs, CompareRun, i);
        for (unsigned c = run.x / CELL; c <= (run.x + run.n - 1) / CELL; c++)
            cells->is_hit[run.y / CELL * cells->columns + c] = true;
    }
}

static GArray *join_regions(const OutputRaster *raster, const GArray *runs)
{
    Cells cells = {raster->width / CELL + 1, raster->height / CELL + 1, NULL, NULL};
    size_t n = (size_t)cells.columns * cells.rows;
    cells.labels = g_new0(unsigned, n);
    cells.is_hit = g_new0(bool, n);
    hit_cells(&cells, runs);
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(unsigned));
    GArray *regions = g_array_new(FALSE, TRUE, sizeof(CompareRegion));
    for (unsigned i = 0; i < n; i++) {
        if (!cells.is_hit[i] || cells.labels[i]) continue;
        g_array_set_size(regions, regions->len + 1);
        flood(&cells, i, regions->len, stack);
    }
    for (guint i = 0; i < runs->len; i++) {
        CompareRun run = g_array_index(runs, CompareRun, i);
        unsigned label = cells.labels[run.y / CELL * cells.columns + run.x / CELL];
        grow(&g_array_index(regions, CompareRegion, label - 1), run);
    }
    g_free(cells.labels);
    g_free(cells.is_hit);
    return regions;
}

/* ---- The whole ---- */

static int by_size(const void *a, const void *b)
{
    const CompareRegion *first = a, *second = b;
    if (first->n_pixels != second->n_pixels) return first->n_pixels < second->n_pixels ? 1 : -1;
    return first->y != second->y ? (first->y > second->y) - (first->y < second->y)
                                 : (first->x > second->x) - (first->x < second->x);
}

ComparePixels *compare_pixels(const OutputRaster *old, const OutputRaster *new, const uint8_t *mask, double threshold,
                              unsigned ignore_below)
{
    g_assert(old->width == new->width && old->height == new->height);
    Pictures pictures = {old, new, mask, MAX_DELTA *threshold *threshold};
    ComparePixels *pixels = g_new0(ComparePixels, 1);
    pixels->runs = find_runs(&pictures);
    pixels->regions = join_regions(old, pixels->runs);
    g_array_sort(pixels->regions, by_size);
    while (pixels->regions->len && g_array_index(pixels->regions, CompareRegion, pixels->regions->len - 1).n_pixels < ignore_below)
        g_array_set_size(pixels->regions, pixels->regions->len - 1);
    for (guint i = 0; i < pixels->regions->len; i++) pixels->n_pixels += g_array_index(pixels->regions, CompareRegion, i).n_pixels;
    return pixels;
}

void compare_pixels_free(ComparePixels *pixels)
{
    if (!pixels) return;
    g_array_unref(pixels->runs);
    g_array_unref(pixels->regions);
    g_free(pixels);
}
