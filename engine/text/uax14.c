/* The Unicode line breaking algorithm, UAX #14 revision 55 (Unicode 17), without tailoring.
 *
 * Code points go in, the places where a line may start come out.  Classes are ICU's, which knows Unicode 15, brought up to 17 by
 * line_class.  Combining marks are folded into their base first (LB9, LB10); then each pair of neighbours is asked rule by rule.
 * What a rule needs of the farther context (the last unit that is no space, numbers, flags) is found in one pass, so all is linear. */
#include "text/shaping.h"

#include <stdlib.h>
#include <unicode/uchar.h>

/* Classes that are newer than ICU 72. */
enum { AK = U_LB_COUNT, AP, AS, HH, VF, VI, SOT, EOT };

/* A base with its combining marks. */
typedef struct {
    unsigned first; /* code point */
    uint8_t class;
    bool is_wide, is_initial, is_final; /* East Asian; quotation marks of category Pi, Pf */
    bool is_joining;                    /* ends with a zero-width joiner */
    bool is_circle, is_future_emoji;    /* dotted circle; unassigned pictograph */
    bool is_number;                     /* ends NU (SY | IS)* */
    bool is_odd;                        /* of regional indicators */
    unsigned last_solid;                /* index + 1 of the last unit before this one that is no space, 0: none */
} Unit;

/* Sets of classes. */
#define OF(class) (UINT64_C(1) << (class))

static bool is_any(int class, uint64_t set)
{
    return class < 64 && (set >> class & 1);
}

/* Code points whose class is another since ICU's Unicode 15, from LineBreak.txt: hyphens, and the syllables of Brahmic scripts. */
static const struct {
    uint32_t first, last;
    int class;
} newer[] = {
    {0x00AD, 0x00AD, HH},   {0x058A, 0x058A, HH},
    {0x05BE, 0x05BE, HH},   {0x1400, 0x1400, HH},
    {0x1B05, 0x1B33, AK},   {0x1B44, 0x1B44, VI},
    {0x1B45, 0x1B4C, AK},   {0x1B50, 0x1B59, AS},
    {0x1BC0, 0x1BE5, AS},   {0x1BF2, 0x1BF3, VF},
    {0x2010, 0x2010, HH},   {0x2E17, 0x2E17, HH},
    {0xA984, 0xA9B2, AK},   {0xA9C0, 0xA9C0, VI},
    {0xA9D0, 0xA9D9, AS},   {0xAA00, 0xAA28, AS},
    {0xAA50, 0xAA59, AS},   {0x10D6E, 0x10D6E, HH},
    {0x10EAD, 0x10EAD, HH}, {0x11003, 0x11004, AP},
    {0x11005, 0x11037, AK}, {0x11046, 0x11046, VI},
    {0x11066, 0x1106F, AS}, {0x11071, 0x11072, AK},
    {0x11075, 0x11075, AK}, {0x11305, 0x1130C, AK},
    {0x1130F, 0x11310, AK}, {0x11313, 0x11328, AK},
    {0x1132A, 0x11330, AK}, {0x11332, 0x11333, AK},
    {0x11335, 0x11339, AK}, {0x1134D, 0x1134D, VI},
    {0x11350, 0x11350, AS}, {0x1135E, 0x1135F, AS},
    {0x11360, 0x11361, AK}, {0x11380, 0x11389, AS},
    {0x1138B, 0x1138B, AS}, {0x1138E, 0x1138E, AS},
    {0x11390, 0x11391, AS}, {0x11392, 0x113B5, AK},
    {0x113D0, 0x113D0, VI}, {0x113D1, 0x113D1, AP},
    {0x11900, 0x11906, AK}, {0x11909, 0x11909, AK},
    {0x1190C, 0x11913, AK}, {0x11915, 0x11916, AK},
    {0x11918, 0x1192F, AK}, {0x1193E, 0x1193E, VI},
    {0x1193F, 0x1193F, AP}, {0x11941, 0x11941, AP},
    {0x11950, 0x11959, AS}, {0x11EE0, 0x11EF1, AS},
    {0x11F02, 0x11F02, AP}, {0x11F04, 0x11F10, AK},
    {0x11F12, 0x11F33, AK}, {0x11F42, 0x11F42, VI},
    {0x11F50, 0x11F59, AS}, {0x1F8D9, 0x1F8FF, U_LB_ALPHABETIC}, /* unassigned, of Supplemental Arrows-C */
};

static int compare_newer(const void *key, const void *element)
{
    uint32_t code = *(const uint32_t *)key;
    const uint32_t *range = element;
    return code < range[0] ? -1 : code > range[1];
}

/* LB1: the class as the rules have it. */
static int line_class(uint32_t code)
{
    if (text_is_ideograph(code)) return U_LB_IDEOGRAPHIC;
    const __typeof__(newer[0]) *found = bsearch(&code, newer, G_N_ELEMENTS(newer), sizeof newer[0], compare_newer);
    if (found) return found->class;
    int class = u_getIntPropertyValue((UChar32)code, UCHAR_LINE_BREAK);
    switch (class) {
    case U_LB_AMBIGUOUS:
    case U_LB_SURROGATE:
    case U_LB_UNKNOWN: return U_LB_ALPHABETIC;
    case U_LB_CONDITIONAL_JAPANESE_STARTER: return U_LB_NONSTARTER;
    case U_LB_COMPLEX_CONTEXT: {
        int8_t kind = u_charType((UChar32)code);
        return kind == U_NON_SPACING_MARK || kind == U_COMBINING_SPACING_MARK ? U_LB_COMBINING_MARK : U_LB_ALPHABETIC;
    }
    default: return class;
    }
}

static Unit make_unit(uint32_t code, unsigned index, int class)
{
    if (text_is_ideograph(code)) return (Unit){.first = index, .class = (uint8_t) class, .is_wide = true};
    int width = u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH);
    int8_t kind = u_charType((UChar32)code);
    return (Unit){.first = index,
                  .class = (uint8_t) class,
                  .is_wide = width == U_EA_FULLWIDTH || width == U_EA_WIDE || width == U_EA_HALFWIDTH,
                  .is_initial = class == U_LB_QUOTATION && kind == U_INITIAL_PUNCTUATION,
                  .is_final = class == U_LB_QUOTATION && kind == U_FINAL_PUNCTUATION,
                  .is_circle = code == 0x25CC,
                  .is_future_emoji = kind == U_UNASSIGNED && u_hasBinaryProperty((UChar32)code, UCHAR_EXTENDED_PICTOGRAPHIC)};
}

/* What the unit knows of those before it. */
static void look_back(Unit *unit, const Unit *before, unsigned n_before)
{
    int class = unit->class;
    if (before) {
        unit->last_solid = before->class == U_LB_SPACE ? before->last_solid : n_before;
        unit->is_odd = class == U_LB_REGIONAL_INDICATOR && !(before->class == U_LB_REGIONAL_INDICATOR && before->is_odd);
        unit->is_number = before->is_number && is_any(class, OF(U_LB_BREAK_SYMBOLS) | OF(U_LB_INFIX_NUMERIC));
    } else {
        unit->is_odd = class == U_LB_REGIONAL_INDICATOR;
    }
    unit->is_number |= class == U_LB_NUMERIC;
}

/* LB9 and LB10. */
static GArray *make_units(const uint32_t *codes, size_t n)
{
    GArray *units = g_array_sized_new(FALSE, FALSE, sizeof(Unit), (guint)n);
    for (size_t i = 0; i < n; i++) {
        int class = line_class(codes[i]);
        Unit *before = units->len ? &g_array_index(units, Unit, units->len - 1) : NULL;
        bool is_mark = is_any(class, OF(U_LB_COMBINING_MARK) | OF(U_LB_ZWJ));
        if (is_mark && before &&
            !is_any(before->class, OF(U_LB_MANDATORY_BREAK) | OF(U_LB_CARRIAGE_RETURN) | OF(U_LB_LINE_FEED) | OF(U_LB_NEXT_LINE) |
                                       OF(U_LB_SPACE) | OF(U_LB_ZWSPACE))) {
            before->is_joining = class == U_LB_ZWJ;
            continue;
        }
        Unit unit = make_unit(codes[i], (unsigned)i, is_mark ? U_LB_ALPHABETIC : class);
        unit.is_joining = class == U_LB_ZWJ;
        if (is_mark) unit.is_wide = false;
        look_back(&unit, before, units->len);
        g_array_append_val(units, unit);
    }
    return units;
}

/* A pair of neighbours in their context. */
typedef struct {
    const Unit *units;
    unsigned n, at; /* between units at - 1 and at */
    const Unit *a, *b;
    int before, after;         /* classes of a and b */
    int two_before, two_after; /* classes of the units beyond them; SOT and EOT at the ends */
} Pair;

typedef enum { NO_RULE, BREAK, KEEP } Verdict;

static int class_at(const Pair *pair, int64_t index)
{
    return index < 0 ? SOT : index >= pair->n ? EOT : pair->units[index].class;
}

/* LB4-LB8a, LB11-LB12a: forced breaks, zero-width characters and glue. */
static Verdict ask_controls(const Pair *pair)
{
    int a = pair->before, b = pair->after;
    if (a == U_LB_MANDATORY_BREAK) return BREAK;
    if (a == U_LB_CARRIAGE_RETURN) return b == U_LB_LINE_FEED ? KEEP : BREAK;
    if (is_any(a, OF(U_LB_LINE_FEED) | OF(U_LB_NEXT_LINE))) return BREAK;
    if (is_any(b, OF(U_LB_MANDATORY_BREAK) | OF(U_LB_CARRIAGE_RETURN) | OF(U_LB_LINE_FEED) | OF(U_LB_NEXT_LINE) | OF(U_LB_SPACE) |
                      OF(U_LB_ZWSPACE)))
        return KEEP;
    if (a == U_LB_ZWSPACE || (a == U_LB_SPACE && pair->b->last_solid && pair->units[pair->b->last_solid - 1].class == U_LB_ZWSPACE))
        return BREAK;
    if (pair->a->is_joining) return KEEP;
    if (a == U_LB_WORD_JOINER || b == U_LB_WORD_JOINER || a == U_LB_GLUE) return KEEP;
    if (b == U_LB_GLUE && !is_any(a, OF(U_LB_SPACE) | OF(U_LB_BREAK_AFTER) | OF(U_LB_HYPHEN) | OF(HH))) return KEEP;
    return NO_RULE;
}

/* LB13-LB18: closing and opening marks, also over spaces. */
static Verdict ask_brackets(const Pair *pair)
{
    int a = pair->before, b = pair->after;
    const Unit *solid = pair->b->last_solid ? &pair->units[pair->b->last_solid - 1] : NULL;
    int64_t solid_index = (int64_t)pair->b->last_solid - 1;
    if (is_any(b, OF(U_LB_CLOSE_PUNCTUATION) | OF(U_LB_CLOSE_PARENTHESIS) | OF(U_LB_EXCLAMATION) | OF(U_LB_BREAK_SYMBOLS)))
        return KEEP;
    if (solid && solid->class == U_LB_OPEN_PUNCTUATION) return KEEP;
    if (solid && solid->is_initial &&
        is_any(class_at(pair, solid_index - 1), OF(SOT) | OF(U_LB_MANDATORY_BREAK) | OF(U_LB_CARRIAGE_RETURN) | OF(U_LB_LINE_FEED) |
                                                    OF(U_LB_NEXT_LINE) | OF(U_LB_OPEN_PUNCTUATION) | OF(U_LB_QUOTATION) |
                                                    OF(U_LB_GLUE) | OF(U_LB_SPACE) | OF(U_LB_ZWSPACE)))
        return KEEP;
    if (pair->b->is_final &&
        is_any(pair->two_after, OF(U_LB_SPACE) | OF(U_LB_GLUE) | OF(U_LB_WORD_JOINER) | OF(U_LB_CLOSE_PUNCTUATION) |
                                    OF(U_LB_QUOTATION) | OF(U_LB_CLOSE_PARENTHESIS) | OF(U_LB_EXCLAMATION) |
                                    OF(U_LB_INFIX_NUMERIC) | OF(U_LB_BREAK_SYMBOLS) | OF(U_LB_MANDATORY_BREAK) |
                                    OF(U_LB_CARRIAGE_RETURN) | OF(U_LB_LINE_FEED) | OF(U_LB_NEXT_LINE) | OF(U_LB_ZWSPACE) |
                                    OF(EOT)))
        return KEEP;
    if (a == U_LB_SPACE && b == U_LB_INFIX_NUMERIC && pair->two_after == U_LB_NUMERIC) return BREAK;
    if (b == U_LB_INFIX_NUMERIC) return KEEP;
    if (solid && b == U_LB_NONSTARTER && is_any(solid->class, OF(U_LB_CLOSE_PUNCTUATION) | OF(U_LB_CLOSE_PARENTHESIS))) return KEEP;
    if (solid && b == U_LB_BREAK_BOTH && solid->class == U_LB_BREAK_BOTH) return KEEP;
    return a == U_LB_SPACE ? BREAK : NO_RULE;
}

/* LB19, LB19a: quotation marks, which part only between East Asian neighbours. */
static Verdict ask_quotes(const Pair *pair)
{
    const Unit *a = pair->a, *b = pair->b;
    if (b->class == U_LB_QUOTATION) {
        bool is_wide_after = pair->at + 1 < pair->n && pair->units[pair->at + 1].is_wide;
        if (!b->is_initial || !a->is_wide || !is_wide_after) return KEEP;
    }
    if (a->class == U_LB_QUOTATION) {
        bool is_wide_before = pair->at >= 2 && pair->units[pair->at - 2].is_wide;
        if (!a->is_final || !b->is_wide || !is_wide_before) return KEEP;
    }
    return NO_RULE;
}

/* LB20-LB22: objects, hyphens, spaces that break, inseparable marks. */
static Verdict ask_hyphens(const Pair *pair)
{
    int a = pair->before, b = pair->after;
    if (a == U_LB_CONTINGENT_BREAK || b == U_LB_CONTINGENT_BREAK) return BREAK;
    if (is_any(a, OF(U_LB_HYPHEN) | OF(HH)) && is_any(b, OF(U_LB_ALPHABETIC) | OF(U_LB_HEBREW_LETTER)) &&
        is_any(pair->two_before, OF(SOT) | OF(U_LB_MANDATORY_BREAK) | OF(U_LB_CARRIAGE_RETURN) | OF(U_LB_LINE_FEED) |
                                     OF(U_LB_NEXT_LINE) | OF(U_LB_SPACE) | OF(U_LB_ZWSPACE) | OF(U_LB_CONTINGENT_BREAK) |
                                     OF(U_LB_GLUE)))
        return KEEP;
    if (is_any(b, OF(U_LB_BREAK_AFTER) | OF(HH) | OF(U_LB_HYPHEN) | OF(U_LB_NONSTARTER)) || a == U_LB_BREAK_BEFORE) return KEEP;
    if (pair->two_before == U_LB_HEBREW_LETTER && is_any(a, OF(U_LB_HYPHEN) | OF(HH)) && b != U_LB_HEBREW_LETTER) return KEEP;
    if (a == U_LB_BREAK_SYMBOLS && b == U_LB_HEBREW_LETTER) return KEEP;
    return b == U_LB_INSEPARABLE ? KEEP : NO_RULE;
}

/* LB25: whether the pair stands inside a number with its signs. */
static bool is_in_number(const Pair *pair)
{
    int a = pair->before, b = pair->after;
    if (is_any(b, OF(U_LB_POSTFIX_NUMERIC) | OF(U_LB_PREFIX_NUMERIC))) {
        if (pair->a->is_number) return true;
        return is_any(a, OF(U_LB_CLOSE_PUNCTUATION) | OF(U_LB_CLOSE_PARENTHESIS)) && pair->at >= 2 &&
               pair->units[pair->at - 2].is_number;
    }
    if (is_any(a, OF(U_LB_POSTFIX_NUMERIC) | OF(U_LB_PREFIX_NUMERIC)) && b == U_LB_OPEN_PUNCTUATION) {
        if (pair->two_after == U_LB_NUMERIC) return true;
        return pair->two_after == U_LB_INFIX_NUMERIC && class_at(pair, (int64_t)pair->at + 2) == U_LB_NUMERIC;
    }
    if (b != U_LB_NUMERIC) return false;
    return pair->a->is_number ||
           is_any(a, OF(U_LB_POSTFIX_NUMERIC) | OF(U_LB_PREFIX_NUMERIC) | OF(U_LB_HYPHEN) | OF(U_LB_INFIX_NUMERIC));
}

/* LB23-LB25, LB28-LB30: words and numbers. */
static Verdict ask_words(const Pair *pair)
{
    int a = pair->before, b = pair->after;
    bool is_a_letter = is_any(a, OF(U_LB_ALPHABETIC) | OF(U_LB_HEBREW_LETTER)),
         is_b_letter = is_any(b, OF(U_LB_ALPHABETIC) | OF(U_LB_HEBREW_LETTER));
    if ((is_a_letter && b == U_LB_NUMERIC) || (a == U_LB_NUMERIC && is_b_letter)) return KEEP;
    if (a == U_LB_PREFIX_NUMERIC && is_any(b, OF(U_LB_IDEOGRAPHIC) | OF(U_LB_E_BASE) | OF(U_LB_E_MODIFIER))) return KEEP;
    if (is_any(a, OF(U_LB_IDEOGRAPHIC) | OF(U_LB_E_BASE) | OF(U_LB_E_MODIFIER)) && b == U_LB_POSTFIX_NUMERIC) return KEEP;
    if (is_any(a, OF(U_LB_PREFIX_NUMERIC) | OF(U_LB_POSTFIX_NUMERIC)) && is_b_letter) return KEEP;
    if (is_a_letter && is_any(b, OF(U_LB_PREFIX_NUMERIC) | OF(U_LB_POSTFIX_NUMERIC))) return KEEP;
    if (is_in_number(pair)) return KEEP;
    if (is_b_letter && (is_a_letter || a == U_LB_INFIX_NUMERIC)) return KEEP;
    if ((is_a_letter || a == U_LB_NUMERIC) && b == U_LB_OPEN_PUNCTUATION && !pair->b->is_wide) return KEEP;
    if (a == U_LB_CLOSE_PARENTHESIS && !pair->a->is_wide && (is_b_letter || b == U_LB_NUMERIC)) return KEEP;
    return NO_RULE;
}

/* LB26, LB27: Korean syllables.  LB28a: orthographic syllables of Brahmic scripts.  LB30a, LB30b: flags and emoji. */
static Verdict ask_syllables(const Pair *pair)
{
    int a = pair->before, b = pair->after;
    if (a == U_LB_JL && is_any(b, OF(U_LB_JL) | OF(U_LB_JV) | OF(U_LB_H2) | OF(U_LB_H3))) return KEEP;
    if (is_any(a, OF(U_LB_JV) | OF(U_LB_H2)) && is_any(b, OF(U_LB_JV) | OF(U_LB_JT))) return KEEP;
    if (is_any(a, OF(U_LB_JT) | OF(U_LB_H3)) && b == U_LB_JT) return KEEP;
    if (is_any(a, OF(U_LB_JL) | OF(U_LB_JV) | OF(U_LB_JT) | OF(U_LB_H2) | OF(U_LB_H3)) && b == U_LB_POSTFIX_NUMERIC) return KEEP;
    if (a == U_LB_PREFIX_NUMERIC && is_any(b, OF(U_LB_JL) | OF(U_LB_JV) | OF(U_LB_JT) | OF(U_LB_H2) | OF(U_LB_H3))) return KEEP;
    bool is_a_base = is_any(a, OF(AK) | OF(AS)) || pair->a->is_circle, is_b_base = is_any(b, OF(AK) | OF(AS)) || pair->b->is_circle;
    if (a == AP && is_b_base) return KEEP;
    if (is_a_base && is_any(b, OF(VF) | OF(VI))) return KEEP;
    if (a == VI && (b == AK || pair->b->is_circle) && pair->at >= 2) {
        const Unit *base = &pair->units[pair->at - 2];
        if (is_any(base->class, OF(AK) | OF(AS)) || base->is_circle) return KEEP;
    }
    if (is_a_base && is_b_base && pair->two_after == VF) return KEEP;
    if (a == U_LB_REGIONAL_INDICATOR && b == U_LB_REGIONAL_INDICATOR && pair->a->is_odd) return KEEP;
    if (b == U_LB_E_MODIFIER && (a == U_LB_E_BASE || pair->a->is_future_emoji)) return KEEP;
    return NO_RULE;
}

static bool may_break(const Pair *pair)
{
    static Verdict (*const rules[])(const Pair *) = {ask_controls, ask_brackets, ask_quotes, ask_hyphens, ask_words, ask_syllables};
    bool is_between_ideographs = pair->before == U_LB_IDEOGRAPHIC && pair->after == U_LB_IDEOGRAPHIC;
    if (is_between_ideographs && !pair->a->is_joining) return true; /* no rule but the last is about them */
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        Verdict verdict = rules[i](pair);
        if (verdict != NO_RULE) return verdict == BREAK;
    }
    return true; /* LB31 */
}

void text_uax14(const uint32_t *codes, size_t n, bool *breaks)
{
    for (size_t i = 0; i < n; i++) breaks[i] = false;
    g_autoptr(GArray) units = make_units(codes, n);
    Pair pair = {.units = (const Unit *)units->data, .n = units->len};
    for (pair.at = 1; pair.at < pair.n; pair.at++) {
        pair.a = &pair.units[pair.at - 1];
        pair.b = &pair.units[pair.at];
        pair.before = pair.a->class;
        pair.after = pair.b->class;
        pair.two_before = class_at(&pair, (int64_t)pair.at - 2);
        pair.two_after = class_at(&pair, (int64_t)pair.at + 1);
        breaks[pair.b->first] = may_break(&pair);
    }
}
