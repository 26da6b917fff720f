/* The ladder of heads: size and face by the weight of the story and the width of its head.
 *
 * In: blocks with their stories, the layout's rungs from the heaviest down, styles.  Out: styles for the heads that name none.  Method: a
 * head takes the first rung that its story's weight, its width and its legs allow and that holds its words, in one line or, where
 * its frame is deep enough, in two, at the grade below if need be (RULES 2.3, 2.5).  Heads settle one after the other, those with a style
 * of their own first, then by weight, then in reading order; one whose neighbour has the same face at about the same size takes
 * the rung's next face, or the next rung's. */
#include "model/resolving.h"

#include <string.h>

/* Stories are neighbours, and headlines of one size, as lint/ has it (RULES 2.7, 2.11). */
#define NEAR_EMS 3
#define NEAR_LINES 3
#define ALIKE 10 /* per cent */
/* Kicker and deck: two grades below (RULES 2.5), and not over seven tenths, where grades are close (house). */
#define PART_GRADES 2
#define PART_MOST 7 / 10

typedef struct {
    ModelBlock *block;
    ModelHead *headline;
    BaseRect rect;    /* around the block */
    DkLength size;    /* of its headline, once settled */
    const char *font; /* of its headline, once settled; NULL: not settled */
} Story;

typedef struct {
    ModelJob *job;
    Story *stories; /* that have headlines */
    unsigned n;
    GArray *styles; /* ModelStyle: those made for the ladder, behind the layout's */
} Climb;

static ModelHead *head_of(const Climb *climb, const ModelBlock *block, ModelElement element)
{
    for (unsigned i = 0; i < block->n_heads; i++) {
        ModelHead *head = &g_array_index(climb->job->heads, ModelHead, block->first_head + i);
        if (head->element == element) return head;
    }
    return NULL;
}

/* Whether a head's style is the ladder's to give. */
static bool is_free(const Climb *climb, const ModelBlock *block, const ModelHead *head)
{
    const ModelWrittenBlock *written = &climb->job->layout->blocks[block - climb->job->resolved->blocks];
    unsigned index = (unsigned)(head - &g_array_index(climb->job->heads, ModelHead, block->first_head));
    return !written->heads[index].style;
}

/* ---- Which rung ---- */

static DkLength length_of(const Climb *climb, const ModelWrittenRung *rung, ModelLength length, DkLength unset)
{
    return model_length(climb->job, length, model_grid_scale(climb->job, climb->job->resolved->type_area.width), unset,
                        rung->place);
}

/* The legs of its block that a head stands over. */
static int legs_under(const Climb *climb, const ModelBlock *block, BaseRect head)
{
    int n = 0;
    for (unsigned i = 0; i < block->n_legs; i++) {
        BaseRect leg = g_array_index(climb->job->legs, ModelLeg, block->first_leg + i).rect;
        n += leg.x >= head.x - DK_PT && leg.x + leg.width <= head.x + head.width + DK_PT;
    }
    return n;
}

/* The longest text in half ems: Latin letters, digits and marks are half as wide as Han, near enough for a plan. */
static int longest(const ModelTexts *texts)
{
    int most = 0;
    for (unsigned i = 0; i < texts->n; i++) {
        int width = 0;
        for (const char *p = texts->items[i].text; *p; p = g_utf8_next_char(p)) {
            gunichar c = g_utf8_get_char(p);
            width += g_unichar_iswide(c) && !g_unichar_ispunct(c) ? 2 : 1;
        }
        most = MAX(most, width);
    }
    return most;
}

static bool is_allowed(const Climb *climb, const Story *story, const ModelWrittenRung *rung)
{
    return story->block->weight >= rung->weight && legs_under(climb, story->block, story->headline->rect) >= rung->legs &&
           story->headline->rect.width >= length_of(climb, rung, rung->width, 0);
}

static DkLength lines_depth(DkLength size, unsigned n)
{
    return (DkLength)(n - 1) * model_head_leading(size) + size;
}

/* Whether the words fit at the rung's size or a grade below, in one line each or in two where there is depth for them. */
static bool holds(const Climb *climb, const Story *story, const ModelWrittenRung *rung)
{
    const ModelTexts *texts = &story->block->story->elements[MODEL_ELEMENT_HEADLINE];
    DkLength size = length_of(climb, rung, rung->size, 0), least = model_grade_below(size, 1);
    BaseRect rect = story->headline->rect;
    bool is_vertical = climb->job->resolved->styles[story->headline->style].direction == MODEL_DIRECTION_VERTICAL;
    DkLength width = is_vertical ? rect.height : rect.width, depth = is_vertical ? rect.width : rect.height;
    if (longest(texts) <= 2 * model_title_capacity(width, least)) return depth >= lines_depth(least, texts->n);
    return depth >= lines_depth(least, 2 * texts->n) && longest(texts) <= 4 * model_title_capacity(width, least);
}

/* The first rung for a story's head; -1: the ladder has none.  Where none holds its words, the lowest that it is allowed. */
static int first_rung(const Climb *climb, const Story *story)
{
    int last = -1;
    for (unsigned i = 0; i < climb->job->layout->n_rungs; i++) {
        const ModelWrittenRung *rung = &climb->job->layout->rungs[i];
        if (!is_allowed(climb, story, rung)) continue;
        last = (int)i;
        if (holds(climb, story, rung)) return last;
    }
    return last;
}

/* ---- Among its neighbours ---- */

static bool is_near(const Climb *climb, BaseRect a, BaseRect b)
{
    DkLength across = MIN(a.x + a.width, b.x + b.width) - MAX(a.x, b.x), down = MIN(a.y + a.height, b.y + b.height) - MAX(a.y, b.y);
    return (down > 0 && -across < NEAR_EMS * climb->job->resolved->em) ||
           (across > 0 && -down < NEAR_LINES * climb->job->resolved->line);
}

/* The neighbour whose headline a headline like this would be mistaken for; NULL: none. */
static const Story *alike(const Climb *climb, const Story *story, DkLength size, const char *font)
{
    for (unsigned i = 0; i < climb->n; i++) {
        const Story *other = &climb->stories[i];
        if (other == story || !other->font || strcmp(other->font, font) != 0 || !is_near(climb, story->rect, other->rect)) continue;
        if (ABS(size - other->size) * 100LL < MAX(size, other->size) * (long long)ALIKE) return other;
    }
    return NULL;
}

typedef struct {
    unsigned rung, face;
} Step;

static const char *face_of(const Climb *climb, const Story *story, Step step)
{
    const ModelTexts *faces = &climb->job->layout->rungs[step.rung].faces;
    return faces->n ? faces->items[step.face].text : climb->job->resolved->styles[story->headline->style].font;
}

/* The first face of the rung that no neighbour has, else of the next rung; else the rung's first, with a finding. */
static Step find_step(const Climb *climb, const Story *story, unsigned rung)
{
    const ModelLayout *layout = climb->job->layout;
    const Story *other = NULL;
    for (unsigned r = rung; r < MIN(rung + 2, layout->n_rungs); r++) {
        if (r > rung && !is_allowed(climb, story, &layout->rungs[r])) continue;
        DkLength size = length_of(climb, &layout->rungs[r], layout->rungs[r].size, 0);
        for (unsigned f = 0; f < MAX(1, layout->rungs[r].faces.n); f++) {
            const Story *like = alike(climb, story, size, face_of(climb, story, (Step){r, f}));
            if (!like) return (Step){r, f};
            if (!other) other = like;
        }
    }
    DkDiagnostic *item =
        base_report(climb->job->list, DK_NOTE, "heads-not-distinct", story->block->place,
                    "the ladder has no face for the headline of \"%s\" that its neighbour \"%s\" does not have at that size",
                    story->block->id, other->block->id);
    base_report_hint(climb->job->list, item, "give rung %u more faces", rung + 1);
    return (Step){rung, 0};
}

/* ---- Styles ---- */

static DkLength scaled(DkLength length, DkLength size, DkLength from)
{
    return (DkLength)((int64_t)length * size / from);
}

/* Gives a head a style of its own: that of its element, at another size. */
static void restyle(Climb *climb, ModelHead *head, DkLength size, DkLength leading, const char *font, BasePlace place)
{
    ModelStyle style = climb->job->resolved->styles[head->style];
    DkLength from = style.size;
    style.id = base_arena_printf(climb->job->arena, "%s@%.4gpt:%s", style.id, base_length_pt(size), font ? font : style.font);
    if (font) style.font = font;
    if (font) style.font_place = place;
    style.size = size;
    style.leading = leading;
    style.tracking = scaled(style.tracking, size, from);
    style.indent = scaled(style.indent, size, from);
    style.han_latin_gap = scaled(style.han_latin_gap, size, from);
    style.han_digit_gap = scaled(style.han_digit_gap, size, from);
    head->style = climb->job->resolved->n_styles + climb->styles->len;
    g_array_append_val(climb->styles, style);
}

static void restyle_part(Climb *climb, const Story *story, ModelElement element, const ModelWrittenRung *rung, ModelLength size)
{
    ModelHead *head = head_of(climb, story->block, element);
    if (!head || !is_free(climb, story->block, head)) return;
    DkLength usual = MIN(model_grade_below(story->size, PART_GRADES), story->size * PART_MOST / (DK_PT / 2) * (DK_PT / 2));
    DkLength own = length_of(climb, rung, size, usual);
    restyle(climb, head, own, model_head_leading(own), NULL, rung->place);
}

static void settle(Climb *climb, Story *story)
{
    int first = first_rung(climb, story);
    if (first < 0) {
        const ModelStyle *style = &climb->job->resolved->styles[story->headline->style];
        base_report(climb->job->list, DK_WARNING, "ladder-short", story->block->place,
                    "the ladder has no rung for block \"%s\", of weight %d; its headline is set in style \"%s\"", story->block->id,
                    story->block->weight, style->id);
        story->size = style->size;
        story->font = style->font;
        return;
    }
    Step step = find_step(climb, story, (unsigned)first);
    const ModelWrittenRung *rung = &climb->job->layout->rungs[step.rung];
    story->size = length_of(climb, rung, rung->size, 0);
    story->font = face_of(climb, story, step);
    story->block->rung = step.rung + 1;
    restyle(climb, story->headline, story->size, length_of(climb, rung, rung->leading, model_head_leading(story->size)),
            story->font, rung->place);
    restyle_part(climb, story, MODEL_ELEMENT_KICKER, rung, rung->kicker);
    restyle_part(climb, story, MODEL_ELEMENT_DECK, rung, rung->deck);
}

/* ---- All of them ---- */

static BaseRect around(const ModelJob *job, const ModelBlock *block)
{
    return model_bounds(&g_array_index(job->rects, BaseRect, block->first_rect), block->n_rects);
}

/* Lists the stories that have headlines; those with styles of their own are settled. */
static void list_stories(Climb *climb, ModelBlock *blocks)
{
    const ModelResolved *r = climb->job->resolved;
    climb->stories = base_arena_new_array(climb->job->arena, Story, r->n_blocks);
    for (unsigned i = 0; i < r->n_blocks; i++) {
        ModelHead *headline = blocks[i].story ? head_of(climb, &blocks[i], MODEL_ELEMENT_HEADLINE) : NULL;
        if (!headline || !blocks[i].story->elements[MODEL_ELEMENT_HEADLINE].n) continue;
        Story *story = &climb->stories[climb->n++];
        *story = (Story){&blocks[i], headline, around(climb->job, &blocks[i]), 0, NULL};
        if (blocks[i].story->weight) blocks[i].weight = blocks[i].story->weight;
        if (is_free(climb, &blocks[i], headline)) continue;
        story->size = r->styles[headline->style].size;
        story->font = r->styles[headline->style].font;
    }
}

static Story *heaviest(const Climb *climb)
{
    Story *found = NULL;
    for (unsigned i = 0; i < climb->n; i++) {
        Story *story = &climb->stories[i];
        if (!story->font && (!found || story->block->weight > found->block->weight)) found = story;
    }
    return found;
}

void model_climb(ModelJob *job, ModelBlock *blocks)
{
    if (!job->layout->n_rungs) return;
    Climb climb = {job, NULL, 0, g_array_new(FALSE, FALSE, sizeof(ModelStyle))};
    list_stories(&climb, blocks);
    for (Story *story = heaviest(&climb); story; story = heaviest(&climb)) settle(&climb, story);
    ModelResolved *r = job->resolved;
    ModelStyle *styles = base_arena_new_array(job->arena, ModelStyle, r->n_styles + climb.styles->len);
    memcpy(styles, r->styles, r->n_styles * sizeof *styles);
    if (climb.styles->len) memcpy(styles + r->n_styles, climb.styles->data, climb.styles->len * sizeof *styles);
    r->styles = styles;
    r->n_styles += climb.styles->len;
    g_array_unref(climb.styles);
}
