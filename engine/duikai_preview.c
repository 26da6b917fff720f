/* The preview through the public interface: pages are handed over as bytes, those that are asked for drawn while waiting. */
#include "duikai_page.h"
#include "preview/preview.h"

struct DkPreview {
    PreviewShelf *shelf;
    PreviewServer *server;
    unsigned revision;
    GPtrArray *pages;  /* DkPage *, of the current revision, the caller's */
    GPtrArray *found;  /* const DkDiagnostics *, of each page, the caller's */
    GPtrArray *sheets; /* PreviewSheet *, as many */
};

DkPreview *dk_preview_new(const DkPreviewOptions *options, DkDiagnostics *list)
{
    DkPreview *preview = g_new0(DkPreview, 1);
    preview->pages = g_ptr_array_new();
    preview->found = g_ptr_array_new();
    preview->sheets = g_ptr_array_new_with_free_func((GDestroyNotify)preview_sheet_unref);
    preview->shelf = preview_shelf_new();
    preview->server = preview_server_new(preview->shelf, options ? options->port : 0, list);
    if (preview->server) return preview;
    dk_preview_free(preview);
    return NULL;
}

void dk_preview_free(DkPreview *preview)
{
    if (!preview) return;
    preview_server_free(preview->server);
    preview_shelf_free(preview->shelf);
    g_ptr_array_unref(preview->pages);
    g_ptr_array_unref(preview->found);
    g_ptr_array_unref(preview->sheets);
    g_free(preview);
}

const char *dk_preview_address(const DkPreview *preview)
{
    return preview_server_address(preview->server);
}

/* ---- A new revision ---- */

/* Takes the pages for the current ones; a page that was among them keeps its sheet. */
static void take_pages(DkPreview *preview, const DkPreviewShown *shown)
{
    GPtrArray *pages = g_ptr_array_new(), *sheets = g_ptr_array_new_with_free_func((GDestroyNotify)preview_sheet_unref);
    g_ptr_array_set_size(preview->found, 0);
    for (size_t i = 0; i < shown->n_pages; i++) {
        guint before;
        g_ptr_array_add(preview->found, (gpointer)shown->page_findings[i]);
        bool was_shown = g_ptr_array_find(preview->pages, shown->pages[i], &before);
        g_ptr_array_add(pages, shown->pages[i]);
        g_ptr_array_add(sheets, was_shown ? preview_sheet_ref(g_ptr_array_index(preview->sheets, before))
                                          : preview_sheet_new(preview->revision));
    }
    g_ptr_array_unref(preview->pages);
    g_ptr_array_unref(preview->sheets);
    preview->pages = pages;
    preview->sheets = sheets;
}

static PreviewPage forms_of(const DkPage *page)
{
    return (PreviewPage){page->resolved, page->runs, page->lines, page->galley, page->page};
}

static GBytes *state_of(const DkPreview *preview, const DkPreviewShown *shown)
{
    guint n = preview->pages->len;
    g_autofree PreviewPage *pages = g_new0(PreviewPage, n + 1);
    g_autofree unsigned *revisions = g_new0(unsigned, n + 1);
    for (guint i = 0; i < n; i++) {
        const DkPage *page = g_ptr_array_index(preview->pages, i);
        pages[i] = forms_of(page);
        revisions[i] = preview_sheet_revision(g_ptr_array_index(preview->sheets, i));
    }
    PreviewState state = {.revision = preview->revision,
                          .title = shown->title,
                          .is_stale = shown->is_stale,
                          .milliseconds = shown->milliseconds,
                          .pages = pages,
                          .page_revisions = revisions,
                          .n_pages = n,
                          .findings = shown->findings,
                          .n_findings = shown->n_findings,
                          .page_lists = shown->page_lists};
    return preview_state_json(&state);
}

/* The stories of each page: two pages may have stories of one slug, or parts of one story. */
static GHashTable *stories_of(const DkPreview *preview)
{
    GHashTable *stories = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    for (guint i = 0; i < preview->pages->len; i++) {
        const ModelResolved *resolved = ((const DkPage *)g_ptr_array_index(preview->pages, i))->resolved;
        for (unsigned b = 0; b < resolved->n_blocks; b++) {
            const ModelStory *story = resolved->blocks[b].story;
            if (story) g_hash_table_insert(stories, g_strdup_printf("%u/%s", i + 1, story->slug), preview_story_text(story));
        }
    }
    return stories;
}

unsigned dk_preview_show(DkPreview *preview, const DkPreviewShown *shown)
{
    preview->revision++;
    take_pages(preview, shown);
    GPtrArray *sheets = g_ptr_array_new_with_free_func((GDestroyNotify)preview_sheet_unref);
    for (guint i = 0; i < preview->sheets->len; i++)
        g_ptr_array_add(sheets, preview_sheet_ref(g_ptr_array_index(preview->sheets, i)));
    preview_shelf_put(preview->shelf, preview->revision, state_of(preview, shown), sheets, stories_of(preview));
    return preview->revision;
}

/* ---- Drawing what is asked for ---- */

static GBytes *describe(const DkPage *page)
{
    size_t n = dk_page_line_count(page);
    g_autofree DkLine *lines = g_new0(DkLine, n + 1);
    g_auto(GStrv) reasons = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        lines[i] = dk_page_line(page, i);
        reasons[i] = dk_line_reason(&lines[i]);
    }
    PreviewPage forms = forms_of(page);
    return preview_page_json(&forms, lines, reasons);
}

/* Findings of drawing were made when the page was set; what is left of them is said by an empty answer. */
static GBytes *draw(const DkPreview *preview, guint index, PreviewPart part)
{
    DkPage *page = g_ptr_array_index(preview->pages, index);
    if (part == PREVIEW_JSON) return describe(page);
    g_autoptr(DkDiagnostics) findings = dk_diagnostics_new();
    DkWriteOptions options = {
        .overlays = DK_OVERLAYS_ALL, .hides_overlays = true, .findings = g_ptr_array_index(preview->found, index)};
    unsigned char *data = NULL;
    size_t size = 0;
    bool is_drawn = dk_pages_render(&page, 1, DK_FORMAT_SVG, &options, &data, &size, findings);
    return is_drawn ? g_bytes_new_take(data, size) : NULL;
}

static void draw_asked(DkPreview *preview)
{
    unsigned page;
    PreviewPart part;
    while (preview_shelf_next(preview->shelf, &page, &part))
        preview_shelf_give(preview->shelf, page, part, draw(preview, page, part));
}

bool dk_preview_wait(DkPreview *preview, DkWatch *watch, const DkDiagnostics *const *lists, size_t n_lists)
{
    for (;;) {
        switch (preview_watch_wait(watch, lists, n_lists, preview_shelf_asked(preview->shelf))) {
        case PREVIEW_STOPPED: return false;
        case PREVIEW_CHANGED: return true;
        case PREVIEW_ASKED: draw_asked(preview); break;
        }
    }
}
