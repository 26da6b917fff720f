/* PNG: that it shows the page the PDF shows, and its limits. */
#include "output/compare.h"
#include "output/fixture.h"

#include <string.h>

static Page *full_page(ModelInk ink)
{
    const TextFace *song = fixture_face("Noto Serif CJK SC:regular"), *kai = fixture_face("LXGW WenKai:regular");
    if (!song || !kai) return NULL;
    Page *page = fixture_page(396 * DK_PT, 288 * DK_PT);
    fixture_item(page, PAGE_FILL, (BaseRect){10 * DK_PT, 10 * DK_PT, 100 * DK_PT, 50 * DK_PT})->ink = (ModelInk){.k = 12};
    fixture_item(page, PAGE_RULE, (BaseRect){10 * DK_PT, 100 * DK_PT, 370 * DK_PT, 0})->stroke =
        (ModelStroke){MODEL_RULE_WENWU, 2 * DK_PT, {.k = 100}};
    fixture_item(page, PAGE_BORDER, (BaseRect){200 * DK_PT, 10 * DK_PT, 60 * DK_PT, 60 * DK_PT})->stroke =
        (ModelStroke){MODEL_RULE_DOUBLE, DK_PT, {.k = 100}};
    fixture_item(page, PAGE_CODE, (BaseRect){300 * DK_PT, 10 * DK_PT, 70 * DK_PT, 70 * DK_PT})->text =
        g_strdup("扫一扫关注株洲日报");
    fixture_text(page, "发挥龙头作用", (FixtureText){song, 24, 20, 40})->ink = ink;
    for (int i = 0; i < 10; i++) {
        fixture_text(page, "市委书记曹慧泉到千金集团调研，要求加快发展。",
                     (FixtureText){song, 9.5, 20.3, 120 + 13.5 * i, .extra = 0.13});
        fixture_text(page, "楷体的一行，读者看得清楚。2022", (FixtureText){kai, 9.5, 230, 120 + 13.5 * i});
    }
    fixture_text(page, "竖排标题，高", (FixtureText){song, 20, 350, 150, .is_vertical = true});
    fixture_text(page, "Turned text", (FixtureText){kai, 12, 330, 150, .is_vertical = true, .orientation = TEXT_TURNED});
    fixture_text(page, "2022", (FixtureText){kai, 20, 340, 280, .is_vertical = true, .orientation = TEXT_COMBINED, .scale = 512});
    return page;
}

static GBytes *draw(const Page *page, double ppi)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    GBytes *png = output_png(page, ppi, list);
    fixture_expect_none(list);
    g_assert_nonnull(png);
    return png;
}

static Picture read_png(GBytes *png)
{
    return compare_read_png(g_bytes_get_data(png, NULL), g_bytes_get_size(png));
}

/* pdftoppm's picture of the page's PDF; pixels NULL with the test skipped when there is no pdftoppm. */
static Picture draw_pdf(const Page *page, const char *ppi)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    const Page *const pages[] = {page};
    g_autoptr(GBytes) pdf = output_pdf(pages, 1, list);
    fixture_expect_none(list);
    const char *const command[] = {"pdftoppm", "-gray", "-r", ppi, "@", NULL};
    gsize size = 0;
    g_autofree char *printed = fixture_run_bytes(pdf, command, &size);
    return printed ? compare_read_pgm(printed, size) : (Picture){0};
}

static void expect_near(const Picture *a, const Picture *b, Difference most)
{
    Difference found = compare_pictures(a, b);
    g_test_message("mean difference %.3f of 255, %.3f %% of pixels differ by more than 64", found.mean, found.share * 100);
    g_assert_cmpfloat(found.mean, <=, most.mean);
    g_assert_cmpfloat(found.share, <=, most.share);
}

/* pdftoppm at 800 ppi, eight by eight pixels to one, is nearly the truth at 100 ppi; at 100 ppi itself it puts baselines on whole pixels. */
static void test_like_pdf(void)
{
    Page *page = full_page((ModelInk){.k = 100});
    if (!page) {
        g_test_skip("fonts are missing");
        return;
    }
    g_autoptr(GBytes) png = draw(page, 100);
    Picture ours = read_png(png), fine = draw_pdf(page, "800"), rough = draw_pdf(page, "100");
    fixture_page_free(page);
    if (!fine.pixels) {
        compare_free(&ours);
        return;
    }
    Picture truth = compare_shrink(&fine, 8);
    expect_near(&ours, &truth, (Difference){2.5, 0.0002});
    expect_near(&ours, &rough, (Difference){12, 0.08});
    compare_free(&ours);
    compare_free(&fine);
    compare_free(&rough);
    compare_free(&truth);
}

void test_png_add(void)
{
    g_test_add_func("/output/png/like-pdf", test_like_pdf);
}
