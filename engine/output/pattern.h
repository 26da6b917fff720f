/* Rules and borders drawn from patterns, for the back ends.  Private to the room.
 *
 * In: a rectangle on the sheet and a stroke whose kind is a pattern.  Out: OutlineSteps in points, y downwards, to be filled by the
 * nonzero rule in the stroke's ink; the caller frees them. */
#ifndef OUTPUT_PATTERN_H
#define OUTPUT_PATTERN_H

#include "output/outline.h"

GArray *output_pattern_rule(const BaseRect *rect, const ModelStroke *stroke);
GArray *output_pattern_border(const BaseRect *rect, const ModelStroke *stroke);
/* The outline of an item that is a rule or a border with a pattern; NULL for other items. */
GArray *output_item_outline(const PageItem *item);

#endif
