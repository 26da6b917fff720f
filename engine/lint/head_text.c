/* A head's own lines, and where its text begins (RULES 2.5, 2.6). */
#include "lint/job.h"

#include <string.h>

/* ---- Its text ---- */

/* White between a head and the text under it, in lines, from which the eye parts them (house). */
#define AWAY_LINES 3

static const LintBox *first_leg(const LintJob *job, const ModelBlock *block)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind == LINT_LEG && box->block == block && box->frame->n_lines) return box;
    }
    return NULL;
}

/* The lowest foot of the block's other boxes above a leg; the leg's own top where there are none. */
static DkLength roof_of(const LintJob *job, const LintBox *leg)
{
    DkLength foot = G_MININT32;
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        bool is_above = lint_foot(&box->rect) <= leg->ink.y + job->resolved->line;
        if (box->block == leg->block && box->kind != LINT_LEG && is_above) foot = MAX(foot, lint_foot(&box->rect));
    }
    return foot == G_MININT32 ? leg->ink.y : foot;
}

/* What is wrong between head and first leg, and by how much; NULL: nothing. */
static const char *text_place(const LintJob *job, const LintBox *head, const LintBox *leg, LintFault *fault)
{
    bool is_vertical = leg->frame->direction == MODEL_DIRECTION_VERTICAL;
    DkLength before = is_vertical ? lint_right(&leg->ink) - lint_right(&head->ink) : head->ink.y - leg->ink.y;
    fault->amount = lint_rows(job, before);
    fault->unit = "lines";
    if (head->frame->direction == leg->frame->direction && before > job->resolved->line)
        return is_vertical ? "to the right of its head" : "above its head";
    if (is_vertical || head->frame->direction == MODEL_DIRECTION_VERTICAL) return NULL;
    bool is_under = lint_across(&head->rect, &leg->rect) > 0;
    fault->amount = lint_rows(job, leg->ink.y - roof_of(job, leg));
    if (is_under) return fault->amount > AWAY_LINES ? "away from its head" : NULL;
    fault->amount = lint_ems(job, head->rect.x - leg->rect.x);
    fault->unit = "em";
    return fault->amount > 0 ? "to the left of its head" : NULL;
}

/* Whether text of legs runs round a head: then it begins above or beside it (文夹题, 文包题). */
static bool is_surrounded(const LintJob *job, const LintBox *head)
{
    for (unsigned i = 0; i < job->resolved->n_obstacles; i++) {
        const BaseRect *rect = &job->resolved->obstacles[i].rect;
        if (rect->x == head->rect.x && rect->y == head->rect.y && rect->width == head->rect.width) return true;
    }
    return false;
}

void lint_head_off_text(const LintJob *job)
{
    for (unsigned i = 0; i < job->resolved->n_blocks; i++) {
        const ModelBlock *block = &job->resolved->blocks[i];
        const LintBox *head = lint_headline(job, block), *leg = first_leg(job, block);
        LintFault fault = {.cure = "let the text begin right under its head, or beside it"};
        const char *where = head && leg ? text_place(job, head, leg, &fault) : NULL;
        if (!where || is_surrounded(job, head)) continue;
        fault.place = lint_box_place(head);
        lint_found(job, &fault, "the text of \"%s\" begins %.1f %s %s", block->id, fault.amount, fault.unit, where);
    }
}

/* Whether something of its own story stands over half the leg or more, or the leg beside its head. */
static bool is_covered(const LintJob *job, const LintBox *leg, const LintBox *head)
{
    if (leg->ink.y < lint_foot(&head->ink) - job->resolved->line) return true;
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        bool is_above = box->block == leg->block && box != leg && lint_foot(&box->rect) <= leg->ink.y + job->resolved->line;
        if (is_above && lint_across(&box->rect, &leg->rect) * 2LL >= leg->rect.width) return true;
    }
    return false;
}

void lint_text_outruns_head(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *leg = lint_box(job, i);
        const LintBox *head = leg->kind == LINT_LEG ? lint_headline(job, leg->block) : NULL;
        bool is_judged = head && head->frame->direction == MODEL_DIRECTION_HORIZONTAL &&
                         leg->frame->direction == MODEL_DIRECTION_HORIZONTAL && leg->frame->n_lines;
        if (!is_judged || is_surrounded(job, head) || is_covered(job, leg, head)) continue;
        DkLength out = MAX(lint_right(&leg->rect) - lint_right(&head->rect), head->rect.x - leg->rect.x);
        LintFault fault = {.place = lint_box_place(leg),
                           .amount = lint_ems(job, out),
                           .unit = "em",
                           .cure = "widen the head, or put a picture over the leg"};
        lint_found(job, &fault, "leg %u of \"%s\" runs %.1f em out from under its head", leg->number + 1, leg->id, fault.amount);
    }
}

/* ---- Its parts ---- */

#define LARGEST_STEP 3 / 4 /* two grades below, as 30 and 21 pt: RULES 2.5 */

void lint_head_step(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        bool is_part = box->kind == LINT_HEAD && (box->element == MODEL_ELEMENT_KICKER || box->element == MODEL_ELEMENT_DECK);
        const LintBox *headline = is_part ? lint_headline(job, box->block) : NULL;
        if (!headline || box->size <= headline->size * LARGEST_STEP) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = base_length_pt(box->size),
                           .unit = "pt",
                           .cure = "set it two grades smaller than the headline"};
        lint_found(job, &fault, "the %s of \"%s\" is %.1f pt beside a headline of %.1f pt", model_element_words[box->element],
                   box->id, fault.amount, base_length_pt(headline->size));
    }
}

/* ---- Its lines ---- */

typedef void (*SeeHeadLine)(const LintJob *job, const LintBox *head, unsigned index);

static void each_head_line(const LintJob *job, SeeHeadLine see)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        for (unsigned l = 0; lint_is_title(box) && l < box->frame->n_lines; l++) see(job, box, l);
    }
}

/* The line's words, without the spaces at its edges; freed by the caller. */
static char *words_of(const LintJob *job, const FlowLine *line)
{
    const ParLine *set = lint_set_line(job, line);
    return g_strstrip(g_strndup(lint_paragraph(job, line)->text + set->first_byte, set->n_bytes));
}

static uint32_t last_of(const char *words)
{
    size_t n = strlen(words);
    return n ? g_utf8_get_char(g_utf8_prev_char(words + n)) : 0;
}

static bool is_among(uint32_t c, const char *marks)
{
    return c && g_utf8_strchr(marks, -1, c) != NULL;
}

static void check_flush(const LintJob *job, const LintBox *head, unsigned index)
{
    const FlowLine *line = lint_line(job, head->frame, index);
    const ParLine *set = lint_set_line(job, line);
    const ModelStyle *style = lint_line_style(job, set);
    bool is_stretched = style && style->align == MODEL_ALIGN_JUSTIFY && set->gap * 4 > style->size; /* loose: RULES 1.8 */
    if (!is_stretched) return;
    LintFault fault = {.place = lint_line_place(job, head->frame, line),
                       .amount = (double)set->gap / style->size,
                       .unit = "em",
                       .cure = "centre it, or spread it with \"align: spread\""};
    lint_found(job, &fault, "line %u of the %s of \"%s\" is stretched by %.2f em a gap to fill its frame", index + 1,
               model_element_words[head->element], head->id, fault.amount);
}

void lint_head_flush(const LintJob *job)
{
    each_head_line(job, check_flush);
}

static unsigned characters_in(const LintJob *job, const ParLine *set)
{
    unsigned n = 0;
    for (unsigned b = 0; b < set->n_boxes; b++) {
        TextClass class = lint_cluster(job, set, b)->class;
        n += class == TEXT_HAN || class == TEXT_DIGIT || class == TEXT_LATIN || class == TEXT_OTHER;
    }
    return n;
}

static void check_lone(const LintJob *job, const LintBox *head, unsigned index)
{
    const FlowLine *line = lint_line(job, head->frame, index);
    if (head->frame->n_lines < 2 || characters_in(job, lint_set_line(job, line)) != 1) return;
    LintFault fault = {.place = lint_line_place(job, head->frame, line),
                       .amount = 1,
                       .unit = "characters",
                       .cure = "break the head elsewhere, or set it smaller"};
    lint_found(job, &fault, "line %u of the %s of \"%s\" holds one character", index + 1, model_element_words[head->element],
               head->id);
}

void lint_head_lone_character(const LintJob *job)
{
    each_head_line(job, check_lone);
}

/* Whether a head was broken at its last mark, which then is not drawn. */
static bool is_mark_dropped(const LintJob *job, const ParLine *set)
{
    for (unsigned b = set->n_boxes; b > 0; b--) {
        const ParBox *box = &g_array_index(job->forms->lines->boxes, ParBox, set->first_box + b - 1);
        if (box->is_hidden) return true;
        if (box->width) return false;
    }
    return false;
}

static void check_end(const LintJob *job, const LintBox *head, unsigned index)
{
    const FlowLine *line = lint_line(job, head->frame, index);
    g_autofree char *words = words_of(job, line);
    bool is_last = index + 1 == head->frame->n_lines;
    uint32_t mark = last_of(words);
    if (is_mark_dropped(job, lint_set_line(job, line))) return;
    if (!is_among(mark, "，、；：,;:") && !(is_last && is_among(mark, "。．."))) return;
    char shown[8] = "";
    g_unichar_to_utf8(mark, shown);
    LintFault fault = {.place = lint_line_place(job, head->frame, line),
                       .amount = 1,
                       .unit = "marks",
                       .cure = "leave the mark out: the end of the line stands for it"};
    lint_found(job, &fault, "line %u of the %s of \"%s\" ends with \"%s\"", index + 1, model_element_words[head->element], head->id,
               shown);
}

void lint_head_end_mark(const LintJob *job)
{
    each_head_line(job, check_end);
}

/* Whether the editor broke the head inside a word. */
static bool is_word_parted(const char *before, const char *words)
{
    g_autofree char *both = g_strconcat(before, words, NULL);
    return text_is_word_torn(both, (unsigned)strlen(both), (unsigned)strlen(before));
}

/* Whether a line goes on in the midst of what the line before ends with. */
static bool is_torn(const LintJob *job, const FlowLine *line, const char *before, const char *words)
{
    const ParLine *set = lint_set_line(job, line);
    uint32_t first = g_utf8_get_char(words);
    bool is_number = g_unichar_isdigit(last_of(before)) && g_unichar_isdigit(first);
    bool is_broken = !set->is_first && set->n_boxes; /* by the engine */
    bool is_word = is_broken ? !lint_cluster(job, set, 0)->is_word_start : is_word_parted(before, words);
    return is_number || is_word || is_among(first, "的了着过们吗呢吧");
}

static void check_torn(const LintJob *job, const LintBox *head, unsigned index)
{
    if (!index) return;
    const FlowLine *line = lint_line(job, head->frame, index);
    g_autofree char *before = words_of(job, lint_line(job, head->frame, index - 1)), *words = words_of(job, line);
    if (!*words || !is_torn(job, line, before, words)) return;
    LintFault fault = {.place = lint_line_place(job, head->frame, line),
                       .amount = 1,
                       .unit = "breaks",
                       .cure = "break the head in the story where its sense parts"};
    lint_found(job, &fault, "line %u of the %s of \"%s\" begins in the midst of a word, with \"%s\"", index + 1,
               model_element_words[head->element], head->id, words);
}

void lint_head_torn(const LintJob *job)
{
    each_head_line(job, check_torn);
}
