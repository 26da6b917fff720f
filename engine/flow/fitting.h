/* What the files of flow/ that fit stories share. */
#ifndef FLOW_FITTING_H
#define FLOW_FITTING_H

#include "flow/head.h"
#include "flow/job.h"

/* The page with the moves of each block made; NULL in `moves`: it stays.  NULL when a head or picture cannot give what it should. */
const ModelResolved *flow_moved(const ModelResolved *resolved, const ModelMoves *const *moves, BaseArena *arena);

/* How a story fits, and what moves it. */
typedef struct {
    const ModelBlock *block;
    ModelFit may;
    bool is_tried;    /* it is too long or short, and something may give */
    int before, left; /* lines over, or, below 0, short: as the layout has it, and with the moves */
    bool is_fitting;  /* with the moves */
    bool is_moved;
    ModelMoves moves;
} FlowFitted;

/* Finds the moves with which the story of block `index` fits, by what `may` give; `fitted` has block and may. */
void flow_fit_story(const ModelResolved *resolved, TextFonts *fonts, unsigned index, FlowFitted *fitted);
/* The moves in words, freed with g_free; empty: none. */
char *flow_moves_text(const ModelMoves *moves, const ModelStyle *style, DkLength line);
/* Whether a layout lets anything give. */
bool flow_fit_gives(const ModelFit *may);

#endif
