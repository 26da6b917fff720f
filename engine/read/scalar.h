/* Scalars as texts and names. */
#ifndef READ_SCALAR_H
#define READ_SCALAR_H

#include "read/restore.h"
#include "read/yaml.h"

/* The characters of a scalar with the place of each; its folded line ends are '\n'. */
ReadChars *read_scalar_chars(const ReadNode *node);
/* A scalar as one line of text, its line ends joined, restored where the source asks for it. */
const char *read_scalar_string(ReadSource *source, const ReadNode *node);
/* A scalar, or a list of scalars, as texts; each line of a literal block ("|") is a text of its own. */
ModelTexts read_scalar_texts(ReadSource *source, const ReadNode *node);
/* Whether a scalar can name a style, block, furniture frame or story: 1 to 64 characters without spaces. */
bool read_is_name(const ReadNode *node);

#endif
