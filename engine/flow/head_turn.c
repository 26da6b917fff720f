/* Heads turned over: two lines in place of one, broken where the sense parts.
 *
 * In: a head that neither tracking nor a smaller size brings into its frame.  Out: the style in which it fits in twice as many lines at
 * most.  Method: sizes are tried from the layout's down to the grade below, each as tracked by the layout and then as tight as can be;
 * a trial is broken by par_break's rule for heads in a scratch of its own.  A trial that tears a word, or is too deep, is none.
 * What the tightest tracking leaves over is given back. */
#include "flow/head.h"

typedef struct {
    const Head *head;
    ModelStyle style;
    unsigned n_lines;
    DkLength spare; /* the least that a gap of any line may grow by */
} Trial;

static ParSegment whole_frame(const void *data, int line)
{
    (void)line;
    return (ParSegment){0, flow_inline_size(data)};
}

/* Whether a line begins where no word is torn (text_find_words); the mark or space before it says so too. */
static bool is_sense_unit(const TextRuns *runs, const ParLines *lines, const ParLine *line)
{
    unsigned first = g_array_index(lines->boxes, ParBox, line->first_box).cluster;
    TextClass before = first ? g_array_index(runs->clusters, TextCluster, first - 1).class : TEXT_OTHER;
    bool is_parted =
        before == TEXT_SPACE || before == TEXT_WIDE_SPACE || before == TEXT_PAUSE || before == TEXT_STOP || before == TEXT_CLOSE;
    return line->is_first || is_parted || g_array_index(runs->clusters, TextCluster, first).is_word_start;
}

/* Breaks one text of the trial; false when it takes more than two lines, or tears a word. */
static bool break_text(Trial *trial, const FlowJob *scratch, unsigned paragraph, const ModelStyle *style)
{
    DkLength natural = par_natural_width(scratch->runs, paragraph, style);
    ParRequest request = {.runs = scratch->runs,
                          .paragraph = paragraph,
                          .style = style,
                          .is_indented = true,
                          .measure = {whole_frame, trial->head->frame},
                          .is_head = natural > flow_inline_size(trial->head->frame) - style->indent};
    if (request.is_head) text_find_words(scratch->runs, paragraph);
    ParResult result = par_break(scratch->lines, &request);
    for (unsigned i = 0; i < result.n_lines; i++) {
        const ParLine *line = &g_array_index(scratch->lines->lines, ParLine, result.first_line + i);
        if (line->is_forced || line->width > line->measure || !is_sense_unit(scratch->runs, scratch->lines, line)) return false;
        trial->spare = MIN(trial->spare, (line->measure - line->width) / MAX(1, (int)line->n_boxes));
    }
    trial->n_lines += result.n_lines;
    return result.n_lines <= 2;
}

static bool is_within_depth(const Trial *trial)
{
    return (int64_t)(trial->n_lines - 1) * trial->style.leading + trial->style.size <= flow_block_size(trial->head->frame);
}

static bool try_style(Trial *trial)
{
    const FlowJob *job = trial->head->job;
    g_autoptr(DkDiagnostics) unheard = dk_diagnostics_new();
    g_autoptr(BaseArena) arena = base_arena_new();
    FlowTexts texts = *trial->head->texts;
    FlowJob scratch = {job->resolved, job->fonts, text_runs_new(&trial->style, 1), par_lines_new(), NULL, arena, unheard};
    texts.style = 0;
    texts.paragraphs = base_arena_new_array(arena, unsigned, texts.n);
    flow_head_shape(&scratch, trial->head->frame, &texts);
    trial->n_lines = 0;
    trial->spare = G_MAXINT32;
    bool is_good = true;
    for (unsigned i = 0; i < texts.n && is_good; i++)
        is_good = break_text(trial, &scratch, texts.paragraphs[i], &scratch.runs->styles[0]);
    par_lines_free(scratch.lines);
    text_runs_free(scratch.runs);
    return is_good && is_within_depth(trial);
}

/* The head tracked as tight as can be, and then as little tighter than the layout says as still fits. */
static bool try_tight(Trial *trial)
{
    DkLength usual = trial->style.tracking, tightest = flow_head_tightest(&trial->style);
    trial->style.tracking = tightest;
    if (!try_style(trial)) return false;
    trial->style.tracking = MIN(usual, tightest + MAX(0, trial->spare));
    if (trial->style.tracking == tightest || try_style(trial)) return true;
    trial->style.tracking = tightest; /* looser, it would be broken elsewhere */
    return try_style(trial);
}

bool flow_head_turn(const Head *head, ModelStyle *found, unsigned *n_lines)
{
    DkLength smallest = model_grade_below(head->style->size, 1);
    for (DkLength size = head->style->size; size >= smallest; size -= FLOW_HEAD_STEP) {
        Trial trial = {.head = head, .style = flow_style_at(head->style, size)};
        trial.style.leading = MAX(trial.style.leading, model_head_leading(size));
        if (trial.style.align == MODEL_ALIGN_JUSTIFY) trial.style.align = MODEL_ALIGN_START; /* short lines are not flush */
        if (trial.style.align == MODEL_ALIGN_SPREAD) trial.style.align = MODEL_ALIGN_CENTER;
        bool is_found = try_style(&trial) || try_tight(&trial);
        *found = trial.style;
        *n_lines = trial.n_lines;
        if (is_found) return true;
    }
    return false;
}
