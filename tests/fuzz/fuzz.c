/* Fuzzing: the readers take paths, so each input becomes a file in memory. */
#include "fuzz.h"

#include <glib.h>
#include <sys/mman.h>
#include <unistd.h>

const char *fuzz_file(const char *name, const uint8_t *bytes, size_t size)
{
    static GHashTable *paths;
    if (!paths) paths = g_hash_table_new(g_str_hash, g_str_equal);
    char *path = g_hash_table_lookup(paths, name);
    if (!path) {
        path = g_strdup_printf("/proc/self/fd/%d", memfd_create(name, 0));
        g_hash_table_insert(paths, g_strdup(name), path);
    }
    int file = (int)g_ascii_strtoll(path + sizeof "/proc/self/fd/" - 1, NULL, 10);
    g_assert_cmpint(ftruncate(file, 0), ==, 0);
    g_assert_cmpint(pwrite(file, bytes, size, 0), ==, (gssize)size);
    return path;
}
