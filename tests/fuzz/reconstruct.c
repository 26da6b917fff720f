/* Fuzz target: extracted text.  Whatever comes in, a draft comes out: every code point in exactly one place, every file written, every
 * stage dumped.  Texts of some lengths are planned as a page as well, which takes longer. */
#include <string.h>

#include "fuzz.h"
#include "reconstruct/plan.h"

enum { PLANNED_EVERY = 16 }; /* lengths */

/* Read once: its patterns take longer than most texts. */
static RecHabits *habits(void)
{
    static RecHabits *read;
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autofree char *path = g_build_filename(g_getenv("DUIKAI_DATA_DIR"), "layouts", "habits.yaml", NULL);
    if (!read) read = rec_habits_read(path, list);
    g_assert_nonnull(read);
    return read;
}

static void check_files(const RecDraft *draft)
{
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        g_autofree char *text = rec_story_text(draft, &g_array_index(draft->stories->stories, RecStory, i));
        g_assert_true(g_utf8_validate(text, -1, NULL));
    }
    g_autofree char *report = rec_report_text(draft), *json = rec_report_json(draft);
    g_assert_true(g_utf8_validate(report, -1, NULL) && g_utf8_validate(json, -1, NULL));
    if (draft->plan->refusal) return;
    g_autofree char *page = rec_page_text(draft), *layout = rec_layout_text(draft);
    g_assert_true(g_utf8_validate(page, -1, NULL) && g_utf8_validate(layout, -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    g_autofree char *raw = g_strndup(size ? (const char *)bytes : "", size); /* ends at a NUL, which the reader refuses */
    g_autofree char *text = g_utf8_make_valid(raw, -1);                      /* so that few runs are lost to broken characters */
    RecSource *source = rec_source_new();
    rec_source_add(source, "fuzz", text, strlen(text));
    RecOptions options = {.corrections = (RecCorrections)(size % 3),
                          .apply_from = 0.95,
                          .keeps_lines = size % 2,
                          .sheet = size % PLANNED_EVERY ? "none" : "tabloid"};
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autoptr(RecDraft) draft = rec_draft_new(source, habits(), &options, list);
    g_assert_nonnull(draft);
    g_assert_cmpuint(draft->ledger.n_missing, ==, 0);
    g_assert_cmpuint(draft->ledger.n_twice, ==, 0);
    g_autofree char *dump = rec_draft_dump(draft);
    g_assert_nonnull(dump);
    check_files(draft);
    draft->habits = NULL; /* kept for the next */
    return 0;
}
