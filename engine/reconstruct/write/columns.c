/* Columns: what white space puts the cells of a table's rows under each other.
 *
 * In: the stories.  Out: RecColumns of each table: rows that follow each other in a story with as many cells, how wide each column is and
 * how it is flush.  White space does it, as compositors had quads do it: an em (U+3000) for two cells, a figure space (U+2007), which is as
 * wide as a digit, for one; figures are flush right, so that units stand under units (house; Unicode 6.2). */
#include "reconstruct/write/columns.h"

#define WIDE_BLANK 0x3000
#define FIGURE_SPACE 0x2007
#define GAP 2         /* cells between two columns, at least */
#define SLACK_MOST 16 /* cells that a row may become wider than the widest was: a long cell would push all columns apart */

/* A row's cells: runs of characters that are no white space. */
typedef struct {
    int widths[REC_COLUMNS_MOST];
    bool are_figures[REC_COLUMNS_MOST]; /* of digits and signs alone */
    unsigned n;                         /* REC_COLUMNS_MOST + 1: more than are looked at */
} Row;

static Row row_of(const ReadChars *chars)
{
    Row row = {0};
    bool was_space = true;
    for (guint i = 0; i < chars->len; i++) {
        gunichar c = read_chars_at(chars, i)->c;
        bool is_space = rec_is_space(c);
        if (!is_space && was_space) {
            if (row.n >= REC_COLUMNS_MOST) return (Row){.n = REC_COLUMNS_MOST + 1};
            row.are_figures[row.n++] = true;
        }
        was_space = is_space;
        if (is_space) continue;
        row.widths[row.n - 1] += rec_width(c);
        row.are_figures[row.n - 1] &= !rec_is_han(c);
    }
    return row;
}

static void add_row(RecColumns *columns, const Row *row)
{
    for (unsigned i = 0; i < row->n; i++) {
        columns->widths[i] = MAX(columns->widths[i], row->widths[i]);
        columns->n_figures[i] += row->are_figures[i];
    }
    columns->n_rows++;
}

static int total_of(const int *widths, unsigned n)
{
    int total = 0;
    for (unsigned i = 0; i < n; i++) total += widths[i] + (i ? GAP : 0);
    return total;
}

/* Rows of as many cells each, while they are found. */
typedef struct {
    RecDraft *draft;
    RecColumns table;
    int widest; /* cells of its widest row, as it was */
} Run;

/* Takes the run that ends before an element, when it is a table, for all its rows. */
static void close_run(Run *run, guint end)
{
    RecColumns *table = &run->table;
    if (table->n_rows >= 2 && total_of(table->widths, table->n) <= run->widest + SLACK_MOST) {
        for (unsigned i = 1; i < table->n; i++) table->is_right[i] = table->n_figures[i] * 2 > table->n_rows;
        g_ptr_array_add(run->draft->tables, g_memdup2(table, sizeof *table));
        for (guint i = end - table->n_rows; i < end; i++) g_array_index(run->draft->table_of, guint, i) = run->draft->tables->len;
    }
    *table = (RecColumns){0};
    run->widest = 0;
}

/* The next element of a story: goes on with the run, or ends it. */
static void see_element(Run *run, guint index)
{
    const RecElement *element = &g_array_index(run->draft->stories->elements, RecElement, index);
    Row row = {0};
    if (element->role == REC_ROLE_TABLE) {
        g_autoptr(ReadChars) chars = rec_element_chars(run->draft, element, &(ReadQuotes){0});
        row = row_of(chars);
    }
    bool is_row = row.n >= 2 && row.n <= REC_COLUMNS_MOST;
    if (!is_row || row.n != run->table.n) close_run(run, index);
    if (!is_row) return;
    run->table.n = row.n;
    add_row(&run->table, &row);
    run->widest = MAX(run->widest, total_of(row.widths, row.n));
}

void rec_columns_find(RecDraft *draft)
{
    const RecStories *stories = draft->stories;
    draft->tables = g_ptr_array_new_with_free_func(g_free);
    draft->table_of = g_array_sized_new(FALSE, TRUE, sizeof(guint), stories->elements->len);
    g_array_set_size(draft->table_of, stories->elements->len);
    Run run = {.draft = draft};
    for (guint s = 0; s < stories->stories->len; s++) {
        const RecStory *story = &g_array_index(stories->stories, RecStory, s);
        guint end = story->first_element + story->n_elements;
        for (guint i = story->first_element; i < end; i++) see_element(&run, i);
        close_run(&run, end);
    }
}

const RecColumns *rec_columns_of(const RecDraft *draft, const RecElement *element)
{
    const GArray *elements = draft->stories->elements;
    if (element->role != REC_ROLE_TABLE || !draft->tables || elements->len == 0) return NULL;
    const RecElement *first = &g_array_index(elements, RecElement, 0);
    if (element < first || element >= first + elements->len) return NULL;
    guint table = g_array_index(draft->table_of, guint, element - first);
    return table ? g_ptr_array_index(draft->tables, table - 1) : NULL;
}

static void add_blanks(ReadChars *chars, int cells)
{
    for (; cells >= 2; cells -= 2) read_chars_add(chars, WIDE_BLANK, 0, (BasePlace){0});
    if (cells == 1) read_chars_add(chars, FIGURE_SPACE, 0, (BasePlace){0});
}

ReadChars *rec_columns_aligned(const RecColumns *columns, const ReadChars *chars)
{
    ReadChars *out = read_chars_new();
    Row row = row_of(chars);
    unsigned cell = 0;
    int owed = 0; /* cells of white behind the cell before */
    for (guint i = 0; i < chars->len; i++) {
        const ReadChar *entry = read_chars_at(chars, i);
        if (rec_is_space(entry->c)) continue;
        bool begins = i == 0 || rec_is_space(read_chars_at(chars, i - 1)->c);
        if (begins) {
            int white = columns->widths[cell] - row.widths[cell];
            add_blanks(out, owed + (columns->is_right[cell] ? white : 0));
            owed = GAP + (columns->is_right[cell] ? 0 : white);
            cell++;
        }
        g_array_append_vals(out, entry, 1);
    }
    return out;
}
