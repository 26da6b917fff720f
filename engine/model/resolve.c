/* Resolving a page: sheet and grid, styles, blocks, furniture, rules, then stories and texts bound to them. */
#include "model/resolving.h"

#include <string.h>

/* Twice the finest screen that the coarser half of newspaper plants prints, and what they ask of line art (RULES 3.1). */
#define USUAL_PICTURE_PPI 170
#define USUAL_LINE_ART_PPI 600

static ModelPress resolve_press(const ModelLayout *layout)
{
    return (ModelPress){.picture_ppi = layout->picture_ppi > 0 ? layout->picture_ppi : USUAL_PICTURE_PPI,
                        .line_art_ppi = layout->line_art_ppi > 0 ? layout->line_art_ppi : USUAL_LINE_ART_PPI,
                        .is_black = layout->is_black};
}

/* A type area holds one line of one character at least; else every place on its grid would be found at fault. */
static bool check_room(ModelJob *job)
{
    const ModelResolved *r = job->resolved;
    if (r->n_lines >= 1 && r->type_area.width >= r->em) return true;
    base_report(job->list, DK_ERROR, "out-of-range", job->layout->area_place,
                "the type area, %.4g x %.4g pt, has no room for one line of one character, %.4g pt wide and %.4g pt deep",
                base_length_pt(r->type_area.width), base_length_pt(r->type_area.height), base_length_pt(r->em),
                base_length_pt(r->line));
    return false;
}

static bool resolve_sheet(ModelJob *job)
{
    const ModelLayout *layout = job->layout;
    ModelResolved *r = job->resolved;
    ModelScale none = {0};
    r->em = model_length(job, layout->grid_size, none, 0, layout->grid_place);
    r->line = model_length(job, layout->grid_leading, (ModelScale){.em = r->em, .whole = r->em}, 0, layout->grid_place);
    r->sheet_width = model_length(job, layout->sheet_width, none, 0, layout->sheet_place);
    r->sheet_height = model_length(job, layout->sheet_height, none, 0, layout->sheet_place);
    r->bleed = model_length(job, layout->bleed, none, 0, layout->sheet_place);
    if (r->em < DK_PT || r->line < DK_PT || r->sheet_width < DK_PT || r->sheet_height < DK_PT) {
        base_report(job->list, DK_ERROR, "out-of-range",
                    r->em < DK_PT || r->line < DK_PT ? layout->grid_place : layout->sheet_place,
                    "sheet and grid need sizes of 1 pt or more");
        return false;
    }
    ModelScale across = model_grid_scale(job, r->sheet_width), down = model_grid_scale(job, r->sheet_height);
    r->type_area = (BaseRect){model_length(job, layout->left, across, 0, layout->area_place),
                              model_length(job, layout->top, down, 0, layout->area_place),
                              model_length(job, layout->width, across, r->sheet_width, layout->area_place),
                              model_length(job, layout->height, down, r->sheet_height, layout->area_place)};
    r->n_lines = r->type_area.height / r->line;
    BaseRect area = r->type_area;
    bool is_on_sheet =
        area.x >= 0 && area.y >= 0 && area.x + area.width <= r->sheet_width && area.y + area.height <= r->sheet_height;
    if (!is_on_sheet)
        base_report(job->list, DK_ERROR, "outside-sheet", layout->area_place,
                    "the type area (%.1f x %.1f mm at %.1f, %.1f) leaves the sheet", base_length_pt(area.width) * 25.4 / 72,
                    base_length_pt(area.height) * 25.4 / 72, base_length_pt(area.x) * 25.4 / 72,
                    base_length_pt(area.y) * 25.4 / 72);
    return is_on_sheet && check_room(job);
}

bool model_layout_area(const ModelLayout *layout, BaseRect *sheet, BaseRect *area)
{
    g_autoptr(DkDiagnostics) unsaid = dk_diagnostics_new(); /* all is found again when a page is resolved */
    ModelResolved resolved = {0};
    ModelJob job = {.layout = layout, .resolved = &resolved, .list = unsaid};
    bool is_good = resolve_sheet(&job);
    *sheet = (BaseRect){0, 0, resolved.sheet_width, resolved.sheet_height};
    *area = resolved.type_area;
    return is_good;
}

/* An id is a name for blocks and furniture together, for findings and masks name frames by it. */
static void check_ids(ModelJob *job)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < job->layout->n_blocks + job->layout->n_furniture; i++) {
        bool is_block = i < job->layout->n_blocks;
        const ModelWrittenFurniture *furniture = is_block ? NULL : &job->layout->furniture[i - job->layout->n_blocks];
        const char *id = is_block ? job->layout->blocks[i].id : furniture->id;
        BasePlace place = is_block ? job->layout->blocks[i].place : furniture->place;
        if (!g_hash_table_add(seen, (gpointer)id))
            base_report(job->list, DK_ERROR, "id-twice", place, "the id \"%s\" is used twice", id);
    }
}

static ModelBlock *resolve_blocks(ModelJob *job)
{
    ModelBlock *blocks = base_arena_new_array(job->arena, ModelBlock, job->layout->n_blocks);
    for (unsigned i = 0; i < job->layout->n_blocks; i++)
        blocks[i] = model_resolve_block(job, &job->layout->blocks[i], &job->stands[i]);
    job->resolved->blocks = blocks;
    job->resolved->n_blocks = job->layout->n_blocks;
    return blocks;
}

static ModelFurniture *resolve_furniture(ModelJob *job)
{
    ModelFurniture *furniture = base_arena_new_array(job->arena, ModelFurniture, job->layout->n_furniture);
    for (unsigned i = 0; i < job->layout->n_furniture; i++) {
        const ModelWrittenFurniture *from = &job->layout->furniture[i];
        const ModelStand *stand = &job->stands[job->layout->n_blocks + i];
        furniture[i] = (ModelFurniture){.id = from->id,
                                        .kind = from->kind,
                                        .rect = stand->rect,
                                        .style = model_style_index(job, from->style, "body", from->style_place),
                                        .tint = from->tint,
                                        .open = from->at.lines.unit == MODEL_UNIT_AUTO ? stand->open : 0};
        furniture[i].border = model_border(job, &from->border, &furniture[i].rect, 1, from->place);
        if (stand->rect.height) model_check_inside(job, furniture[i].rect, "furniture", from->id, from->at.place);
    }
    job->resolved->furniture = furniture;
    job->resolved->n_furniture = job->layout->n_furniture;
    return furniture;
}

/* What its stack has no room for is not shown in part, nor over something else: `stack-too-deep` has said so. */
static void drop_cut(ModelJob *job, ModelFurniture *furniture)
{
    for (unsigned i = 0; i < job->layout->n_furniture; i++) {
        if (!job->stands[job->layout->n_blocks + i].is_cut) continue;
        furniture[i].texts.n = 0;
        furniture[i].path = NULL;
        furniture[i].border.weight = 0;
        furniture[i].tint.is_none = true;
    }
}

static void resolve_rules(ModelJob *job)
{
    job->resolved->n_block_rules = job->rules->len;
    for (unsigned i = 0; i < job->layout->n_rules; i++) {
        ModelRule rule = model_rule(job, &job->layout->rules[i], job->resolved->type_area);
        model_check_inside(job, rule.rect, "rule", "of the layout", job->layout->rules[i].place);
        g_array_append_val(job->rules, rule);
    }
}

static void *kept(ModelJob *job, GArray *array, unsigned *n)
{
    *n = array->len;
    size_t size = (size_t)array->len * g_array_get_element_size(array);
    void *copy = base_arena_alloc(job->arena, size);
    if (size) memcpy(copy, array->data, size);
    g_array_unref(array);
    return copy;
}

static void open_arrays(ModelJob *job)
{
    job->rects = g_array_new(FALSE, FALSE, sizeof(BaseRect));
    job->heads = g_array_new(FALSE, FALSE, sizeof(ModelHead));
    job->legs = g_array_new(FALSE, FALSE, sizeof(ModelLeg));
    job->narrows = g_array_new(FALSE, FALSE, sizeof(ModelNarrow));
    job->pictures = g_array_new(FALSE, FALSE, sizeof(ModelPictureFrame));
    job->pulls = g_array_new(FALSE, FALSE, sizeof(ModelPullFrame));
    job->rules = g_array_new(FALSE, FALSE, sizeof(ModelRule));
}

static void close_arrays(ModelJob *job)
{
    ModelResolved *r = job->resolved;
    r->rects = kept(job, job->rects, &r->n_rects);
    r->heads = kept(job, job->heads, &r->n_heads);
    r->legs = kept(job, job->legs, &r->n_legs);
    r->narrows = kept(job, job->narrows, &r->n_narrows);
    r->pictures = kept(job, job->pictures, &r->n_pictures);
    r->pulls = kept(job, job->pulls, &r->n_pulls);
    r->rules = kept(job, job->rules, &r->n_rules);
}

static void resolve_all(ModelJob *job)
{
    g_autoptr(GHashTable) stories = g_hash_table_new(g_str_hash, g_str_equal), texts = g_hash_table_new(g_str_hash, g_str_equal);
    model_index_placed(job, stories, texts);
    job->stands = base_arena_new_array(job->arena, ModelStand, job->layout->n_blocks + job->layout->n_furniture);
    open_arrays(job);
    check_ids(job);
    model_number_open(job);
    model_stack(job);
    ModelBlock *blocks = resolve_blocks(job);
    ModelFurniture *furniture = resolve_furniture(job);
    resolve_rules(job);
    model_bind(job, blocks, furniture);
    model_climb(job, blocks);
    drop_cut(job, furniture);
    model_add_obstacles(job);
    if (!job->is_draft) model_check_overlaps(job);
    close_arrays(job);
}

static const ModelResolved *resolve(const ModelRequest *request, bool is_draft, BaseArena *arena, DkDiagnostics *list)
{
    const ModelLayout *layout = request->layout;
    const ModelPageFile *page_file = request->page_file;
    ModelResolved *resolved = base_arena_alloc(arena, sizeof *resolved);
    *resolved = (ModelResolved){.path = page_file->path,
                                .paper = page_file->paper,
                                .date = page_file->date,
                                .number = page_file->number,
                                .title = page_file->title,
                                .section = page_file->section,
                                .is_bound_right = page_file->is_bound_right,
                                .standing = page_file->standing,
                                .press = resolve_press(layout),
                                .language = layout->language};
    if (!resolved->standing.entry) resolved->standing.side = layout->side;
    memcpy(resolved->lint, layout->lint, sizeof resolved->lint);
    ModelJob job = {.layout = layout,
                    .page_file = page_file,
                    .stories = request->stories,
                    .depths = request->depths,
                    .is_draft = is_draft,
                    .arena = arena,
                    .list = list,
                    .resolved = resolved};
    size_t n_before = dk_diagnostics_count(list);
    if (!resolve_sheet(&job)) return NULL;
    g_autoptr(GHashTable) styles = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) too_long = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    job.styles = styles;
    job.too_long = too_long;
    if (!model_resolve_styles(&job)) return NULL;
    resolve_all(&job);
    return base_has_errors(list, n_before) ? NULL : resolved;
}

const ModelResolved *model_resolve_draft(const ModelRequest *request, BaseArena *arena)
{
    g_autoptr(DkDiagnostics) unsaid = dk_diagnostics_new();
    return resolve(request, true, arena, unsaid);
}

const ModelResolved *model_resolve_deep(const ModelRequest *request, BaseArena *arena, DkDiagnostics *list)
{
    bool is_void =
        request->depths && !request->depths->n_drafts; /* no draft could be set: only the error that forbids it is said */
    return resolve(request, is_void, arena, list);
}

const ModelResolved *model_resolve(const ModelLayout *layout, const ModelPageFile *page_file, const ModelStory *const *stories,
                                   BaseArena *arena, DkDiagnostics *list)
{
    return resolve(&(ModelRequest){layout, page_file, stories, NULL}, false, arena, list);
}

#define PAGES_MAX 9999 /* what is more is no page of a paper (house) */

int model_page_number(const ModelResolved *resolved)
{
    if (!resolved->number) return 1;
    int number = 0;
    const char *at = resolved->number;
    for (; g_ascii_isdigit(*at) && number <= PAGES_MAX; at++) number = 10 * number + g_ascii_digit_value(*at);
    bool is_end = !*at || (*at == '-' && g_ascii_isdigit(at[1]));
    return is_end && number <= PAGES_MAX ? number : 0;
}
