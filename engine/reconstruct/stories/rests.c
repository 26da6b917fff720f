/* Rests: texts that stand in another story than the one they go on.
 *
 * In: the stories as the walk made them.  Out: the same, a run of texts moved to a story that breaks off, where its words say so.
 * Method.  Extraction gives a column's foot, then what stands beside it, then the rest of the column.  Where no join was sure, the rest
 * went to the story that stood before it.  Two Han side by side stand for a word; of words that overlap where a text has them first one is
 * counted, so that a name of three is one witness.  A run of a story's texts is the rest of one that breaks off in mid-sentence when it
 * shares words with that one which neither the story's other texts nor, but for few, another story has, and clearly more of them than it
 * shares with those other texts alone.  The run that shows the most is moved if no rival, which goes on the same story or is of the same
 * texts, shows as much, and all is looked at again.
 * House rule: from three words on that the two stories alone have, all that is moved of the tests' inputs, and of the same with blocks
 * swapped, comes to its own story; with two, one in four does. */
#include <string.h>

#include "reconstruct/pieces/pieces.h"
#include "reconstruct/stories/stories.h"

#define STORIES_MOST 40    /* of a page; more are none, and a story is a bit of 64 */
#define TEXTS_MOST 60      /* of a story, a bit each */
#define ALONE 2            /* for a word that no other story has, ... */
#define NEARLY_ALONE 1     /* ... that one other has, which may have another rest */
#define COMMON_FROM 3      /* stories; a word of more tells nothing */
#define SCORE_LEAST 6      /* words that speak for the move over those against it */
#define LEAD 2             /* of the same, over another run that would go on the same story */
#define AGAINST 2          /* for one that speaks against it, so many must speak for it */
#define WORK_MOST 20000000 /* words looked at on one page; a real one asks for a hundredth */
#define ROUNDS_MOST 12

typedef struct {
    guint64 stories, texts; /* that have it; `texts`: of the story looked at */
    guint at;               /* where that story has it first, in characters */
} Word;

typedef struct {
    guint64 key, stories;
} Spread;

typedef struct {
    const Assembler *assembler;
    GHashTable *stories; /* key -> Spread: the stories that have a word */
    GArray *words;       /* Word: those of the story looked at, in its order */
    GHashTable *indexes; /* Spread -> index of its word there, and one */
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

/* Where a word stands: in which text (or story), a bit, and at which character. */
typedef struct {
    guint64 bit;
    guint at;
} Spot;

/* Calls for each two Han of a text that nothing but white space parts; the spot moves on past the text. */
static void each_word(Finder *finder, const RecElement *element, Spot *spot, void (*see)(Finder *, guint64 key, const Spot *))
{
    const char *text = finder->assembler->source->text->str;
    guint64 before = 0; /* the last Han */
    for (unsigned k = 0; k < element->n_parts; k++) {
        RecRange part = g_array_index(finder->assembler->out->parts, RecRange, element->first_part + k);
        for (const char *p = text + part.first; p < text + rec_end(part); p = g_utf8_next_char(p)) {
            gunichar c = rec_char(p);
            if (rec_is_space(c)) continue;
            if (before && rec_is_han(c)) see(finder, before << 21 | c, spot);
            before = rec_is_han(c) ? c : 0;
            spot->at++;
        }
    }
}

static void spread(Finder *finder, guint64 key, const Spot *spot)
{
    Spread *found = g_hash_table_lookup(finder->stories, &key);
    if (!found) {
        found = g_new(Spread, 1);
        *found = (Spread){.key = key};
        g_hash_table_insert(finder->stories, found, found);
    }
    found->stories |= spot->bit;
}

static void keep(Finder *finder, guint64 key, const Spot *spot)
{
    Spread *found = g_hash_table_lookup(finder->stories, &key);
    guint index = GPOINTER_TO_UINT(g_hash_table_lookup(finder->indexes, found));
    if (__builtin_popcountll(found->stories) > COMMON_FROM) return;
    if (index) {
        g_array_index(finder->words, Word, index - 1).texts |= spot->bit;
        return;
    }
    Word word = {found->stories, spot->bit, spot->at};
    g_array_append_val(finder->words, word);
    g_hash_table_insert(finder->indexes, found, GUINT_TO_POINTER(finder->words->len));
}

static bool is_text(const RecElement *element)
{
    return element->role == REC_ROLE_BODY || element->role == REC_ROLE_CROSS_HEAD;
}

static void read_stories(Finder *finder)
{
    g_hash_table_remove_all(finder->stories);
    for (guint i = 0; i < finder->assembler->drafts->len; i++) {
        const GArray *draft = draft_at(finder, i);
        Spot spot = {.bit = (guint64)1 << i};
        for (guint k = 0; k < draft->len; k++) each_word(finder, &g_array_index(draft, RecElement, k), &spot, spread);
    }
}

/* The words of one story, with the texts of it that have each. */
static void read_story(Finder *finder, guint index)
{
    const GArray *draft = draft_at(finder, index);
    g_array_set_size(finder->words, 0);
    g_hash_table_remove_all(finder->indexes);
    Spot spot = {0};
    for (guint k = 0; k < draft->len; k++) {
        spot.bit = (guint64)1 << k;
        each_word(finder, &g_array_index(draft, RecElement, k), &spot, keep);
    }
}

/* Witnesses: words of which none overlaps the one counted before it. */
typedef struct {
    guint next; /* the first character that is free */
    int worth;
} Witnesses;

static void hear(Witnesses *witnesses, const Word *word, int worth)
{
    if (word->at < witnesses->next) return;
    witnesses->next = word->at + 2;
    witnesses->worth += worth;
}

/* What the words say for `rest`. */
static int weigh(Finder *finder, const Rest *rest)
{
    guint64 run = (((guint64)1 << rest->n) - 1) << rest->first, own = (guint64)1 << rest->from, other = (guint64)1 << rest->to;
    Witnesses of_move = {0}, of_place = {0};
    finder->work += finder->words->len;
    for (guint i = 0; i < finder->words->len; i++) {
        const Word *word = &g_array_index(finder->words, Word, i);
        if (!(word->texts & run)) continue;
        bool is_left = word->texts & ~run;
        if (!is_left && word->stories & other) hear(&of_move, word, word->stories == (own | other) ? ALONE : NEARLY_ALONE);
        if (is_left && word->stories == own) hear(&of_place, word, ALONE);
    }
    return of_move.worth - AGAINST * of_place.worth;
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

/* The best run of a story for one that breaks off; none of it when nothing speaks for any. */
static Rest find_run(Finder *finder, guint from, guint to)
{
    const GArray *draft = draft_at(finder, from);
    Rest best = {0};
    for (guint first = 1; first < draft->len; first++) {
        if (finder->work > WORK_MOST) break;
        if (!may_begin(finder, draft, first)) continue;
        for (guint end = first + 1; end <= draft->len && is_text(&g_array_index(draft, RecElement, end - 1)); end++) {
            bool is_open = g_array_index(draft, RecElement, end - 1).role == REC_ROLE_CROSS_HEAD;
            Rest rest = {from, to, first, end - first, 0};
            rest.score = is_open ? 0 : weigh(finder, &rest);
            if (rest.score > best.score) best = rest;
        }
    }
    return best;
}

/* Whether two runs cannot both be right: they go on the same story, or are of the same texts. */
static bool are_rivals(const Rest *a, const Rest *b)
{
    bool overlap = a->from == b->from && a->first < b->first + b->n && b->first < a->first + a->n;
    return (a->to == b->to && a->from != b->from) || (overlap && a->to != b->to);
}

/* The run that shows the most, clearly more than any rival. */
static Rest best_of(const GArray *rests)
{
    Rest best = {.score = SCORE_LEAST - 1};
    for (guint i = 0; i < rests->len; i++) {
        const Rest *rest = &g_array_index(rests, Rest, i);
        bool is_clear = rest->score > best.score;
        for (guint k = 0; k < rests->len && is_clear; k++) {
            const Rest *other = &g_array_index(rests, Rest, k);
            is_clear = !are_rivals(rest, other) || rest->score >= other->score + LEAD;
        }
        if (is_clear) best = *rest;
    }
    return best;
}

static Rest find_rest(Finder *finder)
{
    g_autoptr(GArray) rests = g_array_new(FALSE, FALSE, sizeof(Rest));
    read_stories(finder);
    for (guint from = 0; from < finder->assembler->drafts->len; from++) {
        if (draft_at(finder, from)->len > TEXTS_MOST || draft_at(finder, from)->len < 3) continue;
        read_story(finder, from);
        for (guint to = 0; to < finder->assembler->drafts->len; to++) {
            if (to == from || !open_end(draft_at(finder, to))) continue;
            Rest rest = find_run(finder, from, to);
            if (rest.n) g_array_append_val(rests, rest);
        }
    }
    return best_of(rests);
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
    finder.stories = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    finder.indexes = g_hash_table_new(NULL, NULL);
    for (int round = 0; round < ROUNDS_MOST; round++) {
        Rest rest = find_rest(&finder);
        if (rest.n == 0) break;
        move(&finder, &rest);
    }
    g_hash_table_unref(finder.indexes);
    g_hash_table_unref(finder.stories);
    g_array_unref(finder.words);
}
