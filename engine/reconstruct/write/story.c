/* Stories as files: front matter and CommonMark, with the source's place of each paragraph in a note. */
#include <string.h>

#include "reconstruct/plan/plan.h"

char *rec_words(const RecDraft *draft, const RecElement *element)
{
    GString *words = g_string_new(NULL);
    rec_wording(draft, element, REC_FORM_PLAIN, words);
    return g_string_free(words, FALSE);
}

static void append_scalar_of(const RecDraft *draft, const RecElement *element, GString *out)
{
    g_autoptr(GString) words = g_string_new(NULL);
    rec_wording(draft, element, element->role == REC_ROLE_DATELINE ? REC_FORM_LINES : REC_FORM_PLAIN, words);
    rec_append_scalar(out, words->str);
}

/* A key of the front matter with the elements of one role: a text, or a list of lines. */
static void append_key(const RecDraft *draft, const RecStory *story, RecRole role, GString *out)
{
    guint n = 0;
    for (unsigned i = 0; i < story->n_elements; i++) n += rec_element(draft, story, i)->role == role;
    if (n == 0) return;
    g_string_append_printf(out, "%s:", rec_role_words[role]);
    for (unsigned i = 0; i < story->n_elements; i++) {
        const RecElement *element = rec_element(draft, story, i);
        if (element->role != role) continue;
        g_string_append(out, n > 1 ? "\n  - " : " ");
        append_scalar_of(draft, element, out);
    }
    g_string_append_c(out, '\n');
}

/* Lines that the plan sets a story's headline in; 1 without a plan. */
static int planned_lines(const RecDraft *draft, const RecStory *story)
{
    const RecSlices *slices = draft->plan ? draft->plan->slices : NULL;
    for (guint i = 0; slices && i < slices->blocks->len; i++) {
        const RecBlock *block = &g_array_index(slices->blocks, RecBlock, i);
        if (&g_array_index(draft->stories->stories, RecStory, block->story) == story) return MAX(1, block->head.headline_lines);
    }
    return 1;
}

/* The headline, in as many lines as the plan sets it in. */
static void append_headline(const RecDraft *draft, const RecStory *story, GString *out)
{
    g_autofree char *words = rec_headline(draft, story);
    if (!*words) return;
    g_autoptr(GPtrArray) lines = rec_head_lines(words, planned_lines(draft, story));
    g_string_append(out, "headline:");
    for (guint i = 0; i < lines->len; i++) {
        g_string_append(out, lines->len > 1 ? "\n  - " : " ");
        rec_append_scalar(out, g_ptr_array_index(lines, i));
    }
    g_string_append_c(out, '\n');
}

static void append_pictures(const RecDraft *draft, const RecStory *story, GString *out)
{
    bool has_any = false, is_open = false; /* an entry without its credit yet */
    for (unsigned i = 0; i < story->n_elements; i++) {
        const RecElement *element = rec_element(draft, story, i);
        if (element->role != REC_ROLE_CAPTION && element->role != REC_ROLE_CREDIT) continue;
        if (!has_any) g_string_append(out, "picture:\n");
        bool is_caption = element->role == REC_ROLE_CAPTION;
        if (is_caption || !is_open) g_string_append(out, "  - file: ../" REC_PICTURE "\n");
        g_string_append(out, is_caption ? "    caption: " : "    credit: ");
        append_scalar_of(draft, element, out);
        g_string_append_c(out, '\n');
        has_any = true;
        is_open = is_caption;
    }
}

static bool is_of_body(RecRole role)
{
    return role == REC_ROLE_BODY || role == REC_ROLE_CROSS_HEAD || role == REC_ROLE_TABLE || role == REC_ROLE_JUMP_IN;
}

/* Other readings in what the front matter has: its texts take no notes, so they stand with theirs under `notes`. */
static void append_readings(const RecDraft *draft, const RecStory *story, GString *out)
{
    bool is_first = true;
    for (unsigned i = 0; i < story->n_elements; i++) {
        const RecElement *element = rec_element(draft, story, i);
        if (is_of_body(element->role) || !rec_has_readings(draft, element)) continue;
        g_autoptr(GString) words = g_string_new(rec_role_words[element->role]);
        g_string_append(words, ": ");
        rec_wording(draft, element, REC_FORM_NOTED, words);
        g_string_append(out, is_first ? "notes:\n  - " : "  - ");
        rec_append_scalar(out, words->str);
        g_string_append_c(out, '\n');
        is_first = false;
    }
}

/* A place in the source, with its file where there are several; nothing of it ends the note that it stands in. */
static void append_place(const RecDraft *draft, unsigned byte, GString *out)
{
    BasePlace place = rec_source_place(draft->source, byte);
    if (rec_source_count(draft->source) > 1) {
        g_autoptr(GString) file = g_string_new(NULL);
        base_append_quoted(file, place.file, strlen(place.file));
        g_string_replace(file, ">", "\\u003e", 0);
        g_string_append_printf(out, "%s:", file->str);
    }
    g_string_append_printf(out, "%d:%d", place.line, place.column);
}

/* A part's places, one for each run of it that was read as one. */
static void append_runs(const RecDraft *draft, RecRange part, bool is_first, GString *out)
{
    for (unsigned at = part.first, n; at < rec_end(part); at += n) {
        n = rec_source_run(draft->source, at, rec_end(part) - at);
        unsigned n_characters = rec_count(draft->source, (RecRange){at, n});
        if (n_characters == 0) continue;
        g_string_append(out, is_first ? " " : ", ");
        append_place(draft, at, out);
        g_string_append_printf(out, "+%u", n_characters);
        is_first = false;
    }
}

static void append_places(const RecDraft *draft, const RecElement *element, GString *out)
{
    g_string_append(out, "<!-- source:");
    for (unsigned k = 0; k < element->n_parts; k++) {
        RecRange part = g_array_index(draft->stories->parts, RecRange, element->first_part + k);
        append_runs(draft, part, k == 0, out);
    }
    g_string_append(out, " -->\n");
}

/* Marks a lost end: what may have stood there, or that nothing says what. */
static void append_lost(const RecDraft *draft, const RecElement *element, GString *out)
{
    RecRange last = g_array_index(draft->stories->parts, RecRange, element->first_part + element->n_parts - 1);
    const RecLoss *loss = rec_loss_at(draft, (RecRange){rec_end(last), 0});
    if (loss && *loss->text) g_string_append_printf(out, "<!-- perhaps lost: %s (%s) -->", loss->text, loss->reason);
    else g_string_append(out, "<!-- lost: the end of this paragraph, or at least its mark -->");
}

static void append_body(const RecDraft *draft, const RecStory *story, GString *out)
{
    for (unsigned i = 0; i < story->n_elements; i++) {
        const RecElement *element = rec_element(draft, story, i);
        if (!is_of_body(element->role)) continue;
        g_string_append_c(out, '\n');
        append_places(draft, element, out);
        if (element->role == REC_ROLE_CROSS_HEAD) g_string_append(out, "### ");
        rec_wording(draft, element, REC_FORM_MARKDOWN, out);
        if (element->is_lost_end) append_lost(draft, element, out);
        g_string_append_c(out, '\n');
    }
}

char *rec_story_text(const RecDraft *draft, const RecStory *story)
{
    static const RecRole keys[] = {REC_ROLE_STANDING_HEAD, REC_ROLE_KICKER,   REC_ROLE_DECK,
                                   REC_ROLE_BYLINE,        REC_ROLE_DATELINE, REC_ROLE_JUMP};
    GString *out = g_string_new("---\n");
    g_string_append_printf(out, "slug: %s\n", story->slug);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) append_key(draft, story, keys[i], out);
    append_headline(draft, story, out);
    append_pictures(draft, story, out);
    append_readings(draft, story, out);
    if (rec_keeps_lines(draft, story)) g_string_append(out, "breaks: source\n");
    g_string_append(out, "---\n");
    append_body(draft, story, out);
    return g_string_free(out, FALSE);
}
