/* A small page made by hand, to be changed in one thing and compared: its items, and its dump. */
#ifndef TESTS_COMPARE_DRAFT_H
#define TESTS_COMPARE_DRAFT_H

#include "compare/compare.h"

typedef struct {
    PageItemKind kind;
    const char *frame, *story, *role;
    BaseRect rect;
    const char *ink, *stroke, *text, *face;
    DkLength size; /* weight of a stroke */
    int line, scale;
    bool is_vertical, is_turned;
    int glyph_base;      /* added to the code points that stand for glyph ids */
    DkLength slack_at_3; /* put between the third and the fourth glyph, taken from behind the rest */
    DkLength raise;      /* of the glyphs, from where they stand across the line */
} DraftItem;

typedef struct {
    const char *number, *language;
    DkLength width, height, bleed;
    GArray *items; /* DraftItem */
} Draft;

Draft *draft_new(void);
void draft_free(Draft *draft);
/* The item at `index` among those of a frame and role (kind, for other items). */
DraftItem *draft_item(Draft *draft, const char *frame, const char *role, unsigned index);
void draft_move(Draft *draft, const char *frame, const char *role, DkLength dx, DkLength dy); /* NULL: any */
void draft_remove(Draft *draft, const char *frame, const char *role, unsigned index);
char *draft_dump(const Draft *draft);

#endif
