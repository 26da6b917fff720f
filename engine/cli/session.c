/* One run of the engine: opens it with the options given, and turns the findings into output and an exit status at the end. */
#include <stdlib.h>

#include "cli/cli.h"

/* Where this program stands, or NULL. */
static char *own_folder(void)
{
    g_autofree char *file = g_file_read_link("/proc/self/exe", NULL);
    return file ? g_path_get_dirname(file) : NULL;
}

/* Whether `folder` holds the roles of the fonts, and so is a data folder. */
static bool is_data_folder(const char *folder)
{
    g_autofree char *roles = g_build_filename(folder, "fonts", "roles.yaml", NULL);
    return g_file_test(roles, G_FILE_TEST_IS_REGULAR);
}

char *cli_data_folder(void)
{
    const char *told = getenv("DUIKAI_DATA_DIR");
    if (told && *told) return g_strdup(told);
    g_autofree char *folder = own_folder();
    if (!folder) return NULL;
    if (g_str_equal(folder, DUIKAI_BUILD_FOLDER)) return g_strdup(DUIKAI_SOURCE_FOLDER);
    g_autofree char *installed = g_canonicalize_filename("../share/duikai", folder);
    return is_data_folder(installed) ? g_steal_pointer(&installed) : NULL;
}

CliSession *cli_session_new(const CliValues *values)
{
    CliSession *session = g_new0(CliSession, 1);
    session->values = values;
    session->findings = dk_diagnostics_new();
    return session;
}

static DkFitMode fit_mode(const char *word)
{
    if (g_strcmp0(word, "off") == 0) return DK_FIT_OFF;
    return g_strcmp0(word, "report") == 0 ? DK_FIT_REPORT : DK_FIT_APPLY;
}

DkEngine *cli_engine_new(const CliValues *values, DkDiagnostics *findings)
{
    g_autofree char *folder = cli_data_folder();
    DkEngineOptions options = {.data_dir = folder, .fit = fit_mode(values->fit)};
    if (values->font_paths) options.font_paths = (const char *const *)values->font_paths->pdata;
    return dk_engine_new(&options, findings);
}

bool cli_session_open_engine(CliSession *session)
{
    if (!session->engine) session->engine = cli_engine_new(session->values, session->findings);
    return session->engine != NULL;
}

CliSession *cli_session_open(const CliValues *values)
{
    CliSession *session = cli_session_new(values);
    cli_session_open_engine(session);
    return session;
}

void cli_session_free(CliSession *session)
{
    if (!session) return;
    dk_engine_free(session->engine);
    dk_diagnostics_free(session->findings);
    g_free(session);
}

void cli_session_print(CliSession *session, char *text)
{
    if (!session->has_print_failed) session->has_print_failed = !cli_print(text);
    g_free(text);
}

int cli_session_finish(CliSession *session, bool is_made)
{
    const CliValues *values = session->values;
    cli_report(session->findings, values);
    DkStatus status = dk_diagnostics_status(session->findings, values->is_strict);
    if (session->has_print_failed) return DK_STATUS_OUTPUT;
    if (!is_made && (status == DK_STATUS_GOOD || status == DK_STATUS_WARNINGS)) return DK_STATUS_INTERNAL;
    return status == DK_STATUS_WARNINGS && values->warning_exit_0 ? DK_STATUS_GOOD : (int)status;
}
