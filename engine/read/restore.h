/* Restoring of marks that extraction flattened to ASCII. */
#ifndef READ_RESTORE_H
#define READ_RESTORE_H

#include "read/chars.h"

/* Which quotes are open at the end of what was restored; zero at a paragraph's start. */
typedef struct {
    bool is_double_open, is_single_open;
} ReadQuotes;

/* Makes the ASCII marks between Han full-width ones; quotes go on from `quotes`, which is brought up to date. */
void read_restore(ReadChars *chars, ReadQuotes *quotes);
/* Counts the ASCII marks that stand between two Han, and says where the first is; for text that is kept as it is. */
unsigned read_count_ascii_marks(const ReadChars *chars, guint *first);

#endif
