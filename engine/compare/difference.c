/* The list of differences, and the sentence each one makes.
 *
 * In: a difference's fields.  Out: a copy that owns its strings, with its message: where, what, both versions. */
#include "compare/compare.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How a kind is said; the versions follow where a difference has them. */
static const struct {
    const char *kind, *words;
} sentences[] = {
    {"page", "the page is another"},
    {"moved", "moved"},
    {"resized", "another size"},
    {"leading", "another leading"},
    {"text", "other words"},
    {"reflow", "lines break anew"},
    {"slack", "other spacing in the line"},
    {"baseline", "glyphs stand otherwise across the line"},
    {"glyphs", "other glyphs for the same words"},
    {"face", "another face"},
    {"size", "another size of type"},
    {"scale", "glyphs of another width"},
    {"direction", "another direction of setting"},
    {"ink", "another ink"},
    {"stroke", "another stroke"},
    {"picture", "another picture"},
    {"code", "another code"},
    {"added", "is new"},
    {"removed", "is gone"},
    {"story", "another story"},
    {"renamed", "another id"},
    {"order", "another place in reading order"},
    {"paint-order", "painted in another order"},
    {"dimensions", "pictures of different size"},
    {"pixels", "pixels differ"},
    {"content", "the PDF's content differs"},
    {"missing", "has no counterpart"},
};

CompareList *compare_list_new(void)
{
    CompareList *list = g_new(CompareList, 1);
    *list = (CompareList){g_array_new(FALSE, FALSE, sizeof(DkDifference)), g_string_chunk_new(4096)};
    return list;
}

void compare_list_free(CompareList *list)
{
    if (!list) return;
    g_array_unref(list->items);
    g_string_chunk_free(list->strings);
    g_free(list);
}

/* ---- The sentence ---- */

static void append_number(GString *out, double number, int decimals)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE], format[8];
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_string_append(out, g_ascii_formatd(text, sizeof text, format, number));
}

static void append_mm(GString *out, DkLength length)
{
    append_number(out, fabs(base_length_pt(length)) * 25.4 / 72, 2);
    g_string_append(out, " mm");
}

static void append_shift(GString *out, const DkDifference *item)
{
    if (item->dx) append_mm(out, item->dx);
    if (item->dx) g_string_append(out, item->dx > 0 ? " right" : " left");
    if (item->dx && item->dy) g_string_append(out, " and ");
    if (item->dy) append_mm(out, item->dy);
    if (item->dy) g_string_append(out, item->dy > 0 ? " down" : " up");
}

static void append_where(GString *out, const DkDifference *item)
{
    if (item->frame) g_string_append(out, item->frame);
    if (item->element) g_string_append_printf(out, "%s%s", out->len ? ", " : "", item->element);
    if (item->line) g_string_append_printf(out, "%sline %d", out->len ? ", " : "", item->line);
    if (item->line && item->count > 1) g_string_append_printf(out, " and %d more", item->count - 1);
    if (out->len) g_string_append(out, ": ");
}

static const char *words_of(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++)
        if (strcmp(sentences[i].kind, kind) == 0) return sentences[i].words;
    g_error("compare: difference \"%s\" has no sentence", kind);
}

static char *sentence(const DkDifference *item)
{
    GString *out = g_string_new(NULL);
    append_where(out, item);
    g_string_append(out, words_of(item->kind));
    if (item->dx || item->dy) {
        g_string_append_c(out, ' ');
        append_shift(out, item);
    }
    if (item->expected && item->actual) g_string_append_printf(out, ": \"%s\" instead of \"%s\"", item->actual, item->expected);
    else if (item->expected) g_string_append_printf(out, ": \"%s\"", item->expected);
    else if (item->actual) g_string_append_printf(out, ": \"%s\"", item->actual);
    if (item->unit) {
        bool is_whole = item->amount == floor(item->amount);
        g_string_append(out, " (");
        append_number(out, item->amount, is_whole ? 0 : 3);
        g_string_append_printf(out, " %.*s)", base_unit_bytes(item->amount, item->unit), item->unit);
    }
    return g_string_free(out, FALSE);
}

/* The dump's tenths of a per cent, "0/1000/1000/0", as layouts write them: "M100 Y100". */
static char *ink_words(const char *ink)
{
    int parts[4];
    GString *words = g_string_new(NULL);
    if (!ink || sscanf(ink, "%d/%d/%d/%d", &parts[0], &parts[1], &parts[2], &parts[3]) != 4)
        g_string_append(words, ink ? ink : "none");
    else
        for (int i = 0; i < 4; i++) {
            if (parts[i] == 0) continue;
            g_string_append_printf(words, "%s%c%d", words->len ? " " : "", "CMYK"[i], parts[i] / 10);
            if (parts[i] % 10) g_string_append_printf(words, ".%d", parts[i] % 10);
        }
    if (words->len == 0) g_string_append(words, "K0");
    return g_string_free(words, FALSE);
}

/* ---- The list ---- */

static const char *kept(CompareList *list, const char *text)
{
    return text ? g_string_chunk_insert(list->strings, text) : NULL;
}

void compare_list_add(CompareList *list, const DkDifference *difference)
{
    DkDifference item = *difference;
    item.frame = kept(list, item.frame);
    item.story = kept(list, item.story);
    item.element = kept(list, item.element);
    bool is_ink = strcmp(item.kind, "ink") == 0;
    g_autofree char *actual = is_ink ? ink_words(item.actual) : NULL, *expected = is_ink ? ink_words(item.expected) : NULL;
    item.actual = kept(list, is_ink ? actual : item.actual);
    item.expected = kept(list, is_ink ? expected : item.expected);
    g_autofree char *message = sentence(&item);
    item.message = kept(list, message);
    g_array_append_val(list->items, item);
}
