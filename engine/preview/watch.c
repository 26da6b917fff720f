/* Waiting for files: inotify on their folders, and stamps to tell whether anything that matters happened.
 *
 * In: lists of findings, which know the files that were read while they were filled.  Out: the moment one of them is another.
 * Folders rather than files, because editors write a new file and rename it over the old one, and because a file that is missing
 * has only its folder.  Events merely wake: what has changed is told by the stamps, so no event can be misread, and what no event
 * tells (a network's file system, a folder put in the place of another) is found by looking now and then. */
#include "preview/preview.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
    LOOK_MILLISECONDS = 1000, /* between two looks without an event */
    QUIET_MILLISECONDS = 5,   /* without an event: the save is finished */
    MAKING_MILLISECONDS = 100 /* for a file that is gone or empty to come back: some editors write so */
};

/* No IN_MODIFY: a file that is still being written is not read. */
#define EVENTS                                                                                                                     \
    (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

struct DkWatch {
    int inotify;         /* -1: the system gives none */
    int stop;            /* eventfd */
    GHashTable *folders; /* int, of inotify, as pointers: those watched now */
};

DkWatch *dk_watch_new(DkDiagnostics *list)
{
    DkWatch *watch = g_new0(DkWatch, 1);
    watch->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->inotify < 0)
        base_report(list, DK_NOTE, "watch-slow", (BasePlace){0},
                    "the system watches no folders (%s); files are looked at every second", g_strerror(errno));
    watch->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (watch->stop < 0) g_error("preview: no descriptors are left");
    watch->folders = g_hash_table_new(NULL, NULL);
    return watch;
}

void dk_watch_free(DkWatch *watch)
{
    if (!watch) return;
    if (watch->inotify >= 0) close(watch->inotify);
    close(watch->stop);
    g_hash_table_unref(watch->folders);
    g_free(watch);
}

void dk_watch_stop(DkWatch *watch)
{
    eventfd_write(watch->stop, 1);
}

/* ---- Folders ---- */

/* Watches the file's folder, or the nearest one above it that is there. */
static void add_folder(DkWatch *watch, const char *file, GHashTable *folders)
{
    g_autofree char *folder = g_path_get_dirname(file);
    for (;;) {
        int number = inotify_add_watch(watch->inotify, folder, EVENTS);
        if (number >= 0) g_hash_table_add(folders, GINT_TO_POINTER(number));
        if (number >= 0 || (errno != ENOENT && errno != ENOTDIR)) return;
        char *above = g_path_get_dirname(folder);
        bool is_top = g_str_equal(above, folder);
        g_free(folder);
        folder = above;
        if (is_top) return;
    }
}

/* The folder where the file is named, and the one where it is when the name is a link. */
static void add_file(DkWatch *watch, const char *file, GHashTable *folders)
{
    char *target = realpath(file, NULL);
    add_folder(watch, file, folders);
    if (target) add_folder(watch, target, folders);
    free(target);
}

/* Watches the folders of all files of the lists, and no others. */
static void follow(DkWatch *watch, const DkDiagnostics *const *lists, size_t n_lists)
{
    if (watch->inotify < 0) return;
    GHashTable *folders = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < n_lists; i++)
        for (size_t f = 0; f < dk_diagnostics_file_count(lists[i]); f++) add_file(watch, dk_diagnostics_file(lists[i], f), folders);
    GHashTableIter old;
    gpointer number;
    g_hash_table_iter_init(&old, watch->folders);
    while (g_hash_table_iter_next(&old, &number, NULL))
        if (!g_hash_table_contains(folders, number)) inotify_rm_watch(watch->inotify, GPOINTER_TO_INT(number));
    g_hash_table_unref(watch->folders);
    watch->folders = folders;
}

/* ---- Waiting ---- */

static bool is_any_stale(const DkDiagnostics *const *lists, size_t n_lists)
{
    for (size_t i = 0; i < n_lists; i++)
        if (dk_diagnostics_is_stale(lists[i])) return true;
    return false;
}

/* Whether a file that has changed is gone or empty. */
static bool is_in_making(const DkDiagnostics *const *lists, size_t n_lists)
{
    for (size_t i = 0; i < n_lists; i++)
        if (base_has_lost_file(lists[i])) return true;
    return false;
}

static void drain(DkWatch *watch)
{
    char events[4096];
    while (read(watch->inotify, events, sizeof events) > 0) continue;
}

/* Until the save is finished, as far as can be told; not for long. */
static void settle(DkWatch *watch, const DkDiagnostics *const *lists, size_t n_lists)
{
    struct pollfd wait = {watch->inotify, POLLIN, 0};
    gint64 end = g_get_monotonic_time() + (gint64)MAKING_MILLISECONDS * 1000;
    while (g_get_monotonic_time() < end) {
        bool is_quiet = poll(&wait, 1, QUIET_MILLISECONDS) == 0;
        if (!is_quiet) drain(watch);
        else if (!is_in_making(lists, n_lists)) return;
    }
}

PreviewEvent preview_watch_wait(DkWatch *watch, const DkDiagnostics *const *lists, size_t n_lists, int asked)
{
    follow(watch, lists, n_lists);
    struct pollfd waits[] = {{watch->stop, POLLIN, 0}, {watch->inotify, POLLIN, 0}, {asked, POLLIN, 0}};
    for (;;) {
        bool is_stale = is_any_stale(lists, n_lists);
        if (is_stale) settle(watch, lists, n_lists);
        if (poll(waits, G_N_ELEMENTS(waits), is_stale ? 0 : LOOK_MILLISECONDS) < 0 && errno != EINTR) return PREVIEW_STOPPED;
        if (waits[0].revents) return PREVIEW_STOPPED;
        if (is_stale) return PREVIEW_CHANGED;
        if (waits[1].revents) drain(watch);
        if (waits[2].revents) return PREVIEW_ASKED;
    }
}

bool dk_watch_wait(DkWatch *watch, const DkDiagnostics *const *lists, size_t n_lists)
{
    return preview_watch_wait(watch, lists, n_lists, -1) == PREVIEW_CHANGED;
}
