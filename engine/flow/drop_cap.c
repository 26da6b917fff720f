/* Drop caps (首字下沉): a story's first character as deep as some lines, which stand beside it on the grid.
 *
 * In: a story's first paragraph and its block.  Out: the character as a paragraph of its own, and the room it takes of the first lines.
 * Method: its em box is as deep as those lines' em boxes together, so its size follows from the grid; opening marks before it go
 * with it.  A story that goes on from another page, or begins with a dateline, a cross-head, marked words, a word or a number, has none
 * (trade). */
#include "flow/body.h"

/* Past a character and what hangs on it: accents, and the variation selector that picks its form. */
static const char *past_character(const char *at, const char *end)
{
    do at = g_utf8_next_char(at);
    while (at < end && g_unichar_ismark(g_utf8_get_char(at)));
    return at;
}

/* Where the first character begins: after the marks that open before it. */
static const char *past_opening(const char *at, const char *end)
{
    while (at < end && text_class(g_utf8_get_char(at)) == TEXT_OPEN) at = past_character(at, end);
    return at;
}

/* The bytes of the first character and of the marks that open before it. */
static unsigned cap_bytes(const ModelStory *story, const ModelParagraph *paragraph)
{
    const char *start = story->text + paragraph->first_byte, *end = start + paragraph->n_bytes;
    const char *character = past_opening(start, end);
    return character == end ? paragraph->n_bytes : (unsigned)(past_character(character, end) - start);
}

/* A letter or digit, narrow or full-width, or a narrow mark, which words may have in them. */
static bool is_of_word(gunichar c)
{
    TextClass class = text_class(c);
    return class == TEXT_LATIN || class == TEXT_DIGIT || (c >= 0xFF10 && c <= 0xFF5A && g_unichar_isalnum(c));
}

/* Whether the cap is a character that can be parted from what follows: ideographs, and a letter or digit that is alone before one. */
static bool is_apart(const ModelStory *story, const ModelParagraph *paragraph)
{
    const char *start = story->text + paragraph->first_byte;
    gunichar c = g_utf8_get_char(past_opening(start, start + paragraph->n_bytes));
    gunichar next = g_utf8_get_char(start + cap_bytes(story, paragraph));
    if (!is_of_word(c)) return text_class(c) == TEXT_HAN;
    return g_unichar_isalnum(c) && text_class(next) == TEXT_HAN && !is_of_word(next);
}

/* What keeps a story from having a drop cap; NULL: nothing. */
static const char *obstacle_to(const FlowBody *body)
{
    const ModelStory *story = body->block->story;
    const ModelParagraph *first = story->n_paragraphs ? &story->paragraphs[0] : NULL;
    const ModelLeg *leg = &body->job->resolved->legs[body->block->first_leg];
    if (!first || first->kind != MODEL_PARAGRAPH_BODY) return "it does not begin with a paragraph";
    if (cap_bytes(story, first) >= first->n_bytes) return "its first paragraph has no second character";
    if (!is_apart(story, first)) return "it begins with a word, a number or a mark that cannot be parted";
    if (first->n_spans && story->spans[first->first_span].first_byte < first->first_byte + cap_bytes(story, first))
        return "it begins with a dateline or marked words";
    return leg->n_lines <= body->block->drop_cap.n_lines ? "its first leg is not deeper" : NULL;
}

static void report_left_out(const FlowBody *body, const char *why)
{
    const ModelStory *story = body->block->story;
    BasePlace place = model_story_place(story, story->n_paragraphs ? story->paragraphs[0].first_byte : 0);
    place.story = story->slug;
    place.frame = body->block->id;
    base_report(body->job->list, DK_WARNING, "drop-cap-left-out", place, "story \"%s\" has no drop cap, for %s", story->slug, why);
}

static unsigned shape_cap(FlowBody *body, const ModelParagraph *paragraph, unsigned n_bytes)
{
    const ModelStory *story = body->block->story;
    TextSpan span = {paragraph->first_byte, n_bytes, body->cap.style};
    TextRequest request = {.text = story->text,
                           .first_byte = paragraph->first_byte,
                           .n_bytes = n_bytes,
                           .spans = &span,
                           .n_spans = 1,
                           .language = body->job->resolved->language,
                           .direction = body->job->runs->styles[body->cap.style].direction,
                           .story = story};
    return text_shape(body->job->runs, body->job->fonts, &request, body->job->list);
}

static ParSegment cap_segment(const void *data, int line)
{
    (void)line;
    return (ParSegment){0, ((const FlowDropCap *)data)->width};
}

/* Breaks it before all other lines of the body, which are taken back again and again. */
static void break_cap(FlowBody *body)
{
    ParRequest request = {.runs = body->job->runs,
                          .paragraph = body->cap.paragraph,
                          .style = &body->job->runs->styles[body->cap.style],
                          .measure = {cap_segment, &body->cap},
                          .max_lines = 1};
    body->cap.line = par_break(body->job->lines, &request).first_line;
    body->first_line = body->job->lines->lines->len;
}

/* Whether the leg's first lines stand beside the character, each with room for two more: no picture has parted them from it. */
static bool has_lines_beside(const FlowBody *body, DkLength em)
{
    for (int i = 0; i < body->cap.n_lines; i++) {
        if (i >= body->thread.n_slots) return false;
        FlowSlot slot = flow_thread_slot(&body->thread, i);
        if (slot.leg || slot.line != i || slot.segment.width < 2 * em) return false;
    }
    return true;
}

/* Takes back a character that has been broken but cannot stand. */
static void take_back(FlowBody *body)
{
    par_lines_truncate(body->job->lines, body->cap.line);
    body->first_line = body->cap.line;
    body->cap = (FlowDropCap){0};
    body->thread.cap_lines = 0;
    body->thread.cap_width = 0;
    report_left_out(body, "the first lines of its leg have no room beside it");
}

unsigned flow_drop_cap_shape(FlowBody *body)
{
    const ModelDropCap *wanted = &body->block->drop_cap;
    const ModelStory *story = body->block->story;
    if (body->cap.n_lines) {
        body->first_line = body->cap.line;
        par_lines_truncate(body->job->lines, body->first_line);
    }
    body->cap = (FlowDropCap){0};
    bool is_turned = story->part > 1 || (story->n_paragraphs && story->paragraphs[0].is_carried);
    if (!wanted->n_lines || is_turned) return 0;
    const char *why = obstacle_to(body);
    if (why) {
        report_left_out(body, why);
        return 0;
    }
    const ModelStyle *text = &body->job->runs->styles[body->block->styles[MODEL_ROLE_BODY]];
    ModelStyle style =
        flow_style_at(&body->job->runs->styles[wanted->style], (wanted->n_lines - 1) * body->thread.pitch + text->size);
    style.indent = 0;
    style.direction = text->direction;
    style.align = MODEL_ALIGN_START;
    unsigned n_bytes = cap_bytes(story, &story->paragraphs[0]);
    body->cap.n_lines = wanted->n_lines;
    body->cap.style = flow_add_style(body->job, &style);
    body->cap.paragraph = shape_cap(body, &story->paragraphs[0], n_bytes);
    body->cap.width = par_natural_width(body->job->runs, body->cap.paragraph, &body->job->runs->styles[body->cap.style]);
    break_cap(body);
    body->thread.cap_lines = wanted->n_lines;
    body->thread.cap_width = body->cap.width + wanted->gap;
    if (has_lines_beside(body, text->size)) return n_bytes;
    take_back(body);
    return 0;
}

void flow_drop_cap_append(const FlowBody *body)
{
    const FlowDropCap *cap = &body->cap;
    FlowJob *job = body->job;
    if (!cap->n_lines || !body->thread.n_slots) return;
    const ModelLeg *leg = &job->resolved->legs[body->block->first_leg];
    const ModelStyle *style = &job->runs->styles[cap->style];
    DkLength depth = cap->n_lines * body->thread.pitch;
    FlowFrame frame = {.kind = FLOW_DROP_CAP,
                       .id = body->block->id,
                       .rect = leg->rect,
                       .direction = style->direction,
                       .story = body->block->story,
                       .first_line = job->galley->lines->len,
                       .n_lines = 1};
    DkLength offset = flow_leg_segment(job->resolved, leg, 0, body->thread.pitch).offset;
    if (leg->is_vertical) frame.rect = (BaseRect){leg->rect.x + leg->rect.width - depth, leg->rect.y + offset, depth, cap->width};
    else frame.rect = (BaseRect){leg->rect.x + offset, leg->rect.y, cap->width, depth};
    FlowLine line = {.line = cap->line, .frame = job->galley->frames->len, .center = depth / 2};
    g_array_append_val(job->galley->lines, line);
    g_array_append_val(job->galley->frames, frame);
}
