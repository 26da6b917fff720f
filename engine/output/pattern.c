/* Rules and borders drawn from patterns (花边), as one outline that every back end fills.
 *
 * In: a rule's or a border's rectangle and its stroke.  Out: the steps of its contours, in points on the sheet, y downwards.
 * A pattern is a cell and a corner piece, drawn here in a small language of paths: absolute M L C Z as in SVG, `R x y w h` a
 * rectangle, `O x y r` a disc, `o x y r` a hole in one; all filled by the nonzero rule.  y runs from the outer side inwards, 0 to
 * `depth` units, x along the side, clockwise round a box.  A cell is stretched along its side alone, so that each side holds a
 * whole number of cells; the corner piece is that of the upper left, turned for the others.  The drawings are our own, after the
 * cast borders of composing rooms. */
#include "output/pattern.h"

#include <math.h>

typedef struct {
    unsigned depth, width; /* of the cell, in units */
    const char *cell;
    const char *corner; /* `depth` by `depth`: entered from below, left to the right */
} Pattern;

#define EDGES "R0 4 100 5 R0 91 100 5 "
#define CORNER_EDGES "R4 4 96 5 R4 9 5 91 R91 91 9 5 R91 96 5 4 "

static const Pattern patterns[MODEL_N_RULES] = {
    [MODEL_RULE_WAVE] = {100, 200,
                         "M0 12 C36 12 64 72 100 72 C136 72 164 12 200 12 L200 28 C164 28 136 88 100 88 C64 88 36 28 0 28 Z",
                         "M12 100 C12 51 51 12 100 12 L100 28 C60 28 28 60 28 100 Z"},
    [MODEL_RULE_FRET] = {14, 16, "R0 12 2 2 R1 0 2 14 R1 0 14 2 R13 0 2 10 R9 8 6 2 R9 4 2 6 R5 4 6 2 R5 4 2 10 R5 12 11 2",
                         "R12 12 2 2 R0 0 10 2 R8 0 2 10 R0 8 10 2 R0 0 2 10 R4 4 2 2"},
    [MODEL_RULE_ROPE] = {100, 36, "R0 4 36 5 R0 91 36 5 M-12 82 C-3 54 21 29 48 18 C39 46 15 71 -12 82 Z",
                         CORNER_EDGES "O50 50 27 o50 50 18 O50 50 9"},
    [MODEL_RULE_LACE] = {100, 100,
                         "R0 84 100 6 R0 95 100 5 M0 86 C0 22 100 22 100 86 L91 86 C91 34 9 34 9 86 Z "
                         "O50 26 9 O14 42 8 O86 42 8 O50 68 15 o50 68 7",
                         "R84 84 16 6 R84 90 6 10 R95 95 5 5 O46 46 32 o46 46 24 O46 46 11 "
                         "O46 9 6 O83 46 6 O46 83 6 O9 46 6 O72 20 6 O72 72 6 O20 72 6 O20 20 6"},
    [MODEL_RULE_DIAMOND] = {100, 100,
                            EDGES "M50 18 L82 50 L50 82 L18 50 Z M50 32 L32 50 L50 68 L68 50 Z M50 42 L58 50 L50 58 L42 50 Z "
                                  "O0 50 7 O100 50 7",
                            CORNER_EDGES "O50 33 14 O67 50 14 O50 67 14 O33 50 14 R44 44 12 12"},
    [MODEL_RULE_PEARL] = {100, 62, "R0 4 62 5 R0 91 62 5 O31 50 25 o31 50 9", CORNER_EDGES "O50 50 33 o50 50 24 O50 50 14"},
    [MODEL_RULE_VINE] = {100, 200,
                         "M0 16 C36 16 64 76 100 76 C136 76 164 16 200 16 L200 24 C164 24 136 84 100 84 C64 84 36 24 0 24 Z "
                         "M100 72 C87 50 87 27 100 4 C113 27 113 50 100 72 Z "
                         "M94 70 C72 63 56 43 57 10 C80 20 95 43 94 70 Z M106 70 C128 63 144 43 143 10 C120 20 105 43 106 70 Z "
                         "M7 30 C30 37 46 57 44 92 C20 82 6 57 7 30 Z M193 30 C170 37 154 57 156 92 C180 82 194 57 193 30 Z "
                         "O0 68 8 O200 68 8",
                         "M16 100 C16 48 48 16 100 16 L100 24 C58 24 24 58 24 100 Z M40 40 C68 42 88 60 94 94 C60 88 42 68 40 40 Z "
                         "M33 33 C17 29 7 19 3 3 C19 7 29 17 33 33 Z"},
};

/* ---- Paths ---- */

/* From units to the sheet: x is stretched, then the piece is turned. */
typedef struct {
    double x, y;   /* of the piece's upper left corner when not turned */
    double xx, xy; /* what a unit along adds to x and y */
    double yx, yy; /* what a unit inwards adds */
} Frame;

static void point(const Frame *frame, double x, double y, OutlineStep *step, unsigned index)
{
    step->x[index] = (float)(frame->x + x * frame->xx + y * frame->yx);
    step->y[index] = (float)(frame->y + x * frame->xy + y * frame->yy);
}

static void add_points(GArray *steps, const Frame *frame, char kind, const double *at)
{
    OutlineStep step = {.kind = kind};
    for (unsigned i = 0; i < (kind == 'Z' ? 0u : kind == 'C' ? 3u : 1u); i++) point(frame, at[2 * i], at[2 * i + 1], &step, i);
    g_array_append_val(steps, step);
}

static void add_rect(GArray *steps, const Frame *frame, const double *at)
{
    double right = at[0] + at[2], foot = at[1] + at[3];
    add_points(steps, frame, 'M', at);
    add_points(steps, frame, 'L', (double[]){right, at[1]});
    add_points(steps, frame, 'L', (double[]){right, foot});
    add_points(steps, frame, 'L', (double[]){at[0], foot});
    add_points(steps, frame, 'Z', NULL);
}

/* Four quarters, clockwise or, for a hole, the other way; a cubic is as good as a circle to 0.03 % of its radius. */
static void add_disc(GArray *steps, const Frame *frame, const double *at, double way)
{
    double x = at[0], y = at[1], r = at[2], k = 0.5523 * r, w = way * r, v = way * k;
    add_points(steps, frame, 'M', (double[]){x + r, y});
    add_points(steps, frame, 'C', (double[]){x + r, y + v, x + k, y + w, x, y + w});
    add_points(steps, frame, 'C', (double[]){x - k, y + w, x - r, y + v, x - r, y});
    add_points(steps, frame, 'C', (double[]){x - r, y - v, x - k, y - w, x, y - w});
    add_points(steps, frame, 'C', (double[]){x + k, y - w, x + r, y - v, x + r, y});
    add_points(steps, frame, 'Z', NULL);
}

static unsigned numbers_of(char command)
{
    switch (command) {
    case 'M':
    case 'L': return 2;
    case 'O':
    case 'o': return 3;
    case 'R': return 4;
    case 'C': return 6;
    default: return 0;
    }
}

static void add_path(GArray *steps, const Frame *frame, const char *path)
{
    while (*path) {
        char command = *path++;
        double at[6];
        if (command == ' ') continue;
        for (unsigned i = 0; i < numbers_of(command); i++) at[i] = g_ascii_strtod(path, (char **)&path);
        if (command == 'R') add_rect(steps, frame, at);
        else if (command == 'O' || command == 'o') add_disc(steps, frame, at, command == 'O' ? 1 : -1);
        else add_points(steps, frame, command, at);
    }
}

/* ---- Sides ---- */

/* A side from (x, y), `length` long, that runs `dx`, `dy`; its inner side is on the right. */
typedef struct {
    double x, y, length;
    int dx, dy;
} Side;

static Frame frame_of(const Side *side, double along, double unit, double stretch)
{
    return (Frame){.x = side->x + along * side->dx,
                   .y = side->y + along * side->dy,
                   .xx = unit * stretch * side->dx,
                   .xy = unit * stretch * side->dy,
                   .yx = -unit * side->dy,
                   .yy = unit * side->dx};
}

static void add_cells(GArray *steps, const Pattern *pattern, const Side *side, double unit)
{
    double cell = unit * pattern->width;
    double n = fmax(1, round(side->length / cell)), step = side->length / n;
    for (double i = 0; i < n && side->length > 0; i++) {
        Frame frame = frame_of(side, i * step, unit, step / cell);
        add_path(steps, &frame, pattern->cell);
    }
}

GArray *output_pattern_rule(const BaseRect *rect, const ModelStroke *stroke)
{
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(OutlineStep));
    const Pattern *pattern = &patterns[stroke->kind];
    bool is_level = rect->width >= rect->height;
    double depth = base_length_pt(stroke->weight), x = base_length_pt(rect->x), y = base_length_pt(rect->y);
    double width = base_length_pt(rect->width), height = base_length_pt(rect->height);
    Side level = {x, y + height / 2 - depth / 2, width, 1, 0}, upright = {x + width / 2 - depth / 2, y + height, height, 0, -1};
    add_cells(steps, pattern, is_level ? &level : &upright, depth / pattern->depth);
    return steps;
}

GArray *output_pattern_border(const BaseRect *rect, const ModelStroke *stroke)
{
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(OutlineStep));
    const Pattern *pattern = &patterns[stroke->kind];
    double x = base_length_pt(rect->x), y = base_length_pt(rect->y), width = base_length_pt(rect->width);
    double height = base_length_pt(rect->height), depth = fmin(base_length_pt(stroke->weight), fmin(width, height) / 2);
    const Side sides[] = {
        {x, y, width, 1, 0}, {x + width, y, height, 0, 1}, {x + width, y + height, width, -1, 0}, {x, y + height, height, 0, -1}};
    for (unsigned i = 0; i < G_N_ELEMENTS(sides) && depth > 0; i++) {
        Side between = sides[i];
        Frame corner = frame_of(&sides[i], 0, depth / pattern->depth, 1);
        add_path(steps, &corner, pattern->corner);
        between.x += depth * between.dx;
        between.y += depth * between.dy;
        between.length -= 2 * depth;
        add_cells(steps, pattern, &between, depth / pattern->depth);
    }
    return steps;
}

GArray *output_item_outline(const PageItem *item)
{
    bool is_stroke = item->kind == PAGE_RULE || item->kind == PAGE_BORDER;
    if (!is_stroke || !model_rule_is_pattern(item->stroke.kind)) return NULL;
    return item->kind == PAGE_RULE ? output_pattern_rule(&item->rect, &item->stroke)
                                   : output_pattern_border(&item->rect, &item->stroke);
}
