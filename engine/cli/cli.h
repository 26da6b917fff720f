/* cli/ - the command `duikai`: one file per command, over the public header and nothing else of the engine.
 *
 * A command is a CliCommand: the words of its help, tables of options, and a function.  Parsing, help, the manual page and the
 * three shells' completions all read those tables, so they cannot drift apart.
 * Data go to standard output, findings and the summary to standard error; the exit statuses are those of cli_statuses. */
#ifndef CLI_H
#define CLI_H

#include <glib.h>

#include "duikai.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DkPage, dk_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DkIssue, dk_issue_free)

/* ---- What was asked ---- */

/* The values of all options of all commands; a command sees those that its tables name. */
typedef struct {
    bool wants_help, is_quiet;
    const char *color;

    const char *diagnostics;
    const char *fit;
    bool is_strict, warning_exit_0;
    GPtrArray *font_paths; /* const char *, NULL-terminated; NULL: none given */

    const char *output, *format, *dump, *explain;
    double ppi;        /* 0: not given */
    unsigned overlays; /* DkOverlay bits */
    bool joins_facing; /* render: facing pages are one sheet */

    const char *measure, *size, *leading, *indent, *tracking, *han_latin_gap, *han_digit_gap;
    const char *font, *punctuation, *prohibition, *breaker, *align, *direction, *digits, *language, *word_language;
    bool restores, hangs, hyphenates;
    double hyphens_in_a_row; /* 0: not given */

    const char *audit;
    const char *habits, *corrections, *sheet, *body, *breaks, *order;
    GPtrArray *witnesses; /* const char *, NULL-terminated; NULL: none given */
    bool renders, dumps;
    bool wants_man;

    const char *report, *json, *max_pixels, *layout_tolerance, *filter, *junit;
    double threshold, ignore_below; /* threshold 0: not given */
    double port;                    /* 0: not given */
    bool opens;
    GPtrArray *masks; /* const char *, NULL-terminated; NULL: none given */
    bool updates;

    bool lists, lints;
    GPtrArray *rules; /* const char *, NULL-terminated; NULL: none given */

    GPtrArray *operands; /* const char * */
} CliValues;

typedef enum {
    CLI_FLAG,    /* bool */
    CLI_TEXT,    /* const char * */
    CLI_FILE,    /* const char *, completed as a file */
    CLI_FILES,   /* GPtrArray *, may be given again, completed as files */
    CLI_FOLDERS, /* GPtrArray *, may be given again, completed as folders */
    CLI_TEXTS,   /* GPtrArray *, may be given again */
    CLI_WORD,    /* const char *, one of `words` */
    CLI_WORDS,   /* unsigned, a bit for each of `words`; written with commas, may be given again */
    CLI_NUMBER   /* double, from `least` to `most` */
} CliKind;

typedef struct {
    const char *name; /* long name, without its dashes */
    char letter;      /* short name; 0: none */
    CliKind kind;
    size_t field;      /* of CliValues */
    const char *value; /* what stands for the value in help; NULL: the words */
    const char *const *words;
    double least, most;
    const char *help; /* one line, no full stop */
} CliOption;

#define CLI_OPTION_GROUPS 5

/* Exit statuses of the engine as bits.  Every command can end with 0, 2 and those from 74 on. */
#define CLI_ENDS(status) (1u << DK_STATUS_##status)
#define CLI_ENDS_SETTING (CLI_ENDS(INTERNAL) | CLI_ENDS(WARNINGS) | CLI_ENDS(INPUT) | CLI_ENDS(OVERSET) | CLI_ENDS(FONT))
#define CLI_ENDS_COMPARING (CLI_ENDS(INTERNAL) | CLI_ENDS(INPUT) | CLI_ENDS(FONT) | CLI_ENDS(MISMATCH))

typedef struct CliCommand {
    const char *name, *summary;                  /* one line, no full stop */
    const char *operands;                        /* as in the usage line */
    int least_operands, most_operands;           /* most -1: any number */
    const char *const *operand_words;            /* what an operand may be, for completion and checks; NULL: files */
    const char *description;                     /* paragraphs, each one line */
    const char *example;                         /* one command line */
    const CliOption *options[CLI_OPTION_GROUPS]; /* tables that end with a nameless row; NULL: no more */
    unsigned statuses;                           /* CLI_ENDS bits: what it can end with beside what every command can */
    int (*run)(const CliValues *values);
} CliCommand;

/* All commands, NULL-terminated, in the order of the help. */
extern const CliCommand *const cli_commands[];
extern const CliCommand cli_render, cli_check, cli_lint, cli_galley, cli_preview, cli_watch, cli_compare, cli_golden,
    cli_reconstruct, cli_fonts, cli_info, cli_completions, cli_help;

/* Tables that several commands share. */
extern const CliOption cli_common_options[]; /* help, colour, quiet */
extern const CliOption cli_engine_options[]; /* fonts, findings, statuses */
extern const CliOption cli_output_options[]; /* where to, what format */
extern const CliOption cli_look_options[];   /* what to print instead */

/* The words of --format and --dump, in the order of DkFormat and DkStage, NULL-terminated. */
extern const char *const cli_format_words[], *const cli_stage_words[];
extern const char *const cli_explain_words[]; /* of --explain */
/* The words of --overlay, in the order of DkOverlay's bits. */
extern const char *const cli_overlay_words[];

/* The exit statuses, ended by a NULL meaning. */
typedef struct {
    int status;
    const char *meaning;
} CliStatus;
extern const CliStatus cli_statuses[];

/* Reads the arguments after the command's name into `values`; false after a message on what is wrong. */
bool cli_parse(const CliCommand *command, int argc, char *const *argv, CliValues *values);
void cli_values_clear(CliValues *values);
/* The command of that name, or NULL. */
const CliCommand *cli_command(const char *name);
/* The names of the commands, NULL-terminated, to be freed with g_free. */
const char **cli_command_names(void);
/* Calls `see` for each option of a command. */
typedef void (*CliSee)(const CliOption *option, void *data);
void cli_each_option(const CliCommand *command, CliSee see, void *data);
/* How an option's value is written in help: "FILE", "human|json"; NULL for a flag.  Freed with g_free. */
char *cli_value_name(const CliOption *option);

/* A usage error: the message, "did you mean" when there is a `nearest`, and where help is.  Returns DK_STATUS_USAGE.
 * `command` NULL: of duikai itself. */
int cli_usage_error(const CliCommand *command, const char *nearest, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* ---- Lint (lint.c) ---- */

extern const CliOption cli_lint_options[]; /* --rule */
/* Checks the settings of --rule; false after a usage error. */
bool cli_lint_check_settings(const CliCommand *command, const CliValues *values);
const char *const *cli_lint_settings(const CliValues *values);

/* ---- Help (help.c) ---- */

char *cli_help_text(const CliCommand *command); /* NULL: of duikai itself */
char *cli_man_text(void);

/* ---- A run (session.c) ---- */

/* The engine and the findings of one run. */
typedef struct {
    const CliValues *values;
    DkDiagnostics *findings;
    DkEngine *engine; /* NULL: it could not be opened, and the findings say why */
    bool has_print_failed;
} CliSession;

CliSession *cli_session_open(const CliValues *values);
/* The same without an engine, for a command that may not need one; it can be opened later. */
CliSession *cli_session_new(const CliValues *values);
bool cli_session_open_engine(CliSession *session); /* false: it could not be opened */
void cli_session_free(CliSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CliSession, cli_session_free)
/* Prints the findings and the summary, and gives the exit status.  `is_made`: what was asked for was made. */
int cli_session_finish(CliSession *session, bool is_made);
/* The engine as the options ask for it; NULL with an error in `findings`. */
DkEngine *cli_engine_new(const CliValues *values, DkDiagnostics *findings);
/* The folder that holds fonts/ and layouts/, or NULL where only the library knows it; freed with g_free. */
char *cli_data_folder(void);

/* Prints to standard output and keeps in mind when that failed.  Frees the text. */
void cli_session_print(CliSession *session, char *text);

/* ---- Pages and issues (pages.c) ---- */

/* The pages of what a command works on, each a page file or an issue: opened one by one, in order. */
typedef struct CliPages CliPages;
CliPages *cli_pages_new(CliSession *session);
void cli_pages_free(CliPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CliPages, cli_pages_free)
/* The next page, to be freed before the pages; NULL at the end, and for one that is invalid: `*is_end` tells which. */
DkPage *cli_pages_next(CliPages *pages, bool *is_end);
/* Whether any operand is an issue: its pages make one document. */
bool cli_has_issue(const CliValues *values);

/* ---- Output (deliver.c) ---- */

/* The format asked for by --format, else by the extension of `name`, else, for a name without one, `otherwise`.  False after a
 * usage error. */
bool cli_format(const CliCommand *command, const CliValues *values, const char *name, DkFormat otherwise, DkFormat *format);
/* The extension of a format, with its dot. */
const char *cli_format_extension(DkFormat format);
/* Writes pages to the file `name`, "-" for standard output, or prints the dump that was asked for instead. */
bool cli_deliver(CliSession *session, DkPage *const *pages, size_t n_pages, DkFormat format, const char *name);
/* Whether --dump or --explain asks for text on standard output instead of a file. */
bool cli_is_told(const CliValues *values);
/* Prints what --explain asks for of each line of the pages (explain.c). */
bool cli_explain(CliSession *session, DkPage *const *pages, size_t n_pages);
/* Prints text to standard output; false, after a message, when it cannot be written. */
bool cli_print(const char *text);

/* The decimal number that `text` begins with, and where it ends: at `text` when there is none.  Hexadecimal is none. */
double cli_number(const char *text, char **end);
/* Replaces the report `name`, "-" for standard output; false, after a message, when it cannot be written, or when the file that is
 * there is none: a report never takes the place of a page or a reference.  A device or a pipe is written into, and a link stays. */
bool cli_write(const char *name, const char *text);

/* ---- Tables (table.c) ---- */

typedef struct {
    const char *title; /* also the key in JSON */
    bool is_number;
} CliColumn;
typedef struct CliTable CliTable;

CliTable *cli_table_new(const CliColumn *columns, size_t n_columns);
void cli_table_free(CliTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CliTable, cli_table_free)
/* Cells are added row by row. */
void cli_table_text(CliTable *table, const char *text); /* NULL: none */
void cli_table_number(CliTable *table, int number);
/* The table for people, or one JSON object a row; freed with g_free. */
char *cli_table_print(const CliTable *table, const CliValues *values);

/* ---- Signals (signals.c) ---- */

/* From now on an interrupt ends the process with 128 + its number, and a limit met gives an error instead of a death. */
void cli_signals_start(void);
/* Between the two an interrupt waits, so that no half-written file stays behind. */
void cli_signals_hold(void);
void cli_signals_release(void);
/* From now on the first interrupt stops this watch, for the command to end by itself with cli_signals_status; NULL: as before. */
void cli_signals_stop(DkWatch *watch);
int cli_signals_status(void);

/* ---- Report (report.c) ---- */

/* Whether --diagnostics asks for JSON. */
bool cli_is_json(const CliValues *values);
/* Prints each finding to standard error and counts them by severity. */
void cli_report_items(const DkDiagnostics *findings, const CliValues *values, unsigned counts[3]);
/* "2 errors, 1 warning", freed with g_free; NULL: nothing to say. */
char *cli_count_text(const unsigned counts[3]);
/* Prints each finding to standard error, then how many there were. */
void cli_report(const DkDiagnostics *findings, const CliValues *values);

#endif
