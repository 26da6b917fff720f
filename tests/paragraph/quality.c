/* What total-fit reaches on running text, in the terms of the issue on line composition: deviation of gaps between Han from none.
 *
 * A solid pair is one without a blank between: Han and Han, Han and closing mark, opening mark and Han.  Only justified lines count. */
#include "setting.h"

#include <math.h>
#include <string.h>

typedef struct {
    double squares, n_pairs;
    int n_lines, n_over_5, n_over_10, n_runts, n_forced;
} Quality;

static bool is_closing(TextClass class)
{
    return class == TEXT_CLOSE || class == TEXT_PAUSE || class == TEXT_STOP;
}

/* The gap between two clusters' bodies, in em. */
static double solid_gap(const ParBox *box, const TextCluster *cluster, const ParBox *next)
{
    return (double)(next->position + next->shift - (box->position + box->shift + cluster->advance)) / EM;
}

static void add_line(Quality *quality, const Setting *setting, const ParLine *line)
{
    quality->n_runts += line->is_runt;
    quality->n_forced += line->is_forced;
    if (line->is_last) return;
    quality->n_lines++;
    quality->n_over_5 += line->gap * 20 > EM + 20;
    quality->n_over_10 += line->gap * 10 > EM + 10;
    for (unsigned i = line->first_box; i + 1 < line->first_box + line->n_boxes; i++) {
        const ParBox *box = &g_array_index(setting->lines->boxes, ParBox, i), *next = box + 1;
        const TextCluster *left = &g_array_index(setting->runs->clusters, TextCluster, box->cluster), *right = left + 1;
        bool is_solid = (left->class == TEXT_HAN && (right->class == TEXT_HAN || is_closing(right->class))) ||
                        (left->class == TEXT_OPEN && right->class == TEXT_HAN);
        if (!is_solid) continue;
        double gap = solid_gap(box, left, next);
        quality->squares += gap * gap;
        quality->n_pairs++;
    }
}

static Quality measure(const char *text, ModelBreaker breaker, int measure)
{
    Quality quality = {0};
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n", -1);
    for (unsigned i = 0; paragraphs[i]; i++) {
        SettingRequest request = {.text = paragraphs[i], .style = setting_style(), .measure = measure * EM, .is_indented = true};
        request.style.indent = 2 * EM;
        request.style.han_latin_gap = EM / 8;
        request.style.punctuation = MODEL_PUNCTUATION_FULL;
        request.style.breaker = breaker;
        g_autoptr(Setting) setting = setting_new(&request);
        for (unsigned k = 0; k < setting->result.n_lines; k++) add_line(&quality, setting, setting_line(setting, k));
    }
    return quality;
}

static void test_quality(void)
{
    static const struct {
        int measure;
        double rms, over_5; /* at most; over_5 in per cent of the lines */
    } aims[] = {{16, .0100, 1}, {20, .0040, 0}, {24, .0030, 0}, {30, .0030, 0}};
    g_autofree char *text = setting_shared("../body.txt");
    if (!text) {
        g_test_skip("the shared text is not there");
        return;
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(aims); i++) {
        Quality first = measure(text, MODEL_BREAKER_FIRST_FIT, aims[i].measure);
        Quality total = measure(text, MODEL_BREAKER_TOTAL_FIT, aims[i].measure);
        double rms = sqrt(total.squares / total.n_pairs), first_rms = sqrt(first.squares / first.n_pairs);
        g_test_message("%d em: solid RMS %.4f em (first-fit %.4f), %d of %d lines over .05, %d over .10, %d runts", aims[i].measure,
                       rms, first_rms, total.n_over_5, total.n_lines, total.n_over_10, total.n_runts);
        g_assert_cmpfloat(rms, <=, aims[i].rms);
        g_assert_cmpfloat(rms, <, first_rms);
        g_assert_cmpfloat(100.0 * total.n_over_5, <=, aims[i].over_5 * total.n_lines);
        g_assert_cmpint(total.n_over_10, ==, 0);
        g_assert_cmpint(total.n_runts, ==, 0);
        g_assert_cmpint(total.n_forced, ==, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paragraph/quality", test_quality);
    return g_test_run();
}
