/* Reads roles.yaml: the faces, each a file and an index a language, and the roles, each a chain of faces.
 *
 * The file is part of the program's data, but people add faces to it: whatever is wrong in it is reported with its place. */
#include "text/faces.h"

#include <string.h>

#include "read/yaml.h"

static void free_entry(gpointer data)
{
    FaceEntry *entry = data;
    g_free(entry->id);
    g_free(entry->file);
    g_free(entry->path);
    g_free(entry);
}

static void free_role(gpointer data)
{
    Role *role = data;
    g_free(role->name);
    g_array_unref(role->chain);
    g_free(role);
}

void text_roles_clear(RoleTable *table)
{
    if (table->entries) g_ptr_array_unref(table->entries);
    if (table->roles) g_ptr_array_unref(table->roles);
}

/* The value of `key` in a map, of the kind it should be; reports what is amiss. */
static const ReadNode *wanted(ReadSource *source, const ReadNode *map, const char *key, ReadNodeKind kind)
{
    static const char *const words[] = {"a text", "a list", "a map"};
    const ReadNode *node = read_node_value(map, key);
    if (!node) read_error(source, map->place, "missing-key", "\"%s\" is missing", key);
    else if (node->kind != kind)
        read_error(source, node->place, "wrong-kind", "\"%s\" is %s, not %s", key, read_node_word(node), words[kind]);
    else return node;
    return NULL;
}

static bool read_index(ReadSource *source, const ReadNode *node, unsigned *index)
{
    guint64 number = 0;
    if (node->kind == READ_SCALAR && g_ascii_string_to_unsigned(node->text, 10, 0, 255, &number, NULL)) {
        *index = (unsigned)number;
        return true;
    }
    read_error(source, node->place, "bad-value", "the index of a face in its collection is a whole number from 0 to 255");
    return false;
}

/* One face: `file`, and a language -> index for each language that is not the collection's first face. */
static void read_entry(RoleTable *table, ReadSource *source, const ReadNode *node)
{
    if (node->kind != READ_MAP) {
        read_error(source, node->place, "wrong-kind", "a face is a map, not %s", read_node_word(node));
        return;
    }
    FaceEntry *entry = g_new0(FaceEntry, 1);
    entry->id = g_strdup(node->key->text);
    g_ptr_array_add(table->entries, entry);
    const ReadNode *file = wanted(source, node, "file", READ_SCALAR);
    entry->file = g_strdup(file ? file->text : "");
    for (const ReadNode *value = node->first; value; value = value->next) {
        const char *key = value->key->text;
        if (strcmp(key, "file") == 0) continue;
        unsigned language = 0;
        while (model_language_words[language] && strcmp(model_language_words[language], key) != 0) language++;
        if (model_language_words[language]) read_index(source, value, &entry->index[language]);
        else read_error(source, value->key->place, "unknown-key", "a face has no key \"%s\"", key);
    }
}

static bool find_entry(const RoleTable *table, const char *id, unsigned *index)
{
    for (*index = 0; *index < table->entries->len; (*index)++)
        if (strcmp(((const FaceEntry *)g_ptr_array_index(table->entries, *index))->id, id) == 0) return true;
    return false;
}

static void read_role(RoleTable *table, ReadSource *source, const ReadNode *node)
{
    if (node->kind != READ_LIST || node->n == 0) {
        read_error(source, node->place, "wrong-kind", "a role is a list of faces, not %s", read_node_word(node));
        return;
    }
    Role *role = g_new0(Role, 1);
    role->name = g_strdup(node->key->text);
    role->line = node->key->place.line;
    role->column = node->key->place.column;
    role->chain = g_array_new(FALSE, FALSE, sizeof(unsigned));
    g_ptr_array_add(table->roles, role);
    for (const ReadNode *item = node->first; item; item = item->next) {
        unsigned index;
        if (item->kind == READ_SCALAR && find_entry(table, item->text, &index)) g_array_append_val(role->chain, index);
        else read_error(source, item->place, "bad-value", "role %s: no such face among \"faces\"", role->name);
    }
}

static bool read_table(RoleTable *table, ReadSource *source, const ReadNode *root)
{
    if (root->kind != READ_MAP) {
        read_error(source, root->place, "wrong-kind", "the file is %s, not a map", read_node_word(root));
        return false;
    }
    const ReadNode *format = wanted(source, root, "duikai", READ_SCALAR);
    if (format && strcmp(format->text, "fonts/1") != 0)
        read_error(source, format->place, "wrong-format", "the format is \"%s\", not \"fonts/1\"", format->text);
    const ReadNode *faces = wanted(source, root, "faces", READ_MAP), *roles = wanted(source, root, "roles", READ_MAP);
    for (const ReadNode *node = faces ? faces->first : NULL; node; node = node->next) read_entry(table, source, node);
    for (const ReadNode *node = roles ? roles->first : NULL; node; node = node->next) read_role(table, source, node);
    if (source->n_errors == 0 && table->roles->len == 0) read_error(source, root->place, "bad-value", "there is no role");
    return source->n_errors == 0;
}

bool text_roles_read(RoleTable *table, const char *path, DkDiagnostics *list)
{
    table->entries = g_ptr_array_new_with_free_func(free_entry);
    table->roles = g_ptr_array_new_with_free_func(free_role);
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(ReadSource) source = read_source_open(path, (BasePlace){0}, arena, list);
    const ReadNode *root = source ? read_yaml(source, 0, source->size) : NULL;
    return root && source->n_errors == 0 && read_table(table, source, root);
}
