/* How long comparing takes, on files given: bench_compare ACTUAL.txt EXPECTED.txt ACTUAL.png EXPECTED.png.
 *
 * Dumps: read both and compare their layout.  PNGs: the pixels of two decoded rasters, decoding one after the other, and both together
 * as `duikai compare` does it.  Each line is the best of RUNS after one run to warm up: real milliseconds, which is what a user waits
 * and means something on an idle machine alone, and milliseconds of processor time of all threads. */
#include <stdio.h>
#include <time.h>

#include "compare/compare.h"

enum { RUNS = 15 };

typedef struct {
    GBytes *files[4];         /* as named */
    OutputRaster *rasters[2]; /* of the PNGs */
} Files;

static void fail(const DkDiagnostics *list, const char *reason)
{
    const char *message = list && dk_diagnostics_count(list) ? dk_diagnostics_item(list, 0)->message : reason;
    g_error("%s", message ? message : "cannot be compared");
}

static void compare_dumps(const Files *files)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    CompareSide actual = {.path = "actual", .dump = files->files[0]}, expected = {.path = "expected", .dump = files->files[1]};
    DkComparison *comparison = compare_sides(&actual, &expected, NULL, list);
    if (!comparison) fail(list, NULL);
    compare_result_free(comparison);
}

static void decode(const Files *files)
{
    for (int i = 2; i < 4; i++) {
        char *reason = NULL;
        g_autoptr(OutputRaster) raster = output_raster_png(files->files[i], &reason);
        if (!raster) fail(NULL, reason);
    }
}

static void compare_rasters(const Files *files)
{
    compare_pixels_free(compare_pixels(files->rasters[1], files->rasters[0], NULL, 0.1, 0));
}

static void compare_pictures(const Files *files)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    CompareSide actual = {.path = "actual", .png = files->files[2]}, expected = {.path = "expected", .png = files->files[3]};
    DkComparison *comparison = compare_sides(&actual, &expected, NULL, list);
    if (!comparison) fail(list, NULL);
    compare_result_free(comparison);
}

/* Microseconds of a clock: of the world, or of this process's threads. */
static gint64 now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void time_of(const char *name, void (*work)(const Files *files), const Files *files)
{
    static const clockid_t clocks[2] = {CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID};
    gint64 best[2] = {G_MAXINT64, G_MAXINT64};
    for (int run = 0; run <= RUNS; run++) {
        gint64 start[2] = {now(clocks[0]), now(clocks[1])};
        work(files);
        for (int i = 0; i < 2 && run > 0; i++) best[i] = MIN(best[i], now(clocks[i]) - start[i]);
    }
    printf("%-34s %8.2f ms  %8.2f ms of processor time\n", name, (double)best[0] / 1000, (double)best[1] / 1000);
}

int main(int argc, char **argv)
{
    Files files;
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    if (argc != 5) {
        fputs("usage: bench_compare ACTUAL.txt EXPECTED.txt ACTUAL.png EXPECTED.png\n", stderr);
        return DK_STATUS_USAGE;
    }
    for (int i = 0; i < 4; i++) {
        files.files[i] = base_file_read(argv[i + 1], BASE_PICTURE_MAX, (BasePlace){0}, list);
        if (!files.files[i]) fail(list, NULL);
    }
    for (int i = 0; i < 2; i++) {
        char *reason = NULL;
        files.rasters[i] = output_raster_png(files.files[i + 2], &reason);
        if (!files.rasters[i]) fail(NULL, reason);
    }
    time_of("two dumps, layout", compare_dumps, &files);
    time_of("two rasters, pixels", compare_rasters, &files);
    time_of("two PNGs, decoding", decode, &files);
    time_of("two PNGs, decoding and pixels", compare_pictures, &files);
    for (int i = 0; i < 2; i++) output_raster_free(files.rasters[i]);
    for (int i = 0; i < 4; i++) g_bytes_unref(files.files[i]);
    return 0;
}
