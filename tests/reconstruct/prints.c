/* Prints: first-fit by the units and widths of the engine, so that a text has lines of which it is known where they belong. */
#include "reconstruct/prints.h"

#include <string.h>

#include "reconstruct/chars.h"

GPtrArray *prints_paragraph(const char *text, unsigned n_bytes, int measure)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    RecSource source = {.text = g_string_new_len(text, (gssize)n_bytes)};
    unsigned first = 0, at = 0;
    for (int width = 4; at < n_bytes;) {
        unsigned n = rec_head_bytes(&source, (RecRange){at, n_bytes - at});
        int unit = rec_cells(&source, (RecRange){at, n});
        if (width + unit > measure && at > first) {
            g_ptr_array_add(lines, g_strndup(text + first, at - first));
            first = at;
            width = 0;
        }
        width += unit;
        at += n;
    }
    g_ptr_array_add(lines, g_strndup(text + first, n_bytes - first));
    g_string_free(source.text, TRUE);
    return lines;
}

static gint compare_paths(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *prints_files(const char *folder)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_assert_nonnull(dir);
    for (const char *name; (name = g_dir_read_name(dir));)
        if (g_str_has_suffix(name, ".md")) g_ptr_array_add(files, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(files, compare_paths);
    return files;
}
