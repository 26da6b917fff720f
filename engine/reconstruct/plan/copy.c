/* Copy: how many lines a story makes, and how deep its head is.
 *
 * Lines are counted first-fit over units with marks half an em wide, as the front page was set (RULES 1.4).  Heads follow
 * RULES 2.5: the headline fills its line, kicker and deck half as large; all depths in whole grid lines. */
#include <math.h>
#include <string.h>

#include "reconstruct/plan/plan.h"

#define INDENT 4           /* cells */
#define SQUEEZE 1          /* cells that marks and Han give so that a printed line stays one */
#define SPREAD 3           /* cells by which a printed line may exceed the measure read off its neighbours */
#define SMALL_SIZE 1.45    /* body ems, of kicker and deck */
#define SMALL_AIR 0.6      /* body ems over and under them */
#define KICKER_WORTH 1.5   /* a kicker makes a story matter as much as half its length more: the first report has one (trade) */
#define DATELINE_WORTH 1.5 /* and it is news, not a feature */

/* ---- Body ---- */

static void add_unit(RecCopy *copy, int cells)
{
    gint16 unit = (gint16)MIN(cells, G_MAXINT16);
    if (unit) g_array_append_val(copy->units, unit);
}

static void add_line(RecCopy *copy, const RecSource *source, RecRange line)
{
    for (unsigned at = line.first, n; at < rec_end(line); at += n) {
        n = rec_head_bytes(source, (RecRange){at, rec_end(line) - at});
        add_unit(copy, rec_cells(source, (RecRange){at, n}));
    }
}

/* The units of a text that is set already restored, line by line. */
static void add_units(RecCopy *copy, const char *text)
{
    RecSource source = {.text = g_string_new(text)};
    for (unsigned at = 0, n; at < source.text->len; at += n + 1) {
        n = (unsigned)strcspn(text + at, "\n");
        if (at) add_unit(copy, REC_COPY_LINE);
        add_line(copy, &source, (RecRange){at, n});
    }
    g_string_free(source.text, TRUE);
}

int rec_copy_lines(const RecCopy *copy, int measure)
{
    int n = 0, width = 0;
    for (guint i = 0; i < copy->units->len; i++) {
        int unit = g_array_index(copy->units, gint16, i);
        if (unit < 0) {
            n += unit == REC_COPY_CROSS_HEAD ? 2 : 1; /* a cross-head is set two lines deep */
            width = unit == REC_COPY_PARAGRAPH ? INDENT : 0;
        } else if (width + unit > measure + (copy->keeps_lines ? SQUEEZE : 0)) {
            n++;
            width = unit;
        } else {
            width += unit;
        }
    }
    return n + copy->has_jump;
}

/* The measure for setting line for line: that of the widest printed line, those left out that no measure of the story explains. */
static int printed_measure(const RecCopy *copy, const RecStory *story)
{
    int most = MAX(story->widest, story->measure), measure = most, width = 0;
    for (guint i = 0; i <= copy->units->len; i++) {
        int unit = i < copy->units->len ? g_array_index(copy->units, gint16, i) : REC_COPY_PARAGRAPH;
        if (unit < 0 && width <= most + SPREAD) measure = MAX(measure, width);
        width = unit == REC_COPY_PARAGRAPH ? INDENT : unit < 0 ? 0 : width + unit;
    }
    return measure;
}

/* ---- Reading a story ---- */

static void see_element(RecCopy *copy, const RecElement *element, const char *words)
{
    switch (element->role) {
    case REC_ROLE_HEADLINE: copy->headline += rec_text_cells(words) + (copy->headline ? 2 : 0); break;
    case REC_ROLE_CROSS_HEAD:
        copy->cross_head = MAX(copy->cross_head, rec_text_cells(words));
        copy->n_cross_heads++;
        break;
    case REC_ROLE_KICKER:
        copy->kicker = MAX(copy->kicker, rec_text_cells(words));
        copy->n_kickers++;
        break;
    case REC_ROLE_DECK:
        copy->deck = MAX(copy->deck, rec_text_cells(words));
        copy->n_decks++;
        break;
    case REC_ROLE_BYLINE: {
        int cells = rec_text_cells(words);
        g_array_append_val(copy->bylines, cells);
        break;
    }
    case REC_ROLE_TABLE: copy->row = MAX(copy->row, INDENT + rec_text_cells(words)); break;
    case REC_ROLE_STANDING_HEAD: copy->has_standing_head = true; break;
    case REC_ROLE_JUMP: copy->has_jump = true; break;
    case REC_ROLE_CAPTION: copy->caption = MAX(copy->caption, rec_text_cells(words)); break;
    case REC_ROLE_CREDIT: copy->credit = MAX(copy->credit, rec_text_cells(words) + 2); break;
    case REC_ROLE_DATELINE:
        copy->has_dateline = true;
        add_unit(copy, REC_COPY_PARAGRAPH);
        add_units(copy, words);
        add_unit(copy, 2);
        break;
    default: break;
    }
}

static void measure_headline(const RecDraft *draft, const RecStory *story, RecCopy *copy)
{
    g_autofree char *words = rec_headline(draft, story);
    rec_head_widths(words, REC_HEAD_LINES_MAX, copy->headline_in);
    for (int n = 2; n <= REC_HEAD_LINES_MAX; n++) copy->is_torn_in[n - 1] = rec_head_is_torn(words, n);
}

RecCopy *rec_copy_new(const RecDraft *draft, const RecStory *story)
{
    RecCopy *copy = g_new0(RecCopy, 1);
    copy->units = g_array_new(FALSE, FALSE, sizeof(gint16));
    copy->bylines = g_array_new(FALSE, FALSE, sizeof(int));
    copy->measure = story->measure;
    copy->keeps_lines = rec_keeps_lines(draft, story);
    copy->n_pictures = (int)rec_picture_count(draft, story);
    bool is_after_dateline = false;
    for (unsigned i = 0; i < story->n_elements; i++) {
        const RecElement *element = rec_element(draft, story, i);
        g_autoptr(GString) words = g_string_new(NULL);
        rec_wording(draft, element, copy->keeps_lines ? REC_FORM_LINES : REC_FORM_PLAIN, words);
        see_element(copy, element, words->str);
        bool is_text = element->role == REC_ROLE_BODY || element->role == REC_ROLE_TABLE || element->role == REC_ROLE_JUMP_IN ||
                       element->role == REC_ROLE_CROSS_HEAD;
        if (is_text && !is_after_dateline)
            add_unit(copy, element->role == REC_ROLE_CROSS_HEAD ? REC_COPY_CROSS_HEAD : REC_COPY_PARAGRAPH);
        if (is_text) add_units(copy, words->str);
        is_after_dateline = element->role == REC_ROLE_DATELINE;
    }
    measure_headline(draft, story, copy);
    if (copy->keeps_lines) copy->measure = printed_measure(copy, story);
    return copy;
}

double rec_copy_importance(const RecCopy *copy)
{
    double cells = 0;
    for (guint i = 0; i < copy->units->len; i++) cells += MAX(0, g_array_index(copy->units, gint16, i));
    if (copy->kicker) cells *= KICKER_WORTH;
    if (copy->has_dateline) cells *= DATELINE_WORTH;
    return copy->headline ? cells : 0;
}

void rec_copy_free(RecCopy *copy)
{
    if (!copy) return;
    g_array_unref(copy->units);
    g_array_unref(copy->bylines);
    g_free(copy);
}

/* ---- Head ---- */

/* Grid lines that `ems` of body size take. */
static int grid_lines(double ems, double line)
{
    return (int)ceil(ems / line - 1e-9);
}

/* The headline in `n` lines: its size in body ems. */
static double size_in(const RecCopy *copy, int width, int n, double most)
{
    return MIN(most, 0.95 * width / MAX(1, copy->headline_in[MIN(n, REC_HEAD_LINES_MAX) - 1]));
}

/* A kicker's or deck's size: about half a headline's, less where its block is narrow, but no smaller than the body's. */
static double small_size(int cells, int width)
{
    return cells ? MAX(1.0, floor(MIN(SMALL_SIZE, 0.95 * width / cells) * 20) / 20) : 0;
}

/* The lines that so many cells of that size take. */
static int turned_lines(int cells, double size, int width)
{
    return 1 + (int)(cells * size / (width + 1));
}

/* Grid lines of so many kickers or decks, with a little air. */
static int small_lines(int n, double size, double line)
{
    return n ? MAX(2, grid_lines(n * size * REC_SMALL_LEADING + SMALL_AIR, line)) : 0;
}

static void set_headline(const RecCopy *copy, const RecHeadRoom *room, RecHead *head)
{
    static const double least = 2.1; /* body ems: 20 pt on 9.5 pt (RULES 2.5) */
    double most = room->is_lead ? 4.2 : room->width >= 120 ? 3.6 : 2.8;
    int n = 1;
    while (n + 1 < REC_HEAD_LINES_MAX && size_in(copy, room->width, n, most) < least) n++;
    n += room->more_lines;
    head->headline_lines = n;
    head->is_torn = copy->is_torn_in[n - 1];
    head->headline_size = floor(size_in(copy, room->width, n, most) * 20) / 20;
    head->headline = grid_lines(n * head->headline_size * 1.2 + 1.2, room->line);
}

RecHead rec_head_of(const RecCopy *copy, const RecHeadRoom *room)
{
    RecHead head = {0};
    if (copy->headline) set_headline(copy, room, &head);
    head.kicker_size = small_size(copy->kicker, room->width);
    head.deck_size = small_size(copy->deck, room->width);
    head.kicker =
        small_lines(copy->n_kickers * turned_lines(copy->kicker, head.kicker_size, room->width), head.kicker_size, room->line);
    head.deck = small_lines(copy->n_decks * turned_lines(copy->deck, head.deck_size, room->width), head.deck_size, room->line);
    if (copy->has_standing_head) head.standing = 2;
    for (guint i = 0; i < copy->bylines->len; i++) head.byline += 1 + g_array_index(copy->bylines, int, i) / (room->width + 1);
    if (head.byline) head.byline++; /* half a line of air above it and half below */
    head.lines = head.standing + head.kicker + head.headline + head.deck + head.byline;
    return head;
}
