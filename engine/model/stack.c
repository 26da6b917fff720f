/* Stacks: blocks and furniture that stand below others, and those whose depth is what they need (`auto`) or what is left (`rest`).
 *
 * In: the written places, and the depths that setting has found so far.  Out: where each block and frame stands.  Method: places
 * are ordered so that each comes after those it stands below; from the last to the first, how low each may end is found, for
 * a rest ends where what stands below it has room; from the first to the last, each is put under the lowest foot above it.  What
 * is deeper than its stack has room for is cut at the foot and reported: no frame is put over another, none out of the type area. */
#include "model/resolving.h"

#include <math.h>

#define USUAL_SKIP 1   /* lines between stories one below the other, with a thin rule in it or none (RULES 2.6) */
#define CHAIN_MAX 1000 /* places in one stack: more than a page has lines */

typedef enum { NEW, VISITED, DONE } State;

typedef struct {
    const ModelWrittenRect *at;
    const char *id;
    ModelStand *stand;
    bool is_empty; /* nothing is put there; of a depth that is open nothing is left */
    unsigned first_upper, n_uppers;
    State state;
    DkLength limit; /* as low as it may end, for what stands below it */
    bool has_rest;  /* something below it takes the rest */
} Place;

typedef struct {
    ModelJob *job;
    Place *places;
    GArray *uppers, *order; /* unsigned: indices of places */
} Stacks;

static bool is_stacked(const Place *place)
{
    return place->at && (place->at->below.n || place->at->lines.unit >= MODEL_UNIT_AUTO);
}

static Place *upper_of(const Stacks *stacks, const Place *place, unsigned i)
{
    return &stacks->places[g_array_index(stacks->uppers, unsigned, place->first_upper + i)];
}

/* ---- Order ---- */

static void find_uppers(Stacks *stacks, Place *place, GHashTable *ids)
{
    place->first_upper = stacks->uppers->len;
    for (unsigned i = 0; place->at && i < place->at->below.n; i++) {
        const ModelText *name = &place->at->below.items[i];
        BasePlace where = {.file = place->at->place.file, .line = name->line, .column = name->column, .frame = place->id};
        gpointer known;
        if (!g_hash_table_lookup_extended(ids, name->text, NULL, &known)) {
            model_report_unknown(stacks->job, "unknown-block", where, ids, "block or furniture frame", name->text);
            continue;
        }
        unsigned index = GPOINTER_TO_UINT(known);
        g_array_append_val(stacks->uppers, index);
    }
    place->n_uppers = stacks->uppers->len - place->first_upper;
}

/* Appends a place behind all that it stands below. */
static void visit(Stacks *stacks, unsigned index, unsigned depth)
{
    Place *place = &stacks->places[index];
    if (place->state == DONE) return;
    place->state = VISITED;
    for (unsigned i = 0; i < place->n_uppers; i++) {
        Place *upper = upper_of(stacks, place, i);
        if (upper->state == VISITED || depth == CHAIN_MAX)
            base_report(stacks->job->list, DK_ERROR, "stack-loop", place->at->place,
                        "\"%s\" stands below \"%s\", and that below \"%s\"", place->id, upper->id, place->id);
        else visit(stacks, (unsigned)(upper - stacks->places), depth + 1);
    }
    place->state = DONE;
    g_array_append_val(stacks->order, index);
}

/* ---- Depths ---- */

static DkLength lines_of(const Stacks *stacks, const Place *place, ModelLength lines, double usual)
{
    ModelScale scale = model_grid_scale(stacks->job, stacks->job->resolved->type_area.height);
    return model_length(stacks->job, lines, scale, (DkLength)(usual * stacks->job->resolved->line), place->at->place);
}

static DkLength skip_of(const Stacks *stacks, const Place *place)
{
    return lines_of(stacks, place, place->at->skip, USUAL_SKIP);
}

/* The foot of the place's stack, from the top of the type area. */
static DkLength foot_of(const Stacks *stacks, const Place *place)
{
    const ModelResolved *r = stacks->job->resolved;
    return lines_of(stacks, place, place->at->to, r->n_lines);
}

/* A depth that does not hang on the place; of one that is not known yet, all that a page has. */
static DkLength depth_of(const Stacks *stacks, const Place *place)
{
    const ModelResolved *r = stacks->job->resolved;
    if (place->at->lines.unit == MODEL_UNIT_REST) return 0;
    if (place->at->lines.unit != MODEL_UNIT_AUTO) return lines_of(stacks, place, place->at->lines, 0);
    if (place->is_empty) return 0;
    int known = model_open_lines(stacks->job, place->stand->open);
    return (known < 0 ? r->n_lines : known) * r->line;
}

/* What stands below a place takes its room from it; two rests in one stack would share what is left in no known way. */
static void find_limits(Stacks *stacks)
{
    for (unsigned i = stacks->order->len; i-- > 0;) {
        Place *place = &stacks->places[g_array_index(stacks->order, unsigned, i)];
        bool takes_rest = place->at && place->at->lines.unit == MODEL_UNIT_REST;
        if (takes_rest && place->has_rest)
            base_report(stacks->job->list, DK_ERROR, "rest-twice", place->at->place,
                        "\"%s\" takes the rest of its stack, and so does what stands below it", place->id);
        if (!place->at) continue;
        place->limit = MIN(place->limit, foot_of(stacks, place));
        DkLength depth = depth_of(stacks, place), taken = depth ? depth + skip_of(stacks, place) : 0;
        for (unsigned k = 0; k < place->n_uppers; k++) {
            Place *upper = upper_of(stacks, place, k);
            DkLength limit = place->limit - taken - (takes_rest ? skip_of(stacks, place) : 0);
            limit = MAX(limit, -BASE_LENGTH_MAX); /* far above the page, where the sum of a long stack may end */
            upper->limit = MIN(upper->limit, limit);
            upper->has_rest |= takes_rest || place->has_rest;
        }
    }
}

/* ---- Places ---- */

static DkLength top_of(const Stacks *stacks, const Place *place)
{
    const ModelResolved *r = stacks->job->resolved;
    DkLength top = place->at->line.unit == MODEL_UNIT_UNSET ? 0 : lines_of(stacks, place, place->at->line, 1) - r->line;
    for (unsigned i = 0; i < place->n_uppers; i++) {
        const Place *upper = upper_of(stacks, place, i);
        DkLength foot = upper->stand->rect.y + upper->stand->rect.height - r->type_area.y;
        top = MAX(top, foot + (upper->stand->rect.height ? skip_of(stacks, place) : 0));
    }
    return top;
}

/* A depth that is as great as a length can be stands for any that is greater. */
void model_report_room(ModelJob *job, const char *id, BasePlace place, DkLength needed, DkLength room)
{
    double line = job->resolved->line, lines = round(needed * 10 / line) / 10;
    place.frame = id;
    DkDiagnostic *item =
        base_report(job->list, DK_WARNING, "stack-too-deep", place, "\"%s\" needs %s%.10g line%s, and has room for %.10g", id,
                    needed >= BASE_LENGTH_MAX ? "more than " : "", lines, base_plural(lines), round(MAX(room, 0) * 10 / line) / 10);
    base_report_amount(item, (needed - room) / line, "lines");
    base_report_hint(job->list, item, "cut a story of the stack, or move the stack's foot");
}

static void report_depth(const Stacks *stacks, const Place *place, DkLength needed, DkLength room)
{
    model_report_room(stacks->job, place->id, place->at->place, needed, room);
}

/* What is left for a place that begins at `top`, in whole lines. */
static DkLength rest_of(const Stacks *stacks, Place *place, DkLength top)
{
    DkLength line = stacks->job->resolved->line, left = place->limit - top;
    if (place->is_empty) return 0;
    if (left >= line || stacks->job->is_draft) return MAX(0, left - left % line);
    place->stand->is_cut = true;
    report_depth(stacks, place, line, left);
    return 0;
}

/* How deep a place is that begins at `top`; what its stack has no room for is cut off in whole lines. */
static DkLength cut_depth(const Stacks *stacks, Place *place, DkLength top)
{
    DkLength line = stacks->job->resolved->line, room = MAX(0, foot_of(stacks, place) - top);
    if (place->at->lines.unit == MODEL_UNIT_REST) return rest_of(stacks, place, top);
    DkLength depth = depth_of(stacks, place);
    if (!is_stacked(place) || depth <= room || stacks->job->is_draft) return depth;
    place->stand->is_cut = true;
    report_depth(stacks, place, depth, room);
    return room - room % line;
}

static void put(const Stacks *stacks, Place *place)
{
    const BaseRect area = stacks->job->resolved->type_area;
    if (!place->at) return;
    ModelWrittenRect across = {.x = place->at->x, .width = place->at->width, .place = place->at->place};
    BaseRect rect = model_rect(stacks->job, &across, area);
    DkLength top = top_of(stacks, place);
    rect.y = area.y + top;
    rect.height = cut_depth(stacks, place, top);
    place->stand->rect = rect;
}

/* ---- The way in ---- */

/* A block of several rectangles stands where they say. */
static BaseRect polygon_bounds(ModelJob *job, const ModelWrittenBlock *block)
{
    BaseRect all = model_rect(job, &block->at[0], job->resolved->type_area);
    for (unsigned i = 1; i < block->n_at; i++) all = model_united(all, model_rect(job, &block->at[i], job->resolved->type_area));
    return all;
}

static void check_polygon(ModelJob *job, const ModelWrittenBlock *block)
{
    for (unsigned i = 0; i < block->n_at && block->n_at > 1; i++)
        if (block->at[i].below.n || block->at[i].lines.unit >= MODEL_UNIT_AUTO)
            base_report(job->list, DK_ERROR, "bad-value", block->at[i].place,
                        "block \"%s\" has %u rectangles; only a block of one stands below another or has a depth of its own",
                        block->id, block->n_at);
}

static Place place_of(ModelJob *job, unsigned index)
{
    const ModelLayout *layout = job->layout;
    bool is_block = index < layout->n_blocks;
    const ModelWrittenBlock *block = is_block ? &layout->blocks[index] : NULL;
    const ModelWrittenFurniture *furniture = is_block ? NULL : &layout->furniture[index - layout->n_blocks];
    Place place = {.id = is_block ? block->id : furniture->id, .stand = &job->stands[index], .limit = G_MAXINT32};
    if (!is_block || block->n_at == 1) place.at = is_block ? &block->at[0] : &furniture->at;
    else place.stand->rect = polygon_bounds(job, block);
    if (is_block) check_polygon(job, block);
    place.stand->is_stacked = is_stacked(&place);
    if (place.stand->is_stacked)
        place.is_empty = is_block ? !model_story_of(job, place.id) : !g_hash_table_contains(job->placed_texts, place.id);
    return place;
}

void model_stack(ModelJob *job)
{
    unsigned n = job->layout->n_blocks + job->layout->n_furniture;
    g_autofree Place *places = g_new0(Place, n);
    g_autoptr(GArray) uppers = g_array_new(FALSE, FALSE, sizeof(unsigned)), order = g_array_new(FALSE, FALSE, sizeof(unsigned));
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    Stacks stacks = {job, places, uppers, order};
    for (unsigned i = 0; i < n; i++) {
        places[i] = place_of(job, i);
        g_hash_table_insert(ids, (gpointer)places[i].id, GUINT_TO_POINTER(i));
    }
    for (unsigned i = 0; i < n; i++) find_uppers(&stacks, &places[i], ids);
    for (unsigned i = 0; i < n; i++) visit(&stacks, i, 0);
    find_limits(&stacks);
    for (unsigned i = 0; i < n; i++) put(&stacks, &places[g_array_index(order, unsigned, i)]);
}
