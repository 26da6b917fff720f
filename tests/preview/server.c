/* The server's end: it comes while somebody still waits for a page that nobody will draw any more. */
#include "preview/preview.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A shelf with one sheet that is not drawn. */
static PreviewShelf *shelf_new(void)
{
    PreviewShelf *shelf = preview_shelf_new();
    GPtrArray *sheets = g_ptr_array_new_with_free_func((GDestroyNotify)preview_sheet_unref);
    g_ptr_array_add(sheets, preview_sheet_new(1));
    GHashTable *stories = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    preview_shelf_put(shelf, 1, g_bytes_new_static("{}", 2), sheets, stories);
    return shelf;
}

/* Asks the server at `address`, "http://127.0.0.1:PORT/TOKEN/", for `name` and reads no answer. */
static int ask(const char *address, const char *name)
{
    g_auto(GStrv) parts = g_strsplit_set(address, ":/", 6); /* http, "", "", 127.0.0.1, PORT, TOKEN/ */
    struct sockaddr_in server = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(parts[4])), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    g_autofree char *request = g_strdup_printf("GET /%s%s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n\r\n", parts[5], name, parts[4]);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    g_assert_cmpint(connect(client, (struct sockaddr *)&server, sizeof server), ==, 0);
    g_assert_cmpint(write(client, request, strlen(request)), ==, (ssize_t)strlen(request));
    return client;
}

static void assert_ended(int client)
{
    char answer[4096];
    struct pollfd wait = {client, POLLIN, 0};
    g_assert_cmpint(poll(&wait, 1, 5000), ==, 1);
    while (read(client, answer, sizeof answer) > 0) continue;
    close(client);
}

static void test_end(void)
{
    g_autoptr(DkDiagnostics) findings = dk_diagnostics_new();
    PreviewShelf *shelf = shelf_new();
    PreviewServer *server = preview_server_new(shelf, 0, findings);
    g_assert_nonnull(server);
    int drawing = ask(preview_server_address(server), "page/1.svg"), words = ask(preview_server_address(server), "page/1.json");
    int events = ask(preview_server_address(server), "events");
    struct pollfd asked = {preview_shelf_asked(shelf), POLLIN, 0};
    g_assert_cmpint(poll(&asked, 1, 5000), ==, 1);
    preview_server_free(server);
    assert_ended(drawing);
    assert_ended(words);
    assert_ended(events);
    preview_shelf_free(shelf);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/preview/server/end", test_end);
    return g_test_run();
}
