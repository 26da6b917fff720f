/* reconstruct/ on texts that nobody meant: mutants of the inputs, cut, doubled, shuffled, their bytes changed.
 *
 * Holds for each: no fault, and every code point in exactly one place.  `test_reconstruct_fuzz RUNS [SEED]` runs more than ctest does;
 * tests/fuzz/reconstruct.c is the libFuzzer target. */
#include <string.h>

#include "reconstruct/reconstruct.h"

static RecDraft *draft_of(const char *bytes, size_t n)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autofree char *path = g_build_filename(g_getenv("DUIKAI_DATA_DIR"), "layouts/habits.yaml", NULL);
    RecHabits *habits = rec_habits_read(path, list);
    g_assert_nonnull(habits);
    RecSource *source = rec_source_new();
    rec_source_add(source, "fuzz", bytes, n);
    RecOptions options = {
        .corrections = REC_CORRECTIONS_APPLY, .apply_from = 0.95, .sheet = "none"}; /* no sheet: no packing, which is slow */
    return rec_draft_new(source, habits, &options, list);
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

int main(int argc, char **argv)
{
    guint64 runs = argc > 1 && argv[1][0] != '-' ? g_ascii_strtoull(argv[1], NULL, 10) : 300;
    g_autoptr(GRand) rand = g_rand_new_with_seed(argc > 2 ? (guint32)g_ascii_strtoull(argv[2], NULL, 10) : 1);
    g_print("1..1\n");
    for (guint64 run = 0; run < runs; run++) {
        GString *text = begin(rand);
        for (int n = g_rand_int_range(rand, 1, 30); n > 0; n--) mutate(text, rand);
        try_text(text->str, text->len);
        g_string_free(text, TRUE);
    }
    g_print("ok 1 %" G_GUINT64_FORMAT " mutants\n", runs);
    return 0;
}
