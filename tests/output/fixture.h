/* Pages built by hand for the tests of output/: faces found through fontconfig and mapped, text shaped by HarfBuzz as text/
 * would. */
#ifndef TESTS_OUTPUT_FIXTURE_H
#define TESTS_OUTPUT_FIXTURE_H

#include "output/output.h"

/* The face a fontconfig pattern such as "Noto Serif CJK SC:regular" stands for, or NULL when the machine lacks it; kept until
 * the end. */
const TextFace *fixture_face(const char *pattern);

Page *fixture_page(DkLength width, DkLength height);
void fixture_page_free(Page *page);
PageItem *fixture_item(Page *page, PageItemKind kind, BaseRect rect);

/* Where and how a text is set.  `x`, `y` is the baseline's start, or the top of a column's centre. */
typedef struct {
    const TextFace *face;
    double size, x, y; /* pt */
    bool is_vertical;
    TextOrientation orientation;
    double extra;   /* pt after every cluster */
    DkLength scale; /* 0: none */
    const ModelStory *story;
} FixtureText;

/* Sets `text` in one line and returns its item. */
PageItem *fixture_text(Page *page, const char *text, FixtureText how);

/* A page of 396 by 288 pt with one of everything, or NULL with the test skipped when fonts are missing. */
Page *fixture_sample(void);

/* Runs a program on the bytes (written to a temporary file whose path is put for "@") and returns what it prints, or NULL with
 * the test skipped when the program is not installed.  Fails when the program does. */
char *fixture_run(GBytes *bytes, const char *const *command);
/* The same for a program that prints bytes. */
char *fixture_run_bytes(GBytes *bytes, const char *const *command, gsize *size);
bool fixture_has_program(const char *name);

/* Fails the test when the list holds anything. */
void fixture_expect_none(const DkDiagnostics *list);

void test_cff_add(void);
void test_pdf_add(void);
void test_png_add(void);
void test_picture_add(void);
void test_shared_add(void);
void test_store_add(void);
void test_structure_add(void);
void test_outlines_add(void);
void test_svg_add(void);
void test_svg_cost_add(void);

#endif
