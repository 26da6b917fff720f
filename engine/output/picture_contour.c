/* Outlines of pictures, for text to run round: from where to where each strip of a frame is inked.
 *
 * A pixel counts by its alpha, or where the picture has none by how much darker it is than paper.  Of a strip only the first and the last
 * inked point are kept: text does not stand in hollows, where it would be torn from its line (house rule). */
#include "output/picture.h"

#include <math.h>

enum { STRIPS_MAX = 1024 };
#define STRIP (DK_PT / 2) /* finer than any line of text would show */

/* The ink of a pixel, 0-255. */
static unsigned ink_of(const Picture *picture, size_t at)
{
    const uint8_t *pixel = picture->pixels + at * picture->space;
    if (picture->alpha) return picture->alpha[at];
    if (picture->space == PICTURE_GREY) return 255u - pixel[0];
    if (picture->space == PICTURE_RGB) return 255u - picture_lightness(pixel[0], pixel[1], pixel[2]);
    return MIN(255u, pixel[3] + (77u * pixel[0] + 150u * pixel[1] + 29u * pixel[2]) / 256);
}

typedef struct {
    const Picture *picture;
    ModelCrop part; /* what of it is shown */
    BaseRect rect;
    unsigned least; /* ink */
    DkLength *first[2], *end[2];
    unsigned n[2]; /* rows, columns */
} Tracing;

static void widen(DkLength *first, DkLength *end, DkLength from, DkLength to)
{
    if (*end == 0 || from < *first) *first = from;
    if (to > *end) *end = to;
}

/* Notes an inked pixel whose corner, in parts of what is shown, is `left`, `top`. */
static void note(const Tracing *tracing, double left, double top, double width, double height)
{
    const double from[2] = {MAX(left, 0), MAX(top, 0)}, to[2] = {MIN(left + width, 1), MIN(top + height, 1)};
    const DkLength sides[2] = {tracing->rect.width, tracing->rect.height};
    if (from[0] >= to[0] || from[1] >= to[1]) return;
    for (unsigned i = 0; i < 2; i++) {
        unsigned n = tracing->n[i], first = (unsigned)(from[!i] * n), last = MIN((unsigned)ceil(to[!i] * n), n);
        for (unsigned k = first; k < last; k++)
            widen(&tracing->first[i][k], &tracing->end[i][k], (DkLength)(from[i] * sides[i]), (DkLength)ceil(to[i] * sides[i]));
    }
}

static void trace_row(const Tracing *tracing, unsigned y)
{
    const Picture *picture = tracing->picture;
    double wide = 1 / (picture->width * tracing->part.width), high = 1 / (picture->height * tracing->part.height);
    double left = tracing->part.left / tracing->part.width, top = tracing->part.top / tracing->part.height;
    for (unsigned x = 0; x < picture->width;) {
        unsigned start = x;
        while (x < picture->width && ink_of(picture, (size_t)y * picture->width + x) > tracing->least) x++;
        if (x > start) note(tracing, start * wide - left, y * high - top, (x - start) * wide, high);
        else x++;
    }
}

void picture_trace(const Picture *picture, const ModelObstacle *obstacle, const BaseRect *rect, BaseArena *arena, ModelShown *shown)
{
    Tracing tracing = {.picture = picture, .part = picture_shown(picture, &picture->request), .rect = *rect};
    const DkLength across[2] = {rect->height, rect->width};
    tracing.least = (unsigned)(MIN(obstacle->threshold, 0.999) * 255);
    for (unsigned i = 0; i < 2; i++) {
        tracing.n[i] = (unsigned)CLAMP(across[i] / STRIP, 1, STRIPS_MAX);
        tracing.first[i] = base_arena_new_array(arena, DkLength, tracing.n[i]);
        tracing.end[i] = base_arena_new_array(arena, DkLength, tracing.n[i]);
    }
    for (unsigned y = 0; y < picture->height; y++) trace_row(&tracing, y);
    shown->rows = (ModelContour){tracing.n[0], tracing.first[0], tracing.end[0]};
    shown->columns = (ModelContour){tracing.n[1], tracing.first[1], tracing.end[1]};
}
