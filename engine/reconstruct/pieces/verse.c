/* Verse: which lines of the file are a poem's, to be kept as they are.
 *
 * In: the lines of a block.  Out: whether they are verse.
 * Method (house rule): a column's lines are of one width and no column is ten ems wide; a poem's lines are short and end where its
 * phrases do.  So three lines or more are verse that are all short, or all narrow and ragged, and have a pause in them, which heads hardly
 * have; five short lines, which no head has, need no pause; a stanza behind another needs less. */
#include "reconstruct/pieces/pieces.h"

#define SHORT 20  /* cells: no column is so narrow */
#define NARROW 30 /* cells: few are */
#define INDENT 4
#define LINES_LEAST 3
#define STANZA_LEAST 2 /* behind verse */
#define BARE_LEAST 5   /* lines without a mark among them: fewer may be heads */

bool rec_is_numbered(const RecSource *source, const RecLine *line)
{
    const char *text = source->text->str, *p = text + line->range.first, *end = text + rec_end(line->range);
    int n = 0;
    for (; p < end && n <= 2 && g_utf8_strchr("一二三四五六七八九十", -1, rec_char(p)); p = g_utf8_next_char(p)) n++;
    return n > 0 && n <= 2 && p < end && rec_is_space(rec_char(p));
}

bool rec_is_line_of_verse(const RecSource *source, const RecLine *line, const RecHabits *habits)
{
    if (rec_is_numbered(source, line)) return true;
    if (line->width > NARROW || !rec_is_han(rec_first(source, line->range))) return false;
    for (const char *p = source->text->str + line->range.first; p < source->text->str + rec_end(line->range);
         p = g_utf8_next_char(p))
        if (g_ascii_isalnum(*p) || *p == ' ' || rec_char(p) == 0x3000) return false; /* words apart: heads, names, cells */
    return rec_furniture_role(source, line->range, habits) == REC_N_ROLES;
}

static bool has_pause(const RecSource *source, const RecLine *line)
{
    for (const char *p = source->text->str + line->range.first; p < source->text->str + rec_end(line->range);
         p = g_utf8_next_char(p)) {
        gunichar c = rec_fold(rec_char(p));
        if (c == 0xff0c || c == 0xff1b || c == 0x3001 || rec_is_stop(c)) return true;
    }
    return false;
}

/* How many lines end although the next one's first unit had room, an indent at the first one allowed for. */
static unsigned count_ragged(const RecLine *lines, unsigned n, int widest)
{
    unsigned n_ragged = 0;
    for (unsigned i = 0; i + 1 < n; i++) n_ragged += lines[i].width + lines[i + 1].head + (i == 0 ? INDENT : 0) <= widest;
    return n_ragged;
}

/* Whether lines are a narrow column's: most break where one measure does, or paragraphs among them are indented. */
static bool is_column(const RecLine *lines, unsigned n)
{
    unsigned n_indented = 0;
    for (unsigned i = 0; i < n; i++) n_indented += lines[i].indent >= INDENT;
    return rec_fit(lines, n).measure != 0 || (n_indented > 0 && n_indented < n);
}

bool rec_is_verse(const RecSource *source, const RecLine *lines, unsigned n, bool is_after_verse, const RecHabits *habits)
{
    if (n < (is_after_verse ? STANZA_LEAST : LINES_LEAST)) return false;
    int widest = 0;
    bool has_pauses = false;
    for (unsigned i = 0; i < n; i++) {
        widest = MAX(widest, lines[i].width);
        if (widest > NARROW) return false;
        has_pauses |= has_pause(source, &lines[i]);
    }
    unsigned least_bare = is_after_verse ? LINES_LEAST : BARE_LEAST;
    if (!has_pauses && (n < least_bare || widest > SHORT)) return false;
    bool is_shaped = widest <= SHORT || (!is_column(lines, n) && 2 * count_ragged(lines, n, widest) > n - 1);
    if (!is_shaped) return false;
    for (unsigned i = 0; i < n; i++)
        if (!rec_is_line_of_verse(source, &lines[i], habits)) return false;
    return true;
}
