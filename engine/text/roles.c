/* Reads roles.yaml. */
#include "text/faces.h"

#include <string.h>

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

static void read_entry(RoleTable *table, char *name, char **words)
{
    FaceEntry *entry = g_new0(FaceEntry, 1);
    entry->id = g_strdup(g_strstrip(name));
    for (; *words; words++) {
        char *colon = strchr(*words, ':');
        if (!colon) continue;
        *colon = 0;
        char *key = g_strstrip(*words), *value = g_strstrip(colon + 1);
        if (strcmp(key, "file") == 0) entry->file = g_strdup(value);
        for (int i = 0; model_language_words[i]; i++)
            if (strcmp(key, model_language_words[i]) == 0) entry->index[i] = (unsigned)atoi(value);
    }
    g_ptr_array_add(table->entries, entry);
}

static void read_role(RoleTable *table, char *name, char **words, int line)
{
    (void)line;
    Role *role = g_new0(Role, 1);
    role->name = g_strdup(g_strstrip(name));
    role->chain = g_array_new(FALSE, FALSE, sizeof(unsigned));
    for (; *words; words++)
        for (unsigned i = 0; i < table->entries->len; i++)
            if (strcmp(((FaceEntry *)g_ptr_array_index(table->entries, i))->id, g_strstrip(*words)) == 0)
                g_array_append_val(role->chain, i);
    g_ptr_array_add(table->roles, role);
}

bool text_roles_read(RoleTable *table, const char *path, DkDiagnostics *list)
{
    table->entries = g_ptr_array_new_with_free_func(free_entry);
    table->roles = g_ptr_array_new_with_free_func(free_role);
    g_autoptr(GBytes) text = base_file_read_text(path, (BasePlace){0}, list);
    if (!text) return false;
    g_autofree char *copy = g_strndup(g_bytes_get_data(text, NULL), g_bytes_get_size(text));
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    bool is_role = false;
    for (int i = 0; lines[i]; i++) {
        if (strcmp(lines[i], "roles:") == 0) is_role = true;
        char *open = strpbrk(lines[i], "[{"), *close = strpbrk(lines[i], "]}"), *colon = strchr(lines[i], ':');
        if (!open || !close || lines[i][0] != ' ') continue;
        *close = 0, *colon = 0;
        g_auto(GStrv) words = g_strsplit(open + 1, ",", -1);
        if (is_role) read_role(table, lines[i], words, i + 1);
        else read_entry(table, lines[i], words);
    }
    return true;
}
