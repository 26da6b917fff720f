/* The lines of legs: which stand at a leg's head and foot, how narrow they are, what their edges are (RULES 1.3, 1.9, 2.6, 4.4). */
#include "lint/job.h"

#include <string.h>

#define LEAST_MEASURE 7 /* em, RULES 2.6 */

typedef void (*SeeLeg)(const LintJob *job, const LintBox *leg);

static void each_leg(const LintJob *job, SeeLeg see)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind == LINT_LEG && box->frame->n_lines) see(job, box);
    }
}

/* Whether the same story goes on in a later leg. */
static bool goes_on(const LintJob *job, const LintBox *leg)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind == LINT_LEG && box->block == leg->block && box->number > leg->number) return true;
    }
    return false;
}

/* ---- Heads and feet of legs ---- */

static void check_widow(const LintJob *job, const LintBox *leg)
{
    const FlowLine *line = lint_line(job, leg->frame, 0);
    const ParLine *set = lint_set_line(job, line);
    if (!leg->number || set->is_first || !set->is_last) return;
    LintFault fault = {.place = lint_line_place(job, leg->frame, line),
                       .amount = 1,
                       .unit = "lines",
                       .cure = "cut the line, or add one to the leg before"};
    lint_found(job, &fault, "leg %u of \"%s\" begins with the last line of a paragraph", leg->number + 1, leg->id);
}

void lint_widow(const LintJob *job)
{
    each_leg(job, check_widow);
}

static void check_orphan(const LintJob *job, const LintBox *leg)
{
    const FlowLine *line = lint_line(job, leg->frame, leg->frame->n_lines - 1);
    const ParLine *set = lint_set_line(job, line);
    if (!set->is_first || set->is_last || !goes_on(job, leg)) return;
    LintFault fault = {
        .place = lint_line_place(job, leg->frame, line), .amount = 1, .unit = "lines", .cure = "add a line above it, or cut one"};
    lint_found(job, &fault, "leg %u of \"%s\" ends with the first line of a paragraph", leg->number + 1, leg->id);
}

void lint_orphan(const LintJob *job)
{
    each_leg(job, check_orphan);
}

static void check_stranded(const LintJob *job, const LintBox *leg)
{
    const FlowLine *line = lint_line(job, leg->frame, leg->frame->n_lines - 1);
    if (!lint_is_cross_head(job, leg->frame, line) || !goes_on(job, leg)) return;
    LintFault fault = {.place = lint_line_place(job, leg->frame, line),
                       .amount = 1,
                       .unit = "lines",
                       .cure = "make the leg deeper, or move the cross-head"};
    lint_found(job, &fault, "leg %u of \"%s\" ends with a cross-head", leg->number + 1, leg->id);
}

void lint_cross_head_stranded(const LintJob *job)
{
    each_leg(job, check_stranded);
}

/* ---- Width ---- */

static DkLength segment_of(const LintJob *job, const ParLine *line)
{
    const ModelStyle *style = lint_line_style(job, line);
    return line->measure + (line->is_first && style ? style->indent : 0);
}

static void check_narrow(const LintJob *job, const LintBox *leg)
{
    DkLength least = LEAST_MEASURE * job->resolved->em;
    unsigned n = 0;
    const FlowLine *narrowest = NULL;
    for (unsigned i = 0; i < leg->frame->n_lines; i++) {
        const FlowLine *line = lint_line(job, leg->frame, i);
        DkLength segment = segment_of(job, lint_set_line(job, line));
        if (segment >= least) continue;
        n++;
        if (!narrowest || segment < segment_of(job, lint_set_line(job, narrowest))) narrowest = line;
    }
    if (!n) return;
    LintFault fault = {.place = lint_line_place(job, leg->frame, narrowest),
                       .amount = lint_ems(job, segment_of(job, lint_set_line(job, narrowest))),
                       .unit = "em",
                       .cure = "make the picture narrower, or let no text stand beside it"};
    lint_found(job, &fault, "%u line%s of leg %u of \"%s\" %s narrower than %d em, the narrowest %.1f em", n, base_plural(n),
               leg->number + 1, leg->id, n == 1 ? "is" : "are", LEAST_MEASURE, fault.amount);
}

void lint_line_narrow(const LintJob *job)
{
    each_leg(job, check_narrow);
}

/* ---- Single lines ---- */

typedef void (*SeeLine)(const LintJob *job, const LintBox *leg, unsigned index);

static void each_line(const LintJob *job, SeeLine see)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        for (unsigned l = 0; box->kind == LINT_LEG && l < box->frame->n_lines; l++) see(job, box, l);
    }
}

static void check_lone(const LintJob *job, const LintBox *leg, unsigned index)
{
    const FlowLine *line = lint_line(job, leg->frame, index);
    if (!lint_set_line(job, line)->is_runt) return;
    LintFault fault = {.place = lint_line_place(job, leg->frame, line),
                       .amount = 1,
                       .unit = "characters",
                       .cure = "cut a character of the paragraph, or add one"};
    lint_found(job, &fault, "a paragraph of \"%s\" ends with a line of one character", leg->id);
}

void lint_lone_character(const LintJob *job)
{
    each_line(job, check_lone);
}

/* The first or last character of a line that is no space; 0: none. */
static uint32_t edge(const LintJob *job, const ParLine *line, bool is_end)
{
    for (unsigned i = 0; i < line->n_boxes; i++) {
        const TextCluster *cluster = lint_cluster(job, line, is_end ? line->n_boxes - 1 - i : i);
        if (cluster->class == TEXT_SPACE || cluster->class == TEXT_WIDE_SPACE) continue;
        const char *text = g_array_index(job->forms->runs->paragraphs, TextParagraph, line->paragraph).text + cluster->first_byte;
        return is_end ? g_utf8_get_char(g_utf8_prev_char(text + cluster->n_bytes)) : g_utf8_get_char(text);
    }
    return 0;
}

static bool is_among(uint32_t c, const char *marks)
{
    return c && g_utf8_strchr(marks, -1, c) != NULL;
}

/* The marks of RULES 1.2 that no level but none lets stand at an edge. */
static void check_edge(const LintJob *job, const LintBox *leg, unsigned index)
{
    const FlowLine *line = lint_line(job, leg->frame, index);
    const ParLine *set = lint_set_line(job, line);
    const ModelStyle *style = lint_line_style(job, set);
    if (!style || style->prohibition == MODEL_PROHIBITION_NONE) return;
    uint32_t first = edge(job, set, false), last = edge(job, set, true);
    bool is_start = !set->is_first && is_among(first, "，。、；：！？”’）》〉】〕」』·～%");
    bool is_end = !set->is_last && is_among(last, "“‘（《〈【〔「『");
    if (!is_start && !is_end) return;
    char mark[8] = "";
    g_unichar_to_utf8(is_start ? first : last, mark);
    LintFault fault = {
        .place = lint_line_place(job, leg->frame, line), .amount = 1, .unit = "marks", .cure = "widen the leg, or change a word"};
    lint_found(job, &fault, "a line of \"%s\" %s with \"%s\"", leg->id, is_start ? "begins" : "ends", mark);
}

void lint_line_edge(const LintJob *job)
{
    each_line(job, check_edge);
}

static void check_measure(const LintJob *job, const LintBox *leg, unsigned index)
{
    const FlowLine *line = lint_line(job, leg->frame, index);
    const ParLine *set = lint_set_line(job, line);
    const ModelStyle *style = lint_line_style(job, set);
    bool is_open = set->is_last || set->is_hanging || set->reason.end == PAR_END_TEXT || set->reason.end == PAR_END_SOURCE;
    if (!style || style->align != MODEL_ALIGN_JUSTIFY || is_open) return;
    DkLength off = set->width - set->measure;
    if (ABS(off) * 100LL <= style->size) return;
    LintFault fault = {.place = lint_line_place(job, leg->frame, line),
                       .amount = (double)off / style->size,
                       .unit = "em",
                       .cure = "widen the leg, or part what is too long for it"};
    lint_found(job, &fault, "a line of \"%s\" is %.2f em %s than its measure", leg->id, ABS(fault.amount),
               off > 0 ? "longer" : "shorter");
}

void lint_line_off_measure(const LintJob *job)
{
    each_line(job, check_measure);
}

static void check_split(const LintJob *job, const LintBox *leg, unsigned index)
{
    if (index + 1 == leg->frame->n_lines) return;
    const FlowLine *line = lint_line(job, leg->frame, index);
    const ParLine *set = lint_set_line(job, line), *next = lint_set_line(job, lint_line(job, leg->frame, index + 1));
    uint32_t last = edge(job, set, true);
    if (set->paragraph != next->paragraph || !is_among(last, "—…⋯") || edge(job, next, false) != last) return;
    LintFault fault = {.place = lint_line_place(job, leg->frame, line), .amount = 1, .unit = "marks", .cure = "widen the leg"};
    lint_found(job, &fault, "a%s of \"%s\" is split over two lines", last == 0x2014 ? " dash" : "n ellipsis", leg->id);
}

void lint_dash_split(const LintJob *job)
{
    each_line(job, check_split);
}
