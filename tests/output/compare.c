/* Pixels: see compare.h. */
#include "output/compare.h"

#include <cairo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const unsigned char *data;
    size_t left;
} Source;

static cairo_status_t read_bytes(void *closure, unsigned char *out, unsigned n)
{
    Source *source = closure;
    if (n > source->left) return CAIRO_STATUS_READ_ERROR;
    memcpy(out, source->data, n);
    source->data += n;
    source->left -= n;
    return CAIRO_STATUS_SUCCESS;
}

Picture compare_read_png(const void *data, size_t size)
{
    Source source = {data, size};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &source);
    g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
    unsigned width = (unsigned)cairo_image_surface_get_width(surface), height = (unsigned)cairo_image_surface_get_height(surface);
    Picture picture = {width, height, g_malloc(width * height)};
    for (unsigned y = 0; y < height; y++) {
        const uint32_t *row =
            (const void *)(cairo_image_surface_get_data(surface) + (size_t)y * cairo_image_surface_get_stride(surface));
        for (unsigned x = 0; x < width; x++) picture.pixels[y * width + x] = (unsigned char)(row[x] >> 8);
    }
    cairo_surface_destroy(surface);
    return picture;
}

Picture compare_read_pgm(const char *data, size_t size)
{
    Picture picture = {0};
    int head = 0;
    g_assert_cmpint(sscanf(data, "P5 %u %u 255%*c%n", &picture.width, &picture.height, &head), ==, 2);
    g_assert_cmpuint(size, ==, (size_t)head + picture.width * picture.height);
    picture.pixels = g_memdup2(data + head, picture.width * picture.height);
    return picture;
}

void compare_free(Picture *picture)
{
    g_clear_pointer(&picture->pixels, g_free);
}

Picture compare_shrink(const Picture *picture, unsigned factor)
{
    Picture small = {picture->width / factor, picture->height / factor, NULL};
    small.pixels = g_malloc(small.width * small.height);
    for (unsigned y = 0; y < small.height; y++)
        for (unsigned x = 0; x < small.width; x++) {
            unsigned sum = 0;
            for (unsigned i = 0; i < factor * factor; i++)
                sum += picture->pixels[(y * factor + i / factor) * picture->width + x * factor + i % factor];
            small.pixels[y * small.width + x] = (unsigned char)(sum / (factor * factor));
        }
    return small;
}

Difference compare_pictures(const Picture *a, const Picture *b)
{
    g_assert_cmpuint(a->width, ==, b->width);
    g_assert_cmpuint(a->height, ==, b->height);
    size_t n = (size_t)a->width * a->height, sum = 0, n_far = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned difference = (unsigned)abs(a->pixels[i] - b->pixels[i]);
        sum += difference;
        n_far += difference > 64;
    }
    return (Difference){(double)sum / n, (double)n_far / n};
}
