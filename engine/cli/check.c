/* duikai check: what render would complain about, and how each story fits its block.  Writes nothing. */
#include "cli/cli.h"

static void add_words(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add_words(GString *text, const char *format, ...)
{
    va_list arguments;
    if (text->len) g_string_append(text, ", ");
    va_start(arguments, format);
    g_string_append_vprintf(text, format, arguments);
    va_end(arguments);
}

/* What was moved to make a story fit, in words; NULL: nothing.  Freed by the caller. */
static char *moves_text(const DkFit *fit)
{
    GString *text = g_string_new(NULL);
    if (fit->tracking) add_words(text, "tracking %+.3gpt", (double)fit->tracking / DK_PT);
    if (fit->size) add_words(text, "size %+.3gpt", (double)fit->size / DK_PT);
    if (fit->punctuation) add_words(text, "punctuation %s", fit->punctuation);
    if (fit->leading) add_words(text, "leading %+.3gpt", (double)fit->leading / DK_PT);
    if (fit->head) add_words(text, "head %+d", fit->head);
    if (fit->picture) add_words(text, "picture %+d", fit->picture);
    bool is_none = text->len == 0;
    char *words = g_string_free(text, is_none);
    return is_none ? NULL : words;
}

static char *fit_table(const DkPage *page, const CliValues *values)
{
    static const CliColumn columns[] = {{"block", false},         {"story", false}, {"set", true},
                                        {"available", true},      {"over", true},   {"short", true},
                                        {"overCharacters", true}, {"moved", false}};
    g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < dk_page_fit_count(page); i++) {
        DkFit fit = dk_page_fit(page, i);
        cli_table_text(table, fit.block);
        cli_table_text(table, fit.story);
        cli_table_number(table, fit.set);
        cli_table_number(table, fit.available);
        cli_table_number(table, fit.over);
        cli_table_number(table, fit.short_by);
        cli_table_number(table, fit.over_characters);
        g_autofree char *moved = moves_text(&fit);
        cli_table_text(table, moved);
    }
    return cli_table_print(table, values);
}

/* Prints the fit and makes the PDF in memory, for what only its making can find. */
static bool check_page(CliSession *session, DkPage *page)
{
    cli_session_print(session, fit_table(page, session->values));
    if (session->values->lints) dk_page_lint(page, cli_lint_settings(session->values), session->findings);
    unsigned char *data = NULL;
    size_t size = 0;
    bool is_made = dk_pages_render((DkPage *const[]){page}, 1, DK_FORMAT_PDF, NULL, &data, &size, session->findings);
    dk_free(data);
    return is_made;
}

static int run(const CliValues *values)
{
    if (!cli_lint_check_settings(&cli_check, values)) return DK_STATUS_USAGE;
    g_autoptr(CliSession) session = cli_session_open(values);
    bool is_good = session->engine != NULL, is_end = !is_good;
    g_autoptr(CliPages) pages = cli_pages_new(session);
    while (!is_end) {
        g_autoptr(DkPage) page = cli_pages_next(pages, &is_end);
        if (page) is_good &= check_page(session, page);
        else if (!is_end) is_good = false;
    }
    return cli_session_finish(session, is_good);
}

static const CliOption check_options[] = {{.name = "lint",
                                           .kind = CLI_FLAG,
                                           .field = G_STRUCT_OFFSET(CliValues, lints),
                                           .help = "hold the pages to the rules of duikai lint as well"},
                                          {0}};

const CliCommand cli_check = {
    .name = "check",
    .summary = "report all that is wrong with pages, and how the stories fit",
    .operands = "PAGE.yaml|ISSUE.yaml...",
    .least_operands = 1,
    .most_operands = -1,
    .description =
        "Sets pages as render does, reports everything render would complain about, and writes nothing.\n"
        "Prints the fit of every story: lines set, lines available, and lines (and characters) over or lines short.  With "
        "--diagnostics json the fit, too, is one JSON object a line.",
    .example = "duikai check page-01.yaml",
    .options = {check_options, cli_lint_options, cli_engine_options, cli_common_options},
    .statuses = CLI_ENDS_SETTING | CLI_ENDS(STANDARD),
    .run = run};
