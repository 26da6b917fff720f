/* Japanese tables as judges: CSS line-break of the web platform tests, and Table 2 of JLREQ, where a line may end between two classes.
 *
 * Both are informative: Japanese is one of four languages here, and level strict is what comes nearest to either.  A row that is held to be
 * wrong is listed with its rule; what is merely not met is counted against a floor that may only rise. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "paragraph/composer.h"
#include "paragraph/tables.h"
#include "setting.h"

/* ---- CSS line-break ---- */

static bool check_line_break(char *const *field)
{
    SettingRequest request = {.text = field[5], .style = setting_style(), .language = MODEL_LANGUAGE_JA};
    request.measure = (DkLength)(g_ascii_strtod(field[3], NULL) * EM);
    request.style.punctuation = MODEL_PUNCTUATION_NONE; /* the tests count each mark as an em */
    request.style.prohibition = strcmp(field[2], "strict") == 0 ? MODEL_PROHIBITION_STRICT : MODEL_PROHIBITION_GB;
    g_autoptr(Setting) setting = setting_new(&request);
    g_autofree char *words = setting_words(setting);
    if (strcmp(words, field[6]) != 0) g_test_message("%s", words);
    return strcmp(words, field[6]) == 0;
}

static const char *line_break_aside(char *const *field)
{
    if (strcmp(field[2], "loose") == 0) return "no level of ours is as loose";
    if (strcmp(field[0], "line-break-normal-015b.xht") == 0) return "level gb lets an ellipsis start a line: RULES 1.2";
    if (strcmp(field[0], "line-break-strict-015a.xht") == 0) return "level strict does not: RULES 1.2, UAX #14 LB22";
    return NULL;
}

/* Not met: ｰ of half an em starts no line at gb; ‥‥ starts none behind Han, but parts from a stop before it, where …… is right. */
enum { LINE_BREAK_FLOOR = 75 };

static void test_line_break(void)
{
    table_judge(&(TableJudge){
        .table = "wpt_line_break_reftests.tsv", .check = check_line_break, .aside = line_break_aside, .floor = LINE_BREAK_FLOOR});
}

/* ---- JLREQ, Table 2 ---- */

/* Classes whose characters Appendix A leaves to the scripts, by samples. */
static const struct {
    const char *class, *characters;
} samples[] = {{"cl-15", "あかんゑ"}, {"cl-16", "アカンヱヴ"}, {"cl-19", "亜株洲口"}, {"cl-27", "aZéß"}};

/* Marks of classes up to cl-13 are meant at an em, and so by their full-width forms; ASCII ones are parts of words (RULES 1.1). */
static gunichar em_wide(const char *class, gunichar code)
{
    bool is_narrow = strcmp(class, "cl-13") <= 0 && code > ' ' && code < 0x7F;
    return is_narrow ? code + 0xFF01 - '!' : code;
}

/* What is left out of a class: what is in it for its place in a number or a unit, and what our rules have in another. */
static bool is_left_out(const char *class, gunichar code)
{
    if (strcmp(class, "cl-24") == 0) return !g_unichar_isdigit(code);
    if (strcmp(class, "cl-25") == 0) return !g_unichar_isalnum(code);
    if (strcmp(class, "cl-28") >= 0) return true;                              /* brackets of notes: cl-01 and cl-02 */
    return code == 0xAB || code == 0xBB || (code >= 0x2018 && code <= 0x201D); /* in Japanese, quotes of words: RULES 1.1 */
}

/* class -> its characters, as one string */
static GHashTable *read_classes(char *const *rows)
{
    GHashTable *classes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (unsigned i = 0; i < G_N_ELEMENTS(samples); i++)
        g_hash_table_insert(classes, g_strdup(samples[i].class), g_strdup(samples[i].characters));
    for (char *const *row = rows; *row; row++) {
        g_auto(GStrv) field = g_strsplit(*row, "\t", -1);
        const char *so_far = g_hash_table_lookup(classes, field[0]);
        gunichar code = (gunichar)strtoul(field[2], NULL, 16);
        if (is_left_out(field[0], code)) continue;
        char character[8] = "";
        g_unichar_to_utf8(em_wide(field[0], code), character);
        g_hash_table_insert(classes, g_strdup(field[0]), g_strconcat(so_far ? so_far : "", character, NULL));
    }
    return classes;
}

/* Every character of one class before every one of another, a pair a line. */
static char *all_pairs(const char *before, const char *after)
{
    GString *text = g_string_new(NULL);
    for (const char *a = before; *a; a = g_utf8_next_char(a))
        for (const char *b = after; *b; b = g_utf8_next_char(b)) {
            g_string_append_unichar(text, g_utf8_get_char(a));
            g_string_append_unichar(text, g_utf8_get_char(b));
            g_string_append_c(text, '\n');
        }
    return g_string_free(text, FALSE);
}

typedef struct {
    unsigned right, counted;
    char example[32]; /* a pair that is not as the cell says */
} Cell;

/* Whether the line may end within each pair of a text, against what the cell says. */
static Cell judge_pairs(const char *text, bool may_part)
{
    SettingRequest request = {.text = text, .style = setting_style(), .language = MODEL_LANGUAGE_JA, .measure = 100 * EM};
    request.style.prohibition = MODEL_PROHIBITION_STRICT;
    g_autoptr(Setting) setting = setting_new(&request);
    Cell cell = {0};
    const TextCluster *before = NULL;
    for (unsigned i = 0; i < setting->runs->clusters->len; i++) {
        const TextCluster *after = &g_array_index(setting->runs->clusters, TextCluster, i);
        bool is_first = !before || before->character == '\n';
        if (!is_first && after->character != '\n') {
            bool parts = after->is_break_before && par_may_part(before->class, after->class, MODEL_PROHIBITION_STRICT);
            cell.counted++;
            cell.right += parts == may_part;
            if (parts != may_part)
                g_snprintf(cell.example, sizeof cell.example, "U+%04X U+%04X", before->character, after->character);
        } else if (!is_first && before->n_bytes > (unsigned)g_utf8_skip[(unsigned char)text[before->first_byte]]) {
            cell.counted++; /* the two are one cluster */
            cell.right += !may_part;
        }
        before = after;
    }
    return cell;
}

/* Cells held to be wrong here; a class NULL stands for any.  Only what a cell says otherwise than the rule is set aside. */
static const struct {
    const char *before, *after, *said, *rule;
} asides[] = {
    {NULL, "cl-14", "yes", "a line ends behind spaces, not before: UAX #14 LB7"},
    {NULL, "cl-26", "yes", "the same"},
    {"cl-26", NULL, "no", "a line may end behind a space: UAX #14 LB18"},
    {NULL, "cl-08", "yes", "dashes and ellipses start no line at level strict: RULES 1.2, UAX #14 LB22"},
    {NULL, "cl-13", "yes", "a postfix stays with what is before it: RULES 1.3"},
    {"cl-24", "cl-25", "yes", "digits and letters are one word: UAX #14 LB23"},
    {"cl-25", "cl-24", "yes", "the same"},
    {"cl-24", "cl-12", "yes", "signs stay with numbers: UAX #14 LB25"},
    {"cl-13", "cl-24", "yes", "the same"},
    {"cl-27", "cl-12", "yes", "signs stay with words: UAX #14 LB24"},
    {"cl-25", "cl-12", "yes", "the same"},
    {"cl-13", "cl-25", "yes", "the same"},
    {"cl-13", "cl-27", "yes", "the same"},
};

static bool is_aside(const char *before, const char *after, const char *said)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(asides); i++) {
        bool is_before = !asides[i].before || strcmp(asides[i].before, before) == 0;
        bool is_after = !asides[i].after || strcmp(asides[i].after, after) == 0;
        if (is_before && is_after && strcmp(asides[i].said, said) == 0) return true;
    }
    return false;
}

static void check_cell(const char *cell, const char *text, bool may_part, Cell *sum)
{
    Cell found = judge_pairs(text, may_part);
    sum->right += found.right;
    sum->counted += found.counted;
    if (found.right < found.counted)
        g_test_message("%s may%s part: %u of %u, not %s", cell, may_part ? "" : " not", found.right, found.counted, found.example);
}

/* Not met: ⦅ ⦆ are letters, ＃ stands alone as UAX #14 has it, ‐ and – are words' outside numbers, 〵 combines with nothing that parts.
 * ‥ parts from ⦆ and ‐ as … does. */
enum { MATRIX_FLOOR = 36658 };

static void test_matrix(void)
{
    g_auto(GStrv) members = table_lines("jlreq_character_classes.tsv"), rows = table_lines("jlreq_line_break_matrix.tsv");
    if (!members || !rows) {
        g_test_skip("the shared tables are not there");
        return;
    }
    g_autoptr(GHashTable) classes = read_classes(members);
    g_auto(GStrv) heads = g_strsplit(rows[0], "\t", -1);
    Cell sum = {0};
    unsigned n_aside = 0;
    for (char **row = rows + 1; *row; row++) {
        g_auto(GStrv) field = g_strsplit(*row, "\t", -1);
        for (unsigned i = 1; field[i]; i++) {
            const char *before = g_hash_table_lookup(classes, field[0]), *after = g_hash_table_lookup(classes, heads[i]);
            bool is_said = strcmp(field[i], "yes") == 0 || strcmp(field[i], "no") == 0;
            g_autofree char *cell = g_strconcat(field[0], " ", heads[i], NULL);
            if (!before || !after || !is_said || is_aside(field[0], heads[i], field[i])) {
                n_aside++;
                continue;
            }
            g_autofree char *text = all_pairs(before, after);
            check_cell(cell, text, strcmp(field[i], "yes") == 0, &sum);
        }
    }
    g_test_message("jlreq_line_break_matrix.tsv: %u of %u pairs, %u cells not counted", sum.right, sum.counted, n_aside);
    g_assert_cmpuint(sum.right, >=, MATRIX_FLOOR);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/japanese/line-break", test_line_break);
    g_test_add_func("/paragraph/japanese/matrix", test_matrix);
    return g_test_run();
}
