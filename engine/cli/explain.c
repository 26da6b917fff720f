/* --explain: each set line with its widths, what each step gave or took, and why it ends where it ends. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

const char *const cli_explain_words[] = {"table", "json", NULL};

/* What a length is in ems, to a thousandth. */
static char *ems(const DkLine *line, DkLength length)
{
    return g_strdup_printf("%.3f", (double)length / line->em);
}

static void add_ems(CliTable *table, const DkLine *line, DkLength length)
{
    g_autofree char *text = ems(line, length);
    cli_table_text(table, text);
}

/* "-0.250 shrink 4 blanks of brackets and quotes": all steps that were used, in their order. */
static char *slack_words(const DkLine *line)
{
    GString *words = g_string_new(NULL);
    for (size_t i = 0; i < DK_N_STEPS; i++) {
        if (!line->steps[i]) continue;
        DkStep step = dk_step(i);
        g_autofree char *amount = ems(line, line->steps[i]);
        g_string_append_printf(words, "%s%s%s %s %d %s", words->len ? "; " : "", step.is_stretch ? "+" : "-", amount,
                               step.is_stretch ? "stretch" : "shrink", step.number, step.place);
    }
    if (line->gap > 0) g_string_append_printf(words, ", %.3f a gap", (double)line->gap / line->em);
    return g_string_free(words, FALSE);
}

static char *end_words(const DkLine *line)
{
    char *reason = dk_line_reason(line);
    char *words = g_strconcat(reason, line->is_loose ? "; loose" : "", line->is_runt ? "; a runt" : "",
                              line->is_hanging ? "; the mark hangs" : "", NULL);
    dk_free(reason);
    return words;
}

static void add_line(CliTable *table, const DkLine *line)
{
    g_autofree char *place = g_strdup_printf("%s:%d:%d", line->file ? line->file : "-", line->line, line->column);
    g_autofree char *slack = slack_words(line), *end = end_words(line), *text = g_strndup(line->text, line->n_bytes);
    g_autofree char *frame = g_strcmp0(line->element, "furniture") == 0 ? g_strdup(line->frame)
                             : line->leg ? g_strdup_printf("%s %s %d", line->frame, line->element, line->leg)
                                         : g_strdup_printf("%s %s", line->frame, line->element);
    cli_table_text(table, frame);
    cli_table_number(table, line->set_line);
    cli_table_text(table, place);
    add_ems(table, line, line->measure);
    add_ems(table, line, line->natural);
    add_ems(table, line, line->set);
    cli_table_text(table, *slack ? slack : NULL);
    cli_table_text(table, end);
    cli_table_text(table, g_strdelimit(text, "\n\r\t", ' '));
}

static char *page_table(const DkPage *page, const CliValues *values)
{
    static const CliColumn columns[] = {{"frame", false}, {"line", true},   {"source", false}, {"measure", true}, {"natural", true},
                                        {"set", true},    {"slack", false}, {"end", false},    {"text", false}};
    g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < dk_page_line_count(page); i++) {
        DkLine line = dk_page_line(page, i);
        add_line(table, &line);
    }
    CliValues plain = *values;
    plain.diagnostics = NULL; /* JSON is --explain json's */
    return cli_table_print(table, &plain);
}

static char *page_json(const DkPage *page)
{
    GString *json = g_string_new(NULL);
    for (size_t i = 0; i < dk_page_line_count(page); i++) {
        DkLine line = dk_page_line(page, i);
        char *object = dk_line_json(&line);
        g_string_append(json, object);
        g_string_append_c(json, '\n');
        dk_free(object);
    }
    return g_string_free(json, FALSE);
}

bool cli_explain(CliSession *session, DkPage *const *pages, size_t n_pages)
{
    bool is_json = strcmp(session->values->explain, "json") == 0;
    for (size_t i = 0; i < n_pages; i++)
        cli_session_print(session, is_json ? page_json(pages[i]) : page_table(pages[i], session->values));
    return true;
}
