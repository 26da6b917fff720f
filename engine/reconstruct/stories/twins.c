/* Twins: two stacks of heads that stand together.
 *
 * In: the stories as the walk made them.  Out: the same, the upper lines of a stack given to the text without a head that has their words.
 * Method.  Where extraction gives a text before its heads, those stand right over the heads of the text below, and the walk took all of
 * them for one stack.  It is parted where the words of the lower lines (two Han side by side) are those of the text under it and the words
 * of the upper lines are those of the other text: a word counts that only one of both texts has, more when no other story has it, and more
 * when the text comes back to it.  Where several lines may be the first of the lower stack, its form says which: a column's name begins a
 * stack, an author's name ends one, white space parts two.  House rule, from the truth files of tests/reconstruct. */
#include "reconstruct/stories/stories.h"

#define STORIES_MOST 40 /* of a page, whose words are compared */
#define LINES_MOST 8    /* of both stacks */
#define SIDE_LEAST 3    /* what speaks for each side, from a text right before the heads ... */
#define FAR_LEAST 6     /* ... and from one that stands elsewhere, or of two lines in all, which are one stack more often */
#define AGAINST 2       /* so many must speak for a side for one against it */
#define PEN_NAME 6      /* cells: three characters */
#define COMES_BACK 2    /* paragraphs that have a word */

typedef struct {
    const Assembler *assembler;
    GPtrArray *words;   /* GHashTable of one story each: pair -> paragraphs that have it */
    GHashTable *spread; /* pair -> stories that have it */
} Twins;

/* The heads of a story that stand one below the other, which may be those of two. */
typedef struct {
    guint story, other; /* where they stand; the headless text */
    const RecElement *lines[LINES_MOST];
    guint n;
    int own[LINES_MOST], others[LINES_MOST]; /* what the words of each line say for either text */
} Pile;

static bool is_head(RecRole role)
{
    return role >= REC_ROLE_HEADLINE && role <= REC_ROLE_STANDING_HEAD;
}

static GArray *draft_at(const Twins *twins, guint index)
{
    return g_ptr_array_index(twins->assembler->drafts, index);
}

static bool has_head(const GArray *draft)
{
    for (guint i = 0; i < draft->len; i++)
        if (is_head(g_array_index(draft, RecElement, i).role)) return true;
    return false;
}

static bool has_text(const GArray *draft)
{
    for (guint i = 0; i < draft->len; i++)
        if (g_array_index(draft, RecElement, i).role == REC_ROLE_BODY) return true;
    return false;
}

/* ---- Words ---- */

static void count_up(GHashTable *counts, GHashTable *pairs)
{
    GHashTableIter iter;
    gpointer pair;
    g_hash_table_iter_init(&iter, pairs);
    while (g_hash_table_iter_next(&iter, &pair, NULL))
        g_hash_table_insert(counts, pair, GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(counts, pair)) + 1));
}

static GHashTable *pairs_of(const Twins *twins, const RecElement *element)
{
    GHashTable *pairs = g_hash_table_new(NULL, NULL);
    for (unsigned k = 0; k < element->n_parts; k++)
        rec_add_pairs(pairs, twins->assembler->source,
                      g_array_index(twins->assembler->out->parts, RecRange, element->first_part + k));
    return pairs;
}

static void read_words(Twins *twins)
{
    for (guint i = 0; i < twins->assembler->drafts->len; i++) {
        const GArray *draft = draft_at(twins, i);
        GHashTable *words = g_hash_table_new(NULL, NULL);
        for (guint k = 0; k < draft->len; k++) {
            const RecElement *element = &g_array_index(draft, RecElement, k);
            if (is_head(element->role)) continue;
            g_autoptr(GHashTable) pairs = pairs_of(twins, element);
            count_up(words, pairs);
        }
        g_ptr_array_add(twins->words, words);
        count_up(twins->spread, words);
    }
}

/* What a word says for the one of two texts that has it. */
static int weight_in(const Twins *twins, gpointer pair, guint story)
{
    int n = GPOINTER_TO_INT(g_hash_table_lookup(g_ptr_array_index(twins->words, story), pair));
    int n_stories = GPOINTER_TO_INT(g_hash_table_lookup(twins->spread, pair));
    return n ? 1 + (n_stories == 1) + (n >= COMES_BACK) : 0;
}

static void weigh_lines(const Twins *twins, Pile *pile)
{
    for (guint i = 0; i < pile->n; i++) {
        g_autoptr(GHashTable) pairs = pairs_of(twins, pile->lines[i]);
        GHashTableIter iter;
        gpointer pair;
        pile->own[i] = pile->others[i] = 0;
        g_hash_table_iter_init(&iter, pairs);
        while (g_hash_table_iter_next(&iter, &pair, NULL)) {
            int own = weight_in(twins, pair, pile->story), other = weight_in(twins, pair, pile->other);
            pile->own[i] += other ? 0 : own;
            pile->others[i] += own ? 0 : other;
        }
    }
}

/* ---- Parting ---- */

static int width_of(const Twins *twins, const RecElement *element)
{
    return rec_cells(twins->assembler->source, g_array_index(twins->assembler->out->parts, RecRange, element->first_part));
}

/* What the form of the lines says for a second stack that begins with line `at`. */
static int form_of(const Twins *twins, const Pile *pile, guint at)
{
    const RecElement *last = pile->lines[at - 1], *first = pile->lines[at];
    const GArray *pieces = twins->assembler->pieces->pieces;
    int form = -ABS((int)pile->n - 2 * (int)at); /* nothing else says it: in the middle */
    if (first->role == REC_ROLE_STANDING_HEAD) form += 12;
    if (last->role == REC_ROLE_STANDING_HEAD) form -= 24;
    if (at > 1 && width_of(twins, last) <= PEN_NAME) form += 8;
    if (width_of(twins, first) <= PEN_NAME && first->role != REC_ROLE_STANDING_HEAD) form -= 8;
    if (g_array_index(pieces, RecPiece, first->piece).gap == REC_GAP_BLANK) form += 2;
    return form;
}

/* The first line of the second stack; 0: it is one. */
static guint find_parting(const Twins *twins, const Pile *pile)
{
    guint found = 0;
    int best = 0, best_form = 0, least = pile->other + 1 == pile->story && pile->n > 2 ? SIDE_LEAST : FAR_LEAST;
    for (guint at = 1; at < pile->n; at++) {
        int n_for = 0, n_against = 0, n_own = 0, n_own_against = 0;
        for (guint i = 0; i < pile->n; i++) {
            *(i < at ? &n_for : &n_own_against) += pile->others[i];
            *(i < at ? &n_against : &n_own) += pile->own[i];
        }
        int score = MIN(n_for - AGAINST * n_against, n_own - AGAINST * n_own_against), form = form_of(twins, pile, at);
        if (score < least || score < best || (score == best && form <= best_form)) continue;
        best = score;
        best_form = form;
        found = at;
    }
    return found;
}

/* The heads of a story, where they are two or more that nothing stands between; false: they are none that may be parted. */
static bool read_pile(const Twins *twins, guint story, Pile *pile)
{
    const GArray *draft = draft_at(twins, story);
    *pile = (Pile){.story = story};
    for (guint i = 0; i < draft->len; i++) {
        const RecElement *element = &g_array_index(draft, RecElement, i);
        if (!is_head(element->role)) continue;
        bool is_next = pile->n == 0 || element->piece == pile->lines[pile->n - 1]->piece + 1;
        if (pile->n == LINES_MOST || !is_next) return false;
        pile->lines[pile->n++] = element;
    }
    return pile->n > 1 && has_text(draft);
}

static void part(const Twins *twins, const Pile *pile, guint at)
{
    GArray *from = draft_at(twins, pile->story), *to = draft_at(twins, pile->other);
    for (guint i = 0, n = 0; n < at; i++) {
        RecElement element = g_array_index(from, RecElement, i);
        if (!is_head(element.role)) continue;
        g_array_remove_index(from, i--);
        n++;
        element.is_placed = true;
        g_array_append_val(to, element);
    }
}

/* Parts the heads of a story when a text without a head has the words of the upper ones: the one that fits best. */
static void part_story(const Twins *twins, guint story)
{
    Pile pile, best_pile;
    guint best = 0;
    int most = 0;
    if (!read_pile(twins, story, &pile)) return;
    for (pile.other = 0; pile.other < twins->assembler->drafts->len; pile.other++) {
        const GArray *other = draft_at(twins, pile.other);
        if (pile.other == story || has_head(other) || !has_text(other)) continue;
        weigh_lines(twins, &pile);
        guint at = find_parting(twins, &pile);
        int weight = 0;
        for (guint i = 0; i < at; i++) weight += pile.others[i];
        if (weight <= most) continue;
        most = weight;
        best = at;
        best_pile = pile;
    }
    if (best) part(twins, &best_pile, best);
}

void rec_part_stacks(Assembler *assembler)
{
    bool is_page = assembler->drafts->len <= STORIES_MOST && assembler->source->text->len <= REC_PAGE_BYTES, is_asked = false;
    for (guint i = 0; is_page && i < assembler->drafts->len; i++) {
        const GArray *draft = g_ptr_array_index(assembler->drafts, i);
        is_asked |= has_text(draft) && !has_head(draft);
    }
    if (!is_asked) return;
    Twins twins = {.assembler = assembler,
                   .words = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref),
                   .spread = g_hash_table_new(NULL, NULL)};
    read_words(&twins);
    for (guint i = 0; i < assembler->drafts->len; i++) part_story(&twins, i);
    g_ptr_array_unref(twins.words);
    g_hash_table_unref(twins.spread);
}
