#include "reconstruct/drafts.h"

#include <string.h>

#define SEED "samples/zhuzhou-daily-2022-06-17/"

const char *const drafts_inputs[DRAFTS_N_INPUTS + 1] = {
    "seed",     "tabloid", "traditional", "sports",  "broken", "clean",   "county",   "evening", "campus", "eighties",
    "harbour",  "gazette", "shorts",      "weigang", "yunxi",  "jumble",  "arena",    "fukan",   "hulin",  "qingjiang",
    "lansheng", "liupu",   "luhua",       "haiyu",   "shuohe", "gangwan", "meicheng", "yunlu",   "luting", NULL};

char *drafts_path(const char *name)
{
    return g_build_filename(g_getenv("DUIKAI_DATA_DIR"), name, NULL);
}

static char *path_of(const char *input, const char *of_seed, const char *of_others)
{
    if (strcmp(input, "seed") == 0) return drafts_path(of_seed);
    g_autofree char *name = g_build_filename("tests/reconstruct/inputs", input, of_others, NULL);
    return drafts_path(name);
}

char *drafts_raw(const char *input)
{
    return path_of(input, SEED "raw.txt", "raw.txt");
}

char *drafts_truth(const char *input)
{
    return path_of(input, SEED "stories", "truth");
}

char *drafts_read(const char *path)
{
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

RecHabits *drafts_habits(void)
{
    g_autofree char *path = drafts_path("layouts/habits.yaml");
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    RecHabits *habits = rec_habits_read(path, list);
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(list, i));
        g_test_message("%s", text);
    }
    g_assert_nonnull(habits);
    return habits;
}

RecDraft *drafts_make(const char *text, gssize n, RecOptions options)
{
    RecSource *source = rec_source_new();
    rec_source_add(source, "raw.txt", text, n < 0 ? strlen(text) : (size_t)n);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    return rec_draft_new(source, drafts_habits(), &options, list);
}
