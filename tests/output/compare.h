/* Pixels: how far two pictures of a page lie apart. */
#ifndef TESTS_OUTPUT_COMPARE_H
#define TESTS_OUTPUT_COMPARE_H

#include <cairo.h>
#include <glib.h>

/* A grey picture, 8 bits a pixel without padding. */
typedef struct {
    unsigned width, height;
    unsigned char *pixels;
} Pixels;

Pixels compare_read_png(const void *data, size_t size);
/* The green channel of an RGB surface, which is released. */
Pixels compare_take_surface(cairo_surface_t *surface);
/* One pixel of a PNG as 0xrrggbb. */
unsigned compare_png_pixel(const void *data, size_t size, unsigned x, unsigned y);
/* Reads what pdftoppm -gray writes: binary PGM. */
Pixels compare_read_pgm(const char *data, size_t size);
void compare_free(Pixels *picture);
/* Every `factor` by `factor` pixels become their mean. */
Pixels compare_shrink(const Pixels *picture, unsigned factor);

/* Mean absolute difference in grey levels (0-255), and the share of pixels that differ by more than 64. */
typedef struct {
    double mean, share;
} Difference;
Difference compare_pictures(const Pixels *a, const Pixels *b);
/* Fails the test when they lie further apart than `most`. */
void compare_expect_near(const Pixels *a, const Pixels *b, Difference most);

#endif
