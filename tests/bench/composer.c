/* Measures the composer apart from the rest: CPU time of shaping and of breaking a text, line for line a paragraph, and peak memory.
 *
 * Usage: bench_composer TEXT [COPIES] (DUIKAI_DATA_DIR names the project).  Both breakers at 16, 20, 24 and 30 em in style full. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "paragraph/paragraph.h"

typedef struct {
    double shape, break_; /* milliseconds */
    size_t n_clusters, n_lines;
} Cost;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static ParSegment segment(const void *data, int line)
{
    (void)line;
    return (ParSegment){0, *(const DkLength *)data};
}

static void set_paragraph(Cost *cost, TextRuns *runs, ParLines *lines, TextFonts *fonts, const TextRequest *request,
                          DkLength measure)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    double start = now();
    unsigned paragraph = text_shape(runs, fonts, request, list);
    double shaped = now();
    ParRequest breaking = {
        .runs = runs, .paragraph = paragraph, .style = runs->styles, .is_indented = true, .measure = {segment, &measure}};
    cost->n_lines += par_break(lines, &breaking).n_lines;
    cost->shape += shaped - start;
    cost->break_ += now() - shaped;
}

static Cost set_text(const char *text, int copies, TextFonts *fonts, const ModelStyle *style, DkLength measure)
{
    Cost cost = {0};
    TextRuns *runs = text_runs_new(style, 1);
    ParLines *lines = par_lines_new();
    for (int i = 0; i < copies; i++)
        for (const char *start = text, *end; *start; start = *end ? end + 1 : end) {
            end = strchrnul(start, '\n');
            TextSpan span = {.first_byte = (unsigned)(start - text), .n_bytes = (unsigned)(end - start)};
            TextRequest request = {
                .text = text, .first_byte = span.first_byte, .n_bytes = span.n_bytes, .spans = &span, .n_spans = 1};
            if (span.n_bytes) set_paragraph(&cost, runs, lines, fonts, &request, measure);
        }
    cost.n_clusters = runs->clusters->len;
    par_lines_free(lines);
    text_runs_free(runs);
    return cost;
}

int main(int argc, char **argv)
{
    static const int measures[] = {16, 20, 24, 30};
    g_autofree char *text = NULL;
    if (argc < 2 || !g_file_get_contents(argv[1], &text, NULL, NULL)) return 2;
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    double start = now();
    TextFonts *fonts = text_fonts_new(g_getenv("DUIKAI_DATA_DIR") ? g_getenv("DUIKAI_DATA_DIR") : ".", NULL, list);
    if (!fonts) return 1;
    printf("fonts opened in %.2f ms\n", now() - start);
    DkLength em = base_length_from_pt(9.5);
    ModelStyle style = {.id = "body",
                        .font = "song",
                        .size = em,
                        .leading = em * 14 / 10,
                        .indent = 2 * em,
                        .han_latin_gap = em / 8,
                        .punctuation = MODEL_PUNCTUATION_FULL,
                        .prohibition = MODEL_PROHIBITION_GB};
    for (size_t i = 0; i < G_N_ELEMENTS(measures); i++)
        for (int breaker = 0; breaker < 2; breaker++) {
            style.breaker = (ModelBreaker)breaker;
            Cost cost = set_text(text, argc > 2 ? atoi(argv[2]) : 1, fonts, &style, measures[i] * em);
            printf("%d em %-9s: %zu clusters shaped in %.2f ms, broken into %zu lines in %.2f ms\n", measures[i],
                   model_breaker_words[breaker], cost.n_clusters, cost.shape, cost.n_lines, cost.break_);
        }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("peak memory %ld MiB\n", usage.ru_maxrss / 1024);
    text_fonts_free(fonts);
    return 0;
}
