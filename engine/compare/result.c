/* Two sides -> a comparison: dumps by layout, pictures by pixels, PDFs by content, as far as both sides can give them.
 *
 * In: bytes.  Out: DkComparison.  Equal bytes are the same without being read.  Sides that have nothing in common are an error, not
 * "same": a dump says nothing of pixels, and nothing here draws a PDF. */
#include "compare/compare.h"
#include "compare/frames.h"

#include <math.h>
#include <string.h>

#define DEFAULT_PPI 150.0
#define DEFAULT_THRESHOLD 0.1

enum { OLD, NEW, REGIONS_TOLD = 100, NAMES_TOLD = 4 };

typedef struct {
    const CompareSide *sides[2];
    const DkCompareOptions *options;
    DkDiagnostics *list;
    DkComparison *result;
    GPtrArray *scopes;
} Comparing;

static bool is_equal(GBytes *a, GBytes *b)
{
    return g_bytes_equal(a, b);
}

static bool unreadable(const Comparing *comparing, int side, const char *reason)
{
    base_report(comparing->list, DK_ERROR, "file-unreadable", (BasePlace){.file = comparing->sides[side]->path}, "%s", reason);
    return false;
}

/* ---- Dumps ---- */

static bool read_dumps(const Comparing *comparing)
{
    for (int i = 0; i < 2; i++) {
        const CompareSide *side = comparing->sides[i];
        if (!side->dump) continue;
        gsize size;
        const char *text = g_bytes_get_data(side->dump, &size);
        comparing->result->pages[i] = compare_dump_read(side->path, text, size, comparing->list);
        if (!comparing->result->pages[i]) return false;
    }
    return true;
}

static void compare_dumps(const Comparing *comparing)
{
    if (!comparing->sides[OLD]->dump || !comparing->sides[NEW]->dump) return;
    g_ptr_array_add(comparing->scopes, g_strdup("layout"));
    if (is_equal(comparing->sides[OLD]->dump, comparing->sides[NEW]->dump)) return;
    DkComparison *result = comparing->result;
    compare_layout(result->pages[NEW], result->pages[OLD], comparing->options->layout_tolerance, result->list);
}

/* ---- Pictures ---- */

static double asked_ppi(const Comparing *comparing)
{
    return comparing->options->ppi > 0 ? comparing->options->ppi : DEFAULT_PPI;
}

/* A picture on its way to pixels. */
typedef struct {
    const CompareSide *from;
    double ppi;
    OutputRaster *raster;
    char *reason; /* why there is none */
} Decoding;

static void *decode(void *data)
{
    Decoding *decoding = data;
    const CompareSide *from = decoding->from;
    decoding->raster = from->png ? output_raster_png(from->png, &decoding->reason)
                                 : output_raster_svg(from->svg, decoding->ppi, &decoding->reason);
    return NULL;
}

/* Decodes both sides, a PNG beside the other side's picture in a thread of its own; false, with an error, when one cannot be read. */
static bool read_pictures(const Comparing *comparing, OutputRaster *rasters[2])
{
    Decoding sides[2];
    for (int i = 0; i < 2; i++) sides[i] = (Decoding){.from = comparing->sides[i], .ppi = asked_ppi(comparing)};
    int apart = sides[OLD].from->png ? OLD : NEW;
    GThread *thread = sides[apart].from->png ? g_thread_new("png", decode, &sides[apart]) : NULL;
    decode(&sides[1 - apart]);
    if (thread) g_thread_join(thread);
    else decode(&sides[apart]);
    for (int i = 0; i < 2; i++) {
        rasters[i] = sides[i].raster;
        if (!rasters[i]) unreadable(comparing, i, sides[i].reason);
        g_free(sides[i].reason);
    }
    return rasters[OLD] && rasters[NEW];
}

/* The page that tells of frames: the expected one, or the actual where there is no other. */
static const ComparePage *known_page(const DkComparison *result)
{
    return result->pages[OLD] ? result->pages[OLD] : result->pages[NEW];
}

/* Sheet lengths of a pixel; the sheet is as large as the page says, or as the ppi make it. */
static void take_sheet(const Comparing *comparing, const OutputRaster *raster)
{
    DkComparison *result = comparing->result;
    const ComparePage *page = known_page(result);
    double unit = 72 * DK_PT / asked_ppi(comparing);
    result->width = raster->width;
    result->height = raster->height;
    result->sheet_width = page ? page->width : (DkLength)(raster->width * unit);
    result->sheet_height = page ? page->height : (DkLength)(raster->height * unit);
}

static BaseRect on_sheet(const DkComparison *result, CompareRegion region)
{
    double unit = (double)result->sheet_width / result->width;
    return (BaseRect){(DkLength)(region.x * unit), (DkLength)(region.y * unit), (DkLength)ceil(region.width * unit),
                      (DkLength)ceil(region.height * unit)};
}

static bool is_over(BaseRect a, BaseRect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* Adds the ids of the frames with items under a box; `sees_grounds`: fills and borders, which lie under others, as well. */
static void name_frames(const ComparePage *page, BaseRect rect, bool sees_grounds, GPtrArray *names)
{
    for (guint i = 0; page && i < page->items->len && names->len < NAMES_TOLD; i++) {
        const CompareItem *item = compare_item(page, i);
        bool is_ground = item->kind == PAGE_FILL || item->kind == PAGE_BORDER;
        BaseRect box = item->rect;
        if (item->kind == PAGE_RULE)
            box = (BaseRect){box.x - item->size, box.y - item->size, box.width + 2 * item->size, box.height + 2 * item->size};
        const char *id = item->frame ? item->frame : page_item_words[item->kind];
        if (is_ground == sees_grounds && is_over(box, rect) && !g_ptr_array_find_with_equal_func(names, id, g_str_equal, NULL))
            g_ptr_array_add(names, (void *)id);
    }
}

static char *frames_under(const DkComparison *result, BaseRect rect)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (int grounds = 0; grounds < 2 && names->len == 0; grounds++)
        for (int side = 0; side < 2; side++) name_frames(result->pages[side], rect, grounds, names);
    if (names->len == 0) return NULL;
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" + ", (char **)names->pdata);
}

static void add_regions(const DkComparison *result)
{
    const GArray *regions = result->pixels->regions;
    uint64_t left = result->pixels->n_pixels;
    for (guint i = 0; i < MIN(regions->len, REGIONS_TOLD); i++) {
        CompareRegion region = g_array_index(regions, CompareRegion, i);
        BaseRect rect = on_sheet(result, region);
        g_autofree char *frames = frames_under(result, rect);
        DkDifference difference = {.kind = "pixels",
                                   .frame = frames,
                                   .x = rect.x,
                                   .y = rect.y,
                                   .width = rect.width,
                                   .height = rect.height,
                                   .count = (int)MIN(region.n_pixels, G_MAXINT),
                                   .amount = (double)region.n_pixels,
                                   .unit = "pixels"};
        compare_list_add(result->list, &difference);
        left -= region.n_pixels;
    }
    if (left == 0) return;
    DkDifference rest = {.kind = "pixels",
                         .element = "smaller regions",
                         .count = (int)(regions->len - REGIONS_TOLD),
                         .width = result->sheet_width,
                         .height = result->sheet_height,
                         .amount = (double)left,
                         .unit = "pixels"};
    compare_list_add(result->list, &rest);
}

/* ---- Masks ---- */

static void mask_rect(const DkComparison *result, BaseRect rect, uint8_t *mask)
{
    double unit = (double)result->sheet_width / result->width;
    int left = (int)floor(rect.x / unit) - 1, right = (int)ceil((rect.x + rect.width) / unit) + 1;
    int top = (int)floor(rect.y / unit) - 1, bottom = (int)ceil((rect.y + rect.height) / unit) + 1;
    for (int y = MAX(top, 0); y < MIN(bottom, (int)result->height); y++)
        for (int x = MAX(left, 0); x < MIN(right, (int)result->width); x++) mask[(size_t)y * result->width + (size_t)x] = 1;
}

static void mask_frame(const DkComparison *result, const char *id, uint8_t *mask)
{
    for (int side = 0; side < 2; side++)
        for (guint i = 0; result->pages[side] && i < result->pages[side]->items->len; i++) {
            const CompareItem *item = compare_item(result->pages[side], i);
            if (g_strcmp0(item->frame, id) == 0) mask_rect(result, item->rect, mask);
        }
}

static void add_frames(const ComparePage *page, GHashTable *frames)
{
    for (guint i = 0; page && i < page->items->len; i++)
        if (compare_item(page, i)->frame) g_hash_table_add(frames, (gpointer)compare_item(page, i)->frame);
}

/* A mask that names no frame would leave nothing out, and nobody would know. */
static bool knows_masks(const Comparing *comparing)
{
    const DkComparison *result = comparing->result;
    g_autoptr(GHashTable) frames = g_hash_table_new(g_str_hash, g_str_equal);
    for (int side = 0; side < 2; side++) add_frames(result->pages[side], frames);
    for (const char *const *ids = comparing->options->masks; ids && *ids; ids++) {
        if (g_hash_table_contains(frames, *ids)) continue;
        DkDiagnostic *item = base_report(comparing->list, DK_ERROR, "unknown-frame", (BasePlace){.frame = *ids},
                                         "no frame \"%s\" to mask on \"%s\"", *ids, result->actual);
        if (known_page(result)) base_report_nearest(comparing->list, item, *ids, frames);
        else base_report_hint(comparing->list, item, "only a page file or a dump tells where frames are");
        return false;
    }
    return true;
}

/* NULL when nothing is masked. */
static uint8_t *make_mask(const Comparing *comparing)
{
    const DkComparison *result = comparing->result;
    const char *const *ids = comparing->options->masks;
    if (!ids || !*ids) return NULL;
    uint8_t *mask = g_new0(uint8_t, (size_t)result->width * result->height);
    for (; *ids; ids++) mask_frame(result, *ids, mask);
    return mask;
}

/* ---- Pixels ---- */

static bool is_within(const DkCompareOptions *options, const DkComparison *result)
{
    double all = (double)result->width * result->height;
    double allowed = MAX((double)options->max_pixels, options->max_share * all);
    return (double)result->pixels->n_pixels <= allowed;
}

static void compare_rasters(const Comparing *comparing, const OutputRaster *old, const OutputRaster *new)
{
    DkComparison *result = comparing->result;
    const DkCompareOptions *options = comparing->options;
    take_sheet(comparing, old);
    if (old->width != new->width || old->height != new->height) {
        g_autofree char *expected = g_strdup_printf("%u × %u", old->width, old->height);
        g_autofree char *actual = g_strdup_printf("%u × %u", new->width, new->height);
        DkDifference difference = {.kind = "dimensions",
                                   .expected = expected,
                                   .actual = actual,
                                   .width = result->sheet_width,
                                   .height = result->sheet_height};
        compare_list_add(result->list, &difference);
        return;
    }
    g_autofree uint8_t *mask = make_mask(comparing);
    double threshold = options->threshold > 0 ? options->threshold : DEFAULT_THRESHOLD;
    result->pixels = compare_pixels(old, new, mask, threshold, options->ignore_below);
    if (!is_within(options, result)) add_regions(result);
}

/* ppi of the pictures, rounded for words. */
static void name_scope(const Comparing *comparing)
{
    const DkComparison *result = comparing->result;
    const ComparePage *page = known_page(result);
    bool knows_ppi = page && result->width;
    double ppi = knows_ppi ? round(result->width * 72.0 * DK_PT / page->width) : asked_ppi(comparing);
    bool has_svg = !comparing->sides[OLD]->png;
    g_ptr_array_add(comparing->scopes, knows_ppi || has_svg ? g_strdup_printf("pixels at %d ppi", (int)ppi) : g_strdup("pixels"));
}

static bool compare_pictures(const Comparing *comparing)
{
    const CompareSide *old = comparing->sides[OLD], *new = comparing->sides[NEW];
    DkComparison *result = comparing->result;
    bool has_both = (old->png || old->svg) && (new->png || new->svg);
    if (!has_both) return true;
    GBytes *bytes[2] = {old->png ? old->png : old->svg, new->png ? new->png : new->svg};
    if (is_equal(bytes[0], bytes[1])) {
        g_ptr_array_add(comparing->scopes, g_strdup("pixels"));
        return true;
    }
    for (int i = 0; i < 2; i++) result->pictures[i] = g_bytes_ref(bytes[i]);
    OutputRaster *rasters[2];
    bool is_read = read_pictures(comparing, rasters);
    if (is_read) compare_rasters(comparing, rasters[OLD], rasters[NEW]);
    if (is_read) name_scope(comparing);
    for (int i = 0; i < 2; i++) output_raster_free(rasters[i]);
    return is_read;
}

/* ---- PDFs ---- */

static bool compare_pdfs(const Comparing *comparing)
{
    GBytes *plain[2] = {NULL, NULL};
    bool is_read = true;
    if (!comparing->sides[OLD]->pdf || !comparing->sides[NEW]->pdf) return true;
    g_ptr_array_add(comparing->scopes, g_strdup("PDF content"));
    if (is_equal(comparing->sides[OLD]->pdf, comparing->sides[NEW]->pdf)) return true;
    for (int i = 0; i < 2 && is_read; i++) {
        g_autofree char *reason = NULL;
        plain[i] = output_pdf_plain(comparing->sides[i]->pdf, &reason);
        is_read = plain[i] || unreadable(comparing, i, reason);
    }
    if (is_read) compare_content(plain[NEW], plain[OLD], comparing->result->list);
    for (int i = 0; i < 2; i++) g_clear_pointer(&plain[i], g_bytes_unref);
    return is_read;
}

/* ---- The whole ---- */

static const char *given(const CompareSide *side)
{
    return side->pdf ? "a PDF" : side->dump ? "a dump" : "a picture";
}

static bool not_comparable(const Comparing *comparing)
{
    DkDiagnostic *item = base_report(comparing->list, DK_ERROR, "not-comparable", (BasePlace){.file = comparing->sides[NEW]->path},
                                     "%s cannot be compared with %s, \"%s\"", given(comparing->sides[NEW]),
                                     given(comparing->sides[OLD]), comparing->sides[OLD]->path);
    base_report_hint(comparing->list, item, "compare two of a kind, or a page file, which can become any");
    return false;
}

static bool needs_dumps(const Comparing *comparing)
{
    const CompareSide *old = comparing->sides[OLD], *new = comparing->sides[NEW];
    bool is_same = old->dump && new->dump &&is_equal(old->dump, new->dump);
    bool has_pictures = (old->png || old->svg) && (new->png || new->svg);
    return !is_same || (has_pictures && !is_equal(old->png ? old->png : old->svg, new->png ? new->png : new->svg));
}

static bool compare_all(const Comparing *comparing)
{
    bool has_masks = comparing->options->masks && *comparing->options->masks;
    if ((has_masks || needs_dumps(comparing)) && !read_dumps(comparing)) return false;
    if (!knows_masks(comparing)) return false;
    compare_dumps(comparing);
    if (!compare_pictures(comparing) || !compare_pdfs(comparing)) return false;
    return comparing->scopes->len || not_comparable(comparing);
}

static DkComparison *result_new(const char *actual, const char *expected)
{
    DkComparison *result = g_new0(DkComparison, 1);
    result->actual = g_strdup(actual);
    result->expected = g_strdup(expected);
    result->list = compare_list_new();
    return result;
}

DkComparison *compare_sides(const CompareSide *actual, const CompareSide *expected, const DkCompareOptions *options,
                            DkDiagnostics *list)
{
    static const DkCompareOptions defaults = {0};
    g_autoptr(GPtrArray) scopes = g_ptr_array_new_with_free_func(g_free);
    DkComparison *result = result_new(actual->path, expected->path);
    Comparing comparing = {{expected, actual}, options ? options : &defaults, list, result, scopes};
    if (!compare_all(&comparing)) {
        compare_result_free(result);
        return NULL;
    }
    g_ptr_array_add(scopes, NULL);
    result->scope = g_strjoinv(", ", (char **)scopes->pdata);
    if (result->sheet_width == 0 && known_page(result)) {
        result->sheet_width = known_page(result)->width;
        result->sheet_height = known_page(result)->height;
    }
    return result;
}

DkComparison *compare_missing(const char *actual, const char *expected)
{
    DkComparison *result = result_new(actual, expected);
    result->scope = g_strdup("presence");
    DkDifference difference = {.kind = "missing", .actual = expected ? NULL : actual, .expected = actual ? NULL : expected};
    if (!actual || !expected) compare_list_add(result->list, &difference);
    return result;
}

void compare_add_missing(DkComparison *comparison, const char *element, const char *file)
{
    DkDifference difference = {.kind = "missing", .element = element, .expected = file};
    compare_list_add(comparison->list, &difference);
}

void compare_result_free(DkComparison *comparison)
{
    if (!comparison) return;
    for (int i = 0; i < 2; i++) {
        compare_page_free(comparison->pages[i]);
        g_clear_pointer(&comparison->pictures[i], g_bytes_unref);
    }
    compare_pixels_free(comparison->pixels);
    compare_list_free(comparison->list);
    g_free(comparison->actual);
    g_free(comparison->expected);
    g_free(comparison->scope);
    g_free(comparison);
}
