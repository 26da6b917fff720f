/* Lines: the source cut wherever a printed line may have ended.
 *
 * In: the source.  Out: RecLine, in source order.  A line end of the file may be a printed line's end; so may one space with a Han
 * or a Chinese mark beside it (front page: 293 of 326 such spaces are).  An indent behind a sentence's end, inside a line of the file,
 * begins a paragraph.  Which of them are is decided by the pieces, from widths.  Some
 * papers print marks half an em wide, some one em: whichever makes more lines break where one measure does (RULES 1.4), or, where a text
 * without blank lines has several measures, makes more lines as wide as their neighbours. */
#include "reconstruct/pieces/pieces.h"

#define INDENT 4             /* cells: 2 em, CLREQ 3.2.1.1 */
#define SENTENCES_MOST 600u  /* bytes behind an indent that are looked at for a sentence */
#define SPACED_LEAST 3       /* lines with a space before them, for it to be an indent */
#define MIXED_LEAST 16       /* lines of a block that may be of several stories */
#define EVEN_LEAST 16        /* cells: narrower lines are heads and cells */
#define ON_LEAST 3           /* lines without an indent that go on from others, for indents to be a paragraph's */
#define SAMPLE_BYTES 100000u /* more than a page: its marks are all alike */

typedef struct {
    const RecSource *source;
    GArray *lines;
    RecGap gap; /* before the next line */
} Cutter;

/* The cells that a line's marks may give: half an em each, of two at most. */
static int give_of(const RecSource *source, RecRange range)
{
    int n = 0;
    const char *end = source->text->str + rec_end(range);
    for (const char *p = source->text->str + range.first; p < end && n < 2; p = g_utf8_next_char(p))
        n += rec_is_mark(rec_fold(rec_char(p)));
    return n;
}

/* Signs of quotation that mail or Markdown put before a text: they were not printed. */
static RecRange past_signs(const RecSource *source, RecRange range)
{
    unsigned first = range.first;
    while (first < rec_end(range) && source->text->str[first] == '>') first++;
    return rec_trim(source, (RecRange){first, rec_end(range) - first});
}

/* The most characters of a signature in brackets behind a paragraph's stop: （江　帆）, （作者系沅塘县第三中学教师）. */
#define SIGNATURE_MOST 24

bool rec_ends_sentence(const RecSource *source, RecRange range)
{
    if (rec_is_stop(rec_last(source, range, true))) return true;
    if (rec_last(source, range, false) != 0xff09) return false;
    const char *text = source->text->str, *p = text + rec_end(range);
    for (int n = 0; n <= SIGNATURE_MOST + 2 && p > text + range.first; n++) {
        p = g_utf8_prev_char(p);
        if (rec_fold(rec_char(p)) != 0xff08) continue;
        return rec_is_stop(rec_last(source, (RecRange){range.first, (unsigned)(p - text) - range.first}, true));
    }
    return false;
}

#define FRAGMENT_MOST 2 /* characters of a sentence's end: few sentences are as short */

bool rec_begins_with_end(const RecSource *source, RecRange text)
{
    unsigned at = text.first;
    for (int n = 0; n <= FRAGMENT_MOST && at < rec_end(text); n++) {
        gunichar c = rec_fold(rec_char(source->text->str + at));
        if (c == 0x3002) return n > 0;
        if (!rec_is_han(c)) return false;
        at += (unsigned)g_utf8_skip[(guchar)source->text->str[at]];
    }
    return false;
}

RecLine rec_line_of(const RecSource *source, RecRange range, RecGap gap)
{
    RecRange printed = past_signs(source, range);
    return (RecLine){.range = range,
                     .width = rec_cells(source, printed),
                     .head = rec_head_cells(source, printed),
                     .give = source->has_wide_marks ? give_of(source, range) : 0,
                     .gap = gap,
                     .is_stop = rec_ends_sentence(source, range)};
}

unsigned rec_words_of(const RecSource *source, RecRange range, RecRange *words, unsigned most)
{
    unsigned n = 0, first = range.first;
    const char *text = source->text->str;
    for (unsigned at = range.first; at <= rec_end(range);) {
        bool is_end = at == rec_end(range) || rec_is_blank(rec_char(text + at));
        RecRange word = {0};
        if (is_end) word = rec_trim(source, (RecRange){first, at - first});
        if (word.n && n == most) return most + 1;
        if (word.n) words[n++] = word;
        at += at < rec_end(range) ? (unsigned)g_utf8_skip[(guchar)text[at]] : 1;
        if (is_end) first = at;
    }
    return n;
}

bool rec_indents_show_lines(const RecLine *lines, unsigned n)
{
    unsigned n_indented = 0, n_on = 0, n_anew = 0;
    for (unsigned i = 0; i < n; i++) {
        bool is_indented = lines[i].indent >= 2;
        n_indented += is_indented;
        n_on += i && !is_indented && !lines[i - 1].is_stop;
        n_anew += i && !is_indented && lines[i - 1].is_stop;
    }
    return n_indented >= 2 && n_on >= ON_LEAST && n_on > 2 * n_anew && 2 * n_on >= n_indented;
}

/* Whether the white space `first` .. `end` - 1 may be a printed line's end. */
static bool may_end_line(const RecSource *source, unsigned first, unsigned end)
{
    const char *text = source->text->str;
    if (end - first != 1 || text[first] != ' ') return false;
    gunichar before = rec_char(g_utf8_prev_char(text + first)), after = rec_char(text + end);
    return rec_is_chinese(before) || rec_is_chinese(after);
}

static int indent_cells(const RecSource *source, unsigned first, unsigned end)
{
    int cells = 0;
    for (const char *p = source->text->str + first; p < source->text->str + end; p = g_utf8_next_char(p))
        cells += rec_char(p) == 0x3000 ? 2 : *p == '\t' ? 4 : rec_is_blank(rec_char(p));
    return cells;
}

/* Whether white space parts two paragraphs that extraction put into one line of the file: an indent stands behind a sentence's end, and
 * sentences behind it. */
static bool parts_paragraphs(const RecSource *source, RecRange before, RecRange after)
{
    unsigned n = MIN(after.n, SENTENCES_MOST), tail = MIN(before.n, SENTENCES_MOST);
    after.n = rec_char_start(source, after.first + n) - after.first; /* a line of many indents is not read whole at each */
    unsigned first = rec_char_start(source, rec_end(before) - tail);
    before = (RecRange){first, rec_end(before) - first};
    return indent_cells(source, rec_end(before), after.first) >= INDENT && rec_ends_sentence(source, before) &&
           rec_is_prose(source, after);
}

static void add(Cutter *cutter, RecRange range, int indent)
{
    RecLine line = rec_line_of(cutter->source, range, cutter->gap);
    line.indent = indent;
    g_array_append_val(cutter->lines, line);
    cutter->gap = REC_GAP_SPACE;
}

/* One line of the file, without its white space: cut at the spaces that may end printed lines. */
static void cut(Cutter *cutter, RecRange range, int indent)
{
    const char *text = cutter->source->text->str;
    unsigned start = range.first, end = rec_end(range), first = past_signs(cutter->source, range).first;
    for (unsigned at = first; at < end;) {
        unsigned after = at;
        while (after < end && rec_is_space(rec_char(text + after))) after = (unsigned)(g_utf8_next_char(text + after) - text);
        RecRange before = {start, at - start}, rest = {after, end - after};
        bool begins = after > at && parts_paragraphs(cutter->source, before, rest);
        if (begins || (after > at && may_end_line(cutter->source, at, after))) {
            add(cutter, before, indent);
            if (begins) cutter->gap = REC_GAP_NEWLINE;
            start = after;
            indent = begins ? indent_cells(cutter->source, at, after) : 0;
        }
        at = after < end ? (unsigned)(g_utf8_next_char(text + after) - text) : end;
    }
    add(cutter, (RecRange){start, end - start}, indent);
}

/* The lines that begin in the first `most` bytes. */
static GArray *lines_upto(const RecSource *source, unsigned most)
{
    Cutter cutter = {.source = source, .lines = g_array_new(FALSE, FALSE, sizeof(RecLine)), .gap = REC_GAP_BLANK};
    for (guint i = 0; i < source->line_starts->len; i++) {
        unsigned first = g_array_index(source->line_starts, unsigned, i);
        if (first >= most) break;
        bool is_last = i + 1 == source->line_starts->len;
        unsigned end = is_last ? (unsigned)source->text->len : g_array_index(source->line_starts, unsigned, i + 1);
        RecRange range = rec_trim(source, (RecRange){first, end - first});
        if (range.n == 0) cutter.gap = REC_GAP_BLANK;
        if (range.n == 0) continue;
        cut(&cutter, range, indent_cells(source, first, range.first));
        cutter.gap = REC_GAP_NEWLINE;
    }
    return cutter.lines;
}

/* Extraction may leave one space of each indent: where no line has more before it and some have that, it is an em. */
static void restore_indents(GArray *lines)
{
    unsigned n_indented = 0, n_flush = 0;
    for (guint i = 0; i < lines->len; i++) {
        const RecLine *line = &g_array_index(lines, RecLine, i);
        if (line->gap == REC_GAP_SPACE) continue;
        if (line->indent > 1) return;
        n_indented += line->indent == 1;
        n_flush += line->indent == 0;
    }
    if (n_indented < SPACED_LEAST || n_flush <= n_indented) return;
    for (guint i = 0; i < lines->len; i++) g_array_index(lines, RecLine, i).indent *= 2;
}

GArray *rec_lines_new(const RecSource *source)
{
    g_autoptr(GArray) lines = lines_upto(source, G_MAXUINT);
    restore_indents(lines);
    return rec_turns_new(source, lines);
}

/* What the lines say of the width that their marks were taken to have. */
typedef struct {
    int n_fitting; /* lines that break where the measure of their block breaks */
    int n_even;    /* two for each two neighbours in mid-sentence of one width, one for each of half an em's difference */
    bool is_mixed; /* most lines stand in blocks of several measures */
} Marks;

/* How even two printed lines are. */
static int evenness(const RecLine *line, const RecLine *next)
{
    bool is_open = !line->is_stop && !next->is_stop && MIN(line->width, next->width) >= EVEN_LEAST;
    return is_open ? MAX(0, 2 - ABS(line->width - next->width)) : 0;
}

static Marks count_marks(const RecSource *source)
{
    g_autoptr(GArray) lines = lines_upto(source, SAMPLE_BYTES);
    Marks marks = {0};
    unsigned n_mixed = 0;
    for (unsigned first = 0, i = 1; first < lines->len; i++) {
        const RecLine *line = &g_array_index(lines, RecLine, i - 1);
        bool is_inner = i < lines->len && line[1].gap != REC_GAP_BLANK;
        if (is_inner) marks.n_even += evenness(line, line + 1);
        if (is_inner) continue;
        RecFit fit = rec_fit(&g_array_index(lines, RecLine, first), i - first);
        if (fit.measure) marks.n_fitting += fit.n_fitting;
        else n_mixed += i - first >= MIXED_LEAST ? i - first : 0;
        first = i;
    }
    marks.is_mixed = n_mixed * 2 > lines->len;
    return marks;
}

void rec_source_find_marks(RecSource *source)
{
    source->has_wide_marks = false;
    Marks narrow = count_marks(source);
    source->has_wide_marks = true;
    Marks wide = count_marks(source);
    source->has_wide_marks =
        narrow.is_mixed && wide.is_mixed
            ? wide.n_even > narrow.n_even
            : wide.n_fitting > narrow.n_fitting + narrow.n_fitting / 8; /* a mark that gives fits more by chance */
}
