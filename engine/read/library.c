/* Versions of the libraries of this room, for bug reports.  md4c does not name the one it runs as. */
#include "read/read.h"

#include <yaml.h>

char *read_library(size_t index)
{
    return index == 0 ? g_strdup_printf("libyaml %s", yaml_get_version_string()) : NULL;
}
