/* A story's words as plain text: heads, paragraphs, captions, the jump, in the order in which they are read. */
#include "preview/preview.h"

static void add_paragraph(GString *out, const char *text, size_t n)
{
    if (out->len) g_string_append_c(out, '\n');
    g_string_append_len(out, text, (gssize)n);
    g_string_append_c(out, '\n');
}

static void add_line(GString *out, const char *text)
{
    if (text) g_string_append_printf(out, "%s\n", text);
}

static void add_body(GString *out, const ModelStory *story)
{
    for (unsigned i = 0; i < story->n_paragraphs; i++) {
        const ModelParagraph *paragraph = &story->paragraphs[i];
        if (paragraph->n_bytes) add_paragraph(out, story->text + paragraph->first_byte, paragraph->n_bytes);
    }
}

GBytes *preview_story_text(const ModelStory *story)
{
    GString *out = g_string_new(NULL);
    for (int element = 0; element < MODEL_N_ELEMENTS; element++)
        for (unsigned i = 0; i < story->elements[element].n; i++) add_line(out, story->elements[element].items[i].text);
    add_body(out, story);
    for (unsigned i = 0; i < story->n_pictures; i++) {
        const ModelPicture *picture = &story->pictures[i];
        if (picture->caption || picture->credit) g_string_append_c(out, '\n');
        add_line(out, picture->caption);
        add_line(out, picture->credit);
    }
    if (story->jump) g_string_append_c(out, '\n');
    add_line(out, story->jump);
    return g_string_free_to_bytes(out);
}
