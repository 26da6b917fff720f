/* Golden cases: the table of their keys, and their reader.
 *
 * In: a case, `duikai: golden/1`: a page file, the references it should become, tolerances.  Out: ReadGolden, all names made
 * relative to the case's own folder. */
#include "read/keys.h"
#include "read/read.h"
#include "read/value.h"

#include <math.h>
#include <string.h>

enum { PPI_LEAST = 10, PPI_MOST = 2400, PPI_USUAL = 100, IGNORE_MOST = 1000000 };

/* A case as written. */
typedef struct {
    const char *page, *issue, *references[READ_N_GOLDENS];
    const char *threshold, *max_pixels;
    ModelLength tolerance;
    int ppi, ignore_below;
    ModelTexts masks;
} Written;

#define AT(member) .offset = offsetof(Written, member)
static const char *const formats[] = {"golden/1", NULL};
static const Written defaults = {.ppi = PPI_USUAL};
static const ReadKey keys[] = {
    {"duikai", READ_FORMAT, .doc = "golden/1", .is_required = true, .words = formats},
    {"page", READ_PATH, AT(page), "path of the page file, relative to this file", true},
    {"issue", READ_PATH, AT(issue), "path of the issue that the page is one of, relative to this file"},
    {"dump", READ_PATH, AT(references[READ_GOLDEN_DUMP]), "path of the expected dump of stage page"},
    {"png", READ_PATH, AT(references[READ_GOLDEN_PNG]), "path of the expected PNG"},
    {"pdf", READ_PATH, AT(references[READ_GOLDEN_PDF]), "path of the expected PDF, compared by its content"},
    {"ppi", READ_COUNT, AT(ppi), "pixels an inch of the PNG", .range = {PPI_LEAST, PPI_MOST, true}},
    {"layout-tolerance", READ_LENGTH, AT(tolerance), "lengths that differ by no more are the same; default 0pt",
     .range = {0, 100, .is_absolute = true}},
    {"threshold", READ_TEXT, AT(threshold), "how much a pixel may differ to the eye, above 0 to 1; default 0.1"},
    {"max-pixels", READ_TEXT, AT(max_pixels), "so many pixels, or a share such as 0.01%, may differ; default 0"},
    {"ignore-below", READ_COUNT, AT(ignore_below), "regions of fewer differing pixels are left out",
     .range = {0, IGNORE_MOST, true}},
    {"mask", READ_TEXTS, AT(masks), "frames whose pixels are not compared"},
    {NULL},
};
const ReadMap read_golden_keys = {"a golden case", keys, sizeof(Written), &defaults, READ_NOWHERE, READ_NOWHERE};

/* ---- Numbers ---- */

static bool wrong_number(ReadSource *source, const ReadNode *root, const char *key, const char *allowed)
{
    const ReadNode *node = read_node_value(root, key);
    DkDiagnostic *item = read_error(source, node->place, "bad-value", "\"%s\" is no %s", node->text, key);
    read_hint(source, item, "%s", allowed);
    return false;
}

static bool take_threshold(ReadSource *source, const ReadNode *root, const char *text, DkCompareOptions *options)
{
    const char *end = NULL;
    if (!text) return true;
    bool is_number = read_parse_number(text, &options->threshold, &end) != READ_NO_NUMBER && *end == '\0';
    if (is_number && options->threshold > 0 && options->threshold <= 1) return true;
    return wrong_number(source, root, "threshold", "a number above 0 and up to 1");
}

static bool take_max_pixels(ReadSource *source, const ReadNode *root, const char *text, DkCompareOptions *options)
{
    double number;
    const char *end = NULL;
    if (!text) return true;
    bool is_number = read_parse_number(text, &number, &end) != READ_NO_NUMBER && number >= 0;
    bool is_share = is_number && strcmp(end, "%") == 0 && number <= 100,
         is_count = is_number && *end == '\0' && number == floor(number);
    if (is_share) options->max_share = number / 100;
    if (is_count) options->max_pixels = (uint64_t)MIN(number, 1e15);
    return is_share || is_count || wrong_number(source, root, "max-pixels", "a number of pixels, or a share such as 0.01%");
}

static const char *const *take_masks(ModelTexts masks, BaseArena *arena)
{
    const char **names = base_arena_new_array(arena, const char *, masks.n + 1);
    for (unsigned i = 0; i < masks.n; i++) names[i] = masks.items[i].text;
    return names;
}

/* ---- The case ---- */

static const char *beside(const ReadGolden *golden, const char *name, BaseArena *arena)
{
    if (!name) return NULL;
    g_autofree char *path = base_file_beside(golden->path, name);
    return base_arena_strdup(arena, path);
}

static bool has_reference(ReadSource *source, const Written *written)
{
    for (int kind = 0; kind < READ_N_GOLDENS; kind++)
        if (written->references[kind]) return true;
    DkDiagnostic *item = read_error(source, (BasePlace){.file = source->path, .line = 1, .column = 1}, "missing-key",
                                    "a golden case needs a reference");
    read_hint(source, item, "name a dump, a png or a pdf; duikai golden --update makes the file");
    return false;
}

/* References are written by --update: each needs a file of its own, which is not the case's. */
static bool are_apart(const ReadGolden *golden, ReadSource *source, const ReadNode *root)
{
    const char *taken[READ_N_GOLDENS + 1] = {golden->path};
    for (int kind = 0; kind < READ_N_GOLDENS; kind++) {
        g_autofree char *path = golden->references[kind] ? g_canonicalize_filename(golden->references[kind], NULL) : NULL;
        for (int i = 0; i <= kind && path; i++) {
            g_autofree char *other = taken[i] ? g_canonicalize_filename(taken[i], NULL) : NULL;
            if (g_strcmp0(path, other) != 0) continue;
            read_error(source, root->place, "bad-value", "the reference \"%s\" is another file of the case",
                       golden->references[kind]);
            return false;
        }
        taken[kind + 1] = golden->references[kind];
    }
    return true;
}

static bool read_case(ReadGolden *golden, ReadSource *source, BaseArena *arena)
{
    Written written = defaults;
    const ReadNode *root = read_yaml(source, 0, source->size);
    if (!root || !read_document(source, &read_golden_keys, root, &written) || !has_reference(source, &written)) return false;
    DkCompareOptions *options = &golden->options;
    options->ppi = written.ppi;
    options->ignore_below = (unsigned)written.ignore_below;
    options->layout_tolerance = base_length_from_pt(written.tolerance.value);
    options->masks = take_masks(written.masks, arena);
    golden->masks = written.masks;
    golden->page = beside(golden, written.page, arena);
    golden->issue = beside(golden, written.issue, arena);
    for (int kind = 0; kind < READ_N_GOLDENS; kind++) golden->references[kind] = beside(golden, written.references[kind], arena);
    bool is_good = take_threshold(source, root, written.threshold, options) && are_apart(golden, source, root);
    return take_max_pixels(source, root, written.max_pixels, options) && is_good;
}

const ReadGolden *read_golden(const char *path, BaseArena *arena, DkDiagnostics *list)
{
    ReadGolden *golden = base_arena_new_array(arena, ReadGolden, 1);
    golden->path = base_arena_strdup(arena, path);
    g_autoptr(ReadSource) source = read_source_open(path, (BasePlace){.file = path}, arena, list);
    return source && read_case(golden, source, arena) ? golden : NULL;
}
