/* page/ - galley -> page, the fifth intermediate form: placed items in paint order and in reading order.
 *
 * In: resolved layout, runs, lines, galley.  Out: items with absolute places on the trimmed sheet, x to the right and y down from
 * its top left corner; all that the back ends see.  Here, and only here, inline and block become x and y.
 * Paint order: tints, borders and rules, pictures and codes, then text; text items stand in reading order. */
#ifndef PAGE_H
#define PAGE_H

#include "flow/flow.h"

typedef enum {
    PAGE_FILL,    /* `rect` in `ink` */
    PAGE_RULE,    /* a line along `rect`'s longer side, centred on it, as `stroke` says */
    PAGE_BORDER,  /* `rect`'s edge, the stroke inside it */
    PAGE_PICTURE, /* file at `path`, fitted into `rect`: covers it, centred, what is over is cut off */
    PAGE_CODE,    /* QR code of `text` in `rect`, quiet zone included */
    PAGE_GLYPHS   /* a line's piece in one face, size, ink and orientation */
} PageItemKind;
extern const char *const page_item_words[];

/* A glyph with the origin of horizontal setting, whatever its orientation. */
typedef struct {
    uint32_t glyph;
    DkLength x, y;
    unsigned first_byte, n_bytes; /* of the item's text: what the glyph stands for; n_bytes 0: it belongs to the glyph before */
} PageGlyph;

typedef struct {
    PageItemKind kind;
    const char *frame;       /* id of the block or furniture it belongs to */
    const ModelStory *story; /* NULL: furniture, or an artifact */
    int order;               /* text: the story's place in reading order, from 0; furniture -1 */
    BaseRect rect;           /* of glyphs: the line's em box from the first glyph to the last */
    ModelInk ink;            /* of fills, glyphs, codes */
    ModelStroke stroke;      /* of rules and borders */
    const char *path;        /* of a picture */
    const char *alt;         /* of a picture; NULL: none */
    const char *text;        /* of glyphs: the text their bytes count in; of a code: its words */
    FlowFrameKind role;      /* of glyphs */
    ModelElement element;    /* of glyphs with role FLOW_HEAD */
    unsigned line;           /* of glyphs: galley line; items of one line are neighbours */
    const TextFace *face;
    DkLength size;
    DkLength scale; /* of the glyphs' width, 1024 = none */
    TextOrientation orientation;
    bool is_vertical; /* the line runs down the page */
    unsigned first_glyph, n_glyphs;
} PageItem;

typedef struct {
    DkLength width, height, bleed;             /* of the trimmed sheet */
    const char *title, *paper, *date, *number; /* NULL: not said */
    ModelLanguage language;
    GArray *items;  /* PageItem, in paint order; of text, in reading order */
    GArray *glyphs; /* PageGlyph */
} Page;

/* Places all that was set.  The page lives in `arena` and points into the earlier forms, which must outlive it; page_free
 * releases its arrays. */
Page *page_make(const ModelResolved *resolved, const TextRuns *runs, const ParLines *lines, const FlowGalley *galley,
                BaseArena *arena);
void page_free(Page *page);
/* The em boxes of line `line` of the galley, from its start to its end, as a rectangle on the sheet. */
BaseRect page_line_rect(const ParLines *lines, const FlowGalley *galley, unsigned line);
void page_dump(const Page *page, BaseDump *dump);

#endif
