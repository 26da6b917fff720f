/* Written lengths and places to absolute ones. */
#include "model/resolving.h"

#include <math.h>

void model_report_unknown(ModelJob *job, const char *code, BasePlace place, GHashTable *known, const char *what, const char *name)
{
    DkDiagnostic *item = base_report(job->list, DK_ERROR, code, place, "the layout has no %s \"%s\"", what, name);
    if (job->n_unknown++ < BASE_NEAREST_MAX) base_report_nearest(job->list, item, name, known);
}

/* A length is asked for as often as something hangs on it, and said once. */
static void report_too_long(ModelJob *job, double pt, BasePlace place)
{
    g_autofree char *key = g_strdup_printf("%s:%d:%d:%g", place.file ? place.file : "", place.line, place.column, pt);
    if (job->too_long && !g_hash_table_add(job->too_long, g_steal_pointer(&key))) return;
    base_report(job->list, DK_ERROR, "out-of-range", place, "a length here comes to %.10g pt; the most is %g pt", pt,
                base_length_pt(BASE_LENGTH_MAX));
}

static double unit_pt(ModelUnit unit, ModelScale scale)
{
    switch (unit) {
    case MODEL_UNIT_EM: return base_length_pt(scale.em);
    case MODEL_UNIT_LINE: return base_length_pt(scale.line);
    case MODEL_UNIT_PERCENT: return base_length_pt(scale.whole) / 100;
    default: return 1;
    }
}

DkLength model_length(ModelJob *job, ModelLength length, ModelScale scale, DkLength unset, BasePlace place)
{
    if (length.unit == MODEL_UNIT_UNSET) return unset;
    double pt = length.value * unit_pt(length.unit, scale);
    if (isfinite(pt) && fabs(pt) <= base_length_pt(BASE_LENGTH_MAX)) return base_length_from_pt(pt);
    report_too_long(job, pt, place);
    return 0;
}

ModelScale model_grid_scale(const ModelJob *job, DkLength whole)
{
    return (ModelScale){job->resolved->em, job->resolved->line, whole};
}

BaseRect model_rect(ModelJob *job, const ModelWrittenRect *written, BaseRect container)
{
    ModelScale across = model_grid_scale(job, container.width), down = model_grid_scale(job, container.height);
    DkLength x = model_length(job, written->x, across, 0, written->place);
    DkLength y = model_length(job, written->line, down, job->resolved->line, written->place) - job->resolved->line;
    return (BaseRect){.x = container.x + x,
                      .y = container.y + y,
                      .width = model_length(job, written->width, across, container.width - x, written->place),
                      .height = model_length(job, written->lines, down, container.height - y, written->place)};
}

int model_whole_lines(ModelJob *job, DkLength extent, BasePlace place)
{
    DkLength line = job->resolved->line;
    if (extent % line != 0)
        base_report(job->list, DK_ERROR, "line-not-whole", place, "text is set on whole grid lines, but this comes to %.3f lines",
                    (double)extent / line);
    return extent / line;
}

#define PATTERN_SIZE (6 * DK_PT) /* house: the depth of a line of 小五 and less */

/* Weights of rules: RULES 2.7; 文武线 is a thick rule and a thin one with air between. */
static DkLength usual_weight(ModelRuleKind kind)
{
    static const double pt[] = {[MODEL_RULE_THIN] = 0.25, [MODEL_RULE_THICK] = 1.5,  [MODEL_RULE_DOUBLE] = 0.5,
                                [MODEL_RULE_WENWU] = 3,   [MODEL_RULE_DOTTED] = 0.5, [MODEL_RULE_DASHED] = 0.5};
    return base_length_from_pt(pt[kind]);
}

/* A pattern has a size and a line a weight: the other says nothing. */
static void check_stroke(ModelJob *job, const ModelWrittenStroke *written, BasePlace place)
{
    bool is_pattern = model_rule_is_pattern(written->kind);
    ModelUnit unused = is_pattern ? written->weight.unit : written->size.unit;
    if (unused == MODEL_UNIT_UNSET) return;
    base_report(job->list, DK_WARNING, "unused-key", place, "\"%s\" says nothing about a %s, which has a \"%s\"",
                is_pattern ? "weight" : "size", model_rule_words[written->kind], is_pattern ? "size" : "weight");
}

/* A line of more than an inch is a slip, for a bar is a tint; so is a pattern whose cells no press can print, of which a page's side
 * would hold hundreds of thousands (house). */
#define WEIGHT_MOST (72 * DK_PT)
#define PATTERN_LEAST DK_PT

static DkLength checked_weight(ModelJob *job, ModelRuleKind kind, DkLength weight, BasePlace place)
{
    bool is_pattern = model_rule_is_pattern(kind);
    DkLength least = is_pattern && weight ? PATTERN_LEAST : 0;
    if (weight >= least && weight <= WEIGHT_MOST) return weight;
    base_report(job->list, DK_ERROR, "out-of-range", place, "a stroke of kind %s is %.4g pt deep here; %.4g to %.4g pt are allowed",
                model_rule_words[kind], base_length_pt(weight), base_length_pt(least), base_length_pt(WEIGHT_MOST));
    return 0;
}

ModelStroke model_stroke(ModelJob *job, const ModelWrittenStroke *written, BasePlace place)
{
    if (!written->is_set) return (ModelStroke){.ink = {.is_none = true}};
    check_stroke(job, written, place);
    ModelScale scale = model_grid_scale(job, 0);
    DkLength weight = model_rule_is_pattern(written->kind)
                          ? model_length(job, written->size, scale, PATTERN_SIZE, place)
                          : model_length(job, written->weight, scale, usual_weight(written->kind), place);
    return (ModelStroke){.kind = written->kind, .weight = checked_weight(job, written->kind, weight, place), .ink = written->ink};
}

ModelStroke model_border(ModelJob *job, const ModelWrittenStroke *written, const BaseRect *rects, unsigned n, BasePlace place)
{
    ModelStroke border = model_stroke(job, written, place);
    if (!model_rule_is_pattern(border.kind) || !rects->height) return border;
    const char *word = model_rule_words[border.kind];
    if (n > 1) {
        base_report(job->list, DK_WARNING, "border-pattern", place,
                    "a pattern goes round one rectangle, so a thin line stands for the %s", word);
        return (ModelStroke){MODEL_RULE_THIN, usual_weight(MODEL_RULE_THIN), border.ink};
    }
    DkLength room = MIN(rects->width, rects->height) / 3;
    if (border.weight <= room) return border;
    DkDiagnostic *item = base_report(job->list, DK_WARNING, "border-pattern", place, "the %s, %.4g pt deep, would fill its frame",
                                     word, base_length_pt(border.weight));
    base_report_hint(job->list, item, "it is drawn %.4g pt deep", base_length_pt(room));
    border.weight = room;
    return border;
}

bool model_rule_is_pattern(ModelRuleKind kind)
{
    return kind >= MODEL_RULE_WAVE;
}

/* Shares of the depth, measured on the drawings of output/pattern.c. */
DkLength model_stroke_finest(const ModelStroke *stroke)
{
    static const double shares[MODEL_N_RULES] = {
        [MODEL_RULE_WAVE] = 0.11,    [MODEL_RULE_FRET] = 0.14,  [MODEL_RULE_ROPE] = 0.05, [MODEL_RULE_LACE] = 0.05,
        [MODEL_RULE_DIAMOND] = 0.05, [MODEL_RULE_PEARL] = 0.05, [MODEL_RULE_VINE] = 0.055};
    if (!model_rule_is_pattern(stroke->kind)) return stroke->weight;
    return base_length_from_pt(base_length_pt(stroke->weight) * shares[stroke->kind]);
}

ModelRule model_rule(ModelJob *job, const ModelWrittenRule *written, BaseRect container)
{
    ModelWrittenRect at = {
        .x = written->x, .line = written->line, .width = written->width, .lines = written->lines, .place = written->place};
    BaseRect rect = model_rect(job, &at, container);
    if (written->lines.unit == MODEL_UNIT_REST) rect.height = container.y + container.height - rect.y;
    if (written->lines.unit == MODEL_UNIT_UNSET) rect.height = 0;
    else rect.width = 0;
    return (ModelRule){rect, model_stroke(job, &written->stroke, written->place)};
}

BaseRect model_united(BaseRect a, BaseRect b)
{
    DkLength right = MAX(a.x + a.width, b.x + b.width), foot = MAX(a.y + a.height, b.y + b.height);
    BaseRect rect = {MIN(a.x, b.x), MIN(a.y, b.y), 0, 0};
    rect.width = right - rect.x;
    rect.height = foot - rect.y;
    return rect;
}

BaseRect model_bounds(const BaseRect *rects, unsigned n)
{
    BaseRect all = rects[0];
    for (unsigned i = 1; i < n; i++) all = model_united(all, rects[i]);
    return all;
}

static bool contains(BaseRect outer, BaseRect inner, DkLength tolerance)
{
    return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
           inner.x + inner.width <= outer.x + outer.width + tolerance &&
           inner.y + inner.height <= outer.y + outer.height + tolerance;
}

void model_check_in_block(ModelJob *job, BaseRect rect, BaseRect container, const char *what, const char *id, BasePlace place)
{
    const ModelResolved *r = job->resolved;
    if (job->is_draft || contains(container, rect, DK_PT / 50)) return;
    DkDiagnostic *item =
        base_report(job->list, DK_WARNING, "outside-block", place, "part of the %s of \"%s\" is outside the block", what, id);
    base_report_hint(job->list, item, "it takes %.1f-%.1f em across and lines %.4g-%.4g of the block's %.1f em and %.4g lines",
                     (double)(rect.x - container.x) / r->em, (double)(rect.x + rect.width - container.x) / r->em,
                     (double)(rect.y - container.y) / r->line + 1, (double)(rect.y + rect.height - container.y) / r->line,
                     (double)container.width / r->em, (double)container.height / r->line);
}

void model_check_inside(ModelJob *job, BaseRect rect, const char *what, const char *id, BasePlace place)
{
    const ModelResolved *r = job->resolved;
    BaseRect sheet = {0, 0, r->sheet_width, r->sheet_height};
    DkLength tolerance = DK_PT / 50; /* roundings of em and millimetres */
    if (job->is_draft || contains(r->type_area, rect, tolerance)) return;
    bool is_on_sheet = contains(sheet, rect, r->bleed + tolerance);
    DkDiagnostic *item =
        base_report(job->list, is_on_sheet ? DK_WARNING : DK_ERROR, is_on_sheet ? "outside-type-area" : "outside-sheet", place,
                    "part of %s \"%s\" is outside the %s", what, id, is_on_sheet ? "type area" : "sheet");
    base_report_hint(job->list, item, "it takes %.1f-%.1f em across and lines %.4g-%.4g; the type area is %.1f em and %d line%s",
                     (double)(rect.x - r->type_area.x) / r->em, (double)(rect.x + rect.width - r->type_area.x) / r->em,
                     (double)(rect.y - r->type_area.y) / r->line + 1, (double)(rect.y + rect.height - r->type_area.y) / r->line,
                     (double)r->type_area.width / r->em, r->n_lines, base_plural(r->n_lines));
}
