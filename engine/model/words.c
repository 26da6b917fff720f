/* The words of the formats' enums, in the enums' order. */
#include "model/model.h"

const char *const model_depth_words[] = {"auto", "rest", NULL};
const char *const model_align_words[] = {"justify", "start", "center", "end", "spread", NULL};
const char *const model_punctuation_words[] = {"full", "kaiming", "half", "none", NULL};
const char *const model_prohibition_words[] = {"none", "basic", "gb", "strict", NULL};
const char *const model_breaker_words[] = {"first-fit", "total-fit", NULL};
const char *const model_direction_words[] = {"horizontal", "vertical", NULL};
const char *const model_digits_words[] = {"half", "natural", NULL};
const char *const model_around_words[] = {"none", "box", "outline", NULL};
const char *const model_rule_words[] = {"thin", "thick", "double", "wenwu",   "dotted", "dashed", "wave",
                                        "fret", "rope",  "lace",   "diamond", "pearl",  "vine",   NULL};
const char *const model_side_words[] = {"any", "left", "right", NULL};
const char *const model_language_words[] = {"zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK", "ja", NULL};
const char *const model_look_words[] = {"ahead", "left", "right", NULL};
const char *const model_binding_words[] = {"left", "right", NULL};
const char *const model_element_words[] = {"standing-head", "kicker", "headline", "deck", "byline", "continued", NULL};
const char *const model_role_words[] = {"body", "cross-head", "quote", "strong", "dateline", "jump", NULL};
const char *const model_furniture_words[] = {"text", "code", "picture", NULL};
const char *const model_lint_words[] = {"off", "warning", "error", NULL};
