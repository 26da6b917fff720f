/* The font objects of a PDF document: Type0 with Identity-H and, for upright runs of vertical lines, Identity-V; one descendant,
 * one descriptor and one font file for a face (ISO 32000-1 9.7, 9.8, 9.9, 9.10.3). */
#include "output/pdf.h"

#include <hb-ot.h>

enum { CMAP_BLOCK = 100 /* most entries of a bfchar block: Adobe Technical Note 5014 */ };

/* What a FontDescriptor says, in thousandths of the em. */
typedef struct {
    int box[4], ascent, descent, cap_height, italic_angle, weight;
    bool is_fixed;
} Metrics;

static int table_number(hb_face_t *face, const char tag[4], unsigned offset)
{
    hb_blob_t *blob = hb_face_reference_table(face, HB_TAG(tag[0], tag[1], tag[2], tag[3]));
    unsigned size;
    const uint8_t *data = (const uint8_t *)hb_blob_get_data(blob, &size);
    int value = offset + 2 <= size ? (int16_t)(data[offset] << 8 | data[offset + 1]) : 0;
    hb_blob_destroy(blob);
    return value;
}

/* OpenType offsets: head 36 xMin .. yMax, hhea 4 ascender 6 descender, OS/2 4 usWeightClass 88 sCapHeight (version 2 on), post 4
 * italicAngle (its whole degrees) 14 isFixedPitch (low half). */
static Metrics read_metrics(const TextFace *face)
{
    hb_blob_t *blob = hb_blob_create((const char *)face->data, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *opened = hb_face_create(blob, face->index);
    hb_blob_destroy(blob);
    int em = MAX((int)face->units_per_em, 1);
    Metrics metrics = {.ascent = table_number(opened, "hhea", 4) * 1000 / em,
                       .descent = table_number(opened, "hhea", 6) * 1000 / em};
    for (unsigned i = 0; i < 4; i++) metrics.box[i] = table_number(opened, "head", 36 + 2 * i) * 1000 / em;
    int cap_height = table_number(opened, "OS/2", 0) >= 2 ? table_number(opened, "OS/2", 88) * 1000 / em : 0;
    metrics.cap_height = cap_height > 0 ? cap_height : metrics.ascent;
    metrics.weight = CLAMP(table_number(opened, "OS/2", 4), 100, 900);
    metrics.italic_angle = table_number(opened, "post", 4);
    metrics.is_fixed = table_number(opened, "post", 14) != 0;
    hb_face_destroy(opened);
    return metrics;
}

/* Six capital letters made from what the subset holds, so that two subsets of one face never share a name (ISO 32000-1 9.6.4). */
static void subset_tag(const PdfFont *font, char tag[8])
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (const char *c = font->face->version; c && *c; c++) hash = (hash ^ (uint8_t)*c) * 0x100000001b3u;
    for (unsigned i = 0; i < font->glyphs->len; i++)
        hash = (hash ^ g_array_index(font->glyphs, PdfGlyph, i).glyph) * 0x100000001b3u;
    for (unsigned i = 0; i < 6; i++, hash /= 26) tag[i] = (char)('A' + hash % 26);
    tag[6] = '+';
    tag[7] = '\0';
}

/* A name as PDF writes it: all but letters, digits, hyphen and dot in hexadecimal. */
static char *base_font(const PdfFont *font)
{
    char tag[8];
    subset_tag(font, tag);
    GString *name = g_string_new(tag);
    for (const char *c = font->face->name; *c; c++) {
        if (g_ascii_isalnum(*c) || *c == '-' || *c == '.' || *c == '_') g_string_append_c(name, *c);
        else g_string_append_printf(name, "#%02X", (uint8_t)*c);
    }
    return g_string_free(name, FALSE);
}

static int by_code(const void *a, const void *b)
{
    const PdfGlyph *left = *(const PdfGlyph *const *)a, *right = *(const PdfGlyph *const *)b;
    return (int)left->code - (int)right->code;
}

static GPtrArray *glyphs_by_code(const PdfFont *font)
{
    GPtrArray *sorted = g_ptr_array_sized_new(font->glyphs->len);
    for (unsigned i = 0; i < font->glyphs->len; i++) g_ptr_array_add(sorted, &g_array_index(font->glyphs, PdfGlyph, i));
    g_ptr_array_sort(sorted, by_code);
    return sorted;
}

/* `code [width ...]` for each stretch of neighbouring codes that are not a full em wide. */
static char *widths_array(const GPtrArray *sorted)
{
    GString *array = g_string_new("[");
    int expected = -1;
    for (unsigned i = 0; i < sorted->len; i++) {
        const PdfGlyph *glyph = g_ptr_array_index(sorted, i);
        if (glyph->width == 1000) continue;
        if (glyph->code != expected) g_string_append_printf(array, "%s%d[", expected < 0 ? "" : "]", glyph->code);
        g_string_append_printf(array, "%d ", glyph->width);
        expected = glyph->code + 1;
    }
    g_string_append(array, expected < 0 ? "]" : "]]");
    return g_string_free(array, FALSE);
}

static void append_utf16(GString *out, const char *text, unsigned n_bytes)
{
    glong n = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(text, n_bytes, NULL, &n, NULL);
    for (glong i = 0; i < n; i++) g_string_append_printf(out, "%04X", units[i]);
}

static GString *to_unicode(const GPtrArray *sorted)
{
    GString *map = g_string_new("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                                "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                                "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (unsigned i = 0; i < sorted->len; i++)
        if (((const PdfGlyph *)g_ptr_array_index(sorted, i))->n_bytes > 0) g_ptr_array_add(known, g_ptr_array_index(sorted, i));
    for (unsigned i = 0; i < known->len; i++) {
        const PdfGlyph *glyph = g_ptr_array_index(known, i);
        if (i % CMAP_BLOCK == 0) g_string_append_printf(map, "%u beginbfchar\n", MIN(known->len - i, CMAP_BLOCK));
        g_string_append_printf(map, "<%04X> <", glyph->code);
        append_utf16(map, glyph->text, glyph->n_bytes);
        g_string_append(map, ">\n");
        if (i % CMAP_BLOCK == CMAP_BLOCK - 1 || i == known->len - 1) g_string_append(map, "endbfchar\n");
    }
    g_string_append(map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return map;
}

static PdfObject write_descriptor(const PdfFont *font, qpdf_data qpdf, const char *name)
{
    Metrics metrics = read_metrics(font->face);
    int stem = 10 + 220 * (metrics.weight - 50) / 900; /* the usual estimate from the weight: the face does not say */
    int flags = 4 /* symbolic: no standard encoding */ | (metrics.is_fixed ? 1 : 0) | (metrics.italic_angle != 0 ? 64 : 0);
    PdfObject descriptor = pdf_parse(qpdf,
                                     "<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d/Ascent %d"
                                     "/Descent %d/CapHeight %d/StemV %d>>",
                                     name, flags, metrics.box[0], metrics.box[1], metrics.box[2], metrics.box[3],
                                     metrics.italic_angle, metrics.ascent, metrics.descent, metrics.cap_height, stem);
    gsize size;
    const void *program = g_bytes_get_data(font->program, &size);
    g_autofree char *entries = g_strdup_printf("<</Length1 %zu>>", size);
    PdfObject file = pdf_stream(qpdf, font->face->is_cff ? "<</Subtype/CIDFontType0C>>" : entries, program, size);
    pdf_set(qpdf, descriptor, font->face->is_cff ? "/FontFile3" : "/FontFile2", file);
    return pdf_indirect(qpdf, descriptor);
}

static PdfObject write_descendant(const PdfFont *font, qpdf_data qpdf, const char *name, const GPtrArray *sorted)
{
    g_autofree char *widths = widths_array(sorted);
    PdfObject descendant = pdf_parse(qpdf,
                                     "<</Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                                     "/Supplement 0>>/DW 1000/W %s%s%s>>",
                                     font->face->is_cff ? "CIDFontType0" : "CIDFontType2", name, widths,
                                     font->face->is_cff ? "" : "/CIDToGIDMap/Identity",
                                     font->has_vertical ? "/DW2[" G_STRINGIFY(PDF_VERTICAL_ORIGIN) " -1000]" : "");
    pdf_set(qpdf, descendant, "/FontDescriptor", write_descriptor(font, qpdf, name));
    return pdf_indirect(qpdf, descendant);
}

static PdfObject write_type0(const PdfFont *font, qpdf_data qpdf, const char *name, const char *encoding)
{
    /* A Type0 font over a CFF descendant is named after both it and the CMap (ISO 32000-1 table 121). */
    PdfObject type0 = pdf_parse(qpdf, "<</Type/Font/Subtype/Type0/BaseFont/%s%s%s/Encoding/%s>>", name,
                                font->face->is_cff ? "-" : "", font->face->is_cff ? encoding : "", encoding);
    return pdf_indirect(qpdf, type0);
}

static void write_font(PdfFont *font, qpdf_data qpdf)
{
    g_autofree char *name = base_font(font);
    g_autoptr(GPtrArray) sorted = glyphs_by_code(font);
    GString *map = to_unicode(sorted);
    PdfObject unicode = pdf_stream(qpdf, NULL, map->str, map->len), descendants = qpdf_oh_new_array(qpdf);
    g_string_free(map, TRUE);
    pdf_push(qpdf, descendants, write_descendant(font, qpdf, name, sorted));
    for (int i = 0; i < 2; i++) {
        if (!(i ? font->has_vertical : font->has_horizontal)) continue;
        PdfObject type0 = write_type0(font, qpdf, name, i ? "Identity-V" : "Identity-H");
        pdf_set(qpdf, type0, "/DescendantFonts", descendants);
        pdf_set(qpdf, type0, "/ToUnicode", unicode);
        *(i ? &font->vertical : &font->horizontal) = type0;
    }
}

void pdf_fonts_write(PdfFonts *fonts, qpdf_data qpdf)
{
    for (unsigned i = 0; i < fonts->fonts->len; i++) write_font(g_ptr_array_index(fonts->fonts, i), qpdf);
}
