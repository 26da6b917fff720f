/* Marks beside the lines of a story: readings, and lines under names.
 *
 * In: the lines of a block's legs, placed; the marks of their paragraphs.  Out: FlowBesides, each with its place in the frame, and the lines
 * of the readings.  Method: marks follow the boxes of their characters, wherever justification put them; no line moves for one.
 * The white between two lines must hold what stands under the upper and over the lower one: what does not go in is reported.
 * Source: RULES 1.11, after CLREQ 3.1.8 and 3.3. */
#include "flow/body.h"

/* Of a base's em box, in parts of 30 (CLREQ 3.3.5): a column of letters and tone right of it, 15 wide. */
enum { ZHUYIN_PARTS = 30, ZHUYIN_LETTER = 9, ZHUYIN_LEFT = 1, ZHUYIN_TONE = 5, ZHUYIN_LIGHT = 3 };

/* Lines under names, in thousandths of the em: the middle of the line beyond the em box, its weight, how far a wave swings to either side,
 * and how far the ends stand back, so that the lines of two names do not touch (CLREQ 3.1.8 asks for a gap; the figures are house rules). */
enum { NAME_BEYOND = 65, TITLE_BEYOND = 95, LINE_WEIGHT = 45, WAVE_SWING = 45, LINE_BACK = 80, THOUSAND = 1000 };
/* An emphasis dot's far side from the line's centre, alone and under a line: text/dots.c. */
enum { DOT_END = 72, DOT_LINED_END = 88, HUNDRED = 100 };

/* What a mark needs of the white beyond the em box, over a stretch of its line. */
typedef struct {
    DkLength start, end, room;
} Reach;

/* A line with marks, and what they need of the white at its sides. */
typedef struct {
    const FlowBody *body;
    FlowLine placed;
    unsigned number; /* of the galley */
    const ParLine *line;
    DkLength reading_over, reading_under; /* the ink of its readings, from their own centre */
    GArray *over, *under;                 /* Reach */
} MarkedLine;

/* The part of a line that a mark covers. */
typedef struct {
    DkLength start, end;
    const ModelStyle *style; /* of its first character */
    bool is_whole;           /* the mark begins in this line */
} Part;

static const TextRuns *runs_of(const MarkedLine *at)
{
    return at->body->job->runs;
}

/* Finds the part of the line that `mark` covers; false: none. */
static bool find_part(const MarkedLine *at, const TextMark *mark, Part *part)
{
    const TextRuns *runs = runs_of(at);
    *part = (Part){.start = G_MAXINT32, .end = G_MININT32};
    for (unsigned b = 0; b < at->line->n_boxes; b++) {
        const ParBox *box = &g_array_index(at->body->job->lines->boxes, ParBox, at->line->first_box + b);
        if (box->cluster < mark->first_cluster || box->cluster >= mark->first_cluster + mark->n_clusters) continue;
        const TextCluster *cluster = &g_array_index(runs->clusters, TextCluster, box->cluster);
        DkLength start = at->line->offset + box->position + box->shift;
        if (!part->style) part->style = &runs->styles[g_array_index(runs->runs, TextRun, cluster->run).style];
        part->is_whole |= box->cluster == mark->first_cluster;
        part->start = MIN(part->start, start);
        part->end = MAX(part->end, start + cluster->advance);
    }
    return part->style != NULL;
}

static void add_reach(GArray *reaches, DkLength start, DkLength end, DkLength room)
{
    Reach reach = {start, end, room};
    g_array_append_val(reaches, reach);
}

static void add_beside(const MarkedLine *at, unsigned mark, FlowBeside beside)
{
    GArray *besides = at->body->job->galley->besides;
    beside.line = at->number;
    beside.frame = at->placed.frame;
    beside.mark = mark;
    g_array_append_val(besides, beside);
}

/* ---- Readings ---- */

static ParSegment reading_segment(const void *data, int line)
{
    (void)line;
    return *(const ParSegment *)data;
}

/* Sets a reading's line: at its natural width from `offset` on, or spread over `segment`. */
static unsigned set_reading(const MarkedLine *at, unsigned paragraph, ParSegment segment, bool is_spread)
{
    const TextRuns *runs = runs_of(at);
    const TextParagraph *text = &g_array_index(runs->paragraphs, TextParagraph, paragraph);
    ModelStyle style = runs->styles[g_array_index(runs->runs, TextRun, text->first_run).style];
    if (is_spread) style.align = MODEL_ALIGN_SPREAD;
    ParRequest request = {
        .runs = runs, .paragraph = paragraph, .style = &style, .measure = {reading_segment, &segment}, .max_lines = 1};
    return par_break(at->body->job->lines, &request).first_line;
}

/* Kana are spread over a base that is wider (JIS X 4051); words of letters are not. */
static bool is_spread(const TextRuns *runs, const TextParagraph *reading)
{
    for (unsigned i = reading->first_cluster; i < reading->first_cluster + reading->n_clusters; i++)
        if (g_array_index(runs->clusters, TextCluster, i).class != TEXT_HAN) return false;
    return reading->n_clusters > 1;
}

static DkLength reading_em(const MarkedLine *at, const TextMark *mark)
{
    const TextRuns *runs = runs_of(at);
    const TextParagraph *reading = &g_array_index(runs->paragraphs, TextParagraph, mark->reading);
    return reading->n_runs ? runs->styles[g_array_index(runs->runs, TextRun, reading->first_run).style].size : 0;
}

static void note_reading(MarkedLine *at, const TextMark *mark, const Part *part)
{
    DkLength over, under;
    if (!part->is_whole) return;
    text_ink_extents(runs_of(at), mark->reading, &over, &under);
    at->reading_over = MAX(at->reading_over, over);
    at->reading_under = MAX(at->reading_under, under);
}

/* The distance of the readings' centre from the line's: their em box stands on that of the base, nearer where the white asks for it and
 * their ink allows.  It is one for all readings of a line, so that they have one baseline. */
static DkLength reading_distance(const MarkedLine *at, DkLength size, DkLength em)
{
    const ModelStyle *style = at->body->job->resolved->styles + at->body->block->styles[MODEL_ROLE_BODY];
    DkLength white = MAX(0, style->leading - size), nearest = size / 2 + at->reading_under;
    DkLength wanted = MAX(size / 2 + em / 2, nearest), highest = size / 2 + white - at->reading_over;
    return CLAMP(highest, nearest, wanted);
}

static void add_ruby(MarkedLine *at, unsigned index, const TextMark *mark, const Part *part)
{
    const TextParagraph *reading = &g_array_index(runs_of(at)->paragraphs, TextParagraph, mark->reading);
    if (!reading->n_runs || !part->is_whole) return;
    DkLength em = reading_em(at, mark), size = part->style->size, base = part->end - part->start;
    DkLength distance = reading_distance(at, size, em), center = at->placed.center - distance;
    ParSegment segment = {(base - mark->width) / 2, mark->width};
    bool is_wide = mark->width < base && is_spread(runs_of(at), reading);
    if (is_wide) segment.width += (DkLength)((int64_t)(base - mark->width) * (reading->n_clusters - 1) / reading->n_clusters);
    if (is_wide) segment.offset = (base - segment.width) / 2;
    FlowBeside beside = {.kind = mark->kind,
                         .start = part->start,
                         .end = part->end,
                         .over = center - em / 2,
                         .under = center - em / 2 + em,
                         .direction = reading->direction,
                         .reading = set_reading(at, mark->reading, segment, is_wide)};
    DkLength back = MIN(0, segment.offset); /* of the reading, beyond its base */
    add_reach(at->over, part->start + back, part->end - back, distance + at->reading_over - size / 2);
    add_beside(at, index, beside);
}

/* ---- Bopomofo ---- */

/* A rectangle right of a base's em box, in parts of it: from `left` to `right` of its right side, from `top` to `bottom` of its top. */
typedef struct {
    int left, right, top, bottom;
} Parts;

static FlowBeside zhuyin_at(const MarkedLine *at, const Part *part, Parts parts)
{
    DkLength size = part->style->size, center = at->placed.center;
    FlowBeside beside = {.kind = TEXT_MARK_ZHUYIN, .reading = FLOW_NO_LINE};
    if (part->style->direction == MODEL_DIRECTION_VERTICAL) {
        DkLength middle = (part->start + part->end) / 2;
        beside.start = middle - size / 2 + size * parts.top / ZHUYIN_PARTS;
        beside.end = middle - size / 2 + size * parts.bottom / ZHUYIN_PARTS;
        beside.over = center - size / 2 - size * parts.right / ZHUYIN_PARTS;
        beside.under = center - size / 2 - size * parts.left / ZHUYIN_PARTS;
        return beside;
    }
    beside.start = part->end + size * parts.left / ZHUYIN_PARTS;
    beside.end = part->end + size * parts.right / ZHUYIN_PARTS;
    beside.over = center - size / 2 + size * parts.top / ZHUYIN_PARTS;
    beside.under = center - size / 2 + size * parts.bottom / ZHUYIN_PARTS;
    return beside;
}

static void add_tone(const MarkedLine *at, unsigned index, const TextMark *mark, const Part *part, int top)
{
    const TextRuns *runs = runs_of(at);
    const TextParagraph *tone = &g_array_index(runs->paragraphs, TextParagraph, mark->tone);
    bool is_light = g_utf8_get_char(tone->text + tone->first_byte) == 0x02D9;
    Parts parts = {ZHUYIN_LEFT + ZHUYIN_LETTER, ZHUYIN_LEFT + ZHUYIN_LETTER + ZHUYIN_TONE, top - 2, top - 2 + ZHUYIN_TONE};
    if (is_light) parts = (Parts){ZHUYIN_LEFT, ZHUYIN_LEFT + ZHUYIN_LETTER, top, top + ZHUYIN_LIGHT};
    FlowBeside beside = zhuyin_at(at, part, parts);
    DkLength advance = 0, room = part->style->size * (parts.right - parts.left) / ZHUYIN_PARTS;
    for (unsigned i = tone->first_cluster; i < tone->first_cluster + tone->n_clusters; i++)
        advance += g_array_index(runs->clusters, TextCluster, i).advance;
    beside.direction = MODEL_DIRECTION_HORIZONTAL;
    beside.reading = set_reading(at, mark->tone, (ParSegment){(room - advance) / 2, advance}, false);
    add_beside(at, index, beside);
}

static void add_zhuyin(MarkedLine *at, unsigned index, const TextMark *mark, const Part *part)
{
    const TextRuns *runs = runs_of(at);
    const TextParagraph *letters = &g_array_index(runs->paragraphs, TextParagraph, mark->reading);
    if (!letters->n_runs || !part->is_whole) return;
    bool has_tone = mark->tone != TEXT_NO_PARAGRAPH;
    const TextParagraph *tone = has_tone ? &g_array_index(runs->paragraphs, TextParagraph, mark->tone) : NULL;
    bool is_light = tone && g_utf8_get_char(tone->text + tone->first_byte) == 0x02D9;
    int depth = ZHUYIN_LETTER * (int)letters->n_clusters, top = (ZHUYIN_PARTS - depth - (is_light ? ZHUYIN_LIGHT : 0)) / 2;
    if (is_light) add_tone(at, index, mark, part, top);
    if (is_light) top += ZHUYIN_LIGHT;
    FlowBeside beside = zhuyin_at(at, part, (Parts){ZHUYIN_LEFT, ZHUYIN_LEFT + ZHUYIN_LETTER, top, top + depth});
    beside.direction = MODEL_DIRECTION_VERTICAL;
    DkLength room = part->style->size * depth / ZHUYIN_PARTS;
    beside.reading = set_reading(at, mark->reading, (ParSegment){(room - mark->width) / 2, mark->width}, false);
    add_beside(at, index, beside);
    if (has_tone && !is_light) add_tone(at, index, mark, part, top + depth - ZHUYIN_LETTER);
    if (part->style->direction == MODEL_DIRECTION_VERTICAL) add_reach(at->over, part->start, part->end, part->style->size / 2);
}

/* ---- Lines under names ---- */

static DkLength em_part(DkLength size, int part)
{
    return base_length_scale(size, part, THOUSAND);
}

/* Under the line, left of a vertical one (CLREQ 3.1.3); a Japanese vertical line has it at its right (JLREQ, side lines). */
static void add_name_line(MarkedLine *at, unsigned index, const TextMark *mark, const Part *part)
{
    DkLength size = part->style->size, back = em_part(size, LINE_BACK);
    bool is_wave = mark->kind == TEXT_MARK_TITLE;
    DkLength middle = size / 2 + em_part(size, is_wave ? TITLE_BEYOND : NAME_BEYOND);
    DkLength depth = em_part(size, LINE_WEIGHT) + (is_wave ? 2 * em_part(size, WAVE_SWING) : 0);
    bool is_over = at->body->job->resolved->language == MODEL_LANGUAGE_JA && part->style->direction == MODEL_DIRECTION_VERTICAL;
    DkLength center = at->placed.center + (is_over ? -middle : middle);
    FlowBeside beside = {.kind = mark->kind,
                         .start = part->start + back,
                         .end = MAX(part->end - back, part->start + back),
                         .over = center - depth / 2,
                         .under = center - depth / 2 + depth,
                         .reading = FLOW_NO_LINE,
                         .weight = em_part(size, LINE_WEIGHT)};
    add_reach(is_over ? at->over : at->under, beside.start, beside.end, middle + depth / 2 - size / 2);
    add_beside(at, index, beside);
}

/* The room of emphasis dots, which are glyphs of their characters. */
static void note_dots(MarkedLine *at)
{
    const TextRuns *runs = runs_of(at);
    for (unsigned b = 0; b < at->line->n_boxes; b++) {
        const ParBox *box = &g_array_index(at->body->job->lines->boxes, ParBox, at->line->first_box + b);
        const TextCluster *cluster = &g_array_index(runs->clusters, TextCluster, box->cluster);
        if (cluster->dot == TEXT_NO_DOT) continue;
        const ModelStyle *style = &runs->styles[g_array_index(runs->runs, TextRun, cluster->run).style];
        int end = cluster->dot == TEXT_DOT_LINED ? DOT_LINED_END : DOT_END;
        DkLength start = at->line->offset + box->position, middle = start + cluster->advance / 2, half = style->size / 10;
        add_reach(style->direction == MODEL_DIRECTION_VERTICAL ? at->over : at->under, middle - half, middle + half,
                  base_length_scale(style->size, end, HUNDRED) - style->size / 2);
    }
}

/* ---- The whole ---- */

typedef void MarkStep(MarkedLine *at, unsigned index, const TextMark *mark, const Part *part);

static void measure_mark(MarkedLine *at, unsigned index, const TextMark *mark, const Part *part)
{
    (void)index;
    if (mark->kind == TEXT_MARK_RUBY) note_reading(at, mark, part);
}

static void add_mark(MarkedLine *at, unsigned index, const TextMark *mark, const Part *part)
{
    if (mark->kind == TEXT_MARK_RUBY) add_ruby(at, index, mark, part);
    if (mark->kind == TEXT_MARK_ZHUYIN) add_zhuyin(at, index, mark, part);
    if (mark->kind == TEXT_MARK_NAME || mark->kind == TEXT_MARK_TITLE) add_name_line(at, index, mark, part);
}

static void each_mark(MarkedLine *at, MarkStep *step)
{
    const TextRuns *runs = runs_of(at);
    const TextParagraph *paragraph = &g_array_index(runs->paragraphs, TextParagraph, at->line->paragraph);
    unsigned end = at->line->first_byte + at->line->n_bytes;
    for (unsigned m = paragraph->first_mark; m < paragraph->first_mark + paragraph->n_marks; m++) {
        const TextMark *mark = &g_array_index(runs->marks, TextMark, m);
        Part part;
        if (mark->first_byte >= end) return;
        if (mark->first_byte + mark->n_bytes > at->line->first_byte && find_part(at, mark, &part)) step(at, m, mark, &part);
    }
}

/* The white between a line and the one before it in its leg; a leg's first line has as much above it as the others. */
static DkLength white_over(const MarkedLine *at, const MarkedLine *before)
{
    const FlowBody *body = at->body;
    const ModelStyle *style = &body->job->runs->styles[body->block->styles[MODEL_ROLE_BODY]];
    bool has_before = before->line && before->placed.frame == at->placed.frame;
    DkLength step = has_before ? at->placed.center - before->placed.center : MAX(style->leading, body->thread.pitch);
    return step - style->size;
}

/* The most that marks over a line and marks under the one before it need at any one place. */
static DkLength most_needed(const MarkedLine *at, const MarkedLine *before)
{
    DkLength most = 0;
    for (unsigned i = 0; i < at->over->len; i++) {
        const Reach *over = &g_array_index(at->over, Reach, i);
        DkLength met = 0;
        for (unsigned k = 0; before && k < before->under->len; k++) {
            const Reach *under = &g_array_index(before->under, Reach, k);
            if (under->start < over->end && over->start < under->end) met = MAX(met, under->room);
        }
        most = MAX(most, over->room + met);
    }
    return most;
}

/* Two marks at one side of one character: a dot, or a Japanese side line, and a reading. */
static bool has_collision(const MarkedLine *at)
{
    for (unsigned i = 1; i < at->over->len; i++)
        for (unsigned k = 0; k < i; k++) {
            const Reach *a = &g_array_index(at->over, Reach, i), *b = &g_array_index(at->over, Reach, k);
            if (a->start < b->end && b->start < a->end) return true;
        }
    return false;
}

static BasePlace line_place(const MarkedLine *at)
{
    BasePlace place = flow_line_place(at->body->job->runs, at->line);
    place.story = at->body->block->story->slug;
    place.frame = at->body->block->id;
    place.set_line = at->placed.slot + 1;
    return place;
}

static void check_collision(const MarkedLine *at)
{
    if (!has_collision(at)) return;
    BasePlace place = line_place(at);
    DkDiagnostic *item =
        base_report(at->body->job->list, DK_WARNING, "marks-crowded", place,
                    "in line %d of \"%s\" two marks stand at one side of a character", place.set_line, place.frame);
    base_report_hint(at->body->job->list, item, "leave the reading or the emphasis out");
}

static void check_white(const MarkedLine *at, const MarkedLine *before)
{
    const FlowJob *job = at->body->job;
    bool has_before = before->line && before->placed.frame == at->placed.frame;
    DkLength need = most_needed(at, has_before ? before : NULL), white = white_over(at, before);
    if (need <= white) return;
    BasePlace place = line_place(at);
    DkDiagnostic *item = base_report(job->list, DK_WARNING, "marks-crowded", place,
                                     "the marks over line %d of \"%s\" need %.2f pt of white and have %.2f pt", place.set_line,
                                     place.frame, base_length_pt(need), base_length_pt(MAX(0, white)));
    base_report_amount(item, base_length_pt(need - white), "pt");
    base_report_hint(job->list, item, "give the lines more leading: half the size of the text holds readings at one side");
}

void flow_body_beside(const FlowBody *body, unsigned first_line)
{
    const FlowJob *job = body->job;
    MarkedLine before = {0};
    GArray *reaches[4];
    for (int i = 0; i < 4; i++) reaches[i] = g_array_new(FALSE, FALSE, sizeof(Reach));
    ParLine lines[2]; /* copies, for the table grows as readings are set */
    for (unsigned i = first_line; i < job->galley->lines->len; i++) {
        FlowLine placed = g_array_index(job->galley->lines, FlowLine, i);
        lines[i % 2] = g_array_index(job->lines->lines, ParLine, placed.line);
        MarkedLine at = {.body = body,
                         .placed = placed,
                         .number = i,
                         .line = &lines[i % 2],
                         .over = reaches[i % 2],
                         .under = reaches[2 + i % 2]};
        g_array_set_size(at.over, 0);
        g_array_set_size(at.under, 0);
        each_mark(&at, measure_mark);
        each_mark(&at, add_mark);
        note_dots(&at);
        check_white(&at, &before);
        check_collision(&at);
        before = at;
    }
    for (int i = 0; i < 4; i++) g_array_unref(reaches[i]);
}
