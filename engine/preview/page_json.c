/* page/N.json: where every frame and line is, where its words come from, and what justification did to it.
 *
 * In: the forms of one page and its lines.  Out: JSON.  Lengths are points on the sheet, so that a click finds its line. */
#include "preview/json.h"
#include "preview/preview.h"

static void add_frame(GString *out, const FlowFrame *frame)
{
    json_begin(out, '{');
    json_text(out, "id", frame->id);
    json_text(out, "kind", flow_frame_words[frame->kind]);
    if (frame->kind == FLOW_HEAD) json_text(out, "element", model_element_words[frame->element]);
    else json_int(out, "number", frame->number + 1);
    if (frame->story) json_text(out, "story", frame->story->slug);
    json_rect(out, &frame->rect);
    json_int(out, "lines", frame->n_lines);
    json_end(out, '}');
}

static void add_steps(GString *out, const DkLine *line)
{
    json_key(out, "steps");
    json_begin(out, '[');
    for (size_t i = 0; i < DK_N_STEPS; i++) {
        if (!line->steps[i]) continue;
        json_begin(out, '{');
        json_int(out, "step", (int64_t)i + 1);
        json_text(out, "name", par_slack_words[i + 1]);
        json_bool(out, "stretches", i + 1 >= PAR_STRETCH_WORD_SPACE);
        json_points(out, "amount", line->steps[i]);
        json_end(out, '}');
    }
    json_end(out, ']');
}

static void add_source(GString *out, const DkLine *line)
{
    json_text(out, "file", line->file);
    if (line->line) json_int(out, "source_line", line->line);
    if (line->column) json_int(out, "source_column", line->column);
}

static void add_setting(GString *out, const DkLine *line, const char *reason)
{
    json_points(out, "em", line->em);
    json_points(out, "measure", line->measure);
    json_points(out, "natural", line->natural);
    json_points(out, "set", line->set);
    json_points(out, "gap", line->gap);
    add_steps(out, line);
    json_text(out, "end", line->end);
    json_text(out, "reason", reason);
    json_bool(out, "vertical", line->is_vertical);
    json_bool(out, "loose", line->is_loose);
    json_bool(out, "forced", line->is_forced);
    json_bool(out, "runt", line->is_runt);
    json_bool(out, "hanging", line->is_hanging);
}

static void add_line(GString *out, unsigned frame, const DkLine *line, const char *reason)
{
    BaseRect rect = {line->x, line->y, line->width, line->height};
    json_begin(out, '{');
    json_text(out, "frame", line->frame);
    json_int(out, "frame_index", frame);
    json_text(out, "story", line->story);
    json_int(out, "line", line->set_line);
    json_rect(out, &rect);
    add_source(out, line);
    add_setting(out, line, reason);
    json_bytes(out, "text", line->text, line->n_bytes);
    json_end(out, '}');
}

GBytes *preview_page_json(const PreviewPage *page, const DkLine *lines, char *const *reasons)
{
    const FlowGalley *galley = page->galley;
    GString *out = g_string_new(NULL);
    json_begin(out, '{');
    json_key(out, "frames");
    json_begin(out, '[');
    for (unsigned i = 0; i < galley->frames->len; i++) add_frame(out, &g_array_index(galley->frames, FlowFrame, i));
    json_end(out, ']');
    json_key(out, "lines");
    json_begin(out, '[');
    for (unsigned i = 0; i < galley->lines->len; i++)
        add_line(out, g_array_index(galley->lines, FlowLine, i).frame, &lines[i], reasons[i]);
    json_end(out, ']');
    json_end(out, '}');
    return g_string_free_to_bytes(out);
}
