/* Stacks: what the heads of one story are to each other.
 *
 * In: a story's elements, two to six heads among them.  Out: the same, each of them a standing head, a kicker, a line of the headline, a
 * deck or the author's name.
 * Method.  Heads stand in that order from top to bottom; extraction may put a kicker behind its headline.  All ways to read the stack
 * are tried, each line by what habits say of its words, each two neighbours by their widths and places (`pairs:` of the habits); the one
 * of most weight is taken, of equals the one with more lines of headline. */
#include <string.h>

#include "reconstruct/stories/stories.h"

#define HABIT_WEIGHT 4
#define NAME_WEIGHT 6
#define SPOKEN_WEIGHT 4 /* and the lead of its role, where habits know the line by itself */
#define PHRASE_LEAST 4  /* characters */
#define BRIEF 10        /* cells: a standing head is seldom longer */
#define LABEL 8         /* cells: a first line of four characters is a column's name rather than a kicker */
#define PEN_NAME 6      /* cells: three characters */
#define STACK_MAX 6     /* lines; more are no stack of heads */
#define TOO_MANY -3     /* a third line of headline or deck, a second kicker */
#define SECOND_DECK -1  /* a second line of deck, which is rarer than one of headline, ... */
#define DECK_BEGINS -4  /* ... and where habits know it for a deck's first line, the line over it is none */
#define COLUMN_WEIGHT 3 /* over a stack that ends with its author's name: news are signed by reporters */
#define LEAD_BYTES 600  /* of a story's first paragraph, that its heads' words are looked for in */
#define LEAD_MARGIN 0.2 /* of a line's pairs of Han, that the lead has more of one line than of another */
#define FORBIDDEN -1000

typedef enum { PLACE_HEADLINE, PLACE_KICKER, PLACE_DECK, PLACE_STANDING, PLACE_NAME, N_PLACES } Place;
static const RecRole place_roles[N_PLACES] = {REC_ROLE_HEADLINE, REC_ROLE_KICKER, REC_ROLE_DECK, REC_ROLE_STANDING_HEAD,
                                              REC_ROLE_BYLINE};

typedef struct {
    const Assembler *assembler;
    RecElement *lines[STACK_MAX];
    unsigned n;
    double leads[STACK_MAX];                  /* the share of each line's words that the lead has */
    int alone[STACK_MAX][N_PLACES];           /* what each line weighs at each place */
    int pairs[STACK_MAX][N_PLACES][N_PLACES]; /* and with the next at another */
    Place best[STACK_MAX], at_hand[STACK_MAX];
    int worth;                       /* of the best reading */
    int others[STACK_MAX][N_PLACES]; /* the worth of the best reading that has each line at each place */
} Stack;

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

/* The cells of a head's widest phrase when it is phrases parted by a space, each of four characters or more, which are a line each; 0: it
 * is one. */
static int phrase_width(const Assembler *assembler, const RecElement *element)
{
    RecRange range = g_array_index(assembler->out->parts, RecRange, element->first_part);
    const char *text = assembler->source->text->str;
    int n = 0, n_phrases = 0, width = 0, widest = 0;
    for (unsigned at = range.first; at < rec_end(range); at += (unsigned)g_utf8_skip[(guchar)text[at]]) {
        bool is_space = rec_is_blank(rec_char(text + at));
        n_phrases += is_space && n >= PHRASE_LEAST;
        n = is_space ? 0 : n + 1;
        width = is_space ? 0 : width + rec_width(rec_char(text + at));
        widest = MAX(widest, width);
    }
    return n_phrases > 0 && n >= PHRASE_LEAST ? widest : 0;
}

static bool has_figure(const Assembler *assembler, const RecElement *element)
{
    RecRange range = g_array_index(assembler->out->parts, RecRange, element->first_part);
    const char *text = assembler->source->text->str;
    for (const char *p = text + range.first; p < text + rec_end(range); p = g_utf8_next_char(p))
        if (g_unichar_isdigit(rec_char(p))) return true;
    return false;
}

/* By two fifths or more. */
static bool is_much_narrower(int one, int other)
{
    return 5 * one <= 3 * other;
}

/* Of about one width: by an eighth, or by a character. */
static bool are_even(int one, int other)
{
    return ABS(one - other) <= MAX(2, MAX(one, other) / 8);
}

/* What is seen of line `i` and the next: bits of the pair signals. */
static unsigned signals_between(const Stack *stack, unsigned i)
{
    const Assembler *assembler = stack->assembler;
    const RecElement *first = stack->lines[i], *second = stack->lines[i + 1];
    int a = width_of(assembler, first), b = width_of(assembler, second);
    int phrase = phrase_width(assembler, first);
    unsigned signals = 1u << (a <= b                                     ? REC_PAIR_FIRST_NARROWER
                              : is_much_narrower(b, phrase ? phrase : a) ? REC_PAIR_SECOND_SHORT
                                                                         : REC_PAIR_SECOND_NARROWER);
    bool has_two = phrase > 0, second_has_two = phrase_width(assembler, second) > 0;
    if ((a <= BRIEF && is_much_narrower(a, b)) || (a <= LABEL && a < b)) signals |= 1u << REC_PAIR_FIRST_BRIEF;
    if (b <= PEN_NAME && is_much_narrower(b, a)) signals |= 1u << REC_PAIR_SECOND_BRIEF;
    if (are_even(a, b)) signals |= 1u << REC_PAIR_EVEN;
    bool is_together = g_array_index(assembler->pieces->pieces, RecPiece, second->piece).gap != REC_GAP_BLANK;
    if (is_together) signals |= 1u << REC_PAIR_TOGETHER;
    if (has_two && !second_has_two) signals |= 1u << REC_PAIR_FIRST_PHRASES;
    if (second_has_two && !has_two) signals |= 1u << REC_PAIR_SECOND_PHRASES;
    if (has_figure(assembler, first) && !has_figure(assembler, second)) signals |= 1u << REC_PAIR_FIRST_FIGURE;
    if (assembler->is_traditional) signals |= 1u << REC_PAIR_TRADITIONAL;
    if (stack->leads[i] >= stack->leads[i + 1] + LEAD_MARGIN) signals |= 1u << REC_PAIR_FIRST_LEADS;
    bool second_leads = stack->leads[i + 1] >= stack->leads[i] + LEAD_MARGIN;
    if (second_leads && !are_even(a, b)) signals |= 1u << REC_PAIR_SECOND_LEADS; /* what fills the headline's width is no kicker */
    return signals;
}

/* Whether a line ends with a name of two characters that white space spreads to three: 荣　华. */
static bool has_spread_name(const Assembler *assembler, const RecElement *element)
{
    RecRange range = g_array_index(assembler->out->parts, RecRange, element->first_part);
    const char *text = assembler->source->text->str, *first = text + range.first, *p = text + rec_end(range);
    bool is_space[4] = {false}; /* of its last characters, the last first; before them there is nothing, or white space */
    for (int i = 0; i < 4; i++) {
        is_space[i] = p == first || rec_is_space(rec_char(g_utf8_prev_char(p)));
        if (p > first) p = g_utf8_prev_char(p);
    }
    return !is_space[0] && is_space[1] && !is_space[2] && is_space[3];
}

/* Weighs a line for each place by what habits said of it alone. */
static void weigh_line(Stack *stack, unsigned i)
{
    const Assembler *assembler = stack->assembler;
    const RecElement *line = stack->lines[i];
    for (Place place = 0; place < N_PLACES; place++) {
        bool is_spoken = line->role == place_roles[place] && (place != PLACE_HEADLINE || line->lead >= SPOKEN_WEIGHT);
        if (is_spoken) stack->alone[i][place] = SPOKEN_WEIGHT + line->lead;
    }
    if (line->role != REC_ROLE_HEADLINE) return;
    stack->alone[i][PLACE_KICKER] += HABIT_WEIGHT * count_signals(assembler, line->piece, REC_ROLE_KICKER, REC_WHERE_END);
    stack->alone[i][PLACE_DECK] += HABIT_WEIGHT * count_signals(assembler, line->piece, REC_ROLE_DECK, REC_WHERE_START);
    if (has_spread_name(assembler, line)) stack->alone[i][PLACE_NAME] += NAME_WEIGHT;
    stack->alone[i][PLACE_NAME] += NAME_WEIGHT * count_signals(assembler, line->piece, REC_ROLE_BYLINE, REC_WHERE_START);
}

/* Whether a line has two Han side by side of the paper's name, as the name of one of its columns often has. */
static bool has_paper_word(const Assembler *assembler, const RecElement *element)
{
    const char *paper = assembler->source->paper, *text = assembler->source->text->str;
    RecRange range = g_array_index(assembler->out->parts, RecRange, element->first_part);
    const char *end = text + rec_end(range);
    for (const char *p = text + range.first, *next; paper && p < end; p = next) {
        next = g_utf8_next_char(p);
        bool is_word = next < end && rec_is_han(rec_char(p)) && rec_is_han(rec_char(next));
        if (is_word && memmem(paper, strlen(paper), p, (size_t)(g_utf8_next_char(next) - p))) return true;
    }
    return false;
}

/* Weighs the ends of a stack: a column's name over it, and its author's under it. */
static void weigh_ends(Stack *stack, bool has_byline)
{
    unsigned last = stack->n - 1;
    int first_width = width_of(stack->assembler, stack->lines[0]), width = width_of(stack->assembler, stack->lines[last]);
    bool is_brief = first_width <= BRIEF;
    if (is_brief && first_width < width_of(stack->assembler, stack->lines[1]) && has_paper_word(stack->assembler, stack->lines[0]))
        stack->alone[0][PLACE_STANDING] += COLUMN_WEIGHT;
    if (stack->n < 3 || has_byline) return;
    bool is_column = stack->alone[0][PLACE_STANDING] > 0;
    if (is_column && width <= PEN_NAME && stack->lines[last]->role == REC_ROLE_HEADLINE)
        stack->alone[last][PLACE_NAME] += NAME_WEIGHT;
    if (is_brief && stack->alone[last][PLACE_NAME] > 0) stack->alone[0][PLACE_STANDING] += COLUMN_WEIGHT;
}

/* Weighs a line and the next for each two places that may follow each other. */
static void weigh_pair(Stack *stack, unsigned i)
{
    const RecElement *first = stack->lines[i], *second = stack->lines[i + 1];
    const Assembler *assembler = stack->assembler;
    int weights[REC_N_PAIRS] = {0};
    unsigned signals = signals_between(stack, i);
    for (RecPairSignal signal = 0; signal < REC_N_PAIR_SIGNALS; signal++)
        for (int pair = 0; pair < REC_N_PAIRS; pair++)
            if (signals & 1u << signal) weights[pair] += assembler->habits->pairs[signal][pair];
    bool is_deck = second->role == REC_ROLE_DECK; /* by its words: no headline goes on in it */
    int goes_on = is_deck ? 0
                          : count_signals(assembler, first->piece, REC_ROLE_HEADLINE, REC_WHERE_END) +
                                count_signals(assembler, second->piece, REC_ROLE_HEADLINE, REC_WHERE_START);
    for (Place a = 0; a < N_PLACES; a++)
        for (Place b = 0; b < N_PLACES; b++) stack->pairs[i][a][b] = FORBIDDEN;
    int late = signals & 1u << REC_PAIR_SECOND_SHORT ? assembler->habits->pairs[REC_PAIR_SECOND_SHORT][REC_PAIR_KICKER] : 0;
    bool is_late = late && !(signals & 1u << REC_PAIR_TOGETHER);
    stack->pairs[i][PLACE_HEADLINE][PLACE_HEADLINE] = weights[REC_PAIR_HEADLINE] + HABIT_WEIGHT * goes_on;
    stack->pairs[i][PLACE_KICKER][PLACE_HEADLINE] = weights[REC_PAIR_KICKER] - late;
    if (is_late || stack->alone[i + 1][PLACE_KICKER]) stack->pairs[i][PLACE_HEADLINE][PLACE_KICKER] = late;
    stack->pairs[i][PLACE_HEADLINE][PLACE_DECK] = weights[REC_PAIR_DECK];
    stack->pairs[i][PLACE_DECK][PLACE_DECK] =
        weights[REC_PAIR_HEADLINE] + (stack->alone[i + 1][PLACE_DECK] > stack->alone[i][PLACE_DECK] ? DECK_BEGINS : SECOND_DECK);
    stack->pairs[i][PLACE_KICKER][PLACE_KICKER] = 0;
    bool is_brief = signals & 1u << REC_PAIR_FIRST_BRIEF && weights[REC_PAIR_STANDING];
    if (is_brief || stack->alone[i][PLACE_STANDING])
        stack->pairs[i][PLACE_STANDING][PLACE_HEADLINE] = stack->pairs[i][PLACE_STANDING][PLACE_KICKER] =
            weights[REC_PAIR_STANDING];
    if (i + 2 == stack->n && stack->alone[i + 1][PLACE_STANDING]) /* extraction put the column's name behind its head */
        stack->pairs[i][PLACE_HEADLINE][PLACE_STANDING] = stack->pairs[i][PLACE_DECK][PLACE_STANDING] = 0;
    if (weights[REC_PAIR_NAME] || stack->alone[i + 1][PLACE_NAME])
        stack->pairs[i][PLACE_HEADLINE][PLACE_NAME] = stack->pairs[i][PLACE_DECK][PLACE_NAME] = weights[REC_PAIR_NAME];
}

/* What a reading's numbers of lines cost: a third line of headline or deck, a second kicker or standing head; a second line of headline
 * where there are others to be decks.  Twice the weight: of equals the reading with fewer decks is taken. */
static int worth(const Stack *stack, int weight)
{
    int n[N_PLACES] = {0};
    for (unsigned i = 0; i < stack->n; i++) n[stack->at_hand[i]]++;
    for (Place place = 0; place < N_PLACES; place++) {
        int most = place == PLACE_HEADLINE || place == PLACE_DECK ? 2 : 1;
        weight += TOO_MANY * MAX(0, n[place] - most);
    }
    weight += (n[PLACE_HEADLINE] ? 0 : FORBIDDEN) - (stack->n > 2 && n[PLACE_HEADLINE] > 1);
    return 2 * weight - n[PLACE_DECK];
}

/* Tries every place for line `i` and those after it. */
static void search(Stack *stack, unsigned i, int weight)
{
    if (i == stack->n) {
        int found = worth(stack, weight);
        for (unsigned k = 0; k < stack->n; k++)
            stack->others[k][stack->at_hand[k]] = MAX(stack->others[k][stack->at_hand[k]], found);
        if (found <= stack->worth) return;
        stack->worth = found;
        memcpy(stack->best, stack->at_hand, sizeof stack->best);
        return;
    }
    for (Place place = 0; place < N_PLACES; place++) {
        int pair = i ? stack->pairs[i - 1][stack->at_hand[i - 1]][place] : 0;
        if (pair == FORBIDDEN) continue;
        stack->at_hand[i] = place;
        search(stack, i + 1, weight + stack->alone[i][place] + pair);
    }
}

/* By how much a line's place weighs more than its next best one. */
static int margin_of(const Stack *stack, unsigned i)
{
    int second = FORBIDDEN;
    for (Place place = 0; place < N_PLACES; place++)
        if (place != stack->best[i]) second = MAX(second, stack->others[i][place]);
    return stack->worth - second;
}

/* The share of a line's words that the lead has. */
static double share_in(const Assembler *assembler, const RecElement *line, GHashTable *lead)
{
    g_autoptr(GHashTable) pairs = g_hash_table_new(NULL, NULL);
    rec_add_pairs(pairs, assembler->source, g_array_index(assembler->out->parts, RecRange, line->first_part));
    GHashTableIter iter;
    gpointer pair;
    unsigned n = 0;
    g_hash_table_iter_init(&iter, pairs);
    while (g_hash_table_iter_next(&iter, &pair, NULL)) n += g_hash_table_contains(lead, pair);
    return n ? (double)n / g_hash_table_size(pairs) : 0;
}

/* What of each line's words the start of a story's first paragraph has. */
static void read_lead(Stack *stack, const GArray *draft)
{
    const Assembler *assembler = stack->assembler;
    guint at = 0;
    while (at < draft->len && g_array_index(draft, RecElement, at).role != REC_ROLE_BODY) at++;
    if (at == draft->len) return;
    const RecElement *body = &g_array_index(draft, RecElement, at);
    g_autoptr(GHashTable) lead = g_hash_table_new(NULL, NULL);
    unsigned n_left = LEAD_BYTES;
    for (unsigned k = 0; k < body->n_parts && n_left; k++) {
        RecRange part = g_array_index(assembler->out->parts, RecRange, body->first_part + k);
        const char *text = assembler->source->text->str + part.first;
        if (part.n > n_left) part.n = (unsigned)(g_utf8_find_prev_char(text, text + n_left + 1) - text);
        rec_add_pairs(lead, assembler->source, part);
        n_left -= MIN(n_left, MAX(part.n, 1));
    }
    for (unsigned i = 0; i < stack->n; i++) stack->leads[i] = share_in(assembler, stack->lines[i], lead);
}

static bool is_stacked(RecRole role)
{
    return role == REC_ROLE_STANDING_HEAD || role == REC_ROLE_KICKER || role == REC_ROLE_HEADLINE || role == REC_ROLE_DECK;
}

void rec_settle_stack(const Assembler *assembler, GArray *draft)
{
    Stack stack = {.assembler = assembler, .worth = FORBIDDEN};
    bool has_byline = false;
    for (guint i = 0; i < draft->len; i++) {
        RecElement *element = &g_array_index(draft, RecElement, i);
        has_byline |= element->role == REC_ROLE_BYLINE;
        if (!is_stacked(element->role)) continue;
        if (stack.n == STACK_MAX) return;
        stack.lines[stack.n++] = element;
    }
    if (stack.n < 2) return;
    if (assembler->source->text->len <= REC_PAGE_BYTES) read_lead(&stack, draft);
    for (unsigned i = 0; i < stack.n; i++) weigh_line(&stack, i);
    weigh_ends(&stack, has_byline);
    for (unsigned i = 0; i + 1 < stack.n; i++) weigh_pair(&stack, i);
    for (unsigned i = 0; i < stack.n && has_byline; i++) stack.alone[i][PLACE_NAME] = FORBIDDEN;
    for (unsigned i = 0; i < stack.n; i++)
        for (Place place = 0; place < N_PLACES; place++) stack.others[i][place] = FORBIDDEN;
    search(&stack, 0, 0);
    if (stack.worth <= FORBIDDEN) return;
    for (unsigned i = 0; i < stack.n; i++) {
        rec_element_turn(stack.lines[i], place_roles[stack.best[i]], REC_WHY_STACK);
        stack.lines[i]->margin = margin_of(&stack, i);
    }
}
