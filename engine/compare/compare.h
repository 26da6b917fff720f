/* compare/ - two pages -> what differs between them, and reports of it.
 *
 * In: the dumps of stage page, the pictures or the PDFs of an actual and an expected page.  Out: a list of differences, each naming block, element
 * and line, in millimetres and ems; as HTML or JSON.  Nothing here writes a file.
 * Method: geometry and text are compared apart, so that a change of one is never told as a change of the other.  Places are compared
 * by slot (row and column of a block's lines), text by the longest common subsequence of lines; a shift that a whole page,
 * block, element or leg has made is told once.  Pixels are compared as pixelmatch does it.
 * Terms: element: all lines of one role of a block (its headline, its legs ...), or all items of one kind;
 * column: the lines that stand over one another, which in a body is a leg. */
#ifndef COMPARE_H
#define COMPARE_H

#include "compare/pixels.h"
#include "output/output.h"

/* ---- A dump, read back (dump_read.c) ---- */

typedef struct {
    uint32_t id;
    DkLength x, y;
} CompareGlyph;

/* An item as the dump tells it; words that it does not tell are NULL. */
typedef struct {
    PageItemKind kind;
    const char *frame, *story;
    BaseRect rect;
    const char *ink;    /* as the dump writes it */
    const char *stroke; /* kind of a rule or border; `size` is its weight */
    const char *text;   /* of glyphs, of a code; the file of a picture */
    const char *role, *face;
    DkLength size;
    int order, scale, line;
    bool is_vertical;
    int orientation;
    unsigned first_glyph, n_glyphs;
} CompareItem;

typedef struct {
    const char *path;
    const char *number, *language; /* number NULL: not said */
    DkLength width, height, bleed;
    GArray *items;  /* CompareItem, in paint order */
    GArray *glyphs; /* CompareGlyph */
    GStringChunk *strings;
} ComparePage;

/* Reads the dump of stage page; strict: what page_dump would not write is an error `dump-malformed` with file:line.  NULL then. */
ComparePage *compare_dump_read(const char *path, const char *text, size_t size, DkDiagnostics *list);
void compare_page_free(ComparePage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ComparePage, compare_page_free)

/* ---- Differences ---- */

typedef struct {
    GArray *items; /* DkDifference, in the order of the expected page */
    GStringChunk *strings;
} CompareList;

CompareList *compare_list_new(void);
void compare_list_free(CompareList *list);
/* Appends a copy of `difference`, strings and all.  Its message follows from its fields. */
void compare_list_add(CompareList *list, const DkDifference *difference);

/* ---- Layout (layout.c) ---- */

/* Adds what differs between two dumps beyond `tolerance`. */
void compare_layout(const ComparePage *actual, const ComparePage *expected, DkLength tolerance, CompareList *list);

/* ---- Content of PDFs (content.c) ---- */

/* Adds what differs between two PDFs in plain form. */
void compare_content(GBytes *actual, GBytes *expected, CompareList *list);

/* ---- Two sides (result.c) ---- */

/* What one side can give; NULL: it cannot. */
typedef struct {
    const char *path;
    GBytes *dump, *png, *svg, *pdf;
} CompareSide;

/* What was found out about two pages.  In arrays of two the expected page is first. */
struct DkComparison {
    char *actual, *expected; /* paths */
    char *scope;
    CompareList *list;
    ComparePage *pages[2];              /* NULL: no dump was read */
    GBytes *pictures[2];                /* PNG or SVG; NULL: none */
    unsigned width, height;             /* of the pictures, in pixels */
    DkLength sheet_width, sheet_height; /* what places count on */
    ComparePixels *pixels;              /* NULL: not compared, or equal bytes */
};

/* Compares what both sides can give.  NULL with an error: nothing of the kind, or a side cannot be read. */
DkComparison *compare_sides(const CompareSide *actual, const CompareSide *expected, const DkCompareOptions *options,
                            DkDiagnostics *list);
/* A comparison of two pages of which one is not there, which is the difference; its name is NULL.  With both names: one that
 * has found nothing yet. */
DkComparison *compare_missing(const char *actual, const char *expected);
/* Adds that one reference of the expected page is not there. */
void compare_add_missing(DkComparison *comparison, const char *element, const char *file);

void compare_result_free(DkComparison *comparison);

/* ---- Reports ---- */

char *compare_report_html(const DkComparison *const *comparisons, size_t n); /* report_html.c */
char *compare_report_json(const DkComparison *const *comparisons, size_t n); /* report_json.c */

#endif
