/* Turns: parts an interview whose turns extraction put one behind the other in one line of the file.
 *
 * In: the lines.  Out: the same, each turn of such a line as a line of its own.
 * Method (house rule).  No column is as wide as such a line, so its inner ends are no printed ones.  It begins with a label, a few Han and a
 * colon, and behind sentences' ends labels stand again, each of them twice or more: 记者：…？窦长贵：…。记者：…  A label before a quotation
 * names who is quoted, and begins nothing. */
#include "reconstruct/pieces/pieces.h"

#define LABEL_MOST 8  /* characters of who speaks */
#define TURNS_LEAST 3 /* fewer are a text that names somebody once */

/* The label at a byte of a line, its colon with it; n 0: there is none. */
static RecRange label_at(const RecSource *source, RecRange line, unsigned at)
{
    const char *text = source->text->str, *p = text + at, *end = text + rec_end(line);
    int n = 0;
    for (; p < end && n <= LABEL_MOST && rec_is_han(rec_char(p)); p = g_utf8_next_char(p)) n++;
    bool is_label = n > 0 && n <= LABEL_MOST && p < end && rec_fold(rec_char(p)) == 0xff1a;
    if (!is_label) return (RecRange){at, 0};
    p = g_utf8_next_char(p);
    bool is_quoting = p >= end || *p == '"' || rec_is_opening(rec_fold(rec_char(p)));
    return (RecRange){at, is_quoting ? 0 : (unsigned)(p - text) - at};
}

/* The labels of a line: at its start and behind its sentences' ends (RecRange). */
static GArray *labels_of(const RecSource *source, RecRange line)
{
    GArray *labels = g_array_new(FALSE, FALSE, sizeof(RecRange));
    const char *text = source->text->str;
    bool is_behind_stop = true;
    for (unsigned at = line.first; at < rec_end(line); at += (unsigned)g_utf8_skip[(guchar)text[at]]) {
        gunichar c = rec_fold(rec_char(text + at));
        RecRange label = is_behind_stop && rec_is_han(c) ? label_at(source, line, at) : (RecRange){0};
        if (label.n) g_array_append_val(labels, label);
        bool closes = c == '"' || rec_is_closing(c) || rec_is_space(c);
        is_behind_stop = rec_is_stop(c) || (is_behind_stop && closes);
    }
    return labels;
}

/* Takes away the labels that stand once. */
static void keep_repeated(const RecSource *source, GArray *labels)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < labels->len; i++) {
        RecRange label = g_array_index(labels, RecRange, i);
        char *word = g_strndup(source->text->str + label.first, label.n);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, word));
        g_ptr_array_add(words, word);
        g_hash_table_insert(counts, g_strdup(word), GUINT_TO_POINTER(n + 1));
    }
    guint to = 0;
    for (guint i = 0; i < labels->len; i++) {
        bool is_repeated = GPOINTER_TO_UINT(g_hash_table_lookup(counts, words->pdata[i])) > 1;
        if (is_repeated) g_array_index(labels, RecRange, to++) = g_array_index(labels, RecRange, i);
    }
    g_array_set_size(labels, to);
}

/* The turns' labels of a line; empty, or NULL: it is no such line. */
static GArray *turns_of(const RecSource *source, const RecLine *line)
{
    bool may_be = line->width > REC_PRINTED_MOST && label_at(source, line->range, line->range.first).n;
    if (!may_be) return NULL;
    GArray *labels = labels_of(source, line->range);
    keep_repeated(source, labels);
    bool begins = labels->len >= TURNS_LEAST && g_array_index(labels, RecRange, 0).first == line->range.first;
    if (!begins) g_array_set_size(labels, 0);
    return labels;
}

GArray *rec_turns_new(const RecSource *source, const GArray *lines)
{
    GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(RecLine), lines->len);
    for (guint i = 0; i < lines->len; i++) {
        const RecLine *line = &g_array_index(lines, RecLine, i);
        g_autoptr(GArray) turns = turns_of(source, line);
        if (!turns || turns->len == 0) g_array_append_vals(out, line, 1);
        for (guint k = 0; turns && k < turns->len; k++) {
            unsigned first = g_array_index(turns, RecRange, k).first;
            unsigned end = k + 1 < turns->len ? g_array_index(turns, RecRange, k + 1).first : rec_end(line->range);
            RecRange range = rec_trim(source, (RecRange){first, end - first});
            RecLine turn = rec_line_of(source, range, k ? REC_GAP_NEWLINE : line->gap);
            turn.indent = k ? 0 : line->indent;
            g_array_append_val(out, turn);
        }
    }
    return out;
}
