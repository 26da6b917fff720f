/* model/: pages resolved from files, as golden cases; galleys; places in stories. */
#include "cases.h"
#include "read/read.h"

#include <string.h>

static void say_findings(GString *said, const DkDiagnostics *list)
{
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(list, i));
        g_string_append_printf(said, "%s\n", text);
    }
}

static const ModelResolved *resolve(const char *file, BaseArena *arena, DkDiagnostics *list)
{
    const ModelPageFile *page = read_page_file(file, arena, list);
    const ModelLayout *layout = page ? read_layout(page->layout, page->layout_place, arena, list) : NULL;
    if (!layout) return NULL;
    const ModelStory **stories = base_arena_new_array(arena, const ModelStory *, page->n_stories);
    for (unsigned i = 0; i < page->n_stories; i++) {
        stories[i] = read_story(page->stories[i].path, page->stories[i].place, NULL, arena, list);
        if (!stories[i]) return NULL;
    }
    return model_resolve(layout, page, stories, arena, list);
}

static bool is_asked(const char *line, char *const *kinds)
{
    for (; *kinds; kinds++)
        if (g_str_has_prefix(line, *kinds) && line[strlen(*kinds)] == ' ') return true;
    return false;
}

/* The findings, then those lines of the dump whose kinds the case asks for: "page+leg+head". */
static char *run_case(const char *kind, const char *file)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    GString *said = g_string_new(NULL);
    const ModelResolved *resolved = resolve(file, arena, list);
    g_assert_cmpint(resolved == NULL, ==, base_has_errors(list, 0));
    say_findings(said, list);
    g_auto(GStrv) kinds = g_strsplit(kind, "+", -1);
    if (!resolved) return g_string_free(said, FALSE);
    BaseDump *dump = base_dump_new();
    model_dump(resolved, dump);
    g_autofree char *text = base_dump_finish(dump);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (is_asked(*line, kinds + 1)) g_string_append_printf(said, "%s\n", *line);
    g_string_append(said, "resolved\n");
    return g_string_free(said, FALSE);
}

/* Design figures of editors (RULES 2.3): six columns at 30 pt hold 24 characters of a broadsheet, 21 of a tabloid; 30 and 21 pt take
 * eight lines. */
static void test_head_sizes(void)
{
    const DkLength sizes[] = {30 * DK_PT, 21 * DK_PT};
    g_assert_cmpint(model_title_capacity(83 * 9 * DK_PT, 30 * DK_PT), ==, 24);
    g_assert_cmpint(model_title_capacity(71 * 9 * DK_PT, 30 * DK_PT), ==, 21);
    g_assert_cmpint(model_title_lines(sizes, 2, base_length_from_pt(11.25), 3), ==, 8);
    g_assert_cmpint(model_grade_below(30 * DK_PT, 1), ==, 26 * DK_PT);
    g_assert_cmpint(model_grade_below(36 * DK_PT, 2), ==, 24 * DK_PT);
    g_assert_cmpint(model_grade_below(5 * DK_PT, 1), ==, 5 * DK_PT);
}

static void test_galley(void)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    static const ModelParagraph paragraph = {.n_bytes = 3};
    static const ModelStory story = {
        .path = "story.md", .slug = "s", .text = "字", .n_bytes = 3, .paragraphs = &paragraph, .n_paragraphs = 1};
    ModelStyle body = {.id = "body", .font = "song", .size = 9 * DK_PT, .leading = 13 * DK_PT, .indent = 18 * DK_PT};
    const ModelResolved *galley = model_resolve_galley(&story, &body, 144 * DK_PT, MODEL_LANGUAGE_HANS_CN, arena);
    g_assert_cmpuint(galley->n_blocks, ==, 1);
    g_assert_cmpuint(galley->n_legs, ==, 1);
    g_assert_true(galley->blocks[0].story == &story);
    g_assert_cmpint(galley->legs[0].rect.width, ==, 144 * DK_PT);
    g_assert_cmpint(galley->legs[0].n_lines, ==, galley->legs[0].rect.height / body.leading);
    g_assert_cmpint(galley->legs[0].rect.x + 144 * DK_PT, <, galley->sheet_width);
    for (int role = 0; role < MODEL_N_ROLES; role++) {
        const ModelStyle *style = &galley->styles[galley->blocks[0].styles[role]];
        g_assert_cmpstr(style->id, ==, model_role_words[role]);
        g_assert_cmpint(style->size, ==, body.size);
        g_assert_cmpint(style->leading, ==, body.leading);
        g_assert_nonnull(style->font);
    }
    g_assert_cmpstr(galley->styles[galley->blocks[0].styles[MODEL_ROLE_BODY]].font, ==, "song");
    g_assert_cmpstr(galley->styles[galley->blocks[0].styles[MODEL_ROLE_CROSS_HEAD]].font, !=, "song");
    g_assert_cmpint(galley->styles[galley->blocks[0].styles[MODEL_ROLE_CROSS_HEAD]].indent, ==, 18 * DK_PT);
}

static void test_place(void)
{
    static const ModelOrigin origins[] = {{0, 4, 11}, {6, 8, 1}, {14, 8, 9}};
    static const ModelStory story = {
        .path = "a.md", .slug = "a", .text = "株洲字ab字字", .n_bytes = 17, .origins = origins, .n_origins = 3};
    static const struct {
        unsigned byte;
        int line, column;
    } places[] = {{0, 4, 11}, {3, 4, 12}, {6, 8, 1}, {9, 8, 2}, {10, 8, 3}, {14, 8, 9}, {17, 8, 10}};
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        BasePlace place = model_story_place(&story, places[i].byte);
        g_assert_cmpint(place.line, ==, places[i].line);
        g_assert_cmpint(place.column, ==, places[i].column);
        g_assert_cmpstr(place.file, ==, "a.md");
        g_assert_cmpstr(place.story, ==, "a");
    }
    static const ModelStory empty = {.path = "e.md", .slug = "e", .text = ""};
    g_assert_cmpint(model_story_place(&empty, 0).line, ==, 0);
}

/* What is no number is none, however it begins and however long it is. */
static void test_page_number(void)
{
    static const struct {
        const char *label;
        int number;
    } cases[] = {{NULL, 1}, {"1", 1},  {"08", 8}, {"128", 128},   {"02-03", 2},
                 {"A5", 0}, {"5A", 0}, {"", 0},   {"9999", 9999}, {"99999999999999999999", 0},
                 {"二", 0}, {"2-", 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        ModelResolved resolved = {.number = cases[i].label};
        g_assert_cmpint(model_page_number(&resolved), ==, cases[i].number);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    cases_add("model/geometry", "model/geometry.cases", run_case);
    cases_add("model/extends", "model/extends.cases", run_case);
    cases_add("model/styles", "model/styles.cases", run_case);
    cases_add("model/bind", "model/bind.cases", run_case);
    g_test_add_func("/model/head-sizes", test_head_sizes);
    g_test_add_func("/model/galley", test_galley);
    g_test_add_func("/model/place", test_place);
    g_test_add_func("/model/page-number", test_page_number);
    int status = g_test_run();
    cases_finish();
    return status;
}
