/* duikai lint: what make-up editors and printers forbid, asked of finished pages.  Writes nothing. */
#include "cli/cli.h"

#include <string.h>

static char *rule_table(const CliValues *values)
{
    static const CliColumn columns[] = {{"rule", false}, {"level", false}, {"source", false}, {"fault", false}};
    g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < dk_lint_rule_count(); i++) {
        DkLintRule rule = dk_lint_rule(i);
        cli_table_text(table, rule.code);
        cli_table_text(table, rule.level);
        cli_table_text(table, rule.source);
        cli_table_text(table, rule.text);
    }
    return cli_table_print(table, values);
}

static int list_rules(const CliValues *values)
{
    char *text = rule_table(values);
    bool is_printed = cli_print(text);
    g_free(text);
    return is_printed ? DK_STATUS_GOOD : DK_STATUS_OUTPUT;
}

const char *const *cli_lint_settings(const CliValues *values)
{
    return values->rules ? (const char *const *)values->rules->pdata : NULL;
}

static const char *const levels[] = {"off", "warning", "error", NULL};

static bool refuse_rule(const CliCommand *command, const char *code, const char *const *codes)
{
    const char *near = dk_nearest_word(code, codes);
    cli_usage_error(command, near, "there is no rule \"%s\"%s", code, near ? "" : "; \"duikai lint --list\" names all");
    return false;
}

static bool refuse_level(const CliCommand *command, const char *code, const char *level)
{
    const char *near = level ? dk_nearest_word(level, levels) : NULL;
    g_autofree char *meant = near ? g_strdup_printf("%s=%s", code, near) : NULL;
    cli_usage_error(command, meant, "--rule takes RULE=off, RULE=warning or RULE=error, not \"%s%s%s\"", code, level ? "=" : "",
                    level ? level : "");
    return false;
}

/* Whether a setting names a rule and a level; a usage error where not. */
static bool check_setting(const CliCommand *command, const char *setting)
{
    size_t n = dk_lint_rule_count();
    g_autofree const char **codes = g_new0(const char *, n + 1);
    for (size_t i = 0; i < n; i++) codes[i] = dk_lint_rule(i).code;
    const char *equals = strchr(setting, '='), *level = equals ? equals + 1 : NULL;
    g_autofree char *code = equals ? g_strndup(setting, (size_t)(equals - setting)) : g_strdup(setting);
    if (!g_strv_contains(codes, code)) return refuse_rule(command, code, codes);
    return (level && g_strv_contains(levels, level)) || refuse_level(command, code, level);
}

bool cli_lint_check_settings(const CliCommand *command, const CliValues *values)
{
    for (const char *const *setting = cli_lint_settings(values); setting && *setting; setting++)
        if (!check_setting(command, *setting)) return false;
    return true;
}

static int run(const CliValues *values)
{
    if (values->lists) return list_rules(values);
    if (!values->operands->len) return cli_usage_error(&cli_lint, NULL, "which page?  Name a page file, or ask for --list");
    if (!cli_lint_check_settings(&cli_lint, values)) return DK_STATUS_USAGE;
    g_autoptr(CliSession) session = cli_session_open(values);
    bool is_good = session->engine != NULL, is_end = !is_good;
    g_autoptr(CliPages) pages = cli_pages_new(session);
    while (!is_end) {
        g_autoptr(DkPage) page = cli_pages_next(pages, &is_end);
        if (page) is_good &= dk_page_lint(page, cli_lint_settings(values), session->findings);
        else if (!is_end) is_good = false;
    }
    return cli_session_finish(session, is_good);
}

const CliOption cli_lint_options[] = {{.name = "rule",
                                       .kind = CLI_TEXTS,
                                       .field = G_STRUCT_OFFSET(CliValues, rules),
                                       .value = "RULE=LEVEL",
                                       .help = "set a rule to off, warning or error, whatever the layout says; may be given again"},
                                      {0}};

static const CliOption list_options[] = {{.name = "list",
                                          .kind = CLI_FLAG,
                                          .field = G_STRUCT_OFFSET(CliValues, lists),
                                          .help = "print all rules with their level, source and what is at fault"},
                                         {0}};

const CliCommand cli_lint = {
    .name = "lint",
    .summary = "hold finished pages to the rules of make-up and printing",
    .operands = "PAGE.yaml|ISSUE.yaml...",
    .most_operands = -1,
    .description =
        "Sets pages as render does and reports, beside everything render would complain about, what make-up editors and printers "
        "forbid: heads side by side, seams, texts that meet, feet that differ and the like.  Writes nothing.\n"
        "Each finding has its rule's name, place, amount and what would cure it.  A layout sets rules to off, warning or error "
        "under \"lint\"; --rule goes before it.  A warning ends with status 3, an error with 7.",
    .example = "duikai lint page-01.yaml --rule leg-empty=off",
    .options = {list_options, cli_lint_options, cli_engine_options, cli_common_options},
    .statuses = CLI_ENDS_SETTING | CLI_ENDS(STANDARD),
    .run = run};
