/* Versions of the libraries of this room, for bug reports. */
#include "text/text.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pango.h>
#include <unicode/uversion.h>

static char *icu_line(void)
{
    UVersionInfo version;
    char text[U_MAX_VERSION_STRING_LENGTH];
    u_getVersion(version);
    u_versionToString(version, text);
    return g_strdup_printf("icu %s", text);
}

char *text_library(size_t index)
{
    int fontconfig = FcGetVersion();
    switch (index) {
    case 0: return g_strdup_printf("fontconfig %d.%d.%d", fontconfig / 10000, fontconfig / 100 % 100, fontconfig % 100);
    case 1: return g_strdup_printf("harfbuzz %s", hb_version_string());
    case 2: return icu_line();
    case 3: return g_strdup_printf("pango %s", pango_version_string());
    default: return NULL;
    }
}
