/* JPEG pictures through libjpeg: decoded to lightness, turned as EXIF says, and kept as a grey JPEG for the files that carry
 * one.
 *
 * A grey JPEG that stands upright is carried as it came, byte for byte; all others are written anew from their pixels.  libjpeg
 * reports errors by a jump, so everything that must be released lives in one struct. */
#include "output/picture.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

enum { EXIF_MARKER = JPEG_APP0 + 1, QUALITY = 92, SCANS_MAX = 100 /* of a progressive file; a real one has about ten */ };

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

/* The orientation that a TIFF directory gives, 1-8 (EXIF 2.3, tag 0x0112); 1 when it gives none. */
static unsigned tiff_orientation(const uint8_t *data, size_t size)
{
    if (size < 8 || (memcmp(data, "II*\0", 4) != 0 && memcmp(data, "MM\0*", 4) != 0)) return 1;
    size_t directory = exif_number(data, size, 4, 4);
    unsigned n = exif_number(data, size, directory, 2);
    for (unsigned i = 0; i < n; i++) {
        size_t entry = directory + 2 + 12 * (size_t)i;
        if (exif_number(data, size, entry, 2) != 0x0112) continue;
        unsigned value = exif_number(data, size, entry + 8, 2);
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
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
    uint8_t *turned = g_malloc((size_t)width * height);
    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++) {
            unsigned column = is_swapped ? y : x, row = is_swapped ? x : y;
            if (from == 2 || from == 3 || from == 7 || from == 8) column = picture->width - 1 - column;
            if (from == 3 || from == 4 || from == 6 || from == 7) row = picture->height - 1 - row;
            turned[(size_t)y * width + x] = picture->grey[(size_t)row * picture->width + column];
        }
    g_free(picture->grey);
    picture->grey = turned;
    picture->width = width;
    picture->height = height;
}

/* ---- Reading ---- */

typedef struct {
    struct jpeg_decompress_struct codec;
    Errors errors;
    struct jpeg_progress_mgr progress;
    Picture *picture;
    uint8_t *row;         /* of a four-ink picture */
    unsigned orientation; /* as EXIF has it */
} Reader;

/* Four inks to lightness.  Adobe's files, which nearly all of them are, store the inks inverted: 255 is paper. */
static void convert_inks(const Reader *reader, uint8_t *grey)
{
    unsigned flip = reader->codec.saw_Adobe_marker ? 0 : 0xff;
    for (unsigned x = 0; x < reader->picture->width; x++) {
        const uint8_t *inks = reader->row + 4 * (size_t)x;
        unsigned paper = inks[3] ^ flip;
        grey[x] = picture_lightness((inks[0] ^ flip) * paper / 255, (inks[1] ^ flip) * paper / 255, (inks[2] ^ flip) * paper / 255);
    }
}

/* What jumps are made over: no variable of this function may be needed after one. */
static bool decode(Reader *reader, const uint8_t *data, size_t size)
{
    struct jpeg_decompress_struct *codec = &reader->codec;
    codec->err = use_errors(&reader->errors);
    if (setjmp(reader->errors.escape)) return false;
    jpeg_create_decompress(codec);
    reader->progress.progress_monitor = count_scans;
    codec->progress = &reader->progress;
    jpeg_save_markers(codec, EXIF_MARKER, 0xffff);
    jpeg_mem_src(codec, data, size);
    jpeg_read_header(codec, TRUE);
    if (!picture_is_bounded(codec->image_width, codec->image_height)) {
        g_snprintf(reader->errors.message, sizeof reader->errors.message, "it has %u by %u pixels, " PICTURE_BOUNDS,
                   codec->image_width, codec->image_height);
        return false;
    }
    reader->orientation = orientation(codec); /* libjpeg forgets the markers when it is done */
    bool has_inks = codec->num_components == 4;
    codec->out_color_space = has_inks ? JCS_CMYK : JCS_GRAYSCALE;
    reader->picture =
        picture_new(codec->image_width, codec->image_height, g_malloc((size_t)codec->image_width * codec->image_height));
    reader->picture->was_colour = codec->num_components > 1;
    if (has_inks) reader->row = g_malloc(4 * (size_t)codec->image_width);
    jpeg_start_decompress(codec);
    while (codec->output_scanline < codec->output_height) {
        uint8_t *grey = reader->picture->grey + (size_t)codec->output_scanline * reader->picture->width;
        JSAMPROW target = has_inks ? reader->row : grey;
        jpeg_read_scanlines(codec, &target, 1);
        if (has_inks) convert_inks(reader, grey);
    }
    jpeg_finish_decompress(codec);
    return !reader->errors.is_cut_short;
}

Picture *picture_read_jpeg(const uint8_t *data, size_t size, char **reason)
{
    g_autofree Reader *reader = g_new0(Reader, 1);
    if (decode(reader, data, size)) {
        if (reader->orientation != 1) make_upright(reader->picture, reader->orientation);
        bool is_as_wanted = reader->orientation == 1 && !reader->picture->was_colour;
        reader->picture->jpeg = is_as_wanted ? g_bytes_new(data, size) : picture_write_jpeg(reader->picture);
    } else {
        g_clear_pointer(&reader->picture, picture_free);
        *reason =
            g_strdup_printf("the JPEG is damaged: %s", reader->errors.is_cut_short ? "it is cut short" : reader->errors.message);
    }
    g_free(reader->row);
    jpeg_destroy_decompress(&reader->codec);
    return reader->picture;
}

/* ---- Writing ---- */

GBytes *picture_write_jpeg(const Picture *picture)
{
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
    codec.input_components = 1;
    codec.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&codec);
    jpeg_set_quality(&codec, QUALITY, TRUE);
    jpeg_start_compress(&codec, TRUE);
    while (codec.next_scanline < codec.image_height) {
        JSAMPROW row = picture->grey + (size_t)codec.next_scanline * picture->width;
        jpeg_write_scanlines(&codec, &row, 1);
    }
    jpeg_finish_compress(&codec);
    jpeg_destroy_compress(&codec);
    return g_bytes_new_with_free_func(data, size, free, data);
}
