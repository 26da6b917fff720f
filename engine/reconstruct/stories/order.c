/* Order: whether the text stands in the order in which it is read.
 *
 * In: the draft as far as its stories.  Out: RecOrder: in how many places something says that it does not: a paragraph that goes on past
 * other texts, many that are torn or have half a pair of quotes, a masthead in the middle of stories, heads without a text, texts that were
 * put back or put with another story, a measure that changes to and fro in one story.  Whole stories in another order leave no trace, and none is claimed. */
#include "reconstruct/habits.h"
#include "reconstruct/pieces/pieces.h"

#define TORN_LEAST 4     /* torn paragraphs, and those with half a pair ... */
#define TORN_SHARE 8     /* ... one in so many, that are more than losses */
#define TURNS_LEAST 3    /* a story may become wider or narrower, beside a picture; not again and again */
#define OTHER_MEASURE 4  /* cells */
#define HOMELESS_LEAST 2 /* texts without a place: one alone may be a line that no habit knows */
#define SURE_LINES 2

static const RecPiece *piece_at(const RecDraft *draft, guint index)
{
    return &g_array_index(draft->pieces->pieces, RecPiece, index);
}

static bool is_body(const RecDraft *draft, guint index)
{
    return g_array_index(draft->roles->views, RecView, index).role == REC_ROLE_BODY;
}

/* Whether other text stands between a piece and the one it goes on from. */
static bool is_far(const RecDraft *draft, guint index)
{
    const RecLink *link = &g_array_index(draft->links, RecLink, index);
    if (link->previous < 0) return false;
    if (link->signals & 1u << REC_JOIN_HEAD_BETWEEN || link->previous > (int)index) return true;
    for (guint i = (guint)link->previous + 1; i < index; i++)
        if (is_body(draft, i)) return true;
    return false;
}

static bool is_torn(const RecDraft *draft, guint index)
{
    const RecPiece *piece = piece_at(draft, index);
    const RecView *view = &g_array_index(draft->roles->views, RecView, index);
    const RecLink *link = &g_array_index(draft->links, RecLink, index);
    bool is_open = !piece->is_finished && link->next < 0 && !view->jump.n && !rec_leads_on(draft->source, piece);
    if (view->is_line) return false;
    if (view->is_signed) is_open = false;
    bool is_rest = piece->start == REC_START_FLUSH && link->previous < 0 && !view->dateline.n && !view->jump_in.n;
    return is_open || is_rest;
}

/* Furniture of the masthead that has text of stories before and behind it.  A date alone is none, for notices are signed with one, nor is an
 * imprint, which stands at a page's foot as well, wherever its last column ends. */
static unsigned count_masthead(const RecDraft *draft)
{
    guint first = G_MAXUINT, last = 0;
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        if (!is_body(draft, i)) continue;
        first = MIN(first, i);
        last = i;
    }
    unsigned n = 0;
    for (guint i = 0; i < draft->stories->furniture->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->furniture, RecElement, i);
        bool is_masthead = element->role >= REC_ROLE_NAMEPLATE && element->role <= REC_ROLE_SPONSOR &&
                           element->role != REC_ROLE_DATE && element->role != REC_ROLE_IMPRINT;
        n += is_masthead && element->piece > first && element->piece < last;
    }
    return n;
}

/* How often the measure changes inside stories beyond what a picture explains. */
static unsigned count_turns(const RecDraft *draft)
{
    unsigned n_all = 0;
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        int measure = 0;
        unsigned n = 0;
        for (unsigned k = 0; k < story->n_elements; k++) {
            const RecElement *element = &g_array_index(draft->stories->elements, RecElement, story->first_element + k);
            const RecPiece *piece = piece_at(draft, element->piece);
            if (element->role != REC_ROLE_BODY || !piece->measure || piece->n_fitting < SURE_LINES) continue;
            n += measure && ABS(measure - piece->measure) >= OTHER_MEASURE;
            measure = piece->measure;
        }
        if (n >= TURNS_LEAST) n_all += n;
    }
    return n_all;
}

/* Paragraphs in which a bracket or a quotation lacks its other half. */
static unsigned count_unpaired(const RecDraft *draft)
{
    unsigned n = 0;
    for (guint i = 0; i < draft->stories->elements->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->elements, RecElement, i);
        int depths[REC_N_MARK_PAIRS] = {0}, is_open = 0;
        if (element->role != REC_ROLE_BODY) continue;
        for (unsigned k = 0; k < element->n_parts; k++)
            rec_count_marks(draft->source, g_array_index(draft->stories->parts, RecRange, element->first_part + k), depths);
        for (int k = 0; k < REC_N_MARK_PAIRS; k++) is_open |= depths[k];
        n += is_open != 0;
    }
    return n;
}

/* Heads and paragraphs that their words or their measure put with a story that they do not stand in; a picture stands anywhere. */
static unsigned count_placed(const RecDraft *draft)
{
    unsigned n = 0;
    for (guint i = 0; i < draft->stories->elements->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->elements, RecElement, i);
        n += element->is_placed && element->role != REC_ROLE_CAPTION && element->role != REC_ROLE_CREDIT;
    }
    return n;
}

RecOrder rec_order(const RecDraft *draft)
{
    RecOrder order = {.n_masthead = count_masthead(draft), .n_turns = count_turns(draft), .n_unpaired = count_unpaired(draft)};
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        if (!is_body(draft, i)) continue;
        order.n_bodies++;
        order.n_far += is_far(draft, i);
        order.n_torn += is_torn(draft, i);
    }
    order.n_homeless = draft->stories->review->len;
    order.n_moved = draft->moves->len;
    order.n_placed = count_placed(draft);
    unsigned n_broken = order.n_torn + order.n_unpaired;
    bool is_in_pieces = n_broken >= TORN_LEAST && n_broken * TORN_SHARE >= order.n_bodies;
    bool has_homeless = order.n_homeless >= HOMELESS_LEAST;
    order.is_shuffled =
        order.n_far + order.n_masthead + order.n_turns + order.n_moved + order.n_placed > 0 || has_homeless || is_in_pieces;
    return order;
}
