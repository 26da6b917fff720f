/* Signals: an interrupt ends the command with 128 + its number; while a file is written it waits until the file is whole.
 *
 * The library writes beside its target and renames, so the wait is short; without it the temporary file could stay behind.
 * A handler and a flag rather than a blocked mask, because a library may have started threads that would take the signal. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static volatile sig_atomic_t is_held, waiting;
static DkWatch *stopped; /* by the first interrupt; a second one ends the process */

static void on_interrupt(int number)
{
    bool ends = !is_held && (!stopped || waiting);
    if (ends) _exit(128 + number);
    waiting = number;
    if (stopped) dk_watch_stop(stopped);
}

/* The limit of processor time: a passing fault of the machine, not of the page. */
static void on_time(int number)
{
    (void)number;
    static const char message[] = "duikai: out of processor time; raise the limit, or try again\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(DK_STATUS_TRY_AGAIN);
}

/* GLib aborts when memory runs out; this tells the caller that another try may do. */
static void on_fatal(const char *domain, GLogLevelFlags level, const char *message, void *data)
{
    if (message && strstr(message, "failed to allocate")) {
        fputs("duikai: out of memory; free some, or try again\n", stderr);
        _exit(DK_STATUS_TRY_AGAIN);
    }
    g_log_default_handler(domain, level, message, data);
}

/* A signal that the caller had ignored, as nohup and a shell's background jobs do, stays ignored. */
static void handle(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, before;
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler == SIG_IGN) return;
    sigaction(number, &action, NULL);
}

void cli_signals_start(void)
{
    handle(SIGINT, on_interrupt);
    handle(SIGTERM, on_interrupt);
    handle(SIGHUP, on_interrupt);
    handle(SIGXCPU, on_time);
    handle(SIGXFSZ, SIG_IGN); /* a file size limit is then an error of write(), with a message */
    g_log_set_handler("GLib", G_LOG_LEVEL_ERROR | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION, on_fatal, NULL);
}

void cli_signals_stop(DkWatch *watch)
{
    stopped = watch;
}

int cli_signals_status(void)
{
    return 128 + waiting;
}

void cli_signals_hold(void)
{
    is_held = 1;
}

void cli_signals_release(void)
{
    is_held = 0;
    if (waiting && !stopped) _exit(128 + waiting);
}
