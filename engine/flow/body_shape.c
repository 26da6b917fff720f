/* A story's paragraphs as text/ wants them: cut into spans of one style, and shaped once. */
#include "flow/body.h"

#include <string.h>

static const ModelRole kind_roles[] = {
    [MODEL_PARAGRAPH_BODY] = MODEL_ROLE_BODY,
    [MODEL_PARAGRAPH_CROSS_HEAD] = MODEL_ROLE_CROSS_HEAD,
    [MODEL_PARAGRAPH_QUOTE] = MODEL_ROLE_QUOTE,
    [MODEL_PARAGRAPH_BREAK] = MODEL_ROLE_BODY,
};

static const ModelRole span_roles[] = {
    [MODEL_SPAN_STRONG] = MODEL_ROLE_STRONG,
    [MODEL_SPAN_EMPHASIS] = MODEL_ROLE_STRONG, /* of words; Han take dots */
    [MODEL_SPAN_DATELINE] = MODEL_ROLE_DATELINE,
};

static void drop_ended(GPtrArray *open, unsigned byte)
{
    while (open->len) {
        const ModelSpan *last = g_ptr_array_index(open, open->len - 1);
        if (byte < last->first_byte + last->n_bytes) return;
        g_ptr_array_set_size(open, (int)open->len - 1);
    }
}

/* What an open span makes of the part it is the innermost of. */
static bool is_dotting(const FlowBody *body, const ModelSpan *span)
{
    return span->kind == MODEL_SPAN_EMPHASIS && text_has_han(body->block->story->text + span->first_byte, span->n_bytes);
}

/* The part from `byte` on, in the style of the innermost open span that has one, else of the paragraph.  `open` holds the open spans,
 * outermost first; `next` is the first that was not met yet.  Spans nest, so those that have ended are the last ones. */
static TextSpan part_from(const FlowBody *body, const ModelParagraph *paragraph, unsigned byte, GPtrArray *open, unsigned *next)
{
    const ModelSpan *spans = &body->block->story->spans[paragraph->first_span];
    for (; *next < paragraph->n_spans && spans[*next].first_byte <= byte; ++*next) {
        drop_ended(open, spans[*next].first_byte);
        g_ptr_array_add(open, (gpointer)&spans[*next]);
    }
    drop_ended(open, byte);
    TextSpan part = {.first_byte = byte, .style = body->block->styles[kind_roles[paragraph->kind]]};
    for (unsigned i = 0; i < open->len; i++) {
        const ModelSpan *span = g_ptr_array_index(open, i);
        if (span->kind == MODEL_SPAN_NOTE) part.style = flow_note_style(body->job, part.style);
        if (span->kind >= MODEL_SPAN_RUBY) continue; /* other marks leave the style as it is */
        if (is_dotting(body, span)) part.is_dotted = true;
        else part.style = body->block->styles[span_roles[span->kind]];
    }
    return part;
}

static int compare_bytes(const void *a, const void *b)
{
    unsigned left = *(const unsigned *)a, right = *(const unsigned *)b;
    return (left > right) - (left < right);
}

/* The paragraph cut at every span's edge: parts of one style each. */
static GArray *cut_spans(const FlowBody *body, const ModelParagraph *paragraph)
{
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(unsigned));
    unsigned end = paragraph->first_byte + paragraph->n_bytes;
    g_array_append_val(edges, paragraph->first_byte);
    for (unsigned i = 0; i < paragraph->n_spans; i++) {
        const ModelSpan *span = &body->block->story->spans[paragraph->first_span + i];
        unsigned span_end = span->first_byte + span->n_bytes;
        g_array_append_val(edges, span->first_byte);
        g_array_append_val(edges, span_end);
    }
    g_array_append_val(edges, end);
    g_array_sort(edges, compare_bytes);
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(TextSpan));
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    unsigned next_span = 0;
    for (unsigned i = 0; i + 1 < edges->len; i++) {
        unsigned first = g_array_index(edges, unsigned, i), next = g_array_index(edges, unsigned, i + 1);
        if (first == next) continue;
        TextSpan span = part_from(body, paragraph, first, open, &next_span);
        span.n_bytes = next - first;
        g_array_append_val(spans, span);
    }
    return spans;
}

int flow_body_depth(const ModelResolved *resolved, const ModelStyle *style)
{
    return MAX(1, (style->leading + resolved->line - 1) / resolved->line);
}

/* Shapes a paragraph, but for `n_dropped` bytes at its start. */
static void shape_paragraph(FlowBody *body, const ModelParagraph *whole, unsigned n_dropped)
{
    ModelParagraph rest = *whole;
    rest.first_byte += n_dropped;
    rest.n_bytes -= n_dropped;
    const ModelParagraph *paragraph = &rest;
    const ModelStory *story = body->block->story;
    const ModelStyle *style = &body->job->runs->styles[body->block->styles[kind_roles[paragraph->kind]]];
    FlowParagraph placed = {.style = style,
                            .is_carried = paragraph->is_carried || n_dropped,
                            .goes_on = paragraph->goes_on,
                            .is_break = paragraph->kind == MODEL_PARAGRAPH_BREAK,
                            .is_head = paragraph->kind == MODEL_PARAGRAPH_CROSS_HEAD,
                            .depth = flow_body_depth(body->job->resolved, style)};
    if (!placed.is_break) {
        g_autoptr(GArray) spans = cut_spans(body, paragraph);
        g_autoptr(GArray) marks = flow_body_marks(body, paragraph, body->block->styles[kind_roles[paragraph->kind]]);
        TextRequest request = {
            .text = story->text,
            .first_byte = paragraph->first_byte,
            .n_bytes = paragraph->n_bytes,
            .spans = (const TextSpan *)spans->data,
            .n_spans = spans->len,
            .marks = (const TextMark *)marks->data,
            .n_marks = marks->len,
            .language = body->job->resolved->language,
            .direction = placed.style->direction,
            .story = story,
        };
        placed.paragraph = text_shape(body->job->runs, body->job->fonts, &request, body->job->list);
    }
    g_array_append_val(body->paragraphs, placed);
}

/* A jump line is flush right whatever its style says (RULES 2.9), so it is set in a copy that ends there. */
static FlowJump shape_jump(FlowBody *body)
{
    const ModelStory *story = body->block->story;
    if (!story->jump) return (FlowJump){.slot = -1};
    unsigned index = body->block->styles[MODEL_ROLE_JUMP];
    ModelStyle *style = base_arena_alloc(body->job->arena, sizeof *style);
    *style = body->job->runs->styles[index];
    style->align = MODEL_ALIGN_END;
    style->indent = 0;
    TextSpan span = {0, (unsigned)strlen(story->jump), index};
    FlowText text = {story->jump, &span, 1, model_jump_place(story)};
    unsigned paragraph = flow_shape(body->job, &text, story, style->direction);
    return (FlowJump){style, paragraph, par_natural_width(body->job->runs, paragraph, style), 0};
}

void flow_body_shape(FlowBody *body)
{
    unsigned n_dropped = flow_drop_cap_shape(body);
    for (unsigned i = 0; i < body->block->story->n_paragraphs; i++)
        shape_paragraph(body, &body->block->story->paragraphs[i], i ? 0 : n_dropped);
    body->jump = shape_jump(body);
}
