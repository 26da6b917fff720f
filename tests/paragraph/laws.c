/* The laws of setting, stated apart from the code that keeps them. */
#include "laws.h"

#include "paragraph/composer.h"

static const TextCluster *cluster_at(const TextRuns *runs, unsigned index)
{
    g_assert_cmpuint(index, <, runs->clusters->len);
    return &g_array_index(runs->clusters, TextCluster, index);
}

void laws_check_text(const TextRuns *runs, unsigned index)
{
    const TextParagraph *paragraph = &g_array_index(runs->paragraphs, TextParagraph, index);
    unsigned byte = paragraph->first_byte, cluster = paragraph->first_cluster;
    for (unsigned i = paragraph->first_run; i < paragraph->first_run + paragraph->n_runs; i++) {
        const TextRun *run = &g_array_index(runs->runs, TextRun, i);
        g_assert_cmpuint(run->first_cluster, ==, cluster);
        g_assert_cmpuint(run->n_clusters, >, 0);
        g_assert_cmpuint(run->face, <, runs->faces->len);
        for (; cluster < run->first_cluster + run->n_clusters; cluster++) {
            const TextCluster *at = cluster_at(runs, cluster);
            g_assert_cmpuint(at->first_byte, ==, byte);
            g_assert_true(at->n_bytes > 0 || at->character == TEXT_SOFT_HYPHEN);
            g_assert_cmpuint(at->run, ==, i);
            g_assert_cmpuint(at->first_glyph + at->n_glyphs, <=, runs->glyphs->len);
            g_assert_cmpint(at->advance, >=, 0);
            byte += at->n_bytes;
        }
    }
    g_assert_cmpuint(byte, ==, paragraph->first_byte + paragraph->n_bytes);
    g_assert_cmpuint(cluster, ==, paragraph->first_cluster + paragraph->n_clusters);
}

/* Whether a class may stand at a line's start or end, after CLREQ 3.1.4: the table of RULES 1.2 again. */
static bool may_start(TextClass class, ModelProhibition level)
{
    bool is_mark = class == TEXT_CLOSE || class == TEXT_PAUSE || class == TEXT_STOP || class == TEXT_CONNECTOR ||
                   class == TEXT_DOT || class == TEXT_SOLIDUS;
    if (level >= MODEL_PROHIBITION_STRICT && (class == TEXT_DASH || class == TEXT_ELLIPSIS)) return false;
    return level == MODEL_PROHIBITION_NONE || !is_mark;
}

static bool may_end(TextClass class, ModelProhibition level)
{
    if (level >= MODEL_PROHIBITION_GB && class == TEXT_SOLIDUS) return false;
    return level == MODEL_PROHIBITION_NONE || class != TEXT_OPEN;
}

static bool is_blank(TextClass class)
{
    return class == TEXT_SPACE || class == TEXT_WIDE_SPACE;
}

/* The first or last cluster of the line that is no blank; NULL: there is none. */
static const TextCluster *edge_of(const TextRuns *runs, const ParLines *lines, const ParLine *line, bool is_end)
{
    for (unsigned i = 0; i < line->n_boxes; i++) {
        unsigned box = line->first_box + (is_end ? line->n_boxes - 1 - i : i);
        const TextCluster *cluster = cluster_at(runs, g_array_index(lines->boxes, ParBox, box).cluster);
        if (!is_blank(cluster->class)) return cluster;
    }
    return NULL;
}

/* Whether the text itself ends a line between two characters: UAX #14, LB4 and LB5, in words of its own. */
static bool is_line_end(uint32_t before, uint32_t after)
{
    switch (before) {
    case '\r': return after != '\n';
    case '\n':
    case '\v':
    case '\f':
    case 0x0085:              /* next line */
    case 0x2028:              /* line separator */
    case 0x2029: return true; /* paragraph separator */
    default: return false;
    }
}

/* What the text ends is ended there, and nowhere later. */
static void check_text_ends(const ParLines *lines, const ParLine *line, const TextRuns *runs)
{
    for (unsigned i = line->first_box; i + 1 < line->first_box + line->n_boxes; i++) {
        const TextCluster *cluster = cluster_at(runs, g_array_index(lines->boxes, ParBox, i).cluster);
        g_assert_false(is_line_end(cluster->character, cluster[1].character));
    }
}

static void check_edges(const ParLines *lines, const ParLine *line, const ParLine *before, const ParRequest *request)
{
    if (!before || before->is_forced) return;
    const TextCluster *start = edge_of(request->runs, lines, line, false), *end = edge_of(request->runs, lines, before, true);
    if (!start || !end) return;
    const TextCluster *first = cluster_at(request->runs, g_array_index(lines->boxes, ParBox, line->first_box).cluster);
    if (is_line_end((first - 1)->character, first->character)) return;
    g_assert_true(first->is_break_before);
    g_assert_true(may_start(first->class, request->style->prohibition));
    g_assert_true(may_end(end->class, request->style->prohibition));
}

/* Boxes in visual order fill the line without gap or overlap. */
static void check_boxes(const ParLines *lines, const ParLine *line, DkLength tracking)
{
    int64_t sum = 0;
    DkLength least = G_MAXINT32;
    for (unsigned i = line->first_box; i < line->first_box + line->n_boxes; i++) {
        const ParBox *box = &g_array_index(lines->boxes, ParBox, i);
        g_assert_cmpint(box->shift, <=, line->em / 4); /* a blank of ½ may become ¾ */
        sum += box->width;
        least = MIN(least, box->position);
    }
    if (!line->is_hanging) g_assert_cmpint(sum, ==, line->width);
    if (tracking >= 0) g_assert_cmpint(least, ==, 0); /* tracked closer, a narrow box may end before it starts */
}

void laws_check_lines(const ParLines *lines, const ParResult *result, const ParRequest *request)
{
    const TextParagraph *paragraph = &g_array_index(request->runs->paragraphs, TextParagraph, request->paragraph);
    unsigned cluster = paragraph->first_cluster + request->first_cluster;
    bool is_flush = request->style->align == MODEL_ALIGN_JUSTIFY;
    for (unsigned i = result->first_line; i < result->first_line + result->n_lines; i++) {
        const ParLine *line = &g_array_index(lines->lines, ParLine, i);
        g_assert_cmpuint(line->n_boxes, >, 0);
        for (unsigned k = line->first_box; k < line->first_box + line->n_boxes; k++)
            g_assert_cmpuint(g_array_index(lines->boxes, ParBox, k).cluster, ==, cluster++);
        if (!line->is_forced) g_assert_cmpint(line->width, <=, line->measure);
        bool is_full = is_flush && !line->is_last && !line->is_forced && !line->is_loose && line->slack >= PAR_STRETCH_HAN;
        if (is_full) g_assert_cmpint(line->width, ==, line->measure);
        check_boxes(lines, line, request->style->tracking);
        check_text_ends(lines, line, request->runs);
        check_edges(lines, line, i > result->first_line ? line - 1 : NULL, request);
    }
    g_assert_cmpuint(result->next_cluster + paragraph->first_cluster, ==, cluster);
}

void laws_check_breakers(const ParRequest *request)
{
    ModelStyle style = *request->style;
    style.breaker = MODEL_BREAKER_TOTAL_FIT;
    ParRequest asked = *request;
    asked.style = &style;
    asked.max_lines = 0;
    Composer composer = par_composer_make(&asked);
    GArray *first = g_array_new(FALSE, FALSE, sizeof(BreakAt)), *total = g_array_new(FALSE, FALSE, sizeof(BreakAt));
    if (composer.is_justified) {
        par_first_fit(&composer, 0, first);
        par_total_fit(&composer, total);
        g_assert_cmpint(par_compare_ends(&composer, total, first), <=, 0);
    }
    g_array_unref(first);
    g_array_unref(total);
    par_composer_clear(&composer);
}
