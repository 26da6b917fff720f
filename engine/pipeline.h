/* What the files behind duikai.h share: the public handles, and the pipeline from a resolved layout to a page. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "duikai_page.h"
#include "output/output.h"
#include "read/read.h"

struct DkEngine {
    TextFonts *fonts;
    ModelFitMode fit;
    OutputPictures *pictures; /* those that its pages hold open */
};

/* Resolves a page, and finds what its layout leaves open by setting it. */
const ModelResolved *pipeline_resolve(DkEngine *engine, const ModelRequest *request, BaseArena *arena, DkDiagnostics *list);
/* The same page with the outlines of its pictures, where text runs round one: they say how much of a story stands beside it. */
const ModelResolved *pipeline_outlines(DkEngine *engine, const ModelResolved *resolved, BaseArena *arena);
/* The folder that holds fonts/ and layouts/: `told`, else DUIKAI_DATA_DIR, else the one installed with this library.  Freed with g_free. */
char *pipeline_data_dir(const char *told);
/* Sets a resolved page: every stage from text to placed items.  `resolved` NULL gives NULL, after the errors that are in `list`;
 * the page owns `arena`, which is released with it, or at once. */
DkPage *pipeline_set(DkEngine *engine, const ModelResolved *resolved, BaseArena *arena, DkDiagnostics *list);

#endif
