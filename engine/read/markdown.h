/* The body of a story: CommonMark -> paragraphs, spans, text and where each piece of it comes from. */
#ifndef READ_MARKDOWN_H
#define READ_MARKDOWN_H

#include "read/chars.h"
#include "read/marks.h"
#include "read/source.h"

/* A story's text as it grows. */
typedef struct {
    GString *text;
    GArray *paragraphs, *spans, *origins; /* ModelParagraph, ModelSpan, ModelOrigin */
    GArray *line_starts;                  /* unsigned: bytes of the text where a source line begins inside a paragraph */
    GArray *marks;                        /* ReadMark, what the characters' marks say */
    GArray *pulls;                        /* ModelPull */
} ReadBody;

ReadBody *read_body_new(void);
void read_body_free(ReadBody *body);
/* Appends a paragraph of `chars`, which may be NULL for a break. */
void read_body_add(ReadBody *body, ModelParagraphKind kind, const ReadChars *chars);
/* Copies the body into the story's fields, in the arena. */
void read_body_finish(const ReadBody *body, ModelStory *story, BaseArena *arena);

/* Appends the Markdown that begins at `first` of the source; `dateline` (may be NULL) is run in before the first paragraph of kind
 * body.  What is not of the format is set as its words, with a warning. */
void read_markdown(ReadSource *source, size_t first, const ReadChars *dateline, ReadBody *body);

/* The code point an HTML entity ("&amp;", "&#x4e00;") stands for; 0: it is not known here. */
gunichar read_entity(const char *bytes, size_t n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReadBody, read_body_free)

#endif
