/* page -> PNG by cairo, from the items the PDF is made of.
 *
 * Glyphs are filled as paths: cairo 1.16 puts glyph images on whole pixels, which at 100 ppi makes even text look uneven.
 * A page that asks for black alone becomes a grey PNG: it is drawn on an alpha surface whose alpha is read as lightness, which is how
 * cairo writes one; all painting replaces (operator SOURCE), as ink on a plate does.  Other pages are RGB by output_ink_rgb.
 * The picture is the trimmed sheet; a part of a pixel at its right and lower edge counts as one, as pdftoppm has it. */
#include <cairo.h>
#include <math.h>
#include <string.h>

#include "output/pattern.h"
#include "output/picture.h"
#include "output/shared.h"

enum { SIDE_MAX = 32767 /* of a cairo image */, PPI_MAX = 100000 };

typedef struct {
    cairo_t *cairo;
    const Page *page;
    Outlines *outlines;
    DkDiagnostics *list;
    bool is_grey;
} Canvas;

/* An ink through which `transparency` per cent of what is below shows.  Layers, which alone ask for it, paint over. */
static void set_ink_through(const Canvas *canvas, const ModelInk *ink, unsigned transparency)
{
    double rgb[3], alpha = 1 - transparency / 100.0;
    output_ink_rgb(ink, rgb);
    if (canvas->is_grey) cairo_set_source_rgba(canvas->cairo, 0, 0, 0, rgb[0]);
    else cairo_set_source_rgba(canvas->cairo, rgb[0], rgb[1], rgb[2], alpha);
}

static void set_ink(const Canvas *canvas, const ModelInk *ink)
{
    set_ink_through(canvas, ink, 0);
}

static void add_rect(const Canvas *canvas, const BaseRect *rect)
{
    cairo_rectangle(canvas->cairo, base_length_pt(rect->x), base_length_pt(rect->y), base_length_pt(rect->width),
                    base_length_pt(rect->height));
}

static void draw_rects(const Canvas *canvas, const PageItem *item)
{
    const ModelInk *ink;
    g_autoptr(GArray) rects = output_item_rects(item, &ink);
    if (!rects || ink->is_none) return;
    set_ink_through(canvas, ink, item->transparency);
    for (unsigned i = 0; i < rects->len; i++) add_rect(canvas, &g_array_index(rects, BaseRect, i));
    cairo_fill(canvas->cairo);
}

static void draw_shape(const Canvas *canvas, const PageItem *item)
{
    set_ink_through(canvas, &item->ink, item->transparency);
    for (unsigned i = 0; i < item->n_points; i++) {
        const PagePoint *point = &g_array_index(canvas->page->points, PagePoint, item->first_point + i);
        (i == 0 ? cairo_move_to : cairo_line_to)(canvas->cairo, base_length_pt(point->x), base_length_pt(point->y));
    }
    cairo_fill(canvas->cairo);
}

/* ---- Outlines ---- */

static void add_step(cairo_t *cairo, const OutlineStep *step, double *x, double *y)
{
    const float *px = step->x, *py = step->y;
    switch (step->kind) {
    case 'M': cairo_move_to(cairo, px[0], py[0]); break;
    case 'L': cairo_line_to(cairo, px[0], py[0]); break;
    case 'Q': /* cairo knows cubics only: raise the degree */
        cairo_curve_to(cairo, *x + 2.0 / 3 * (px[0] - *x), *y + 2.0 / 3 * (py[0] - *y), px[1] + 2.0 / 3 * (px[0] - px[1]),
                       py[1] + 2.0 / 3 * (py[0] - py[1]), px[1], py[1]);
        break;
    case 'C': cairo_curve_to(cairo, px[0], py[0], px[1], py[1], px[2], py[2]); break;
    default: cairo_close_path(cairo); return;
    }
    unsigned last = step->kind == 'C' ? 2 : step->kind == 'Q' ? 1 : 0;
    *x = px[last];
    *y = py[last];
}

static void add_steps(cairo_t *cairo, const GArray *steps)
{
    double x = 0, y = 0;
    for (unsigned i = 0; i < steps->len; i++) add_step(cairo, &g_array_index(steps, OutlineStep, i), &x, &y);
}

/* Rules and borders with a pattern. */
static void draw_pattern(const Canvas *canvas, const PageItem *item, const GArray *steps)
{
    if (item->stroke.ink.is_none) return;
    set_ink(canvas, &item->stroke.ink);
    add_steps(canvas->cairo, steps);
    cairo_fill(canvas->cairo);
}

static void draw_strokes(const Canvas *canvas, const PageItem *item)
{
    g_autoptr(GArray) pattern = output_item_outline(item);
    if (pattern) draw_pattern(canvas, item, pattern);
    else draw_rects(canvas, item);
}

/* ---- Glyphs ---- */

static void add_glyph(const Canvas *canvas, const PageItem *item, const PageGlyph *glyph)
{
    const Outline *outline = outlines_glyph(canvas->outlines, item->face, glyph->glyph);
    double unit = base_length_pt(item->size) / item->face->units_per_em;
    cairo_matrix_t kept, placed = {unit * item->scale / 1024, 0, 0, -unit, base_length_pt(glyph->x), base_length_pt(glyph->y)};
    if (item->is_vertical && item->orientation == TEXT_TURNED) {
        placed.yx = placed.xx;
        placed.xy = -placed.yy;
        placed.xx = placed.yy = 0;
    }
    cairo_get_matrix(canvas->cairo, &kept);
    cairo_transform(canvas->cairo, &placed);
    add_steps(canvas->cairo, outline->steps);
    cairo_set_matrix(canvas->cairo, &kept);
}

static void draw_glyphs(const Canvas *canvas, const PageItem *item)
{
    if (item->size <= 0 || item->scale <= 0 || item->ink.is_none) return;
    set_ink(canvas, &item->ink);
    for (unsigned i = 0; i < item->n_glyphs; i++)
        add_glyph(canvas, item, &g_array_index(canvas->page->glyphs, PageGlyph, item->first_glyph + i));
    cairo_fill(canvas->cairo);
}

/* ---- Pictures ---- */

static void draw_empty_box(const Canvas *canvas, const BaseRect *rect)
{
    PicturePoint diagonals[2][4];
    g_autoptr(GArray) edge = output_box_rects(rect);
    set_ink(canvas, &(ModelInk){.k = 100});
    for (unsigned i = 0; i < edge->len; i++) add_rect(canvas, &g_array_index(edge, BaseRect, i));
    picture_box_diagonals(rect, diagonals);
    for (unsigned i = 0; i < 8; i++) {
        const PicturePoint *at = &diagonals[i / 4][i % 4];
        (i % 4 == 0 ? cairo_move_to : cairo_line_to)(canvas->cairo, base_length_pt(at->x), base_length_pt(at->y));
    }
    cairo_fill(canvas->cairo);
}

/* Bytes as a surface of lightness or alpha. */
static cairo_surface_t *byte_surface(const Picture *picture, const uint8_t *bytes)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, (int)picture->width, (int)picture->height);
    uint8_t *data = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    for (size_t y = 0; data && y < picture->height; y++) memcpy(data + y * stride, bytes + y * picture->width, picture->width);
    cairo_surface_mark_dirty(surface);
    return surface;
}

static cairo_surface_t *colour_surface(const Picture *picture)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)picture->width, (int)picture->height);
    uint8_t *data = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    for (size_t y = 0; data && y < picture->height; y++) {
        const uint8_t *pixel = picture->pixels + y * picture->width * picture->space;
        uint32_t *row = (void *)(data + y * stride);
        for (unsigned x = 0; x < picture->width; x++, pixel += picture->space)
            row[x] = picture->space == PICTURE_GREY ? pixel[0] * 0x010101u
                                                    : (uint32_t)pixel[0] << 16 | (uint32_t)pixel[1] << 8 | pixel[2];
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

/* The pixels as this canvas has its own: lightness as alpha, or three channels. */
static cairo_surface_t *picture_surface(const Canvas *canvas, const Picture *picture)
{
    return canvas->is_grey ? byte_surface(picture, picture->pixels) : colour_surface(picture);
}

/* A pattern whose edges nothing of the void beyond gets into. */
static cairo_pattern_t *pattern_of(cairo_surface_t *surface)
{
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(surface);
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD);
    cairo_surface_destroy(surface);
    return pattern;
}

static void paint_picture(const Canvas *canvas, const PageItem *item, const Picture *picture)
{
    const ModelShown *place = &item->shown;
    cairo_pattern_t *colours = pattern_of(picture_surface(canvas, picture));
    cairo_pattern_t *mask = picture->alpha ? pattern_of(byte_surface(picture, picture->alpha)) : NULL;
    cairo_save(canvas->cairo);
    add_rect(canvas, &item->rect);
    if (mask) cairo_clip(canvas->cairo);
    cairo_translate(canvas->cairo, (double)place->x / DK_PT, (double)place->y / DK_PT);
    cairo_scale(canvas->cairo, (double)place->width / DK_PT / picture->width, (double)place->height / DK_PT / picture->height);
    cairo_set_source(canvas->cairo, colours);
    if (mask) cairo_mask(canvas->cairo, mask);
    else cairo_fill(canvas->cairo);
    cairo_restore(canvas->cairo);
    cairo_pattern_destroy(colours);
    if (mask) cairo_pattern_destroy(mask);
}

static void draw_picture(const Canvas *canvas, const PageItem *item)
{
    Picture *picture = item->shown.picture;
    if (!picture || !picture_need_pixels(picture, canvas->list)) {
        draw_empty_box(canvas, &item->rect);
        return;
    }
    bool is_as_shown = picture->space == PICTURE_GREY || (picture->space == PICTURE_RGB && !picture->profile);
    g_autoptr(Picture) shown = is_as_shown ? NULL : picture_for_screen(picture);
    paint_picture(canvas, item, shown ? shown : picture);
    picture_let_pixels_go(picture);
}

/* ---- Page ---- */

static void draw_items(const Canvas *canvas)
{
    for (unsigned i = 0; i < canvas->page->items->len; i++) {
        const PageItem *item = &g_array_index(canvas->page->items, PageItem, i);
        switch (item->kind) {
        case PAGE_GLYPHS: draw_glyphs(canvas, item); break;
        case PAGE_PICTURE: draw_picture(canvas, item); break;
        case PAGE_SHAPE: draw_shape(canvas, item); break;
        default: draw_strokes(canvas, item); break;
        }
    }
}

static void draw_page(const Canvas *canvas)
{
    const Page *page = canvas->page;
    set_ink(canvas, &(ModelInk){0});
    cairo_paint(canvas->cairo);
    draw_items(canvas);
    cairo_set_operator(canvas->cairo, CAIRO_OPERATOR_OVER);
    for (unsigned i = 0; i < page->n_layers; i++) {
        Canvas layer = *canvas;
        layer.page = page->layers[i].page;
        draw_items(&layer);
    }
}

/* Pixels of a length: up to the next whole one, but for a sliver that only rounding of the length has made. */
static int64_t pixels(DkLength length, double ppi)
{
    return (int64_t)ceil(base_length_pt(length) * ppi / 72 - 0.001);
}

static cairo_status_t append(void *closure, const unsigned char *data, unsigned n)
{
    g_byte_array_append(closure, data, n);
    return CAIRO_STATUS_SUCCESS;
}

static void append_number(GByteArray *bytes, uint32_t number)
{
    const uint8_t parts[] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number};
    g_byte_array_append(bytes, parts, sizeof parts);
}

/* Says the resolution (pHYs, in pixels a metre), which cairo does not, so that the picture has its true size elsewhere; the
 * chunk stands after IHDR, which ends at byte 33. */
static GBytes *add_resolution(const GByteArray *png, double ppi)
{
    enum { IHDR_END = 33, METRE = 1 };
    uint32_t density = (uint32_t)(ppi / 0.0254 + 0.5);
    GByteArray *bytes = g_byte_array_sized_new(png->len + 21);
    g_byte_array_append(bytes, png->data, IHDR_END);
    append_number(bytes, 9);
    g_byte_array_append(bytes, (const guint8 *)"pHYs", 4);
    append_number(bytes, density);
    append_number(bytes, density);
    g_byte_array_append(bytes, (const guint8[]){METRE}, 1);
    append_number(bytes, picture_check_value(bytes->data + IHDR_END + 4, 13));
    g_byte_array_append(bytes, png->data + IHDR_END, png->len - IHDR_END);
    return g_byte_array_free_to_bytes(bytes);
}

static GBytes *write_png(cairo_surface_t *surface, double ppi, DkDiagnostics *list)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, append, bytes);
    if (status == CAIRO_STATUS_SUCCESS) return add_resolution(bytes, ppi);
    base_report(list, DK_ERROR, "output-invalid", (BasePlace){0}, "the PNG cannot be written: %s", cairo_status_to_string(status));
    return NULL;
}

static GBytes *draw(const Page *page, int width, int height, double ppi, DkDiagnostics *list)
{
    g_autoptr(Outlines) outlines = outlines_new();
    bool is_grey = page->n_layers == 0 && output_page_is_grey(page); /* layers are in colours */
    cairo_surface_t *surface = cairo_image_surface_create(is_grey ? CAIRO_FORMAT_A8 : CAIRO_FORMAT_RGB24, width, height);
    Canvas canvas = {cairo_create(surface), page, outlines, list, is_grey};
    cairo_scale(canvas.cairo, ppi / 72, ppi / 72);
    cairo_set_operator(canvas.cairo, CAIRO_OPERATOR_SOURCE);
    cairo_set_tolerance(canvas.cairo, 0.05);
    draw_page(&canvas);
    cairo_status_t status = cairo_status(canvas.cairo);
    cairo_destroy(canvas.cairo);
    GBytes *bytes = NULL;
    if (status == CAIRO_STATUS_SUCCESS) bytes = write_png(surface, ppi, list);
    else
        base_report(list, DK_ERROR, "output-invalid", (BasePlace){0}, "the PNG cannot be drawn: %s",
                    cairo_status_to_string(status));
    cairo_surface_destroy(surface);
    return bytes;
}

static GBytes *refuse(const Page *page, double ppi, DkDiagnostics *list)
{
    double side = base_length_pt(MAX(page->width, page->height));
    DkDiagnostic *item = base_report(list, DK_ERROR, "output-not-written", (BasePlace){0},
                                     "at %.0f ppi the page has sides of %.0f and %.0f pixels, and a PNG has 1 to %d", ppi,
                                     base_length_pt(page->width) * ppi / 72, base_length_pt(page->height) * ppi / 72, SIDE_MAX);
    base_report_hint(list, item, "at most %.0f ppi for this page", floor(SIDE_MAX * 72 / side));
    return NULL;
}

GBytes *output_png(const Page *page, double ppi, DkDiagnostics *list)
{
    if (!isfinite(ppi) || ppi <= 0 || ppi > PPI_MAX) return refuse(page, ppi, list);
    int64_t width = pixels(page->width, ppi), height = pixels(page->height, ppi);
    if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX) return refuse(page, ppi, list);
    return draw(page, (int)width, (int)height, ppi, list);
}
