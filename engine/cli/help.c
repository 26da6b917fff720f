/* Help and the manual page, both written from the tables of commands, options and exit statuses. */
#include <string.h>

#include "cli/cli.h"

#define HELP_WIDTH 80
#define OPTION_INDENT 6

#define SUMMARY "sets Chinese newspaper pages from their text"

static const struct {
    const char *name, *meaning;
} variables[] = {
    {"DUIKAI_DATA_DIR", "the folder that holds fonts/ and layouts/, instead of the installed one"},
    {"NO_COLOR", "when set and not empty, findings are not coloured"},
    {"SOURCE_DATE_EPOCH", "seconds since 1970 that stand as the dates in a PDF; without it a PDF carries none"},
};

/* ---- Help ---- */

static void append_indent(GString *out, int columns)
{
    g_string_append_printf(out, "%*s", columns, "");
}

/* Adds words, broken at spaces before HELP_WIDTH, each line after `indent` spaces. */
static void append_wrapped(GString *out, const char *text, int indent)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    int column = indent;
    append_indent(out, indent);
    for (char **word = words; *word; word++) {
        if (!**word) continue;
        int width = (int)g_utf8_strlen(*word, -1);
        if (column > indent && column + 1 + width > HELP_WIDTH) {
            g_string_append_c(out, '\n');
            append_indent(out, indent);
            column = indent;
        } else if (column > indent) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append(out, *word);
        column += width;
    }
    g_string_append_c(out, '\n');
}

static void append_option(const CliOption *option, void *data)
{
    GString *out = data;
    g_autofree char *value = cli_value_name(option);
    if (option->letter) g_string_append_printf(out, "  -%c, ", option->letter);
    else g_string_append(out, "  ");
    g_string_append_printf(out, "--%s%s%s\n", option->name, value ? " " : "", value ? value : "");
    append_wrapped(out, option->help, OPTION_INDENT);
}

/* Whether a command can end with a status; `command` NULL: any of them. */
static bool ends_with(const CliCommand *command, int status)
{
    bool is_of_all = !command || status == DK_STATUS_GOOD || status == DK_STATUS_USAGE || status >= DK_STATUS_OUTPUT;
    return is_of_all || (command->statuses >> status & 1);
}

static void append_statuses(GString *out, const CliCommand *command)
{
    g_string_append(out, "\nExit status:\n");
    for (const CliStatus *status = cli_statuses; status->meaning; status++)
        if (ends_with(command, status->status)) g_string_append_printf(out, "  %3d  %s\n", status->status, status->meaning);
}

static char *main_help(void)
{
    GString *out = g_string_new("duikai " SUMMARY ".\n\nUsage: duikai COMMAND [OPTION]... [FILE]...\n\nCommands:\n");
    for (const CliCommand *const *command = cli_commands; *command; command++)
        g_string_append_printf(out, "  %-12s %s\n", (*command)->name, (*command)->summary);
    g_string_append(out, "\nOptions:\n  -h, --help     print this help\n  -V, --version  print the version\n");
    append_statuses(out, NULL);
    g_string_append(out, "\n\"duikai COMMAND --help\" prints the help of a command, \"duikai info\" what a bug report needs.\n");
    return g_string_free(out, FALSE);
}

char *cli_help_text(const CliCommand *command)
{
    if (!command) return main_help();
    GString *out = g_string_new(NULL);
    const char *space = *command->operands ? " " : "";
    g_string_append_printf(out, "Usage: duikai %s [OPTION]...%s%s\n\n", command->name, space, command->operands);
    g_auto(GStrv) paragraphs = g_strsplit(command->description, "\n", -1);
    for (char **paragraph = paragraphs; *paragraph; paragraph++) {
        append_wrapped(out, *paragraph, 0);
        g_string_append_c(out, '\n');
    }
    g_string_append(out, "Options:\n");
    cli_each_option(command, append_option, out);
    g_string_append_printf(out, "\nExample:\n  %s\n", command->example);
    append_statuses(out, command);
    return g_string_free(out, FALSE);
}

/* ---- The manual page, in man(7) ---- */

/* Text with what roff would read as its own made plain. */
static void append_roff(GString *out, const char *text)
{
    if (*text == '.' || *text == '\'') g_string_append(out, "\\&");
    for (; *text; text++) {
        if (*text == '\\') g_string_append(out, "\\e");
        else if (*text == '-') g_string_append(out, "\\-");
        else g_string_append_c(out, *text);
    }
}

static void append_roff_option(const CliOption *option, void *data)
{
    GString *out = data;
    g_autofree char *value = cli_value_name(option);
    g_string_append(out, ".TP\n");
    if (option->letter) g_string_append_printf(out, "\\fB\\-%c\\fR, ", option->letter);
    g_string_append(out, "\\fB\\-\\-");
    append_roff(out, option->name);
    g_string_append(out, "\\fR");
    if (value) {
        g_string_append(out, option->words ? " " : " \\fI");
        append_roff(out, value);
        g_string_append(out, option->words ? "" : "\\fR");
    }
    g_string_append_c(out, '\n');
    append_roff(out, option->help);
    g_string_append(out, ".\n");
}

static void append_roff_command(GString *out, const CliCommand *command)
{
    g_string_append_printf(out, ".SS \"duikai %s", command->name);
    g_string_append(out, *command->operands ? " " : "");
    append_roff(out, command->operands);
    g_string_append(out, "\"\n");
    g_auto(GStrv) paragraphs = g_strsplit(command->description, "\n", -1);
    for (char **paragraph = paragraphs; *paragraph; paragraph++) {
        if (paragraph > paragraphs) g_string_append(out, ".PP\n");
        append_roff(out, *paragraph);
        g_string_append_c(out, '\n');
    }
    cli_each_option(command, append_roff_option, out);
}

static void append_roff_example(GString *out, const CliCommand *command)
{
    g_string_append(out, ".TP\n");
    append_roff(out, command->summary);
    g_string_append(out, "\n.B ");
    append_roff(out, command->example);
    g_string_append_c(out, '\n');
}

char *cli_man_text(void)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, ".TH DUIKAI 1 \"\" \"duikai %s\"\n.SH NAME\nduikai \\- " SUMMARY "\n", dk_version());
    g_string_append(out, ".SH SYNOPSIS\n.B duikai\n\\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIFILE\\fR]...\n");
    g_string_append(out, ".SH DESCRIPTION\nDuikai sets newspaper pages: a page file names a layout and the stories that fill its "
                         "blocks; out come print\\-ready PDF, PNG and SVG.\nFindings are printed to standard error, each with its "
                         "place in the input and a next step.\n.SH COMMANDS\n");
    for (const CliCommand *const *command = cli_commands; *command; command++) append_roff_command(out, *command);
    g_string_append(out, ".SH \"EXIT STATUS\"\n");
    for (const CliStatus *status = cli_statuses; status->meaning; status++) {
        g_string_append_printf(out, ".TP\n.B %d\n", status->status);
        append_roff(out, status->meaning);
        g_string_append(out, ".\n");
    }
    g_string_append(out, ".SH ENVIRONMENT\n");
    for (size_t i = 0; i < G_N_ELEMENTS(variables); i++) {
        g_string_append_printf(out, ".TP\n.B %s\n", variables[i].name);
        append_roff(out, variables[i].meaning);
        g_string_append(out, ".\n");
    }
    g_string_append(out, ".SH EXAMPLES\n");
    for (const CliCommand *const *command = cli_commands; *command; command++) append_roff_example(out, *command);
    return g_string_free(out, FALSE);
}
