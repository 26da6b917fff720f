/* Pull quotes and drop caps: where they stand, what the text round them has, and that no character is set twice as text. */
#include "flow/block.h"
#include "output/output.h"

#include <string.h>

enum { BODY, CAP = MODEL_N_ROLES, QUOTE, CREDIT, N_STYLES };

typedef struct {
    OneBlock set;
    ModelParagraph paragraphs[2];
    ModelPull pull;
    ModelPullFrame frame;
    ModelObstacle obstacle;
    Page *page; /* NULL: nothing is set */
} Fixture;

/* 20 em wide, 20 lines deep. */
static void set_up(Fixture *f, gconstpointer unused)
{
    (void)unused;
    OneBlock *set = &f->set;
    one_block_begin(set);
    for (int i = 0; i < N_STYLES; i++) {
        set->styles[i].indent = i < MODEL_N_ROLES ? 2 * EM : 0;
        set->styles[i].align = i == QUOTE ? MODEL_ALIGN_CENTER : MODEL_ALIGN_JUSTIFY;
        set->styles[i].block_align = MODEL_ALIGN_CENTER;
    }
    set->styles[QUOTE].size = 16 * DK_PT;
    set->styles[QUOTE].leading = 20 * DK_PT;
    set->legs[0] = (ModelLeg){.rect = {0, 0, 20 * EM, 20 * LINE}, .n_lines = 20};
    set->block.n_legs = set->resolved.n_legs = 1;
    set->resolved.sheet_width = set->resolved.sheet_height = 100 * EM;
}

static void clear_page(Fixture *f)
{
    if (f->page) page_free(f->page);
    f->page = NULL;
    one_block_clear(&f->set);
}

static void tear_down(Fixture *f, gconstpointer unused)
{
    (void)unused;
    clear_page(f);
    one_block_end(&f->set);
}

/* Two paragraphs: `first`, and one of 100 Han. */
static void set_story(Fixture *f, const char *first)
{
    GString *text = g_string_new(first);
    f->paragraphs[0] = (ModelParagraph){.n_bytes = (unsigned)text->len};
    for (int i = 0; i < 100; i++) g_string_append(text, "文");
    f->paragraphs[1] = (ModelParagraph){.first_byte = f->paragraphs[0].n_bytes, .n_bytes = 300};
    one_block_story(&f->set, text->str, f->paragraphs, 2);
    g_string_free(text, TRUE);
}

static void fill(Fixture *f)
{
    clear_page(f);
    one_block_fill(&f->set, &f->set.resolved);
    f->page = page_make(&f->set.resolved, f->set.runs, f->set.lines, f->set.galley, f->set.arena);
}

static const FlowFrame *frame_of(const Fixture *f, FlowFrameKind kind)
{
    for (unsigned i = 0; i < f->set.galley->frames->len; i++) {
        const FlowFrame *frame = &g_array_index(f->set.galley->frames, FlowFrame, i);
        if (frame->kind == kind) return frame;
    }
    return NULL;
}

static const ParLine *line_of(const Fixture *f, const FlowFrame *frame, unsigned index)
{
    return &g_array_index(f->set.lines->lines, ParLine,
                          g_array_index(f->set.galley->lines, FlowLine, frame->first_line + index).line);
}

/* Each byte of the story's text is set once, in reading order, and by no pull quote. */
static void assert_once(const Fixture *f)
{
    unsigned next = 0;
    for (unsigned i = 0; i < f->page->items->len; i++) {
        const PageItem *item = &g_array_index(f->page->items, PageItem, i);
        if (item->kind != PAGE_GLYPHS || item->text != f->set.story.text) continue;
        g_assert_true(item->role == FLOW_LEG || item->role == FLOW_DROP_CAP);
        for (unsigned g = 0; g < item->n_glyphs; g++) {
            const PageGlyph *glyph = &g_array_index(f->page->glyphs, PageGlyph, item->first_glyph + g);
            if (!glyph->n_bytes) continue;
            g_assert_cmpuint(glyph->first_byte, ==, next);
            next += glyph->n_bytes;
        }
    }
    g_assert_cmpuint(next, ==, f->set.story.n_bytes);
}

#define SENTENCE "清晨六点十分，慢车准时停靠在只有一名值班员的小站。站台上的灯还亮着，挑担的人已经排成了一列，等着上车。"

/* ---- Drop caps ---- */

/* Of three lines: 2 leadings and an em deep, 34 pt; the text beside it has 20 em less 3.4 and the gap. */
static void test_cap(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->set.block.drop_cap = (ModelDropCap){3, CAP, EM / 4};
    set_story(f, SENTENCE);
    fill(f);
    const FlowFrame *cap = frame_of(f, FLOW_DROP_CAP), *leg = frame_of(f, FLOW_LEG);
    g_assert_nonnull(cap);
    g_assert_true(cap < leg);
    g_assert_cmpint(cap->rect.width, ==, 34 * DK_PT);
    g_assert_cmpint(cap->rect.height, ==, 3 * LINE);
    g_assert_cmpint(line_of(f, cap, 0)->em, ==, 34 * DK_PT);
    for (unsigned i = 0; i < 4; i++) {
        bool is_beside = i < 3;
        g_assert_cmpint(line_of(f, leg, i)->offset, ==,
                        is_beside ? 34 * DK_PT + EM / 4 : 2 * EM * (i == 3 && line_of(f, leg, i)->is_first));
        g_assert_cmpint(g_array_index(f->set.galley->lines, FlowLine, leg->first_line + i).center, ==,
                        LINE / 2 + (DkLength)i * LINE);
        if (is_beside && !line_of(f, leg, i)->is_last)
            g_assert_cmpint(line_of(f, leg, i)->width, ==, 20 * EM - 34 * DK_PT - EM / 4);
    }
    assert_once(f);
    g_assert_cmpuint(dk_diagnostics_count(f->set.list), ==, 0);
    g_autoptr(GBytes) text = output_text(f->page);
    g_assert_true(g_str_has_prefix(g_bytes_get_data(text, NULL), "清晨六点"));
}

/* A first paragraph of one line: the next stands beside the character as well. */
static void test_cap_short(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->set.block.drop_cap = (ModelDropCap){3, CAP, 0};
    set_story(f, "“清晨。”");
    fill(f);
    const FlowFrame *cap = frame_of(f, FLOW_DROP_CAP), *leg = frame_of(f, FLOW_LEG);
    g_assert_cmpint(cap->rect.width, ==, 51 * DK_PT); /* with the quote that opens before it */
    g_assert_cmpint(line_of(f, leg, 0)->offset, ==, 51 * DK_PT);
    g_assert_cmpint(line_of(f, leg, 1)->offset, ==, 51 * DK_PT + 2 * EM);
    g_assert_cmpint(line_of(f, leg, 3)->offset, ==, 0);
    assert_once(f);
}

static void test_cap_left_out(Fixture *f, gconstpointer unused)
{
    (void)unused;
    ModelSpan dateline = {.n_bytes = 9, .kind = MODEL_SPAN_DATELINE};
    f->set.block.drop_cap = (ModelDropCap){3, CAP, 0};
    set_story(f, "本报讯　清晨六点。");
    f->set.story.spans = &dateline;
    f->set.story.n_spans = f->paragraphs[0].n_spans = 1;
    fill(f);
    g_assert_null(frame_of(f, FLOW_DROP_CAP));
    g_assert_cmpstr(dk_diagnostics_item(f->set.list, 0)->code, ==, "drop-cap-left-out");
    assert_once(f);
}

/* The width of the cap of a story that begins so, 3 lines deep; 0: it has none, and that is said. */
static DkLength cap_width(Fixture *f, const char *first)
{
    f->set.block.drop_cap = (ModelDropCap){3, CAP, 0};
    set_story(f, first);
    fill(f);
    assert_once(f);
    const FlowFrame *cap = frame_of(f, FLOW_DROP_CAP);
    DkLength width = cap ? cap->rect.width : 0;
    bool is_said = false;
    for (size_t i = 0; i < dk_diagnostics_count(f->set.list); i++)
        is_said |= strcmp(dk_diagnostics_item(f->set.list, i)->code, "drop-cap-left-out") == 0;
    g_assert_true(is_said == !cap);
    clear_page(f);
    one_block_end(&f->set);
    set_up(f, NULL);
    return width;
}

/* A number, a word or a dash is never cut; a variation selector and every opening mark go with the character. */
static void test_cap_whole(Fixture *f, gconstpointer unused)
{
    (void)unused;
    static const char *const cut[] = {
        "2022年的春天来了。", "２０２２年的春天来了。", "GDP增长的背后。", "——清晨六点。", "3.5万人。", "“8%的人。"};
    static const char *const opened[] = {"〔清〕晨六点。", "〖清〗晨六点。", "［清］晨六点。"};
    for (size_t i = 0; i < G_N_ELEMENTS(cut); i++) g_assert_cmpint(cap_width(f, cut[i]), ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(opened); i++) g_assert_cmpint(cap_width(f, opened[i]), ==, 51 * DK_PT);
    g_assert_cmpint(cap_width(f, "8月的小站。"), >, 0);
    g_assert_cmpint(cap_width(f, "葛\U000E0100城的小站。"), ==, 34 * DK_PT);
}

/* One that would leave its lines no room is left out, and nothing of the text is lost. */
static void test_cap_too_wide(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->set.block.drop_cap = (ModelDropCap){3, CAP, 300 * EM};
    set_story(f, "清晨六点，天还没亮，城北的泵站里已经亮起了灯。");
    fill(f);
    g_assert_null(frame_of(f, FLOW_DROP_CAP));
    g_assert_cmpstr(dk_diagnostics_item(f->set.list, 0)->code, ==, "drop-cap-left-out");
    assert_once(f);
}

/* Vertically it stands at the top right, and its lines begin below it. */
static void test_cap_vertical(Fixture *f, gconstpointer unused)
{
    (void)unused;
    for (int i = 0; i < N_STYLES; i++) f->set.styles[i].direction = MODEL_DIRECTION_VERTICAL;
    f->set.legs[0] = (ModelLeg){.rect = {0, 0, 20 * LINE, 20 * EM}, .n_lines = 20, .is_vertical = true};
    f->set.block.drop_cap = (ModelDropCap){2, CAP, 0};
    set_story(f, SENTENCE);
    fill(f);
    const FlowFrame *cap = frame_of(f, FLOW_DROP_CAP), *leg = frame_of(f, FLOW_LEG);
    g_assert_cmpint(cap->rect.x, ==, 18 * LINE);
    g_assert_cmpint(cap->rect.height, ==, 22 * DK_PT);
    g_assert_cmpint(line_of(f, leg, 1)->offset, ==, 22 * DK_PT);
    g_assert_cmpint(line_of(f, leg, 2)->offset, ==, 0);
    assert_once(f);
}

/* ---- Pull quotes ---- */

/* Over lines 5 to 8 of the leg and all its width: with a gap of an em a line stays empty over and under it. */
static void set_pull(Fixture *f, DkLength width, const char *credit)
{
    set_story(f, SENTENCE);
    const char *words = strstr(f->set.story.text, "挑担的人");
    f->pull = (ModelPull){.first_byte = (unsigned)(words - f->set.story.text), .n_bytes = 3 * 12, .credit = credit};
    f->set.story.pulls = &f->pull;
    f->set.story.n_pulls = 1;
    f->frame = (ModelPullFrame){.rect = {0, 4 * LINE, width, 4 * LINE},
                                .style = QUOTE,
                                .credit_style = CREDIT,
                                .stroke = {MODEL_RULE_THICK, .weight = DK_PT, .ink = {.k = 100}},
                                .tint = {.is_none = true}};
    f->obstacle = (ModelObstacle){.kind = MODEL_AROUND_BOX, .rect = f->frame.rect, .gap = EM, .picture = -1, .block = -1};
    f->set.block.n_pulls = f->set.resolved.n_pulls = f->set.resolved.n_obstacles = 1;
    f->set.resolved.pulls = &f->frame;
    f->set.resolved.obstacles = &f->obstacle;
}

static int slot_of(const Fixture *f, const FlowFrame *frame, unsigned index)
{
    return g_array_index(f->set.galley->lines, FlowLine, frame->first_line + index).slot;
}

static void test_pull(Fixture *f, gconstpointer unused)
{
    (void)unused;
    set_pull(f, 20 * EM, NULL);
    fill(f);
    const FlowFrame *leg = frame_of(f, FLOW_LEG), *quote = frame_of(f, FLOW_PULL_QUOTE);
    g_assert_cmpint(slot_of(f, leg, 2), ==, 2);
    g_assert_cmpint(slot_of(f, leg, 3), ==, 9);
    g_assert_cmpuint(quote->n_lines, ==, 1);
    g_assert_cmpint(quote->rect.y, ==, 4 * LINE + LINE / 2); /* half a line from the rule */
    g_assert_cmpint(quote->rect.height, ==, 3 * LINE);
    g_assert_cmpint(line_of(f, quote, 0)->width, ==, 11 * 16 * DK_PT); /* without the pause at its end */
    assert_once(f);
    unsigned n_rules = 0;
    for (unsigned i = 0; i < f->page->items->len; i++) {
        const PageItem *item = &g_array_index(f->page->items, PageItem, i);
        n_rules += item->kind == PAGE_RULE && (item->rect.y == 4 * LINE || item->rect.y == 8 * LINE);
    }
    g_assert_cmpuint(n_rules, ==, 2);
    g_autoptr(GBytes) text = output_text(f->page);
    const char *words = g_bytes_get_data(text, NULL), *first = strstr(words, "挑担");
    g_assert_nonnull(first);
    g_assert_null(strstr(first + 1, "挑担"));
}

/* Text runs round a narrow one; its words are broken where their sense parts, and the last line says whose they are. */
static void test_pull_narrow(Fixture *f, gconstpointer unused)
{
    (void)unused;
    set_pull(f, 11 * EM, "老周");
    fill(f);
    const FlowFrame *leg = frame_of(f, FLOW_LEG), *quote = frame_of(f, FLOW_PULL_QUOTE);
    g_assert_cmpint(slot_of(f, leg, 3), ==, 3);
    g_assert_cmpint(line_of(f, leg, 3)->offset, >=, 12 * EM);
    g_assert_cmpuint(quote->n_lines, ==, 2);
    const FlowFrame *credit = quote + 1;
    g_assert_cmpint(credit->kind, ==, FLOW_PULL_QUOTE);
    g_assert_cmpint(credit->rect.y + credit->rect.height, ==, 8 * LINE - LINE / 2);
    assert_once(f);
}

/* ---- Both, anywhere ---- */

/* How many bytes of the story stand on the page, each once and in order. */
static unsigned set_bytes(const Fixture *f)
{
    unsigned next = 0;
    for (unsigned i = 0; i < f->page->items->len; i++) {
        const PageItem *item = &g_array_index(f->page->items, PageItem, i);
        if (item->kind != PAGE_GLYPHS || item->text != f->set.story.text) continue;
        for (unsigned g = 0; g < item->n_glyphs; g++) {
            const PageGlyph *glyph = &g_array_index(f->page->glyphs, PageGlyph, item->first_glyph + g);
            if (glyph->n_bytes) g_assert_cmpuint(glyph->first_byte, ==, next);
            next += glyph->n_bytes;
        }
    }
    return next;
}

/* ---- Captions ---- */

/* The lines of a caption of `n` Han and its credit in a frame 20 em wide: the credit stands whole behind the words where there is room,
 * else whole at the end of the next line, and is parted where no line holds it. */
static const FlowFrame *set_caption(Fixture *f, int n, const char *credit)
{
    g_autofree char *words = g_strnfill((gsize)n, 'w');
    g_auto(GStrv) letters = g_strsplit(words, "w", -1);
    g_autofree char *caption = g_strjoinv("图", letters);
    ModelPicture picture = {.caption = caption, .credit = credit};
    ModelPictureFrame frame = {
        .has_caption = true, .caption = {0, 0, 20 * EM, 4 * LINE}, .caption_style = CREDIT, .credit_style = CREDIT};
    set_story(f, SENTENCE);
    f->set.styles[CREDIT].align = MODEL_ALIGN_START;
    f->set.story.pictures = &picture;
    f->set.resolved.pictures = &frame;
    f->set.story.n_pictures = f->set.resolved.n_pictures = f->set.block.n_pictures = 1;
    fill(f);
    f->set.story.pictures = NULL;
    f->set.resolved.pictures = NULL;
    return frame_of(f, FLOW_CAPTION);
}

static void test_credit(Fixture *f, gconstpointer unused)
{
    (void)unused;
    const FlowFrame *frame = set_caption(f, 15, "郑宏伟　摄");
    g_assert_cmpuint(frame->n_lines, ==, 2);
    const ParLine *last = line_of(f, frame, 1);
    g_assert_cmpuint(last->first_byte, ==, 16 * 3);
    g_assert_cmpuint(last->n_bytes, ==, 5 * 3);
    g_assert_cmpint(last->offset + last->width, ==, 20 * EM);
    g_assert_cmpint(line_of(f, frame, 0)->offset, ==, 0);
    frame = set_caption(f, 14, "郑宏伟　摄");
    g_assert_cmpuint(frame->n_lines, ==, 1);
    g_assert_cmpint(line_of(f, frame, 0)->offset, ==, 0);
    frame = set_caption(f, 13, "临江日报全媒体记者郑宏伟通讯员唐小满周全摄影报道");
    g_assert_cmpuint(frame->n_lines, ==, 2);
    g_assert_cmpuint(line_of(f, frame, 0)->n_bytes, >, 14 * 3);
    g_assert_cmpint(line_of(f, frame, 1)->offset, ==, 0);
}

/* Legs of any size, a quote anywhere, a character of any depth: what is not set is counted as over, and nothing is set twice. */
static void test_random(Fixture *f, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GRand) rand = g_rand_new_with_seed(20251122);
    for (int i = 0; i < 150; i++) {
        int lines = g_rand_int_range(rand, 1, 25);
        set_pull(f, g_rand_int_range(rand, 1, 25) * EM, i % 2 ? "老周" : NULL);
        f->set.legs[0] = (ModelLeg){.rect = {0, 0, g_rand_int_range(rand, 7, 30) * EM, lines * LINE}, .n_lines = lines};
        f->frame.rect.y = g_rand_int_range(rand, 0, 20) * LINE;
        f->frame.rect.x = g_rand_int_range(rand, 0, 10) * EM;
        f->obstacle.rect = f->frame.rect;
        f->obstacle.is_both = i % 3 == 0;
        f->set.block.drop_cap = (ModelDropCap){g_rand_int_range(rand, 2, 7), CAP, g_rand_int_range(rand, 0, EM)};
        fill(f);
        const FlowFit *fit = &g_array_index(f->set.galley->fits, FlowFit, 0);
        unsigned n = set_bytes(f);
        g_assert_cmpint(g_utf8_strlen(f->set.story.text + n, -1), ==, fit->over_characters);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/flow/display/cap", Fixture, NULL, set_up, test_cap, tear_down);
    g_test_add("/flow/display/cap-short", Fixture, NULL, set_up, test_cap_short, tear_down);
    g_test_add("/flow/display/cap-whole", Fixture, NULL, set_up, test_cap_whole, tear_down);
    g_test_add("/flow/display/cap-left-out", Fixture, NULL, set_up, test_cap_left_out, tear_down);
    g_test_add("/flow/display/cap-too-wide", Fixture, NULL, set_up, test_cap_too_wide, tear_down);
    g_test_add("/flow/display/cap-vertical", Fixture, NULL, set_up, test_cap_vertical, tear_down);
    g_test_add("/flow/display/pull", Fixture, NULL, set_up, test_pull, tear_down);
    g_test_add("/flow/display/pull-narrow", Fixture, NULL, set_up, test_pull_narrow, tear_down);
    g_test_add("/flow/display/credit", Fixture, NULL, set_up, test_credit, tear_down);
    g_test_add("/flow/display/random", Fixture, NULL, set_up, test_random, tear_down);
    return g_test_run();
}
