/* reconstruct/ is as sure of a head as it is right about it: over all inputs with a truth, as they are and damaged as extraction damages
 * text.  A head is right when a person made a head of that kind of the same words and put it over the same text.  Those in doubt, which a
 * person is asked to look at, are few where all is well, and have most of what is wrong. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "read/read.h"
#include "reconstruct/agreement.h"
#include "reconstruct/drafts.h"
#include "reconstruct/habits.h"
#include "reconstruct/reliability.h"
#include "reconstruct/write/write.h"

#define DOUBT 0.85 /* as write/report.c has it */
#define RUN 8      /* characters of a text that are looked for at once */

/* ---- What a person made ---- */

typedef struct {
    GPtrArray *heads; /* char *: "role:text", folded; cross-heads as well */
    char *body;       /* folded */
} Truth;

static void truth_free(void *data)
{
    Truth *truth = data;
    g_ptr_array_unref(truth->heads);
    g_free(truth->body);
    g_free(truth);
}

static void add_head(Truth *truth, const char *role, const char *text)
{
    g_autofree char *folded = agreement_fold(text, -1);
    if (*folded) g_ptr_array_add(truth->heads, g_strconcat(role, ":", folded, NULL));
}

static Truth *truth_of(const ModelStory *story)
{
    Truth *truth = g_new(Truth, 1);
    truth->heads = g_ptr_array_new_with_free_func(g_free);
    for (int element = 0; element < MODEL_N_ELEMENTS; element++) {
        g_autoptr(GString) whole = g_string_new(NULL);
        for (unsigned k = 0; k < story->elements[element].n; k++) {
            add_head(truth, model_element_words[element], story->elements[element].items[k].text);
            g_string_append(whole, story->elements[element].items[k].text);
        }
        add_head(truth, model_element_words[element], whole->str);
    }
    for (unsigned k = 0; k < story->n_paragraphs; k++) {
        const ModelParagraph *paragraph = &story->paragraphs[k];
        g_autofree char *text = g_strndup(story->text + paragraph->first_byte, paragraph->n_bytes);
        if (paragraph->kind == MODEL_PARAGRAPH_CROSS_HEAD) add_head(truth, "cross-head", text);
    }
    truth->body = agreement_fold(story->text, (gssize)story->n_bytes);
    return truth;
}

static GPtrArray *truths_of(const char *input)
{
    GPtrArray *truths = g_ptr_array_new_with_free_func(truth_free);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(GPtrArray) stories = drafts_stories(input, arena);
    for (guint i = 0; i < stories->len; i++) g_ptr_array_add(truths, truth_of(g_ptr_array_index(stories, i)));
    return truths;
}

/* One input, by its number. */
typedef struct {
    unsigned index;
    GPtrArray *truths;
} Paper;

/* Whether a truth has a head; lines of a headline count each. */
static bool has_head(const Truth *truth, const char *role, const char *words)
{
    g_autofree char *key = g_strconcat(role, ":", words, NULL);
    for (guint i = 0; i < truth->heads->len; i++) {
        const char *head = g_ptr_array_index(truth->heads, i);
        if (strcmp(head, key) == 0) return true;
        if (strcmp(role, "headline") == 0 && g_str_has_prefix(head, "headline:") && strstr(head, words)) return true;
    }
    return false;
}

/* ---- What the draft made ---- */

/* How many runs of eight characters of a draft's story are in a truth's text, in all of them. */
static double share_of(const Truth *truth, const char *body)
{
    glong n = g_utf8_strlen(body, -1), n_runs = MAX(1, n / RUN), n_found = 0;
    const char *first = body;
    for (glong i = 0; i < n_runs && *first; i++) {
        const char *end = g_utf8_offset_to_pointer(first, MIN(RUN, g_utf8_strlen(first, RUN * 4)));
        g_autofree char *words = g_strndup(first, (gsize)(end - first));
        n_found += strstr(truth->body, words) != NULL;
        first = end;
    }
    return n ? (double)n_found / (double)n_runs : 0;
}

static char *body_of(const RecDraft *draft, const RecStory *story)
{
    g_autoptr(GString) body = g_string_new(NULL);
    for (unsigned i = 0; i < story->n_elements; i++) {
        const RecElement *element = rec_element(draft, story, i);
        if (element->role == REC_ROLE_BODY || element->role == REC_ROLE_TABLE) rec_wording(draft, element, REC_FORM_PLAIN, body);
    }
    return agreement_fold(body->str, (gssize)body->len);
}

/* The truth of a draft's story: the one that has most of its text; NULL: none has any. */
static const Truth *truth_for(const GPtrArray *truths, const char *body)
{
    const Truth *best = NULL;
    double most = 0;
    for (guint i = 0; i < truths->len; i++) {
        double share = share_of(g_ptr_array_index(truths, i), body);
        if (share <= most) continue;
        most = share;
        best = g_ptr_array_index(truths, i);
    }
    return best;
}

/* ---- Samples ---- */

typedef struct {
    double before, now; /* how sure its lead alone made it, and how sure it is */
    unsigned paper;
    int weight; /* of its evidence */
    bool is_right;
} Sample;

static int weight_of(const RecHabits *habits, unsigned evidence)
{
    int weight = 0;
    for (int i = 0; i < REC_N_HEAD_SIGNALS; i++) weight += evidence & 1u << i ? habits->heads[i] : 0;
    return weight;
}

static void sample_story(const RecDraft *draft, const RecStory *story, const Paper *paper, GArray *samples)
{
    g_autofree char *body = body_of(draft, story);
    const Truth *truth = truth_for(paper->truths, body);
    for (unsigned i = 0; i < story->n_elements; i++) {
        const RecElement *element = rec_element(draft, story, i);
        if (element->role < REC_ROLE_CROSS_HEAD || element->role > REC_ROLE_STANDING_HEAD) continue;
        g_autoptr(GString) words = g_string_new(NULL);
        rec_wording(draft, element, REC_FORM_PLAIN, words);
        g_autofree char *folded = agreement_fold(words->str, -1);
        Sample sample = {.before = rec_confidence(draft->habits, element->lead),
                         .now = element->confidence,
                         .paper = paper->index,
                         .weight = weight_of(draft->habits, element->evidence),
                         .is_right = truth && has_head(truth, rec_role_words[element->role], folded)};
        if (!sample.is_right) g_test_message("not so: %s %s, %.2f", rec_role_words[element->role], words->str, element->confidence);
        g_array_append_val(samples, sample);
    }
}

static void sample_text(const char *text, const Paper *paper, GArray *samples)
{
    g_autoptr(RecDraft) draft = drafts_make(text, -1, (RecOptions){.apply_from = 0.95, .sheet = "none"});
    for (guint i = 0; i < draft->stories->stories->len; i++)
        sample_story(draft, &g_array_index(draft->stories->stories, RecStory, i), paper, samples);
}

/* ---- Damage ---- */

typedef enum {
    NO_DAMAGE,
    DAMAGE_BLANKS_LOST,
    DAMAGE_BLANKS_MORE,
    DAMAGE_LINES_LOST,
    DAMAGE_INDENTS_LOST,
    DAMAGE_SHUFFLED,
    N_DAMAGES
} Damage;
static const char *const damage_words[] = {"none",       "blank lines lost", "blank lines that were none",
                                           "lines lost", "indents lost",     "blocks shuffled"};

static void shuffle_blocks(GString *out, const char *text, GRand *rand)
{
    g_auto(GStrv) blocks = g_strsplit(text, "\n\n", -1);
    guint n = g_strv_length(blocks);
    for (guint i = 0; i + 1 < n; i++) { /* a few: columns that were read in another order */
        if (g_rand_int_range(rand, 0, 4)) continue;
        char *block = blocks[i];
        blocks[i] = blocks[i + 1];
        blocks[i + 1] = block;
    }
    for (guint i = 0; i < n; i++) g_string_append_printf(out, "%s%s", i ? "\n\n" : "", blocks[i]);
}

static char *damaged(const char *text, Damage damage, GRand *rand)
{
    if (damage == NO_DAMAGE) return g_strdup(text);
    GString *out = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    if (damage == DAMAGE_SHUFFLED) shuffle_blocks(out, text, rand);
    for (char **line = lines; *line && damage != DAMAGE_SHUFFLED; line++) {
        const char *words = *line;
        if (damage == DAMAGE_BLANKS_LOST && !*words) continue;
        if (damage == DAMAGE_LINES_LOST && *words && g_rand_int_range(rand, 0, 12) == 0) continue;
        while (damage == DAMAGE_INDENTS_LOST && g_str_has_prefix(words, "　")) words += strlen("　");
        g_string_append_printf(out, "%s\n", words);
        if (damage == DAMAGE_BLANKS_MORE && *words && g_rand_int_range(rand, 0, 12) == 0) g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

/* ---- Tests ---- */

static GArray *cases_of(const GArray *samples)
{
    GArray *cases = g_array_new(FALSE, FALSE, sizeof(ReliabilityCase));
    for (guint i = 0; i < samples->len; i++) {
        const Sample *sample = &g_array_index(samples, Sample, i);
        ReliabilityCase one = {sample->paper, sample->weight, sample->is_right};
        g_array_append_val(cases, one);
    }
    return cases;
}

static void check_said(const char *what, const GArray *samples)
{
    Reliability table = {0};
    for (guint i = 0; i < samples->len; i++) {
        const Sample *sample = &g_array_index(samples, Sample, i);
        reliability_enter(&table, sample->now, sample->is_right);
    }
    reliability_check(what, &table);
}

typedef struct {
    unsigned n, n_wrong;
    unsigned n_doubted, n_wrong_doubted;               /* now */
    unsigned n_doubted_before, n_wrong_doubted_before; /* by the lead of their words and shape alone */
} Doubts;

static Doubts count_doubts(const char *what, const GArray *samples)
{
    Doubts doubts = {0};
    for (guint i = 0; i < samples->len; i++) {
        const Sample *sample = &g_array_index(samples, Sample, i);
        bool is_wrong = !sample->is_right;
        doubts.n++;
        doubts.n_wrong += is_wrong;
        doubts.n_doubted += sample->now < DOUBT;
        doubts.n_wrong_doubted += is_wrong && sample->now < DOUBT;
        doubts.n_doubted_before += sample->before < DOUBT;
        doubts.n_wrong_doubted_before += is_wrong && sample->before < DOUBT;
    }
    g_test_message(
        "%s: %u heads, %u wrong; in doubt by their lead %u, %u of the wrong ones; by their evidence %u, %u of the wrong ones", what,
        doubts.n, doubts.n_wrong, doubts.n_doubted_before, doubts.n_wrong_doubted_before, doubts.n_doubted, doubts.n_wrong_doubted);
    return doubts;
}

/* The samples of all inputs, changed by `damage`. */
static GArray *samples_of(Damage damage, GRand *rand)
{
    GArray *samples = g_array_new(FALSE, FALSE, sizeof(Sample));
    for (unsigned i = 0; i < DRAFTS_N_INPUTS; i++) {
        g_autofree char *path = drafts_raw(drafts_inputs[i]), *text = drafts_read(path), *worse = damaged(text, damage, rand);
        g_autoptr(GPtrArray) truths = truths_of(drafts_inputs[i]);
        sample_text(worse, &(Paper){i, truths}, samples);
    }
    return samples;
}

/* The inputs as they are, the same damaged in every way, and both as cases: read once, for all tests. */
static GArray *intact, *all_damaged, *cases;

static void read_all(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    intact = samples_of(NO_DAMAGE, rand);
    all_damaged = g_array_new(FALSE, FALSE, sizeof(Sample));
    for (Damage damage = NO_DAMAGE + 1; damage < N_DAMAGES; damage++) {
        g_autoptr(GArray) samples = samples_of(damage, rand);
        count_doubts(damage_words[damage], samples);
        g_array_append_vals(all_damaged, samples->data, samples->len);
    }
    cases = cases_of(intact);
    g_autoptr(GArray) more = cases_of(all_damaged);
    g_array_append_vals(cases, more->data, more->len);
}

static void test_inputs(void)
{
    check_said("heads of the inputs as they are", intact);
    Doubts doubts = count_doubts("the inputs as they are", intact);
    g_assert_cmpuint(2 * doubts.n_doubted, <=, doubts.n_doubted_before);
    g_assert_cmpuint(3 * doubts.n_wrong_doubted, >=, 2 * doubts.n_wrong);
}

static void test_damaged(void)
{
    check_said("heads of damaged inputs", all_damaged);
    Doubts doubts = count_doubts("all damage", all_damaged);
    g_assert_cmpuint(4 * doubts.n_wrong_doubted, >=, 3 * doubts.n_wrong);
}

/* The list of confidences was read off all papers: so each paper's heads are judged by a list read off the others alone. */
static void test_unseen(void)
{
    g_autoptr(RecHabits) habits = drafts_habits();
    g_autoptr(GArray) as_they_are = cases_of(intact), damaged_ones = cases_of(all_damaged);
    ReliabilityList list = {cases, DRAFTS_N_INPUTS, REC_N_LEADS, habits->head_confidences[REC_N_LEADS - 1]};
    reliability_check_unseen("heads of the inputs as they are", as_they_are, &list);
    reliability_check_unseen("heads of damaged inputs", damaged_ones, &list);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* messages quote the texts */
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* one table that is off hides no other */
    g_test_add_func("/reconstruct/trust/inputs", test_inputs);
    g_test_add_func("/reconstruct/trust/damaged", test_damaged);
    g_test_add_func("/reconstruct/trust/unseen", test_unseen);
    read_all();
    int status = g_test_run();
    g_array_unref(intact);
    g_array_unref(all_damaged);
    g_array_unref(cases);
    return status;
}
