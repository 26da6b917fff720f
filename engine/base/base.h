/* base/ - what every room stands on: lengths, the arena, diagnostics, the dump writer, files.
 *
 * In: nothing of the other rooms.  Out: the five headers below, to be included through this one.
 * GLib is the standard library of the project and may be used in every room. */
#ifndef BASE_H
#define BASE_H

#include <glib.h>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/dump.h"
#include "base/file.h"
#include "base/length.h"
#include "base/lint_rules.h"
#include "base/stamp.h"
#include "duikai.h"

#endif
