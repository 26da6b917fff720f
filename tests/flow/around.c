/* Text round boxes and outlines: the slots that are left; and on random pages that nothing is lost, overlaps, or stands in a slit. */
#include "flow/block.h"
#include "flow/job.h"

#include <string.h>

enum { LEGS_MAX = 6, OBSTACLES_MAX = 5, LEAST_EMS = 7 };

typedef struct {
    BaseArena *arena;
    DkDiagnostics *list;
    ModelResolved resolved;
    ModelStyle styles[MODEL_N_ROLES];
    ModelBlock block;
    ModelStory story;
    ModelLeg legs[LEGS_MAX];
    ModelObstacle obstacles[OBSTACLES_MAX];
    ModelPictureFrame pictures[OBSTACLES_MAX];
} Fixture;

static void set_up(Fixture *f, bool is_vertical)
{
    memset(f, 0, sizeof *f);
    f->arena = base_arena_new();
    f->list = dk_diagnostics_new();
    for (unsigned r = 0; r < MODEL_N_ROLES; r++) {
        f->styles[r] = one_block_style(model_role_words[r]);
        f->styles[r].indent = 2 * EM;
        f->styles[r].direction = is_vertical ? MODEL_DIRECTION_VERTICAL : MODEL_DIRECTION_HORIZONTAL;
        f->block.styles[r] = r;
    }
    f->styles[MODEL_ROLE_CROSS_HEAD].leading = 2 * LINE;
    f->resolved = (ModelResolved){.em = EM,
                                  .line = LINE,
                                  .styles = f->styles,
                                  .n_styles = MODEL_N_ROLES,
                                  .blocks = &f->block,
                                  .n_blocks = 1,
                                  .legs = f->legs,
                                  .obstacles = f->obstacles,
                                  .pictures = f->pictures};
    f->block.id = "block";
    f->block.story = &f->story;
}

static void tear_down(Fixture *f)
{
    dk_diagnostics_free(f->list);
    base_arena_free(f->arena);
}

/* One leg of 30 em and 20 lines at 100, 200 pt; vertically 30 em deep and 20 lines wide. */
static void set_leg(Fixture *f, bool is_vertical)
{
    BaseRect rect = {100 * DK_PT, 200 * DK_PT, 30 * EM, 20 * LINE};
    if (is_vertical) rect = (BaseRect){100 * DK_PT, 200 * DK_PT, 20 * LINE, 30 * EM};
    f->legs[0] = (ModelLeg){.rect = rect, .n_lines = 20, .is_vertical = is_vertical};
    f->block.n_legs = f->resolved.n_legs = 1;
}

/* An obstacle from `along` em, `length` em long, over lines `line` to `line` + `lines`, in the leg's own directions. */
static void add_obstacle(Fixture *f, double along, double length, int line, int lines)
{
    const BaseRect *leg = &f->legs[0].rect;
    DkLength start = (DkLength)(along * EM), extent = (DkLength)(length * EM);
    BaseRect rect = f->legs[0].is_vertical
                        ? (BaseRect){leg->x + leg->width - (line + lines) * LINE, leg->y + start, lines * LINE, extent}
                        : (BaseRect){leg->x + start, leg->y + line * LINE, extent, lines * LINE};
    f->obstacles[f->resolved.n_obstacles++] = (ModelObstacle){MODEL_AROUND_BOX, rect, EM, false, 0.1, -1, -1};
}

/* The slots, lines that follow each other alike as one: "0-4:0+30", first and last line, offset and width in em. */
static char *slots_of(const Fixture *f)
{
    FlowThread thread = flow_thread_new(&f->resolved, &f->block, f->arena);
    GString *text = g_string_new(NULL);
    for (int i = 0; i < thread.n_slots;) {
        FlowSlot first = flow_thread_slot(&thread, i), last = first;
        for (i++; i < thread.n_slots; i++) {
            FlowSlot slot = flow_thread_slot(&thread, i);
            if (slot.line != last.line + 1 || slot.segment.offset != first.segment.offset ||
                slot.segment.width != first.segment.width)
                break;
            last = slot;
        }
        g_string_append_printf(text, "%s%d-%d:%g+%g", text->len ? " " : "", first.line, last.line,
                               (double)first.segment.offset / EM, (double)first.segment.width / EM);
    }
    return g_string_free(text, FALSE);
}

static void expect_slots(const Fixture *f, const char *expected)
{
    g_autofree char *slots = slots_of(f);
    g_assert_cmpstr(slots, ==, expected);
}

/* One line stays empty over and under: its em box is nearer than the gap. */
static void check_boxes(bool is_vertical)
{
    Fixture f;
    set_up(&f, is_vertical);
    set_leg(&f, is_vertical);
    expect_slots(&f, "0-19:0+30");
    add_obstacle(&f, 20, 10, 5, 4);
    expect_slots(&f, "0-3:0+30 4-9:0+19 10-19:0+30");
    f.obstacles[0].gap = 0;
    expect_slots(&f, "0-4:0+30 5-8:0+20 9-19:0+30");
    f.resolved.n_obstacles = 0;
    add_obstacle(&f, 9, 10, 5, 4); /* 8 em before, 10 behind: the wider, or both */
    expect_slots(&f, "0-3:0+30 4-9:20+10 10-19:0+30");
    f.obstacles[0].is_both = true;
    expect_slots(&f, "0-3:0+30 4-4:0+8 4-4:20+10 5-5:0+8 5-5:20+10 6-6:0+8 6-6:20+10 7-7:0+8 7-7:20+10 8-8:0+8 8-8:20+10 9-9:0+8 "
                     "9-9:20+10 10-19:0+30");
    f.resolved.n_obstacles = 0;
    add_obstacle(&f, 7, 15, 5, 4); /* 6 em before, 7 behind */
    f.obstacles[0].is_both = true;
    expect_slots(&f, "0-3:0+30 4-9:23+7 10-19:0+30");
    f.resolved.n_obstacles = 0;
    add_obstacle(&f, 7.5, 15, 5, 4); /* nowhere 7 em */
    expect_slots(&f, "0-3:0+30 10-19:0+30");
    f.obstacles[0].block = 0; /* the block itself, or a copy of it */
    expect_slots(&f, "0-19:0+30");
    ModelBlock copy = f.block;
    g_assert_null(flow_parted_new(&f.resolved, &copy, f.arena));
    tear_down(&f);
}

static void test_box(void)
{
    check_boxes(false);
}

static void test_box_vertical(void)
{
    check_boxes(true);
}

/* A narrowing of the layout and an obstacle both count; a narrow leg that nothing stands in is set. */
static void test_narrow(void)
{
    Fixture f;
    static const ModelNarrow narrow = {.first_line = 0, .n_lines = 10, .offset = 5 * EM, .width = 25 * EM};
    set_up(&f, false);
    set_leg(&f, false);
    f.resolved.narrows = &narrow;
    f.legs[0].n_narrows = 1;
    add_obstacle(&f, 25, 5, 8, 5);
    expect_slots(&f, "0-6:5+25 7-9:5+19 10-13:0+24 14-19:0+30");
    f.legs[0].n_narrows = 0;
    f.legs[0].rect.width = 6 * EM;
    f.obstacles[0].rect.width = 0;
    f.obstacles[0].rect.x -= 25 * EM;
    expect_slots(&f, "0-6:0+6 14-19:0+6");
    tear_down(&f);
}

/* A triangle: nothing in its first strip, all of its width in the last. */
static void test_outline(void)
{
    static const DkLength first[] = {0, 10 * EM, 6 * EM, 0}, end[] = {0, 12 * EM, 12 * EM, 12 * EM};
    Fixture f;
    set_up(&f, false);
    set_leg(&f, false);
    add_obstacle(&f, 18, 12, 4, 8);
    f.obstacles[0].kind = MODEL_AROUND_OUTLINE;
    f.obstacles[0].gap = 0;
    f.obstacles[0].picture = 0;
    f.pictures[0].shown.rows = (ModelContour){4, first, end}; /* two lines a strip */
    expect_slots(&f, "0-5:0+30 6-7:0+28 8-9:0+24 10-11:0+18 12-19:0+30");
    f.obstacles[0].gap = EM;
    expect_slots(&f, "0-4:0+30 5-6:0+27 7-8:0+23 9-12:0+17 13-19:0+30");
    f.pictures[0].shown.rows.n = 0; /* a picture that could not be read */
    expect_slots(&f, "0-2:0+30 3-12:0+17 13-19:0+30");
    tear_down(&f);
}

/* A column of a vertical page counts the strips from its right. */
static void test_outline_vertical(void)
{
    static const DkLength first[] = {0, 5 * EM}, end[] = {10 * EM, 10 * EM};
    Fixture f;
    set_up(&f, true);
    set_leg(&f, true);
    add_obstacle(&f, 20, 10, 4, 4);
    f.obstacles[0].kind = MODEL_AROUND_OUTLINE;
    f.obstacles[0].gap = 0;
    f.obstacles[0].picture = 0;
    f.pictures[0].shown.columns = (ModelContour){2, first, end};
    expect_slots(&f, "0-3:0+30 4-5:0+25 6-7:0+20 8-19:0+30");
    tear_down(&f);
}

/* ---- Random pages ---- */

/* Legs of unequal measure and depth beside each other, as L, T, U and Z have them; vertically one below the other. */
static void set_random_legs(Fixture *f, GRand *rand, bool is_vertical)
{
    DkLength at = 0;
    f->block.n_legs = f->resolved.n_legs = (unsigned)g_rand_int_range(rand, 1, LEGS_MAX + 1);
    for (unsigned l = 0; l < f->block.n_legs; l++) {
        int grid_line = g_rand_int_range(rand, 0, 8), n_lines = g_rand_int_range(rand, 3, 25);
        DkLength measure = g_rand_int_range(rand, 8 * EM, 25 * EM), depth = n_lines * LINE, start = grid_line * LINE;
        BaseRect rect =
            is_vertical ? (BaseRect){60 * LINE - start - depth, at, depth, measure} : (BaseRect){at, start, measure, depth};
        f->legs[l] = (ModelLeg){.rect = rect, .grid_line = grid_line, .n_lines = n_lines, .is_vertical = is_vertical};
        at += measure + EM;
    }
    f->block.is_balanced = g_rand_boolean(rand);
}

static void set_random_obstacles(Fixture *f, GRand *rand)
{
    f->resolved.n_obstacles = (unsigned)g_rand_int_range(rand, 0, OBSTACLES_MAX + 1);
    for (unsigned i = 0; i < f->resolved.n_obstacles; i++)
        f->obstacles[i] = (ModelObstacle){MODEL_AROUND_BOX,
                                          {g_rand_int_range(rand, 0, 70 * EM), g_rand_int_range(rand, 0, 40 * EM),
                                           g_rand_int_range(rand, EM, 25 * EM), g_rand_int_range(rand, EM, 15 * EM)},
                                          g_rand_int_range(rand, 0, 2 * EM),
                                          g_rand_boolean(rand),
                                          0.1,
                                          -1,
                                          -1};
}

/* Paragraphs of Han, some of them cross-heads two lines deep. */
static void set_random_story(Fixture *f, GRand *rand)
{
    GString *all = g_string_new(NULL);
    unsigned n = (unsigned)g_rand_int_range(rand, 1, 8);
    ModelParagraph *paragraphs = base_arena_new_array(f->arena, ModelParagraph, n);
    for (unsigned i = 0; i < n; i++) {
        bool is_head = g_rand_int_range(rand, 0, 5) == 0;
        int length = is_head ? g_rand_int_range(rand, 2, 20) : g_rand_int_range(rand, 1, 300);
        unsigned first = (unsigned)all->len;
        for (int k = 0; k < length; k++) g_string_append(all, "中");
        paragraphs[i] = (ModelParagraph){.kind = is_head ? MODEL_PARAGRAPH_CROSS_HEAD : MODEL_PARAGRAPH_BODY,
                                         .first_byte = first,
                                         .n_bytes = (unsigned)all->len - first};
    }
    f->story = (ModelStory){.path = "story.md",
                            .slug = "story",
                            .text = base_arena_strdup(f->arena, all->str),
                            .n_bytes = (unsigned)all->len,
                            .paragraphs = paragraphs,
                            .n_paragraphs = n};
    g_string_free(all, TRUE);
}

/* The em boxes of a line on the sheet. */
static BaseRect line_box(const FlowFrame *frame, const FlowLine *placed, const ParLine *line)
{
    DkLength over = placed->center - EM / 2;
    if (frame->direction == MODEL_DIRECTION_VERTICAL)
        return (BaseRect){frame->rect.x + frame->rect.width - over - EM, frame->rect.y + line->offset, EM, line->width};
    return (BaseRect){frame->rect.x + line->offset, frame->rect.y + over, line->width, EM};
}

static void expect_clear(const Fixture *f, const BaseRect *box)
{
    for (unsigned i = 0; i < f->resolved.n_obstacles; i++) {
        const ModelObstacle *obstacle = &f->obstacles[i];
        const BaseRect *rect = &obstacle->rect;
        DkLength across = MIN(box->x + box->width, rect->x + rect->width) - MAX(box->x, rect->x);
        DkLength down = MIN(box->y + box->height, rect->y + rect->height) - MAX(box->y, rect->y);
        g_assert_true(across <= -obstacle->gap + 2 || down <= -obstacle->gap + 2);
    }
}

/* Every line stands inside its leg, clear of all obstacles, in 7 em at least; every character is set once or counted as over. */
static void check_page(const Fixture *f, const FlowGalley *galley, const ParLines *lines)
{
    glong n_set = 0, n_all = g_utf8_strlen(f->story.text, f->story.n_bytes);
    for (unsigned i = 0; i < galley->lines->len; i++) {
        const FlowLine *placed = &g_array_index(galley->lines, FlowLine, i);
        const FlowFrame *frame = &g_array_index(galley->frames, FlowFrame, placed->frame);
        const ParLine *line = &g_array_index(lines->lines, ParLine, placed->line);
        DkLength measure = frame->direction == MODEL_DIRECTION_VERTICAL ? frame->rect.height : frame->rect.width;
        BaseRect box = line_box(frame, placed, line);
        expect_clear(f, &box);
        g_assert_cmpint(line->offset, >=, 0);
        g_assert_cmpint(line->offset + line->width, <=, measure);
        g_assert_cmpint(line->measure, >=, (LEAST_EMS - 2) * EM); /* an indent of 2 em may be off it */
        n_set += g_utf8_strlen(f->story.text + line->first_byte, line->n_bytes);
    }
    const FlowFit *fit = &g_array_index(galley->fits, FlowFit, 0);
    g_assert_cmpint(n_set + fit->over_characters, ==, n_all);
    g_assert_true(fit->over_characters == 0 || fit->over > 0 || fit->available == 0);
}

static void check_random(TextFonts *fonts, GRand *rand)
{
    Fixture f;
    bool is_vertical = g_rand_boolean(rand);
    set_up(&f, is_vertical);
    set_random_legs(&f, rand, is_vertical);
    set_random_obstacles(&f, rand);
    set_random_story(&f, rand);
    TextRuns *runs = text_runs_new(f.styles, MODEL_N_ROLES);
    ParLines *lines = par_lines_new();
    FlowGalley *galley = flow_fill(&f.resolved, fonts, runs, lines, f.arena, f.list);
    check_page(&f, galley, lines);
    flow_galley_free(galley);
    par_lines_free(lines);
    text_runs_free(runs);
    tear_down(&f);
}

/* The same pages every time; DUIKAI_TEST_SEED and DUIKAI_TEST_ROUNDS give others and more. */
static void test_random(void)
{
    const char *seed = g_getenv("DUIKAI_TEST_SEED"), *rounds = g_getenv("DUIKAI_TEST_ROUNDS");
    guint32 first = seed ? (guint32)g_ascii_strtoull(seed, NULL, 10) : 1;
    unsigned n = rounds ? (unsigned)g_ascii_strtoull(rounds, NULL, 10) : 300;
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    TextFonts *fonts = text_fonts_new(".", NULL, list);
    g_assert_nonnull(fonts);
    for (unsigned i = 0; i < n; i++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(first + i);
        g_test_message("seed %u", first + i);
        check_random(fonts, rand);
    }
    text_fonts_free(fonts);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/flow/around/box", test_box);
    g_test_add_func("/flow/around/box-vertical", test_box_vertical);
    g_test_add_func("/flow/around/narrow", test_narrow);
    g_test_add_func("/flow/around/outline", test_outline);
    g_test_add_func("/flow/around/outline-vertical", test_outline_vertical);
    g_test_add_func("/flow/around/random", test_random);
    return g_test_run();
}
