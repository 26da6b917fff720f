/* state.json: what there is to show, what is wrong, which stories there are. */
#include "preview/json.h"
#include "preview/preview.h"

static double millimetres(DkLength length)
{
    return base_length_pt(length) * 25.4 / 72;
}

static void add_pages(GString *out, const PreviewState *state)
{
    json_key(out, "pages");
    json_begin(out, '[');
    for (unsigned i = 0; i < state->n_pages; i++) {
        const Page *page = state->pages[i].page;
        json_begin(out, '{');
        json_int(out, "number", i + 1);
        json_int(out, "revision", state->page_revisions[i]);
        json_text(out, "label", page->number);
        json_text(out, "section", state->pages[i].resolved->section);
        json_text(out, "title", page->title ? page->title : page->number);
        json_text(out, "file", state->pages[i].resolved->path);
        json_number(out, "width_mm", millimetres(page->width));
        json_number(out, "height_mm", millimetres(page->height));
        json_end(out, '}');
    }
    json_end(out, ']');
}

/* The number of the page, among those shown, that a finding of list `list` is about; 0: that is not shown; -1: it is about none. */
static int page_of(const PreviewState *state, size_t list, const DkDiagnostic *finding)
{
    for (unsigned i = 0; i < state->n_pages; i++) {
        int entry = (int)state->pages[i].resolved->standing.entry; /* 0: the page is all that its list is about */
        if (state->page_lists[i] == list && (!entry || entry == finding->page)) return (int)i + 1;
    }
    return finding->page ? 0 : -1;
}

static void add_finding(GString *out, const DkDiagnostic *finding, int page)
{
    static const char *const severities[] = {"note", "warning", "error"};
    json_begin(out, '{');
    json_text(out, "severity", severities[finding->severity]);
    json_text(out, "code", finding->code);
    json_text(out, "file", finding->file);
    if (finding->line) json_int(out, "line", finding->line);
    if (finding->column) json_int(out, "column", finding->column);
    json_text(out, "story", finding->story);
    json_text(out, "frame", finding->frame);
    if (page >= 0) json_int(out, "page", page);
    if (finding->set_line) json_int(out, "set_line", finding->set_line);
    if (finding->unit) json_number(out, "amount", finding->amount);
    json_text(out, "unit", finding->unit);
    json_text(out, "message", finding->message);
    json_text(out, "hint", finding->hint);
    json_end(out, '}');
}

static void add_findings(GString *out, const PreviewState *state)
{
    json_key(out, "diagnostics");
    json_begin(out, '[');
    for (size_t list = 0; list < state->n_findings; list++)
        for (size_t i = 0; i < dk_diagnostics_count(state->findings[list]); i++) {
            const DkDiagnostic *finding = dk_diagnostics_item(state->findings[list], i);
            add_finding(out, finding, page_of(state, list, finding));
        }
    json_end(out, ']');
}

static void add_story(GString *out, const ModelStory *story, unsigned page)
{
    const ModelTexts *headline = &story->elements[MODEL_ELEMENT_HEADLINE];
    json_begin(out, '{');
    json_text(out, "slug", story->slug);
    g_autoptr(GString) words = g_string_new(NULL);
    for (unsigned i = 0; i < headline->n; i++) g_string_append_printf(words, "%s%s", i ? " " : "", headline->items[i].text);
    json_text(out, "headline", words->str);
    json_int(out, "page", page + 1);
    json_text(out, "file", story->path);
    json_end(out, '}');
}

static void add_stories(GString *out, const PreviewState *state)
{
    json_key(out, "stories");
    json_begin(out, '[');
    for (unsigned i = 0; i < state->n_pages; i++) {
        const ModelResolved *resolved = state->pages[i].resolved;
        for (unsigned b = 0; b < resolved->n_blocks; b++)
            if (resolved->blocks[b].story) add_story(out, resolved->blocks[b].story, i);
    }
    json_end(out, ']');
}

GBytes *preview_state_json(const PreviewState *state)
{
    GString *out = g_string_new(NULL);
    json_begin(out, '{');
    json_int(out, "revision", state->revision);
    const Page *first = state->n_pages ? state->pages[0].page : NULL;
    const char *own = first && first->title ? first->title : first ? first->paper : NULL;
    json_text(out, "title", state->title ? state->title : own);
    json_bool(out, "stale", state->is_stale);
    json_int(out, "milliseconds", state->milliseconds);
    add_pages(out, state);
    add_findings(out, state);
    add_stories(out, state);
    json_end(out, '}');
    return g_string_free_to_bytes(out);
}
