/* Where a frame's inline and block directions lead on the sheet.  Private to the room. */
#ifndef PAGE_PLACE_H
#define PAGE_PLACE_H

#include "page/page.h"

/* A point of a frame: `along` in inline direction from its start, `across` in block direction from its over side. */
void page_frame_point(const FlowFrame *frame, DkLength along, DkLength across, DkLength *x, DkLength *y);
/* The em boxes from `start` to `end` of a line of `size` as a rectangle on the sheet. */
BaseRect page_boxes_rect(const FlowFrame *frame, DkLength start, DkLength end, DkLength center, DkLength size);

#endif
