/* Set text. */
#include "lint/page.h"
#include "lint/parts.h"

#define ONE BLOCK("a", "0em", "1", "40em", "9", LEG("40em", "4", "6"))
#define BODY(text)                                                                                                                 \
    {                                                                                                                              \
        .blocks = ONE, .stories = { "headline: {4}===\n" text }                                                                    \
    }

const TinyCase tiny_text[] = {
    {BASE_LINT_ASCII_MARK_RULE, BODY("{8},{8}(中)"), BODY("{8}，{8}，3,000 at 10:30"), .says = "2 ASCII marks"},
};
const unsigned tiny_n_text = G_N_ELEMENTS(tiny_text);
