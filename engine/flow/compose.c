/* Text in a frame of its own: heads, captions, furniture.
 *
 * Each text is a paragraph; its lines stand the style's leading apart, the whole where block-align says.  A head that is wider than
 * its frame is fitted (head.c); one that breaks all the same is reported, never clipped. */
#include "flow/job.h"

#include <string.h>

unsigned flow_shape(FlowJob *job, const FlowText *text, const ModelStory *story, ModelDirection direction)
{
    TextRequest request = {
        .text = text->text,
        .n_bytes = (unsigned)strlen(text->text),
        .spans = text->spans,
        .n_spans = text->n_spans,
        .language = job->resolved->language,
        .direction = direction,
        .story = story,
        .place = text->place,
    };
    return text_shape(job->runs, job->fonts, &request, job->list);
}

static ParSegment frame_segment(const void *data, int line)
{
    (void)line;
    return (ParSegment){0, flow_inline_size(data)};
}

const char *flow_frame_word(const FlowFrame *frame)
{
    return frame->kind == FLOW_HEAD ? model_element_words[frame->element] : flow_frame_words[frame->kind];
}

BasePlace flow_frame_place(const FlowFrame *frame, BasePlace place)
{
    place.story = frame->story ? frame->story->slug : NULL;
    place.frame = frame->id;
    return place;
}

/* A head's line is one line: when it had to be broken, the frame or the style is wrong for it. */
static void report_width(FlowJob *job, const FlowFrame *frame, const FlowText *text, unsigned paragraph, const ModelStyle *style)
{
    DkLength over = par_natural_width(job->runs, paragraph, style) - flow_inline_size(frame);
    double ems = (double)over / style->size;
    DkDiagnostic *item = base_report(job->list, DK_WARNING, "head-too-wide", flow_frame_place(frame, text->place),
                                     "the %s \"%s\" of \"%s\" is %.2f em wider than its frame and was broken",
                                     flow_frame_word(frame), text->text, frame->id, ems);
    base_report_amount(item, ems, "em");
    base_report_hint(job->list, item, "shorten it, break it in the story, or set style \"%s\" smaller than %.1f pt", style->id,
                     base_length_pt(style->size));
}

static void report_depth(FlowJob *job, const FlowFrame *frame, const FlowText *text, double pt)
{
    DkDiagnostic *item = base_report(job->list, DK_ERROR, "head-too-deep", flow_frame_place(frame, text->place),
                                     "the %s of \"%s\" is %.1f pt deeper than its frame", flow_frame_word(frame), frame->id, pt);
    base_report_amount(item, pt, "pt");
    base_report_hint(job->list, item, "give the frame more lines, or the text fewer words");
}

static void shape_texts(FlowJob *job, const FlowFrame *frame, FlowTexts *texts)
{
    texts->paragraphs = base_arena_new_array(job->arena, unsigned, texts->n);
    for (unsigned i = 0; i < texts->n; i++)
        texts->paragraphs[i] = flow_shape(job, &texts->items[i], frame->story, frame->direction);
}

/* Display type is broken where its sense parts. */
static bool is_display(const FlowFrame *frame)
{
    return frame->kind == FLOW_HEAD || frame->kind == FLOW_PULL_QUOTE;
}

/* How far line `number` stands below the first; what is deeper than any sheet is as deep as a length can be. */
static DkLength line_depth(int64_t number, const ModelStyle *style)
{
    return (DkLength)MIN(number * style->leading, BASE_LENGTH_MAX);
}

/* A credit that has its own line stands at that line's end (RULES 2.8). */
static void place_credit(const FlowJob *job, const FlowText *text, const ParResult *result, const ModelStyle *style)
{
    if (!text->credit || result->n_lines < 2) return;
    ParLine *last = &g_array_index(job->lines->lines, ParLine, result->first_line + result->n_lines - 1);
    bool is_flush = style->align == MODEL_ALIGN_START || style->align == MODEL_ALIGN_JUSTIFY;
    if (last->first_byte == text->credit && is_flush) last->offset += MAX(0, last->measure - last->width);
}

/* Breaks all texts and appends their lines to the galley, centres still counted from the first line's. */
static void append_lines(FlowJob *job, FlowFrame *frame, const FlowTexts *texts, bool is_fitting)
{
    const ModelStyle *style = &job->runs->styles[texts->style];
    for (unsigned i = 0; i < texts->n; i++) {
        unsigned paragraph = texts->paragraphs[i];
        ParRequest request = {.runs = job->runs,
                              .paragraph = paragraph,
                              .style = style,
                              .is_indented = true,
                              .measure = {frame_segment, frame},
                              .whole_from = texts->items[i].credit};
        request.is_head =
            is_display(frame) && par_natural_width(job->runs, paragraph, style) > flow_inline_size(frame) - style->indent;
        if (request.is_head) text_find_words(job->runs, paragraph);
        ParResult result = par_break(job->lines, &request);
        place_credit(job, &texts->items[i], &result, style);
        if (!is_fitting && result.n_lines > 1) report_width(job, frame, &texts->items[i], paragraph, style);
        for (unsigned l = 0; l < result.n_lines; l++) {
            int number = (int)frame->n_lines++;
            FlowLine line = {.line = result.first_line + l,
                             .frame = job->galley->frames->len,
                             .center = line_depth(number, style),
                             .slot = number};
            g_array_append_val(job->galley->lines, line);
        }
    }
}

/* Where the first line's centre stands so that all lines stand as block-align says. */
static DkLength first_center(const FlowFrame *frame, const ModelStyle *style, DkLength depth)
{
    DkLength room = MAX(0, flow_block_size(frame) - depth); /* what is too deep leaves its frame at the foot alone */
    DkLength lead = style->block_align == MODEL_ALIGN_START ? 0 : style->block_align == MODEL_ALIGN_END ? room : room / 2;
    return lead + style->size / 2;
}

void flow_compose(FlowJob *job, FlowFrame frame, const FlowText *texts, unsigned n_texts, unsigned style_index)
{
    FlowTexts set = {.items = texts, .n = n_texts, .style = style_index};
    frame.direction = job->runs->styles[style_index].direction;
    frame.first_line = job->galley->lines->len;
    frame.n_lines = 0;
    shape_texts(job, &frame, &set);
    bool is_fitting = frame.kind != FLOW_HEAD || flow_head_fit(job, &frame, &set);
    const ModelStyle *style = &job->runs->styles[set.style];
    append_lines(job, &frame, &set, is_fitting);
    if (!frame.n_lines) return;
    if (is_display(&frame)) flow_head_hang(job, &frame, style);
    DkLength depth = line_depth(frame.n_lines - 1, style) + style->size;
    if (depth > flow_block_size(&frame) && frame.kind != FLOW_LABEL)
        report_depth(job, &frame, &texts[0],
                     (frame.n_lines - 1) * base_length_pt(style->leading) + base_length_pt(style->size - flow_block_size(&frame)));
    DkLength first = first_center(&frame, style, depth);
    for (unsigned i = 0; i < frame.n_lines; i++) g_array_index(job->galley->lines, FlowLine, frame.first_line + i).center += first;
    g_array_append_val(job->galley->frames, frame);
    if (!is_display(&frame) && frame.kind != FLOW_LABEL) flow_report_lines(job, &frame);
}
