/* model/ - what the three formats say, and the resolved layout made of them.
 *
 * In: a layout, a page file and stories as read/ hands them over: values typed and checked, lengths still in their units.
 * Out: ModelResolved, the first intermediate form: one tree for one page with all lengths absolute, styles merged, stories
 * bound to blocks, names replaced by indices.  Nobody after model_resolve sees "%", "em" or a missing value.
 * Terms, as in layouts/README.md: block, frame, leg, furniture, story.
 *
 * Everything here is plain data in the page's arena.  Ranges are (first, n) into arrays of the same struct. */
#ifndef MODEL_H
#define MODEL_H

#include "base/base.h"

/* ---- Values ---- */

typedef enum {
    MODEL_UNIT_UNSET,
    MODEL_UNIT_PT,
    MODEL_UNIT_EM,
    MODEL_UNIT_LINE,
    MODEL_UNIT_PERCENT,
    MODEL_UNIT_AUTO, /* of a depth: what the content needs */
    MODEL_UNIT_REST  /* of a depth: what is left */
} ModelUnit;

/* A length as written; mm, in and size names are turned into points by the reader, exactly rounded. */
typedef struct {
    double value;
    ModelUnit unit; /* MODEL_UNIT_UNSET: the file does not say */
} ModelLength;
extern const char *const model_depth_words[]; /* those from AUTO on */

/* An ink recipe in per cent, 0-100. */
typedef struct {
    double c, m, y, k;
    bool is_none; /* nothing is painted */
} ModelInk;

typedef enum { MODEL_ALIGN_JUSTIFY, MODEL_ALIGN_START, MODEL_ALIGN_CENTER, MODEL_ALIGN_END, MODEL_ALIGN_SPREAD } ModelAlign;
typedef enum { MODEL_PUNCTUATION_FULL, MODEL_PUNCTUATION_KAIMING, MODEL_PUNCTUATION_HALF, MODEL_PUNCTUATION_NONE } ModelPunctuation;
typedef enum { MODEL_PROHIBITION_NONE, MODEL_PROHIBITION_BASIC, MODEL_PROHIBITION_GB, MODEL_PROHIBITION_STRICT } ModelProhibition;
typedef enum { MODEL_BREAKER_FIRST_FIT, MODEL_BREAKER_TOTAL_FIT } ModelBreaker;
typedef enum { MODEL_DIRECTION_HORIZONTAL, MODEL_DIRECTION_VERTICAL } ModelDirection;
typedef enum { MODEL_DIGITS_HALF, MODEL_DIGITS_NATURAL } ModelDigits;
typedef enum {
    MODEL_RULE_THIN,
    MODEL_RULE_THICK,
    MODEL_RULE_DOUBLE,
    MODEL_RULE_WENWU,
    MODEL_RULE_DOTTED,
    MODEL_RULE_DASHED,
    MODEL_RULE_WAVE, /* from here on: patterns (花边) */
    MODEL_RULE_FRET,
    MODEL_RULE_ROPE,
    MODEL_RULE_LACE,
    MODEL_RULE_DIAMOND,
    MODEL_RULE_PEARL,
    MODEL_RULE_VINE,
    MODEL_N_RULES
} ModelRuleKind;
typedef enum { MODEL_LANGUAGE_HANS_CN, MODEL_LANGUAGE_HANT_TW, MODEL_LANGUAGE_HANT_HK, MODEL_LANGUAGE_JA } ModelLanguage;

/* The words of the enums above, as the files write them, NULL-terminated and in the enums' order. */
extern const char *const model_align_words[],
    *const model_punctuation_words[],
        *const model_prohibition_words[],
            *const model_breaker_words[], *const model_direction_words[],
                                              *const model_digits_words[], *const model_rule_words[], *const model_language_words[];
extern const char *const model_lint_words[]; /* of BaseLintLevel, from OFF on */

/* The language of Latin words where a style names none. */
#define MODEL_WORD_LANGUAGE "en-US"
#define MODEL_HYPHENS_IN_A_ROW 2
#define MODEL_HYPHENS_MOST 9
/* The breaker of a style that names none: a paragraph whose marks can be squeezed is weighed whole, one whose marks cannot is filled line by
 * line, as papers are (RULES 1.8). */
ModelBreaker model_usual_breaker(ModelPunctuation punctuation);

/* ---- Story ---- */

typedef enum { MODEL_PARAGRAPH_BODY, MODEL_PARAGRAPH_CROSS_HEAD, MODEL_PARAGRAPH_QUOTE, MODEL_PARAGRAPH_BREAK } ModelParagraphKind;
typedef enum {
    MODEL_SPAN_STRONG,
    MODEL_SPAN_EMPHASIS,
    MODEL_SPAN_DATELINE,
    MODEL_SPAN_RUBY,   /* under a reading */
    MODEL_SPAN_NAME,   /* beside a line, 专名号 */
    MODEL_SPAN_TITLE,  /* beside a wavy line, 书名号 */
    MODEL_SPAN_NOTE,   /* in two rows of half size, 割注 */
    MODEL_SPAN_SPREAD, /* a name spread to `ems`, 均排 */
    MODEL_SPAN_PULL    /* words of a pull quote: a ModelPull, and no span of the story's */
} ModelSpanKind;

/* Part of a paragraph that is set otherwise than its neighbours; spans are in text order and may nest (inner one later). */
typedef struct {
    unsigned first_byte, n_bytes; /* of the story's text */
    ModelSpanKind kind;
    int ems;
    const char *reading;
} ModelSpan;

typedef struct {
    ModelParagraphKind kind;
    unsigned first_byte, n_bytes; /* of the story's text; 0 bytes for a break; U+2028 in it is a line end that was asked for */
    unsigned first_span, n_spans; /* of the story's spans */
    bool is_carried;              /* it begins on the page before, and here without an indent */
    bool goes_on;                 /* it ends on the next page, so its last line here is none */
} ModelParagraph;

/* Where text comes from: from `byte` of the text on (until the next entry), the source stands at line:column and goes on
 * code point by code point. */
typedef struct {
    unsigned byte;
    int line, column;
} ModelOrigin;

/* A list of texts: the lines of a headline, of a teaser.  Each has its place in its file. */
typedef struct {
    const char *text;
    int line, column;
} ModelText;
typedef struct {
    const ModelText *items;
    unsigned n;
} ModelTexts;

/* The part of a picture that a frame may show, as parts of the upright whole, 0-1. */
typedef struct {
    double left, top, width, height; /* width 0: all of it */
} ModelCrop;

/* The point of a picture that stays in sight, as parts of the upright whole. */
typedef struct {
    bool is_set; /* else the middle of what may be shown */
    double x, y;
} ModelFocus;

/* The side of an open paper that a page is on. */
typedef enum { MODEL_SIDE_ANY, MODEL_SIDE_LEFT, MODEL_SIDE_RIGHT } ModelSide;
extern const char *const model_side_words[];

/* Where a page stands in its issue. */
typedef struct {
    unsigned entry;          /* among the issue's pages, from 1; 0: it stands alone */
    unsigned leaf;           /* counted from the front page, 1; of a double truck, that of its first half */
    bool is_double;          /* a double truck */
    const char *issue_title; /* NULL: it stands alone */
    ModelSide side;          /* of a double truck, any */
} ModelStanding;

/* Where those look whom a picture shows. */
typedef enum { MODEL_LOOK_AHEAD, MODEL_LOOK_LEFT, MODEL_LOOK_RIGHT } ModelLook;
extern const char *const model_look_words[];

typedef struct {
    const char *file;                   /* as written, relative to the story */
    const char *path;                   /* to open */
    const char *caption, *credit, *alt; /* NULL where the story has none */
    int page;                           /* of a PDF, from 1; 0: not said */
    ModelCrop crop;
    ModelFocus focus;
    ModelLook looks;
    int line, column;
} ModelPicture;

/* Words of the body that are set once more, large, to catch the eye: they stay in the text. */
typedef struct {
    unsigned first_byte, n_bytes; /* of the story's text */
    const char *credit;           /* who said so; NULL: not said */
} ModelPull;

typedef enum {
    MODEL_ELEMENT_STANDING_HEAD,
    MODEL_ELEMENT_KICKER,
    MODEL_ELEMENT_HEADLINE,
    MODEL_ELEMENT_DECK,
    MODEL_ELEMENT_BYLINE,
    MODEL_ELEMENT_CONTINUED, /* the line at the head of a turned part: 上接01版① */
    MODEL_N_ELEMENTS
} ModelElement;
extern const char *const model_element_words[]; /* "standing-head" ... */

typedef struct ModelStory ModelStory;
struct ModelStory {
    const char *path, *slug;
    ModelTexts elements[MODEL_N_ELEMENTS]; /* n 0: the story has none */
    ModelTexts turned_head;                /* short head of the part on another page */
    const char *jump;                      /* NULL: none */
    int jump_line, jump_column;            /* where the story says it; 0: the issue wrote it */
    const char *text;                      /* the body as it is set, UTF-8, with the dateline run in before the first paragraph */
    unsigned n_bytes;
    const ModelParagraph *paragraphs;
    unsigned n_paragraphs;
    const ModelSpan *spans;
    unsigned n_spans;
    const ModelOrigin *origins;
    unsigned n_origins;
    bool keeps_lines;            /* breaks: source */
    const unsigned *line_starts; /* bytes of the text at which a line of the source begins inside a paragraph; none in flow */
    unsigned n_line_starts;
    const ModelPicture *pictures;
    unsigned n_pictures;
    const ModelPull *pulls; /* in text order; a part has its own */
    unsigned n_pulls;
    int weight;              /* 1-9, 9 the heaviest; 0: not said */
    const ModelStory *whole; /* of a part of a story that stands on several pages; NULL: this is all of it */
    unsigned part;           /* its number, from 1 */
};

/* The source place of byte `byte` of the story's text. */
BasePlace model_story_place(const ModelStory *story, unsigned byte);
/* Where the jump line is written. */
BasePlace model_jump_place(const ModelStory *story);

/* ---- Layout and page file as read: see model/written.h, which only read/ and model/ include ---- */

typedef struct ModelLayout ModelLayout;
typedef struct ModelPageFile ModelPageFile;

/* ---- Resolved layout ---- */

/* What may give to make a story fit, in the order in which it does where a layout names no other (RULES 2.12). */
typedef enum {
    MODEL_KNOB_TRACKING,
    MODEL_KNOB_SIZE,
    MODEL_KNOB_PUNCTUATION,
    MODEL_KNOB_LEADING,
    MODEL_KNOB_HEAD,    /* the lines of the headline's frame; what is below moves up or down, and legs gain or lose lines */
    MODEL_KNOB_PICTURE, /* the lines of the first picture's frame, the same */
    MODEL_N_KNOBS
} ModelKnob;
/* How far, either way. */
typedef struct {
    DkLength tracking, size, leading; /* 0: nothing; leading in whole grid lines, or less than one */
    bool has_punctuation;
    ModelPunctuation punctuation; /* the other style of punctuation that it may be set in */
    int head, picture;            /* grid lines */
    uint8_t order[MODEL_N_KNOBS]; /* 1 + ModelKnob each, as the layout names them; 0: no more */
} ModelFit;
/* Beyond these two stories of one style would differ to the eye beside each other: of tracking in parts of an em, what justification adds
 * to one line and not to the next; of size in parts of it, a quarter point of body text; of leading, half a point of 12 (house).
 * Thousandths. */
#define MODEL_FIT_TRACKING_MOST 30
#define MODEL_FIT_SIZE_MOST 30
#define MODEL_FIT_LEADING_MOST 40
/* What was moved of a story, or would be. */
typedef struct {
    DkLength tracking, size, leading;
    bool is_punctuated;
    ModelPunctuation punctuation;
    int head, picture;
} ModelMoves;
typedef enum { MODEL_FIT_APPLY, MODEL_FIT_REPORT, MODEL_FIT_OFF } ModelFitMode;

typedef struct {
    const char *id;
    const char *font;     /* role */
    BasePlace font_place; /* where the layout says so; file NULL: it does not */
    DkLength size, leading, tracking, indent, han_latin_gap, han_digit_gap;
    ModelInk ink, ornament_ink;
    ModelAlign align, block_align;
    ModelPunctuation punctuation;
    ModelProhibition prohibition;
    ModelBreaker breaker;
    ModelDirection direction;
    ModelDigits digits;
    bool is_hanging;
    bool avoids_lone_lines;    /* of a paragraph, at a leg's foot and head */
    bool is_hyphenated;        /* Latin words may be broken at a line's end ... */
    const char *word_language; /* ... by the patterns of this language, as "en-US" ... */
    unsigned hyphens_in_a_row; /* ... and at most as many lines one below the other; 0: any number */
    BasePlace hyphenation_place;
    ModelFit fit;
} ModelStyle;

/* A rule or one side's border; weight 0: none. */
typedef struct {
    ModelRuleKind kind;
    DkLength weight; /* of the heaviest line; of a pattern, its depth */
    ModelInk ink;
} ModelStroke;
bool model_rule_is_pattern(ModelRuleKind kind);
/* How thick its thinnest line is. */
DkLength model_stroke_finest(const ModelStroke *stroke);

typedef struct {
    BaseRect rect; /* a line along the rect's longer side, centred on its shorter one, which is 0 */
    ModelStroke stroke;
} ModelRule;

typedef struct {
    ModelElement element;
    unsigned style; /* index of styles */
    BaseRect rect;  /* on the sheet */
    ModelStroke border;
    ModelInk tint;
    unsigned open; /* see ModelDepths */
} ModelHead;

/* Over lines first_line .. first_line + n_lines - 1 of its leg (from 0) the measure is `width`, `offset` from the leg's start. */
typedef struct {
    int first_line, n_lines;
    DkLength offset, width;
} ModelNarrow;

typedef struct {
    BaseRect rect;
    int grid_line; /* of the type area, from 0; vertically: lines from its right edge */
    int n_lines;
    bool is_vertical; /* its lines run down and follow each other from right to left; its measure is its height */
    unsigned first_narrow, n_narrows;
} ModelLeg;

typedef enum { MODEL_AROUND_NONE, MODEL_AROUND_BOX, MODEL_AROUND_OUTLINE } ModelAroundKind;
extern const char *const model_around_words[];

/* A place in the legs that text runs round, `gap` away from it. */
typedef struct {
    ModelAroundKind kind; /* box or outline */
    BaseRect rect;
    DkLength gap;
    bool is_both;     /* text stands at both its sides, else at the wider one */
    double threshold; /* of an outline: the share of ink from which a pixel counts */
    int picture;      /* index of the picture frame it is; -1: none */
    int block;        /* index of the block it is, whose own legs it leaves alone; -1: none */
} ModelObstacle;

/* The outline of what a frame shows: its `n` equal strips, and from where to where each is inked, counted from the frame's left or
 * top; `end` 0: nowhere.  n 0: it is not known. */
typedef struct {
    unsigned n;
    const DkLength *first, *end;
} ModelContour;

/* What a frame shows of a picture's file, once output/ has opened it. */
typedef struct {
    struct Picture *picture;     /* NULL: not opened, not there, or not to be read */
    const char *label;           /* what the empty box in its place says; NULL: nothing */
    int64_t x, y, width, height; /* of the whole picture on the sheet; it may reach far beyond the frame, which cuts it off */
    ModelContour rows, columns;  /* where text runs round its outline */
} ModelShown;

typedef struct {
    BaseRect rect;
    ModelStroke border;
    bool has_caption;
    BaseRect caption;
    unsigned caption_style, credit_style;
    ModelShown shown;
    unsigned open, caption_open; /* see ModelDepths */
} ModelPictureFrame;

/* Where a pull quote stands: between two rules, over and under it. */
typedef struct {
    BaseRect rect;
    unsigned style, credit_style;
    ModelStroke stroke;
    ModelInk tint;
} ModelPullFrame;

/* A first character as deep as several lines, which stand beside it. */
typedef struct {
    int n_lines; /* 0: none */
    unsigned style;
    DkLength gap; /* between it and the text */
} ModelDropCap;

typedef enum {
    MODEL_ROLE_BODY,
    MODEL_ROLE_CROSS_HEAD,
    MODEL_ROLE_QUOTE,
    MODEL_ROLE_STRONG,
    MODEL_ROLE_DATELINE,
    MODEL_ROLE_JUMP,
    MODEL_N_ROLES
} ModelRole;
extern const char *const model_role_words[]; /* "body" ... */

typedef struct {
    const char *id;
    const ModelStory *story; /* NULL: no story is placed in the block */
    unsigned first_rect, n_rects;
    unsigned styles[MODEL_N_ROLES];
    unsigned first_head, n_heads;
    unsigned first_leg, n_legs;
    unsigned first_picture, n_pictures;
    unsigned first_pull, n_pulls;
    ModelDropCap drop_cap;
    unsigned first_rule, n_rules; /* its own rules, column rules among them */
    ModelStroke border;
    ModelInk tint;
    bool is_balanced;
    int weight;      /* of its story, 1-9 */
    unsigned rung;   /* of the ladder, that its head stands on, from 1; 0: none */
    BasePlace place; /* where the layout defines it */
    bool has_fit;    /* what may give is its own ... */
    ModelFit fit;    /* ... else its body style's */
    ModelMoves moves;
    DkLength pitch; /* from line to line of its legs where those are off the grid; 0: the grid's */
    unsigned open;  /* see ModelDepths */
    DkLength least; /* of an open depth: what all but the legs that go down to the block's foot take */
    DkLength air;   /* kept empty under those legs */
    bool has_rest;  /* there are such legs */
} ModelBlock;

typedef enum { MODEL_FURNITURE_TEXT, MODEL_FURNITURE_CODE, MODEL_FURNITURE_PICTURE } ModelFurnitureKind;
extern const char *const model_furniture_words[];

typedef struct {
    const char *id;
    ModelFurnitureKind kind;
    BaseRect rect;
    unsigned style;
    ModelStroke border;
    ModelInk tint;
    ModelTexts texts;            /* of a text or a code; n 0: the page leaves the frame empty */
    const char *path;            /* of a picture, to open */
    const ModelPicture *picture; /* of a picture: how it is shown; NULL: nothing but its path is said */
    const char *file;            /* page file, for places */
    ModelShown shown;            /* of a picture */
    unsigned open;               /* see ModelDepths */
} ModelFurniture;

/* What the press can hold (RULES 3.1). */
typedef struct {
    double picture_ppi, line_art_ppi; /* a picture of fewer pixels an inch is reported */
    bool is_black;                    /* pictures are printed in black alone */
} ModelPress;

/* The resolved layout of one page: the first of the five intermediate forms. */
typedef struct {
    const char *path;                          /* page file */
    const char *paper, *date, *number, *title; /* of the page file; NULL: not said */
    ModelStanding standing;                    /* its side is the layout's where no issue says it */
    const char *section;                       /* of an issue's page; NULL: not said */
    bool is_bound_right;                       /* of an issue that is read from right to left */
    ModelLanguage language;
    DkLength sheet_width, sheet_height, bleed;
    ModelPress press;
    BaseRect type_area;
    DkLength em, line; /* of the grid */
    int n_lines;       /* of the type area */
    const ModelStyle *styles;
    unsigned n_styles;
    const BaseRect *rects;
    unsigned n_rects;
    const ModelBlock *blocks;
    unsigned n_blocks;
    const ModelHead *heads;
    unsigned n_heads;
    const ModelLeg *legs;
    unsigned n_legs;
    const ModelNarrow *narrows;
    unsigned n_narrows;
    const ModelPictureFrame *pictures;
    unsigned n_pictures;
    const ModelPullFrame *pulls;
    unsigned n_pulls;
    const ModelObstacle *obstacles;
    unsigned n_obstacles;
    const ModelRule *rules; /* the blocks' rules first, then the layout's own: from n_block_rules on */
    unsigned n_block_rules, n_rules;
    const ModelFurniture *furniture;
    unsigned n_furniture;
    ModelFitMode fit;
    BaseLintLevel lint[BASE_N_LINT_RULES]; /* UNSET where the layout says nothing */
} ModelResolved;

/* A page's number, for findings about it: 2 of "02", and of a double truck's "02-03"; 0: its label is no number ("A5").  A page that
 * names none is alone: 1. */
int model_page_number(const ModelResolved *resolved);

/* The depths that a layout leaves to the content (`lines: auto`), in grid lines.  A block, frame, picture, caption or furniture frame
 * whose depth is open has its place in the list plus 1 as `open`; of all others that is 0.  flow/ finds them in drafts of the page. */
typedef struct {
    unsigned n;
    int *lines;        /* -1: not found yet */
    unsigned n_drafts; /* that were looked at */
    bool is_held;      /* one was found to need less after a while, and stayed */
} ModelDepths;
/* NULL: the layout leaves none open. */
ModelDepths *model_depths_new(const ModelLayout *layout, BaseArena *arena);

/* A draft of a page, to find open depths in: what is not known yet goes down as far as anything on the page can.  NULL when the
 * page cannot be set.  Nothing is reported: all is found again when the page is resolved. */
typedef struct {
    const ModelLayout *layout;
    const ModelPageFile *page_file;
    const ModelStory *const *stories;
    const ModelDepths *depths; /* NULL: what is open goes down to the foot of the type area */
} ModelRequest;
const ModelResolved *model_resolve_draft(const ModelRequest *request, BaseArena *arena);
/* As model_resolve, with the depths that were found. */
const ModelResolved *model_resolve_deep(const ModelRequest *request, BaseArena *arena, DkDiagnostics *list);
/* Resolves a page: merges styles, makes lengths absolute, binds `stories` (as many as the page file places, in its order) to
 * blocks, checks that all lies on the sheet, that every element has a frame and every frame a use.  Data in `arena`, which must
 * outlive the result.  NULL with errors in `list` when the page cannot be set; errors that were in it before do not count. */
const ModelResolved *model_resolve(const ModelLayout *layout, const ModelPageFile *page_file, const ModelStory *const *stories,
                                   BaseArena *arena, DkDiagnostics *list);
/* ---- Sizes of heads (RULES 2.1, 2.3) ---- */

/* From line to line of a head of `size`: what a rung usually gives, and the least of a line that is turned over (house, after heads of
 * 30 pt on 34). */
static inline DkLength model_head_leading(DkLength size)
{
    return size * 9 / 8;
}

/* The size `steps` grades of type below `size`; the smallest grade where there are no more. */
DkLength model_grade_below(DkLength size, int steps);
/* How many Han of `size` a head of `width` holds. */
int model_title_capacity(DkLength width, DkLength size);
/* How many grid lines heads of these sizes take, one below the other, with `blanks` lines of white among and around them. */
int model_title_lines(const DkLength *sizes, unsigned n, DkLength line, int blanks);
/* The depth of a galley in block direction, more than a book: 2^29 units, 185 m. */
#define MODEL_ENDLESS (1 << 29)
/* The resolved layout of a galley: one block with one leg of `measure` and endless depth, styles made from `body`, one story.
 * Its sheet is endless too; flow/ cuts the leg and page/ the sheet behind the last line. */
const ModelResolved *model_resolve_galley(const ModelStory *story, const ModelStyle *body, DkLength measure, ModelLanguage language,
                                          BaseArena *arena);
void model_dump(const ModelResolved *resolved, BaseDump *dump);
/* An ink in tenths of a per cent: key=0/0/0/1000, or none. */
void model_dump_ink(BaseDump *dump, const char *key, ModelInk ink);

#endif
