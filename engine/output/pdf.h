/* What the files of the PDF back end share.  Private to the room.
 *
 * A document is made in two passes: every page's glyphs are noted, so that each face is cut once and each code's text is known;
 * then the pages are written.  Objects live in one libqpdf handle; PdfObject is its name for an object.  Names go
 * with the handle; those that every line of a page would leave behind are released at once. */
#ifndef OUTPUT_PDF_H
#define OUTPUT_PDF_H

#include <qpdf/qpdf-c.h>

#include "output/picture.h"
#include "output/shared.h"

/* ---- pdf_object.c: thin helpers over libqpdf ---- */

typedef qpdf_oh PdfObject;

/* An object from its written form, which holds no references: libqpdf's C interface cannot read them without a file. */
PdfObject pdf_parse(qpdf_data qpdf, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Gives a new object its number; its former name goes. */
PdfObject pdf_indirect(qpdf_data qpdf, PdfObject object);
PdfObject pdf_text(qpdf_data qpdf, const char *utf8);
/* A stream with the entries of `dictionary` (may be NULL); libqpdf deflates it unless the entries name a filter. */
PdfObject pdf_stream(qpdf_data qpdf, const char *dictionary, const void *data, size_t size);
void pdf_set(qpdf_data qpdf, PdfObject dictionary, const char *key, PdfObject value);
void pdf_push(qpdf_data qpdf, PdfObject array, PdfObject value);
/* Points in a unit of the page's space: 1 but for a page with a side over 14,400 pt, such as a long galley, which no reader shows
 * (ISO 32000-1 14.11.2, annex C.2). */
unsigned pdf_unit(const Page *page);
/* A box of the page in its units, as two corners; `box` counts from the lower left corner, y upwards. */
PdfObject pdf_rectangle(qpdf_data qpdf, const Page *page, const BaseRect *box);

/* ---- pdf_cff.c ---- */

/* Reads the charset of a bare CFF font: the CID of each of its glyphs when it is CID-keyed, else the glyph's own number, which is
 * what a PDF reader takes for the CID (ISO 32000-1 9.7.4.2).  False when the table is damaged. */
bool pdf_cff_cids(const uint8_t *data, size_t size, uint16_t *cids, unsigned n_glyphs);

/* ---- pdf_font.c, pdf_font_write.c ---- */

/* A glyph of the document.  `text` is what ToUnicode says of its code. */
typedef struct {
    uint32_t glyph; /* of the whole face */
    uint16_t code;  /* CID */
    int width;      /* in thousandths of the em, as the W array says */
    const char *text;
    unsigned n_bytes;
    unsigned first_use, count; /* private to pdf_font.c */
} PdfGlyph;

/* One face of the document, cut to its glyphs. */
typedef struct {
    const TextFace *face;
    GArray *glyphs;   /* PdfGlyph, in order of glyph number once cut */
    uint32_t *places; /* by glyph of the whole face: 1 + index of `glyphs`; 0: not used */
    unsigned n_face_glyphs;
    GArray *uses; /* private to pdf_font.c */
    bool has_horizontal, has_vertical;
    GBytes *program;                /* the font file to embed: a CFF table or a TrueType file */
    PdfObject horizontal, vertical; /* Type0 dictionaries, once written */
} PdfFont;

typedef struct {
    GPtrArray *fonts;   /* PdfFont */
    GHashTable *places; /* TextFace -> index + 1 of `fonts` */
} PdfFonts;

PdfFonts *pdf_fonts_new(void);
void pdf_fonts_free(PdfFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfFonts, pdf_fonts_free)
/* Notes the glyphs of a page and the text they stand for. */
void pdf_fonts_note(PdfFonts *fonts, const Page *page);
/* Cuts every face and gives every glyph its code, width and text; false with an error in `list`. */
bool pdf_fonts_cut(PdfFonts *fonts, DkDiagnostics *list);
void pdf_fonts_write(PdfFonts *fonts, qpdf_data qpdf);
/* Index of a face that was noted. */
unsigned pdf_fonts_index(const PdfFonts *fonts, const TextFace *face);
const PdfGlyph *pdf_font_glyph(const PdfFont *font, uint32_t glyph);
/* The vertical origin of every glyph lies this far, in thousandths of the em, above its horizontal one, and half its width to
 * the right (DW2). */
#define PDF_VERTICAL_ORIGIN 880

/* The characters that glyph `index` of an item stands for, with those glyphs that belong to it: `n_glyphs` of them. */
typedef struct {
    const char *text;
    unsigned n_bytes, n_glyphs;
} PdfCluster;
PdfCluster pdf_cluster(const Page *page, const PageItem *item, unsigned index);

/* ---- pdf_recolour.c ---- */

/* A content stream with its colours as greys; NULL where it sets one that cannot be put so. */
GString *pdf_grey_content(const void *content, size_t size);
/* Makes all that the resources of a content stream hold grey; false where it cannot, and then some of it may be. */
bool pdf_grey_resources(qpdf_data qpdf, PdfObject resources);
/* Says in resources that their DeviceRGB is `space`; the second, also in those of the forms and patterns that they hold. */
void pdf_default_rgb(qpdf_data qpdf, PdfObject resources, PdfObject space);
void pdf_default_rgb_resources(qpdf_data qpdf, PdfObject resources, PdfObject space);

/* ---- pdf_picture.c ---- */

/* One opened picture of the document; pages that show it share it. */
typedef struct {
    bool is_drawn; /* else it can no longer be read */
    PdfObject object;
} PdfPicture;

typedef struct {
    qpdf_data qpdf;
    DkDiagnostics *list;
    GPtrArray *pictures;  /* PdfPicture */
    GHashTable *places;   /* Picture -> index + 1 */
    GHashTable *profiles; /* GBytes -> PdfObject: ICC profiles */
    GPtrArray *files;     /* qpdf_data: documents that pages were taken from */
    GPtrArray *sources;   /* GBytes: their bytes, which libqpdf does not copy */
} PdfPictures;

PdfPictures *pdf_pictures_new(qpdf_data qpdf, DkDiagnostics *list);
void pdf_pictures_free(PdfPictures *pictures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfPictures, pdf_pictures_free)
/* The index of a picture, which is written when it is met first. */
unsigned pdf_pictures_index(PdfPictures *pictures, Picture *picture);

/* ---- pdf_content.c ---- */

/* A page's content stream, and which resources of the document it names. */
typedef struct {
    GString *stream;
    bool *horizontal, *vertical; /* by index of the fonts */
    GArray *pictures;            /* unsigned, indices of the pictures */
    GPtrArray *marks;            /* PageItem, the first of each piece of marked content, by MCID */
    bool has_overprint;
    GArray *transparencies; /* unsigned, per cent: graphics states /T1 ... that layers ask for */
} PdfContent;

PdfContent *pdf_content_new(const Page *page, const PdfFonts *fonts, PdfPictures *pictures);
void pdf_content_free(PdfContent *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfContent, pdf_content_free)

/* ---- pdf_layer.c ---- */

/* The optional content groups of a document. */
typedef struct {
    qpdf_data qpdf;
    GPtrArray *names; /* const char * */
    GArray *groups;   /* PdfObject, one a name */
} PdfLayers;

PdfLayers *pdf_layers_new(qpdf_data qpdf, const Page *const *pages, size_t n_pages);
void pdf_layers_free(PdfLayers *layers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfLayers, pdf_layers_free)
/* What a page's resources call /Properties: /L0 ... for its layers. */
PdfObject pdf_layers_properties(const PdfLayers *layers, const Page *page);
/* Puts the groups into the catalog. */
void pdf_layers_write(const PdfLayers *layers);

/* ---- pdf_tag.c ---- */

/* The structure type of an item's content; NULL: an artifact. */
const char *pdf_tag_type(const Page *page, const PageItem *item);
/* Whether `item` goes on with the element that `before` begins, with nothing of another element between them. */
bool pdf_tag_continues(const Page *page, const PageItem *before, const PageItem *item);

/* The structure tree while it grows, page by page. */
typedef struct {
    qpdf_data qpdf;
    PdfObject root, document; /* of the tree, and its one child */
    PdfObject parents;        /* of marked content: numbers of the parent tree */
    GHashTable *articles;     /* ModelStory -> PdfObject */
    unsigned n_pages;
} PdfTags;

PdfTags *pdf_tags_new(qpdf_data qpdf);
void pdf_tags_free(PdfTags *tags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfTags, pdf_tags_free)
/* Adds the elements of a page that was written. */
void pdf_tags_add_page(PdfTags *tags, const Page *page, PdfObject object, const PdfContent *content);
/* Puts the tree into the catalog. */
void pdf_tags_write(PdfTags *tags);

/* ---- pdf_meta.c ---- */

/* Warns of a date in the environment that cannot be read. */
void pdf_meta_check(DkDiagnostics *list);

/* Info, XMP, page labels and the catalog's entries. */
void pdf_meta_write(qpdf_data qpdf, const Page *const *pages, size_t n_pages, const char *identifier);

/* ---- pdf_nav.c ---- */

/* The outline, and links between the parts of stories.  `objects` are the pages' objects. */
void pdf_nav_write(qpdf_data qpdf, const Page *const *pages, const PdfObject *objects, size_t n_pages);

#endif
