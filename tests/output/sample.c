/* A small page with one of everything, for the tests that look at pixels. */
#include "output/fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>

static char *drawing_path;

static void remove_drawing(void)
{
    g_unlink(drawing_path);
}

/* A file of a grey drawing that is there until the program ends. */
static const char *drawing(void)
{
    static const char text[] =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 40'><defs><linearGradient id='sky' y2='1' x2='0'>"
        "<stop stop-color='#888'/><stop offset='1' stop-color='#eee'/></linearGradient></defs>"
        "<rect width='60' height='40' fill='url(#sky)'/><path d='M0 35 Q30 5 60 35z' fill='#333'/></svg>";
    if (drawing_path) return drawing_path;
    drawing_path = g_build_filename(g_get_tmp_dir(), "duikai-drawing-XXXXXX", NULL);
    int file = g_mkstemp(drawing_path);
    g_assert_cmpint(file, >=, 0);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(drawing_path, text, -1, NULL));
    atexit(remove_drawing);
    return drawing_path;
}

static void add_strokes(Page *page)
{
    static const ModelRuleKind kinds[] = {MODEL_RULE_THIN, MODEL_RULE_THICK, MODEL_RULE_DOUBLE, MODEL_RULE_WENWU,
                                          MODEL_RULE_DOTTED};
    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++) {
        ModelStroke stroke = {kinds[i], DK_PT * 3 / 2, {.k = 100}};
        fixture_item(page, PAGE_RULE, (BaseRect){10 * DK_PT, (75 + 6 * (DkLength)i) * DK_PT, 180 * DK_PT, 0})->stroke = stroke;
        BaseRect frame = {(200 + 36 * (DkLength)i) * DK_PT, 76 * DK_PT, 30 * DK_PT, 22 * DK_PT};
        fixture_item(page, PAGE_BORDER, frame)->stroke = stroke;
    }
}

Page *fixture_sample(void)
{
    const TextFace *song = fixture_face("Noto Serif CJK SC:regular"), *kai = fixture_face("LXGW WenKai:regular");
    if (!song || !kai) {
        g_test_skip("Noto Serif CJK SC or LXGW WenKai is not installed");
        return NULL;
    }
    Page *page = fixture_page(396 * DK_PT, 288 * DK_PT); /* 550 by 400 pixels at 100 ppi */
    fixture_item(page, PAGE_FILL, (BaseRect){10 * DK_PT, 10 * DK_PT, 100 * DK_PT, 50 * DK_PT})->ink = (ModelInk){.k = 12};
    add_strokes(page);
    fixture_item(page, PAGE_PICTURE, (BaseRect){200 * DK_PT, 10 * DK_PT, 80 * DK_PT, 60 * DK_PT})->path = drawing();
    fixture_item(page, PAGE_CODE, (BaseRect){300 * DK_PT, 5 * DK_PT, 68 * DK_PT, 68 * DK_PT})->text =
        g_strdup("扫一扫关注株洲日报");
    fixture_text(page, "发挥龙头作用", (FixtureText){song, 24, 20, 40});
    for (int i = 0; i < 10; i++) {
        fixture_text(page, "市委书记曹慧泉到千金集团调研，要求加快发展。",
                     (FixtureText){song, 9.5, 20.3, 120 + 13.5 * i, .extra = 0.13});
        fixture_text(page, "楷体的一行，清楚。", (FixtureText){kai, 9.5, 242, 120 + 13.5 * i});
    }
    fixture_text(page, "竖排标题，高", (FixtureText){song, 20, 376, 110, .is_vertical = true});
    fixture_text(page, "Turned text", (FixtureText){kai, 12, 346, 110, .is_vertical = true, .orientation = TEXT_TURNED});
    fixture_text(page, "2022", (FixtureText){kai, 20, 340, 270, .is_vertical = true, .orientation = TEXT_COMBINED, .scale = 512});
    return page;
}
