/* Links: which pieces are one paragraph that a column's end cut in two.
 *
 * In: pieces and roles.  Out: RecLink for each piece: the piece before and after it in its paragraph, the signals that say so.
 * Method.  Each piece of body is weighed against the piece of body before it and against the few open ends before that one; the best
 * pair with enough weight is joined.  An orphan is joined last, to the open end nearest to it.  Weights: `joins:` of the habits. */
#include "reconstruct/habits.h"
#include "reconstruct/pieces.h"
#include "reconstruct/seams.h"

#define SURE_LINES 2    /* that break where a piece's measure breaks, for it to speak against another's */
#define INDENT 4        /* cells */
#define ENOUGH 4        /* of weight */
#define N_OPEN 8        /* open ends that are kept in mind */
#define LEG_REACH 4     /* pieces that are looked at for a measure */
#define WIDER 2         /* cells that a line is wider than its measure at most: marks give */
#define UNIT 3          /* cells that a line may lack because what comes next did not fit */
#define N_NEAR 4        /* of these, the last ones, for which it needs no word of the text */
#define WORD_OVER 25    /* tenths of a bit (seams.c): a word goes over the seam */
#define ORPHAN_REACH 40 /* pieces of body between an orphan and its open end */

typedef struct {
    const RecSource *source;
    const RecPieces *pieces;
    const RecRoles *roles;
    const RecHabits *habits;
    RecSeams *seams; /* NULL: the text is no single page, and its words are not looked at */
    GArray *links;
    int last_body;        /* index of the last piece of body; -1: none */
    int open[N_OPEN];     /* the last open ends, the newest first; -1: none */
    guint n_heads;        /* heads seen so far, and ... */
    GArray *heads_before; /* guint: ... before each piece */
} Linker;

static const RecPiece *piece_at(const Linker *linker, int index)
{
    return &g_array_index(linker->pieces->pieces, RecPiece, index);
}

static const RecView *view_at(const Linker *linker, int index)
{
    return &g_array_index(linker->roles->views, RecView, index);
}

static bool is_body(const Linker *linker, int index)
{
    return view_at(linker, index)->role == REC_ROLE_BODY;
}

static bool is_open(const Linker *linker, int index)
{
    const RecLink *link = &g_array_index(linker->links, RecLink, index);
    const RecView *view = view_at(linker, index);
    return !piece_at(linker, index)->is_finished && link->next < 0 && view->jump.n == 0 && !view->is_line;
}

/* A piece's measure, its own or that of the piece it goes on from; 0: not known. */
static int measure_of(const Linker *linker, int index)
{
    for (int n = 0; index >= 0 && n < LEG_REACH; n++) {
        if (piece_at(linker, index)->measure) return piece_at(linker, index)->measure;
        index = g_array_index(linker->links, RecLink, index).previous;
    }
    return 0;
}

/* Whether a piece ends on a line that reaches the measure. */
static bool is_full(const Linker *linker, int index)
{
    const RecPiece *piece = piece_at(linker, index);
    const RecLine *last = &g_array_index(linker->pieces->lines, RecLine, piece->first_line + piece->n_lines - 1);
    int measure = measure_of(linker, index);
    return piece->is_full || (!piece->measure && measure && last->width + UNIT >= measure && last->width <= measure + 1);
}

static unsigned start_signals(const RecPiece *piece)
{
    if (piece->start == REC_START_FLUSH) return 1u << REC_JOIN_FLUSH;
    return piece->start == REC_START_INDENTED ? 1u << REC_JOIN_INDENTED : 0;
}

/* Whether a sign of quotation stands before the second and not before the first: it stands before paragraphs, and inside none. */
static bool has_other_sign(const Linker *linker, int before, int index)
{
    return view_at(linker, index)->noise.n && !view_at(linker, before)->noise.n;
}

/* How a piece of too few lines to show a measure stands to a known one: its first line breaks there flush, or indented, or not. */
static unsigned trial_signals(const Linker *linker, int measure, const RecPiece *b)
{
    if (b->n_lines < 2) return 0;
    const RecLine *lines = &g_array_index(linker->pieces->lines, RecLine, b->first_line);
    int slack = measure + 1 - rec_line_width(&lines[0]); /* the measure may be half an em more than its least */
    bool may_be_indented = slack + lines[0].give >= INDENT && slack <= INDENT + lines[1].head;
    if (slack >= 0 && slack <= lines[1].head && lines[0].give && may_be_indented) return 1u << REC_JOIN_SAME_MEASURE;
    if (slack >= 0 && slack <= lines[1].head) return 1u << REC_JOIN_SAME_MEASURE | 1u << REC_JOIN_FLUSH;
    if (slack >= INDENT && slack <= INDENT + lines[1].head) return 1u << REC_JOIN_INDENTED;
    return 1u << REC_JOIN_OTHER_MEASURE;
}

/* Whether any inner line of a piece breaks at another's measure, which may be half an em more than its least. */
static bool breaks_at(const Linker *linker, const RecPiece *piece, int measure)
{
    const RecLine *lines = &g_array_index(linker->pieces->lines, RecLine, piece->first_line);
    return rec_fit_speaks(lines, piece->n_lines, measure) || rec_fit_speaks(lines, piece->n_lines, measure + 1);
}

/* The measure of the text right behind a piece (`step` 1) or before it (-1), which stands in the same leg: between them, whole paragraphs,
 * and behind it perhaps one head (`has_head`), which may be a cross-head. */
static int measure_beside(const Linker *linker, int index, int step, bool *has_head)
{
    int n = (int)linker->pieces->pieces->len;
    for (int at = index + step; at >= 0 && at < n && ABS(at - index) <= LEG_REACH; at += step) {
        bool is_head = step > 0 && !*has_head && view_at(linker, at)->role == REC_ROLE_HEADLINE;
        if (is_head) *has_head = true;
        if (is_head) continue;
        if (!is_body(linker, at)) return 0;
        const RecPiece *before = piece_at(linker, step > 0 ? at - 1 : at);
        if (!before->is_finished && !(step > 0 && view_at(linker, at - 1)->role == REC_ROLE_HEADLINE)) return 0;
        if (piece_at(linker, at)->n_fitting >= SURE_LINES) return piece_at(linker, at)->measure;
    }
    return 0;
}

/* How a piece of one line stands to one with a measure: it is no wider, and the rest of its leg has the same measure. */
static unsigned leg_signals(const Linker *linker, int before, int index)
{
    const RecLine *line = &g_array_index(linker->pieces->lines, RecLine, piece_at(linker, index)->first_line);
    bool has_head = false, none = true;
    int a = measure_of(linker, before), b = measure_beside(linker, index, 1, &has_head);
    if (!a) a = measure_beside(linker, before, -1, &none);
    if (a && line->width > a + WIDER) return 1u << REC_JOIN_OTHER_MEASURE;
    if (!a || !b || ABS(a - b) == 2 || (has_head && ABS(a - b) > 2)) return 0;
    if (ABS(a - b) > 2) return 1u << REC_JOIN_OTHER_LEG;
    bool has_room = line->width + INDENT <= a + WIDER; /* for an indent */
    return 1u << REC_JOIN_SAME_LEG | (has_room ? 0 : 1u << REC_JOIN_FLUSH);
}

/* Whether a piece of few lines is, at the measure of the finished text right before it, that text's next paragraph. */
static bool is_next_paragraph(const Linker *linker, int index)
{
    const RecPiece *piece = piece_at(linker, index), *above = piece - 1;
    if (index == 0 || !is_body(linker, index - 1) || !above->is_finished || !above->measure) return false;
    return trial_signals(linker, above->measure, piece) == 1u << REC_JOIN_INDENTED;
}

static unsigned measure_signals(const Linker *linker, int before, int index)
{
    const RecPiece *a = piece_at(linker, before), *b = piece_at(linker, index);
    if (b->n_lines == 1 && !b->measure) return leg_signals(linker, before, index);
    if (a->measure && !b->measure && b->start == REC_START_UNKNOWN) {
        unsigned signals = trial_signals(linker, a->measure, b);
        bool begins = before + 1 != index && is_next_paragraph(linker, index);
        return begins ? signals & ~(1u << REC_JOIN_FLUSH) : signals;
    }
    if (!a->measure || !b->measure) return 0;
    int difference = ABS(a->measure - b->measure);
    bool is_certain = MIN(a->n_fitting, b->n_fitting) >= SURE_LINES;
    if (is_certain && (!breaks_at(linker, a, b->measure) || !breaks_at(linker, b, a->measure))) return 1u << REC_JOIN_OTHER_MEASURE;
    unsigned same = 1u << REC_JOIN_SAME_MEASURE | (difference <= 1 && is_certain ? 1u << REC_JOIN_EQUAL_MEASURE : 0);
    return difference <= 2 ? same : difference >= 5 && is_certain ? 1u << REC_JOIN_OTHER_MEASURE : 0;
}

static unsigned place_signals(const Linker *linker, int before, int index)
{
    guint n_heads = g_array_index(linker->heads_before, guint, index) - g_array_index(linker->heads_before, guint, before);
    guint n_over =
        index >= 2 ? g_array_index(linker->heads_before, guint, index) - g_array_index(linker->heads_before, guint, index - 2) : 0;
    if (n_heads) return 1u << REC_JOIN_HEAD_BETWEEN | (n_over == 2 ? 1u << REC_JOIN_UNDER_HEADS : 0);
    if (before + 1 != index) return 0;
    bool is_near = piece_at(linker, index)->gap == REC_GAP_NEWLINE;
    return 1u << REC_JOIN_NEIGHBOURS | (is_near ? 1u << REC_JOIN_SAME_LINES : 0);
}

/* Whether a sentence breaks off on a line that had room for more. */
static bool is_short_end(const Linker *linker, const RecPiece *piece)
{
    const RecLine *last = &g_array_index(linker->pieces->lines, RecLine, piece->first_line + piece->n_lines - 1);
    return !piece->is_finished && piece->measure && piece->n_lines > 1 && rec_line_width(last) + 4 <= piece->measure;
}

/* What the words at the seam say: most lines end inside a word. */
static unsigned seam_signals(const Linker *linker, int before, int index)
{
    if (!linker->seams || piece_at(linker, before)->is_finished) return 0;
    int weight = rec_seams_weigh(linker->seams, piece_at(linker, before)->range, piece_at(linker, index)->range);
    return weight >= WORD_OVER ? 1u << REC_JOIN_WORD_OVER : 0;
}

/* Whether a piece is less than half a line that ends a sentence: few paragraphs are. */
static bool is_tail(const Linker *linker, int measure, const RecPiece *b)
{
    const RecLine *line = &g_array_index(linker->pieces->lines, RecLine, b->first_line);
    return b->n_lines == 1 && b->is_finished && line->indent < 2 && 2 * line->width < measure;
}

static unsigned signals_between(const Linker *linker, int before, int index)
{
    const RecPiece *a = piece_at(linker, before), *b = piece_at(linker, index);
    unsigned signals = a->is_finished ? 1u << REC_JOIN_FINISHED : 1u << REC_JOIN_UNFINISHED;
    if (is_full(linker, before)) signals |= 1u << REC_JOIN_FULL;
    if (is_short_end(linker, a)) signals |= 1u << REC_JOIN_SHORT_END;
    if (a->has_odd_quotes && b->has_odd_quotes) signals |= 1u << REC_JOIN_ODD_QUOTES;
    if (is_tail(linker, measure_of(linker, before), b)) signals |= 1u << REC_JOIN_TAIL;
    if (has_other_sign(linker, before, index)) signals |= 1u << REC_JOIN_OTHER_SIGN;
    signals |= seam_signals(linker, before, index);
    return signals | start_signals(b) | measure_signals(linker, before, index) | place_signals(linker, before, index);
}

static int weigh(const Linker *linker, unsigned signals)
{
    int score = 0;
    for (int i = 0; i < REC_N_JOIN_SIGNALS; i++)
        if (signals & 1u << i) score += linker->habits->joins[i];
    return score;
}

static void join(Linker *linker, int before, int index, unsigned signals)
{
    RecLink *a = &g_array_index(linker->links, RecLink, before), *b = &g_array_index(linker->links, RecLink, index);
    a->next = index;
    b->previous = before;
    b->signals = signals;
    b->score = weigh(linker, signals);
}

/* Whether a piece may stand inside a paragraph: nothing at its start says that it begins something. */
static bool is_inner(const Linker *linker, int index)
{
    const RecView *view = view_at(linker, index);
    return view->dateline.n == 0 && view->jump_in.n == 0 && !view->is_line;
}

static bool may_follow(const Linker *linker, int before, int index)
{
    if (before < 0 || g_array_index(linker->links, RecLink, before).next >= 0) return false;
    if (view_at(linker, before)->jump.n || view_at(linker, before)->is_line) return false;
    bool is_cut = piece_at(linker, index)->is_parted && before + 1 == index; /* parted on purpose */
    return !is_cut && is_inner(linker, index);
}

/* Whether a join over other text has more than an open end to show: over heads a start that fits, from far away a word as well. */
static bool is_believable(unsigned signals, bool is_far)
{
    unsigned start = 1u << REC_JOIN_FLUSH | 1u << REC_JOIN_TAIL | 1u << REC_JOIN_SAME_LEG | 1u << REC_JOIN_SAME_MEASURE;
    if (signals & 1u << REC_JOIN_HEAD_BETWEEN && !(signals & start)) return false;
    return !is_far || signals & (1u << REC_JOIN_WORD_OVER | 1u << REC_JOIN_TAIL);
}

/* Joins piece `index` to the best of its candidates, when that is good enough. */
static void link_back(Linker *linker, int index)
{
    int best = -1, best_score = ENOUGH - 1;
    for (int i = -1; i < N_OPEN; i++) {
        int before = i < 0 ? linker->last_body : linker->open[i];
        if (!may_follow(linker, before, index) || (i >= 0 && !is_open(linker, before))) continue;
        unsigned signals = signals_between(linker, before, index);
        int score = weigh(linker, signals);
        if (score <= best_score || !is_believable(signals, i >= N_NEAR)) continue;
        best = before;
        best_score = score;
    }
    if (best >= 0) join(linker, best, index, signals_between(linker, best, index));
}

static void remember(Linker *linker, int index)
{
    linker->last_body = index;
    if (!is_open(linker, index)) return;
    for (int i = N_OPEN - 1; i > 0; i--) linker->open[i] = linker->open[i - 1];
    linker->open[0] = index;
}

/* Joins an orphan to the open end of its measure that comes next after it. */
static void link_orphan(Linker *linker, int orphan)
{
    int n = (int)linker->pieces->pieces->len, n_bodies = 0;
    for (int i = orphan + 1; i < n && n_bodies < ORPHAN_REACH; i++) {
        if (!is_body(linker, i)) continue;
        n_bodies++;
        bool is_fit = ABS(piece_at(linker, i)->measure - piece_at(linker, orphan)->measure) <= 2;
        if (!is_open(linker, i) || !is_fit || !piece_at(linker, i)->is_full) continue;
        join(linker, i, orphan, signals_between(linker, MIN(i, orphan), MAX(i, orphan)));
        return;
    }
}

static void count_heads(Linker *linker)
{
    guint n = 0;
    for (guint i = 0; i < linker->roles->views->len; i++) {
        g_array_append_val(linker->heads_before, n);
        RecRole role = view_at(linker, (int)i)->role;
        n += role >= REC_ROLE_CROSS_HEAD && role <= REC_ROLE_BYLINE;
    }
}

GArray *rec_links_new(const RecSource *source, const RecPieces *pieces, const RecRoles *roles, const RecHabits *habits)
{
    Linker linker = {.source = source, .pieces = pieces, .roles = roles, .habits = habits, .last_body = -1};
    linker.links = g_array_new(FALSE, FALSE, sizeof(RecLink));
    for (int i = 0; i < N_OPEN; i++) linker.open[i] = -1;
    if (source->text->len <= REC_PAGE_BYTES) linker.seams = rec_seams_new(source, pieces->lines, habits);
    linker.heads_before = g_array_new(FALSE, FALSE, sizeof(guint));
    count_heads(&linker);
    int n = (int)pieces->pieces->len;
    for (int i = 0; i < n; i++) {
        RecLink none = {-1, -1, 0, 0};
        g_array_append_val(linker.links, none);
        if (!is_body(&linker, i)) continue;
        if (piece_at(&linker, i)->is_orphan) continue;
        link_back(&linker, i);
        remember(&linker, i);
    }
    for (int i = 0; i < n; i++)
        if (piece_at(&linker, i)->is_orphan && is_body(&linker, i) && is_inner(&linker, i)) link_orphan(&linker, i);
    g_array_unref(linker.heads_before);
    rec_seams_free(linker.seams);
    return linker.links;
}
