/* Golden dumps of glyph runs and lines: small texts that between them use every kind of slack.
 *
 * The goldens lie beside this file and are rewritten only when DUIKAI_UPDATE_GOLDENS is set; the commit then says why. */
#include <locale.h>

#include "setting.h"

typedef struct {
    const char *name, *text;
    ModelPunctuation punctuation;
    ModelBreaker breaker;
    ModelDirection direction;
    double measure;
} Golden;

static const Golden goldens[] = {
    {"half-first-fit", "6月16日，市委书记曹慧泉到千金集团“调研”。", MODEL_PUNCTUATION_HALF, MODEL_BREAKER_FIRST_FIT,
     MODEL_DIRECTION_HORIZONTAL, 8.6},
    {"full-total-fit", "他强调，要发挥好龙头企业作用，全面加强创新研发，更好支撑、带动“生物医药”产业GDP高质量发展。",
     MODEL_PUNCTUATION_FULL, MODEL_BREAKER_TOTAL_FIT, MODEL_DIRECTION_HORIZONTAL, 11},
    {"vertical", "第12期：宏大——氟2021年（上）！", MODEL_PUNCTUATION_FULL, MODEL_BREAKER_FIRST_FIT, MODEL_DIRECTION_VERTICAL, 9},
};

static char *dump_of(const Golden *golden)
{
    SettingRequest request = {.text = golden->text,
                              .style = setting_style(),
                              .measure = (DkLength)(golden->measure * EM),
                              .direction = golden->direction,
                              .is_indented = true};
    request.style.punctuation = golden->punctuation;
    request.style.breaker = golden->breaker;
    request.style.indent = 2 * EM;
    request.style.han_latin_gap = EM / 8;
    g_autoptr(Setting) setting = setting_new(&request);
    BaseDump *dump = base_dump_new();
    text_dump(setting->runs, dump);
    par_dump(setting->lines, setting->runs, dump);
    return base_dump_finish(dump);
}

static void test_golden(gconstpointer data)
{
    const Golden *golden = data;
    g_autofree char *name = g_strconcat(golden->name, ".dump", NULL);
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "paragraph", "goldens", name, NULL), *wanted = NULL;
    g_autofree char *dump = dump_of(golden);
    if (g_getenv("DUIKAI_UPDATE_GOLDENS")) {
        g_assert_true(g_file_set_contents(path, dump, -1, NULL));
        return;
    }
    g_assert_true(g_file_get_contents(path, &wanted, NULL, NULL));
    g_assert_cmpstr(dump, ==, wanted);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(goldens); i++) {
        g_autofree char *path = g_strconcat("/paragraph/dumps/", goldens[i].name, NULL);
        g_test_add_data_func(path, &goldens[i], test_golden);
    }
    return g_test_run();
}
