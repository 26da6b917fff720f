/* How a story fits: lines set, available, over and short; what is over is counted, reported with its place, and dropped. */
#include "flow/body.h"

static unsigned first_overset_line(const FlowBody *body)
{
    int room = body->thread.n_slots;
    for (unsigned i = 0; i < body->paragraphs->len; i++) {
        const FlowParagraph *placed = &g_array_index(body->paragraphs, FlowParagraph, i);
        for (unsigned l = 0; l < placed->n_lines; l++)
            if (flow_body_slot(&body->thread, placed, (int)l) + placed->depth > room) return placed->first_line + l;
    }
    return body->job->lines->lines->len;
}

static int overset_characters(const FlowBody *body, unsigned first)
{
    glong n = 0;
    for (unsigned i = first; i < body->job->lines->lines->len; i++) {
        const ParLine *line = &g_array_index(body->job->lines->lines, ParLine, i);
        n += g_utf8_strlen(body->block->story->text + line->first_byte, line->n_bytes);
    }
    return (int)n;
}

static void report_overset(const FlowBody *body, const FlowFit *fit, unsigned first)
{
    const ModelStory *story = body->block->story;
    const GArray *lines = body->job->lines->lines;
    /* what is over may be the jump line alone, which an issue may have written */
    BasePlace place = story->jump && story->jump_line ? model_jump_place(story) : model_story_place(story, 0);
    if (first < lines->len) place = flow_line_place(body->job->runs, &g_array_index(lines, ParLine, first));
    place.story = story->slug;
    place.frame = body->block->id;
    DkDiagnostic *item =
        base_report(body->job->list, DK_ERROR, "overset", place,
                    "story \"%s\" is %d line%s (%d character%s) too long for block \"%s\"; from here on it is not set", story->slug,
                    fit->over, base_plural(fit->over), fit->over_characters, base_plural(fit->over_characters), body->block->id);
    base_report_amount(item, fit->over, "lines");
    base_report_hint(body->job->list, item, "cut the story or give the block more lines");
}

void flow_body_record_fit(FlowBody *body, int available)
{
    FlowFit fit = {.block = body->block,
                   .moves = body->block->moves,
                   .available = available,
                   .set = MIN(body->n_slots, available),
                   .over = MAX(0, body->n_slots - available),
                   .short_by = MAX(0, available - body->n_slots)};
    if (fit.over) {
        unsigned first = first_overset_line(body);
        fit.over_characters = overset_characters(body, first);
        report_overset(body, &fit, first);
        par_lines_truncate(body->job->lines, first);
    }
    g_array_append_val(body->job->galley->fits, fit);
}
