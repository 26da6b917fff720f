/* Pictures made by the tests themselves. */
#include "output/pictures.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

static cairo_status_t append(void *closure, const unsigned char *data, unsigned n)
{
    g_byte_array_append(closure, data, n);
    return CAIRO_STATUS_SUCCESS;
}

/* A gradient of 40 by 30 pixels, in grey or in red. */
GByteArray *pictures_png(bool is_coloured)
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

/* A pixel of a JPEG: dark in the quarter, else white; of three channels dark red, so that it is in colour. */
static void paint(uint8_t *pixel, int components, bool is_dark)
{
    memset(pixel, is_dark ? 0 : 255, (size_t)components);
    if (is_dark && components == 3) pixel[0] = 60;
}

/* A JPEG of 40 by 30 pixels, white but for its dark top left quarter; `components` 1, 3 or 4. */
GByteArray *pictures_jpeg(int components, unsigned orientation)
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
        for (int x = 0; x < 40; x++) paint(row + x * components, components, x < 20 && codec.next_scanline < 15);
        JSAMPROW rows = row;
        jpeg_write_scanlines(&codec, &rows, 1);
    }
    jpeg_finish_compress(&codec);
    jpeg_destroy_compress(&codec);
    return g_byte_array_new_take(data, size);
}

GByteArray *pictures_text(const char *text)
{
    GByteArray *bytes = g_byte_array_new();
    return g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
}

static void put(GByteArray *bytes, unsigned value, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        guint8 byte = (guint8)(value >> 8 * i);
        g_byte_array_append(bytes, &byte, 1);
    }
}

static void put_entry(GByteArray *bytes, unsigned tag, unsigned type, unsigned value)
{
    put(bytes, tag, 2);
    put(bytes, type, 2);
    put(bytes, 1, 4);
    put(bytes, value, 4);
}

/* TIFF 6.0: little-endian, one strip, not packed. */
GByteArray *pictures_tiff(unsigned channels, unsigned bits, unsigned orientation)
{
    enum { SHORT = 3, LONG = 4, N = 10, HEAD = 8 + 2 + 12 * N + 4, WHITE = 1, RGB = 2, INKS = 5 };
    unsigned stride = bits == 1 ? 5 : 40 * channels, start = HEAD + 8;
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)"II*", 4);
    put(bytes, 8, 4);
    put(bytes, N, 2);
    put_entry(bytes, 256, SHORT, 40);
    put_entry(bytes, 257, SHORT, 30);
    put(bytes, 258, 2);
    put(bytes, SHORT, 2);
    put(bytes, channels, 4);
    put(bytes, channels > 2 ? HEAD : bits, 4);
    put_entry(bytes, 259, SHORT, 1);
    put_entry(bytes, 262, SHORT, channels == 1 ? WHITE : channels == 3 ? RGB : INKS);
    put_entry(bytes, 273, LONG, start);
    put_entry(bytes, 274, SHORT, orientation);
    put_entry(bytes, 277, SHORT, channels);
    put_entry(bytes, 278, SHORT, 30);
    put_entry(bytes, 279, LONG, stride * 30);
    put(bytes, 0, 4);
    for (unsigned i = 0; i < 4; i++) put(bytes, bits, 2);
    for (unsigned y = 0; y < 30; y++) {
        uint8_t row[160];
        for (unsigned x = 0; x < 40; x++) {
            bool is_dark = x < 20 && y < 15;
            if (channels == 4) memset(row + 4 * x, is_dark ? 255 : 0, 4);
            else if (bits == 8) paint(row + channels * x, (int)channels, is_dark);
        }
        if (bits == 1) memcpy(row, y < 15 ? "\0\0\x0f\xff\xff" : "\xff\xff\xff\xff\xff", 5);
        g_byte_array_append(bytes, row, stride);
    }
    return bytes;
}

/* 8 by 6 pixels in colour, lossless. */
GByteArray *pictures_webp(void)
{
    static const uint8_t file[] = {
        0x52, 0x49, 0x46, 0x46, 0x48, 0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x4c, 0x3b, 0x00, 0x00, 0x00,
        0x2f, 0x07, 0x40, 0x01, 0x00, 0x5f, 0x20, 0x10, 0x48, 0xda, 0x1f, 0x7a, 0x8d, 0x09, 0x10, 0x10, 0x14, 0xf9, 0x3f, 0xda,
        0xfc, 0x07, 0x67, 0x81, 0x04, 0xe6, 0xc6, 0x70, 0x21, 0xc0, 0x40, 0x24, 0x19, 0x15, 0xfe, 0x2b, 0x50, 0x89, 0x0a, 0x2a,
        0xa8, 0x20, 0x82, 0x06, 0x1a, 0x28, 0x68, 0x74, 0x88, 0xe8, 0x7f, 0x80, 0xd5, 0x5f, 0x25, 0xe7, 0xcc, 0x63, 0x01, 0x00,
    };
    GByteArray *bytes = g_byte_array_new();
    return g_byte_array_append(bytes, file, sizeof file);
}

/* Page 1 is 40 by 30 pt and red; page 2 is 30 by 40 pt, turned to 40 by 30, its top left quarter black as it is seen. */
GByteArray *pictures_pdf(void)
{
    static const char *const objects[] = {
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 40 30]>>",
        "<</Type/Page/Parent 2 0 R/Resources<<>>/Contents 5 0 R>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/CropBox[10 10 40 50]/Rotate 90/Contents 6 0 R>>",
        "<</Length 25>>stream\n1 0 0 rg 0 0 40 30 re f   \nendstream",
        "<</Length 25>>stream\n0 g 10 10 15 20 re f      \nendstream",
    };
    GString *file = g_string_new("%PDF-1.4\n");
    gsize places[G_N_ELEMENTS(objects)];
    for (unsigned i = 0; i < G_N_ELEMENTS(objects); i++) {
        places[i] = file->len;
        g_string_append_printf(file, "%u 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    gsize table = file->len;
    g_string_append_printf(file, "xref\n0 %zu\n0000000000 65535 f \n", G_N_ELEMENTS(objects) + 1);
    for (unsigned i = 0; i < G_N_ELEMENTS(objects); i++) g_string_append_printf(file, "%010zu 00000 n \n", places[i]);
    g_string_append_printf(file, "trailer\n<</Root 1 0 R/Size %zu>>\nstartxref\n%zu\n%%%%EOF\n", G_N_ELEMENTS(objects) + 1, table);
    gsize size = file->len;
    return g_byte_array_new_take((guint8 *)g_string_free(file, FALSE), size);
}

char *pictures_file(GByteArray *bytes)
{
    char *path = g_build_filename(g_get_tmp_dir(), "duikai-picture-XXXXXX", NULL);
    int file = g_mkstemp(path);
    g_assert_cmpint(file, >=, 0);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(path, (const char *)bytes->data, (gssize)bytes->len, NULL));
    g_byte_array_unref(bytes);
    return path;
}

/* ---- On a page ---- */

/* A page of one block that is all picture. */
static ModelResolved *resolve(Opened *opened, const ModelPicture *picture, BaseRect rect)
{
    ModelStory *story = base_arena_new_array(opened->arena, ModelStory, 1);
    *story = (ModelStory){.path = "story.md", .slug = "story", .text = "", .pictures = picture, .n_pictures = 1};
    ModelBlock *block = base_arena_new_array(opened->arena, ModelBlock, 1);
    *block = (ModelBlock){.id = "photo", .story = story, .n_pictures = 1};
    ModelPictureFrame *frame = base_arena_new_array(opened->arena, ModelPictureFrame, 1);
    frame->rect = rect;
    ModelResolved *resolved = base_arena_new_array(opened->arena, ModelResolved, 1);
    *resolved = (ModelResolved){.blocks = block, .n_blocks = 1, .pictures = frame, .n_pictures = 1};
    return resolved;
}

Opened *pictures_open(const ModelPicture *picture, ModelPress press, double width, double height)
{
    Opened *opened = g_new0(Opened, 1);
    opened->arena = base_arena_new();
    opened->store = output_pictures_new();
    opened->held = g_ptr_array_new_with_free_func(output_picture_release);
    opened->list = dk_diagnostics_new();
    BaseRect rect = {0, 0, base_length_from_pt(width), base_length_from_pt(height)};
    ModelPicture *own = base_arena_new_array(opened->arena, ModelPicture, 1);
    *own = *picture;
    ModelResolved *resolved = resolve(opened, own, rect);
    resolved->press = press;
    opened->resolved = output_open_pictures(resolved, opened->store, opened->held, opened->arena, opened->list);
    opened->page = fixture_page(rect.width, rect.height);
    PageItem *item = fixture_item(opened->page, PAGE_PICTURE, rect);
    item->path = own->path;
    item->shown = opened->resolved->pictures[0].shown;
    GString *codes = g_string_new(NULL);
    for (size_t i = 0; i < dk_diagnostics_count(opened->list); i++) {
        g_string_append_printf(codes, "%s ", dk_diagnostics_item(opened->list, i)->code);
        g_test_message("%s", dk_diagnostics_item(opened->list, i)->message);
    }
    opened->codes = g_string_free(codes, FALSE);
    return opened;
}

void pictures_close(Opened *opened)
{
    fixture_page_free(opened->page);
    g_ptr_array_unref(opened->held);
    output_pictures_free(opened->store);
    dk_diagnostics_free(opened->list);
    base_arena_free(opened->arena);
    g_free(opened->codes);
    g_free(opened);
}
