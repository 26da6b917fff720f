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
    body->marks = g_array_new(FALSE, FALSE, sizeof(ReadMark));
    body->pulls = g_array_new(FALSE, FALSE, sizeof(ModelPull));
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
    g_array_unref(body->marks);
    g_array_unref(body->pulls);
    g_free(body);
}

/* The order in which spans of Markdown nest, from the outermost; marks stand around them. */
static const ModelSpanKind nesting[] = {MODEL_SPAN_DATELINE, MODEL_SPAN_STRONG, MODEL_SPAN_EMPHASIS};

/* A span that is open at a character: a mark, or a kind of Markdown's. */
typedef struct {
    ModelSpanKind kind;
    unsigned mark; /* 0: of Markdown */
    unsigned span; /* index of the body's spans, once open */
} OpenSpan;

/* The spans that `entry` stands in, from the outermost. */
static void list_spans(const ReadBody *body, const ReadChar *entry, GArray *list)
{
    g_array_set_size(list, 0);
    for (unsigned mark = entry->mark; mark; mark = g_array_index(body->marks, ReadMark, mark - 1).outer) {
        ModelSpanKind kind = g_array_index(body->marks, ReadMark, mark - 1).kind;
        if (kind != MODEL_SPAN_PULL) g_array_prepend_val(list, ((OpenSpan){kind, mark, 0}));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(nesting); i++)
        if (entry->spans & (1u << nesting[i])) g_array_append_val(list, ((OpenSpan){.kind = nesting[i]}));
}

/* The outermost pull quote that a character stands in; 0: none. */
static unsigned pull_of(const ReadBody *body, const ReadChar *entry)
{
    unsigned pull = 0;
    for (unsigned mark = entry->mark; mark; mark = g_array_index(body->marks, ReadMark, mark - 1).outer)
        if (g_array_index(body->marks, ReadMark, mark - 1).kind == MODEL_SPAN_PULL) pull = mark;
    return pull;
}

/* Counts the character that was added last to its pull quote; `*open` is that of the one before. */
static void add_to_pull(ReadBody *body, const ReadChar *entry, unsigned first_byte, unsigned *open)
{
    unsigned mark = pull_of(body, entry);
    if (mark && mark != *open) {
        ModelPull pull = {.first_byte = first_byte, .credit = g_array_index(body->marks, ReadMark, mark - 1).reading};
        g_array_append_val(body->pulls, pull);
    }
    if (mark) {
        ModelPull *pull = &g_array_index(body->pulls, ModelPull, body->pulls->len - 1);
        pull->n_bytes = (unsigned)body->text->len - pull->first_byte;
    }
    *open = mark;
}

static void close_from(ReadBody *body, GArray *open, guint level)
{
    for (guint i = level; i < open->len; i++) {
        ModelSpan *span = &g_array_index(body->spans, ModelSpan, g_array_index(open, OpenSpan, i).span);
        span->n_bytes = (unsigned)body->text->len - span->first_byte;
    }
    g_array_set_size(open, level);
}

static void open_span(ReadBody *body, GArray *open, OpenSpan next)
{
    ModelSpan span = {.first_byte = (unsigned)body->text->len, .kind = next.kind};
    if (next.mark) {
        const ReadMark *mark = &g_array_index(body->marks, ReadMark, next.mark - 1);
        span.reading = mark->reading;
        span.ems = mark->ems;
    }
    next.span = body->spans->len;
    g_array_append_val(body->spans, span);
    g_array_append_val(open, next);
}

/* Closes and opens spans where they change; an inner span ends with its outer one and begins anew in the next. */
static void turn_spans(ReadBody *body, GArray *open, const GArray *now)
{
    guint level = 0;
    for (; level < MIN(open->len, now->len); level++) {
        const OpenSpan *was = &g_array_index(open, OpenSpan, level), *is = &g_array_index(now, OpenSpan, level);
        if (was->kind != is->kind || was->mark != is->mark) break;
    }
    close_from(body, open, level);
    for (; level < now->len; level++) open_span(body, open, g_array_index(now, OpenSpan, level));
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
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(OpenSpan));
    g_autoptr(GArray) now = g_array_new(FALSE, FALSE, sizeof(OpenSpan));
    const ReadChar *before = NULL;
    unsigned pull = 0;
    for (guint i = 0; chars && i < chars->len; i++) {
        const ReadChar *entry = read_chars_at(chars, i);
        if (!before || entry->spans != before->spans || entry->mark != before->mark) {
            list_spans(body, entry, now);
            turn_spans(body, open, now);
        }
        if (needs_origin(body, before, entry)) {
            ModelOrigin origin = {.byte = (unsigned)body->text->len, .line = entry->line, .column = entry->column};
            g_array_append_val(body->origins, origin);
        }
        if (entry->begins_line && before) {
            unsigned byte = (unsigned)body->text->len;
            g_array_append_val(body->line_starts, byte);
        }
        unsigned first_byte = (unsigned)body->text->len;
        g_string_append_unichar(body->text, entry->c);
        add_to_pull(body, entry, first_byte, &pull);
        before = entry;
    }
    close_from(body, open, 0);
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
    story->pulls = kept(body->pulls, sizeof(ModelPull), arena);
    story->n_pulls = body->pulls->len;
    if (!story->keeps_lines) return;
    story->line_starts = kept(body->line_starts, sizeof(unsigned), arena);
    story->n_line_starts = body->line_starts->len;
}
