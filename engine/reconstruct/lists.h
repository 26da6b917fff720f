/* Lists: words and characters that several patterns of a file of habits have, said once and named. */
#ifndef RECONSTRUCT_LISTS_H
#define RECONSTRUCT_LISTS_H

#include "read/yaml.h"

/* The lists of a map, as pieces of patterns: name -> char *; one that is none is an error.  NULL: a map without any. */
GHashTable *rec_lists_new(ReadSource *file, const ReadNode *map);
/* A pattern with every <name> written out; a name that no list has is an error.  Freed with g_free. */
char *rec_lists_put(GHashTable *lists, ReadSource *file, const ReadNode *pattern);

#endif
