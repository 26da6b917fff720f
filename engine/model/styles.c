/* Styles: what a style does not say it has of the one it extends, `body` at last; lengths in em count in its own size. */
#include "model/resolving.h"

#include <string.h>

typedef enum { UNSEEN, OPEN, DONE } State;

typedef struct {
    ModelJob *job;
    ModelWrittenStyle *merged; /* one a style of the layout */
    DkLength *sizes;
    State *states;
} Merge;

static int find_style(const ModelLayout *layout, const char *name)
{
    for (unsigned i = 0; i < layout->n_styles; i++)
        if (strcmp(layout->styles[i].id, name) == 0) return (int)i;
    return -1;
}

static void report_unknown(ModelJob *job, const char *name, BasePlace place)
{
    const char **names = base_arena_new_array(job->arena, const char *, job->layout->n_styles + 1);
    for (unsigned i = 0; i < job->layout->n_styles; i++) names[i] = job->layout->styles[i].id;
    DkDiagnostic *item = base_report(job->list, DK_ERROR, "unknown-style", place, "no style is named \"%s\"", name);
    const char *nearest = base_nearest(name, names);
    if (nearest) base_report_hint(job->list, item, "did you mean \"%s\"?", nearest);
}

/* What a style is before any file says otherwise: layouts/README.md, "Style". */
static ModelWrittenStyle usual_style(void)
{
    return (ModelWrittenStyle){.font = "song",
                               .size = {100, MODEL_UNIT_PERCENT},
                               .leading = {1, MODEL_UNIT_LINE},
                               .tracking = {0, MODEL_UNIT_EM},
                               .indent = {0, MODEL_UNIT_EM},
                               .han_latin_gap = {0.125, MODEL_UNIT_EM},
                               .han_digit_gap = {0, MODEL_UNIT_EM},
                               .ink = {.k = 100},
                               .align = MODEL_ALIGN_JUSTIFY,
                               .block_align = MODEL_ALIGN_CENTER,
                               .punctuation = MODEL_PUNCTUATION_HALF,
                               .prohibition = MODEL_PROHIBITION_GB,
                               .digits = MODEL_DIGITS_HALF};
}

static ModelLength said(ModelLength own, ModelLength inherited)
{
    return own.unit == MODEL_UNIT_UNSET ? inherited : own;
}

static ModelWrittenStyle merge_styles(const ModelWrittenStyle *parent, const ModelWrittenStyle *own)
{
    ModelWrittenStyle style = *parent;
    style.id = own->id;
    style.place = own->place;
    style.sets = parent->sets | own->sets;
    if (own->font) style.font = own->font;
    style.size = own->size; /* counted from the parent's resolved size */
    style.leading = said(own->leading, parent->leading);
    style.tracking = said(own->tracking, parent->tracking);
    style.indent = said(own->indent, parent->indent);
    style.han_latin_gap = said(own->han_latin_gap, parent->han_latin_gap);
    style.han_digit_gap = said(own->han_digit_gap, parent->han_digit_gap);
    if (own->sets & MODEL_SETS_INK) style.ink = own->ink;
    if (own->sets & MODEL_SETS_ORNAMENT_INK) style.ornament_ink = own->ornament_ink;
    if (own->sets & MODEL_SETS_ALIGN) style.align = own->align;
    if (own->sets & MODEL_SETS_BLOCK_ALIGN) style.block_align = own->block_align;
    if (own->sets & MODEL_SETS_PUNCTUATION) style.punctuation = own->punctuation;
    if (own->sets & MODEL_SETS_PROHIBITION) style.prohibition = own->prohibition;
    if (own->sets & MODEL_SETS_BREAKER) style.breaker = own->breaker;
    if (own->sets & MODEL_SETS_DIRECTION) style.direction = own->direction;
    if (own->sets & MODEL_SETS_DIGITS) style.digits = own->digits;
    if (own->sets & MODEL_SETS_HANG) style.is_hanging = own->is_hanging;
    return style;
}

static bool merge_style(Merge *merge, unsigned index);

/* The index of the style that `style` extends; -1: none, `body` extends nothing.  -2: reported. */
static int parent_of(Merge *merge, const ModelWrittenStyle *style)
{
    const char *name = style->extends ? style->extends : strcmp(style->id, "body") != 0 ? "body" : NULL;
    if (!name) return -1;
    int parent = find_style(merge->job->layout, name);
    if (parent < 0 && style->extends) report_unknown(merge->job, name, style->extends_place);
    if (parent < 0) return style->extends ? -2 : -1;
    if (merge->states[parent] == OPEN) {
        base_report(merge->job->list, DK_ERROR, "style-loop", style->extends ? style->extends_place : style->place,
                    "style \"%s\" extends itself by way of \"%s\"", style->id, name);
        return -2;
    }
    return merge_style(merge, (unsigned)parent) ? parent : -2;
}

static bool merge_style(Merge *merge, unsigned index)
{
    ModelJob *job = merge->job;
    const ModelWrittenStyle *own = &job->layout->styles[index];
    if (merge->states[index] == DONE) return true;
    merge->states[index] = OPEN;
    int parent = parent_of(merge, own);
    if (parent == -2) return false;
    ModelWrittenStyle usual = usual_style();
    DkLength parent_size = parent >= 0 ? merge->sizes[parent] : job->resolved->em;
    merge->merged[index] = merge_styles(parent >= 0 ? &merge->merged[parent] : &usual, own);
    ModelScale scale = {parent_size, job->resolved->line, parent_size};
    merge->sizes[index] = model_length(job, own->size, scale, parent_size, own->place);
    merge->states[index] = DONE;
    return true;
}

static ModelStyle absolute_style(ModelJob *job, const ModelWrittenStyle *style, DkLength size)
{
    ModelScale scale = {size, job->resolved->line, size};
    return (ModelStyle){
        .id = style->id,
        .font = style->font,
        .size = size,
        .leading = model_length(job, style->leading, scale, 0, style->place),
        .tracking = model_length(job, style->tracking, scale, 0, style->place),
        .indent = model_length(job, style->indent, scale, 0, style->place),
        .han_latin_gap = model_length(job, style->han_latin_gap, scale, 0, style->place),
        .han_digit_gap = model_length(job, style->han_digit_gap, scale, 0, style->place),
        .ink = style->ink,
        .ornament_ink = style->sets & MODEL_SETS_ORNAMENT_INK ? style->ornament_ink : style->ink,
        .align = style->align,
        .block_align = style->block_align,
        .punctuation = style->punctuation,
        .prohibition = style->prohibition,
        .breaker = style->breaker,
        .direction = style->direction,
        .digits = style->digits,
        .is_hanging = style->is_hanging,
    };
}

bool model_resolve_styles(ModelJob *job)
{
    unsigned n = job->layout->n_styles;
    if (find_style(job->layout, "body") < 0) {
        base_report(job->list, DK_ERROR, "missing-key", job->layout->styles_place, "\"styles\" has no \"body\", which is required");
        return false;
    }
    Merge merge = {job, base_arena_new_array(job->arena, ModelWrittenStyle, n), base_arena_new_array(job->arena, DkLength, n),
                   base_arena_new_array(job->arena, State, n)};
    ModelStyle *styles = base_arena_new_array(job->arena, ModelStyle, n);
    bool is_good = true;
    for (unsigned i = 0; i < n; i++) {
        bool is_merged = merge_style(&merge, i);
        is_good &= is_merged;
        if (is_merged) styles[i] = absolute_style(job, &merge.merged[i], merge.sizes[i]);
    }
    job->resolved->styles = styles;
    job->resolved->n_styles = n;
    return is_good;
}

unsigned model_style_index(ModelJob *job, const char *name, const char *fallback, BasePlace place)
{
    int index = find_style(job->layout, name ? name : fallback);
    if (index < 0 && name) report_unknown(job, name, place);
    if (index < 0) index = find_style(job->layout, "body");
    return (unsigned)index;
}
