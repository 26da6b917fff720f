/* The outline of a polygon made of rectangles on the grid. */
#ifndef PAGE_OUTLINE_H
#define PAGE_OUTLINE_H

#include "base/base.h"

/* The edges of the union of `n` rectangles, each as long as can be: rectangles of no width (vertical) or no height (horizontal).
 * The caller releases the array of BaseRect with g_array_unref. */
GArray *page_outline(const BaseRect *rects, unsigned n);

#endif
