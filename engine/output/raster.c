/* Files of pictures of pages -> pixels, for comparing; and a PDF in plain form.
 *
 * In: the bytes of a PNG, SVG or PDF.  Out: pixels on white paper, or the PDF's objects as text.  PNG through
 * libpng itself, which cairo has linked already: a pass over the pixels less than by way of a surface, and free of cairo's caches, so that
 * two are decoded at once.  SVG through librsvg, which draws the pictures of pages; libvips would add 36 ms to the start of every
 * command.  Nothing of the project draws a PDF, so it is told by its content: all streams opened, objects renumbered, and what may
 * differ between two runs (dates, producer, ID, the XMP packet that repeats them) left out. */
#include "output/output.h"
#include "output/picture.h"
#include "output/rsvg.h"

#include <cairo.h>
#include <math.h>
#include <png.h>
#include <qpdf/qpdf-c.h>

enum { HEAD_SIZE = 33, WIDTH_AT = 16, HEIGHT_AT = 20 }; /* PNG 5.2, 11.2.2: signature, then IHDR */

void output_raster_free(OutputRaster *raster)
{
    if (!raster) return;
    g_free(raster->pixels);
    g_free(raster);
}

/* ---- Surfaces ---- */

static uint32_t on_paper(uint32_t pixel)
{
    uint32_t paper = 255 - (pixel >> 24); /* the colour is premultiplied: what is left of one shows the paper */
    return paper == 0 ? pixel & 0xffffff : (pixel & 0xffffff) + paper * 0x010101;
}

static OutputRaster *take_surface(cairo_surface_t *surface)
{
    cairo_format_t format = cairo_image_surface_get_format(surface);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) return NULL;
    if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24) return NULL;
    uint32_t opaque = format == CAIRO_FORMAT_RGB24 ? 0xff000000u : 0; /* RGB24 leaves these bits undefined */
    OutputRaster *raster = g_new(OutputRaster, 1);
    raster->width = (unsigned)cairo_image_surface_get_width(surface);
    raster->height = (unsigned)cairo_image_surface_get_height(surface);
    raster->pixels = g_new(uint32_t, (size_t)raster->width * raster->height);
    const uint8_t *data = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    for (unsigned y = 0; y < raster->height; y++) {
        const uint32_t *row = (const void *)(data + y * stride);
        uint32_t *out = raster->pixels + (size_t)y * raster->width;
        for (unsigned x = 0; x < raster->width; x++) out[x] = on_paper(row[x] | opaque);
    }
    return raster;
}

/* ---- PNG ---- */

static uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Lays a colour over white paper by its alpha, rounded to nearest. */
static uint32_t blend(uint32_t pixel)
{
    uint32_t alpha = pixel >> 24, blended = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        uint32_t sum = (pixel >> shift & 0xff) * alpha + 255 * (255 - alpha);
        blended |= (sum + 127) / 255 << shift;
    }
    return blended;
}

static void blend_all(OutputRaster *raster)
{
    size_t n = (size_t)raster->width * raster->height;
    for (size_t i = 0; i < n; i++) {
        uint32_t pixel = raster->pixels[i];
        raster->pixels[i] = pixel >= 0xff000000u ? pixel & 0xffffff : blend(pixel);
    }
}

/* Through libpng's simplified interface, which needs no jumps and gives every PNG as 8 bits a channel of sRGB. */
static OutputRaster *decode_png(const uint8_t *data, size_t size, char **reason)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    OutputRaster *raster = NULL;
    if (png_image_begin_read_from_memory(&image, data, size)) {
        image.format = G_BYTE_ORDER == G_LITTLE_ENDIAN ? PNG_FORMAT_BGRA : PNG_FORMAT_ARGB;
        raster = g_new(OutputRaster, 1);
        *raster = (OutputRaster){image.width, image.height, g_new(uint32_t, (size_t)image.width * image.height)};
        if (!png_image_finish_read(&image, NULL, raster->pixels, 0, NULL)) g_clear_pointer(&raster, output_raster_free);
    }
    if (raster) blend_all(raster);
    else *reason = g_strdup_printf("the PNG is damaged or cut short: %s", image.message);
    png_image_free(&image);
    return raster;
}

OutputRaster *output_raster_png(GBytes *bytes, char **reason)
{
    gsize size;
    const uint8_t *data = g_bytes_get_data(bytes, &size);
    bool is_bounded = size >= HEAD_SIZE && picture_is_bounded(big_endian(data + WIDTH_AT), big_endian(data + HEIGHT_AT));
    if (is_bounded) return decode_png(data, size, reason);
    *reason = g_strdup(size < HEAD_SIZE ? "the PNG is cut short" : "the PNG has too many pixels: it may have some " PICTURE_BOUNDS);
    return NULL;
}

/* ---- SVG ---- */

static OutputRaster *draw(RsvgHandle *handle, double width, double height, GError **error)
{
    RsvgRectangle viewport = {0, 0, width, height};
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)width, (int)height);
    cairo_t *cairo = cairo_create(surface);
    bool is_drawn = output_rsvg_draw(handle, cairo, &viewport, error);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    OutputRaster *raster = is_drawn ? take_surface(surface) : NULL;
    cairo_surface_destroy(surface);
    return raster;
}

OutputRaster *output_raster_svg(GBytes *bytes, double ppi, char **reason)
{
    g_autoptr(GError) error = NULL;
    RsvgHandle *handle = output_rsvg_parse(bytes, &error);
    OutputRaster *raster = NULL;
    double width = 0, height = 0;
    if (handle) {
        output_rsvg()->rsvg_handle_set_dpi(handle, 96);
        bool has_size = output_rsvg()->rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height);
        width = ceil(width * ppi / 96 - 0.001);
        height = ceil(height * ppi / 96 - 0.001);
        bool is_bounded = has_size && width >= 1 && height >= 1 && picture_is_bounded((uint64_t)width, (uint64_t)height);
        if (is_bounded) raster = draw(handle, width, height, &error);
    }
    g_clear_object(&handle);
    if (!raster)
        *reason = g_strchomp(
            g_strdup_printf("the SVG cannot be drawn: %s", error ? error->message : "it has no size, or too large a one"));
    return raster;
}

/* ---- PDF ---- */

static void remove_keys(qpdf_data pdf, qpdf_oh dictionary, const char *const *names)
{
    if (!qpdf_oh_is_dictionary(pdf, dictionary)) return;
    for (; *names; names++) qpdf_oh_remove_key(pdf, dictionary, *names);
}

static void forget_run(qpdf_data pdf)
{
    static const char *const of_info[] = {"/CreationDate", "/ModDate", "/Producer", NULL};
    static const char *const of_root[] = {"/Metadata", NULL}, *const of_trailer[] = {"/ID", NULL};
    qpdf_oh trailer = qpdf_get_trailer(pdf);
    remove_keys(pdf, qpdf_oh_get_key(pdf, trailer, "/Info"), of_info);
    remove_keys(pdf, qpdf_get_root(pdf), of_root);
    remove_keys(pdf, trailer, of_trailer);
}

static bool write_plain(qpdf_data pdf)
{
    if (qpdf_init_write_memory(pdf) & QPDF_ERRORS) return false;
    qpdf_set_qdf_mode(pdf, QPDF_TRUE);
    qpdf_set_suppress_original_object_IDs(pdf, QPDF_TRUE);
    qpdf_set_static_ID(pdf, QPDF_TRUE);
    qpdf_set_object_stream_mode(pdf, qpdf_o_disable);
    return !(qpdf_write(pdf) & QPDF_ERRORS);
}

GBytes *output_pdf_plain(GBytes *bytes, char **reason)
{
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    qpdf_data pdf = qpdf_init();
    qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
    qpdf_silence_errors(pdf);
    qpdf_set_attempt_recovery(pdf, QPDF_FALSE);
    GBytes *plain = NULL;
    bool is_read = !(qpdf_read_memory(pdf, "the PDF", data, size, NULL) & QPDF_ERRORS);
    if (is_read) forget_run(pdf);
    if (is_read && write_plain(pdf)) plain = g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
    qpdf_error error = plain ? NULL : qpdf_get_error(pdf);
    if (!plain) *reason = g_strdup(error ? qpdf_get_error_full_text(pdf, error) : "the PDF is damaged");
    qpdf_cleanup(&pdf);
    return plain;
}
