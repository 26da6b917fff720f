/* Versions of the libraries of this room, for bug reports. */
#include "output/output.h"

#include <cairo.h>
#include <stdio.h> /* jpeglib.h wants it */

#include <jpeglib.h>
#include <lcms2.h>
#include <librsvg/rsvg.h>
#include <png.h>
#include <qpdf/qpdf-c.h>
#include <qrencode.h>

static char *cairo_line(void)
{
    return g_strdup_printf("cairo %s", cairo_version_string());
}

static char *qpdf_line(void)
{
    return g_strdup_printf("libqpdf %s", qpdf_get_qpdf_version());
}

static char *rsvg_line(void)
{
    return g_strdup_printf("librsvg %u.%u.%u", rsvg_major_version, rsvg_minor_version, rsvg_micro_version);
}

/* The version compiled against: libjpeg does not name the one it runs as. */
static char *jpeg_line(void)
{
    return g_strdup("libjpeg-turbo " G_STRINGIFY(LIBJPEG_TURBO_VERSION));
}

static char *png_line(void)
{
    return g_strdup_printf("libpng %s", png_get_libpng_ver(NULL));
}

static char *lcms_line(void)
{
    int version = cmsGetEncodedCMMversion();
    return g_strdup_printf("lcms2 %d.%d", version / 1000, version / 10 % 100);
}

static char *qrencode_line(void)
{
    int major, minor, micro;
    QRcode_APIVersion(&major, &minor, &micro);
    return g_strdup_printf("libqrencode %d.%d.%d", major, minor, micro);
}

char *output_library(size_t index)
{
    static char *(*const makers[])(void) = {cairo_line, qpdf_line, rsvg_line, jpeg_line, png_line, lcms_line, qrencode_line};
    return index < G_N_ELEMENTS(makers) ? makers[index]() : NULL;
}
