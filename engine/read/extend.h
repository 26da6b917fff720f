/* Layouts that stand on others, put together as trees before any table reads them.
 *
 * In: a layout's tree.  Out: the tree it means, with all that the layout it extends and its style sheets say.  Every node
 * keeps the place and the source it was written in, so that a finding names the right file. */
#ifndef READ_EXTEND_H
#define READ_EXTEND_H

#include "read/yaml.h"

/* The sources of one layout: itself, those it extends, its style sheets.  They go together. */
typedef struct {
    GPtrArray *sources; /* ReadSource, owned */
    GPtrArray *chain;   /* const char *, full paths of the files that are being read */
} ReadExtending;

/* The whole tree of `root`, the tree of `source`; NULL when a file it needs cannot be read.  Faults in other files count as the
 * source's own. */
const ReadNode *read_extended(ReadSource *source, const ReadNode *root, ReadExtending *extending);
/* Puts the styles of sheet `path`, named at `place`, over those of `root`; NULL when it cannot be read. */
const ReadNode *read_with_sheet(ReadSource *source, const ReadNode *root, const char *path, BasePlace place,
                                ReadExtending *extending);

#endif
