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

void output_ink_rgb(const ModelInk *ink, double rgb[3])
{
    double paper = 1 - part(ink->k);
    rgb[0] = (1 - part(ink->c)) * paper;
    rgb[1] = (1 - part(ink->m)) * paper;
    rgb[2] = (1 - part(ink->y)) * paper;
}
