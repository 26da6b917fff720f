/* Page file: the table of its keys, and its reader.  layouts/README.md and layouts/schema/page.schema.json say the same. */
#include <string.h>

#include "read/keys.h"
#include "read/read.h"

#define AT(member) .offset = offsetof(ModelPageFile, member)

static const char *const formats[] = {"page/1", NULL};
static const ReadKey page_keys[] = {
    {"duikai", READ_FORMAT, .doc = "format of this file: page/1", .is_required = true, .words = formats},
    {"layout", READ_PATH, AT(layout), "path of the layout, relative to this file", true,
     .place_offset = offsetof(ModelPageFile, layout_place)},
    {"paper", READ_TEXT, AT(paper), "name of the newspaper, for the PDF's metadata"},
    {"date", READ_TEXT, AT(date), "date of the issue, for the PDF's metadata"},
    {"page", READ_TEXT, AT(number), "number of the page, for the PDF's metadata"},
    {"title", READ_TEXT, AT(title), "title of the page, for the PDF's metadata"},
    {"stories", READ_STORIES, .count_offset = offsetof(ModelPageFile, n_stories), AT(stories),
     "map: block id -> path of a story, relative to this file, or {story, part}"},
    {"furniture", READ_FURNITURE, .count_offset = offsetof(ModelPageFile, n_furniture), AT(furniture),
     "map: furniture id -> text, list of texts, words of a code, or a picture: its path or {file, page, crop, focus, alt}",
     .map = &read_furniture_picture_keys},
    {NULL},
};
const ReadMap read_page_keys = {"a page file", page_keys, sizeof(ModelPageFile), NULL, READ_NOWHERE, READ_NOWHERE};

/* ---- What is no page file ---- */

/* Whether a line begins with a key of YAML: `name: ` or `name:` alone, bare or in quotes.  `name` NULL: any. */
static bool has_key(const char *text, const char *name)
{
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        line += strspn(line, " \"'");
        size_t n = strspn(line, "abcdefghijklmnopqrstuvwxyz-");
        const char *colon = line + n + strspn(line + n, " \"'");
        bool is_key = n && *colon == ':' && strchr(" \t\r\n", colon[1]); /* the end of the text too */
        if (is_key && (!name || (strlen(name) == n && strncmp(line, name, n) == 0))) return true;
    }
    return false;
}

static bool is_story(const char *text)
{
    return g_str_has_prefix(text, "---") && strstr(text + 3, "\n---") && !has_key(text, "duikai");
}

static bool is_bare(const char *text)
{
    const char *first = text + strspn(text, " \t\r\n");
    return *first && !strchr("{[#%-", *first) && !has_key(text, NULL);
}

/* Stories and bare texts are often given in a page file's place, and what YAML says of prose helps nobody. */
static bool is_other(ReadSource *source)
{
    bool is_a_story = is_story(source->text);
    if (!is_a_story && !is_bare(source->text)) return false;
    DkDiagnostic *item = read_error(source, read_source_place(source, 0), "wrong-kind", "this is %s, and a page file is needed",
                                    is_a_story ? "a story" : "bare text");
    if (is_a_story) read_hint(source, item, "proof it with \"duikai galley\", or name it under \"stories\" in a page file");
    else read_hint(source, item, "make a page of it with \"duikai reconstruct\", or proof it as one story with \"duikai galley\"");
    return true;
}

/* ---- The way in ---- */

const ModelPageFile *read_page_file_at(const char *path, BasePlace place, BaseArena *arena, DkDiagnostics *list)
{
    g_autoptr(ReadSource) source = read_source_open(path, place, arena, list);
    if (!source || is_other(source)) return NULL;
    const ReadNode *root = read_yaml(source, 0, source->size);
    if (!root) return NULL;
    ModelPageFile *page = base_arena_new_array(arena, ModelPageFile, 1);
    page->path = source->path;
    if (!read_document(source, &read_page_keys, root, page)) return NULL;
    g_autofree char *layout = base_file_beside(path, page->layout);
    page->layout = base_arena_strdup(arena, layout);
    return page;
}

const ModelPageFile *read_page_file(const char *path, BaseArena *arena, DkDiagnostics *list)
{
    return read_page_file_at(path, (BasePlace){.file = path}, arena, list);
}
