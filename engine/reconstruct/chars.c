/* Characters: widths in cells and kinds, after the classes of RULES 1.1; the flat form that habits match. */
#include "reconstruct/chars.h"

#include <string.h>

bool rec_is_han(gunichar c)
{
    if (c < 0x2e80) return false;
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x3ffff) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0x3005 && c <= 0x3007) ||
           (c >= 0x3041 && c <= 0x312f);
}

bool rec_is_chinese(gunichar c)
{
    return rec_is_han(c) || rec_fold(c) != c || c >= 0x2000 || c == '"' || c == '\'' || c == 0xb7;
}

bool rec_is_stop(gunichar c)
{
    return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0x2026 || c == 0xff0e; /* 。！？…． */
}

bool rec_is_opening(gunichar c)
{
    switch (c) {
    case 0x2018:
    case 0x201c:
    case 0x3008:
    case 0x300a:
    case 0x300c:
    case 0x300e:
    case 0x3010:
    case 0x3014:
    case 0x3016:
    case 0xff08:
    case 0xff3b: return true; /* ‘ “ 〈 《 「 『 【 〔 〖 （ ［ */
    default: return false;
    }
}

bool rec_is_closing(gunichar c)
{
    bool has_partner = c == 0x2019 || c == 0x201d || c == 0xff09 || c == 0xff3d || (c >= 0x3009 && c <= 0x3017);
    return has_partner && rec_is_opening(c - 1 - (c == 0xff3d)); /* ］ is two past ［ */
}

/* Marks that never start a line (RULES 1.2): pauses, stops, the interpunct, the solidus. */
static bool is_trailing(gunichar c)
{
    return c == 0x3001 || c == 0x3002 || c == 0xff0c || c == 0xff1a || c == 0xff1b || c == 0xff01 || c == 0xff1f || c == 0xb7 ||
           c == '/';
}

gunichar rec_fold(gunichar c)
{
    switch (c) {
    case ',':
    case ':':
    case ';':
    case '?':
    case '!':
    case '(':
    case ')':
    case '[':
    case ']': return c + 0xfee0;
    case 0x2022:
    case 0x2027:
    case 0x30fb:
    case 0xff65: return 0xb7; /* the interpunct's other code points */
    case 0x3014: return 0x3010;
    case 0x3015: return 0x3011; /* 〔〕 as 【】: datelines have either */
    case 0xff0f: return '/';
    default: return c;
    }
}

int rec_width(gunichar c)
{
    if (c < 0x80) return 1;
    if (rec_is_han(c)) return 2;
    if (is_trailing(c) || rec_is_opening(c) || rec_is_closing(c)) return 1;
    return g_unichar_iszerowidth(c) ? 0 : c < 0x2000 ? 1 : 2;
}

int rec_text_cells(const char *text)
{
    int cells = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) cells += rec_width(rec_char(p));
    return cells;
}

bool rec_is_mark(gunichar c)
{
    return (is_trailing(c) && c != '/') || rec_is_opening(c) || rec_is_closing(c) || c == '"';
}

/* The source is valid UTF-8: most of it has one or three bytes a character. */
static inline gunichar next(const RecSource *source, unsigned *byte)
{
    const guchar *p = (const guchar *)source->text->str + *byte;
    if (*p < 0x80) {
        *byte += 1;
        return *p;
    }
    *byte += (unsigned)g_utf8_skip[*p];
    return (*p & 0xf0) == 0xe0 ? (gunichar)(*p & 0x0f) << 12 | (gunichar)(p[1] & 0x3f) << 6 | (p[2] & 0x3f)
                               : rec_char((const char *)p);
}

static gunichar previous(const RecSource *source, unsigned *byte)
{
    const char *p = g_utf8_prev_char(source->text->str + *byte);
    *byte = (unsigned)(p - source->text->str);
    return rec_char(p);
}

RecRange rec_trim(const RecSource *source, RecRange range)
{
    unsigned first = range.first, end = rec_end(range);
    for (unsigned at = first; at < end && rec_is_space(next(source, &at));) first = at;
    for (unsigned at = end; at > first && rec_is_space(previous(source, &at));) end = at;
    return (RecRange){first, end - first};
}

gunichar rec_first(const RecSource *source, RecRange range)
{
    unsigned at = range.first;
    return range.n ? rec_fold(next(source, &at)) : 0;
}

/* Whether what stands at a byte follows a Han, or a sign of a unit: the point there is a full stop whose form was lost, none of a number. */
static bool is_after_han(const RecSource *source, RecRange range, unsigned at)
{
    gunichar before = at > range.first ? previous(source, &at) : 0;
    return rec_is_han(before) || before == 0x2103 || before == 0x33a1; /* ℃ ㎡ */
}

gunichar rec_last(const RecSource *source, RecRange range, bool past_closing)
{
    unsigned at = rec_end(range);
    while (at > range.first) {
        gunichar c = rec_fold(previous(source, &at));
        if (c == '.' && is_after_han(source, range, at)) c = 0x3002;
        bool is_quote = c == '"' || c == '\'' || rec_is_closing(c);
        if (!rec_is_space(c) && !(past_closing && is_quote)) return c;
    }
    return 0;
}

unsigned rec_count(const RecSource *source, RecRange range)
{
    unsigned n = 0;
    for (unsigned at = range.first; at < rec_end(range);) n += !rec_is_space(next(source, &at));
    return n;
}

/* A space counts where it is one in print: after a dateline's bracket (an em), between Latin words. */
static int space_cells(gunichar before, gunichar after)
{
    if (rec_fold(before) == 0xff09) return 2;
    return before < 0x80 && after < 0x80 ? 1 : 0;
}

int rec_cells(const RecSource *source, RecRange range)
{
    int cells = 0;
    gunichar before = 0;
    bool has_gap = false;
    for (unsigned at = range.first; at < rec_end(range);) {
        gunichar c = next(source, &at);
        if (rec_is_space(c)) {
            has_gap = true;
            continue;
        }
        if (has_gap && before) cells += space_cells(before, c);
        cells += rec_is_common(c) ? 2 : rec_width(c) + (source->has_wide_marks && rec_is_mark(rec_fold(c)));
        before = c;
        has_gap = false;
    }
    return cells;
}

void rec_count_marks(const RecSource *source, RecRange range, int depths[REC_N_MARK_PAIRS])
{
    static const gunichar openings[] = {0xff08, 0x300a, 0x3010, 0x300c, 0x201c},
                          closings[] = {0xff09, 0x300b, 0x3011, 0x300d, 0x201d};
    G_STATIC_ASSERT(G_N_ELEMENTS(openings) == REC_N_MARK_PAIRS - 1);
    for (unsigned at = range.first; at < rec_end(range);) {
        gunichar c = next(source, &at);
        if (rec_is_common(c)) continue;
        c = rec_fold(c);
        if (c == '"') depths[REC_N_MARK_PAIRS - 1] ^= 1;
        for (size_t i = 0; i < G_N_ELEMENTS(openings); i++) depths[i] += (c == openings[i]) - (c == closings[i]);
    }
}

static bool is_western(gunichar c)
{
    return c < 0x250 && (g_unichar_isalnum(c) || c == '.' || c == '%' || c == '/' || c == '-' || c == '+');
}

unsigned rec_head_bytes(const RecSource *source, RecRange range)
{
    unsigned at = range.first, end = rec_end(range);
    int n_quotes = 0;
    gunichar c = 0;
    while (at < end) {
        c = rec_fold(next(source, &at));
        n_quotes += c == '"' || c == '\'';
        if (!rec_is_opening(c) && c != '"' && c != '\'') break;
    }
    gunichar core = c, before = c;
    while (at < end) {
        unsigned after = at;
        c = rec_fold(next(source, &after));
        bool is_kept = (is_western(core) && is_western(c)) || ((core == 0x2014 || core == 0x2026) && c == core);
        bool is_quote = c == '"' || c == '\'', ends_text = after >= end && rec_is_stop(before);
        bool is_mark = rec_is_closing(c) || is_trailing(c) || (is_quote && (ends_text || n_quotes-- > 0));
        if (!is_kept && !is_mark) break;
        at = after;
        before = c;
    }
    return at - range.first;
}

int rec_head_cells(const RecSource *source, RecRange range)
{
    return rec_cells(source, (RecRange){range.first, rec_head_bytes(source, range)});
}

/* ---- The flat form ---- */

#define FOLD_MOST 3 /* bytes that one of ASCII may become */

RecFlat *rec_flat_new(const RecNeeds *needs)
{
    RecFlat *flat = g_new0(RecFlat, 1);
    flat->needs = needs;
    flat->text = g_string_new(NULL);
    flat->bytes = g_array_new(FALSE, FALSE, sizeof(unsigned));
    return flat;
}

void rec_flat_free(RecFlat *flat)
{
    if (!flat) return;
    g_string_free(flat->text, TRUE);
    g_array_unref(flat->bytes);
    g_free(flat);
}

/* Where the last `most` code points but white space of a range begin. */
static unsigned tail_of(const RecSource *source, RecRange range, unsigned most)
{
    unsigned at = rec_end(range);
    for (unsigned n = 0; at > range.first && n < most;) n += !rec_is_space(previous(source, &at));
    return at;
}

/* Puts a blank for white space that begins at a byte. */
static gsize put_blank(RecFlat *flat, gsize len, unsigned byte)
{
    for (gsize end = len + (gsize)g_unichar_to_utf8(0x3000, flat->text->str + len); len < end; len++)
        g_array_index(flat->bytes, unsigned, len) = byte;
    return len;
}

/* Writes a character as UTF-8 and returns its bytes: most have three, which the call of GLib's takes long for. */
static inline gsize put_character(char *out, gunichar c)
{
    if (c < 0x800 || c > 0xffff) return (gsize)g_unichar_to_utf8(c, out);
    out[0] = (char)(0xe0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3f));
    out[2] = (char)(0x80 | (c & 0x3f));
    return 3;
}

/* Finds which patterns may match the text. */
static void see_characters(RecFlat *flat)
{
    RecNeedSets met = {0};
    gunichar c = 0;
    for (const char *text = flat->text->str, *p = text; *p; p += g_utf8_skip[(guchar)*p]) {
        c = rec_char(p);
        rec_needs_meet(flat->needs, c, REC_NEED_ANYWHERE, &met);
        if (p == text) rec_needs_meet(flat->needs, c, REC_NEED_FIRST, &met);
    }
    rec_needs_meet(flat->needs, c, REC_NEED_LAST, &met);
    flat->open = rec_needs_open(flat->needs, &met);
}

void rec_flat_set(RecFlat *flat, const RecSource *source, RecRange range, unsigned most, bool from_end)
{
    unsigned at = from_end ? tail_of(source, range, most) : range.first, last = at;
    bool is_headless = at > range.first;
    gsize room = MIN((gsize)most * (flat->keeps_spaces ? 7 : 4), (gsize)(rec_end(range) - at) * FOLD_MOST),
          len = 0;                                  /* bytes at most; written in place, */
    g_string_set_size(flat->text, room);            /* for every piece is made flat */
    g_array_set_size(flat->bytes, (guint)room + 1); /* several times over */
    unsigned *bytes = (unsigned *)(void *)flat->bytes->data;
    bool was_space = false;
    unsigned blank = at; /* where the white space at hand begins */
    for (unsigned n = 0; at < rec_end(range) && n < most;) {
        unsigned first = at;
        gunichar c = next(source, &at);
        bool is_space = rec_is_space(c);
        bool is_blank = rec_is_blank(c);
        if (is_blank && !was_space) blank = first;
        if (!is_space && was_space && len > 0 && flat->keeps_spaces) len = put_blank(flat, len, blank);
        was_space = is_blank || (is_space && was_space);
        if (is_space) continue;
        if (!rec_is_common(c)) c = rec_fold(c);
        for (gsize end = len + put_character(flat->text->str + len, c); len < end; len++) bytes[len] = first;
        last = at;
        n++;
    }
    bytes[len] = last;
    g_string_truncate(flat->text, len);
    g_array_set_size(flat->bytes, (guint)len + 1);
    flat->is_whole = !is_headless && at == rec_end(range);
    if (flat->needs) see_characters(flat);
}

RecRange rec_flat_range(const RecFlat *flat, unsigned first, unsigned end)
{
    unsigned from = g_array_index(flat->bytes, unsigned, first);
    unsigned to = g_array_index(flat->bytes, unsigned, end);
    return (RecRange){from, to - from};
}
