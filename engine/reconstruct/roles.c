/* Roles: what each piece is, by weighing the habits that speak for it.
 *
 * In: the pieces, the habits.  Out: RecRoles: for each piece the role with the most weight, its lead over the next as confidence, the
 * signals, and the parts of the piece that have a role of their own (dateline, jump line, credit, a stray sign). */
#include "reconstruct/habits.h"
#include "reconstruct/pieces.h"

#define SHORT_CELLS 64 /* a head rarely has more than 30 em */

typedef struct {
    const RecSource *source;
    const RecPieces *pieces;
    const RecHabits *habits;
    RecRoles *out;
    RecFlat *start, *end; /* of the piece at hand, as the habits see it */
    int weights[REC_N_ROLES];
} Weigher;

static bool has_han(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (rec_is_han(g_utf8_get_char(p))) return true;
    return false;
}

/* Whether a text is a table's row: three or more cells parted by spaces, a third of them with digits, or all of them short. */
static bool is_row(const RecSource *source, RecRange range)
{
    unsigned n_cells = 0, n_digits = 0, n_long = 0, n = 0;
    bool has_digit = false;
    for (unsigned at = range.first; at <= rec_end(range);) {
        const char *p = source->text->str + at;
        gunichar c = at < rec_end(range) ? g_utf8_get_char(p) : ' ';
        at += at < rec_end(range) ? (unsigned)(g_utf8_next_char(p) - p) : 1;
        has_digit |= c >= '0' && c <= '9';
        n += !rec_is_space(c);
        if (!rec_is_space(c) || n == 0) continue;
        n_cells++;
        n_digits += has_digit;
        n_long += n > 6;
        n = 0;
        has_digit = false;
    }
    return n_cells >= 3 && (n_digits * 3 >= n_cells || (n_cells >= 4 && n_long == 0));
}

/* Whether a text is three phrases or more, of about one length and without marks: 选良种　赶农时　抓服务. */
static bool is_phrases(const RecSource *source, RecRange range)
{
    int n_phrases = 1, n = 0, least = G_MAXINT, most = 0;
    bool was_space = false;
    for (unsigned at = range.first; at < rec_end(range); at += (unsigned)g_utf8_skip[(guchar)source->text->str[at]]) {
        gunichar c = g_utf8_get_char(source->text->str + at);
        bool is_space = rec_is_space(c);
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
    static const char *const pairs[] = {"（）", "《》", "【】", "「」"};
    int depths[G_N_ELEMENTS(pairs)] = {0};
    for (const char *p = source->text->str + range.first; p < source->text->str + rec_end(range); p = g_utf8_next_char(p)) {
        gunichar c = rec_fold(g_utf8_get_char(p));
        for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
            depths[i] += c == g_utf8_get_char(pairs[i]);
            depths[i] -= c == g_utf8_get_char(g_utf8_next_char(pairs[i]));
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (depths[i]) return true;
    return false;
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
    if (rec_dateline_end(weigher->source, next->range, weigher->habits)) return false;
    const RecLine *line = &g_array_index(weigher->pieces->lines, RecLine, piece->first_line);
    const RecLine *after = &g_array_index(weigher->pieces->lines, RecLine, next->first_line);
    int slack = next->measure - line->width;
    return slack >= 0 &&
           (slack < after->head || (slack >= 3 && slack < 4 + after->head)); /* 4: the indent; the measure may be half an em more */
}

static bool is_short(const RecSource *source, RecRange text)
{
    return text.n < 400 && rec_cells(source, text) <= SHORT_CELLS;
}

static bool has_shape(const Weigher *weigher, const RecPiece *piece, RecRange text, RecShape shape)
{
    const RecSource *source = weigher->source;
    gunichar last = rec_last(source, text, true);
    bool is_question = last == 0xff1f || last == 0xff01;
    switch (shape) {
    case REC_SHAPE_PROSE: return piece->is_prose;
    case REC_SHAPE_LINES: return piece->measure > 0 && piece->n_lines >= 3;
    case REC_SHAPE_PARTED:
        return piece->is_parted && piece > &g_array_index(weigher->pieces->pieces, RecPiece, 0) && piece[-1].is_prose;
    case REC_SHAPE_LEG_FOOT: return is_leg_foot(weigher, piece);
    case REC_SHAPE_HALF_BRACKET: return has_half_bracket(source, text);
    case REC_SHAPE_SHORT: return is_short(source, text) && (!piece->is_prose || is_question) && last != 0x3002;
    case REC_SHAPE_QUESTION: return is_question && is_short(source, text);
    case REC_SHAPE_ONE_CHARACTER: return text.n < 8 && rec_count(source, text) <= 1;
    case REC_SHAPE_NO_HAN: return !has_han(weigher->start->text->str) && !has_han(weigher->end->text->str);
    case REC_SHAPE_PHRASES: return !piece->is_prose && text.n < 200 && is_phrases(source, text);
    case REC_SHAPE_COLUMNS: return !piece->is_prose && text.n < 600 && is_row(source, text);
    case REC_N_SHAPES: break;
    }
    return false;
}

static void see(Weigher *weigher, RecRange text)
{
    rec_flat_set(weigher->start, weigher->source, text, REC_FLAT_MAX, false);
    rec_flat_set(weigher->end, weigher->source, text, REC_FLAT_MAX, true);
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

/* Lets one habit speak. */
static void hear(Weigher *weigher, const RecPiece *piece, RecView *view, unsigned index)
{
    const RecHabit *habit = &g_array_index(weigher->habits->habits, RecHabit, index);
    RecRange found = {0};
    if (!habit->match) {
        if (!has_shape(weigher, piece, view->text, habit->shape)) return;
    } else {
        bool is_whole = habit->where == REC_WHERE_WHOLE;
        if ((is_whole && !weigher->start->is_whole) ||
            !rec_habit_matches(habit, habit->where == REC_WHERE_END ? weigher->end : weigher->start, &found))
            return;
        if (!is_whole && !habit->is_partial) take(weigher, view, habit, found);
    }
    weigher->weights[spoken_for(view, habit)] += habit->weight;
    add_signal(weigher, view, index, found);
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
    view->confidence = rec_confidence(weigher->habits, view->lead);
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
    see(weigher, view.text);
    for (unsigned i = 0; i < weigher->habits->habits->len; i++) {
        const RecHabit *habit = &g_array_index(weigher->habits->habits, RecHabit, i);
        if (habit->match && habit->where != REC_WHERE_WHOLE && !habit->is_partial) hear(weigher, piece, &view, i);
    }
    for (unsigned i = 0; i < weigher->habits->habits->len; i++) {
        const RecHabit *habit = &g_array_index(weigher->habits->habits, RecHabit, i);
        if (!habit->match || habit->where == REC_WHERE_WHOLE || habit->is_partial) hear(weigher, piece, &view, i);
    }
    decide(weigher, &view);
    settle_parts(weigher, piece, &view);
    g_array_append_val(weigher->out->views, view);
}

RecRoles *rec_roles_new(const RecSource *source, const RecPieces *pieces, const RecHabits *habits)
{
    RecRoles *out = g_new(RecRoles, 1);
    *out = (RecRoles){g_array_new(FALSE, FALSE, sizeof(RecView)), g_array_new(FALSE, FALSE, sizeof(RecSignal))};
    Weigher weigher = {.source = source, .pieces = pieces, .habits = habits, .out = out};
    weigher.start = rec_flat_new();
    weigher.end = rec_flat_new();
    for (guint i = 0; i < pieces->pieces->len; i++) weigh(&weigher, &g_array_index(pieces->pieces, RecPiece, i));
    rec_flat_free(weigher.start);
    rec_flat_free(weigher.end);
    return out;
}

void rec_roles_free(RecRoles *roles)
{
    if (!roles) return;
    g_array_unref(roles->views);
    g_array_unref(roles->signals);
    g_free(roles);
}
