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

void table_judge(const TableJudge *judge)
{
    g_auto(GStrv) rows = table_lines(judge->table);
    if (!rows) {
        g_test_skip("the shared table is not there");
        return;
    }
    int n_good = 0, n_counted = 0, n_aside = 0;
    for (char **row = rows; *row; row++) {
        g_auto(GStrv) field = g_strsplit(*row, "\t", -1);
        if (judge->aside && judge->aside(field)) {
            n_aside++;
            continue;
        }
        bool is_good = judge->check(field);
        n_counted++;
        n_good += is_good;
        if (!is_good) g_test_message("%s", *row);
    }
    g_test_message("%s: %d of %d, %d not counted", judge->table, n_good, n_counted, n_aside);
    if (n_counted == 0) g_test_fail();
    if (n_good < (judge->floor ? judge->floor : n_counted)) g_test_fail();
}
