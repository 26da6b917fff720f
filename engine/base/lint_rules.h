/* The rules of lint/: one table, which names them for every room.  A row: symbol, function of lint/, code, level where a layout says
 * nothing, source, what is at fault.  Base ties the codes to an exit status, read/ takes the codes as the keys of a layout's
 * "lint", lint/ calls the functions.  Sources are spelled as in RULES, "Sources"; trade and house rules may be set to "off". */
#ifndef BASE_LINT_RULES_H
#define BASE_LINT_RULES_H

typedef enum { BASE_LINT_UNSET, BASE_LINT_OFF, BASE_LINT_WARNING, BASE_LINT_ERROR } BaseLintLevel;

#define BASE_LINT_RULES(RULE)                                                                                                      \
    /* heads */                                                                                                                    \
    RULE(HEADS_SIDE_BY_SIDE, heads_side_by_side, "heads-side-by-side", WARNING, "trade",                                           \
         "heads of two stories stand side by side with nothing between them (碰题)")                                               \
    RULE(HEADS_STACKED, heads_stacked, "heads-stacked", WARNING, "trade", "a head stands directly under another story's head")     \
    RULE(HEAD_OUTWEIGHS_LEAD, head_outweighs_lead, "head-outweighs-lead", WARNING, "trade",                                        \
         "a headline of the lower half is larger than every one of the upper")                                                     \
    /* stories */                                                                                                                  \
    RULE(PAGE_CUT, page_cut, "page-cut", WARNING, "trade", "one straight seam cuts the whole type area in two (通缝, 断版)")       \
    RULE(STORIES_MEET, stories_meet, "stories-meet", WARNING, "trade",                                                             \
         "the texts of two stories meet with no rule, box, head or gap of 2 em between them")                                      \
    /* legs */                                                                                                                     \
    RULE(FEET_DIFFER, feet_differ, "feet-differ", WARNING, "CLREQ, columns", "the legs of a story do not end level")               \
    RULE(UNDERSET, underset, "underset", WARNING, "trade", "a story leaves more than one line of each of its legs empty")          \
    RULE(LEG_EMPTY, leg_empty, "leg-empty", WARNING, "trade", "a leg holds no line")                                               \
    /* pictures */                                                                                                                 \
    RULE(CAPTION_WIDE, caption_wide, "caption-wide", WARNING, "trade", "a caption is wider than its picture")                      \
    /* text */                                                                                                                     \
    RULE(ASCII_MARK, ascii_mark, "ascii-mark", WARNING, "GB 5.1", "an ASCII mark stands between Han")

#define BASE_LINT_SYMBOL(symbol, ...) BASE_LINT_##symbol##_RULE,
typedef enum { BASE_LINT_RULES(BASE_LINT_SYMBOL) BASE_N_LINT_RULES } BaseLintRule;
#undef BASE_LINT_SYMBOL

#endif
