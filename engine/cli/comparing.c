/* What compare and golden share: prints each comparison as it is made, and writes the reports at the end. */
#include <stdio.h>

#include "cli/comparing.h"

static const char *const diagnostics_words[] = {"human", "json", NULL};

const CliOption cli_comparing_options[] = {
    {.name = "report",
     .kind = CLI_FILE,
     .field = G_STRUCT_OFFSET(CliValues, report),
     .value = "FILE.html",
     .help = "write a report to look at: old, new and difference beside the list of what differs, all in one file"},
    {.name = "json",
     .kind = CLI_FILE,
     .field = G_STRUCT_OFFSET(CliValues, json),
     .value = "FILE",
     .help = "write what differs as JSON; - is standard output"},
    {.name = "font-path",
     .kind = CLI_FOLDERS,
     .field = G_STRUCT_OFFSET(CliValues, font_paths),
     .value = "DIR",
     .help = "look for faces in DIR as well; may be given again"},
    {.name = "diagnostics",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, diagnostics),
     .words = diagnostics_words,
     .help = "how errors are printed: one line of text (human) or one JSON object (json) each"},
    {0}};

void cli_comparing_init(CliComparing *comparing, CliSession *session)
{
    *comparing = (CliComparing){session, g_ptr_array_new_with_free_func((GDestroyNotify)dk_comparison_free), 0, false};
}

void cli_comparing_clear(CliComparing *comparing)
{
    g_ptr_array_unref(comparing->comparisons);
}

/* With --json - standard output is the report's alone. */
static bool prints(const CliComparing *comparing)
{
    const CliValues *values = comparing->session->values;
    return !values->is_quiet && g_strcmp0(values->json, "-") != 0;
}

static void print_comparison(const CliComparing *comparing, const DkComparison *comparison, const char *name)
{
    bool is_same = dk_comparison_is_same(comparison);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%s: %s (compared: %s)\n", name, is_same ? "same" : "differs", dk_comparison_scope(comparison));
    for (size_t i = 0; i < dk_comparison_count(comparison); i++) {
        const DkDifference *difference = dk_comparison_item(comparison, i);
        g_string_append_printf(text, "  %s [%s]\n", difference->message, difference->kind);
    }
    cli_session_print(comparing->session, g_string_free(text, FALSE));
}

void cli_comparing_add(CliComparing *comparing, DkComparison *comparison, const char *name)
{
    if (!comparison) {
        comparing->has_errors = true;
        return;
    }
    comparing->n_failed += !dk_comparison_is_same(comparison);
    if (prints(comparing)) print_comparison(comparing, comparison, name);
    g_ptr_array_add(comparing->comparisons, comparison);
}

static bool write_report(const CliComparing *comparing, const char *name, DkReportFormat format)
{
    if (!name) return true;
    const GPtrArray *comparisons = comparing->comparisons;
    char *text = dk_comparisons_report((const DkComparison *const *)comparisons->pdata, comparisons->len, format);
    bool is_written = cli_write(name, text);
    dk_free(text);
    return is_written;
}

int cli_comparing_finish(CliComparing *comparing)
{
    CliSession *session = comparing->session;
    const CliValues *values = session->values;
    bool is_written = write_report(comparing, values->report, DK_REPORT_HTML);
    is_written &= write_report(comparing, values->json, DK_REPORT_JSON);
    if (comparing->has_errors) return cli_session_finish(session, false);
    if (!values->is_quiet && comparing->comparisons->len > 1)
        fprintf(stderr, "duikai: %u compared, %u not the same\n", comparing->comparisons->len, comparing->n_failed);
    if (!is_written || session->has_print_failed) return DK_STATUS_OUTPUT;
    return comparing->n_failed ? DK_STATUS_MISMATCH : DK_STATUS_GOOD;
}
