/* Links: which pieces are one paragraph that a column's end cut in two.
 *
 * In: pieces and roles.  Out: RecLink for each piece: the piece before and after it in its paragraph, the signals that say so.
 * Method.  Each piece of body is weighed against the piece of body before it and against the few open ends before that one (join.c).  One
 * after the other, each takes the best that is free and good enough; then, on a page, those that want the same ends are settled together, so
 * that the weights of all joins add up to the most (match.c).  An orphan is joined last, to the open end nearest to it. */
#include "reconstruct/stories/join.h"
#include "reconstruct/stories/match.h"

#define ENOUGH REC_JOIN_LEAST
#define N_OPEN 12 /* ends that are kept in mind, whether an earlier piece has taken them or not */
#define N_NEAR 4  /* of these, the last ones, for which it needs no word of the text */
#define N_ROUNDS 2
#define OPEN_WORTH 4    /* how many times as much a join counts whose first piece is unfinished */
#define KIN_LEAST 8     /* of the words that two legs share, for one to stand behind the other (kin.c) */
#define ORPHAN_REACH 40 /* pieces of body between an orphan and its open end */

typedef struct {
    RecJoiner joiner;
    const RecHabits *habits;
    GArray *pairs;    /* RecMatch: what may be joined; NULL: the text is no single page */
    GArray *signals;  /* unsigned: of each pair */
    int last_body;    /* index of the last piece of body; -1: none */
    int open[N_OPEN]; /* the last ends in mid-sentence, the newest first; -1: none */
} Linker;

static const RecPiece *piece_at(const Linker *linker, int index)
{
    return &g_array_index(linker->joiner.pieces->pieces, RecPiece, index);
}

static const RecView *view_at(const Linker *linker, int index)
{
    return &g_array_index(linker->joiner.roles->views, RecView, index);
}

static bool is_body(const Linker *linker, int index)
{
    return view_at(linker, index)->role == REC_ROLE_BODY;
}

/* Whether a piece ends in mid-sentence, and may go on. */
static bool is_open(const Linker *linker, int index)
{
    const RecView *view = view_at(linker, index);
    return !piece_at(linker, index)->is_finished && view->jump.n == 0 && !view->is_line;
}

static RecLink *link_at(const Linker *linker, int index)
{
    return &g_array_index(linker->joiner.links, RecLink, index);
}

static void join(Linker *linker, int before, int index, unsigned signals)
{
    RecLink *link = link_at(linker, index);
    link_at(linker, before)->next = index;
    link->previous = before;
    link->signals = signals;
    link->score = rec_join_weigh(linker->habits, signals);
}

static const RecLink no_link = {-1, -1, 0, 0, -1};

/* Whether a piece may stand inside a paragraph: nothing at its start says that it begins something. */
static bool is_inner(const Linker *linker, int index)
{
    const RecView *view = view_at(linker, index);
    return view->dateline.n == 0 && view->jump_in.n == 0 && !view->is_line;
}

static bool may_follow(const Linker *linker, int before, int index)
{
    if (before < 0 || view_at(linker, before)->jump.n || view_at(linker, before)->is_line) return false;
    bool is_cut = piece_at(linker, index)->is_parted && before + 1 == index; /* parted on purpose */
    return !is_cut && is_inner(linker, index);
}

/* Whether a join over other text has more than an open end to show: over heads a start that fits, from far away a word as well. */
static bool is_believable(unsigned signals, bool is_far)
{
    unsigned start = 1u << REC_JOIN_FLUSH | 1u << REC_JOIN_TAIL | 1u << REC_JOIN_SAME_LEG | 1u << REC_JOIN_SAME_MEASURE;
    if (signals & 1u << REC_JOIN_HEAD_BETWEEN && !(signals & start)) return false;
    unsigned words = 1u << REC_JOIN_WORD_OVER | 1u << REC_JOIN_LONG_WORD_OVER | 1u << REC_JOIN_MORE_SHARED_WORDS |
                     1u << REC_JOIN_MANY_SHARED_WORDS | 1u << REC_JOIN_MOST_SHARED_WORDS | 1u << REC_JOIN_TAIL;
    return !is_far || signals & words;
}

/* A finished paragraph needs no rest: what speaks for one counts little, so that it takes no beginning away from an open end. */
static void add_pair(Linker *linker, int before, int index, unsigned signals)
{
    int weight = rec_join_weigh(linker->habits, signals) - ENOUGH + 1;
    if (!(signals & 1u << REC_JOIN_FINISHED)) weight *= OPEN_WORTH;
    RecMatch pair = {before, index, weight, false};
    if (!linker->pairs) return;
    g_array_append_val(linker->pairs, pair);
    g_array_append_val(linker->signals, signals);
}

/* Joins piece `index` to the best of its candidates that is free, when that is good enough. */
static void link_back(Linker *linker, int index)
{
    int best = -1, best_score = ENOUGH - 1;
    unsigned best_signals = 0;
    for (int i = -1; i < N_OPEN; i++) {
        int before = i < 0 ? linker->last_body : linker->open[i];
        bool is_free = before >= 0 && link_at(linker, before)->next < 0;
        if (!may_follow(linker, before, index) || (i >= 0 && before == linker->last_body) || (!is_free && !linker->pairs)) continue;
        unsigned signals = rec_join_signals(&linker->joiner, before, index);
        int score = rec_join_weigh(linker->habits, signals);
        if (score < ENOUGH || !is_believable(signals, i >= N_NEAR)) continue;
        add_pair(linker, before, index, signals);
        if (!is_free || score <= best_score) continue;
        best = before;
        best_score = score;
        best_signals = signals;
    }
    if (best >= 0) join(linker, best, index, best_signals);
}

/* Settles all joins together. */
static void settle(Linker *linker)
{
    for (guint i = 0; i < linker->pairs->len; i++) {
        RecMatch *pair = &g_array_index(linker->pairs, RecMatch, i);
        pair->is_chosen = link_at(linker, pair->start)->previous == pair->end;
    }
    rec_match(linker->pairs);
    for (guint i = 0; i < linker->joiner.links->len; i++) *link_at(linker, (int)i) = no_link;
    for (guint i = 0; i < linker->pairs->len; i++) {
        const RecMatch *pair = &g_array_index(linker->pairs, RecMatch, i);
        if (pair->is_chosen) join(linker, pair->end, pair->start, g_array_index(linker->signals, unsigned, i));
    }
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
    int n = (int)linker->joiner.pieces->pieces->len, n_bodies = 0;
    for (int i = orphan + 1; i < n && n_bodies < ORPHAN_REACH; i++) {
        if (!is_body(linker, i)) continue;
        n_bodies++;
        bool is_fit = ABS(piece_at(linker, i)->measure - piece_at(linker, orphan)->measure) <= 2;
        if (!is_open(linker, i) || link_at(linker, i)->next >= 0 || !is_fit || !piece_at(linker, i)->is_full) continue;
        join(linker, i, orphan, rec_join_signals(&linker->joiner, MIN(i, orphan), MAX(i, orphan)));
        return;
    }
}

static void count_heads(Linker *linker)
{
    guint n = 0;
    for (guint i = 0; i < linker->joiner.roles->views->len; i++) {
        g_array_append_val(linker->joiner.heads_before, n);
        RecRole role = view_at(linker, (int)i)->role;
        n += role >= REC_ROLE_CROSS_HEAD && role <= REC_ROLE_BYLINE;
    }
}

/* Links the pieces one after the other. */
static void link_each(Linker *linker)
{
    linker->last_body = -1;
    for (int i = 0; i < N_OPEN; i++) linker->open[i] = -1;
    for (int i = 0; i < (int)linker->joiner.links->len; i++) {
        if (!is_body(linker, i) || piece_at(linker, i)->is_orphan) continue;
        link_back(linker, i);
        remember(linker, i);
    }
}

/* Links them all, on a page twice: once what goes together is known, legs have more words to show. */
static void link_all(Linker *linker)
{
    int n = (int)linker->joiner.pieces->pieces->len, n_rounds = linker->pairs ? N_ROUNDS : 1;
    for (int i = 0; i < n; i++) g_array_append_vals(linker->joiner.links, &no_link, 1);
    for (int round = 0; round < n_rounds; round++) {
        g_autoptr(GArray) links = g_array_copy(linker->joiner.links);
        if (linker->pairs) {
            rec_kin_set_links(linker->joiner.kin, links);
            g_array_set_size(linker->pairs, 0);
            g_array_set_size(linker->signals, 0);
        }
        for (int i = 0; i < n; i++) *link_at(linker, i) = no_link;
        link_each(linker);
        if (linker->pairs) settle(linker);
    }
    for (int i = 0; i < n; i++)
        if (piece_at(linker, i)->is_orphan && is_body(linker, i) && is_inner(linker, i)) link_orphan(linker, i);
}

/* Whether a finished paragraph may stand at a leg's foot, the one that goes on from it at another leg's top. */
static bool is_finished_foot(const Linker *linker, int index)
{
    int n = (int)linker->joiner.pieces->pieces->len;
    const RecPiece *piece = piece_at(linker, index);
    bool is_last = index + 1 == n || piece_at(linker, index + 1)->gap == REC_GAP_BLANK || !is_body(linker, index + 1);
    return is_last && piece->is_finished && piece->is_full && piece->measure && link_at(linker, index)->next < 0;
}

/* Whether a piece stands at a leg's top, flush, and goes on from no open end: the leg before it in its story ends with a full stop. */
static bool is_lone_top(const Linker *linker, int index)
{
    const RecPiece *piece = piece_at(linker, index);
    return piece->gap == REC_GAP_BLANK && piece->start == REC_START_FLUSH && piece->is_prose && piece->measure &&
           link_at(linker, index)->previous < 0 && is_inner(linker, index);
}

/* The foot of the leg that a leg goes on from, by the words that only these two share; -1: none shares clearly more than others. */
static int find_foot(Linker *linker, const int *feet, int index)
{
    int best = -1, most = KIN_LEAST - 1, second = 0;
    for (int i = 0; i < N_OPEN && feet[i] >= 0; i++) {
        if (ABS(piece_at(linker, feet[i])->measure - piece_at(linker, index)->measure) > 1) continue;
        int weight = rec_kin_weigh(linker->joiner.kin, feet[i], index);
        if (weight <= most) {
            second = MAX(second, weight);
            continue;
        }
        second = best >= 0 ? most : second;
        most = weight;
        best = feet[i];
    }
    return most >= 2 * second ? best : -1;
}

/* Finds the legs that begin where a paragraph does, but for the indent: they have lost nothing but their place. */
static void find_places(Linker *linker)
{
    int feet[N_OPEN];
    for (int i = 0; i < N_OPEN; i++) feet[i] = -1;
    rec_kin_set_links(linker->joiner.kin, linker->joiner.links);
    for (int i = 0; i < (int)linker->joiner.links->len; i++) {
        if (!is_body(linker, i)) continue;
        if (is_lone_top(linker, i)) link_at(linker, i)->behind = find_foot(linker, feet, i);
        if (!is_finished_foot(linker, i)) continue;
        for (int k = N_OPEN - 1; k > 0; k--) feet[k] = feet[k - 1];
        feet[0] = i;
    }
}

GArray *rec_links_new(const RecSource *source, const RecPieces *pieces, const RecRoles *roles, const RecHabits *habits)
{
    Linker linker = {.joiner = {.source = source, .pieces = pieces, .roles = roles}, .habits = habits};
    linker.joiner.links = g_array_new(FALSE, FALSE, sizeof(RecLink));
    linker.joiner.heads_before = g_array_new(FALSE, FALSE, sizeof(guint));
    if (source->text->len <= REC_PAGE_BYTES) {
        linker.joiner.seams = rec_seams_new(source, pieces->lines, habits);
        linker.joiner.kin = rec_kin_new(source, pieces, roles);
        linker.pairs = g_array_new(FALSE, FALSE, sizeof(RecMatch));
        linker.signals = g_array_new(FALSE, FALSE, sizeof(unsigned));
    }
    count_heads(&linker);
    link_all(&linker);
    if (linker.pairs) find_places(&linker);
    g_array_unref(linker.joiner.heads_before);
    rec_seams_free(linker.joiner.seams);
    rec_kin_free(linker.joiner.kin);
    if (linker.pairs) g_array_unref(linker.pairs);
    if (linker.signals) g_array_unref(linker.signals);
    return linker.joiner.links;
}
