#include "reconstruct/drafts.h"

#include <string.h>

RecHabits *drafts_habits(void)
{
    g_autofree char *path = g_build_filename(g_getenv("DUIKAI_DATA_DIR"), "layouts/habits.yaml", NULL);
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
