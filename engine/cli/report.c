/* Prints findings to standard error, as text or as JSON lines, coloured on a terminal, and a summary of how many there were.
 *
 * Colour is on for a terminal unless NO_COLOR is set (no-color.org), and as --color says when that is given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char *const words[] = {"note", "warning", "error"};
static const char *const colors[] = {"\033[36m", "\033[33m", "\033[1;31m"};

bool cli_is_json(const CliValues *values)
{
    return values->diagnostics && strcmp(values->diagnostics, "json") == 0;
}

static bool is_colored(const CliValues *values)
{
    if (values->color && strcmp(values->color, "auto") != 0) return strcmp(values->color, "always") == 0;
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && !(no_color && *no_color) && !(terminal && strcmp(terminal, "dumb") == 0);
}

/* Colours the severity, which stands first or after the place: "page-01.yaml:3:1: error: ...". */
static void print_colored(const DkDiagnostic *item, const char *text)
{
    g_autofree char *mark = g_strconcat(words[item->severity], ": ", NULL);
    const char *at = strstr(text, mark);
    if (!at) {
        fprintf(stderr, "%s\n", text);
        return;
    }
    fprintf(stderr, "%.*s%s%s\033[0m%s\n", (int)(at - text), text, colors[item->severity], words[item->severity],
            at + strlen(words[item->severity]));
}

static void print_item(const DkDiagnostic *item, bool is_json, bool with_color)
{
    char *text = is_json ? dk_diagnostic_json(item) : dk_diagnostic_text(item);
    if (with_color) print_colored(item, text);
    else fprintf(stderr, "%s\n", text);
    dk_free(text);
}

/* "2 errors, 1 warning"; nothing to say gives NULL. */
char *cli_count_text(const unsigned counts[3])
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    for (int severity = DK_ERROR; severity >= DK_NOTE; severity--)
        if (counts[severity])
            g_ptr_array_add(parts, g_strdup_printf("%u %s%s", counts[severity], words[severity], counts[severity] == 1 ? "" : "s"));
    if (parts->len == 0) return NULL;
    g_ptr_array_add(parts, NULL);
    return g_strjoinv(", ", (char **)parts->pdata);
}

void cli_report_items(const DkDiagnostics *findings, const CliValues *values, unsigned counts[3])
{
    bool is_json = cli_is_json(values);
    bool with_color = !is_json && is_colored(values);
    for (size_t i = 0; i < dk_diagnostics_count(findings); i++) {
        const DkDiagnostic *item = dk_diagnostics_item(findings, i);
        counts[item->severity]++;
        if (item->severity == DK_NOTE && values->is_quiet) continue;
        print_item(item, is_json, with_color);
    }
}

void cli_report(const DkDiagnostics *findings, const CliValues *values)
{
    unsigned counts[3] = {0};
    cli_report_items(findings, values, counts);
    g_autofree char *text = cli_count_text(counts);
    if (text && !cli_is_json(values) && !values->is_quiet) fprintf(stderr, "duikai: %s\n", text);
}
