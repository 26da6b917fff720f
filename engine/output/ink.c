/* Inks: which of them are black alone, and what they look like on a screen. */
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

/* The colours of the sixteen overprints of full inks on white coated paper (SWOP), in sRGB: bit 0 is cyan, 1 magenta, 2 yellow, 3 black.
 * These are what common viewers use without a profile. */
static const uint8_t primaries[16][3] = {
    {255, 255, 255}, {0, 173, 239}, {236, 0, 140}, {46, 49, 146}, {255, 242, 0}, {0, 166, 80}, {237, 28, 36}, {54, 54, 57},
    {35, 31, 32},    {0, 15, 36},   {36, 0, 0},    {0, 0, 2},     {28, 26, 0},   {0, 19, 0},   {34, 0, 0},    {0, 0, 0},
};

/* The mean of the primaries, each weighted with the area it takes when the inks' dots fall independently (Neugebauer, Demichel). */
void output_ink_rgb(const ModelInk *ink, bool is_grey_page, double rgb[3])
{
    const double parts[4] = {part(ink->c), part(ink->m), part(ink->y), part(ink->k)};
    rgb[0] = rgb[1] = rgb[2] = is_grey_page ? 1 - parts[3] : 0;
    for (unsigned i = 0; i < 16 && !is_grey_page; i++) {
        double area = 1;
        for (unsigned j = 0; j < 4; j++) area *= i >> j & 1 ? parts[j] : 1 - parts[j];
        for (unsigned j = 0; j < 3; j++) rgb[j] += area * primaries[i][j] / 255;
    }
}
