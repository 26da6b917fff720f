/* What the files that write a draft share. */
#ifndef RECONSTRUCT_WRITE_H
#define RECONSTRUCT_WRITE_H

#include "reconstruct/write/wording.h"

#define REC_STORIES_WRITTEN 200            /* a whole issue has fewer; a text with more is no page, and is not torn into files */
#define REC_PICTURE "pictures/missing.svg" /* stands for every picture that the text speaks of */

/* Each returns the text of one file; freed with g_free. */
char *rec_story_text(const RecDraft *draft, const RecStory *story);
char *rec_page_text(const RecDraft *draft); /* needs a plan with a page */
char *rec_layout_text(const RecDraft *draft);
char *rec_report_text(const RecDraft *draft);
char *rec_report_json(const RecDraft *draft);

/* Pictures that a story's captions and credits speak of. */
unsigned rec_picture_count(const RecDraft *draft, const RecStory *story);
/* Whether a text is in Traditional characters; the language word of layouts/README.md that a draft is in. */
bool rec_is_traditional(const RecSource *source, const RecHabits *habits);
const char *rec_language(const RecDraft *draft);
/* The words of a story's headline, its parts with a wide space between; freed with g_free. */
char *rec_headline(const RecDraft *draft, const RecStory *story);
/* A headline in at most `n` lines of about one width, parted where its sense parts; char *. */
GPtrArray *rec_head_lines(const char *text, int n);
/* The cells of the widest of them, for 1 to `most` lines, into `widest`. */
void rec_head_widths(const char *text, int most, int *widest);
/* Whether one of them begins inside a word, or there are not so many. */
bool rec_head_is_torn(const char *text, int n);

/* Whether a story is to be set line for line: it was asked for, and the text shows where lines ended. */
bool rec_keeps_lines(const RecDraft *draft, const RecStory *story);
/* The words of an element, without notes; freed with g_free. */
char *rec_words(const RecDraft *draft, const RecElement *element);
static inline const RecElement *rec_element(const RecDraft *draft, const RecStory *story, unsigned index)
{
    return &g_array_index(draft->stories->elements, RecElement, story->first_element + index);
}

#endif
