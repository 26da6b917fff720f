/* Fuzz target: stories.  Whatever comes in, a story comes out or an error does; its paragraphs, spans and origins are in order and
 * its text is UTF-8. */
#include "fuzz.h"
#include "read/read.h"

static void check_paragraphs(const ModelStory *story)
{
    unsigned byte = 0, span = 0;
    for (unsigned i = 0; i < story->n_paragraphs; i++) {
        const ModelParagraph *paragraph = &story->paragraphs[i];
        g_assert_cmpuint(paragraph->first_byte, ==, byte);
        g_assert_cmpuint(paragraph->first_span, ==, span);
        byte += paragraph->n_bytes;
        span += paragraph->n_spans;
        for (unsigned k = 0; k < paragraph->n_spans; k++) {
            const ModelSpan *inner = &story->spans[paragraph->first_span + k];
            g_assert_cmpuint(inner->first_byte, >=, paragraph->first_byte);
            g_assert_cmpuint(inner->first_byte + inner->n_bytes, <=, byte);
            g_assert_cmpuint(inner->n_bytes, >, 0);
            if (k) g_assert_cmpuint(inner->first_byte, >=, inner[-1].first_byte);
        }
        g_assert_cmpint(paragraph->n_bytes == 0, ==, paragraph->kind == MODEL_PARAGRAPH_BREAK);
    }
    g_assert_cmpuint(byte, ==, story->n_bytes);
    g_assert_cmpuint(span, ==, story->n_spans);
}

static void check_origins(const ModelStory *story)
{
    for (unsigned i = 0; i < story->n_origins; i++) {
        const ModelOrigin *origin = &story->origins[i];
        g_assert_cmpint(origin->line, >, 0);
        g_assert_cmpint(origin->column, >, 0);
        g_assert_cmpuint(origin->byte, <, story->n_bytes);
        if (i) g_assert_cmpuint(origin->byte, >, origin[-1].byte);
    }
    if (story->n_bytes) g_assert_cmpuint(story->n_origins, >, 0);
}

static void read_one(const char *path, const ReadStoryOptions *options)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    const ModelStory *story = read_story(path, (BasePlace){0}, options, arena, list);
    g_assert_cmpint(story == NULL, ==, base_has_errors(list, 0));
    if (!story) return;
    g_assert_true(g_utf8_validate_len(story->text, story->n_bytes, NULL));
    check_paragraphs(story);
    check_origins(story);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *path = fuzz_file("story.md", bytes, size);
    read_one(path, NULL);
    read_one(path, &(ReadStoryOptions){.restores_punctuation = true});
    return 0;
}
