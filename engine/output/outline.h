/* Glyph outlines for the back ends that draw them (PNG, SVG).  Private to the room.
 *
 * In: a face and a glyph.  Out: its contours in font units, y upwards, unhinted, read once and kept. */
#ifndef OUTPUT_OUTLINE_H
#define OUTPUT_OUTLINE_H

#include "output/output.h"

/* A step of a contour: 'M' and 'L' have one point, 'Q' two, 'C' three, 'Z' none; the last is where the pen gets to. */
typedef struct {
    char kind;
    float x[3], y[3];
} OutlineStep;

typedef struct {
    unsigned number; /* in order of first use, from 0: a short name of the glyph */
    GArray *steps;   /* OutlineStep */
} Outline;

typedef struct Outlines Outlines;

Outlines *outlines_new(void);
void outlines_free(Outlines *outlines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outlines, outlines_free)
const Outline *outlines_glyph(Outlines *outlines, const TextFace *face, uint32_t glyph);
unsigned outlines_count(const Outlines *outlines);
const Outline *outlines_numbered(const Outlines *outlines, unsigned number);

#endif
