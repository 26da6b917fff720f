/* The faces of a PDF document: which glyphs it uses, what they stand for, and the font program cut down to them.
 *
 * In: the pages' glyph items.  Out: for each face a font program with only its glyphs (hb-subset: no hints, subroutines inlined,
 * no tables a PDF reader has no use for) and for each glyph its code, width and text.  A glyph's code owns one text, by
 * ToUnicode; where the page means another one, the content stream says so (ActualText). */
#include "output/pdf.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

/* A text that a glyph was met with; uses of one glyph are linked by index + 1. */
typedef struct {
    const char *text;
    unsigned n_bytes, count, next;
} Use;

PdfCluster pdf_cluster(const Page *page, const PageItem *item, unsigned index)
{
    const PageGlyph *glyphs = &g_array_index(page->glyphs, PageGlyph, item->first_glyph);
    PdfCluster cluster = {item->text + glyphs[index].first_byte, glyphs[index].n_bytes, 1};
    while (index + cluster.n_glyphs < item->n_glyphs && glyphs[index + cluster.n_glyphs].n_bytes == 0) cluster.n_glyphs++;
    return cluster;
}

static hb_face_t *open_face(const TextFace *face)
{
    hb_blob_t *blob = hb_blob_create((const char *)face->data, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *opened = hb_face_create(blob, face->index);
    hb_blob_destroy(blob);
    return opened;
}

static PdfFont *font_new(const TextFace *face)
{
    PdfFont *font = g_new0(PdfFont, 1);
    hb_face_t *opened = open_face(face);
    font->face = face;
    font->n_face_glyphs = hb_face_get_glyph_count(opened);
    font->places = g_new0(uint32_t, font->n_face_glyphs);
    font->glyphs = g_array_new(FALSE, TRUE, sizeof(PdfGlyph));
    font->uses = g_array_new(FALSE, TRUE, sizeof(Use));
    hb_face_destroy(opened);
    return font;
}

static void font_free(gpointer data)
{
    PdfFont *font = data;
    g_array_unref(font->glyphs);
    g_array_unref(font->uses);
    g_free(font->places);
    g_clear_pointer(&font->program, g_bytes_unref);
    g_free(font);
}

PdfFonts *pdf_fonts_new(void)
{
    PdfFonts *fonts = g_new0(PdfFonts, 1);
    fonts->fonts = g_ptr_array_new_with_free_func(font_free);
    fonts->places = g_hash_table_new(NULL, NULL);
    return fonts;
}

void pdf_fonts_free(PdfFonts *fonts)
{
    if (!fonts) return;
    g_ptr_array_unref(fonts->fonts);
    g_hash_table_unref(fonts->places);
    g_free(fonts);
}

unsigned pdf_fonts_index(const PdfFonts *fonts, const TextFace *face)
{
    unsigned place = GPOINTER_TO_UINT(g_hash_table_lookup(fonts->places, face));
    g_assert(place > 0);
    return place - 1;
}

static PdfFont *font_of(PdfFonts *fonts, const TextFace *face)
{
    unsigned place = GPOINTER_TO_UINT(g_hash_table_lookup(fonts->places, face));
    if (place > 0) return g_ptr_array_index(fonts->fonts, place - 1);
    PdfFont *font = font_new(face);
    g_ptr_array_add(fonts->fonts, font);
    g_hash_table_insert(fonts->places, (gpointer)face, GUINT_TO_POINTER(fonts->fonts->len));
    return font;
}

const PdfGlyph *pdf_font_glyph(const PdfFont *font, uint32_t glyph)
{
    g_assert(glyph < font->n_face_glyphs && font->places[glyph] > 0);
    return &g_array_index(font->glyphs, PdfGlyph, font->places[glyph] - 1);
}

static PdfGlyph *note_glyph(PdfFont *font, uint32_t glyph)
{
    g_assert(glyph < font->n_face_glyphs);
    if (font->places[glyph] == 0) {
        PdfGlyph made = {.glyph = glyph};
        g_array_append_val(font->glyphs, made);
        font->places[glyph] = font->glyphs->len;
    }
    return &g_array_index(font->glyphs, PdfGlyph, font->places[glyph] - 1);
}

static void note_text(PdfFont *font, PdfGlyph *glyph, const char *text, unsigned n_bytes)
{
    unsigned *link = &glyph->first_use;
    while (*link > 0) {
        Use *use = &g_array_index(font->uses, Use, *link - 1);
        if (use->n_bytes == n_bytes && memcmp(use->text, text, n_bytes) == 0) {
            use->count++;
            return;
        }
        link = &use->next;
    }
    *link = font->uses->len + 1; /* before the append, which may move the uses */
    Use use = {text, n_bytes, 1, 0};
    g_array_append_val(font->uses, use);
}

static void note_item(PdfFont *font, const Page *page, const PageItem *item)
{
    const PageGlyph *glyphs = &g_array_index(page->glyphs, PageGlyph, item->first_glyph);
    bool is_column = item->is_vertical && item->orientation == TEXT_UPRIGHT;
    font->has_vertical |= is_column;
    font->has_horizontal |= !is_column;
    for (unsigned i = 0; i < item->n_glyphs;) {
        PdfCluster cluster = pdf_cluster(page, item, i);
        for (unsigned j = 1; j < cluster.n_glyphs; j++) note_glyph(font, glyphs[i + j].glyph);
        PdfGlyph *glyph = note_glyph(font, glyphs[i].glyph);
        if (cluster.n_glyphs == 1 && cluster.n_bytes > 0) note_text(font, glyph, cluster.text, cluster.n_bytes);
        i += cluster.n_glyphs;
    }
}

void pdf_fonts_note(PdfFonts *fonts, const Page *page)
{
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        if (item->kind == PAGE_GLYPHS && item->n_glyphs > 0) note_item(font_of(fonts, item->face), page, item);
    }
    for (unsigned i = 0; i < page->n_layers; i++) pdf_fonts_note(fonts, page->layers[i].page);
}

/* Whether a text is of those that only look like another character: radicals and compatibility ideographs.  Readers that do not
 * know ActualText then still give the ideograph. */
static bool is_look_alike(const Use *use)
{
    gunichar first = g_utf8_get_char_validated(use->text, use->n_bytes);
    return (first >= 0x2e80 && first <= 0x2fdf) || (first >= 0xf900 && first <= 0xfaff) || (first >= 0x2f800 && first <= 0x2fa1f);
}

static bool is_better(const Use *use, const Use *than)
{
    if (is_look_alike(use) != is_look_alike(than)) return is_look_alike(than);
    return use->count > than->count;
}

static void choose_text(const PdfFont *font, PdfGlyph *glyph)
{
    const Use *best = NULL;
    for (unsigned link = glyph->first_use; link > 0;) {
        const Use *use = &g_array_index(font->uses, Use, link - 1);
        if (!best || is_better(use, best)) best = use;
        link = use->next;
    }
    if (!best) return;
    glyph->text = best->text;
    glyph->n_bytes = best->n_bytes;
}

/* The face with only those tables that an embedded font is read for (ISO 32000-1 9.9).  Giving hb-subset no others is what makes it
 * quick: a plan for a whole CJK face takes 8 ms to read its cmap, before the first glyph. */
static hb_face_t *bare_face(const PdfFont *font, hb_face_t *face)
{
    static const char *const cff[] = {"CFF ", "maxp", NULL};
    static const char *const true_type[] = {"glyf", "loca", "head", "hhea", "hmtx", "maxp", NULL};
    hb_face_t *bare = hb_face_builder_create();
    for (const char *const *name = font->face->is_cff ? cff : true_type; *name; name++) {
        hb_tag_t tag = hb_tag_from_string(*name, 4);
        hb_blob_t *table = hb_face_reference_table(face, tag);
        hb_face_builder_add_table(bare, tag, table);
        hb_blob_destroy(table);
    }
    return bare;
}

static hb_subset_plan_t *make_plan(const PdfFont *font, hb_face_t *bare)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (unsigned i = 0; i < font->glyphs->len; i++) hb_set_add(glyphs, g_array_index(font->glyphs, PdfGlyph, i).glyph);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(bare, input);
    hb_subset_input_destroy(input);
    return plan;
}

/* Takes the program out of the cut face and gives every glyph its code. */
static bool take_program(PdfFont *font, hb_face_t *cut, const hb_map_t *new_glyphs)
{
    hb_blob_t *blob = font->face->is_cff ? hb_face_reference_table(cut, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(cut);
    unsigned size, n_glyphs = hb_map_get_population(new_glyphs);
    const char *data = hb_blob_get_data(blob, &size);
    g_autofree uint16_t *cids = g_new0(uint16_t, n_glyphs + 1);
    for (unsigned i = 0; i < n_glyphs; i++) cids[i] = (uint16_t)i;
    bool is_good = size > 0 && (!font->face->is_cff || pdf_cff_cids((const uint8_t *)data, size, cids, n_glyphs));
    for (unsigned i = 0; is_good && i < font->glyphs->len; i++) {
        PdfGlyph *glyph = &g_array_index(font->glyphs, PdfGlyph, i);
        hb_codepoint_t place = hb_map_get(new_glyphs, glyph->glyph);
        is_good = place < n_glyphs;
        if (is_good) glyph->code = cids[place];
    }
    font->program = g_bytes_new_with_free_func(data, size, (GDestroyNotify)hb_blob_destroy, blob);
    return is_good;
}

static bool cut_face(PdfFont *font, hb_face_t *face)
{
    hb_face_t *bare = bare_face(font, face);
    hb_subset_plan_t *plan = make_plan(font, bare);
    hb_face_t *cut = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    bool is_cut = cut && take_program(font, cut, hb_subset_plan_old_to_new_glyph_mapping(plan));
    hb_face_destroy(cut);
    hb_subset_plan_destroy(plan);
    hb_face_destroy(bare);
    return is_cut;
}

static int by_glyph(const void *a, const void *b)
{
    const PdfGlyph *left = a, *right = b;
    return (left->glyph > right->glyph) - (left->glyph < right->glyph);
}

static bool font_cut(PdfFont *font)
{
    g_array_sort(font->glyphs, by_glyph);
    hb_face_t *face = open_face(font->face);
    hb_font_t *opened = hb_font_create(face);
    hb_font_set_scale(opened, 1000, 1000); /* W counts in thousandths of the em, whatever the face counts in */
    for (unsigned i = 0; i < font->glyphs->len; i++) {
        PdfGlyph *glyph = &g_array_index(font->glyphs, PdfGlyph, i);
        font->places[glyph->glyph] = i + 1;
        glyph->width = hb_font_get_glyph_h_advance(opened, glyph->glyph);
        choose_text(font, glyph);
    }
    bool is_cut = cut_face(font, face);
    hb_font_destroy(opened);
    hb_face_destroy(face);
    return is_cut;
}

bool pdf_fonts_cut(PdfFonts *fonts, DkDiagnostics *list)
{
    for (unsigned i = 0; i < fonts->fonts->len; i++) {
        PdfFont *font = g_ptr_array_index(fonts->fonts, i);
        bool is_cut = font_cut(font);
        text_face_rest(font->face);
        if (is_cut) continue;
        base_report(list, DK_ERROR, "font-unreadable", (BasePlace){.file = font->face->file},
                    "face %s cannot be cut to the glyphs of the document", font->face->name);
        return false;
    }
    return true;
}
