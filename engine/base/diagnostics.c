/* Diagnostics: the list, its findings' printed forms, and the table that ties each code to an exit status. */
#include "base/base.h"

#include <string.h>

struct DkDiagnostics {
    GPtrArray *items;      /* DkDiagnostic */
    GStringChunk *strings; /* what they point at */
    GArray *files;         /* SeenFile */
    GHashTable *paths;     /* of these files, as they are kept among the strings */
};

/* A file that was read, or looked for, and what it was just before. */
typedef struct {
    const char *path;
    BaseStamp stamp;
} SeenFile;

/* What a finding means for the exit status.  A note never counts; a warning or error counts as its row says, but a row of
 * DK_STATUS_FONT is a mere warning unless fonts are strict. */
static const struct {
    const char *code;
    DkStatus status;
} codes[] = {
    /* files */
    {"file-unreadable", DK_STATUS_INPUT},
    {"file-too-large", DK_STATUS_INPUT},
    {"not-utf8", DK_STATUS_INPUT},
    {"output-not-written", DK_STATUS_OUTPUT},
    {"out-of-memory", DK_STATUS_TRY_AGAIN},
    {"bad-date", DK_STATUS_WARNINGS},
    /* formats */
    {"bad-yaml", DK_STATUS_INPUT},
    {"yaml-feature", DK_STATUS_INPUT},
    {"wrong-format", DK_STATUS_INPUT},
    {"wrong-kind", DK_STATUS_INPUT},
    {"unknown-key", DK_STATUS_INPUT},
    {"duplicate-key", DK_STATUS_INPUT},
    {"bad-value", DK_STATUS_INPUT},
    {"wrong-unit", DK_STATUS_INPUT},
    {"out-of-range", DK_STATUS_INPUT},
    {"too-many-findings", DK_STATUS_INPUT},
    {"extends-loop", DK_STATUS_INPUT},
    {"nothing-removed", DK_STATUS_INPUT},
    /* stories */
    {"front-matter-missing", DK_STATUS_INPUT},
    {"front-matter-open", DK_STATUS_INPUT},
    {"note-open", DK_STATUS_INPUT},
    {"markup-not-set", DK_STATUS_WARNINGS},
    {"control-character", DK_STATUS_WARNINGS},
    {"quotes-unpaired", DK_STATUS_WARNINGS},
    {"ascii-marks", DK_STATUS_WARNINGS},
    /* model */
    {"missing-key", DK_STATUS_INPUT},
    {"line-not-whole", DK_STATUS_INPUT},
    {"outside-sheet", DK_STATUS_INPUT},
    {"outside-type-area", DK_STATUS_WARNINGS},
    {"unknown-style", DK_STATUS_INPUT},
    {"style-loop", DK_STATUS_INPUT},
    {"id-twice", DK_STATUS_INPUT},
    {"legs-too-wide", DK_STATUS_INPUT},
    {"leg-narrow", DK_STATUS_WARNINGS},
    {"outside-block", DK_STATUS_WARNINGS},
    {"frames-overlap", DK_STATUS_WARNINGS},
    {"border-pattern", DK_STATUS_WARNINGS},
    {"unused-key", DK_STATUS_WARNINGS},
    {"stack-loop", DK_STATUS_INPUT},
    {"rest-twice", DK_STATUS_INPUT},
    {"stack-too-deep", DK_STATUS_WARNINGS},
    {"depths-unsettled", DK_STATUS_WARNINGS},
    {"unknown-part", DK_STATUS_INPUT},
    {"narrow-outside-leg", DK_STATUS_INPUT},
    {"narrows-overlap", DK_STATUS_INPUT},
    {"unknown-block", DK_STATUS_INPUT},
    {"unknown-furniture", DK_STATUS_INPUT},
    {"unused-block", DK_STATUS_WARNINGS},
    {"unused-furniture", DK_STATUS_WARNINGS},
    {"unknown-field", DK_STATUS_WARNINGS},
    {"unused-field", DK_STATUS_WARNINGS},
    {"page-not-filled", DK_STATUS_GOOD},
    {"page-number-mismatch", DK_STATUS_WARNINGS},
    {"page-side", DK_STATUS_WARNINGS},
    {"facing-differ", DK_STATUS_WARNINGS},
    {"part-alone", DK_STATUS_WARNINGS},
    {"jump-part-missing", DK_STATUS_INPUT},
    {"jump-nowhere", DK_STATUS_WARNINGS},
    {"jump-unmatched", DK_STATUS_WARNINGS},
    {"jump-mismatch", DK_STATUS_WARNINGS},
    {"jump-unused", DK_STATUS_WARNINGS},
    {"story-twice", DK_STATUS_INPUT},
    {"slug-twice", DK_STATUS_INPUT},
    {"element-unplaced", DK_STATUS_WARNINGS},
    {"element-missing", DK_STATUS_GOOD},
    {"picture-unplaced", DK_STATUS_WARNINGS},
    {"picture-frame-empty", DK_STATUS_GOOD},
    {"picture-missing", DK_STATUS_WARNINGS},
    {"pull-unplaced", DK_STATUS_GOOD},
    {"heads-not-distinct", DK_STATUS_GOOD},
    {"ladder-short", DK_STATUS_WARNINGS},
    {"pull-frame-empty", DK_STATUS_GOOD},
    /* drafts */
    {"no-page", DK_STATUS_INPUT},
    {"draft-in-the-way", DK_STATUS_OUTPUT},
    {"draft-kept", DK_STATUS_GOOD},
    {"text-unplaced", DK_STATUS_WARNINGS},
    {"text-lost", DK_STATUS_GOOD},
    {"text-shuffled", DK_STATUS_GOOD},
    {"text-moved", DK_STATUS_GOOD},
    {"text-misread", DK_STATUS_GOOD},
    {"text-garbled", DK_STATUS_GOOD},
    {"text-not-chinese", DK_STATUS_GOOD},
    {"nameplate-missing", DK_STATUS_GOOD},
    {"date-missing", DK_STATUS_GOOD},
    {"one-story", DK_STATUS_GOOD},
    {"headline-missing", DK_STATUS_GOOD},
    {"lines-not-shown", DK_STATUS_GOOD},
    {"picture-not-given", DK_STATUS_GOOD},
    {"code-target-missing", DK_STATUS_GOOD},
    /* fonts */
    {"unknown-role", DK_STATUS_INPUT},
    {"font-missing", DK_STATUS_FONT},
    {"font-unreadable", DK_STATUS_FONT},
    {"font-variable", DK_STATUS_FONT},
    {"hyphenation-missing", DK_STATUS_WARNINGS},
    {"glyph-missing", DK_STATUS_FONT},
    {"glyph-fallback", DK_STATUS_FONT},
    /* setting */
    {"overset", DK_STATUS_OVERSET},
    {"head-fitted", DK_STATUS_GOOD},
    {"story-fitted", DK_STATUS_GOOD},
    {"fit-failed", DK_STATUS_GOOD},
    {"fit-unlike", DK_STATUS_GOOD},
    {"head-too-wide", DK_STATUS_WARNINGS},
    {"head-too-deep", DK_STATUS_OVERSET},
    {"line-loose", DK_STATUS_WARNINGS},
    {"marks-crowded", DK_STATUS_WARNINGS},
    {"line-forced", DK_STATUS_WARNINGS},
    {"line-over", DK_STATUS_WARNINGS},
    {"line-too-long", DK_STATUS_WARNINGS},
    {"runt", DK_STATUS_WARNINGS},
    {"lone-line", DK_STATUS_WARNINGS},
    {"hyphens-in-a-row", DK_STATUS_WARNINGS},
    {"drop-cap-left-out", DK_STATUS_WARNINGS},
    /* compare */
    {"dump-malformed", DK_STATUS_INPUT},
    {"not-comparable", DK_STATUS_INPUT},
    {"golden-updated", DK_STATUS_GOOD},
    {"unknown-frame", DK_STATUS_INPUT},
    /* output */
    {"picture-unreadable", DK_STATUS_WARNINGS},
    {"picture-colour", DK_STATUS_WARNINGS},
    {"picture-pixels", DK_STATUS_GOOD},
    {"picture-ppi", DK_STATUS_WARNINGS},
    {"code-too-long", DK_STATUS_WARNINGS},
    {"code-small", DK_STATUS_WARNINGS},
    {"code-empty", DK_STATUS_WARNINGS},
    {"code-crowded", DK_STATUS_WARNINGS},
    {"output-invalid", DK_STATUS_INTERNAL},
    /* preview */
    {"not-served", DK_STATUS_TRY_AGAIN},
    {"watch-slow", DK_STATUS_GOOD},
#define ROW(symbol, function, code, ...) {code, DK_STATUS_STANDARD},
    BASE_LINT_RULES(ROW)
#undef ROW
};

DkDiagnostics *dk_diagnostics_new(void)
{
    DkDiagnostics *list = g_new(DkDiagnostics, 1);
    list->items = g_ptr_array_new_with_free_func(g_free);
    list->strings = g_string_chunk_new(4096);
    list->files = g_array_new(FALSE, FALSE, sizeof(SeenFile));
    list->paths = g_hash_table_new(NULL, NULL);
    return list;
}

void dk_diagnostics_free(DkDiagnostics *list)
{
    if (!list) return;
    g_ptr_array_unref(list->items);
    g_string_chunk_free(list->strings);
    g_array_unref(list->files);
    g_hash_table_unref(list->paths);
    g_free(list);
}

size_t dk_diagnostics_count(const DkDiagnostics *list)
{
    return list->items->len;
}

const DkDiagnostic *dk_diagnostics_item(const DkDiagnostics *list, size_t index)
{
    g_assert(index < list->items->len);
    return g_ptr_array_index(list->items, index);
}

static DkStatus code_status(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        if (strcmp(codes[i].code, code) == 0) return codes[i].status;
    g_error("base: diagnostic code \"%s\" is not in the table", code);
}

static DkStatus item_status(const DkDiagnostic *item, bool strict)
{
    if (item->severity == DK_NOTE) return DK_STATUS_GOOD;
    DkStatus status = code_status(item->code);
    if (status == DK_STATUS_FONT && item->severity == DK_WARNING && !strict) return DK_STATUS_WARNINGS;
    if (item->severity == DK_WARNING && (status == DK_STATUS_INPUT || status == DK_STATUS_STANDARD)) return DK_STATUS_WARNINGS;
    return status;
}

/* How grave a status is: the order in which one hides another. */
static int gravity(DkStatus status)
{
    static const DkStatus order[] = {DK_STATUS_GOOD,  DK_STATUS_WARNINGS,  DK_STATUS_STANDARD, DK_STATUS_OVERSET, DK_STATUS_FONT,
                                     DK_STATUS_INPUT, DK_STATUS_TRY_AGAIN, DK_STATUS_OUTPUT,   DK_STATUS_INTERNAL};
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
        if (order[i] == status) return (int)i;
    g_assert_not_reached();
}

DkStatus dk_status_graver(DkStatus a, DkStatus b)
{
    return gravity(b) > gravity(a) ? b : a;
}

DkStatus dk_diagnostics_status(const DkDiagnostics *list, bool strict)
{
    DkStatus worst = DK_STATUS_GOOD;
    for (size_t i = 0; i < list->items->len; i++)
        worst = dk_status_graver(worst, item_status(dk_diagnostics_item(list, i), strict));
    return worst;
}

static const char *kept(DkDiagnostics *list, const char *string)
{
    return string ? g_string_chunk_insert_const(list->strings, string) : NULL;
}

void base_report_page(DkDiagnostics *list, size_t first, int page, const char *label)
{
    for (size_t i = first; i < list->items->len; i++) {
        DkDiagnostic *item = g_ptr_array_index(list->items, i);
        item->page = page;
        item->label = kept(list, label);
    }
}

void base_report_page_file(DkDiagnostics *list, size_t first, const char *path)
{
    for (size_t i = first; i < list->items->len; i++)
        ((DkDiagnostic *)g_ptr_array_index(list->items, i))->page_file = kept(list, path);
}

bool base_has_errors(const DkDiagnostics *list, size_t first)
{
    for (size_t i = first; i < list->items->len; i++)
        if (dk_diagnostics_item(list, i)->severity == DK_ERROR) return true;
    return false;
}

DkDiagnostic *base_report(DkDiagnostics *list, DkSeverity severity, const char *code, BasePlace place, const char *format, ...)
{
    code_status(code);
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    DkDiagnostic *item = g_new0(DkDiagnostic, 1);
    item->severity = severity;
    item->code = code;
    item->file = kept(list, place.file);
    item->line = place.line;
    item->column = place.column;
    item->story = kept(list, place.story);
    item->frame = kept(list, place.frame);
    item->page = place.page;
    item->set_line = place.set_line;
    item->message = kept(list, message);
    g_ptr_array_add(list->items, item);
    return item;
}

void base_note_file(DkDiagnostics *list, const char *path)
{
    const char *known = kept(list, path); /* the same string for the same path */
    if (!g_hash_table_add(list->paths, (gpointer)known)) return;
    SeenFile file = {known, base_stamp(known)};
    g_array_append_val(list->files, file);
}

size_t dk_diagnostics_file_count(const DkDiagnostics *list)
{
    return list->files->len;
}

const char *dk_diagnostics_file(const DkDiagnostics *list, size_t index)
{
    g_assert(index < list->files->len);
    return g_array_index(list->files, SeenFile, index).path;
}

bool base_has_lost_file(const DkDiagnostics *list)
{
    for (guint i = 0; i < list->files->len; i++) {
        const SeenFile *file = &g_array_index(list->files, SeenFile, i);
        if (file->stamp.size > 0 && base_stamp(file->path).size == 0) return true;
    }
    return false;
}

bool dk_diagnostics_is_stale(const DkDiagnostics *list)
{
    for (guint i = 0; i < list->files->len; i++) {
        const SeenFile *file = &g_array_index(list->files, SeenFile, i);
        BaseStamp now = base_stamp(file->path);
        if (!base_stamp_is_same(&file->stamp, &now)) return true;
    }
    return false;
}

void base_report_amount(DkDiagnostic *item, double amount, const char *unit)
{
    item->amount = amount;
    item->unit = unit;
}

void base_report_hint(DkDiagnostics *list, DkDiagnostic *item, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *hint = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    item->hint = kept(list, hint);
}

static const char *const severity_words[] = {"note", "warning", "error"};

/* Adds input's own words so that they cannot drive a terminal: controls, line ends and marks of direction become spaces. */
static void append_shown(GString *text, const char *words)
{
    g_autofree char *valid = g_utf8_make_valid(words, -1);
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool drives = g_unichar_iscntrl(c) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        g_string_append_unichar(text, drives ? ' ' : c);
    }
}

char *dk_diagnostic_text(const DkDiagnostic *item)
{
    GString *text = g_string_new(NULL);
    if (item->file) append_shown(text, item->file);
    if (item->line) g_string_append_printf(text, ":%d", item->line);
    if (item->column) g_string_append_printf(text, ":%d", item->column);
    if (text->len) g_string_append(text, ": ");
    g_string_append_printf(text, "%s: ", severity_words[item->severity]);
    if (item->label) {
        g_string_append(text, "page ");
        append_shown(text, item->label);
        g_string_append(text, ": ");
    }
    append_shown(text, item->message);
    if (item->hint) {
        g_string_append(text, " (");
        append_shown(text, item->hint);
        g_string_append_c(text, ')');
    }
    g_string_append_printf(text, " [%s]", item->code);
    return g_string_free(text, FALSE);
}

void base_append_quoted(GString *out, const char *bytes, size_t n)
{
    g_string_append_c(out, '"');
    size_t first = 0; /* of the bytes that stand as they are */
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool is_quoted = c == '"' || c == '\\', is_control = c < 0x20 || c == 0x7f;
        if (!is_quoted && !is_control) continue;
        g_string_append_len(out, bytes + first, (gssize)(i - first));
        first = i + 1;
        if (is_quoted) g_string_append_printf(out, "\\%c", c);
        else g_string_append_printf(out, "\\u%04x", c);
    }
    g_string_append_len(out, bytes + first, (gssize)(n - first));
    g_string_append_c(out, '"');
}

static void append_json_text(GString *json, const char *key, const char *value)
{
    if (!value) return;
    g_autofree char *valid = g_utf8_make_valid(value, -1);
    g_string_append_printf(json, ",\"%s\":", key);
    base_append_quoted(json, valid, strlen(valid));
}

static void append_json_int(GString *json, const char *key, int value)
{
    if (value) g_string_append_printf(json, ",\"%s\":%d", key, value);
}

char *dk_diagnostic_json(const DkDiagnostic *item)
{
    GString *json = g_string_new(NULL);
    g_string_append_printf(json, "{\"severity\":\"%s\",\"code\":\"%s\"", severity_words[item->severity], item->code);
    append_json_text(json, "file", item->file);
    append_json_int(json, "line", item->line);
    append_json_int(json, "column", item->column);
    append_json_text(json, "story", item->story);
    append_json_text(json, "frame", item->frame);
    append_json_int(json, "page", item->page);
    append_json_text(json, "label", item->label);
    append_json_int(json, "setLine", item->set_line);
    if (item->unit) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_printf(json, ",\"amount\":%s", g_ascii_formatd(number, sizeof number, "%.4f", item->amount));
        append_json_text(json, "unit", item->unit);
    }
    append_json_text(json, "pageFile", item->page_file);
    append_json_text(json, "message", item->message);
    append_json_text(json, "hint", item->hint);
    g_string_append_c(json, '}');
    return g_string_free(json, FALSE);
}
