/* Answers: who may ask, and what is given for which address.
 *
 * In: a request, its headers read.  Out: bytes of ours or of the shelf, or a bare status that says nothing.
 * Nothing is looked up in a file system: an address is one of a few words, a page number or a story's slug, or it is unknown.
 * Host and Origin are held against our own, so that no other site can ask through the browser of one who knows the token (DNS
 * rebinding, cross-site requests); Sec-Fetch-Site is W3C's Fetch Metadata. */
#include "preview/server.h"

#include <string.h>

#define POLICY                                                                                                                     \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "                          \
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
#define KEPT "private, max-age=86400, immutable"
#define FRESH "no-store"

void answer_add_headers(struct MHD_Response *response, const char *type, const char *cache)
{
    static const char *const headers[][2] = {{"Content-Security-Policy", POLICY},
                                             {"X-Content-Type-Options", "nosniff"},
                                             {"Referrer-Policy", "no-referrer"},
                                             {"Cross-Origin-Resource-Policy", "same-origin"},
                                             {"Cross-Origin-Opener-Policy", "same-origin"}};
    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) MHD_add_response_header(response, headers[i][0], headers[i][1]);
    if (type) MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, cache);
}

static enum MHD_Result queue(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result refuse(struct MHD_Connection *connection, unsigned status)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    answer_add_headers(response, NULL, FRESH);
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED) MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    return queue(connection, status, response);
}

static void release(void *bytes)
{
    g_bytes_unref(bytes);
}

/* Takes `bytes` over; they are sent from where they are. */
static enum MHD_Result give(struct MHD_Connection *connection, GBytes *bytes, const char *type, const char *cache)
{
    if (!bytes) return refuse(connection, MHD_HTTP_NOT_FOUND);
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(size, (void *)data, release, bytes);
    answer_add_headers(response, type, cache);
    return queue(connection, MHD_HTTP_OK, response);
}

/* ---- Who may ask ---- */

typedef struct {
    unsigned port;
    unsigned n_hosts;
    bool is_known;                   /* what was looked at so far is ours */
    bool is_foreign;                 /* Sec-Fetch-Site names another site ... */
    bool is_navigation, is_document; /* ... but a person may follow a link to the page itself */
} Asker;

static bool is_own_host(const char *host, unsigned port)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *own = g_strdup_printf("%s:%u", names[i], port);
        if (g_ascii_strcasecmp(host, own) == 0) return true;
    }
    return false;
}

static bool is_own_origin(const char *origin, unsigned port)
{
    static const char scheme[] = "http://";
    return g_ascii_strncasecmp(origin, scheme, sizeof scheme - 1) == 0 && is_own_host(origin + sizeof scheme - 1, port);
}

/* Every header counts, so that a second Host does not hide behind a first. */
static enum MHD_Result see_header(void *data, enum MHD_ValueKind kind, const char *key, const char *value)
{
    (void)kind;
    Asker *asker = data;
    if (!value) value = "";
    if (g_ascii_strcasecmp(key, "Host") == 0) {
        asker->n_hosts++;
        asker->is_known &= is_own_host(value, asker->port);
    } else if (g_ascii_strcasecmp(key, "Origin") == 0) asker->is_known &= is_own_origin(value, asker->port);
    else if (g_ascii_strcasecmp(key, "Sec-Fetch-Site") == 0)
        asker->is_foreign |= strcmp(value, "same-origin") != 0 && strcmp(value, "none") != 0;
    else if (g_ascii_strcasecmp(key, "Sec-Fetch-Mode") == 0) asker->is_navigation = strcmp(value, "navigate") == 0;
    else if (g_ascii_strcasecmp(key, "Sec-Fetch-Dest") == 0) asker->is_document = strcmp(value, "document") == 0;
    return MHD_YES;
}

static bool may_ask(const PreviewServer *server, struct MHD_Connection *connection, const char *rest)
{
    Asker asker = {.port = server->port, .is_known = true};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, see_header, &asker);
    bool is_followed = *rest == '\0' && asker.is_navigation && asker.is_document;
    return asker.n_hosts == 1 && asker.is_known && (!asker.is_foreign || is_followed);
}

/* What follows "/TOKEN/", or NULL when that is not what the address begins with; in the same time wherever it differs. */
static const char *after_token(const char *url, const char *token)
{
    size_t size = strlen(token);
    if (url[0] != '/' || strnlen(url + 1, size) < size || url[size + 1] != '/') return NULL;
    unsigned char differs = 0;
    for (size_t i = 0; i < size; i++) differs |= (unsigned char)(url[i + 1] ^ token[i]);
    return differs ? NULL : url + size + 2;
}

/* ---- What is given ---- */

static enum MHD_Result give_text(struct MHD_Connection *connection, const char *text, const char *type)
{
    return give(connection, g_bytes_new_static(text, strlen(text)), type, FRESH);
}

/* A whole number of at most six digits, ended by `end`. */
static bool read_number(const char *text, const char *end, unsigned *number)
{
    size_t n = strspn(text, "0123456789");
    if (n == 0 || n > 6 || strcmp(text + n, end) != 0) return false;
    *number = (unsigned)g_ascii_strtoull(text, NULL, 10);
    return true;
}

/* Waits, without holding up others, when the page must be drawn first; this is called again then. */
static enum MHD_Result give_part(PreviewServer *server, struct MHD_Connection *connection, unsigned number, PreviewPart part)
{
    static const char *const types[] = {"image/svg+xml; charset=utf-8", "application/json; charset=utf-8"};
    const char *asked = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "revision");
    unsigned revision = 0;
    if (number == 0 || (asked && (!read_number(asked, "", &revision) || revision == 0)))
        return refuse(connection, MHD_HTTP_NOT_FOUND);
    GBytes *bytes = NULL;
    switch (preview_shelf_part(server->shelf, revision, number - 1, part, &bytes)) {
    case PREVIEW_HERE: return give(connection, bytes, types[part], asked ? KEPT : FRESH);
    case PREVIEW_NONE: return refuse(connection, MHD_HTTP_NOT_FOUND);
    case PREVIEW_COMING: break;
    }
    if (server->is_stopping) return refuse(connection, MHD_HTTP_SERVICE_UNAVAILABLE); /* nobody will draw it any more */
    MHD_suspend_connection(connection);
    g_ptr_array_add(server->waiting, connection);
    return MHD_YES;
}

static enum MHD_Result give_page(PreviewServer *server, struct MHD_Connection *connection, const char *name)
{
    unsigned number;
    if (read_number(name, ".svg", &number)) return give_part(server, connection, number, PREVIEW_SVG);
    if (read_number(name, ".json", &number)) return give_part(server, connection, number, PREVIEW_JSON);
    return refuse(connection, MHD_HTTP_NOT_FOUND);
}

static enum MHD_Result give_story(PreviewServer *server, struct MHD_Connection *connection, const char *name)
{
    g_autofree char *file = g_uri_unescape_string(name, NULL);
    if (!file || !g_str_has_suffix(file, ".txt")) return refuse(connection, MHD_HTTP_NOT_FOUND);
    file[strlen(file) - strlen(".txt")] = '\0';
    return give(connection, preview_shelf_story(server->shelf, file), "text/plain; charset=utf-8", FRESH);
}

typedef struct {
    const char *name, *text, *type;
} OwnFile;
static const OwnFile own_files[] = {
    {"", preview_index_html, "text/html; charset=utf-8"},
    {"preview.css", preview_preview_css, "text/css; charset=utf-8"},
    {"panel.js", preview_panel_js, "text/javascript; charset=utf-8"},
    {"preview.js", preview_preview_js, "text/javascript; charset=utf-8"},
    {"sheet.js", preview_sheet_js, "text/javascript; charset=utf-8"},
    {"stage.js", preview_stage_js, "text/javascript; charset=utf-8"},
    {"words.js", preview_words_js, "text/javascript; charset=utf-8"},
};

static const OwnFile *find_own_file(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(own_files); i++)
        if (strcmp(name, own_files[i].name) == 0) return &own_files[i];
    return NULL;
}

static enum MHD_Result give_named(PreviewServer *server, struct MHD_Connection *connection, const char *name)
{
    const OwnFile *file = find_own_file(name);
    if (file) return give_text(connection, file->text, file->type);
    if (strcmp(name, "events") == 0) return events_open(server, connection);
    if (strcmp(name, "state.json") == 0)
        return give(connection, preview_shelf_state(server->shelf), "application/json; charset=utf-8", FRESH);
    if (g_str_has_prefix(name, "page/")) return give_page(server, connection, name + strlen("page/"));
    if (g_str_has_prefix(name, "story/")) return give_story(server, connection, name + strlen("story/"));
    return refuse(connection, MHD_HTTP_NOT_FOUND);
}

/* Called once with the headers, again with each piece of a body, which nothing here has use for, and at the end.  Who may not ask is
 * told so at once, and the connection closed; the others are answered at the end, which keeps it open. */
enum MHD_Result answer_request(void *data, struct MHD_Connection *connection, const char *url, const char *method,
                               const char *version, const char *upload, size_t *upload_size, void **request)
{
    (void)version, (void)upload;
    PreviewServer *server = data;
    const char *name = after_token(url, server->token);
    bool is_read = *request && *upload_size == 0;
    *upload_size = 0;
    if (is_read) return give_named(server, connection, name);
    if (*request) return MHD_YES;
    *request = connection; /* told back when the request is finished */
    if (!name) return refuse(connection, MHD_HTTP_NOT_FOUND);
    if (!may_ask(server, connection, name)) return refuse(connection, MHD_HTTP_FORBIDDEN);
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED);
    client_trust(connection);
    return MHD_YES;
}
