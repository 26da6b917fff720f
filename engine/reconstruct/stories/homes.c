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

/* Makes another story the one at hand. */
static void go_to(Assembler *assembler, RecTold *story)
{
    assembler->story = story;
    assembler->left = NULL;
}

/* The same of a story that goes on in the middle of another, which may go on behind it. */
static void turn_to(Assembler *assembler, RecTold *story)
{
    RecTold *left = assembler->story;
    go_to(assembler, story);
    assembler->left = left;
}

void rec_home_go(Assembler *assembler, unsigned index)
{
    RecTold *home = g_ptr_array_index(assembler->homes, index);
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, index);
    if (!home || home == assembler->story || piece->is_orphan) return;
    turn_to(assembler, home);
    if (piece->measure) home->measure = piece->measure;
    home->has_byline = true; /* one that stands behind such a rest is the next story's: its own would stand at its head */
}

static bool is_same_measure(int a, int b)
{
    return a && b && ABS(a - b) <= SAME_MEASURE;
}

/* A paragraph that has the measure of the story that was left, and not of the one that went on, is the former's. */
static void return_to_left(Assembler *assembler, const RecPiece *piece)
{
    const RecTold *left = assembler->left;
    bool is_left = left && piece->measure && !is_same_measure(piece->measure, assembler->story->measure) &&
                   is_same_measure(piece->measure, left->measure);
    if (is_left) go_to(assembler, assembler->left);
}

/* The width of a piece's widest line but the last; 0 for a piece of one line. */
static int inner_width(const Assembler *assembler, const RecPiece *piece)
{
    int width = 0;
    for (unsigned i = 0; i + 1 < piece->n_lines; i++)
        width = MAX(width, g_array_index(assembler->pieces->lines, RecLine, piece->first_line + i).width);
    return width;
}

/* The last of the latest stories that a paragraph may go on in; NULL: none may. */
static RecTold *find_story(const Assembler *assembler, bool (*may_have)(const RecTold *story, const void *data), const void *data)
{
    guint n = assembler->told->len, least = n > REACH ? n - REACH : 0;
    for (guint i = n; i-- > least;) {
        RecTold *story = g_ptr_array_index(assembler->told, i);
        if (may_have(story, data)) return story;
    }
    return NULL;
}

/* A text's widest line but the last, and its first one. */
typedef struct {
    int width, first;
} Widths;

static bool has_width(const RecTold *story, const void *data)
{
    const Widths *text = data;
    return ABS(story->width - text->width) <= SAME_MEASURE + 1 && text->first + SAME_MEASURE >= MAX(story->width, text->width);
}

/* A text too wide for the story it stands in, and without an indent, goes on in the last one before that has lines of its width. */
static void return_to_width(Assembler *assembler, const RecPiece *piece)
{
    const RecTold *own = assembler->story;
    Widths text = {inner_width(assembler, piece), g_array_index(assembler->pieces->lines, RecLine, piece->first_line).width};
    if (!own || !own->width || text.width <= own->width + WIDER) return;
    RecTold *home = find_story(assembler, has_width, &text);
    if (home) go_to(assembler, home);
}

static bool has_measure(const RecTold *story, const void *data)
{
    return story->sure_measure && ABS(story->sure_measure - *(const int *)data) <= 1;
}

/* A paragraph whose lines were printed to another measure than the story it stands in goes on in the last one that has its measure; none
 * has, where a text has lost its blank lines: it begins one. */
static void return_to_measure(Assembler *assembler, const RecPiece *piece)
{
    int own = assembler->story ? assembler->story->sure_measure : 0;
    if (!own || piece->n_fitting < SURE_LINES || ABS(own - piece->measure) <= SAME_MEASURE) return;
    const RecLine *lines = &g_array_index(assembler->pieces->lines, RecLine, piece->first_line);
    if (rec_fit_count(lines, piece->n_lines, own) || rec_fit_count(lines, piece->n_lines, own + 1)) return;
    RecTold *home = find_story(assembler, has_measure, &piece->measure);
    bool is_whole = piece->start == REC_START_INDENTED && lines->measure && piece->gap == REC_GAP_BLANK;
    if (home) go_to(assembler, home);
    else if (is_whole) rec_story_begin(assembler); /* a text whose head stands elsewhere */
}

/* Signs of quotation that extraction put before some paragraphs stand before those of one text: a paragraph that has one goes on in the
 * last story that has them. */
static void return_to_sign(Assembler *assembler, const RecView *view)
{
    bool is_elsewhere = view->noise.n && assembler->with_sign && assembler->with_sign != assembler->story;
    if (is_elsewhere) go_to(assembler, assembler->with_sign);
}

/* A leg that goes on from another one's full stop goes on in that one's story. */
static void return_to_leg(Assembler *assembler, unsigned index)
{
    int behind = g_array_index(assembler->links, RecLink, index).behind;
    RecTold *home = behind < 0 ? NULL : g_ptr_array_index(assembler->homes, behind);
    if (home && home != assembler->story) turn_to(assembler, home);
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
    RecTold *talk = g_hash_table_lookup(assembler->speakers, GUINT_TO_POINTER(speaker));
    bool is_elsewhere = talk && talk != assembler->story && (!assembler->story || !assembler->story->has_speakers);
    if (is_elsewhere) go_to(assembler, talk);
}

static void remember_speaker(Assembler *assembler, RecRange text)
{
    gunichar speaker = speaker_of(assembler, text);
    if (!speaker) return;
    g_hash_table_replace(assembler->speakers, GUINT_TO_POINTER(speaker), assembler->story);
    assembler->story->has_speakers = true;
}

static void remember_width(Assembler *assembler, const RecPiece *piece)
{
    RecTold *story = assembler->story;
    story->width = MAX(story->width, inner_width(assembler, piece));
    if (piece->n_fitting >= SURE_LINES) story->sure_measure = piece->measure;
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
