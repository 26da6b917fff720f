/* Where a story's text comes from. */
#include "model/model.h"

/* The last origin at or before `byte`, by bisection; NULL before the first. */
static const ModelOrigin *origin_of(const ModelStory *story, unsigned byte)
{
    unsigned low = 0, high = story->n_origins;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (story->origins[middle].byte <= byte) low = middle + 1;
        else high = middle;
    }
    return low ? &story->origins[low - 1] : NULL;
}

BasePlace model_story_place(const ModelStory *story, unsigned byte)
{
    BasePlace place = {.file = story->path, .story = story->slug};
    const ModelOrigin *origin = origin_of(story, byte);
    if (!origin) return place;
    place.line = origin->line;
    place.column = origin->column + (int)g_utf8_strlen(story->text + origin->byte, byte - origin->byte);
    return place;
}

BasePlace model_jump_place(const ModelStory *story)
{
    return (BasePlace){.file = story->path, .line = story->jump_line, .column = story->jump_column, .story = story->slug};
}
