/* Pictures: file -> grey pixels, the same for every back end.  Private to the room.
 *
 * In: a picture item.  Out: lightness, 8 bits a pixel, and the file form that PDF and SVG carry.  PNG through cairo, JPEG through
 * libjpeg (which libqpdf brings along), SVG through librsvg at 300 ppi; libvips would read more formats but costs 14 ms at
 * every start of the process, before any picture is met. */
#ifndef OUTPUT_PICTURE_H
#define OUTPUT_PICTURE_H

#include "output/output.h"

/* Newsprint is screened at 85-122 lines an inch and wants twice that in pixels (RULES 3.1); 300 leaves room for cropping. */
#define PICTURE_PPI 300
/* A full broadsheet page at 430 ppi.  Larger headers are refused before anything is decoded. */
#define PICTURE_PIXELS_MAX (64 << 20)
#define PICTURE_SIDE_MAX 32767 /* of a cairo image */
#define PICTURE_BOUNDS "of at most 64 million, 32767 a side"

typedef struct {
    unsigned width, height;
    uint8_t *grey;   /* lightness, row by row without padding */
    bool was_colour; /* the file is not grey */
    GBytes *jpeg;    /* the picture as a grey JPEG file; NULL where it came from another format */
    GBytes *png;     /* the file it came from, where that is a plain grey PNG, 8 bits a pixel; NULL otherwise */
} Picture;

/* Loads the item's picture; NULL, with `picture-unreadable` in `list`, when it cannot be read.  `list` may be NULL. */
Picture *picture_load(const PageItem *item, DkDiagnostics *list);
/* The same for a page whose pictures were checked (output_check_pictures): reports only what the check could not see. */
Picture *picture_load_checked(const PageItem *item, DkDiagnostics *list);
void picture_free(Picture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Picture, picture_free)

/* Takes over `grey`. */
Picture *picture_new(unsigned width, unsigned height, uint8_t *grey);
/* Whether so many pixels may be decoded. */
bool picture_is_bounded(uint64_t width, uint64_t height);
/* Lightness of a colour: Rec. 601 weights in 256ths, which leave a grey as it is. */
uint8_t picture_lightness(unsigned red, unsigned green, unsigned blue);

/* The readers: NULL with a reason in words, which the caller frees, when the bytes are not a whole picture. */
Picture *picture_read_png(const uint8_t *data, size_t size, char **reason);
Picture *picture_read_jpeg(const uint8_t *data, size_t size, char **reason);
Picture *picture_read_svg(const uint8_t *data, size_t size, const BaseRect *rect, char **reason);

/* Whether a file is a plain grey PNG without a fault in its chunks, so that only a faulty program can have made its pixels
 * unreadable. */
bool picture_is_sound_png(const uint8_t *data, size_t size);
/* The check value of PNG chunks (PNG 5.5, annex D). */
uint32_t picture_check_value(const uint8_t *data, size_t size);

/* The pixels as files; that which they came from where it will do. */
GBytes *picture_write_png(const Picture *picture);
GBytes *picture_write_jpeg(const Picture *picture);

/* Where the whole picture lies when it covers `rect`, centred; wider numbers, since a sliver of a picture may reach far out. */
typedef struct {
    int64_t x, y, width, height;
} PicturePlace;
PicturePlace picture_place(const Picture *picture, const BaseRect *rect);

/* The diagonals, of four corners each, of the box (output_box_rects) that stands for a picture which cannot be read. */
typedef struct {
    DkLength x, y;
} PicturePoint;
void picture_box_diagonals(const BaseRect *rect, PicturePoint diagonals[2][4]);

#endif
