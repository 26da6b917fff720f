/* What an SVG costs to draw.  In: its bytes.  Out: how often all of its pixels are gone over, weighted. */
#ifndef OUTPUT_SVG_COST_H
#define OUTPUT_SVG_COST_H

#include <glib.h>
#include <stdbool.h>

/* Whether all elements can be seen: none is in the text of an entity, or in characters of more than one byte. */
bool svg_is_plain(GBytes *file);
/* Of a drawing `width` pixels wide. */
double svg_cost(GBytes *file, double width);

#endif
