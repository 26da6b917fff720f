/* Wording: from ranges of the source to the words that are written.
 *
 * In: an element.  Out: its text.  A space that was a printed line end is dropped: all those beside Han or Chinese marks, in running
 * text, but a wide blank inside a line, which no extraction writes for a line end; in heads, bylines and tables they part phrases and
 * become one em.  Marks are restored by read/, a paragraph at a time. */
#include "reconstruct/wording.h"

#include <string.h>

#include "reconstruct/columns.h"

#define WIDE_BLANK 0x3000

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

static void add_part(const RecDraft *draft, RecRange part, bool is_text_running, ReadChars *chars)
{
    const char *text = draft->source->text->str;
    gunichar gap = 0;
    for (const char *p = text + part.first; p < text + rec_end(part); p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (rec_is_space(c)) {
            gap = gap ? ' ' : c;
            continue;
        }
        gunichar before = chars->len ? read_chars_at(chars, chars->len - 1)->c : 0;
        gunichar space = gap && before ? space_between(before, c, gap, is_text_running) : 0;
        if (space) read_chars_add(chars, space, 0, (BasePlace){0});
        read_chars_add(chars, c, 0, (BasePlace){.line = (int)proposal_index(draft, (unsigned)(p - text))});
        bool begins_line = is_text_running && chars->len > 1 && is_line_start(draft, (unsigned)(p - text));
        read_chars_at(chars, chars->len - 1)->begins_line = begins_line;
        gap = 0;
    }
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
    bool is_text_running = is_running(draft, element);
    for (unsigned i = 0; i < element->n_parts; i++)
        add_part(draft, g_array_index(draft->stories->parts, RecRange, element->first_part + i), is_text_running, chars);
    read_restore(chars, quotes);
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
    if (!rec_is_han(g_utf8_get_char(text))) return false;
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
    char format[16];
    RecDecimal decimal;
    g_snprintf(format, sizeof format, "%%.%uf", n_decimals);
    g_ascii_formatd(decimal.text, sizeof decimal.text, format, value);
    return decimal;
}

void rec_append_scalar(GString *out, const char *text)
{
    if (is_plain(text)) g_string_append(out, text);
    else append_folded(out, text);
}
