/* The server: a thread that answers requests until it is told to stop.
 *
 * In: the shelf.  Out: answers.  libmicrohttpd runs in our own loop, so that one thread knows all connections and no lock is needed
 * but the shelf's: poll waits for the library's epoll, the shelf's news and the end; between them, once a second while anybody is
 * connected, it looks who has taken too long and which stream is due a heartbeat. */
#include "preview/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <unistd.h>

enum {
    CONNECTIONS_MAX = 128,       /* above that of clients.c: who was shut down there is still counted here for a moment */
    CONNECTION_BYTES = 32 << 10, /* for a request's headers and ours; more is answered 431 */
    IDLE_SECONDS = 15,
    TICK_MILLISECONDS = 1000
};

static char *random_token(void)
{
    unsigned char bytes[SERVER_TOKEN_BYTES];
    for (size_t n = 0; n < sizeof bytes;) {
        ssize_t more = getrandom(bytes + n, sizeof bytes - n, 0);
        if (more < 0 && errno != EINTR) g_error("preview: the kernel gives no random bytes: %s", g_strerror(errno));
        if (more > 0) n += (size_t)more;
    }
    char *token = g_malloc(2 * sizeof bytes + 1);
    for (size_t i = 0; i < sizeof bytes; i++) g_snprintf(token + 2 * i, 3, "%02x", bytes[i]);
    return token;
}

/* Addresses are compared as they were sent; only a story's name is decoded, where it is read. */
static size_t leave_escaped(void *data, struct MHD_Connection *connection, char *text)
{
    (void)data, (void)connection;
    return strlen(text);
}

static void request_completed(void *data, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode code)
{
    (void)code;
    PreviewServer *server = data;
    if (*request) g_ptr_array_remove(server->waiting, connection);
    client_rest(server, connection);
}

/* ---- The loop ---- */

static void wake_waiting(PreviewServer *server)
{
    for (guint i = server->waiting->len; i-- > 0;) MHD_resume_connection(g_ptr_array_remove_index(server->waiting, i));
}

/* Milliseconds until there is something to do without being asked; -1: never. */
static int patience(const PreviewServer *server)
{
    MHD_UNSIGNED_LONG_LONG most;
    int tick = server->clients->len || server->streams->len ? TICK_MILLISECONDS : -1;
    if (MHD_get_timeout(server->daemon, &most) != MHD_YES) return tick;
    return tick >= 0 && most > (MHD_UNSIGNED_LONG_LONG)tick ? tick : (int)MIN(most, (MHD_UNSIGNED_LONG_LONG)G_MAXINT);
}

static gpointer serve(gpointer data)
{
    PreviewServer *server = data;
    int epoll = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    struct pollfd waits[] = {{epoll, POLLIN, 0}, {preview_shelf_news(server->shelf), POLLIN, 0}, {server->stop, POLLIN, 0}};
    while (!server->is_stopping) {
        if (poll(waits, G_N_ELEMENTS(waits), patience(server)) < 0 && errno != EINTR) break;
        if (waits[1].revents) {
            preview_shelf_seen(server->shelf);
            wake_waiting(server);
        }
        if (waits[2].revents) server->is_stopping = true;
        clients_sweep(server);
        events_wake(server);
        MHD_run(server->daemon);
    }
    wake_waiting(server); /* a daemon that still has suspended connections must not be stopped */
    events_wake(server);
    MHD_run(server->daemon);
    MHD_stop_daemon(server->daemon);
    return NULL;
}

/* ---- Start and stop ---- */

static struct MHD_Daemon *start(PreviewServer *server, unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    return MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)port, NULL, NULL, answer_request, server,
                            MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
                            (unsigned)IDLE_SECONDS, MHD_OPTION_NOTIFY_CONNECTION, client_notify, server,
                            MHD_OPTION_NOTIFY_COMPLETED, request_completed, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped,
                            NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

static void not_served(unsigned port, int error, DkDiagnostics *list)
{
    DkDiagnostic *item = base_report(list, DK_ERROR, "not-served", (BasePlace){0}, "cannot serve on port %u of 127.0.0.1: %s", port,
                                     error ? g_strerror(error) : "the system gives no reason");
    base_report_hint(list, item, "give another --port, or none for a free one");
}

PreviewServer *preview_server_new(PreviewShelf *shelf, unsigned port, DkDiagnostics *list)
{
    PreviewServer *server = g_new0(PreviewServer, 1);
    server->shelf = shelf;
    server->clients = g_ptr_array_new();
    server->streams = g_ptr_array_new();
    server->waiting = g_ptr_array_new();
    server->token = random_token();
    server->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (server->stop < 0) g_error("preview: no descriptors are left");
    errno = 0;
    server->daemon = start(server, port);
    if (!server->daemon) {
        not_served(port, errno, list);
        preview_server_free(server);
        return NULL;
    }
    server->port = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    server->address = g_strdup_printf("http://127.0.0.1:%u/%s/", server->port, server->token);
    server->thread = g_thread_new("preview", serve, server);
    return server;
}

void preview_server_free(PreviewServer *server)
{
    if (!server) return;
    if (server->thread) {
        eventfd_write(server->stop, 1);
        g_thread_join(server->thread);
    }
    close(server->stop);
    g_ptr_array_unref(server->clients);
    g_ptr_array_unref(server->streams);
    g_ptr_array_unref(server->waiting);
    g_free(server->address);
    g_free(server->token);
    g_free(server);
}

const char *preview_server_address(const PreviewServer *server)
{
    return server->address;
}
