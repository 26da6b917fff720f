/* page -> SVG 1.1, written by us.
 *
 * In: placed items.  Out: one file without scripts, styles or fonts.  Each glyph's outline stands once, in font units, among the
 * definitions; a line's piece is a group with the size as its matrix and a <use> a glyph.  cairo's SVG surface would repeat every
 * outline at every size and give each glyph six decimals twice; fonts inside an SVG are ignored by most programs but browsers.
 * Inks are shown by output_ink_rgb. */
#include "output/pattern.h"
#include "output/picture.h"
#include "output/shared.h"

#include <math.h>

typedef struct {
    const Page *page;
    Outlines *outlines;
    GString *body; /* written before the definitions are known */
    DkDiagnostics *list;
} Drawing;

/* ---- Values ---- */

static void attribute(GString *out, const char *name, int64_t length)
{
    g_string_append_printf(out, " %s=\"", name);
    output_points(out, length);
    g_string_append_c(out, '"');
}

/* Black is what SVG paints with unless told otherwise. */
static void append_ink(GString *out, const ModelInk *ink)
{
    double rgb[3];
    output_ink_rgb(ink, rgb);
    unsigned red = (unsigned)(rgb[0] * 255 + 0.5), green = (unsigned)(rgb[1] * 255 + 0.5), blue = (unsigned)(rgb[2] * 255 + 0.5);
    if (red || green || blue) g_string_append_printf(out, " fill=\"#%02x%02x%02x\"", red, green, blue);
}

/* A number of a path, with a space only where it is needed. */
static void append_step(GString *out, int64_t tenths)
{
    char last = out->str[out->len - 1];
    if (tenths >= 0 && (g_ascii_isdigit(last) || last == '.')) g_string_append_c(out, ' ');
    output_decimal(out, tenths, 1);
}

/* ---- Glyphs ---- */

static void append_id(GString *out, unsigned number)
{
    char digits[8];
    unsigned n = 0;
    do digits[n++] = "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
    while ((number /= 36) > 0);
    g_string_append_c(out, 'g');
    while (n > 0) g_string_append_c(out, digits[--n]);
}

/* A line to a point so far away, in tenths; level and upright ones have letters of their own. */
static void append_line(GString *out, int64_t right, int64_t up)
{
    g_string_append_c(out, up == 0 ? 'h' : right == 0 ? 'v' : 'l');
    if (right != 0 || up == 0) append_step(out, right);
    if (up != 0) append_step(out, up);
}

/* The steps of one contour after its start are relative to the point before, which is shorter; points are rounded first, so
 * nothing adds up. */
static void append_outline(GString *out, const Outline *outline)
{
    int64_t x = 0, y = 0;
    for (unsigned i = 0; i < outline->steps->len; i++) {
        const OutlineStep *step = &g_array_index(outline->steps, OutlineStep, i);
        unsigned n = step->kind == 'Z' ? 0 : step->kind == 'C' ? 3 : step->kind == 'Q' ? 2 : 1;
        int64_t from_x = step->kind == 'M' ? 0 : x, from_y = step->kind == 'M' ? 0 : y;
        if (step->kind != 'L') g_string_append_c(out, step->kind == 'M' ? 'M' : g_ascii_tolower(step->kind));
        for (unsigned j = 0; j < n; j++) {
            x = llround(step->x[j] * 10.0);
            y = llround(step->y[j] * 10.0);
            if (step->kind == 'L') {
                append_line(out, x - from_x, y - from_y);
                continue;
            }
            append_step(out, x - from_x);
            append_step(out, y - from_y);
        }
    }
}

static void append_definitions(GString *out, const Outlines *outlines)
{
    g_string_append(out, "<defs>\n");
    for (unsigned i = 0; i < outlines_count(outlines); i++) {
        g_string_append(out, "<path id=\"");
        append_id(out, i);
        g_string_append(out, "\" d=\"");
        append_outline(out, outlines_numbered(outlines, i));
        g_string_append(out, "\"/>\n");
    }
    g_string_append(out, "</defs>\n");
}

/* Tenths of a font unit in `length`. */
static int64_t tenths(const PageItem *item, int64_t length, int64_t scale)
{
    return llround((double)length * 10 * item->face->units_per_em * 1024 / ((double)item->size * (double)scale));
}

static void append_use(GString *out, const PageItem *item, const PageGlyph *first, const PageGlyph *glyph, const Outline *outline)
{
    bool is_turned = item->is_vertical && item->orientation == TEXT_TURNED;
    int64_t along = is_turned ? (int64_t)glyph->y - first->y : (int64_t)glyph->x - first->x;
    int64_t up = is_turned ? (int64_t)glyph->x - first->x : (int64_t)first->y - glyph->y;
    g_string_append(out, "<use xlink:href=\"#");
    append_id(out, outline->number);
    g_string_append_c(out, '"');
    const int64_t places[] = {tenths(item, along, item->scale), tenths(item, up, 1024)};
    for (unsigned i = 0; i < 2; i++) {
        if (places[i] == 0) continue;
        g_string_append_printf(out, " %c=\"", "xy"[i]);
        output_decimal(out, places[i], 1);
        g_string_append_c(out, '"');
    }
    g_string_append(out, "/>");
}

/* The item's font units on the page, y upwards: matrix(a b c d e f) of SVG 1.1 7.6. */
static void append_matrix(GString *out, const PageItem *item, const PageGlyph *first)
{
    bool is_turned = item->is_vertical && item->orientation == TEXT_TURNED;
    int64_t unit = llround((double)item->size / DK_PT / item->face->units_per_em * 1e9), wide = unit * item->scale / 1024;
    const int64_t numbers[] = {is_turned ? 0 : wide, is_turned ? wide : 0, is_turned ? unit : 0, is_turned ? 0 : -unit};
    g_string_append(out, " transform=\"matrix(");
    for (unsigned i = 0; i < 4; i++) {
        output_decimal(out, numbers[i], 9);
        g_string_append_c(out, ' ');
    }
    output_points(out, first->x);
    g_string_append_c(out, ' ');
    output_points(out, first->y);
    g_string_append(out, ")\"");
}

static void draw_glyphs(const Drawing *drawing, const PageItem *item)
{
    if (item->n_glyphs == 0 || item->size <= 0 || item->scale <= 0 || item->ink.is_none) return;
    const PageGlyph *glyphs = &g_array_index(drawing->page->glyphs, PageGlyph, item->first_glyph);
    g_string_append(drawing->body, "<g");
    append_ink(drawing->body, &item->ink);
    append_matrix(drawing->body, item, glyphs);
    g_string_append_c(drawing->body, '>');
    for (unsigned i = 0; i < item->n_glyphs; i++) {
        const Outline *outline = outlines_glyph(drawing->outlines, item->face, glyphs[i].glyph);
        if (outline->steps->len > 0) append_use(drawing->body, item, glyphs, &glyphs[i], outline);
    }
    g_string_append(drawing->body, "</g>\n");
}

/* ---- Rectangles ---- */

static void append_rect(GString *out, const BaseRect *rect)
{
    g_string_append_c(out, 'M');
    output_points(out, rect->x);
    g_string_append_c(out, ' ');
    output_points(out, rect->y);
    g_string_append_c(out, 'h');
    output_points(out, rect->width);
    g_string_append_c(out, 'v');
    output_points(out, rect->height);
    g_string_append_c(out, 'h');
    output_points(out, -(int64_t)rect->width);
    g_string_append_c(out, 'z');
}

static void append_opacity(GString *out, const PageItem *item)
{
    if (item->transparency == 0) return;
    g_string_append(out, " fill-opacity=\"");
    output_decimal(out, 100 - (int64_t)item->transparency, 2);
    g_string_append_c(out, '"');
}

static void draw_rects(const Drawing *drawing, const PageItem *item)
{
    const ModelInk *ink;
    g_autoptr(GArray) rects = output_item_rects(item, &ink);
    if (!rects || rects->len == 0 || ink->is_none) return;
    g_string_append(drawing->body, "<path");
    append_ink(drawing->body, ink);
    append_opacity(drawing->body, item);
    g_string_append(drawing->body, " d=\"");
    for (unsigned i = 0; i < rects->len; i++) append_rect(drawing->body, &g_array_index(rects, BaseRect, i));
    g_string_append(drawing->body, "\"/>\n");
}

static void draw_shape(const Drawing *drawing, const PageItem *item)
{
    g_string_append(drawing->body, "<path");
    append_ink(drawing->body, &item->ink);
    append_opacity(drawing->body, item);
    g_string_append(drawing->body, " d=\"");
    for (unsigned i = 0; i < item->n_points; i++) {
        const PagePoint *point = &g_array_index(drawing->page->points, PagePoint, item->first_point + i);
        g_string_append_c(drawing->body, i == 0 ? 'M' : 'L');
        output_points(drawing->body, point->x);
        g_string_append_c(drawing->body, ' ');
        output_points(drawing->body, point->y);
    }
    g_string_append(drawing->body, "z\"/>\n");
}

/* Rules and borders with a pattern; to 1/100 pt, which is less than a pixel of any plate. */
static void draw_pattern(const Drawing *drawing, const PageItem *item, const GArray *steps)
{
    GString *out = drawing->body;
    if (item->stroke.ink.is_none) return;
    g_string_append(out, "<path");
    append_ink(out, &item->stroke.ink);
    g_string_append(out, " d=\"");
    for (unsigned i = 0; i < steps->len; i++) {
        const OutlineStep *step = &g_array_index(steps, OutlineStep, i);
        unsigned n = step->kind == 'Z' ? 0 : step->kind == 'C' ? 3 : 1;
        g_string_append_c(out, step->kind);
        for (unsigned k = 0; k < 2 * n; k++) {
            if (k > 0) g_string_append_c(out, ' ');
            output_decimal(out, llround((k % 2 ? step->y[k / 2] : step->x[k / 2]) * 100.0), 2);
        }
    }
    g_string_append(out, "\"/>\n");
}

static void draw_strokes(const Drawing *drawing, const PageItem *item)
{
    g_autoptr(GArray) pattern = output_item_outline(item);
    if (pattern) draw_pattern(drawing, item, pattern);
    else draw_rects(drawing, item);
}

/* ---- Pictures ---- */

static void draw_empty_box(const Drawing *drawing, const BaseRect *rect)
{
    PicturePoint diagonals[2][4];
    g_autoptr(GArray) edge = output_box_rects(rect);
    g_string_append(drawing->body, "<path d=\"");
    for (unsigned i = 0; i < edge->len; i++) append_rect(drawing->body, &g_array_index(edge, BaseRect, i));
    picture_box_diagonals(rect, diagonals);
    for (unsigned i = 0; i < 8; i++) {
        g_string_append_c(drawing->body, i % 4 == 0 ? 'M' : 'L');
        output_points(drawing->body, diagonals[i / 4][i % 4].x);
        g_string_append_c(drawing->body, ' ');
        output_points(drawing->body, diagonals[i / 4][i % 4].y);
    }
    g_string_append(drawing->body, "\"/>\n");
}

/* The picture as a file that every browser shows alike: its own where that will do, else its colours as a screen has them. */
static GBytes *file_of(Picture *picture, DkDiagnostics *list, const char **type)
{
    bool is_own = picture->jpeg && picture->space != PICTURE_INKS;
    *type = is_own ? "jpeg" : "png";
    if (is_own) return g_bytes_ref(picture->jpeg);
    if (picture->png && !picture->alpha && !picture->profile) return g_bytes_ref(picture->png);
    if (!picture_need_pixels(picture, list)) return NULL;
    g_autoptr(Picture) shown = picture_for_screen(picture);
    bool is_photo = shown->is_photo && !shown->alpha;
    *type = is_photo ? "jpeg" : "png";
    GBytes *file = is_photo ? picture_write_jpeg(shown) : picture_write_png_alpha(shown);
    picture_let_pixels_go(picture);
    return file;
}

static void append_data(GString *out, GBytes *file, const char *type)
{
    gsize size;
    const guchar *data = g_bytes_get_data(file, &size);
    g_autofree char *encoded = g_base64_encode(data, size);
    g_string_append_printf(out, " xlink:href=\"data:image/%s;base64,%s\"", type, encoded);
}

/* An inner <svg> cuts off what is over. */
static void draw_picture(const Drawing *drawing, const PageItem *item)
{
    const ModelShown *place = &item->shown;
    const char *type;
    g_autoptr(GBytes) file = place->picture ? file_of(place->picture, drawing->list, &type) : NULL;
    if (!file) {
        draw_empty_box(drawing, &item->rect);
        return;
    }
    g_string_append(drawing->body, "<svg");
    attribute(drawing->body, "x", item->rect.x);
    attribute(drawing->body, "y", item->rect.y);
    attribute(drawing->body, "width", item->rect.width);
    attribute(drawing->body, "height", item->rect.height);
    g_string_append(drawing->body, "><image preserveAspectRatio=\"none\"");
    attribute(drawing->body, "x", place->x - item->rect.x);
    attribute(drawing->body, "y", place->y - item->rect.y);
    attribute(drawing->body, "width", place->width);
    attribute(drawing->body, "height", place->height);
    append_data(drawing->body, file, type);
    g_string_append_c(drawing->body, '>');
    if (item->alt) {
        g_autofree char *escaped = output_markup(item->alt);
        g_string_append_printf(drawing->body, "<title>%s</title>", escaped);
    }
    g_string_append(drawing->body, "</image></svg>\n");
}

/* ---- Page ---- */

static void append_root(GString *out, const Page *page)
{
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
                         "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"");
    output_points(out, page->width);
    g_string_append(out, "pt\" height=\"");
    output_points(out, page->height);
    g_string_append(out, "pt\" viewBox=\"0 0 ");
    output_points(out, page->width);
    g_string_append_c(out, ' ');
    output_points(out, page->height);
    g_string_append(out, "\">\n");
    g_autofree char *escaped = page->title ? output_markup(page->title) : NULL;
    if (escaped) g_string_append_printf(out, "<title>%s</title>\n", escaped);
}

static void draw_items(const Drawing *drawing)
{
    for (unsigned i = 0; i < drawing->page->items->len; i++) {
        const PageItem *item = &g_array_index(drawing->page->items, PageItem, i);
        switch (item->kind) {
        case PAGE_GLYPHS: draw_glyphs(drawing, item); break;
        case PAGE_PICTURE: draw_picture(drawing, item); break;
        case PAGE_SHAPE: draw_shape(drawing, item); break;
        default: draw_strokes(drawing, item); break;
        }
    }
}

/* Each layer is a group that a program can show and hide by its attribute `display`, which needs no style. */
static void draw_layers(const Drawing *drawing)
{
    const Page *page = drawing->page;
    for (unsigned i = 0; i < page->n_layers; i++) {
        Drawing layer = {page->layers[i].page, drawing->outlines, drawing->body, drawing->list};
        g_string_append_printf(drawing->body, "<g class=\"overlay\" data-overlay=\"%s\"%s>\n", page->layers[i].name,
                               page->hides_layers ? " display=\"none\"" : "");
        draw_items(&layer);
        g_string_append(drawing->body, "</g>\n");
    }
}

GBytes *output_svg(const Page *page, DkDiagnostics *list)
{
    g_autoptr(Outlines) outlines = outlines_new();
    Drawing drawing = {page, outlines, g_string_new(NULL), list};
    draw_items(&drawing);
    draw_layers(&drawing);
    GString *out = g_string_sized_new(drawing.body->len + (1 << 16));
    append_root(out, page);
    append_definitions(out, outlines);
    g_string_append(out, "<path fill=\"#ffffff\" d=\"");
    append_rect(out, &(BaseRect){0, 0, page->width, page->height});
    g_string_append(out, "\"/>\n");
    g_string_append_len(out, drawing.body->str, (gssize)drawing.body->len);
    g_string_append(out, "</svg>\n");
    g_string_free(drawing.body, TRUE);
    return g_string_free_to_bytes(out);
}
