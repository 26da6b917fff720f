/* Tests of output/: one program, a file a format. */
#include "output/fixture.h"

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    test_pdf_add();
    test_png_add();
    test_picture_add();
    test_shared_add();
    test_svg_add();
    return g_test_run();
}
