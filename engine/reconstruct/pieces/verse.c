/* Verse: which lines of the file are a poem's, to be kept as they are.
 *
 * In: the lines of a block.  Out: whether they are verse.
 * Method (house rule): a column's lines are of one width and no column is ten ems wide; a poem's lines are short and end where its
 * phrases do.  So three lines or more are verse that are all short, or all narrow and ragged, and have a pause in them, which heads hardly
 * have; five short lines, which no head has, need no pause; a stanza behind another needs less.  Where extraction put each stanza into one
 * line of the file, its verses parted by a blank, two such lines behind each other under a head are a poem's: three phrases of five
 * characters and more. */
#include "reconstruct/habits.h"
#include "reconstruct/pieces/pieces.h"

#define SHORT 20  /* cells: no column is so narrow */
#define NARROW 30 /* cells: few are */
#define INDENT 4
#define LINES_LEAST 3
#define STANZA_LEAST 2 /* behind verse */
#define VERSES_MOST 12 /* of a stanza in one line */
#define VERSE_CELLS 10 /* of a verse there, on average: phrases of a slogan, names and cells of a table are shorter */
#define TOP_LINES 2    /* a poem's title and its author */
#define AUTHOR_CELLS 24
#define TITLE_CELLS 10 /* of a poem in a cycle */
#define BARE_LEAST 5   /* lines without a mark among them: fewer may be heads */

bool rec_is_numbered(const RecSource *source, const RecLine *line)
{
    const char *text = source->text->str, *p = text + line->range.first, *end = text + rec_end(line->range);
    int n = 0;
    for (; p < end && n <= 2 && g_utf8_strchr("一二三四五六七八九十", -1, rec_char(p)); p = g_utf8_next_char(p)) n++;
    return n > 0 && n <= 2 && p < end && rec_is_blank(rec_char(p));
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

/* ---- Titles and authors ---- */

/* Whether a line is an author's name. */
static bool is_author(const RecSource *source, const RecLine *line, const RecHabits *habits)
{
    g_autoptr(RecFlat) flat = rec_flat_new(habits->needs);
    RecRange found;
    if (line->width > AUTHOR_CELLS || line->is_stop) return false;
    rec_flat_set(flat, source, line->range, REC_FLAT_MAX, false);
    for (guint i = 0; i < habits->habits->len; i++) {
        const RecHabit *habit = &g_array_index(habits->habits, RecHabit, i);
        bool is_asked = habit->role == REC_ROLE_BYLINE && habit->match && habit->where != REC_WHERE_END && !habit->keeps_spaces;
        if (is_asked && rec_habit_matches(habit, flat, &found) && rec_end(found) >= rec_end(line->range)) return true;
    }
    return false;
}

static bool is_title(const RecSource *source, const RecLine *line)
{
    return line->width <= NARROW && !has_pause(source, line);
}

/* Whether a title stands in brackets, as poems' do, and under it two to four Han: a pen name has no family's. */
static bool is_under_bracketed(const RecSource *source, const RecLine *title, const RecLine *name)
{
    gunichar first = rec_first(source, title->range), last = rec_last(source, title->range, false);
    bool is_bracketed = (first == 0x3008 && last == 0x3009) || (first == 0x300a && last == 0x300b); /* 〈〉 《》 */
    unsigned n = rec_count(source, name->range);
    return is_bracketed && n >= 2 && n <= 4 && name->width == (int)(2 * n);
}

bool rec_is_over_poem(const RecSource *source, const RecLine *lines, unsigned n, const RecHabits *habits)
{
    bool may_be = n == 1 || (n == 2 && is_title(source, &lines[0]));
    return may_be && (is_author(source, &lines[n - 1], habits) || (n == 2 && is_under_bracketed(source, &lines[0], &lines[1])));
}

unsigned rec_poem_top(const RecSource *source, const RecLine *lines, unsigned n, const RecHabits *habits)
{
    bool may_be = n >= TOP_LINES + STANZA_LEAST && rec_is_verse(source, lines + TOP_LINES, n - TOP_LINES, true, habits);
    return may_be && rec_is_over_poem(source, lines, TOP_LINES, habits) ? TOP_LINES : 0;
}

bool rec_has_inner_title(const RecLine *lines, unsigned n)
{
    for (unsigned i = 1; i < n; i++)
        if (lines[0].width >= lines[i].width) return false;
    return n > STANZA_LEAST && lines[0].width <= TITLE_CELLS;
}

/* ---- Stanzas in one line ---- */

/* The verses of a line of the file that may be a stanza; 0: it is none. */
static unsigned verses_of(const RecSource *source, RecRange range, RecRange *verses, const RecHabits *habits)
{
    unsigned n = range.n <= VERSES_MOST * NARROW * 2 ? rec_words_of(source, range, verses, VERSES_MOST) : 0;
    int cells = 0;
    if (n < LINES_LEAST || n > VERSES_MOST) return 0;
    for (unsigned i = 0; i < n; i++) {
        RecLine verse = rec_line_of(source, verses[i], REC_GAP_NEWLINE);
        if (rec_is_prose(source, range) || !rec_is_line_of_verse(source, &verse, habits)) return 0;
        cells += verse.width;
    }
    return cells >= (int)n * VERSE_CELLS ? n : 0;
}

/* A block that is one line of the file. */
typedef struct {
    unsigned first, end; /* its lines */
    RecRange range;
    RecRange verses[VERSES_MOST];
    unsigned n_verses;
} Block;

/* The block that begins at line `first`; without verses when it has several lines of the file. */
static Block block_at(const RecSource *source, const GArray *lines, unsigned first, const RecHabits *habits)
{
    const RecLine *all = &g_array_index(lines, RecLine, 0);
    Block block = {.first = first, .end = first + 1};
    bool is_one = true;
    for (; block.end < lines->len && all[block.end].gap != REC_GAP_BLANK; block.end++)
        is_one &= all[block.end].gap == REC_GAP_SPACE;
    block.range = (RecRange){all[first].range.first, rec_end(all[block.end - 1].range) - all[first].range.first};
    if (is_one) block.n_verses = verses_of(source, block.range, block.verses, habits);
    return block;
}

static void append_verses(const RecSource *source, const Block *block, GArray *out)
{
    for (unsigned i = 0; i < block->n_verses; i++) {
        RecLine verse = rec_line_of(source, block->verses[i], i ? REC_GAP_NEWLINE : REC_GAP_BLANK);
        verse.is_verse = true;
        g_array_append_val(out, verse);
    }
}

GArray *rec_stanzas_new(const RecSource *source, const GArray *lines, const RecHabits *habits)
{
    GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(RecLine), lines->len);
    bool is_behind_head = false, was_verse = false;
    Block block = lines->len ? block_at(source, lines, 0, habits) : (Block){0}, next;
    for (; block.first < lines->len; block = next) {
        next = block.end < lines->len ? block_at(source, lines, block.end, habits) : (Block){.first = lines->len};
        bool is_stanza = block.n_verses && (was_verse || (is_behind_head && next.n_verses));
        if (is_stanza) append_verses(source, &block, out);
        else g_array_append_vals(out, &g_array_index(lines, RecLine, block.first), block.end - block.first);
        was_verse = is_stanza;
        is_behind_head = !is_stanza && rec_cells(source, block.range) <= NARROW;
    }
    return out;
}
