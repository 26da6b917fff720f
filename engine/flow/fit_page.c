/* Copy-fitting of a page: its stories one by one, then beside each other.
 *
 * In: the resolved layout.  Out: one in which the moves are made, or, where fitting only reports, noted; findings.  No two stories of one style
 * may differ to the eye by more than the bounds of ModelFit: each may leave its layout by so much, but two that leave it to opposite
 * sides would differ by twice that.  A story that is too long has the right of way, for what it loses is text; one that is short may
 * then grow only so far, is fitted again by what is left, and stays short where that is not enough, which is said. */
#include <stdlib.h>

#include "flow/fitting.h"

typedef struct {
    const ModelResolved *resolved;
    TextFonts *fonts;
    DkDiagnostics *list;
    FlowFitted *fitted; /* by block */
} Page;

/* ---- Beside each other ---- */

/* How far the stories of one style have been moved to less of each. */
typedef struct {
    DkLength tracking, size, leading;
    const ModelBlock *at; /* the one that was tracked closest, or else that was moved at all */
} Shrunk;

static Shrunk shrunk_beside(const Page *page, const ModelBlock *block)
{
    Shrunk most = {0};
    for (unsigned i = 0; i < page->resolved->n_blocks; i++) {
        const FlowFitted *other = &page->fitted[i];
        bool is_alike = other->block && other->block->styles[MODEL_ROLE_BODY] == block->styles[MODEL_ROLE_BODY];
        if (!is_alike || other->before <= 0 || !other->is_moved) continue;
        if (!most.at || -other->moves.tracking > most.tracking) most.at = other->block;
        most.tracking = MAX(most.tracking, -other->moves.tracking);
        most.size = MAX(most.size, -other->moves.size);
        most.leading = MAX(most.leading, -other->moves.leading);
    }
    return most;
}

/* Where the story that is to be fitted begins. */
static BasePlace place_of(const ModelBlock *block)
{
    BasePlace place = model_story_place(block->story, 0);
    place.story = block->story->slug;
    place.frame = block->id;
    return place;
}

static void report_unlike(const Page *page, const FlowFitted *fitted, const Shrunk *beside)
{
    const ModelBlock *block = fitted->block;
    BasePlace place = place_of(block);
    DkDiagnostic *item =
        base_report(page->list, DK_NOTE, "fit-unlike", place,
                    "story \"%s\" could fill block \"%s\", but would then differ to the eye from \"%s\", which is closer",
                    block->story->slug, block->id, beside->at->story->slug);
    base_report_amount(item, -fitted->left, "lines");
}

/* Fits a story that has grown again where it would differ too much from one that has shrunk. */
static void weigh(const Page *page, unsigned index)
{
    FlowFitted *fitted = &page->fitted[index];
    if (!fitted->block || fitted->before >= 0 || !fitted->is_moved) return;
    const ModelStyle *style = &page->resolved->styles[fitted->block->styles[MODEL_ROLE_BODY]];
    Shrunk beside = shrunk_beside(page, fitted->block);
    DkLength tracking = style->size * MODEL_FIT_TRACKING_MOST / 1000 + 1 - beside.tracking,
             size = style->size * MODEL_FIT_SIZE_MOST / 1000 + 1 - beside.size;
    DkLength leading = style->leading * MODEL_FIT_LEADING_MOST / 1000 + 1 - beside.leading;
    bool is_on_grid = fitted->may.leading >= page->resolved->line; /* a block's own wish: not weighed */
    bool is_unlike =
        fitted->moves.tracking > tracking || fitted->moves.size > size || (!is_on_grid && fitted->moves.leading > leading);
    if (!is_unlike) return;
    FlowFitted again = {.block = fitted->block, .may = fitted->may};
    again.may.tracking = MIN(again.may.tracking, MAX(0, tracking));
    again.may.size = MIN(again.may.size, MAX(0, size));
    if (!is_on_grid) again.may.leading = MIN(again.may.leading, MAX(0, leading));
    flow_fit_story(page->resolved, page->fonts, index, &again);
    *fitted = again;
    if (!again.is_fitting) report_unlike(page, &again, &beside);
}

/* ---- Findings ---- */

static void add_words(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add_words(GString *text, const char *format, ...)
{
    va_list arguments;
    if (text->len) g_string_append(text, ", ");
    va_start(arguments, format);
    g_string_append_vprintf(text, format, arguments);
    va_end(arguments);
}

char *flow_moves_text(const ModelMoves *moves, const ModelStyle *style, DkLength line)
{
    GString *text = g_string_new(NULL);
    if (moves->tracking) add_words(text, "tracking %+.4f em", (double)moves->tracking / style->size);
    if (moves->size)
        add_words(text, "%.2f pt instead of %.2f pt", base_length_pt(style->size + moves->size), base_length_pt(style->size));
    if (moves->is_punctuated) add_words(text, "punctuation %s", model_punctuation_words[moves->punctuation]);
    if (moves->leading)
        add_words(text, "leading %+.3f pt%s", base_length_pt(moves->leading), moves->leading % line ? ", off the grid" : "");
    if (moves->head) add_words(text, "head %+d line%s", moves->head, base_plural(ABS(moves->head)));
    if (moves->picture) add_words(text, "picture %+d line%s", moves->picture, base_plural(ABS(moves->picture)));
    return g_string_free(text, FALSE);
}

static void report(const Page *page, const FlowFitted *fitted)
{
    const ModelBlock *block = fitted->block;
    const ModelStyle *style = &page->resolved->styles[block->styles[MODEL_ROLE_BODY]];
    g_autofree char *moved = flow_moves_text(&fitted->moves, style, page->resolved->line);
    BasePlace place = place_of(block);
    int before = ABS(fitted->before), left = ABS(fitted->left);
    const char *over = fitted->before > 0 ? "too long" : "short", *s = base_plural(before);
    DkDiagnostic *item;
    if (fitted->is_fitting)
        item = base_report(page->list, DK_NOTE, "story-fitted", place, "story \"%s\" is %d line%s %s for block \"%s\"; it %s %s",
                           block->story->slug, before, s, over, block->id,
                           page->resolved->fit == MODEL_FIT_APPLY ? "is set with" : "would fit with", moved);
    else
        item = base_report(page->list, DK_NOTE, "fit-failed", place,
                           "story \"%s\" is %d line%s %s for block \"%s\", more than may give; %d %s left%s%s", block->story->slug,
                           before, s, over, block->id, left, left == 1 ? "is" : "are", *moved ? " with " : "", moved);
    base_report_amount(item, before, "lines");
}

/* ---- The way in ---- */

/* A block whose depth follows from its story fits it. */
static bool find_may(const ModelResolved *resolved, const ModelBlock *block, ModelFit *may)
{
    *may = block->has_fit ? block->fit : resolved->styles[block->styles[MODEL_ROLE_BODY]].fit;
    return block->story && block->story->n_paragraphs && block->n_legs && !block->open && flow_fit_gives(may);
}

static const ModelResolved *made_page(const Page *page, BaseArena *arena)
{
    const ModelResolved *r = page->resolved;
    const ModelMoves **moves = base_arena_new_array(arena, const ModelMoves *, r->n_blocks);
    ModelResolved *noted = base_arena_alloc(arena, sizeof *noted);
    ModelBlock *blocks = base_arena_new_array(arena, ModelBlock, r->n_blocks);
    for (unsigned i = 0; i < r->n_blocks; i++) {
        blocks[i] = r->blocks[i];
        blocks[i].moves = page->fitted[i].moves;
        moves[i] = page->fitted[i].is_moved ? &page->fitted[i].moves : NULL;
    }
    *noted = *r;
    noted->blocks = blocks;
    if (r->fit != MODEL_FIT_APPLY) return noted;
    const ModelResolved *made = flow_moved(r, moves, arena);
    g_assert(made); /* each was made alone, and none leaves its block */
    return made;
}

const ModelResolved *flow_fit(const ModelResolved *resolved, TextFonts *fonts, BaseArena *arena, DkDiagnostics *list)
{
    Page page = {resolved, fonts, list, base_arena_new_array(arena, FlowFitted, resolved->n_blocks)};
    bool is_moved = false;
    if (resolved->fit == MODEL_FIT_OFF) return resolved;
    for (unsigned i = 0; i < resolved->n_blocks; i++) {
        if (!find_may(resolved, &resolved->blocks[i], &page.fitted[i].may)) continue;
        page.fitted[i].block = &resolved->blocks[i];
        flow_fit_story(resolved, fonts, i, &page.fitted[i]);
    }
    for (unsigned i = 0; i < resolved->n_blocks; i++) weigh(&page, i);
    for (unsigned i = 0; i < resolved->n_blocks; i++) {
        if (page.fitted[i].is_tried) report(&page, &page.fitted[i]);
        is_moved |= page.fitted[i].is_moved;
    }
    return is_moved ? made_page(&page, arena) : resolved;
}
