/* Roles: what each piece is, by weighing the habits that speak for it.
 *
 * In: the pieces, the habits.  Out: RecRoles: for each piece the role with the most weight, its lead over the next as confidence, the
 * signals, and the parts of the piece that have a role of their own (dateline, jump line, credit, a stray sign). */
#include <string.h>

#include "reconstruct/habits.h"
#include "reconstruct/pieces/pieces.h"
#include "reconstruct/stories/shapes.h"

#define INSIDE_BYTES 1200 /* of a text that habits look inside: no advertisement is longer */
#define INSIDE_MOST (INSIDE_BYTES / 3)

static void see(RecWeigher *weigher, RecRange text)
{
    rec_flat_set(weigher->start, weigher->source, text, REC_FLAT_MAX, false);
    weigher->end = weigher->start->is_whole ? weigher->start : weigher->tail;
    if (!weigher->start->is_whole) rec_flat_set(weigher->tail, weigher->source, text, REC_FLAT_MAX, true);
    weigher->last = rec_last(weigher->source, text, true);
}

static void see_inside(RecWeigher *weigher, RecRange text)
{
    bool is_seen = text.n <= INSIDE_BYTES && weigher->source->text->len <= REC_PAGE_BYTES;
    rec_flat_set(weigher->inside, weigher->source, is_seen ? text : (RecRange){text.first, 0}, INSIDE_MOST, false);
}

static RecRange after(RecRange whole, RecRange part)
{
    return (RecRange){rec_end(part), rec_end(whole) - rec_end(part)};
}

/* Takes a part with a role of its own out of the piece's text. */
static void take(RecWeigher *weigher, RecView *view, const RecHabit *habit, RecRange part)
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

static void add_signal(RecWeigher *weigher, RecView *view, unsigned habit, RecRange range)
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

/* What a habit sees of the piece at hand. */
static const RecFlat *seen_by(const RecWeigher *weigher, const RecHabit *habit)
{
    if (habit->keeps_spaces) return weigher->spaced;
    return habit->where == REC_WHERE_END ? weigher->end : habit->where == REC_WHERE_INSIDE ? weigher->inside : weigher->start;
}

/* Lets one habit speak. */
static void hear(RecWeigher *weigher, const RecPiece *piece, RecView *view, unsigned index)
{
    const RecHabit *habit = &g_array_index(weigher->habits->habits, RecHabit, index);
    const RecFlat *seen = seen_by(weigher, habit);
    RecRange found = {0};
    if (habit->keeps_spaces) rec_flat_set(weigher->spaced, weigher->source, view->text, REC_FLAT_MAX, false);
    if (habit->shape != REC_N_SHAPES && !rec_has_shape(weigher, piece, view->text, habit->shape)) return;
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
static int rival_of(const RecWeigher *weigher, int best)
{
    int second = 0;
    for (int role = 0; role < REC_N_ROLES; role++)
        if (role != best) second = MAX(second, weigher->weights[role] - (role == REC_ROLE_HEADLINE ? weigher->shortness : 0));
    return second;
}

static void decide(RecWeigher *weigher, RecView *view)
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
static void settle_parts(const RecWeigher *weigher, const RecPiece *piece, RecView *view)
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

/* Lets habits speak, but for those whose pattern the characters rule out; it is asked first, for some shapes look far about. */
static void hear_all(RecWeigher *weigher, const RecPiece *piece, RecView *view, const GArray *habits)
{
    for (guint i = 0; i < habits->len; i++) {
        unsigned index = g_array_index(habits, unsigned, i);
        const RecHabit *habit = &g_array_index(weigher->habits->habits, RecHabit, index);
        const RecFlat *seen = habit->keeps_spaces ? weigher->start : seen_by(weigher, habit); /* the spaced text is not made yet */
        if (!habit->match || rec_habit_may_match(habit, seen)) hear(weigher, piece, view, index);
    }
}

static void weigh(RecWeigher *weigher, const RecPiece *piece)
{
    RecView view = {.text = piece->range, .first_signal = weigher->out->signals->len};
    for (int role = 0; role < REC_N_ROLES; role++) weigher->weights[role] = 0;
    weigher->shortness = 0;
    see(weigher, view.text);
    hear_all(weigher, piece, &view, weigher->parting);
    see_inside(weigher, view.text);
    hear_all(weigher, piece, &view, weigher->others);
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

/* The habits that part something off a piece, or those that do not. */
static GArray *list_habits(const RecHabits *habits, bool are_parting)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(unsigned));
    for (unsigned i = 0; i < habits->habits->len; i++)
        if (takes_part(&g_array_index(habits->habits, RecHabit, i)) == are_parting) g_array_append_val(list, i);
    return list;
}

RecRoles *rec_roles_new(const RecSource *source, const RecPieces *pieces, const RecHabits *habits)
{
    RecRoles *out = g_new(RecRoles, 1);
    *out = (RecRoles){g_array_new(FALSE, FALSE, sizeof(RecView)), g_array_new(FALSE, FALSE, sizeof(RecSignal))};
    RecWeigher weigher = {.source = source, .pieces = pieces, .habits = habits, .out = out};
    weigher.dates = g_tree_new_full(compare_texts, NULL, g_free, NULL);
    weigher.datelines = g_new0(guint8, pieces->pieces->len);
    weigher.start = rec_flat_new(habits->needs);
    weigher.tail = rec_flat_new(habits->needs);
    weigher.spaced = rec_flat_new(habits->needs);
    weigher.spaced->keeps_spaces = true;
    weigher.inside = rec_flat_new(habits->needs);
    weigher.parting = list_habits(habits, true);
    weigher.others = list_habits(habits, false);
    for (guint i = 0; i < pieces->pieces->len; i++) weigh(&weigher, &g_array_index(pieces->pieces, RecPiece, i));
    rec_find_advertisements(source, pieces, habits, out);
    rec_seams_free(weigher.seams);
    g_tree_destroy(weigher.dates);
    g_free(weigher.datelines);
    rec_flat_free(weigher.start);
    rec_flat_free(weigher.tail);
    rec_flat_free(weigher.spaced);
    rec_flat_free(weigher.inside);
    g_array_unref(weigher.parting);
    g_array_unref(weigher.others);
    return out;
}

void rec_roles_free(RecRoles *roles)
{
    if (!roles) return;
    g_array_unref(roles->views);
    g_array_unref(roles->signals);
    g_free(roles);
}
