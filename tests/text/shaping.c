/* Shaping: what each kind of text becomes, what is reported, what is refused. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "paragraph/composer.h"
#include "paragraph/setting.h"
#include "text/faces.h"

static Setting *shaped(const char *text, const char *font, ModelDirection direction)
{
    SettingRequest request = {.text = text, .style = setting_style(), .measure = 1000 * EM, .direction = direction};
    request.style.font = font;
    return setting_new(&request);
}

static const TextCluster *cluster_at(const Setting *setting, unsigned index)
{
    g_assert_cmpuint(index, <, setting->runs->clusters->len);
    return &g_array_index(setting->runs->clusters, TextCluster, index);
}

static const TextRun *run_of(const Setting *setting, unsigned index)
{
    return &g_array_index(setting->runs->runs, TextRun, cluster_at(setting, index)->run);
}

static const TextGlyph *glyph_at(const Setting *setting, unsigned cluster, unsigned index)
{
    g_assert_cmpuint(index, <, cluster_at(setting, cluster)->n_glyphs);
    return &g_array_index(setting->runs->glyphs, TextGlyph, cluster_at(setting, cluster)->first_glyph + index);
}

/* Clusters as class words with their advances in hundredths of an em, as in "han:100 stop:100". */
static char *clusters_of(const Setting *setting)
{
    GString *words = g_string_new(NULL);
    for (unsigned i = 0; i < setting->runs->clusters->len; i++) {
        const TextCluster *cluster = cluster_at(setting, i);
        g_string_append_printf(words, "%s%s:%d", i ? " " : "", text_class_words[cluster->class],
                               (cluster->advance * 100 + EM / 2) / EM);
    }
    return g_string_free(words, FALSE);
}

static void test_clusters(void)
{
    static const struct {
        const char *text, *font, *clusters;
    } cases[] = {
        {"中，（“。", "song", "han:100 pause:100 open:100 open:100 stop:100"},
        {"——……—…", "song", "dash:200 ellipsis:200 connector:100 ellipsis:100"},
        {"——“”", "kai", "dash:200 open:100 close:100"},
        {"12.5%", "song", "digit:50 digit:50 digit:50 digit:50 postfix:50"},
        {"￥100", "song", "prefix:50 digit:50 digit:50 digit:50"},
        {"尔·马", "song", "han:100 dot:50 han:100"},
        {"5～10", "song", "digit:50 connector:100 digit:50 digit:50"},
        {"日／夜", "song", "han:100 solidus:50 han:100"},
        {"　●▶", "song", "wide-space:100 ornament:100 ornament:100"},
        {"①㎡Ａ", "song", "han:100 han:100 han:100"},
        {"葛\U000E0100e\u0301", "song", "han:100 latin:55"},
        {"👨‍👩‍👧", "song", "han:300"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Setting) setting = shaped(cases[i].text, cases[i].font, MODEL_DIRECTION_HORIZONTAL);
        g_autofree char *clusters = clusters_of(setting);
        g_assert_cmpstr(clusters, ==, cases[i].clusters);
    }
}

/* A two-em dash is one stroke: its ink has no gap in it, whatever the face and direction. */
static void test_dash_joins(void)
{
    static const char *const fonts[] = {"song", "hei-bold", "kai"};
    for (unsigned i = 0; i < G_N_ELEMENTS(fonts); i++)
        for (int direction = 0; direction < 2; direction++) {
            g_autoptr(Setting) setting = shaped("中——中", fonts[i], (ModelDirection)direction);
            g_assert_cmpuint(cluster_at(setting, 1)->n_glyphs, ==, 1);
            g_assert_cmpint(cluster_at(setting, 1)->advance, ==, 2 * EM);
        }
}

/* The em box is centred on the line: the baseline stands 0.38 em under its centre in every face. */
static void test_em_box(void)
{
    static const char *const fonts[] = {"song", "hei", "kai", "display"};
    for (unsigned i = 0; i < G_N_ELEMENTS(fonts); i++) {
        g_autoptr(Setting) setting = shaped("中A", fonts[i], MODEL_DIRECTION_HORIZONTAL);
        g_assert_cmpint(glyph_at(setting, 0, 0)->across, ==, (38 * EM + 50) / 100);
        g_assert_cmpint(glyph_at(setting, 1, 0)->across, ==, (38 * EM + 50) / 100);
    }
}

/* ---- Vertical ---- */

static TextGlyph first_glyph(const char *text, ModelLanguage language)
{
    g_autoptr(Setting) setting = setting_new(&(SettingRequest){
        .text = text, .style = setting_style(), .language = language, .direction = MODEL_DIRECTION_VERTICAL, .measure = 20 * EM});
    return g_array_index(setting->runs->glyphs, TextGlyph, 0);
}

/* Curly quotation marks of Chinese text are corner brackets in vertical lines; those of words are themselves, turned. */
static void test_column_quotes(void)
{
    static const struct {
        const char *quote, *bracket;
        ModelLanguage language;
    } cases[] = {{"“中", "『中", MODEL_LANGUAGE_HANS_CN},
                 {"‘中", "「中", MODEL_LANGUAGE_HANS_CN},
                 {"”中", "』中", MODEL_LANGUAGE_HANS_CN},
                 {"“中", "「中", MODEL_LANGUAGE_HANT_TW},
                 {"’中", "』中", MODEL_LANGUAGE_HANT_HK}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpuint(first_glyph(cases[i].quote, cases[i].language).glyph, ==,
                         first_glyph(cases[i].bracket, cases[i].language).glyph);
    g_autoptr(Setting) setting = shaped("it’s", "song", MODEL_DIRECTION_VERTICAL);
    g_assert_cmpint(run_of(setting, 0)->orientation, ==, TEXT_TURNED);
}

/* ： ； ！ ？ stand to the right on the mainland (GB/T 15834 5.2), in the middle elsewhere. */
static void test_column_marks(void)
{
    static const char *const marks[] = {"：", "；", "！", "？"};
    for (unsigned i = 0; i < G_N_ELEMENTS(marks); i++) {
        TextGlyph mainland = first_glyph(marks[i], MODEL_LANGUAGE_HANS_CN), taiwan = first_glyph(marks[i], MODEL_LANGUAGE_HANT_TW);
        g_assert_cmpint(taiwan.across - mainland.across, ==, EM / 6);
    }
}

/* Where the ink of the first cluster starts and ends along its line, in hundredths of an em. */
static void ink_along(const Setting *setting, int *start, int *end)
{
    const TextRun *run = run_of(setting, 0);
    const Face *face = g_ptr_array_index(setting->runs->faces, run->face);
    const TextGlyph *glyph = glyph_at(setting, 0, 0);
    const TextParagraph *paragraph = &g_array_index(setting->runs->paragraphs, TextParagraph, 0);
    bool is_upright = paragraph->direction == MODEL_DIRECTION_VERTICAL && run->orientation == TEXT_UPRIGHT;
    hb_glyph_extents_t ink;
    g_assert_true(hb_font_get_glyph_extents(face->hb_font, glyph->glyph, &ink));
    int em = (int)face->face.units_per_em, along = (int)((int64_t)glyph->along * 100 / EM);
    *start = along + (is_upright ? -ink.y_bearing : ink.x_bearing) * 100 / em;
    *end = *start + (is_upright ? -ink.height : ink.width) * 100 / em;
}

/* What is cut of a mark is blank in every face, also in one that draws the marks of another region. */
static void test_blanks(void)
{
    static const char *const fonts[] = {"song", "song-black", "hei", "hei-black", "kai", "kai-light", "kai-bold"};
    static const char *const marks[] = {"，", "。", "、", "；", "：", "！", "？"};
    enum { N_MARKS = G_N_ELEMENTS(marks), N_CASES = G_N_ELEMENTS(fonts) * N_MARKS * TEXT_N_LANGUAGES * 2, FREE = 3 };
    for (unsigned i = 0; i < N_CASES; i++) {
        const char *font = fonts[i / (N_MARKS * TEXT_N_LANGUAGES * 2)], *mark = marks[i / (TEXT_N_LANGUAGES * 2) % N_MARKS];
        SettingRequest request = {.text = mark,
                                  .style = setting_style(),
                                  .language = (ModelLanguage)(i / 2 % TEXT_N_LANGUAGES),
                                  .direction = (ModelDirection)(i % 2),
                                  .measure = 20 * EM};
        request.style.font = font;
        g_autoptr(Setting) setting = setting_new(&request);
        MarkBlanks blanks =
            par_mark_blanks(cluster_at(setting, 0), &g_array_index(setting->runs->paragraphs, TextParagraph, 0), EM);
        int start, end;
        ink_along(setting, &start, &end);
        int lead = blanks.lead * 100 / EM, trail = blanks.trail * 100 / EM;
        if (start < lead - FREE || end > 100 - trail + FREE)
            g_error("%s in %s, language %u, direction %u: ink %d..%d, blank %d and %d", mark, font, request.language,
                    request.direction, start, end, lead, trail);
    }
}

static void test_orientations(void)
{
    static const struct {
        const char *text;
        TextOrientation orientation;
    } cases[] = {
        {"中", TEXT_UPRIGHT},  {"，", TEXT_UPRIGHT},    {"：", TEXT_UPRIGHT},   {"！", TEXT_UPRIGHT},   {"（", TEXT_UPRIGHT},
        {"“", TEXT_UPRIGHT},   {"…", TEXT_UPRIGHT},     {"～", TEXT_UPRIGHT},   {"A", TEXT_UPRIGHT},    {"GDP", TEXT_TURNED},
        {"12", TEXT_COMBINED}, {"2021", TEXT_COMBINED}, {"20211", TEXT_TURNED}, {"12.5%", TEXT_TURNED}, {"Ａ", TEXT_UPRIGHT},
        {"e.g", TEXT_TURNED},  {"①", TEXT_UPRIGHT},     {"℃", TEXT_UPRIGHT},    {"7", TEXT_COMBINED},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Setting) setting = shaped(cases[i].text, "song", MODEL_DIRECTION_VERTICAL);
        if (run_of(setting, 0)->orientation != cases[i].orientation) g_test_message("%s", cases[i].text);
        g_assert_cmpint(run_of(setting, 0)->orientation, ==, cases[i].orientation);
    }
}

/* Four digits in one em: narrowed to fit, side by side from the right edge (across is to the left) to the left one. */
static void test_combined(void)
{
    g_autoptr(Setting) setting = shaped("2021", "song", MODEL_DIRECTION_VERTICAL);
    const TextRun *run = run_of(setting, 0);
    g_assert_cmpint(run->scale, <, DK_PT);
    g_assert_cmpint(run->scale, >, DK_PT / 3);
    g_assert_cmpint(cluster_at(setting, 0)->advance, ==, EM);
    g_assert_cmpuint(cluster_at(setting, 0)->n_glyphs, ==, 4);
    g_assert_cmpint(glyph_at(setting, 0, 0)->across, ==, EM / 2);
    for (unsigned i = 1; i < 4; i++) g_assert_cmpint(glyph_at(setting, 0, i)->across, <, glyph_at(setting, 0, i - 1)->across);
    g_assert_cmpint(glyph_at(setting, 0, 3)->across, >, -EM / 2);
}

/* An upright ideograph's origin is half an em left of the line's centre and 0.88 em down its cell. */
static void test_upright(void)
{
    g_autoptr(Setting) setting = shaped("中", "song", MODEL_DIRECTION_VERTICAL);
    g_assert_cmpint(glyph_at(setting, 0, 0)->across, ==, EM / 2);
    g_assert_cmpint(glyph_at(setting, 0, 0)->along, ==, (88 * EM + 50) / 100);
}

/* A dotted character has a second glyph, centred on it under the line, right of a vertical one; a mark has none. */
static void test_dots(void)
{
    for (int direction = 0; direction < 2; direction++) {
        ModelStyle style = setting_style();
        TextRuns *runs = text_runs_new(&style, 1);
        TextSpan span = {.n_bytes = 6, .is_dotted = true};
        TextRequest request = {.text = "中，", .n_bytes = 6, .spans = &span, .n_spans = 1, .direction = (ModelDirection)direction};
        g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
        text_shape(runs, setting_fonts(), &request, list);
        const TextCluster *clusters = (const TextCluster *)(void *)runs->clusters->data;
        g_assert_cmpuint(clusters[0].n_glyphs, ==, 2);
        g_assert_cmpuint(clusters[1].n_glyphs, ==, 1);
        g_assert_cmpint(clusters[0].advance, ==, EM);
        const TextGlyph *dot = &g_array_index(runs->glyphs, TextGlyph, 1);
        if (direction == MODEL_DIRECTION_HORIZONTAL) g_assert_cmpint(dot->across, >, EM / 2);
        else g_assert_cmpint(dot->across, <, -EM / 4);
        text_runs_free(runs);
    }
}

/* ---- Faces ---- */

static unsigned count_findings(const Setting *setting, const char *code)
{
    unsigned n = 0;
    for (size_t i = 0; i < dk_diagnostics_count(setting->list); i++)
        n += strcmp(dk_diagnostics_item(setting->list, i)->code, code) == 0;
    return n;
}

static const char *face_name(const Setting *setting, unsigned cluster)
{
    return ((const TextFace *)g_ptr_array_index(setting->runs->faces, run_of(setting, cluster)->face))->name;
}

static void test_fallback(void)
{
    g_autoptr(Setting) setting = shaped("中\u1100中\u1100", "kai", MODEL_DIRECTION_HORIZONTAL);
    g_assert_cmpuint(count_findings(setting, "glyph-fallback"), ==, 1); /* once, though it stands there twice */
    g_assert_cmpstr(face_name(setting, 0), ==, "LXGWWenKai-Regular");
    g_assert_cmpstr(face_name(setting, 1), !=, "LXGWWenKai-Regular");
}

static void test_missing(void)
{
    g_autoptr(Setting) setting = shaped("中\U0001F600", "song", MODEL_DIRECTION_HORIZONTAL);
    g_assert_cmpuint(count_findings(setting, "glyph-missing"), ==, 1);
    g_assert_cmpuint(glyph_at(setting, 1, 0)->glyph, ==, 0);
}

/* A private-use character is never taken from another face: it stays with the role's own. */
static void test_private_use(void)
{
    g_autoptr(Setting) setting = shaped("中\uE81E", "song", MODEL_DIRECTION_HORIZONTAL);
    g_assert_cmpuint(count_findings(setting, "glyph-missing"), ==, 1);
    g_assert_cmpstr(face_name(setting, 1), ==, "NotoSerifCJKsc-Regular");
}

static void test_languages(void)
{
    static const char *const names[] = {"NotoSerifCJKsc-Regular", "NotoSerifCJKtc-Regular", "NotoSerifCJKhk-Regular",
                                        "NotoSerifCJKjp-Regular"};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        SettingRequest request = {.text = "骨", .style = setting_style(), .measure = EM, .language = (ModelLanguage)i};
        g_autoptr(Setting) setting = setting_new(&request);
        g_assert_cmpstr(face_name(setting, 0), ==, names[i]);
    }
}

static void test_uses(void)
{
    g_autoptr(Setting) setting = shaped("中中\U0001F600中", "song", MODEL_DIRECTION_HORIZONTAL);
    const GArray *uses = setting->runs->uses;
    int n_faces = 0, n_missing = 0;
    for (unsigned i = 0; i < uses->len; i++) {
        const TextUse *use = &g_array_index(uses, TextUse, i);
        g_assert_cmpstr(use->role, ==, "song");
        if (use->character == 0) n_faces += use->count;
        else if (!use->face) n_missing += use->count;
    }
    g_assert_cmpint(n_faces, ==, 4);
    g_assert_cmpint(n_missing, ==, 1);
}

/* Writes a font of nothing but a table directory that names `tag`; enough to be looked at and refused. */
static char *write_font(const char *folder, const char *tag)
{
    static const char *const tags[] = {"cmap", "head", "maxp", "glyf"};
    GByteArray *bytes = g_byte_array_new();
    guint8 head[12] = {0, 1, 0, 0, 0, G_N_ELEMENTS(tags) + 1};
    g_byte_array_append(bytes, head, sizeof head);
    for (unsigned i = 0; i <= G_N_ELEMENTS(tags); i++) {
        guint8 entry[16] = {0};
        memcpy(entry, i < G_N_ELEMENTS(tags) ? tags[i] : tag, 4);
        entry[11] = 12 + 16 * (G_N_ELEMENTS(tags) + 1);
        entry[15] = 64;
        g_byte_array_append(bytes, entry, sizeof entry);
    }
    guint8 body[64] = {0};
    g_byte_array_append(bytes, body, sizeof body);
    char *path = g_build_filename(folder, "font.ttf", NULL);
    g_assert_true(g_file_set_contents(path, (const char *)bytes->data, bytes->len, NULL));
    g_byte_array_unref(bytes);
    return path;
}

static void assert_refused(const char *path, const char *code)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_assert_null(text_face_open(path, 0, list));
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 1);
    g_assert_cmpstr(dk_diagnostics_item(list, 0)->code, ==, code);
    g_assert_cmpint(dk_diagnostics_item(list, 0)->severity, ==, DK_WARNING);
}

static void test_refused(void)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-XXXXXX", NULL);
    g_autofree char *variable = write_font(folder, "fvar");
    assert_refused(variable, "font-variable");
    g_free(write_font(folder, "CFF2"));
    assert_refused(variable, "font-variable");
    g_assert_true(g_file_set_contents(variable, "OTTO this is no font", -1, NULL));
    assert_refused(variable, "font-unreadable");
    g_unlink(variable);
    assert_refused(variable, "font-unreadable");
    g_rmdir(folder);
}

/* Bytes of a table in a font's file, by its directory (OpenType, "Table directory"). */
static guint8 *table_of(char *font, const char *tag)
{
    guint8 *bytes = (guint8 *)font;
    for (unsigned i = 0; i < (unsigned)(bytes[4] << 8 | bytes[5]); i++) {
        guint8 *entry = bytes + 12 + 16 * i;
        if (memcmp(entry, tag, 4) == 0)
            return bytes + ((guint32)entry[8] << 24 | (guint32)entry[9] << 16 | (guint32)entry[10] << 8 | entry[11]);
    }
    return NULL;
}

/* A real face whose maxp says that it has no glyphs is refused; one that says it has few has no character past them. */
static void test_broken(void)
{
    g_autoptr(Setting) setting = shaped("中", "kai", MODEL_DIRECTION_HORIZONTAL);
    const TextFace *real = g_ptr_array_index(setting->runs->faces, run_of(setting, 0)->face);
    g_autofree char *font = NULL, *folder = g_dir_make_tmp("duikai-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "broken.ttf", NULL);
    gsize n;
    g_assert_true(g_file_get_contents(real->file, &font, &n, NULL));
    guint8 *maxp = table_of(font, "maxp");
    g_assert_nonnull(maxp);
    maxp[4] = maxp[5] = 0; /* numGlyphs */
    g_assert_true(g_file_set_contents(path, font, (gssize)n, NULL));
    assert_refused(path, "font-unreadable");
    maxp[5] = 4;
    g_assert_true(g_file_set_contents(path, font, (gssize)n, NULL));
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    Face *face = text_face_open(path, 0, list);
    g_assert_nonnull(face);
    g_assert_false(text_face_has(face, 0x4e2d));
    g_assert_false(text_face_has(face, 'A'));
    text_face_free(face);
    g_unlink(path);
    g_rmdir(folder);
}

/* The places where a text may be broken within words, as the text with hyphens, and its advance when it is not broken. */
static char *hyphens_of(const char *text, bool is_hyphenated, DkLength *width)
{
    SettingRequest request = {.text = text, .style = setting_style(), .measure = 1000 * EM};
    request.style.font = "song";
    request.style.is_hyphenated = is_hyphenated;
    request.style.word_language = "en-US";
    g_autoptr(Setting) setting = setting_new(&request);
    GString *shown = g_string_new(NULL);
    for (unsigned i = 0; i < setting->runs->clusters->len; i++) {
        const TextCluster *cluster = &g_array_index(setting->runs->clusters, TextCluster, i);
        if (cluster->n_bytes == 0) {
            g_assert_cmpuint(cluster->character, ==, TEXT_SOFT_HYPHEN);
            g_assert_false(cluster->is_break_before);
            g_assert_true((cluster + 1)->is_break_before);
            g_assert_cmpuint(cluster->n_glyphs, ==, 1);
            g_assert_cmpint(cluster->advance, >, EM / 5);
            g_string_append_c(shown, '-');
        }
        g_string_append_len(shown, text + cluster->first_byte, cluster->n_bytes);
    }
    *width = setting_line(setting, 0)->width;
    return g_string_free(shown, FALSE);
}

/* Two letters at least before a hyphen, three behind it; no word in capitals, with digits, or of a style that breaks none. */
static void test_hyphens(void)
{
    static const char *const cases[][2] = {
        {"hyphenation", "hy-phen-ation"},
        {"Typographical considerations", "Ty-po-graph-i-cal con-sid-er-a-tions"},
        {"about table only", "about ta-ble only"},
        {"INTERNATIONAL", "INTERNATIONAL"},
        {"internationalB2", "internationalB2"},
        {"国际communication会", "国际com-mu-ni-ca-tion会"},
        {"com\u00ADmunication", "com\u00ADmu-ni-ca-tion"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        DkLength plain, hyphenated;
        g_autofree char *off = hyphens_of(cases[i][0], false, &plain), *on = hyphens_of(cases[i][0], true, &hyphenated);
        g_assert_cmpstr(off, ==, cases[i][0]);
        g_assert_cmpstr(on, ==, cases[i][1]);
        g_assert_cmpint(hyphenated, ==, plain); /* pairs are kerned and ligatures drawn as if there were no place to break */
    }
}

/* What a face remembers of ideographs is what it has, asked for the first time and again, and that of no other face. */
static void test_remembered(void)
{
    static const char *const roles[] = {"song", "kai"};
    unsigned n_lacking = 0;
    Setting *settings[G_N_ELEMENTS(roles)];
    Face *faces[G_N_ELEMENTS(roles)];
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
        settings[i] = shaped("永", roles[i], MODEL_DIRECTION_HORIZONTAL);
        faces[i] = (Face *)g_ptr_array_index(settings[i]->runs->faces, run_of(settings[i], 0)->face);
    }
    g_assert_true(faces[0] != faces[1]);
    for (unsigned pass = 0; pass < 2; pass++)
        for (uint32_t code = TEXT_FIRST_IDEOGRAPH - 1; code <= TEXT_LAST_IDEOGRAPH + 1; code++)
            for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
                hb_codepoint_t glyph;
                bool has = hb_font_get_nominal_glyph(faces[i]->hb_font, code, &glyph);
                g_assert_cmpint(text_face_has(faces[i], code), ==, has);
                n_lacking += !has;
            }
    g_assert_cmpuint(n_lacking, >, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) setting_free(settings[i]);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/clusters", test_clusters);
    g_test_add_func("/text/dash-joins", test_dash_joins);
    g_test_add_func("/text/em-box", test_em_box);
    g_test_add_func("/text/vertical/orientations", test_orientations);
    g_test_add_func("/text/vertical/combined", test_combined);
    g_test_add_func("/text/vertical/quotes", test_column_quotes);
    g_test_add_func("/text/vertical/mainland-marks", test_column_marks);
    g_test_add_func("/text/blanks", test_blanks);
    g_test_add_func("/text/vertical/upright", test_upright);
    g_test_add_func("/text/dots", test_dots);
    g_test_add_func("/text/faces/fallback", test_fallback);
    g_test_add_func("/text/faces/remembered", test_remembered);
    g_test_add_func("/text/faces/missing", test_missing);
    g_test_add_func("/text/faces/private-use", test_private_use);
    g_test_add_func("/text/faces/languages", test_languages);
    g_test_add_func("/text/faces/uses", test_uses);
    g_test_add_func("/text/faces/refused", test_refused);
    g_test_add_func("/text/faces/broken", test_broken);
    g_test_add_func("/text/hyphens", test_hyphens);
    return g_test_run();
}
