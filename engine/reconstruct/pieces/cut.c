/* Cut: parts from a piece the end of another paragraph that extraction put behind its last line.
 *
 * In: the pieces.  Out: the same, with such ends as pieces of their own, marked as orphans.
 * Method.  The next piece begins flush, in the middle of a sentence and of a quotation, but this one ends with a full stop: the two
 * do not meet.  When this one also leaves a quotation open, it is cut before the line from which on the quotes are even: what stands
 * before it is a leg's foot that the next piece goes on, what stands after it is a stranger (front page: “十四 | 五”期间). */
#include "reconstruct/pieces/pieces.h"

static int quotes_of(const RecSource *source, RecRange range)
{
    int n = 0;
    for (const char *p = source->text->str + range.first; p < source->text->str + rec_end(range); p = g_utf8_next_char(p)) {
        gunichar c = rec_char(p);
        n += c == '"' || c == 0x201c || c == 0x201d || c == 0x300c || c == 0x300d;
    }
    return n;
}

static const RecPiece *next_body(const RecPieces *pieces, guint from)
{
    for (guint i = from; i < pieces->pieces->len && i < from + 30; i++) {
        const RecPiece *piece = &g_array_index(pieces->pieces, RecPiece, i);
        if (piece->is_prose) return piece;
    }
    return NULL;
}

/* The line of the piece that a stranger begins with, or 0. */
static unsigned stranger_line(const RecSource *source, const RecPieces *pieces, const RecPiece *piece)
{
    const RecLine *lines = &g_array_index(pieces->lines, RecLine, piece->first_line);
    int n_after = 0;
    for (unsigned i = piece->n_lines; i-- > 1;) {
        n_after += quotes_of(source, lines[i].range);
        bool is_full = rec_line_width(&lines[i - 1]) + 3 > piece->measure;
        if (n_after % 2 == 0 && is_full && !rec_is_stop(rec_last(source, lines[i - 1].range, true))) return i;
    }
    return 0;
}

static unsigned find_cut(const RecSource *source, const RecPieces *pieces, guint index)
{
    const RecPiece *piece = &g_array_index(pieces->pieces, RecPiece, index);
    if (!piece->is_finished || !piece->measure || !piece->has_odd_quotes) return 0;
    const RecPiece *next = next_body(pieces, index + 1);
    bool is_broken = next && next->start == REC_START_FLUSH && next->has_odd_quotes;
    return is_broken ? stranger_line(source, pieces, piece) : 0;
}

/* The lines from `first` on of a piece, as a piece. */
static RecPiece part_of(const RecSource *source, const RecPieces *pieces, const RecPiece *piece, RecRange lines)
{
    const RecLine *first = &g_array_index(pieces->lines, RecLine, lines.first);
    const RecLine *last = first + lines.n - 1;
    RecPiece part = *piece;
    part.first_line = lines.first;
    part.n_lines = lines.n;
    part.range = (RecRange){first->range.first, rec_end(last->range) - first->range.first};
    part.is_finished = rec_is_stop(rec_last(source, last->range, true));
    part.is_full = rec_line_width(last) + 2 > piece->measure;
    part.has_odd_quotes = quotes_of(source, part.range) % 2 != 0;
    return part;
}

RecPieces *rec_pieces_cut(const RecSource *source, const RecPieces *pieces)
{
    RecPieces *out = g_new(RecPieces, 1);
    *out = (RecPieces){g_array_sized_new(FALSE, FALSE, sizeof(RecPiece), pieces->pieces->len), g_array_ref(pieces->lines)};
    for (guint i = 0; i < pieces->pieces->len; i++) {
        RecPiece piece = g_array_index(pieces->pieces, RecPiece, i);
        unsigned cut = find_cut(source, pieces, i);
        if (cut) {
            RecPiece tail = part_of(source, pieces, &piece, (RecRange){piece.first_line + cut, piece.n_lines - cut});
            tail.start = REC_START_FLUSH;
            tail.is_orphan = tail.is_parted = true;
            tail.gap = REC_GAP_SPACE;
            piece = part_of(source, pieces, &piece, (RecRange){piece.first_line, cut});
            g_array_append_val(out->pieces, piece);
            piece = tail;
        }
        g_array_append_val(out->pieces, piece);
    }
    return out;
}

bool rec_has_odd_quotes(const RecSource *source, RecRange range)
{
    return quotes_of(source, range) % 2 != 0;
}
