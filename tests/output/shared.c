/* What the back ends share: numbers, strokes, codes, text, and the libraries' versions. */
#include "output/shared.h"
#include "output/fixture.h"
#include "output/pattern.h"

#include <math.h>
#include <string.h>

static void test_number(void)
{
    static const struct {
        int64_t value;
        unsigned decimals;
        const char *wanted;
    } cases[] = {{0, 4, "0"},
                 {5, 0, "5"},
                 {-5, 1, "-.5"},
                 {95000, 4, "9.5"},
                 {-1, 4, "-.0001"},
                 {120, 1, "12"},
                 {INT64_MIN, 0, "-9223372036854775808"},
                 {10, 4, ".001"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        output_decimal(out, cases[i].value, cases[i].decimals);
        g_assert_cmpstr(out->str, ==, cases[i].wanted);
    }
    g_autoptr(GString) out = g_string_new(NULL);
    output_points(out, DK_PT / 4);
    g_string_append_c(out, ' ');
    output_points(out, -1); /* 0.0009765625 pt */
    g_assert_cmpstr(out->str, ==, ".25 -.001");
}

/* ---- Strokes ---- */

static int64_t area(const GArray *rects)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < rects->len; i++) {
        const BaseRect *rect = &g_array_index(rects, BaseRect, i);
        g_assert_cmpint(rect->width, >, 0);
        g_assert_cmpint(rect->height, >, 0);
        sum += (int64_t)rect->width * rect->height;
    }
    return sum;
}

static void expect_rule(ModelRuleKind kind, unsigned n, int64_t wanted_area)
{
    BaseRect level = {100, 5000, 40960, 0}, upright = {5000, 100, 0, 40960};
    ModelStroke stroke = {kind, 1024, {.k = 100}};
    g_autoptr(GArray) rects = output_rule_rects(&level, &stroke), turned = output_rule_rects(&upright, &stroke);
    g_assert_cmpuint(rects->len, ==, n);
    g_assert_cmpuint(turned->len, ==, n);
    g_assert_cmpint(area(rects), ==, wanted_area);
    for (unsigned i = 0; i < n; i++) { /* an upright rule is a level one with its axes changed */
        const BaseRect *a = &g_array_index(rects, BaseRect, i), *b = &g_array_index(turned, BaseRect, i);
        g_assert_true(a->x == b->y && a->y == b->x && a->width == b->height && a->height == b->width);
        g_assert_cmpint(a->x, >=, level.x);
        g_assert_cmpint(a->x + a->width, <=, level.x + level.width);
    }
    const BaseRect *first = &g_array_index(rects, BaseRect, 0), *last = &g_array_index(rects, BaseRect, n - 1);
    g_assert_cmpint(first->y + last->y + last->height, ==, 2 * level.y); /* centred */
    g_assert_cmpint(last->x + last->width, ==, level.x + level.width);
}

static void test_rules(void)
{
    expect_rule(MODEL_RULE_THIN, 1, 40960 * 1024);
    expect_rule(MODEL_RULE_THICK, 1, 40960 * 1024);
    expect_rule(MODEL_RULE_DOUBLE, 2, 2 * 40960 * 1024);
    expect_rule(MODEL_RULE_WENWU, 2, 40960 * (1024 + 256));
    expect_rule(MODEL_RULE_DOTTED, 20, 20 * 1024 * 1024);
}

/* A border lies inside its rectangle, and its sides do not overlap: their areas add up to the frame's. */
static void test_borders(void)
{
    BaseRect rect = {1000, 2000, 30000, 20000};
    ModelStroke stroke = {MODEL_RULE_THICK, 512, {.k = 100}};
    g_autoptr(GArray) single = output_border_rects(&rect, &stroke);
    g_assert_cmpint(area(single), ==, 30000LL * 20000 - (30000LL - 1024) * (20000 - 1024));
    stroke.kind = MODEL_RULE_WENWU;
    g_autoptr(GArray) both = output_border_rects(&rect, &stroke);
    g_assert_cmpuint(both->len, ==, 8);
    for (unsigned i = 0; i < both->len; i++) {
        const BaseRect *side = &g_array_index(both, BaseRect, i);
        g_assert_true(side->x >= rect.x && side->y >= rect.y);
        g_assert_true(side->x + side->width <= rect.x + rect.width && side->y + side->height <= rect.y + rect.height);
    }
    BaseRect small = {0, 0, 600, 600};
    g_autoptr(GArray) filled = output_border_rects(&small, &stroke);
    g_assert_cmpint(area(filled), ==, 600 * 600); /* no room for a hole */
    stroke.weight = 0;
    g_autoptr(GArray) none = output_border_rects(&rect, &stroke);
    g_assert_cmpuint(none->len, ==, 0);
}

static void test_dashes(void)
{
    BaseRect level = {100, 5000, 40960, 0}, short_one = {0, 0, 4096, 0};
    ModelStroke stroke = {MODEL_RULE_DASHED, 1024, {.k = 100}};
    g_autoptr(GArray) rects = output_rule_rects(&level, &stroke), one = output_rule_rects(&short_one, &stroke);
    g_assert_cmpuint(rects->len, ==, 7); /* six steps of 4 + 2 pt and a last dash in 40 pt */
    const BaseRect *last = &g_array_index(rects, BaseRect, 6);
    g_assert_true(last->width == 4096 && last->height == 1024 && last->x + last->width == level.x + level.width);
    g_assert_cmpuint(one->len, ==, 1);
}

/* ---- Patterns ---- */

typedef struct {
    double left, top, right, foot;
    unsigned n_contours;
} Extent;

/* Every contour begins with M and is closed; control points count, so the extent is no less than what is drawn. */
static Extent extent_of(const GArray *steps)
{
    Extent extent = {1e9, 1e9, -1e9, -1e9, 0};
    bool is_open = false;
    for (unsigned i = 0; i < steps->len; i++) {
        const OutlineStep *step = &g_array_index(steps, OutlineStep, i);
        g_assert_true((step->kind == 'M') != is_open);
        is_open = step->kind != 'Z';
        extent.n_contours += step->kind == 'Z';
        for (unsigned k = 0; k < (step->kind == 'Z' ? 0u : step->kind == 'C' ? 3u : 1u); k++) {
            extent.left = fmin(extent.left, step->x[k]);
            extent.right = fmax(extent.right, step->x[k]);
            extent.top = fmin(extent.top, step->y[k]);
            extent.foot = fmax(extent.foot, step->y[k]);
        }
    }
    g_assert_false(is_open);
    return extent;
}

/* A rule keeps its length (a slanting strand may stand out by an eighth of its depth) and its depth, and has one more cell for one
 * cell more of length; an upright one is a level one turned. */
static void expect_pattern_rule(ModelRuleKind kind)
{
    ModelStroke stroke = {kind, 8 * DK_PT, {.k = 100}};
    BaseRect level = {10 * DK_PT, 50 * DK_PT, 320 * DK_PT, 0}, upright = {50 * DK_PT, 10 * DK_PT, 0, 320 * DK_PT};
    g_autoptr(GArray) flat = output_pattern_rule(&level, &stroke), turned = output_pattern_rule(&upright, &stroke);
    Extent a = extent_of(flat), b = extent_of(turned);
    g_assert_true(a.left > 10 - 1.1 && a.left < 10.8 && a.right < 330 + 1.1 && a.right > 329.2);
    g_assert_true(a.top >= 46 - 1e-4 && a.foot <= 54 + 1e-4);
    g_assert_cmpuint(a.n_contours, ==, b.n_contours);
    g_assert_cmpfloat_with_epsilon(a.top - 50, b.left - 50, 1e-4);
    g_assert_cmpfloat_with_epsilon(a.right - a.left, b.foot - b.top, 1e-4);
    level.width = 0;
    g_autoptr(GArray) none = output_pattern_rule(&level, &stroke);
    g_assert_cmpuint(none->len, ==, 0);
}

/* A border lies inside its rectangle; turned by half it is itself, for its cells are the same on opposite sides and its corners match. */
static void expect_pattern_border(ModelRuleKind kind)
{
    ModelStroke stroke = {kind, 8 * DK_PT, {.k = 100}};
    BaseRect rect = {0, 0, 200 * DK_PT, 101 * DK_PT};
    g_autoptr(GArray) steps = output_pattern_border(&rect, &stroke);
    Extent extent = extent_of(steps);
    g_assert_true(extent.left >= -1e-4 && extent.top >= -1e-4 && extent.right <= 200 + 1e-4 && extent.foot <= 101 + 1e-4);
    g_assert_true(extent.left < 1.1 && extent.right > 198.9 && extent.top < 1.1 && extent.foot > 99.9);
    for (unsigned i = 0; i < steps->len / 2; i++) {
        const OutlineStep *step = &g_array_index(steps, OutlineStep, i),
                          *opposite = &g_array_index(steps, OutlineStep, steps->len / 2 + i);
        g_assert_cmpint(step->kind, ==, opposite->kind);
        for (unsigned k = 0; k < (step->kind == 'Z' ? 0u : step->kind == 'C' ? 3u : 1u); k++) {
            g_assert_cmpfloat_with_epsilon(step->x[k], 200 - opposite->x[k], 1e-3);
            g_assert_cmpfloat_with_epsilon(step->y[k], 101 - opposite->y[k], 1e-3);
        }
    }
}

static void test_patterns(void)
{
    unsigned n = 0;
    for (unsigned kind = 0; kind < MODEL_N_RULES; kind++) {
        if (!model_rule_is_pattern(kind)) continue;
        expect_pattern_rule(kind);
        expect_pattern_border(kind);
        n++;
    }
    g_assert_cmpuint(n, ==, 7);
    PageItem line = {.kind = PAGE_RULE, .stroke = {MODEL_RULE_THIN, 512, {.k = 100}}};
    g_assert_null(output_item_outline(&line));
}

/* Fret's cell is 16 units wide at a depth of 14: 100 pt at 7 pt hold 12.5 cells, of 9 contours each. */
static void test_whole_cells(void)
{
    ModelStroke stroke = {MODEL_RULE_FRET, 7 * DK_PT, {.k = 100}};
    static const struct {
        double length;
        unsigned cells;
    } cases[] = {{100, 13}, {99, 12}, {8, 1}, {3, 1}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        BaseRect rect = {0, 0, (DkLength)(cases[i].length * DK_PT), 0};
        g_autoptr(GArray) steps = output_pattern_rule(&rect, &stroke);
        Extent extent = extent_of(steps);
        g_assert_cmpuint(extent.n_contours, ==, 9 * cases[i].cells);
        g_assert_cmpfloat_with_epsilon(extent.right, cases[i].length, 1e-3);
    }
}

/* ---- Codes ---- */

static void test_code_geometry(void)
{
    BaseRect rect = {1000, 2000, 50001, 60000};
    g_autoptr(GArray) rects = output_code_rects("株洲日报", &rect);
    DkLength left = INT32_MAX, right = 0;
    for (unsigned i = 0; i < rects->len; i++) {
        const BaseRect *run = &g_array_index(rects, BaseRect, i);
        left = MIN(left, run->x);
        right = MAX(right, run->x + run->width);
        g_assert_cmpint(run->height, >, 0);
    }
    DkLength module = 50001 / 29; /* version 1 has 21 modules, 4 quiet ones on each side */
    g_assert_cmpint(ABS(left - rect.x - 4 * module), <=, 4);
    g_assert_cmpint(ABS(rect.x + rect.width - right - 4 * module), <=, 4);
    g_autofree char *too_long = g_strnfill(4000, 'x');
    g_assert_null(output_code_rects(too_long, &rect));
    Page *page = fixture_page(100 * DK_PT, 100 * DK_PT);
    fixture_item(page, PAGE_CODE, rect)->text = g_steal_pointer(&too_long);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    output_check_codes(page, list);
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 1);
    g_assert_cmpstr(dk_diagnostics_item(list, 0)->code, ==, "code-too-long");
    const ModelInk *ink;
    g_autoptr(GArray) box = output_item_rects(&g_array_index(page->items, PageItem, 0), &ink);
    g_assert_cmpuint(box->len, ==, 4);
    fixture_page_free(page);
}

/* What a scanner wants: modules that newsprint holds, and bare paper around them. */
static void test_code_checks(void)
{
    DkLength enough = base_length_from_pt(29 * 0.35 / 25.4 * 72) + 4; /* version 1, the quiet zone included */
    static const struct {
        double scale;
        PageItemKind kind;
        double x, width, ink;
        const char *codes;
    } cases[] = {
        {1, PAGE_FILL, 80, 10, 100, ""},
        {0.99, PAGE_FILL, 80, 10, 100, "code-small"},
        {1, PAGE_FILL, 30, 12, 100, "code-crowded"},
        {1, PAGE_FILL, 30, 60, 0, ""},
        {1, PAGE_BORDER, 39, 60, 100, "code-crowded"},
        {1, PAGE_PICTURE, 60, 30, 0, "code-crowded"},
        {1, PAGE_BORDER, 30, 60, 100, ""},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        Page *page = fixture_page(100 * DK_PT, 100 * DK_PT);
        DkLength side = (DkLength)(enough * cases[i].scale);
        PageItem *item =
            fixture_item(page, cases[i].kind,
                         (BaseRect){base_length_from_pt(cases[i].x), 20 * DK_PT, base_length_from_pt(cases[i].width), 60 * DK_PT});
        item->ink.k = cases[i].ink;
        item->stroke = (ModelStroke){MODEL_RULE_THICK, 2 * DK_PT, {.k = 100}};
        fixture_item(page, PAGE_CODE, (BaseRect){40 * DK_PT, 40 * DK_PT, side, side})->text = g_strdup("株洲日报");
        g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
        output_check_codes(page, list);
        g_test_message("case %u", i);
        g_assert_cmpstr(dk_diagnostics_count(list) ? dk_diagnostics_item(list, 0)->code : "", ==, cases[i].codes);
        fixture_page_free(page);
    }
}

static void test_code_decodes(void)
{
    Page *page = fixture_page(100 * DK_PT, 100 * DK_PT);
    fixture_item(page, PAGE_CODE, (BaseRect){10 * DK_PT, 10 * DK_PT, 80 * DK_PT, 80 * DK_PT})->text =
        g_strdup("扫一扫关注株洲日报社新媒体");
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autoptr(GBytes) png = output_png(page, 150, list);
    fixture_expect_none(list);
    fixture_page_free(page);
    const char *const command[] = {"zbarimg", "--raw", "-q", "@", NULL};
    g_autofree char *printed = fixture_run(png, command);
    if (printed) g_assert_cmpstr(g_strchomp(printed), ==, "扫一扫关注株洲日报社新媒体");
}

/* ---- Text and versions ---- */

static void add_letters(Page *page, const char *text, unsigned first, unsigned n, unsigned line)
{
    PageItem *item = fixture_item(page, PAGE_GLYPHS, (BaseRect){0});
    item->text = g_strdup(text);
    item->line = line;
    item->first_glyph = page->glyphs->len;
    item->n_glyphs = n;
    for (unsigned i = 0; i < n; i++) g_array_append_val(page->glyphs, ((PageGlyph){1, 0, 0, (first + i) * 3, 3}));
}

static void test_text(void)
{
    Page *page = fixture_page(DK_PT, DK_PT);
    add_letters(page, "第一行有两段", 0, 2, 7);
    add_letters(page, "第一行有两段", 2, 4, 7);
    add_letters(page, "第二行", 0, 3, 8);
    g_autoptr(GBytes) text = output_text(page);
    fixture_page_free(page);
    g_assert_cmpmem(g_bytes_get_data(text, NULL), g_bytes_get_size(text), "第一行有两段\n第二行\n",
                    strlen("第一行有两段\n第二行\n"));
}

void test_shared_add(void)
{
    g_test_add_func("/output/number", test_number);
    g_test_add_func("/output/stroke/rules", test_rules);
    g_test_add_func("/output/stroke/borders", test_borders);
    g_test_add_func("/output/stroke/dashes", test_dashes);
    g_test_add_func("/output/stroke/patterns", test_patterns);
    g_test_add_func("/output/stroke/whole-cells", test_whole_cells);
    g_test_add_func("/output/code/geometry", test_code_geometry);
    g_test_add_func("/output/shared/code-checks", test_code_checks);
    g_test_add_func("/output/code/decodes", test_code_decodes);
    g_test_add_func("/output/text", test_text);
}
