/* duikai fonts: the roles and the face each resolves to; with --audit what a page asks of them and misses. */
#include "cli/cli.h"

static char *role_table(const DkEngine *engine, const CliValues *values)
{
    static const CliColumn columns[] = {{"role", false}, {"face", false}, {"version", false}, {"index", true}, {"file", false}};
    g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < dk_engine_font_count(engine); i++) {
        DkFont font = dk_engine_font(engine, i);
        cli_table_text(table, font.role);
        cli_table_text(table, font.name);
        cli_table_text(table, font.version);
        cli_table_number(table, (int)font.index);
        cli_table_text(table, font.file);
    }
    return cli_table_print(table, values);
}

static char *use_table(const DkPage *page, const CliValues *values)
{
    static const CliColumn columns[] = {{"role", false},      {"face", false}, {"codePoint", false},
                                        {"character", false}, {"count", true}, {"story", false}};
    g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < dk_page_font_use_count(page); i++) {
        DkFontUse use = dk_page_font_use(page, i);
        char code[16] = "", character[8] = "";
        if (use.character) g_snprintf(code, sizeof code, "U+%04X", use.character);
        if (use.character && g_unichar_isgraph(use.character)) g_unichar_to_utf8(use.character, character);
        cli_table_text(table, use.role);
        cli_table_text(table, use.face);
        cli_table_text(table, *code ? code : NULL);
        cli_table_text(table, *character ? character : NULL);
        cli_table_number(table, use.count);
        cli_table_text(table, use.story);
    }
    return cli_table_print(table, values);
}

static int run(const CliValues *values)
{
    g_autoptr(CliSession) session = cli_session_open(values);
    bool is_good = session->engine != NULL;
    if (session->engine && values->audit) {
        g_autoptr(DkPage) page = dk_page_open(session->engine, values->audit, session->findings);
        is_good = page != NULL;
        if (page) cli_session_print(session, use_table(page, values));
    } else if (session->engine) {
        cli_session_print(session, role_table(session->engine, values));
    }
    return cli_session_finish(session, is_good);
}

static const CliOption fonts_options[] = {{.name = "audit",
                                           .kind = CLI_FILE,
                                           .field = G_STRUCT_OFFSET(CliValues, audit),
                                           .value = "PAGE.yaml",
                                           .help = "list the faces this page uses, and each character its role's own face lacks"},
                                          {0}};

const CliCommand cli_fonts = {
    .name = "fonts",
    .summary = "list the roles of type and the faces they resolve to",
    .operands = "",
    .description = "Prints each role with the PostScript name and version of its face, the face's index in the file, and the file; "
                   "\"-\" where no face was found.\n"
                   "With --audit prints what a page uses: a row for each face and story with the glyphs set, and a row for each "
                   "character that "
                   "the role's own face lacks, with the face that stood in, \"-\" for none, and the story it was met in first.",
    .example = "duikai fonts --audit page-01.yaml",
    .options = {fonts_options, cli_engine_options, cli_common_options},
    .statuses = CLI_ENDS_SETTING,
    .run = run};
