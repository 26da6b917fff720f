#include "reconstruct/drafts.h"

#include <string.h>

#include "read/read.h"

#define SEED "samples/zhuzhou-daily-2022-06-17/"

const char *const drafts_inputs[DRAFTS_N_INPUTS + 1] = {
    "seed",     "tabloid", "traditional", "sports",    "broken", "clean",   "county",   "evening",   "campus", "eighties",
    "harbour",  "gazette", "shorts",      "weigang",   "yunxi",  "jumble",  "arena",    "fukan",     "hulin",  "qingjiang",
    "lansheng", "liupu",   "luhua",       "haiyu",     "shuohe", "gangwan", "meicheng", "yunlu",     "luting", "pingxi",
    "huanan",   "linhan",  "lanchuan",    "mingjiang", "yansha", "beiyuan", "dongshi",  "jiangzhou", "baoyu",  NULL};

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

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *drafts_stories(const char *input, BaseArena *arena)
{
    GPtrArray *stories = g_ptr_array_new();
    g_autofree char *folder = drafts_truth(input);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));) g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        const ModelStory *story = g_str_has_suffix(name, ".md") ? read_story(path, (BasePlace){0}, NULL, arena, list) : NULL;
        if (story) g_ptr_array_add(stories, (void *)story);
    }
    g_assert_cmpuint(stories->len, >, 0);
    return stories;
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
