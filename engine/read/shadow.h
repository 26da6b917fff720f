/* What md4c is given to read in place of the source: the body without its notes, and with a few bytes disguised. */
#ifndef READ_SHADOW_H
#define READ_SHADOW_H

#include "read/source.h"

typedef struct {
    GString *text;
    GArray *pieces; /* Piece: where a stretch of the text comes from */
    size_t first;   /* of the source's body */
} ReadShadow;

/* The shadow of the source from byte `first` on; a note that is not closed is an error. */
ReadShadow *read_shadow_new(ReadSource *source, size_t first);
void read_shadow_free(ReadShadow *shadow);
/* The source's offset for byte `offset` of the shadow; `*n` is how many bytes from there on stand together in both. */
size_t read_shadow_source(const ReadShadow *shadow, size_t offset, size_t *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReadShadow, read_shadow_free)

#endif
