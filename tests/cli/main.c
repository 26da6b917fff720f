/* cli/: the command as its users meet it: usage, exit statuses, bad input, output that fails, signals. */
#include "cli/command.h"

#include <locale.h>

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* one run shows all that is wrong */
    add_usage_tests();
    add_input_tests();
    add_output_tests();
    add_signal_tests();
    return g_test_run();
}
