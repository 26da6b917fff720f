/* A page's content stream: its items in paint order, each inside the marked content of the element it belongs to (ISO 32000-1 14.6,
 * 14.8), so that the structure tree can be built from what was marked. */
#include "output/pattern.h"
#include "output/pdf_writer.h"

#include <math.h>

/* ---- Rectangles ---- */

static void write_rects(PdfWriter *writer, const PageItem *item)
{
    const ModelInk *ink;
    g_autoptr(GArray) rects = output_item_rects(item, &ink);
    if (!rects || rects->len == 0 || ink->is_none) return;
    pdf_end_text(writer);
    pdf_set_transparency(writer, item->transparency);
    pdf_set_ink(writer, ink, item->kind == PAGE_RULE || item->kind == PAGE_BORDER);
    for (unsigned i = 0; i < rects->len; i++) pdf_put_rect(writer, &g_array_index(rects, BaseRect, i));
    g_string_append(writer->out, "f\n");
}

/* Rules and borders with a pattern. */
static void write_pattern(PdfWriter *writer, const PageItem *item, const GArray *steps)
{
    if (item->stroke.ink.is_none) return;
    pdf_end_text(writer);
    pdf_set_transparency(writer, item->transparency);
    pdf_set_ink(writer, &item->stroke.ink, true);
    for (unsigned i = 0; i < steps->len; i++) {
        const OutlineStep *step = &g_array_index(steps, OutlineStep, i);
        unsigned n = step->kind == 'Z' ? 0 : step->kind == 'C' ? 3 : 1;
        for (unsigned k = 0; k < n; k++)
            pdf_put_point(writer, llround(step->x[k] * (double)DK_PT), llround(step->y[k] * (double)DK_PT));
        g_string_append_printf(writer->out, "%c\n", step->kind == 'Z' ? 'h' : g_ascii_tolower(step->kind));
    }
    g_string_append(writer->out, "f\n");
}

static void write_strokes(PdfWriter *writer, const PageItem *item)
{
    g_autoptr(GArray) pattern = output_item_outline(item);
    if (pattern) write_pattern(writer, item, pattern);
    else write_rects(writer, item);
}

static void write_shape(PdfWriter *writer, const PageItem *item)
{
    pdf_end_text(writer);
    pdf_set_transparency(writer, item->transparency);
    pdf_set_ink(writer, &item->ink, false);
    for (unsigned i = 0; i < item->n_points; i++) {
        const PagePoint *point = &g_array_index(writer->page->points, PagePoint, item->first_point + i);
        pdf_put_point(writer, point->x, point->y);
        g_string_append(writer->out, i == 0 ? "m\n" : "l\n");
    }
    g_string_append(writer->out, "f\n");
}

/* ---- Pictures ---- */

static void write_empty_box(PdfWriter *writer, const BaseRect *rect)
{
    PicturePoint diagonals[2][4];
    g_autoptr(GArray) edge = output_box_rects(rect);
    pdf_set_ink(writer, &(ModelInk){.k = 100}, false);
    for (unsigned i = 0; i < edge->len; i++) pdf_put_rect(writer, &g_array_index(edge, BaseRect, i));
    picture_box_diagonals(rect, diagonals);
    for (unsigned i = 0; i < 8; i++) {
        pdf_put_point(writer, diagonals[i / 4][i % 4].x, diagonals[i / 4][i % 4].y);
        g_string_append(writer->out, i % 4 == 0 ? "m\n" : "l\n");
    }
    g_string_append(writer->out, "f\n");
}

static void write_image(PdfWriter *writer, const PageItem *item, unsigned index, const ModelShown *place)
{
    g_array_append_val(writer->content->pictures, index);
    g_string_append(writer->out, "q\n");
    if (place->width != item->rect.width || place->height != item->rect.height) {
        pdf_put_rect(writer, &item->rect);
        g_string_append(writer->out, "W n\n");
    }
    output_points(writer->out, place->width);
    g_string_append(writer->out, " 0 0 ");
    output_points(writer->out, place->height);
    g_string_append_c(writer->out, ' ');
    pdf_put_point(writer, place->x, place->y + place->height);
    g_string_append_printf(writer->out, "cm\n/I%u Do\nQ\n", index);
}

static void write_picture(PdfWriter *writer, const PageItem *item)
{
    pdf_end_text(writer);
    unsigned index = item->shown.picture ? pdf_pictures_index(writer->pictures, item->shown.picture) : 0;
    const PdfPicture *picture = item->shown.picture ? g_ptr_array_index(writer->pictures->pictures, index) : NULL;
    if (picture && picture->is_drawn) write_image(writer, item, index, &item->shown);
    else write_empty_box(writer, &item->rect);
}

/* ---- Page ---- */

static void end_mark(PdfWriter *writer)
{
    if (writer->is_marked) g_string_append(writer->out, "EMC\n");
    writer->is_marked = false;
}

/* Opens the item's marked content, unless it goes on with what is open. */
static void mark(PdfWriter *writer, const PageItem *item)
{
    if (writer->is_marked && pdf_tag_continues(writer->page, writer->marked, item)) return;
    pdf_end_text(writer);
    end_mark(writer);
    const char *type = pdf_tag_type(writer->page, item);
    writer->marked = item;
    writer->is_marked = true;
    if (!type) {
        g_string_append(writer->out, "/Artifact BMC\n");
        return;
    }
    g_string_append_printf(writer->out, "/%s<</MCID %u>>BDC\n", type, writer->content->marks->len);
    g_ptr_array_add(writer->content->marks, (gpointer)item);
}

static void write_item(PdfWriter *writer, const PageItem *item)
{
    switch (item->kind) {
    case PAGE_GLYPHS:
        pdf_set_transparency(writer, item->transparency);
        pdf_write_glyphs(writer, item);
        break;
    case PAGE_SHAPE: write_shape(writer, item); break;
    case PAGE_PICTURE: write_picture(writer, item); break;
    default: write_strokes(writer, item); break;
    }
}

static void write_items(PdfWriter *writer)
{
    for (unsigned i = 0; i < writer->page->items->len; i++) {
        const PageItem *item = &g_array_index(writer->page->items, PageItem, i);
        mark(writer, item);
        write_item(writer, item);
    }
    pdf_end_text(writer);
    end_mark(writer);
}

/* A layer begins with a fresh state and is no part of the structure.  Its group is /L and its number; see pdf_layer.c. */
static void write_layer(const PdfWriter *below, unsigned number)
{
    const Page *page = below->page->layers[number].page;
    PdfWriter writer = {page, below->fonts, below->pictures, below->content, below->out, .scale = 1024};
    g_string_append_printf(writer.out, "q\n/Artifact BMC\n/OC/L%u BDC\n", number);
    for (unsigned i = 0; i < page->items->len; i++) write_item(&writer, &g_array_index(page->items, PageItem, i));
    pdf_end_text(&writer);
    g_string_append(writer.out, "EMC\nEMC\nQ\n");
    below->content->has_overprint = true; /* layers are in colours */
}

/* What follows is written in points, whatever the unit of the page. */
static void write_unit(GString *out, unsigned unit)
{
    if (unit == 1) return;
    g_autoptr(GString) scale = g_string_new(NULL);
    output_decimal(scale, (1000000000 + unit / 2) / unit, 9);
    g_string_append_printf(out, "%s 0 0 %s 0 0 cm\n", scale->str, scale->str);
}

PdfContent *pdf_content_new(const Page *page, const PdfFonts *fonts, PdfPictures *pictures)
{
    PdfContent *content = g_new0(PdfContent, 1);
    content->stream = g_string_sized_new(1 << 16);
    content->horizontal = g_new0(bool, fonts->fonts->len + 1);
    content->vertical = g_new0(bool, fonts->fonts->len + 1);
    content->pictures = g_array_new(FALSE, FALSE, sizeof(unsigned));
    content->marks = g_ptr_array_new();
    content->transparencies = g_array_new(FALSE, FALSE, sizeof(unsigned));
    PdfWriter writer = {page, fonts, pictures, content, content->stream, .scale = 1024};
    writer.is_grey = output_page_is_grey(page);
    content->has_overprint = !writer.is_grey;
    write_unit(content->stream, pdf_unit(page));
    if (page->n_layers > 0) g_string_append(content->stream, "q\n");
    write_items(&writer);
    if (page->n_layers > 0) g_string_append(content->stream, "Q\n");
    for (unsigned i = 0; i < page->n_layers; i++) write_layer(&writer, i);
    return content;
}

void pdf_content_free(PdfContent *content)
{
    if (!content) return;
    g_string_free(content->stream, TRUE);
    g_free(content->horizontal);
    g_free(content->vertical);
    g_array_unref(content->pictures);
    g_ptr_array_unref(content->marks);
    g_array_unref(content->transparencies);
    g_free(content);
}
