/* The resolved layout's text form. */
#include "model/model.h"

#include <string.h>

void model_dump_ink(BaseDump *dump, const char *key, ModelInk ink)
{
    char text[64];
    if (ink.is_none) g_strlcpy(text, "none", sizeof text);
    else
        g_snprintf(text, sizeof text, "%d/%d/%d/%d", (int)(ink.c * 10 + .5), (int)(ink.m * 10 + .5), (int)(ink.y * 10 + .5),
                   (int)(ink.k * 10 + .5)); /* tenths of a per cent */
    base_dump_word(dump, key, text);
}

static void dump_stroke(BaseDump *dump, ModelStroke stroke)
{
    if (!stroke.weight) return;
    base_dump_word(dump, "stroke", model_rule_words[stroke.kind]);
    base_dump_length(dump, "weight", stroke.weight);
    model_dump_ink(dump, "stroke-ink", stroke.ink);
}

static void dump_style(const ModelStyle *style, BaseDump *dump)
{
    base_dump_begin(dump, "style", style->id);
    base_dump_word(dump, "font", style->font);
    base_dump_length(dump, "size", style->size);
    base_dump_length(dump, "leading", style->leading);
    base_dump_length(dump, "tracking", style->tracking);
    base_dump_length(dump, "indent", style->indent);
    base_dump_length(dump, "han-latin-gap", style->han_latin_gap);
    base_dump_length(dump, "han-digit-gap", style->han_digit_gap);
    model_dump_ink(dump, "ink", style->ink);
    model_dump_ink(dump, "ornament-ink", style->ornament_ink);
    base_dump_word(dump, "align", model_align_words[style->align]);
    base_dump_word(dump, "block-align", model_align_words[style->block_align]);
    base_dump_word(dump, "punctuation", model_punctuation_words[style->punctuation]);
    base_dump_word(dump, "prohibition", model_prohibition_words[style->prohibition]);
    base_dump_word(dump, "breaker", model_breaker_words[style->breaker]);
    base_dump_word(dump, "direction", model_direction_words[style->direction]);
    base_dump_word(dump, "digits", model_digits_words[style->digits]);
    base_dump_word(dump, "hang", style->is_hanging ? "on" : "off");
    if (style->avoids_lone_lines) base_dump_word(dump, "lone-lines", "avoid");
    if (style->is_hyphenated) base_dump_word(dump, "hyphenation", style->word_language);
    if (style->is_hyphenated) base_dump_int(dump, "hyphens-in-a-row", style->hyphens_in_a_row);
    base_dump_end(dump);
}

static void dump_rects(const ModelResolved *r, const ModelBlock *block, BaseDump *dump)
{
    for (unsigned i = 0; i < block->n_rects; i++) {
        base_dump_begin(dump, "rect", block->id);
        base_dump_rect(dump, r->rects[block->first_rect + i]);
        base_dump_end(dump);
    }
    for (unsigned i = 0; i < block->n_heads; i++) {
        const ModelHead *head = &r->heads[block->first_head + i];
        base_dump_begin(dump, "head", model_element_words[head->element]);
        base_dump_word(dump, "style", r->styles[head->style].id);
        base_dump_rect(dump, head->rect);
        model_dump_ink(dump, "tint", head->tint);
        dump_stroke(dump, head->border);
        base_dump_end(dump);
    }
}

static void dump_leg(const ModelResolved *r, const ModelLeg *leg, unsigned number, BaseDump *dump)
{
    base_dump_begin_index(dump, "leg", number);
    base_dump_int(dump, "grid-line", leg->grid_line);
    base_dump_int(dump, "lines", leg->n_lines);
    if (leg->is_vertical) base_dump_word(dump, "direction", model_direction_words[MODEL_DIRECTION_VERTICAL]);
    base_dump_rect(dump, leg->rect);
    base_dump_end(dump);
    for (unsigned i = 0; i < leg->n_narrows; i++) {
        const ModelNarrow *narrow = &r->narrows[leg->first_narrow + i];
        base_dump_begin_index(dump, "narrow", i);
        base_dump_int(dump, "line", narrow->first_line);
        base_dump_int(dump, "lines", narrow->n_lines);
        base_dump_length(dump, "offset", narrow->offset);
        base_dump_length(dump, "width", narrow->width);
        base_dump_end(dump);
    }
}

static void dump_rule(const ModelRule *rule, unsigned number, BaseDump *dump)
{
    base_dump_begin_index(dump, "rule", number);
    base_dump_rect(dump, rule->rect);
    dump_stroke(dump, rule->stroke);
    base_dump_end(dump);
}

static void dump_pictures(const ModelResolved *r, const ModelBlock *block, BaseDump *dump)
{
    for (unsigned i = 0; i < block->n_pictures; i++) {
        const ModelPictureFrame *frame = &r->pictures[block->first_picture + i];
        base_dump_begin_index(dump, "picture", i);
        base_dump_rect(dump, frame->rect);
        dump_stroke(dump, frame->border);
        const ModelLook looks = block->story && i < block->story->n_pictures ? block->story->pictures[i].looks : MODEL_LOOK_AHEAD;
        if (looks != MODEL_LOOK_AHEAD) base_dump_word(dump, "looks", model_look_words[looks]);
        if (frame->shown.label) base_dump_text(dump, "label", frame->shown.label, strlen(frame->shown.label));
        base_dump_end(dump);
        if (!frame->has_caption) continue;
        base_dump_begin_index(dump, "caption", i);
        base_dump_word(dump, "style", r->styles[frame->caption_style].id);
        base_dump_word(dump, "credit-style", r->styles[frame->credit_style].id);
        base_dump_rect(dump, frame->caption);
        base_dump_end(dump);
    }
}

static void dump_pulls(const ModelResolved *r, const ModelBlock *block, BaseDump *dump)
{
    for (unsigned i = 0; i < block->n_pulls; i++) {
        const ModelPullFrame *frame = &r->pulls[block->first_pull + i];
        base_dump_begin_index(dump, "pull-quote", i);
        base_dump_word(dump, "style", r->styles[frame->style].id);
        base_dump_word(dump, "credit-style", r->styles[frame->credit_style].id);
        base_dump_rect(dump, frame->rect);
        model_dump_ink(dump, "tint", frame->tint);
        dump_stroke(dump, frame->stroke);
        base_dump_end(dump);
    }
    if (!block->drop_cap.n_lines) return;
    base_dump_begin(dump, "drop-cap", block->id);
    base_dump_int(dump, "lines", block->drop_cap.n_lines);
    base_dump_word(dump, "style", r->styles[block->drop_cap.style].id);
    base_dump_length(dump, "gap", block->drop_cap.gap);
    base_dump_end(dump);
}

static void dump_block(const ModelResolved *r, const ModelBlock *block, BaseDump *dump)
{
    base_dump_begin(dump, "block", block->id);
    base_dump_word(dump, "story", block->story ? block->story->slug : NULL);
    base_dump_word(dump, "balance", block->is_balanced ? "on" : "off");
    if (block->rung) base_dump_int(dump, "weight", block->weight);
    if (block->rung) base_dump_int(dump, "rung", block->rung);
    for (int role = 0; role < MODEL_N_ROLES; role++)
        base_dump_word(dump, model_role_words[role], r->styles[block->styles[role]].id);
    model_dump_ink(dump, "tint", block->tint);
    dump_stroke(dump, block->border);
    base_dump_end(dump);
    dump_rects(r, block, dump);
    for (unsigned i = 0; i < block->n_legs; i++) dump_leg(r, &r->legs[block->first_leg + i], i, dump);
    dump_pictures(r, block, dump);
    dump_pulls(r, block, dump);
    for (unsigned i = 0; i < block->n_rules; i++) dump_rule(&r->rules[block->first_rule + i], i, dump);
}

static void dump_furniture(const ModelResolved *r, const ModelFurniture *furniture, BaseDump *dump)
{
    base_dump_begin(dump, "furniture", furniture->id);
    base_dump_word(dump, "kind", model_furniture_words[furniture->kind]);
    base_dump_word(dump, "style", r->styles[furniture->style].id);
    base_dump_rect(dump, furniture->rect);
    model_dump_ink(dump, "tint", furniture->tint);
    dump_stroke(dump, furniture->border);
    base_dump_int(dump, "texts", furniture->texts.n);
    base_dump_end(dump);
}

/* The rules of lint/ that the layout sets. */
static void dump_lint(const ModelResolved *r, BaseDump *dump)
{
#define CODE(symbol, function, code, ...) code,
    static const char *const codes[] = {BASE_LINT_RULES(CODE)};
#undef CODE
    for (unsigned i = 0; i < BASE_N_LINT_RULES; i++) {
        if (r->lint[i] == BASE_LINT_UNSET) continue;
        base_dump_begin(dump, "lint", codes[i]);
        base_dump_word(dump, "level", model_lint_words[r->lint[i] - BASE_LINT_OFF]);
        base_dump_end(dump);
    }
}

static void dump_obstacle(const ModelObstacle *obstacle, unsigned number, BaseDump *dump)
{
    base_dump_begin_index(dump, "obstacle", number);
    base_dump_word(dump, "around", model_around_words[obstacle->kind]);
    base_dump_rect(dump, obstacle->rect);
    base_dump_length(dump, "gap", obstacle->gap);
    base_dump_word(dump, "sides", obstacle->is_both ? "both" : "wider");
    base_dump_end(dump);
}

void model_dump(const ModelResolved *r, BaseDump *dump)
{
    base_dump_begin(dump, "layout", r->number);
    base_dump_word(dump, "language", model_language_words[r->language]);
    base_dump_length(dump, "sheet-width", r->sheet_width);
    base_dump_length(dump, "sheet-height", r->sheet_height);
    base_dump_length(dump, "bleed", r->bleed);
    base_dump_length(dump, "em", r->em);
    base_dump_length(dump, "line", r->line);
    base_dump_rect(dump, r->type_area);
    base_dump_end(dump);
    base_dump_begin(dump, "press", NULL);
    base_dump_int(dump, "picture-ppi", (int64_t)(r->press.picture_ppi + 0.5));
    base_dump_int(dump, "line-art-ppi", (int64_t)(r->press.line_art_ppi + 0.5));
    base_dump_word(dump, "pictures", r->press.is_black ? "black" : "colour");
    base_dump_end(dump);
    dump_lint(r, dump);
    for (unsigned i = 0; i < r->n_styles; i++) dump_style(&r->styles[i], dump);
    for (unsigned i = 0; i < r->n_blocks; i++) dump_block(r, &r->blocks[i], dump);
    for (unsigned i = 0; i < r->n_obstacles; i++) dump_obstacle(&r->obstacles[i], i, dump);
    for (unsigned i = r->n_block_rules; i < r->n_rules; i++) dump_rule(&r->rules[i], i - r->n_block_rules, dump);
    for (unsigned i = 0; i < r->n_furniture; i++) dump_furniture(r, &r->furniture[i], dump);
}
