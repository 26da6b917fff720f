/* Obstacles: what text runs round.
 *
 * In: the frames of a layout that say `around`, with what is bound to them.  Out: rectangles that legs give way to; a picture and its
 * caption are one.  An empty frame is no obstacle.  Where the text then stands is flow/'s to find. */
#include "model/resolving.h"

/* How much of a pixel must be ink for it to belong to an outline (house rule: a paper's own grey is less). */
#define USUAL_THRESHOLD 0.1

static void add(ModelJob *job, GArray *obstacles, const ModelWrittenAround *around, ModelObstacle obstacle, BasePlace place)
{
    if (around->kind == MODEL_AROUND_NONE) return;
    obstacle.kind = around->kind;
    obstacle.gap = model_length(job, around->gap, model_grid_scale(job, obstacle.rect.width), job->resolved->em, place);
    obstacle.is_both = around->is_both;
    obstacle.threshold = around->threshold > 0 ? around->threshold : USUAL_THRESHOLD;
    g_array_append_val(obstacles, obstacle);
}

/* A picture goes with its caption: as one box, or the caption as a box below the outline. */
static void add_picture(ModelJob *job, GArray *obstacles, const ModelBlock *block, const ModelWrittenBlock *written, unsigned i)
{
    const ModelPictureFrame *frame = &g_array_index(job->pictures, ModelPictureFrame, block->first_picture + i);
    const ModelPicture *put = &block->story->pictures[i];
    bool has_words = frame->has_caption && (put->caption || put->credit);
    ModelWrittenAround around = written->pictures[i].around, box = around;
    ModelObstacle obstacle = {.rect = frame->rect, .picture = (int)(block->first_picture + i), .block = -1};
    ModelObstacle caption = {.rect = frame->caption, .picture = -1, .block = -1};
    BasePlace place = written->pictures[i].at.place;
    if (has_words && around.kind == MODEL_AROUND_BOX) obstacle.rect = model_united(frame->rect, frame->caption);
    add(job, obstacles, &around, obstacle, place);
    if (!has_words || around.kind != MODEL_AROUND_OUTLINE) return;
    box.kind = MODEL_AROUND_BOX;
    add(job, obstacles, &box, caption, place);
}

static void add_block(ModelJob *job, GArray *obstacles, int index)
{
    const ModelBlock *block = &job->resolved->blocks[index];
    const ModelWrittenBlock *written = &job->layout->blocks[index];
    if (!block->story) return;
    for (unsigned i = 0; i < block->n_rects; i++) {
        ModelObstacle obstacle = {
            .rect = g_array_index(job->rects, BaseRect, block->first_rect + i), .picture = -1, .block = index};
        add(job, obstacles, &written->around, obstacle, written->place);
    }
    for (unsigned i = 0; i < block->n_heads; i++) {
        const ModelHead *head = &g_array_index(job->heads, ModelHead, block->first_head + i);
        ModelObstacle obstacle = {.rect = head->rect, .picture = -1, .block = -1};
        if (block->story->elements[head->element].n)
            add(job, obstacles, &written->heads[i].around, obstacle, written->heads[i].place);
    }
    for (unsigned i = 0; i < MIN(block->n_pictures, block->story->n_pictures); i++) add_picture(job, obstacles, block, written, i);
    for (unsigned i = 0; i < MIN(block->n_pulls, block->story->n_pulls); i++) {
        ModelObstacle obstacle = {
            .rect = g_array_index(job->pulls, ModelPullFrame, block->first_pull + i).rect, .picture = -1, .block = -1};
        add(job, obstacles, &written->pulls[i].around, obstacle, written->pulls[i].at.place);
    }
}

void model_add_obstacles(ModelJob *job)
{
    ModelResolved *r = job->resolved;
    g_autoptr(GArray) obstacles = g_array_new(FALSE, FALSE, sizeof(ModelObstacle));
    for (unsigned i = 0; i < r->n_blocks; i++) add_block(job, obstacles, (int)i);
    for (unsigned i = 0; i < r->n_furniture; i++) {
        const ModelFurniture *furniture = &r->furniture[i];
        ModelObstacle obstacle = {.rect = furniture->rect, .picture = -1, .block = -1};
        if (furniture->texts.n || furniture->path)
            add(job, obstacles, &job->layout->furniture[i].around, obstacle, job->layout->furniture[i].place);
    }
    ModelObstacle *kept = base_arena_new_array(job->arena, ModelObstacle, obstacles->len);
    for (unsigned i = 0; i < obstacles->len; i++) kept[i] = g_array_index(obstacles, ModelObstacle, i);
    r->obstacles = kept;
    r->n_obstacles = obstacles->len;
}
