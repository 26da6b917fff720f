/* Outlines of polygons made of rectangles. */
#include "page/outline.h"

/* Edges as "x,y+width" and "x,y|height", in the order they come. */
static char *outline_text(const BaseRect *rects, unsigned n)
{
    g_autoptr(GArray) edges = page_outline(rects, n);
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < edges->len; i++) {
        BaseRect edge = g_array_index(edges, BaseRect, i);
        g_string_append_printf(text, "%s%d,%d%c%d", i ? " " : "", edge.x, edge.y, edge.height ? '|' : '+',
                               edge.height ? edge.height : edge.width);
    }
    return g_string_free(text, FALSE);
}

static void test_outline(void)
{
    static const struct {
        BaseRect rects[3];
        unsigned n;
        const char *expected;
    } cases[] = {
        {{{0, 0, 4, 3}}, 1, "0,0+4 0,3+4 0,0|3 4,0|3"},
        {{{0, 0, 4, 3}, {0, 3, 2, 3}}, 2, "0,0+4 2,3+2 0,6+2 0,0|6 2,3|3 4,0|3"},             /* L: one long left edge */
        {{{0, 0, 9, 2}, {3, 2, 3, 4}}, 2, "0,0+9 0,2+3 6,2+3 3,6+3 0,0|2 3,2|4 6,2|4 9,0|2"}, /* T */
        {{{0, 0, 4, 4}, {2, 2, 4, 4}}, 2, "0,0+4 4,2+2 0,4+2 2,6+4 0,0|4 2,4|2 4,0|2 6,2|4"}, /* Z: overlapping */
        {{{0, 0, 1, 1}, {5, 0, 1, 1}}, 2, "0,0+1 5,0+1 0,1+1 5,1+1 0,0|1 1,0|1 5,0|1 6,0|1"}, /* apart */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = outline_text(cases[i].rects, cases[i].n);
        g_assert_cmpstr(text, ==, cases[i].expected);
    }
}

/* A stair of 256 rectangles, the most a block may have: its outline has one edge a step and side. */
static void test_stair(void)
{
    BaseRect rects[256];
    for (int i = 0; i < 256; i++) rects[i] = (BaseRect){0, i, 256 - i, 1};
    g_autoptr(GArray) edges = page_outline(rects, 256);
    g_assert_cmpuint(edges->len, ==, 2 + 2 * 256);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/page/outline", test_outline);
    g_test_add_func("/page/outline/stair", test_stair);
    return g_test_run();
}
