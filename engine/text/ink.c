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

bool text_ink_of(const ClusterFit *fit, TextInk *all)
{
    *all = (TextInk){G_MAXINT32, G_MININT32, G_MAXINT32, G_MININT32};
    bool is_upright_in_column = fit->c->is_vertical && fit->c->orientation == TEXT_UPRIGHT;
    Ink ink;
    for (unsigned i = 0; i < fit->n_glyphs; i++) {
        const TextGlyph *glyph = &fit->glyphs[i];
        if (!fit->face || !glyph_ink(fit->face, glyph->glyph, fit->style->size, &ink)) continue;
        all->start = MIN(all->start, glyph->along + (is_upright_in_column ? -ink.top : ink.left));
        all->end = MAX(all->end, glyph->along + (is_upright_in_column ? -ink.bottom : ink.right));
        all->over = MIN(all->over, glyph->across - (is_upright_in_column ? ink.right : ink.top));
        all->under = MAX(all->under, glyph->across - (is_upright_in_column ? ink.left : ink.bottom));
    }
    return all->start <= all->end;
}

void text_center_ink(const ClusterFit *fit, DkLength advance)
{
    TextInk ink;
    if (!text_ink_of(fit, &ink)) return;
    for (unsigned i = 0; i < fit->n_glyphs; i++) {
        fit->glyphs[i].along += advance / 2 - (ink.start + ink.end) / 2;
        fit->glyphs[i].across -= (ink.over + ink.under) / 2;
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
