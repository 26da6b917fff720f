/* Mend: the lines of a leg in the order in which they were printed.
 *
 * In: the pieces as they stand.  Out: RecMend for each leg in which another order is far likelier than the given one.
 * Method.  A leg's order is worth what its seams are worth (seams.c), less what its geometry and its brackets do not allow: a line that
 * ends early in mid-sentence, an indent there, a bracket that closes before it opens.  From the given order single lines, runs of two and
 * three, and pairs are moved while that is worth more; lines stand near their places, so none is moved far.  The given order is kept
 * unless the new one is worth ENOUGH more: a line moved wrongly is worse than one not put back. */
#include "reconstruct/pieces/mend.h"

#include <string.h>

#include "reconstruct/pieces/pieces.h"

#define ENOUGH 60 /* tenths of a bit: of some thousand lines that stand right, none is moved */
#define SURE 90
#define MARGIN 20   /* over every order one move away: several that are as good say nothing */
#define FAR 8       /* places that a line is moved at most */
#define RUN_MOST 3  /* lines that are moved together */
#define LEG_MOST 60 /* lines that are looked at together */
#define ROUNDS 12   /* moves in one leg */
#define INDENT 4    /* cells */
#define HUNG 2      /* cells of a mark that hangs out of its line (CLREQ 3.1.7) */
#define UNIT 3      /* cells that a line may lack because what comes next did not fit: a Han with a mark */
#define TORN -40    /* a line ends early, in mid-sentence */
#define FALSE_INDENT -40
#define FAULTY -30      /* a seam that weighs less: a parted number, a character that leans on nothing */
#define FLUSH_FIRST -60 /* a leg that began with an indent does not any more */
#define NO_INDENT -30   /* no indent behind a paragraph's last line */
#define UNPAIRED -40    /* a bracket closes that did not open, or opens inside one of its kind */
#define OPEN_END -20    /* a leg that ends in mid-sentence */
#define IMPOSSIBLE -1000
#define DATELINE 60    /* a text begins with one */
#define ANY_OF_MANY 40 /* what one of many open ends must be better than chance */
#define MOVED -15      /* lines that did not stand one behind the other do now */
#define PIECES_NEAR 24 /* pieces before and behind a leg whose open ends it may go on from */
#define N_KINDS 6
#define NO_WEIGHT G_MININT

typedef struct {
    const RecSource *source;
    const RecPieces *pieces;
    const RecHabits *habits;
    RecSeams *seams;
    GArray *mends;
    const RecLine *lines; /* of the leg at hand */
    unsigned n;
    int measure;
    bool has_indents;
    int *weights; /* of each pair of its lines; NO_WEIGHT: not known yet */
    int rival;    /* the worth of the best order one move away from the one at hand */
    int *starts;  /* of each line as the first */
    gint8 (
        *brackets)[N_KINDS][2]; /* of each line: closings without an opening before them, openings without a closing after them */
} Mender;

/* ---- What an order is worth ---- */

static bool is_latin(gunichar c)
{
    return c < 0x80 && c != '"' && c != '\'' && rec_fold(c) == c;
}

/* Whether the space between two lines would be no line end any more (lines.c). */
static bool runs_together(const Mender *mender, const RecLine *a, const RecLine *b)
{
    const char *text = mender->source->text->str;
    if (b->gap != REC_GAP_SPACE) return false;
    return is_latin(rec_char(g_utf8_prev_char(text + rec_end(a->range)))) && is_latin(rec_char(text + b->range.first));
}

static int width_of(const RecLine *line)
{
    return line->width + line->indent;
}

/* Whether a line with the next one behind it, set in two ems, would break where the measure does. */
static bool is_first_of(const Mender *mender, const RecLine *line, const RecLine *next)
{
    if (line->indent >= 2) return true;
    int width = line->width + INDENT;
    return !mender->has_indents && width <= mender->measure + 1 && width + next->head > mender->measure;
}

static bool is_short(const Mender *mender, const RecLine *line, const RecLine *next)
{
    return mender->measure && width_of(line) + next->head <= mender->measure;
}

static int weigh_shape(const Mender *mender, const RecLine *before, const RecLine *a, const RecLine *b)
{
    int weight = 0;
    bool begins = !before || before->is_stop;
    if (!a->is_stop && is_short(mender, a, b) && !(begins && is_first_of(mender, a, b))) weight += TORN;
    if (b->indent >= 2 && !a->is_stop) weight += FALSE_INDENT;
    bool has_no_indent = mender->has_indents ? b->indent < 2 : b->width + INDENT > mender->measure + 1;
    if (a->is_stop && is_short(mender, a, b) && has_no_indent) weight += NO_INDENT;
    return weight;
}

/* Whether a number goes on from one line in the next. */
static bool parts_number(const Mender *mender, const RecLine *a, const RecLine *b)
{
    bool ends = g_unichar_isdigit(rec_last(mender->source, a->range, false));
    return ends && g_unichar_isdigit(rec_first(mender->source, b->range));
}

/* Some papers' line ends part numbers: where two lines stand so as given, it says nothing. */
static int weigh_seam(const Mender *mender, unsigned a, unsigned b)
{
    int *weight = &mender->weights[a * mender->n + b];
    if (*weight != NO_WEIGHT) return *weight;
    const RecLine *first = &mender->lines[a], *second = &mender->lines[b];
    *weight = b != a + 1 && runs_together(mender, first, second)  ? IMPOSSIBLE
              : b == a + 1 && parts_number(mender, first, second) ? 0
                                                                  : rec_seams_weigh(mender->seams, first->range, second->range);
    return *weight;
}

static int weigh_brackets(const Mender *mender, const unsigned *order)
{
    int weight = 0;
    for (int kind = 0; kind < N_KINDS; kind++) {
        bool is_open = false, is_first = true; /* a leg may begin inside a quotation */
        for (unsigned i = 0; i < mender->n; i++) {
            const gint8 *brackets = mender->brackets[order[i]][kind];
            if (!brackets[0] && !brackets[1]) continue;
            if (brackets[0] && !is_open && !is_first) weight += UNPAIRED;
            if (brackets[0]) is_open = false;
            if (brackets[1] && is_open) weight += UNPAIRED;
            if (brackets[1]) is_open = true;
            is_first = false;
        }
    }
    return weight;
}

static int weigh_order(const Mender *mender, const unsigned *order)
{
    int weight = mender->starts[order[0]] + weigh_brackets(mender, order);
    for (unsigned i = 0; i + 1 < mender->n; i++) {
        const RecLine *before = i ? &mender->lines[order[i - 1]] : NULL;
        weight += weigh_seam(mender, order[i], order[i + 1]) + (order[i] + 1 == order[i + 1] ? 0 : MOVED);
        weight += weigh_shape(mender, before, &mender->lines[order[i]], &mender->lines[order[i + 1]]);
    }
    bool lacks_indent = mender->lines[0].indent >= 2 && mender->lines[order[0]].indent < 2;
    return weight + (lacks_indent ? FLUSH_FIRST : 0) + (mender->lines[order[mender->n - 1]].is_stop ? 0 : OPEN_END);
}

/* What an order has that no print has: its geometry, its brackets, a seam that no two lines have. */
static int weigh_faults(const Mender *mender, const unsigned *order)
{
    int weight = weigh_brackets(mender, order);
    for (unsigned i = 0; i + 1 < mender->n; i++) {
        const RecLine *before = i ? &mender->lines[order[i - 1]] : NULL;
        int seam = weigh_seam(mender, order[i], order[i + 1]);
        weight += seam <= FAULTY ? seam : 0;
        weight += weigh_shape(mender, before, &mender->lines[order[i]], &mender->lines[order[i + 1]]);
    }
    return weight;
}

/* ---- Moves ---- */

/* Moves `n` lines from place `from` to stand before what is at `to` after they are taken out. */
static void move_run(unsigned *order, unsigned from, unsigned n, unsigned to)
{
    unsigned run[RUN_MOST];
    memcpy(run, order + from, n * sizeof *run);
    if (to < from) memmove(order + to + n, order + to, (from - to) * sizeof *order);
    else memmove(order + from, order + from + n, (to - from) * sizeof *order);
    memcpy(order + to, run, n * sizeof *run);
}

static void swap(unsigned *order, unsigned a, unsigned b)
{
    unsigned other = order[a];
    order[a] = order[b];
    order[b] = other;
}

/* Takes over a trial order when it is worth more than the best so far. */
static void compare(Mender *mender, const unsigned *trial, unsigned *best, int *worth)
{
    int this_one = weigh_order(mender, trial);
    mender->rival = MAX(mender->rival, this_one);
    if (this_one <= *worth) return;
    *worth = this_one;
    memcpy(best, trial, mender->n * sizeof *best);
}

/* The best order one move away; false when none is worth more. */
static bool improve(Mender *mender, unsigned *order, int *worth)
{
    unsigned n = mender->n, trial[LEG_MOST], best[LEG_MOST];
    int before = *worth;
    mender->rival = G_MININT;
    for (unsigned from = 0; from < n; from++)
        for (unsigned to = from > FAR ? from - FAR : 0; to < n && to <= from + FAR; to++) {
            for (unsigned run = 1; run <= RUN_MOST && to != from; run++) {
                if (from + run > n || to + run > n) continue;
                memcpy(trial, order, n * sizeof *trial);
                move_run(trial, from, run, to);
                compare(mender, trial, best, worth);
            }
            if (to <= from + 1) continue; /* neighbours change places by a move */
            memcpy(trial, order, n * sizeof *trial);
            swap(trial, from, to);
            compare(mender, trial, best, worth);
        }
    if (*worth > before) memcpy(order, best, n * sizeof *order);
    return *worth > before;
}

/* ---- Legs ---- */

static void find_brackets(const Mender *mender, RecRange line, gint8 brackets[N_KINDS][2])
{
    static const char *const pairs[] = {"（）", "《》", "【】", "「」", "“”", "『』"};
    for (const char *p = mender->source->text->str + line.first; p < mender->source->text->str + rec_end(line);
         p = g_utf8_next_char(p)) {
        gunichar c = rec_fold(rec_char(p));
        for (int i = 0; c >= 0x80 && i < N_KINDS; i++) {
            if (c == rec_char(pairs[i])) brackets[i][1] = 1;
            if (c != rec_char(g_utf8_next_char(pairs[i]))) continue;
            if (!brackets[i][1]) brackets[i][0] = 1;
            brackets[i][1] = 0;
        }
    }
}

/* The worth of a line as a leg's first: it begins a text, or goes on from an open end near by. */
static int weigh_start(const Mender *mender, guint piece, guint n_pieces, const RecLine *line)
{
    int weight = rec_seams_weigh_start(mender->seams, line->range);
    if (rec_dateline_end(mender->source, line->range, mender->habits)) return DATELINE;
    guint first = piece > PIECES_NEAR ? piece - PIECES_NEAR : 0;
    guint end = MIN(piece + n_pieces + PIECES_NEAR, mender->pieces->pieces->len);
    for (guint i = first; i < end; i++) {
        const RecPiece *open = &g_array_index(mender->pieces->pieces, RecPiece, i);
        if (open->is_finished || (i >= piece && i < piece + n_pieces)) continue;
        weight = MAX(weight, rec_seams_weigh(mender->seams, open->range, line->range) - ANY_OF_MANY);
    }
    return weight;
}

/* How many lines are that wide. */
static unsigned count_wide(const RecLine *lines, unsigned n, int width)
{
    unsigned n_wide = 0;
    for (unsigned i = 0; i < n; i++) n_wide += width_of(&lines[i]) == width;
    return n_wide;
}

/* The measure of lines in any order: their greatest width, one that stands alone left out, and those that few lines have because a mark
 * hangs out of them. */
static int measure_of(const RecLine *lines, unsigned n)
{
    int most = 0, second = 0;
    for (unsigned i = 0; i < n; i++) {
        int width = width_of(&lines[i]);
        if (width > most) second = most;
        if (width > most) most = width;
        else second = MAX(second, width);
    }
    if (n < 3) return 0;
    int widest = most > second + 2 ? second : most;
    bool is_hung = count_wide(lines, n, widest - HUNG) > 2 * (count_wide(lines, n, widest) + count_wide(lines, n, widest - 1));
    return is_hung ? widest - HUNG : widest;
}

static void set_leg(Mender *mender, guint piece, guint n_pieces, const RecLine *lines, unsigned n)
{
    mender->lines = lines;
    mender->n = n;
    mender->measure = measure_of(lines, n);
    mender->has_indents = false;
    for (unsigned i = 0; i < n * n; i++) mender->weights[i] = NO_WEIGHT;
    memset(mender->brackets, 0, n * sizeof *mender->brackets);
    for (unsigned i = 0; i < n; i++) {
        mender->has_indents |= i && lines[i].gap != REC_GAP_SPACE && lines[i].indent >= 2;
        mender->starts[i] = weigh_start(mender, piece, n_pieces, &lines[i]);
        find_brackets(mender, lines[i].range, mender->brackets[i]);
    }
}

/* Whether the lines were printed to one measure: three in four that do not end a sentence reach it, or its indent. */
static bool is_even(const Mender *mender)
{
    unsigned n_inner = 0, n_full = 0;
    for (unsigned i = 0; i < mender->n; i++) {
        if (mender->lines[i].is_stop) continue;
        int slack = mender->measure - width_of(&mender->lines[i]);
        n_inner++;
        n_full += slack <= UNIT || (slack >= INDENT - 1 && slack <= INDENT + UNIT);
    }
    return n_full * 4 >= n_inner * 3;
}

/* Whether the lines as given are lines of the file and have no fault that another order would mend: then words alone move nothing, for a text
 * that has kept its line ends has kept their order. */
static bool is_sound(const Mender *mender, const unsigned *order)
{
    unsigned given[LEG_MOST];
    if (mender->lines[1].gap == REC_GAP_SPACE) return false;
    for (unsigned i = 0; i < mender->n; i++) given[i] = i;
    return weigh_faults(mender, given) >= weigh_faults(mender, order);
}

static void mend_leg(Mender *mender, guint piece, guint n_pieces, unsigned first_line, unsigned n)
{
    unsigned order[LEG_MOST];
    set_leg(mender, piece, n_pieces, &g_array_index(mender->pieces->lines, RecLine, first_line), n);
    if (!is_even(mender)) return;
    for (unsigned i = 0; i < n; i++) order[i] = i;
    int given = weigh_order(mender, order), worth = given;
    for (int round = 0; round < ROUNDS && improve(mender, order, &worth); round++) continue;
    if (worth < given + ENOUGH || worth < mender->rival + MARGIN || is_sound(mender, order)) return;
    RecMend mend = {first_line, n, g_memdup2(order, n * sizeof *order), worth - given, worth - mender->rival};
    g_array_append_val(mender->mends, mend);
}

static bool is_of_leg(const RecPiece *first, const RecPiece *piece)
{
    if (piece->gap == REC_GAP_SPACE) return first->is_prose;
    return piece->gap == REC_GAP_NEWLINE && (piece->is_prose || piece->n_lines > 1 || piece->is_finished) && first->is_prose;
}

GArray *rec_mends_new(const RecSource *source, const RecPieces *pieces, const RecHabits *habits)
{
    Mender mender = {.source = source, .pieces = pieces, .habits = habits, .seams = rec_seams_new(source, pieces->lines, habits)};
    mender.mends = g_array_new(FALSE, FALSE, sizeof(RecMend));
    mender.weights = g_new(int, LEG_MOST *LEG_MOST);
    mender.starts = g_new(int, LEG_MOST);
    mender.brackets = g_malloc(LEG_MOST * sizeof *mender.brackets);
    for (guint first = 0, i = 1; first < pieces->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(pieces->pieces, RecPiece, first);
        bool goes_on = i < pieces->pieces->len && is_of_leg(piece, &g_array_index(pieces->pieces, RecPiece, i));
        if (goes_on) continue;
        unsigned n = 0;
        for (guint k = first; k < i; k++) n += g_array_index(pieces->pieces, RecPiece, k).n_lines;
        if (n > 2) mend_leg(&mender, first, i - first, piece->first_line, MIN(n, LEG_MOST));
        first = i;
    }
    rec_seams_free(mender.seams);
    g_free(mender.weights);
    g_free(mender.starts);
    g_free(mender.brackets);
    return mender.mends;
}

/* ---- Moving ---- */

/* A line with the white space that indents it. */
static RecRange with_indent(const RecSource *source, const RecLine *line)
{
    unsigned first = line->range.first;
    const char *text = source->text->str;
    if (line->gap == REC_GAP_SPACE) return line->range;
    while (first > 0) {
        const char *before = g_utf8_prev_char(text + first);
        if (*before == '\n' || !rec_is_space(rec_char(before))) break;
        first = (unsigned)(before - text);
    }
    return (RecRange){first, rec_end(line->range) - first};
}

static void add_run(GArray *runs, unsigned first, unsigned end)
{
    RecRange run = {first, end - first};
    if (run.n) g_array_append_val(runs, run);
}

/* The lines of an order that stand behind a later one: all but its longest rising part. */
static void find_moved(const RecMend *mend, bool *is_moved)
{
    unsigned length[LEG_MOST], before[LEG_MOST] = {0}, last = 0;
    for (unsigned i = 0; i < mend->n_lines; i++) {
        length[i] = 1;
        before[i] = i;
        is_moved[i] = true;
        for (unsigned k = 0; k < i; k++) {
            if (mend->order[k] > mend->order[i] || length[k] < length[i]) continue;
            length[i] = length[k] + 1;
            before[i] = k;
        }
        if (length[i] > length[last]) last = i;
    }
    for (is_moved[last] = false; before[last] != last; is_moved[last] = false) last = before[last];
}

/* How often a new order of that gain was right (tests/reconstruct/mending.c). */
static double confidence_of(const RecMend *mend)
{
    return mend->gain >= SURE ? 0.95 : 0.85;
}

GArray *rec_mends_moves(const RecPieces *pieces, const GArray *mends)
{
    GArray *moves = g_array_new(FALSE, FALSE, sizeof(RecMove));
    for (guint i = 0; i < mends->len; i++) {
        const RecMend *mend = &g_array_index(mends, RecMend, i);
        const RecLine *lines = &g_array_index(pieces->lines, RecLine, mend->first_line);
        bool is_moved[LEG_MOST];
        find_moved(mend, is_moved);
        for (unsigned k = 0; k < mend->n_lines; k++) {
            RecRange behind = k ? lines[mend->order[k - 1]].range : (RecRange){0};
            RecMove move = {lines[mend->order[k]].range, behind, mend->gain, mend->margin, confidence_of(mend)};
            if (is_moved[k]) g_array_append_val(moves, move);
        }
    }
    return moves;
}

GArray *rec_mends_runs(const RecSource *source, const RecPieces *pieces, const GArray *mends)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(RecRange));
    unsigned at = 0;
    for (guint i = 0; i < mends->len; i++) {
        const RecMend *mend = &g_array_index(mends, RecMend, i);
        const RecLine *lines = &g_array_index(pieces->lines, RecLine, mend->first_line);
        for (unsigned k = 0; k < mend->n_lines; k++) {
            RecRange place = with_indent(source, &lines[k]), line = with_indent(source, &lines[mend->order[k]]);
            add_run(runs, at, place.first);
            g_array_append_val(runs, line);
            at = rec_end(place);
        }
    }
    add_run(runs, at, (unsigned)source->text->len);
    return runs;
}
