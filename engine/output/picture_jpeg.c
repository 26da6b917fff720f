/* JPEG pictures through libjpeg: decoded to grey, RGB or four inks, turned as EXIF says, and written.
 *
 * A JPEG that stands upright is carried as it came, byte for byte; all others are written anew from their pixels.  libjpeg
 * reports errors by a jump, so everything that must be released lives in one struct. */
#include "output/picture.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

enum { EXIF_MARKER = JPEG_APP0 + 1, PROFILE_MARKER = JPEG_APP0 + 2, QUALITY = 92 };
enum { SCANS_MAX = 100 /* of a progressive file; a real one has about ten */ };
/* Every block of 8 by 8 pixels takes a bit at least, so no whole file has more pixels a byte (ITU-T T.81 F.1.2, G.1.2). */
enum { PIXELS_A_BYTE = 8 * 64 };

typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf escape;
    bool is_cut_short;
    char message[JMSG_LENGTH_MAX];
} Errors;

static void fail(j_common_ptr codec)
{
    Errors *errors = (Errors *)codec->err;
    codec->err->format_message(codec, errors->message);
    longjmp(errors->escape, 1);
}

/* Warnings go by, but for those that say that a part of the picture is missing. */
static void note_warning(j_common_ptr codec, int level)
{
    if (level < 0 && (codec->err->msg_code == JWRN_JPEG_EOF || codec->err->msg_code == JWRN_HIT_MARKER))
        ((Errors *)codec->err)->is_cut_short = true;
}

static void be_quiet(j_common_ptr codec)
{
    (void)codec;
}

static struct jpeg_error_mgr *use_errors(Errors *errors)
{
    struct jpeg_error_mgr *base = jpeg_std_error(&errors->base);
    base->error_exit = fail;
    base->emit_message = note_warning;
    base->output_message = be_quiet;
    return base;
}

/* Each scan costs a pass over all pixels: a small file with thousands of them would be a bomb. */
static void count_scans(j_common_ptr codec)
{
    if (((j_decompress_ptr)codec)->input_scan_number <= SCANS_MAX) return;
    g_snprintf(((Errors *)codec->err)->message, JMSG_LENGTH_MAX, "it has more than %d scans", SCANS_MAX);
    longjmp(((Errors *)codec->err)->escape, 1);
}

/* ---- EXIF ---- */

static unsigned exif_number(const uint8_t *data, size_t size, size_t at, unsigned n_bytes)
{
    if (at > size || n_bytes > size - at) return 0;
    bool is_little = data[0] == 'I';
    unsigned value = 0;
    for (unsigned i = 0; i < n_bytes; i++) value |= (unsigned)data[at + i] << 8 * (is_little ? i : n_bytes - 1 - i);
    return value;
}

unsigned picture_tiff_value(const uint8_t *data, size_t size, unsigned tag, unsigned missing)
{
    if (size < 8 || (memcmp(data, "II*\0", 4) != 0 && memcmp(data, "MM\0*", 4) != 0)) return missing;
    size_t directory = exif_number(data, size, 4, 4);
    unsigned n = exif_number(data, size, directory, 2);
    for (unsigned i = 0; i < n; i++) {
        size_t entry = directory + 2 + 12 * (size_t)i;
        if (exif_number(data, size, entry, 2) == tag) return exif_number(data, size, entry + 8, 2);
    }
    return missing;
}

/* The orientation that a TIFF directory gives, 1-8 (EXIF 2.3, tag 0x0112); 1 when it gives none. */
static unsigned tiff_orientation(const uint8_t *data, size_t size)
{
    unsigned value = picture_tiff_value(data, size, 0x0112, 1);
    return value >= 1 && value <= 8 ? value : 1;
}

static unsigned orientation(const struct jpeg_decompress_struct *codec)
{
    for (jpeg_saved_marker_ptr marker = codec->marker_list; marker; marker = marker->next)
        if (marker->marker == EXIF_MARKER && marker->data_length > 6 && memcmp(marker->data, "Exif\0\0", 6) == 0)
            return tiff_orientation(marker->data + 6, marker->data_length - 6);
    return 1;
}

/* Turns and mirrors the pixels to orientation 1. */
static void make_upright(Picture *picture, unsigned from)
{
    bool is_swapped = from >= 5; /* rows become columns */
    unsigned width = is_swapped ? picture->height : picture->width, height = is_swapped ? picture->width : picture->height;
    unsigned n = picture->space;
    uint8_t *turned = g_malloc((size_t)width * height * n);
    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++) {
            unsigned column = is_swapped ? y : x, row = is_swapped ? x : y;
            if (from == 2 || from == 3 || from == 7 || from == 8) column = picture->width - 1 - column;
            if (from == 3 || from == 4 || from == 6 || from == 7) row = picture->height - 1 - row;
            memcpy(turned + ((size_t)y * width + x) * n, picture->pixels + ((size_t)row * picture->width + column) * n, n);
        }
    g_free(picture->pixels);
    picture->pixels = turned;
    picture->width = width;
    picture->height = height;
}

/* ---- Reading ---- */

typedef struct {
    struct jpeg_decompress_struct codec;
    Errors errors;
    struct jpeg_progress_mgr progress;
    Picture *picture;
    unsigned orientation; /* as EXIF has it */
} Reader;

/* Refuses by the header what cannot be decoded in bounded room. */
static bool check_header(Reader *reader, size_t size)
{
    const struct jpeg_decompress_struct *codec = &reader->codec;
    char *message = reader->errors.message;
    uint64_t n_pixels = (uint64_t)codec->image_width * codec->image_height;
    if (!picture_is_bounded(codec->image_width, codec->image_height))
        g_snprintf(message, JMSG_LENGTH_MAX, "it has %u by %u pixels, " PICTURE_BOUNDS, codec->image_width, codec->image_height);
    else if (codec->arith_code) g_snprintf(message, JMSG_LENGTH_MAX, "it is packed arithmetically, which no PDF reader knows");
    else if (n_pixels / PIXELS_A_BYTE > size)
        g_snprintf(message, JMSG_LENGTH_MAX, "it is cut short: %zu bytes are too few for %u by %u pixels", size, codec->image_width,
                   codec->image_height);
    else return true;
    return false;
}

/* The profile that the file has for its RGB colours. */
static void take_profile(Reader *reader)
{
    JOCTET *data;
    unsigned size;
    if (!jpeg_read_icc_profile(&reader->codec, &data, &size)) return;
    if (size >= 128 && memcmp(data + 16, "RGB ", 4) == 0) reader->picture->profile = g_bytes_new(data, size);
    free(data);
}

static PictureSpace space_of(const struct jpeg_decompress_struct *codec, bool is_black)
{
    if (codec->num_components == 4) return PICTURE_INKS;
    return codec->num_components == 1 || is_black ? PICTURE_GREY : PICTURE_RGB;
}

static J_COLOR_SPACE wanted_space(PictureSpace space)
{
    return space == PICTURE_INKS ? JCS_CMYK : space == PICTURE_RGB ? JCS_RGB : JCS_GRAYSCALE;
}

static void read_header(Reader *reader, const uint8_t *data, size_t size)
{
    struct jpeg_decompress_struct *codec = &reader->codec;
    jpeg_create_decompress(codec);
    reader->progress.progress_monitor = count_scans;
    codec->progress = &reader->progress;
    jpeg_save_markers(codec, EXIF_MARKER, 0xffff);
    jpeg_save_markers(codec, PROFILE_MARKER, 0xffff);
    jpeg_mem_src(codec, data, size);
    jpeg_read_header(codec, TRUE);
}

/* What jumps are made over: no variable of this function may be needed after one. */
static bool decode(Reader *reader, const uint8_t *data, size_t size, bool is_black)
{
    struct jpeg_decompress_struct *codec = &reader->codec;
    codec->err = use_errors(&reader->errors);
    if (setjmp(reader->errors.escape)) return false;
    read_header(reader, data, size);
    if (!check_header(reader, size)) return false;
    reader->orientation = orientation(codec); /* libjpeg forgets the markers when it is done */
    reader->picture = picture_new(codec->image_width, codec->image_height, space_of(codec, is_black));
    reader->picture->was_colour = codec->num_components > 1;
    if (reader->picture->space == PICTURE_RGB) take_profile(reader);
    codec->out_color_space = wanted_space(reader->picture->space);
    size_t stride = (size_t)codec->image_width * reader->picture->space;
    reader->picture->pixels = g_malloc(stride * codec->image_height);
    jpeg_start_decompress(codec);
    while (codec->output_scanline < codec->output_height) {
        JSAMPROW row = reader->picture->pixels + codec->output_scanline * stride;
        jpeg_read_scanlines(codec, &row, 1);
    }
    jpeg_finish_decompress(codec);
    return !reader->errors.is_cut_short;
}

/* Inks as this room has them: 255 is full.  Adobe's files, which nearly all of them are, have it the other way round. */
static void turn_inks(Picture *picture)
{
    size_t n = (size_t)picture->width * picture->height * PICTURE_INKS;
    for (size_t i = 0; i < n; i++) picture->pixels[i] = (uint8_t)(255 - picture->pixels[i]);
}

static void take_whole(Reader *reader, const uint8_t *data, size_t size)
{
    Picture *picture = reader->picture;
    bool has_all = reader->codec.num_components == (int)picture->space;
    picture->is_photo = true;
    picture->is_inverted = picture->space == PICTURE_INKS && reader->codec.saw_Adobe_marker;
    picture->is_plain = picture->space == PICTURE_RGB && reader->codec.jpeg_color_space == JCS_RGB;
    if (picture->is_inverted) turn_inks(picture);
    if (reader->orientation != 1) make_upright(picture, reader->orientation);
    else if (has_all) picture->jpeg = g_bytes_new(data, size);
}

Picture *picture_read_jpeg(const uint8_t *data, size_t size, bool is_black, char **reason)
{
    g_autofree Reader *reader = g_new0(Reader, 1);
    bool is_whole = decode(reader, data, size, is_black);
    if (is_whole) {
        take_whole(reader, data, size);
    } else {
        g_clear_pointer(&reader->picture, picture_free);
        *reason =
            g_strdup_printf("the JPEG is damaged: %s", reader->errors.is_cut_short ? "it is cut short" : reader->errors.message);
    }
    jpeg_destroy_decompress(&reader->codec);
    return reader->picture;
}

/* ---- Writing ---- */

static void write_rows(struct jpeg_compress_struct *codec, const Picture *picture)
{
    size_t stride = (size_t)picture->width * picture->space;
    g_autofree uint8_t *inverted = picture->space == PICTURE_INKS ? g_malloc(stride) : NULL;
    while (codec->next_scanline < codec->image_height) {
        JSAMPROW row = picture->pixels + codec->next_scanline * stride;
        for (size_t i = 0; inverted && i < stride; i++) inverted[i] = (uint8_t)(255 - row[i]);
        if (inverted) row = inverted;
        jpeg_write_scanlines(codec, &row, 1);
    }
}

/* Four inks are written as Adobe has them: libjpeg marks such files as Adobe's. */
GBytes *picture_write_jpeg(const Picture *picture)
{
    if (picture->jpeg) return g_bytes_ref(picture->jpeg);
    struct jpeg_compress_struct codec;
    struct jpeg_error_mgr
        errors; /* the standard one: writing pixels to memory fails for want of memory only, which ends the process */
    unsigned char *data = NULL;
    unsigned long size = 0;
    codec.err = jpeg_std_error(&errors);
    jpeg_create_compress(&codec);
    jpeg_mem_dest(&codec, &data, &size);
    codec.image_width = picture->width;
    codec.image_height = picture->height;
    codec.input_components = (int)picture->space;
    codec.in_color_space = wanted_space(picture->space);
    jpeg_set_defaults(&codec);
    jpeg_set_quality(&codec, QUALITY, TRUE);
    jpeg_start_compress(&codec, TRUE);
    write_rows(&codec, picture);
    jpeg_finish_compress(&codec);
    jpeg_destroy_compress(&codec);
    return g_bytes_new_with_free_func(data, size, free, data);
}
