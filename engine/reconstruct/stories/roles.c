/* Roles: what each piece is, by weighing the habits that speak for it.
 *
 * In: the pieces, the habits.  Out: RecRoles: for each piece the role with the most weight, its lead over the next as confidence, the
 * signals, and the parts of the piece that have a role of their own (dateline, jump line, credit, a stray sign). */
#include <string.h>

#include "reconstruct/habits.h"
#include "reconstruct/pieces/pieces.h"
#include "reconstruct/pieces/seams.h"
#include "reconstruct/stories/stories.h"

#define SHORT_CELLS 64      /* a head rarely has more than 30 em */
#define INDENT_LEAST 3      /* cells of white space that a paragraph begins with where the text keeps its indents */
#define INDENT_FAR 8        /* ... and more than any paragraph, what stands flush right */
#define ROW_BYTES 600       /* of a table's row */
#define LINES_LEAST 2       /* that show a measure */
#define UNIT 3              /* cells that a line may lack because what comes next did not fit */
#define SIGNERS_MOST 3      /* offices that sign one notice, a line each */
#define SIGNATURE_BYTES 100 /* of an office's name, of a day, of a credit */
#define CAPTION_CELLS 80    /* of a caption over a credit of its own line, ... */
#define CAPTION_BYTES 300
#define REST_REACH 24     /* pieces behind a leg's foot that its rest is looked for in */
#define REST_WORD 25      /* tenths of a bit (seams.c): a word goes over the place where they meet */
#define INSIDE_BYTES 1200 /* of a text that habits look inside: no advertisement is longer */
#define INSIDE_MOST (INSIDE_BYTES / 3)

typedef struct {
    const RecSource *source;
    const RecPieces *pieces;
    const RecHabits *habits;
    RecRoles *out;
    RecFlat *start, *tail; /* of the piece at hand, as the habits see it: its first characters and its last, */
    const RecFlat *end;    /* which are the start where that is all of it */
    RecFlat *spaced;       /* its start with its white space */
    RecFlat *inside;       /* all of it; empty where it is too long, or more than a page is read */
    GTree *dates;          /* flat text of the dates before it */
    guint8 *datelines;     /* of each piece: an Answer, for neighbours ask it again */
    int weights[REC_N_ROLES];
    int shortness;   /* of the weight of a headline, what says no more than that the piece is short */
    RecSeams *seams; /* NULL: not asked for yet */
} Weigher;

/* Whether a piece begins with a dateline. */
typedef enum { UNASKED, NO, YES } Answer;

static bool has_dateline(const Weigher *weigher, const RecPiece *piece)
{
    guint8 *answer = &weigher->datelines[piece - &g_array_index(weigher->pieces->pieces, RecPiece, 0)];
    if (*answer == UNASKED) *answer = rec_dateline_end(weigher->source, piece->range, weigher->habits) ? YES : NO;
    return *answer == YES;
}

static bool has_han(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (rec_is_han(rec_char(p))) return true;
    return false;
}

/* Whether a piece is a table's row that stands by another one of its kind: one row is no table. */
static bool is_row_of_table(const Weigher *weigher, const RecPiece *piece, RecRange text)
{
    const GArray *pieces = weigher->pieces->pieces;
    const RecPiece *first = &g_array_index(pieces, RecPiece, 0), *end = first + pieces->len;
    bool (*is_kind)(const RecSource *, RecRange) = rec_is_row(weigher->source, text) ? rec_is_row : rec_is_pair;
    if (!is_kind(weigher->source, text)) return false;
    bool is_under = piece > first && piece[-1].range.n < ROW_BYTES && is_kind(weigher->source, piece[-1].range);
    return is_under || (piece + 1 < end && piece[1].range.n < ROW_BYTES && is_kind(weigher->source, piece[1].range));
}

/* Whether a text is three phrases or more, of about one length and without marks: 选良种　赶农时　抓服务. */
static bool is_phrases(const RecSource *source, RecRange range)
{
    int n_phrases = 1, n = 0, least = G_MAXINT, most = 0;
    bool was_space = false;
    for (unsigned at = range.first; at < rec_end(range); at += (unsigned)g_utf8_skip[(guchar)source->text->str[at]]) {
        gunichar c = rec_char(source->text->str + at);
        bool is_space = rec_is_blank(c);
        if (!is_space && rec_is_space(c)) continue; /* of no width */
        if (!is_space && !rec_is_han(c)) return false;
        if (is_space && !was_space) {
            n_phrases++;
            least = MIN(least, n);
            most = MAX(most, n);
            n = 0;
        }
        n += !is_space;
        was_space = is_space;
    }
    return n_phrases >= 3 && MAX(most, n) - MIN(least, n) <= 1;
}

/* Whether a bracket opens in a text and does not close in it, or the other way round. */
static bool has_half_bracket(const RecSource *source, RecRange range)
{
    int depths[REC_N_MARK_PAIRS] = {0}, is_open = 0;
    rec_count_marks(source, range, depths);
    for (int i = 0; i < REC_BRACKETS; i++) is_open |= depths[i];
    return is_open != 0;
}

bool rec_is_of_phrases(const RecSource *source, RecRange range)
{
    int n_spaces = 0;
    for (unsigned at = range.first; at < rec_end(range); at += (unsigned)g_utf8_skip[(guchar)source->text->str[at]]) {
        gunichar c = rec_char(source->text->str + at);
        if (!rec_is_space(c) && !rec_is_han(c)) return false;
        n_spaces += rec_is_blank(c);
    }
    return n_spaces == 1;
}

/* Whether a piece is one line that reaches the measure of the piece after it, which goes on without an indent; or one that begins
 * a paragraph right under others, before a blank line. */
static bool is_leg_foot(const Weigher *weigher, const RecPiece *piece)
{
    const GArray *pieces = weigher->pieces->pieces;
    const RecPiece *next = piece + 1, *first = &g_array_index(pieces, RecPiece, 0);
    bool is_last = (guint)(next - first) >= pieces->len, ends_block = is_last || next->gap == REC_GAP_BLANK;
    const RecLine *only = &g_array_index(weigher->pieces->lines, RecLine, piece->first_line);
    bool goes_with_text = piece > first && piece->gap == REC_GAP_NEWLINE && piece[-1].is_prose;
    if (ends_block && goes_with_text && rec_is_first_line(piece, only)) return true;
    if (is_last || piece->is_finished || piece->n_lines != 1 || !next->measure || next->start != REC_START_FLUSH) return false;
    if (has_dateline(weigher, next) || rec_is_of_phrases(weigher->source, piece->range)) return false;
    const RecLine *after = &g_array_index(weigher->pieces->lines, RecLine, next->first_line);
    int slack = next->measure - only->width;
    return slack >= 0 &&
           (slack < after->head || (slack >= 3 && slack < 4 + after->head)); /* 4: the indent; the measure may be half an em more */
}

/* Whether a text has a pause. */
static bool has_pause(const RecSource *source, RecRange text)
{
    for (unsigned at = text.first; at < rec_end(text); at += (unsigned)g_utf8_skip[(guchar)source->text->str[at]])
        if (rec_fold(rec_char(source->text->str + at)) == 0xff0c) return true;
    return false;
}

/* Whether a piece is a whole paragraph in one line of the file, as wide as no column. */
static bool is_whole_line(const Weigher *weigher, const RecPiece *piece)
{
    const RecLine *line = &g_array_index(weigher->pieces->lines, RecLine, piece->first_line);
    return piece->is_prose && piece->n_lines == 1 && line->width > REC_PRINTED_MOST;
}

/* Whether a short line is the foot of a leg in a text that shows no printed lines: it pauses, stands behind a finished paragraph that is one
 * line of the file, and not right over a text; and a word goes over from it to a paragraph behind it that stands under another text, or what
 * stands behind a caption begins with a sentence's end. */
static bool is_open_foot(Weigher *weigher, const RecPiece *piece, RecRange text)
{
    const GArray *pieces = weigher->pieces->pieces;
    guint index = (guint)(piece - &g_array_index(pieces, RecPiece, 0));
    bool may_be = index > 0 && index + 2 < pieces->len && !piece->is_prose && !piece->is_finished && piece->n_lines == 1 &&
                  text.n <= CAPTION_BYTES && weigher->source->text->len <= REC_PAGE_BYTES;
    if (!may_be || !piece[-1].is_finished || !is_whole_line(weigher, piece - 1) || !has_pause(weigher->source, text)) return false;
    if (!weigher->seams) weigher->seams = rec_seams_new(weigher->source, weigher->pieces->lines, weigher->habits);
    for (guint i = index + 2; i < pieces->len && i <= index + REST_REACH; i++) {
        const RecPiece *rest = &g_array_index(pieces, RecPiece, i);
        bool is_under_text = rest->is_prose && rest[-1].is_prose && rest->start != REC_START_INDENTED;
        if (is_under_text && i == index + 2 && rec_begins_with_end(weigher->source, rest->range)) return true;
        if (is_under_text && rec_seams_weigh(weigher->seams, text, rest->range) >= REST_WORD) return true;
    }
    return false;
}

static bool is_short(const RecSource *source, RecRange text)
{
    return text.n < 400 && rec_cells(source, text) <= SHORT_CELLS;
}

static const RecPiece *first_piece(const Weigher *weigher)
{
    return &g_array_index(weigher->pieces->pieces, RecPiece, 0);
}

/* Whether a line of two cells or more stands right under a table's row: 杉木乡 吴先贵. */
static bool goes_on_table(const Weigher *weigher, const RecPiece *piece, RecRange text)
{
    guint n = weigher->out->views->len;
    bool is_under =
        n > 0 && piece->gap == REC_GAP_NEWLINE && g_array_index(weigher->out->views, RecView, n - 1).role == REC_ROLE_TABLE;
    unsigned at = text.first;
    while (is_under && at < rec_end(text) && !rec_is_blank(rec_char(weigher->source->text->str + at)))
        at += (unsigned)g_utf8_skip[(guchar)weigher->source->text->str[at]];
    return is_under && at < rec_end(text) && !rec_is_spaced(weigher->source, text);
}

/* Whether a text is a day, or a year, and nothing else. */
static bool is_day(const Weigher *weigher, RecRange text)
{
    if (text.n < 4 || text.n > SIGNATURE_BYTES) return false;
    gunichar last = rec_last(weigher->source, text, false);
    bool is_ended =
        last == 0x65e5 || last == 0x53f7 || last == 0x865f || last == 0x5e74 || g_unichar_isdigit(last); /* 日 号 號 年 */
    return is_ended && rec_furniture_role(weigher->source, text, weigher->habits) == REC_ROLE_DATE;
}

/* Whether a story's text ends before a piece: a finished text, a telephone number, a table, a line of its signature. */
static bool is_behind_text(const Weigher *weigher, const RecPiece *piece)
{
    guint index = (guint)(piece - first_piece(weigher));
    if (index == 0) return false;
    const RecView *before = &g_array_index(weigher->out->views, RecView, index - 1);
    bool is_finished =
        piece[-1].is_finished || before->is_line || g_unichar_isdigit(rec_last(weigher->source, piece[-1].range, false));
    return (before->role == REC_ROLE_BODY && is_finished) || before->role == REC_ROLE_TABLE;
}

/* Whether a piece may name who signs a notice: a short line behind a text, far in from its left, or under it a day, or others that sign as
 * well. */
static bool is_signer(const Weigher *weigher, const RecPiece *piece)
{
    const GArray *pieces = weigher->pieces->pieces;
    guint index = (guint)(piece - first_piece(weigher));
    if (!is_behind_text(weigher, piece)) return false;
    for (guint at = index; at + 1 < pieces->len && at < index + SIGNERS_MOST; at++) {
        const RecPiece *line = &g_array_index(pieces, RecPiece, at);
        if (line->is_prose || line->range.n > SIGNATURE_BYTES) return false;
        if (is_day(weigher, line[1].range)) return true;
    }
    const RecLine *line = &g_array_index(weigher->pieces->lines, RecLine, piece->first_line);
    return !piece->is_prose && piece->range.n <= SIGNATURE_BYTES && line->indent >= INDENT_FAR;
}

/* Whether a piece is the day under one that signs. */
static bool is_after_signer(const Weigher *weigher, const RecPiece *piece)
{
    return piece > first_piece(weigher) && is_signer(weigher, piece - 1) && is_day(weigher, piece->range);
}

/* Whether a line stands alone between a finished text and another text. */
static bool is_after_text(const Weigher *weigher, const RecPiece *piece)
{
    guint index = (guint)(piece - first_piece(weigher));
    if (index == 0 || index + 1 >= weigher->pieces->pieces->len || piece->is_prose) return false;
    return g_array_index(weigher->out->views, RecView, index - 1).role == REC_ROLE_BODY && piece[-1].is_finished &&
           piece[1].is_prose;
}

/* Whether a line stands between a text and a line that turns it over to another page: then it is that text's last one. */
static bool is_before_turn(const Weigher *weigher, const RecPiece *piece)
{
    guint index = (guint)(piece - first_piece(weigher));
    if (index == 0 || index + 1 >= weigher->pieces->pieces->len || piece->is_prose || piece->n_lines > 1) return false;
    bool is_under_text = g_array_index(weigher->out->views, RecView, index - 1).role == REC_ROLE_BODY;
    return is_under_text && rec_form(weigher->source, piece[1].range, weigher->habits) == REC_ROLE_JUMP;
}

/* Whether a piece is one line, as wide as those of the text before it, which ends in mid-sentence: the next leg had room for no more. */
static bool goes_on(const Weigher *weigher, const RecPiece *piece)
{
    if (piece == first_piece(weigher) || piece->n_lines != 1 || piece->is_finished) return false;
    const RecPiece *before = piece - 1, *next = piece + 1;
    bool is_last = (guint)(next - first_piece(weigher)) >= weigher->pieces->pieces->len;
    if (!is_last && has_dateline(weigher, next)) return false; /* that text's head */
    int width = g_array_index(weigher->pieces->lines, RecLine, piece->first_line).width;
    bool is_open = before->is_prose && !before->is_finished && before->is_full && before->n_inner >= LINES_LEAST;
    return is_open && width <= before->measure + 1 && width + UNIT >= before->measure;
}

/* Whether a short line stands right under one of a role and ends its block: what a hot line says of itself. */
static bool is_under(const Weigher *weigher, const RecPiece *piece, RecRole role)
{
    const GArray *pieces = weigher->pieces->pieces;
    guint index = (guint)(piece - first_piece(weigher));
    bool ends_block = index + 1 >= pieces->len || piece[1].gap == REC_GAP_BLANK;
    if (index == 0 || piece->gap != REC_GAP_NEWLINE || !ends_block || piece->is_prose) return false;
    return g_array_index(weigher->out->views, RecView, index - 1).role == role;
}

/* Whether a line stands right above a table's row and has as many cells. */
static bool is_column_heads(const Weigher *weigher, const RecPiece *piece)
{
    const GArray *pieces = weigher->pieces->pieces;
    guint index = (guint)(piece - first_piece(weigher));
    if (index + 1 >= pieces->len || piece->is_prose || piece->range.n > ROW_BYTES) return false;
    const RecPiece *next = piece + 1;
    bool is_above = next->gap == REC_GAP_NEWLINE && next->range.n <= ROW_BYTES && rec_is_row(weigher->source, next->range);
    return is_above && rec_cells_of(weigher->source, piece->range).n == rec_cells_of(weigher->source, next->range).n;
}

/* Whether a piece stands right over another short line, as the first line of a headline does. */
static bool leads_to_head(const Weigher *weigher, const RecPiece *piece)
{
    const RecPiece *next = piece + 1;
    bool is_last = (guint)(next - first_piece(weigher)) >= weigher->pieces->pieces->len;
    return !is_last && !next->is_prose && !next->is_finished && is_short(weigher->source, next->range);
}

/* Whether a line pauses in a quotation that is not closed in it: text, unless another such line right under it goes on, as a headline's does. */
static bool has_half_quotation(const Weigher *weigher, const RecPiece *piece, RecRange text)
{
    if (piece->is_prose || !piece->has_odd_quotes || (leads_to_head(weigher, piece) && piece[1].has_odd_quotes)) return false;
    return has_pause(weigher->source, text);
}

/* Whether no sentence ends in a text but its last. */
static bool is_one_sentence(const RecSource *source, RecRange range)
{
    const char *text = source->text->str, *last = g_utf8_prev_char(text + rec_end(range));
    for (const char *p = text + range.first; p < last; p = g_utf8_next_char(p))
        if (rec_is_stop(rec_fold(rec_char(p)))) return false;
    return true;
}

/* Whether a piece is one short sentence and the piece behind it nothing but a picture's credit. */
static bool is_before_credit(const Weigher *weigher, const RecPiece *piece)
{
    const RecPiece *next = piece + 1;
    bool is_last = (guint)(next - first_piece(weigher)) >= weigher->pieces->pieces->len;
    if (is_last || piece->range.n > CAPTION_BYTES || rec_cells(weigher->source, piece->range) > CAPTION_CELLS) return false;
    if (next->is_prose || next->range.n > SIGNATURE_BYTES) return false;
    bool is_alone = rec_credit_start(weigher->source, next->range, weigher->habits) == next->range.first;
    return is_alone && is_one_sentence(weigher->source, piece->range) && !has_dateline(weigher, piece);
}

/* Whether an earlier date is this text, or begins with it: web pages say their date at every text. */
static bool is_said_before(const Weigher *weigher)
{
    const char *text = weigher->start->text->str;
    GTreeNode *node = g_tree_lower_bound(weigher->dates, text);
    return weigher->start->is_whole && node && g_str_has_prefix(g_tree_node_key(node), text);
}

/* Whether a piece of one Han stands as a title does: alone, and right over an author's name or a paragraph that keep their indents. */
static bool is_lone_title(const Weigher *weigher, const RecPiece *piece)
{
    const RecPiece *end = &g_array_index(weigher->pieces->pieces, RecPiece, weigher->pieces->pieces->len);
    if (piece + 1 >= end || piece->gap != REC_GAP_BLANK || !rec_is_han(rec_first(weigher->source, piece->range))) return false;
    return piece[1].gap == REC_GAP_BLANK && piece[1].start == REC_START_INDENTED;
}

static bool has_shape(Weigher *weigher, const RecPiece *piece, RecRange text, RecShape shape)
{
    const RecSource *source = weigher->source;
    gunichar last = rec_last(source, text, true);
    bool is_question = last == 0xff1f || last == 0xff01;
    switch (shape) {
    case REC_SHAPE_PROSE: return piece->is_prose;
    case REC_SHAPE_LINES: return piece->measure > 0 && piece->n_lines >= 3;
    case REC_SHAPE_PARTED:
        return piece->is_parted && piece > &g_array_index(weigher->pieces->pieces, RecPiece, 0) && piece[-1].is_prose;
    case REC_SHAPE_LEG_FOOT: return is_leg_foot(weigher, piece) || is_open_foot(weigher, piece, text);
    case REC_SHAPE_HALF_BRACKET: return has_half_bracket(source, text) || has_half_quotation(weigher, piece, text);
    case REC_SHAPE_SHORT:
        return is_short(source, text) && (!piece->is_prose || is_question) && last != 0x3002 &&
               !(last == 0xff0c && !leads_to_head(weigher, piece));
    case REC_SHAPE_QUESTION: return is_question && is_short(source, text);
    case REC_SHAPE_ONE_CHARACTER: return text.n < 8 && rec_count(source, text) <= 1 && !is_lone_title(weigher, piece);
    case REC_SHAPE_NO_HAN: return !has_han(weigher->start->text->str) && !has_han(weigher->end->text->str);
    case REC_SHAPE_PHRASES: return !piece->is_prose && text.n < 200 && is_phrases(source, text);
    case REC_SHAPE_COLUMNS:
        return !piece->is_prose && text.n < ROW_BYTES &&
               (is_row_of_table(weigher, piece, text) || goes_on_table(weigher, piece, text));
    case REC_SHAPE_COLUMN_HEADS: return is_column_heads(weigher, piece);
    case REC_SHAPE_GOES_ON: return goes_on(weigher, piece);
    case REC_SHAPE_UNDER_FOLIO: return is_under(weigher, piece, REC_ROLE_FOLIO) && is_short(source, text);
    case REC_SHAPE_UNDER_CODE: return is_under(weigher, piece, REC_ROLE_CODE_LABEL) && is_short(source, text);
    case REC_SHAPE_PAPER_NAME: return rec_is_paper(source, weigher->start);
    case REC_SHAPE_SAID_BEFORE: return is_said_before(weigher);
    case REC_SHAPE_BEFORE_CREDIT: return is_before_credit(weigher, piece);
    case REC_SHAPE_AFTER_TEXT: return is_after_text(weigher, piece) && is_short(source, text);
    case REC_SHAPE_BEFORE_TURN: return is_before_turn(weigher, piece);
    case REC_SHAPE_VERSE: return piece->is_verse;
    case REC_SHAPE_OF_RUN: return g_array_index(weigher->pieces->lines, RecLine, piece->first_line).measure > 0;
    case REC_SHAPE_FOLIO: return piece->is_folio;
    case REC_SHAPE_BEFORE_DATE: return is_signer(weigher, piece);
    case REC_SHAPE_INDENTED:
        return piece->is_finished && g_array_index(weigher->pieces->lines, RecLine, piece->first_line).indent >= INDENT_LEAST;
    case REC_SHAPE_AFTER_SIGNER: return is_after_signer(weigher, piece);
    case REC_SHAPE_BEHIND_TEXT: return is_behind_text(weigher, piece) && !piece->is_prose;
    case REC_N_SHAPES: break;
    }
    return false;
}

static void see(Weigher *weigher, RecRange text)
{
    rec_flat_set(weigher->start, weigher->source, text, REC_FLAT_MAX, false);
    weigher->end = weigher->start->is_whole ? weigher->start : weigher->tail;
    if (!weigher->start->is_whole) rec_flat_set(weigher->tail, weigher->source, text, REC_FLAT_MAX, true);
}

static void see_inside(Weigher *weigher, RecRange text)
{
    bool is_seen = text.n <= INSIDE_BYTES && weigher->source->text->len <= REC_PAGE_BYTES;
    rec_flat_set(weigher->inside, weigher->source, is_seen ? text : (RecRange){text.first, 0}, INSIDE_MOST, false);
}

static RecRange after(RecRange whole, RecRange part)
{
    return (RecRange){rec_end(part), rec_end(whole) - rec_end(part)};
}

/* Takes a part with a role of its own out of the piece's text. */
static void take(Weigher *weigher, RecView *view, const RecHabit *habit, RecRange part)
{
    RecRange rest =
        habit->where == REC_WHERE_START ? after(view->text, part) : (RecRange){view->text.first, part.first - view->text.first};
    rest = rec_trim(weigher->source, rest);
    bool is_alone = rest.n == 0; /* then the whole piece has that role */
    RecRange *at = habit->is_dropped                  ? &view->noise
                   : habit->role == REC_ROLE_DATELINE ? &view->dateline
                   : habit->role == REC_ROLE_JUMP_IN  ? &view->jump_in
                   : habit->role == REC_ROLE_JUMP     ? &view->jump
                   : habit->role == REC_ROLE_CREDIT   ? &view->credit
                                                      : NULL;
    if (!at || is_alone || at->n) return;
    *at = rec_trim(weigher->source, part);
    view->text = rest;
    see(weigher, rest);
}

/* What a habit's word for a part says of the piece: text that begins with a dateline is body, text before a credit a caption. */
static RecRole spoken_for(const RecView *view, const RecHabit *habit)
{
    bool is_taken = view->text.n > 0;
    if (habit->role == REC_ROLE_CREDIT && is_taken && view->credit.n) return REC_ROLE_CAPTION;
    bool is_of_body = (habit->role == REC_ROLE_DATELINE && view->dateline.n) || (habit->role == REC_ROLE_JUMP && view->jump.n) ||
                      (habit->role == REC_ROLE_JUMP_IN && view->jump_in.n);
    return is_of_body ? REC_ROLE_BODY : habit->role;
}

static void add_signal(Weigher *weigher, RecView *view, unsigned habit, RecRange range)
{
    RecSignal signal = {habit, range};
    g_array_append_val(weigher->out->signals, signal);
    view->n_signals++;
}

/* Whether white space stands between what a habit matches at an end of a text and the rest of it. */
static bool has_gap(const RecSource *source, const RecHabit *habit, RecRange text, RecRange found)
{
    RecRange part = rec_trim(source, found);
    const char *before = source->text->str + part.first, *after = source->text->str + rec_end(part);
    if (habit->where == REC_WHERE_END) return part.first > text.first && rec_is_blank(rec_char(g_utf8_prev_char(before)));
    return rec_end(part) < rec_end(text) && rec_is_blank(rec_char(after));
}

/* Whether a habit parts something off a piece; these are heard first, and the others hear what is left. */
static bool takes_part(const RecHabit *habit)
{
    return habit->match && habit->where != REC_WHERE_WHOLE && habit->where != REC_WHERE_INSIDE && !habit->is_partial;
}

/* Lets one habit speak. */
static void hear(Weigher *weigher, const RecPiece *piece, RecView *view, unsigned index)
{
    const RecHabit *habit = &g_array_index(weigher->habits->habits, RecHabit, index);
    RecRange found = {0};
    const RecFlat *seen = habit->keeps_spaces                ? weigher->spaced
                          : habit->where == REC_WHERE_END    ? weigher->end
                          : habit->where == REC_WHERE_INSIDE ? weigher->inside
                                                             : weigher->start;
    if (habit->match && !rec_habit_may_match(habit, habit->keeps_spaces ? weigher->start : seen))
        return; /* asked first: some shapes look far about */
    if (habit->keeps_spaces) rec_flat_set(weigher->spaced, weigher->source, view->text, REC_FLAT_MAX, false);
    if (habit->shape != REC_N_SHAPES && !has_shape(weigher, piece, view->text, habit->shape)) return;
    if (habit->match) {
        bool is_whole = habit->where == REC_WHERE_WHOLE;
        if ((is_whole && !weigher->start->is_whole) || !rec_habit_matches(habit, seen, &found) ||
            (habit->needs_gap && !has_gap(weigher->source, habit, view->text, found)))
            return;
        if (takes_part(habit)) take(weigher, view, habit, found);
    }
    if (habit->where != REC_WHERE_INSIDE) weigher->weights[spoken_for(view, habit)] += habit->weight; /* it speaks for its run */
    if (!habit->match && habit->shape == REC_SHAPE_SHORT && habit->role == REC_ROLE_HEADLINE) weigher->shortness += habit->weight;
    add_signal(weigher, view, index, found);
}

/* Whether a habit speaks for body that is a line of its own. */
static bool is_of_line(const RecHabit *habit)
{
    bool is_shape = habit->shape == REC_SHAPE_AFTER_TEXT || habit->shape == REC_SHAPE_VERSE ||
                    habit->shape == REC_SHAPE_BEHIND_TEXT || habit->shape == REC_SHAPE_BEFORE_DATE ||
                    habit->shape == REC_SHAPE_AFTER_SIGNER;
    return habit->role == REC_ROLE_BODY && (is_shape || (habit->match && habit->where == REC_WHERE_WHOLE));
}

/* Whether a habit speaks for body by how a story ends. */
static bool is_of_end(const RecHabit *habit)
{
    if (habit->role != REC_ROLE_BODY) return false;
    bool is_end = habit->match && habit->is_partial && habit->where == REC_WHERE_END;
    return habit->shape == REC_SHAPE_AFTER_SIGNER ||
           (is_end && (habit->shape == REC_N_SHAPES || habit->shape == REC_SHAPE_BEHIND_TEXT));
}

/* The weight of the next role, where a line's being short speaks for no other: a byline, a date, a signature is short as well. */
static int rival_of(const Weigher *weigher, int best)
{
    int second = 0;
    for (int role = 0; role < REC_N_ROLES; role++)
        if (role != best) second = MAX(second, weigher->weights[role] - (role == REC_ROLE_HEADLINE ? weigher->shortness : 0));
    return second;
}

static void decide(Weigher *weigher, RecView *view)
{
    int best = 0, second = 0;
    for (int role = 1; role < REC_N_ROLES; role++)
        if (weigher->weights[role] > weigher->weights[best]) best = role;
    for (int role = 0; role < REC_N_ROLES; role++)
        if (role != best) second = MAX(second, weigher->weights[role]);
    view->role = (RecRole)best;
    view->lead = weigher->weights[best] - second;
    view->confidence = rec_confidence(weigher->habits, weigher->weights[best] - rival_of(weigher, best));
    for (unsigned i = 0; view->role == REC_ROLE_BODY && i < view->n_signals; i++) {
        unsigned habit = g_array_index(weigher->out->signals, RecSignal, view->first_signal + i).habit;
        view->is_line |= is_of_line(&g_array_index(weigher->habits->habits, RecHabit, habit));
        view->is_signed |= is_of_end(&g_array_index(weigher->habits->habits, RecHabit, habit));
    }
}

/* A part has its role only in a piece of the role it belongs to; otherwise the piece takes its parts back, strays at its start apart. */
static void settle_parts(const Weigher *weigher, const RecPiece *piece, RecView *view)
{
    bool is_body = view->role == REC_ROLE_BODY;
    bool is_misplaced =
        (view->credit.n && view->role != REC_ROLE_CAPTION) || (!is_body && (view->dateline.n || view->jump.n || view->jump_in.n));
    if (!is_misplaced) return;
    view->dateline = view->jump = view->jump_in = view->credit = (RecRange){0};
    bool is_noise_first = view->noise.n && view->noise.first == piece->range.first;
    if (!is_noise_first) view->noise = (RecRange){0};
    view->text = is_noise_first ? rec_trim(weigher->source, after(piece->range, view->noise)) : piece->range;
}

static void weigh(Weigher *weigher, const RecPiece *piece)
{
    RecView view = {.text = piece->range, .first_signal = weigher->out->signals->len};
    for (int role = 0; role < REC_N_ROLES; role++) weigher->weights[role] = 0;
    weigher->shortness = 0;
    see(weigher, view.text);
    for (unsigned i = 0; i < weigher->habits->habits->len; i++) {
        const RecHabit *habit = &g_array_index(weigher->habits->habits, RecHabit, i);
        if (takes_part(habit)) hear(weigher, piece, &view, i);
    }
    see_inside(weigher, view.text);
    for (unsigned i = 0; i < weigher->habits->habits->len; i++) {
        const RecHabit *habit = &g_array_index(weigher->habits->habits, RecHabit, i);
        if (!takes_part(habit)) hear(weigher, piece, &view, i);
    }
    decide(weigher, &view);
    if (view.role == REC_ROLE_DATE) g_tree_insert(weigher->dates, g_strdup(weigher->start->text->str), NULL);
    settle_parts(weigher, piece, &view);
    g_array_append_val(weigher->out->views, view);
}

static gint compare_texts(gconstpointer a, gconstpointer b, gpointer unused)
{
    (void)unused;
    return strcmp(a, b);
}

RecRoles *rec_roles_new(const RecSource *source, const RecPieces *pieces, const RecHabits *habits)
{
    RecRoles *out = g_new(RecRoles, 1);
    *out = (RecRoles){g_array_new(FALSE, FALSE, sizeof(RecView)), g_array_new(FALSE, FALSE, sizeof(RecSignal))};
    Weigher weigher = {.source = source, .pieces = pieces, .habits = habits, .out = out};
    weigher.dates = g_tree_new_full(compare_texts, NULL, g_free, NULL);
    weigher.datelines = g_new0(guint8, pieces->pieces->len);
    weigher.start = rec_flat_new(habits->needs);
    weigher.tail = rec_flat_new(habits->needs);
    weigher.spaced = rec_flat_new(habits->needs);
    weigher.spaced->keeps_spaces = true;
    weigher.inside = rec_flat_new(habits->needs);
    for (guint i = 0; i < pieces->pieces->len; i++) weigh(&weigher, &g_array_index(pieces->pieces, RecPiece, i));
    rec_find_advertisements(source, pieces, habits, out);
    rec_seams_free(weigher.seams);
    g_tree_destroy(weigher.dates);
    g_free(weigher.datelines);
    rec_flat_free(weigher.start);
    rec_flat_free(weigher.tail);
    rec_flat_free(weigher.spaced);
    rec_flat_free(weigher.inside);
    return out;
}

void rec_roles_free(RecRoles *roles)
{
    if (!roles) return;
    g_array_unref(roles->views);
    g_array_unref(roles->signals);
    g_free(roles);
}
