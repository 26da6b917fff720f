/* The public functions that make a draft page of extracted text. */
#include <string.h>

#include "duikai_makeup.h"

struct DkDraft {
    RecDraft *draft;
    RecSource *witnesses; /* other pages of the issue, empty when there are none */
};

static bool add_texts(RecSource *source, const char *const *paths, size_t n_paths, DkDiagnostics *list)
{
    bool is_whole = true;
    size_t size = 0;
    for (size_t i = 0; i < n_paths; i++) {
        g_autoptr(GBytes) bytes = base_file_read_text(paths[i], (BasePlace){0}, list);
        is_whole &= bytes != NULL;
        if (!bytes) continue;
        gsize n;
        const char *text = g_bytes_get_data(bytes, &n);
        size += n;
        if (size > BASE_TEXT_MAX) {
            base_report(list, DK_ERROR, "file-too-large", (BasePlace){.file = paths[i]}, "the texts are more than %zu MiB together",
                        BASE_TEXT_MAX >> 20);
            return false;
        }
        if (n && memchr(text, 0, n)) {
            base_report(list, DK_ERROR, "not-utf8", (BasePlace){.file = paths[i]}, "the text holds NUL bytes");
            is_whole = false;
        } else {
            rec_source_add(source, paths[i], n ? text : "", n);
        }
    }
    return is_whole;
}

static RecHabits *read_habits(const DkReconstructOptions *options, DkDiagnostics *list)
{
    if (options && options->habits) return rec_habits_read(options->habits, list);
    g_autofree char *data_dir = pipeline_data_dir(options ? options->data_dir : NULL);
    g_autofree char *path = g_build_filename(data_dir, "layouts", "habits.yaml", NULL);
    return rec_habits_read(path, list);
}

/* The other pages of the issue as one text; NULL with errors. */
static RecSource *read_witnesses(const char *const *paths, DkDiagnostics *list)
{
    g_autoptr(RecSource) witnesses = rec_source_new();
    size_t n = paths ? g_strv_length((char **)paths) : 0;
    return add_texts(witnesses, paths, n, list) ? g_steal_pointer(&witnesses) : NULL;
}

DkDraft *dk_reconstruct_open(const char *const *paths, size_t n_paths, const DkReconstructOptions *options, DkDiagnostics *list)
{
    g_autoptr(RecSource) source = rec_source_new();
    if (!add_texts(source, paths, n_paths, list)) return NULL;
    g_autoptr(RecSource) witnesses = read_witnesses(options ? options->witnesses : NULL, list);
    RecHabits *habits = witnesses ? read_habits(options, list) : NULL;
    if (!habits) return NULL;
    RecOptions own = {.corrections = REC_CORRECTIONS_PROPOSE, .apply_from = 0.95, .witnesses = witnesses};
    if (options)
        own = (RecOptions){.corrections = (RecCorrections)options->corrections,
                           .apply_from = options->apply_from > 0 ? options->apply_from : 0.95,
                           .sheet = options->sheet,
                           .body = options->body,
                           .keeps_lines = options->keeps_lines,
                           .keeps_order = options->keeps_order,
                           .witnesses = witnesses};
    RecDraft *made = rec_draft_new(g_steal_pointer(&source), habits, &own, list);
    if (!made) return NULL;
    DkDraft *draft = g_new0(DkDraft, 1);
    draft->draft = made;
    draft->witnesses = g_steal_pointer(&witnesses);
    rec_findings(made, list);
    return draft;
}

void dk_reconstruct_free(DkDraft *draft)
{
    if (!draft) return;
    rec_draft_free(draft->draft);
    rec_source_free(draft->witnesses);
    g_free(draft);
}

char *dk_reconstruct_dump(const DkDraft *draft)
{
    return rec_draft_dump(draft->draft);
}

/* A sheet that was asked for is larger than the text; one of the text's own size is not too large. */
static void report_white(const RecDraft *draft, DkDiagnostics *list)
{
    const RecPlan *plan = draft->plan;
    if (plan->refusal || !plan->is_part || plan->is_cut) return;
    base_report(list, DK_NOTE, "page-not-filled", rec_source_place(draft->source, 0),
                "the stories fill %d of the %d lines of the %s, and %d of its %d em", plan->slices->height + plan->furniture,
                plan->n_lines, plan->sheet, plan->slices->width / 2, plan->width / 2);
}

bool dk_reconstruct_write(DkDraft *draft, DkEngine *engine, const char *folder, DkDiagnostics *list)
{
    RecDraft *made = draft->draft;
    if (!rec_folder_is_free(folder, list)) return false;
    if (made->plan->refusal && rec_folder_has_page(folder)) { /* the page that is there is worth more than none */
        rec_draft_refuse(made, list);
        base_report(list, DK_NOTE, "draft-kept", (BasePlace){.file = folder}, "the draft that is there stays, with its report");
        return true;
    }
    if (engine && !made->plan->refusal && !makeup(made, engine, list)) return false;
    bool is_written = rec_folder_clear(folder, list) && rec_draft_write(made, folder, list);
    if (is_written) report_white(made, list);
    return rec_folder_settle(folder, list) && is_written;
}
