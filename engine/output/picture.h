/* Pictures: file -> pixels, and the file form that PDF and SVG carry, the same for every back end.  Private to the room.
 *
 * In: a picture's path, and how large it stands on the page.  Out: its pixels in grey, RGB or four inks, 8 bits a channel, and what of
 * its file can be carried without a change: a JPEG that stands upright, a plain PNG, a page of a PDF.  Grey stays grey, and so
 * does colour whose channels are equal.
 * Method: JPEG through libjpeg, PNG through libpng, SVG through librsvg, as outlines or at 300 ppi; TIFF, WebP and the pixels of PDF pages through
 * libvips.  librsvg and libvips are looked up when the first such picture is met: their start costs 7 and 50 ms of CPU time (RULES 5).
 * Safety: bounds are held against the header before any pixel has room, and a file that has fewer bytes than its pixels can be
 * packed into is refused as cut short, so that no small file asks for much memory. */
#ifndef OUTPUT_PICTURE_H
#define OUTPUT_PICTURE_H

#include "output/output.h"

/* Newsprint is screened at 85-122 lines an inch and wants twice that in pixels (RULES 3.1); 300 leaves room for cropping. */
#define PICTURE_PPI 300
/* A full broadsheet page at 430 ppi. */
#define PICTURE_PIXELS_MAX (64 << 20)
#define PICTURE_SIDE_MAX 32767 /* of a cairo image */
#define PICTURE_BOUNDS "of at most 64 million, 32767 a side"

typedef enum { PICTURE_GREY = 1, PICTURE_RGB = 3, PICTURE_INKS = 4 } PictureSpace; /* the value is its number of channels */

/* What a picture is opened for. */
typedef struct {
    const char *path;
    int page; /* of a PDF or TIFF, from 1; 0: the first */
    ModelCrop crop;
    ModelFocus focus;
    DkLength width, height; /* of its frame */
    bool is_black;          /* printed in black alone */
} PictureRequest;

/* A page of a PDF; its numbers are of the default user space. */
typedef struct {
    GBytes *file;
    unsigned page;        /* from 0 */
    double box[4];        /* CropBox: left, bottom, right, top */
    int rotation;         /* clockwise, 0, 90, 180 or 270 */
    double width, height; /* as it is seen, turned */
} PicturePdf;

/* Where what a picture shows is inked, in its frame. */
typedef struct {
    unsigned least; /* of ink, from which a pixel counts */
    unsigned n[2];  /* strips: rows, columns */
    DkLength *first[2], *end[2];
} PictureOutline;

typedef struct Picture {
    unsigned width, height; /* in pixels, upright */
    PictureSpace space;
    uint8_t *pixels;  /* row by row without padding, grey and RGB 255 = paper, inks 255 = full ink; NULL: not decoded */
    uint8_t *alpha;   /* a byte a pixel, 255 = opaque; NULL: all of it is */
    GBytes *profile;  /* ICC, of RGB; NULL: sRGB */
    bool was_colour;  /* the file is not grey; here it may have been made so */
    bool is_photo;    /* it came as JPEG, and is carried as one */
    bool is_line_art; /* the file has one bit a pixel */
    bool is_drawing;  /* it came from outlines, drawn as fine as its frame wants */
    GBytes *jpeg;     /* the file, where its data need no change */
    bool is_inverted; /* of `jpeg` with inks: 255 is paper, as Adobe's files have it */
    bool is_plain;    /* of `jpeg` in RGB: its channels are stored as they are */
    GBytes *png;      /* the file, where the data of its IDAT chunks need no change */
    unsigned png_depth;
    PicturePdf *pdf;             /* NULL: it is no PDF; its pixels are drawn when they are asked for */
    GBytes *svg;                 /* NULL: it is no SVG; its pixels are drawn when they are asked for */
    struct _RsvgHandle *drawing; /* the SVG parsed, for as long as it is held; NULL: it is parsed when it is drawn */
    unsigned effect_ppi; /* of an SVG whose filters and masks would take too long at PICTURE_PPI: at how many it is drawn; else 0 */

    /* Of an opened picture, see picture_store.c. */
    OutputPictures *owner;
    PictureRequest request; /* owns its path */
    char *key;
    unsigned n_uses;
    unsigned page;          /* that showed it last, by the owner's count */
    size_t kept;            /* bytes of pixels that count in the owner's */
    size_t parsed;          /* bytes of its SVG that count in the owner's while it stays parsed */
    size_t resting;         /* bytes that it holds while no page does */
    GList link;             /* among those that rest */
    PictureOutline *traced; /* the outline that was asked for last; NULL: none was */
} Picture;

/* ---- picture.c ---- */

Picture *picture_new(unsigned width, unsigned height, PictureSpace space);
void picture_free(Picture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Picture, picture_free)
/* Reads the request's picture; NULL with a reason in words, which the caller frees. */
Picture *picture_read(const PictureRequest *request, char **reason);
/* Whether so many pixels may be decoded; the second gives a reason in words where they may not. */
bool picture_is_bounded(uint64_t width, uint64_t height);
bool picture_check_bounds(const char *format, uint64_t width, uint64_t height, char **reason);
/* Takes RGB pixels with equal channels as grey ones. */
void picture_find_grey(Picture *picture);

/* The part of the picture that its frame shows: it has the frame's proportions, lies in the crop, and holds the focus as near to
 * its middle as that allows; parts of the whole, 0-1. */
ModelCrop picture_shown(const Picture *picture, const PictureRequest *request);
/* Where the whole picture lies when what is shown fills `rect`. */
void picture_place(const Picture *picture, const PictureRequest *request, const BaseRect *rect, ModelShown *shown);
/* Pixels an inch of what is shown; 0: the picture is drawn from outlines. */
double picture_ppi(const Picture *picture, const PictureRequest *request);

/* The diagonals, of four corners each, of the box (output_box_rects) that stands for a picture which cannot be read. */
typedef struct {
    DkLength x, y;
} PicturePoint;
void picture_box_diagonals(const BaseRect *rect, PicturePoint diagonals[2][4]);

/* ---- The readers: NULL with a reason in words, which the caller frees, when the bytes are not a whole picture ---- */

Picture *picture_read_png(const uint8_t *data, size_t size, char **reason);
Picture *picture_read_jpeg(const uint8_t *data, size_t size, bool is_black, char **reason);
Picture *picture_read_svg(GBytes *file, const PictureRequest *request, char **reason);
Picture *picture_read_pdf(GBytes *file, const PictureRequest *request, char **reason);
Picture *picture_read_other(const uint8_t *data, size_t size, const PictureRequest *request, char **reason); /* libvips */
/* Releases what the SVG was parsed into; of an opened picture that is for its owner to do. */
void picture_drop_drawing(Picture *picture);
/* The drawing of an SVG as a page of a PDF, which the caller frees with picture_pdf_free; NULL where it cannot be made. */
PicturePdf *picture_svg_page(const Picture *picture);
void picture_pdf_free(PicturePdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PicturePdf, picture_pdf_free)
/* The value of a short in the first directory of a TIFF or of EXIF (TIFF 6.0, section 2); `missing` when it has none. */
unsigned picture_tiff_value(const uint8_t *data, size_t size, unsigned tag, unsigned missing);
/* The pixels of a picture that was read without them, from its `png`. */
bool picture_decode_png(Picture *picture, char **reason);
/* Draws the pixels of a PDF page, as many as its picture says. */
bool picture_draw_pdf(Picture *picture, char **reason);
/* The same of an SVG, 300 an inch. */
bool picture_draw_svg(Picture *picture, char **reason);

/* Whether a file is a plain PNG, grey or RGB, without a fault in its chunks, so that only a faulty program can have made its pixels
 * unreadable; how many bits a pixel's channel has, and how many channels. */
bool picture_is_sound_png(const uint8_t *data, size_t size, unsigned *depth, unsigned *n_channels);
/* The check value of PNG chunks (PNG 5.5, annex D). */
uint32_t picture_check_value(const uint8_t *data, size_t size);

/* The pixels as files; that which they came from where it will do.  The first is without the alpha. */
GBytes *picture_write_png(const Picture *picture);
GBytes *picture_write_png_alpha(const Picture *picture);
GBytes *picture_write_jpeg(const Picture *picture);
/* A grey PNG of the alpha. */
GBytes *picture_write_mask(const Picture *picture);

/* ---- picture_contour.c ---- */

/* Whether the outline that an obstacle asks of an opened picture is known; else it can be traced while the pixels are there.  It is that
 * of the request's frame, and lives as long as the picture. */
bool picture_is_traced(const Picture *picture, const ModelObstacle *obstacle);
void picture_trace(Picture *picture, const ModelObstacle *obstacle);
/* Copies the outline into what a frame shows. */
void picture_show_outline(const Picture *picture, BaseArena *arena, ModelShown *shown);
void picture_outline_free(PictureOutline *outline);

/* ---- picture_colour.c ---- */

/* Lightness of a colour: Rec. 601 weights in 256ths, which leave a grey as it is. */
uint8_t picture_lightness(unsigned red, unsigned green, unsigned blue);
/* Takes colour away, and what was to be carried with it. */
void picture_make_grey(Picture *picture);
/* A picture for screens: grey or sRGB pixels of its own, and the alpha.  The picture's pixels must be there. */
Picture *picture_for_screen(const Picture *picture);
/* The ICC profile of sRGB. */
GBytes *picture_srgb_profile(void);

/* ---- picture_store.c ---- */

/* Sees to it that an opened picture has its pixels; false with `picture-unreadable` in `list` when its file no longer gives them. */
bool picture_need_pixels(Picture *picture, DkDiagnostics *list);
/* Lets the pixels go, once they are drawn, unless they are among those that are kept. */
void picture_let_pixels_go(Picture *picture);
/* Lets what its SVG was parsed into go, once it is drawn for the last time. */
void picture_let_drawing_go(Picture *picture);
void picture_unref(Picture *picture);

#endif
