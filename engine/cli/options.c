/* Reads a command line by the command's tables of options.
 *
 * In: arguments.  Out: CliValues, or a usage error that names the nearest word.  Long options take their value after "=" or as the
 * next argument, short ones joined or as the next argument; "--" ends the options; "-" is an operand (POSIX 12.2). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static const char *const color_words[] = {"auto", "always", "never", NULL};
static const char *const diagnostics_words[] = {"human", "json", NULL};

const CliOption cli_common_options[] = {
    {.name = "color",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, color),
     .words = color_words,
     .help = "colour the findings: when they go to a terminal and NO_COLOR is not set (auto), always, or never"},
    {.name = "quiet",
     .letter = 'q',
     .kind = CLI_FLAG,
     .field = G_STRUCT_OFFSET(CliValues, is_quiet),
     .help = "print no notes and no summary"},
    {.name = "help", .letter = 'h', .kind = CLI_FLAG, .field = G_STRUCT_OFFSET(CliValues, wants_help), .help = "print this help"},
    {0}};

static const char *const fit_words[] = {"apply", "report", "off", NULL};

const CliOption cli_engine_options[] = {
    {.name = "fit",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, fit),
     .words = fit_words,
     .help = "set stories so that they fit, as far as their styles give (apply), say what that would take and leave them (report), "
             "or neither"},
    {.name = "font-path",
     .kind = CLI_FOLDERS,
     .field = G_STRUCT_OFFSET(CliValues, font_paths),
     .value = "DIR",
     .help = "look for faces in DIR as well; may be given again"},
    {.name = "diagnostics",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, diagnostics),
     .words = diagnostics_words,
     .help = "how findings are printed: one line of text (human) or one JSON object (json) each"},
    {.name = "strict",
     .kind = CLI_FLAG,
     .field = G_STRUCT_OFFSET(CliValues, is_strict),
     .help = "a missing font or glyph ends with status 6 instead of 3"},
    {.name = "warning-exit-0",
     .kind = CLI_FLAG,
     .field = G_STRUCT_OFFSET(CliValues, warning_exit_0),
     .help = "warnings alone end with status 0 instead of 3"},
    {0}};

const char *const cli_format_words[] = {"pdf", "png", "svg", "dump", "text", NULL};
const char *const cli_stage_words[] = {"resolved", "runs", "lines", "galley", "page", NULL};
const char *const cli_overlay_words[] = {"frames", "grid", "slack", "order", "fit", "fallback", "lint", NULL};

const CliOption cli_output_options[] = {
    {.name = "output",
     .letter = 'o',
     .kind = CLI_FILE,
     .field = G_STRUCT_OFFSET(CliValues, output),
     .value = "FILE",
     .help = "write to FILE; - is standard output"},
    {.name = "format",
     .letter = 'f',
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, format),
     .words = cli_format_words,
     .help = "write this format, whatever the extension of FILE (.pdf, .png, .svg, .txt for the dump)"},
    {.name = "ppi",
     .kind = CLI_NUMBER,
     .field = G_STRUCT_OFFSET(CliValues, ppi),
     .value = "N",
     .least = 10,
     .most = 2400,
     .help = "pixels an inch of a PNG, 10 to 2400; 100 when not given"},
    {.name = "overlay",
     .kind = CLI_WORDS,
     .field = G_STRUCT_OFFSET(CliValues, overlays),
     .words = cli_overlay_words,
     .help = "draw over the page what was decided and where it hurts; in a PDF each is a layer that is not printed"},
    {0}};

const CliOption cli_look_options[] = {
    {.name = "dump",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, dump),
     .words = cli_stage_words,
     .help = "print an intermediate form to standard output instead of writing a file"},
    {.name = "explain",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, explain),
     .words = cli_explain_words,
     .help = "print how each line was set instead: its widths, what each step of slack gave or took, why it ends where it ends"},
    {0}};

void cli_each_option(const CliCommand *command, CliSee see, void *data)
{
    for (size_t group = 0; group < CLI_OPTION_GROUPS && command->options[group]; group++)
        for (const CliOption *option = command->options[group]; option->name; option++) see(option, data);
}

char *cli_value_name(const CliOption *option)
{
    if (option->kind == CLI_FLAG) return NULL;
    g_autofree char *words = option->words ? g_strjoinv("|", (char **)option->words) : NULL;
    if (option->kind == CLI_WORDS) return g_strconcat(words, "[,...]", NULL);
    return words ? g_steal_pointer(&words) : g_strdup(option->value);
}

int cli_usage_error(const CliCommand *command, const char *nearest, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    const char *space = command ? " " : "", *name = command ? command->name : "";
    fprintf(stderr, "duikai%s%s: %s", space, name, message);
    if (nearest) fprintf(stderr, " (did you mean \"%s\"?)", nearest);
    fprintf(stderr, "\nTry \"duikai%s%s --help\".\n", space, name);
    return DK_STATUS_USAGE;
}

/* ---- Finding an option ---- */

typedef struct {
    const char *name; /* sought by long name, or ... */
    char letter;      /* ... by short one */
    const CliOption *found;
    GPtrArray *names; /* all long names, with their dashes */
} Search;

static void look(const CliOption *option, void *data)
{
    Search *search = data;
    bool is_it = search->name ? strcmp(option->name, search->name) == 0 : option->letter && option->letter == search->letter;
    if (is_it) search->found = option;
    g_ptr_array_add(search->names, g_strconcat("--", option->name, NULL));
}

/* The option called `name` (or `letter`), or NULL after a message that shows `shown`. */
static const CliOption *find_option(const CliCommand *command, const char *name, char letter, const char *shown)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    Search search = {.name = name, .letter = letter, .names = names};
    cli_each_option(command, look, &search);
    if (search.found) return search.found;
    g_ptr_array_add(names, NULL);
    cli_usage_error(command, dk_nearest_word(shown, (const char *const *)names->pdata), "unknown option \"%s\"", shown);
    return NULL;
}

/* ---- Storing a value ---- */

static bool store_word(const CliCommand *command, const CliOption *option, const char *text, const char **field)
{
    *field = text;
    if (g_strv_contains(option->words, text)) return true;
    g_autofree char *allowed = g_strjoinv(", ", (char **)option->words);
    cli_usage_error(command, dk_nearest_word(text, option->words), "--%s is one of %s, not \"%s\"", option->name, allowed, text);
    return false;
}

/* Adds the bits of words with commas between them. */
static bool store_words(const CliCommand *command, const CliOption *option, const char *text, unsigned *field)
{
    g_auto(GStrv) words = g_strsplit(text, ",", -1);
    bool is_good = words[0] != NULL;
    if (!is_good) cli_usage_error(command, NULL, "--%s needs a value that is not empty", option->name);
    for (size_t i = 0; words[i] && is_good; i++) {
        const char *word;
        unsigned bit = 0;
        is_good = store_word(command, option, g_strstrip(words[i]), &word);
        while (is_good && strcmp(option->words[bit], word) != 0) bit++;
        if (is_good) *field |= 1u << bit;
    }
    return is_good;
}

double cli_number(const char *text, char **end)
{
    *end = (char *)text;
    bool is_decimal = (g_ascii_isdigit(*text) || *text == '.' || *text == '-') && !strpbrk(text, "xX");
    return is_decimal ? g_ascii_strtod(text, end) : 0;
}

static bool store_number(const CliCommand *command, const CliOption *option, const char *text, double *field)
{
    char *end = NULL;
    *field = cli_number(text, &end);
    if (end != text && *end == '\0' && isfinite(*field) && *field >= option->least && *field <= option->most) return true;
    cli_usage_error(command, NULL, "--%s is a number from %g to %g, not \"%s\"", option->name, option->least, option->most, text);
    return false;
}

static bool store_text(const CliCommand *command, const CliOption *option, const char *text, const char **field)
{
    *field = text;
    if (*text) return true;
    cli_usage_error(command, NULL, "--%s needs a value that is not empty", option->name);
    return false;
}

static bool store_folder(const CliCommand *command, const CliOption *option, const char *text, GPtrArray **field)
{
    if (!g_file_test(text, G_FILE_TEST_IS_DIR)) {
        cli_usage_error(command, NULL, "--%s: \"%s\" is not a folder", option->name, text);
        return false;
    }
    if (!*field) *field = g_ptr_array_new_null_terminated(2, NULL, TRUE);
    g_ptr_array_add(*field, (void *)text);
    return true;
}

static bool store_one_more(const CliCommand *command, const CliOption *option, const char *text, GPtrArray **field)
{
    const char *value;
    if (!store_text(command, option, text, &value)) return false;
    if (!*field) *field = g_ptr_array_new_null_terminated(2, NULL, TRUE);
    g_ptr_array_add(*field, (void *)value);
    return true;
}

static bool store(const CliCommand *command, const CliOption *option, const char *text, CliValues *values)
{
    void *field = G_STRUCT_MEMBER_P(values, option->field);
    switch (option->kind) {
    case CLI_FLAG: *(bool *)field = true; return true;
    case CLI_WORD: return store_word(command, option, text, field);
    case CLI_WORDS: return store_words(command, option, text, field);
    case CLI_NUMBER: return store_number(command, option, text, field);
    case CLI_FOLDERS: return store_folder(command, option, text, field);
    case CLI_FILES:
    case CLI_TEXTS: return store_one_more(command, option, text, field);
    case CLI_TEXT:
    case CLI_FILE: return store_text(command, option, text, field);
    }
    g_assert_not_reached();
}

/* ---- Reading arguments ---- */

/* The arguments that are still to be read. */
typedef struct {
    const CliCommand *command;
    char *const *next, *const *end;
    CliValues *values;
} Reader;

/* Stores `joined`, or the next argument when that is NULL, as the option's value. */
static bool take_value(Reader *reader, const CliOption *option, const char *joined)
{
    if (option->kind == CLI_FLAG && joined) {
        cli_usage_error(reader->command, NULL, "--%s takes no value", option->name);
        return false;
    }
    if (option->kind != CLI_FLAG && !joined) {
        if (reader->next == reader->end) {
            g_autofree char *value = cli_value_name(option);
            cli_usage_error(reader->command, NULL, "--%s needs a value: %s", option->name, value);
            return false;
        }
        joined = *reader->next++;
    }
    return store(reader->command, option, joined, reader->values);
}

static bool read_long(Reader *reader, const char *argument)
{
    const char *equals = strchr(argument, '=');
    g_autofree char *shown = equals ? g_strndup(argument, (size_t)(equals - argument)) : g_strdup(argument);
    const CliOption *option = find_option(reader->command, shown + 2, 0, shown);
    return option && take_value(reader, option, equals ? equals + 1 : NULL);
}

/* Letters in one argument, "-qo page.pdf": flags, and at most one that takes the rest, or the next argument, as its value. */
static bool read_short(Reader *reader, const char *argument)
{
    for (const char *letter = argument + 1; *letter; letter++) {
        char shown[] = {'-', *letter, '\0'};
        const CliOption *option = find_option(reader->command, NULL, *letter, g_ascii_isprint(*letter) ? shown : argument);
        if (!option) return false;
        if (option->kind != CLI_FLAG) return take_value(reader, option, letter[1] ? letter + 1 : NULL);
        if (!take_value(reader, option, NULL)) return false;
    }
    return true;
}

static bool read_operand(Reader *reader, char *argument)
{
    const char *const *words = reader->command->operand_words;
    g_ptr_array_add(reader->values->operands, argument);
    if (!words || g_strv_contains(words, argument)) return true;
    g_autofree char *allowed = g_strjoinv(", ", (char **)words);
    cli_usage_error(reader->command, dk_nearest_word(argument, words), "\"%s\" is none of %s", argument, allowed);
    return false;
}

static bool has_right_operands(const CliCommand *command, const CliValues *values)
{
    int n = (int)values->operands->len;
    if (n < command->least_operands) {
        cli_usage_error(command, NULL, "nothing to work on: give %s", command->operands);
        return false;
    }
    if (command->most_operands >= 0 && n > command->most_operands) {
        const char *extra = g_ptr_array_index(values->operands, command->most_operands);
        cli_usage_error(command, NULL, "\"%s\" is one argument too many", extra);
        return false;
    }
    return true;
}

bool cli_parse(const CliCommand *command, int argc, char *const *argv, CliValues *values)
{
    values->operands = g_ptr_array_new();
    Reader reader = {.command = command, .next = argv, .end = argv + argc, .values = values};
    bool reads_options = true;
    while (reader.next < reader.end) {
        char *argument = *reader.next++;
        bool is_option = reads_options && argument[0] == '-' && argument[1] != '\0';
        if (is_option && strcmp(argument, "--") == 0) reads_options = false;
        else if (is_option && !(argument[1] == '-' ? read_long : read_short)(&reader, argument)) return false;
        else if (!is_option && !read_operand(&reader, argument)) return false;
        if (values->wants_help) return true;
    }
    return has_right_operands(command, values);
}

void cli_values_clear(CliValues *values)
{
    g_clear_pointer(&values->operands, g_ptr_array_unref);
    g_clear_pointer(&values->font_paths, g_ptr_array_unref);
    g_clear_pointer(&values->witnesses, g_ptr_array_unref);
    g_clear_pointer(&values->masks, g_ptr_array_unref);
    g_clear_pointer(&values->rules, g_ptr_array_unref);
}
