/* Pieces of the tiny pages' layouts. */
#ifndef TESTS_LINT_PARTS_H
#define TESTS_LINT_PARTS_H

/* A block with a headline of three lines over its legs. */
#define BLOCK(id, x, line, width, lines, legs)                                                                                     \
    "  - {id: " id ", at: {x: " x ", line: " line ", width: " width ", lines: " lines "},\n"                                       \
    "     head: [{put: headline, line: 1, lines: 3}], legs: {" legs "}}\n"
/* A block that is given whole. */
#define PLAIN(id, x, line, width, lines, rest)                                                                                     \
    "  - {id: " id ", at: {x: " x ", line: " line ", width: " width ", lines: " lines "}, " rest "}\n"
#define PLAIN_AT(id, at, rest) "  - {id: " id ", at: " at ", " rest "}\n"
#define LEG(measure, line, lines) "count: 1, measure: " measure ", line: " line ", lines: " lines
#define LEGS(n, measure, line, lines) "count: " n ", measure: " measure ", gutter: 1em, line: " line ", lines: " lines
#define COLUMN_RULE "  - {x: 20em, line: 1, lines: 12}\n"

#endif
