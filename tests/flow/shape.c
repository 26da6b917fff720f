/* Story shapes: rectangles, L, T, U and Z, legs of unequal measure and depth, heads and pictures over some of the legs; where feet end. */
#include "cases.h"
#include "flow/page.h"

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    cases_add("flow/shape", "flow/shape.cases", page_case);
    int status = g_test_run();
    cases_finish();
    return status;
}
