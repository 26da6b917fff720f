/* Writing, setting and asking a tiny page. */
#include "lint/page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "output/output.h"
#include "read/read.h"

static const char sheet[] = "sheet: {width: 170mm, height: 150mm, bleed: 3mm}\n"
                            "type-area: {left: 10mm, top: 10mm, width: 40em, height: 30line}\n";
static const char tall_sheet[] = "sheet: {width: 170mm, height: 545mm, bleed: 0mm}\n"
                                 "type-area: {left: 10mm, top: 10mm, width: 40em, height: 120line}\n";
static const char layout_head[] = "grid: {size: 10pt, leading: 12pt}\n"
                                  "styles:\n"
                                  "  body: {font: song, indent: 2em}\n"
                                  "  headline: {font: hei-bold, size: 20pt, leading: 24pt, align: center, indent: 0em}\n"
                                  "  kicker: {font: kai, size: 12pt, align: center, indent: 0em}\n"
                                  "  caption: {font: kai, size: 8.5pt, align: start, indent: 0em}\n"
                                  "  credit: {extends: caption}\n"
                                  "  plain: {indent: 0em}\n"
                                  "  jump: {align: end, indent: 0em}\n"
                                  "  cross-head: {font: hei-bold, align: center, indent: 0em}\n";

/* A disc that fills its square but for the corners. */
static const char disc[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'><circle cx='50' cy='50' r='50'/></svg>";

/* Han in place of "{12}". */
static char *expanded(const char *text)
{
    GString *out = g_string_new(NULL);
    while (*text) {
        char *end = NULL;
        unsigned long n = *text == '{' ? strtoul(text + 1, &end, 10) : 0;
        if (n && *end == '}') {
            for (unsigned long i = 0; i < n; i++) g_string_append(out, "中");
            text = end + 1;
        } else {
            g_string_append_c(out, *text++);
        }
    }
    return g_string_free(out, FALSE);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* The stories of the blocks a, b, c that the layout has; gives the page file's lines. */
static char *write_stories(const TinyPage *tiny, const char *folder)
{
    GString *lines = g_string_new(NULL);
    for (unsigned i = 0; i < 3; i++) {
        g_autofree char *id = g_strdup_printf("id: %c,", 'a' + i), *name = g_strdup_printf("%c.md", 'a' + i);
        if (!strstr(tiny->blocks, id)) continue;
        const char *written = tiny->stories[i] ? tiny->stories[i] : "headline: {4}===\n{40}";
        g_autofree char *story = expanded(written);
        const char *fence = strstr(story, "===");
        g_assert_nonnull(fence);
        g_autofree char *text = g_strdup_printf("---\nslug: %c\n%.*s\n---\n%s\n", 'a' + i, (int)(fence - story), story, fence + 3);
        write_file(folder, name, text);
        g_string_append_printf(lines, "  %c: %s\n", 'a' + i, name);
    }
    return g_string_free(lines, FALSE);
}

static void write_part(GString *out, const char *key, const char *text)
{
    if (text) g_string_append_printf(out, "%s%s", key, text);
}

static char *write_page(const TinyPage *tiny, const char *folder)
{
    g_autoptr(GString) layout = g_string_new("duikai: layout/1\n"), page = g_string_new("duikai: page/1\nlayout: layout.yaml\n");
    g_autofree char *stories = write_stories(tiny, folder);
    write_part(layout, "", tiny->is_tall ? tall_sheet : sheet);
    write_part(layout, "", layout_head);
    write_part(layout, "", tiny->styles);
    write_part(layout, "", tiny->layout);
    write_part(layout, "blocks:\n", tiny->blocks);
    write_part(layout, "furniture:\n", tiny->furniture);
    write_part(layout, "rules:\n", tiny->rules);
    write_part(page, "", tiny->page);
    write_part(page, "stories:\n", stories);
    write_part(page, "furniture:\n", tiny->texts);
    write_file(folder, "layout.yaml", layout->str);
    write_file(folder, "page.yaml", page->str);
    write_file(folder, "disc.svg", disc);
    return g_build_filename(folder, "page.yaml", NULL);
}

static const ModelResolved *resolve(const char *path, BaseArena *arena, DkDiagnostics *list)
{
    const ModelPageFile *page_file = read_page_file(path, arena, list);
    if (!page_file) return NULL;
    const ModelLayout *layout = read_layout(page_file->layout, page_file->layout_place, arena, list);
    const ModelStory **stories = base_arena_new_array(arena, const ModelStory *, page_file->n_stories + 1);
    for (unsigned i = 0; i < page_file->n_stories; i++)
        stories[i] = read_story(page_file->stories[i].path, page_file->stories[i].place, NULL, arena, list);
    return base_has_errors(list, 0) ? NULL : model_resolve(layout, page_file, stories, arena, list);
}

static void lint(const ModelResolved *resolved, TextFonts *fonts, BaseLintRule rule, BaseArena *arena, DkDiagnostics *list)
{
    g_autoptr(DkDiagnostics) setting = dk_diagnostics_new();
    TextRuns *runs = text_runs_new(resolved->styles, resolved->n_styles);
    ParLines *lines = par_lines_new();
    FlowGalley *galley = flow_fill(resolved, fonts, runs, lines, arena, setting);
    Page *page = page_make(resolved, runs, lines, galley, arena);
    LintForms forms = {resolved, runs, lines, galley, page};
    BaseLintLevel levels[BASE_N_LINT_RULES];
    for (unsigned i = 0; i < BASE_N_LINT_RULES; i++) levels[i] = i == rule ? BASE_LINT_ERROR : BASE_LINT_OFF;
    lint_check(&forms, levels, list);
    page_free(page);
    flow_galley_free(galley);
    par_lines_free(lines);
    text_runs_free(runs);
}

DkDiagnostics *tiny_lint(const TinyPage *tiny, TextFonts *fonts, BaseLintRule rule)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-lint-XXXXXX", NULL);
    g_autofree char *path = write_page(tiny, folder);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) reading = dk_diagnostics_new();
    DkDiagnostics *list = dk_diagnostics_new();
    const ModelResolved *resolved = resolve(path, arena, reading);
    for (size_t i = 0; !resolved && i < dk_diagnostics_count(reading); i++)
        g_test_message("%s", dk_diagnostic_text(dk_diagnostics_item(reading, i)));
    g_assert_nonnull(resolved);
    OutputPictures *pictures = output_pictures_new();
    g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func(output_picture_release);
    ModelResolved fitting = *resolved;
    fitting.fit = MODEL_FIT_APPLY;
    resolved = output_open_pictures(flow_fit(&fitting, fonts, arena, reading), pictures, held, arena, reading);
    lint(resolved, fonts, rule, arena, list);
    g_ptr_array_set_size(held, 0);
    output_pictures_free(pictures);
    base_folder_remove(folder);
    return list;
}
