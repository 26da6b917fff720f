/* Fit: the measure that printed lines were broken to.
 *
 * In: printed lines.  Out: the least measure at which most of them break where they do.
 * Method: a line set first-fit is at most as wide as the measure, and the next line's first unit would not have fitted any more:
 * each line but the last allows the measures width .. width + unit - 1; a first line may have been indented by 2 em as well.  A line
 * that ends with a full stop may be a paragraph's last and says nothing, and the line after it may be a first one.
 * The measure most lines allow is taken (front page: 192 of 201 lines agree, RULES 1.4). */
#include "reconstruct/pieces/pieces.h"

#define MEASURE_MAX 240 /* cells; 120 em are wider than any type area */
#define INDENT 4        /* cells: 2 em, CLREQ 3.2.1.1 */

enum { SURE = 2, SQUEEZED = 1 }; /* weights of a line that breaks at a measure, as it is or with its marks squeezed */

int rec_line_width(const RecLine *line)
{
    return line->width + (line->gap == REC_GAP_SPACE ? 0 : line->indent);
}

/* Adds to the weights of the measures `from` .. `to`. */
static void allow(int *steps, int from, int to, int weight)
{
    from = MAX(from, 0);
    if (from > MEASURE_MAX || from > to) return;
    steps[from] += weight;
    steps[MIN(to, MEASURE_MAX) + 1] -= weight;
}

/* Allows the measures at which a line breaks; less those at which it does only with its marks squeezed. */
static void allow_line(int *steps, const RecLine *line, int unit, bool may_be_indented)
{
    int width = rec_line_width(line), end = width + unit;
    allow(steps, width, end - 1, SURE);
    allow(steps, width - line->give, width - 1, SQUEEZED);
    if (!may_be_indented) return;
    int indented = MAX(width + INDENT, end); /* a measure counts once */
    allow(steps, indented, width + INDENT + unit - 1, SURE);
    allow(steps, MAX(end, width + INDENT - line->give), indented - 1, SQUEEZED);
}

/* The measure with the most weight, the least of several; 0: none has any. */
static int heaviest(const int *steps)
{
    int weight = 0, most = 0, best = 0;
    for (int measure = 0; measure <= MEASURE_MAX; measure++) {
        weight += steps[measure];
        if (weight <= most) continue;
        most = weight;
        best = measure;
    }
    return best;
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
    return width - line->give <= measure && width + unit > measure;
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

bool rec_fit_speaks(const RecLine *lines, unsigned n_lines, int measure)
{
    for (unsigned i = 1; i + 1 < n_lines; i++)
        if (!lines[i].is_stop && is_full_at(&lines[i], MAX(1, lines[i + 1].head), measure, 0)) return true;
    return n_lines < 3;
}

RecFit rec_fit(const RecLine *lines, unsigned n_lines)
{
    RecFit fit = {0};
    int steps[MEASURE_MAX + 2] = {0};
    for (unsigned i = 0; i + 1 < n_lines; i++) {
        if (lines[i].is_stop) continue;
        fit.n_inner++;
        bool is_first = i == 0 || lines[i - 1].is_stop;
        allow_line(steps, &lines[i], MAX(1, lines[i + 1].head), is_first && !lines[i].indent);
    }
    fit.measure = heaviest(steps);
    fit.n_fitting = rec_fit_count(lines, n_lines, fit.measure);
    if (fit.n_inner < 2 || fit.n_fitting * 10 < fit.n_inner * 6) fit.measure = 0;
    fit.start = rec_start(lines, n_lines, fit.measure);
    return fit;
}
