/* librsvg, looked up when the first drawing is met.  Private to the room.
 *
 * Linked, it costs 7 ms of CPU time at each start, for itself and the libraries it brings, a tenth of what a whole page costs, and
 * most pages have no drawing.  So its functions are looked up by name in the shared object that this was built against (DUIKAI_RSVG), with the
 * types of its header, as those of libvips are (picture_vips.c). */
#ifndef OUTPUT_RSVG_H
#define OUTPUT_RSVG_H

#include <librsvg/rsvg.h>
#include <stdbool.h>

#define OUTPUT_RSVG_SYMBOLS(X)                                                                                                     \
    X(rsvg_handle_new_from_data)                                                                                                   \
    X(rsvg_handle_set_dpi)                                                                                                         \
    X(rsvg_handle_get_intrinsic_size_in_pixels)                                                                                    \
    X(rsvg_handle_get_intrinsic_dimensions)                                                                                        \
    X(rsvg_handle_render_document)                                                                                                 \
    X(rsvg_major_version)                                                                                                          \
    X(rsvg_minor_version)                                                                                                          \
    X(rsvg_micro_version)

#define OUTPUT_RSVG_DECLARE(name) __typeof__(&name) name;
typedef struct {
    OUTPUT_RSVG_SYMBOLS(OUTPUT_RSVG_DECLARE)
} OutputRsvg;

/* The library, which stays; NULL: it is not installed here. */
const OutputRsvg *output_rsvg(void);
/* A drawing from memory and without a base URI, so that it cannot name other files; NULL with an error. */
RsvgHandle *output_rsvg_parse(GBytes *file, GError **error);
/* Draws all of the document into `viewport`. */
bool output_rsvg_draw(RsvgHandle *handle, cairo_t *cairo, const RsvgRectangle *viewport, GError **error);

#endif
