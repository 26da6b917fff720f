/* PNG pictures through libpng: decoded to 8 bits a channel with alpha and profile apart, and written.
 *
 * A plain PNG, grey or RGB, is carried as it came: PDF's predictors are PNG's filters, and FlateDecode reads what IDAT chunks hold
 * (ISO 32000-1 7.4.4.4).  A plain grey one is not even decoded before somebody wants its pixels: its chunks' check values say
 * that it is whole.  libpng reports errors by a jump, so all that must be released lives in one struct. */
#include "output/picture.h"

#include <png.h>
#include <string.h>

enum { IHDR = 16, DEPTH = 24, COLOUR = 25, INTERLACE = 28, HEAD = 33 }; /* PNG 5.2, 11.2.2: signature, then IHDR */
enum { PACKED_MOST = 1032 };                                            /* bytes that one byte of deflated data can stand for */

static uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* ---- Soundness ---- */

/* What each value of a byte adds to the check value. */
static const uint32_t *check_steps(void)
{
    static uint32_t steps[256]; /* filled at first use */
    if (steps[255]) return steps;
    for (uint32_t i = 1; i < 256; i++) {
        uint32_t step = i;
        for (int bit = 0; bit < 8; bit++) step = step & 1 ? step >> 1 ^ 0xedb88320u : step >> 1;
        steps[i] = step;
    }
    return steps;
}

uint32_t picture_check_value(const uint8_t *data, size_t size)
{
    const uint32_t *steps = check_steps();
    uint32_t value = 0xffffffffu;
    for (size_t i = 0; i < size; i++) value = value >> 8 ^ steps[(value ^ data[i]) & 0xff];
    return ~value;
}

static unsigned n_channels(const uint8_t *data)
{
    static const unsigned n[] = {1, 0, 3, 1, 2, 0, 4}; /* by colour type, PNG 11.2.2 */
    return data[COLOUR] < G_N_ELEMENTS(n) ? n[data[COLOUR]] : 0;
}

/* Whether so much deflated data can be all of the picture's rows, a filter byte and the pixels each. */
static bool can_hold(const uint8_t *data, uint64_t n_packed)
{
    uint64_t width = big_endian(data + IHDR), height = big_endian(data + IHDR + 4);
    return n_packed * PACKED_MOST >= height * (1 + (width * n_channels(data) * data[DEPTH] + 7) / 8);
}

/* Whether the header is that of pixels which PDF can have as they are: grey, or RGB of 8 bits, not interlaced. */
static bool is_plain(const uint8_t *data, size_t size)
{
    if (size <= HEAD || data[INTERLACE] != 0 || data[DEPTH] > 8) return false;
    return data[COLOUR] == 0 || (data[COLOUR] == 2 && data[DEPTH] == 8);
}

/* Steps over the chunk at `*at`; false when it is cut short, damaged, or of transparency, which a plain picture has not. */
static bool take_chunk(const uint8_t *data, size_t size, size_t *at)
{
    if (size - *at < 12) return false;
    const uint8_t *chunk = data + *at;
    size_t length = big_endian(chunk);
    if (length > size - *at - 12 || memcmp(chunk + 4, "tRNS", 4) == 0) return false;
    *at += length + 12;
    return picture_check_value(chunk + 4, length + 4) == big_endian(chunk + 8 + length);
}

bool picture_is_sound_png(const uint8_t *data, size_t size, unsigned *depth, unsigned *channels)
{
    static const uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (!is_plain(data, size) || memcmp(data, signature, sizeof signature) != 0) return false;
    if (!picture_is_bounded(big_endian(data + IHDR), big_endian(data + IHDR + 4))) return false;
    *depth = data[DEPTH];
    *channels = n_channels(data);
    size_t n_packed = 0;
    for (size_t at = sizeof signature; at < size;) {
        size_t first = at;
        if (!take_chunk(data, size, &at)) return false;
        if (memcmp(data + first + 4, "IDAT", 4) == 0) n_packed += at - first - 12;
        if (memcmp(data + first + 4, "IEND", 4) == 0) return can_hold(data, n_packed);
    }
    return false;
}

/* ---- Reading ---- */

typedef struct {
    const uint8_t *data;
    size_t left;
    png_structp codec;
    png_infop info;
    Picture *picture;
    uint8_t *samples; /* all channels of all pixels, alpha among them */
    png_bytep *rows;
    unsigned n_samples; /* a pixel */
    char message[128];
} Reader;

static void fail(png_structp codec, png_const_charp message)
{
    Reader *reader = png_get_error_ptr(codec);
    g_strlcpy(reader->message, message, sizeof reader->message);
    png_longjmp(codec, 1);
}

static void pass(png_structp codec, png_const_charp message)
{
    (void)codec;
    (void)message;
}

static void read_some(png_structp codec, png_bytep out, size_t n)
{
    Reader *reader = png_get_io_ptr(codec);
    if (n > reader->left) png_error(codec, "it is cut short");
    memcpy(out, reader->data, n);
    reader->data += n;
    reader->left -= n;
}

/* Asks for 8 bits a channel, no palette, and alpha where any of it is transparent. */
static void ask_for_bytes(Reader *reader)
{
    png_structp codec = reader->codec;
    reader->picture->is_line_art = png_get_bit_depth(codec, reader->info) == 1;
    png_set_scale_16(codec);
    png_set_expand(codec);
    png_set_interlace_handling(codec);
    png_read_update_info(codec, reader->info);
}

/* The profile that the file has for its RGB colours. */
static void take_profile(Reader *reader)
{
    png_charp name;
    int method;
    png_bytep data;
    png_uint_32 size;
    if (!png_get_iCCP(reader->codec, reader->info, &name, &method, &data, &size) || size < 128) return;
    if (memcmp(data + 16, "RGB ", 4) == 0) reader->picture->profile = g_bytes_new(data, size);
}

/* What jumps are made over: no variable of this function may be needed after one. */
static bool decode(Reader *reader)
{
    reader->codec = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, fail, pass);
    reader->info = reader->codec ? png_create_info_struct(reader->codec) : NULL;
    if (!reader->info || setjmp(png_jmpbuf(reader->codec))) return false;
    png_set_read_fn(reader->codec, reader, read_some);
    png_set_user_limits(reader->codec, PICTURE_SIDE_MAX, PICTURE_SIDE_MAX);
    png_read_info(reader->codec, reader->info);
    reader->picture = picture_new(png_get_image_width(reader->codec, reader->info),
                                  png_get_image_height(reader->codec, reader->info), PICTURE_GREY);
    take_profile(reader);
    ask_for_bytes(reader);
    reader->n_samples = png_get_channels(reader->codec, reader->info);
    size_t stride = (size_t)reader->picture->width * reader->n_samples;
    if (png_get_rowbytes(reader->codec, reader->info) != stride) png_error(reader->codec, "its rows are of an unknown kind");
    reader->samples = g_malloc(stride * reader->picture->height);
    reader->rows = g_new(png_bytep, reader->picture->height);
    for (unsigned y = 0; y < reader->picture->height; y++) reader->rows[y] = reader->samples + y * stride;
    png_read_image(reader->codec, reader->rows);
    png_read_end(reader->codec, NULL);
    return true;
}

/* Parts the alpha from the colours; alpha that is opaque everywhere is none. */
static void part_alpha(Reader *reader)
{
    Picture *picture = reader->picture;
    size_t n = (size_t)picture->width * picture->height;
    unsigned n_colours = reader->n_samples >= 3 ? 3 : 1;
    bool is_opaque = true;
    picture->space = n_colours == 3 ? PICTURE_RGB : PICTURE_GREY;
    picture->was_colour = n_colours == 3;
    picture->pixels = g_steal_pointer(&reader->samples);
    if (reader->n_samples == n_colours) return;
    uint8_t *alpha = g_malloc(n);
    for (size_t i = 0; i < n; i++) {
        const uint8_t *pixel = picture->pixels + i * reader->n_samples;
        alpha[i] = pixel[n_colours];
        is_opaque &= alpha[i] == 255;
        memmove(picture->pixels + i * n_colours, pixel, n_colours);
    }
    if (is_opaque) g_free(alpha);
    else picture->alpha = alpha;
}

static Picture *decode_whole(const uint8_t *data, size_t size, char **reason)
{
    Reader reader = {.data = data, .left = size};
    bool is_whole = decode(&reader);
    if (is_whole) part_alpha(&reader);
    png_destroy_read_struct(&reader.codec, &reader.info, NULL);
    g_free(reader.samples);
    g_free(reader.rows);
    if (is_whole) return reader.picture;
    picture_free(reader.picture);
    *reason = g_strdup_printf("the PNG is damaged or cut short: %s", reader.message);
    return NULL;
}

Picture *picture_read_png(const uint8_t *data, size_t size, char **reason)
{
    unsigned depth, channels;
    if (size < HEAD) {
        *reason = g_strdup("the PNG is cut short");
        return NULL;
    }
    uint32_t width = big_endian(data + IHDR), height = big_endian(data + IHDR + 4);
    if (!picture_check_bounds("PNG", width, height, reason)) return NULL;
    if (!can_hold(data, size)) {
        *reason = g_strdup_printf("the PNG is cut short: %zu bytes are too few for %u by %u pixels", size, width, height);
        return NULL;
    }
    bool is_sound = picture_is_sound_png(data, size, &depth, &channels);
    bool is_waiting = is_sound && channels == 1;
    Picture *picture = is_waiting ? picture_new(width, height, PICTURE_GREY) : decode_whole(data, size, reason);
    if (!picture || !is_sound) return picture;
    picture->is_line_art = depth == 1;
    picture->png = g_bytes_new(data, size);
    picture->png_depth = depth;
    return picture;
}

bool picture_decode_png(Picture *picture, char **reason)
{
    gsize size;
    const uint8_t *data = g_bytes_get_data(picture->png, &size);
    g_autoptr(Picture) decoded = decode_whole(data, size, reason);
    if (!decoded) return false;
    g_free(picture->pixels);
    picture->pixels = g_steal_pointer(&decoded->pixels);
    return true;
}

/* ---- Writing ---- */

/* 8 bits a channel in memory; fails for want of memory only, which ends the process. */
static GBytes *write_png(unsigned width, unsigned height, const uint8_t *pixels, png_uint_32 format)
{
    png_image image = {.version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = format};
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    uint8_t *data = g_malloc(size);
    bool is_written = png_image_write_to_memory(&image, data, &size, 0, pixels, 0, NULL);
    g_assert(is_written);
    return g_bytes_new_take(g_realloc(data, size), size);
}

GBytes *picture_write_png(const Picture *picture)
{
    if (picture->png) return g_bytes_ref(picture->png);
    g_assert(picture->pixels && picture->space != PICTURE_INKS);
    return write_png(picture->width, picture->height, picture->pixels,
                     picture->space == PICTURE_RGB ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY);
}

GBytes *picture_write_png_alpha(const Picture *picture)
{
    size_t n = (size_t)picture->width * picture->height;
    unsigned n_colours = picture->space;
    if (!picture->alpha) return picture_write_png(picture);
    g_autofree uint8_t *samples = g_malloc(n * (n_colours + 1));
    for (size_t i = 0; i < n; i++) {
        memcpy(samples + i * (n_colours + 1), picture->pixels + i * n_colours, n_colours);
        samples[i * (n_colours + 1) + n_colours] = picture->alpha[i];
    }
    return write_png(picture->width, picture->height, samples, n_colours == PICTURE_RGB ? PNG_FORMAT_RGBA : PNG_FORMAT_GA);
}

GBytes *picture_write_mask(const Picture *picture)
{
    return write_png(picture->width, picture->height, picture->alpha, PNG_FORMAT_GRAY);
}
