/* Fit: the measure that printed lines were broken to.
 *
 * In: printed lines.  Out: the least measure at which most of them break where they do.
 * Method: a line set first-fit is at most as wide as the measure, and the next line's first unit would not have fitted any more:
 * each line but the last allows the measures width .. width + unit - 1; a first line may have been indented by 2 em as well.  A line
 * that ends with a full stop may be a paragraph's last and says nothing, and the line after it may be a first one.
 * The measure most lines allow is taken (front page: 192 of 201 lines agree, RULES 1.4). */
#include "reconstruct/pieces.h"

#define MEASURE_MAX 240 /* cells; 120 em are wider than any type area */
#define INDENT 4        /* cells: 2 em, CLREQ 3.2.1.1 */

int rec_line_width(const RecLine *line)
{
    return line->width + (line->gap == REC_GAP_SPACE ? 0 : line->indent);
}

/* Counts up the measures `from` .. `to`. */
static void allow(int *steps, int from, int to)
{
    if (from > MEASURE_MAX) return;
    steps[from]++;
    steps[MIN(to, MEASURE_MAX) + 1]--;
}

RecStart rec_start(const RecLine *lines, unsigned n_lines, int measure)
{
    if (lines[0].gap != REC_GAP_SPACE && lines[0].indent >= 2) return REC_START_INDENTED;
    if (!measure) return REC_START_UNKNOWN;
    int width = rec_line_width(&lines[0]);
    if (n_lines == 1) return width + INDENT > measure + 1 ? REC_START_FLUSH : REC_START_UNKNOWN;
    bool may_be_flush = width + lines[1].head > measure, may_be_indented = width + INDENT <= measure;
    if (may_be_flush == may_be_indented) return REC_START_UNKNOWN;
    return may_be_flush ? REC_START_FLUSH : REC_START_INDENTED;
}

/* Whether a line breaks where a measure breaks, set in `indent` cells. */
static bool is_full_at(const RecLine *line, int unit, int measure, int indent)
{
    int width = rec_line_width(line) + indent;
    return width <= measure && width + unit > measure;
}

int rec_fit_count(const RecLine *lines, unsigned n_lines, int measure)
{
    int n = 0;
    for (unsigned i = 0; i + 1 < n_lines; i++) {
        if (lines[i].is_stop) continue;
        int unit = MAX(1, lines[i + 1].head);
        bool may_be_indented = (i == 0 || lines[i - 1].is_stop) && !lines[i].indent;
        n += is_full_at(&lines[i], unit, measure, 0) || (may_be_indented && is_full_at(&lines[i], unit, measure, INDENT));
    }
    return n;
}

RecFit rec_fit(const RecLine *lines, unsigned n_lines)
{
    RecFit fit = {0};
    int steps[MEASURE_MAX + 2] = {0};
    for (unsigned i = 0; i + 1 < n_lines; i++) {
        if (lines[i].is_stop) continue;
        int width = rec_line_width(&lines[i]), unit = MAX(1, lines[i + 1].head);
        allow(steps, width, width + unit - 1);
        fit.n_inner++;
        bool is_first = i == 0 || lines[i - 1].is_stop;
        if (!is_first || lines[i].indent) continue;
        int from = MAX(width + INDENT, width + unit); /* a measure counts once */
        if (from <= width + INDENT + unit - 1) allow(steps, from, width + INDENT + unit - 1);
    }
    int count = 0;
    for (int measure = 0; measure <= MEASURE_MAX; measure++) {
        count += steps[measure];
        if (count <= fit.n_fitting) continue;
        fit.n_fitting = count;
        fit.measure = measure;
    }
    if (fit.n_inner < 2 || fit.n_fitting * 10 < fit.n_inner * 6) fit.measure = 0;
    fit.start = rec_start(lines, n_lines, fit.measure);
    return fit;
}
