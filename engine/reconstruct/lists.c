/* Lists: what several patterns of a file of habits have, said once and named.
 *
 * In: the map `lists`, a pattern.  Out: the pattern with every <name> written out: a text's characters as a class, a list's words as
 * alternatives, each of them a piece of a pattern.  `(?<name>` and the like are the pattern's own. */
#include "reconstruct/lists.h"

#include "base/base.h"

/* A class of a text's characters; white space in it is for the reader's eye. */
static char *class_of(const char *text)
{
    GString *class = g_string_new("[");
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c)) continue;
        if (g_ascii_ispunct(*p)) g_string_append_c(class, '\\');
        g_string_append_unichar(class, c);
    }
    g_string_append_c(class, ']');
    return g_string_free(class, FALSE);
}

/* The words as alternatives; NULL, with an error, when one is no text. */
static char *alternatives_of(ReadSource *file, const ReadNode *list)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (const ReadNode *node = list->first; node; node = node->next) {
        bool is_word = node->kind == READ_SCALAR && *node->text;
        if (!is_word) read_error(file, node->place, "bad-value", "the words of a list are texts");
        if (!is_word) return NULL;
        g_string_append_printf(words, "%s%s", words->len ? "|" : "", node->text);
    }
    return words->len ? g_strdup_printf("(?:%s)", words->str) : NULL;
}

static bool is_name_character(char c)
{
    return g_ascii_islower(c) || c == '-';
}

static bool is_name(const char *text)
{
    const char *p = text;
    while (is_name_character(*p)) p++;
    return p > text && !*p;
}

static void add_list(GHashTable *lists, ReadSource *file, const ReadNode *node)
{
    bool is_text = node->kind == READ_SCALAR && node->text && *node->text;
    if (!is_name(node->key->text)) {
        read_error(file, node->key->place, "bad-value", "the name of a list is of small letters: \"%s\" is none", node->key->text);
        return;
    }
    if (!is_text && (node->kind != READ_LIST || !node->first)) {
        read_error(file, node->place, "bad-value", "a list is a text, of which each character counts, or words, at least one");
        return;
    }
    char *piece = is_text ? class_of(node->text) : alternatives_of(file, node);
    if (piece) g_hash_table_insert(lists, (void *)node->key->text, piece);
}

GHashTable *rec_lists_new(ReadSource *file, const ReadNode *map)
{
    GHashTable *lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    for (const ReadNode *node = map ? map->first : NULL; node; node = node->next) add_list(lists, file, node);
    return lists;
}

/* The length of the name that a `<` begins; 0: it begins none. */
static size_t name_length(const char *text, const char *p)
{
    const char *end = p + 1;
    while (is_name_character(*end)) end++;
    bool is_own = p > text && (p[-1] == '?' || p[-1] == '\\'); /* (?<name>…), \< */
    return *end == '>' && !is_own ? (size_t)(end - p - 1) : 0;
}

static void report_unknown(GHashTable *lists, ReadSource *file, const ReadNode *pattern, const char *name)
{
    DkDiagnostic *item = read_error(file, pattern->place, "bad-value", "no list is named \"%s\"", name);
    g_autofree const char **names = (const char **)g_hash_table_get_keys_as_array(lists, NULL);
    const char *nearest = base_nearest(name, names);
    if (nearest) read_hint(file, item, "did you mean <%s>?", nearest);
}

char *rec_lists_put(GHashTable *lists, ReadSource *file, const ReadNode *pattern)
{
    GString *out = g_string_new(NULL);
    for (const char *p = pattern->text; *p; p++) {
        size_t n = *p == '<' ? name_length(pattern->text, p) : 0;
        g_autofree char *name = n ? g_strndup(p + 1, n) : NULL;
        const char *piece = name ? g_hash_table_lookup(lists, name) : NULL;
        if (name && !piece) report_unknown(lists, file, pattern, name);
        if (piece) g_string_append(out, piece);
        else g_string_append_c(out, *p);
        if (piece) p += n + 1;
    }
    return g_string_free(out, FALSE);
}
