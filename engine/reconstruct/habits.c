/* Habits: reads layouts/habits.yaml and matches its patterns.
 *
 * In: the file.  Out: RecHabits.  Every key, role, shape and pattern is checked, with its place; a habit that cannot be used is an
 * error, never left out. */
#include "reconstruct/habits.h"

#include <string.h>

#include "read/yaml.h"
#include "reconstruct/lists.h"
#include "reconstruct/pieces/pieces.h"

#define FORM_LEAST 4 /* weight of a habit that knows a line by itself */

const char *const rec_role_words[] = {
    "body",   "cross-head", "headline", "kicker",      "deck",          "standing-head", "byline", "dateline", "caption",
    "credit", "jump",       "jump-in",  "table",       "nameplate",     "date",          "issue",  "imprint",  "sponsor",
    "folio",  "code-label", "teaser",   "teaser-page", "advertisement", "noise",         NULL};
const char *const rec_join_names[] = {"unfinished",        "full",
                                      "short-end",         "flush",
                                      "same-measure",      "equal-measure",
                                      "neighbours",        "same-lines",
                                      "odd-quotes",        "indented",
                                      "other-measure",     "finished",
                                      "head-between",      "under-heads",
                                      "word-over",         "long-word-over",
                                      "word-hinted",       "no-word-over",
                                      "leans-on-nothing",  "no-shared-words",
                                      "shared-words",      "more-shared-words",
                                      "many-shared-words", "most-shared-words",
                                      "half-pair",         "tail",
                                      "same-leg",          "other-leg",
                                      "other-sign",        NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(rec_join_names) == REC_N_JOIN_SIGNALS + 1);
const char *const rec_head_names[] = {"kicker",
                                      "deck",
                                      "standing-head",
                                      "cross-head",
                                      "known-words",
                                      "over-dateline",
                                      "over-indent",
                                      "over-flush",
                                      "over-nothing",
                                      "under-break",
                                      "under-blank",
                                      "many-words",
                                      "no-words",
                                      "words-elsewhere",
                                      "half-sentence",
                                      "placed",
                                      "alone",
                                      "clear-stack",
                                      "even-stack",
                                      "tall-stack",
                                      "with-kin",
                                      "wide",
                                      NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(rec_head_names) == REC_N_HEAD_SIGNALS + 1);
#define UNKNOWN 0.5 /* how sure a join is where a file of habits does not say */

static const char *const where_words[] = {"whole", "start", "end", "inside", NULL};
static const char *const shape_words[] = {
    "prose",         "lines",         "parted",     "leg-foot",     "half-bracket", "short",       "question",
    "one-character", "no-han",        "columns",    "phrases",      "verse",        "of-run",      "folio",
    "before-date",   "after-signer",  "indented",   "column-heads", "goes-on",      "under-folio", "paper-name",
    "said-before",   "before-credit", "after-text", "before-turn",  "behind-text",  "under-code",  NULL};
static const char *const need_keys[] = {"needs", "begins", "ends"};
G_STATIC_ASSERT(G_N_ELEMENTS(need_keys) == REC_N_NEEDS);
static const char *const habit_keys[] = {"id",   "role",    "where", "match",  "when",    "weight", "needs",   "begins", "ends",
                                         "drop", "partial", "gap",   "spaces", "contact", "briefs", "example", NULL};
static const char *const file_keys[] = {"duikai",      "habits",           "joins",   "pairs",    "confidences", "persons",
                                        "look-alikes", "traditional",      "leaning", "reaching", "units",       "join-confidences",
                                        "heads",       "head-confidences", "lists",   NULL};
static const char *const pair_names[] = {"first-narrower", "second-narrower", "second-short",   "even",        "together",
                                         "traditional",    "first-phrases",   "second-phrases", "first-brief", "second-brief",
                                         "first-figure",   "first-leads",     "second-leads",   NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(pair_names) == REC_N_PAIR_SIGNALS + 1);
static const char *const pair_words[] = {"kicker", "deck", "headline", "standing-head", "byline", NULL};

bool rec_role_is_furniture(RecRole role)
{
    return role >= REC_ROLE_NAMEPLATE && role <= REC_ROLE_ADVERTISEMENT;
}

/* ---- Reading ---- */

static int word_index(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++)
        if (word && strcmp(words[i], word) == 0) return i;
    return -1;
}

static void check_keys(ReadSource *file, const ReadNode *map, const char *const *keys)
{
    for (const ReadNode *node = map->first; node; node = node->next) {
        if (word_index(keys, node->key->text) >= 0) continue;
        DkDiagnostic *item = read_error(file, node->key->place, "unknown-key", "unknown key \"%s\"", node->key->text);
        const char *nearest = base_nearest(node->key->text, keys);
        if (nearest) read_hint(file, item, "did you mean \"%s\"?", nearest);
    }
}

/* What stands at `key`; NULL when nothing does, or with an error when it is of another kind. */
static const ReadNode *node_of(ReadSource *file, const ReadNode *map, const char *key, ReadNodeKind kind)
{
    static const char *const kinds[] = {[READ_SCALAR] = "a text", [READ_LIST] = "a list", [READ_MAP] = "a map"};
    const ReadNode *node = read_node_value(map, key);
    if (!node || node->kind == kind) return node;
    read_error(file, node->place, "wrong-kind", "\"%s\" is %s, not %s", key, kinds[kind], read_node_word(node));
    return NULL;
}

/* The same of a key that must be there. */
static const ReadNode *need(ReadSource *file, const ReadNode *map, const char *key, ReadNodeKind kind)
{
    if (!read_node_value(map, key)) read_error(file, map->place, "missing-key", "the key \"%s\" is missing", key);
    return node_of(file, map, key, kind);
}

static const char *text_of(ReadSource *file, const ReadNode *map, const char *key)
{
    const ReadNode *node = node_of(file, map, key, READ_SCALAR);
    return node ? node->text : NULL;
}

static bool is_true(ReadSource *file, const ReadNode *map, const char *key)
{
    const ReadNode *node = node_of(file, map, key, READ_SCALAR);
    bool is_said = node && strcmp(node->text, "true") == 0;
    if (node && !is_said && strcmp(node->text, "false") != 0)
        read_error(file, node->place, "bad-value", "\"%s\" is true or false, not \"%s\"", key, node->text);
    return is_said;
}

/* The index of the word at `key`, `otherwise` when the key is not there; an error when it is another word. */
static int read_word(ReadSource *file, const ReadNode *map, const char *key, const char *const *words, int otherwise)
{
    const ReadNode *node = read_node_value(map, key);
    if (!node) return otherwise;
    int index = node->kind == READ_SCALAR ? word_index(words, node->text) : -1;
    if (index < 0) read_error(file, node->place, "bad-value", "\"%s\" is no %s of a habit", node->text ? node->text : "", key);
    return MAX(index, 0);
}

static int read_weight(ReadSource *file, const ReadNode *node)
{
    gint64 weight = 0;
    bool is_number = node && node->kind == READ_SCALAR && g_ascii_string_to_signed(node->text, 10, -20, 20, &weight, NULL);
    if (!is_number && node) read_error(file, node->place, "bad-value", "a weight is a whole number from -20 to 20");
    return (int)weight;
}

static GRegex *read_pattern(ReadSource *file, const ReadNode *map, GHashTable *lists)
{
    const ReadNode *node = node_of(file, map, "match", READ_SCALAR);
    if (!node) return NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *whole = rec_lists_put(lists, file, node);
    g_autoptr(GString) text = g_string_new(whole);
    g_string_replace(text, "\\p{Han}", "\\p{sc:Han}", 0); /* ideographs: PCRE2's Han has the marks that Han text shares as well */
    GRegex *pattern = g_regex_new(text->str, G_REGEX_OPTIMIZE, 0, &error);
    if (!pattern) read_error(file, node->place, "bad-value", "not a pattern: %s", error->message);
    return pattern;
}

static void read_habit(RecHabits *habits, ReadSource *file, const ReadNode *map, GHashTable *lists)
{
    if (map->kind != READ_MAP) {
        read_error(file, map->place, "bad-value", "a habit is a map, not %s", read_node_word(map));
        return;
    }
    check_keys(file, map, habit_keys);
    need(file, map, "role", READ_SCALAR);
    const ReadNode *id = need(file, map, "id", READ_SCALAR);
    RecHabit habit = {.id = id ? id->text : NULL,
                      .number = habits->habits->len,
                      .role = (RecRole)read_word(file, map, "role", rec_role_words, 0),
                      .where = (RecWhere)read_word(file, map, "where", where_words, REC_WHERE_WHOLE),
                      .match = read_pattern(file, map, lists),
                      .shape = (RecShape)read_word(file, map, "when", shape_words, REC_N_SHAPES),
                      .weight = read_weight(file, need(file, map, "weight", READ_SCALAR)),
                      .is_dropped = is_true(file, map, "drop"),
                      .is_partial = is_true(file, map, "partial"),
                      .needs_gap = is_true(file, map, "gap"),
                      .keeps_spaces = is_true(file, map, "spaces"),
                      .is_contact = is_true(file, map, "contact"),
                      .is_over_briefs = is_true(file, map, "briefs"),
                      .example = text_of(file, map, "example")};
    if (!read_node_value(map, "match") && habit.shape == REC_N_SHAPES)
        read_error(file, map->place, "missing-key", "a habit has a match or a when, or both");
    for (RecNeed place = 0; place < REC_N_NEEDS; place++) {
        habit.needs[place] = text_of(file, map, need_keys[place]);
        if (habit.needs[place]) rec_needs_add(habits->needs, habit.number, place, habit.needs[place]);
    }
    g_array_append_val(habits->habits, habit);
}

static void read_joins(RecHabits *habits, ReadSource *file, const ReadNode *map)
{
    check_keys(file, map, rec_join_names);
    for (int i = 0; rec_join_names[i]; i++) habits->joins[i] = read_weight(file, read_node_value(map, rec_join_names[i]));
}

static void read_heads(RecHabits *habits, ReadSource *file, const ReadNode *map)
{
    check_keys(file, map, rec_head_names);
    for (int i = 0; rec_head_names[i]; i++) habits->heads[i] = read_weight(file, read_node_value(map, rec_head_names[i]));
}

static void read_pairs(RecHabits *habits, ReadSource *file, const ReadNode *map)
{
    check_keys(file, map, pair_names);
    for (int i = 0; pair_names[i]; i++) {
        const ReadNode *node = node_of(file, map, pair_names[i], READ_MAP);
        if (!node) continue;
        check_keys(file, node, pair_words);
        for (int k = 0; pair_words[k]; k++) habits->pairs[i][k] = read_weight(file, read_node_value(node, pair_words[k]));
    }
}

/* A rising list, one confidence for each lead (of roles) or weight (of joins, of heads) from the least on; `key` says which. */
static void read_confidences(const char *key, ReadSource *file, const ReadNode *list, double *confidences)
{
    int n = 0;
    double before = 0;
    for (const ReadNode *node = list->first; node; node = node->next, n++) {
        char *end = NULL;
        double value = node->kind == READ_SCALAR ? g_ascii_strtod(node->text, &end) : -1;
        bool is_good = end && end != node->text && !*end && value >= before && value <= 1 && n < REC_N_LEADS;
        if (!is_good) read_error(file, node->place, "bad-value", "%s are %d numbers from 0 to 1 that never fall", key, REC_N_LEADS);
        if (!is_good) return;
        confidences[n] = before = value;
    }
    if (n != REC_N_LEADS)
        read_error(file, list->place, "bad-value", "%s are %d numbers, one for each lead or weight", key, REC_N_LEADS);
}

double rec_confidence(const RecHabits *habits, int lead)
{
    return habits->confidences[CLAMP(lead, 0, REC_N_LEADS - 1)];
}

double rec_join_confidence(const RecHabits *habits, int weight)
{
    return habits->join_confidences[CLAMP(weight - REC_JOIN_LEAST, 0, REC_N_LEADS - 1)];
}

double rec_head_confidence(const RecHabits *habits, unsigned evidence)
{
    int weight = 0;
    for (int i = 0; i < REC_N_HEAD_SIGNALS; i++) weight += evidence & 1u << i ? habits->heads[i] : 0;
    return habits->head_confidences[CLAMP(weight, 0, REC_N_LEADS - 1)];
}

static void read_persons(RecHabits *habits, ReadSource *file, const ReadNode *list)
{
    for (const ReadNode *node = list->first; node; node = node->next) {
        if (node->kind == READ_SCALAR && *node->text) g_ptr_array_add(habits->persons, (void *)node->text);
        else read_error(file, node->place, "bad-value", "persons are words, such as 记者");
    }
}

/* Whether a word has a numeral: numbers are never voted on. */
static bool has_numeral(const char *word)
{
    static const char numerals[] = "0123456789〇零一二三四五六七八九十百千万萬亿億两兩廿卅壹贰貳叁參肆伍陆陸柒捌玖拾佰仟";
    for (const char *p = word; *p; p = g_utf8_next_char(p))
        if (g_utf8_strchr(numerals, -1, rec_char(p))) return true;
    return false;
}

static void read_group(RecHabits *habits, ReadSource *file, const ReadNode *node)
{
    for (const char *p = node->text; *p; p = g_utf8_next_char(p))
        if (!g_hash_table_insert(habits->look_alikes, GUINT_TO_POINTER(rec_char(p)), (void *)node->text))
            read_error(file, node->place, "bad-value", "\"%.*s\" is in a group before: one group has all it looks like",
                       g_utf8_skip[*(const guchar *)p], p);
}

static void read_look_alikes(RecHabits *habits, ReadSource *file, const ReadNode *list)
{
    for (const ReadNode *node = list->first; node; node = node->next) {
        if (node->kind != READ_SCALAR || g_utf8_strlen(node->text, -1) < 2)
            read_error(file, node->place, "bad-value", "look-alikes are two characters or more");
        else if (has_numeral(node->text))
            read_error(file, node->place, "bad-value", "\"%s\" has a numeral: numbers are left alone", node->text);
        else read_group(habits, file, node);
    }
}

/* The characters of the text at `key`. */
static void read_characters(ReadSource *file, GHashTable *characters, const ReadNode *root, const char *key)
{
    const char *text = text_of(file, root, key);
    for (const char *p = text ? text : ""; *p; p = g_utf8_next_char(p)) g_hash_table_add(characters, GUINT_TO_POINTER(rec_char(p)));
}

/* Signals of heads say nothing without the confidences that their weights make, nor these without them: one alone is an error. */
static void need_each_other(ReadSource *file, const ReadNode *heads, const ReadNode *confidences)
{
    if (!heads == !confidences) return;
    const char *missing = heads ? "head-confidences" : "heads";
    DkDiagnostic *item = read_error(file, (heads ? heads : confidences)->key->place, "missing-key",
                                    "\"%s\" without \"%s\" says nothing", heads ? "heads" : "head-confidences", missing);
    read_hint(file, item, "write \"%s\" as well, or leave both out: a head is then as sure as its role's lead", missing);
}

static void read_file(RecHabits *habits, ReadSource *file, const ReadNode *root)
{
    if (root->kind != READ_MAP || g_strcmp0(text_of(file, root, "duikai"), "habits/1") != 0) {
        read_error(file, root->place, "bad-value", "a file of habits begins with \"duikai: habits/1\"");
        return;
    }
    check_keys(file, root, file_keys);
    const ReadNode *list = need(file, root, "habits", READ_LIST), *joins = need(file, root, "joins", READ_MAP);
    const ReadNode *pairs = need(file, root, "pairs", READ_MAP), *confidences = need(file, root, "confidences", READ_LIST);
    const ReadNode *persons = node_of(file, root, "persons", READ_LIST);
    const ReadNode *of_joins = node_of(file, root, "join-confidences", READ_LIST);
    const ReadNode *heads = node_of(file, root, "heads", READ_MAP);
    const ReadNode *of_heads = node_of(file, root, "head-confidences", READ_LIST);
    const ReadNode *look_alikes = node_of(file, root, "look-alikes", READ_LIST);
    if (list && !list->first) read_error(file, list->place, "bad-value", "the list of habits is empty");
    g_autoptr(GHashTable) lists = rec_lists_new(file, node_of(file, root, "lists", READ_MAP));
    for (const ReadNode *node = list ? list->first : NULL; node; node = node->next) read_habit(habits, file, node, lists);
    if (joins) read_joins(habits, file, joins);
    if (pairs) read_pairs(habits, file, pairs);
    if (confidences) read_confidences("confidences", file, confidences, habits->confidences);
    if (of_joins) read_confidences("join-confidences", file, of_joins, habits->join_confidences);
    if (heads) read_heads(habits, file, heads);
    if (of_heads) read_confidences("head-confidences", file, of_heads, habits->head_confidences);
    need_each_other(file, heads, of_heads);
    habits->knows_heads = heads && of_heads;
    if (persons) read_persons(habits, file, persons);
    if (look_alikes) read_look_alikes(habits, file, look_alikes);
    read_characters(file, habits->traditional, root, "traditional");
    read_characters(file, habits->leaning, root, "leaning");
    read_characters(file, habits->reaching, root, "reaching");
    read_characters(file, habits->units, root, "units");
}

static bool is_of_choice(const RecHabit *habit, RecChoice choice)
{
    bool is_whole = habit->where == REC_WHERE_WHOLE;
    switch (choice) {
    case REC_CHOICE_FORM:
        return habit->weight >= FORM_LEAST && habit->shape == REC_N_SHAPES && !habit->is_partial && !habit->needs_gap &&
               habit->where != REC_WHERE_INSIDE;
    case REC_CHOICE_FURNITURE: return rec_role_is_furniture(habit->role) && is_whole;
    case REC_CHOICE_LABEL: return habit->role == REC_ROLE_STANDING_HEAD && is_whole;
    case REC_CHOICE_DATELINE: return habit->role == REC_ROLE_DATELINE;
    case REC_CHOICE_CREDIT: return habit->role == REC_ROLE_CREDIT;
    case REC_N_CHOICES: break;
    }
    return false;
}

/* The habits of a choice, once all are read. */
static GPtrArray *chosen(const RecHabits *habits, RecChoice choice)
{
    GPtrArray *list = g_ptr_array_new();
    for (guint i = 0; i < habits->habits->len; i++) {
        RecHabit *habit = &g_array_index(habits->habits, RecHabit, i);
        if (habit->match && is_of_choice(habit, choice)) g_ptr_array_add(list, habit);
    }
    return list;
}

RecHabits *rec_habits_read(const char *path, DkDiagnostics *list)
{
    RecHabits *habits = g_new0(RecHabits, 1);
    habits->arena = base_arena_new();
    habits->habits = g_array_new(FALSE, FALSE, sizeof(RecHabit));
    for (int i = 0; i < REC_N_LEADS; i++) habits->join_confidences[i] = UNKNOWN;
    habits->needs = rec_needs_new();
    habits->persons = g_ptr_array_new();
    habits->look_alikes = g_hash_table_new(NULL, NULL);
    habits->traditional = g_hash_table_new(NULL, NULL);
    habits->leaning = g_hash_table_new(NULL, NULL);
    habits->reaching = g_hash_table_new(NULL, NULL);
    habits->units = g_hash_table_new(NULL, NULL);
    ReadSource *file = read_source_open(path, (BasePlace){0}, habits->arena, list);
    const ReadNode *root = file ? read_yaml(file, 0, file->size) : NULL;
    if (root) read_file(habits, file, root);
    for (RecChoice choice = 0; choice < REC_N_CHOICES; choice++) habits->chosen[choice] = chosen(habits, choice);
    bool is_good = root && file->n_errors == 0;
    read_source_free(file);
    if (is_good) return habits;
    rec_habits_free(habits);
    return NULL;
}

void rec_habits_free(RecHabits *habits)
{
    if (!habits) return;
    for (guint i = 0; i < habits->habits->len; i++) {
        GRegex *match = g_array_index(habits->habits, RecHabit, i).match;
        if (match) g_regex_unref(match);
    }
    g_array_unref(habits->habits);
    rec_needs_free(habits->needs);
    for (int i = 0; i < REC_N_CHOICES; i++) g_ptr_array_unref(habits->chosen[i]);
    g_ptr_array_unref(habits->persons);
    g_hash_table_unref(habits->look_alikes);
    g_hash_table_unref(habits->traditional);
    g_hash_table_unref(habits->leaning);
    g_hash_table_unref(habits->reaching);
    g_hash_table_unref(habits->units);
    base_arena_free(habits->arena);
    g_free(habits);
}
