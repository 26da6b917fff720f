/* Tops: which lines of a block are heads, over the text in it or over that of the next one.
 *
 * In: the file's lines of a block.  Out: how many at its top are heads, or whether all of them are.
 * Method (house rule): heads are flush and end no sentence; under them a paragraph is indented, or twice as wide as they are; or one of them leaves
 * room that no line of a column does; or the last is their author's name. */
#include "reconstruct/pieces/pieces.h"

#define INDENT 4
#define HEAD_SLACK 8  /* cells: room that no line of a column leaves in mid-sentence */
#define HEADS_MOST 3  /* lines over a text, without a blank line between, ... */
#define SIGNED_MOST 5 /* ... and with a column's name over them and their author's under them */

/* Lines before the first indented one that are heads and bylines, not the end of a paragraph that began elsewhere. */
static unsigned leading_heads(const RecLine *lines, unsigned n)
{
    unsigned i = 0;
    while (i < n && lines[i].indent < 2) i++;
    return i < n && i > 0 && !lines[i - 1].is_stop ? i : 0;
}

static bool has_clause(const RecSource *source, RecRange range)
{
    const char *text = source->text->str;
    for (const char *p = text + range.first; p < text + rec_end(range); p = g_utf8_next_char(p)) {
        gunichar c = rec_fold(rec_char(p));
        if (c == 0xff0c || c == 0xff1a || c == 0xff1b || c == 0x3001 || c == 0x3002) return true;
    }
    return false;
}

/* Lines at the top of a block without indents, none wider than half the text under them: heads. */
static unsigned narrow_heads(const RecSource *source, const RecLine *lines, unsigned n, const RecHabits *habits)
{
    unsigned i = 0;
    while (i < n && i <= HEADS_MOST && !rec_is_prose(source, lines[i].range)) i++;
    if (i == n || i > HEADS_MOST) return 0;
    for (unsigned k = 0; k < i; k++)
        if (lines[k].is_stop || has_clause(source, lines[k].range) || lines[k + 1].gap != REC_GAP_NEWLINE ||
            2 * lines[k].width > lines[i].width)
            return 0;
    RecRange both = {lines[0].range.first, rec_end(lines[i].range) - lines[0].range.first};
    return i && rec_dateline_end(source, both, habits) ? 0 : i; /* its words may stand a line each */
}

unsigned rec_heads_above(const RecSource *source, const RecLine *lines, unsigned n, const RecHabits *habits)
{
    unsigned n_heads = leading_heads(lines, n);
    return n_heads ? n_heads : narrow_heads(source, lines, n, habits);
}

/* Whether rows end with their author's name alone, as heads do and no column's lines. */
static bool are_signed(const RecSource *source, const RecLine *rows, unsigned n, const RecHabits *habits)
{
    return n > 1 && rec_form(source, rows[n - 1].range, habits) == REC_ROLE_BYLINE;
}

bool rec_are_heads(const RecSource *source, const RecLine *rows, unsigned n, const RecLine *behind, const RecHabits *habits)
{
    if (!behind || n > SIGNED_MOST) return false;
    int widest = 0;
    for (unsigned i = 0; i < n; i++) {
        if (rows[i].is_stop || rows[i].indent) return false;
        widest = MAX(widest, rows[i].width);
    }
    if (are_signed(source, rows, n, habits)) return true;
    for (unsigned i = 0; behind->indent >= INDENT && n <= HEADS_MOST && i + 1 < n; i++)
        if (rows[i].width + HEAD_SLACK <= widest) return true;
    return false;
}
