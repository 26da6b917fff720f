/* Wording: the text of an element as it is written. */
#ifndef RECONSTRUCT_WORDING_H
#define RECONSTRUCT_WORDING_H

#include "reconstruct/chars.h"

typedef enum {
    REC_FORM_PLAIN,   /* the words alone */
    REC_FORM_LINES,   /* the words, a line end where a printed line ended */
    REC_FORM_MARKDOWN /* the same, escaped, with notes on other readings, which nothing but a story's body can have */
} RecForm;

/* Appends an element's text: parts joined, line ends dropped, other spaces kept, marks restored, proposals applied or noted. */
void rec_wording(const RecDraft *draft, const RecElement *element, RecForm form, GString *out);
/* Appends a text as a YAML scalar: plain where that is safe, else in double quotes; its line ends become line ends of the file. */
void rec_append_scalar(GString *out, const char *text);
/* A number as text with a point in every locale; lives as long as the expression that asks for it. */
typedef struct {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
} RecDecimal;
RecDecimal rec_decimal(double value, unsigned n_decimals);
/* The proposal about the character at a byte, or NULL. */
const RecProposal *rec_proposal_at(const RecDraft *draft, unsigned byte);
bool rec_is_applied(const RecDraft *draft, const RecProposal *proposal);

#endif
