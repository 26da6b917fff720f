/* Pages that are set again when their files change; see watching.h.
 *
 * A page file that is wrong for a while does not cost the page that was good: it is kept, with the fonts it was set with, until there
 * is a better one.  Only what has changed is set anew: a page whose files are as they were stays the very page. */
#include "cli/watching.h"

/* The fonts of one reading of the roles; counted, for pages need them as long as they live. */
typedef struct {
    DkDiagnostics *findings;
    DkEngine *engine; /* NULL: the roles cannot be read */
} Fonts;

/* One reading of a page file. */
typedef struct {
    Fonts *fonts;
    DkDiagnostics *findings;
    DkPage *page; /* NULL: it cannot be set */
} Setting;

struct CliWatchingState {
    Fonts *fonts;
    GPtrArray *now, *good; /* Setting *, one a page file; of `good` NULL: never yet */
    GPtrArray *replaced;   /* Setting *, good ones of before the last refresh */
};

static void clear_fonts(gpointer data)
{
    Fonts *fonts = data;
    dk_engine_free(fonts->engine);
    dk_diagnostics_free(fonts->findings);
}

static void fonts_unref(Fonts *fonts)
{
    g_rc_box_release_full(fonts, clear_fonts);
}

static Fonts *fonts_new(const CliValues *values)
{
    Fonts *fonts = g_rc_box_new(Fonts);
    g_autofree char *folder = cli_data_folder();
    DkEngineOptions options = {.data_dir = folder};
    if (values->font_paths) options.font_paths = (const char *const *)values->font_paths->pdata;
    fonts->findings = dk_diagnostics_new();
    fonts->engine = dk_engine_new(&options, fonts->findings);
    return fonts;
}

static void clear_setting(gpointer data)
{
    Setting *setting = data;
    dk_page_free(setting->page);
    dk_diagnostics_free(setting->findings);
    fonts_unref(setting->fonts);
}

static void setting_unref(gpointer setting)
{
    if (setting) g_rc_box_release_full(setting, clear_setting);
}

static Setting *setting_new(Fonts *fonts, const char *path)
{
    Setting *setting = g_rc_box_new(Setting);
    setting->fonts = g_rc_box_acquire(fonts);
    setting->findings = dk_diagnostics_new();
    setting->page = fonts->engine ? dk_page_open(fonts->engine, path, setting->findings) : NULL;
    return setting;
}

/* Puts a setting into a slot; what was there is released, or kept for a while in `replaced`. */
static void put(GPtrArray *slots, guint index, Setting *setting, GPtrArray *replaced)
{
    gpointer *slot = &g_ptr_array_index(slots, index);
    if (replaced && *slot) g_ptr_array_add(replaced, *slot);
    else setting_unref(*slot);
    *slot = setting;
}

/* Sets one page file again, if it must be. */
static void refresh_page(CliWatching *watching, guint index, bool has_new_fonts)
{
    struct CliWatchingState *state = watching->state;
    const Setting *old = g_ptr_array_index(state->now, index);
    if (old && !has_new_fonts && !dk_diagnostics_is_stale(old->findings)) return;
    Setting *setting = setting_new(state->fonts, g_ptr_array_index(watching->values->operands, index));
    put(state->now, index, setting, NULL);
    if (setting->page) put(state->good, index, g_rc_box_acquire(setting), state->replaced);
    unsigned counts[3] = {0};
    cli_report_items(setting->findings, watching->values, counts);
}

/* Brings what callers see up to date. */
static void publish(CliWatching *watching)
{
    struct CliWatchingState *state = watching->state;
    g_ptr_array_set_size(watching->lists, 0);
    g_ptr_array_set_size(watching->good, 0);
    g_ptr_array_add(watching->lists, state->fonts->findings);
    watching->is_whole = true;
    for (guint i = 0; i < state->now->len; i++) {
        const Setting *now = g_ptr_array_index(state->now, i), *good = g_ptr_array_index(state->good, i);
        g_ptr_array_add(watching->lists, now->findings);
        if (good) g_ptr_array_add(watching->good, good->page);
        if (!now->page) watching->is_whole = false;
    }
}

/* Sets anew what has changed, and prints the findings of that. */
static void refresh(CliWatching *watching)
{
    struct CliWatchingState *state = watching->state;
    gint64 start = g_get_monotonic_time();
    g_ptr_array_set_size(state->replaced, 0);
    bool has_new_fonts = !state->fonts || dk_diagnostics_is_stale(state->fonts->findings);
    if (has_new_fonts) {
        unsigned counts[3] = {0};
        g_clear_pointer(&state->fonts, fonts_unref);
        state->fonts = fonts_new(watching->values);
        cli_report_items(state->fonts->findings, watching->values, counts);
    }
    for (guint i = 0; i < state->now->len; i++) refresh_page(watching, i, has_new_fonts);
    publish(watching);
    watching->milliseconds = (unsigned)((g_get_monotonic_time() - start) / 1000);
}

CliWatching *cli_watching_new(const CliValues *values)
{
    CliWatching *watching = g_new0(CliWatching, 1);
    DkDiagnostics *findings = dk_diagnostics_new();
    watching->values = values;
    watching->watch = dk_watch_new(findings);
    cli_report(findings, values);
    dk_diagnostics_free(findings);
    cli_signals_stop(watching->watch);
    watching->lists = g_ptr_array_new();
    watching->good = g_ptr_array_new();
    watching->state = g_new0(struct CliWatchingState, 1);
    watching->state->now = g_ptr_array_new_with_free_func(setting_unref);
    watching->state->good = g_ptr_array_new_with_free_func(setting_unref);
    watching->state->replaced = g_ptr_array_new_with_free_func(setting_unref);
    g_ptr_array_set_size(watching->state->now, (gint)values->operands->len);
    g_ptr_array_set_size(watching->state->good, (gint)values->operands->len);
    refresh(watching);
    return watching;
}

void cli_watching_free(CliWatching *watching)
{
    if (!watching) return;
    cli_signals_stop(NULL);
    g_ptr_array_unref(watching->lists);
    g_ptr_array_unref(watching->good);
    g_ptr_array_unref(watching->state->replaced);
    g_ptr_array_unref(watching->state->good);
    g_ptr_array_unref(watching->state->now);
    fonts_unref(watching->state->fonts);
    g_free(watching->state);
    dk_watch_free(watching->watch);
    g_free(watching);
}

bool cli_watching_wait(CliWatching *watching, DkPreview *preview)
{
    const DkDiagnostics *const *lists = (const DkDiagnostics *const *)watching->lists->pdata;
    bool has_changed = preview ? dk_preview_wait(preview, watching->watch, lists, watching->lists->len)
                               : dk_watch_wait(watching->watch, lists, watching->lists->len);
    if (has_changed) refresh(watching);
    return has_changed;
}

/* ---- Telling ---- */

static void weigh(const CliValues *values, const DkDiagnostics *findings, DkStatus *status, unsigned counts[3])
{
    *status = dk_status_graver(*status, dk_diagnostics_status(findings, values->is_strict));
    for (size_t i = 0; i < dk_diagnostics_count(findings); i++) counts[dk_diagnostics_item(findings, i)->severity]++;
}

static char *clock_text(void)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    return g_date_time_format(now, "%H:%M:%S");
}

static char *json_line(const CliWatching *watching, DkStatus status, const char *what, const char *done, const unsigned counts[3])
{
    static const CliColumn columns[] = {{"time", false},  {"status", true},   {"what", false}, {"done", false},
                                        {"errors", true}, {"warnings", true}, {"notes", true}, {"milliseconds", true}};
    g_autofree char *time = clock_text();
    g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
    cli_table_text(table, time);
    cli_table_number(table, (int)status);
    cli_table_text(table, what);
    cli_table_text(table, done);
    for (int severity = DK_ERROR; severity >= DK_NOTE; severity--) cli_table_number(table, (int)counts[severity]);
    cli_table_number(table, (int)watching->milliseconds);
    return cli_table_print(table, watching->values);
}

bool cli_watching_tell(const CliWatching *watching, const char *what, const char *done, const DkDiagnostics *more)
{
    const CliValues *values = watching->values;
    DkStatus status = DK_STATUS_GOOD;
    unsigned counts[3] = {0};
    for (guint i = 0; i < watching->lists->len; i++) weigh(values, g_ptr_array_index(watching->lists, i), &status, counts);
    if (more) weigh(values, more, &status, counts);
    if (status == DK_STATUS_WARNINGS && values->warning_exit_0) status = DK_STATUS_GOOD;
    g_autofree char *time = clock_text(), *found = cli_count_text(counts);
    g_autofree char *line = cli_is_json(values) ? json_line(watching, status, what, done, counts)
                                                : g_strdup_printf("%s  status %d  %s %s: %s, %u ms\n", time, (int)status, what,
                                                                  done, found ? found : "nothing found", watching->milliseconds);
    return cli_print(line);
}
