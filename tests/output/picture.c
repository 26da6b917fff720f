/* Pictures: what is read, what is refused, what of it is shown, and that a page with a bad picture is made all the same. */
#include "output/pictures.h"
#include "output/shared.h"

#include <glib/gstdio.h>
#include <string.h>

static const char drawing[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\">"
                              "<rect width=\"20\" height=\"15\" fill=\"%s\"/></svg>";

/* ---- Loading them ---- */

typedef struct {
    Picture *picture;
    char *reason;
} Loaded;

/* Reads the bytes, which it releases, for a frame of 40 by 30 pt. */
static Loaded load_for(GByteArray *bytes, PictureRequest request)
{
    g_autofree char *path = pictures_file(bytes);
    request.path = path;
    request.width = 40 * DK_PT;
    request.height = 30 * DK_PT;
    Loaded loaded = {0};
    loaded.picture = picture_read(&request, &loaded.reason);
    if (loaded.reason) g_test_message("%s", loaded.reason);
    g_assert_true(!loaded.picture == (loaded.reason != NULL));
    char *reason = NULL;
    if (loaded.picture && loaded.picture->pdf) picture_draw_pdf(loaded.picture, &reason);
    else if (loaded.picture && loaded.picture->svg) picture_draw_svg(loaded.picture, &reason);
    else if (loaded.picture && !loaded.picture->pixels) picture_decode_png(loaded.picture, &reason);
    g_assert_null(reason);
    g_unlink(path);
    return loaded;
}

static Loaded load(GByteArray *bytes)
{
    return load_for(bytes, (PictureRequest){0});
}

static void loaded_free(Loaded *loaded)
{
    picture_free(loaded->picture);
    g_free(loaded->reason);
}

static void expect_refused(GByteArray *bytes, const char *word)
{
    Loaded loaded = load(bytes);
    g_assert_null(loaded.picture);
    g_test_message("%s", loaded.reason);
    g_assert_nonnull(strstr(loaded.reason, word));
    loaded_free(&loaded);
}

/* Whether the picture's dark quarter lies at the given corner, and is of the given space. */
static void expect_corner(const Loaded *loaded, PictureSpace space, bool is_right, bool is_low)
{
    const Picture *picture = loaded->picture;
    g_assert_nonnull(picture);
    g_assert_cmpint(picture->space, ==, space);
    for (unsigned i = 0; i < 4; i++) {
        unsigned x = picture->width * (i % 2 * 2 + 1) / 4, y = picture->height * (i / 2 * 2 + 1) / 4;
        unsigned value = picture->pixels[(y * picture->width + x) * space + space / 2];
        bool is_dark = (i % 2 == 1) == is_right && (i / 2 == 1) == is_low;
        g_assert_cmpuint(is_dark == (space != PICTURE_INKS) ? value : 255 - value, <, 20);
    }
}

static void test_png(void)
{
    Loaded grey = load(pictures_png(false)), colour = load(pictures_png(true));
    g_assert_cmpint(grey.picture->space, ==, PICTURE_GREY); /* it was RGB with equal channels */
    g_assert_false(grey.picture->was_colour);
    g_assert_cmpuint(grey.picture->pixels[20], ==, 128); /* grey stays as it is */
    g_assert_cmpint(colour.picture->space, ==, PICTURE_RGB);
    g_assert_cmpmem(colour.picture->pixels + 60, 3, "\x80\0\0", 3);
    g_assert_nonnull(colour.picture->png); /* carried as it came */
    g_autoptr(GBytes) written = picture_write_png(grey.picture);
    char *reason = NULL;
    g_autoptr(Picture) again = picture_read_png(g_bytes_get_data(written, NULL), g_bytes_get_size(written), &reason);
    g_assert_null(again->pixels); /* nobody has asked for them */
    g_assert_true(picture_decode_png(again, &reason));
    g_assert_cmpmem(again->pixels, 1200, grey.picture->pixels, 1200);
    g_assert_null(grey.picture->png);
    g_assert_true(g_bytes_equal(again->png, written));
    loaded_free(&grey);
    loaded_free(&colour);
}

/* Alpha is parted from the colours, and put back. */
static void test_alpha(void)
{
    Loaded colour = load(pictures_png(true));
    colour.picture->alpha = g_malloc0(1200);
    memset(colour.picture->alpha, 255, 600);
    g_autoptr(GBytes) written = picture_write_png_alpha(colour.picture);
    char *reason = NULL;
    g_autoptr(Picture) again = picture_read_png(g_bytes_get_data(written, NULL), g_bytes_get_size(written), &reason);
    g_assert_cmpmem(again->alpha, 1200, colour.picture->alpha, 1200);
    g_assert_cmpmem(again->pixels, 1800, colour.picture->pixels, 1800); /* what cannot be seen may be of any colour */
    g_assert_null(again->png);
    loaded_free(&colour);
}

static void test_jpeg(void)
{
    GByteArray *sources[] = {pictures_jpeg(1, 0), pictures_jpeg(3, 0), pictures_jpeg(4, 0)};
    static const PictureSpace spaces[] = {PICTURE_GREY, PICTURE_RGB, PICTURE_INKS};
    for (unsigned i = 0; i < 3; i++) {
        g_autoptr(GBytes) file = g_bytes_new(sources[i]->data, sources[i]->len);
        Loaded loaded = load(sources[i]);
        expect_corner(&loaded, spaces[i], false, false);          /* libjpeg marks its four-ink files as Adobe's: 255 is paper */
        g_assert_true(g_bytes_equal(loaded.picture->jpeg, file)); /* carried as it came */
        g_assert_cmpint(loaded.picture->is_inverted, ==, i == 2);
        loaded_free(&loaded);
    }
    Loaded black = load_for(pictures_jpeg(3, 0), (PictureRequest){.is_black = true});
    expect_corner(&black, PICTURE_GREY, false, false);
    g_assert_true(black.picture->was_colour && !black.picture->jpeg);
    loaded_free(&black);
}

/* EXIF 2.3: orientation says where row 0 and column 0 of the stored picture are on the upright one. */
static void test_orientation(void)
{
    static const struct {
        bool is_right, is_low;
    } wanted[] = {{false, false}, {true, false}, {true, true}, {false, true},
                  {false, false}, {true, false}, {true, true}, {false, true}};
    for (unsigned i = 0; i < 8 * 4; i++) {
        unsigned orientation = i / 4 + 1, kind = i % 4;
        g_test_message("orientation %u, kind %u", orientation, kind);
        Loaded loaded = load(kind == 3 ? pictures_tiff(1, 8, orientation)
                                       : pictures_jpeg(kind == 2   ? 4
                                                       : kind == 1 ? 3
                                                                   : 1,
                                                       orientation));
        PictureSpace space = kind == 2 ? PICTURE_INKS : kind == 1 ? PICTURE_RGB : PICTURE_GREY;
        expect_corner(&loaded, space, wanted[orientation - 1].is_right, wanted[orientation - 1].is_low);
        g_assert_cmpuint(loaded.picture->width, ==, orientation > 4 ? 30 : 40);
        g_assert_cmpuint(loaded.picture->height, ==, orientation > 4 ? 40 : 30);
        g_assert_true(!loaded.picture->jpeg == (orientation > 1 || kind == 3));
        loaded_free(&loaded);
    }
}

static void test_tiff(void)
{
    Loaded grey = load(pictures_tiff(1, 8, 1)), colour = load(pictures_tiff(3, 8, 1)), inks = load(pictures_tiff(4, 8, 1)),
           art = load(pictures_tiff(1, 1, 1));
    expect_corner(&grey, PICTURE_GREY, false, false);
    expect_corner(&colour, PICTURE_RGB, false, false);
    expect_corner(&inks, PICTURE_INKS, false, false);
    expect_corner(&art, PICTURE_GREY, false, false);
    g_assert_true(art.picture->is_line_art && !grey.picture->is_line_art);
    loaded_free(&grey);
    loaded_free(&colour);
    loaded_free(&inks);
    loaded_free(&art);
}

static void test_webp(void)
{
    Loaded loaded = load(pictures_webp());
    g_assert_nonnull(loaded.picture);
    g_assert_cmpint(loaded.picture->space, ==, PICTURE_RGB);
    g_assert_cmpuint(loaded.picture->width * 10 + loaded.picture->height, ==, 86);
    g_assert_cmpmem(loaded.picture->pixels, 3, "\0\0\xff", 3);
    loaded_free(&loaded);
}

static void test_pdf_page(void)
{
    Loaded red = load(pictures_pdf()), black = load_for(pictures_pdf(), (PictureRequest){.page = 2}),
           none = load_for(pictures_pdf(), (PictureRequest){.page = 3});
    g_assert_cmpmem(red.picture->pixels, 3, "\xff\0\0", 3);
    g_assert_cmpfloat(red.picture->pdf->width, ==, 40);
    expect_corner(&black, PICTURE_RGB, false, false);
    g_assert_cmpfloat(black.picture->pdf->width, ==, 40);
    g_assert_cmpfloat(black.picture->pdf->height, ==, 30);
    g_assert_nonnull(strstr(none.reason, "no page 3"));
    loaded_free(&red);
    loaded_free(&black);
    loaded_free(&none);
}

static void test_svg(void)
{
    g_autofree char *black = g_strdup_printf(drawing, "black"), *red = g_strdup_printf(drawing, "#3c0000");
    Loaded grey = load(pictures_text(black)), colour = load(pictures_text(red));
    g_assert_cmpint(grey.picture->space, ==, PICTURE_GREY);
    expect_corner(&colour, PICTURE_RGB, false, false);
    g_assert_cmpuint(colour.picture->width * 1000 + colour.picture->height, ==, 167125); /* 300 ppi */
    g_assert_cmpuint(grey.picture->alpha[2 * 167 + 2], ==, 255);
    g_assert_cmpuint(grey.picture->alpha[167 * 125 - 1], ==, 0);
    loaded_free(&grey);
    loaded_free(&colour);
}

/* A drawing cannot look at other files: what it names is not there, wherever that is. */
static void test_svg_is_closed(void)
{
    g_autofree char *path = pictures_file(pictures_png(false));
    g_autofree char *text =
        g_strdup_printf("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                        "viewBox=\"0 0 40 30\"><image xlink:href=\"file://%s\" width=\"40\" height=\"30\"/></svg>",
                        path);
    Loaded loaded = load(pictures_text(text));
    g_assert_nonnull(loaded.picture);
    for (unsigned i = 0; i < loaded.picture->width * loaded.picture->height; i++) g_assert_cmpuint(loaded.picture->alpha[i], ==, 0);
    loaded_free(&loaded);
    g_unlink(path);
}

/* ---- Bounds of SVGs ---- */

static char *many(const char *before, const char *each, unsigned n)
{
    GString *content = g_string_new(before);
    for (unsigned i = 0; i < n; i++) g_string_append(content, each);
    g_autofree char *text = g_string_free(content, FALSE);
    return g_strconcat("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'>", text, "</svg>", NULL);
}

/* What would take long at 300 ppi is drawn coarser, what would take long at any is refused, and so is what shows nothing. */
static void test_svg_bounds(void)
{
    static const char blurring[] = "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>";
    static const char blurred[] = "<rect width='9' height='9' filter='url(#f)'/>";
    g_autofree char *some = many(blurring, blurred, 1300), *all = many(blurring, blurred, 60000);
    g_autofree char *deep = many("", "<g>", 300);
    Loaded coarse = load(pictures_text(some));
    g_assert_cmpuint(coarse.picture->effect_ppi, ==, 212);
    g_assert_cmpuint(coarse.picture->width * 1000 + coarse.picture->height, ==, 118088);
    loaded_free(&coarse);
    expect_refused(pictures_text(all), "would take too long");
    expect_refused(pictures_text(deep), "cannot be drawn");
    expect_refused(pictures_text("<!DOCTYPE svg [<!ENTITY e '<g/>'>]><svg xmlns='http://www.w3.org/2000/svg'>&e;</svg>"),
                   "is hidden");
    expect_refused(pictures_text("<svg xmlns='http://www.w3.org/2000/svg' width='0' height='30'/>"), "its size is 0");
    expect_refused(pictures_text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 30'/>"), "its size is 0");
}

/* ---- What is refused ---- */

/* libvips warns of some damage before it refuses it; a test would end there. */
static gboolean is_fatal(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
    (void)level, (void)message, (void)data;
    return g_strcmp0(domain, "VIPS") != 0;
}

/* Every format, cut short anywhere behind its header, is refused, and never read as far as it goes. */
static void test_cut_short(void)
{
    g_test_log_set_fatal_handler(is_fatal, NULL);
    for (unsigned kind = 0; kind < 7; kind++)
        for (unsigned part = 3; part < 10; part++) {
            GByteArray *bytes = kind == 0   ? pictures_png(true)
                                : kind == 1 ? pictures_png(false)
                                : kind == 2 ? pictures_jpeg(1, 0)
                                : kind == 3 ? pictures_jpeg(3, 0)
                                : kind == 4 ? pictures_tiff(3, 8, 1)
                                : kind == 5 ? pictures_webp()
                                            : pictures_pdf();
            g_test_message("kind %u, %u/10 of %u bytes", kind, part, bytes->len);
            expect_refused(g_byte_array_set_size(bytes, bytes->len * part / 10), "");
        }
}

/* The header of a progressive JPEG of 32000 by 2000 pixels and some hundred bytes: such a file once cost 12 GiB.  No pixel gets room. */
static void test_bombs(void)
{
    g_test_log_set_fatal_handler(is_fatal, NULL);
    GByteArray *png = pictures_png(false), *small = pictures_png(false), *jpeg = pictures_jpeg(1, 0), *bomb = pictures_jpeg(3, 0),
               *tiff = pictures_tiff(1, 8, 1);
    memcpy(png->data + 16, "\0\1\0\0\0\1\0\0", 8); /* 65536 by 65536 pixels */
    memcpy(small->data + 16, "\0\0\x7d\0\0\0\x07\xd0", 8);
    for (unsigned i = 0; i + 9 < jpeg->len; i++)
        if (jpeg->data[i] == 0xff && jpeg->data[i + 1] == 0xc0)
            memcpy(jpeg->data + i + 5, "\xfd\xe8\xfd\xe8", 4); /* 65000 a side */
    for (unsigned i = 0; i + 9 < bomb->len; i++)
        if (bomb->data[i] == 0xff && bomb->data[i + 1] == 0xc0) {
            bomb->data[i + 1] = 0xc2; /* progressive */
            memcpy(bomb->data + i + 5, "\x07\xd0\x7d\0", 4);
        }
    memcpy(tiff->data + 18, "\x00\xfa", 2); /* 64000 by 64000 */
    memcpy(tiff->data + 30, "\x00\xfa", 2);
    expect_refused(png, "65536 by 65536");
    expect_refused(small, "too few");
    expect_refused(jpeg, "65000 by 65000");
    expect_refused(bomb, "too few");
    expect_refused(tiff, "64000 by 64000");
}

static void test_refused(void)
{
    g_test_log_set_fatal_handler(is_fatal, NULL);
    expect_refused(pictures_text("<svg xmlns=\"http://www.w3.org/2000/svg\"><g>"), "cannot be drawn");
    expect_refused(pictures_text("not a picture"), "neither");
    expect_refused(pictures_text("GIF89a, a picture of another kind"), "neither");
    expect_refused(pictures_text(""), "empty");
    expect_refused(pictures_text("%PDF-1.4\nnothing else"), "damaged");
    expect_refused(pictures_text("RIFF\4\4\4\4WEBPVP8 nonsense"), "WebP");
}

/* ---- Size and place ---- */

static GByteArray *large_png(void)
{
    g_autoptr(Picture) wide = picture_new(2000, 1000, PICTURE_GREY);
    wide->pixels = g_malloc0(2000 * 1000);
    g_autoptr(GBytes) file = picture_write_png(wide);
    GByteArray *bytes = g_byte_array_new();
    return g_byte_array_append(bytes, g_bytes_get_data(file, NULL), (guint)g_bytes_get_size(file));
}

static void test_resolution(void)
{
    Loaded loaded = load(large_png()); /* covers 40 by 30 pt: 2000 pixels on 60 pt, 2400 ppi */
    PictureRequest request = {.width = 40 * DK_PT, .height = 30 * DK_PT};
    g_assert_cmpuint(loaded.picture->width, ==, 250);
    g_assert_cmpuint(loaded.picture->height, ==, 125);
    g_assert_cmpfloat_with_epsilon(picture_ppi(loaded.picture, &request), 300, 0.01);
    ModelShown shown;
    picture_place(loaded.picture, &request, &(BaseRect){0, 0, 40 * DK_PT, 30 * DK_PT}, &shown);
    g_assert_cmpint(shown.width, ==, 60 * DK_PT);
    g_assert_cmpint(shown.x, ==, -10 * DK_PT);
    g_assert_cmpint(shown.y, ==, 0);
    loaded_free(&loaded);
}

/* What is shown has the frame's proportions, lies in the crop, and has the focus as near its middle as that allows. */
static void test_crop(void)
{
    Picture picture = {.width = 400, .height = 200};
    PictureRequest request = {.width = 100 * DK_PT, .height = 100 * DK_PT};
    static const struct {
        ModelCrop crop;
        ModelFocus focus;
        ModelCrop wanted;
    } cases[] = {
        {{0}, {0}, {.25, 0, .5, 1}},
        {{0}, {true, .1, .5}, {0, 0, .5, 1}},
        {{0}, {true, .6, .5}, {.35, 0, .5, 1}},
        {{0}, {true, 1, 0}, {.5, 0, .5, 1}},
        {{.5, .5, .5, .5}, {0}, {.625, .5, .25, .5}},
        {{.5, .5, .5, .5}, {true, .9, .9}, {.75, .5, .25, .5}},
        {{.5, 0, .1, 1}, {true, .55, .9}, {.5, .8, .1, .2}},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        request.crop = cases[i].crop;
        request.focus = cases[i].focus;
        ModelCrop shown = picture_shown(&picture, &request);
        g_test_message("case %u: %g %g %g %g", i, shown.left, shown.top, shown.width, shown.height);
        g_assert_cmpfloat_with_epsilon(shown.left, cases[i].wanted.left, 1e-9);
        g_assert_cmpfloat_with_epsilon(shown.top, cases[i].wanted.top, 1e-9);
        g_assert_cmpfloat_with_epsilon(shown.width, cases[i].wanted.width, 1e-9);
        g_assert_cmpfloat_with_epsilon(shown.height, cases[i].wanted.height, 1e-9);
    }
}

/* A plain PNG is known as good by its chunks, and as bad when a byte is another or the end is missing. */
static void test_sound(void)
{
    g_autoptr(Picture) grey = picture_new(200, 100, PICTURE_GREY);
    grey->pixels = g_malloc(20000);
    for (unsigned i = 0; i < 20000; i++) grey->pixels[i] = (uint8_t)(i * 7);
    g_autoptr(GBytes) file = picture_write_png(grey);
    gsize size;
    unsigned depth, channels;
    const uint8_t *data = g_bytes_get_data(file, &size);
    g_assert_true(picture_is_sound_png(data, size, &depth, &channels));
    g_assert_cmpuint(depth * 10 + channels, ==, 81);
    for (unsigned cut = 1; cut < size; cut += 7) g_assert_false(picture_is_sound_png(data, size - cut, &depth, &channels));
    g_autofree uint8_t *changed = g_memdup2(data, size);
    for (unsigned i = 0; i < size; i += 3) {
        changed[i] ^= 0x10;
        g_assert_false(picture_is_sound_png(changed, size, &depth, &channels));
        changed[i] ^= 0x10;
    }
}

/* ---- On a page ---- */

static const ModelPress usual = {.picture_ppi = 170, .line_art_ppi = 600};

/* A page with what cannot be read is made all the same, and says so once. */
static void test_empty_box(void)
{
    ModelPicture picture = {.file = "photo.jpg", .path = "/nonexistent/photo.jpg"};
    Opened *missing = pictures_open(&picture, usual, 40, 30);
    g_assert_cmpstr(missing->codes, ==, ""); /* model/ has said so */
    g_assert_cmpstr(missing->resolved->pictures[0].shown.label, ==, "photo.jpg");
    pictures_close(missing);
    picture.path = "tests/output/picture.c"; /* the project's folder is where tests run */
    Opened *opened = pictures_open(&picture, usual, 40, 30);
    g_assert_cmpstr(opened->codes, ==, "picture-unreadable ");
    g_assert_cmpstr(dk_diagnostics_item(opened->list, 0)->file, ==, "tests/output/picture.c");
    g_assert_cmpint(dk_diagnostics_status(opened->list, true), ==, DK_STATUS_WARNINGS);
    g_autoptr(DkDiagnostics) none = dk_diagnostics_new();
    const Page *const pages[] = {opened->page};
    g_autoptr(GBytes) pdf = output_pdf(pages, 1, none), png = output_png(opened->page, 100, none),
                      svg = output_svg(opened->page, none);
    fixture_expect_none(none);
    g_assert_true(pdf && png && svg);
    pictures_close(opened);
}

static void test_findings(void)
{
    g_autofree char *photo = pictures_file(pictures_jpeg(3, 0)), *art = pictures_file(pictures_tiff(1, 1, 1));
    ModelPress black = usual;
    black.is_black = true;
    Opened *fine = pictures_open(&(ModelPicture){.path = photo}, usual, 40 * 72 / 170.0, 30 * 72 / 170.0);
    Opened *coarse = pictures_open(&(ModelPicture){.path = photo}, usual, 20, 15);
    Opened *printed = pictures_open(&(ModelPicture){.path = photo}, black, 10, 7.5);
    Opened *lines = pictures_open(&(ModelPicture){.path = art}, usual, 10, 7.5);
    g_assert_cmpstr(fine->codes, ==, "");
    g_assert_cmpstr(coarse->codes, ==, "picture-ppi ");
    g_assert_cmpfloat_with_epsilon(dk_diagnostics_item(coarse->list, 0)->amount, 144, 0.1);
    g_assert_cmpstr(printed->codes, ==, "picture-colour ");
    g_assert_cmpstr(lines->codes, ==, "picture-ppi "); /* 288 */
    pictures_close(fine);
    pictures_close(coarse);
    pictures_close(printed);
    pictures_close(lines);
    g_unlink(photo);
    g_unlink(art);
}

/* The decoded stream data of the one image of the page's PDF. */
static GBytes *image_data(const Opened *opened, const char *kind)
{
    const Page *const pages[] = {opened->page};
    g_autoptr(DkDiagnostics) none = dk_diagnostics_new();
    g_autoptr(GBytes) pdf = output_pdf(pages, 1, none);
    fixture_expect_none(none);
    char *reason = NULL;
    GBytes *plain = output_pdf_plain(pdf, &reason);
    g_assert_nonnull(strstr(g_bytes_get_data(plain, NULL), kind));
    return plain;
}

static bool contains(GBytes *whole, GBytes *part)
{
    return memmem(g_bytes_get_data(whole, NULL), g_bytes_get_size(whole), g_bytes_get_data(part, NULL), g_bytes_get_size(part));
}

/* JPEG data that need no change are in the PDF byte for byte, in the colours they have. */
static void test_carried(void)
{
    static const char *const spaces[] = {"/DeviceGray", "/ICCBased", "/DeviceCMYK"};
    for (unsigned i = 0; i < 3; i++) {
        static const int components[] = {1, 3, 4};
        GByteArray *bytes = pictures_jpeg(components[i], 0);
        g_autoptr(GBytes) file = g_bytes_new(bytes->data, bytes->len);
        g_autofree char *path = pictures_file(bytes);
        Opened *opened = pictures_open(&(ModelPicture){.path = path}, usual, 10, 7.5);
        const Page *const pages[] = {opened->page};
        g_autoptr(GBytes) pdf = output_pdf(pages, 1, opened->list), plain = image_data(opened, spaces[i]);
        g_assert_true(contains(pdf, file));
        g_assert_true(!strstr(g_bytes_get_data(plain, NULL), "/Decode") == (i != 2));
        g_assert_cmpint(output_page_is_grey(opened->page), ==, i == 0);
        pictures_close(opened);
        g_unlink(path);
    }
}

/* A page of a PDF is a form in ours, its text and lines still text and lines. */
static void test_form(void)
{
    g_autofree char *path = pictures_file(pictures_pdf());
    Opened *opened = pictures_open(&(ModelPicture){.path = path, .page = 2}, usual, 40, 30);
    g_autoptr(GBytes) plain = image_data(opened, "/Subtype /Form");
    g_assert_nonnull(memmem(g_bytes_get_data(plain, NULL), g_bytes_get_size(plain), "10 10 15 20 re f", 16));
    g_assert_null(memmem(g_bytes_get_data(plain, NULL), g_bytes_get_size(plain), "/Image", 6));
    pictures_close(opened);
    g_unlink(path);
}

/* The pixel in the middle of a page that is all picture. */
static unsigned middle_pixel(const Opened *opened)
{
    g_autoptr(GBytes) png = output_png(opened->page, 72, opened->list);
    char *reason = NULL;
    g_autoptr(OutputRaster) raster = output_raster_png(png, &reason);
    return raster->pixels[raster->height / 2 * raster->width + raster->width / 2];
}

/* A furniture frame shows what its page says: of a PDF's second page, black in its top left quarter, a part. */
static void test_furniture_shown(void)
{
    static const struct {
        ModelPicture said;
        unsigned wanted; /* the pixel in the middle */
    } cases[] = {{{.page = 1}, 0xff0000},
                 {{.page = 2, .crop = {.05, .05, .4, .4}}, 0x000000},
                 {{.page = 2, .crop = {.55, .55, .4, .4}}, 0xffffff},
                 {{.page = 2, .crop = {0, 0, 1, .5}, .focus = {true, .2, .2}}, 0x000000}};
    g_autofree char *path = pictures_file(pictures_pdf());
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        Opened *opened = pictures_open(&(ModelPicture){.path = path}, usual, 40, 30);
        ModelFurniture frame = {.id = "map",
                                .kind = MODEL_FURNITURE_PICTURE,
                                .rect = {0, 0, 40 * DK_PT, 30 * DK_PT},
                                .path = path,
                                .picture = &cases[i].said,
                                .file = "page.yaml"};
        ModelResolved resolved = *opened->resolved;
        resolved.n_blocks = 0;
        resolved.furniture = &frame;
        resolved.n_furniture = 1;
        const ModelResolved *shown = output_open_pictures(&resolved, opened->store, opened->held, opened->arena, opened->list);
        g_array_index(opened->page->items, PageItem, 0).shown = shown->furniture[0].shown;
        g_assert_cmphex(middle_pixel(opened), ==, cases[i].wanted);
        pictures_close(opened);
    }
    g_unlink(path);
}

/* A crop shows its part and nothing else: the dark quarter, or white beside it. */
static void test_shown(void)
{
    g_autofree char *path = pictures_file(pictures_jpeg(3, 0));
    Opened *dark = pictures_open(&(ModelPicture){.path = path, .crop = {.05, .05, .4, .4}}, usual, 40, 30);
    Opened *light = pictures_open(&(ModelPicture){.path = path, .crop = {.55, .55, .4, .4}}, usual, 40, 30);
    g_assert_cmpuint(middle_pixel(dark) >> 8, <, 0x5000);
    g_assert_cmpuint(middle_pixel(light), >, 0xf0f0f0);
    pictures_close(dark);
    pictures_close(light);
    g_unlink(path);
}

void test_picture_add(void)
{
    g_test_add_func("/output/picture/png", test_png);
    g_test_add_func("/output/picture/alpha", test_alpha);
    g_test_add_func("/output/picture/jpeg", test_jpeg);
    g_test_add_func("/output/picture/orientation", test_orientation);
    g_test_add_func("/output/picture/tiff", test_tiff);
    g_test_add_func("/output/picture/webp", test_webp);
    g_test_add_func("/output/picture/pdf-page", test_pdf_page);
    g_test_add_func("/output/picture/svg", test_svg);
    g_test_add_func("/output/picture/svg-is-closed", test_svg_is_closed);
    g_test_add_func("/output/picture/svg-bounds", test_svg_bounds);
    g_test_add_func("/output/picture/cut-short", test_cut_short);
    g_test_add_func("/output/picture/bombs", test_bombs);
    g_test_add_func("/output/picture/refused", test_refused);
    g_test_add_func("/output/picture/resolution", test_resolution);
    g_test_add_func("/output/picture/crop", test_crop);
    g_test_add_func("/output/picture/sound", test_sound);
    g_test_add_func("/output/picture/empty-box", test_empty_box);
    g_test_add_func("/output/picture/findings", test_findings);
    g_test_add_func("/output/picture/carried", test_carried);
    g_test_add_func("/output/picture/form", test_form);
    g_test_add_func("/output/picture/shown", test_shown);
    g_test_add_func("/output/picture/furniture", test_furniture_shown);
}
