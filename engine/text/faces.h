/* Faces inside text/: the opened face with its HarfBuzz handles, and how a role and a language lead to one. */
#ifndef TEXT_FACES_H
#define TEXT_FACES_H

#include <hb.h>

#include "text/text.h"

/* Unified ideographs of the basic block. */
#define TEXT_FIRST_IDEOGRAPH 0x4E00
#define TEXT_LAST_IDEOGRAPH 0x9FFF

/* The languages of the formats, in ModelLanguage's order. */
#define TEXT_N_LANGUAGES 4

/* An opened face; `face` comes first, so that a TextFace * of ours is a Face *. */
typedef struct {
    TextFace face;
    GMappedFile *file;
    hb_face_t *hb_face;
    hb_font_t *hb_font;       /* scaled to the face's own units */
    unsigned n_glyphs;        /* a broken face may name glyphs past its last, which it has not */
    hb_set_t *vertical;       /* glyphs that `vert` or `vrt2` replaces; NULL until asked for */
    int center;               /* of the em box, above the baseline */
    int x_middle, cap_height; /* half the x height; height of capitals and digits */
    uint32_t two_em_dash;     /* glyph of U+2E3A, 0: none */
    uint8_t ideographs[TEXT_LAST_IDEOGRAPH - TEXT_FIRST_IDEOGRAPH +
                       1]; /* FaceHas, by character: nearly all of a page is asked for here */
} Face;
typedef enum { FACE_NOT_ASKED, FACE_HAS, FACE_LACKS } FaceHas;

/* A face as roles.yaml declares it. */
typedef struct {
    char *id, *file;
    unsigned index[TEXT_N_LANGUAGES];
    char *path;                     /* NULL: in none of the folders */
    Face *opened[TEXT_N_LANGUAGES]; /* languages of one index share one face */
    bool is_refused;                /* found but not usable; reported */
} FaceEntry;

typedef struct {
    char *name;
    GArray *chain;    /* unsigned, of the entries */
    int line, column; /* in roles.yaml */
} Role;

/* What roles.yaml says. */
typedef struct {
    GPtrArray *entries; /* FaceEntry */
    GPtrArray *roles;   /* Role */
} RoleTable;

/* Reads `path` into `table`; false with errors in `list`. */
bool text_roles_read(RoleTable *table, const char *path, DkDiagnostics *list);
void text_roles_clear(RoleTable *table);

/* Opens face `index` of the file at `path`, or NULL with a warning `font-unreadable` or `font-variable`, for
 * another face of the role may stand in, or an error `out-of-memory`. */
Face *text_face_open(const char *path, unsigned index, DkDiagnostics *list);
void text_face_free(Face *face);
/* Whether the face has a character. */
bool text_face_has(Face *face, uint32_t code);
/* Whether the face has a vertical form of `glyph`. */
bool text_face_has_vertical(Face *face, hb_codepoint_t glyph);

/* Index of the role `name`, or -1. */
int text_fonts_find_role(const TextFonts *fonts, const char *name);
/* Face `position` of a role's chain for a language; NULL: not there.  `n_chain` is asked first. */
unsigned text_fonts_n_chain(const TextFonts *fonts, unsigned role);
Face *text_fonts_chain_face(TextFonts *fonts, unsigned role, unsigned position, ModelLanguage language, DkDiagnostics *list);

/* Patterns to break words by, of each language that was asked for (hyphens.c). */
GHashTable *text_patterns_new(void);
GHashTable *text_fonts_patterns(const TextFonts *fonts);
/* Reports each language of a style that breaks words for which there are none (`hyphenation-missing`, warning). */
void text_patterns_check(GHashTable *known, const ModelStyle *styles, unsigned n_styles, DkDiagnostics *list);

#endif
