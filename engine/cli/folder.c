/* Files below folders, by the names they have from there on. */
#include <string.h>

#include "cli/comparing.h"

static void walk(const char *folder, const char *below, bool (*is_wanted)(const char *path), GHashTable *names)
{
    g_autofree char *path = g_build_filename(folder, below, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *entry;
    while (dir && (entry = g_dir_read_name(dir))) {
        g_autofree char *name = *below ? g_build_filename(below, entry, NULL) : g_strdup(entry);
        g_autofree char *file = g_build_filename(folder, name, NULL);
        if (g_file_test(file, G_FILE_TEST_IS_DIR)) walk(folder, name, is_wanted, names);
        else if (is_wanted(file)) g_hash_table_add(names, g_steal_pointer(&name));
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *cli_files_below(const char *const *folders, bool (*is_wanted)(const char *path))
{
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GPtrArray *sorted = g_ptr_array_new_with_free_func(g_free);
    for (; *folders; folders++) walk(*folders, "", is_wanted, names);
    GHashTableIter each;
    void *name;
    g_hash_table_iter_init(&each, names);
    while (g_hash_table_iter_next(&each, &name, NULL)) g_ptr_array_add(sorted, g_strdup(name));
    g_ptr_array_sort(sorted, by_name);
    return sorted;
}
