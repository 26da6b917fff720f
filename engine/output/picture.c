/* Pictures: choice of the reader, resolution, place on the page, and the empty box for what cannot be read. */
#include "output/picture.h"
#include "output/shared.h"

#include <string.h>

Picture *picture_new(unsigned width, unsigned height, uint8_t *grey)
{
    Picture *picture = g_new0(Picture, 1);
    picture->width = width;
    picture->height = height;
    picture->grey = grey;
    return picture;
}

void picture_free(Picture *picture)
{
    if (!picture) return;
    g_free(picture->grey);
    g_clear_pointer(&picture->jpeg, g_bytes_unref);
    g_clear_pointer(&picture->png, g_bytes_unref);
    g_free(picture);
}

bool picture_is_bounded(uint64_t width, uint64_t height)
{
    return width > 0 && height > 0 && width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX &&
           width * height <= PICTURE_PIXELS_MAX;
}

uint8_t picture_lightness(unsigned red, unsigned green, unsigned blue)
{
    return (uint8_t)((77 * red + 150 * green + 29 * blue) >> 8);
}

/* ---- Reading ---- */

static Picture *read_bytes(const uint8_t *data, size_t size, const BaseRect *rect, char **reason)
{
    static const uint8_t png[] = {0x89, 'P', 'N', 'G'}, jpeg[] = {0xff, 0xd8, 0xff};
    if (size > sizeof png && memcmp(data, png, sizeof png) == 0) return picture_read_png(data, size, reason);
    if (size > sizeof jpeg && memcmp(data, jpeg, sizeof jpeg) == 0) return picture_read_jpeg(data, size, reason);
    const uint8_t *start = data;
    while (start < data + size && (g_ascii_isspace(*start) || *start >= 0x80)) start++; /* a byte order mark among them */
    if (start < data + size && *start == '<') return picture_read_svg(data, size, rect, reason);
    *reason = g_strdup("it is neither PNG, JPEG nor SVG");
    return NULL;
}

/* Every `factor` by `factor` pixels become their mean. */
static void shrink(Picture *picture, unsigned factor)
{
    unsigned width = picture->width / factor, height = picture->height / factor;
    g_autofree unsigned *sums = g_new(unsigned, width);
    for (unsigned y = 0; y < height; y++) {
        memset(sums, 0, width * sizeof *sums);
        for (unsigned j = 0; j < factor; j++) {
            const uint8_t *row = picture->grey + ((size_t)y * factor + j) * picture->width;
            for (unsigned x = 0; x < width * factor; x++) sums[x / factor] += row[x];
        }
        for (unsigned x = 0; x < width; x++) picture->grey[(size_t)y * width + x] = (uint8_t)(sums[x] / (factor * factor));
    }
    picture->width = width;
    picture->height = height;
}

/* Takes resolution away that no press can show: at twice 300 ppi and more, pixels are merged by a whole number. */
static void limit_resolution(Picture *picture, const BaseRect *rect)
{
    PicturePlace place = picture_place(picture, rect);
    if (place.width <= 0) return;
    int64_t ppi = (int64_t)picture->width * 72 * DK_PT / place.width;
    unsigned factor = (unsigned)MIN(ppi / PICTURE_PPI, (int64_t)MIN(picture->width, picture->height));
    if (factor < 2) return;
    shrink(picture, factor);
    g_clear_pointer(&picture->png, g_bytes_unref);
    if (!picture->jpeg) return;
    g_bytes_unref(picture->jpeg);
    picture->jpeg = picture_write_jpeg(picture);
}

static void report(const PageItem *item, DkDiagnostics *list, DkSeverity severity, const char *code, const char *message)
{
    BasePlace place = {.file = item->path, .story = item->story ? item->story->slug : NULL, .frame = item->frame};
    if (list) base_report(list, severity, code, place, "%s", message);
}

Picture *picture_load(const PageItem *item, DkDiagnostics *list)
{
    g_autoptr(DkDiagnostics) findings = dk_diagnostics_new();
    g_autoptr(GBytes) bytes = base_file_read(item->path, BASE_PICTURE_MAX, (BasePlace){.file = item->path}, findings);
    g_autofree char *reason = NULL;
    gsize size = 0;
    const uint8_t *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;
    Picture *picture = data ? read_bytes(data, size, &item->rect, &reason) : NULL;
    if (!picture) {
        const char *why = reason                               ? reason
                          : dk_diagnostics_count(findings) > 0 ? dk_diagnostics_item(findings, 0)->message
                                                               : "it is empty";
        g_autofree char *message = g_strdup_printf("picture not read, an empty box is drawn: %s", why);
        report(item, list, DK_WARNING, "picture-unreadable", message);
        return NULL;
    }
    if (picture->was_colour) report(item, list, DK_NOTE, "picture-colour", "a picture in colour is printed in black");
    limit_resolution(picture, &item->rect);
    return picture;
}

/* Whether the item's file needs no decoding to be known as good. */
static bool is_sound(const PageItem *item)
{
    g_autoptr(DkDiagnostics) findings = dk_diagnostics_new();
    g_autoptr(GBytes) bytes = base_file_read(item->path, BASE_PICTURE_MAX, (BasePlace){0}, findings);
    gsize size = 0;
    const uint8_t *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;
    return data && picture_is_sound_png(data, size);
}

Picture *picture_load_checked(const PageItem *item, DkDiagnostics *list)
{
    Picture *picture = picture_load(item, NULL);
    return picture || !is_sound(item) ? picture : picture_load(item, list);
}

static void check_code(const PageItem *item, DkDiagnostics *list)
{
    g_autoptr(GArray) rects = output_code_rects(item->text, &item->rect);
    BasePlace place = {.frame = item->frame};
    if (!rects)
        base_report(list, DK_WARNING, "code-too-long", place, "%zu bytes are more than a QR code can hold", strlen(item->text));
}

void output_check_pictures(const Page *page, DkDiagnostics *list)
{
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        bool is_there = item->kind == PAGE_PICTURE && g_file_test(item->path, G_FILE_TEST_EXISTS);
        if (is_there && !is_sound(item)) picture_free(picture_load(item, list));
        if (item->kind == PAGE_CODE) check_code(item, list);
    }
}

/* ---- Place ---- */

PicturePlace picture_place(const Picture *picture, const BaseRect *rect)
{
    int64_t width = rect->width, height = rect->height;
    if ((int64_t)picture->width * height > (int64_t)picture->height * width)
        width = (height * picture->width + picture->height / 2) / picture->height;
    else height = (width * picture->height + picture->width / 2) / picture->width;
    return (PicturePlace){rect->x + (rect->width - width) / 2, rect->y + (rect->height - height) / 2, width, height};
}

void picture_box_diagonals(const BaseRect *rect, PicturePoint diagonals[2][4])
{
    DkLength left = rect->x, right = rect->x + rect->width, top = rect->y, bottom = rect->y + rect->height;
    const PicturePoint falling[] = {{left, top}, {left + OUTPUT_HAIRLINE, top}, {right, bottom}, {right - OUTPUT_HAIRLINE, bottom}};
    const PicturePoint rising[] = {{right - OUTPUT_HAIRLINE, top}, {right, top}, {left + OUTPUT_HAIRLINE, bottom}, {left, bottom}};
    memcpy(diagonals[0], falling, sizeof falling);
    memcpy(diagonals[1], rising, sizeof rising);
}
