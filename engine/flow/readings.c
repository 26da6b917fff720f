/* Readings: what is written over a base, shaped as paragraphs of their own before the text they belong to.
 *
 * RULES 1.11.  A reading is half as large as its base; in Chinese it is set in Hei, whose even strokes stay clear at such sizes
 * (CLREQ 3.3.4), in Japanese in its base's face.  Bopomofo has three tenths of the base, its letters one below the other, and the tone
 * apart from them (CLREQ 3.3.5). */
#include "flow/body.h"

#include <string.h>

enum { ZHUYIN_TENTHS = 3 };

static const char *const chinese_face = "hei", *const reading_id = "ruby";

/* A reading's style: `num` / `den` as large as that of its base, with nothing of a paragraph about it. */
static unsigned reading_style(FlowBody *body, unsigned base, int num, int den)
{
    FlowJob *job = body->job;
    const ModelStyle *from = &job->runs->styles[base];
    ModelStyle style = flow_style_at(from, from->size * num / den);
    style.id = reading_id;
    if (job->resolved->language != MODEL_LANGUAGE_JA) style.font = chinese_face;
    style.align = MODEL_ALIGN_START;
    style.tracking = style.indent = 0;
    style.digits = MODEL_DIGITS_NATURAL;
    style.prohibition = MODEL_PROHIBITION_NONE;
    style.breaker = MODEL_BREAKER_FIRST_FIT;
    style.is_hanging = false;
    return flow_share_style(job, &style);
}

static unsigned shape_reading(FlowBody *body, const char *words, unsigned style, const ModelSpan *span, bool is_tone)
{
    TextSpan part = {.n_bytes = (unsigned)strlen(words), .style = style, .is_centered = is_tone};
    FlowText text = {words, &part, 1, model_story_place(body->block->story, span->first_byte)};
    ModelDirection direction = body->job->runs->styles[style].direction;
    if (text_is_zhuyin(words)) direction = MODEL_DIRECTION_VERTICAL;
    if (is_tone) direction = MODEL_DIRECTION_HORIZONTAL;
    return flow_shape(body->job, &text, body->block->story, direction);
}

static bool is_tone(gunichar c)
{
    return c == 0x02CA || c == 0x02C7 || c == 0x02CB || c == 0x02D9 || c == 0x02EA || c == 0x02EB;
}

/* Parts the letters of bopomofo from the tone. */
static void shape_zhuyin(FlowBody *body, const ModelSpan *span, TextMark *mark, unsigned base)
{
    GString *letters = g_string_new(NULL), *tone = g_string_new(NULL);
    for (const char *p = span->reading; *p; p = g_utf8_next_char(p))
        g_string_append_unichar(is_tone(g_utf8_get_char(p)) ? tone : letters, g_utf8_get_char(p));
    unsigned style = reading_style(body, base, ZHUYIN_TENTHS, 10);
    mark->kind = TEXT_MARK_ZHUYIN;
    mark->reading = shape_reading(body, base_arena_strndup(body->job->arena, letters->str, letters->len), style, span, false);
    if (tone->len) mark->tone = shape_reading(body, base_arena_strndup(body->job->arena, tone->str, tone->len), style, span, true);
    mark->width = par_natural_width(body->job->runs, mark->reading, &body->job->runs->styles[style]);
    g_string_free(letters, TRUE);
    g_string_free(tone, TRUE);
}

static void shape_ruby(FlowBody *body, const ModelSpan *span, TextMark *mark, unsigned base)
{
    unsigned style = reading_style(body, base, 1, 2);
    mark->reading = shape_reading(body, span->reading, style, span, false);
    mark->width = par_natural_width(body->job->runs, mark->reading, &body->job->runs->styles[style]);
}

static TextMark mark_of(FlowBody *body, const ModelSpan *span, unsigned style)
{
    static const TextMarkKind kinds[] = {[MODEL_SPAN_RUBY] = TEXT_MARK_RUBY,
                                         [MODEL_SPAN_NAME] = TEXT_MARK_NAME,
                                         [MODEL_SPAN_TITLE] = TEXT_MARK_TITLE,
                                         [MODEL_SPAN_NOTE] = TEXT_MARK_NOTE,
                                         [MODEL_SPAN_SPREAD] = TEXT_MARK_SPREAD};
    TextMark mark = {.kind = kinds[span->kind],
                     .first_byte = span->first_byte,
                     .n_bytes = span->n_bytes,
                     .reading = TEXT_NO_PARAGRAPH,
                     .tone = TEXT_NO_PARAGRAPH,
                     .width = span->ems * body->job->runs->styles[style].size};
    if (span->kind == MODEL_SPAN_RUBY && text_is_zhuyin(span->reading)) shape_zhuyin(body, span, &mark, style);
    else if (span->kind == MODEL_SPAN_RUBY) shape_ruby(body, span, &mark, style);
    return mark;
}

GArray *flow_body_marks(FlowBody *body, const ModelParagraph *paragraph, unsigned style)
{
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(TextMark));
    for (unsigned i = 0; i < paragraph->n_spans; i++) {
        const ModelSpan *span = &body->block->story->spans[paragraph->first_span + i];
        if (span->kind < MODEL_SPAN_RUBY) continue;
        TextMark mark = mark_of(body, span, style);
        g_array_append_val(marks, mark);
    }
    return marks;
}
