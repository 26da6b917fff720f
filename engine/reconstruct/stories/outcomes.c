/* Outcomes: what became of each piece.
 *
 * In: the draft as far as its stories.  Out: for each piece the text that has its words, with its role, and where that text stands.
 * Method.  A piece's role is first read off its words and its shape; then its neighbours, and the story that it came to stand in, may
 * give it another.  Texts are made of ranges that do not overlap (ledger.c): sorted, they are searched for each piece's first byte. */
#include "reconstruct/write/write.h"

const char *const rec_why_words[] = {
    [REC_WHY_READ] = "",
    [REC_WHY_INSIDE] = "it stands between paragraphs of one story",
    [REC_WHY_SENTENCE] = "it is a sentence between paragraphs of one story",
    [REC_WHY_TEASER] = "the page that it points to stands right behind it",
    [REC_WHY_OVER_TEASER] = "a teaser stands right under it",
    [REC_WHY_ADVERTISEMENT] = "it stands with an advertisement",
    [REC_WHY_CREDIT] = "a picture's credit stands right under it",
    [REC_WHY_OVER_HEAD] = "a headline stands right under it",
    [REC_WHY_STACK] = "that is its place among the heads of its story",
    [REC_WHY_ALONE] = "its story has no other headline",
    [REC_WHY_SECOND] = "its story has one already",
    [REC_WHY_TWICE] = "the same line stands right before it",
    [REC_N_WHYS] = NULL,
};

/* A range of a text, and the text. */
typedef struct {
    RecRange part;
    RecOutcome outcome;
} Place;

static void add_places(const RecStories *stories, const GArray *list, RecRange elements, const char *where, GArray *places)
{
    for (unsigned i = elements.first; i < rec_end(elements); i++) {
        const RecElement *element = &g_array_index(list, RecElement, i);
        for (unsigned k = 0; k < element->n_parts; k++) {
            Place place = {g_array_index(stories->parts, RecRange, element->first_part + k), {element, where}};
            g_array_append_val(places, place);
        }
    }
}

static int compare_places(const void *a, const void *b)
{
    unsigned left = ((const Place *)a)->part.first, right = ((const Place *)b)->part.first;
    return (left > right) - (left < right);
}

/* All ranges of all texts, sorted. */
static GArray *places_of(const RecStories *stories)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
    for (guint i = 0; i < stories->stories->len; i++) {
        const RecStory *story = &g_array_index(stories->stories, RecStory, i);
        add_places(stories, stories->elements, (RecRange){story->first_element, story->n_elements}, story->slug, places);
    }
    add_places(stories, stories->furniture, (RecRange){0, stories->furniture->len}, "furniture", places);
    add_places(stories, stories->noise, (RecRange){0, stories->noise->len}, "noise", places);
    add_places(stories, stories->review, (RecRange){0, stories->review->len}, "review", places);
    g_array_sort(places, compare_places);
    return places;
}

/* What has a byte of the source. */
static RecOutcome outcome_at(const GArray *places, unsigned byte)
{
    guint low = 0, high = places->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(places, Place, middle).part.first <= byte) low = middle + 1;
        else high = middle;
    }
    if (low == 0 || rec_end(g_array_index(places, Place, low - 1).part) <= byte) return (RecOutcome){0};
    return g_array_index(places, Place, low - 1).outcome;
}

GArray *rec_outcomes_new(const RecDraft *draft)
{
    g_autoptr(GArray) places = places_of(draft->stories);
    GArray *outcomes = g_array_new(FALSE, FALSE, sizeof(RecOutcome));
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        RecRange text = g_array_index(draft->roles->views, RecView, i).text;
        if (text.n == 0) text = g_array_index(draft->pieces->pieces, RecPiece, i).range;
        RecOutcome outcome = outcome_at(places, text.first);
        g_array_append_val(outcomes, outcome);
    }
    return outcomes;
}
