/* Extending: the trees of a layout, of those it stands on, and of its style sheets, laid over each other.
 *
 * Method: maps are merged key by key, the later file's values standing; blocks, furniture and rules of one id are merged, others
 * added behind the entry they are written after; `remove` takes keys or ids out.  Any other list is replaced whole, for its entries
 * have no names to know them by.  Source: house rule, after the `extends` of styles. */
#include "read/extend.h"

#include <string.h>

#include "read/keys.h"

#define CHAIN_MAX 16 /* layouts one upon the other; more are a mistake */

/* The lists of a layout whose entries have ids. */
static const char *const lists[] = {"blocks", "furniture", "rules", NULL};

/* ---- Nodes ---- */

static ReadNode *copy_of(ReadSource *source, const ReadNode *node)
{
    ReadNode *copy = base_arena_new_array(source->scratch, ReadNode, 1);
    *copy = *node;
    copy->next = NULL;
    return copy;
}

/* A list or map that grows; its children are copies. */
typedef struct {
    ReadSource *source;
    ReadNode *node, *last;
} Growing;

static Growing growing_like(ReadSource *source, const ReadNode *node)
{
    Growing growing = {source, copy_of(source, node), NULL};
    growing.node->first = NULL;
    growing.node->n = 0;
    return growing;
}

/* Puts a copy of `child` behind `before`, or first. */
static ReadNode *insert(Growing *growing, ReadNode *before, const ReadNode *child)
{
    ReadNode *copy = copy_of(growing->source, child);
    copy->next = before ? (ReadNode *)before->next : (ReadNode *)growing->node->first;
    if (before) before->next = copy;
    else growing->node->first = copy;
    if (before == growing->last) growing->last = copy;
    growing->node->n++;
    return copy;
}

static ReadNode *append(Growing *growing, const ReadNode *child)
{
    return insert(growing, growing->last, child);
}

static const char *key_of(const ReadNode *value)
{
    return value->key && value->key->kind == READ_SCALAR ? value->key->text : "";
}

static GHashTable *children_by_key(const ReadNode *map)
{
    GHashTable *children = g_hash_table_new(g_str_hash, g_str_equal);
    for (const ReadNode *child = map->first; child; child = child->next)
        g_hash_table_insert(children, (gpointer)key_of(child), (gpointer)child);
    return children;
}

static const char *id_of(const ReadNode *entry)
{
    const ReadNode *id = read_node_value(entry, "id");
    return id && id->kind == READ_SCALAR ? id->text : NULL;
}

/* ---- What is removed ---- */

/* The names under `remove` of a map -> their nodes. */
static GHashTable *removals_of(const ReadNode *map)
{
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
    const ReadNode *removed = read_node_value(map, "remove");
    if (removed && removed->kind == READ_SCALAR) g_hash_table_insert(names, (gpointer)removed->text, (gpointer)removed);
    for (const ReadNode *item = removed ? removed->first : NULL; item; item = item->next)
        if (item->kind == READ_SCALAR) g_hash_table_insert(names, (gpointer)item->text, (gpointer)item);
    return names;
}

static int compare_places(const void *a, const void *b)
{
    const BasePlace *left = &(*(const ReadNode *const *)a)->place, *right = &(*(const ReadNode *const *)b)->place;
    return left->line != right->line ? left->line - right->line : left->column - right->column;
}

/* What is still among the removals was not there to be removed; it is said in the order in which it is written. */
static void report_removals(ReadSource *source, GHashTable *removals, const char *what, GHashTable *known)
{
    g_autoptr(GList) values = g_hash_table_get_values(removals);
    g_autoptr(GPtrArray) nodes = g_ptr_array_new();
    for (const GList *value = values; value; value = value->next) g_ptr_array_add(nodes, value->data);
    g_ptr_array_sort(nodes, compare_places);
    for (guint i = 0; i < nodes->len; i++) {
        const ReadNode *node = g_ptr_array_index(nodes, i);
        DkDiagnostic *item = read_error(source, node->place, "nothing-removed", "there is no %s \"%s\" to remove", what,
                                        read_shown(source, node->text, node->n_bytes));
        g_autofree gpointer *names = known ? g_hash_table_get_keys_as_array(known, NULL) : NULL;
        const char *near = names ? base_nearest(node->text, (const char *const *)names) : NULL;
        if (near) read_hint(source, item, "did you mean \"%s\"?", near);
    }
}

/* ---- Merging ---- */

static const ReadNode *merge_maps(ReadSource *source, const ReadNode *base, const ReadNode *over);

static const ReadNode *merge_values(ReadSource *source, const ReadNode *base, const ReadNode *over)
{
    if (base->kind != READ_MAP || over->kind != READ_MAP) return over;
    ReadNode *merged = copy_of(source, merge_maps(source, base, over));
    merged->key = over->key;
    return merged;
}

static const ReadNode *merge_maps(ReadSource *source, const ReadNode *base, const ReadNode *over)
{
    Growing merged = growing_like(source, over);
    g_autoptr(GHashTable) below = children_by_key(base), above = children_by_key(over), removals = removals_of(over);
    for (const ReadNode *child = base->first; child; child = child->next) {
        const ReadNode *own = g_hash_table_lookup(above, key_of(child));
        bool is_removed = g_hash_table_remove(removals, key_of(child));
        if (own) append(&merged, is_removed ? own : merge_values(source, child, own));
        else if (!is_removed) append(&merged, child);
    }
    for (const ReadNode *child = over->first; child; child = child->next)
        if (!g_hash_table_contains(below, key_of(child))) append(&merged, child);
    report_removals(source, removals, "key", below);
    return merged.node;
}

/* Merges entries of one id; a new one stands behind the entry it is written after, or last. */
static const ReadNode *merge_lists(ReadSource *source, const ReadNode *base, const ReadNode *over, GHashTable *removals)
{
    Growing merged = growing_like(source, over);
    g_autoptr(GHashTable) entries = g_hash_table_new(g_str_hash, g_str_equal);
    for (const ReadNode *child = base->first; child; child = child->next) {
        const char *id = id_of(child);
        if (id && g_hash_table_remove(removals, id)) continue;
        ReadNode *entry = append(&merged, child);
        if (id) g_hash_table_insert(entries, (gpointer)id, entry);
    }
    ReadNode *before = NULL;
    for (const ReadNode *child = over->first; child; child = child->next) {
        const char *id = id_of(child);
        ReadNode *entry = id ? g_hash_table_lookup(entries, id) : NULL;
        if (entry && child->kind == READ_MAP) {
            const ReadNode *next = entry->next;
            *entry = *merge_maps(source, entry, child);
            entry->next = next;
            before = entry;
        } else before = insert(&merged, before ? before : merged.last, child);
    }
    return merged.node;
}

/* Merges maps of maps, as styles are. */
static const ReadNode *merge_named(ReadSource *source, const ReadNode *base, const ReadNode *over)
{
    if (base->kind != READ_MAP || over->kind != READ_MAP) return over;
    Growing merged = growing_like(source, over);
    g_autoptr(GHashTable) below = children_by_key(base), above = children_by_key(over);
    for (const ReadNode *child = base->first; child; child = child->next) {
        const ReadNode *own = g_hash_table_lookup(above, key_of(child));
        append(&merged, own ? merge_values(source, child, own) : child);
    }
    for (const ReadNode *child = over->first; child; child = child->next)
        if (!g_hash_table_contains(below, key_of(child))) append(&merged, child);
    return merged.node;
}

static const ReadNode *merge_child(ReadSource *source, const ReadNode *base, const ReadNode *over, GHashTable *removals)
{
    bool is_list = base->kind == READ_LIST && over->kind == READ_LIST && g_strv_contains(lists, key_of(base));
    if (is_list) return merge_lists(source, base, over, removals);
    bool is_styles = strcmp(key_of(base), "styles") == 0;
    const ReadNode *merged = is_styles ? merge_named(source, base, over) : merge_values(source, base, over);
    return merged;
}

/* The base's list without what is removed from it, where the layout on top has none of its own. */
static const ReadNode *kept_child(ReadSource *source, const ReadNode *base, GHashTable *removals)
{
    if (base->kind != READ_LIST || !g_strv_contains(lists, key_of(base)) || !g_hash_table_size(removals)) return base;
    Growing none = growing_like(source, base);
    return merge_lists(source, base, none.node, removals);
}

static GHashTable *all_ids(const ReadNode *root)
{
    GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (const char *const *list = lists; *list; list++) {
        const ReadNode *node = read_node_value(root, *list);
        for (const ReadNode *entry = node ? node->first : NULL; entry; entry = entry->next)
            if (id_of(entry)) g_hash_table_insert(ids, (gpointer)id_of(entry), (gpointer)entry);
    }
    return ids;
}

/* Keys of a layout that are its own and not handed on. */
static bool is_own(const char *key)
{
    static const char *const own[] = {"duikai", "extends", "style-sheets", "remove", NULL};
    return g_strv_contains(own, key);
}

static const ReadNode *merge_layouts(ReadSource *source, const ReadNode *base, const ReadNode *over)
{
    Growing merged = growing_like(source, over);
    g_autoptr(GHashTable) removals = removals_of(over), ids = all_ids(base);
    for (const ReadNode *child = base->first; child; child = child->next) {
        const ReadNode *own = read_node_value(over, key_of(child));
        if (is_own(key_of(child))) continue;
        const ReadNode *joined = own ? merge_child(source, child, own, removals) : kept_child(source, child, removals);
        append(&merged, joined)->key = own ? own->key : child->key;
    }
    for (const ReadNode *child = over->first; child; child = child->next)
        if (is_own(key_of(child)) || !read_node_value(base, key_of(child))) append(&merged, child);
    report_removals(source, removals, "block, furniture frame or rule", ids);
    return merged.node;
}

/* ---- Files ---- */

/* Opens and parses another file; NULL with errors.  It joins the sources. */
static const ReadNode *parse_file(ReadSource *source, const char *path, BasePlace place, ReadExtending *extending)
{
    ReadSource *other = read_source_open(path, place, source->arena, source->list);
    if (!other) return NULL;
    g_ptr_array_add(extending->sources, other);
    const ReadNode *root = read_yaml(other, 0, other->size);
    return other->n_errors ? NULL : root;
}

/* Whether a file may be read in the chain; one that stands in it already extends itself. */
static bool enter(ReadSource *source, const char *path, BasePlace place, ReadExtending *extending)
{
    char *full = g_canonicalize_filename(path, NULL);
    bool is_loop = g_ptr_array_find_with_equal_func(extending->chain, full, g_str_equal, NULL);
    g_ptr_array_add(extending->chain, full);
    if (is_loop) read_error(source, place, "extends-loop", "the layout \"%s\" extends itself by way of this one", path);
    else if (extending->chain->len > CHAIN_MAX)
        read_error(source, place, "extends-loop", "this layout stands on more than %d others", CHAIN_MAX - 1);
    return !is_loop && extending->chain->len <= CHAIN_MAX;
}

const ReadNode *read_with_sheet(ReadSource *source, const ReadNode *root, const char *path, BasePlace place,
                                ReadExtending *extending)
{
    const ReadNode *sheet = parse_file(source, path, place, extending);
    ReadStyleSheet checked = {0};
    if (!sheet || !read_document(source, &read_styles_keys, sheet, &checked)) return NULL;
    const ReadNode *styles = read_node_value(sheet, "styles"), *own = read_node_value(root, "styles");
    const ReadNode *ladder = read_node_value(sheet, "ladder"), *below = read_node_value(root, "ladder");
    Growing merged = growing_like(source, root);
    for (const ReadNode *child = root->first; child; child = child->next) {
        bool is_replaced = ladder && child == below;
        append(&merged, child == own ? merge_named(source, own, styles) : is_replaced ? ladder : child)->key = child->key;
    }
    if (!own) append(&merged, styles);
    if (ladder && !below) append(&merged, ladder);
    return merged.node;
}

/* A layout of nothing but the styles of the sheets that `root` names, for it to stand on. */
static const ReadNode *add_sheets(ReadSource *source, const ReadNode *root, const ReadNode *base, ReadExtending *extending)
{
    const ReadNode *named = read_node_value(root, "style-sheets");
    const ReadNode *first = named && named->kind == READ_LIST ? named->first : named;
    for (const ReadNode *sheet = first; base && sheet; sheet = sheet == named ? NULL : sheet->next) {
        if (sheet->kind != READ_SCALAR) continue; /* reported with the keys */
        g_autofree char *path = base_file_beside(sheet->place.file, sheet->text);
        base = read_with_sheet(source, base, path, sheet->place, extending);
    }
    return base;
}

static const ReadNode *base_of(ReadSource *source, const ReadNode *root, ReadExtending *extending)
{
    const ReadNode *named = read_node_value(root, "extends");
    if (!named) return growing_like(source, root).node;
    if (named->kind != READ_SCALAR || !named->n_bytes) return growing_like(source, root).node; /* reported with the keys */
    g_autofree char *path = base_file_beside(named->place.file, named->text);
    if (!enter(source, path, named->place, extending)) return NULL;
    const ReadNode *tree = parse_file(source, path, named->place, extending);
    if (!tree || !read_check_format(source, &read_layout_keys, tree)) return NULL;
    return read_extended(source, tree, extending);
}

const ReadNode *read_extended(ReadSource *source, const ReadNode *root, ReadExtending *extending)
{
    bool stands_alone = root->kind != READ_MAP || !(read_node_value(root, "extends") || read_node_value(root, "style-sheets") ||
                                                    read_node_value(root, "remove"));
    if (stands_alone) return root;
    if (extending->chain->len == 0) enter(source, root->place.file, root->place, extending);
    const ReadNode *base = base_of(source, root, extending);
    if (base) base = add_sheets(source, root, base, extending);
    return base ? merge_layouts(source, base, root) : NULL;
}
