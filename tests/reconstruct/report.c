/* The report holds all that was found out, and what it says of a text is what became of the text. */
#include <locale.h>
#include <string.h>

#include "reconstruct/drafts.h"
#include "reconstruct/write.h"

static RecDraft *draft_of(const char *input)
{
    g_autofree char *path = drafts_raw(input), *text = drafts_read(path);
    return drafts_make(text, -1, (RecOptions){.corrections = REC_CORRECTIONS_PROPOSE, .apply_from = 0.95, .sheet = "none"});
}

/* ---- Roles ---- */

/* Every piece has an outcome, and a role that is not the one it was read as has a reason. */
static void test_outcomes(gconstpointer data)
{
    g_autoptr(RecDraft) draft = draft_of(data);
    g_autoptr(GArray) outcomes = rec_outcomes_new(draft);
    unsigned n_turned = 0;
    g_assert_cmpuint(outcomes->len, ==, draft->pieces->pieces->len);
    for (guint i = 0; i < outcomes->len; i++) {
        const RecOutcome *outcome = &g_array_index(outcomes, RecOutcome, i);
        RecRole read = g_array_index(draft->roles->views, RecView, i).role;
        g_assert_nonnull(outcome->element);
        bool is_turned = outcome->element->role != read;
        if (is_turned)
            g_test_message("%u: %s -> %s, %s", i, rec_role_words[read], rec_role_words[outcome->element->role],
                           rec_why_words[outcome->element->why]);
        g_assert_false(is_turned && outcome->element->why == REC_WHY_READ);
        n_turned += is_turned;
    }
    g_test_message("%s: %u of %u pieces have another role in the end", (const char *)data, n_turned, outcomes->len);
}

static void add_tests(const char *input)
{
    g_autofree char *outcomes = g_strconcat("/reconstruct/report/outcomes/", input, NULL);
    g_test_add_data_func(outcomes, input, test_outcomes);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* messages quote the texts */
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* what is wrong in one input hides no other */
    for (const char *const *input = drafts_inputs; *input; input++) add_tests(*input);
    return g_test_run();
}
