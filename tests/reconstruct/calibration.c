/* reconstruct/ is right as often as it says of joins over columns and of lost stops, over all inputs with a truth; roles, heads and look-alike
 * readings are held to the same in honesty.c, days in notices.c. */
#include <locale.h>
#include <string.h>

#include "read/read.h"
#include "reconstruct/agreement.h"
#include "reconstruct/drafts.h"
#include "reconstruct/habits.h"
#include "reconstruct/reliability.h"

static RecDraft *draft_of(const char *text)
{
    return drafts_make(text, -1, (RecOptions){.corrections = REC_CORRECTIONS_APPLY, .apply_from = 0.95, .sheet = "none"});
}

/* ---- Joins ---- */

#define SEAM 4 /* characters on either side of a join that are looked for */

/* The paragraphs that a person made of an input, folded, a line each. */
static char *paragraphs_of(const char *input)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(GPtrArray) stories = drafts_stories(input, arena);
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < stories->len; i++) {
        const ModelStory *story = g_ptr_array_index(stories, i);
        for (unsigned k = 0; k < story->n_paragraphs; k++) {
            const ModelParagraph *paragraph = &story->paragraphs[k];
            g_autofree char *folded = agreement_fold(story->text + paragraph->first_byte, (gssize)paragraph->n_bytes);
            g_string_append_printf(all, "%s\n", folded);
        }
    }
    return g_string_free(all, FALSE);
}

/* The last characters of a piece's text with the first ones of the next, as they stand in a paragraph that has both. */
static char *seam_of(const RecDraft *draft, const RecLink *link, guint index)
{
    RecRange before = g_array_index(draft->roles->views, RecView, link->previous).text;
    RecRange after = g_array_index(draft->roles->views, RecView, index).text;
    const char *text = draft->source->text->str;
    g_autofree char *head = agreement_fold(text + before.first, before.n), *tail = agreement_fold(text + after.first, after.n);
    glong n_head = g_utf8_strlen(head, -1), n_tail = g_utf8_strlen(tail, -1);
    const char *from = g_utf8_offset_to_pointer(head, MAX(0, n_head - SEAM));
    return g_strdup_printf("%s%.*s", from, (int)(g_utf8_offset_to_pointer(tail, MIN(SEAM, n_tail)) - tail), tail);
}

/* Whether a text holds words, one of their characters perhaps another: OCR misread it, and a person put it right. */
static bool has_but_one(const char *text, const char *words)
{
    for (const char *from = text; *from; from = g_utf8_next_char(from)) {
        const char *p = from, *word = words;
        unsigned n_other = 0;
        for (; *word && *p && n_other < 2; p = g_utf8_next_char(p), word = g_utf8_next_char(word))
            n_other += g_utf8_get_char(p) != g_utf8_get_char(word);
        if (!*word && n_other < 2) return true;
    }
    return false;
}

/* Every join of every input: how much weight it had, how sure it was, whether both parts stand in one paragraph of the truth. */
static void test_joins(void)
{
    Reliability table = {0};
    g_autoptr(GArray) cases = g_array_new(FALSE, FALSE, sizeof(ReliabilityCase));
    double most = 1;
    for (unsigned paper = 0; paper < DRAFTS_N_INPUTS; paper++) {
        const char *input = drafts_inputs[paper];
        g_autofree char *path = drafts_raw(input), *text = drafts_read(path), *paragraphs = paragraphs_of(input);
        g_autoptr(RecDraft) draft = draft_of(text);
        for (guint k = 0; k < draft->links->len; k++) {
            const RecLink *link = &g_array_index(draft->links, RecLink, k);
            if (link->previous < 0) continue;
            g_autofree char *seam = seam_of(draft, link, k);
            bool is_right = has_but_one(paragraphs, seam);
            if (!is_right) g_test_message("%s: no paragraph has %s, weight %d", input, seam, link->score);
            ReliabilityCase one = {paper, link->score - REC_JOIN_LEAST, is_right};
            reliability_enter(&table, rec_join_confidence(draft->habits, link->score), is_right);
            g_array_append_val(cases, one);
            most = draft->habits->join_confidences[REC_N_LEADS - 1];
        }
    }
    reliability_check("joins", &table);
    ReliabilityList list = {cases, DRAFTS_N_INPUTS, REC_N_LEADS, most};
    reliability_check_unseen("joins", cases, &list);
}

/* ---- Stops ---- */

/* What a person made of an input, its notes among the words, folded. */
static char *files_of(const char *input)
{
    g_autofree char *folder = drafts_truth(input);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    GString *all = g_string_new(NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL), *text = drafts_read(path), *folded = agreement_fold(text, -1);
        g_string_append(all, folded);
    }
    return g_string_free(all, FALSE);
}

/* The stops that are proposed for the inputs as they are: whether a paragraph of the truth ends there with just these marks, or with a note
 * that one is lost. */
static void test_stops(void)
{
    Reliability table = {0};
    for (const char *const *input = drafts_inputs; *input; input++) {
        g_autofree char *path = drafts_raw(*input), *text = drafts_read(path), *paragraphs = paragraphs_of(*input);
        g_autofree char *files = files_of(*input);
        g_autoptr(RecDraft) draft = draft_of(text);
        for (guint k = 0; k < draft->losses->len; k++) {
            const RecLoss *loss = &g_array_index(draft->losses, RecLoss, k);
            if (loss->kind != REC_LOSS_STOP || !*loss->text) continue;
            g_autofree char *before = agreement_fold(draft->source->text->str, loss->byte), *marks = agreement_fold(loss->text, -1);
            const char *from = g_utf8_offset_to_pointer(before, MAX(0, g_utf8_strlen(before, -1) - SEAM));
            g_autofree char *end = g_strdup_printf("%s%s\n", from, marks), *noted = g_strdup_printf("%s<!--lost", from);
            bool is_right = strstr(paragraphs, end) || strstr(files, noted);
            if (!is_right) g_test_message("%s: no paragraph ends with %s", *input, g_strchomp(end));
            reliability_enter(&table, loss->confidence, is_right);
        }
    }
    reliability_check("stops", &table);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* messages quote the texts */
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* what is wrong of one kind hides no other */
    g_test_add_func("/reconstruct/calibration/joins", test_joins);
    g_test_add_func("/reconstruct/calibration/stops", test_stops);
    return g_test_run();
}
