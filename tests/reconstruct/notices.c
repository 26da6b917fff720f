/* What the report tells a person: what is lost, with its witness; that the text is out of order, only when it is; a dump of each stage. */
#include <string.h>

#include "read/read.h"
#include "reconstruct/drafts.h"
#include "reconstruct/plan/plan.h"

static char *read_input(const char *input)
{
    g_autofree char *path = drafts_raw(input);
    return drafts_read(path);
}

static RecDraft *draft_on(const char *text, const char *sheet)
{
    return drafts_make(text, -1, (RecOptions){.corrections = REC_CORRECTIONS_PROPOSE, .apply_from = 0.95, .sheet = sheet});
}

/* A draft without a page, which takes the most time. */
static RecDraft *draft_of(const char *text)
{
    return draft_on(text, "none");
}

static const RecLoss *find_loss(const RecDraft *draft, RecLossKind kind)
{
    for (guint i = 0; i < draft->losses->len; i++) {
        const RecLoss *loss = &g_array_index(draft->losses, RecLoss, i);
        if (loss->kind == kind) return loss;
    }
    return NULL;
}

/* ---- Losses ---- */

/* The seed's day, cut from its month by 24 lines, is found from 星期五; it stands in the report and nowhere in the page. */
static void test_seed_day(void)
{
    g_autofree char *text = read_input("seed");
    g_autoptr(RecDraft) draft = draft_on(text, NULL);
    const RecLoss *loss = find_loss(draft, REC_LOSS_DAY);
    g_assert_nonnull(loss);
    g_assert_cmpstr(loss->text, ==, "17");
    g_assert_cmpmem(text + loss->witness.first, loss->witness.n, "星期五", strlen("星期五"));
    g_autofree char *report = rec_report_text(draft), *page = rec_page_text(draft), *json = rec_report_json(draft);
    g_assert_nonnull(strstr(report, "| day | 17 | 0.9"));
    g_assert_nonnull(strstr(json, "\"lost\":\"day\",\"proposed\":\"17\""));
    g_assert_nonnull(strstr(page, "# perhaps lost: 17"));
    g_assert_null(strstr(page, "6月17日"));
}

/* Takes the day out of each date of a masthead that has one, as the seed's has not: what is proposed for it. */
static void test_days(void)
{
    g_autoptr(GRegex) date = g_regex_new("([12][0-9]{3}年[0-9]{1,2}月)([0-9]{1,2})(日)", 0, 0, NULL);
    unsigned n = 0, n_sure = 0, n_right = 0;
    for (const char *const *input = drafts_inputs + 1; *input; input++) {
        g_autofree char *text = read_input(*input);
        g_autoptr(GMatchInfo) info = NULL;
        if (!g_regex_match(date, text, 0, &info)) continue;
        g_autofree char *day = g_match_info_fetch(info, 2);
        g_autofree char *without = g_regex_replace(date, text, -1, 0, "\\1\\3", 0, NULL);
        g_autoptr(RecDraft) draft = draft_of(without);
        const RecLoss *loss = find_loss(draft, REC_LOSS_DAY);
        g_assert_nonnull(loss);
        g_test_message("%s: lost %s, proposed \"%s\" at %.2f: %s", *input, day, loss->text, loss->confidence, loss->reason);
        n++;
        n_sure += loss->confidence >= 0.9;
        n_right += loss->confidence >= 0.9 && strcmp(loss->text, day) == 0;
    }
    g_assert_cmpuint(n, >=, 5);
    g_test_message("%u dates, %u proposed for certain, %u of them right", n, n_sure, n_right);
    g_assert_cmpuint(n_sure, >=, 1);
    g_assert_cmpuint(n_right, ==, n_sure);
}

/* Each day of a year taken out of a masthead whose weekday stands, the stories speaking of the day before. */
static void test_every_day(void)
{
    static const char *const weekdays[] = {"一", "二", "三", "四", "五", "六", "日"};
    GDate date, before;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, 1, G_DATE_JANUARY, 2024);
    for (; g_date_get_year(&date) == 2024; g_date_add_days(&date, 1)) {
        before = date;
        g_date_subtract_days(&before, 1);
        if (g_date_get_month(&before) != g_date_get_month(&date)) continue; /* the stories speak of another month */
        int month = g_date_get_month(&before), day = g_date_get_day(&before);
        g_autofree char *text = g_strdup_printf("2024年%d月日星期%s\n\n新桥昨日建成通车\n\n本报讯（记者王小明）%d月%"
                                                "d日，大桥建成通车。\n\n%d月%d日上午，群众前来观看。\n",
                                                month, weekdays[g_date_get_weekday(&date) - 1], month, day, month, day);
        g_autofree char *wanted = g_strdup_printf("%d", g_date_get_day(&date));
        g_autoptr(RecDraft) draft = draft_of(text);
        const RecLoss *loss = find_loss(draft, REC_LOSS_DAY);
        g_assert_nonnull(loss);
        g_assert_cmpstr(loss->text, ==, wanted);
        g_assert_cmpfloat(loss->confidence, >=, 0.9);
    }
}

/* Whether a stop ends a paragraph of the text as extraction left it: a blank line or the text's end comes next. */
static bool ends_paragraph(const char *stop)
{
    const char *next = stop + strlen("。");
    return g_str_has_prefix(next, "\n\n") || strcmp(next, "\n") == 0;
}

/* Whether a draft has a stop proposed at a byte of its text. */
static bool proposes_at(const RecDraft *draft, unsigned byte)
{
    for (guint i = 0; i < draft->losses->len; i++) {
        const RecLoss *loss = &g_array_index(draft->losses, RecLoss, i);
        if (loss->kind == REC_LOSS_STOP && *loss->text && loss->byte == byte) return true;
    }
    return false;
}

/* Takes out the stops of each input one at a time: what is proposed is right, and stands where the stop was. */
static void test_stops(void)
{
    unsigned n = 0, n_found = 0, n_proposed = 0, n_right = 0;
    for (const char *const *input = drafts_inputs; *input; input++) {
        g_autofree char *text = read_input(*input);
        g_autoptr(RecDraft) whole = draft_of(text);
        for (const char *stop = text; (stop = strstr(stop, "。")); stop++) {
            if (!ends_paragraph(stop)) continue;
            g_autoptr(GString) without = g_string_new(text);
            unsigned byte = (unsigned)(stop - text);
            g_string_erase(without, byte, (gssize)strlen("。"));
            g_autoptr(RecDraft) draft = draft_of(without->str);
            n++;
            for (guint k = 0; k < draft->losses->len; k++) {
                const RecLoss *loss = &g_array_index(draft->losses, RecLoss, k);
                n_found += loss->kind == REC_LOSS_STOP && loss->byte == byte;
                unsigned there = loss->byte > byte ? loss->byte + (unsigned)strlen("。") : loss->byte; /* in the whole text */
                bool is_new = loss->kind == REC_LOSS_STOP && *loss->text && !proposes_at(whole, there);
                n_proposed += is_new && loss->confidence >= 0.95;
                n_right += is_new && loss->confidence >= 0.95 && loss->byte == byte && g_str_has_prefix(loss->text, "。");
                if (is_new && loss->byte != byte)
                    g_test_message("%s: without the stop at %u one is proposed at %u", *input, byte, loss->byte);
            }
        }
    }
    g_test_message("%u stops taken out, %u noticed; proposed at 0.95 and more %u, right %u", n, n_found, n_proposed, n_right);
    g_assert_cmpuint(n_proposed, >=, 15);
    g_assert_cmpuint(n_right * 20, >=, n_proposed * 19);
}

/* Marked in its story, reversibly, and not set. */
static void test_marked(void)
{
    g_autofree char *text = read_input("seed");
    g_autoptr(RecDraft) draft = draft_of(text);
    g_autofree char *story = rec_story_text(draft, &g_array_index(draft->stories->stories, RecStory, 0));
    g_assert_nonnull(strstr(story, "<!-- perhaps lost: 。 (its last line leaves"));
    g_assert_null(strstr(story, "签发。"));
}

/* A date without a day is one only where 日 is not a word's first character. */
static void test_words_with_day(void)
{
    static const struct {
        const char *text;
        bool is_lost;
    } cases[] = {
        {"2023年6月日本政府宣布了一项新的计划。", false}, {"2023年3月日照市召开了全市工作会议。", false},
        {"2023年6月日均客流超过三万人次。", false},       {"2023年6月日，大桥建成通车。", true},
        {"2023年6月日上午，大桥建成通车。", true},        {"2023年6月日星期五\n\n大桥昨天建成通车。", true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("%s\n\n6月16日，大桥建成通车。\n", cases[i].text);
        g_autoptr(RecDraft) draft = draft_of(text);
        g_test_message("%s", cases[i].text);
        g_assert_cmpint(find_loss(draft, REC_LOSS_DAY) != NULL, ==, cases[i].is_lost);
    }
}

/* A lost end closes what it finds open, with marks of that kind. */
static void test_closing(void)
{
    static const struct {
        const char *opens, *wanted;
    } cases[] = {{"", "。"}, {"“", "。”"}, {"\"", "。”"}, {"「", "。」"}, {"『", "。』"}, {"「『", "。』」"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text =
            g_strdup_printf("本報訊（記者王小明）這座大橋昨天正式建成 通車，兩岸的許多群眾前來觀看，大家 都非常高興地走過新"
                            "修的橋面。有人 說：%s這座橋修得好，我們進城再也不 用坐船\n",
                            cases[i].opens);
        g_autoptr(RecDraft) draft = draft_of(text);
        const RecLoss *loss = find_loss(draft, REC_LOSS_STOP);
        g_assert_nonnull(loss);
        g_test_message("%s: %s %s", cases[i].opens, loss->text, loss->reason);
        g_assert_cmpstr(loss->text, ==, cases[i].wanted);
    }
}

/* ---- Order ---- */

/* A story as it is read: its heads, then its paragraphs, the first one's dateline run in; broken to a measure of 17 em. */
static void print_story(const ModelStory *story, GString *out)
{
    static const int elements[] = {MODEL_ELEMENT_STANDING_HEAD, MODEL_ELEMENT_KICKER, MODEL_ELEMENT_HEADLINE, MODEL_ELEMENT_DECK,
                                   MODEL_ELEMENT_BYLINE};
    for (size_t i = 0; i < G_N_ELEMENTS(elements); i++)
        for (unsigned k = 0; k < story->elements[elements[i]].n; k++)
            g_string_append_printf(out, "%s\n\n", story->elements[elements[i]].items[k].text);
    for (unsigned i = 0; i < story->n_paragraphs; i++) {
        const ModelParagraph *paragraph = &story->paragraphs[i];
        int width = 4;
        for (const char *p = story->text + paragraph->first_byte; p < story->text + paragraph->first_byte + paragraph->n_bytes;) {
            RecSource source = {.text = g_string_new(p)};
            unsigned n =
                rec_head_bytes(&source, (RecRange){0, (unsigned)(story->text + paragraph->first_byte + paragraph->n_bytes - p)});
            int unit = rec_cells(&source, (RecRange){0, n});
            g_string_free(source.text, TRUE);
            if (width + unit > 34) g_string_append_c(out, ' ');
            width = width + unit > 34 ? unit : width + unit;
            g_string_append_len(out, p, n);
            p += n;
        }
        g_string_append(out, "\n\n");
    }
    if (story->jump) g_string_append_printf(out, "%s\n\n", story->jump);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *printed(const char *truth)
{
    g_autofree char *folder = drafts_truth(truth);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));) g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        const ModelStory *story = read_story(path, (BasePlace){0}, NULL, arena, list);
        if (story) print_story(story, out);
    }
    return g_string_free(out, FALSE);
}

static bool is_shuffled(const char *text)
{
    g_autoptr(RecDraft) draft = draft_of(text);
    const RecOrder *order = &draft->order;
    g_autofree char *report = rec_report_text(draft);
    g_assert_cmpint(strstr(report, "## The text is not in reading order") != NULL, ==, order->is_shuffled);
    g_test_message("  far %u torn %u unpaired %u masthead %u homeless %u turns %u of %u: %s", order->n_far, order->n_torn,
                   order->n_unpaired, order->n_masthead, order->n_homeless, order->n_turns, order->n_bodies,
                   order->is_shuffled ? "shuffled" : "in order");
    return order->is_shuffled;
}

/* Every truth printed in its own order gets no notice. */
static void test_good_order(void)
{
    for (const char *const *input = drafts_inputs; *input; input++) {
        g_autofree char *text = printed(*input);
        g_test_message("%s", *input);
        g_assert_false(is_shuffled(text));
    }
}

/* One line that no habit knows, and the day under a notice, are no sign of a shuffled text. */
static void test_lone_lines(void)
{
    static const char *const lines[] = {"周六去人民广场找工作", "2023年6月15日"};
    g_autofree char *truth = printed("tabloid");
    g_auto(GStrv) parts = g_strsplit(truth, "\n\n", -1);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        for (guint at = 1; at < g_strv_length(parts); at += 3) {
            g_autoptr(GString) text = g_string_new(NULL);
            for (guint k = 0; parts[k]; k++)
                g_string_append_printf(text, "%s\n\n%s%s", parts[k], k == at ? lines[i] : "", k == at ? "\n\n" : "");
            g_assert_false(is_shuffled(text->str));
        }
    }
}

static void shuffle(char **parts, GRand *rand)
{
    for (guint n = g_strv_length(parts); n > 1; n--) {
        guint k = (guint)g_rand_int_range(rand, 0, (gint32)n);
        char *other = parts[n - 1];
        parts[n - 1] = parts[k];
        parts[k] = other;
    }
}

/* The seed's text in good order, then its paragraphs, its columns (cut anywhere in a line's end), its printed lines shuffled. */
static void test_shuffled(void)
{
    g_autofree char *good = printed("seed"), *seed = read_input("seed");
    g_assert_true(is_shuffled(seed));
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    for (int round = 0; round < 3; round++) {
        g_auto(GStrv) lines = g_strsplit(good, " ", -1);
        shuffle(lines, rand);
        g_autofree char *of_lines = g_strjoinv(" ", lines);
        g_assert_true(is_shuffled(of_lines));
        g_auto(GStrv) again = g_strsplit(good, " ", -1);
        g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
        for (char **line = again; *line;) {
            g_autoptr(GString) column = g_string_new(NULL);
            for (int n = g_rand_int_range(rand, 8, 20); n > 0 && *line; n--, line++)
                g_string_append_printf(column, "%s%s", column->len ? " " : "", *line);
            g_ptr_array_add(columns, g_strdup(column->str));
        }
        g_ptr_array_add(columns, NULL);
        shuffle((char **)columns->pdata, rand);
        g_autofree char *of_columns = g_strjoinv("\n\n", (char **)columns->pdata);
        g_assert_true(is_shuffled(of_columns));
    }
}

/* Two stories of different measures, their paragraphs dealt out in turn. */
static void test_mixed_stories(void)
{
    g_autofree char *seed = read_input("seed");
    g_auto(GStrv) blocks = g_strsplit(seed, "\n\n", -1);
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    shuffle(blocks, rand);
    g_autofree char *mixed = g_strjoinv("\n\n", blocks);
    g_assert_true(is_shuffled(mixed));
}

/* ---- Dumps ---- */

static void test_dumps(void)
{
    static const char *const kinds[] = {
        "line 0 ",         "piece 0 ",           "view 0 ",          "link ",    "story story-01 ", "proposal 0 ", "loss 0 ",
        "order shuffled ", "ledger characters ", "plan broadsheet ", "block 1 ", "frame nameplate "};
    g_autofree char *text = read_input("seed");
    g_autoptr(RecDraft) draft = draft_on(text, NULL);
    g_autofree char *dump = rec_draft_dump(draft);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *line = g_strconcat("\n", kinds[i], NULL);
        g_test_message("%s", kinds[i]);
        g_assert_true(g_str_has_prefix(dump, kinds[i]) || strstr(dump, line));
    }
    g_assert_nonnull(strstr(dump, " missing=0 twice=0"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reconstruct/notices/seed-day", test_seed_day);
    g_test_add_func("/reconstruct/notices/days", test_days);
    g_test_add_func("/reconstruct/notices/every-day", test_every_day);
    g_test_add_func("/reconstruct/notices/stops", test_stops);
    g_test_add_func("/reconstruct/notices/marked", test_marked);
    g_test_add_func("/reconstruct/notices/words-with-day", test_words_with_day);
    g_test_add_func("/reconstruct/notices/closing", test_closing);
    g_test_add_func("/reconstruct/notices/good-order", test_good_order);
    g_test_add_func("/reconstruct/notices/lone-lines", test_lone_lines);
    g_test_add_func("/reconstruct/notices/shuffled", test_shuffled);
    g_test_add_func("/reconstruct/notices/mixed-stories", test_mixed_stories);
    g_test_add_func("/reconstruct/notices/dumps", test_dumps);
    return g_test_run();
}
