/* text/ - font roles and handles; text -> glyph runs, the second intermediate form.
 *
 * In: a paragraph of text with the styles it is set in.  Out: runs (one face, one style, one orientation each) of clusters with
 * their glyphs, advances and line-breaking class; what the composer needs to know of a text, and what the back ends draw.
 * Method: bidi levels and scripts by Pango, faces by our own role chain (never by fontconfig's or Pango's fallback), shaping by
 * HarfBuzz.  Setting is in inline (along the line) and block (across lines, from the over to the under side) direction:
 * horizontally under is down, vertically (right to left) under is left.
 *
 * Terms: cluster: the smallest piece of text that has glyphs of its own and is never cut.  Em box: the square an ideograph
 * stands in; its centre is the line's centre, whatever the face, so other faces never move the grid. */
#ifndef TEXT_H
#define TEXT_H

#include "model/model.h"

/* ---- Faces ---- */

/* One static face.  `data` is the font file, mapped whole; handles of libraries stay inside the rooms that use them. */
typedef struct {
    const char *file; /* path */
    unsigned index;   /* in a collection */
    const char *name; /* PostScript name */
    const char *version;
    const unsigned char *data;
    size_t size;
    unsigned units_per_em;
    bool is_cff;
} TextFace;

/* Gives the memory of a face's file back; the system reads it again when it is wanted. */
void text_face_rest(const TextFace *face);

typedef struct TextFonts TextFonts;

/* Reads `data_dir`/fonts/roles.yaml and opens a closed set of font folders: those that fonts/fonts.conf names and `extra_dirs`
 * (NULL-terminated, may be NULL).  Faces are mapped at first use.  NULL with an error in `list` when the roles cannot be read;
 * a role without a face is a warning `font-missing`. */
TextFonts *text_fonts_new(const char *data_dir, const char *const *extra_dirs, DkDiagnostics *list);
void text_fonts_free(TextFonts *fonts);
/* Roles in the file's order, and the first face of each role's chain; face NULL: none was found. */
unsigned text_fonts_n_roles(const TextFonts *fonts);
const char *text_fonts_role(const TextFonts *fonts, unsigned index);
const TextFace *text_fonts_face(const TextFonts *fonts, unsigned role);

/* Name and version of library `index` of this room, as "pango 1.50.12"; NULL past the last.  Freed with g_free. */
char *text_library(size_t index);

/* Whether all styles name a role; one that does not is reported at its place in the layout (`unknown-role`, error). */
bool text_fonts_check_styles(const TextFonts *fonts, const ModelStyle *styles, unsigned n_styles, DkDiagnostics *list);

/* ---- Glyph runs ---- */

/* Line-breaking and spacing classes: RULES 1.1 (after CLREQ 3.1 and GB/T 15834). */
typedef enum {
    TEXT_HAN,       /* ideographs, kana, full-width letters: 1 em */
    TEXT_OPEN,      /* never ends a line */
    TEXT_CLOSE,     /* never starts a line */
    TEXT_PAUSE,     /* 、，；： */
    TEXT_STOP,      /* 。．！？ */
    TEXT_DASH,      /* a pair of U+2014, or U+2E3A */
    TEXT_ELLIPSIS,  /* a pair of U+2026, U+2025 or U+22EF */
    TEXT_CONNECTOR, /* ～ and a single — or – */
    TEXT_DOT,       /* interpunct */
    TEXT_SOLIDUS,
    TEXT_DIGIT,
    TEXT_LATIN,      /* letters of words, and marks inside them */
    TEXT_PREFIX,     /* ￥ $ № and their like: stay with the number that follows */
    TEXT_POSTFIX,    /* % ‰ ℃ °: stay with the number before */
    TEXT_SPACE,      /* U+0020 and its like: vanishes at a line edge */
    TEXT_WIDE_SPACE, /* U+3000 */
    TEXT_ORNAMENT,   /* ▶ ● ■ ... */
    TEXT_OTHER,
    TEXT_N_CLASSES
} TextClass;
extern const char *const text_class_words[];
/* The class of a character by itself, whatever stands beside it. */
TextClass text_class(uint32_t code);
/* A place where a word may be broken; its cluster has the glyph and width of the hyphen that shows when it is.  One that the text has not,
 * but a style that breaks words by patterns, has no bytes. */
#define TEXT_SOFT_HYPHEN 0x00AD
/* Whether the character ends its line: line feed and its like (UAX #14, BK). */
bool text_ends_line(uint32_t code);
/* Whether a gap may stand between the character and Han: a letter or digit of any script that sets words, in Chinese ! and # too (CSS
 * Text 4, text-autospace). */
bool text_is_spaced(uint32_t code, ModelLanguage language);

/* How a cluster stands in its line.  Horizontal lines have only TEXT_UPRIGHT. */
typedef enum {
    TEXT_UPRIGHT,
    TEXT_TURNED,  /* a quarter turn clockwise, in a vertical line */
    TEXT_COMBINED /* horizontal in vertical: up to four digits side by side in one em */
} TextOrientation;

/* A glyph of a cluster.  Its origin (of horizontal setting) stands `along` from the cluster's start in inline direction and
 * `across` from the line's centre in block direction. */
typedef struct {
    uint32_t glyph;
    DkLength along, across;
} TextGlyph;

/* Where an emphasis dot stands: next to its character, or beyond a line that is there already. */
typedef enum { TEXT_NO_DOT, TEXT_DOT_NEAR, TEXT_DOT_LINED } TextDot;

typedef struct {
    unsigned first_byte, n_bytes; /* of the paragraph's text */
    unsigned first_glyph, n_glyphs;
    unsigned run;
    DkLength advance;   /* in inline direction, as the face gives it (digits: as the style asks) */
    uint32_t character; /* the first code point */
    TextClass class;
    TextDot dot;          /* its last glyph is an emphasis dot */
    bool is_tied;         /* a name is spread over it and the cluster before: the space between them is none of the text */
    bool is_word_start;   /* found by text_find_words */
    bool is_break_before; /* UAX #14 with the tailoring of this project, prohibition level none: a line may start here */
} TextCluster;

typedef struct {
    unsigned face;  /* of the runs' faces */
    unsigned style; /* of the runs' styles */
    TextOrientation orientation;
    DkLength scale; /* of the glyphs in inline direction, 1024 = none; below it for TEXT_COMBINED digits squeezed into an em */
    unsigned first_cluster, n_clusters;
    unsigned paragraph;
    uint8_t level; /* of bidi embedding: odd ones run against the line */
} TextRun;

typedef struct {
    const char *text; /* whole text the bytes count in; the arena's */
    unsigned first_byte, n_bytes;
    unsigned first_run, n_runs;
    unsigned first_cluster, n_clusters;
    unsigned first_mark, n_marks;
    const ModelStory *story; /* NULL: furniture */
    BasePlace place;
    ModelLanguage language;
    ModelDirection direction;
} TextParagraph;

/* The second intermediate form: all text of a page, shaped.  Elements are in text order. */
typedef struct {
    GArray *glyphs;           /* TextGlyph */
    GArray *clusters;         /* TextCluster */
    GArray *runs;             /* TextRun */
    GArray *paragraphs;       /* TextParagraph */
    GArray *marks;            /* TextMark */
    GPtrArray *faces;         /* const TextFace *, owned by the fonts */
    GArray *uses;             /* TextUse */
    GHashTable *use_index;    /* text/'s own */
    const ModelStyle *styles; /* the resolved ones, then those that flow/ made from them to fit heads */
    unsigned n_styles;
} TextRuns;

/* What was asked of a face: see DkFontUse. */
typedef struct {
    const char *role, *face; /* face NULL: none has the character */
    uint32_t character;      /* 0: the entry is about the whole face */
    const char *story;
    int count;
} TextUse;

TextRuns *text_runs_new(const ModelStyle *styles, unsigned n_styles);
void text_runs_free(TextRuns *runs);
/* Lets all of it go but what was asked of the faces: a page, once made, has its glyphs for itself. */
void text_runs_let_glyphs_go(TextRuns *runs);

/* A part of a paragraph in one style. */
typedef struct {
    unsigned first_byte, n_bytes, style;
    bool is_dotted;   /* emphasis dots beside its Han (着重号): more glyphs of their clusters, under the line or right of it */
    bool is_centered; /* the ink of each cluster stands in the middle of its room, along and across */
} TextSpan;

/* What is set beside a part of a line, or with it in a way of its own. */
typedef enum {
    TEXT_MARK_RUBY,   /* a reading over its base, or right of it in a vertical line */
    TEXT_MARK_ZHUYIN, /* a reading in bopomofo, right of its character */
    TEXT_MARK_NAME,   /* a line under a name, or left of it: 专名号 */
    TEXT_MARK_TITLE,  /* a wavy line: 书名号 */
    TEXT_MARK_NOTE,   /* two rows of half size in one line: 割注 */
    TEXT_MARK_SPREAD  /* a short name set as wide as a longer one: 均排 */
} TextMarkKind;
extern const char *const text_mark_words[];

#define TEXT_NO_PARAGRAPH G_MAXUINT

/* A mark and the part of a paragraph it belongs to.  Marks are in text order, outer ones before those in them. */
typedef struct {
    TextMarkKind kind;
    unsigned first_byte, n_bytes;       /* of the text */
    unsigned first_cluster, n_clusters; /* of the runs; text_shape finds them */
    unsigned reading;                   /* paragraph of a reading */
    unsigned tone;                      /* paragraph of a reading's tone (zhuyin); TEXT_NO_PARAGRAPH: none */
    DkLength width;                     /* of the reading; of a spread name, as it is to be */
} TextMark;

/* Whether a reading is written in bopomofo. */
bool text_is_zhuyin(const char *reading);
/* How far the ink of a paragraph's first line goes over and under the line's centre, both positive. */
void text_ink_extents(const TextRuns *runs, unsigned paragraph, DkLength *over, DkLength *under);
/* Whether there is a character that an emphasis dot can stand beside. */
bool text_has_han(const char *text, size_t n_bytes);

typedef struct {
    const char *text; /* UTF-8; must outlive the runs */
    unsigned first_byte, n_bytes;
    const TextSpan *spans; /* cover the paragraph without gap or overlap, in order */
    unsigned n_spans;
    const TextMark *marks;
    unsigned n_marks;
    ModelLanguage language;
    ModelDirection direction;
    const ModelStory *story; /* NULL: furniture */
    BasePlace place;         /* of a text that is not the story's body, which knows its own places */
} TextRequest;

/* Shapes one paragraph and appends it; returns its index.  Reports, once a character and role, a character that its role's face
 * lacks (`glyph-fallback`, warning; `glyph-missing` when no face of the chain has it, drawn as the face's .notdef). */
unsigned text_shape(TextRuns *runs, TextFonts *fonts, const TextRequest *request, DkDiagnostics *list);
/* Which bytes of a text of display type a line may start at: where its words start, by ICU's dictionary and RULES 2.5.  `n_bytes` + 1 of
 * them; freed with g_free. */
bool *text_word_starts(const char *text, unsigned n_bytes);
/* Whether a line that ends at byte `seam` tears a word of the text: one of the dictionary, or one with its ending.  Not what is only guessed
 * to be a name. */
bool text_is_word_torn(const char *text, unsigned n_bytes, unsigned seam);
/* Finds where the words of a paragraph start, for a head that must be broken: is_word_start of its clusters. */
void text_find_words(TextRuns *runs, unsigned paragraph);

/* Words of a text that is not set, by ICU's Chinese dictionary. */
typedef struct TextWords TextWords;
TextWords *text_words_new(void);
void text_words_free(TextWords *words);
/* The characters of the dictionary's word that goes on over byte `seam` of a text; 0: a word may begin there. */
unsigned text_words_over(TextWords *words, const char *text, unsigned n_bytes, unsigned seam);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextWords, text_words_free)
void text_dump(const TextRuns *runs, BaseDump *dump);

#endif
