/* duikai render: page files -> PDF (one of all pages), PNG, SVG, dump or text. */
#include <string.h>

#include "cli/cli.h"

static bool is_standard(const char *name)
{
    return strcmp(name, "-") == 0;
}

/* The file to write when -o is not given: the page file's name with the format's extension; from standard input to standard output. */
static char *default_name(const char *page, DkFormat format)
{
    if (is_standard(page)) return g_strdup(page);
    const char *slash = strrchr(page, '/'), *dot = strrchr(page, '.');
    bool has_extension = dot && dot > (slash ? slash : page);
    g_autofree char *stem = has_extension ? g_strndup(page, (size_t)(dot - page)) : g_strdup(page);
    return g_strconcat(stem, cli_format_extension(format), NULL);
}

static bool is_same_file(const char *a, const char *b)
{
    if (is_standard(a) || is_standard(b)) return false;
    g_autofree char *first = g_canonicalize_filename(a, NULL), *second = g_canonicalize_filename(b, NULL);
    return strcmp(first, second) == 0;
}

/* What to write and where; false after a usage error. */
static bool plan(const CliValues *values, DkFormat *format, char **name)
{
    size_t n_pages = values->operands->len;
    const char *first = g_ptr_array_index(values->operands, 0);
    const char *output = values->output ? values->output : is_standard(first) ? first : NULL;
    if (!cli_format(&cli_render, values, output, DK_FORMAT_PDF, format)) return false;
    if (n_pages > 1 && !cli_is_told(values) && (!values->output || *format != DK_FORMAT_PDF)) {
        cli_usage_error(&cli_render, NULL, "several pages go into one PDF: name it with -o FILE.pdf, or render them one by one");
        return false;
    }
    *name = values->output ? g_strdup(values->output) : default_name(first, *format);
    for (size_t i = 0; i < n_pages; i++) {
        if (!is_same_file(*name, g_ptr_array_index(values->operands, i))) continue;
        cli_usage_error(&cli_render, NULL, "the output \"%s\" would replace the page file itself", *name);
        return false;
    }
    return true;
}

/* All pages, or NULL when one of them is invalid: a PDF that lacks a page is no edition.  All are read, so that all findings show. */
static GPtrArray *open_pages(CliSession *session)
{
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)dk_page_free);
    GPtrArray *names = session->values->operands;
    for (size_t i = 0; i < names->len; i++) {
        DkPage *page = dk_page_open(session->engine, g_ptr_array_index(names, i), session->findings);
        if (page) g_ptr_array_add(pages, page);
    }
    return pages->len == names->len ? g_steal_pointer(&pages) : NULL;
}

static int run(const CliValues *values)
{
    DkFormat format;
    g_autofree char *name = NULL;
    if (!plan(values, &format, &name)) return DK_STATUS_USAGE;
    g_autoptr(CliSession) session = cli_session_open(values);
    g_autoptr(GPtrArray) pages = session->engine ? open_pages(session) : NULL;
    bool is_made = pages && cli_deliver(session, (DkPage *const *)pages->pdata, pages->len, format, name);
    g_clear_pointer(&pages, g_ptr_array_unref); /* before the engine it was set with */
    return cli_session_finish(session, is_made);
}

const CliCommand cli_render = {
    .name = "render",
    .summary = "set pages and write them as PDF, PNG or SVG",
    .operands = "PAGE.yaml...",
    .least_operands = 1,
    .most_operands = -1,
    .description =
        "Reads page files with their layouts and stories, sets the pages and writes them.  Several page files make one PDF.\n"
        "The format comes from the extension of FILE: .pdf, .png, .svg, or .txt for the page's dump.  Without -o a PDF is written "
        "beside the page file.  The file is replaced whole, or left as it was.  A page file \"-\" is read from standard input.",
    .example = "duikai render page-01.yaml -o page-01.pdf",
    .options = {cli_output_options, cli_engine_options, cli_common_options},
    .run = run};
