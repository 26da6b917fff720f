/* Glyph outlines through HarfBuzz, which reads CFF and TrueType alike straight from the mapped file: no hinting, no rounding to a
 * size, so one outline serves every size and every resolution. */
#include "output/outline.h"

#include <hb-ot.h>

struct Outlines {
    GHashTable *fonts;  /* TextFace -> hb_font_t, scaled to font units */
    GHashTable *places; /* Key -> Outline */
    GPtrArray *outlines;
    hb_draw_funcs_t *pen;
};

typedef struct {
    const TextFace *face;
    uint32_t glyph;
} Key;

static guint key_hash(gconstpointer data)
{
    const Key *key = data;
    return (guint)((uintptr_t)key->face >> 4) * 31 + key->glyph;
}

static gboolean key_equal(gconstpointer a, gconstpointer b)
{
    const Key *left = a, *right = b;
    return left->face == right->face && left->glyph == right->glyph;
}

static void outline_free(gpointer data)
{
    Outline *outline = data;
    g_array_unref(outline->steps);
    g_free(outline);
}

/* ---- Pen: HarfBuzz calls these for each step; `data` is the steps ---- */

static void step(void *data, OutlineStep made)
{
    g_array_append_val((GArray *)data, made);
}

static void move_to(hb_draw_funcs_t *pen, void *data, hb_draw_state_t *state, float x, float y, void *extra)
{
    (void)pen, (void)state, (void)extra;
    step(data, (OutlineStep){'M', {x}, {y}});
}

static void line_to(hb_draw_funcs_t *pen, void *data, hb_draw_state_t *state, float x, float y, void *extra)
{
    (void)pen, (void)state, (void)extra;
    step(data, (OutlineStep){'L', {x}, {y}});
}

static void quadratic_to(hb_draw_funcs_t *pen, void *data, hb_draw_state_t *state, float x1, float y1, float x, float y,
                         void *extra)
{
    (void)pen, (void)state, (void)extra;
    step(data, (OutlineStep){'Q', {x1, x}, {y1, y}});
}

static void cubic_to(hb_draw_funcs_t *pen, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2, float x,
                     float y, void *extra)
{
    (void)pen, (void)state, (void)extra;
    step(data, (OutlineStep){'C', {x1, x2, x}, {y1, y2, y}});
}

static void close_path(hb_draw_funcs_t *pen, void *data, hb_draw_state_t *state, void *extra)
{
    (void)pen, (void)state, (void)extra;
    step(data, (OutlineStep){'Z', {0}, {0}});
}

/* ---- Outlines ---- */

Outlines *outlines_new(void)
{
    Outlines *outlines = g_new0(Outlines, 1);
    outlines->fonts = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)hb_font_destroy);
    outlines->places = g_hash_table_new_full(key_hash, key_equal, g_free, NULL);
    outlines->outlines = g_ptr_array_new_with_free_func(outline_free);
    outlines->pen = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(outlines->pen, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(outlines->pen, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(outlines->pen, quadratic_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(outlines->pen, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(outlines->pen, close_path, NULL, NULL);
    return outlines;
}

void outlines_free(Outlines *outlines)
{
    if (!outlines) return;
    g_hash_table_unref(outlines->fonts);
    g_hash_table_unref(outlines->places);
    g_ptr_array_unref(outlines->outlines);
    hb_draw_funcs_destroy(outlines->pen);
    g_free(outlines);
}

static hb_font_t *font_of(Outlines *outlines, const TextFace *face)
{
    hb_font_t *font = g_hash_table_lookup(outlines->fonts, face);
    if (font) return font;
    hb_blob_t *blob = hb_blob_create((const char *)face->data, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *opened = hb_face_create(blob, face->index);
    font = hb_font_create(opened);
    hb_font_set_scale(font, (int)face->units_per_em, (int)face->units_per_em);
    hb_face_destroy(opened);
    hb_blob_destroy(blob);
    g_hash_table_insert(outlines->fonts, (gpointer)face, font);
    return font;
}

const Outline *outlines_glyph(Outlines *outlines, const TextFace *face, uint32_t glyph)
{
    Key key = {face, glyph};
    Outline *outline = g_hash_table_lookup(outlines->places, &key);
    if (outline) return outline;
    outline = g_new0(Outline, 1);
    outline->number = outlines->outlines->len;
    outline->steps = g_array_new(FALSE, FALSE, sizeof(OutlineStep));
    hb_font_get_glyph_shape(font_of(outlines, face), glyph, outlines->pen, outline->steps);
    g_ptr_array_add(outlines->outlines, outline);
    g_hash_table_insert(outlines->places, g_memdup2(&key, sizeof key), outline);
    return outline;
}

unsigned outlines_count(const Outlines *outlines)
{
    return outlines->outlines->len;
}

const Outline *outlines_numbered(const Outlines *outlines, unsigned number)
{
    return g_ptr_array_index(outlines->outlines, number);
}
