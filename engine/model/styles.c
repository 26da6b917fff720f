/* Styles: what a style does not say it has of the one it extends, `body` at last; lengths in em count in its own size. */
#include "model/resolving.h"

#include <string.h>

#define EXTENDS_MAX 64 /* styles one upon the other; more are a mistake, and the stack has an end */

typedef enum { UNSEEN, OPEN, DONE, FAILED } State;

typedef struct {
    ModelJob *job;
    ModelWrittenStyle *merged; /* one a style of the layout */
    DkLength *sizes;
    State *states;
    unsigned depth;
} Merge;

/* The index of the style `name`, or -1. */
static int find_style(const ModelJob *job, const char *name)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(job->styles, name)) - 1;
}

static void report_unknown(ModelJob *job, const char *name, BasePlace place)
{
    model_report_unknown(job, "unknown-style", place, job->styles, "style", name);
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
                               .digits = MODEL_DIGITS_HALF,
                               .word_language = MODEL_WORD_LANGUAGE,
                               .hyphens_in_a_row = MODEL_HYPHENS_IN_A_ROW};
}

ModelBreaker model_usual_breaker(ModelPunctuation punctuation)
{
    bool is_elastic = punctuation == MODEL_PUNCTUATION_FULL || punctuation == MODEL_PUNCTUATION_KAIMING;
    return is_elastic ? MODEL_BREAKER_TOTAL_FIT : MODEL_BREAKER_FIRST_FIT;
}

static ModelLength said(ModelLength own, ModelLength inherited)
{
    return own.unit == MODEL_UNIT_UNSET ? inherited : own;
}

/* What the style itself names comes first, then what it takes over. */
static void merge_order(const uint8_t *own, const uint8_t *parent, uint8_t *merged)
{
    uint8_t order[MODEL_N_KNOBS] = {0};
    unsigned n = 0;
    for (unsigned i = 0; i < MODEL_N_KNOBS && own[i]; i++) order[n++] = own[i];
    for (unsigned i = 0; i < MODEL_N_KNOBS && parent[i]; i++)
        if (!memchr(own, parent[i], MODEL_N_KNOBS)) order[n++] = parent[i];
    memcpy(merged, order, sizeof order);
}

static ModelWrittenStyle merge_styles(const ModelWrittenStyle *parent, const ModelWrittenStyle *own)
{
    ModelWrittenStyle style = *parent;
    style.id = own->id;
    style.place = own->place;
    style.sets = parent->sets | own->sets;
    if (own->font) {
        style.font = own->font;
        style.font_place = own->font_place;
    }
    style.size = own->size; /* counted from the parent's resolved size */
    style.leading = said(own->leading, parent->leading);
    style.tracking = said(own->tracking, parent->tracking);
    style.indent = said(own->indent, parent->indent);
    style.han_latin_gap = said(own->han_latin_gap, parent->han_latin_gap);
    style.han_digit_gap = said(own->han_digit_gap, parent->han_digit_gap);
    style.fit.tracking = said(own->fit.tracking, parent->fit.tracking);
    style.fit.size = said(own->fit.size, parent->fit.size);
    style.fit.leading = said(own->fit.leading, parent->fit.leading);
    if (own->fit.order[0]) merge_order(own->fit.order, parent->fit.order, style.fit.order);
    if (own->fit.punctuation) style.fit.punctuation = own->fit.punctuation;
    if (own->fit.place.line) style.fit.place = own->fit.place;
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
    if (own->sets & MODEL_SETS_LONE_LINES) style.avoids_lone_lines = own->avoids_lone_lines;
    if (own->word_language) style.word_language = own->word_language;
    if (own->hyphens_in_a_row) style.hyphens_in_a_row = own->hyphens_in_a_row;
    if (own->sets & MODEL_SETS_HYPHENATION) {
        style.is_hyphenated = own->is_hyphenated;
        style.hyphenation_place = own->hyphenation_place;
    }
    return style;
}

static bool merge_style(Merge *merge, unsigned index);

/* The index of the style that `style` extends; -1: none, `body` extends nothing.  -2: reported. */
static int parent_of(Merge *merge, const ModelWrittenStyle *style)
{
    const char *name = style->extends ? style->extends : strcmp(style->id, "body") != 0 ? "body" : NULL;
    if (!name) return -1;
    int parent = find_style(merge->job, name);
    if (parent < 0 && style->extends) report_unknown(merge->job, name, style->extends_place);
    if (parent < 0) return style->extends ? -2 : -1;
    bool is_loop = merge->states[parent] == OPEN;
    if (!is_loop && merge->depth < EXTENDS_MAX) return merge_style(merge, (unsigned)parent) ? parent : -2;
    BasePlace place = style->extends ? style->extends_place : style->place;
    if (is_loop)
        base_report(merge->job->list, DK_ERROR, "style-loop", place, "style \"%s\" extends itself by way of \"%s\"", style->id,
                    name);
    else
        base_report(merge->job->list, DK_ERROR, "style-loop", place, "style \"%s\" stands on more than %d others", style->id,
                    EXTENDS_MAX);
    return -2;
}

static bool merge_style(Merge *merge, unsigned index)
{
    ModelJob *job = merge->job;
    const ModelWrittenStyle *own = &job->layout->styles[index];
    if (merge->states[index] == DONE || merge->states[index] == FAILED) return merge->states[index] == DONE;
    merge->states[index] = OPEN;
    merge->depth++;
    int parent = parent_of(merge, own);
    merge->depth--;
    merge->states[index] = parent == -2 ? FAILED : DONE;
    if (parent == -2) return false;
    ModelWrittenStyle usual = usual_style();
    DkLength parent_size = parent >= 0 ? merge->sizes[parent] : job->resolved->em;
    merge->merged[index] = merge_styles(parent >= 0 ? &merge->merged[parent] : &usual, own);
    ModelScale scale = {parent_size, job->resolved->line, parent_size};
    merge->sizes[index] = model_length(job, own->size, scale, parent_size, own->place);
    return true;
}

/* Tracking and size that may give. */
static void take_type(ModelJob *job, const ModelWrittenFit *from, const ModelStyle *style, bool is_own, ModelFit *fit)
{
    ModelScale scale = {style->size, job->resolved->line, style->size};
    DkLength most_tracking = style->size * MODEL_FIT_TRACKING_MOST / 1000 + 1,
             most_size = style->size * MODEL_FIT_SIZE_MOST / 1000 + 1;
    fit->tracking = model_length(job, from->tracking, scale, 0, from->place);
    fit->size = model_length(job, from->size, scale, 0, from->place);
    if (is_own && (fit->tracking > most_tracking || fit->size > most_size)) {
        DkDiagnostic *item =
            base_report(job->list, DK_ERROR, "out-of-range", from->place,
                        "style \"%s\" may give %.4g em of tracking and %.4g pt of size, which shows beside another story",
                        style->id, (double)fit->tracking / style->size, base_length_pt(fit->size));
        base_report_hint(job->list, item, "at most 0.03 em and 3 %% of the size, %.2f pt", base_length_pt(most_size));
    }
    fit->tracking = MIN(fit->tracking, most_tracking);
    fit->size = MIN(fit->size, most_size);
}

/* Leading that may give: of a block whole grid lines, else so little, off the grid, that no one sees it. */
static void take_leading(ModelJob *job, const ModelWrittenFit *from, const ModelStyle *style, bool is_own, ModelFit *fit)
{
    DkLength line = job->resolved->line, most = style->leading * MODEL_FIT_LEADING_MOST / 1000 + 1;
    fit->leading = model_length(job, from->leading, (ModelScale){style->size, line, style->leading}, 0, from->place);
    if (is_own && fit->leading > most) {
        DkDiagnostic *item =
            base_report(job->list, DK_ERROR, "out-of-range", from->place,
                        "%.4g pt of leading, off the grid, show beside another story", base_length_pt(fit->leading));
        base_report_hint(job->list, item, "at most 4 %%, %.2f pt; a block may give whole grid lines", base_length_pt(most));
    }
    fit->leading = MIN(fit->leading, most);
}

/* What may give; more than the eye lets pass beside another story is an error where a layout says it, and cut where a style takes it
 * over.  A unit is allowed for rounding. */
static ModelFit absolute_fit(ModelJob *job, const ModelWrittenFit *from, const ModelStyle *style, bool is_own)
{
    ModelFit fit = {.has_punctuation = from->punctuation > 0 && from->punctuation - 1 != (unsigned)style->punctuation,
                    .head = from->head,
                    .picture = from->picture};
    memcpy(fit.order, from->order, sizeof fit.order);
    if (fit.has_punctuation) fit.punctuation = from->punctuation - 1;
    take_type(job, from, style, is_own, &fit);
    take_leading(job, from, style, is_own, &fit);
    return fit;
}

ModelFit model_block_fit(ModelJob *job, const ModelWrittenFit *from, unsigned body)
{
    const ModelStyle *style = &job->resolved->styles[body];
    ModelWrittenFit rest = *from;
    DkLength line = job->resolved->line, leading = 0;
    if (from->leading.unit != MODEL_UNIT_UNSET)
        leading = model_length(job, from->leading, (ModelScale){style->size, line, style->leading}, 0, from->place);
    if (leading < line) return absolute_fit(job, from, style, true);
    rest.leading.unit = MODEL_UNIT_UNSET;
    ModelFit fit = absolute_fit(job, &rest, style, true);
    fit.leading = leading - leading % line;
    return fit;
}

static ModelStyle absolute_style(ModelJob *job, const ModelWrittenStyle *style, DkLength size)
{
    ModelScale scale = {size, job->resolved->line, size};
    return (ModelStyle){
        .id = style->id,
        .font = style->font,
        .font_place = style->font_place,
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
        .breaker = style->sets & MODEL_SETS_BREAKER ? style->breaker : model_usual_breaker(style->punctuation),
        .direction = style->direction,
        .digits = style->digits,
        .is_hanging = style->is_hanging,
        .avoids_lone_lines = style->avoids_lone_lines,
        .is_hyphenated = style->is_hyphenated,
        .word_language = style->word_language,
        .hyphens_in_a_row = (unsigned)style->hyphens_in_a_row,
        .hyphenation_place = style->hyphenation_place,
    };
}

/* Type that no press can print and no arithmetic can set is a slip, as 9.5% for 9.5pt; so is tracking by more than an em. */
static void check_size(ModelJob *job, const ModelStyle *style, BasePlace place)
{
    if (ABS(style->tracking) > style->size)
        base_report(job->list, DK_ERROR, "out-of-range", place, "style \"%s\" is tracked by %.2f em; the most is 1 em either way",
                    style->id, (double)style->tracking / MAX(style->size, 1));
    if (MAX(style->han_latin_gap, style->han_digit_gap) > style->size)
        base_report(job->list, DK_ERROR, "out-of-range", place,
                    "style \"%s\" has gaps of %.2f and %.2f em between Han and words or digits; the most is 1 em", style->id,
                    (double)style->han_latin_gap / MAX(style->size, 1), (double)style->han_digit_gap / MAX(style->size, 1));
    if (style->size >= DK_PT / 2 && style->leading >= DK_PT / 2) return;
    base_report_hint(job->list,
                     base_report(job->list, DK_ERROR, "out-of-range", place,
                                 "style \"%s\" has a size of %.4g pt on a leading of %.4g pt", style->id,
                                 base_length_pt(style->size), base_length_pt(style->leading)),
                     "both are at least 0.5 pt");
}

bool model_resolve_styles(ModelJob *job)
{
    unsigned n = job->layout->n_styles;
    for (unsigned i = 0; i < n; i++) g_hash_table_insert(job->styles, (gpointer)job->layout->styles[i].id, GINT_TO_POINTER(i + 1));
    if (find_style(job, "body") < 0) {
        base_report(job->list, DK_ERROR, "missing-key", job->layout->styles_place, "\"styles\" has no \"body\", which is required");
        return false;
    }
    Merge merge = {job, base_arena_new_array(job->arena, ModelWrittenStyle, n), base_arena_new_array(job->arena, DkLength, n),
                   base_arena_new_array(job->arena, State, n), 0};
    ModelStyle *styles = base_arena_new_array(job->arena, ModelStyle, n);
    bool is_good = true;
    for (unsigned i = 0; i < n; i++) {
        bool is_merged = merge_style(&merge, i);
        is_good &= is_merged;
        if (!is_merged) continue;
        styles[i] = absolute_style(job, &merge.merged[i], merge.sizes[i]);
        bool is_own = job->layout->styles[i].fit.place.line > 0;
        if (merge.sizes[i] > 0) styles[i].fit = absolute_fit(job, &merge.merged[i].fit, &styles[i], is_own);
        check_size(job, &styles[i], job->layout->styles[i].place);
    }
    job->resolved->styles = styles;
    job->resolved->n_styles = n;
    return is_good;
}

unsigned model_style_index(ModelJob *job, const char *name, const char *fallback, BasePlace place)
{
    int index = find_style(job, name ? name : fallback);
    if (index < 0 && name) report_unknown(job, name, place);
    if (index < 0) index = find_style(job, "body");
    return (unsigned)index;
}
