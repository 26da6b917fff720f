/* Legs. */
#include "lint/page.h"
#include "lint/parts.h"

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
};
const unsigned tiny_n_legs = G_N_ELEMENTS(tiny_legs);
