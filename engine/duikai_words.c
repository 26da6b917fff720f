/* The public functions that read words as the formats do, for programs that take lengths and names on a command line. */
#include "base/base.h"
#include "read/read.h"

bool dk_length_parse(const char *word, DkLength em, DkLength line, DkLength *length)
{
    return read_length(word, em, line, length);
}

const char *dk_nearest_word(const char *word, const char *const *candidates)
{
    return base_nearest(word, candidates);
}
