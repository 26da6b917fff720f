/* Pages that are set again when their files change; see watching.h.
 *
 * An operand, a page file or an issue, is read again as a whole when one of its files has changed, and else stays what it was.  A page
 * that is wrong for a while does not cost the one that was good: that is kept, with the issue and the fonts it was set with, until
 * there is a better one. */
#include "cli/watching.h"

#include <string.h>

/* The fonts of one reading of the roles; counted, for pages need them as long as they live. */
typedef struct {
    DkDiagnostics *findings;
    DkEngine *engine; /* NULL: the roles cannot be read */
} Fonts;

/* One reading of an operand. */
typedef struct {
    Fonts *fonts;
    DkDiagnostics *findings;
    DkIssue *issue;   /* NULL: a page file, or it cannot be read */
    GPtrArray *pages; /* DkPage *; NULL: cannot be set.  None when an issue cannot be read */
} Setting;

/* A page and the reading that it belongs to. */
typedef struct {
    Setting *setting; /* NULL: the page was never good */
    DkPage *page;
} Good;

struct CliWatchingState {
    Fonts *fonts;
    GPtrArray *now;      /* Setting *, one an operand */
    GPtrArray *good;     /* GArray of Good, one an operand, a page each */
    GPtrArray *replaced; /* Setting *, with pages that were good before the last refresh */
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
    fonts->findings = dk_diagnostics_new();
    fonts->engine = cli_engine_new(values, fonts->findings);
    return fonts;
}

static void page_free(gpointer page)
{
    dk_page_free(page);
}

static void clear_setting(gpointer data)
{
    Setting *setting = data;
    g_ptr_array_unref(setting->pages);
    dk_issue_free(setting->issue);
    dk_diagnostics_free(setting->findings);
    fonts_unref(setting->fonts);
}

static void setting_unref(gpointer setting)
{
    if (setting) g_rc_box_release_full(setting, clear_setting);
}

static void set_issue(Setting *setting, const char *path)
{
    setting->issue = dk_issue_open(setting->fonts->engine, path, setting->findings);
    for (size_t i = 0; setting->issue && i < dk_issue_page_count(setting->issue); i++)
        g_ptr_array_add(setting->pages, dk_issue_page_open(setting->issue, i, setting->findings));
}

static Setting *setting_new(Fonts *fonts, const char *path)
{
    Setting *setting = g_rc_box_new0(Setting);
    setting->fonts = g_rc_box_acquire(fonts);
    setting->findings = dk_diagnostics_new();
    setting->pages = g_ptr_array_new_with_free_func(page_free);
    if (fonts->engine && dk_is_issue(path)) set_issue(setting, path);
    else g_ptr_array_add(setting->pages, fonts->engine ? dk_page_open(fonts->engine, path, setting->findings) : NULL);
    return setting;
}

static void clear_good(gpointer good)
{
    setting_unref(((Good *)good)->setting);
}

/* The good pages of an operand after one more reading, in the place of `old`. */
static GArray *good_after(GArray *old, Setting *setting)
{
    guint n = setting->pages->len ? setting->pages->len : old->len;
    GArray *good = g_array_new(FALSE, TRUE, sizeof(Good));
    g_array_set_clear_func(good, clear_good);
    for (guint i = 0; i < n; i++) {
        DkPage *page = i < setting->pages->len ? g_ptr_array_index(setting->pages, i) : NULL;
        Good next = {page ? setting : NULL, page};
        if (!page && i < old->len) next = g_array_index(old, Good, i);
        if (next.setting) g_rc_box_acquire(next.setting);
        g_array_append_val(good, next);
    }
    return good;
}

static void lint(Setting *setting)
{
    for (guint i = 0; i < setting->pages->len; i++) {
        const DkPage *page = g_ptr_array_index(setting->pages, i);
        if (page) dk_page_lint(page, NULL, setting->findings);
    }
}

/* Reads one operand again, if it must be. */
static void refresh_operand(CliWatching *watching, guint index, bool has_new_fonts)
{
    struct CliWatchingState *state = watching->state;
    gpointer *now = &g_ptr_array_index(state->now, index), *good = &g_ptr_array_index(state->good, index);
    const Setting *setting = *now;
    if (setting && !has_new_fonts && !dk_diagnostics_is_stale(setting->findings)) return;
    if (*now) g_ptr_array_add(state->replaced, *now);
    *now = setting_new(state->fonts, g_ptr_array_index(watching->values->operands, index));
    if (watching->lints) lint(*now);
    GArray *old = *good;
    *good = good_after(old, *now);
    for (guint i = 0; i < old->len; i++) /* their pages may still be shown */
        if (g_array_index(old, Good, i).setting)
            g_ptr_array_add(state->replaced, g_rc_box_acquire(g_array_index(old, Good, i).setting));
    g_array_unref(old);
    unsigned counts[3] = {0};
    cli_report_items(((const Setting *)*now)->findings, watching->values, counts);
}

static void publish_operand(CliWatching *watching, const Setting *now, const GArray *good)
{
    g_ptr_array_add(watching->lists, now->findings);
    if (!now->pages->len || g_ptr_array_find(now->pages, NULL, NULL)) watching->is_whole = false;
    for (guint i = 0; i < good->len; i++) {
        const Good *page = &g_array_index(good, Good, i);
        if (!page->setting) continue;
        g_ptr_array_add(watching->good, page->page);
        g_ptr_array_add(watching->found, page->setting->findings);
        size_t list = watching->lists->len - 1;
        g_array_append_val(watching->page_lists, list);
    }
    bool is_one = watching->values->operands->len == 1;
    watching->title = is_one && now->issue ? dk_issue_title(now->issue) : NULL;
}

/* Brings what callers see up to date. */
static void publish(CliWatching *watching)
{
    struct CliWatchingState *state = watching->state;
    g_ptr_array_set_size(watching->lists, 0);
    g_ptr_array_set_size(watching->good, 0);
    g_ptr_array_set_size(watching->found, 0);
    g_array_set_size(watching->page_lists, 0);
    g_ptr_array_add(watching->lists, state->fonts->findings);
    watching->is_whole = true;
    for (guint i = 0; i < state->now->len; i++)
        publish_operand(watching, g_ptr_array_index(state->now, i), g_ptr_array_index(state->good, i));
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
    for (guint i = 0; i < state->now->len; i++) refresh_operand(watching, i, has_new_fonts);
    publish(watching);
    watching->milliseconds = (unsigned)((g_get_monotonic_time() - start) / 1000);
}

bool cli_watching_can(const CliCommand *command, const CliValues *values)
{
    for (guint i = 0; i < values->operands->len; i++) {
        if (strcmp(g_ptr_array_index(values->operands, i), "-") != 0) continue;
        cli_usage_error(command, NULL, "standard input cannot be read again; name a page file");
        return false;
    }
    return true;
}

CliWatching *cli_watching_new(const CliValues *values, bool lints)
{
    CliWatching *watching = g_new0(CliWatching, 1);
    DkDiagnostics *findings = dk_diagnostics_new();
    watching->values = values;
    watching->lints = lints;
    watching->watch = dk_watch_new(findings);
    cli_report(findings, values);
    dk_diagnostics_free(findings);
    cli_signals_stop(watching->watch);
    watching->lists = g_ptr_array_new();
    watching->good = g_ptr_array_new();
    watching->found = g_ptr_array_new();
    watching->page_lists = g_array_new(FALSE, FALSE, sizeof(size_t));
    watching->state = g_new0(struct CliWatchingState, 1);
    watching->state->now = g_ptr_array_new_with_free_func(setting_unref);
    watching->state->good = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    watching->state->replaced = g_ptr_array_new_with_free_func(setting_unref);
    g_ptr_array_set_size(watching->state->now, (gint)values->operands->len);
    for (guint i = 0; i < values->operands->len; i++)
        g_ptr_array_add(watching->state->good, g_array_new(FALSE, TRUE, sizeof(Good)));
    refresh(watching);
    return watching;
}

void cli_watching_free(CliWatching *watching)
{
    if (!watching) return;
    cli_signals_stop(NULL);
    g_ptr_array_unref(watching->lists);
    g_ptr_array_unref(watching->good);
    g_ptr_array_unref(watching->found);
    g_array_unref(watching->page_lists);
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
