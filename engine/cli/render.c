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

#define PAGE_FIELD "{page}" /* in the name of -o: the page's number, for a file of each page */

/* Where the output goes. */
typedef struct {
    DkFormat format;
    char *name;
    bool is_each;      /* a file of each page */
    GHashTable *names; /* of those that were written */
} Target;

static bool has_room_for_all(const CliValues *values, const Target *target)
{
    bool is_many = values->operands->len > 1 || cli_has_issue(values);
    if (!is_many || cli_is_told(values) || target->is_each) return true;
    if (target->format == DK_FORMAT_PDF && (values->output || values->operands->len == 1)) return true;
    cli_usage_error(&cli_render, NULL,
                    "several pages go into one PDF: name it with -o FILE.pdf, or write each by -o DIR/" PAGE_FIELD "%s",
                    cli_format_extension(target->format));
    return false;
}

/* What to write and where; false after a usage error. */
static bool plan(const CliValues *values, Target *target)
{
    const char *first = g_ptr_array_index(values->operands, 0);
    const char *output = values->output ? values->output : is_standard(first) ? first : NULL;
    if (!cli_format(&cli_render, values, output, DK_FORMAT_PDF, &target->format)) return false;
    target->is_each = output && strstr(output, PAGE_FIELD);
    if (!has_room_for_all(values, target)) return false;
    target->name = values->output ? g_strdup(values->output) : default_name(first, target->format);
    for (size_t i = 0; i < values->operands->len; i++) {
        if (!is_same_file(target->name, g_ptr_array_index(values->operands, i))) continue;
        cli_usage_error(&cli_render, NULL, "the output \"%s\" would replace the page file itself", target->name);
        return false;
    }
    return true;
}

/* All pages, or NULL when one of them is invalid: a PDF that lacks a page is no edition.  All are read, so that all findings show.
 * `is_lean`: nothing but the placed pages will be asked for. */
static GPtrArray *open_pages(CliPages *from, bool is_lean)
{
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)dk_page_free);
    bool is_whole = true, is_end = false;
    while (!is_end) {
        DkPage *page = cli_pages_next(from, &is_end);
        if (page && is_lean) dk_page_let_stages_go(page);
        if (page) g_ptr_array_add(pages, page);
        else is_whole &= is_end;
    }
    return is_whole && pages->len ? g_steal_pointer(&pages) : NULL;
}

/* The name of a page's own file: its number, or its place where it has none, in the name of -o. */
static char *name_of(const Target *target, DkPage *const *sheet, size_t n, unsigned place)
{
    const char *number = dk_page_info(sheet[0]).number, *second = n > 1 ? dk_page_info(sheet[1]).number : NULL;
    g_autofree char *text = second   ? g_strdup_printf("%s-%s", number, second)
                            : number ? g_strdup(number)
                                     : g_strdup_printf("%02u", place);
    g_strdelimit(text, "/", '-');
    GString *name = g_string_new(target->name);
    g_string_replace(name, PAGE_FIELD, text, 0);
    return g_string_free(name, FALSE);
}

/* A page, or two that face each other, into a file of its own. */
static bool write_one(CliSession *session, DkPage *const *sheet, size_t n, const Target *target, unsigned place)
{
    g_autofree char *name = name_of(target, sheet, n, place);
    if (g_hash_table_add(target->names, g_strdup(name))) return cli_deliver(session, sheet, n, target->format, name);
    cli_usage_error(&cli_render, NULL, "two pages have the number of \"%s\"; the second is not written", name);
    return false;
}

static bool write_each(CliSession *session, CliPages *pages, const Target *target)
{
    bool is_made = true, is_end = false;
    g_autoptr(DkPage) held = NULL;
    for (unsigned place = 1; !is_end; place++) {
        g_autoptr(DkPage) page = cli_pages_next(pages, &is_end);
        if (!page && !is_end) is_made = false;
        DkPage *const sheet[] = {held, page};
        bool is_pair = held && page && session->values->joins_facing && dk_pages_face(held, page);
        if (held) is_made &= write_one(session, sheet, is_pair ? 2 : 1, target, place - 1);
        g_clear_pointer(&held, dk_page_free);
        if (!is_pair) held = g_steal_pointer(&page);
    }
    return is_made;
}

static bool write_all(CliSession *session, CliPages *from, const Target *target)
{
    g_autoptr(GPtrArray) pages = open_pages(from, !cli_is_told(session->values) && !session->values->overlays);
    return pages && cli_deliver(session, (DkPage *const *)pages->pdata, pages->len, target->format, target->name);
}

static int run(const CliValues *values)
{
    Target target = {0};
    int status = DK_STATUS_USAGE;
    if (plan(values, &target)) {
        g_autoptr(CliSession) session = cli_session_open(values);
        g_autoptr(CliPages) pages = cli_pages_new(session);
        target.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        bool is_made = session->engine && (target.is_each ? write_each : write_all)(session, pages, &target);
        g_hash_table_unref(target.names);
        g_clear_pointer(&pages, cli_pages_free); /* before the engine they were set with */
        status = cli_session_finish(session, is_made);
    }
    g_free(target.name);
    return status;
}

static const CliOption facing_options[] = {{.name = "spreads",
                                            .kind = CLI_FLAG,
                                            .field = G_STRUCT_OFFSET(CliValues, joins_facing),
                                            .help = "put the pages of an issue that face each other side by side, as one sheet"},
                                           {0}};

const CliCommand cli_render = {
    .name = "render",
    .summary = "set pages and write them as PDF, PNG or SVG",
    .operands = "PAGE.yaml|ISSUE.yaml...",
    .least_operands = 1,
    .most_operands = -1,
    .description =
        "Reads page files with their layouts and stories, sets the pages and writes them.  Several page files, or an issue, which "
        "lists "
        "its pages, make one PDF; with {page} in the name of -o, as DIR/{page}.pdf, each page gets a file of its own, named by its "
        "number.\n"
        "The format comes from the extension of FILE: .pdf, .png, .svg, or .txt for the page's dump.  Without -o a PDF is written "
        "beside the page file.  The file is replaced whole, or left as it was.  A page file \"-\" is read from standard input.",
    .example = "duikai render page-01.yaml -o page-01.pdf",
    .options = {facing_options, cli_output_options, cli_look_options, cli_engine_options, cli_common_options},
    .statuses = CLI_ENDS_SETTING,
    .run = run};
