/* Columns: tables' cells under each other. */
#ifndef RECONSTRUCT_COLUMNS_H
#define RECONSTRUCT_COLUMNS_H

#include "read/chars.h"
#include "reconstruct/write/wording.h"

#define REC_COLUMNS_MOST 24 /* of a table; a text of more cells is none */

/* A table: how wide its columns are, in cells of half an em. */
struct RecColumns {
    unsigned n, n_rows;
    int widths[REC_COLUMNS_MOST];
    unsigned n_figures[REC_COLUMNS_MOST]; /* rows in which the cell has no Han */
    bool is_right[REC_COLUMNS_MOST];      /* flush right; the first never is */
};

/* The table that an element is a row of; NULL: none, or not looked for yet. */
const RecColumns *rec_columns_of(const RecDraft *draft, const RecElement *element);
/* A row's characters with its cells moved under those of the others; freed with g_array_unref. */
ReadChars *rec_columns_aligned(const RecColumns *columns, const ReadChars *chars);

#endif
