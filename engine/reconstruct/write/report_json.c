/* The report for programs: one JSON object, a member for each section of the report, in its order; lists that have no row are empty.
 *
 * A place is three members, `file`, `line` and `column`; a join's second one has its key before them (`to-line`). */
#include <string.h>

#include "reconstruct/write/report.h"

static void append_text(const char *text, GString *out)
{
    base_append_quoted(out, text ? text : "", text ? strlen(text) : 0);
}

/* A member's key, which needs no escapes, behind a prefix and a dash where there is one. */
static void append_prefixed(const char *prefix, const char *key, GString *out)
{
    g_string_append_c(out, '"');
    rec_append_text(out, prefix);
    if (*prefix) g_string_append_c(out, '-');
    rec_append_text(out, key);
    rec_append_text(out, "\":");
}

static void append_key(const char *key, GString *out)
{
    append_prefixed("", key, out);
}

/* The members of a place; `prefix` is "" or stands before their keys. */
static void append_place(RecPlace place, const char *prefix, GString *out)
{
    append_prefixed(prefix, "file", out);
    append_text(place.file, out);
    g_string_append_c(out, ',');
    append_prefixed(prefix, "line", out);
    rec_append_text(out, rec_decimal(place.line, 0).text);
    g_string_append_c(out, ',');
    append_prefixed(prefix, "column", out);
    rec_append_text(out, rec_decimal(place.column, 0).text);
}

static void append_signals(const GArray *signals, GString *out)
{
    g_string_append_c(out, '{');
    for (guint i = 0; signals && i < signals->len; i++) {
        const RecSpoken *spoken = &g_array_index(signals, RecSpoken, i);
        if (i) g_string_append_c(out, ',');
        append_text(spoken->name, out); /* a habits file's own */
        g_string_append_c(out, ':');
        rec_append_text(out, rec_decimal(spoken->weight, 0).text);
    }
    g_string_append_c(out, '}');
}

static void append_member(const RecColumn *column, const RecCell *cell, GString *out)
{
    if (column->kind == REC_CELL_PLACE) {
        append_place(cell->place, column->key, out);
        return;
    }
    append_key(column->key, out);
    switch (column->kind) {
    case REC_CELL_NUMBER: rec_append_text(out, cell->is_known ? rec_decimal(cell->number, column->n_decimals).text : "null"); break;
    case REC_CELL_SIGNALS: append_signals(cell->signals, out); break;
    case REC_CELL_FLAG: rec_append_text(out, cell->number > 0 ? "true" : "false"); break;
    default: append_text(cell->text, out);
    }
}

static void append_row(const RecSection *section, unsigned row, GString *out)
{
    bool is_first = true;
    g_string_append_c(out, '{');
    for (unsigned k = 0; k < section->n_columns; k++) {
        if (!section->columns[k].key) continue;
        if (!is_first) g_string_append_c(out, ',');
        append_member(&section->columns[k], rec_section_cell(section, row, k), out);
        is_first = false;
    }
    g_string_append_c(out, '}');
}

char *rec_report_as_json(const RecReport *report)
{
    GString *out = g_string_new("{");
    for (guint i = 0; i < report->sections->len; i++) {
        const RecSection *section = g_ptr_array_index(report->sections, i);
        if (i) rec_append_text(out, ",\n");
        append_key(section->key, out);
        if (!section->is_facts) g_string_append_c(out, '[');
        for (unsigned row = 0; row < rec_section_rows(section); row++) {
            if (!section->is_facts) rec_append_text(out, row ? ",\n" : "\n");
            append_row(section, row, out);
        }
        if (!section->is_facts) g_string_append_c(out, ']');
    }
    rec_append_text(out, "}\n");
    return g_string_free(out, FALSE);
}
