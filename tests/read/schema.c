/* layouts/schema/ against the reader's tables of keys, both ways: the same keys, required ones, words, ranges and descriptions; and
 * the schemas' patterns against the readers of values. */
#include "read/keys.h"
#include "read/read_tests.h"
#include "read/value.h"

#include <string.h>

typedef struct {
    ReadSource *source;
    const ReadNode *root, *definitions;
    GString *faults; /* a line each */
    GHashTable *seen;
} Schema;

/* ---- The schema as a tree ---- */

static const ReadNode *value_of(const ReadNode *node, const char *key)
{
    return node ? read_node_value(node, key) : NULL;
}

static const char *text_of(const ReadNode *node, const char *key)
{
    const ReadNode *value = value_of(node, key);
    return value && value->kind == READ_SCALAR ? value->text : "";
}

/* What a node refers to, or the node itself. */
static const ReadNode *resolved(const Schema *schema, const ReadNode *node)
{
    const char *reference = text_of(node, "$ref");
    return g_str_has_prefix(reference, "#/$defs/") ? value_of(schema->definitions, reference + strlen("#/$defs/")) : node;
}

static const char *reference_of(const ReadNode *node)
{
    const char *reference = text_of(node, "$ref");
    return g_str_has_prefix(reference, "#/$defs/") ? reference + strlen("#/$defs/") : reference;
}

static bool has_word(const ReadNode *list, const char *word)
{
    for (const ReadNode *item = list ? list->first : NULL; item; item = item->next)
        if (strcmp(item->text, word) == 0) return true;
    return false;
}

static void expect(Schema *schema, bool is_so, const ReadMap *map, const ReadKey *key, const char *what)
{
    if (!is_so) g_string_append_printf(schema->faults, "%s, \"%s\": %s\n", map->name, key ? key->name : "", what);
}

/* ---- Keys ---- */

static void check_map(Schema *schema, const ReadMap *map, const ReadNode *node);

static void check_words(Schema *schema, const ReadMap *map, const ReadKey *key, const ReadNode *node)
{
    const ReadNode *words = value_of(node, "enum");
    unsigned n = 0;
    for (; key->words[n]; n++)
        expect(schema, has_word(words, key->words[n]), map, key, "a word of the reader is not in the schema");
    expect(schema, words && words->n == n, map, key, "the schema has other words");
}

static void check_range(Schema *schema, const ReadMap *map, const ReadKey *key, const ReadNode *node)
{
    expect(schema, strcmp(text_of(node, "type"), key->range.is_whole ? "integer" : "number") == 0, map, key, "type");
    expect(schema, g_ascii_strtod(text_of(node, "minimum"), NULL) == key->range.least, map, key, "minimum");
    expect(schema, g_ascii_strtod(text_of(node, "maximum"), NULL) == key->range.most, map, key, "maximum");
}

/* A number of lines, or a word in its place. */
static void check_lines(Schema *schema, const ReadMap *map, const ReadKey *key, const ReadNode *node)
{
    const ReadNode *either = key->words ? value_of(node, "oneOf") : node;
    bool is_either = either && (!key->words || either->n == 2);
    expect(schema, is_either, map, key, "a number or a word");
    if (!is_either) return;
    check_range(schema, map, key, key->words ? either->first : node);
    if (key->words) check_words(schema, map, key, either->first->next);
}

static const char *length_definition(const ReadRange *range)
{
    if (range->is_absolute) return range->least > 0 ? "pointsAboveZero" : "pointsFromZero";
    if (range->least == 0 && range->most == 0) return "length";
    return range->least > 0 ? "lengthAboveZero" : "lengthFromZero";
}

static void check_submaps(Schema *schema, const ReadMap *map, const ReadKey *key, const ReadNode *node)
{
    const ReadNode *list = node;
    if (key->alone) {
        const ReadNode *either = value_of(node, "oneOf");
        expect(schema, either && either->n == 2, map, key, "one map or a list of maps");
        if (!either || either->n != 2) return;
        check_map(schema, key->alone, resolved(schema, either->first));
        list = either->first->next;
    }
    expect(schema, strcmp(text_of(list, "type"), "array") == 0, map, key, "a list");
    check_map(schema, key->map, resolved(schema, value_of(list, "items")));
}

/* A story is placed by its path, or by a map of path and part. */
static void check_placed(Schema *schema, const ReadMap *map, const ReadKey *key, const ReadNode *either)
{
    bool is_either = either && either->n == 2 && strcmp(reference_of(either->first), "path") == 0;
    expect(schema, is_either, map, key, "a path or a part of a story");
    if (is_either) check_map(schema, &read_placed_keys, resolved(schema, either->first->next));
}

/* Furniture has texts, or a map of what a picture shows. */
static void check_furniture(Schema *schema, const ReadMap *map, const ReadKey *key, const ReadNode *either)
{
    bool is_either = either && either->n == 2 && strcmp(reference_of(either->first), "texts") == 0;
    expect(schema, is_either, map, key, "texts or a picture");
    if (is_either) check_map(schema, key->map, resolved(schema, either->first->next));
}

static void check_named(Schema *schema, const ReadMap *map, const ReadKey *key, const ReadNode *node)
{
    const ReadNode *values = value_of(node, "additionalProperties");
    expect(schema, strcmp(reference_of(value_of(node, "propertyNames")), "name") == 0, map, key, "names");
    if (key->type == READ_NAMED) check_map(schema, key->map, resolved(schema, values));
    else if (key->type == READ_FURNITURE && key->map) check_furniture(schema, map, key, value_of(values, "anyOf"));
    else if (key->type == READ_FURNITURE) expect(schema, strcmp(reference_of(values), "texts") == 0, map, key, "values");
    else check_placed(schema, map, key, value_of(values, "oneOf"));
}

static void check_reference(Schema *schema, const ReadMap *map, const ReadKey *key, const ReadNode *node, const char *wanted)
{
    expect(schema, strcmp(reference_of(node), wanted) == 0 && value_of(schema->definitions, wanted), map, key, wanted);
}

static void check_type(Schema *schema, const ReadMap *map, const ReadKey *key, const ReadNode *node)
{
    switch (key->type) {
    case READ_FORMAT: expect(schema, strcmp(text_of(node, "const"), key->words[0]) == 0, map, key, "format"); break;
    case READ_TEXT:
    case READ_NODE: check_reference(schema, map, key, node, "text"); break;
    case READ_TEXTS:
    case READ_NOTES: check_reference(schema, map, key, node, "texts"); break;
    case READ_NAME: check_reference(schema, map, key, node, "name"); break;
    case READ_PATH: check_reference(schema, map, key, node, "path"); break;
    case READ_INK: check_reference(schema, map, key, node, "ink"); break;
    case READ_LENGTH: check_reference(schema, map, key, node, length_definition(&key->range)); break;
    case READ_LINES: check_lines(schema, map, key, node); break;
    case READ_NUMBER:
    case READ_COUNT: check_range(schema, map, key, node); break;
    case READ_SHARE: check_reference(schema, map, key, node, "share"); break;
    case READ_WORD:
    case READ_SWITCH: check_words(schema, map, key, node); break;
    case READ_SUBMAP: check_map(schema, key->map, resolved(schema, node)); break;
    case READ_SUBMAPS: check_submaps(schema, map, key, node); break;
    case READ_NAMED:
    case READ_STORIES:
    case READ_FURNITURE: check_named(schema, map, key, node); break;
    }
}

static const ReadKey *find_key(const ReadMap *map, const char *name)
{
    for (const ReadKey *key = map->keys; key->name; key++)
        if (strcmp(key->name, name) == 0) return key;
    return NULL;
}

static void check_map(Schema *schema, const ReadMap *map, const ReadNode *node)
{
    if (!node || g_hash_table_contains(schema->seen, map)) {
        expect(schema, node != NULL, map, NULL, "the schema does not describe it");
        return;
    }
    g_hash_table_add(schema->seen, (gpointer)map);
    const ReadNode *properties = value_of(node, "properties"), *required = value_of(node, "required");
    unsigned n_required = 0;
    expect(schema, strcmp(text_of(node, "additionalProperties"), "false") == 0, map, NULL, "unknown keys are allowed");
    for (const ReadKey *key = map->keys; key->name; key++) {
        const ReadNode *property = value_of(properties, key->name);
        expect(schema, property != NULL, map, key, "not in the schema");
        if (!property) continue;
        bool is_required = key->is_required && !key->is_inheritable; /* a layout may leave those to the one that it extends */
        expect(schema, has_word(required, key->name) == is_required, map, key, "required in one and not in the other");
        expect(schema, strcmp(text_of(property, "description"), key->doc) == 0, map, key, "another description");
        check_type(schema, map, key, property);
        n_required += is_required;
    }
    expect(schema, (required ? required->n : 0) == n_required, map, NULL, "the schema requires other keys");
    for (const ReadNode *property = properties ? properties->first : NULL; property; property = property->next)
        if (!find_key(map, property->key->text))
            g_string_append_printf(schema->faults, "%s: the reader does not know \"%s\"\n", map->name, property->key->text);
}

static void open_schema(Schema *schema, const char *name, BaseArena *arena, DkDiagnostics *list)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "layouts", "schema", name, NULL);
    schema->source = read_source_open(path, (BasePlace){0}, arena, list);
    g_assert_nonnull(schema->source);
    schema->root = read_yaml(schema->source, 0, schema->source->size); /* JSON is YAML */
    g_assert_nonnull(schema->root);
    schema->definitions = value_of(schema->root, "$defs");
}

static void check_schema(const char *name, const ReadMap *map)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    Schema schema = {.faults = g_string_new(NULL), .seen = g_hash_table_new(NULL, NULL)};
    open_schema(&schema, name, arena, list);
    check_map(&schema, map, schema.root);
    if (schema.faults->len) g_test_fail_printf("%s and the reader differ:\n%s", name, schema.faults->str);
    g_string_free(schema.faults, TRUE);
    g_hash_table_unref(schema.seen);
    read_source_free(schema.source);
}

static void test_layout(void)
{
    check_schema("layout.schema.json", &read_layout_keys);
}

static void test_styles(void)
{
    check_schema("styles.schema.json", &read_styles_keys);
}

static void test_issue(void)
{
    check_schema("issue.schema.json", &read_issue_keys);
}

static void test_page(void)
{
    check_schema("page.schema.json", &read_page_keys);
}

static void test_story(void)
{
    check_schema("story.schema.json", &read_story_keys);
}

static void test_golden(void)
{
    check_schema("golden.schema.json", &read_golden_keys);
}

/* ---- Patterns ---- */

static bool matches(const Schema *schema, const char *definition, const char *word)
{
    const char *pattern = text_of(value_of(schema->definitions, definition), "pattern");
    g_assert_cmpuint(strlen(pattern), >, 0);
    return g_regex_match_simple(pattern, word, G_REGEX_DOLLAR_ENDONLY, 0);
}

static void test_patterns(void)
{
    static const char *const lengths[] = {"9.5pt", "-2em", "+.5mm", "1 line", "50%",   "小五",  "八号",  "0pt",
                                          "-0pt",  "9.5",  "pt",    "5cm",    "1e3pt", "0x1pt", "nanpt", "5.pt",
                                          "--5pt", "小九", "5 号",  "",       "0.0em", "1,5pt", "10in",  "2EM",
                                          ".inf",  "1in ", "初号 ", "12",     "3%%",   "7mm",   "1line"};
    static const char *const inks[] = {"K100", "M100 Y100", "none", "C0 M100 Y100 K0", "K", "K101", "black", "K1,M2", "k1", "K5.5",
                                       "",     "K-1",       "K .5"};
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    Schema schema = {0};
    open_schema(&schema, "layout.schema.json", arena, list);
    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        ModelLength length = {0};
        bool is_length = read_parse_length(lengths[i], &length) == READ_GOOD;
        bool is_minus = lengths[i][0] == '-', is_pt = is_length && length.unit == MODEL_UNIT_PT;
        g_test_message("\"%s\"", lengths[i]);
        g_assert_cmpint(matches(&schema, "length", lengths[i]), ==, is_length);
        g_assert_cmpint(matches(&schema, "lengthFromZero", lengths[i]), ==, is_length && !is_minus);
        g_assert_cmpint(matches(&schema, "lengthAboveZero", lengths[i]), ==, is_length && length.value > 0);
        g_assert_cmpint(matches(&schema, "pointsFromZero", lengths[i]), ==, is_pt && !is_minus);
        g_assert_cmpint(matches(&schema, "pointsAboveZero", lengths[i]), ==, is_pt && length.value > 0);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(inks); i++) {
        ModelInk ink;
        g_assert_cmpint(matches(&schema, "ink", inks[i]), ==, read_parse_ink(inks[i], &ink));
    }
    read_source_free(schema.source);
}

void add_schema_tests(void)
{
    g_test_add_func("/read/schema/layout", test_layout);
    g_test_add_func("/read/schema/styles", test_styles);
    g_test_add_func("/read/schema/issue", test_issue);
    g_test_add_func("/read/schema/page", test_page);
    g_test_add_func("/read/schema/story", test_story);
    g_test_add_func("/read/schema/golden", test_golden);
    g_test_add_func("/read/schema/patterns", test_patterns);
}
