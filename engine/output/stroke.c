/* Strokes as rectangles, the same for every back end.
 *
 * A stroke is one or more bands across its direction: `weight` is the weight of its heaviest line.  Trade terms: thin 正线, thick
 * 反线, wenwu 文武线 (a thick line and a thin one).  The proportions are a house rule, after the metal rules of composing rooms: the
 * thin line of a wenwu is a quarter of the thick one, the white between is half of it; the two lines of a double stand one
 * weight apart.  No line that we choose is thinner than a hairline that newsprint holds, 0.25 pt, and no white between lines
 * thinner than one that stays open, 0.5 pt (RULES 3.1); a weight that the layout gives is kept.  Patterns are in pattern.c. */
#include "output/shared.h"

/* A band of ink: from `start` to `start + weight` across the stroke, from its over or outer side. */
typedef struct {
    DkLength start, weight;
} Band;
typedef struct {
    Band bands[2];
    unsigned n;
    DkLength depth; /* of all bands and the white between them */
} Profile;

static Profile profile(const ModelStroke *stroke)
{
    DkLength weight = stroke->weight;
    Profile made = {.bands = {{0, weight}}, .n = 1, .depth = weight};
    DkLength thin = stroke->kind == MODEL_RULE_WENWU ? MAX(weight / 4, MIN(weight, OUTPUT_HAIRLINE)) : weight;
    DkLength white = stroke->kind == MODEL_RULE_WENWU ? MAX(weight / 2, 2 * OUTPUT_HAIRLINE) : MAX(weight, 2 * OUTPUT_HAIRLINE);
    if (stroke->kind == MODEL_RULE_WENWU || stroke->kind == MODEL_RULE_DOUBLE) {
        made.bands[1] = (Band){weight + white, thin};
        made.n = 2;
        made.depth = weight + white + thin;
    }
    return made;
}

static void add(GArray *rects, BaseRect rect)
{
    if (rect.width > 0 && rect.height > 0) g_array_append_val(rects, rect);
}

/* Squares one weight wide and about as far apart, but no nearer than a hairline; the first and last flush with the ends. */
static void add_dots(GArray *rects, const BaseRect *band)
{
    bool is_horizontal = band->width >= band->height;
    DkLength length = is_horizontal ? band->width : band->height, dot = is_horizontal ? band->height : band->width;
    if (dot <= 0) return;
    DkLength gaps = MAX(1, (length - dot) / (2 * MAX(dot, OUTPUT_HAIRLINE)));
    for (DkLength i = 0; i <= gaps; i++) {
        DkLength at = base_length_scale(length - dot, i, gaps);
        add(rects, is_horizontal ? (BaseRect){band->x + at, band->y, dot, dot} : (BaseRect){band->x, band->y + at, dot, dot});
    }
}

/* Dashes four weights long and about two apart, the first and last flush with the ends: 虚线, along which readers cut. */
static void add_dashes(GArray *rects, const BaseRect *band)
{
    bool is_horizontal = band->width >= band->height;
    DkLength length = is_horizontal ? band->width : band->height, dash = 4 * (is_horizontal ? band->height : band->width);
    if (dash <= 0) return;
    DkLength gaps = MAX(1, (length - dash) / (dash + MAX(dash / 2, 2 * OUTPUT_HAIRLINE)));
    if (length <= 2 * dash) return add(rects, *band);
    for (DkLength i = 0; i <= gaps; i++) {
        DkLength at = base_length_scale(length - dash, i, gaps);
        add(rects, is_horizontal ? (BaseRect){band->x + at, band->y, dash, band->height}
                                 : (BaseRect){band->x, band->y + at, band->width, dash});
    }
}

static void add_band(GArray *rects, BaseRect band, ModelRuleKind kind)
{
    if (kind == MODEL_RULE_DOTTED) add_dots(rects, &band);
    else if (kind == MODEL_RULE_DASHED) add_dashes(rects, &band);
    else add(rects, band);
}

GArray *output_rule_rects(const BaseRect *rect, const ModelStroke *stroke)
{
    GArray *rects = g_array_new(FALSE, FALSE, sizeof(BaseRect));
    Profile shape = profile(stroke);
    bool is_horizontal = rect->width >= rect->height;
    DkLength over = is_horizontal ? rect->y + (rect->height - shape.depth) / 2 : rect->x + (rect->width - shape.depth) / 2;
    for (unsigned i = 0; i < shape.n; i++) {
        DkLength start = over + shape.bands[i].start, weight = shape.bands[i].weight;
        BaseRect band =
            is_horizontal ? (BaseRect){rect->x, start, rect->width, weight} : (BaseRect){start, rect->y, weight, rect->height};
        add_band(rects, band, stroke->kind);
    }
    return rects;
}

/* The four sides of a frame; the upright sides stand between the level ones, so no point is painted twice. */
static void add_frame(GArray *rects, const BaseRect *outer, DkLength weight, ModelRuleKind kind)
{
    DkLength inner_height = outer->height - 2 * weight;
    if (inner_height <= 0 || outer->width <= 2 * weight) {
        add(rects, *outer);
        return;
    }
    DkLength right = outer->x + outer->width - weight, bottom = outer->y + outer->height - weight;
    add_band(rects, (BaseRect){outer->x, outer->y, outer->width, weight}, kind);
    add_band(rects, (BaseRect){outer->x, bottom, outer->width, weight}, kind);
    add_band(rects, (BaseRect){outer->x, outer->y + weight, weight, inner_height}, kind);
    add_band(rects, (BaseRect){right, outer->y + weight, weight, inner_height}, kind);
}

GArray *output_border_rects(const BaseRect *rect, const ModelStroke *stroke)
{
    GArray *rects = g_array_new(FALSE, FALSE, sizeof(BaseRect));
    Profile shape = profile(stroke);
    for (unsigned i = 0; i < shape.n && stroke->weight > 0; i++) {
        DkLength inset = shape.bands[i].start;
        BaseRect outer = {rect->x + inset, rect->y + inset, rect->width - 2 * inset, rect->height - 2 * inset};
        if (outer.width > 0 && outer.height > 0) add_frame(rects, &outer, shape.bands[i].weight, stroke->kind);
    }
    return rects;
}

GArray *output_box_rects(const BaseRect *rect)
{
    ModelStroke stroke = {MODEL_RULE_THIN, OUTPUT_HAIRLINE, {.k = 100}};
    return output_border_rects(rect, &stroke);
}

static GArray *code_rects(const PageItem *item)
{
    GArray *rects = output_code_rects(item->text, &item->rect);
    return rects ? rects : output_box_rects(&item->rect);
}

static GArray *fill_rects(const BaseRect *rect)
{
    GArray *rects = g_array_new(FALSE, FALSE, sizeof(BaseRect));
    add(rects, *rect);
    return rects;
}

GArray *output_item_rects(const PageItem *item, const ModelInk **ink)
{
    *ink = item->kind == PAGE_RULE || item->kind == PAGE_BORDER ? &item->stroke.ink : &item->ink;
    switch (item->kind) {
    case PAGE_FILL: return fill_rects(&item->rect);
    case PAGE_RULE: return output_rule_rects(&item->rect, &item->stroke);
    case PAGE_BORDER: return output_border_rects(&item->rect, &item->stroke);
    case PAGE_CODE: return code_rects(item);
    default: return NULL;
    }
}
