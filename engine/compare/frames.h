/* A page's items as lines, elements and frames: what match.c and layout.c compare.  Private to the room. */
#ifndef COMPARE_FRAMES_H
#define COMPARE_FRAMES_H

#include "compare/compare.h"

/* A set line: neighbouring glyph items.  Inline places grow along the line, block places from the over to the under side. */
typedef struct {
    const char *text;
    unsigned first_item, n_items; /* of the page's items */
    BaseRect rect;
    bool is_vertical;
    DkLength start, end, center; /* inline, inline, block */
    int column, row;             /* its slot in the element */
} CompareLine;

/* All lines of one role of a frame, or all its items of one kind. */
typedef struct {
    const char *name; /* role, or kind of item */
    GArray *lines;    /* CompareLine, in reading order; empty for other items */
    GArray *items;    /* unsigned, of the page's items; empty for lines */
} CompareElement;

typedef struct {
    const char *id, *story; /* story NULL: none */
    GPtrArray *elements;    /* CompareElement */
    BaseRect rect;          /* around all its items */
    unsigned order;         /* place in reading order */
} CompareFrame;

typedef struct {
    const ComparePage *page;
    GPtrArray *frames; /* CompareFrame, in paint order */
    GHashTable *by_id; /* the same */
    GStringChunk *strings;
} CompareFrames;

/* A table by ids of frames; NULL, the id of what belongs to no frame, is one of them.  It copies nothing. */
GHashTable *compare_ids_new(void);
CompareFrames *compare_frames_new(const ComparePage *page);
void compare_frames_free(CompareFrames *frames);
CompareFrame *compare_frames_find(const CompareFrames *frames, const char *id);
/* The element of that name, or NULL. */
const CompareElement *compare_frame_element(const CompareFrame *frame, const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CompareFrames, compare_frames_free)

static inline const CompareItem *compare_item(const ComparePage *page, unsigned index)
{
    return &g_array_index(page->items, CompareItem, index);
}
static inline const CompareLine *compare_line(const CompareElement *element, unsigned index)
{
    return &g_array_index(element->lines, CompareLine, index);
}
/* The smallest rectangle around both; an empty one at 0,0 counts for nothing. */
BaseRect compare_rect_around(BaseRect a, BaseRect b);

#endif
