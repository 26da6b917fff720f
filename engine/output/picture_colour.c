/* Colours of pictures: to grey, and to what a screen shows.
 *
 * Nothing is converted for the press: RGB goes into the PDF with its profile, inks as they are (RULES 3.2).  For screens, RGB of another
 * profile becomes sRGB by lcms2, and inks are shown as those of the page are (output_ink_rgb). */
#include "output/picture.h"
#include "output/shared.h"

#include <lcms2.h>
#include <string.h>

uint8_t picture_lightness(unsigned red, unsigned green, unsigned blue)
{
    return (uint8_t)((77 * red + 150 * green + 29 * blue) >> 8);
}

static size_t n_pixels(const Picture *picture)
{
    return (size_t)picture->width * picture->height;
}

/* ---- Grey ---- */

static uint8_t lightness_of_inks(const uint8_t *inks)
{
    unsigned paper = 255u - inks[3];
    return picture_lightness((255u - inks[0]) * paper / 255, (255u - inks[1]) * paper / 255, (255u - inks[2]) * paper / 255);
}

void picture_make_grey(Picture *picture)
{
    if (picture->space == PICTURE_GREY) return;
    uint8_t *pixels = picture->pixels;
    size_t n = n_pixels(picture);
    if (picture->space == PICTURE_INKS)
        for (size_t i = 0; i < n; i++) pixels[i] = lightness_of_inks(pixels + 4 * i);
    else
        for (size_t i = 0; i < n; i++) pixels[i] = picture_lightness(pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]);
    picture->space = PICTURE_GREY;
    g_clear_pointer(&picture->profile, g_bytes_unref);
    g_clear_pointer(&picture->jpeg, g_bytes_unref);
    g_clear_pointer(&picture->png, g_bytes_unref);
}

/* ---- Screens ---- */

static void show_inks(const Picture *picture, uint8_t *out)
{
    uint32_t last = 1;
    double rgb[3] = {0};
    for (size_t i = 0, n = n_pixels(picture); i < n; i++) {
        const uint8_t *inks = picture->pixels + 4 * i;
        uint32_t mixed = (uint32_t)inks[0] << 24 | (uint32_t)inks[1] << 16 | (uint32_t)inks[2] << 8 | inks[3];
        if (i == 0 || mixed != last) {
            ModelInk ink = {inks[0] / 2.55, inks[1] / 2.55, inks[2] / 2.55, inks[3] / 2.55, false};
            output_ink_rgb(&ink, rgb);
            last = mixed;
        }
        for (unsigned c = 0; c < 3; c++) out[3 * i + c] = (uint8_t)(rgb[c] * 255 + 0.5);
    }
}

/* False when the profile is of no use: then the colours are shown as if they were sRGB. */
static bool convert(const Picture *picture, uint8_t *out)
{
    gsize size;
    const void *data = g_bytes_get_data(picture->profile, &size);
    cmsHPROFILE from = cmsOpenProfileFromMem(data, (cmsUInt32Number)size), to = cmsCreate_sRGBProfile();
    cmsHTRANSFORM transform = from ? cmsCreateTransform(from, TYPE_RGB_8, to, TYPE_RGB_8, INTENT_PERCEPTUAL, 0) : NULL;
    if (transform) {
        for (unsigned y = 0; y < picture->height; y++) {
            size_t at = (size_t)y * picture->width * 3;
            cmsDoTransform(transform, picture->pixels + at, out + at, picture->width);
        }
        cmsDeleteTransform(transform);
    }
    if (from) cmsCloseProfile(from);
    cmsCloseProfile(to);
    return transform != NULL;
}

Picture *picture_for_screen(const Picture *picture)
{
    Picture *shown = picture_new(picture->width, picture->height, picture->space == PICTURE_GREY ? PICTURE_GREY : PICTURE_RGB);
    size_t size = n_pixels(picture) * shown->space;
    shown->is_photo = picture->is_photo;
    shown->pixels = g_malloc(size);
    if (picture->alpha) shown->alpha = g_memdup2(picture->alpha, n_pixels(picture));
    if (picture->space == PICTURE_INKS) show_inks(picture, shown->pixels);
    else if (!picture->profile || !convert(picture, shown->pixels)) memcpy(shown->pixels, picture->pixels, size);
    return shown;
}

/* ---- Profiles ---- */

GBytes *picture_srgb_profile(void)
{
    enum { DATE = 24, DATE_SIZE = 12 };                                                  /* ICC.1 7.2.8 */
    static const uint8_t date[DATE_SIZE] = {0x07, 0xcf, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0}; /* IEC 61966-2-1, October 1999 */
    cmsHPROFILE profile = cmsCreate_sRGBProfile();
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, NULL, &size);
    uint8_t *data = g_malloc(size);
    bool is_saved = cmsSaveProfileToMem(profile, data, &size);
    g_assert(is_saved && size > DATE + DATE_SIZE);
    memcpy(data + DATE, date, DATE_SIZE); /* that of today would make every file another */
    cmsCloseProfile(profile);
    return g_bytes_new_take(data, size);
}
