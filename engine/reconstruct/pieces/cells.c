/* Cells: rows of tables, whose cells white space parts.
 *
 * In: a line.  Out: whether it has the form of a row: three cells or more, a third of them with digits, or all of them short; or two, a name
 * and what has a figure.  A word set apart by its characters (晒 秋) is none.  One row by itself is no table; that its neighbours are rows as
 * well, the caller asks. */
#include "reconstruct/pieces/pieces.h"

#define SHORT_CELL 6 /* characters */
#define PAIR_CELL 8  /* ... of a row of two */

RecCells rec_cells_of(const RecSource *source, RecRange range)
{
    RecCells cells = {0};
    bool has_digit = false;
    gunichar before = 0;
    unsigned n = 0;
    for (unsigned at = range.first; at <= rec_end(range);) {
        const char *p = source->text->str + at;
        gunichar c = at < rec_end(range) ? rec_char(p) : ' ';
        at += at < rec_end(range) ? (unsigned)(g_utf8_next_char(p) - p) : 1;
        has_digit |= g_ascii_isdigit((char)(c < 0x80 ? c : 0));
        n += !rec_is_space(c);
        gunichar mark = rec_fold(c);
        cells.has_clauses |= rec_is_stop(mark) || mark == 0xff0c || mark == 0xff1b || (c == '.' && rec_is_han(before));
        before = c;
        if (!rec_is_blank(c) || n == 0) continue;
        cells.n++;
        cells.n_figures += has_digit;
        cells.n_single += n == 1 && !has_digit;
        cells.n_long += n > SHORT_CELL;
        cells.longest = MAX(cells.longest, n);
        cells.starts_with_figure |= has_digit && cells.n == 1;
        has_digit = false;
        n = 0;
    }
    return cells;
}

bool rec_is_row(const RecSource *source, RecRange range)
{
    RecCells cells = rec_cells_of(source, range);
    return cells.n >= 3 && cells.n_single < cells.n && (cells.n_figures * 3 >= cells.n || (cells.n >= 4 && cells.n_long == 0));
}

bool rec_is_pair(const RecSource *source, RecRange range)
{
    RecCells cells = rec_cells_of(source, range);
    return cells.n == 2 && cells.n_figures == 1 && !cells.has_clauses && !cells.starts_with_figure && cells.longest <= PAIR_CELL;
}

bool rec_is_spaced(const RecSource *source, RecRange range)
{
    RecCells cells = rec_cells_of(source, range);
    return cells.n >= 2 && cells.n_single == cells.n;
}
