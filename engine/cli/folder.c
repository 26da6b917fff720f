/* Files below folders, by the names they have from there on.  A link to a folder is followed, but not back to one that it stands in. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/comparing.h"

typedef struct {
    const char *folder;
    bool (*is_wanted)(const char *path);
    GHashTable *names;
} Walk;

/* A folder on the way down, and the one that it was met in. */
typedef struct Level Level;
struct Level {
    const Level *above;
    dev_t device;
    ino_t number;
};

static bool is_on_the_way(const Level *level, const struct stat *status)
{
    while (level && !(level->device == status->st_dev && level->number == status->st_ino)) level = level->above;
    return level != NULL;
}

static bool walk(const Walk *job, const char *below, const Level *above)
{
    g_autofree char *path = g_build_filename(job->folder, below, NULL);
    g_autoptr(GDir) dir = NULL;
    struct stat status;
    if (stat(path, &status) != 0 || !(dir = g_dir_open(path, 0, NULL))) {
        fprintf(stderr, "duikai: cannot read the folder \"%s\": %s\n", path, g_strerror(errno));
        return false;
    }
    if (is_on_the_way(above, &status)) return true;
    const Level level = {above, status.st_dev, status.st_ino};
    bool is_whole = true;
    for (const char *entry; (entry = g_dir_read_name(dir));) {
        g_autofree char *name = *below ? g_build_filename(below, entry, NULL) : g_strdup(entry);
        g_autofree char *file = g_build_filename(job->folder, name, NULL);
        if (g_file_test(file, G_FILE_TEST_IS_DIR)) is_whole &= walk(job, name, &level);
        else if (job->is_wanted(file)) g_hash_table_add(job->names, g_steal_pointer(&name));
    }
    return is_whole;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *cli_files_below(const char *const *folders, bool (*is_wanted)(const char *path))
{
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool is_whole = true;
    for (; *folders; folders++) is_whole &= walk(&(Walk){*folders, is_wanted, names}, "", NULL);
    if (!is_whole) return NULL;
    GPtrArray *sorted = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter each;
    void *name;
    g_hash_table_iter_init(&each, names);
    while (g_hash_table_iter_next(&each, &name, NULL)) g_ptr_array_add(sorted, g_strdup(name));
    g_ptr_array_sort(sorted, by_name);
    return sorted;
}
