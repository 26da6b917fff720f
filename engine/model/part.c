/* A story that stands on several pages: its parts as stories of their own, and the words of its jump lines (RULES 2.9).
 *
 * A part has the whole story's text and places; only its paragraphs are cut.  So everything after this sets a part as it sets any
 * story, and bytes mean the same in all parts. */
#include "model/written.h"

#include <string.h>

/* ---- Words ---- */

/* What papers of each region print; {page} is the other page's number, {mark} what ties the two lines where several jumps leave one
 * page. */
static const ModelJumpWords usual_words[] = {
    [MODEL_LANGUAGE_HANS_CN] = {"▶下转{page}版{mark}", "上接{page}版{mark}", "①②③④⑤⑥⑦⑧⑨⑩"},
    [MODEL_LANGUAGE_HANT_TW] = {"▶下轉{page}版{mark}", "上接{page}版{mark}", "①②③④⑤⑥⑦⑧⑨⑩"},
    [MODEL_LANGUAGE_HANT_HK] = {"▶下轉{page}版{mark}", "上接{page}版{mark}", "①②③④⑤⑥⑦⑧⑨⑩"},
    [MODEL_LANGUAGE_JA] = {"▶{page}面に続く{mark}", "{page}面から続く{mark}", "①②③④⑤⑥⑦⑧⑨⑩"},
};

ModelJumpWords model_jump_words(const ModelIssue *issue, const ModelLayout *layout)
{
    ModelJumpWords words = usual_words[layout->language];
    const ModelJumpWords *const said[] = {&layout->jumps, &issue->jumps};
    for (unsigned i = 0; i < G_N_ELEMENTS(said); i++) {
        if (said[i]->to) words.to = said[i]->to;
        if (said[i]->from) words.from = said[i]->from;
        if (said[i]->marks) words.marks = said[i]->marks;
    }
    return words;
}

const char *model_jump_mark(const ModelJumpWords *words, unsigned number, BaseArena *arena)
{
    glong n = g_utf8_strlen(words->marks, -1);
    if (n == 0) return "";
    const char *mark = g_utf8_offset_to_pointer(words->marks, (glong)number % n);
    return base_arena_strndup(arena, mark, (size_t)(g_utf8_next_char(mark) - mark));
}

const char *model_jump_line(const char *words, const char *page, const char *mark, BaseArena *arena)
{
    GString *line = g_string_new(words);
    g_string_replace(line, "{page}", page, 0);
    g_string_replace(line, "{mark}", mark, 0);
    const char *kept = base_arena_strdup(arena, line->str);
    g_string_free(line, TRUE);
    return kept;
}

/* ---- What an editor wrote by hand ---- */

/* Whether `text` has the number of `page`: those of digits as numbers, "2" as "02", others to the letter. */
static bool names_page(const char *text, const char *page)
{
    if (strspn(page, "0123456789") < strlen(page)) return strstr(text, page) != NULL;
    guint64 wanted = g_ascii_strtoull(page, NULL, 10);
    for (const char *p = text; *p;) {
        char *end = (char *)p;
        if (g_ascii_isdigit(*p) && g_ascii_strtoull(p, &end, 10) == wanted) return true;
        p = end > p ? end : p + 1;
    }
    return false;
}

bool model_jump_agrees(const char *written, const char *page, const char *mark, const ModelJumpWords *words)
{
    if (!names_page(written, page)) return false;
    for (const char *p = words->marks; *p; p = g_utf8_next_char(p)) {
        g_autofree char *other = g_strndup(p, (size_t)(g_utf8_next_char(p) - p));
        if (strstr(written, other) && strcmp(other, mark) != 0) return false;
    }
    return !*mark || strstr(written, mark);
}

bool model_jump_names_page(const char *written, const ModelIssue *issue)
{
    for (unsigned i = 0; i < issue->n_pages; i++) {
        const ModelIssuePage *page = &issue->pages[i];
        if (names_page(written, page->label)) return true;
        for (unsigned k = 0; k < page->spread.n; k++)
            if (names_page(written, page->spread.items[k].text)) return true;
    }
    return false;
}

/* ---- Parts ---- */

/* The paragraph's spans that reach into `cut`, clipped to it. */
static void clip_spans(const ModelStory *whole, ModelParagraph *cut, GArray *spans)
{
    unsigned first = spans->len, end = cut->first_byte + cut->n_bytes;
    for (unsigned i = 0; i < cut->n_spans; i++) {
        ModelSpan span = whole->spans[cut->first_span + i];
        unsigned from = MAX(span.first_byte, cut->first_byte), to = MIN(span.first_byte + span.n_bytes, end);
        if (from >= to) continue;
        span.first_byte = from;
        span.n_bytes = to - from;
        g_array_append_val(spans, span);
    }
    cut->first_span = first;
    cut->n_spans = spans->len - first;
}

/* What of the paragraph lies in bytes `from` to `to`; false when nothing does. */
static bool cut_paragraph(const ModelParagraph *paragraph, const ModelPart *part, ModelParagraph *cut)
{
    unsigned end = paragraph->first_byte + paragraph->n_bytes;
    *cut = *paragraph;
    if (!paragraph->n_bytes) return paragraph->first_byte >= part->from && paragraph->first_byte < part->to;
    cut->first_byte = MAX(paragraph->first_byte, part->from);
    unsigned cut_end = MIN(end, part->to);
    if (cut->first_byte >= cut_end) return false;
    cut->n_bytes = cut_end - cut->first_byte;
    cut->is_carried = cut->first_byte > paragraph->first_byte;
    cut->goes_on = cut_end < end;
    return true;
}

static void *kept(GArray *array, BaseArena *arena, unsigned *n)
{
    size_t size = array->len * g_array_get_element_size(array);
    void *copy = base_arena_alloc(arena, size);
    if (size) memcpy(copy, array->data, size);
    *n = array->len;
    return copy;
}

static void cut_body(const ModelStory *whole, const ModelPart *part, BaseArena *arena, ModelStory *story)
{
    g_autoptr(GArray) paragraphs = g_array_new(FALSE, FALSE, sizeof(ModelParagraph));
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(ModelSpan));
    for (unsigned i = 0; i < whole->n_paragraphs; i++) {
        ModelParagraph cut;
        if (!cut_paragraph(&whole->paragraphs[i], part, &cut)) continue;
        clip_spans(whole, &cut, spans);
        g_array_append_val(paragraphs, cut);
    }
    story->paragraphs = kept(paragraphs, arena, &story->n_paragraphs);
    story->spans = kept(spans, arena, &story->n_spans);
}

/* The pull quotes that begin in the part. */
static void cut_pulls(const ModelStory *whole, const ModelPart *part, ModelStory *story)
{
    unsigned first = 0, end = 0;
    while (first < whole->n_pulls && whole->pulls[first].first_byte < part->from) first++;
    for (end = first; end < whole->n_pulls && whole->pulls[end].first_byte < part->to;) end++;
    story->pulls = whole->pulls + first;
    story->n_pulls = end - first;
}

/* The turned part has a short head, or the headline again, and the line that says where it comes from. */
static void turn_heads(const ModelStory *whole, const ModelPart *part, BaseArena *arena, ModelStory *story)
{
    memset(story->elements, 0, sizeof story->elements);
    story->elements[MODEL_ELEMENT_HEADLINE] = whole->turned_head.n ? whole->turned_head : whole->elements[MODEL_ELEMENT_HEADLINE];
    story->elements[MODEL_ELEMENT_CONTINUED] = whole->elements[MODEL_ELEMENT_CONTINUED];
    if (whole->elements[MODEL_ELEMENT_CONTINUED].n || !part->continued) return;
    ModelText *text = base_arena_alloc(arena, sizeof *text);
    *text = (ModelText){.text = part->continued};
    story->elements[MODEL_ELEMENT_CONTINUED] = (ModelTexts){text, 1};
}

const ModelStory *model_story_part(const ModelStory *whole, const ModelPart *part, BaseArena *arena)
{
    ModelStory *story = base_arena_alloc(arena, sizeof *story);
    *story = *whole;
    story->whole = whole;
    story->part = part->number;
    story->jump = part->jump;
    if (story->jump != whole->jump) story->jump_line = story->jump_column = 0;
    story->pictures = whole->pictures + MIN(part->first_picture, whole->n_pictures);
    story->n_pictures = MIN(part->n_pictures, whole->n_pictures - MIN(part->first_picture, whole->n_pictures));
    cut_body(whole, part, arena, story);
    cut_pulls(whole, part, story);
    if (part->number > 1) turn_heads(whole, part, arena, story);
    else story->elements[MODEL_ELEMENT_CONTINUED].n = 0;
    return story;
}
