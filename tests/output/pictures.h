/* Pictures made by the tests themselves, of 40 by 30 pixels where nothing else is said: white but for a dark top left quarter. */
#ifndef TESTS_OUTPUT_PICTURES_H
#define TESTS_OUTPUT_PICTURES_H

#include "output/fixture.h"
#include "output/picture.h"

/* A gradient from the left to the right, in grey (as RGB) or in red. */
GByteArray *pictures_png(bool is_coloured);
/* 1, 3 or 4 components; orientation as EXIF has it, 0: none is said. */
GByteArray *pictures_jpeg(int components, unsigned orientation);
/* 1, 3 or 4 channels of 8 bits, or one of 1 bit. */
GByteArray *pictures_tiff(unsigned channels, unsigned bits, unsigned orientation);
GByteArray *pictures_webp(void);
GByteArray *pictures_pdf(void);
GByteArray *pictures_text(const char *text);

/* Writes the bytes, which it releases, to a new file; returns its path. */
char *pictures_file(GByteArray *bytes);

/* A page with its pictures opened: frames of 40 by 30 pt, the pages of a story. */
typedef struct {
    BaseArena *arena;
    OutputPictures *store;
    GPtrArray *held;
    DkDiagnostics *list;
    Page *page;
    const ModelResolved *resolved;
    char *codes; /* of the findings, joined */
} Opened;

/* Opens one picture as a story has it, for `press`, in a frame of `width` by `height` pt. */
Opened *pictures_open(const ModelPicture *picture, ModelPress press, double width, double height);
void pictures_close(Opened *opened);

#endif
