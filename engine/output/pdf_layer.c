/* Layers of a PDF: optional content (ISO 32000-1 8.11), one group a name, whatever number of pages has it.
 *
 * A layer explains a page and is no part of it: it shows on a screen, where a reader lists it and can switch it, and is not
 * printed unless someone asks for that (8.11.4.4, usage; 8.11.4.3, the entry AS applies it when a page is printed). */
#include "output/pdf.h"

#include <string.h>

PdfLayers *pdf_layers_new(qpdf_data qpdf, const Page *const *pages, size_t n_pages)
{
    PdfLayers *layers = g_new0(PdfLayers, 1);
    layers->qpdf = qpdf;
    layers->names = g_ptr_array_new();
    layers->groups = g_array_new(FALSE, FALSE, sizeof(PdfObject));
    for (size_t i = 0; i < n_pages; i++) {
        for (unsigned k = 0; k < pages[i]->n_layers; k++) {
            const char *name = pages[i]->layers[k].name;
            if (g_ptr_array_find_with_equal_func(layers->names, name, g_str_equal, NULL)) continue;
            PdfObject group = pdf_parse(qpdf, "<</Type/OCG/Intent/View/Usage<</Print<</PrintState/OFF>>/View<</ViewState/ON>>"
                                              "/Export<</ExportState/ON>>>>>>");
            pdf_set(qpdf, group, "/Name", pdf_text(qpdf, name));
            group = pdf_indirect(qpdf, group);
            g_ptr_array_add(layers->names, (gpointer)name);
            g_array_append_val(layers->groups, group);
        }
    }
    return layers;
}

void pdf_layers_free(PdfLayers *layers)
{
    if (!layers) return;
    g_ptr_array_unref(layers->names);
    g_array_unref(layers->groups);
    g_free(layers);
}

PdfObject pdf_layers_properties(const PdfLayers *layers, const Page *page)
{
    PdfObject dictionary = qpdf_oh_new_dictionary(layers->qpdf);
    for (unsigned i = 0; i < page->n_layers; i++) {
        guint place = 0;
        g_autofree char *key = g_strdup_printf("/L%u", i);
        g_ptr_array_find_with_equal_func(layers->names, page->layers[i].name, g_str_equal, &place);
        pdf_set(layers->qpdf, dictionary, key, g_array_index(layers->groups, PdfObject, place));
    }
    return dictionary;
}

static PdfObject all_groups(const PdfLayers *layers)
{
    PdfObject array = qpdf_oh_new_array(layers->qpdf);
    for (unsigned i = 0; i < layers->groups->len; i++) pdf_push(layers->qpdf, array, g_array_index(layers->groups, PdfObject, i));
    return array;
}

void pdf_layers_write(const PdfLayers *layers)
{
    static const char *const events[] = {"View", "Print", "Export"};
    qpdf_data qpdf = layers->qpdf;
    if (layers->groups->len == 0) return;
    PdfObject usage = qpdf_oh_new_array(qpdf), state = pdf_parse(qpdf, "<</Name(Overlays)/BaseState/ON/Intent/View>>");
    for (unsigned i = 0; i < G_N_ELEMENTS(events); i++) {
        PdfObject event = pdf_parse(qpdf, "<</Event/%s/Category[/%s]>>", events[i], events[i]);
        pdf_set(qpdf, event, "/OCGs", all_groups(layers));
        pdf_push(qpdf, usage, event);
    }
    pdf_set(qpdf, state, "/Order", all_groups(layers));
    pdf_set(qpdf, state, "/AS", usage);
    PdfObject properties = qpdf_oh_new_dictionary(qpdf);
    pdf_set(qpdf, properties, "/OCGs", all_groups(layers));
    pdf_set(qpdf, properties, "/D", state);
    pdf_set(qpdf, qpdf_get_root(qpdf), "/OCProperties", properties);
}
