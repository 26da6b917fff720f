/* duikai completions: what bash, zsh and fish need to complete commands, options and their values, from the same tables. */
#include <string.h>

#include "cli/cli.h"

/* What one option adds to a script. */
typedef struct {
    GString *out;
    const CliCommand *command;
} Script;

static void each_command(Script *script, void (*append)(Script *script))
{
    for (const CliCommand *const *command = cli_commands; *command; command++) {
        script->command = *command;
        append(script);
    }
}

static char *joined_names(void)
{
    g_autofree const char **names = cli_command_names();
    return g_strjoinv(" ", (char **)names);
}

/* ---- bash ---- */

static void bash_option(const CliOption *option, void *data)
{
    Script *script = data;
    g_string_append_printf(script->out, " --%s", option->name);
}

/* The case of one option that takes a value: "--format|-f) ... ;;". */
static void bash_value(const CliOption *option, void *data)
{
    Script *script = data;
    if (option->kind == CLI_FLAG) return;
    g_string_append_printf(script->out, "        '%s --%s'", script->command->name, option->name);
    if (option->letter) g_string_append_printf(script->out, "|'%s -%c'", script->command->name, option->letter);
    g_autofree char *words = option->words ? g_strjoinv(" ", (char **)option->words) : NULL;
    if (words) g_string_append_printf(script->out, ") COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n", words);
    else if (option->kind == CLI_FILE || option->kind == CLI_FILES)
        g_string_append(script->out, ") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
    else if (option->kind == CLI_FOLDERS) g_string_append(script->out, ") COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n");
    else g_string_append(script->out, ") return ;;\n");
}

static void bash_values(Script *script)
{
    cli_each_option(script->command, bash_value, script);
}

static void bash_options(Script *script)
{
    g_string_append_printf(script->out, "        '%s -'*) words='", script->command->name);
    cli_each_option(script->command, bash_option, script);
    g_string_append(script->out, "' ;;\n");
    if (!script->command->operand_words) return;
    g_autofree char *words = g_strjoinv(" ", (char **)script->command->operand_words);
    g_string_append_printf(script->out, "        '%s '*) words='%s' ;;\n", script->command->name, words);
}

static char *bash_script(void)
{
    g_autofree char *names = joined_names();
    Script script = {.out = g_string_new("# bash completion of duikai; written by: duikai completions bash\n_duikai() {\n")};
    g_string_append_printf(script.out,
                           "    local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=''\n"
                           "    if ((COMP_CWORD == 1)); then\n"
                           "        COMPREPLY=($(compgen -W '%s --help --version' -- \"$word\"))\n"
                           "        return\n"
                           "    fi\n"
                           "    case \"$command ${COMP_WORDS[COMP_CWORD - 1]}\" in\n",
                           names);
    each_command(&script, bash_values);
    g_string_append(script.out, "    esac\n    case \"$command $word\" in\n");
    each_command(&script, bash_options);
    g_string_append(script.out, "        *) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
                                "    esac\n"
                                "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                                "}\n"
                                "complete -o filenames -o bashdefault -F _duikai duikai\n");
    return g_string_free(script.out, FALSE);
}

/* ---- zsh ---- */

/* Text inside a single-quoted _arguments description. */
static void append_zsh_text(GString *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'') g_string_append(out, "'\\''");
        else if (strchr("[]:\\", *text)) g_string_append_printf(out, "\\%c", *text);
        else g_string_append_c(out, *text);
    }
}

static void zsh_option(const CliOption *option, void *data)
{
    Script *script = data;
    const char *again =
        option->kind == CLI_FILES || option->kind == CLI_FOLDERS || option->kind == CLI_TEXTS || option->kind == CLI_WORDS ? "*"
                                                                                                                           : "";
    g_string_append(script->out, " \\\n            ");
    if (option->letter) g_string_append_printf(script->out, "{-%c,--%s}", option->letter, option->name);
    g_string_append_printf(script->out, "'%s", again);
    if (!option->letter) g_string_append_printf(script->out, "--%s", option->name);
    g_string_append_c(script->out, '[');
    append_zsh_text(script->out, option->help);
    g_string_append_c(script->out, ']');
    g_autofree char *words = option->words ? g_strjoinv(" ", (char **)option->words) : NULL;
    if (words) g_string_append_printf(script->out, ":word:(%s)", words);
    else if (option->kind == CLI_FILE || option->kind == CLI_FILES) g_string_append(script->out, ":file:_files");
    else if (option->kind == CLI_FOLDERS) g_string_append(script->out, ":folder:_files -/");
    else if (option->kind != CLI_FLAG) g_string_append_printf(script->out, ":%s: ", option->value);
    g_string_append_c(script->out, '\'');
}

static void zsh_command(Script *script)
{
    g_string_append_printf(script->out, "        %s)\n            _arguments", script->command->name);
    cli_each_option(script->command, zsh_option, script);
    g_autofree char *words = script->command->operand_words ? g_strjoinv(" ", (char **)script->command->operand_words) : NULL;
    if (words) g_string_append_printf(script->out, " \\\n            '*:word:(%s)' ;;\n", words);
    else g_string_append(script->out, " \\\n            '*:file:_files' ;;\n");
}

static void zsh_name(Script *script)
{
    g_string_append_printf(script->out, "        '%s:", script->command->name);
    append_zsh_text(script->out, script->command->summary);
    g_string_append(script->out, "'\n");
}

static char *zsh_script(void)
{
    Script script = {.out = g_string_new("#compdef duikai\n# zsh completion of duikai; written by: duikai completions zsh\n"
                                         "_duikai() {\n    local -a commands\n    commands=(\n")};
    each_command(&script, zsh_name);
    g_string_append(script.out, "    )\n"
                                "    if ((CURRENT == 2)); then\n"
                                "        _describe command commands\n"
                                "        return\n"
                                "    fi\n"
                                "    local command=$words[2]\n"
                                "    shift words\n"
                                "    ((CURRENT--))\n"
                                "    case $command in\n");
    each_command(&script, zsh_command);
    g_string_append(script.out, "    esac\n}\n_duikai \"$@\"\n");
    return g_string_free(script.out, FALSE);
}

/* ---- fish ---- */

static void append_fish_text(GString *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') g_string_append_c(out, '\\');
        g_string_append_c(out, *text);
    }
}

static void fish_option(const CliOption *option, void *data)
{
    Script *script = data;
    g_string_append_printf(script->out, "complete -c duikai -n '__fish_seen_subcommand_from %s' -l %s", script->command->name,
                           option->name);
    if (option->letter) g_string_append_printf(script->out, " -s %c", option->letter);
    g_autofree char *words = option->words ? g_strjoinv(" ", (char **)option->words) : NULL;
    if (words) g_string_append_printf(script->out, " -x -a '%s'", words);
    else if (option->kind == CLI_FILE || option->kind == CLI_FILES) g_string_append(script->out, " -r -F");
    else if (option->kind == CLI_FOLDERS) g_string_append(script->out, " -x -a '(__fish_complete_directories)'");
    else if (option->kind != CLI_FLAG) g_string_append(script->out, " -x");
    g_string_append(script->out, " -d '");
    append_fish_text(script->out, option->help);
    g_string_append(script->out, "'\n");
}

static void fish_command(Script *script)
{
    const CliCommand *command = script->command;
    g_string_append_printf(script->out, "complete -c duikai -n __fish_use_subcommand -f -a %s -d '", command->name);
    append_fish_text(script->out, command->summary);
    g_string_append(script->out, "'\n");
    cli_each_option(command, fish_option, script);
    if (!command->operand_words) return;
    g_autofree char *words = g_strjoinv(" ", (char **)command->operand_words);
    g_string_append_printf(script->out, "complete -c duikai -n '__fish_seen_subcommand_from %s' -f -a '%s'\n", command->name,
                           words);
}

static char *fish_script(void)
{
    Script script = {.out = g_string_new("# fish completion of duikai; written by: duikai completions fish\n")};
    g_string_append(script.out, "complete -c duikai -n __fish_use_subcommand -l version -s V -d 'print the version'\n"
                                "complete -c duikai -n __fish_use_subcommand -l help -s h -d 'print help'\n");
    each_command(&script, fish_command);
    return g_string_free(script.out, FALSE);
}

/* ---- The command ---- */

static int run(const CliValues *values)
{
    const char *shell = g_ptr_array_index(values->operands, 0);
    g_autofree char *script = strcmp(shell, "bash") == 0 ? bash_script() : strcmp(shell, "zsh") == 0 ? zsh_script() : fish_script();
    return cli_print(script) ? DK_STATUS_GOOD : DK_STATUS_OUTPUT;
}

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

const CliCommand cli_completions = {
    .name = "completions",
    .summary = "print the completion of a shell",
    .operands = "bash|zsh|fish",
    .least_operands = 1,
    .most_operands = 1,
    .operand_words = shells,
    .description =
        "Prints a script that lets the shell complete duikai's commands, options and values.\n"
        "bash: source it, or put it into bash-completion's completions folder as \"duikai\".  zsh: put it into a folder of "
        "$fpath as \"_duikai\".  fish: put it into ~/.config/fish/completions as \"duikai.fish\".",
    .example = "source <(duikai completions bash)",
    .options = {cli_common_options},
    .run = run};
