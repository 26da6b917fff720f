/* What the tests of this folder share: fonts, a style, and one text set in it. */
#ifndef TESTS_SETTING_H
#define TESTS_SETTING_H

#include "paragraph/paragraph.h"

#define EM (10 * DK_PT)

/* A body style of 10 pt: half, gb, first-fit, justified, no gaps. */
ModelStyle setting_style(void);
/* Fonts opened once for the test program. */
TextFonts *setting_fonts(void);

typedef struct {
    ModelStyle style;
    TextRuns *runs;
    ParLines *lines;
    ParResult result;
    DkDiagnostics *list;
    char *text;
} Setting;

/* A request for `text` in `style`; change what is to be otherwise. */
typedef struct {
    const char *text;
    ModelStyle style;
    ModelLanguage language;
    ModelDirection direction;
    DkLength measure;
    const ParMeasure *measures; /* instead of `measure` */
    bool is_indented;
} SettingRequest;

Setting *setting_new(const SettingRequest *request);
void setting_free(Setting *setting);
/* The words of the lines with | between them. */
char *setting_words(const Setting *setting);
/* The lines that the text has when it is set again as a head of another measure. */
char *setting_head_words(Setting *setting, DkLength measure);
/* A file below the shared data folder, or NULL where it is absent. */
char *setting_shared(const char *name);
const ParLine *setting_line(const Setting *setting, unsigned index);
const ParBox *setting_box(const Setting *setting, unsigned line, unsigned index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Setting, setting_free)

#endif
