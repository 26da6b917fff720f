/* page/ - galley -> page, the fifth intermediate form: placed items in paint order and in reading order.
 *
 * In: resolved layout, runs, lines, galley.  Out: items with absolute places on the trimmed sheet, x to the right and y down from
 * its top left corner; all that the back ends see.  Here, and only here, inline and block become x and y.
 * Paint order: tints, borders and rules, pictures and codes, tints and borders of heads on pictures, then text; text items stand in
 * reading order. */
#ifndef PAGE_H
#define PAGE_H

#include "flow/flow.h"

typedef enum {
    PAGE_FILL,    /* `rect` in `ink` */
    PAGE_RULE,    /* a line along `rect`'s longer side, centred on it, as `stroke` says */
    PAGE_BORDER,  /* `rect`'s edge, the stroke inside it */
    PAGE_PICTURE, /* file at `path`, `shown` in `rect`, which cuts off what is over; an empty box where it was not opened */
    PAGE_CODE,    /* QR code of `text` in `rect`, quiet zone included */
    PAGE_GLYPHS,  /* a line's piece in one face, size, ink and orientation */
    PAGE_SHAPE    /* a polygon in `ink`: the wave under a title, and what overlays draw */
} PageItemKind;
extern const char *const page_item_words[];

/* A glyph with the origin of horizontal setting, whatever its orientation. */
typedef struct {
    uint32_t glyph;
    DkLength x, y;
    unsigned first_byte, n_bytes; /* of the item's text: what the glyph stands for; n_bytes 0: it belongs to the glyph before */
} PageGlyph;

typedef struct {
    DkLength x, y;
} PagePoint;

typedef struct {
    PageItemKind kind;
    const char *frame;       /* id of the block or furniture it belongs to */
    unsigned page;           /* of two joined pages, whose ids may be the same: 1 for the second's; else 0 */
    const ModelStory *story; /* NULL: furniture, or an artifact */
    int order;               /* text: the story's place in reading order, from 0; furniture -1 */
    BaseRect rect;           /* of glyphs: the line's em box from the first glyph to the last */
    ModelInk ink;            /* of fills, glyphs, codes */
    ModelStroke stroke;      /* of rules and borders */
    const char *path;        /* of a picture */
    ModelShown shown;        /* of a picture */
    const char *alt;         /* of a picture; NULL: none */
    const BasePlace *words;  /* of a code: where its words are written; NULL: not known */
    const char *text;        /* of glyphs: the text their bytes count in; of a code: its words */
    FlowFrameKind role;      /* of glyphs */
    ModelElement element;    /* of glyphs with role FLOW_HEAD */
    unsigned line;           /* of glyphs: galley line; items of one line are neighbours, its readings last */
    unsigned ruby;           /* of a reading and of its base: a number of their own; 0: neither */
    bool is_reading;
    const TextFace *face;
    DkLength size;
    DkLength scale; /* of the glyphs' width, 1024 = none */
    TextOrientation orientation;
    bool is_vertical; /* the line runs down the page */
    unsigned first_glyph, n_glyphs;
    unsigned first_point, n_points; /* of a shape */
    unsigned transparency;          /* of fills and shapes of overlays: per cent of what is below that shows through */
} PageItem;

typedef struct Page Page;

/* A page drawn over another one to explain it; see page_overlays_make. */
typedef struct {
    const char *name;
    const Page *page;
} PageLayer;

struct Page {
    DkLength width, height, bleed;             /* of the trimmed sheet */
    const char *title, *paper, *date, *number; /* NULL: not said */
    const char *issue_title;                   /* NULL: it stands alone */
    const char *section;                       /* of an issue's page; NULL: not said */
    bool is_bound_right;                       /* of an issue that is read from right to left */
    ModelLanguage language;
    GArray *items;           /* PageItem, in paint order; of text, in reading order */
    GArray *glyphs;          /* PageGlyph */
    GArray *points;          /* PagePoint */
    const PageLayer *layers; /* over the items, in this order */
    unsigned n_layers;
    bool hides_layers; /* SVG: layers are there, but are not shown until a program asks for them */
};

/* Places all that was set.  The page lives in `arena` and points into the earlier forms, which must outlive it; page_free
 * releases its arrays. */
Page *page_make(const ModelResolved *resolved, const TextRuns *runs, const ParLines *lines, const FlowGalley *galley,
                BaseArena *arena);
void page_free(Page *page);
/* The em boxes of line `line` of the galley, from its start to its end, as a rectangle on the sheet. */
BaseRect page_line_rect(const ParLines *lines, const FlowGalley *galley, unsigned line);
void page_dump(const Page *page, BaseDump *dump);

/* Two facing pages, in reading order, as one sheet: the second on the right, or where the paper is bound on the right on the left.  It points
 * into both, which must outlive it. */
Page *page_facing_make(const Page *first, const Page *second);
void page_facing_free(Page *page);

/* ---- Overlays (overlay.c): what was decided, and where it hurts ---- */

typedef enum {
    PAGE_OVERLAY_FRAMES,   /* blocks, heads, legs, pictures, furniture, with names and sizes */
    PAGE_OVERLAY_GRID,     /* lines of the grid, and the ems of each leg */
    PAGE_OVERLAY_SLACK,    /* how far each line was squeezed or stretched, as a colour */
    PAGE_OVERLAY_ORDER,    /* the reading order as a numbered line */
    PAGE_OVERLAY_FIT,      /* lines over and under of each block */
    PAGE_OVERLAY_FALLBACK, /* characters that their role's own face lacks */
    PAGE_OVERLAY_LINT,     /* findings at their places */
    PAGE_N_OVERLAYS
} PageOverlay;
extern const char *const page_overlay_words[]; /* NULL-terminated, in the enum's order */

typedef struct {
    const ModelResolved *resolved;
    const TextRuns *runs;
    const ParLines *lines;
    const FlowGalley *galley;
    const Page *page;
    TextFonts *fonts;              /* labels are set in the role "hei" */
    const DkDiagnostics *findings; /* NULL: none */
} PageOverlayRequest;

/* A copy of the request's page with one layer for each bit (1 << PageOverlay) of `wanted`.  It shares the page's items; the caller
 * releases it with page_overlays_free. */
Page *page_overlays_make(const PageOverlayRequest *request, unsigned wanted);
void page_overlays_free(Page *page);

#endif
