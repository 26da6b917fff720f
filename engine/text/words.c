/* Words of a head: where a line of it may start without tearing a sense unit.
 *
 * ICU's Chinese dictionary parts the text into words; what it does not know it parts into single characters, so neighbouring single
 * characters that are no function words are taken for a name.  It knows few words that end with 会, 队 or their like: such a character is
 * joined to what it ends, as in 发布会 and 客场, a counting word to its number, as in 第十次, and two words of two characters to the 会 or
 * 日 behind them, as in 新闻发布会.  A line does not start with 的 or its like (RULES 2.5). */
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "text/shaping.h"

/* Characters that lean on the word before them. */
static const char leaning[] = "的了着过地得们等之吗呢吧啊性化者起";
/* Words of one character that stand by themselves. */
static const char standing[] =
    "在和与及或为对从向到由以将把被让使于是不也都另就又再更还要能可会应该新老大小上下前后里外中年月日时今昨明";

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

/* What ends a word of two characters or more that the dictionary does not know whole. */
static const char endings[] = "会會日年月时時届屆队隊团團局厅廳馆館厂廠站场場";
/* ... and takes in the word before that one too: 新闻发布会, 云溪代表队. */
static const char far_endings[] = "会會日党黨队隊团團";
/* What ends a name of single characters: 云溪队, 客场; and where the name is a place's, which the next line may begin with as well. */
static const char name_endings[] = "队隊局厅廳院馆館厂廠站场場";
static const char place_endings[] = "省市县縣区區镇鎮乡鄉村州";
static const char *const parties[] = {"共产", "共產", "国民", "國民", "民主", "共和", "执政", "執政", NULL};
static const char numerals[] = "第〇零一二三四五六七八九十百千万萬亿億两兩几幾数數";

/* Why a line may start at a word, or may not. */
typedef enum {
    JOINT_INSIDE,  /* a word of the dictionary goes on */
    JOINT_ENDING,  /* the word ends what is before it */
    JOINT_GUESSED, /* what may be a name goes on, or 的 or its like begins */
    JOINT_START
} Joint;

/* A word of the dictionary: its bytes, and its character where it has but one. */
typedef struct {
    int32_t first, end;
    uint32_t only;
} Word;

static bool is_of(const char *text, const Word *word, const char *characters)
{
    for (const char *p = text + word->first; p < text + word->end; p = g_utf8_next_char(p))
        if (!is_among(characters, g_utf8_get_char(p))) return false;
    return word->end > word->first;
}

/* Whether a name is over with this character, so that what follows is not of it. */
static bool is_name_end(uint32_t code)
{
    return is_among(name_endings, code) || is_among(place_endings, code) || is_among("党黨", code);
}

/* A word of ideographs, two or more. */
static bool is_long(const char *text, const Word *word)
{
    return !word->only && word->end > word->first && is_ideograph(g_utf8_get_char(text + word->first));
}

/* Whether a word belongs to the figures before it: what is counted, a unit, the rest of a name such as 12号; or begins behind a score. */
static bool is_behind_digit(const char *text, const Word *word)
{
    bool is_single = word->only && is_ideograph(word->only);
    return is_single && u_isdigit((UChar32)g_utf8_get_char(g_utf8_prev_char(text + word->first)));
}

/* The same of a number in Han. */
static bool is_counted(const char *text, const Word *before, const Word *word)
{
    if (!word->only || !is_ideograph(word->only)) return false;
    bool is_unit = (!is_among(standing, word->only) && !is_among("至", word->only)) || is_among("年月日时", word->only);
    return is_unit && is_of(text, before, numerals) && !is_among(numerals, word->only);
}

static bool is_party(const char *text, const Word *before, const Word *word)
{
    if (!word->only || !is_among("党黨", word->only)) return false;
    g_autofree char *name = g_strndup(text + before->first, (gsize)(before->end - before->first));
    return g_strv_contains(parties, name);
}

static Joint joint_of(const char *text, const Word *before, Joint last, const Word *word)
{
    bool is_after_long = is_long(text, before), is_after_part = is_name_part(text, before->first, before->end);
    uint32_t only = word->only;
    if (is_counted(text, before, word) || is_party(text, before, word)) return JOINT_ENDING;
    if (only && is_after_long && is_among(endings, only)) return JOINT_ENDING;
    if (only && is_after_part && last != JOINT_ENDING && is_among(name_endings, only)) return JOINT_ENDING;
    if (is_behind_digit(text, word) || (only && is_among(leaning, only))) return JOINT_GUESSED;
    bool is_ended = last != JOINT_START && before->only && is_name_end(before->only);
    return is_after_part && is_name_part(text, word->first, word->end) && !is_ended ? JOINT_GUESSED : JOINT_START;
}

/* Says of the bytes at which words begin what joint is there. */
static void find_joints(UBreakIterator *iterator, const char *text, uint8_t *joints)
{
    Word far = {0}, before = {0};
    Joint last = JOINT_START;
    int32_t first = ubrk_first(iterator);
    for (int32_t end = ubrk_next(iterator); end != UBRK_DONE; first = end, end = ubrk_next(iterator)) {
        Word word = {first, end, only_character(text, first, end)};
        Joint joint = first ? joint_of(text, &before, last, &word) : JOINT_START;
        joints[first] = (uint8_t)joint;
        bool is_far = joint == JOINT_ENDING && is_among(far_endings, word.only) && is_long(text, &before) && is_long(text, &far);
        if (is_far && joints[before.first] == JOINT_START) joints[before.first] = JOINT_ENDING;
        far = before, before = word, last = joint;
    }
}

static uint8_t *joints_of(const char *text, unsigned n_bytes)
{
    UErrorCode error = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text, n_bytes, &error);
    UBreakIterator *iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &error);
    if (U_SUCCESS(error)) ubrk_setUText(iterator, utext, &error);
    uint8_t *joints = g_new0(uint8_t, n_bytes + 1);
    if (U_SUCCESS(error)) find_joints(iterator, text, joints);
    ubrk_close(iterator);
    utext_close(utext);
    return joints;
}

bool *text_word_starts(const char *text, unsigned n_bytes)
{
    g_autofree uint8_t *joints = joints_of(text, n_bytes);
    bool *starts = g_new0(bool, n_bytes + 1);
    for (unsigned i = 1; i < n_bytes; i++) starts[i] = joints[i] == JOINT_START;
    return starts;
}

bool text_is_word_torn(const char *text, unsigned n_bytes, unsigned seam)
{
    g_autofree uint8_t *joints = joints_of(text, n_bytes);
    return seam > 0 && seam < n_bytes && (joints[seam] == JOINT_INSIDE || joints[seam] == JOINT_ENDING);
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
