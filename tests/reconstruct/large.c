/* reconstruct/ on much text: linear, so below 5 seconds of CPU and 500 MB to read it and to write what was read: 10 MB (under the
 * sanitizers, which are not measured, 2) of newspapers, of their lines in no order, of one quoted text, of one character, of one mark, of
 * Latin words and of advertisements; a newspaper without a line end; captions, and dates without a day, by the thousand.  Machines are
 * shared: the seconds are more where a reference, measured beside the text, takes longer than it should. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/file.h"
#include "reconstruct/drafts.h"
#include "reconstruct/reconstruct.h"

#define SIZE_OF_LINE 1700000u
#define SECONDS 5
#define REFERENCE_SIZE (64u << 20)
#define REFERENCE_SECONDS                                                                                                          \
    0.14 /* for the checksum of so much, on the machine that the 5 seconds are meant for: it does nothing else */
#define SEED "samples/zhuzhou-daily-2022-06-17/raw.txt"
#if defined(__SANITIZE_ADDRESS__)
#define IS_MEASURED false /* the sanitizers take their own time and memory */
#else
#define IS_MEASURED true
#endif
#define SIZE (IS_MEASURED ? 10u << 20 : 2u << 20)

static char *project_file(const char *name)
{
    return g_build_filename(g_getenv("DUIKAI_DATA_DIR"), name, NULL);
}

static char *read_seed(void)
{
    g_autofree char *path = project_file(SEED);
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* ---- Texts ---- */

static GString *repeat(const char *part, gsize size)
{
    GString *text = g_string_sized_new(size + strlen(part));
    while (text->len < size) g_string_append(text, part);
    return text;
}

static GString *make_one_character(void)
{
    return repeat("中", SIZE);
}

/* Marks that no line may end with: one unit of the composer, three million characters wide. */
static GString *make_one_mark(void)
{
    return repeat("（", SIZE);
}

/* A character a byte, which is the most that can be. */
static GString *make_latin(void)
{
    return repeat("the county water works said today ", SIZE);
}

/* All of it is furniture, but for a story of some words, and would fill an advertisement of thousands of lines. */
static GString *make_advertisements(void)
{
    GString *text = g_string_sized_new(SIZE);
    for (int i = 0; text->len < SIZE; i++)
        g_string_append_printf(text,
                               "遗失声明\n黄小明遗失身份证，证号43020319%06d，声明作废。电话：0731-22880000 地址：人民路%d号\n"
                               "特价%d元起，欢迎来电咨询\n\n",
                               i, i % 100, i % 1000);
    return text;
}

static GString *make_newspaper(void)
{
    g_autofree char *seed = read_seed(), *part = g_strconcat(seed, "\n\n", NULL);
    return repeat(part, SIZE);
}

/* The pages of the other tests, one behind the other. */
static GString *make_newspapers(void)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (const char *const *input = drafts_inputs; *input; input++) {
        g_autofree char *path = drafts_raw(*input), *text = drafts_read(path);
        g_string_append_printf(all, "%s\n\n", text);
    }
    return repeat(all->str, SIZE);
}

/* Their lines in no order and without blank lines: thousands of texts that nothing goes on from, thousands of heads without a text. */
static GString *make_shuffled(void)
{
    g_autoptr(GString) pages = make_newspapers();
    GString *out = g_string_sized_new(SIZE);
    g_auto(GStrv) lines = g_strsplit(pages->str, "\n", 10000);
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    for (guint n = g_strv_length(lines) - 1; out->len < SIZE;) {
        const char *line = lines[g_rand_int_range(random, 0, (gint32)n)];
        if (*line) g_string_append_printf(out, "%s\n", line);
    }
    return out;
}

/* One text of millions of words, under heads that have none of them. */
static GString *make_quoted(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    GString *text = g_string_sized_new(SIZE);
    while (text->len < SIZE) {
        g_string_append(text, "\"");
        for (int i = 0; i < 12; i++) g_string_append_unichar(text, (gunichar)g_rand_int_range(random, 0x4e00, 0x6000));
        g_string_append(text, "，\"他说，（新桥\n");
    }
    return text;
}

/* All of it is one line of the file: each place is counted from its start. */
static GString *make_one_line(void)
{
    g_autofree char *seed = read_seed(), *part = g_strdelimit(g_strconcat(seed, "\n", NULL), "\n", ' ');
    return repeat(part, SIZE_OF_LINE);
}

/* An indent behind each cry, all in one line: what stands behind each is looked at for a sentence. */
static GString *make_indents(void)
{
    return repeat("好看啊！　　", SIZE_OF_LINE / 4);
}

/* Nothing but ends of sentences: what stands before an indent is not read back to the line's start. */
static GString *make_closings(void)
{
    return repeat("”　　", SIZE_OF_LINE / 4);
}

/* Each caption is looked for in every story. */
static GString *make_captions(void)
{
    GString *text = g_string_new(NULL);
    for (int story = 0; story < 30; story++) {
        g_string_append_printf(text, "第%d座新桥昨日建成通车\n\n本报讯（记者王小明）", story);
        for (int i = 0; i < 200; i++) g_string_append_printf(text, "第%d座桥长%d米，两岸群众昨天前来观看通车。", story, i);
        g_string_append(text, "\n\n");
        for (int i = 0; i < 60; i++) g_string_append_printf(text, "▲第%d座桥的第%d个桥墩。王小明 摄\n\n", story, i);
    }
    return text;
}

static GString *make_dates(void)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 8000; i++)
        g_string_append_printf(text, "2023年%d月日，第%d座新桥建成通车，两岸群众前来观看，十分高兴。\n\n", i % 12 + 1, i);
    return text;
}

/* ---- Measuring ---- */

static double seconds_since(clock_t before)
{
    return (double)(clock() - before) / CLOCKS_PER_SEC;
}

/* What a machine takes now for work that never changes. */
static double reference_seconds(void)
{
    g_autofree guchar *bytes = g_malloc0(REFERENCE_SIZE);
    clock_t before = clock();
    g_autofree char *checksum = g_compute_checksum_for_data(G_CHECKSUM_SHA1, bytes, REFERENCE_SIZE);
    g_assert_nonnull(checksum);
    return seconds_since(before);
}

static const struct {
    const char *name;
    GString *(*make)(void);
} texts[] = {{"one-character", make_one_character},
             {"one-mark", make_one_mark},
             {"latin", make_latin},
             {"advertisements", make_advertisements},
             {"newspaper", make_newspaper},
             {"newspapers", make_newspapers},
             {"shuffled", make_shuffled},
             {"quoted", make_quoted},
             {"one-line", make_one_line},
             {"indents", make_indents},
             {"closings", make_closings},
             {"captions", make_captions},
             {"dates", make_dates}};

static void test_large(gconstpointer data)
{
    g_autoptr(GString) text = texts[GPOINTER_TO_SIZE(data)].make();
    g_autofree char *habits = project_file("layouts/habits.yaml");
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    RecSource *source = rec_source_new();
    rec_source_add(source, "large", text->str, text->len);
    double reference = reference_seconds();
    clock_t before = clock();
    g_autoptr(RecDraft) draft = rec_draft_new(source, rec_habits_read(habits, list), &(RecOptions){.apply_from = 0.95}, list);
    double seconds = seconds_since(before);
    g_assert_nonnull(draft);
    g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
    g_autofree char *folder = g_dir_make_tmp("duikai-reconstruct-XXXXXX", NULL);
    before = clock();
    g_assert_true(rec_draft_write(draft, folder, list));
    double seconds_to_write = seconds_since(before);
    base_folder_remove(folder);
    reference = (reference + reference_seconds()) / 2;
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    g_test_message("%zu bytes: read in %.2f s of CPU, written in %.2f, %ld MB at most; reference %.2f s", (size_t)text->len,
                   seconds, seconds_to_write, use.ru_maxrss / 1024, reference);
    if (!IS_MEASURED) return;
    g_assert_cmpfloat(seconds + seconds_to_write, <, SECONDS * MAX(1, reference / REFERENCE_SECONDS));
    g_assert_cmpint(use.ru_maxrss, <, 500 * 1024);
}

/* More lines than a year of pages has are refused before each takes memory. */
static void test_lines(void)
{
    g_autoptr(GString) text = repeat("y\n", SIZE);
    g_autofree char *habits = project_file("layouts/habits.yaml");
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    RecSource *source = rec_source_new();
    rec_source_add(source, "large", text->str, text->len);
    clock_t before = clock();
    g_assert_null(rec_draft_new(source, rec_habits_read(habits, list), &(RecOptions){.apply_from = 0.95}, list));
    double seconds = seconds_since(before);
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 1);
    g_assert_cmpstr(dk_diagnostics_item(list, 0)->code, ==, "no-page");
    if (IS_MEASURED) g_assert_cmpfloat(seconds, <, SECONDS);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *path = g_strconcat("/reconstruct/large/", texts[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_large);
    }
    g_test_add_func("/reconstruct/large/lines", test_lines);
    return g_test_run();
}
