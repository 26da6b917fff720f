/* Inside the top of engine/: a page with every form it went through. */
#ifndef DUIKAI_PAGE_H
#define DUIKAI_PAGE_H

#include "page/page.h"

struct DkPage {
    BaseArena *arena;
    TextFonts *fonts; /* the engine's: labels of overlays are set with them */
    const ModelResolved *resolved;
    GPtrArray *pictures; /* those it holds open */
    TextRuns *runs;
    ParLines *lines; /* NULL: dk_page_let_stages_go */
    FlowGalley *galley;
    Page *page;
};

#endif
