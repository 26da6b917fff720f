/* duikai compare: what differs between two pages, or between the pages of two folders.  Writes nothing but the reports. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/comparing.h"

/* ---- Options ---- */

/* "20", or "0.01%" of all pixels. */
static bool read_max_pixels(const char *text, DkCompareOptions *options)
{
    char *end = NULL;
    double number = text ? cli_number(text, &end) : 0;
    bool is_good = isfinite(number) && number >= 0;
    if (!is_good) number = 0;
    bool is_share = text && end != text && strcmp(end, "%") == 0,
         is_count = text && end != text && *end == '\0' && number == floor(number);
    if (is_share) options->max_share = number / 100;
    else options->max_pixels = (uint64_t)MIN(number, 1e15);
    if (!text || (is_good && (is_share ? number <= 100 : is_count && number <= 1e15))) return true;
    cli_usage_error(&cli_compare, NULL, "--max-pixels is a number of pixels or a share of all, such as 20 or 0.01%%, not \"%s\"",
                    text);
    return false;
}

static bool read_tolerance(const char *text, DkCompareOptions *options)
{
    if (!text) return true;
    if (dk_length_parse(text, 0, 0, &options->layout_tolerance) && options->layout_tolerance >= 0) return true;
    cli_usage_error(&cli_compare, NULL, "--layout-tolerance is a length such as 0.02mm, not \"%s\"", text);
    return false;
}

static bool read_options(const CliValues *values, DkCompareOptions *options)
{
    *options =
        (DkCompareOptions){.threshold = values->threshold, .ignore_below = (unsigned)values->ignore_below, .ppi = values->ppi};
    if (values->masks) options->masks = (const char *const *)values->masks->pdata;
    if (values->ignore_below != floor(values->ignore_below)) {
        cli_usage_error(&cli_compare, NULL, "--ignore-below is a whole number of pixels, not %g", values->ignore_below);
        return false;
    }
    return read_max_pixels(values->max_pixels, options) &&
           read_tolerance(values->layout_tolerance ? values->layout_tolerance : "0.02mm", options);
}

/* ---- One pair ---- */

static bool is_page_file(const char *name)
{
    return g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
}

static void compare_files(CliComparing *comparing, const char *actual, const char *expected, const DkCompareOptions *options)
{
    CliSession *session = comparing->session;
    bool needs_engine = is_page_file(actual) || is_page_file(expected);
    bool is_ready = !needs_engine || cli_session_open_engine(session);
    DkComparison *comparison = is_ready ? dk_compare(session->engine, actual, expected, options, session->findings) : NULL;
    cli_comparing_add(comparing, comparison, actual);
}

/* ---- Folders ---- */

/* Whether a file of a folder is a page: any of the formats, but of YAML files only page files, for layouts are YAML too. */
static bool is_page(const char *path)
{
    static const char *const extensions[] = {".png", ".svg", ".pdf", ".txt", NULL};
    for (size_t i = 0; extensions[i]; i++)
        if (g_str_has_suffix(path, extensions[i])) return true;
    g_autofree char *text = NULL;
    if (!is_page_file(path) || !g_file_get_contents(path, &text, NULL, NULL)) return false;
    return g_regex_match_simple("^duikai:\\s*page/", text, G_REGEX_MULTILINE, 0);
}

static bool compare_folders(CliComparing *comparing, const char *actual, const char *expected, const DkCompareOptions *options)
{
    const char *const folders[] = {expected, actual, NULL};
    g_autoptr(GPtrArray) names = cli_files_below(folders, is_page);
    if (!names) return false;
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *new = g_build_filename(actual, name, NULL), *old = g_build_filename(expected, name, NULL);
        bool has_new = g_file_test(new, G_FILE_TEST_EXISTS), has_old = g_file_test(old, G_FILE_TEST_EXISTS);
        if (has_new && has_old) compare_files(comparing, new, old, options);
        else cli_comparing_add(comparing, dk_comparison_missing(has_new ? new : NULL, has_old ? old : NULL), name);
    }
    if (names->len == 0)
        fprintf(stderr, "duikai compare: no pages in \"%s\" or \"%s\": nothing was compared, which is a failure\n", actual,
                expected);
    return names->len > 0;
}

/* ---- The command ---- */

static int run(const CliValues *values)
{
    const char *actual = g_ptr_array_index(values->operands, 0), *expected = g_ptr_array_index(values->operands, 1);
    bool is_folder = g_file_test(actual, G_FILE_TEST_IS_DIR), is_other_folder = g_file_test(expected, G_FILE_TEST_IS_DIR);
    DkCompareOptions options;
    if (!read_options(values, &options)) return DK_STATUS_USAGE;
    if (is_folder != is_other_folder) return cli_usage_error(&cli_compare, NULL, "give two pages or two folders, not one of each");
    g_autoptr(CliSession) session = cli_session_new(values);
    CliComparing comparing;
    cli_comparing_init(&comparing, session);
    int status = DK_STATUS_INPUT;
    bool is_compared = true;
    if (is_folder) is_compared = compare_folders(&comparing, actual, expected, &options);
    else compare_files(&comparing, actual, expected, &options);
    if (is_compared) status = cli_comparing_finish(&comparing);
    cli_comparing_clear(&comparing);
    return status;
}

static const CliOption compare_options[] = {
    {.name = "layout-tolerance",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, layout_tolerance),
     .value = "LENGTH",
     .help = "lengths that differ by no more are the same; 0.02mm when not given, 0pt for exactly the same"},
    {.name = "threshold",
     .kind = CLI_NUMBER,
     .field = G_STRUCT_OFFSET(CliValues, threshold),
     .value = "T",
     .least = 0.001,
     .most = 1,
     .help = "how much a pixel may differ to the eye, 0.001 to 1; 0.1 when not given"},
    {.name = "max-pixels",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, max_pixels),
     .value = "N|P%",
     .help = "so many pixels, or this share of all, may differ; 0 when not given"},
    {.name = "ignore-below",
     .kind = CLI_NUMBER,
     .field = G_STRUCT_OFFSET(CliValues, ignore_below),
     .value = "PX",
     .least = 0,
     .most = 1000000,
     .help = "leave out regions of fewer differing pixels, for pictures from another rasteriser"},
    {.name = "mask",
     .kind = CLI_TEXTS,
     .field = G_STRUCT_OFFSET(CliValues, masks),
     .value = "FRAME",
     .help = "do not compare the pixels of this block or furniture frame; may be given again"},
    {.name = "ppi",
     .kind = CLI_NUMBER,
     .field = G_STRUCT_OFFSET(CliValues, ppi),
     .value = "N",
     .least = 10,
     .most = 2400,
     .help = "pixels an inch at which page files and SVGs are compared, 10 to 2400; 150 when not given"},
    {0}};

const CliCommand cli_compare = {.name = "compare",
                                .summary = "tell what differs between two pages, in layout and in pixels",
                                .operands = "ACTUAL EXPECTED",
                                .least_operands = 2,
                                .most_operands = 2,
                                .description = "Compares two pages, or all pages of two folders, paired by name; a page without a "
                                               "partner is a failure.  Each side is a page "
                                               "file (which is set), a dump of stage page, a PNG, an SVG or a PDF.\n"
                                               "Layout is compared where both sides have a dump or can make one: what moved, broke "
                                               "anew or was exchanged, each told once with "
                                               "block, element and line.  Pixels are compared where both have a picture: equal "
                                               "bytes first, then as the eye sees them, edges "
                                               "forgiven; each region is named by the frames under it.\n"
                                               "PDFs are compared by their content, not by their looks: all but dates, producer, "
                                               "ID and XMP.  A PDF is comparable with a PDF "
                                               "or a page file, a dump with a dump or a page file; anything else is an error, "
                                               "status 4.  Findings about a page file itself "
                                               "are check's.\n"
                                               "Status 0: the same; 8: not the same.  No reference is ever written.",
                                .example = "duikai compare page-01.yaml expected/page-01.png --report report.html",
                                .options = {compare_options, cli_comparing_options, cli_common_options},
                                .statuses = CLI_ENDS_COMPARING,
                                .run = run};
