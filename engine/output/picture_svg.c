/* SVG pictures through librsvg: drawn small when they are read, which shows their colours; at 300 ppi for what asks for pixels; and as a
 * page of a PDF for the press. */
#include "output/picture.h"
#include "output/rsvg.h"
#include "output/svg_cost.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>

/* Pixels of the longer side: so many show the tint of a dot that is a two-thousandth of it wide. */
#define PROBE_SIDE 128

/* A pixel as cairo keeps it, premultiplied, into its channels. */
static void take_pixel(uint32_t pixel, uint8_t *colour, uint8_t *alpha)
{
    unsigned share = pixel >> 24;
    *alpha = (uint8_t)share;
    for (unsigned i = 0; i < 3; i++) {
        unsigned part = pixel >> (16 - 8 * i) & 0xff;
        if (share == 255) colour[i] = (uint8_t)part; /* nearly all pixels are wholly there, or not at all */
        else colour[i] = share == 0 ? 255 : (uint8_t)MIN((part * 255 + share / 2) / share, 255);
    }
}

/* Gives the picture the pixels of a surface of its size. */
static void take_surface(cairo_surface_t *surface, Picture *picture)
{
    unsigned width = picture->width, height = picture->height;
    size_t stride = (size_t)cairo_image_surface_get_stride(surface), at = 0;
    const uint8_t *data = cairo_image_surface_get_data(surface);
    picture->space = PICTURE_RGB;
    picture->pixels = g_malloc((size_t)width * height * 3);
    picture->alpha = g_malloc((size_t)width * height);
    bool is_opaque = true;
    for (unsigned y = 0; y < height; y++) {
        const uint32_t *row = (const void *)(data + y * stride);
        for (unsigned x = 0; x < width; x++, at++) {
            take_pixel(row[x], picture->pixels + 3 * at, picture->alpha + at);
            is_opaque &= picture->alpha[at] == 255;
        }
    }
    if (is_opaque) g_clear_pointer(&picture->alpha, g_free);
}

/* Width to height of the drawing; that of the frame where the drawing does not say. */
static double aspect(RsvgHandle *handle, const PictureRequest *request)
{
    gboolean has_width, has_height, has_viewbox;
    RsvgLength length;
    RsvgRectangle viewbox;
    double width = 0, height = 0;
    const OutputRsvg *rsvg = output_rsvg();
    if (!rsvg->rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height)) {
        rsvg->rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &length, &has_height, &length, &has_viewbox, &viewbox);
        width = has_viewbox ? viewbox.width : 0;
        height = has_viewbox ? viewbox.height : 0;
    }
    bool is_sane = isfinite(width) && isfinite(height) && width > 0 && height > 0 && width / height < 1000 && height / width < 1000;
    return is_sane ? width / height : (double)request->width / request->height;
}

/* The size in points of the whole drawing when the part that is shown fills its frame. */
static void drawing_size(double ratio, const PictureRequest *request, double *width, double *height)
{
    Picture whole = {.width = 1u << 20, .height = (unsigned)MAX(1, lround((1u << 20) / ratio))};
    ModelCrop part = picture_shown(&whole, request);
    *width = base_length_pt(request->width) / part.width;
    *height = *width / ratio;
}

static RsvgRectangle viewport_of(RsvgHandle *handle, const PictureRequest *request)
{
    double width, height, scale = PICTURE_PPI / 72.0;
    drawing_size(aspect(handle, request), request, &width, &height);
    scale = MIN(scale, sqrt(PICTURE_PIXELS_MAX / 4 / (width * height)));
    scale = MIN(scale, 32000 / MAX(width, height));
    return (RsvgRectangle){0, 0, MAX(1, round(width * scale)), MAX(1, round(height * scale))};
}

/* As much as a drawing may go over pixels: some two seconds of a processor.  What costs more is drawn coarser, as editors do, and what would cost more
 * even at the last of these resolutions, under which pixels show in newsprint, is refused (house). */
#define EFFECTS_MAX 200e6
static const unsigned effect_ppis[] = {PICTURE_PPI, 212, 150, 106, 75};

/* How fine the drawing may be; 0: it costs too much. */
static unsigned affordable_ppi(GBytes *file, const RsvgRectangle *viewport)
{
    for (size_t i = 0; i < G_N_ELEMENTS(effect_ppis); i++) {
        double scale = (double)effect_ppis[i] / PICTURE_PPI, pixels = viewport->width * viewport->height * scale * scale;
        if (svg_cost(file, viewport->width * scale) * pixels <= EFFECTS_MAX) return effect_ppis[i];
    }
    return 0;
}

/* A drawing that is nothing wide or nothing deep shows nothing, which is never meant. */
static bool has_size(RsvgHandle *handle)
{
    gboolean has_width, has_height, has_viewbox;
    RsvgLength width, height;
    RsvgRectangle viewbox;
    output_rsvg()->rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height, &has_viewbox, &viewbox);
    return (!has_width || width.length > 0) && (!has_height || height.length > 0) &&
           (!has_viewbox || (viewbox.width > 0 && viewbox.height > 0));
}

/* Draws all of the document into the picture, as large as that is. */
static bool draw(RsvgHandle *handle, Picture *picture, GError **error)
{
    RsvgRectangle viewport = {0, 0, picture->width, picture->height};
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)picture->width, (int)picture->height);
    cairo_t *cairo = cairo_create(surface);
    bool is_drawn = output_rsvg_draw(handle, cairo, &viewport, error);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    is_drawn &= cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    if (is_drawn) take_surface(surface, picture);
    cairo_surface_destroy(surface);
    return is_drawn;
}

/* Draws the document small, which shows whether it can be drawn, and whether in colour. */
static bool probe(RsvgHandle *handle, Picture *picture, GError **error)
{
    double scale = MIN((double)PROBE_SIDE / MAX(picture->width, picture->height), 1);
    unsigned width = (unsigned)MAX(1, lround(picture->width * scale)), height = (unsigned)MAX(1, lround(picture->height * scale));
    g_autoptr(Picture) small = picture_new(width, height, PICTURE_RGB);
    if (!draw(handle, small, error)) return false;
    picture_find_grey(small);
    picture->space = small->space;
    picture->was_colour = small->space == PICTURE_RGB;
    return true;
}

/* The picture of a document that can be drawn, which holds it; NULL with a reason that is not the caller's. */
static Picture *open_document(RsvgHandle *handle, GBytes *file, const PictureRequest *request, GError **error, const char **reason)
{
    RsvgRectangle viewport = viewport_of(handle, request);
    unsigned ppi = affordable_ppi(file, &viewport);
    *reason = !has_size(handle) ? "its size is 0" : !ppi ? "its filters, masks and references would take too long" : NULL;
    if (*reason) return NULL;
    double scale = (double)ppi / PICTURE_PPI;
    unsigned width = (unsigned)MAX(1, round(viewport.width * scale)), height = (unsigned)MAX(1, round(viewport.height * scale));
    g_autoptr(Picture) picture = picture_new(width, height, PICTURE_RGB);
    picture->is_drawing = true;
    picture->svg = g_bytes_ref(file);
    picture->effect_ppi = ppi < PICTURE_PPI ? ppi : 0;
    if (!probe(handle, picture, error)) return NULL;
    if (request->is_black) picture->space = PICTURE_GREY;
    picture->drawing = g_object_ref(handle);
    return g_steal_pointer(&picture);
}

Picture *picture_read_svg(GBytes *file, const PictureRequest *request, char **reason)
{
    g_autoptr(GError) error = NULL;
    bool has_frame = request->width > 0 && request->height > 0, is_plain = svg_is_plain(file);
    const char *why = has_frame ? "a part of it is hidden in entities or in UTF-16" : "its frame is empty";
    RsvgHandle *handle = has_frame && is_plain ? output_rsvg_parse(file, &error) : NULL;
    Picture *picture = handle ? open_document(handle, file, request, &error, &why) : NULL;
    g_clear_object(&handle);
    if (!picture) *reason = g_strchomp(g_strdup_printf("the SVG cannot be drawn: %s", error ? error->message : why));
    return picture;
}

void picture_drop_drawing(Picture *picture)
{
    g_clear_object(&picture->drawing);
}

/* The document, which the caller releases; NULL with an error. */
static RsvgHandle *document_of(const Picture *picture, GError **error)
{
    return picture->drawing ? g_object_ref(picture->drawing) : output_rsvg_parse(picture->svg, error);
}

bool picture_draw_svg(Picture *picture, char **reason)
{
    g_autoptr(GError) error = NULL;
    bool is_grey = picture->space == PICTURE_GREY;
    RsvgHandle *handle = document_of(picture, &error);
    bool is_drawn = handle && draw(handle, picture, &error);
    g_clear_object(&handle);
    if (is_drawn && is_grey) picture_make_grey(picture);
    if (!is_drawn) *reason = g_strchomp(g_strdup_printf("the SVG cannot be drawn: %s", error ? error->message : "no memory"));
    return is_drawn;
}

/* ---- As outlines ---- */

static cairo_status_t append(void *closure, const unsigned char *data, unsigned n)
{
    g_byte_array_append(closure, data, n);
    return CAIRO_STATUS_SUCCESS;
}

/* The page's unit is a pixel of the picture: what librsvg itself draws in pixels, blurs and the like, is as fine as that. */
PicturePdf *picture_svg_page(const Picture *picture)
{
    RsvgHandle *handle = picture->svg ? document_of(picture, NULL) : NULL;
    if (!handle) return NULL;
    RsvgRectangle viewport = {0, 0, picture->width, picture->height};
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, bytes, viewport.width, viewport.height);
    cairo_surface_set_fallback_resolution(surface, 72, 72);
    cairo_t *cairo = cairo_create(surface);
    bool is_drawn = output_rsvg_draw(handle, cairo, &viewport, NULL);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    is_drawn &= cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    g_object_unref(handle);
    g_autoptr(GBytes) file = g_byte_array_free_to_bytes(bytes);
    if (!is_drawn) return NULL;
    PicturePdf page = {g_bytes_ref(file), 0, {0, 0, viewport.width, viewport.height}, 0, viewport.width, viewport.height};
    return g_memdup2(&page, sizeof page);
}
