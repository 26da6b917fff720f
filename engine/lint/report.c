/* Findings of the linter: their places and amounts. */
#include "lint/job.h"

void lint_found(const LintJob *job, const LintFault *fault, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    BasePlace place = fault->place;
    place.page = model_page_number(job->resolved);
    if (!place.file) place.file = job->resolved->path;
    DkDiagnostic *item = base_report(job->list, job->severity, lint_rules[job->rule].code, place, "%s", message);
    if (fault->unit) base_report_amount(item, fault->amount, fault->unit);
    if (fault->cure) base_report_hint(job->list, item, "%s", fault->cure);
}

BasePlace lint_box_place(const LintBox *box)
{
    if (!box->block) return (BasePlace){.frame = box->id};
    BasePlace place = box->block->place;
    place.frame = box->id;
    place.story = box->block->story ? box->block->story->slug : NULL;
    return place;
}

BasePlace lint_line_place(const LintJob *job, const FlowFrame *frame, const FlowLine *line)
{
    const ParLine *set = &g_array_index(job->forms->lines->lines, ParLine, line->line);
    const TextParagraph *paragraph = &g_array_index(job->forms->runs->paragraphs, TextParagraph, set->paragraph);
    bool is_body = frame->story && paragraph->text == frame->story->text;
    BasePlace place = is_body ? model_story_place(frame->story, set->first_byte) : paragraph->place;
    place.story = frame->story ? frame->story->slug : NULL;
    place.frame = frame->id;
    place.set_line = line->slot + 1;
    return place;
}

BasePlace lint_page_place(const LintJob *job)
{
    return (BasePlace){.file = job->resolved->path};
}

double lint_ems(const LintJob *job, DkLength length)
{
    return (double)length / job->resolved->em;
}

DkLength lint_pitch(const LintJob *job, const ModelBlock *block)
{
    return block->pitch ? block->pitch : job->resolved->line;
}

double lint_rows(const LintJob *job, DkLength length)
{
    return (double)length / job->resolved->line;
}
