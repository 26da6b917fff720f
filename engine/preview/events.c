/* Streams of events: who wants to know of new revisions.
 *
 * In: requests for `events`.  Out: Server-Sent Events (HTML, 9.2): the current revision at once, each later one, and comments between
 * them by which both sides find out that the other is gone.  A stream with nothing to say is suspended, so it costs nothing. */
#include "preview/server.h"

#include <poll.h>
#include <stdio.h>

enum {
    STREAMS_MAX = 16,
    HEARTBEAT_SECONDS = 10,
    TEXT_MAX = 64 /* bytes of one event */
};

typedef struct {
    PreviewServer *server;
    struct MHD_Connection *connection;
    unsigned told;              /* revision */
    gint64 beat;                /* when the next heartbeat is due */
    bool is_suspended, is_over; /* over: the client is gone */
} Stream;

static bool has_news(const Stream *stream)
{
    return stream->server->is_stopping || stream->is_over || stream->told != preview_shelf_revision(stream->server->shelf) ||
           g_get_monotonic_time() >= stream->beat;
}

/* Called when the client can take more. */
static ssize_t read_stream(void *data, uint64_t position, char *buffer, size_t size)
{
    (void)position;
    Stream *stream = data;
    if (stream->server->is_stopping || stream->is_over) return MHD_CONTENT_READER_END_OF_STREAM;
    if (!has_news(stream) || size < TEXT_MAX) {
        stream->is_suspended = true;
        MHD_suspend_connection(stream->connection);
        return 0;
    }
    unsigned revision = preview_shelf_revision(stream->server->shelf);
    bool is_new = stream->told != revision;
    stream->told = revision;
    stream->beat = g_get_monotonic_time() + (gint64)HEARTBEAT_SECONDS * G_USEC_PER_SEC;
    return is_new ? snprintf(buffer, TEXT_MAX, "event: revision\ndata: {\"revision\":%u}\n\n", revision)
                  : snprintf(buffer, TEXT_MAX, ":\n\n");
}

static void free_stream(void *data)
{
    Stream *stream = data;
    g_ptr_array_remove(stream->server->streams, stream);
    g_free(stream);
}

/* How many streams somebody still reads.  A suspended one is not watched by the library, so whether its client is gone shows only
 * here, or at the next heartbeat. */
static guint count_live(PreviewServer *server)
{
    guint n = 0;
    for (guint i = 0; i < server->streams->len; i++) {
        Stream *stream = g_ptr_array_index(server->streams, i);
        int socket = MHD_get_connection_info(stream->connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        struct pollfd hung_up = {socket, POLLRDHUP, 0};
        if (poll(&hung_up, 1, 0) > 0) stream->is_over = true;
        n += !stream->is_over;
    }
    return n;
}

enum MHD_Result events_open(PreviewServer *server, struct MHD_Connection *connection)
{
    struct MHD_Response *response;
    bool is_full = count_live(server) >= STREAMS_MAX;
    if (is_full) response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    else {
        Stream *stream = g_new0(Stream, 1);
        *stream = (Stream){.server = server, .connection = connection};
        g_ptr_array_add(server->streams, stream);
        response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1024, read_stream, stream, free_stream);
        client_endure(connection);
    }
    answer_add_headers(response, "text/event-stream", "no-store");
    if (is_full) MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "10");
    enum MHD_Result result = MHD_queue_response(connection, is_full ? MHD_HTTP_SERVICE_UNAVAILABLE : MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

void events_wake(PreviewServer *server)
{
    for (guint i = 0; i < server->streams->len; i++) {
        Stream *stream = g_ptr_array_index(server->streams, i);
        if (!stream->is_suspended || !has_news(stream)) continue;
        stream->is_suspended = false;
        MHD_resume_connection(stream->connection);
    }
}
