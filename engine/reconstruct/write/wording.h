/* Wording: the text of an element as it is written. */
#ifndef RECONSTRUCT_WORDING_H
#define RECONSTRUCT_WORDING_H

#include <string.h>

#include "read/restore.h"
#include "reconstruct/chars.h"

typedef enum {
    REC_FORM_PLAIN,   /* the words alone */
    REC_FORM_LINES,   /* the words, a line end where a printed line ended */
    REC_FORM_NOTED,   /* the words, with notes on other readings */
    REC_FORM_MARKDOWN /* lines and notes, escaped, which nothing but a story's body can have */
} RecForm;

/* The characters of an element: parts joined, marks restored, quotes going on from `quotes`; freed with g_array_unref. */
ReadChars *rec_element_chars(const RecDraft *draft, const RecElement *element, ReadQuotes *quotes);
/* Appends an element's text: parts joined, line ends dropped, other spaces kept, marks restored, proposals applied or noted. */
void rec_wording(const RecDraft *draft, const RecElement *element, RecForm form, GString *out);
/* The same, with quotes that go on from an element before it: a headline's second line. */
void rec_wording_on(const RecDraft *draft, const RecElement *element, RecForm form, ReadQuotes *quotes, GString *out);
/* A text without what YAML forbids, U+FFFD in its place; freed with g_free. */
char *rec_printable(const char *text);
/* Appends bytes: as g_string_append_len, without its questions, for the report of a long text is made of millions of short ones. */
static inline void rec_append(GString *out, const char *bytes, size_t n)
{
    if (n < out->allocated_len - out->len) {
        memcpy(out->str + out->len, bytes, n);
        out->len += n;
        out->str[out->len] = '\0';
    } else {
        g_string_append_len(out, bytes, (gssize)n);
    }
}
/* The same of a string; the length of one that is written here is known before it runs. */
static inline void rec_append_text(GString *out, const char *text)
{
    rec_append(out, text, strlen(text));
}
/* Appends a text as a YAML scalar: plain where that is safe, else in double quotes; its line ends become line ends of the file. */
void rec_append_scalar(GString *out, const char *text);
/* A number as text with a point in every locale; lives as long as the expression that asks for it. */
typedef struct {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
} RecDecimal;
RecDecimal rec_decimal(double value, unsigned n_decimals);
/* The proposal about the character at a byte, or NULL. */
const RecProposal *rec_proposal_at(const RecDraft *draft, unsigned byte);
/* Whether a text has another reading that is to be noted or was applied. */
bool rec_has_readings(const RecDraft *draft, const RecElement *element);
bool rec_is_applied(const RecDraft *draft, const RecProposal *proposal);

#endif
