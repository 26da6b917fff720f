/* See block.h. */
#include "flow/block.h"

#include <string.h>

ModelStyle one_block_style(const char *id)
{
    return (ModelStyle){.id = id,
                        .font = "song",
                        .size = EM,
                        .leading = LINE,
                        .punctuation = MODEL_PUNCTUATION_HALF,
                        .prohibition = MODEL_PROHIBITION_GB,
                        .ink = {.k = 100}};
}

void one_block_begin(OneBlock *page)
{
    page->arena = base_arena_new();
    page->list = dk_diagnostics_new();
    page->fonts = text_fonts_new(".", NULL, page->list);
    g_assert_nonnull(page->fonts);
    for (unsigned i = 0; i < ONE_BLOCK_STYLES; i++)
        page->styles[i] = one_block_style(i < MODEL_N_ROLES ? model_role_words[i] : "other");
    page->story = (ModelStory){.path = "story.md", .slug = "story", .text = ""};
    page->block = (ModelBlock){.id = "block", .story = &page->story, .tint = {.is_none = true}};
    for (unsigned r = 0; r < MODEL_N_ROLES; r++) page->block.styles[r] = r;
    page->resolved = (ModelResolved){.em = EM,
                                     .line = LINE,
                                     .styles = page->styles,
                                     .n_styles = ONE_BLOCK_STYLES,
                                     .blocks = &page->block,
                                     .n_blocks = 1,
                                     .heads = &page->head,
                                     .legs = page->legs,
                                     .n_legs = ONE_BLOCK_LEGS};
}

void one_block_fill(OneBlock *page, const ModelResolved *resolved)
{
    one_block_clear(page);
    page->runs = text_runs_new(resolved->styles, resolved->n_styles);
    page->lines = par_lines_new();
    page->galley = flow_fill(resolved, page->fonts, page->runs, page->lines, page->arena, page->list);
}

void one_block_clear(OneBlock *page)
{
    if (!page->galley) return;
    flow_galley_free(page->galley);
    par_lines_free(page->lines);
    text_runs_free(page->runs);
    page->galley = NULL;
}

void one_block_end(OneBlock *page)
{
    one_block_clear(page);
    text_fonts_free(page->fonts);
    dk_diagnostics_free(page->list);
    base_arena_free(page->arena);
}

void one_block_story(OneBlock *page, const char *text, const ModelParagraph *paragraphs, unsigned n)
{
    page->story = (ModelStory){.path = "story.md",
                               .slug = "story",
                               .text = base_arena_strdup(page->arena, text),
                               .n_bytes = (unsigned)strlen(text),
                               .paragraphs = paragraphs,
                               .n_paragraphs = n};
}
