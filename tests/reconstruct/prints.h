/* Truths printed as papers print them, for tests. */
#ifndef TESTS_RECONSTRUCT_PRINTS_H
#define TESTS_RECONSTRUCT_PRINTS_H

#include <glib.h>

/* A paragraph broken first-fit to a measure in cells, its first line indented; its lines as strings, without the indent. */
GPtrArray *prints_paragraph(const char *text, unsigned n_bytes, int measure);

/* The stories (.md) of a folder, by name, as paths. */
GPtrArray *prints_files(const char *folder);

#endif
