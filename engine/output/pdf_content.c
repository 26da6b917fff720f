/* A page's content stream.
 *
 * In: placed items, and the fonts' codes and widths.  Out: operators (ISO 32000-1 8, 9, 14.6), all numbers fixed decimals.
 * Ink: a page that asks for black alone is DeviceGray throughout, one plate and full black on a screen; a page with any other ink is
 * DeviceCMYK throughout, black text and rules overprinting (only DeviceCMYK obeys OPM 1: ISO 32000-1 8.6.7).
 * Places: a text matrix a line's piece, then TJ numbers, whole thousandths of the em.  Each number is what the pen lacks to the
 * glyph's true place, so an error is at most half a thousandth and never adds up. */
#include "output/pdf.h"

typedef struct {
    const Page *page;
    const PdfFonts *fonts;
    PdfPictures *pictures;
    PdfContent *content;
    GString *out;
    bool is_grey;      /* page: black alone */
    bool has_ink;      /* `ink` is in force */
    bool is_overprint; /* black overprints at present */
    ModelInk ink;
    bool is_text, is_array, is_string; /* open: text object, TJ array, string in it */
    const PdfFont *font;
    bool is_column; /* the font in force is the vertical one */
    DkLength size, scale;
    bool is_anchored; /* the text matrix is that of this item */
    DkLength anchor_along, anchor_across;
    int64_t pen; /* thousandths of the em from the anchor */
} Writer;

/* ---- Coordinates ---- */

static void point(Writer *writer, int64_t x, int64_t y)
{
    output_points(writer->out, x + writer->page->bleed);
    g_string_append_c(writer->out, ' ');
    output_points(writer->out, (int64_t)writer->page->height + writer->page->bleed - y);
    g_string_append_c(writer->out, ' ');
}

static void rectangle(Writer *writer, const BaseRect *rect)
{
    point(writer, rect->x, (int64_t)rect->y + rect->height);
    output_points(writer->out, rect->width);
    g_string_append_c(writer->out, ' ');
    output_points(writer->out, rect->height);
    g_string_append(writer->out, " re\n");
}

/* ---- Ink ---- */

static void component(GString *out, double per_cent)
{
    double held = per_cent > 0 ? MIN(per_cent, 100) : 0; /* a NaN becomes paper */
    output_decimal(out, (int64_t)(held * 100 + 0.5), 4);
    g_string_append_c(out, ' ');
}

static bool ink_equal(const ModelInk *a, const ModelInk *b)
{
    return a->c == b->c && a->m == b->m && a->y == b->y && a->k == b->k;
}

/* Only text and rules overprint: a fill or a code in K100 is to hide what is under it. */
static void set_ink(Writer *writer, const ModelInk *ink, bool may_overprint)
{
    bool overprints = !writer->is_grey && may_overprint && output_ink_is_black(ink);
    if (overprints != writer->is_overprint) {
        g_string_append(writer->out, overprints ? "/OP gs\n" : "/KO gs\n");
        writer->is_overprint = overprints;
    }
    if (writer->has_ink && ink_equal(&writer->ink, ink)) return;
    writer->ink = *ink;
    writer->has_ink = true;
    if (writer->is_grey) {
        component(writer->out, 100 - ink->k);
        g_string_append(writer->out, "g\n");
        return;
    }
    component(writer->out, ink->c);
    component(writer->out, ink->m);
    component(writer->out, ink->y);
    component(writer->out, ink->k);
    g_string_append(writer->out, "k\n");
}

/* ---- Text ---- */

static void close_string(Writer *writer)
{
    if (writer->is_string) g_string_append_c(writer->out, ')');
    writer->is_string = false;
}

static void close_array(Writer *writer)
{
    close_string(writer);
    if (writer->is_array) g_string_append(writer->out, "]TJ\n");
    writer->is_array = false;
}

static void begin_text(Writer *writer)
{
    if (!writer->is_text) g_string_append(writer->out, "BT\n");
    writer->is_text = true;
}

static void end_text(Writer *writer)
{
    close_array(writer);
    if (writer->is_text) g_string_append(writer->out, "ET\n");
    writer->is_text = false;
}

static void set_font(Writer *writer, const PageItem *item)
{
    unsigned index = pdf_fonts_index(writer->fonts, item->face);
    const PdfFont *font = g_ptr_array_index(writer->fonts->fonts, index);
    bool is_column = item->is_vertical && item->orientation == TEXT_UPRIGHT;
    (is_column ? writer->content->vertical : writer->content->horizontal)[index] = true;
    if (font != writer->font || is_column != writer->is_column || item->size != writer->size) {
        g_string_append_printf(writer->out, "/%c%u ", is_column ? 'V' : 'H', index);
        output_points(writer->out, item->size);
        g_string_append(writer->out, " Tf\n");
    }
    if (item->scale != writer->scale) {
        output_decimal(writer->out, ((int64_t)item->scale * 1000000 + 512) / 1024, 4); /* per cent */
        g_string_append(writer->out, " Tz\n");
    }
    writer->font = font;
    writer->is_column = is_column;
    writer->size = item->size;
    writer->scale = item->scale;
    writer->is_anchored = false;
}

/* A length of `thousandths` of the em across the glyph, with the item's scale. */
static DkLength em_part(const PageItem *item, int64_t thousandths)
{
    return (DkLength)(thousandths * item->size * item->scale / (1000 * 1024));
}

/* Where a glyph stands along its line and across it: the pen's directions. */
static void along_across(const Writer *writer, const PageItem *item, const PageGlyph *glyph, DkLength *along, DkLength *across)
{
    bool is_down = writer->is_column || item->orientation == TEXT_TURNED;
    *along = is_down ? glyph->y : glyph->x;
    *across = is_down ? glyph->x : glyph->y;
    if (writer->is_column) *across += em_part(item, pdf_font_glyph(writer->font, glyph->glyph)->width) / 2;
}

static void set_matrix(Writer *writer, const PageItem *item, const PageGlyph *glyph)
{
    bool is_turned = item->is_vertical && item->orientation == TEXT_TURNED;
    DkLength x = glyph->x, y = glyph->y;
    if (writer->is_column) {
        x = writer->anchor_across;
        y -= (DkLength)((int64_t)PDF_VERTICAL_ORIGIN * item->size / 1000);
    }
    close_array(writer);
    g_string_append(writer->out, is_turned ? "0 -1 1 0 " : "1 0 0 1 ");
    point(writer, x, y);
    g_string_append(writer->out, "Tm\n");
}

static void anchor(Writer *writer, const PageItem *item, const PageGlyph *glyph, DkLength along, DkLength across)
{
    writer->anchor_along = along;
    writer->anchor_across = across;
    writer->is_anchored = true;
    writer->pen = 0;
    set_matrix(writer, item, glyph);
}

static int64_t divide_rounded(int64_t numerator, int64_t denominator)
{
    return (numerator >= 0 ? numerator + denominator / 2 : numerator - denominator / 2) / denominator;
}

static void append_code(Writer *writer, uint16_t code)
{
    char bytes[2] = {(char)(code >> 8), (char)(code & 0xff)};
    for (int i = 0; i < 2; i++) {
        if (bytes[i] == '\r') {
            g_string_append(writer->out, "\\r"); /* a bare one would be read as a line feed */
            continue;
        }
        if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\') g_string_append_c(writer->out, '\\');
        g_string_append_c(writer->out, bytes[i]);
    }
}

static void put_glyph(Writer *writer, const PageItem *item, const PageGlyph *glyph)
{
    DkLength along, across, tolerance = MAX(1, item->size / 4000);
    along_across(writer, item, glyph, &along, &across);
    if (!writer->is_anchored || ABS(across - writer->anchor_across) > tolerance) anchor(writer, item, glyph, along, across);
    int64_t scale = writer->is_column ? 1024 : item->scale;
    int64_t place = divide_rounded(((int64_t)along - writer->anchor_along) * 1000 * 1024, (int64_t)item->size * scale);
    int64_t lack = place - writer->pen;
    if (!writer->is_array) g_string_append_c(writer->out, '[');
    writer->is_array = true;
    if (lack != 0) {
        close_string(writer);
        output_decimal(writer->out, writer->is_column ? lack : -lack, 0); /* TJ subtracts from x, and from y, which grows upwards */
    }
    if (!writer->is_string) g_string_append_c(writer->out, '(');
    writer->is_string = true;
    const PdfGlyph *known = pdf_font_glyph(writer->font, glyph->glyph);
    append_code(writer, known->code);
    writer->pen = place + (writer->is_column ? 1000 : known->width);
}

static void begin_actual_text(Writer *writer, const PdfCluster *cluster)
{
    glong n = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(cluster->text, cluster->n_bytes, NULL, &n, NULL);
    close_array(writer);
    g_string_append(writer->out, "/Span<</ActualText<FEFF");
    for (glong i = 0; i < n; i++) g_string_append_printf(writer->out, "%04X", units[i]);
    g_string_append(writer->out, ">>>BDC\n");
}

/* Whether ToUnicode alone gives the cluster's text back. */
static bool is_plain(const Writer *writer, const PageGlyph *glyph, const PdfCluster *cluster)
{
    const PdfGlyph *known = pdf_font_glyph(writer->font, glyph->glyph);
    return cluster->n_glyphs == 1 && known->n_bytes == cluster->n_bytes &&
           memcmp(known->text, cluster->text, cluster->n_bytes) == 0;
}

static void write_glyphs(Writer *writer, const PageItem *item)
{
    if (item->n_glyphs == 0 || item->size <= 0 || item->scale <= 0 || item->ink.is_none) return;
    const PageGlyph *glyphs = &g_array_index(writer->page->glyphs, PageGlyph, item->first_glyph);
    begin_text(writer);
    set_ink(writer, &item->ink, true);
    set_font(writer, item);
    for (unsigned i = 0; i < item->n_glyphs;) {
        PdfCluster cluster = pdf_cluster(writer->page, item, i);
        bool plain = is_plain(writer, &glyphs[i], &cluster);
        if (!plain) begin_actual_text(writer, &cluster);
        for (unsigned j = 0; j < cluster.n_glyphs; j++) put_glyph(writer, item, &glyphs[i + j]);
        if (!plain) {
            close_array(writer);
            g_string_append(writer->out, "EMC\n");
        }
        i += cluster.n_glyphs;
    }
    close_array(writer);
}

/* ---- Rectangles ---- */

static void write_rects(Writer *writer, const PageItem *item)
{
    const ModelInk *ink;
    g_autoptr(GArray) rects = output_item_rects(item, &ink);
    if (!rects || rects->len == 0 || ink->is_none) return;
    end_text(writer);
    set_ink(writer, ink, item->kind == PAGE_RULE || item->kind == PAGE_BORDER);
    for (unsigned i = 0; i < rects->len; i++) rectangle(writer, &g_array_index(rects, BaseRect, i));
    g_string_append(writer->out, "f\n");
}

/* ---- Pictures ---- */

static void write_empty_box(Writer *writer, const BaseRect *rect)
{
    PicturePoint diagonals[2][4];
    g_autoptr(GArray) edge = picture_box_edge(rect);
    set_ink(writer, &(ModelInk){.k = 100}, false);
    for (unsigned i = 0; i < edge->len; i++) rectangle(writer, &g_array_index(edge, BaseRect, i));
    picture_box_diagonals(rect, diagonals);
    for (unsigned i = 0; i < 8; i++) {
        point(writer, diagonals[i / 4][i % 4].x, diagonals[i / 4][i % 4].y);
        g_string_append(writer->out, i % 4 == 0 ? "m\n" : "l\n");
    }
    g_string_append(writer->out, "f\n");
}

static void write_image(Writer *writer, const PageItem *item, unsigned index, const PicturePlace *place)
{
    g_array_append_val(writer->content->pictures, index);
    g_string_append(writer->out, "q\n");
    if (place->width != item->rect.width || place->height != item->rect.height) {
        rectangle(writer, &item->rect);
        g_string_append(writer->out, "W n\n");
    }
    output_points(writer->out, place->width);
    g_string_append(writer->out, " 0 0 ");
    output_points(writer->out, place->height);
    g_string_append_c(writer->out, ' ');
    point(writer, place->x, place->y + place->height);
    g_string_append_printf(writer->out, "cm\n/I%u Do\nQ\n", index);
}

static void write_picture(Writer *writer, const PageItem *item)
{
    unsigned index = pdf_pictures_index(writer->pictures, item);
    const PdfPicture *picture = g_ptr_array_index(writer->pictures->pictures, index);
    end_text(writer);
    if (!picture->frame) {
        write_empty_box(writer, &item->rect);
        return;
    }
    PicturePlace place = picture_place(picture->frame, &item->rect);
    write_image(writer, item, index, &place);
}

/* ---- Page ---- */

PdfContent *pdf_content_new(const Page *page, const PdfFonts *fonts, PdfPictures *pictures)
{
    PdfContent *content = g_new0(PdfContent, 1);
    content->stream = g_string_sized_new(1 << 16);
    content->horizontal = g_new0(bool, fonts->fonts->len + 1);
    content->vertical = g_new0(bool, fonts->fonts->len + 1);
    content->pictures = g_array_new(FALSE, FALSE, sizeof(unsigned));
    Writer writer = {page, fonts, pictures, content, content->stream, .scale = 1024};
    writer.is_grey = output_page_is_grey(page);
    content->has_overprint = !writer.is_grey;
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        switch (item->kind) {
        case PAGE_GLYPHS: write_glyphs(&writer, item); break;
        case PAGE_PICTURE: write_picture(&writer, item); break;
        default: write_rects(&writer, item); break;
        }
    }
    end_text(&writer);
    return content;
}

void pdf_content_free(PdfContent *content)
{
    if (!content) return;
    g_string_free(content->stream, TRUE);
    g_free(content->horizontal);
    g_free(content->vertical);
    g_array_unref(content->pictures);
    g_free(content);
}
