/* Layout: the tables of its keys, and its reader.  layouts/README.md and layouts/schema/layout.schema.json say the same. */
#include "read/extend.h"
#include "read/keys.h"
#include "read/read.h"

#define AT(type, member) .offset = offsetof(type, member)
#define PLACE(type, member) .place_offset = offsetof(type, member)
#define SUBMAPS(type, member, count) .count_offset = offsetof(type, count), .offset = offsetof(type, member)

/* ---- Ranges: of the number as written, mm and in counted in points ---- */

#define ABOVE_ZERO                                                                                                                 \
    {                                                                                                                              \
        .least = 0.001, .most = 10000                                                                                              \
    }
#define FROM_ZERO                                                                                                                  \
    {                                                                                                                              \
        .least = 0, .most = 10000                                                                                                  \
    }
#define LINE_NUMBER                                                                                                                \
    {                                                                                                                              \
        .least = 1, .most = 10000, .is_whole = true                                                                                \
    }
#define LINE_COUNT                                                                                                                 \
    {                                                                                                                              \
        .least = 1, .most = 10000, .is_whole = true                                                                                \
    }
#define ANY_LINE                                                                                                                   \
    {                                                                                                                              \
        .least = -10000, .most = 10000                                                                                             \
    } /* rules and borders may stand between lines, and above the first */
#define ANY_LINES                                                                                                                  \
    {                                                                                                                              \
        .least = 0.001, .most = 10000                                                                                              \
    }
/* required of the whole layout; one that extends another may leave it to that */
#define INHERITABLE .is_required = true, .is_inheritable = true
#define REMOVE_DOC "keys of the entry of this name in the extended layout that it shall not have"
#define POINTS(from, to)                                                                                                           \
    {                                                                                                                              \
        .least = (from), .most = (to), .is_absolute = true                                                                         \
    }

/* A depth that is not a number of lines; legs have no depth of their own */
#define DEPTHS .words = model_depth_words, .first_word = MODEL_UNIT_AUTO
static const char *const auto_words[] = {"auto", NULL}, *const rest_words[] = {"rest", NULL};
#define AUTO_DEPTH .words = auto_words, .first_word = MODEL_UNIT_AUTO
#define REST_DEPTH .words = rest_words, .first_word = MODEL_UNIT_REST
/* What stands below something, and how far */
#define BELOW_KEYS(type, member, doc)                                                                                              \
    {"below", READ_TEXTS, AT(type, member below), doc},                                                                            \
    {                                                                                                                              \
        "skip", READ_LINES, AT(type, member skip), "grid lines left empty between", .range = FROM_ZERO                             \
    }
#define BELOW_PART "name of a part of the block, or a list, as headline or picture, that it stands below, in the place of line"

static const char *const allow_avoid[] = {"allow", "avoid", NULL};
static const char *const formats[] = {"layout/1", NULL}, *const off_on[] = {"off", "on", NULL},
                         *const on_off[] = {"on", "off", NULL};
static const char *const block_aligns[] = {"start", "center", "end", NULL}; /* MODEL_ALIGN_START and the two after it */

/* ---- Strokes and rectangles ---- */

#define KIND_DOC "thin, thick, double, wenwu, dotted, dashed, or a pattern: wave, fret, rope, lace, diamond, pearl or vine"
static const ModelWrittenStroke stroke_defaults = {.is_set = true, .ink = {.k = 100}};
static const ReadKey stroke_keys[] = {
    {"weight", READ_LENGTH, AT(ModelWrittenStroke, weight), "line width; by default what suits the kind", .range = FROM_ZERO},
    {"size", READ_LENGTH, AT(ModelWrittenStroke, size), "depth of a pattern; default 6pt", .range = ABOVE_ZERO},
    {"ink", READ_INK, AT(ModelWrittenStroke, ink), "ink, as K100 or M100 Y100; default K100"},
    {"kind", READ_WORD, AT(ModelWrittenStroke, kind), KIND_DOC, .words = model_rule_words},
    {NULL},
};
static const ReadMap stroke_map = {"a border or column rule", stroke_keys,  sizeof(ModelWrittenStroke),
                                   &stroke_defaults,          READ_NOWHERE, READ_NOWHERE};

static const ReadKey text_rect_keys[] = {
    {"x", READ_LENGTH, AT(ModelWrittenRect, x), "offset from the left; default 0em"},
    {"line", READ_LINES, AT(ModelWrittenRect, line), "number of the first grid line, from 1", INHERITABLE, .range = LINE_NUMBER},
    {"width", READ_LENGTH, AT(ModelWrittenRect, width), "width, as 17.6em", INHERITABLE, .range = ABOVE_ZERO},
    {"lines", READ_LINES, AT(ModelWrittenRect, lines), "depth in grid lines", INHERITABLE, .range = LINE_COUNT},
    {NULL},
};
static const ReadKey block_rect_keys[] = {
    {"x", READ_LENGTH, AT(ModelWrittenRect, x), "offset from the left; default 0em"},
    {"line", READ_LINES, AT(ModelWrittenRect, line), "number of the first grid line, from 1", .range = LINE_NUMBER},
    BELOW_KEYS(ModelWrittenRect, , "id of a block or furniture frame, or a list, that it stands below, in the place of line"),
    {"to", READ_LINES, AT(ModelWrittenRect, to), "last grid line of its stack; default the type area's", .range = LINE_NUMBER},
    {"width", READ_LENGTH, AT(ModelWrittenRect, width), "width, as 17.6em", INHERITABLE, .range = ABOVE_ZERO},
    {"lines", READ_LINES, AT(ModelWrittenRect, lines), "depth in grid lines; auto: what it needs; rest: what is left", INHERITABLE,
     .range = LINE_COUNT, DEPTHS},
    {NULL},
};
static const ReadMap block_rect_map = {
    "the place of a block", block_rect_keys, sizeof(ModelWrittenRect), NULL, offsetof(ModelWrittenRect, place), READ_NOWHERE};
static const ReadMap narrow_map = {
    "a narrowing of a leg", text_rect_keys, sizeof(ModelWrittenRect), NULL, offsetof(ModelWrittenRect, place), READ_NOWHERE};

static const ReadKey any_rect_keys[] = {
    {"x", READ_LENGTH, AT(ModelWrittenRect, x), "offset from the left; default 0em"},
    {"line", READ_LINES, AT(ModelWrittenRect, line), "grid line, from 1; may have decimals", .range = ANY_LINE},
    BELOW_KEYS(ModelWrittenRect, , "id of a block or furniture frame, or a list, that it stands below, in the place of line"),
    {"to", READ_LINES, AT(ModelWrittenRect, to), "last grid line of its stack; default the type area's", .range = LINE_NUMBER},
    {"width", READ_LENGTH, AT(ModelWrittenRect, width), "width, as 17.6em", INHERITABLE, .range = ABOVE_ZERO},
    {"lines", READ_LINES, AT(ModelWrittenRect, lines),
     "depth in grid lines, may have decimals; auto: what it needs; rest: what is left", INHERITABLE, .range = ANY_LINES, DEPTHS},
    {NULL},
};
static const ReadMap furniture_rect_map = {"the place of a furniture frame",  any_rect_keys, sizeof(ModelWrittenRect), NULL,
                                           offsetof(ModelWrittenRect, place), READ_NOWHERE};

static const ReadKey rule_keys[] = {
    {"id", READ_NAME, AT(ModelWrittenRule, id), "name by which a layout that extends this one can change or remove it"},
    {"x", READ_LENGTH, AT(ModelWrittenRule, x), "offset from the left; default 0em"},
    {"line", READ_LINES, AT(ModelWrittenRule, line), "grid line; 51.5 is the middle of line 51", INHERITABLE, .range = ANY_LINE},
    {"width", READ_LENGTH, AT(ModelWrittenRule, width), "length of a horizontal rule", .range = ABOVE_ZERO},
    {"lines", READ_LINES, AT(ModelWrittenRule, lines), "length of a vertical rule in grid lines; rest: down to the foot",
     .range = ANY_LINES, REST_DEPTH},
    {"weight", READ_LENGTH, AT(ModelWrittenRule, stroke.weight), "line width; by default what suits the kind", .range = FROM_ZERO},
    {"size", READ_LENGTH, AT(ModelWrittenRule, stroke.size), "depth of a pattern; default 6pt", .range = ABOVE_ZERO},
    {"ink", READ_INK, AT(ModelWrittenRule, stroke.ink), "ink, as K100 or M100 Y100; default K100"},
    {"kind", READ_WORD, AT(ModelWrittenRule, stroke.kind), KIND_DOC, .words = model_rule_words},
    {"remove", READ_NOTES, .doc = REMOVE_DOC},
    {NULL},
};
static const ModelWrittenRule rule_defaults = {.stroke = {.is_set = true, .ink = {.k = 100}}};
static const ReadMap rule_map = {
    "a rule", rule_keys, sizeof(ModelWrittenRule), &rule_defaults, offsetof(ModelWrittenRule, place), READ_NOWHERE};

/* ---- Styles ---- */

/* In the order of ModelKnob. */
#define FIT_KEYS                                                                                                                   \
    {"tracking", READ_LENGTH, AT(ModelWrittenFit, tracking), "tracking that may be added or taken, at most 0.03em",                \
     .range = FROM_ZERO},                                                                                                          \
        {"size", READ_LENGTH, AT(ModelWrittenFit, size), "size that may be added or taken, at most 3 %, in steps of 0.25pt",       \
         .range = FROM_ZERO},                                                                                                      \
    {                                                                                                                              \
        "punctuation", READ_WORD, AT(ModelWrittenFit, punctuation), "the style of punctuation that may be taken instead",          \
            .words = model_punctuation_words, .first_word = 1                                                                      \
    }
static const ReadKey fit_keys[] = {
    FIT_KEYS,
    {"leading", READ_LENGTH, AT(ModelWrittenFit, leading),
     "leading that may be added or taken, at most 4 %, in steps of 0.125pt, off the grid", .range = FROM_ZERO},
    {NULL},
};
static const ReadKey block_fit_keys[] = {
    FIT_KEYS,
    {"leading", READ_LENGTH, AT(ModelWrittenFit, leading),
     "leading that may be added or taken: whole lines of the grid, or at most 4 %, in steps of 0.125pt, off the grid",
     .range = FROM_ZERO},
    {"head", READ_COUNT, AT(ModelWrittenFit, head), "grid lines that the headline's frame may give or take",
     .range = {.least = 0, .most = 100, .is_whole = true}},
    {"picture", READ_COUNT, AT(ModelWrittenFit, picture),
     "grid lines that the first picture may give or take; it is cut to its frame",
     .range = {.least = 0, .most = 100, .is_whole = true}},
    {NULL},
};
static const ReadMap fit_map = {"what a style may give",         fit_keys, 0, NULL, offsetof(ModelWrittenFit, place), READ_NOWHERE,
                                offsetof(ModelWrittenFit, order)};
static const ReadMap block_fit_map = {
    "what a block may give",         block_fit_keys, 0, NULL, offsetof(ModelWrittenFit, place), READ_NOWHERE,
    offsetof(ModelWrittenFit, order)};

#define STYLE(member) AT(ModelWrittenStyle, member)
static const ReadKey style_keys[] = {
    {"extends", READ_NAME, STYLE(extends), "the style whose values this one takes over; default body",
     PLACE(ModelWrittenStyle, extends_place)},
    {"font", READ_NAME, STYLE(font), "font role of fonts/roles.yaml, as song, hei, kai", PLACE(ModelWrittenStyle, font_place)},
    {"size", READ_LENGTH, STYLE(size), "type size; % and em of the extended style's size", .range = ABOVE_ZERO},
    {"leading", READ_LENGTH, STYLE(leading), "baseline to baseline; default 1line", .range = ABOVE_ZERO},
    {"tracking", READ_LENGTH, STYLE(tracking), "space between characters, may be negative"},
    {"ink", READ_INK, STYLE(ink), "ink, as K100 or M100 Y100", .sets = MODEL_SETS_INK},
    {"ornament-ink", READ_INK, STYLE(ornament_ink), "ink of ornaments, as ▶ ● ■", .sets = MODEL_SETS_ORNAMENT_INK},
    {"align", READ_WORD, STYLE(align), "justify, start, center, end or spread", .words = model_align_words,
     .sets = MODEL_SETS_ALIGN},
    {"block-align", READ_WORD, STYLE(block_align), "start, center or end: where lines stand in a head, caption or furniture frame",
     .words = block_aligns, .first_word = MODEL_ALIGN_START, .sets = MODEL_SETS_BLOCK_ALIGN},
    {"fit", READ_SUBMAP, STYLE(fit), "what may give to make a story fit its block", .map = &fit_map},
    {"indent", READ_LENGTH, STYLE(indent), "indent of a paragraph's first line", .range = FROM_ZERO},
    {"punctuation", READ_WORD, STYLE(punctuation), "full, kaiming, half or none", .words = model_punctuation_words,
     .sets = MODEL_SETS_PUNCTUATION},
    {"prohibition", READ_WORD, STYLE(prohibition), "none, basic, gb or strict", .words = model_prohibition_words,
     .sets = MODEL_SETS_PROHIBITION},
    {"breaker", READ_WORD, STYLE(breaker), "first-fit or total-fit; default total-fit where punctuation is full or kaiming",
     .words = model_breaker_words, .sets = MODEL_SETS_BREAKER},
    {"hang", READ_SWITCH, STYLE(is_hanging), "on: one mark may hang at a line's end", .words = off_on, .sets = MODEL_SETS_HANG},
    {"hyphenation", READ_SWITCH, STYLE(is_hyphenated), "on: Latin words may be broken at a line's end", .words = off_on,
     PLACE(ModelWrittenStyle, hyphenation_place), .sets = MODEL_SETS_HYPHENATION},
    {"word-language", READ_NAME, STYLE(word_language), "language of Latin words, as en-US, for hyphenation"},
    {"hyphens-in-a-row", READ_COUNT, STYLE(hyphens_in_a_row),
     "lines one below the other that may end within a word, 1 to 9; default 2",
     .range = {.least = 1, .most = MODEL_HYPHENS_MOST, .is_whole = true}},
    {"lone-lines", READ_SWITCH, STYLE(avoids_lone_lines), "avoid: no line of a paragraph stands alone at a leg's foot or head",
     .words = allow_avoid, .sets = MODEL_SETS_LONE_LINES},
    {"han-latin-gap", READ_LENGTH, STYLE(han_latin_gap), "gap between Han and Latin letters", .range = FROM_ZERO},
    {"han-digit-gap", READ_LENGTH, STYLE(han_digit_gap), "gap between Han and digits", .range = FROM_ZERO},
    {"digits", READ_WORD, STYLE(digits), "half (each half an em) or natural", .words = model_digits_words,
     .sets = MODEL_SETS_DIGITS},
    {"direction", READ_WORD, STYLE(direction), "horizontal or vertical", .words = model_direction_words,
     .sets = MODEL_SETS_DIRECTION},
    {"remove", READ_NOTES, .doc = REMOVE_DOC},
    {NULL},
};
static const ReadMap style_map = {
    "a style", style_keys, sizeof(ModelWrittenStyle), NULL, offsetof(ModelWrittenStyle, place), offsetof(ModelWrittenStyle, sets)};

/* ---- Ladder ---- */

#define RUNG(member) AT(ModelWrittenRung, member)
#define WEIGHT                                                                                                                     \
    {                                                                                                                              \
        .least = 1, .most = 9, .is_whole = true                                                                                    \
    }
static const ReadKey rung_keys[] = {
    {"weight", READ_COUNT, RUNG(weight), "least weight of a story, 1 to 9; default any", .range = WEIGHT},
    {"width", READ_LENGTH, RUNG(width), "least width of the head's frame; default any", .range = FROM_ZERO},
    {"legs", READ_COUNT, RUNG(legs), "least number of legs under the head; default any",
     .range = {.least = 1, .most = 100, .is_whole = true}},
    {"size", READ_LENGTH, RUNG(size), "size of the headline", true, .range = ABOVE_ZERO},
    {"leading", READ_LENGTH, RUNG(leading), "distance of its lines; default 9/8 of the size", .range = ABOVE_ZERO},
    {"faces", READ_TEXTS, RUNG(faces), "its font role, or list of roles for neighbours to differ; default that of its style"},
    {"kicker", READ_LENGTH, RUNG(kicker), "size of the kicker; default two grades below", .range = ABOVE_ZERO},
    {"deck", READ_LENGTH, RUNG(deck), "size of the deck; default two grades below", .range = ABOVE_ZERO},
    {NULL},
};
static const ReadMap rung_map = {
    "a rung of the ladder", rung_keys, sizeof(ModelWrittenRung), NULL, offsetof(ModelWrittenRung, place), READ_NOWHERE};
#define LADDER_DOC "rungs of heads from the heaviest down; a head without a style takes the first that it may"

/* ---- Blocks ---- */

#define ROLE(name, role, doc)                                                                                                      \
    {                                                                                                                              \
        name, READ_NAME, AT(ModelWrittenBlock, styles[role]), doc, PLACE(ModelWrittenBlock, style_places[role])                    \
    }
static const ReadKey block_style_keys[] = {
    ROLE("body", MODEL_ROLE_BODY, "style of paragraphs"),
    ROLE("cross-head", MODEL_ROLE_CROSS_HEAD, "style of cross-heads"),
    ROLE("quote", MODEL_ROLE_QUOTE, "style of quotes"),
    ROLE("strong", MODEL_ROLE_STRONG, "style of **strong** words"),
    ROLE("dateline", MODEL_ROLE_DATELINE, "style of the dateline"),
    ROLE("jump", MODEL_ROLE_JUMP, "style of the jump line"),
    {NULL},
};
static const ReadMap block_style_map = {"the styles of a block", block_style_keys, 0, NULL, READ_NOWHERE, READ_NOWHERE};

/* How text keeps off a frame; pictures have an outline as well. */
static const char *const box_words[] = {"none", "box", NULL}, *const sides_words[] = {"wider", "both", NULL};
#define AROUND_KEYS(type)                                                                                                          \
    {"around", READ_WORD, AT(type, around.kind), "none (default) or box: text of legs runs round the frame", .words = box_words},  \
        GAP_KEYS(type)
#define GAP_KEYS(type)                                                                                                             \
    {"gap", READ_LENGTH, AT(type, around.gap), "white between the frame and the text round it; default 1em", .range = FROM_ZERO},  \
    {                                                                                                                              \
        "sides", READ_SWITCH, AT(type, around.is_both), "wider (default) or both: where text stands that a frame parts",           \
            .words = sides_words                                                                                                   \
    }

#define HEAD(member) AT(ModelWrittenHead, member)
static const ReadKey head_keys[] = {
    {"put", READ_WORD, HEAD(put), "standing-head, kicker, headline, deck, byline or continued", true, .words = model_element_words},
    {"style", READ_NAME, HEAD(style), "style name; default the element's own name", PLACE(ModelWrittenHead, style_place)},
    {"x", READ_LENGTH, HEAD(at.x), "offset from the block's left; default 0em"},
    {"line", READ_LINES, HEAD(at.line), "line of the block, from 1", .range = ANY_LINE},
    BELOW_KEYS(ModelWrittenHead, at., BELOW_PART),
    {"width", READ_LENGTH, HEAD(at.width), "width; default the rest of the block's", .range = ABOVE_ZERO},
    {"lines", READ_LINES, HEAD(at.lines), "depth in grid lines; auto: what it needs", true, .range = ANY_LINES, AUTO_DEPTH},
    {"border", READ_SUBMAP, HEAD(border), "a border around the frame", .map = &stroke_map},
    {"tint", READ_INK, HEAD(tint), "ink behind the frame; default none"},
    AROUND_KEYS(ModelWrittenHead),
    {NULL},
};
static const ModelWrittenHead head_defaults = {.tint = {.is_none = true}};
static const ReadMap head_map = {
    "a head frame", head_keys, sizeof(ModelWrittenHead), &head_defaults, offsetof(ModelWrittenHead, place), READ_NOWHERE};

#define AIR_DOC "with lines: rest, grid lines left empty between the leg and the block's foot"
static const ReadKey leg_keys[] = {
    {"x", READ_LENGTH, AT(ModelWrittenLeg, at.x), "offset from the block's left; default 0em"},
    {"line", READ_LINES, AT(ModelWrittenLeg, at.line), "line of the block, from 1", .range = LINE_NUMBER},
    BELOW_KEYS(ModelWrittenLeg, at., BELOW_PART),
    {"width", READ_LENGTH, AT(ModelWrittenLeg, at.width), "measure", true, .range = ABOVE_ZERO},
    {"lines", READ_LINES, AT(ModelWrittenLeg, at.lines), "depth in grid lines; rest: down to the block's foot", true,
     .range = LINE_COUNT, REST_DEPTH},
    {"air", READ_LINES, AT(ModelWrittenLeg, at.air), AIR_DOC, .range = FROM_ZERO},
    {"narrow", READ_SUBMAPS, SUBMAPS(ModelWrittenLeg, narrows, n_narrows), "lines over which the leg is narrower",
     .map = &narrow_map},
    {NULL},
};
static const ReadMap leg_map = {"a leg",     leg_keys, sizeof(ModelWrittenLeg), NULL, offsetof(ModelWrittenLeg, at.place),
                                READ_NOWHERE};

#define BLOCK(member) AT(ModelWrittenBlock, member)
static const ReadKey equal_leg_keys[] = {
    {"count", READ_COUNT, BLOCK(leg_count), "number of legs", INHERITABLE, .range = {.least = 1, .most = 100, .is_whole = true}},
    {"measure", READ_LENGTH, BLOCK(leg_measure), "line length of each leg; default what fills the block", .range = ABOVE_ZERO},
    {"gutter", READ_LENGTH, BLOCK(leg_gutter), "gap between two legs; default 1em", .range = FROM_ZERO},
    {"x", READ_LENGTH, BLOCK(leg_at.x), "offset from the block's left; default 0em"},
    {"line", READ_LINES, BLOCK(leg_at.line), "line of the block, from 1", .range = LINE_NUMBER},
    BELOW_KEYS(ModelWrittenBlock, leg_at., BELOW_PART),
    {"lines", READ_LINES, BLOCK(leg_at.lines), "depth of each leg in grid lines; rest: down to the block's foot", INHERITABLE,
     .range = LINE_COUNT, REST_DEPTH},
    {"air", READ_LINES, BLOCK(leg_at.air), AIR_DOC, .range = FROM_ZERO},
    {NULL},
};
static const ReadMap equal_leg_map = {"a set of equal legs", equal_leg_keys, 0, NULL, offsetof(ModelWrittenBlock, leg_at.place),
                                      READ_NOWHERE};

static const ReadKey caption_keys[] = {
    {"x", READ_LENGTH, AT(ModelWrittenPicture, caption.x),
     "offset from the block's left; default 0em, without a width the picture's"},
    {"line", READ_LINES, AT(ModelWrittenPicture, caption.line), "line of the block, from 1; default the one below the picture",
     .range = ANY_LINE},
    {"width", READ_LENGTH, AT(ModelWrittenPicture, caption.width), "width, as 17.6em; default the picture's", .range = ABOVE_ZERO},
    {"lines", READ_LINES, AT(ModelWrittenPicture, caption.lines), "depth in grid lines; auto: what it needs", true,
     .range = ANY_LINES, AUTO_DEPTH},
    {"style", READ_NAME, AT(ModelWrittenPicture, caption_style), "style of the caption; default caption",
     PLACE(ModelWrittenPicture, caption_style_place)},
    {"credit-style", READ_NAME, AT(ModelWrittenPicture, credit_style), "style of the credit; default credit",
     PLACE(ModelWrittenPicture, credit_style_place)},
    {NULL},
};
static const ReadMap caption_map = {
    "the caption of a picture frame", caption_keys, 0, NULL, offsetof(ModelWrittenPicture, caption.place), READ_NOWHERE};

#define PICTURE(member) AT(ModelWrittenPicture, member)
static const ReadKey picture_keys[] = {
    {"x", READ_LENGTH, PICTURE(at.x), "offset from the block's left; default 0em"},
    {"line", READ_LINES, PICTURE(at.line), "line of the block, from 1", .range = ANY_LINE},
    BELOW_KEYS(ModelWrittenPicture, at., BELOW_PART),
    {"width", READ_LENGTH, PICTURE(at.width), "width, as 17.6em", true, .range = ABOVE_ZERO},
    {"lines", READ_LINES, PICTURE(at.lines), "depth in grid lines; auto: by the picture's own shape", true, .range = ANY_LINES,
     AUTO_DEPTH},
    {"border", READ_SUBMAP, PICTURE(border), "a border around the picture", .map = &stroke_map},
    {"around", READ_WORD, PICTURE(around.kind), "none (default), box or outline: text of legs runs round the picture",
     .words = model_around_words},
    GAP_KEYS(ModelWrittenPicture),
    {"threshold", READ_SHARE, PICTURE(around.threshold), "ink from which a pixel belongs to the outline; default 10%"},
    {"caption", READ_SUBMAP, .offset = 0, .doc = "frame of the caption, placed on the block", .map = &caption_map},
    {NULL},
};
static const ReadMap picture_map = {
    "a picture frame", picture_keys, sizeof(ModelWrittenPicture), NULL, offsetof(ModelWrittenPicture, at.place), READ_NOWHERE};

#define PULL(member) AT(ModelWrittenPull, member)
static const ReadKey pull_keys[] = {
    {"x", READ_LENGTH, PULL(at.x), "offset from the block's left; default 0em"},
    {"line", READ_LINES, PULL(at.line), "line of the block, from 1", true, .range = ANY_LINE},
    {"width", READ_LENGTH, PULL(at.width), "width, as 17.6em", true, .range = ABOVE_ZERO},
    {"lines", READ_LINES, PULL(at.lines), "depth in grid lines", true, .range = ANY_LINES},
    {"style", READ_NAME, PULL(style), "style of the quote; default pull-quote", PLACE(ModelWrittenPull, style_place)},
    {"credit-style", READ_NAME, PULL(credit_style), "style of the line that says whose words they are; default pull-credit",
     PLACE(ModelWrittenPull, credit_style_place)},
    {"rule", READ_SUBMAP, PULL(rule), "rules over and under the quote", .map = &stroke_map},
    {"tint", READ_INK, PULL(tint), "ink behind the quote; default none"},
    {"around", READ_WORD, PULL(around.kind), "box (default) or none: text of legs runs round the quote", .words = box_words},
    GAP_KEYS(ModelWrittenPull),
    {NULL},
};
static const ModelWrittenPull pull_defaults = {.tint = {.is_none = true}, .around = {.kind = MODEL_AROUND_BOX}};
static const ReadMap pull_map = {"the frame of a pull quote",          pull_keys,   sizeof(ModelWrittenPull), &pull_defaults,
                                 offsetof(ModelWrittenPull, at.place), READ_NOWHERE};

#define CAP(member) AT(ModelWrittenDropCap, member)
static const ReadKey drop_cap_keys[] = {
    {"lines", READ_COUNT, CAP(lines), "how many lines deep the first character is, 2 to 6", true,
     .range = {.least = 2, .most = 6, .is_whole = true}},
    {"style", READ_NAME, CAP(style), "its style, of which it has face and ink; default drop-cap",
     PLACE(ModelWrittenDropCap, style_place)},
    {"gap", READ_LENGTH, CAP(gap), "white between it and the text beside it; default 0.25em", .range = FROM_ZERO},
    {NULL},
};
static const ReadMap drop_cap_map = {
    "a drop cap", drop_cap_keys, sizeof(ModelWrittenDropCap), NULL, offsetof(ModelWrittenDropCap, place), READ_NOWHERE};

static const ReadKey block_keys[] = {
    {"id", READ_NAME, BLOCK(id), "name, unique among blocks and furniture", true},
    {"at", READ_SUBMAPS, SUBMAPS(ModelWrittenBlock, at, n_at), "{x, line, width, lines}, or a list of such rectangles", INHERITABLE,
     .map = &block_rect_map, .alone = &block_rect_map},
    {"styles", READ_SUBMAP, .offset = 0, .doc = "styles of the story's parts", .map = &block_style_map},
    {"head", READ_SUBMAPS, SUBMAPS(ModelWrittenBlock, heads, n_heads), "list of head frames", .map = &head_map},
    {"legs", READ_SUBMAPS, SUBMAPS(ModelWrittenBlock, legs, n_legs),
     "{count, measure, gutter, x, line, lines} for equal legs, or a list of legs", .map = &leg_map, .alone = &equal_leg_map},
    {"pictures", READ_SUBMAPS, SUBMAPS(ModelWrittenBlock, pictures, n_pictures), "list of picture frames", .map = &picture_map},
    {"pull-quotes", READ_SUBMAPS, SUBMAPS(ModelWrittenBlock, pulls, n_pulls), "list of frames of pull quotes", .map = &pull_map},
    {"drop-cap", READ_SUBMAP, BLOCK(drop_cap), "{lines, style, gap}: the story's first character is some lines deep",
     .map = &drop_cap_map},
    {"balance", READ_SWITCH, BLOCK(is_unbalanced), "on (default): legs end level; off: one leg is filled after the other",
     .words = on_off},
    {"weight", READ_COUNT, BLOCK(weight), "weight of a story here that says none, 1 to 9, for the ladder; default 1",
     .range = WEIGHT},
    {"column-rules", READ_SUBMAP, BLOCK(column_rules), "rules between neighbouring legs", .map = &stroke_map},
    {"border", READ_SUBMAP, BLOCK(border), "a border around the block", .map = &stroke_map},
    {"tint", READ_INK, BLOCK(tint), "ink behind the block; default none"},
    {"fit", READ_SUBMAP, BLOCK(fit), "what may give to make the story fit, in place of what its body style says",
     .map = &block_fit_map},
    AROUND_KEYS(ModelWrittenBlock),
    {"rules", READ_SUBMAPS, SUBMAPS(ModelWrittenBlock, rules, n_rules), "list of rules, placed on the block", .map = &rule_map},
    {"remove", READ_NOTES, .doc = REMOVE_DOC},
    {NULL},
};
static const ModelWrittenBlock block_defaults = {.tint = {.is_none = true}};
static const ReadMap block_map = {
    "a block", block_keys, sizeof(ModelWrittenBlock), &block_defaults, offsetof(ModelWrittenBlock, place), READ_NOWHERE};

/* ---- Furniture ---- */

#define FURNITURE(member) AT(ModelWrittenFurniture, member)
static const ReadKey furniture_keys[] = {
    {"id", READ_NAME, FURNITURE(id), "name, unique among blocks and furniture", true},
    {"kind", READ_WORD, FURNITURE(kind), "text (default), code or picture", .words = model_furniture_words},
    {"at", READ_SUBMAP, FURNITURE(at), "{x, line, width, lines}", INHERITABLE, .map = &furniture_rect_map},
    {"style", READ_NAME, FURNITURE(style), "style name; default body", PLACE(ModelWrittenFurniture, style_place)},
    {"border", READ_SUBMAP, FURNITURE(border), "a border around the frame", .map = &stroke_map},
    {"tint", READ_INK, FURNITURE(tint), "ink behind the frame; default none"},
    AROUND_KEYS(ModelWrittenFurniture),
    {"remove", READ_NOTES, .doc = REMOVE_DOC},
    {NULL},
};
static const ModelWrittenFurniture furniture_defaults = {.tint = {.is_none = true}};
static const ReadMap furniture_map = {
    "a furniture frame", furniture_keys, sizeof(ModelWrittenFurniture), &furniture_defaults, offsetof(ModelWrittenFurniture, place),
    READ_NOWHERE};

/* ---- Layout ---- */

#define LAYOUT(member) AT(ModelLayout, member)
static const ReadKey sheet_keys[] = {
    {"width", READ_LENGTH, LAYOUT(sheet_width), "width of the trimmed sheet", INHERITABLE, .range = POINTS(1, 10000)},
    {"height", READ_LENGTH, LAYOUT(sheet_height), "height of the trimmed sheet", INHERITABLE, .range = POINTS(1, 10000)},
    {"bleed", READ_LENGTH, LAYOUT(bleed), "what is printed beyond the trim; default 0mm", .range = POINTS(0, 720)},
    {NULL},
};
static const ReadMap sheet_map = {"the sheet", sheet_keys, 0, NULL, READ_NOWHERE, READ_NOWHERE};

static const ReadKey area_keys[] = {
    {"left", READ_LENGTH, LAYOUT(left), "from the sheet's left edge", INHERITABLE},
    {"top", READ_LENGTH, LAYOUT(top), "from the sheet's top edge", INHERITABLE},
    {"width", READ_LENGTH, LAYOUT(width), "width of the type area", INHERITABLE, .range = ABOVE_ZERO},
    {"height", READ_LENGTH, LAYOUT(height), "height of the type area", INHERITABLE, .range = ABOVE_ZERO},
    {NULL},
};
static const ReadMap area_map = {"the type area", area_keys, 0, NULL, READ_NOWHERE, READ_NOWHERE};

static const ReadKey grid_keys[] = {
    {"size", READ_LENGTH, LAYOUT(grid_size), "size of the body type", INHERITABLE, .range = POINTS(1, 2000)},
    {"leading", READ_LENGTH, LAYOUT(grid_leading), "distance of the grid's lines", INHERITABLE, .range = ABOVE_ZERO},
    {NULL},
};
static const ReadMap grid_map = {"the grid", grid_keys, 0, NULL, READ_NOWHERE, READ_NOWHERE};

#define RULE(symbol, function, code, level, source, text)                                                                          \
    {code, READ_WORD, LAYOUT(lint[BASE_LINT_##symbol##_RULE]), text, .words = model_lint_words, .first_word = BASE_LINT_OFF},
static const ReadKey lint_keys[] = {BASE_LINT_RULES(RULE){NULL}};
#undef RULE
static const ReadMap lint_map = {"the levels of rules", lint_keys, 0, NULL, READ_NOWHERE, READ_NOWHERE};

static const char *const pictures_words[] = {"colour", "black", NULL};
static const ReadKey press_keys[] = {
    {"picture-ppi", READ_NUMBER, LAYOUT(picture_ppi), "least pixels an inch of a picture; default 170",
     .range = {.least = 1, .most = 10000}},
    {"line-art-ppi", READ_NUMBER, LAYOUT(line_art_ppi), "the same of pictures of one bit a pixel; default 600",
     .range = {.least = 1, .most = 10000}},
    {"pictures", READ_SWITCH, LAYOUT(is_black), "colour (default), or black: pictures are printed in black alone",
     .words = pictures_words},
    {NULL},
};
static const ReadMap press_map = {"the press", press_keys, 0, NULL, READ_NOWHERE, READ_NOWHERE};

static const ReadKey layout_keys[] = {
    {"duikai", READ_FORMAT, .doc = "format of this file: layout/1", .is_required = true, .words = formats},
    {"name", READ_TEXT, LAYOUT(name), "what the layout is for"},
    {"extends", READ_PATH, LAYOUT(extends), "path of the layout that this one stands on, relative to this file"},
    {"style-sheets", READ_TEXTS, LAYOUT(sheets), "path of a style sheet, or list of them; later ones stand over earlier ones"},
    {"remove", READ_NOTES, .doc = "ids of blocks, furniture frames and rules of the extended layout that this one leaves out"},
    {"language", READ_WORD, LAYOUT(language), "zh-Hans-CN (default), zh-Hant-TW, zh-Hant-HK or ja", .words = model_language_words},
    {"side", READ_WORD, LAYOUT(side), "left or right: the side of an open paper that the page is made for; default any",
     .words = model_side_words},
    {"jumps", READ_SUBMAP, LAYOUT(jumps), "{to, from, marks}: words of jump lines; default those of the language",
     .map = &read_jump_keys},
    {"sheet", READ_SUBMAP, .offset = 0, .doc = "{width, height, bleed}", INHERITABLE, PLACE(ModelLayout, sheet_place),
     .map = &sheet_map},
    {"type-area", READ_SUBMAP, .offset = 0, .doc = "{left, top, width, height}, from the trimmed sheet's corner", INHERITABLE,
     PLACE(ModelLayout, area_place), .map = &area_map},
    {"grid", READ_SUBMAP, .offset = 0, .doc = "{size, leading}", INHERITABLE, PLACE(ModelLayout, grid_place), .map = &grid_map},
    {"press", READ_SUBMAP, .offset = 0, .doc = "{picture-ppi, line-art-ppi, pictures}", .map = &press_map},
    {"styles", READ_NAMED, SUBMAPS(ModelLayout, styles, n_styles), "map: name -> style; body is required", INHERITABLE,
     PLACE(ModelLayout, styles_place), .map = &style_map},
    {"ladder", READ_SUBMAPS, SUBMAPS(ModelLayout, rungs, n_rungs), LADDER_DOC, .map = &rung_map},
    {"blocks", READ_SUBMAPS, SUBMAPS(ModelLayout, blocks, n_blocks), "list of blocks, in reading order", .map = &block_map},
    {"furniture", READ_SUBMAPS, SUBMAPS(ModelLayout, furniture, n_furniture), "list of furniture frames", .map = &furniture_map},
    {"rules", READ_SUBMAPS, SUBMAPS(ModelLayout, rules, n_rules), "list of rules, placed on the type area", .map = &rule_map},
    {"lint", READ_SUBMAP, .offset = 0, .doc = "rules of duikai lint, each off, warning or error", .map = &lint_map},
    {NULL},
};
const ReadMap read_layout_keys = {"a layout", layout_keys, sizeof(ModelLayout), NULL, READ_NOWHERE, READ_NOWHERE};

/* ---- Style sheet ---- */

static const char *const sheet_formats[] = {"styles/1", NULL};
static const ReadKey styles_keys[] = {
    {"duikai", READ_FORMAT, .doc = "format of this file: styles/1", .is_required = true, .words = sheet_formats},
    {"name", READ_TEXT, AT(ReadStyleSheet, name), "what the styles are for"},
    {"styles", READ_NAMED, SUBMAPS(ReadStyleSheet, styles, n_styles), "map: name -> style", true, .map = &style_map},
    {"ladder", READ_SUBMAPS, SUBMAPS(ReadStyleSheet, rungs, n_rungs), LADDER_DOC, .map = &rung_map},
    {NULL},
};
const ReadMap read_styles_keys = {"a style sheet", styles_keys, sizeof(ReadStyleSheet), NULL, READ_NOWHERE, READ_NOWHERE};

/* ---- Reading ---- */

/* The layout's whole tree: with those it extends, its style sheets, and then those of the issue. */
static const ReadNode *whole_tree(ReadSource *source, const ReadSheets *sheets, ReadExtending *extending)
{
    const ReadNode *root = read_yaml(source, 0, source->size);
    if (!root || root->kind != READ_MAP || !read_node_value(root, "duikai")) return root; /* the table says what is wrong */
    if (!read_check_format(source, &read_layout_keys, root)) return NULL;
    root = read_extended(source, root, extending);
    for (unsigned i = 0; root && sheets && i < sheets->n; i++)
        root = read_with_sheet(source, root, sheets->paths[i], sheets->places[i], extending);
    return root;
}

static const ModelLayout *take_layout(ReadSource *source, const ReadNode *root)
{
    ModelLayout *layout = base_arena_new_array(source->arena, ModelLayout, 1);
    layout->path = source->path;
    if (read_document(source, &read_layout_keys, root, layout) || root->kind == READ_MAP) read_finish_layout(source, layout);
    return source->n_errors ? NULL : layout;
}

const ModelLayout *read_layout_with(const char *path, BasePlace place, const ReadSheets *sheets, BaseArena *arena,
                                    DkDiagnostics *list)
{
    g_autoptr(ReadSource) source = read_source_open(path, place, arena, list);
    if (!source) return NULL;
    ReadExtending extending = {g_ptr_array_new_with_free_func((GDestroyNotify)read_source_free),
                               g_ptr_array_new_with_free_func(g_free)};
    const ReadNode *root = whole_tree(source, sheets, &extending);
    const ModelLayout *layout = root ? take_layout(source, root) : NULL;
    g_ptr_array_unref(extending.sources);
    g_ptr_array_unref(extending.chain);
    return layout;
}

const ModelLayout *read_layout(const char *path, BasePlace place, BaseArena *arena, DkDiagnostics *list)
{
    return read_layout_with(path, place, NULL, arena, list);
}
