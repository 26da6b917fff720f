/* Clients: how many may be connected, and for how long.
 *
 * In: libmicrohttpd's word of connections come and gone.  Out: connections shut down, which the library then closes.
 * libmicrohttpd ends idle connections by itself.  Here end those that are busy for ever, as one that sends a header a minute, and,
 * when there are too many, the one that has waited longest without showing the token: so no number of strangers keeps out the
 * next who knows it.  A limit for each address, as the library has it, would do the opposite, for here all come from one. */
#include "preview/server.h"

#include <sys/socket.h>

enum {
    CLIENTS_MAX = 64,
    REQUEST_SECONDS = 10, /* from a connection's start, or its last answer, to the end of the next request's answer */
    ANSWER_SECONDS = 60   /* the same once the token was shown: a page must be set, and the browser read it */
};

struct Client {
    int socket;
    gint64 since; /* microseconds of the monotonic clock */
    bool is_trusted, is_stream;
};

/* The library then finds it ended by the other side, and closes it. */
static void client_end(PreviewServer *server, guint index)
{
    Client *client = g_ptr_array_remove_index(server->clients, index);
    shutdown(client->socket, SHUT_RDWR);
    client->socket = -1;
}

static void make_room(PreviewServer *server)
{
    if (server->clients->len < CLIENTS_MAX) return;
    for (int trusted = 0; trusted < 2; trusted++) {
        for (guint i = 0; i < server->clients->len; i++) {
            const Client *client = g_ptr_array_index(server->clients, i);
            if (client->is_stream || client->is_trusted != (trusted == 1)) continue;
            client_end(server, i);
            return;
        }
    }
}

void client_notify(void *data, struct MHD_Connection *connection, void **slot, enum MHD_ConnectionNotificationCode code)
{
    PreviewServer *server = data;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        g_ptr_array_remove(server->clients, *slot);
        g_clear_pointer(slot, g_free);
        return;
    }
    make_room(server);
    Client *client = g_new0(Client, 1);
    client->socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    client->since = g_get_monotonic_time();
    g_ptr_array_add(server->clients, client);
    *slot = client;
}

static Client *client_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

void client_trust(struct MHD_Connection *connection)
{
    client_of(connection)->is_trusted = true;
}

void client_endure(struct MHD_Connection *connection)
{
    client_of(connection)->is_stream = true;
}

void client_rest(PreviewServer *server, struct MHD_Connection *connection)
{
    Client *client = client_of(connection);
    client->since = g_get_monotonic_time();
    if (g_ptr_array_remove(server->clients, client)) g_ptr_array_add(server->clients, client); /* now it waits shortest */
}

void clients_sweep(PreviewServer *server)
{
    gint64 now = g_get_monotonic_time();
    for (guint i = server->clients->len; i-- > 0;) {
        const Client *client = g_ptr_array_index(server->clients, i);
        gint64 limit = client->is_trusted ? ANSWER_SECONDS : REQUEST_SECONDS;
        if (!client->is_stream && now - client->since > limit * G_USEC_PER_SEC) client_end(server, i);
    }
}
