/* Source: the texts of one page as one string, and where each byte of it stands in its file. */
#include <string.h>

#include "reconstruct/reconstruct.h"

#define COUNT_STEP 256u /* bytes: a line of the file may be the whole text, and places are asked for one after the other */

RecSource *rec_source_new(void)
{
    RecSource *source = g_new0(RecSource, 1);
    source->text = g_string_new(NULL);
    source->files = g_array_new(FALSE, FALSE, sizeof(RecFile));
    source->line_starts = g_array_new(FALSE, FALSE, sizeof(unsigned));
    source->counts = g_array_new(FALSE, FALSE, sizeof(unsigned));
    return source;
}

void rec_source_free(RecSource *source)
{
    if (!source) return;
    for (guint i = 0; i < source->files->len; i++) g_free(g_array_index(source->files, RecFile, i).path);
    g_array_unref(source->files);
    g_array_unref(source->line_starts);
    g_array_unref(source->counts);
    if (source->given) g_array_unref(source->runs);
    if (source->given) g_array_unref(source->run_starts);
    rec_source_free(source->given);
    g_string_free(source->text, TRUE);
    g_free(source->paper);
    g_free(source);
}

/* Characters that begin in the bytes from `first` on and before `end`. */
static unsigned count_characters(const GString *text, unsigned first, unsigned end)
{
    unsigned n = 0;
    for (unsigned at = first; at < end; at++) n += ((guchar)text->str[at] & 0xc0) != 0x80;
    return n;
}

/* Counts what was appended. */
static void count_on(RecSource *source)
{
    for (unsigned at = source->counts->len * COUNT_STEP; at <= source->text->len; at += COUNT_STEP) {
        unsigned before = at ? g_array_index(source->counts, unsigned, source->counts->len - 1) : 0;
        unsigned n = at ? before + count_characters(source->text, at - COUNT_STEP, at) : 0;
        g_array_append_val(source->counts, n);
    }
}

/* Characters before a byte of a text that was read. */
static unsigned characters_before(const RecSource *source, unsigned byte)
{
    unsigned step = byte / COUNT_STEP;
    return g_array_index(source->counts, unsigned, step) + count_characters(source->text, step * COUNT_STEP, byte);
}

void rec_source_add(RecSource *source, const char *path, const char *bytes, size_t n)
{
    if (source->text->len) g_string_append(source->text, "\n\n"); /* texts never run into each other */
    RecFile file = {g_strdup(path), (unsigned)source->text->len};
    g_array_append_val(source->files, file);
    unsigned start = file.first_byte;
    g_array_append_val(source->line_starts, start);
    g_string_append_len(source->text, bytes, (gssize)n);
    count_on(source);
    const char *text = source->text->str, *end = text + source->text->len;
    for (const char *p = text + start; (p = memchr(p, '\n', (size_t)(end - p)));) {
        start = (unsigned)(++p - text);
        g_array_append_val(source->line_starts, start);
    }
}

/* The last entry of rising numbers that is not above `byte`. */
static guint find_start(const GArray *starts, unsigned byte)
{
    guint low = 0, high = starts->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(starts, unsigned, middle) <= byte) low = middle;
        else high = middle;
    }
    return low;
}

RecSource *rec_source_moved(RecSource *given, GArray *runs)
{
    RecSource *source = rec_source_new();
    source->given = given;
    source->runs = runs;
    source->run_starts = g_array_sized_new(FALSE, FALSE, sizeof(unsigned), runs->len);
    unsigned start = 0;
    g_array_append_val(source->line_starts, start);
    for (guint i = 0; i < runs->len; i++) {
        RecRange run = g_array_index(runs, RecRange, i);
        start = (unsigned)source->text->len;
        g_array_append_val(source->run_starts, start);
        g_string_append_len(source->text, given->text->str + run.first, run.n);
    }
    g_assert(source->text->len == given->text->len);
    const char *text = source->text->str, *end = text + source->text->len;
    for (const char *p = text; (p = memchr(p, '\n', (size_t)(end - p)));) {
        start = (unsigned)(++p - text);
        g_array_append_val(source->line_starts, start);
    }
    return source;
}

unsigned rec_source_run(const RecSource *source, unsigned byte, unsigned n)
{
    if (!source->given) return n;
    guint run = find_start(source->run_starts, byte);
    unsigned end = g_array_index(source->run_starts, unsigned, run) + g_array_index(source->runs, RecRange, run).n;
    unsigned within = byte - g_array_index(source->run_starts, unsigned, run);
    return rec_source_run(source->given, g_array_index(source->runs, RecRange, run).first + within, MIN(n, end - byte));
}

unsigned rec_source_count(const RecSource *source)
{
    return source->given ? rec_source_count(source->given) : source->files->len;
}

BasePlace rec_source_place(const RecSource *source, unsigned byte)
{
    if (source->given) {
        guint run = find_start(source->run_starts, byte);
        unsigned within = byte - g_array_index(source->run_starts, unsigned, run);
        return rec_source_place(source->given, g_array_index(source->runs, RecRange, run).first + within);
    }
    if (source->files->len == 0) return (BasePlace){0};
    guint line = find_start(source->line_starts, byte), file = 0;
    while (file + 1 < source->files->len && g_array_index(source->files, RecFile, file + 1).first_byte <= byte) file++;
    const RecFile *at = &g_array_index(source->files, RecFile, file);
    unsigned start = g_array_index(source->line_starts, unsigned, line);
    guint first = find_start(source->line_starts, at->first_byte);
    unsigned before = byte - start <= COUNT_STEP ? count_characters(source->text, start, byte)
                                                 : characters_before(source, byte) - characters_before(source, start);
    return (BasePlace){.file = at->path, .line = (int)(line - first) + 1, .column = (int)before + 1};
}
