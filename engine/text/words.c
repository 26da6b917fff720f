/* Words of a head: where a line of it may start without tearing a sense unit.
 *
 * ICU's Chinese dictionary parts the text into words; what it does not know it parts into single characters, so neighbouring single
 * characters that are no function words are taken for a name.  A line does not start with 的 or its like (RULES 2.5). */
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "text/shaping.h"

/* Characters that lean on the word before them. */
static const char leaning[] = "的了着过地得们等之吗呢吧啊性化者起";
/* Words of one character that stand by themselves. */
static const char standing[] =
    "在和与及或为对从向到由以将把被让使于是不也都就又再更还要能可会应该新老大小上下前后里外中年月日时今昨明";

static bool is_among(const char *characters, uint32_t code)
{
    return g_utf8_strchr(characters, -1, code) != NULL;
}

static bool is_ideograph(uint32_t code)
{
    return u_hasBinaryProperty((UChar32)code, UCHAR_IDEOGRAPHIC);
}

/* The one character of a word, 0 when it has more. */
static uint32_t only_character(const char *text, int32_t first, int32_t end)
{
    return text + end == g_utf8_next_char(text + first) ? g_utf8_get_char(text + first) : 0;
}

/* Whether the word of bytes first .. end - 1 may be a part of a name that the dictionary does not know. */
static bool is_name_part(const char *text, int32_t first, int32_t end)
{
    uint32_t code = only_character(text, first, end);
    return code && is_ideograph(code) && !is_among(standing, code) && !is_among(leaning, code);
}

/* Whether a word belongs to the number before it: what is counted, a unit, the rest of a name such as 12号. */
static bool is_counted(const char *text, int32_t first, int32_t end)
{
    uint32_t code = only_character(text, first, end);
    return code && is_ideograph(code) && u_isdigit((UChar32)g_utf8_get_char(g_utf8_prev_char(text + first)));
}

/* Marks in `starts` the bytes at which a line may start. */
static void find_starts(UBreakIterator *iterator, const char *text, bool *starts)
{
    int32_t before = 0, at = ubrk_first(iterator);
    for (int32_t end = ubrk_next(iterator); end != UBRK_DONE; before = at, at = end, end = ubrk_next(iterator)) {
        if (at == 0) continue;
        bool is_name = is_name_part(text, before, at) && is_name_part(text, at, end);
        uint32_t code = only_character(text, at, end);
        starts[at] = !is_name && !is_counted(text, at, end) && !(code && is_among(leaning, code));
    }
}

bool *text_word_starts(const char *text, unsigned n_bytes)
{
    UErrorCode error = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text, n_bytes, &error);
    UBreakIterator *iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &error);
    if (U_SUCCESS(error)) ubrk_setUText(iterator, utext, &error);
    bool *starts = g_new0(bool, n_bytes + 1);
    if (U_SUCCESS(error)) find_starts(iterator, text, starts);
    ubrk_close(iterator);
    utext_close(utext);
    return starts;
}

void text_find_words(TextRuns *runs, unsigned index)
{
    const TextParagraph *paragraph = &g_array_index(runs->paragraphs, TextParagraph, index);
    g_autofree bool *starts = text_word_starts(paragraph->text + paragraph->first_byte, paragraph->n_bytes);
    for (unsigned i = 0; i < paragraph->n_clusters; i++) {
        TextCluster *cluster = &g_array_index(runs->clusters, TextCluster, paragraph->first_cluster + i);
        cluster->is_word_start = starts[cluster->first_byte - paragraph->first_byte];
    }
}

/* ---- Words over a seam ---- */

struct TextWords {
    UBreakIterator *iterator;
};

TextWords *text_words_new(void)
{
    UErrorCode error = U_ZERO_ERROR;
    TextWords *words = g_new(TextWords, 1);
    words->iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &error);
    return words;
}

void text_words_free(TextWords *words)
{
    if (!words) return;
    ubrk_close(words->iterator);
    g_free(words);
}

unsigned text_words_over(TextWords *words, const char *text, unsigned n_bytes, unsigned seam)
{
    UErrorCode error = words->iterator ? U_ZERO_ERROR : U_MISSING_RESOURCE_ERROR;
    UText *utext = utext_openUTF8(NULL, text, n_bytes, &error);
    ubrk_setUText(words->iterator, utext, &error);
    int32_t first = 0, end = 0;
    while (U_SUCCESS(error) && end != UBRK_DONE && end <= (int32_t)seam) {
        first = end;
        end = ubrk_next(words->iterator);
    }
    bool goes_over = U_SUCCESS(error) && end != UBRK_DONE && first < (int32_t)seam;
    unsigned n = goes_over ? (unsigned)g_utf8_strlen(text + first, end - first) : 0;
    utext_close(utext);
    return n;
}
