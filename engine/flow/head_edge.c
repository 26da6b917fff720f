/* The edges of a head's lines: marks hang out of the block of characters, so that these stand above each other.
 *
 * In: the lines of a head of several lines, set.  Out: the same lines at other offsets.  Method (RULES 2.5): a mark at an edge is counted
 * for nothing.  Lines that begin flush move in by the widest opening mark, and those that have one stand out by theirs; lines in the
 * middle are centred without their marks.  No line leaves its frame: where there is no room, none moves. */
#include "flow/job.h"

static TextClass class_at(const FlowJob *job, const ParLine *line, unsigned box)
{
    unsigned cluster = g_array_index(job->lines->boxes, ParBox, line->first_box + box).cluster;
    return g_array_index(job->runs->clusters, TextCluster, cluster).class;
}

/* The room of the opening mark that the line begins with. */
static DkLength lead_of(const FlowJob *job, const ParLine *line)
{
    if (line->n_boxes < 2 || class_at(job, line, 0) != TEXT_OPEN) return 0;
    return g_array_index(job->lines->boxes, ParBox, line->first_box + 1).position;
}

/* The room of the marks that the line ends with; what is not drawn has none. */
static DkLength trail_of(const FlowJob *job, const ParLine *line)
{
    DkLength room = 0;
    for (unsigned i = line->n_boxes; i > 1; i--) {
        TextClass class = class_at(job, line, i - 1);
        if (class != TEXT_CLOSE && class != TEXT_PAUSE && class != TEXT_STOP && class != TEXT_SPACE && class != TEXT_WIDE_SPACE)
            break;
        room += g_array_index(job->lines->boxes, ParBox, line->first_box + i - 1).width;
    }
    return room;
}

/* By how much a line moves. */
static DkLength shift_of(const FlowJob *job, const ParLine *line, ModelAlign align, DkLength widest_lead)
{
    if (align == MODEL_ALIGN_CENTER) return (trail_of(job, line) - lead_of(job, line)) / 2;
    return widest_lead - lead_of(job, line);
}

static ParLine *line_at(const FlowJob *job, const FlowFrame *frame, unsigned index)
{
    unsigned line = g_array_index(job->galley->lines, FlowLine, frame->first_line + index).line;
    return &g_array_index(job->lines->lines, ParLine, line);
}

void flow_head_hang(FlowJob *job, const FlowFrame *frame, const ModelStyle *style)
{
    bool is_hanging =
        style->align == MODEL_ALIGN_CENTER || style->align == MODEL_ALIGN_START || style->align == MODEL_ALIGN_JUSTIFY;
    DkLength widest = 0, room = flow_inline_size(frame);
    if (!is_hanging || frame->n_lines < 2) return;
    for (unsigned i = 0; i < frame->n_lines; i++) widest = MAX(widest, lead_of(job, line_at(job, frame, i)));
    for (unsigned i = 0; i < frame->n_lines; i++) {
        const ParLine *line = line_at(job, frame, i);
        DkLength start = line->offset + shift_of(job, line, style->align, widest);
        if (start < 0 || start + line->width > room) return;
    }
    for (unsigned i = 0; i < frame->n_lines; i++) {
        ParLine *line = line_at(job, frame, i);
        line->offset += shift_of(job, line, style->align, widest);
    }
}
