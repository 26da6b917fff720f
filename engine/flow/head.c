/* Heads that are too wide for their frame, or much too short for it, fitted.
 *
 * In: the texts of one head, shaped, each to stand on one line.  Out: the same texts in a style of their own that fits, or as they
 * were when none does.  Method (RULES 2.5, "Fit"): tracking first, down to -5 %; then the size by half points, down to
 * the grade below; then lines turned over where their sense parts (head_turn.c); all lines of a head alike.  Widths are in proportion
 * to the size but for the tracking, so the first two are found by arithmetic and the texts are shaped once more.  What was moved is a
 * note and a record of the galley: the make-up editor may want another head. */
#include "flow/head.h"

#include <string.h>

/* A head that is spread over its frame opens each gap by this at most, in ems; a wider one falls apart into characters (house). */
#define WIDEST_SPREAD 2
/* Each glyph's advance is rounded to the unit; this much tighter, no sum of them is over. */
#define ROUNDING 2

DkLength flow_head_tightest(const ModelStyle *style)
{
    return MIN(style->tracking, (DkLength)((int64_t)style->size * FLOW_HEAD_TIGHTEST / 1000));
}

DkLength flow_head_room(const Head *head)
{
    return flow_inline_size(head->frame) - head->style->indent;
}

/* The widest tracking at which all lines fit in `style`'s size; G_MININT32: none. */
static DkLength fitting_tracking(const Head *head, const ModelStyle *style)
{
    DkLength tracking = G_MAXINT32, room = flow_inline_size(head->frame) - style->indent;
    for (unsigned i = 0; i < head->texts->n; i++) {
        const HeadLine *line = &head->lines[i];
        DkLength solid = base_length_scale(line->natural - line->n_gaps * head->style->tracking, style->size, head->style->size);
        DkLength own = line->n_gaps ? (room - solid) / line->n_gaps - ROUNDING : solid > room ? G_MININT32 : G_MAXINT32;
        tracking = MIN(tracking, own);
    }
    return tracking;
}

/* Finds the largest style in which each text of the head is one line. */
static bool find_style(const Head *head, ModelStyle *found)
{
    DkLength smallest = model_grade_below(head->style->size, 1);
    for (DkLength size = head->style->size; size >= smallest; size -= FLOW_HEAD_STEP) {
        *found = flow_style_at(head->style, size);
        DkLength tightest = flow_head_tightest(found);
        found->tracking = MIN(found->tracking, fitting_tracking(head, found));
        if (found->tracking >= tightest) return true;
    }
    return false;
}

/* A head whose lines would be spread too far stands in the middle instead, as far apart as is allowed; false: it is none. */
static bool find_spread(const Head *head, ModelStyle *found)
{
    bool is_short = false;
    DkLength most = WIDEST_SPREAD * head->style->size;
    if (head->style->align != MODEL_ALIGN_SPREAD) return false;
    for (unsigned i = 0; i < head->texts->n; i++) {
        const HeadLine *line = &head->lines[i];
        DkLength solid = line->natural - line->n_gaps * head->style->tracking;
        is_short |= !line->n_gaps || (flow_head_room(head) - solid) / line->n_gaps > most;
    }
    *found = *head->style;
    found->align = MODEL_ALIGN_CENTER;
    found->tracking = MAX(found->tracking, MIN(most, fitting_tracking(head, head->style)));
    return is_short;
}

static Head measure(FlowJob *job, const FlowFrame *frame, const FlowTexts *texts)
{
    HeadLine *lines = base_arena_new_array(job->arena, HeadLine, texts->n);
    Head head = {job, frame, texts, &job->runs->styles[texts->style], lines, 0};
    for (unsigned i = 0; i < texts->n; i++) {
        const TextParagraph *paragraph = &g_array_index(job->runs->paragraphs, TextParagraph, texts->paragraphs[i]);
        lines[i].natural = par_natural_width(job->runs, texts->paragraphs[i], head.style);
        lines[i].n_gaps = MAX(1, (int)paragraph->n_clusters) - 1;
        if (lines[i].natural > lines[head.widest].natural) head.widest = i;
    }
    return head;
}

void flow_head_shape(FlowJob *job, const FlowFrame *frame, FlowTexts *texts)
{
    for (unsigned i = 0; i < texts->n; i++) {
        TextSpan span = {0, (unsigned)strlen(texts->items[i].text), texts->style};
        FlowText text = texts->items[i];
        text.spans = &span;
        text.n_spans = 1;
        texts->paragraphs[i] = flow_shape(job, &text, frame->story, frame->direction);
    }
}

/* ---- What was done ---- */

static void report_fit(const Head *head, const ModelStyle *style, unsigned n_lines, bool is_applied)
{
    const FlowFrame *frame = head->frame;
    const FlowText *text = &head->texts->items[head->widest];
    double ems = (double)(head->lines[head->widest].natural - flow_head_room(head)) / head->style->size;
    g_autoptr(GString) done = g_string_new(NULL);
    if (n_lines > head->texts->n) g_string_append_printf(done, "in %u lines ", n_lines);
    g_string_append(done, "at ");
    if (style->size != head->style->size)
        g_string_append_printf(done, "%.1f pt instead of %.1f pt, ", base_length_pt(style->size),
                               base_length_pt(head->style->size));
    DkDiagnostic *item = base_report(head->job->list, DK_NOTE, "head-fitted", flow_frame_place(frame, text->place),
                                     "the %s \"%s\" of \"%s\" is %.2f em wider than its frame and %s %stracking %.1f %%",
                                     flow_frame_word(frame), text->text, frame->id, ems, is_applied ? "is set" : "would fit",
                                     done->str, 100.0 * style->tracking / style->size);
    base_report_amount(item, ems, "em");
}

static void record(const Head *head, const ModelStyle *style, unsigned n_lines)
{
    FlowHeadFit fit = {.frame = head->job->galley->frames->len,
                       .size = style->size,
                       .from_size = head->style->size,
                       .tracking = style->tracking,
                       .from_tracking = head->style->tracking,
                       .n_lines = n_lines,
                       .from_lines = head->texts->n};
    g_array_append_val(head->job->galley->head_fits, fit);
}

static void apply(const Head *head, FlowTexts *texts, const ModelStyle *style)
{
    texts->style = flow_add_style(head->job, style);
    flow_head_shape(head->job, head->frame, texts);
}

bool flow_head_fit(FlowJob *job, const FlowFrame *frame, FlowTexts *texts)
{
    Head head = measure(job, frame, texts);
    bool is_applied = job->resolved->fit == MODEL_FIT_APPLY;
    ModelStyle style;
    if (head.lines[head.widest].natural <= flow_head_room(&head)) {
        if (find_spread(&head, &style)) apply(&head, texts, &style);
        return true;
    }
    if (job->resolved->fit == MODEL_FIT_OFF) return false;
    unsigned n_lines = texts->n;
    if (!find_style(&head, &style) && !flow_head_turn(&head, &style, &n_lines)) return false;
    report_fit(&head, &style, n_lines, is_applied);
    record(&head, is_applied ? &style : head.style, n_lines);
    if (is_applied) apply(&head, texts, &style);
    return is_applied;
}
