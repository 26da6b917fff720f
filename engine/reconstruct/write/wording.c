/* Wording: from ranges of the source to the words that are written.
 *
 * In: an element.  Out: its text.  A space that was a printed line end is dropped: all those beside Han or Chinese marks, in running
 * text, but a wide blank inside a line, which no extraction writes for a line end; in heads, bylines and tables they part phrases and
 * become one em.  Marks are restored by read/, a paragraph at a time. */
#include "reconstruct/write/wording.h"

#include <math.h>
#include <string.h>

#include "reconstruct/habits.h"
#include "reconstruct/write/columns.h"

#define WIDE_BLANK 0x3000
#define REPLACEMENT 0xfffd
#define NUMBER_MOST 6 /* digits of a number that a line's end may have parted; longer ones are two, ... */
#define MOBILE 11     /* ... but for a telephone's ... */
#define IDENTITY 18   /* ... or a person's (GB 11643) */
#define DECIMALS_MOST 2
#define INDENT 4       /* cells */
#define DATELINE_GAP 2 /* cells behind a dateline */
#define NAME_LEAST 2   /* Han of a name in a dateline */
#define NAME_MOST 4

/* The index of the first proposal that is not before a byte. */
static guint proposal_from(const RecDraft *draft, unsigned byte)
{
    guint low = 0, high = draft->proposals->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(draft->proposals, RecProposal, middle).byte < byte) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* A character's `line` holds its proposal's index + 1, 0 for none; its place is not asked for. */
static unsigned proposal_index(const RecDraft *draft, unsigned byte)
{
    guint at = proposal_from(draft, byte);
    bool is_found = at < draft->proposals->len && g_array_index(draft->proposals, RecProposal, at).byte == byte;
    return is_found ? at + 1 : 0;
}

const RecProposal *rec_proposal_at(const RecDraft *draft, unsigned byte)
{
    unsigned index = proposal_index(draft, byte);
    return index ? &g_array_index(draft->proposals, RecProposal, index - 1) : NULL;
}

bool rec_is_applied(const RecDraft *draft, const RecProposal *proposal)
{
    return draft->options.corrections == REC_CORRECTIONS_APPLY && proposal->confidence >= draft->options.apply_from;
}

bool rec_has_readings(const RecDraft *draft, const RecElement *element)
{
    if (draft->options.corrections == REC_CORRECTIONS_OFF) return false;
    for (unsigned i = 0; i < element->n_parts; i++) {
        RecRange part = g_array_index(draft->stories->parts, RecRange, element->first_part + i);
        guint at = proposal_from(draft, part.first);
        if (at < draft->proposals->len && g_array_index(draft->proposals, RecProposal, at).byte < rec_end(part)) return true;
    }
    return false;
}

/* Whether the element's spaces were printed line ends. */
static bool is_running(const RecDraft *draft, const RecElement *element)
{
    if (element->role == REC_ROLE_BODY || element->role == REC_ROLE_DATELINE) return true;
    if (g_array_index(draft->pieces->pieces, RecPiece, element->piece).is_upright) return true;
    bool may_run = element->role == REC_ROLE_CAPTION || element->role == REC_ROLE_ADVERTISEMENT;
    return may_run && g_array_index(draft->pieces->pieces, RecPiece, element->piece).is_prose;
}

/* Whether a character is a mark of Chinese text in its own form: 。 and “ are, an ASCII point or quote is not. */
static bool is_chinese_mark(gunichar c)
{
    return rec_is_mark(c) && c != '"' && c != 0xb7;
}

/* The space that is written for the `gap` between two characters: its only white space, or a plain one for more. */
static gunichar space_between(gunichar before, gunichar after, gunichar gap, bool is_text_running)
{
    if (!rec_is_chinese(before) && !rec_is_chinese(after)) return ' ';
    return is_text_running && gap != WIDE_BLANK ? 0 : WIDE_BLANK;
}

/* Whether a printed line begins at a byte. */
static bool is_line_start(const RecDraft *draft, unsigned byte)
{
    const GArray *lines = draft->pieces->lines;
    guint low = 0, high = lines->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(lines, RecLine, middle).range.first < byte) low = middle + 1;
        else high = middle;
    }
    return low < lines->len && g_array_index(lines, RecLine, low).range.first == byte;
}

/* ---- Names in a dateline ---- */

/* The word that ends, or begins, at a byte of a dateline: up to white space or a mark. */
static RecRange word_beside(const RecSource *source, RecRange part, unsigned byte, bool is_before)
{
    const char *text = source->text->str, *from = text + part.first, *end = text + rec_end(part), *p = text + byte;
    if (is_before) {
        while (p > from && rec_is_han(rec_char(g_utf8_prev_char(p)))) p = g_utf8_prev_char(p);
        return (RecRange){(unsigned)(p - text), byte - (unsigned)(p - text)};
    }
    while (p < end && rec_is_han(rec_char(p))) p = g_utf8_next_char(p);
    return (RecRange){byte, (unsigned)(p - text) - byte};
}

/* Whether a word is 记者, 通讯员, or ends with one of these, as 见习记者 does. */
static bool is_person_word(const RecDraft *draft, RecRange word)
{
    const char *end = draft->source->text->str + rec_end(word);
    for (guint i = 0; i < draft->habits->persons->len; i++) {
        const char *person = g_ptr_array_index(draft->habits->persons, i);
        size_t n = strlen(person);
        if (word.n >= n && memcmp(end - n, person, n) == 0) return true;
    }
    return false;
}

/* Whether such a word that white space parts begins at a byte: 通, and 讯员 in the next line. */
static bool begins_with_torn_person(const RecDraft *draft, unsigned byte, unsigned part_end)
{
    const char *text = draft->source->text->str;
    for (guint i = 0; i < draft->habits->persons->len; i++) {
        const char *rest = g_ptr_array_index(draft->habits->persons, i);
        bool is_torn = false;
        for (unsigned at = byte; *rest && at < part_end; at += (unsigned)g_utf8_skip[(guchar)text[at]]) {
            bool is_space = rec_is_space(rec_char(text + at));
            is_torn |= is_space;
            if (!is_space && rec_char(text + at) != rec_char(rest)) break;
            if (!is_space) rest = g_utf8_next_char(rest);
        }
        if (!*rest && is_torn) return true;
    }
    return false;
}

static bool is_name(const RecSource *source, RecRange word)
{
    unsigned n = rec_count(source, word);
    return n >= NAME_LEAST && n <= NAME_MOST;
}

/* Whether the white space `first` .. `end` - 1 of a dateline parts names, or a name from what its bearer is: no line end's blank does that,
 * but names that stand together need one.  Two names are told from a torn one by their length, and by a blank that was typed. */
static bool parts_names(const RecDraft *draft, RecRange part, unsigned first, unsigned end)
{
    RecRange before = word_beside(draft->source, part, first, true), after = word_beside(draft->source, part, end, false);
    if (before.n == 0 || after.n == 0) return false;
    if (is_person_word(draft, before) || is_person_word(draft, after) || begins_with_torn_person(draft, end, rec_end(part)))
        return true;
    bool is_typed = draft->source->text->str[first] == ' ' && end == first + 1;
    return is_typed && is_name(draft->source, before) && is_name(draft->source, after);
}

/* Whether the printed line that holds a byte of a dateline has room for a blank, where lines are kept as they were printed: one that
 * was full had none. */
static bool has_room(const RecDraft *draft, const RecElement *element, unsigned byte)
{
    const RecPiece *piece = &g_array_index(draft->pieces->pieces, RecPiece, element->piece);
    if (!draft->options.keeps_lines || !piece->measure) return true;
    for (unsigned i = 0; i < piece->n_lines; i++) {
        const RecLine *line = &g_array_index(draft->pieces->lines, RecLine, piece->first_line + i);
        if (byte > rec_end(line->range)) continue; /* white space at its end is the line's own */
        int indent = i ? 0 : MAX(line->indent, INDENT);
        return line->width + indent + DATELINE_GAP < piece->measure;
    }
    return true;
}

/* ---- Characters ---- */

/* Digits from a byte on, and up to one; more than a number has are not counted. */
static unsigned count_digits(const char *text, unsigned at)
{
    unsigned n = 0;
    while (n <= IDENTITY && g_ascii_isdigit(text[at + n])) n++;
    return n;
}

static unsigned count_digits_before(const char *text, unsigned at)
{
    unsigned n = 0;
    while (n <= IDENTITY && n < at && g_ascii_isdigit(text[at - n - 1])) n++;
    return n;
}

/* Whether what stands behind a decimal's digits says that they are one: a share, or a unit; years and days are counted in none. */
static bool is_counted(const char *after)
{
    static const char units[] = "%％‰万萬亿億千百公米吨噸元倍℃度";
    return *after && g_utf8_strchr(units, -1, rec_char(after));
}

/* Whether white space parts a number at its hyphen or its point: 0739-5123456, 6.3%. */
static bool is_parted_at_sign(const char *text, unsigned first, unsigned end)
{
    bool is_behind = first > 0 && g_ascii_isdigit(text[first - 1]) && g_ascii_isdigit(text[end + (text[end] != '\0')]);
    if (is_behind && (text[end] == '-' || text[end] == '.')) return true;
    if (first < 2 || !g_ascii_isdigit(text[first - 2]) || !g_ascii_isdigit(text[end])) return false;
    unsigned n = count_digits(text, end);
    return text[first - 1] == '-' || (text[first - 1] == '.' && n <= DECIMALS_MOST && is_counted(text + end + n));
}

/* Whether digits on both sides of a line's end are one number that was parted there, and not two: years, telephone numbers. */
static bool is_parted_number(const char *text, unsigned first, unsigned end)
{
    unsigned before = count_digits_before(text, first), after = count_digits(text, end);
    unsigned all = before + after;
    return before && after && (all <= NUMBER_MOST || all == MOBILE || all == IDENTITY);
}

/* A digit, the hyphen of a telephone number, a decimal's point. */
static bool is_of_number(gunichar c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* What stands for the white space `first` .. `end` - 1 of a part, behind `before`; 0: nothing. */
static gunichar gap_between(const RecDraft *draft, const RecElement *element, RecRange part, unsigned first, unsigned end,
                            gunichar before)
{
    const char *text = draft->source->text->str;
    gunichar gap = 0, after = rec_char(text + end); /* white space that has a width: the only one, or a plain one for more */
    for (const char *p = text + first; p < text + end; p = g_utf8_next_char(p))
        if (rec_is_blank(rec_char(p))) gap = gap ? ' ' : rec_char(p);
    if (!gap) return 0;
    bool is_running_text = is_running(draft, element);
    if (is_running_text && is_parted_at_sign(text, first, end)) return 0;
    if (is_running_text && gap == '\n' && is_parted_number(text, first, end)) return 0;
    gunichar space = space_between(before, after, gap, is_running_text);
    bool is_dateline = element->role == REC_ROLE_DATELINE && space == 0;
    return is_dateline && parts_names(draft, part, first, end) && has_room(draft, element, first) ? ' ' : space;
}

static void add_part(const RecDraft *draft, const RecElement *element, RecRange part, ReadChars *chars)
{
    const char *text = draft->source->text->str;
    bool is_text_running = is_running(draft, element);
    for (unsigned at = part.first, gap = part.first; at < rec_end(part); at = (unsigned)(g_utf8_next_char(text + at) - text)) {
        gunichar c = rec_char(text + at);
        if (rec_is_space(c)) continue;
        gunichar before = chars->len ? read_chars_at(chars, chars->len - 1)->c : 0;
        gunichar space = at > gap && before ? gap_between(draft, element, part, gap, at, before) : 0;
        bool is_first = chars->len == 0, is_of_names = space && element->role == REC_ROLE_DATELINE;
        if (space) read_chars_add(chars, space, 0, (BasePlace){0});
        read_chars_add(chars, c, 0, (BasePlace){.line = (int)proposal_index(draft, at)});
        bool is_one_number =
            !space && is_of_number(before) && is_of_number(c) && (g_unichar_isdigit(before) || g_unichar_isdigit(c));
        bool may_begin = is_text_running && !is_first && !is_of_names && (!is_one_number || draft->options.keeps_lines);
        bool begins_line = may_begin && is_line_start(draft, at); /* a line's end inside a number would be read as a space */
        read_chars_at(chars, chars->len - 1)->begins_line = begins_line;
        gap = (unsigned)(g_utf8_next_char(text + at) - text);
    }
}

/* Takes out blanks beside Chinese marks of running text: a typist's behind a point that is a full stop now, a line's end. */
static void drop_blanks(ReadChars *chars)
{
    guint to = 0;
    for (guint i = 0; i < chars->len; i++) {
        ReadChar entry = *read_chars_at(chars, i);
        gunichar before = to ? read_chars_at(chars, to - 1)->c : 0, after = i + 1 < chars->len ? read_chars_at(chars, i + 1)->c : 0;
        bool is_beside_mark = is_chinese_mark(before) || is_chinese_mark(after);
        if (entry.c == ' ' && is_beside_mark) continue;
        *read_chars_at(chars, to++) = entry;
    }
    g_array_set_size(chars, to);
}

/* Appends a character of CommonMark text; `n_digits` digits, and nothing else, stand before it in its line. */
static void append_escaped(GString *out, gunichar c, guint index, guint n_digits)
{
    if (c < 0x80 && c != 0) {
        bool is_special = strchr("\\`*_[]<>&", (char)c) != NULL;
        bool is_special_first = index == 0 && strchr("#+-=~", (char)c);
        bool is_list = index > 0 && index == n_digits && strchr(".)", (char)c);
        if (is_special || is_special_first || is_list) g_string_append_c(out, '\\');
    }
    g_string_append_unichar(out, c);
}

/* A character with another reading: the one that counts, and a note that keeps the other. */
static void append_read(const RecDraft *draft, const RecProposal *proposal, RecForm form, GString *out)
{
    bool is_applied = rec_is_applied(draft, proposal);
    g_string_append_unichar(out, is_applied ? proposal->proposed : proposal->read);
    if ((form != REC_FORM_MARKDOWN && form != REC_FORM_NOTED) || draft->options.corrections == REC_CORRECTIONS_OFF) return;
    g_string_append(out, is_applied ? "<!-- raw: " : "<!-- perhaps: ");
    g_string_append_unichar(out, is_applied ? proposal->read : proposal->proposed);
    g_string_append(out, " -->");
}

/* A line end in place of the space that stands there between Latin words, which it becomes again when it is read. */
static void end_line(GString *out)
{
    if (out->len && out->str[out->len - 1] == ' ') g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

ReadChars *rec_element_chars(const RecDraft *draft, const RecElement *element, ReadQuotes *quotes)
{
    ReadChars *chars = read_chars_new();
    for (unsigned i = 0; i < element->n_parts; i++)
        add_part(draft, element, g_array_index(draft->stories->parts, RecRange, element->first_part + i), chars);
    read_restore(chars, quotes);
    if (is_running(draft, element)) drop_blanks(chars);
    const RecColumns *columns = rec_columns_of(draft, element);
    if (!columns) return chars;
    ReadChars *aligned = rec_columns_aligned(columns, chars);
    g_array_unref(chars);
    return aligned;
}

void rec_wording(const RecDraft *draft, const RecElement *element, RecForm form, GString *out)
{
    ReadQuotes quotes = {0};
    rec_wording_on(draft, element, form, &quotes, out);
}

void rec_wording_on(const RecDraft *draft, const RecElement *element, RecForm form, ReadQuotes *quotes, GString *out)
{
    g_autoptr(ReadChars) chars = rec_element_chars(draft, element, quotes);
    guint n_digits = 0, first = 0; /* of the line */
    for (guint i = 0; i < chars->len; i++) {
        const ReadChar *entry = read_chars_at(chars, i);
        if (entry->begins_line && (form == REC_FORM_LINES || form == REC_FORM_MARKDOWN)) {
            end_line(out);
            first = i;
            n_digits = 0;
        }
        n_digits += i - first == n_digits && entry->c >= '0' && entry->c <= '9';
        if (entry->line) append_read(draft, &g_array_index(draft->proposals, RecProposal, entry->line - 1), form, out);
        else if (form == REC_FORM_MARKDOWN) append_escaped(out, entry->c, i - first, n_digits);
        else g_string_append_unichar(out, entry->c);
    }
}

/* A scalar may stand plain when it begins with a Han and holds nothing that YAML reads as its own. */
static bool is_plain(const char *text)
{
    if (!rec_is_han(rec_char(text))) return false;
    for (const char *p = text; *p; p++)
        if ((guchar)*p < ' ' || strchr("#:,{}[]&*!|>'\"%@`", *p)) return false;
    return true;
}

/* A text in double quotes, its line ends as line ends of the file, which YAML folds. */
static void append_folded(GString *out, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) quoted = g_string_new(NULL);
    g_string_append_c(out, '"');
    for (guint i = 0; lines[i]; i++) {
        g_string_truncate(quoted, 0);
        base_append_quoted(quoted, lines[i], strlen(lines[i]));
        if (i) g_string_append(out, "\n  ");
        g_string_append_len(out, quoted->str + 1, (gssize)quoted->len - 2);
    }
    g_string_append_c(out, '"');
}

RecDecimal rec_decimal(double value, unsigned n_decimals)
{
    static const double powers[] = {1, 10, 100, 1000, 10000};
    RecDecimal decimal;
    n_decimals = MIN(n_decimals, G_N_ELEMENTS(powers) - 1);
    long whole =
        lrint(fabs(value) * powers[n_decimals]); /* digits by hand: a report of a long text has a hundred thousand numbers */
    char *p = decimal.text + sizeof decimal.text - 1;
    *p = '\0';
    for (unsigned n = 0; n <= n_decimals || whole; n++, whole /= 10) {
        if (n && n == n_decimals) *--p = '.';
        *--p = (char)('0' + whole % 10);
    }
    if (value < 0) *--p = '-';
    memmove(decimal.text, p, (size_t)(decimal.text + sizeof decimal.text - p));
    return decimal;
}

/* Whether YAML's text may have a character (YAML 1.2, 5.1), and does not take it for a line's end. */
static bool is_printable(gunichar c)
{
    bool is_control = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
    return !is_control && c != 0x2028 && c != 0x2029 && c != 0xfffe && c != 0xffff;
}

char *rec_printable(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        g_string_append_unichar(out, is_printable(rec_char(p)) ? rec_char(p) : REPLACEMENT);
    return g_string_free(out, FALSE);
}

void rec_append_scalar(GString *out, const char *text)
{
    g_autofree char *printable = rec_printable(text);
    if (is_plain(printable)) g_string_append(out, printable);
    else append_folded(out, printable);
}
