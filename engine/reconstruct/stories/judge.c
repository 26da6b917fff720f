/* Judge: what heads are that wait for their text.
 *
 * In: the walk's state, and the paragraph without dateline that came.  Out: whether the heads begin a story, are a cross-head of the one at
 * hand, a sentence of it, or stand in the middle of another's paragraph.
 * Method: a cross-head is one narrow phrase between two texts of one measure; behind a poem, a teaser, a signature, a jump and under a
 * head of briefs there is none.  House rule, from the truth files of tests/reconstruct. */
#include "reconstruct/stories/stories.h"

#include "reconstruct/pieces/pieces.h"

#define CROSS_HEAD_CELLS 28 /* without other evidence, a head this narrow is a cross-head */
#define SAME_MEASURE 2      /* cells */
#define CERTAIN 6           /* lead of a head whose words a habit knows */

/* Whether a text has lost its line ends where those of the story at hand are kept: extraction treats a story's paragraphs alike. */
static bool has_lost_lines(const Assembler *assembler, const RecPiece *piece)
{
    return piece->n_lines == 1 && rec_cells(assembler->source, piece->range) > 2 * assembler->story->measure + SAME_MEASURE;
}

/* Whether a head is one of briefs (简讯). */
bool rec_is_head_of_briefs(const Assembler *assembler, const RecElement *head)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, head->piece);
    for (unsigned i = 0; i < view->n_signals; i++) {
        unsigned habit = g_array_index(assembler->roles->signals, RecSignal, view->first_signal + i).habit;
        if (g_array_index(assembler->habits->habits, RecHabit, habit).is_over_briefs) return true;
    }
    return false;
}

/* Whether the story at hand ends with a poem. */
static bool is_behind_verse(const Assembler *assembler)
{
    const GArray *story = assembler->story->elements;
    if (story->len == 0) return false;
    return g_array_index(assembler->pieces->pieces, RecPiece, g_array_index(story, RecElement, story->len - 1).piece).is_verse;
}

RecHeads rec_judge_heads(const Assembler *assembler, unsigned index)
{
    const RecPiece *body = &g_array_index(assembler->pieces->pieces, RecPiece, index);
    if (g_array_index(assembler->links, RecLink, index).previous >= 0) return REC_HEADS_ARE_STRAY;
    const RecTold *story = assembler->story;
    if (!story || !story->has_body || story->has_jump || story->is_signed || assembler->waiting->len > 1)
        return REC_HEADS_BEGIN_STORY;
    if (is_behind_verse(assembler) && !body->is_verse) return REC_HEADS_BEGIN_STORY;
    const RecElement *head = &g_array_index(assembler->waiting, RecElement, 0);
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, head->piece);
    if (head->role != REC_ROLE_HEADLINE || head->lead >= CERTAIN || story->is_parted) return REC_HEADS_BEGIN_STORY;
    if (rec_is_of_phrases(assembler->source, piece->range)) return REC_HEADS_BEGIN_STORY; /* a cross-head is one phrase */
    bool is_known = story->measure && body->measure;
    if (is_known && ABS(story->measure - body->measure) > SAME_MEASURE) return REC_HEADS_BEGIN_STORY;
    if (story->measure && has_lost_lines(assembler, body)) return REC_HEADS_BEGIN_STORY;
    if (piece->is_prose && piece->is_finished) return REC_HEADS_ARE_BODY;
    if (story->has_briefs && is_known) return REC_HEADS_BEGIN_STORY;
    int width = rec_cells(assembler->source, piece->range);
    if (story->measure && width > story->measure) return REC_HEADS_BEGIN_STORY; /* a cross-head is one line of its column */
    bool is_narrow = width <= CROSS_HEAD_CELLS;
    return is_known || is_narrow ? REC_HEADS_ARE_CROSS_HEAD : REC_HEADS_BEGIN_STORY;
}
