/* The lines of a headline: parted where its words part, near the places that make them even. */
#include <string.h>

#include "reconstruct/plan.h"

/* Whether a line may end between two characters of a head: never inside a number or word, never so that a mark is alone. */
static bool may_part(gunichar before, gunichar after)
{
    bool is_word = before < 0x250 && after < 0x250 && g_unichar_isalnum(before) && g_unichar_isalnum(after);
    gunichar next = rec_fold(after);
    bool is_mark =
        rec_is_closing(next) || rec_is_stop(next) || next == 0xff0c || next == 0x3001 || next == 0xff1a || next == 0xff1b;
    return !is_word && !is_mark && !rec_is_opening(rec_fold(before));
}

static int cells_to(const char *text, const char *end)
{
    int cells = 0;
    for (const char *p = text; p < end; p = g_utf8_next_char(p)) cells += rec_width(g_utf8_get_char(p));
    return cells;
}

/* The place in `text` nearest to `wanted` cells where a line may end; a space is worth four characters of distance, a quotation's edge three. */
static const char *find_part(const char *text, int wanted)
{
    const char *best = NULL;
    int best_distance = G_MAXINT;
    for (const char *p = g_utf8_next_char(text); *p; p = g_utf8_next_char(p)) {
        gunichar before = g_utf8_get_char(g_utf8_prev_char(p)), after = g_utf8_get_char(p);
        if (!may_part(before, after) || rec_is_space(before)) continue;
        bool is_quoted = rec_is_opening(after) || rec_is_closing(before);
        int distance = ABS(cells_to(text, p) - wanted) - (rec_is_space(after) ? 8 : is_quoted ? 6 : 0);
        if (distance >= best_distance) continue;
        best_distance = distance;
        best = p;
    }
    return best;
}

GPtrArray *rec_head_lines(const char *text, int n)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (; n > 1; n--) {
        const char *part = *text ? find_part(text, cells_to(text, text + strlen(text)) / n) : NULL;
        if (!part) break;
        g_ptr_array_add(lines, g_strndup(text, (gsize)(part - text)));
        text = part;
        while (rec_is_space(g_utf8_get_char(text))) text = g_utf8_next_char(text);
    }
    g_ptr_array_add(lines, g_strdup(text));
    return lines;
}
