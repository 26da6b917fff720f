/* Golden cases through the public interface: sets the page, compares it with the references, and writes them when asked to. */
#include "compare/compare.h"
#include "duikai_page.h"
#include "read/read.h"

#include <stddef.h>

struct DkGolden {
    BaseArena *arena;
    const ReadGolden *read;
};

/* What the kinds are called, and which output they are. */
static const struct {
    const char *word;
    DkFormat format;
    size_t field; /* of CompareSide */
} kinds[READ_N_GOLDENS] = {{"dump", DK_FORMAT_DUMP, offsetof(CompareSide, dump)},
                           {"png", DK_FORMAT_PNG, offsetof(CompareSide, png)},
                           {"pdf", DK_FORMAT_PDF, offsetof(CompareSide, pdf)}};

static GBytes **field_of(CompareSide *side, int kind)
{
    return (GBytes **)((char *)side + kinds[kind].field);
}

static void side_clear(CompareSide *side)
{
    for (int kind = 0; kind < READ_N_GOLDENS; kind++) g_clear_pointer(field_of(side, kind), g_bytes_unref);
}

DkGolden *dk_golden_open(const char *path, DkDiagnostics *list)
{
    BaseArena *arena = base_arena_new();
    const ReadGolden *read = read_golden(path, arena, list);
    if (!read) {
        base_arena_free(arena);
        return NULL;
    }
    DkGolden *golden = g_new(DkGolden, 1);
    *golden = (DkGolden){arena, read};
    return golden;
}

void dk_golden_free(DkGolden *golden)
{
    if (!golden) return;
    base_arena_free(golden->arena);
    g_free(golden);
}

/* The outputs that the case has references of, and always the dump, which tells where frames are. */
static bool render(DkPage *page, const ReadGolden *golden, CompareSide *side, DkDiagnostics *list)
{
    DkWriteOptions options = {.ppi = golden->options.ppi};
    bool is_made = page != NULL;
    *side = (CompareSide){.path = golden->page};
    for (int kind = 0; kind < READ_N_GOLDENS && is_made; kind++) {
        unsigned char *data = NULL;
        size_t size = 0;
        if (!golden->references[kind] && kind != READ_GOLDEN_DUMP) continue;
        is_made = dk_pages_render(&page, 1, kinds[kind].format, &options, &data, &size, list);
        if (is_made) *field_of(side, kind) = g_bytes_new_take(data, size);
    }
    return is_made;
}

static bool exists(const char *path)
{
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static bool read_references(const ReadGolden *golden, CompareSide *side, DkDiagnostics *list)
{
    bool is_read = true;
    *side = (CompareSide){.path = golden->path};
    for (int kind = 0; kind < READ_N_GOLDENS; kind++) {
        const char *path = golden->references[kind];
        if (!path || !exists(path)) continue;
        *field_of(side, kind) = base_file_read(path, BASE_PICTURE_MAX, (BasePlace){.file = golden->path}, list);
        is_read &= *field_of(side, kind) != NULL;
    }
    if (side->dump && golden->references[READ_GOLDEN_DUMP]) side->path = golden->references[READ_GOLDEN_DUMP];
    return is_read;
}

static bool has_any(CompareSide *side)
{
    return side->dump || side->png || side->pdf;
}

static DkComparison *compare(const ReadGolden *golden, CompareSide *actual, CompareSide *expected, DkDiagnostics *list)
{
    bool has_references = has_any(expected);
    DkComparison *comparison = has_references ? compare_sides(actual, expected, &golden->options, list) : NULL;
    if (!has_references) comparison = compare_missing(golden->page, golden->path);
    for (int kind = 0; kind < READ_N_GOLDENS && comparison; kind++)
        if (golden->references[kind] && !*field_of(expected, kind))
            compare_add_missing(comparison, kinds[kind].word, golden->references[kind]);
    return comparison;
}

/* The case's page; one of an issue as the issue has it, which `*issue` then is: it outlives the page. */
static DkPage *open_page(DkEngine *engine, const ReadGolden *golden, DkIssue **issue, DkDiagnostics *list)
{
    *issue = golden->issue ? dk_issue_open(engine, golden->issue, list) : NULL;
    if (!golden->issue) return dk_page_open(engine, golden->page, list);
    g_autofree char *wanted = g_canonicalize_filename(golden->page, NULL);
    for (size_t i = 0; *issue && i < dk_issue_page_count(*issue); i++) {
        g_autofree char *path = g_canonicalize_filename(dk_issue_page(*issue, i).path, NULL);
        if (g_str_equal(path, wanted)) return dk_issue_page_open(*issue, i, list);
    }
    if (*issue)
        base_report(list, DK_ERROR, "bad-value", (BasePlace){.file = golden->path}, "the issue \"%s\" has no page \"%s\"",
                    golden->issue, golden->page);
    return NULL;
}

DkComparison *dk_golden_compare(DkEngine *engine, const DkGolden *opened, DkDiagnostics *list)
{
    const ReadGolden *golden = opened->read;
    CompareSide actual = {0}, expected = {0};
    DkComparison *comparison = NULL;
    DkIssue *issue;
    DkPage *page = open_page(engine, golden, &issue, list);
    if (read_references(golden, &expected, list) && render(page, golden, &actual, list))
        comparison = compare(golden, &actual, &expected, list);
    side_clear(&actual);
    side_clear(&expected);
    dk_page_free(page);
    dk_issue_free(issue);
    return comparison;
}

/* ---- Updating ---- */

/* A case whose masks name frames that the page has not is wrong itself, and its references stay as they are. */
static bool knows_masks(const DkPage *page, const ReadGolden *golden, DkDiagnostics *list)
{
    bool is_known = true;
    g_autoptr(GHashTable) frames = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; page && i < page->page->items->len; i++) {
        const char *frame = g_array_index(page->page->items, PageItem, i).frame;
        if (frame) g_hash_table_add(frames, (gpointer)frame);
    }
    for (unsigned i = 0; page && i < golden->masks.n; i++) {
        const ModelText *mask = &golden->masks.items[i];
        if (g_hash_table_contains(frames, mask->text)) continue;
        BasePlace place = {.file = golden->path, .line = mask->line, .column = mask->column, .frame = mask->text};
        DkDiagnostic *item = base_report(list, DK_ERROR, "unknown-frame", place,
                                         "no frame \"%s\" to mask on \"%s\"; no reference is written", mask->text, golden->page);
        base_report_nearest(list, item, mask->text, frames);
        is_known = false;
    }
    return is_known;
}

/* Whether one reference by itself is the same as what the page has become; one that cannot be read is not. */
static bool is_right(const ReadGolden *golden, CompareSide *actual, CompareSide *expected, int kind)
{
    CompareSide new = {.path = actual->path, .dump = actual->dump}, old = {.path = expected->path};
    if (!*field_of(expected, kind)) return false;
    *field_of(&new, kind) = *field_of(actual, kind);
    *field_of(&old, kind) = *field_of(expected, kind);
    g_autoptr(DkDiagnostics) findings = dk_diagnostics_new();
    DkComparison *comparison = compare_sides(&new, &old, &golden->options, findings);
    bool is_same = comparison && dk_comparison_is_same(comparison);
    dk_comparison_free(comparison);
    return is_same;
}

/* Through dk_pages_write, which never writes over what the page is made from. */
static bool update(DkPage *page, const ReadGolden *golden, int kind, DkDiagnostics *list)
{
    const char *path = golden->references[kind];
    DkWriteOptions options = {.ppi = golden->options.ppi};
    if (!dk_pages_write(&page, 1, kinds[kind].format, &options, path, list)) return false;
    base_report(list, DK_NOTE, "golden-updated", (BasePlace){.file = path}, "written anew");
    return true;
}

bool dk_golden_update(DkEngine *engine, const DkGolden *opened, DkDiagnostics *list)
{
    const ReadGolden *golden = opened->read;
    CompareSide actual = {0}, expected = {0};
    DkIssue *issue;
    DkPage *page = open_page(engine, golden, &issue, list);
    bool is_done =
        knows_masks(page, golden, list) && read_references(golden, &expected, list) && render(page, golden, &actual, list);
    for (int kind = 0; kind < READ_N_GOLDENS && is_done; kind++)
        if (golden->references[kind] && !is_right(golden, &actual, &expected, kind)) is_done = update(page, golden, kind, list);
    side_clear(&actual);
    side_clear(&expected);
    dk_page_free(page);
    dk_issue_free(issue);
    return is_done;
}
