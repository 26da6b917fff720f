/* Heads. */
#include "lint/page.h"
#include "lint/parts.h"

#define LEFT BLOCK("a", "0em", "1", "19.5em", "12", LEG("19.5em", "4", "9"))
#define RIGHT BLOCK("b", "20.5em", "1", "19.5em", "12", LEG("19.5em", "4", "9"))

const TinyCase tiny_heads[] = {
    {BASE_LINT_HEADS_SIDE_BY_SIDE_RULE,
     {.blocks = LEFT RIGHT},
     {.blocks = LEFT RIGHT, .rules = COLUMN_RULE},
     .says = "face and size"},
    /* a head beside text is no fault */
    {BASE_LINT_HEADS_SIDE_BY_SIDE_RULE,
     {.blocks = LEFT BLOCK("b", "21em", "2", "19em", "12", LEG("19em", "4", "9"))},
     {.blocks = LEFT BLOCK("b", "21em", "5", "19em", "12", LEG("19em", "4", "9"))}},
    /* heads that run down the page, one over the other */
    {BASE_LINT_HEADS_SIDE_BY_SIDE_RULE,
     {.styles = "  upright: {extends: headline, direction: vertical}\n",
      .blocks =
          PLAIN("a", "0em", "1", "40em", "10", "head: [{put: headline, style: upright, x: 36em, width: 4em, line: 1, lines: 10}]")
              PLAIN("b", "0em", "11", "40em", "10",
                    "head: [{put: headline, style: upright, x: 36em, width: 4em, line: 1, lines: 10}]")},
     {.styles = "  upright: {extends: headline, direction: vertical}\n",
      .blocks =
          PLAIN("a", "0em", "1", "40em", "10", "head: [{put: headline, style: upright, x: 36em, width: 4em, line: 1, lines: 10}]")
              PLAIN("b", "0em", "13", "40em", "10",
                    "head: [{put: headline, style: upright, x: 36em, width: 4em, line: 1, lines: 10}]")}},
    {BASE_LINT_HEADS_STACKED_RULE,
     {.blocks = PLAIN("a", "0em", "1", "40em", "3", "head: [{put: headline, line: 1, lines: 3}]")
          BLOCK("b", "0em", "4", "40em", "12", LEG("40em", "4", "9")),
      .stories = {"headline: {4}===\n"}},
     {.blocks =
          BLOCK("a", "0em", "1", "40em", "12", LEG("40em", "4", "9")) BLOCK("b", "0em", "13", "40em", "12", LEG("40em", "4", "9")),
      .stories = {"headline: {4}===\n{200}"}}},
    {BASE_LINT_HEAD_OUTWEIGHS_LEAD_RULE,
     {.styles = "  big: {extends: headline, size: 24pt}\n",
      .blocks = LEFT PLAIN("b", "0em", "18", "40em", "12", "head: [{put: headline, style: big, line: 1, lines: 3}]")},
     {.styles = "  big: {extends: headline, size: 24pt}\n",
      .blocks = PLAIN("a", "0em", "1", "40em", "12", "head: [{put: headline, style: big, line: 1, lines: 3}]")
          BLOCK("b", "0em", "18", "40em", "12", LEG("40em", "4", "9"))},
     .says = "24.0 pt"},
};
const unsigned tiny_n_heads = G_N_ELEMENTS(tiny_heads);
