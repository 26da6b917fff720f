/* How characters stand in a vertical line: upright, turned, or side by side in one em.
 *
 * RULES 1.10 (after UAX #50 and CLREQ): ideographs upright; marks by the face's vertical forms; ： ； ！ ？ upright in
 * Chinese whatever UAX #50 says; words turned; a single letter upright; numbers of up to four digits horizontal in vertical. */
#include "text/shaping.h"

#include <unicode/uchar.h>

enum { COMBINED_MAX = 4 };

/* Curly quotation marks become corner brackets in vertical Chinese: on the mainland 『 』 outside and 「 」 inside (GB/T 15834 5.2),
 * elsewhere the other way round (CLREQ 3.1.2). */
uint32_t text_column_form(uint32_t code, ModelLanguage language)
{
    bool is_mainland = language == MODEL_LANGUAGE_HANS_CN;
    switch (code) {
    case 0x201C: return is_mainland ? 0x300E : 0x300C;
    case 0x201D: return is_mainland ? 0x300F : 0x300D;
    case 0x2018: return is_mainland ? 0x300C : 0x300E;
    case 0x2019: return is_mainland ? 0x300D : 0x300F;
    default: return text_drawn_as(code);
    }
}

static bool has_vertical_form(const Shaping *shaping, const Char *c)
{
    Face *face = text_fonts_chain_face(shaping->fonts, c->role, c->position, shaping->request->language, shaping->list);
    hb_codepoint_t glyph;
    return face && hb_font_get_nominal_glyph(face->hb_font, text_drawn_as(c->code), &glyph) && text_face_has_vertical(face, glyph);
}

/* Whether a quotation mark is one of Chinese text: those of words are turned with them. */
static bool is_bracket_like(const Char *c)
{
    return c->code >= 0x2018 && c->code <= 0x201D && (c->class == TEXT_OPEN || c->class == TEXT_CLOSE);
}

static TextOrientation orientation_of(const Shaping *shaping, const Char *c)
{
    switch (c->code) {
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
        if (shaping->request->language != MODEL_LANGUAGE_JA || c->code == 0xFF01 || c->code == 0xFF1F) return TEXT_UPRIGHT;
        break;
    case 0x00B7: return TEXT_UPRIGHT;
    default: break;
    }
    if (is_bracket_like(c)) return TEXT_UPRIGHT;
    switch (u_getIntPropertyValue((UChar32)c->code, UCHAR_VERTICAL_ORIENTATION)) {
    case U_VO_UPRIGHT:
    case U_VO_TRANSFORMED_UPRIGHT: return TEXT_UPRIGHT;
    case U_VO_TRANSFORMED_ROTATED: return has_vertical_form(shaping, c) ? TEXT_UPRIGHT : TEXT_TURNED;
    default: return c->kind == SHAPE_HAN && has_vertical_form(shaping, c) ? TEXT_UPRIGHT : TEXT_TURNED;
    }
}

/* End of the digits that start at `first`. */
static unsigned number_end(const Shaping *shaping, unsigned first)
{
    unsigned end = first;
    while (end < shaping->n && shaping->chars[end].code >= '0' && shaping->chars[end].code <= '9' &&
           shaping->chars[end].style == shaping->chars[first].style)
        end++;
    return end;
}

/* Whether a word or number goes on at character `i`. */
static bool is_wordlike(const Shaping *shaping, unsigned i)
{
    if (i >= shaping->n) return false;
    TextClass class = shaping->chars[i].class;
    return class == TEXT_LATIN || class == TEXT_DIGIT || class == TEXT_PREFIX ||
           (class == TEXT_POSTFIX && shaping->chars[i].code < 0x250);
}

static void combine(Shaping *shaping, unsigned first, unsigned end)
{
    for (unsigned i = first; i < end; i++) {
        Char *c = &shaping->chars[i];
        c->orientation = TEXT_COMBINED;
        c->kind = SHAPE_COMBINED;
        c->is_joined = i > first;
        c->is_break_before &= i == first;
    }
}

void text_find_orientations(Shaping *shaping)
{
    if (shaping->request->direction != MODEL_DIRECTION_VERTICAL) return;
    for (unsigned i = 0; i < shaping->n; i++) {
        Char *c = &shaping->chars[i];
        c->orientation = c->is_extending && i ? shaping->chars[i - 1].orientation : orientation_of(shaping, c);
    }
    for (unsigned i = 0, end; i < shaping->n; i = end) {
        end = MAX(number_end(shaping, i), i + 1);
        bool is_alone = !is_wordlike(shaping, end) && (i == 0 || !is_wordlike(shaping, i - 1));
        if (!is_alone || !is_wordlike(shaping, i)) continue;
        if (number_end(shaping, i) > i && end - i <= COMBINED_MAX) combine(shaping, i, end);
        else if (end - i == 1 && shaping->chars[i].class == TEXT_LATIN) shaping->chars[i].orientation = TEXT_UPRIGHT;
    }
}
