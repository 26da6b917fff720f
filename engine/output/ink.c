/* Inks: which of them are black alone, and what they look like on a screen. */
#include "output/picture.h"
#include "output/shared.h"

bool output_ink_is_grey(const ModelInk *ink)
{
    return ink->is_none || (ink->c <= 0 && ink->m <= 0 && ink->y <= 0);
}

bool output_ink_is_black(const ModelInk *ink)
{
    return !ink->is_none && output_ink_is_grey(ink) && ink->k >= 100;
}

bool output_page_is_grey(const Page *page)
{
    for (unsigned i = 0; i < page->items->len; i++) {
        const PageItem *item = &g_array_index(page->items, PageItem, i);
        bool is_stroke = item->kind == PAGE_RULE || item->kind == PAGE_BORDER;
        const Picture *picture = item->shown.picture;
        if (item->kind == PAGE_PICTURE && picture && picture->space != PICTURE_GREY && !picture->request.is_black) return false;
        if (item->kind != PAGE_PICTURE && !output_ink_is_grey(is_stroke ? &item->stroke.ink : &item->ink)) return false;
    }
    return true;
}

/* A part of full ink, 0-1.  The comparison is written so that a NaN becomes paper. */
static double part(double per_cent)
{
    if (!(per_cent > 0)) return 0;
    return MIN(per_cent, 100) / 100;
}

/* The colours of the eight overprints of full cyan (bit 0), magenta (1) and yellow (2) on white coated paper (SWOP), in sRGB:
 * what common viewers use without a profile. */
static const uint8_t primaries[8][3] = {
    {255, 255, 255}, {0, 173, 239}, {236, 0, 140}, {46, 49, 146}, {255, 242, 0}, {0, 166, 80}, {237, 28, 36}, {54, 54, 57},
};

/* The mean of the primaries, each weighted with the area it takes when the inks' dots fall independently (Neugebauer, Demichel). */
void output_ink_rgb(const ModelInk *ink, double rgb[3])
{
    const double parts[3] = {part(ink->c), part(ink->m), part(ink->y)};
    rgb[0] = rgb[1] = rgb[2] = 0;
    for (unsigned i = 0; i < 8; i++) {
        double area = 1 - part(ink->k);
        for (unsigned j = 0; j < 3; j++) area *= i >> j & 1 ? parts[j] : 1 - parts[j];
        for (unsigned j = 0; j < 3; j++) rgb[j] += area * primaries[i][j] / 255;
    }
}
