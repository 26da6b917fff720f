/* duikai preview: serves pages to a browser on this machine, and shows them anew whenever one of their files is saved. */
#include "cli/watching.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

/* Shows the pages as they are now and tells so; false: that could not be printed. */
static bool show(const CliWatching *watching, DkPreview *preview)
{
    DkPreviewShown shown = {.pages = (DkPage *const *)watching->good->pdata,
                            .n_pages = watching->good->len,
                            .page_findings = (const DkDiagnostics *const *)watching->found->pdata,
                            .title = watching->title,
                            .is_stale = !watching->is_whole,
                            .findings = (const DkDiagnostics *const *)watching->lists->pdata,
                            .n_findings = watching->lists->len,
                            .page_lists = (const size_t *)watching->page_lists->data,
                            .milliseconds = watching->milliseconds};
    g_autofree char *what = g_strdup_printf("revision %u", dk_preview_show(preview, &shown));
    const char *done = shown.n_pages ? "shown, with the last good pages" : "shown, with no good page yet";
    return cli_watching_tell(watching, what, watching->is_whole ? "shown" : done, NULL);
}

/* A page that leads to the address, for a browser to be started with: an address among its arguments could be read by every user
 * of the machine.  The file, which only this one can read, or NULL. */
static char *write_guide(const char *address)
{
    char *path = NULL;
    int file = g_file_open_tmp("duikai-XXXXXX.html", &path, NULL);
    if (file < 0) return NULL;
    g_autofree char *text = g_strdup_printf("<!DOCTYPE html><meta http-equiv=\"refresh\" content=\"0;url=%s\">\n", address);
    close(file);
    if (g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL)) return path;
    unlink(path);
    g_free(path);
    return NULL;
}

/* The guide that was opened, or NULL after a message. */
static char *open_browser(const char *address)
{
    g_autofree char *guide = write_guide(address);
    char *words[] = {(char *)"xdg-open", guide, NULL};
    GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
    if (guide && g_spawn_async(NULL, words, NULL, flags, NULL, NULL, NULL, NULL)) return g_steal_pointer(&guide);
    fputs("duikai: no browser could be opened; open the address yourself\n", stderr);
    if (guide) unlink(guide);
    return NULL;
}

/* Prints the address; false: that could not be printed. */
static bool tell_address(const CliValues *values, const char *address)
{
    g_autofree char *line =
        cli_is_json(values) ? g_strdup_printf("{\"address\":\"%s\"}\n", address) : g_strconcat(address, "\n", NULL);
    return cli_print(line);
}

/* Serves until it is interrupted, and frees the preview. */
static int serve(const CliValues *values, DkPreview *preview)
{
    const char *address = dk_preview_address(preview);
    bool is_heard = tell_address(values, address);
    g_autoptr(CliWatching) watching = cli_watching_new(values, true);
    g_autofree char *guide = is_heard && values->opens ? open_browser(address) : NULL;
    is_heard = is_heard && show(watching, preview);
    while (is_heard && cli_watching_wait(watching, preview)) is_heard = show(watching, preview);
    if (guide) unlink(guide);
    dk_preview_free(preview); /* before the pages it shows */
    return is_heard ? cli_signals_status() : DK_STATUS_OUTPUT;
}

static int run(const CliValues *values)
{
    if (!cli_watching_can(&cli_preview, values)) return DK_STATUS_USAGE;
    if (values->port != floor(values->port)) return cli_usage_error(&cli_preview, NULL, "--port is a whole number");
    DkPreviewOptions options = {.port = (unsigned)values->port};
    DkDiagnostics *findings = dk_diagnostics_new();
    DkPreview *preview = dk_preview_new(&options, findings);
    cli_report(findings, values);
    int status = (int)dk_diagnostics_status(findings, false);
    dk_diagnostics_free(findings);
    return preview ? serve(values, preview) : status;
}

static const CliOption preview_options[] = {
    {.name = "port",
     .kind = CLI_NUMBER,
     .field = G_STRUCT_OFFSET(CliValues, port),
     .value = "N",
     .least = 1024,
     .most = 65535,
     .help = "serve on port N, 1024 to 65535; a free one when not given"},
    {.name = "open", .kind = CLI_FLAG, .field = G_STRUCT_OFFSET(CliValues, opens), .help = "open the page in the browser"},
    {0}};

const CliCommand cli_preview = {
    .name = "preview",
    .summary = "show pages in the browser, anew whenever one of their files is saved",
    .operands = "PAGE.yaml|ISSUE.yaml...",
    .least_operands = 1,
    .most_operands = -1,
    .description =
        "Serves pages on this machine alone and prints the address to open, which holds a token that is new each time.  Saving a "
        "file "
        "that a page depends on, layout, story, picture or font role, shows the new page at once.  While the input is wrong the "
        "last "
        "good page stays, with the findings over it.\n"
        "Each revision is a line of standard output; with --diagnostics json one JSON object.  It serves until it is interrupted.",
    .example = "duikai preview page-01.yaml --open",
    .options = {preview_options, cli_engine_options, cli_common_options},
    .run = run};
