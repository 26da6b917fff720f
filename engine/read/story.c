/* Story: a front matter between `---` lines, then Markdown.  The table of the front matter's keys is here; layouts/README.md and
 * layouts/schema/story.schema.json say the same. */
#include "read/keys.h"
#include "read/markdown.h"
#include "read/read.h"
#include "read/scalar.h"

#include <string.h>

/* ---- Keys ---- */

static const char *const punctuation_words[] = {"keep", "restore", NULL};
static const char *const breaks_words[] = {"flow", "source", NULL};

static const ReadKey picture_keys[] = {
    {"file", READ_PATH, .offset = offsetof(ModelPicture, file), "path of the picture, relative to the story", true},
    {"caption", READ_TEXT, .offset = offsetof(ModelPicture, caption), "what the picture shows: who, where, when"},
    {"credit", READ_TEXT, .offset = offsetof(ModelPicture, credit), "who made the picture"},
    {"page", READ_COUNT, .offset = offsetof(ModelPicture, page), "page of a PDF, from 1; default the first",
     .range = {.least = 1, .most = 10000, .is_whole = true}},
    {"crop", READ_SUBMAP, .offset = offsetof(ModelPicture, crop), .doc = "{left, top, width, height}: the part that may be shown",
     .map = &read_crop_keys},
    {"focus", READ_SUBMAP, .offset = offsetof(ModelPicture, focus), .doc = "{x, y}: the point that stays in sight",
     .map = &read_focus_keys},
    {"looks", READ_WORD, .offset = offsetof(ModelPicture, looks),
     .doc = "where those look whom it shows: ahead (default), left or right", .words = model_look_words},
    {"alt", READ_TEXT, .offset = offsetof(ModelPicture, alt), "the picture in words, for those who cannot see it"},
    {NULL},
};
/* ModelPicture ends with line and column alone, so its place is taken by finish_pictures */
static const ReadMap picture_map = {"a picture", picture_keys, sizeof(ModelPicture), NULL, READ_NOWHERE, READ_NOWHERE};

#define AT(member) .offset = offsetof(ReadFrontMatter, member)
static const ReadKey story_keys[] = {
    {"slug", READ_NAME, AT(slug), "name of the story, unique on its page", true},
    {"standing-head", READ_TEXTS, AT(elements[MODEL_ELEMENT_STANDING_HEAD]), "standing head (栏题): text or list of lines"},
    {"kicker", READ_TEXTS, AT(elements[MODEL_ELEMENT_KICKER]), "kicker (引题): text or list of lines"},
    {"headline", READ_TEXTS, AT(elements[MODEL_ELEMENT_HEADLINE]), "headline (主题): text or list of lines"},
    {"deck", READ_TEXTS, AT(elements[MODEL_ELEMENT_DECK]), "deck (副题): text or list of lines"},
    {"byline", READ_TEXTS, AT(elements[MODEL_ELEMENT_BYLINE]), "byline: text or list of lines"},
    {"continued", READ_TEXTS, AT(elements[MODEL_ELEMENT_CONTINUED]),
     "line at the head of a part turned from another page: 上接01版①"},
    {"turned-head", READ_TEXTS, AT(turned_head),
     "short head of the part on another page: text or list of lines; default the headline"},
    {"dateline", READ_NODE, AT(dateline), "text run in at the head of the first paragraph"},
    {"jump", READ_TEXT, AT(jump), "jump line, set flush right after the last words",
     .place_offset = offsetof(ReadFrontMatter, jump_place)},
    {"weight", READ_COUNT, AT(weight), "what the story weighs on its page, 1 to 9, for the ladder of heads; default the block's",
     .range = {.least = 1, .most = 9, .is_whole = true}},
    {"picture", READ_SUBMAPS, .count_offset = offsetof(ReadFrontMatter, n_pictures), AT(pictures),
     "{file, caption, credit, alt, page, crop, focus, looks}, or a list of them", .map = &picture_map, .alone = &picture_map},
    {"punctuation", READ_WORD, AT(punctuation), "keep (default) or restore: ASCII marks between Han become full-width",
     .words = punctuation_words},
    {"breaks", READ_WORD, AT(breaks), "flow (default): lines are broken anew; source: each line of the body is a line of the page",
     .words = breaks_words},
    {"notes", READ_NOTES, .doc = "text or list of texts for the editor, never set"},
    {NULL},
};
const ReadMap read_story_keys = {"a story's front matter", story_keys, sizeof(ReadFrontMatter), NULL, READ_NOWHERE, READ_NOWHERE};

/* ---- Front matter ---- */

/* Whether the line at `at` is `---` and nothing else; `*next` is where the line after it begins. */
static bool is_fence(const ReadSource *source, size_t at, size_t *next)
{
    const char *end = memchr(source->text + at, '\n', source->size - at);
    size_t line_end = end ? (size_t)(end - source->text) : source->size;
    *next = end ? line_end + 1 : line_end;
    while (line_end > at && strchr(" \t\r", source->text[line_end - 1])) line_end--;
    return line_end - at == 3 && strncmp(source->text + at, "---", 3) == 0;
}

typedef struct {
    bool is_there;
    size_t first, size; /* of the YAML */
    size_t body;        /* where the Markdown begins */
} Fences;

/* Finds the front matter; false with an error when it is not closed. */
static bool find_fences(ReadSource *source, Fences *fences)
{
    *fences = (Fences){0};
    size_t next;
    if (source->size == 0 || !is_fence(source, 0, &next)) return true;
    fences->is_there = true;
    fences->first = next;
    for (size_t at = next; at < source->size; at = next) {
        if (!is_fence(source, at, &next)) continue;
        fences->size = at - fences->first;
        fences->body = next;
        return true;
    }
    DkDiagnostic *item =
        read_error(source, read_source_place(source, 0), "front-matter-open", "the front matter begins here and never ends");
    read_hint(source, item, "put a line of three hyphens after its last key");
    return false;
}

static void finish_pictures(ReadSource *source, const ReadNode *root, ReadFrontMatter *matter)
{
    const ReadNode *node = read_node_value(root, "picture");
    if (node && node->kind == READ_LIST) node = node->first;
    for (unsigned i = 0; node && i < matter->n_pictures; i++, node = node->next) {
        ModelPicture *picture = &matter->pictures[i];
        picture->line = node->place.line;
        picture->column = node->place.column;
        if (node->kind == READ_MAP) read_check_crop(source, node, picture);
        if (!picture->file) continue;
        g_autofree char *path = base_file_beside(source->path, picture->file);
        picture->path = base_arena_strdup(source->arena, path);
    }
}

/* Whatever is set of the front matter. */
static void refuse_marks(ReadSource *source, const ReadNode *root, const ReadFrontMatter *matter)
{
    for (int e = 0; e < MODEL_N_ELEMENTS; e++)
        for (unsigned i = 0; i < matter->elements[e].n; i++) read_marks_refuse(source, &matter->elements[e].items[i]);
    for (unsigned i = 0; i < matter->n_pictures; i++) {
        const ModelPicture *picture = &matter->pictures[i];
        if (picture->caption) read_marks_refuse(source, &(ModelText){picture->caption, picture->line, picture->column});
        if (picture->credit) read_marks_refuse(source, &(ModelText){picture->credit, picture->line, picture->column});
    }
    for (unsigned i = 0; i < matter->turned_head.n; i++) read_marks_refuse(source, &matter->turned_head.items[i]);
    static const char *const single[] = {"dateline", "jump"};
    for (size_t i = 0; i < G_N_ELEMENTS(single); i++) {
        const ReadNode *node = read_node_value(root, single[i]);
        if (node && node->kind == READ_SCALAR)
            read_marks_refuse(source, &(ModelText){node->text, node->place.line, node->place.column});
    }
}

static void read_front_matter(ReadSource *source, const Fences *fences, bool restores, ReadFrontMatter *matter)
{
    const ReadNode *root = read_yaml(source, fences->first, fences->size);
    if (!root) return;
    const ReadNode *punctuation = read_node_value(root, "punctuation"); /* wherever it stands, it is for all the texts */
    source->restores = restores || (punctuation && punctuation->kind == READ_SCALAR && strcmp(punctuation->text, "restore") == 0);
    read_document(source, &read_story_keys, root, matter);
    finish_pictures(source, root, matter);
    refuse_marks(source, root, matter);
}

static void report_no_front_matter(ReadSource *source)
{
    DkDiagnostic *item = read_error(source, read_source_place(source, 0), "front-matter-missing",
                                    "a story begins with its front matter between two lines of three hyphens");
    read_hint(source, item, "write ---, slug: NAME, --- above the text");
}

/* Whether the text begins, after comments, as the files of the other formats do: those are no prose. */
static bool is_other_format(const ReadSource *source)
{
    const char *line = source->text;
    while (*line == '#' || *line == '\r' || *line == '\n') line += MAX(1, strcspn(line, "\n"));
    return g_str_has_prefix(line, "duikai:");
}

static void report_other_format(ReadSource *source)
{
    DkDiagnostic *item = read_error(source, read_source_place(source, 0), "wrong-format",
                                    "this is a file with a format of its own, and a story is needed");
    read_hint(source, item, "name a story, as \"stories\" in a page file does; \"duikai render\" sets page files");
}

/* ---- Story ---- */

/* The file's name without folder and extension, for a galley's story that has no slug. */
static const char *slug_from(const char *path, BaseArena *arena)
{
    if (strcmp(path, "-") == 0) return "galley";
    g_autofree char *name = g_path_get_basename(path);
    char *dot = strrchr(name, '.');
    if (dot && dot != name) *dot = '\0';
    return base_arena_strdup(arena, name);
}

static const ReadChars *dateline_of(ReadSource *source, const ReadFrontMatter *matter)
{
    if (!matter->dateline || matter->dateline->kind != READ_SCALAR) return NULL;
    ReadChars *chars = read_scalar_chars(matter->dateline);
    read_join_lines(chars);
    if (source->restores) read_restore(chars, &(ReadQuotes){0});
    return chars;
}

static const ModelStory *story_of(ReadSource *source, const ReadFrontMatter *matter, size_t first)
{
    ModelStory *story = base_arena_new_array(source->arena, ModelStory, 1);
    story->path = source->path;
    story->slug = matter->slug ? matter->slug : slug_from(source->path, source->arena);
    memcpy(story->elements, matter->elements, sizeof story->elements);
    story->turned_head = matter->turned_head;
    story->jump = matter->jump;
    story->jump_line = matter->jump_place.line;
    story->jump_column = matter->jump_place.column;
    story->weight = matter->weight;
    story->keeps_lines = matter->breaks == READ_BREAKS_SOURCE;
    story->pictures = matter->pictures;
    story->n_pictures = matter->n_pictures;
    g_autoptr(ReadBody) body = read_body_new();
    const ReadChars *dateline = dateline_of(source, matter);
    read_markdown(source, first, dateline, body);
    read_body_finish(body, story, source->arena);
    if (dateline) g_array_unref((ReadChars *)dateline);
    return story;
}

const ModelStory *read_story(const char *path, BasePlace place, const ReadStoryOptions *options, BaseArena *arena,
                             DkDiagnostics *list)
{
    g_autoptr(ReadSource) source = read_source_open(path, place, arena, list);
    Fences fences;
    if (!source || !find_fences(source, &fences)) return NULL;
    ReadFrontMatter matter = {0};
    source->restores = options && options->restores_punctuation;
    if (fences.is_there) read_front_matter(source, &fences, source->restores, &matter);
    else if (is_other_format(source)) report_other_format(source);
    else if (!options) report_no_front_matter(source);
    const ModelStory *story = story_of(source, &matter, fences.body);
    return source->n_errors ? NULL : story;
}
