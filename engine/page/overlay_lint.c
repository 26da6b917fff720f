/* Overlay "lint": each finding at its place.
 *
 * A finding about a line names the block, the line in its leg and the source: that line is framed.  One about a place in a story's
 * text frames the line that was set from it.  One about a block or furniture frames that; one about a story alone, the block it
 * stands in.  What has no place on the sheet is counted in the legend. */
#include "page/overlay.h"

/* Labels that would cover each other are put below one another. */
typedef struct {
    Overlay *overlay;
    GArray *boxes; /* BaseRect, of labels so far */
    unsigned n_placed, n_unplaced;
} Marking;

static OverlayPaint paint_of(const DkDiagnostic *finding)
{
    return finding->severity == DK_ERROR ? PAINT_RED : finding->severity == DK_WARNING ? PAINT_ORANGE : PAINT_GREY;
}

/* ---- The place ---- */

static BasePlace source_of(const Overlay *overlay, const ParLine *line)
{
    const TextParagraph *paragraph = &g_array_index(overlay->request->runs->paragraphs, TextParagraph, line->paragraph);
    bool is_body = paragraph->story && paragraph->text == paragraph->story->text;
    return is_body ? model_story_place(paragraph->story, line->first_byte) : paragraph->place;
}

static bool is_source(const Overlay *overlay, const ParLine *line, const DkDiagnostic *finding)
{
    BasePlace place = source_of(overlay, line);
    return place.line == finding->line && place.column == finding->column && g_strcmp0(place.file, finding->file) == 0;
}

/* The line that was set from the finding's place in its file: the last one whose own source does not come after it. */
static bool find_source(const Overlay *overlay, const DkDiagnostic *finding, BaseRect *rect)
{
    bool is_found = false;
    for (unsigned f = 0; finding->file && finding->line > 0 && f < overlay->request->galley->frames->len; f++) {
        const FlowFrame *frame = overlay_frame(overlay, f);
        if (frame->kind != FLOW_LEG) continue;
        for (unsigned i = 0; i < frame->n_lines; i++) {
            const FlowLine *placed = overlay_placed(overlay, frame, i);
            BasePlace place = source_of(overlay, overlay_line_set(overlay, placed));
            bool is_after = place.line > finding->line || (place.line == finding->line && place.column > finding->column);
            if (is_after || g_strcmp0(place.file, finding->file) != 0) continue;
            *rect = overlay_line_rect(overlay, frame, placed);
            is_found = true;
        }
    }
    return is_found;
}

/* The set line that a finding names by its number; its source decides between legs that have lines of the same number. */
static bool find_line(const Overlay *overlay, const DkDiagnostic *finding, BaseRect *rect)
{
    bool is_found = false;
    for (unsigned f = 0; finding->set_line > 0 && f < overlay->request->galley->frames->len; f++) {
        const FlowFrame *frame = overlay_frame(overlay, f);
        if (g_strcmp0(frame->id, finding->frame) != 0) continue;
        for (unsigned i = 0; i < frame->n_lines; i++) {
            const FlowLine *placed = overlay_placed(overlay, frame, i);
            if (placed->slot + 1 != finding->set_line) continue;
            bool is_exact = is_source(overlay, overlay_line_set(overlay, placed), finding);
            if (is_exact || !is_found) *rect = overlay_line_rect(overlay, frame, placed);
            is_found = true;
            if (is_exact) return true;
        }
    }
    return is_found;
}

static bool find_frame(const Overlay *overlay, const DkDiagnostic *finding, BaseRect *rect)
{
    const ModelResolved *resolved = overlay->request->resolved;
    const ModelBlock *block = overlay_block(overlay, finding->frame);
    for (unsigned i = 0; !block && !finding->frame && finding->story && i < resolved->n_blocks; i++) {
        const ModelStory *story = resolved->blocks[i].story;
        if (story && g_strcmp0(story->slug, finding->story) == 0) block = &resolved->blocks[i];
    }
    if (block) *rect = resolved->rects[block->first_rect];
    for (unsigned i = 0; !block && finding->frame && i < resolved->n_furniture; i++) {
        if (strcmp(resolved->furniture[i].id, finding->frame) != 0) continue;
        *rect = resolved->furniture[i].rect;
        return true;
    }
    return block != NULL;
}

/* ---- The mark ---- */

static bool meets(const BaseRect *a, const BaseRect *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* The first free place for a label from `at` down; its width is a guess at the widest. */
static PagePoint free_place(const Marking *marking, PagePoint at)
{
    BaseRect box = {at.x, at.y, 14 * marking->overlay->size, base_length_scale(marking->overlay->size, 14, 10)};
    for (unsigned i = 0; i < marking->boxes->len; i++) {
        if (!meets(&box, &g_array_index(marking->boxes, BaseRect, i))) continue;
        box.y = g_array_index(marking->boxes, BaseRect, i).y + box.height + DK_PT / 8;
        i = (unsigned)-1; /* it may meet an earlier one now; each step goes down, so this ends */
    }
    return (PagePoint){box.x, box.y};
}

static void mark(Marking *marking, const DkDiagnostic *finding, const BaseRect *rect, bool is_line)
{
    Overlay *overlay = marking->overlay;
    OverlayPaint paint = paint_of(finding);
    overlay_outline(overlay, *rect, paint, 3 * overlay->hair);
    if (is_line) overlay_fill(overlay, *rect, paint, 80);
    PagePoint at = free_place(marking, (PagePoint){rect->x, is_line ? rect->y + rect->height : rect->y});
    BaseRect box;
    if (finding->unit)
        box = overlay_tag(overlay, at, TAG_BELOW_RIGHT, paint, "%s %.3g %.*s", finding->code, finding->amount,
                          base_unit_bytes(finding->amount, finding->unit), finding->unit);
    else box = overlay_tag(overlay, at, TAG_BELOW_RIGHT, paint, "%s", finding->code);
    g_array_append_val(marking->boxes, box);
}

static void mark_finding(Marking *marking, const DkDiagnostic *finding)
{
    BaseRect rect;
    int place = (int)marking->overlay->request->resolved->standing.entry;
    bool is_elsewhere = finding->page_file && g_strcmp0(finding->page_file, marking->overlay->request->resolved->path) != 0;
    if (is_elsewhere || (place && finding->page && finding->page != place))
        return; /* other pages' frames may have the same names */
    bool is_line = find_line(marking->overlay, finding, &rect) || find_source(marking->overlay, finding, &rect);
    if (is_line || find_frame(marking->overlay, finding, &rect)) {
        mark(marking, finding, &rect, is_line);
        marking->n_placed++;
    } else marking->n_unplaced++;
}

void overlay_draw_lint(Overlay *overlay)
{
    const DkDiagnostics *findings = overlay->request->findings;
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(BaseRect));
    Marking marking = {overlay, boxes, 0, 0};
    for (size_t i = 0; findings && i < dk_diagnostics_count(findings); i++)
        mark_finding(&marking, dk_diagnostics_item(findings, i));
    overlay_legend(overlay, PAINT_RED, 0, "error");
    overlay_legend(overlay, PAINT_ORANGE, 0, "warning");
    overlay_legend(overlay, PAINT_GREY, 0, "note");
    overlay_legend(overlay, PAINT_PAPER, 0, "%u finding%s on the sheet, %u without a place on it", marking.n_placed,
                   base_plural(marking.n_placed), marking.n_unplaced);
}
