/* See page.h. */
#include "flow/page.h"

#include <stdlib.h>
#include <string.h>

void page_write(const char *name, const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    while (*text) {
        char *end = NULL;
        unsigned long n = *text == '{' ? strtoul(text + 1, &end, 10) : 0;
        if (!n || *end != '}') {
            g_string_append_c(out, *text++);
            continue;
        }
        for (unsigned long i = 0; i < n; i++) g_string_append(out, "中");
        text = end + 1;
    }
    g_assert_true(g_file_set_contents(name, out->str, -1, NULL));
}

static const ModelResolved *resolve(SetPage *page, const char *name)
{
    const ModelPageFile *file = read_page_file(name, page->arena, page->list);
    const ModelLayout *layout = file ? read_layout(file->layout, file->layout_place, page->arena, page->list) : NULL;
    if (!layout) return NULL;
    const ModelStory **stories = base_arena_new_array(page->arena, const ModelStory *, file->n_stories + 1);
    for (unsigned i = 0; i < file->n_stories; i++) {
        stories[i] = read_story(file->stories[i].path, file->stories[i].place, NULL, page->arena, page->list);
        if (!stories[i]) return NULL;
    }
    ModelRequest request = {layout, file, stories, NULL};
    return pipeline_resolve(&page->engine, &request, page->arena, page->list);
}

void page_set(SetPage *page, const char *name, ModelFitMode fit)
{
    *page = (SetPage){.arena = base_arena_new(), .list = dk_diagnostics_new()};
    page->engine = (DkEngine){text_fonts_new(g_getenv("DUIKAI_DATA_DIR"), NULL, page->list), fit, output_pictures_new()};
    g_assert_nonnull(page->engine.fonts);
    const ModelResolved *resolved = resolve(page, name);
    if (!resolved) return;
    ModelResolved *own = base_arena_alloc(page->arena, sizeof *own);
    *own = *resolved;
    own->fit = fit;
    page->resolved = own;
    page->runs = text_runs_new(own->styles, own->n_styles);
    page->lines = par_lines_new();
    page->galley = flow_fill(own, page->engine.fonts, page->runs, page->lines, page->arena, page->list);
}

void page_clear(SetPage *page)
{
    flow_galley_free(page->galley);
    if (page->lines) par_lines_free(page->lines);
    if (page->runs) text_runs_free(page->runs);
    output_pictures_free(page->engine.pictures);
    text_fonts_free(page->engine.fonts);
    dk_diagnostics_free(page->list);
    base_arena_free(page->arena);
}

glong page_characters(const SetPage *page, const ModelStory *story)
{
    glong n = 0;
    for (unsigned i = 0; i < page->galley->lines->len; i++) {
        const FlowLine *placed = &g_array_index(page->galley->lines, FlowLine, i);
        const FlowFrame *frame = &g_array_index(page->galley->frames, FlowFrame, placed->frame);
        const ParLine *line = &g_array_index(page->lines->lines, ParLine, placed->line);
        if (frame->story == story && frame->kind == FLOW_LEG) n += g_utf8_strlen(story->text + line->first_byte, line->n_bytes);
    }
    return n;
}

char *page_findings(const SetPage *page)
{
    GString *said = g_string_new(NULL);
    for (size_t i = 0; i < dk_diagnostics_count(page->list); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(page->list, i));
        g_string_append_printf(said, "%s\n", text);
    }
    return g_string_free(said, FALSE);
}
