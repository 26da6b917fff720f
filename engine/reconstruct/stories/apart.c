/* Apart: advertisements, which stand between the news and look like it.
 *
 * In: the roles as each piece's own words and shape gave them.  Out: the same, advertisements found.
 * Method: a run is heads and the text under them.  Habits that look inside a text (`where: inside`) speak for or against an advertisement:
 * a telephone, an address, a price, what only the trade says; what reporters and offices say.  The run is one when their weights add up to
 * more than its length explains: a long text mentions a number by the way, a short one is made of it.  A text of a run that is none by
 * itself may be one, as losses in a column of small ads are.  A label (分类信息, 广告) speaks for the runs under it, up to one that
 * nothing else speaks for.
 * House rule, from the truth files of tests/reconstruct: advertisements are furniture, a notice with its office and its day is a story. */
#include "reconstruct/habits.h"
#include "reconstruct/pieces/pieces.h"
#include "reconstruct/stories/stories.h"

#define LEAST 7       /* weight of an advertisement of no length, ... */
#define CHARACTERS 30 /* ... and one more for so many characters */
#define HAN_BYTES 3
#define RUN_BYTES 1500  /* of an advertisement */
#define HEADS_MOST 6    /* lines of a display advertisement above its text */
#define OF_LABEL 5      /* weight of a label for what stands under it */
#define OF_HEADS 3      /* of two lines or more that no text follows: a slogan and a firm's name */
#define CONTACT_LEAST 4 /* weight of a line that says how to come there */

typedef struct {
    const RecSource *source;
    const RecPieces *pieces;
    const RecHabits *habits;
    RecRoles *roles;
    bool has_label; /* the last label's column has not ended */
} Sorter;

/* Pieces from `first` up to `end`; those before `text` are heads, from `own` on stand lines that are of it when it is an advertisement. */
typedef struct {
    guint first, text, own, end;
} Run;

static RecView *view_of(const Sorter *sorter, guint index)
{
    return &g_array_index(sorter->roles->views, RecView, index);
}

/* What is said inside a text for its being an advertisement, a habit that knows the whole line included. */
static int weigh(const Sorter *sorter, guint index)
{
    const RecView *view = view_of(sorter, index);
    int weight = 0;
    for (unsigned i = 0; i < view->n_signals; i++) {
        unsigned habit = g_array_index(sorter->roles->signals, RecSignal, view->first_signal + i).habit;
        const RecHabit *spoke = &g_array_index(sorter->habits->habits, RecHabit, habit);
        if (spoke->role == REC_ROLE_ADVERTISEMENT) weight += spoke->weight;
    }
    return weight;
}

static bool is_head(const RecView *view)
{
    return view->role == REC_ROLE_HEADLINE || view->role == REC_ROLE_KICKER || view->role == REC_ROLE_DECK ||
           view->role == REC_ROLE_STANDING_HEAD || view->role == REC_ROLE_ADVERTISEMENT || view->role == REC_ROLE_CROSS_HEAD;
}

/* Whether a line that is no text says where to go or call: it belongs to the text above it, if that is an advertisement. */
static bool is_contact(const Sorter *sorter, guint index)
{
    const RecView *view = view_of(sorter, index);
    bool is_line = view->role == REC_ROLE_FOLIO || (is_head(view) && view->role != REC_ROLE_ADVERTISEMENT);
    return is_line && weigh(sorter, index) >= CONTACT_LEAST;
}

/* Whether a piece is text that an advertisement may be made of; no poem is one. */
static bool is_text(const Sorter *sorter, guint index)
{
    if (g_array_index(sorter->pieces->pieces, RecPiece, index).is_verse) return false;
    return view_of(sorter, index)->role == REC_ROLE_BODY || view_of(sorter, index)->role == REC_ROLE_TABLE;
}

/* Whether a line may stand inside a run and is none of it: what web pages put between the texts. */
static bool is_between(const Sorter *sorter, guint index)
{
    RecRole role = view_of(sorter, index)->role;
    return role == REC_ROLE_NOISE || role == REC_ROLE_DATE;
}

/* The run that begins at a piece; of no length where none does. */
static Run run_from(const Sorter *sorter, guint first)
{
    Run run = {first, first, first, first};
    guint n = sorter->roles->views->len;
    bool is_called = false; /* a poster ends with where to call */
    while (run.text < n && (is_contact(sorter, run.text) || (is_head(view_of(sorter, run.text)) && !is_called)))
        is_called |= is_contact(sorter, run.text++);
    guint at = run.text;
    while (at > first && at < n && is_between(sorter, at)) at++;
    for (run.end = run.text; at < n && is_text(sorter, at);) run.end = ++at;
    run.own = run.end;
    while (run.end > run.text && run.end < MIN(n, run.own + HEADS_MOST) &&
           (is_text(sorter, run.end) || is_contact(sorter, run.end)))
        run.end++;
    if (run.text - run.first > HEADS_MOST) run.first = run.text - HEADS_MOST;
    return run;
}

static unsigned bytes_of(const Sorter *sorter, guint first, guint end)
{
    unsigned bytes = 0;
    for (guint i = first; i < end && bytes <= RUN_BYTES; i++) bytes += view_of(sorter, i)->text.n;
    return bytes;
}

static int need_of(unsigned bytes)
{
    return LEAST + (int)bytes / HAN_BYTES / CHARACTERS;
}

/* Whether a report's form stands in a run: a dateline, a part of another page, the day under an office's name. */
static bool is_of_news(const Sorter *sorter, const Run *run)
{
    for (guint i = run->first; i < run->end; i++) {
        const RecView *view = view_of(sorter, i);
        if (view->dateline.n || view->jump.n || view->jump_in.n || view->is_signed) return true;
    }
    guint n = sorter->roles->views->len;
    RecRole next = run->end < n ? view_of(sorter, run->end)->role : REC_ROLE_NOISE;
    return next == REC_ROLE_BYLINE || next == REC_ROLE_DATELINE || next == REC_ROLE_JUMP;
}

/* Whether no sentence stands in a run: it is a poster's lines. */
static bool is_of_lines(const Sorter *sorter, const Run *run)
{
    for (guint i = run->first; i < run->end; i++)
        if (g_array_index(sorter->pieces->pieces, RecPiece, i).is_prose) return false;
    return run->text - run->first >= 2;
}

/* Whether a run of sentences says where to go or call and offers nothing: a library's opening hours are news. */
static bool is_service(const Sorter *sorter, const Run *run)
{
    bool has_sentences = false;
    for (guint i = run->first; i < run->end; i++) {
        const RecView *view = view_of(sorter, i);
        has_sentences |= g_array_index(sorter->pieces->pieces, RecPiece, i).is_prose;
        for (unsigned k = 0; k < view->n_signals; k++) {
            unsigned index = g_array_index(sorter->roles->signals, RecSignal, view->first_signal + k).habit;
            const RecHabit *habit = &g_array_index(sorter->habits->habits, RecHabit, index);
            if (habit->role == REC_ROLE_ADVERTISEMENT && habit->weight > 0 && !habit->is_contact) return false;
        }
    }
    return has_sentences;
}

/* What speaks for a run's being an advertisement, beyond what its length explains; below 0: it is none.  Texts at its end that nothing
 * speaks for are not of it. */
static int lead_of(const Sorter *sorter, Run *run)
{
    while (run->end > run->text && weigh(sorter, run->end - 1) <= 0) run->end--;
    unsigned bytes = bytes_of(sorter, run->first, run->end);
    if (bytes > RUN_BYTES || is_service(sorter, run)) return -1;
    int weight = (sorter->has_label ? OF_LABEL : 0) + (is_of_lines(sorter, run) ? OF_HEADS : 0), own = 0;
    for (guint i = run->first; i < run->end; i++) own += weigh(sorter, i);
    return own > 0 ? own + weight - need_of(bytes) : -1;
}

static void turn(const Sorter *sorter, guint index, int lead)
{
    RecView *view = view_of(sorter, index);
    if (is_between(sorter, index)) return;
    RecRange whole = g_array_index(sorter->pieces->pieces, RecPiece, index).range;
    if (view->noise.n && view->noise.first == whole.first)
        whole = rec_trim(sorter->source, (RecRange){rec_end(view->noise), rec_end(whole) - rec_end(view->noise)});
    else view->noise = (RecRange){0};
    view->text = whole;
    view->dateline = view->jump = view->jump_in = view->credit = (RecRange){0};
    view->is_line = view->is_signed = false;
    view->is_of_run = view->role != REC_ROLE_ADVERTISEMENT;
    view->role = REC_ROLE_ADVERTISEMENT;
    view->lead = lead;
    view->confidence = rec_confidence(sorter->habits, lead);
}

/* Whether something in a run speaks against an advertisement. */
static bool has_objection(const Sorter *sorter, const Run *run)
{
    for (guint i = run->first; i < run->end; i++)
        if (weigh(sorter, i) < 0) return true;
    return false;
}

/* The texts of a run that are advertisements each by itself; its heads are, where all its texts are. */
static void sort_texts(const Sorter *sorter, const Run *run)
{
    guint n = 0;
    int least = G_MAXINT;
    if (has_objection(sorter, run)) return;
    for (guint i = run->text; i < run->own; i++) {
        const RecView *view = view_of(sorter, i);
        int lead = weigh(sorter, i) + (sorter->has_label ? OF_LABEL : 0) - need_of(view->text.n);
        bool is_own = view->role == REC_ROLE_BODY && !view->is_line && lead >= 0 && !is_service(sorter, &(Run){i, i, i + 1, i + 1});
        if (!is_own) continue;
        turn(sorter, i, lead);
        least = MIN(least, lead);
        n++;
    }
    if (n == 0 || n < run->own - run->text) return;
    for (guint i = run->first; i < run->text; i++) turn(sorter, i, least);
}

/* Whether a run is nothing but a label, or begins with one. */
static bool begins_with_label(const Sorter *sorter, const Run *run)
{
    return run->first < run->text && view_of(sorter, run->first)->role == REC_ROLE_ADVERTISEMENT;
}

/* Whether a line behind a run names the firm that advertises: it stands under where to call, over no text of its own. */
static bool is_firm(const Sorter *sorter, guint index)
{
    static const char last[] = "司厂廠店院部行社城所校";
    if (index == 0 || index >= sorter->roles->views->len || !is_head(view_of(sorter, index))) return false;
    const RecPiece *piece = &g_array_index(sorter->pieces->pieces, RecPiece, index);
    bool is_last = index + 1 >= sorter->roles->views->len || !is_text(sorter, index + 1);
    return is_last && weigh(sorter, index - 1) >= CONTACT_LEAST &&
           g_utf8_strchr(last, -1, rec_last(sorter->source, piece->range, false));
}

/* Sorts a run and returns where the next one begins. */
static guint sort_run(Sorter *sorter, const Run *run)
{
    if (begins_with_label(sorter, run)) sorter->has_label = true;
    Run sure = *run;
    int lead = is_of_news(sorter, run) ? -1 : lead_of(sorter, &sure);
    if (lead >= 0) {
        if (is_firm(sorter, sure.end)) sure.end++;
        for (guint i = sure.first; i < sure.end; i++) turn(sorter, i, lead);
        return sure.end;
    }
    if (!is_of_news(sorter, run)) sort_texts(sorter, run);
    sorter->has_label &= view_of(sorter, run->own - 1)->role == REC_ROLE_ADVERTISEMENT;
    return run->own;
}

void rec_find_advertisements(const RecSource *source, const RecPieces *pieces, const RecHabits *habits, RecRoles *roles)
{
    Sorter sorter = {source, pieces, habits, roles, false};
    for (guint i = 0; i < roles->views->len;) {
        Run run = run_from(&sorter, i);
        guint next = run.end > run.first ? sort_run(&sorter, &run) : i;
        i = MAX(next, i + 1);
    }
}
