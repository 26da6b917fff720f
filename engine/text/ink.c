/* Ink: where the strokes of clusters are, which advances do not say.
 *
 * Readings stand in the white between lines, which is just wide enough: their ink, and not their em box, must go in (RULES 1.11).  The tones
 * of bopomofo have places of their own, so their glyphs are centred by their ink. */
#include "text/shaping.h"

/* The ink of a glyph from its origin, in lengths: x to the right, y upwards. */
typedef struct {
    DkLength left, right, bottom, top;
} Ink;

static bool glyph_ink(const Face *face, hb_codepoint_t glyph, DkLength size, Ink *ink)
{
    hb_glyph_extents_t extents;
    if (!hb_font_get_glyph_extents(face->hb_font, glyph, &extents) || extents.width == 0) return false;
    unsigned em = face->face.units_per_em;
    ink->left = base_length_scale(size, extents.x_bearing, em);
    ink->right = base_length_scale(size, extents.x_bearing + extents.width, em);
    ink->top = base_length_scale(size, extents.y_bearing, em);
    ink->bottom = base_length_scale(size, extents.y_bearing + extents.height, em); /* height is negative */
    return true;
}

void text_center_ink(const ClusterFit *fit, DkLength advance)
{
    Ink all = {G_MAXINT32, G_MININT32, G_MAXINT32, G_MININT32}, ink;
    for (unsigned i = 0; i < fit->n_glyphs; i++) {
        const TextGlyph *glyph = &fit->glyphs[i];
        if (!fit->face || !glyph_ink(fit->face, glyph->glyph, fit->style->size, &ink)) continue;
        all.left = MIN(all.left, glyph->along + ink.left);
        all.right = MAX(all.right, glyph->along + ink.right);
        all.top = MAX(all.top, ink.top - glyph->across);
        all.bottom = MIN(all.bottom, ink.bottom - glyph->across);
    }
    if (all.left > all.right) return;
    for (unsigned i = 0; i < fit->n_glyphs; i++) {
        fit->glyphs[i].along += advance / 2 - (all.left + all.right) / 2;
        fit->glyphs[i].across += (all.top + all.bottom) / 2;
    }
}

/* How far the ink of a line goes over and under its centre. */
typedef struct {
    DkLength over, under;
} Extents;

static void add_glyph(Extents *extents, const TextRun *run, const TextGlyph *glyph, const Ink *ink, bool is_vertical)
{
    bool is_across = is_vertical && run->orientation != TEXT_TURNED; /* over is right there */
    extents->over = MAX(extents->over, (is_across ? ink->right : ink->top) - glyph->across);
    extents->under = MAX(extents->under, glyph->across - (is_across ? ink->left : ink->bottom));
}

static void add_run(Extents *extents, const TextRuns *runs, const TextRun *run, bool is_vertical)
{
    const Face *face = g_ptr_array_index(runs->faces, run->face);
    if (!face || !run->n_clusters) return;
    const TextCluster *first = &g_array_index(runs->clusters, TextCluster, run->first_cluster), *last = first + run->n_clusters - 1;
    for (unsigned g = first->first_glyph; g < last->first_glyph + last->n_glyphs; g++) {
        const TextGlyph *glyph = &g_array_index(runs->glyphs, TextGlyph, g);
        Ink ink;
        if (glyph_ink(face, glyph->glyph, runs->styles[run->style].size, &ink)) add_glyph(extents, run, glyph, &ink, is_vertical);
    }
}

void text_ink_extents(const TextRuns *runs, unsigned index, DkLength *over, DkLength *under)
{
    const TextParagraph *paragraph = &g_array_index(runs->paragraphs, TextParagraph, index);
    bool is_vertical = paragraph->direction == MODEL_DIRECTION_VERTICAL;
    Extents extents = {0, 0};
    for (unsigned r = paragraph->first_run; r < paragraph->first_run + paragraph->n_runs; r++)
        add_run(&extents, runs, &g_array_index(runs->runs, TextRun, r), is_vertical);
    *over = extents.over;
    *under = extents.under;
}
