/* Marks: `{渌|lù}` and `[渌口]{.name}` in a paragraph's characters.
 *
 * In: characters as CommonMark left them, escaped ones known.  Out: the words alone, each with the mark it stands in.
 * Method: one pass from left to right that writes the words over the markup.  Braces with a bar hold a base and its reading: one for
 * the whole, or one for each character (the form of Japanese Markdown editors, which has no rival).  A bracketed text followed by
 * classes in braces is Pandoc's and Djot's way to name a span.  Braces that are neither are words, and said to be. */
#include "read/marks.h"

#include <string.h>

enum {
    DEPTH_MAX = 8,     /* marks around one character */
    READINGS_MAX = 64, /* of one base */
    SPREAD_EMS = 3     /* a name of two characters among those of three (CLREQ, even inter-character spacing) */
};

static const struct {
    const char *word;
    ModelSpanKind kind;
} classes[] = {{"name", MODEL_SPAN_NAME},
               {"title", MODEL_SPAN_TITLE},
               {"note", MODEL_SPAN_NOTE},
               {"spread", MODEL_SPAN_SPREAD},
               {"pull", MODEL_SPAN_PULL}};

/* A bracket and what has been met in it: how deep classes are nested, and whether any character has a mark. */
typedef struct {
    guint at; /* of the output */
    guint depth;
    bool holds_marks;
} Bracket;

typedef struct {
    ReadSource *source;
    ReadChars *chars;
    GArray *marks;    /* ReadMark */
    GArray *brackets; /* Bracket: those that have not been closed */
    guint in, out;    /* the next character, and where the next word goes */
    bool begins_line; /* markup that has been left out began a line of the source */
} Marks;

static gunichar code_at(const Marks *marks, guint i)
{
    if (i >= marks->chars->len) return 0;
    const ReadChar *entry = read_chars_at(marks->chars, i);
    return entry->is_literal && entry->c < 0x80 ? 'x' : entry->c;
}

static void refuse(const Marks *marks, guint at, const char *what, const char *hint)
{
    const ReadChar *entry = read_chars_at(marks->chars, at);
    BasePlace place = {.file = marks->source->path, .line = entry->line, .column = entry->column};
    DkDiagnostic *item = read_warning(marks->source, place, "markup-not-set", "%s; its words are set as they are", what);
    read_hint(marks->source, item, "%s", hint);
}

/* The place of the brace that closes the one at `open`; 0: none on the same line. */
static guint closing_brace(const Marks *marks, guint open)
{
    for (guint i = open + 1; i < marks->chars->len; i++) {
        gunichar c = code_at(marks, i);
        if (c == '}') return i;
        if (c == '{' || c == READ_LINE_BREAK) return 0;
    }
    return 0;
}

static void copy_word(Marks *marks)
{
    ReadChar entry = *read_chars_at(marks->chars, marks->in++);
    entry.begins_line |= marks->begins_line;
    marks->begins_line = false;
    *read_chars_at(marks->chars, marks->out++) = entry;
}

static void leave_out(Marks *marks, guint end)
{
    for (; marks->in < end; marks->in++) marks->begins_line |= read_chars_at(marks->chars, marks->in)->begins_line;
}

/* ---- Marking what is in the output ---- */

static unsigned add_mark(Marks *marks, ReadMark mark)
{
    g_array_append_val(marks->marks, mark);
    return marks->marks->len;
}

/* Tells the innermost open bracket what stands in it. */
static void note_in_bracket(Marks *marks, guint depth, bool holds_marks)
{
    if (!marks->brackets->len) return;
    Bracket *bracket = &g_array_index(marks->brackets, Bracket, marks->brackets->len - 1);
    bracket->depth = MAX(bracket->depth, depth);
    bracket->holds_marks |= holds_marks;
}

/* Puts `mark` around the output from `first` to `end` and the marks in it. */
static void wrap(Marks *marks, guint first, guint end, unsigned mark)
{
    for (guint i = first; i < end; i++) {
        ReadChar *entry = read_chars_at(marks->chars, i);
        if (!entry->mark) entry->mark = mark;
        unsigned outermost = entry->mark;
        while (outermost != mark && g_array_index(marks->marks, ReadMark, outermost - 1).outer)
            outermost = g_array_index(marks->marks, ReadMark, outermost - 1).outer;
        if (outermost != mark) g_array_index(marks->marks, ReadMark, outermost - 1).outer = mark;
    }
}

/* ---- Readings ---- */

typedef struct {
    guint first, end; /* of the input */
} Reading;

/* A character and the marks that combine with it. */
static bool is_combining(gunichar c)
{
    return g_unichar_ismark(c) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

static guint count_characters(const Marks *marks, guint first, guint end)
{
    guint n = 0;
    for (guint i = first; i < end; i++) n += !is_combining(read_chars_at(marks->chars, i)->c);
    return n;
}

/* Cuts what stands between the first bar and the closing brace; more than READINGS_MAX are too many. */
static guint cut_readings(const Marks *marks, guint bar, guint close, Reading *readings)
{
    guint n = 0;
    for (guint i = bar; i < close && n < READINGS_MAX; n++) {
        guint first = i + 1;
        for (i = first; i < close && code_at(marks, i) != '|';) i++;
        readings[n] = (Reading){first, i};
    }
    return n;
}

/* Sets the base from `first` to `end` of the input under one reading. */
static void set_base(Marks *marks, guint end, const Reading *reading)
{
    guint first = marks->out;
    unsigned mark = 0;
    if (reading->end > reading->first) {
        const char *words = read_chars_string(marks->chars, reading->first, reading->end - reading->first, marks->source->arena);
        mark = add_mark(marks, (ReadMark){.kind = MODEL_SPAN_RUBY, .reading = words});
    }
    while (marks->in < end) copy_word(marks);
    if (!mark) return;
    wrap(marks, first, marks->out, mark);
    note_in_bracket(marks, 1, true);
}

/* `{base|reading}` at the input; false, with a finding, when the braces hold something else. */
static bool take_ruby(Marks *marks)
{
    static const char hint[] = "write {字|zì}, or \\{ for the character itself";
    guint open = marks->in, close = closing_brace(marks, open), bar = open + 1;
    if (!close) {
        refuse(marks, open, "a brace opens here and does not close", hint);
        return false;
    }
    while (bar < close && code_at(marks, bar) != '|') bar++;
    if (bar == close || bar == open + 1) {
        refuse(marks, open, bar == close ? "these braces hold no reading" : "a reading without characters", hint);
        return false;
    }
    Reading readings[READINGS_MAX];
    guint n = cut_readings(marks, bar, close, readings), n_characters = count_characters(marks, open + 1, bar);
    if (n > 1 && n != n_characters) {
        refuse(marks, open, "there are neither one reading nor as many as characters", "an empty one may stand between two bars");
        return false;
    }
    leave_out(marks, open + 1);
    for (guint i = 0; i < n; i++) {
        guint end = marks->in + 1;
        while (end < bar && is_combining(read_chars_at(marks->chars, end)->c)) end++;
        set_base(marks, n > 1 ? end : bar, &readings[i]);
    }
    leave_out(marks, close + 1);
    return true;
}

/* ---- Classes ---- */

/* Names among the words: runs of ideographs that are shorter than they are to be. */
static void spread_names(Marks *marks, guint first, guint end, int ems)
{
    for (guint i = first, next; i < end; i = next) {
        for (next = i; next < end && g_unichar_get_script(read_chars_at(marks->chars, next)->c) == G_UNICODE_SCRIPT_HAN;) next++;
        if (next - i > 1 && next - i < (guint)ems)
            wrap(marks, i, next, add_mark(marks, (ReadMark){.kind = MODEL_SPAN_SPREAD, .ems = ems}));
        next = MAX(next, i + 1);
    }
}

/* What stands behind a class's =: how wide names are to be, or whose words are pulled. */
static bool read_value(const Marks *marks, const char *value, ReadMark *mark)
{
    if (mark->kind == MODEL_SPAN_PULL && *value) {
        mark->reading = base_arena_strdup(marks->source->arena, value);
        return true;
    }
    if (mark->kind != MODEL_SPAN_SPREAD || !g_ascii_isdigit(*value) || strlen(value) != 1) return false;
    mark->ems = g_ascii_digit_value(*value);
    return true;
}

/* The classes of a brace, "name" or "spread=4" each; false when one is unknown. */
static bool read_classes(const Marks *marks, char **words, ReadMark *found, guint *n)
{
    for (*n = 0; words[*n]; ++*n) {
        guint i = 0;
        g_autofree char *word = g_strdup(words[*n]);
        char *value = strchr(word, '=');
        if (value) *value++ = 0;
        while (i < G_N_ELEMENTS(classes) && g_strcmp0(word + 1, classes[i].word) != 0) i++;
        if (*word != '.' || i == G_N_ELEMENTS(classes) || *n == DEPTH_MAX) return false;
        found[*n] = (ReadMark){.kind = classes[i].kind};
        if (found[*n].kind == MODEL_SPAN_SPREAD) found[*n].ems = SPREAD_EMS;
        if (value && !read_value(marks, value, &found[*n])) return false;
    }
    return *n > 0;
}

static void set_classes(Marks *marks, guint first, const ReadMark *found, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (found[i].kind == MODEL_SPAN_SPREAD) spread_names(marks, first, marks->out, found[i].ems);
        else wrap(marks, first, marks->out, add_mark(marks, found[i]));
    }
}

/* `]{.name}` at the input, which closes `bracket`; false, with a finding, when it says nothing known. */
static bool take_classes(Marks *marks, Bracket *bracket)
{
    static const char hint[] =
        "known are {.name}, {.title}, {.note}, {.spread}, {.spread=4}, {.pull} and {.pull=WHO}; write \\{ for the character itself";
    guint open = marks->in + 1, close = closing_brace(marks, open), n = 0;
    if (!close) {
        refuse(marks, open, "a brace opens here and does not close", hint);
        return false;
    }
    const char *text = read_chars_string(marks->chars, open + 1, close - open - 1, marks->source->scratch);
    g_auto(GStrv) words = g_strsplit(text, " ", 0);
    ReadMark found[DEPTH_MAX + 1];
    if (!read_classes(marks, words, found, &n) || bracket->depth + n > DEPTH_MAX) {
        refuse(marks, open, "these braces hold no known class", hint);
        return false;
    }
    if (found[0].kind == MODEL_SPAN_NOTE && bracket->holds_marks) {
        refuse(marks, open, "a note in two rows holds marks", "its characters are too small for readings and lines");
        return false;
    }
    ReadChar *at = read_chars_at(marks->chars, bracket->at); /* the bracket goes */
    bool begins_line = at->begins_line;
    memmove(at, at + 1, (marks->out - bracket->at - 1) * sizeof *at);
    marks->out--;
    if (marks->out > bracket->at) at->begins_line |= begins_line;
    guint n_marks = marks->marks->len;
    set_classes(marks, bracket->at, found, n);
    bracket->depth += n;
    bracket->holds_marks |= marks->marks->len > n_marks;
    leave_out(marks, close + 1);
    return true;
}

static void take_bracket(Marks *marks)
{
    guint n = marks->brackets->len;
    bool is_span = n && code_at(marks, marks->in + 1) == '{' && code_at(marks, marks->in + 2) == '.';
    Bracket bracket = n ? g_array_index(marks->brackets, Bracket, n - 1) : (Bracket){0};
    if (n) g_array_set_size(marks->brackets, n - 1);
    bool is_taken = is_span && take_classes(marks, &bracket);
    note_in_bracket(marks, bracket.depth, bracket.holds_marks);
    if (is_taken) return;
    copy_word(marks);
    if (is_span) copy_word(marks); /* its brace has been reported */
}

void read_marks(ReadSource *source, ReadChars *chars, GArray *list)
{
    Marks marks = {.source = source, .chars = chars, .marks = list, .brackets = g_array_new(FALSE, FALSE, sizeof(Bracket))};
    while (marks.in < chars->len) {
        gunichar c = code_at(&marks, marks.in);
        if (c == '{' && take_ruby(&marks)) continue;
        if (c == ']') {
            take_bracket(&marks);
            continue;
        }
        if (c == '[') g_array_append_val(marks.brackets, ((Bracket){.at = marks.out}));
        copy_word(&marks);
    }
    g_array_set_size(chars, marks.out);
    g_array_unref(marks.brackets);
}

/* `{a|b}` or `[a]{.b}` in a plain string. */
static bool has_markup(const char *text)
{
    for (const char *open = text; (open = strchr(open, '{')); open++) {
        const char *close = strpbrk(open + 1, "{}");
        if (!close || *close != '}') continue;
        bool is_span = open > text && open[-1] == ']' && open[1] == '.';
        if (is_span || memchr(open, '|', (size_t)(close - open))) return true;
    }
    return false;
}

void read_marks_refuse(ReadSource *source, const ModelText *text)
{
    if (!has_markup(text->text)) return;
    BasePlace place = {.file = source->path, .line = text->line, .column = text->column};
    DkDiagnostic *item =
        read_warning(source, place, "markup-not-set", "readings and lines are for a story's body; this text is set as it is");
    read_hint(source, item, "set a reading in brackets: 渌（lù）口");
}
