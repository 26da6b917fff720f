/* Shapes a paragraph: code points -> runs of clusters with their glyphs.
 *
 * A paragraph is cut into items that one call of HarfBuzz can shape (one face, script, direction, kind of shaping); neighbouring items
 * of one face, style and orientation become one run.  Code points are handed over with the cluster they belong to, so pairs and
 * marks stay together.  Positions are computed from the face's own units, so every ideograph is exactly one em. */
#include "text/shaping.h"

#include <string.h>

enum { MARKS_MAX = 30, FARTHEST = G_MAXINT32 / 4 };

/* Characters first .. end - 1, shaped in one call. */
typedef struct {
    unsigned first, end;
    Face *face;
    unsigned face_index; /* of the runs */
    const ModelStyle *style;
} Item;

static hb_language_t hb_language(ModelLanguage language)
{
    static const char *const tags[TEXT_N_LANGUAGES] = {"zh-hans", "zh-hant-tw", "zh-hant-hk", "ja"};
    static hb_language_t languages[TEXT_N_LANGUAGES];
    if (!languages[language]) languages[language] = hb_language_from_string(tags[language], -1);
    return languages[language];
}

static hb_direction_t hb_direction(const Char *c)
{
    if (c->orientation == TEXT_UPRIGHT && c->is_vertical) return HB_DIRECTION_TTB;
    return c->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR;
}

static unsigned find_features(const Char *c, unsigned n_chars, hb_feature_t *features)
{
    static const hb_tag_t widths[] = {HB_TAG('h', 'w', 'i', 'd'), HB_TAG('h', 'w', 'i', 'd'), HB_TAG('t', 'w', 'i', 'd'),
                                      HB_TAG('q', 'w', 'i', 'd')};
    static const hb_tag_t kern = HB_TAG('k', 'e', 'r', 'n');
    features[0] = (hb_feature_t){kern, 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    features[1] = (hb_feature_t){0, 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    switch (c->kind) {
    case SHAPE_WESTERN: return 0;
    case SHAPE_HAN: return 1;
    case SHAPE_NUMBER: features[1].tag = widths[0]; return 2;
    case SHAPE_QUOTE: features[1].tag = HB_TAG('p', 'w', 'i', 'd'); return 2;
    case SHAPE_COMBINED: features[1].tag = widths[CLAMP(n_chars, 1, 4) - 1]; return 2;
    }
    return 0;
}

/* One call of HarfBuzz. */
static void call_harfbuzz(const Shaping *shaping, const Item *item, hb_buffer_t *buffer)
{
    const Char *chars = shaping->chars;
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    for (unsigned i = item->first, head = i; i < item->end; i++) {
        if (!chars[i].is_joined && !chars[i].is_extending) head = i;
        bool is_column = chars[i].is_vertical && chars[i].orientation == TEXT_UPRIGHT;
        uint32_t drawn = is_column ? text_column_form(chars[i].code, shaping->request->language) : text_drawn_as(chars[i].code);
        hb_buffer_add(buffer, drawn, head);
    }
    hb_buffer_set_direction(buffer, hb_direction(&chars[item->first]));
    hb_buffer_set_script(buffer, chars[item->first].script);
    hb_buffer_set_language(buffer, hb_language(shaping->request->language));
    hb_feature_t features[2];
    unsigned n = find_features(&chars[item->first], item->end - item->first, features);
    hb_shape(item->face->hb_font, buffer, features, n);
}

/* Appends glyphs `from` .. `to` - 1 of the buffer, in the face's units: `along` from the cluster's start, `across` above the line's centre
 * negative.  Returns their advance. */
static int append_glyphs(const Shaping *shaping, const Item *item, hb_buffer_t *buffer, unsigned from, unsigned to)
{
    const Char *c = &shaping->chars[item->first];
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, NULL);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    bool is_downward = HB_DIRECTION_IS_VERTICAL(hb_direction(c));
    bool is_word = c->orientation == TEXT_TURNED && c->kind != SHAPE_HAN;
    int pen = 0, center = is_word ? item->face->x_middle : item->face->center;
    for (unsigned i = from; i < to; i++) {
        const hb_glyph_position_t *position = &positions[i];
        TextGlyph glyph = {.glyph = infos[i].codepoint < item->face->n_glyphs ? infos[i].codepoint : 0,
                           .along = pen + (is_downward ? -position->y_offset : position->x_offset),
                           .across = is_downward ? -position->x_offset : center - position->y_offset};
        g_array_append_val(shaping->runs->glyphs, glyph);
        pen = (int)CLAMP((int64_t)pen + (is_downward ? -position->y_advance : position->x_advance), -FARTHEST, FARTHEST);
    }
    return pen;
}

static unsigned chars_end_byte(const Shaping *shaping, unsigned end)
{
    return end < shaping->n ? shaping->chars[end].byte : shaping->request->first_byte + shaping->request->n_bytes;
}

/* Appends the cluster of characters first .. end - 1 with the buffer's glyphs from .. to - 1. */
static void append_cluster(const Shaping *shaping, const Item *item, hb_buffer_t *buffer, const ClusterRange *range)
{
    TextRuns *runs = shaping->runs;
    const Char *c = &shaping->chars[range->first];
    TextCluster cluster = {.first_byte = c->byte,
                           .n_bytes = chars_end_byte(shaping, range->end) - c->byte,
                           .first_glyph = runs->glyphs->len,
                           .run = runs->runs->len - 1,
                           .character = c->code,
                           .class = c->class,
                           .is_tied = c->is_tied,
                           .is_break_before = c->is_break_before};
    int advance = range->to > range->from ? append_glyphs(shaping, item, buffer, range->from, range->to) : 0;
    cluster.n_glyphs = runs->glyphs->len - cluster.first_glyph;
    ClusterFit fit = {.request = shaping->request,
                      .c = c,
                      .n_chars = range->end - range->first,
                      .face = item->face,
                      .style = item->style,
                      .glyphs = &g_array_index(runs->glyphs, TextGlyph, cluster.first_glyph),
                      .n_glyphs = cluster.n_glyphs};
    cluster.advance = text_fit_cluster(&fit, advance);
    cluster.n_glyphs = fit.n_glyphs;
    g_array_set_size(runs->glyphs, cluster.first_glyph + fit.n_glyphs);
    if (c->is_centered) text_center_ink(&fit, cluster.advance);
    if (c->is_dotted) text_add_dot(&fit, &cluster, runs->glyphs);
    g_array_append_val(runs->clusters, cluster);
    g_array_index(runs->runs, TextRun, cluster.run).n_clusters++;
}

/* Appends a soft hyphen that the text has not: a cluster of no bytes before character `at`. */
static void append_hyphen(const Shaping *shaping, const Item *item, unsigned at)
{
    Char hyphen = shaping->chars[at];
    hyphen.code = TEXT_SOFT_HYPHEN;
    hyphen.is_break_before = hyphen.is_dotted = hyphen.is_lined = hyphen.is_centered = false;
    TextRequest request = *shaping->request;
    request.first_byte = hyphen.byte;
    request.n_bytes = 0;
    Shaping alone = *shaping;
    alone.request = &request;
    alone.chars = &hyphen;
    alone.n = 1;
    Item single = *item;
    single.first = 0;
    single.end = 1;
    hb_buffer_t *buffer = hb_buffer_create();
    call_harfbuzz(&alone, &single, buffer);
    append_cluster(&alone, &single, buffer, &(ClusterRange){0, 1, 0, hb_buffer_get_length(buffer)});
    hb_buffer_destroy(buffer);
}

/* Cuts the buffer's glyphs into clusters, in text order. */
static void append_clusters(const Shaping *shaping, const Item *item, hb_buffer_t *buffer)
{
    unsigned n = hb_buffer_get_length(buffer);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, NULL);
    bool is_backward = HB_DIRECTION_IS_BACKWARD(hb_buffer_get_direction(buffer));
    unsigned done = 0, first = item->first;
    while (done < n) {
        unsigned n_group = 1, at = is_backward ? n - 1 - done : done;
        uint32_t value = infos[at].cluster;
        while (done + n_group < n && infos[is_backward ? at - n_group : at + n_group].cluster == value) n_group++;
        done += n_group;
        unsigned next = done < n ? infos[is_backward ? n - 1 - done : done].cluster : item->end;
        ClusterRange range = {.first = first, .end = next, .from = is_backward ? at + 1 - n_group : at};
        range.to = range.from + n_group;
        append_cluster(shaping, item, buffer, &range);
        if (next < shaping->n && shaping->chars[next].is_hyphen_before && item->face) append_hyphen(shaping, item, next);
        first = next;
    }
    if (n == 0) append_cluster(shaping, item, buffer, &(ClusterRange){item->first, item->end, 0, 0});
}

static unsigned face_index(TextRuns *runs, const Face *face)
{
    const TextFace *wanted = face ? &face->face : NULL;
    for (guint i = runs->faces->len; i-- > 0;)
        if (g_ptr_array_index(runs->faces, i) == wanted) return i;
    g_ptr_array_add(runs->faces, (gpointer)wanted);
    return runs->faces->len - 1;
}

/* How far digits side by side must be narrowed to stand in one em; 1024: not at all. */
static DkLength combined_scale(const Item *item, hb_buffer_t *buffer)
{
    unsigned n;
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &n);
    int width = 0, em = item->face ? (int)item->face->face.units_per_em : 0;
    for (unsigned i = 0; i < n; i++) width += positions[i].x_advance;
    return width > em ? base_length_scale(DK_PT, em, width) : DK_PT;
}

/* Goes on with the last run of the paragraph, or begins another. */
static void begin_run(const Shaping *shaping, const Item *item, hb_buffer_t *buffer)
{
    GArray *runs = shaping->runs->runs;
    const Char *c = &shaping->chars[item->first];
    const TextParagraph *paragraph = &g_array_index(shaping->runs->paragraphs, TextParagraph, shaping->runs->paragraphs->len - 1);
    TextRun run = {.face = item->face_index,
                   .style = c->style,
                   .orientation = c->orientation,
                   .scale = DK_PT,
                   .first_cluster = shaping->runs->clusters->len,
                   .paragraph = shaping->runs->paragraphs->len - 1,
                   .level = c->level};
    if (c->orientation == TEXT_COMBINED) run.scale = combined_scale(item, buffer);
    if (runs->len > paragraph->first_run) {
        const TextRun *last = &g_array_index(runs, TextRun, runs->len - 1);
        if (last->face == run.face && last->style == run.style && last->orientation == run.orientation &&
            last->scale == run.scale && last->level == run.level)
            return;
    }
    g_array_append_val(runs, run);
}

static bool is_same_item(const Char *a, const Char *b)
{
    if (a->kind == SHAPE_COMBINED && !b->is_joined) return false;
    if (a->code == TEXT_SOFT_HYPHEN || b->code == TEXT_SOFT_HYPHEN) return false; /* no kerning with what is not shown */
    return a->style == b->style && a->mark == b->mark && a->role == b->role && a->position == b->position &&
           a->script == b->script && a->kind == b->kind && a->orientation == b->orientation && a->level == b->level;
}

/* The end of the item that begins at `first`.  Marks in a row are handed over up to what Unicode calls stream-safe (UAX #15, 13): the time
 * HarfBuzz takes to place them grows with the square of their number. */
static unsigned item_end(const Shaping *shaping, unsigned first)
{
    unsigned end = first + 1, n_marks = 0;
    for (; end < shaping->n && is_same_item(&shaping->chars[first], &shaping->chars[end]); end++) {
        n_marks = shaping->chars[end].is_extending ? n_marks + 1 : 0;
        if (n_marks > MARKS_MAX) break;
    }
    return end;
}

static void shape_items(Shaping *shaping)
{
    hb_buffer_t *buffer = hb_buffer_create();
    for (unsigned first = 0, end; first < shaping->n; first = end) {
        const Char *c = &shaping->chars[first];
        end = item_end(shaping, first);
        Item item = {first, end, NULL, 0, &shaping->runs->styles[c->style]};
        item.face = text_fonts_chain_face(shaping->fonts, c->role, c->position, shaping->request->language, shaping->list);
        item.face_index = face_index(shaping->runs, item.face);
        hb_buffer_clear_contents(buffer);
        if (item.face) call_harfbuzz(shaping, &item, buffer);
        begin_run(shaping, &item, buffer);
        append_clusters(shaping, &item, buffer);
        if (item.face) text_count_use(shaping->runs, item.style->font, item.face, 0, shaping->request->story, (int)(end - first));
    }
    hb_buffer_destroy(buffer);
}

static size_t count_chars(const TextRequest *request)
{
    return (size_t)g_utf8_strlen(request->text + request->first_byte, request->n_bytes);
}

static void decode(Shaping *shaping)
{
    const TextRequest *request = shaping->request;
    const char *text = request->text, *end = text + request->first_byte + request->n_bytes;
    unsigned span = 0;
    for (const char *p = text + request->first_byte; p < end; p = g_utf8_next_char(p)) {
        unsigned byte = (unsigned)(p - text);
        while (span + 1 < request->n_spans && byte >= request->spans[span + 1].first_byte) span++;
        shaping->chars[shaping->n++] = (Char){.code = g_utf8_get_char(p),
                                              .byte = byte,
                                              .style = request->spans[span].style,
                                              .is_dotted = request->spans[span].is_dotted,
                                              .is_centered = request->spans[span].is_centered,
                                              .is_vertical = request->direction == MODEL_DIRECTION_VERTICAL};
    }
}

unsigned text_shape(TextRuns *runs, TextFonts *fonts, const TextRequest *request, DkDiagnostics *list)
{
    TextParagraph paragraph = {.text = request->text,
                               .first_byte = request->first_byte,
                               .n_bytes = request->n_bytes,
                               .first_run = runs->runs->len,
                               .first_cluster = runs->clusters->len,
                               .first_mark = runs->marks->len,
                               .n_marks = request->n_marks,
                               .story = request->story,
                               .place = request->place,
                               .language = request->language,
                               .direction = request->direction};
    g_array_append_val(runs->paragraphs, paragraph);
    Shaping shaping = {
        .request = request, .runs = runs, .fonts = fonts, .list = list, .chars = g_new(Char, count_chars(request) + 1)};
    decode(&shaping);
    if (shaping.n) {
        text_find_marks(&shaping);
        text_find_classes(&shaping);
        text_find_breaks(&shaping);
        text_find_hyphens(&shaping);
        text_close_marks(&shaping);
        text_find_scripts(&shaping);
        text_find_faces(&shaping);
        text_find_orientations(&shaping);
        shape_items(&shaping);
    }
    text_keep_marks(&shaping);
    g_free(shaping.chars);
    TextParagraph *made = &g_array_index(runs->paragraphs, TextParagraph, runs->paragraphs->len - 1);
    made->n_runs = runs->runs->len - made->first_run;
    made->n_clusters = runs->clusters->len - made->first_cluster;
    return runs->paragraphs->len - 1;
}
