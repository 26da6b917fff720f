/* Tables of the web platform tests as judges: line edges, widths of marks, gaps between scripts.
 *
 * Each test prints its score.  A row that is held to be wrong is listed with the rule that says so, and is not counted. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "paragraph/tables.h"
#include "setting.h"

static char *set_words(const char *text, DkLength measure, ModelProhibition level, ModelLanguage language)
{
    SettingRequest request = {.text = text, .style = setting_style(), .measure = measure, .language = language};
    request.style.punctuation = MODEL_PUNCTUATION_FULL;
    request.style.prohibition = level;
    g_autoptr(Setting) setting = setting_new(&request);
    return setting_words(setting);
}

static DkLength px_measure(const char *measure, const char *em)
{
    return (DkLength)(g_ascii_strtod(measure, NULL) / g_ascii_strtod(em, NULL) * EM);
}

/* ---- Edges of lines ---- */

static bool check_edge(char *const *field)
{
    g_autofree char *words = set_words(field[6], px_measure(field[4], field[5]), MODEL_PROHIBITION_STRICT, MODEL_LANGUAGE_HANS_CN);
    return strcmp(words, field[7]) == 0;
}

static const char *edge_aside(char *const *field)
{
    return *field[4] ? NULL : "the row has no measure";
}

static void test_edges(void)
{
    table_judge(&(TableJudge){.table = "wpt_open_close_nonstarter.tsv", .check = check_edge, .aside = edge_aside});
}

/* Rows of class `in` follow UAX #14 at both levels, which is our level strict (RULES 4.6). */
static bool check_strictness(char *const *field)
{
    bool is_strict = strcmp(field[2], "strict") == 0 || strcmp(field[3], "in") == 0;
    g_autofree char *words = set_words(field[8], px_measure(field[6], field[7]),
                                       is_strict ? MODEL_PROHIBITION_STRICT : MODEL_PROHIBITION_GB, MODEL_LANGUAGE_HANS_CN);
    return strcmp(words, field[9]) == 0;
}

static const char *strictness_aside(char *const *field)
{
    if (strcmp(field[1], "zh") != 0) return "not Chinese";
    if (strcmp(field[2], "loose") == 0) return "no level of ours is as loose";
    if (g_str_has_prefix(field[11], "DISPUTED")) return "UAX #14 lets a prefix start a line";
    bool is_kana = strcmp(field[3], "cj") == 0 && strcmp(field[2], "normal") == 0;
    return is_kana ? "kana at level normal: RULES 4.6" : NULL;
}

static void test_strictness(void)
{
    table_judge(&(TableJudge){.table = "wpt_line_break_strictness.tsv", .check = check_strictness, .aside = strictness_aside});
}

/* ---- Beside spaces, separators of words and glue ---- */

/* Set so narrow that nothing fits behind the character, the line ends beside it; where it may not, a rule is broken and reported. */
static bool check_glue(char *const *field)
{
    uint32_t code = (uint32_t)strtoul(field[1], NULL, 16);
    const char *character = g_utf8_strchr(field[3], -1, code);
    g_assert_nonnull(character);
    unsigned before = (unsigned)(character - field[3]), after = (unsigned)(g_utf8_next_char(character) - field[3]);
    SettingRequest request = {.text = field[3], .style = setting_style(), .measure = 100 * EM};
    g_autoptr(Setting) whole = setting_new(&request);
    unsigned n = 0;
    while (g_array_index(whole->runs->clusters, TextCluster, setting_box(whole, 0, n)->cluster).first_byte < after) n++;
    request.measure = setting_box(whole, 0, n)->position + 1;
    g_autoptr(Setting) narrow = setting_new(&request);
    const ParLine *line = setting_line(narrow, 0);
    bool is_beside = line->n_bytes == before || line->n_bytes == after;
    return strcmp(field[4], "breakable") == 0 ? is_beside && !line->is_forced : line->is_forced;
}

static void test_glue(void)
{
    table_judge(&(TableJudge){.table = "wpt_break_after_glue.tsv", .check = check_glue});
}

/* ---- Widths of marks ---- */

static ModelLanguage language_of(const char *tag)
{
    if (strcmp(tag, "zh-hans") == 0) return MODEL_LANGUAGE_HANS_CN;
    return strcmp(tag, "zh-hant") == 0 ? MODEL_LANGUAGE_HANT_TW : MODEL_LANGUAGE_JA;
}

/* The widths of a text's clusters as F and H, lines parted by |; anything else is ?. */
static char *set_widths(const char *text, DkLength measure, ModelLanguage language, bool is_vertical)
{
    SettingRequest request = {.text = text, .style = setting_style(), .measure = measure, .language = language};
    request.style.punctuation = MODEL_PUNCTUATION_FULL;
    request.style.align = MODEL_ALIGN_START;
    request.direction = is_vertical ? MODEL_DIRECTION_VERTICAL : MODEL_DIRECTION_HORIZONTAL;
    g_autoptr(Setting) setting = setting_new(&request);
    GString *widths = g_string_new(NULL);
    for (unsigned i = 0; i < setting->result.n_lines; i++) {
        if (i) g_string_append_c(widths, '|');
        for (unsigned k = 0; k < setting_line(setting, i)->n_boxes; k++) {
            DkLength width = setting_box(setting, i, k)->width;
            g_string_append_c(widths, width == EM ? 'F' : width == EM / 2 ? 'H' : '?');
        }
    }
    return g_string_free(widths, FALSE);
}

static char *expand_spaces(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "<U+3000>", -1);
    return g_strjoinv("　", parts);
}

static bool check_trim(char *const *field)
{
    g_autofree char *text = expand_spaces(field[5]);
    DkLength measure = *field[4] ? atoi(field[4]) * EM : 100 * EM;
    g_autofree char *widths = set_widths(text, measure, language_of(field[2]), strcmp(field[3], "vrl") == 0);
    return strcmp(widths, field[7]) == 0;
}

static const char *trim_aside(char *const *field)
{
    bool is_interpunct = strcmp(field[2], "zh-hans") == 0 && strstr(field[5], "・");
    if (is_interpunct) return "an interpunct is half an em on the mainland: RULES 1.1";
    if (strcmp(field[1], "space-first") == 0) return "a line's opening mark is always trimmed: CLREQ 3.1.6";
    if (strstr(field[0], "-start-") && strcmp(field[1], "normal") == 0) return "the same";
    if (strstr(field[0], "-quote-") && strcmp(field[2], "ja") == 0) return "Japanese faces draw quotation marks narrow: RULES 1.1";
    bool ends_with_mark = strstr(field[6], "）|") != NULL;
    if (strstr(field[0], "-end-") || ends_with_mark) return "a line's closing mark is always trimmed: GB/T 15834 5.1.10";
    return NULL;
}

static void test_trim(void)
{
    table_judge(&(TableJudge){.table = "wpt_text_spacing_trim_cases.tsv", .check = check_trim, .aside = trim_aside});
}

static bool check_pair(char *const *field)
{
    g_autofree char *pair = expand_spaces(field[5]);
    g_autofree char *text = g_strconcat("国", pair, "国", NULL), *wanted = g_strconcat("F", field[6], "F", NULL);
    g_autofree char *widths = set_widths(text, 100 * EM, MODEL_LANGUAGE_JA, strcmp(field[2], "vrl") == 0);
    return strcmp(widths, wanted) == 0;
}

static void test_pairs(void)
{
    table_judge(&(TableJudge){.table = "wpt_text_spacing_trim_pairs.tsv", .check = check_pair});
}

/* ---- Gaps between scripts ---- */

/* The text with ^ for every gap of an eighth of an em and | between lines. */
static char *set_gaps(const Setting *setting)
{
    GString *words = g_string_new(NULL);
    for (unsigned i = 0; i < setting->result.n_lines; i++) {
        const ParLine *line = setting_line(setting, i);
        if (i) g_string_append_c(words, '|');
        for (unsigned k = line->first_box; k < line->first_box + line->n_boxes; k++) {
            const ParBox *box = &g_array_index(setting->lines->boxes, ParBox, k);
            const TextCluster *cluster = &g_array_index(setting->runs->clusters, TextCluster, box->cluster);
            g_string_append_len(words, setting->text + cluster->first_byte, cluster->n_bytes);
            if (box->width == cluster->advance + EM / 8) g_string_append_c(words, '^');
        }
    }
    return g_string_free(words, FALSE);
}

static bool check_gaps(char *const *field)
{
    DkLength measure = *field[4] ? atoi(field[4]) * EM : 100 * EM, gap = strcmp(field[1], "no-autospace") == 0 ? 0 : EM / 8;
    SettingRequest request = {.text = field[5], .style = setting_style(), .measure = measure};
    request.style.align = MODEL_ALIGN_START;
    request.style.font = "mono"; /* the table counts lines in letters of half an em */
    request.style.han_latin_gap = request.style.han_digit_gap = gap;
    if (g_str_has_prefix(field[3], "vrl")) request.direction = MODEL_DIRECTION_VERTICAL;
    g_autoptr(Setting) setting = setting_new(&request);
    g_autofree char *words = set_gaps(setting);
    return strcmp(words, field[6]) == 0;
}

static const char *gaps_aside(char *const *field)
{
    if (strcmp(field[0], "text-autospace-break-001") == 0 && strchr("X1", *field[5]))
        return "the table's faces set a letter one em wide";
    return NULL;
}

static void test_gaps(void)
{
    table_judge(&(TableJudge){.table = "wpt_text_autospace_cases.tsv", .check = check_gaps, .aside = gaps_aside});
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/outside/edges", test_edges);
    g_test_add_func("/paragraph/outside/strictness", test_strictness);
    g_test_add_func("/paragraph/outside/glue", test_glue);
    g_test_add_func("/paragraph/outside/trim", test_trim);
    g_test_add_func("/paragraph/outside/pairs", test_pairs);
    g_test_add_func("/paragraph/outside/gaps", test_gaps);
    return g_test_run();
}
