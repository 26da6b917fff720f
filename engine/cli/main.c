/* The command `duikai`: finds the command that is asked for, reads its options, runs it. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

const CliCommand *const cli_commands[] = {&cli_render,  &cli_check,  &cli_lint,        &cli_galley, &cli_preview, &cli_watch,
                                          &cli_compare, &cli_golden, &cli_reconstruct, &cli_fonts,  &cli_info,    &cli_completions,
                                          &cli_help,    NULL};

const CliStatus cli_statuses[] = {{DK_STATUS_GOOD, "good"},
                                  {DK_STATUS_INTERNAL, "internal fault of Duikai"},
                                  {DK_STATUS_USAGE, "wrong usage: unknown command or option, wrong value"},
                                  {DK_STATUS_WARNINGS, "page written, with warnings (0 under --warning-exit-0)"},
                                  {DK_STATUS_INPUT, "input invalid, nothing written; a reconstruct without a page still writes stories and report"},
                                  {DK_STATUS_OVERSET, "text left over (overset); the page is still written"},
                                  {DK_STATUS_FONT, "no font to set with; under --strict, any font or glyph missing"},
                                  {DK_STATUS_STANDARD, "a page breaks a rule of lint that is set to error"},
                                  {DK_STATUS_MISMATCH, "pages that were compared are not the same"},
                                  {DK_STATUS_OUTPUT, "output not written; an old file is left as it was"},
                                  {DK_STATUS_TRY_AGAIN, "out of memory or time, or a port is taken; try again"},
                                  {130, "interrupted (SIGINT)"},
                                  {143, "terminated (SIGTERM)"},
                                  {0, NULL}};

const CliCommand *cli_command(const char *name)
{
    for (const CliCommand *const *command = cli_commands; *command; command++)
        if (strcmp((*command)->name, name) == 0) return *command;
    return NULL;
}

const char **cli_command_names(void)
{
    const char **names = g_new0(const char *, G_N_ELEMENTS(cli_commands));
    for (size_t i = 0; cli_commands[i]; i++) names[i] = cli_commands[i]->name;
    return names;
}

static int print(char *text)
{
    bool is_printed = cli_print(text);
    g_free(text);
    return is_printed ? DK_STATUS_GOOD : DK_STATUS_OUTPUT;
}

static int print_version(void)
{
    return print(g_strconcat("duikai ", dk_version(), *DUIKAI_REVISION ? " (" DUIKAI_REVISION ")" : "", "\n", NULL));
}

static int run(const CliCommand *command, int argc, char *const *argv)
{
    CliValues values = {0};
    int status = DK_STATUS_USAGE;
    if (cli_parse(command, argc, argv, &values)) status = values.wants_help ? print(cli_help_text(command)) : command->run(&values);
    cli_values_clear(&values);
    return status;
}

static int run_help(const CliValues *values)
{
    if (values->wants_man) return print(cli_man_text());
    if (values->operands->len == 0) return print(cli_help_text(NULL));
    const char *name = g_ptr_array_index(values->operands, 0);
    const CliCommand *command = cli_command(name);
    if (command) return print(cli_help_text(command));
    g_autofree const char **names = cli_command_names();
    return cli_usage_error(NULL, dk_nearest_word(name, names), "unknown command \"%s\"", name);
}

static const CliOption help_options[] = {{.name = "man",
                                          .kind = CLI_FLAG,
                                          .field = G_STRUCT_OFFSET(CliValues, wants_man),
                                          .help = "print the manual page of all commands, in roff"},
                                         {0}};

const CliCommand cli_help = {.name = "help",
                             .summary = "print the help of a command",
                             .operands = "[COMMAND]",
                             .most_operands = 1,
                             .description = "Prints the help of COMMAND, or of duikai itself.",
                             .example = "duikai help render",
                             .options = {help_options, cli_common_options},
                             .run = run_help};

/* What a page lets go the next one takes: memory given back to the system is cleared by it before it comes again, which costs a long issue a
 * tenth of its time (glibc's mallopt; elsewhere nothing is lost). */
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 32 << 20); /* the most that it takes */
#endif
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, ""); /* file names and messages as the terminal writes them; numbers stay C's */
    cli_signals_start();
    keep_memory();
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        g_autofree char *help = cli_help_text(NULL);
        fputs(help, stderr);
        return DK_STATUS_USAGE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) return print(cli_help_text(NULL));
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) return print_version();
    const CliCommand *command = cli_command(name);
    if (command) return run(command, argc - 2, argv + 2);
    if (name[0] == '-') {
        static const char *const options[] = {"--help", "--version", NULL};
        return cli_usage_error(NULL, dk_nearest_word(name, options), "unknown option \"%s\"", name);
    }
    g_autofree const char **names = cli_command_names();
    return cli_usage_error(NULL, dk_nearest_word(name, names), "unknown command \"%s\"", name);
}
