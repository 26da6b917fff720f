/* The two things between the threads and the files, by themselves: which bytes the shelf has for which revision, and what the watch
 * takes for a change. */
#include "preview/preview.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- The shelf ---- */

/* Puts up a revision of these sheets, which stay the caller's. */
static void put(PreviewShelf *shelf, unsigned revision, PreviewSheet *const *sheets, unsigned n)
{
    GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)preview_sheet_unref);
    for (unsigned i = 0; i < n; i++) g_ptr_array_add(kept, preview_sheet_ref(sheets[i]));
    GHashTable *stories = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    g_hash_table_insert(stories, g_strdup("slug"), g_bytes_new_static("words", 5));
    g_autofree char *state = g_strdup_printf("state %u", revision);
    preview_shelf_put(shelf, revision, g_bytes_new(state, strlen(state)), kept, stories);
}

static void assert_bytes(GBytes *bytes, const char *wanted)
{
    g_assert_nonnull(bytes);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_assert_cmpmem(data, size, wanted, strlen(wanted));
    g_bytes_unref(bytes);
}

/* What there is of a page's sheet: its bytes, "coming", or "none". */
static void assert_sheet(PreviewShelf *shelf, unsigned revision, unsigned page, const char *wanted)
{
    GBytes *bytes = NULL;
    PreviewAnswer answer = preview_shelf_part(shelf, revision, page, PREVIEW_SVG, &bytes);
    const char *got = answer == PREVIEW_COMING ? "coming" : "none";
    if (answer == PREVIEW_HERE) assert_bytes(bytes, wanted);
    else g_assert_cmpstr(got, ==, wanted);
}

static void give(PreviewShelf *shelf, const char *bytes)
{
    unsigned page;
    PreviewPart part;
    g_assert_true(preview_shelf_next(shelf, &page, &part));
    preview_shelf_give(shelf, page, part, bytes ? g_bytes_new(bytes, strlen(bytes)) : NULL);
}

static void test_empty(void)
{
    PreviewShelf *shelf = preview_shelf_new();
    unsigned page;
    PreviewPart part;
    g_assert_cmpuint(preview_shelf_revision(shelf), ==, 0);
    g_assert_null(preview_shelf_state(shelf));
    g_assert_null(preview_shelf_story(shelf, "slug"));
    assert_sheet(shelf, 0, 0, "none");
    g_assert_false(preview_shelf_next(shelf, &page, &part));
    preview_shelf_free(shelf);
}

/* Two pages, of which the second is set anew twice. */
static void test_revisions(void)
{
    PreviewShelf *shelf = preview_shelf_new();
    PreviewSheet *first = preview_sheet_new(1), *second[] = {preview_sheet_new(1), preview_sheet_new(2), preview_sheet_new(3)};
    put(shelf, 1, (PreviewSheet *[]){first, second[0]}, 2);
    assert_sheet(shelf, 1, 1, "coming");
    give(shelf, "second of 1");
    assert_sheet(shelf, 1, 1, "second of 1");
    put(shelf, 2, (PreviewSheet *[]){first, second[1]}, 2);
    assert_sheet(shelf, 1, 1, "second of 1"); /* what it was before is still there, to be compared with */
    assert_sheet(shelf, 2, 1, "coming");
    assert_sheet(shelf, 0, 1, "coming");
    assert_sheet(shelf, 1, 0, "coming"); /* the same sheet in both */
    give(shelf, "first");
    assert_sheet(shelf, 2, 0, "first");
    put(shelf, 3, (PreviewSheet *[]){first, second[2]}, 2);
    assert_sheet(shelf, 2, 1, "none"); /* asked for, and gone before it was drawn */
    assert_sheet(shelf, 1, 1, "none");
    assert_sheet(shelf, 1, 0, "first");
    assert_sheet(shelf, 4, 0, "none");
    assert_sheet(shelf, 3, 2, "none");
    assert_bytes(preview_shelf_state(shelf), "state 3");
    assert_bytes(preview_shelf_story(shelf, "slug"), "words");
    preview_sheet_unref(first);
    for (size_t i = 0; i < G_N_ELEMENTS(second); i++) preview_sheet_unref(second[i]);
    preview_shelf_free(shelf);
}

/* A sheet that cannot be drawn is not asked for again and again. */
static void test_failure(void)
{
    PreviewShelf *shelf = preview_shelf_new();
    PreviewSheet *sheet = preview_sheet_new(1);
    unsigned page;
    PreviewPart part;
    put(shelf, 1, &sheet, 1);
    assert_sheet(shelf, 1, 0, "coming");
    give(shelf, NULL);
    assert_sheet(shelf, 1, 0, "none");
    g_assert_false(preview_shelf_next(shelf, &page, &part));
    preview_sheet_unref(sheet);
    preview_shelf_free(shelf);
}

/* ---- The watch ---- */

typedef struct {
    char *folder, *path;
    DkDiagnostics *list; /* that the file is noted in */
} File;

static void write_file(const File *file, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_file_set_contents_full(file->path, text, -1, G_FILE_SET_CONTENTS_NONE, 0644, &error);
    g_assert_no_error(error);
}

/* A file that was read just now; text NULL: one that is not there. */
static File file_new(const char *text)
{
    g_autoptr(GError) error = NULL;
    File file = {.folder = g_dir_make_tmp("duikai-XXXXXX", &error), .list = dk_diagnostics_new()};
    g_assert_no_error(error);
    file.path = g_build_filename(file.folder, "story.md", NULL);
    if (text) write_file(&file, text);
    base_note_file(file.list, file.path);
    g_assert_cmpuint(dk_diagnostics_file_count(file.list), ==, 1);
    g_assert_cmpstr(dk_diagnostics_file(file.list, 0), ==, file.path);
    g_assert_false(dk_diagnostics_is_stale(file.list));
    return file;
}

static void file_clear(File *file)
{
    g_unlink(file->path);
    g_rmdir(file->folder);
    dk_diagnostics_free(file->list);
    g_free(file->folder);
    g_free(file->path);
}

static void test_stale(void)
{
    File kept = file_new("kept"), gone = file_new("gone"), coming = file_new(NULL);
    base_note_file(kept.list, kept.path);
    g_assert_cmpuint(dk_diagnostics_file_count(kept.list), ==, 1);
    g_unlink(gone.path);
    g_assert_true(dk_diagnostics_is_stale(gone.list));
    g_assert_true(base_has_lost_file(gone.list));
    write_file(&coming, "come");
    g_assert_true(dk_diagnostics_is_stale(coming.list));
    g_assert_false(base_has_lost_file(coming.list));
    g_assert_false(dk_diagnostics_is_stale(kept.list));
    write_file(&kept, "kept"); /* the same words in another file */
    g_assert_true(dk_diagnostics_is_stale(kept.list));
    file_clear(&kept);
    file_clear(&gone);
    file_clear(&coming);
}

static gpointer save_later(gpointer data)
{
    g_usleep(G_USEC_PER_SEC / 20);
    write_file(data, "saved");
    return NULL;
}

static gpointer stop_later(gpointer data)
{
    g_usleep(G_USEC_PER_SEC / 20);
    dk_watch_stop(data);
    return NULL;
}

static void test_wait(void)
{
    g_autoptr(DkDiagnostics) findings = dk_diagnostics_new();
    File file = file_new("story");
    const DkDiagnostics *lists[] = {file.list};
    DkWatch *watch = dk_watch_new(findings);
    GThread *thread = g_thread_new("save", save_later, &file);
    g_assert_true(dk_watch_wait(watch, lists, 1));
    g_thread_join(thread);
    g_assert_true(dk_watch_wait(watch, lists, 1)); /* it is another still */
    thread = g_thread_new("stop", stop_later, watch);
    g_assert_false(dk_watch_wait(watch, NULL, 0));
    g_thread_join(thread);
    g_assert_false(dk_watch_wait(watch, lists, 1)); /* for good */
    g_assert_cmpuint(dk_diagnostics_count(findings), ==, 0);
    dk_watch_free(watch);
    file_clear(&file);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/preview/shelf/empty", test_empty);
    g_test_add_func("/preview/shelf/revisions", test_revisions);
    g_test_add_func("/preview/shelf/failure", test_failure);
    g_test_add_func("/preview/watch/stale", test_stale);
    g_test_add_func("/preview/watch/wait", test_wait);
    return g_test_run();
}
