/* Finds the shared data beside the project, or where DUIKAI_SHARED_DATA says. */
#include "paragraph/tables.h"

char **table_lines(const char *name)
{
    const char *folder = g_getenv("DUIKAI_SHARED_DATA");
    g_autofree char *beside = g_build_filename(g_getenv("DUIKAI_DATA_DIR"), "..", "shared", "data", NULL);
    g_autofree char *path = g_build_filename(folder ? folder : beside, "typography", name, NULL), *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) return NULL;
    g_auto(GStrv) all = g_strsplit(text, "\n", -1);
    GPtrArray *lines = g_ptr_array_new();
    for (char **line = all; *line; line++)
        if (**line && **line != '#') g_ptr_array_add(lines, g_strdup(*line));
    g_ptr_array_add(lines, NULL);
    return (char **)g_ptr_array_free(lines, FALSE);
}
