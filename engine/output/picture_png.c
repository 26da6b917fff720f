/* PNG and SVG pictures, and PNG files of grey pixels: all by way of cairo's image surfaces. */
#include "output/picture.h"

#include <cairo.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

typedef struct {
    const uint8_t *data;
    size_t left;
} Source;

static cairo_status_t read_some(void *closure, unsigned char *out, unsigned n)
{
    Source *source = closure;
    if (n > source->left) return CAIRO_STATUS_READ_ERROR;
    memcpy(out, source->data, n);
    source->data += n;
    source->left -= n;
    return CAIRO_STATUS_SUCCESS;
}

/* One pixel (premultiplied, as cairo keeps it) on white paper; grey ones, most by far, are their own lightness. */
static uint8_t on_paper(uint32_t pixel, bool *is_coloured)
{
    unsigned alpha = pixel >> 24, red = pixel >> 16 & 0xff, green = pixel >> 8 & 0xff, blue = pixel & 0xff, lightness = red;
    if (red != green || green != blue) {
        *is_coloured = true;
        lightness = picture_lightness(red, green, blue);
    }
    return (uint8_t)MIN(lightness + 255 - alpha, 255);
}

/* The lightness of a surface; NULL for a format that cairo does not make of a PNG of up to 8 bits a channel. */
static Picture *take_surface(cairo_surface_t *surface)
{
    cairo_format_t format = cairo_image_surface_get_format(surface);
    if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24) return NULL;
    uint32_t opaque = format == CAIRO_FORMAT_RGB24 ? 0xff000000u : 0; /* RGB24 leaves these bits undefined */
    unsigned width = (unsigned)cairo_image_surface_get_width(surface), height = (unsigned)cairo_image_surface_get_height(surface);
    const uint8_t *data = cairo_image_surface_get_data(surface);
    Picture *picture = picture_new(width, height, g_malloc((size_t)width * height));
    for (unsigned y = 0; y < height; y++) {
        const uint32_t *row = (const void *)(data + (size_t)y * (size_t)cairo_image_surface_get_stride(surface));
        uint8_t *grey = picture->grey + (size_t)y * width;
        for (unsigned x = 0; x < width; x++) grey[x] = on_paper(row[x] | opaque, &picture->was_colour);
    }
    return picture;
}

static uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* What each value of a byte adds to the check value. */
static const uint32_t *check_steps(void)
{
    static uint32_t steps[256]; /* filled at first use */
    if (steps[255]) return steps;
    for (uint32_t i = 1; i < 256; i++) {
        uint32_t step = i;
        for (int bit = 0; bit < 8; bit++) step = step & 1 ? step >> 1 ^ 0xedb88320u : step >> 1;
        steps[i] = step;
    }
    return steps;
}

uint32_t picture_check_value(const uint8_t *data, size_t size)
{
    const uint32_t *steps = check_steps();
    uint32_t value = 0xffffffffu;
    for (size_t i = 0; i < size; i++) value = value >> 8 ^ steps[(value ^ data[i]) & 0xff];
    return ~value;
}

enum { IHDR = 16, DEPTH = 24, COLOUR = 25, INTERLACE = 28, HEAD = 33 }; /* PNG 5.2, 11.2.2: signature, then IHDR */

/* Whether the header is that of what this room would write: grey, 8 bits, not interlaced. */
static bool is_plain_grey(const uint8_t *data, size_t size)
{
    return size > HEAD && data[DEPTH] == 8 && data[COLOUR] == 0 && data[INTERLACE] == 0;
}

/* Steps over the chunk at `*at`; false when it is cut short, damaged, or of transparency, which plain grey has not. */
static bool take_chunk(const uint8_t *data, size_t size, size_t *at)
{
    if (size - *at < 12) return false;
    const uint8_t *chunk = data + *at;
    size_t length = big_endian(chunk);
    if (length > size - *at - 12 || memcmp(chunk + 4, "tRNS", 4) == 0) return false;
    *at += length + 12;
    return picture_check_value(chunk + 4, length + 4) == big_endian(chunk + 8 + length);
}

bool picture_is_sound_png(const uint8_t *data, size_t size)
{
    static const uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (!is_plain_grey(data, size) || memcmp(data, signature, sizeof signature) != 0) return false;
    if (!picture_is_bounded(big_endian(data + IHDR), big_endian(data + IHDR + 4))) return false;
    bool has_data = false;
    for (size_t at = sizeof signature; at < size;) {
        const uint8_t *type = data + at + 4;
        if (!take_chunk(data, size, &at)) return false;
        has_data |= memcmp(type, "IDAT", 4) == 0;
        if (memcmp(type, "IEND", 4) == 0) return has_data;
    }
    return false;
}

Picture *picture_read_png(const uint8_t *data, size_t size, char **reason)
{
    if (size < HEAD) {
        *reason = g_strdup("the PNG is cut short");
        return NULL;
    }
    uint32_t width = big_endian(data + IHDR), height = big_endian(data + IHDR + 4);
    if (!picture_is_bounded(width, height)) {
        *reason = g_strdup_printf("the PNG has %u by %u pixels, " PICTURE_BOUNDS, width, height);
        return NULL;
    }
    Source source = {data, size};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_some, &source);
    cairo_status_t status = cairo_surface_status(surface);
    Picture *picture = status == CAIRO_STATUS_SUCCESS ? take_surface(surface) : NULL;
    cairo_surface_destroy(surface);
    if (picture && picture_is_sound_png(data, size)) picture->png = g_bytes_new(data, size);
    if (!picture)
        *reason = g_strdup(status == CAIRO_STATUS_SUCCESS ? "the PNG is of an unknown kind" : "the PNG is damaged or cut short");
    return picture;
}

/* ---- SVG ---- */

/* Width to height of the drawing; that of the rectangle where the drawing does not say. */
static double aspect(RsvgHandle *handle, const BaseRect *rect)
{
    gboolean has_width, has_height, has_viewbox;
    RsvgLength length;
    RsvgRectangle viewbox;
    double width = 0, height = 0;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height)) {
        rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &length, &has_height, &length, &has_viewbox, &viewbox);
        width = has_viewbox ? viewbox.width : 0;
        height = has_viewbox ? viewbox.height : 0;
    }
    bool is_sane = isfinite(width) && isfinite(height) && width > 0 && height > 0 && width / height < 1000 && height / width < 1000;
    return is_sane ? width / height : (double)rect->width / rect->height;
}

static Picture *draw_svg(RsvgHandle *handle, const BaseRect *rect, GError **error)
{
    double ratio = aspect(handle, rect), across = (double)rect->width / DK_PT, down = (double)rect->height / DK_PT;
    double scale = PICTURE_PPI / 72.0, width = MAX(across, down * ratio), height = MAX(down, across / ratio);
    scale = MIN(scale, sqrt(PICTURE_PIXELS_MAX / 4 / (width * height)));
    scale = MIN(scale, 32000 / MAX(width, height));
    RsvgRectangle viewport = {0, 0, MAX(1, round(width * scale)), MAX(1, round(height * scale))};
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)viewport.width, (int)viewport.height);
    cairo_t *cairo = cairo_create(surface);
    bool is_drawn = rsvg_handle_render_document(handle, cairo, &viewport, error);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    Picture *picture = is_drawn && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS ? take_surface(surface) : NULL;
    cairo_surface_destroy(surface);
    return picture;
}

/* From memory and without a base URI, so that a drawing cannot name other files. */
Picture *picture_read_svg(const uint8_t *data, size_t size, const BaseRect *rect, char **reason)
{
    g_autoptr(GError) error = NULL;
    RsvgHandle *handle = rect->width > 0 && rect->height > 0 ? rsvg_handle_new_from_data(data, size, &error) : NULL;
    Picture *picture = handle ? draw_svg(handle, rect, &error) : NULL;
    g_clear_object(&handle);
    if (!picture)
        *reason = g_strchomp(g_strdup_printf("the SVG cannot be drawn: %s", error ? error->message : "its frame is empty"));
    return picture;
}

/* ---- Writing ---- */

static cairo_status_t append(void *closure, const unsigned char *data, unsigned n)
{
    g_byte_array_append(closure, data, n);
    return CAIRO_STATUS_SUCCESS;
}

/* cairo writes an alpha surface as a grey PNG. */
GBytes *picture_write_png(const Picture *picture)
{
    if (picture->png) return g_bytes_ref(picture->png);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, (int)picture->width, (int)picture->height);
    uint8_t *data = cairo_image_surface_get_data(surface);
    for (unsigned y = 0; data && y < picture->height; y++)
        memcpy(data + (size_t)y * (size_t)cairo_image_surface_get_stride(surface), picture->grey + (size_t)y * picture->width,
               picture->width);
    cairo_surface_mark_dirty(surface);
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_write_to_png_stream(surface, append, bytes);
    cairo_surface_destroy(surface);
    return g_byte_array_free_to_bytes(bytes);
}
