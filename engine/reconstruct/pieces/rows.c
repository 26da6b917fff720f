/* Rows: which lines of a text without blank lines run on, and which stand alone.
 *
 * In: the lines of the file, with what habits take them for.  Out: the same, marked: a line alone (a head, a byline, a furniture's line), or one of
 * a run of printed lines; where a run or a stack of such lines begins.
 * Method.  Every row is either alone or in a run of some measure; each of these has a price, so has the step from one to the next, and the
 * cheapest way through all rows is taken (Viterbi), in time linear in the rows.  A row in a run breaks where the run's measure breaks or ends
 * a sentence; a row alone ends none, and is cheap where a habit knows its form or a dateline, a byline, a deck stands right below it.
 * Prices: house rule; they rank what the pages of tests/reconstruct show. */
#include "reconstruct/pieces/rows.h"

#define INDENT 4         /* cells */
#define FULL 3           /* cells that a full line may lack */
#define MEASURE_LEAST 21 /* cells: no column is narrower (verse.c) */
#define MEASURES 128     /* ... nor wider (pieces.c) */
#define VERSE MEASURES   /* the state past those of the runs */
#define STATES (MEASURES + 1)
#define DEAR (G_MAXINT / 2)

/* In halves of what a line costs that breaks a little early. */
enum {
    LOOSE_ROOM = 2,  /* cells that a line leaves although the next unit would have fitted: extraction's digits, a mark's width */
    LOOSE = 2,       /* its price */
    RAGGED_ROOM = 4, /* so many cells: a mark was lost */
    RAGGED = 6,      /* its price */
    WORD_ROOM = 6,   /* so many: a word was kept whole */
    MORE_RAGGED = 10,
    SHORT = 12,   /* more: no line of this run */
    GIVEN = 1,    /* a line as wide as it may be with its marks squeezed */
    SQUEEZED = 2, /* a line a cell or two too wide */
    TOO_WIDE = 24,
    BARE = 2,          /* a line of text without any mark */
    OPEN_FIRST = 1,    /* a run ends on a paragraph's first line, which its indent would fill */
    OPEN_FULL = 2,     /* a run ends in mid-sentence, on a full line: the column's end */
    OPEN_NEARLY = 4,   /* ... on one that lacks a unit */
    OPEN_SHORT = 10,   /* ... on a short one */
    BEFORE_INDENT = 6, /* a line in mid-sentence before an indented one */
    RUN_BEGINS = 6,
    RUN_FOLLOWS = 6,    /* ... right behind another one, without a head or a dateline */
    INNER_OPENING = 12, /* a dateline inside a run */
    FORM_IN_RUN = 4,    /* a line of which a habit knows another form, in a run */
    LONE = 4,           /* a line alone */
    LONE_FORM = 0,      /* ... whose form a habit knows */
    LONE_STOP = 14,     /* ... with a sentence's end in it */
    LONE_CLAUSES = 2,   /* ... with a comma in it, ... */
    LONE_PAUSE = 6,     /* ... which is all that may tell it from the first line of a paragraph */
    LONE_OPENING = 14,  /* ... that begins with a dateline and goes on */
    LONE_WIDE = 14,     /* ... wider than a headline */
    LONE_LEANS = 30,
    LONE_AFTER_OPEN = 4,   /* ... behind a run that ends in mid-sentence */
    LONE_ENDED = 14,       /* ... that leads to a table */
    LONE_ECHOED = -4,      /* ... some words of which come again right below it */
    LONE_LEADS_FAR = -4,   /* ... with one of those below the next row, which may stand alone as well */
    LONE_LEADS = -8,       /* ... with a dateline, a byline, a deck right below it */
    LONE_BEFORE_TURN = 10, /* ... with nothing below it but a turn line: a text's last line */
    LONE_INDENTED = 4,     /* ... in white space where paragraphs begin with such */
    VERSE_BEGINS = 8,      /* a poem, ... */
    VERSE_HEADLESS = 8,    /* ... without a head right over it */
    VERSE_LINE = 2,        /* its line */
    TAIL = 3,              /* a paragraph that is nothing but a few words */
};
#define HEAD_CELLS 64
#define TAILS 3      /* of a measure, a paragraph of few words has less than one */
#define NAME_CELLS 6 /* of an author's name */

typedef struct {
    RecRow *rows;
    unsigned n;
    bool keeps_indents;
    /* States: 0: alone; m: in a run of m cells; VERSE. */
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
    else if (row->is_ended) price += LONE_ENDED;
    else if (row->is_echoed) price += LONE_ECHOED;
    if (row->has_pause) price += walk->keeps_indents ? LONE_CLAUSES : LONE_PAUSE;
    bool is_between = i > 0 && row[-1].is_ended && row->line.indent < 2 && below && below->line.indent >= 2;
    if (walk->keeps_indents && is_between) price += LONE_LEADS;
    if (walk->keeps_indents && row->line.indent >= 2) price += LONE_INDENTED;
    if (below && leads_in(below) && !row->has_stop) price += LONE_LEADS;
    else if (below && i + 2 < walk->n && leads_in(&row[2]) && !row->has_stop && !below->has_stop && !below->has_pause)
        price += LONE_LEADS_FAR;
    if (below && below->form == REC_ROLE_JUMP) price += LONE_BEFORE_TURN;
    return price;
}

/* What a line costs that leaves `room` cells more than the next line's first unit needs. */
static int price_room(int room)
{
    return room <= 0 ? 0 : room <= LOOSE_ROOM ? LOOSE : room <= RAGGED_ROOM ? RAGGED : room <= WORD_ROOM ? MORE_RAGGED : SHORT;
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
    int given = width > measure ? GIVEN : 0;
    if (walk->rows[i].is_ended) return given + (next->is_stop && next->width * TAILS < measure ? TAIL : 0);
    if (next->indent >= 2 && walk->keeps_indents) return BEFORE_INDENT;
    int room = measure - width - MAX(1, next->head) + 1, price = price_room(room);
    if (may_be_first(walk, i, begins_run) && width + INDENT <= measure) price = MIN(price, price_room(room - INDENT));
    if (walk->rows[i].is_opening || (begins_run && i && walk->rows[i - 1].form == REC_ROLE_DATELINE)) price = MIN(price, LOOSE);
    return price + given;
}

/* The price of a run's last row: a paragraph's last line, or one that the column's end cut off. */
static int price_last(const Walk *walk, unsigned i, int measure)
{
    const RecLine *line = &walk->rows[i].line;
    int width = rec_line_width(line), over = width - line->give - measure, indented = measure - INDENT - width;
    if (over > 0) return over <= 2 ? SQUEEZED : TOO_WIDE;
    if (walk->rows[i].is_ended || walk->rows[i].is_signed) return 0;
    if (i && may_be_first(walk, i, false) && indented >= -1 && indented <= 1) return OPEN_FIRST;
    return width + 1 >= measure ? OPEN_FULL : width + FULL >= measure ? OPEN_NEARLY : OPEN_SHORT;
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
    int best = walk->prices[VERSE] < walk->prices[0] ? VERSE : 0;
    *price = walk->prices[best];
    for (int m = MEASURE_LEAST; m < MEASURES; m++) {
        int this_price = walk->prices[m] + price_last(walk, i, m);
        if (this_price >= *price) continue;
        *price = this_price;
        best = m;
    }
    return best;
}

/* The price of a line of a poem. */
static int price_verse(const Walk *walk, unsigned i)
{
    return walk->rows[i].may_be_verse ? VERSE_LINE : DEAR / 2;
}

/* Where the way to row `i` comes from, for each state. */
static gint16 *ways_to(const Walk *walk, unsigned i)
{
    return walk->from + (gsize)i * STATES;
}

/* Goes on to the next row as a line of a poem. */
static void step_verse(Walk *walk, unsigned i, int end, int end_price)
{
    int on = walk->prices[VERSE], from_alone = walk->prices[0] + VERSE_BEGINS;
    int anew = end == VERSE ? DEAR / 2 : end_price + VERSE_BEGINS + (end == 0 ? 0 : VERSE_HEADLESS);
    ways_to(walk, i + 1)[VERSE] = (gint16)(on <= MIN(anew, from_alone) ? VERSE : from_alone <= anew ? 0 : end);
    walk->next[VERSE] = MIN(on, MIN(anew, from_alone)) + price_verse(walk, i + 1);
}

/* Goes from row `i` to the next: alone, on in its run or its poem, or into a new one.  A state's price has all but its row's end. */
static void step(Walk *walk, unsigned i)
{
    int end_price, end = cheapest_end(walk, i, &end_price);
    const RecRow *next = &walk->rows[i + 1];
    gint16 *from = ways_to(walk, i + 1);
    bool is_alone_before = end == 0 || end == VERSE;
    int in_run = price_in_run(walk, i + 1);
    bool is_open = end != 0 && end != VERSE && !walk->rows[i].is_ended;
    walk->next[0] = end_price + price_alone(walk, i + 1) + (is_open ? LONE_AFTER_OPEN : 0);
    from[0] = (gint16)end;
    step_verse(walk, i, end, end_price);
    for (int m = MEASURE_LEAST; m < MEASURES; m++) {
        bool began = ways_to(walk, i)[m] != m;
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
    walk->prices[VERSE] = VERSE_BEGINS + VERSE_HEADLESS + price_verse(walk, 0);
    ways_to(walk, 0)[0] = ways_to(walk, 0)[VERSE] = 0;
    for (int m = MEASURE_LEAST; m < MEASURES; m++) {
        walk->prices[m] = RUN_BEGINS + price_in_run(walk, 0);
        ways_to(walk, 0)[m] = 0;
    }
}

/* Marks the rows along the cheapest way, from its end.  False when too few lines break where their run's measure does: then the text shows no
 * measures. */
static bool mark(Walk *walk)
{
    int price, state = cheapest_end(walk, walk->n - 1, &price);
    unsigned n_open = 0, n_fitting = 0, n_of_run = 0;
    for (unsigned i = walk->n; i-- > 0;) {
        int before = ways_to(walk, i)[state];
        walk->rows[i].is_lone = state == 0;
        walk->rows[i].is_verse = state == VERSE;
        walk->rows[i].measure = state == VERSE ? 0 : state;
        walk->rows[i].is_first = i == 0 || before != state;
        bool is_open = !walk->rows[i].line.is_stop && walk->rows[i].form == REC_N_ROLES && state != VERSE;
        bool is_inner = is_open && state && i + 1 < walk->n && !walk->rows[i + 1].is_lone && !walk->rows[i + 1].is_first;
        n_open += is_open;
        n_of_run += is_inner && price_inner(walk, i, state, walk->rows[i].is_first) <= LOOSE;
        if (walk->rows[i].is_first) { /* any measure fits one line */
            n_fitting += n_of_run > 1 ? n_of_run : 0;
            n_of_run = 0;
        }
        state = before;
    }
    return n_fitting * 2 >= n_open;
}

/* The author's name, which stands between a poem's only head and its first line, and is as short as the line may be. */
static void part_names(const Walk *walk)
{
    for (unsigned i = 1; i + 1 < walk->n; i++) {
        RecRow *row = &walk->rows[i];
        bool is_second =
            row->is_verse && row->is_first && row[-1].is_lone && (i == 1 || !row[-2].is_lone || row[-2].form != REC_N_ROLES);
        bool has_name = row[-1].form == REC_ROLE_BYLINE || row->has_pause || row->has_stop || row->line.width > NAME_CELLS;
        if (!is_second || has_name) continue;
        row->is_verse = row->is_first = false;
        row->is_lone = row[1].is_first = true;
    }
}

bool rec_rows_part(GArray *rows, bool keeps_indents)
{
    Walk walk = {.rows = (RecRow *)(void *)rows->data, .n = rows->len, .keeps_indents = keeps_indents};
    walk.prices = g_new(int, STATES);
    walk.next = g_new(int, STATES);
    walk.from = g_new(gint16, (gsize)STATES * rows->len);
    begin(&walk);
    for (unsigned i = 0; i + 1 < walk.n; i++) step(&walk, i);
    bool is_parted = mark(&walk);
    if (is_parted) part_names(&walk);
    g_free(walk.prices);
    g_free(walk.next);
    g_free(walk.from);
    return is_parted;
}
