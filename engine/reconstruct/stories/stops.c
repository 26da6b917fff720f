/* Stops: full stops that paragraphs have lost.
 *
 * In: the draft as far as its stories.  Out: RecLoss for each paragraph that ends without its stop, with what may have stood there.
 * Method.  A last line that leaves room which the next word would have taken ended its paragraph, and lost but its mark; where the line is
 * full, words may be missing, and nothing is proposed; nor where no sentence ends: behind a pause, a colon, a word that reaches for the
 * next one, in a bracket, in a text without sentences or a signature behind them.  It is sure when the measure is, no quotation is left
 * open, and no text that begins in mid-sentence looks for its beginning. */
#include "reconstruct/stories/stops.h"

#include <string.h>

#include "reconstruct/habits.h"
#include "reconstruct/pieces/pieces.h"
#include "reconstruct/write/write.h"
#include "text/text.h"

#define SURE 0.95
#define LIKELY 0.8    /* of what the tests print, so many were right */
#define ROOM 3        /* cells that a last line leaves, more than any mark squeezes */
#define INDENT 4      /* cells */
#define SENTENCE 8    /* characters behind the stop before: fewer are a signature */
#define QUOTES_MOST 3 /* quotations in each other */
#define WORD_MOST 6   /* characters in which the last word is looked for */
#define SURE_LINES 2  /* that break where a measure breaks, for it to be certain */
#define SAME_MEASURE 2
#define MEASURE_MOST 200 /* cells that a column has at most, twice that */

typedef struct {
    const RecDraft *draft;
    TextWords *words; /* NULL: the text is no single page, and its words are not looked at */
    GArray *out;      /* RecLoss */
    bool is_of_rest[MEASURE_MOST + 1];
} Finder;

/* What a paragraph looks like at its end. */
typedef struct {
    RecRange text;       /* its last part */
    const RecLine *line; /* its last printed line; NULL: not known */
    int measure, room;   /* cells; measure 0: not known */
    bool is_sure;        /* of the measure */
} End;

/* ---- Where it ends ---- */

static const RecLine *line_before(const RecDraft *draft, unsigned end)
{
    const GArray *lines = draft->pieces->lines;
    guint low = 0, high = lines->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(lines, RecLine, middle).range.first < end) low = middle;
        else high = middle;
    }
    return lines->len ? &g_array_index(lines, RecLine, low) : NULL;
}

/* The last piece of a paragraph. */
static const RecPiece *last_piece(const RecDraft *draft, const RecElement *element)
{
    int index = (int)element->piece;
    for (int next; (next = g_array_index(draft->links, RecLink, index).next) >= 0;) index = next;
    return &g_array_index(draft->pieces->pieces, RecPiece, index);
}

static End end_of(const RecDraft *draft, const RecStory *story, const RecElement *element)
{
    End end = {.text = g_array_index(draft->stories->parts, RecRange, element->first_part + element->n_parts - 1)};
    const RecPiece *piece = last_piece(draft, element);
    end.line = line_before(draft, rec_end(end.text));
    end.measure = piece->measure ? piece->measure : story->measure;
    end.is_sure = piece->n_fitting >= SURE_LINES;
    if (!end.line || !end.measure) return end;
    bool is_first = end.line->range.first <= piece->range.first && piece->start != REC_START_FLUSH && end.line->indent == 0;
    end.room = end.measure - rec_line_width(end.line) - (is_first ? INDENT : 0);
    return end;
}

/* ---- What it ends with ---- */

/* The marks that close what is open at a text's end, the last one first; false when a bracket is open. */
static bool append_closing(const RecSource *source, RecRange range, char *text, gsize size)
{
    static const char *const pairs[] = {"“”", "「」", "『』"};
    size_t open[QUOTES_MOST], n = 0;
    int n_brackets = 0;
    for (const char *p = source->text->str + range.first; p < source->text->str + rec_end(range); p = g_utf8_next_char(p)) {
        gunichar c = rec_char(p);
        bool is_flat = c == '"', closes_flat = is_flat && n > 0 && open[n - 1] == 0, is_quote = is_flat;
        for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
            bool closes = closes_flat ? i == 0 : c == rec_char(g_utf8_next_char(pairs[i]));
            bool opens = is_flat ? i == 0 && !closes_flat : c == rec_char(pairs[i]);
            if (closes && n > 0 && open[n - 1] == i) n--;
            if (opens && n < QUOTES_MOST) open[n++] = i;
            is_quote |= closes || opens;
        }
        if (is_quote) continue;
        n_brackets += rec_is_opening(rec_fold(c));
        if (rec_is_closing(rec_fold(c)) && n_brackets > 0) n_brackets--;
    }
    while (n-- > 0) g_strlcat(text, g_utf8_next_char(pairs[open[n]]), size);
    return n_brackets == 0;
}

/* Whether a character is one of a few that, as words, do nothing but lead from one to another. */
static bool is_particle(const RecHabits *habits, const char *at)
{
    gpointer c = GUINT_TO_POINTER(rec_char(at));
    return g_hash_table_contains(habits->reaching, c) || g_hash_table_contains(habits->leaning, c);
}

/* Whether the last word of a text reaches for another: 和, 在, 很; not where it ends a longer word, as in 参与.  What the dictionary has of
 * particles alone (了一, 都很) is no word. */
static bool reaches_on(const Finder *finder, RecRange text)
{
    const RecHabits *habits = finder->draft->habits;
    const char *from = finder->draft->source->text->str + text.first, *end = from + text.n, *first = end;
    for (int n = 0; n < WORD_MOST && first > from && rec_is_han(rec_char(g_utf8_prev_char(first))); n++)
        first = g_utf8_prev_char(first);
    if (first == end) return false;
    const char *last = g_utf8_prev_char(end);
    if (!g_hash_table_contains(habits->reaching, GUINT_TO_POINTER(rec_char(last)))) return false;
    if (last == first || !finder->words || is_particle(habits, g_utf8_prev_char(last))) return true;
    return text_words_over(finder->words, first, (unsigned)(end - first), (unsigned)(last - first)) == 0;
}

/* Whether a paragraph has sentences, or one with a pause, and behind the last stop words enough for another. */
static bool has_sentences(const RecDraft *draft, const RecElement *element)
{
    int n = 0;
    bool has_stop = false;
    for (unsigned k = 0; k < element->n_parts; k++) {
        RecRange part = g_array_index(draft->stories->parts, RecRange, element->first_part + k);
        const char *end = draft->source->text->str + rec_end(part);
        for (const char *p = draft->source->text->str + part.first; p < end; p = g_utf8_next_char(p)) {
            gunichar c = rec_fold(rec_char(p));
            has_stop |= rec_is_stop(c) || c == 0xff0c;
            n = rec_is_stop(c) ? 0 : n + rec_is_han(c);
        }
    }
    return has_stop && n >= SENTENCE;
}

/* Notes the measures of texts that begin in mid-sentence and have no beginning; 0: one of no known measure. */
static void find_rests(Finder *finder)
{
    const RecDraft *draft = finder->draft;
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(draft->pieces->pieces, RecPiece, i);
        bool is_body = g_array_index(draft->roles->views, RecView, i).role == REC_ROLE_BODY;
        bool is_rest = is_body && piece->start == REC_START_FLUSH && g_array_index(draft->links, RecLink, i).previous < 0;
        if (is_rest) finder->is_of_rest[CLAMP(piece->measure, 0, MEASURE_MOST)] = true;
    }
}

/* Whether one of them may be a paragraph's rest. */
static bool has_rest(const Finder *finder, int measure)
{
    if (finder->is_of_rest[0]) return true;
    for (int i = MAX(1, measure - SAME_MEASURE); i <= MIN(MEASURE_MOST, measure + SAME_MEASURE); i++)
        if (finder->is_of_rest[i]) return true;
    return false;
}

/* ---- What is proposed ---- */

/* Why no stop was lost at a paragraph's end though its last line has room; NULL: one may have been. */
static const char *objection(const Finder *finder, const RecElement *element, RecRange text, bool is_outside)
{
    if (!is_outside) return "a bracket is open at its end: words are missing";
    if (!has_sentences(finder->draft, element)) return "what stands there may be no sentence";
    return reaches_on(finder, text) ? "no sentence ends with its last word: words are missing" : NULL;
}

static void propose(const Finder *finder, const RecElement *element, const End *end, RecLoss *loss)
{
    char closing[sizeof loss->text] = "";
    bool is_outside = append_closing(finder->draft->source, end->text, closing, sizeof closing);
    const char *why_not = objection(finder, element, end->text, is_outside);
    if (why_not) {
        loss->reason = g_strdup(why_not);
        return;
    }
    g_strlcpy(loss->text, "。", sizeof loss->text);
    if (element->n_parts == 1) g_strlcat(loss->text, closing, sizeof loss->text);
    loss->confidence = end->is_sure && !*closing && !has_rest(finder, end->measure) ? SURE : LIKELY;
    loss->witness = end->line->range;
    loss->reason = g_strdup_printf("its last line leaves %s em of %s", rec_decimal(end->room / 2.0, 1).text,
                                   rec_decimal(end->measure / 2.0, 1).text);
}

static void add_stop(Finder *finder, const RecStory *story, const RecElement *element)
{
    End end = end_of(finder->draft, story, element);
    RecLoss loss = {.kind = REC_LOSS_STOP, .byte = rec_end(end.text)};
    bool is_word = rec_is_han(rec_last(finder->draft->source, end.text, true));
    if (is_word && end.room >= ROOM) propose(finder, element, &end, &loss);
    else
        loss.reason =
            g_strdup(is_word && end.measure ? "its last line is full: words may be missing too" : "words may be missing too");
    g_array_append_val(finder->out, loss);
}

void rec_find_stops(const RecDraft *draft, GArray *out)
{
    Finder finder = {.draft = draft, .out = out};
    if (draft->source->text->len <= REC_PAGE_BYTES) finder.words = text_words_new();
    find_rests(&finder);
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        for (unsigned k = 0; k < story->n_elements; k++) {
            const RecElement *element = rec_element(draft, story, k);
            if (element->is_lost_end) add_stop(&finder, story, element);
        }
    }
    if (finder.words) text_words_free(finder.words);
}
