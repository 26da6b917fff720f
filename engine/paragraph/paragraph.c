/* The paragraph: clusters made into items, items broken into lines, lines justified. */
#include "paragraph/composer.h"

const char *const par_slack_words[] = {"none",
                                       "edge",
                                       "word-space",
                                       "dot",
                                       "bracket",
                                       "pause",
                                       "han-latin",
                                       "stop",
                                       "shrink-han",
                                       "stretch-word-space",
                                       "stretch-han-latin",
                                       "stretch-mark",
                                       "stretch-han",
                                       "stretch-unlimited",
                                       NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(par_slack_words) == PAR_N_SLACKS + 1);

const char *const par_end_words[] = {"paragraph", "text",   "full",   "taken-in", "pushed-out", "unit",
                                     "weighed",   "hyphen", "source", "forced",   NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(par_end_words) == PAR_N_ENDS + 1);

ParLines *par_lines_new(void)
{
    ParLines *lines = g_new(ParLines, 1);
    lines->lines = g_array_new(FALSE, FALSE, sizeof(ParLine));
    lines->boxes = g_array_new(FALSE, FALSE, sizeof(ParBox));
    return lines;
}

void par_lines_free(ParLines *lines)
{
    if (!lines) return;
    g_array_unref(lines->lines);
    g_array_unref(lines->boxes);
    g_free(lines);
}

void par_lines_truncate(ParLines *lines, unsigned n_lines)
{
    if (n_lines >= lines->lines->len) return;
    g_array_set_size(lines->boxes, g_array_index(lines->lines, ParLine, n_lines).first_box);
    g_array_set_size(lines->lines, n_lines);
}

static const TextParagraph *paragraph_of(const TextRuns *runs, unsigned index)
{
    return &g_array_index(runs->paragraphs, TextParagraph, index);
}

Composer par_composer_make(const ParRequest *request)
{
    const TextParagraph *paragraph = paragraph_of(request->runs, request->paragraph);
    unsigned first = paragraph->first_cluster + request->first_cluster;
    Composer composer = {.request = request,
                         .paragraph = paragraph,
                         .clusters = &g_array_index(request->runs->clusters, TextCluster, first),
                         .runs = (const TextRun *)(const void *)request->runs->runs->data,
                         .style = request->style,
                         .first_cluster = first,
                         .n = paragraph->n_clusters - MIN(request->first_cluster, paragraph->n_clusters),
                         .is_justified =
                             request->style->align == MODEL_ALIGN_JUSTIFY || request->style->align == MODEL_ALIGN_SPREAD,
                         .slots = g_array_new(FALSE, FALSE, sizeof(Slot))};
    par_items_make(&composer);
    return composer;
}

void par_composer_clear(Composer *composer)
{
    par_items_clear(composer);
    g_array_unref(composer->slots);
}

/* Sets the first `n` lines that a breaker found. */
static void set_lines(const Composer *composer, const GArray *ends, guint n, ParLines *lines)
{
    const ParRequest *request = composer->request;
    unsigned first = 0, n_hyphens = 0;
    for (guint i = 0; i < n; i++) {
        const BreakAt *at = &g_array_index(ends, BreakAt, i);
        ParSegment segment = request->measure.segment(request->measure.data, request->first_line + (int)i);
        Line line = par_line_measure(composer, first, at->next, par_measure_of(composer, i, first));
        line.is_forced = at->is_forced;
        line.ends_early = par_ends_early(composer, at->next);
        line.is_short = par_is_short(composer, &line);
        line.excess = par_excess(composer, first, at->next, line.measure);
        par_justify(composer, &line, segment, lines);
        ParLine *set = &g_array_index(lines->lines, ParLine, lines->lines->len - 1);
        set->forced_by = at->is_forced ? par_excess_of_unit(composer, &line) : 0;
        set->n_hyphens = n_hyphens = par_ends_with_hyphen(composer, &line) ? n_hyphens + 1 : 0;
        set->is_row_long = composer->style->hyphens_in_a_row && n_hyphens > composer->style->hyphens_in_a_row;
        ParBox *boxes = &g_array_index(lines->boxes, ParBox, set->first_box);
        par_order_boxes(request->runs, boxes, set->n_boxes);
        if (composer->notes) par_notes_place(composer, &line, set, boxes);
        if (request->is_head) par_head_drop_pause(composer, set, boxes);
        first = at->next;
    }
}

ParResult par_break(ParLines *lines, const ParRequest *request)
{
    Composer composer = par_composer_make(request);
    GArray *ends = g_array_new(FALSE, FALSE, sizeof(BreakAt));
    bool is_total = request->style->breaker == MODEL_BREAKER_TOTAL_FIT && composer.is_justified && !request->keeps_lines;
    bool is_set = request->is_head && par_head_fit(&composer, ends);
    if (!is_set && is_total) par_total_fit(&composer, ends);
    else if (!is_set) par_first_fit(&composer, request->max_lines, ends);
    guint n = request->max_lines > 0 ? MIN(ends->len, (guint)request->max_lines) : ends->len;
    ParResult result = {.first_line = lines->lines->len, .n_lines = n, .next_cluster = request->first_cluster};
    if (n > 0) result.next_cluster += g_array_index(ends, BreakAt, n - 1).next;
    if (!request->is_counted) set_lines(&composer, ends, n, lines);
    g_array_unref(ends);
    par_composer_clear(&composer);
    return result;
}

static ParSegment endless(const void *data, int line)
{
    (void)data, (void)line;
    return (ParSegment){0, G_MAXINT32};
}

DkLength par_natural_width(const TextRuns *runs, unsigned paragraph, const ModelStyle *style)
{
    ParRequest request = {.runs = runs, .paragraph = paragraph, .style = style, .measure = {endless, NULL}};
    Composer composer = par_composer_make(&request);
    int64_t width = composer.n ? par_line_measure(&composer, 0, composer.n, G_MAXINT32).natural : 0;
    par_composer_clear(&composer);
    return (DkLength)MIN(width, PAR_WIDEST);
}

static void dump_line(const ParLine *line, unsigned index, const TextRuns *runs, BaseDump *dump)
{
    base_dump_begin_index(dump, "line", index);
    base_dump_int(dump, "paragraph", line->paragraph);
    base_dump_range(dump, "boxes", line->first_box, line->n_boxes);
    base_dump_length(dump, "offset", line->offset);
    base_dump_length(dump, "measure", line->measure);
    base_dump_length(dump, "natural", line->natural);
    base_dump_length(dump, "width", line->width);
    base_dump_word(dump, "slack", par_slack_words[line->slack]);
    for (int i = 1; i < PAR_N_SLACKS; i++)
        if (line->given[i]) base_dump_length(dump, par_slack_words[i], line->given[i]);
    if (line->reason.end > PAR_END_FULL) base_dump_word(dump, "end", par_end_words[line->reason.end]);
    if (line->is_loose) base_dump_length(dump, "loose", line->gap);
    if (line->is_forced) base_dump_length(dump, "forced", line->forced_by);
    if (line->is_runt) base_dump_int(dump, "runt", 1);
    if (line->is_hanging) base_dump_int(dump, "hanging", 1);
    if (line->n_hyphens > 1) base_dump_int(dump, "hyphens", line->n_hyphens);
    if (line->excess) base_dump_length(dump, "excess", line->excess);
    base_dump_text(dump, "text", paragraph_of(runs, line->paragraph)->text + line->first_byte, line->n_bytes);
    base_dump_end(dump);
}

void par_dump(const ParLines *lines, const TextRuns *runs, BaseDump *dump)
{
    for (unsigned i = 0; i < lines->lines->len; i++) {
        const ParLine *line = &g_array_index(lines->lines, ParLine, i);
        dump_line(line, i, runs, dump);
        for (unsigned k = line->first_box; k < line->first_box + line->n_boxes; k++) {
            const ParBox *box = &g_array_index(lines->boxes, ParBox, k);
            base_dump_begin_index(dump, "box", k);
            base_dump_int(dump, "cluster", box->cluster);
            base_dump_length(dump, "position", box->position);
            if (box->shift) base_dump_length(dump, "shift", box->shift);
            if (box->across) base_dump_length(dump, "across", box->across);
            base_dump_length(dump, "width", box->width);
            base_dump_end(dump);
        }
    }
}
