/* output/ - page -> pdf, png, svg, dump, text.
 *
 * In: placed items, nothing else.  Out: bytes.  PDF by our own content streams, objects through libqpdf, faces cut by hb-subset;
 * PNG by cairo; SVG by us; one file a format, and one each for what formats share (pictures, codes, strokes, inks, outlines).
 * The bytes depend on the page alone: not on time (but for SOURCE_DATE_EPOCH), zone, locale or folder. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "page/page.h"

/* Each returns the bytes, or NULL with an error in `list`.  `n_pages` is 1 or more. */
GBytes *output_pdf(const Page *const *pages, size_t n_pages, DkDiagnostics *list);
GBytes *output_png(const Page *page, double ppi, DkDiagnostics *list);
GBytes *output_svg(const Page *page, DkDiagnostics *list);
/* The words of each set line on a line of its own, in reading order. */
GBytes *output_text(const Page *page);
/* ---- Pictures, before a page is filled (picture_store.c) ---- */

/* The pictures that are open, each once, however many frames of whatever pages show it at one size.  It outlives them. */
typedef struct OutputPictures OutputPictures;
OutputPictures *output_pictures_new(void);
void output_pictures_free(OutputPictures *pictures);
/* Another page will be set: pixels of earlier ones that a PDF has no need of go. */
void output_pictures_begin_page(OutputPictures *pictures);
/* The resolved layout with what the files of its pictures say: whether they can be read, where they stand in their frames.
 * Reports each fault once, whatever is made of the page: `picture-unreadable` is drawn as an empty box with the file's name, as is a
 * file that is not there (model/ has said so); `picture-ppi` is too coarse for the press; `picture-colour` is printed in black.
 * output_pdf says `picture-pixels` of an SVG or a page of a PDF that had to be drawn as pixels.
 * What was opened is added to `held`, whose free function must be output_picture_release. */
const ModelResolved *output_open_pictures(const ModelResolved *resolved, OutputPictures *pictures, GPtrArray *held,
                                          BaseArena *arena, DkDiagnostics *list);
/* The same of the pictures that text runs round, and no others: `resolved` itself where there are none. */
const ModelResolved *output_open_outlines(const ModelResolved *resolved, OutputPictures *pictures, GPtrArray *held,
                                          BaseArena *arena, DkDiagnostics *list);
void output_picture_release(gpointer picture);

/* Checks the codes of a page before any output is made: `code-too-long` is drawn as an empty box, `code-small` has modules that the
 * press may fill, `code-crowded` has something in its quiet zone. */
void output_check_codes(const Page *page, DkDiagnostics *list);
/* Name and version of library `index` of this room, as "cairo 1.16.0"; NULL past the last.  Freed with g_free. */
char *output_library(size_t index);

/* ---- Back from files, for comparing (raster.c) ---- */

/* Pixels 0xRRGGBB on white paper, row by row without padding. */
typedef struct {
    unsigned width, height;
    uint32_t *pixels;
} OutputRaster;

/* Each returns NULL with a reason in words, which the caller frees, when the bytes are not a whole picture.  output_raster_png, which uses
 * libpng alone, may be called from any thread. */
OutputRaster *output_raster_png(GBytes *bytes, char **reason);
OutputRaster *output_raster_svg(GBytes *bytes, double ppi, char **reason);
void output_raster_free(OutputRaster *raster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutputRaster, output_raster_free)
/* A PDF's objects as text, streams opened, without what differs from run to run; NULL with a reason, which the caller frees. */
GBytes *output_pdf_plain(GBytes *bytes, char **reason);

#endif
