/* Pixels that differ between two pictures of a page.  Private to the room and its tests. */
#ifndef COMPARE_PIXELS_H
#define COMPARE_PIXELS_H

#include "output/output.h"

/* Differing pixels side by side in row `y`. */
typedef struct {
    unsigned y, x, n;
} CompareRun;

/* Differing pixels that lie together: their box and their number. */
typedef struct {
    unsigned x, y, width, height;
    uint64_t n_pixels;
} CompareRegion;

typedef struct {
    GArray *runs;    /* CompareRun, from the top */
    GArray *regions; /* CompareRegion, the largest first; those below the limit left out */
    uint64_t n_pixels;
} ComparePixels;

/* `threshold` 0-1, `mask` one byte a pixel (not 0: not compared) or NULL; the rasters are of one size. */
ComparePixels *compare_pixels(const OutputRaster *old, const OutputRaster *new, const uint8_t *mask, double threshold,
                              unsigned ignore_below);
void compare_pixels_free(ComparePixels *pixels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ComparePixels, compare_pixels_free)

#endif
