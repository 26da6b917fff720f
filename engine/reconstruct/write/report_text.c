/* The report for people: a page of Markdown, what needs a look first; sections with nothing to say are left out. */
#include <string.h>

#include "reconstruct/write/report.h"

#define EXCERPT 18 /* characters of a text that are shown of its beginning ... */
#define TAIL 12    /* ... or of its end */

/* Whether a character means nothing to Markdown. */
static inline bool is_plain(gunichar c)
{
    return c >= 0xa0 || (c >= 0x20 && c < 0x7f && !strchr("\\|`*_<>[]&~", (char)c));
}

/* The character at `p`, escaped where Markdown would take it for a sign of its own. */
static void append_safe_character(const char *p, GString *out)
{
    gunichar c = rec_char(p);
    if (is_plain(c)) rec_append(out, p, g_utf8_skip[(guchar)*p]);
    else if (g_unichar_iscntrl(c)) rec_append_text(out, "\xef\xbf\xbd");
    else g_string_append_printf(out, "\\%c", (char)c);
}

static void append_safe(const char *text, GString *out)
{
    const char *first = text; /* of the characters that stand as they are */
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        if (is_plain(rec_char(p))) continue;
        rec_append(out, first, (size_t)(p - first));
        append_safe_character(p, out);
        first = g_utf8_next_char(p);
    }
    rec_append_text(out, first);
}

static void append_place(RecPlace place, bool has_file, GString *out)
{
    if (has_file) {
        append_safe(place.file ? place.file : "", out);
        g_string_append_c(out, ':');
    }
    rec_append_text(out, rec_decimal(place.line, 0).text);
    g_string_append_c(out, ':');
    rec_append_text(out, rec_decimal(place.column, 0).text);
}

/* The first characters of a text, white space left out. */
static void append_beginning(const char *text, GString *out)
{
    unsigned n = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        if (rec_is_space(rec_char(p))) continue;
        if (n++ == EXCERPT) {
            rec_append_text(out, "…");
            return;
        }
        append_safe_character(p, out);
    }
}

/* Its last ones. */
static void append_end(const char *text, GString *out)
{
    unsigned n = 0;
    const char *first = text + strlen(text);
    while (first > text && n < TAIL) {
        first = g_utf8_prev_char(first);
        n += !rec_is_space(rec_char(first));
    }
    if (first > text) rec_append_text(out, "…");
    for (const char *p = first; *p; p = g_utf8_next_char(p))
        if (!rec_is_space(rec_char(p))) append_safe_character(p, out);
}

static void append_signals(const GArray *signals, GString *out)
{
    for (guint i = 0; signals && i < signals->len; i++) {
        const RecSpoken *spoken = &g_array_index(signals, RecSpoken, i);
        if (i) rec_append_text(out, ", ");
        append_safe(spoken->name, out);
        rec_append_text(out, spoken->weight < 0 ? " " : " +");
        rec_append_text(out, rec_decimal(spoken->weight, 0).text);
    }
}

static void append_cell(const RecReport *report, const RecColumn *column, const RecCell *cell, GString *out)
{
    switch (column->kind) {
    case REC_CELL_WORDS: append_safe(cell->text ? cell->text : "", out); break;
    case REC_CELL_EXCERPT: append_beginning(cell->text ? cell->text : "", out); break;
    case REC_CELL_TAIL: append_end(cell->text ? cell->text : "", out); break;
    case REC_CELL_NUMBER:
        if (cell->is_known) rec_append_text(out, rec_decimal(cell->number, MIN(2, column->n_decimals)).text);
        break;
    case REC_CELL_PLACE:
        if (cell->is_known) append_place(cell->place, report->has_files, out);
        break;
    case REC_CELL_SIGNALS: append_signals(cell->signals, out); break;
    case REC_CELL_FLAG: rec_append_text(out, cell->number > 0 ? "yes" : "no"); break;
    }
}

/* Facts, a line each; of those that are 0 there is nothing to say. */
static void append_facts(const RecReport *report, const RecSection *section, GString *out)
{
    for (unsigned k = 0; k < section->n_columns; k++) {
        const RecCell *cell = rec_section_cell(section, 0, k);
        if (!section->columns[k].title || cell->number == 0) continue;
        g_string_append_printf(out, "- %s: ", section->columns[k].title);
        append_cell(report, &section->columns[k], cell, out);
        g_string_append_c(out, '\n');
    }
    g_string_append_c(out, '\n');
}

/* Whether a column is shown: it has a title, and anything stands in it. */
static bool is_shown(const RecReport *report, const RecSection *section, unsigned column)
{
    g_autoptr(GString) cells = g_string_new(NULL);
    if (!section->columns[column].title) return false;
    for (unsigned row = 0; row < rec_section_rows(section) && cells->len == 0; row++)
        append_cell(report, &section->columns[column], rec_section_cell(section, row, column), cells);
    return cells->len > 0;
}

static void append_table(const RecReport *report, const RecSection *section, GString *out)
{
    g_autoptr(GString) rule = g_string_new("|");
    g_string_append_c(out, '|');
    g_autofree bool *shown = g_new(bool, section->n_columns);
    for (unsigned k = 0; k < section->n_columns; k++) {
        shown[k] = is_shown(report, section, k);
        if (!shown[k]) continue;
        g_string_append_printf(out, " %s |", section->columns[k].title);
        g_string_append(rule, section->columns[k].kind == REC_CELL_NUMBER ? "---:|" : "---|");
    }
    g_string_append_printf(out, "\n%s\n", rule->str);
    for (unsigned row = 0; row < rec_section_rows(section); row++) {
        g_string_append_c(out, '|');
        for (unsigned k = 0; k < section->n_columns; k++) {
            if (!shown[k]) continue;
            g_string_append_c(out, ' ');
            append_cell(report, &section->columns[k], rec_section_cell(section, row, k), out);
            rec_append_text(out, " |");
        }
        g_string_append_c(out, '\n');
    }
    g_string_append_c(out, '\n');
}

char *rec_report_as_text(const RecReport *report)
{
    GString *out = g_string_new("# What was read\n\n");
    rec_append_text(out, report->summary);
    for (guint i = 0; i < report->sections->len; i++) {
        const RecSection *section = g_ptr_array_index(report->sections, i);
        if (!rec_section_speaks(section)) continue;
        g_string_append_printf(out, "## %s\n\n", section->title);
        if (*section->intro) g_string_append_printf(out, "%s\n\n", section->intro);
        if (section->is_facts) append_facts(report, section, out);
        else append_table(report, section, out);
    }
    g_string_truncate(out, out->len - 1); /* one line end at the end */
    return g_string_free(out, FALSE);
}
