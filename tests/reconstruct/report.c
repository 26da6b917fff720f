/* The report holds all that was found out, and what it says of a text is what became of the text. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "reconstruct/drafts.h"
#include "reconstruct/plan/plan.h"
#include "reconstruct/write/findings.h"
#include "reconstruct/write/report.h"

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

/* ---- Both reports ---- */

/* The members of a JSON object: each one's key, and of a list each item's text. */
typedef struct {
    char *key;
    GPtrArray *items; /* NULL: no list */
} Member;

static void clear_member(void *data)
{
    Member *member = data;
    g_free(member->key);
    if (member->items) g_ptr_array_unref(member->items);
}

/* The end of a JSON value: the bracket or quote that closes it, and the byte behind that. */
static const char *end_of(const char *p)
{
    int depth = 0;
    bool is_string = false;
    do {
        if (is_string && *p == '\\') p++;
        else if (*p == '"') is_string = !is_string;
        else if (!is_string) depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
        g_assert_true(*p != '\0');
        p++;
    } while (depth > 0 || is_string);
    return p;
}

static GArray *members_of(const char *json)
{
    GArray *members = g_array_new(FALSE, FALSE, sizeof(Member));
    g_array_set_clear_func(members, clear_member);
    g_assert_cmpint(*json, ==, '{');
    for (const char *p = json + 1; *p && *p != '}';) {
        const char *key_end = end_of(p), *value = key_end + 1, *value_end = end_of(value);
        Member member = {.key = g_strndup(p + 1, (gsize)(key_end - p) - 2)};
        if (*value == '[') member.items = g_ptr_array_new_with_free_func(g_free);
        for (const char *item = strchr(value, '{'); member.items && item && item < value_end; item = strchr(end_of(item), '{'))
            g_ptr_array_add(member.items, g_strndup(item, (gsize)(end_of(item) - item)));
        g_array_append_val(members, member);
        p = value_end + strspn(value_end, ",\n");
    }
    return members;
}

/* A section of the report for people: its title, the first cells of its rows. */
typedef struct {
    char *title;
    GPtrArray *rows;
} Heading;

static void clear_heading(void *data)
{
    Heading *heading = data;
    g_free(heading->title);
    g_ptr_array_unref(heading->rows);
}

static GArray *headings_of(const char *text)
{
    GArray *headings = g_array_new(FALSE, FALSE, sizeof(Heading));
    g_array_set_clear_func(headings, clear_heading);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        Heading *last = headings->len ? &g_array_index(headings, Heading, headings->len - 1) : NULL;
        if (g_str_has_prefix(*line, "## ")) {
            Heading heading = {g_strdup(*line + 3), g_ptr_array_new_with_free_func(g_free)};
            g_array_append_val(headings, heading);
        } else if (last && g_str_has_prefix(*line, "| ")) {
            g_ptr_array_add(last->rows, g_strdup(*line));
        }
    }
    for (guint i = 0; i < headings->len; i++) { /* the titles of a table are no row */
        GPtrArray *rows = g_array_index(headings, Heading, i).rows;
        if (rows->len) g_ptr_array_remove_index(rows, 0);
    }
    return headings;
}

static const Heading *find_heading(const GArray *headings, const char *title)
{
    for (guint i = 0; i < headings->len; i++)
        if (strcmp(g_array_index(headings, Heading, i).title, title) == 0) return &g_array_index(headings, Heading, i);
    return NULL;
}

/* Whether a row of the one report is the item of the other: it names the same place. */
static bool is_row_of(const char *row, const char *item)
{
    int line = 0, column = 0;
    const char *place = strstr(item, "\"line\":");
    if (!place || sscanf(place, "\"line\":%d,\"column\":%d", &line, &column) != 2 || line == 0) return true;
    g_autofree char *words = g_strdup_printf(" %d:%d |", line, column);
    return strstr(row, words) != NULL;
}

/* What the one report has the other has: each section, each row, at the same place. */
static void check_both(const RecDraft *draft)
{
    g_autoptr(RecReport) report = rec_report_new(draft);
    g_autofree char *text = rec_report_text(draft), *json = rec_report_json(draft);
    g_autoptr(GArray) headings = headings_of(text), members = members_of(json);
    unsigned n_found = 0;
    g_assert_cmpuint(members->len, ==, report->sections->len);
    for (guint i = 0; i < report->sections->len; i++) {
        const RecSection *section = g_ptr_array_index(report->sections, i);
        const Member *member = &g_array_index(members, Member, i);
        const Heading *heading = find_heading(headings, section->title);
        g_assert_cmpstr(member->key, ==, section->key);
        g_assert_cmpint(heading != NULL, ==, rec_section_speaks(section));
        n_found += heading != NULL;
        if (!member->items) continue;
        g_test_message("%s: %u", member->key, member->items->len);
        g_assert_cmpuint(heading ? heading->rows->len : 0, ==, member->items->len);
        for (guint k = 0; heading && k < member->items->len; k++)
            g_assert_true(is_row_of(g_ptr_array_index(heading->rows, k), g_ptr_array_index(member->items, k)));
    }
    g_assert_cmpuint(n_found, ==, headings->len);
}

/* Every list of the draft stands in the report, and no title that the report names is missing from it. */
static void check_whole(const RecDraft *draft)
{
    g_autofree char *text = rec_report_text(draft), *json = rec_report_json(draft);
    const struct {
        const char *key;
        unsigned n;
    } lists[] = {{"moves", draft->moves->len},
                 {"losses", draft->losses->len},
                 {"proposals", draft->proposals->len},
                 {"stories", draft->stories->stories->len},
                 {"furniture", draft->stories->furniture->len},
                 {"noise", draft->stories->noise->len},
                 {"review", draft->stories->review->len},
                 {"pieces", draft->pieces->pieces->len}};
    g_autoptr(GArray) members = members_of(json);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        bool is_there = false;
        for (guint k = 0; k < members->len; k++) {
            const Member *member = &g_array_index(members, Member, k);
            if (strcmp(member->key, lists[i].key) == 0) is_there = member->items && member->items->len == lists[i].n;
        }
        g_test_message("%s: %u", lists[i].key, lists[i].n);
        g_assert_true(is_there);
    }
    static const char *const named[] = {"Put back", "Put with their story", "Joined over columns", "All pieces"};
    for (size_t i = 0; i < G_N_ELEMENTS(named); i++) {
        g_autofree char *name = g_strdup_printf("\"%s\"", named[i]), *title = g_strdup_printf("## %s\n", named[i]);
        if (strstr(text, name)) g_assert_nonnull(strstr(text, title));
    }
}

static void test_both(gconstpointer data)
{
    g_autoptr(RecDraft) draft = draft_of(data);
    check_both(draft);
    check_whole(draft);
}

/* The same of texts with what the inputs lack. */
static void test_odd(void)
{
    static const char *const texts[] = {"", "中", "\xef\xbf\xbd\xef\xbf\xbd 中\x01", "|a|b|\n\n## c\n\n<d> `e` \\f"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(RecDraft) draft =
            drafts_make(texts[i], -1, (RecOptions){.corrections = REC_CORRECTIONS_APPLY, .apply_from = 0.95});
        check_both(draft);
        check_whole(draft);
    }
}

/* Joins are named only where there are any. */
static void test_no_joins(void)
{
    static const char text[] =
        "新桥昨日建成通车\n\n医院昨日开诊迎客\n\n本报讯（记者王小明）新桥昨天建成通车，两岸群众前来观看。\n\n"
        "学校后天开学\n\n公园明天开放\n";
    g_autoptr(RecDraft) draft = drafts_make(text, -1, (RecOptions){.sheet = "none"});
    g_autofree char *report = rec_report_text(draft);
    g_test_message("%s", report);
    g_assert_true(draft->order.is_shuffled);
    g_assert_nonnull(strstr(report, "## The text is not in reading order"));
    g_assert_null(strstr(report, "Joined over columns"));
}

/* ---- Hints ---- */

#define STORY "新桥昨日建成通车\n\n本报讯（记者王小明）新桥昨天建成通车，两岸的群众都前来观看，大家非常高兴。\n\n"

static bool has_hint(const RecDraft *draft, const char *code)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    rec_hints(draft, list);
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        const DkDiagnostic *item = dk_diagnostics_item(list, i);
        g_assert_nonnull(item->hint); /* it says what can be done */
        if (strcmp(item->code, code) == 0) return true;
    }
    return false;
}

/* Each hint is given where there is cause, in both reports, and not where there is none. */
static void test_hints(void)
{
    static const char masthead[] = "江岸晚报\n\n2022年6月17日 星期五\n\n" STORY;
    static const char lines[] = "江岸晚报\n\n2022年6月17日\n\n新桥昨日建成通车\n\n　　本报讯（记者王小明）新桥昨天建\n成通车，两岸"
                                "的群众都前来观看，大\n家非常"
                                "高兴地走过新修的桥面。这座\n桥修了三年，长两公里，宽三十米，\n是全市最长的一座桥。\n";
    g_autoptr(GString) long_story = g_string_new(STORY);
    for (int i = 0; i < 40; i++) g_string_append(long_story, "这座桥修了三年，长两公里，宽三十米，是全市最长的一座桥。\n\n");
    const struct {
        const char *code, *with, *without;
    } cases[] = {
        {"nameplate-missing", STORY, masthead},
        {"date-missing", "江岸晚报\n\n" STORY, masthead},
        {"one-story", long_story->str, STORY STORY},
        {"headline-missing", "本报讯（记者王小明）新桥昨天建成通车，两岸的群众都前来观看。\n", STORY},
        {"lines-not-shown", STORY, lines},
        {"text-garbled", STORY "这座桥\xef\xbf\xbd\xef\xbf\xbd修了三年，长两公里，宽三十米。\n", STORY},
        {"text-not-chinese", "The bridge is open. Many people came to see it and were glad.\n", STORY},
        {"picture-not-given", STORY "市民在新桥上合影留念。王小明摄\n", STORY},
        {"code-target-missing", STORY "扫一扫看视频\n", STORY},
        {"text-misread",
         "渌口区召开会议。渌口区委书记到渌口区人民医院看望。\n\n干部到渌口区的禄山村。记者昨天从禄口区获悉，新桥通车。\n", STORY},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        RecOptions options = {.corrections = REC_CORRECTIONS_PROPOSE, .apply_from = 0.95, .sheet = "none"};
        g_autoptr(RecDraft) with = drafts_make(cases[i].with, -1, options), without = drafts_make(cases[i].without, -1, options);
        g_test_message("%s", cases[i].code);
        g_assert_true(has_hint(with, cases[i].code));
        g_assert_false(has_hint(without, cases[i].code));
        g_autofree char *text = rec_report_text(with), *json = rec_report_json(with);
        g_assert_nonnull(strstr(text, cases[i].code));
        g_assert_nonnull(strstr(json, cases[i].code));
    }
}

/* Line ends that were asked for and are not there are told of, story by story. */
static void test_asked_lines(void)
{
    g_autofree char *path = drafts_raw("shuohe"), *text = drafts_read(path);
    g_autoptr(RecDraft) flowing = drafts_make(text, -1, (RecOptions){.sheet = "none"});
    g_autoptr(RecDraft) kept = drafts_make(text, -1, (RecOptions){.sheet = "none", .keeps_lines = true});
    unsigned n = 0;
    for (guint i = 0; i < kept->stories->stories->len; i++) n += !g_array_index(kept->stories->stories, RecStory, i).measure;
    g_test_message("%u of %u stories show no line ends", n, kept->stories->stories->len);
    g_assert_false(has_hint(flowing, "lines-not-shown"));
    g_assert_cmpint(has_hint(kept, "lines-not-shown"), ==, n > 0);
}

/* A text that gets no page is refused in few words: what it has lost is not told before. */
static void test_refusal(void)
{
    g_autofree char *path = drafts_raw("yunlu"), *text = drafts_read(path);
    g_autoptr(RecDraft) refused = drafts_make(text, -1, (RecOptions){.sheet = "none"});
    g_autoptr(RecDraft) made = drafts_make(text, -1, (RecOptions){0});
    g_autoptr(DkDiagnostics) none = dk_diagnostics_new(), some = dk_diagnostics_new();
    rec_findings(refused, none);
    rec_findings(made, some);
    g_assert_nonnull(refused->plan->refusal);
    g_assert_cmpuint(refused->losses->len, >, 0);
    g_assert_cmpuint(dk_diagnostics_count(none), ==, 0);
    g_assert_cmpuint(dk_diagnostics_count(some), >, made->losses->len);
}

static void add_tests(const char *input)
{
    g_autofree char *outcomes = g_strconcat("/reconstruct/report/outcomes/", input, NULL);
    g_autofree char *both = g_strconcat("/reconstruct/report/both/", input, NULL);
    g_test_add_data_func(outcomes, input, test_outcomes);
    g_test_add_data_func(both, input, test_both);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* messages quote the texts */
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* what is wrong in one input hides no other */
    for (const char *const *input = drafts_inputs; *input; input++) add_tests(*input);
    g_test_add_func("/reconstruct/report/odd", test_odd);
    g_test_add_func("/reconstruct/report/no-joins", test_no_joins);
    g_test_add_func("/reconstruct/report/hints", test_hints);
    g_test_add_func("/reconstruct/report/asked-lines", test_asked_lines);
    g_test_add_func("/reconstruct/report/refusal", test_refusal);
    return g_test_run();
}
