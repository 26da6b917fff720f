/* What the files of model/ that resolve a page share. */
#ifndef MODEL_RESOLVING_H
#define MODEL_RESOLVING_H

#include "model/written.h"

/* Where a block, or a furniture frame, stands. */
typedef struct {
    BaseRect rect;
    unsigned open;   /* of its depth, were it open: see ModelDepths */
    bool is_stacked; /* it stands below something, or its depth is what it needs or what is left */
    bool is_cut;     /* its stack has no room for all of it */
} ModelStand;

typedef struct {
    const ModelLayout *layout;
    const ModelPageFile *page_file;
    const ModelStory *const *stories;
    BaseArena *arena;
    DkDiagnostics *list;
    ModelResolved *resolved;
    const ModelDepths *depths; /* NULL: none is known */
    bool is_draft;
    ModelStand *stands;         /* of blocks, then of furniture */
    GHashTable *placed_stories; /* block -> ModelStory */
    GHashTable *placed_texts;   /* furniture frames that show something */
    GHashTable *styles;         /* name -> index + 1 */
    GHashTable *too_long;       /* places and lengths that are found out of range, each said once; NULL: all are said */
    unsigned n_unknown;         /* names that were looked for and not found */
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
/* What a block itself may give, with body style `body`. */
ModelFit model_block_fit(ModelJob *job, const ModelWrittenFit *from, unsigned body);
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

/* The rectangle around two. */
BaseRect model_united(BaseRect a, BaseRect b);
/* The rectangle around `n`, one or more. */
BaseRect model_bounds(const BaseRect *rects, unsigned n);
/* Indexes what the page puts where, in two hash tables of the caller's. */
void model_index_placed(ModelJob *job, GHashTable *stories, GHashTable *texts);
/* The story that the page puts into a block; NULL: none. */
const ModelStory *model_story_of(const ModelJob *job, const char *block);
bool model_has_element(const ModelStory *story, ModelElement element);

/* Numbers the depths that may be open; returns how many. */
unsigned model_number_open(ModelJob *job);
/* A depth that was left open, in lines; -1: it is not known. */
int model_open_lines(const ModelJob *job, unsigned open);
/* Reports what needs more room than its stack has. */
void model_report_room(ModelJob *job, const char *id, BasePlace place, DkLength needed, DkLength room);
/* Finds where blocks and furniture stand. */
void model_stack(ModelJob *job);

#define MODEL_N_PARTS (MODEL_N_ELEMENTS + 1) /* kinds of them: elements of a head, pictures */
/* The parts of one block while they are placed. */
typedef struct {
    ModelJob *job;
    const ModelWrittenBlock *written;
    const ModelStory *story; /* NULL: none */
    BaseRect container;
    unsigned open; /* of the block itself */
    bool is_cut;
    bool is_said;  /* wrong names have been reported */
    bool is_fluid; /* a part stands below another, or is as deep as it needs */
    bool has_rest; /* a leg goes down to the block's foot ... */
    DkLength air;  /* ... but for this */
    int state[MODEL_N_PARTS];
    DkLength foot[MODEL_N_PARTS];
} ModelParts;
unsigned model_head_open(const ModelParts *parts, unsigned i);
/* Of a picture; its caption's is the next. */
unsigned model_picture_open(const ModelParts *parts, unsigned i);
/* How deep a block must be for all its parts but the legs that go down to its foot. */
DkLength model_parts_least(ModelParts *parts);
/* Where a part stands; of one that is absent and as deep as it needs, the depth is 0. */
BaseRect model_part_rect(ModelParts *parts, const ModelWrittenRect *at, unsigned open, bool is_absent);
BaseRect model_leg_rect(ModelParts *parts, const ModelWrittenRect *at);

/* Adds a block's legs; adds the rules between them. */
void model_add_legs(ModelParts *parts, ModelBlock *block);
void model_add_column_rules(ModelJob *job, const ModelBlock *block, ModelStroke stroke);
/* A block's pull quotes and its drop cap; the rules over and under the quotes are drawn with them. */
void model_add_pulls(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block);
ModelDropCap model_drop_cap(ModelJob *job, const ModelWrittenBlock *written);
/* Reports pull quotes without a frame, and frames without one. */
void model_check_pulls(ModelJob *job, const ModelBlock *block);
/* Gives heads without a style of their own the sizes and faces of the layout's ladder; stories are bound. */
void model_climb(ModelJob *job, ModelBlock *blocks);
/* Resolves one block's geometry. */
ModelBlock model_resolve_block(ModelJob *job, const ModelWrittenBlock *written, const ModelStand *stand);
/* Binds stories to blocks and texts to furniture, and reports what has no place or no use. */
void model_bind(ModelJob *job, ModelBlock *blocks, ModelFurniture *furniture);

#endif
