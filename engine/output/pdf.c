/* page -> PDF 1.6: content streams by us, objects and file structure by libqpdf, faces cut by hb-subset.
 *
 * In: placed pages.  Out: one document, whose bytes depend on the pages alone: /ID is made from the content, dates are written only
 * when SOURCE_DATE_EPOCH gives one.  What libqpdf has written is read back by it before it is returned. */
#include "output/pdf.h"

/* What is being made. */
typedef struct {
    qpdf_data qpdf;
    PdfFonts *fonts;
    PdfPictures *pictures;
    PdfTags *tags;
    PdfLayers *layers;
    GChecksum *identity; /* of all content streams */
} Document;

/* The fonts of one page's resources, as a dictionary. */
static PdfObject font_resources(const Document *document, const PdfContent *content)
{
    PdfObject dictionary = qpdf_oh_new_dictionary(document->qpdf);
    for (unsigned i = 0; i < document->fonts->fonts->len; i++) {
        const PdfFont *font = g_ptr_array_index(document->fonts->fonts, i);
        char key[16];
        g_snprintf(key, sizeof key, "/H%u", i);
        if (content->horizontal[i]) pdf_set(document->qpdf, dictionary, key, font->horizontal);
        key[1] = 'V';
        if (content->vertical[i]) pdf_set(document->qpdf, dictionary, key, font->vertical);
    }
    return dictionary;
}

static PdfObject picture_resources(const Document *document, const PdfContent *content)
{
    PdfObject dictionary = qpdf_oh_new_dictionary(document->qpdf);
    for (unsigned i = 0; i < content->pictures->len; i++) {
        unsigned index = g_array_index(content->pictures, unsigned, i);
        const PdfPicture *picture = g_ptr_array_index(document->pictures->pictures, index);
        char key[16];
        g_snprintf(key, sizeof key, "/I%u", index);
        pdf_set(document->qpdf, dictionary, key, picture->object);
    }
    return dictionary;
}

/* Overprint as inks want it, and the transparencies of layers. */
static PdfObject graphics_states(const Document *document, const PdfContent *content)
{
    PdfObject dictionary = content->has_overprint ? pdf_parse(document->qpdf, "<</OP<</Type/ExtGState/OP true/op true/OPM 1>>"
                                                                              "/KO<</Type/ExtGState/OP false/op false/OPM 0>>>>")
                                                  : qpdf_oh_new_dictionary(document->qpdf);
    for (unsigned i = 0; i < content->transparencies->len; i++) {
        unsigned transparency = g_array_index(content->transparencies, unsigned, i);
        g_autofree char *key = g_strdup_printf("/T%u", transparency);
        pdf_set(
            document->qpdf, dictionary, key,
            pdf_parse(document->qpdf, "<</Type/ExtGState/ca %u.%02u>>", (100 - transparency) / 100, (100 - transparency) % 100));
    }
    return dictionary;
}

static PdfObject resources(const Document *document, const Page *page, const PdfContent *content)
{
    qpdf_data qpdf = document->qpdf;
    PdfObject dictionary = qpdf_oh_new_dictionary(qpdf);
    pdf_set(qpdf, dictionary, "/Font", font_resources(document, content));
    if (content->pictures->len > 0) pdf_set(qpdf, dictionary, "/XObject", picture_resources(document, content));
    if (content->has_overprint || content->transparencies->len > 0)
        pdf_set(qpdf, dictionary, "/ExtGState", graphics_states(document, content));
    if (page->n_layers > 0) pdf_set(qpdf, dictionary, "/Properties", pdf_layers_properties(document->layers, page));
    return dictionary;
}

/* MediaBox is the sheet with its bleed, TrimBox what is left after cutting (ISO 32000-1 14.11.2). */
static PdfObject write_page(const Document *document, const Page *page)
{
    qpdf_data qpdf = document->qpdf;
    g_autoptr(PdfContent) content = pdf_content_new(page, document->fonts, document->pictures);
    BaseRect media = {0, 0, page->width + 2 * page->bleed, page->height + 2 * page->bleed};
    BaseRect trim = {page->bleed, page->bleed, page->width, page->height};
    PdfObject object = pdf_parse(qpdf, "<</Type/Page>>");
    pdf_set(qpdf, object, "/MediaBox", pdf_rectangle(qpdf, page, &media));
    pdf_set(qpdf, object, "/BleedBox", pdf_rectangle(qpdf, page, &media));
    pdf_set(qpdf, object, "/TrimBox", pdf_rectangle(qpdf, page, &trim));
    if (pdf_unit(page) > 1) pdf_set(qpdf, object, "/UserUnit", qpdf_oh_new_integer(qpdf, pdf_unit(page)));
    pdf_set(qpdf, object, "/Resources", resources(document, page, content));
    pdf_set(qpdf, object, "/Contents", pdf_stream(qpdf, NULL, content->stream->str, content->stream->len));
    g_checksum_update(document->identity, (const guchar *)content->stream->str, (gssize)content->stream->len);
    object = pdf_indirect(qpdf, object);
    qpdf_add_page(qpdf, qpdf, object, QPDF_FALSE);
    pdf_tags_add_page(document->tags, page, object, content);
    return object;
}

static bool report_error(qpdf_data qpdf, const char *what, DkDiagnostics *list)
{
    const char *detail = qpdf_has_error(qpdf) ? qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)) : "no reason given";
    base_report(list, DK_ERROR, "output-invalid", (BasePlace){0}, "the PDF cannot be %s: %s", what, detail);
    return false;
}

/* Reads a document back: its structure without a warning, its pages, and every content stream. */
static bool check(GBytes *pdf, size_t n_pages, DkDiagnostics *list)
{
    gsize size;
    const char *data = g_bytes_get_data(pdf, &size);
    qpdf_data qpdf = qpdf_init();
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(qpdf, QPDF_FALSE);
    bool is_good = qpdf_read_memory(qpdf, "output", data, size, NULL) == QPDF_SUCCESS && qpdf_get_num_pages(qpdf) == (int)n_pages;
    for (size_t i = 0; is_good && i < n_pages; i++) {
        unsigned char *content = NULL;
        size_t length = 0;
        is_good = qpdf_oh_get_page_content_data(qpdf, qpdf_get_page_n(qpdf, i), &content, &length) == QPDF_SUCCESS;
        free(content);
    }
    if (!is_good || qpdf_more_warnings(qpdf)) is_good = report_error(qpdf, "read back", list);
    qpdf_cleanup(&qpdf);
    return is_good;
}

static GBytes *write_file(qpdf_data qpdf, DkDiagnostics *list)
{
    qpdf_init_write_memory(qpdf);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_minimum_pdf_version(qpdf, "1.6");
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    if (qpdf_write(qpdf) >= QPDF_ERRORS || qpdf_has_error(qpdf)) {
        report_error(qpdf, "written", list);
        return NULL;
    }
    return g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}

/* Makes the document's objects and the file; libqpdf remembers the first error, which write_file meets. */
static GBytes *make_document(qpdf_data qpdf, const Page *const *pages, size_t n_pages, PdfFonts *fonts, DkDiagnostics *list)
{
    g_autofree PdfObject *objects = g_new0(PdfObject, n_pages);
    g_autoptr(PdfPictures) pictures = pdf_pictures_new(qpdf, list);
    g_autoptr(PdfTags) tags = NULL;
    g_autoptr(PdfLayers) layers = NULL;
    g_autoptr(GChecksum) identity = g_checksum_new(G_CHECKSUM_MD5); /* as /ID: a name, no seal */
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if (qpdf_empty_pdf(qpdf) >= QPDF_ERRORS) {
        report_error(qpdf, "begun", list);
        return NULL;
    }
    pdf_fonts_write(fonts, qpdf);
    tags = pdf_tags_new(qpdf);
    layers = pdf_layers_new(qpdf, pages, n_pages);
    Document document = {qpdf, fonts, pictures, tags, layers, identity};
    for (size_t i = 0; i < n_pages; i++) objects[i] = write_page(&document, pages[i]);
    pdf_tags_write(tags);
    pdf_layers_write(layers);
    pdf_nav_write(qpdf, pages, objects, n_pages);
    pdf_meta_write(qpdf, pages, n_pages, g_checksum_get_string(identity));
    return write_file(qpdf, list);
}

GBytes *output_pdf(const Page *const *pages, size_t n_pages, DkDiagnostics *list)
{
    g_autoptr(PdfFonts) fonts = pdf_fonts_new();
    pdf_meta_check(list);
    for (size_t i = 0; i < n_pages; i++) pdf_fonts_note(fonts, pages[i]);
    if (!pdf_fonts_cut(fonts, list)) return NULL;
    qpdf_data qpdf = qpdf_init();
    g_autoptr(GBytes) pdf = make_document(qpdf, pages, n_pages, fonts, list);
    qpdf_cleanup(&qpdf);
    if (!pdf || !check(pdf, n_pages, list)) return NULL;
    return g_steal_pointer(&pdf);
}
