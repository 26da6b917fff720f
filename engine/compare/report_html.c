/* Comparisons -> one HTML file that needs no other: old, new and difference of every page, and its differences as a list.
 *
 * In: comparisons.  Out: HTML with the style and the script inside it, the pictures as data URIs, or drawings made from the dumps.
 * What the script reads is JSON in a script element of its own, with "<" written as \u003c, so that no text of a story can end it. */
#include "compare/report.h"

/* More runs than this say no more than the regions do, and make the file large. */
enum { RUNS_MAX = 200000 };

/* Appends JSON inside a script element. */
static void append_data(GString *html, const GString *json)
{
    g_string_append(html, "<script type=\"application/json\" class=\"data\">");
    for (const char *p = json->str; *p; p++) {
        if (*p == '<') g_string_append(html, "\\u003c");
        else g_string_append_c(html, *p);
    }
    g_string_append(html, "</script>\n");
}

/* Differing pixels as [row, first, number] after one another, rows and columns as steps from the run before. */
static void append_runs(GString *json, const DkComparison *comparison)
{
    const ComparePixels *pixels = comparison->pixels;
    if (!pixels || pixels->runs->len > RUNS_MAX) return;
    report_number(json, "pictureWidth", comparison->width);
    report_number(json, "pictureHeight", comparison->height);
    report_key(json, "runs");
    g_string_append_c(json, '[');
    unsigned y = 0;
    for (guint i = 0; i < pixels->runs->len; i++) {
        CompareRun run = g_array_index(pixels->runs, CompareRun, i);
        g_string_append_printf(json, "%s%u,%u,%u", i ? "," : "", run.y - y, run.x, run.n);
        y = run.y;
    }
    g_string_append_c(json, ']');
}

static void append_picture(GString *html, const DkComparison *comparison, int side, const char *name)
{
    g_string_append_printf(html, "<div class=\"layer %s\">", name);
    GBytes *bytes = comparison->pictures[side];
    if (bytes) {
        gsize size;
        const unsigned char *data = g_bytes_get_data(bytes, &size);
        g_autofree char *encoded = g_base64_encode(data, size);
        bool is_png = size > 0 && data[0] == 0x89; /* PNG 5.2 */
        g_string_append_printf(html, "<img alt=\"\" src=\"data:image/%s;base64,%s\">", is_png ? "png" : "svg+xml", encoded);
    } else if (comparison->pages[side]) report_draw(html, comparison->pages[side]);
    g_string_append(html, "</div>\n");
}

static void append_page(GString *html, const DkComparison *comparison)
{
    g_autoptr(GString) json = g_string_new(NULL);
    report_comparison(json, comparison);
    append_runs(json, comparison);
    g_string_append_c(json, '}');
    g_string_append(html, "<article>\n");
    append_data(html, json);
    append_picture(html, comparison, 0, "expected");
    append_picture(html, comparison, 1, "actual");
    g_string_append(html, "</article>\n");
}

char *compare_report_html(const DkComparison *const *comparisons, size_t n)
{
    GString *html = g_string_new("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                 "<title>Duikai: comparison</title>\n<style>\n");
    g_string_append(html, report_css);
    g_string_append(
        html, "</style>\n</head>\n<body>\n<main id=\"view\"></main>\n<aside id=\"side\"></aside>\n<div id=\"pages\" hidden>\n");
    for (size_t i = 0; i < n; i++) append_page(html, comparisons[i]);
    g_string_append(html, "</div>\n<noscript>");
    for (size_t i = 0; i < n; i++) {
        const GArray *items = comparisons[i]->list->items;
        for (guint d = 0; d < items->len; d++) {
            report_escaped(html, g_array_index(items, DkDifference, d).message);
            g_string_append(html, "<br>\n");
        }
    }
    g_string_append(html, "</noscript>\n<script>\n");
    g_string_append(html, report_js);
    g_string_append(html, "</script>\n</body>\n</html>\n");
    return g_string_free(html, FALSE);
}
