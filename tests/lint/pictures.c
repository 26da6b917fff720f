/* Pictures. */
#include "lint/page.h"
#include "lint/parts.h"

#define PICTURE(caption_x, caption_width)                                                                                          \
    PLAIN("a", "0em", "1", "40em", "12",                                                                                           \
          "pictures: [{x: 0em, line: 1, width: 20em, lines: 8, caption: {x: " caption_x ", line: 9, width: " caption_width         \
          ", lines: 1}}]")
#define FOLIO(x)                                                                                                                   \
    .furniture = "  - {id: folio, at: {x: " x ", line: 28, width: 10em, lines: 1}, style: plain}\n"                                \
                 "  - {id: date, at: {x: 0em, line: 30, width: 20em, lines: 1}, style: plain}\n",                                  \
    .texts = "  folio: 中中日报 04\n  date: 11月04日\n"
#define STORY "picture: {file: none.png, caption: {30}}===\n"

#define SHORT "picture: {file: none.png, caption: {10}}===\n"
#define PICTURED "headline: {4}\npicture: {file: none.png, caption: {9}}===\n"
#define LOOKING(side) "picture: {file: none.png, caption: {9}, looks: " side "}===\n"
#define UNDER(line)                                                                                                                \
    PLAIN("a", "0em", "1", "40em", "12",                                                                                           \
          "pictures: [{line: 1, width: 20em, lines: 8, caption: {line: " line ", width: 20em, lines: 1}}]")
#define STYLED(style)                                                                                                              \
    PLAIN("a", "0em", "1", "40em", "12",                                                                                           \
          "pictures: [{line: 1, width: 20em, lines: 8, caption: {line: 9, width: 20em, lines: 1, style: " style "}}]")
#define SOLO(id, x) PLAIN(id, x, "1", "15em", "8", "pictures: [{line: 1, width: 15em, lines: 6}]")
#define SOLO_AT(line) PLAIN("a", "0em", line, "15em", "8", "pictures: [{line: 1, width: 15em, lines: 6}]")
#define AT_STORY .stories = {"headline: {4}\npicture: {file: none.png}===\n"}
#define AT(x, width) PLAIN("a", "0em", "1", "40em", "12", "pictures: [{x: " x ", line: 1, width: " width ", lines: 8}]")
#define BESIDE(x)                                                                                                                  \
    PLAIN("a", "0em", "1", "40em", "12",                                                                                           \
          "pictures: [{line: 1, width: 20em, lines: 8}], legs: [{x: " x ", line: 1, width: 19em, lines: 8}]")
#define BELOW(lines)                                                                                                               \
    PLAIN("a", "0em", "1", "40em", "12",                                                                                           \
          "pictures: [{line: 1, width: 20em, lines: " lines "}], legs: [{line: 10, width: 20em, lines: 3}]")
#define BESIDE_STORY .stories = {"headline: {4}\npicture: {file: none.png}===\n{40}"}

#define ROUND(around, x, width)                                                                                                    \
    PLAIN("a", "0em", "1", "20em", "20",                                                                                           \
          "legs: [{line: 1, width: 20em, lines: 18}], pictures: [{x: " x ", line: 6, width: " width ", lines: 6, around: " around  \
          "}]")
#define ROUND_STORY "headline: {4}\npicture: {file: disc.svg}===\n{260}"

const TinyCase tiny_pictures[] = {
    {BASE_LINT_CAPTION_WIDE_RULE,
     {.blocks = PICTURE("0em", "30em"), .stories = {STORY}},
     {.blocks = PICTURE("0em", "20em"), .stories = {"picture: {file: none.png, caption: {20}}===\n"}}},
    /* beside its picture a caption may be as wide as it likes */
    {BASE_LINT_CAPTION_WIDE_RULE,
     {.blocks = PICTURE("1em", "27em"), .stories = {STORY}},
     {.blocks = PICTURE("21em", "19em"), .stories = {STORY}}},
    {BASE_LINT_CAPTION_THIN_RULE,
     {.blocks = PICTURE("21em", "6em"), .stories = {STORY}},
     {.blocks = PICTURE("21em", "8em"), .stories = {STORY}}},
    {BASE_LINT_CAPTION_AWAY_RULE, {.blocks = UNDER("11"), .stories = {SHORT}}, {.blocks = UNDER("9"), .stories = {SHORT}}},
    {BASE_LINT_CAPTION_LIKE_BODY_RULE,
     {.styles = "  like-body: {size: 10pt}\n", .blocks = STYLED("like-body"), .stories = {SHORT}},
     {.styles = "  like-body: {size: 9pt}\n", .blocks = STYLED("like-body"), .stories = {SHORT}}},
    {BASE_LINT_CAPTION_MISSING_RULE,
     {.blocks = UNDER("9"), .stories = {"picture: {file: none.png}===\n"}},
     {.blocks = UNDER("9"), .stories = {"picture: {file: none.png, credit: {2}}===\n"}}},
    {BASE_LINT_PICTURE_BLEED_RULE,
     {.blocks = AT("-10mm", "20em"), AT_STORY},
     {.blocks = AT("-13mm", "20em"), AT_STORY},
     .says = "3.0 mm"},
    {BASE_LINT_PICTURE_BLEED_RULE, {.blocks = AT("-9mm", "20em"), AT_STORY}, {.blocks = AT("-7mm", "20em"), AT_STORY}},
    {BASE_LINT_PICTURE_CROWDED_RULE,
     {.blocks = BESIDE("20.5em"), BESIDE_STORY},
     {.blocks = BESIDE("21em"), BESIDE_STORY},
     .says = "0.50 em"},
    {BASE_LINT_PICTURE_CROWDED_RULE, {.blocks = BELOW("8.9"), BESIDE_STORY}, {.blocks = BELOW("8"), BESIDE_STORY}},
    {BASE_LINT_PICTURE_IN_LEG_RULE,
     {.blocks = PLAIN("a", "0em", "1", "20em", "20",
                      "legs: [{line: 1, width: 20em, lines: 5}, {line: 14, width: 20em, lines: 5}], pictures: [{line: 7, width: "
                      "20em, lines: 6}]"),
      .stories = {"headline: {4}\npicture: {file: none.png}===\n{160}"}},
     {.blocks = PLAIN("a", "0em", "1", "20em", "20",
                      "legs: [{line: 8, width: 20em, lines: 12}], pictures: [{line: 1, width: 20em, lines: 6}]"),
      .stories = {"headline: {4}\npicture: {file: none.png}===\n{160}"}},
     .says = "in the middle"},
    /* text that runs round it is beside it, not above and under */
    {BASE_LINT_PICTURE_IN_LEG_RULE,
     {.blocks = ROUND("box", "0em", "16em"), .stories = {ROUND_STORY}},
     {.blocks = ROUND("box", "0em", "8em"), .stories = {ROUND_STORY}},
     .says = "in the middle"},
    /* where text runs round an outline, the corners of its frame are free */
    {BASE_LINT_PICTURE_CROWDED_RULE,
     {.blocks = ROUND("outline, gap: 0.2em", "0em", "8em"), .stories = {ROUND_STORY}},
     {.blocks = ROUND("outline", "0em", "8em"), .stories = {ROUND_STORY}},
     .says = "from a picture"},
    {BASE_LINT_PICTURES_TOUCH_RULE,
     {.blocks = SOLO("a", "0em") SOLO("b", "15.5em"), .stories = {PICTURED, PICTURED}},
     {.blocks = SOLO("a", "0em") SOLO("b", "17em"), .stories = {PICTURED, PICTURED}}},
    {BASE_LINT_PICTURE_ACROSS_RULE_RULE,
     {.blocks = SOLO("a", "0em"), .stories = {PICTURED}, .rules = "  - {x: 0em, line: 4, width: 40em}\n"},
     {.blocks = SOLO("a", "0em"), .stories = {PICTURED}, .rules = "  - {x: 0em, line: 7.5, width: 40em}\n"}},
    {BASE_LINT_PICTURE_ON_FOLD_RULE,
     {.is_tall = true, .blocks = SOLO_AT("60"), .stories = {PICTURED}},
     {.is_tall = true, .blocks = SOLO_AT("70"), .stories = {PICTURED}}},
    {BASE_LINT_FOLIO_INSIDE_RULE,
     {.blocks = SOLO("a", "0em"), FOLIO("30em"), .page = "page: \"04\"\n", .layout = "side: left\n"},
     {.blocks = SOLO("a", "0em"), FOLIO("0em"), .page = "page: \"04\"\n", .layout = "side: left\n"},
     .says = "left-hand page"},
    {BASE_LINT_FOLIO_INSIDE_RULE,
     {.blocks = SOLO("a", "0em"), FOLIO("0em"), .page = "page: \"04\"\n", .layout = "side: right\n"},
     {.blocks = SOLO("a", "0em"), FOLIO("15em"), .page = "page: \"04\"\n", .layout = "side: right\n"}},
    {BASE_LINT_PICTURE_LOOKS_OUT_RULE,
     {.blocks = AT("0em", "20em"), .stories = {LOOKING("left")}},
     {.blocks = AT("0em", "20em"), .stories = {LOOKING("right")}},
     .says = "looks left"},
    {BASE_LINT_PICTURE_LOOKS_OUT_RULE,
     {.blocks = AT("20em", "20em"), .stories = {LOOKING("right")}},
     {.blocks = AT("0em", "40em"), .stories = {LOOKING("right")}}},
};
const unsigned tiny_n_pictures = G_N_ELEMENTS(tiny_pictures);
