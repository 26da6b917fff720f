/* Fuzz target: shaping and composing.  The bytes are read by tests/paragraph/coded.c, which holds whatever comes out to the laws. */
#include "../paragraph/coded.h"
#include "fuzz.h"

static TextFonts *fonts(void)
{
    static TextFonts *opened;
    if (opened) return opened;
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    opened = text_fonts_new(g_getenv("DUIKAI_DATA_DIR"), NULL, list);
    g_assert_nonnull(opened);
    return opened;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    return coded_check(bytes, size, fonts()) ? 0 : -1;
}
