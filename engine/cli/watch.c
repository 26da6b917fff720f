/* duikai watch: renders whenever a file of the pages changes, until it is interrupted. */
#include "cli/watching.h"

#include <string.h>

/* Writes the pages, or leaves the old file as it was; tells which.  False: that could not be printed, nobody listens any more. */
static bool deliver(const CliWatching *watching, DkFormat format, const char *name)
{
    if (!watching->is_whole) return cli_watching_tell(watching, name, "left as it was", NULL);
    DkDiagnostics *findings = dk_diagnostics_new();
    DkWriteOptions options = {.ppi = watching->values->ppi, .overlays = watching->values->overlays};
    if (watching->values->operands->len == 1) options.findings = g_ptr_array_index(watching->found, 0);
    cli_signals_hold();
    bool is_written = dk_pages_write((DkPage *const *)watching->good->pdata, watching->good->len, format, &options, name, findings);
    cli_signals_release();
    unsigned counts[3] = {0};
    cli_report_items(findings, watching->values, counts);
    bool is_told = cli_watching_tell(watching, name, is_written ? "written" : "left as it was", findings);
    dk_diagnostics_free(findings);
    return is_told;
}

/* What to write and where; false after a usage error. */
static bool plan(const CliValues *values, DkFormat *format)
{
    const char *name = values->output;
    if (!cli_watching_can(&cli_watch, values)) return false;
    if (!name || strcmp(name, "-") == 0) {
        cli_usage_error(&cli_watch, NULL, "name the file to write: -o FILE.pdf");
        return false;
    }
    if (!cli_format(&cli_watch, values, name, DK_FORMAT_PDF, format)) return false;
    bool is_many = values->operands->len > 1 || cli_has_issue(values);
    if (!is_many || *format == DK_FORMAT_PDF) return true;
    cli_usage_error(&cli_watch, NULL, "several pages go into one PDF: name it with -o FILE.pdf, or watch them one by one");
    return false;
}

static int run(const CliValues *values)
{
    DkFormat format;
    if (!plan(values, &format)) return DK_STATUS_USAGE;
    g_autoptr(CliWatching) watching = cli_watching_new(values, false);
    bool is_heard = deliver(watching, format, values->output);
    while (is_heard && cli_watching_wait(watching, NULL)) is_heard = deliver(watching, format, values->output);
    return is_heard ? cli_signals_status() : DK_STATUS_OUTPUT;
}

const CliCommand cli_watch = {
    .name = "watch",
    .summary = "render pages again whenever one of their files is saved",
    .operands = "PAGE.yaml|ISSUE.yaml...",
    .least_operands = 1,
    .most_operands = -1,
    .description =
        "Renders pages as render does, then waits for their files, layouts, stories, pictures and font roles among them, and "
        "renders "
        "again whenever one is saved, until it is interrupted.  Several page files make one PDF.\n"
        "Each result is a line of standard output: the time, the status that render would end with, what was written; with "
        "--diagnostics json one JSON object.  While the input is wrong the last good file is left as it was.",
    .example = "duikai watch page-01.yaml -o page-01.pdf",
    .options = {cli_output_options, cli_engine_options, cli_common_options},
    .run = run};
