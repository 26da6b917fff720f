/* Golden cases: see cases.h. */
#include "cases.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    char *head; /* the line that begins the case */
    char *name, *kind;
    gboolean is_escaped;
    GString *given; /* all lines up to "says", as they stand */
    GString *expected;
    char *said; /* what came, when it was run */
    CaseRun run;
} Case;

typedef struct {
    char *file;
    GString *comment; /* what stands before the first case */
    GPtrArray *cases;
} Book;

static GPtrArray *books;

static Case *case_new(const char *head)
{
    Case *new = g_new0(Case, 1);
    new->head = g_strdup(head);
    g_auto(GStrv) parts = g_strsplit_set(head + strlen("#### "), ": ", 4);
    g_assert_cmpuint(g_strv_length(parts), >=, 3);
    new->name = g_strdup(parts[0]);
    new->kind = g_strdup(parts[2]);
    new->is_escaped = g_strcmp0(parts[3], "escaped") == 0;
    new->given = g_string_new(NULL);
    new->expected = g_string_new(NULL);
    return new;
}

static void parse(Book *book, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    Case *open = NULL;
    GString *part = book->comment;
    for (char **line = lines; *line; line++) {
        if (!line[1] && !**line) break; /* after the last line end */
        if (strcmp(*line, "#### says") == 0) {
            part = open->expected;
            continue;
        }
        if (g_str_has_prefix(*line, "#### ") && !g_str_has_prefix(*line, "#### file ")) {
            open = case_new(*line);
            g_ptr_array_add(book->cases, open);
            part = open->given;
            continue;
        }
        g_string_append_printf(part, "%s\n", *line);
    }
}

static void write_file(const Case *test, const char *folder, const char *name, const GString *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *bytes = test->is_escaped ? g_strcompress(text->str) : g_strdup(text->str);
    g_assert_true(g_file_set_contents(path, bytes, -1, NULL));
}

/* Writes the case's files and returns the first one's name. */
static const char *write_files(const Case *test, const char *folder)
{
    gboolean is_story = strcmp(test->kind, "story") == 0 || strcmp(test->kind, "galley") == 0;
    const char *first = is_story ? "case.md" : "case.yaml";
    g_autofree char *name = g_strdup(first);
    g_autoptr(GString) text = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(test->given->str, "\n", -1);
    for (char **line = lines; *line; line++) {
        if (!g_str_has_prefix(*line, "#### file ")) {
            if (line[1]) g_string_append_printf(text, "%s\n", *line);
            continue;
        }
        write_file(test, folder, name, text);
        g_string_truncate(text, 0);
        g_free(name);
        name = g_strdup(*line + strlen("#### file "));
    }
    write_file(test, folder, name, text);
    return first;
}

static void remove_folder(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    g_rmdir(folder);
}

static void run_case(gconstpointer data)
{
    Case *test = (Case *)data;
    g_autofree char *folder = g_dir_make_tmp("duikai-case-XXXXXX", NULL), *before = g_get_current_dir();
    const char *file = write_files(test, folder);
    g_assert_cmpint(g_chdir(folder), ==, 0);
    test->said = test->run(test->kind, file);
    g_assert_cmpint(g_chdir(before), ==, 0);
    remove_folder(folder);
    if (g_getenv("DUIKAI_UPDATE_CASES") || strcmp(test->said, test->expected->str) == 0) return;
    g_test_fail_printf("expected:\n%sgot:\n%s", test->expected->str, test->said);
}

void cases_add(const char *suite, const char *path, CaseRun run)
{
    Book *book = g_new0(Book, 1);
    book->file = g_test_build_filename(G_TEST_DIST, path, NULL);
    book->comment = g_string_new(NULL);
    book->cases = g_ptr_array_new();
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(book->file, &text, NULL, &error);
    g_assert_no_error(error);
    parse(book, text);
    for (guint i = 0; i < book->cases->len; i++) {
        Case *test = g_ptr_array_index(book->cases, i);
        test->run = run;
        g_autofree char *name = g_strdup_printf("/%s/%s", suite, test->name);
        g_test_add_data_func(name, test, run_case);
    }
    if (!books) books = g_ptr_array_new();
    g_ptr_array_add(books, book);
}

static void rewrite(const Book *book)
{
    g_autoptr(GString) text = g_string_new(book->comment->str);
    for (guint i = 0; i < book->cases->len; i++) {
        const Case *test = g_ptr_array_index(book->cases, i);
        g_string_append_printf(text, "%s\n%s#### says\n%s", test->head, test->given->str,
                               test->said ? test->said : test->expected->str);
    }
    g_assert_true(g_file_set_contents(book->file, text->str, -1, NULL));
}

static void free_book(Book *book)
{
    for (guint i = 0; i < book->cases->len; i++) {
        Case *test = g_ptr_array_index(book->cases, i);
        g_string_free(test->given, TRUE);
        g_string_free(test->expected, TRUE);
        g_free(test->head);
        g_free(test->name);
        g_free(test->kind);
        g_free(test->said);
        g_free(test);
    }
    g_ptr_array_unref(book->cases);
    g_string_free(book->comment, TRUE);
    g_free(book->file);
    g_free(book);
}

void cases_finish(void)
{
    for (guint i = 0; books && i < books->len; i++) {
        Book *book = g_ptr_array_index(books, i);
        if (g_getenv("DUIKAI_UPDATE_CASES")) rewrite(book);
        free_book(book);
    }
    g_clear_pointer(&books, g_ptr_array_unref);
}
