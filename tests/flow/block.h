/* A page of one block that is written by hand, and what becomes of it, for the tests of how stories and heads are set. */
#ifndef TESTS_FLOW_BLOCK_H
#define TESTS_FLOW_BLOCK_H

#include "flow/flow.h"

/* The page's grid; its styles are as large, on as much leading. */
#define EM (10 * DK_PT)
#define LINE (12 * DK_PT)

enum { ONE_BLOCK_STYLES = MODEL_N_ROLES + 4, ONE_BLOCK_LEGS = 6 };

typedef struct {
    BaseArena *arena;
    DkDiagnostics *list;
    TextFonts *fonts;
    ModelResolved resolved;
    ModelStyle styles[ONE_BLOCK_STYLES]; /* of the roles, then others */
    ModelBlock block;
    ModelStory story;
    ModelHead head;
    ModelLeg legs[ONE_BLOCK_LEGS];
    TextRuns *runs; /* NULL, as the two below: nothing is set */
    ParLines *lines;
    FlowGalley *galley;
} OneBlock;

/* Song of an em in half style. */
ModelStyle one_block_style(const char *id);
/* Begins a page with styles, a block and its story, but no leg and no head. */
void one_block_begin(OneBlock *page);
/* Sets what is written, anew. */
void one_block_fill(OneBlock *page, const ModelResolved *resolved);
/* Takes away what was set. */
void one_block_clear(OneBlock *page);
void one_block_end(OneBlock *page);
/* Gives the story the text of its paragraphs, which must outlive it. */
void one_block_story(OneBlock *page, const char *text, const ModelParagraph *paragraphs, unsigned n);

#endif
