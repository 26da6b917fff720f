/* Text as it is set: marks that extraction flattened, and edges of lines (RULES 1.1, 1.3). */
#include "lint/job.h"

#include <string.h>

/* Calls `see` for each set line with its paragraph. */
typedef void (*SeeLine)(const LintJob *job, const FlowFrame *frame, const FlowLine *line);

static void each_line(const LintJob *job, SeeLine see)
{
    const FlowGalley *galley = job->forms->galley;
    for (unsigned f = 0; f < galley->frames->len; f++) {
        const FlowFrame *frame = &g_array_index(galley->frames, FlowFrame, f);
        for (unsigned i = 0; i < frame->n_lines; i++)
            see(job, frame, &g_array_index(galley->lines, FlowLine, frame->first_line + i));
    }
}

/* The cluster nearest to `index` on one side that is no space: NULL past the paragraph's edge. */
static const TextCluster *near(const LintJob *job, const TextParagraph *paragraph, int index, int step)
{
    for (index += step; index >= 0 && index < (int)paragraph->n_clusters; index += step) {
        const TextCluster *cluster =
            &g_array_index(job->forms->runs->clusters, TextCluster, paragraph->first_cluster + (unsigned)index);
        if (cluster->class != TEXT_SPACE) return cluster;
    }
    return NULL;
}

static bool is_han(const TextCluster *cluster)
{
    return cluster && cluster->class == TEXT_HAN;
}

/* How many ASCII marks of the line stand between Han. */
static void check_ascii(const LintJob *job, const FlowFrame *frame, const FlowLine *placed)
{
    const ParLine *line = &g_array_index(job->forms->lines->lines, ParLine, placed->line);
    const TextParagraph *paragraph = &g_array_index(job->forms->runs->paragraphs, TextParagraph, line->paragraph);
    unsigned n = 0;
    uint32_t first = 0;
    for (unsigned b = 0; b < line->n_boxes; b++) {
        unsigned at = g_array_index(job->forms->lines->boxes, ParBox, line->first_box + b).cluster;
        uint32_t mark = g_array_index(job->forms->runs->clusters, TextCluster, at).character;
        int index = (int)(at - paragraph->first_cluster);
        bool is_mark = mark < 0x80 && mark && strchr(",.:;?!()", (int)mark);
        if (!is_mark || !is_han(near(job, paragraph, index, -1)) || !is_han(near(job, paragraph, index, 1))) continue;
        if (!n++) first = mark;
    }
    if (!n) return;
    LintFault fault = {.place = lint_line_place(job, frame, placed),
                       .amount = n,
                       .unit = "marks",
                       .cure = "write the full-width mark, or \"punctuation: restore\" in the story"};
    lint_found(job, &fault, "%u ASCII mark%s between Han on this line, first \"%c\"", n, base_plural(n), (char)first);
}

void lint_ascii_mark(const LintJob *job)
{
    each_line(job, check_ascii);
}

/* ---- Quotes and doubled marks ---- */

/* The line's first fault of a kind; the cluster at which it is, or -1. */
typedef bool (*IsFault)(const LintJob *job, const TextParagraph *paragraph, int index);

static int find_fault(const LintJob *job, const ParLine *line, IsFault is_fault, unsigned *n)
{
    const TextParagraph *paragraph = &g_array_index(job->forms->runs->paragraphs, TextParagraph, line->paragraph);
    int first = -1;
    *n = 0;
    for (unsigned b = 0; b < line->n_boxes; b++) {
        int index = (int)(g_array_index(job->forms->lines->boxes, ParBox, line->first_box + b).cluster - paragraph->first_cluster);
        if (!is_fault(job, paragraph, index)) continue;
        if (!(*n)++) first = index;
    }
    return first;
}

static const TextCluster *cluster_at(const LintJob *job, const TextParagraph *paragraph, int index)
{
    if (index < 0 || index >= (int)paragraph->n_clusters) return NULL;
    return &g_array_index(job->forms->runs->clusters, TextCluster, paragraph->first_cluster + (unsigned)index);
}

static bool is_straight(const LintJob *job, const TextParagraph *paragraph, int index)
{
    uint32_t mark = cluster_at(job, paragraph, index)->character;
    return (mark == '"' || mark == '\'') && (is_han(near(job, paragraph, index, -1)) || is_han(near(job, paragraph, index, 1)));
}

static void check_straight(const LintJob *job, const FlowFrame *frame, const FlowLine *placed)
{
    unsigned n;
    if (find_fault(job, &g_array_index(job->forms->lines->lines, ParLine, placed->line), is_straight, &n) < 0) return;
    LintFault fault = {.place = lint_line_place(job, frame, placed),
                       .amount = n,
                       .unit = "marks",
                       .cure = "write “ and ”, or \"punctuation: restore\" in the story"};
    lint_found(job, &fault, "%u straight quote%s beside Han on this line", n, base_plural(n));
}

void lint_straight_quote(const LintJob *job)
{
    each_line(job, check_straight);
}

/* A pause or stop right behind another; ！ and ？ may follow each other (GB 5.1.2). */
static bool is_doubled(const LintJob *job, const TextParagraph *paragraph, int index)
{
    const TextCluster *mark = cluster_at(job, paragraph, index), *before = cluster_at(job, paragraph, index - 1);
    if (!before || (mark->class != TEXT_PAUSE && mark->class != TEXT_STOP)) return false;
    if (before->class != TEXT_PAUSE && before->class != TEXT_STOP) return false;
    bool is_cry =
        (mark->character == 0xFF01 || mark->character == 0xFF1F) && (before->character == 0xFF01 || before->character == 0xFF1F);
    return !is_cry;
}

static void check_doubled(const LintJob *job, const FlowFrame *frame, const FlowLine *placed)
{
    unsigned n;
    const ParLine *line = &g_array_index(job->forms->lines->lines, ParLine, placed->line);
    int first = find_fault(job, line, is_doubled, &n);
    if (first < 0) return;
    const TextParagraph *paragraph = &g_array_index(job->forms->runs->paragraphs, TextParagraph, line->paragraph);
    const TextCluster *before = cluster_at(job, paragraph, first - 1), *mark = before + 1;
    LintFault fault = {
        .place = lint_line_place(job, frame, placed), .amount = n, .unit = "marks", .cure = "take one of the two out"};
    lint_found(job, &fault, "two marks follow each other: \"%.*s\"", (int)(mark->first_byte + mark->n_bytes - before->first_byte),
               paragraph->text + before->first_byte);
}

void lint_mark_doubled(const LintJob *job)
{
    each_line(job, check_doubled);
}
