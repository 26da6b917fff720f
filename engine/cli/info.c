/* duikai info: versions of the command, its libraries and the machine, to go into a bug report. */
#include <locale.h>
#include <sys/utsname.h>

#include "cli/cli.h"

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

static void append_machine(GString *text)
{
    struct utsname machine;
    if (uname(&machine) == 0)
        g_string_append_printf(text, "system    %s %s %s\n", machine.sysname, machine.release, machine.machine);
    g_autofree char *name = g_get_os_info(G_OS_INFO_KEY_PRETTY_NAME);
    if (name) g_string_append_printf(text, "          %s\n", name);
    g_string_append_printf(text, "locale    %s\n", setlocale(LC_CTYPE, NULL));
}

static int run(const CliValues *values)
{
    (void)values;
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "duikai    %s%s%s\n", dk_version(), *DUIKAI_REVISION ? " " : "", DUIKAI_REVISION);
    g_string_append_printf(text, "built     %s, with " COMPILER "\n", DUIKAI_BUILD_TYPE);
    g_autofree char *folder = cli_data_folder();
    g_string_append_printf(text, "data      %s\n", folder ? folder : "as the library was installed with");
    append_machine(text);
    for (size_t i = 0; dk_library(i); i++) g_string_append_printf(text, "%s%s\n", i ? "          " : "libraries ", dk_library(i));
    return cli_print(text->str) ? DK_STATUS_GOOD : DK_STATUS_OUTPUT;
}

const CliCommand cli_info = {.name = "info",
                             .summary = "print versions, for a bug report",
                             .operands = "",
                             .description = "Prints the versions of duikai, of all libraries it runs with and of the machine.",
                             .example = "duikai info",
                             .options = {cli_common_options},
                             .run = run};
