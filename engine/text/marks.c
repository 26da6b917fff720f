/* Marks: which characters, and then which clusters, each of a paragraph's marks belongs to.
 *
 * A mark's edges are edges of clusters: no ligature and no pair of dashes reaches over one.  What stands under one reading, or is spread as
 * one name, is not parted (JIS X 4051: ruby and its base; RULES 1.11). */
#include "text/shaping.h"

const char *const text_mark_words[] = {"ruby", "zhuyin", "name", "title", "note", "spread", NULL};

/* The first character at or behind `byte`. */
static unsigned char_at_byte(const Shaping *shaping, unsigned byte)
{
    unsigned low = 0, high = shaping->n;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (shaping->chars[middle].byte < byte) low = middle + 1;
        else high = middle;
    }
    return low;
}

void text_find_marks(Shaping *shaping)
{
    for (unsigned i = 0; i < shaping->request->n_marks; i++) {
        const TextMark *mark = &shaping->request->marks[i];
        unsigned end = char_at_byte(shaping, mark->first_byte + mark->n_bytes);
        bool is_line = mark->kind == TEXT_MARK_NAME || mark->kind == TEXT_MARK_TITLE;
        for (unsigned c = char_at_byte(shaping, mark->first_byte); c < end; c++) {
            shaping->chars[c].mark = i + 1;
            shaping->chars[c].is_lined |= is_line;
        }
    }
}

static bool is_whole(TextMarkKind kind)
{
    return kind == TEXT_MARK_RUBY || kind == TEXT_MARK_ZHUYIN || kind == TEXT_MARK_SPREAD;
}

void text_close_marks(Shaping *shaping)
{
    for (unsigned i = 0; i < shaping->request->n_marks; i++) {
        const TextMark *mark = &shaping->request->marks[i];
        if (!is_whole(mark->kind)) continue;
        unsigned end = char_at_byte(shaping, mark->first_byte + mark->n_bytes);
        for (unsigned c = char_at_byte(shaping, mark->first_byte) + 1; c < end; c++) {
            shaping->chars[c].is_break_before = false;
            shaping->chars[c].is_tied |= mark->kind == TEXT_MARK_SPREAD;
        }
    }
}

/* The first of the paragraph's clusters at or behind `byte`. */
static unsigned cluster_at_byte(const TextRuns *runs, unsigned first, unsigned byte)
{
    unsigned low = first, high = runs->clusters->len;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (g_array_index(runs->clusters, TextCluster, middle).first_byte < byte) low = middle + 1;
        else high = middle;
    }
    return low;
}

void text_keep_marks(const Shaping *shaping)
{
    TextRuns *runs = shaping->runs;
    unsigned first = g_array_index(runs->paragraphs, TextParagraph, runs->paragraphs->len - 1).first_cluster;
    for (unsigned i = 0; i < shaping->request->n_marks; i++) {
        TextMark mark = shaping->request->marks[i];
        mark.first_cluster = cluster_at_byte(runs, first, mark.first_byte);
        mark.n_clusters = cluster_at_byte(runs, first, mark.first_byte + mark.n_bytes) - mark.first_cluster;
        g_array_append_val(runs->marks, mark);
    }
}

bool text_is_zhuyin(const char *reading)
{
    for (const char *p = reading; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if ((c >= 0x3105 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x31BF)) return true;
    }
    return false;
}
