/* The galley's text form: frames, each followed by its lines, then the fits. */
#include "flow/flow.h"

static void dump_line(const FlowLine *placed, unsigned index, const ParLines *lines, BaseDump *dump)
{
    const ParLine *line = &g_array_index(lines->lines, ParLine, placed->line);
    base_dump_begin_index(dump, "line", index);
    base_dump_int(dump, "line", placed->line);
    base_dump_int(dump, "slot", placed->slot);
    base_dump_length(dump, "center", placed->center);
    base_dump_length(dump, "offset", line->offset);
    base_dump_length(dump, "width", line->width);
    base_dump_end(dump);
}

static void dump_frame(const FlowFrame *frame, BaseDump *dump)
{
    base_dump_begin(dump, "frame", frame->id);
    base_dump_word(dump, "kind", flow_frame_words[frame->kind]);
    if (frame->kind == FLOW_HEAD) base_dump_word(dump, "element", model_element_words[frame->element]);
    else base_dump_int(dump, "number", frame->number);
    base_dump_word(dump, "story", frame->story ? frame->story->slug : NULL);
    base_dump_word(dump, "direction", model_direction_words[frame->direction]);
    base_dump_rect(dump, frame->rect);
    base_dump_range(dump, "lines", frame->first_line, frame->n_lines);
    base_dump_end(dump);
}

static void dump_fit(const FlowFit *fit, BaseDump *dump)
{
    base_dump_begin(dump, "fit", fit->block->id);
    base_dump_word(dump, "story", fit->block->story->slug);
    base_dump_int(dump, "set", fit->set);
    base_dump_int(dump, "available", fit->available);
    base_dump_int(dump, "over", fit->over);
    base_dump_int(dump, "short", fit->short_by);
    if (fit->moves.tracking) base_dump_length(dump, "tracking", fit->moves.tracking);
    if (fit->moves.size) base_dump_length(dump, "size", fit->moves.size);
    base_dump_end(dump);
}

static void dump_head_fit(const FlowGalley *galley, const FlowHeadFit *fit, BaseDump *dump)
{
    const FlowFrame *frame = &g_array_index(galley->frames, FlowFrame, fit->frame);
    base_dump_begin(dump, "head-fit", frame->id);
    base_dump_word(dump, "element", model_element_words[frame->element]);
    base_dump_length(dump, "size", fit->size);
    base_dump_length(dump, "from-size", fit->from_size);
    base_dump_length(dump, "tracking", fit->tracking);
    base_dump_length(dump, "from-tracking", fit->from_tracking);
    base_dump_int(dump, "lines", fit->n_lines);
    base_dump_int(dump, "from-lines", fit->from_lines);
    base_dump_end(dump);
}

void flow_dump(const FlowGalley *galley, const ParLines *lines, BaseDump *dump)
{
    for (unsigned f = 0; f < galley->frames->len; f++) {
        const FlowFrame *frame = &g_array_index(galley->frames, FlowFrame, f);
        dump_frame(frame, dump);
        for (unsigned i = 0; i < frame->n_lines; i++)
            dump_line(&g_array_index(galley->lines, FlowLine, frame->first_line + i), frame->first_line + i, lines, dump);
    }
    for (unsigned i = 0; i < galley->fits->len; i++) dump_fit(&g_array_index(galley->fits, FlowFit, i), dump);
    for (unsigned i = 0; i < galley->head_fits->len; i++)
        dump_head_fit(galley, &g_array_index(galley->head_fits, FlowHeadFit, i), dump);
}
