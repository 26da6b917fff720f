/* Legs. */
#include "lint/page.h"
#include "lint/parts.h"

#define BODY(text) "headline: {4}===\n" text
#define TWO(measure) BLOCK("a", "0em", "1", "40em", "9", LEGS("2", measure, "4", "6"))
#define OVER_PICTURE                                                                                                               \
    PLAIN("a", "0em", "1", "40em", "12", "legs: {" LEGS("2", "19em", "1", "3") "}, pictures: [{line: 4, width: 39em, lines: 6}]")
#define DEEP PLAIN("a", "0em", "1", "40em", "80", "legs: [{line: 1, width: 12em, lines: 80}]")
/* 61 lines of 12 pt are longer than 10 inches, of 11.75 pt they are not. */
#define CLOSE(lines, more) PLAIN("a", "0em", "1", "40em", lines, "legs: [{line: 1, width: 12em, lines: " lines "}]" more)
#define GUTTER(gap) BLOCK("a", "0em", "1", "40em", "9", "count: 2, measure: 19em, gutter: " gap ", line: 4, lines: 6")
#define UNLEVEL PLAIN("a", "0em", "1", "40em", "9", "balance: off, legs: {" LEGS("2", "19em", "1", "5") "}")
#define NARROWED(width)                                                                                                            \
    PLAIN("a", "0em", "1", "40em", "9", "legs: [{line: 1, width: 20em, lines: 6, narrow: [{line: 1, lines: 2, width: " width "}]}]")
#define TIGHT(width) PLAIN("a", "0em", "1", "40em", "9", "styles: {body: plain}, legs: {" LEG(width, "1", "9") "}")

const TinyCase tiny_legs[] = {
    /* a cross-head of two lines that must stay with its text leaves the first leg's foot open */
    {BASE_LINT_FEET_DIFFER_RULE,
     {.styles = "  tall: {extends: cross-head, leading: 3line}\n",
      .blocks = "  - {id: a, at: {x: 0em, line: 1, width: 31em, lines: 12}, styles: {cross-head: tall},\n"
                "     legs: {count: 2, measure: 15em, line: 1, lines: 12}}\n",
      .stories = {"headline: {4}===\n{73}\n\n### {4}\n\n{73}"}},
     {.blocks = "  - {id: a, at: {x: 0em, line: 1, width: 31em, lines: 12}, legs: {count: 2, measure: 15em, line: 1, lines: 12}}\n",
      .stories = {"headline: {4}===\n{150}"}}},
    {BASE_LINT_UNDERSET_RULE,
     {.blocks = BLOCK("a", "0em", "1", "20em", "9", LEG("20em", "4", "6"))},
     {.blocks = BLOCK("a", "0em", "1", "20em", "7", LEG("20em", "4", "4"))},
     .says = "3 lines"},
    {BASE_LINT_LEG_EMPTY_RULE,
     {.blocks = BLOCK("a", "0em", "1", "40em", "9", LEGS("4", "9em", "4", "6")), .stories = {"headline: {4}===\n{20}"}},
     {.blocks = BLOCK("a", "0em", "1", "40em", "9", LEGS("2", "19em", "4", "6")), .stories = {"headline: {4}===\n{40}"}}},
    {BASE_LINT_LEG_SHORT_RULE,
     {.blocks = TWO("19em"), .stories = {BODY("{100}")}},
     {.blocks = TWO("19em"), .stories = {BODY("{190}")}},
     .n = 2},
    {BASE_LINT_LEG_SHORT_RULE,
     {.blocks = OVER_PICTURE, .stories = {"headline: {4}\npicture: {file: none.png}===\n{50}"}},
     {.blocks = OVER_PICTURE, .stories = {"headline: {4}\npicture: {file: none.png}===\n{100}"}},
     .n = 2},
    {BASE_LINT_LEG_LONG_RULE,
     {.is_tall = true, .blocks = DEEP, .stories = {BODY("{800}")}},
     {.is_tall = true, .blocks = DEEP, .stories = {BODY("{300}\n\n### {4}\n\n{400}")}}},
    {BASE_LINT_LEG_LONG_RULE,
     {.is_tall = true, .blocks = CLOSE("70", ""), .stories = {BODY("{730}")}},
     {.is_tall = true, .blocks = CLOSE("60", ", fit: {leading: 0.25pt}"), .stories = {BODY("{730}")}},
     .says = "61 lines"},
    {BASE_LINT_GUTTER_NARROW_RULE,
     {.blocks = GUTTER("0.5em"), .stories = {BODY("{190}")}},
     {.blocks = GUTTER("1em"), .stories = {BODY("{190}")}},
     .says = "0.50 em"},
    {BASE_LINT_WIDOW_RULE,
     {.blocks = UNLEVEL, .stories = {BODY("{96}\n\n{40}")}},
     {.blocks = UNLEVEL, .stories = {BODY("{76}\n\n{60}")}}},
    {BASE_LINT_ORPHAN_RULE,
     {.blocks = UNLEVEL, .stories = {BODY("{70}\n\n{60}")}},
     {.blocks = UNLEVEL, .stories = {BODY("{76}\n\n{18}\n\n{60}")}}},
    {BASE_LINT_CROSS_HEAD_STRANDED_RULE,
     {.blocks = PLAIN("a", "0em", "1", "40em", "3",
                      "legs: [{line: 1, width: 19em, lines: 1}, {x: 20em, line: 1, width: 19em, lines: 1}]"),
      .stories = {BODY("### {5}\n\n{12}")}},
     {.blocks = PLAIN("a", "0em", "1", "40em", "3",
                      "legs: [{line: 1, width: 19em, lines: 2}, {x: 20em, line: 1, width: 19em, lines: 2}]"),
      .stories = {BODY("### {5}\n\n{60}")}}},
    {BASE_LINT_LINE_NARROW_RULE, {.blocks = NARROWED("6em")}, {.blocks = NARROWED("7em")}, .says = "6.0 em"},
    {BASE_LINT_LONE_CHARACTER_RULE,
     {.blocks = TIGHT("2em"), .stories = {BODY("{3}")}},
     {.blocks = TIGHT("2em"), .stories = {BODY("{4}")}}},
    {BASE_LINT_LINE_EDGE_RULE,
     {.blocks = TIGHT("1em"), .stories = {BODY("{1}，{1}")}},
     {.blocks = TIGHT("8em"), .stories = {BODY("{1}，{1}")}}},
    {BASE_LINT_LINE_OFF_MEASURE_RULE,
     {.blocks = TIGHT("0.8em"), .stories = {BODY("{1}{1}")}},
     {.blocks = TIGHT("8em"), .stories = {BODY("{20}")}}},
    {BASE_LINT_DASH_SPLIT_RULE,
     {.blocks = TIGHT("1em"), .stories = {BODY("{1}—**—**{1}")}},
     {.blocks = TIGHT("8em"), .stories = {BODY("{1}—**—**{1}")}}},
};
const unsigned tiny_n_legs = G_N_ELEMENTS(tiny_legs);
