/* Emphasis dots (着重号): a dot beside each character, no room taken.
 *
 * RULES 1.11, after CLREQ 3.1.8 and GB/T 15834 5.1.8: under each character horizontally, right of it vertically, centred on
 * its own character; none on marks and spaces.  The dot is one more glyph of its cluster, so it goes wherever justification puts the
 * character.  It is the face's interpunct: every face of Chinese has one, of the right weight. */
#include "text/shaping.h"

/* From the line's centre to the dot's, in hundredths of an em: in the middle of the gap that newspapers leave between lines; where a name's
 * line is at the same side, beyond it (CLREQ 3.1.8: first the line, then the dot). */
enum { DOT_DISTANCE = 62, DOT_BEHIND_LINE = 78 };

static DkLength to_length(const ClusterFit *fit, int units)
{
    return base_length_scale(fit->style->size, units, fit->face->face.units_per_em);
}

void text_add_dot(const ClusterFit *fit, TextCluster *cluster, GArray *glyphs)
{
    hb_codepoint_t glyph;
    hb_glyph_extents_t ink;
    if (cluster->class != TEXT_HAN || cluster->n_glyphs == 0) return;
    if (!hb_font_get_nominal_glyph(fit->face->hb_font, 0x00B7, &glyph)) return;
    if (!hb_font_get_glyph_extents(fit->face->hb_font, glyph, &ink)) return;
    DkLength x = to_length(fit, ink.x_bearing + ink.width / 2), y = to_length(fit, ink.y_bearing + ink.height / 2);
    bool is_behind = fit->c->is_lined && (!fit->c->is_vertical || fit->request->language == MODEL_LANGUAGE_JA);
    DkLength middle = cluster->advance / 2;
    DkLength distance = base_length_scale(fit->style->size, is_behind ? DOT_BEHIND_LINE : DOT_DISTANCE, 100);
    TextGlyph dot = {.glyph = glyph, .along = middle - x, .across = distance + y};
    if (fit->c->is_vertical) dot = (TextGlyph){.glyph = glyph, .along = middle + y, .across = x - distance};
    g_array_append_val(glyphs, dot);
    cluster->n_glyphs++;
    cluster->dot = is_behind ? TEXT_DOT_LINED : TEXT_DOT_NEAR;
}
