/* Tiny pages for the linter's tests, written as layout and stories and set like any other. */
#ifndef TESTS_LINT_PAGE_H
#define TESTS_LINT_PAGE_H

#include "lint/lint.h"

/* A page of 40 em by 30 lines; NULL fields are left out.  In stories "{12}" stands for twelve Han. */
typedef struct {
    const char *styles;     /* more styles, two blanks in front of each line */
    const char *blocks;     /* their ids are a, b, c */
    const char *stories[3]; /* of a, b, c: front matter without its fences, then "===" and the body; NULL: a headline and 40 Han */
    const char *furniture, *texts; /* frames, and the page's words for them */
    const char *rules;
    const char *page;   /* more keys of the page file */
    const char *layout; /* more keys of the layout */
    bool is_tall;       /* a broadsheet of 545 mm and 120 lines */
} TinyPage;

/* Sets the page and asks one rule of it: its findings, to be freed with dk_diagnostics_free.  A page that cannot be set ends the test. */
DkDiagnostics *tiny_lint(const TinyPage *tiny, TextFonts *fonts, BaseLintRule rule);

/* A row of the table: a page that breaks the rule, one that does not, and how many faults the first has. */
typedef struct {
    BaseLintRule rule;
    TinyPage bad, good;
    unsigned n;       /* 0: one */
    const char *says; /* part of the first message; NULL: not asked */
} TinyCase;

/* The rows of each file of the table. */
extern const TinyCase tiny_heads[], tiny_stories[], tiny_legs[], tiny_pictures[], tiny_text[], tiny_press[];
extern const unsigned tiny_n_heads, tiny_n_stories, tiny_n_legs, tiny_n_pictures, tiny_n_text, tiny_n_press;

#endif
