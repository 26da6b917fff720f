/* Libraries of this room: those that are looked up when they are needed, and the versions of all, for bug reports. */
#include "output/output.h"
#include "output/rsvg.h"
#include "output/shared.h"

#include <cairo.h>
#include <dlfcn.h>
#include <stdio.h> /* jpeglib.h wants it */

#include <jpeglib.h>
#include <lcms2.h>
#include <png.h>
#include <qpdf/qpdf-c.h>
#include <qrencode.h>
#include <string.h>

bool output_look_up(const char *object, const OutputSymbol *symbols, size_t n, void *library)
{
    void *handle = dlopen(object, RTLD_LAZY | RTLD_LOCAL);
    for (size_t i = 0; handle && i < n; i++) {
        void *address = dlsym(handle, symbols[i].name);
        if (!address) return false;
        memcpy((char *)library + symbols[i].offset, &address, sizeof address);
    }
    return handle != NULL;
}

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
    const OutputRsvg *rsvg = output_rsvg();
    if (!rsvg) return g_strdup("librsvg, not installed");
    return g_strdup_printf("librsvg %u.%u.%u", *rsvg->rsvg_major_version, *rsvg->rsvg_minor_version, *rsvg->rsvg_micro_version);
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
