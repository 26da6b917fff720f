/* The layout and the page file as written: what read/ fills in and model_resolve reads.  Lengths keep their units, names are
 * names, `place` is where the file says so; what the file does not say is UNSET, NULL or 0 as noted.  Included by read/ and
 * model/ only. */
#ifndef MODEL_WRITTEN_H
#define MODEL_WRITTEN_H

#include "model/model.h"

typedef struct {
    ModelLength x, line, width, lines; /* line and lines in MODEL_UNIT_LINE, line from 1; lines may be AUTO or REST */
    ModelTexts below;                  /* what it stands under, by name; n 0: it has a line of its own */
    ModelLength skip;                  /* lines left empty between */
    ModelLength to;                    /* of a stack: the last line it may take */
    ModelLength air;                   /* of legs: lines left empty between them and the block's foot */
    BasePlace place;
} ModelWrittenRect;

typedef struct {
    bool is_set;
    ModelRuleKind kind;
    ModelLength weight, size; /* of lines; of patterns */
    ModelInk ink;
} ModelWrittenStroke;

/* Which keys of a style a file sets; one bit a key. */
typedef enum {
    MODEL_SETS_INK = 1 << 0,
    MODEL_SETS_ORNAMENT_INK = 1 << 1,
    MODEL_SETS_ALIGN = 1 << 2,
    MODEL_SETS_BLOCK_ALIGN = 1 << 3,
    MODEL_SETS_PUNCTUATION = 1 << 4,
    MODEL_SETS_PROHIBITION = 1 << 5,
    MODEL_SETS_BREAKER = 1 << 6,
    MODEL_SETS_DIRECTION = 1 << 7,
    MODEL_SETS_DIGITS = 1 << 8,
    MODEL_SETS_HANG = 1 << 9,
    MODEL_SETS_HYPHENATION = 1 << 10,
    MODEL_SETS_LONE_LINES = 1 << 11
} ModelStyleSets;

/* How text keeps off a frame. */
typedef struct {
    ModelAroundKind kind;
    ModelLength gap;
    double threshold; /* 0: not said */
    bool is_both;
} ModelWrittenAround;

/* What may give; punctuation 0: nothing, else 1 + ModelPunctuation.  `order` as in ModelFit. */
typedef struct {
    ModelLength tracking, size, leading;
    unsigned punctuation;
    int head, picture;
    uint8_t order[MODEL_N_KNOBS];
    BasePlace place;
} ModelWrittenFit;

typedef struct {
    const char *id, *extends, *font; /* NULL: not said */
    ModelLength size, leading, tracking, indent, han_latin_gap, han_digit_gap;
    unsigned sets; /* of ModelStyleSets */
    ModelInk ink, ornament_ink;
    ModelAlign align, block_align;
    ModelPunctuation punctuation;
    ModelProhibition prohibition;
    ModelBreaker breaker;
    ModelDirection direction;
    ModelDigits digits;
    bool is_hanging, is_hyphenated, avoids_lone_lines;
    ModelWrittenFit fit;
    const char *word_language; /* NULL: not said */
    int hyphens_in_a_row;      /* 0: not said */
    BasePlace place, extends_place, font_place, hyphenation_place;
} ModelWrittenStyle;

typedef struct {
    ModelElement put;
    const char *style; /* NULL: the element's own name */
    ModelWrittenRect at;
    ModelWrittenStroke border;
    ModelInk tint;
    ModelWrittenAround around;
    BasePlace place, style_place;
} ModelWrittenHead;

typedef struct {
    ModelWrittenRect at;
    const ModelWrittenRect *narrows;
    unsigned n_narrows;
} ModelWrittenLeg;

typedef struct {
    ModelWrittenRect at;
    ModelWrittenStroke border;
    bool has_caption;
    ModelWrittenRect caption;
    const char *caption_style, *credit_style;
    BasePlace caption_style_place, credit_style_place;
    ModelWrittenAround around;
} ModelWrittenPicture;

typedef struct {
    ModelWrittenRect at;
    const char *style, *credit_style; /* NULL: pull-quote, pull-credit */
    BasePlace style_place, credit_style_place;
    ModelWrittenStroke rule;
    ModelInk tint;
    ModelWrittenAround around;
} ModelWrittenPull;

typedef struct {
    int lines;         /* 0: no drop cap */
    const char *style; /* NULL: drop-cap */
    ModelLength gap;
    BasePlace place, style_place;
} ModelWrittenDropCap;

/* A rung of the ladder of heads: from which weight, width and count of legs on it is for a head, and what it gives it. */
typedef struct {
    int weight, legs; /* 0: any */
    ModelLength width, size, leading, kicker, deck;
    ModelTexts faces; /* roles; n 0: the style's own */
    BasePlace place;
} ModelWrittenRung;

typedef struct {
    const char *id;                    /* NULL: none */
    ModelLength x, line, width, lines; /* width UNSET: vertical; lines UNSET: horizontal */
    ModelWrittenStroke stroke;
    BasePlace place;
} ModelWrittenRule;

typedef struct {
    const char *id;
    const ModelWrittenRect *at;
    unsigned n_at;
    const char *styles[MODEL_N_ROLES]; /* NULL: the role's own name */
    BasePlace style_places[MODEL_N_ROLES];
    const ModelWrittenHead *heads;
    unsigned n_heads;
    int leg_count; /* 0: `legs` lists them */
    ModelLength leg_measure, leg_gutter;
    ModelWrittenRect leg_at; /* of equal legs; its width is not used */
    const ModelWrittenLeg *legs;
    unsigned n_legs;
    const ModelWrittenPicture *pictures;
    unsigned n_pictures;
    const ModelWrittenPull *pulls;
    unsigned n_pulls;
    ModelWrittenDropCap drop_cap;
    const ModelWrittenRule *rules;
    unsigned n_rules;
    ModelWrittenStroke column_rules, border;
    ModelInk tint;
    ModelWrittenAround around;
    bool is_unbalanced;
    int weight;          /* 0: not said */
    ModelWrittenFit fit; /* place.line 0: not said */
    BasePlace place;
} ModelWrittenBlock;

typedef struct {
    const char *id;
    ModelFurnitureKind kind;
    ModelWrittenRect at;
    const char *style; /* NULL: body */
    ModelWrittenStroke border;
    ModelInk tint;
    ModelWrittenAround around;
    BasePlace place, style_place;
} ModelWrittenFurniture;

/* The words of jump lines, with {page} and {mark}; NULL: as is usual where the language is spoken. */
typedef struct {
    const char *to, *from; /* ▶下转{page}版{mark}, 上接{page}版{mark} */
    const char *marks;     /* one character a jump that leaves the page; "": none */
} ModelJumpWords;

struct ModelLayout {
    const char *path, *name;
    const char *extends; /* path as written; NULL: it stands alone.  What it took over is in the fields below */
    ModelTexts sheets;
    ModelLanguage language;
    ModelLength sheet_width, sheet_height, bleed;
    ModelLength left, top, width, height; /* type area */
    ModelLength grid_size, grid_leading;
    double picture_ppi, line_art_ppi; /* 0: not said */
    bool is_black;
    const ModelWrittenStyle *styles;
    unsigned n_styles;
    const ModelWrittenRung *rungs; /* from the heaviest down */
    unsigned n_rungs;
    const ModelWrittenBlock *blocks;
    unsigned n_blocks;
    const ModelWrittenFurniture *furniture;
    unsigned n_furniture;
    const ModelWrittenRule *rules;
    unsigned n_rules;
    BaseLintLevel lint[BASE_N_LINT_RULES];
    ModelJumpWords jumps;
    ModelSide side; /* that the page is made for */
    BasePlace sheet_place, area_place, grid_place, styles_place;
};

typedef struct {
    const char *block;
    const char *path; /* of the story, to open */
    BasePlace place;  /* of the path */
    BasePlace block_place;
    int part; /* of a story that stands on several pages, from 1; 0: not said */
} ModelPlacedStory;

typedef struct {
    const char *id;
    ModelTexts texts;
    const ModelPicture *picture; /* how it is shown; NULL: nothing but its path is said */
    BasePlace place;
} ModelFurnitureText;

/* ---- Issue ---- */

typedef enum { MODEL_BINDING_LEFT, MODEL_BINDING_RIGHT } ModelBinding;
extern const char *const model_binding_words[];

typedef struct {
    const char *path;  /* of the page file, to open */
    const char *label; /* page number as the paper writes it; of a double truck "02-03" */
    ModelTexts spread; /* its two numbers; n 0: a page of its own */
    const char *section;
    const ModelFurnitureText *fields, *furniture;
    unsigned n_fields, n_furniture;
    BasePlace place, path_place;
} ModelIssuePage;

typedef struct {
    const char *path;
    const char *paper, *date, *number, *title; /* NULL: not said */
    ModelBinding binding;
    ModelTexts sheets; /* paths as written */
    ModelJumpWords jumps;
    const ModelFurnitureText *fields, *furniture;
    unsigned n_fields, n_furniture;
    const ModelIssuePage *pages;
    unsigned n_pages, n_numbers; /* a double truck has two numbers */
} ModelIssue;

/* Reports fields of the issue and of its pages that no furniture text asks for.  `pages` are as model_issue_page made them, NULL what
 * cannot be read: then nobody knows what the issue's fields are for. */
void model_issue_check_fields(const ModelIssue *issue, const ModelPageFile *const *pages, DkDiagnostics *list);
/* The page file as the issue has it: paper, date and page number are the issue's where it says them, furniture texts of the issue
 * stand in the frames that `layout` has and the page file leaves out, and {names} in them are filled in.  Names that no field has
 * are reported. */
const ModelPageFile *model_issue_page(const ModelIssue *issue, unsigned index, const ModelPageFile *page_file,
                                      const ModelLayout *layout, BaseArena *arena, DkDiagnostics *list);
/* The title of the whole: what it says, else paper, date and number. */
const char *model_issue_title(const ModelIssue *issue, BaseArena *arena);
/* Where page `index` stands. */
ModelStanding model_standing(const ModelIssue *issue, unsigned index);
/* The sheet and the type area of a layout, without findings; false where they cannot be had. */
bool model_layout_area(const ModelLayout *layout, BaseRect *sheet, BaseRect *area);
/* The same for a page that stands alone. */
const ModelPageFile *model_page_filled(const ModelPageFile *page_file, BaseArena *arena, DkDiagnostics *list);

/* A part of a story: its bytes, its pictures, and the lines that tie it to the parts beside it (NULL: none). */
typedef struct {
    unsigned number; /* from 1 */
    unsigned from, to;
    unsigned first_picture, n_pictures;
    const char *jump, *continued;
} ModelPart;
const ModelStory *model_story_part(const ModelStory *whole, const ModelPart *part, BaseArena *arena);

/* The words of a page's jump lines: the issue's, else the layout's, else those of its language. */
ModelJumpWords model_jump_words(const ModelIssue *issue, const ModelLayout *layout);
/* The mark of the jump `number`, from 0, that leaves a page. */
const char *model_jump_mark(const ModelJumpWords *words, unsigned number, BaseArena *arena);
const char *model_jump_line(const char *words, const char *page, const char *mark, BaseArena *arena);
/* Whether a line that an editor wrote says that page and no other mark. */
bool model_jump_agrees(const char *written, const char *page, const char *mark, const ModelJumpWords *words);
/* Whether it names any page of the issue. */
bool model_jump_names_page(const char *written, const ModelIssue *issue);

struct ModelPageFile {
    const char *path;
    const char *layout; /* path, to open */
    BasePlace layout_place;
    const char *paper, *date, *number, *title; /* NULL: not said */
    const char *section;                       /* of an issue's page */
    bool is_bound_right;                       /* of an issue that is read from right to left */
    ModelStanding standing;
    const ModelPlacedStory *stories;
    unsigned n_stories;
    const char *const *emptied; /* blocks of parts of stories that nothing is left for */
    unsigned n_emptied;
    const ModelFurnitureText *furniture;
    unsigned n_furniture;
    /* Names in braces in its furniture texts that a field has, and that none has, NULL-terminated; NULL until they are filled in. */
    const char *const *fields, *const *unknown_fields;
};

#endif
