/* The state of a content stream that is being written, for pdf_content.c (items), pdf_text.c (glyphs) and pdf_writer.c (numbers
 * and inks). */
#ifndef OUTPUT_PDF_WRITER_H
#define OUTPUT_PDF_WRITER_H

#include "output/pdf.h"

typedef struct {
    const Page *page;
    const PdfFonts *fonts;
    PdfPictures *pictures;
    PdfContent *content;
    GString *out;
    const PageItem *marked; /* the first item of the marked content */
    bool is_marked;         /* it is open */
    bool is_grey;           /* page: black alone */
    bool has_ink;           /* `ink` is in force */
    bool is_overprint;      /* black overprints at present */
    ModelInk ink;
    unsigned transparency;             /* in force, per cent */
    bool is_text, is_array, is_string; /* open: text object, TJ array, string in it */
    const PdfFont *font;
    bool is_column; /* the font in force is the vertical one */
    DkLength size, scale;
    bool is_anchored; /* the text matrix is that of this item */
    DkLength anchor_along, anchor_across;
    int64_t pen, spacing; /* from the anchor, and after each glyph, in 1/1024000 pt */
} PdfWriter;

/* ---- pdf_writer.c ---- */

/* A point of the page, as PDF counts: from the lower left corner of the MediaBox. */
void pdf_put_point(PdfWriter *writer, int64_t x, int64_t y);
/* Adds a rectangle to the path. */
void pdf_put_rect(PdfWriter *writer, const BaseRect *rect);
/* Only text and rules overprint: a fill or a code in K100 is to hide what is under it. */
void pdf_set_ink(PdfWriter *writer, const ModelInk *ink, bool may_overprint);

/* How much of what is below shows through what follows; only layers let anything through. */
void pdf_set_transparency(PdfWriter *writer, unsigned transparency);

/* ---- pdf_text.c ---- */

void pdf_write_glyphs(PdfWriter *writer, const PageItem *item);
/* Ends the text object that glyphs have begun. */
void pdf_end_text(PdfWriter *writer);

#endif
