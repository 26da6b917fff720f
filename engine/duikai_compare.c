/* Comparing through the public interface: finds out what each side is, sets page files, and hands both to compare/. */
#include "compare/compare.h"

#include <math.h>
#include <string.h>

#define DEFAULT_PPI 150.0

typedef enum { SIDE_PAGE, SIDE_DUMP, SIDE_PNG, SIDE_SVG, SIDE_PDF } SideKind;

typedef struct {
    SideKind kind;
    CompareSide side;
    DkPage *page; /* of a page file */
} Side;

static bool begins(GBytes *bytes, const char *with)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    return size >= strlen(with) && memcmp(data, with, strlen(with)) == 0;
}

/* Whether an SVG element comes first, after what may stand before it in XML. */
static bool is_svg(GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    bool is_xml = begins(bytes, "<?xml") || begins(bytes, "<!--") || begins(bytes, "<svg");
    return is_xml && g_strstr_len(data, (gssize)MIN(size, 4096), "<svg");
}

static bool kind_of(const char *path, GBytes *bytes, SideKind *kind, DkDiagnostics *list)
{
    *kind = SIDE_PAGE;
    if (g_str_has_suffix(path, ".yaml") || g_str_has_suffix(path, ".yml")) return true;
    *kind = begins(bytes, "\x89PNG\r\n") ? SIDE_PNG : begins(bytes, "%PDF-") ? SIDE_PDF : is_svg(bytes) ? SIDE_SVG : SIDE_DUMP;
    if (*kind != SIDE_DUMP || begins(bytes, "page ")) return true;
    DkDiagnostic *item =
        base_report(list, DK_ERROR, "not-comparable", (BasePlace){.file = path}, "what this file is cannot be told");
    base_report_hint(list, item, "a page file (.yaml), a dump of stage page, a PNG, an SVG or a PDF can be compared");
    return false;
}

static bool open_page(Side *side, DkEngine *engine, DkDiagnostics *list)
{
    if (!engine) {
        base_report(list, DK_ERROR, "not-comparable", (BasePlace){.file = side->side.path},
                    "a page file needs an engine to set it");
        return false;
    }
    side->page = dk_page_open(engine, side->side.path, list);
    return side->page != NULL;
}

static bool side_open(Side *side, const char *path, DkEngine *engine, DkDiagnostics *list)
{
    *side = (Side){.side = {.path = path}};
    g_autoptr(GBytes) bytes = base_file_read(path, BASE_PICTURE_MAX, (BasePlace){0}, list);
    if (!bytes || !kind_of(path, bytes, &side->kind, list)) return false;
    if (side->kind == SIDE_PAGE) return open_page(side, engine, list);
    GBytes **given[] = {NULL, &side->side.dump, &side->side.png, &side->side.svg, &side->side.pdf};
    *given[side->kind] = g_steal_pointer(&bytes);
    return true;
}

static void side_close(Side *side)
{
    dk_page_free(side->page);
    GBytes *given[] = {side->side.dump, side->side.png, side->side.svg, side->side.pdf};
    for (size_t i = 0; i < G_N_ELEMENTS(given); i++) g_clear_pointer(&given[i], g_bytes_unref);
}

/* ---- What a page file becomes beside the other side ---- */

static GBytes *rendered(const Side *side, DkFormat format, double ppi, DkDiagnostics *list)
{
    unsigned char *data = NULL;
    size_t size = 0;
    DkWriteOptions options = {.ppi = ppi};
    return dk_pages_render(&side->page, 1, format, &options, &data, &size, list) ? g_bytes_new_take(data, size) : NULL;
}

/* Pixels of a side of the sheet, as output/png.c counts them: up to the next whole one. */
static double pixels_of(double pt, double ppi)
{
    return ceil(pt * ppi / 72 - 0.001);
}

/* The resolution at which a sheet gives a picture of the PNG's size.  Both sides were rounded up, so each tells the most that it can have been;
 * where a whole number gives that size too, it was the one that was asked for. */
static double ppi_of(GBytes *png, double width_pt, double height_pt)
{
    gsize size;
    const unsigned char *data = g_bytes_get_data(png, &size);
    if (size < 24) return DEFAULT_PPI;
    unsigned width = (unsigned)data[16] << 24 | (unsigned)data[17] << 16 | (unsigned)data[18] << 8 | data[19];
    unsigned height = (unsigned)data[20] << 24 | (unsigned)data[21] << 16 | (unsigned)data[22] << 8 | data[23];
    double ppi = MIN(width * 72.0 / width_pt, height * 72.0 / height_pt), whole = round(ppi);
    bool is_whole = pixels_of(width_pt, whole) == width && pixels_of(height_pt, whole) == height;
    return CLAMP(is_whole ? whole : ppi, 10, 2400);
}

/* The first length of that name in a dump, which is the sheet's. */
static double sheet_side_pt(GBytes *dump, const char *name)
{
    gsize size;
    const char *text = g_bytes_get_data(dump, &size), *side = g_strstr_len(text, (gssize)size, name);
    return side ? g_ascii_strtod(side + strlen(name), NULL) : 1;
}

static bool give(Side *side, const Side *other, const DkCompareOptions *options, DkDiagnostics *list)
{
    if (side->kind != SIDE_PAGE) return true;
    double asked = options && options->ppi > 0 ? options->ppi : DEFAULT_PPI;
    side->side.dump = rendered(side, DK_FORMAT_DUMP, 0, list);
    GBytes *dump = side->side.dump, *png = other->kind == SIDE_PNG ? other->side.png : NULL;
    double ppi = png && dump ? ppi_of(png, sheet_side_pt(dump, " width="), sheet_side_pt(dump, " height=")) : asked;
    bool is_drawn = true;
    if (other->kind == SIDE_PAGE || other->kind == SIDE_PNG)
        is_drawn = (side->side.png = rendered(side, DK_FORMAT_PNG, ppi, list)) != NULL;
    if (other->kind == SIDE_SVG) is_drawn = (side->side.svg = rendered(side, DK_FORMAT_SVG, 0, list)) != NULL;
    if (other->kind == SIDE_PDF) is_drawn = (side->side.pdf = rendered(side, DK_FORMAT_PDF, 0, list)) != NULL;
    return side->side.dump && is_drawn;
}

DkComparison *dk_compare(DkEngine *engine, const char *actual, const char *expected, const DkCompareOptions *options,
                         DkDiagnostics *list)
{
    Side sides[2];
    DkComparison *comparison = NULL;
    bool has_actual = side_open(&sides[0], actual, engine, list), has_expected = side_open(&sides[1], expected, engine, list);
    if (has_actual && has_expected && give(&sides[0], &sides[1], options, list) && give(&sides[1], &sides[0], options, list))
        comparison = compare_sides(&sides[0].side, &sides[1].side, options, list);
    side_close(&sides[0]);
    side_close(&sides[1]);
    return comparison;
}

/* ---- What was found out ---- */

void dk_comparison_free(DkComparison *comparison)
{
    compare_result_free(comparison);
}

DkComparison *dk_comparison_missing(const char *actual, const char *expected)
{
    return compare_missing(actual, expected);
}

bool dk_comparison_is_same(const DkComparison *comparison)
{
    return comparison->list->items->len == 0;
}

const char *dk_comparison_scope(const DkComparison *comparison)
{
    return comparison->scope;
}

size_t dk_comparison_count(const DkComparison *comparison)
{
    return comparison->list->items->len;
}

const DkDifference *dk_comparison_item(const DkComparison *comparison, size_t index)
{
    g_assert(index < comparison->list->items->len);
    return &g_array_index(comparison->list->items, DkDifference, index);
}

char *dk_comparisons_report(const DkComparison *const *comparisons, size_t n, DkReportFormat format)
{
    return format == DK_REPORT_HTML ? compare_report_html(comparisons, n) : compare_report_json(comparisons, n);
}
