/* The store of opened pictures: what rests between drafts and pages is found again, is never another file than the one on the disk, and
 * does not grow. */
#include "output/pictures.h"

#include <glib/gstdio.h>
#include <utime.h>

/* A store, and the pictures that one page holds of it. */
typedef struct {
    BaseArena *arena;
    OutputPictures *store;
    DkDiagnostics *list;
} Shelf;

static Shelf shelf_new(void)
{
    return (Shelf){base_arena_new(), output_pictures_new(), dk_diagnostics_new()};
}

static void shelf_clear(Shelf *shelf)
{
    fixture_expect_none(shelf->list);
    output_pictures_free(shelf->store);
    dk_diagnostics_free(shelf->list);
    base_arena_free(shelf->arena);
}

typedef const ModelResolved *(*Open)(const ModelResolved *, OutputPictures *, GPtrArray *, BaseArena *, DkDiagnostics *);

/* Opens the file in a frame of 100 by 100 pt round which text runs, by its outline; the caller releases what is held. */
static ModelShown look(Shelf *shelf, Open open, const char *path, GPtrArray *held)
{
    BaseRect rect = {0, 0, 100 * DK_PT, 100 * DK_PT};
    ModelPicture picture = {.path = path};
    ModelStory story = {.path = "story.md", .slug = "story", .text = "", .pictures = &picture, .n_pictures = 1};
    ModelBlock block = {.id = "photo", .story = &story, .n_pictures = 1};
    ModelPictureFrame frame = {.rect = rect};
    ModelObstacle obstacle = {.kind = MODEL_AROUND_OUTLINE, .rect = rect, .threshold = .1, .block = -1};
    ModelResolved page = {
        .blocks = &block, .n_blocks = 1, .pictures = &frame, .n_pictures = 1, .obstacles = &obstacle, .n_obstacles = 1};
    return open(&page, shelf->store, held, shelf->arena, shelf->list)->pictures[0].shown;
}

static GPtrArray *hands(void)
{
    return g_ptr_array_new_with_free_func(output_picture_release);
}

static void write_text(const char *path, const char *text)
{
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static const char left_half[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><path d='M0 0h5v10h-5z'/></svg>";
static const char right_part[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><path d='M6 0h4v10h-4z'/></svg>";

/* What no page holds any more rests: the next that asks has it, with its outline; pixels it has none. */
static void test_rests(void)
{
    Shelf shelf = shelf_new();
    g_autofree char *path = pictures_file(pictures_text(left_half));
    g_autoptr(GPtrArray) first = hands(), second = hands();
    ModelShown shown = look(&shelf, output_open_outlines, path, first);
    g_autoptr(GBytes) file = g_bytes_ref(shown.picture->svg);
    const PictureOutline *traced = shown.picture->traced;
    g_ptr_array_set_size(first, 0);
    ModelShown again = look(&shelf, output_open_pictures, path, second);
    g_assert_true(again.picture->svg == file);
    g_assert_true(again.picture->traced == traced);
    g_assert_null(again.picture->pixels);
    g_assert_cmpuint(shown.rows.n, >, 0);
    g_assert_cmpmem(again.rows.end, again.rows.n * sizeof(DkLength), shown.rows.end, shown.rows.n * sizeof(DkLength));
    g_assert_cmpint(ABS(again.rows.end[100] - 50 * DK_PT), <, DK_PT);
    g_ptr_array_set_size(second, 0);
    shelf_clear(&shelf);
    g_unlink(path);
}

/* A file that was written again is another picture, though it is as long; so is one whose threshold is another. */
static void test_is_fresh(void)
{
    Shelf shelf = shelf_new();
    g_autofree char *path = pictures_file(pictures_text(left_half));
    g_autoptr(GPtrArray) held = hands();
    g_assert_cmpint(look(&shelf, output_open_outlines, path, held).rows.first[100], ==, 0);
    g_ptr_array_set_size(held, 0);
    g_assert_cmpuint(sizeof left_half, ==, sizeof right_part);
    write_text(path, right_part);
    g_assert_cmpint(utime(path, &(struct utimbuf){.modtime = 1000}), ==, 0);
    ModelShown shown = look(&shelf, output_open_outlines, path, held);
    g_assert_cmpint(ABS(shown.rows.first[100] - 60 * DK_PT), <, DK_PT);
    g_assert_false(picture_is_traced(shown.picture, &(ModelObstacle){.threshold = .5}));
    g_ptr_array_set_size(held, 0);
    shelf_clear(&shelf);
    g_unlink(path);
}

/* A drawing with 6 MiB of remarks: two rest, and the third sends the first away. */
static void test_is_bounded(void)
{
    Shelf shelf = shelf_new();
    g_autofree char *blanks = g_strnfill(6 << 20, ' '), *text = g_strconcat("<!--", blanks, "-->", left_half, NULL);
    g_autoptr(GPtrArray) held = hands();
    char *paths[3];
    GBytes *files[3];
    for (unsigned i = 0; i < 3; i++) {
        paths[i] = pictures_file(pictures_text(text));
        files[i] = g_bytes_ref(look(&shelf, output_open_pictures, paths[i], held).picture->svg);
        g_ptr_array_set_size(held, 0);
    }
    g_assert_true(look(&shelf, output_open_pictures, paths[2], held).picture->svg == files[2]);
    g_assert_true(look(&shelf, output_open_pictures, paths[1], held).picture->svg == files[1]);
    g_assert_true(look(&shelf, output_open_pictures, paths[0], held).picture->svg != files[0]);
    g_ptr_array_set_size(held, 0);
    shelf_clear(&shelf);
    for (unsigned i = 0; i < 3; i++) {
        g_unlink(paths[i]);
        g_free(paths[i]);
        g_bytes_unref(files[i]);
    }
}

/* Pixels wait for two pages; then those go that the file can give again as a PDF wants them, and no others. */
static void test_pixels_go(void)
{
    Shelf shelf = shelf_new();
    g_autofree char *photo = pictures_file(pictures_jpeg(3, 0)), *scan = pictures_file(pictures_tiff(4, 8, 0));
    g_autoptr(GPtrArray) held = hands();
    g_autoptr(DkDiagnostics) coarse = dk_diagnostics_new();
    output_pictures_begin_page(shelf.store);
    Picture *carried = look(&shelf, output_open_pictures, photo, held).picture;
    Picture *written = look(&shelf, output_open_pictures, scan, held).picture;
    output_pictures_begin_page(shelf.store);
    g_assert_nonnull(carried->pixels);
    output_pictures_begin_page(shelf.store);
    g_assert_null(carried->pixels);
    g_assert_nonnull(written->pixels);
    g_assert_true(picture_need_pixels(carried, coarse));
    g_ptr_array_set_size(held, 0);
    shelf_clear(&shelf);
    g_unlink(photo);
    g_unlink(scan);
}

void test_store_add(void)
{
    g_test_add_func("/output/store/rests", test_rests);
    g_test_add_func("/output/store/is-fresh", test_is_fresh);
    g_test_add_func("/output/store/is-bounded", test_is_bounded);
    g_test_add_func("/output/store/pixels-go", test_pixels_go);
}
