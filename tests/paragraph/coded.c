/* A fuzzer's bytes as a text and the way it is set. */
#include "coded.h"

enum { HEAD = 8, LONGEST = 4096 };

static ModelStyle style_of(const uint8_t *head)
{
    static const char *const roles[] = {"song", "kai", "hei-bold", "mono"};
    DkLength size = 10 * DK_PT;
    return (ModelStyle){.id = "coded",
                        .font = roles[head[0] & 3],
                        .size = size,
                        .leading = size * 3 / 2,
                        .punctuation = (ModelPunctuation)(head[0] >> 2 & 3),
                        .prohibition = (ModelProhibition)(head[0] >> 4 & 3),
                        .breaker = (ModelBreaker)(head[0] >> 6 & 1),
                        .is_hanging = head[0] >> 7,
                        .align = (ModelAlign)(head[1] % 5),
                        .digits = (ModelDigits)(head[2] & 1),
                        .indent = (head[2] >> 1 & 3) * size,
                        .is_hyphenated = head[3] >> 3 & 1,
                        .word_language = "en-US",
                        .hyphens_in_a_row = head[7] & 3,
                        .han_latin_gap = (head[2] >> 3 & 1) * size / 8,
                        .tracking = (head[2] >> 4 & 3) == 3 ? size / 20 - (head[2] >> 6) * size / 10 : 0};
}

static ParSegment segment(const void *data, int line)
{
    const uint8_t *head = data;
    return (ParSegment){line % 2 * 100, 1024 + head[4] * 1024 + (line * head[5] % 7) * 512};
}

bool coded_check(const uint8_t *bytes, size_t size, TextFonts *fonts)
{
    if (size <= HEAD || size > LONGEST || !g_utf8_validate((const char *)bytes + HEAD, (gssize)(size - HEAD), NULL)) return false;
    ModelStyle style = style_of(bytes);
    g_autofree char *text = g_strndup((const char *)bytes + HEAD, size - HEAD);
    TextSpan span = {0, (unsigned)(size - HEAD), 0};
    TextRequest shaping = {.text = text,
                           .n_bytes = span.n_bytes,
                           .spans = &span,
                           .n_spans = 1,
                           .language = (ModelLanguage)(bytes[3] & 3),
                           .direction = (ModelDirection)(bytes[3] >> 2 & 1)};
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    TextRuns *runs = text_runs_new(&style, 1);
    ParLines *lines = par_lines_new();
    ParRequest request = {.runs = runs, .paragraph = text_shape(runs, fonts, &shaping, list), .style = &style, .is_indented = true};
    request.measure = (ParMeasure){segment, bytes};
    request.max_lines = bytes[6] & 15;
    laws_check_text(runs, request.paragraph);
    ParResult result = par_break(lines, &request);
    laws_check_lines(lines, &result, &request);
    laws_check_breakers(&request);
    par_lines_free(lines);
    text_runs_free(runs);
    return true;
}
