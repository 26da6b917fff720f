/* One text set in one style. */
#include "setting.h"

#include <string.h>

ModelStyle setting_style(void)
{
    return (ModelStyle){.id = "body",
                        .font = "song",
                        .size = EM,
                        .leading = 14 * DK_PT,
                        .ink = {.k = 100},
                        .ornament_ink = {.k = 100},
                        .punctuation = MODEL_PUNCTUATION_HALF,
                        .prohibition = MODEL_PROHIBITION_GB,
                        .breaker = MODEL_BREAKER_FIRST_FIT,
                        .digits = MODEL_DIGITS_HALF};
}

TextFonts *setting_fonts(void)
{
    static TextFonts *fonts;
    if (fonts) return fonts;
    DkDiagnostics *list = dk_diagnostics_new();
    fonts = text_fonts_new(g_getenv("DUIKAI_DATA_DIR"), NULL, list);
    g_assert_nonnull(fonts);
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 0);
    dk_diagnostics_free(list);
    return fonts;
}

static ParSegment even(const void *data, int line)
{
    (void)line;
    return (ParSegment){0, *(const DkLength *)data};
}

Setting *setting_new(const SettingRequest *request)
{
    Setting *setting = g_new0(Setting, 1);
    setting->style = request->style;
    setting->text = g_strdup(request->text);
    setting->list = dk_diagnostics_new();
    setting->runs = text_runs_new(&setting->style, 1);
    setting->lines = par_lines_new();
    TextSpan span = {0, (unsigned)strlen(setting->text), 0};
    TextRequest shaping = {.text = setting->text,
                           .n_bytes = span.n_bytes,
                           .spans = &span,
                           .n_spans = 1,
                           .language = request->language,
                           .direction = request->direction};
    unsigned paragraph = text_shape(setting->runs, setting_fonts(), &shaping, setting->list);
    ParRequest breaking = {.runs = setting->runs,
                           .paragraph = paragraph,
                           .style = &setting->style,
                           .is_indented = request->is_indented,
                           .measure = request->measures ? *request->measures : (ParMeasure){even, &request->measure}};
    setting->result = par_break(setting->lines, &breaking);
    return setting;
}

void setting_free(Setting *setting)
{
    if (!setting) return;
    par_lines_free(setting->lines);
    text_runs_free(setting->runs);
    dk_diagnostics_free(setting->list);
    g_free(setting->text);
    g_free(setting);
}

const ParLine *setting_line(const Setting *setting, unsigned index)
{
    g_assert_cmpuint(index, <, setting->lines->lines->len);
    return &g_array_index(setting->lines->lines, ParLine, index);
}

const ParBox *setting_box(const Setting *setting, unsigned line, unsigned index)
{
    const ParLine *set = setting_line(setting, line);
    g_assert_cmpuint(index, <, set->n_boxes);
    return &g_array_index(setting->lines->boxes, ParBox, set->first_box + index);
}

char *setting_words(const Setting *setting)
{
    GString *words = g_string_new(NULL);
    for (unsigned i = 0; i < setting->result.n_lines; i++) {
        const ParLine *line = setting_line(setting, setting->result.first_line + i);
        if (i) g_string_append_c(words, '|');
        g_string_append_len(words, setting->text + line->first_byte, line->n_bytes);
    }
    return g_string_free(words, FALSE);
}

char *setting_head_words(Setting *setting, DkLength measure)
{
    ParRequest request = {.runs = setting->runs, .style = &setting->style, .is_head = true, .measure = {even, &measure}};
    setting->result = par_break(setting->lines, &request);
    return setting_words(setting);
}

char *setting_shared(const char *name)
{
    const char *folder = g_getenv("DUIKAI_SHARED_DATA");
    g_autofree char *beside = g_build_filename(g_getenv("DUIKAI_DATA_DIR"), "..", "shared", "data", NULL);
    g_autofree char *path = g_build_filename(folder ? folder : beside, "typography", name, NULL);
    char *text = NULL;
    return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}
