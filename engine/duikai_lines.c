/* The public interface to set lines: one line's figures out of four forms, in words and as JSON. */
#include "duikai_page.h"

#include <string.h>

/* ---- Steps ---- */

/* RULES 1.8, in the order of ParSlack without its first. */
static const DkStep steps[] = {
    {"edge", "marks at the line's edges", false, 1},
    {"word-space", "word spaces", false, 2},
    {"dot", "interpuncts", false, 3},
    {"bracket", "blanks of brackets and quotes", false, 4},
    {"pause", "blanks of pauses", false, 5},
    {"han-latin", "gaps beside Latin and digits", false, 6},
    {"stop", "blanks of stops", false, 7},
    {"shrink-han", "between Han", false, 8},
    {"stretch-word-space", "word spaces", true, 1},
    {"stretch-han-latin", "gaps beside Latin and digits", true, 2},
    {"stretch-mark", "blanks of marks", true, 3},
    {"stretch-han", "between Han", true, 4},
    {"stretch-unlimited", "beyond all limits", true, 5},
};
G_STATIC_ASSERT(G_N_ELEMENTS(steps) == DK_N_STEPS && PAR_N_SLACKS == DK_N_STEPS + 1);

DkStep dk_step(size_t index)
{
    g_assert(index < DK_N_STEPS);
    return steps[index];
}

/* ---- Lines ---- */

size_t dk_page_line_count(const DkPage *page)
{
    return page->lines ? page->galley->lines->len : 0;
}

static void fill_place(const DkPage *page, const FlowLine *placed, DkLine *line)
{
    const FlowFrame *frame = &g_array_index(page->galley->frames, FlowFrame, placed->frame);
    line->story = frame->story ? frame->story->slug : NULL;
    line->frame = frame->id;
    line->element = frame->kind == FLOW_HEAD ? model_element_words[frame->element] : flow_frame_words[frame->kind];
    line->leg = frame->kind == FLOW_LEG || frame->kind == FLOW_JUMP ? (int)frame->number + 1 : 0;
    line->set_line = placed->slot + 1;
    line->is_vertical = frame->direction == MODEL_DIRECTION_VERTICAL;
}

static void fill_source(const DkPage *page, const ParLine *set, DkLine *line)
{
    BasePlace place = flow_line_place(page->runs, set);
    const TextParagraph *paragraph = &g_array_index(page->runs->paragraphs, TextParagraph, set->paragraph);
    line->file = place.file;
    line->line = place.line;
    line->column = place.column;
    line->text = paragraph->text + set->first_byte;
    line->n_bytes = set->n_bytes;
}

DkLine dk_page_line(const DkPage *page, size_t index)
{
    g_assert(index < dk_page_line_count(page));
    const FlowLine *placed = &g_array_index(page->galley->lines, FlowLine, index);
    const ParLine *set = &g_array_index(page->lines->lines, ParLine, placed->line);
    BaseRect rect = page_line_rect(page->lines, page->galley, (unsigned)index);
    DkLine line = {.x = rect.x,
                   .y = rect.y,
                   .width = rect.width,
                   .height = rect.height,
                   .em = set->em,
                   .measure = set->measure,
                   .natural = set->natural,
                   .set = set->width,
                   .gap = set->gap,
                   .end = par_end_words[set->reason.end],
                   .end_mark = set->reason.mark,
                   .may_not_end = set->reason.is_mark_at_end,
                   .is_first = set->is_first,
                   .is_last = set->is_last,
                   .is_loose = set->is_loose,
                   .is_forced = set->is_forced,
                   .is_runt = set->is_runt,
                   .is_hanging = set->is_hanging};
    for (int i = 0; i < DK_N_STEPS; i++) line.steps[i] = set->given[i + 1];
    fill_place(page, placed, &line);
    fill_source(page, set, &line);
    return line;
}

/* ---- In words ---- */

/* Clauses of ParEnd; the mark and its rule follow where there is one. */
static const char *const clauses[] = {
    [PAR_END_PARAGRAPH] = "the paragraph ends",
    [PAR_END_TEXT] = "the text ends it here",
    [PAR_END_FULL] = "it is full",
    [PAR_END_TAKEN_IN] = "squeezed",
    [PAR_END_PUSHED_OUT] = "ended early",
    [PAR_END_UNIT] = "what follows stays together",
    [PAR_END_WEIGHED] = "the paragraph as a whole is better so",
    [PAR_END_HYPHEN] = "the word is broken",
    [PAR_END_SOURCE] = "the print ended it here",
    [PAR_END_FORCED] = "a rule or a unit is broken, for nothing else fits",
};
G_STATIC_ASSERT(G_N_ELEMENTS(clauses) == PAR_N_ENDS);

char *dk_line_reason(const DkLine *line)
{
    for (int i = 0; i < PAR_N_ENDS; i++) {
        if (strcmp(line->end, par_end_words[i]) != 0) continue;
        if (!line->end_mark) return g_strdup(clauses[i]);
        char mark[8] = "";
        g_unichar_to_utf8(line->end_mark, mark);
        return g_strdup_printf("%s, for %s may not %s a line", clauses[i], mark, line->may_not_end ? "end" : "start");
    }
    return NULL;
}

/* ---- JSON ---- */

static void append_text(GString *json, const char *key, const char *text, size_t n_bytes)
{
    if (!text) return;
    g_string_append_printf(json, "\"%s\":", key);
    base_append_quoted(json, text, n_bytes);
    g_string_append_c(json, ',');
}

static void append_word(GString *json, const char *key, const char *word)
{
    append_text(json, key, word, word ? strlen(word) : 0);
}

static void append_number(GString *json, const char *key, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(json, "\"%s\":%s,", key, g_ascii_formatd(digits, sizeof digits, "%.4f", number));
}

static void append_int(GString *json, const char *key, int number)
{
    if (number) g_string_append_printf(json, "\"%s\":%d,", key, number);
}

static void append_flag(GString *json, const char *key, bool flag)
{
    if (flag) g_string_append_printf(json, "\"%s\":true,", key);
}

/* Takes the comma behind the last value back and closes. */
static void close_object(GString *json)
{
    if (json->str[json->len - 1] == ',') g_string_truncate(json, json->len - 1);
    g_string_append_c(json, '}');
}

static void append_place(GString *json, const DkLine *line)
{
    append_word(json, "story", line->story);
    append_word(json, "frame", line->frame);
    append_word(json, "element", line->element);
    append_int(json, "leg", line->leg);
    append_int(json, "setLine", line->set_line);
    append_word(json, "file", line->file);
    append_int(json, "line", line->line);
    append_int(json, "column", line->column);
    append_number(json, "x", base_length_pt(line->x));
    append_number(json, "y", base_length_pt(line->y));
    append_number(json, "width", base_length_pt(line->width));
    append_number(json, "height", base_length_pt(line->height));
    append_flag(json, "isVertical", line->is_vertical);
}

static void append_steps(GString *json, const DkLine *line, double em)
{
    g_string_append(json, "\"steps\":{");
    for (int i = 0; i < DK_N_STEPS; i++)
        if (line->steps[i]) append_number(json, steps[i].word, line->steps[i] / em);
    close_object(json);
    g_string_append_c(json, ',');
}

static void append_end(GString *json, const DkLine *line)
{
    g_autofree char *reason = dk_line_reason(line);
    append_word(json, "end", line->end);
    append_word(json, "reason", reason);
    append_flag(json, "isFirst", line->is_first);
    append_flag(json, "isLast", line->is_last);
    append_flag(json, "isLoose", line->is_loose);
    append_flag(json, "isForced", line->is_forced);
    append_flag(json, "isRunt", line->is_runt);
    append_flag(json, "isHanging", line->is_hanging);
}

char *dk_line_json(const DkLine *line)
{
    double em = MAX(line->em, 1);
    GString *json = g_string_new("{");
    append_place(json, line);
    append_number(json, "em", base_length_pt(line->em));
    append_number(json, "measure", line->measure / em);
    append_number(json, "natural", line->natural / em);
    append_number(json, "set", line->set / em);
    append_number(json, "gap", line->gap / em);
    append_steps(json, line, em);
    append_end(json, line);
    append_text(json, "text", line->text, line->n_bytes);
    close_object(json);
    return g_string_free(json, FALSE);
}
