/* Shaping inside text/: a paragraph as code points, and what is found out about each before HarfBuzz sees them. */
#ifndef TEXT_SHAPING_H
#define TEXT_SHAPING_H

#include "text/faces.h"

/* How a character is to be shaped. */
typedef enum {
    SHAPE_HAN,     /* ideographs and their marks: no kerning, advances are what the grid is made of */
    SHAPE_WESTERN, /* words: everything the face does by default */
    SHAPE_NUMBER,  /* digits and their marks at half an em: `hwid` */
    SHAPE_QUOTE,   /* a quotation mark of a Western word: `pwid` */
    SHAPE_COMBINED /* horizontal in vertical */
} ShapeKind;

/* A character of the paragraph. */
typedef struct {
    uint32_t code; /* as written */
    unsigned byte; /* of the paragraph's text */
    TextClass class;
    hb_script_t script;
    ShapeKind kind;
    TextOrientation orientation;
    uint8_t level;    /* bidi embedding level */
    uint8_t position; /* of the face in the role's chain ... */
    unsigned role;    /* ... of the fonts */
    bool is_break_before;
    bool is_hyphen_before; /* ... behind a hyphen that only shows then */
    bool is_joined;    /* belongs to the cluster of the character before */
    bool is_extending; /* combining mark, selector, joiner: takes the face of its base */
    bool is_dotted;    /* takes an emphasis dot */
    bool is_centered;  /* its ink does */
    bool is_lined;     /* a line stands at the side where a dot would */
    bool is_tied;      /* see TextCluster */
    unsigned mark;     /* 1 + index of the innermost of the request's marks; 0: none */
    bool is_vertical;  /* of a vertical paragraph */
    unsigned style;
} Char;

/* The paragraph being shaped. */
typedef struct {
    const TextRequest *request;
    TextRuns *runs;
    TextFonts *fonts;
    DkDiagnostics *list;
    Char *chars;
    unsigned n;
} Shaping;

/* A unified ideograph of the basic block: what nearly all of a page is made of, known without a look at ICU's tables. */
static inline bool text_is_ideograph(uint32_t code)
{
    return code >= TEXT_FIRST_IDEOGRAPH && code <= TEXT_LAST_IDEOGRAPH;
}
bool text_is_han(uint32_t code);       /* ideograph, kana, full-width letter: an em-wide character that words of others touch */
uint32_t text_drawn_as(uint32_t code); /* the character whose glyph stands for it: one interpunct for all its look-alikes */

/* The same in a vertical line, where quotation marks of Chinese text are corner brackets. */
uint32_t text_column_form(uint32_t code, ModelLanguage language);

/* Each fills its part of the characters, in this order. */
void text_find_marks(Shaping *shaping);        /* mark */
void text_find_classes(Shaping *shaping);      /* class, kind, is_joined */
void text_find_breaks(Shaping *shaping);       /* is_break_before */
void text_find_hyphens(Shaping *shaping);      /* is_break_before and is_hyphen_before inside words */
void text_close_marks(Shaping *shaping);       /* is_break_before: what stands under one reading is not parted */
void text_find_scripts(Shaping *shaping);      /* script, level */
void text_find_orientations(Shaping *shaping); /* orientation, is_joined of combined numbers; after faces */
void text_find_faces(Shaping *shaping);        /* position; reports what is missing */

/* Characters first .. end - 1 and the glyphs from .. to - 1 that HarfBuzz gave for them. */
typedef struct {
    unsigned first, end, from, to;
} ClusterRange;

/* A cluster whose room is to be found; glyphs in the face's units. */
typedef struct {
    const TextRequest *request;
    const Char *c;
    unsigned n_chars;
    const Face *face;
    const ModelStyle *style;
    TextGlyph *glyphs;
    unsigned n_glyphs;
} ClusterFit;
/* Turns the glyphs' places into lengths, moves them to where setting wants them, and returns the cluster's advance; `units` is what
 * the face gives.  May drop glyphs. */
DkLength text_fit_cluster(ClusterFit *fit, int units);

/* Appends the request's marks to the runs, once the paragraph's clusters stand there. */
void text_keep_marks(const Shaping *shaping);
/* Where the ink of a cluster is: along from its start, across from the line's centre. */
typedef struct {
    DkLength start, end, over, under;
} TextInk;
/* False: it has none. */
bool text_ink_of(const ClusterFit *fit, TextInk *ink);
/* Moves the cluster's glyphs so that their ink stands in the middle of its advance and on the line's centre. */
void text_center_ink(const ClusterFit *fit, DkLength advance);

/* Appends the emphasis dot of a cluster whose glyphs are the last of the runs'. */
void text_add_dot(const ClusterFit *fit, TextCluster *cluster, GArray *glyphs);

/* UAX #14 without tailoring: `breaks[i]` says whether a line may start at code point i (breaks[0] is false). */
void text_uax14(const uint32_t *codes, size_t n, bool *breaks);

/* Counts the use of a face by a role (character 0), or of a character drawn from a face that is not the role's first (face NULL: from
 * none); true when the role had not asked for it before. */
bool text_count_use(TextRuns *runs, const char *role, const Face *face, uint32_t character, const ModelStory *story, int count);
guint text_use_hash(gconstpointer key);
gboolean text_use_equal(gconstpointer a, gconstpointer b);

#endif
