/* Heads in their frames: what fits stays as it is, what is a little too wide is tracked, then made smaller; what is far too wide is
 * broken and reported. */
#include "flow/block.h"
#include "page/page.h"

#include <string.h>

#define SIZE (30 * DK_PT)

typedef OneBlock Fixture;

static void set_up(Fixture *f, gconstpointer unused)
{
    (void)unused;
    one_block_begin(f);
    f->styles[0] = one_block_style("headline");
    f->styles[0].font = "song-bold";
    f->styles[0].size = SIZE;
    f->styles[0].leading = 36 * DK_PT;
    f->styles[0].align = f->styles[0].block_align = MODEL_ALIGN_CENTER;
    f->head = (ModelHead){.element = MODEL_ELEMENT_HEADLINE, .rect = {0, 0, 10 * SIZE, 200 * DK_PT}, .tint = {.is_none = true}};
    f->block.n_heads = f->resolved.n_heads = 1;
}

static void tear_down(Fixture *f, gconstpointer unused)
{
    (void)unused;
    one_block_end(f);
}

/* Sets a head of one or more lines in a frame as long as `ems` of the style's size; returns the style of its text. */
static const ModelStyle *set_head(Fixture *f, const char *const *lines, double ems)
{
    dk_diagnostics_free(f->list);
    f->list = dk_diagnostics_new();
    unsigned n = g_strv_length((char **)lines);
    ModelText *texts = base_arena_new_array(f->arena, ModelText, n);
    for (unsigned i = 0; i < n; i++) texts[i] = (ModelText){.text = lines[i], .line = (int)i + 3, .column = 3};
    f->story.elements[MODEL_ELEMENT_HEADLINE] = (ModelTexts){texts, n};
    DkLength length = base_length_from_pt(ems * base_length_pt(f->styles[0].size));
    if (f->styles[0].direction == MODEL_DIRECTION_VERTICAL) f->head.rect.height = length;
    else f->head.rect.width = length;
    one_block_fill(f, &f->resolved);
    const FlowLine *placed = &g_array_index(f->galley->lines, FlowLine, 0);
    const ParLine *line = &g_array_index(f->lines->lines, ParLine, placed->line);
    const TextParagraph *paragraph = &g_array_index(f->runs->paragraphs, TextParagraph, line->paragraph);
    return &f->runs->styles[g_array_index(f->runs->runs, TextRun, paragraph->first_run).style];
}

/* Every line of the head is within its frame. */
static void assert_lines(const Fixture *f, unsigned n)
{
    g_assert_cmpuint(f->galley->lines->len, ==, n);
    for (unsigned i = 0; i < n; i++) {
        const ParLine *line = &g_array_index(f->lines->lines, ParLine, g_array_index(f->galley->lines, FlowLine, i).line);
        g_assert_cmpint(line->width, <=, line->measure);
    }
}

static const DkDiagnostic *finding(const Fixture *f, const char *code)
{
    const DkDiagnostic *found = NULL;
    for (size_t i = 0; i < dk_diagnostics_count(f->list); i++)
        if (strcmp(dk_diagnostics_item(f->list, i)->code, code) == 0) found = dk_diagnostics_item(f->list, i);
    return found;
}

#define TEN "发挥龙头作用加强创新"

static void test_fits(Fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_true(set_head(f, (const char *[]){TEN, NULL}, 10) == &f->styles[0]);
    assert_lines(f, 1);
    g_assert_cmpuint(dk_diagnostics_count(f->list), ==, 0);
}

/* 10 em and 9 gaps: at -5 % it takes 9.55 em. */
static void test_tracking(Fixture *f, gconstpointer unused)
{
    (void)unused;
    const ModelStyle *style = set_head(f, (const char *[]){TEN, NULL}, 9.82);
    assert_lines(f, 1);
    g_assert_cmpint(style->size, ==, SIZE);
    g_assert_cmpfloat_with_epsilon((double)style->tracking / SIZE, -0.02, 0.0002);
    const DkDiagnostic *note = finding(f, "head-fitted");
    g_assert_nonnull(note);
    g_assert_cmpint(note->severity, ==, DK_NOTE);
    g_assert_cmpint(note->line, ==, 3);
    g_assert_cmpfloat_with_epsilon(note->amount, 0.18, 0.001);
    g_assert_nonnull(strstr(note->message, "tracking -2.0 %"));
    g_assert_null(strstr(note->message, "instead of"));
    g_assert_cmpint(set_head(f, (const char *[]){TEN, NULL}, 9.551)->size, ==, SIZE);
    assert_lines(f, 1);
}

static void test_size(Fixture *f, gconstpointer unused)
{
    (void)unused;
    const ModelStyle *style = set_head(f, (const char *[]){TEN, NULL}, 9.3); /* 279 pt: 9.55 em of 29 pt are 276.95 pt */
    assert_lines(f, 1);
    g_assert_cmpint(style->size, ==, 29 * DK_PT);
    g_assert_cmpint(style->tracking, <, 0);
    g_assert_cmpint(style->tracking, >=, -style->size / 20);
    g_assert_cmpint(style->leading, ==, f->styles[0].leading);
    g_assert_nonnull(strstr(finding(f, "head-fitted")->message, "29.0 pt instead of 30.0 pt"));
    g_assert_cmpint(f->styles[0].size, ==, SIZE);
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(DkLength));
    Page *page = page_make(&f->resolved, f->runs, f->lines, f->galley, f->arena);
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        if (item->kind == PAGE_GLYPHS) g_array_append_val(sizes, item->size);
    }
    page_free(page);
    g_assert_cmpuint(sizes->len, ==, 1);
    g_assert_cmpint(g_array_index(sizes, DkLength, 0), ==, 29 * DK_PT);
}

/* The grade below 30 pt is 26: 9.55 em of it are 8.2767 em of 30 pt.  What is wider is turned over. */
static void test_floor(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->head.rect.height = 36 * DK_PT; /* one line */
    g_assert_cmpint(set_head(f, (const char *[]){TEN, NULL}, 8.278)->size, ==, 26 * DK_PT);
    assert_lines(f, 1);
    g_assert_true(set_head(f, (const char *[]){TEN, NULL}, 8.27) == &f->styles[0]);
    assert_lines(f, 2);
    g_assert_null(finding(f, "head-fitted"));
    g_assert_nonnull(finding(f, "head-too-wide"));
}

/* The words of the head's line `index`. */
static char *line_words(const Fixture *f, unsigned index)
{
    const ParLine *line = &g_array_index(f->lines->lines, ParLine, g_array_index(f->galley->lines, FlowLine, index).line);
    const TextParagraph *paragraph = &g_array_index(f->runs->paragraphs, TextParagraph, line->paragraph);
    return g_strndup(paragraph->text + line->first_byte, line->n_bytes);
}

static DkLength leading_of(const Fixture *f)
{
    return g_array_index(f->galley->lines, FlowLine, 1).center - g_array_index(f->galley->lines, FlowLine, 0).center;
}

/* Two lines in place of one, at the layout's size, broken where the sense parts, an eighth of the size apart at least. */
static void test_turned(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->styles[0].leading = 12 * DK_PT;
    const ModelStyle *style = set_head(f, (const char *[]){"新华桥改造工程沥青铺装完成", NULL}, 8);
    assert_lines(f, 2);
    g_assert_cmpint(style->size, ==, SIZE);
    g_assert_cmpint(style->tracking, ==, 0);
    g_assert_cmpint(leading_of(f), ==, SIZE * 9 / 8);
    g_autofree char *first = line_words(f, 0), *second = line_words(f, 1);
    g_assert_cmpstr(first, ==, "新华桥改造工程");
    g_assert_cmpstr(second, ==, "沥青铺装完成");
    const DkDiagnostic *note = finding(f, "head-fitted");
    g_assert_nonnull(strstr(note->message, "is set in 2 lines at tracking 0.0 %"));
    g_assert_cmpfloat_with_epsilon(note->amount, 5, 0.001);
    g_assert_null(finding(f, "head-too-wide"));
    g_assert_cmpuint(f->galley->head_fits->len, ==, 1);
    const FlowHeadFit *fit = &g_array_index(f->galley->head_fits, FlowHeadFit, 0);
    g_assert_cmpuint(fit->n_lines, ==, 2);
    g_assert_cmpuint(fit->from_lines, ==, 1);
}

/* The longer of the two lines has six characters: 5.75 em of them at -5 %, 6 em as they are. */
static void test_turned_smaller(Fixture *f, gconstpointer unused)
{
    (void)unused;
    const ModelStyle *style = set_head(f, (const char *[]){TEN, NULL}, 5.8);
    assert_lines(f, 2);
    g_assert_cmpint(style->size, ==, SIZE);
    g_assert_cmpint(style->tracking, <, 0);
    style = set_head(f, (const char *[]){TEN, NULL}, 5.5); /* 165 pt */
    assert_lines(f, 2);
    g_assert_cmpint(style->size, <, SIZE);
    g_assert_cmpint(style->size, >=, 28 * DK_PT);
    f->head.rect.height = 58 * DK_PT; /* two lines of 26 pt, 29.25 pt apart, take 55.25 pt; of 27.5 pt 58.4 */
    f->styles[0].leading = SIZE;
    style = set_head(f, (const char *[]){TEN, NULL}, 7);
    assert_lines(f, 2);
    g_assert_cmpint(style->size, <=, 27 * DK_PT + DK_PT / 4);
    g_assert_null(finding(f, "head-too-deep"));
}

/* What would have to be torn, or takes three lines, is for the editor. */
static void test_not_turned(Fixture *f, gconstpointer unused)
{
    (void)unused;
    static const char *const heads[] = {"20220617202206172022", TEN TEN TEN};
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_assert_true(set_head(f, (const char *[]){heads[i], NULL}, i ? 8 : 4) == &f->styles[0]);
        g_assert_null(finding(f, "head-fitted"));
        g_assert_nonnull(finding(f, "head-too-wide"));
        g_assert_cmpuint(f->galley->head_fits->len, ==, 0);
    }
}

/* With report nothing moves, with off nothing is said of it either. */
static void test_modes(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->resolved.fit = MODEL_FIT_REPORT;
    g_assert_true(set_head(f, (const char *[]){TEN, NULL}, 9.82) == &f->styles[0]);
    g_assert_nonnull(strstr(finding(f, "head-fitted")->message, "would fit at tracking -2.0 %"));
    g_assert_nonnull(finding(f, "head-too-wide"));
    g_assert_cmpuint(f->galley->head_fits->len, ==, 1);
    f->resolved.fit = MODEL_FIT_OFF;
    g_assert_true(set_head(f, (const char *[]){TEN, NULL}, 9.82) == &f->styles[0]);
    g_assert_null(finding(f, "head-fitted"));
    g_assert_nonnull(finding(f, "head-too-wide"));
}

/* The line's end stands for the pause at which a head is turned over; its text is still in the PDF. */
static void test_pause(Fixture *f, gconstpointer unused)
{
    (void)unused;
    set_head(f, (const char *[]){"新能源装备产业，如何迈入超车道？", NULL}, 9);
    assert_lines(f, 2);
    const ParLine *line = &g_array_index(f->lines->lines, ParLine, g_array_index(f->galley->lines, FlowLine, 0).line);
    g_assert_cmpint(line->width, ==, 7 * SIZE);
    Page *page = page_make(&f->resolved, f->runs, f->lines, f->galley, f->arena);
    unsigned n_bytes = 0, n_glyphs = 0;
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        n_glyphs += item->n_glyphs;
        for (unsigned g = 0; g < item->n_glyphs; g++)
            n_bytes += g_array_index(page->glyphs, PageGlyph, item->first_glyph + g).n_bytes;
    }
    page_free(page);
    g_assert_cmpuint(n_glyphs, ==, 15);
    g_assert_cmpuint(n_bytes, ==, 16 * 3);
}

static DkLength offset_of(const Fixture *f, unsigned index)
{
    return g_array_index(f->lines->lines, ParLine, g_array_index(f->galley->lines, FlowLine, index).line).offset;
}

/* Marks at the edges hang out of the block of characters: flush lines begin with them above each other, centred ones have it in the
 * middle. */
static void test_edges(Fixture *f, gconstpointer unused)
{
    (void)unused;
    static const char *const flush[] = {"“小巨人”五十强", "株洲再添新军", NULL}, *const centred[] = {"株洲再添新军？",
                                                                                                     "株洲再添新军", NULL};
    f->styles[0].align = MODEL_ALIGN_START;
    set_head(f, flush, 10);
    g_assert_cmpint(offset_of(f, 0), ==, 0);
    g_assert_cmpint(offset_of(f, 1), ==, SIZE / 2);
    f->styles[0].align = MODEL_ALIGN_CENTER;
    set_head(f, centred, 10);
    g_assert_cmpint(offset_of(f, 0), ==, 2 * SIZE);
    g_assert_cmpint(offset_of(f, 1), ==, 2 * SIZE);
    set_head(f, centred, 6.5); /* no room for the mark beside the middle */
    g_assert_cmpint(offset_of(f, 0), ==, 0);
    g_assert_cmpint(offset_of(f, 1), ==, SIZE / 4);
}

/* A head of two characters is not torn to the edges of its frame; one of ten is spread over it. */
static void test_spread(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->styles[0].align = MODEL_ALIGN_SPREAD;
    set_head(f, (const char *[]){"社论", NULL}, 10);
    g_assert_cmpint(offset_of(f, 0), ==, 3 * SIZE);
    g_assert_true(set_head(f, (const char *[]){TEN, NULL}, 20) == &f->styles[0]);
    g_assert_cmpint(offset_of(f, 0), ==, 0);
}

/* All lines of a head are set alike, as the widest asks. */
static void test_lines(Fixture *f, gconstpointer unused)
{
    (void)unused;
    const ModelStyle *style = set_head(f, (const char *[]){"带动株洲", TEN, NULL}, 9.7);
    assert_lines(f, 2);
    g_assert_cmpint(style->size, ==, SIZE);
    g_assert_cmpint(style->tracking, <, 0);
    const DkDiagnostic *note = finding(f, "head-fitted");
    g_assert_cmpint(note->line, ==, 4);
    g_assert_nonnull(strstr(note->message, TEN));
}

static void test_vertical(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->styles[0].direction = MODEL_DIRECTION_VERTICAL;
    const ModelStyle *style = set_head(f, (const char *[]){TEN, NULL}, 9.7);
    assert_lines(f, 1);
    g_assert_cmpint(style->size, ==, SIZE);
    g_assert_cmpint(style->tracking, <, 0);
}

/* Quotes, figures, letters, a wide space, a style already tracked: whatever the length of the frame, the head is in it. */
static void test_every_length(Fixture *f, gconstpointer unused)
{
    (void)unused;
    static const char *const heads[] = {"重点“小巨人”50城新榜　株洲居第17位", "GDP增长12.5%，迈上新台阶", "中", "——株洲·渌口"};
    for (size_t h = 0; h < G_N_ELEMENTS(heads); h++)
        for (int tracking = -80; tracking <= 80; tracking += 40) {
            f->styles[0].tracking = SIZE * tracking / 1000;
            for (double ems = 18; ems > 1; ems -= 0.31) {
                const ModelStyle *style = set_head(f, (const char *[]){heads[h], NULL}, ems);
                bool is_fitted = finding(f, "head-fitted"), is_wide = finding(f, "head-too-wide");
                g_assert_false(is_fitted && is_wide);
                g_assert_true(is_fitted == (style != &f->styles[0]));
                if (is_wide) continue;
                assert_lines(f, MIN(2, f->galley->lines->len));
                g_assert_cmpint(style->size, >=, 26 * DK_PT);
                g_assert_cmpint(style->tracking, <=, MAX(0, f->styles[0].tracking));
            }
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/flow/head/fits", Fixture, NULL, set_up, test_fits, tear_down);
    g_test_add("/flow/head/tracking", Fixture, NULL, set_up, test_tracking, tear_down);
    g_test_add("/flow/head/size", Fixture, NULL, set_up, test_size, tear_down);
    g_test_add("/flow/head/floor", Fixture, NULL, set_up, test_floor, tear_down);
    g_test_add("/flow/head/turned", Fixture, NULL, set_up, test_turned, tear_down);
    g_test_add("/flow/head/turned-smaller", Fixture, NULL, set_up, test_turned_smaller, tear_down);
    g_test_add("/flow/head/not-turned", Fixture, NULL, set_up, test_not_turned, tear_down);
    g_test_add("/flow/head/modes", Fixture, NULL, set_up, test_modes, tear_down);
    g_test_add("/flow/head/pause", Fixture, NULL, set_up, test_pause, tear_down);
    g_test_add("/flow/head/edges", Fixture, NULL, set_up, test_edges, tear_down);
    g_test_add("/flow/head/spread", Fixture, NULL, set_up, test_spread, tear_down);
    g_test_add("/flow/head/lines", Fixture, NULL, set_up, test_lines, tear_down);
    g_test_add("/flow/head/vertical", Fixture, NULL, set_up, test_vertical, tear_down);
    g_test_add("/flow/head/every-length", Fixture, NULL, set_up, test_every_length, tear_down);
    return g_test_run();
}
