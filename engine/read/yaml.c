/* YAML: libyaml's events into the tree of read/yaml.h. */
#include "read/yaml.h"

#include <string.h>
#include <yaml.h>

/* A list or map whose end has not been met. */
typedef struct {
    ReadNode *node, *last, *key;
    GHashTable *keys; /* of a map: text -> key's node */
} Open;

typedef struct {
    ReadSource *source;
    yaml_parser_t parser;
    size_t first;         /* byte of the source that libyaml begins at */
    size_t index, offset; /* a code point of the source, counted as libyaml does, and its byte */
    Open open[READ_YAML_DEPTH];
    unsigned depth;
    ReadNode *root;
    bool is_beaten;  /* nothing more can be read */
    bool is_refused; /* it holds what is not taken, so the tree lacks something */
} Tree;

/* libyaml counts code points; its line count takes U+0085 and U+2028 for line ends, which no editor does, so only the index is used. */
static size_t offset_of(Tree *tree, size_t index)
{
    const char *text = tree->source->text, *p = text + tree->offset;
    for (; tree->index < index && *p; tree->index++) p = g_utf8_next_char(p);
    for (; tree->index > index; tree->index--) p = g_utf8_prev_char(p);
    tree->offset = (size_t)(p - text);
    return tree->offset;
}

static BasePlace place_of(Tree *tree, yaml_mark_t mark)
{
    return read_source_place(tree->source, offset_of(tree, mark.index));
}

static void refuse(Tree *tree, yaml_mark_t mark, const char *found, const char *hint)
{
    tree->is_refused = true;
    read_hint(tree->source, read_error(tree->source, place_of(tree, mark), "yaml-feature", "%s", found), "%s", hint);
}

/* The next step after what libyaml complains of at `offset`. */
static const char *syntax_hint(const char *problem, char found)
{
    bool is_token = strstr(problem, "cannot start any token") != NULL;
    if (is_token && found == '\t') return "YAML is indented with spaces, never with tabs";
    if (is_token) return "put the text between quotes";
    if (strstr(problem, "mapping values are not allowed")) return "put a text that holds a colon and a space between quotes";
    if (strstr(problem, "control characters")) return "take the character out";
    return "check the indentation, the quotes and the brackets up to this place";
}

static void report_syntax(Tree *tree)
{
    const yaml_parser_t *parser = &tree->parser;
    bool is_reader = parser->error == YAML_READER_ERROR; /* the one kind that counts bytes and has no mark */
    size_t offset = is_reader ? tree->first + parser->problem_offset : offset_of(tree, parser->problem_mark.index);
    const char *problem = parser->problem ? parser->problem : "it cannot be read";
    g_autofree char *context = NULL;
    if (parser->context && parser->context_mark.index < parser->problem_mark.index)
        context = g_strdup_printf(" %s that begins in line %d", parser->context, place_of(tree, parser->context_mark).line);
    DkDiagnostic *item = read_error(tree->source, read_source_place(tree->source, offset), "bad-yaml", "this is not YAML: %s%s",
                                    problem, context ? context : "");
    read_hint(tree->source, item, "%s", syntax_hint(problem, tree->source->text[MIN(offset, tree->source->size)]));
}

static bool has_control(const char *text, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) return true;
    }
    return false;
}

static ReadNode *node_new(Tree *tree, ReadNodeKind kind, yaml_mark_t mark)
{
    ReadNode *node = base_arena_new_array(tree->source->scratch, ReadNode, 1);
    node->kind = kind;
    node->source = tree->source;
    node->place = place_of(tree, mark);
    node->offset = tree->offset;
    return node;
}

/* Takes `node` as the key whose value comes next. */
static void take_key(Tree *tree, Open *top, ReadNode *node)
{
    ReadSource *source = tree->source;
    top->key = node;
    if (node->kind != READ_SCALAR) {
        read_error(source, node->place, "wrong-kind", "a key is %s; keys are texts", read_node_word(node));
        return;
    }
    const ReadNode *before = g_hash_table_lookup(top->keys, node->text);
    if (!before) {
        g_hash_table_insert(top->keys, (gpointer)node->text, node);
        return;
    }
    DkDiagnostic *item = read_error(source, node->place, "duplicate-key", "the key \"%s\" stands here a second time",
                                    read_shown(source, node->text, node->n_bytes));
    read_hint(source, item, "the first is in line %d; keep one of them", before->place.line);
}

/* Hangs a node into the innermost list or map. */
static void hang(Tree *tree, ReadNode *node)
{
    if (tree->depth == 0) {
        tree->root = node;
        return;
    }
    Open *top = &tree->open[tree->depth - 1];
    if (top->node->kind == READ_MAP && !top->key) {
        take_key(tree, top, node);
        return;
    }
    node->key = top->key;
    top->key = NULL;
    if (top->last) top->last->next = node;
    else top->node->first = node;
    top->last = node;
    top->node->n++;
}

static void open_node(Tree *tree, ReadNodeKind kind, const yaml_event_t *event)
{
    ReadNode *node = node_new(tree, kind, event->start_mark);
    if (tree->depth == READ_YAML_DEPTH) {
        read_error(tree->source, node->place, "yaml-feature", "lists and maps are nested more than %d deep", READ_YAML_DEPTH);
        tree->is_beaten = true;
        return;
    }
    hang(tree, node);
    GHashTable *keys = kind == READ_MAP ? g_hash_table_new(g_str_hash, g_str_equal) : NULL;
    tree->open[tree->depth++] = (Open){.node = node, .keys = keys};
}

static void close_node(Tree *tree)
{
    Open *top = &tree->open[--tree->depth];
    if (top->keys) g_hash_table_unref(top->keys);
}

static ReadScalarStyle scalar_style(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return READ_SINGLE_QUOTED;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return READ_DOUBLE_QUOTED;
    case YAML_LITERAL_SCALAR_STYLE: return READ_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE: return READ_FOLDED;
    default: return READ_PLAIN;
    }
}

static void take_scalar(Tree *tree, const yaml_event_t *event)
{
    ReadNode *node = node_new(tree, READ_SCALAR, event->start_mark);
    const char *text = (const char *)event->data.scalar.value;
    node->n_bytes = event->data.scalar.length;
    node->text = base_arena_strndup(tree->source->arena, text, node->n_bytes);
    node->style = scalar_style(event->data.scalar.style);
    if (has_control(text, node->n_bytes))
        read_hint(tree->source, read_error(tree->source, node->place, "bad-value", "the text holds a control character"),
                  "take the escape out");
    hang(tree, node);
}

static const yaml_char_t *anchor_of(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT: return event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT: return event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT: return event->data.mapping_start.anchor;
    default: return NULL;
    }
}

static const yaml_char_t *tag_of(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT: return event->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT: return event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT: return event->data.mapping_start.tag;
    default: return NULL;
    }
}

/* Anchors and aliases are refused: a few lines of them can stand for gigabytes, and a place would mean two things. */
static void check_features(Tree *tree, const yaml_event_t *event)
{
    if (anchor_of(event))
        refuse(tree, event->start_mark, "an anchor (&) is not taken here", "write the value out where it is needed");
    if (tag_of(event)) refuse(tree, event->start_mark, "a tag (!) is not taken here", "write the value without it");
}

static void take_event(Tree *tree, const yaml_event_t *event)
{
    check_features(tree, event);
    switch (event->type) {
    case YAML_SCALAR_EVENT: take_scalar(tree, event); break;
    case YAML_SEQUENCE_START_EVENT: open_node(tree, READ_LIST, event); break;
    case YAML_MAPPING_START_EVENT: open_node(tree, READ_MAP, event); break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: close_node(tree); break;
    case YAML_ALIAS_EVENT:
        refuse(tree, event->start_mark, "an alias (*) is not taken here", "write the value out, or put the text between quotes");
        hang(tree, node_new(tree, READ_LIST, event->start_mark));
        break;
    case YAML_DOCUMENT_START_EVENT:
        if (!tree->root) break;
        refuse(tree, event->start_mark, "a second YAML document begins here", "one file holds one document");
        tree->is_beaten = true;
        break;
    default: break;
    }
}

static void take_events(Tree *tree)
{
    for (bool is_end = false; !is_end && !tree->is_beaten;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&tree->parser, &event)) {
            report_syntax(tree);
            tree->is_beaten = true;
            return;
        }
        take_event(tree, &event);
        is_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        if (tree->source->n_errors > READ_FINDINGS_MAX) tree->is_beaten = true;
    }
}

const ReadNode *read_yaml(ReadSource *source, size_t first, size_t size)
{
    Tree tree = {.source = source, .first = first, .offset = first};
    if (!yaml_parser_initialize(&tree.parser)) g_error("read: libyaml is out of memory");
    yaml_parser_set_encoding(&tree.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&tree.parser, (const unsigned char *)source->text + first, size);
    take_events(&tree);
    while (tree.depth) close_node(&tree);
    yaml_parser_delete(&tree.parser);
    if (!tree.is_beaten && !tree.root)
        read_error(source, read_source_place(source, first), "bad-yaml", "there is nothing in it but space and comments");
    return tree.is_beaten || tree.is_refused ? NULL : tree.root;
}

const char *read_node_word(const ReadNode *node)
{
    static const char *const words[] = {"a text", "a list", "a map"};
    return words[node->kind];
}

const ReadNode *read_node_value(const ReadNode *map, const char *key)
{
    if (map->kind != READ_MAP) return NULL;
    for (const ReadNode *value = map->first; value; value = value->next)
        if (value->key->kind == READ_SCALAR && strcmp(value->key->text, key) == 0) return value;
    return NULL;
}
