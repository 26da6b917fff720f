/* Proposals: look-alike errors of OCR, found by the vote of the text itself.
 *
 * In: the source, other pages of its issue, the groups of look-alike characters.  Out: RecProposal, each with both counts and a confidence.
 * Method.  Each character of a group is seen in four contexts: one or two Han to its left or right, marks skipped.  Where the same
 * context stands with another character of the group more often, that one is proposed.  A context of one character (X口) counts only
 * against a character that has no context of its own anywhere: so 入口 is never "corrected" to 人口.  A reading needs three
 * witnesses, in a context of one character six.  A character that occurs once is left alone; over an issue other pages vote on it, in
 * contexts of two.  Numbers are left alone: no group has a numeral (habits.c).  Names are voted like all else, never looked up.
 * Other pages vote and are not voted on. */
#include "reconstruct/habits.h"

#define N_CONTEXTS 5
#define WITNESSES 3
#define NARROW_WITNESSES 6 /* of a context of one character */

/* A context: how many Han of it stand left and right, and what its vote is worth against one contrary occurrence. */
static const struct {
    int n_left, n_right;
    double worth;
} contexts[N_CONTEXTS] = {{0, 1, 3}, {1, 0, 3}, {1, 1, 5}, {0, 2, 5}, {2, 0, 5}};

typedef struct {
    unsigned byte;
    gunichar c;
} Han;

typedef struct {
    GArray *han;     /* Han, in order */
    GArray *grouped; /* guint: those of a group, by their indices in `han` */
} Text;

typedef struct {
    const RecSource *source;
    const RecHabits *habits;
    Text text;          /* the source's */
    Text others;        /* the witnesses' */
    BaseArena *arena;   /* of the counts */
    GHashTable *counts; /* context with a character -> how often */
    GHashTable *own;    /* characters that have a context of their own */
    GHashTable *seen;   /* characters of groups -> how often, in all the texts */
    GArray *out;
} Voter;

static gunichar han_at(const GArray *han, gint64 index)
{
    return index >= 0 && index < han->len ? g_array_index(han, Han, index).c : 0;
}

/* The key of a context with `c` in its middle: a 64-bit hash of its characters, its shape among them. */
static guint64 key_of(const GArray *han, guint index, int context, gunichar c)
{
    guint64 key = 14695981039346656037u ^ (guint64)context;
    for (int i = -contexts[context].n_left; i <= contexts[context].n_right; i++)
        key = (key ^ (i ? han_at(han, (gint64)index + i) : c)) * 1099511628211u;
    return key;
}

static guint count(const Voter *voter, guint64 key)
{
    const guint *n = g_hash_table_lookup(voter->counts, &key);
    return n ? *n : 0;
}

static const char *group_of(const Voter *voter, gunichar c)
{
    return g_hash_table_lookup(voter->habits->look_alikes, GUINT_TO_POINTER(c));
}

/* A key with a count of one; both live as long as the voter. */
static void add_key(Voter *voter, guint64 key)
{
    guint64 *kept = base_arena_alloc(voter->arena, sizeof *kept);
    guint *n = base_arena_alloc(voter->arena, sizeof *n);
    *kept = key;
    *n = 1;
    g_hash_table_insert(voter->counts, kept, n);
}

/* The Han of a text; NULL stands for none. */
static Text text_of(const RecSource *source, const RecHabits *habits)
{
    Text all = {g_array_sized_new(FALSE, FALSE, sizeof(Han), source ? (guint)(source->text->len / 3) : 0),
                g_array_new(FALSE, FALSE, sizeof(guint))};
    const char *text = source ? source->text->str : "";
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        Han han = {(unsigned)(p - text), rec_char(p)};
        if (!rec_is_common(han.c) && !rec_is_han(han.c)) continue;
        if (g_hash_table_contains(habits->look_alikes, GUINT_TO_POINTER(han.c))) g_array_append_val(all.grouped, all.han->len);
        g_array_append_val(all.han, han);
    }
    return all;
}

static void free_text(Text *text)
{
    g_array_unref(text->han);
    g_array_unref(text->grouped);
}

static void count_contexts(Voter *voter, const Text *text)
{
    const GArray *han = text->han;
    for (guint at = 0; at < text->grouped->len; at++) {
        guint i = g_array_index(text->grouped, guint, at);
        void *c = GUINT_TO_POINTER(han_at(han, i));
        g_hash_table_insert(voter->seen, c, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(voter->seen, c)) + 1));
        for (int k = 0; k < N_CONTEXTS; k++) {
            guint64 key = key_of(han, i, k, han_at(han, i));
            guint *n = g_hash_table_lookup(voter->counts, &key);
            if (n) (*n)++;
            else add_key(voter, key);
        }
    }
}

/* Whether another character of the group has the place's context on either side. */
static bool is_shared(const Voter *voter, const GArray *han, guint index)
{
    gunichar c = han_at(han, index);
    for (const char *p = group_of(voter, c); *p; p = g_utf8_next_char(p)) {
        gunichar other = rec_char(p);
        bool is_other = other != c && (count(voter, key_of(han, index, 0, other)) || count(voter, key_of(han, index, 1, other)));
        if (is_other) return true;
    }
    return false;
}

static void find_own(Voter *voter, const Text *text)
{
    for (guint at = 0; at < text->grouped->len; at++) {
        guint i = g_array_index(text->grouped, guint, at);
        if (!is_shared(voter, text->han, i)) g_hash_table_add(voter->own, GUINT_TO_POINTER(han_at(text->han, i)));
    }
}

static bool occurs_once(const Voter *voter, gunichar c)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(voter->seen, GUINT_TO_POINTER(c))) < 2;
}

/* Weighs one other reading of a place; true when it is better than what `best` holds. */
static bool weigh(const Voter *voter, guint index, gunichar other, RecProposal *best)
{
    gunichar c = han_at(voter->text.han, index);
    bool is_better = false, is_single = occurs_once(voter, c);
    for (int k = 0; k < N_CONTEXTS; k++) {
        bool is_narrow = contexts[k].n_left + contexts[k].n_right == 1;
        if (is_narrow && (is_single || g_hash_table_contains(voter->own, GUINT_TO_POINTER(c)))) continue;
        guint n_for = count(voter, key_of(voter->text.han, index, k, other)),
              n_against = count(voter, key_of(voter->text.han, index, k, c));
        if (n_for < (is_narrow ? NARROW_WITNESSES : WITNESSES) || n_for < 2 * n_against) continue;
        double confidence = n_for * contexts[k].worth / (n_for * contexts[k].worth + n_against);
        if (confidence <= best->confidence) continue;
        *best = (RecProposal){.read = c, .proposed = other, .confidence = confidence, .n_for = n_for, .n_against = n_against};
        is_better = true;
    }
    return is_better;
}

static RecRange context_range(const Voter *voter, guint index)
{
    guint first = index >= 3 ? index - 3 : 0, last = MIN(index + 3, voter->text.han->len - 1);
    unsigned from = g_array_index(voter->text.han, Han, first).byte, to = g_array_index(voter->text.han, Han, last).byte;
    return (RecRange){from, (unsigned)(g_utf8_next_char(voter->source->text->str + to) - voter->source->text->str) - from};
}

static void vote(Voter *voter, guint index)
{
    gunichar c = han_at(voter->text.han, index);
    if (occurs_once(voter, c) && voter->others.han->len == 0) return;
    RecProposal best = {0};
    for (const char *p = group_of(voter, c); *p; p = g_utf8_next_char(p))
        if (rec_char(p) != c) weigh(voter, index, rec_char(p), &best);
    if (best.confidence == 0) return;
    best.byte = g_array_index(voter->text.han, Han, index).byte;
    best.context = context_range(voter, index);
    g_array_append_val(voter->out, best);
}

GArray *rec_proposals_new(const RecSource *source, const RecSource *witnesses, const RecHabits *habits)
{
    Voter voter = {.source = source, .habits = habits, .text = text_of(source, habits), .others = text_of(witnesses, habits)};
    voter.counts = g_hash_table_new(g_int64_hash, g_int64_equal);
    voter.arena = base_arena_new();
    voter.own = g_hash_table_new(NULL, NULL);
    voter.seen = g_hash_table_new(NULL, NULL);
    voter.out = g_array_new(FALSE, FALSE, sizeof(RecProposal));
    count_contexts(&voter, &voter.text);
    count_contexts(&voter, &voter.others);
    find_own(&voter, &voter.text);
    find_own(&voter, &voter.others);
    for (guint i = 0; i < voter.text.grouped->len; i++) vote(&voter, g_array_index(voter.text.grouped, guint, i));
    free_text(&voter.text);
    free_text(&voter.others);
    g_hash_table_unref(voter.counts);
    base_arena_free(voter.arena);
    g_hash_table_unref(voter.own);
    g_hash_table_unref(voter.seen);
    return voter.out;
}
