/* The resolved layout of a galley: one block, one leg without end, and the styles a story's text needs. */
#include "model/model.h"

/* Faces of the roles, as newspapers use them (RULES 2.5): cross-heads and datelines in Hei, quotes and jump lines in Kai. */
static const char *const role_fonts[MODEL_N_ROLES] = {
    [MODEL_ROLE_CROSS_HEAD] = "hei-bold", [MODEL_ROLE_QUOTE] = "kai", [MODEL_ROLE_STRONG] = "hei-bold",
    [MODEL_ROLE_DATELINE] = "hei-bold",   [MODEL_ROLE_JUMP] = "kai",
};

static ModelStyle *galley_styles(const ModelStyle *body, BaseArena *arena)
{
    ModelStyle *styles = base_arena_new_array(arena, ModelStyle, MODEL_N_ROLES);
    for (int r = 0; r < MODEL_N_ROLES; r++) {
        styles[r] = *body;
        styles[r].id = model_role_words[r];
        if (role_fonts[r]) styles[r].font = role_fonts[r];
    }
    styles[MODEL_ROLE_JUMP].align = MODEL_ALIGN_END;
    return styles;
}

const ModelResolved *model_resolve_galley(const ModelStory *story, const ModelStyle *body, DkLength measure, ModelLanguage language,
                                          BaseArena *arena)
{
    ModelResolved *r = base_arena_alloc(arena, sizeof *r);
    ModelBlock *block = base_arena_alloc(arena, sizeof *block);
    ModelLeg *leg = base_arena_alloc(arena, sizeof *leg);
    BaseRect *area = base_arena_alloc(arena, sizeof *area);
    DkLength margin = 2 * body->size;
    bool is_vertical = body->direction == MODEL_DIRECTION_VERTICAL;
    *area = (BaseRect){margin, margin, is_vertical ? MODEL_ENDLESS : measure, is_vertical ? measure : MODEL_ENDLESS};
    *leg = (ModelLeg){.rect = *area, .n_lines = MODEL_ENDLESS / body->leading, .is_vertical = is_vertical};
    *block = (ModelBlock){.id = "galley",
                          .story = story,
                          .n_rects = 1,
                          .n_legs = 1,
                          .border = {.ink = {.is_none = true}},
                          .tint = {.is_none = true},
                          .place = {.file = story->path}};
    for (unsigned role = 0; role < MODEL_N_ROLES; role++) block->styles[role] = role;
    *r = (ModelResolved){.path = story->path,
                         .title = story->slug,
                         .language = language,
                         .sheet_width = is_vertical ? MODEL_ENDLESS : measure + 2 * margin,
                         .sheet_height = is_vertical ? measure + 2 * margin : MODEL_ENDLESS,
                         .type_area = *area,
                         .em = body->size,
                         .line = body->leading,
                         .n_lines = leg->n_lines,
                         .styles = galley_styles(body, arena),
                         .n_styles = MODEL_N_ROLES,
                         .rects = area,
                         .n_rects = 1,
                         .blocks = block,
                         .n_blocks = 1,
                         .legs = leg,
                         .n_legs = 1};
    return r;
}
