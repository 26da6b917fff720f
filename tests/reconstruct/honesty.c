/* reconstruct/ says how sure it is, and is right as often as it says: roles, look-alike readings, what is lost, the order of the text.
 *
 * Each test prints a table of what was said against what was right.  The confidences of roles are read off two such tables: the inputs
 * with a truth file, each by the others, and the first runs on inputs of papers that the habits had never seen, as they came out. */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "read/read.h"
#include "reconstruct/agreement.h"
#include "reconstruct/drafts.h"
#include "reconstruct/habits.h"
#include "reconstruct/plan/plan.h"
#include "reconstruct/reliability.h"

static RecDraft *draft_of(const char *text)
{
    return drafts_make(text, -1, (RecOptions){.corrections = REC_CORRECTIONS_APPLY, .apply_from = 0.95, .sheet = "none"});
}

/* ---- Roles ---- */

#define RUN 8 /* characters */

static void add_known(GHashTable *known, const char *role, const char *text)
{
    g_autofree char *folded = agreement_fold(text ? text : "", -1);
    if (*folded) g_hash_table_add(known, g_strconcat(role, ":", folded, NULL));
}

/* What a person found in an input: "role:text", and all body text as one string. */
static GHashTable *known_of(size_t index, GString *body)
{
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(GPtrArray) stories = drafts_stories(drafts_inputs[index], arena);
    for (guint i = 0; i < stories->len; i++) {
        const ModelStory *story = g_ptr_array_index(stories, i);
        for (int element = 0; element < MODEL_N_ELEMENTS; element++) {
            g_autoptr(GString) whole = g_string_new(NULL);
            for (unsigned k = 0; k < story->elements[element].n; k++) {
                add_known(known, model_element_words[element], story->elements[element].items[k].text);
                g_string_append(whole, story->elements[element].items[k].text);
            }
            add_known(known, model_element_words[element], whole->str);
        }
        add_known(known, "jump", story->jump);
        for (unsigned k = 0; k < story->n_pictures; k++) {
            add_known(known, "caption", story->pictures[k].caption);
            add_known(known, "credit", story->pictures[k].credit);
        }
        for (unsigned k = 0; k < story->n_spans; k++) {
            g_autofree char *text = g_strndup(story->text + story->spans[k].first_byte, story->spans[k].n_bytes);
            if (story->spans[k].kind == MODEL_SPAN_DATELINE) add_known(known, "dateline", text);
        }
        for (unsigned k = 0; k < story->n_paragraphs; k++) {
            g_autofree char *text = g_strndup(story->text + story->paragraphs[k].first_byte, story->paragraphs[k].n_bytes);
            if (story->paragraphs[k].kind == MODEL_PARAGRAPH_CROSS_HEAD) add_known(known, "cross-head", text);
            g_autofree char *folded = agreement_fold(text, -1);
            g_string_append(body, folded);
        }
    }
    g_autofree char *name = g_strdup_printf("tests/reconstruct/inputs/%s/furniture.txt", drafts_inputs[index]);
    g_autofree char *path = drafts_path(name), *furniture = drafts_read(path);
    g_auto(GStrv) lines = g_strsplit(furniture, "\n", -1);
    for (char **line = lines; *line; line++) g_hash_table_add(known, agreement_fold(*line, -1));
    return known;
}

typedef struct {
    RecRole role;
    int lead;
    double said;
    bool is_right;
} Sample;

/* Whether a text is a headline, or a line of one. */
static bool has_headline(GHashTable *known, const char *line)
{
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, known);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        if (g_str_has_prefix(key, "headline:") && strstr(key, line)) return true;
    return false;
}

/* Whether a text stands in the body: three of four runs of eight characters do.  Not all can be asked for: a person puts misread characters
 * right, several in a paragraph, and a paragraph that was joined wrongly is still body. */
static bool has_words(const char *body, const char *text)
{
    glong n = g_utf8_strlen(text, -1), n_runs = MAX(1, n / RUN), n_found = 0;
    for (glong i = 0; i < n_runs; i++) {
        const char *first = g_utf8_offset_to_pointer(text, i * RUN), *end = g_utf8_offset_to_pointer(first, MIN(RUN, n - i * RUN));
        g_autofree char *words = g_strndup(first, (gsize)(end - first));
        n_found += strstr(body, words) != NULL;
    }
    return 4 * n_found >= 3 * n_runs;
}

static bool is_right(const RecDraft *draft, const RecElement *element, GHashTable *known, const char *body)
{
    g_autoptr(GString) words = g_string_new(NULL);
    rec_wording(draft, element, REC_FORM_PLAIN, words);
    g_autofree char *folded = agreement_fold(words->str, -1), *key = g_strconcat(rec_role_words[element->role], ":", folded, NULL);
    bool is_of_body = element->role == REC_ROLE_BODY || element->role == REC_ROLE_TABLE || element->role == REC_ROLE_JUMP_IN;
    if (element->role == REC_ROLE_HEADLINE) return has_headline(known, folded);
    if (!is_of_body) return g_hash_table_contains(known, key);
    return has_words(body, folded);
}

static void sample_list(const RecDraft *draft, const GArray *list, GHashTable *known, const char *body, GArray *samples)
{
    for (guint i = 0; i < list->len; i++) {
        const RecElement *element = &g_array_index(list, RecElement, i);
        if (element->role == REC_ROLE_NOISE) continue; /* nobody wrote down what is none */
        Sample sample = {element->role, element->lead, element->confidence, is_right(draft, element, known, body)};
        if (!sample.is_right) {
            g_autofree char *words = rec_words(draft, element);
            g_test_message("not so: %s %.40s, lead %d", rec_role_words[element->role], words, element->lead);
        }
        g_array_append_val(samples, sample);
    }
}

static GArray *samples_of(size_t index)
{
    GArray *samples = g_array_new(FALSE, FALSE, sizeof(Sample));
    g_autofree char *path = drafts_raw(drafts_inputs[index]), *text = drafts_read(path);
    g_autoptr(RecDraft) draft = draft_of(text);
    g_autoptr(GString) body = g_string_new(NULL);
    g_autoptr(GHashTable) known = known_of(index, body);
    sample_list(draft, draft->stories->elements, known, body->str, samples);
    sample_list(draft, draft->stories->furniture, known, body->str, samples);
    return samples;
}

#define NO_PAPER DRAFTS_N_INPUTS

/* The samples of all inputs as cases of their leads; a tie is a guess. */
static GArray *cases_of(GArray *const samples[DRAFTS_N_INPUTS])
{
    static const ReliabilityCase guesses[] = {{NO_PAPER + 1, 0, true}, {NO_PAPER + 1, 0, false}};
    GArray *cases = g_array_new(FALSE, FALSE, sizeof(ReliabilityCase));
    g_array_append_vals(cases, guesses, G_N_ELEMENTS(guesses));
    for (unsigned i = 0; i < DRAFTS_N_INPUTS; i++) {
        for (guint k = 0; k < samples[i]->len; k++) {
            const Sample *sample = &g_array_index(samples[i], Sample, k);
            ReliabilityCase one = {i, sample->lead, sample->is_right};
            g_array_append_val(cases, one);
        }
    }
    return cases;
}

/* First runs: what came out for each lead before anything was changed for an input: campus, eighties and harbour; the eight from gazette to
 * hulin; qingjiang, lansheng and liupu: of these 13 of 26, 35 of 97, 37 of 96 were wrong with a lead of 3 or less. */
static const struct {
    unsigned n, n_right;
} first_runs[REC_N_LEADS] = {{3, 2}, {21, 14}, {54, 43}, {141, 75}, {60, 56}, {0, 0}, {97, 96}, {3, 3}, {58, 58}};

/* The list that both tables together ask for: halfway between what is known and what is new, and never less sure for a greater lead. */
static void take_middle(double confidences[REC_N_LEADS])
{
    for (int lead = REC_N_LEADS - 1; lead >= 0; lead--) {
        double fresh = (first_runs[lead].n_right + 0.5) / (first_runs[lead].n + 1);
        confidences[lead] = (confidences[lead] + fresh) / 2;
        if (lead + 1 < REC_N_LEADS) confidences[lead] = MIN(confidences[lead], confidences[lead + 1]);
    }
}

static void print_middle(const double confidences[REC_N_LEADS])
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (int lead = 0; lead < REC_N_LEADS; lead++) g_string_append_printf(words, "%s%.2f", lead ? ", " : "", confidences[lead]);
    g_test_message("read off both: [%s]", words->str);
}

/* On papers never seen before, half of what is said with a lead of 3 or less was wrong; what is said with 0.94 and more was right. */
static void test_first_runs(void)
{
    Reliability table = {0};
    g_autoptr(RecHabits) habits = drafts_habits();
    for (int lead = 4; lead < REC_N_LEADS; lead++)
        for (unsigned i = 0; i < first_runs[lead].n; i++)
            reliability_enter(&table, habits->confidences[lead], i < first_runs[lead].n_right);
    reliability_check("roles at first sight, leads of 4 and more", &table);
    unsigned n = 0, n_right = 0;
    for (int lead = 0; lead < 4; lead++) {
        n += first_runs[lead].n;
        n_right += first_runs[lead].n_right;
        g_assert_cmpfloat(habits->confidences[lead], <, 0.8); /* listed as in doubt */
    }
    g_test_message("  leads of 3 and less: %u of %u", n_right, n);
}

static void test_roles(void)
{
    GArray *samples[DRAFTS_N_INPUTS];
    for (size_t i = 0; i < DRAFTS_N_INPUTS; i++) samples[i] = samples_of(i);
    Reliability table = {0}, left_out = {0}, heads = {0}, said = {0};
    g_autoptr(RecHabits) habits = drafts_habits();
    double confidences[REC_N_LEADS];
    g_autoptr(GArray) cases = cases_of(samples);
    ReliabilityList list = {cases, DRAFTS_N_INPUTS, REC_N_LEADS, 1};
    for (unsigned i = 0; i < DRAFTS_N_INPUTS; i++) {
        reliability_read_off(&list, i, confidences);
        take_middle(confidences);
        for (guint k = 0; k < samples[i]->len; k++) {
            const Sample *sample = &g_array_index(samples[i], Sample, k);
            int lead = MIN(sample->lead, REC_N_LEADS - 1);
            reliability_enter(&left_out, confidences[lead], sample->is_right);
            reliability_enter(&table, habits->confidences[lead], sample->is_right);
            reliability_enter(&said, sample->said, sample->is_right);
            bool is_head = sample->role >= REC_ROLE_CROSS_HEAD && sample->role <= REC_ROLE_BYLINE;
            if (is_head) reliability_enter(&heads, habits->confidences[lead], sample->is_right);
        }
    }
    reliability_read_off(&list, NO_PAPER, confidences);
    take_middle(confidences);
    print_middle(confidences);
    reliability_check("roles, each input by the confidences read off the others and the first runs", &left_out);
    reliability_check("roles, by the habits' confidences", &table);
    reliability_check("heads, by the habits' confidences", &heads);
    reliability_check("roles, as the report has them", &said);
    for (size_t i = 0; i < DRAFTS_N_INPUTS; i++) g_array_unref(samples[i]);
}

/* ---- Look-alike readings ---- */

/* A proposal for a text that was misread on purpose: how sure it was, and whether it gave back what stood there. */
typedef struct {
    double said;
    bool is_right;
} Reading;

/* The character that is read in place of `c`: the next one of its group. */
static gunichar look_alike(const RecHabits *habits, gunichar c)
{
    const char *group = g_hash_table_lookup(habits->look_alikes, GUINT_TO_POINTER(c));
    if (!group) return 0;
    const char *next = g_utf8_next_char(g_utf8_strchr(group, -1, c));
    return g_utf8_get_char(*next ? next : group);
}

/* A text in which about one look-alike in `rate` is misread; `truth` gets what stood at each changed byte. */
static char *misread(const RecHabits *habits, const char *text, gint32 rate, GRand *rand, GHashTable *truth)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p), other = look_alike(habits, c);
        if (other && g_rand_int_range(rand, 0, rate) == 0) {
            g_hash_table_insert(truth, GUINT_TO_POINTER(out->len), GUINT_TO_POINTER(c));
            c = other;
        }
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* All body text of an input, as a person has it. */
static char *right_text(size_t index)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(GPtrArray) stories = drafts_stories(drafts_inputs[index], arena);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < stories->len; i++) {
        const ModelStory *story = g_ptr_array_index(stories, i);
        g_string_append_len(text, story->text, story->n_bytes);
        g_string_append(text, "\n\n");
    }
    return g_string_free(text, FALSE);
}

/* Adds the proposals for a text to the readings of its input; `truth` has what is wrong in it. */
static void add_readings(const RecHabits *habits, const char *text, GHashTable *truth, GArray *readings)
{
    g_autoptr(RecSource) source = rec_source_new();
    rec_source_add(source, "raw.txt", text, strlen(text));
    g_autoptr(GArray) proposals = rec_proposals_new(source, NULL, habits);
    for (guint i = 0; i < proposals->len; i++) {
        const RecProposal *proposal = &g_array_index(proposals, RecProposal, i);
        gunichar right = GPOINTER_TO_UINT(g_hash_table_lookup(truth, GUINT_TO_POINTER(proposal->byte)));
        Reading reading = {proposal->confidence, right == proposal->proposed};
        g_array_append_val(readings, reading);
        if (!reading.is_right)
            g_test_message("wrong: %.*s %.3f %u:%u", (int)proposal->context.n, text + proposal->context.first, proposal->confidence,
                           proposal->n_for, proposal->n_against);
    }
}

static GArray *readings_of(const RecHabits *habits, size_t index, GRand *rand)
{
    GArray *readings = g_array_new(FALSE, FALSE, sizeof(Reading));
    g_autofree char *text = right_text(index);
    for (gint32 round = 0; round < 40; round++) {
        g_autoptr(GHashTable) truth = g_hash_table_new(NULL, NULL);
        g_autofree char *wrong = misread(habits, text, 4 + round, rand, truth);
        add_readings(habits, wrong, truth, readings);
    }
    return readings;
}

static int bin_of(double said)
{
    int bin = 0;
    while (bin + 1 < RELIABILITY_N_BINS && said >= reliability_edges[bin + 1]) bin++;
    return bin;
}

/* Every truth, misread again and again: what is proposed is right as often as it says, by its own word and by what the other inputs
 * would have said of such a vote. */
static void test_look_alikes(void)
{
    g_autoptr(RecHabits) habits = drafts_habits();
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    g_autoptr(GArray) cases = g_array_new(FALSE, FALSE, sizeof(ReliabilityCase));
    Reliability table = {0};
    for (unsigned i = 0; i < DRAFTS_N_INPUTS; i++) {
        g_autoptr(GArray) readings = readings_of(habits, i, rand);
        for (guint k = 0; k < readings->len; k++) {
            const Reading *reading = &g_array_index(readings, Reading, k);
            ReliabilityCase one = {i, bin_of(reading->said), reading->is_right};
            reliability_enter(&table, reading->said, reading->is_right);
            g_array_append_val(cases, one);
        }
        g_test_message("%s: %u proposals", drafts_inputs[i], readings->len);
    }
    reliability_check("look-alikes, by their own confidence", &table);
    ReliabilityList list = {cases, DRAFTS_N_INPUTS, RELIABILITY_N_BINS, 1};
    reliability_check_unseen("look-alikes", cases, &list);
    g_assert_cmpuint(table.n[RELIABILITY_N_BINS - 1] + table.n[RELIABILITY_N_BINS - 2], >, 100);
}

static RecSource *source_of(const char *text)
{
    RecSource *source = rec_source_new();
    rec_source_add(source, "raw.txt", text, strlen(text));
    return source;
}

/* What stands once on its page is voted on by the other pages of the issue, and never the other way round. */
static void test_witnesses(void)
{
    g_autoptr(RecHabits) habits = drafts_habits();
    g_autoptr(RecSource) page = source_of("记者昨天从禄口区获悉，新桥通车。");
    g_autoptr(RecSource) others = source_of("渌口区召开会议。渌口区委书记到渌口区人民医院看望。\n\n干部到渌口区的禄山村。");
    g_autoptr(GArray) alone = rec_proposals_new(page, NULL, habits), voted = rec_proposals_new(page, others, habits);
    g_assert_cmpuint(alone->len, ==, 0);
    g_assert_cmpuint(voted->len, ==, 1);
    const RecProposal *proposal = &g_array_index(voted, RecProposal, 0);
    g_assert_cmpuint(proposal->byte, ==, strlen("记者昨天从"));
    g_assert_cmpuint(proposal->proposed, ==, 0x6e0c); /* 渌 */
    g_assert_cmpuint(proposal->n_for, ==, 4);
    g_assert_cmpuint(proposal->n_against, ==, 1);
    g_autoptr(GArray) turned = rec_proposals_new(others, page, habits);
    g_assert_cmpuint(turned->len, ==, 0);
}

/* The proposals for a text that says each of two things so many times, and a third once. */
static GArray *voted_on(const char *one, const char *other, const char *last, int n)
{
    g_autoptr(RecHabits) habits = drafts_habits();
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < n; i++) g_string_append_printf(text, "%s，%s。\n\n", one, other);
    g_string_append(text, last);
    g_autoptr(RecSource) page = source_of(text->str);
    return rec_proposals_new(page, NULL, habits);
}

/* Numbers are left alone, and so is what stands once, however often its look-alike does. */
static void test_left_alone(void)
{
    static const char *const alone[] = {"他卖出手机三千部。",   "她家是八口之家。",   "三千部，三千部。", "八口之家，八口之家。",
                                        "八口之家，八大菜系。", "车站入口有志愿者。", "千部，十干部。"};
    for (int n = 8; n <= 40; n += 16) {
        for (size_t i = 0; i < G_N_ELEMENTS(alone); i++) {
            g_autoptr(GArray) proposals = voted_on("各级干部下乡", "常住人口增加", alone[i], n);
            g_test_message("%s: %u", alone[i], proposals->len);
            g_assert_cmpuint(proposals->len, ==, 0);
        }
    }
    g_autoptr(GArray) twice = voted_on("各级干部下乡", "常住人口增加", "各级于部下乡，各级于部。", 8);
    g_assert_cmpuint(twice->len, ==, 2);
}

/* Pairs that every reader of proofs knows: a name that is read once with the wrong one is voted right. */
static void test_known(void)
{
    static const char *const pairs[] = {"冼洗", "茶荼", "崇祟", "戊戌", "末未", "刺剌", "候侯", "享亨", "治冶", "荀苟",
                                        "祁祈", "佘余", "沭沐", "茆茚", "肓盲", "亳毫", "籍藉", "傳傅", "陝陜", "值値"};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        const char *second = g_utf8_next_char(pairs[i]);
        g_autofree char *right = g_strndup(pairs[i], (gsize)(second - pairs[i]));
        g_autofree char *one = g_strdup_printf("本市%s家巷改建", right),
                        *wrong = g_strdup_printf("本市%s家巷，%s。", second, second);
        g_autoptr(GArray) proposals = voted_on(one, "常住人口增加", wrong, 8);
        g_test_message("%s: %u", pairs[i], proposals->len);
        g_assert_cmpuint(proposals->len, >=, 1);
        g_assert_cmpuint(g_array_index(proposals, RecProposal, 0).proposed, ==, g_utf8_get_char(right));
        g_assert_cmpfloat(g_array_index(proposals, RecProposal, 0).confidence, >=, 0.95);
    }
}

/* No group of look-alikes has a numeral. */
static void test_numerals(void)
{
    g_autofree char *path = NULL, *message = NULL;
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    int file = g_file_open_tmp("duikai-habits-XXXXXX", &path, NULL);
    g_assert_cmpint(file, >=, 0);
    close(file);
    g_assert_true(g_file_set_contents(path, "duikai: habits/1\nlook-alikes: [人入,\n  干千于]\n", -1, NULL));
    g_autoptr(RecHabits) habits = rec_habits_read(path, list);
    g_assert_null(habits);
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        g_free(message);
        message = dk_diagnostic_text(dk_diagnostics_item(list, i));
        if (strstr(message, ":3:3: error: ")) break;
    }
    g_assert_nonnull(strstr(message, ":3:3: error: "));
    g_assert_nonnull(strstr(message, "numbers are left alone"));
    g_unlink(path);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* messages quote the texts */
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/honesty/roles", test_roles);
    g_test_add_func("/reconstruct/honesty/first-runs", test_first_runs);
    g_test_add_func("/reconstruct/honesty/look-alikes", test_look_alikes);
    g_test_add_func("/reconstruct/honesty/witnesses", test_witnesses);
    g_test_add_func("/reconstruct/honesty/left-alone", test_left_alone);
    g_test_add_func("/reconstruct/honesty/known", test_known);
    g_test_add_func("/reconstruct/honesty/numerals", test_numerals);
    return g_test_run();
}
