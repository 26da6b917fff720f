/* Pixels: how far two pictures of a page lie apart. */
#ifndef TESTS_OUTPUT_COMPARE_H
#define TESTS_OUTPUT_COMPARE_H

#include <glib.h>

/* A grey picture, 8 bits a pixel without padding. */
typedef struct {
    unsigned width, height;
    unsigned char *pixels;
} Picture;

Picture compare_read_png(const void *data, size_t size);
/* Reads what pdftoppm -gray writes: binary PGM. */
Picture compare_read_pgm(const char *data, size_t size);
void compare_free(Picture *picture);
/* Every `factor` by `factor` pixels become their mean. */
Picture compare_shrink(const Picture *picture, unsigned factor);

/* Mean absolute difference in grey levels (0-255), and the share of pixels that differ by more than 64. */
typedef struct {
    double mean, share;
} Difference;
Difference compare_pictures(const Picture *a, const Picture *b);

#endif
