/* YAML as a small tree that keeps places.
 *
 * In: a part of a source.  Out: scalars, lists and maps, each with its line and column; scalars are text, typed later by the
 * tables of read/keys.h and never by YAML.  Method: libyaml's events; what they leave unchecked is checked here: duplicate keys,
 * depth (READ_YAML_DEPTH), anchors, aliases and tags (refused), second documents, control characters in escapes. */
#ifndef READ_YAML_H
#define READ_YAML_H

#include "read/source.h"

#define READ_YAML_DEPTH 64

typedef enum { READ_SCALAR, READ_LIST, READ_MAP } ReadNodeKind;
typedef enum { READ_PLAIN, READ_SINGLE_QUOTED, READ_DOUBLE_QUOTED, READ_LITERAL, READ_FOLDED } ReadScalarStyle;

typedef struct ReadNode ReadNode;
struct ReadNode {
    ReadNodeKind kind;
    ReadSource *source;
    size_t offset; /* of the first byte, in the source */
    BasePlace place;
    const ReadNode *key;  /* of a map's value */
    const ReadNode *next; /* sibling */
    const ReadNode *first;
    unsigned n; /* children */
    ReadScalarStyle style;
    const char *text; /* of a scalar */
    size_t n_bytes;
};

/* The tree of bytes `first` .. `first + size - 1` of the source; it goes with the source, its texts stay in the arena.  NULL with errors.  The tree of a file with
 * duplicate keys is handed out nonetheless, the errors counted in the source. */
const ReadNode *read_yaml(ReadSource *source, size_t first, size_t size);
/* A word for what a node is: "a text", "a list", "a map". */
const char *read_node_word(const ReadNode *node);
/* The value of `key` in a map; NULL when there is none. */
const ReadNode *read_node_value(const ReadNode *map, const char *key);

#endif
