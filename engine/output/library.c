/* Versions of the libraries that this process runs with, for bug reports. */
#include "output/output.h"

#include <cairo.h>
#include <hb.h>
#include <stdio.h> /* jpeglib.h wants it */

#include <jpeglib.h>
#include <librsvg/rsvg.h>
#include <qpdf/qpdf-c.h>
#include <qrencode.h>

static char *glib_line(void)
{
    return g_strdup_printf("glib %u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
}

static char *cairo_line(void)
{
    return g_strdup_printf("cairo %s", cairo_version_string());
}

static char *harfbuzz_line(void)
{
    return g_strdup_printf("harfbuzz %s", hb_version_string());
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

static char *qrencode_line(void)
{
    int major, minor, micro;
    QRcode_APIVersion(&major, &minor, &micro);
    return g_strdup_printf("libqrencode %d.%d.%d", major, minor, micro);
}

const char *output_library(size_t index)
{
    static char *(*const makers[])(void) = {glib_line, cairo_line, harfbuzz_line, qpdf_line, rsvg_line, jpeg_line, qrencode_line};
    static char *lines[G_N_ELEMENTS(makers)]; /* made once and kept: callers may hold them */
    if (index >= G_N_ELEMENTS(makers)) return NULL;
    if (!lines[index]) lines[index] = makers[index]();
    return lines[index];
}
