/* Command lines: what is wrong with them, and what the command says of itself. */
#include "cli/command.h"

#include <stdbool.h>
#include <string.h>

/* A command line, its status, and parts of what it prints: to standard error when the status is 2, else to standard output. */
typedef struct {
    const char *line;
    int status;
    const char *part, *other; /* NULL: nothing more */
} Usage;

static const Usage usages[] = {
    {"", 2, "Usage: duikai COMMAND", "render"},
    {"--help", 0, "Usage: duikai COMMAND", "143  terminated"},
    {"-h", 0, "Commands:", NULL},
    {"--version", 0, "duikai 0.1.0", NULL},
    {"-V", 0, "duikai 0.1.0", NULL},
    {"--verson", 2, "unknown option \"--verson\" (did you mean \"--version\"?)", "Try \"duikai --help\""},
    {"rendr page.yaml", 2, "unknown command \"rendr\" (did you mean \"render\"?)", "Try \"duikai --help\""},
    {"sing page.yaml", 2, "unknown command \"sing\"", NULL},
    {"help", 0, "Commands:", NULL},
    {"help render", 0, "Usage: duikai render", "--ppi"},
    {"help rendr", 2, "(did you mean \"render\"?)", NULL},
    {"help --man", 0, ".TH DUIKAI 1", ".SH \"EXIT STATUS\""},
    {"render --help", 0, "--format", "74  output not written"},
    {"preview --help", 0, "--port N", "--open"},
    {"watch --help", 0, "Usage: duikai watch", "--overlay"},
    {"watch page.yaml", 2, "name the file to write: -o FILE.pdf", NULL},
    {"check --help", 0, "--warning-exit-0", "lines available"},
    {"galley -h", 0, "--measure", "--punctuation full|kaiming|half|none"},
    {"fonts --help", 0, "--audit", NULL},
    {"info --help", 0, "versions of duikai", NULL},
    {"completions --help", 0, "bash|zsh|fish", NULL},
    {"render", 2, "nothing to work on", "Try \"duikai render --help\""},
    {"render --formt pdf page.yaml", 2, "unknown option \"--formt\" (did you mean \"--format\"?)", NULL},
    {"render -x page.yaml", 2, "unknown option \"-x\"", NULL},
    {"render --format=pfd page.yaml", 2, "not \"pfd\" (did you mean \"pdf\"?)", NULL},
    {"render --overlay frames,gird page.yaml", 2, "not \"gird\" (did you mean \"grid\"?)", NULL},
    {"render --overlay= page.yaml", 2, "--overlay needs a value that is not empty", NULL},
    {"render --ppi 0x10 -o page.png page.yaml", 2, "--ppi is a number from", NULL},
    {"compare --max-pixels % a.png b.png", 2, "--max-pixels is a number of pixels or a share", NULL},
    {"compare --max-pixels 0x10 a.png b.png", 2, "--max-pixels is a number of pixels or a share", NULL},
    {"compare --ignore-below 0.5 a.png b.png", 2, "--ignore-below is a whole number of pixels", NULL},
    {"render --overlay fit --dump page page.yaml", 2, "not on a dump", NULL},
    {"render --overlay fit -o page.txt page.yaml", 2, "--overlay draws on a PDF, a PNG or an SVG", NULL},
    {"render page.yaml --format", 2, "--format needs a value: pdf|png|svg|dump|text", NULL},
    {"render page.yaml -o", 2, "--output needs a value: FILE", NULL},
    {"render page.yaml -o ''", 2, "--output needs a value that is not empty", NULL},
    {"render page.yaml --strict=yes", 2, "--strict takes no value", NULL},
    {"render page.yaml --ppi 0", 2, "--ppi is a number from 10 to 2400, not \"0\"", NULL},
    {"render page.yaml --ppi nan", 2, "not \"nan\"", NULL},
    {"render page.yaml --ppi -100", 2, "not \"-100\"", NULL},
    {"render page.yaml --ppi 1e9", 2, "not \"1e9\"", NULL},
    {"render page.yaml --ppi 100dpi", 2, "not \"100dpi\"", NULL},
    {"render page.yaml -o page.pfd", 2, "none of .pdf, .png, .svg, .txt", "did you mean \".pdf\"?"},
    {"render page.yaml -o page.yaml --format pdf", 2, "would replace the page file itself", NULL},
    {"render page.yaml page.yaml", 2, "several pages go into one PDF", NULL},
    {"render page.yaml page.yaml -o page.png", 2, "several pages go into one PDF", NULL},
    {"render page.yaml --dump line", 2, "not \"line\" (did you mean \"lines\"?)", NULL},
    {"render page.yaml --dump lines -o page.pdf", 2, "--dump prints to standard output", NULL},
    {"render page.yaml --font-path nowhere", 2, "\"nowhere\" is not a folder", NULL},
    {"render page.yaml --diagnostics xml", 2, "one of human, json", NULL},
    {"render page.yaml --color sometimes", 2, "one of auto, always, never", NULL},
    {"check", 2, "nothing to work on", NULL},
    {"check page.yaml -o page.pdf", 2, "unknown option \"-o\"", NULL},
    {"lint", 2, "which page?", "--list"},
    {"lint --list", 0, "heads-side-by-side", "ascii-mark"},
    {"lint page.yaml --rule leg-emtpy=off", 2, "there is no rule \"leg-emtpy\"", "(did you mean \"leg-empty\"?)"},
    {"lint page.yaml --rule nix=off", 2, "there is no rule \"nix\"; \"duikai lint --list\" names all", NULL},
    {"lint page.yaml --rule leg-empty=of", 2, "not \"leg-empty=of\" (did you mean \"leg-empty=off\"?)", NULL},
    {"lint page.yaml --rule leg-empty", 2, "--rule takes RULE=off", NULL},
    {"check page.yaml --lint --rule leg-empty=of", 2, "--rule takes RULE=off", NULL},
    {"galley --measure 16em", 2, "nothing to work on: give STORY.md|-", NULL},
    {"galley story.md story.md --measure 16em", 2, "\"story.md\" is one argument too many", NULL},
    {"galley story.md", 2, "--measure is missing", "--measure 16em"},
    {"galley story.md --measure -16em", 2, "not \"-16em\"", NULL},
    {"galley story.md --measure 16", 2, "not \"16\"", NULL},
    {"galley story.md --measure nanem", 2, "not \"nanem\"", NULL},
    {"galley story.md --measure 1e9mm", 2, "not \"1e9mm\"", NULL},
    {"galley story.md --measure 0.5em", 2, "a length from one em to 10000pt", NULL},
    {"galley story.md --measure 16em --size 0pt", 2, "--size is a length from 1pt to 1000pt", NULL},
    {"galley story.md --measure 16em --leading -1pt", 2, "--leading is a length", NULL},
    {"galley story.md --measure 16em --indent 16em", 2, "--indent is a length from 0em to one em less than the measure", NULL},
    {"galley story.md --measure 16em --tracking 2em", 2, "--tracking is a length from -1em to 1em", NULL},
    {"galley story.md --measure 16em --han-latin-gap -1em", 2, "--han-latin-gap is a length from 0em to 1em", NULL},
    {"galley story.md --measure 16em --direction up", 2, "--direction is one of horizontal, vertical", NULL},
    {"galley story.md --measure 16em --tracking -0.05em --han-latin-gap 0em --han-digit-gap 0.125em --hang --align start "
     "--direction vertical --digits natural --dump resolved",
     0, "tracking=-0.4746 indent=19.0000 han-latin-gap=0.0000 han-digit-gap=1.1875 ", "direction=vertical digits=natural hang=on"},
    {"galley story.md --measure 16em --language zh-Hans", 2, "(did you mean \"zh-Hans-CN\"?)", NULL},
    {"galley story.md --measure 16em --punctuation hlaf", 2, "(did you mean \"half\"?)", NULL},
    {"galley story.md --measure 16em --font hei-blod", 2, "--font is a role of \"duikai fonts\", not \"hei-blod\"",
     "did you mean \"hei-bold\"?"},
    {"fonts page.yaml", 2, "\"page.yaml\" is one argument too many", NULL},
    {"info now", 2, "\"now\" is one argument too many", NULL},
    {"completions", 2, "bash|zsh|fish", NULL},
    {"completions bsh", 2, "\"bsh\" is none of bash, zsh, fish (did you mean \"bash\"?)", NULL},
    {"completions bash", 0, "complete -o filenames", "galley --measure"},
    {"completions zsh", 0, "#compdef duikai", "--measure["},
    {"completions fish", 0, "complete -c duikai", "-l measure"},
};

static void test_usage(gconstpointer data)
{
    const Usage *usage = data;
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) run = issue_run(issue, usage->line);
    assert_status(run, usage->status);
    bool is_error = usage->status == 2;
    const char *said = is_error ? run->err : run->out;
    assert_contains(said, usage->part);
    if (usage->other) assert_contains(said, usage->other);
    g_assert_cmpstr(is_error ? run->out : run->err, ==, "");
    g_autofree char *names = issue_new_names(issue);
    g_assert_cmpstr(names, ==, "");
}

/* Runs a line of bash with $duikai set to the command; its standard output, freed with g_free. */
static char *bash(const char *script)
{
    g_autofree char *command = g_shell_quote(g_getenv("DUIKAI_COMMAND"));
    g_autofree char *whole = g_strdup_printf("duikai=%s\n%s", command, script);
    char *words[] = {(char *)"bash", (char *)"-ec", whole, NULL}, *out = NULL;
    g_autofree char *err = NULL;
    g_autoptr(GError) error = NULL;
    int status = 0;
    g_spawn_sync(NULL, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(err, ==, "");
    g_assert_cmpint(status, ==, 0);
    return out;
}

/* The help of a command names the statuses that it can end with, and no others. */
static void test_statuses(void)
{
    static const struct {
        const char *command, *statuses;
    } cases[] = {{"render", "0 1 2 3 4 5 6 74 75 130 143"},
                 {"check", "0 1 2 3 4 5 6 7 74 75 130 143"},
                 {"lint", "0 1 2 3 4 5 6 7 74 75 130 143"},
                 {"galley", "0 1 2 3 4 5 6 74 75 130 143"},
                 {"preview", "0 2 74 75 130 143"},
                 {"watch", "0 2 74 75 130 143"},
                 {"compare", "0 1 2 4 6 8 74 75 130 143"},
                 {"golden", "0 1 2 4 6 8 74 75 130 143"},
                 {"reconstruct", "0 1 2 3 4 5 6 74 75 130 143"},
                 {"fonts", "0 1 2 3 4 5 6 74 75 130 143"},
                 {"info", "0 2 74 75 130 143"},
                 {"completions", "0 2 74 75 130 143"},
                 {"help", "0 2 74 75 130 143"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *script =
            g_strdup_printf("echo $(\"$duikai\" %s --help | sed -n 's/^ *\\([0-9]\\{1,3\\}\\)  .*/\\1/p')", cases[i].command);
        g_autofree char *statuses = g_strchomp(bash(script));
        g_assert_cmpstr(statuses, ==, cases[i].statuses);
    }
}

/* "--" ends the options, so a page may be called as an option is. */
static void test_double_dash(void)
{
    g_autoptr(Issue) issue = issue_new();
    g_autoptr(Run) run = issue_run(issue, "check -- --help");
    assert_status(run, 4);
    assert_contains(run->err, "--help");
}

/* What bash offers at the end of a command line. */
static void test_completion(void)
{
    static const char *const cases[][2] = {
        {"duikai re", "render reconstruct"}, {"duikai galley --pro", "--prohibition"}, {"duikai galley --punctuation h", "half"},
        {"duikai render --format s", "svg"}, {"duikai render -f p", "pdf png"},        {"duikai completions f", "fish"},
        {"duikai check --ppi", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *script = g_strdup_printf("source <(\"$duikai\" completions bash)\n"
                                                  "COMP_WORDS=(%s) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                                                  "_duikai || true\necho -n \"${COMPREPLY[*]}\"\n",
                                                  cases[i][0]);
        g_autofree char *offered = bash(script);
        g_assert_cmpstr(offered, ==, cases[i][1]);
    }
}

/* The manual page is sound roff and names every command, option and status that help does. */
static void test_man(void)
{
    g_autofree char *manual = g_find_program_in_path("man");
    if (!manual) {
        g_test_skip("there is no man here");
        return;
    }
    g_autofree char *page = bash("\"$duikai\" help --man >\"${TMPDIR:-/tmp}/duikai-$$.1\"\n"
                                 "MANWIDTH=200 man --warnings -l \"${TMPDIR:-/tmp}/duikai-$$.1\" | col -b\n"
                                 "rm \"${TMPDIR:-/tmp}/duikai-$$.1\"\n");
    g_autofree char *wanted =
        bash("for command in render check lint galley preview watch compare golden reconstruct fonts info completions help; do\n"
             "  echo \"duikai $command\"\n"
             "  \"$duikai\" $command --help | grep -oE '^  (-., )?--[a-z0-9-]+' | grep -oE -- '--.*'\n"
             "done\n"
             "\"$duikai\" --help | sed -n 's/^ *[0-9]\\{1,3\\}  \\([a-z]* [a-z]*\\).*/\\1/p'\n");
    g_auto(GStrv) parts = g_strsplit(wanted, "\n", -1);
    g_assert_cmpuint(g_strv_length(parts), >, 60);
    for (char **part = parts; *part; part++) assert_contains(page, *part);
}

/* README.md states the exit statuses as --help does. */
static void test_readme_statuses(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "README.md", NULL);
    g_autofree char *readme = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &readme, NULL, &error);
    g_assert_no_error(error);
    g_autofree char *rows = bash("\"$duikai\" --help | sed -n 's/^ *\\([0-9]\\{1,3\\}\\)  \\(.*\\)/| \\1 | \\2 |/p'");
    g_auto(GStrv) lines = g_strsplit(g_strchomp(rows), "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 13);
    for (char **line = lines; *line; line++) assert_contains(readme, *line);
}

void add_usage_tests(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(usages); i++) {
        g_autofree char *path = g_strdup_printf("/cli/usage/%s", *usages[i].line ? usages[i].line : "(nothing)");
        g_strdelimit(path + strlen("/cli/usage/"), "/", '_');
        g_test_add_data_func(path, &usages[i], test_usage);
    }
    g_test_add_func("/cli/statuses", test_statuses);
    g_test_add_func("/cli/double-dash", test_double_dash);
    g_test_add_func("/cli/completion", test_completion);
    g_test_add_func("/cli/man", test_man);
    g_test_add_func("/cli/readme-statuses", test_readme_statuses);
}
