/* What the back ends of output/ share: numbers, inks, strokes, codes and pictures, so that PDF, PNG and SVG draw the same things.
 * Private to the room.  Lengths are in 1/1024 pt on the trimmed sheet, x to the right and y down, as on the page. */
#ifndef OUTPUT_SHARED_H
#define OUTPUT_SHARED_H

#include "output/output.h"

/* ---- number.c: decimals without the locale ---- */

/* Appends value / 10^decimals, no more digits than needed. */
void output_decimal(GString *out, int64_t value, unsigned decimals);
/* Appends a length in points, to 1/10000 pt. */
void output_points(GString *out, int64_t length);

/* ---- markup.c ---- */

/* UTF-8 text as XML has it; the caller frees it. */
char *output_markup(const char *text);

/* ---- ink.c ---- */

/* Whether an ink asks for black only, so that its page may be one plate. */
bool output_ink_is_grey(const ModelInk *ink);
bool output_ink_is_black(const ModelInk *ink); /* K100 and nothing else */
/* Whether every ink of the page is black or a tint of it, and every picture grey. */
bool output_page_is_grey(const Page *page);
/* The ink on a screen, each channel 0-1: cyan, magenta and yellow as PDF viewers show them, darkened by black, so that black
 * alone is neutral and K100 full black. */
void output_ink_rgb(const ModelInk *ink, double rgb[3]);

/* ---- stroke.c ---- */

/* The rectangles (BaseRect) that a rule along `rect`'s longer side, or a border inside `rect`'s edges, is painted with. */
GArray *output_rule_rects(const BaseRect *rect, const ModelStroke *stroke);
GArray *output_border_rects(const BaseRect *rect, const ModelStroke *stroke);
/* The edge of an empty box, for what cannot be shown. */
#define OUTPUT_HAIRLINE (DK_PT / 4) /* newsprint holds nothing thinner: RULES 3.1 */
GArray *output_box_rects(const BaseRect *rect);
/* The rectangles of any item that is painted in rectangles (fill, rule, border, code) and their ink; NULL for other items. */
GArray *output_item_rects(const PageItem *item, const ModelInk **ink);

/* ---- code.c ---- */

/* The dark modules of a QR code of `text`, neighbours in a row merged, fitted into `rect` with a quiet zone of four modules;
 * NULL when the text is too long for any code. */
GArray *output_code_rects(const char *text, const BaseRect *rect);

/* ---- library.c ---- */

/* A function, or a constant, of a library that is not linked, and where its address goes. */
typedef struct {
    const char *name;
    size_t offset;
} OutputSymbol;
/* Fills in the addresses of all symbols, which the shared object `object` has; false: it is not installed, or lacks one. */
bool output_look_up(const char *object, const OutputSymbol *symbols, size_t n, void *library);

#endif
