/* Opened pictures: each file is read once for all frames that show it alike, and its pixels are kept while there is room, so that
 * what was decoded to be checked is not decoded again to be drawn.
 *
 * In: a resolved layout.  Out: the same with what its pictures' files say, and findings.  A picture is known by its path, time and
 * size, and by how its frame shows it; it lives while a page holds it.  Then it rests, without its pixels, for the next draft of the page or
 * the next page of an issue that shows it, until others have rested after it whose files are too many bytes together. */
#include "output/picture.h"

#include <string.h>
#include <sys/stat.h>

/* Pixels that are kept from opening to drawing; what is over is decoded again when it is drawn.  A full page in colour at 200 ppi
 * has 50 MB. */
#define KEPT_MAX ((size_t)64 << 20)
/* A page is drawn before, or with, the one behind it; pages that wait longer go into a PDF, which carries most files as they are. */
#define PAGES_KEPT 2

/* Bytes of SVG that stay parsed between the times a drawing is drawn; what they are parsed into takes some 25 times as much. */
#define PARSED_MAX ((size_t)1 << 20)

/* What pictures hold that rest: as many as a section of an issue shows. */
#define RESTING_MAX ((size_t)16 << 20)

struct OutputPictures {
    GHashTable *open; /* key -> Picture, which count their own uses */
    size_t kept, parsed;
    unsigned n_pages; /* that were begun */
    GQueue resting;   /* those that no page holds, the longest rested first */
    size_t resting_size;
};

OutputPictures *output_pictures_new(void)
{
    OutputPictures *pictures = g_new0(OutputPictures, 1);
    pictures->open = g_hash_table_new(g_str_hash, g_str_equal);
    return pictures;
}

/* ---- One picture ---- */

/* Lets the pixels go, were they among those that are kept. */
static void forget_pixels(Picture *picture)
{
    picture->owner->kept -= picture->kept;
    picture->kept = 0;
    picture_let_pixels_go(picture);
}

void picture_let_drawing_go(Picture *picture)
{
    picture->owner->parsed -= picture->parsed;
    picture->parsed = 0;
    picture_drop_drawing(picture);
}

/* Counts the parsed SVG among those that are held, unless they are too many. */
static void keep_drawing(Picture *picture)
{
    size_t size = picture->drawing ? g_bytes_get_size(picture->svg) : 0;
    if (picture->owner->parsed + size > PARSED_MAX) {
        picture_drop_drawing(picture);
        return;
    }
    picture->parsed = size;
    picture->owner->parsed += size;
}

static void close_picture(Picture *picture)
{
    g_hash_table_remove(picture->owner->open, picture->key);
    g_free(picture->key);
    g_free((char *)picture->request.path);
    picture_free(picture);
}

static bool is_carried(const Picture *picture)
{
    return picture->jpeg || picture->png || picture->svg || picture->pdf;
}

void output_pictures_begin_page(OutputPictures *pictures)
{
    GHashTableIter iter;
    gpointer picture;
    pictures->n_pages++;
    g_hash_table_iter_init(&iter, pictures->open);
    while (g_hash_table_iter_next(&iter, NULL, &picture))
        if (((Picture *)picture)->page + PAGES_KEPT <= pictures->n_pages && is_carried(picture)) forget_pixels(picture);
}

static size_t held_size(const Picture *picture)
{
    GBytes *const held[] = {picture->jpeg, picture->png, picture->svg, picture->profile, picture->pdf ? picture->pdf->file : NULL};
    size_t size = sizeof *picture;
    for (size_t i = 0; i < G_N_ELEMENTS(held); i++) size += held[i] ? g_bytes_get_size(held[i]) : 0;
    for (unsigned i = 0; i < 2; i++) size += picture->traced ? 2 * picture->traced->n[i] * sizeof(DkLength) : 0;
    return size;
}

static void wake(Picture *picture)
{
    OutputPictures *pictures = picture->owner;
    g_queue_unlink(&pictures->resting, &picture->link);
    pictures->resting_size -= picture->resting;
    picture->resting = 0;
}

static void rest(Picture *picture)
{
    OutputPictures *pictures = picture->owner;
    forget_pixels(picture);
    picture_let_drawing_go(picture);
    picture->resting = held_size(picture);
    picture->link = (GList){.data = picture};
    g_queue_push_tail_link(&pictures->resting, &picture->link);
    pictures->resting_size += picture->resting;
    while (pictures->resting_size > RESTING_MAX) {
        Picture *oldest = g_queue_peek_head(&pictures->resting);
        wake(oldest);
        close_picture(oldest);
    }
}

void picture_unref(Picture *picture)
{
    if (--picture->n_uses == 0) rest(picture);
}

void output_pictures_free(OutputPictures *pictures)
{
    if (!pictures) return;
    for (Picture *picture; (picture = g_queue_peek_head(&pictures->resting));) {
        wake(picture);
        close_picture(picture);
    }
    g_assert(g_hash_table_size(pictures->open) == 0);
    g_hash_table_unref(pictures->open);
    g_free(pictures);
}

void output_picture_release(gpointer picture)
{
    picture_unref(picture);
}

/* Counts the pixels among those that are kept, unless they are too many. */
static void keep_pixels(Picture *picture)
{
    size_t n = (size_t)picture->width * picture->height, size = n * picture->space + (picture->alpha ? n : 0);
    if (!picture->pixels || picture->kept > 0 || picture->owner->kept + size > KEPT_MAX) return;
    picture->kept = size;
    picture->owner->kept += size;
}

void picture_let_pixels_go(Picture *picture)
{
    if (picture->kept > 0) return;
    g_clear_pointer(&picture->pixels, g_free);
    g_clear_pointer(&picture->alpha, g_free);
}

static char *key_of(const PictureRequest *request)
{
    struct stat file = {0};
    const double parts[] = {request->crop.left,
                            request->crop.top,
                            request->crop.width,
                            request->crop.height,
                            request->focus.is_set ? request->focus.x : -1,
                            request->focus.is_set ? request->focus.y : -1};
    stat(request->path, &file);
    GString *key = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) g_string_append_printf(key, "%.6f ", parts[i]);
    g_string_append_printf(key, "%lld.%09ld %lld %d %d %d %d %s", (long long)file.st_mtim.tv_sec, file.st_mtim.tv_nsec,
                           (long long)file.st_size, request->width, request->height, request->page, request->is_black,
                           request->path);
    return g_string_free(key, FALSE);
}

/* The picture of a request, opened once; NULL with a reason. */
static Picture *open_picture(OutputPictures *pictures, const PictureRequest *request, char **reason)
{
    g_autofree char *key = key_of(request);
    Picture *picture = g_hash_table_lookup(pictures->open, key);
    if (picture && picture->n_uses == 0) wake(picture);
    if (!picture) {
        picture = picture_read(request, reason);
        if (!picture) return NULL;
        picture->owner = pictures;
        picture->request = *request;
        picture->request.path = g_strdup(request->path);
        picture->key = g_steal_pointer(&key);
        g_hash_table_insert(pictures->open, picture->key, picture);
        keep_pixels(picture);
        keep_drawing(picture);
        picture_let_pixels_go(picture);
    }
    picture->page = pictures->n_pages;
    picture->n_uses++;
    return picture;
}

static bool read_again(Picture *picture, char **reason)
{
    g_autoptr(Picture) again = picture_read(&picture->request, reason);
    if (!again) return false;
    if (again->width != picture->width || again->height != picture->height || again->space != picture->space) {
        *reason = g_strdup("it is another picture than before");
        return false;
    }
    if (!again->pixels && !picture_decode_png(again, reason)) return false;
    picture->pixels = g_steal_pointer(&again->pixels);
    picture->alpha = g_steal_pointer(&again->alpha);
    return true;
}

bool picture_need_pixels(Picture *picture, DkDiagnostics *list)
{
    g_autofree char *reason = NULL;
    if (picture->pixels) return true;
    bool is_there = picture->pdf   ? picture_draw_pdf(picture, &reason)
                    : picture->svg ? picture_draw_svg(picture, &reason)
                    : picture->png ? picture_decode_png(picture, &reason)
                                   : read_again(picture, &reason);
    if (is_there && picture->pdf && picture->request.is_black) picture_make_grey(picture);
    if (is_there) keep_pixels(picture);
    else
        base_report(list, DK_WARNING, "picture-unreadable", (BasePlace){.file = picture->request.path},
                    "picture not drawn, an empty box stands in its place: %s", reason);
    return is_there;
}

/* ---- A page's pictures ---- */

typedef struct {
    const ModelResolved *resolved;
    OutputPictures *pictures;
    GPtrArray *held;
    BaseArena *arena;
    DkDiagnostics *list;
    const bool *wanted; /* by picture frame; NULL: all, and furniture */
} Opening;

/* A frame and what it is to show. */
typedef struct {
    PictureRequest request;
    BaseRect rect;
    BasePlace place; /* where the picture is named */
} Use;

static void report_ppi(const Opening *opening, const Use *use, const Picture *picture)
{
    const ModelPress *press = &opening->resolved->press;
    double ppi = picture_ppi(picture, &use->request), wanted = picture->is_line_art ? press->line_art_ppi : press->picture_ppi;
    if (ppi == 0 || ppi >= wanted - 0.5) return;
    g_autofree char *name = g_path_get_basename(use->request.path);
    DkDiagnostic *item = base_report(opening->list, DK_WARNING, "picture-ppi", use->place,
                                     "picture \"%s\" has %.0f pixels an inch in the frame of \"%s\"; the press wants %.0f%s", name,
                                     ppi, use->place.frame, wanted, picture->is_line_art ? " of line art" : "");
    base_report_amount(item, ppi, "ppi");
    base_report_hint(opening->list, item, "make the frame %.0f mm wide at most, or show more of the picture",
                     base_length_pt(use->rect.width) / 72 * 25.4 * ppi / wanted);
}

static void show(const Opening *opening, const Use *use, ModelShown *shown)
{
    g_autofree char *reason = NULL, *name = g_path_get_basename(use->request.path);
    bool is_there = g_file_test(use->request.path, G_FILE_TEST_EXISTS);
    Picture *picture = is_there ? open_picture(opening->pictures, &use->request, &reason) : NULL;
    if (!picture) shown->label = base_arena_strdup(opening->arena, name);
    if (!picture && is_there) {
        BasePlace place = {.file = use->request.path, .story = use->place.story, .frame = use->place.frame};
        base_report(opening->list, DK_WARNING, "picture-unreadable", place, "picture not read, an empty box is drawn: %s", reason);
    }
    if (!picture) return;
    g_ptr_array_add(opening->held, picture);
    shown->picture = picture;
    picture_place(picture, &use->request, &use->rect, shown);
    if (picture->was_colour && use->request.is_black) {
        BasePlace place = {.file = use->request.path, .story = use->place.story, .frame = use->place.frame};
        base_report(opening->list, DK_NOTE, "picture-colour", place, "a picture in colour is printed in black");
    }
    if (picture->effect_ppi) {
        BasePlace place = {.file = use->request.path, .story = use->place.story, .frame = use->place.frame};
        base_report(opening->list, DK_NOTE, "picture-pixels", place,
                    "filters and masks are drawn at %u pixels an inch, for at %d they would take too long", picture->effect_ppi,
                    PICTURE_PPI);
    }
    report_ppi(opening, use, picture);
}

static void show_block(const Opening *opening, const ModelBlock *block, ModelPictureFrame *frames)
{
    const ModelStory *story = block->story;
    for (unsigned i = 0; story && i < MIN(block->n_pictures, story->n_pictures); i++) {
        const ModelPicture *picture = &story->pictures[i];
        ModelPictureFrame *frame = &frames[block->first_picture + i];
        if (opening->wanted && !opening->wanted[block->first_picture + i]) continue;
        Use use = {
            .request = {picture->path, picture->page, picture->crop, picture->focus, frame->rect.width, frame->rect.height,
                        opening->resolved->press.is_black},
            .rect = frame->rect,
            .place = {
                .file = story->path, .line = picture->line, .column = picture->column, .story = story->slug, .frame = block->id}};
        show(opening, &use, &frame->shown);
    }
}

static void show_furniture(const Opening *opening, ModelFurniture *furniture)
{
    if (furniture->kind != MODEL_FURNITURE_PICTURE || !furniture->path) return;
    static const ModelPicture whole = {0};
    const ModelPicture *said = furniture->picture ? furniture->picture : &whole;
    Use use = {.request = {.path = furniture->path,
                           .page = said->page,
                           .crop = said->crop,
                           .focus = said->focus,
                           .width = furniture->rect.width,
                           .height = furniture->rect.height,
                           .is_black = opening->resolved->press.is_black},
               .rect = furniture->rect,
               .place = {.file = furniture->file, .frame = furniture->id}};
    show(opening, &use, &furniture->shown);
}

static void *copy(BaseArena *arena, const void *items, size_t size)
{
    void *made = base_arena_alloc(arena, size);
    if (size) memcpy(made, items, size);
    return made;
}

/* Finds what text runs round; a drawing's pixels have served then, for a PDF takes its outlines. */
static void trace(const Opening *opening, const ModelObstacle *obstacle, ModelShown *shown)
{
    Picture *picture = shown->picture;
    if (!picture_is_traced(picture, obstacle)) {
        if (!picture_need_pixels(picture, opening->list)) return;
        picture_trace(picture, obstacle);
        picture_let_pixels_go(picture);
    }
    picture_show_outline(picture, opening->arena, shown);
}

/* The frame whose outline an obstacle asks for; -1: none. */
static int outlined_frame(const ModelObstacle *obstacle)
{
    return obstacle->kind == MODEL_AROUND_OUTLINE ? obstacle->picture : -1;
}

/* Opens the pictures of blocks, and traces those that text runs round; where an outline cannot be had, text runs round the frame. */
static ModelResolved *open_blocks(const Opening *opening)
{
    const ModelResolved *resolved = opening->resolved;
    ModelResolved *made = copy(opening->arena, resolved, sizeof *resolved);
    ModelPictureFrame *frames = copy(opening->arena, resolved->pictures, resolved->n_pictures * sizeof *frames);
    for (unsigned i = 0; i < resolved->n_blocks; i++) show_block(opening, &resolved->blocks[i], frames);
    for (unsigned i = 0; i < resolved->n_obstacles; i++) {
        int frame = outlined_frame(&resolved->obstacles[i]);
        if (frame >= 0 && frames[frame].shown.picture) trace(opening, &resolved->obstacles[i], &frames[frame].shown);
    }
    made->pictures = frames;
    return made;
}

const ModelResolved *output_open_outlines(const ModelResolved *resolved, OutputPictures *pictures, GPtrArray *held,
                                          BaseArena *arena, DkDiagnostics *list)
{
    g_autofree bool *wanted = g_new0(bool, resolved->n_pictures);
    bool is_any = false;
    for (unsigned i = 0; i < resolved->n_obstacles; i++) {
        int frame = outlined_frame(&resolved->obstacles[i]);
        if (frame >= 0) wanted[frame] = is_any = true;
    }
    Opening opening = {resolved, pictures, held, arena, list, wanted};
    return is_any ? open_blocks(&opening) : resolved;
}

const ModelResolved *output_open_pictures(const ModelResolved *resolved, OutputPictures *pictures, GPtrArray *held,
                                          BaseArena *arena, DkDiagnostics *list)
{
    Opening opening = {resolved, pictures, held, arena, list, NULL};
    ModelFurniture *furniture = copy(arena, resolved->furniture, resolved->n_furniture * sizeof *furniture);
    ModelResolved *made = open_blocks(&opening);
    for (unsigned i = 0; i < resolved->n_furniture; i++) show_furniture(&opening, &furniture[i]);
    made->furniture = furniture;
    return made;
}
