/* Kin: the evidence in their words that two legs are of one story.
 *
 * In: pieces and roles, the links so far.  Out: a weight for each two legs asked for.
 * Method.  A story has its names and its matter, which come again from leg to leg and stand nowhere else on the page.  Two Han side by side
 * stand for a word.  Those that both legs have are counted, the rarer in the rest of the text the more.  A leg is what stands in one block
 * of the source with the piece asked for, with the head over it, and the legs that are joined to it on its far side. */
#include "reconstruct/stories/kin.h"

#include <string.h>

#define LEG_MOST 6     /* pieces of a leg that are looked at */
#define CHAIN_MOST 4   /* legs joined to each other that are looked at */
#define ALONE 4        /* for two Han that stand nowhere but in both legs, ... */
#define NEARLY_ALONE 1 /* ... and once or twice elsewhere */
#define ELSEWHERE 2

typedef struct {
    guint64 key;
    unsigned n;
} Gram;

struct RecKin {
    const RecPieces *pieces;
    const RecRoles *roles;
    const GArray *links; /* NULL: none yet */
    GHashTable *counts;  /* key -> how often in all pieces */
    GArray *grams;       /* Gram: those of each piece, each once, by key */
    GArray *firsts;      /* guint: of each piece, and past the last */
    GPtrArray *before;   /* GArray of Gram, by key: of the legs that end with each piece; NULL: not asked for yet */
    GPtrArray *behind;   /* ... that begin with it */
};

/* ---- Words ---- */

static gint compare_grams(gconstpointer a, gconstpointer b)
{
    guint64 left = ((const Gram *)a)->key, right = ((const Gram *)b)->key;
    return (left > right) - (left < right);
}

static unsigned count_of(const RecKin *kin, guint64 key)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(kin->counts, GSIZE_TO_POINTER((gsize)key)));
}

/* Sorts grams from `first` on, and makes one of those that are the same. */
static void fold_grams(GArray *list, guint first)
{
    guint to = first;
    Gram *grams = (Gram *)(void *)list->data;
    if (list->len > first) qsort(grams + first, list->len - first, sizeof(Gram), compare_grams);
    for (guint i = first; i < list->len; i++) {
        if (to > first && grams[to - 1].key == grams[i].key) grams[to - 1].n += grams[i].n;
        else grams[to++] = grams[i];
    }
    g_array_set_size(list, to);
}

static void add_piece(RecKin *kin, const RecSource *source, RecRange range)
{
    guint first = kin->grams->len;
    gunichar before = 0;
    for (unsigned at = range.first; at < rec_end(range);) {
        const char *p = source->text->str + at;
        gunichar c = rec_char(p);
        at = (unsigned)(g_utf8_next_char(p) - source->text->str);
        if (rec_is_space(c)) continue;
        Gram gram = {(guint64)before << 21 | c, 1};
        if (rec_is_han(c) && before) g_array_append_val(kin->grams, gram);
        before = rec_is_han(c) ? c : 0;
    }
    g_array_append_val(kin->firsts, first);
    fold_grams(kin->grams, first);
    for (guint i = first; i < kin->grams->len; i++) {
        const Gram *gram = &g_array_index(kin->grams, Gram, i);
        unsigned n = count_of(kin, gram->key) + gram->n;
        g_hash_table_insert(kin->counts, GSIZE_TO_POINTER((gsize)gram->key), GUINT_TO_POINTER(n));
    }
}

static void free_leg(gpointer leg)
{
    if (leg) g_array_unref(leg);
}

RecKin *rec_kin_new(const RecSource *source, const RecPieces *pieces, const RecRoles *roles)
{
    RecKin *kin = g_new(RecKin, 1);
    *kin = (RecKin){.pieces = pieces, .roles = roles, .counts = g_hash_table_new(NULL, NULL)};
    kin->grams = g_array_new(FALSE, FALSE, sizeof(Gram));
    kin->firsts = g_array_new(FALSE, FALSE, sizeof(guint));
    kin->before = g_ptr_array_new_with_free_func(free_leg);
    kin->behind = g_ptr_array_new_with_free_func(free_leg);
    for (guint i = 0; i < pieces->pieces->len; i++) add_piece(kin, source, g_array_index(pieces->pieces, RecPiece, i).range);
    guint end = kin->grams->len;
    g_array_append_val(kin->firsts, end);
    rec_kin_set_links(kin, NULL);
    return kin;
}

void rec_kin_free(RecKin *kin)
{
    if (!kin) return;
    g_hash_table_unref(kin->counts);
    g_array_unref(kin->grams);
    g_array_unref(kin->firsts);
    g_ptr_array_unref(kin->before);
    g_ptr_array_unref(kin->behind);
    g_free(kin);
}

void rec_kin_set_links(RecKin *kin, const GArray *links)
{
    kin->links = links;
    g_ptr_array_set_size(kin->before, 0);
    g_ptr_array_set_size(kin->behind, 0);
    g_ptr_array_set_size(kin->before, (gint)kin->pieces->pieces->len);
    g_ptr_array_set_size(kin->behind, (gint)kin->pieces->pieces->len);
}

/* ---- Legs ---- */

static RecRole role_of(const RecKin *kin, int index)
{
    return g_array_index(kin->roles->views, RecView, index).role;
}

static bool is_after_blank(const RecKin *kin, int index)
{
    return g_array_index(kin->pieces->pieces, RecPiece, index).gap == REC_GAP_BLANK;
}

/* The first piece of the leg that ends with one. */
static int first_of(const RecKin *kin, int index)
{
    int least = MAX(0, index - LEG_MOST);
    while (index > least && !is_after_blank(kin, index) && role_of(kin, index - 1) == REC_ROLE_BODY) index--;
    return index;
}

/* The last piece of the leg that begins with one. */
static int last_of(const RecKin *kin, int index)
{
    int most = MIN((int)kin->pieces->pieces->len, index + LEG_MOST) - 1;
    while (index < most && !is_after_blank(kin, index + 1) && role_of(kin, index + 1) == REC_ROLE_BODY) index++;
    return index;
}

static void add_pieces(const RecKin *kin, int first, int last, GArray *leg)
{
    guint from = g_array_index(kin->firsts, guint, first), to = g_array_index(kin->firsts, guint, last + 1);
    if (to > from) g_array_append_vals(leg, &g_array_index(kin->grams, Gram, from), to - from);
}

static const RecLink *link_of(const RecKin *kin, int index)
{
    bool is_known = kin->links && index >= 0 && (guint)index < kin->links->len;
    return is_known ? &g_array_index(kin->links, RecLink, index) : NULL;
}

static const GArray *leg_before(RecKin *kin, int index)
{
    GArray *leg = g_ptr_array_index(kin->before, index);
    if (leg) return leg;
    kin->before->pdata[index] = leg = g_array_new(FALSE, FALSE, sizeof(Gram));
    for (int n = 0, last = index; last >= 0 && n < CHAIN_MOST; n++) {
        int first = first_of(kin, last);
        bool has_head = first > 0 && role_of(kin, first - 1) == REC_ROLE_HEADLINE;
        add_pieces(kin, has_head ? first - 1 : first, last, leg);
        const RecLink *link = link_of(kin, first);
        last = link ? link->previous : -1;
    }
    fold_grams(leg, 0);
    return leg;
}

static const GArray *leg_behind(RecKin *kin, int index)
{
    GArray *leg = g_ptr_array_index(kin->behind, index);
    if (leg) return leg;
    kin->behind->pdata[index] = leg = g_array_new(FALSE, FALSE, sizeof(Gram));
    for (int n = 0, first = index; first >= 0 && n < CHAIN_MOST; n++) {
        int last = last_of(kin, first);
        add_pieces(kin, first, last, leg);
        const RecLink *link = link_of(kin, last);
        first = link ? link->next : -1;
    }
    fold_grams(leg, 0);
    return leg;
}

int rec_kin_weigh(RecKin *kin, int before, int index)
{
    const GArray *a = leg_before(kin, before), *b = leg_behind(kin, index);
    int weight = 0;
    for (guint i = 0, k = 0; i < a->len && k < b->len;) {
        const Gram *first = &g_array_index(a, Gram, i), *second = &g_array_index(b, Gram, k);
        if (first->key != second->key) {
            if (first->key < second->key) i++;
            else k++;
            continue;
        }
        unsigned all = count_of(kin, first->key), here = first->n + second->n, others = all > here ? all - here : 0;
        weight += others == 0 ? ALONE : others <= ELSEWHERE ? NEARLY_ALONE : 0;
        i++;
        k++;
    }
    return weight;
}
