/* A dump -> a drawing for the report where there is no picture: boxes in their inks, and each line's words over its own width.
 *
 * In: ComparePage.  Out: an SVG element in points.  It shows where things stand, not what the glyphs look like: the words are set
 * in the reader's own face, squeezed or stretched to the line. */
#include "compare/report.h"

#include <stdio.h>

void report_escaped(GString *html, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p; p++) {
        switch (*p) {
        case '&': g_string_append(html, "&amp;"); break;
        case '<': g_string_append(html, "&lt;"); break;
        case '>': g_string_append(html, "&gt;"); break;
        case '"': g_string_append(html, "&quot;"); break;
        case '\'': g_string_append(html, "&#39;"); break;
        default: g_string_append_c(html, *p < 0x20 && *p > 0 && *p != '\n' ? ' ' : *p);
        }
    }
}

static void append_pt(GString *html, const char *name, DkLength length)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(html, " %s=\"%s\"", name, g_ascii_formatd(number, sizeof number, "%.2f", base_length_pt(length)));
}

/* The dump's "c/m/y/k" in tenths of a per cent, as a colour of the screen; "none" paints nothing. */
static void append_ink(GString *html, const char *name, const char *ink)
{
    int c, m, y, k;
    if (!ink || sscanf(ink, "%d/%d/%d/%d", &c, &m, &y, &k) != 4) {
        g_string_append_printf(html, " %s=\"none\"", name);
        return;
    }
    int parts[3] = {c, m, y};
    g_string_append_printf(html, " %s=\"#", name);
    for (int i = 0; i < 3; i++)
        g_string_append_printf(html, "%02x",
                               (unsigned)(255L * (1000 - CLAMP(parts[i], 0, 1000)) * (1000 - CLAMP(k, 0, 1000)) / 1000000));
    g_string_append_c(html, '"');
}

static void append_box(GString *html, BaseRect rect)
{
    append_pt(html, "x", rect.x);
    append_pt(html, "y", rect.y);
    append_pt(html, "width", rect.width);
    append_pt(html, "height", rect.height);
}

static void draw_line(GString *html, const CompareItem *item)
{
    DkLength length = item->is_vertical ? item->rect.height : item->rect.width;
    DkLength middle_x = item->rect.x + item->rect.width / 2, middle_y = item->rect.y + item->rect.height / 2;
    g_string_append(html, item->is_vertical ? "<text class=\"vertical\"" : "<text");
    append_pt(html, "x", item->is_vertical ? middle_x : item->rect.x);
    append_pt(html, "y", item->is_vertical ? item->rect.y : middle_y);
    append_pt(html, "font-size", item->size);
    if (length > 0) append_pt(html, "textLength", length);
    append_ink(html, "fill", item->ink);
    g_string_append(html, " lengthAdjust=\"spacingAndGlyphs\">");
    report_escaped(html, item->text);
    g_string_append(html, "</text>\n");
}

static void draw_item(GString *html, const CompareItem *item)
{
    BaseRect rect = item->rect;
    if (item->kind == PAGE_GLYPHS) {
        draw_line(html, item);
        return;
    }
    if (item->kind == PAGE_RULE) { /* its rectangle has no thickness */
        if (rect.width > rect.height) rect.y -= item->size / 2, rect.height = item->size;
        else rect.x -= item->size / 2, rect.width = item->size;
    }
    g_string_append(html, "<rect");
    append_box(html, rect);
    append_ink(html, "fill", item->kind == PAGE_FILL || item->kind == PAGE_RULE ? item->ink : NULL);
    if (item->kind == PAGE_BORDER) append_ink(html, "stroke", item->ink);
    if (item->kind == PAGE_BORDER) append_pt(html, "stroke-width", item->size);
    if (item->kind == PAGE_PICTURE || item->kind == PAGE_CODE) g_string_append(html, " class=\"picture\"");
    g_string_append(html, "/>\n");
}

void report_draw(GString *html, const ComparePage *page)
{
    char numbers[2][G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(html, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\">\n",
                           g_ascii_formatd(numbers[0], sizeof numbers[0], "%.2f", base_length_pt(page->width)),
                           g_ascii_formatd(numbers[1], sizeof numbers[1], "%.2f", base_length_pt(page->height)));
    for (guint i = 0; i < page->items->len; i++) draw_item(html, &g_array_index(page->items, CompareItem, i));
    g_string_append(html, "</svg>");
}
