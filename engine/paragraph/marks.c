/* Marks: which part of their em is blank in each region, and which styles cut it.
 *
 * RULES 1.1 and 1.4, after CLREQ 3.1.2 and 3.1.6 and GB/T 15834-2011 5.1: on the mainland a mark stands in the near
 * half of its em, so half an em behind it is blank; in Taiwan and Hong Kong it stands in the middle, a quarter on each side.  In
 * vertical lines ： ； ！ ？ are never cut, nor are ！ ？ of Taiwan, Hong Kong and Japan. */
#include "paragraph/composer.h"

static bool is_colon(uint32_t code)
{
    return code == 0xFF1A || code == 0xFF1B;
}

static bool is_exclamation(uint32_t code)
{
    return code == 0xFF01 || code == 0xFF1F || code == 0x203C || (code >= 0x2047 && code <= 0x2049);
}

static MarkBlanks pause_blanks(uint32_t code, const TextParagraph *paragraph, DkLength em)
{
    MarkBlanks none = {0, 0}, behind = {0, em / 2}, around = {em / 4, em / 4};
    bool is_vertical = paragraph->direction == MODEL_DIRECTION_VERTICAL;
    if (is_vertical && (is_colon(code) || is_exclamation(code))) return none;
    switch (paragraph->language) {
    case MODEL_LANGUAGE_HANS_CN: return behind;
    case MODEL_LANGUAGE_JA: return is_exclamation(code) ? none : is_colon(code) ? around : behind;
    default: return is_exclamation(code) ? none : around;
    }
}

MarkBlanks par_mark_blanks(const TextCluster *cluster, const TextParagraph *paragraph, DkLength em)
{
    if (cluster->advance < em * 3 / 4) return (MarkBlanks){0, 0};
    switch (cluster->class) {
    case TEXT_OPEN: return (MarkBlanks){em / 2, 0};
    case TEXT_CLOSE: return (MarkBlanks){0, em / 2};
    case TEXT_DOT: return (MarkBlanks){em / 4, em / 4};
    case TEXT_PAUSE:
    case TEXT_STOP: return pause_blanks(cluster->character, paragraph, em);
    default: return (MarkBlanks){0, 0};
    }
}

bool par_is_halved(TextClass class, ModelPunctuation punctuation)
{
    switch (class) {
    case TEXT_OPEN:
    case TEXT_CLOSE:
    case TEXT_PAUSE: return punctuation == MODEL_PUNCTUATION_HALF || punctuation == MODEL_PUNCTUATION_KAIMING;
    case TEXT_STOP: return punctuation == MODEL_PUNCTUATION_HALF;
    default: return false;
    }
}
