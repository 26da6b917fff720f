/* Copy-fitting: each knob alone with its numbers, what is over or short beyond it, and on random stories that nothing is lost, that the
 * page is never worse for it and the same every time. */
#include "flow/block.h"

#include <string.h>

#include "cases.h"
#include "flow/page.h"

typedef OneBlock Fixture;

static void set_up(Fixture *f, gconstpointer unused)
{
    (void)unused;
    one_block_begin(f);
}

static void tear_down(Fixture *f, gconstpointer unused)
{
    (void)unused;
    one_block_end(f);
}

static void set_legs(Fixture *f, unsigned n, int depth, DkLength measure)
{
    f->block.n_legs = n;
    for (unsigned l = 0; l < n; l++)
        f->legs[l] =
            (ModelLeg){.rect = {.x = (DkLength)l * 2 * measure, .width = measure, .height = depth * LINE}, .n_lines = depth};
}

/* One paragraph of `n` times `unit`. */
static void set_story(Fixture *f, const char *unit, unsigned n)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < n; i++) g_string_append(text, unit);
    ModelParagraph *paragraph = base_arena_new_array(f->arena, ModelParagraph, 1);
    paragraph->n_bytes = (unsigned)text->len;
    one_block_story(f, text->str, paragraph, 1);
    g_string_free(text, TRUE);
}

static const FlowFit *fill(Fixture *f, ModelFitMode mode)
{
    f->resolved.fit = mode;
    one_block_fill(f, flow_fit(&f->resolved, f->fonts, f->arena, f->list));
    return &g_array_index(f->galley->fits, FlowFit, 0);
}

/* A knob, the story that asks for it, and what it does. */
typedef struct {
    const char *name, *unit;
    unsigned n;
    DkLength measure;
    ModelPunctuation punctuation;
    ModelFit may;
    int over, short_by;        /* without it */
    int left_over, left_short; /* with it */
    DkLength tracking, size;   /* that it takes */
    ModelPunctuation moved;
} Case;

#define THREE_PER_CENT (EM * 3 / 100)
#define QUARTER (DK_PT / 4)

#define W(ems) ((DkLength)((ems)*EM))
#define HALF MODEL_PUNCTUATION_HALF

/* Two legs of ten lines; one line in each may stay empty. */
static const Case cases[] = {
    /* lines of 17.6 em hold 17 Han; from -0.0235 em on they hold 18, and 350 Han take 20 lines instead of 21: the fifth step of six */
    {"tracking", "中", 350, W(17.6), HALF, {.tracking = THREE_PER_CENT}, 1, 0, 0, 0, -(THREE_PER_CENT * 5 / 6), 0, HALF},
    /* 176 pt hold 18 Han of 9.75 pt */
    {"size", "中", 350, W(17.6), HALF, {.size = QUARTER}, 1, 0, 0, 0, 0, -QUARTER, HALF},
    /* tracking alone does, so the size stays */
    {"tracking-first",
     "中",
     350,
     W(17.6),
     HALF,
     {.tracking = THREE_PER_CENT, .size = QUARTER},
     1,
     0,
     0,
     0,
     -(THREE_PER_CENT * 5 / 6),
     0,
     HALF},
    /* a stop of one em becomes half of one: 9 pairs a line become 12 */
    {"punctuation",
     "中。",
     185,
     W(18),
     MODEL_PUNCTUATION_KAIMING,
     {.has_punctuation = true, .punctuation = HALF},
     1,
     0,
     0,
     4,
     0,
     0,
     HALF},
    /* lines of 17.2 em hold 16 Han from +0.0125 em on: 280 take 18 lines instead of 17 */
    {"tracking-out", "中", 280, W(17.2), HALF, {.tracking = THREE_PER_CENT}, 0, 3, 0, 2, THREE_PER_CENT * 3 / 6, 0, HALF},
    {"size-out", "中", 280, W(17.2), HALF, {.size = QUARTER}, 0, 3, 0, 2, 0, QUARTER, HALF},
    {"punctuation-out",
     "中。",
     170,
     W(18),
     HALF,
     {.has_punctuation = true, .punctuation = MODEL_PUNCTUATION_KAIMING},
     0,
     5,
     0,
     1,
     0,
     0,
     MODEL_PUNCTUATION_KAIMING},
    /* all that may give is given, and what is left is over; a story that stays short all the same is left as it is */
    {"too-long", "中", 500, W(17.6), HALF, {.tracking = THREE_PER_CENT, .size = QUARTER}, 10, 0, 8, 0, -THREE_PER_CENT, 0, HALF},
    {"too-short", "中", 100, W(17.2), HALF, {.tracking = THREE_PER_CENT, .size = QUARTER}, 0, 14, 0, 14, 0, 0, HALF},
};

static void assert_same_moves(const ModelMoves *a, const ModelMoves *b)
{
    g_assert_cmpint(a->tracking, ==, b->tracking);
    g_assert_cmpint(a->size, ==, b->size);
    g_assert_cmpint(a->is_punctuated, ==, b->is_punctuated);
    g_assert_cmpint(a->punctuation, ==, b->punctuation);
    g_assert_cmpint(a->leading, ==, b->leading);
    g_assert_cmpint(a->head, ==, b->head);
    g_assert_cmpint(a->picture, ==, b->picture);
}

static void test_knob(Fixture *f, gconstpointer data)
{
    const Case *c = data;
    for (int r = 0; r < MODEL_N_ROLES; r++) {
        f->styles[r].punctuation = c->punctuation;
        f->styles[r].fit = c->may;
    }
    set_legs(f, 2, 10, c->measure);
    set_story(f, c->unit, c->n);
    FlowFit off = *fill(f, MODEL_FIT_OFF), report = *fill(f, MODEL_FIT_REPORT), apply = *fill(f, MODEL_FIT_APPLY);
    g_test_message("%s: over %d short %d -> over %d short %d, tracking %d size %d punctuation %d", c->name, off.over, off.short_by,
                   apply.over, apply.short_by, apply.moves.tracking, apply.moves.size, apply.moves.punctuation);
    g_assert_cmpint(report.over, ==, off.over); /* a report leaves the page */
    g_assert_cmpint(report.short_by, ==, off.short_by);
    assert_same_moves(&report.moves, &apply.moves);
    g_assert_cmpint(off.moves.tracking, ==, 0);
    g_assert_cmpint(off.moves.size, ==, 0);
    g_assert_cmpint(off.over, ==, c->over);
    g_assert_cmpint(off.short_by, ==, c->short_by);
    g_assert_cmpint(apply.over, ==, c->left_over);
    g_assert_cmpint(apply.short_by, ==, c->left_short);
    g_assert_cmpint(apply.moves.tracking, ==, c->tracking);
    g_assert_cmpint(apply.moves.size, ==, c->size);
    g_assert_cmpint(apply.moves.is_punctuated ? apply.moves.punctuation : c->punctuation, ==, c->moved);
}

/* ---- Random stories ---- */

/* Characters that stand in legs. */
static int set_characters(const Fixture *f)
{
    glong n = 0;
    for (unsigned i = 0; i < f->galley->lines->len; i++) {
        const ParLine *line = &g_array_index(f->lines->lines, ParLine, g_array_index(f->galley->lines, FlowLine, i).line);
        n += g_utf8_strlen(f->story.text + line->first_byte, line->n_bytes);
    }
    return (int)n;
}

static char *galley_dump(const Fixture *f)
{
    BaseDump *dump = base_dump_new();
    flow_dump(f->galley, f->lines, dump);
    return base_dump_finish(dump);
}

static void check_random(Fixture *f)
{
    static const char *const units[] = {"中中，", "中中中。", "中2022中", "中“中”中", "word中中，"};
    DkLength least = 8 * EM, most = 20 * EM;
    for (int r = 0; r < MODEL_N_ROLES; r++)
        f->styles[r].fit = (ModelFit){.tracking = g_test_rand_int_range(0, THREE_PER_CENT + 1),
                                      .size = g_test_rand_int_range(0, 2) * QUARTER,
                                      .has_punctuation = g_test_rand_bit(),
                                      .punctuation = MODEL_PUNCTUATION_KAIMING};
    f->block.is_balanced = g_test_rand_bit();
    set_legs(f, (unsigned)g_test_rand_int_range(1, 4), g_test_rand_int_range(3, 15), g_test_rand_int_range(least, most));
    set_story(f, units[g_test_rand_int_range(0, G_N_ELEMENTS(units))], (unsigned)g_test_rand_int_range(1, 200));
    FlowFit off = *fill(f, MODEL_FIT_OFF), apply = *fill(f, MODEL_FIT_APPLY);
    g_assert_cmpint(apply.over, <=, off.over);
    if (!off.over) g_assert_cmpint(apply.short_by, <=, off.short_by);
    g_assert_cmpint(set_characters(f) + apply.over_characters, ==, (int)g_utf8_strlen(f->story.text, -1));
    g_autofree char *first = galley_dump(f);
    fill(f, MODEL_FIT_APPLY);
    g_autofree char *second = galley_dump(f);
    g_assert_cmpstr(first, ==, second);
}

static void test_random(Fixture *f, gconstpointer unused)
{
    (void)unused;
    for (int i = 0; i < 120; i++) check_random(f);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/flow/fit/%s", cases[i].name);
        g_test_add(path, Fixture, &cases[i], set_up, test_knob, tear_down);
    }
    cases_add("flow/fit", "flow/fit.cases", page_case);
    g_test_add("/flow/fit/random", Fixture, NULL, set_up, test_random, tear_down);
    int status = g_test_run();
    cases_finish();
    return status;
}
