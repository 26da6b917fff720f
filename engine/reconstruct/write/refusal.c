/* Refusal: why a text gave no page, and how to go on.
 *
 * In: a draft whose plan is refused.  Out: one error, `no-page`, with its cure.
 * Method: what the ledger has outside the stories says why there are none; too long a text is told how many parts it needs. */
#include "reconstruct/plan/plan.h"
#include "reconstruct/write/write.h"

#define PART_CHARACTERS 10000u /* of prose that a broadsheet holds with its heads and furniture (tests/reconstruct/whole.c) */
#define VERSES_LEAST 3         /* lines of a poem */
#define QUOTED_MOST 20         /* characters of the line that is quoted */

/* The first words of the first text of a list; freed with g_free. */
static char *first_words(const RecDraft *draft, const GArray *list)
{
    g_autofree char *words = rec_words(draft, &g_array_index(list, RecElement, 0));
    if (g_utf8_strlen(words, -1) <= QUOTED_MOST) return g_steal_pointer(&words);
    g_autofree char *start = g_utf8_substring(words, 0, QUOTED_MOST);
    return g_strconcat(start, "…", NULL);
}

/* A text without stories: what it has instead. */
static void refuse_storyless(const RecDraft *draft, BasePlace place, DkDiagnostics *list)
{
    const RecLedger *ledger = &draft->ledger;
    if (ledger->n_all == ledger->n_space) {
        DkDiagnostic *item = base_report(list, DK_ERROR, "no-page", place, "no page was made: the text is empty");
        base_report_hint(list, item,
                         "give the words of the page: a scanned page, or a PDF of pictures, needs text recognition first");
    } else if (draft->stories->review->len >= VERSES_LEAST) {
        DkDiagnostic *item = base_report(list, DK_ERROR, "no-page", place,
                                         "no page was made: the text holds no story: its %u lines may be heads, or verses",
                                         draft->stories->review->len);
        base_report_hint(list, item, "give the paragraphs that they head below them; over a poem, its title and its author's name");
    } else if (ledger->n_review) {
        g_autofree char *words = first_words(draft, draft->stories->review);
        DkDiagnostic *item =
            base_report(list, DK_ERROR, "no-page", place,
                        "no page was made: the text holds no story: \"%s\" may be a head, and no text stands under it", words);
        base_report_hint(list, item, "give the paragraphs that it heads on the lines below it, or write the story's file by hand");
    } else if (ledger->n_furniture) {
        g_autofree char *words = first_words(draft, draft->stories->furniture);
        DkDiagnostic *item = base_report(
            list, DK_ERROR, "no-page", place,
            "no page was made: the text holds no story: \"%s\" and all else was taken for masthead, teasers, advertisements",
            words);
        base_report_hint(list, item, "put the headline of a story on a line of its own, with its paragraphs below it");
    } else {
        DkDiagnostic *item = base_report(list, DK_ERROR, "no-page", place,
                                         "no page was made: the text holds no story: all of its %u characters were taken for noise",
                                         ledger->n_noise);
        base_report_hint(list, item, "see that it is Chinese text, in UTF-8 or GB 18030, and not a program's or a table's");
    }
}

void rec_draft_refuse(const RecDraft *draft, DkDiagnostics *list)
{
    BasePlace place = {.file = rec_source_place(draft->source, 0).file};
    unsigned n = draft->ledger.n_stories + draft->ledger.n_furniture, n_stories = draft->stories->stories->len;
    if (n_stories == 0) {
        refuse_storyless(draft, place, list);
        return;
    }
    g_autoptr(GString) why = g_string_new(draft->plan->refusal);
    g_string_append_printf(why, "; %s %u characters", n_stories == 1 ? "its story has" : "its stories have",
                           draft->ledger.n_stories);
    if (n_stories > REC_STORIES_WRITTEN)
        g_string_append_printf(why, "; its %u stories were not written: %d are the most that are", n_stories, REC_STORIES_WRITTEN);
    DkDiagnostic *item = base_report(list, DK_ERROR, "no-page", place, "no page was made: %s", why->str);
    unsigned n_parts =
        MAX(MAX(2, (n + PART_CHARACTERS - 1) / PART_CHARACTERS), (n_stories + REC_PAGE_STORIES - 1) / REC_PAGE_STORIES);
    if (draft->options.sheet && n <= PART_CHARACTERS) base_report_hint(list, item, "leave --sheet %s away", draft->options.sheet);
    else
        base_report_hint(list, item, "give the text in %u parts of about %u characters each, a page each, cut between two %s",
                         n_parts, n / n_parts, n_stories == 1 ? "paragraphs" : "stories");
}
