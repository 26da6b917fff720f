/* Numbers and inks of a content stream.
 *
 * A page that asks for black alone is DeviceGray throughout, one plate and full black on a screen; a page with any other ink is
 * DeviceCMYK throughout, black text and rules overprinting (only DeviceCMYK obeys OPM 1: ISO 32000-1 8.6.7). */
#include "output/pdf_writer.h"

/* ---- Coordinates ---- */

void pdf_put_point(PdfWriter *writer, int64_t x, int64_t y)
{
    output_points(writer->out, x + writer->page->bleed);
    g_string_append_c(writer->out, ' ');
    output_points(writer->out, (int64_t)writer->page->height + writer->page->bleed - y);
    g_string_append_c(writer->out, ' ');
}

void pdf_put_rect(PdfWriter *writer, const BaseRect *rect)
{
    pdf_put_point(writer, rect->x, (int64_t)rect->y + rect->height);
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

void pdf_set_ink(PdfWriter *writer, const ModelInk *ink, bool may_overprint)
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

static bool is_known(const GArray *numbers, unsigned number)
{
    for (unsigned i = 0; i < numbers->len; i++)
        if (g_array_index(numbers, unsigned, i) == number) return true;
    return false;
}

void pdf_set_transparency(PdfWriter *writer, unsigned transparency)
{
    if (writer->transparency == transparency) return;
    writer->transparency = transparency;
    g_string_append_printf(writer->out, "/T%u gs\n", transparency);
    if (!is_known(writer->content->transparencies, transparency)) g_array_append_val(writer->content->transparencies, transparency);
}
