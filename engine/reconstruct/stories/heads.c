/* Heads: strays given to their stories, heads brought into order, and what a story's lines say of its setting. */
#include <string.h>

#include "reconstruct/stories/stories.h"

#define STRAY_MAX 64      /* characters of a stray that are looked for */
#define CAPTION_LEAD 0.25 /* of its pairs of characters, that a caption must share more with another story than with its own */
#define CAPTION_STORIES 40
#define STRAY_LEAST 0.3 /* of a head's pairs, that a story whose head it is has at least ... */
#define STRAY_LEAD 0.15 /* ... and more than any other */
#define HEADS_LEAST 0.2 /* of the pairs of heads alone, that the headless text before them has at least */
#define SURE_LINES 3    /* that break where a paragraph's measure breaks, for it to be certain */

/* The Han of a range as a string: what a stray and a story are compared by. */
static GString *han_of(const RecSource *source, RecRange range)
{
    GString *han = g_string_new(NULL);
    for (const char *p = source->text->str + range.first; p < source->text->str + rec_end(range); p = g_utf8_next_char(p))
        if (rec_is_han(rec_char(p))) g_string_append_unichar(han, rec_char(p));
    return han;
}

/* Whether a text may be a page: beyond, nothing is gained by a search in all of it. */
static bool is_page(const Assembler *assembler)
{
    return assembler->source->text->len <= REC_PAGE_BYTES;
}

static bool has_few_stories(const Assembler *assembler)
{
    return is_page(assembler) && assembler->drafts->len <= CAPTION_STORIES;
}

static RecRange part_of(const Assembler *assembler, const RecElement *element, unsigned index)
{
    return g_array_index(assembler->out->parts, RecRange, element->first_part + index);
}

static bool has_words(const Assembler *assembler, const GArray *draft, const char *words)
{
    for (guint i = 0; i < draft->len; i++) {
        const RecElement *element = &g_array_index(draft, RecElement, i);
        for (unsigned k = 0; k < element->n_parts; k++) {
            GString *text = han_of(assembler->source, part_of(assembler, element, k));
            bool is_found = strstr(text->str, words) != NULL;
            g_string_free(text, TRUE);
            if (is_found) return true;
        }
    }
    return false;
}

static bool has_headline(const GArray *draft)
{
    for (guint i = 0; i < draft->len; i++) {
        RecRole role = g_array_index(draft, RecElement, i).role;
        if (role == REC_ROLE_HEADLINE || role == REC_ROLE_KICKER) return true;
    }
    return false;
}

void rec_add_pairs(GHashTable *pairs, const RecSource *source, RecRange range)
{
    GString *han = han_of(source, range);
    for (const char *p = han->str; *p && *g_utf8_next_char(p); p = g_utf8_next_char(p)) {
        guint64 pair = (guint64)rec_char(p) << 21 | rec_char(g_utf8_next_char(p));
        g_hash_table_add(pairs, GSIZE_TO_POINTER((gsize)pair));
    }
    g_string_free(han, TRUE);
}

/* The pairs of a story's texts, its pictures' left out. */
static GHashTable *pairs_of(const Assembler *assembler, const GArray *draft)
{
    GHashTable *pairs = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < draft->len; i++) {
        const RecElement *element = &g_array_index(draft, RecElement, i);
        if (element->role == REC_ROLE_CAPTION || element->role == REC_ROLE_CREDIT) continue;
        for (unsigned k = 0; k < element->n_parts; k++) rec_add_pairs(pairs, assembler->source, part_of(assembler, element, k));
    }
    return pairs;
}

/* The pairs of a story's elements of some roles. */
static GHashTable *pairs_of_roles(const Assembler *assembler, const GArray *draft, RecRole first, RecRole last)
{
    GHashTable *pairs = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < draft->len; i++) {
        const RecElement *element = &g_array_index(draft, RecElement, i);
        if (element->role < first || element->role > last) continue;
        for (unsigned k = 0; k < element->n_parts; k++) rec_add_pairs(pairs, assembler->source, part_of(assembler, element, k));
    }
    return pairs;
}

/* The share of a text's pairs that a story has. */
static double likeness(GHashTable *wanted, GHashTable *found)
{
    GHashTableIter iter;
    gpointer key;
    unsigned n = 0;
    g_hash_table_iter_init(&iter, wanted);
    while (g_hash_table_iter_next(&iter, &key, NULL)) n += g_hash_table_contains(found, key);
    return g_hash_table_size(wanted) ? (double)n / g_hash_table_size(wanted) : 0;
}

/* The headless story whose words a stray shares, clearly more than any other. */
static GArray *find_alike(const Assembler *assembler, const GPtrArray *headless, const RecElement *stray)
{
    g_autoptr(GHashTable) wanted = g_hash_table_new(NULL, NULL);
    rec_add_pairs(wanted, assembler->source, part_of(assembler, stray, 0));
    double best = 0, second = 0;
    GArray *found = NULL;
    for (guint i = 0; i < headless->len && headless->len <= CAPTION_STORIES; i++) {
        g_autoptr(GHashTable) pairs = pairs_of(assembler, g_ptr_array_index(headless, i));
        double this_one = likeness(wanted, pairs);
        second = MAX(second, MIN(best, this_one));
        if (this_one <= best) continue;
        best = this_one;
        found = g_ptr_array_index(headless, i);
    }
    return best >= STRAY_LEAST && best >= second + STRAY_LEAD ? found : NULL;
}

/* The story that was headless at first and has the stray's words; NULL: none. */
static GArray *find_story(const Assembler *assembler, const GPtrArray *headless, const RecElement *stray)
{
    GString *words = han_of(assembler->source, part_of(assembler, stray, 0));
    GArray *found = NULL;
    bool is_sought = words->len >= 6 && words->len <= STRAY_MAX * 3;
    for (guint i = 0; is_sought && i < headless->len && !found; i++)
        if (has_words(assembler, g_ptr_array_index(headless, i), words->str)) found = g_ptr_array_index(headless, i);
    g_string_free(words, TRUE);
    return found;
}

void rec_place_strays(Assembler *assembler)
{
    g_autoptr(GPtrArray) headless = g_ptr_array_new();
    for (guint i = 0; i < assembler->drafts->len; i++) {
        GArray *draft = g_ptr_array_index(assembler->drafts, i);
        if (!has_headline(draft)) g_ptr_array_add(headless, draft);
    }
    GArray *before = NULL; /* where the stray before went */
    for (guint i = 0; i < assembler->strays->len; i++) {
        RecElement stray = g_array_index(assembler->strays, RecElement, i);
        bool is_of_caption =
            i && stray.role == REC_ROLE_CREDIT && stray.piece == g_array_index(assembler->strays, RecElement, i - 1).piece;
        GArray *draft = is_of_caption ? before : is_page(assembler) ? find_story(assembler, headless, &stray) : NULL;
        if (!draft && is_page(assembler) && stray.role == REC_ROLE_HEADLINE) draft = find_alike(assembler, headless, &stray);
        if (draft && stray.role == REC_ROLE_HEADLINE && has_headline(draft))
            rec_element_turn(&stray, REC_ROLE_DECK, REC_WHY_SECOND);
        stray.is_placed = draft != NULL;
        g_array_append_val(draft ? draft : assembler->out->review, stray);
        before = draft;
    }
}

/* ---- Paragraphs without a head ---- */

static bool has_any(const GArray *draft, RecRole first, RecRole last)
{
    for (guint i = 0; i < draft->len; i++) {
        RecRole role = g_array_index(draft, RecElement, i).role;
        if (role >= first && role <= last) return true;
    }
    return false;
}

/* Whether a story shows nowhere where it begins: no head, byline, dateline, turned part. */
static bool is_homeless(const GArray *draft)
{
    return !has_any(draft, REC_ROLE_HEADLINE, REC_ROLE_DATELINE) && !has_any(draft, REC_ROLE_JUMP_IN, REC_ROLE_TABLE);
}

/* The one story with a beginning that has a paragraph's measure; NULL: none, or several. */
static GArray *home_by_measure(const Assembler *assembler, const RecElement *paragraph)
{
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, paragraph->piece);
    GArray *found = NULL;
    for (guint i = 0; i < assembler->drafts->len && piece->n_fitting >= SURE_LINES - 1; i++) {
        GArray *draft = g_ptr_array_index(assembler->drafts, i);
        int measure = ((const RecTold *)g_ptr_array_index(assembler->told, i))->sure_measure;
        if (!measure || ABS(measure - piece->measure) > 1 || is_homeless(draft)) continue;
        if (found) return NULL;
        found = draft;
    }
    return found;
}

/* Puts a paragraph into a story: behind its first one when that has a dateline, else where the text's order has it, no cross-head parted
 * from what stands under it. */
static void insert_paragraph(GArray *draft, RecElement paragraph)
{
    guint at = draft->len;
    bool is_first = has_any(draft, REC_ROLE_DATELINE, REC_ROLE_DATELINE);
    for (guint i = 0; i < draft->len; i++) {
        const RecElement *element = &g_array_index(draft, RecElement, i);
        if (element->role != REC_ROLE_BODY) continue;
        bool is_behind = element->piece > paragraph.piece && !is_first;
        is_first = false;
        if (!is_behind) continue;
        at = i > 0 && g_array_index(draft, RecElement, i - 1).role == REC_ROLE_CROSS_HEAD ? i - 1 : i;
        break;
    }
    paragraph.is_placed = true;
    g_array_insert_val(draft, at, paragraph);
}

void rec_place_paragraphs(Assembler *assembler)
{
    for (guint i = 0; i < assembler->drafts->len && has_few_stories(assembler); i++) {
        GArray *draft = g_ptr_array_index(assembler->drafts, i);
        if (!is_homeless(draft)) continue;
        for (guint k = 0; k < draft->len; k++) {
            RecElement element = g_array_index(draft, RecElement, k);
            GArray *home = element.role == REC_ROLE_BODY ? home_by_measure(assembler, &element) : NULL;
            if (!home) continue;
            g_array_remove_index(draft, k--);
            insert_paragraph(home, element);
        }
    }
}

/* ---- Heads behind their text ---- */

static void move_element(GArray *from, guint index, GArray *to)
{
    RecElement element = g_array_index(from, RecElement, index);
    element.is_placed = true;
    g_array_remove_index(from, index);
    g_array_append_val(to, element);
}

/* Whether the heads of one story share words with the text of another. */
static bool are_alike(const Assembler *assembler, const GArray *heads, const GArray *text)
{
    g_autoptr(GHashTable) wanted = pairs_of(assembler, heads), found = pairs_of(assembler, text);
    return likeness(wanted, found) >= HEADS_LEAST;
}

static bool is_head(RecRole role)
{
    return role >= REC_ROLE_HEADLINE && role <= REC_ROLE_STANDING_HEAD;
}

static void move_heads(GArray *from, GArray *to)
{
    for (guint i = 0; i < from->len;) {
        if (is_head(g_array_index(from, RecElement, i).role)) move_element(from, i, to);
        else i++;
    }
}

/* The headless text before story `end` that has the words of some heads, clearly more than the text under them has; NULL: none. */
static GArray *home_of_heads(const Assembler *assembler, guint end, GHashTable *wanted, double own)
{
    GArray *found = NULL;
    double best = MAX(HEADS_LEAST, own + STRAY_LEAD);
    for (guint i = 0; i < end; i++) {
        GArray *draft = g_ptr_array_index(assembler->drafts, i);
        if (has_headline(draft) || !has_any(draft, REC_ROLE_BODY, REC_ROLE_BODY)) continue;
        g_autoptr(GHashTable) pairs = pairs_of(assembler, draft);
        double this_one = likeness(wanted, pairs);
        if (this_one < best) continue;
        best = this_one;
        found = draft;
    }
    return found;
}

/* Heads stand over a text whose own heads stand behind it: they go to the headless text before it that has their words, and its own come. */
static void exchange_heads(const Assembler *assembler, guint index, GArray *heads)
{
    GArray *text = g_ptr_array_index(assembler->drafts, index);
    g_autoptr(GHashTable) over = pairs_of_roles(assembler, text, REC_ROLE_HEADLINE, REC_ROLE_STANDING_HEAD);
    g_autoptr(GHashTable) behind = pairs_of(assembler, heads);
    g_autoptr(GHashTable) body = pairs_of_roles(assembler, text, REC_ROLE_BODY, REC_ROLE_BODY);
    double own = likeness(over, body);
    GArray *home =
        own < HEADS_LEAST && likeness(behind, body) >= own + STRAY_LEAD ? home_of_heads(assembler, index, over, own) : NULL;
    if (!home) return;
    move_heads(text, home);
    while (heads->len) move_element(heads, 0, text);
}

void rec_place_heads(Assembler *assembler)
{
    for (guint i = 1; i < assembler->drafts->len && has_few_stories(assembler); i++) {
        GArray *heads = g_ptr_array_index(assembler->drafts, i), *text = g_ptr_array_index(assembler->drafts, i - 1);
        bool is_bare = has_headline(heads) && !has_any(heads, REC_ROLE_BODY, REC_ROLE_BODY) &&
                       !has_any(heads, REC_ROLE_DATELINE, REC_ROLE_DATELINE) && !has_any(heads, REC_ROLE_JUMP, REC_ROLE_TABLE);
        if (!is_bare || !has_any(text, REC_ROLE_BODY, REC_ROLE_BODY)) continue;
        if (has_headline(text)) exchange_heads(assembler, i - 1, heads);
        else if (are_alike(assembler, heads, text))
            while (heads->len) move_element(heads, 0, text);
    }
}

/* ---- Captions ---- */

/* The story whose words a caption shares, when that is clearly another one than where it stands; `pairs` has those of each story. */
static GArray *better_home(const Assembler *assembler, const GPtrArray *pairs, const RecElement *caption, guint home)
{
    g_autoptr(GHashTable) wanted = g_hash_table_new(NULL, NULL);
    rec_add_pairs(wanted, assembler->source, part_of(assembler, caption, 0));
    double best = likeness(wanted, g_ptr_array_index(pairs, home)) + CAPTION_LEAD;
    GArray *found = NULL;
    for (guint i = 0; i < pairs->len; i++) {
        double this_one = i == home ? 0 : likeness(wanted, g_ptr_array_index(pairs, i));
        if (this_one <= best) continue;
        best = this_one;
        found = g_ptr_array_index(assembler->drafts, i);
    }
    return found;
}

void rec_place_captions(Assembler *assembler)
{
    if (!has_few_stories(assembler)) return;
    g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
    for (guint i = 0; i < assembler->drafts->len; i++)
        g_ptr_array_add(pairs, pairs_of(assembler, g_ptr_array_index(assembler->drafts, i)));
    for (guint i = 0; i < assembler->drafts->len; i++) {
        GArray *draft = g_ptr_array_index(assembler->drafts, i);
        for (guint k = 0; k < draft->len; k++) {
            if (g_array_index(draft, RecElement, k).role != REC_ROLE_CAPTION) continue;
            GArray *home = better_home(assembler, pairs, &g_array_index(draft, RecElement, k), i);
            if (!home) continue;
            move_element(draft, k, home);
            if (k < draft->len && g_array_index(draft, RecElement, k).role == REC_ROLE_CREDIT) move_element(draft, k, home);
            k--;
        }
    }
}

/* ---- Order ---- */

static int rank(const RecElement *element)
{
    switch (element->role) {
    case REC_ROLE_STANDING_HEAD: return 0;
    case REC_ROLE_KICKER: return 1;
    case REC_ROLE_HEADLINE: return 2;
    case REC_ROLE_DECK: return 3;
    case REC_ROLE_BYLINE: return 4;
    case REC_ROLE_CAPTION:
    case REC_ROLE_CREDIT: return 5;
    case REC_ROLE_DATELINE:
    case REC_ROLE_JUMP_IN: return 6;
    case REC_ROLE_JUMP: return 8;
    default: return 7;
    }
}

/* A kicker, or a standing head, with no headline beside it is the headline; of several kickers only the first stays one. */
static void promote(GArray *draft)
{
    bool has_main = false, has_kicker = false;
    for (guint i = 0; i < draft->len; i++) has_main |= g_array_index(draft, RecElement, i).role == REC_ROLE_HEADLINE;
    for (guint i = 0; i < draft->len; i++) {
        RecElement *element = &g_array_index(draft, RecElement, i);
        if (element->role != REC_ROLE_KICKER) continue;
        bool is_last = true;
        for (guint k = i + 1; k < draft->len; k++) is_last &= g_array_index(draft, RecElement, k).role != REC_ROLE_KICKER;
        if ((!has_main && is_last) || has_kicker)
            rec_element_turn(element, REC_ROLE_HEADLINE, has_kicker ? REC_WHY_SECOND : REC_WHY_ALONE);
        has_kicker = true;
    }
    for (guint i = 0; i < draft->len && !has_main && !has_kicker; i++) {
        RecElement *element = &g_array_index(draft, RecElement, i);
        has_main = element->role == REC_ROLE_STANDING_HEAD;
        if (has_main) rec_element_turn(element, REC_ROLE_HEADLINE, REC_WHY_ALONE);
    }
}

void rec_arrange_heads(const Assembler *assembler, GArray *draft)
{
    rec_settle_stack(assembler, draft);
    promote(draft);
    g_autoptr(GArray) sorted = g_array_sized_new(FALSE, FALSE, sizeof(RecElement), draft->len);
    for (int at = 0; at <= 8; at++)
        for (guint i = 0; i < draft->len; i++)
            if (rank(&g_array_index(draft, RecElement, i)) == at) g_array_append_val(sorted, g_array_index(draft, RecElement, i));
    memcpy(draft->data, sorted->data, sizeof(RecElement) * draft->len);
}

/* ---- Setting ---- */

void rec_measure_story(const Assembler *assembler, RecStory *story)
{
    g_autoptr(GHashTable) votes = g_hash_table_new(NULL, NULL);
    int best = 0, n_breaks = 0;
    for (unsigned i = 0; i < story->n_elements; i++) {
        const RecElement *element = &g_array_index(assembler->out->elements, RecElement, story->first_element + i);
        if (element->role != REC_ROLE_BODY) continue;
        n_breaks += (int)element->n_parts - 1;
        const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, element->piece);
        if (!piece->measure) continue;
        if (piece->n_fitting >= SURE_LINES) story->widest = MAX(story->widest, piece->measure);
        void *key = GINT_TO_POINTER(piece->measure);
        int n = GPOINTER_TO_INT(g_hash_table_lookup(votes, key)) + piece->n_fitting;
        g_hash_table_insert(votes, key, GINT_TO_POINTER(n));
        if (n <= best) continue;
        best = n;
        story->measure = piece->measure;
    }
    story->n_legs = n_breaks + 1;
}
