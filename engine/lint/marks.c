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

/* The clusters of a paragraph around `index` that are no spaces: NULL past its edges. */
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
        bool is_mark = mark < 0x80 && mark && strchr(",.:;?!()\"'", (int)mark);
        if (!is_mark || !is_han(near(job, paragraph, index, -1)) || !is_han(near(job, paragraph, index, 1))) continue;
        if (!n++) first = mark;
    }
    if (!n) return;
    LintFault fault = {.place = lint_line_place(job, frame, placed),
                       .amount = n,
                       .unit = "marks",
                       .cure = "write the full-width mark, or \"punctuation: restore\" in the story"};
    lint_found(job, &fault, "%u ASCII mark%s between Han on this line, first \"%c\"", n, n == 1 ? "" : "s", (char)first);
}

void lint_ascii_mark(const LintJob *job)
{
    each_line(job, check_ascii);
}
