/* A page as its issue has it: what the issue says for all its pages, and {names} in furniture texts filled in.
 *
 * In: the issue, a page file, its layout.  Out: a page file of the same form, so that nobody after this knows of issues.  A
 * page's own furniture stands before its issue's; a field of the page before one of the issue. */
#include "model/written.h"

#include <string.h>

typedef struct {
    BaseArena *arena;
    DkDiagnostics *list;
    GHashTable *fields; /* name -> text; NULL: the name is known and nothing is said for it */
    GHashTable *asked;  /* names in braces -> whether there is a field of that name */
} Filling;

/* ---- Fields ---- */

static void set_field(Filling *filling, const char *name, const char *text)
{
    g_hash_table_insert(filling->fields, (gpointer)name, (gpointer)text);
}

static void set_fields(Filling *filling, const ModelFurnitureText *fields, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (fields[i].id && fields[i].texts.n) set_field(filling, fields[i].id, fields[i].texts.items[0].text);
}

static void report_field(const Filling *filling, const char *name, BasePlace place)
{
    DkDiagnostic *item;
    if (g_hash_table_contains(filling->fields, name)) {
        item = base_report(filling->list, DK_WARNING, "unknown-field", place, "nothing says what {%s} is here", name);
        base_report_hint(filling->list, item, "say it in the issue or the page");
        return;
    }
    item =
        base_report(filling->list, DK_WARNING, "unknown-field", place, "there is no field {%s}; it is set as it is written", name);
    g_autofree gpointer *names = g_hash_table_get_keys_as_array(filling->fields, NULL);
    const char *near = base_nearest(name, (const char *const *)names);
    if (near) base_report_hint(filling->list, item, "did you mean {%s}?", near);
}

/* The name in braces that begins at `text`, a "{", NULL when none does; what else stands between braces is text. */
static char *name_at(const char *text)
{
    size_t n = strcspn(text + 1, "{} \t　");
    return n && text[1 + n] == '}' ? g_strndup(text + 1, n) : NULL;
}

static const char *filled(const Filling *filling, const char *text, BasePlace place)
{
    if (!strchr(text, '{')) return text;
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p++) {
        g_autofree char *name = *p == '{' ? name_at(p) : NULL;
        if (!name) {
            g_string_append_c(out, *p);
            continue;
        }
        const char *value = g_hash_table_lookup(filling->fields, name);
        bool is_known = g_hash_table_contains(filling->fields, name);
        g_hash_table_insert(filling->asked, base_arena_strdup(filling->arena, name), GINT_TO_POINTER(is_known));
        if (!value) report_field(filling, name, place);
        if (value) g_string_append(out, value);
        else if (!is_known) g_string_append_printf(out, "{%s}", name);
        p += strlen(name) + 1;
    }
    const char *kept = base_arena_strdup(filling->arena, out->str);
    g_string_free(out, TRUE);
    return kept;
}

static ModelTexts filled_texts(const Filling *filling, const ModelFurnitureText *from)
{
    ModelText *items = base_arena_new_array(filling->arena, ModelText, from->texts.n);
    for (unsigned i = 0; i < from->texts.n; i++) {
        items[i] = from->texts.items[i];
        items[i].text =
            filled(filling, items[i].text, (BasePlace){.file = from->place.file, .line = items[i].line, .column = items[i].column});
    }
    return (ModelTexts){items, from->texts.n};
}

/* The names that were asked for and have a field, or have none, NULL-terminated. */
static const char *const *asked_names(const Filling *filling, bool is_known)
{
    const char **names = base_arena_new_array(filling->arena, const char *, g_hash_table_size(filling->asked) + 1);
    GHashTableIter iter;
    gpointer name, known;
    unsigned n = 0;
    g_hash_table_iter_init(&iter, filling->asked);
    while (g_hash_table_iter_next(&iter, &name, &known))
        if ((GPOINTER_TO_INT(known) != 0) == is_known) names[n++] = name;
    return names;
}

/* ---- Furniture ---- */

/* The furniture of one page, gathered by id: who says it first is right. */
typedef struct {
    const Filling *filling;
    GHashTable *said;  /* id */
    GHashTable *known; /* ids of the layout's furniture; NULL: all are taken, the binding reports those that are not there */
    GArray *texts;     /* ModelFurnitureText */
} Gathering;

static void gather(Gathering *gathering, const ModelFurnitureText *furniture, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        ModelFurnitureText text = furniture[i];
        if (gathering->known && !g_hash_table_contains(gathering->known, text.id)) continue;
        if (!g_hash_table_add(gathering->said, (gpointer)text.id)) continue;
        text.texts = filled_texts(gathering->filling, &text);
        g_array_append_val(gathering->texts, text);
    }
}

static void keep(const Gathering *gathering, ModelPageFile *page)
{
    ModelFurnitureText *furniture = base_arena_new_array(gathering->filling->arena, ModelFurnitureText, gathering->texts->len);
    if (gathering->texts->len) memcpy(furniture, gathering->texts->data, gathering->texts->len * sizeof *furniture);
    page->furniture = furniture;
    page->n_furniture = gathering->texts->len;
    page->fields = asked_names(gathering->filling, true);
    page->unknown_fields = asked_names(gathering->filling, false);
}

static GHashTable *furniture_ids(const ModelLayout *layout)
{
    GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < layout->n_furniture; i++) g_hash_table_add(ids, (gpointer)layout->furniture[i].id);
    return ids;
}

/* ---- Fields that nothing asks for ---- */

static bool has_field(const ModelIssuePage *entry, const char *name)
{
    for (unsigned i = 0; i < entry->n_fields; i++)
        if (strcmp(entry->fields[i].id, name) == 0) return true;
    return false;
}

/* Reports a field of the issue, or of its page `page` from 1, that no text asks for; `unknown` are names that are asked for in vain. */
static void report_unused(const ModelFurnitureText *field, unsigned page, const char *const *unknown, DkDiagnostics *list)
{
    BasePlace place = field->place;
    place.page = (int)page;
    DkDiagnostic *item = base_report(list, DK_WARNING, "unused-field", place, "no furniture text of %s asks for {%s}",
                                     page ? "this page" : "the issue", field->id);
    bool is_sought = dk_diagnostics_count(list) < BASE_NEAREST_MAX;
    const char *near = is_sought ? base_nearest(field->id, unknown) : NULL;
    if (near) base_report_hint(list, item, "did you mean \"%s\"?", near);
    else base_report_hint(list, item, "write {%s} where it shall stand, or take the field out", field->id);
}

static void check_page_fields(const ModelIssue *issue, unsigned index, const ModelPageFile *page, DkDiagnostics *list)
{
    const ModelIssuePage *entry = &issue->pages[index];
    for (unsigned i = 0; i < entry->n_fields; i++)
        if (!g_strv_contains(page->fields, entry->fields[i].id))
            report_unused(&entry->fields[i], index + 1, page->unknown_fields, list);
}

/* A page that has a field of the same name does not ask for the issue's. */
static void check_issue_field(const ModelIssue *issue, const ModelFurnitureText *field, const ModelPageFile *const *pages,
                              DkDiagnostics *list)
{
    g_autoptr(GPtrArray) unknown = g_ptr_array_new();
    for (unsigned p = 0; p < issue->n_pages; p++) {
        if (!has_field(&issue->pages[p], field->id) && g_strv_contains(pages[p]->fields, field->id)) return;
        for (const char *const *name = pages[p]->unknown_fields; *name; name++) g_ptr_array_add(unknown, (gpointer)*name);
    }
    g_ptr_array_add(unknown, NULL);
    report_unused(field, 0, (const char *const *)unknown->pdata, list);
}

void model_issue_check_fields(const ModelIssue *issue, const ModelPageFile *const *pages, DkDiagnostics *list)
{
    bool is_whole = true;
    for (unsigned p = 0; p < issue->n_pages; p++) {
        if (pages[p]) check_page_fields(issue, p, pages[p], list);
        is_whole &= pages[p] != NULL;
    }
    for (unsigned i = 0; i < issue->n_fields && is_whole; i++) check_issue_field(issue, &issue->fields[i], pages, list);
}

/* ---- Pages ---- */

static void set_page_fields(Filling *filling, const ModelPageFile *page)
{
    set_field(filling, "paper", page->paper);
    set_field(filling, "date", page->date);
    set_field(filling, "page", page->number);
    set_field(filling, "title", page->title);
}

static void set_issue_fields(Filling *filling, const ModelIssue *issue, const ModelIssuePage *entry)
{
    set_field(filling, "number", issue->number);
    set_field(filling, "section", entry->section);
    set_field(filling, "pages", base_arena_printf(filling->arena, "%u", issue->n_numbers));
    set_field(filling, "first-page", entry->spread.n == 2 ? entry->spread.items[0].text : entry->label);
    set_field(filling, "second-page", entry->spread.n == 2 ? entry->spread.items[1].text : NULL);
    set_fields(filling, issue->fields, issue->n_fields);
    set_fields(filling, entry->fields, entry->n_fields);
}

/* A page by itself knows no part of a story but the whole. */
static void report_parts(const ModelPageFile *page_file, DkDiagnostics *list)
{
    for (unsigned i = 0; i < page_file->n_stories; i++) {
        const ModelPlacedStory *placed = &page_file->stories[i];
        if (placed->part < 2) continue;
        DkDiagnostic *item = base_report(list, DK_WARNING, "part-alone", placed->place,
                                         "block \"%s\" takes part %d of a story, and a page by itself sets it from its beginning",
                                         placed->block, placed->part);
        base_report_hint(list, item, "name the issue in the place of the page file");
    }
}

const ModelPageFile *model_page_filled(const ModelPageFile *page_file, BaseArena *arena, DkDiagnostics *list)
{
    g_autoptr(GHashTable) fields = g_hash_table_new(g_str_hash, g_str_equal), said = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(ModelFurnitureText));
    g_autoptr(GHashTable) asked = g_hash_table_new(g_str_hash, g_str_equal);
    Filling filling = {arena, list, fields, asked};
    Gathering gathering = {&filling, said, NULL, texts};
    ModelPageFile *page = base_arena_alloc(arena, sizeof *page);
    *page = *page_file;
    set_page_fields(&filling, page);
    gather(&gathering, page_file->furniture, page_file->n_furniture);
    keep(&gathering, page);
    report_parts(page_file, list);
    return page;
}

/* A page that gives itself another number than its issue does is in the wrong place, or in the wrong issue. */
static void check_number(const ModelPageFile *page_file, const ModelIssuePage *entry, DkDiagnostics *list)
{
    if (!page_file->number || strcmp(page_file->number, entry->label) == 0) return;
    DkDiagnostic *item = base_report(list, DK_WARNING, "page-number-mismatch", entry->path_place,
                                     "the page file says that it is page %s; here it is page %s", page_file->number, entry->label);
    base_report_hint(list, item, "the issue's number is set; correct one of the two");
}

const char *model_issue_title(const ModelIssue *issue, BaseArena *arena)
{
    if (issue->title) return issue->title;
    const char *const parts[] = {issue->paper, issue->date, issue->number};
    g_autofree char *title = g_strdup("");
    for (unsigned i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!parts[i] || !*parts[i]) continue;
        g_autofree char *before = g_steal_pointer(&title);
        title = g_strconcat(before, *before ? " " : "", parts[i], NULL);
    }
    return base_arena_strdup(arena, title);
}

ModelStanding model_standing(const ModelIssue *issue, unsigned index)
{
    ModelStanding standing = {.entry = index + 1, .leaf = 1, .is_double = issue->pages[index].spread.n == 2};
    for (unsigned i = 0; i < index; i++) standing.leaf += issue->pages[i].spread.n == 2 ? 2 : 1;
    bool is_odd_right = issue->binding == MODEL_BINDING_LEFT;
    if (!standing.is_double) standing.side = (standing.leaf % 2 == 1) == is_odd_right ? MODEL_SIDE_RIGHT : MODEL_SIDE_LEFT;
    return standing;
}

const ModelPageFile *model_issue_page(const ModelIssue *issue, unsigned index, const ModelPageFile *page_file,
                                      const ModelLayout *layout, BaseArena *arena, DkDiagnostics *list)
{
    const ModelIssuePage *entry = &issue->pages[index];
    g_autoptr(GHashTable) fields = g_hash_table_new(g_str_hash, g_str_equal), said = g_hash_table_new(g_str_hash, g_str_equal),
                          known = furniture_ids(layout);
    g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(ModelFurnitureText));
    g_autoptr(GHashTable) asked = g_hash_table_new(g_str_hash, g_str_equal);
    Filling filling = {arena, list, fields, asked};
    Gathering gathering = {&filling, said, NULL, texts};
    ModelPageFile *page = base_arena_alloc(arena, sizeof *page);
    *page = *page_file;
    check_number(page_file, entry, list);
    if (issue->paper) page->paper = issue->paper;
    if (issue->date) page->date = issue->date;
    page->number = entry->label;
    page->section = entry->section;
    page->is_bound_right = issue->binding == MODEL_BINDING_RIGHT;
    page->standing = model_standing(issue, index);
    page->standing.issue_title = model_issue_title(issue, arena);
    set_page_fields(&filling, page);
    set_issue_fields(&filling, issue, entry);
    gather(&gathering, entry->furniture, entry->n_furniture);
    gather(&gathering, page_file->furniture, page_file->n_furniture);
    gathering.known = known;
    gather(&gathering, issue->furniture, issue->n_furniture);
    keep(&gathering, page);
    return page;
}
