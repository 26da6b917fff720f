/* Marks of a story's words: readings, name lines, notes in two rows, even spacing. */
#ifndef READ_MARKS_H
#define READ_MARKS_H

#include "read/chars.h"
#include "read/source.h"

/* One mark.  A character knows the innermost it stands in; from there `outer` leads to those around it. */
typedef struct {
    ModelSpanKind kind;
    const char *reading; /* of MODEL_SPAN_RUBY; of MODEL_SPAN_PULL who said so, or NULL; in the source's arena */
    int ems;             /* of MODEL_SPAN_SPREAD: how wide the name is to be */
    unsigned outer;      /* 1 + index of the mark around it; 0: none */
} ReadMark;

/* Takes the markup of marks out of a paragraph's characters, adds what it says to `marks` (ReadMark), and leaves in each character the
 * innermost mark it stands in.  What is no markup stays as it is written, with a warning. */
void read_marks(ReadSource *source, ReadChars *chars, GArray *marks);

/* Warns of a text outside a story's body that has such markup in it: there it is set as words. */
void read_marks_refuse(ReadSource *source, const ModelText *text);

#endif
