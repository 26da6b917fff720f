/* Rests: texts that stand in another story than the one they go on.
 *
 * In: the stories as the walk made them.  Out: the same, a run of texts moved to a story that breaks off, where its words say so.
 * Method.  Extraction gives a column's foot, then what stands beside it, then the rest of the column.  Where no join was sure, the rest went
 * to the story that stood before it.  Two Han side by side stand for a word, three for a name.  A run of a story's texts is the rest of one that breaks off
 * in mid-sentence when it shares words with that one which neither the story's other texts nor, but for few, another story has, and clearly more of
 * them than it shares with those other texts alone.  The run that shows the most is moved, and all is looked at again.
 * House rule: the least numbers are those at which no story of the tests' inputs loses a text of its own. */
#include <string.h>

#include "reconstruct/pieces/pieces.h"
#include "reconstruct/stories/stories.h"

#define STORIES_MOST 40    /* of a page; more are none, and a story is a bit of 64 */
#define TEXTS_MOST 60      /* of a story, a bit each */
#define ALONE 2            /* for a word that no other story has, ... */
#define NEARLY_ALONE 1     /* ... that one other has, which may have another rest */
#define COMMON_FROM 3      /* stories; a word of more tells nothing */
#define SCORE_LEAST 12     /* words that speak for the move over those against it */
#define AGAINST 2          /* for one that speaks against it, so many must speak for it */
#define WORK_MOST 20000000 /* words looked at on one page; a real one asks for a hundredth */
#define ROUNDS_MOST 12

typedef struct {
    guint64 stories, texts; /* that have it; `texts`: of the story looked at */
} Word;

typedef struct {
    const Assembler *assembler;
    GHashTable *stories; /* key -> guint64: the stories that have a word */
    GArray *words;       /* Word: those of the story looked at */
    guint64 work;        /* words looked at so far */
} Finder;

/* A run of texts of story `from` that story `to` lacks. */
typedef struct {
    guint from, to, first, n;
    int score;
} Rest;

static GArray *draft_at(const Finder *finder, guint index)
{
    return g_ptr_array_index(finder->assembler->drafts, index);
}

/* Calls for each two and each three Han side by side of a text. */
static void each_word(const Finder *finder, const RecElement *element, void (*see)(guint64 key, guint64 bit, void *data),
                      guint64 bit, void *data)
{
    const char *text = finder->assembler->source->text->str;
    guint64 before = 0, first = 0; /* the last Han, the one before it */
    for (unsigned k = 0; k < element->n_parts; k++) {
        RecRange part = g_array_index(finder->assembler->out->parts, RecRange, element->first_part + k);
        for (const char *p = text + part.first; p < text + rec_end(part); p = g_utf8_next_char(p)) {
            gunichar c = rec_char(p);
            if (rec_is_space(c)) continue;
            if (before && rec_is_han(c)) see(before << 21 | c, bit, data);
            if (first && before && rec_is_han(c)) see(first << 42 | before << 21 | c, bit, data);
            first = before;
            before = rec_is_han(c) ? c : 0;
        }
    }
}

static void mark(guint64 key, guint64 bit, void *data)
{
    guint64 *found = g_hash_table_lookup(data, &key);
    if (!found) {
        found = g_new(guint64, 2);
        found[0] = key;
        found[1] = 0;
        g_hash_table_insert(data, found, found);
    }
    found[1] |= bit;
}

static bool is_text(const RecElement *element)
{
    return element->role == REC_ROLE_BODY || element->role == REC_ROLE_CROSS_HEAD;
}

static GHashTable *words_new(void)
{
    return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

static void read_stories(Finder *finder)
{
    finder->stories = words_new();
    for (guint i = 0; i < finder->assembler->drafts->len; i++) {
        const GArray *draft = draft_at(finder, i);
        for (guint k = 0; k < draft->len; k++)
            each_word(finder, &g_array_index(draft, RecElement, k), mark, (guint64)1 << i, finder->stories);
    }
}

/* The words of one story, with the texts of it that have each. */
static void read_story(Finder *finder, guint index)
{
    g_autoptr(GHashTable) texts = words_new();
    const GArray *draft = draft_at(finder, index);
    for (guint k = 0; k < draft->len; k++) each_word(finder, &g_array_index(draft, RecElement, k), mark, (guint64)1 << k, texts);
    g_array_set_size(finder->words, 0);
    GHashTableIter iter;
    gpointer key, value;
    g_hash_table_iter_init(&iter, texts);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const guint64 *stories = g_hash_table_lookup(finder->stories, key);
        Word word = {stories[1], ((const guint64 *)value)[1]};
        if (__builtin_popcountll(word.stories) <= COMMON_FROM) g_array_append_val(finder->words, word);
    }
}

/* What the words say for `rest`. */
static int weigh(Finder *finder, const Rest *rest)
{
    guint64 run = (((guint64)1 << rest->n) - 1) << rest->first, own = (guint64)1 << rest->from, other = (guint64)1 << rest->to;
    int n_for = 0, n_against = 0;
    finder->work += finder->words->len;
    for (guint i = 0; i < finder->words->len; i++) {
        const Word *word = &g_array_index(finder->words, Word, i);
        if (!(word->texts & run)) continue;
        bool is_left = word->texts & ~run;
        if (!is_left && word->stories & other) n_for += word->stories == (own | other) ? ALONE : NEARLY_ALONE;
        if (is_left && word->stories == own) n_against += ALONE;
    }
    return n_for - AGAINST * n_against;
}

/* The last paragraph of a story that breaks off; NULL: none does. */
static RecElement *open_end(const GArray *draft)
{
    for (guint k = draft->len; k-- > 0;) {
        RecElement *element = &g_array_index(draft, RecElement, k);
        if (element->role == REC_ROLE_JUMP) return NULL;
        if (element->role == REC_ROLE_BODY) return element->is_lost_end ? element : NULL;
    }
    return NULL;
}

/* Whether a run may begin with a text: it stands at the start of a block, and the text before it is whole. */
static bool may_begin(const Finder *finder, const GArray *draft, guint k)
{
    const RecElement *element = &g_array_index(draft, RecElement, k), *before = element - 1;
    if (element->role != REC_ROLE_BODY || k == 0 || before->role != REC_ROLE_BODY || before->is_lost_end) return false;
    const RecPiece *piece = &g_array_index(finder->assembler->pieces->pieces, RecPiece, element->piece);
    return piece->gap == REC_GAP_BLANK && piece->start != REC_START_INDENTED;
}

/* The best run of a story for one that breaks off. */
static void find_run(Finder *finder, guint from, guint to, Rest *best)
{
    const GArray *draft = draft_at(finder, from);
    for (guint first = 1; first < draft->len; first++) {
        if (finder->work > WORK_MOST) return;
        if (!may_begin(finder, draft, first)) continue;
        for (guint end = first + 1; end <= draft->len && is_text(&g_array_index(draft, RecElement, end - 1)); end++) {
            bool is_open = g_array_index(draft, RecElement, end - 1).role == REC_ROLE_CROSS_HEAD;
            Rest rest = {from, to, first, end - first, 0};
            rest.score = is_open ? 0 : weigh(finder, &rest);
            if (rest.score > best->score) *best = rest;
        }
    }
}

static Rest find_rest(Finder *finder)
{
    Rest best = {.score = SCORE_LEAST - 1};
    read_stories(finder);
    for (guint from = 0; from < finder->assembler->drafts->len; from++) {
        if (draft_at(finder, from)->len > TEXTS_MOST || draft_at(finder, from)->len < 3) continue;
        read_story(finder, from);
        for (guint to = 0; to < finder->assembler->drafts->len; to++)
            if (to != from && open_end(draft_at(finder, to))) find_run(finder, from, to, &best);
    }
    g_hash_table_unref(finder->stories);
    return best;
}

/* Makes one paragraph of two. */
static void join(const Finder *finder, RecElement *element, const RecElement *rest)
{
    GArray *parts = finder->assembler->out->parts;
    unsigned first = parts->len;
    for (unsigned k = 0; k < element->n_parts + rest->n_parts; k++) {
        unsigned at = k < element->n_parts ? element->first_part + k : rest->first_part + k - element->n_parts;
        RecRange part = g_array_index(parts, RecRange, at);
        g_array_append_val(parts, part);
    }
    element->first_part = first;
    element->n_parts += rest->n_parts;
    element->is_lost_end = rest->is_lost_end;
}

static void move(const Finder *finder, const Rest *rest)
{
    GArray *from = draft_at(finder, rest->from), *to = draft_at(finder, rest->to);
    RecElement *end = open_end(to);
    join(finder, end, &g_array_index(from, RecElement, rest->first));
    guint at = (guint)(end - (RecElement *)(void *)to->data) + 1;
    for (guint k = 1; k < rest->n; k++) {
        RecElement element = g_array_index(from, RecElement, rest->first + k);
        element.is_placed = true;
        g_array_insert_val(to, at + k - 1, element);
    }
    g_array_index(to, RecElement, at - 1).is_placed = true;
    g_array_remove_range(from, rest->first, rest->n);
}

void rec_place_rests(Assembler *assembler)
{
    if (assembler->drafts->len > STORIES_MOST || assembler->source->text->len > REC_PAGE_BYTES) return;
    Finder finder = {.assembler = assembler, .words = g_array_new(FALSE, FALSE, sizeof(Word))};
    for (int round = 0; round < ROUNDS_MOST; round++) {
        Rest rest = find_rest(&finder);
        if (rest.n == 0) break;
        move(&finder, &rest);
    }
    g_array_unref(finder.words);
}
