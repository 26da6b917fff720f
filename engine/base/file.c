/* Files: whole reads under a cap, and writes that replace a file or leave it alone.
 *
 * A write goes to a temporary file in the target's folder, is fsynced, given the old file's mode (or the umask's) and renamed; the
 * folder is fsynced last.  What is not a regular file (a pipe, /dev/stdout) is written straight, for there is nothing to save. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 8 /* that lead from one to the next */

static GBytes *unreadable(const char *path, int error, BasePlace place, DkDiagnostics *list)
{
    DkDiagnostic *item = base_report(list, DK_ERROR, "file-unreadable", place, "cannot read \"%s\": %s", path, g_strerror(error));
    base_report_hint(list, item,
                     error == ENOENT ? "check the name and the folder it is looked for in" : "check that it is a readable file");
    return NULL;
}

static GBytes *too_large(const char *path, size_t max, BasePlace place, DkDiagnostics *list)
{
    base_report(list, DK_ERROR, "file-too-large", place, "\"%s\" is larger than %zu MiB, the most that is read", path, max >> 20);
    return NULL;
}

/* Reads to the end or to one byte past `max`; false with errno. */
static bool read_whole(int file, size_t max, GByteArray *bytes)
{
    static const size_t step = (size_t)256 << 10;
    for (;;) {
        size_t before = bytes->len;
        g_byte_array_set_size(bytes, (guint)(before + step));
        ssize_t n = read(file, bytes->data + before, step);
        g_byte_array_set_size(bytes, (guint)(before + (size_t)MAX(n, 0)));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        if (n == 0 || bytes->len > max) return true;
    }
}

GBytes *base_file_read(const char *path, size_t max, BasePlace place, DkDiagnostics *list)
{
    bool is_input = strcmp(path, "-") == 0;
    if (!is_input) base_note_file(list, path);
    int file = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return unreadable(path, errno, place, list);
    struct stat status;
    if (!is_input && fstat(file, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode) &&
        !S_ISCHR(status.st_mode)) {
        close(file);
        return unreadable(path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL, place, list);
    }
    if (!is_input) fcntl(file, F_SETFL, 0); /* O_NONBLOCK was for opening a pipe that nobody writes to */
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    bool is_read = read_whole(file, max, bytes);
    int error = errno;
    if (!is_input) close(file);
    if (!is_read) return unreadable(path, error, place, list);
    if (bytes->len > max) return too_large(path, max, place, list);
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

bool base_file_exists(const char *path, DkDiagnostics *list)
{
    base_note_file(list, path);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Line and column, in code points, of the byte at `offset`; all before it is valid UTF-8. */
static BasePlace place_of(const char *path, GBytes *lines, gsize offset)
{
    BasePlace place = {.file = path, .line = 1, .column = 1};
    const char *text = g_bytes_get_data(lines, NULL);
    for (const char *p = text; p < text + offset; p = g_utf8_next_char(p)) {
        bool is_line_end = *p == '\n';
        place.line += is_line_end;
        place.column = is_line_end ? 1 : place.column + 1;
    }
    return place;
}

static GBytes *without_mark(GBytes *bytes)
{
    gsize size;
    const unsigned char *data = g_bytes_get_data(bytes, &size);
    bool has_mark = size >= 3 && data[0] == 0xef && data[1] == 0xbb && data[2] == 0xbf;
    return has_mark ? g_bytes_new_from_bytes(bytes, 3, size - 3) : g_bytes_ref(bytes);
}

/* Text whose lines end with a lone carriage return, as old machines wrote them, with line feeds in their place: offsets stay. */
static GBytes *with_line_feeds(GBytes *bytes)
{
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    if (size == 0 || !memchr(text, '\r', size)) return g_bytes_ref(bytes);
    char *copy = g_memdup2(text, size);
    for (gsize i = 0; i < size; i++)
        if (copy[i] == '\r' && (i + 1 == size || copy[i + 1] != '\n')) copy[i] = '\n';
    return g_bytes_new_take(copy, size);
}

static void hint_encoding(DkDiagnostics *list, DkDiagnostic *item, GBytes *bytes, bool has_nul)
{
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    const char *encoding = base_likely_encoding(data, size);
    if (encoding)
        base_report_hint(list, item, "save the file as UTF-8; this looks like %s: iconv -f %s -t UTF-8 FILE", encoding, encoding);
    else if (has_nul) base_report_hint(list, item, "save the file as UTF-8 text; this looks like another kind of file");
    else base_report_hint(list, item, "save the file as UTF-8");
}

GBytes *base_file_read_text(const char *path, BasePlace place, DkDiagnostics *list)
{
    g_autoptr(GBytes) raw = base_file_read(path, BASE_TEXT_MAX, place, list);
    if (!raw) return NULL;
    g_autoptr(GBytes) bare = without_mark(raw);
    gsize size;
    const char *text = g_bytes_get_data(bare, &size), *end = NULL;
    if (size == 0 || g_utf8_validate_len(text, size, &end)) return with_line_feeds(bare);
    g_autoptr(GBytes) lines = with_line_feeds(bare);
    const char *what = *end ? "is not UTF-8 text" : "stands in no text";
    DkDiagnostic *item = base_report(list, DK_ERROR, "not-utf8", place_of(path, lines, (gsize)(end - text)), "byte 0x%02x %s",
                                     (unsigned)(unsigned char)*end, what);
    hint_encoding(list, item, raw, *end == 0);
    return NULL;
}

static bool write_whole(int file, const void *data, size_t size)
{
    const char *bytes = data;
    while (size) {
        ssize_t n = write(file, bytes, size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes += n;
        size -= (size_t)n;
    }
    return true;
}

static bool not_written(const char *path, int error, DkDiagnostics *list)
{
    const char *name = strcmp(path, "-") == 0 ? "standard output" : path;
    DkDiagnostic *item =
        base_report(list, DK_ERROR, "output-not-written", (BasePlace){.file = name}, "cannot write: %s", g_strerror(error));
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        base_report_hint(list, item, "make room, or write elsewhere with -o; an old file is left as it was");
    else if (error == ENOENT || error == ENOTDIR) base_report_hint(list, item, "make the folder first");
    else base_report_hint(list, item, "write elsewhere with -o; an old file is left as it was");
    return false;
}

static bool write_straight(int file, const char *path, const void *data, size_t size, DkDiagnostics *list)
{
    return write_whole(file, data, size) || not_written(path, errno, list);
}

/* The mode a fresh file gets: the old file's, else what the umask leaves of rw-rw-rw-. */
static mode_t target_mode(const char *path)
{
    struct stat old;
    if (stat(path, &old) == 0) return old.st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static void sync_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return;
    fsync(file);
    close(file);
}

/* Fills the temporary file and renames it; on failure it is gone and errno says why. */
static bool finish_replace(int file, const char *temporary, const char *path, const void *data, size_t size)
{
    bool is_good = write_whole(file, data, size) && fchmod(file, target_mode(path)) == 0 && fsync(file) == 0;
    int error = errno;
    if (close(file) != 0 && is_good) {
        is_good = false;
        error = errno;
    }
    if (is_good && rename(temporary, path) != 0) {
        is_good = false;
        error = errno;
    }
    if (!is_good) unlink(temporary);
    errno = error;
    return is_good;
}

/* The file that `path` means: through a link to the file it names, there or not, so that the link stays. */
static char *target_of(const char *path)
{
    char *target = realpath(path, NULL);
    if (target) return target;
    target = g_strdup(path);
    for (int hops = 0; hops < LINKS_MAX; hops++) { /* a link to a file still to be made */
        g_autofree char *link = g_file_read_link(target, NULL);
        if (!link) break;
        char *next = base_file_beside(target, link);
        g_free(target);
        target = next;
    }
    return target;
}

bool base_file_replace(const char *path, const void *data, size_t size, DkDiagnostics *list)
{
    if (strcmp(path, "-") == 0) return write_straight(STDOUT_FILENO, path, data, size, list);
    g_autofree char *target = target_of(path);
    struct stat status;
    if (stat(target, &status) == 0 && !S_ISREG(status.st_mode)) {
        if (S_ISDIR(status.st_mode)) return not_written(path, EISDIR, list);
        int device = open(target, O_WRONLY | O_CLOEXEC);
        if (device < 0) return not_written(path, errno, list);
        bool is_written = write_straight(device, path, data, size, list);
        close(device);
        return is_written;
    }
    g_autofree char *folder = g_path_get_dirname(target);
    g_autofree char *temporary = g_build_filename(folder, ".duikai-XXXXXX", NULL);
    int file = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) return not_written(path, errno, list);
    if (!finish_replace(file, temporary, target, data, size)) return not_written(path, errno, list);
    sync_folder(target);
    return true;
}

char *base_file_beside(const char *base, const char *name)
{
    if (g_path_is_absolute(name) || strcmp(base, "-") == 0) return g_strdup(name);
    g_autofree char *folder = g_path_get_dirname(base);
    if (strcmp(folder, ".") == 0 && strncmp(base, "./", 2) != 0) return g_strdup(name);
    return g_build_filename(folder, name, NULL);
}

void base_folder_remove(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        bool is_folder = g_file_test(inner, G_FILE_TEST_IS_DIR) && !g_file_test(inner, G_FILE_TEST_IS_SYMLINK);
        if (is_folder) base_folder_remove(inner);
        else g_remove(inner);
    }
    g_rmdir(path);
}
