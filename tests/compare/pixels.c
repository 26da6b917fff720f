/* Pixels: what counts as different, what is forgiven, how regions are drawn together.  Pictures are letters, one a pixel:
 * "#" black, "+" a light grey as an edge has it, "r" red, "." white, "," a white that no eye tells from it. */
#include "compare/pixels.h"

#include <string.h>

static OutputRaster *picture(const char *const *rows)
{
    OutputRaster *raster = g_new0(OutputRaster, 1);
    raster->width = (unsigned)strlen(rows[0]);
    for (; rows[raster->height]; raster->height++) g_assert_cmpuint(strlen(rows[raster->height]), ==, raster->width);
    raster->pixels = g_new(uint32_t, (size_t)raster->width * raster->height);
    for (unsigned y = 0; y < raster->height; y++)
        for (unsigned x = 0; x < raster->width; x++) {
            char c = rows[y][x];
            uint32_t pixel = c == '#'   ? 0
                             : c == '+' ? 0xa0a0a0
                             : c == '-' ? 0xc8c8c8
                             : c == 'r' ? 0xff0000
                             : c == ',' ? 0xfafafa
                                        : 0xffffff;
            raster->pixels[y * raster->width + x] = pixel;
        }
    return raster;
}

static ComparePixels *compare(const char *const *old_rows, const char *const *new_rows, unsigned ignore_below)
{
    g_autoptr(OutputRaster) old = picture(old_rows), new = picture(new_rows);
    return compare_pixels(old, new, NULL, 0.1, ignore_below);
}

static const char *const white[] = {"........", "........", "........", "........", "........", "........", NULL};
static const char *const dot[] = {"........", "........", "...##...", "...##...", "........", "........", NULL};
static const char *const red_dot[] = {"........", "........", "...rr...", "...rr...", "........", "........", NULL};
static const char *const faint[] = {"........", ".,,,....", ".,,,....", "........", "........", "........", NULL};

static void test_counted(void)
{
    g_autoptr(ComparePixels) same = compare(dot, dot, 0), less = compare(dot, white, 0), colour = compare(dot, red_dot, 0);
    g_autoptr(ComparePixels) unseen = compare(white, faint, 0);
    g_assert_cmpuint(same->n_pixels, ==, 0);
    g_assert_cmpuint(same->regions->len, ==, 0);
    g_assert_cmpuint(less->n_pixels, ==, 4);
    g_assert_cmpuint(colour->n_pixels, ==, 4);
    g_assert_cmpuint(unseen->n_pixels, ==, 0);
    const CompareRegion *region = &g_array_index(less->regions, CompareRegion, 0);
    g_assert_cmpuint(region->x, ==, 3);
    g_assert_cmpuint(region->y, ==, 2);
    g_assert_cmpuint(region->width, ==, 2);
    g_assert_cmpuint(region->height, ==, 2);
}

/* The edge of a slanted stroke drawn with other greys is forgiven; the stroke moved by two pixels is not. */
static void test_edges(void)
{
    static const char *const slanted[] = {"#+......", "##+.....", "###+....", "####+...", "#####+..", "######+.", NULL};
    static const char *const other[] = {"#-......", "##-.....", "###-....", "####-...", "#####-..", "######-.", NULL};
    static const char *const moved[] = {"###+....", "####+...", "#####+..", "######+.", "#######+", "########", NULL};
    g_autoptr(ComparePixels) forgiven = compare(slanted, other, 0), told = compare(slanted, moved, 0);
    g_assert_cmpuint(forgiven->n_pixels, ==, 0);
    g_assert_cmpuint(told->n_pixels, >=, 6);
}

static void test_small_regions(void)
{
    g_autoptr(ComparePixels) told = compare(dot, white, 4), left_out = compare(dot, white, 5);
    g_assert_cmpuint(told->n_pixels, ==, 4);
    g_assert_cmpuint(left_out->n_pixels, ==, 0);
    g_assert_cmpuint(left_out->regions->len, ==, 0);
}

static void test_mask(void)
{
    g_autoptr(OutputRaster) old = picture(dot), new = picture(white);
    uint8_t mask[8 * 6] = {0};
    mask[2 * 8 + 3] = mask[3 * 8 + 3] = 1;
    g_autoptr(ComparePixels) pixels = compare_pixels(old, new, mask, 0.1, 0);
    g_assert_cmpuint(pixels->n_pixels, ==, 2);
    g_assert_cmpuint(g_array_index(pixels->regions, CompareRegion, 0).x, ==, 4);
}

static OutputRaster *blank(unsigned width, unsigned height)
{
    OutputRaster *raster = g_new(OutputRaster, 1);
    *raster = (OutputRaster){width, height, g_new(uint32_t, (size_t)width * height)};
    memset(raster->pixels, 0xff, (size_t)width * height * sizeof(uint32_t));
    for (size_t i = 0; i < (size_t)width * height; i++) raster->pixels[i] &= 0xffffff;
    return raster;
}

/* What lies apart makes regions of its own, the largest first; what nearly touches makes one. */
static void test_regions(void)
{
    g_autoptr(OutputRaster) old = blank(100, 100), new = blank(100, 100);
    for (unsigned x = 10; x < 14; x++) new->pixels[10 * 100 + x] = 0;
    for (unsigned x = 17; x < 20; x++) new->pixels[12 * 100 + x] = 0;
    for (unsigned y = 60; y < 90; y++) new->pixels[y * 100 + 99] = 0;
    g_autoptr(ComparePixels) pixels = compare_pixels(old, new, NULL, 0.1, 0);
    g_assert_cmpuint(pixels->n_pixels, ==, 37);
    g_assert_cmpuint(pixels->regions->len, ==, 2);
    const CompareRegion *first = &g_array_index(pixels->regions, CompareRegion, 0), *second = first + 1;
    g_assert_cmpuint(first->n_pixels, ==, 30);
    g_assert_cmpuint(first->height, ==, 30);
    g_assert_cmpuint(second->x, ==, 10);
    g_assert_cmpuint(second->width, ==, 10);
    g_assert_cmpuint(second->height, ==, 3);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/compare/pixels/counted", test_counted);
    g_test_add_func("/compare/pixels/edges", test_edges);
    g_test_add_func("/compare/pixels/small-regions", test_small_regions);
    g_test_add_func("/compare/pixels/mask", test_mask);
    g_test_add_func("/compare/pixels/regions", test_regions);
    return g_test_run();
}
