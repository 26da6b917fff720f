/* Page file: the table of its keys, and its reader.  layouts/README.md and layouts/schema/page.schema.json say the same. */
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

const ModelPageFile *read_page_file_at(const char *path, BasePlace place, BaseArena *arena, DkDiagnostics *list)
{
    g_autoptr(ReadSource) source = read_source_open(path, place, arena, list);
    if (!source) return NULL;
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
