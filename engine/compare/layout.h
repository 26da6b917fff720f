/* One frame of two pages while it is compared.  Private to the room; "old" is the expected page, "new" the actual one. */
#ifndef COMPARE_LAYOUT_H
#define COMPARE_LAYOUT_H

#include "compare/match.h"

/* How far one thing has moved.  What is not known of it, because its text is not the same, is told by nobody. */
typedef struct {
    const CompareElement *element; /* of the expected page */
    bool is_line, knows_x, knows_y;
    int column, row, line; /* of a line; `line` from 1 in its element */
    DkLength dx, dy;
    BaseRect rect;
} CompareMark;

typedef struct {
    const ComparePage *old_page, *new_page;
    const CompareFrame *old, *new;
    DkLength tolerance;
    CompareList *list;
    GArray *marks; /* CompareMark, of this frame */
    GArray *pairs; /* ComparePair, of the whole page's items so far */
} CompareContext;

/* A difference of the frame, with its names filled in; `element` may be NULL. */
DkDifference compare_difference(const CompareContext *context, const char *kind, const CompareElement *element, BaseRect rect);

/* Adds what the words of an element say otherwise and where its lines break otherwise (text.c). */
void compare_text(const CompareContext *context, const CompareElement *old, const CompareElement *new, const GArray *hunks);
/* Adds how an element's lines are painted and spaced otherwise (style.c). */
void compare_style(const CompareContext *context, const CompareElement *old, const CompareElement *new, const GArray *hunks);
/* Marks how far an element's lines have moved (place.c). */
void compare_mark_lines(const CompareContext *context, const CompareElement *old, const CompareElement *new, const GArray *hunks);
/* The shift that all marks share, of those that know it; false when they do not share one. */
bool compare_marks_share(const GArray *marks, DkLength tolerance, DkLength *dx, DkLength *dy);
/* Adds the shifts of a frame, each told once for as much as made it (place.c). */
void compare_shifts(const CompareContext *context);

static inline DkLength compare_beyond(DkLength length, DkLength tolerance)
{
    return ABS(length) > tolerance ? length : 0;
}

#endif
