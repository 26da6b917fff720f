/* floor LINES OUT.pdf [PAGES] - what a page costs at the least on this machine: the work of fontconfig, FreeType, HarfBuzz,
 * hb-subset and cairo's PDF surface, with nothing of a typesetter around it.
 *
 * In: one line of set text a row, "face TAB size TAB x TAB baseline TAB text", the face by PostScript name (tests/bench/run makes
 * it from the dump of a page).  Out: a PDF with the same words in the same faces at the same places, each line as HarfBuzz sets it.
 * Method: shape all lines; cut each face down to its glyphs; then for every page shape again, as a typesetter must, and draw. */
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb-subset.h>
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FACES 32
#define PAGE_WIDTH (390 / 25.4 * 72)
#define PAGE_HEIGHT (545 / 25.4 * 72)

typedef struct {
    const char *name;
    hb_face_t *face;
    hb_font_t *font;
    hb_set_t *glyphs;         /* all that is used of it */
    const hb_map_t *cut_ids;  /* glyph ids of the cut face */
    cairo_font_face_t *drawn; /* the cut face, as cairo has it */
} Face;

typedef struct {
    Face *face;
    double size, x, baseline;
    const char *text;
} Line;

static Face faces[MAX_FACES];
static unsigned n_faces;

static void fail(const char *what, const char *name)
{
    fprintf(stderr, "floor: %s: %s\n", what, name);
    exit(1);
}

/* ---- Input ---- */

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) fail("cannot read", path);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (!text || fread(text, 1, size, file) != size) fail("cannot read", path);
    text[size] = '\0';
    fclose(file);
    return text;
}

static Face *face_named(const char *name)
{
    for (unsigned i = 0; i < n_faces; i++)
        if (strcmp(faces[i].name, name) == 0) return &faces[i];
    if (n_faces == MAX_FACES) fail("more faces than a page has", name);
    faces[n_faces].name = name;
    return &faces[n_faces++];
}

static Line *read_lines(char *text, size_t *n_lines)
{
    size_t room = 1;
    for (const char *p = text; *p; p++) room += *p == '\n';
    Line *lines = calloc(room, sizeof *lines);
    if (!lines) fail("no memory for", "the lines");
    *n_lines = 0;
    char *row_rest = NULL;
    for (char *row = strtok_r(text, "\n", &row_rest); row; row = strtok_r(NULL, "\n", &row_rest)) {
        char *rest = NULL, *name = strtok_r(row, "\t", &rest), *size = strtok_r(NULL, "\t", &rest);
        char *x = strtok_r(NULL, "\t", &rest), *baseline = strtok_r(NULL, "\t", &rest);
        if (!baseline || !*rest) fail("not a line", row);
        lines[(*n_lines)++] = (Line){face_named(name), atof(size), atof(x), atof(baseline), rest};
    }
    return lines;
}

/* ---- Faces ---- */

static void open_face(Face *face)
{
    FcPattern *wanted = FcPatternCreate();
    FcPatternAddString(wanted, FC_POSTSCRIPT_NAME, (const FcChar8 *)face->name);
    FcConfigSubstitute(NULL, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result;
    FcPattern *found = FcFontMatch(NULL, wanted, &result);
    FcChar8 *file = NULL;
    int index = 0;
    if (!found || FcPatternGetString(found, FC_FILE, 0, &file) != FcResultMatch) fail("no such face", face->name);
    FcPatternGetInteger(found, FC_INDEX, 0, &index);
    hb_blob_t *blob = hb_blob_create_from_file((const char *)file);
    face->face = hb_face_create(blob, (unsigned)index & 0xffff);
    face->font = hb_font_create(face->face);
    hb_font_set_scale(face->font, 1000, 1000);
    face->glyphs = hb_set_create();
    hb_blob_destroy(blob);
    FcPatternDestroy(found);
    FcPatternDestroy(wanted);
}

/* Cuts a face down to the glyphs that were shaped, without hints and subroutines, and hands it to cairo. */
static void cut_face(Face *face, FT_Library freetype)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_set(hb_subset_input_glyph_set(input), face->glyphs);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    static const char *const dropped[] = {"GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "kern"};
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), hb_tag_from_string(dropped[i], 4));
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face->face, input);
    hb_face_t *cut = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (!cut) fail("cannot cut", face->name);
    face->cut_ids = hb_subset_plan_old_to_new_glyph_mapping(plan);
    unsigned size = 0;
    const char *data = hb_blob_get_data(hb_face_reference_blob(cut), &size); /* kept until the end, as FreeType needs it */
    FT_Face opened;
    if (FT_New_Memory_Face(freetype, (const FT_Byte *)data, (FT_Long)size, 0, &opened)) fail("cannot open", face->name);
    face->drawn = cairo_ft_font_face_create_for_ft_face(opened, 0);
}

/* ---- Setting ---- */

static void shape(const Line *line, hb_buffer_t *buffer)
{
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, line->text, -1, 0, -1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-Hans", -1));
    hb_shape(line->face->font, buffer, NULL, 0);
}

static void note_glyphs(const Line *line, hb_buffer_t *buffer)
{
    shape(line, buffer);
    unsigned n = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    for (unsigned i = 0; i < n; i++) hb_set_add(line->face->glyphs, info[i].codepoint);
}

static void draw(const Line *line, hb_buffer_t *buffer, cairo_t *cairo)
{
    shape(line, buffer);
    unsigned n = 0, n_clusters = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, NULL);
    cairo_glyph_t *glyphs = cairo_glyph_allocate((int)n);
    cairo_text_cluster_t *clusters = cairo_text_cluster_allocate((int)n);
    double scale = line->size / 1000, x = line->x;
    size_t length = strlen(line->text);
    for (unsigned i = 0; i < n; i++) {
        glyphs[i] = (cairo_glyph_t){hb_map_get(line->face->cut_ids, info[i].codepoint), x + position[i].x_offset * scale,
                                    line->baseline - position[i].y_offset * scale};
        x += position[i].x_advance * scale;
        if (i > 0 && info[i].cluster == info[i - 1].cluster) {
            clusters[n_clusters - 1].num_glyphs++;
            continue;
        }
        unsigned next = i + 1;
        while (next < n && info[next].cluster == info[i].cluster) next++;
        size_t end = next < n ? info[next].cluster : length;
        clusters[n_clusters++] = (cairo_text_cluster_t){(int)(end - info[i].cluster), 1};
    }
    cairo_set_font_face(cairo, line->face->drawn);
    cairo_set_font_size(cairo, line->size);
    cairo_show_text_glyphs(cairo, line->text, (int)length, glyphs, (int)n, clusters, (int)n_clusters, 0);
    cairo_glyph_free(glyphs);
    cairo_text_cluster_free(clusters);
}

static cairo_t *open_pdf(const char *path)
{
    cairo_surface_t *surface = cairo_pdf_surface_create(path, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_t *cairo = cairo_create(surface);
    cairo_surface_destroy(surface);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
    return cairo;
}

int main(int argc, char **argv)
{
    if (argc < 3) fail("usage", "floor LINES OUT.pdf [PAGES]");
    int n_pages = argc > 3 ? atoi(argv[3]) : 1;
    size_t n_lines = 0;
    Line *lines = read_lines(read_file(argv[1]), &n_lines);
    for (unsigned i = 0; i < n_faces; i++) open_face(&faces[i]);
    hb_buffer_t *buffer = hb_buffer_create();
    for (size_t i = 0; i < n_lines; i++) note_glyphs(&lines[i], buffer);
    FT_Library freetype;
    if (FT_Init_FreeType(&freetype)) fail("cannot start", "FreeType");
    for (unsigned i = 0; i < n_faces; i++) cut_face(&faces[i], freetype);
    cairo_t *cairo = open_pdf(argv[2]);
    for (int page = 0; page < n_pages; page++) {
        for (size_t i = 0; i < n_lines; i++) draw(&lines[i], buffer, cairo);
        cairo_show_page(cairo);
    }
    cairo_surface_t *surface = cairo_get_target(cairo);
    cairo_surface_finish(surface);
    if (cairo_surface_status(surface)) fail("cannot write", argv[2]);
    cairo_destroy(cairo);
    return 0;
}
