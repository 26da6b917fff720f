/* Where output goes: format by option or extension, the file or standard output, dumps. */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* In the order of DkFormat; text has no extension of its own, for .txt is the dump. */
static const char *const extensions[] = {".pdf", ".png", ".svg", ".txt", NULL};

static int index_of(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++)
        if (g_ascii_strcasecmp(words[i], word) == 0) return i;
    return -1;
}

/* A name without an extension leaves the format as it is: it may be a device or a pipe. */
static bool format_by_extension(const CliCommand *command, const char *name, DkFormat *format)
{
    g_autofree char *base = g_path_get_basename(name);
    const char *extension = strrchr(base, '.');
    if (!extension) return true;
    int index = index_of(extensions, extension);
    if (index >= 0) *format = (DkFormat)index;
    else
        cli_usage_error(command, dk_nearest_word(extension, extensions),
                        "the extension of \"%s\" is none of .pdf, .png, .svg, .txt; change it, or give --format", name);
    return index >= 0;
}

bool cli_is_told(const CliValues *values)
{
    return values->dump || values->explain;
}

bool cli_format(const CliCommand *command, const CliValues *values, const char *name, DkFormat otherwise, DkFormat *format)
{
    const char *told = values->explain ? "explain" : "dump";
    if (cli_is_told(values) && (values->output || values->format)) {
        cli_usage_error(command, NULL, "--%s prints to standard output and goes with neither -o nor --format", told);
        return false;
    }
    if (values->explain && values->dump) {
        cli_usage_error(command, NULL, "--explain and --dump each print a text of their own: give one of them");
        return false;
    }
    bool is_standard = name && strcmp(name, "-") == 0;
    *format = otherwise;
    if (values->format) *format = (DkFormat)index_of(cli_format_words, values->format);
    else if (name && !is_standard && !format_by_extension(command, name, format)) return false;
    if (values->overlays && (values->dump || *format == DK_FORMAT_DUMP || *format == DK_FORMAT_TEXT)) {
        cli_usage_error(command, NULL, "--overlay draws on a PDF, a PNG or an SVG, not on a dump or a text");
        return false;
    }
    bool is_binary = *format == DK_FORMAT_PDF || *format == DK_FORMAT_PNG;
    if (!is_standard || cli_is_told(values) || !is_binary || !isatty(STDOUT_FILENO)) return true;
    cli_usage_error(command, NULL, "a %s is not written to a terminal; redirect it, or name a file with -o",
                    cli_format_words[*format]);
    return false;
}

const char *cli_format_extension(DkFormat format)
{
    return format == DK_FORMAT_TEXT ? ".txt" : extensions[format];
}

bool cli_print(const char *text)
{
    size_t size = strlen(text);
    if (fwrite(text, 1, size, stdout) == size && fflush(stdout) == 0) return true;
    fprintf(stderr, "duikai: cannot write standard output: %s\n", g_strerror(errno));
    return false;
}

/* Whether the file is there and is something else than what `text` would be: a page, a reference, a story. */
static bool is_other_work(const char *name, const char *text)
{
    enum { BEGINNING = 9 }; /* bytes: "<!DOCTYPE", "{\"duikai\"", "<?xml ver" */
    g_autofree char *old = NULL;
    gsize size = 0;
    if (!g_file_test(name, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents(name, &old, &size, NULL)) return false;
    return size > 0 && strncmp(old, text, BEGINNING) != 0;
}

/* Into what is there and is no file: a device or a pipe, in whose place no file may be put. */
static bool write_straight(const char *name, const char *text)
{
    size_t size = strlen(text);
    FILE *file = fopen(name, "w");
    bool is_written = file && fwrite(text, 1, size, file) == size && fflush(file) == 0;
    int error = errno;
    if (file && fclose(file) != 0 && is_written) {
        is_written = false;
        error = errno;
    }
    if (!is_written) fprintf(stderr, "duikai: cannot write \"%s\": %s\n", name, g_strerror(error));
    return is_written;
}

/* In the place of the file that is there; a link stays and its file is written, with the mode that it has. */
static bool replace(const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    GFileSetContentsFlags flags = G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE;
    GStatBuf old;
    int mode = g_stat(name, &old) == 0 ? (int)(old.st_mode & 0777) : 0666;
    char *target = realpath(name, NULL);
    bool is_written = g_file_set_contents_full(target ? target : name, text, -1, flags, mode, &error);
    free(target);
    if (!is_written) fprintf(stderr, "duikai: %s\n", error->message);
    return is_written;
}

bool cli_write(const char *name, const char *text)
{
    if (strcmp(name, "-") == 0) return cli_print(text);
    if (is_other_work(name, text)) {
        fprintf(stderr, "duikai: \"%s\" is there and is no report: it is left as it was; name another file\n", name);
        return false;
    }
    bool is_file = !g_file_test(name, G_FILE_TEST_EXISTS) || g_file_test(name, G_FILE_TEST_IS_REGULAR);
    cli_signals_hold();
    bool is_written = is_file ? replace(name, text) : write_straight(name, text);
    cli_signals_release();
    return is_written;
}

static bool print_dumps(CliSession *session, DkPage *const *pages, size_t n_pages)
{
    DkStage stage = (DkStage)index_of(cli_stage_words, session->values->dump);
    for (size_t i = 0; i < n_pages; i++) {
        char *dump = dk_page_dump(pages[i], stage);
        cli_session_print(session, g_strdup(dump));
        dk_free(dump);
    }
    return true;
}

bool cli_deliver(CliSession *session, DkPage *const *pages, size_t n_pages, DkFormat format, const char *name)
{
    if (session->values->explain) return cli_explain(session, pages, n_pages);
    if (session->values->dump) return print_dumps(session, pages, n_pages);
    DkWriteOptions options = {.ppi = session->values->ppi,
                              .overlays = session->values->overlays,
                              .findings = session->findings,
                              .joins_facing = session->values->joins_facing};
    cli_signals_hold();
    bool is_written = dk_pages_write(pages, n_pages, format, &options, name, session->findings);
    cli_signals_release();
    return is_written;
}
