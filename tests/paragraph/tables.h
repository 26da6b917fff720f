/* The shared tables of other people, where they are there. */
#ifndef TESTS_TABLES_H
#define TESTS_TABLES_H

#include <glib.h>
#include <stdbool.h>

/* The lines of a file of shared/data/typography without comments and empty ones, NULL where it is absent. */
char **table_lines(const char *name);

/* How the rows of one table are judged; fields of a row are parted by tabs. */
typedef struct {
    const char *table;
    bool (*check)(char *const *field);        /* whether a row is right */
    const char *(*aside)(char *const *field); /* why a row is not counted, NULL: it is */
    int floor;                                /* rows that must be right; 0: all that are counted */
} TableJudge;

/* Judges a table, prints its score and the rows that are not right, and fails below the floor.  Skips where the table is absent. */
void table_judge(const TableJudge *judge);

#endif
