/* Pictures. */
#include "lint/page.h"
#include "lint/parts.h"

#define PICTURE(caption_x, caption_width)                                                                                          \
    PLAIN("a", "0em", "1", "40em", "12",                                                                                           \
          "pictures: [{x: 0em, line: 1, width: 20em, lines: 8, caption: {x: " caption_x ", line: 9, width: " caption_width         \
          ", lines: 1}}]")
#define STORY "picture: {file: none.png, caption: {30}}===\n"

const TinyCase tiny_pictures[] = {
    {BASE_LINT_CAPTION_WIDE_RULE,
     {.blocks = PICTURE("0em", "30em"), .stories = {STORY}},
     {.blocks = PICTURE("0em", "20em"), .stories = {"picture: {file: none.png, caption: {20}}===\n"}}},
    /* beside its picture a caption may be as wide as it likes */
    {BASE_LINT_CAPTION_WIDE_RULE,
     {.blocks = PICTURE("1em", "27em"), .stories = {STORY}},
     {.blocks = PICTURE("21em", "19em"), .stories = {STORY}}},
};
const unsigned tiny_n_pictures = G_N_ELEMENTS(tiny_pictures);
