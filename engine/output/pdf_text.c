/* Glyphs of a content stream (ISO 32000-1 9.3, 9.4).
 *
 * In: glyph items.  Out: a text matrix a line's piece, the gap that most of its glyphs have as character spacing, then TJ arrays
 * whose numbers are whole thousandths of the em.  The pen is followed exactly, in 1/1024000 pt; a number is what it lacks to the
 * glyph's true place, so an error is at most half a thousandth and never adds up. */
#include "output/pdf_writer.h"

#include <string.h>

enum { PEN_UNITS = 1000 * 1024 /* to the point: a thousandth of the em of 1/1024 pt */ };

static void close_string(PdfWriter *writer)
{
    if (writer->is_string) g_string_append_c(writer->out, ')');
    writer->is_string = false;
}

static void close_array(PdfWriter *writer)
{
    close_string(writer);
    if (writer->is_array) g_string_append(writer->out, "]TJ\n");
    writer->is_array = false;
}

static void begin_text(PdfWriter *writer)
{
    if (!writer->is_text) g_string_append(writer->out, "BT\n");
    writer->is_text = true;
}

void pdf_end_text(PdfWriter *writer)
{
    close_array(writer);
    if (writer->is_text) g_string_append(writer->out, "ET\n");
    writer->is_text = false;
}

static void set_font(PdfWriter *writer, const PageItem *item)
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
static void along_across(const PdfWriter *writer, const PageItem *item, const PageGlyph *glyph, DkLength *along, DkLength *across)
{
    bool is_down = writer->is_column || item->orientation == TEXT_TURNED;
    *along = is_down ? glyph->y : glyph->x;
    *across = is_down ? glyph->x : glyph->y;
    if (writer->is_column) *across += em_part(item, pdf_font_glyph(writer->font, glyph->glyph)->width) / 2;
}

static void set_matrix(PdfWriter *writer, const PageItem *item, const PageGlyph *glyph)
{
    bool is_turned = item->is_vertical && item->orientation == TEXT_TURNED;
    DkLength x = glyph->x, y = glyph->y;
    if (writer->is_column) {
        x = writer->anchor_across;
        y -= (DkLength)((int64_t)PDF_VERTICAL_ORIGIN * item->size / 1000);
    }
    close_array(writer);
    g_string_append(writer->out, is_turned ? "0 -1 1 0 " : "1 0 0 1 ");
    pdf_put_point(writer, x, y);
    g_string_append(writer->out, "Tm\n");
}

static void anchor(PdfWriter *writer, const PageItem *item, const PageGlyph *glyph, DkLength along, DkLength across)
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

static void append_code(PdfWriter *writer, uint16_t code)
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

/* Where the pen is to be, seen from the anchor. */
static int64_t pen_place(const PdfWriter *writer, const PageItem *item, int64_t along)
{
    return divide_rounded(along * PEN_UNITS, writer->is_column ? 1024 : item->scale);
}

/* How far the pen goes by itself, without character spacing. */
static int64_t pen_advance(const PdfWriter *writer, const PageItem *item, const PageGlyph *glyph)
{
    return (int64_t)item->size * (writer->is_column ? 1000 : pdf_font_glyph(writer->font, glyph->glyph)->width);
}

static void put_glyph(PdfWriter *writer, const PageItem *item, const PageGlyph *glyph)
{
    DkLength along, across, tolerance = MAX(1, item->size / 4000);
    along_across(writer, item, glyph, &along, &across);
    if (!writer->is_anchored || ABS(across - writer->anchor_across) > tolerance) anchor(writer, item, glyph, along, across);
    int64_t place = pen_place(writer, item, (int64_t)along - writer->anchor_along);
    int64_t lack = divide_rounded(place - writer->pen, item->size);
    if (!writer->is_array) g_string_append_c(writer->out, '[');
    writer->is_array = true;
    if (lack != 0) {
        close_string(writer);
        output_decimal(writer->out, writer->is_column ? lack : -lack, 0); /* TJ subtracts from x, and from y, which grows upwards */
    }
    if (!writer->is_string) g_string_append_c(writer->out, '(');
    writer->is_string = true;
    append_code(writer, pdf_font_glyph(writer->font, glyph->glyph)->code);
    writer->pen += lack * item->size + pen_advance(writer, item, glyph) + writer->spacing;
}

/* The gap after most of the item's glyphs, if there is one: majority vote in one pass (Boyer and Moore). */
static int64_t usual_gap(const PdfWriter *writer, const PageItem *item)
{
    const PageGlyph *glyphs = &g_array_index(writer->page->glyphs, PageGlyph, item->first_glyph);
    int64_t winner = 0, near = item->size / 4;
    unsigned votes = 0;
    for (unsigned i = 0; i + 1 < item->n_glyphs; i++) {
        DkLength here, there, across;
        along_across(writer, item, &glyphs[i], &here, &across);
        along_across(writer, item, &glyphs[i + 1], &there, &across);
        int64_t gap = pen_place(writer, item, (int64_t)there - here) - pen_advance(writer, item, &glyphs[i]);
        if (votes == 0) winner = gap;
        if (ABS(gap - winner) <= near) votes++;
        else votes--;
    }
    return votes > 0 ? winner : 0;
}

/* Takes the usual gap as character spacing, in steps of 1/2000 pt; below half a thousandth of the em it is left to the numbers. */
static void set_spacing(PdfWriter *writer, const PageItem *item)
{
    enum { STEP = PEN_UNITS / 2000 };
    bool is_plain_line = !writer->is_column && item->scale == 1024;
    int64_t steps = is_plain_line ? divide_rounded(usual_gap(writer, item), STEP) : 0;
    if (ABS(steps) * STEP * 2 < item->size) steps = 0;
    if (steps * STEP == writer->spacing) return;
    writer->spacing = steps * STEP;
    output_decimal(writer->out, steps * 5, 4);
    g_string_append(writer->out, " Tc\n");
}

static void begin_actual_text(PdfWriter *writer, const PdfCluster *cluster)
{
    glong n = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(cluster->text, cluster->n_bytes, NULL, &n, NULL);
    close_array(writer);
    g_string_append(writer->out, "/Span<</ActualText<FEFF");
    for (glong i = 0; i < n; i++)
        for (int shift = 12; shift >= 0; shift -= 4) g_string_append_c(writer->out, "0123456789ABCDEF"[units[i] >> shift & 15]);
    g_string_append(writer->out, ">>>BDC\n");
}

/* Whether ToUnicode alone gives the cluster's text back. */
static bool is_plain(const PdfWriter *writer, const PageGlyph *glyph, const PdfCluster *cluster)
{
    const PdfGlyph *known = pdf_font_glyph(writer->font, glyph->glyph);
    return cluster->n_glyphs == 1 && known->n_bytes == cluster->n_bytes &&
           memcmp(known->text, cluster->text, cluster->n_bytes) == 0;
}

/* How far the pen stands past the start of glyph `next` when glyph `index` is shown, in thousandths of the em. */
static int64_t overlap(const PdfWriter *writer, const PageItem *item, const PageGlyph *glyphs, unsigned index, unsigned next)
{
    DkLength here, there, across;
    along_across(writer, item, &glyphs[index], &here, &across);
    along_across(writer, item, &glyphs[next], &there, &across);
    int64_t step = pen_place(writer, item, (int64_t)there - here);
    return divide_rounded(pen_advance(writer, item, &glyphs[index]) - step, item->size);
}

/* A cluster and those after it whose cells overlap: a mark set half an em wide is drawn from a cell of a whole one.  Readers
 * take the pen's way back for a new line, unless ActualText says that the pieces are one (poppler: a tenth of an em; a twentieth
 * is safe).  A column is one group, for the same readers take each step down for a new line. */
static PdfCluster group_from(const PdfWriter *writer, const PageItem *item, unsigned index)
{
    const PageGlyph *glyphs = &g_array_index(writer->page->glyphs, PageGlyph, item->first_glyph);
    PdfCluster group = pdf_cluster(writer->page, item, index);
    for (unsigned next = index + group.n_glyphs; next < item->n_glyphs; next = index + group.n_glyphs) {
        PdfCluster cluster = pdf_cluster(writer->page, item, next);
        bool is_next = cluster.text == group.text + group.n_bytes;
        if (!is_next || (!writer->is_column && overlap(writer, item, glyphs, next - 1, next) <= 50)) break;
        group.n_bytes += cluster.n_bytes;
        group.n_glyphs += cluster.n_glyphs;
    }
    return group;
}

void pdf_write_glyphs(PdfWriter *writer, const PageItem *item)
{
    if (item->n_glyphs == 0 || item->size <= 0 || item->scale <= 0 || item->ink.is_none) return;
    const PageGlyph *glyphs = &g_array_index(writer->page->glyphs, PageGlyph, item->first_glyph);
    begin_text(writer);
    pdf_set_ink(writer, &item->ink, true);
    set_font(writer, item);
    set_spacing(writer, item);
    for (unsigned i = 0; i < item->n_glyphs;) {
        PdfCluster cluster = group_from(writer, item, i);
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
