/* Shapes: how a piece is laid out, and what stands before it and behind it, as far as habits ask (`when:`).
 *
 * In: a piece, and all others as they were cut.  Out: whether it has a shape.  Nothing here knows a habit's words. */
#include "reconstruct/stories/shapes.h"

#include <string.h>

#include "reconstruct/pieces/pieces.h"

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
#define REST_REACH 24 /* pieces behind a leg's foot that its rest is looked for in */
#define REST_WORD 25  /* tenths of a bit (seams.c): a word goes over the place where they meet */

/* Whether a piece begins with a dateline. */
typedef enum { UNASKED, NO, YES } Answer;

static bool has_dateline(const RecWeigher *weigher, const RecPiece *piece)
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
static bool is_row_of_table(const RecWeigher *weigher, const RecPiece *piece, RecRange text)
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
static bool is_leg_foot(const RecWeigher *weigher, const RecPiece *piece)
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
static bool is_whole_line(const RecWeigher *weigher, const RecPiece *piece)
{
    const RecLine *line = &g_array_index(weigher->pieces->lines, RecLine, piece->first_line);
    return piece->is_prose && piece->n_lines == 1 && line->width > REC_PRINTED_MOST;
}

/* Whether a short line is the foot of a leg in a text that shows no printed lines: it pauses, stands behind a finished paragraph that is one
 * line of the file, and not right over a text; and a word goes over from it to a paragraph behind it that stands under another text, or what
 * stands behind a caption begins with a sentence's end. */
static bool is_open_foot(RecWeigher *weigher, const RecPiece *piece, RecRange text)
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

static const RecPiece *first_piece(const RecWeigher *weigher)
{
    return &g_array_index(weigher->pieces->pieces, RecPiece, 0);
}

/* Whether a line of two cells or more stands right under a table's row: 杉木乡 吴先贵. */
static bool goes_on_table(const RecWeigher *weigher, const RecPiece *piece, RecRange text)
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
static bool is_day(const RecWeigher *weigher, RecRange text)
{
    if (text.n < 4 || text.n > SIGNATURE_BYTES) return false;
    gunichar last = rec_last(weigher->source, text, false);
    bool is_ended =
        last == 0x65e5 || last == 0x53f7 || last == 0x865f || last == 0x5e74 || g_unichar_isdigit(last); /* 日 号 號 年 */
    return is_ended && rec_furniture_role(weigher->source, text, weigher->habits) == REC_ROLE_DATE;
}

/* Whether a story's text ends before a piece: a finished text, a telephone number, a table, a line of its signature. */
static bool is_behind_text(const RecWeigher *weigher, const RecPiece *piece)
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
static bool is_signer(const RecWeigher *weigher, const RecPiece *piece)
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
static bool is_after_signer(const RecWeigher *weigher, const RecPiece *piece)
{
    return piece > first_piece(weigher) && is_signer(weigher, piece - 1) && is_day(weigher, piece->range);
}

/* Whether a line stands alone between a finished text and another text. */
static bool is_after_text(const RecWeigher *weigher, const RecPiece *piece)
{
    guint index = (guint)(piece - first_piece(weigher));
    if (index == 0 || index + 1 >= weigher->pieces->pieces->len || piece->is_prose) return false;
    return g_array_index(weigher->out->views, RecView, index - 1).role == REC_ROLE_BODY && piece[-1].is_finished &&
           piece[1].is_prose;
}

/* Whether a line stands between a text and a line that turns it over to another page: then it is that text's last one. */
static bool is_before_turn(const RecWeigher *weigher, const RecPiece *piece)
{
    guint index = (guint)(piece - first_piece(weigher));
    if (index == 0 || index + 1 >= weigher->pieces->pieces->len || piece->is_prose || piece->n_lines > 1) return false;
    bool is_under_text = g_array_index(weigher->out->views, RecView, index - 1).role == REC_ROLE_BODY;
    return is_under_text && rec_form(weigher->source, piece[1].range, weigher->habits) == REC_ROLE_JUMP;
}

/* Whether a piece is one line, as wide as those of the text before it, which ends in mid-sentence: the next leg had room for no more. */
static bool goes_on(const RecWeigher *weigher, const RecPiece *piece)
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
static bool is_under(const RecWeigher *weigher, const RecPiece *piece, RecRole role)
{
    const GArray *pieces = weigher->pieces->pieces;
    guint index = (guint)(piece - first_piece(weigher));
    bool ends_block = index + 1 >= pieces->len || piece[1].gap == REC_GAP_BLANK;
    if (index == 0 || piece->gap != REC_GAP_NEWLINE || !ends_block || piece->is_prose) return false;
    return g_array_index(weigher->out->views, RecView, index - 1).role == role;
}

/* Whether a line stands right above a table's row and has as many cells. */
static bool is_column_heads(const RecWeigher *weigher, const RecPiece *piece)
{
    const GArray *pieces = weigher->pieces->pieces;
    guint index = (guint)(piece - first_piece(weigher));
    if (index + 1 >= pieces->len || piece->is_prose || piece->range.n > ROW_BYTES) return false;
    const RecPiece *next = piece + 1;
    bool is_above = next->gap == REC_GAP_NEWLINE && next->range.n <= ROW_BYTES && rec_is_row(weigher->source, next->range);
    return is_above && rec_cells_of(weigher->source, piece->range).n == rec_cells_of(weigher->source, next->range).n;
}

/* Whether a piece stands right over another short line, as the first line of a headline does. */
static bool leads_to_head(const RecWeigher *weigher, const RecPiece *piece)
{
    const RecPiece *next = piece + 1;
    bool is_last = (guint)(next - first_piece(weigher)) >= weigher->pieces->pieces->len;
    return !is_last && !next->is_prose && !next->is_finished && is_short(weigher->source, next->range);
}

/* Whether a line pauses in a quotation that is not closed in it: text, unless another such line right under it goes on, as a headline's does. */
static bool has_half_quotation(const RecWeigher *weigher, const RecPiece *piece, RecRange text)
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
static bool is_before_credit(const RecWeigher *weigher, const RecPiece *piece)
{
    const RecPiece *next = piece + 1;
    bool is_last = (guint)(next - first_piece(weigher)) >= weigher->pieces->pieces->len;
    if (is_last || piece->range.n > CAPTION_BYTES || rec_cells(weigher->source, piece->range) > CAPTION_CELLS) return false;
    if (next->is_prose || next->range.n > SIGNATURE_BYTES) return false;
    bool is_alone = rec_credit_start(weigher->source, next->range, weigher->habits) == next->range.first;
    return is_alone && is_one_sentence(weigher->source, piece->range) && !has_dateline(weigher, piece);
}

/* Whether an earlier date is this text, or begins with it: web pages say their date at every text. */
static bool is_said_before(const RecWeigher *weigher)
{
    const char *text = weigher->start->text->str;
    GTreeNode *node = g_tree_lower_bound(weigher->dates, text);
    return weigher->start->is_whole && node && g_str_has_prefix(g_tree_node_key(node), text);
}

/* Whether a piece of one Han stands as a title does: alone, and right over an author's name or a paragraph that keep their indents. */
static bool is_lone_title(const RecWeigher *weigher, const RecPiece *piece)
{
    const RecPiece *end = &g_array_index(weigher->pieces->pieces, RecPiece, weigher->pieces->pieces->len);
    if (piece + 1 >= end || piece->gap != REC_GAP_BLANK || !rec_is_han(rec_first(weigher->source, piece->range))) return false;
    return piece[1].gap == REC_GAP_BLANK && piece[1].start == REC_START_INDENTED;
}

bool rec_has_shape(RecWeigher *weigher, const RecPiece *piece, RecRange text, RecShape shape)
{
    const RecSource *source = weigher->source;
    gunichar last = weigher->last;
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
