/* Drafts by the project's own habits, for tests. */
#ifndef TESTS_RECONSTRUCT_DRAFTS_H
#define TESTS_RECONSTRUCT_DRAFTS_H

#include "reconstruct/reconstruct.h"

/* layouts/habits.yaml; fails the test, with what is wrong, when it cannot be read. */
RecHabits *drafts_habits(void);
/* A draft of one text, "raw.txt"; `n` < 0: up to its NUL. */
RecDraft *drafts_make(const char *text, gssize n, RecOptions options);

#endif
