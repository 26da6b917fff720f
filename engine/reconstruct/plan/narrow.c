/* Narrow runs: where a story set line for line has lines of a narrower measure than its own.
 *
 * In: a story's copy.  Out: RecNarrow, in grid lines from the text's first.
 * Method: a line that is no paragraph's last and leaves three ems or more of the story's measure was set to a narrower one, beside a
 * picture or a vertical headline; last lines say nothing and go with their neighbours.  Four such lines in a row are a run, as wide as its
 * widest line. */
#include "reconstruct/plan/plan.h"

#define INDENT 4     /* cells */
#define NARROWER 6   /* cells */
#define RUN_LEAST 4  /* lines that are no paragraph's last */
#define LATE 2       /* lines by which a cross-head that moves to the next leg may shift a later run */
#define CROSS_HEAD 2 /* grid lines */

typedef struct {
    int width, depth;
    bool is_last, is_cross_head;
} Line;

static GArray *lines_of(const RecCopy *copy)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
    Line line = {0};
    for (guint i = 0; i <= copy->units->len; i++) {
        int unit = i < copy->units->len ? g_array_index(copy->units, gint16, i) : REC_COPY_PARAGRAPH;
        if (unit >= 0) {
            line.width += unit;
            continue;
        }
        line.is_last = unit != REC_COPY_LINE;
        line.depth = line.is_cross_head ? CROSS_HEAD : 1;
        if (i) g_array_append_val(lines, line);
        line = (Line){.width = unit == REC_COPY_PARAGRAPH ? INDENT : 0, .is_cross_head = unit == REC_COPY_CROSS_HEAD};
    }
    return lines;
}

/* Ends a run; keeps it when it is one. */
static void end_run(GArray *runs, RecNarrow *run, int n_sure)
{
    if (run->line > 0) {
        run->line += LATE;
        run->n -= LATE;
    }
    if (n_sure >= RUN_LEAST && run->n > 0) g_array_append_val(runs, *run);
    *run = (RecNarrow){0};
}

GArray *rec_narrow_runs(const RecCopy *copy)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(RecNarrow));
    g_autoptr(GArray) lines = copy->keeps_lines ? lines_of(copy) : g_array_new(FALSE, FALSE, sizeof(Line));
    RecNarrow run = {0};
    int at = 0, n_sure = 0;
    for (guint i = 0; i < lines->len; i++) {
        const Line *line = &g_array_index(lines, Line, i);
        bool is_narrow = line->width + NARROWER <= copy->measure, is_vague = line->is_last || line->is_cross_head;
        if (!is_narrow) {
            end_run(runs, &run, n_sure);
            n_sure = 0;
        } else {
            if (!run.n) run.line = at;
            run.n += line->depth;
            run.measure = MAX(run.measure, line->width);
            n_sure += !is_vague;
        }
        at += line->depth;
    }
    end_run(runs, &run, n_sure);
    return runs;
}
