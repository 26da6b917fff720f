/* Fonts: the closed set of folders, the roles, and the faces opened so far.
 *
 * fonts.conf is parsed by fontconfig, but its database is not built: a face is known by its file's name, so looking for that file
 * in the declared folders is all there is to do, and start-up costs a fraction of a millisecond.  Folders given on the command
 * line come first, each with two levels of its sub-folders in the order of their names, so that no file system decides. */
#include "text/faces.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

struct TextFonts {
    RoleTable table;
    GPtrArray *folders; /* char * */
    GPtrArray *faces;   /* Face */
    GHashTable *patterns;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_tree(GPtrArray *folders, const char *folder, int depth)
{
    g_ptr_array_add(folders, g_strdup(folder));
    g_autoptr(GDir) dir = depth > 0 ? g_dir_open(folder, 0, NULL) : NULL;
    g_autoptr(GPtrArray) inner = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
        char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) g_ptr_array_add(inner, path);
        else g_free(path);
    }
    g_ptr_array_sort(inner, by_name);
    for (guint i = 0; i < inner->len; i++) add_tree(folders, g_ptr_array_index(inner, i), depth - 1);
}

/* Appends the folders that the fontconfig file at `path` names. */
static bool read_folders(GPtrArray *folders, const char *path, DkDiagnostics *list)
{
    g_autoptr(GBytes) text = base_file_read_text(path, (BasePlace){0}, list);
    if (!text) return false;
    g_autofree char *buffer = g_strndup(g_bytes_get_data(text, NULL), g_bytes_get_size(text));
    FcConfig *config = FcConfigCreate();
    bool is_good = FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)buffer, FcTrue);
    if (!is_good) base_report(list, DK_ERROR, "font-unreadable", (BasePlace){.file = path}, "not a fontconfig file");
    FcStrList *dirs = is_good ? FcConfigGetFontDirs(config) : NULL;
    for (const FcChar8 *dir = dirs ? FcStrListNext(dirs) : NULL; dir; dir = FcStrListNext(dirs))
        add_tree(folders, (const char *)dir, 0);
    if (dirs) FcStrListDone(dirs);
    FcConfigDestroy(config);
    return is_good;
}

static char *find_file(const TextFonts *fonts, const char *name)
{
    for (guint i = 0; i < fonts->folders->len; i++) {
        g_autofree char *path = g_build_filename(g_ptr_array_index(fonts->folders, i), name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) return g_steal_pointer(&path);
    }
    return NULL;
}

static bool has_face(const TextFonts *fonts, const Role *role, unsigned position)
{
    return ((FaceEntry *)g_ptr_array_index(fonts->table.entries, g_array_index(role->chain, unsigned, position)))->path;
}

/* Reports a role whose own face is not there; what follows in its chain stands in. */
static void check_role(const TextFonts *fonts, const Role *role, const char *roles_path, DkDiagnostics *list)
{
    if (has_face(fonts, role, 0)) return;
    const FaceEntry *first = g_ptr_array_index(fonts->table.entries, g_array_index(role->chain, unsigned, 0));
    BasePlace place = {.file = roles_path, .line = role->line, .column = role->column};
    DkDiagnostic *item =
        base_report(list, DK_WARNING, "font-missing", place, "role %s: no file %s in the font folders", role->name, first->file);
    base_report_hint(list, item, "install the packages that fonts/README.md names, or add a folder with --font-path");
}

/* Looks for the files of all faces; false when there is none at all. */
static bool find_files(TextFonts *fonts, const char *roles_path, DkDiagnostics *list)
{
    bool has_any = false;
    for (guint i = 0; i < fonts->table.entries->len; i++) {
        FaceEntry *entry = g_ptr_array_index(fonts->table.entries, i);
        entry->path = find_file(fonts, entry->file);
        has_any |= entry->path != NULL;
    }
    for (guint i = 0; has_any && i < fonts->table.roles->len; i++)
        check_role(fonts, g_ptr_array_index(fonts->table.roles, i), roles_path, list);
    if (has_any) return true;
    DkDiagnostic *item =
        base_report(list, DK_ERROR, "font-missing", (BasePlace){.file = roles_path}, "none of the fonts is installed");
    base_report_hint(list, item, "install the packages that fonts/README.md names, or add a folder with --font-path");
    return false;
}

TextFonts *text_fonts_new(const char *data_dir, const char *const *extra_dirs, DkDiagnostics *list)
{
    TextFonts *fonts = g_new0(TextFonts, 1);
    fonts->folders = g_ptr_array_new_with_free_func(g_free);
    fonts->faces = g_ptr_array_new_with_free_func((GDestroyNotify)text_face_free);
    fonts->patterns = text_patterns_new();
    for (; extra_dirs && *extra_dirs; extra_dirs++) add_tree(fonts->folders, *extra_dirs, 2);
    g_autofree char *conf = g_build_filename(data_dir, "fonts", "fonts.conf", NULL);
    g_autofree char *roles = g_build_filename(data_dir, "fonts", "roles.yaml", NULL);
    if (!text_roles_read(&fonts->table, roles, list) || !read_folders(fonts->folders, conf, list) ||
        !find_files(fonts, roles, list)) {
        text_fonts_free(fonts);
        return NULL;
    }
    return fonts;
}

void text_fonts_free(TextFonts *fonts)
{
    if (!fonts) return;
    text_roles_clear(&fonts->table);
    g_ptr_array_unref(fonts->folders);
    g_ptr_array_unref(fonts->faces);
    g_hash_table_unref(fonts->patterns);
    g_free(fonts);
}

/* An opened face of the same file and index, so that one file has one set of handles. */
static Face *opened_face(const TextFonts *fonts, const char *path, unsigned index)
{
    for (guint i = 0; i < fonts->faces->len; i++) {
        Face *face = g_ptr_array_index(fonts->faces, i);
        if (face->face.index == index && strcmp(face->face.file, path) == 0) return face;
    }
    return NULL;
}

static Face *entry_face(TextFonts *fonts, FaceEntry *entry, ModelLanguage language, DkDiagnostics *list)
{
    if (entry->opened[language] || entry->is_refused || !entry->path) return entry->opened[language];
    Face *face = opened_face(fonts, entry->path, entry->index[language]);
    if (!face) {
        face = text_face_open(entry->path, entry->index[language], list);
        if (face) g_ptr_array_add(fonts->faces, face);
    }
    entry->is_refused = !face;
    entry->opened[language] = face;
    return face;
}

int text_fonts_find_role(const TextFonts *fonts, const char *name)
{
    for (guint i = 0; i < fonts->table.roles->len; i++)
        if (strcmp(((Role *)g_ptr_array_index(fonts->table.roles, i))->name, name) == 0) return (int)i;
    return -1;
}

/* A word is meant that is near in spelling. */
static void report_unknown_role(const TextFonts *fonts, const ModelStyle *style, DkDiagnostics *list)
{
    g_autofree const char **names = g_new0(const char *, fonts->table.roles->len + 1);
    for (guint i = 0; i < fonts->table.roles->len; i++) names[i] = ((const Role *)g_ptr_array_index(fonts->table.roles, i))->name;
    DkDiagnostic *item =
        base_report(list, DK_ERROR, "unknown-role", style->font_place, "no font role is called \"%s\"", style->font);
    const char *nearest = base_nearest(style->font, names);
    if (nearest) base_report_hint(list, item, "did you mean \"%s\"?", nearest);
    else base_report_hint(list, item, "\"duikai fonts\" lists the roles");
}

bool text_fonts_check_styles(const TextFonts *fonts, const ModelStyle *styles, unsigned n_styles, DkDiagnostics *list)
{
    g_autoptr(GHashTable) told = g_hash_table_new(NULL, NULL); /* names as pointers: styles that extend one another share them */
    for (unsigned i = 0; i < n_styles; i++)
        if (text_fonts_find_role(fonts, styles[i].font) < 0 && g_hash_table_add(told, (gpointer)styles[i].font))
            report_unknown_role(fonts, &styles[i], list);
    text_patterns_check(fonts->patterns, styles, n_styles, list);
    return g_hash_table_size(told) == 0;
}

GHashTable *text_fonts_patterns(const TextFonts *fonts)
{
    return fonts->patterns;
}

unsigned text_fonts_n_chain(const TextFonts *fonts, unsigned role)
{
    return ((Role *)g_ptr_array_index(fonts->table.roles, role))->chain->len;
}

Face *text_fonts_chain_face(TextFonts *fonts, unsigned role, unsigned position, ModelLanguage language, DkDiagnostics *list)
{
    const Role *self = g_ptr_array_index(fonts->table.roles, role);
    if (position >= self->chain->len) return NULL; /* a role none of whose faces was found */
    return entry_face(fonts, g_ptr_array_index(fonts->table.entries, g_array_index(self->chain, unsigned, position)), language,
                      list);
}

unsigned text_fonts_n_roles(const TextFonts *fonts)
{
    return fonts->table.roles->len;
}

const char *text_fonts_role(const TextFonts *fonts, unsigned index)
{
    return ((Role *)g_ptr_array_index(fonts->table.roles, index))->name;
}

/* What is wrong with a face is reported where it is first needed for setting, not here. */
const TextFace *text_fonts_face(const TextFonts *fonts, unsigned role)
{
    g_autoptr(DkDiagnostics) unheard = dk_diagnostics_new();
    const Role *self = g_ptr_array_index(fonts->table.roles, role);
    for (unsigned i = 0; i < self->chain->len; i++) {
        FaceEntry *entry = g_ptr_array_index(fonts->table.entries, g_array_index(self->chain, unsigned, i));
        bool was_refused = entry->is_refused;
        Face *face = entry_face((TextFonts *)fonts, entry, MODEL_LANGUAGE_HANS_CN, unheard);
        entry->is_refused = was_refused;
        if (face) return &face->face;
    }
    return NULL;
}
