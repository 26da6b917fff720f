/* Folder: whose the files are that a draft would write over.
 *
 * In: a folder.  Out: the folder without the files of the draft before, or errors and the folder as it was.
 * Method.  A draft is made to be worked on by hand, so what was worked on is never lost: beside its files a draft leaves their checksums,
 * in the form of sha1sum.  A file that still has its checksum can be made again and is taken away, so that nothing of the draft before
 * stays; one that has not, or was never a draft's, is an error.  The page's PDF has no checksum, for it may be set anew at any time: beside a
 * draft one that this program wrote is taken away, any other page.pdf is somebody's own. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "reconstruct/write/write.h"

#define RECORD "draft.sha1"
#define CHECKSUM_LENGTH 40                   /* SHA-1, which tells a change made by hand and takes a third of the time of SHA-256 */
#define MADE_HERE "<xmp:CreatorTool>Duikai<" /* in the metadata of every PDF that is written here (output/pdf_meta.c) */
#define PDF "page.pdf" /* set from the page file, by --render or later: never worked on by hand where a draft is */

/* story-01.md */
static bool is_story(const char *name)
{
    const char *p = name + strlen("story-");
    if (!g_str_has_prefix(name, "story-") || !g_ascii_isdigit(*p)) return false;
    while (g_ascii_isdigit(*p)) p++;
    return strcmp(p, ".md") == 0;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_there(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void add_if_there(GPtrArray *names, const char *folder, const char *name)
{
    if (is_there(folder, name)) g_ptr_array_add(names, g_strdup(name));
}

/* The files in a folder that have names a draft writes, in their order. */
static GPtrArray *names_in(const char *folder)
{
    static const char *const fixed[] = {"layout.yaml", "page.yaml", "report.json", "report.md", REC_PICTURE};
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++) add_if_there(names, folder, fixed[i]);
    g_autofree char *stories = g_build_filename(folder, "stories", NULL);
    g_autoptr(GDir) dir = g_dir_open(stories, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));)
        if (is_story(name)) g_ptr_array_add(names, g_build_filename("stories", name, NULL));
    g_ptr_array_sort(names, compare_names);
    return names;
}

/* A file's checksum; NULL when it cannot be read; freed with g_free. */
static char *checksum_of(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
    gsize n;
    if (!g_file_get_contents(path, &bytes, &n, NULL)) return NULL;
    return g_compute_checksum_for_data(G_CHECKSUM_SHA1, (const guchar *)bytes, n);
}

/* What the draft before left: name -> checksum; NULL: there was none. */
static GHashTable *read_record(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, RECORD, NULL), *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) return NULL;
    GHashTable *record = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (strlen(*line) > CHECKSUM_LENGTH + 2)
            g_hash_table_replace(record, g_strdup(*line + CHECKSUM_LENGTH + 2), g_strndup(*line, CHECKSUM_LENGTH));
    return record;
}

/* Whether a file has some words. */
static bool has_words(const char *folder, const char *name, const char *words)
{
    g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
    gsize n;
    return g_file_get_contents(path, &bytes, &n, NULL) && memmem(bytes, n, words, strlen(words));
}

/* Says that a file is not the draft's. */
static void report_foreign(const char *folder, const char *name, bool was_ours, DkDiagnostics *list)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    DkDiagnostic *item = base_report(list, DK_ERROR, "draft-in-the-way", (BasePlace){.file = path},
                                     was_ours ? "the file was changed since it was written, and is not written over"
                                              : "the file was not written by reconstruct, and is not written over");
    base_report_hint(list, item, "name another folder, or move this one away");
}

static bool is_untouched(const char *folder, const char *name, GHashTable *record, DkDiagnostics *list)
{
    const char *left = record ? g_hash_table_lookup(record, name) : NULL;
    g_autofree char *checksum = left ? checksum_of(folder, name) : NULL;
    if (left && g_strcmp0(left, checksum) == 0) return true;
    report_foreign(folder, name, left != NULL, list);
    return false;
}

/* Whether the page's PDF and the list of checksums, where they are there, are a draft's. */
static bool are_ours(const char *folder, GHashTable *record, DkDiagnostics *list)
{
    bool is_list = !is_there(folder, RECORD) || (record && g_hash_table_size(record) > 0);
    bool is_pdf = !is_there(folder, PDF) || (record && has_words(folder, PDF, MADE_HERE));
    if (!is_list) report_foreign(folder, RECORD, false, list);
    if (!is_pdf) report_foreign(folder, PDF, false, list);
    return is_list && is_pdf;
}

bool rec_folder_is_free(const char *folder, DkDiagnostics *list)
{
    g_autoptr(GPtrArray) names = names_in(folder);
    g_autoptr(GHashTable) record = read_record(folder);
    bool is_free = are_ours(folder, record, list);
    for (guint i = 0; i < names->len; i++) is_free &= is_untouched(folder, g_ptr_array_index(names, i), record, list);
    return is_free;
}

bool rec_folder_has_page(const char *folder)
{
    return is_there(folder, "page.yaml");
}

bool rec_folder_clear(const char *folder, DkDiagnostics *list)
{
    g_autoptr(GPtrArray) names = names_in(folder);
    g_autoptr(GHashTable) record = read_record(folder);
    if (!record) return true;
    bool is_clear = true;
    g_ptr_array_add(names, g_strdup(RECORD));
    g_ptr_array_add(names, g_strdup(PDF));
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        if (g_remove(path) == 0 || errno == ENOENT) continue;
        base_report(list, DK_ERROR, "output-not-written", (BasePlace){.file = path}, "cannot remove the draft before: %s",
                    g_strerror(errno));
        is_clear = false;
    }
    return is_clear;
}

bool rec_folder_settle(const char *folder, DkDiagnostics *list)
{
    g_autoptr(GPtrArray) names = names_in(folder);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *checksum = checksum_of(folder, name);
        if (checksum) g_string_append_printf(text, "%s  %s\n", checksum, name);
    }
    g_autofree char *path = g_build_filename(folder, RECORD, NULL);
    return base_file_replace(path, text->str, text->len, list);
}
