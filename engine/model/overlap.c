/* Overlaps: frames whose texts would be set over each other.
 *
 * In: the resolved blocks and furniture with what is bound to them.  Out: a warning for each pair.  Only frames that have something
 * to set count, and furniture is compared with blocks alone: its frames often stand in one another on purpose.  Method: a sweep
 * down the page; a leg counts as the strips its narrowings leave of it. */
#include "model/resolving.h"

#define REPORTS_MAX 50

typedef struct {
    BaseRect rect;
    const char *word, *id; /* "headline" of block or furniture `id` */
    BasePlace place;
    unsigned owner; /* strips of one leg have one; furniture 0 */
    bool is_leg;
    bool is_avoided; /* text of legs runs round it */
} Frame;

static void add(GArray *frames, BaseRect rect, const char *word, const char *id, BasePlace place, unsigned owner)
{
    Frame frame = {rect, word, id, place, owner, false, false};
    g_array_append_val(frames, frame);
}

/* Marks the frames from `first` on. */
static void mark(GArray *frames, guint first, bool is_leg, bool is_avoided)
{
    for (guint i = first; i < frames->len; i++) {
        Frame *frame = &g_array_index(frames, Frame, i);
        frame->is_leg |= is_leg;
        frame->is_avoided |= is_avoided;
    }
}

/* Lines of a leg as a rectangle; vertical ones are counted from its right edge. */
static BaseRect strip(const ModelLeg *leg, int first_line, int n_lines, DkLength line)
{
    BaseRect rect = leg->rect;
    if (leg->is_vertical) {
        rect.x += rect.width - (first_line + n_lines) * line;
        rect.width = n_lines * line;
    } else {
        rect.y += first_line * line;
        rect.height = n_lines * line;
    }
    return rect;
}

static BaseRect narrow_strip(const ModelLeg *leg, const ModelNarrow *narrow, DkLength line)
{
    BaseRect rect = strip(leg, narrow->first_line, narrow->n_lines, line);
    *(leg->is_vertical ? &rect.y : &rect.x) += narrow->offset;
    *(leg->is_vertical ? &rect.height : &rect.width) = narrow->width;
    return rect;
}

static void add_leg(const ModelJob *job, GArray *frames, const ModelBlock *block, const ModelLeg *leg, unsigned owner)
{
    DkLength line = job->resolved->line;
    guint first = frames->len;
    int at = 0;
    for (unsigned i = 0; i < leg->n_narrows; i++) {
        const ModelNarrow *narrow = &g_array_index(job->narrows, ModelNarrow, leg->first_narrow + i);
        if (narrow->first_line > at)
            add(frames, strip(leg, at, narrow->first_line - at, line), "leg", block->id, block->place, owner);
        add(frames, narrow_strip(leg, narrow, line), "leg", block->id, block->place, owner);
        at = narrow->first_line + narrow->n_lines;
    }
    if (leg->n_lines > at) add(frames, strip(leg, at, leg->n_lines - at, line), "leg", block->id, block->place, owner);
    mark(frames, first, true, false);
}

static void add_block(const ModelJob *job, GArray *frames, const ModelBlock *block, unsigned *owner)
{
    const ModelWrittenBlock *written = &job->layout->blocks[block - job->resolved->blocks];
    guint start = frames->len;
    for (unsigned i = 0; i < block->n_heads; i++) {
        const ModelHead *head = &g_array_index(job->heads, ModelHead, block->first_head + i);
        guint at = frames->len;
        if (block->story->elements[head->element].n)
            add(frames, head->rect, model_element_words[head->element], block->id, block->place, ++*owner);
        mark(frames, at, false, written->heads[i].around.kind != MODEL_AROUND_NONE);
    }
    for (unsigned i = 0; i < block->n_legs && block->story->n_paragraphs; i++)
        add_leg(job, frames, block, &g_array_index(job->legs, ModelLeg, block->first_leg + i), ++*owner);
    for (unsigned i = 0; i < block->n_pictures && i < block->story->n_pictures; i++) {
        const ModelPictureFrame *picture = &g_array_index(job->pictures, ModelPictureFrame, block->first_picture + i);
        const ModelPicture *put = &block->story->pictures[i];
        guint at = frames->len;
        if (picture->has_caption && (put->caption || put->credit))
            add(frames, picture->caption, "caption", block->id, block->place, ++*owner);
        mark(frames, at, false, written->pictures[i].around.kind != MODEL_AROUND_NONE);
    }
    for (unsigned i = 0; i < MIN(block->n_pulls, block->story->n_pulls); i++) {
        guint at = frames->len;
        add(frames, g_array_index(job->pulls, ModelPullFrame, block->first_pull + i).rect, "pull quote", block->id, block->place,
            ++*owner);
        mark(frames, at, false, written->pulls[i].around.kind != MODEL_AROUND_NONE);
    }
    mark(frames, start, false, written->around.kind != MODEL_AROUND_NONE);
}

static void add_furniture(const ModelJob *job, GArray *frames)
{
    for (unsigned i = 0; i < job->resolved->n_furniture; i++) {
        const ModelFurniture *furniture = &job->resolved->furniture[i];
        guint at = frames->len;
        if (furniture->texts.n || furniture->path)
            add(frames, furniture->rect, "furniture", furniture->id, job->layout->furniture[i].place, 0);
        mark(frames, at, false, job->layout->furniture[i].around.kind != MODEL_AROUND_NONE);
    }
}

static int by_top(const void *a, const void *b)
{
    const Frame *left = a, *right = b;
    return (left->rect.y > right->rect.y) - (left->rect.y < right->rect.y);
}

/* Reports two frames that lie over each other by more than roundings come to. */
static bool check_pair(ModelJob *job, const Frame *upper, const Frame *lower)
{
    DkLength across = MIN(upper->rect.x + upper->rect.width, lower->rect.x + lower->rect.width) - MAX(upper->rect.x, lower->rect.x);
    DkLength down = MIN(upper->rect.y + upper->rect.height, lower->rect.y + lower->rect.height) - lower->rect.y;
    if (upper->owner == lower->owner || across <= DK_PT / 20 || down <= DK_PT / 20) return false;
    if ((upper->is_leg && lower->is_avoided) || (lower->is_leg && upper->is_avoided)) return false;
    BasePlace place = upper->owner ? upper->place : lower->place;
    place.frame = upper->owner ? upper->id : lower->id;
    base_report(job->list, DK_WARNING, "frames-overlap", place,
                "the %s of \"%s\" and the %s of \"%s\" lie over each other by %.2f em across and %.2f lines down", upper->word,
                upper->id, lower->word, lower->id, (double)across / job->resolved->em, (double)down / job->resolved->line);
    return true;
}

static void sweep(ModelJob *job, const GArray *frames)
{
    unsigned n_reports = 0;
    for (guint i = 0; i < frames->len; i++) {
        const Frame *upper = &g_array_index(frames, Frame, i);
        for (guint k = i + 1; k < frames->len; k++) {
            const Frame *lower = &g_array_index(frames, Frame, k);
            if (lower->rect.y >= upper->rect.y + upper->rect.height) break;
            n_reports += check_pair(job, upper, lower);
            if (n_reports == REPORTS_MAX) return;
        }
    }
}

void model_check_overlaps(ModelJob *job)
{
    g_autoptr(GArray) frames = g_array_new(FALSE, FALSE, sizeof(Frame));
    unsigned owner = 0;
    for (unsigned i = 0; i < job->resolved->n_blocks; i++)
        if (job->resolved->blocks[i].story) add_block(job, frames, &job->resolved->blocks[i], &owner);
    add_furniture(job, frames);
    g_array_sort(frames, by_top);
    sweep(job, frames);
}
