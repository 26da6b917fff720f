/* Lines: the source cut wherever a printed line may have ended.
 *
 * In: the source.  Out: RecLine, in source order.  A line end of the file may be a printed line's end; so may one space with a Han
 * or a Chinese mark beside it (front page: 293 of 326 such spaces are).  Which of them are is decided by the pieces, from widths. */
#include "reconstruct/chars.h"

typedef struct {
    const RecSource *source;
    GArray *lines;
    RecGap gap; /* before the next line */
} Cutter;

RecLine rec_line_of(const RecSource *source, RecRange range, RecGap gap)
{
    return (RecLine){.range = range,
                     .width = rec_cells(source, range),
                     .head = rec_head_cells(source, range),
                     .gap = gap,
                     .is_stop = rec_is_stop(rec_last(source, range, true))};
}

static bool is_chinese(gunichar c)
{
    return rec_is_han(c) || c >= 0x2000 || rec_fold(c) != c || c == '"' || c == '\'' || c == 0xb7;
}

/* Whether the white space `first` .. `end` - 1 may be a printed line's end. */
static bool may_end_line(const RecSource *source, unsigned first, unsigned end)
{
    const char *text = source->text->str;
    if (end - first != 1 || text[first] != ' ') return false;
    gunichar before = g_utf8_get_char(g_utf8_prev_char(text + first)), after = g_utf8_get_char(text + end);
    return is_chinese(before) || is_chinese(after);
}

static void add(Cutter *cutter, RecRange range, int indent)
{
    RecLine line = rec_line_of(cutter->source, range, cutter->gap);
    line.indent = indent;
    g_array_append_val(cutter->lines, line);
    cutter->gap = REC_GAP_SPACE;
}

/* One line of the file, without its white space: cut at the spaces that may end printed lines. */
static void cut(Cutter *cutter, RecRange range, int indent)
{
    const char *text = cutter->source->text->str;
    unsigned start = range.first, end = rec_end(range);
    for (unsigned at = start; at < end;) {
        unsigned after = at;
        while (after < end && rec_is_space(g_utf8_get_char(text + after)))
            after = (unsigned)(g_utf8_next_char(text + after) - text);
        if (after > at && may_end_line(cutter->source, at, after)) {
            add(cutter, (RecRange){start, at - start}, indent);
            start = after;
            indent = 0;
        }
        at = after < end ? (unsigned)(g_utf8_next_char(text + after) - text) : end;
    }
    add(cutter, (RecRange){start, end - start}, indent);
}

static int indent_cells(const RecSource *source, unsigned first, unsigned end)
{
    int cells = 0;
    for (const char *p = source->text->str + first; p < source->text->str + end; p = g_utf8_next_char(p))
        cells += g_utf8_get_char(p) == 0x3000 ? 2 : *p == '\t' ? 4 : 1;
    return cells;
}

GArray *rec_lines_new(const RecSource *source)
{
    Cutter cutter = {.source = source, .lines = g_array_new(FALSE, FALSE, sizeof(RecLine)), .gap = REC_GAP_BLANK};
    for (guint i = 0; i < source->line_starts->len; i++) {
        unsigned first = g_array_index(source->line_starts, unsigned, i);
        bool is_last = i + 1 == source->line_starts->len;
        unsigned end = is_last ? (unsigned)source->text->len : g_array_index(source->line_starts, unsigned, i + 1);
        RecRange range = rec_trim(source, (RecRange){first, end - first});
        if (range.n == 0) cutter.gap = REC_GAP_BLANK;
        if (range.n == 0) continue;
        cut(&cutter, range, indent_cells(source, first, range.first));
        cutter.gap = REC_GAP_NEWLINE;
    }
    return cutter.lines;
}
