/* Where the characters of a line stand: RULES 4.2 and 4.3.
 *
 * A position is the left edge of what a character shows: of an ideograph its em, of a mark the half that is kept. */
#include <hb.h>
#include <locale.h>
#include <string.h>

#include "setting.h"

static SettingRequest request_of(const char *text, ModelPunctuation punctuation, double measure)
{
    SettingRequest request = {.text = text, .style = setting_style(), .measure = (DkLength)(measure * EM)};
    request.style.punctuation = punctuation;
    return request;
}

static ParSegment whole_measure(const void *data, int line)
{
    (void)line;
    return (ParSegment){0, *(const DkLength *)data};
}

/* Compares the positions of a line's boxes, in em, to a unit of rounding. */
static void assert_positions(const Setting *setting, unsigned line, const double *wanted)
{
    for (unsigned i = 0; i < setting_line(setting, line)->n_boxes; i++)
        g_assert_cmpfloat_with_epsilon((double)setting_box(setting, line, i)->position, wanted[i] * EM, 1.01);
}

static void assert_lines(const Setting *setting, const char *wanted)
{
    g_autofree char *words = setting_words(setting);
    g_assert_cmpstr(words, ==, wanted);
}

/* ---- RULES 4.2: widths in style full ---- */

static void test_widths(void)
{
    static const struct {
        const char *text;
        ModelLanguage language;
        double widths[6];
    } cases[] = {
        {"国（（国", MODEL_LANGUAGE_HANS_CN, {1, 1, .5, 1}},
        {"国））国", MODEL_LANGUAGE_HANS_CN, {1, .5, 1, 1}},
        {"国）（国", MODEL_LANGUAGE_HANS_CN, {1, 1, .5, 1}},
        {"国。）国", MODEL_LANGUAGE_HANS_CN, {1, .5, 1, 1}},
        {"国：（国", MODEL_LANGUAGE_HANS_CN, {1, 1, .5, 1}},
        {"国：）国", MODEL_LANGUAGE_HANS_CN, {1, .5, 1, 1}},
        {"国：）国", MODEL_LANGUAGE_HANT_TW, {1, 1, 1, 1}},
        {"国）”（国", MODEL_LANGUAGE_HANS_CN, {1, .5, 1, .5, 1}},
        {"（国", MODEL_LANGUAGE_HANS_CN, {.5, 1}},
        {"国。", MODEL_LANGUAGE_HANS_CN, {1, .5}},
        {"国！？国", MODEL_LANGUAGE_HANS_CN, {1, .5, .5, 1}},
        {"国·国", MODEL_LANGUAGE_HANS_CN, {1, .5, 1}},
        {"国·国", MODEL_LANGUAGE_HANT_TW, {1, 1, 1}},
        {"国——国", MODEL_LANGUAGE_HANS_CN, {1, 2, 1}},
        {"国……国", MODEL_LANGUAGE_HANS_CN, {1, 2, 1}},
        {"国～国", MODEL_LANGUAGE_HANS_CN, {1, 1, 1}},
        {"国！！！国", MODEL_LANGUAGE_HANS_CN, {1, .75, .75, .5, 1}},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        SettingRequest request = request_of(cases[i].text, MODEL_PUNCTUATION_FULL, 100);
        request.language = cases[i].language;
        g_autoptr(Setting) setting = setting_new(&request);
        for (unsigned k = 0; k < setting_line(setting, 0)->n_boxes; k++) {
            if (setting_box(setting, 0, k)->width != (DkLength)(cases[i].widths[k] * EM))
                g_test_message("%s: %u", cases[i].text, k);
            g_assert_cmpint(setting_box(setting, 0, k)->width, ==, (DkLength)(cases[i].widths[k] * EM));
        }
    }
}

/* ---- RULES 4.3: positions after justification ---- */

static void test_p1(void)
{
    SettingRequest request = request_of("中中中中中。中中", MODEL_PUNCTUATION_HALF, 5);
    g_autoptr(Setting) setting = setting_new(&request);
    assert_positions(setting, 0, (double[]){0, 4 / 3.0, 8 / 3.0, 4});
    assert_positions(setting, 1, (double[]){0, 1, 1.5, 2.5});
    g_assert_cmpint(setting_line(setting, 0)->width, ==, 5 * EM);
}

static void test_p3(void)
{
    SettingRequest request = request_of("中中，中中中。中中", MODEL_PUNCTUATION_FULL, 6);
    g_autoptr(Setting) setting = setting_new(&request);
    assert_positions(setting, 0, (double[]){0, 1, 2, 2.5, 3.5, 4.5, 5.5});
    g_assert_cmpint(setting_box(setting, 0, 6)->width, ==, EM / 2);
    g_assert_cmpint(setting_line(setting, 0)->slack, ==, PAR_SHRINK_PAUSE);
}

/* Brackets give first; each of the two blanks goes from 1/2 to 1/8 em, and the comma keeps its em. */
static void test_p4(void)
{
    static const ModelBreaker breakers[] = {MODEL_BREAKER_FIRST_FIT, MODEL_BREAKER_TOTAL_FIT};
    for (unsigned i = 0; i < G_N_ELEMENTS(breakers); i++) {
        SettingRequest request = request_of("中（中）中，中。", MODEL_PUNCTUATION_FULL, 6.75);
        request.style.breaker = breakers[i];
        g_autoptr(Setting) setting = setting_new(&request);
        assert_lines(setting, "中（中）中，中。");
        assert_positions(setting, 0, (double[]){0, 1, 1.625, 2.625, 3.25, 4.25, 5.25, 6.25});
        g_assert_cmpint(setting_line(setting, 0)->given[PAR_SHRINK_BRACKET], ==, 3 * EM / 4);
        g_assert_cmpint(setting_line(setting, 0)->given[PAR_SHRINK_PAUSE], ==, 0);
    }
}

/* Gaps first to 1/3 em, then 1/9 em over each place between Han, and beside Latin. */
static void test_p5(void)
{
    SettingRequest request = request_of("中中AB中中", MODEL_PUNCTUATION_HALF, 5);
    request.style.font = "mono";
    request.style.han_latin_gap = EM / 4;
    g_autoptr(Setting) setting = setting_new(&request);
    assert_lines(setting, "中中AB中|中");
    double ninth = 1 / 9.0, third = 1 / 3.0;
    assert_positions(setting, 0, (double[]){0, 1 + ninth, 2 + 2 * ninth + third, 2.5 + 2 * ninth + third, 4});
    g_assert_cmpint(setting_line(setting, 0)->width, ==, 5 * EM);
}

/* A dash may have space before it, not inside. */
static void test_p6(void)
{
    SettingRequest request = request_of("中中——中中", MODEL_PUNCTUATION_HALF, 4.5);
    g_autoptr(Setting) setting = setting_new(&request);
    assert_positions(setting, 0, (double[]){0, 1.25, 2.5});
    g_assert_cmpint(setting_box(setting, 0, 2)->width, ==, 2 * EM);
}

/* Total-fit opens blanks of marks by a half before it parts Han; first-fit does not. */
static void test_blanks(void)
{
    SettingRequest request = request_of("中，中，中中3420260", MODEL_PUNCTUATION_FULL, 6.4);
    g_autoptr(Setting) even = setting_new(&request);
    assert_positions(even, 0, (double[]){0, 1, 2 + .4 / 3, 3 + .4 / 3, 4 + .8 / 3, 5.4});
    request.style.breaker = MODEL_BREAKER_TOTAL_FIT;
    g_autoptr(Setting) opened = setting_new(&request);
    assert_positions(opened, 0, (double[]){0, 1, 2.2, 3.2, 4.4, 5.4});
    g_assert_cmpint(setting_line(opened, 0)->given[PAR_STRETCH_MARK], ==, (DkLength)(6.4 * EM) - 6 * EM);
    g_assert_cmpint(setting_line(opened, 0)->gap, ==, 0);
    request.measure = (DkLength)(6.9 * EM);
    g_autoptr(Setting) both = setting_new(&request);
    assert_positions(both, 0, (double[]){0, 1, 2.25 + .4 / 3, 3.25 + .4 / 3, 4.5 + .8 / 3, 5.9});
    g_assert_cmpint(setting_line(both, 0)->given[PAR_STRETCH_MARK], ==, EM / 2);
}

/* A bracket's blank is opened before it, a centred mark's not at all. */
static void test_blanks_before(void)
{
    SettingRequest request = request_of("中（中）中中3420260", MODEL_PUNCTUATION_FULL, 6.5);
    request.style.breaker = MODEL_BREAKER_TOTAL_FIT;
    g_autoptr(Setting) opened = setting_new(&request);
    assert_positions(opened, 0, (double[]){0, 1, 2.25, 3.25, 4.5, 5.5});
    g_assert_cmpint(setting_box(opened, 0, 1)->shift, ==, EM / 4);
    request.text = "中，中中中中3420260";
    request.language = MODEL_LANGUAGE_HANT_TW;
    g_autoptr(Setting) centred = setting_new(&request);
    g_assert_cmpint(setting_line(centred, 0)->given[PAR_STRETCH_MARK], ==, 0);
    g_assert_cmpint(setting_line(centred, 0)->given[PAR_STRETCH_HAN], ==, EM / 2);
}

static void test_p7(void)
{
    SettingRequest request = request_of("中中", MODEL_PUNCTUATION_HALF, 5);
    request.style.align = MODEL_ALIGN_SPREAD;
    g_autoptr(Setting) two = setting_new(&request);
    assert_positions(two, 0, (double[]){0, 4});
    request.text = "中中中";
    g_autoptr(Setting) three = setting_new(&request);
    assert_positions(three, 0, (double[]){0, 2, 4});
}

/* After the indent an opening mark's ink begins at 2 em. */
static void test_p8(void)
{
    SettingRequest request = request_of("“中中", MODEL_PUNCTUATION_FULL, 8);
    request.style.indent = 2 * EM;
    request.is_indented = true;
    g_autoptr(Setting) setting = setting_new(&request);
    g_assert_cmpint(setting_line(setting, 0)->offset, ==, 2 * EM);
    assert_positions(setting, 0, (double[]){0, .5, 1.5});
    g_assert_cmpint(setting_box(setting, 0, 0)->shift, ==, -EM / 2);
}

/* From a glyph's origin to the middle of its ink, in a style of an em. */
static DkLength ink_middle(const TextFace *face, uint32_t glyph)
{
    hb_blob_t *blob = hb_blob_create((const char *)face->data, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *opened = hb_face_create(blob, face->index);
    hb_font_t *font = hb_font_create(opened);
    hb_glyph_extents_t ink;
    g_assert_true(hb_font_get_glyph_extents(font, glyph, &ink));
    hb_font_destroy(font);
    hb_face_destroy(opened);
    hb_blob_destroy(blob);
    return (2 * ink.x_bearing + ink.width) * EM / (2 * (DkLength)face->units_per_em);
}

/* An emphasis dot stands on its character's middle, not on that of the step it is stretched to. */
static void test_p9(void)
{
    static const char text[] = "中中中中";
    static const DkLength measure = 19 * EM / 4;
    ModelStyle style = setting_style();
    style.align = MODEL_ALIGN_SPREAD;
    TextRuns *runs = text_runs_new(&style, 1);
    TextSpan span = {.n_bytes = sizeof text - 1, .is_dotted = true};
    TextRequest shaping = {.text = text, .n_bytes = span.n_bytes, .spans = &span, .n_spans = 1};
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    ParRequest request = {.runs = runs, .paragraph = text_shape(runs, setting_fonts(), &shaping, list), .style = &style};
    request.measure = (ParMeasure){whole_measure, &measure};
    ParLines *lines = par_lines_new();
    g_assert_cmpuint(par_break(lines, &request).n_lines, ==, 1);
    const ParBox *box = &g_array_index(lines->boxes, ParBox, 2);
    const TextCluster *cluster = &g_array_index(runs->clusters, TextCluster, box->cluster);
    g_assert_cmpint(box->position, ==, 5 * EM / 2);
    g_assert_cmpint(box->width, ==, 5 * EM / 4);
    g_assert_cmpint(box->shift, ==, 0);
    g_assert_cmpuint(cluster->n_glyphs, ==, 2);
    const TextGlyph *dot = &g_array_index(runs->glyphs, TextGlyph, cluster->first_glyph + 1);
    const TextFace *face = g_ptr_array_index(runs->faces, g_array_index(runs->runs, TextRun, cluster->run).face);
    g_assert_cmpint(ABS(dot->along + ink_middle(face, dot->glyph) - EM / 2), <, EM / 200);
    par_lines_free(lines);
    text_runs_free(runs);
}

/* A soft hyphen takes room and shows where its line ends, and nowhere else. */
static void test_soft_hyphen(void)
{
    SettingRequest request = request_of("com\u00ADposi\u00ADtor", MODEL_PUNCTUATION_HALF, 4);
    request.style.font = "mono";
    g_autoptr(Setting) setting = setting_new(&request);
    assert_lines(setting, "com\u00ADposi\u00AD|tor");
    g_assert_true(setting_box(setting, 0, 3)->is_hidden);
    g_assert_cmpint(setting_box(setting, 0, 3)->width, ==, 0);
    g_assert_false(setting_box(setting, 0, 8)->is_hidden);
    g_assert_cmpint(setting_box(setting, 0, 8)->width, ==, EM / 2);
    g_assert_cmpint(setting_line(setting, 0)->width, ==, 4 * EM);
}

static void assert_rect(const TextGlyph *glyph, DkLength along, DkLength across)
{
    g_assert_cmpint(ABS(glyph->along - along), <, EM / 20);
    g_assert_cmpint(ABS(glyph->across - across), <, EM / 20);
}

/* Vertical: two digits side by side in one cell of one em. */
static void test_p10(void)
{
    SettingRequest request = request_of("第12期", MODEL_PUNCTUATION_HALF, 10);
    request.direction = MODEL_DIRECTION_VERTICAL;
    g_autoptr(Setting) setting = setting_new(&request);
    g_assert_cmpuint(setting_line(setting, 0)->n_boxes, ==, 3);
    assert_positions(setting, 0, (double[]){0, 1, 2});
    const TextCluster *cluster = &g_array_index(setting->runs->clusters, TextCluster, 1);
    g_assert_cmpuint(cluster->n_glyphs, ==, 2);
    g_assert_cmpint(g_array_index(setting->runs->runs, TextRun, cluster->run).orientation, ==, TEXT_COMBINED);
    const TextGlyph *glyphs = &g_array_index(setting->runs->glyphs, TextGlyph, cluster->first_glyph);
    assert_rect(&glyphs[0], EM / 2 + 73 * EM / 200, EM / 2); /* left is positive: the left digit starts at the cell's edge */
    assert_rect(&glyphs[1], EM / 2 + 73 * EM / 200, 0);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/widths", test_widths);
    g_test_add_func("/paragraph/positions/p1-p2", test_p1);
    g_test_add_func("/paragraph/positions/p3", test_p3);
    g_test_add_func("/paragraph/positions/p4", test_p4);
    g_test_add_func("/paragraph/positions/p5", test_p5);
    g_test_add_func("/paragraph/positions/p6", test_p6);
    g_test_add_func("/paragraph/positions/blanks", test_blanks);
    g_test_add_func("/paragraph/positions/blanks-before", test_blanks_before);
    g_test_add_func("/paragraph/positions/p7", test_p7);
    g_test_add_func("/paragraph/positions/p8", test_p8);
    g_test_add_func("/paragraph/positions/p9", test_p9);
    g_test_add_func("/paragraph/positions/soft-hyphen", test_soft_hyphen);
    g_test_add_func("/paragraph/positions/p10", test_p10);
    return g_test_run();
}
