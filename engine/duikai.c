/* The public interface over the rooms, and the pipeline: set_page names every stage in order. */
#include "pipeline.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define VERSION G_STRINGIFY(DK_VERSION_MAJOR) "." G_STRINGIFY(DK_VERSION_MINOR) "." G_STRINGIFY(DK_VERSION_MICRO)

/* ---- Engine ---- */

/* The data that were installed with this library, wherever its prefix now stands; NULL when they are not there. */
static char *own_data(void)
{
    static const char here;
    Dl_info self;
    if (!dladdr(&here, &self)) return NULL;
    g_autofree char *file = realpath(self.dli_fname, NULL);
    g_autofree char *folder = file ? g_path_get_dirname(file) : NULL;
    g_autofree char *data = folder ? g_canonicalize_filename(DUIKAI_DATA_FROM_LIBRARY, folder) : NULL;
    g_autofree char *roles = data ? g_build_filename(data, "fonts", "roles.yaml", NULL) : NULL;
    return roles && g_file_test(roles, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer(&data) : NULL;
}

char *pipeline_data_dir(const char *told)
{
    if (!told) told = g_getenv("DUIKAI_DATA_DIR");
    char *own = told ? g_strdup(told) : own_data();
    return own ? own : g_strdup(DUIKAI_DATA_DIR);
}

DkEngine *dk_engine_new(const DkEngineOptions *options, DkDiagnostics *list)
{
    g_autofree char *data_dir = pipeline_data_dir(options ? options->data_dir : NULL);
    TextFonts *fonts = text_fonts_new(data_dir, options ? options->font_paths : NULL, list);
    if (!fonts) return NULL;
    DkEngine *engine = g_new(DkEngine, 1);
    engine->fonts = fonts;
    engine->fit = options ? (ModelFitMode)options->fit : MODEL_FIT_APPLY;
    engine->pictures = output_pictures_new();
    return engine;
}

void dk_engine_free(DkEngine *engine)
{
    if (!engine) return;
    text_fonts_free(engine->fonts);
    output_pictures_free(engine->pictures);
    g_free(engine);
}

size_t dk_engine_font_count(const DkEngine *engine)
{
    return text_fonts_n_roles(engine->fonts);
}

DkFont dk_engine_font(const DkEngine *engine, size_t index)
{
    const TextFace *face = text_fonts_face(engine->fonts, (unsigned)index);
    DkFont font = {.role = text_fonts_role(engine->fonts, (unsigned)index)};
    if (!face) return font;
    return (DkFont){font.role, face->file, face->index, face->name, face->version};
}

/* ---- The pipeline ---- */

/* From the resolved layout to placed items; every stage makes a new form from those before it. */
static void set_page(DkPage *page, DkEngine *engine, DkDiagnostics *list)
{
    size_t first = dk_diagnostics_count(list);
    ModelResolved *own = base_arena_new_array(page->arena, ModelResolved, 1);
    *own = *page->resolved;
    own->fit = engine->fit;
    page->pictures = g_ptr_array_new_with_free_func(output_picture_release);
    output_pictures_begin_page(engine->pictures);
    const ModelResolved *outlined = pipeline_outlines(engine, own, page->arena);
    const ModelResolved *fitted = flow_fit(outlined, engine->fonts, page->arena, list);
    const ModelResolved *resolved = output_open_pictures(fitted, engine->pictures, page->pictures, page->arena, list);
    page->resolved = resolved;
    page->fonts = engine->fonts;
    page->runs = text_runs_new(resolved->styles, resolved->n_styles);
    page->lines = par_lines_new();
    page->galley = flow_fill(resolved, engine->fonts, page->runs, page->lines, page->arena, list);
    page->page = page_make(resolved, page->runs, page->lines, page->galley, page->arena);
    output_check_codes(page->page, list);
    base_report_page(list, first, model_page_number(resolved), NULL);
}

static const ModelResolved *read_page(DkEngine *engine, const char *path, BaseArena *arena, DkDiagnostics *list)
{
    const ModelPageFile *page_file = read_page_file(path, arena, list);
    if (!page_file) return NULL;
    const ModelLayout *layout = read_layout(page_file->layout, page_file->layout_place, arena, list);
    const ModelStory **stories = base_arena_new_array(arena, const ModelStory *, page_file->n_stories + 1);
    bool is_whole = layout != NULL;
    for (unsigned i = 0; i < page_file->n_stories; i++) {
        stories[i] = read_story(page_file->stories[i].path, page_file->stories[i].place, NULL, arena, list);
        is_whole &= stories[i] != NULL;
    }
    if (!is_whole) return NULL;
    ModelRequest request = {layout, model_page_filled(page_file, arena, list), stories, NULL};
    return pipeline_resolve(engine, &request, arena, list);
}

DkPage *pipeline_set(DkEngine *engine, const ModelResolved *resolved, BaseArena *arena, DkDiagnostics *list)
{
    if (!resolved || !text_fonts_check_styles(engine->fonts, resolved->styles, resolved->n_styles, list)) {
        base_arena_free(arena);
        return NULL;
    }
    DkPage *page = g_new0(DkPage, 1);
    page->arena = arena;
    page->resolved = resolved;
    set_page(page, engine, list);
    return page;
}

DkPage *dk_page_open(DkEngine *engine, const char *path, DkDiagnostics *list)
{
    size_t first = dk_diagnostics_count(list);
    BaseArena *arena = base_arena_new();
    DkPage *page = pipeline_set(engine, read_page(engine, path, arena, list), arena, list);
    base_report_page_file(list, first, path);
    return page;
}

/* ---- Galley ---- */

/* The place of an option's word among the format's words; an unknown one is reported. */
static bool option_word(const char *option, const char *word, const char *const *words, unsigned *value, DkDiagnostics *list)
{
    for (unsigned i = 0; word && words[i]; i++) {
        *value = i;
        if (strcmp(word, words[i]) == 0) return true;
    }
    if (!word) return true;
    g_autofree char *allowed = g_strjoinv(", ", (char **)words);
    DkDiagnostic *item = base_report(list, DK_ERROR, "bad-value", (BasePlace){0}, "\"%s\" is no %s", word, option);
    base_report_hint(list, item, "one of %s", allowed);
    return false;
}

static bool is_gap(const DkGalleyOptions *options, DkLength gap)
{
    return gap <= options->size;
}

/* Lengths that can be set by; others would divide by nothing, or overflow. */
static bool check_lengths(const DkGalleyOptions *options, DkDiagnostics *list)
{
    const DkLength least = DK_PT, most = BASE_LENGTH_MAX;
    bool is_good = options->size >= least && options->size <= most / 10 && options->measure >= options->size &&
                   options->measure <= most && (options->leading == 0 || options->leading >= least) && options->leading <= most &&
                   options->indent >= 0 && options->indent < options->measure;
    bool is_near = is_gap(options, options->tracking) && is_gap(options, -options->tracking) &&
                   is_gap(options, options->han_latin_gap) && options->han_digit_gap >= 0 &&
                   is_gap(options, options->han_digit_gap);
    if (is_good && is_near) return true;
    DkDiagnostic *item =
        base_report(list, DK_ERROR, "out-of-range", (BasePlace){0},
                    "no galley of %g pt on %g pt with an indent of %g pt goes into %g pt", base_length_pt(options->size),
                    base_length_pt(options->leading), base_length_pt(options->indent), base_length_pt(options->measure));
    base_report_hint(list, item,
                     "size: 1 to 1000 pt; leading: 1 pt or more; measure: the size to 10000 pt; indent: below the measure; "
                     "tracking and gaps: an em at most");
    return false;
}

/* The words among the options; false when one of them is unknown. */
static bool galley_words(const DkGalleyOptions *options, ModelStyle *style, ModelLanguage *language, DkDiagnostics *list)
{
    unsigned punctuation = MODEL_PUNCTUATION_HALF, prohibition = MODEL_PROHIBITION_GB, align = MODEL_ALIGN_JUSTIFY;
    unsigned direction = MODEL_DIRECTION_HORIZONTAL, digits = MODEL_DIGITS_HALF, lang = MODEL_LANGUAGE_HANS_CN;
    bool is_known = option_word("punctuation style", options->punctuation, model_punctuation_words, &punctuation, list);
    unsigned breaker = model_usual_breaker(punctuation);
    is_known &= option_word("prohibition level", options->prohibition, model_prohibition_words, &prohibition, list);
    is_known &= option_word("breaker", options->breaker, model_breaker_words, &breaker, list);
    is_known &= option_word("alignment", options->align, model_align_words, &align, list);
    is_known &= option_word("direction", options->direction, model_direction_words, &direction, list);
    is_known &= option_word("way to set digits", options->digits, model_digits_words, &digits, list);
    is_known &= option_word("language", options->language, model_language_words, &lang, list);
    *language = lang;
    style->punctuation = punctuation;
    style->prohibition = prohibition;
    style->breaker = breaker;
    style->align = align;
    style->direction = direction;
    style->digits = digits;
    return is_known;
}

static bool galley_style(const DkGalleyOptions *options, ModelStyle *style, ModelLanguage *language, DkDiagnostics *list)
{
    *style = (ModelStyle){.id = "body",
                          .font = options->font ? options->font : "song",
                          .size = options->size,
                          .leading = options->leading ? options->leading : base_length_scale(options->size, 142, 100),
                          .indent = options->indent,
                          .tracking = options->tracking,
                          .han_latin_gap = options->han_latin_gap ? MAX(options->han_latin_gap, 0) : options->size / 8,
                          .han_digit_gap = options->han_digit_gap,
                          .ink = {.k = 100},
                          .ornament_ink = {.k = 100},
                          .is_hanging = options->hang,
                          .is_hyphenated = options->hyphenation,
                          .word_language = options->word_language ? options->word_language : MODEL_WORD_LANGUAGE,
                          .hyphens_in_a_row =
                              options->hyphens_in_a_row > 0 ? (unsigned)options->hyphens_in_a_row : MODEL_HYPHENS_IN_A_ROW};
    bool is_good = check_lengths(options, list);
    return galley_words(options, style, language, list) && is_good;
}

DkPage *dk_galley_open(DkEngine *engine, const char *path, const DkGalleyOptions *options, DkDiagnostics *list)
{
    ModelStyle style;
    ModelLanguage language;
    if (!galley_style(options, &style, &language, list)) return NULL;
    BaseArena *arena = base_arena_new();
    ReadStoryOptions reading = {.restores_punctuation = options->restore};
    const ModelStory *story = read_story(path, (BasePlace){0}, &reading, arena, list);
    const ModelResolved *resolved = story ? model_resolve_galley(story, &style, options->measure, language, arena) : NULL;
    return pipeline_set(engine, resolved, arena, list);
}

void dk_page_free(DkPage *page)
{
    if (!page) return;
    page_free(page->page);
    flow_galley_free(page->galley);
    par_lines_free(page->lines);
    text_runs_free(page->runs);
    g_ptr_array_unref(page->pictures);
    base_arena_free(page->arena);
    g_free(page);
}

void dk_page_let_stages_go(DkPage *page)
{
    text_runs_let_glyphs_go(page->runs);
    g_clear_pointer(&page->lines, par_lines_free);
}

/* ---- What was found out about a page ---- */

DkPageInfo dk_page_info(const DkPage *page)
{
    const ModelResolved *resolved = page->resolved;
    return (DkPageInfo){resolved->path, resolved->number, resolved->section, resolved->title};
}

size_t dk_page_fit_count(const DkPage *page)
{
    return page->galley->fits->len;
}

DkFit dk_page_fit(const DkPage *page, size_t index)
{
    g_assert(index < page->galley->fits->len);
    const FlowFit *fit = &g_array_index(page->galley->fits, FlowFit, index);
    return (DkFit){.block = fit->block->id,
                   .story = fit->block->story->slug,
                   .set = fit->set,
                   .available = fit->available,
                   .over = fit->over,
                   .short_by = fit->short_by,
                   .over_characters = fit->over_characters,
                   .tracking = fit->moves.tracking,
                   .size = fit->moves.size,
                   .leading = fit->moves.leading,
                   .head = fit->moves.head,
                   .picture = fit->moves.picture,
                   .punctuation = fit->moves.is_punctuated ? model_punctuation_words[fit->moves.punctuation] : NULL};
}

size_t dk_page_font_use_count(const DkPage *page)
{
    return page->runs->uses->len;
}

DkFontUse dk_page_font_use(const DkPage *page, size_t index)
{
    g_assert(index < page->runs->uses->len);
    const TextUse *use = &g_array_index(page->runs->uses, TextUse, index);
    return (DkFontUse){use->role, use->face, use->character, use->story, use->count};
}

char *dk_page_dump(const DkPage *page, DkStage stage)
{
    g_assert(page->lines || stage == DK_STAGE_RESOLVED || stage == DK_STAGE_PAGE);
    BaseDump *dump = base_dump_new();
    switch (stage) {
    case DK_STAGE_RESOLVED: model_dump(page->resolved, dump); break;
    case DK_STAGE_RUNS: text_dump(page->runs, dump); break;
    case DK_STAGE_LINES: par_dump(page->lines, page->runs, dump); break;
    case DK_STAGE_GALLEY: flow_dump(page->galley, page->lines, dump); break;
    case DK_STAGE_PAGE: page_dump(page->page, dump); break;
    }
    return base_dump_finish(dump);
}

/* ---- Output ---- */

/* The words of every page, or its dump, one after the other: what is to be read has no sheet to join pages on. */
static GBytes *render_readable(DkPage *const *pages, size_t n_pages, DkFormat format)
{
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < n_pages; i++) {
        char *dump = format == DK_FORMAT_DUMP ? dk_page_dump(pages[i], DK_STAGE_PAGE) : NULL;
        g_autoptr(GBytes) part = dump ? g_bytes_new_take(dump, strlen(dump)) : output_text(pages[i]->page);
        g_string_append_len(all, g_bytes_get_data(part, NULL), (gssize)g_bytes_get_size(part));
    }
    return g_string_free_to_bytes(all);
}

/* The page with the overlays that were asked for; released with page_overlays_free. */
static Page *explain(const DkPage *page, const DkWriteOptions *options)
{
    g_assert(page->lines);
    PageOverlayRequest request = {page->resolved, page->runs,  page->lines,      page->galley,
                                  page->page,     page->fonts, options->findings};
    Page *explained = page_overlays_make(&request, options->overlays);
    explained->hides_layers = options->hides_overlays;
    return explained;
}

static GBytes *render_placed(const Page *const *pages, size_t n_pages, DkFormat format, double ppi, DkDiagnostics *list)
{
    switch (format) {
    case DK_FORMAT_PNG: return output_png(pages[0], ppi != 0 ? ppi : 100, list);
    case DK_FORMAT_SVG: return output_svg(pages[0], list);
    default: return output_pdf(pages, n_pages, list);
    }
}

bool dk_pages_face(const DkPage *first, const DkPage *second)
{
    const ModelStanding *one = &first->resolved->standing, *other = &second->resolved->standing;
    bool is_next = one->entry > 0 && other->entry == one->entry + 1;
    return is_next && one->leaf % 2 == 0 && !one->is_double && !other->is_double;
}

/* Puts one sheet in the place of each two placed pages that face each other; gives how many sheets there are. */
static size_t join_facing(DkPage *const *pages, const Page **placed, size_t n_pages, GPtrArray *joined)
{
    size_t n = 0;
    for (size_t i = 0; i < n_pages; i++) {
        bool is_pair = i + 1 < n_pages && dk_pages_face(pages[i], pages[i + 1]);
        if (is_pair) g_ptr_array_add(joined, page_facing_make(placed[i], placed[i + 1]));
        placed[n++] = is_pair ? g_ptr_array_index(joined, joined->len - 1) : placed[i];
        if (is_pair) i++;
    }
    return n;
}

static GBytes *render(DkPage *const *pages, size_t n_pages, DkFormat format, const DkWriteOptions *options, DkDiagnostics *list)
{
    bool is_pair = n_pages == 2 && options && options->joins_facing && dk_pages_face(pages[0], pages[1]);
    g_assert(n_pages > 0 && (n_pages == 1 || is_pair || format == DK_FORMAT_PDF));
    if (format == DK_FORMAT_DUMP || format == DK_FORMAT_TEXT) return render_readable(pages, n_pages, format);
    static const DkWriteOptions plain;
    if (!options) options = &plain;
    g_autoptr(GPtrArray) explained = g_ptr_array_new_with_free_func((GDestroyNotify)page_overlays_free);
    g_autofree const Page **placed = g_new(const Page *, n_pages);
    for (size_t i = 0; i < n_pages; i++) {
        if (options->overlays) g_ptr_array_add(explained, explain(pages[i], options));
        placed[i] = options->overlays ? g_ptr_array_index(explained, i) : pages[i]->page;
    }
    g_autoptr(GPtrArray) joined = g_ptr_array_new_with_free_func((GDestroyNotify)page_facing_free);
    if (options->joins_facing) n_pages = join_facing(pages, placed, n_pages, joined);
    return render_placed(placed, n_pages, format, options->ppi, list);
}

bool dk_pages_render(DkPage *const *pages, size_t n_pages, DkFormat format, const DkWriteOptions *options, unsigned char **data,
                     size_t *size, DkDiagnostics *list)
{
    g_autoptr(GBytes) bytes = render(pages, n_pages, format, options, list);
    if (!bytes) return false;
    *data = g_bytes_unref_to_data(g_steal_pointer(&bytes), size);
    return true;
}

/* Whether both name one file, through whatever links. */
static bool is_same_file(const char *a, const char *b)
{
    struct stat first, second;
    return b && stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* Whether the page is made from the file at `path`: page file, layout, story or picture. */
static bool is_source(const ModelResolved *resolved, const char *path)
{
    bool is_found = is_same_file(path, resolved->path);
    for (unsigned i = 0; i < resolved->n_blocks && !is_found; i++) {
        const ModelBlock *block = &resolved->blocks[i];
        const ModelStory *story = block->story;
        is_found = is_same_file(path, block->place.file) || (story && is_same_file(path, story->path));
        for (unsigned j = 0; story && j < story->n_pictures && !is_found; j++)
            is_found = is_same_file(path, story->pictures[j].path);
    }
    for (unsigned i = 0; i < resolved->n_furniture && !is_found; i++) is_found = is_same_file(path, resolved->furniture[i].path);
    return is_found;
}

/* A finding where the output would take the place of what it, or another page, is made from. */
static bool is_output_free(DkPage *const *pages, size_t n_pages, const char *path, DkDiagnostics *list)
{
    const char *reason = read_is_source(path) ? "pages are made from this file" : NULL; /* as a layout that another extends */
    for (size_t i = 0; i < n_pages; i++)
        if (is_source(pages[i]->resolved, path)) reason = "the page is made from this very file";
    if (!reason) return true;
    DkDiagnostic *item = base_report(list, DK_ERROR, "output-not-written", (BasePlace){.file = path}, "cannot write: %s", reason);
    base_report_hint(list, item, "write elsewhere with -o; it is left as it was");
    return false;
}

bool dk_pages_write(DkPage *const *pages, size_t n_pages, DkFormat format, const DkWriteOptions *options, const char *path,
                    DkDiagnostics *list)
{
    if (!is_output_free(pages, n_pages, path, list)) return false;
    g_autoptr(GBytes) bytes = render(pages, n_pages, format, options, list);
    if (!bytes) return false;
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    return base_file_replace(path, data, size, list);
}

/* ---- About the library ---- */

const char *dk_version(void)
{
    return VERSION;
}

/* GLib's line, then those of the rooms that use others. */
static GPtrArray *library_lines(void)
{
    static char *(*const rooms[])(size_t) = {read_library, text_library, output_library};
    GPtrArray *lines = g_ptr_array_new();
    g_ptr_array_add(lines, g_strdup_printf("glib %u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version));
    for (size_t room = 0; room < G_N_ELEMENTS(rooms); room++) {
        char *line;
        for (size_t i = 0; (line = rooms[room](i)); i++) g_ptr_array_add(lines, line);
    }
    return lines;
}

const char *dk_library(size_t index)
{
    static GPtrArray *lines; /* made once and kept: callers may hold them */
    if (!lines) lines = library_lines();
    return index < lines->len ? g_ptr_array_index(lines, index) : NULL;
}

void dk_free(void *memory)
{
    g_free(memory);
}
