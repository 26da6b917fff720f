/* A story's body: paragraphs through the thread of its block's legs, balanced, with the jump line after the last words.
 *
 * Method: place all, look how many slots were used, cut the thread at the level foot that holds them, and when the segments differ
 * from slot to slot, take back and place again.  Lines past the thread's end are overset: counted, reported, not set. */
#include "flow/job.h"

#include <string.h>

/* What is placed so far.  Every entry of `slots` belongs to one line of the ParLines, or is empty (a break). */
typedef struct {
    FlowJob *job;
    const ModelBlock *block;
    FlowThread thread;
    GArray *paragraphs; /* Placed */
    unsigned first_line; /* of the ParLines */
    int n_slots;         /* used, those past the thread's end included */
} Body;

/* A paragraph of the story: shaped once, broken as often as need be. */
typedef struct {
    const ModelStyle *style;
    unsigned paragraph; /* of the runs */
    bool is_break;
    unsigned first_line, n_lines; /* of the ParLines */
    int first_slot;
} Placed;

static const ModelRole kind_roles[] = {
    [MODEL_PARAGRAPH_BODY] = MODEL_ROLE_BODY,
    [MODEL_PARAGRAPH_CROSS_HEAD] = MODEL_ROLE_CROSS_HEAD,
    [MODEL_PARAGRAPH_QUOTE] = MODEL_ROLE_QUOTE,
    [MODEL_PARAGRAPH_BREAK] = MODEL_ROLE_BODY,
};

static const ModelRole span_roles[] = {
    [MODEL_SPAN_STRONG] = MODEL_ROLE_STRONG,
    [MODEL_SPAN_EMPHASIS] = MODEL_ROLE_STRONG,
    [MODEL_SPAN_DATELINE] = MODEL_ROLE_DATELINE,
};

/* The style at a byte: the innermost span's, which is the last that covers it; else the paragraph's. */
static unsigned style_at(const Body *body, const ModelParagraph *paragraph, unsigned byte)
{
    const ModelStory *story = body->block->story;
    unsigned style = body->block->styles[kind_roles[paragraph->kind]];
    for (unsigned i = 0; i < paragraph->n_spans; i++) {
        const ModelSpan *span = &story->spans[paragraph->first_span + i];
        if (byte >= span->first_byte && byte - span->first_byte < span->n_bytes) style = body->block->styles[span_roles[span->kind]];
    }
    return style;
}

static int compare_bytes(const void *a, const void *b)
{
    unsigned left = *(const unsigned *)a, right = *(const unsigned *)b;
    return (left > right) - (left < right);
}

/* The paragraph cut at every span's edge: parts of one style each. */
static GArray *cut_spans(const Body *body, const ModelParagraph *paragraph)
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
    for (unsigned i = 0; i + 1 < edges->len; i++) {
        unsigned first = g_array_index(edges, unsigned, i), next = g_array_index(edges, unsigned, i + 1);
        TextSpan span = {first, next - first, style_at(body, paragraph, first)};
        if (span.n_bytes) g_array_append_val(spans, span);
    }
    return spans;
}

static void shape_paragraph(Body *body, const ModelParagraph *paragraph)
{
    const ModelStory *story = body->block->story;
    Placed placed = {.is_break = paragraph->kind == MODEL_PARAGRAPH_BREAK,
                     .style = &body->job->resolved->styles[body->block->styles[kind_roles[paragraph->kind]]]};
    if (!placed.is_break) {
        g_autoptr(GArray) spans = cut_spans(body, paragraph);
        TextRequest request = {
            .text = story->text,
            .first_byte = paragraph->first_byte,
            .n_bytes = paragraph->n_bytes,
            .spans = (const TextSpan *)spans->data,
            .n_spans = spans->len,
            .language = body->job->resolved->language,
            .direction = placed.style->direction,
            .story = story,
        };
        placed.paragraph = text_shape(body->job->runs, body->job->fonts, &request, body->job->list);
    }
    g_array_append_val(body->paragraphs, placed);
}

/* Breaks every paragraph into the thread as it is cut now. */
static void place_all(Body *body)
{
    body->n_slots = 0;
    for (unsigned i = 0; i < body->paragraphs->len; i++) {
        Placed *placed = &g_array_index(body->paragraphs, Placed, i);
        placed->first_slot = body->n_slots;
        placed->n_lines = 0;
        body->n_slots += placed->is_break;
        if (placed->is_break) continue;
        ParRequest request = {.runs = body->job->runs, .paragraph = placed->paragraph, .style = placed->style, .is_indented = true,
                              .measure = flow_thread_measure(&body->thread), .first_line = placed->first_slot};
        ParResult result = par_break(body->job->lines, &request);
        placed->first_line = result.first_line;
        placed->n_lines = result.n_lines;
        body->n_slots += (int)result.n_lines;
    }
}

/* ---- The jump line ---- */

typedef struct {
    const ModelStyle *style;
    unsigned paragraph;
    DkLength width;
    int slot; /* -1: the story has none */
} Jump;

/* A jump line is flush right whatever its style says (2.9), so it is set in a copy that ends there. */
static Jump shape_jump(Body *body)
{
    const ModelStory *story = body->block->story;
    if (!story->jump) return (Jump){.slot = -1};
    unsigned index = body->block->styles[MODEL_ROLE_JUMP];
    ModelStyle *style = base_arena_alloc(body->job->arena, sizeof *style);
    *style = body->job->resolved->styles[index];
    style->align = MODEL_ALIGN_END;
    style->indent = 0;
    TextSpan span = {0, (unsigned)strlen(story->jump), index};
    FlowText text = {story->jump, &span, 1, {.file = story->path}};
    unsigned paragraph = flow_shape(body->job, &text, story, style->direction);
    return (Jump){style, paragraph, par_natural_width(body->job->runs, paragraph, style), 0};
}

/* Beside the last words when an em of air is left between, else on a line of its own. */
static void place_jump(Body *body, Jump *jump)
{
    if (jump->slot < 0) return;
    jump->slot = body->n_slots;
    unsigned n_lines = body->job->lines->lines->len;
    if (n_lines > body->first_line) {
        const ParLine *last = &g_array_index(body->job->lines->lines, ParLine, n_lines - 1);
        const Placed *placed = &g_array_index(body->paragraphs, Placed, body->paragraphs->len - 1);
        ParSegment segment = flow_thread_slot(&body->thread, body->n_slots - 1).segment;
        DkLength used = last->offset - segment.offset + last->width + placed->style->size + jump->width;
        if (placed->n_lines && used <= segment.width) jump->slot = body->n_slots - 1;
    }
    body->n_slots = MAX(body->n_slots, jump->slot + 1);
}

static void place(Body *body, Jump *jump)
{
    par_lines_truncate(body->job->lines, body->first_line);
    place_all(body);
    place_jump(body, jump);
}

/* Level feet: cut the thread where its slots just hold the story.  With uneven segments the cut moves lines to other segments, so the
 * story is placed anew, and once a line lower while it does not hold. */
static void balance(Body *body, Jump *jump)
{
    int capacity = body->thread.n_slots;
    if (!body->block->is_balanced || body->block->n_legs < 2 || body->n_slots >= capacity) return;
    int full = flow_thread_foot(&body->thread);
    for (int foot = flow_thread_foot_for(&body->thread, body->n_slots); foot <= full; foot++) {
        bool was_even = body->thread.is_even;
        flow_thread_cut(&body->thread, foot);
        if (was_even && body->thread.is_even) return;
        place(body, jump);
        if (body->n_slots <= body->thread.n_slots) return;
    }
}

/* ---- Into the galley ---- */

static FlowFrame leg_frame(const Body *body, unsigned leg)
{
    const ModelStyle *style = &body->job->resolved->styles[body->block->styles[MODEL_ROLE_BODY]];
    return (FlowFrame){.kind = FLOW_LEG,
                       .id = body->block->id,
                       .number = leg,
                       .rect = body->job->resolved->legs[body->block->first_leg + leg].rect,
                       .direction = style->direction,
                       .story = body->block->story,
                       .first_line = body->job->galley->lines->len};
}

static FlowFrame *last_frame(FlowGalley *galley)
{
    return &g_array_index(galley->frames, FlowFrame, galley->frames->len - 1);
}

/* The frame of leg `leg`: the last one when it is the same leg's, else a new one. */
static void open_leg(const Body *body, unsigned leg, unsigned first_frame)
{
    FlowGalley *galley = body->job->galley;
    if (galley->frames->len > first_frame && last_frame(galley)->number == leg) return;
    FlowFrame frame = leg_frame(body, leg);
    g_array_append_val(galley->frames, frame);
}

static DkLength slot_center(const Body *body, FlowSlot slot)
{
    DkLength line = body->job->resolved->line;
    return slot.line * line + line / 2;
}

static void append_line(const Body *body, unsigned line, int slot_index, unsigned first_frame)
{
    FlowGalley *galley = body->job->galley;
    FlowSlot slot = flow_thread_slot(&body->thread, slot_index);
    open_leg(body, slot.leg, first_frame);
    FlowLine placed = {.line = line, .frame = galley->frames->len - 1, .center = slot_center(body, slot), .slot = slot.line};
    g_array_append_val(galley->lines, placed);
    last_frame(galley)->n_lines++;
}

static void append_lines(const Body *body)
{
    unsigned first_frame = body->job->galley->frames->len;
    for (unsigned i = 0; i < body->paragraphs->len; i++) {
        const Placed *placed = &g_array_index(body->paragraphs, Placed, i);
        for (unsigned l = 0; l < placed->n_lines; l++) {
            int slot = placed->first_slot + (int)l;
            if (slot < body->thread.n_slots) append_line(body, placed->first_line + l, slot, first_frame);
        }
    }
    for (unsigned f = first_frame; f < body->job->galley->frames->len; f++)
        flow_report_lines(body->job, &g_array_index(body->job->galley->frames, FlowFrame, f));
}

/* The jump line gets a frame of its own, in the leg it ends. */
static void append_jump(const Body *body, const Jump *jump)
{
    if (jump->slot < 0 || jump->slot >= body->thread.n_slots) return;
    FlowGalley *galley = body->job->galley;
    FlowSlot slot = flow_thread_slot(&body->thread, jump->slot);
    ParRequest request = {.runs = body->job->runs, .paragraph = jump->paragraph, .style = jump->style,
                          .measure = flow_thread_measure(&body->thread), .first_line = jump->slot, .max_lines = 1};
    ParResult result = par_break(body->job->lines, &request);
    FlowFrame frame = leg_frame(body, slot.leg);
    frame.kind = FLOW_JUMP;
    FlowLine line = {.line = result.first_line, .frame = galley->frames->len, .center = slot_center(body, slot), .slot = slot.line};
    frame.n_lines = 1;
    g_array_append_val(galley->lines, line);
    g_array_append_val(galley->frames, frame);
}

/* ---- The fit ---- */

static unsigned first_overset_line(const Body *body)
{
    int room = body->thread.n_slots;
    for (unsigned i = 0; i < body->paragraphs->len; i++) {
        const Placed *placed = &g_array_index(body->paragraphs, Placed, i);
        if (placed->n_lines && placed->first_slot + (int)placed->n_lines > room)
            return placed->first_line + (unsigned)MAX(0, room - placed->first_slot);
    }
    return body->job->lines->lines->len;
}

static int overset_characters(const Body *body, unsigned first)
{
    glong n = 0;
    for (unsigned i = first; i < body->job->lines->lines->len; i++) {
        const ParLine *line = &g_array_index(body->job->lines->lines, ParLine, i);
        n += g_utf8_strlen(body->block->story->text + line->first_byte, line->n_bytes);
    }
    return (int)n;
}

static void report_overset(const Body *body, const FlowFit *fit, unsigned first)
{
    const ModelStory *story = body->block->story;
    const GArray *lines = body->job->lines->lines;
    BasePlace place = {.file = story->path};
    if (first < lines->len) place = flow_line_place(body->job, &g_array_index(lines, ParLine, first));
    place.story = story->slug;
    place.frame = body->block->id;
    DkDiagnostic *item = base_report(body->job->list, DK_ERROR, "overset", place,
                                     "story \"%s\" is %d lines (%d characters) too long for block \"%s\"; from here on it is not set",
                                     story->slug, fit->over, fit->over_characters, body->block->id);
    base_report_amount(item, fit->over, "lines");
    base_report_hint(body->job->list, item, "cut the story or give the block more lines");
}

static void record_fit(const Body *body, int available)
{
    FlowFit fit = {.block = body->block, .available = available, .set = MIN(body->n_slots, available),
                   .over = MAX(0, body->n_slots - available), .short_by = MAX(0, available - body->n_slots)};
    if (fit.over) {
        unsigned first = first_overset_line(body);
        fit.over_characters = overset_characters(body, first);
        report_overset(body, &fit, first);
        par_lines_truncate(body->job->lines, first);
    }
    g_array_append_val(body->job->galley->fits, fit);
}

/* A story whose block has no legs cannot be set at all: all of it is over. */
static void report_no_legs(FlowJob *job, const ModelBlock *block)
{
    FlowFit fit = {.block = block, .over_characters = (int)g_utf8_strlen(block->story->text, block->story->n_bytes)};
    g_array_append_val(job->galley->fits, fit);
    if (!fit.over_characters) return;
    BasePlace place = {.file = block->story->path, .story = block->story->slug, .frame = block->id};
    DkDiagnostic *item = base_report(job->list, DK_ERROR, "overset", place,
                                     "block \"%s\" has no legs for the %d characters of story \"%s\"", block->id,
                                     fit.over_characters, block->story->slug);
    base_report_amount(item, fit.over_characters, "characters");
}

void flow_body(FlowJob *job, const ModelBlock *block)
{
    Body body = {.job = job, .block = block, .thread = flow_thread_new(job->resolved, block),
                 .paragraphs = g_array_new(FALSE, TRUE, sizeof(Placed)), .first_line = job->lines->lines->len};
    int available = body.thread.n_slots;
    if (available) {
        for (unsigned i = 0; i < block->story->n_paragraphs; i++) shape_paragraph(&body, &block->story->paragraphs[i]);
        Jump jump = shape_jump(&body);
        place(&body, &jump);
        balance(&body, &jump);
        append_lines(&body);
        record_fit(&body, available);
        append_jump(&body, &jump);
    } else {
        report_no_legs(job, block);
    }
    g_array_unref(body.paragraphs);
}
