/* duikai golden: runs a folder of golden cases.  References change only under --update, and only those that fail. */
#include <stdio.h>
#include <string.h>

#include "cli/comparing.h"

#define SUFFIX ".golden.yaml"

/* A case as it went, for JUnit. */
typedef struct {
    char *name;
    double seconds;
    DkComparison *comparison; /* NULL: it could not be run; owned by the comparing */
} Went;

typedef struct {
    CliComparing comparing;
    const char *folder;
    GArray *went; /* Went */
    unsigned n_updated;
} Golden;

static void went_clear(void *data)
{
    g_free(((Went *)data)->name);
}

/* ---- Finding cases ---- */

static bool is_case(const char *path)
{
    return g_str_has_suffix(path, SUFFIX);
}

/* The cases to run, by name; those that --filter does not name are left out.  NULL, after a message: a folder cannot be read. */
static GPtrArray *wanted_cases(const CliValues *values)
{
    const char *const folders[] = {g_ptr_array_index(values->operands, 0), NULL};
    g_autoptr(GPtrArray) files = cli_files_below(folders, is_case);
    if (!files) return NULL;
    GPtrArray *wanted = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < files->len; i++) {
        const char *file = g_ptr_array_index(files, i);
        g_autofree char *name = g_strndup(file, strlen(file) - strlen(SUFFIX));
        if (!values->filter || strstr(name, values->filter)) g_ptr_array_add(wanted, g_steal_pointer(&name));
    }
    return wanted;
}

/* ---- Running ---- */

static void run_case(Golden *golden, const char *name)
{
    CliSession *session = golden->comparing.session;
    g_autofree char *file = g_strconcat(name, SUFFIX, NULL), *path = g_build_filename(golden->folder, file, NULL);
    gint64 start = g_get_monotonic_time();
    DkGolden *opened = dk_golden_open(path, session->findings);
    DkComparison *comparison = opened ? dk_golden_compare(session->engine, opened, session->findings) : NULL;
    bool fails = opened && (!comparison || !dk_comparison_is_same(comparison));
    if (fails && session->values->updates) {
        cli_signals_hold();
        golden->n_updated += dk_golden_update(session->engine, opened, session->findings);
        cli_signals_release();
    }
    dk_golden_free(opened);
    Went went = {g_strdup(name), (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC, comparison};
    g_array_append_val(golden->went, went);
    cli_comparing_add(&golden->comparing, comparison, name);
}

/* Lists the references that --update has written, which are notes among the findings. */
static void print_updated(const CliSession *session)
{
    for (size_t i = 0; i < dk_diagnostics_count(session->findings); i++) {
        const DkDiagnostic *item = dk_diagnostics_item(session->findings, i);
        if (strcmp(item->code, "golden-updated") == 0) printf("updated %s\n", item->file);
    }
    fflush(stdout);
}

/* ---- JUnit ---- */

static void append_failure(GString *xml, const Went *went)
{
    if (!went->comparison) {
        g_string_append(xml, "<error message=\"the case could not be run\"/>");
        return;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < dk_comparison_count(went->comparison); i++)
        g_string_append_printf(text, "%s\n", dk_comparison_item(went->comparison, i)->message);
    g_autofree char *valid = g_utf8_make_valid(text->str, -1), *escaped = g_markup_escape_text(valid, -1);
    g_string_append_printf(xml, "<failure message=\"%zu difference%s\">%s</failure>", dk_comparison_count(went->comparison),
                           dk_comparison_count(went->comparison) == 1 ? "" : "s", escaped);
}

/* The format that CI services read: one testcase a case. */
static char *junit(const Golden *golden)
{
    unsigned n_errors = 0;
    double seconds = 0;
    g_autoptr(GString) cases = g_string_new(NULL);
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    for (guint i = 0; i < golden->went->len; i++) {
        const Went *went = &g_array_index(golden->went, Went, i);
        g_autofree char *name = g_markup_escape_text(went->name, -1);
        g_string_append_printf(cases, "<testcase classname=\"golden\" name=\"%s\" time=\"%s\">", name,
                               g_ascii_formatd(number, sizeof number, "%.3f", went->seconds));
        if (!went->comparison || !dk_comparison_is_same(went->comparison)) append_failure(cases, went);
        g_string_append(cases, "</testcase>\n");
        n_errors += !went->comparison;
        seconds += went->seconds;
    }
    return g_strdup_printf(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"duikai golden\" tests=\"%u\" failures=\"%u\" "
        "errors=\"%u\" time=\"%s\">\n%s</testsuite>\n",
        golden->went->len, golden->comparing.n_failed, n_errors, g_ascii_formatd(number, sizeof number, "%.3f", seconds),
        cases->str);
}

/* ---- The command ---- */

static int finish(Golden *golden)
{
    CliSession *session = golden->comparing.session;
    const CliValues *values = session->values;
    bool is_written = true;
    if (values->junit) {
        g_autofree char *xml = junit(golden);
        is_written = cli_write(values->junit, xml);
    }
    if (values->updates) print_updated(session);
    bool is_all_updated = golden->n_updated == golden->comparing.n_failed && values->updates;
    if (is_all_updated) golden->comparing.n_failed = 0;
    int status = cli_comparing_finish(&golden->comparing);
    return is_written ? status : DK_STATUS_OUTPUT;
}

static int run_cases(const CliValues *values, const GPtrArray *names)
{
    g_autoptr(CliSession) session = cli_session_open(values);
    if (!session->engine) return cli_session_finish(session, false);
    Golden golden = {.folder = g_ptr_array_index(values->operands, 0), .went = g_array_new(FALSE, FALSE, sizeof(Went))};
    g_array_set_clear_func(golden.went, went_clear);
    cli_comparing_init(&golden.comparing, session);
    for (guint i = 0; i < names->len; i++) run_case(&golden, g_ptr_array_index(names, i));
    int status = finish(&golden);
    g_array_unref(golden.went);
    cli_comparing_clear(&golden.comparing);
    return status;
}

static int run(const CliValues *values)
{
    g_autoptr(GPtrArray) names = wanted_cases(values);
    if (!names) return DK_STATUS_INPUT;
    if (names->len) return run_cases(values, names);
    const char *folder = g_ptr_array_index(values->operands, 0);
    fprintf(stderr, "duikai golden: no case *" SUFFIX " in \"%s\"%s%s: nothing was compared, which is a failure\n", folder,
            values->filter ? " matches " : "", values->filter ? values->filter : "");
    return DK_STATUS_INPUT;
}

static const CliOption golden_options[] = {
    {.name = "update",
     .kind = CLI_FLAG,
     .field = G_STRUCT_OFFSET(CliValues, updates),
     .help = "write the references that fail anew, and list them; without it none is ever written"},
    {.name = "filter",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, filter),
     .value = "NAME",
     .help = "only cases whose name has NAME in it"},
    {.name = "junit",
     .kind = CLI_FILE,
     .field = G_STRUCT_OFFSET(CliValues, junit),
     .value = "FILE",
     .help = "write the results as JUnit XML; - is standard output"},
    {0}};

const CliCommand cli_golden = {
    .name = "golden",
    .summary = "compare pages with what they became before",
    .operands = "DIR",
    .least_operands = 1,
    .most_operands = 1,
    .description =
        "Runs the golden cases below DIR: every file *.golden.yaml names a page file, the dump, PNG or PDF it should become, and "
        "tolerances (layouts/README.md).  The page is set and compared as compare does it.\n"
        "A reference that is missing, or a folder without cases, is a failure.  References are written only under --update: those "
        "that fail, and no others; the new ones can then be looked at before they are kept.",
    .example = "duikai golden tests/golden --report report.html",
    .options = {golden_options, cli_comparing_options, cli_common_options},
    .statuses = CLI_ENDS_COMPARING,
    .run = run};
