/* Seams: the evidence in the words that one line goes on from another.
 *
 * In: two lines of a text.  Out: a log likelihood ratio in tenths of a bit: that the second follows the first, against any other line.
 * Method.  Behind a stop anything may begin; a character that leans on the one before it never stands behind a mark; figures go with
 * their units and are never parted; inside a sentence the characters around the seam are looked for elsewhere in the text, and in
 * ICU's dictionary.  Weights: read off the inputs with truth files (tests/reconstruct/mending.c prints them), rounded down. */
#include "reconstruct/pieces/seams.h"

#include <math.h>
#include <string.h>

#include "text/text.h"

#define GRAM_MOST 4          /* characters of what is looked for elsewhere */
#define WITNESS_2_MOST 30    /* two characters over the seam stand so elsewhere, at most; ... */
#define WITNESS_3 50         /* ... three, ... */
#define WITNESS_4 60         /* ... four */
#define WORD_2 29            /* a word of two characters over the seam, where both lines leave a single character there, ... */
#define WORD_2_OTHER 13      /* ... where a line by itself has a word there, ... */
#define WORD_LONG 50         /* ... a longer word */
#define NO_WORD -13          /* none, where both lines leave a single character */
#define MOST 70              /* witness and word are not independent */
#define LEANS_ON_NOTHING -50 /* a line that begins with 了, 的, behind a mark, at a text's start */
#define LEANS_TWICE -30      /* 的了, 了着 */
#define FIGURE_PARTED -60    /* digits go on with digits: no line ends there */
#define FIGURE_AND_UNIT 20
#define FIGURE_ALONE -12
#define WINDOW 6 /* characters on each side of a seam that the dictionary sees */

struct RecSeams {
    const RecSource *source;
    const RecHabits *habits;
    TextWords *words;
    GHashTable *grams;  /* hash of two to four characters that stand in one line -> how often */
    GHashTable *counts; /* character -> how often */
    unsigned n_characters;
};

/* ---- What stands in the text ---- */

/* A key of characters: for four and fewer a hash of 64 bits is as good as the characters. */
static guint64 gram_key(const gunichar *characters, int n)
{
    guint64 key = 14695981039346656037u ^ (guint64)n;
    for (int i = 0; i < n; i++) key = (key ^ characters[i]) * 1099511628211u;
    return key;
}

static unsigned count_gram(const RecSeams *seams, const gunichar *characters, int n)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(seams->grams, GSIZE_TO_POINTER((gsize)gram_key(characters, n))));
}

static void count_up(GHashTable *table, gpointer key)
{
    g_hash_table_insert(table, key, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(table, key)) + 1));
}

static void add_line(RecSeams *seams, RecRange line)
{
    gunichar last[GRAM_MOST] = {0};
    int n = 0; /* of `last` that are words' characters, no mark between them */
    for (unsigned at = line.first; at < rec_end(line); at += (unsigned)g_utf8_skip[(guchar)seams->source->text->str[at]]) {
        gunichar c = rec_char(seams->source->text->str + at);
        if (rec_is_space(c)) continue;
        memmove(last, last + 1, sizeof last - sizeof *last);
        last[GRAM_MOST - 1] = c;
        n = rec_is_han(c) || g_unichar_isalnum(c) ? MIN(n + 1, GRAM_MOST) : 0;
        if (n) count_up(seams->counts, GUINT_TO_POINTER(c));
        seams->n_characters += n > 0;
        for (int k = 2; k <= n; k++) count_up(seams->grams, GSIZE_TO_POINTER((gsize)gram_key(last + GRAM_MOST - k, k)));
    }
}

RecSeams *rec_seams_new(const RecSource *source, const GArray *lines, const RecHabits *habits)
{
    RecSeams *seams = g_new0(RecSeams, 1);
    *seams = (RecSeams){.source = source, .habits = habits, .words = text_words_new()};
    seams->grams = g_hash_table_new(NULL, NULL);
    seams->counts = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < lines->len; i++) add_line(seams, g_array_index(lines, RecLine, i).range);
    return seams;
}

void rec_seams_free(RecSeams *seams)
{
    if (!seams) return;
    text_words_free(seams->words);
    g_hash_table_unref(seams->grams);
    g_hash_table_unref(seams->counts);
    g_free(seams);
}

/* ---- Two lines ---- */

/* The last `most` characters of a line, white space left out, in their order; returns how many. */
static int last_characters(const RecSeams *seams, RecRange line, gunichar *characters, int most)
{
    int n = 0;
    const char *text = seams->source->text->str, *p = text + rec_end(line);
    while (p > text + line.first && n < most) {
        p = g_utf8_prev_char(p);
        if (!rec_is_space(rec_char(p))) characters[most - ++n] = rec_char(p);
    }
    memmove(characters, characters + most - n, sizeof *characters * (size_t)n);
    return n;
}

static int first_characters(const RecSeams *seams, RecRange line, gunichar *characters, int most)
{
    int n = 0;
    const char *text = seams->source->text->str;
    for (const char *p = text + line.first; p < text + rec_end(line) && n < most; p = g_utf8_next_char(p))
        if (!rec_is_space(rec_char(p))) characters[n++] = rec_char(p);
    return n;
}

static bool is_leaning(const RecSeams *seams, gunichar c)
{
    return g_hash_table_contains(seams->habits->leaning, GUINT_TO_POINTER(c));
}

static bool is_unit(const RecSeams *seams, gunichar c)
{
    return g_hash_table_contains(seams->habits->units, GUINT_TO_POINTER(c));
}

/* How much more often two characters stand side by side than chance has it. */
static int weigh_two(const RecSeams *seams, const gunichar *two)
{
    double n_first = GPOINTER_TO_UINT(g_hash_table_lookup(seams->counts, GUINT_TO_POINTER(two[0])));
    double n_second = GPOINTER_TO_UINT(g_hash_table_lookup(seams->counts, GUINT_TO_POINTER(two[1])));
    double expected = n_first * n_second / MAX(1, seams->n_characters);
    int bits = (int)floor(10 * log2((count_gram(seams, two, 2) + 0.5) / (expected + 0.5)) + 0.5);
    return MIN(bits, WITNESS_2_MOST);
}

/* What the text itself says: the longest run of characters over the seam that it has elsewhere. */
static int weigh_witness(const RecSeams *seams, const gunichar *before, const gunichar *after)
{
    gunichar around[2 * GRAM_MOST];
    memcpy(around, before + WINDOW - GRAM_MOST, sizeof *before * GRAM_MOST);
    memcpy(around + GRAM_MOST, after, sizeof *after * GRAM_MOST);
    for (int n = GRAM_MOST; n > 2; n--)
        for (int i = 1; i < n; i++) {
            const gunichar *run = around + GRAM_MOST - i;
            bool is_whole = run[0] && run[n - 1];
            if (is_whole && count_gram(seams, run, n)) return n == GRAM_MOST ? WITNESS_4 : WITNESS_3;
        }
    return weigh_two(seams, around + GRAM_MOST - 1);
}

/* Whether the dictionary has the character at a seam's side as a word of its own, the other side unseen. */
static bool is_single(const RecSeams *seams, const char *text, unsigned n, bool is_last)
{
    if (n == 0) return false;
    unsigned at = is_last ? (unsigned)(g_utf8_prev_char(text + n) - text) : (unsigned)(g_utf8_next_char(text) - text);
    return at == 0 || at == n || text_words_over(seams->words, text, n, at) == 0;
}

static int weigh_word(const RecSeams *seams, const gunichar *before, const gunichar *after)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < WINDOW; i++)
        if (before[i]) g_string_append_unichar(text, before[i]);
    unsigned seam = (unsigned)text->len;
    for (int i = 0; i < WINDOW && after[i]; i++) g_string_append_unichar(text, after[i]);
    unsigned n = text_words_over(seams->words, text->str, (unsigned)text->len, seam);
    bool are_single =
        is_single(seams, text->str, seam, true) && is_single(seams, text->str + seam, (unsigned)text->len - seam, false);
    if (n > 2) return WORD_LONG;
    if (n == 2) return are_single ? WORD_2 : WORD_2_OTHER;
    return are_single ? NO_WORD : 0;
}

static int weigh_figure(const RecSeams *seams, gunichar last, gunichar first)
{
    bool is_figure = g_unichar_isdigit(last), goes_on = g_unichar_isdigit(first);
    if (is_figure && goes_on) return FIGURE_PARTED;
    if (is_figure) return is_unit(seams, first) ? FIGURE_AND_UNIT : FIGURE_ALONE;
    return 0;
}

static bool is_mark(gunichar c)
{
    return !rec_is_han(c) && !g_unichar_isalnum(c);
}

int rec_seams_weigh_start(const RecSeams *seams, RecRange line)
{
    gunichar first = 0;
    first_characters(seams, line, &first, 1);
    return is_leaning(seams, first) ? LEANS_ON_NOTHING : 0;
}

int rec_seams_weigh(const RecSeams *seams, RecRange first, RecRange second)
{
    gunichar before[WINDOW], after[WINDOW] = {0}, right[WINDOW] = {0};
    int n = last_characters(seams, first, before, WINDOW);
    memmove(right + WINDOW - n, before, sizeof *before * (size_t)n);
    int n_after = first_characters(seams, second, after, WINDOW);
    if (n == 0 || n_after == 0) return 0;
    gunichar x = right[WINDOW - 1], y = after[0];
    if (is_leaning(seams, y) && is_mark(x)) return rec_is_closing(x) || x == '"' ? 0 : LEANS_ON_NOTHING;
    if (is_leaning(seams, y) && is_leaning(seams, x)) return LEANS_TWICE;
    if (is_mark(x) || is_mark(y)) return 0;
    int figure = weigh_figure(seams, x, y);
    if (figure || !rec_is_han(x) || !rec_is_han(y)) return figure;
    return MIN(weigh_witness(seams, right, after) + weigh_word(seams, right, after), MOST);
}
