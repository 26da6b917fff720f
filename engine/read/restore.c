/* Restoring: extraction often flattens a Chinese text's marks to ASCII; this makes them full-width again.
 *
 * In: a paragraph's characters.  Out: the same characters, of which some are now full-width; three dots become an ellipsis of two.
 * Method: each mark is judged by the nearest characters left and right of it that are neither marks nor spaces
 * (RULES 1.1).  Marks inside numbers (1,000; 16.4; 10:30) and Latin strings stay.  Brackets are judged as pairs.  Quotes alternate
 * open and close in each paragraph, double and single apart; an apostrophe inside a Latin word is none. */
#include "read/restore.h"

#include <string.h>

typedef enum { NOTHING, HAN, LETTER, DIGIT, SYMBOL, SPACE, MARK } Kind;

/* What is known of each character before any mark is judged. */
typedef struct {
    guchar kind;        /* Kind */
    guchar left, right; /* Kind of the nearest text on that side: NOTHING at the paragraph's edges */
    guchar is_latin;    /* stands inside a quotation that is Latin throughout */
    guchar is_full;     /* a bracket that was judged with its partner */
    guint n_han;        /* Han before it */
    gunichar becomes;   /* what it is rewritten to; 0: it goes */
} View;

typedef struct {
    ReadChars *chars;
    View *views;
    guint n;
} Text;

static gunichar at(const Text *text, guint index)
{
    return read_chars_at(text->chars, index)->c;
}

/* The kind of a direct neighbour; `index` may be past either edge. */
static Kind kind_at(const Text *text, guint index)
{
    return index < text->n ? (Kind)text->views[index].kind : NOTHING;
}

static bool is_ascii_mark(gunichar c)
{
    return c < 0x80 && c != 0 && strchr(",.:;?!()[]\"'", (char)c);
}

static Kind kind_of(gunichar c)
{
    if (is_ascii_mark(c)) return MARK;
    if (c == ' ' || c == '\t' || c == '\n' || c == READ_LINE_BREAK) return SPACE;
    if (c >= '0' && c <= '9') return DIGIT;
    if (read_is_han(c)) return HAN;
    return g_unichar_isalpha(c) ? LETTER : SYMBOL;
}

static bool is_text(Kind kind)
{
    return kind != MARK && kind != SPACE;
}

static bool is_word(Kind kind)
{
    return kind == LETTER || kind == DIGIT;
}

static void look(Text *text)
{
    Kind near = NOTHING;
    guint n_han = 0;
    for (guint i = 0; i < text->n; i++) {
        View *view = &text->views[i];
        *view = (View){.kind = (guchar)kind_of(at(text, i)), .left = (guchar)near, .n_han = n_han};
        if (is_text(view->kind)) near = view->kind;
        n_han += view->kind == HAN;
    }
    near = NOTHING;
    for (guint i = text->n; i-- > 0;) {
        text->views[i].right = (guchar)near;
        if (is_text(text->views[i].kind)) near = text->views[i].kind;
    }
}

static bool has_han(const Text *text, guint first, guint last)
{
    return text->views[last].n_han > text->views[first + 1].n_han;
}

/* ---- Quotes ---- */

static bool is_apostrophe(const Text *text, guint i, bool is_open)
{
    Kind before = kind_at(text, i - 1), after = kind_at(text, i + 1);
    if (before == LETTER && is_word(after)) return true; /* don't */
    return !is_open && is_word(before) && after != HAN;  /* workers' */
}

/* Marks what is between the quotes `first` and `last` as Latin when it holds letters and no Han. */
static void mark_latin(Text *text, guint first, guint last)
{
    if (has_han(text, first, last) || text->views[first].right != LETTER) return;
    for (guint i = first + 1; i < last; i++) text->views[i].is_latin = true;
}

typedef struct {
    gunichar ascii, open, close;
    bool *is_open;
    guint first; /* the quote that opened; of use while is_open */
    bool is_known;
} Quote;

static void restore_quote(Text *text, Quote *quote, guint i)
{
    gunichar c = at(text, i);
    bool is_typed = c == quote->open || c == quote->close;
    if (c != quote->ascii && !is_typed) return;
    if (c == '\'' && is_apostrophe(text, i, *quote->is_open)) return;
    if (c == 0x2019 && is_word(kind_at(text, i - 1)) && is_word(kind_at(text, i + 1))) return; /* a typed apostrophe */
    bool opens = is_typed ? c == quote->open : !*quote->is_open;
    if (!opens && quote->is_known) mark_latin(text, quote->first, i);
    *quote->is_open = quote->is_known = opens;
    quote->first = i;
    read_chars_at(text->chars, i)->c = opens ? quote->open : quote->close;
}

static void restore_quotes(Text *text, ReadQuotes *quotes)
{
    Quote twice = {.ascii = '"', .open = 0x201c, .close = 0x201d, .is_open = &quotes->is_double_open};
    Quote once = {.ascii = '\'', .open = 0x2018, .close = 0x2019, .is_open = &quotes->is_single_open};
    for (guint i = 0; i < text->n; i++) {
        restore_quote(text, &twice, i);
        restore_quote(text, &once, i);
    }
}

/* ---- Brackets ---- */

/* The year of a document's number, 政办发[2020]2号, or a reference, [1]: a code, which stays. */
static bool is_code(const Text *text, guint first, guint last)
{
    guint i = first + 1;
    while (i < last && kind_at(text, i) == DIGIT) i++;
    return at(text, first) == '[' && i == last && last > first + 1;
}

/* f(x) and Windows(TM) are Latin strings; 中国(GDP) and GDP(国内生产总值) are not. */
static bool is_full_pair(const Text *text, guint first, guint last)
{
    if (is_code(text, first, last)) return false;
    if (has_han(text, first, last)) return true;
    if (is_word(kind_at(text, first - 1)) || text->views[first].is_latin) return false;
    Kind before = text->views[first].left, after = text->views[last].right;
    return before == HAN || after == HAN || before == NOTHING || after == NOTHING;
}

static void judge_brackets(Text *text, gunichar open, gunichar close)
{
    g_autoptr(GArray) opened = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < text->n; i++) {
        if (at(text, i) == open) g_array_append_val(opened, i);
        if (at(text, i) != close) continue;
        if (opened->len == 0) {
            text->views[i].is_full = text->views[i].left == HAN || text->views[i].right == HAN;
            continue;
        }
        guint first = g_array_index(opened, guint, opened->len - 1);
        g_array_set_size(opened, opened->len - 1);
        text->views[first].is_full = text->views[i].is_full = is_full_pair(text, first, i);
    }
    for (guint k = 0; k < opened->len; k++) { /* without a partner */
        View *view = &text->views[g_array_index(opened, guint, k)];
        view->is_full = view->left == HAN || view->right == HAN;
    }
}

/* ---- Stops and pauses ---- */

/* The dot of "1.加强领导" and of "J.K.罗琳": of a number that begins a sentence, of an initial. */
static bool is_label_dot(const Text *text, guint i)
{
    if (i == 0 || i + 1 == text->n) return false;
    if (kind_at(text, i - 1) == LETTER) return g_unichar_isupper(at(text, i - 1)) && !is_word(kind_at(text, i - 2));
    guint first = i;
    while (kind_at(text, first - 1) == DIGIT) first--;
    if (first == i) return false;
    Kind before = kind_at(text, first - 1);
    bool is_after_stop = before == HAN && first > 0 && g_unichar_ispunct(at(text, first - 1));
    return before == NOTHING || before == MARK || before == SPACE || is_after_stop;
}

/* Whether a stop or pause stays as it is because it is part of a number or of a Latin string. */
static bool is_inside(const Text *text, guint i)
{
    gunichar c = at(text, i);
    Kind before = kind_at(text, i - 1), after = kind_at(text, i + 1);
    if (text->views[i].is_latin) return true;
    if (is_word(before) && is_word(after)) return true; /* 1,000 16.4 10:30 A.B iPhone,iPad */
    if (c == '.') return is_label_dot(text, i) || (after == SYMBOL && before != HAN) || (before == SYMBOL && is_word(after));
    return (c == ':' || c == '?') && after == SYMBOL && before != HAN; /* http:// ?a=1 */
}

static bool is_full_stop_or_pause(const Text *text, guint i)
{
    if (is_inside(text, i)) return false;
    Kind left = text->views[i].left, right = text->views[i].right;
    if (left == HAN || right == HAN) return true;
    if (left == NOTHING || right == NOTHING) return at(text, i) != '.' || right == NOTHING;
    return left != LETTER && at(text, i) != '.'; /* 5%, 6 ... in a Chinese sentence; Hello, world stays */
}

static gunichar full_form(gunichar c)
{
    return c == '.' ? 0x3002 : c + 0xfee0; /* the others stand in ASCII's order from U+FF01 on */
}

/* The number of dots that begin at `i` when they are an ellipsis, else 0. */
static guint ellipsis_length(const Text *text, guint i)
{
    if (at(text, i) != '.' || (i > 0 && at(text, i - 1) == '.')) return 0;
    guint n = 1;
    while (i + n < text->n && at(text, i + n) == '.') n++;
    const View *view = &text->views[i];
    return n >= 3 && !view->is_latin && (view->left == HAN || text->views[i + n - 1].right == HAN) ? n : 0;
}

static gunichar judged(const Text *text, guint i)
{
    gunichar c = at(text, i);
    if (text->views[i].kind != MARK || c >= 0x80 || c == '"' || c == '\'') return c; /* no mark, or a quote */
    bool is_bracket = strchr("()[]", (char)c) != NULL;
    bool is_full = is_bracket ? text->views[i].is_full : is_full_stop_or_pause(text, i);
    return is_full ? full_form(c) : c;
}

static void judge_marks(Text *text)
{
    for (guint i = 0; i < text->n; i++) {
        guint n_dots = ellipsis_length(text, i);
        guint n_kept = n_dots > 9 ? 4 : 2; /* GB/T 15834 5.1.5: six dots in two characters, twelve for a passage left out */
        for (guint k = 0; k < n_dots; k++) text->views[i + k].becomes = k < n_kept ? 0x2026 : 0;
        if (n_dots) i += n_dots - 1;
        else text->views[i].becomes = judged(text, i);
    }
}

static void rewrite(Text *text)
{
    guint out = 0;
    bool begins_line = false; /* of a character that goes: the next one begins it */
    for (guint i = 0; i < text->n; i++) {
        ReadChar entry = *read_chars_at(text->chars, i);
        entry.c = text->views[i].becomes;
        entry.begins_line |= begins_line;
        begins_line = !entry.c && entry.begins_line;
        if (entry.c) *read_chars_at(text->chars, out++) = entry;
    }
    g_array_set_size(text->chars, out);
}

void read_restore(ReadChars *chars, ReadQuotes *quotes)
{
    g_autofree View *views = g_new0(View, chars->len + 1);
    Text text = {.chars = chars, .views = views, .n = chars->len};
    look(&text);
    if (text.n == 0 || views[text.n - 1].n_han + (views[text.n - 1].kind == HAN) == 0) return; /* Latin throughout */
    restore_quotes(&text, quotes);
    judge_brackets(&text, '(', ')');
    judge_brackets(&text, '[', ']');
    judge_marks(&text);
    rewrite(&text);
}

unsigned read_count_ascii_marks(const ReadChars *chars, guint *first)
{
    unsigned n = 0;
    for (guint i = 1; i + 1 < chars->len; i++) {
        if (!is_ascii_mark(read_chars_at(chars, i)->c)) continue;
        bool is_between = kind_of(read_chars_at(chars, i - 1)->c) == HAN && kind_of(read_chars_at(chars, i + 1)->c) == HAN;
        if (is_between && n++ == 0) *first = i;
    }
    return n;
}
