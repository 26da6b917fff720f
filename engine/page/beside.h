/* What stands beside a line, on the page.  Private to the room. */
#ifndef PAGE_BESIDE_H
#define PAGE_BESIDE_H

#include "page/place.h"

BaseRect page_beside_rect(const FlowFrame *frame, const FlowBeside *beside);
/* Adds the lines under names and titles. */
void page_place_name_lines(Page *page, const TextRuns *runs, const FlowGalley *galley);

#endif
