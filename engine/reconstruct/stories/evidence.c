/* Evidence: how sure it is that a text is a head, and the head of its story.
 *
 * In: the stories as they are finished.  Out: of every headline, kicker, deck, standing head and cross-head the signals that speak for it
 * and against it (`heads:` of the habits), and the confidence that their weight makes.
 * Method.  A line that is short and has no stop looks like a head, right or wrong; what tells is about it: the text under it begins (a
 * dateline, a byline, an indent) or goes on from elsewhere, the text over it ends or breaks off; it has words of its own story that others
 * lack (pairs of Han, each the lighter the more stories have it); no other reading of its stack weighs as much. */
#include <string.h>

#include "reconstruct/pieces/pieces.h"
#include "reconstruct/stories/stories.h"

#define STORIES_MOST 40 /* of a page, whose words are compared */
#define STACK_MOST 6    /* pieces that are passed over on the way to the text over a head or under it */
#define SOME_WORDS 0.1  /* of a head's pairs, by weight, that its text has */
#define MANY_WORDS 0.35
#define ELSEWHERE_LEAD 0.2 /* by which another story has more of them */
#define CLEAR_MARGIN 9     /* halves of a habit's weight */
#define EVEN_MARGIN 1
#define TALL_STACK 4   /* lines */
#define NEAR_MEASURE 2 /* cells */
#define KNOWN_LEAST 3  /* weight of a habit that knows a head by its words */

typedef struct {
    const Assembler *assembler;
    GPtrArray *words;   /* GHashTable of pairs, one a story: what its heads are compared with */
    GHashTable *spread; /* pair -> in how many stories it is */
} Judge;

static bool is_judged(RecRole role)
{
    return role >= REC_ROLE_CROSS_HEAD && role <= REC_ROLE_STANDING_HEAD;
}

/* ---- Words ---- */

static GHashTable *words_of(const Assembler *assembler, const RecStory *story)
{
    GHashTable *words = g_hash_table_new(NULL, NULL);
    for (unsigned i = story->first_element; i < story->first_element + story->n_elements; i++) {
        const RecElement *element = &g_array_index(assembler->out->elements, RecElement, i);
        for (unsigned k = 0; !is_judged(element->role) && k < element->n_parts; k++)
            rec_add_pairs(words, assembler->source, g_array_index(assembler->out->parts, RecRange, element->first_part + k));
    }
    return words;
}

static void read_words(Judge *judge)
{
    const GArray *stories = judge->assembler->out->stories;
    bool is_page = stories->len <= STORIES_MOST && judge->assembler->source->text->len <= REC_PAGE_BYTES;
    for (guint i = 0; is_page && i < stories->len; i++) {
        GHashTable *words = words_of(judge->assembler, &g_array_index(stories, RecStory, i));
        g_ptr_array_add(judge->words, words);
        GHashTableIter iter;
        gpointer pair;
        g_hash_table_iter_init(&iter, words);
        while (g_hash_table_iter_next(&iter, &pair, NULL)) {
            guint n = GPOINTER_TO_UINT(g_hash_table_lookup(judge->spread, pair));
            g_hash_table_insert(judge->spread, pair, GUINT_TO_POINTER(n + 1));
        }
    }
}

/* The share of a head's pairs that a story's text has, each by its weight. */
static double share_in(const Judge *judge, GHashTable *pairs, guint story)
{
    GHashTableIter iter;
    gpointer pair;
    double found = 0, all = 0;
    g_hash_table_iter_init(&iter, pairs);
    while (g_hash_table_iter_next(&iter, &pair, NULL)) {
        double weight = 1.0 / MAX(1, GPOINTER_TO_UINT(g_hash_table_lookup(judge->spread, pair)));
        all += weight;
        if (g_hash_table_contains(g_ptr_array_index(judge->words, story), pair)) found += weight;
    }
    return all > 0 ? found / all : 0;
}

static unsigned signals_of_words(const Judge *judge, const RecElement *element, guint story)
{
    if (judge->words->len == 0) return 0;
    g_autoptr(GHashTable) pairs = g_hash_table_new(NULL, NULL);
    for (unsigned k = 0; k < element->n_parts; k++)
        rec_add_pairs(pairs, judge->assembler->source,
                      g_array_index(judge->assembler->out->parts, RecRange, element->first_part + k));
    double own = share_in(judge, pairs, story), other = 0;
    for (guint i = 0; i < judge->words->len; i++)
        if (i != story) other = MAX(other, share_in(judge, pairs, i));
    unsigned signals = own >= MANY_WORDS ? 1u << REC_HEAD_MANY_WORDS : own < SOME_WORDS ? 1u << REC_HEAD_NO_WORDS : 0;
    return other >= own + ELSEWHERE_LEAD ? signals | 1u << REC_HEAD_WORDS_ELSEWHERE : signals;
}

/* ---- Neighbours ---- */

static const RecPiece *piece_at(const Judge *judge, guint index)
{
    return &g_array_index(judge->assembler->pieces->pieces, RecPiece, index);
}

static const RecView *view_at(const Judge *judge, guint index)
{
    return &g_array_index(judge->assembler->roles->views, RecView, index);
}

static const RecLink *link_at(const Judge *judge, guint index)
{
    return &g_array_index(judge->assembler->links, RecLink, index);
}

static bool is_head_like(RecRole role)
{
    return is_judged(role) || role == REC_ROLE_NOISE;
}

/* What the text under a head says: the first piece that is no head itself. */
static unsigned signals_below(const Judge *judge, guint index)
{
    guint n = judge->assembler->pieces->pieces->len, at = index + 1;
    while (at < n && at <= index + STACK_MOST && is_head_like(view_at(judge, at)->role)) at++;
    if (at >= n) return 1u << REC_HEAD_OVER_NOTHING;
    const RecView *view = view_at(judge, at);
    if (view->role == REC_ROLE_BYLINE || view->role == REC_ROLE_DATELINE || view->dateline.n) return 1u << REC_HEAD_OVER_DATELINE;
    if (view->role == REC_ROLE_CAPTION || view->role == REC_ROLE_CREDIT || view->role == REC_ROLE_TABLE) return 0;
    if (view->role != REC_ROLE_BODY) return 1u << REC_HEAD_OVER_NOTHING;
    if (link_at(judge, at)->previous >= 0)
        return 0; /* it goes on from elsewhere: the head stands behind its text, or over another leg */
    RecStart start = piece_at(judge, at)->start;
    return start == REC_START_INDENTED ? 1u << REC_HEAD_OVER_INDENT : start == REC_START_FLUSH ? 1u << REC_HEAD_OVER_FLUSH : 0;
}

/* What the text over a head says: the last piece that is no head itself. */
static unsigned signals_above(const Judge *judge, guint index)
{
    unsigned signals = piece_at(judge, index)->gap == REC_GAP_BLANK ? 1u << REC_HEAD_UNDER_BLANK : 0;
    guint at = index;
    while (at > 0 && index - at < STACK_MOST && is_head_like(view_at(judge, at - 1)->role)) at--;
    if (at == 0 || view_at(judge, at - 1)->role != REC_ROLE_BODY) return signals;
    const RecPiece *piece = piece_at(judge, at - 1);
    bool goes_on = link_at(judge, at - 1)->next >= 0, is_whole = view_at(judge, at - 1)->is_line || piece->is_verse;
    return piece->is_finished || goes_on || is_whole ? signals : signals | 1u << REC_HEAD_UNDER_BREAK;
}

/* ---- The line itself ---- */

/* Whether a habit knows a text by its words as what it is. */
static bool is_known(const Judge *judge, const RecElement *element)
{
    const RecView *view = view_at(judge, element->piece);
    bool is_found = false;
    for (unsigned i = 0; i < view->n_signals && !is_found; i++) {
        const RecSignal *signal = &g_array_index(judge->assembler->roles->signals, RecSignal, view->first_signal + i);
        const RecHabit *habit = &g_array_index(judge->assembler->habits->habits, RecHabit, signal->habit);
        is_found = habit->match && habit->role == element->role && habit->weight >= KNOWN_LEAST;
    }
    return is_found;
}

/* Whether a line begins or ends as half a sentence does. */
static bool is_half(const Judge *judge, RecRange text)
{
    static const char ends[] = "，、；：。";
    const Assembler *assembler = judge->assembler;
    gunichar first = rec_first(assembler->source, text), last = rec_fold(rec_last(assembler->source, text, true));
    return g_utf8_strchr(ends, -1, last) || g_hash_table_contains(assembler->habits->reaching, GUINT_TO_POINTER(last)) ||
           g_hash_table_contains(assembler->habits->leaning, GUINT_TO_POINTER(first)) ||
           rec_has_odd_quotes(assembler->source, text);
}

static unsigned signals_of_line(const Judge *judge, const RecElement *element, int measure)
{
    static const RecHeadSignal of_role[] = {[REC_ROLE_CROSS_HEAD] = REC_HEAD_CROSS,
                                            [REC_ROLE_KICKER] = REC_HEAD_KICKER,
                                            [REC_ROLE_DECK] = REC_HEAD_DECK,
                                            [REC_ROLE_STANDING_HEAD] = REC_HEAD_STANDING};
    unsigned signals = element->role == REC_ROLE_HEADLINE ? 0 : 1u << of_role[element->role];
    RecRange text = g_array_index(judge->assembler->out->parts, RecRange, element->first_part);
    int width = rec_cells(judge->assembler->source, text);
    if (is_known(judge, element)) signals |= 1u << REC_HEAD_KNOWN;
    if (element->is_placed) signals |= 1u << REC_HEAD_PLACED;
    if (measure && width > measure + NEAR_MEASURE) signals |= 1u << REC_HEAD_WIDE;
    if (is_half(judge, text)) signals |= 1u << REC_HEAD_HALF_SENTENCE;
    if (element->margin >= CLEAR_MARGIN) signals |= 1u << REC_HEAD_CLEAR_STACK;
    if (element->margin > 0 && element->margin <= EVEN_MARGIN) signals |= 1u << REC_HEAD_EVEN_STACK;
    return signals;
}

/* ---- Stories ---- */

static void judge_story(const Judge *judge, guint index)
{
    const Assembler *assembler = judge->assembler;
    const RecStory *story = &g_array_index(assembler->out->stories, RecStory, index);
    RecElement *elements = &g_array_index(assembler->out->elements, RecElement, story->first_element);
    unsigned n_stacked = 0, n_cross_heads = 0;
    for (unsigned i = 0; i < story->n_elements; i++) {
        bool is_cross_head = elements[i].role == REC_ROLE_CROSS_HEAD;
        n_stacked += is_judged(elements[i].role) && !is_cross_head;
        n_cross_heads += is_cross_head;
    }
    for (unsigned i = 0; i < story->n_elements; i++) {
        RecElement *element = &elements[i];
        if (!is_judged(element->role)) continue;
        element->evidence = signals_of_line(judge, element, story->measure) | signals_below(judge, element->piece) |
                            signals_above(judge, element->piece) | signals_of_words(judge, element, index);
        if (element->role == REC_ROLE_CROSS_HEAD) element->evidence |= n_cross_heads > 1 ? 1u << REC_HEAD_WITH_KIN : 0;
        else if (n_stacked == 1) element->evidence |= 1u << REC_HEAD_ALONE;
        else if (n_stacked >= TALL_STACK) element->evidence |= 1u << REC_HEAD_TALL_STACK;
        element->confidence = rec_head_confidence(assembler->habits, element->evidence);
        element->is_judged = true;
    }
}

void rec_weigh_heads(const Assembler *assembler)
{
    if (!assembler->habits->knows_heads) return; /* then their lead says how sure they are */
    Judge judge = {.assembler = assembler};
    judge.words = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
    judge.spread = g_hash_table_new(NULL, NULL);
    read_words(&judge);
    for (guint i = 0; i < assembler->out->stories->len; i++) judge_story(&judge, i);
    g_ptr_array_unref(judge.words);
    g_hash_table_unref(judge.spread);
}
