/* Markdown: md4c's callbacks into paragraphs of characters.
 *
 * In: the body of a story.  Out: paragraphs in ReadBody.  Method: md4c reads the shadow (read/shadow.h); each piece of text it
 * hands over is looked up in the source, whose words and places are taken.  Of CommonMark the format has paragraphs, headings,
 * quotes, thematic breaks, strong and emphasis; all else is set as its words and reported. */
#include "read/markdown.h"

#include <md4c.h>
#include <string.h>

#include "read/restore.h"
#include "read/shadow.h"

#define CROSS_HEAD_MARK 0x25cf /* ● */

typedef struct {
    ReadSource *source;
    ReadShadow *shadow;
    ReadBody *body;
    const ReadChars *dateline; /* NULL: none, or set already */
    ReadChars *chars;          /* of the paragraph that is being gathered */
    ModelParagraphKind kind;
    unsigned n_quotes, n_strong, n_emphasis; /* how deep we are in each */
    bool is_heading, is_number_due;
    BasePlace place;        /* of the last character */
    const char *due;        /* markup that has begun and is to be reported at its first word */
    bool is_literal;        /* the character at hand is escaped, or of code */
    unsigned n_ascii_marks; /* between Han, in text that is kept as it is */
    BasePlace ascii_place;  /* of the first */
} Markdown;

/* ---- Reports ---- */

static void report_markup(Markdown *markdown, const char *what)
{
    read_warning(markdown->source, markdown->place, "markup-not-set", "%s; its words are set as they are", what);
}

static void report_due(Markdown *markdown)
{
    if (markdown->due) report_markup(markdown, markdown->due);
    markdown->due = NULL;
}

static void set_due(Markdown *markdown, const char *what)
{
    report_due(markdown);
    markdown->due = what;
}

/* ---- Paragraphs ---- */

static bool is_table(const ReadChars *chars)
{
    guint i = 0, n_bars = 0, n_dashes = 0;
    while (i < chars->len && read_chars_at(chars, i)->c != '\n') i++;
    for (i++; i < chars->len && read_chars_at(chars, i)->c != '\n'; i++) {
        gunichar c = read_chars_at(chars, i)->c;
        n_bars += c == '|';
        n_dashes += c == '-';
        if (c != '|' && c != '-' && c != ':' && c != ' ') return false;
    }
    return n_bars && n_dashes;
}

static bool is_cross_head(const ReadChars *chars)
{
    if (chars->len == 0 || read_chars_at(chars, 0)->c != CROSS_HEAD_MARK) return false;
    for (guint i = 0; i < chars->len; i++)
        if (read_chars_at(chars, i)->c == '\n' || read_chars_at(chars, i)->c == READ_LINE_BREAK) return false;
    return true;
}

/* Either restores the paragraph's marks or counts those that ought to be. */
static void see_to_marks(Markdown *markdown)
{
    if (markdown->source->restores) {
        ReadQuotes quotes = {0};
        BasePlace place = {.file = markdown->source->path,
                           .line = read_chars_at(markdown->chars, 0)->line,
                           .column = read_chars_at(markdown->chars, 0)->column};
        read_restore(markdown->chars, &quotes);
        if (!quotes.is_double_open && !quotes.is_single_open) return;
        DkDiagnostic *item =
            read_warning(markdown->source, place, "quotes-unpaired", "a quotation of this paragraph does not close");
        read_hint(markdown->source, item, "where it begins inside a quotation or ends in one, type “ and ” there");
        return;
    }
    guint first = 0;
    unsigned n = read_count_ascii_marks(markdown->chars, &first);
    if (n && !markdown->n_ascii_marks) {
        const ReadChar *entry = read_chars_at(markdown->chars, first);
        markdown->ascii_place = (BasePlace){.file = markdown->source->path, .line = entry->line, .column = entry->column};
    }
    markdown->n_ascii_marks += n;
}

/* Puts the dateline and one em of space before the paragraph's characters. */
static void run_dateline_in(Markdown *markdown)
{
    ReadChars *whole = read_chars_new();
    for (guint i = 0; i < markdown->dateline->len; i++) {
        ReadChar entry = *read_chars_at(markdown->dateline, i);
        entry.spans = 1u << MODEL_SPAN_DATELINE;
        g_array_append_val(whole, entry);
    }
    ReadChar space = {.c = 0x3000};
    if (whole->len) space.line = read_chars_at(whole, whole->len - 1)->line;
    if (whole->len) space.column = read_chars_at(whole, whole->len - 1)->column + 1;
    if (whole->len && markdown->chars->len) g_array_append_val(whole, space);
    if (markdown->chars->len) g_array_append_vals(whole, markdown->chars->data, markdown->chars->len);
    g_array_unref(markdown->chars);
    markdown->chars = whole;
    markdown->dateline = NULL;
}

static void finish_paragraph(Markdown *markdown)
{
    markdown->is_heading = markdown->is_number_due = false;
    if (is_table(markdown->chars)) {
        markdown->place.line = read_chars_at(markdown->chars, 0)->line;
        markdown->place.column = read_chars_at(markdown->chars, 0)->column;
        report_markup(markdown, "tables are not of this format");
    }
    if (markdown->kind == MODEL_PARAGRAPH_BODY && is_cross_head(markdown->chars)) markdown->kind = MODEL_PARAGRAPH_CROSS_HEAD;
    read_join_lines(markdown->chars);
    read_marks(markdown->source, markdown->chars, markdown->body->marks);
    if (markdown->chars->len == 0) return;
    see_to_marks(markdown);
    if (markdown->dateline && markdown->kind == MODEL_PARAGRAPH_BODY) run_dateline_in(markdown);
    read_body_add(markdown->body, markdown->kind, markdown->chars);
    g_array_set_size(markdown->chars, 0);
}

static void begin_paragraph(Markdown *markdown)
{
    finish_paragraph(markdown);
    markdown->kind = markdown->n_quotes ? MODEL_PARAGRAPH_QUOTE : MODEL_PARAGRAPH_BODY;
}

static void begin_item(Markdown *markdown)
{
    begin_paragraph(markdown);
    markdown->is_number_due = true;
}

/* What to say of a block of code; the word after a fence is no part of its text and would go unsaid. */
static const char *code_note(Markdown *markdown, const MD_BLOCK_CODE_DETAIL *code)
{
    if (!code->fence_char) return "four spaces at a line's start make it code";
    if (!code->info.size) return "blocks of code are not of this format";
    return base_arena_printf(markdown->source->arena, "blocks of code are not of this format (\"%s\" is left out)",
                             read_shown(markdown->source, code->info.text, code->info.size));
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    Markdown *markdown = data;
    bool is_number_due = markdown->is_number_due && type == MD_BLOCK_P; /* the first paragraph of a list's item */
    if (type != MD_BLOCK_DOC) begin_paragraph(markdown);
    markdown->is_number_due = is_number_due;
    switch (type) {
    case MD_BLOCK_QUOTE: markdown->n_quotes++; break;
    case MD_BLOCK_H:
        markdown->kind = MODEL_PARAGRAPH_CROSS_HEAD;
        markdown->is_heading = true;
        break;
    case MD_BLOCK_HR: read_body_add(markdown->body, MODEL_PARAGRAPH_BREAK, NULL); break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL: set_due(markdown, "lists are not of this format"); break;
    case MD_BLOCK_LI: begin_item(markdown); break;
    case MD_BLOCK_CODE: set_due(markdown, code_note(markdown, detail)); break;
    default: break;
    }
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    (void)detail;
    Markdown *markdown = data;
    report_due(markdown);
    if (type != MD_BLOCK_DOC) finish_paragraph(markdown);
    if (type == MD_BLOCK_QUOTE) markdown->n_quotes--;
    return 0;
}

/* ---- Spans ---- */

static const char *link_note(Markdown *markdown, const char *kind, const MD_ATTRIBUTE *target, const char *hint)
{
    const char *shown = read_shown(markdown->source, target->text ? target->text : "", target->size);
    return base_arena_printf(markdown->source->arena, "%s are not of this format (\"%s\" is left out%s)", kind, shown, hint);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    Markdown *markdown = data;
    switch (type) {
    case MD_SPAN_STRONG: markdown->n_strong++; break;
    case MD_SPAN_EM: markdown->n_emphasis++; break;
    case MD_SPAN_CODE: set_due(markdown, "words of code are not of this format"); break;
    case MD_SPAN_A: set_due(markdown, link_note(markdown, "links", &((MD_SPAN_A_DETAIL *)detail)->href, "")); break;
    case MD_SPAN_IMG:
        set_due(markdown, link_note(markdown, "images in the text", &((MD_SPAN_IMG_DETAIL *)detail)->src,
                                    ": name it as `picture` in the front matter"));
        break;
    default: break;
    }
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    (void)detail;
    Markdown *markdown = data;
    report_due(markdown);
    if (type == MD_SPAN_STRONG) markdown->n_strong--;
    if (type == MD_SPAN_EM) markdown->n_emphasis--;
    return 0;
}

/* ---- Text ---- */

static unsigned spans_now(const Markdown *markdown)
{
    unsigned spans = markdown->n_strong ? 1u << MODEL_SPAN_STRONG : 0;
    return spans | (markdown->n_emphasis ? 1u << MODEL_SPAN_EMPHASIS : 0);
}

static void add_char(Markdown *markdown, gunichar c)
{
    if (c == '\t') c = ' ';
    if (c == 0x2029) c = READ_LINE_BREAK;
    if (c != '\n' && g_unichar_iscntrl(c)) {
        read_warning(markdown->source, markdown->place, "control-character", "control character U+%04X is left out", c);
        return;
    }
    read_chars_add(markdown->chars, c, spans_now(markdown), markdown->place);
    read_chars_at(markdown->chars, markdown->chars->len - 1)->is_literal = markdown->is_literal;
}

/* A star that md4c hands over as text is either escaped or opens or closes nothing. */
static void check_star(Markdown *markdown, size_t at)
{
    const char *text = markdown->source->text;
    if (text[at] != '*' || (at > markdown->shadow->first && strchr("\\*", text[at - 1]))) return;
    DkDiagnostic *item =
        read_warning(markdown->source, markdown->place, "markup-not-set", "this star marks nothing and is set as it stands");
    read_hint(markdown->source, item, "close it with a second one, or write \\* for the character itself");
}

/* Takes `n` bytes of the source from `at` on, all of one line. */
static void add_source(Markdown *markdown, size_t at, size_t n, bool is_plain)
{
    const char *text = markdown->source->text, *end = text + at + n;
    markdown->place = read_source_place(markdown->source, at);
    for (const char *p = text + at; p < end; p = g_utf8_next_char(p)) {
        bool is_escaped = p == text + at && at > markdown->shadow->first && p[-1] == '\\';
        markdown->is_literal = !is_plain || is_escaped;
        if (is_plain) check_star(markdown, (size_t)(p - text));
        add_char(markdown, g_utf8_get_char(p));
        markdown->place.column++;
    }
}

static void add_shadow(Markdown *markdown, size_t offset, size_t n, bool is_plain)
{
    while (n) {
        size_t length = 0;
        size_t at = read_shadow_source(markdown->shadow, offset, &length);
        length = MIN(length, n);
        add_source(markdown, at, length, is_plain);
        offset += length;
        n -= length;
    }
}

static void add_entity(Markdown *markdown, const char *bytes, size_t offset, size_t n)
{
    gunichar c = read_entity(bytes, n);
    markdown->is_literal = true;
    if (c) {
        add_char(markdown, c);
        return;
    }
    DkDiagnostic *item = read_warning(markdown->source, markdown->place, "markup-not-set",
                                      "\"%s\" is not known and set as it stands", read_shown(markdown->source, bytes, n));
    read_hint(markdown->source, item, "type the character itself");
    add_shadow(markdown, offset, n, false);
}

static void drop_tag(Markdown *markdown, const char *bytes, size_t n)
{
    DkDiagnostic *item = read_warning(markdown->source, markdown->place, "markup-not-set", "the tag \"%s\" is left out",
                                      read_shown(markdown->source, bytes, n));
    read_hint(markdown->source, item, "HTML is not of this format; write \\< for the character itself");
}

/* The number of a list's item, which md4c takes for markup, belongs to the words. */
static void add_number(Markdown *markdown, size_t offset)
{
    markdown->is_number_due = false;
    const char *text = markdown->shadow->text->str;
    size_t end = offset;
    while (end && strchr(" \t*_", text[end - 1])) end--;
    if (end == 0 || !strchr(".)", text[end - 1])) return;
    size_t first = end - 1;
    while (first && g_ascii_isdigit(text[first - 1])) first--;
    if (first < end - 1) add_shadow(markdown, first, end - first, false);
}

/* A heading made by underlining is more often a paragraph whose `---` was meant for a break. */
static void check_heading(Markdown *markdown, size_t offset)
{
    markdown->is_heading = false;
    const char *text = markdown->shadow->text->str;
    while (offset && strchr(" \t*_`[!<\\", text[offset - 1])) offset--;
    if (offset && text[offset - 1] == '#') return;
    DkDiagnostic *item = read_warning(markdown->source, markdown->place, "markup-not-set",
                                      "a line under this paragraph makes it a heading; it is set as a cross-head");
    read_hint(markdown->source, item, "write ### before a cross-head, and an empty line before a break");
}

/* What comes before the first character of anything that has just begun. */
static void begin_text(Markdown *markdown, size_t offset)
{
    size_t n;
    markdown->place = read_source_place(markdown->source, read_shadow_source(markdown->shadow, offset, &n));
    report_due(markdown);
    if (markdown->is_heading) check_heading(markdown, offset);
    if (markdown->is_number_due) add_number(markdown, offset);
    markdown->place = read_source_place(markdown->source, read_shadow_source(markdown->shadow, offset, &n));
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE n, void *data)
{
    Markdown *markdown = data;
    const GString *shadow = markdown->shadow->text;
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) {
        add_char(markdown, type == MD_TEXT_BR ? READ_LINE_BREAK : '\n');
        return 0;
    }
    bool is_inside = bytes >= shadow->str && bytes < shadow->str + shadow->len;
    if (!is_inside) { /* md4c's own line ends and spaces, in code */
        for (MD_SIZE i = 0; i < n; i++) add_char(markdown, (guchar)bytes[i]);
        return 0;
    }
    size_t offset = (size_t)(bytes - shadow->str);
    begin_text(markdown, offset);
    if (type == MD_TEXT_ENTITY) add_entity(markdown, bytes, offset, n);
    else if (type == MD_TEXT_HTML) drop_tag(markdown, bytes, n);
    else add_shadow(markdown, offset, n, type == MD_TEXT_NORMAL);
    return 0;
}

/* ---- The whole ---- */

static void report_ascii_marks(Markdown *markdown)
{
    if (!markdown->n_ascii_marks) return;
    DkDiagnostic *item = read_warning(markdown->source, markdown->ascii_place, "ascii-marks",
                                      "%u ASCII marks stand between Han in this story, here the first", markdown->n_ascii_marks);
    read_hint(markdown->source, item, "type full-width marks, or write `punctuation: restore` in the front matter");
    if (item) base_report_amount(item, markdown->n_ascii_marks, "marks");
}

void read_markdown(ReadSource *source, size_t first, const ReadChars *dateline, ReadBody *body)
{
    g_autoptr(ReadShadow) shadow = read_shadow_new(source, first);
    Markdown markdown = {.source = source, .shadow = shadow, .body = body, .dateline = dateline, .chars = read_chars_new()};
    markdown.place = read_source_place(source, first);
    static const MD_PARSER parser = {.flags = MD_FLAG_NOHTMLBLOCKS, /* so that the words inside tags are read as text */
                                     .enter_block = enter_block,
                                     .leave_block = leave_block,
                                     .enter_span = enter_span,
                                     .leave_span = leave_span,
                                     .text = take_text};
    if (md_parse(shadow->text->str, (MD_SIZE)shadow->text->len, &parser, &markdown) != 0) g_error("read: md4c is out of memory");
    if (markdown.dateline) {
        run_dateline_in(&markdown);
        if (markdown.chars->len) read_body_add(body, MODEL_PARAGRAPH_BODY, markdown.chars);
    }
    report_ascii_marks(&markdown);
    g_array_unref(markdown.chars);
}
