/* SVG: well-formed, and drawn by librsvg as the PNG is. */
#include "output/compare.h"
#include "output/fixture.h"

#include <librsvg/rsvg.h>
#include <string.h>

static GBytes *draw(const Page *page)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    GBytes *svg = output_svg(page, list);
    fixture_expect_none(list);
    g_assert_nonnull(svg);
    return svg;
}

static Pixels render(GBytes *svg, unsigned width, unsigned height)
{
    GError *error = NULL;
    RsvgHandle *handle = rsvg_handle_new_from_data(g_bytes_get_data(svg, NULL), g_bytes_get_size(svg), &error);
    g_assert_no_error(error);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cairo_t *cairo = cairo_create(surface);
    RsvgRectangle viewport = {0, 0, width, height};
    g_assert_true(rsvg_handle_render_document(handle, cairo, &viewport, &error));
    cairo_destroy(cairo);
    g_object_unref(handle);
    return compare_take_surface(surface);
}

static void test_like_png(void)
{
    Page *page = fixture_sample();
    if (!page) return;
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autoptr(GBytes) svg = draw(page), png = output_png(page, 100, list);
    fixture_page_free(page);
    Pixels ours = compare_read_png(g_bytes_get_data(png, NULL), g_bytes_get_size(png)),
           theirs = render(svg, ours.width, ours.height);
    compare_expect_near(&ours, &theirs, (Difference){0.5, 0.0005});
    compare_free(&ours);
    compare_free(&theirs);
}

static void test_well_formed(void)
{
    Page *page = fixture_sample();
    if (!page) return;
    page->title = "A < B & \"C\" \x01 株洲";
    for (unsigned i = 0; i < page->items->len; i++) g_array_index(page->items, PageItem, i).alt = "桥 & <river>";
    g_autoptr(GBytes) svg = draw(page);
    fixture_page_free(page);
    const char *text = g_bytes_get_data(svg, NULL);
    g_assert_nonnull(g_strstr_len(text, (gssize)g_bytes_get_size(svg), "<title>A &lt; B &amp; &quot;C&quot;  株洲</title>"));
    const char *const command[] = {"xmllint", "--noout", "@", NULL};
    g_free(fixture_run(svg, command));
}

void test_svg_add(void)
{
    g_test_add_func("/output/svg/like-png", test_like_png);
    g_test_add_func("/output/svg/well-formed", test_well_formed);
}
