/* A table of text and numbers, printed in aligned columns for people or as one JSON object a row for programs. */
#include <string.h>

#include "cli/cli.h"

struct CliTable {
    const CliColumn *columns;
    size_t n_columns;
    GPtrArray *cells; /* char *, NULL: none; row by row */
};

CliTable *cli_table_new(const CliColumn *columns, size_t n_columns)
{
    CliTable *table = g_new(CliTable, 1);
    *table = (CliTable){columns, n_columns, g_ptr_array_new_with_free_func(g_free)};
    return table;
}

void cli_table_free(CliTable *table)
{
    if (!table) return;
    g_ptr_array_unref(table->cells);
    g_free(table);
}

void cli_table_text(CliTable *table, const char *text)
{
    g_ptr_array_add(table->cells, g_strdup(text));
}

void cli_table_number(CliTable *table, int number)
{
    g_ptr_array_add(table->cells, g_strdup_printf("%d", number));
}

/* ---- For people ---- */

/* Columns of a terminal: a Han character takes two, a combining mark none. */
static int width(const char *text)
{
    int sum = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        sum += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return sum;
}

static const char *shown(const char *cell)
{
    return cell ? cell : "-";
}

/* A column's title as people read it: "overCharacters" is "over characters". */
static char *heading(const CliColumn *column)
{
    GString *words = g_string_new(NULL);
    for (const char *p = column->title; *p; p++) {
        if (g_ascii_isupper(*p)) g_string_append_c(words, ' ');
        g_string_append_c(words, g_ascii_tolower(*p));
    }
    return g_string_free(words, FALSE);
}

static int column_width(const CliTable *table, size_t column)
{
    g_autofree char *title = heading(&table->columns[column]);
    int widest = width(title);
    for (size_t i = column; i < table->cells->len; i += table->n_columns)
        widest = MAX(widest, width(shown(g_ptr_array_index(table->cells, i))));
    return widest;
}

static void append_cell(GString *out, const CliTable *table, size_t column, const int *widths, const char *text)
{
    bool is_last = column + 1 == table->n_columns;
    int room = widths[column] - width(text);
    if (table->columns[column].is_number) g_string_append_printf(out, "%*s%s", room, "", text);
    else g_string_append_printf(out, "%s%*s", text, is_last ? 0 : room, "");
    g_string_append(out, is_last ? "\n" : "  ");
}

static void append_rows(GString *out, const CliTable *table)
{
    g_autofree int *widths = g_new(int, table->n_columns);
    for (size_t c = 0; c < table->n_columns; c++) widths[c] = column_width(table, c);
    for (size_t c = 0; c < table->n_columns; c++) {
        g_autofree char *title = heading(&table->columns[c]);
        append_cell(out, table, c, widths, title);
    }
    for (size_t i = 0; i < table->cells->len; i++)
        append_cell(out, table, i % table->n_columns, widths, shown(g_ptr_array_index(table->cells, i)));
}

/* ---- For programs ---- */

static void append_json_string(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_string_append_c(out, '"');
    for (const char *p = valid; *p; p++) {
        if (*p == '"' || *p == '\\') g_string_append_printf(out, "\\%c", *p);
        else if ((unsigned char)*p < 0x20) g_string_append_printf(out, "\\u%04x", *p);
        else g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

static void append_json(GString *out, const CliTable *table)
{
    for (size_t i = 0; i < table->cells->len; i++) {
        size_t column = i % table->n_columns;
        const char *cell = g_ptr_array_index(table->cells, i);
        g_string_append(out, column ? "," : "{");
        append_json_string(out, table->columns[column].title);
        g_string_append_c(out, ':');
        if (!cell) g_string_append(out, "null");
        else if (table->columns[column].is_number) g_string_append(out, cell);
        else append_json_string(out, cell);
        if (column + 1 == table->n_columns) g_string_append(out, "}\n");
    }
}

char *cli_table_print(const CliTable *table, const CliValues *values)
{
    GString *out = g_string_new(NULL);
    if (cli_is_json(values)) append_json(out, table);
    else append_rows(out, table);
    return g_string_free(out, FALSE);
}
