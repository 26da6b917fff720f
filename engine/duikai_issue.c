/* Issues through the public interface: reads an issue's pages with what they share, and sets them one by one.
 *
 * In: an issue file.  Out: its list of pages, and each page as a DkPage of its own.  Layouts and stories are read once, however many
 * pages use them, and live as long as the issue. */
#include "duikai_issue.h"

/* ---- Reading ---- */

static void find_sheets(DkIssue *issue)
{
    const ModelTexts *named = &issue->issue->sheets;
    const char **paths = base_arena_new_array(issue->arena, const char *, named->n);
    BasePlace *places = base_arena_new_array(issue->arena, BasePlace, named->n);
    for (unsigned i = 0; i < named->n; i++) {
        g_autofree char *path = base_file_beside(issue->issue->path, named->items[i].text);
        paths[i] = base_arena_strdup(issue->arena, path);
        places[i] = (BasePlace){.file = issue->issue->path, .line = named->items[i].line, .column = named->items[i].column};
    }
    issue->sheets = (ReadSheets){paths, places, named->n};
}

static const ModelLayout *layout_at(DkIssue *issue, const char *path, BasePlace place, DkDiagnostics *list)
{
    g_autofree char *full = g_canonicalize_filename(path, NULL);
    gpointer known;
    if (g_hash_table_lookup_extended(issue->layouts, full, NULL, &known)) return known;
    const ModelLayout *layout = read_layout_with(path, place, &issue->sheets, issue->arena, list);
    g_hash_table_insert(issue->layouts, g_steal_pointer(&full), (gpointer)layout);
    return layout;
}

static const ModelStory *story_at(DkIssue *issue, const char *path, BasePlace place, DkDiagnostics *list)
{
    g_autofree char *full = g_canonicalize_filename(path, NULL);
    gpointer known;
    if (g_hash_table_lookup_extended(issue->stories, full, NULL, &known)) return known;
    const ModelStory *story = read_story(path, place, NULL, issue->arena, list);
    g_hash_table_insert(issue->stories, g_steal_pointer(&full), (gpointer)story);
    return story;
}

/* Reads page `index` with all it needs; leaves it without a page file when something cannot be read. */
static void read_page(DkIssue *issue, unsigned index, DkDiagnostics *list)
{
    IssuePage *page = &issue->pages[index];
    const ModelPageFile *file =
        read_page_file_at(issue->issue->pages[index].path, issue->issue->pages[index].path_place, issue->arena, list);
    if (!file) return;
    page->layout = layout_at(issue, file->layout, file->layout_place, list);
    page->stories = base_arena_new_array(issue->arena, const ModelStory *, file->n_stories + 1);
    bool is_whole = page->layout != NULL;
    for (unsigned i = 0; i < file->n_stories; i++) {
        page->stories[i] = story_at(issue, file->stories[i].path, file->stories[i].place, list);
        is_whole &= page->stories[i] != NULL;
    }
    if (is_whole) page->page_file = model_issue_page(issue->issue, index, file, page->layout, issue->arena, list);
}

/* Furniture that the issue speaks of and no page has. */
static void check_furniture(const DkIssue *issue, DkDiagnostics *list)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned p = 0; p < issue->issue->n_pages; p++) {
        const ModelLayout *layout = issue->pages[p].layout;
        for (unsigned i = 0; layout && i < layout->n_furniture; i++)
            if (layout->furniture[i].id) g_hash_table_add(known, (gpointer)layout->furniture[i].id);
    }
    for (unsigned i = 0; i < issue->issue->n_furniture; i++) {
        const ModelFurnitureText *text = &issue->issue->furniture[i];
        if (g_hash_table_contains(known, text->id)) continue;
        DkDiagnostic *item =
            base_report(list, DK_WARNING, "unused-furniture", text->place, "no page of the issue has furniture \"%s\"", text->id);
        if (dk_diagnostics_count(list) < BASE_NEAREST_MAX) base_report_nearest(list, item, text->id, known);
    }
}

static void check_fields(const DkIssue *issue, DkDiagnostics *list)
{
    g_autofree const ModelPageFile **pages = g_new0(const ModelPageFile *, issue->issue->n_pages);
    for (unsigned p = 0; p < issue->issue->n_pages; p++) pages[p] = issue->pages[p].page_file;
    model_issue_check_fields(issue->issue, pages, list);
}

DkIssue *dk_issue_open(DkEngine *engine, const char *path, DkDiagnostics *list)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    const ModelIssue *read = read_issue(path, arena, list);
    if (!read) return NULL;
    DkIssue *issue = g_new0(DkIssue, 1);
    *issue = (DkIssue){.engine = engine,
                       .arena = g_steal_pointer(&arena),
                       .issue = read,
                       .pages = g_new0(IssuePage, read->n_pages),
                       .layouts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                       .stories = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    issue->title = model_issue_title(read, issue->arena);
    find_sheets(issue);
    for (unsigned i = 0; i < read->n_pages; i++) {
        size_t first = dk_diagnostics_count(list);
        read_page(issue, i, list);
        base_report_page(list, first, (int)i + 1, read->pages[i].label);
    }
    check_furniture(issue, list);
    check_fields(issue, list);
    issue_check_facing(issue, list);
    issue_tie(issue, list);
    return issue;
}

void dk_issue_free(DkIssue *issue)
{
    if (!issue) return;
    g_hash_table_unref(issue->layouts);
    g_hash_table_unref(issue->stories);
    base_arena_free(issue->arena);
    g_free(issue->pages);
    g_free(issue);
}

/* ---- Pages ---- */

const char *dk_issue_title(const DkIssue *issue)
{
    return issue->title;
}

size_t dk_issue_page_count(const DkIssue *issue)
{
    return issue->issue->n_pages;
}

DkIssuePage dk_issue_page(const DkIssue *issue, size_t index)
{
    g_assert(index < issue->issue->n_pages);
    const ModelIssuePage *entry = &issue->issue->pages[index];
    const ModelPageFile *file = issue->pages[index].page_file;
    return (DkIssuePage){entry->path, entry->label, entry->section, file ? file->title : NULL, entry->spread.n > 0};
}

DkPage *dk_issue_page_open(DkIssue *issue, size_t index, DkDiagnostics *list)
{
    g_assert(index < issue->issue->n_pages);
    const IssuePage *page = &issue->pages[index];
    if (!page->page_file || page->is_refused) return NULL;
    size_t first = dk_diagnostics_count(list);
    BaseArena *arena = base_arena_new();
    ModelRequest request = {page->layout, page->page_file, page->stories, NULL};
    const ModelResolved *resolved = pipeline_resolve(issue->engine, &request, arena, list);
    DkPage *set = pipeline_set(issue->engine, resolved, arena, list);
    base_report_page(list, first, (int)index + 1, issue->issue->pages[index].label);
    base_report_page_file(list, first, page->page_file->path);
    return set;
}

bool dk_is_issue(const char *path)
{
    return read_is_issue(path);
}
