/* duikai reconstruct: extracted text -> stories, page file, layout and report; with --render the page as PDF as well. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

#define APPLY "apply="

static const char *const sheet_words[] = {"broadsheet", "tabloid", "half-tabloid", NULL};
static const char *const breaks_words[] = {"flow", "source", NULL};
static const char *const order_words[] = {"mend", "keep", NULL};

/* off, propose, apply, or apply=0.95. */
static bool read_corrections(const char *text, DkReconstructOptions *options)
{
    static const char *const words[] = {"off", "propose", "apply", NULL};
    options->corrections = DK_CORRECTIONS_PROPOSE;
    for (int i = 0; text && words[i]; i++)
        if (strcmp(text, words[i]) == 0) options->corrections = (DkCorrections)i;
    if (!text || g_strv_contains(words, text)) return true;
    char *end = NULL;
    bool has_number = g_str_has_prefix(text, APPLY);
    double confidence = has_number ? g_ascii_strtod(text + strlen(APPLY), &end) : 0;
    options->corrections = DK_CORRECTIONS_APPLY;
    options->apply_from = confidence;
    if (has_number && *end == '\0' && confidence > 0 && confidence <= 1) return true;
    cli_usage_error(&cli_reconstruct, dk_nearest_word(text, words),
                    "--corrections is off, propose, apply, or apply= with a confidence from 0 to 1, not \"%s\"", text);
    return false;
}

static bool read_body(const char *text, DkLength *size)
{
    if (!text) return true;
    if (dk_length_parse(text, 0, 0, size) && *size >= 5 * DK_PT && *size <= 24 * DK_PT) return true;
    cli_usage_error(&cli_reconstruct, NULL, "--body is a length from 5pt to 24pt, such as 9.5pt, not \"%s\"", text);
    return false;
}

static bool read_options(const CliValues *values, DkReconstructOptions *options)
{
    options->habits = values->habits;
    if (values->witnesses) options->witnesses = (const char *const *)values->witnesses->pdata;
    options->sheet = values->sheet;
    options->keeps_lines = g_strcmp0(values->breaks, "source") == 0;
    options->keeps_order = g_strcmp0(values->order, "keep") == 0;
    if (!read_corrections(values->corrections, options) || !read_body(values->body, &options->body)) return false;
    if (values->output || values->dumps) return true;
    cli_usage_error(&cli_reconstruct, NULL, "-o is missing: which folder do the stories and the page go into?");
    return false;
}

/* Sets the page that was written and writes it beside its page file. */
static bool render(CliSession *session, const char *folder)
{
    g_autofree char *page_file = g_build_filename(folder, "page.yaml", NULL), *name = g_build_filename(folder, "page.pdf", NULL);
    g_autoptr(DkPage) page = dk_page_open(session->engine, page_file, session->findings);
    return page && dk_pages_write(&page, 1, DK_FORMAT_PDF, NULL, name, session->findings);
}

static bool is_said(const DkDiagnostics *findings, const char *code)
{
    for (size_t i = 0; i < dk_diagnostics_count(findings); i++)
        if (strcmp(dk_diagnostics_item(findings, i)->code, code) == 0) return true;
    return false;
}

static bool deliver(CliSession *session, DkDraft *draft)
{
    const CliValues *values = session->values;
    if (values->dumps) {
        cli_session_print(session, dk_reconstruct_dump(draft));
        return true;
    }
    if (!dk_reconstruct_write(draft, session->engine, values->output, session->findings)) return false;
    return !values->renders || is_said(session->findings, "no-page") || render(session, values->output);
}

/* Where there is no page, the report and the stories, if any, are written all the same. */
static void point_to_report(const CliValues *values)
{
    g_autofree char *report = g_build_filename(values->output, "report.md", NULL);
    g_autofree char *story = g_build_filename(values->output, "stories", "story-01.md", NULL);
    bool has_stories = g_file_test(story, G_FILE_TEST_EXISTS);
    if (!cli_is_json(values) && !values->is_quiet)
        fprintf(stderr, "duikai: no page; %s says what was taken for what%s\n", report,
                has_stories ? ", and the stories are beside it" : "");
}

static int run(const CliValues *values)
{
    DkReconstructOptions options = {0};
    if (!read_options(values, &options)) return DK_STATUS_USAGE;
    g_autofree char *data = cli_data_folder();
    options.data_dir = data;
    g_autoptr(CliSession) session = cli_session_open(values);
    const GPtrArray *names = values->operands;
    DkDraft *draft = NULL;
    if (session->engine) draft = dk_reconstruct_open((const char *const *)names->pdata, names->len, &options, session->findings);
    bool is_made = draft && deliver(session, draft);
    dk_reconstruct_free(draft);
    int status = cli_session_finish(session, is_made);
    bool is_written = is_made && !values->dumps && !is_said(session->findings, "draft-kept");
    if (is_written && is_said(session->findings, "no-page")) point_to_report(values);
    return status;
}

static const CliOption reconstruct_options[] = {
    {.name = "output",
     .letter = 'o',
     .kind = CLI_FILE,
     .field = G_STRUCT_OFFSET(CliValues, output),
     .value = "DIR",
     .help = "write stories, layout, page file and report into DIR; must be given"},
    {.name = "render",
     .kind = CLI_FLAG,
     .field = G_STRUCT_OFFSET(CliValues, renders),
     .help = "set the page as well, as DIR/page.pdf"},
    {.name = "sheet",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, sheet),
     .words = sheet_words,
     .help = "the sheet; the smallest that the text fills when not given, or a clipping as large as the text"},
    {.name = "body",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, body),
     .value = "LENGTH",
     .help = "the size of the body text; what fills the page when not given"},
    {.name = "breaks",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, breaks),
     .words = breaks_words,
     .help =
         "set the stories anew (flow, when not given), or line for line as they were printed, where the text shows it (source)"},
    {.name = "order",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, order),
     .words = order_words,
     .help = "put printed lines that stand behind the wrong one back where their words show where they belong (mend, when not "
             "given), or leave each where it was read (keep); paragraphs are joined over columns in any case"},
    {.name = "corrections",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, corrections),
     .value = "off|propose|apply[=N]",
     .help =
         "look-alike readings: leave them, note them in the stories, or apply those of confidence N (0.95) with the old one noted"},
    {.name = "witness",
     .kind = CLI_FILES,
     .field = G_STRUCT_OFFSET(CliValues, witnesses),
     .value = "TEXT",
     .help = "another page of the same issue: its words vote on look-alike readings, and nothing else is taken from it; may be "
             "given again"},
    {.name = "habits",
     .kind = CLI_FILE,
     .field = G_STRUCT_OFFSET(CliValues, habits),
     .value = "FILE",
     .help = "what is known of newspapers; layouts/habits.yaml when not given"},
    {.name = "dump",
     .kind = CLI_FLAG,
     .field = G_STRUCT_OFFSET(CliValues, dumps),
     .help = "print all stages to standard output instead of writing files"},
    {0}};

const CliCommand cli_reconstruct = {
    .name = "reconstruct",
    .summary = "make a draft page of extracted text",
    .operands = "TEXT...|-",
    .least_operands = 1,
    .most_operands = -1,
    .description =
        "Reads the bare text of one newspaper page, lines and columns broken anywhere, and writes a draft of the page (several "
        "texts are parts of that page, in their order; other pages are other drafts): one file for each story, a layout from the "
        "measures that the text still shows, a page file, and report.md and report.json, which say what "
        "each piece was taken for and why, what was joined, and what is in doubt.\n"
        "Every character of the text is in exactly one place; the report proves it by count.\n"
        "A draft that DIR has already is taken away first, its page.pdf as well, when there is a new page; where one of its files "
        "was changed by hand since (draft.sha1 has what they were), or page.pdf is somebody's own, nothing is written and all "
        "stays as it is.",
    .example = "duikai reconstruct front-page.txt -o draft --render",
    .options = {reconstruct_options, cli_engine_options, cli_common_options},
    .statuses = CLI_ENDS_SETTING,
    .run = run};
