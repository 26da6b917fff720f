/* read/: golden cases of bad and good input, and the tests of its parts. */
#include "cases.h"
#include "read/read.h"
#include "read/read_tests.h"

#include <string.h>

static void say_findings(GString *said, const DkDiagnostics *list)
{
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(list, i));
        g_string_append_printf(said, "%s\n", text);
    }
}

static const char *const paragraph_words[] = {"body", "cross-head", "quote", "break"};
static const char *const span_words[] = {"strong", "emphasis", "dateline", "ruby", "name", "title", "note", "spread", "pull"};

static void say_quoted(GString *said, const char *bytes, size_t n)
{
    g_string_append_c(said, '"');
    for (size_t i = 0; i < n; i++) {
        if (memcmp(bytes + i, "\xe2\x80\xa8", MIN(3, n - i)) == 0 && n - i >= 3) { /* U+2028, which no editor shows */
            g_string_append(said, "\\u2028");
            i += 2;
        } else g_string_append_c(said, bytes[i]);
    }
    g_string_append(said, "\"\n");
}

static void say_paragraph(GString *said, const ModelStory *story, const ModelParagraph *paragraph)
{
    BasePlace place = model_story_place(story, paragraph->first_byte);
    g_string_append_printf(said, "%s", paragraph_words[paragraph->kind]);
    if (paragraph->n_bytes) g_string_append_printf(said, " %d:%d ", place.line, place.column);
    if (paragraph->n_bytes) say_quoted(said, story->text + paragraph->first_byte, paragraph->n_bytes);
    else g_string_append_c(said, '\n');
    for (unsigned i = 0; i < paragraph->n_spans; i++) {
        const ModelSpan *span = &story->spans[paragraph->first_span + i];
        BasePlace at = model_story_place(story, span->first_byte);
        g_string_append_printf(said, "  %s %d:%d ", span_words[span->kind], at.line, at.column);
        say_quoted(said, story->text + span->first_byte, span->n_bytes);
        if (span->ems) g_string_append_printf(said, "    over %d em\n", span->ems);
        if (!span->reading) continue;
        g_string_append(said, "    read ");
        say_quoted(said, span->reading, strlen(span->reading));
    }
}

static void say_picture(GString *said, const ModelPicture *picture)
{
    g_string_append_printf(said, "picture %d:%d %s caption=%s credit=%s alt=%s\n", picture->line, picture->column, picture->path,
                           picture->caption ? picture->caption : "-", picture->credit ? picture->credit : "-",
                           picture->alt ? picture->alt : "-");
}

static void say_pull(GString *said, const ModelStory *story, const ModelPull *pull)
{
    BasePlace place = model_story_place(story, pull->first_byte);
    g_string_append_printf(said, "pull %d:%d by=%s ", place.line, place.column, pull->credit ? pull->credit : "-");
    say_quoted(said, story->text + pull->first_byte, pull->n_bytes);
}

static void say_story(GString *said, const ModelStory *story)
{
    g_string_append_printf(said, "story %s\n", story->slug);
    for (unsigned e = 0; e < MODEL_N_ELEMENTS; e++)
        for (unsigned i = 0; i < story->elements[e].n; i++) {
            const ModelText *text = &story->elements[e].items[i];
            g_string_append_printf(said, "%s %d:%d ", model_element_words[e], text->line, text->column);
            say_quoted(said, text->text, strlen(text->text));
        }
    if (story->jump) g_string_append_printf(said, "jump %s\n", story->jump);
    for (unsigned i = 0; i < story->n_pictures; i++) say_picture(said, &story->pictures[i]);
    for (unsigned i = 0; i < story->n_paragraphs; i++) say_paragraph(said, story, &story->paragraphs[i]);
    for (unsigned i = 0; i < story->n_pulls; i++) say_pull(said, story, &story->pulls[i]);
}

static void say_page(GString *said, const ModelPageFile *page)
{
    g_string_append_printf(said, "page %s layout=%s\n", page->number ? page->number : "-", page->layout);
    for (unsigned i = 0; i < page->n_stories; i++)
        g_string_append_printf(said, "block %s = %s\n", page->stories[i].block, page->stories[i].path);
    for (unsigned i = 0; i < page->n_furniture; i++)
        for (unsigned k = 0; k < page->furniture[i].texts.n; k++) {
            const ModelText *text = &page->furniture[i].texts.items[k];
            g_string_append_printf(said, "furniture %s %d:%d ", page->furniture[i].id, text->line, text->column);
            say_quoted(said, text->text, strlen(text->text));
        }
}

static void say_furniture_texts(GString *said, const char *kind, const ModelFurnitureText *items, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < items[i].texts.n; k++)
            g_string_append_printf(said, "%s %s %s\n", kind, items[i].id, items[i].texts.items[k].text);
}

static void say_issue(GString *said, const ModelIssue *issue)
{
    g_string_append_printf(said, "issue %s %s %s title=%s binding=%s sheets=%u numbers=%u\n", issue->paper ? issue->paper : "-",
                           issue->date ? issue->date : "-", issue->number ? issue->number : "-", issue->title ? issue->title : "-",
                           model_binding_words[issue->binding], issue->sheets.n, issue->n_numbers);
    say_furniture_texts(said, "field", issue->fields, issue->n_fields);
    say_furniture_texts(said, "furniture", issue->furniture, issue->n_furniture);
    for (unsigned i = 0; i < issue->n_pages; i++) {
        const ModelIssuePage *page = &issue->pages[i];
        g_string_append_printf(said, "page %s %s section=%s\n", page->label, page->path, page->section ? page->section : "-");
        say_furniture_texts(said, "field", page->fields, page->n_fields);
        say_furniture_texts(said, "furniture", page->furniture, page->n_furniture);
    }
}

static void say_layout(GString *said, const ModelLayout *layout)
{
    g_string_append_printf(said, "layout: %u styles, %u blocks, %u furniture, %u rules\n", layout->n_styles, layout->n_blocks,
                           layout->n_furniture, layout->n_rules);
}

static char *run_case(const char *kind, const char *file)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autoptr(GString) result = g_string_new(NULL);
    if (strcmp(kind, "layout") == 0) {
        const ModelLayout *layout = read_layout(file, (BasePlace){.file = file}, arena, list);
        if (layout) say_layout(result, layout);
    } else if (strcmp(kind, "issue") == 0) {
        const ModelIssue *issue = read_issue(file, arena, list);
        if (issue) say_issue(result, issue);
    } else if (strcmp(kind, "page") == 0) {
        const ModelPageFile *page = read_page_file(file, arena, list);
        if (page) say_page(result, page);
    } else {
        const ModelStory *story =
            read_story(file, (BasePlace){.file = file}, strcmp(kind, "galley") == 0 ? &(ReadStoryOptions){0} : NULL, arena, list);
        if (story) say_story(result, story);
    }
    g_assert_cmpint(result->len == 0, ==,
                    base_has_errors(list, 0)); /* nothing comes of a file with errors, and something of every other */
    GString *said = g_string_new(NULL);
    say_findings(said, list);
    g_string_append(said, result->str);
    return g_string_free(said, FALSE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    cases_add("read/yaml", "read/yaml.cases", run_case);
    cases_add("read/layout", "read/layout.cases", run_case);
    cases_add("read/page", "read/page.cases", run_case);
    cases_add("read/issue", "read/issue.cases", run_case);
    cases_add("read/story", "read/story.cases", run_case);
    cases_add("read/front-matter", "read/front_matter.cases", run_case);
    cases_add("read/restore", "read/restore.cases", run_case);
    add_restore_tests();
    add_schema_tests();
    add_story_tests();
    add_value_tests();
    int status = g_test_run();
    cases_finish();
    return status;
}
