/* Marks beside the line, as golden cases: where each stands, in ems of the text, and what has no room.
 *
 * The kind of a case says how it is set: language, direction, measure in em, leading in tenths of an em, such as "ja/vertical/10/18". */
#include "cases.h"
#include "flow/flow.h"
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#define EM (30 * DK_PT) /* so that parts of an em are whole */

static unsigned index_of(const char *const *words, const char *word)
{
    unsigned i = 0;
    while (words[i] && strcmp(words[i], word) != 0) i++;
    g_assert_nonnull(words[i]);
    return i;
}

typedef struct {
    ModelStyle styles[MODEL_N_ROLES];
    ModelResolved resolved;
    ModelBlock block;
    ModelLeg leg;
} Setting;

static void make_setting(Setting *s, const char *kind, const ModelStory *story)
{
    g_auto(GStrv) words = g_strsplit(kind, "/", 4);
    g_assert_cmpuint(g_strv_length(words), ==, 4);
    ModelDirection direction = index_of(model_direction_words, words[1]);
    DkLength measure = atoi(words[2]) * EM, leading = atoi(words[3]) * EM / 10;
    for (unsigned r = 0; r < MODEL_N_ROLES; r++)
        s->styles[r] = (ModelStyle){.id = model_role_words[r],
                                    .font = "song",
                                    .size = EM,
                                    .leading = leading,
                                    .punctuation = MODEL_PUNCTUATION_HALF,
                                    .prohibition = MODEL_PROHIBITION_GB,
                                    .direction = direction,
                                    .ink = {.k = 100}};
    bool is_vertical = direction == MODEL_DIRECTION_VERTICAL;
    s->leg = (ModelLeg){.rect = {0, 0, measure, 40 * leading}, .n_lines = 40, .is_vertical = is_vertical};
    if (is_vertical) s->leg.rect = (BaseRect){0, 0, 40 * leading, measure};
    s->block = (ModelBlock){.id = "block", .story = story, .n_legs = 1};
    for (unsigned r = 0; r < MODEL_N_ROLES; r++) s->block.styles[r] = r;
    s->resolved = (ModelResolved){.language = index_of(model_language_words, words[0]),
                                  .em = EM,
                                  .line = leading,
                                  .styles = s->styles,
                                  .n_styles = MODEL_N_ROLES,
                                  .blocks = &s->block,
                                  .n_blocks = 1,
                                  .legs = &s->leg};
}

static void say_text(GString *said, const char *text, unsigned first, unsigned n)
{
    g_string_append_printf(said, " \"%.*s\"", (int)n, text + first);
}

static void say_beside(GString *said, const FlowGalley *galley, const TextRuns *runs, const ParLines *lines,
                       const FlowBeside *beside)
{
    const TextMark *mark = &g_array_index(runs->marks, TextMark, beside->mark);
    const FlowLine *placed = &g_array_index(galley->lines, FlowLine, beside->line);
    const ParLine *base = &g_array_index(lines->lines, ParLine, placed->line);
    g_string_append_printf(said, "  %s", text_mark_words[beside->kind]);
    say_text(said, g_array_index(runs->paragraphs, TextParagraph, base->paragraph).text, mark->first_byte, mark->n_bytes);
    g_string_append_printf(said, " from %.2f to %.2f, over %.2f to %.2f", (double)beside->start / EM, (double)beside->end / EM,
                           (double)(placed->center - beside->over) / EM, (double)(placed->center - beside->under) / EM);
    if (beside->reading != FLOW_NO_LINE) {
        const ParLine *reading = &g_array_index(lines->lines, ParLine, beside->reading);
        say_text(said, g_array_index(runs->paragraphs, TextParagraph, reading->paragraph).text, reading->first_byte,
                 reading->n_bytes);
        g_string_append_printf(said, " %s at %.2f, %.2f long", model_direction_words[beside->direction],
                               (double)reading->offset / EM, (double)reading->width / EM);
    }
    g_string_append_c(said, '\n');
}

/* The rows of a line's notes: where each begins. */
static void say_rows(GString *said, const TextRuns *runs, const ParLines *lines, const ParLine *line)
{
    DkLength across = 0;
    for (unsigned b = line->first_box; b < line->first_box + line->n_boxes; b++) {
        const ParBox *box = &g_array_index(lines->boxes, ParBox, b);
        const TextCluster *cluster = &g_array_index(runs->clusters, TextCluster, box->cluster);
        if (box->across && box->across != across)
            g_string_append_printf(said, "%s  row %.2f under the centre from %.2f: ", said->str[said->len - 1] == '\n' ? "" : "\n",
                                   (double)box->across / EM, (double)box->position / EM);
        if (box->across) g_string_append_unichar(said, cluster->character);
        across = box->across;
    }
    if (said->str[said->len - 1] != '\n') g_string_append_c(said, '\n');
}

static void say_galley(GString *said, const FlowGalley *galley, const TextRuns *runs, const ParLines *lines)
{
    unsigned next = 0;
    for (unsigned i = 0; i < galley->lines->len; i++) {
        const ParLine *line = &g_array_index(lines->lines, ParLine, g_array_index(galley->lines, FlowLine, i).line);
        g_string_append_printf(said, "line %.2f wide", (double)line->width / EM);
        say_text(said, g_array_index(runs->paragraphs, TextParagraph, line->paragraph).text, line->first_byte, line->n_bytes);
        g_string_append_c(said, '\n');
        say_rows(said, runs, lines, line);
        for (; next < galley->besides->len && g_array_index(galley->besides, FlowBeside, next).line == i; next++)
            say_beside(said, galley, runs, lines, &g_array_index(galley->besides, FlowBeside, next));
    }
    g_assert_cmpuint(next, ==, galley->besides->len); /* line by line */
}

static char *run_case(const char *kind, const char *file)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    TextFonts *fonts = text_fonts_new(g_getenv("DUIKAI_DATA_DIR"), NULL, list);
    const ModelStory *story = read_story(file, (BasePlace){.file = file}, &(ReadStoryOptions){0}, arena, list);
    Setting setting;
    make_setting(&setting, kind, story);
    TextRuns *runs = text_runs_new(setting.styles, MODEL_N_ROLES);
    ParLines *lines = par_lines_new();
    FlowGalley *galley = flow_fill(&setting.resolved, fonts, runs, lines, arena, list);
    GString *said = g_string_new(NULL);
    say_galley(said, galley, runs, lines);
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(list, i));
        g_string_append_printf(said, "%s\n", text);
    }
    flow_galley_free(galley);
    par_lines_free(lines);
    text_runs_free(runs);
    text_fonts_free(fonts);
    return g_string_free(said, FALSE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    cases_add("flow/beside", "flow/beside.cases", run_case);
    int status = g_test_run();
    cases_finish();
    return status;
}
