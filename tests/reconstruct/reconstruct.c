/* reconstruct/: the habits hold to their examples; drafts agree with what people made of the same texts. */
#include "reconstruct/reconstruct.h"
#include "base/file.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "read/read.h"
#include "reconstruct/agreement.h"
#include "reconstruct/drafts.h"
#include "reconstruct/habits.h"
#include "reconstruct/write/wording.h"

static char *project_file(const char *name)
{
    return g_build_filename(g_getenv("DUIKAI_DATA_DIR"), name, NULL);
}

/* ---- Habits ---- */

/* Every pattern matches its example, and of it just what stands in [[ ]]. */
static void test_examples(void)
{
    g_autoptr(RecHabits) habits = drafts_habits();
    g_assert_cmpuint(habits->habits->len, >, 30);
    for (guint i = 0; i < habits->habits->len; i++) {
        const RecHabit *habit = &g_array_index(habits->habits, RecHabit, i);
        if (!habit->match) continue;
        g_assert_nonnull(habit->example);
        const char *open = strstr(habit->example, "[["), *close = strstr(habit->example, "]]");
        g_autoptr(GString) text = g_string_new(habit->example);
        unsigned first = open ? (unsigned)(open - habit->example) : 0;
        unsigned end = open ? (unsigned)(close - habit->example) - 2 : (unsigned)text->len;
        g_string_replace(text, "[[", "", 1);
        g_string_replace(text, "]]", "", 1);
        g_autoptr(RecSource) source = rec_source_new();
        rec_source_add(source, "example", text->str, text->len);
        g_autoptr(RecFlat) flat = rec_flat_new(NULL);
        flat->keeps_spaces = habit->keeps_spaces;
        rec_flat_set(flat, source, (RecRange){0, (unsigned)text->len}, REC_FLAT_MAX, habit->where == REC_WHERE_END);
        RecRange found = {0};
        g_test_message("%s", habit->id);
        g_assert_true(rec_habit_matches(habit, flat, &found));
        g_assert_cmpuint(found.first, ==, first);
        g_assert_cmpuint(rec_end(found), ==, end);
    }
}

/* ---- Agreement ---- */

/* A text found once does not answer for two that are wanted. */
static void test_score(void)
{
    g_autoptr(GPtrArray) wanted = g_ptr_array_new(), found = g_ptr_array_new();
    g_assert_cmpfloat(agreement_f1(wanted, found), ==, 1);
    for (int i = 0; i < 3; i++) g_ptr_array_add(wanted, (void *)"date:2022年6月");
    g_ptr_array_add(found, (void *)"date:2022年6月");
    g_assert_cmpfloat(agreement_f1(wanted, found), ==, 0.5);
    g_assert_cmpfloat(agreement_f1(found, wanted), ==, 0.5);
    g_assert_cmpfloat(agreement_f1(wanted, wanted), ==, 1);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *read_stories(const char *folder, BaseArena *arena)
{
    GPtrArray *stories = g_ptr_array_new(), *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_assert_nonnull(dir);
    for (const char *name; (name = g_dir_read_name(dir));)
        if (g_str_has_suffix(name, ".md")) g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        const ModelStory *story = read_story(path, (BasePlace){0}, NULL, arena, list);
        for (size_t k = 0; k < dk_diagnostics_count(list); k++) {
            g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(list, k));
            if (!story) g_test_message("%s", text);
        }
        g_assert_nonnull(story);
        g_ptr_array_add(stories, (void *)story);
    }
    g_ptr_array_unref(names);
    return stories;
}

/* Writes a draft and reads its stories back through the engine's own reader. */
static GPtrArray *written_stories(const RecDraft *draft, BaseArena *arena)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_assert_true(rec_draft_write(draft, folder, list));
    g_autofree char *stories = g_build_filename(folder, "stories", NULL);
    GPtrArray *read = read_stories(stories, arena);
    base_folder_remove(folder);
    return read;
}

static const ModelStory *find_pair(const ModelStory *truth, const GPtrArray *drafts)
{
    const ModelStory *best = NULL;
    double likeness = 0.2; /* less is chance */
    for (guint i = 0; i < drafts->len; i++) {
        const ModelStory *draft = g_ptr_array_index(drafts, i);
        double this_likeness = agreement_likeness(truth, draft);
        if (this_likeness <= likeness) continue;
        likeness = this_likeness;
        best = draft;
    }
    return best;
}

static GHashTable *confusions; /* of all inputs, as agreement_confuse counts them */

/* Prints each story's agreement and returns the mean. */
static Agreement compare_all(const char *name, const GPtrArray *truths, const GPtrArray *drafts)
{
    Agreement sum = {0};
    for (guint i = 0; i < truths->len; i++) {
        const ModelStory *truth = g_ptr_array_index(truths, i), *draft = find_pair(truth, drafts);
        Agreement agreement = draft ? agreement_of(truth, draft) : (Agreement){0};
        g_test_message("%s %-16s characters %.4f borders %.4f roles %.4f order %.4f", name, truth->slug, agreement.characters,
                       agreement.borders, agreement.roles, agreement.order);
        if (draft) agreement_confuse(truth, draft, confusions);
        sum.characters += agreement.characters / truths->len;
        sum.borders += agreement.borders / truths->len;
        sum.roles += agreement.roles / truths->len;
        sum.order += agreement.order / truths->len;
    }
    g_test_message("%s %-16s characters %.4f borders %.4f roles %.4f order %.4f (%u stories, %u made)", name, "mean",
                   sum.characters, sum.borders, sum.roles, sum.order, truths->len, drafts->len);
    return sum;
}

/* ---- Furniture ---- */

/* The furniture that a person found, "role: text" a line, against the draft's: F1. */
static double compare_furniture(const RecDraft *draft, const char *path)
{
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(g_free), found = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line) g_ptr_array_add(wanted, agreement_fold(*line, -1));
    for (guint i = 0; i < draft->stories->furniture->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->furniture, RecElement, i);
        g_autoptr(GString) words = g_string_new(rec_role_words[element->role]);
        g_string_append_c(words, ':');
        rec_wording(draft, element, REC_FORM_PLAIN, words);
        g_ptr_array_add(found, agreement_fold(words->str, -1));
    }
    return agreement_f1(wanted, found);
}

/* ---- Inputs ---- */

/* An input, where its truth is, and what agreement is reached: these may only rise.
 *
 * All but the seed were written with their truth before the engine saw them; of gangwan a shop's advertisement and of lanchuan its loss
 * notices were moved from the stories to the furniture afterwards, for the house rule that advertisements are that (RULES 1.14),
 * lanchuan's poem became a paragraph a line, as fukan's is, and yunlu's 周末问答 a column's name, as its 周末去哪儿 is.  First runs, before anything was mended for them
 * (characters, borders, roles, order; furniture): campus, eighties, harbour .87 .79 .41 1; .62 - gazette to hulin, written
 * without a look at the code, .89 .81 .63 1; .34 - qingjiang, lansheng, liupu, by somebody who had not seen the code either,
 * .73 .41 .45 1; .14 - luhua, haiyu, shuohe, by the same hand, .83 .68 .34 .94; .35 - gangwan, meicheng,
 * yunlu, by the same hand, before the habits were taught the six before .74 .46 .34 1; .43, after .82 .50 .51 1 - luting, by
 * another hand, .95 .78 .30 1; .42; linhan, by the same, .64 .36 .17 1; 0 - lanchuan, by
 * the same, which has neither blank lines nor indents, .57 .29 .32 1; .60; mingjiang and yansha, of its kind, .65 .50 .37 .88; .86 -
 * beiyuan, by another hand, .77 .38 .48 .89; .57; dongshi, by the same, .90 .80 .57 1; .29; jiangzhou, by
 * the same, .80 .70 .55 1; .60 - baoyu, by the hand of luting, .53 .24 .24, and .84 .61 .77 before it was opened. */
typedef struct {
    const char *name, *raw, *truth;
    Agreement floor;
    double furniture;
    unsigned n_stories; /* made, at most */
} Input;

#define INPUT(name) "tests/reconstruct/inputs/" name

static const Input inputs[] = {
    {"seed", "samples/zhuzhou-daily-2022-06-17/raw.txt", "samples/zhuzhou-daily-2022-06-17/stories", {0.9993, 0.9938, 1, 1}, 1, 9},
    {"tabloid", INPUT("tabloid/raw.txt"), INPUT("tabloid/truth"), {1, 1, 1, 1}, 1, 3},
    {"traditional", INPUT("traditional/raw.txt"), INPUT("traditional/truth"), {1, 1, 1, 1}, 1, 3},
    {"sports", INPUT("sports/raw.txt"), INPUT("sports/truth"), {1, 1, 1, 1}, 1, 3},
    {"broken", INPUT("broken/raw.txt"), INPUT("broken/truth"), {1, 1, 1, 1}, 1, 2},
    {"county", INPUT("county/raw.txt"), INPUT("county/truth"), {1, 1, 1, 1}, 1, 3},
    {"evening", INPUT("evening/raw.txt"), INPUT("evening/truth"), {1, 1, 1, 1}, 1, 3},
    {"clean", INPUT("clean/raw.txt"), INPUT("clean/truth"), {1, 1, 1, 1}, 1, 3},
    {"campus", INPUT("campus/raw.txt"), INPUT("campus/truth"), {1, 1, 1, 1}, 1, 3},
    {"eighties", INPUT("eighties/raw.txt"), INPUT("eighties/truth"), {1, 0.8928, 1, 1}, 1, 4},
    {"harbour", INPUT("harbour/raw.txt"), INPUT("harbour/truth"), {1, 1, 1, 1}, 1, 2},
    {"gazette", INPUT("gazette/raw.txt"), INPUT("gazette/truth"), {1, 1, 1, 1}, 1, 4},
    {"shorts", INPUT("shorts/raw.txt"), INPUT("shorts/truth"), {1, 1, 1, 1}, 1, 6},
    {"weigang", INPUT("weigang/raw.txt"), INPUT("weigang/truth"), {1, 1, 0.8666, 1}, 0.75, 3},
    {"yunxi", INPUT("yunxi/raw.txt"), INPUT("yunxi/truth"), {1, 1, 1, 1}, 1, 3},
    {"jumble", INPUT("jumble/raw.txt"), INPUT("jumble/truth"), {0.9694, 0.8571, 0.8222, 1}, 1, 3},
    {"arena", INPUT("arena/raw.txt"), INPUT("arena/truth"), {1, 1, 1, 1}, 1, 4},
    {"fukan", INPUT("fukan/raw.txt"), INPUT("fukan/truth"), {1, 1, 1, 1}, 1, 3},
    {"qingjiang", INPUT("qingjiang/raw.txt"), INPUT("qingjiang/truth"), {0.9945, 0.8832, 0.7083, 1}, 1, 8},
    {"lansheng", INPUT("lansheng/raw.txt"), INPUT("lansheng/truth"), {0.992, 0.9285, 0.9153, 0.989}, 1, 7},
    {"liupu", INPUT("liupu/raw.txt"), INPUT("liupu/truth"), {0.9959, 0.7107, 0.7063, 1}, 0.8888, 8},
    {"luhua", INPUT("luhua/raw.txt"), INPUT("luhua/truth"), {0.9841, 0.911, 1, 1}, 1, 6},
    {"haiyu", INPUT("haiyu/raw.txt"), INPUT("haiyu/truth"), {0.9963, 0.8214, 0.7809, 1}, 0.6666, 7},
    {"shuohe", INPUT("shuohe/raw.txt"), INPUT("shuohe/truth"), {0.9977, 1, 1, 1}, 1, 6},
    {"gangwan", INPUT("gangwan/raw.txt"), INPUT("gangwan/truth"), {0.9511, 0.778, 1, 1}, 1, 7},
    {"meicheng", INPUT("meicheng/raw.txt"), INPUT("meicheng/truth"), {0.9953, 0.8437, 1, 1}, 1, 8},
    {"yunlu", INPUT("yunlu/raw.txt"), INPUT("yunlu/truth"), {0.7074, 0.4515, 0.702, 1}, 0.8, 8},
    {"luting", INPUT("luting/raw.txt"), INPUT("luting/truth"), {1, 0.8571, 1, 1}, 0.9333, 7},
    {"linhan", INPUT("linhan/raw.txt"), INPUT("linhan/truth"), {0.9982, 1, 0.8494, 1}, 0.7692, 7},
    {"lanchuan", INPUT("lanchuan/raw.txt"), INPUT("lanchuan/truth"), {0.9935, 0.9305, 0.925, 1}, 1, 9},
    {"mingjiang", INPUT("mingjiang/raw.txt"), INPUT("mingjiang/truth"), {0.9938, 0.9305, 0.9166, 1}, 1, 8},
    {"yansha", INPUT("yansha/raw.txt"), INPUT("yansha/truth"), {0.9929, 0.9305, 1, 1}, 1, 8},
    {"beiyuan", INPUT("beiyuan/raw.txt"), INPUT("beiyuan/truth"), {1, 0.8888, 1, 1}, 0.7499, 9},
    {"dongshi", INPUT("dongshi/raw.txt"), INPUT("dongshi/truth"), {0.9272, 0.83, 0.9769, 1}, 0.5882, 11},
    {"jiangzhou", INPUT("jiangzhou/raw.txt"), INPUT("jiangzhou/truth"), {0.9998, 0.9299, 0.8733, 1}, 1, 10},
    {"baoyu", INPUT("baoyu/raw.txt"), INPUT("baoyu/truth"), {0.8619, 0.5748, 0.6714, 1}, 0.75, 8},
    {"pingxi", INPUT("pingxi/raw.txt"), INPUT("pingxi/truth"), {0.9222, 0.8132, 1, 1}, 1, 5},
    {"huanan", INPUT("huanan/raw.txt"), INPUT("huanan/truth"), {1, 1, 1, 1}, 1, 5},
    {"hulin", INPUT("hulin/raw.txt"), INPUT("hulin/truth"), {1, 1, 1, 1}, 1, 2},
};

static void check_floor(const char *what, double value, double floor)
{
    if (value > floor + 0.00005) g_test_message("%s has risen from %.4f to %.4f: raise its floor", what, floor, value);
    g_assert_cmpfloat(value + 0.00005, >=, floor);
}

static void test_agreement(gconstpointer data)
{
    const Input *input = data;
    g_autofree char *raw = project_file(input->raw), *truth = project_file(input->truth), *text = NULL;
    g_autofree char *name = g_strconcat(INPUT(""), input->name, "/furniture.txt", NULL), *furniture = project_file(name);
    gsize n;
    g_assert_true(g_file_get_contents(raw, &text, &n, NULL));
    g_autoptr(RecDraft) draft =
        drafts_make(text, (gssize)n, (RecOptions){.corrections = REC_CORRECTIONS_APPLY, .apply_from = 0.95});
    g_assert_cmpuint(draft->ledger.n_missing, ==, 0);
    g_assert_cmpuint(draft->ledger.n_twice, ==, 0);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(GPtrArray) truths = read_stories(truth, arena), drafts = written_stories(draft, arena);
    Agreement mean = compare_all(input->name, truths, drafts);
    double found = compare_furniture(draft, furniture);
    g_test_message("%s furniture %.4f", input->name, found);
    check_floor("characters", mean.characters, input->floor.characters);
    check_floor("borders", mean.borders, input->floor.borders);
    check_floor("roles", mean.roles, input->floor.roles);
    check_floor("order", mean.order, input->floor.order);
    check_floor("furniture", found, input->furniture);
    g_assert_cmpuint(drafts->len, <=, input->n_stories);
}

/* What the roles of the inputs before were taken for. */
static void test_confusions(void)
{
    g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(confusions), (GCompareFunc)strcmp);
    for (GList *key = keys; key; key = key->next)
        g_test_message("%3d  %s", GPOINTER_TO_INT(g_hash_table_lookup(confusions, key->data)), (const char *)key->data);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* messages quote the texts */
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* a floor that is missed hides no other score */
    confusions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_test_add_func("/reconstruct/examples", test_examples);
    g_test_add_func("/reconstruct/score", test_score);
    for (size_t i = 0; i < G_N_ELEMENTS(inputs); i++) {
        g_autofree char *path = g_strconcat("/reconstruct/agreement/", inputs[i].name, NULL);
        g_test_add_data_func(path, &inputs[i], test_agreement);
    }
    g_test_add_func("/reconstruct/confusions", test_confusions);
    int status = g_test_run();
    g_hash_table_unref(confusions);
    return status;
}
