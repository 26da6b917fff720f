/* Drawings as outlines: SVG in a PDF, in colour and in grey, against the pixels of the same drawing. */
#include "output/pdf.h"
#include "output/pictures.h"

#include <glib/gstdio.h>
#include <string.h>

static const ModelPress usual = {.picture_ppi = 170, .line_art_ppi = 600};

#define SVG(rest)                                                                                                                  \
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 40 30'>" rest "</svg>"
#define GRADIENT(from, to)                                                                                                         \
    SVG("<defs><linearGradient id='g'><stop stop-color='" from "'/><stop offset='.4' stop-color='#888'/><stop offset='1' "         \
        "stop-color='" to "' stop-opacity='.5'/></linearGradient></defs><rect width='40' height='30' fill='url(#g)'/>"             \
        "<g opacity='.5'><path d='M0 0 L20 0 L20 15 Z' fill='" from "'/><path d='M5 5 H30 V20 Z' fill='" to "'/></g>")
/* librsvg draws what it blurs as pixels in colours */
#define BLURRED(fill)                                                                                                              \
    SVG("<defs><filter id='b'><feGaussianBlur stdDeviation='2'/></filter></defs><rect width='20' height='15' fill='" fill          \
        "' filter='url(#b)'/>")

static bool has(GBytes *plain, const char *word)
{
    return memmem(g_bytes_get_data(plain, NULL), g_bytes_get_size(plain), word, strlen(word)) != NULL;
}

/* How the PDF's drawing of an SVG differs from that of the PNG, which is made of pixels: the mean difference of a channel, 0-255;
 * negative: there is no program to draw it with. */
static double difference_to_pixels(const Opened *opened)
{
    const Page *const pages[] = {opened->page};
    g_autoptr(GBytes) pdf = output_pdf(pages, 1, opened->list), png = output_png(opened->page, 144, opened->list);
    const char *const command[] = {"pdftoppm", "-r", "144", "-png", "@", NULL};
    gsize size;
    g_autofree char *drawn = fixture_run_bytes(pdf, command, &size);
    if (!drawn) return -1;
    char *reason = NULL;
    g_autoptr(GBytes) bytes = g_bytes_new(drawn, size);
    g_autoptr(OutputRaster) theirs = output_raster_png(bytes, &reason), ours = output_raster_png(png, &reason);
    g_assert_true(theirs && ours && theirs->width == ours->width && theirs->height == ours->height);
    double sum = 0;
    for (unsigned i = 0; i < ours->width * ours->height; i++)
        for (unsigned c = 0; c < 24; c += 8) sum += ABS((int)(ours->pixels[i] >> c & 255) - (int)(theirs->pixels[i] >> c & 255));
    return sum / (3.0 * ours->width * ours->height);
}

static void test_outlines(void)
{
    const ModelPress black = {.picture_ppi = 170, .line_art_ppi = 600, .is_black = true};
    static const struct {
        const char *svg;
        bool is_black;    /* the press prints no colour */
        bool is_outlines; /* in the PDF */
        const char *has, *lacks, *codes;
    } cases[] = {
        {GRADIENT("#222", "#eee"), false, true, "/Subtype /Form", "/DeviceRGB", ""},
        {GRADIENT("#c00", "#0a5"), false, true, "/DefaultRGB", "/DeviceCMYK", ""},
        {GRADIENT("#c00", "#0a5"), true, true, "/ShadingType", "/DeviceRGB", "picture-colour "},
        {SVG("<path d='M0 0 H20 V15 Z' fill='#c00' stroke='#00f'/>"), true, true, "/Subtype /Form", " rg", "picture-colour "},
        {BLURRED("#c00"), false, true, "/DefaultRGB", "/DeviceCMYK", ""},
        {BLURRED("#c00"), true, false, "/Subtype /Image", "/Subtype /Form", "picture-colour picture-pixels "},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = pictures_file(pictures_text(cases[i].svg));
        Opened *opened = pictures_open(&(ModelPicture){.path = path}, cases[i].is_black ? black : usual, 40, 30);
        const Page *const pages[] = {opened->page};
        g_autoptr(GBytes) pdf = output_pdf(pages, 1, opened->list);
        char *reason = NULL;
        g_autoptr(GBytes) plain = output_pdf_plain(pdf, &reason);
        g_assert_true(has(plain, cases[i].has));
        g_assert_false(has(plain, cases[i].lacks));
        g_assert_cmpint(has(plain, "/Matrix"), ==, cases[i].is_outlines);
        g_autoptr(GString) codes = g_string_new(NULL);
        for (size_t k = 0; k < dk_diagnostics_count(opened->list); k++)
            g_string_append_printf(codes, "%s ", dk_diagnostics_item(opened->list, k)->code);
        g_assert_cmpstr(codes->str, ==, cases[i].codes);

        g_assert_cmpfloat(difference_to_pixels(opened), <, 2.5);
        pictures_close(opened);
        g_unlink(path);
    }
}

/* Content streams: colours become greys, all else stays; what is not understood is refused. */
static void test_grey_content(void)
{
    static const struct {
        const char *from, *to; /* NULL: refused */
    } cases[] = {
        {"1 0 0 rg 0 0 5 5 re f", ".3008 g 0 0 5 5 re f "},
        {"q 0 .5 0 RG\n1 w\nQ", "q .293 G 1 w Q "},
        {"0 0 0 1 k 0 0 0 0 K", "0 g 1 G "},
        {".25 g (a rg\\) 1 0 0 rg) Tj", ".25 g (a rg\\) 1 0 0 rg) Tj "},
        {"<00ff>Tj[(a)-20<12>]TJ", "<00ff> Tj [ (a) -20 <12> ] TJ "},
        {"/Pattern cs /p5 scn", "/Pattern cs /p5 scn "},
        {"/DeviceRGB cs 1 0 0 sc", NULL},
        {"1 0 0 rg 0 1 0 sc", ".3008 g .5859 g "},
        {"0 0 0 1 K q 0 0 0 .5 SCN Q", "0 G q .5 G Q "},
        {"/DeviceGray cs .5 sc", "/DeviceGray cs .5 sc "},
        {"1 0 sc", NULL},
        {"BI /W 1 ID x EI", NULL},
        {"0 0 rg", NULL},
        {"% 1 0 0 rg\n1 j", "1 j "},
        {"/a<</K 1>>BDC EMC", "/a << /K 1 >> BDC EMC "},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) grey = pdf_grey_content(cases[i].from, strlen(cases[i].from));
        g_assert_cmpstr(grey ? grey->str : NULL, ==, cases[i].to);
    }
}

/* A function of a gradient gives one grey: a range of three inks goes with them. */
static void test_grey_function(void)
{
    static const char *const functions[] = {
        "<</FunctionType 2/N 1/Domain[0 1]/Range[0 1 0 1 0 1]/C0[1 0 0]/C1[0 1 0]>>",
        "<</FunctionType 3/Domain[0 1]/Range[0 1 0 1 0 1]/Bounds[]/Encode[0 1]/Functions[<</FunctionType 2/N 1/Domain[0 1]"
        "/Range[0 1 0 1 0 1]/C0[1 0 0]/C1[0 1 0]>>]>>",
    };
    qpdf_data qpdf = qpdf_init();
    g_assert_cmpint(qpdf_empty_pdf(qpdf), ==, QPDF_SUCCESS);
    for (unsigned i = 0; i < G_N_ELEMENTS(functions); i++) {
        g_autofree char *text =
            g_strdup_printf("<</Shading<</s<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 1]/Function %s>>>>>>", functions[i]);
        qpdf_oh resources = qpdf_oh_parse(qpdf, text);
        g_assert_true(pdf_grey_resources(qpdf, resources));
        const char *grey = qpdf_oh_unparse_resolved(qpdf, resources);
        g_assert_nonnull(strstr(grey, "/C0 [ .3008 ] /C1 [ .5859 ]"));
        g_assert_nonnull(strstr(grey, "/ColorSpace /DeviceGray"));
        g_assert_null(strstr(grey, "/Range"));
    }
    qpdf_cleanup(&qpdf);
}

void test_outlines_add(void)
{
    g_test_add_func("/output/picture/outlines", test_outlines);
    g_test_add_func("/output/picture/grey-content", test_grey_content);
    g_test_add_func("/output/picture/grey-function", test_grey_function);
}
