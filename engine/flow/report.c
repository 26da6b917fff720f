/* Findings about lines: what a make-up editor would circle, with frame, line and amount. */
#include "flow/job.h"

BasePlace flow_line_place(const TextRuns *runs, const ParLine *line)
{
    const TextParagraph *paragraph = &g_array_index(runs->paragraphs, TextParagraph, line->paragraph);
    bool is_body = paragraph->story && paragraph->text == paragraph->story->text;
    return is_body ? model_story_place(paragraph->story, line->first_byte) : paragraph->place;
}

/* A loose line that has no gap to stretch, as one of a single Latin word, stands short of its measure. */
static void report_short(const FlowJob *job, const ParLine *line, BasePlace place, double size)
{
    double ems = (line->measure - line->width) / size;
    base_report_amount(base_report(job->list, DK_WARNING, "line-loose", place,
                                   "line %d of \"%s\" is %.2f em short of its measure, for it has no gap to stretch",
                                   place.set_line, place.frame, ems),
                       ems, "em");
}

static void report_line(const FlowJob *job, const FlowFrame *frame, const FlowLine *placed)
{
    const ParLine *line = &g_array_index(job->lines->lines, ParLine, placed->line);
    if (!line->is_loose && !line->is_forced && !line->is_runt && !line->excess && !line->is_row_long &&
        line->width <= line->measure)
        return;
    BasePlace place = flow_line_place(job->runs, line);
    place.story = frame->story ? frame->story->slug : NULL;
    place.frame = frame->id;
    place.set_line = placed->slot + 1;
    double size = line->em;
    if (line->is_loose && line->gap <= 0) report_short(job, line, place, size);
    else if (line->is_loose)
        base_report_amount(base_report(job->list, DK_WARNING, "line-loose", place, "line %d of \"%s\" is loose: %.2f em a gap",
                                       place.set_line, frame->id, line->gap / size),
                           line->gap / size, "em");
    if (line->is_forced)
        base_report_amount(base_report(job->list, DK_WARNING, "line-forced", place,
                                       "line %d of \"%s\" breaks a rule or a unit, for what must stay together is %.2f em too wide",
                                       place.set_line, frame->id, line->forced_by / size),
                           line->forced_by / size, "em");
    if (line->is_row_long)
        base_report_amount(base_report(job->list, DK_WARNING, "hyphens-in-a-row", place,
                                       "line %d of \"%s\" ends within a word, and so do the %u above it", place.set_line, frame->id,
                                       line->n_hyphens - 1),
                           line->n_hyphens, "lines");
    if (line->excess)
        base_report_amount(
            base_report(job->list, DK_WARNING, "line-too-long", place,
                        "line %d of \"%s\" is %.2f em too long to end where the source ends it; it goes on in the next",
                        place.set_line, place.frame, line->excess / size),
            line->excess / size, "em");
    if (line->is_runt)
        base_report_amount(base_report(job->list, DK_NOTE, "runt", place,
                                       "line %d of \"%s\" holds one character alone, %.2f em of %.2f", place.set_line, frame->id,
                                       line->width / size, line->measure / size),
                           line->width / size, "em");
    if (line->width > line->measure)
        base_report_amount(base_report(job->list, DK_WARNING, "line-over", place,
                                       "line %d of \"%s\" is %.2f em wider than its measure", place.set_line, frame->id,
                                       (line->width - line->measure) / size),
                           (line->width - line->measure) / size, "em");
}

void flow_report_lines(const FlowJob *job, const FlowFrame *frame)
{
    for (unsigned i = 0; i < frame->n_lines; i++)
        report_line(job, frame, &g_array_index(job->galley->lines, FlowLine, frame->first_line + i));
}
