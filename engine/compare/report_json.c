/* Comparisons -> JSON.  Lengths are in millimetres on the trimmed sheet. */
#include "compare/report.h"

#include <math.h>
#include <string.h>

void report_key(GString *json, const char *name)
{
    char last = json->len ? json->str[json->len - 1] : '{';
    g_string_append_printf(json, "%s\"%s\":", last == '{' ? "" : ",", name);
}

void report_text(GString *json, const char *name, const char *text)
{
    if (!text) return;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    report_key(json, name);
    base_append_quoted(json, valid, strlen(valid));
}

void report_number(GString *json, const char *name, double number)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    report_key(json, name);
    g_string_append(json, g_ascii_formatd(text, sizeof text, number == floor(number) ? "%.0f" : "%.4f", number));
}

void report_mm(GString *json, const char *name, DkLength length)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    report_key(json, name);
    g_string_append(json, g_ascii_formatd(text, sizeof text, "%.3f", base_length_pt(length) * 25.4 / 72));
}

static void append_difference(GString *json, const DkDifference *item)
{
    g_string_append_c(json, '{');
    report_text(json, "kind", item->kind);
    report_text(json, "frame", item->frame);
    report_text(json, "story", item->story);
    report_text(json, "element", item->element);
    if (item->line) report_number(json, "line", item->line);
    if (item->count) report_number(json, "count", item->count);
    if (item->width || item->height) {
        report_mm(json, "x", item->x);
        report_mm(json, "y", item->y);
        report_mm(json, "width", item->width);
        report_mm(json, "height", item->height);
    }
    if (item->dx || item->dy) {
        report_mm(json, "dx", item->dx);
        report_mm(json, "dy", item->dy);
    }
    if (item->unit) report_number(json, "amount", item->amount);
    report_text(json, "unit", item->unit);
    report_text(json, "expected", item->expected);
    report_text(json, "actual", item->actual);
    report_text(json, "message", item->message);
    g_string_append_c(json, '}');
}

void report_comparison(GString *json, const DkComparison *comparison)
{
    const GArray *items = comparison->list->items;
    g_string_append_c(json, '{');
    report_text(json, "actual", comparison->actual);
    report_text(json, "expected", comparison->expected);
    report_key(json, "same");
    g_string_append(json, items->len ? "false" : "true");
    report_text(json, "compared", comparison->scope);
    if (comparison->sheet_width) {
        report_mm(json, "sheetWidth", comparison->sheet_width);
        report_mm(json, "sheetHeight", comparison->sheet_height);
    }
    if (comparison->pixels) report_number(json, "pixels", (double)comparison->pixels->n_pixels);
    report_key(json, "differences");
    g_string_append_c(json, '[');
    for (guint i = 0; i < items->len; i++) {
        if (i) g_string_append(json, ",\n  ");
        append_difference(json, &g_array_index(items, DkDifference, i));
    }
    g_string_append_c(json, ']');
}

char *compare_report_json(const DkComparison *const *comparisons, size_t n)
{
    GString *json = g_string_new("{\"duikai\":\"comparison/1\",\"pages\":[\n");
    for (size_t i = 0; i < n; i++) {
        if (i) g_string_append(json, ",\n");
        report_comparison(json, comparisons[i]);
        g_string_append_c(json, '}');
    }
    g_string_append(json, "\n]}\n");
    return g_string_free(json, FALSE);
}
