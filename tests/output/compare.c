/* Pixels: see compare.h. */
#include "output/compare.h"

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

static cairo_surface_t *open_png(const void *data, size_t size)
{
    Source source = {data, size};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &source);
    g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
    return surface;
}

static uint32_t pixel_at(cairo_surface_t *surface, unsigned x, unsigned y)
{
    const unsigned char *row = cairo_image_surface_get_data(surface) + (size_t)y * (size_t)cairo_image_surface_get_stride(surface);
    return ((const uint32_t *)(const void *)row)[x];
}

Pixels compare_take_surface(cairo_surface_t *surface)
{
    cairo_surface_flush(surface);
    unsigned width = (unsigned)cairo_image_surface_get_width(surface), height = (unsigned)cairo_image_surface_get_height(surface);
    Pixels picture = {width, height, g_malloc(width * height)};
    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++) picture.pixels[y * width + x] = (unsigned char)(pixel_at(surface, x, y) >> 8);
    cairo_surface_destroy(surface);
    return picture;
}

Pixels compare_read_png(const void *data, size_t size)
{
    return compare_take_surface(open_png(data, size));
}

unsigned compare_png_pixel(const void *data, size_t size, unsigned x, unsigned y)
{
    cairo_surface_t *surface = open_png(data, size);
    unsigned pixel = pixel_at(surface, x, y) & 0xffffff;
    cairo_surface_destroy(surface);
    return pixel;
}

Pixels compare_read_pgm(const char *data, size_t size)
{
    Pixels picture = {0};
    int head = 0;
    g_assert_cmpint(sscanf(data, "P5 %u %u 255%*c%n", &picture.width, &picture.height, &head), ==, 2);
    g_assert_cmpuint(size, ==, (size_t)head + picture.width * picture.height);
    picture.pixels = g_memdup2(data + head, picture.width * picture.height);
    return picture;
}

void compare_free(Pixels *picture)
{
    g_clear_pointer(&picture->pixels, g_free);
}

Pixels compare_shrink(const Pixels *picture, unsigned factor)
{
    Pixels small = {picture->width / factor, picture->height / factor, NULL};
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

Difference compare_pictures(const Pixels *a, const Pixels *b)
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

void compare_expect_near(const Pixels *a, const Pixels *b, Difference most)
{
    Difference found = compare_pictures(a, b);
    g_test_message("mean difference %.3f of 255, %.4f %% of pixels differ by more than 64", found.mean, found.share * 100);
    g_assert_cmpfloat(found.mean, <=, most.mean);
    g_assert_cmpfloat(found.share, <=, most.share);
}
