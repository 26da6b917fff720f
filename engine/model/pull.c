/* Pull quotes and drop caps: where they stand, and in which styles.
 *
 * A story's first pull quote goes into its block's first frame, and so on, as pictures do.  Its words stand in the text too, so one
 * without a frame is no loss, and a frame without one stays empty and is no obstacle. */
#include "model/resolving.h"

/* White between a drop cap and the text beside it, in hundredths of an em (house; a cell of Han has some of its own). */
#define USUAL_GAP 25

void model_add_pulls(ModelJob *job, const ModelWrittenBlock *written, BaseRect container, ModelBlock *block)
{
    block->first_pull = job->pulls->len;
    block->n_pulls = written->n_pulls;
    for (unsigned i = 0; i < written->n_pulls; i++) {
        const ModelWrittenPull *from = &written->pulls[i];
        ModelPullFrame frame = {.rect = model_rect(job, &from->at, container),
                                .style = model_style_index(job, from->style, "pull-quote", from->style_place),
                                .credit_style = model_style_index(job, from->credit_style, "pull-credit", from->credit_style_place),
                                .stroke = model_stroke(job, &from->rule, from->at.place),
                                .tint = from->tint};
        model_check_inside(job, frame.rect, "a pull quote of block", written->id, from->at.place);
        model_check_in_block(job, frame.rect, container, "pull quote", written->id, from->at.place);
        g_array_append_val(job->pulls, frame);
    }
}

ModelDropCap model_drop_cap(ModelJob *job, const ModelWrittenBlock *written)
{
    const ModelWrittenDropCap *from = &written->drop_cap;
    if (!from->lines) return (ModelDropCap){0};
    return (ModelDropCap){.n_lines = from->lines,
                          .style = model_style_index(job, from->style, "drop-cap", from->style_place),
                          .gap = model_length(job, from->gap, model_grid_scale(job, job->resolved->em),
                                              job->resolved->em * USUAL_GAP / 100, from->place)};
}

void model_check_pulls(ModelJob *job, const ModelBlock *block)
{
    const ModelStory *story = block->story;
    for (unsigned i = block->n_pulls; i < story->n_pulls; i++) {
        BasePlace place = model_story_place(story, story->pulls[i].first_byte);
        place.story = story->slug;
        place.frame = block->id;
        base_report(job->list, DK_NOTE, "pull-unplaced", place,
                    "block \"%s\" has no frame for this pull quote; its words are set in the text alone", block->id);
    }
    if (story->n_pulls < block->n_pulls)
        base_report(job->list, DK_NOTE, "pull-frame-empty", block->place,
                    "story \"%s\" has %u pull quote%s for the %u frame%s of \"%s\"", story->slug, story->n_pulls,
                    base_plural(story->n_pulls), block->n_pulls, base_plural(block->n_pulls), block->id);
}
