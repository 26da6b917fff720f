/* How far a draft's story agrees with the story that a person made of the same text. */
#ifndef TESTS_RECONSTRUCT_AGREEMENT_H
#define TESTS_RECONSTRUCT_AGREEMENT_H

#include "model/model.h"

/* Each from 0 to 1.  Marks are compared in one form, white space is not compared. */
typedef struct {
    double characters; /* the body's, in order: twice the longest common sequence over both lengths */
    double borders;    /* paragraphs that begin and end alike: F1 */
    double roles;      /* heads, byline, dateline, jump line, captions, credits, cross-heads with the same words: F1 */
    double order;      /* of the paragraphs found, those in the right order */
} Agreement;

Agreement agreement_of(const ModelStory *truth, const ModelStory *draft);
/* The share of the truth's body that the draft's has, regardless of order: what stories are paired by. */
double agreement_likeness(const ModelStory *truth, const ModelStory *draft);
/* How far a set of texts agrees with the one that is wanted: F1, equal texts counted one by one. */
double agreement_f1(const GPtrArray *wanted, const GPtrArray *found);
/* A text with its marks in one form and without white space; freed with g_free. */
char *agreement_fold_marks(const char *text, gssize n);
/* The form in which a draft is compared with what a person made of its text: digits and letters of either width are the same as well, since
 * a draft keeps the source's, and a person writes those that the paper has by habit.  What must be kept is compared by its marks' form. */
char *agreement_fold(const char *text, gssize n);

/* Counts what became of each text with a role of a truth, as "deck -> headline": the role of a draft's text with the same words, "parts of
 * a ..." when they are only part of one, "text" when they are in a body, "nothing" when nowhere in the draft. */
void agreement_confuse(const ModelStory *truth, const ModelStory *draft, GHashTable *counts);

#endif
