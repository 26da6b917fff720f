/* reconstruct/ as a whole: nothing lost and nothing invented, the same output every time, a full page of every input, a clear answer to
 * what is no newspaper. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/file.h"
#include "model/written.h"
#include "read/read.h"
#include "reconstruct/agreement.h"
#include "reconstruct/drafts.h"
#include "reconstruct/habits.h"
#include "reconstruct/plan/plan.h"

#define NOVEL "tests/reconstruct/inputs/novel/raw.txt"

/* The text of an input, or of a file by its name in the project. */
static char *input_path(const char *input)
{
    return strcmp(input, "novel") == 0 ? drafts_path(NOVEL) : drafts_raw(input);
}

static char *read_input(const char *input)
{
    g_autofree char *path = input_path(input);
    return drafts_read(path);
}

static RecDraft *draft_of(const char *text, RecCorrections corrections)
{
    return drafts_make(text, -1, (RecOptions){.corrections = corrections, .apply_from = 0.95});
}

/* ---- Nothing lost, nothing invented ---- */

/* Adds a text's characters, folded, to the counts. */
static void count(GHashTable *counts, const char *text, int step)
{
    g_autofree char *folded = agreement_fold_marks(text ? text : "", -1);
    for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
        void *key = GUINT_TO_POINTER(g_utf8_get_char(p));
        g_hash_table_insert(counts, key, GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(counts, key)) + step));
    }
}

static void count_story(GHashTable *counts, const ModelStory *story)
{
    g_autofree char *text = g_strndup(story->text, story->n_bytes);
    count(counts, text, -1);
    count(counts, story->jump, -1);
    for (int element = 0; element < MODEL_N_ELEMENTS; element++)
        for (unsigned i = 0; i < story->elements[element].n; i++) count(counts, story->elements[element].items[i].text, -1);
    for (unsigned i = 0; i < story->n_pictures; i++) {
        count(counts, story->pictures[i].caption, -1);
        count(counts, story->pictures[i].credit, -1);
    }
}

/* The furniture of the page file; what no text of the source is, a code's target and a name taken from datelines, is left out. */
static void count_furniture(GHashTable *counts, const RecDraft *draft, const ModelPageFile *page)
{
    bool has_name = false;
    for (guint i = 0; i < draft->stories->furniture->len; i++)
        has_name |= g_array_index(draft->stories->furniture, RecElement, i).role == REC_ROLE_NAMEPLATE;
    for (unsigned i = 0; i < page->n_furniture; i++) {
        const ModelFurnitureText *frame = &page->furniture[i];
        bool is_code = g_str_has_prefix(frame->id, "code-") && !g_str_has_suffix(frame->id, "-label");
        if (is_code || (!has_name && strcmp(frame->id, "nameplate") == 0)) continue;
        for (unsigned k = 0; k < frame->texts.n; k++) count(counts, frame->texts.items[k].text, -1);
    }
}

/* Takes away what the page file and its stories have, then what is on no page: the noise and the list for review. */
static void count_written(GHashTable *counts, const RecDraft *draft, const char *folder)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autofree char *path = g_build_filename(folder, "page.yaml", NULL);
    const ModelPageFile *page = read_page_file(path, arena, list);
    g_assert_nonnull(page);
    g_assert_cmpuint(page->n_stories, ==, draft->stories->stories->len);
    for (unsigned i = 0; i < page->n_stories; i++) {
        const ModelStory *story = read_story(page->stories[i].path, (BasePlace){0}, NULL, arena, list);
        g_assert_nonnull(story);
        count_story(counts, story);
    }
    count_furniture(counts, draft, page);
    const GArray *lists[] = {draft->stories->noise, draft->stories->review};
    for (size_t k = 0; k < G_N_ELEMENTS(lists); k++) {
        for (guint i = 0; i < lists[k]->len; i++) {
            g_autofree char *words = rec_words(draft, &g_array_index(lists[k], RecElement, i));
            count(counts, words, -1);
        }
    }
}

static void check_nothing_lost(const char *text)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL);
    g_autoptr(RecDraft) draft = draft_of(text, REC_CORRECTIONS_OFF);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_assert_true(rec_draft_write(draft, folder, list));
    g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
    count(counts, text, 1);
    count_written(counts, draft, folder);
    GHashTableIter iter;
    gpointer key, value;
    unsigned n_wrong = 0;
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (value) g_test_message("U+%04X: %d", GPOINTER_TO_UINT(key), GPOINTER_TO_INT(value));
        n_wrong += value != NULL;
    }
    g_assert_cmpuint(n_wrong, ==, 0);
    base_folder_remove(folder);
}

static void test_nothing_lost(gconstpointer data)
{
    g_autofree char *text = read_input(data);
    check_nothing_lost(text);
}

/* Every line of a masthead has a frame, a second name, date, issue, imprint as well, with a nameplate or without. */
static void test_furniture(void)
{
    static const char *const facts =
        "2022年6月17日\n\n星期五\n\n第22986期\n\n今日8版\n\n国内统一连续出版物号CN43-0005\n\n邮发代号41-19\n\n"
        "中共株洲市委主管、主办\n\n扫一扫关注株洲日报社新媒体\n\n责编：周敏\n\n校对：何平\n\n"
        "订购热线：0731-2888888\n\n新桥昨日建成通车\n\n本报讯（记者王小明）新桥昨天建成通车，两岸群众前来观看。\n";
    g_autofree char *named = g_strconcat("株洲日报\n\n株洲晚报\n\n江岸晨报\n\n", facts, NULL);
    check_nothing_lost(facts);
    check_nothing_lost(named);
}

/* The same dump and the same files, twice. */
static void test_same(gconstpointer data)
{
    g_autofree char *text = read_input(data);
    g_autoptr(RecDraft) one = draft_of(text, REC_CORRECTIONS_APPLY), other = draft_of(text, REC_CORRECTIONS_APPLY);
    g_autofree char *dump = rec_draft_dump(one), *other_dump = rec_draft_dump(other);
    g_assert_cmpstr(dump, ==, other_dump);
    g_autofree char *layout = rec_layout_text(one), *other_layout = rec_layout_text(other);
    g_assert_cmpstr(layout, ==, other_layout);
    g_autofree char *report = rec_report_json(one), *other_report = rec_report_json(other);
    g_assert_cmpstr(report, ==, other_report);
}

/* ---- The command ---- */

static int run(const char *const *argv)
{
    int status = 0;
    g_autoptr(GError) error = NULL;
    g_autofree char *messages = NULL;
    g_assert_true(
        g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &messages, &status, &error));
    g_assert_true(WIFEXITED(status));
    g_test_message("%s", messages);
    return WEXITSTATUS(status);
}

/* Text in, page out: status 0 or 3 says that all stories are set whole and every block is used. */
static void test_page(gconstpointer data)
{
    g_autofree char *text = input_path(data), *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL);
    const char *argv[] = {g_getenv("DUIKAI_COMMAND"), "reconstruct", text, "-o", folder, "--render", NULL};
    int status = run(argv);
    g_assert_true(status == DK_STATUS_GOOD || status == DK_STATUS_WARNINGS);
    g_autofree char *pdf = g_build_filename(folder, "page.pdf", NULL);
    g_assert_true(g_file_test(pdf, G_FILE_TEST_IS_REGULAR));
    base_folder_remove(folder);
}

/* Warnings that the linter may still have of an input's page: these may only fall. */
static const struct {
    const char *input;
    unsigned n;
    const char *why;
} warnings[] = {
    {"tabloid", 1, "a jump after a few lines of text, which is the text's own"},
    {"traditional", 1, "the same"},
    {"weigang", 1, "a Latin word that no measure near the usual one takes"},
    {"lansheng", 1, "a comma at the end of a headline's line, as printed"},
    {"baoyu", 1, "a line before a score that is not parted: its row of circles was read as a paragraph"},
    {"yunlu", 1, "cross-heads fall to the feet of three legs; its nameplate, once it was known, took the room that let them pass"},
    {"huanan", 1, "its headline is two lines in the text, torn inside 天文台, and stays so"},
};

static unsigned most_warnings(const char *input)
{
    for (size_t i = 0; i < G_N_ELEMENTS(warnings); i++)
        if (strcmp(warnings[i].input, input) == 0) return warnings[i].n;
    return 0;
}

static unsigned count_of(const char *said, const char *what)
{
    unsigned n = 0;
    for (const char *p = said; (p = strstr(p, what)); p++) n++;
    return n;
}

/* An input's page stands before the linter, which finds no error and no more warnings than ever. */
static void test_lint(gconstpointer data)
{
    g_autofree char *text = input_path(data), *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL);
    g_autofree char *page = g_build_filename(folder, "page.yaml", NULL), *said = NULL;
    const char *make[] = {g_getenv("DUIKAI_COMMAND"), "reconstruct", text, "-o", folder, NULL};
    const char *lint[] = {g_getenv("DUIKAI_COMMAND"), "lint", page, NULL};
    run(make);
    int status = 0;
    g_assert_true(g_spawn_sync(NULL, (char **)lint, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &said, &status, NULL));
    g_test_message("%s", said);
    unsigned n = count_of(said, ": warning: "), most = most_warnings(data);
    if (n < most) g_test_message("warnings have fallen from %u to %u: lower their number", most, n);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, n ? DK_STATUS_WARNINGS : DK_STATUS_GOOD);
    g_assert_cmpuint(count_of(said, ": error: "), ==, 0);
    g_assert_cmpuint(n, <=, most);
    base_folder_remove(folder);
}

/* The lead stands at the top, and no other headline is as large. */
static void test_lead(void)
{
    g_autofree char *text = read_input("seed");
    g_autoptr(RecDraft) draft = draft_of(text, REC_CORRECTIONS_PROPOSE);
    const GArray *blocks = draft->plan->slices->blocks;
    const RecBlock *lead = NULL;
    int top = G_MAXINT;
    for (guint i = 0; i < blocks->len; i++) {
        const RecBlock *block = &g_array_index(blocks, RecBlock, i);
        top = MIN(top, block->line);
        if (block->is_lead) lead = block;
    }
    g_assert_nonnull(lead);
    g_assert_cmpint(lead->line, ==, top);
    g_assert_cmpint(lead->face, ==, 0);
    for (guint i = 0; i < blocks->len; i++) {
        const RecBlock *block = &g_array_index(blocks, RecBlock, i);
        if (block != lead) g_assert_cmpfloat(block->head.headline_size, <, lead->head.headline_size);
        if (block != lead) g_assert_cmpint(block->face, !=, 0);
    }
}

/* More codes than a masthead has room for stand in rows below it: every frame lies in the type area, with the stories below. */
static void test_many_codes(void)
{
    g_autoptr(GString) text = g_string_new("江岸晚报\n\n2022年6月17日 星期五\n");
    for (int i = 0; i < 6; i++)
        g_string_append_printf(text,
                               "\n扫一扫看视频第%d集\n\n第%d座新桥通车\n\n　　本报讯（记者 王小明）昨天，新桥通车了。桥长两公里，"
                               "宽三十米，市民纷纷前来参观，拍照留念，大家都说好。\n",
                               i + 1, i + 1);
    static const char *const sheets[] = {NULL, "half-tabloid", "tabloid", "broadsheet"};
    for (size_t k = 0; k < G_N_ELEMENTS(sheets); k++) {
        RecSource *source = rec_source_new();
        rec_source_add(source, "raw.txt", text->str, text->len);
        g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
        g_autoptr(RecDraft) draft = rec_draft_new(source, drafts_habits(), &(RecOptions){.sheet = sheets[k]}, list);
        const RecPlan *plan = draft->plan;
        g_assert_null(plan->refusal);
        g_assert_cmpuint(plan->frames->len, >=, 12);
        for (guint i = 0; i < plan->frames->len; i++) {
            const RecFrame *frame = g_ptr_array_index(plan->frames, i);
            g_assert_cmpint(frame->x, >=, 0);
            g_assert_cmpint(frame->width, >, 0);
            g_assert_cmpint(frame->x + frame->width, <=, plan->width);
            g_assert_cmpint(frame->line + frame->lines - 1, <=, plan->n_lines);
        }
    }
}

/* What is no newspaper gets an answer, and its characters are all accounted for. */
static void test_no_newspaper(void)
{
    g_autofree char *code = drafts_path("engine/reconstruct/plan/slices.c"), *source = NULL;
    g_autoptr(GString) one = g_string_new(NULL);
    for (int i = 0; i < 300000; i++) g_string_append(one, "中");
    g_assert_true(g_file_get_contents(code, &source, NULL, NULL));
    const char *const texts[] = {"", "\n\n \n", "中", "a", source, one->str};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(RecDraft) draft = draft_of(texts[i], REC_CORRECTIONS_PROPOSE);
        g_assert_nonnull(draft);
        g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
        bool must_refuse = i < 2 || i == 5;
        if (must_refuse) g_assert_nonnull(draft->plan->refusal);
        g_autofree char *report = rec_report_text(draft);
        g_assert_nonnull(strstr(report, "Nowhere: 0. Twice: 0."));
    }
}

/* A chapter of a novel (红楼梦, the first one's beginning) is one story: its head, its paragraphs, the verses where they stand; nothing of it
 * is taken for a dateline, a byline, furniture.  It is long for a page but has one. */
static void test_novel(void)
{
    g_autofree char *path = drafts_path(NOVEL), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(RecDraft) draft = draft_of(text, REC_CORRECTIONS_PROPOSE);
    g_auto(GStrv) lines = g_strsplit(text, "\n\n", -1);
    g_assert_cmpuint(draft->stories->stories->len, ==, 1);
    g_assert_cmpuint(draft->stories->elements->len, ==, g_strv_length(lines));
    g_assert_cmpuint(draft->stories->furniture->len + draft->stories->noise->len + draft->stories->review->len, ==, 0);
    for (guint i = 0; i < draft->stories->elements->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->elements, RecElement, i);
        g_autofree char *words = rec_words(draft, element), *line = agreement_fold_marks(lines[i], -1);
        g_autofree char *made = agreement_fold_marks(words, -1);
        g_assert_cmpstr(made, ==, line);
        g_assert_cmpint(element->role, ==, i ? REC_ROLE_BODY : REC_ROLE_HEADLINE);
    }
    g_assert_null(draft->plan->refusal);
    g_assert_false(draft->order.is_shuffled);
    g_assert_cmpuint(draft->losses->len, ==, 0);
}

/* The novel's chapter, its paragraphs `n` times over. */
static char *long_chapter(unsigned n)
{
    g_autofree char *path = drafts_path(NOVEL), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    const char *body = strstr(text, "\n\n");
    GString *out = g_string_new_len(text, body - text);
    for (unsigned i = 0; i < n; i++) {
        g_autofree char *part = g_strchomp(g_strdup(body));
        g_string_append(out, part);
    }
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

/* A whole chapter, of 11,000 and of 15,000 characters, is one story on a page, nothing of it overset; of 19,000, or of thirty pages, it is
 * written as a story and a page refused, with what fits and what to do. */
static void test_long_chapter(gconstpointer data)
{
    unsigned n = GPOINTER_TO_UINT(data);
    g_autofree char *text = long_chapter(n), *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL);
    g_autofree char *raw = g_build_filename(folder, "raw.txt", NULL), *out = g_build_filename(folder, "out", NULL);
    g_autofree char *pdf = g_build_filename(out, "page.pdf", NULL), *said = NULL;
    g_assert_true(g_file_set_contents(raw, text, -1, NULL));
    g_autoptr(RecDraft) draft = draft_of(text, REC_CORRECTIONS_OFF);
    g_assert_cmpuint(draft->stories->stories->len, ==, 1);
    g_assert_cmpuint(draft->ledger.n_stories + draft->ledger.n_space, ==, draft->ledger.n_all);
    const char *argv[] = {g_getenv("DUIKAI_COMMAND"), "reconstruct", raw, "-o", out, "--render", NULL};
    int status = 0;
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &said, &status, NULL));
    g_test_message("%u characters: %s", draft->ledger.n_stories, said);
    bool has_page = g_file_test(pdf, G_FILE_TEST_IS_REGULAR);
    g_assert_cmpint(has_page, ==, n <= 4);
    if (has_page) g_assert_null(strstr(said, "[overset]"));
    else g_assert_nonnull(strstr(said, "characters each, a page each, cut between two paragraphs)"));
    base_folder_remove(folder);
}

static void add_tests(const char *input)
{
    static const struct {
        const char *name;
        GTestDataFunc test;
    } tests[] = {{"nothing-lost", test_nothing_lost}, {"same", test_same}, {"page", test_page}, {"lint", test_lint}};
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *path = g_strdup_printf("/reconstruct/%s/%s", tests[i].name, input);
        g_test_add_data_func(path, input, tests[i].test);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* a page that is wrong hides no other */
    for (const char *const *input = drafts_inputs; *input; input++) add_tests(*input);
    add_tests("novel");
    g_test_add_func("/reconstruct/furniture", test_furniture);
    g_test_add_func("/reconstruct/lead", test_lead);
    g_test_add_func("/reconstruct/many-codes", test_many_codes);
    g_test_add_func("/reconstruct/no-newspaper", test_no_newspaper);
    g_test_add_func("/reconstruct/novel", test_novel);
    static const unsigned chapters[] = {3, 4, 5, 30};
    for (size_t i = 0; i < G_N_ELEMENTS(chapters); i++) {
        g_autofree char *name = g_strdup_printf("/reconstruct/long-chapter/%u", chapters[i]);
        g_test_add_data_func(name, GUINT_TO_POINTER(chapters[i]), test_long_chapter);
    }
    return g_test_run();
}
