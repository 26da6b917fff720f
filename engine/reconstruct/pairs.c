/* Pairs: what two heads of one story are to each other.
 *
 * In: a story's elements, two headlines among them.  Out: the same, one of them perhaps a kicker or a deck.  Method: the habits that spoke
 * for either, their widths and where they stand are weighed (`pairs:` of the habits); a tie leaves them one headline in two lines. */
#include "reconstruct/stories.h"

#define HABIT_WEIGHT 4
#define PHRASE_LEAST 4 /* characters */

/* How many habits spoke for a role of a piece by its words at one place. */
static int count_signals(const Assembler *assembler, unsigned piece, RecRole role, RecWhere where)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, piece);
    int n = 0;
    for (unsigned i = 0; i < view->n_signals; i++) {
        const RecSignal *signal = &g_array_index(assembler->roles->signals, RecSignal, view->first_signal + i);
        const RecHabit *habit = &g_array_index(assembler->habits->habits, RecHabit, signal->habit);
        bool is_of_words = habit->match ? habit->is_partial && habit->where == where : habit->shape == REC_SHAPE_PHRASES;
        n += habit->role == role && is_of_words;
    }
    return n;
}

static int width_of(const Assembler *assembler, const RecElement *element)
{
    return rec_cells(assembler->source, g_array_index(assembler->out->parts, RecRange, element->first_part));
}

/* Whether a head is phrases parted by a space, each of four characters or more. */
static bool has_phrases(const Assembler *assembler, const RecElement *element)
{
    RecRange range = g_array_index(assembler->out->parts, RecRange, element->first_part);
    const char *text = assembler->source->text->str;
    int n = 0, n_phrases = 0;
    for (unsigned at = range.first; at < rec_end(range); at += (unsigned)g_utf8_skip[(guchar)text[at]]) {
        bool is_space = rec_is_space(g_utf8_get_char(text + at));
        n_phrases += is_space && n >= PHRASE_LEAST;
        n = is_space ? 0 : n + 1;
    }
    return n_phrases > 0 && n >= PHRASE_LEAST;
}

static void add_signal(const Assembler *assembler, RecPairSignal signal, int *weights)
{
    for (int i = 0; i < REC_N_PAIRS; i++) weights[i] += assembler->habits->pairs[signal][i];
}

/* By two fifths or more. */
static bool is_much_narrower(const Assembler *assembler, const RecElement *one, const RecElement *other)
{
    return 5 * width_of(assembler, one) <= 3 * width_of(assembler, other);
}

static RecPair weigh(const Assembler *assembler, const RecElement *first, const RecElement *second)
{
    int weights[REC_N_PAIRS] = {0}, a = width_of(assembler, first), b = width_of(assembler, second);
    add_signal(assembler,
               a <= b                                       ? REC_PAIR_FIRST_NARROWER
               : is_much_narrower(assembler, second, first) ? REC_PAIR_SECOND_SHORT
                                                            : REC_PAIR_SECOND_NARROWER,
               weights);
    if (ABS(a - b) * 8 <= MAX(a, b)) add_signal(assembler, REC_PAIR_EVEN, weights);
    bool is_together = g_array_index(assembler->pieces->pieces, RecPiece, second->piece).gap != REC_GAP_BLANK;
    if (is_together) add_signal(assembler, REC_PAIR_TOGETHER, weights);
    bool has_two = has_phrases(assembler, first), second_has_two = has_phrases(assembler, second);
    if (has_two && !second_has_two) add_signal(assembler, REC_PAIR_FIRST_PHRASES, weights);
    if (second_has_two && !has_two) add_signal(assembler, REC_PAIR_SECOND_PHRASES, weights);
    if (assembler->is_traditional) add_signal(assembler, REC_PAIR_TRADITIONAL, weights);
    weights[REC_PAIR_KICKER] += HABIT_WEIGHT * count_signals(assembler, first->piece, REC_ROLE_KICKER, REC_WHERE_END);
    weights[REC_PAIR_DECK] += HABIT_WEIGHT * count_signals(assembler, second->piece, REC_ROLE_DECK, REC_WHERE_START);
    weights[REC_PAIR_HEADLINE] += HABIT_WEIGHT * count_signals(assembler, first->piece, REC_ROLE_HEADLINE, REC_WHERE_END);
    weights[REC_PAIR_HEADLINE] += HABIT_WEIGHT * count_signals(assembler, second->piece, REC_ROLE_HEADLINE, REC_WHERE_START);
    RecPair best = REC_PAIR_HEADLINE;
    for (RecPair pair = 0; pair < REC_N_PAIRS; pair++)
        if (weights[pair] > weights[best]) best = pair;
    return best;
}

void rec_settle_pair(const Assembler *assembler, GArray *draft)
{
    RecElement *heads[2] = {NULL, NULL};
    for (guint i = 0; i < draft->len; i++) {
        RecElement *element = &g_array_index(draft, RecElement, i);
        if (element->role == REC_ROLE_KICKER || element->role == REC_ROLE_DECK) return;
        if (element->role != REC_ROLE_HEADLINE) continue;
        if (heads[1]) return;
        heads[heads[0] ? 1 : 0] = element;
    }
    if (!heads[1]) return;
    switch (weigh(assembler, heads[0], heads[1])) {
    case REC_PAIR_KICKER: heads[is_much_narrower(assembler, heads[1], heads[0]) ? 1 : 0]->role = REC_ROLE_KICKER; break;
    case REC_PAIR_DECK: heads[1]->role = REC_ROLE_DECK; break;
    default: break;
    }
}
