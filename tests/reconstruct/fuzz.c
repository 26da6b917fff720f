/* reconstruct/ on texts that nobody meant: mutants of the inputs, cut, doubled, shuffled, their bytes changed.
 *
 * Holds for each: no fault, and every code point in exactly one place; for one in so many a page as well, without a fault of make-up.  `test_reconstruct_fuzz RUNS [SEED]` runs more than ctest does;
 * tests/fuzz/reconstruct.c is the libFuzzer target. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/file.h"
#include "reconstruct/drafts.h"
#include "reconstruct/reconstruct.h"

#define PAGE_EVERY 25 /* runs: a page takes as long as a hundred drafts */

static RecDraft *draft_of(const char *bytes, size_t n)
{
    RecOptions options = {
        .corrections = REC_CORRECTIONS_APPLY, .apply_from = 0.95, .sheet = "none"}; /* no sheet: no packing, which is slow */
    return drafts_make(bytes, (gssize)n, options);
}

static void try_text(const char *bytes, size_t n)
{
    if (memchr(bytes, 0, n) || !g_utf8_validate_len(bytes, n, NULL)) return; /* the reader refuses these */
    g_autoptr(RecDraft) draft = draft_of(bytes, n);
    if (!draft) return;
    g_assert_cmpuint(draft->ledger.n_missing, ==, 0);
    g_assert_cmpuint(draft->ledger.n_twice, ==, 0);
    g_autofree char *dump = rec_draft_dump(draft);
    g_assert_nonnull(dump);
}

static const char *const inputs[] = {"samples/zhuzhou-daily-2022-06-17/raw.txt",     "tests/reconstruct/inputs/tabloid/raw.txt",
                                     "tests/reconstruct/inputs/traditional/raw.txt", "tests/reconstruct/inputs/sports/raw.txt",
                                     "tests/reconstruct/inputs/broken/raw.txt",      "tests/reconstruct/inputs/clean/raw.txt",
                                     "tests/reconstruct/inputs/county/raw.txt"};
static const char *const pieces[] = {
    "\n", "\n\n",      " ", "　", "“", "”",  "\"", "（", ")", "【", "。", "，", "《",    "下转02版",         "本报讯",
    "摄", "2022年6月", "●", "▶",  ">", "\t", "中", "a",  "0", "…",  "——", "\r", "记者/", "\xf0\xa0\x80\x80", "e\xcc\x81"};

static const char *boundary(const GString *text, GRand *rand)
{
    const char *p = text->str + g_rand_int_range(rand, 0, (gint32)text->len + 1);
    while (p > text->str && ((guchar)*p & 0xc0) == 0x80) p--;
    return p;
}

static void mutate(GString *text, GRand *rand)
{
    const char *from = boundary(text, rand), *to = boundary(text, rand);
    if (from > to) {
        const char *other = from;
        from = to;
        to = other;
    }
    gssize first = from - text->str, n = MIN(to - from, 400);
    while (n > 0 && ((guchar)text->str[first + n] & 0xc0) == 0x80) n--;
    g_autofree char *part = g_strndup(text->str + first, (gsize)n);
    switch (g_rand_int_range(rand, 0, 4)) {
    case 0: g_string_erase(text, first, n); break;
    case 1: g_string_insert(text, boundary(text, rand) - text->str, part); break;
    case 2: g_string_insert(text, first, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]); break;
    default: /* moved */ g_string_erase(text, first, n); g_string_insert(text, boundary(text, rand) - text->str, part);
    }
}

/* A run of one input, short, so that many runs are made. */
static GString *begin(GRand *rand)
{
    g_autofree char *path =
        g_build_filename(g_getenv("DUIKAI_DATA_DIR"), inputs[g_rand_int_range(rand, 0, G_N_ELEMENTS(inputs))], NULL);
    g_autofree char *all = NULL;
    gsize n;
    g_assert_true(g_file_get_contents(path, &all, &n, NULL));
    g_autoptr(GString) whole = g_string_new_len(all, (gssize)n);
    const char *from = boundary(whole, rand);
    gssize wanted = g_rand_int_range(rand, 1, 6000), left = (gssize)n - (from - whole->str);
    GString *text = g_string_new_len(from, MIN(left, wanted));
    while (text->len && !g_utf8_validate_len(text->str, text->len, NULL)) g_string_truncate(text, text->len - 1);
    return text;
}

/* ---- Pages ---- */

static int run_command(const char *const *argv, char **said)
{
    int status = 0;
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, said, &status, NULL));
    g_assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Pages with a seam from side to side, of which some mutants leave no way round: two stories, each as wide as the page, are all that some
 * have.  One page in CUT_SHARE may have one, and no fewer than two: of 12 pages two have one by chance (of 43 pages of 1200 mutants 2 have). */
#define CUT_SHARE 20
static unsigned n_cut;

/* Whether what was said names a fault that make-up must not make, whatever the text. */
static bool has_fault(const char *said)
{
    static const char *const faults[] = {"[overset]",          "[frames-overlap]",   "[unused-block]", "[unused-key]",
                                         "[unused-furniture]", "[element-unplaced]", "[unknown-key]",  "[wrong-kind]",
                                         "[bad-value]",        "[missing-key]",      "[leg-empty]",    "[leg-short]"};
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
        if (strstr(said, faults[i])) return true;
    return false;
}

/* A mutant planned, written, set and held to the linter by the command: a page without a fault of make-up, or the reason why there is
 * none.  Returns the pages. */
static unsigned try_page(const GString *text)
{
    if (memchr(text->str, 0, text->len) || !g_utf8_validate_len(text->str, text->len, NULL)) return 0;
    g_autofree char *folder = g_dir_make_tmp("duikai-fuzz-XXXXXX", NULL), *raw = g_build_filename(folder, "raw.txt", NULL);
    g_autofree char *page = g_build_filename(folder, "page.yaml", NULL), *said = NULL, *found = NULL;
    g_assert_true(g_file_set_contents(raw, text->str, (gssize)text->len, NULL));
    const char *make[] = {g_getenv("DUIKAI_COMMAND"), "reconstruct", raw, "-o", folder, "--render", NULL};
    const char *lint[] = {g_getenv("DUIKAI_COMMAND"), "lint", page, NULL};
    int status = run_command(make, &said);
    bool is_refused = strstr(said, "[no-page]") != NULL;
    if (!is_refused) run_command(lint, &found);
    n_cut += found && strstr(found, "[page-cut]");
    bool is_good =
        is_refused || ((status == DK_STATUS_GOOD || status == DK_STATUS_WARNINGS) && !has_fault(said) && !has_fault(found));
    if (!is_good) g_printerr("%s\n----\n%s%s\n", text->str, said, found ? found : "");
    g_assert_true(is_good);
    base_folder_remove(folder);
    return !is_refused;
}

int main(int argc, char **argv)
{
    guint64 runs = argc > 1 && argv[1][0] != '-' ? g_ascii_strtoull(argv[1], NULL, 10) : 300;
    g_autoptr(GRand) rand = g_rand_new_with_seed(argc > 2 ? (guint32)g_ascii_strtoull(argv[2], NULL, 10) : 1);
    g_print("1..1\n");
    unsigned n_pages = 0;
    for (guint64 run = 0; run < runs; run++) {
        GString *text = begin(rand);
        for (int n = g_rand_int_range(rand, 1, 30); n > 0; n--) mutate(text, rand);
        try_text(text->str, text->len);
        if (run % PAGE_EVERY == 0) n_pages += try_page(text);
        g_string_free(text, TRUE);
    }
    g_print("# of %u pages %u have a seam from side to side\n", n_pages, n_cut);
    g_assert_cmpuint(n_cut * CUT_SHARE, <, n_pages + 2 * CUT_SHARE);
    bool has_pages = n_pages > 0 || runs < PAGE_EVERY;
    g_print("%s 1 %" G_GUINT64_FORMAT " mutants, %u pages\n", has_pages ? "ok" : "not ok", runs, n_pages);
    return has_pages ? 0 : 1;
}
