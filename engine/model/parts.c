/* The parts of one block - heads, pictures with their captions, legs - where one stands below another, and how deep each is.
 *
 * In: a written block, the block's own rectangle, the story that is put there, the depths found so far.  Out: a rectangle for each part.
 * A part that stands below another by name begins under the lowest of that name.  One whose depth is what it needs and that
 * the story has not takes no room, and what is below it moves up. */
#include "model/resolving.h"

#include <string.h>

/* Kinds of parts: the elements of a head, then pictures. */
#define PICTURES MODEL_N_ELEMENTS

static const char *kind_word(unsigned kind)
{
    return kind < MODEL_N_ELEMENTS ? model_element_words[kind] : "picture";
}

static bool has_kind(const ModelWrittenBlock *block, unsigned kind)
{
    for (unsigned i = 0; i < block->n_heads; i++)
        if (block->heads[i].put == kind) return true;
    return kind == PICTURES && block->n_pictures > 0;
}

/* The kind of part that `name` names; reports one that the block has not. */
static bool find_kind(ModelParts *parts, const ModelText *name, unsigned *kind)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (*kind = 0; *kind < MODEL_N_PARTS; ++*kind) {
        bool is_there = has_kind(parts->written, *kind);
        if (is_there && strcmp(kind_word(*kind), name->text) == 0) return true;
        if (is_there) g_hash_table_add(known, (gpointer)kind_word(*kind));
    }
    BasePlace place = {.file = parts->written->place.file, .line = name->line, .column = name->column, .frame = parts->written->id};
    if (parts->is_said) return false;
    g_autofree char *what = g_strdup_printf("block \"%s\" with a part", parts->written->id);
    model_report_unknown(parts->job, "unknown-part", place, known, what, name->text);
    return false;
}

/* The lower of two feet, each found once, for finding one may report. */
static DkLength lower(DkLength a, DkLength b)
{
    return MAX(a, b);
}

static DkLength lines_of(const ModelParts *parts, ModelLength lines, DkLength usual, BasePlace place)
{
    return model_length(parts->job, lines, model_grid_scale(parts->job, parts->container.height), usual, place);
}

static DkLength kind_foot(ModelParts *parts, unsigned kind);

/* Where a part begins, from the top of the block, and how much of that is white it keeps above itself. */
static DkLength top_of(ModelParts *parts, const ModelWrittenRect *at, DkLength *skipped)
{
    DkLength line = parts->job->resolved->line, skip = lines_of(parts, at->skip, 0, at->place);
    DkLength top = at->line.unit == MODEL_UNIT_UNSET ? 0 : lines_of(parts, at->line, line, at->place) - line;
    *skipped = 0;
    for (unsigned i = 0; i < at->below.n; i++) {
        unsigned kind;
        if (!find_kind(parts, &at->below.items[i], &kind)) continue;
        DkLength foot = kind_foot(parts, kind);
        if (foot + skip <= top) continue;
        top = foot + skip;
        *skipped = skip;
    }
    return top;
}

static DkLength depth_of(const ModelParts *parts, const ModelWrittenRect *at, unsigned open, bool is_absent)
{
    DkLength line = parts->job->resolved->line;
    if (at->lines.unit != MODEL_UNIT_AUTO) return lines_of(parts, at->lines, line, at->place);
    if (is_absent) return 0;
    return MAX(1, model_open_lines(parts->job, open)) * line;
}

/* The foot of one part, and of its caption, from the top of the block; one that takes no room ends where what it is below does. */
static DkLength part_foot(ModelParts *parts, const ModelWrittenRect *at, unsigned open, bool is_absent)
{
    DkLength skipped, top = top_of(parts, at, &skipped), depth = depth_of(parts, at, open, is_absent);
    return depth ? top + depth : top - skipped;
}

static DkLength picture_foot(ModelParts *parts, unsigned i)
{
    const ModelWrittenPicture *picture = &parts->written->pictures[i];
    bool is_absent = !parts->story || i >= parts->story->n_pictures;
    DkLength foot = part_foot(parts, &picture->at, model_picture_open(parts, i), is_absent);
    if (!picture->has_caption || (is_absent && picture->at.lines.unit == MODEL_UNIT_AUTO)) return foot;
    bool is_silent = is_absent || (!parts->story->pictures[i].caption && !parts->story->pictures[i].credit);
    DkLength line = parts->job->resolved->line,
             depth = depth_of(parts, &picture->caption, model_picture_open(parts, i) + 1, is_silent);
    DkLength top = lines_of(parts, picture->caption.line, foot + line, picture->caption.place) - line;
    return depth ? MAX(foot, top + depth) : foot;
}

/* The lowest foot of all parts of a kind. */
static DkLength kind_foot(ModelParts *parts, unsigned kind)
{
    if (parts->state[kind] == 1 && !parts->is_said)
        base_report(parts->job->list, DK_ERROR, "stack-loop", parts->written->place, "the %s of block \"%s\" stands below itself",
                    kind_word(kind), parts->written->id);
    if (parts->state[kind]) return parts->foot[kind];
    parts->state[kind] = 1;
    DkLength foot = 0;
    for (unsigned i = 0; i < parts->written->n_heads && kind < MODEL_N_ELEMENTS; i++) {
        const ModelWrittenHead *head = &parts->written->heads[i];
        if (head->put != kind) continue;
        foot = lower(foot, part_foot(parts, &head->at, model_head_open(parts, i), !model_has_element(parts->story, head->put)));
    }
    for (unsigned i = 0; i < parts->written->n_pictures && kind == PICTURES; i++) foot = lower(foot, picture_foot(parts, i));
    parts->foot[kind] = foot;
    parts->state[kind] = 2;
    return foot;
}

/* ---- What block.c and legs.c ask ---- */

/* The foot of a part that takes room; 0: it takes none. */
static DkLength foot_if_any(ModelParts *parts, const ModelWrittenRect *at, unsigned open, bool is_absent)
{
    parts->is_fluid |= at->below.n || at->lines.unit == MODEL_UNIT_AUTO;
    return depth_of(parts, at, open, is_absent) ? part_foot(parts, at, open, is_absent) : 0;
}

DkLength model_parts_least(ModelParts *parts)
{
    const ModelWrittenBlock *block = parts->written;
    DkLength least = 0;
    for (unsigned i = 0; i < block->n_heads; i++) {
        bool is_absent = !model_has_element(parts->story, block->heads[i].put);
        least = lower(least, foot_if_any(parts, &block->heads[i].at, model_head_open(parts, i), is_absent));
    }
    for (unsigned i = 0; i < block->n_pictures; i++) {
        bool is_absent = !parts->story || i >= parts->story->n_pictures;
        DkLength foot = foot_if_any(parts, &block->pictures[i].at, model_picture_open(parts, i), is_absent);
        least = lower(least, foot ? picture_foot(parts, i) : 0);
    }
    for (unsigned i = 0; i < block->n_pulls; i++) least = lower(least, foot_if_any(parts, &block->pulls[i].at, 0, false));
    for (unsigned i = 0; i < block->n_legs; i++)
        if (block->legs[i].at.lines.unit != MODEL_UNIT_REST) least = lower(least, foot_if_any(parts, &block->legs[i].at, 0, false));
    if (block->leg_count && block->leg_at.lines.unit != MODEL_UNIT_REST)
        least = lower(least, foot_if_any(parts, &block->leg_at, 0, false));
    parts->is_said = true;
    return least;
}

bool model_has_element(const ModelStory *story, ModelElement element)
{
    return story && story->elements[element].n;
}

unsigned model_head_open(const ModelParts *parts, unsigned i)
{
    return parts->open + 1 + i;
}

unsigned model_picture_open(const ModelParts *parts, unsigned i)
{
    return parts->open + 1 + parts->written->n_heads + 2 * i;
}

BaseRect model_part_rect(ModelParts *parts, const ModelWrittenRect *at, unsigned open, bool is_absent)
{
    BaseRect container = parts->container;
    ModelWrittenRect across = {.x = at->x, .width = at->width, .place = at->place};
    BaseRect rect = model_rect(parts->job, &across, container);
    DkLength skipped;
    rect.y = container.y + top_of(parts, at, &skipped);
    rect.height = depth_of(parts, at, open, is_absent);
    return rect;
}

/* Text below something begins on the next whole grid line. */
BaseRect model_leg_rect(ModelParts *parts, const ModelWrittenRect *at)
{
    const ModelResolved *r = parts->job->resolved;
    BaseRect rect = model_part_rect(parts, at, 0, false);
    DkLength off = (rect.y - r->type_area.y) % r->line, foot = parts->container.y + parts->container.height;
    if (at->below.n && off > 0) rect.y += r->line - off;
    if (at->lines.unit == MODEL_UNIT_REST) {
        parts->has_rest = true;
        parts->air = MAX(parts->air, lines_of(parts, at->air, 0, at->place));
        rect.height = foot - rect.y - lines_of(parts, at->air, 0, at->place);
        rect.height = MAX(0, rect.height - rect.height % r->line);
    } else if (parts->is_cut && rect.y + rect.height > foot) {
        rect.height = MAX(0, foot - rect.y);
    }
    return rect;
}

/* ---- Open depths ---- */

static unsigned n_open(const ModelWrittenBlock *block)
{
    return 1 + block->n_heads + 2 * block->n_pictures;
}

int model_open_lines(const ModelJob *job, unsigned open)
{
    if (!job->depths || !open) return -1;
    return job->depths->lines[open - 1];
}

unsigned model_number_open(ModelJob *job)
{
    unsigned n = 0;
    for (unsigned i = 0; i < job->layout->n_blocks; i++) {
        job->stands[i].open = n + 1;
        n += n_open(&job->layout->blocks[i]);
    }
    for (unsigned i = 0; i < job->layout->n_furniture; i++) job->stands[job->layout->n_blocks + i].open = ++n;
    return n;
}

static bool is_open(const ModelWrittenBlock *block)
{
    bool is_any = false;
    for (unsigned i = 0; i < block->n_at; i++) is_any |= block->at[i].lines.unit == MODEL_UNIT_AUTO;
    for (unsigned i = 0; i < block->n_heads; i++) is_any |= block->heads[i].at.lines.unit == MODEL_UNIT_AUTO;
    for (unsigned i = 0; i < block->n_pictures; i++)
        is_any |= block->pictures[i].at.lines.unit == MODEL_UNIT_AUTO || block->pictures[i].caption.lines.unit == MODEL_UNIT_AUTO;
    return is_any;
}

ModelDepths *model_depths_new(const ModelLayout *layout, BaseArena *arena)
{
    unsigned n = layout->n_furniture;
    bool is_any = false;
    for (unsigned i = 0; i < layout->n_blocks; i++) {
        n += n_open(&layout->blocks[i]);
        is_any |= is_open(&layout->blocks[i]);
    }
    for (unsigned i = 0; i < layout->n_furniture; i++) is_any |= layout->furniture[i].at.lines.unit == MODEL_UNIT_AUTO;
    if (!is_any) return NULL;
    ModelDepths *depths = base_arena_alloc(arena, sizeof *depths);
    *depths = (ModelDepths){.n = n, .lines = base_arena_new_array(arena, int, n)};
    for (unsigned i = 0; i < n; i++) depths->lines[i] = -1;
    return depths;
}
