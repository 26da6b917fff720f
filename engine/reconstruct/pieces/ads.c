/* Ads: blank lines between the small advertisements and notices of a column that has lost them.
 *
 * In: the lines of a block.  Out: the same, a blank line before and behind each head of a notice, and where one ends.
 * Method.  Such texts are a line or two long, so that rows.c finds no measure in them; but each has its forms: a head that a habit knows
 * (遗失声明, 法院公告, 招聘), who lost what (张三遗失…), where to go or call on a line of its own; it ends in a telephone, a day, 声明作废,
 * 特此公告.  Only behind such a head, and up to the next blank line, are these forms looked at: news mention them as well.
 * Source: house rule, from what new users gave. */
#include <string.h>

#include "reconstruct/pieces/rows.h"

#define HEAD_CELLS 44     /* of a notice's head */
#define HEAD_SLACK 6      /* cells that it leaves of the block's widest line */
#define DECKS_MOST 3      /* lines between a head and its text */
#define SIGNER_CELLS 40   /* of an office's name */
#define DAY_CELLS 30      /* of a day */
#define LOST_BYTES 80     /* of who lost what, up to that word */
#define FORM_BYTES 24     /* of the form that a text ends with */
#define LABEL_MOST 7      /* characters of 联系电话： */
#define ANSWERER 6        /* characters behind a telephone number: （韩女士）。 */
#define TELEPHONE_LEAST 7 /* digits */

/* A line of the file. */
typedef struct {
    RecLine line;
    unsigned first; /* its first RecLine */
    bool has_clauses;
} Row;

typedef struct {
    const RecSource *source;
    const RecHabits *habits;
    GArray *rows; /* Row */
    int widest;   /* cells of the widest of them */
} Column;

static Row *row_at(const Column *column, guint index)
{
    return &g_array_index(column->rows, Row, index);
}

static const char *text_of(const Column *column, const Row *row)
{
    return column->source->text->str + row->line.range.first;
}

static bool has_one_of(const char *text, gsize n, const char *const *words)
{
    for (; *words; words++)
        if (memmem(text, n, *words, strlen(*words))) return true;
    return false;
}

static bool begins_with_one_of(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (g_str_has_prefix(text, *words)) return true;
    return false;
}

/* ---- Forms ---- */

/* Whether a line is a notice's head, or a label over small advertisements. */
static bool is_head(const Column *column, const Row *row)
{
    static const char last[] = "事示告明函知聘租售让讓购購";
    RecRange range = row->line.range;
    bool may_be = !row->line.is_stop && !row->has_clauses && row->line.width <= HEAD_CELLS &&
                  g_utf8_strchr(last, -1, rec_last(column->source, range, false));
    if (!may_be) return false;
    RecRole form = rec_form(column->source, range, column->habits);
    return form == REC_ROLE_HEADLINE || form == REC_ROLE_ADVERTISEMENT;
}

/* Whether a line is a day and nothing else. */
static bool is_day(const Column *column, const Row *row)
{
    gunichar last = rec_last(column->source, row->line.range, false);
    if (row->line.width > DAY_CELLS || (last != 0x65e5 && !g_unichar_isdigit(last))) return false; /* 日 */
    return rec_furniture_role(column->source, row->line.range, column->habits) == REC_ROLE_DATE;
}

/* Whether a line says where to go or call. */
static bool is_contact(const Column *column, const Row *row)
{
    static const char *const words[] = {"联系", "聯繫", "聯絡", "电话", "電話", "地址", "热线", "熱線", "手机", "手機", "咨询",
                                        "諮詢", "查詢", "微信", "报名", "報名", "传真", "傳真", "网址", "網址", "邮箱", NULL};
    const char *text = text_of(column, row), *end = text + row->line.range.n;
    if (!begins_with_one_of(text, words)) return false;
    for (int n = 0; n < LABEL_MOST && text < end; n++, text = g_utf8_next_char(text))
        if (rec_fold(rec_char(text)) == 0xff1a) return true; /* ： */
    return false;
}

/* Whether a line begins with who lost what. */
static bool is_loss(const Column *column, const Row *row)
{
    static const char *const words[] = {"遗失", "遺失", "丢失", NULL};
    return has_one_of(text_of(column, row), MIN(row->line.range.n, LOST_BYTES), words);
}

/* Whether a line ends with a telephone number, or who answers it behind it; one that goes on below is another number. */
static bool ends_with_telephone(const Column *column, const Row *row)
{
    const Row *end = row_at(column, column->rows->len);
    if (row + 1 < end && g_unichar_isdigit(rec_first(column->source, row[1].line.range))) return false;
    const char *text = text_of(column, row), *p = text + row->line.range.n;
    unsigned n = 0, n_behind = 0;
    while (p > text && n < TELEPHONE_LEAST && n_behind <= ANSWERER) {
        p = g_utf8_prev_char(p);
        gunichar c = rec_fold(rec_char(p));
        if (g_ascii_isdigit(*p)) n++;
        else if (n && c != '-' && !rec_is_space(c)) return false;
        else if (c == 0xff0c) return false; /* ， */
        else n_behind += n == 0;
    }
    return n >= TELEPHONE_LEAST;
}

/* Whether a line ends a notice or an advertisement. */
static bool closes(const Column *column, const Row *row)
{
    static const char *const ends[] = {"作废", "作廢", "特此", "勿扰", "勿擾", NULL};
    if (is_day(column, row) || is_contact(column, row) || ends_with_telephone(column, row)) return true;
    if (!row->line.is_stop) return false;
    unsigned end = rec_end(row->line.range), n = MIN(row->line.range.n, FORM_BYTES);
    unsigned first = rec_char_start(column->source, end - n);
    return has_one_of(column->source->text->str + first, end - first, ends);
}

/* Whether a line may name who signs, a day, a head or nothing behind it. */
static bool is_signer(const Column *column, guint index)
{
    const Row *row = row_at(column, index);
    if (row->has_clauses || row->line.is_stop || row->line.width > SIGNER_CELLS ||
        (!row[-1].line.is_stop && !closes(column, row - 1)))
        return false;
    return index + 1 == column->rows->len || is_day(column, row + 1) || is_head(column, row + 1);
}

/* ---- Parting ---- */

static void set_rows(Column *column, const GArray *lines, unsigned first, unsigned end)
{
    g_array_set_size(column->rows, 0);
    column->widest = 0;
    for (unsigned start = first, i = first + 1; i <= end; i++) {
        const RecLine *from = &g_array_index(lines, RecLine, start), *to = &g_array_index(lines, RecLine, i - 1);
        if (i < end && to[1].gap == REC_GAP_SPACE) continue;
        RecRange range = {from->range.first, rec_end(to->range) - from->range.first};
        Row row = {.line = rec_line_of(column->source, range, from->gap), .first = start};
        row.line.indent = from->indent;
        for (const char *p = text_of(column, &row); p < text_of(column, &row) + range.n && !row.has_clauses;
             p = g_utf8_next_char(p))
            row.has_clauses = rec_fold(rec_char(p)) == 0xff0c || rec_fold(rec_char(p)) == 0xff1a || rec_char(p) == 0x3002;
        g_array_append_val(column->rows, row);
        column->widest = MAX(column->widest, rec_line_width(&row.line));
        start = i;
    }
}

/* Whether row `index`, which has a head's form, is one: the text above has ended, and it leaves room. */
static bool stands_over(const Column *column, guint index, bool is_in_notices)
{
    const Row *row = row_at(column, index);
    if (index == 0) return true;
    if (row->line.width + HEAD_SLACK > column->widest) return false;
    return row[-1].line.is_stop || !row[-1].has_clauses || (is_in_notices && closes(column, row - 1));
}

static void part_block(Column *column, GArray *lines)
{
    bool is_in_notices = false;
    int n_decks = -1; /* lines behind a head whose text has not begun; -1: it has */
    for (guint i = 0; i < column->rows->len; i++) {
        Row *row = row_at(column, i);
        bool parts = false;
        if (is_head(column, row) && stands_over(column, i, is_in_notices)) {
            parts = i && (row[-1].line.is_stop || is_in_notices);
            is_in_notices = true;
            n_decks = 0;
        } else if (n_decks >= 0) {
            bool is_deck = !row->has_clauses && !row->line.is_stop && row->line.indent < 2 && !is_loss(column, row) &&
                           row->line.width + HEAD_SLACK <= column->widest;
            parts = !is_deck || n_decks == DECKS_MOST;
            n_decks = parts ? -1 : n_decks + 1;
        } else if (is_in_notices) {
            bool has_form = row[-1].line.is_stop && (is_contact(column, row) || is_loss(column, row));
            parts = has_form || is_signer(column, i) || (closes(column, row - 1) && !is_day(column, row));
            is_in_notices = !is_day(column, row - 1);
        }
        if (parts) g_array_index(lines, RecLine, row->first).gap = REC_GAP_BLANK;
    }
}

void rec_ads_part(const RecSource *source, GArray *lines, const RecHabits *habits)
{
    Column column = {.source = source, .habits = habits, .rows = g_array_new(FALSE, FALSE, sizeof(Row))};
    for (unsigned first = 0, i = 1; first < lines->len; i++) {
        if (i < lines->len && g_array_index(lines, RecLine, i).gap != REC_GAP_BLANK) continue;
        set_rows(&column, lines, first, i);
        part_block(&column, lines);
        first = i;
    }
    g_array_unref(column.rows);
}
