/* Faces: opens one static face of a font file and reads what setting needs of it.
 *
 * The file is mapped, never read whole.  Variable and CFF2 faces are refused: the PDF would ignore the variation (RULES 5).
 * The em box is found by the BASE table (`ideo`), else at the usual 0.12 em below the baseline (RULES 1.12). */
#include "text/faces.h"

#include <hb-ot.h>
#include <sys/mman.h>

static bool has_table(hb_face_t *face, const char *tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, hb_tag_from_string(tag, 4));
    bool is_there = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return is_there;
}

static char *face_string(hb_face_t *face, hb_ot_name_id_t id)
{
    char text[256];
    unsigned size = sizeof text;
    hb_ot_name_get_utf8(face, id, hb_language_from_string("en", -1), &size, text);
    return g_strdup(text);
}

static int metric(hb_font_t *font, hb_ot_metrics_tag_t tag, int fallback)
{
    hb_position_t value = 0;
    return hb_ot_metrics_get_position(font, tag, &value) && value > 0 ? value : fallback;
}

static void read_metrics(Face *self)
{
    int em = (int)self->face.units_per_em;
    hb_position_t bottom = 0;
    if (!hb_ot_layout_get_baseline(self->hb_font, HB_OT_LAYOUT_BASELINE_TAG_IDEO_EMBOX_BOTTOM_OR_LEFT, HB_DIRECTION_LTR,
                                   HB_OT_TAG_DEFAULT_SCRIPT, HB_OT_TAG_DEFAULT_LANGUAGE, &bottom))
        bottom = -12 * em / 100;
    self->center = bottom + em / 2;
    self->x_middle = metric(self->hb_font, HB_OT_METRICS_TAG_X_HEIGHT, em / 2) / 2;
    self->cap_height = metric(self->hb_font, HB_OT_METRICS_TAG_CAP_HEIGHT, 7 * em / 10);
    hb_codepoint_t glyph = 0;
    if (hb_font_get_nominal_glyph(self->hb_font, 0x2E3A, &glyph)) self->two_em_dash = glyph;
}

/* Whether the face is one that can be set and embedded; reports why not. */
static bool is_usable(hb_face_t *face, const char *path, unsigned index, DkDiagnostics *list)
{
    BasePlace place = {.file = path};
    if (!has_table(face, "head") || !has_table(face, "cmap") || !has_table(face, "maxp")) {
        base_report(list, DK_WARNING, "font-unreadable", place, "not a font with a face %u", index);
        return false;
    }
    if (has_table(face, "fvar") || has_table(face, "CFF2")) {
        DkDiagnostic *item =
            base_report(list, DK_WARNING, "font-variable", place, "face %u is variable, which a PDF cannot hold", index);
        base_report_hint(list, item, "use a static instance of the font");
        return false;
    }
    if (!hb_face_get_glyph_count(face)) {
        base_report(list, DK_WARNING, "font-unreadable", place, "face %u has no glyph", index);
        return false;
    }
    if (!has_table(face, "CFF ") && !has_table(face, "glyf")) {
        base_report(list, DK_WARNING, "font-unreadable", place, "face %u has no outlines (bitmap or colour font)", index);
        return false;
    }
    return true;
}

static hb_face_t *open_face(GMappedFile *file, unsigned index)
{
    hb_blob_t *blob = hb_blob_create(g_mapped_file_get_contents(file), (unsigned)g_mapped_file_get_length(file),
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, index);
    hb_blob_destroy(blob);
    hb_face_make_immutable(face);
    return face;
}

/* A face that cannot be opened is passed over; a machine without memory for it may have some when asked again. */
static void report_unopened(const char *path, const GError *error, DkDiagnostics *list)
{
    bool is_passing = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOMEM);
    base_report(list, is_passing ? DK_ERROR : DK_WARNING, is_passing ? "out-of-memory" : "font-unreadable",
                (BasePlace){.file = path}, "cannot open the font: %s", error->message);
}

Face *text_face_open(const char *path, unsigned index, DkDiagnostics *list)
{
    g_autoptr(GError) error = NULL;
    GMappedFile *file = g_mapped_file_new(path, FALSE, &error);
    if (!file) {
        report_unopened(path, error, list);
        return NULL;
    }
    hb_face_t *face = open_face(file, index);
    if (!is_usable(face, path, index, list)) {
        hb_face_destroy(face);
        g_mapped_file_unref(file);
        return NULL;
    }
    Face *self = g_new0(Face, 1);
    self->file = file;
    self->hb_face = face;
    self->hb_font = hb_font_create(face);
    self->n_glyphs = hb_face_get_glyph_count(face);
    self->face = (TextFace){.file = g_strdup(path),
                            .index = index,
                            .name = face_string(face, HB_OT_NAME_ID_POSTSCRIPT_NAME),
                            .version = face_string(face, HB_OT_NAME_ID_VERSION_STRING),
                            .data = (const unsigned char *)g_mapped_file_get_contents(file),
                            .size = g_mapped_file_get_length(file),
                            .units_per_em = hb_face_get_upem(face),
                            .is_cff = has_table(face, "CFF ")};
    hb_font_set_scale(self->hb_font, (int)self->face.units_per_em, (int)self->face.units_per_em);
    read_metrics(self);
    return self;
}

bool text_face_has(Face *self, uint32_t code)
{
    hb_codepoint_t glyph;
    if (code < TEXT_FIRST_IDEOGRAPH || code > TEXT_LAST_IDEOGRAPH)
        return hb_font_get_nominal_glyph(self->hb_font, code, &glyph) && glyph < self->n_glyphs;
    uint8_t *known = &self->ideographs[code - TEXT_FIRST_IDEOGRAPH];
    if (*known == FACE_NOT_ASKED)
        *known = hb_font_get_nominal_glyph(self->hb_font, code, &glyph) && glyph < self->n_glyphs ? FACE_HAS : FACE_LACKS;
    return *known == FACE_HAS;
}

void text_face_free(Face *self)
{
    if (!self) return;
    if (self->vertical) hb_set_destroy(self->vertical);
    hb_font_destroy(self->hb_font);
    hb_face_destroy(self->hb_face);
    g_mapped_file_unref(self->file);
    g_free((char *)self->face.file);
    g_free((char *)self->face.name);
    g_free((char *)self->face.version);
    g_free(self);
}

/* A mapping read 4 kB here and there holds 64 kB around each place; a page's faces come to half of the process's memory. */
void text_face_rest(const TextFace *face)
{
    madvise((void *)face->data, face->size, MADV_DONTNEED); /* advice: that it fails harms nothing */
}

/* Collects the glyphs that the face's vertical features take in. */
static hb_set_t *vertical_glyphs(hb_face_t *face)
{
    static const hb_tag_t features[] = {HB_TAG('v', 'e', 'r', 't'), HB_TAG('v', 'r', 't', '2'), HB_TAG_NONE};
    hb_set_t *lookups = hb_set_create(), *glyphs = hb_set_create();
    hb_ot_layout_collect_lookups(face, HB_OT_TAG_GSUB, NULL, NULL, features, lookups);
    for (hb_codepoint_t lookup = HB_SET_VALUE_INVALID; hb_set_next(lookups, &lookup);)
        hb_ot_layout_lookup_collect_glyphs(face, HB_OT_TAG_GSUB, lookup, NULL, glyphs, NULL, NULL);
    hb_set_destroy(lookups);
    return glyphs;
}

bool text_face_has_vertical(Face *self, hb_codepoint_t glyph)
{
    if (!self->vertical) self->vertical = vertical_glyphs(self->hb_face);
    return hb_set_has(self->vertical, glyph);
}
