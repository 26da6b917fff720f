/* What room a cluster takes in setting, which is not always what its face gives: half an em a digit, an em a mark, two a dash.
 *
 * RULES 1.1 (widths of classes), 1.7 (digits), 1.10 (numbers side by side).  Glyphs come in the face's units and leave
 * in lengths. */
#include "text/shaping.h"

enum {
    WIDEST = 100, /* ems: of the largest size they come to half of what a length can be */
    MARK_OFF = 8, /* a part of the em: so far the ink of a mark may be off its place, as faces differ by */
};

/* A cluster is a few ems wide; what a hostile text makes wider than any page counts as so much. */
static DkLength to_length(const ClusterFit *fit, int units)
{
    int em = fit->face ? (int)fit->face->face.units_per_em : 1000;
    return base_length_scale(fit->style->size, CLAMP(units, -WIDEST * em, WIDEST * em), em);
}

/* Where the ink of the cluster starts and ends, in lengths from the cluster's start. */
static void ink_of(const ClusterFit *fit, DkLength *start, DkLength *end)
{
    *start = G_MAXINT32, *end = G_MININT32;
    for (unsigned i = 0; i < fit->n_glyphs; i++) {
        hb_glyph_extents_t extents;
        if (!hb_font_get_glyph_extents(fit->face->hb_font, fit->glyphs[i].glyph, &extents) || extents.width == 0) continue;
        *start = MIN(*start, fit->glyphs[i].along + to_length(fit, extents.x_bearing));
        *end = MAX(*end, fit->glyphs[i].along + to_length(fit, extents.x_bearing + extents.width));
    }
}

static void shift(const ClusterFit *fit, DkLength by)
{
    for (unsigned i = 0; i < fit->n_glyphs; i++) fit->glyphs[i].along += by;
}

static DkLength center_in(const ClusterFit *fit, DkLength advance, DkLength room)
{
    shift(fit, (room - advance) / 2);
    return room;
}

/* Half an em when the ink goes in; a wide sign of a face without half-width forms keeps its width. */
static DkLength fit_number(const ClusterFit *fit, DkLength advance)
{
    DkLength half = fit->style->size / 2, start, end;
    bool is_point = fit->c->code == '.' || fit->c->code == ',';
    if ((advance == half && !is_point) || fit->n_glyphs == 0) return half;
    ink_of(fit, &start, &end);
    if (is_point && end > start) {
        shift(fit, fit->style->size / 8 - start); /* nearer the digit it follows: in the middle it would part the number */
        return half;
    }
    return end - start > half ? advance : center_in(fit, advance, half);
}

/* A mark that its face draws narrow stands in the half of the em where a full-width one has its ink. */
static DkLength fit_mark(const ClusterFit *fit, DkLength advance)
{
    DkLength em = fit->style->size;
    if (advance > em * 3 / 4) return advance;
    shift(fit, (em / 2 - advance) / 2 + (fit->c->class == TEXT_OPEN ? em - em / 2 : 0));
    return em;
}

/* Whether the language wants the mark in the middle of its em, where RULES 1.1 has blanks at both sides of it. */
static bool is_mark_centered(const Char *c, ModelLanguage language)
{
    if (c->class != TEXT_PAUSE && c->class != TEXT_STOP) return false;
    bool is_colon_like = c->code == 0xFF1A || c->code == 0xFF1B || c->code == 0xFF01 || c->code == 0xFF1F;
    return language == MODEL_LANGUAGE_JA ? is_colon_like : language != MODEL_LANGUAGE_HANS_CN;
}

/* A face without the forms of a language draws its marks where another region has them: kai's stand at the lower left of the em
 * and, in columns, at the upper right.  What is cut as blank must be blank, so the ink of such a mark is moved to where the language has it. */
static void settle_mark(const ClusterFit *fit, DkLength advance)
{
    DkLength em = fit->style->size, near = em / MARK_OFF;
    TextInk ink;
    if (!is_mark_centered(fit->c, fit->request->language) || !text_ink_of(fit, &ink)) return;
    bool is_along = ABS((ink.start + ink.end) / 2 - advance / 2) <= near, is_across = ABS((ink.over + ink.under) / 2) <= near;
    if (!is_along || !is_across) text_center_ink(fit, advance);
}

/* In vertical lines of the mainland ： ； ！ ？ stand to the right below their character, like the other marks (GB/T 15834 5.2); faces draw
 * them in the middle. */
static void move_column_mark(const ClusterFit *fit)
{
    uint32_t code = fit->c->code;
    bool is_moved = fit->c->is_vertical && fit->request->language == MODEL_LANGUAGE_HANS_CN &&
                    (code == 0xFF1A || code == 0xFF1B || code == 0xFF01 || code == 0xFF1F);
    for (unsigned i = 0; is_moved && i < fit->n_glyphs; i++) fit->glyphs[i].across -= fit->style->size / 6;
}

static DkLength fit_set_mark(const ClusterFit *fit, DkLength advance)
{
    move_column_mark(fit);
    DkLength room = fit_mark(fit, advance);
    settle_mark(fit, room);
    return room;
}

/* Makes one stroke of a pair of dashes: by the face's own two-em dash, else by moving the halves together. */
static DkLength fit_dash(ClusterFit *fit, DkLength advance)
{
    DkLength room = (fit->c->code == 0x2E3B ? 3 : 2) * fit->style->size;
    if (fit->n_glyphs == 2 && fit->glyphs[0].glyph == fit->glyphs[1].glyph && fit->face->two_em_dash) {
        fit->glyphs[0].glyph = fit->face->two_em_dash;
        fit->n_glyphs = 1;
        int width = hb_font_get_glyph_h_advance(fit->face->hb_font, fit->face->two_em_dash);
        return center_in(fit, to_length(fit, width), room);
    }
    hb_glyph_extents_t extents;
    if (fit->n_glyphs == 2 && hb_font_get_glyph_extents(fit->face->hb_font, fit->glyphs[0].glyph, &extents)) {
        DkLength gap = fit->glyphs[1].along - fit->glyphs[0].along - to_length(fit, extents.width);
        fit->glyphs[0].along += MAX(gap, 0) - MAX(gap, 0) / 2;
        fit->glyphs[1].along -= MAX(gap, 0) / 2;
    }
    return center_in(fit, advance, room);
}

/* Digits side by side, centred in one em. */
static DkLength fit_combined(const ClusterFit *fit, DkLength advance)
{
    DkLength em = fit->style->size, width = MIN(advance, em);
    for (unsigned i = 0; i < fit->n_glyphs; i++) {
        TextGlyph *glyph = &fit->glyphs[i];
        DkLength x = advance > em ? base_length_scale(glyph->along, em, advance) : glyph->along;
        glyph->across = width / 2 - x;
        glyph->along = em / 2 + to_length(fit, fit->face->cap_height) / 2;
    }
    return em;
}

static DkLength fit_dot(const ClusterFit *fit, DkLength advance)
{
    bool is_half = fit->request->language == MODEL_LANGUAGE_HANS_CN;
    return center_in(fit, advance, is_half ? fit->style->size / 2 : fit->style->size);
}

DkLength text_fit_cluster(ClusterFit *fit, int units)
{
    for (unsigned i = 0; i < fit->n_glyphs; i++) {
        fit->glyphs[i].along = to_length(fit, fit->glyphs[i].along);
        fit->glyphs[i].across = to_length(fit, fit->glyphs[i].across);
    }
    DkLength advance = to_length(fit, units), em = fit->style->size;
    if (fit->n_glyphs == 0) return 0;
    switch (fit->c->kind) {
    case SHAPE_COMBINED: return fit_combined(fit, advance);
    case SHAPE_NUMBER: return fit_number(fit, advance);
    case SHAPE_HAN: break;
    default: return advance;
    }
    switch (fit->c->class) {
    case TEXT_OPEN:
    case TEXT_CLOSE:
    case TEXT_PAUSE:
    case TEXT_STOP: return fit_set_mark(fit, advance);
    case TEXT_DOT: return fit_dot(fit, advance);
    case TEXT_DASH: return fit_dash(fit, advance);
    case TEXT_ELLIPSIS: return center_in(fit, advance, (DkLength)MIN(fit->n_chars, 2) * em);
    case TEXT_CONNECTOR:
    case TEXT_WIDE_SPACE: return center_in(fit, advance, em);
    default: return advance;
    }
}
