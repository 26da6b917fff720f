/* reconstruct/ joins paragraphs over column breaks, each open end to its own rest, and proposes a stop where one was lost.
 *
 * The truths' stories are printed to one measure, cut into legs, and the legs of several stories dealt out among each other; some legs
 * and some paragraphs' stops are lost.  What is joined and proposed is compared with what was printed. */
#include <locale.h>
#include <string.h>

#include "read/read.h"
#include "reconstruct/drafts.h"
#include "reconstruct/prints.h"
#include "reconstruct/stories/match.h"

static const char *const inputs[] = {"tabloid", "traditional", "sports",  "broken",    "clean",    "county",  "evening",
                                     "campus",  "eighties",    "harbour", "gazette",   "shorts",   "weigang", "yunxi",
                                     "arena",   "fukan",       "hulin",   "qingjiang", "lansheng", "liupu",   "luhua",
                                     "haiyu",   "shuohe",      "gangwan", "meicheng"};

static char *project_file(const char *name)
{
    return g_build_filename(g_getenv("DUIKAI_DATA_DIR"), name, NULL);
}

static RecDraft *draft_of(const char *text)
{
    return drafts_make(text, -1, (RecOptions){.apply_from = 0.95, .sheet = "none", .keeps_order = true});
}

/* ---- Pages ---- */

/* A printed line: where it stands in the page's text, and in its story. */
typedef struct {
    char *text;
    unsigned story, number; /* `number`: of the story's lines */
    bool begins, ends;      /* a paragraph */
    bool has_lost_stop;
    unsigned first_byte; /* of the page; 0: it is not there */
} Line;

typedef struct {
    GString *text;
    GArray *lines;     /* Line, story by story */
    GPtrArray *titles; /* char * of each story */
    GRand *rand;
    bool has_indents;
} Page;

static void clear_line(void *data)
{
    g_free(((Line *)data)->text);
}

static Page *page_new(GRand *rand, bool has_indents)
{
    Page *page = g_new(Page, 1);
    *page = (Page){g_string_new("\n"), g_array_new(FALSE, FALSE, sizeof(Line)), g_ptr_array_new_with_free_func(g_free), rand,
                   has_indents};
    g_array_set_clear_func(page->lines, clear_line);
    return page;
}

static void page_free(Page *page)
{
    g_string_free(page->text, TRUE);
    g_array_unref(page->lines);
    g_ptr_array_unref(page->titles);
    g_free(page);
}

/* The lines of a paragraph; one in eight of its stops is lost. */
static void add_paragraph(Page *page, const char *text, unsigned n_bytes, int measure)
{
    bool is_lost = n_bytes > 3 && memcmp(text + n_bytes - 3, "。", 3) == 0 && g_rand_int_range(page->rand, 0, 8) == 0;
    g_autoptr(GPtrArray) printed = prints_paragraph(text, n_bytes, measure);
    unsigned number = page->lines->len ? g_array_index(page->lines, Line, page->lines->len - 1).number + 1 : 0;
    for (guint i = 0; i < printed->len; i++) {
        bool is_last = i + 1 == printed->len;
        Line line = {g_strdup(printed->pdata[i]), page->titles->len - 1, number + i, i == 0, is_last, is_last && is_lost, 0};
        if (line.has_lost_stop) line.text[strlen(line.text) - strlen("。")] = '\0';
        g_array_append_val(page->lines, line);
    }
}

static const char *title_of(const ModelStory *story)
{
    const ModelTexts *headline = &story->elements[MODEL_ELEMENT_HEADLINE];
    return headline->n ? headline->items[0].text : "";
}

static void add_stories(Page *page, const char *input, int measure)
{
    g_autofree char *name = g_strdup_printf("tests/reconstruct/inputs/%s/truth", input), *folder = project_file(name);
    g_autoptr(GPtrArray) files = prints_files(folder);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    for (guint k = 0; k < files->len; k++) {
        const ModelStory *story = read_story(files->pdata[k], (BasePlace){0}, NULL, arena, list);
        g_ptr_array_add(page->titles, g_strdup(title_of(story)));
        for (unsigned i = 0; i < story->n_paragraphs; i++) {
            const ModelParagraph *paragraph = &story->paragraphs[i];
            bool is_text = paragraph->kind == MODEL_PARAGRAPH_BODY && paragraph->n_bytes;
            if (is_text) add_paragraph(page, story->text + paragraph->first_byte, paragraph->n_bytes, measure);
        }
    }
}

/* Prints lines `first` .. `end` - 1 as one leg. */
static void print_leg(Page *page, guint first, guint end)
{
    for (guint i = first; i < end; i++) {
        Line *line = &g_array_index(page->lines, Line, i);
        if (line->begins && page->has_indents) g_string_append(page->text, "　　");
        line->first_byte = (unsigned)page->text->len;
        g_string_append_printf(page->text, "%s\n", line->text);
    }
    g_string_append_c(page->text, '\n');
}

/* The first line of each story, and past the last. */
static GArray *starts_of(const Page *page)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < page->lines->len; i++) {
        bool is_first = i == 0 || g_array_index(page->lines, Line, i).story != g_array_index(page->lines, Line, i - 1).story;
        if (is_first) g_array_append_val(starts, i);
    }
    g_array_append_val(starts, page->lines->len);
    return starts;
}

/* Deals the legs out: of up to three stories begun, any may go on next. */
static void print_legs(Page *page)
{
    g_autoptr(GArray) starts = starts_of(page), open = g_array_new(FALSE, FALSE, sizeof(guint) * 2);
    guint next = 0, n = starts->len - 1;
    while (next < n || open->len) {
        guint which = (guint)g_rand_int_range(page->rand, 0, 3);
        if (which >= open->len && next < n) {
            guint from = g_array_index(starts, guint, next), entry[2] = {from, g_array_index(starts, guint, next + 1)};
            g_string_append_printf(page->text, "%s\n\n", (char *)page->titles->pdata[g_array_index(page->lines, Line, from).story]);
            g_array_append_vals(open, entry, 1);
            which = open->len - 1;
            next++;
        }
        which = MIN(which, open->len - 1);
        guint *entry = &g_array_index(open, guint, 2 * which);
        guint n_lines = (guint)g_rand_int_range(page->rand, 4, 9), end = MIN(entry[1], entry[0] + n_lines);
        bool is_lost = g_rand_int_range(page->rand, 0, 20) == 0;
        if (!is_lost) print_leg(page, entry[0], end);
        entry[0] = end;
        if (end == entry[1]) g_array_remove_index(open, which);
    }
}

/* The printed line in which a byte of the page stands; NULL: none. */
static const Line *line_at(const Page *page, unsigned byte)
{
    for (guint i = 0; i < page->lines->len; i++) {
        const Line *line = &g_array_index(page->lines, Line, i);
        if (line->first_byte && byte >= line->first_byte && byte < line->first_byte + strlen(line->text)) return line;
    }
    return NULL;
}

/* ---- What is made of them ---- */

typedef struct {
    unsigned n_seams, n_joined, n_right;                             /* legs that break a paragraph whose rest is there */
    unsigned n_lost, n_sure, n_sure_right, n_likely, n_likely_right; /* stops */
} Count;

static bool goes_on(const Line *a, const Line *b)
{
    return a && b && a->story == b->story && a->number + 1 == b->number && !b->begins;
}

/* Legs end where the next line of the story stands elsewhere. */
static void count_seams(const Page *page, Count *count)
{
    for (guint i = 1; i < page->lines->len; i++) {
        const Line *a = &g_array_index(page->lines, Line, i - 1), *b = &g_array_index(page->lines, Line, i);
        bool is_there = a->first_byte && b->first_byte && goes_on(a, b);
        count->n_seams += is_there && a->first_byte + strlen(a->text) + 1 != b->first_byte;
    }
    for (guint i = 0; i < page->lines->len; i++) {
        const Line *line = &g_array_index(page->lines, Line, i);
        count->n_lost += line->has_lost_stop && line->first_byte;
    }
}

static void count_joins(const Page *page, const RecDraft *draft, Count *count)
{
    for (guint i = 0; i < draft->links->len; i++) {
        const RecLink *link = &g_array_index(draft->links, RecLink, i);
        if (link->previous < 0) continue;
        RecRange a = g_array_index(draft->pieces->pieces, RecPiece, link->previous).range;
        RecRange b = g_array_index(draft->pieces->pieces, RecPiece, i).range;
        const Line *last = line_at(page, rec_end(a) - 1), *first = line_at(page, b.first);
        bool is_right = goes_on(last, first);
        count->n_joined++;
        count->n_right += is_right;
        if (!is_right && last && first) g_test_message("joined  %s | %s", last->text, first->text);
    }
}

static void count_stops(const Page *page, const RecDraft *draft, Count *count)
{
    for (guint i = 0; i < draft->losses->len; i++) {
        const RecLoss *loss = &g_array_index(draft->losses, RecLoss, i);
        if (loss->kind != REC_LOSS_STOP || !*loss->text) continue;
        const Line *line = line_at(page, loss->byte - 1);
        bool is_right = line && line->has_lost_stop, is_sure = loss->confidence >= 0.95;
        *(is_sure ? &count->n_sure : &count->n_likely) += 1;
        *(is_sure ? &count->n_sure_right : &count->n_likely_right) += is_right;
        if (!is_right) g_test_message("stop    %s (%.2f)", line ? line->text : "?", loss->confidence);
    }
}

static Count run(bool has_indents)
{
    Count count = {0};
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    for (size_t i = 0; i < G_N_ELEMENTS(inputs); i++) {
        for (int measure = 22; measure <= 38; measure += 4) {
            Page *page = page_new(rand, has_indents);
            add_stories(page, inputs[i], measure);
            print_legs(page);
            g_autoptr(RecDraft) draft = draft_of(page->text->str);
            g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
            count_seams(page, &count);
            count_joins(page, draft, &count);
            count_stops(page, draft, &count);
            page_free(page);
        }
    }
    g_test_message("%u seams, %u joined, %u of them right; %u stops lost, sure %u, right %u, likely %u, right %u", count.n_seams,
                   count.n_joined, count.n_right, count.n_lost, count.n_sure, count.n_sure_right, count.n_likely,
                   count.n_likely_right);
    return count;
}

/* Seven in ten find their own rest where any of three stories may go on, all of one measure; taken one after the other, six did. */
static void test_dealt(gconstpointer data)
{
    Count count = run(GPOINTER_TO_INT(data));
    g_assert_cmpuint(count.n_right * 100, >=, count.n_joined * 68);
    g_assert_cmpuint(count.n_right * 100, >=, count.n_seams * 67);
    g_assert_cmpuint(count.n_sure_right * 20, >=, count.n_sure * 19);
    g_assert_cmpuint(count.n_likely_right * 10, >=, count.n_likely * 8);
    g_assert_cmpuint((count.n_sure_right + count.n_likely_right) * 5, >=, count.n_lost * 2);
}

/* ---- Stops ---- */

/* How a paragraph's last line ends, and what may have stood behind it; NULL: nothing is lost. */
static const struct {
    const char *end, *proposed;
} endings[] = {
    {"修好了这段堤", "。"},   {"今年还要参与", "。"}, {"会议提出要求：", NULL}, {"修好了堤坝，", ""},   {"修好了堤坝、", ""},
    {"修好了堤坝和", ""},     {"修好了一", ""},       {"大家都很", ""},         {"修好了堤坝（见", ""}, {"他说：“堤修好了", "。”"},
    {"修好。（陈江）", NULL}, {"修好。陈江", ""},     {"修好了堤坝“的", ""},
};

static void test_ends(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *text = g_strdup_printf("去年冬天的水利工程\n\n去年冬天全县农民上堤\n修渠，参加的有八万多人，是\n"
                                                "历年来人数最多的一个冬天。\n各公社的领导同志住在\n工地上，白天和社员一起挑土\n"
                                                "抬石，晚上开会研究第二天的\n任务，到春节以前终于全线\n%s\n",
                                                endings[i].end);
        g_autoptr(RecDraft) draft = draft_of(text);
        g_test_message("%s", endings[i].end);
        g_assert_cmpuint(draft->losses->len, ==, endings[i].proposed ? 1 : 0);
        if (draft->losses->len) g_assert_cmpstr(g_array_index(draft->losses, RecLoss, 0).text, ==, endings[i].proposed);
    }
}

/* ---- Matching ---- */

/* The greatest weight of pairs from `from` on, of which each end and each start is in one at most. */
static int best_weight(const GArray *pairs, guint from, unsigned ends, unsigned starts)
{
    if (from == pairs->len) return 0;
    const RecMatch *pair = &g_array_index(pairs, RecMatch, from);
    int without = best_weight(pairs, from + 1, ends, starts);
    if (ends >> pair->end & 1 || starts >> pair->start & 1) return without;
    return MAX(without, pair->weight + best_weight(pairs, from + 1, ends | 1u << pair->end, starts | 1u << pair->start));
}

static int chosen_weight(const GArray *pairs)
{
    unsigned ends = 0, starts = 0;
    int weight = 0;
    for (guint i = 0; i < pairs->len; i++) {
        const RecMatch *pair = &g_array_index(pairs, RecMatch, i);
        if (!pair->is_chosen) continue;
        g_assert_false(ends >> pair->end & 1 || starts >> pair->start & 1);
        ends |= 1u << pair->end;
        starts |= 1u << pair->start;
        weight += pair->weight;
    }
    return weight;
}

/* No choice weighs more than the match, of whatever pairs. */
static void test_match(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    for (int k = 0; k < 400; k++) {
        g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(RecMatch));
        int n = g_rand_int_range(rand, 1, 8), dense = g_rand_int_range(rand, 2, 5);
        for (int start = 0; start < n; start++)
            for (int end = 0; end < n && pairs->len < 16; end++) {
                RecMatch pair = {end, start, g_rand_int_range(rand, 1, 12), false};
                if (g_rand_int_range(rand, 0, dense) == 0) g_array_append_val(pairs, pair);
            }
        rec_match(pairs);
        g_assert_cmpint(chosen_weight(pairs), ==, best_weight(pairs, 0, 0, 0));
    }
}

/* Of two choices that weigh the same, the one before stands. */
static void test_match_keeps(void)
{
    for (int which = 0; which < 2; which++) {
        RecMatch four[] = {{0, 0, 3, which == 0}, {1, 0, 3, which == 1}, {0, 1, 3, which == 1}, {1, 1, 3, which == 0}};
        g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(RecMatch));
        g_array_append_vals(pairs, four, G_N_ELEMENTS(four));
        rec_match(pairs);
        for (guint i = 0; i < pairs->len; i++) g_assert_true(g_array_index(pairs, RecMatch, i).is_chosen == four[i].is_chosen);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    g_test_add_func("/reconstruct/joins/ends", test_ends);
    g_test_add_func("/reconstruct/joins/match", test_match);
    g_test_add_func("/reconstruct/joins/match-keeps", test_match_keeps);
    g_test_add_data_func("/reconstruct/joins/flush", GINT_TO_POINTER(0), test_dealt);
    g_test_add_data_func("/reconstruct/joins/indented", GINT_TO_POINTER(1), test_dealt);
    return g_test_run();
}
