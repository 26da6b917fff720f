/* librsvg: looked up once, and what both who draw pictures and who compare pages ask of it. */
#include "output/rsvg.h"
#include "output/shared.h"

#include <stddef.h>

#define SYMBOL(name) {#name, offsetof(OutputRsvg, name)},
static const OutputSymbol symbols[] = {OUTPUT_RSVG_SYMBOLS(SYMBOL)};

const OutputRsvg *output_rsvg(void)
{
    static OutputRsvg library;
    static enum { UNTRIED, READY, ABSENT } state;
    if (state == UNTRIED) state = output_look_up(DUIKAI_RSVG, symbols, G_N_ELEMENTS(symbols), &library) ? READY : ABSENT;
    return state == READY ? &library : NULL;
}

RsvgHandle *output_rsvg_parse(GBytes *file, GError **error)
{
    const OutputRsvg *rsvg = output_rsvg();
    gsize size;
    const uint8_t *data = g_bytes_get_data(file, &size);
    if (rsvg) return rsvg->rsvg_handle_new_from_data(data, size, error);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSYS, "drawings are read by librsvg (%s), which is not installed here",
                DUIKAI_RSVG);
    return NULL;
}

bool output_rsvg_draw(RsvgHandle *handle, cairo_t *cairo, const RsvgRectangle *viewport, GError **error)
{
    return output_rsvg()->rsvg_handle_render_document(handle, cairo, viewport, error);
}
