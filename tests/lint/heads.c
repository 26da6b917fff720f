/* Heads. */
#include "lint/page.h"
#include "lint/parts.h"

#define LEFT BLOCK("a", "0em", "1", "19.5em", "12", LEG("19.5em", "4", "9"))
#define RIGHT BLOCK("b", "20.5em", "1", "19.5em", "12", LEG("19.5em", "4", "9"))

#define THIRD(style) PLAIN("c", "0em", "18", "40em", "12", "head: [{put: headline, style: " style ", line: 1, lines: 3}]")
#define SONG "  song: {extends: headline, font: song-bold}\n"
#define BIG "  big: {extends: headline, size: 26pt}\n"
#define FACES "  f1: {font: kai}\n  f2: {font: display}\n  f3: {font: fangsong}\n  f4: {font: latin}\n"
#define SIX_FACES                                                                                                                  \
    "  - {id: f1, style: f1, at: {line: 20, width: 9em, lines: 1}}\n  - {id: f2, style: f2, at: {line: 22, width: 9em, lines: "    \
    "1}}\n"                                                                                                                        \
    "  - {id: f3, style: f3, at: {line: 24, width: 9em, lines: 1}}\n  - {id: f4, style: f4, at: {line: 26, width: 9em, lines: "    \
    "1}}\n"
#define NARROW_HEAD "head: [{put: headline, width: 19em, line: 1, lines: 3}], "
#define DECKED                                                                                                                     \
    PLAIN("a", "0em", "1", "40em", "12",                                                                                           \
          "head: [{put: headline, line: 1, lines: 3}, {put: deck, line: 4, lines: 2}], legs: {" LEG("40em", "6", "6") "}")
#define LONG_HEAD                                                                                                                  \
    PLAIN("a", "0em", "1", "40em", "12",                                                                                           \
          "head: [{put: headline, width: 26em, line: 1, lines: 6}], legs: {" LEG("26em", "7", "5") "}")
#define HEADLINE(words)                                                                                                            \
    {                                                                                                                              \
        .blocks = LONG_HEAD, .stories = { "headline: " words "===\n{40}" }                                                         \
    }

#define FULL(align) "  full: {extends: headline, align: " align "}\n"
#define FULL_HEAD PLAIN("a", "0em", "1", "40em", "12", "head: [{put: headline, style: full, width: 26em, line: 1, lines: 9}]")

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
    {BASE_LINT_HEADS_ALIKE_RULE,
     {.blocks = LEFT RIGHT, .rules = COLUMN_RULE},
     {.styles = SONG,
      .blocks = LEFT PLAIN("b", "20.5em", "1", "19.5em", "12", "head: [{put: headline, style: song, line: 1, lines: 3}]")}},
    {BASE_LINT_HEADS_ONE_LOOK_RULE, {.blocks = LEFT RIGHT THIRD("headline")}, {.styles = SONG, .blocks = LEFT RIGHT THIRD("song")}},
    {BASE_LINT_HEAD_GROWS_RULE,
     {.styles = BIG, .blocks = BLOCK("a", "0em", "1", "40em", "12", LEG("40em", "4", "9")) THIRD("big")},
     {.styles = BIG, .blocks = LEFT THIRD("big")}},
    {BASE_LINT_TOO_MANY_FACES_RULE,
     {.styles = FACES, .blocks = LEFT, .furniture = SIX_FACES, .texts = "  f1: 中\n  f2: 中\n  f3: 中\n  f4: 中\n"},
     {.styles = FACES, .blocks = LEFT, .furniture = SIX_FACES, .texts = "  f1: 中\n"}},
    {BASE_LINT_TOO_MANY_SIZES_RULE,
     {.styles = "  quote: {size: 12pt}\n  strong: {size: 13pt}\n  dateline: {size: 11pt}\n",
      .blocks = LEFT,
      .stories = {"headline: {4}\ndateline: {4}===\n{9}**{9}**{9}\n\n### {5}\n\n> {9}"}},
     {.styles = "  quote: {size: 12pt}\n  strong: {size: 13pt}\n",
      .blocks = LEFT,
      .stories = {"headline: {4}===\n{9}**{9}**{9}\n\n### {5}\n\n> {9}"}}},
    {BASE_LINT_HEAD_OFF_TEXT_RULE,
     {.blocks =
          PLAIN("a", "0em", "1", "40em", "12", "head: [{put: headline, line: 6, lines: 3}], legs: {" LEG("40em", "1", "5") "}")},
     {.blocks = BLOCK("a", "0em", "1", "40em", "12", LEG("40em", "4", "9"))},
     .says = "above its head"},
    {BASE_LINT_HEAD_OFF_TEXT_RULE,
     {.blocks = PLAIN("a", "0em", "1", "40em", "12",
                      "head: [{put: headline, x: 20em, width: 20em, line: 1, lines: 3}], legs: {" LEG("19em", "4", "5") "}")},
     {.blocks = PLAIN("a", "0em", "1", "40em", "12",
                      "head: [{put: headline, width: 19em, line: 1, lines: 3}], legs: {x: 20em, " LEG("20em", "1", "5") "}")},
     .says = "to the left"},
    {BASE_LINT_HEAD_OFF_TEXT_RULE,
     {.blocks = BLOCK("a", "0em", "1", "40em", "14", LEG("40em", "8", "6"))},
     {.blocks = BLOCK("a", "0em", "1", "40em", "14", LEG("40em", "5", "9"))},
     .says = "away from"},
    /* text runs round the head */
    {BASE_LINT_HEAD_OFF_TEXT_RULE,
     {.blocks = PLAIN("a", "0em", "1", "40em", "12",
                      "head: [{put: headline, x: 10em, width: 20em, line: 6, lines: 3}], legs: {" LEG("40em", "1", "4") "}")},
     {.blocks = PLAIN("a", "0em", "1", "40em", "12",
                      "head: [{put: headline, x: 10em, width: 20em, line: 6, lines: 3, around: box, sides: both}], legs: {" LEG(
                          "40em", "1", "12") "}"),
      .stories = {"headline: {4}===\n{300}"}}},
    {BASE_LINT_TEXT_OUTRUNS_HEAD_RULE,
     {.blocks = PLAIN("a", "0em", "1", "40em", "8", NARROW_HEAD "legs: {" LEGS("2", "19em", "4", "4") "}")},
     {.blocks = PLAIN("a", "0em", "1", "40em", "8",
                      NARROW_HEAD "legs: [{line: 4, width: 19em, lines: 2}, {x: 20em, line: 1, width: 20em, lines: 6}]")},
     .says = "20.0 em"},
    {BASE_LINT_HEAD_STEP_RULE,
     {.styles = "  deck: {extends: headline, size: 16pt}\n", .blocks = DECKED, .stories = {"headline: {4}\ndeck: {6}===\n{40}"}},
     {.styles = "  deck: {extends: headline, size: 15pt}\n", .blocks = DECKED, .stories = {"headline: {4}\ndeck: {6}===\n{40}"}}},
    {BASE_LINT_HEAD_FLUSH_RULE,
     {.styles = FULL("justify"), .blocks = FULL_HEAD, .stories = {"headline: {9}，{9}，{9}，{9}，{9}===\n{40}"}},
     {.styles = FULL("spread"), .blocks = FULL_HEAD, .stories = {"headline: {12}===\n{40}"}},
     .n = 1},
    {BASE_LINT_HEAD_LONE_CHARACTER_RULE, HEADLINE("[{6}, {1}]"), HEADLINE("[{6}, {2}]")},
    {BASE_LINT_HEAD_END_MARK_RULE, HEADLINE("[{6}，, {2}]"), HEADLINE("[{6}, {2}！]")},
    {BASE_LINT_HEAD_END_MARK_RULE, HEADLINE("{6}。"), HEADLINE("{3}，{2}？")},
    {BASE_LINT_HEAD_TORN_RULE, HEADLINE("[{6}, 的{2}]"), HEADLINE("[{6}的, {2}]")},
    {BASE_LINT_HEAD_TORN_RULE, HEADLINE("[{6}20, 22{2}]"), HEADLINE("[{6}, 2022{2}]")},
    {BASE_LINT_HEAD_TORN_RULE, HEADLINE("[云溪队客, 场两球告负]"), HEADLINE("[云溪队客场, 两球告负]")},
    {BASE_LINT_HEAD_TORN_RULE, HEADLINE("[校园食堂开放, 日家长当考官]"), HEADLINE("[校园食堂开放日, 家长当考官]")},
    {BASE_LINT_HEAD_TORN_RULE, HEADLINE("[中国共产, 党云溪市第十, 次代表大会开幕]"),
     HEADLINE("[中国共产党, 云溪市第十次, 代表大会开幕]"),
     .n = 2},
};
const unsigned tiny_n_heads = G_N_ELEMENTS(tiny_heads);
