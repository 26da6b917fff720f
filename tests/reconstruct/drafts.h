/* Drafts by the project's own habits, and the inputs that have a truth, for tests. */
#ifndef TESTS_RECONSTRUCT_DRAFTS_H
#define TESTS_RECONSTRUCT_DRAFTS_H

#include "model/model.h"
#include "reconstruct/reconstruct.h"

/* Every input that has a truth, by name; NULL-terminated. */
#define DRAFTS_N_INPUTS 39
extern const char *const drafts_inputs[DRAFTS_N_INPUTS + 1];
/* A file of the project; freed with g_free. */
char *drafts_path(const char *name);
/* The text of an input, and the folder of what a person made of it; freed with g_free. */
char *drafts_raw(const char *input);
char *drafts_truth(const char *input);
/* The stories that a person made of an input (ModelStory), by the names of their files; they live in the arena. */
GPtrArray *drafts_stories(const char *input, BaseArena *arena);
/* The bytes of a file, which must be there; freed with g_free. */
char *drafts_read(const char *path);

/* layouts/habits.yaml; fails the test, with what is wrong, when it cannot be read. */
RecHabits *drafts_habits(void);
/* A draft of one text, "raw.txt"; `n` < 0: up to its NUL. */
RecDraft *drafts_make(const char *text, gssize n, RecOptions options);

#endif
