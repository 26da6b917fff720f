/* The shelf: bytes that one thread makes and the other hands out.
 *
 * One lock around short moves of references; bytes never change once they are here.  Each side has a descriptor that becomes
 * readable when there is work for it, for both wait in poll.  Two revisions are kept: the current one, and the one before it for
 * a browser that shows what changed. */
#include "preview/preview.h"

#include <sys/eventfd.h>
#include <unistd.h>

struct PreviewSheet {
    gatomicrefcount references;
    unsigned revision;
    GBytes *parts[PREVIEW_N_PARTS];
    bool is_asked[PREVIEW_N_PARTS], has_failed[PREVIEW_N_PARTS];
};

typedef struct {
    unsigned number; /* 0: none */
    GBytes *state;
    GPtrArray *sheets;   /* PreviewSheet * */
    GHashTable *stories; /* "N/SLUG" to GBytes */
} Revision;

struct PreviewShelf {
    GMutex lock;
    Revision current, before;
    int news, asked; /* eventfd */
};

/* ---- Sheets ---- */

PreviewSheet *preview_sheet_new(unsigned revision)
{
    PreviewSheet *sheet = g_new0(PreviewSheet, 1);
    g_atomic_ref_count_init(&sheet->references);
    sheet->revision = revision;
    return sheet;
}

unsigned preview_sheet_revision(const PreviewSheet *sheet)
{
    return sheet->revision;
}

PreviewSheet *preview_sheet_ref(PreviewSheet *sheet)
{
    g_atomic_ref_count_inc(&sheet->references);
    return sheet;
}

void preview_sheet_unref(PreviewSheet *sheet)
{
    if (!g_atomic_ref_count_dec(&sheet->references)) return;
    for (int part = 0; part < PREVIEW_N_PARTS; part++) g_clear_pointer(&sheet->parts[part], g_bytes_unref);
    g_free(sheet);
}

/* ---- The shelf ---- */

static void revision_clear(Revision *revision)
{
    g_clear_pointer(&revision->state, g_bytes_unref);
    g_clear_pointer(&revision->sheets, g_ptr_array_unref);
    g_clear_pointer(&revision->stories, g_hash_table_unref);
    revision->number = 0;
}

PreviewShelf *preview_shelf_new(void)
{
    PreviewShelf *shelf = g_new0(PreviewShelf, 1);
    g_mutex_init(&shelf->lock);
    shelf->news = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    shelf->asked = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (shelf->news < 0 || shelf->asked < 0) g_error("preview: no descriptors are left");
    return shelf;
}

void preview_shelf_free(PreviewShelf *shelf)
{
    if (!shelf) return;
    revision_clear(&shelf->current);
    revision_clear(&shelf->before);
    close(shelf->news);
    close(shelf->asked);
    g_mutex_clear(&shelf->lock);
    g_free(shelf);
}

static void ring(int bell)
{
    eventfd_write(bell, 1);
}

static void still(int bell)
{
    eventfd_t count;
    eventfd_read(bell, &count);
}

/* ---- The caller's side ---- */

void preview_shelf_put(PreviewShelf *shelf, unsigned revision, GBytes *state, GPtrArray *sheets, GHashTable *stories)
{
    g_mutex_lock(&shelf->lock);
    Revision old = shelf->before;
    shelf->before = shelf->current;
    shelf->current = (Revision){revision, state, sheets, stories};
    g_mutex_unlock(&shelf->lock);
    revision_clear(&old);
    ring(shelf->news);
}

int preview_shelf_asked(const PreviewShelf *shelf)
{
    return shelf->asked;
}

bool preview_shelf_next(PreviewShelf *shelf, unsigned *page, PreviewPart *part)
{
    G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&shelf->lock);
    still(shelf->asked);
    for (unsigned i = 0; shelf->current.sheets && i < shelf->current.sheets->len; i++) {
        const PreviewSheet *sheet = g_ptr_array_index(shelf->current.sheets, i);
        for (int p = 0; p < PREVIEW_N_PARTS; p++) {
            if (!sheet->is_asked[p]) continue;
            *page = i;
            *part = (PreviewPart)p;
            return true;
        }
    }
    return false;
}

void preview_shelf_give(PreviewShelf *shelf, unsigned page, PreviewPart part, GBytes *bytes)
{
    g_mutex_lock(&shelf->lock);
    PreviewSheet *sheet = g_ptr_array_index(shelf->current.sheets, page);
    sheet->parts[part] = bytes;
    sheet->is_asked[part] = false;
    sheet->has_failed[part] = bytes == NULL;
    g_mutex_unlock(&shelf->lock);
    ring(shelf->news);
}

/* ---- The server's side ---- */

int preview_shelf_news(const PreviewShelf *shelf)
{
    return shelf->news;
}

void preview_shelf_seen(PreviewShelf *shelf)
{
    still(shelf->news);
}

unsigned preview_shelf_revision(PreviewShelf *shelf)
{
    G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&shelf->lock);
    return shelf->current.number;
}

GBytes *preview_shelf_state(PreviewShelf *shelf)
{
    G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&shelf->lock);
    return shelf->current.state ? g_bytes_ref(shelf->current.state) : NULL;
}

GBytes *preview_shelf_story(PreviewShelf *shelf, const char *name)
{
    G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&shelf->lock);
    GBytes *text = shelf->current.stories ? g_hash_table_lookup(shelf->current.stories, name) : NULL;
    return text ? g_bytes_ref(text) : NULL;
}

/* The page as it was in that revision, or NULL when nobody knows any more. */
static PreviewSheet *find_sheet(const PreviewShelf *shelf, unsigned revision, unsigned page)
{
    const Revision *known[] = {&shelf->current, &shelf->before};
    if (revision == 0) revision = shelf->current.number;
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (!known[i]->number || page >= known[i]->sheets->len) continue;
        PreviewSheet *sheet = g_ptr_array_index(known[i]->sheets, page);
        if (revision >= sheet->revision && revision <= known[i]->number) return sheet;
    }
    return NULL;
}

PreviewAnswer preview_shelf_part(PreviewShelf *shelf, unsigned revision, unsigned page, PreviewPart part, GBytes **bytes)
{
    G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&shelf->lock);
    PreviewSheet *sheet = find_sheet(shelf, revision, page);
    if (!sheet) return PREVIEW_NONE;
    if (sheet->parts[part]) {
        *bytes = g_bytes_ref(sheet->parts[part]);
        return PREVIEW_HERE;
    }
    bool is_current = page < shelf->current.sheets->len && g_ptr_array_index(shelf->current.sheets, page) == sheet;
    if (!is_current || sheet->has_failed[part]) return PREVIEW_NONE; /* its page is gone, and cannot be drawn any more */
    sheet->is_asked[part] = true;
    ring(shelf->asked);
    return PREVIEW_COMING;
}
