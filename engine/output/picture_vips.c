/* TIFF, WebP and the pixels of PDF pages through libvips, which is looked up when the first of them is met.
 *
 * libvips costs 50 ms of CPU time to load and start, more than half of what a whole page costs; so the library is not linked, but its
 * functions are looked up by name in the shared object that this was built against (DUIKAI_VIPS), with the types of its header.
 * Loaders that libvips does not hold safe are blocked, but for that of PDF: the pages it draws are those of which the PDF output is
 * made, and libqpdf has read them whole.  A file that is cut short is no picture (fail_on). */
#include "output/picture.h"
#include "output/shared.h"

#include <stddef.h>
#include <string.h>
#include <vips/vips.h>

/* ---- The library ---- */

#define FUNCTIONS(X)                                                                                                               \
    X(vips_init)                                                                                                                   \
    X(vips_block_untrusted_set)                                                                                                    \
    X(vips_operation_block_set)                                                                                                    \
    X(vips_concurrency_set)                                                                                                        \
    X(vips_cache_set_max)                                                                                                          \
    X(vips_image_new_from_buffer)                                                                                                  \
    X(vips_image_get_width)                                                                                                        \
    X(vips_image_get_height)                                                                                                       \
    X(vips_image_get_bands)                                                                                                        \
    X(vips_image_get_interpretation)                                                                                               \
    X(vips_image_get_typeof)                                                                                                       \
    X(vips_image_get_blob)                                                                                                         \
    X(vips_image_hasalpha)                                                                                                         \
    X(vips_image_write_to_memory)                                                                                                  \
    X(vips_autorot)                                                                                                                \
    X(vips_cast)                                                                                                                   \
    X(vips_colourspace)                                                                                                            \
    X(vips_extract_band)                                                                                                           \
    X(vips_error_buffer)                                                                                                           \
    X(vips_error_clear)

#define DECLARE(name) __typeof__(&name) name;
typedef struct {
    FUNCTIONS(DECLARE)
} Library;

#define SYMBOL(name) {#name, offsetof(Library, name)},
static const OutputSymbol symbols[] = {FUNCTIONS(SYMBOL)};

/* Warnings of libvips go nowhere: what matters of them makes a file unreadable, and is said then. */
static void ignore_log(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
    (void)domain, (void)level, (void)message, (void)data;
}

static void start(const Library *library)
{
    g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE, ignore_log, NULL);
    library->vips_block_untrusted_set(TRUE);
    library->vips_operation_block_set("VipsForeignLoadPdf", FALSE);
    library->vips_concurrency_set(1);
    library->vips_cache_set_max(0);
}

/* The library, started; NULL with a reason.  It stays: its types cannot be taken back. */
static const Library *library_open(char **reason)
{
    static Library library;
    static enum { UNTRIED, READY, ABSENT } state;
    if (state == UNTRIED) {
        state = output_look_up(DUIKAI_VIPS, symbols, G_N_ELEMENTS(symbols), &library) && library.vips_init("duikai") == 0 ? READY
                                                                                                                          : ABSENT;
        if (state == READY) start(&library);
    }
    if (state == READY) return &library;
    *reason = g_strdup("pictures of its kind are read by libvips (" DUIKAI_VIPS "), which is not installed here");
    return NULL;
}

/* ---- Images ---- */

typedef struct {
    const Library *vips;
    VipsImage *image;
    char **reason;
} Reader;

static bool fail(const Reader *reader, const char *what)
{
    g_autofree char *why = g_strdup(reader->vips->vips_error_buffer());
    reader->vips->vips_error_clear();
    g_strdelimit(g_strchomp(why), "\n", ' ');
    *reader->reason = g_strdup_printf("%s: %s", what, why);
    return false;
}

/* Puts a later image into the place of the one it was made of. */
static bool step(Reader *reader, int status, VipsImage **made, const char *what)
{
    if (status != 0) return fail(reader, what);
    g_object_unref(reader->image);
    reader->image = *made;
    return true;
}

static bool to_space(Reader *reader, VipsInterpretation space)
{
    VipsImage *made = NULL;
    if (reader->vips->vips_image_get_interpretation(reader->image) == space) return true;
    return step(reader, reader->vips->vips_colourspace(reader->image, &made, space, NULL), &made,
                "its colours are of an unknown kind");
}

static bool to_bytes(Reader *reader)
{
    VipsImage *made = NULL;
    return step(reader, reader->vips->vips_cast(reader->image, &made, VIPS_FORMAT_UCHAR, NULL), &made, "its pixels are unreadable");
}

static PictureSpace space_of(const Reader *reader)
{
    switch (reader->vips->vips_image_get_interpretation(reader->image)) {
    case VIPS_INTERPRETATION_B_W:
    case VIPS_INTERPRETATION_GREY16: return PICTURE_GREY;
    case VIPS_INTERPRETATION_CMYK: return PICTURE_INKS;
    default: return PICTURE_RGB;
    }
}

static void take_profile(const Reader *reader, Picture *picture)
{
    const void *data;
    size_t size;
    if (picture->space != PICTURE_RGB || !reader->vips->vips_image_get_typeof(reader->image, VIPS_META_ICC_NAME)) return;
    if (reader->vips->vips_image_get_blob(reader->image, VIPS_META_ICC_NAME, &data, &size) != 0 || size < 128) return;
    if (memcmp((const char *)data + 16, "RGB ", 4) == 0) picture->profile = g_bytes_new(data, size);
}

/* The bands from `first` on as bytes of our own. */
static uint8_t *take_bands(Reader *reader, int first, int n)
{
    VipsImage *part = NULL;
    size_t size;
    if (reader->vips->vips_extract_band(reader->image, &part, first, "n", n, NULL) != 0) {
        fail(reader, "its channels are of an unknown kind");
        return NULL;
    }
    uint8_t *bytes = reader->vips->vips_image_write_to_memory(part, &size);
    g_object_unref(part);
    if (!bytes) fail(reader, "it is damaged or cut short");
    return bytes;
}

static Picture *take_pixels(Reader *reader, PictureSpace space)
{
    int n_bands = reader->vips->vips_image_get_bands(reader->image);
    bool has_alpha = reader->vips->vips_image_hasalpha(reader->image) && n_bands > (int)space;
    if (n_bands < (int)space) {
        *reader->reason = g_strdup("its channels are of an unknown kind");
        return NULL;
    }
    g_autoptr(Picture) picture = picture_new((unsigned)reader->vips->vips_image_get_width(reader->image),
                                             (unsigned)reader->vips->vips_image_get_height(reader->image), space);
    picture->was_colour = space != PICTURE_GREY;
    take_profile(reader, picture);
    picture->pixels = take_bands(reader, 0, (int)space);
    if (picture->pixels && has_alpha) picture->alpha = take_bands(reader, (int)space, 1);
    return picture->pixels && (picture->alpha || !has_alpha) ? g_steal_pointer(&picture) : NULL;
}

/* Bounds are held against the header: no pixel is decoded before its size is known. */
static bool open_image(Reader *reader, const uint8_t *data, size_t size, int page)
{
    bool is_tiff = data[0] != 'R';
    const char *format = is_tiff ? "TIFF" : "WebP";
    reader->image =
        is_tiff && page > 1
            ? reader->vips->vips_image_new_from_buffer(data, size, "", "fail_on", VIPS_FAIL_ON_TRUNCATED, "page", page - 1, NULL)
            : reader->vips->vips_image_new_from_buffer(data, size, "", "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
    if (!reader->image) {
        g_autofree char *what = g_strdup_printf("the %s is damaged", format);
        return fail(reader, what);
    }
    return picture_check_bounds(format, (uint64_t)reader->vips->vips_image_get_width(reader->image),
                                (uint64_t)reader->vips->vips_image_get_height(reader->image), reader->reason);
}

static Picture *read_image(Reader *reader, PictureSpace space)
{
    VipsImage *upright = NULL;
    VipsInterpretation wanted = space == PICTURE_GREY   ? VIPS_INTERPRETATION_B_W
                                : space == PICTURE_INKS ? VIPS_INTERPRETATION_CMYK
                                                        : VIPS_INTERPRETATION_sRGB;
    bool is_ready = step(reader, reader->vips->vips_autorot(reader->image, &upright, NULL), &upright, "it cannot be turned") &&
                    to_space(reader, wanted) && to_bytes(reader);
    return is_ready ? take_pixels(reader, space) : NULL;
}

Picture *picture_read_other(const uint8_t *data, size_t size, const PictureRequest *request, char **reason)
{
    const Library *vips = library_open(reason);
    if (!vips) return NULL;
    Reader reader = {vips, NULL, reason};
    Picture *picture = open_image(&reader, data, size, request->page) ? read_image(&reader, space_of(&reader)) : NULL;
    g_clear_object(&reader.image);
    enum { BITS_PER_SAMPLE = 0x0102 }; /* TIFF 6.0: one where the file does not say */
    if (picture) picture->is_line_art = data[0] != 'R' && picture_tiff_value(data, size, BITS_PER_SAMPLE, 1) == 1;
    return picture;
}

/* ---- Pages of PDFs ---- */

static bool draw_page(Reader *reader, Picture *picture)
{
    gsize size;
    const void *data = g_bytes_get_data(picture->pdf->file, &size);
    double scale = picture->width / picture->pdf->width; /* the loader draws at 72 dpi */
    reader->image = reader->vips->vips_image_new_from_buffer(data, size, "", "page", (int)picture->pdf->page, "scale", scale,
                                                             "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
    if (!reader->image) return fail(reader, "the page of the PDF cannot be drawn");
    if (!to_space(reader, VIPS_INTERPRETATION_sRGB) || !to_bytes(reader)) return false;
    g_autoptr(Picture) drawn = take_pixels(reader, PICTURE_RGB);
    if (!drawn) return false;
    picture->width = drawn->width; /* it rounds where we may not */
    picture->height = drawn->height;
    picture->pixels = g_steal_pointer(&drawn->pixels);
    picture->alpha = g_steal_pointer(&drawn->alpha);
    return true;
}

bool picture_draw_pdf(Picture *picture, char **reason)
{
    const Library *vips = library_open(reason);
    if (!vips) return false;
    Reader reader = {vips, NULL, reason};
    bool is_drawn = draw_page(&reader, picture);
    g_clear_object(&reader.image);
    return is_drawn;
}
