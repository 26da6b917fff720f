/* PDF: what other readers make of our files - structure, fonts, text, ink - and that equal pages give equal bytes. */
#include "output/fixture.h"

#include <locale.h>
#include <string.h>

#define SONG "Noto Serif CJK SC:regular"
#define KAI "LXGW WenKai:regular"
#define LATIN "DejaVu Sans:book"

/* The face, or NULL with the test skipped. */
static const TextFace *need(const char *pattern)
{
    const TextFace *face = fixture_face(pattern);
    if (!face) g_test_skip(pattern);
    return face;
}

static GBytes *make(const Page *page)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    const Page *const pages[] = {page};
    GBytes *pdf = output_pdf(pages, 1, list);
    fixture_expect_none(list);
    g_assert_nonnull(pdf);
    return pdf;
}

static Page *sheet(void)
{
    return fixture_page(400 * DK_PT, 600 * DK_PT);
}

/* ---- Text ---- */

static void expect_extracted(GBytes *pdf, const char *order, const char *wanted)
{
    const char *const command[] = {"pdftotext", order, "-nopgbrk", "@", "-", NULL};
    g_autofree char *text = fixture_run(pdf, command);
    if (text) g_assert_cmpstr(g_strchomp(text), ==, wanted);
}

/* Content order gives the lines, a column whole. */
static void expect_text(Page *page, const char *wanted)
{
    g_autoptr(GBytes) pdf = make(page);
    fixture_page_free(page);
    expect_extracted(pdf, "-raw", wanted);
}

static void test_text_horizontal(void)
{
    const TextFace *song = need(SONG), *kai = need(KAI), *latin = need(LATIN);
    if (!song || !kai || !latin) return;
    Page *page = sheet();
    fixture_text(page, "株洲日报讯（记者）：“好！”", (FixtureText){song, 9.5, 20, 40});
    fixture_text(page, "楷体的一行，第２行", (FixtureText){kai, 9.5, 20, 60, .extra = 0.37});
    fixture_text(page, "Broadsheet 2022", (FixtureText){latin, 9.5, 20, 80});
    expect_text(page, "株洲日报讯（记者）：“好！”\n楷体的一行，第２行\nBroadsheet 2022");
}

static void test_text_vertical(void)
{
    const TextFace *song = need(SONG), *kai = need(KAI);
    if (!song || !kai) return;
    Page *page = sheet();
    fixture_text(page, "竖排标题，读作一列。", (FixtureText){song, 24, 300, 40, .is_vertical = true});
    fixture_text(page, "第二列在左（注）", (FixtureText){kai, 18, 250, 40, .is_vertical = true, .extra = 2});
    g_autoptr(GBytes) pdf = make(page);
    fixture_page_free(page);
    expect_extracted(pdf, "-layout", "竖排标题，读作一列。\n第二列在左（注）");
    expect_extracted(pdf, "-raw", "竖排标题，读作一列。\n第二列在左（注）");
}

/* 食 and the radical ⻝ share a glyph in many faces; a glyph of two characters and a character of two glyphs are made by hand. */
static void test_text_actual(void)
{
    const TextFace *song = need(SONG);
    if (!song) return;
    Page *page = sheet();
    PageItem *first = fixture_text(page, "食⻝方⽅食", (FixtureText){song, 12, 20, 40});
    PageGlyph *glyphs = &g_array_index(page->glyphs, PageGlyph, first->first_glyph);
    glyphs[1].glyph = glyphs[4].glyph = glyphs[0].glyph;
    glyphs[3].glyph = glyphs[2].glyph;
    PageItem *second = fixture_text(page, "合字分字尾", (FixtureText){song, 12, 20, 80});
    glyphs = &g_array_index(page->glyphs, PageGlyph, second->first_glyph);
    glyphs[0].n_bytes = 6; /* one glyph for 合字 */
    glyphs[1].first_byte = 6;
    glyphs[1].n_bytes = 3; /* two glyphs for 分 */
    glyphs[2].n_bytes = 0;
    glyphs[3].first_byte = 9;
    glyphs[4].first_byte = 12;
    expect_text(page, "食⻝方⽅食\n合字分字尾");
}

/* A CFF font that is not CID-keyed: its codes are the subset's glyph numbers. */
static void test_text_name_keyed(void)
{
    const TextFace *roman = need("Nimbus Roman:regular");
    if (!roman) return;
    g_assert_true(roman->is_cff);
    Page *page = sheet();
    fixture_text(page, "Zebras quarrel; 1234 foxes jump.", (FixtureText){roman, 9.5, 20, 40});
    expect_text(page, "Zebras quarrel; 1234 foxes jump.");
}

/* ---- Places ---- */

/* A page of lines whose gaps change from glyph to glyph, in every orientation and in faces of 1000 and 2048 units. */
static Page *uneven_page(const TextFace *const faces[3])
{
    Page *page = sheet();
    for (unsigned i = 0; i < 12; i++) {
        FixtureText how = {faces[i % 3], 7.3 + i, 20.07, 40 + 20 * i, .extra = i % 2 ? 0.0371 * i : 0};
        PageItem *item = fixture_text(page, i % 3 == 2 ? "Broadsheet 2022" : "市委书记，到千金集团“调研”。", how);
        PageGlyph *glyphs = &g_array_index(page->glyphs, PageGlyph, item->first_glyph);
        for (unsigned j = 0; j < item->n_glyphs; j++) glyphs[j].x += g_test_rand_int_range(-40, 40) * (i % 4 == 3);
    }
    fixture_text(page, "竖排，标题12", (FixtureText){faces[0], 17.3, 350.3, 300, .is_vertical = true, .extra = 0.77});
    fixture_text(page, "Turned",
                 (FixtureText){faces[2], 13.7, 300.3, 300, .is_vertical = true, .orientation = TEXT_TURNED, .extra = 0.31});
    fixture_text(page, "2022",
                 (FixtureText){faces[0], 13.7, 250.3, 300, .is_vertical = true, .orientation = TEXT_COMBINED, .scale = 517});
    return page;
}

/* Every glyph stands within half a thousandth of its em of its place (and 1/1000 pt for MuPDF's own rounding). */
static void expect_places(const Page *page, const char *trace)
{
    const char *at = trace;
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        for (unsigned j = 0; j < item->n_glyphs; j++) {
            const PageGlyph *glyph = &g_array_index(page->glyphs, PageGlyph, item->first_glyph + j);
            at = strstr(at, "<g ");
            g_assert_nonnull(at);
            double x = g_ascii_strtod(strstr(at, " x=\"") + 4, NULL), y = g_ascii_strtod(strstr(at, " y=\"") + 4, NULL);
            double limit = 0.0005 * base_length_pt(item->size) + 0.001;
            g_assert_cmpfloat_with_epsilon(x, base_length_pt(glyph->x), limit);
            g_assert_cmpfloat_with_epsilon(600 - y, base_length_pt(glyph->y), limit);
            at++;
        }
    }
    g_assert_null(strstr(at, "<g "));
}

static void test_places(void)
{
    const TextFace *const faces[] = {need(SONG), need(KAI), need(LATIN)};
    if (!faces[0] || !faces[1] || !faces[2]) return;
    Page *page = uneven_page(faces);
    g_autoptr(GBytes) pdf = make(page);
    const char *const command[] = {"mutool", "trace", "@", NULL};
    g_autofree char *trace = fixture_run(pdf, command);
    if (trace) expect_places(page, trace);
    fixture_page_free(page);
}

/* ---- Structure ---- */

static Page *newspaper(const ModelStory *story, const TextFace *song, const TextFace *kai)
{
    Page *page = sheet();
    page->title = "株洲日报 <test> & more";
    page->number = "01";
    PageItem *tint = fixture_item(page, PAGE_FILL, (BaseRect){10 * DK_PT, 10 * DK_PT, 100 * DK_PT, 50 * DK_PT});
    tint->ink.k = 12;
    PageItem *rule = fixture_item(page, PAGE_RULE, (BaseRect){10 * DK_PT, 100 * DK_PT, 380 * DK_PT, 0});
    rule->stroke = (ModelStroke){MODEL_RULE_WENWU, 2 * DK_PT, {.k = 100}};
    fixture_item(page, PAGE_CODE, (BaseRect){300 * DK_PT, 10 * DK_PT, 60 * DK_PT, 60 * DK_PT})->text =
        g_strdup("扫一扫关注株洲日报");
    fixture_text(page, "发挥龙头作用", (FixtureText){song, 24, 20, 40, .story = story});
    fixture_text(page, "正文用楷体。", (FixtureText){kai, 9.5, 20, 60, .story = story});
    return page;
}

static void expect_program(const char *const *command, void (*look)(const char *printed))
{
    const TextFace *song = need(SONG), *kai = need(KAI);
    if (!song || !kai) return;
    const ModelText headline[] = {{"发挥龙头作用", 1, 1}, {"高质量发展", 1, 1}};
    ModelStory story = {.slug = "lead", .elements[MODEL_ELEMENT_HEADLINE] = {headline, 2}};
    Page *page = newspaper(&story, song, kai);
    g_autoptr(GBytes) pdf = make(page);
    fixture_page_free(page);
    g_autofree char *printed = fixture_run(pdf, command);
    if (printed) look(printed);
}

static void look_at_check(const char *printed)
{
    g_assert_nonnull(strstr(printed, "No syntax or stream encoding errors found"));
}

static void test_qpdf_check(void)
{
    const char *const command[] = {"qpdf", "--check", "@", NULL};
    expect_program(command, look_at_check);
}

static void look_at_fonts(const char *printed)
{
    g_auto(GStrv) lines = g_strsplit(printed, "\n", -1);
    unsigned n = g_strv_length(lines) - 1;
    g_assert_cmpuint(n, ==, 4);
    for (unsigned i = 2; i < n; i++) {
        g_assert_nonnull(strstr(lines[i], "CID "));
        g_assert_nonnull(strstr(lines[i], " yes yes yes ")); /* embedded, subset, ToUnicode */
        g_assert_null(strstr(lines[i], "Type 3"));
    }
}

static void test_fonts(void)
{
    const char *const command[] = {"pdffonts", "@", NULL};
    expect_program(command, look_at_fonts);
}

static void look_at_ink(const char *printed)
{
    g_assert_nonnull(strstr(printed, "0.00000  0.00000  0.00000  0.0"));
    g_assert_null(strstr(printed, "0.00000  0.00000  0.00000  0.00000"));
}

static void test_ink(void)
{
    const char *const command[] = {"gs", "-q", "-o", "-", "-sDEVICE=inkcov", "@", NULL};
    expect_program(command, look_at_ink);
}

/* ---- The same bytes ---- */

static void test_reproducible(void)
{
    const TextFace *song = need(SONG), *kai = need(KAI);
    if (!song || !kai) return;
    ModelStory story = {.slug = "lead"};
    Page *page = newspaper(&story, song, kai);
    g_autoptr(GBytes) first = make(page);
    g_setenv("TZ", "Asia/Shanghai", TRUE);
    const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"};
    for (unsigned i = 0; i < G_N_ELEMENTS(locales); i++) setlocale(LC_ALL, locales[i]);
    g_autoptr(GBytes) second = make(page);
    setlocale(LC_ALL, "C");
    g_assert_true(g_bytes_equal(first, second));
    fixture_page_free(page);
}

void test_pdf_add(void)
{
    g_test_add_func("/output/pdf/text/horizontal", test_text_horizontal);
    g_test_add_func("/output/pdf/text/vertical", test_text_vertical);
    g_test_add_func("/output/pdf/text/actual", test_text_actual);
    g_test_add_func("/output/pdf/text/name-keyed", test_text_name_keyed);
    g_test_add_func("/output/pdf/places", test_places);
    g_test_add_func("/output/pdf/qpdf-check", test_qpdf_check);
    g_test_add_func("/output/pdf/fonts", test_fonts);
    g_test_add_func("/output/pdf/ink", test_ink);
    g_test_add_func("/output/pdf/reproducible", test_reproducible);
}
