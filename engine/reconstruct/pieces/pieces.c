/* Pieces: what was printed as one paragraph, or one leg's part of it.
 *
 * In: the lines.  Out: RecPieces: printed lines as decided, and their grouping, with measure, start and end.
 * Method.  A blank line always parts.  Between blank lines, line ends of the file are printed line ends when the text is prose and most
 * of them stand in mid-sentence; otherwise each line is a piece of its own, in which the spaces between Han are printed line ends if it is prose.  A piece is parted
 * again where two paragraphs were glued: after a sentence's end on a line that had room left, before a line that is 2 em short. */
#include "reconstruct/pieces/pieces.h"

#include <string.h>

#include "reconstruct/habits.h"

#define PROSE_CELLS 40    /* a text of this width with pauses is prose, even without a stop */
#define SENTENCE_CELLS 12 /* a text that ends with a stop is prose from this width on */
#define HEAD_SLACK 8      /* cells: a line of the file this short, in mid-sentence, is a head or a byline */
#define INDENT 4
#define FEW_LINES 2
#define INDENTED_LEAST 4 /* paragraphs with an indent, for the others to have none */
#define MOST_FACTS 12    /* words of a folio or a masthead's line ... */
#define FACTS_BYTES 400  /* ... and its bytes */
#define SECTION_CELLS 16 /* a section's name in a folio */
#define UPRIGHT_MOST 8   /* characters of a head that was set upright */
#define DOUBLED_LEAST 12 /* cells of a line that stands twice */
#define NUMBER_CELLS 4   /* a page's number */
#define STANZA_CELLS 20  /* of a line of a stanza of two */
#define STANZA_REACH 6   /* lines behind it that are looked at */
#define FOLIO_LINES 2    /* of a folio, at most */

typedef struct {
    const RecSource *source;
    const RecHabits *habits;
    RecPieces *out;
    GArray *scratch;    /* RecLine: the lines of the block at hand */
    int measure;        /* the last that was certain; 0: none yet */
    int before;         /* that of the blocks before the one at hand */
    unsigned credit;    /* first byte of the credit that ends the line of the file at hand; 0: none */
    bool was_verse;     /* the block before */
    bool is_over_poem;  /* ... was a poem's title and author */
    unsigned n_behind;  /* lines of the text behind the block at hand */
    bool is_of_cycle;   /* ... of which there are more: （外一首）, 组诗 */
    bool keeps_indents; /* the text has the indents of its paragraphs */
} Maker;

static RecLine *line_at(const GArray *lines, unsigned index)
{
    return &g_array_index(lines, RecLine, index);
}

static RecPiece *last_piece(const Maker *maker)
{
    return &g_array_index(maker->out->pieces, RecPiece, maker->out->pieces->len - 1);
}

static RecRange span(const RecLine *first, const RecLine *last)
{
    return (RecRange){first->range.first, rec_end(last->range) - first->range.first};
}

/* Two neighbouring lines as one. */
static RecLine merged(const RecSource *source, const RecLine *first, const RecLine *last)
{
    RecLine line = rec_line_of(source, span(first, last), first->gap);
    line.indent = first->indent;
    line.measure = first->measure;
    line.is_lone = first->is_lone;
    line.is_verse = first->is_verse;
    line.is_folio = first->is_folio;
    return line;
}

/* Whether a text has sentences: a full stop, a cry that is quoted and gone on from (“好！”他说), pauses over some width, or an end like a
 * sentence's. */
bool rec_is_prose(const RecSource *source, RecRange range)
{
    int cells = 0;
    bool has_pause = false, is_cry = false, is_quoted = false, is_after_han = false;
    for (unsigned at = range.first; at < rec_end(range);) {
        const char *p = source->text->str + at;
        gunichar c = rec_fold(rec_char(p));
        at = (unsigned)(g_utf8_next_char(p) - source->text->str);
        cells += rec_is_space(c) ? 0 : rec_width(c);
        has_pause |= c == 0xff0c || c == 0xff1b || c == 0x3001;
        bool is_stop = c == 0x3002 || (c == '.' && is_after_han); /* extraction makes ASCII points of stops */
        if (is_stop && cells >= SENTENCE_CELLS) return true;
        if (has_pause && cells >= PROSE_CELLS) return true;
        bool is_said = rec_is_han(c) && is_quoted && cells >= SENTENCE_CELLS;
        if (is_said) return true;
        is_quoted = is_cry && (c == '"' || rec_is_closing(c));
        is_cry = c == 0xff01 || c == 0xff1f;
        is_after_han = rec_is_han(c);
    }
    return cells >= SENTENCE_CELLS && rec_is_stop(rec_last(source, range, true));
}

/* ---- One piece ---- */

bool rec_is_first_line(const RecPiece *piece, const RecLine *line)
{
    int slack = piece->measure - (line->indent ? line->indent : INDENT) - line->width;
    return piece->measure && piece->n_lines == 1 && !line->is_stop && slack >= -1 && slack <= 2;
}

bool rec_leads_on(const RecSource *source, const RecPiece *piece)
{
    return !piece->is_full && rec_last(source, piece->range, false) == 0xff1a;
}

/* How a paragraph begins.  Few lines fit several measures: where that of the text before says otherwise, it is not known. */
static RecStart start_of(const Maker *maker, const RecLine *lines, const RecPiece *piece)
{
    RecStart start = rec_start(lines, piece->n_lines, piece->measure);
    bool is_vague = maker->before && piece->n_inner <= FEW_LINES;
    bool is_other = is_vague && rec_fit_count(lines, piece->n_lines, maker->before) == piece->n_fitting &&
                    rec_start(lines, piece->n_lines, maker->before) != start;
    return is_other && start == REC_START_FLUSH ? REC_START_UNKNOWN : start;
}

/* The second of two lines that are the same: nobody prints one twice.  n 0: there are none. */
static RecRange find_doubled(const RecSource *source, const RecLine *lines, unsigned n_lines)
{
    for (unsigned i = 1; i < n_lines; i++) {
        RecRange a = lines[i - 1].range, b = lines[i].range;
        bool is_same = a.n == b.n && lines[i].width >= DOUBLED_LEAST;
        if (is_same && memcmp(source->text->str + a.first, source->text->str + b.first, a.n) == 0) return b;
    }
    return (RecRange){0};
}

static void add_piece(Maker *maker, const RecLine *lines, unsigned n_lines, int block_measure)
{
    RecFit fit = rec_fit(lines, n_lines);
    const RecLine *last = &lines[n_lines - 1];
    RecPiece piece = {.range = span(&lines[0], last),
                      .first_line = maker->out->lines->len,
                      .n_lines = n_lines,
                      .measure = fit.measure ? fit.measure : block_measure,
                      .n_fitting = fit.n_fitting,
                      .n_inner = fit.n_inner,
                      .gap = lines[0].gap,
                      .doubled = find_doubled(maker->source, lines, n_lines)};
    piece.start = start_of(maker, lines, &piece);
    piece.is_prose = rec_is_prose(maker->source, piece.range);
    piece.is_finished = last->is_stop || rec_ends_sentence(maker->source, piece.range);
    piece.is_full = piece.measure && (rec_line_width(last) + 2 > piece.measure || rec_is_first_line(&piece, last));
    piece.is_parted = lines[0].gap == REC_GAP_SPACE;
    piece.has_odd_quotes = rec_has_odd_quotes(maker->source, piece.range);
    g_array_append_val(maker->out->pieces, piece);
    g_array_append_vals(maker->out->lines, lines, n_lines);
}

/* Whether line `i`, which has no indent, is a head between paragraphs that have one. */
static bool is_lone_head(const RecLine *lines, unsigned n, unsigned i, int measure)
{
    bool is_before_text = i + 1 < n && lines[i + 1].gap != REC_GAP_SPACE && lines[i + 1].indent >= 2;
    return is_before_text && !lines[i].is_stop && lines[i].width + HEAD_SLACK / 2 <= measure;
}

/* Whether the last line of a run is a paragraph's first one, behind a finished one: its unseen indent fills it, or it leads to a table. */
static bool is_lone_first(const Maker *maker, const RecLine *line, int measure)
{
    int slack = measure - INDENT - line->width;
    bool leads_on = rec_last(maker->source, line->range, false) == 0xff1a && 2 * line->width < measure;
    return !line->is_stop && (leads_on || (slack >= -1 && slack <= 1));
}

/* Whether a dateline begins with one line and ends in the next: what room the first one leaves is then no paragraph's end. */
static bool is_dateline_torn(const Maker *maker, const RecLine *before, const RecLine *line)
{
    return rec_dateline_end(maker->source, span(before, line), maker->habits) > rec_end(before->range);
}

/* Whether a paragraph begins with line `i`, of `n`; `is_second`: another begins with the line before it. */
static bool begins(const Maker *maker, const RecLine *lines, unsigned n, unsigned i, int measure, bool is_second)
{
    const RecLine *before = &lines[i - 1], *line = &lines[i];
    if (line->gap != REC_GAP_SPACE && line->indent >= 2) return true;
    if (!measure) return false;
    int slack = measure - rec_line_width(before);
    bool is_indented = is_second && line->measure && !maker->keeps_indents && !before->indent && slack >= INDENT;
    if (is_indented) slack -= INDENT; /* unseen, before a paragraph's first line */
    bool is_finished = before->is_stop;
    bool is_of_run = line->measure > 0; /* found without its heads */
    if (line->gap == REC_GAP_NEWLINE && !is_finished && slack >= HEAD_SLACK && !is_of_run)
        return !is_second || !is_dateline_torn(maker, before, line);
    if (line->gap == REC_GAP_NEWLINE && maker->keeps_indents)
        return is_finished && (slack >= INDENT || is_lone_head(lines, n, i, measure)); /* behind a paragraph's end: a head */
    if (is_finished && slack * 3 >= measure) return true; /* a third of a line left white, whatever the next one's indent */
    bool is_last = i + 1 == n;
    if (is_of_run && is_finished && is_last && is_lone_first(maker, line, measure)) return true;
    if (is_of_run && is_finished && slack >= line->head + INDENT) return true; /* nothing else leaves so much of a line white */
    bool is_far_short = !is_last && line->width + lines[i + 1].head < measure; /* an indent is the only reason */
    if (!is_finished || (slack < line->head && !is_far_short)) return false;
    if (is_last && line->is_stop) return slack >= INDENT;
    int unit = is_last ? 2 : lines[i + 1].head;
    return line->width + unit <= measure && line->width + INDENT <= measure + 1;
}

/* The measure of lines that are too few to show one: the last that was certain, if they reach it and keep within it. */
static int borrowed_measure(const Maker *maker, const RecLine *lines, unsigned n)
{
    int widest = 0;
    for (unsigned i = 0; i < n; i++) widest = MAX(widest, rec_line_width(&lines[i]));
    return widest <= maker->measure + 1 && widest >= maker->measure - 2 ? maker->measure : 0;
}

/* Parts a line that is wider than its measure at the last space where the print may have ended it: both halves keep within the
 * measure, and the second one's first unit had no room any more.  Appends one line, or two. */
static void add_parted(const Maker *maker, const RecLine *line, int measure, GArray *out)
{
    const char *text = maker->source->text->str;
    bool is_wide = measure && rec_line_width(line) > measure + 2 && line->width <= 2 * measure;
    for (unsigned at = rec_end(line->range); is_wide && at > line->range.first; at--) {
        if (text[at - 1] != ' ') continue;
        RecRange before = rec_trim(maker->source, (RecRange){line->range.first, at - 1 - line->range.first});
        RecLine left = rec_line_of(maker->source, before, line->gap);
        RecLine right = rec_line_of(maker->source, (RecRange){at, rec_end(line->range) - at}, REC_GAP_SPACE);
        left.indent = line->indent;
        int room = measure + 1 - rec_line_width(&left);
        if (room < 0 || room > INDENT + right.head || right.width > measure + 1) continue;
        g_array_append_val(out, left);
        g_array_append_val(out, right);
        return;
    }
    g_array_append_val(out, *line);
}

static bool is_credit(const Maker *maker, const RecLine *line)
{
    return maker->credit && line->range.first >= maker->credit;
}

static void add_pieces(Maker *maker, const RecLine *given, unsigned n_given)
{
    int measure = rec_fit(given, n_given).measure;
    maker->before = maker->measure;
    if (measure) maker->measure = measure;
    else measure = given[0].measure ? given[0].measure : borrowed_measure(maker, given, n_given);
    g_autoptr(GArray) parted = g_array_sized_new(FALSE, FALSE, sizeof(RecLine), n_given);
    for (unsigned i = 0; i < n_given; i++) add_parted(maker, &given[i], measure, parted);
    const RecLine *lines = line_at(parted, 0);
    unsigned n = parted->len, first = 0, n_heads = rec_heads_above(maker->source, lines, n, maker->habits);
    for (unsigned i = 1; i <= n; i++) {
        if (i < n && (!n_heads || i > n_heads) &&
            (is_credit(maker, &lines[i]) || !begins(maker, lines, n, i, measure, i == first + 1)))
            continue;
        add_piece(maker, lines + first, i - first, measure);
        first = i;
    }
}

/* ---- A block: what stands between two blank lines ---- */

/* The lines of the file, as lines of `scratch`. */
static void set_file_lines(Maker *maker, const RecLine *lines, unsigned n)
{
    g_array_set_size(maker->scratch, 0);
    for (unsigned first = 0, i = 1; i <= n; i++) {
        if (i < n && lines[i].gap == REC_GAP_SPACE) continue;
        RecLine line = merged(maker->source, &lines[first], &lines[i - 1]);
        g_array_append_val(maker->scratch, line);
        first = i;
    }
}

/* Whether the space between two lines, at a dateline's end or in it, is one in print: after it, or beside 记者, 通讯员 ... */
static bool is_gap(const Maker *maker, const RecLine *line, const RecLine *next, unsigned dateline)
{
    if (rec_end(line->range) == dateline) return true;
    const char *text = maker->source->text->str;
    for (guint i = 0; i < maker->habits->persons->len; i++) {
        const char *word = g_ptr_array_index(maker->habits->persons, i);
        size_t n = strlen(word);
        bool ends = line->range.n >= n && memcmp(text + rec_end(line->range) - n, word, n) == 0;
        if (ends || (next->range.n >= n && memcmp(text + next->range.first, word, n) == 0)) return true;
    }
    return false;
}

/* One line of the file that is prose: its spaces are printed line ends, all but the one after a dateline and those in a credit. */
static void add_prose(Maker *maker, const RecLine *lines, unsigned n)
{
    RecRange range = span(&lines[0], &lines[n - 1]);
    unsigned dateline = rec_dateline_end(maker->source, range, maker->habits);
    maker->credit = rec_credit_start(maker->source, range, maker->habits);
    g_array_set_size(maker->scratch, 0);
    for (unsigned i = 0; i < n; i++) {
        if (is_credit(maker, &lines[i])) {
            RecLine line = merged(maker->source, &lines[i], &lines[n - 1]);
            g_array_append_val(maker->scratch, line);
            break;
        }
        unsigned first = i;
        while (i + 1 < n && rec_end(lines[i].range) <= dateline && is_gap(maker, &lines[i], &lines[i + 1], dateline)) i++;
        RecLine line = merged(maker->source, &lines[first], &lines[i]);
        g_array_append_val(maker->scratch, line);
    }
    add_pieces(maker, line_at(maker->scratch, 0), maker->scratch->len);
    maker->credit = 0;
}

/* What a line of the file that stands alone, or with one other, is when one of its words is a date, a folio, the paper's name: the words that no habit
 * knows are the section's or the column's, and belong to the folio.  False when it is no such line. */
static bool fill_folio(const Maker *maker, const RecLine *lines, unsigned n, bool is_alone, RecRole *roles)
{
    unsigned n_unknown = 0;
    bool has_mark = false, is_top = maker->out->pieces->len == 0;
    for (unsigned i = 0; i < n; i++) {
        bool is_number = lines[i].width <= NUMBER_CELLS && !rec_is_han(rec_first(maker->source, lines[i].range));
        bool is_unknown = roles[i] < REC_ROLE_NAMEPLATE || roles[i] > REC_ROLE_FOLIO;
        if (is_unknown && lines[i].width > SECTION_CELLS) return false;
        has_mark |= !is_unknown && (!is_number || is_top);
        n_unknown += is_unknown;
        if (is_unknown) roles[i] = REC_ROLE_FOLIO;
    }
    return has_mark && (n_unknown * 2 <= n || (is_top && is_alone && n_unknown < n)) && (is_alone || n - n_unknown >= 2);
}

/* A line of furniture of different kinds is parted into them: 客户端 | 中共株洲市委主管、主办; 江岸晚报 | 2019年7月6日 | 人物 7.  False when
 * it is not such a line. */
static bool add_furniture(Maker *maker, const RecLine *line, bool is_alone)
{
    RecRange words[MOST_FACTS];
    unsigned n = line->range.n <= FACTS_BYTES ? rec_words_of(maker->source, line->range, words, MOST_FACTS) : 0;
    if (n < 2 || n > MOST_FACTS) return false;
    RecLine lines[MOST_FACTS];
    for (unsigned i = 0; i < n; i++) lines[i] = rec_line_of(maker->source, words[i], i ? REC_GAP_SPACE : line->gap);
    RecRole whole = rec_furniture_role(maker->source, line->range, maker->habits);
    if (whole == REC_ROLE_DATE || whole == REC_ROLE_ISSUE || whole == REC_ROLE_IMPRINT || whole == REC_ROLE_FOLIO)
        return false; /* one fact, or one line of them */
    RecRole roles[MOST_FACTS];
    bool are_known = true, differ = false;
    for (unsigned i = 0; i < n; i++) {
        roles[i] = rec_furniture_role(maker->source, lines[i].range, maker->habits);
        are_known &= roles[i] != REC_N_ROLES;
    }
    bool is_folio = fill_folio(maker, lines, n, is_alone, roles);
    if (!is_folio && !are_known) return false;
    for (unsigned i = 1; i < n; i++) differ |= roles[i] != roles[0];
    if (!differ && !is_folio) return false;
    for (unsigned first = 0, i = 1; i <= n; i++) {
        if (i < n && roles[i] == roles[first]) continue;
        RecLine fact = merged(maker->source, &lines[first], &lines[i - 1]);
        add_piece(maker, &fact, 1, 0);
        last_piece(maker)->is_folio = roles[first] == REC_ROLE_FOLIO;
        first = i;
    }
    return true;
}

/* A column's name and the head under it that extraction put into one line: 图片新闻　毕业长跑.  False when it is no such line. */
static bool add_labelled(Maker *maker, const RecLine *line)
{
    RecRange words[MOST_FACTS];
    unsigned n = line->range.n <= FACTS_BYTES ? rec_words_of(maker->source, line->range, words, MOST_FACTS) : 0;
    if (n < 2 || n > MOST_FACTS || !rec_is_label(maker->source, words[0], maker->habits)) return false;
    RecRange rest = {words[1].first, rec_end(line->range) - words[1].first};
    if (rec_furniture_role(maker->source, rest, maker->habits) != REC_N_ROLES) return false;
    RecLine label = rec_line_of(maker->source, words[0], line->gap), head = rec_line_of(maker->source, rest, REC_GAP_NEWLINE);
    add_piece(maker, &label, 1, 0);
    add_piece(maker, &head, 1, 0);
    return true;
}

static void add_file_line(Maker *maker, const RecLine *lines, unsigned n, bool is_alone)
{
    if (rec_is_prose(maker->source, span(&lines[0], &lines[n - 1]))) {
        add_prose(maker, lines, n);
        return;
    }
    RecLine line = merged(maker->source, &lines[0], &lines[n - 1]);
    if (add_furniture(maker, &line, is_alone) || add_labelled(maker, &line)) return;
    add_piece(maker, &line, 1, 0);
    last_piece(maker)->is_folio = line.is_folio;
}

/* Whether the lines of `scratch` run on: none is wider than any column, and most of them end in mid-sentence. */
static bool runs_on(const Maker *maker)
{
    unsigned n_open = 0;
    for (guint i = 0; i < maker->scratch->len; i++)
        if (line_at(maker->scratch, i)->width > REC_PRINTED_MOST) return false;
    for (guint i = 0; i + 1 < maker->scratch->len; i++) n_open += !line_at(maker->scratch, i)->is_stop;
    bool are_open = maker->scratch->len >= 2 && n_open * 2 > maker->scratch->len - 1;
    return are_open || rec_indents_show_lines(line_at(maker->scratch, 0), maker->scratch->len);
}

/* Each line of a poem is a piece of its own that nothing goes on from, its `n_heads` first ones are heads. */
static void add_verse(Maker *maker, unsigned n_heads)
{
    for (guint i = 0; i < maker->scratch->len; i++) {
        const RecLine *line = line_at(maker->scratch, i);
        add_piece(maker, line, 1, 0);
        if (i < n_heads || rec_is_numbered(maker->source, line)) continue; /* the head of a part */
        RecPiece *piece = last_piece(maker);
        piece->is_verse = piece->is_finished = true;
        piece->start = REC_START_INDENTED;
    }
}

/* Whether a title says that other poems follow. */
static bool is_of_cycle(const Maker *maker)
{
    RecRange title = line_at(maker->scratch, 0)->range;
    const char *text = maker->source->text->str + title.first;
    return memmem(text, title.n, "首）", strlen("首）")) || memmem(text, title.n, "组诗", strlen("组诗")) ||
           memmem(text, title.n, "組詩", strlen("組詩"));
}

/* Whether the two lines of the block at hand, behind verse or its heads, are a stanza: no text that they might head stands below them. */
static bool is_bare_stanza(const Maker *maker, const RecLine *behind)
{
    const RecLine *rows = line_at(maker->scratch, 0);
    if (maker->scratch->len != 2 || MAX(rows[0].width, rows[1].width) > STANZA_CELLS) return false;
    for (unsigned i = 0; i < 2; i++)
        if (!rec_is_line_of_verse(maker->source, &rows[i], maker->habits)) return false;
    if (maker->n_behind == 0) return true;
    unsigned n = 1;
    while (n < maker->n_behind && n < STANZA_REACH && behind[n].gap != REC_GAP_BLANK) n++;
    RecLine first = merged(maker->source, &behind[0], &behind[0]);
    return !rec_is_prose(maker->source, span(&behind[0], &behind[n - 1])) &&
           !rec_is_over_poem(maker->source, &first, 1, maker->habits);
}

/* Adds the block at hand, whose first lines are `lines`, if it is verse; remembers whether verse may follow it. */
static bool see_verse(Maker *maker, const RecLine *lines, unsigned n_lines)
{
    const RecLine *rows = line_at(maker->scratch, 0);
    unsigned n = maker->scratch->len, n_heads = 0;
    bool is_found = lines[0].is_lone || lines[0].measure > 0; /* in a text without blank lines */
    bool is_verse = lines[0].is_verse;
    if (!is_verse && !is_found) {
        n_heads = rec_poem_top(maker->source, rows, n, maker->habits);
        bool is_after = maker->was_verse || maker->is_over_poem;
        is_verse = n_heads || rec_is_verse(maker->source, rows, n, is_after, maker->habits) ||
                   (is_after && is_bare_stanza(maker, lines + n_lines));
        if (n_heads) maker->is_of_cycle = is_of_cycle(maker);
        else if (is_verse && maker->is_of_cycle && maker->was_verse) n_heads = rec_has_inner_title(rows, n);
    }
    maker->was_verse = is_verse;
    maker->is_over_poem = !is_verse && rec_is_over_poem(maker->source, rows, n, maker->habits);
    if (!is_verse) maker->is_of_cycle = maker->is_over_poem && is_of_cycle(maker);
    if (is_verse) add_verse(maker, n_heads);
    return is_verse;
}

static void add_block(Maker *maker, const RecLine *lines, unsigned n)
{
    set_file_lines(maker, lines, n);
    if (see_verse(maker, lines, n)) return;
    bool is_running = lines[0].measure > 0 ||
                      (!lines[0].is_lone && rec_is_prose(maker->source, span(&lines[0], &lines[n - 1])) && runs_on(maker) &&
                       !rec_are_heads(maker->source, line_at(maker->scratch, 0), maker->scratch->len,
                                      maker->n_behind ? lines + n : NULL, maker->habits));
    if (is_running) {
        add_pieces(maker, line_at(maker->scratch, 0), maker->scratch->len);
        return;
    }
    guint n_file_lines = maker->scratch->len;
    for (unsigned first = 0, i = 1; i <= n; i++) {
        if (i < n && lines[i].gap == REC_GAP_SPACE) continue;
        add_file_line(maker, lines + first, i - first, n_file_lines <= FOLIO_LINES);
        first = i;
    }
}

/* Whether paragraphs' first lines are told from others by white space: some lines of the file that begin with it, some that do not. */
bool rec_has_indents(const GArray *lines)
{
    unsigned n_indented = 0, n_flush = 0;
    for (guint i = 0; i < lines->len; i++) {
        const RecLine *line = line_at(lines, i);
        if (line->gap == REC_GAP_SPACE) continue;
        bool goes_on = i + 1 < lines->len && line_at(lines, i + 1)->gap == REC_GAP_NEWLINE;
        n_indented += line->indent >= 2 && goes_on;
        n_flush += line->indent == 0 && line->gap == REC_GAP_NEWLINE;
    }
    return n_indented >= INDENTED_LEAST && n_flush > n_indented;
}

/* Whether a piece is one character between blank lines. */
static bool is_lone(const Maker *maker, guint index)
{
    const GArray *pieces = maker->out->pieces;
    if (index >= pieces->len) return false;
    const RecPiece *piece = &g_array_index(pieces, RecPiece, index);
    return piece->gap == REC_GAP_BLANK && piece->n_lines == 1 && piece->range.n <= 4 &&
           rec_is_han(rec_first(maker->source, piece->range));
}

/* Whether the lone characters `first` .. `end` - 1 are together a head that a habit knows. */
static bool is_upright(const Maker *maker, guint first, guint end)
{
    if (end - first < 2 || end - first > UPRIGHT_MOST) return false;
    RecRange from = g_array_index(maker->out->pieces, RecPiece, first).range;
    RecRange to = g_array_index(maker->out->pieces, RecPiece, end - 1).range;
    return rec_is_label(maker->source, (RecRange){from.first, rec_end(to) - from.first}, maker->habits);
}

/* Makes one piece of a head that was set upright, which extraction gives a character at a time, when a habit knows its words. */
static void join_upright(Maker *maker)
{
    GArray *pieces = maker->out->pieces;
    guint to = 0;
    for (guint i = 0, end; i < pieces->len; i = end) {
        for (end = i; is_lone(maker, end);) end++;
        bool is_head = is_upright(maker, i, end);
        end = MAX(end, i + 1);
        RecPiece head = g_array_index(pieces, RecPiece, i), last = g_array_index(pieces, RecPiece, end - 1);
        head.range.n = rec_end(last.range) - head.range.first;
        head.n_lines = end - i;
        head.is_upright = true;
        if (is_head) g_array_index(pieces, RecPiece, to++) = head;
        for (guint k = i; !is_head && k < end; k++) g_array_index(pieces, RecPiece, to++) = g_array_index(pieces, RecPiece, k);
    }
    g_array_set_size(pieces, to);
}

/* Where a text keeps its indents, a paragraph that has none goes on from elsewhere. */
static void mark_flush(RecPieces *out)
{
    guint n_prose = 0, n_indented = 0;
    for (guint i = 0; i < out->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(out->pieces, RecPiece, i);
        n_prose += piece->is_prose;
        n_indented += piece->is_prose && line_at(out->lines, piece->first_line)->indent >= 2;
    }
    if (n_indented * 2 < n_prose || n_indented == 0) return;
    for (guint i = 0; i < out->pieces->len; i++) {
        RecPiece *piece = &g_array_index(out->pieces, RecPiece, i);
        bool has_indent = line_at(out->lines, piece->first_line)->indent >= 2;
        if (piece->is_prose && !has_indent && piece->start == REC_START_UNKNOWN) piece->start = REC_START_FLUSH;
    }
}

/* Whether a line is in one block with the line before it. */
static bool is_of_block(const RecLine *before, const RecLine *line)
{
    return line->gap == REC_GAP_SPACE || (line->gap == REC_GAP_NEWLINE && line->is_lone == before->is_lone);
}

RecPieces *rec_pieces_new(const RecSource *source, const GArray *given, const RecHabits *habits)
{
    g_autoptr(GArray) lines = rec_stanzas_new(source, given, habits);
    RecPieces *out = g_new(RecPieces, 1);
    *out = (RecPieces){g_array_new(FALSE, FALSE, sizeof(RecPiece)), g_array_new(FALSE, FALSE, sizeof(RecLine))};
    Maker maker = {source, habits, out, g_array_new(FALSE, FALSE, sizeof(RecLine))};
    maker.keeps_indents = rec_has_indents(lines);
    for (unsigned first = 0, i = 1; first < lines->len; i++) {
        if (i < lines->len && is_of_block(line_at(lines, i - 1), line_at(lines, i))) continue;
        maker.n_behind = lines->len - i;
        add_block(&maker, line_at(lines, first), i - first);
        first = i;
    }
    g_array_unref(maker.scratch);
    join_upright(&maker);
    mark_flush(out);
    return out;
}

void rec_pieces_free(RecPieces *pieces)
{
    if (!pieces) return;
    g_array_unref(pieces->pieces);
    g_array_unref(pieces->lines);
    g_free(pieces);
}
