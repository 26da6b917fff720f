/* Agreement: both stories are brought to one form and compared as sequences and as sets. */
#include "reconstruct/agreement.h"

#include <string.h>

char *agreement_fold_marks(const char *text, gssize n)
{
    static const char *const from = "，：；？！（）〔〕［］“”‘’。丨";
    static const char *const to = ",:;?!()[][]\"\"''.|";
    GString *out = g_string_new(NULL);
    const char *end = text + (n < 0 ? (gssize)strlen(text) : n);
    for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        const char *at = g_utf8_strchr(from, -1, c);
        if (at && c) g_string_append_c(out, to[g_utf8_pointer_to_offset(from, at)]);
        else if (!g_unichar_isspace(c)) g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

char *agreement_fold(const char *text, gssize n)
{
    g_autofree char *marks = agreement_fold_marks(text, n);
    GString *out = g_string_new(NULL);
    for (const char *p = marks; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool is_wide = c >= 0xff10 && c <= 0xff5a && g_ascii_isalnum((char)(c - 0xfee0));
        g_string_append_unichar(out, is_wide ? c - 0xfee0 : c);
    }
    return g_string_free(out, FALSE);
}

/* ---- Characters ---- */

static unsigned common_length(const gunichar *a, glong n_a, const gunichar *b, glong n_b)
{
    g_autofree unsigned *row = g_new0(unsigned, (gsize)n_b + 1);
    for (glong i = 0; i < n_a; i++) {
        unsigned corner = 0;
        for (glong k = 0; k < n_b; k++) {
            unsigned above = row[k + 1];
            row[k + 1] = a[i] == b[k] ? corner + 1 : MAX(row[k + 1], row[k]);
            corner = above;
        }
    }
    return row[n_b];
}

static double compare_characters(const ModelStory *truth, const ModelStory *draft)
{
    g_autofree char *one = agreement_fold(truth->text, truth->n_bytes), *other = agreement_fold(draft->text, draft->n_bytes);
    glong n_one, n_other;
    g_autofree gunichar *a = g_utf8_to_ucs4_fast(one, -1, &n_one), *b = g_utf8_to_ucs4_fast(other, -1, &n_other);
    if (n_one + n_other == 0) return 1;
    return 2.0 * common_length(a, n_one, b, n_other) / (double)(n_one + n_other);
}

static GHashTable *pairs_of(const ModelStory *story)
{
    g_autofree char *text = agreement_fold(story->text, story->n_bytes);
    GHashTable *pairs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        const char *next = g_utf8_next_char(p);
        if (*next) g_hash_table_add(pairs, g_strndup(p, (gsize)(g_utf8_next_char(next) - p)));
    }
    return pairs;
}

double agreement_likeness(const ModelStory *truth, const ModelStory *draft)
{
    g_autoptr(GHashTable) wanted = pairs_of(truth), found = pairs_of(draft);
    GHashTableIter iter;
    gpointer key;
    unsigned n = 0;
    g_hash_table_iter_init(&iter, wanted);
    while (g_hash_table_iter_next(&iter, &key, NULL)) n += g_hash_table_contains(found, key);
    return g_hash_table_size(wanted) ? (double)n / g_hash_table_size(wanted) : 0;
}

/* ---- Sets ---- */

double agreement_f1(const GPtrArray *wanted, const GPtrArray *found)
{
    if (wanted->len + found->len == 0) return 1;
    g_autoptr(GPtrArray) left = g_ptr_array_new(); /* each found one answers one that is wanted */
    g_ptr_array_extend(left, (GPtrArray *)found, NULL, NULL);
    unsigned n = 0;
    for (guint i = 0, at; i < wanted->len; i++) {
        const char *one = g_ptr_array_index(wanted, i);
        bool is_found = g_ptr_array_find_with_equal_func(left, one, g_str_equal, &at);
        if (is_found) g_ptr_array_remove_index_fast(left, at);
        else g_test_message("not found: %s", one);
        n += is_found;
    }
    return 2.0 * n / (wanted->len + found->len);
}

/* Each paragraph by its kind, its first and its last six characters. */
static GPtrArray *borders_of(const ModelStory *story)
{
    GPtrArray *borders = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < story->n_paragraphs; i++) {
        const ModelParagraph *paragraph = &story->paragraphs[i];
        if (paragraph->kind != MODEL_PARAGRAPH_BODY) continue;
        g_autofree char *text = agreement_fold(story->text + paragraph->first_byte, (gssize)paragraph->n_bytes);
        glong n = g_utf8_strlen(text, -1);
        const char *tail = g_utf8_offset_to_pointer(text, MAX(0, n - 6));
        const char *head_end = g_utf8_offset_to_pointer(text, MIN(6, n));
        g_ptr_array_add(borders, g_strdup_printf("%.*s‖%s", (int)(head_end - text), text, tail));
    }
    return borders;
}

static void add_role(GPtrArray *roles, const char *role, const char *text)
{
    if (!text) return;
    g_autofree char *folded = agreement_fold(text, -1);
    if (*folded) g_ptr_array_add(roles, g_strconcat(role, ":", folded, NULL));
}

static GPtrArray *roles_of(const ModelStory *story)
{
    GPtrArray *roles = g_ptr_array_new_with_free_func(g_free);
    for (int element = 0; element < MODEL_N_ELEMENTS; element++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (unsigned i = 0; i < story->elements[element].n; i++) g_string_append(text, story->elements[element].items[i].text);
        add_role(roles, model_element_words[element], text->str);
    }
    add_role(roles, "jump", story->jump);
    for (unsigned i = 0; i < story->n_pictures; i++) {
        add_role(roles, "caption", story->pictures[i].caption);
        add_role(roles, "credit", story->pictures[i].credit);
    }
    for (unsigned i = 0; i < story->n_spans; i++) {
        g_autofree char *text = g_strndup(story->text + story->spans[i].first_byte, story->spans[i].n_bytes);
        if (story->spans[i].kind == MODEL_SPAN_DATELINE) add_role(roles, "dateline", text);
    }
    for (unsigned i = 0; i < story->n_paragraphs; i++) {
        g_autofree char *text = g_strndup(story->text + story->paragraphs[i].first_byte, story->paragraphs[i].n_bytes);
        if (story->paragraphs[i].kind == MODEL_PARAGRAPH_CROSS_HEAD) add_role(roles, "cross-head", text);
    }
    return roles;
}

/* ---- Order ---- */

static double compare_order(GPtrArray *wanted, GPtrArray *found)
{
    unsigned n_pairs = 0, n_right = 0;
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < wanted->len; i++) {
        guint at;
        if (g_ptr_array_find_with_equal_func(found, g_ptr_array_index(wanted, i), g_str_equal, &at)) g_array_append_val(places, at);
    }
    for (guint i = 1; i < places->len; i++, n_pairs++)
        n_right += g_array_index(places, guint, i - 1) < g_array_index(places, guint, i);
    return n_pairs ? (double)n_right / n_pairs : 1;
}

Agreement agreement_of(const ModelStory *truth, const ModelStory *draft)
{
    g_autoptr(GPtrArray) borders = borders_of(truth), found_borders = borders_of(draft);
    g_autoptr(GPtrArray) roles = roles_of(truth), found_roles = roles_of(draft);
    return (Agreement){.characters = compare_characters(truth, draft),
                       .borders = agreement_f1(borders, found_borders),
                       .roles = agreement_f1(roles, found_roles),
                       .order = compare_order(borders, found_borders)};
}

/* ---- Confusions ---- */

/* What a draft has of a text: the role of its equal, of one that holds it, "text", "nothing"; freed with g_free. */
static char *role_there(const GPtrArray *roles, const char *words, const ModelStory *draft)
{
    for (guint i = 0; i < roles->len; i++) {
        const char *there = g_ptr_array_index(roles, i), *colon = strchr(there, ':');
        if (strcmp(colon + 1, words) == 0) return g_strndup(there, (gsize)(colon - there));
    }
    for (guint i = 0; i < roles->len; i++) {
        const char *there = g_ptr_array_index(roles, i), *colon = strchr(there, ':');
        if (strstr(colon + 1, words)) return g_strdup_printf("part of a %.*s", (int)(colon - there), there);
    }
    g_autofree char *body = agreement_fold(draft->text, draft->n_bytes);
    return g_strdup(strstr(body, words) ? "text" : "nothing");
}

void agreement_confuse(const ModelStory *truth, const ModelStory *draft, GHashTable *counts)
{
    g_autoptr(GPtrArray) wanted = roles_of(truth), found = roles_of(draft);
    for (guint i = 0; i < wanted->len; i++) {
        const char *one = g_ptr_array_index(wanted, i), *colon = strchr(one, ':');
        g_autofree char *there = role_there(found, colon + 1, draft);
        char *key = g_strdup_printf("%.*s -> %s", (int)(colon - one), one, there);
        int n = GPOINTER_TO_INT(g_hash_table_lookup(counts, key));
        g_hash_table_replace(counts, key, GINT_TO_POINTER(n + 1));
    }
}
