/* Colours of a drawing that is taken into a PDF as a form: to grey, or tied to sRGB's profile.
 *
 * In: a content stream and its resources, as cairo or another program wrote them.  Out: the same in grey, where every colour in it is
 * set by an operator that names its inks (rg RG k K) or by a smooth shading; false where one is not: then the drawing has to be pixels.
 * Text, outlines and masks stay as they are.  Grey is Rec. 601's, as of pixels (picture_lightness): linear, so that a
 * gradient between two greys is the grey of the gradient.  A drawing that stays in colour gets /DefaultRGB instead, which says
 * that its DeviceRGB is sRGB (ISO 32000-1 8.6.5.6). */
#include "output/pdf.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 40, OPERANDS_MAX = 4 };

typedef struct {
    qpdf_data qpdf;
    PdfObject profile; /* colour space array of sRGB; is_grey: none */
    bool is_grey;
    GHashTable *seen; /* numbers of objects */
} Recolouring;

static double grey_of(const double *inks, unsigned n)
{
    double paper = n == 4 ? 1 - inks[3] : 1;
    if (n == 1) return inks[0];
    double red = n == 4 ? 1 - inks[0] : inks[0], green = n == 4 ? 1 - inks[1] : inks[1], blue = n == 4 ? 1 - inks[2] : inks[2];
    return CLAMP((77 * red + 150 * green + 29 * blue) / 256 * paper, 0, 1);
}

/* ---- Content ---- */

typedef struct {
    const char *at, *end;
    GString *out;
    size_t operands[OPERANDS_MAX]; /* where in `out` the last ones begin, the oldest first */
    unsigned n_operands;
} Scanner;

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return is_space(c) || strchr("()<>[]{}/%", c) != NULL;
}

/* Past a string in round brackets, which may hold others (ISO 32000-1 7.3.4.2). */
static const char *past_string(const char *at, const char *end)
{
    unsigned depth = 0;
    for (; at < end; at++) {
        if (*at == '\\' && at + 1 < end) at++;
        else if (*at == '(') depth++;
        else if (*at == ')' && --depth == 0) return at + 1;
    }
    return end;
}

/* Past the token that begins at `at`, which is no space. */
static const char *past_token(const char *at, const char *end)
{
    const char *next = at + 1;
    bool is_double = next < end && *next == *at && (*at == '<' || *at == '>');
    if (*at == '(') return past_string(at, end);
    if (is_double) return next + 1;
    if (*at == '<')
        while (next < end && *next++ != '>') continue;
    else if (*at == '%')
        while (next < end && *next != '\n' && *next != '\r') next++;
    else if (*at == '/' || !is_delimiter(*at))
        while (next < end && !is_delimiter(*next)) next++;
    return next;
}

static bool is_operator(const char *token, size_t n)
{
    return g_ascii_isalpha(token[0]) || token[0] == '\'' || (n == 1 && token[0] == '"');
}

/* Puts a grey in place of the last `n` operands and their operator. */
static bool put_grey(Scanner *scanner, unsigned n, const char *operator)
{
    double inks[OPERANDS_MAX];
    if (scanner->n_operands != n) return false;
    for (unsigned i = 0; i < n; i++) inks[i] = g_ascii_strtod(scanner->out->str + scanner->operands[i], NULL);
    g_string_truncate(scanner->out, scanner->operands[0]);
    output_decimal(scanner->out, (int64_t)(grey_of(inks, n) * 1e4 + 0.5), 4);
    g_string_append_printf(scanner->out, " %s", operator);
    return true;
}

static bool is_word(const char *token, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(token, word, n) == 0;
}

/* Whether the operand of `cs` is a space whose colours are no colours of their own. */
static bool is_harmless_space(const Scanner *scanner)
{
    if (scanner->n_operands != 1) return false;
    const char *name = scanner->out->str + scanner->operands[0];
    return g_str_has_prefix(name, "/Pattern ") || g_str_has_prefix(name, "/DeviceGray ");
}

/* A colour in the space that holds.  cs has named no space of three or four inks, or the drawing would have been refused: so it is one
 * that rg or k has named, and a grey in this form. */
static bool put_colour(Scanner *scanner, const char *token, size_t n)
{
    bool is_name = scanner->n_operands && scanner->out->str[scanner->operands[scanner->n_operands - 1]] == '/';
    if (scanner->n_operands > 1 && !is_name)
        return put_grey(scanner, scanner->n_operands == 3 ? 3 : 4, token[0] == 's' ? "g" : "G");
    g_string_append_len(scanner->out, token, (gssize)n);
    return true;
}

static bool sets_colour(const char *token, size_t n)
{
    return is_word(token, n, "sc") || is_word(token, n, "scn") || is_word(token, n, "SC") || is_word(token, n, "SCN");
}

static bool take_operator(Scanner *scanner, const char *token, size_t n)
{
    bool is_good = true;
    if (is_word(token, n, "rg") || is_word(token, n, "RG")) is_good = put_grey(scanner, 3, token[0] == 'r' ? "g" : "G");
    else if (is_word(token, n, "k") || is_word(token, n, "K")) is_good = put_grey(scanner, 4, token[0] == 'k' ? "g" : "G");
    else if (sets_colour(token, n)) is_good = put_colour(scanner, token, n);
    else if (is_word(token, n, "BI") || is_word(token, n, "d0")) is_good = false; /* pixels, glyphs in colours of their own */
    else {
        if (is_word(token, n, "cs") || is_word(token, n, "CS")) is_good = is_harmless_space(scanner);
        g_string_append_len(scanner->out, token, (gssize)n);
    }
    scanner->n_operands = 0;
    return is_good;
}

static void take_operand(Scanner *scanner, const char *token, size_t n)
{
    if (scanner->n_operands == OPERANDS_MAX) {
        memmove(scanner->operands, scanner->operands + 1, sizeof scanner->operands - sizeof scanner->operands[0]);
        scanner->n_operands--;
    }
    scanner->operands[scanner->n_operands++] = scanner->out->len;
    g_string_append_len(scanner->out, token, (gssize)n);
}

GString *pdf_grey_content(const void *content, size_t size)
{
    Scanner scanner = {.at = content, .end = (const char *)content + size, .out = g_string_sized_new(size)};
    while (scanner.at < scanner.end) {
        if (is_space(*scanner.at)) {
            scanner.at++;
            continue;
        }
        const char *token = scanner.at;
        scanner.at = past_token(token, scanner.end);
        size_t n = (size_t)(scanner.at - token);
        if (*token == '%') continue;
        if (!is_operator(token, n)) take_operand(&scanner, token, n);
        else if (!take_operator(&scanner, token, n)) {
            g_string_free(scanner.out, TRUE);
            return NULL;
        }
        g_string_append_c(scanner.out, ' ');
    }
    return scanner.out;
}

/* ---- Objects ---- */

static bool visit(Recolouring *job, PdfObject object, unsigned depth);

static bool has_name(const Recolouring *job, PdfObject dictionary, const char *key, const char *name)
{
    return qpdf_oh_is_name_and_equals(job->qpdf, qpdf_oh_get_key(job->qpdf, dictionary, key), name);
}

static bool is_colour_space(const Recolouring *job, PdfObject dictionary, const char *key, unsigned *n)
{
    *n = has_name(job, dictionary, key, "/DeviceRGB") ? 3 : has_name(job, dictionary, key, "/DeviceCMYK") ? 4 : 0;
    return *n > 0 || has_name(job, dictionary, key, "/DeviceGray");
}

static void set_grey(const Recolouring *job, PdfObject dictionary, const char *key)
{
    pdf_set(job->qpdf, dictionary, key, pdf_parse(job->qpdf, "/DeviceGray"));
}

static bool set_grey_end(const Recolouring *job, PdfObject function, const char *key, unsigned n)
{
    PdfObject array = qpdf_oh_get_key(job->qpdf, function, key);
    double inks[OPERANDS_MAX];
    if (qpdf_oh_get_array_n_items(job->qpdf, array) != (int)n) return false;
    for (unsigned i = 0; i < n; i++)
        inks[i] = qpdf_oh_get_numeric_value(job->qpdf, qpdf_oh_get_array_item(job->qpdf, array, (int)i));
    GString *text = g_string_new("[");
    output_decimal(text, (int64_t)(grey_of(inks, n) * 1e4 + 0.5), 4);
    g_string_append_c(text, ']');
    pdf_set(job->qpdf, function, key, pdf_parse(job->qpdf, "%s", text->str));
    g_string_free(text, TRUE);
    return true;
}

/* Whether the object has been here before; one without a number is met once only. */
static bool is_seen(const Recolouring *job, PdfObject object)
{
    int id = qpdf_oh_get_object_id(job->qpdf, object);
    return id > 0 && !g_hash_table_add(job->seen, GINT_TO_POINTER(id));
}

/* Interpolations and what stitches them together (ISO 32000-1 7.10.3, 7.10.4). */
static bool grey_function(Recolouring *job, PdfObject function, unsigned n, unsigned depth)
{
    if (depth > DEPTH_MAX || !qpdf_oh_is_dictionary(job->qpdf, function)) return false;
    if (is_seen(job, function)) return true;
    int type = qpdf_oh_get_int_value_as_int(job->qpdf, qpdf_oh_get_key(job->qpdf, function, "/FunctionType"));
    if (qpdf_oh_has_key(job->qpdf, function, "/Range")) qpdf_oh_remove_key(job->qpdf, function, "/Range"); /* one of n inks */
    if (type == 2) return set_grey_end(job, function, "/C0", n) && set_grey_end(job, function, "/C1", n);
    PdfObject parts = qpdf_oh_get_key(job->qpdf, function, "/Functions");
    bool is_good = type == 3 && qpdf_oh_is_array(job->qpdf, parts);
    for (int i = 0; is_good && i < qpdf_oh_get_array_n_items(job->qpdf, parts); i++)
        is_good = grey_function(job, qpdf_oh_get_array_item(job->qpdf, parts, i), n, depth + 1);
    return is_good;
}

static bool grey_shading(Recolouring *job, PdfObject shading, unsigned depth)
{
    unsigned n;
    int type = qpdf_oh_get_int_value_as_int(job->qpdf, qpdf_oh_get_key(job->qpdf, shading, "/ShadingType"));
    if (!is_colour_space(job, shading, "/ColorSpace", &n) || qpdf_oh_has_key(job->qpdf, shading, "/Background")) return false;
    if (n == 0) return true;
    set_grey(job, shading, "/ColorSpace");
    return (type == 2 || type == 3) && grey_function(job, qpdf_oh_get_key(job->qpdf, shading, "/Function"), n, depth + 1);
}

static bool grey_image(const Recolouring *job, PdfObject image)
{
    unsigned n;
    bool is_mask = qpdf_oh_get_bool_value(job->qpdf, qpdf_oh_get_key(job->qpdf, image, "/ImageMask"));
    return is_mask || (is_colour_space(job, image, "/ColorSpace", &n) && n == 0);
}

/* A form or a tiling pattern: its own content stream. */
static bool grey_stream(const Recolouring *job, PdfObject stream)
{
    unsigned char *data = NULL;
    size_t size = 0;
    QPDF_BOOL is_filtered = QPDF_FALSE;
    bool is_read = qpdf_oh_get_stream_data(job->qpdf, stream, qpdf_dl_all, &is_filtered, &data, &size) == QPDF_SUCCESS;
    GString *grey = is_read && is_filtered ? pdf_grey_content(data, size) : NULL;
    free(data);
    if (!grey) return false;
    PdfObject null = qpdf_oh_new_null(job->qpdf), dictionary = qpdf_oh_get_dict(job->qpdf, stream);
    qpdf_oh_remove_key(job->qpdf, dictionary, "/Filter");
    qpdf_oh_remove_key(job->qpdf, dictionary, "/DecodeParms");
    qpdf_oh_replace_stream_data(job->qpdf, stream, (const unsigned char *)grey->str, grey->len, null, null);
    g_string_free(grey, TRUE);
    return true;
}

/* What is to be asked of libqpdf costs more than the whole list of keys, which is at hand. */
static bool has_key(const GPtrArray *keys, const char *key)
{
    return g_ptr_array_find_with_equal_func((GPtrArray *)keys, key, g_str_equal, NULL);
}

static bool recolour_dictionary(Recolouring *job, PdfObject dictionary, const GPtrArray *keys, unsigned depth)
{
    unsigned n;
    if (!job->is_grey) return true;
    if (has_key(keys, "/S") && has_name(job, dictionary, "/S", "/Transparency") && is_colour_space(job, dictionary, "/CS", &n))
        set_grey(job, dictionary, "/CS");
    if (has_key(keys, "/Subtype") && has_name(job, dictionary, "/Subtype", "/Type3")) return false;
    return !has_key(keys, "/ShadingType") || grey_shading(job, dictionary, depth);
}

static bool recolour_stream(Recolouring *job, PdfObject stream, PdfObject dictionary)
{
    bool is_drawn = has_name(job, dictionary, "/Subtype", "/Form") ||
                    qpdf_oh_is_integer(job->qpdf, qpdf_oh_get_key(job->qpdf, dictionary, "/PatternType"));
    if (is_drawn && !job->is_grey) pdf_default_rgb(job->qpdf, qpdf_oh_get_key(job->qpdf, dictionary, "/Resources"), job->profile);
    if (!job->is_grey) return true;
    if (has_name(job, dictionary, "/Subtype", "/Image")) return grey_image(job, dictionary);
    return !is_drawn || grey_stream(job, stream);
}

static GPtrArray *keys_of(const Recolouring *job, PdfObject dictionary)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    qpdf_oh_begin_dict_key_iter(job->qpdf, dictionary);
    while (qpdf_oh_dict_more_keys(job->qpdf)) g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(job->qpdf)));
    return keys;
}

static bool visit_values(Recolouring *job, PdfObject dictionary, const GPtrArray *keys, unsigned depth)
{
    for (unsigned i = 0; i < keys->len; i++) {
        const char *key = g_ptr_array_index(keys, i);
        bool is_outside = strcmp(key, "/Parent") == 0 || strcmp(key, "/ToUnicode") == 0 || strcmp(key, "/FontDescriptor") == 0;
        if (!is_outside && !visit(job, qpdf_oh_get_key(job->qpdf, dictionary, key), depth + 1)) return false;
    }
    return true;
}

static bool visit_array(Recolouring *job, PdfObject array, unsigned depth)
{
    int n = qpdf_oh_get_array_n_items(job->qpdf, array);
    for (int i = 0; i < n; i++)
        if (!visit(job, qpdf_oh_get_array_item(job->qpdf, array, i), depth + 1)) return false;
    return true;
}

static bool visit_dictionary(Recolouring *job, PdfObject object, bool is_stream, unsigned depth)
{
    if (is_seen(job, object)) return true;
    PdfObject dictionary = is_stream ? qpdf_oh_get_dict(job->qpdf, object) : object;
    if (is_stream && !recolour_stream(job, object, dictionary)) return false;
    g_autoptr(GPtrArray) keys = keys_of(job, dictionary);
    return recolour_dictionary(job, dictionary, keys, depth) && visit_values(job, dictionary, keys, depth);
}

/* Most of what is met are numbers; libqpdf's name of one is of no more use, and a file's names are kept until it is closed. */
static bool visit(Recolouring *job, PdfObject object, unsigned depth)
{
    if (depth > DEPTH_MAX) return false;
    switch (qpdf_oh_get_type_code(job->qpdf, object)) {
    case ot_array: return visit_array(job, object, depth);
    case ot_dictionary: return visit_dictionary(job, object, false, depth);
    case ot_stream: return visit_dictionary(job, object, true, depth);
    default: qpdf_oh_release(job->qpdf, object); return true;
    }
}

static bool run(Recolouring *job, PdfObject resources)
{
    job->seen = g_hash_table_new(NULL, NULL);
    bool is_good = visit(job, resources, 0);
    g_hash_table_unref(job->seen);
    return is_good;
}

bool pdf_grey_resources(qpdf_data qpdf, PdfObject resources)
{
    Recolouring job = {.qpdf = qpdf, .is_grey = true};
    return run(&job, resources);
}

void pdf_default_rgb(qpdf_data qpdf, PdfObject resources, PdfObject space)
{
    if (!qpdf_oh_is_dictionary(qpdf, resources)) return;
    PdfObject spaces = qpdf_oh_get_key(qpdf, resources, "/ColorSpace");
    if (!qpdf_oh_is_dictionary(qpdf, spaces)) {
        spaces = qpdf_oh_new_dictionary(qpdf);
        pdf_set(qpdf, resources, "/ColorSpace", spaces);
        spaces = qpdf_oh_get_key(qpdf, resources, "/ColorSpace");
    }
    if (!qpdf_oh_has_key(qpdf, spaces, "/DefaultRGB")) pdf_set(qpdf, spaces, "/DefaultRGB", space);
}

void pdf_default_rgb_resources(qpdf_data qpdf, PdfObject resources, PdfObject space)
{
    Recolouring job = {.qpdf = qpdf, .profile = space};
    pdf_default_rgb(qpdf, resources, space);
    run(&job, resources);
}
