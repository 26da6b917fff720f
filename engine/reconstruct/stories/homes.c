/* Homes: the story that a paragraph goes on in, when that is not the one at hand.
 *
 * In: the walk through the pieces, a paragraph of body.  Out: the assembler at the story that has the paragraph's measure, its width, the
 * leg before it, its sign of quotation or its speaker; where nothing tells, it stays where it is. */
#include "reconstruct/pieces/pieces.h"
#include "reconstruct/stories/stories.h"

#define SAME_MEASURE 2 /* cells */
#define SURE_LINES 2   /* that break where a measure breaks, for it to be certain */
#define WIDER 8        /* cells that a line is too wide for a column, beyond doubt */
#define HAN_BYTES 3
#define REACH 12 /* stories back that a paragraph is looked for a home in */

void rec_home_go(Assembler *assembler, unsigned index)
{
    GArray *home = g_ptr_array_index(assembler->homes, index);
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, index);
    int before = g_array_index(assembler->links, RecLink, index).previous;
    if (!home || home == assembler->story || piece->is_orphan) return;
    assembler->left = assembler->story;
    assembler->left_measure = assembler->measure;
    assembler->story = home;
    assembler->measure = piece->measure ? piece->measure : g_array_index(assembler->pieces->pieces, RecPiece, before).measure;
    assembler->has_body = true;
    assembler->has_jump = false;
    assembler->has_byline = true;
}

static bool is_same_measure(int a, int b)
{
    return a && b && ABS(a - b) <= SAME_MEASURE;
}

/* A paragraph that has the measure of the story that was left, and not of the one that went on, is the former's. */
static void return_to_left(Assembler *assembler, const RecPiece *piece)
{
    bool is_left = assembler->left && piece->measure && !is_same_measure(piece->measure, assembler->measure) &&
                   is_same_measure(piece->measure, assembler->left_measure);
    if (!is_left) return;
    assembler->story = assembler->left;
    assembler->measure = assembler->left_measure;
    assembler->left = NULL;
}

/* The width of a piece's widest line but the last; 0 for a piece of one line. */
static int inner_width(const Assembler *assembler, const RecPiece *piece)
{
    int width = 0;
    for (unsigned i = 0; i + 1 < piece->n_lines; i++)
        width = MAX(width, g_array_index(assembler->pieces->lines, RecLine, piece->first_line + i).width);
    return width;
}

/* The entry of a story in a list of one a draft; NULL when it is too far back. */
static int *entry_of(const Assembler *assembler, const GArray *list, const GArray *story)
{
    guint n = assembler->drafts->len, least = n > 2 * REACH ? n - 2 * REACH : 0;
    for (guint i = n; i-- > least;)
        if (g_ptr_array_index(assembler->drafts, i) == story) return &g_array_index(list, int, i);
    return NULL;
}

/* A text too wide for the story it stands in, and without an indent, goes on in the last one before that has lines of its width. */
static void return_to_width(Assembler *assembler, const RecPiece *piece)
{
    int width = inner_width(assembler, piece),
        *own = assembler->story ? entry_of(assembler, assembler->widths, assembler->story) : NULL;
    if (!own || !*own || width <= *own + WIDER) return;
    const RecLine *first = &g_array_index(assembler->pieces->lines, RecLine, piece->first_line);
    guint n = assembler->drafts->len, least = n > REACH ? n - REACH : 0;
    for (guint i = n; i-- > least;) {
        int there = g_array_index(assembler->widths, int, i);
        if (ABS(there - width) > SAME_MEASURE + 1 || first->width + SAME_MEASURE < MAX(there, width)) continue;
        assembler->story = g_ptr_array_index(assembler->drafts, i);
        assembler->measure = piece->measure;
        assembler->left = NULL;
        return;
    }
}

/* A paragraph whose lines were printed to another measure than the story it stands in goes on in the last one that has its measure; none
 * has, where a text has lost its blank lines: it begins one. */
static void return_to_measure(Assembler *assembler, const RecPiece *piece)
{
    int *own = assembler->story ? entry_of(assembler, assembler->measures, assembler->story) : NULL;
    if (!own || !*own || piece->n_fitting < SURE_LINES || ABS(*own - piece->measure) <= SAME_MEASURE) return;
    const RecLine *lines = &g_array_index(assembler->pieces->lines, RecLine, piece->first_line);
    if (rec_fit_count(lines, piece->n_lines, *own) || rec_fit_count(lines, piece->n_lines, *own + 1)) return;
    guint n = assembler->drafts->len, least = n > REACH ? n - REACH : 0;
    for (guint i = n; i-- > least;) {
        int there = g_array_index(assembler->measures, int, i);
        if (!there || ABS(there - piece->measure) > 1) continue;
        assembler->story = g_ptr_array_index(assembler->drafts, i);
        assembler->measure = piece->measure;
        assembler->left = NULL;
        return;
    }
    bool is_whole = piece->start == REC_START_INDENTED && lines->measure && piece->gap == REC_GAP_BLANK;
    if (is_whole) rec_story_begin(assembler); /* a text whose head stands elsewhere */
}

/* Signs of quotation that extraction put before some paragraphs stand before those of one text: a paragraph that has one goes on in the
 * last story that has them. */
static void return_to_sign(Assembler *assembler, const RecView *view)
{
    bool is_elsewhere = view->noise.n && assembler->with_sign && assembler->with_sign != assembler->story;
    if (!is_elsewhere) return;
    assembler->story = assembler->with_sign;
    assembler->left = NULL;
}

/* A leg that goes on from another one's full stop goes on in that one's story. */
static void return_to_leg(Assembler *assembler, unsigned index)
{
    int behind = g_array_index(assembler->links, RecLink, index).behind;
    GArray *home = behind < 0 ? NULL : g_ptr_array_index(assembler->homes, behind);
    if (!home || home == assembler->story) return;
    assembler->left = assembler->story;
    assembler->left_measure = assembler->measure;
    assembler->story = home;
    assembler->measure = g_array_index(assembler->pieces->pieces, RecPiece, index).measure;
}

/* The sign of the speaker that a paragraph of a talk begins with (记：), 0 for other text. */
static gunichar speaker_of(const Assembler *assembler, RecRange text)
{
    const char *first = assembler->source->text->str + text.first;
    if (text.n < 2 * HAN_BYTES || !rec_is_han(rec_char(first))) return 0;
    return rec_fold(rec_char(g_utf8_next_char(first))) == 0xff1a ? rec_char(first) : 0;
}

/* Who speaks in one talk goes on in it, if nobody has spoken in the story at hand. */
static void return_to_speaker(Assembler *assembler, RecRange text)
{
    gunichar speaker = speaker_of(assembler, text);
    if (!speaker) return;
    GArray *talk = g_hash_table_lookup(assembler->speakers, GUINT_TO_POINTER(speaker));
    if (talk && talk != assembler->story && !g_hash_table_contains(assembler->talks, assembler->story)) {
        assembler->story = talk;
        assembler->left = NULL;
    }
}

static void remember_speaker(Assembler *assembler, RecRange text)
{
    gunichar speaker = speaker_of(assembler, text);
    if (!speaker) return;
    g_hash_table_replace(assembler->speakers, GUINT_TO_POINTER(speaker), assembler->story);
    g_hash_table_add(assembler->talks, assembler->story);
}

static void remember_width(Assembler *assembler, const RecPiece *piece)
{
    int *own = entry_of(assembler, assembler->widths, assembler->story);
    int *measure = entry_of(assembler, assembler->measures, assembler->story);
    if (own) *own = MAX(*own, inner_width(assembler, piece));
    if (measure && piece->n_fitting >= SURE_LINES) *measure = piece->measure;
}

void rec_home_find(Assembler *assembler, unsigned index)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, index);
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, index);
    return_to_left(assembler, piece);
    return_to_width(assembler, piece);
    return_to_measure(assembler, piece);
    return_to_leg(assembler, index);
    return_to_sign(assembler, view);
    return_to_speaker(assembler, view->text);
}

void rec_home_remember(Assembler *assembler, unsigned index)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, index);
    remember_width(assembler, &g_array_index(assembler->pieces->pieces, RecPiece, index));
    remember_speaker(assembler, view->text);
    if (view->noise.n) assembler->with_sign = assembler->story;
}
