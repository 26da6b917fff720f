/* The public interface: what a caller may get wrong is a finding, never an abort. */
#include <duikai.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    DkDiagnostics *findings;
    DkEngine *engine;
    char *story;
} Fixture;

static void set_up(Fixture *f, gconstpointer unused)
{
    (void)unused;
    f->findings = dk_diagnostics_new();
    f->engine = dk_engine_new(NULL, f->findings);
    g_assert_nonnull(f->engine);
    int file = g_file_open_tmp("duikai-XXXXXX.md", &f->story, NULL);
    g_assert_cmpint(file, >=, 0);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(f->story, "一段短短的文字。\n", -1, NULL));
}

static void tear_down(Fixture *f, gconstpointer unused)
{
    (void)unused;
    g_remove(f->story);
    g_free(f->story);
    dk_engine_free(f->engine);
    dk_diagnostics_free(f->findings);
}

static const DkGalleyOptions usual = {.measure = 160 * DK_PT, .size = 10 * DK_PT};

static void assert_made(Fixture *f, const DkGalleyOptions *options)
{
    DkPage *page = dk_galley_open(f->engine, f->story, options, f->findings);
    g_assert_nonnull(page);
    g_assert_cmpint(dk_page_fit(page, 0).set, >=, 1);
    dk_page_free(page);
}

static void assert_refused(Fixture *f, const DkGalleyOptions *options, const char *code)
{
    size_t n = dk_diagnostics_count(f->findings);
    g_assert_null(dk_galley_open(f->engine, f->story, options, f->findings));
    g_assert_cmpuint(dk_diagnostics_count(f->findings), ==, n + 1);
    g_assert_cmpstr(dk_diagnostics_item(f->findings, n)->code, ==, code);
    g_assert_cmpint(dk_diagnostics_status(f->findings, false), ==, DK_STATUS_INPUT);
}

static void test_galley_lengths(Fixture *f, gconstpointer unused)
{
    (void)unused;
    assert_made(f, &usual);
    assert_refused(f, &(DkGalleyOptions){0}, "out-of-range");
    assert_refused(f, &(DkGalleyOptions){.measure = 160 * DK_PT}, "out-of-range");
    assert_refused(f, &(DkGalleyOptions){.measure = INT32_MAX, .size = 10 * DK_PT}, "out-of-range");
    assert_refused(f, &(DkGalleyOptions){.measure = 160 * DK_PT, .size = 10 * DK_PT, .leading = 1}, "out-of-range");
    assert_refused(f, &(DkGalleyOptions){.measure = 160 * DK_PT, .size = 10 * DK_PT, .leading = -DK_PT}, "out-of-range");
    assert_refused(f, &(DkGalleyOptions){.measure = 160 * DK_PT, .size = 10 * DK_PT, .indent = 160 * DK_PT}, "out-of-range");
    assert_made(f, &usual); /* errors that are in the list from before are not this galley's */
}

static void test_galley_words(Fixture *f, gconstpointer unused)
{
    (void)unused;
    DkGalleyOptions options = usual;
    options.punctuation = "wide";
    assert_refused(f, &options, "bad-value");
    options = usual;
    options.language = "de";
    assert_refused(f, &options, "bad-value");
}

/* All that a galley can be asked for reaches its style. */
static void test_galley_options(Fixture *f, gconstpointer unused)
{
    (void)unused;
    DkGalleyOptions options = {.measure = 160 * DK_PT,
                               .size = 10 * DK_PT,
                               .leading = 15 * DK_PT,
                               .indent = 20 * DK_PT,
                               .tracking = -DK_PT,
                               .han_latin_gap = 3 * DK_PT,
                               .han_digit_gap = 2 * DK_PT,
                               .font = "kai",
                               .punctuation = "kaiming",
                               .prohibition = "strict",
                               .align = "start",
                               .direction = "vertical",
                               .digits = "natural",
                               .language = "zh-Hant-TW",
                               .hang = true};
    DkPage *page = dk_galley_open(f->engine, f->story, &options, f->findings);
    char *dump = dk_page_dump(page, DK_STAGE_RESOLVED);
    g_assert_nonnull(strstr(dump, "style body font=kai size=10.0000 leading=15.0000 tracking=-1.0000 indent=20.0000 "
                                  "han-latin-gap=3.0000 han-digit-gap=2.0000 ink=0/0/0/1000 ornament-ink=0/0/0/1000 align=start "
                                  "block-align=justify punctuation=kaiming prohibition=strict breaker=total-fit direction=vertical "
                                  "digits=natural hang=on"));
    dk_free(dump);
    dk_page_free(page);
    options = usual;
    options.han_latin_gap = -1;
    page = dk_galley_open(f->engine, f->story, &options, f->findings);
    dump = dk_page_dump(page, DK_STAGE_RESOLVED);
    g_assert_nonnull(strstr(dump, " han-latin-gap=0.0000 "));
    g_assert_nonnull(strstr(dump, " breaker=first-fit "));
    dk_free(dump);
    dk_page_free(page);
    options.tracking = 11 * DK_PT;
    assert_refused(f, &options, "out-of-range");
    options = usual;
    options.direction = "down";
    assert_refused(f, &options, "bad-value");
}

static char *galley_text(Fixture *f, const DkGalleyOptions *options)
{
    DkPage *page = dk_galley_open(f->engine, f->story, options, f->findings);
    unsigned char *data = NULL;
    size_t size = 0;
    g_assert_true(dk_pages_render(&page, 1, DK_FORMAT_TEXT, NULL, &data, &size, f->findings));
    char *text = g_strndup((const char *)data, size);
    dk_free(data);
    dk_page_free(page);
    return text;
}

/* A word that is broken shows a hyphen that its text has not; a language without patterns is told of once a page. */
static void test_hyphenation(Fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_true(g_file_set_contents(f->story, "communication hyphenation CCPITCSC\n", -1, NULL));
    DkGalleyOptions options = {.measure = 60 * DK_PT, .size = 10 * DK_PT, .font = "mono", .align = "start"}; /* 12 letters */
    g_autofree char *whole = galley_text(f, &options);
    g_assert_cmpstr(whole, ==, "communicatio\nn \nhyphenation \nCCPITCSC\n");
    options.hyphenation = true;
    g_autofree char *broken = galley_text(f, &options);
    g_assert_cmpstr(broken, ==, "communica\u00AD\ntion hyphen\u00AD\nation \nCCPITCSC\n");
    size_t n = dk_diagnostics_count(f->findings);
    options.word_language = "xx-../..";
    g_autofree char *unknown = galley_text(f, &options);
    g_assert_cmpstr(unknown, ==, whole);
    g_assert_cmpuint(dk_diagnostics_count(f->findings), >, n);
    g_assert_cmpstr(dk_diagnostics_item(f->findings, n)->code, ==, "hyphenation-missing");
}

/* Each finding about a line says page, frame, line and amount. */
static void test_line_findings(Fixture *f, gconstpointer unused)
{
    (void)unused;
    static const struct {
        const char *code, *story, *font;
        double measure; /* em of 10 pt */
        int line;
        double amount;
        const char *unit;
    } cases[] = {
        {"line-loose", "中中中中（中中）中", "song", 5, 1, 1.0 / 3, "em"},
        {"line-loose", "abcdefgh ijklmnopqr", "mono", 8, 1, 4, "em"}, /* short: there is no gap to stretch */
        {"line-forced", "abcdefghijklmnopqrst", "mono", 8, 1, 2, "em"},
        {"line-over", "中——", "song", 1, 2, 1, "em"},
        {"runt", "中中中中中", "song", 4, 2, 1, "em"},
        {"hyphens-in-a-row", "abcdefgh\u00ADabcdefgh\u00ADabcdefgh\u00ADabcdefgh", "mono", 4.5, 3, 3, "lines"},
        {"line-too-long", "---\nslug: a\nbreaks: source\n---\n\n中中中中中中中\n中", "song", 5, 1, 1.7, "em"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_true(g_file_set_contents(f->story, cases[i].story, -1, NULL));
        DkGalleyOptions options = {.measure = (DkLength)(cases[i].measure * 10 * DK_PT), .size = 10 * DK_PT, .font = cases[i].font};
        size_t n = dk_diagnostics_count(f->findings);
        dk_page_free(dk_galley_open(f->engine, f->story, &options, f->findings));
        while (n < dk_diagnostics_count(f->findings) && strcmp(dk_diagnostics_item(f->findings, n)->code, cases[i].code) != 0) n++;
        g_assert_cmpuint(n, <, dk_diagnostics_count(f->findings));
        const DkDiagnostic *item = dk_diagnostics_item(f->findings, n);
        g_assert_cmpint(item->page, ==, 1);
        g_assert_cmpstr(item->frame, ==, "galley");
        g_assert_cmpint(item->set_line, ==, cases[i].line);
        g_assert_cmpfloat_with_epsilon(item->amount, cases[i].amount, 0.001);
        g_assert_cmpstr(item->unit, ==, cases[i].unit);
    }
}

/* A setting of lint that names no level is told which there are. */
static void test_lint_level(Fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_true(g_file_set_contents(f->story, "一二三\n", -1, NULL));
    DkGalleyOptions options = {.measure = 80 * DK_PT, .size = 10 * DK_PT};
    DkPage *page = dk_galley_open(f->engine, f->story, &options, f->findings);
    size_t n = dk_diagnostics_count(f->findings);
    g_assert_false(dk_page_lint(page, (const char *const[]){"leg-empty=loud", NULL}, f->findings));
    const DkDiagnostic *item = dk_diagnostics_item(f->findings, n);
    g_assert_cmpstr(item->message, ==, "there is no level \"loud\"");
    g_assert_cmpstr(item->hint, ==, "a level is off, warning or error");
    dk_page_free(page);
}

/* A vertical galley is as deep as its measure and as wide as its lines; they follow each other from right to left. */
static void test_vertical_galley(Fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_true(g_file_set_contents(f->story, "一二三四五六七八九十一二三四五六七八九十\n", -1, NULL));
    DkGalleyOptions options = {.measure = 80 * DK_PT, .size = 10 * DK_PT, .leading = 15 * DK_PT, .direction = "vertical"};
    DkPage *page = dk_galley_open(f->engine, f->story, &options, f->findings);
    char *dump = dk_page_dump(page, DK_STAGE_PAGE);
    g_assert_true(g_str_has_prefix(dump, "page - width=85.0000 height=120.0000 ")); /* 2 em, 3 lines, 2 em; 2 em, 8 em, 2 em */
    g_assert_cmpuint(dk_page_line_count(page), ==, 3);
    for (int i = 0; i < 3; i++) {
        DkLine line = dk_page_line(page, (size_t)i);
        g_assert_true(line.is_vertical && line.y == 20 * DK_PT && line.height == line.set && line.width == 10 * DK_PT);
        g_assert_cmpint(line.x, ==, (20 + 2 + 15 * (2 - i)) * DK_PT + DK_PT / 2);
    }
    dk_free(dump);
    dk_page_free(page);
}

/* Every line's figures agree with each other, and its place with the source. */
static void test_lines(Fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_true(g_file_set_contents(f->story, "一二三四，五六七，八九十。一二三四五六。\n\n七八九，（十）。\n", -1, NULL));
    DkGalleyOptions options = {.measure = 80 * DK_PT, .size = 10 * DK_PT, .punctuation = "full", .breaker = "first-fit"};
    DkPage *page = dk_galley_open(f->engine, f->story, &options, f->findings);
    g_assert_cmpuint(dk_page_line_count(page), ==, 4);
    DkLength below = 0;
    for (size_t i = 0; i < dk_page_line_count(page); i++) {
        DkLine line = dk_page_line(page, i);
        DkLength width = line.natural;
        for (size_t s = 1; s < DK_N_STEPS; s++) width += dk_step(s).is_stretch ? line.steps[s] : -line.steps[s];
        g_assert_cmpint(width, ==, line.set);
        g_assert_true(line.is_last || line.set == line.measure);
        g_assert_true(line.x == 20 * DK_PT && line.width == line.set && line.height == 10 * DK_PT && line.y > below);
        below = line.y;
        g_assert_true(line.em == 10 * DK_PT && line.measure == 80 * DK_PT && line.leg == 1 && line.set_line == (int)i + 1);
        g_assert_cmpstr(line.file, ==, f->story);
        g_assert_cmpint(line.line, ==, i < 3 ? 1 : 3);
        g_autofree char *text = g_strndup(line.text, line.n_bytes);
        g_assert_cmpint(g_utf8_strlen(text, -1), >, 2);
    }
    DkLine first = dk_page_line(page, 0);
    char *reason = dk_line_reason(&first), *json = dk_line_json(&first);
    g_assert_cmpstr(reason, ==, "squeezed, for ， may not start a line");
    g_assert_nonnull(strstr(json, "\"steps\":{\"edge\":0.5000,\"pause\":0.5000},\"end\":\"taken-in\""));
    dk_free(reason);
    dk_free(json);
    dk_page_free(page);
}

static void test_resolution(Fixture *f, gconstpointer unused)
{
    (void)unused;
    DkPage *page = dk_galley_open(f->engine, f->story, &usual, f->findings);
    unsigned char *data = NULL;
    size_t size = 0;
    g_assert_true(dk_pages_render(&page, 1, DK_FORMAT_PNG, NULL, &data, &size, f->findings));
    dk_free(data);
    g_assert_false(dk_pages_render(&page, 1, DK_FORMAT_PNG, &(DkWriteOptions){.ppi = -72}, &data, &size, f->findings));
    g_assert_cmpint(dk_diagnostics_status(f->findings, false), ==, DK_STATUS_OUTPUT);
    dk_page_free(page);
}

/* Every library that Duikai is linked with and that knows its version, by name and number. */
static void test_libraries(void)
{
    static const char *const names[] = {"glib", "libyaml", "fontconfig", "harfbuzz", "icu", "pango", "cairo", "libqpdf", "librsvg"};
    size_t n = 0, n_found = 0;
    for (; dk_library(n); n++)
        for (size_t k = 0; k < G_N_ELEMENTS(names); k++) {
            size_t length = strlen(names[k]);
            const char *line = dk_library(n);
            n_found += strncmp(line, names[k], length) == 0 && line[length] == ' ' && g_ascii_isdigit(line[length + 1]);
        }
    g_assert_cmpuint(n_found, ==, G_N_ELEMENTS(names));
    g_assert_null(dk_library(n + 1));
    g_assert_true(dk_library(0) == dk_library(0));
}

/* A page without its earlier stages is the same page. */
static void test_stages_go(Fixture *f, gconstpointer unused)
{
    (void)unused;
    DkPage *page = dk_galley_open(f->engine, f->story, &usual, f->findings);
    unsigned char *whole = NULL, *lean = NULL;
    size_t whole_size = 0, lean_size = 0;
    g_assert_true(dk_pages_render(&page, 1, DK_FORMAT_PDF, NULL, &whole, &whole_size, f->findings));
    DkFit fit = dk_page_fit(page, 0);
    size_t n_uses = dk_page_font_use_count(page);
    g_assert_cmpuint(n_uses, >, 0);
    g_assert_cmpuint(dk_page_line_count(page), >, 0);
    char *dump = dk_page_dump(page, DK_STAGE_PAGE);
    dk_page_let_stages_go(page);
    g_assert_true(dk_pages_render(&page, 1, DK_FORMAT_PDF, NULL, &lean, &lean_size, f->findings));
    g_assert_cmpmem(lean, lean_size, whole, whole_size);
    char *again = dk_page_dump(page, DK_STAGE_PAGE);
    g_assert_cmpstr(again, ==, dump);
    g_assert_cmpint(dk_page_fit(page, 0).set, ==, fit.set);
    g_assert_cmpuint(dk_page_font_use_count(page), ==, n_uses);
    g_assert_cmpuint(dk_page_line_count(page), ==, 0);
    dk_page_let_stages_go(page);
    dk_free(dump);
    dk_free(again);
    dk_free(whole);
    dk_free(lean);
    dk_page_free(page);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/library/galley-lengths", Fixture, NULL, set_up, test_galley_lengths, tear_down);
    g_test_add("/library/stages-go", Fixture, NULL, set_up, test_stages_go, tear_down);
    g_test_add("/library/galley-words", Fixture, NULL, set_up, test_galley_words, tear_down);
    g_test_add("/library/galley-options", Fixture, NULL, set_up, test_galley_options, tear_down);
    g_test_add("/library/hyphenation", Fixture, NULL, set_up, test_hyphenation, tear_down);
    g_test_add("/library/line-findings", Fixture, NULL, set_up, test_line_findings, tear_down);
    g_test_add("/library/vertical-galley", Fixture, NULL, set_up, test_vertical_galley, tear_down);
    g_test_add("/library/lint-level", Fixture, NULL, set_up, test_lint_level, tear_down);
    g_test_add("/library/lines", Fixture, NULL, set_up, test_lines, tear_down);
    g_test_add("/library/resolution", Fixture, NULL, set_up, test_resolution, tear_down);
    g_test_add_func("/library/libraries", test_libraries);
    return g_test_run();
}
