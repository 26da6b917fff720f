/* Where Latin words may be broken at a line's end, by patterns (Liang 1983, in the library Hyphen).
 *
 * In: the characters of words in styles that ask for it.  Out: characters before which a line may start, the hyphen being shown behind
 * what ends the line above.  Two letters stay before a hyphen and three behind it.  Words in capitals are names and codes and stay whole, and
 * so do words with digits in them (house rule).  Breaks that would change the spelling (German ff-f) are not taken. */
#include <hyphen.h>
#include <string.h>
#include <unicode/uchar.h>

#include "text/shaping.h"

#define PATTERN_FOLDER "/usr/share/hyphen" /* of Debian and its like: hyph_en_US.dic, one a language */
enum { LEAST_BEFORE = 2, LEAST_BEHIND = 3, LONGEST_WORD = 100 };

static void free_patterns(void *patterns)
{
    if (patterns) hnj_hyphen_free(patterns);
}

GHashTable *text_patterns_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_patterns);
}

/* A language is named as in BCP 47: letters, digits and hyphens.  Anything else must not become a path. */
static bool is_tag(const char *language)
{
    return *language && strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(language);
}

/* The language's patterns, read at first use; NULL: there are none. */
static HyphenDict *find_patterns(GHashTable *known, const char *language)
{
    gpointer found;
    if (g_hash_table_lookup_extended(known, language, NULL, &found)) return found;
    g_autofree char *name = g_strdelimit(g_strdup(language), "-", '_');
    g_autofree char *path = g_strdup_printf("%s/hyph_%s.dic", PATTERN_FOLDER, name);
    HyphenDict *patterns = is_tag(language) && g_file_test(path, G_FILE_TEST_IS_REGULAR) ? hnj_hyphen_load(path) : NULL;
    if (patterns && !patterns->utf8) g_clear_pointer(&patterns, hnj_hyphen_free);
    g_hash_table_insert(known, g_strdup(language), patterns);
    return patterns;
}

static void report_missing(const ModelStyle *style, DkDiagnostics *list)
{
    g_autofree char *name = g_strdelimit(g_strdup(style->word_language), "-", '_');
    DkDiagnostic *item =
        base_report(list, DK_WARNING, "hyphenation-missing", style->hyphenation_place,
                    "no patterns to break words of \"%s\" by: style \"%s\" breaks none", style->word_language, style->id);
    base_report_hint(list, item, "install hyph_%s.dic in %s, as Debian's packages hyphen-* do, or name another \"word-language\"", name,
                     PATTERN_FOLDER);
}

void text_patterns_check(GHashTable *known, const ModelStyle *styles, unsigned n_styles, DkDiagnostics *list)
{
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < n_styles; i++) {
        const ModelStyle *style = &styles[i];
        if (!style->is_hyphenated || find_patterns(known, style->word_language)) continue;
        if (g_hash_table_add(told, (gpointer)style->word_language)) report_missing(style, list);
    }
}

static bool is_letter(const Char *c)
{
    return c->class == TEXT_LATIN && !c->is_joined && !c->is_extending && u_isalpha((UChar32)c->code);
}

/* The letters first .. end - 1 in lower case, as UTF-8, one character each; NULL: a word that is not broken. */
static char *pattern_word(const Shaping *shaping, unsigned first, unsigned end)
{
    bool has_small = false;
    GString *word = g_string_new(NULL);
    for (unsigned i = first; i < end; i++) {
        uint32_t code = shaping->chars[i].code;
        has_small |= u_islower((UChar32)code);
        g_string_append_unichar(word, (gunichar)u_tolower((UChar32)code));
    }
    return g_string_free(word, !has_small);
}

static void break_word(Shaping *shaping, HyphenDict *patterns, unsigned first, unsigned end)
{
    unsigned n = end - first;
    bool is_long = n >= LEAST_BEFORE + LEAST_BEHIND && n <= LONGEST_WORD;
    g_autofree char *word = is_long ? pattern_word(shaping, first, end) : NULL;
    if (!word) return;
    int size = (int)strlen(word);
    g_autofree char *marks = g_malloc0((gsize)size + 5);
    char **changes = NULL;
    int *positions = NULL, *cuts = NULL;
    int failed =
        hnj_hyphen_hyphenate3(patterns, word, size, marks, NULL, &changes, &positions, &cuts, LEAST_BEFORE, LEAST_BEHIND, 0, 0);
    for (unsigned i = LEAST_BEFORE; !failed && i + LEAST_BEHIND <= n; i++) {
        bool is_plain = !changes || !changes[i - 1];
        if (!(marks[i - 1] & 1) || !is_plain) continue;
        shaping->chars[first + i].is_break_before = shaping->chars[first + i].is_hyphen_before = true;
    }
    for (int i = 0; changes && i < size; i++) free(changes[i]);
    free(changes);
    free(positions);
    free(cuts);
}

/* Whether what stands beside the letters makes a code of them. */
static bool is_in_code(const Shaping *shaping, unsigned first, unsigned end)
{
    TextClass before = first > 0 ? shaping->chars[first - 1].class : TEXT_SPACE;
    TextClass after = end < shaping->n ? shaping->chars[end].class : TEXT_SPACE;
    return before == TEXT_DIGIT || after == TEXT_DIGIT;
}

void text_find_hyphens(Shaping *shaping)
{
    for (unsigned first = 0, end; first < shaping->n; first = end) {
        const Char *c = &shaping->chars[first];
        const ModelStyle *style = &shaping->runs->styles[c->style];
        for (end = first; end < shaping->n && is_letter(&shaping->chars[end]) && shaping->chars[end].style == c->style;) end++;
        HyphenDict *patterns =
            end > first && style->is_hyphenated ? find_patterns(text_fonts_patterns(shaping->fonts), style->word_language) : NULL;
        if (patterns && !is_in_code(shaping, first, end)) break_word(shaping, patterns, first, end);
        end = MAX(end, first + 1);
    }
}
