/* What an SVG costs to draw: effects that are said in each way, drawn by reference, or not drawn. */
#include "output/svg_cost.h"

#include <string.h>

#include "output/fixture.h"

#define BLURRED "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>"
#define RECT(more) "<rect width='9' height='9' " more "/>"

static char *svg_of(const char *content)
{
    return g_strconcat("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'>", content, "</svg>", NULL);
}

static void test_svg_cost(void)
{
    static const struct {
        const char *content;
        double cost;
    } cases[] = {
        {RECT("fill='red'"), 0},
        {BLURRED RECT("filter='none'"), 0},
        {BLURRED RECT("filter='url(#f)'"), 11},
        {BLURRED RECT("style='fill: red; filter: url(\"#f\")'"), 11},
        {"<style>.a, g > .b {fill: red; filter: url(#f)} .c {fill: blue}</style>" BLURRED RECT("class='x b'") RECT("class='c'"),
         11},
        {"<style><![CDATA[#n {filter: url(#f)}]]></style>" BLURRED RECT("id='n'"), 11},
        {RECT("filter='drop-shadow(1 1 2)'"), 12},
        {"<!-- " BLURRED RECT("filter='url(#f)'") " -->", 0},
        {"<defs>" BLURRED RECT("id='a' filter='url(#f)'") "</defs>", 0},
        {BLURRED "<defs>" RECT("id='a' filter='url(#f)'") "<g id='b'><use href='#a'/><use href='#a'/></g></defs>"
                                                          "<use href='#b'/><use href='#b'/>",
         4 * 11.008 + 2 * 2 * 0.008},
        {"<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>", 0},
        {"<mask id='m'>" RECT("opacity='.5'") "</mask>" RECT("mask='url(#m)'"), 1.2},
        {"<mask id='m'><g mask='url(#m)'/></mask>" RECT("mask='url(#m)'"), 1},
        {"<symbol id='s'>" RECT("opacity='.5'") "</symbol><use href='#s'/>", 0.208},
        {"<filter id='t'><feTurbulence numOctaves='4'/></filter>" RECT("filter='url(#t)'"), 65},
        {"<filter id='t'><feMorphology radius='2'/></filter>" RECT("filter='url(#t)'"), 1 + 101 * 101},
        {"<g title='<g opacity=\".5\">'/>", 0},
        {"<rect opacity='.5'", 0.2}, /* librsvg refuses it */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = svg_of(cases[i].content);
        g_autoptr(GBytes) file = g_bytes_new_take(text, strlen(text));
        g_test_message("%s", cases[i].content);
        g_assert_cmpfloat_with_epsilon(svg_cost(file, 1000), cases[i].cost, 0.001);
    }
}

void test_svg_cost_add(void)
{
    g_test_add_func("/output/svg-cost", test_svg_cost);
}
