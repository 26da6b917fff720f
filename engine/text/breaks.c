/* Where a line may start when nothing is prohibited: UAX #14, tailored by RULES 1.3 and 1.6.
 *
 * Marks of Chinese setting part from everything: whether they may stand at a line's edge is the style's prohibition level, which
 * paragraph/ applies.  What UAX #14 says of words, numbers, glue and combining marks holds. */
#include "text/shaping.h"

#include <unicode/uchar.h>

enum { CODE_DIGITS = 3 };

static bool is_mark(TextClass class)
{
    switch (class) {
    case TEXT_OPEN:
    case TEXT_CLOSE:
    case TEXT_PAUSE:
    case TEXT_STOP:
    case TEXT_DASH:
    case TEXT_ELLIPSIS:
    case TEXT_CONNECTOR:
    case TEXT_DOT:
    case TEXT_SOLIDUS: return true;
    default: return false;
    }
}

/* Characters that UAX #14 ties to what is beside them, whatever that is, or that end lines by themselves. */
static bool is_binding(uint32_t code)
{
    if (text_is_ideograph(code)) return false;
    if (code < 0x80) return code >= 0x0A && code <= 0x0D;
    switch (u_getIntPropertyValue((UChar32)code, UCHAR_LINE_BREAK)) {
    case U_LB_GLUE:
    case U_LB_WORD_JOINER:
    case U_LB_ZWSPACE:
    case U_LB_ZWJ:
    case U_LB_MANDATORY_BREAK:
    case U_LB_NEXT_LINE: return true;
    default: return false;
    }
}

/* 々 and its like never start a line; small kana, 〜 and ゠ do so where the level is not strict (CSS Text 3, line-break). */
static bool is_nonstarter(uint32_t code, ModelProhibition level)
{
    int class = u_getIntPropertyValue((UChar32)code, UCHAR_LINE_BREAK);
    bool is_small = class == U_LB_CONDITIONAL_JAPANESE_STARTER || code == 0x301C || code == 0x30A0;
    return is_small ? level == MODEL_PROHIBITION_STRICT : class == U_LB_NONSTARTER && level != MODEL_PROHIBITION_NONE;
}

static bool may_start(const Char *before, const Char *c, bool is_default, ModelProhibition level)
{
    if (c->is_joined || c->is_extending) return false;
    if (is_binding(before->code) || is_binding(c->code)) return is_default;
    if (c->class == TEXT_SPACE || c->class == TEXT_WIDE_SPACE) return false;
    if (c->class == TEXT_POSTFIX && before->class != TEXT_SPACE) return false;
    if (before->class == TEXT_PREFIX) return false;
    if (before->class == TEXT_ORNAMENT && c->class != TEXT_ORNAMENT) return false; /* house rule: ● heads what follows */
    if (before->class == TEXT_STOP && c->class == TEXT_STOP && c->code != 0x3002 && before->code != 0x3002)
        return false;                                                              /* GB 5.1.2 */
    if (before->class == TEXT_ELLIPSIS && c->class == TEXT_ELLIPSIS) return false; /* GB 5.1.5 */
    if (is_mark(before->class) && !is_mark(c->class) && is_nonstarter(c->code, level)) return false;
    if (is_mark(before->class) || is_mark(c->class)) return true;
    if (text_is_han(before->code) && text_is_han(c->code) && !is_default) {
        int class = u_getIntPropertyValue((UChar32)c->code, UCHAR_LINE_BREAK);
        if (class == U_LB_NONSTARTER || class == U_LB_CONDITIONAL_JAPANESE_STARTER) return !is_nonstarter(c->code, level);
    }
    return is_default;
}

static unsigned count_digits(const Shaping *shaping, unsigned first, int step)
{
    unsigned n = 0;
    for (unsigned i = first; i < shaping->n && u_isdigit((UChar32)shaping->chars[i].code); i += (unsigned)step) n++;
    return n;
}

/* A code or telephone number may part behind its hyphen, a range of small numbers not: RULES 1.6. */
static bool is_in_code(const Shaping *shaping, unsigned i)
{
    return i >= 2 && shaping->chars[i - 1].code == '-' && count_digits(shaping, i - 2, -1) >= CODE_DIGITS &&
           count_digits(shaping, i, 1) >= CODE_DIGITS;
}

void text_find_breaks(Shaping *shaping)
{
    uint32_t *codes = g_new(uint32_t, shaping->n);
    bool *breaks = g_new(bool, shaping->n);
    for (unsigned i = 0; i < shaping->n; i++) codes[i] = shaping->chars[i].code;
    text_uax14(codes, shaping->n, breaks);
    for (unsigned i = 1; i < shaping->n; i++) {
        Char *c = &shaping->chars[i];
        ModelProhibition level = shaping->runs->styles[c->style].prohibition;
        c->is_break_before = may_start(&shaping->chars[i - 1], c, breaks[i], level) || is_in_code(shaping, i);
    }
    g_free(codes);
    g_free(breaks);
}
