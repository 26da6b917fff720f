/* Pages built by hand: see fixture.h. */
#include "output/fixture.h"

#include <fontconfig/fontconfig.h>
#include <glib/gstdio.h>
#include <hb-ot.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- Faces ---- */

static bool read_face(TextFace *face, const char *file, unsigned index, const char *name)
{
    static GSList *kept; /* faces live as long as the program */
    GMappedFile *mapped = g_mapped_file_new(file, FALSE, NULL);
    if (!mapped) return false;
    kept = g_slist_prepend(kept, mapped);
    *face = (TextFace){.file = g_strdup(file), .index = index, .name = g_strdup(name), .version = "test"};
    face->data = (const unsigned char *)g_mapped_file_get_contents(mapped);
    face->size = g_mapped_file_get_length(mapped);
    hb_blob_t *blob = hb_blob_create((const char *)face->data, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *opened = hb_face_create(blob, index);
    face->units_per_em = hb_face_get_upem(opened);
    hb_blob_t *cff = hb_face_reference_table(opened, HB_TAG('C', 'F', 'F', ' '));
    face->is_cff = hb_blob_get_length(cff) > 0;
    hb_blob_destroy(cff);
    hb_face_destroy(opened);
    hb_blob_destroy(blob);
    return true;
}

static TextFace *find_face(const char *pattern)
{
    FcPattern *wanted = FcNameParse((const FcChar8 *)pattern);
    FcConfigSubstitute(NULL, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result;
    FcPattern *found = FcFontMatch(NULL, wanted, &result);
    FcChar8 *file = NULL, *name = NULL, *family = NULL;
    int index = 0;
    TextFace *face = g_new0(TextFace, 1);
    g_autofree char *asked = g_strndup(pattern, strcspn(pattern, ":"));
    bool is_found = false;
    for (int i = 0; !is_found && FcPatternGetString(found, FC_FAMILY, i, &family) == FcResultMatch; i++)
        is_found = g_ascii_strcasecmp((const char *)family, asked) == 0;
    is_found = is_found && FcPatternGetString(found, FC_FILE, 0, &file) == FcResultMatch &&
               FcPatternGetString(found, FC_POSTSCRIPT_NAME, 0, &name) == FcResultMatch;
    FcPatternGetInteger(found, FC_INDEX, 0, &index);
    is_found = is_found && read_face(face, (const char *)file, (unsigned)index & 0xffff, (const char *)name);
    FcPatternDestroy(found);
    FcPatternDestroy(wanted);
    if (!is_found) g_clear_pointer(&face, g_free);
    return face;
}

const TextFace *fixture_face(const char *pattern)
{
    static GHashTable *faces;
    if (!faces) faces = g_hash_table_new(g_str_hash, g_str_equal);
    if (!g_hash_table_contains(faces, pattern)) g_hash_table_insert(faces, g_strdup(pattern), find_face(pattern));
    return g_hash_table_lookup(faces, pattern);
}

/* ---- Pages ---- */

Page *fixture_page(DkLength width, DkLength height)
{
    Page *page = g_new0(Page, 1);
    page->width = width;
    page->height = height;
    page->items = g_array_new(FALSE, TRUE, sizeof(PageItem));
    page->glyphs = g_array_new(FALSE, TRUE, sizeof(PageGlyph));
    page->points = g_array_new(FALSE, TRUE, sizeof(PagePoint));
    return page;
}

void fixture_page_free(Page *page)
{
    for (unsigned i = 0; i < page->items->len; i++) g_free((char *)g_array_index(page->items, PageItem, i).text);
    g_array_unref(page->items);
    g_array_unref(page->glyphs);
    g_array_unref(page->points);
    g_free(page);
}

PageItem *fixture_item(Page *page, PageItemKind kind, BaseRect rect)
{
    PageItem item = {.kind = kind, .rect = rect, .frame = "frame", .order = -1, .scale = 1024, .ink = {.k = 100}};
    g_array_append_val(page->items, item);
    return &g_array_index(page->items, PageItem, page->items->len - 1);
}

static hb_buffer_t *shape(hb_font_t *font, const char *text, bool is_column)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_set_direction(buffer, is_column ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-hans", -1));
    hb_shape(font, buffer, NULL, 0);
    return buffer;
}

/* Bytes from glyph `i`'s cluster to the next one; 0 when the glyph before is of the same cluster. */
static unsigned cluster_bytes(const hb_glyph_info_t *infos, unsigned i, unsigned n, unsigned length)
{
    if (i > 0 && infos[i - 1].cluster == infos[i].cluster) return 0;
    unsigned next = i;
    while (next < n && infos[next].cluster == infos[i].cluster) next++;
    return (next < n ? infos[next].cluster : length) - infos[i].cluster;
}

static void place(Page *page, PageItem *item, hb_buffer_t *buffer, const FixtureText *how)
{
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &n);
    double unit = how->size / 1000, x = how->x, y = how->y, scale = item->scale / 1024.0;
    bool is_turned = how->orientation == TEXT_TURNED, is_column = how->is_vertical && how->orientation == TEXT_UPRIGHT;
    for (unsigned i = 0; i < n; i++) {
        const hb_glyph_position_t *at = &positions[i];
        double dx = (is_turned ? at->y_offset : at->x_offset) * unit, dy = (is_turned ? at->x_offset : -at->y_offset) * unit;
        PageGlyph glyph = {infos[i].codepoint, base_length_from_pt(x + dx), base_length_from_pt(y + dy), infos[i].cluster,
                           cluster_bytes(infos, i, n, (unsigned)strlen(item->text))};
        g_array_append_val(page->glyphs, glyph);
        bool is_last = i + 1 == n || infos[i + 1].cluster != infos[i].cluster;
        double step = at->x_advance * unit * scale + (is_last ? how->extra : 0);
        x += is_column || is_turned ? 0 : step;
        y += is_turned ? step : is_column ? -at->y_advance * unit + (is_last ? how->extra : 0) : 0;
    }
    item->n_glyphs = n;
}

PageItem *fixture_text(Page *page, const char *text, FixtureText how)
{
    hb_blob_t *blob = hb_blob_create((const char *)how.face->data, (unsigned)how.face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, how.face->index);
    hb_font_t *font = hb_font_create(face);
    hb_font_set_scale(font, 1000, 1000);
    hb_buffer_t *buffer = shape(font, text, how.is_vertical && how.orientation == TEXT_UPRIGHT);
    PageItem *item =
        fixture_item(page, PAGE_GLYPHS, (BaseRect){base_length_from_pt(how.x), base_length_from_pt(how.y - how.size), 0, 0});
    item->face = how.face;
    item->size = base_length_from_pt(how.size);
    item->scale = how.scale ? how.scale : 1024;
    item->is_vertical = how.is_vertical;
    item->orientation = how.orientation;
    item->text = g_strdup(text);
    item->story = how.story;
    item->order = how.story ? 0 : -1;
    item->line = page->items->len;
    item->first_glyph = page->glyphs->len;
    place(page, item, buffer, &how);
    hb_buffer_destroy(buffer);
    hb_font_destroy(font);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return item;
}

/* ---- Programs ---- */

bool fixture_has_program(const char *name)
{
    g_autofree char *path = g_find_program_in_path(name);
    return path != NULL;
}

/* Runs a command to its end and returns what it prints: a pipe, since g_spawn_sync cannot return bytes. */
static char *collect(char **command, gsize *size)
{
    int output = -1, status = -1;
    GPid process;
    g_autoptr(GError) error = NULL;
    GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD;
    if (!g_spawn_async_with_pipes(NULL, command, NULL, flags, NULL, NULL, &process, NULL, &output, NULL, &error))
        g_error("%s", error->message);
    GString *printed = g_string_new(NULL);
    char buffer[65536];
    for (ssize_t n; (n = read(output, buffer, sizeof buffer)) > 0;) g_string_append_len(printed, buffer, n);
    g_close(output, NULL);
    waitpid(process, &status, 0);
    g_spawn_close_pid(process);
    if (!g_spawn_check_wait_status(status, &error)) g_error("%s: %s", command[0], error->message);
    *size = printed->len;
    return g_string_free(printed, FALSE);
}

char *fixture_run_bytes(GBytes *bytes, const char *const *command, gsize *size)
{
    if (!fixture_has_program(command[0])) {
        g_autofree char *message = g_strdup_printf("%s is not installed", command[0]);
        g_test_skip(message);
        return NULL;
    }
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "duikai-output-XXXXXX", NULL);
    int file = g_mkstemp(path);
    g_assert_cmpint(file, >=, 0);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(path, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), NULL));
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    for (unsigned i = 0; command[i]; i++) g_ptr_array_add(arguments, strcmp(command[i], "@") == 0 ? path : (char *)command[i]);
    g_ptr_array_add(arguments, NULL);
    char *printed = collect((char **)arguments->pdata, size);
    g_unlink(path);
    return printed;
}

char *fixture_run(GBytes *bytes, const char *const *command)
{
    gsize size;
    return fixture_run_bytes(bytes, command, &size);
}

void fixture_expect_none(const DkDiagnostics *list)
{
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        char *text = dk_diagnostic_text(dk_diagnostics_item(list, i));
        g_test_message("%s", text);
        g_free(text);
    }
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 0);
}
