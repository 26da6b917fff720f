/* Tests of output/: one program, a file a format. */
#include "output/fixture.h"

#include <fontconfig/fontconfig.h>

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    test_cff_add();
    test_pdf_add();
    test_png_add();
    test_picture_add();
    test_shared_add();
    test_store_add();
    test_structure_add();
    test_outlines_add();
    test_svg_add();
    test_svg_cost_add();
    int failures = g_test_run();
    FcFini(); /* for LeakSanitizer */
    return failures;
}
