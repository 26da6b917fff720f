/* Depths that a layout leaves to the content.
 *
 * In: a draft of the page, in which what is not known yet is deeper than a page.  Out: depths in grid lines.  Method: everything is set
 * in a scratch of its own.  A text needs the lines it is set in, a picture what its shape wants at its width, a block so many
 * lines that the legs of its story can end level (RULES 2.6).  Widths are always known, so the first draft tells how deep heads,
 * captions and pictures are, and the second, in which those stand, how deep blocks are.  Heads are looked at in each, for a ladder
 * gives them sizes by what they then stand beside.  Where text runs round something, that may
 * stand elsewhere then, and blocks are measured again until nothing changes.  Two that hang on each other may never come to
 * rest: after a while such a depth only grows, and a draft that has them all is measured once more to say so. */
#include "flow/body.h"

/* Until then a depth may become less, later it only grows, so that two that hang on each other come to an end.  A draft settles one more of
 * a stack's blocks that stand beside something. */
#define FREE_DRAFTS 12

typedef struct {
    FlowJob job;
    ModelDepths *depths;
    bool is_changed;
} Measuring;

static int lines_up(const Measuring *measuring, DkLength depth)
{
    DkLength line = measuring->job.resolved->line;
    return (depth + line - 1) / line;
}

static bool is_known(const Measuring *measuring, unsigned open)
{
    return !open || measuring->depths->lines[open - 1] >= 0;
}

static void note(Measuring *measuring, unsigned open, int lines)
{
    int *known = &measuring->depths->lines[open - 1];
    int found = measuring->depths->n_drafts > FREE_DRAFTS ? MAX(*known, lines) : lines;
    measuring->depths->is_held |= found > lines;
    measuring->is_changed |= *known != found;
    *known = found;
}

/* ---- Texts in frames of their own ---- */

/* How deep the lines of the galley's last frame are; 0: nothing was set. */
static DkLength set_depth(const Measuring *measuring, unsigned n_frames)
{
    const FlowGalley *galley = measuring->job.galley;
    if (galley->frames->len == n_frames) return 0;
    const FlowFrame *frame = &g_array_index(galley->frames, FlowFrame, galley->frames->len - 1);
    const FlowLine *first = &g_array_index(galley->lines, FlowLine, frame->first_line);
    const FlowLine *last = &g_array_index(galley->lines, FlowLine, frame->first_line + frame->n_lines - 1);
    const ParLine *line = &g_array_index(measuring->job.lines->lines, ParLine, last->line);
    return last->center - first->center + line->em;
}

static void measure_heads(Measuring *measuring, const ModelBlock *block)
{
    for (unsigned i = 0; i < block->n_heads; i++) {
        const ModelHead *head = &measuring->job.resolved->heads[block->first_head + i];
        unsigned n_frames = measuring->job.galley->frames->len;
        if (!head->open || !block->story->elements[head->element].n) continue;
        flow_fill_head(&measuring->job, block, head);
        note(measuring, head->open, lines_up(measuring, set_depth(measuring, n_frames)));
    }
}

/* What a picture needs at its frame's width; one that is not to be had, two thirds of it (house). */
static DkLength picture_depth(const ModelShown *shown, const ModelCrop *crop, DkLength width)
{
    if (!shown->picture || shown->width <= 0) return width * 2 / 3;
    double across = crop && crop->width > 0 ? crop->width : 1, down = crop && crop->width > 0 ? crop->height : 1;
    return (DkLength)MIN((double)width * (double)shown->height * down / ((double)shown->width * across), BASE_LENGTH_MAX);
}

static void measure_pictures(Measuring *measuring, const ModelBlock *block)
{
    for (unsigned i = 0; i < MIN(block->n_pictures, block->story->n_pictures); i++) {
        const ModelPictureFrame *frame = &measuring->job.resolved->pictures[block->first_picture + i];
        unsigned n_frames = measuring->job.galley->frames->len;
        const ModelCrop *crop = &block->story->pictures[i].crop;
        if (!is_known(measuring, frame->open))
            note(measuring, frame->open, lines_up(measuring, picture_depth(&frame->shown, crop, frame->rect.width)));
        if (is_known(measuring, frame->caption_open)) continue;
        flow_fill_caption(&measuring->job, block, i);
        note(measuring, frame->caption_open, lines_up(measuring, set_depth(measuring, n_frames)));
    }
}

static void measure_furniture(Measuring *measuring, const ModelFurniture *furniture)
{
    unsigned n_frames = measuring->job.galley->frames->len;
    DkLength depth = furniture->rect.width; /* of a code */
    if (is_known(measuring, furniture->open) || (!furniture->texts.n && !furniture->path)) return;
    const ModelCrop *crop = furniture->picture ? &furniture->picture->crop : NULL;
    if (furniture->kind == MODEL_FURNITURE_PICTURE) depth = picture_depth(&furniture->shown, crop, furniture->rect.width);
    if (furniture->kind == MODEL_FURNITURE_TEXT) {
        flow_fill_furniture(&measuring->job, furniture);
        depth = set_depth(measuring, n_frames);
    }
    note(measuring, furniture->open, lines_up(measuring, depth));
}

/* ---- Stories ---- */

/* From the block's top to the line at which its legs, cut level, just hold the story. */
static DkLength legs_depth(Measuring *measuring, const ModelBlock *block)
{
    const ModelResolved *r = measuring->job.resolved;
    int foot = flow_body_foot(&measuring->job, block);
    return r->type_area.y + foot * r->line - r->rects[block->first_rect].y + block->air;
}

static void measure_block(Measuring *measuring, const ModelBlock *block)
{
    DkLength depth = block->least;
    if (!block->open) return;
    if (block->has_rest && block->story->n_paragraphs) depth = MAX(depth, legs_depth(measuring, block));
    note(measuring, block->open, lines_up(measuring, depth));
}

static void measure_parts(Measuring *measuring)
{
    const ModelResolved *r = measuring->job.resolved;
    for (unsigned i = 0; i < r->n_furniture; i++) measure_furniture(measuring, &r->furniture[i]);
    for (unsigned i = 0; i < r->n_blocks; i++) {
        if (!r->blocks[i].story) continue;
        measure_heads(measuring, &r->blocks[i]);
        measure_pictures(measuring, &r->blocks[i]);
    }
}

static bool measure_page(Measuring *measuring)
{
    const ModelResolved *r = measuring->job.resolved;
    measure_parts(measuring);
    if (measuring->is_changed) return true;
    for (unsigned i = 0; i < r->n_blocks; i++)
        if (r->blocks[i].story) measure_block(measuring, &r->blocks[i]);
    return measuring->is_changed && r->n_obstacles > 0;
}

bool flow_find_depths(const ModelResolved *draft, TextFonts *fonts, ModelDepths *depths)
{
    g_autoptr(DkDiagnostics) unsaid = dk_diagnostics_new(); /* all is found again when the page is set */
    g_autoptr(BaseArena) arena = base_arena_new();
    FlowGalley *galley = flow_galley_new();
    Measuring measuring = {
        .job = {draft, fonts, text_runs_new(draft->styles, draft->n_styles), par_lines_new(), galley, arena, unsaid},
        .depths = depths};
    depths->n_drafts++;
    bool is_wanting = measure_page(&measuring);
    flow_galley_free(galley);
    par_lines_free(measuring.job.lines);
    text_runs_free(measuring.job.runs);
    return is_wanting;
}

/* ---- What never settled ---- */

typedef struct {
    const ModelResolved *draft;
    const ModelDepths *used, *wanted;
    DkDiagnostics *list;
} Checking;

/* Reports a depth, of the block's `part` or of the block itself, that is not what the content needs where it now stands. */
static void check_depth(const Checking *checking, const ModelBlock *block, const char *part, unsigned open)
{
    if (!open || checking->used->lines[open - 1] == checking->wanted->lines[open - 1]) return;
    int used = checking->used->lines[open - 1], wanted = checking->wanted->lines[open - 1];
    BasePlace place = block->place;
    place.story = block->story ? block->story->slug : NULL;
    place.frame = block->id;
    place.page = model_page_number(checking->draft);
    g_autofree char *what = part ? g_strdup_printf("the %s of ", part) : g_strdup("");
    DkDiagnostic *item = base_report(checking->list, DK_WARNING, "depths-unsettled", place,
                                     "%s\"%s\" is %d line%s deep and needs %d: what it follows from moves with it, and %u"
                                     " drafts did not settle it",
                                     what, block->id, used, base_plural(used), wanted, checking->used->n_drafts);
    base_report_amount(item, used - wanted, "lines");
    base_report_hint(checking->list, item, "%s", part ? "write its lines" : "write its lines, or move what its text runs round");
}

void flow_check_depths(const ModelResolved *draft, TextFonts *fonts, const ModelDepths *depths, DkDiagnostics *list)
{
    g_autofree int *lines = g_memdup2(depths->lines, depths->n * sizeof *lines);
    ModelDepths wanted = {.n = depths->n, .lines = lines};
    flow_find_depths(draft, fonts, &wanted);
    Checking checking = {draft, depths, &wanted, list};
    for (unsigned i = 0; i < draft->n_blocks; i++) {
        const ModelBlock *block = &draft->blocks[i];
        for (unsigned k = 0; k < block->n_heads; k++) {
            const ModelHead *head = &draft->heads[block->first_head + k];
            check_depth(&checking, block, model_element_words[head->element], head->open);
        }
        check_depth(&checking, block, NULL, block->open);
    }
}
