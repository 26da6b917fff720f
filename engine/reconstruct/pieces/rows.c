/* Rows: which lines of a text without blank lines run on, and which stand alone.
 *
 * In: the lines of the file, with what habits take them for.  Out: the same, marked: a line alone (a head, a byline, a furniture's line), or one of
 * a run of printed lines; where a run or a stack of such lines begins.
 * Method.  Every row is either alone or in a run of some measure; each of these has a price, so has the step from one to the next, and the
 * cheapest way through all rows is taken (Viterbi), in time linear in the rows.  A row in a run breaks where the run's measure breaks or ends
 * a sentence; a row alone ends none, and is cheap where a habit knows its form or a dateline, a byline, a deck stands right below it.
 * Prices: house rule; they rank what the pages of tests/reconstruct show. */
#include "reconstruct/pieces/rows.h"

#define INDENT 4     /* cells */
#define FULL 3       /* cells that a full line may lack */
#define MEASURES 128 /* states: cells, no column is wider (pieces.c) */
#define DEAR (G_MAXINT / 2)

/* In halves of what a line costs that breaks a little early. */
enum {
    LOOSE_ROOM = 2,  /* cells that a line leaves although the next unit would have fitted: extraction's digits, a mark's width */
    LOOSE = 2,       /* its price */
    RAGGED_ROOM = 6, /* so many cells: a mark was lost, a word was kept whole */
    RAGGED = 6,      /* its price */
    SHORT = 12,      /* more: no line of this run */
    SQUEEZED = 2,    /* a line a cell or two too wide */
    TOO_WIDE = 24,
    BARE = 2,          /* a line of text without any mark */
    OPEN_FIRST = 1,    /* a run ends on a paragraph's first line, which its indent would fill */
    OPEN_FULL = 4,     /* a run ends in mid-sentence, on a full line: the column's end */
    OPEN_SHORT = 10,   /* ... on a short one */
    BEFORE_INDENT = 6, /* a line in mid-sentence before an indented one */
    RUN_BEGINS = 6,
    RUN_FOLLOWS = 8,    /* ... right behind another one, without a head or a dateline */
    INNER_OPENING = 12, /* a dateline inside a run */
    FORM_IN_RUN = 4,    /* a line of which a habit knows another form, in a run */
    LONE = 4,           /* a line alone */
    LONE_FORM = 0,      /* ... whose form a habit knows */
    LONE_STOP = 14,     /* ... with a sentence's end in it */
    LONE_PAUSE = 2,     /* ... with a comma in it */
    LONE_OPENING = 14,  /* ... that begins with a dateline and goes on */
    LONE_WIDE = 14,     /* ... wider than a headline */
    LONE_LEANS = 30,
    LONE_LEADS = -8,       /* ... with a dateline, a byline, a deck right below it */
    LONE_BEFORE_TURN = 10, /* ... with nothing below it but a turn line: a text's last line */
    LONE_INDENTED = 4,     /* ... in white space where paragraphs begin with such */
};
#define HEAD_CELLS 64

typedef struct {
    RecRow *rows;
    unsigned n;
    bool keeps_indents;
    int n_states; /* 0: alone; m: in a run of m cells */
    int *prices;  /* of the cheapest way to the row at hand, in each state */
    int *next;    /* ... and to the one after it */
    gint16 *from; /* the state before, for each row and state */
} Walk;

/* Whether what a habit knows a row for stands under a head or begins a text. */
static bool leads_in(const RecRow *row)
{
    return row->is_opening || row->form == REC_ROLE_DATELINE || row->form == REC_ROLE_BYLINE || row->form == REC_ROLE_DECK;
}

static int price_alone(const Walk *walk, unsigned i)
{
    const RecRow *row = &walk->rows[i], *below = i + 1 < walk->n ? row + 1 : NULL;
    bool is_known = row->form != REC_N_ROLES;
    int price = is_known ? LONE_FORM : LONE;
    if (row->leans) price += LONE_LEANS;
    if (row->is_opening && row->form == REC_N_ROLES) price += LONE_OPENING;
    if (row->line.width > HEAD_CELLS && !is_known) price += LONE_WIDE;
    if (is_known) return price;
    if (row->has_stop) price += LONE_STOP;
    if (row->has_pause) price += LONE_PAUSE;
    if (walk->keeps_indents && row->line.indent >= 2) price += LONE_INDENTED;
    if (below && leads_in(below) && !row->has_stop) price += LONE_LEADS;
    if (below && below->form == REC_ROLE_JUMP) price += LONE_BEFORE_TURN;
    return price;
}

/* What a line costs that leaves `room` cells more than the next line's first unit needs. */
static int price_room(int room)
{
    return room <= 0 ? 0 : room <= LOOSE_ROOM ? LOOSE : room <= RAGGED_ROOM ? RAGGED : SHORT;
}

/* Whether a row may be the first of a paragraph, its indent unseen. */
static bool may_be_first(const Walk *walk, unsigned i, bool begins_run)
{
    return !walk->keeps_indents && (begins_run || walk->rows[i - 1].line.is_stop);
}

/* The price of a row in a run, whose next row is in the same run. */
static int price_inner(const Walk *walk, unsigned i, int measure, bool begins_run)
{
    const RecLine *line = &walk->rows[i].line, *next = &walk->rows[i + 1].line;
    int width = rec_line_width(line), over = width - line->give - measure;
    if (over > 0) return over <= 2 ? SQUEEZED : TOO_WIDE;
    if (line->is_stop) return 0;
    if (next->indent >= 2 && walk->keeps_indents) return BEFORE_INDENT;
    int room = measure - width - MAX(1, next->head) + 1, price = price_room(room);
    if (may_be_first(walk, i, begins_run) && width + INDENT <= measure) price = MIN(price, price_room(room - INDENT));
    if (walk->rows[i].is_opening || (begins_run && i && walk->rows[i - 1].form == REC_ROLE_DATELINE)) price = MIN(price, LOOSE);
    return price;
}

/* The price of a run's last row: a paragraph's last line, or one that the column's end cut off. */
static int price_last(const Walk *walk, unsigned i, int measure)
{
    const RecLine *line = &walk->rows[i].line;
    int width = rec_line_width(line), over = width - line->give - measure, indented = measure - INDENT - width;
    if (over > 0) return over <= 2 ? SQUEEZED : TOO_WIDE;
    if (line->is_stop || walk->rows[i].is_signed) return 0;
    if (i && may_be_first(walk, i, false) && indented >= -1 && indented <= 1) return OPEN_FIRST;
    return width + FULL >= measure ? OPEN_FULL : OPEN_SHORT;
}

/* The price of a row in a run whatever the run's measure is. */
static int price_in_run(const Walk *walk, unsigned i)
{
    const RecRow *row = &walk->rows[i];
    int price = row->has_stop || row->has_pause ? 0 : BARE;
    return price + (row->form != REC_N_ROLES ? FORM_IN_RUN : 0);
}

/* The cheapest state of row `i` with the price of ending there: for a run, that of its last row. */
static int cheapest_end(const Walk *walk, unsigned i, int *price)
{
    int best = 0;
    *price = walk->prices[0];
    for (int m = 1; m < walk->n_states; m++) {
        int this_price = walk->prices[m] + price_last(walk, i, m);
        if (this_price >= *price) continue;
        *price = this_price;
        best = m;
    }
    return best;
}

/* Goes from row `i` to the next: alone, on in its run, or into a new one.  A state's price has all but its row's end. */
static void step(Walk *walk, unsigned i)
{
    int end_price, end = cheapest_end(walk, i, &end_price);
    const RecRow *next = &walk->rows[i + 1];
    gint16 *from = walk->from + (gsize)(i + 1) * (gsize)walk->n_states;
    bool is_alone_before = end == 0;
    int in_run = price_in_run(walk, i + 1);
    walk->next[0] = end_price + price_alone(walk, i + 1);
    from[0] = (gint16)end;
    for (int m = 1; m < walk->n_states; m++) {
        bool began = walk->from[(gsize)i * (gsize)walk->n_states + (gsize)m] != m;
        int on = walk->prices[m] + price_inner(walk, i, m, began) + (next->is_opening ? INNER_OPENING : 0);
        int anew = end_price + RUN_BEGINS + (is_alone_before || next->is_opening ? 0 : RUN_FOLLOWS);
        if (end == m) anew = DEAR;
        int from_alone = walk->prices[0] + RUN_BEGINS;
        from[m] = (gint16)(on <= MIN(anew, from_alone) ? m : anew < from_alone ? end : 0);
        walk->next[m] = MIN(on, MIN(anew, from_alone)) + in_run;
    }
    int *prices = walk->prices;
    walk->prices = walk->next;
    walk->next = prices;
}

static void begin(Walk *walk)
{
    walk->prices[0] = price_alone(walk, 0);
    walk->from[0] = 0;
    for (int m = 1; m < walk->n_states; m++) {
        walk->prices[m] = RUN_BEGINS + price_in_run(walk, 0);
        walk->from[m] = 0;
    }
}

/* Marks the rows along the cheapest way, from its end.  False when too few lines break where their run's measure does: then the text shows no
 * measures. */
static bool mark(Walk *walk)
{
    int price, state = cheapest_end(walk, walk->n - 1, &price);
    unsigned n_open = 0, n_fitting = 0, n_of_run = 0;
    for (unsigned i = walk->n; i-- > 0;) {
        int before = walk->from[(gsize)i * (gsize)walk->n_states + (gsize)state];
        walk->rows[i].is_lone = state == 0;
        walk->rows[i].measure = state;
        walk->rows[i].is_first = i == 0 || before != state;
        bool is_open = !walk->rows[i].line.is_stop && walk->rows[i].form == REC_N_ROLES;
        bool is_inner = state && i + 1 < walk->n && !walk->rows[i + 1].is_lone && !walk->rows[i + 1].is_first;
        n_open += is_open;
        n_of_run += is_open && is_inner && price_inner(walk, i, state, walk->rows[i].is_first) <= LOOSE;
        if (walk->rows[i].is_first) { /* any measure fits one line */
            n_fitting += n_of_run > 1 ? n_of_run : 0;
            n_of_run = 0;
        }
        state = before;
    }
    return n_fitting * 2 >= n_open;
}

bool rec_rows_part(GArray *rows, bool keeps_indents)
{
    Walk walk = {.rows = (RecRow *)(void *)rows->data, .n = rows->len, .keeps_indents = keeps_indents, .n_states = MEASURES};
    walk.prices = g_new(int, walk.n_states);
    walk.next = g_new(int, walk.n_states);
    walk.from = g_new(gint16, (gsize)walk.n_states * rows->len);
    begin(&walk);
    for (unsigned i = 0; i + 1 < walk.n; i++) step(&walk, i);
    bool is_parted = mark(&walk);
    g_free(walk.prices);
    g_free(walk.next);
    g_free(walk.from);
    return is_parted;
}
