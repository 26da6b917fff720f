/* Ink and paper. */
#include "lint/page.h"
#include "lint/parts.h"

#define ONE BLOCK("a", "0em", "1", "40em", "9", LEG("40em", "4", "6"))
#define TITLED(style, tint)                                                                                                        \
    {                                                                                                                              \
        .styles = "  title: {extends: headline, " style "}\n",                                                                     \
        .blocks = PLAIN("a", "0em", "1", "40em", "9", "head: [{put: headline, style: title, line: 1, lines: 3, tint: " tint "}]")  \
    }
#define WHITE(style, tint) TITLED("ink: K0, " style, tint)
#define ON_PICTURE(size, tint)                                                                                                     \
    {                                                                                                                              \
        .styles = "  title: {extends: headline, size: " size "}\n",                                                                \
        .blocks = PLAIN("a", "0em", "1", "40em", "9",                                                                              \
                        "head: [{put: headline, style: title, line: 2, lines: 3, tint: " tint                                      \
                        "}], pictures: [{line: 1, width: 40em, lines: 8}]"),                                                       \
        .stories = {                                                                                                               \
            "headline: {4}\npicture: {file: none.png}===\n"                                                                        \
        }                                                                                                                          \
    }
#define TEXT(style)                                                                                                                \
    {                                                                                                                              \
        .styles = "  text: {" style "}\n",                                                                                         \
        .blocks = PLAIN("a", "0em", "1", "40em", "9", "styles: {body: text}, legs: {" LEG("40em", "1", "6") "}")                   \
    }
#define TINTED(tint)                                                                                                               \
    {                                                                                                                              \
        .blocks = PLAIN("a", "0em", "1", "40em", "9", "tint: " tint ", legs: {x: 1em, " LEG("38em", "2", "6") "}")                 \
    }
#define RULED(rest)                                                                                                                \
    {                                                                                                                              \
        .blocks = ONE, .rules = "  - {x: 0em, line: 12, width: 40em, " rest "}\n"                                                  \
    }

const TinyCase tiny_press[] = {
    {BASE_LINT_TYPE_SMALL_RULE, TITLED("size: 7pt", "none"), TITLED("size: 7.5pt", "none"), .says = "7 pt"},
    {BASE_LINT_WHITE_SMALL_RULE, WHITE("size: 9.5pt", "K100"), WHITE("size: 10pt", "K100")},
    {BASE_LINT_WHITE_SMALL_RULE, WHITE("size: 11pt", "M100 Y100"), WHITE("size: 12pt", "M100 Y100")},
    {BASE_LINT_WHITE_SONG_RULE, WHITE("font: song-bold, size: 13pt", "K100"), WHITE("font: song-bold, size: 14pt", "K100")},
    {BASE_LINT_WHITE_PALE_RULE, WHITE("size: 20pt", "K60"), WHITE("size: 20pt", "K70"), .says = "60 %"},
    {BASE_LINT_WHITE_PALE_RULE, WHITE("size: 20pt", "none"), WHITE("size: 20pt", "K100"), .says = "0 %"},
    {BASE_LINT_TYPE_ON_PICTURE_RULE, ON_PICTURE("13pt", "none"), ON_PICTURE("14pt", "none"), .says = "13 pt"},
    {BASE_LINT_TYPE_ON_PICTURE_RULE, ON_PICTURE("13pt", "none"), ON_PICTURE("13pt", "K0")}, /* its ground is on the picture */
    {BASE_LINT_COLOUR_SMALL_RULE, TITLED("size: 13pt, ink: M100 Y100", "none"), TITLED("size: 14pt, ink: M100 Y100", "none")},
    {BASE_LINT_BLACK_MIXED_RULE, TITLED("ink: C40 K100", "none"), TITLED("ink: K80", "none"), .says = "140 %"},
    {BASE_LINT_BODY_NOT_BLACK_RULE, TEXT("ink: K80"), TEXT("ink: K100")},
    {BASE_LINT_INK_TOTAL_RULE, TINTED("C80 M70 Y80"), TINTED("C40 M40 Y40"), .says = "230 %"},
    {BASE_LINT_INK_TOTAL_RULE, TINTED("C50 M50 Y50"), TINTED("C44 M38 Y38"), .says = "250 %"},
    {BASE_LINT_TINT_DARK_RULE, TINTED("K35"), TINTED("K30"), .says = "35 %"},
    {BASE_LINT_TINT_PALE_RULE, TINTED("K5"), TINTED("K8"), .says = "5 %"},
    {BASE_LINT_RULE_THIN_RULE, RULED("weight: 0.2pt"), RULED("weight: 0.25pt")},
    {BASE_LINT_RULE_THIN_RULE, RULED("weight: 0.4pt, ink: K0"), RULED("weight: 0.5pt, ink: K0")},
    {BASE_LINT_RULE_THIN_RULE, RULED("kind: lace, size: 3pt"), RULED("kind: lace, size: 6pt")},
    {BASE_LINT_RULE_INKS_RULE, RULED("weight: 1pt, ink: M100 Y100"), RULED("weight: 5pt, ink: M100 Y100")},
};
const unsigned tiny_n_press = G_N_ELEMENTS(tiny_press);
