/* The keys of a golden case, for the test that holds them against layouts/schema/.  Private to the room. */
#ifndef COMPARE_GOLDEN_H
#define COMPARE_GOLDEN_H

#include "compare/compare.h"
#include "read/keys.h"

extern const ReadMap compare_golden_keys;

#endif
