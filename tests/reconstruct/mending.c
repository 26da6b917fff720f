/* reconstruct/ puts printed lines back that stand behind the wrong ones, and moves none that stands right.
 *
 * Every truth is printed at several measures, as it is and with lines changed about; what comes out is compared with what was printed. */
#include <locale.h>
#include <string.h>

#include "read/read.h"
#include "reconstruct/drafts.h"
#include "reconstruct/prints.h"
#include "reconstruct/write/write.h"

static const char *const inputs[] = {"tabloid", "traditional", "sports",  "broken",    "clean",    "county",  "evening",
                                     "campus",  "eighties",    "harbour", "gazette",   "shorts",   "weigang", "yunxi",
                                     "arena",   "fukan",       "hulin",   "qingjiang", "lansheng", "liupu"};

static char *project_file(const char *name)
{
    return g_build_filename(g_getenv("DUIKAI_DATA_DIR"), name, NULL);
}

static RecDraft *draft_with(const char *text, bool keeps_order)
{
    return drafts_make(text, -1, (RecOptions){.apply_from = 0.95, .sheet = "none", .keeps_order = keeps_order});
}

static RecDraft *draft_of(const char *text)
{
    return draft_with(text, false);
}

/* ---- Printing ---- */

typedef enum { CHANGE_NOTHING, CHANGE_NEIGHBOURS, CHANGE_FAR } Change;

static void swap(GPtrArray *lines, guint a, guint b)
{
    gpointer other = lines->pdata[a];
    lines->pdata[a] = lines->pdata[b];
    lines->pdata[b] = other;
}

/* Changes two lines of a paragraph about; false when it is too short. */
static bool change(GPtrArray *lines, Change what, GRand *rand)
{
    gint32 n = (gint32)lines->len, reach = what == CHANGE_FAR ? 3 : 1;
    if (what == CHANGE_NOTHING || n < reach + 2) return false;
    guint at = (guint)g_rand_int_range(rand, 0, n - reach);
    swap(lines, at, at + (guint)reach);
    return true;
}

static void append_lines(GPtrArray *lines, GString *out)
{
    for (guint i = 0; i < lines->len; i++)
        g_string_append_printf(out, "%s%s", i ? " " : "", (const char *)g_ptr_array_index(lines, i));
    g_string_append(out, "\n\n");
}

/* A truth's stories, broken to a measure, in half of their paragraphs two lines changed about; `right` gets them as printed. */
static unsigned print_truth(const char *input, int measure, Change what, GRand *rand, GString *given, GString *right)
{
    g_autofree char *name = g_strdup_printf("tests/reconstruct/inputs/%s/truth", input), *folder = project_file(name);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    unsigned n_changed = 0;
    for (const char *file; (file = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, file, NULL);
        const ModelStory *story = read_story(path, (BasePlace){0}, NULL, arena, list);
        for (unsigned i = 0; i < story->n_paragraphs; i++) {
            const ModelParagraph *paragraph = &story->paragraphs[i];
            if (paragraph->kind != MODEL_PARAGRAPH_BODY || !paragraph->n_bytes) continue;
            g_autoptr(GPtrArray) lines = prints_paragraph(story->text + paragraph->first_byte, paragraph->n_bytes, measure);
            append_lines(lines, right);
            n_changed += g_rand_int_range(rand, 0, 2) == 0 && change(lines, what, rand);
            append_lines(lines, given);
        }
    }
    return n_changed;
}

/* ---- Tests ---- */

/* Paragraphs that were given otherwise than printed, that came out otherwise than given, of these as printed, and given as printed; the
 * same of those that were said to be at least 0.95 sure. */
typedef struct {
    unsigned n_changed, n_moved, n_right, n_harmed, n_sure, n_sure_right;
} Count;

/* How sure the draft is of what it did to a paragraph. */
static double said_of(const RecDraft *draft, const char *paragraph)
{
    const char *text = draft->source->given->text->str;
    for (guint i = 0; i < draft->moves->len; i++) {
        const RecMove *move = &g_array_index(draft->moves, RecMove, i);
        g_autofree char *words = g_strndup(text + move->text.first, move->text.n);
        if (strstr(paragraph, words)) return move->confidence;
    }
    g_assert_not_reached();
}

static void compare(const RecDraft *draft, const char *given, const char *right, Count *count)
{
    g_auto(GStrv) was = g_strsplit(given, "\n\n", -1), wanted = g_strsplit(right, "\n\n", -1),
                  made = g_strsplit(draft->source->text->str, "\n\n", -1);
    g_assert_cmpuint(g_strv_length(was), ==, g_strv_length(made));
    for (guint i = 0; was[i]; i++) {
        bool is_right = strcmp(made[i], wanted[i]) == 0, was_right = strcmp(was[i], wanted[i]) == 0;
        if (strcmp(made[i], was[i]) == 0) continue;
        bool is_sure = said_of(draft, was[i]) >= 0.95;
        count->n_moved++;
        count->n_right += is_right;
        count->n_harmed += was_right;
        count->n_sure += is_sure;
        count->n_sure_right += is_sure && is_right;
        if (!is_right) g_test_message("given   %s\nmade    %s\nprinted %s", was[i], made[i], wanted[i]);
    }
}

static Count run(Change what)
{
    Count count = {0};
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    for (size_t i = 0; i < G_N_ELEMENTS(inputs); i++) {
        for (int measure = 22; measure <= 38; measure += 4) {
            g_autoptr(GString) given = g_string_new(NULL), right = g_string_new(NULL);
            count.n_changed += print_truth(inputs[i], measure, what, rand, given, right);
            g_autoptr(RecDraft) draft = draft_of(given->str);
            g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
            compare(draft, given->str, right->str, &count);
        }
    }
    return count;
}

/* No line of a text in good order is moved. */
static void test_good_order(void)
{
    Count count = run(CHANGE_NOTHING);
    g_assert_cmpuint(count.n_moved, ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(inputs); i++) {
        g_autofree char *name = g_strdup_printf("tests/reconstruct/inputs/%s/raw.txt", inputs[i]), *path = project_file(name);
        g_autofree char *text = NULL;
        g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
        g_autoptr(RecDraft) draft = draft_of(text);
        g_test_message("%s: %u lines moved", inputs[i], draft->moves->len);
        g_assert_cmpuint(draft->moves->len, ==, 0);
    }
}

/* ---- Numbers that line ends part ---- */

/* A paragraph in lines of the file, with its indent, each line as full as it may be: numbers are parted as old typesetters' programs did. */
static void append_torn(const char *text, unsigned n_bytes, int measure, GString *out)
{
    int width = 4;
    g_string_append(out, "　　");
    for (const char *p = text; p < text + n_bytes; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        int cells = c < 0x80 ? 1 : 2;
        bool may_begin = !g_utf8_strchr("，。、；：？！”’）》", -1, c);
        if (width + cells > measure && may_begin) {
            g_string_append_c(out, '\n');
            width = 0;
        }
        g_string_append_unichar(out, c);
        width += cells;
    }
    g_string_append_c(out, '\n');
}

/* The stories of an input, in lines that part numbers, each paragraph behind a sign or none. */
static char *print_torn(const char *input, int measure, const char *sign)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(GPtrArray) stories = drafts_stories(input, arena);
    g_autoptr(GString) out = g_string_new(NULL), whole = g_string_new(NULL);
    for (guint s = 0; s < stories->len; s++) {
        const ModelStory *story = g_ptr_array_index(stories, s);
        for (unsigned i = 0; i < story->n_paragraphs; i++) {
            const ModelParagraph *paragraph = &story->paragraphs[i];
            if (paragraph->kind != MODEL_PARAGRAPH_BODY || !paragraph->n_bytes) continue;
            g_string_assign(whole, sign);
            g_string_append_len(whole, story->text + paragraph->first_byte, paragraph->n_bytes);
            append_torn(whole->str, (unsigned)whole->len, measure, out);
        }
        g_string_append_c(out, '\n');
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* No line is moved where line ends part numbers, telephones among them. */
static void test_torn_numbers(void)
{
    static const struct {
        int measure;
        const char *sign;
    } prints[] = {{20, "●"}, {22, "◆"}, {28, ""}, {32, ""}, {36, ""}, {36, "●"}};
    unsigned n_moved = 0;
    for (guint i = 0; drafts_inputs[i]; i++)
        for (size_t p = 0; p < G_N_ELEMENTS(prints); p++) {
            g_autofree char *text = print_torn(drafts_inputs[i], prints[p].measure, prints[p].sign);
            g_autoptr(RecDraft) draft = draft_of(text);
            for (guint k = 0; k < draft->moves->len; k++) {
                const RecMove *move = &g_array_index(draft->moves, RecMove, k);
                const char *given = draft->source->given->text->str;
                g_test_message("%s %d: %.*s behind %.*s, gain %d", drafts_inputs[i], prints[p].measure, (int)move->text.n,
                               given + move->text.first, (int)move->behind.n, given + move->behind.first, move->gain);
            }
            n_moved += draft->moves->len;
        }
    g_assert_cmpuint(n_moved, ==, 0);
    g_autoptr(RecDraft) briefs = draft_of("石滩日报\n2023年4月8日　星期六\n\n一句话新闻\n"
                                          "　　●区少年宫周日开办皮影剪纸体验课，\n只收25人，报名电话0731-62\n07719。\n"
                                          "　　●柳湾镇新修冷库可存鲜果1350吨，\n果农不再连夜抢运。\n"
                                          "　　●下周一起，26路电车首班车提早\n到5时10分。\n");
    g_assert_cmpuint(briefs->moves->len, ==, 0);
    g_assert_cmpuint(briefs->order.n_moved + briefs->order.n_placed, ==, 0);
    g_assert_false(briefs->order.is_shuffled);
}

/* Two lines that changed places: what is moved for certain is right 19 times in 20, and hardly anything else goes wrong. */
static void test_changed(gconstpointer data)
{
    Count count = run((Change)GPOINTER_TO_INT(data));
    g_test_message("%u paragraphs changed, %u moved, %u of them right, %u had been right before; sure %u, right %u",
                   count.n_changed, count.n_moved, count.n_right, count.n_harmed, count.n_sure, count.n_sure_right);
    g_assert_cmpuint(count.n_right * 8, >=, count.n_changed);
    g_assert_cmpuint(count.n_right * 10, >=, count.n_moved * 9);
    g_assert_cmpuint(count.n_sure_right * 20, >=, count.n_sure * 19);
    g_assert_cmpuint(count.n_harmed, ==, 0);
}

/* With the order kept, nothing is moved; else the report says what was, and the story where its parts were read. */
static void test_report(void)
{
    g_autofree char *path = project_file("tests/reconstruct/inputs/jumble/raw.txt"), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(RecDraft) kept = draft_with(text, true), draft = draft_with(text, false);
    g_assert_cmpuint(kept->moves->len, ==, 0);
    g_assert_cmpuint(draft->moves->len, ==, 1);
    g_autofree char *report = rec_report_text(draft), *kept_report = rec_report_text(kept);
    g_assert_nonnull(strstr(report, "## Put back"));
    g_assert_null(strstr(kept_report, "## Put back"));
    g_assert_nonnull(strstr(report, "## Put with their story"));
    g_assert_nonnull(strstr(report, "| 15:1 | headline | 周六去人民广场找工作 | story-"));
    g_assert_cmpuint(draft->source->text->len, ==, strlen(text));
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/mending/good-order", test_good_order);
    g_test_add_func("/reconstruct/mending/torn-numbers", test_torn_numbers);
    g_test_add_func("/reconstruct/mending/report", test_report);
    g_test_add_data_func("/reconstruct/mending/neighbours", GINT_TO_POINTER(CHANGE_NEIGHBOURS), test_changed);
    g_test_add_data_func("/reconstruct/mending/far", GINT_TO_POINTER(CHANGE_FAR), test_changed);
    return g_test_run();
}
