/* How overlays are drawn.  Private to the room: overlay.c asks each of the other files for the items of one overlay.
 *
 * Inks are those of the press, so that a PDF with overlays has no colours of another kind; transparency keeps what is below
 * legible.  Sizes follow the sheet, so that a tabloid's labels are to its page what a broadsheet's are to it. */
#ifndef PAGE_OVERLAY_H
#define PAGE_OVERLAY_H

#include <string.h>

#include "page/place.h"

typedef enum {
    PAINT_PAPER,
    PAINT_BLACK,
    PAINT_GREY,
    PAINT_BLUE,
    PAINT_SKY,
    PAINT_GREEN,
    PAINT_AMBER,
    PAINT_ORANGE,
    PAINT_RED,
    PAINT_MAGENTA,
    PAINT_VIOLET
} OverlayPaint;

/* One overlay while it is made. */
typedef struct {
    const PageOverlayRequest *request;
    Page *page;                  /* the overlay */
    BaseArena *arena;            /* the words of its labels */
    TextRuns *runs;              /* of all labels */
    DkDiagnostics *unheard;      /* findings about labels: nobody asked for them */
    DkLength size;               /* of labels */
    DkLength hair;               /* the thinnest line */
    DkLength legend_x, legend_y; /* the next entry's left end, its middle */
    DkLength n_rows;             /* of legends, from the sheet's foot */
} Overlay;

/* ---- overlay_draw.c ---- */

/* Each is cut off at the sheet's edges: a galley's frames are endless. */
void overlay_fill(Overlay *overlay, BaseRect rect, OverlayPaint paint, unsigned transparency);
void overlay_outline(Overlay *overlay, BaseRect rect, OverlayPaint paint, DkLength weight);
void overlay_line(Overlay *overlay, PagePoint from, PagePoint to, OverlayPaint paint, DkLength weight);
/* The same with a head at its end, `gap` before `to`. */
void overlay_arrow(Overlay *overlay, PagePoint from, PagePoint to, OverlayPaint paint, DkLength weight, DkLength gap);
/* Lines from the lower left to the upper right all over `rect`. */
void overlay_hatch(Overlay *overlay, BaseRect rect, OverlayPaint paint);
/* A round label, `size` the size of its words. */
void overlay_disc(Overlay *overlay, PagePoint center, OverlayPaint paint, DkLength size, const char *words);

/* Where a label's box is fixed to its point. */
typedef enum { TAG_BELOW_RIGHT, TAG_ABOVE_RIGHT, TAG_BELOW_LEFT, TAG_ABOVE_LEFT } OverlayTagPlace;
/* A label in a box of `paint`; it is moved so that it stays on the sheet.  Returns the box. */
BaseRect overlay_tag(Overlay *overlay, PagePoint at, OverlayTagPlace place, OverlayPaint paint, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
/* An entry of the overlay's legend at the foot of the sheet: a swatch and words. */
void overlay_legend(Overlay *overlay, OverlayPaint paint, unsigned transparency, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Begins the legend with the overlay's name, in a row above those of other overlays. */
void overlay_legend_begin(Overlay *overlay, const char *name);

/* ---- The overlays: overlay_frames.c, overlay_lines.c, overlay_story.c, overlay_lint.c ---- */

void overlay_draw_frames(Overlay *overlay);
void overlay_draw_grid(Overlay *overlay);
void overlay_draw_slack(Overlay *overlay);
void overlay_draw_fallback(Overlay *overlay);
void overlay_draw_order(Overlay *overlay);
void overlay_draw_fit(Overlay *overlay);
void overlay_draw_lint(Overlay *overlay);

/* ---- Shared ---- */

#define overlay_frame(overlay, index) (&g_array_index((overlay)->request->galley->frames, FlowFrame, (index)))
/* A line of the galley's frames, and the same line as it was justified. */
const FlowLine *overlay_placed(const Overlay *overlay, const FlowFrame *frame, unsigned number);
const ParLine *overlay_line_set(const Overlay *overlay, const FlowLine *placed);
/* The line's em boxes over its whole measure. */
BaseRect overlay_line_rect(const Overlay *overlay, const FlowFrame *frame, const FlowLine *placed);
/* The block called `id`; NULL: none. */
const ModelBlock *overlay_block(const Overlay *overlay, const char *id);

#endif
