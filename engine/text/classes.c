/* Classes of characters by themselves: RULES 1.1, after CLREQ 3.1.2-3.1.6 and GB/T 15834-2011 section 5.
 *
 * A code point goes in, a class comes out.  What neighbours change (a pair of dashes, a point between digits, an apostrophe) is
 * decided in context.c.  Narrow ASCII marks are part of words: UAX #14 knows how they behave. */
#include "text/shaping.h"

#include <stdlib.h>
#include <unicode/uchar.h>

const char *const text_class_words[] = {"han",       "open",       "close",    "pause", "stop",  "dash",   "ellipsis",
                                        "connector", "dot",        "solidus",  "digit", "latin", "prefix", "postfix",
                                        "space",     "wide-space", "ornament", "other", NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(text_class_words) == TEXT_N_CLASSES + 1);

/* Ranges in code point order, ends included. */
static const struct {
    uint32_t first, last;
    TextClass class;
} marks[] = {
    {0x0009, 0x000D, TEXT_SPACE},     {0x0020, 0x0020, TEXT_SPACE},
    {0x0024, 0x0024, TEXT_PREFIX},  /* $ */
    {0x0025, 0x0025, TEXT_POSTFIX}, /* % */
    {0x002F, 0x002F, TEXT_SOLIDUS}, /* / */
    {0x0030, 0x0039, TEXT_DIGIT},     {0x0085, 0x0085, TEXT_SPACE},
    {0x00A3, 0x00A3, TEXT_PREFIX},                                      /* pound */
    {0x00A5, 0x00A5, TEXT_PREFIX},                                      /* yen */
    {0x00B0, 0x00B0, TEXT_POSTFIX},                                     /* degree */
    {0x00B7, 0x00B7, TEXT_DOT},       {0x2000, 0x2006, TEXT_SPACE},     /* en quad .. six-per-em space */
    {0x2008, 0x200A, TEXT_SPACE},     {0x2013, 0x2013, TEXT_CONNECTOR}, /* en dash */
    {0x2014, 0x2015, TEXT_CONNECTOR},                                   /* em dash alone; a pair is a dash */
    {0x2018, 0x2018, TEXT_OPEN},      {0x2019, 0x2019, TEXT_CLOSE},
    {0x201C, 0x201C, TEXT_OPEN},      {0x201D, 0x201D, TEXT_CLOSE},
    {0x2022, 0x2022, TEXT_DOT},       {0x2025, 0x2026, TEXT_ELLIPSIS},
    {0x2027, 0x2027, TEXT_DOT},       {0x2028, 0x2029, TEXT_SPACE},
    {0x2030, 0x2031, TEXT_POSTFIX}, /* per mille, per ten thousand */
    {0x2032, 0x2033, TEXT_POSTFIX}, /* minutes, seconds */
    {0x203C, 0x203C, TEXT_STOP},      {0x2047, 0x2049, TEXT_STOP},
    {0x205F, 0x205F, TEXT_SPACE},     {0x20AC, 0x20AC, TEXT_PREFIX},   /* euro */
    {0x2103, 0x2103, TEXT_POSTFIX},                                    /* degree Celsius */
    {0x2109, 0x2109, TEXT_POSTFIX},   {0x2116, 0x2116, TEXT_PREFIX},   /* numero */
    {0x22EF, 0x22EF, TEXT_ELLIPSIS},  {0x25A0, 0x25FF, TEXT_ORNAMENT}, /* geometric shapes */
    {0x2605, 0x2606, TEXT_ORNAMENT},  {0x261B, 0x261F, TEXT_ORNAMENT},
    {0x2E3A, 0x2E3B, TEXT_DASH},      {0x3000, 0x3000, TEXT_WIDE_SPACE},
    {0x3001, 0x3001, TEXT_PAUSE},     {0x3002, 0x3002, TEXT_STOP},
    {0x3008, 0x3008, TEXT_OPEN},      {0x3009, 0x3009, TEXT_CLOSE},
    {0x300A, 0x300A, TEXT_OPEN},      {0x300B, 0x300B, TEXT_CLOSE},
    {0x300C, 0x300C, TEXT_OPEN},      {0x300D, 0x300D, TEXT_CLOSE},
    {0x300E, 0x300E, TEXT_OPEN},      {0x300F, 0x300F, TEXT_CLOSE},
    {0x3010, 0x3010, TEXT_OPEN},      {0x3011, 0x3011, TEXT_CLOSE},
    {0x3014, 0x3014, TEXT_OPEN},      {0x3015, 0x3015, TEXT_CLOSE},
    {0x3016, 0x3016, TEXT_OPEN},      {0x3017, 0x3017, TEXT_CLOSE},
    {0x3018, 0x3018, TEXT_OPEN},      {0x3019, 0x3019, TEXT_CLOSE},
    {0x301A, 0x301A, TEXT_OPEN},      {0x301B, 0x301B, TEXT_CLOSE},
    {0x301D, 0x301D, TEXT_OPEN},      {0x301E, 0x301F, TEXT_CLOSE},
    {0x30FB, 0x30FB, TEXT_DOT},       {0xFE30, 0xFE30, TEXT_ELLIPSIS},
    {0xFF01, 0xFF01, TEXT_STOP},      {0xFF04, 0xFF04, TEXT_PREFIX},
    {0xFF05, 0xFF05, TEXT_POSTFIX},   {0xFF08, 0xFF08, TEXT_OPEN},
    {0xFF09, 0xFF09, TEXT_CLOSE},     {0xFF0C, 0xFF0C, TEXT_PAUSE},
    {0xFF0E, 0xFF0E, TEXT_STOP},      {0xFF0F, 0xFF0F, TEXT_SOLIDUS},
    {0xFF1A, 0xFF1B, TEXT_PAUSE},     {0xFF1F, 0xFF1F, TEXT_STOP},
    {0xFF3B, 0xFF3B, TEXT_OPEN},      {0xFF3D, 0xFF3D, TEXT_CLOSE},
    {0xFF5B, 0xFF5B, TEXT_OPEN},      {0xFF5D, 0xFF5D, TEXT_CLOSE},
    {0xFF5E, 0xFF5E, TEXT_CONNECTOR}, /* full-width tilde */
    {0xFF5F, 0xFF5F, TEXT_OPEN},      {0xFF60, 0xFF60, TEXT_CLOSE},
    {0xFFE1, 0xFFE1, TEXT_PREFIX},    {0xFFE5, 0xFFE5, TEXT_PREFIX}, /* full-width yen */
};

static int compare_mark(const void *key, const void *element)
{
    uint32_t code = *(const uint32_t *)key;
    const __typeof__(marks[0]) *mark = element;
    return code < mark->first ? -1 : code > mark->last ? 1 : 0;
}

/* An em-wide character that stands for itself: ideographs, kana, hangul, bopomofo, full-width and enclosed letters. */
bool text_is_han(uint32_t code)
{
    if (text_is_ideograph(code)) return true;
    if (code < 0x2460) return false;
    if (code <= 0x24FF) return true; /* enclosed numbers and letters are drawn an em wide in CJK faces */
    int width = u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

TextClass text_class(uint32_t code)
{
    if (text_is_ideograph(code)) return TEXT_HAN;
    const __typeof__(marks[0]) *mark = bsearch(&code, marks, G_N_ELEMENTS(marks), sizeof marks[0], compare_mark);
    if (mark) return mark->class;
    if (text_is_han(code)) return TEXT_HAN;
    if (code < 0x250 || u_isalpha((UChar32)code)) return TEXT_LATIN;
    return TEXT_OTHER;
}

/* GB/T 15834 has one interpunct; a tab or line end inside a paragraph is a blank. */
uint32_t text_drawn_as(uint32_t code)
{
    if (code == 0x2027 || code == 0x2022) return 0x00B7;
    if (code == TEXT_SOFT_HYPHEN) return '-';
    if (code >= 0x09 && code <= 0x0D) return ' ';
    return code == 0x2028 || code == 0x2029 || code == 0x85 ? ' ' : code;
}

bool text_is_spaced(uint32_t code, ModelLanguage language)
{
    if (code == '!' || code == '#') return language != MODEL_LANGUAGE_JA;
    return u_isalnum((UChar32)code) && !text_is_han(code);
}

bool text_ends_line(uint32_t code)
{
    return (code >= 0x0A && code <= 0x0D) || code == 0x85 || code == 0x2028 || code == 0x2029;
}

bool text_has_han(const char *text, size_t n_bytes)
{
    for (const char *p = text; p < text + n_bytes; p = g_utf8_next_char(p))
        if (text_class(g_utf8_get_char(p)) == TEXT_HAN) return true;
    return false;
}
