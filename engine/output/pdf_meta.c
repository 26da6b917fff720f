/* What a PDF says about itself: Info and XMP that agree, page labels, language, the way it is read.
 *
 * In: the pages' title, paper, date, number and language.
 * Dates: SOURCE_DATE_EPOCH alone gives them; without it the file has none, so that it depends on the pages only.
 * Sources: ISO 32000-1 12.2, 12.4.2, 14.3; XMP part 1 (ISO 16684-1). */
#include "output/pdf.h"

#include <stdlib.h>
#include <string.h>

#define PRODUCER "Duikai " G_STRINGIFY(DK_VERSION_MAJOR) "." G_STRINGIFY(DK_VERSION_MINOR) "." G_STRINGIFY(DK_VERSION_MICRO)

/* ---- Title and date ---- */

/* That of the issue, where several of its pages are the document; else the first page's own, or its paper, date and number; NULL when that
 * says nothing. */
static char *document_title(const Page *page, size_t n_pages)
{
    if (n_pages > 1 && page->issue_title && *page->issue_title) return g_strdup(page->issue_title);
    if (page->title) return g_strdup(page->title);
    const char *const parts[] = {page->paper, page->date, page->number};
    GString *title = g_string_new(NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i] && *parts[i]) g_string_append_printf(title, "%s%s", title->len > 0 ? " " : "", parts[i]);
    return g_string_free(title, title->len == 0);
}

/* Seconds since 1970 from SOURCE_DATE_EPOCH, or -1.  The year stays within PDF's four digits. */
static gint64 source_date(void)
{
    const char *value = g_getenv("SOURCE_DATE_EPOCH");
    guint64 seconds;
    if (!value || !g_ascii_string_to_unsigned(value, 10, 0, G_GINT64_CONSTANT(253402300799), &seconds, NULL)) return -1;
    return (gint64)seconds;
}

void pdf_meta_check(DkDiagnostics *list)
{
    const char *value = g_getenv("SOURCE_DATE_EPOCH");
    if (!value || source_date() >= 0) return;
    DkDiagnostic *item = base_report(list, DK_WARNING, "bad-date", (BasePlace){0},
                                     "SOURCE_DATE_EPOCH is \"%s\", which is no date; the PDF carries none", value);
    base_report_hint(list, item, "give whole seconds since 1970, such as 1655424000");
}

/* The date in universal time as `format` (of g_date_time_format) writes it; NULL when there is none. */
static char *format_date(const char *format)
{
    gint64 seconds = source_date();
    if (seconds < 0) return NULL;
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(seconds);
    return g_date_time_format(date, format);
}

/* ---- Info ---- */

static void write_info(qpdf_data qpdf, const char *title)
{
    PdfObject info = pdf_parse(qpdf, "<</Creator(Duikai)/Producer(" PRODUCER ")/Trapped/False>>");
    if (title) pdf_set(qpdf, info, "/Title", pdf_text(qpdf, title));
    g_autofree char *date = format_date("D:%Y%m%d%H%M%SZ");
    if (date) {
        pdf_set(qpdf, info, "/CreationDate", qpdf_oh_new_string(qpdf, date));
        pdf_set(qpdf, info, "/ModDate", qpdf_oh_new_string(qpdf, date));
    }
    pdf_set(qpdf, qpdf_get_trailer(qpdf), "/Info", pdf_indirect(qpdf, info));
}

/* ---- XMP ---- */

/* An identifier of the document in the form of a version 8 UUID (RFC 9562): content in the place of chance. */
static void append_uuid(GString *out, const char *identifier)
{
    g_string_append_printf(out, "uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s", identifier, identifier + 8, identifier + 12, identifier + 15,
                           identifier + 18);
}

static void append_xmp_dates(GString *out)
{
    g_autofree char *date = format_date("%Y-%m-%dT%H:%M:%SZ");
    if (!date) return;
    g_string_append_printf(out,
                           "<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>"
                           "<xmp:MetadataDate>%s</xmp:MetadataDate>\n",
                           date, date, date);
}

static GString *make_xmp(const char *title, const char *language, const char *identifier)
{
    GString *out =
        g_string_new("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                     "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
                     "xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n"
                     "<dc:format>application/pdf</dc:format>\n");
    g_string_append_printf(out, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", language);
    g_autofree char *escaped = title ? output_markup(title) : NULL;
    if (escaped)
        g_string_append_printf(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n",
                               escaped);
    g_string_append(out, "<xmp:CreatorTool>Duikai</xmp:CreatorTool><pdf:Producer>" PRODUCER "</pdf:Producer>"
                         "<pdf:Trapped>False</pdf:Trapped>\n");
    append_xmp_dates(out);
    g_string_append(out, "<xmpMM:DocumentID>");
    append_uuid(out, identifier);
    g_string_append(out, "</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>"
                         "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n"
                         "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    return out;
}

/* ---- Catalog ---- */

/* Every page is labelled with its own number as the paper writes it; a page without one with its place in the document. */
static void write_labels(qpdf_data qpdf, const Page *const *pages, size_t n_pages)
{
    PdfObject numbers = qpdf_oh_new_array(qpdf);
    for (size_t i = 0; i < n_pages; i++) {
        PdfObject label = qpdf_oh_new_dictionary(qpdf);
        g_autofree char *place = g_strdup_printf("%zu", i + 1);
        pdf_set(qpdf, label, "/P", pdf_text(qpdf, pages[i]->number ? pages[i]->number : place));
        pdf_push(qpdf, numbers, qpdf_oh_new_integer(qpdf, (long long)i));
        pdf_push(qpdf, numbers, label);
    }
    PdfObject labels = qpdf_oh_new_dictionary(qpdf);
    pdf_set(qpdf, labels, "/Nums", numbers);
    pdf_set(qpdf, qpdf_get_root(qpdf), "/PageLabels", labels);
}

/* Pages that are folded on the right are read from right to left. */
static void write_preferences(qpdf_data qpdf, const Page *page, bool has_title)
{
    if (!has_title && !page->is_bound_right) return;
    PdfObject preferences = qpdf_oh_new_dictionary(qpdf);
    if (has_title) pdf_set(qpdf, preferences, "/DisplayDocTitle", qpdf_oh_new_bool(qpdf, QPDF_TRUE));
    if (page->is_bound_right) pdf_set(qpdf, preferences, "/Direction", qpdf_oh_new_name(qpdf, "/R2L"));
    pdf_set(qpdf, qpdf_get_root(qpdf), "/ViewerPreferences", preferences);
}

void pdf_meta_write(qpdf_data qpdf, const Page *const *pages, size_t n_pages, const char *identifier)
{
    PdfObject root = qpdf_get_root(qpdf);
    const char *language = model_language_words[pages[0]->language]; /* BCP 47 */
    g_autofree char *title = document_title(pages[0], n_pages);
    write_info(qpdf, title);
    GString *xmp = make_xmp(title, language, identifier);
    pdf_set(qpdf, root, "/Metadata", pdf_stream(qpdf, "<</Type/Metadata/Subtype/XML>>", xmp->str, xmp->len));
    g_string_free(xmp, TRUE);
    pdf_set(qpdf, root, "/Lang", pdf_text(qpdf, language));
    write_preferences(qpdf, pages[0], title != NULL);
    write_labels(qpdf, pages, n_pages);
}
