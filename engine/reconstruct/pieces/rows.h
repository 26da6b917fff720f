/* Rows: the lines of the file in a text that has lost its blank lines. */
#ifndef RECONSTRUCT_ROWS_H
#define RECONSTRUCT_ROWS_H

#include "reconstruct/pieces/pieces.h"

/* A line of the file, or several that are one (a byline that stands a word a line). */
typedef struct {
    RecLine line;
    unsigned first, n; /* of the text's lines */
    RecRole form;      /* what a habit takes it for as a whole; REC_N_ROLES: none does */
    bool is_opening;   /* begins with a dateline */
    bool is_ended;     /* ends with a sentence's end, or leads to a table right below it */
    bool is_echoed;    /* some words of it stand in one of the next two rows, as a head's do in its text */
    bool has_stop;     /* a sentence ends in it, or at its end */
    bool has_pause;    /* a comma stands in it */
    bool is_signed;    /* the end of a signature in brackets: a text ends there */
    bool leans;        /* begins with a mark that no line of its own begins with, or closes a bracket of the text before it */
    bool may_be_verse; /* has nothing that no poem's line has */
    bool is_verse;     /* found: a line of a poem */
    bool is_lone;      /* found: a head, a byline, furniture; else a line of running text */
    int measure;       /* found: of its run; 0: it is alone */
    bool is_first;     /* found: of a run of text, or of lines that stand alone */
} RecRow;

/* Tells lines that stand alone from runs of printed lines, each run with one measure.  `keeps_indents`: paragraphs' first lines are told by
 * white space.  False when the lines show no measures; then nothing is found. */
bool rec_rows_part(GArray *rows, bool keeps_indents);

/* Puts the blank lines back that a column of notices and small advertisements has lost. */
void rec_ads_part(const RecSource *source, GArray *lines, const RecHabits *habits);

#endif
