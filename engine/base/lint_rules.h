/* The rules of lint/: one table, which names them for every room.  A row: symbol, function of lint/, code, level where a layout says
 * nothing, source, what is at fault.  Base ties the codes to an exit status, read/ takes the codes as the keys of a layout's
 * "lint", lint/ calls the functions.  Sources are spelled as in RULES, "Sources".  OFF are those that other books contradict. */
#ifndef BASE_LINT_RULES_H
#define BASE_LINT_RULES_H

typedef enum { BASE_LINT_UNSET, BASE_LINT_OFF, BASE_LINT_WARNING, BASE_LINT_ERROR } BaseLintLevel;

#define BASE_LINT_RULES(RULE)                                                                                                      \
    /* heads among each other */                                                                                                   \
    RULE(HEADS_SIDE_BY_SIDE, heads_side_by_side, "heads-side-by-side", WARNING, "trade",                                           \
         "heads of two stories stand side by side with nothing between them (碰题)")                                               \
    RULE(HEADS_STACKED, heads_stacked, "heads-stacked", WARNING, "trade", "a head stands directly under another story's head")     \
    RULE(HEADS_ALIKE, heads_alike, "heads-alike", WARNING, "trade", "headlines of neighbouring stories have one face and size")    \
    RULE(HEADS_ONE_LOOK, heads_one_look, "heads-one-look", WARNING, "trade", "all headlines of the page have one face and size")   \
    RULE(HEAD_OUTWEIGHS_LEAD, head_outweighs_lead, "head-outweighs-lead", WARNING, "trade",                                        \
         "a headline of the lower half is larger than every one of the upper")                                                     \
    RULE(HEAD_GROWS, head_grows, "head-grows", WARNING, "trade", "a headline is much larger than one above it of the same width")  \
    RULE(TOO_MANY_FACES, too_many_faces, "too-many-faces", WARNING, "trade",                                                       \
         "the page has more than five faces, weights not counted")                                                                 \
    RULE(TOO_MANY_SIZES, too_many_sizes, "too-many-sizes", WARNING, "house",                                                       \
         "stories of the page are set in more than three sizes")                                                                   \
    /* a head and its text */                                                                                                      \
    RULE(HEAD_OFF_TEXT, head_off_text, "head-off-text", WARNING, "trade", "a story's text does not begin at its head")             \
    RULE(TEXT_OUTRUNS_HEAD, text_outruns_head, "text-outruns-head", WARNING, "trade",                                              \
         "a leg begins under neither a head nor a picture of its story, nor beside its head")                                      \
    RULE(HEAD_STEP, head_step, "head-step", WARNING, "trade",                                                                      \
         "a kicker or deck is more than three quarters as large as its headline")                                                  \
    RULE(HEAD_FLUSH, head_flush, "head-flush", WARNING, "trade", "a short head is stretched to the width of its frame")            \
    RULE(HEAD_LONE_CHARACTER, head_lone_character, "head-lone-character", WARNING, "trade",                                        \
         "a line of a head holds one character")                                                                                   \
    RULE(HEAD_END_MARK, head_end_mark, "head-end-mark", WARNING, "trade",                                                          \
         "a line of a head ends with a pause, or a head with a full stop")                                                         \
    RULE(HEAD_TORN, head_torn, "head-torn", WARNING, "trade",                                                                      \
         "a line of a head begins inside a word or number, or with 的 or its like")                                                \
    /* stories */                                                                                                                  \
    RULE(PAGE_CUT, page_cut, "page-cut", WARNING, "trade", "one straight seam cuts the whole type area in two (通缝, 断版)")       \
    RULE(STORIES_MEET, stories_meet, "stories-meet", WARNING, "trade",                                                             \
         "the texts of two stories meet with no rule, box, head or gap of 2 em between them")                                      \
    RULE(GREY_SLAB, grey_slab, "grey-slab", WARNING, "trade",                                                                      \
         "more than 20 lines over three legs or more have no head, picture or cross-head")                                         \
    RULE(BOX_TIGHT, box_tight, "box-tight", WARNING, "trade",                                                                      \
         "text stands less than half an em from its story's border or ground")                                                     \
    /* legs */                                                                                                                     \
    RULE(FEET_DIFFER, feet_differ, "feet-differ", WARNING, "CLREQ, columns", "the legs of a story do not end level")               \
    RULE(UNDERSET, underset, "underset", WARNING, "trade", "a story leaves more than one line of each of its legs empty")          \
    RULE(LEG_EMPTY, leg_empty, "leg-empty", WARNING, "trade", "a leg holds no line")                                               \
    RULE(LEG_SHORT, leg_short, "leg-short", WARNING, "trade",                                                                      \
         "a leg of several holds fewer than five lines, or three above a picture")                                                 \
    RULE(LEG_LONG, leg_long, "leg-long", WARNING, "trade", "a leg runs on for more than 10 inches without a cross-head")           \
    RULE(GUTTER_NARROW, gutter_narrow, "gutter-narrow", WARNING, "trade",                                                          \
         "legs stand less than an em apart with no rule between them")                                                             \
    RULE(WIDOW, widow, "widow", OFF, "CLREQ, widows and orphans", "a leg begins with the last line of a paragraph")                \
    RULE(ORPHAN, orphan, "orphan", OFF, "trade", "a leg ends with the first line of a paragraph")                                  \
    RULE(CROSS_HEAD_STRANDED, cross_head_stranded, "cross-head-stranded", WARNING, "trade",                                        \
         "a cross-head ends its leg, and its text is in the next one")                                                             \
    /* lines */                                                                                                                    \
    RULE(LINE_NARROW, line_narrow, "line-narrow", WARNING, "trade", "text is set in lines of less than seven em")                  \
    RULE(LONE_CHARACTER, lone_character, "lone-character", WARNING, "CLREQ, widows and orphans",                                   \
         "the last line of a paragraph holds one character")                                                                       \
    RULE(LINE_EDGE, line_edge, "line-edge", WARNING, "CLREQ 3.1.4", "a line begins or ends with a mark that may not stand there")  \
    RULE(LINE_OFF_MEASURE, line_off_measure, "line-off-measure", WARNING, "CLREQ, line adjustment",                                \
         "a justified line differs from its measure by more than a hundredth of an em")                                            \
    RULE(DASH_SPLIT, dash_split, "dash-split", WARNING, "GB 5.1.4, 5.1.5", "a dash or an ellipsis is split over two lines")        \
    RULE(ASCII_MARK, ascii_mark, "ascii-mark", WARNING, "GB 5.1", "an ASCII mark stands between Han")                              \
    RULE(STRAIGHT_QUOTE, straight_quote, "straight-quote", WARNING, "GB 5.1", "a straight quote stands beside Han")                \
    RULE(MARK_DOUBLED, mark_doubled, "mark-doubled", WARNING, "GB 5.1.1", "two pauses or stops follow each other")                 \
    /* pictures */                                                                                                                 \
    RULE(CAPTION_WIDE, caption_wide, "caption-wide", WARNING, "trade", "a caption is wider than its picture")                      \
    RULE(CAPTION_THIN, caption_thin, "caption-thin", WARNING, "trade", "a caption beside its picture has less than 25 mm")         \
    RULE(CAPTION_AWAY, caption_away, "caption-away", WARNING, "trade", "a caption stands away from its picture")                   \
    RULE(CAPTION_LIKE_BODY, caption_like_body, "caption-like-body", WARNING, "trade", "a caption has face and size of the text")   \
    RULE(CAPTION_MISSING, caption_missing, "caption-missing", WARNING, "trade",                                                    \
         "a picture of a story has neither caption nor credit")                                                                    \
    RULE(PICTURE_BLEED, picture_bleed, "picture-bleed", WARNING, "trade",                                                          \
         "a picture ends at the trim, or so near that the knife may meet it, and not in the bleed")                                \
    RULE(PICTURE_CROWDED, picture_crowded, "picture-crowded", WARNING, "trade",                                                    \
         "text stands less than an em beside a picture, or less than half a line above or under it")                               \
    RULE(PICTURE_IN_LEG, picture_in_leg, "picture-in-leg", OFF, "trade",                                                           \
         "a picture stands in the middle of a leg, or at its foot")                                                                \
    RULE(PICTURES_TOUCH, pictures_touch, "pictures-touch", WARNING, "trade", "pictures of two stories touch")                      \
    RULE(PICTURE_ACROSS_RULE, picture_across_rule, "picture-across-rule", WARNING, "trade", "a rule runs through a picture")       \
    RULE(PICTURE_ON_FOLD, picture_on_fold, "picture-on-fold", WARNING, "trade", "a picture lies on the fold of a broadsheet")      \
    RULE(PICTURE_LOOKS_OUT, picture_looks_out, "picture-looks-out", WARNING, "trade",                                              \
         "whom a picture at the page's edge shows looks out of the page")                                                          \
    /* folios */                                                                                                                   \
    RULE(FOLIO_INSIDE, folio_inside, "folio-inside", WARNING, "trade",                                                             \
         "the page number stands at the fold and not at the outer edge")                                                           \
    /* jumps */                                                                                                                    \
    RULE(JUMP_OWN_PAGE, jump_own_page, "jump-own-page", WARNING, "trade", "a jump line sends to the page it stands on")            \
    RULE(JUMP_NO_PAGE, jump_no_page, "jump-no-page", WARNING, "trade", "a jump line names no page")                                \
    RULE(JUMP_MARK_TWICE, jump_mark_twice, "jump-mark-twice", WARNING, "trade", "two jumps of the page have one mark")             \
    RULE(JUMP_TWICE, jump_twice, "jump-twice", WARNING, "trade", "a story that comes from another page jumps again")               \
    RULE(JUMP_SHORT, jump_short, "jump-short", WARNING, "trade", "a story jumps after less than 4 inches of text")                 \
    RULE(JUMP_REST_SHORT, jump_rest_short, "jump-rest-short", OFF, "trade",                                                        \
         "a part turned from another page has less than 6 inches of text")                                                         \
    RULE(JUMP_AT_STOP, jump_at_stop, "jump-at-stop", OFF, "trade", "a story jumps at the end of a sentence, where readers stop")   \
    /* ink and paper */                                                                                                            \
    RULE(TYPE_SMALL, type_small, "type-small", WARNING, "CLREQ 2.1",                                                               \
         "type is smaller than 7.5 pt, the least that is read on newsprint")                                                       \
    RULE(WHITE_SMALL, white_small, "white-small", WARNING, "newsprint",                                                            \
         "white type is smaller than 10 pt on one ink or 12 pt on several")                                                        \
    RULE(WHITE_SONG, white_song, "white-song", WARNING, "newsprint", "white type of a Song face is smaller than 14 pt")            \
    RULE(WHITE_PALE, white_pale, "white-pale", WARNING, "newsprint", "white type stands on a ground of less than 70 %")            \
    RULE(TYPE_ON_PICTURE, type_on_picture, "type-on-picture", WARNING, "newsprint",                                               \
         "type on a picture is smaller than 14 pt and has no ground of its own")                                                  \
    RULE(COLOUR_SMALL, colour_small, "colour-small", WARNING, "newsprint", "type of two inks or more is smaller than 14 pt")       \
    RULE(BLACK_MIXED, black_mixed, "black-mixed", WARNING, "newsprint", "black type has other inks in it")                         \
    RULE(BODY_NOT_BLACK, body_not_black, "body-not-black", WARNING, "newsprint", "text is not set in K100")                        \
    RULE(INK_TOTAL, ink_total, "ink-total", WARNING, "ISO 12647-3", "more than 220 % of ink lie over each other")                  \
    RULE(TINT_DARK, tint_dark, "tint-dark", WARNING, "newsprint", "black text stands on a ground of more than 30 %")               \
    RULE(TINT_PALE, tint_pale, "tint-pale", WARNING, "newsprint", "a ground of 5 % or less prints as nothing")                     \
    RULE(RULE_THIN, rule_thin, "rule-thin", WARNING, "newsprint", "a rule is thinner than 0.25 pt, a white one than 0.5 pt")       \
    RULE(RULE_INKS, rule_inks, "rule-inks", WARNING, "newsprint", "a rule of 4 pt or less has several inks")

#define BASE_LINT_SYMBOL(symbol, ...) BASE_LINT_##symbol##_RULE,
typedef enum { BASE_LINT_RULES(BASE_LINT_SYMBOL) BASE_N_LINT_RULES } BaseLintRule;
#undef BASE_LINT_SYMBOL

#endif
