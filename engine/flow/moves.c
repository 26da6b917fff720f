/* A page as it stands when stories are set off their layout to fit: with other styles, other lines for heads and pictures.
 *
 * In: the resolved layout, and the moves of each block.  Out: a resolved layout of its own in which they are made.  A head or a picture
 * that gives or takes lines moves what stands between it and the legs under it, and those legs gain or lose lines at their top;
 * nothing leaves the block, and where anything of it would lie over something else, the move is not to be had.  A head that
 * gives more than its air is set smaller, down to the next grade (RULES 2.5); a picture is cut to its frame about its focus. */
#include <string.h>

#include "flow/fitting.h"

#define TOLERANCE (DK_PT / 20)
/* Under this a picture is a strip (house). */
#define LEAST_PICTURE_LINES 3

static const ModelRole text_roles[] = {MODEL_ROLE_BODY, MODEL_ROLE_QUOTE, MODEL_ROLE_STRONG, MODEL_ROLE_DATELINE};

/* The parts of a page that are its own, to be moved. */
typedef struct {
    ModelResolved *page;
    ModelBlock *blocks;
    ModelStyle *styles;
    ModelHead *heads;
    ModelLeg *legs;
    ModelPictureFrame *pictures;
    ModelPullFrame *pulls;
    ModelRule *rules;
    ModelObstacle *obstacles;
    BaseArena *arena;
} Moving;

static void *copy(BaseArena *arena, const void *items, size_t n, size_t size, size_t more)
{
    void *made = base_arena_alloc(arena, (n + more) * size);
    if (n) memcpy(made, items, n * size);
    return made;
}

/* ---- Styles ---- */

static unsigned add_style(Moving *moving, ModelStyle style)
{
    moving->styles[moving->page->n_styles] = style;
    return moving->page->n_styles++;
}

static bool is_on_grid(const ModelResolved *r, const ModelMoves *moves)
{
    return moves->leading % r->line == 0;
}

/* A style of the story as the moves leave it; sizes and tracking of its other parts go along in proportion. */
static ModelStyle moved_style(const Moving *moving, const ModelStyle *from, const ModelStyle *body, const ModelMoves *moves)
{
    ModelStyle style = flow_style_at(from, (DkLength)((int64_t)from->size * (body->size + moves->size) / body->size));
    style.tracking += moves->tracking;
    if (moves->is_punctuated && from->punctuation == body->punctuation) style.punctuation = moves->punctuation;
    if (is_on_grid(moving->page, moves)) style.leading += moves->leading;
    return style;
}

static void move_styles(Moving *moving, ModelBlock *block, const ModelMoves *moves)
{
    const ModelStyle body = moving->styles[block->styles[MODEL_ROLE_BODY]];
    for (size_t i = 0; i < G_N_ELEMENTS(text_roles); i++) {
        ModelStyle style = moved_style(moving, &moving->styles[block->styles[text_roles[i]]], &body, moves);
        block->styles[text_roles[i]] = add_style(moving, style);
    }
    if (!is_on_grid(moving->page, moves)) block->pitch = moving->page->line + moves->leading;
}

/* ---- Frames ---- */

static bool is_beside(BaseRect a, BaseRect b)
{
    return a.x + a.width <= b.x + TOLERANCE || b.x + b.width <= a.x + TOLERANCE;
}

static bool lie_over(BaseRect a, BaseRect b)
{
    return !is_beside(a, b) && a.y < b.y + b.height - TOLERANCE && b.y < a.y + a.height - TOLERANCE;
}

/* A part that gives, and what is between its foot and the legs below. */
typedef struct {
    BaseRect part;
    DkLength foot, legs_top, by; /* `by`: how far its foot moves down */
} Giving;

static bool is_under(const Giving *giving, BaseRect rect)
{
    return rect.y >= giving->foot - TOLERANCE && !is_beside(rect, giving->part);
}

/* Moves a rectangle between part and legs, and the obstacle that it is. */
static void shift(Moving *moving, const Giving *giving, BaseRect *rect)
{
    bool is_between = is_under(giving, *rect) && rect->y + rect->height <= giving->legs_top + TOLERANCE;
    BaseRect before = *rect;
    if (!is_between) return;
    rect->y += giving->by;
    for (unsigned i = 0; i < moving->page->n_obstacles; i++)
        if (memcmp(&moving->obstacles[i].rect, &before, sizeof before) == 0) moving->obstacles[i].rect = *rect;
}

static void shift_rules(Moving *moving, const Giving *giving, const ModelBlock *block)
{
    for (unsigned i = block->first_rule; i < block->first_rule + block->n_rules; i++) {
        BaseRect *rect = &moving->rules[i].rect;
        bool is_along_legs = is_under(giving, *rect) && rect->height > 0 && rect->y + rect->height > giving->legs_top + TOLERANCE &&
                             rect->y <= giving->legs_top + TOLERANCE;
        shift(moving, giving, rect);
        if (!is_along_legs) continue;
        rect->y += giving->by;
        rect->height -= giving->by;
    }
}

/* The legs under a part; false: there are none, or one that cannot move. */
static bool find_legs(const Moving *moving, Giving *giving, const ModelBlock *block)
{
    giving->legs_top = G_MAXINT32;
    for (unsigned l = block->first_leg; l < block->first_leg + block->n_legs; l++) {
        const ModelLeg *leg = &moving->legs[l];
        if (leg->is_vertical) return false;
        if (!is_under(giving, leg->rect)) continue;
        if (leg->n_narrows || leg->rect.height <= giving->by) return false;
        giving->legs_top = MIN(giving->legs_top, leg->rect.y);
    }
    return giving->legs_top < G_MAXINT32;
}

/* Whether a leg lies over nothing that its block shows. */
static bool is_free(const Moving *moving, const ModelBlock *block, BaseRect leg)
{
    for (unsigned i = block->first_head; i < block->first_head + block->n_heads; i++)
        if (block->story->elements[moving->heads[i].element].n && lie_over(leg, moving->heads[i].rect)) return false;
    for (unsigned i = 0; i < MIN(block->n_pictures, block->story->n_pictures); i++) {
        const ModelPictureFrame *frame = &moving->pictures[block->first_picture + i];
        if (lie_over(leg, frame->rect) || (frame->has_caption && lie_over(leg, frame->caption))) return false;
    }
    return true;
}

static bool move_legs(Moving *moving, const Giving *giving, const ModelBlock *block)
{
    int lines = giving->by / moving->page->line;
    bool is_good = true;
    for (unsigned l = block->first_leg; l < block->first_leg + block->n_legs; l++) {
        ModelLeg *leg = &moving->legs[l];
        if (!is_under(giving, leg->rect)) continue;
        leg->rect.y += giving->by;
        leg->rect.height -= giving->by;
        leg->grid_line += lines;
        leg->n_lines -= lines;
        is_good &= is_free(moving, block, leg->rect);
    }
    return is_good;
}

/* Moves what is under a part that has become deeper or shallower. */
static bool give(Moving *moving, const ModelBlock *block, BaseRect part, DkLength by)
{
    Giving giving = {.part = part, .foot = part.y + part.height, .by = by};
    if (!find_legs(moving, &giving, block)) return false;
    for (unsigned i = block->first_head; i < block->first_head + block->n_heads; i++)
        shift(moving, &giving, &moving->heads[i].rect);
    for (unsigned i = block->first_picture; i < block->first_picture + block->n_pictures; i++) {
        shift(moving, &giving, &moving->pictures[i].rect);
        shift(moving, &giving, &moving->pictures[i].caption);
    }
    for (unsigned i = block->first_pull; i < block->first_pull + block->n_pulls; i++)
        shift(moving, &giving, &moving->pulls[i].rect);
    shift_rules(moving, &giving, block);
    return move_legs(moving, &giving, block);
}

/* ---- Heads and pictures ---- */

/* Sets a head as large as its frame lets it, down to the next grade; false: that is not small enough. */
static bool size_head(Moving *moving, ModelHead *head, unsigned n_texts)
{
    const ModelStyle own = moving->styles[head->style];
    DkLength smallest = model_grade_below(own.size, 1);
    for (DkLength size = own.size; size >= smallest; size -= FLOW_HEAD_STEP) {
        DkLength leading = base_length_scale(own.leading, size, own.size);
        if ((DkLength)(n_texts - 1) * leading + size > head->rect.height) continue;
        ModelStyle style = flow_style_at(&own, size);
        style.leading = leading;
        if (size != own.size) head->style = add_style(moving, style);
        return true;
    }
    return false;
}

static bool move_head(Moving *moving, const ModelBlock *block, int lines)
{
    const ModelTexts *texts = &block->story->elements[MODEL_ELEMENT_HEADLINE];
    DkLength by = lines * moving->page->line;
    for (unsigned i = block->first_head; i < block->first_head + block->n_heads && texts->n; i++) {
        ModelHead *head = &moving->heads[i];
        if (head->element != MODEL_ELEMENT_HEADLINE) continue;
        bool is_vertical = moving->styles[head->style].direction == MODEL_DIRECTION_VERTICAL;
        BaseRect before = head->rect;
        head->rect.height += by;
        return !is_vertical && head->rect.height > 0 && give(moving, block, before, by) && size_head(moving, head, texts->n);
    }
    return false;
}

/* Whether text runs round a picture, by its outline or not at all: what stands beside an outline is not known without the picture. */
static bool is_outlined(const Moving *moving, unsigned picture)
{
    for (unsigned i = 0; i < moving->page->n_obstacles; i++)
        if (moving->obstacles[i].picture == (int)picture && moving->obstacles[i].kind == MODEL_AROUND_OUTLINE) return true;
    return false;
}

static bool move_picture(Moving *moving, const ModelBlock *block, int lines)
{
    DkLength by = lines * moving->page->line;
    unsigned index = block->first_picture;
    if (!block->n_pictures || !block->story->n_pictures || is_outlined(moving, index)) return false;
    ModelPictureFrame *frame = &moving->pictures[index];
    BaseRect before = frame->rect;
    frame->rect.height += by;
    if (frame->rect.height < LEAST_PICTURE_LINES * moving->page->line || !give(moving, block, before, by)) return false;
    for (unsigned i = 0; i < moving->page->n_obstacles; i++)
        if (moving->obstacles[i].picture == (int)index) moving->obstacles[i].rect.height += by;
    return true;
}

/* ---- The way in ---- */

static Moving open_page(const ModelResolved *resolved, unsigned n_moved, BaseArena *arena)
{
    ModelResolved *page = copy(arena, resolved, 1, sizeof *page, 0);
    size_t more = n_moved * (G_N_ELEMENTS(text_roles) + 1); /* the head's */
    Moving moving = {.page = page, .arena = arena};
    page->blocks = moving.blocks = copy(arena, resolved->blocks, resolved->n_blocks, sizeof *moving.blocks, 0);
    page->styles = moving.styles = copy(arena, resolved->styles, resolved->n_styles, sizeof *moving.styles, more);
    page->heads = moving.heads = copy(arena, resolved->heads, resolved->n_heads, sizeof *moving.heads, 0);
    page->legs = moving.legs = copy(arena, resolved->legs, resolved->n_legs, sizeof *moving.legs, 0);
    page->pictures = moving.pictures = copy(arena, resolved->pictures, resolved->n_pictures, sizeof *moving.pictures, 0);
    page->pulls = moving.pulls = copy(arena, resolved->pulls, resolved->n_pulls, sizeof *moving.pulls, 0);
    page->rules = moving.rules = copy(arena, resolved->rules, resolved->n_rules, sizeof *moving.rules, 0);
    page->obstacles = moving.obstacles = copy(arena, resolved->obstacles, resolved->n_obstacles, sizeof *moving.obstacles, 0);
    return moving;
}

const ModelResolved *flow_moved(const ModelResolved *resolved, const ModelMoves *const *moves, BaseArena *arena)
{
    unsigned n_moved = 0;
    bool is_good = true;
    for (unsigned i = 0; i < resolved->n_blocks; i++) n_moved += moves[i] != NULL;
    Moving moving = open_page(resolved, n_moved, arena);
    for (unsigned i = 0; i < resolved->n_blocks; i++) {
        if (!moves[i]) continue;
        moving.blocks[i].moves = *moves[i];
        move_styles(&moving, &moving.blocks[i], moves[i]);
        if (moves[i]->head) is_good &= move_head(&moving, &moving.blocks[i], moves[i]->head);
        if (moves[i]->picture) is_good &= move_picture(&moving, &moving.blocks[i], moves[i]->picture);
    }
    return is_good ? moving.page : NULL;
}
