/* Blanks: puts the blank lines back that a text has lost.
 *
 * In: the lines.  Out: the same, a blank line before each run of text and before each stack of heads; bylines and datelines that stand a
 * word a line as one line of the file.
 * Method.  Only a block of lines that runs on is looked at: with its blank lines in place, such a block is one text.  What each line
 * is by its form, habits say; what runs on, rows.c finds. */
#include <string.h>

#include "reconstruct/habits.h"
#include "reconstruct/pieces/rows.h"

#define ROWS_LEAST 3
#define SAME_MEASURE 1     /* cells */
#define WORD_CELLS 13      /* of a torn byline's words, a bracket with them */
#define WORDS_MOST 9       /* ... and how many */
#define WORDS_MAX 12       /* of a furniture's line */
#define SECTION_CELLS 12   /* of a section's name in the folio */
#define NUMBER_CELLS 4     /* of a page's number */
#define TOP_MOST 8         /* rows of a folio or a masthead */
#define TOP_LEAST 2        /* ... of which habits know so many */
#define ROW_BYTES 200      /* of a table's row */
#define VERSE_CELLS 24     /* of a poem's line */
#define ECHO 3             /* characters of a head that its text has as well */
#define ECHO_CELLS 48      /* cells of such a head */
#define ECHO_REACH 2       /* rows below it that are looked at */
#define SIGNATURE_CELLS 20 /* of an author's name in brackets, or what of it stands in its own line */

typedef struct {
    const RecSource *source;
    const RecHabits *habits;
    GArray *lines; /* RecLine */
    GArray *rows;  /* RecRow: those of the block at hand */
    bool keeps_indents, was_verse;
} Finder;

static RecLine *line_at(const Finder *finder, unsigned index)
{
    return &g_array_index(finder->lines, RecLine, index);
}

/* Lines `first` .. `first + n - 1` as one. */
static RecLine as_one(const Finder *finder, unsigned first, unsigned n)
{
    const RecLine *from = line_at(finder, first), *to = line_at(finder, first + n - 1);
    RecRange range = {from->range.first, rec_end(to->range) - from->range.first};
    RecLine line = rec_line_of(finder->source, range, from->gap);
    line.indent = from->indent;
    return line;
}

/* ---- Forms ---- */

/* Whether most words of a line, parted by spaces, are furniture. */
static bool is_furniture_line(const Finder *finder, RecRange range)
{
    RecRange words[WORDS_MAX];
    unsigned n = rec_words_of(finder->source, range, words, WORDS_MAX), n_known = 0;
    if (n < 2 || n > WORDS_MAX) return false;
    for (unsigned i = 0; i < n; i++) n_known += rec_furniture_role(finder->source, words[i], finder->habits) != REC_N_ROLES;
    return n_known * 2 > n;
}

static bool is_lone_form(RecRole role)
{
    return role != REC_N_ROLES && role != REC_ROLE_BODY && role != REC_ROLE_ADVERTISEMENT && role != REC_ROLE_NOISE;
}

static void see_row(const Finder *finder, RecRow *row)
{
    RecRange range = row->line.range;
    unsigned dateline = rec_dateline_end(finder->source, range, finder->habits);
    RecRole form = rec_form(finder->source, range, finder->habits);
    row->form = is_lone_form(form) ? form : REC_N_ROLES;
    if (row->form == REC_N_ROLES && is_furniture_line(finder, range)) row->form = REC_ROLE_FOLIO;
    row->is_opening = dateline > 0 && dateline < rec_end(range);
    row->has_stop = row->line.is_stop;
    gunichar before = 0;
    for (unsigned at = range.first; at < rec_end(range); at += (unsigned)g_utf8_skip[(guchar)finder->source->text->str[at]]) {
        gunichar c = rec_fold(rec_char(finder->source->text->str + at));
        row->has_stop |= c == 0x3002 || (c == '.' && rec_is_han(before));
        row->has_pause |= c == 0xff0c || c == 0xff1b;
        before = c;
    }
    gunichar first = rec_first(finder->source, range);
    bool begins_with_mark = rec_is_mark(first) && !rec_is_opening(first) && first != '"';
    row->is_signed =
        row->form == REC_N_ROLES && row->line.width <= SIGNATURE_CELLS && rec_last(finder->source, range, false) == 0xff09;
    row->leans = begins_with_mark || row->is_signed;
    row->may_be_verse = row->form == REC_N_ROLES && !row->is_opening && !row->leans && row->line.width <= VERSE_CELLS &&
                        (row->line.is_stop || !row->has_stop) && rec_is_line_of_verse(finder->source, &row->line, finder->habits);
}

/* ---- Rows ---- */

/* Whether a row is a table's, and the one beside it as well. */
static bool is_of_table(const Finder *finder, guint i)
{
    const GArray *rows = finder->rows;
    RecRange range = g_array_index(rows, RecRow, i).line.range;
    if (range.n > ROW_BYTES || g_array_index(rows, RecRow, i).is_opening) return false;
    bool (*is_kind)(const RecSource *, RecRange) = rec_is_row(finder->source, range) ? rec_is_row : rec_is_pair;
    if (!is_kind(finder->source, range)) return false;
    bool is_under = i > 0 && is_kind(finder->source, g_array_index(rows, RecRow, i - 1).line.range);
    return is_under || (i + 1 < rows->len && is_kind(finder->source, g_array_index(rows, RecRow, i + 1).line.range));
}

/* Whether some characters of a text that stand side by side stand so in another. */
static bool has_words_of(const RecSource *source, RecRange text, RecRange other)
{
    const char *p = source->text->str + text.first, *end = p + text.n;
    for (; p < end; p = g_utf8_next_char(p)) {
        const char *last = p;
        int n = 0;
        for (; n < ECHO && last < end && rec_is_han(rec_char(last)); n++) last = g_utf8_next_char(last);
        if (n == ECHO && memmem(source->text->str + other.first, other.n, p, (gsize)(last - p))) return true;
    }
    return false;
}

/* Whether a row begins with a dateline in brackets that goes on in the row below it. */
static bool is_torn_opening(const Finder *finder, const RecRow *row, const RecRow *end)
{
    RecRange range = row->line.range;
    if (row + 1 >= end || !rec_is_opening(rec_first(finder->source, range))) return false;
    RecRange both = {range.first, rec_end(row[1].line.range) - range.first};
    return rec_dateline_end(finder->source, both, finder->habits) > rec_end(range);
}

/* What a row is by those beside it. */
static void see_neighbours(const Finder *finder, guint i)
{
    RecRow *row = &g_array_index(finder->rows, RecRow, i);
    const RecRow *end = row + (finder->rows->len - i);
    bool goes_on = finder->keeps_indents && row->line.indent >= 2 && row + 1 < end && !row[1].line.indent;
    if (row->form == REC_ROLE_CROSS_HEAD && goes_on) row->form = REC_N_ROLES; /* a paragraph that begins with a list's mark */
    row->is_opening |= is_torn_opening(finder, row, end);
    row->is_ended = row->line.is_stop;
    if (row + 1 < end && row[1].form == REC_ROLE_TABLE)
        row->is_ended |= row->form == REC_N_ROLES && rec_last(finder->source, row->line.range, false) == 0xff1a;
    for (const RecRow *below = row + 1; below < end && below <= row + ECHO_REACH; below++)
        row->is_echoed |= row->line.width <= ECHO_CELLS && has_words_of(finder->source, row->line.range, below->line.range);
}

/* Whether a row among the text's first lines may be a section's name or a page's number. */
static bool may_be_section(const Finder *finder, const RecRow *row)
{
    RecCells cells = rec_cells_of(finder->source, row->line.range);
    return row->form == REC_N_ROLES && row->line.width <= SECTION_CELLS && cells.n <= 2 && !cells.has_clauses && !row->leans;
}

/* Makes folio of what stands at the text's top and right over furniture. */
static void see_top(Finder *finder)
{
    unsigned n = 0, n_known = 0;
    for (; n < finder->rows->len && n < TOP_MOST; n++) {
        const RecRow *row = &g_array_index(finder->rows, RecRow, n);
        bool is_known = row->form != REC_N_ROLES && rec_role_is_furniture(row->form);
        n_known += is_known;
        if (!is_known && !may_be_section(finder, row)) break;
    }
    while (n > 0 && g_array_index(finder->rows, RecRow, n - 1).form == REC_N_ROLES) n--;
    if (n_known < TOP_LEAST || n > 2 * n_known) return;
    for (unsigned i = 0; i < n; i++) {
        RecRow *row = &g_array_index(finder->rows, RecRow, i);
        bool is_number = row->form == REC_ROLE_FOLIO && row->line.width <= NUMBER_CELLS;
        if (row->form != REC_N_ROLES && !is_number) continue;
        row->form = REC_ROLE_FOLIO;
        for (unsigned k = 0; k < row->n; k++) line_at(finder, row->first + k)->is_folio = true;
    }
}

/* How many rows from `row` on are one dateline or byline of which each word stands in a line of its own; 1: none. */
static unsigned count_torn(const Finder *finder, const GArray *rows, unsigned row)
{
    unsigned found = 1, first = g_array_index(rows, RecRow, row).first;
    for (unsigned i = row; i < rows->len && i < row + WORDS_MOST; i++) {
        const RecRow *last = &g_array_index(rows, RecRow, i);
        if (last->line.width > WORD_CELLS || last->line.is_stop) break;
        if (i == row) continue;
        RecRange range = as_one(finder, first, last->first + last->n - first).range;
        RecRole form = rec_form(finder->source, range, finder->habits);
        if (form == REC_ROLE_DATELINE || form == REC_ROLE_BYLINE) found = i + 1 - row;
    }
    return found;
}

/* The block's lines as rows. */
static void set_rows(Finder *finder, unsigned first, unsigned n)
{
    g_autoptr(GArray) given = g_array_new(FALSE, TRUE, sizeof(RecRow));
    for (unsigned start = first, i = first + 1; i <= first + n; i++) {
        if (i < first + n && line_at(finder, i)->gap == REC_GAP_SPACE) continue;
        RecRow row = {.line = as_one(finder, start, i - start), .first = start, .n = i - start};
        g_array_append_val(given, row);
        start = i;
    }
    g_array_set_size(finder->rows, 0);
    for (unsigned i = 0; i < given->len;) {
        RecRow row = g_array_index(given, RecRow, i);
        unsigned n_torn = count_torn(finder, given, i);
        const RecRow *last = &g_array_index(given, RecRow, i + n_torn - 1);
        row.n = last->first + last->n - row.first;
        if (n_torn > 1) row.line = as_one(finder, row.first, row.n);
        see_row(finder, &row);
        g_array_append_val(finder->rows, row);
        i += n_torn;
    }
    if (first == 0) see_top(finder);
    for (guint i = 0; i < finder->rows->len; i++)
        if (is_of_table(finder, i)) g_array_index(finder->rows, RecRow, i).form = REC_ROLE_TABLE;
    for (guint i = 0; i < finder->rows->len; i++) see_neighbours(finder, i);
}

/* ---- Blocks ---- */

/* Whether a block would be taken for one running text: it has sentences, no line is a whole paragraph, most end in mid-sentence. */
static bool runs_on(Finder *finder, unsigned first, unsigned n)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(RecLine));
    unsigned n_open = 0;
    for (unsigned start = first, i = first + 1; i <= first + n; i++) {
        if (i < first + n && line_at(finder, i)->gap == REC_GAP_SPACE) continue;
        RecLine row = as_one(finder, start, i - start);
        if (row.width > REC_PRINTED_MOST) return false;
        n_open += !row.is_stop;
        g_array_append_val(rows, row);
        start = i;
    }
    const RecLine *lines = (const RecLine *)(const void *)rows->data;
    finder->was_verse = rec_is_verse(finder->source, lines, rows->len, finder->was_verse, finder->habits);
    bool are_open = n_open * 2 > rows->len || rec_indents_show_lines(lines, rows->len);
    if (finder->was_verse || rows->len < ROWS_LEAST || !are_open) return false;
    return rec_is_prose(finder->source, as_one(finder, first, n).range);
}

/* Whether furniture and what is none meet between two rows that stand alone. */
static bool are_apart(const RecRow *above, const RecRow *row)
{
    return rec_role_is_furniture(above->form) != rec_role_is_furniture(row->form);
}

/* Whether row `i` stands alone between two runs of one measure, the upper one finished: it parts one text, as a cross-head or a signer. */
static bool is_inside(const Finder *finder, guint i)
{
    if (i == 0 || i + 1 >= finder->rows->len) return false;
    const RecRow *row = &g_array_index(finder->rows, RecRow, i), *above = row - 1, *below = row + 1;
    bool is_between = row->is_lone && !above->is_lone && !below->is_lone && row->form == REC_N_ROLES;
    return is_between && above->line.is_stop && !below->is_opening && ABS(above->measure - below->measure) <= SAME_MEASURE;
}

/* Writes what was found of the rows into the lines. */
static void set_gaps(Finder *finder)
{
    for (guint i = 0; i < finder->rows->len; i++) {
        const RecRow *row = &g_array_index(finder->rows, RecRow, i);
        RecLine *first = line_at(finder, row->first);
        bool begins = row->is_first || (row->is_lone && are_apart(row - 1, row));
        bool goes_on = is_inside(finder, i) || (i && is_inside(finder, i - 1));
        if (begins && !goes_on) first->gap = REC_GAP_BLANK;
        for (unsigned k = 0; k < row->n; k++) {
            if (k) first[k].gap = REC_GAP_SPACE;
            first[k].is_lone = row->is_lone;
            first[k].is_verse = row->is_verse;
            first[k].measure = (gint16)row->measure;
        }
    }
}

/* Whether a habit knows some line that stands alone, or what begins below one: without that, a short line may as well be a paragraph's last
 * one whose stop was lost. */
static bool has_heads(const Finder *finder)
{
    for (guint i = 0; i < finder->rows->len; i++) {
        const RecRow *row = &g_array_index(finder->rows, RecRow, i);
        bool is_over_opening = row->is_lone && i + 1 < finder->rows->len && row[1].is_opening;
        if (is_over_opening || (row->is_lone && row->form != REC_N_ROLES)) return true;
    }
    return false;
}

GArray *rec_blanks_new(const RecSource *source, const GArray *lines, const RecHabits *habits)
{
    if (source->text->len > REC_PAGE_BYTES) return g_array_ref((GArray *)lines);
    Finder finder = {.source = source, .habits = habits, .keeps_indents = rec_has_indents(lines)};
    finder.lines = g_array_sized_new(FALSE, FALSE, sizeof(RecLine), lines->len);
    if (lines->len) g_array_append_vals(finder.lines, lines->data, lines->len);
    finder.rows = g_array_new(FALSE, FALSE, sizeof(RecRow));
    rec_ads_part(source, finder.lines, habits);
    for (unsigned first = 0, i = 1; first < lines->len; i++) {
        if (i < lines->len && line_at(&finder, i)->gap != REC_GAP_BLANK) continue;
        if (runs_on(&finder, first, i - first)) {
            set_rows(&finder, first, i - first);
            if (rec_rows_part(finder.rows, finder.keeps_indents) && has_heads(&finder)) set_gaps(&finder);
        }
        first = i;
    }
    g_array_unref(finder.rows);
    return finder.lines;
}
