/* The lines of a headline: parted where its sense parts, of about one width.
 *
 * RULES 2.5, as paragraph/head.c has it for a head whose measure is known; here the number of lines is, and the size follows from the
 * widest.  A break costs what it tears: nothing at a space or behind a pause, a little at a quotation's edge, more between words, much inside one.
 * Among all ways into that many lines the one of least cost is taken, a line costing the square of what it is off the mean. */
#include <string.h>

#include "reconstruct/plan/plan.h"
#include "text/text.h"

enum {
    HEAD_MAX = 120, /* characters; a longer text is no head, and stays in one line */
    TORN_PAUSE = 0, /* in squares of a cell */
    TORN_QUOTE = 56,
    TORN_WORDS = 128,
    TORN_WORD = 520,
    NO_BREAK = -1,
};

typedef struct {
    unsigned byte; /* in the text */
    int cells;     /* of the text up to here */
    int torn;      /* what a break before it costs */
    bool is_space;
} Spot;

/* The best way to set what is before a spot in some number of lines; cost -1: there is none. */
typedef struct {
    int cost;
    unsigned from;
} Way;

/* A mark that parts clauses, which no line begins with and any line may end with. */
static bool is_pause(gunichar c)
{
    gunichar mark = rec_fold(c);
    return rec_is_stop(mark) || mark == 0xff0c || mark == 0x3001 || mark == 0xff1a || mark == 0xff1b;
}

/* Whether no line may end between two characters: inside a number or a Latin word, before a unit's sign, so that a mark is alone. */
static bool is_whole(gunichar before, gunichar after)
{
    bool is_word = before < 0x250 && after < 0x250 && g_unichar_isalnum(before) && g_unichar_isalnum(after);
    bool is_sign = g_unichar_isdigit(before) && !rec_is_han(after) && !rec_is_opening(rec_fold(after));
    bool is_score = rec_fold(before) == 0xff1a && g_unichar_isdigit(after); /* 2:0 */
    bool is_lone_mark = is_pause(after) || rec_is_closing(rec_fold(after)) || rec_is_opening(rec_fold(before));
    return is_word || is_sign || is_score || is_lone_mark || rec_is_space(after);
}

static int torn_between(gunichar before, gunichar after, bool is_word_start)
{
    if (is_whole(before, after)) return NO_BREAK;
    if (rec_is_space(before) || is_pause(before)) return TORN_PAUSE;
    if (rec_is_opening(rec_fold(after)) || rec_is_closing(rec_fold(before))) return TORN_QUOTE;
    return is_word_start ? TORN_WORDS : TORN_WORD;
}

/* The characters of a head and its end, each with what a break before it costs. */
static GArray *spots_of(const char *text)
{
    GArray *spots = g_array_new(FALSE, FALSE, sizeof(Spot));
    unsigned n = (unsigned)strlen(text);
    g_autofree bool *starts = text_word_starts(text, n);
    int cells = 0;
    gunichar before = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = rec_char(p);
        unsigned byte = (unsigned)(p - text);
        Spot spot = {byte, cells, before ? torn_between(before, c, starts[byte]) : 0, rec_is_space(c)};
        g_array_append_val(spots, spot);
        cells += rec_width(c);
        before = c;
    }
    Spot end = {n, cells, 0, false};
    g_array_append_val(spots, end);
    return spots;
}

/* Where the line between two spots ends: before a space at its end. */
static unsigned line_end(const GArray *spots, unsigned from, unsigned to)
{
    while (to > from && g_array_index(spots, Spot, to - 1).is_space) to--;
    return to;
}

static int line_cells(const GArray *spots, unsigned from, unsigned to)
{
    return g_array_index(spots, Spot, line_end(spots, from, to)).cells - g_array_index(spots, Spot, from).cells;
}

/* Finds for every spot the best last line of a way there, given the ways `before` of one line less. */
static void add_line(const GArray *spots, int mean, const Way *before, Way *ways)
{
    for (unsigned to = 1; to < spots->len; to++) {
        int torn = g_array_index(spots, Spot, to).torn;
        ways[to].cost = NO_BREAK;
        for (unsigned from = 0; torn != NO_BREAK && from < to; from++) {
            if (before[from].cost == NO_BREAK) continue;
            int off = line_cells(spots, from, to) - mean, cost = before[from].cost + torn + off * off;
            if (ways[to].cost == NO_BREAK || cost < ways[to].cost) ways[to] = (Way){cost, from};
        }
    }
    ways[0].cost = NO_BREAK;
}

/* The spots at which the lines of a head in `n` lines end, fewer where it cannot be parted so often; unsigned. */
static GArray *ends_of(const GArray *spots, int n)
{
    unsigned last = spots->len - 1;
    int mean = g_array_index(spots, Spot, last).cells / n;
    g_autofree Way *ways = g_new0(Way, (gsize)(n + 1) * spots->len);
    for (unsigned i = 1; i <= last; i++) ways[i].cost = NO_BREAK;
    for (int k = 1; k <= n; k++) add_line(spots, mean, ways + (gsize)(k - 1) * spots->len, ways + (gsize)k * spots->len);
    while (n > 1 && ways[(gsize)n * spots->len + last].cost == NO_BREAK) n--;
    GArray *ends = g_array_sized_new(FALSE, FALSE, sizeof(unsigned), (guint)n);
    for (unsigned at = last; n > 0; n--) {
        g_array_prepend_val(ends, at);
        at = ways[(gsize)n * spots->len + at].from;
    }
    return ends;
}

static GArray *parted(const GArray *spots, int n)
{
    return ends_of(spots, spots->len > 1 && spots->len <= HEAD_MAX ? n : 1);
}

char *rec_headline(const RecDraft *draft, const RecStory *story)
{
    GString *words = g_string_new(NULL);
    ReadQuotes quotes = {0};
    for (unsigned i = 0; i < story->n_elements; i++) {
        const RecElement *element = rec_element(draft, story, i);
        if (element->role != REC_ROLE_HEADLINE) continue;
        if (words->len) g_string_append(words, "　");
        rec_wording_on(draft, element, REC_FORM_PLAIN, &quotes, words);
    }
    return g_string_free(words, FALSE);
}

GPtrArray *rec_head_lines(const char *text, int n)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) spots = spots_of(text), ends = parted(spots, n);
    unsigned from = 0;
    for (guint i = 0; i < ends->len; i++) {
        unsigned end = g_array_index(ends, unsigned, i), byte = g_array_index(spots, Spot, from).byte;
        unsigned last = line_end(spots, from, end);
        char *line = g_strndup(text + byte, g_array_index(spots, Spot, last).byte - byte);
        g_ptr_array_add(lines, line);
        from = end;
    }
    return lines;
}

static int widest_of(const GArray *spots, int n)
{
    g_autoptr(GArray) ends = parted(spots, n);
    int widest = 0;
    unsigned from = 0;
    for (guint i = 0; i < ends->len; i++) {
        unsigned end = g_array_index(ends, unsigned, i);
        widest = MAX(widest, line_cells(spots, from, end));
        from = end;
    }
    return widest;
}

void rec_head_widths(const char *text, int most, int *widest)
{
    g_autoptr(GArray) spots = spots_of(text);
    for (int n = 1; n <= most; n++) widest[n - 1] = widest_of(spots, n);
}

bool rec_head_is_torn(const char *text, int n)
{
    g_autoptr(GArray) spots = spots_of(text), ends = parted(spots, n);
    bool is_torn = (int)ends->len < n;
    for (guint i = 0; i < ends->len; i++) is_torn |= g_array_index(spots, Spot, g_array_index(ends, unsigned, i)).torn == TORN_WORD;
    return is_torn;
}
