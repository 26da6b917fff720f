/* Overlays: what is drawn stands where it was decided, says the right numbers, and leaves the page below as it was. */
#include "output/output.h"
#include "read/read.h"

#include <glib/gstdio.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

static const char layout_text[] = "duikai: layout/1\n"
                                  "name: small\n"
                                  "sheet: {width: 100mm, height: 110mm, bleed: 3mm}\n"
                                  "type-area: {left: 10mm, top: 10mm, width: 24em, height: 18line}\n"
                                  "grid: {size: 9.5pt, leading: 13.5pt}\n"
                                  "styles:\n"
                                  "  body: {font: song, indent: 2em%s}\n"
                                  "  headline: {font: hei-bold, size: 18pt, leading: 2line, align: start, indent: 0em}\n"
                                  "blocks:\n"
                                  "  - id: lead\n"
                                  "    at: {x: 0em, line: 1, width: 24em, lines: 9}\n"
                                  "    head:\n"
                                  "      - {put: headline, style: headline, x: 0em, line: 1, width: 24em, lines: 2}\n"
                                  "    legs: {count: 2, measure: 11.5em, gutter: 1em, x: 0em, line: 3, lines: 7}\n"
                                  "  - id: second\n"
                                  "    at: {x: 0em, line: 11, width: 24em, lines: 4}\n"
                                  "    legs: {count: 1, measure: 24em, gutter: 1em, x: 0em, line: 1, lines: 4}\n"
                                  "furniture:\n"
                                  "  - id: folio\n"
                                  "    at: {x: 0em, line: 16, width: 24em, lines: 1}\n";
static const char page_text[] = "duikai: page/1\nlayout: layout.yaml\npage: \"01\"\n"
                                "stories:\n  lead: lead.md\n  second: second.md\nfurniture:\n  folio: 第1版\n";
static const char lead_text[] =
    "---\nslug: one\nheadline: 小版面也要整齐\n---\n\n"
    "六月十六日，编辑部把一篇短稿排进一个小版面。稿子虽短，标点、行首、行尾都按规矩来，一行也不马虎。\n\n"
    "%s\n";
static const char second_text[] = "---\nslug: two\n---\n\n第二篇稿子，接着第一篇往下读。\n";

/* A page that was set, and all that it was made from. */
typedef struct {
    char *folder;
    BaseArena *arena;
    DkDiagnostics *findings;
    TextFonts *fonts;
    const ModelResolved *resolved;
    TextRuns *runs;
    ParLines *lines;
    FlowGalley *galley;
    Page *page;
} Setting;

static char *write_text(const Setting *s, const char *name, char *text)
{
    char *path = g_build_filename(s->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_free(text);
    return path;
}

static const ModelResolved *resolve(Setting *s, const char *path)
{
    const ModelPageFile *file = read_page_file(path, s->arena, s->findings);
    const ModelLayout *layout = read_layout(file->layout, file->layout_place, s->arena, s->findings);
    const ModelStory *stories[8];
    for (unsigned i = 0; i < file->n_stories; i++)
        stories[i] = read_story(file->stories[i].path, file->stories[i].place, NULL, s->arena, s->findings);
    return model_resolve(layout, file, stories, s->arena, s->findings);
}

/* `more` is added to the lead's text, `style` to the body's style. */
static Setting *setting_new(const char *more, const char *style)
{
    Setting *s = g_new0(Setting, 1);
    s->folder = g_dir_make_tmp("duikai-XXXXXX", NULL);
    s->arena = base_arena_new();
    s->findings = dk_diagnostics_new();
    s->fonts = text_fonts_new(g_getenv("DUIKAI_DATA_DIR"), NULL, s->findings);
    g_free(write_text(s, "layout.yaml", g_strdup_printf(layout_text, style)));
    g_free(write_text(s, "lead.md", g_strdup_printf(lead_text, more)));
    g_free(write_text(s, "second.md", g_strdup(second_text)));
    g_autofree char *path = write_text(s, "page.yaml", g_strdup(page_text));
    s->resolved = resolve(s, path);
    g_assert_nonnull(s->resolved);
    s->runs = text_runs_new(s->resolved->styles, s->resolved->n_styles);
    s->lines = par_lines_new();
    s->galley = flow_fill(s->resolved, s->fonts, s->runs, s->lines, s->arena, s->findings);
    s->page = page_make(s->resolved, s->runs, s->lines, s->galley, s->arena);
    return s;
}

static void setting_free(Setting *s)
{
    static const char *const names[] = {"layout.yaml", "lead.md", "second.md", "page.yaml"};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(s->folder, names[i], NULL);
        g_remove(path);
    }
    g_rmdir(s->folder);
    page_free(s->page);
    flow_galley_free(s->galley);
    par_lines_free(s->lines);
    text_runs_free(s->runs);
    base_arena_free(s->arena);
    text_fonts_free(s->fonts);
    dk_diagnostics_free(s->findings);
    g_free(s->folder);
    g_free(s);
}

static Page *explain(const Setting *s, unsigned wanted)
{
    PageOverlayRequest request = {s->resolved, s->runs, s->lines, s->galley, s->page, s->fonts, s->findings};
    return page_overlays_make(&request, wanted);
}

/* All words of a layer, one label a line. */
static char *words_of(const Page *layer)
{
    GString *words = g_string_new(NULL);
    for (unsigned i = 0; i < layer->items->len; i++) {
        const PageItem *item = &g_array_index(layer->items, PageItem, i);
        for (unsigned g = 0; item->kind == PAGE_GLYPHS && g < item->n_glyphs; g++) {
            const PageGlyph *glyph = &g_array_index(layer->glyphs, PageGlyph, item->first_glyph + g);
            g_string_append_len(words, item->text + glyph->first_byte, glyph->n_bytes);
        }
        if (item->kind != PAGE_GLYPHS) g_string_append_c(words, '\n');
    }
    return g_string_free(words, FALSE);
}

static void expect_words(const Page *layer, const char *const *wanted)
{
    g_autofree char *words = words_of(layer);
    for (; *wanted; wanted++)
        if (!strstr(words, *wanted)) g_error("\"%s\" is not among the labels:\n%s", *wanted, words);
}

static unsigned count_at(const Page *layer, PageItemKind kind, BaseRect rect)
{
    unsigned n = 0;
    for (unsigned i = 0; i < layer->items->len; i++) {
        const PageItem *item = &g_array_index(layer->items, PageItem, i);
        n += item->kind == kind && memcmp(&item->rect, &rect, sizeof rect) == 0;
    }
    return n;
}

static void test_layers(void)
{
    Setting *s = setting_new("", "");
    Page *all = explain(s, (1u << PAGE_N_OVERLAYS) - 1), *none = explain(s, 0);
    Page *two = explain(s, 1u << PAGE_OVERLAY_FIT | 1u << PAGE_OVERLAY_GRID);
    g_assert_cmpuint(none->n_layers, ==, 0);
    g_assert_cmpuint(all->n_layers, ==, PAGE_N_OVERLAYS);
    for (unsigned i = 0; i < all->n_layers; i++) {
        g_assert_cmpstr(all->layers[i].name, ==, page_overlay_words[i]);
        g_assert_cmpuint(all->layers[i].page->items->len, >, 3);
        expect_words(all->layers[i].page, (const char *const[]){page_overlay_words[i], NULL});
    }
    g_assert_cmpuint(two->n_layers, ==, 2);
    g_assert_cmpstr(two->layers[0].name, ==, "grid");
    g_assert_true(all->items == s->page->items);
    page_overlays_free(all);
    page_overlays_free(none);
    page_overlays_free(two);
    setting_free(s);
}

static void test_frames(void)
{
    Setting *s = setting_new("", "");
    Page *page = explain(s, 1u << PAGE_OVERLAY_FRAMES);
    const Page *layer = page->layers[0].page;
    for (unsigned i = 0; i < s->resolved->n_legs; i++)
        g_assert_cmpuint(count_at(layer, PAGE_BORDER, s->resolved->legs[i].rect), ==, 1);
    g_assert_cmpuint(count_at(layer, PAGE_BORDER, s->resolved->heads[0].rect), ==, 1);
    g_assert_cmpuint(count_at(layer, PAGE_BORDER, s->resolved->furniture[0].rect), ==, 1);
    expect_words(layer, (const char *const[]){"lead  80.4 × 42.9 mm", "second  80.4 × 19.0 mm", "headline  80.4 × 9.5",
                                              "leg 1  11.5 em × 7", "leg 2  11.5 em × 7", "leg 1  24 em × 4", "folio", NULL});
    page_overlays_free(page);
    setting_free(s);
}

/* Every line of every leg has its band, over the whole measure and one em deep. */
static void test_slack(void)
{
    Setting *s = setting_new("排好以后Latin，大家看了都说清楚，不妨再看一遍。", "");
    Page *page = explain(s, 1u << PAGE_OVERLAY_SLACK);
    unsigned n_lines = 0, n_plain = 0;
    for (unsigned f = 0; f < s->galley->frames->len; f++) {
        const FlowFrame *frame = &g_array_index(s->galley->frames, FlowFrame, f);
        if (frame->kind != FLOW_LEG) continue;
        for (unsigned i = 0; i < frame->n_lines; i++) {
            const FlowLine *placed = &g_array_index(s->galley->lines, FlowLine, frame->first_line + i);
            const ParLine *line = &g_array_index(s->lines->lines, ParLine, placed->line);
            DkLength size = base_length_from_pt(9.5);
            BaseRect band = {frame->rect.x + line->offset, frame->rect.y + placed->center - size / 2, line->measure, size};
            g_assert_cmpuint(count_at(page->layers[0].page, PAGE_FILL, band), ==, 1);
            n_lines++;
            n_plain += line->width == line->natural;
        }
    }
    g_assert_cmpuint(n_lines, >, n_plain + 1);
    g_autofree char *plain = g_strdup_printf("as it is 自然 (%u)", n_plain);
    expect_words(page->layers[0].page, (const char *const[]){plain, "loose 松 above +0.25 em a gap (0)", NULL});
    page_overlays_free(page);
    setting_free(s);
}

/* A line that the findings call loose is in the loosest class. */
static void test_loose(void)
{
    Setting *s = setting_new("这一行有abcdefghijklmnopqrstuvw字。", "");
    Page *page = explain(s, 1u << PAGE_OVERLAY_SLACK | 1u << PAGE_OVERLAY_LINT);
    expect_words(page->layers[0].page, (const char *const[]){"a gap (1)", NULL});
    expect_words(page->layers[1].page, (const char *const[]){"line-loose", "2 findings on the sheet, 0 without", NULL});
    page_overlays_free(page);
    setting_free(s);
}

/* Findings about another page of the issue, whose frames have the same names, are not this page's. */
static void test_other_pages(void)
{
    Setting *s = setting_new("", "");
    ModelResolved second = *s->resolved;
    second.standing.entry = 2;
    PageOverlayRequest request = {&second, s->runs, s->lines, s->galley, s->page, s->fonts, s->findings};
    size_t first = dk_diagnostics_count(s->findings);
    for (int page = 1; page <= 3; page++) {
        BasePlace place = {.frame = "lead", .page = page};
        base_report_amount(base_report(s->findings, DK_WARNING, "underset", place, "this is a test"), page, "lines");
    }
    g_assert_cmpuint(first, ==, 0);
    Page *page = page_overlays_make(&request, 1u << PAGE_OVERLAY_LINT);
    expect_words(page->layers[0].page, (const char *const[]){"underset 2 lines", "1 finding on the sheet, 0 without", NULL});
    page_overlays_free(page);
    setting_free(s);
}

/* Two pages that stand alone may have frames of one name too: the page file that was being set tells them apart. */
static void test_other_page_files(void)
{
    Setting *s = setting_new("", "");
    ModelResolved alone = *s->resolved;
    alone.path = "b.yaml";
    PageOverlayRequest request = {&alone, s->runs, s->lines, s->galley, s->page, s->fonts, s->findings};
    const char *const files[] = {"a.yaml", "b.yaml", "c.yaml"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        size_t first = dk_diagnostics_count(s->findings);
        BasePlace place = {.frame = "lead", .page = 1};
        base_report_amount(base_report(s->findings, DK_WARNING, "underset", place, "this is a test"), (double)i, "lines");
        base_report_page_file(s->findings, first, files[i]);
    }
    Page *page = page_overlays_make(&request, 1u << PAGE_OVERLAY_LINT);
    expect_words(page->layers[0].page, (const char *const[]){"underset 1 line", "1 finding on the sheet, 0 without", NULL});
    page_overlays_free(page);
    setting_free(s);
}

static void test_order(void)
{
    Setting *s = setting_new("排好以后，大家看了都说清楚。这篇稿子不长也不短，正好填满几行，留下一行空白也不妨事。", "");
    Page *page = explain(s, 1u << PAGE_OVERLAY_ORDER);
    const Page *layer = page->layers[0].page;
    g_autofree char *words = words_of(layer);
    const char *at = words;
    static const char *const numbers[] = {"1\n", "1.1\n", "1.2\n", "2\n"}; /* the second story has one leg */
    for (unsigned i = 0; i < G_N_ELEMENTS(numbers); i++) {
        at = strstr(at, numbers[i]);
        g_assert_nonnull(at);
    }
    g_assert_null(strstr(words, "2.1"));
    page_overlays_free(page);
    setting_free(s);
}

static void test_fit(void)
{
    static const char *const words[][3] = {{"lead  7 lines under: 7 of 14", "second  3 lines under: 1 of 4", NULL},
                                           {"lead  5 lines over, 50 characters", "second  3 lines under", NULL}};
    g_autoptr(GString) more = g_string_new(NULL);
    for (unsigned i = 0; i < 2; i++) {
        Setting *s = setting_new(i ? more->str : "排好以后，大家看了都说清楚，一行也不马虎。", "");
        Page *page = explain(s, 1u << PAGE_OVERLAY_FIT | 1u << PAGE_OVERLAY_LINT);
        const FlowFit *fit = &g_array_index(s->galley->fits, FlowFit, 0);
        g_assert_cmpint(i ? fit->over : fit->short_by, ==, i ? 5 : 7);
        expect_words(page->layers[0].page, words[i]);
        if (i) expect_words(page->layers[1].page, (const char *const[]){"overset 5 lines", NULL});
        page_overlays_free(page);
        setting_free(s);
        while (more->len < 450) g_string_append(more, "排好以后，大家看了都说清楚。");
    }
}

static void test_fallback(void)
{
    Setting *s = setting_new("这里有₀ก字。", "");
    Page *page = explain(s, 1u << PAGE_OVERLAY_FALLBACK | 1u << PAGE_OVERLAY_LINT);
    unsigned n = 0;
    for (unsigned i = 0; i < page->layers[0].page->items->len; i++)
        n += g_array_index(page->layers[0].page->items, PageItem, i).kind == PAGE_BORDER;
    g_assert_cmpuint(n, ==, 2);
    expect_words(page->layers[0].page, (const char *const[]){"U+2080 of song: no face has it", "U+0E01 of song", NULL});
    expect_words(page->layers[1].page, (const char *const[]){"glyph-missing", NULL});
    page_overlays_free(page);
    setting_free(s);
}

/* ---- What the back ends make of layers ---- */

/* With everything of the layers taken out again, the SVG is that of the page alone, but for glyphs that only labels have. */
static void test_svg(void)
{
    Setting *s = setting_new("", "");
    Page *page = explain(s, 1u << PAGE_OVERLAY_GRID | 1u << PAGE_OVERLAY_SLACK);
    g_autoptr(GBytes) plain = output_svg(s->page, s->findings), shown = output_svg(page, s->findings);
    page->hides_layers = true;
    g_autoptr(GBytes) hidden = output_svg(page, s->findings);
    g_autofree char *plain_text = g_strndup(g_bytes_get_data(plain, NULL), g_bytes_get_size(plain));
    g_autofree char *text = g_strndup(g_bytes_get_data(shown, NULL), g_bytes_get_size(shown));
    g_autofree char *hidden_text = g_strndup(g_bytes_get_data(hidden, NULL), g_bytes_get_size(hidden));
    g_assert_null(strstr(plain_text, "overlay"));
    g_assert_nonnull(strstr(text, "<g class=\"overlay\" data-overlay=\"grid\">\n"));
    g_assert_nonnull(strstr(text, "<g class=\"overlay\" data-overlay=\"slack\">\n"));
    g_assert_nonnull(strstr(hidden_text, "<g class=\"overlay\" data-overlay=\"slack\" display=\"none\">\n"));
    g_assert_null(strstr(hidden_text, "style"));
    char *plain_body = strstr(plain_text, "</defs>"), *body = strstr(text, "</defs>"), *layers = strstr(body, "<g class=");
    strcpy(strstr(plain_body, "</svg>"), "");
    *layers = '\0';
    g_assert_cmpstr(body, ==, plain_body);
    page_overlays_free(page);
    setting_free(s);
}

static void test_png(void)
{
    Setting *s = setting_new("", "");
    Page *page = explain(s, 1u << PAGE_OVERLAY_SLACK), *empty = explain(s, 0);
    g_autoptr(GBytes) plain = output_png(s->page, 72, s->findings), drawn = output_png(page, 72, s->findings);
    g_autoptr(GBytes) same = output_png(empty, 72, s->findings);
    g_assert_true(g_bytes_equal(plain, same));
    char *reason = NULL;
    g_autoptr(OutputRaster) before = output_raster_png(plain, &reason), after = output_raster_png(drawn, &reason);
    g_assert_cmpuint(before->width, ==, after->width);
    size_t n_coloured = 0;
    for (size_t i = 0; i < (size_t)after->width * after->height; i++) {
        uint32_t pixel = after->pixels[i];
        n_coloured += (pixel & 255) != (pixel >> 8 & 255) || (pixel & 255) != (pixel >> 16 & 255);
    }
    g_assert_cmpuint(n_coloured, >, 4000); /* a band of 24 em is 228 × 9 pixels, one of 11.5 em half of that */
    g_assert_cmpuint(before->pixels[0], ==, after->pixels[0]);
    page_overlays_free(page);
    page_overlays_free(empty);
    setting_free(s);
}

static char *plain_pdf(GBytes *pdf)
{
    char *reason = NULL;
    g_autoptr(GBytes) plain = output_pdf_plain(pdf, &reason);
    g_assert_nonnull(plain);
    gsize size;
    char *text = g_bytes_unref_to_data(g_steal_pointer(&plain), &size);
    for (gsize i = 0; i < size; i++)
        if (!text[i]) text[i] = ' '; /* of glyph codes */
    return g_realloc(text, size + 1);
}

/* A layer is optional content that every reader lists, shows and does not print; the page itself has none. */
static void test_pdf(void)
{
    Setting *s = setting_new("", "");
    Page *page = explain(s, 1u << PAGE_OVERLAY_FIT | 1u << PAGE_OVERLAY_SLACK);
    const Page *pages[] = {page, page}, *alone[] = {s->page};
    g_autoptr(GBytes) pdf = output_pdf(pages, 2, s->findings), plain = output_pdf(alone, 1, s->findings);
    g_assert_nonnull(pdf);
    g_autofree char *text = plain_pdf(pdf), *plain_text = plain_pdf(plain);
    g_assert_null(strstr(plain_text, "/OCG"));
    g_assert_null(strstr(plain_text, "/T45"));
    static const char *const wanted[] = {"/Type /OCG", "/PrintState /OFF", "/ViewState /ON", "/Event /Print", "/OC/L0 BDC",
                                         "/OC/L1 BDC", "/ca 0.07",         "/Name (fit)",    "/Name (slack)"};
    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (!strstr(text, wanted[i])) g_error("%s is not in the PDF", wanted[i]);
    unsigned n_groups = 0;
    for (const char *at = text; (at = strstr(at, "/Type /OCG")); at++) n_groups++;
    g_assert_cmpuint(n_groups, ==, 2); /* two pages share them */
    page_overlays_free(page);
    setting_free(s);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/page/overlay/layers", test_layers);
    g_test_add_func("/page/overlay/frames", test_frames);
    g_test_add_func("/page/overlay/slack", test_slack);
    g_test_add_func("/page/overlay/loose", test_loose);
    g_test_add_func("/page/overlay/other-pages", test_other_pages);
    g_test_add_func("/page/overlay/other-page-files", test_other_page_files);
    g_test_add_func("/page/overlay/order", test_order);
    g_test_add_func("/page/overlay/fit", test_fit);
    g_test_add_func("/page/overlay/fallback", test_fallback);
    g_test_add_func("/page/overlay/svg", test_svg);
    g_test_add_func("/page/overlay/png", test_png);
    g_test_add_func("/page/overlay/pdf", test_pdf);
    return g_test_run();
}
