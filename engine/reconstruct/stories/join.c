/* Joins: what speaks for two pieces being one paragraph that a column's end cut in two, and against it.
 *
 * In: pieces and roles, two pieces.  Out: signals, a bit each; their weights are `joins:` of the habits.
 * Method.  How the first ends and the second begins, what measures their lines break at, what stands between them, whether brackets and
 * quotations that are open in the first are closed in the second, the words where they meet (seams.c) and those that their legs share (kin.c). */
#include "reconstruct/stories/join.h"

#include "reconstruct/pieces/pieces.h"

#define SURE_LINES 2 /* that break where a piece's measure breaks, for it to speak against another's */
#define INDENT 4     /* cells */
#define LEG_REACH 4  /* pieces that are looked at for a measure */
#define WIDER 2      /* cells that a line is wider than its measure at most: marks give */
#define UNIT 3       /* cells that a line may lack because what comes next did not fit */
#define LONG_WORD 45 /* tenths of a bit (seams.c): a word of three characters goes over the seam, ... */
#define WORD 25      /* ... one of two, ... */
#define HINT 1       /* ... two characters that stand side by side elsewhere */
#define NO_WORD -10  /* the dictionary has none where there should be one */
#define NOTHING -25  /* the second leans on the first and cannot */
#define SHARED 2     /* weight of the words that two legs share (kin.c) */
#define MORE_SHARED 5
#define MANY_SHARED 12
#define MOST_SHARED 24
#define LONG_PIECE 120 /* bytes: 40 Han or so, of which some should come again */

static const RecPiece *piece_at(const RecJoiner *joiner, int index)
{
    return &g_array_index(joiner->pieces->pieces, RecPiece, index);
}

static const RecView *view_at(const RecJoiner *joiner, int index)
{
    return &g_array_index(joiner->roles->views, RecView, index);
}

static bool is_body(const RecJoiner *joiner, int index)
{
    return view_at(joiner, index)->role == REC_ROLE_BODY;
}

/* A piece's measure, its own or that of the piece it goes on from; 0: not known. */
static int measure_of(const RecJoiner *joiner, int index)
{
    for (int n = 0; index >= 0 && n < LEG_REACH; n++) {
        if (piece_at(joiner, index)->measure) return piece_at(joiner, index)->measure;
        index = g_array_index(joiner->links, RecLink, index).previous;
    }
    return 0;
}

/* Whether a piece ends on a line that reaches the measure. */
static bool is_full(const RecJoiner *joiner, int index)
{
    const RecPiece *piece = piece_at(joiner, index);
    const RecLine *last = &g_array_index(joiner->pieces->lines, RecLine, piece->first_line + piece->n_lines - 1);
    int measure = measure_of(joiner, index);
    return piece->is_full || (!piece->measure && measure && last->width + UNIT >= measure && last->width <= measure + 1);
}

static unsigned start_signals(const RecPiece *piece)
{
    if (piece->start == REC_START_FLUSH) return 1u << REC_JOIN_FLUSH;
    return piece->start == REC_START_INDENTED ? 1u << REC_JOIN_INDENTED : 0;
}

/* Whether a sign of quotation stands before the second and not before the first: it stands before paragraphs, and inside none. */
static bool has_other_sign(const RecJoiner *joiner, int before, int index)
{
    return view_at(joiner, index)->noise.n && !view_at(joiner, before)->noise.n;
}

/* How a piece of too few lines to show a measure stands to a known one: its first line breaks there flush, or indented, or not. */
static unsigned trial_signals(const RecJoiner *joiner, int measure, const RecPiece *b)
{
    if (b->n_lines < 2) return 0;
    const RecLine *lines = &g_array_index(joiner->pieces->lines, RecLine, b->first_line);
    int slack = measure + 1 - rec_line_width(&lines[0]); /* the measure may be half an em more than its least */
    bool may_be_indented = slack + lines[0].give >= INDENT && slack <= INDENT + lines[1].head;
    if (slack >= 0 && slack <= lines[1].head && lines[0].give && may_be_indented) return 1u << REC_JOIN_SAME_MEASURE;
    if (slack >= 0 && slack <= lines[1].head) return 1u << REC_JOIN_SAME_MEASURE | 1u << REC_JOIN_FLUSH;
    if (slack >= INDENT && slack <= INDENT + lines[1].head) return 1u << REC_JOIN_INDENTED;
    return 1u << REC_JOIN_OTHER_MEASURE;
}

/* Whether any inner line of a piece breaks at another's measure, which may be half an em more than its least. */
static bool breaks_at(const RecJoiner *joiner, const RecPiece *piece, int measure)
{
    const RecLine *lines = &g_array_index(joiner->pieces->lines, RecLine, piece->first_line);
    return rec_fit_speaks(lines, piece->n_lines, measure) || rec_fit_speaks(lines, piece->n_lines, measure + 1);
}

/* The measure of the text right behind a piece (`step` 1) or before it (-1), which stands in the same leg: between them, whole paragraphs,
 * and behind it perhaps one head (`has_head`), which may be a cross-head. */
static int measure_beside(const RecJoiner *joiner, int index, int step, bool *has_head)
{
    int n = (int)joiner->pieces->pieces->len;
    for (int at = index + step; at >= 0 && at < n && ABS(at - index) <= LEG_REACH; at += step) {
        bool is_head = step > 0 && !*has_head && view_at(joiner, at)->role == REC_ROLE_HEADLINE;
        if (is_head) *has_head = true;
        if (is_head) continue;
        if (!is_body(joiner, at)) return 0;
        const RecPiece *before = piece_at(joiner, step > 0 ? at - 1 : at);
        if (!before->is_finished && !(step > 0 && view_at(joiner, at - 1)->role == REC_ROLE_HEADLINE)) return 0;
        if (piece_at(joiner, at)->n_fitting >= SURE_LINES) return piece_at(joiner, at)->measure;
    }
    return 0;
}

/* How a piece of one line stands to one with a measure: it is no wider, and the rest of its leg has the same measure. */
static unsigned leg_signals(const RecJoiner *joiner, int before, int index)
{
    const RecLine *line = &g_array_index(joiner->pieces->lines, RecLine, piece_at(joiner, index)->first_line);
    bool has_head = false, none = true;
    int a = measure_of(joiner, before), b = measure_beside(joiner, index, 1, &has_head);
    if (!a) a = measure_beside(joiner, before, -1, &none);
    if (a && line->width > a + WIDER) return 1u << REC_JOIN_OTHER_MEASURE;
    if (!a || !b || ABS(a - b) == 2 || (has_head && ABS(a - b) > 2)) return 0;
    if (ABS(a - b) > 2) return 1u << REC_JOIN_OTHER_LEG;
    bool has_room = line->width + INDENT <= a + WIDER; /* for an indent */
    return 1u << REC_JOIN_SAME_LEG | (has_room ? 0 : 1u << REC_JOIN_FLUSH);
}

/* Whether a piece of few lines is, at the measure of the finished text right before it, that text's next paragraph. */
static bool is_next_paragraph(const RecJoiner *joiner, int index)
{
    const RecPiece *piece = piece_at(joiner, index), *above = piece - 1;
    if (index == 0 || !is_body(joiner, index - 1) || !above->is_finished || !above->measure) return false;
    return trial_signals(joiner, above->measure, piece) == 1u << REC_JOIN_INDENTED;
}

/* Whether two pieces, the second right below the first, are paragraphs of one leg: no blank line parts them, and they are of one measure. */
static bool are_of_leg(const RecJoiner *joiner, int above)
{
    const RecPiece *a = piece_at(joiner, above), *b = piece_at(joiner, above + 1);
    return b->gap != REC_GAP_BLANK && a->measure == b->measure && is_body(joiner, above) && is_body(joiner, above + 1);
}

/* The piece whose lines show for certain the measure that a piece has: itself, or one that stands with it in its leg; itself where none does. */
static const RecPiece *witness_of(const RecJoiner *joiner, int index)
{
    const RecPiece *piece = piece_at(joiner, index);
    int n = (int)joiner->pieces->pieces->len;
    if (!piece->measure || piece->n_fitting >= SURE_LINES) return piece;
    for (int at = index; at > 0 && index - at < LEG_REACH && are_of_leg(joiner, at - 1); at--)
        if (piece_at(joiner, at - 1)->n_fitting >= SURE_LINES) return piece_at(joiner, at - 1);
    for (int at = index; at + 1 < n && at - index < LEG_REACH && are_of_leg(joiner, at); at++)
        if (piece_at(joiner, at + 1)->n_fitting >= SURE_LINES) return piece_at(joiner, at + 1);
    return piece;
}

/* What the measures say; where a word goes over the seam, what stands below the second piece in its leg is not asked. */
static unsigned measure_signals(const RecJoiner *joiner, int before, int index, unsigned seam)
{
    const RecPiece *a = witness_of(joiner, before), *b = piece_at(joiner, index);
    if (b->n_lines == 1 && !b->measure) return leg_signals(joiner, before, index);
    if (a->measure && !b->measure && b->start == REC_START_UNKNOWN) {
        unsigned signals = trial_signals(joiner, a->measure, b);
        bool begins = before + 1 != index && is_next_paragraph(joiner, index);
        return begins ? signals & ~(1u << REC_JOIN_FLUSH) : signals;
    }
    if (!a->measure || !b->measure) return 0;
    if (!(seam & (1u << REC_JOIN_WORD_OVER | 1u << REC_JOIN_LONG_WORD_OVER))) b = witness_of(joiner, index);
    int difference = ABS(a->measure - b->measure);
    bool is_certain = MIN(a->n_fitting, b->n_fitting) >= SURE_LINES;
    if (is_certain && (!breaks_at(joiner, a, b->measure) || !breaks_at(joiner, b, a->measure))) return 1u << REC_JOIN_OTHER_MEASURE;
    unsigned same = 1u << REC_JOIN_SAME_MEASURE | (difference <= 1 && is_certain ? 1u << REC_JOIN_EQUAL_MEASURE : 0);
    return difference <= 2 ? same : difference >= 5 && is_certain ? 1u << REC_JOIN_OTHER_MEASURE : 0;
}

static unsigned place_signals(const RecJoiner *joiner, int before, int index)
{
    guint n_heads = g_array_index(joiner->heads_before, guint, index) - g_array_index(joiner->heads_before, guint, before);
    guint n_over =
        index >= 2 ? g_array_index(joiner->heads_before, guint, index) - g_array_index(joiner->heads_before, guint, index - 2) : 0;
    if (n_heads) return 1u << REC_JOIN_HEAD_BETWEEN | (n_over == 2 ? 1u << REC_JOIN_UNDER_HEADS : 0);
    if (before + 1 != index) return 0;
    bool is_near = piece_at(joiner, index)->gap == REC_GAP_NEWLINE;
    return 1u << REC_JOIN_NEIGHBOURS | (is_near ? 1u << REC_JOIN_SAME_LINES : 0);
}

/* Whether a sentence breaks off on a line that had room for more. */
static bool is_short_end(const RecJoiner *joiner, const RecPiece *piece)
{
    const RecLine *last = &g_array_index(joiner->pieces->lines, RecLine, piece->first_line + piece->n_lines - 1);
    return !piece->is_finished && piece->measure && piece->n_lines > 1 && rec_line_width(last) + 4 <= piece->measure;
}

/* What the words say where the pieces meet. */
static unsigned seam_signals(const RecJoiner *joiner, int before, int index)
{
    if (!joiner->seams || piece_at(joiner, before)->is_finished) return 0;
    int weight = rec_seams_weigh(joiner->seams, piece_at(joiner, before)->range, piece_at(joiner, index)->range);
    if (weight >= LONG_WORD) return 1u << REC_JOIN_LONG_WORD_OVER;
    if (weight >= WORD) return 1u << REC_JOIN_WORD_OVER;
    if (weight >= HINT) return 1u << REC_JOIN_WORD_HINTED;
    if (weight <= NOTHING) return 1u << REC_JOIN_LEANS_ON_NOTHING;
    bool is_next = before + 1 == index; /* most lines end between words, so that of two neighbours it says nothing */
    return weight <= NO_WORD && !is_next ? 1u << REC_JOIN_NO_WORD_OVER : 0;
}

/* What the words of their legs say: whether both are of one story.  That two paragraphs are which stand in one story proves nothing. */
static unsigned kin_signals(const RecJoiner *joiner, int before, int index, unsigned signals)
{
    if (!joiner->kin || piece_at(joiner, before)->is_finished) return 0;
    int weight = rec_kin_weigh(joiner->kin, before, index);
    bool is_long = MIN(piece_at(joiner, before)->range.n, piece_at(joiner, index)->range.n) >= LONG_PIECE;
    if (weight < SHARED) return is_long && before + 1 != index ? 1u << REC_JOIN_NO_SHARED_WORDS : 0;
    if (!(signals & (1u << REC_JOIN_HEAD_BETWEEN | 1u << REC_JOIN_FLUSH | 1u << REC_JOIN_SAME_LEG))) return 0;
    if (weight >= MOST_SHARED) return 1u << REC_JOIN_MOST_SHARED_WORDS;
    if (weight >= MANY_SHARED) return 1u << REC_JOIN_MANY_SHARED_WORDS;
    return weight >= MORE_SHARED ? 1u << REC_JOIN_MORE_SHARED_WORDS : 1u << REC_JOIN_SHARED_WORDS;
}

/* Pairs of brackets and quotations: how many of a piece are closed in it and not opened, opened and not closed. */
typedef struct {
    int n_unopened, n_unclosed;
} Halves;

static Halves halves_of(const RecJoiner *joiner, RecRange range)
{
    Halves halves = {0};
    for (unsigned at = range.first; at < rec_end(range);) {
        const char *p = joiner->source->text->str + at;
        gunichar c = rec_fold(rec_char(p));
        at = (unsigned)(g_utf8_next_char(p) - joiner->source->text->str);
        halves.n_unclosed += rec_is_opening(c);
        if (!rec_is_closing(c)) continue;
        if (halves.n_unclosed) halves.n_unclosed--;
        else halves.n_unopened++;
    }
    return halves;
}

/* Whether what is open at the first piece's end is closed in the second, or not, and the other way round.  Marks whose two halves look
 * alike are counted by `has_odd_quotes`. */
static unsigned pair_signals(const RecJoiner *joiner, int before, int index)
{
    const RecPiece *a = piece_at(joiner, before), *b = piece_at(joiner, index);
    unsigned odd = a->has_odd_quotes && b->has_odd_quotes ? 1u << REC_JOIN_ODD_QUOTES : 0;
    if (!joiner->seams || a->is_finished) return odd;
    Halves first = halves_of(joiner, a->range), second = halves_of(joiner, b->range);
    if (first.n_unclosed && second.n_unopened) return 1u << REC_JOIN_ODD_QUOTES;
    bool is_whole = a->start == REC_START_INDENTED; /* else what is closed may have been opened before it */
    if (second.n_unopened && is_whole) return odd | 1u << REC_JOIN_HALF_PAIR;
    return first.n_unclosed && b->is_finished ? odd | 1u << REC_JOIN_HALF_PAIR : odd;
}

/* Whether a piece is less than half a line that ends a sentence: few paragraphs are. */
static bool is_tail(const RecJoiner *joiner, int measure, const RecPiece *b)
{
    const RecLine *line = &g_array_index(joiner->pieces->lines, RecLine, b->first_line);
    return b->n_lines == 1 && b->is_finished && line->indent < 2 && 2 * line->width < measure;
}

unsigned rec_join_signals(const RecJoiner *joiner, int before, int index)
{
    const RecPiece *a = piece_at(joiner, before), *b = piece_at(joiner, index);
    unsigned signals = a->is_finished ? 1u << REC_JOIN_FINISHED : 1u << REC_JOIN_UNFINISHED;
    if (is_full(joiner, before)) signals |= 1u << REC_JOIN_FULL;
    if (is_short_end(joiner, a)) signals |= 1u << REC_JOIN_SHORT_END;
    if (is_tail(joiner, measure_of(joiner, before), b)) signals |= 1u << REC_JOIN_TAIL;
    if (has_other_sign(joiner, before, index)) signals |= 1u << REC_JOIN_OTHER_SIGN;
    unsigned seam = seam_signals(joiner, before, index);
    bool is_end = !a->is_finished && b->start == REC_START_UNKNOWN && rec_begins_with_end(joiner->source, b->range);
    signals |= is_end ? 1u << REC_JOIN_FLUSH : 0;
    signals |= seam | pair_signals(joiner, before, index);
    signals |= start_signals(b) | measure_signals(joiner, before, index, seam) | place_signals(joiner, before, index);
    return signals | kin_signals(joiner, before, index, signals);
}

int rec_join_weigh(const RecHabits *habits, unsigned signals)
{
    int score = 0;
    for (int i = 0; i < REC_N_JOIN_SIGNALS; i++)
        if (signals & 1u << i) score += habits->joins[i];
    return score;
}
