/* What may not stand at a line's start or end, by level: RULES 1.2, after CLREQ 3.1.4 and GB/T 15834 5.1.
 *
 * Each level forbids what the one before it forbids, and more. */
#include "paragraph/composer.h"

/* The lowest level at which the class may not start a line. */
static ModelProhibition start_level(TextClass class)
{
    switch (class) {
    case TEXT_CLOSE:
    case TEXT_PAUSE:
    case TEXT_STOP:
    case TEXT_CONNECTOR:
    case TEXT_DOT:
    case TEXT_SOLIDUS: return MODEL_PROHIBITION_BASIC;
    case TEXT_DASH:
    case TEXT_ELLIPSIS: return MODEL_PROHIBITION_STRICT;
    default: return MODEL_PROHIBITION_STRICT + 1;
    }
}

/* The lowest level at which the class may not end a line. */
static ModelProhibition end_level(TextClass class)
{
    switch (class) {
    case TEXT_OPEN: return MODEL_PROHIBITION_BASIC;
    case TEXT_SOLIDUS: return MODEL_PROHIBITION_GB;
    default: return MODEL_PROHIBITION_STRICT + 1;
    }
}

bool par_may_part(TextClass before, TextClass after, ModelProhibition level)
{
    return level < end_level(before) && level < start_level(after);
}
