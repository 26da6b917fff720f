/* Marks beside the line, as golden cases: where each stands, in ems of the text, and what has no room.
 *
 * The kind of a case says how it is set: language, direction, measure in em, leading in tenths of an em, such as "ja/vertical/10/18". */
#include "cases.h"
#include "flow/flow.h"
#include "read/read.h"

#include <glib/gstdio.h>
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
    s->leg = (ModelLeg){.rect = {0, 0, measure, 400 * leading}, .n_lines = 400, .is_vertical = is_vertical};
    if (is_vertical) s->leg.rect = (BaseRect){0, 0, 400 * leading, measure};
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

static void say_galley(const FlowGalley *galley, const TextRuns *runs, const ParLines *lines, void *data)
{
    GString *said = data;
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

typedef void Look(const FlowGalley *galley, const TextRuns *runs, const ParLines *lines, void *data);

/* Sets the story in `file` as `kind` says, and lets `look` see what came. */
static void set(const char *kind, const char *file, DkDiagnostics *list, Look *look, void *data)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    TextFonts *fonts = text_fonts_new(g_getenv("DUIKAI_DATA_DIR"), NULL, list);
    const ModelStory *story = read_story(file, (BasePlace){.file = file}, &(ReadStoryOptions){0}, arena, list);
    Setting setting;
    make_setting(&setting, kind, story);
    TextRuns *runs = text_runs_new(setting.styles, MODEL_N_ROLES);
    ParLines *lines = par_lines_new();
    FlowGalley *galley = flow_fill(&setting.resolved, fonts, runs, lines, arena, list);
    look(galley, runs, lines, data);
    flow_galley_free(galley);
    par_lines_free(lines);
    text_runs_free(runs);
    text_fonts_free(fonts);
}

static char *run_case(const char *kind, const char *file)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    GString *said = g_string_new(NULL);
    set(kind, file, list, say_galley, said);
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(list, i));
        g_string_append_printf(said, "%s\n", text);
    }
    return g_string_free(said, FALSE);
}

/* ---- Laws ---- */

/* Every reading is set once, every name has a line wherever it stands, no line is wider than its measure, and the rows of a note do not
 * leave the room their line gives them. */
static void check_laws(const FlowGalley *galley, const TextRuns *runs, const ParLines *lines, void *data)
{
    (void)data;
    g_autofree unsigned *n_set = g_new0(unsigned, runs->marks->len + 1);
    for (unsigned i = 0; i < galley->besides->len; i++) n_set[g_array_index(galley->besides, FlowBeside, i).mark]++;
    for (unsigned i = 0; i < runs->marks->len; i++) {
        const TextMark *mark = &g_array_index(runs->marks, TextMark, i);
        if (mark->kind == TEXT_MARK_RUBY) g_assert_cmpuint(n_set[i], ==, 1);
        if (mark->kind == TEXT_MARK_ZHUYIN) g_assert_cmpuint(n_set[i], ==, 1 + (mark->tone != TEXT_NO_PARAGRAPH));
        if (mark->kind == TEXT_MARK_NAME || mark->kind == TEXT_MARK_TITLE) g_assert_cmpuint(n_set[i], >=, 1);
    }
    for (unsigned i = 0; i < galley->lines->len; i++) {
        const ParLine *line = &g_array_index(lines->lines, ParLine, g_array_index(galley->lines, FlowLine, i).line);
        if (!line->is_forced) g_assert_cmpint(line->width, <=, line->measure);
        for (int slack = 0; slack < PAR_N_SLACKS; slack++) g_assert_cmpint(line->given[slack], >=, 0);
        for (unsigned b = line->first_box; b < line->first_box + line->n_boxes; b++) {
            const ParBox *box = &g_array_index(lines->boxes, ParBox, b);
            g_assert_cmpint(box->position, >=, 0);
            if (box->across) g_assert_cmpint(box->position + box->width, <=, line->width + EM / 2); /* its last mark's blank */
        }
    }
}

static void append_random(GString *text, GRand *rand)
{
    static const char *const parts[] = {"株",
                                        "洲，",
                                        "{渌|lù}",
                                        "{双|shuāng}",
                                        "{窗户|chuānghu}",
                                        "{东京|とう|きょう}",
                                        "{女|ㄋㄩˇ}",
                                        "[渌口]{.name}",
                                        "[史记，*传*]{.title}",
                                        "*着重*",
                                        "iPhone",
                                        "12.5%",
                                        "[王芳　李四]{.spread}",
                                        "[字康成，北海高密人。]{.note}",
                                        "[一二]{.note}",
                                        "[[{张|zhāng}三]{.name}传]{.title}"};
    for (int n = g_rand_int_range(rand, 1, 40); n > 0; n--)
        g_string_append(text, parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))]);
    g_string_append(text, "\n\n");
}

static void test_laws(void)
{
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "duikai-beside-XXXXXX", NULL);
    int handle = g_mkstemp(path);
    g_assert_cmpint(handle, >=, 0);
    g_close(handle, NULL);
    GRand *rand = g_rand_new_with_seed(1);
    for (int i = 0; i < 60; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        append_random(text, rand);
        append_random(text, rand);
        g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
        g_autofree char *kind = g_strdup_printf("%s/%s/%d/%d", model_language_words[i % 4], model_direction_words[i / 4 % 2],
                                                g_rand_int_range(rand, 4, 24), g_rand_int_range(rand, 12, 22));
        g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
        g_test_message("%s: %s", kind, text->str);
        set(kind, path, list, check_laws, NULL);
    }
    g_rand_free(rand);
    g_remove(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    cases_add("flow/beside", "flow/beside.cases", run_case);
    g_test_add_func("/flow/beside/laws", test_laws);
    int status = g_test_run();
    cases_finish();
    return status;
}
