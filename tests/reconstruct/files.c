/* What a draft's files say: words without notes, places with their file, numbers as every program reads them; and whose a folder is. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/wait.h>

#include "base/file.h"
#include "read/read.h"
#include "reconstruct/drafts.h"
#include "reconstruct/habits.h"
#include "reconstruct/plan/plan.h"

#define CLEAN "tests/reconstruct/inputs/clean/raw.txt"
#define SEED "samples/zhuzhou-daily-2022-06-17/raw.txt"

static char *project_file(const char *name)
{
    return g_build_filename(g_getenv("DUIKAI_DATA_DIR"), name, NULL);
}

static char *read_file(const char *path)
{
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* A draft of texts, NULL-terminated, each with its name before it. */
static RecDraft *draft_of(const char *const *texts, RecOptions options)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    RecSource *source = rec_source_new();
    for (; *texts; texts += 2) rec_source_add(source, texts[0], texts[1], strlen(texts[1]));
    options.apply_from = 0.95;
    return rec_draft_new(source, drafts_habits(), &options, list);
}

static RecDraft *draft_text(const char *text, RecCorrections corrections)
{
    return draft_of((const char *const[]){"raw.txt", text, NULL}, (RecOptions){.corrections = corrections, .sheet = "none"});
}

static const RecStory *story_at(const RecDraft *draft, guint index)
{
    g_assert_cmpuint(draft->stories->stories->len, >, index);
    return &g_array_index(draft->stories->stories, RecStory, index);
}

/* A story's file as the engine's own reader reads it back; NULL when it refuses it. */
static const ModelStory *read_back(const RecDraft *draft, guint index, BaseArena *arena)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL), *path = g_build_filename(folder, "a.md", NULL);
    g_autofree char *text = rec_story_text(draft, story_at(draft, index));
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    const ModelStory *story = read_story(path, (BasePlace){0}, NULL, arena, list);
    g_test_message("%s", text);
    g_remove(path);
    g_rmdir(folder);
    return story;
}

static char *words_of(const ModelStory *story)
{
    return g_strndup(story->text, story->n_bytes);
}

/* ---- Words ---- */

/* Notes on other readings stand where notes may stand, and change neither what is set nor the layout. */
static void test_notes(void)
{
    static const char text[] =
        "新桥通车\n\n渌口日报讯（记者王小明）渌口区昨天召开会议。渌口区委书记到渌口区人民医院看望渌口区职工。\n\n"
        "医院开诊\n\n禄口日报讯（记者李大光）渌口区医院昨天开诊，禄口区人民前来看病。\n\n渌口区和渌口区的渌口区人民都来了。\n";
    g_autoptr(RecDraft) off = draft_text(text, REC_CORRECTIONS_OFF), proposed = draft_text(text, REC_CORRECTIONS_PROPOSE);
    g_assert_cmpuint(proposed->proposals->len, ==, 2);
    g_autofree char *file = rec_story_text(proposed, story_at(proposed, 1));
    g_test_message("%s", file);
    g_assert_nonnull(strstr(file, "dateline: 禄口日报讯"));
    g_assert_nonnull(strstr(file, "禄<!-- perhaps: 渌 -->口区人民"));
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autofree char *plain = words_of(read_back(off, 1, arena)), *noted = words_of(read_back(proposed, 1, arena));
    g_assert_cmpstr(plain, ==, noted);
    g_autofree char *path = project_file(SEED), *seed = read_file(path);
    for (int keeps_lines = 0; keeps_lines < 2; keeps_lines++) {
        const char *const texts[] = {"raw.txt", seed, NULL};
        RecOptions options = {.keeps_lines = keeps_lines};
        g_autoptr(RecDraft) one = draft_of(texts, options);
        options.corrections = REC_CORRECTIONS_PROPOSE;
        g_autoptr(RecDraft) other = draft_of(texts, options);
        g_autofree char *layout = rec_layout_text(one), *other_layout = rec_layout_text(other);
        g_assert_cmpstr(layout, ==, other_layout);
    }
}

/* A second dateline is words of the body; a second jump line as well. */
static void test_second_dateline(void)
{
    g_autoptr(RecDraft) draft =
        draft_text("新桥昨日建成通车\n\n本报讯（记者王小明）\n\n新华社北京6月16日电（记者李大光）新桥昨天建成通车，"
                   "两岸群众前来观看。▶下转02版\n\n桥长三百米，宽二十米。▶下转03版\n",
                   REC_CORRECTIONS_OFF);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const ModelStory *story = read_back(draft, i, arena);
        g_assert_nonnull(story);
        g_autofree char *words = words_of(story);
        g_string_append(all, words);
        if (story->jump) g_assert_nonnull(strstr(story->jump, "03版"));
    }
    g_assert_nonnull(strstr(all->str, "新华社北京6月16日电（记者李大光）"));
    g_assert_nonnull(strstr(all->str, "02版"));
}

/* What looks like an escape is words. */
static void test_escape(void)
{
    static const char text[] = "C:\\u000a是什么意思\n\n本报讯（记者王小明）程序员昨天解释了这个写法的来历，并举例说明。\n";
    g_autoptr(RecDraft) draft = draft_text(text, REC_CORRECTIONS_OFF);
    g_autoptr(BaseArena) arena = base_arena_new();
    const ModelStory *story = read_back(draft, 0, arena);
    g_assert_nonnull(story);
    g_assert_cmpuint(story->elements[MODEL_ELEMENT_HEADLINE].n, ==, 1);
    g_assert_nonnull(strstr(story->elements[MODEL_ELEMENT_HEADLINE].items[0].text, "\\u000a"));
}

/* ---- Readings ---- */

/* Other readings in heads and furniture, whose texts take no notes, stand with theirs beside them, whether applied or only proposed, and the
 * files are read as before. */
static void test_head_readings(void)
{
    static const char text[] =
        "江岸晚报\n\n2022年6月17日 星期五\n\n订购热线：禄口区0731-2888888\n\n禄口区召开会议\n\n"
        "本报讯（记者王小明）渌口区昨天召开会议，渌口区各部门参加。渌口区的干部到渌口区人民医院看望，渌口区的"
        "群众前来观看，渌口区又有渌口区的医院，渌口区还有渌口区的学校，渌口区再有渌口区的"
        "工厂，渌口区也有渌口区的商店，禄山村的人也来了。\n\n渌口区代表团图为禄口区一景。王小明摄\n";
    static const struct {
        RecCorrections corrections;
        const char *headline, *note, *comment;
    } cases[] = {
        {REC_CORRECTIONS_OFF, "\n  - 禄口区\n", NULL, NULL},
        {REC_CORRECTIONS_PROPOSE, "\n  - 禄口区\n", "headline: 禄<!-- perhaps: 渌 -->口区召开会议", "禄<!-- perhaps: 渌 -->口区"},
        {REC_CORRECTIONS_APPLY, "\n  - 渌口区\n", "headline: 渌<!-- raw: 禄 -->口区召开会议", "渌<!-- raw: 禄 -->口区"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RecDraft) draft =
            draft_of((const char *const[]){"raw.txt", text, NULL}, (RecOptions){.corrections = cases[i].corrections});
        g_autofree char *story = rec_story_text(draft, story_at(draft, 0)), *page = rec_page_text(draft);
        g_test_message("%s%s", story, page);
        g_assert_nonnull(strstr(story, cases[i].headline));
        g_assert_cmpint(strstr(story, "\nnotes:\n") != NULL, ==, cases[i].note != NULL);
        if (cases[i].note) g_assert_nonnull(strstr(story, cases[i].note));
        g_autoptr(BaseArena) arena = base_arena_new();
        g_assert_nonnull(read_back(draft, 0, arena));
        if (cases[i].comment) g_assert_nonnull(strstr(page, cases[i].comment));
        else g_assert_null(strstr(page, "<!--"));
    }
}

/* ---- Places ---- */

/* Of several texts each place names its own. */
static void test_places(void)
{
    static const char *const texts[] = {"a/left--> page.txt",
                                        "新桥昨日建成通车\n\n本报讯（记者王小明）新桥昨天建成通车，两岸群众前来观看。\n", "b.txt",
                                        "医院昨日开诊迎客\n\n本报讯（记者李大光）医院昨天开诊，附近群众前来看病。\n", NULL};
    g_autoptr(RecDraft) draft = draft_of(texts, (RecOptions){.sheet = "none"});
    g_autofree char *one = rec_story_text(draft, story_at(draft, 0)), *other = rec_story_text(draft, story_at(draft, 1));
    g_autofree char *report = rec_report_text(draft);
    g_test_message("%s%s", one, other);
    g_assert_nonnull(strstr(one, "<!-- source: \"a/left--\\u003e page.txt\":3:11+"));
    g_assert_nonnull(strstr(other, "<!-- source: \"b.txt\":3:11+"));
    g_assert_nonnull(strstr(report, "| b.txt:3:1 |"));
    g_autoptr(RecDraft) alone = draft_of(texts + 2, (RecOptions){.sheet = "none"});
    g_autofree char *only = rec_story_text(alone, story_at(alone, 0)), *short_report = rec_report_text(alone);
    g_assert_nonnull(strstr(only, "<!-- source: 3:11+"));
    g_assert_nonnull(strstr(short_report, "| 3:1 |"));
}

/* ---- Programs ---- */

/* A locale that writes 1,5, made for this test; NULL when the system cannot make one; freed with g_free. */
static char *comma_locale(const char *folder)
{
    g_autofree char *source = g_build_filename(folder, "comma.src", NULL), *made = g_build_filename(folder, "comma", NULL);
    const char *argv[] = {"localedef", "-c", "-i", source, made, NULL};
    static const char words[] = "LC_NUMERIC\ndecimal_point \",\"\nthousands_sep \"\"\ngrouping -1\nEND LC_NUMERIC\n";
    g_assert_true(g_file_set_contents(source, words, -1, NULL));
    g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                 NULL, NULL, NULL, NULL, NULL);
    g_setenv("LOCPATH", folder, TRUE);
    bool is_set = setlocale(LC_NUMERIC, "comma") != NULL;
    g_unsetenv("LOCPATH");
    return is_set ? g_strdup(made) : NULL;
}

/* Everything that is said and written of a text but its page. */
static char *all_of(const char *text)
{
    g_autoptr(RecDraft) draft = draft_text(text, REC_CORRECTIONS_PROPOSE);
    g_autofree char *report = rec_report_text(draft), *json = rec_report_json(draft), *dump = rec_draft_dump(draft),
                    *story = rec_story_text(draft, story_at(draft, 0));
    return g_strconcat(report, json, dump, story, NULL);
}

/* Reports, stories and the dump are the same in every locale. */
static void test_locale(void)
{
    g_autofree char *path = project_file(SEED), *seed = read_file(path), *usual = all_of(seed);
    g_autofree char *folder = g_dir_make_tmp("duikai-locale-XXXXXX", NULL), *comma = comma_locale(folder);
    g_autofree char *other = comma ? all_of(seed) : NULL;
    setlocale(LC_NUMERIC, "C");
    base_folder_remove(folder);
    if (comma) g_assert_cmpstr(usual, ==, other);
    else g_test_skip("no locale with a decimal comma can be made here");
}

/* A habit's name is whatever its file says, and JSON all the same. */
static void test_names(void)
{
    g_autoptr(RecDraft) draft = draft_text("本报讯（记者王小明）新桥昨天建成通车。\n", REC_CORRECTIONS_OFF);
    for (guint i = 0; i < draft->habits->habits->len; i++)
        g_array_index(draft->habits->habits, RecHabit, i).id = "a \"quoted\\ name";
    g_autofree char *json = rec_report_json(draft);
    g_assert_nonnull(strstr(json, "{\"a \\\"quoted\\\\ name\":"));
    g_assert_null(strstr(json, "\"a \"quoted"));
}

/* ---- The folder ---- */

static int run(const char *const *argv, char **said)
{
    int status = 0;
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, said, &status, NULL));
    g_test_message("%s", *said);
    g_assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Makes a draft of an input in a folder; the exit status. */
static int reconstruct(const char *input, const char *folder, const char *option)
{
    g_autofree char *raw = project_file(input), *said = NULL;
    const char *argv[] = {g_getenv("DUIKAI_COMMAND"), "reconstruct", raw, "-o", folder, "--warning-exit-0", option, NULL};
    return run(argv, &said);
}

static bool has_file(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* Nothing of a draft before stays in its folder when another is written there, and what is not a draft's stays; a text of which no page is
 * made leaves the draft as it is. */
static void test_used_folder(void)
{
    static const char *const of_page[] = {"page.yaml", "layout.yaml", "report.md", "stories/story-01.md", "stories/story-03.md"};
    g_autofree char *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL),
                    *empty = g_build_filename(folder, "empty.txt", NULL), *page = g_build_filename(folder, "page.yaml", NULL);
    g_assert_cmpint(reconstruct(SEED, folder, "--render"), ==, DK_STATUS_GOOD);
    g_assert_true(has_file(folder, "stories/story-09.md") && has_file(folder, "page.pdf"));
    write_file(folder, "stories/own.md", "own");
    g_assert_cmpint(reconstruct(CLEAN, folder, NULL), ==, DK_STATUS_GOOD);
    g_assert_true(has_file(folder, "stories/story-03.md") && has_file(folder, "page.yaml"));
    g_assert_false(has_file(folder, "stories/story-04.md") || has_file(folder, "page.pdf"));
    write_file(folder, "empty.txt", "");
    g_autofree char *said = NULL, *before = read_file(page);
    const char *argv[] = {g_getenv("DUIKAI_COMMAND"), "reconstruct", empty, "-o", folder, NULL};
    g_assert_cmpint(run(argv, &said), ==, DK_STATUS_INPUT);
    g_assert_nonnull(strstr(said, "[draft-kept]"));
    g_assert_null(strstr(said, "report.md"));
    for (size_t i = 0; i < G_N_ELEMENTS(of_page); i++) g_assert_true(has_file(folder, of_page[i]));
    g_autofree char *after = read_file(page);
    g_assert_cmpstr(before, ==, after);
    g_assert_true(has_file(folder, "stories/own.md"));
    base_folder_remove(folder);
}

/* What a person changed or wrote is never written over, and nothing else is then. */
static void test_own_work(void)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL),
                    *page = g_build_filename(folder, "page.yaml", NULL);
    g_autofree char *story = g_build_filename(folder, "stories/story-02.md", NULL);
    g_assert_cmpint(reconstruct(CLEAN, folder, NULL), ==, DK_STATUS_GOOD);
    g_autofree char *before = read_file(page);
    write_file(folder, "stories/story-02.md", "mine");
    g_assert_cmpint(reconstruct(SEED, folder, NULL), ==, DK_STATUS_OUTPUT);
    g_autofree char *after = read_file(page), *mine = read_file(story);
    g_assert_cmpstr(before, ==, after);
    g_assert_cmpstr(mine, ==, "mine");
    g_assert_false(has_file(folder, "stories/story-04.md"));
    base_folder_remove(folder);
    g_autofree char *other = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL), *own = g_build_filename(other, "page.yaml", NULL);
    write_file(other, "page.yaml", "duikai: page/1\n");
    g_assert_cmpint(reconstruct(CLEAN, other, NULL), ==, DK_STATUS_OUTPUT);
    g_autofree char *left = read_file(own);
    g_assert_cmpstr(left, ==, "duikai: page/1\n");
    g_assert_false(has_file(other, "report.md"));
    base_folder_remove(other);
}

/* A page.pdf that is no draft's, or that this program did not write, is somebody's own; so is a list of checksums that lists nothing. */
static void test_own_pdf(void)
{
    static const char *const names[] = {"page.pdf", "draft.sha1"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL),
                        *path = g_build_filename(folder, names[i], NULL);
        write_file(folder, names[i], "mine");
        g_assert_cmpint(reconstruct(CLEAN, folder, "--render"), ==, DK_STATUS_OUTPUT);
        g_autofree char *left = read_file(path);
        g_assert_cmpstr(left, ==, "mine");
        g_assert_false(has_file(folder, "page.yaml"));
        base_folder_remove(folder);
    }
    g_autofree char *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL), *path = g_build_filename(folder, "page.pdf", NULL);
    g_assert_cmpint(reconstruct(CLEAN, folder, "--render"), ==, DK_STATUS_GOOD);
    write_file(folder, "page.pdf", "%PDF-1.4 mine");
    g_assert_cmpint(reconstruct(CLEAN, folder, NULL), ==, DK_STATUS_OUTPUT);
    g_autofree char *left = read_file(path);
    g_assert_cmpstr(left, ==, "%PDF-1.4 mine");
    base_folder_remove(folder);
}

/* A text with more stories than any page has says that they were not written. */
static void test_many_stories(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 260; i++)
        g_string_append_printf(text, "第%d座新桥建成\n\n本报讯（记者王小明）第%d座新桥昨天建成通车，群众前来观看。\n\n", i, i);
    g_autofree char *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL), *raw = g_build_filename(folder, "raw.txt", NULL);
    g_autofree char *said = NULL;
    write_file(folder, "raw.txt", text->str);
    const char *argv[] = {g_getenv("DUIKAI_COMMAND"), "reconstruct", raw, "-o", folder, NULL};
    g_assert_cmpint(run(argv, &said), ==, DK_STATUS_INPUT);
    g_assert_nonnull(strstr(said, "its 260 stories were not written"));
    g_assert_false(has_file(folder, "stories/story-01.md"));
    base_folder_remove(folder);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* messages quote the texts */
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/files/notes", test_notes);
    g_test_add_func("/reconstruct/files/head-readings", test_head_readings);
    g_test_add_func("/reconstruct/files/second-dateline", test_second_dateline);
    g_test_add_func("/reconstruct/files/escape", test_escape);
    g_test_add_func("/reconstruct/files/places", test_places);
    g_test_add_func("/reconstruct/files/locale", test_locale);
    g_test_add_func("/reconstruct/files/names", test_names);
    g_test_add_func("/reconstruct/files/used-folder", test_used_folder);
    g_test_add_func("/reconstruct/files/own-work", test_own_work);
    g_test_add_func("/reconstruct/files/own-pdf", test_own_pdf);
    g_test_add_func("/reconstruct/files/many-stories", test_many_stories);
    return g_test_run();
}
