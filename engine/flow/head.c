/* Heads that are too wide for their frame, fitted.
 *
 * In: the texts of one head, shaped, each to stand on one line.  Out: the same texts in a style of their own that fits, or as they
 * were when none does.  Method (RULES 2.5, "Fit"): tracking first, down to -5 %; then the size by half points, down to
 * the grade below; all lines of a head alike.  Widths are in proportion to the size but for the tracking, so the style is found by
 * arithmetic and the texts are shaped once more.  What was moved is a note: the make-up editor may want another head. */
#include "flow/job.h"

#include <string.h>

/* Closer than this, in thousandths of an em, the strokes of neighbours touch (RULES 2.5). */
#define TIGHTEST_TRACKING (-50)
#define SIZE_STEP (DK_PT / 2)
/* Each glyph's advance is rounded to the unit; this much tighter, no sum of them is over. */
#define ROUNDING 2

/* The grades of type in points (RULES 2.1, CLREQ 2.1), with the display sizes above them; above 72 steps of a sixth or less (house
 * rule). */
static const double grades[] = {5,  5.5, 6.5, 7.5, 9,  10.5, 12, 14, 15,  16,  18,  22,  24,
                                26, 36,  42,  56,  63, 72,   84, 96, 112, 128, 144, 168, 192};

typedef struct {
    DkLength natural;
    int n_gaps; /* places that the tracking widens */
} HeadLine;

typedef struct {
    const FlowFrame *frame;
    const ModelStyle *style; /* as the layout has it */
    const HeadLine *lines;
    unsigned n_lines, widest;
} Head;

/* The smallest size that a head of `size` may be set at: the grade below. */
static DkLength smallest_size(DkLength size)
{
    DkLength below = size;
    for (size_t i = 0; i < G_N_ELEMENTS(grades) && base_length_from_pt(grades[i]) < size; i++)
        below = base_length_from_pt(grades[i]);
    return below;
}

static DkLength scaled(DkLength length, DkLength size, DkLength from)
{
    return (DkLength)((int64_t)length * size / from);
}

static DkLength room_for(const FlowFrame *frame, const ModelStyle *style)
{
    return flow_inline_size(frame) - style->indent;
}

/* The widest tracking at which all lines fit in `style`'s size; G_MININT32: none. */
static DkLength fitting_tracking(const Head *head, const ModelStyle *style)
{
    DkLength tracking = G_MAXINT32, room = room_for(head->frame, style);
    for (unsigned i = 0; i < head->n_lines; i++) {
        const HeadLine *line = &head->lines[i];
        DkLength solid = scaled(line->natural - line->n_gaps * head->style->tracking, style->size, head->style->size);
        DkLength own = line->n_gaps ? (room - solid) / line->n_gaps - ROUNDING : solid > room ? G_MININT32 : G_MAXINT32;
        tracking = MIN(tracking, own);
    }
    return tracking;
}

/* Finds the largest style in which the head fits. */
static bool find_style(const Head *head, ModelStyle *found)
{
    DkLength smallest = smallest_size(head->style->size);
    for (DkLength size = head->style->size; size >= smallest; size -= SIZE_STEP) {
        *found = flow_style_at(head->style, size);
        DkLength tightest = MIN(found->tracking, (DkLength)((int64_t)size * TIGHTEST_TRACKING / 1000));
        DkLength tracking = MIN(found->tracking, fitting_tracking(head, found));
        found->tracking = tracking;
        if (tracking >= tightest) return true;
    }
    return false;
}

static Head measure(const FlowJob *job, const FlowFrame *frame, const FlowTexts *texts)
{
    HeadLine *lines = base_arena_new_array(job->arena, HeadLine, texts->n);
    Head head = {frame, &job->runs->styles[texts->style], lines, texts->n, 0};
    for (unsigned i = 0; i < texts->n; i++) {
        const TextParagraph *paragraph = &g_array_index(job->runs->paragraphs, TextParagraph, texts->paragraphs[i]);
        lines[i].natural = par_natural_width(job->runs, texts->paragraphs[i], head.style);
        lines[i].n_gaps = MAX(1, (int)paragraph->n_clusters) - 1;
        if (lines[i].natural > lines[head.widest].natural) head.widest = i;
    }
    return head;
}

static void shape_again(FlowJob *job, const FlowFrame *frame, FlowTexts *texts)
{
    for (unsigned i = 0; i < texts->n; i++) {
        TextSpan span = {0, (unsigned)strlen(texts->items[i].text), texts->style};
        FlowText text = texts->items[i];
        text.spans = &span;
        text.n_spans = 1;
        texts->paragraphs[i] = flow_shape(job, &text, frame->story, frame->direction);
    }
}

static void report_fit(FlowJob *job, const Head *head, const FlowText *text, const ModelStyle *style)
{
    double ems = (double)(head->lines[head->widest].natural - room_for(head->frame, head->style)) / head->style->size;
    g_autofree char *size = NULL;
    if (style->size != head->style->size)
        size = g_strdup_printf("%.1f pt instead of %.1f pt, ", base_length_pt(style->size), base_length_pt(head->style->size));
    DkDiagnostic *item = base_report(job->list, DK_NOTE, "head-fitted", flow_frame_place(head->frame, text->place),
                                     "the %s \"%s\" of \"%s\" is %.2f em wider than its frame and is set at %stracking %.1f %%",
                                     flow_frame_word(head->frame), text->text, head->frame->id, ems, size ? size : "",
                                     100.0 * style->tracking / style->size);
    base_report_amount(item, ems, "em");
}

void flow_head_fit(FlowJob *job, const FlowFrame *frame, FlowTexts *texts)
{
    Head head = measure(job, frame, texts);
    if (head.lines[head.widest].natural <= room_for(frame, head.style)) return;
    ModelStyle style;
    if (!find_style(&head, &style)) return;
    report_fit(job, &head, &texts->items[head.widest], &style);
    texts->style = flow_add_style(job, &style);
    shape_again(job, frame, texts);
}
