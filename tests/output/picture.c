/* Pictures: what is read, what is refused, and that a page with a bad picture is made all the same. */
#include "output/picture.h"
#include "output/fixture.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

/* ---- Making pictures ---- */

static cairo_status_t append(void *closure, const unsigned char *data, unsigned n)
{
    g_byte_array_append(closure, data, n);
    return CAIRO_STATUS_SUCCESS;
}

/* A gradient of 40 by 30 pixels, in grey or in red. */
static GByteArray *make_png(bool is_coloured)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 40, 30);
    cairo_t *cairo = cairo_create(surface);
    for (int x = 0; x < 40; x++) {
        double light = x / 40.0;
        cairo_set_source_rgb(cairo, light, is_coloured ? 0 : light, is_coloured ? 0 : light);
        cairo_rectangle(cairo, x, 0, 1, 30);
        cairo_fill(cairo);
    }
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_write_to_png_stream(surface, append, bytes);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return bytes;
}

/* A JPEG of 40 by 30 pixels, white but for its black top left quarter; `components` 1, 3 or 4. */
static GByteArray *make_jpeg(int components, unsigned orientation)
{
    struct jpeg_compress_struct codec;
    struct jpeg_error_mgr errors;
    unsigned char *data = NULL;
    unsigned long size = 0;
    codec.err = jpeg_std_error(&errors);
    jpeg_create_compress(&codec);
    jpeg_mem_dest(&codec, &data, &size);
    codec.image_width = 40;
    codec.image_height = 30;
    codec.input_components = components;
    codec.in_color_space = components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&codec);
    jpeg_start_compress(&codec, TRUE);
    uint8_t exif[] = "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0.\0\0";
    exif[25] = (uint8_t)orientation;
    if (orientation) jpeg_write_marker(&codec, JPEG_APP0 + 1, exif, sizeof exif - 1);
    while (codec.next_scanline < 30) {
        uint8_t row[160];
        for (int x = 0; x < 40; x++) memset(row + x * components, x < 20 && codec.next_scanline < 15 ? 0 : 255, (size_t)components);
        JSAMPROW rows = row;
        jpeg_write_scanlines(&codec, &rows, 1);
    }
    jpeg_finish_compress(&codec);
    jpeg_destroy_compress(&codec);
    return g_byte_array_new_take(data, size);
}

static GByteArray *make_text(const char *text)
{
    GByteArray *bytes = g_byte_array_new();
    return g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
}

static const char drawing[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\">"
                              "<rect width=\"20\" height=\"15\" fill=\"%s\"/></svg>";

/* ---- Loading them ---- */

typedef struct {
    Picture *picture;
    char *codes; /* of the findings, joined */
} Loaded;

/* Loads the bytes, which it releases, into a frame of 40 by 30 pt. */
static Loaded load(GByteArray *bytes)
{
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "duikai-picture-XXXXXX", NULL);
    int file = g_mkstemp(path);
    g_assert_cmpint(file, >=, 0);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(path, (const char *)bytes->data, (gssize)bytes->len, NULL));
    g_byte_array_unref(bytes);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    PageItem item = {.kind = PAGE_PICTURE, .frame = "photo", .path = path, .rect = {0, 0, 40 * DK_PT, 30 * DK_PT}};
    Loaded loaded = {picture_load(&item, list), NULL};
    GString *codes = g_string_new(NULL);
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        g_string_append_printf(codes, "%s ", dk_diagnostics_item(list, i)->code);
        g_test_message("%s", dk_diagnostics_item(list, i)->message);
    }
    loaded.codes = g_string_free(codes, FALSE);
    g_unlink(path);
    return loaded;
}

static void loaded_free(Loaded *loaded)
{
    picture_free(loaded->picture);
    g_free(loaded->codes);
}

static void expect_refused(GByteArray *bytes)
{
    Loaded loaded = load(bytes);
    g_assert_null(loaded.picture);
    g_assert_cmpstr(loaded.codes, ==, "picture-unreadable ");
    loaded_free(&loaded);
}

/* Whether the picture's dark quarter lies at the given corner. */
static void expect_corner(const Loaded *loaded, unsigned width, unsigned height, bool is_right, bool is_low)
{
    const Picture *picture = loaded->picture;
    g_assert_nonnull(picture);
    g_assert_cmpuint(picture->width, ==, width);
    g_assert_cmpuint(picture->height, ==, height);
    for (unsigned i = 0; i < 4; i++) {
        unsigned x = width * (i % 2 * 2 + 1) / 4, y = height * (i / 2 * 2 + 1) / 4, grey = picture->grey[y * width + x];
        bool is_dark = (i % 2 == 1) == is_right && (i / 2 == 1) == is_low;
        g_assert_cmpuint(is_dark ? grey : 255 - grey, <, 20);
    }
}

static void test_png(void)
{
    Loaded grey = load(make_png(false)), colour = load(make_png(true));
    g_assert_cmpstr(grey.codes, ==, "");
    g_assert_cmpstr(colour.codes, ==, "picture-colour ");
    g_assert_cmpuint(grey.picture->grey[20], ==, 128); /* grey stays as it is */
    g_assert_cmpuint(colour.picture->grey[20], ==, 77 * 128 / 256);
    g_autoptr(GBytes) written = picture_write_png(grey.picture);
    char *reason = NULL;
    g_autoptr(Picture) again = picture_read_png(g_bytes_get_data(written, NULL), g_bytes_get_size(written), &reason);
    g_assert_cmpmem(again->grey, 1200, grey.picture->grey, 1200);
    g_assert_null(grey.picture->png); /* it was RGB with equal channels */
    g_assert_true(g_bytes_equal(again->png, written));
    loaded_free(&grey);
    loaded_free(&colour);
}

static void test_jpeg(void)
{
    GByteArray *source = make_jpeg(1, 0);
    g_autoptr(GBytes) file = g_bytes_new(source->data, source->len);
    Loaded grey = load(source), colour = load(make_jpeg(3, 0)), inks = load(make_jpeg(4, 0));
    expect_corner(&grey, 40, 30, false, false);
    expect_corner(&colour, 40, 30, false, false);
    g_assert_true(g_bytes_equal(grey.picture->jpeg, file)); /* carried as it came */
    g_assert_cmpstr(grey.codes, ==, "");
    g_assert_cmpstr(colour.codes, ==, "picture-colour ");
    expect_corner(&inks, 40, 30, false, false); /* libjpeg marks its four-ink files as Adobe's: 255 is paper */
    loaded_free(&grey);
    loaded_free(&colour);
    loaded_free(&inks);
}

/* EXIF 2.3: orientation says where row 0 and column 0 of the stored picture are on the upright one. */
static void test_orientation(void)
{
    static const struct {
        unsigned width, height;
        bool is_right, is_low;
    } wanted[] = {{40, 30, false, false}, {40, 30, true, false}, {40, 30, true, true}, {40, 30, false, true},
                  {30, 40, false, false}, {30, 40, true, false}, {30, 40, true, true}, {30, 40, false, true}};
    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++) {
        g_test_message("orientation %u", i + 1);
        Loaded loaded = load(make_jpeg(1, i + 1));
        expect_corner(&loaded, wanted[i].width, wanted[i].height, wanted[i].is_right, wanted[i].is_low);
        loaded_free(&loaded);
    }
}

static void test_svg(void)
{
    g_autofree char *black = g_strdup_printf(drawing, "black"), *red = g_strdup_printf(drawing, "red");
    Loaded grey = load(make_text(black)), colour = load(make_text(red));
    expect_corner(&grey, 167, 125, false, false); /* 300 ppi */
    g_assert_cmpstr(grey.codes, ==, "");
    g_assert_cmpstr(colour.codes, ==, "picture-colour ");
    loaded_free(&grey);
    loaded_free(&colour);
}

/* A drawing cannot look at other files: what it names is not there, wherever that is. */
static void test_svg_is_closed(void)
{
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "duikai-secret.png", NULL);
    GByteArray *png = make_png(false);
    g_assert_true(g_file_set_contents(path, (const char *)png->data, (gssize)png->len, NULL));
    g_byte_array_unref(png);
    g_autofree char *text =
        g_strdup_printf("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                        "viewBox=\"0 0 40 30\"><image xlink:href=\"file://%s\" width=\"40\" height=\"30\"/></svg>",
                        path);
    Loaded loaded = load(make_text(text));
    g_assert_nonnull(loaded.picture);
    for (unsigned i = 0; i < loaded.picture->width * loaded.picture->height; i++)
        g_assert_cmpuint(loaded.picture->grey[i], ==, 255);
    loaded_free(&loaded);
    g_unlink(path);
}

static void test_refused(void)
{
    GByteArray *png = make_png(false), *jpeg = make_jpeg(1, 0), *bomb = make_png(false);
    expect_refused(g_byte_array_set_size(png, png->len / 2));
    expect_refused(g_byte_array_set_size(jpeg, jpeg->len - 40));
    memcpy(bomb->data + 16, "\0\1\0\0\0\1\0\0", 8); /* 65536 by 65536 pixels */
    expect_refused(bomb);
    expect_refused(make_text("<svg xmlns=\"http://www.w3.org/2000/svg\"><g>"));
    expect_refused(make_text("not a picture"));
    expect_refused(make_text(""));
    GByteArray *large = make_jpeg(1, 0);
    for (unsigned i = 0; i + 9 < large->len; i++)
        if (large->data[i] == 0xff && large->data[i + 1] == 0xc0)
            memcpy(large->data + i + 5, "\xfd\xe8\xfd\xe8", 4); /* 65000 a side */
    expect_refused(large);
}

static void test_resolution(void)
{
    uint8_t *grey = g_malloc0(2000 * 1000);
    Picture *wide = picture_new(2000, 1000, grey);
    g_autoptr(GBytes) file = picture_write_png(wide);
    picture_free(wide);
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, g_bytes_get_data(file, NULL), (guint)g_bytes_get_size(file));
    Loaded loaded = load(bytes); /* covers 40 by 30 pt: 2000 pixels on 60 pt, 2400 ppi */
    g_assert_cmpuint(loaded.picture->width, ==, 250);
    g_assert_cmpuint(loaded.picture->height, ==, 125);
    PicturePlace place = picture_place(loaded.picture, &(BaseRect){0, 0, 40 * DK_PT, 30 * DK_PT});
    g_assert_cmpint(place.width, ==, 60 * DK_PT);
    g_assert_cmpint(place.x, ==, -10 * DK_PT);
    g_assert_cmpint(place.y, ==, 0);
    loaded_free(&loaded);
}

/* A plain grey PNG is known as good by its chunks, and as bad when a byte is another or the end is missing. */
static void test_sound(void)
{
    Picture *grey = picture_new(200, 100, g_malloc0(20000));
    for (unsigned i = 0; i < 20000; i++) grey->grey[i] = (uint8_t)(i * 7);
    g_autoptr(GBytes) file = picture_write_png(grey);
    picture_free(grey);
    gsize size;
    const uint8_t *data = g_bytes_get_data(file, &size);
    g_assert_true(picture_is_sound_png(data, size));
    for (unsigned cut = 1; cut < size; cut += 7) g_assert_false(picture_is_sound_png(data, size - cut));
    g_autofree uint8_t *changed = g_memdup2(data, size);
    for (unsigned i = 0; i < size; i += 3) {
        changed[i] ^= 0x10;
        g_assert_false(picture_is_sound_png(changed, size));
        changed[i] ^= 0x10;
    }
    GByteArray *coloured = make_png(true);
    g_assert_false(picture_is_sound_png(coloured->data, coloured->len));
    g_byte_array_unref(coloured);
}

/* ---- On a page ---- */

static void test_empty_box(void)
{
    Page *page = fixture_page(100 * DK_PT, 100 * DK_PT);
    PageItem *item = fixture_item(page, PAGE_PICTURE, (BaseRect){10 * DK_PT, 10 * DK_PT, 80 * DK_PT, 60 * DK_PT});
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new(), none = dk_diagnostics_new();
    item->path = "/nonexistent/photo.jpg"; /* model/ has said so */
    output_check_pictures(page, list);
    fixture_expect_none(list);
    item->path = "tests/output/picture.c"; /* the project's folder is where tests run */
    output_check_pictures(page, list);
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 1);
    g_assert_cmpstr(dk_diagnostics_item(list, 0)->code, ==, "picture-unreadable");
    g_assert_cmpstr(dk_diagnostics_item(list, 0)->file, ==, "tests/output/picture.c");
    g_assert_cmpint(dk_diagnostics_status(list, true), ==, DK_STATUS_WARNINGS);
    const Page *const pages[] = {page};
    g_autoptr(GBytes) pdf = output_pdf(pages, 1, none), png = output_png(page, 100, none), svg = output_svg(page, none);
    fixture_expect_none(none);
    g_assert_true(pdf && png && svg);
    fixture_page_free(page);
}

void test_picture_add(void)
{
    g_test_add_func("/output/picture/png", test_png);
    g_test_add_func("/output/picture/jpeg", test_jpeg);
    g_test_add_func("/output/picture/orientation", test_orientation);
    g_test_add_func("/output/picture/svg", test_svg);
    g_test_add_func("/output/picture/svg-is-closed", test_svg_is_closed);
    g_test_add_func("/output/picture/refused", test_refused);
    g_test_add_func("/output/picture/resolution", test_resolution);
    g_test_add_func("/output/picture/sound", test_sound);
    g_test_add_func("/output/picture/empty-box", test_empty_box);
}
