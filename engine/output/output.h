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
/* Checks pictures and codes before any output is made, so that each is reported once, whatever is made of the page:
 * `picture-unreadable` and `code-too-long` are drawn as empty boxes, `picture-colour` is printed in black.  A file that is not
 * there was reported when the page was resolved (`picture-missing`). */
void output_check_pictures(const Page *page, DkDiagnostics *list);
/* Name and version of library `index` of this room, as "cairo 1.16.0"; NULL past the last.  Freed with g_free. */
char *output_library(size_t index);

/* ---- Back from files, for comparing (raster.c) ---- */

/* Pixels 0xRRGGBB on white paper, row by row without padding. */
typedef struct {
    unsigned width, height;
    uint32_t *pixels;
} OutputRaster;

/* Each returns NULL with a reason in words, which the caller frees, when the bytes are not a whole picture. */
OutputRaster *output_raster_png(GBytes *bytes, char **reason);
OutputRaster *output_raster_svg(GBytes *bytes, double ppi, char **reason);
void output_raster_free(OutputRaster *raster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutputRaster, output_raster_free)
/* A PDF's objects as text, streams opened, without what differs from run to run; NULL with a reason, which the caller frees. */
GBytes *output_pdf_plain(GBytes *bytes, char **reason);


#endif
