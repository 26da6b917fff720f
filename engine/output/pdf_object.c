/* Thin helpers over libqpdf's C interface: an object is written as text where it holds no references, and referred to by handle
 * where it does. */
#include "output/pdf.h"

#define PDF_SIDE_MAX 14400 /* units, either way */

PdfObject pdf_parse(qpdf_data qpdf, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return qpdf_oh_parse(qpdf, text);
}

PdfObject pdf_indirect(qpdf_data qpdf, PdfObject object)
{
    PdfObject made = qpdf_make_indirect_object(qpdf, object);
    qpdf_oh_release(qpdf, object);
    return made;
}

PdfObject pdf_text(qpdf_data qpdf, const char *utf8)
{
    return qpdf_oh_new_unicode_string(qpdf, utf8);
}

PdfObject pdf_stream(qpdf_data qpdf, const char *dictionary, const void *data, size_t size)
{
    PdfObject stream = qpdf_oh_new_stream(qpdf), null = qpdf_oh_new_null(qpdf), filter = null, parameters = null;
    if (dictionary) {
        PdfObject entries = qpdf_oh_parse(qpdf, dictionary), target = qpdf_oh_get_dict(qpdf, stream);
        qpdf_oh_begin_dict_key_iter(qpdf, entries);
        while (qpdf_oh_dict_more_keys(qpdf)) {
            const char *key = qpdf_oh_dict_next_key(qpdf);
            qpdf_oh_replace_key(qpdf, target, key, qpdf_oh_get_key(qpdf, entries, key));
        }
        if (qpdf_oh_has_key(qpdf, entries, "/Filter")) filter = qpdf_oh_get_key(qpdf, entries, "/Filter");
        if (qpdf_oh_has_key(qpdf, entries, "/DecodeParms")) parameters = qpdf_oh_get_key(qpdf, entries, "/DecodeParms");
    }
    qpdf_oh_replace_stream_data(qpdf, stream, data, size, filter, parameters);
    return stream;
}

void pdf_set(qpdf_data qpdf, PdfObject dictionary, const char *key, PdfObject value)
{
    qpdf_oh_replace_key(qpdf, dictionary, key, value);
}

void pdf_push(qpdf_data qpdf, PdfObject array, PdfObject value)
{
    qpdf_oh_append_item(qpdf, array, value);
}

unsigned pdf_unit(const Page *page)
{
    int64_t side = (int64_t)MAX(page->width, page->height) + 2 * page->bleed, most = (int64_t)PDF_SIDE_MAX * DK_PT;
    return (unsigned)MAX((side + most - 1) / most, 1);
}

PdfObject pdf_rectangle(qpdf_data qpdf, const Page *page, const BaseRect *box)
{
    GString *text = g_string_new("[");
    const int64_t corners[] = {box->x, box->y, (int64_t)box->x + box->width, (int64_t)box->y + box->height};
    for (unsigned i = 0; i < G_N_ELEMENTS(corners); i++) {
        output_points(text, corners[i] / pdf_unit(page));
        g_string_append_c(text, i + 1 < G_N_ELEMENTS(corners) ? ' ' : ']');
    }
    PdfObject object = pdf_parse(qpdf, "%s", text->str);
    g_string_free(text, TRUE);
    return object;
}
