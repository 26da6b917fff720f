/* preview/'s own: what the files of the server share.  All of it belongs to the server's thread but where a line says otherwise. */
#ifndef PREVIEW_SERVER_H
#define PREVIEW_SERVER_H

#include "preview/preview.h"

#include <microhttpd.h>

#define SERVER_TOKEN_BYTES 16 /* 128 random bits */

/* ---- Clients (clients.c): who is connected, and who must go ---- */

typedef struct Client Client;

struct PreviewServer {
    PreviewShelf *shelf;
    struct MHD_Daemon *daemon;
    GThread *thread;
    int stop; /* eventfd, written by the caller's thread */
    bool is_stopping;
    unsigned port;
    char *address, *token;
    GPtrArray *clients; /* Client *, the one waiting longest first */
    GPtrArray *streams; /* Stream *, see events.c */
    GPtrArray *waiting; /* struct MHD_Connection *, suspended until the shelf has what they asked for */
};

void client_notify(void *server, struct MHD_Connection *connection, void **client, enum MHD_ConnectionNotificationCode code);
/* A request has shown the token. */
void client_trust(struct MHD_Connection *connection);
/* A stream of events takes as long as it takes. */
void client_endure(struct MHD_Connection *connection);
/* A request is finished, the next one's time begins. */
void client_rest(PreviewServer *server, struct MHD_Connection *connection);
/* Ends the connections whose request has taken too long. */
void clients_sweep(PreviewServer *server);

/* ---- Answers (answer.c) ---- */

enum MHD_Result answer_request(void *server, struct MHD_Connection *connection, const char *url, const char *method,
                               const char *version, const char *upload, size_t *upload_size, void **request);
/* The headers that every answer has. */
void answer_add_headers(struct MHD_Response *response, const char *type, const char *cache);

/* ---- Streams of events (events.c) ---- */

enum MHD_Result events_open(PreviewServer *server, struct MHD_Connection *connection);
/* Wakes the streams that have something to say: a new revision, a heartbeat, the end. */
void events_wake(PreviewServer *server);

#endif
