/* Body: paragraphs of characters into the story's one text, its spans and its origins. */
#include "read/markdown.h"

#include <string.h>

ReadBody *read_body_new(void)
{
    ReadBody *body = g_new(ReadBody, 1);
    body->text = g_string_new(NULL);
    body->paragraphs = g_array_new(FALSE, FALSE, sizeof(ModelParagraph));
    body->spans = g_array_new(FALSE, FALSE, sizeof(ModelSpan));
    body->origins = g_array_new(FALSE, FALSE, sizeof(ModelOrigin));
    body->line_starts = g_array_new(FALSE, FALSE, sizeof(unsigned));
    return body;
}

void read_body_free(ReadBody *body)
{
    if (!body) return;
    g_string_free(body->text, TRUE);
    g_array_unref(body->paragraphs);
    g_array_unref(body->spans);
    g_array_unref(body->origins);
    g_array_unref(body->line_starts);
    g_free(body);
}

/* The order in which spans nest, from the outermost. */
static const ModelSpanKind nesting[] = {MODEL_SPAN_DATELINE, MODEL_SPAN_STRONG, MODEL_SPAN_EMPHASIS};
#define N_NESTING G_N_ELEMENTS(nesting)
#define NO_SPAN UINT_MAX

typedef struct {
    unsigned open[N_NESTING]; /* index of the open span of each kind, or NO_SPAN */
} OpenSpans;

static void close_from(ReadBody *body, OpenSpans *open, size_t level)
{
    for (size_t i = level; i < N_NESTING; i++) {
        if (open->open[i] == NO_SPAN) continue;
        ModelSpan *span = &g_array_index(body->spans, ModelSpan, open->open[i]);
        span->n_bytes = (unsigned)body->text->len - span->first_byte;
        open->open[i] = NO_SPAN;
    }
}

/* Closes and opens spans where their bits change; an inner span ends with its outer one and begins anew in the next. */
static void turn_spans(ReadBody *body, OpenSpans *open, unsigned before, unsigned now)
{
    if (before == now) return;
    size_t level = 0;
    while (level < N_NESTING && !((before ^ now) & (1u << nesting[level]))) level++;
    close_from(body, open, level);
    for (; level < N_NESTING; level++) {
        if (!(now & (1u << nesting[level]))) continue;
        ModelSpan span = {.first_byte = (unsigned)body->text->len, .kind = nesting[level]};
        open->open[level] = body->spans->len;
        g_array_append_val(body->spans, span);
    }
}

/* An origin is written where the source does not go on character by character, and now and then where it does, for places are
 * counted from the origin before them. */
enum { ORIGIN_EVERY = 1024 };

static bool needs_origin(const ReadBody *body, const ReadChar *before, const ReadChar *entry)
{
    if (!before || entry->line != before->line || entry->column != before->column + 1) return true;
    return body->text->len - g_array_index(body->origins, ModelOrigin, body->origins->len - 1).byte >= ORIGIN_EVERY;
}

void read_body_add(ReadBody *body, ModelParagraphKind kind, const ReadChars *chars)
{
    ModelParagraph paragraph = {.kind = kind, .first_byte = (unsigned)body->text->len, .first_span = body->spans->len};
    OpenSpans open = {{NO_SPAN, NO_SPAN, NO_SPAN}};
    const ReadChar *before = NULL;
    for (guint i = 0; chars && i < chars->len; i++) {
        const ReadChar *entry = read_chars_at(chars, i);
        turn_spans(body, &open, before ? before->spans : 0, entry->spans);
        if (needs_origin(body, before, entry)) {
            ModelOrigin origin = {.byte = (unsigned)body->text->len, .line = entry->line, .column = entry->column};
            g_array_append_val(body->origins, origin);
        }
        if (entry->begins_line && before) {
            unsigned byte = (unsigned)body->text->len;
            g_array_append_val(body->line_starts, byte);
        }
        g_string_append_unichar(body->text, entry->c);
        before = entry;
    }
    close_from(body, &open, 0);
    paragraph.n_bytes = (unsigned)body->text->len - paragraph.first_byte;
    paragraph.n_spans = body->spans->len - paragraph.first_span;
    g_array_append_val(body->paragraphs, paragraph);
}

static void *kept(const GArray *array, size_t size, BaseArena *arena)
{
    void *items = base_arena_alloc(arena, size * array->len);
    if (array->len) memcpy(items, array->data, size * array->len);
    return items;
}

void read_body_finish(const ReadBody *body, ModelStory *story, BaseArena *arena)
{
    story->text = base_arena_strndup(arena, body->text->str, body->text->len);
    story->n_bytes = (unsigned)body->text->len;
    story->paragraphs = kept(body->paragraphs, sizeof(ModelParagraph), arena);
    story->n_paragraphs = body->paragraphs->len;
    story->spans = kept(body->spans, sizeof(ModelSpan), arena);
    story->n_spans = body->spans->len;
    story->origins = kept(body->origins, sizeof(ModelOrigin), arena);
    story->n_origins = body->origins->len;
    if (!story->keeps_lines) return;
    story->line_starts = kept(body->line_starts, sizeof(unsigned), arena);
    story->n_line_starts = body->line_starts->len;
}
