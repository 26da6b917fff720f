/* Threads: slots of equal, unequal and narrowed legs; where a story's legs end level. */
#include "flow/job.h"

typedef struct {
    ModelResolved resolved;
    ModelBlock block;
    ModelLeg legs[8];
    ModelNarrow narrows[4];
} Fixture;

/* Legs of 10 em side by side, from grid line 0, `depth` lines each. */
static void set_legs(Fixture *fixture, unsigned n, int depth)
{
    *fixture = (Fixture){0};
    for (unsigned i = 0; i < n; i++) fixture->legs[i] = (ModelLeg){.rect = {.width = 10 * DK_PT}, .n_lines = depth};
    fixture->resolved.legs = fixture->legs;
    fixture->resolved.n_legs = n;
    fixture->resolved.line = 12 * DK_PT;
    fixture->resolved.narrows = fixture->narrows;
    fixture->block.n_legs = n;
}

/* How many of the first `n` slots lie in each leg, as "13 13 13 11". */
static char *leg_counts(const FlowThread *thread, int n)
{
    int counts[8] = {0};
    for (int i = 0; i < n; i++) counts[flow_thread_slot(thread, i).leg]++;
    GString *text = g_string_new(NULL);
    for (unsigned l = 0; l < thread->block->n_legs; l++) g_string_append_printf(text, "%s%d", l ? " " : "", counts[l]);
    return g_string_free(text, FALSE);
}

static void test_level(void)
{
    static const struct {
        int total;
        unsigned legs;
        const char *expected;
    } cases[] = {
        {50, 4, "13 13 13 11"}, /* RULES 4.5 */
        {52, 4, "13 13 13 13"}, {1, 3, "1 0 0"},     {3, 2, "2 1"},           {0, 2, "0 0"},
        {29, 2, "15 14"},       {41, 3, "14 14 13"}, {120, 4, "30 30 30 30"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Fixture fixture;
        set_legs(&fixture, cases[i].legs, 30);
        FlowThread thread = flow_thread_new(&fixture.resolved, &fixture.block, NULL);
        g_assert_cmpint(thread.n_slots, ==, 30 * (int)cases[i].legs);
        flow_thread_cut(&thread, flow_thread_foot_for(&thread, cases[i].total));
        g_autofree char *counts = leg_counts(&thread, cases[i].total);
        g_assert_cmpstr(counts, ==, cases[i].expected);
    }
}

/* Legs that start on other lines (a head sunk over two of three) end on one line all the same. */
static void test_sunk(void)
{
    Fixture fixture;
    set_legs(&fixture, 3, 20);
    fixture.legs[0].grid_line = fixture.legs[1].grid_line = 6;
    fixture.legs[0].n_lines = fixture.legs[1].n_lines = 14;
    FlowThread thread = flow_thread_new(&fixture.resolved, &fixture.block, NULL);
    g_assert_cmpint(thread.n_slots, ==, 48);
    g_assert_cmpint(flow_thread_foot(&thread), ==, 20);
    flow_thread_cut(&thread, flow_thread_foot_for(&thread, 30));
    g_assert_cmpint(thread.foot, ==, 14);
    g_autofree char *counts = leg_counts(&thread, 30);
    g_assert_cmpstr(counts, ==, "8 8 14");
}

static void test_narrow(void)
{
    Fixture fixture;
    set_legs(&fixture, 1, 40);
    fixture.narrows[0] = (ModelNarrow){.first_line = 2, .n_lines = 28, .offset = DK_PT, .width = 6 * DK_PT};
    fixture.legs[0].n_narrows = 1;
    FlowThread thread = flow_thread_new(&fixture.resolved, &fixture.block, NULL);
    ParMeasure measure = flow_thread_measure(&thread);
    g_assert_cmpint(measure.segment(measure.data, 1).width, ==, 10 * DK_PT);
    g_assert_cmpint(measure.segment(measure.data, 2).width, ==, 6 * DK_PT);
    g_assert_cmpint(measure.segment(measure.data, 29).offset, ==, DK_PT);
    g_assert_cmpint(measure.segment(measure.data, 30).width, ==, 10 * DK_PT);
    g_assert_cmpint(measure.segment(measure.data, 1000000).width, ==, 10 * DK_PT);
}

static void test_uneven(void)
{
    Fixture fixture;
    set_legs(&fixture, 2, 10);
    fixture.legs[1].rect.width = 20 * DK_PT;
    FlowThread thread = flow_thread_new(&fixture.resolved, &fixture.block, NULL);
    g_assert_cmpint(flow_thread_slot(&thread, 9).segment.width, ==, 10 * DK_PT);
    g_assert_cmpint(flow_thread_slot(&thread, 10).segment.width, ==, 20 * DK_PT);
    g_assert_cmpint(flow_thread_slot(&thread, 10).line, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/flow/thread/level", test_level);
    g_test_add_func("/flow/thread/sunk", test_sunk);
    g_test_add_func("/flow/thread/narrow", test_narrow);
    g_test_add_func("/flow/thread/uneven", test_uneven);
    return g_test_run();
}
