/* Pictures: choice of the reader, resolution, what of a picture is shown and where, and the empty box for what cannot be read. */
#include "output/picture.h"
#include "output/shared.h"

#include <math.h>
#include <string.h>

Picture *picture_new(unsigned width, unsigned height, PictureSpace space)
{
    Picture *picture = g_new0(Picture, 1);
    picture->width = width;
    picture->height = height;
    picture->space = space;
    return picture;
}

void picture_free(Picture *picture)
{
    if (!picture) return;
    g_free(picture->pixels);
    g_free(picture->alpha);
    g_clear_pointer(&picture->profile, g_bytes_unref);
    g_clear_pointer(&picture->jpeg, g_bytes_unref);
    g_clear_pointer(&picture->png, g_bytes_unref);
    g_clear_pointer(&picture->svg, g_bytes_unref);
    picture_drop_drawing(picture);
    picture_pdf_free(picture->pdf);
    picture_outline_free(picture->traced);
    g_free(picture);
}

bool picture_is_bounded(uint64_t width, uint64_t height)
{
    return width > 0 && height > 0 && width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX &&
           width * height <= PICTURE_PIXELS_MAX;
}

bool picture_check_bounds(const char *format, uint64_t width, uint64_t height, char **reason)
{
    if (picture_is_bounded(width, height)) return true;
    *reason =
        g_strdup_printf("the %s has %" G_GUINT64_FORMAT " by %" G_GUINT64_FORMAT " pixels, " PICTURE_BOUNDS, format, width, height);
    return false;
}

/* ---- Reading ---- */

static bool begins_with(const uint8_t *data, size_t size, const char *start, size_t n)
{
    return size > n && memcmp(data, start, n) == 0;
}

static bool is_svg(const uint8_t *data, size_t size)
{
    const uint8_t *start = data, *end = data + size;
    while (start < end && (g_ascii_isspace(*start) || *start >= 0x80)) start++; /* a byte order mark among them */
    return start < end && *start == '<';
}

static Picture *read_bytes(GBytes *bytes, const PictureRequest *request, char **reason)
{
    gsize size;
    const uint8_t *data = g_bytes_get_data(bytes, &size);
    bool has_pages =
        begins_with(data, size, "%PDF-", 5) || begins_with(data, size, "II*\0", 4) || begins_with(data, size, "MM\0*", 4);
    if (request->page > 1 && !has_pages) {
        *reason = g_strdup_printf("page %d of it is wanted, and only a PDF or TIFF has pages", request->page);
        return NULL;
    }
    if (begins_with(data, size, "\x89PNG", 4)) return picture_read_png(data, size, reason);
    if (begins_with(data, size, "\xff\xd8\xff", 3)) return picture_read_jpeg(data, size, request->is_black, reason);
    if (begins_with(data, size, "%PDF-", 5)) return picture_read_pdf(bytes, request, reason);
    bool is_tiff = begins_with(data, size, "II*\0", 4) || begins_with(data, size, "MM\0*", 4);
    bool is_webp = begins_with(data, size, "RIFF", 4) && size > 12 && memcmp(data + 8, "WEBP", 4) == 0;
    if (is_tiff || is_webp) return picture_read_other(data, size, request, reason);
    if (is_svg(data, size)) return picture_read_svg(bytes, request, reason);
    *reason = g_strdup("it is neither JPEG, PNG, TIFF, WebP, SVG nor PDF");
    return NULL;
}

/* Every `factor` by `factor` pixels become their mean; `n` channels. */
static void shrink(uint8_t *pixels, unsigned width, unsigned height, unsigned n, unsigned factor)
{
    unsigned wide = width / factor, high = height / factor;
    g_autofree unsigned *sums = g_new(unsigned, wide *n);
    for (unsigned y = 0; y < high; y++) {
        memset(sums, 0, wide * n * sizeof *sums);
        for (unsigned j = 0; j < factor; j++) {
            const uint8_t *row = pixels + ((size_t)y * factor + j) * width * n;
            for (unsigned x = 0; x < wide * factor; x++)
                for (unsigned c = 0; c < n; c++) sums[x / factor * n + c] += row[x * n + c];
        }
        for (unsigned i = 0; i < wide * n; i++) pixels[(size_t)y * wide * n + i] = (uint8_t)(sums[i] / (factor * factor));
    }
}

/* Takes resolution away that no press can show: at twice 300 ppi and more (line art at twice 600), pixels are merged by a whole
 * number. */
static void limit_resolution(Picture *picture, const PictureRequest *request, char **reason)
{
    double most = picture->is_line_art ? 2 * PICTURE_PPI : PICTURE_PPI;
    unsigned factor = (unsigned)MIN(picture_ppi(picture, request) / most, MIN(picture->width, picture->height));
    if (factor < 2 || (!picture->pixels && !picture_decode_png(picture, reason))) return;
    shrink(picture->pixels, picture->width, picture->height, picture->space, factor);
    if (picture->alpha) shrink(picture->alpha, picture->width, picture->height, 1, factor);
    picture->width /= factor;
    picture->height /= factor;
    g_clear_pointer(&picture->png, g_bytes_unref);
    g_clear_pointer(&picture->jpeg, g_bytes_unref);
}

void picture_find_grey(Picture *picture)
{
    size_t n = (size_t)picture->width * picture->height;
    for (size_t i = 0; i < n; i++) {
        const uint8_t *pixel = picture->pixels + 3 * i;
        if (pixel[0] != pixel[1] || pixel[0] != pixel[2]) return;
    }
    picture_make_grey(picture);
    picture->was_colour = false;
}

/* Brings what was read to what the page and the press want; false with a reason where its pixels turn out to be damaged. */
static bool finish(Picture *picture, const PictureRequest *request, char **reason)
{
    if (picture->pdf || picture->svg) return true;
    if (picture->space == PICTURE_RGB) picture_find_grey(picture);
    if (request->is_black) picture_make_grey(picture);
    limit_resolution(picture, request, reason);
    return !*reason;
}

Picture *picture_read(const PictureRequest *request, char **reason)
{
    g_autoptr(DkDiagnostics) findings = dk_diagnostics_new();
    g_autoptr(GBytes) bytes = base_file_read(request->path, BASE_PICTURE_MAX, (BasePlace){.file = request->path}, findings);
    if (!bytes || g_bytes_get_size(bytes) == 0) {
        *reason = g_strdup(dk_diagnostics_count(findings) > 0 ? dk_diagnostics_item(findings, 0)->message : "it is empty");
        return NULL;
    }
    g_autoptr(Picture) picture = read_bytes(bytes, request, reason);
    return picture && finish(picture, request, reason) ? g_steal_pointer(&picture) : NULL;
}

/* ---- What is shown, and where ---- */

/* Where a stretch of `length` begins between `first` and `end` when its middle is to be as near to `middle` as may be. */
static double hold(double middle, double length, double first, double end)
{
    double start = middle - length / 2;
    return MAX(first, MIN(start, end - length));
}

ModelCrop picture_shown(const Picture *picture, const PictureRequest *request)
{
    ModelCrop box = request->crop;
    if (box.width <= 0 || box.height <= 0) box = (ModelCrop){0, 0, 1, 1};
    double across = picture->pdf ? picture->pdf->width : picture->width;
    double down = picture->pdf ? picture->pdf->height : picture->height;
    /* the frame's proportions, counted in the picture's own sides */
    double ratio = (double)MAX(request->width, 1) / MAX(request->height, 1) * down / across;
    double width = MIN(box.width, box.height * ratio), height = width / ratio;
    double x = request->focus.is_set ? request->focus.x : box.left + box.width / 2;
    double y = request->focus.is_set ? request->focus.y : box.top + box.height / 2;
    return (ModelCrop){hold(x, width, box.left, box.left + box.width), hold(y, height, box.top, box.top + box.height), width,
                       height};
}

void picture_place(const Picture *picture, const PictureRequest *request, const BaseRect *rect, ModelShown *shown)
{
    ModelCrop part = picture_shown(picture, request);
    shown->width = llround(rect->width / part.width);
    shown->height = llround(rect->height / part.height);
    shown->x = rect->x - llround(rect->width / part.width * part.left);
    shown->y = rect->y - llround(rect->height / part.height * part.top);
}

double picture_ppi(const Picture *picture, const PictureRequest *request)
{
    if (picture->pdf || picture->is_drawing || request->width <= 0) return 0;
    return picture_shown(picture, request).width * picture->width * 72 / base_length_pt(request->width);
}

void picture_box_diagonals(const BaseRect *rect, PicturePoint diagonals[2][4])
{
    DkLength left = rect->x, right = rect->x + rect->width, top = rect->y, bottom = rect->y + rect->height;
    const PicturePoint falling[] = {{left, top}, {left + OUTPUT_HAIRLINE, top}, {right, bottom}, {right - OUTPUT_HAIRLINE, bottom}};
    const PicturePoint rising[] = {{right - OUTPUT_HAIRLINE, top}, {right, top}, {left + OUTPUT_HAIRLINE, bottom}, {left, bottom}};
    memcpy(diagonals[0], falling, sizeof falling);
    memcpy(diagonals[1], rising, sizeof rising);
}
