/* Stories on the page. */
#include "lint/page.h"
#include "lint/parts.h"

#define UPPER BLOCK("a", "0em", "1", "40em", "14", LEG("40em", "4", "11"))
#define WIDE_FOOT BLOCK("b", "0em", "16", "40em", "14", LEG("40em", "4", "11"))
#define TWO_FEET                                                                                                                   \
    BLOCK("b", "0em", "16", "19em", "14", LEG("19em", "4", "11")) BLOCK("c", "21em", "16", "19em", "14", LEG("19em", "4", "11"))
#define EAR BLOCK("a", "20em", "1", "20em", "6", LEG("20em", "4", "3"))
#define STEPPED(line, lines, leg)                                                                                                  \
    BLOCK("b", "0em", line, "22em", lines, LEG("22em", "4", leg)) BLOCK("c", "24em", line, "16em", lines, LEG("16em", "4", leg))
#define TEXT_LEFT PLAIN("a", "0em", "1", "19.5em", "12", "legs: {" LEG("19.5em", "1", "12") "}")
#define TEXT_RIGHT PLAIN("b", "20.5em", "1", "19.5em", "12", "legs: {" LEG("19.5em", "1", "12") "}")

#define THREE_LEGS PLAIN("a", "0em", "1", "40em", "30", "legs: {" LEGS("3", "12em", "1", "30") "}")
#define BOXED(x) PLAIN("a", "0em", "1", "40em", "8", "border: {kind: thin}, legs: {x: " x ", " LEG("38em", "2", "5") "}")

const TinyCase tiny_stories[] = {
    {BASE_LINT_PAGE_CUT_RULE, {.blocks = UPPER TWO_FEET}, {.blocks = UPPER WIDE_FOOT}, .says = "side to side"},
    /* under the nameplate a seam is as it should be */
    {BASE_LINT_PAGE_CUT_RULE,
     {.blocks = EAR STEPPED("16", "14", "11")},
     {.blocks = EAR STEPPED("8", "22", "19"),
      .furniture = "  - {id: plate, at: {x: 0em, line: 1, width: 18em, lines: 6}}\n",
      .texts = "  plate: 中中日报\n"}},
    {BASE_LINT_PAGE_CUT_RULE,
     {.blocks = BLOCK("a", "0em", "1", "19em", "30", LEG("19em", "4", "27")) BLOCK(
          "b", "21em", "1", "19em", "14", LEG("19em", "4", "11")) BLOCK("c", "21em", "16", "19em", "14", LEG("19em", "4", "11"))},
     {.blocks = BLOCK("a", "0em", "1", "19em", "14", LEG("19em", "4", "11")) BLOCK(
          "b", "21em", "1", "19em", "18", LEG("19em", "4", "15")) BLOCK("c", "0em", "20", "40em", "10", LEG("40em", "4", "7"))},
     .says = "top to foot"},
    /* a story that is an L reaches over the line where its rectangles meet; two that end there do not */
    {BASE_LINT_PAGE_CUT_RULE,
     {.blocks = UPPER TWO_FEET},
     {.blocks = PLAIN_AT("a", "[{line: 1, width: 40em, lines: 10}, {line: 11, width: 19em, lines: 8}]",
                         "legs: {" LEG("19em", "1", "18") "}") BLOCK("b", "21em", "11", "19em", "18", LEG("19em", "4", "15"))
          BLOCK("c", "0em", "20", "19em", "10", LEG("19em", "4", "7"))}},
    {BASE_LINT_STORIES_MEET_RULE,
     {.blocks = TEXT_LEFT TEXT_RIGHT},
     {.blocks = TEXT_LEFT TEXT_RIGHT, .rules = COLUMN_RULE},
     .says = "side by side"},
    {BASE_LINT_STORIES_MEET_RULE,
     {.blocks = TEXT_LEFT TEXT_RIGHT},
     {.blocks = TEXT_LEFT PLAIN("b", "21.5em", "1", "18.5em", "12", "legs: {" LEG("18.5em", "1", "12") "}")}},
    {BASE_LINT_STORIES_MEET_RULE,
     {.blocks = PLAIN("a", "0em", "1", "40em", "3", "legs: {" LEG("40em", "1", "2") "}")
          PLAIN("b", "0em", "4", "40em", "3", "legs: {" LEG("40em", "1", "2") "}")},
     {.blocks = PLAIN("a", "0em", "1", "40em", "3", "legs: {" LEG("40em", "1", "2") "}")
          PLAIN("b", "0em", "4", "40em", "3", "legs: {" LEG("40em", "1", "2") "}"),
      .rules = "  - {x: 0em, line: 3.5, width: 40em}\n"},
     .says = "one under the other"},
    {BASE_LINT_GREY_SLAB_RULE,
     {.blocks = THREE_LEGS, .stories = {"headline: {4}===\n{780}"}},
     {.blocks = THREE_LEGS, .stories = {"headline: {4}===\n{120}\n\n### {5}\n\n{240}\n\n### {5}\n\n{300}"}},
     .says = "3 legs"},
    {BASE_LINT_BOX_TIGHT_RULE, {.blocks = BOXED("0.2em")}, {.blocks = BOXED("0.5em")}, .says = "0.20 em"},
};
const unsigned tiny_n_stories = G_N_ELEMENTS(tiny_stories);
