/* What the files of model/ that resolve a page share. */
#ifndef MODEL_RESOLVING_H
#define MODEL_RESOLVING_H

#include "model/written.h"

typedef struct {
    const ModelLayout *layout;
    const ModelPageFile *page_file;
    const ModelStory *const *stories;
    BaseArena *arena;
    DkDiagnostics *list;
    ModelResolved *resolved;
    GHashTable *styles; /* name -> index + 1 */
    unsigned n_unknown; /* names that were looked for and not found */
    /* The resolved layout's arrays while they grow. */
    GArray *rects, *heads, *legs, *narrows, *pictures, *pulls, *rules;
} ModelJob;

/* What a written length is counted in. */
typedef struct {
    DkLength em, line, whole; /* `whole` is 100 % */
} ModelScale;

/* A length in points; `unset` where the file does not say.  Out of range is reported at `place` and becomes 0. */
DkLength model_length(ModelJob *job, ModelLength length, ModelScale scale, DkLength unset, BasePlace place);
/* The scale of places inside `rect`: em and line of the grid, per cent of the rectangle's width. */
ModelScale model_grid_scale(const ModelJob *job, DkLength whole);

/* Reports a name that is not among the keys of `known`, with the nearest that is. */
void model_report_unknown(ModelJob *job, const char *code, BasePlace place, GHashTable *known, const char *what, const char *name);
/* Resolves all styles; false when one cannot be. */
bool model_resolve_styles(ModelJob *job);
/* The style named `name`, or when that is NULL the one of `fallback`, or body when the layout has none of that name. */
unsigned model_style_index(ModelJob *job, const char *name, const char *fallback, BasePlace place);

/* A written rectangle inside `container`; what is not said runs to the container's far edge. */
BaseRect model_rect(ModelJob *job, const ModelWrittenRect *written, BaseRect container);
/* A count of lines that text is set by; a fraction is reported. */
int model_whole_lines(ModelJob *job, DkLength extent, BasePlace place);
ModelStroke model_stroke(ModelJob *job, const ModelWrittenStroke *written, BasePlace place);
/* The stroke round `n` rectangles; reports a pattern that cannot go round them. */
ModelStroke model_border(ModelJob *job, const ModelWrittenStroke *written, const BaseRect *rects, unsigned n, BasePlace place);
ModelRule model_rule(ModelJob *job, const ModelWrittenRule *written, BaseRect container);
/* Reports what leaves the sheet (error) or the type area (warning). */
void model_check_inside(ModelJob *job, BaseRect rect, const char *what, const char *id, BasePlace place);

/* Reports what leaves its block. */
void model_check_in_block(ModelJob *job, BaseRect rect, BaseRect container, const char *what, const char *id, BasePlace place);
/* Finds what text runs round: frames that say so and have something to show. */
void model_add_obstacles(ModelJob *job);
/* Reports frames of text that lie over each other. */
void model_check_overlaps(ModelJob *job);

/* Adds a block's legs; adds the rules between them. */
void model_add_legs(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block);
void model_add_column_rules(ModelJob *job, const ModelBlock *block, ModelStroke stroke);
/* A block's pull quotes and its drop cap; the rules over and under the quotes are drawn with them. */
void model_add_pulls(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block);
ModelDropCap model_drop_cap(ModelJob *job, const ModelWrittenBlock *written);
/* Reports pull quotes without a frame, and frames without one. */
void model_check_pulls(ModelJob *job, const ModelBlock *block);
/* Resolves one block's geometry. */
ModelBlock model_resolve_block(ModelJob *job, const ModelWrittenBlock *written);
/* Binds stories to blocks and texts to furniture, and reports what has no place or no use. */
void model_bind(ModelJob *job, ModelBlock *blocks, ModelFurniture *furniture);

#endif
