/* reconstruct/ on 10 MB: linear, so below 5 seconds of CPU and 500 MB, for a newspaper's text over and over and for one character. */
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "reconstruct/reconstruct.h"

#define SIZE (10u << 20)
#if defined(__SANITIZE_ADDRESS__)
#define IS_MEASURED false /* the sanitizers take their own time and memory */
#else
#define IS_MEASURED true
#endif

static void test_large(gconstpointer data)
{
    g_autofree char *part = NULL;
    if (data) {
        g_autofree char *path = g_build_filename(g_getenv("DUIKAI_DATA_DIR"), data, NULL);
        g_assert_true(g_file_get_contents(path, &part, NULL, NULL));
    } else {
        part = g_strdup("中");
    }
    g_autoptr(GString) text = g_string_sized_new(SIZE + 8192);
    while (text->len < SIZE) g_string_append_printf(text, "%s%s", part, data ? "\n\n" : "");
    g_autofree char *habits = g_build_filename(g_getenv("DUIKAI_DATA_DIR"), "layouts/habits.yaml", NULL);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    RecSource *source = rec_source_new();
    rec_source_add(source, "large", text->str, text->len);
    clock_t before = clock();
    g_autoptr(RecDraft) draft = rec_draft_new(source, rec_habits_read(habits, list), &(RecOptions){.apply_from = 0.95}, list);
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    g_assert_nonnull(draft);
    g_assert_cmpuint(draft->ledger.n_missing + draft->ledger.n_twice, ==, 0);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    g_test_message("%zu bytes: %.2f s of CPU, %ld MB at most", (size_t)text->len, seconds, use.ru_maxrss / 1024);
    if (!IS_MEASURED) return;
    g_assert_cmpfloat(seconds, <, 5);
    g_assert_cmpint(use.ru_maxrss, <, 500 * 1024);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/reconstruct/large/one-character", NULL, test_large);
    g_test_add_data_func("/reconstruct/large/newspaper", "samples/zhuzhou-daily-2022-06-17/raw.txt", test_large);
    return g_test_run();
}
