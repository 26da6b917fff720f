/* Source: a file's text with a cursor that turns offsets into places, and the limited report of findings about it. */
#include "read/source.h"

#include <string.h>

#define SHOWN_MAX 40 /* code points of a value in a message */

static void index_lines(ReadSource *source)
{
    size_t start = 0;
    g_array_append_val(source->line_starts, start);
    for (const char *p = source->text; (p = memchr(p, '\n', source->size - (size_t)(p - source->text))); p++) {
        start = (size_t)(p - source->text) + 1;
        g_array_append_val(source->line_starts, start);
    }
}

ReadSource *read_source_new(const char *path, const char *text, size_t size, BaseArena *arena, DkDiagnostics *list)
{
    ReadSource *source = g_new0(ReadSource, 1);
    source->path = base_arena_strdup(arena, path);
    source->arena = arena;
    source->scratch = base_arena_new();
    source->text = base_arena_strndup(source->scratch, text ? text : "", size);
    source->size = size;
    source->list = list;
    source->line_starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    source->line = source->column = 1;
    index_lines(source);
    return source;
}

ReadSource *read_source_open(const char *path, BasePlace place, BaseArena *arena, DkDiagnostics *list)
{
    g_autoptr(GBytes) bytes = base_file_read_text(path, place, list);
    if (!bytes) return NULL;
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    return read_source_new(path, text, size, arena, list);
}

void read_source_free(ReadSource *source)
{
    if (!source) return;
    g_array_unref(source->line_starts);
    base_arena_free(source->scratch);
    g_free(source);
}

/* The number, from 0, of the line that holds `offset`. */
static guint line_of(const ReadSource *source, size_t offset)
{
    guint low = 0, high = source->line_starts->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(source->line_starts, size_t, middle) <= offset) low = middle;
        else high = middle;
    }
    return low;
}

BasePlace read_source_place(ReadSource *source, size_t offset)
{
    offset = MIN(offset, source->size);
    guint line = line_of(source, offset);
    if (offset < source->cursor || (int)line + 1 != source->line) {
        source->cursor = g_array_index(source->line_starts, size_t, line);
        source->line = (int)line + 1;
        source->column = 1;
    }
    for (; source->cursor < offset; source->cursor++) /* a code point begins at each byte that is no continuation */
        source->column += ((unsigned char)source->text[source->cursor + 1] & 0xc0) != 0x80;
    return (BasePlace){.file = source->path, .line = source->line, .column = source->column};
}

static DkDiagnostic *report(ReadSource *source, DkSeverity severity, BasePlace place, const char *code, const char *format,
                            va_list arguments)
{
    unsigned *n = severity == DK_ERROR ? &source->n_errors : &source->n_warnings;
    *n += 1;
    if (*n > READ_FINDINGS_MAX + 1) return NULL;
    if (*n == READ_FINDINGS_MAX + 1) {
        const char *kind = severity == DK_ERROR ? "errors" : "warnings";
        base_report(source->list, severity, "too-many-findings", place, "more %s than %d in this file; the rest is not listed",
                    kind, READ_FINDINGS_MAX);
        return NULL;
    }
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    return base_report(source->list, severity, code, place, "%s", message);
}

DkDiagnostic *read_error(ReadSource *source, BasePlace place, const char *code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    DkDiagnostic *item = report(source, DK_ERROR, place, code, format, arguments);
    va_end(arguments);
    return item;
}

DkDiagnostic *read_warning(ReadSource *source, BasePlace place, const char *code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    DkDiagnostic *item = report(source, DK_WARNING, place, code, format, arguments);
    va_end(arguments);
    return item;
}

void read_hint(ReadSource *source, DkDiagnostic *item, const char *format, ...)
{
    if (!item) return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *hint = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    base_report_hint(source->list, item, "%s", hint);
}

const char *read_shown(ReadSource *source, const char *text, size_t n_bytes)
{
    g_autoptr(GString) shown = g_string_new(NULL);
    const char *end = text + n_bytes;
    unsigned n = 0;
    for (const char *p = text; p < end && n < SHOWN_MAX; p = g_utf8_next_char(p), n++) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(shown, g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
        if (n == SHOWN_MAX - 1 && g_utf8_next_char(p) < end) g_string_append(shown, "…");
    }
    return base_arena_strndup(source->arena, shown->str, shown->len);
}
