/* PNG: that it shows the page the PDF shows, and its limits. */
#include "output/compare.h"
#include "output/fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static GBytes *draw(const Page *page, double ppi)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    GBytes *png = output_png(page, ppi, list);
    fixture_expect_none(list);
    g_assert_nonnull(png);
    return png;
}

static Pixels read_png(GBytes *png)
{
    return compare_read_png(g_bytes_get_data(png, NULL), g_bytes_get_size(png));
}

/* pdftoppm's picture of the page's PDF; pixels NULL with the test skipped when there is no pdftoppm. */
static Pixels draw_pdf(const Page *page, const char *ppi)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    const Page *const pages[] = {page};
    g_autoptr(GBytes) pdf = output_pdf(pages, 1, list);
    fixture_expect_none(list);
    const char *const command[] = {"pdftoppm", "-gray", "-r", ppi, "@", NULL};
    gsize size = 0;
    g_autofree char *printed = fixture_run_bytes(pdf, command, &size);
    return printed ? compare_read_pgm(printed, size) : (Pixels){0};
}

/* pdftoppm at 800 ppi, eight by eight pixels to one, is nearly the truth at 100 ppi; at 100 ppi itself it puts baselines on
 * whole pixels, so that much of the text lies up to half a pixel away. */
static void test_like_pdf(void)
{
    Page *page = fixture_sample();
    if (!page) return;
    g_autoptr(GBytes) png = draw(page, 100);
    Pixels ours = read_png(png), fine = draw_pdf(page, "800"), rough = draw_pdf(page, "100");
    fixture_page_free(page);
    if (fine.pixels) {
        Pixels truth = compare_shrink(&fine, 8);
        compare_expect_near(&ours, &truth, (Difference){2.5, 0.0005});
        compare_expect_near(&ours, &rough, (Difference){12, 0.08});
        compare_free(&truth);
    }
    compare_free(&ours);
    compare_free(&fine);
    compare_free(&rough);
}

static void test_size(void)
{
    Page *page = fixture_page(base_length_from_pt(100.01), base_length_from_pt(36));
    g_autoptr(GBytes) png = draw(page, 100);
    g_assert_cmpmem((const char *)g_bytes_get_data(png, NULL) + 33, 21, "\0\0\0\11pHYs\0\0\17a\0\0\17a\1\250\77\247\151", 21);
    Pixels pixels = read_png(png);           /* libpng checks the chunk too */
    g_assert_cmpuint(pixels.width, ==, 139); /* 138.9 */
    g_assert_cmpuint(pixels.height, ==, 50);
    for (unsigned i = 0; i < 139 * 50; i++) g_assert_cmpuint(pixels.pixels[i], ==, 255);
    compare_free(&pixels);
    fixture_page_free(page);
}

static void test_too_large(void)
{
    Page *page = fixture_page(2000 * DK_PT, 100 * DK_PT);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_assert_null(output_png(page, 1200, list));
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 1);
    g_assert_cmpstr(dk_diagnostics_item(list, 0)->code, ==, "output-not-written");
    g_assert_nonnull(strstr(dk_diagnostics_item(list, 0)->hint, "1179 ppi"));
    const double bad[] = {0, -1, HUGE_VAL, strtod("nan", NULL), 1e300};
    for (unsigned i = 0; i < G_N_ELEMENTS(bad); i++) g_assert_null(output_png(page, bad[i], list));
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 1 + G_N_ELEMENTS(bad));
    fixture_page_free(page);
}

/* Colour is shown by the mean of the overprints, see output_ink_rgb. */
static void test_colour(void)
{
    Page *page = fixture_page(36 * DK_PT, 36 * DK_PT);
    fixture_item(page, PAGE_FILL, (BaseRect){0, 0, 36 * DK_PT, 36 * DK_PT})->ink = (ModelInk){.m = 100, .y = 40, .k = 20};
    g_autoptr(GBytes) png = draw(page, 72);
    unsigned pixel = compare_png_pixel(g_bytes_get_data(png, NULL), g_bytes_get_size(png), 18, 18);
    static const unsigned wanted[] = {79, 9, 189}; /* blue, green, red: .8 (.6 M + .4 MY) */
    for (unsigned i = 0; i < 3; i++) g_assert_cmpint(ABS((int)(pixel >> 8 * i & 0xff) - (int)wanted[i]), <=, 1);
    fixture_page_free(page);
}

void test_png_add(void)
{
    g_test_add_func("/output/png/like-pdf", test_like_pdf);
    g_test_add_func("/output/png/size", test_size);
    g_test_add_func("/output/png/too-large", test_too_large);
    g_test_add_func("/output/png/colour", test_colour);
}
