/* Issue: the table of its keys, and its reader.  layouts/README.md and layouts/schema/issue.schema.json say the same. */
#include "read/keys.h"
#include "read/read.h"

#include <sys/stat.h>

#define ISSUE(member) .offset = offsetof(ModelIssue, member)
#define PAGE(member) .offset = offsetof(ModelIssuePage, member)

/* ---- Keys ---- */

static const ReadKey jump_keys[] = {
    {"to", READ_TEXT, .offset = offsetof(ModelJumpWords, to), "jump line, with {page} and {mark}, as ▶下转{page}版{mark}"},
    {"from", READ_TEXT, .offset = offsetof(ModelJumpWords, from), "line at the head of the turned part, as 上接{page}版{mark}"},
    {"marks", READ_TEXT, .offset = offsetof(ModelJumpWords, marks),
     "one character for each jump that leaves a page, as ①②③; \"\" for none"},
    {NULL},
};
const ReadMap read_jump_keys = {"the words of jump lines", jump_keys, sizeof(ModelJumpWords), NULL, READ_NOWHERE, READ_NOWHERE};

static const ReadKey page_keys[] = {
    {"page", READ_PATH, PAGE(path), "path of the page file, relative to this file", true,
     .place_offset = offsetof(ModelIssuePage, path_place)},
    {"label", READ_TEXT, PAGE(label), "page number as the paper writes it, as 01 or A02; default its place in the issue"},
    {"spread", READ_TEXTS, PAGE(spread), "the two page numbers of a double truck, whose sheet is two pages wide"},
    {"section", READ_TEXT, PAGE(section), "name of the page, as 要闻"},
    {"fields", READ_FURNITURE, .count_offset = offsetof(ModelIssuePage, n_fields), PAGE(fields),
     "map: name -> text, for {name} in furniture texts of this page"},
    {"furniture", READ_FURNITURE, .count_offset = offsetof(ModelIssuePage, n_furniture), PAGE(furniture),
     "map: furniture id -> text, list of texts, words of a code, or a picture, for this page", .map = &read_furniture_picture_keys},
    {NULL},
};
static const ReadMap page_map = {"a page of an issue", page_keys, sizeof(ModelIssuePage), NULL, offsetof(ModelIssuePage, place),
                                 READ_NOWHERE};

static const char *const formats[] = {"issue/1", NULL};
static const ReadKey issue_keys[] = {
    {"duikai", READ_FORMAT, .doc = "format of this file: issue/1", .is_required = true, .words = formats},
    {"paper", READ_TEXT, ISSUE(paper), "name of the newspaper"},
    {"date", READ_TEXT, ISSUE(date), "date of the issue"},
    {"number", READ_TEXT, ISSUE(number), "number of the issue"},
    {"title", READ_TEXT, ISSUE(title), "title of the PDF; default paper, date and number"},
    {"binding", READ_WORD, ISSUE(binding), "side on which the sheets are folded: left (default), or right, as of vertical pages",
     .words = model_binding_words},
    {"style-sheets", READ_TEXTS, ISSUE(sheets), "path of a style sheet, or list of them, that stand over the layouts' styles"},
    {"jumps", READ_SUBMAP, ISSUE(jumps), "{to, from, marks}: words of jump lines; default those of the pages",
     .map = &read_jump_keys},
    {"fields", READ_FURNITURE, .count_offset = offsetof(ModelIssue, n_fields), ISSUE(fields),
     "map: name -> text, for {name} in furniture texts"},
    {"furniture", READ_FURNITURE, .count_offset = offsetof(ModelIssue, n_furniture), ISSUE(furniture),
     "map: furniture id -> text, list of texts, words of a code, or a picture, for all pages that have the frame",
     .map = &read_furniture_picture_keys},
    {"pages", READ_SUBMAPS, .count_offset = offsetof(ModelIssue, n_pages), ISSUE(pages), "list of pages, in order", true,
     .map = &page_map},
    {NULL},
};
const ReadMap read_issue_keys = {"an issue", issue_keys, sizeof(ModelIssue), NULL, READ_NOWHERE, READ_NOWHERE};

/* ---- What the table cannot say ---- */

static void finish_page(ReadSource *source, ModelIssuePage *page, unsigned *number)
{
    *number += 1;
    if (page->path) {
        g_autofree char *path = base_file_beside(source->path, page->path);
        page->path = base_arena_strdup(source->arena, path);
    }
    if (page->spread.n && page->spread.n != 2)
        read_hint(source,
                  read_error(source, page->place, "bad-value", "a double truck has two page numbers, not %u", page->spread.n),
                  "write them as a list: [02, 03]");
    if (page->spread.n && page->label)
        read_error(source, page->place, "bad-value", "a page has a \"label\" or a \"spread\", not both");
    if (page->spread.n == 2) {
        page->label = base_arena_printf(source->arena, "%s-%s", page->spread.items[0].text, page->spread.items[1].text);
        *number += 1;
    } else if (!page->label) {
        page->label = base_arena_printf(source->arena, "%02u", *number);
    }
}

/* A field goes into the middle of a text. */
static void check_fields(ReadSource *source, const ModelFurnitureText *fields, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (fields[i].texts.n != 1)
            read_error(source, fields[i].place, "wrong-kind", "the field \"%s\" is one text, not %u", fields[i].id,
                       fields[i].texts.n);
}

static void finish(ReadSource *source, const ReadNode *root, ModelIssue *issue)
{
    ModelIssuePage *pages = (ModelIssuePage *)issue->pages; /* our own, just made */
    unsigned number = 0;
    check_fields(source, issue->fields, issue->n_fields);
    for (unsigned i = 0; i < issue->n_pages; i++) {
        finish_page(source, &pages[i], &number);
        check_fields(source, pages[i].fields, pages[i].n_fields);
    }
    issue->n_numbers = number;
    if (!issue->n_pages && !source->n_errors)
        read_error(source, read_node_value(root, "pages")->place, "missing-key", "the issue has no page");
}

const ModelIssue *read_issue(const char *path, BaseArena *arena, DkDiagnostics *list)
{
    g_autoptr(ReadSource) source = read_source_open(path, (BasePlace){.file = path}, arena, list);
    if (!source) return NULL;
    const ReadNode *root = read_yaml(source, 0, source->size);
    if (!root) return NULL;
    ModelIssue *issue = base_arena_new_array(arena, ModelIssue, 1);
    issue->path = source->path;
    if (read_document(source, &read_issue_keys, root, issue)) finish(source, root, issue);
    return source->n_errors ? NULL : issue;
}

/* What a file that is no YAML (yet) seems to be, so that the findings about it are an issue's. */
static bool seems_issue(const char *text)
{
    return g_regex_match_simple("^\\s*[{,]?\\s*[\"']?duikai[\"']? *: *[\"']?issue/", text, G_REGEX_MULTILINE | G_REGEX_RAW, 0);
}

/* What a tree says that it is, as "issue/1"; NULL: nothing. */
static const char *format_of(const ReadNode *root)
{
    const ReadNode *format = root && root->kind == READ_MAP ? read_node_value(root, "duikai") : NULL;
    return format && format->kind == READ_SCALAR ? format->text : NULL;
}

bool read_is_issue(const char *path)
{
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) return false; /* a pipe can be read but once, and that is for the page */
    g_autoptr(DkDiagnostics) none = dk_diagnostics_new();
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(ReadSource) source = read_source_open(path, (BasePlace){0}, arena, none);
    const ReadNode *root = source ? read_yaml(source, 0, source->size) : NULL;
    if (!root) return source && seems_issue(source->text);
    const char *format = format_of(root);
    return format && g_str_has_prefix(format, "issue/");
}

bool read_is_source(const char *path)
{
    static const char *const known[] = {"layout/", "styles/", "page/", "issue/", "golden/", "habits/"};
    enum { MOST = 4 << 20 }; /* bytes: nobody writes a larger one, and old output need not be read */
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > MOST) return false;
    g_autoptr(DkDiagnostics) none = dk_diagnostics_new();
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(ReadSource) source = read_source_open(path, (BasePlace){0}, arena, none);
    const char *format = source ? format_of(read_yaml(source, 0, source->size)) : NULL;
    for (size_t i = 0; format && i < G_N_ELEMENTS(known); i++)
        if (g_str_has_prefix(format, known[i])) return true;
    return false;
}
