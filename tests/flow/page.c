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
    page->resolved = flow_fit(own, page->engine.fonts, page->arena, page->list);
    page->runs = text_runs_new(page->resolved->styles, page->resolved->n_styles);
    page->lines = par_lines_new();
    page->galley = flow_fill(page->resolved, page->engine.fonts, page->runs, page->lines, page->arena, page->list);
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

/* ---- Cases ---- */

const char page_base_layout[] = "duikai: layout/1\n"
                                "sheet: {width: 210mm, height: 297mm}\n"
                                "type-area: {left: 15mm, top: 20mm, width: 50em, height: 60line}\n"
                                "grid: {size: 10pt, leading: 12pt}\n"
                                "styles:\n"
                                "  body: {indent: 0em}\n"
                                "  headline: {size: 20pt, leading: 24pt, align: start}\n"
                                "  deck: {size: 12pt, leading: 16pt, align: start}\n"
                                "  caption: {size: 8pt, leading: 10pt, align: start}\n";

static void say_rect(GString *said, const ModelResolved *r, const char *what, const char *id, BaseRect rect)
{
    g_string_append_printf(said, "%s %s: x %.4g em, line %.4g, %.4g em, %.4g lines\n", what, id,
                           (double)(rect.x - r->type_area.x) / r->em, (double)(rect.y - r->type_area.y) / r->line + 1,
                           (double)rect.width / r->em, (double)rect.height / r->line);
}

static unsigned lines_set(const SetPage *page, const ModelBlock *block, unsigned leg)
{
    for (unsigned i = 0; i < page->galley->frames->len; i++) {
        const FlowFrame *frame = &g_array_index(page->galley->frames, FlowFrame, i);
        if (frame->kind == FLOW_LEG && frame->number == leg && strcmp(frame->id, block->id) == 0) return frame->n_lines;
    }
    return 0;
}

static void say_block(GString *said, const SetPage *page, const ModelBlock *block)
{
    const ModelResolved *r = page->resolved;
    say_rect(said, r, "block", block->id, r->rects[block->first_rect]);
    for (unsigned i = 0; i < block->n_heads; i++) {
        const ModelHead *head = &r->heads[block->first_head + i];
        g_autofree char *word =
            g_strdup_printf("%s, %g pt", model_element_words[head->element], base_length_pt(r->styles[head->style].size));
        say_rect(said, r, " head", word, head->rect);
    }
    for (unsigned i = 0; i < block->n_pictures; i++) {
        say_rect(said, r, " picture", block->id, r->pictures[block->first_picture + i].rect);
        if (r->pictures[block->first_picture + i].has_caption)
            say_rect(said, r, " caption", block->id, r->pictures[block->first_picture + i].caption);
    }
    for (unsigned i = 0; i < block->n_legs; i++) {
        g_autofree char *set = g_strdup_printf("%u, %u set", i + 1, lines_set(page, block, i));
        say_rect(said, r, " leg", set, r->legs[block->first_leg + i].rect);
    }
    for (unsigned i = 0; i < block->n_rules; i++) say_rect(said, r, " rule", block->id, r->rules[block->first_rule + i].rect);
}

/* Stories are written with {12} for 12 Han; every other file stands as it is. */
static void expand_stories(void)
{
    g_autoptr(GDir) dir = g_dir_open(".", 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *text = NULL;
        if (!g_str_has_suffix(name, ".md")) continue;
        g_assert_true(g_file_get_contents(name, &text, NULL, NULL));
        page_write(name, text);
    }
}

static void say_fit(GString *said, const FlowFit *fit)
{
    const ModelMoves *moves = &fit->moves;
    g_string_append_printf(said, "fit %s: %d of %d, %d over", fit->block->id, fit->set, fit->available, fit->over);
    if (moves->tracking) g_string_append_printf(said, ", tracking %+.4f em", (double)moves->tracking / (10 * DK_PT));
    if (moves->size) g_string_append_printf(said, ", size %+.2f pt", base_length_pt(moves->size));
    if (moves->is_punctuated) g_string_append_printf(said, ", punctuation %s", model_punctuation_words[moves->punctuation]);
    if (moves->leading) g_string_append_printf(said, ", leading %+.3f pt", base_length_pt(moves->leading));
    if (moves->head) g_string_append_printf(said, ", head %+d", moves->head);
    if (moves->picture) g_string_append_printf(said, ", picture %+d", moves->picture);
    g_string_append(said, "\n");
}

char *page_case(const char *kind, const char *file)
{
    GString *said = g_string_new(NULL);
    expand_stories();
    g_assert_true(g_file_set_contents("base.yaml", page_base_layout, -1, NULL));
    SetPage page;
    page_set(&page, file, strcmp(kind, "report") == 0 ? MODEL_FIT_REPORT : MODEL_FIT_APPLY);
    g_autofree char *findings = page_findings(&page);
    g_string_append(said, findings);
    for (unsigned i = 0; page.resolved && i < page.resolved->n_blocks; i++) say_block(said, &page, &page.resolved->blocks[i]);
    for (unsigned i = 0; page.resolved && i < page.resolved->n_furniture; i++)
        say_rect(said, page.resolved, "furniture", page.resolved->furniture[i].id, page.resolved->furniture[i].rect);
    for (unsigned i = 0; page.galley && i < page.galley->fits->len; i++)
        say_fit(said, &g_array_index(page.galley->fits, FlowFit, i));
    page_clear(&page);
    return g_string_free(said, FALSE);
}
