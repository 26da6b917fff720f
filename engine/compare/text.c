/* What the words of an element say otherwise, and which of its lines break anew.
 *
 * In: two elements' lines and the hunks between them.  Out: differences "text" (words changed) and "reflow" (the same words broken
 * otherwise).  A hunk whose words are the same when its lines are joined is reflow; else what its two ends have in common is cut
 * away and the rest is the change.  Spaces are left out of the judgement, for a space at a line's end is not set. */
#include "compare/layout.h"

#include <string.h>

enum { CONTEXT = 8 /* characters shown on either side of a change */, SHOWN = 40 /* at most of the change itself */ };

static char *joined(const CompareElement *element, unsigned first, unsigned n)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = first; i < first + n; i++)
        for (const char *p = compare_line(element, i)->text; *p; p++)
            if (*p != ' ') g_string_append_c(text, *p);
    return g_string_free(text, FALSE);
}

static BaseRect lines_rect(const CompareElement *element, unsigned first, unsigned n)
{
    BaseRect rect = {0};
    for (unsigned i = first; i < first + n; i++) rect = compare_rect_around(rect, compare_line(element, i)->rect);
    return rect;
}

/* ---- A change of words ---- */

/* What two texts have in common at both ends, in bytes of whole characters. */
typedef struct {
    size_t prefix, suffix;
} Common;

static Common common_ends(const char *old, const char *new)
{
    size_t n_old = strlen(old), n_new = strlen(new), prefix = 0, suffix = 0;
    while (prefix < MIN(n_old, n_new) && old[prefix] == new[prefix]) prefix++;
    while (prefix > 0 && ((old[prefix] & 0xc0) == 0x80 || (new[prefix] & 0xc0) == 0x80)) prefix--;
    while (suffix < MIN(n_old, n_new) - prefix && old[n_old - suffix - 1] == new[n_new - suffix - 1]) suffix++;
    while (suffix > 0 && (old[n_old - suffix] & 0xc0) == 0x80) suffix--;
    return (Common){prefix, suffix};
}

static void append_clipped(GString *out, const char *from, const char *to)
{
    glong n = g_utf8_strlen(from, to - from);
    if (n <= SHOWN) {
        g_string_append_len(out, from, to - from);
        return;
    }
    const char *cut = g_utf8_offset_to_pointer(from, SHOWN - 1);
    g_string_append_len(out, from, cut - from);
    g_string_append(out, "…");
}

/* The change with some characters around it: "…before【change】after…". */
static char *excerpt(const char *text, Common common)
{
    const char *end = text + strlen(text), *from = text + common.prefix, *to = end - common.suffix, *start = from, *stop = to;
    for (int i = 0; i < CONTEXT && start > text; i++) start = g_utf8_prev_char(start);
    for (int i = 0; i < CONTEXT && stop < end; i++) stop = g_utf8_next_char(stop);
    GString *out = g_string_new(start > text ? "…" : "");
    g_string_append_len(out, start, from - start);
    g_string_append(out, "【");
    append_clipped(out, from, to);
    g_string_append(out, "】");
    g_string_append_len(out, to, stop - to);
    if (stop < end) g_string_append(out, "…");
    return g_string_free(out, FALSE);
}

static size_t n_characters(const char *text, Common common)
{
    return (size_t)g_utf8_strlen(text + common.prefix, (gssize)(strlen(text) - common.prefix - common.suffix));
}

/* The line of a hunk, counted from 0, in which the change begins. */
static unsigned changed_line(const CompareElement *element, unsigned first, unsigned n, size_t prefix)
{
    for (unsigned i = 0; i < n; i++) {
        g_autofree char *text = joined(element, first + i, 1);
        if (prefix < strlen(text)) return i;
        prefix -= strlen(text);
    }
    return n ? n - 1 : 0;
}

static DkDifference of_hunk(const CompareContext *context, const char *kind, const CompareElement *old, const CompareElement *new,
                            CompareHunk hunk)
{
    BaseRect rect = compare_rect_around(lines_rect(old, hunk.first_old, hunk.n_old), lines_rect(new, hunk.first_new, hunk.n_new));
    return compare_difference(context, kind, old, rect);
}

static void add_reflow(const CompareContext *context, const CompareElement *old, const CompareElement *new, CompareHunk hunk)
{
    DkDifference difference = of_hunk(context, "reflow", old, new, hunk);
    difference.line = (int)hunk.first_old + 1;
    difference.count = (int)MAX(hunk.n_old, hunk.n_new);
    if (hunk.n_old) difference.expected = compare_line(old, hunk.first_old)->text;
    if (hunk.n_new) difference.actual = compare_line(new, hunk.first_new)->text;
    compare_list_add(context->list, &difference);
}

/* How many characters the change of a hunk takes in, when its lines are joined. */
static size_t extent(const CompareElement *old, const CompareElement *new, CompareHunk hunk)
{
    g_autofree char *a = joined(old, hunk.first_old, hunk.n_old), *b = joined(new, hunk.first_new, hunk.n_new);
    Common common = common_ends(a, b);
    return MAX(n_characters(a, common), n_characters(b, common));
}

static CompareHunk line_of(CompareHunk hunk, unsigned i)
{
    return (CompareHunk){hunk.first_old + i, 1, hunk.first_new + i, 1};
}

/* Whether a hunk is best told line by line: as changes within lines that break where they did.  That is so when it takes fewer
 * changed characters than one change of the joined lines. */
static bool keeps_breaks(const CompareElement *old, const CompareElement *new, CompareHunk hunk)
{
    size_t sum = 0;
    for (unsigned i = 0; i < hunk.n_old && hunk.n_old == hunk.n_new; i++) sum += extent(old, new, line_of(hunk, i));
    return hunk.n_old == hunk.n_new && (hunk.n_old == 1 || sum < extent(old, new, hunk));
}

static void add_change(const CompareContext *context, const CompareElement *old, const CompareElement *new, CompareHunk hunk)
{
    g_autofree char *old_text = joined(old, hunk.first_old, hunk.n_old), *new_text = joined(new, hunk.first_new, hunk.n_new);
    if (strcmp(old_text, new_text) == 0) {
        add_reflow(context, old, new, hunk);
        return;
    }
    Common common = common_ends(old_text, new_text);
    g_autofree char *old_excerpt = excerpt(old_text, common), *new_excerpt = excerpt(new_text, common);
    unsigned at_old = changed_line(old, hunk.first_old, hunk.n_old, common.prefix);
    unsigned at_new = changed_line(new, hunk.first_new, hunk.n_new, common.prefix);
    DkDifference difference = of_hunk(context, "text", old, new, hunk);
    difference.line = (int)(hunk.first_old + at_old) + 1;
    difference.count = 1;
    difference.amount = (double)MAX(n_characters(old_text, common), n_characters(new_text, common));
    difference.unit = "characters";
    difference.expected = old_excerpt;
    difference.actual = new_excerpt;
    compare_list_add(context->list, &difference);
    /* Lines after the one that holds the change, up to the first that is whole again, have been broken anew. */
    CompareHunk rest = {hunk.first_old + at_old + 1, hunk.n_old - MIN(hunk.n_old, at_old + 1), hunk.first_new + at_new + 1,
                        hunk.n_new - MIN(hunk.n_new, at_new + 1)};
    if (hunk.n_old && hunk.n_new && (rest.n_old || rest.n_new)) add_reflow(context, old, new, rest);
}

void compare_text(const CompareContext *context, const CompareElement *old, const CompareElement *new, const GArray *hunks)
{
    for (guint h = 0; h < hunks->len; h++) {
        CompareHunk hunk = g_array_index(hunks, CompareHunk, h);
        if (!keeps_breaks(old, new, hunk)) {
            add_change(context, old, new, hunk);
            continue;
        }
        for (unsigned i = 0; i < hunk.n_old; i++) add_change(context, old, new, line_of(hunk, i));
    }
}
