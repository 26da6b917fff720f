/* The shared tables of other people, where they are there. */
#ifndef TESTS_TABLES_H
#define TESTS_TABLES_H

#include <glib.h>

/* The lines of a file of shared/data/typography without comments and empty ones, NULL where it is absent. */
char **table_lines(const char *name);

#endif
