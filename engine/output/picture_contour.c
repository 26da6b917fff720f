/* Outlines of pictures, for text to run round: from where to where each strip of a frame is inked.
 *
 * A pixel counts by its alpha, or where the picture has none by how much darker it is than paper.  Of a strip only the first and the last
 * inked point are kept: text does not stand in hollows, where it would be torn from its line (house rule). */
#include "output/picture.h"

#include <math.h>
#include <string.h>

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
    PictureOutline *outline;
} Tracing;

static void widen(DkLength *first, DkLength *end, DkLength from, DkLength to)
{
    if (*end == 0 || from < *first) *first = from;
    if (to > *end) *end = to;
}

/* Notes an inked pixel whose corner, in parts of what is shown, is `left`, `top`. */
static void note(const Tracing *tracing, double left, double top, double width, double height)
{
    PictureOutline *outline = tracing->outline;
    const double from[2] = {MAX(left, 0), MAX(top, 0)}, to[2] = {MIN(left + width, 1), MIN(top + height, 1)};
    const DkLength sides[2] = {tracing->picture->request.width, tracing->picture->request.height};
    if (from[0] >= to[0] || from[1] >= to[1]) return;
    for (unsigned i = 0; i < 2; i++) {
        unsigned n = outline->n[i], first = (unsigned)(from[!i] * n), last = MIN((unsigned)ceil(to[!i] * n), n);
        for (unsigned k = first; k < last; k++)
            widen(&outline->first[i][k], &outline->end[i][k], (DkLength)(from[i] * sides[i]), (DkLength)ceil(to[i] * sides[i]));
    }
}

static void trace_row(const Tracing *tracing, unsigned y)
{
    const Picture *picture = tracing->picture;
    double wide = 1 / (picture->width * tracing->part.width), high = 1 / (picture->height * tracing->part.height);
    double left = tracing->part.left / tracing->part.width, top = tracing->part.top / tracing->part.height;
    for (unsigned x = 0; x < picture->width;) {
        unsigned start = x;
        while (x < picture->width && ink_of(picture, (size_t)y * picture->width + x) > tracing->outline->least) x++;
        if (x > start) note(tracing, start * wide - left, y * high - top, (x - start) * wide, high);
        else x++;
    }
}

static unsigned least_ink(const ModelObstacle *obstacle)
{
    return (unsigned)(MIN(obstacle->threshold, 0.999) * 255);
}

bool picture_is_traced(const Picture *picture, const ModelObstacle *obstacle)
{
    return picture->traced && picture->traced->least == least_ink(obstacle);
}

void picture_trace(Picture *picture, const ModelObstacle *obstacle)
{
    const DkLength across[2] = {picture->request.height, picture->request.width};
    PictureOutline *outline = g_new0(PictureOutline, 1);
    outline->least = least_ink(obstacle);
    for (unsigned i = 0; i < 2; i++) {
        outline->n[i] = (unsigned)CLAMP(across[i] / STRIP, 1, STRIPS_MAX);
        outline->first[i] = g_new0(DkLength, outline->n[i]);
        outline->end[i] = g_new0(DkLength, outline->n[i]);
    }
    Tracing tracing = {picture, picture_shown(picture, &picture->request), outline};
    for (unsigned y = 0; y < picture->height; y++) trace_row(&tracing, y);
    picture_outline_free(picture->traced);
    picture->traced = outline;
}

static ModelContour copy(const PictureOutline *outline, unsigned i, BaseArena *arena)
{
    unsigned n = outline->n[i];
    DkLength *lengths = base_arena_new_array(arena, DkLength, 2 * n);
    memcpy(lengths, outline->first[i], n * sizeof *lengths);
    memcpy(lengths + n, outline->end[i], n * sizeof *lengths);
    return (ModelContour){n, lengths, lengths + n};
}

void picture_show_outline(const Picture *picture, BaseArena *arena, ModelShown *shown)
{
    shown->rows = copy(picture->traced, 0, arena);
    shown->columns = copy(picture->traced, 1, arena);
}

void picture_outline_free(PictureOutline *outline)
{
    if (!outline) return;
    for (unsigned i = 0; i < 2; i++) {
        g_free(outline->first[i]);
        g_free(outline->end[i]);
    }
    g_free(outline);
}
