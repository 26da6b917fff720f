/* Classes of characters in their context: what becomes of a mark between digits, between letters, beside its like.
 *
 * RULES 1.1 (pairs of dashes and ellipses are one unit) and 1.6 (numbers with their points and signs, words with their
 * apostrophes).  Also decides how each character is shaped. */
#include "text/shaping.h"

#include <unicode/uchar.h>

static const Char *char_at(const Shaping *shaping, unsigned i)
{
    static const Char none;
    return i < shaping->n ? &shaping->chars[i] : &none;
}

static bool is_digit(const Char *c)
{
    return c->code >= '0' && c->code <= '9';
}

static bool is_letter(const Char *c)
{
    return c->class == TEXT_LATIN && u_isalpha((UChar32)c->code);
}

/* Marks that make one unit with an equal neighbour. */
static bool is_paired(uint32_t code)
{
    return code == 0x2014 || code == 0x2015 || code == 0x2025 || code == 0x2026 || code == 0x22EF;
}

static void join_pairs(Shaping *shaping)
{
    for (unsigned i = 0; i + 1 < shaping->n; i++) {
        Char *first = &shaping->chars[i], *second = &shaping->chars[i + 1];
        if (!is_paired(first->code) || second->code != first->code || second->style != first->style || second->mark != first->mark)
            continue;
        if (first->class == TEXT_CONNECTOR) first->class = TEXT_DASH;
        second->class = first->class;
        second->is_joined = true;
        i++;
    }
}

/* Combining marks, selectors and joiners go with their base; so does what a zero-width joiner ties. */
static void extend_bases(Shaping *shaping)
{
    for (unsigned i = 1; i < shaping->n; i++) {
        Char *c = &shaping->chars[i];
        bool is_behind_joiner = shaping->chars[i - 1].code == 0x200D;
        if (c->code < 0x300 || (text_is_han(c->code) && !is_behind_joiner)) continue;
        int kind = u_getIntPropertyValue((UChar32)c->code, UCHAR_GRAPHEME_CLUSTER_BREAK);
        bool is_tied = is_behind_joiner && u_hasBinaryProperty((UChar32)c->code, UCHAR_EXTENDED_PICTOGRAPHIC);
        if (kind != U_GCB_EXTEND && kind != U_GCB_ZWJ && kind != U_GCB_SPACING_MARK && !is_tied) continue;
        if (shaping->chars[i - 1].class == TEXT_SPACE) continue;
        c->is_extending = true;
        c->class = shaping->chars[i - 1].class;
    }
}

static unsigned next_base(const Shaping *shaping, unsigned i)
{
    do i++;
    while (i < shaping->n && shaping->chars[i].is_extending);
    return i;
}

/* An apostrophe or quotation mark of Western words: letters on both sides of it, blanks not counted. */
static bool is_western_quote(const Shaping *shaping, unsigned i, const Char *before, const Char *after)
{
    uint32_t code = shaping->chars[i].code;
    if (code != 0x2018 && code != 0x2019 && code != 0x201C && code != 0x201D) return false;
    const Char *left = before, *right = after;
    if (left->class == TEXT_SPACE && i >= 2) left = char_at(shaping, i - 2);
    if (right->class == TEXT_SPACE) right = char_at(shaping, i + 2);
    bool is_left = is_letter(left) || (left->code < 0x80 && left->code > ' ');
    bool is_right = is_letter(right) || (right->code < 0x80 && right->code > ' ');
    return is_left && is_right;
}

static TextClass class_in_context(const Shaping *shaping, unsigned i, const Char *before, const Char *after)
{
    const Char *c = &shaping->chars[i];
    switch (c->code) {
    case '.':
    case ',':
    case ':': return is_digit(before) && is_digit(after) ? TEXT_DIGIT : c->class;
    case '-':
        if (is_digit(before) && is_digit(after)) return TEXT_DIGIT;
        return text_is_han(before->code) && text_is_han(after->code) ? TEXT_CONNECTOR : c->class;
    case '/': return is_letter(before) && is_letter(after) ? TEXT_LATIN : c->class;
    case 0x00B7: return is_letter(before) && is_letter(after) && u_islower((UChar32)after->code) ? TEXT_LATIN : c->class;
    case 0x2013: return is_letter(before) && is_letter(after) ? TEXT_LATIN : c->class;
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
        if (shaping->request->language == MODEL_LANGUAGE_JA) return TEXT_LATIN; /* Japanese faces draw them for words */
        return is_western_quote(shaping, i, before, after) ? TEXT_LATIN : c->class;
    default: return c->class;
    }
}

static ShapeKind kind_of(const Char *c, const ModelStyle *style)
{
    bool is_half = style->digits == MODEL_DIGITS_HALF;
    switch (c->class) {
    case TEXT_DIGIT:
    case TEXT_PREFIX: return is_half ? SHAPE_NUMBER : SHAPE_WESTERN;
    case TEXT_POSTFIX: return is_half && c->code == '%' ? SHAPE_NUMBER : c->code < 0x250 ? SHAPE_WESTERN : SHAPE_HAN;
    case TEXT_SOLIDUS: return SHAPE_NUMBER; /* half an em: GB/T 15834 5.1.9 */
    case TEXT_CONNECTOR: return c->code == '-' || c->code == 0x2013 ? SHAPE_NUMBER : SHAPE_HAN;
    case TEXT_LATIN: return c->code >= 0x2018 && c->code <= 0x201D ? SHAPE_QUOTE : SHAPE_WESTERN;
    case TEXT_SPACE:
    case TEXT_OTHER: return SHAPE_WESTERN;
    default: return SHAPE_HAN;
    }
}

/* GB/T 15834 has one interpunct; its look-alikes are drawn as it, and a Japanese one keeps its em. */
static bool is_bullet(const Shaping *shaping, unsigned i)
{
    return shaping->chars[i].code == 0x2022 && i == 0;
}

void text_find_classes(Shaping *shaping)
{
    for (unsigned i = 0; i < shaping->n; i++) {
        Char *c = &shaping->chars[i];
        c->class = is_bullet(shaping, i) ? TEXT_ORNAMENT : text_class(c->code);
    }
    extend_bases(shaping);
    join_pairs(shaping);
    const Char *before = char_at(shaping, G_MAXUINT);
    for (unsigned i = 0; i < shaping->n; i = next_base(shaping, i)) {
        Char *c = &shaping->chars[i];
        unsigned next = next_base(shaping, i);
        c->class = class_in_context(shaping, i, before, char_at(shaping, next));
        for (unsigned k = i; k < next; k++) {
            shaping->chars[k].class = c->class;
            shaping->chars[k].kind = kind_of(c, &shaping->runs->styles[c->style]);
        }
        before = c;
    }
}
