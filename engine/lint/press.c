/* Ink and paper: type, grounds and rules that newsprint does not hold (RULES 3.1).
 *
 * Every placed item is looked at; what a frame shows in one style and ink is told once.  Ornaments, which are solid, and readings, which
 * are small by nature, are no type here. */
#include "lint/job.h"

#include <string.h>

#define LEAST_TYPE (15 * DK_PT / 2) /* CLREQ 2.1: 六号 is the smallest that is read */
#define LEAST_WHITE (10 * DK_PT)    /* on one ink, RULES 3.1 */
#define LEAST_WHITE_MIXED (12 * DK_PT)
#define LEAST_WHITE_SONG (14 * DK_PT)
#define LEAST_COLOUR (14 * DK_PT)
#define LEAST_GROUND 70    /* per cent, under white */
#define MOST_GROUND 30     /* per cent, under black */
#define NO_GROUND 5        /* per cent, prints as nothing */
#define MOST_INK 220       /* per cent, cold-set newsprint: ISO 12647-3:2013 */
#define BLACK_FROM 50      /* per cent of K from which type is meant to be black (house) */
#define INLINE_SHARE 3 / 5 /* notes inside lines are half as large as the text (house) */

static unsigned n_inks(const ModelInk *ink)
{
    return (ink->c > 0) + (ink->m > 0) + (ink->y > 0) + (ink->k > 0);
}

static double total(const ModelInk *ink)
{
    return ink->c + ink->m + ink->y + ink->k;
}

static bool is_same(const ModelInk *a, const ModelInk *b)
{
    return a->c == b->c && a->m == b->m && a->y == b->y && a->k == b->k;
}

/* How dark an ink is on paper, in per cent: the weights of luminance, for the eye and not the press decides (house). */
static double darkness(const ModelInk *ink)
{
    double light = (1 - 0.30 * ink->c / 100 - 0.59 * ink->m / 100 - 0.11 * ink->y / 100) * (1 - ink->k / 100);
    return 100 * (1 - MAX(0, light));
}

static const ModelStyle *style_of(const LintJob *job, const PageItem *item)
{
    const FlowLine *line = &g_array_index(job->forms->galley->lines, FlowLine, item->line);
    return lint_line_style(job, lint_set_line(job, line));
}

/* The ground under an item, NULL: paper.  Grounds are painted before what stands on them, later ones over earlier. */
static const PageItem *ground_of(const LintJob *job, const PageItem *item)
{
    const GArray *items = job->forms->page->items;
    const PageItem *ground = NULL;
    DkLength x = item->rect.x + item->rect.width / 2, y = item->rect.y + item->rect.height / 2;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *fill = &g_array_index(items, PageItem, i);
        if (fill->kind != PAGE_FILL) continue;
        if (x >= fill->rect.x && x < lint_right(&fill->rect) && y >= fill->rect.y && y < lint_foot(&fill->rect)) ground = fill;
    }
    return ground;
}

/* Whether an item stands on a picture, with no ground of its own painted on that; text of legs runs round its outline (RULES 2.6). */
static bool is_on_picture(const LintJob *job, const PageItem *item)
{
    const GArray *items = job->forms->page->items;
    DkLength x = item->rect.x + item->rect.width / 2, y = item->rect.y + item->rect.height / 2;
    bool is_on = false;
    if (item->role == FLOW_LEG || item->role == FLOW_DROP_CAP) return false;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *below = &g_array_index(items, PageItem, i);
        if (below->kind != PAGE_FILL && below->kind != PAGE_PICTURE) continue;
        const BaseRect *rect = &below->rect;
        if (x >= rect->x && x < lint_right(rect) && y >= rect->y && y < lint_foot(rect)) is_on = below->kind == PAGE_PICTURE;
    }
    return is_on;
}

/* ---- Type ---- */

/* What an item of type breaks; `amount` and `least` in the fault's unit. */
typedef bool (*IsTypeFault)(const LintJob *job, const PageItem *item, LintFault *fault);

static bool is_type(const LintJob *job, const PageItem *item)
{
    if (item->kind != PAGE_GLYPHS || item->is_reading) return false;
    const ModelStyle *style = style_of(job, item);
    bool is_ornament = style && !is_same(&item->ink, &style->ink) && is_same(&item->ink, &style->ornament_ink);
    return !is_ornament;
}

/* Asks every item of type, and tells each frame, role and size once; `what` is followed by the amount. */
static void each_type(const LintJob *job, IsTypeFault is_fault, const char *what)
{
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const GArray *items = job->forms->page->items;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *item = &g_array_index(items, PageItem, i);
        LintFault fault = {.unit = "pt"};
        if (!is_type(job, item) || !is_fault(job, item, &fault)) continue;
        char *key = g_strdup_printf("%s %d %d %d", item->frame, item->role, (int)item->element, item->size);
        if (!g_hash_table_add(told, key)) continue;
        const FlowLine *line = &g_array_index(job->forms->galley->lines, FlowLine, item->line);
        const FlowFrame *frame = &g_array_index(job->forms->galley->frames, FlowFrame, line->frame);
        fault.place = lint_line_place(job, frame, line);
        lint_found(job, &fault, "the %s of \"%s\" %s %.4g %s",
                   frame->kind == FLOW_HEAD ? model_element_words[frame->element] : flow_frame_words[frame->kind], item->frame,
                   what, fault.amount, fault.unit);
    }
}

static bool is_small(const LintJob *job, const PageItem *item, LintFault *fault)
{
    bool is_inline = item->role == FLOW_LEG && item->size <= job->resolved->em * INLINE_SHARE;
    fault->amount = base_length_pt(item->size);
    fault->cure = "set it in 7.5 pt (六号) or more";
    return item->size < LEAST_TYPE && !is_inline;
}

void lint_type_small(const LintJob *job)
{
    each_type(job, is_small, "is set in");
}

static bool is_white(const PageItem *item)
{
    return !item->ink.is_none && n_inks(&item->ink) == 0;
}

static bool is_white_small(const LintJob *job, const PageItem *item, LintFault *fault)
{
    const PageItem *ground = is_white(item) ? ground_of(job, item) : NULL;
    fault->amount = base_length_pt(item->size);
    fault->cure = "set it in 10 pt or more on one ink, 12 pt on several";
    return ground && item->size < (n_inks(&ground->ink) > 1 ? LEAST_WHITE_MIXED : LEAST_WHITE);
}

void lint_white_small(const LintJob *job)
{
    each_type(job, is_white_small, "is white, in");
}

static bool is_white_song(const LintJob *job, const PageItem *item, LintFault *fault)
{
    const ModelStyle *style = is_white(item) ? style_of(job, item) : NULL;
    fault->amount = base_length_pt(item->size);
    fault->cure = "set it in Hei, or in 14 pt or more";
    return style && g_str_has_prefix(style->font, "song") && item->size < LEAST_WHITE_SONG;
}

void lint_white_song(const LintJob *job)
{
    each_type(job, is_white_song, "is white Song, in");
}

static bool is_white_pale(const LintJob *job, const PageItem *item, LintFault *fault)
{
    if (!is_white(item) || is_on_picture(job, item)) return false; /* how dark that is there, no file of this room sees */
    const PageItem *ground = ground_of(job, item);
    fault->amount = ground ? darkness(&ground->ink) : 0;
    fault->unit = "%";
    fault->cure = "make the ground 70 % or more";
    return fault->amount < LEAST_GROUND;
}

void lint_white_pale(const LintJob *job)
{
    each_type(job, is_white_pale, "is white on a ground of");
}

static bool is_picture_small(const LintJob *job, const PageItem *item, LintFault *fault)
{
    fault->amount = base_length_pt(item->size);
    fault->cure = "give it a ground of its own, or set it in 14 pt or more";
    return item->role != FLOW_LABEL && item->size < LEAST_COLOUR && is_on_picture(job, item);
}

void lint_type_on_picture(const LintJob *job)
{
    each_type(job, is_picture_small, "stands on a picture, in");
}

static bool is_colour_small(const LintJob *job, const PageItem *item, LintFault *fault)
{
    (void)job;
    fault->amount = base_length_pt(item->size);
    fault->cure = "set it in one ink, or in 14 pt or more";
    return n_inks(&item->ink) > 1 && item->ink.k < BLACK_FROM && item->size < LEAST_COLOUR;
}

void lint_colour_small(const LintJob *job)
{
    each_type(job, is_colour_small, "has several inks, in");
}

static bool is_mixed(const LintJob *job, const PageItem *item, LintFault *fault)
{
    (void)job;
    fault->amount = total(&item->ink);
    fault->unit = "%";
    fault->cure = "set it in K100 alone";
    return item->ink.k >= BLACK_FROM && n_inks(&item->ink) > 1;
}

void lint_black_mixed(const LintJob *job)
{
    each_type(job, is_mixed, "is black of several inks, together");
}

static bool is_body_off(const LintJob *job, const PageItem *item, LintFault *fault)
{
    (void)job;
    fault->amount = total(&item->ink);
    fault->unit = "%";
    fault->cure = "set text in K100";
    bool is_black = item->ink.k == 100 && n_inks(&item->ink) == 1;
    return item->role == FLOW_LEG && !is_black && !is_white(item);
}

void lint_body_not_black(const LintJob *job)
{
    each_type(job, is_body_off, "is not set in K100 but in inks of");
}

static bool is_on_dark(const LintJob *job, const PageItem *item, LintFault *fault)
{
    const PageItem *ground = item->ink.k >= BLACK_FROM ? ground_of(job, item) : NULL;
    fault->amount = ground ? darkness(&ground->ink) : 0;
    fault->unit = "%";
    fault->cure = "make the ground 10 to 20 %";
    return fault->amount > MOST_GROUND + 0.01;
}

void lint_tint_dark(const LintJob *job)
{
    each_type(job, is_on_dark, "is black on a ground of");
}

/* ---- Grounds, rules, ink ---- */

static BasePlace item_place(const LintJob *job, const PageItem *item)
{
    for (unsigned i = 0; item->frame && i < job->resolved->n_blocks; i++) {
        const ModelBlock *block = &job->resolved->blocks[i];
        if (strcmp(block->id, item->frame) != 0) continue;
        BasePlace place = block->place;
        place.frame = block->id;
        return place;
    }
    BasePlace place = lint_page_place(job);
    place.frame = item->frame;
    return place;
}

static const char *owner(const PageItem *item)
{
    return item->frame ? item->frame : "the layout";
}

void lint_tint_pale(const LintJob *job)
{
    const GArray *items = job->forms->page->items;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *item = &g_array_index(items, PageItem, i);
        if (item->kind != PAGE_FILL || total(&item->ink) <= 0 || total(&item->ink) > NO_GROUND) continue;
        LintFault fault = {
            .place = item_place(job, item), .amount = total(&item->ink), .unit = "%", .cure = "make it 10 to 20 %, or none"};
        lint_found(job, &fault, "the ground of \"%s\" has %.4g %%, which prints as nothing", owner(item), fault.amount);
    }
}

static bool is_stroke(const PageItem *item)
{
    return item->kind == PAGE_RULE || item->kind == PAGE_BORDER;
}

void lint_rule_thin(const LintJob *job)
{
    const GArray *items = job->forms->page->items;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *item = &g_array_index(items, PageItem, i);
        if (!is_stroke(item) || item->stroke.ink.is_none) continue;
        bool is_reversed = n_inks(&item->stroke.ink) == 0;
        DkLength least = is_reversed ? DK_PT / 2 : DK_PT / 4;
        if (model_stroke_finest(&item->stroke) >= least) continue;
        LintFault fault = {.place = item_place(job, item),
                           .amount = base_length_pt(model_stroke_finest(&item->stroke)),
                           .unit = "pt",
                           .cure = "make it 0.25 pt or more, a white one 0.5 pt"};
        lint_found(job, &fault, "a %srule of \"%s\" is %.2f pt thin", is_reversed ? "white " : "", owner(item), fault.amount);
    }
}

#define MOST_MIXED_RULE (4 * DK_PT) /* RULES 3.1 */

void lint_rule_inks(const LintJob *job)
{
    const GArray *items = job->forms->page->items;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *item = &g_array_index(items, PageItem, i);
        if (!is_stroke(item) || model_stroke_finest(&item->stroke) > MOST_MIXED_RULE || n_inks(&item->stroke.ink) < 2) continue;
        LintFault fault = {.place = item_place(job, item),
                           .amount = base_length_pt(model_stroke_finest(&item->stroke)),
                           .unit = "pt",
                           .cure = "draw it in one ink, or thicker than 4 pt"};
        lint_found(job, &fault, "a rule of \"%s\", %.2f pt, has %u inks, which will not lie over each other", owner(item),
                   fault.amount, n_inks(&item->stroke.ink));
    }
}

/* All ink where an item is: black type and rules print over their ground, everything else takes its place. */
static double ink_at(const LintJob *job, const PageItem *item)
{
    const ModelInk *ink = is_stroke(item) ? &item->stroke.ink : &item->ink;
    if (item->kind != PAGE_GLYPHS || ink->k < 100 || n_inks(ink) > 1) return total(ink);
    const PageItem *ground = ground_of(job, item);
    return 100 + (ground ? total(&ground->ink) - ground->ink.k : 0);
}

void lint_ink_total(const LintJob *job)
{
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
    const GArray *items = job->forms->page->items;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *item = &g_array_index(items, PageItem, i);
        double ink = item->kind == PAGE_PICTURE || item->kind == PAGE_CODE ? 0 : ink_at(job, item);
        if (ink <= MOST_INK + 0.01 || !g_hash_table_add(told, (gpointer)owner(item))) continue;
        LintFault fault = {.place = item_place(job, item),
                           .amount = ink,
                           .unit = "%",
                           .cure = "take colour away and let black do its work: C44 M38 Y38 K100 is 220 %"};
        lint_found(job, &fault, "\"%s\" has %.4g %% of ink in one place; newsprint takes %d %%", owner(item), ink, MOST_INK);
    }
}
